/*
 * Requests up a ladder, by random scripts over a few people: who is asked, when it goes up, who wins,
 * what is told must be what a plain model says.  PX_SEED repeats a script, PX_STEPS makes it longer.
 */
#include "care/request.h"

#include <time.h>

#include "base/date.h"
#include "base/zone.h"
#include "care/notice.h"
#include "model/types_notice.h"
#include "dice.h"
#include "store_base.h"

enum { NURSES = 6, DOCTOR = NURSES, PEOPLE = NURSES + 1, RUNGS = 4, MOST = 4000, STEPS = 2000 };
enum { USUAL, LIST, RADIUS };

static const struct {
	int ask, wait; /* minutes */
} rungs[RUNGS] = { { USUAL, 120 }, { LIST, 30 }, { RADIUS, 240 }, { RADIUS, 60 } };
static const int list[] = { 4, 1 };

/* What a request is; people by their places, -1: nobody. */
struct asked {
	int by, usual, within, step, winner;
	int64_t created, next; /* minutes */
	const char *status;
	int at_step[PEOPLE]; /* 0: not asked */
	const char *answers[PEOPLE];
	int told; /* notices */
};

static struct asked requests[MOST];
static int request_count, wrong, accepted, refused;
static int64_t ids[PEOPLE];
static struct px_store *store;
static struct px_world world;
static struct px_arena arena;

static int64_t
minute(void)
{
	return world.now / 60;
}

static struct px_slot_at
at(void)
{
	return (struct px_slot_at){ store, &arena, &world, 1, "share/geo/communes.txt" };
}

/*
 * The model.
 */
static int
ask_one(struct asked *request, int who, int step)
{
	if (who == request->by || request->at_step[who])
		return 0;
	request->at_step[who] = step;
	request->told++;
	return 1;
}

static int
ask_rung(struct asked *request, int step)
{
	int count = 0;

	switch (rungs[step - 1].ask) {
	case USUAL:
		return request->usual < 0 ? 0 : ask_one(request, request->usual, step);
	case LIST:
		for (size_t i = 0; i < PX_COUNT(list); i++)
			count += ask_one(request, list[i], step);
		return count;
	default:
		for (int who = 0; who < NURSES; who++)
			count += ask_one(request, who, step);
		return count;
	}
}

static void
end(struct asked *request, const char *status)
{
	request->status = status;
	request->next = 0;
}

static int
silent(const struct asked *request)
{
	int count = 0;

	for (int who = 0; who < PEOPLE; who++)
		count += request->at_step[who] && !request->answers[who];
	return count;
}

static void
go_up(struct asked *request)
{
	int64_t last = request->created + request->within;

	for (int step = request->step + 1; minute() < last && step <= RUNGS; step++) {
		if (!ask_rung(request, step))
			continue;
		request->step = step;
		request->next = minute() + rungs[step - 1].wait;
		if (request->next > last)
			request->next = last;
		return;
	}
	if (minute() < last && silent(request)) {
		request->next = last;
		return;
	}
	end(request, "unanswered");
	request->told++;
}

/* Those who were asked and did not say no, but one, are told. */
static void
tell_asked(struct asked *request, int but)
{
	for (int who = 0; who < PEOPLE; who++)
		request->told +=
			who != but && request->at_step[who] &&
			(!request->answers[who] || strcmp(request->answers[who], "yes") == 0);
}

static bool
model_answer(struct asked *request, int who, bool yes)
{
	if (strcmp(request->status, "asking") != 0 || !request->at_step[who] ||
	    (!yes && request->answers[who]))
		return false;
	request->answers[who] = yes ? "yes" : "no";
	if (yes) {
		request->winner = who;
		end(request, "accepted");
		request->told++;
		tell_asked(request, who);
	} else if (!silent(request)) {
		go_up(request);
	}
	return true;
}

/*
 * Operations on both.
 */
static void
complain(const char *what, int request, const char *got, const char *expected)
{
	if (wrong++ < 20)
		printf("# %s of request %d: %s, not %s\n", what, request + 1, got, expected);
}

static void
settle(const char *what, int request, int result, bool expected)
{
	if (result == 0 && expected)
		px_store_commit(store, &base_err);
	else
		px_store_rollback(store);
	accepted += expected;
	refused += !expected;
	if ((result == 0) != expected)
		complain(what, request, result ? base_err.message : "done",
			 expected ? "done" : "refused");
	else if (!expected && base_err.code != PX_CONFLICT)
		complain(what, request, base_err.message, "a conflict");
}

