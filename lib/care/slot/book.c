/* Appointments: booked, moved, cancelled, over; and slots taken back, or shown to others. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/slot/offer.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60 };

static struct px_value
now_value(const struct px_slot_at *at)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(at->world->now, text);
	return px_value_of_text(px_arena_strdup(at->arena, text));
}

static bool
is_held(const struct px_record *slot)
{
	return px_record_is(slot, PX_SLOT_STATUS, "busy-tentative");
}

/* What an appointment has of its slot. */
static void
follow_slot(struct px_record *appointment, const struct px_record *slot)
{
	appointment->values[PX_APPOINTMENT_SLOT] =
		(struct px_value){ .state = PX_SET,
				   .number = slot->values[PX_F_ID].number,
				   .text = px_record_text(slot, PX_F_UID) };
	appointment->values[PX_APPOINTMENT_PRACTITIONER] = slot->values[PX_SLOT_PRACTITIONER];
	appointment->values[PX_APPOINTMENT_SERVICE] = slot->values[PX_SLOT_SERVICE];
	appointment->values[PX_APPOINTMENT_START] = slot->values[PX_SLOT_START];
	appointment->values[PX_APPOINTMENT_MINUTES] = slot->values[PX_SLOT_MINUTES];
}

/* As it is now: whoever was faster may have moved it, or ended it. */
static int
read_booked(const struct px_slot_at *at, const struct px_record *appointment, struct px_record *now,
	    struct px_err *err)
{
	int64_t id = appointment->values[PX_F_ID].number;
	const char *status;

	if (px_record_read(at->store, &px_type_appointment, id, at->arena, now, err) != 1)
		return -1;
	status = px_record_text(now, PX_APPOINTMENT_STATUS);
	if (strcmp(status, "booked") == 0)
		return 0;
	return px_err_set(err, PX_CONFLICT, _("appointment %lld is over: %s"), (long long)id,
			  px_tr_in("appointment", status));
}

/* "self" is a word of whoever offers the slot alone; of a service, its people have no list. */
static int
check_self(const struct px_record *slot, const struct px_record *appointment, struct px_err *err)
{
	const struct px_value *who = &slot->values[PX_SLOT_PRACTITIONER];

	if (strcmp(px_record_text(appointment, PX_APPOINTMENT_AUDIENCE), "self") != 0 ||
	    who->state != PX_SET || who->number == appointment->values[PX_APPOINTMENT_BY].number)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("slot %lld: booked as self by somebody else than who offers it: say "
			    "--audience team"),
			  (long long)slot->values[PX_F_ID].number);
}

static int
claim_for(const struct px_slot_at *at, const struct px_record *slot,
	  const struct px_record *schedule, const struct px_record *appointment, struct px_err *err)
{
	struct px_claim claim = {
		.slot = slot,
		.schedule = schedule,
		.appointment = appointment->values[PX_F_ID].number,
		.asked = px_slot_rank(px_audiences,
				      px_record_text(appointment, PX_APPOINTMENT_AUDIENCE)),
	};

	return px_claim_make(at, &claim, err);
}

int
px_slot_fill(const struct px_slot_at *at, int64_t slot, struct px_record *appointment,
	     struct px_err *err)
{
	struct px_value *audience = &appointment->values[PX_APPOINTMENT_AUDIENCE];
	const struct px_value *who;
	struct px_record taken;
	int got = px_record_read(at->store, &px_type_slot, slot, at->arena, &taken, err);

	if (got <= 0)
		return got ? -1 : px_slot_missing(slot, err);
	follow_slot(appointment, &taken);
	appointment->values[PX_F_ORGANIZATION] = taken.values[PX_F_ORGANIZATION];
	who = &taken.values[PX_SLOT_PRACTITIONER];
	if (audience->state != PX_SET)
		*audience = px_value_of_text(
			who->state == PX_SET &&
					who->number == appointment->values[PX_APPOINTMENT_BY].number
				? "self"
				: "team");
	return 0;
}

int
px_slot_book(const struct px_slot_at *at, int64_t slot, struct px_record *appointment,
	     struct px_err *err)
{
	const struct px_value *values = appointment->values;
	struct px_record taken, schedule;

