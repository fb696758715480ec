#include "cli/task/month.h"

#include <string.h>

#include "base/date_words.h"
#include "base/holiday.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/output.h"
#include "cli/sink.h"
#include "io/table_out.h"
#include "model/types.h"

enum {
	WEEK = 7,
	MOST_DAYS = 31,
	ABBREVIATION = 3, /* of the name of a weekday */
	FRIDAY = 5,
	WEEK_COLUMN = 3, /* "W10" */
	GAP = 2,
};

static const struct px_option opt_month = {
	"month", 'm', "WHEN", N_("the month that holds this day; today's unless said")
};

const struct px_option *const px_month_options[] = { &opt_month, NULL };

enum { VIEW_DATE, VIEW_WEEK, VIEW_TASKS, VIEW_LATE, VIEW_MEETINGS, VIEW_HOLIDAY, VIEW_FIELDS };

static const struct px_field view_fields[] = {
	[VIEW_DATE] = { "date", &px_kind_date, PX_COLUMN | PX_REQUIRED, N_("the day") },
	[VIEW_WEEK] = { "week", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			N_("the number of its week (ISO 8601)") },
	[VIEW_TASKS] = { "tasks", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			 N_("open tasks that are due") },
	[VIEW_LATE] = { "late", &px_kind_boolean, PX_COLUMN | PX_REQUIRED,
			N_("some are due and the day is past") },
	[VIEW_MEETINGS] = { "meetings", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			    N_("meetings planned or held") },
	[VIEW_HOLIDAY] = { "holiday", &px_kind_text, PX_COLUMN, N_("the public holiday it is") },
};

const struct px_type px_view_day = {
	.name = "day",
	.plural = "days",
	.label = N_("day of the calendar"),
	.help = N_("what a day holds"),
	.flags = PX_VIEW,
	.fields = view_fields,
	.field_count = PX_COUNT(view_fields),
};

struct day {
	int64_t tasks, meetings;
};

struct month {
	struct px_run *run;
	int64_t first, today; /* days */
	struct px_date date;  /* the first */
	int length;
	struct day days[MOST_DAYS];
};

const char *const *
px_task_conditions(struct px_run *run)
{
	const char **conditions =
		px_arena_alloc(&run->arena, (run->operand_count + 1) * sizeof(*conditions));

	for (size_t i = 0; i < run->operand_count; i++)
		conditions[i] = run->operands[i];
	return conditions;
}

static struct day *
day_at(struct month *month, int64_t day)
{
	return day >= month->first && day < month->first + month->length
		       ? &month->days[day - month->first]
		       : NULL;
}

static int
count_task(const struct px_record *task, void *data, struct px_err *err)
{
	struct month *month = data;
	const char *status = px_record_text(task, PX_TASK_STATUS);
	struct px_date due;
	struct day *day;

	if (strcmp(status, "open") != 0 && strcmp(status, "started") != 0)
		return px_run_check(month->run, err);
	if (px_date_parse(px_record_text(task, PX_TASK_DUE), &due) == 0) {
		day = day_at(month, px_date_days(due));
		if (day)
			day->tasks++;
	}
	return px_run_check(month->run, err);
}

static int
count_meeting(const struct px_record *meeting, void *data, struct px_err *err)
{
	struct month *month = data;
	const struct px_world *world = &month->run->world;
	struct day *day;
	int64_t start;

	if (strcmp(px_record_text(meeting, PX_MEETING_STATUS), "cancelled") == 0 ||
	    px_instant_parse(px_record_text(meeting, PX_MEETING_START), &start) != 0)
		return px_run_check(month->run, err);
	day = day_at(month, px_date_days(px_zone_local(world->zone, start).date));
	if (day)
		day->meetings++;
	return px_run_check(month->run, err);
}

/* The operands that a type understands, and "FIELD=" the days of the month. */
static const char *const *
conditions_for(const struct month *month, const struct px_type *type, const char *field)
{
	struct px_run *run = month->run;
	const char **conditions =
		px_arena_alloc(&run->arena, (run->operand_count + 2) * sizeof(*conditions));
	size_t count = 0;

	conditions[count++] = px_arena_printf(&run->arena, "%s=%04d-%02d", field, month->date.year,
					      month->date.month);
	for (size_t i = 0; i < run->operand_count; i++) {
		struct px_filters tried = { 0 };
		struct px_err ignored = PX_ERR_INIT;

		if (type == &px_type_task ||
		    px_filters_add(&tried, type, run->operands[i], &run->world, &run->arena,
				   &ignored) == 0)
			conditions[count++] = run->operands[i];
		px_filters_release(&tried);
	}
	return conditions;
}

