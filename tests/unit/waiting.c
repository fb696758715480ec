/*
 * The waiting list, by random scripts: slots are offered, taken, given up and let go beside people who
 * wait, and after each step what the database says is held against plain rules:
 *
 *	no free slot suits anybody who waits
 *	who is offered a slot is the first whom it suits, of those who wait
 *	what is held is found by nobody until it is held no more, and then by everybody
 *	an expired hold stands in nobody's way
 *	what is accepted is one appointment, of that slot
 *	px_slot_verify finds nothing: nobody's time is taken twice
 *
 * PX_SEED repeats a script, PX_STEPS makes it longer.  Run from the top of the tree.
 */
#include "waiting_model.h"

#include <time.h>

/*
 * What is done.
 */
static int
end(int result)
{
	if (result < 0)
		px_store_rollback(store);
	else if (px_store_commit(store, &base_err))
		return -1;
	return result < 0 ? -1 : 0;
}

static void
expect(int step, const char *what, bool may, int result)
{
	if (may == (result == 0) && (may || base_err.code == PX_CONFLICT))
		return;
	wrong++;
	printf("# step %d: %s: %s; %s\n", step, what, may ? "may be done" : "may not",
	       result ? base_err.message : "it was done");
}

static void
open_some(int step)
{
	static const int notices[] = { 0, 0, 60, 1440 }, holds[] = { 0, 30, 120, 120, 600 };
	struct px_record schedule = px_record_new(&arena, &px_type_schedule);
	struct px_value *values = schedule.values;
	struct slot made = { .who = roll(PEOPLE),
			     .notice = notices[roll(4)],
			     .hold = holds[roll(5)],
			     .audience = roll(5),
			     .mode = roll(4) ? 0 : 2 };
	int64_t start = (minute_now() / 5 + 1 + roll(3 * DAY / 5)) * 5;
	struct px_slot_counts counts = { 0 };
	struct px_slot_at at = at_now();
	char instant[PX_INSTANT_SIZE];
	int every = 15 * (1 + roll(2)), count = 1 + roll(4), result;

	if (slot_count + count > MOST_SLOTS)
		return;
	px_instant_format(start * 60, instant);
	px_record_defaults(&schedule, &world, &arena);
	values[PX_F_ORGANIZATION] = px_value_of_number(1);
	values[made.who == SERVICE ? PX_SCHEDULE_SERVICE : PX_SCHEDULE_PRACTITIONER] =
		px_value_of_number(who_ids[made.who]);
	values[PX_SCHEDULE_START] = px_value_of_text(px_arena_strdup(&arena, instant));
	values[PX_SCHEDULE_EVERY] = px_value_of_number(every);
	values[PX_SCHEDULE_COUNT] = px_value_of_number(count);
	values[PX_SCHEDULE_AUDIENCE] = px_value_of_text(px_audiences[made.audience]);
	values[PX_SCHEDULE_MODE] = px_value_of_text(px_modes[made.mode]);
	values[PX_SCHEDULE_BEFORE] = px_value_of_number(5 * roll(3));
	values[PX_SCHEDULE_AFTER] = px_value_of_number(5 * roll(3));
	values[PX_SCHEDULE_NOTICE] = px_value_of_number(made.notice);
	values[PX_SCHEDULE_HOLD] = px_value_of_number(made.hold);
	if (!roll(4))
		values[PX_SCHEDULE_DAILY] = px_value_of_number(1 + roll(3));
	result = end(px_store_begin(store, &base_err) ||
				     px_slot_open(&at, &schedule, &counts, &base_err)
			     ? -1
			     : 0);
	expect(step, "open", true, result);
	if (result)
		return;
	for (int64_t i = 0; i < counts.made; i++) {
		struct px_record record;

		px_record_read(store, &px_type_slot, counts.first + i, &arena, &record, &base_err);
		px_instant_parse(px_record_text(&record, PX_SLOT_START), &start);
		made.start = start / 60;
		slots[slot_count++] = made;
	}
}

static int
recent(int count)
{
	return count - 1 - roll(count < 60 ? count : 60);
}

static int
book(int s)
{
	struct px_record appointment = px_record_new(&arena, &px_type_appointment);
	struct px_slot_at at = at_now();

	px_record_defaults(&appointment, &world, &arena);
	appointment.values[PX_APPOINTMENT_PATIENT] = px_value_of_text("M. D., 1948");
	appointment.values[PX_APPOINTMENT_BY] = px_value_of_number(who_ids[0]);
	appointment.values[PX_APPOINTMENT_AUDIENCE] = px_value_of_text("team");
	return end(px_store_begin(store, &base_err) ||
				   px_slot_fill(&at, s + 1, &appointment, &base_err) ||
				   px_slot_book(&at, s + 1, &appointment, &base_err)
			   ? -1
			   : 0);
}

