/* plexus-meeting pace: concertations held and files examined, of those that the year asks for. */
#include "care/pace.h"

#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "cli/meeting/meeting.h"
#include "cli/sink.h"
#include "cli/view/aci_run.h"

enum {
	PACE_YEAR,
	PACE_INDICATOR,
	PACE_WHAT,
	PACE_DONE,
	PACE_PLANNED,
	PACE_NEEDED,
	PACE_PROJECTED,
	PACE_MISSING,
	PACE_FIELDS,
};

static const char *const whats[] = { N_("meetings"), N_("files"), NULL };

static const struct px_field pace_fields[] = {
	[PACE_YEAR] = { "year", &px_kind_integer, 0, N_("the exercise") },
	[PACE_INDICATOR] = { "indicator", &px_kind_text, PX_COLUMN, N_("the indicator that asks") },
	[PACE_WHAT] = { "what", &px_kind_word, PX_COLUMN, N_("what is counted"), NULL, whats },
	[PACE_DONE] = { "done", &px_kind_integer, PX_COLUMN, N_("held, or examined") },
	[PACE_PLANNED] = { "planned", &px_kind_integer, PX_COLUMN,
			   N_("meetings of the year that are planned") },
	[PACE_NEEDED] = { "needed", &px_kind_integer, PX_COLUMN,
			  N_("what the agreement asks for") },
	[PACE_PROJECTED] = { "projected", &px_kind_integer, PX_COLUMN,
			     N_("by 31 December at this pace") },
	[PACE_MISSING] = { "missing", &px_kind_integer, PX_COLUMN,
			   N_("what will be missing by 31 December") },
};

static const struct px_type view_pace = {
	.name = "pace",
	.plural = "pace",
	.label = N_("line of the pace"),
	.help = N_("concertations held and files examined, and where that leads"),
	.flags = PX_VIEW,
	.fields = pace_fields,
	.field_count = PX_COUNT(pace_fields),
};

static struct px_value
number_value(int64_t number, bool set)
{
	return (struct px_value){ .state = set ? PX_SET : PX_UNSET, .number = number };
}

static struct px_value
text_value(const char *text)
{
	return (struct px_value){ .state = PX_SET, .text = text };
}

static int
put(struct px_sink *sink, const struct px_pace *pace, const char *what,
    const struct px_pace_count *count, struct px_err *err)
{
	bool meetings = count == &pace->meetings;
	struct px_value values[PACE_FIELDS] = {
		[PACE_YEAR] = number_value(pace->year, true),
		[PACE_INDICATOR] = text_value(pace->code),
		[PACE_WHAT] = text_value(what),
		[PACE_DONE] = number_value(count->done, true),
		[PACE_PLANNED] = number_value(count->planned, meetings),
		[PACE_NEEDED] = number_value(count->needed, true),
		[PACE_PROJECTED] = number_value(count->projected, true),
		[PACE_MISSING] = number_value(px_pace_missing(count), true),
	};
	struct px_record record = { &view_pace, values };

	return px_sink_put(sink, &record, err);
}

/* What the figures mean, for people. */
static void
say(const struct px_run *run, const struct px_pace *pace)
{
	bool over = pace->elapsed >= pace->days;

	if (pace->files.needed == 0)
		px_say(run,
		       _("no file is needed as long as no patients are declared "
			 "(plexus-report explain %s --year %d names the facts that count)"),
		       pace->code, pace->year);
	if (over || (!px_pace_missing(&pace->meetings) && !px_pace_missing(&pace->files)))
		return;
	if (pace->files.needed == 0) {
		px_say(run,
		       _("day %lld of %lld: at this pace, missing by 31 December: meetings %lld"),
		       (long long)pace->elapsed, (long long)pace->days,
		       (long long)px_pace_missing(&pace->meetings));
		return;
	}
	px_say(run,
	       _("day %lld of %lld: at this pace, missing by 31 December: meetings %lld, files "
		 "%lld "
		 "(%lld files at each meeting still to hold would do)"),
	       (long long)pace->elapsed, (long long)pace->days,
	       (long long)px_pace_missing(&pace->meetings),
	       (long long)px_pace_missing(&pace->files), (long long)px_pace_files_a_meeting(pace));
}

static int
read_pace(struct px_run *run, struct px_pace *pace, struct px_err *err)
{
	struct px_aci_request request = { .lang = px_i18n_lang() };
	struct px_aci_answer answer;
	struct px_pace_of of = { .store = run->store,
				 .arena = &run->arena,
				 .world = &run->world,
				 .organization = run->organization };
	int64_t year;
	int found;

	if (px_run_year(run, &year, err) != 0)
		return -1;
	request.year = (int)year;
	if (px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	of.facts = answer.facts;
	found = px_pace_read(&of, pace, err);
	if (found == 0)
		px_err_set(err, PX_NOT_FOUND, _("%s: these rules ask for no concertation"),
			   answer.rules->name);
	return found == 1 ? 0 : -1;
}

static int
meeting_pace(struct px_run *run, struct px_err *err)
{
	static const size_t labels[] = { PACE_WHAT };
	struct px_sink_chart charts[] = {
		{ PX_CHART_PROGRESS, NULL, labels, 1, { PACE_DONE }, 1, PACE_NEEDED },
		{ PX_CHART_PROGRESS, NULL, labels, 1, { PACE_PROJECTED }, 1, PACE_NEEDED },
	};
	const char *title;
	struct px_pace pace;
	struct px_sink *sink;

	if (read_pace(run, &pace, err) != 0)
		return -1;
	sink = px_sink_open(run, &view_pace, PX_SINK_MANY, err);
	if (!sink)
		return -1;
	title = px_arena_printf(&run->arena, _("Concertations of %d"), pace.year);
	charts[0].title = px_arena_printf(&run->arena, _("%s: done of what is asked"), title);
	charts[1].title = px_arena_printf(
		&run->arena, _("%s: by 31 December at this pace, of what is asked"), title);
	px_sink_draw(sink, title, charts, PX_COUNT(charts));
	if (put(sink, &pace, whats[0], &pace.meetings, err) != 0 ||
	    put(sink, &pace, whats[1], &pace.files, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	if (px_sink_close(sink, err) != 0)
		return -1;
	if (!px_run_prints(run))
		say(run, &pace);
	return 0;
}

static const struct px_option *const options[] = { &px_opt_year, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting pace --year 2025", N_("meetings and files so far, and by 31 December") },
	{ NULL, NULL },
};

const struct px_verb px_verb_pace = {
	.name = "pace",
	.summary =
		N_("count concertations and files, of those the year asks for, and project them"),
	.details = N_("What is asked comes from the rules of the agreement, what is done from held "
		      "concertation meetings or declared facts.  By 31 December: as many meetings "
		      "as the days so far give, or as are held and planned when that is more; "
		      "files at the number a meeting so far.  In the first 30 days only what is "
		      "held and planned counts."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view_pace,
	.examples = examples,
	.run = meeting_pace,
};
