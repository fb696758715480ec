/*
 * Rules of slots, by random scripts of thousands of operations over a few people: what is accepted and
 * refused, the status of every slot, openings, claims and quanta, and what is found must be what a
 * plain model says.  And each invariant attacked by SQL.  PX_SEED repeats a script, PX_STEPS makes it
 * longer.  Run from the top of the tree.
 */
#include "slot_told_model.h"

#include <time.h>

enum { CHECK_EVERY = 25, STEPS = 3000, MOST_FOUND = 12 };

static const char *const trades[PEOPLE][3] = { { "10/SM04", "10/SM01", NULL },
					       { "70/", NULL },
					       { "60/", NULL },
					       { "service/imaging", NULL } };

static int64_t
count_of(const char *sql)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, &base_err);
	int64_t count = stmt && px_stmt_step(stmt, &base_err) == 1 ? px_stmt_number(stmt, 0) : -1;

	px_stmt_done(stmt);
	return count;
}

static void
complain(int step, const char *what, int64_t slot, const char *got, const char *expected)
{
	if (wrong++ < 20)
		printf("# step %d: %s of slot %lld: %s, not %s\n", step, what, (long long)slot, got,
		       expected);
}

static void
check_statuses(int step)
{
	struct px_stmt *stmt =
		px_store_prepare(store,
				 "SELECT \"id\", \"status\", \"audience\" FROM \"slot\" ORDER BY "
				 "\"id\"",
				 &base_err);
	int seen = 0;

	while (stmt && seen < slot_count && px_stmt_step(stmt, &base_err) == 1) {
		const struct slot *slot = &slots[seen++];
		const char *expected = model_status(slot);

		if (px_stmt_number(stmt, 0) != seen || strcmp(px_stmt_text(stmt, 1), expected) != 0)
			complain(step, "status", seen, px_stmt_text(stmt, 1), expected);
		if (strcmp(px_stmt_text(stmt, 2), px_audiences[slot->audience]) != 0)
			complain(step, "audience", seen, px_stmt_text(stmt, 2),
				 px_audiences[slot->audience]);
	}
	px_stmt_done(stmt);
	if (seen != slot_count || count_of("SELECT COUNT(*) FROM \"slot\"") != slot_count)
		complain(step, "number", seen, "another", "the model's");
}

static bool
has_opening(int slot, const char *trade)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		"SELECT COUNT(*) FROM \"opening\" WHERE \"organization\" = 1 AND \"trade\" = $1 "
		"AND "
		"\"cell\" = -1 AND \"start\" = $2 AND \"slot\" = $3 AND \"audience\" = $4",
		&base_err);
	bool there;

	px_bind_text(stmt, 1, trade);
	px_bind_number(stmt, 2, slots[slot].start);
	px_bind_number(stmt, 3, slot + 1);
	px_bind_number(stmt, 4, slots[slot].audience);
	there = px_stmt_step(stmt, &base_err) == 1 && px_stmt_number(stmt, 0) == 1;
	px_stmt_done(stmt);
	return there;
}

/* Exactly the free slots, once a trade. */
static void
check_openings(int step)
{
	int64_t expected = 0;

	for (int i = 0; i < slot_count; i++) {
		const char *const *trade = trades[slots[i].offer.who];

		if (strcmp(model_status(&slots[i]), "free") != 0)
			continue;
		for (; *trade; trade++, expected++)
			if (!has_opening(i, *trade))
				complain(step, "opening", i + 1, "none", *trade);
	}
	if (count_of("SELECT COUNT(*) FROM \"opening\"") != expected)
		complain(step, "openings", 0, "too many or too few", "those of free slots");
}

static int64_t
actor_of(int who)
{
	return who == SERVICE ? -who_ids[who] : who_ids[who];
}

