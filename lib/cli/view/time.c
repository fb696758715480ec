#include "cli/view/time.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/ledger.h"
#include "cli/sink.h"
#include "model/types.h"

static const char *const groupings[] = {
	[PX_LEDGER_BY_PRACTITIONER] = "practitioner",
	[PX_LEDGER_BY_MONTH] = "month",
	[PX_LEDGER_BY_PROJECT] = "project",
	[PX_LEDGER_BY_KIND] = "kind",
	[PX_LEDGER_BY_NATURE] = "nature",
	[PX_LEDGER_BYS] = NULL,
};

static const char *
grouping_word(struct px_run *run, size_t i)
{
	(void)run;
	return groupings[i];
}

static const struct px_option opt_by = {
	.name = "by",
	.letter = 'b',
	.metavar = "FIELD,…",
	.help = N_("sum by practitioner, month, project, kind, nature"),
	.word = grouping_word,
};

const struct px_option *const px_time_options[] = { &px_opt_year, &opt_by, NULL };

enum {
	LEDGER_MEETING,
	LEDGER_START,
	LEDGER_MONTH,
	LEDGER_TITLE,
	LEDGER_KIND,
	LEDGER_PROJECT,
	LEDGER_PRACTITIONER,
	LEDGER_FAMILY,
	LEDGER_GIVEN,
	LEDGER_NATURE,
	LEDGER_MEETINGS,
	LEDGER_MINUTES,
	LEDGER_RATE_CENTS,
	LEDGER_AMOUNT_CENTS,
	LEDGER_UNRATED_MINUTES,
	LEDGER_FIELDS,
};

static const struct px_field ledger_fields[] = {
	[LEDGER_MEETING] = { "meeting", &px_kind_integer, PX_COLUMN, N_("the meeting's number") },
	[LEDGER_START] = { "start", &px_kind_instant, PX_COLUMN, N_("when it began") },
	[LEDGER_MONTH] = { "month", &px_kind_text, 0, N_("its local month, YYYY-MM") },
	[LEDGER_TITLE] = { "title", &px_kind_text, PX_COLUMN, N_("its title") },
	[LEDGER_KIND] = { "kind", &px_kind_word, PX_COLUMN, N_("what it was for"), NULL,
			  px_meeting_kinds },
	[LEDGER_PROJECT] = { "project", &px_kind_text, PX_COLUMN, N_("the project it served") },
	[LEDGER_PRACTITIONER] = { "practitioner", &px_kind_text, PX_COLUMN, N_("who") },
	[LEDGER_FAMILY] = { "family", &px_kind_text, 0, N_("family name") },
	[LEDGER_GIVEN] = { "given", &px_kind_text, 0, N_("given name") },
	[LEDGER_NATURE] = { "nature", &px_kind_word, PX_COLUMN, N_("how the time is paid"), NULL,
			    px_natures },
	[LEDGER_MEETINGS] = { "meetings", &px_kind_integer, PX_COLUMN,
			      N_("presences at meetings") },
	[LEDGER_MINUTES] = { "minutes", &px_kind_minutes, PX_COLUMN, N_("time spent, in minutes") },
	[LEDGER_RATE_CENTS] = { "rate_cents", &px_kind_cents, PX_COLUMN, N_("cents an hour") },
	[LEDGER_AMOUNT_CENTS] = { "amount_cents", &px_kind_cents, PX_COLUMN,
				  N_("what it is worth, in cents, where a rate is known") },
	[LEDGER_UNRATED_MINUTES] = { "unrated_minutes", &px_kind_minutes, PX_COLUMN,
				     N_("minutes that no rate is known for") },
};

const struct px_type px_view_ledger = {
	.name = "ledger",
	.plural = "ledger",
	.label = N_("line of the ledger"),
	.help = N_("time spent at meetings, and what it is worth"),
	.flags = PX_VIEW,
	.fields = ledger_fields,
	.field_count = PX_COUNT(ledger_fields),
};

