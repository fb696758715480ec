#include "cli/view/today_asked.h"

static const char sql[] =
	"SELECT 1 FROM \"ask\" WHERE \"organization\" = $1 AND \"request\" = $2 AND "
	"\"practitioner\" = $3 AND \"answer\" IS NULL";

int
px_today_asked(struct px_run *run, const struct px_record *request, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(run->store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, request->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, request->values[PX_F_ID].number);
	px_bind_number(stmt, 3, run->actor);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}
