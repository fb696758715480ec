/* The waiting list: entered, left, accepted, declined, looked after. */
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "care/slot/offer.h"
#include "model/types.h"
#include "store/record.h"
#include "store/seals.h"

enum { METRES_OF_KM = 1000 };

static const char offered_sql[] = "SELECT COUNT(*) FROM \"waiting\" WHERE \"organization\" = $1 "
				  "AND \"status\" = 'offered'";

static int
read_again(const struct px_slot_at *at, struct px_record *waiting, struct px_err *err)
{
	int64_t id = waiting->values[PX_F_ID].number;

	return px_record_read(at->store, &px_type_waiting, id, at->arena, waiting, err) == 1 ? 0
											     : -1;
}

static int64_t
organization_of(const struct px_record *waiting)
{
	return waiting->values[PX_F_ORGANIZATION].number;
}

/*
 * Entered.
 */

/* A radius without a place is around the team's; a place without one, 30 km around it. */
static int
find_place(const struct px_slot_at *at, struct px_record *waiting, struct px_err *err)
{
	const char *near = px_record_text(waiting, PX_WAITING_NEAR);
	struct px_value *radius = &waiting->values[PX_WAITING_RADIUS];
	struct px_slot_ground team = { NULL, NULL, NULL };

	if (near && radius->state != PX_SET)
		*radius = (struct px_value){ .state = PX_SET,
					     .number = PX_WAITING_KM * METRES_OF_KM };
	if (near)
		return px_asked_place(at, near, &waiting->values[PX_WAITING_LAT],
				      &waiting->values[PX_WAITING_LON], err);
	if (radius->state != PX_SET)
		return 0;
	if (px_slot_team(at, &team, err))
		return -1;
	if (!team.lat)
		return px_err_set(err, PX_USAGE,
				  _("nobody knows where the organization is: say --near"));
	waiting->values[PX_WAITING_LAT] = px_value_of_text(team.lat);
	waiting->values[PX_WAITING_LON] = px_value_of_text(team.lon);
	return 0;
}

int
px_waiting_enter(const struct px_slot_at *at, struct px_record *waiting, struct px_err *err)
{
	const char *care = px_record_text(waiting, PX_WAITING_CARE);

	waiting->values[PX_WAITING_STATUS] = px_value_of_text("waiting");
	if ((care && px_asked_trades(at, care, &waiting->values[PX_WAITING_TRADES], err)) ||
	    find_place(at, waiting, err) ||
	    px_hold_run_out(at, organization_of(waiting), err) < 0 ||
	    px_record_insert(at->store, waiting, at->arena, err))
		return -1;
	return px_offer_to(at, waiting, err) || read_again(at, waiting, err) ? -1 : 0;
}

/*
 * Left.  What they are is read anew: somebody may have been faster.
 */
static void
end(const struct px_slot_at *at, struct px_record *waiting, const char *status)
{
	waiting->values[PX_WAITING_STATUS] = px_value_of_text(status);
	waiting->values[PX_WAITING_HELD_UNTIL] = (struct px_value){ .state = PX_UNSET };
	/* An appointment has it now, or nobody needs it. */
	waiting->values[PX_WAITING_CONTACT] = (struct px_value){ .state = PX_UNSET };
	waiting->values[PX_WAITING_ENDED] = px_slot_instant_value(at, at->world->now);
}

static int
say_over(const struct px_record *waiting, struct px_err *err)
{
	return px_err_set(err, PX_CONFLICT, _("waiting %lld is over: %s"),
			  (long long)waiting->values[PX_F_ID].number,
			  px_tr(px_record_text(waiting, PX_WAITING_STATUS)));
}