static int
count_all(struct month *month, struct px_err *err)
{
	struct px_run *run = month->run;
	bool of_tasks[PX_TASK_FIELDS] = { [PX_TASK_STATUS] = true, [PX_TASK_DUE] = true };
	bool of_meetings[PX_MEETING_FIELDS] = {
		[PX_MEETING_STATUS] = true, [PX_MEETING_START] = true
	};
	struct px_query query = { .type = &px_type_task,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world,
				  .wanted = of_tasks };

	if (px_query_each(run->store, &query, conditions_for(month, &px_type_task, "due"),
			  count_task, month, err) != 0)
		return -1;
	query.type = &px_type_meeting;
	query.wanted = of_meetings;
	return px_query_each(run->store, &query, conditions_for(month, &px_type_meeting, "start"),
			     count_meeting, month, err);
}

/*
 * For machines, and for people who choose fields.
 */
static int
put_day(const struct month *month, int at, struct px_sink *sink, struct px_err *err)
{
	int64_t day = month->first + at;
	const char *holiday = px_holiday_name(month->run->world.region, day);
	struct px_value values[VIEW_FIELDS] = {
		[VIEW_TASKS] = px_value_of_number(month->days[at].tasks),
		[VIEW_LATE] = px_value_of_number(month->days[at].tasks && day < month->today),
		[VIEW_MEETINGS] = px_value_of_number(month->days[at].meetings),
	};
	struct px_record row = { &px_view_day, values };
	char date[PX_DATE_SIZE];
	int year, week;

	px_date_iso_week(day, &year, &week);
	px_date_format(px_date_from_days(day), date);
	values[VIEW_DATE] = px_value_of_text(date);
	values[VIEW_WEEK] = px_value_of_number(week);
	if (holiday) /* in English: what machines read is the same in every language */
		values[VIEW_HOLIDAY] = px_value_of_text(holiday);
	return px_sink_put(sink, &row, err);
}