static void
open_one(void)
{
	struct asked *request = &requests[request_count];
	struct px_record record = px_record_new(&arena, &px_type_request);
	struct px_slot_at where = at();
	int result;

	*request = (struct asked){ .by = roll(4) ? DOCTOR : roll(NURSES),
				   .usual = roll(3) ? roll(NURSES) : -1,
				   .within = 30 * (1 + roll(20)),
				   .winner = -1,
				   .created = minute(),
				   .status = "asking" };
	go_up(request);
	px_record_defaults(&record, &world, &arena);
	record.values[PX_F_ORGANIZATION] = px_value_of_number(1);
	record.values[PX_REQUEST_CARE] = px_value_of_text("infirmière");
	record.values[PX_REQUEST_WITHIN] = px_value_of_number(request->within);
	record.values[PX_REQUEST_BY] = px_value_of_number(ids[request->by]);
	if (request->usual >= 0)
		record.values[PX_REQUEST_USUAL] = px_value_of_number(ids[request->usual]);
	px_store_begin(store, &base_err);
	result = px_request_open(&where, &record, &base_err);
	settle("opening", request_count++, result, true);
}

static int
read_request(int request, struct px_record *out)
{
	return px_record_read(store, &px_type_request, request + 1, &arena, out, &base_err) == 1
		       ? 0
		       : -1;
}

static void
answer_one(void)
{
	int request = roll(request_count), who = roll(PEOPLE);
	struct px_slot_at where = at();
	struct px_record before, after;
	bool yes = roll(3) == 0, expected;
	int result;

	px_store_begin(store, &base_err);
	result = read_request(request, &before);
	expected = model_answer(&requests[request], who, yes);
	if (result == 0)
		result = px_request_answer(&where, &before, ids[who], yes, &after, &base_err);
	settle(yes ? "yes" : "no", request, result, expected);
}

static void
withdraw_one(void)
{
	int request = roll(request_count);
	struct px_slot_at where = at();
	struct px_record before, after;
	bool expected = strcmp(requests[request].status, "asking") == 0;
	int result;

	if (expected) {
		end(&requests[request], "withdrawn");
		tell_asked(&requests[request], -1);
	}
	px_store_begin(store, &base_err);
	result = read_request(request, &before);
	if (result == 0)
		result = px_request_withdraw(&where, &before, &after, &base_err);
	settle("withdrawal", request, result, expected);
}

static void
climb(void)
{
	struct px_request_counts counts = { 0 };
	struct px_slot_at where = at();

	for (int i = 0; i < request_count; i++)
		if (strcmp(requests[i].status, "asking") == 0 && requests[i].next <= minute())
			go_up(&requests[i]);
	px_store_begin(store, &base_err);
	settle("climb", 0, px_request_climb(&where, &counts, &base_err), true);
}

/*
 * Comparing.
 */
static int64_t
number_of(const char *sql, int64_t one, int64_t other)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, &base_err);
	int64_t number = -1;

	px_bind_number(stmt, 1, one);
	px_bind_number(stmt, 2, other);
	if (px_stmt_step(stmt, &base_err) == 1)
		number = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return number;
}

static void
compare_number(const char *what, int request, int64_t got, int64_t expected)
{
	char one[32], other[32];

	if (got == expected)
		return;
	snprintf(one, sizeof(one), "%lld", (long long)got);
	snprintf(other, sizeof(other), "%lld", (long long)expected);
	complain(what, request, one, other);
}

static void
compare(int i)
{
	const struct asked *request = &requests[i];
	struct px_record record;
	int64_t next = 0;

	if (read_request(i, &record)) {
		complain("reading", i, base_err.message, "the request");
		return;
	}
	if (strcmp(px_record_text(&record, PX_REQUEST_STATUS), request->status) != 0)
		complain("status", i, px_record_text(&record, PX_REQUEST_STATUS), request->status);
	compare_number("step", i, px_record_number(&record, PX_REQUEST_STEP, 0), request->step);
	if (px_record_text(&record, PX_REQUEST_NEXT))
		px_instant_parse(px_record_text(&record, PX_REQUEST_NEXT), &next);
	compare_number("next step", i, next / 60, request->next);
	compare_number("winner", i, px_record_number(&record, PX_REQUEST_ACCEPTED_BY, 0),
		       request->winner < 0 ? 0 : ids[request->winner]);
	for (int who = 0; who < PEOPLE; who++)
		compare_number("step of an ask", i,
			       number_of("SELECT COALESCE(MAX(\"step\"), 0) FROM \"ask\" WHERE "
					 "\"request\" = $1 AND \"practitioner\" = $2",
					 i + 1, ids[who]),
			       request->at_step[who]);
	compare_number("notices", i,
		       number_of("SELECT COUNT(*) FROM \"notice\" WHERE \"record\" = $1 AND $2 = 0",
				 i + 1, 0),
		       request->told);
}