	if (px_hold_run_out(at, values[PX_F_ORGANIZATION].number, err) < 0 ||
	    px_slot_read(at, slot, &taken, &schedule, err) || check_self(&taken, appointment, err))
		return -1;
	return px_record_insert(at->store, appointment, at->arena, err) ||
			       claim_for(at, &taken, &schedule, appointment, err) ||
			       px_slot_tell(at, appointment,
					    at->actor ? at->actor
						      : values[PX_APPOINTMENT_BY].number,
					    "booked", err)
		       ? -1
		       : 0;
}

static int
leave(const struct px_slot_at *at, const struct px_record *appointment, struct px_record *slot,
      struct px_record *schedule, struct px_err *err)
{
	return px_slot_read(at, appointment->values[PX_APPOINTMENT_SLOT].number, slot, schedule,
			    err) ||
			       px_claim_release(at, slot, schedule, err)
		       ? -1
		       : 0;
}

/* What it leaves is free first: the new slot may overlap the old one.  It is offered last. */
static int
change_slots(const struct px_slot_at *at, const struct px_record *appointment, int64_t slot,
	     struct px_record *taken, struct px_err *err)
{
	struct px_record left, schedule;

	if (appointment->values[PX_APPOINTMENT_SLOT].number == slot)
		return px_err_set(err, PX_CONFLICT, _("appointment %lld has that slot already"),
				  (long long)appointment->values[PX_F_ID].number);
	if (leave(at, appointment, &left, &schedule, err) ||
	    px_slot_read(at, slot, taken, &schedule, err))
		return -1;
	if (taken->values[PX_F_ORGANIZATION].number !=
	    appointment->values[PX_F_ORGANIZATION].number)
		return px_err_set(err, PX_CONFLICT, _("slot %lld is of another organization"),
				  (long long)slot);
	return check_self(taken, appointment, err) ||
			       claim_for(at, taken, &schedule, appointment, err) ||
			       px_offer_around(at, &left, err)
		       ? -1
		       : 0;
}

/* Another one loses an appointment, and is told that they did. */
static int
tell_moved(const struct px_slot_at *at, const struct px_record *before,
	   const struct px_record *after, struct px_err *err)
{
	const size_t who = PX_APPOINTMENT_PRACTITIONER;
	bool same = before->values[who].number == after->values[who].number;

	return px_slot_tell(at, after, at->actor, same ? "moved" : "booked", err) ||
			       (!same && px_slot_tell(at, before, at->actor, "cancelled", err))
		       ? -1
		       : 0;
}

static bool
is_theirs(const struct px_slot_at *at, const struct px_record *appointment, const char *side)
{
	if (side)
		return strcmp(side, "professional") == 0;
	return at->actor &&
	       at->actor == px_record_number(appointment, PX_APPOINTMENT_PRACTITIONER, 0);
}

int
px_slot_move(const struct px_slot_at *at, const struct px_record *appointment, int64_t slot,
	     const char *side, struct px_record *after, struct px_err *err)
{
	struct px_record before, taken;

	if (read_booked(at, appointment, &before, err) ||
	    px_hold_run_out(at, before.values[PX_F_ORGANIZATION].number, err) < 0 ||
	    change_slots(at, &before, slot, &taken, err))
		return -1;
	*after = px_record_copy(at->arena, &before);
	follow_slot(after, &taken);
	return px_record_update(at->store, &before, after, at->arena, err) < 0 ||
			       tell_moved(at, &before, after, err) ||
			       (is_theirs(at, &before, side) &&
				px_slot_tell_by(at, after, "moved", err))
		       ? -1
		       : 0;
}

int
px_slot_cancel(const struct px_slot_at *at, const struct px_record *appointment, const char *side,
	       const char *reason, struct px_record *after, struct px_err *err)
{
	struct px_record before, slot, schedule;
	int64_t start, window;

	if (read_booked(at, appointment, &before, err) ||
	    px_hold_run_out(at, before.values[PX_F_ORGANIZATION].number, err) < 0 ||
	    leave(at, &before, &slot, &schedule, err))
		return -1;
	start = px_record_instant(&before, PX_APPOINTMENT_START, 0);
	window = schedule.values[PX_SCHEDULE_WINDOW].number * SECONDS_OF_MINUTE;
	*after = px_record_copy(at->arena, &before);
	after->values[PX_APPOINTMENT_STATUS] = px_value_of_text("cancelled");
	after->values[PX_APPOINTMENT_ENDED] = now_value(at);
	after->values[PX_APPOINTMENT_CANCELLED_BY] = px_value_of_text(side);
	after->values[PX_APPOINTMENT_CANCEL_REASON] = px_value_of_text(reason);
	after->values[PX_APPOINTMENT_LATE] =
		(struct px_value){ .state = PX_SET, .number = at->world->now > start - window };
	return px_record_update(at->store, &before, after, at->arena, err) < 0 ||
			       px_slot_tell(at, &before, at->actor, "cancelled", err) ||
			       (is_theirs(at, &before, side) &&
				px_slot_tell_by(at, &before, "cancelled", err)) ||
			       px_offer_around(at, &slot, err)
		       ? -1
		       : 0;
}

