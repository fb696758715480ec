/*
 * Slots as a plain model in memory says that they are, and random operations on it and on a database
 * alike: what the model accepts must be done, what it refuses must be PX_CONFLICT.
 */
#ifndef TESTS_UNIT_SLOT_MODEL_H
#define TESTS_UNIT_SLOT_MODEL_H

#include "care/slot.h"

#include "base/date.h"
#include "base/zone.h"
#include "dice.h"
#include "store_base.h"

enum {
	PEOPLE = 4,
	SERVICE = 3, /* whose place among them */
	QUANTUM = 5,
	DAY = 24 * 60,
	MOST_SLOTS = 20000,
	MOST_APPOINTMENTS = 6000,
	FIRST_NOW = 29577600, /* 2026-03-27T00:00:00Z in minutes: two days before clocks change */
};

struct offer {
	int who, every, before, after, notice, horizon, daily, window;
};

struct slot {
	struct offer offer;
	int64_t start;             /* minutes */
	int audience, appointment; /* -1: nobody's */
	bool closed;
};

struct appointment {
	int slot, asked, by;
	const char *status;
};

/* Ids are places from 1 on. */
static struct slot slots[MOST_SLOTS];
static struct appointment appointments[MOST_APPOINTMENTS];
static int slot_count, appointment_count;
static int64_t who_ids[PEOPLE]; /* the service's is an organization's */
static struct px_store *store;
static struct px_world world;
static struct px_arena arena;
static int accepted, refused, wrong;

static struct px_slot_at
at_now(void)
{
	return (struct px_slot_at){ store, &arena, &world, 1, "share/geo/communes.txt" };
}

static int64_t
minute_now(void)
{
	return world.now / 60;
}

/*
 * The model.
 */
static bool
overlap(const struct slot *a, const struct slot *b)
{
	return a->start - a->offer.before < b->start + b->offer.every + b->offer.after &&
	       b->start - b->offer.before < a->start + a->offer.every + a->offer.after;
}

static int64_t
local_day(const struct slot *slot)
{
	return px_date_days(px_zone_local(world.zone, slot->start * 60).date);
}

/* Appointments of their slot's day and those in its way, but for one. */
static int
in_the_way(const struct slot *slot, int but, int *of_day)
{
	int found = 0;

	*of_day = 0;
	for (int i = 0; i < slot_count; i++) {
		const struct slot *other = &slots[i];

		if (other == slot || other->appointment < 0 || other->appointment == but ||
		    other->offer.who != slot->offer.who)
			continue;
		found += overlap(slot, other);
		*of_day += local_day(slot) == local_day(other);
	}
	return found;
}

static const char *
model_status(const struct slot *slot)
{
	int of_day;

	if (slot->closed)
		return "closed";
	if (slot->appointment >= 0)
		return "busy";
	if (in_the_way(slot, -1, &of_day) || (slot->offer.daily && of_day >= slot->offer.daily))
		return "busy-unavailable";
	return "free";
}

static bool
may_take(const struct slot *slot, int but, int asked, int by)
{
	int of_day;

	if (slot->closed || slot->appointment >= 0 || in_the_way(slot, but, &of_day))
		return false;
	if (asked == 0 && slot->offer.who != SERVICE && by != slot->offer.who)
		return false;
	return minute_now() <= slot->start - slot->offer.notice &&
	       (!slot->offer.horizon || minute_now() >= slot->start - slot->offer.horizon * DAY) &&
	       (!slot->offer.daily || of_day < slot->offer.daily) && asked <= slot->audience;
}

/*
 * The same in the database.
 */
static struct px_value
number(int64_t value)
{
	return (struct px_value){ .state = PX_SET, .number = value };
}

static struct px_value
text(const char *value)
{
	return (struct px_value){ .state = value ? PX_SET : PX_UNSET, .text = value };
}

static int
end(int result)
{
	if (result < 0)
		px_store_rollback(store);
	else if (px_store_commit(store, &base_err))
		return -1;
	return result < 0 ? -1 : 0;
}

/* Was it accepted when the model does? */
static void
compare(int step, const char *what, int id, bool may, int result)
{
	accepted += result == 0;
	refused += result != 0;
	if (may == (result == 0) && (may || base_err.code == PX_CONFLICT))
		return;
	wrong++;
	printf("# step %d: %s %d: the model says %s; %s\n", step, what, id, may ? "yes" : "no",
	       result ? base_err.message : "it was done");
}

