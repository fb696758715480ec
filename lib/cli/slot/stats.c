/* plexus-slot stats: what became of a year's slots and requests. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/stats.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "model/professions.h"
#include "model/specialties.h"

static const struct px_option opt_by = {
	"by", 0, "WORD", N_("a line for each: specialty profession month audience commune origin"),
	px_stats_bys
};

enum {
	STATS_KEY,
	STATS_LABEL,
	STATS_OFFERED,
	STATS_BOOKED,
	STATS_ATTENDED,
	STATS_MISSED,
	STATS_CANCELLED,
	STATS_CANCELLED_LATE,
	STATS_REQUESTS,
	STATS_ACCEPTED,
	STATS_UNANSWERED,
	STATS_MEDIAN,
	STATS_P90,
	STATS_UNDER_24H,
	STATS_UNDER_48H,
	STATS_REASON,
	STATS_FIELDS,
};

static const struct px_field stats_fields[] = {
	[STATS_KEY] = { "key", &px_kind_text, 0, N_("what the line is of; null of the whole") },
	[STATS_LABEL] = { "label", &px_kind_text, PX_COLUMN, N_("the same in words") },
	[STATS_OFFERED] = { "offered", &px_kind_integer, PX_COLUMN,
			    N_("slots offered to others, and not taken back") },
	[STATS_BOOKED] = { "booked", &px_kind_integer, PX_COLUMN, N_("appointments taken") },
	[STATS_ATTENDED] = { "attended", &px_kind_integer, PX_PAGE, N_("appointments attended") },
	[STATS_MISSED] = { "missed", &px_kind_integer, PX_COLUMN, N_("appointments missed") },
	[STATS_CANCELLED] = { "cancelled", &px_kind_integer, PX_PAGE,
			      N_("appointments cancelled") },
	[STATS_CANCELLED_LATE] = { "cancelled_late", &px_kind_integer, PX_PAGE,
				   N_("of those, cancelled late") },
	[STATS_REQUESTS] = { "requests", &px_kind_integer, PX_COLUMN, N_("requests made") },
	[STATS_ACCEPTED] = { "accepted", &px_kind_integer, 0, N_("requests taken") },
	[STATS_UNANSWERED] = { "unanswered", &px_kind_integer, PX_COLUMN,
			       N_("requests without an answer") },
	[STATS_MEDIAN] = { "median_minutes", &px_kind_delay, PX_COLUMN,
			   N_("median of the delay obtained, from the booking to the "
			      "appointment"),
			   .heading = "median" },
	[STATS_P90] = { "p90_minutes", &px_kind_delay, PX_PAGE,
			N_("90th percentile of the delay obtained") },
	[STATS_UNDER_24H] = { "under_24h_percent", &px_kind_decimal, PX_PAGE,
			      N_("appointments under 24 hours, in percent") },
	[STATS_UNDER_48H] = { "under_48h_percent", &px_kind_decimal, PX_COLUMN,
			      N_("appointments under 48 hours, in percent"), .heading = "48h_%" },
	[STATS_REASON] = { "reason", &px_kind_text, PX_PAGE, N_("why figures are missing") },
};

static const struct px_type px_view_stats = {
	.name = "stats",
	.plural = "stats",
	.label = N_("indicators"),
	.help = N_("what became of slots and requests"),
	.flags = PX_VIEW,
	.fields = stats_fields,
	.field_count = PX_COUNT(stats_fields),
};

static struct px_value
figure(int64_t number)
{
	return (struct px_value){ .state = number == PX_STATS_NONE ? PX_UNSET : PX_SET,
				  .number = number };
}

/* One decimal, half up. */
static struct px_value
share(struct px_run *run, int64_t part, int64_t whole)
{
	int64_t tenths;

	if (part == PX_STATS_NONE || !whole)
		return (struct px_value){ .state = PX_UNSET };
	tenths = (2000 * part + whole) / (2 * whole);
	return px_value_of_text(px_arena_printf(&run->arena, "%lld.%lld", (long long)(tenths / 10),
						(long long)(tenths % 10)));
}

/* People read names; machines have the key beside. */
static const char *
label_of(const char *key, enum px_stats_by by)
{
	if (by == PX_STATS_WHOLE)
		return _("the year");
	if (!*key)
		return by == PX_STATS_BY_SPECIALTY ? _("without specialty") : _("not known");
	/* A service has none: it counts as what it is, imaging or laboratory. */
	if (by == PX_STATS_BY_SPECIALTY && px_specialty_by_code(key))
		return px_specialty_name(key);
	if (by == PX_STATS_BY_PROFESSION)
		return px_profession_name(key);
	return by == PX_STATS_BY_MONTH || by == PX_STATS_BY_COMMUNE ? key : px_tr(key);
}

/* Why what is missing is. */
static const char *
reason_of(struct px_run *run, const struct px_stats_line *line)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	if (line->offered == PX_STATS_NONE)
		px_buf_puts(&text, _("no slot that this can be told of"));
	if (line->requests == PX_STATS_NONE)
		px_buf_printf(&text, "%s%s", text.length ? _("; ") : "",
			      _("no request that this can be told of"));
	if (line->median == PX_STATS_NONE)
		px_buf_printf(&text, "%s%s", text.length ? _("; ") : "",
			      _("no appointment that has a delay"));
	kept = text.length ? px_arena_strdup(&run->arena, text.data) : NULL;
	px_buf_release(&text);
	return kept;
}

