/* plexus-meeting: meetings, who came, and what their time is worth. */
#include <string.h>

#include "base/i18n.h"
#include "care/attendance.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/sink.h"
#include "cli/view/calendar.h"
#include "cli/view/time.h"
#include "model/types.h"
#include "model/types_poll.h"

static struct px_at_meeting
at_meeting(struct px_run *run, const struct px_record *meeting)
{
	return (struct px_at_meeting){ run->store, &run->arena, &run->world, meeting };
}

/* A meeting that people may be at: one that is not cancelled. */
static int
check_open(const struct px_record *meeting, const char *what, struct px_err *err)
{
	if (!px_record_is(meeting, PX_MEETING_STATUS, "cancelled"))
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("meeting %lld is cancelled: %s (edit --status planned brings it back)"),
			  (long long)meeting->values[PX_F_ID].number, what);
}

static int
read_meeting(struct px_run *run, const char *name, struct px_record *meeting, struct px_err *err)
{
	int64_t id;

	if (px_record_name(run->store, &px_type_meeting, run->organization, name, &id, err) != 0 ||
	    px_record_read(run->store, &px_type_meeting, id, &run->arena, meeting, err) != 1)
		return -1;
	return check_open(meeting, _("nobody attends it"), err);
}

/*
 * Attendances written by one command.
 */
struct written {
	struct px_record *records; /* in the run's arena */
	bool *changed;
	size_t count, capacity;
};

static void
make_room(struct px_arena *arena, struct written *written)
{
	struct written bigger = *written;

	if (written->count < written->capacity)
		return;
	bigger.capacity = written->capacity ? 2 * written->capacity : 64;
	bigger.records = px_arena_alloc(arena, bigger.capacity * sizeof(*bigger.records));
	bigger.changed = px_arena_alloc(arena, bigger.capacity * sizeof(*bigger.changed));
	if (written->count) {
		memcpy(bigger.records, written->records, written->count * sizeof(*bigger.records));
		memcpy(bigger.changed, written->changed, written->count * sizeof(*bigger.changed));
	}
	*written = bigger;
}

static bool
is_written(const struct written *written, int64_t practitioner)
{
	for (size_t i = 0; i < written->count; i++)
		if (written->records[i].values[PX_ATTENDANCE_PRACTITIONER].number == practitioner)
			return true;
	return false;
}

/* For people each is said with its state; who was so already is told apart. */
static int
say_written(struct px_run *run, const struct written *written, struct px_err *err)
{
	if (px_run_prints(run))
		return px_run_said(run, &px_type_attendance, written->records, written->count,
				   PX_SINK_MANY, "", err);
	for (size_t i = 0; i < written->count; i++) {
		const struct px_record *record = &written->records[i];

		if (px_run_said(run, &px_type_attendance, record, 1, PX_SINK_ONE,
				written->changed[i] ? px_record_text(record, PX_ATTENDANCE_STATE)
						    : N_("unchanged"),
				err) != 0)
			return -1;
	}
	return 0;
}

/* Who is there already, in whatever state, stays so. */
static int
invite_one(const struct px_at_meeting *at, int64_t practitioner, struct written *written,
	   struct px_err *err)
{
	struct px_record *record;
	int stored;

	make_room(at->arena, written);
	record = &written->records[written->count];
	stored = px_attendance_find(at, practitioner, record, err);
	if (stored < 0 || (!stored && px_attendance_set(at, practitioner, "invited",
							PX_MEETING_MINUTES_WHOLE, record, err) < 0))
		return -1;
	written->changed[written->count++] = !stored;
	return 0;
}

static int
invite_all(struct px_run *run, const struct px_record *meeting, char *const *names, size_t count,
	   struct written *written, struct px_err *err)
{
	struct px_at_meeting at = at_meeting(run, meeting);
	int64_t *ids;
	size_t id_count;

	if (px_run_names(run, &px_type_practitioner, names, count, &ids, &id_count, err) != 0)
		return -1;
	for (size_t i = 0; i < id_count; i++)
		if (invite_one(&at, ids[i], written, err) != 0)
			return -1;
	return 0;
}

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_option opt_invite = { "invite",     0, "WHO,…", N_("who is invited"), NULL,
					     practitioners };

