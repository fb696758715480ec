/* plexus-meeting: meetings, who came, and what their time is worth. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"
#include "care/ledger.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/time_view.h"
#include "model/types.h"
#include "store/match.h"
#include "store/query.h"

enum { MINUTES_NOT_SAID = -1 };

static struct px_value
word(const char *text)
{
	return (struct px_value){ .state = PX_SET, .text = text };
}

static struct px_value
number(int64_t value)
{
	return (struct px_value){ .state = PX_SET, .number = value };
}

static bool
is(const struct px_record *record, size_t field, const char *text)
{
	const char *value = px_record_text(record, field);

	return value && strcmp(value, text) == 0;
}

static int
read_meeting(struct px_run *run, const char *name, struct px_record *meeting, struct px_err *err)
{
	int64_t id;

	if (px_record_name(run->store, &px_type_meeting, run->organization, name, &id, err) != 0)
		return -1;
	return px_record_read(run->store, &px_type_meeting, id, &run->arena, meeting, err) == 1 ? 0
												: -1;
}

/* What a person's hour was worth on the day of the meeting, frozen into the attendance; it stays
 * unset when no rate holds, and the ledger says so. */
static int
freeze_rate(struct px_run *run, const struct px_record *meeting, struct px_record *attendance,
	    struct px_err *err)
{
	struct px_record who;
	const char *profession;
	char day[PX_DATE_SIZE];
	int64_t start, cents;
	int found;

	if (attendance->values[PX_ATTENDANCE_RATE_CENTS].state == PX_SET)
		return 0;
	if (px_record_read(run->store, &px_type_practitioner,
			   attendance->values[PX_ATTENDANCE_PRACTITIONER].number, &run->arena, &who,
			   err) != 1)
		return -1;
	profession = px_record_text(&who, PX_PRACTITIONER_PROFESSION);
	if (!profession || px_instant_parse(px_record_text(meeting, PX_MEETING_START), &start) != 0)
		return 0;
	px_date_format(px_zone_local(run->world.zone, start).date, day);
	found = px_rate_find(run->store, meeting->values[PX_F_ORGANIZATION].number, profession,
			     px_record_text(attendance, PX_ATTENDANCE_NATURE), day, &cents, err);
	if (found == 1)
		attendance->values[PX_ATTENDANCE_RATE_CENTS] = number(cents);
	return found < 0 ? -1 : 0;
}

/* What a presence says of itself: how long, and once the meeting is held, at what rate. */
static int
settle(struct px_run *run, const struct px_record *meeting, struct px_record *attendance,
       struct px_err *err)
{
	struct px_value *minutes = &attendance->values[PX_ATTENDANCE_MINUTES];

	if (!is(attendance, PX_ATTENDANCE_STATE, "present")) {
		*minutes = (struct px_value){ .state = PX_UNSET };
		attendance->values[PX_ATTENDANCE_RATE_CENTS] = (struct px_value){ .state = PX_UNSET };
		return 0;
	}
	if (minutes->state == PX_UNSET)
		*minutes = meeting->values[PX_MEETING_MINUTES];
	return is(meeting, PX_MEETING_STATUS, "held") ? freeze_rate(run, meeting, attendance, err) : 0;
}

/* The attendance of a person at a meeting: 1 stored, 0 a new one that is not yet. */
static int
find_attendance(struct px_run *run, const struct px_record *meeting, int64_t practitioner,
		struct px_record *out, struct px_err *err)
{
	const struct px_field *key[] = { &px_type_attendance.fields[PX_ATTENDANCE_MEETING],
					 &px_type_attendance.fields[PX_ATTENDANCE_PRACTITIONER] };
	int64_t id, organization = meeting->values[PX_F_ORGANIZATION].number;
	int found;

	*out = px_record_new(&run->arena, &px_type_attendance);
	out->values[PX_F_ORGANIZATION] = number(organization);
	out->values[PX_ATTENDANCE_MEETING] = number(meeting->values[PX_F_ID].number);
	out->values[PX_ATTENDANCE_PRACTITIONER] = number(practitioner);
	px_record_defaults(out, &run->world, &run->arena);
	found = px_match_find(run->store, organization, out, key, PX_COUNT(key), &id, 1, err);
	if (found != 1)
		return found;
	return px_record_read(run->store, &px_type_attendance, id, &run->arena, out, err);
}

