#include "cli/task/burndown.h"

#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "cli/sink.h"
#include "cli/task/month.h"
#include "model/types.h"

enum { WEEK = 7, WEEKS = 12, MOST_WEEKS = 520 };

static const struct px_option opt_weeks = {
	"weeks", 'w', "N", N_("this many weeks, the last being that of today; 12 unless said")
};

const struct px_option *const px_burndown_options[] = { &opt_weeks, NULL };

enum { VIEW_WEEK, VIEW_FROM, VIEW_ADDED, VIEW_DONE, VIEW_DROPPED, VIEW_OPEN, VIEW_FIELDS };

static const struct px_field view_fields[] = {
	[VIEW_WEEK] = { "week", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("the week (ISO 8601)") },
	[VIEW_FROM] = { "from", &px_kind_date, PX_REQUIRED, N_("its Monday") },
	[VIEW_ADDED] = { "added", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			 N_("tasks added in it") },
	[VIEW_DONE] = { "done", &px_kind_integer, PX_COLUMN | PX_REQUIRED, N_("tasks done in it") },
	[VIEW_DROPPED] = { "dropped", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("tasks dropped in it") },
	[VIEW_OPEN] = { "open", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			N_("tasks left open at its end") },
};

const struct px_type px_view_burndown = {
	.name = "week",
	.plural = "weeks",
	.label = N_("week of tasks"),
	.help = N_("what was added and closed, and what was left"),
	.flags = PX_VIEW,
	.fields = view_fields,
	.field_count = VIEW_FIELDS,
};

struct week {
	int64_t added, done, dropped, open;
};

struct burndown {
	struct px_run *run;
	int64_t monday; /* day of the first week's */
	size_t count;
	struct week *weeks;
	int64_t before; /* open when the first week began */
};

/* The day of an instant, or the last of days when there is none or when it is still to come. */
static int64_t
day_of(const struct px_run *run, const struct px_record *task, size_t field)
{
	const char *text = px_record_text(task, field);
	int64_t instant;

	if (!text || px_instant_parse(text, &instant) != 0 || instant > run->world.now)
		return INT64_MAX;
	return px_date_days(px_zone_local(run->world.zone, instant).date);
}

static struct week *
week_of(const struct burndown *burndown, int64_t day)
{
	int64_t place = (day - burndown->monday) / WEEK;

	return day >= burndown->monday && place < (int64_t)burndown->count ? &burndown->weeks[place]
									   : NULL;
}

/* A task that was closed before it was stored (an import of what was done) was never open here. */
static int
count_task(const struct px_record *task, void *data, struct px_err *err)
{
	struct burndown *burndown = data;
	struct px_run *run = burndown->run;
	int64_t closed = day_of(run, task, PX_TASK_COMPLETED);
	int64_t added = day_of(run, task, PX_F_CREATED);
	struct week *week;

	added = closed < added ? closed : added;
	if (added == INT64_MAX)
		return px_run_check(run, err);
	week = week_of(burndown, added);
	burndown->before += !week && closed >= burndown->monday;
	if (week)
		week->added++;
	week = closed == INT64_MAX ? NULL : week_of(burndown, closed);
	if (week && strcmp(px_record_text(task, PX_TASK_STATUS), "dropped") == 0)
		week->dropped++;
	else if (week)
		week->done++;
	return px_run_check(run, err);
}

static void
add_up(struct burndown *burndown)
{
	int64_t open = burndown->before;

	for (size_t i = 0; i < burndown->count; i++) {
		struct week *week = &burndown->weeks[i];

		open += week->added - week->done - week->dropped;
		week->open = open;
	}
}

static int
put_week(const struct burndown *burndown, size_t i, struct px_sink *sink, struct px_err *err)
{
	const struct week *week = &burndown->weeks[i];
	int64_t monday = burndown->monday + WEEK * (int64_t)i;
	struct px_value values[VIEW_FIELDS] = {
		[VIEW_ADDED] = px_value_of_number(week->added),
		[VIEW_DONE] = px_value_of_number(week->done),
		[VIEW_DROPPED] = px_value_of_number(week->dropped),
		[VIEW_OPEN] = px_value_of_number(week->open),
	};
	struct px_record row = { &px_view_burndown, values };
	struct px_buf name = PX_BUF_INIT;
	char from[PX_DATE_SIZE];
	int year, number_of_week, result;

	px_date_iso_week(monday, &year, &number_of_week);
	px_buf_printf(&name, "%04d-W%02d", year, number_of_week);
	px_date_format(px_date_from_days(monday), from);
	values[VIEW_WEEK] = px_value_of_text(name.data);
	values[VIEW_FROM] = px_value_of_text(from);
	result = px_sink_put(sink, &row, err);
	px_buf_release(&name);
	return result;
}

/* What is left, and what was closed, week by week; a page also follows what is left as a line. */
static int
print_weeks(const struct burndown *burndown, struct px_err *err)
{
	static const size_t labels[] = { VIEW_WEEK };
	struct px_sink *sink = px_sink_open(burndown->run, &px_view_burndown, PX_SINK_MANY, err);
	const struct px_sink_chart charts[] = {
		{ PX_CHART_STACK,
		  _("Tasks left, done and dropped, week after week"),
		  labels,
		  1,
		  { VIEW_OPEN, VIEW_DONE, VIEW_DROPPED },
		  3 },
		{ PX_CHART_LINE,
		  _("Tasks left open, and tasks added"),
		  labels,
		  1,
		  { VIEW_OPEN, VIEW_ADDED },
		  2 },
	};

	if (!sink)
		return -1;
	px_sink_draw(sink, _("Tasks, week after week"), charts, PX_COUNT(charts));
	for (size_t i = 0; i < burndown->count; i++)
		if (put_week(burndown, i, sink, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return px_sink_close(sink, err);
}

int
px_run_burndown(struct px_run *run, struct px_err *err)
{
	bool wanted[PX_TASK_FIELDS] = {
		[PX_TASK_STATUS] = true, [PX_TASK_COMPLETED] = true, [PX_F_CREATED] = true
	};
	struct px_query query = { .type = &px_type_task,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world,
				  .wanted = wanted };
	int64_t today = px_date_days(px_zone_local(run->world.zone, run->world.now).date), weeks;
	struct burndown burndown = { .run = run };

	if (px_option_number(run, &opt_weeks, 1, MOST_WEEKS, WEEKS, &weeks, err) != 0)
		return -1;
	burndown.monday = today - (px_date_weekday(today) - 1) - WEEK * (weeks - 1);
	burndown.count = (size_t)weeks;
	burndown.weeks = px_arena_alloc(&run->arena, burndown.count * sizeof(*burndown.weeks));
	if (px_query_each(run->store, &query, px_task_conditions(run), count_task, &burndown,
			  err) != 0)
		return -1;
	add_up(&burndown);
	return print_weeks(&burndown, err);
}
