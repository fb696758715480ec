/* plexus-meeting poll-open: propose dates. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/meeting/poll.h"
#include "cli/sink.h"
#include "model/types_poll.h"

static const struct px_option opt_dates = {
	"dates", 'd',  "WHEN,…", N_("the dates proposed: 'jeudi 12:30,vendredi 13:00'"),
	NULL,    NULL, 0
};

struct dates {
	int64_t starts[PX_POLL_DATES_LIMIT];
	size_t count;
};

/* A day and an hour, to come, said once. */
static int
read_date(struct px_run *run, const char *phrase, struct dates *dates, struct px_err *err)
{
	struct px_when when = { run->world.now, run->world.zone, false };
	struct px_err ignored = PX_ERR_INIT;
	struct px_date day;
	int64_t start;

	if (px_when_instant(&when, phrase, &start, err) != 0) {
		px_err_prefix(err, "--dates");
		return -1;
	}
	if (px_when_date(&when, phrase, &day, &ignored) == 0)
		return px_err_set(err, PX_USAGE, _("--dates: %s: at what time (%s 12:30)?"), phrase,
				  phrase);
	if (start <= run->world.now)
		return px_err_set(err, PX_USAGE, _("--dates: %s: is past"), phrase);
	for (size_t i = 0; i < dates->count; i++)
		if (dates->starts[i] == start)
			return px_err_set(err, PX_USAGE, _("--dates: %s: is given twice"), phrase);
	if (dates->count == PX_POLL_DATES_LIMIT)
		return px_err_set(err, PX_USAGE, _("--dates: more than %d dates"),
				  PX_POLL_DATES_LIMIT);
	dates->starts[dates->count++] = start;
	return 0;
}

static int
read_dates(struct px_run *run, struct dates *dates, struct px_err *err)
{
	const char *text;

	for (size_t i = 0; (text = px_option_nth(run, &opt_dates, i)); i++) {
		char *parts[PX_POLL_DATES_LIMIT + 1];
		size_t count = px_text_split(px_arena_strdup(&run->arena, text), ',', parts,
					     PX_COUNT(parts));

		for (size_t k = 0; k < count; k++)
			if (read_date(run, px_text_trim(parts[k]), dates, err) != 0)
				return -1;
	}
	if (!dates->count)
		return px_err_set(err, PX_USAGE,
				  _("propose dates: --dates 'jeudi 12:30,vendredi 13:00'"));
	return 0;
}

static int
add_date(struct px_run *run, const struct px_record *poll, int64_t start, struct px_err *err)
{
	struct px_record date = px_record_new(&run->arena, &px_type_poll_option);
	char text[PX_INSTANT_SIZE];

	px_instant_format(start, text);
	date.values[PX_F_ORGANIZATION] = poll->values[PX_F_ORGANIZATION];
	date.values[PX_POLL_OPTION_POLL] =
		(struct px_value){ .state = PX_SET, .number = poll->values[PX_F_ID].number };
	date.values[PX_POLL_OPTION_START] =
		(struct px_value){ .state = PX_SET, .text = px_arena_strdup(&run->arena, text) };
	return px_record_insert(run->store, &date, &run->arena, err);
}

static int
add_all(struct px_run *run, const struct dates *dates, struct px_record *record, struct px_err *err)
{
	if (px_generic_build(run, &px_type_poll, NULL, record, err) != 0 ||
	    px_generic_store(run, record, err) != 0)
		return -1;
	for (size_t i = 0; i < dates->count; i++)
		if (add_date(run, record, dates->starts[i], err) != 0)
			return -1;
	return px_generic_finish(run, err);
}

/* People are shown the numbers that they will answer with. */
static void
say_dates(const struct px_run *run, const struct dates *dates)
{
	struct px_buf date = PX_BUF_INIT;

	for (size_t i = 0; i < dates->count && !run->quiet && !px_run_prints(run); i++) {
		px_buf_clear(&date);
		px_poll_put_date(run, dates->starts[i], &date);
		fprintf(run->out, "%4zu  %s\n", i + 1, date.data);
	}
	px_buf_release(&date);
}

static int
open_poll(struct px_run *run, struct px_err *err)
{
	struct dates dates = { .count = 0 };
	struct px_record record;

	if (read_dates(run, &dates, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	if (add_all(run, &dates, &record, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, &px_type_poll, &record, 1, PX_SINK_ONE, N_("opened"), err) != 0)
		return -1;
	say_dates(run, &dates);
	return 0;
}

static const struct px_option *const options[] = { &opt_dates, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting poll-open 'RCP diabète' --dates 'jeudi 12:30,vendredi 13:00' "
	  "--invite dupont,martin --kind concertation",
	  N_("two dates, two people asked") },
	{ NULL, NULL },
};

const struct px_verb px_verb_poll_open = {
	.name = "poll-open",
	.operands = "TITLE",
	.summary = N_("propose dates for a meeting, and say who is asked"),
	.details = N_("Dates have numbers, from 1 in the order given; each has a day and a time.  "
		      "The rule says which date is taken in the end: most (the most people), all "
		      "(everyone can), half (half of them at least), doctors (the most doctors).  "
		      "Verbs of "
		      "polls may be typed in two words: poll open, poll answer."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_poll,
	.options = options,
	.examples = examples,
	.run = open_poll,
};
