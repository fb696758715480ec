/*
 * Ids: a sequence a type.  What a transaction took and does not keep is given back, so that ids stay
 * consecutive when writers come one after the other.
 */
#include "base/mem.h"
#include "store/inner.h"
#include "store/postgres/postgres.h"

/* What to ask for ids: with a seed they are those that SQLite would give. */
static const char from_sequence[] = "SELECT px_next_ids($1, $2) + $2 - 1";
static const char from_counter[] =
	"INSERT INTO \"counter\" (\"type\", \"last\") VALUES ($1, px_last_id($1) + $2) "
	"ON CONFLICT (\"type\") DO UPDATE SET "
	"\"last\" = GREATEST(\"counter\".\"last\", px_last_id($1)) + $2 RETURNING \"last\"";

static void
note(struct px_postgres *base, const char *type, int64_t first, int64_t last)
{
	struct px_taken *latest =
		base->taken_count > base->taken_row ? &base->taken[base->taken_count - 1] : NULL;

	if (latest && latest->type == type && latest->last == first - 1) {
		latest->last = last;
		return;
	}
	PX_GROW(base->taken, base->taken_count, base->taken_capacity);
	base->taken[base->taken_count++] = (struct px_taken){ type, first, last };
}

void
px_postgres_return_ids(struct px_postgres *base, size_t i, struct px_buf *sql)
{
	while (base->taken_count > i) {
		const struct px_taken *taken = &base->taken[--base->taken_count];

		px_buf_printf(sql, "SELECT px_return_ids('%s', %lld, %lld); ", taken->type,
			      (long long)taken->first, (long long)taken->last);
	}
}

int
px_postgres_next_ids(struct px_store *store, const char *type, int64_t count, int64_t *first,
		     struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store, store->seed ? from_counter : from_sequence, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, type);
	px_bind_number(stmt, 2, count);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*first = px_stmt_number(stmt, 0) - count + 1;
	if (got == 1 && !store->seed && store->writing)
		note(store->db, type, *first, *first + count - 1);
	px_stmt_done(stmt);
	return got == 1 ? 0 : -1;
}