static int
check_offered(const struct px_slot_at *at, const struct px_record *waiting, struct px_err *err)
{
	long long id = waiting->values[PX_F_ID].number;

	if (px_record_text(waiting, PX_WAITING_ENDED))
		return say_over(waiting, err);
	if (!px_record_is(waiting, PX_WAITING_STATUS, "offered"))
		return px_err_set(err, PX_CONFLICT, _("waiting %lld: nothing is held for it"), id);
	if (px_record_instant(waiting, PX_WAITING_HELD_UNTIL, 0) <= at->world->now)
		return px_err_set(err, PX_CONFLICT,
				  _("waiting %lld: the slot was held until %s, and is no more"), id,
				  px_record_text(waiting, PX_WAITING_HELD_UNTIL));
	return 0;
}

int
px_waiting_leave(const struct px_slot_at *at, const struct px_record *waiting,
		 struct px_record *after, struct px_err *err)
{
	struct px_record before = *waiting, slot;
	bool held;

	if (px_hold_run_out(at, organization_of(waiting), err) < 0 || read_again(at, &before, err))
		return -1;
	if (px_record_text(&before, PX_WAITING_ENDED))
		return say_over(&before, err);
	held = px_record_is(&before, PX_WAITING_STATUS, "offered");
	if (held) {
		if (px_hold_let_go(at, &before, after, &slot, err))
			return -1;
		before = *after;
	}
	*after = px_record_copy(at->arena, &before);
	end(at, after, "withdrawn");
	return px_record_update(at->store, &before, after, at->arena, err) < 0 ||
			       (held && px_offer_around(at, &slot, err))
		       ? -1
		       : 0;
}

/*
 * Accepted, declined.
 */
static struct px_record
appointment_of(const struct px_slot_at *at, const struct px_record *waiting)
{
	static const struct {
		size_t of_appointment, of_waiting;
	} same[] = {
		{ PX_F_ORGANIZATION, PX_F_ORGANIZATION },
		{ PX_APPOINTMENT_PATIENT, PX_WAITING_PATIENT },
		{ PX_APPOINTMENT_BY, PX_WAITING_BY },
		{ PX_APPOINTMENT_AUDIENCE, PX_WAITING_AUDIENCE },
		{ PX_APPOINTMENT_REASON, PX_WAITING_REASON },
		{ PX_APPOINTMENT_URGENT, PX_WAITING_URGENT },
	};
	struct px_record appointment = px_record_new(at->arena, &px_type_appointment);

	for (size_t i = 0; i < PX_COUNT(same); i++)
		appointment.values[same[i].of_appointment] = waiting->values[same[i].of_waiting];
	px_record_defaults(&appointment, at->world, at->arena);
	return appointment;
}

/* A contact has one record: it is taken from the entry, with its key, for the appointment. */
static int
take_contact(const struct px_slot_at *at, struct px_record *waiting, struct px_value *out,
	     struct px_err *err)
{
	const char *text = px_record_text(waiting, PX_WAITING_CONTACT);
	struct px_record after;

	*out = (struct px_value){ .state = PX_UNSET };
	if (!text)
		return 0;
	if (px_seals_fresh(at->store, organization_of(waiting), text, at->arena, &text, err))
		return -1;
	*out = px_value_of_text(text);
	after = px_record_copy(at->arena, waiting);
	after.values[PX_WAITING_CONTACT] = (struct px_value){ .state = PX_UNSET };
	if (px_record_update(at->store, waiting, &after, at->arena, err) < 0)
		return -1;
	*waiting = after;
	return 0;
}

static int
book_held(const struct px_slot_at *at, struct px_record *waiting, struct px_record *appointment,
	  struct px_err *err)
{
	int64_t id = waiting->values[PX_WAITING_SLOT].number;
	struct px_record slot, schedule;

	*appointment = appointment_of(at, waiting);
	return take_contact(at, waiting, &appointment->values[PX_APPOINTMENT_CONTACT], err) ||
			       px_slot_fill(at, id, appointment, err) ||
			       px_slot_read(at, id, &slot, &schedule, err) ||
			       px_record_insert(at->store, appointment, at->arena, err) ||
			       px_claim_turn(at, &slot, waiting->values[PX_F_ID].number,
					     appointment->values[PX_F_ID].number, err) ||
			       px_slot_tell(at, appointment,
					    at->actor ? at->actor
						      : waiting->values[PX_WAITING_BY].number,
					    "booked", err)
		       ? -1
		       : 0;
}