static struct px_record
schedule_of(const struct offer *offer, int64_t start, int count, int audience, int days)
{
	struct px_record schedule = px_record_new(&arena, &px_type_schedule);
	struct px_value *values = schedule.values;
	char instant[PX_INSTANT_SIZE];

	px_instant_format(start * 60, instant);
	px_record_defaults(&schedule, &world, &arena);
	values[PX_F_ORGANIZATION] = number(1);
	values[offer->who == SERVICE ? PX_SCHEDULE_SERVICE : PX_SCHEDULE_PRACTITIONER] =
		number(who_ids[offer->who]);
	values[PX_SCHEDULE_START] = text(px_arena_strdup(&arena, instant));
	values[PX_SCHEDULE_EVERY] = number(offer->every);
	values[PX_SCHEDULE_COUNT] = number(count);
	values[PX_SCHEDULE_AUDIENCE] = text(px_audiences[audience]);
	values[PX_SCHEDULE_BEFORE] = number(offer->before);
	values[PX_SCHEDULE_AFTER] = number(offer->after);
	values[PX_SCHEDULE_NOTICE] = number(offer->notice);
	values[PX_SCHEDULE_WINDOW] = number(offer->window);
	if (offer->horizon)
		values[PX_SCHEDULE_HORIZON] = number(offer->horizon);
	if (offer->daily)
		values[PX_SCHEDULE_DAILY] = number(offer->daily);
	if (days > 1)
		values[PX_SCHEDULE_REPEAT] =
			text(px_arena_printf(&arena, "FREQ=DAILY;COUNT=%d", days));
	return schedule;
}

static int
compare_starts(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;

	return (a > b) - (a < b);
}

static bool
is_offered(int who, int64_t start)
{
	for (int i = 0; i < slot_count; i++)
		if (slots[i].offer.who == who && slots[i].start == start)
			return true;
	return false;
}

/* The same local hour each day; those that are there are left out; in order. */
static int
model_open(const struct offer *offer, int64_t start, int count, int audience, int days)
{
	struct px_local local = px_zone_local(world.zone, start * 60);
	int64_t starts[64];
	int made = 0, all = 0;

	for (int day = 0; day < days; day++) {
		struct px_local then = local;
		int64_t first;

		then.date = px_date_from_days(px_date_days(local.date) + day);
		first = px_zone_instant(world.zone, then) / 60;
		for (int i = 0; i < count; i++)
			starts[all++] = first + i * offer->every;
	}
	qsort(starts, (size_t)all, sizeof(*starts), compare_starts);
	for (int i = 0; i < all && slot_count < MOST_SLOTS; i++)
		if (!is_offered(offer->who, starts[i])) {
			slots[slot_count++] =
				(struct slot){ *offer, starts[i], audience, -1, false };
			made++;
		}
	return made;
}

static void
open_some(int step)
{
	static const int lengths[] = { 5, 10, 15, 15, 20, 30, 45 }, notices[] = { 0, 0, 60, 1440 },
			 horizons[] = { 0, 0, 1, 3 }, dailies[] = { 0, 0, 0, 1, 2, 3 };
	struct offer offer = { .who = roll(PEOPLE),
			       .every = lengths[roll(7)],
			       .before = QUANTUM * roll(3) * roll(2),
			       .after = QUANTUM * roll(4) * roll(2),
			       .notice = notices[roll(4)],
			       .horizon = horizons[roll(4)],
			       .daily = dailies[roll(6)],
			       .window = 60 * roll(48) };
	int64_t start = (minute_now() / QUANTUM + roll(4 * DAY / QUANTUM)) * QUANTUM;
	int count = 1 + roll(8), audience = roll(4) ? 1 + roll(4) : 0,
	    days = roll(4) ? 1 : 2 + roll(3), made;
	struct px_record schedule;
	struct px_slot_at at = at_now();
	struct px_slot_counts counts = { 0 };
	int result;

	/* Half of them have no such limit: only what overlaps is settled then. */
	if (offer.who % 2 == 0)
		offer.daily = 0;
	schedule = schedule_of(&offer, start, count, audience, days);
	result =
		px_store_begin(store, &base_err) || px_slot_open(&at, &schedule, &counts, &base_err)
			? -1
			: 0;

	made = model_open(&offer, start, count, audience, days);
	compare(step, "open", made, true, end(result));
	if (counts.made == made && (!made || counts.first == slot_count - made + 1))
		return;
	wrong++;
	printf("# step %d: %lld slots made, not %d\n", step, (long long)counts.made, made);
}

