/*
 * Who waits and what is free, as the database says, and what plain rules say of it.
 */
#ifndef TESTS_UNIT_WAITING_MODEL_H
#define TESTS_UNIT_WAITING_MODEL_H

#include "care/waiting.h"

#include "base/date.h"
#include "base/zone.h"
#include "dice.h"
#include "store_base.h"

enum {
	PEOPLE = 4,
	SERVICE = 3,
	DAY = 24 * 60,
	MOST_SLOTS = 1200,
	MOST_ENTRIES = 700,
	STEPS = 1500,
	VERIFY_EVERY = 20,
	FIRST_NOW = 29577600, /* 2026-03-27T00:00:00Z in minutes: two days before clocks change */
};

enum status { FREE, BUSY, HELD, UNAVAILABLE, CLOSED };

struct slot {
	int64_t start; /* minutes */
	int who, notice, hold, audience, mode;
	enum status status;
};

enum state { WAITING, OFFERED, BOOKED, EXPIRED, WITHDRAWN };

struct entry {
	int who; /* -1: any of the trade */
	const char *trade;
	int mode, audience;
	int64_t until, created; /* a day; an instant */
	bool urgent;
	enum state state, before;
	int slot, slot_before; /* places, -1: none */
	int64_t held;          /* an instant */
};

static struct slot slots[MOST_SLOTS];
static struct entry entries[MOST_ENTRIES];
static bool let_go[MOST_ENTRIES][MOST_SLOTS];
static int slot_count, entry_count, appointments;
static int64_t who_ids[PEOPLE];
static const char *const trades[PEOPLE] = { "70/", "70/", "60/", "service/imaging" };
static struct px_store *store;
static struct px_world world;
static struct px_arena arena;
static int wrong, offers, accepts, lapses;

static void
complain(int step, const char *what, int entry, int slot)
{
	if (wrong++ < 20)
		printf("# step %d: %s: entry %d, slot %d\n", step, what, entry + 1, slot + 1);
}

static struct px_slot_at
at_now(void)
{
	return (struct px_slot_at){ .store = store,
				    .arena = &arena,
				    .world = &world,
				    .organization = 1,
				    .communes = "share/geo/communes.txt" };
}

static int64_t
minute_now(void)
{
	return world.now / 60;
}

/*
 * The rules.
 */
static int64_t
local_day(int64_t minute)
{
	return px_date_days(px_zone_local(world.zone, minute * 60).date);
}

static bool
suits(int e, int s)
{
	const struct entry *entry = &entries[e];
	const struct slot *slot = &slots[s];
	int64_t end = minute_now() + slot->hold, closes = slot->start - slot->notice;

	return !let_go[e][s] && (entry->who < 0 || entry->who == slot->who) &&
	       (!entry->trade || strcmp(entry->trade, trades[slot->who]) == 0) &&
	       (entry->mode < 0 || entry->mode == slot->mode) &&
	       entry->audience <= slot->audience && entry->until >= local_day(slot->start) &&
	       slot->start * 60 > world.now && end > minute_now() && closes > minute_now();
}

static bool
precedes(int one, int other)
{
	const struct entry *a = &entries[one], *b = &entries[other];

	if (a->urgent != b->urgent)
		return a->urgent;
	return a->created != b->created ? a->created < b->created : one < other;
}

static bool
is_over(const struct slot *slot)
{
	for (int e = 0; e < entry_count; e++)
		if (entries[e].state == OFFERED && &slots[entries[e].slot] == slot)
			return entries[e].held <= world.now;
	return false;
}

/*
 * What the database says.
 */
static struct px_stmt *
ask(const char *sql)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, &base_err);

	if (!stmt)
		printf("Bail out! %s\n", base_err.message);
	return stmt;
}

static int64_t
count_of(const char *sql)
{
	struct px_stmt *stmt = ask(sql);
	int64_t count = px_stmt_step(stmt, &base_err) == 1 ? px_stmt_number(stmt, 0) : -1;

	px_stmt_done(stmt);
	return count;
}

static int
place_of(const char *const *words, const char *word)
{
	return px_slot_rank(words, word);
}