/* Write one attendance; it is read again, as it is said. */
static int
set_attendance(struct px_run *run, const struct px_record *meeting, int64_t practitioner,
	       const char *state, int64_t minutes, struct px_record *out, struct px_err *err)
{
	struct px_record before;
	int stored = find_attendance(run, meeting, practitioner, &before, err), written;

	if (stored < 0)
		return -1;
	*out = px_record_copy(&run->arena, &before);
	out->values[PX_ATTENDANCE_STATE] = word(state);
	if (minutes != MINUTES_NOT_SAID)
		out->values[PX_ATTENDANCE_MINUTES] = number(minutes);
	if (settle(run, meeting, out, err) != 0)
		return -1;
	written = stored ? px_record_update(run->store, &before, out, &run->arena, err)
			 : px_record_insert(run->store, out, &run->arena, err);
	if (written < 0)
		return -1;
	return px_record_read(run->store, &px_type_attendance, out->values[PX_F_ID].number,
			      &run->arena, out, err) == 1
		       ? 0
		       : -1;
}

/* Attendances written by one command. */
struct written {
	struct px_record *records; /* in the run's arena */
	size_t count;
};

static int
invite_all(struct px_run *run, const struct px_record *meeting, char *const *names, size_t count,
	   struct written *written, struct px_err *err)
{
	int64_t *ids;
	size_t id_count;

	if (px_run_names(run, &px_type_practitioner, names, count, &ids, &id_count, err) != 0)
		return -1;
	written->records = px_arena_alloc(&run->arena, (id_count + 1) * sizeof(*written->records));
	for (size_t i = 0; i < id_count; i++) {
		struct px_record *record = &written->records[written->count++];
		int stored = find_attendance(run, meeting, ids[i], record, err);

		/* Who is there already, in whatever state, stays so. */
		if (stored < 0 ||
		    (!stored && set_attendance(run, meeting, ids[i], "invited", MINUTES_NOT_SAID,
					       record, err) != 0))
			return -1;
	}
	return 0;
}

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_option opt_invite = { "invite", 0, "WHO,…", N_("who is invited"), NULL,
					     practitioners };

enum { MOST_INVITED = 1000 };

static int
meeting_add(struct px_run *run, struct px_err *err)
{
	const char *invited = px_option_value(run, &opt_invite);
	struct written written = { 0 };
	struct px_record record;
	char *names[MOST_INVITED];
	size_t count;

	if (run->type != &px_type_meeting || !invited) {
		if (invited)
			return px_err_set(err, PX_USAGE, _("--invite: only a meeting has invitations"));
		return px_generic_add(run, err);
	}
	count = px_text_split(px_arena_strdup(&run->arena, invited), ',', names, MOST_INVITED);
	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (px_generic_build(run, run->type, NULL, &record, err) != 0 ||
	    px_generic_store(run, &record, err) != 0 ||
	    invite_all(run, &record, names, count, &written, err) != 0 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, run->type, &record, 1, PX_SINK_ONE, N_("added"), err) != 0)
		return -1;
	if (px_run_prints(run))
		return 0;
	return px_run_said(run, &px_type_attendance, written.records, written.count, PX_SINK_MANY,
			   N_("written"), err);
}

static int
check_operands(const struct px_run *run, struct px_err *err)
{
	if (run->operand_count < 2)
		return px_err_set(err, PX_USAGE, _("name a meeting, then who: %s %s 12 dupont martin"),
				  run->program->name, run->verb->name);
	return 0;
}