int
px_waiting_accept(const struct px_slot_at *at, const struct px_record *waiting,
		  struct px_record *appointment, struct px_record *after, struct px_err *err)
{
	struct px_record before = *waiting;

	if (read_again(at, &before, err) || check_offered(at, &before, err) ||
	    book_held(at, &before, appointment, err))
		return -1;
	*after = px_record_copy(at->arena, &before);
	end(at, after, "booked");
	after->values[PX_WAITING_APPOINTMENT] =
		(struct px_value){ .state = PX_SET,
				   .number = appointment->values[PX_F_ID].number,
				   .text = px_record_text(appointment, PX_F_UID) };
	return px_record_update(at->store, &before, after, at->arena, err) < 0 ? -1 : 0;
}

int
px_waiting_decline(const struct px_slot_at *at, const struct px_record *waiting,
		   struct px_record *after, struct px_err *err)
{
	struct px_record before = *waiting, slot;

	return read_again(at, &before, err) || check_offered(at, &before, err) ||
			       px_hold_run_out(at, organization_of(&before), err) < 0 ||
			       px_hold_let_go(at, &before, after, &slot, err) ||
			       px_offer_let_go(at, after, &slot, err) || read_again(at, after, err)
		       ? -1
		       : 0;
}

/*
 * Looked after.
 */
struct entries {
	struct px_arena *arena;
	struct px_record *items;
	size_t count, capacity;
};

static int
take_entry(const struct px_record *record, void *data, struct px_err *err)
{
	struct entries *entries = data;

	(void)err;
	PX_GROW(entries->items, entries->count, entries->capacity);
	entries->items[entries->count++] = px_record_copy(entries->arena, record);
	return 0;
}

static int
read_entries(const struct px_slot_at *at, const char *also, struct entries *out, struct px_err *err)
{
	out->arena = at->arena;
	return px_waiting_each(at, at->organization, also, take_entry, out, err);
}

/* Those whose last day is over: nothing came. */
static int
give_up(const struct px_slot_at *at, int64_t *count, struct px_err *err)
{
	struct entries over = { NULL, NULL, 0, 0 };
	char today[PX_DATE_SIZE];
	int result;

	px_date_format(px_date_from_days(px_world_today(at->world)), today);
	result = read_entries(at, px_arena_printf(at->arena, "until<%s", today), &over, err);
	for (size_t i = 0; result == 0 && i < over.count; i++) {
		struct px_record after = px_record_copy(at->arena, &over.items[i]);

		end(at, &after, "expired");
		if (px_record_update(at->store, &over.items[i], &after, at->arena, err) < 0 ||
		    px_waiting_tell(at, &after, "unanswered", err))
			result = -1;
		++*count;
	}
	free(over.items);
	return result;
}

static int
offer_all(const struct px_slot_at *at, struct px_err *err)
{
	struct entries waiting = { NULL, NULL, 0, 0 };
	int result = read_entries(at, NULL, &waiting, err);

	for (size_t i = 0; result == 0 && i < waiting.count; i++)
		result = px_offer_to(at, &waiting.items[i], err);
	free(waiting.items);
	return result;
}

static int
count_offered(const struct px_slot_at *at, int64_t *count, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, offered_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	got = px_stmt_step(stmt, err);
	*count = got == 1 ? px_stmt_number(stmt, 0) : 0;
	px_stmt_done(stmt);
	return got == 1 ? 0 : -1;
}

int
px_waiting_climb(const struct px_slot_at *at, struct px_waiting_counts *counts, struct px_err *err)
{
	int64_t before, after;
	int expired;

	if (count_offered(at, &before, err) ||
	    (expired = px_hold_run_out(at, at->organization, err)) < 0 ||
	    give_up(at, &counts->ended, err) || offer_all(at, err) ||
	    count_offered(at, &after, err))
		return -1;
	counts->expired = expired;
	counts->offered = after - before + expired;
	return 0;
}
