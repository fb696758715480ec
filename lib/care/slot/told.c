/*
 * Appointments that other software made: taken into ours, moved and ended as they are there.
 *
 * What they were allowed is judged at the instant when they were made, as far as that is known: an agenda
 * of last year is no booking of today.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/uid.h"
#include "care/slot/offer.h"
#include "model/types.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60 };

static const char known_sql[] =
	"SELECT \"id\" FROM \"appointment\" WHERE \"organization\" = $1 AND \"uid\" = $2";
static const char in_the_way_sql[] =
	"SELECT c.\"slot\", c.\"appointment\" FROM \"quantum\" q JOIN \"claim\" c "
	"ON c.\"organization\" = q.\"organization\" AND c.\"slot\" = q.\"slot\" "
	"WHERE q.\"organization\" = $1 AND q.\"actor\" = $2 AND q.\"quantum\" >= $3 "
	"AND q.\"quantum\" < $4 AND q.\"slot\" <> $5 LIMIT 1";

/* The slot of an appointment while it is taken. */
struct place {
	struct px_record slot, schedule;
	struct px_record waiting; /* who loses what was held for them; no type: nobody */
	struct px_slot_at at;     /* as of when it was made */
};

static bool
is(const struct px_booking_told *told, const char *status)
{
	return strcmp(told->status, status) == 0;
}

/* One number of an organization's software is another one of another's. */
static const char *
uid_of(const struct px_slot_at *at, const struct px_booking_told *told)
{
	char uid[PX_UID_SIZE];

	if (told->uid)
		return told->uid;
	px_uid_named(px_arena_printf(at->arena, "appointment told %lld %s %s",
				     (long long)at->organization, told->system ? told->system : "",
				     told->identifier),
		     uid);
	return px_arena_strdup(at->arena, uid);
}

/* 1 and the one of this uid, 0 when it is not known. */
static int
find_known(const struct px_slot_at *at, const char *uid, struct px_record *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, known_sql, err);
	int64_t id = 0;
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_text(stmt, 2, uid);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		id = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got > 0 ? px_record_read(at->store, &px_type_appointment, id, at->arena, out, err)
		       : got;
}

/*
 * Its slot.
 */

/* Why a slot that had to be made cannot be taken: it is gone with the rest, and what stands in its way is
 * named. */
static int
say_in_the_way(const struct px_slot_at *at, const struct place *place, struct px_err *why,
	       struct px_err *err)
{
	struct px_whose whose = px_slot_whose(&place->slot);
	struct px_span span = px_slot_span(&place->slot, &place->schedule);
	struct px_stmt *stmt = px_store_prepare(at->store, in_the_way_sql, err);
	int64_t slot = 0, appointment = 0;
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, whose.organization);
	px_bind_number(stmt, 2, whose.actor);
	px_bind_number(stmt, 3, span.first);
	px_bind_number(stmt, 4, span.end);
	px_bind_number(stmt, 5, place->slot.values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	if (got > 0) {
		slot = px_stmt_number(stmt, 0);
		appointment = px_stmt_number(stmt, 1);
	}
	px_stmt_done(stmt);
	if (got <= 0)
		return got < 0 ? -1 : px_err_copy(err, why);
	return px_err_set(err, PX_CONFLICT,
			  appointment ? _("their time is taken then: slot %lld, appointment %lld")
				      : _("their time is taken then: slot %lld is held"),
			  (long long)slot, (long long)appointment);
}

static int
read_place(const struct px_slot_at *at, const struct px_slot_told *told, struct place *place,
	   struct px_err *err)
{
	int64_t id;
	int got = px_told_find(at, told, &id, err);

	return got > 0 && px_slot_read(at, id, &place->slot, &place->schedule, err) ? -1 : got;
}

/* One that is there: as long as it says, open again when it was other software that closed it, and taken
 * from whoever it is held for. */
static int
prepare_place(const struct px_slot_at *at, const struct px_slot_told *told, struct place *place,
	      struct px_err *err)
{
	if (told->minutes && px_told_check_length(told, &place->slot, err))
		return -1;
	if (px_record_is(&place->slot, PX_SLOT_STATUS, "closed") &&
	    px_told_made(&place->schedule, told) &&
	    px_slot_free_again(at, &place->slot, &place->schedule, err))
		return -1;
	if (px_record_is(&place->slot, PX_SLOT_STATUS, "busy-tentative") &&
	    px_hold_break(at, &place->slot, &place->waiting, err))
		return -1;
	return px_slot_read(at, place->slot.values[PX_F_ID].number, &place->slot, &place->schedule,
			    err);
}

/* As of when its terms are looked at: of what has begun, and nobody says when it was made, not at all. */
static int64_t
judged_at(const struct px_slot_at *at, const struct px_booking_told *told,
	  const struct place *place)
{
	int64_t now = at->world->now;
	int64_t closes =
		px_slot_terms(told->slot.start, &place->schedule).closes * SECONDS_OF_MINUTE;

	if (told->made)
		return told->made < now ? told->made : now;
	return told->slot.start <= now && closes < now ? closes : now;
}