static int
add_and_invite(struct px_run *run, const char *invited, struct px_record *meeting,
	       struct written *written, struct px_err *err)
{
	char *names = px_arena_strdup(&run->arena, invited);

	if (px_generic_build(run, run->type, NULL, meeting, err) != 0 ||
	    px_generic_store(run, meeting, err) != 0 ||
	    invite_all(run, meeting, &names, 1, written, err) != 0)
		return -1;
	return px_generic_finish(run, err);
}

static int
meeting_add(struct px_run *run, struct px_err *err)
{
	const char *invited = px_option_value(run, &opt_invite);
	struct written written = { 0 };
	struct px_record record;

	if (!invited)
		return px_generic_add(run, err);
	if (run->type != &px_type_meeting)
		return px_err_set(err, PX_USAGE, _("--invite: only a meeting has invitations"));
	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (add_and_invite(run, invited, &record, &written, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, run->type, &record, 1, PX_SINK_ONE, N_("added"), err) != 0)
		return -1;
	return px_run_prints(run) ? 0 : say_written(run, &written, err);
}

/*
 * invite and attend: the meeting first, then who.
 */
static int
write_all(struct px_run *run,
	  int (*write)(struct px_run *, const struct px_record *, struct written *,
		       struct px_err *),
	  struct px_err *err)
{
	struct written written = { 0 };
	struct px_record meeting;

	if (run->operand_count < 2)
		return px_err_set(err, PX_USAGE,
				  _("name a meeting, then who: %s %s 12 dupont martin"),
				  run->program->name, run->verb->name);
	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (read_meeting(run, run->operands[0], &meeting, err) != 0 ||
	    write(run, &meeting, &written, err) != 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return say_written(run, &written, err);
}

static int
invite_operands(struct px_run *run, const struct px_record *meeting, struct written *written,
		struct px_err *err)
{
	return invite_all(run, meeting, run->operands + 1, run->operand_count - 1, written, err);
}

static int
meeting_invite(struct px_run *run, struct px_err *err)
{
	return write_all(run, invite_operands, err);
}

static int
attend_one(const struct px_at_meeting *at, int64_t practitioner, const struct px_presence *presence,
	   struct written *written, struct px_err *err)
{
	int changed;

	if (is_written(written, practitioner))
		return px_err_set(err, PX_USAGE, _("%s: is named twice"), presence->who);
	make_room(at->arena, written);
	changed = px_attendance_set(at, practitioner, presence->state, presence->minutes,
				    &written->records[written->count], err);
	if (changed < 0)
		return -1;
	written->changed[written->count++] = changed;
	return 0;
}

static int
attend_operands(struct px_run *run, const struct px_record *meeting, struct written *written,
		struct px_err *err)
{
	struct px_at_meeting at = at_meeting(run, meeting);
	struct px_presence presence;
	int64_t *ids;
	size_t count;