int
px_slot_end(const struct px_slot_at *at, const struct px_record *appointment, const char *status,
	    struct px_record *after, struct px_err *err)
{
	struct px_record before;

	if (read_booked(at, appointment, &before, err))
		return -1;
	if (px_record_instant(&before, PX_APPOINTMENT_START, 0) > at->world->now)
		return px_err_set(err, PX_CONFLICT,
				  _("appointment %lld has not begun: cancel it, or wait"),
				  (long long)before.values[PX_F_ID].number);
	*after = px_record_copy(at->arena, &before);
	after->values[PX_APPOINTMENT_STATUS] = px_value_of_text(status);
	after->values[PX_APPOINTMENT_ENDED] = now_value(at);
	return px_record_update(at->store, &before, after, at->arena, err) < 0 ? -1 : 0;
}

/* Who waits for what is held loses it; what else stood in its shade is offered. */
static int
take_back(const struct px_slot_at *at, const struct px_record *slot, struct px_err *err)
{
	struct px_record before, after, schedule, waiting;
	bool held = is_held(slot);

	if (held && px_hold_break(at, slot, &waiting, err))
		return -1;
	if (px_slot_read(at, slot->values[PX_F_ID].number, &before, &schedule, err))
		return -1;
	if (px_record_is(&before, PX_SLOT_STATUS, "free") && px_opening_remove(at, &before, err))
		return -1;
	after = px_record_copy(at->arena, &before);
	after.values[PX_SLOT_STATUS] = px_value_of_text("closed");
	if (px_record_update(at->store, &before, &after, at->arena, err) < 0)
		return -1;
	return held && px_offer_let_go(at, &waiting, &before, err) ? -1 : 1;
}

/* Its status is a change like any other: it has a line in the journal. */
int
px_slot_close(const struct px_slot_at *at, int64_t slot, struct px_err *err)
{
	struct px_record record, schedule;

	if (px_slot_read(at, slot, &record, &schedule, err))
		return -1;
	if (px_record_is(&record, PX_SLOT_STATUS, "closed"))
		return 0;
	if (px_record_is(&record, PX_SLOT_STATUS, "busy"))
		return px_err_set(err, PX_CONFLICT,
				  _("slot %lld is taken: cancel or move its appointment first"),
				  (long long)slot);
	return take_back(at, &record, err);
}

/* Where it is found it is shown as it is now; what is held stays so. */
static int
show(const struct px_slot_at *at, const struct px_record *before, const struct px_record *after,
     const struct px_record *schedule, struct px_err *err)
{
	int64_t until = 0;

	if (is_held(before) && px_claim_until(at, before, &until, err))
		return -1;
	return px_opening_remove(at, before, err) || px_opening_put(at, after, schedule, err) ||
			       (until && px_opening_hold(at, after, until, err))
		       ? -1
		       : 0;
}

int
px_slot_publish(const struct px_slot_at *at, int64_t slot, const char *audience, struct px_err *err)
{
	struct px_record before, after, schedule;
	bool free_now;
	int result;

	if (px_slot_read(at, slot, &before, &schedule, err))
		return -1;
	if (px_record_is(&before, PX_SLOT_AUDIENCE, audience))
		return 0;
	after = px_record_copy(at->arena, &before);
	after.values[PX_SLOT_AUDIENCE] = px_value_of_text(audience);
	free_now = px_record_is(&before, PX_SLOT_STATUS, "free");
	if ((free_now || is_held(&before)) && show(at, &before, &after, &schedule, err))
		return -1;
	result = px_record_update(at->store, &before, &after, at->arena, err);
	return result < 0 || (free_now && px_offer_around(at, &after, err)) ? -1 : result;
}
