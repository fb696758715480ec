/* plexus-meeting poll-close: take a date, make the meeting, invite. */
#include <string.h>

#include "base/i18n.h"
#include "care/attendance.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/meeting/poll.h"
#include "model/types.h"
#include "model/types_poll.h"

static const struct px_option opt_rule = {
	"rule", 'r', "RULE", N_("choose by this rule, not by the poll's"), px_poll_rules, NULL, 0
};
static const struct px_option opt_date = { "date", 'd',  "N", N_("take this date, by its number"),
					   NULL,   NULL, 0 };

/* The date of --date, else the one that the rule takes. */
static int
choose(struct px_run *run, const struct px_poll *poll, struct px_poll_choice *choice,
       struct px_err *err)
{
	const char *rule = px_option_value(run, &opt_rule);
	int64_t number;

	if (rule && px_option_given(run, &opt_date))
		return px_err_set(err, PX_USAGE, _("--rule and --date: one of them decides"));
	if (px_option_number(run, &opt_date, 1, (int64_t)poll->date_count, 0, &number, err) != 0)
		return -1;
	if (number) {
		*choice = (struct px_poll_choice){ .date = (size_t)number - 1 };
		return 0;
	}
	return px_poll_choose(poll, rule ? rule : px_record_text(&poll->record, PX_POLL_RULE),
			      choice, err);
}

static int
make_meeting(struct px_run *run, const struct px_poll *poll, size_t date, struct px_record *meeting,
	     struct px_err *err)
{
	const struct px_value *from = poll->record.values;
	char start[PX_INSTANT_SIZE];

	px_instant_format(poll->dates[date].start, start);
	*meeting = px_record_new(&run->arena, &px_type_meeting);
	meeting->values[PX_F_ORGANIZATION] = from[PX_F_ORGANIZATION];
	meeting->values[PX_MEETING_TITLE] = from[PX_POLL_TITLE];
	meeting->values[PX_MEETING_KIND] = from[PX_POLL_KIND];
	meeting->values[PX_MEETING_PROJECT] = from[PX_POLL_PROJECT];
	meeting->values[PX_MEETING_MINUTES] = from[PX_POLL_MINUTES];
	meeting->values[PX_MEETING_PLACE] = from[PX_POLL_PLACE];
	meeting->values[PX_MEETING_START] =
		(struct px_value){ .state = PX_SET, .text = px_arena_strdup(&run->arena, start) };
	px_record_defaults(meeting, &run->world, &run->arena);
	return px_generic_store(run, meeting, err);
}

/* Who was asked or answered. */
static int
invite(struct px_run *run, const struct px_poll *poll, const struct px_record *meeting,
       struct px_err *err)
{
	struct px_at_meeting at = { run->store, &run->arena, &run->world, meeting };
	struct px_record attendance;

	for (size_t i = 0; i < poll->person_count; i++)
		if (px_attendance_set(&at, poll->people[i].id, "invited", PX_MEETING_MINUTES_WHOLE,
				      &attendance, err) < 0)
			return -1;
	return 0;
}

static int
close_poll(struct px_run *run, struct px_poll *poll, struct px_poll_choice *choice,
	   struct px_record *meeting, struct px_err *err)
{
	struct px_poll_of of = px_run_poll_of(run);
	struct px_record after;

	if (px_poll_read(&of, run->operands[0], poll, err) != 0 ||
	    px_poll_check_open(poll, err) != 0 || choose(run, poll, choice, err) != 0 ||
	    make_meeting(run, poll, choice->date, meeting, err) != 0 ||
	    invite(run, poll, meeting, err) != 0)
		return -1;
	after = px_record_copy(&run->arena, &poll->record);
	after.values[PX_POLL_STATUS] = (struct px_value){ .state = PX_SET, .text = "closed" };
	after.values[PX_POLL_MEETING] =
		(struct px_value){ .state = PX_SET, .number = meeting->values[PX_F_ID].number };
	if (px_record_update(run->store, &poll->record, &after, &run->arena, err) < 0)
		return -1;
	poll->record = after;
	return px_generic_finish(run, err);
}

static void
say_equal(const struct px_run *run, const struct px_poll *poll, const struct px_poll_choice *choice)
{
	struct px_buf numbers = PX_BUF_INIT;

	for (size_t i = 0; i < poll->date_count && i < 64; i++)
		if (choice->equal >> i & 1)
			px_buf_printf(&numbers, "%s%zu", numbers.length ? ", " : "", i + 1);
	if (numbers.length)
		px_say(run, _("as good: %s; date %zu is the earliest"), numbers.data,
		       choice->date + 1);
	px_buf_release(&numbers);
}

/* Who is invited to what they said they cannot come to. */
static void
say_absent(const struct px_run *run, const struct px_poll *poll, size_t date)
{
	struct px_buf names = PX_BUF_INIT;

	for (size_t i = 0; i < poll->person_count; i++)
		if (poll->people[i].answers[date] == PX_NO)
			px_buf_printf(&names, "%s%s", names.length ? ", " : "",
				      poll->people[i].handle);
	if (names.length)
		px_say(run, _("invited, but said no: %s"), names.data);
	px_buf_release(&names);
}

static void
say(struct px_run *run, const struct px_poll *poll, const struct px_poll_choice *choice,
    const struct px_record *meeting)
{
	const struct px_poll_date *date = &poll->dates[choice->date];
	struct px_buf when = PX_BUF_INIT;

	if (run->quiet)
		return;
	px_poll_put_date(run, date->start, &when);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out, _("poll %lld closed: date %zu, %s (%zu yes, %zu maybe, %zu no)\n"),
		(long long)poll->record.values[PX_F_ID].number, choice->date + 1, when.data,
		date->counts[PX_YES], date->counts[PX_MAYBE], date->counts[PX_NO]);
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out, _("meeting %lld added: %s (%zu invited)\n"),
		(long long)meeting->values[PX_F_ID].number,
		px_record_text(meeting, PX_MEETING_TITLE), poll->person_count);
	px_buf_release(&when);
}

static int
run_close(struct px_run *run, struct px_err *err)
{
	struct px_poll_choice choice;
	struct px_record meeting;
	struct px_poll poll;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (close_poll(run, &poll, &choice, &meeting, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_option_given(run, &px_opt_json))
		px_poll_print(run, &poll, &choice);
	else
		say(run, &poll, &choice, &meeting);
	say_equal(run, &poll, &choice);
	say_absent(run, &poll, choice.date);
	return 0;
}

static const struct px_option *const options[] = { &opt_rule, &opt_date, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting poll-close 1 --rule doctors",
	  N_("take the date with the most doctors, and make the meeting") },
	{ NULL, NULL },
};

const struct px_verb px_verb_poll_close = {
	.name = "poll-close",
	.operands = "POLL",
	.summary = N_("choose the date of a poll, make the meeting and invite everyone asked"),
	.details =
		N_("The poll's rule chooses, or --rule.  most: the most people say yes, then "
		   "maybe.  all: everyone asked says yes or maybe.  half: at least half of those "
		   "asked say yes.  doctors: the most doctors say yes.  Dates that are as good "
		   "are said, and the earliest is taken; when the rule takes none, nothing is "
		   "done (exit status 4)."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_poll,
	.options = options,
	.schema = "poll.json",
	.examples = examples,
	.run = run_close,
};