/* Its slot, ready to be taken, and as of when. */
static int
find_place(const struct px_slot_at *at, const struct px_booking_told *told, struct place *place,
	   struct px_world *world, bool *made, struct px_err *err)
{
	int got = read_place(at, &told->slot, place, err);

	*made = got == 0;
	if (got == 0 && !told->slot.minutes)
		return px_err_set(err, PX_CONFLICT,
				  _("they have no slot that begins then, and nothing says how long "
				    "it lasts"));
	if (got == 0 && px_told_open(at, &told->slot, err))
		return -1;
	if (got < 0 || (got == 0 && read_place(at, &told->slot, place, err) != 1) ||
	    prepare_place(at, &told->slot, place, err))
		return -1;
	*world = *at->world;
	world->now = judged_at(at, told, place);
	place->at = *at;
	place->at.world = world;
	return 0;
}

/* Whose time was held for nothing waits again, for something else. */
static int
let_go(const struct px_slot_at *at, const struct place *place, struct px_err *err)
{
	return place->waiting.type && px_offer_let_go(at, &place->waiting, &place->slot, err) ? -1
											      : 0;
}

/*
 * One that is new.
 */
static int
check_by(const struct px_slot_at *at, const struct px_booking_told *told, int64_t *by,
	 struct px_err *err)
{
	*by = told->by;
	if (!*by && told->slot.who->type == &px_type_practitioner)
		*by = told->slot.who->values[PX_F_ID].number;
	if (!*by)
		*by = at->actor;
	return *by ? 0
		   : px_err_set(err, PX_CONFLICT,
				_("nothing says who booked it: say --as PRACTITIONER"));
}

static int
fill(const struct px_slot_at *at, const struct px_booking_told *told, const struct place *place,
     struct px_record *appointment, struct px_err *err)
{
	struct px_value *values;
	int64_t by;

	*appointment = px_record_new(at->arena, &px_type_appointment);
	values = appointment->values;
	if (check_by(at, told, &by, err))
		return -1;
	values[PX_F_UID] = px_value_of_text(uid_of(at, told));
	values[PX_APPOINTMENT_BY] = px_value_of_number(by);
	values[PX_APPOINTMENT_PATIENT] =
		px_value_of_text(told->identifier ? told->identifier : values[PX_F_UID].text);
	values[PX_APPOINTMENT_IDENTIFIER] = px_value_of_text(told->identifier);
	values[PX_APPOINTMENT_AUDIENCE] = px_value_of_text(told->asked);
	values[PX_APPOINTMENT_REASON] = px_value_of_text(told->reason);
	if (told->made)
		values[PX_APPOINTMENT_TAKEN] = px_value_of_instant(at->arena, told->made);
	if (px_slot_fill(at, place->slot.values[PX_F_ID].number, appointment, err))
		return -1;
	px_record_defaults(appointment, at->world, at->arena);
	return 0;
}

/* Who books for others tells whose slot it is; their own agenda knows. */
static int
tell(const struct px_slot_at *at, const struct px_booking_told *told,
     const struct px_record *appointment, struct px_err *err)
{
	const struct px_value *values = appointment->values;

	if (told->slot.start < at->world->now || strcmp(told->asked, px_audiences[0]) == 0 ||
	    values[PX_APPOINTMENT_BY].number != values[PX_APPOINTMENT_PRACTITIONER].number)
		return 0;
	return px_slot_tell(at, appointment, at->actor, "booked", err);
}

static int
end(const struct px_slot_at *at, const struct px_booking_told *told,
    const struct px_record *appointment, struct px_err *err)
{
	struct px_record after;

	if (!is(told, "fulfilled") && !is(told, "noshow"))
		return 0;
	return px_slot_end(at, appointment, told->status, &after, err);
}

static int
make(const struct px_slot_at *at, const struct px_booking_told *told, struct px_err *err)
{
	struct place place = { .waiting = { NULL, NULL } };
	struct px_err why = PX_ERR_INIT;
	struct px_record appointment;
	struct px_world world;
	bool made;

	if (find_place(at, told, &place, &world, &made, err) ||
	    fill(at, told, &place, &appointment, err))
		return -1;
	if (px_slot_book(&place.at, place.slot.values[PX_F_ID].number, &appointment, &why))
		return made && why.code == PX_CONFLICT ? say_in_the_way(at, &place, &why, err)
						       : px_err_copy(err, &why);
	return tell(at, told, &appointment, err) || let_go(at, &place, err) ||
			       end(at, told, &appointment, err)
		       ? -1
		       : 0;
}

/*
 * One that is known.  What is not said of it is as it was.
 */