static int
meeting_invite(struct px_run *run, struct px_err *err)
{
	struct written written = { 0 };
	struct px_record meeting;

	if (check_operands(run, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	if (read_meeting(run, run->operands[0], &meeting, err) != 0 ||
	    invite_all(run, &meeting, run->operands + 1, run->operand_count - 1, &written, err) != 0 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, &px_type_attendance, written.records, written.count, PX_SINK_MANY,
			   N_("written"), err);
}

/* `dupont`, `dupont:90`, `absent:durand`: who, in which state, how long. */
static int
read_presence(struct px_run *run, char *operand, const char **state, char **who, int64_t *minutes,
	      struct px_err *err)
{
	const char *const *states = px_type_attendance.fields[PX_ATTENDANCE_STATE].words;
	char *colon = strchr(operand, ':');

	*state = "present";
	*who = operand;
	*minutes = MINUTES_NOT_SAID;
	for (size_t i = 0; colon && states[i]; i++) {
		size_t length = (size_t)(colon - operand);

		if (strlen(states[i]) == length && memcmp(states[i], operand, length) == 0) {
			*state = states[i];
			*who = colon + 1;
			colon = strchr(*who, ':');
			break;
		}
	}
	if (!colon)
		return 0;
	*colon = '\0';
	if (strcmp(*state, "present") != 0)
		return px_err_set(err, PX_USAGE, _("%s:%s: only who is present has minutes"), *who,
				  colon + 1);
	if (px_when_minutes(colon + 1, minutes, err) != 0)
		return -1;
	if (*minutes > px_type_attendance.fields[PX_ATTENDANCE_MINUTES].most)
		return px_err_set(err, PX_USAGE, _("%s:%s: a meeting does not last more than a day"),
				  *who, colon + 1);
	(void)run;
	return 0;
}

static int
attend_one(struct px_run *run, const struct px_record *meeting, char *operand,
	   struct written *written, struct px_err *err)
{
	const char *state;
	char *who;
	int64_t minutes, *ids;
	size_t count;

	if (read_presence(run, operand, &state, &who, &minutes, err) != 0 ||
	    px_run_names(run, &px_type_practitioner, &who, 1, &ids, &count, err) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct px_record *bigger =
			px_arena_alloc(&run->arena, (written->count + 1) * sizeof(*bigger));

		if (written->count)
			memcpy(bigger, written->records, written->count * sizeof(*bigger));
		written->records = bigger;
		if (set_attendance(run, meeting, ids[i], state, minutes,
				   &written->records[written->count++], err) != 0)
			return -1;
	}
	return 0;
}

static int
attend_all(struct px_run *run, const struct px_record *meeting, struct written *written,
	   struct px_err *err)
{
	if (is(meeting, PX_MEETING_STATUS, "cancelled"))
		return px_err_set(err, PX_CONFLICT,
				  _("meeting %lld is cancelled: nobody attends it (edit --status planned "
				    "brings it back)"),
				  (long long)meeting->values[PX_F_ID].number);
	for (size_t i = 1; i < run->operand_count; i++)
		if (attend_one(run, meeting, run->operands[i], written, err) != 0)
			return -1;
	return px_generic_finish(run, err);
}

static int
meeting_attend(struct px_run *run, struct px_err *err)
{
	struct written written = { 0 };
	struct px_record meeting;

	if (check_operands(run, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	if (read_meeting(run, run->operands[0], &meeting, err) != 0 ||
	    attend_all(run, &meeting, &written, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, &px_type_attendance, written.records, written.count, PX_SINK_MANY,
			   N_("written"), err);
}

/*
 * hold and cancel.
 */
static const struct px_option opt_files = { "files", 0, "N",
					    N_("patient files examined (concertations)") };

/* Ids first: a cursor must not be open while its table is written. */
static int
presences(struct px_run *run, const struct px_record *meeting, int64_t **ids, size_t *count,
	  struct px_err *err)
{
	struct px_filters filters = { 0 };
	struct px_query query = { .type = &px_type_attendance, .limit = -1, .world = &run->world,
				  .organization = meeting->values[PX_F_ORGANIZATION].number };
	char *of_meeting = px_arena_printf(&run->arena, "meeting=%lld",
					   (long long)meeting->values[PX_F_ID].number);
	struct px_cursor *cursor = NULL;
	struct px_record record;
	int more = -1;

	*count = 0;
	*ids = NULL;
	if (px_filters_add(&filters, query.type, of_meeting, &run->world, &run->arena, err) == 0 &&
	    px_filters_add(&filters, query.type, "state=present", &run->world, &run->arena, err) == 0) {
		query.filters = filters.items;
		query.filter_count = filters.count;
		cursor = px_query_open(run->store, &query, err);
	}
	while (cursor && (more = px_query_next(cursor, &record, err)) == 1) {
		int64_t *bigger = px_arena_alloc(&run->arena, (*count + 1) * sizeof(*bigger));

		if (*count)
			memcpy(bigger, *ids, *count * sizeof(*bigger));
		bigger[(*count)++] = record.values[PX_F_ID].number;
		*ids = bigger;
	}
	px_query_close(cursor);
	px_filters_release(&filters);
	return more;
}

static int
freeze_presences(struct px_run *run, const struct px_record *meeting, struct px_err *err)
{
	struct px_record before, after;
	size_t count;
	int64_t *ids;

	if (presences(run, meeting, &ids, &count, err) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (px_record_read(run->store, &px_type_attendance, ids[i], &run->arena, &before,
				   err) != 1)
			return -1;
		after = px_record_copy(&run->arena, &before);
		if (settle(run, meeting, &after, err) != 0 ||
		    px_record_update(run->store, &before, &after, &run->arena, err) < 0)
			return -1;
	}
	return 0;
}

static int
hold_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	int64_t files;

	(void)data;
	if (is(after, PX_MEETING_STATUS, "cancelled"))
		return px_err_set(err, PX_CONFLICT,
				  _("meeting %lld is cancelled: it cannot be held (edit --status planned "
				    "brings it back)"),
				  (long long)after->values[PX_F_ID].number);
	if (px_option_number(run, &opt_files, 0, px_type_meeting.fields[PX_MEETING_FILES].most, -1,
			     &files, err) != 0)
		return -1;
	if (files >= 0)
		after->values[PX_MEETING_FILES] = number(files);
	after->values[PX_MEETING_STATUS] = word("held");
	return freeze_presences(run, after, err);
}

static int
cancel_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	(void)run;
	(void)data;
	if (is(after, PX_MEETING_STATUS, "held"))
		return px_err_set(err, PX_CONFLICT,
				  _("meeting %lld was held: its time is owed (edit --status planned first "
				    "if that is wrong)"),
				  (long long)after->values[PX_F_ID].number);
	after->values[PX_MEETING_STATUS] = word("cancelled");
	return 0;
}

static int
change_meetings(struct px_run *run,
		int (*change)(struct px_run *, struct px_record *, void *, struct px_err *),
		const char *said, struct px_err *err)
{
	int64_t *ids;
	size_t count;

	if (px_run_records(run, &px_type_meeting, 0, &ids, &count, err) != 0)
		return -1;
	return px_run_change(run, &px_type_meeting, ids, count, change, NULL, said, err);
}

static int
meeting_hold(struct px_run *run, struct px_err *err)
{
	return change_meetings(run, hold_one, N_("held"), err);
}

static int
meeting_cancel(struct px_run *run, struct px_err *err)
{
	return change_meetings(run, cancel_one, N_("cancelled"), err);
}

static int
meeting_time(struct px_run *run, struct px_err *err)
{
	return px_run_time(run, NULL, err);
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
	  .details = N_("WHO alone is present for the whole meeting, WHO:90 for 90 minutes; absent:WHO and "
			"excused:WHO did not come.  Who was not invited is added."),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .output = &px_type_attendance,
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
	  .details = N_("Present people of held meetings count.  A line is worth minutes x rate / 60; a line "
			"without a rate has no amount."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_time_options,
	  .output = &px_view_ledger,
	  .run = meeting_time },
	{ 0 },
};

static const struct px_type *const types[] = { &px_type_meeting, &px_type_attendance, &px_type_rate,
					       NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting add 'RCP diabète' --kind concertation --start 'jeudi 12:30' --minutes 90 "
	  "--invite dupont,martin",
	  N_("plan a consultation meeting and invite two people") },
	{ "plexus-directory list profession=60 --ids | plexus-meeting invite 12 -",
	  N_("invite every nurse") },
	{ "plexus-meeting attend 12 dupont:90 martin absent:durand", N_("who came, and who did not") },
	{ "plexus-meeting hold 12 --files 8", N_("it took place; eight files were examined") },
	{ "plexus-meeting time --year 2025 --by practitioner", N_("what each person's time is worth") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-meeting",
	.summary = N_("meetings, who came, and what their time is worth"),
	.details = N_("A meeting has a kind, a start, a length, and attendances: who was invited, present, "
		      "excused or absent.  Rates (cents an hour, by profession and nature, from a day on) "
		      "are records too: --type rate."),
	.types = types,
	.verbs = verbs,
	.generic = px_generic_verbs,
	.examples = examples,
};