	for (size_t i = 1; i < run->operand_count; i++) {
		if (px_presence_read(run->operands[i], &presence, err) != 0 ||
		    px_run_names(run, &px_type_practitioner, &presence.who, 1, &ids, &count, err) !=
			    0)
			return -1;
		for (size_t j = 0; j < count; j++)
			if (attend_one(&at, ids[j], &presence, written, err) != 0)
				return -1;
	}
	return 0;
}

static int
meeting_attend(struct px_run *run, struct px_err *err)
{
	return write_all(run, attend_operands, err);
}

/*
 * hold and cancel.
 */
static const struct px_option opt_files = { "files", 0, "N",
					    N_("patient files examined (concertations)") };

/* What is counted by the report should have taken place, with somebody there. */
static void
warn_if_odd(const struct px_run *run, const struct px_record *meeting, int64_t present)
{
	int64_t start;

	if (px_instant_parse(px_record_text(meeting, PX_MEETING_START), &start) == 0 &&
	    start > run->world.now)
		px_warn(run, _("meeting %lld begins later than now: is it the right one?"),
			(long long)meeting->values[PX_F_ID].number);
	if (!present)
		px_warn(run, _("meeting %lld: nobody is said to have been there (%s attend)"),
			(long long)meeting->values[PX_F_ID].number, run->program->name);
}

static int
hold_one(struct px_run *run, struct px_record *after, void *unrated, struct px_err *err)
{
	struct px_at_meeting at = at_meeting(run, after);
	int64_t files, present;

	if (check_open(after, _("it cannot be held"), err) != 0 ||
	    px_option_number(run, &opt_files, 0, px_type_meeting.fields[PX_MEETING_FILES].most, -1,
			     &files, err) != 0)
		return -1;
	if (files >= 0)
		after->values[PX_MEETING_FILES] = px_value_of_number(files);
	after->values[PX_MEETING_STATUS] = px_value_of_text("held");
	if (px_attendance_freeze(&at, &present, unrated, err) != 0)
		return -1;
	warn_if_odd(run, after, present);
	return 0;
}

static int
cancel_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	(void)run;
	(void)data;
	if (px_record_is(after, PX_MEETING_STATUS, "held"))
		return px_err_set(
			err, PX_CONFLICT,
			_("meeting %lld was held: its time is owed (edit --status planned first "
			  "if that is wrong)"),
			(long long)after->values[PX_F_ID].number);
	after->values[PX_MEETING_STATUS] = px_value_of_text("cancelled");
	return 0;
}

static int
meeting_hold(struct px_run *run, struct px_err *err)
{
	int64_t *ids, unrated = 0;
	size_t count;

	if (px_run_records(run, &px_type_meeting, 0, &ids, &count, err) != 0 ||
	    px_run_change(run, &px_type_meeting, ids, count, hold_one, &unrated, N_("held"), err) !=
		    0)
		return -1;
	if (unrated)
		px_warn(run,
			px_trn("%lld presence has no rate on that day: its time is worth nothing "
			       "until there is one (plexus-meeting add --type rate)",
			       "%lld presences have no rate on that day: their time is worth "
			       "nothing until there is one (plexus-meeting add --type rate)",
			       (unsigned long)unrated),
			(long long)unrated);
	return 0;
}

static int
meeting_cancel(struct px_run *run, struct px_err *err)
{
	int64_t *ids;
	size_t count;

	if (px_run_records(run, &px_type_meeting, 0, &ids, &count, err) != 0)
		return -1;
	return px_run_change(run, &px_type_meeting, ids, count, cancel_one, NULL, N_("cancelled"),
			     err);
}

static int
meeting_time(struct px_run *run, struct px_err *err)
{
	return px_run_time(run, NULL, err);
}

/* What completion offers before who: a state. */
static const char *
attend_operand(struct px_run *run, size_t at, size_t i)
{
	const char *state = px_type_attendance.fields[PX_ATTENDANCE_STATE].words[i];

	return at && state ? px_arena_printf(&run->arena, "%s:", state) : NULL;
}

static const struct px_option *const add_options[] = { &opt_invite, NULL };
static const struct px_option *const hold_options[] = { &opt_files, NULL };