static bool
has_claim(int slot)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		"SELECT COUNT(*) FROM \"claim\" WHERE \"organization\" = 1 AND \"slot\" = $1 AND "
		"\"actor\" = $2 AND \"appointment\" = $3 AND \"day\" = $4",
		&base_err);
	bool there;

	px_bind_number(stmt, 1, slot + 1);
	px_bind_number(stmt, 2, actor_of(slots[slot].offer.who));
	px_bind_number(stmt, 3, slots[slot].appointment + 1);
	px_bind_number(stmt, 4, local_day(&slots[slot]));
	there = px_stmt_step(stmt, &base_err) == 1 && px_stmt_number(stmt, 0) == 1;
	px_stmt_done(stmt);
	return there;
}

static int64_t
quanta_of(int slot)
{
	const struct slot *one = &slots[slot];
	struct px_stmt *stmt =
		px_store_prepare(store,
				 "SELECT COUNT(*) FROM \"quantum\" WHERE \"organization\" = 1 AND "
				 "\"actor\" = $1 AND "
				 "\"quantum\" >= $2 AND \"quantum\" < $3 AND \"slot\" = $4",
				 &base_err);
	int64_t count = 0;

	px_bind_number(stmt, 1, actor_of(one->offer.who));
	px_bind_number(stmt, 2, (one->start - one->offer.before) / QUANTUM);
	px_bind_number(stmt, 3, (one->start + one->offer.every + one->offer.after) / QUANTUM);
	px_bind_number(stmt, 4, slot + 1);
	if (px_stmt_step(stmt, &base_err) == 1)
		count = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return count;
}

/* Exactly those of appointments that are not cancelled. */
static void
check_claims(int step)
{
	int64_t claims = 0, quanta = 0;

	for (int i = 0; i < slot_count; i++) {
		const struct offer *offer = &slots[i].offer;
		int64_t expected = (offer->every + offer->before + offer->after) / QUANTUM;

		if (slots[i].appointment < 0)
			continue;
		claims++;
		quanta += expected;
		if (!has_claim(i))
			complain(step, "claim", i + 1, "none", "one");
		if (quanta_of(i) != expected)
			complain(step, "quanta", i + 1, "others", "its own");
	}
	if (count_of("SELECT COUNT(*) FROM \"claim\"") != claims ||
	    count_of("SELECT COUNT(*) FROM \"quantum\"") != quanta)
		complain(step, "claims or quanta", 0, "too many or too few", "the model's");
	if (count_of("SELECT COUNT(*) FROM (SELECT 1 FROM \"claim\" GROUP BY \"actor\", \"day\" "
		     "HAVING MAX(\"ordinal\") <> COUNT(*))"))
		complain(step, "numbers of a day", 0, "with gaps", "1, 2, 3");
}

/* The next one that the model would find, after this one; -1. */
static int
model_next(int after, int who, int asked, int64_t until)
{
	int best = -1;

	for (int i = 0; i < slot_count; i++) {
		const struct slot *slot = &slots[i];

		if (slot->offer.who != who || slot->start < (world.now + 59) / 60 ||
		    slot->start >= until || asked > slot->audience ||
		    minute_now() > slot->start - slot->offer.notice ||
		    (slot->offer.horizon &&
		     minute_now() < slot->start - slot->offer.horizon * DAY) ||
		    (after >= 0 && slot->start <= slots[after].start) ||
		    (best >= 0 && slot->start >= slots[best].start) ||
		    strcmp(model_status(slot), "free") != 0)
			continue;
		best = i;
	}
	return best;
}

static void
find_some(int step)
{
	struct px_slot_at at = at_now();
	struct px_slot_list list = { NULL, 0, 0 };
	int who = roll(PEOPLE), asked = roll(5), next = -1;
	struct px_slot_search search = { .trades = trades[who],
					 .trade_count = trades[who][1] ? 2 : 1,
					 .from = world.now,
					 .until = world.now + 3600 * (1 + roll(72)),
					 .audience = asked,
					 .mode = -1,
					 .limit = 1 + roll(MOST_FOUND) };

	if (px_slot_find(&at, &search, &list, &base_err))
		complain(step, "finding", 0, base_err.message, "done");
	for (size_t i = 0; i < list.count; i++) {
		next = model_next(next, who, asked, search.until / 60);
		if (list.items[i].id != next + 1)
			complain(step, "place", list.items[i].id, "found here", "another");
	}
	if (list.count < (size_t)search.limit &&
	    model_next(next, who, asked, search.until / 60) >= 0)
		complain(step, "finding", next + 1, "ended", "more");
	free(list.items);
}