struct ledger {
	struct px_run *run;
	int year;
	struct px_type view;          /* the fields shown, from px_view_ledger */
	size_t places[LEDGER_FIELDS]; /* of each field of the view in px_view_ledger */
	enum px_ledger_by by[PX_LEDGER_BYS];
	size_t by_count;
	int64_t unrated_lines;
	struct px_sink *sink;
};

enum { MONTH_SIZE = 8 };

/* YYYY-MM */
static const char *
month_text(int year, int month, char text[MONTH_SIZE])
{
	char date[PX_DATE_SIZE];

	px_date_format((struct px_date){ year, month, 1 }, date);
	memcpy(text, date, MONTH_SIZE - 1);
	text[MONTH_SIZE - 1] = '\0';
	return text;
}

static struct px_value
number_value(int64_t number, bool set)
{
	return (struct px_value){ .state = set ? PX_SET : PX_UNSET, .number = number };
}

static void
line_values(const struct px_ledger_line *line, char month[MONTH_SIZE], struct px_value *values)
{
	values[LEDGER_MEETING] = number_value(line->meeting, true);
	values[LEDGER_START] = px_value_of_text(line->start);
	values[LEDGER_MONTH] = px_value_of_text(month_text(line->day.year, line->day.month, month));
	values[LEDGER_TITLE] = px_value_of_text(line->title);
	values[LEDGER_KIND] = px_value_of_text(line->kind);
	values[LEDGER_PROJECT] = px_value_of_text(line->project);
	values[LEDGER_PRACTITIONER] = px_value_of_text(line->practitioner);
	values[LEDGER_FAMILY] = px_value_of_text(line->family);
	values[LEDGER_GIVEN] = px_value_of_text(line->given);
	values[LEDGER_NATURE] = px_value_of_text(line->nature);
	values[LEDGER_MEETINGS] = number_value(1, true);
	values[LEDGER_MINUTES] = number_value(line->minutes, true);
	values[LEDGER_RATE_CENTS] = number_value(line->rate_cents, line->rate_cents >= 0);
	values[LEDGER_AMOUNT_CENTS] = number_value(line->amount_cents, line->amount_cents >= 0);
	values[LEDGER_UNRATED_MINUTES] =
		number_value(line->rate_cents >= 0 ? 0 : line->minutes, true);
}

static int
put(struct ledger *ledger, const struct px_value *values, struct px_err *err)
{
	struct px_value shown[LEDGER_FIELDS];
	struct px_record record = { &ledger->view, shown };

	for (size_t i = 0; i < ledger->view.field_count; i++)
		shown[i] = values[ledger->places[i]];
	return px_sink_put(ledger->sink, &record, err);
}

static int
take_line(const struct px_ledger_line *line, void *data, struct px_err *err)
{
	struct ledger *ledger = data;
	struct px_value values[LEDGER_FIELDS];
	char month[MONTH_SIZE];

	line_values(line, month, values);
	ledger->unrated_lines += line->rate_cents < 0;
	return put(ledger, values, err);
}

static int
take_sum(const struct px_ledger_sum *sum, void *data, struct px_err *err)
{
	struct ledger *ledger = data;
	char month[MONTH_SIZE];
	struct px_value values[LEDGER_FIELDS] = {
		[LEDGER_MONTH] = px_value_of_text(
			sum->month ? month_text(ledger->year, sum->month, month) : NULL),
		[LEDGER_KIND] = px_value_of_text(sum->kind),
		[LEDGER_PROJECT] = px_value_of_text(sum->project),
		[LEDGER_PRACTITIONER] = px_value_of_text(sum->practitioner),
		[LEDGER_FAMILY] = px_value_of_text(sum->family),
		[LEDGER_GIVEN] = px_value_of_text(sum->given),
		[LEDGER_NATURE] = px_value_of_text(sum->nature),
		[LEDGER_MEETINGS] = number_value(sum->presences, true),
		[LEDGER_MINUTES] = number_value(sum->minutes, true),
		[LEDGER_AMOUNT_CENTS] = number_value(sum->amount_cents, sum->amount_cents >= 0),
		[LEDGER_UNRATED_MINUTES] = number_value(sum->unrated_minutes, true),
	};

	ledger->unrated_lines += sum->unrated;
	return put(ledger, values, err);
}