static void
read_slots(void)
{
	struct px_stmt *stmt = ask("SELECT \"status\", \"audience\" FROM \"slot\" ORDER BY \"id\"");

	for (int s = 0; s < slot_count && px_stmt_step(stmt, &base_err) == 1; s++) {
		slots[s].status = (enum status)place_of(px_slot_statuses, px_stmt_text(stmt, 0));
		slots[s].audience = place_of(px_audiences, px_stmt_text(stmt, 1));
	}
	px_stmt_done(stmt);
}

static void
read_entries(void)
{
	struct px_stmt *stmt =
		ask("SELECT \"status\", \"slot\", \"held_until\" FROM \"waiting\" ORDER BY \"id\"");

	for (int e = 0; e < entry_count && px_stmt_step(stmt, &base_err) == 1; e++) {
		struct entry *entry = &entries[e];

		entry->before = entry->state;
		entry->slot_before = entry->slot;
		entry->state = (enum state)place_of(px_waiting_statuses, px_stmt_text(stmt, 0));
		entry->slot = px_stmt_null(stmt, 1) ? -1 : (int)px_stmt_number(stmt, 1) - 1;
		entry->held = 0;
		if (!px_stmt_null(stmt, 2))
			px_instant_parse(px_stmt_text(stmt, 2), &entry->held);
	}
	px_stmt_done(stmt);
	stmt = ask("SELECT \"owner\", \"target\" FROM \"waiting_let_go\"");
	while (px_stmt_step(stmt, &base_err) == 1)
		let_go[px_stmt_number(stmt, 0) - 1][px_stmt_number(stmt, 1) - 1] = true;
	px_stmt_done(stmt);
}

/*
 * Held against the rules.
 */
static void
check_order(int step, int e)
{
	const struct entry *entry = &entries[e];

	if (entry->state != OFFERED ||
	    (entry->before == OFFERED && entry->slot_before == entry->slot))
		return;
	offers++;
	if (entry->held > (slots[entry->slot].start - slots[entry->slot].notice) * 60 ||
	    entry->held > (minute_now() + slots[entry->slot].hold) * 60)
		complain(step, "held too long", e, entry->slot);
	for (int other = 0; other < entry_count; other++)
		if (entries[other].state == WAITING && entries[other].before == WAITING &&
		    precedes(other, e) && suits(other, entry->slot))
			complain(step, "offered before its turn", e, entry->slot);
}

static void
check_free(int step)
{
	for (int s = 0; s < slot_count; s++)
		for (int e = 0; slots[s].status == FREE && e < entry_count; e++)
			if (entries[e].state == WAITING && suits(e, s))
				complain(step, "free, and somebody waits for it", e, s);
}

static void
check_found(int step)
{
	static bool found[MOST_SLOTS];
	struct px_slot_at at = at_now();
	struct px_slot_list list = { NULL, 0, 0 };
	int asked = 1 + roll(4);
	struct px_slot_search search = { .from = world.now,
					 .until = INT64_MAX,
					 .audience = asked,
					 .mode = -1,
					 .limit = MOST_SLOTS };

	if (px_slot_find(&at, &search, &list, &base_err))
		complain(step, base_err.message, -1, -1);
	memset(found, 0, sizeof(found));
	for (size_t i = 0; i < list.count; i++)
		found[list.items[i].id - 1] = true;
	free(list.items);
	for (int s = 0; s < slot_count; s++) {
		const struct slot *slot = &slots[s];
		bool may = (slot->status == FREE || (slot->status == HELD && is_over(slot))) &&
			   asked <= slot->audience && slot->start * 60 >= world.now &&
			   minute_now() <= slot->start - slot->notice;

		if (found[s] != may)
			complain(step, may ? "not found" : "found", -1, s);
	}
}

static void
said_wrong(const char *line, void *data)
{
	(void)data;
	if (wrong++ < 20)
		printf("# %s\n", line);
}

static void
check(int step)
{
	struct px_slot_at at = at_now();

	read_slots();
	read_entries();
	for (int e = 0; e < entry_count; e++)
		check_order(step, e);
	check_free(step);
	check_found(step);
	if (count_of("SELECT COUNT(*) FROM \"appointment\"") != appointments)
		complain(step, "an appointment more or less", -1, -1);
	if (step % VERIFY_EVERY == 0 && px_slot_verify(&at, said_wrong, NULL, &base_err))
		complain(step, base_err.message, -1, -1);
}

#endif
