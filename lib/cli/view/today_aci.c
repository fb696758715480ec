#include "cli/view/today_aci.h"

#include <stdlib.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "cli/output.h"
#include "io/table_out.h"

enum { NEAR = 62 /* days before the declaration */, MOST_MISSING = 7 };

static void
print_count_json(struct px_json *json, const char *name, const struct px_pace_count *count)
{
	px_json_key(json, name);
	px_json_open(json, '{');
	px_json_key(json, "done");
	px_json_number(json, count->done);
	px_json_key(json, "needed");
	px_json_number(json, count->needed);
	px_json_key(json, "projected");
	px_json_number(json, count->projected);
	px_json_close(json, '}');
}

/* Concertations so far, and by 31 December; null when none is asked. */
static void
print_pace_json(struct px_json *json, const struct px_pace *pace)
{
	px_json_key(json, "pace");
	if (!pace->code) {
		px_json_null(json);
		return;
	}
	px_json_open(json, '{');
	print_count_json(json, "meetings", &pace->meetings);
	print_count_json(json, "files", &pace->files);
	px_json_close(json, '}');
}

void
px_today_aci_json(struct px_json *json, const struct px_aci_report *report,
		  const struct px_pace *pace)
{
	px_json_key(json, "aci");
	if (!report) {
		px_json_null(json);
		return;
	}
	px_json_open(json, '{');
	px_json_key(json, "exercise");
	px_json_number(json, report->year);
	px_json_key(json, "missing");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->missing_count; i++) {
		px_json_open(json, '{');
		px_json_key(json, "code");
		px_json_string(json, report->missing[i].code);
		px_json_key(json, "what");
		px_json_string(json, report->missing[i].what);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
	print_pace_json(json, pace);
	px_json_close(json, '}');
}

void
px_today_hint(const struct px_run *run, const char *command, struct px_buf *out)
{
	if (run->quiet)
		return;
	px_paint_put(out, PX_PAINT_DIM, px_output_colors(run), "→ ");
	px_paint_put(out, PX_PAINT_DIM, px_output_colors(run), command);
	px_buf_putc(out, '\n');
}

/* "Concertation: 3 of 6 meetings, 15 of 30 files; by 31 December at this pace 5 and 25".  Files that
 * nobody has asked for are left out, and all of it once it is reached. */
static void
print_pace(const struct px_pace *pace, struct px_buf *out)
{
	const struct px_pace_count *meetings = &pace->meetings, *files = &pace->files;

	if (meetings->done >= meetings->needed && files->done >= files->needed)
		return;
	px_buf_putc(out, '\n');
	if (files->needed)
		px_buf_printf(out,
			      _("Concertation: %lld of %lld meetings, %lld of %lld files; by 31 "
				"December at this pace %lld and %lld"),
			      (long long)meetings->done, (long long)meetings->needed,
			      (long long)files->done, (long long)files->needed,
			      (long long)meetings->projected, (long long)files->projected);
	else
		px_buf_printf(out,
			      _("Concertation: %lld of %lld meetings; by 31 December at this pace "
				"%lld"),
			      (long long)meetings->done, (long long)meetings->needed,
			      (long long)meetings->projected);
	px_buf_putc(out, '\n');
}

/* Days until the declaration of the exercise is due. */
static int64_t
days_left(const struct px_run *run, const struct px_aci_report *report, struct px_date *due)
{
	*due = (struct px_date){ report->year + 1, report->rules->declare_month,
				 report->rules->declare_day };
	return px_date_days(*due) -
	       px_date_days(px_zone_local(run->world.zone, run->world.now).date);
}

static void
put_missing(const struct px_run *run, const struct px_aci_report *report, struct px_buf *out)
{
	static const struct px_table_column columns[] = { { .header = "", .whole = true },
							  { .header = "" } };
	struct px_table_options options = { px_output_width(run), px_output_colors(run), true };
	struct px_table *table;
	char *title = px_asprintf(_("The ACI of %d still waits for"), report->year);

	px_buf_puts(out, "\n");
	px_paint_put(out, PX_PAINT_STRONG, options.colour, title);
	px_buf_puts(out, "\n");
	free(title);
	table = px_table_open(out, columns, PX_COUNT(columns), &options);
	for (size_t i = 0; i < report->missing_count && i < MOST_MISSING; i++) {
		px_table_cell(table, report->missing[i].code, PX_PAINT_DIM);
		px_table_cell(table, report->missing[i].what, PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
	if (report->missing_count > MOST_MISSING)
		px_buf_printf(out, _("… and %zu more: %s\n"), report->missing_count - MOST_MISSING,
			      "plexus report aci");
}

static void
put_due(struct px_date due, int64_t left, struct px_buf *out)
{
	struct px_buf day = PX_BUF_INIT;

	px_date_words(due, 0, &day);
	px_buf_printf(out,
		      px_trn("to be declared by %s, in %lld day",
			     "to be declared by %s, in %lld days", (unsigned long)left),
		      day.data, (long long)left);
	px_buf_putc(out, '\n');
	px_buf_release(&day);
}

/* Far from the declaration a line is enough. */
static void
put_count(const struct px_aci_report *report, struct px_buf *out)
{
	px_buf_printf(out, "\n");
	px_buf_printf(out,
		      px_trn("ACI of %d: %zu indicator waits (%s)",
			     "ACI of %d: %zu indicators wait (%s…)",
			     (unsigned long)report->missing_count),
		      report->year, report->missing_count, report->missing[0].code);
	px_buf_putc(out, '\n');
}

bool
px_today_aci_text(const struct px_run *run, const struct px_aci_report *report,
		  const struct px_pace *pace, struct px_buf *out)
{
	struct px_date due;
	int64_t left = report ? days_left(run, report, &due) : 0;
	bool waits = report && report->missing_count, near = waits && left <= NEAR;

	if (near) {
		put_missing(run, report, out);
		if (left >= 0)
			put_due(due, left, out);
	} else if (waits) {
		put_count(report, out);
	}
	if (waits)
		px_today_hint(run, "plexus report aci", out);
	if (pace->code)
		print_pace(pace, out);
	return near;
}