static bool
is_grouped(const struct ledger *ledger, enum px_ledger_by by)
{
	for (size_t i = 0; i < ledger->by_count; i++)
		if (ledger->by[i] == by)
			return true;
	return false;
}

static const char *
grouping_name(const void *unused, size_t i)
{
	(void)unused;
	return groupings[i];
}

static int
unknown_grouping(const char *name, struct px_err *err)
{
	const char *nearest = px_text_nearest(name, grouping_name, NULL);

	if (nearest)
		return px_err_set(err, PX_USAGE,
				  _("--by %s: did you mean %s? (practitioner, month, project, kind "
				    "or nature)"),
				  name, nearest);
	return px_err_set(err, PX_USAGE,
			  _("--by %s: say practitioner, month, project, kind or nature"), name);
}

static int
read_groupings(struct ledger *ledger, const char *by, struct px_err *err)
{
	char *parts[PX_COUNT(groupings)];
	size_t count = px_text_split(px_arena_strdup(&ledger->run->arena, by), ',', parts,
				     PX_COUNT(groupings) - 1);

	for (size_t i = 0; i < count; i++) {
		const char *name = px_text_trim(parts[i]);
		size_t which = 0;

		while (groupings[which] && strcmp(groupings[which], name) != 0)
			which++;
		if (!groupings[which])
			return unknown_grouping(name, err);
		if (is_grouped(ledger, (enum px_ledger_by)which))
			return px_err_set(err, PX_USAGE, _("--by %s: is given twice"), name);
		ledger->by[ledger->by_count++] = (enum px_ledger_by)which;
	}
	return 0;
}

static void
show(struct ledger *ledger, struct px_field *fields, size_t place)
{
	size_t at = ledger->view.field_count++;

	fields[at] = ledger_fields[place];
	if (ledger->by_count)
		fields[at].flags |= PX_COLUMN;
	ledger->places[at] = place;
}

static const size_t places_of[PX_LEDGER_BYS] = {
	[PX_LEDGER_BY_PRACTITIONER] = LEDGER_PRACTITIONER,
	[PX_LEDGER_BY_MONTH] = LEDGER_MONTH,
	[PX_LEDGER_BY_PROJECT] = LEDGER_PROJECT,
	[PX_LEDGER_BY_KIND] = LEDGER_KIND,
	[PX_LEDGER_BY_NATURE] = LEDGER_NATURE,
};

/* Lines show what a line has; groups what they are grouped by (a person's names too), and sums. */
static void
make_view(struct ledger *ledger)
{
	struct px_field *fields =
		px_arena_alloc(&ledger->run->arena, LEDGER_FIELDS * sizeof(*fields));

	ledger->view = px_view_ledger;
	ledger->view.fields = fields;
	ledger->view.field_count = 0;
	for (size_t i = 0; i < LEDGER_MEETINGS && !ledger->by_count; i++)
		show(ledger, fields, i);
	for (size_t i = 0; i < ledger->by_count; i++) {
		show(ledger, fields, places_of[ledger->by[i]]);
		if (ledger->by[i] == PX_LEDGER_BY_PRACTITIONER) {
			show(ledger, fields, LEDGER_FAMILY);
			show(ledger, fields, LEDGER_GIVEN);
		}
	}
	if (ledger->by_count)
		show(ledger, fields, LEDGER_MEETINGS);
	show(ledger, fields, LEDGER_MINUTES);
	if (!ledger->by_count)
		show(ledger, fields, LEDGER_RATE_CENTS);
	show(ledger, fields, LEDGER_AMOUNT_CENTS);
	if (ledger->by_count)
		show(ledger, fields, LEDGER_UNRATED_MINUTES);
}