static void
advance(int step)
{
	(void)step;
	world.now += 60 * roll(roll(8) ? 60 : 12 * 60) + roll(60);
	px_store_identify(store, "unix:test", world.now, NULL);
}

static void
run_script(int steps)
{
	static void (*const operations[])(int step) = {
		open_some,     book_one,   book_one,   book_one,   book_one,  book_one,
		move_one,      cancel_one, cancel_one, end_one,    find_some, advance,
		show_or_close, hear_one,   hear_one,   reopen_one,
	};

	for (int step = 1; step <= steps && wrong < 20; step++) {
		operations[roll(PX_COUNT(operations))](step);
		if (step % CHECK_EVERY == 0 || step == steps) {
			check_statuses(step);
			check_openings(step);
			check_claims(step);
		}
		px_arena_reset(&arena);
	}
}

/*
 * Straight at the tables.
 */
static void
attack(const char *sql, const char *words, const char *what)
{
	bool held;

	px_err_set(&base_err, PX_OK, "%s", "");
	held = px_store_begin(store, &base_err) == 0 && px_store_run(store, sql, &base_err) != 0;
	px_store_rollback(store);
	tap_ok(held && base_err.code == PX_CONFLICT && strstr(base_err.message, words), "%s", what);
	if (!held || !strstr(base_err.message, words))
		printf("# %s\n", held ? base_err.message : "it was done");
}

#define CLAIM(values)                                                                              \
	"INSERT INTO \"claim\" (\"organization\", \"slot\", \"actor\", \"appointment\", "          \
	"\"waiting\", \"until\", \"made\", \"opens\", \"closes\", \"day\", \"ordinal\", "          \
	"\"daily\", \"asked\", \"audience\") VALUES (1, " values ")"
#define SLOT(practitioner, service, start, minutes)                                                \
	"INSERT INTO \"slot\" (\"id\", \"uid\", \"organization\", \"created\", \"updated\", "      \
	"\"schedule\", \"practitioner\", \"service\", \"start\", \"minutes\", \"status\", "        \
	"\"audience\", \"mode\") SELECT 900000, '00000000-0000-7000-8000-000000000000', 1, "       \
	"\"created\", \"updated\", \"schedule\", " practitioner ", " service ", " start            \
	", " minutes ", 'free', 'team', 'office' FROM \"slot\" WHERE \"id\" = 1"

