#include "cli/task/recur.h"

#include "base/i18n.h"
#include "care/recur.h"
#include "cli/sink.h"
#include "model/types.h"

/*
 * recur: the days ahead, each done on the day it is due; the first as if it were done today.
 */
enum { VIEW_DUE, VIEW_OCCURRENCE, VIEW_HOLIDAY, VIEW_FIELDS };
enum { SHOWN = 10, MOST_SHOWN = 1000 };

static const struct px_field view_fields[] = {
	[VIEW_DUE] = { "due", &px_kind_date, PX_COLUMN, N_("the day that it will be due") },
	[VIEW_OCCURRENCE] = { "occurrence", &px_kind_date, PX_COLUMN,
			      N_("the day that its recurrence gives it") },
	[VIEW_HOLIDAY] = { "holiday", &px_kind_text, PX_COLUMN,
			   N_("the public holiday that this day is") },
};

const struct px_type px_view_recurrence = {
	.name = "recurrence",
	.plural = "recurrence",
	.label = N_("day of a recurrence"),
	.help = N_("the days on which a task comes again"),
	.flags = PX_VIEW,
	.fields = view_fields,
	.field_count = VIEW_FIELDS,
};

static int
put_day(struct px_run *run, struct px_sink *sink, const struct px_recur_day *day,
	struct px_err *err)
{
	struct px_record row = px_record_new(&run->arena, &px_view_recurrence);
	const char *holiday = px_holiday_name(run->world.region, day->occurrence);

	row.values[VIEW_DUE] = px_value_of_day(&run->arena, day->due);
	row.values[VIEW_OCCURRENCE] = px_value_of_day(&run->arena, day->occurrence);
	if (holiday)
		row.values[VIEW_HOLIDAY] =
			px_value_of_text(px_run_for_machines(run) ? holiday : _(holiday));
	return px_sink_put(sink, &row, err);
}

static int
put_days(struct px_run *run, const struct px_recur *recur, int64_t occurrence, int64_t count,
	 struct px_sink *sink, struct px_err *err)
{
	int64_t done = px_world_today(&run->world);
	struct px_recur_day day;
	int more = 1;

	for (int64_t i = 0; i < count && more == 1; i++) {
		more = px_recur_next(recur, occurrence, done, run->world.region, &day, err);
		if (more == 1 && put_day(run, sink, &day, err) != 0)
			return -1;
		occurrence = day.occurrence;
		done = day.due > done ? day.due : done;
	}
	return more < 0 ? -1 : 0;
}

static int
read_task(struct px_run *run, struct px_recur *recur, int64_t *occurrence, struct px_err *err)
{
	struct px_record task;
	int64_t id;

	if (px_record_name(run->store, &px_type_task, run->organization, run->operands[0], &id,
			   err) != 0 ||
	    px_record_read(run->store, &px_type_task, id, &run->arena, &task, err) != 1)
		return -1;
	if (px_recur_of(&task, recur, occurrence))
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("task %lld does not come again: plexus-task edit %lld --recur monthly "
			    "makes it"),
			  (long long)id, (long long)id);
}

int
px_run_recur(struct px_run *run, struct px_err *err)
{
	struct px_sink *sink;
	struct px_recur recur;
	int64_t occurrence, count;

	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("name one task: %s recur 12"),
				  run->program->name);
	if (px_option_number(run, &px_opt_limit, 1, MOST_SHOWN, SHOWN, &count, err) != 0 ||
	    read_task(run, &recur, &occurrence, err) != 0)
		return -1;
	sink = px_sink_open(run, &px_view_recurrence, PX_SINK_MANY, err);
	if (!sink || put_days(run, &recur, occurrence, count, sink, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}
