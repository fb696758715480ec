/* Of `plexus-slot import`: appointments that other software made. */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/slot/hearing.h"
#include "cli/slot/slot.h"
#include "model/types.h"

enum { IDNPS_LENGTH = 12 };

/* What FHIR R4 (appointmentstatus) knows, as ours.  What waits for an answer takes its slot; what is only
 * proposed, or waits for a slot, takes none. */
static const struct {
	const char *word, *status;
} statuses[] = {
	{ "booked", "booked" },       { "pending", "booked" },
	{ "arrived", "booked" },      { "checked-in", "booked" },
	{ "fulfilled", "fulfilled" }, { "noshow", "noshow" },
	{ "cancelled", "cancelled" }, { "entered-in-error", "cancelled" },
	{ "proposed", NULL },         { "waitlist", NULL },
};

/* Of the SAS: whom a patient is sent to. */
static const char *const categories[] = { "CPTS", "MSP", "CDS", "SOS", "PS", "PDM", NULL };

static void
read_status(struct px_told_row *row, struct px_booking_told *told)
{
	const char *word = px_told_cell(row, "status");
	size_t i = 0;

	while (word && i < PX_COUNT(statuses) && strcasecmp(word, statuses[i].word) != 0)
		i++;
	if (!word || i == PX_COUNT(statuses))
		px_told_refuse(
			row, "status",
			_("none of proposed, pending, booked, arrived, checked-in, waitlist, "
			  "fulfilled, noshow, cancelled, entered-in-error"));
	else
		told->status = statuses[i].status;
}

/* CreateAppointment and UpdateAppointment; the guide writes them createAppointment as well. */
static void
read_method(struct px_told_row *row, struct px_booking_told *told)
{
	const char *method = px_told_cell(row, "method");

	if (!method)
		return;
	told->creates = strcasecmp(method, "CreateAppointment") == 0;
	told->updates = strcasecmp(method, "UpdateAppointment") == 0;
	if (!told->creates && !told->updates)
		px_told_refuse(row, "method", _("none of CreateAppointment, UpdateAppointment"));
}

static void
read_identity(struct px_told_row *row, struct px_booking_told *told)
{
	told->uid = px_told_cell(row, "appointment");
	told->system = px_told_cell(row, "system");
	told->identifier = told->uid ? NULL : px_told_cell(row, "identifier");
	if (!told->uid && !told->identifier)
		px_told_refuse(row, "identifier",
			       _("an appointment without identifier: it could not be known again"));
}

static void
read_made(struct px_told_row *row, struct px_booking_told *told)
{
	const char *made = px_told_cell(row, "created");

	if (made && px_instant_parse(made, &told->made) != 0)
		px_told_refuse(row, "created",
			       _("no instant with its offset (2026-03-02T09:00:00+01:00)"));
	/* Entered afterwards, it was not booked then. */
	if (told->slot.start && told->made >= told->slot.start)
		told->made = 0;
}

/* What changes an appointment need not say what stays as it is. */
static bool
is_change(const struct px_booking_told *told)
{
	return told->updates || (told->status && strcmp(told->status, "cancelled") == 0);
}

/* Messages need not say when it ends: as its slot does. */
static void
read_span(struct px_told_row *row, struct px_booking_told *told)
{
	const char *start = px_told_cell(row, "start");

	if (!start && is_change(told))
		return;

	if (told->creates || told->updates)
		if (!px_told_cell(row, "end") && start &&
		    px_instant_parse(start, &told->slot.start) == 0)
			return;
	px_told_span(row, &told->slot);
}

static void
read_category(struct px_told_row *row, struct px_booking_told *told)
{
	const char *category = px_told_cell(row, "category");

	if (category && px_slot_rank(categories, category) < 0)
		px_told_refuse(row, "orientationCategory",
			       _("none of CPTS, MSP, CDS, SOS, PS, PDM"));
	else if (category)
		told->reason = px_arena_printf(&row->hearing->arena, "SAS, %s", category);
}

/* Who booked it, when the directory has them: one of the team; else somebody of the SAS, or whoever has
 * the slot. */
static int
read_by(struct px_told_row *row, const struct px_record *who, struct px_booking_told *told,
	struct px_err *err)
{
	const char *number = px_told_cell(row, "operator");
	struct px_record by;
	int found = 0;

	told->asked = px_told_cell(row, "asked");
	if (number && *number == '8' && strlen(number) == IDNPS_LENGTH)
		number++;
	if (number)
		found = px_told_one(row->hearing->run, &px_type_practitioner, "rpps", number,
				    &row->hearing->arena, &by, err);
	if (found < 0)
		return -1;
	if (found) {
		told->by = by.values[PX_F_ID].number;
		told->asked = who && who->type == &px_type_practitioner &&
					      who->values[PX_F_ID].number == told->by
				      ? px_audiences[0]
				      : "team";
	}
	if (!told->asked)
		told->asked = px_audiences[0];
	if (!px_told_cell(row, "audience"))
		told->slot.audience = told->asked;
	return 0;
}

static int
hear(struct px_told_row *row, struct px_booking_told *told, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(row->hearing->run);
	struct px_err why = PX_ERR_INIT;
	enum px_slot_heard heard;

	at.arena = &row->hearing->arena;
	if (px_booking_hear(&at, told, &heard, &why) == 0) {
		px_told_count(row->hearing, heard);
		return 0;
	}
	if (why.code != PX_CONFLICT) {
		*err = why;
		return -1;
	}
	px_told_refuse(row, NULL, px_arena_strdup(&row->hearing->arena, why.message));
	return 0;
}

int
px_told_booking(struct px_told_row *row, struct px_err *err)
{
	struct px_booking_told told = { .uid = NULL };
	struct px_record who;

	read_identity(row, &told);
	read_method(row, &told);
	read_status(row, &told);
	if (!row->reason && !told.status) {
		row->hearing->proposed++;
		row->hearing->counts.unchanged++;
		return 0;
	}
	read_span(row, &told);
	read_made(row, &told);
	read_category(row, &told);
	px_told_words(row, &told.slot);
	told.side = px_told_cell(row, "side");
	told.cancel_reason = px_told_cell(row, "cancel_reason");
	if (px_told_cell(row, "who") || !is_change(&told))
		told.slot.who = &who;
	if (told.status && strcmp(told.status, "cancelled") != 0 &&
	    px_told_list(row, &told.slot, false, err) != 0)
		return -1;
	if (row->reason)
		return 0;
	return (told.slot.who && px_told_who(row, &who, err) != 0) ||
			       (!row->reason && (read_by(row, told.slot.who, &told, err) != 0 ||
						 hear(row, &told, err) != 0))
		       ? -1
		       : 0;
}