static void
attack_all(void)
{
	attack(CLAIM("900000, 1, NULL, NULL, NULL, 5, 0, 9, 9, 1, NULL, 1, 1"), "held for",
	       "a claim of nobody");
	attack(CLAIM("900000, 1, 900000, 1, 9, 5, 0, 9, 9, 1, NULL, 1, 1"), "held for",
	       "a claim of two");
	attack(CLAIM("900000, 1, NULL, 1, NULL, 5, 0, 9, 9, 1, NULL, 1, 1"), "for a time",
	       "held for ever");
	attack(CLAIM("900000, 1, 900000, NULL, NULL, 10, 0, 9, 9, 1, NULL, 1, 1"), "notice",
	       "after its notice");
	attack(CLAIM("900000, 1, 900000, NULL, NULL, 5, 6, 9, 9, 1, NULL, 1, 1"), "too early",
	       "before its horizon");
	attack(CLAIM("900000, 1, 900000, NULL, NULL, 5, 0, 9, 9, 3, 2, 1, 1"), "that day",
	       "the third of two");
	attack(CLAIM("900000, 1, 900000, NULL, NULL, 5, 0, 9, 9, 1, NULL, 3, 2"), "not shown",
	       "by whom it is not shown to");
	attack("INSERT INTO \"claim\" SELECT * FROM \"claim\" LIMIT 1", "already", "a slot twice");
	attack(CLAIM("900000, (SELECT MIN(\"actor\") FROM \"claim\"), 900000, NULL, NULL, 5, 0, 9, "
		     "(SELECT \"day\" FROM \"claim\" ORDER BY \"actor\" LIMIT 1), 1, NULL, 1, 1"),
	       "already", "a number of the day twice");
	attack(CLAIM("900000, 1, (SELECT MIN(\"appointment\") FROM \"claim\"), NULL, NULL, 5, 0, "
		     "9, "
		     "9, 1, NULL, 1, 1"),
	       "already", "an appointment with two slots");
	attack("INSERT INTO \"quantum\" (\"organization\", \"actor\", \"quantum\", \"slot\") "
	       "SELECT "
	       "\"organization\", \"actor\", \"quantum\", 900000 FROM \"quantum\" LIMIT 1",
	       "already", "five minutes twice");
	attack("INSERT INTO \"opening\" SELECT * FROM \"opening\" LIMIT 1", "already",
	       "an opening twice");
	attack(SLOT("1", "1", "'2030-01-01T08:00:00Z'", "15"), "one of them", "a slot of two");
	attack(SLOT("NULL", "NULL", "'2030-01-01T08:00:00Z'", "15"), "one of them",
	       "a slot of nobody");
	attack(SLOT("1", "NULL", "'2030-01-01T08:02:00Z'", "15"), "5 minutes", "two past eight");
	attack(SLOT("1", "NULL", "'2030-01-01T08:00:00Z'", "12"), "by 5", "twelve minutes");
	attack(SLOT("(SELECT MIN(\"practitioner\") FROM \"slot\")", "NULL",
		    "(SELECT MIN(\"start\") FROM \"slot\" WHERE \"practitioner\" = (SELECT "
		    "MIN(\"practitioner\") FROM \"slot\"))",
		    "15"),
	       "already", "two slots at one time");
}

static uint64_t
seed(void)
{
	const char *said = getenv("PX_SEED");

	return said ? strtoull(said, NULL, 10) : (uint64_t)time(NULL);
}

int
main(void)
{
	const char *steps = getenv("PX_STEPS");
	uint64_t first = seed();

	store = base_make();
	world = base_world;
	world.now = (int64_t)FIRST_NOW * 60;
	world.zone = px_zone_open("Europe/Paris", &base_err);
	dice = first * 2654435769U + 88172645463325252U;
	px_store_identify(store, "unix:test", world.now, NULL);
	if (px_store_begin(store, &base_err))
		printf("# %s\n", base_err.message);
	base_add(store, &px_type_organization, "name=Val|slug=val|kind=cpts");
	who_ids[0] = base_add(store, &px_type_practitioner,
			      "family=Cardi|profession=10|specialty=SM04|skills=SM04,SM01");
	who_ids[1] = base_add(store, &px_type_practitioner, "family=Kine|profession=70");
	who_ids[2] = base_add(store, &px_type_practitioner, "family=Soins|profession=60");
	who_ids[SERVICE] =
		base_add(store, &px_type_organization, "name=Imagerie|slug=imagerie|kind=imaging");
	if (px_store_commit(store, &base_err))
		printf("# %s\n", base_err.message);
	run_script(steps ? (int)strtol(steps, NULL, 10) : STEPS);
	printf("# seed %llu: %d slots, %d appointments, %d done, %d refused\n",
	       (unsigned long long)first, slot_count, appointment_count, accepted, refused);
	tap_is_number(wrong, 0, "everything is as the model says");
	tap_ok(accepted > 500 && refused > 500, "much was done, much was refused");
	attack_all();
	px_arena_release(&arena);
	px_store_close(store);
	px_zone_free((struct px_zone *)world.zone);
	return tap_done();
}
