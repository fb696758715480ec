/* plexus-slot open, close, reopen, publish: time that is offered, taken back, shown to others. */
#include <string.h>

#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "model/types.h"

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_type *
services(void)
{
	return &px_type_organization;
}

static const struct px_option opt_who = {
	"who",
	'w',
	"WHO",
	N_("who offers it: a practitioner or a service (an organization)"),
	NULL,
	practitioners,
	.also = services
};
static const struct px_option opt_skip = { "skip-holidays", 0, NULL,
					   N_("leave public holidays out") };

static int
fill(struct px_run *run, struct px_record *schedule, struct px_err *err)
{
	const char *who = px_option_value(run, &opt_who);

	if (px_option_given(run, &opt_skip))
		schedule->values[PX_SCHEDULE_HOLIDAYS] =
			(struct px_value){ .state = PX_SET, .text = "skip" };
	if (who &&
	    px_run_who(run, who, schedule, PX_SCHEDULE_PRACTITIONER, PX_SCHEDULE_SERVICE, err))
		return -1;
	if (schedule->values[PX_SCHEDULE_PRACTITIONER].state != PX_SET &&
	    schedule->values[PX_SCHEDULE_SERVICE].state != PX_SET)
		return px_err_set(err, PX_USAGE,
				  _("whose time? say --who PRACTITIONER or SERVICE"));
	return 0;
}

static void
say_counts(struct px_run *run, const struct px_slot_counts *counts)
{
	if (counts->begun)
		px_say(run,
		       px_trn("%lld slot has begun already: nobody books it",
			      "%lld slots have begun already: nobody books them",
			      (unsigned long)counts->begun),
		       (long long)counts->begun);
	if (run->quiet || px_run_prints(run))
		return;
	fprintf(run->out,
		px_trn("%lld slot", "%lld slots", (unsigned long)(counts->made + counts->there)),
		(long long)(counts->made + counts->there));
	if (counts->there)
		fprintf(run->out, _(", %lld of them there already"), (long long)counts->there);
	if (counts->made)
		fprintf(run->out, _(": numbers %lld to %lld"), (long long)counts->first,
			(long long)(counts->first + counts->made - 1));
	fputc('\n', run->out);
	if (counts->cut)
		px_say(run, _("the rule goes on: its slots are made until a year from now"));
}

static void
say_audience(struct px_run *run, const struct px_record *schedule)
{
	if (strcmp(px_record_text(schedule, PX_SCHEDULE_AUDIENCE), "self") == 0)
		px_say(run, _("nobody else sees these slots yet: plexus-slot publish, or open with "
			      "--audience"));
}

static int
open_slots(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_slot_counts counts;
	struct px_record schedule;

	if (px_run_begin(run, err) != 0)
		return -1;
	if (px_generic_build(run, &px_type_schedule, fill, &schedule, err) != 0 ||
	    px_slot_open(&at, &schedule, &counts, err) != 0 ||
	    px_record_read(run->store, &px_type_schedule, schedule.values[PX_F_ID].number,
			   &run->arena, &schedule, err) != 1 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, &px_type_schedule, &schedule, 1, PX_SINK_ONE, N_("opened"), err) != 0)
		return -1;
	say_counts(run, &counts);
	say_audience(run, &schedule);
	return 0;
}

int
px_run_open_imported(struct px_run *run, struct px_record *schedule, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_slot_counts counts;

	if (px_slot_open(&at, schedule, &counts, err) != 0)
		return -1;
	return counts.made ? 0
			   : px_err_set(err, PX_CONFLICT, _("they offer all these slots already"));
}

static const struct px_option *const open_options[] = { &opt_who, &opt_skip, NULL };

static const struct px_example open_examples[] = {
	{ "plexus-slot open --who martin --start 'lundi 14:00' --every 15min --count 8 --audience "
	  "team",
	  N_("two hours of consultations, for the team") },
	{ "plexus-slot open --who martin --start 'lundi 14:00' --count 4 --repeat "
	  "'FREQ=WEEKLY;BYDAY=MO,WE' --skip-holidays --before 5min --after 10min --notice 2h",
	  N_("each Monday and Wednesday, with room between appointments") },
	{ NULL, NULL },
};