static int
put_line(struct px_run *run, struct px_sink *sink, const struct px_stats_line *line,
	 enum px_stats_by by, struct px_err *err)
{
	struct px_value values[STATS_FIELDS] = {
		[STATS_KEY] =
			px_value_of_text(by == PX_STATS_WHOLE || !*line->key ? NULL : line->key),
		[STATS_LABEL] = px_value_of_text(label_of(line->key, by)),
		[STATS_OFFERED] = figure(line->offered),
		[STATS_BOOKED] = figure(line->booked),
		[STATS_ATTENDED] = figure(line->attended),
		[STATS_MISSED] = figure(line->missed),
		[STATS_CANCELLED] = figure(line->cancelled),
		[STATS_CANCELLED_LATE] = figure(line->cancelled_late),
		[STATS_REQUESTS] = figure(line->requests),
		[STATS_ACCEPTED] = figure(line->accepted),
		[STATS_UNANSWERED] = figure(line->unanswered),
		[STATS_MEDIAN] = figure(line->median),
		[STATS_P90] = figure(line->p90),
		[STATS_UNDER_24H] = share(run, line->under_24h, line->delays),
		[STATS_UNDER_48H] = share(run, line->under_48h, line->delays),
		[STATS_REASON] = px_value_of_text(reason_of(run, line)),
	};
	struct px_record row = { &px_view_stats, values };

	return px_sink_put(sink, &row, err);
}

/* Tables have no room for why: what is missing of every line is told once. */
static void
say_missing(struct px_run *run, const struct px_stats *stats, enum px_stats_by by)
{
	struct px_stats_line all = { .offered = PX_STATS_NONE,
				     .requests = PX_STATS_NONE,
				     .median = PX_STATS_NONE };
	const char *reason;

	if (px_run_prints(run) || by == PX_STATS_WHOLE)
		return;
	for (size_t i = 0; i < stats->count; i++) {
		const struct px_stats_line *line = &stats->items[i];

		all.offered = line->offered == PX_STATS_NONE ? all.offered : line->offered;
		all.requests = line->requests == PX_STATS_NONE ? all.requests : line->requests;
		all.median = line->median == PX_STATS_NONE ? all.median : line->median;
	}
	reason = reason_of(run, &all);
	if (reason)
		px_say(run, _("figures are missing: %s"), reason);
}

static int
show(struct px_run *run, const struct px_stats *stats, enum px_stats_by by, int year,
     struct px_err *err)
{
	static const size_t labels[] = { STATS_LABEL };
	struct px_sink *sink = px_sink_open(
		run, &px_view_stats, by == PX_STATS_WHOLE ? PX_SINK_CARDS : PX_SINK_MANY, err);
	struct px_sink_chart charts[] = {
		{ .kind = PX_CHART_BAR,
		  .labels = labels,
		  .label_count = 1,
		  .series = { by == PX_STATS_BY_ORIGIN ? STATS_REQUESTS : STATS_OFFERED },
		  .series_count = 1 },
		{ .kind = PX_CHART_BAR,
		  .labels = labels,
		  .label_count = 1,
		  .series = { by == PX_STATS_BY_ORIGIN ? STATS_UNANSWERED : STATS_BOOKED },
		  .series_count = 1 },
	};
	const char *title;

	if (!sink)
		return -1;
	title = px_arena_printf(&run->arena, _("Unscheduled care in %d"), year);
	charts[0].title = by == PX_STATS_BY_ORIGIN ? _("Requests") : _("Slots offered");
	charts[1].title =
		by == PX_STATS_BY_ORIGIN ? _("Requests without an answer") : _("Appointments");
	px_sink_draw(sink, title, charts, PX_COUNT(charts));
	for (size_t i = 0; i < stats->count; i++)
		if (put_line(run, sink, &stats->items[i], by, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	say_missing(run, stats, by);
	return px_sink_close(sink, err);
}

static int
run_stats(struct px_run *run, struct px_err *err)
{
	const char *by = px_option_value(run, &opt_by);
	enum px_stats_by group =
		by ? (enum px_stats_by)(px_slot_rank(px_stats_bys, by) + 1) : PX_STATS_WHOLE;
	struct px_stats stats = { NULL, 0, 0 };
	int64_t year;
	int result;

	if (px_run_year(run, &year, err) != 0)
		return -1;
	result = px_stats_year(run->store, run->organization, &run->world, (int)year, group,
			       &run->arena, &stats, err);
	if (result == 0)
		result = show(run, &stats, group, (int)year, err);
	free(stats.items);
	return result;
}

static const struct px_option *const options[] = { &px_opt_year, &opt_by, NULL };

static const struct px_example examples[] = {
	{ "plexus-slot stats --year 2025", N_("what a CPTS reports of unscheduled care") },
	{ "plexus-slot stats --year 2025 --by specialty --csv=excel-fr -o indicateurs.csv",
	  N_("for the CPAM's workbook") },
	{ "plexus-slot stats --year 2025 --by month --html -o indicateurs.html",
	  N_("with charts, to print") },
	{ NULL, NULL },
};

const struct px_verb px_verb_stats = {
	.name = "stats",
	.summary = N_("print the indicators of a year: slots, appointments, delays, requests"),
	.details = N_("Slots and appointments count where they begin, requests where they were "
		      "made.  A delay goes from the booking to the appointment.  What there is no "
		      "data for is empty, with the reason; 0 is a figure.\n"
		      "--org all counts every organization of the database, each by its own "
		      "clock."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &px_view_stats,
	.examples = examples,
	.run = run_stats,
};