static int
print_days(const struct month *month, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(month->run, &px_view_day, PX_SINK_MANY, err);

	for (int i = 0; sink && i < month->length; i++)
		if (put_day(month, i, sink, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return sink ? px_sink_close(sink, err) : -1;
}

/*
 * The grid: "14 2t 1m" is two tasks due and one meeting on the 14th; "12 1t!" is late.  Where that is
 * too wide a sign says that there is something, and what it is stands below.
 */
static void
put_counts(const struct month *month, int64_t at, struct px_buf *out)
{
	const struct day *day = &month->days[at];

	/* TRANSLATORS: as few letters as can be: 2 tasks, then 2 meetings, in a cell of a calendar. */
	if (day->tasks)
		px_buf_printf(out, _(" %lldt"), (long long)day->tasks);
	if (day->tasks && month->first + at < month->today)
		px_buf_putc(out, '!');
	if (day->meetings)
		px_buf_printf(out, _(" %lldm"), (long long)day->meetings);
}

static void
print_cell(const struct month *month, int64_t at, bool narrow, struct px_buf *out)
{
	const struct day *day = &month->days[at];
	int64_t date = month->first + at;

	px_buf_printf(out, date == month->today ? "[%d]" : "%d", (int)at + 1);
	px_buf_puts(out, px_holiday_name(month->run->world.region, date) ? "*" : "");
	if (!narrow)
		put_counts(month, at, out);
	else if (day->tasks || day->meetings)
		px_buf_putc(out, day->tasks && date < month->today ? '!' : '+');
}

static void
put_cell(const struct month *month, int64_t at, bool narrow, struct px_table *table)
{
	const struct day *day = &month->days[at];
	int64_t date = month->first + at;
	bool holiday = px_holiday_name(month->run->world.region, date);
	enum px_paint paint = date == month->today                        ? PX_PAINT_STRONG
			      : day->tasks && date < month->today         ? PX_PAINT_BAD
			      : holiday || px_date_weekday(date) > FRIDAY ? PX_PAINT_DIM
									  : PX_PAINT_PLAIN;
	struct px_buf text = PX_BUF_INIT;

	print_cell(month, at, narrow, &text);
	px_table_cell(table, text.data, paint);
	px_buf_release(&text);
}

/* Columns that the grid takes with counts in its cells. */
static size_t
full_width(const struct month *month)
{
	size_t columns[WEEK] = { 0 }, width = WEEK_COLUMN;
	struct px_buf text = PX_BUF_INIT;

	for (int i = 0; i < month->length; i++) {
		size_t *column = &columns[px_date_weekday(month->first + i) - 1], cell;

		px_buf_clear(&text);
		print_cell(month, i, false, &text);
		cell = px_text_width(text.data);
		*column = cell > *column ? cell : *column;
	}
	px_buf_release(&text);
	for (int i = 0; i < WEEK; i++)
		width += (columns[i] > ABBREVIATION ? columns[i] : ABBREVIATION) + GAP;
	return width;
}

/* What the signs of a narrow grid stand for. */
static void
list_counts(const struct month *month, struct px_buf *out)
{
	for (int i = 0; i < month->length; i++) {
		if (!month->days[i].tasks && !month->days[i].meetings)
			continue;
		px_buf_printf(out, "%d:", i + 1);
		put_counts(month, i, out);
		px_buf_putc(out, '\n');
	}
}

static void
put_week(const struct month *month, int64_t monday, bool narrow, struct px_table *table)
{
	struct px_buf name = PX_BUF_INIT;
	int year, week;

	px_date_iso_week(monday, &year, &week);
	/* TRANSLATORS: the number of a week. */
	px_buf_printf(&name, _("W%d"), week);
	px_table_cell(table, name.data, PX_PAINT_DIM);
	px_buf_release(&name);
	for (int64_t day = monday; day < monday + WEEK; day++) {
		if (day >= month->first && day < month->first + month->length)
			put_cell(month, day - month->first, narrow, table);
		else
			px_table_cell(table, NULL, PX_PAINT_PLAIN);
	}
	px_table_row(table);
}

/* "Mon", in the arena. */
static char *
short_weekday(struct px_run *run, int weekday)
{
	return px_arena_strndup(&run->arena, px_weekday_name(weekday), ABBREVIATION);
}

static void
put_holidays(const struct month *month, struct px_buf *out)
{
	for (int i = 0; i < month->length; i++) {
		const char *name = px_holiday_name(month->run->world.region, month->first + i);

		if (name)
			px_buf_printf(out, "* %d: %s\n", i + 1, px_tr(name));
	}
}

static void
print_grid(const struct month *month)
{
	struct px_run *run = month->run;
	struct px_table_options options = { px_output_width(run), px_output_colors(run), false };
	struct px_table_column columns[WEEK + 1] = { { .header = "", .whole = true } };
	int64_t monday = month->first - (px_date_weekday(month->first) - 1);
	bool narrow = options.width && full_width(month) > options.width;
	struct px_buf out = PX_BUF_INIT;
	struct px_table *table;

	px_buf_printf(&out, "%s %d\n", px_month_name(month->date.month), month->date.year);
	for (int i = 1; i <= WEEK; i++)
		columns[i] =
			(struct px_table_column){ .header = short_weekday(run, i), .whole = true };
	table = px_table_open(&out, columns, PX_COUNT(columns), &options);
	for (; monday < month->first + month->length; monday += WEEK)
		put_week(month, monday, narrow, table);
	px_table_close(table);
	if (narrow)
		list_counts(month, &out);
	put_holidays(month, &out);
	if (!run->quiet)
		px_buf_printf(&out, "%s\n", _("t: tasks due (! late), m: meetings"));
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
}

static bool
wants_rows(const struct px_run *run)
{
	static const struct px_option *const options[] = { &px_opt_json,   &px_opt_jsonl,
							   &px_opt_csv,    &px_opt_ids,
							   &px_opt_fields, &px_opt_sort,
							   &px_opt_limit };

	for (size_t i = 0; i < PX_COUNT(options); i++)
		if (px_option_given(run, options[i]))
			return true;
	return false;
}

int
px_run_month(struct px_run *run, struct px_err *err)
{
	const char *when = px_option_value(run, &opt_month);
	struct month month = { .run = run };

	month.date = px_zone_local(run->world.zone, run->world.now).date;
	month.today = px_date_days(month.date);
	if (when && px_run_date(run, when, &month.date, err) != 0) {
		px_err_prefix(err, "--month");
		return -1;
	}
	month.date.day = 1;
	month.first = px_date_days(month.date);
	month.length = px_date_month_length(month.date.year, month.date.month);
	if (count_all(&month, err) != 0)
		return -1;
	if (wants_rows(run))
		return print_days(&month, err);
	print_grid(&month);
	return 0;
}