/* One whose hold is over, when there is one. */
static int
any_slot(void)
{
	int s = recent(slot_count);
	bool over = roll(2);

	for (int i = 0; over && i < entry_count; i++)
		if (entries[i].state == OFFERED && entries[i].held <= world.now)
			s = entries[i].slot;
	return s;
}

/* After what ran out was let go, whatever is free can be taken. */
static void
book_one(int step)
{
	struct px_slot_at at = at_now();
	bool due = roll(2), over;
	const struct slot *slot;
	int s, result;

	if (!slot_count)
		return;
	s = any_slot();
	slot = &slots[s];
	over = is_over(slot);
	if (due)
		expect(step, "let go", true,
		       end(px_store_begin(store, &base_err) || px_waiting_run_out(&at, &base_err)
				   ? -1
				   : 0));
	if (due) {
		read_slots();
		if (px_waiting_is_due(&at, &base_err) != 0)
			complain(step, "held still", -1, s);
		lapses += over && slot->status == FREE;
	}
	result = book(s);
	appointments += result == 0;
	if (due)
		expect(step, "book",
		       slot->status == FREE && slot->audience >= 1 &&
			       minute_now() <= slot->start - slot->notice,
		       result);
	else if (result && base_err.code != PX_CONFLICT)
		expect(step, "book", false, result);
}

static struct px_record
read_any(const struct px_type *type, int id)
{
	struct px_record record = { NULL, NULL };

	if (px_record_read(store, type, id, &arena, &record, &base_err) != 1)
		printf("# %s %d cannot be read\n", type->name, id);
	return record;
}

static void
cancel_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record before, after;
	bool booked;

	if (!appointments)
		return;
	before = read_any(&px_type_appointment, recent(appointments) + 1);
	booked = px_record_is(&before, PX_APPOINTMENT_STATUS, "booked");
	expect(step, "cancel", booked,
	       end(px_store_begin(store, &base_err) ||
				   px_slot_cancel(&at, &before, "patient", "x", &after, &base_err)
			   ? -1
			   : 0));
}

static void
move_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record before, after;

	if (!appointments)
		return;
	before = read_any(&px_type_appointment, recent(appointments) + 1);
	if (end(px_store_begin(store, &base_err) ||
				px_slot_move(&at, &before, recent(slot_count) + 1, "patient",
					     &after, &base_err)
			? -1
			: 0) &&
	    base_err.code != PX_CONFLICT)
		expect(step, "move", false, -1);
}

static void
close_or_show(int step)
{
	struct px_slot_at at = at_now();
	bool closes = !roll(3);
	int s, result;

	if (!slot_count)
		return;
	s = recent(slot_count);
	result = px_store_begin(store, &base_err);
	if (!result)
		result = closes ? px_slot_close(&at, s + 1, &base_err)
				: px_slot_publish(&at, s + 1, px_audiences[roll(5)], &base_err);
	expect(step, closes ? "close" : "publish", !closes || slots[s].status != BUSY, end(result));
}

static void
wait_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record waiting = px_record_new(&arena, &px_type_waiting);
	struct px_value *values = waiting.values;
	struct entry entry = { .who = roll(3) ? -1 : roll(PEOPLE),
			       .mode = roll(4) ? -1 : 2,
			       .audience = 1 + roll(4),
			       .until = INT64_MAX,
			       .created = world.now,
			       .urgent = !roll(3),
			       .state = WITHDRAWN, /* not there yet */
			       .slot = -1 };

	if (entry_count == MOST_ENTRIES)
		return;
	if (entry.who < 0)
		entry.trade = roll(3) ? "70/" : "60/";
	if (!roll(3))
		entry.until = local_day(minute_now()) + roll(4);
	px_record_defaults(&waiting, &world, &arena);
	values[PX_F_ORGANIZATION] = px_value_of_number(1);
	if (entry.trade)
		values[PX_WAITING_CARE] =
			px_value_of_text(entry.trade[0] == '7' ? "kiné" : "infirmier");
	if (entry.who >= 0)
		values[entry.who == SERVICE ? PX_WAITING_SERVICE : PX_WAITING_PRACTITIONER] =
			px_value_of_number(who_ids[entry.who]);
	if (entry.mode >= 0)
		values[PX_WAITING_MODE] = px_value_of_text(px_modes[entry.mode]);
	if (entry.until != INT64_MAX)
		values[PX_WAITING_UNTIL] = px_value_of_day(&arena, entry.until);
	values[PX_WAITING_AUDIENCE] = px_value_of_text(px_audiences[entry.audience]);
	values[PX_WAITING_URGENT] = px_value_of_number(entry.urgent);
	values[PX_WAITING_PATIENT] = px_value_of_text("M. D., 1948");
	values[PX_WAITING_BY] = px_value_of_number(who_ids[1]);
	entries[entry_count++] = entry;
	expect(step, "wait", true,
	       end(px_store_begin(store, &base_err) || px_waiting_enter(&at, &waiting, &base_err)
			   ? -1
			   : 0));
}