static void
compare_all(void)
{
	for (int i = 0; i < request_count; i++)
		compare(i);
	compare_number("requests", 0,
		       number_of("SELECT COUNT(*) FROM \"request\" WHERE $1 = $2", 0, 0),
		       request_count);
	compare_number(
		"two winners", 0,
		number_of("SELECT COUNT(*) FROM (SELECT 1 FROM \"ask\" WHERE \"won\" = 1 AND "
			  "$1 = $2 GROUP BY \"request\" HAVING COUNT(*) > 1) t",
			  0, 0),
		0);
}

static int
count_notice(const struct px_record *notice, void *data, struct px_err *err)
{
	(void)err;
	*(int *)data += px_record_text(notice, PX_NOTICE_GIVEN) != NULL;
	return 0;
}

/* Who was asked for what is over is not told to answer any more: one notice each. */
static int
still_told(const struct asked *request)
{
	int told = request->told;

	for (int who = 0; who < PEOPLE; who++)
		told -= request->at_step[who] && strcmp(request->status, "asking") != 0;
	return told;
}

/* Every notice that tells something still is given once, whenever it is asked for. */
static void
test_notices(void)
{
	struct px_notice_at where = { store, &arena, &world, 1 };
	int told = 0, given = 0, again = 0;

	for (int i = 0; i < request_count; i++)
		told += still_told(&requests[i]);
	px_store_begin(store, &base_err);
	px_notice_give(&where, count_notice, &given, &base_err);
	px_notice_give(&where, count_notice, &again, &base_err);
	px_store_commit(store, &base_err);
	tap_is_number(given, told, "every notice is given");
	tap_is_number(again, 0, "once");
}

static void
make_people(void)
{
	static const char *const names[PEOPLE] = {
		"Ane", "Bel", "Cot", "Dor", "Eve", "Fay", "Gil"
	};

	base_add(store, &px_type_organization, "name=Val|kind=cpts|lat=47.36|lon=-0.45");
	for (int i = 0; i < PEOPLE; i++) {
		char fields[64];

		snprintf(fields, sizeof(fields), "family=%s|profession=%s", names[i],
			 i == DOCTOR ? "10" : "60");
		ids[i] = base_add(store, &px_type_practitioner, fields);
	}
	base_add(store, &px_type_rung, "step=1|ask=usual|wait=2h");
	base_add(store, &px_type_rung, "step=2|ask=list|who=eve,bel|wait=30min");
	base_add(store, &px_type_rung, "step=3|ask=radius|km=5|wait=4h");
	base_add(store, &px_type_rung, "step=4|ask=radius|km=50|wait=1h");
}

static void
run_script(int steps)
{
	for (int step = 0; step < steps; step++) {
		int what = roll(10);

		world.now += 60 * roll(25);
		px_store_identify(store, "unix:test", world.now, NULL);
		if (!request_count || (what < 2 && request_count < MOST))
			open_one();
		else if (what < 7)
			answer_one();
		else if (what < 9)
			climb();
		else
			withdraw_one();
		px_arena_release(&arena);
		arena = (struct px_arena)PX_ARENA_INIT;
		if (step % 200 == 0)
			compare_all();
	}
	compare_all();
}

int
main(void)
{
	const char *seed = getenv("PX_SEED"), *steps = getenv("PX_STEPS");
	struct px_err err = PX_ERR_INIT;
	int64_t lines;

	dice = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + 1;
	printf("# PX_SEED=%llu\n", (unsigned long long)dice);
	arena = (struct px_arena)PX_ARENA_INIT;
	store = base_make();
	world = base_world;
	world.zone = px_zone_open("Europe/Paris", &err);
	px_store_begin(store, &base_err);
	make_people();
	px_store_commit(store, &base_err);
	run_script(steps ? (int)strtol(steps, NULL, 10) : STEPS);
	tap_is_number(wrong, 0, "requests are what the model says, at every turn");
	tap_ok(accepted > 100 && refused > 100, "%d turns were taken, %d refused", accepted,
	       refused);
	test_notices();
	px_store_begin(store, &base_err);
	tap_is_number(px_journal_verify(store, &lines, &base_err), 0, "the journal holds");
	px_store_rollback(store);
	px_arena_release(&arena);
	px_store_close(store);
	return tap_done();
}
