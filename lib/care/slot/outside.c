/* Slots between this program and others: who has one, and what others say of theirs. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/uid.h"
#include "care/slot/part.h"
#include "store/record.h"

static const char holder_sql[] =
	"SELECT \"appointment\" FROM \"claim\" WHERE \"organization\" = $1 AND \"slot\" = $2 "
	"AND \"appointment\" IS NOT NULL";

int
px_slot_holder(const struct px_slot_at *at, const struct px_record *slot, int64_t *appointment,
	       struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, holder_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, slot->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, slot->values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*appointment = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got;
}