static int
book(int slot, int by, int asked)
{
	struct px_record appointment = px_record_new(&arena, &px_type_appointment);
	struct px_slot_at at = at_now();

	px_record_defaults(&appointment, &world, &arena);
	appointment.values[PX_APPOINTMENT_PATIENT] = text("M. D., 1948");
	appointment.values[PX_APPOINTMENT_BY] = number(who_ids[by]);
	appointment.values[PX_APPOINTMENT_AUDIENCE] = text(px_audiences[asked]);
	return px_store_begin(store, &base_err) ||
			       px_slot_fill(&at, slot + 1, &appointment, &base_err) ||
			       px_slot_book(&at, slot + 1, &appointment, &base_err)
		       ? -1
		       : 0;
}

static void
book_one(int step)
{
	int slot, by = roll(SERVICE), asked = roll(4) ? 1 : roll(5), result;
	bool may;

	if (!slot_count || appointment_count == MOST_APPOINTMENTS)
		return;
	slot = slot_count - 1 - roll(slot_count < 150 ? slot_count : 150);
	may = may_take(&slots[slot], -1, asked, by);
	result = end(book(slot, by, asked));
	compare(step, "book", slot + 1, may, result);
	if (result)
		return;
	slots[slot].appointment = appointment_count;
	appointments[appointment_count++] = (struct appointment){ slot, asked, by, "booked" };
}

/* Read before the transaction, as a program does that asks first. */
static struct px_record
read_appointment(int appointment)
{
	struct px_record record = { NULL, NULL };

	if (px_record_read(store, &px_type_appointment, appointment + 1, &arena, &record,
			   &base_err) != 1)
		printf("# appointment %d cannot be read\n", appointment + 1);
	return record;
}

static int
any_appointment(void)
{
	return appointment_count - 1 - roll(appointment_count < 60 ? appointment_count : 60);
}

static void
move_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record before, after;
	int one, slot, result;
	bool may;

	if (!appointment_count)
		return;
	one = any_appointment();
	slot = slot_count - 1 - roll(slot_count < 150 ? slot_count : 150);
	may = strcmp(appointments[one].status, "booked") == 0 && slot != appointments[one].slot &&
	      may_take(&slots[slot], one, appointments[one].asked, appointments[one].by);
	before = read_appointment(one);
	result = end(px_store_begin(store, &base_err) || px_slot_move(&at, &before, slot + 1,
								      "patient", &after, &base_err)
			     ? -1
			     : 0);
	compare(step, "move to", slot + 1, may, result);
	if (result)
		return;
	slots[appointments[one].slot].appointment = -1;
	slots[slot].appointment = one;
	appointments[one].slot = slot;
}

static void
cancel_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record before, after = { NULL, NULL };
	const struct slot *slot;
	int one, result;

	if (!appointment_count)
		return;
	one = any_appointment();
	slot = &slots[appointments[one].slot];
	before = read_appointment(one);
	result = end(px_store_begin(store, &base_err) ||
				     px_slot_cancel(&at, &before, "patient", "x", &after, &base_err)
			     ? -1
			     : 0);
	compare(step, "cancel", one + 1, strcmp(appointments[one].status, "booked") == 0, result);
	if (result)
		return;
	if (after.values[PX_APPOINTMENT_LATE].number !=
	    (world.now > 60 * (slot->start - slot->offer.window)))
		printf("# step %d: %d: late or not\n", step, ++wrong);
	slots[appointments[one].slot].appointment = -1;
	appointments[one].status = "cancelled";
}

static void
end_one(int step)
{
	const char *status = roll(2) ? "fulfilled" : "noshow";
	struct px_slot_at at = at_now();
	struct px_record before, after;
	int one, result;

	if (!appointment_count)
		return;
	one = any_appointment();
	before = read_appointment(one);
	result = end(px_store_begin(store, &base_err) ||
				     px_slot_end(&at, &before, status, &after, &base_err)
			     ? -1
			     : 0);
	compare(step, "end", one + 1,
		strcmp(appointments[one].status, "booked") == 0 &&
			slots[appointments[one].slot].start <= minute_now(),
		result);
	if (result == 0)
		appointments[one].status = status;
}

static void
show_or_close(int step)
{
	struct px_slot_at at = at_now();
	int slot = slot_count ? slot_count - 1 - roll(slot_count < 300 ? slot_count : 300) : -1;
	int audience = roll(5), result;
	bool closes = !roll(3);

	if (slot < 0)
		return;
	result = px_store_begin(store, &base_err);
	if (!result)
		result = closes ? px_slot_close(&at, slot + 1, &base_err)
				: px_slot_publish(&at, slot + 1, px_audiences[audience], &base_err);
	result = end(result);
	compare(step, closes ? "close" : "publish", slot + 1,
		!closes || slots[slot].appointment < 0, result);
	if (result == 0 && closes)
		slots[slot].closed = true;
	else if (result == 0)
		slots[slot].audience = audience;
}

#endif