static const struct px_verb verbs[] = {
	{ .name = "add",
	  .operands = "[TITLE]",
	  .summary = N_("make a meeting, and invite people to it"),
	  .flags = PX_VERB_ALL_TYPES | PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	  .access = PX_ACCESS_WRITE,
	  .options = add_options,
	  .run = meeting_add },
	{ .name = "invite",
	  .operands = "MEETING WHO…",
	  .summary = N_("invite people; who is there already stays as they are"),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .output = &px_type_attendance,
	  .run = meeting_invite },
	{ .name = "attend",
	  .operands = "MEETING [STATE:]WHO[:MINUTES]…",
	  .summary = N_("say who came, and for how long"),
	  .details = N_("WHO alone is present for the whole meeting, WHO:90 for 90 minutes; "
			"absent:WHO and "
			"excused:WHO did not come.  Who was not invited is added."),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .output = &px_type_attendance,
	  .operand = attend_operand,
	  .run = meeting_attend },
	{ .name = "hold",
	  .operands = "MEETING…",
	  .summary = N_("say that meetings took place; the rates of who came are frozen"),
	  .flags = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	  .access = PX_ACCESS_WRITE,
	  .options = hold_options,
	  .run = meeting_hold },
	{ .name = "cancel",
	  .operands = "MEETING…",
	  .summary = N_("say that meetings will not take place"),
	  .flags = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	  .access = PX_ACCESS_WRITE,
	  .run = meeting_cancel },
	{ .name = "time",
	  .summary = N_("print the ledger of meeting time and what it is worth"),
	  .details = N_("Present people of held meetings count.  A line is worth minutes x rate / "
			"60; a line "
			"without a rate has no amount."),
	  .flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	  .access = PX_ACCESS_READ,
	  .options = px_time_options,
	  .output = &px_view_ledger,
	  .run = meeting_time },
	{ .name = "ics",
	  .operands = "[MEETING… | FILTER…]",
	  .summary = N_("print meetings as iCalendar, for calendars to follow"),
	  .details =
		  N_("A meeting that is named makes an invitation (METHOD:REQUEST), or a "
		     "cancellation when it is cancelled; several, filters, or nothing make a "
		     "calendar to look at.  A meeting keeps its UID, and each change raises its "
		     "SEQUENCE: a calendar that reads it again follows it.  Minutes are never in "
		     "it.\n"
		     "A meeting of a series brings its whole series, as one event that recurs "
		     "(RRULE) less what was cancelled (EXDATE) and with what was moved "
		     "(RECURRENCE-ID).  Programs that know no RECURRENCE-ID (calcurse) want "
		     "--each, which gives each meeting a UID of its own: a calendar takes one form "
		     "or the other."),
	  .flags = PX_VERB_RECORDS,
	  .access = PX_ACCESS_READ,
	  .options = px_calendar_options,
	  .run = px_run_calendar },
	{ 0 },
};

static const struct px_type *const types[] = { &px_type_meeting, &px_type_attendance,
					       &px_type_rate,    &px_type_series,
					       &px_type_poll,    &px_type_poll_option,
					       &px_type_answer,  NULL };

/* Kept in files of their own, and the generic ones. */
static const struct px_verb *const more_verbs[] = {
	&px_verb_series,
	&px_verb_minutes,
	&px_verb_sheet,
	&px_verb_poll_open,
	&px_verb_poll_answer,
	&px_verb_poll_import,
	&px_verb_poll_show,
	&px_verb_poll_close,
	&px_verb_pace,
	&px_verb_list,
	&px_verb_meeting_show,
	&px_verb_edit,
	&px_verb_remove,
	&px_verb_import,
	&px_verb_export,
	&px_verb_count,
	NULL,
};

static const struct px_example examples[] = {
	{ "plexus-meeting add 'RCP diabète' --kind concertation --start 'jeudi 12:30' --minutes 90 "
	  "--invite dupont,martin",
	  N_("plan a consultation meeting and invite two people") },
	{ "plexus-directory list profession=60 --ids | plexus-meeting invite 12 -",
	  N_("invite every nurse") },
	{ "plexus-meeting attend 12 dupont:90 martin absent:durand",
	  N_("who came, and who did not") },
	{ "plexus-meeting hold 12 --files 8", N_("it took place; eight files were examined") },
	{ "plexus-meeting ics 12 -o reunion.ics",
	  N_("an invitation to attach to a mail; again after a change, and calendars follow it") },
	{ "plexus-meeting time --year 2025 --by practitioner",
	  N_("what each person's time is worth") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-meeting",
	.summary = N_("meetings, who came, and what their time is worth"),
	.details = N_("A meeting has a kind, a start, a length, and attendances: who was invited, "
		      "present, "
		      "excused or absent.  Rates (cents an hour, by profession and nature, from a "
		      "day on) "
		      "are records too: --type rate."),
	.types = types,
	.verbs = verbs,
	.generic = more_verbs,
	.examples = examples,
};