static int
read_ledger(struct ledger *ledger, struct px_err *err)
{
	struct px_run *run = ledger->run;

	if (ledger->by_count)
		return px_ledger_sum(run->store, run->organization, run->world.zone, ledger->year,
				     ledger->by, ledger->by_count, take_sum, ledger, err);
	return px_ledger_read(run->store, run->organization, run->world.zone, ledger->year, 0,
			      take_line, ledger, err);
}

/* "Meeting time of 2025, by person and month" */
static const char *
title_of(const struct ledger *ledger, const char *title)
{
	static const char *const names[PX_LEDGER_BYS] = {
		[PX_LEDGER_BY_PRACTITIONER] = N_("person"), [PX_LEDGER_BY_MONTH] = N_("month"),
		[PX_LEDGER_BY_PROJECT] = N_("project"),     [PX_LEDGER_BY_KIND] = N_("kind"),
		[PX_LEDGER_BY_NATURE] = N_("nature"),
	};
	struct px_arena *arena = &ledger->run->arena;

	title = px_arena_printf(arena, "%s %d", title, ledger->year);
	for (size_t i = 0; i < ledger->by_count; i++)
		title = px_arena_printf(arena, i ? _("%s and %s") : _("%s, by %s"), title,
					_(names[ledger->by[i]]));
	return title;
}

/* Groups are drawn by the time they took, and a page also by what it is worth; lines are not. */
static void
draw(struct ledger *ledger, struct px_sink_chart charts[2], size_t labels[LEDGER_FIELDS])
{
	size_t count = 0;

	for (size_t i = 0; i < ledger->view.field_count; i++) {
		if (ledger->places[i] < LEDGER_MEETINGS && ledger->places[i] != LEDGER_PRACTITIONER)
			labels[count++] = i;
		if (ledger->places[i] == LEDGER_MINUTES)
			charts[0].series[0] = i;
		if (ledger->places[i] == LEDGER_AMOUNT_CENTS)
			charts[1].series[0] = i;
	}
	for (size_t i = 0; i < 2; i++) {
		charts[i].kind = PX_CHART_BAR;
		charts[i].title = title_of(ledger, i ? _("Worth of the meeting time of")
						     : _("Meeting time of"));
		charts[i].labels = labels;
		charts[i].label_count = count;
		charts[i].series_count = 1;
	}
	px_sink_draw(ledger->sink, charts[0].title, charts, ledger->by_count ? 2 : 0);
}

static int
print_ledger(struct ledger *ledger, struct px_err *err)
{
	struct px_run *run = ledger->run;
	struct px_sink_chart charts[2] = { { .series_count = 0 } };
	size_t labels[LEDGER_FIELDS];

	ledger->sink = px_sink_open(run, &ledger->view, PX_SINK_MANY, err);
	if (!ledger->sink)
		return -1;
	draw(ledger, charts, labels);
	if (read_ledger(ledger, err) != 0) {
		px_sink_abandon(ledger->sink);
		return -1;
	}
	if (ledger->unrated_lines)
		px_warn(run,
			px_trn("%lld presence has no amount: no rate holds for the profession on "
			       "that day (add one: plexus-meeting add --type rate)",
			       "%lld presences have no amount: no rate holds for the professions "
			       "on those days (add one: plexus-meeting add --type rate)",
			       (unsigned long)ledger->unrated_lines),
			(long long)ledger->unrated_lines);
	return px_sink_close(ledger->sink, err);
}

int
px_run_time(struct px_run *run, const char *by, struct px_err *err)
{
	struct ledger ledger = { .run = run };
	const char *given = px_option_value(run, &opt_by);
	int64_t year;

	if (px_run_year(run, &year, err) != 0)
		return -1;
	ledger.year = (int)year;
	by = given ? given : by;
	if (by && read_groupings(&ledger, by, err) != 0)
		return -1;
	make_view(&ledger);
	return print_ledger(&ledger, err);
}