const struct px_verb px_verb_open = {
	.name = "open",
	.summary = N_("offer slots: once, or as a rule gives them"),
	.details = N_("Slots follow each other, count of them, every so many minutes; a rule of "
		      "iCalendar (RFC 5545) makes them come again at the same local hour.  Nobody "
		      "else sees them until their audience is wider than self: each word of "
		      "audience is shown to those before it too.\n"
		      "What is offered twice at the same time by the same person is kept once.  "
		      "Minutes before and after an appointment, notice, horizon, the most a day "
		      "and the time until which it can be cancelled hold whoever books, and by "
		      "whatever way.\n"
		      "Slots that have begun are made as well, and said: nobody books them (past "
		      "activity comes by import).  After the last day of who has left there are "
		      "none: exit 4."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_schedule,
	.options = open_options,
	.examples = open_examples,
	.run = open_slots,
};

/*
 * close, reopen and publish: some of them.
 */
static int
each_slot(struct px_run *run,
	  int (*change)(const struct px_slot_at *at, int64_t slot, const char *word,
			struct px_err *err),
	  const char *word, const char *said, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record *records;
	int64_t *ids;
	size_t count, kept = 0;
	int changed = 0;

	if (px_run_records(run, &px_type_slot, 0, &ids, &count, err) != 0 ||
	    px_run_begin(run, err) != 0)
		return -1;
	records = px_arena_alloc(&run->arena, (count + 1) * sizeof(*records));
	for (size_t i = 0; changed >= 0 && i < count; i++) {
		changed = px_run_check(run, err) ? -1 : change(&at, ids[i], word, err);
		if (changed > 0 && px_record_read(run->store, &px_type_slot, ids[i], &run->arena,
						  &records[kept++], err) != 1)
			changed = -1;
	}
	if (changed < 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (kept < count)
		px_say(run,
		       px_trn("%zu slot is so already", "%zu slots are so already",
			      (unsigned long)(count - kept)),
		       count - kept);
	return px_run_said(run, &px_type_slot, records, kept, PX_SINK_MANY, said, err);
}

static int
close_one(const struct px_slot_at *at, int64_t slot, const char *word, struct px_err *err)
{
	(void)word;
	return px_slot_close(at, slot, err);
}

static int
close_slots(struct px_run *run, struct px_err *err)
{
	return each_slot(run, close_one, NULL, NC_("slot", "closed"), err);
}

static const struct px_example close_examples[] = {
	{ "plexus-slot close practitioner=martin status=free 'start<mardi' --yes",
	  N_("an afternoon off") },
	{ NULL, NULL },
};

const struct px_verb px_verb_close = {
	.name = "close",
	.operands = "SLOT…",
	.summary = N_("take slots back; those that are taken must be moved or cancelled first"),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_slot,
	.examples = close_examples,
	.applies = "status=free,busy-unavailable",
	.run = close_slots,
};

static int
reopen_one(const struct px_slot_at *at, int64_t slot, const char *word, struct px_err *err)
{
	(void)word;
	return px_slot_reopen(at, slot, err);
}

static int
reopen_slots(struct px_run *run, struct px_err *err)
{
	return each_slot(run, reopen_one, NULL, NC_("slot", "opened again"), err);
}

static const struct px_example reopen_examples[] = {
	{ "plexus-slot reopen practitioner=martin status=closed 'start>=demain' --yes",
	  N_("the afternoon is not off, after all") },
	{ NULL, NULL },
};

const struct px_verb px_verb_reopen = {
	.name = "reopen",
	.operands = "SLOT…",
	.summary = N_("offer again slots that were taken back, to whom they were shown before"),
	.details = N_("A slot is free again unless an appointment takes its time by now, and held "
		      "for whoever waits for it.  One that has begun stays closed: exit 4; so does "
		      "one that came from another program, which opens it again by import."),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_slot,
	.examples = reopen_examples,
	.applies = "status=closed start>=today",
	.run = reopen_slots,
};

static const struct px_option opt_audience = {
	"audience", 0, "WORD", N_("to whom they are shown: self team cpts sas public"), px_audiences
};

static int
publish(struct px_run *run, struct px_err *err)
{
	const char *audience = px_option_value(run, &opt_audience);

	if (!audience)
		return px_err_set(err, PX_USAGE, _("to whom? say --audience team, for example"));
	return each_slot(run, px_slot_publish, audience, N_("published"), err);
}

static const struct px_option *const publish_options[] = { &opt_audience, NULL };

static const struct px_example publish_examples[] = {
	{ "plexus-slot publish practitioner=martin status=free --audience cpts --yes",
	  N_("what is left, for the whole territory") },
	{ NULL, NULL },
};

const struct px_verb px_verb_publish = {
	.name = "publish",
	.operands = "SLOT…",
	.summary = N_("show slots to others than before, or hide them again"),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_slot,
	.options = publish_options,
	.examples = publish_examples,
	.applies = "status!=closed start>=today",
	.run = publish,
};
