/* Up the ladder. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "care/notice.h"
#include "care/request/part.h"
#include "care/slot/part.h"
#include "store/query.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60 };

static const char silent_sql[] = "SELECT 1 FROM \"ask\" WHERE \"organization\" = $1 "
				 "AND \"request\" = $2 AND \"answer\" IS NULL LIMIT 1";

/* Numbers of steps may have gaps: who takes a step out need not count anew. */
static const char rung_sql[] = "SELECT \"id\" FROM \"rung\" WHERE \"organization\" = $1 "
			       "AND \"ladder\" = $2 AND \"step\" > $3 ORDER BY \"step\" LIMIT 1";

struct px_value
px_request_instant(const struct px_slot_at *at, int64_t instant)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(instant, text);
	return px_value_of_text(px_arena_strdup(at->arena, text));
}

void
px_request_end(const struct px_slot_at *at, struct px_record *request, const char *status)
{
	request->values[PX_REQUEST_STATUS] = px_value_of_text(status);
	request->values[PX_REQUEST_ENDED] = px_request_instant(at, at->world->now);
	request->values[PX_REQUEST_NEXT] = (struct px_value){ .state = PX_UNSET };
}

/*
 * Telling.
 */
int
px_request_tell(const struct px_slot_at *at, const struct px_record *request, int64_t to,
		const char *kind, struct px_err *err)
{
	struct px_notice_at notices = { at->store, at->arena, at->world, at->organization };
	struct px_notice notice = { .kind = kind,
				    .to = to,
				    .about = "request",
				    .record = request->values[PX_F_ID].number };

	if (strcmp(kind, "asked") == 0)
		notice.until = px_record_instant(request, PX_REQUEST_NEXT, 0);
	return px_notice_add(&notices, &notice, err);
}

struct people {
	int64_t *items;
	size_t count, capacity;
};

static int
take_asked(const struct px_record *ask, void *data, struct px_err *err)
{
	struct people *people = data;
	const char *answer = px_record_text(ask, PX_ASK_ANSWER);

	(void)err;
	if (answer && strcmp(answer, "no") == 0)
		return 0;
	PX_GROW(people->items, people->count, people->capacity);
	people->items[people->count++] = ask->values[PX_ASK_PRACTITIONER].number;
	return 0;
}

int
px_request_tell_asked(const struct px_slot_at *at, const struct px_record *request, int64_t but,
		      const char *kind, struct px_err *err)
{
	struct px_query query = { .type = &px_type_ask,
				  .organization = at->organization,
				  .limit = -1,
				  .world = at->world };
	const char *const conditions[] = { px_arena_printf(
						   at->arena, "request=%lld",
						   (long long)request->values[PX_F_ID].number),
					   NULL };
	struct people people = { NULL, 0, 0 };
	int result = px_query_each(at->store, &query, conditions, take_asked, &people, err);

	for (size_t i = 0; result == 0 && i < people.count; i++)
		if (people.items[i] != but)
			result = px_request_tell(at, request, people.items[i], kind, err);
	free(people.items);
	return result;
}

/*
 * One rung.
 */
int
px_request_rung(const struct px_slot_at *at, const struct px_record *request, int64_t after,
		struct px_record *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, rung_sql, err);
	int64_t id = 0;
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_text(stmt, 2, px_record_text(request, PX_REQUEST_LADDER));
	px_bind_number(stmt, 3, after);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		id = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got == 1 ? px_record_read(at->store, &px_type_rung, id, at->arena, out, err) : got;
}

static int
put_ask(const struct px_slot_at *at, const struct px_record *request, int64_t who, int64_t step,
	struct px_err *err)
{
	struct px_record ask = px_record_new(at->arena, &px_type_ask);

	ask.values[PX_F_ORGANIZATION] = request->values[PX_F_ORGANIZATION];
	ask.values[PX_ASK_REQUEST] = px_value_of_number(request->values[PX_F_ID].number);
	ask.values[PX_ASK_PRACTITIONER] = px_value_of_number(who);
	ask.values[PX_ASK_STEP] = px_value_of_number(step);
	return px_record_insert(at->store, &ask, at->arena, err) ||
			       px_request_tell(at, request, who, "asked", err)
		       ? -1
		       : 0;
}

/* When its delay is over. */
static int64_t
last_of(const struct px_record *request)
{
	return px_record_instant(request, PX_F_CREATED, 0) +
	       request->values[PX_REQUEST_WITHIN].number * SECONDS_OF_MINUTE;
}