static bool
has_moved(const struct px_booking_told *told, const struct px_record *known)
{
	const struct px_record *who = told->slot.who;
	size_t field = who && who->type == &px_type_practitioner
			       ? (size_t)PX_APPOINTMENT_PRACTITIONER
			       : (size_t)PX_APPOINTMENT_SERVICE;

	return (told->slot.start &&
		told->slot.start != px_record_instant(known, PX_APPOINTMENT_START, 0)) ||
	       (who && px_record_number(known, field, 0) != who->values[PX_F_ID].number);
}

static int
complete(const struct px_slot_at *at, const struct px_record *known, struct px_booking_told *told,
	 struct px_record *who, struct px_err *err)
{
	int64_t practitioner = px_record_number(known, PX_APPOINTMENT_PRACTITIONER, 0);
	int64_t service = px_record_number(known, PX_APPOINTMENT_SERVICE, 0);

	if (!told->slot.start)
		told->slot.start = px_record_instant(known, PX_APPOINTMENT_START, 0);
	if (told->slot.who)
		return 0;
	told->slot.who = who;
	return px_record_read(at->store,
			      practitioner ? &px_type_practitioner : &px_type_organization,
			      practitioner ? practitioner : service, at->arena, who, err) == 1
		       ? 0
		       : -1;
}

static int
move(const struct px_slot_at *at, const struct px_booking_told *told, const struct px_record *known,
     struct px_record *after, struct px_err *err)
{
	struct px_booking_told later = *told;
	struct place place = { .waiting = { NULL, NULL } };
	struct px_err why = PX_ERR_INIT;
	struct px_record who;
	struct px_world world;
	bool made;

	/* It was moved now, as far as anybody says. */
	later.made = 0;
	if (complete(at, known, &later, &who, err) ||
	    find_place(at, &later, &place, &world, &made, err))
		return -1;
	if (px_slot_move(&place.at, known, place.slot.values[PX_F_ID].number, NULL, after, &why))
		return made && why.code == PX_CONFLICT ? say_in_the_way(at, &place, &why, err)
						       : px_err_copy(err, &why);
	return let_go(at, &place, err);
}

static int
change(const struct px_slot_at *at, const struct px_booking_told *told,
       const struct px_record *known, enum px_slot_heard *heard, struct px_err *err)
{
	struct px_record after = *known;
	bool moved = has_moved(told, known);

	*heard = moved || !is(told, "booked") ? PX_SLOT_CHANGED : PX_SLOT_LEFT;
	if (is(told, "cancelled"))
		return px_slot_cancel(at, known, told->side ? told->side : "patient",
				      told->cancel_reason, &after, err);
	if (moved && move(at, told, known, &after, err))
		return -1;
	return end(at, told, &after, err);
}

/* Over is over: what other software still has as booked is attended or missed here since. */
static int
follow(const struct px_slot_at *at, const struct px_booking_told *told,
       const struct px_record *known, enum px_slot_heard *heard, struct px_err *err)
{
	const char *status = px_record_text(known, PX_APPOINTMENT_STATUS);

	if (told->creates)
		return 0;
	if (strcmp(status, "booked") == 0)
		return change(at, told, known, heard, err);
	if (is(told, status) || (is(told, "booked") && strcmp(status, "cancelled") != 0))
		return 0;
	return px_err_set(err, PX_CONFLICT, _("appointment %lld is over: %s"),
			  (long long)known->values[PX_F_ID].number,
			  px_tr_in("appointment", status));
}

static int
hear(const struct px_slot_at *at, const struct px_booking_told *told, enum px_slot_heard *heard,
     struct px_err *err)
{
	struct px_record known;
	int got = find_known(at, uid_of(at, told), &known, err);

	if (got)
		return got < 0 ? -1 : follow(at, told, &known, heard, err);
	if (told->updates)
		return px_err_set(err, PX_CONFLICT,
				  _("appointment %s is not known: the message that makes it has "
				    "not come"),
				  told->identifier);
	if (is(told, "cancelled"))
		return 0;
	if (!told->slot.who || !told->slot.start)
		return px_err_set(err, PX_CONFLICT,
				  _("appointment %s is not known, and nothing says with whom and "
				    "when it is"),
				  told->identifier ? told->identifier : told->uid);
	*heard = PX_SLOT_OPENED;
	return make(at, told, err);
}

int
px_booking_hear(const struct px_slot_at *at, const struct px_booking_told *told,
		enum px_slot_heard *heard, struct px_err *err)
{
	struct px_slot_at as = *at;

	*heard = PX_SLOT_LEFT;
	/* What somebody's own agenda says they know. */
	if (!as.actor && strcmp(told->asked, px_audiences[0]) == 0 && told->slot.who &&
	    told->slot.who->type == &px_type_practitioner)
		as.actor = told->slot.who->values[PX_F_ID].number;
	if (px_store_savepoint(at->store, err))
		return -1;
	if (hear(&as, told, heard, err) == 0)
		return px_store_savepoint_release(at->store, err);
	px_store_savepoint_undo(at->store, NULL);
	return -1;
}
