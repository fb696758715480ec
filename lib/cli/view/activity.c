/* plexus-report activity: what each person did, by month. */
#include "cli/view/activity.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/activity.h"
#include "cli/sink.h"

static const char *const groups[] = { N_("month,person"), N_("month"), N_("person"), NULL };
static const struct px_option opt_by = { "by", 0, "WORDS",
					 N_("a line for each: month,person (else), month, person"),
					 groups };

enum { SHOWN_MONTH, SHOWN_WHO, SHOWN_NAME, SHOWN_FIGURES };
enum { SHOWN_FIELDS = SHOWN_FIGURES + PX_ACTIVITY_FIGURES };

#define FIGURE(figure) [SHOWN_FIGURES + (figure)]

static const struct px_field fields[] = {
	[SHOWN_MONTH] = { "month", &px_kind_text, PX_COLUMN, N_("the month") },
	[SHOWN_WHO] = { "practitioner", &px_kind_text, PX_COLUMN,
			N_("the person's name in commands") },
	[SHOWN_NAME] = { "name", &px_kind_text, 0, N_("the person's names") },
	FIGURE(PX_ACTIVITY_MEETINGS) = { "meetings", &px_kind_integer, PX_COLUMN,
					 N_("meetings held, at which they were present") },
	FIGURE(PX_ACTIVITY_MEETING_MINUTES) = { "meeting_minutes", &px_kind_minutes, PX_COLUMN,
						N_("time in these meetings") },
	FIGURE(PX_ACTIVITY_TASKS) = { "tasks", &px_kind_integer, PX_COLUMN, N_("tasks done") },
	FIGURE(PX_ACTIVITY_TASK_MINUTES) = { "task_minutes", &px_kind_minutes, PX_COLUMN,
					     N_("time on these tasks") },
	FIGURE(PX_ACTIVITY_OFFERED) = { "offered", &px_kind_integer, PX_COLUMN,
					N_("slots offered to others, and not taken back") },
	FIGURE(PX_ACTIVITY_BOOKED) = { "booked", &px_kind_integer, PX_COLUMN,
				       N_("appointments taken") },
	FIGURE(PX_ACTIVITY_ATTENDED) = { "attended", &px_kind_integer, PX_COLUMN,
					 N_("appointments attended") },
	FIGURE(PX_ACTIVITY_MISSED) = { "missed", &px_kind_integer, PX_COLUMN,
				       N_("appointments missed") },
	FIGURE(PX_ACTIVITY_REQUESTS) = { "requests", &px_kind_integer, PX_COLUMN,
					 N_("requests taken") },
};

static const struct px_type view = {
	.name = "activity",
	.plural = "activity",
	.label = N_("activity"),
	.help = N_("what a person did in a month"),
	.flags = PX_VIEW,
	.fields = fields,
	.field_count = SHOWN_FIELDS,
};

static bool
same_line(const struct px_activity_line *a, const struct px_activity_line *b, const char *by)
{
	bool months = strstr(by, "month") != NULL, people = strstr(by, "person") != NULL;

	return (!months || a->month == b->month) && (!people || strcmp(a->who, b->who) == 0);
}

/* Lines of one month, or of one person, become one; what nobody knows stays so. */
static void
fold(struct px_activity *activity, const char *by)
{
	size_t kept = 0;

	for (size_t i = 0; i < activity->count; i++) {
		size_t at = 0;

		while (at < kept && !same_line(&activity->items[at], &activity->items[i], by))
			at++;
		if (at == kept) {
			activity->items[kept++] = activity->items[i];
			continue;
		}
		for (size_t k = 0; k < PX_ACTIVITY_FIGURES; k++)
			if (activity->items[i].figures[k] != PX_ACTIVITY_NONE)
				activity->items[at].figures[k] += activity->items[i].figures[k];
	}
	activity->count = kept;
}

static int
put_line(struct px_run *run, struct px_sink *sink, const struct px_activity_line *line, int year,
	 const char *by, struct px_err *err)
{
	bool months = strstr(by, "month") != NULL, people = strstr(by, "person") != NULL;
	struct px_value values[SHOWN_FIELDS];
	struct px_record row = { &view, values };

	values[SHOWN_MONTH] = px_value_of_text(
		months ? px_arena_printf(&run->arena, "%04d-%02d", year, line->month) : NULL);
	values[SHOWN_WHO] = px_value_of_text(people ? line->who : NULL);
	values[SHOWN_NAME] = px_value_of_text(people ? line->name : NULL);
	for (size_t k = 0; k < PX_ACTIVITY_FIGURES; k++)
		values[SHOWN_FIGURES + k] =
			(struct px_value){ .state = line->figures[k] == PX_ACTIVITY_NONE ? PX_UNSET
											 : PX_SET,
					   .number = line->figures[k] };
	return px_sink_put(sink, &row, err);
}

static int
show(struct px_run *run, const struct px_activity *activity, int year, const char *by,
     struct px_err *err)
{
	static const size_t labels[] = { SHOWN_MONTH, SHOWN_WHO };
	bool months = strstr(by, "month") != NULL, people = strstr(by, "person") != NULL;
	struct px_sink_chart chart = { .kind = PX_CHART_BAR,
				       .labels = labels + !months,
				       .label_count = (size_t)months + (size_t)people,
				       .series = { SHOWN_FIGURES + PX_ACTIVITY_MEETING_MINUTES },
				       .series_count = 1 };
	struct px_sink *sink = px_sink_open(run, &view, PX_SINK_MANY, err);

	if (!sink)
		return -1;
	chart.title = px_arena_printf(&run->arena, _("Time in meetings in %d"), year);
	px_sink_draw(sink, px_arena_printf(&run->arena, _("Activity of the team in %d"), year),
		     &chart, 1);
	for (size_t i = 0; i < activity->count; i++)
		if (put_line(run, sink, &activity->items[i], year, by, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return px_sink_close(sink, err);
}

static int
run_activity(struct px_run *run, struct px_err *err)
{
	const char *by = px_option_value(run, &opt_by);
	struct px_activity activity = { NULL, 0, 0 };
	int64_t year;
	int result;

	if (px_run_year(run, &year, err) != 0)
		return -1;
	if (!run->organization)
		return px_err_set(err, PX_USAGE,
				  _("--org all: activity is that of one team: say which"));
	by = by ? by : groups[0];
	result = px_activity_year(run->store, run->home, &run->world, (int)year, &run->arena,
				  &activity, err);
	if (result == 0) {
		fold(&activity, by);
		result = show(run, &activity, (int)year, by, err);
	}
	free(activity.items);
	return result;
}

static const struct px_option *const options[] = { &px_opt_year, &opt_by, NULL };

static const struct px_example examples[] = {
	{ "plexus-report activity --year 2025 --by person",
	  N_("meetings, tasks, slots and requests of each") },
	{ NULL, NULL },
};

const struct px_verb px_verb_activity = {
	.name = "activity",
	.summary =
		N_("print what each person did, month by month: meetings, tasks, slots, requests"),
	.details = N_("A meeting counts where it begins, a task where it was done, slots and "
		      "appointments where they begin, a request where it was taken.  What the year "
		      "holds nothing of is empty; 0 is a figure."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view,
	.examples = examples,
	.run = run_activity,
};
