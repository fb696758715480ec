#include "care/aci_report/charts.h"

#include "base/i18n.h"
#include "base/money.h"
#include "care/aci_report/render.h"

struct px_aci_axis
px_aci_axis_sum(const struct px_aci_report *report, size_t axis)
{
	struct px_aci_axis sum = { px_ratio_whole(0), px_ratio_whole(0), 0 };

	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];

		if ((size_t)line->rule->axis != axis + 1)
			continue;
		sum.points = px_ratio_add(sum.points, line->points);
		sum.best = px_ratio_add(sum.best, line->best);
		sum.cents += line->amount_cents;
	}
	return sum;
}

struct px_chart
px_aci_axes_chart(const struct px_aci_report *report)
{
	struct px_arena *arena = report->facts->arena;
	size_t count = report->rules->axis_count;
	struct px_chart_row *rows = px_arena_alloc(arena, (count + 1) * sizeof(*rows));
	struct px_chart chart = {
		.kind = PX_CHART_PROGRESS,
		.name = "axes",
		.title = _("Points earned of what each axis can bring"),
		.label = _("axis"),
		.series = { _("points") },
		.series_count = 1,
		.rows = rows,
		.count = count,
	};

	for (size_t i = 0; i < count; i++) {
		struct px_aci_axis sum = px_aci_axis_sum(report, i);

		rows[i] = (struct px_chart_row){
			.label = px_aci_in(report->rules->axes[i], report->lang),
			.values = { sum.points },
			.texts = { px_arena_printf(arena, _("%s of %s"),
						   px_aci_points_text(report, sum.points),
						   px_aci_points_text(report, sum.best)) },
			.whole = sum.best,
		};
	}
	px_chart_measure(&chart);
	return chart;
}

static const char *
whole_number(const struct px_aci_report *report, int64_t number)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_number_human(px_ratio_whole(number), 0, true, report->lang, &text);
	kept = px_arena_strdup(report->facts->arena, text.data);
	px_buf_release(&text);
	return kept;
}

static struct px_chart_row
progress_row(const struct px_aci_report *report, const struct px_aci_line *line)
{
	struct px_arena *arena = report->facts->arena;

	return (struct px_chart_row){
		.label = px_arena_printf(arena, "%s (%s)", line->rule->code, line->progress),
		.values = { px_ratio_whole(line->done) },
		.texts = { px_arena_printf(arena, _("%s of %s"), whole_number(report, line->done),
					   whole_number(report, line->needed)) },
		.whole = px_ratio_whole(line->needed),
	};
}

/* Progress towards what the rules count over the year (5 % of the files for the consultation). */
struct px_chart
px_aci_progress_chart(const struct px_aci_report *report)
{
	struct px_chart_row *rows =
		px_arena_alloc(report->facts->arena, (report->line_count + 1) * sizeof(*rows));
	struct px_chart chart = {
		.kind = PX_CHART_PROGRESS,
		.name = "progress",
		.title = _("What was counted of what the year asks for"),
		.label = _("indicator"),
		.series = { _("counted") },
		.series_count = 1,
		.rows = rows,
	};

	for (size_t i = 0; i < report->line_count; i++)
		if (report->lines[i].needed > 0)
			rows[chart.count++] = progress_row(report, &report->lines[i]);
	px_chart_measure(&chart);
	return chart;
}