/* Those that are offered something, as a rule. */
static int
any_entry(void)
{
	int e = recent(entry_count);

	for (int i = 0; i < 200 && entries[e].state != OFFERED; i++)
		e = roll(entry_count);
	return e;
}

static void
accept_one(int step)
{
	struct px_slot_at at = at_now();
	struct px_record before, after, appointment;
	const struct entry *entry;
	int result;

	if (!entry_count)
		return;
	entry = &entries[any_entry()];
	before = read_any(&px_type_waiting, (int)(entry - entries) + 1);
	result =
		end(px_store_begin(store, &base_err) ||
				    px_waiting_accept(&at, &before, &appointment, &after, &base_err)
			    ? -1
			    : 0);
	expect(step, "accept", entry->state == OFFERED && entry->held > world.now, result);
	if (result)
		return;
	appointments++;
	accepts++;
	if (appointment.values[PX_APPOINTMENT_SLOT].number != entry->slot + 1 ||
	    count_of(px_arena_printf(&arena,
				     "SELECT COUNT(*) FROM \"appointment\" WHERE \"slot\" = %d "
				     "AND \"status\" = 'booked'",
				     entry->slot + 1)) != 1)
		complain(step, "not one appointment", (int)(entry - entries), entry->slot);
}

static void
decline_or_leave(int step)
{
	struct px_slot_at at = at_now();
	bool leaves = !roll(3);
	struct px_record before, after;
	const struct entry *entry;
	int result;

	if (!entry_count)
		return;
	entry = &entries[any_entry()];
	before = read_any(&px_type_waiting, (int)(entry - entries) + 1);
	result = px_store_begin(store, &base_err);
	if (!result)
		result = leaves ? px_waiting_leave(&at, &before, &after, &base_err)
				: px_waiting_decline(&at, &before, &after, &base_err);
	expect(step, leaves ? "leave" : "decline",
	       leaves ? entry->state <= OFFERED
		      : entry->state == OFFERED && entry->held > world.now,
	       end(result));
}

static void
climb(int step)
{
	struct px_slot_at at = at_now();
	struct px_waiting_counts counts = { 0 };

	expect(step, "climb", true,
	       end(px_store_begin(store, &base_err) || px_waiting_climb(&at, &counts, &base_err)
			   ? -1
			   : 0));
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
		open_some,     open_some,  book_one, book_one,   book_one,
		cancel_one,    wait_one,   wait_one, accept_one, accept_one,
		move_one,      cancel_one, wait_one, advance,    decline_or_leave,
		close_or_show, climb,      advance,  book_one,   cancel_one,
	};

	for (int step = 1; step <= steps && wrong < 20; step++) {
		operations[roll(PX_COUNT(operations))](step);
		check(step);
		px_arena_reset(&arena);
	}
}

static void
set_up(void)
{
	if (px_store_begin(store, &base_err))
		printf("# %s\n", base_err.message);
	base_add(store, &px_type_organization, "name=Val|slug=val|kind=cpts");
	who_ids[0] = base_add(store, &px_type_practitioner, "family=Kine|profession=70");
	who_ids[1] = base_add(store, &px_type_practitioner, "family=Autre|profession=70");
	who_ids[2] = base_add(store, &px_type_practitioner, "family=Soins|profession=60");
	who_ids[SERVICE] =
		base_add(store, &px_type_organization, "name=Imagerie|slug=imagerie|kind=imaging");
	if (px_store_commit(store, &base_err))
		printf("# %s\n", base_err.message);
}

int
main(void)
{
	const char *steps = getenv("PX_STEPS"), *said = getenv("PX_SEED");
	uint64_t first = said ? strtoull(said, NULL, 10) : (uint64_t)time(NULL);

	store = base_make();
	world = base_world;
	world.now = (int64_t)FIRST_NOW * 60;
	world.zone = px_zone_open("Europe/Paris", &base_err);
	dice = first * 2654435769U + 88172645463325252U;
	px_store_identify(store, "unix:test", world.now, NULL);
	set_up();
	run_script(steps ? (int)strtol(steps, NULL, 10) : STEPS);
	printf("# seed %llu: %d slots, %d entries, %d appointments, %d offers, %d accepted, %d "
	       "taken after their hold\n",
	       (unsigned long long)first, slot_count, entry_count, appointments, offers, accepts,
	       lapses);
	tap_is_number(wrong, 0, "everything is as the rules say");
	tap_ok(offers > 100 && accepts > 30, "much was offered, much accepted");
	px_arena_release(&arena);
	px_store_close(store);
	px_zone_free((struct px_zone *)world.zone);
	return tap_done();
}
