/*
 * What the model says of appointments that other software made, and of slots that are opened again.
 */
#ifndef TESTS_UNIT_SLOT_TOLD_MODEL_H
#define TESTS_UNIT_SLOT_TOLD_MODEL_H

#include "model/types.h"
#include "slot_model.h"

/* Slots that were opened by what other software said; and its appointments, by its numbers for them. */
static bool told_slots[MOST_SLOTS];
static int told_appointments[MOST_APPOINTMENTS], told_count;

/* One that other software closed it opens again. */
static bool
may_be_told(const struct slot *slot, bool told, int but, int asked, int by)
{
	struct slot open = *slot;

	open.closed = slot->closed && !told;
	return may_take(&open, but, asked, by);
}

static struct px_record
read_who(int who)
{
	struct px_record record = { NULL, NULL };

	px_record_read(store, who == SERVICE ? &px_type_organization : &px_type_practitioner,
		       who_ids[who], &arena, &record, &base_err);
	return record;
}

static int
hear(int number_there, const struct slot *slot, int by, int asked)
{
	struct px_slot_at at = at_now();
	struct px_record who = read_who(slot->offer.who);
	struct px_booking_told told = {
		.slot = { .who = &who,
			  .start = slot->start * 60,
			  .minutes = slot->offer.every,
			  .audience = px_audiences[slot->audience],
			  .mode = px_modes[0] },
		.system = "urn:x",
		.identifier = px_arena_printf(&arena, "%d", number_there),
		.status = "booked",
		.by = who_ids[by],
		.asked = px_audiences[asked],
	};
	enum px_slot_heard heard;

	return px_store_begin(store, &base_err) || px_booking_hear(&at, &told, &heard, &base_err)
		       ? -1
		       : 0;
}

/* A slot that is there, or a time at which they offer none; soon. */
static struct slot
any_time(int *place)
{
	struct slot slot = { .appointment = -1 };

	*place = slot_count - 1 - roll(slot_count < 150 ? slot_count : 150);
	if (roll(3))
		return slots[*place];
	*place = -1;
	slot.offer = (struct offer){ .who = roll(PEOPLE), .every = 5 + 5 * roll(6), .window = DAY };
	slot.start = (minute_now() / QUANTUM + 1 + roll(DAY / QUANTUM)) * QUANTUM;
	slot.audience = roll(5);
	return slot;
}

/* What may be done to a number that is known; *left: nothing is. */
static bool
may_follow(int one, const struct slot *slot, int place, bool *left)
{
	const struct appointment *appointment = &appointments[one];

	*left = strcmp(appointment->status, "booked") != 0 || appointment->slot == place;
	if (*left)
		return strcmp(appointment->status, "cancelled") != 0;
	return may_be_told(slot, place >= 0 && told_slots[place], one, appointment->asked,
			   appointment->by);
}

static int
place_of(const struct slot *slot, int place)
{
	if (place < 0) {
		place = slot_count++;
		slots[place] = *slot;
		told_slots[place] = true;
	}
	slots[place].closed = false;
	return place;
}

static void
hear_one(int step)
{
	int by = roll(SERVICE), asked = roll(4) ? 1 : roll(5), place, number_there, one, result;
	bool known = told_count && !roll(3), may, left = false;
	struct slot slot;

	if (!slot_count || appointment_count == MOST_APPOINTMENTS || slot_count == MOST_SLOTS)
		return;
	slot = any_time(&place);
	if (slot.start <= minute_now() || (place < 0 && is_offered(slot.offer.who, slot.start)))
		return;
	number_there =
		known ? told_count - 1 - roll(told_count < 30 ? told_count : 30) : told_count;
	one = known ? told_appointments[number_there] : -1;
	may = known ? may_follow(one, &slot, place, &left)
		    : may_be_told(&slot, place >= 0 && told_slots[place], -1, asked, by);
	result = end(hear(number_there, &slot, by, asked));
	compare(step, known ? "hear again of" : "hear of", place + 1, may, result);
	if (result || left)
		return;
	place = place_of(&slot, place);
	if (known)
		slots[appointments[one].slot].appointment = -1;
	else
		appointments[one = appointment_count++] =
			(struct appointment){ place, asked, by, "booked" };
	slots[place].appointment = one;
	appointments[one].slot = place;
	if (!known)
		told_appointments[told_count++] = one;
}

static void
reopen_one(int step)
{
	struct px_slot_at at = at_now();
	int slot = slot_count ? slot_count - 1 - roll(slot_count < 300 ? slot_count : 300) : -1;
	bool may;
	int result;

	if (slot < 0)
		return;
	may = !slots[slot].closed || (!told_slots[slot] && slots[slot].start * 60 >= world.now);
	result = px_store_begin(store, &base_err);
	if (!result)
		result = px_slot_reopen(&at, slot + 1, &base_err);
	result = end(result);
	compare(step, "reopen", slot + 1, may, result);
	if (result == 0)
		slots[slot].closed = false;
}

#endif
