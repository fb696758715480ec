#include "care/notice.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/query.h"
#include "store/record.h"

static const char there_sql[] =
	"SELECT 1 FROM \"notice\" WHERE \"organization\" = $1 AND \"about\" = $2 "
	"AND \"record\" = $3 AND \"to\" = $4 AND \"kind\" = $5 AND \"at\" = $6";

static int
is_there(const struct px_notice_at *at, const struct px_notice *notice, const char *when,
	 struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, there_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_text(stmt, 2, notice->about);
	px_bind_number(stmt, 3, notice->record);
	px_bind_number(stmt, 4, notice->to);
	px_bind_text(stmt, 5, notice->kind);
	px_bind_text(stmt, 6, when);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_notice_add(const struct px_notice_at *at, const struct px_notice *notice, struct px_err *err)
{
	struct px_record record = px_record_new(at->arena, &px_type_notice);
	int there;

	record.values[PX_F_ORGANIZATION] = px_value_of_number(at->organization);
	record.values[PX_NOTICE_KIND] = px_value_of_text(notice->kind);
	record.values[PX_NOTICE_TO] = px_value_of_number(notice->to);
	record.values[PX_NOTICE_ABOUT] = px_value_of_text(notice->about);
	record.values[PX_NOTICE_RECORD] = px_value_of_number(notice->record);
	record.values[PX_NOTICE_AT] = px_value_of_instant(at->arena, at->world->now);
	if (notice->until)
		record.values[PX_NOTICE_UNTIL] = px_value_of_instant(at->arena, notice->until);
	there = is_there(at, notice, record.values[PX_NOTICE_AT].text, err);
	if (there)
		return there < 0 ? -1 : 0;
	return px_record_insert(at->store, &record, at->arena, err);
}

/*
 * Giving.  All are read first: a cursor must not be open while they are written.
 */
struct waiting {
	struct px_arena *arena;
	struct px_record *items;
	size_t count, capacity;
};

static int
take_one(const struct px_record *record, void *data, struct px_err *err)
{
	struct waiting *waiting = data;

	(void)err;
	PX_GROW(waiting->items, waiting->count, waiting->capacity);
	waiting->items[waiting->count++] = px_record_copy(waiting->arena, record);
	return 0;
}

static int
read_waiting(const struct px_notice_at *at, struct waiting *waiting, struct px_err *err)
{
	const struct px_order order = { .field = &px_type_notice.fields[PX_NOTICE_AT] };
	struct px_query query = { .type = &px_type_notice,
				  .organization = at->organization,
				  .orders = &order,
				  .order_count = 1,
				  .limit = -1,
				  .world = at->world };
	char now[PX_INSTANT_SIZE];
	const char *conditions[] = { "given=", NULL, NULL };

	px_instant_format(at->world->now, now);
	conditions[1] = px_arena_printf(at->arena, "at<=%s", now);
	return px_query_each(at->store, &query, conditions, take_one, waiting, err);
}

static const char asking_sql[] = "SELECT 1 FROM \"request\" WHERE \"organization\" = $1 "
				 "AND \"id\" = $2 AND \"status\" = 'asking'";

/* Nobody is asked for what somebody took, or nobody needs, meanwhile: 1, 0, -1. */
static int
is_over(const struct px_notice_at *at, const struct px_record *notice, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (!px_record_is(notice, PX_NOTICE_KIND, "asked"))
		return 0;
	stmt = px_store_prepare(at->store, asking_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, notice->values[PX_NOTICE_RECORD].number);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got < 0 ? -1 : !got;
}

/* Given now, or removed when there is nothing to tell any more. */
static int
give_one(const struct px_notice_at *at, const struct px_record *notice,
	 int (*take)(const struct px_record *notice, void *data, struct px_err *err), void *data,
	 struct px_err *err)
{
	struct px_record after = px_record_copy(at->arena, notice);
	int over = is_over(at, notice, err);

	if (over)
		return over < 0 ? -1 : px_record_remove(at->store, notice, at->arena, err);
	after.values[PX_NOTICE_GIVEN] = px_value_of_instant(at->arena, at->world->now);
	if (px_record_update(at->store, notice, &after, at->arena, err) < 0)
		return -1;
	return take(&after, data, err);
}

int
px_notice_give(const struct px_notice_at *at,
	       int (*take)(const struct px_record *notice, void *data, struct px_err *err),
	       void *data, struct px_err *err)
{
	struct waiting waiting = { .arena = at->arena };
	int result = read_waiting(at, &waiting, err);

	for (size_t i = 0; result == 0 && i < waiting.count; i++)
		result = give_one(at, &waiting.items[i], take, data, err);
	free(waiting.items);
	return result;
}