/* When they have had their time; never later than its own delay. */
static int64_t
next_of(const struct px_slot_at *at, const struct px_record *request, const struct px_record *rung)
{
	int64_t next = at->world->now + rung->values[PX_RUNG_WAIT].number * SECONDS_OF_MINUTE;
	int64_t last = last_of(request);

	return next < last ? next : last;
}

/* Ask those of a rung: how many there were. */
static int
ask_rung(const struct px_slot_at *at, struct px_record *after, const struct px_record *rung,
	 int64_t step, struct px_err *err)
{
	struct px_request_whom whom = { NULL, 0, 0 };
	int result = px_request_whom(at, after, rung, &whom, err);

	if (whom.count) {
		after->values[PX_REQUEST_STEP] = px_value_of_number(step);
		after->values[PX_REQUEST_NEXT] = px_request_instant(at, next_of(at, after, rung));
	}
	for (size_t i = 0; result == 0 && i < whom.count; i++)
		result = put_ask(at, after, whom.items[i], step, err);
	result = result < 0 ? -1 : (int)whom.count;
	free(whom.items);
	return result;
}

int
px_request_awaited(const struct px_slot_at *at, const struct px_record *request, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, silent_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, request->values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static bool
is_due(const struct px_slot_at *at, const struct px_record *request)
{
	return at->world->now >= last_of(request);
}

static int
give_up(const struct px_slot_at *at, struct px_record *after, struct px_request_counts *counts,
	struct px_err *err)
{
	px_request_end(at, after, "unanswered");
	counts->unanswered++;
	return px_request_tell(at, after, after->values[PX_REQUEST_BY].number, "unanswered", err);
}

/* Nobody more to ask: who was asked may answer until its delay is over. */
static int
end_of_ladder(const struct px_slot_at *at, struct px_record *after,
	      struct px_request_counts *counts, struct px_err *err)
{
	int awaited = is_due(at, after) ? 0 : px_request_awaited(at, after, err);

	if (awaited <= 0)
		return awaited < 0 ? -1 : give_up(at, after, counts, err);
	after->values[PX_REQUEST_NEXT] = px_request_instant(at, last_of(after));
	return 0;
}

/* A rung that has nobody to ask is passed over at once. */
int
px_request_up(const struct px_slot_at *at, const struct px_record *request, struct px_record *after,
	      struct px_request_counts *counts, struct px_err *err)
{
	int64_t step = px_record_number(request, PX_REQUEST_STEP, 0);
	int64_t given_up = counts->unanswered;
	struct px_record rung;
	int got = 1, asked = 0;

	*after = px_record_copy(at->arena, request);
	while (!asked && !is_due(at, request) &&
	       (got = px_request_rung(at, request, step, &rung, err)) == 1) {
		step = rung.values[PX_RUNG_STEP].number;
		if ((asked = ask_rung(at, after, &rung, step, err)) < 0)
			return -1;
	}
	if (got < 0 || (!asked && end_of_ladder(at, after, counts, err)))
		return -1;
	counts->climbed += asked > 0 || counts->unanswered > given_up;
	counts->asked += asked;
	return px_record_update(at->store, request, after, at->arena, err) < 0 ? -1 : 0;
}

static int
take_id(const struct px_record *request, void *data, struct px_err *err)
{
	struct people *due = data;

	(void)err;
	PX_GROW(due->items, due->count, due->capacity);
	due->items[due->count++] = request->values[PX_F_ID].number;
	return 0;
}

int
px_request_climb(const struct px_slot_at *at, struct px_request_counts *counts, struct px_err *err)
{
	struct px_query query = { .type = &px_type_request,
				  .organization = at->organization,
				  .limit = -1,
				  .world = at->world };
	char now[PX_INSTANT_SIZE];
	const char *conditions[] = { "status=asking", NULL, NULL };
	struct people due = { NULL, 0, 0 };
	struct px_record request, after;
	int result;

	px_instant_format(at->world->now, now);
	conditions[1] = px_arena_printf(at->arena, "next<=%s", now);
	result = px_query_each(at->store, &query, conditions, take_id, &due, err);
	for (size_t i = 0; result == 0 && i < due.count; i++)
		result = px_record_read(at->store, &px_type_request, due.items[i], at->arena,
					&request, err) != 1 ||
					 px_request_up(at, &request, &after, counts, err)
				 ? -1
				 : 0;
	free(due.items);
	return result;
}
