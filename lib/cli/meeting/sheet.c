/* plexus-meeting sheet: a sign-in sheet to print, in text or HTML; its lines as data. */
#include <stdlib.h>
#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/meeting/meeting.h"
#include "cli/output.h"
#include "cli/sink.h"
#include "io/html.h"
#include "model/professions.h"
#include "model/types.h"

enum { BLANK_LINES = 5, MOST_BLANK_LINES = 100 };

static const struct px_option opt_blank = {
	"blank", 0, "N", N_("so many empty lines for who was not expected (5)"), NULL, NULL, 0
};

enum {
	SHEET_FAMILY,
	SHEET_GIVEN,
	SHEET_PRACTITIONER,
	SHEET_PROFESSION,
	SHEET_STATE,
	SHEET_MINUTES,
	SHEET_FIELDS,
};

static const char *const states[] = { N_("invited"), N_("present"), N_("excused"), N_("absent"),
				      NULL };

static const struct px_field sheet_fields[] = {
	[SHEET_FAMILY] = { "family", &px_kind_text, PX_COLUMN, N_("family name") },
	[SHEET_GIVEN] = { "given", &px_kind_text, PX_COLUMN, N_("given name") },
	[SHEET_PRACTITIONER] = { "practitioner", &px_kind_text, PX_COLUMN, N_("who") },
	[SHEET_PROFESSION] = { "profession", &px_kind_text, PX_COLUMN, N_("profession, in words") },
	[SHEET_STATE] = { "state", &px_kind_word, PX_COLUMN,
			  N_("invited, present, excused or absent"), NULL, states },
	[SHEET_MINUTES] = { "minutes", &px_kind_minutes, PX_COLUMN,
			    N_("time spent, of who is said to be present") },
};

static const struct px_type view_sheet = {
	.name = "sheet",
	.plural = "sheet",
	.label = N_("line of the sheet"),
	.help = N_("who is expected to sign"),
	.flags = PX_VIEW,
	.fields = sheet_fields,
	.field_count = PX_COUNT(sheet_fields),
};

struct sheet {
	struct px_run *run;
	const char *lang;
	struct px_record meeting, organization;
	struct px_record *lines; /* of view_sheet, by name */
	size_t count, capacity;
	int64_t blank;
	struct px_buf out;
};

static int
add_line(const struct px_record *attendance, void *data, struct px_err *err)
{
	struct sheet *sheet = data;
	struct px_run *run = sheet->run;
	struct px_record line = px_record_new(&run->arena, &view_sheet), person;
	const char *profession;

	if (px_record_read(run->store, &px_type_practitioner,
			   attendance->values[PX_ATTENDANCE_PRACTITIONER].number, &run->arena,
			   &person, err) != 1)
		return -1;
	profession = px_record_text(&person, PX_PRACTITIONER_PROFESSION);
	line.values[SHEET_FAMILY] = person.values[PX_PRACTITIONER_FAMILY];
	line.values[SHEET_GIVEN] = person.values[PX_PRACTITIONER_GIVEN];
	line.values[SHEET_PRACTITIONER] = person.values[PX_PRACTITIONER_HANDLE];
	line.values[SHEET_PROFESSION] =
		px_value_of_text(profession ? px_profession_name(profession) : NULL);
	line.values[SHEET_STATE] = px_value_of_text(
		px_arena_strdup(&run->arena, px_record_text(attendance, PX_ATTENDANCE_STATE)));
	line.values[SHEET_MINUTES] = attendance->values[PX_ATTENDANCE_MINUTES];
	if (strcmp(line.values[SHEET_STATE].text, "present") != 0)
		line.values[SHEET_MINUTES] = (struct px_value){ .state = PX_UNSET };
	else if (line.values[SHEET_MINUTES].state != PX_SET)
		line.values[SHEET_MINUTES] = sheet->meeting.values[PX_MEETING_MINUTES];
	PX_GROW(sheet->lines, sheet->count, sheet->capacity);
	sheet->lines[sheet->count++] = line;
	return 0;
}

static int
compare_texts(const char *a, const char *b)
{
	struct px_arena arena = PX_ARENA_INIT;
	int order = strcmp(px_text_folded(&arena, a ? a : ""), px_text_folded(&arena, b ? b : ""));

	px_arena_release(&arena);
	return order;
}

static int
compare_lines(const void *a, const void *b)
{
	static const size_t by[] = { SHEET_FAMILY, SHEET_GIVEN, SHEET_PRACTITIONER };
	const struct px_record *one = a, *other = b;
	int order = 0;

	for (size_t i = 0; i < PX_COUNT(by) && !order; i++)
		order = compare_texts(px_record_text(one, by[i]), px_record_text(other, by[i]));
	return order;
}

static int
read_lines(struct sheet *sheet, struct px_err *err)
{
	struct px_run *run = sheet->run;
	struct px_query query = { .type = &px_type_attendance,
				  .limit = -1,
				  .world = &run->world,
				  .organization = sheet->meeting.values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = {
		px_arena_printf(&run->arena, "meeting=%lld",
				(long long)sheet->meeting.values[PX_F_ID].number),
		NULL
	};
	int result = px_query_each(run->store, &query, conditions, add_line, sheet, err);

	if (result == 0 && sheet->count)
		qsort(sheet->lines, sheet->count, sizeof(*sheet->lines), compare_lines);
	return result;
}

/* "Tuesday 11 March 2025, 12:30 to 13:45" */
static void
put_when(const struct sheet *sheet, struct px_buf *out)
{
	const struct px_zone *zone = sheet->run->world.zone;
	struct px_local start, end;
	int64_t instant = 0;

	px_instant_parse(px_record_text(&sheet->meeting, PX_MEETING_START), &instant);
	start = px_zone_local(zone, instant);
	end = px_zone_local(
		zone, instant + 60 * px_record_number(&sheet->meeting, PX_MEETING_MINUTES, 0));
	px_date_words(start.date, 0, out);
	/* TRANSLATORS: after a day: from one time to another. */
	px_buf_printf(out, _(", %02d:%02d to %02d:%02d"), start.hour, start.minute, end.hour,
		      end.minute);
}

/* "DUPONT Anne"; the family name stands out, as on forms. */
static void
put_name(const struct px_record *line, struct px_buf *out)
{
	const char *given = px_record_text(line, SHEET_GIVEN);

	px_buf_puts(out, px_record_text(line, SHEET_FAMILY));
	if (given)
		px_buf_printf(out, " %s", given);
}

/* What is known already; else it is for them to write. */
static const char *
duration(const struct sheet *sheet, const struct px_record *line)
{
	struct px_buf text = PX_BUF_INIT;
	const char *result;

	px_value_print(&sheet->run->world, &sheet_fields[SHEET_MINUTES],
		       &line->values[SHEET_MINUTES], PX_STYLE_HUMAN, &text);
	result = px_arena_strdup(&sheet->run->arena, text.data);
	px_buf_release(&text);
	return result;
}

/* Who said not to come: written where they would sign. */
static const char *
apology(const struct px_record *line)
{
	const char *state = px_record_text(line, SHEET_STATE);

	return strcmp(state, "excused") == 0 || strcmp(state, "absent") == 0 ? _(state) : "";
}

static bool
is_concertation(const struct sheet *sheet)
{
	return strcmp(px_record_text(&sheet->meeting, PX_MEETING_KIND), "concertation") == 0;
}

/* What stands above the lines, one text a line; the first is the title. */
static size_t
head(const struct sheet *sheet, const char *texts[4])
{
	struct px_arena *arena = &sheet->run->arena;
	struct px_buf when = PX_BUF_INIT;
	const char *place = px_record_text(&sheet->meeting, PX_MEETING_PLACE);
	size_t count = 0;

	put_when(sheet, &when);
	texts[count++] = px_record_text(&sheet->meeting, PX_MEETING_TITLE);
	texts[count++] = px_arena_printf(arena, "%s – %s",
					 px_record_text(&sheet->organization, PX_ORGANIZATION_NAME),
					 _("attendance sheet"));
	texts[count++] = px_arena_strdup(arena, when.data);
	if (place)
		texts[count++] = place;
	px_buf_release(&when);
	return count;
}

/*
 * Text: columns for a page of 80 characters or so, and room to sign.
 */
enum { NAME_WIDTH = 22, PROFESSION_WIDTH = 14, TIME_WIDTH = 8, SIGN_WIDTH = 18 };

static void
put_cell(struct px_buf *out, const char *text, size_t width, const char *filler)
{
	size_t used = px_text_width(text);

	if (*text)
		px_text_clip(text, width, out);
	for (used = used < width ? used : width; used < width; used++)
		px_buf_puts(out, *text ? " " : filler);
	px_buf_puts(out, "  ");
}

static void
put_text_line(struct px_buf *out, const char *name, const char *profession, const char *time,
	      const char *sign)
{
	put_cell(out, name, NAME_WIDTH, "_");
	put_cell(out, profession, PROFESSION_WIDTH, *name ? " " : "_");
	put_cell(out, "", TIME_WIDTH, "_");
	put_cell(out, "", TIME_WIDTH, "_");
	put_cell(out, time, TIME_WIDTH, "_");
	put_cell(out, sign, SIGN_WIDTH, "_");
	px_buf_truncate(out, out->length - 2);
	while (out->data[out->length - 1] == ' ')
		px_buf_truncate(out, out->length - 1);
	px_buf_puts(out, "\n\n");
}

static void
print_text(struct sheet *sheet)
{
	struct px_buf *out = &sheet->out, name = PX_BUF_INIT;
	const char *texts[4];
	size_t count = head(sheet, texts);

	for (size_t i = 0; i < count; i++)
		px_buf_printf(out, "%s\n", texts[i]);
	px_buf_putc(out, '\n');
	put_cell(out, _("Name"), NAME_WIDTH, " ");
	put_cell(out, _("Profession"), PROFESSION_WIDTH, " ");
	put_cell(out, _("Arrival"), TIME_WIDTH, " ");
	put_cell(out, _("Leaving"), TIME_WIDTH, " ");
	put_cell(out, _("Duration"), TIME_WIDTH, " ");
	px_buf_printf(out, "%s\n\n", _("Signature"));
	for (size_t i = 0; i < sheet->count; i++) {
		const char *profession = px_record_text(&sheet->lines[i], SHEET_PROFESSION);

		px_buf_clear(&name);
		put_name(&sheet->lines[i], &name);
		put_text_line(out, name.data, profession ? profession : "",
			      duration(sheet, &sheet->lines[i]), apology(&sheet->lines[i]));
	}
	for (int64_t i = 0; i < sheet->blank; i++)
		put_text_line(out, "", "", "", "");
	if (is_concertation(sheet))
		px_buf_printf(out, "%s ______\n", _("Patient files examined:"));
	px_buf_release(&name);
}

/*
 * HTML: one page of A4 to print, its rows as high as their number allows and a hand needs.
 */
enum { ROOM_MM = 222, LOWEST_MM = 8, HIGHEST_MM = 12 }; /* 27 rows on a page */

static const char style[] =
	"h1{font-size:1.4rem;margin:0 0 .2rem}main p{margin:.1rem 0}\n"
	"table.sheet{table-layout:fixed;width:100%;margin:.6rem "
	"0;font-size:.85rem;line-height:1.2}\n"
	"table.sheet td,table.sheet th{border:1px solid var(--edge);vertical-align:middle;"
	"padding:0 .3rem;overflow-wrap:anywhere}\n"
	"table.sheet thead th{padding:.3rem;font-size:.75rem;overflow-wrap:normal}"
	"table.sheet th+td{font-size:.72rem}\n"
	"table.sheet .name{width:27%}table.sheet .time{width:8.5%}table.sheet .sign{width:27%}\n"
	"@page{size:A4;margin:1.5cm}\n"
	"@media print{body{max-width:none;margin:0;padding:0}thead{display:table-header-group}"
	"tr{break-inside:avoid}}\n";

static const char *
row_height(struct sheet *sheet)
{
	int64_t rows = (int64_t)sheet->count + sheet->blank;
	int64_t height = ROOM_MM / (rows ? rows : 1);

	height = height < LOWEST_MM ? LOWEST_MM : height > HIGHEST_MM ? HIGHEST_MM : height;
	return px_arena_printf(&sheet->run->arena, "%stable.sheet tbody tr{height:%dmm}\n", style,
			       (int)height);
}

static void
put_html_line(struct px_buf *out, const char *name, const char *profession, const char *time,
	      const char *sign)
{
	px_buf_puts(out, "<tr>");
	px_html_element(out, *name ? "th" : "td", *name ? "scope=\"row\"" : NULL, name);
	px_html_element(out, "td", NULL, profession);
	px_buf_puts(out, "<td></td><td></td>\n");
	px_html_element(out, "td", NULL, time);
	px_html_element(out, "td", NULL, sign);
	px_buf_puts(out, "</tr>\n");
}

static void
put_html_head(struct px_buf *out)
{
	px_buf_puts(out, "<table class=\"sheet\">\n<thead><tr>\n");
	px_html_element(out, "th", "scope=\"col\" class=\"name\"", _("Name"));
	px_html_element(out, "th", "scope=\"col\"", _("Profession"));
	px_html_element(out, "th", "scope=\"col\" class=\"time\"", _("Arrival"));
	px_html_element(out, "th", "scope=\"col\" class=\"time\"", _("Leaving"));
	px_html_element(out, "th", "scope=\"col\" class=\"time\"", _("Duration"));
	px_html_element(out, "th", "scope=\"col\" class=\"sign\"", _("Signature"));
	px_buf_puts(out, "</tr></thead>\n<tbody>\n");
}

static void
print_html(struct sheet *sheet)
{
	struct px_buf *out = &sheet->out, name = PX_BUF_INIT;
	struct px_html_page page = { .lang = sheet->lang, .style = row_height(sheet) };
	const char *texts[4];
	size_t count = head(sheet, texts);

	page.title = texts[0];
	px_html_begin(out, &page);
	for (size_t i = 0; i < count; i++)
		px_html_element(out, i ? "p" : "h1", NULL, texts[i]);
	put_html_head(out);
	for (size_t i = 0; i < sheet->count; i++) {
		const char *profession = px_record_text(&sheet->lines[i], SHEET_PROFESSION);

		px_buf_clear(&name);
		put_name(&sheet->lines[i], &name);
		put_html_line(out, name.data, profession ? profession : "",
			      duration(sheet, &sheet->lines[i]), apology(&sheet->lines[i]));
	}
	for (int64_t i = 0; i < sheet->blank; i++)
		put_html_line(out, "", "", "", "");
	px_buf_puts(out, "</tbody>\n</table>\n");
	if (is_concertation(sheet))
		px_buf_printf(out, "<p>%s ________</p>\n", _("Patient files examined:"));
	px_html_end(out);
	px_buf_release(&name);
}

static int
print_rows(struct sheet *sheet, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(sheet->run, &view_sheet, PX_SINK_MANY, err);

	for (size_t i = 0; sink && i < sheet->count; i++) {
		if (px_sink_put(sink, &sheet->lines[i], err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return sink ? px_sink_close(sink, err) : -1;
}

static int
check_options(const struct px_run *run, struct px_err *err)
{
	if (px_option_given(run, &px_opt_ids))
		return px_err_set(err, PX_USAGE,
				  _("--ids: lines of a sheet have none: ask for "
				    "--csv --fields practitioner"));
	if (px_option_given(run, &px_opt_fields) && !px_run_for_machines(run))
		return px_err_set(err, PX_USAGE, _("--fields: is of rows: add --csv or --json"));
	if (px_option_given(run, &opt_blank) && px_run_for_machines(run))
		return px_err_set(err, PX_USAGE, _("--blank: is of a sheet to print, not of rows"));
	return 0;
}

/* What is printed is a document for the health insurance: in French unless --lang says otherwise. */
static int
print(struct sheet *sheet, struct px_err *err)
{
	struct px_run *run = sheet->run;
	const char *reader = px_i18n_lang();
	int result = 0;

	px_i18n_switch(sheet->lang);
	if (read_lines(sheet, err) != 0) {
		px_i18n_switch(reader);
		return -1;
	}
	if (px_option_given(run, &px_opt_html))
		print_html(sheet);
	else if (!px_run_for_machines(run))
		print_text(sheet);
	px_i18n_switch(reader);
	if (px_run_for_machines(run))
		result = print_rows(sheet, err);
	else
		fwrite(sheet->out.data, 1, sheet->out.length, run->out);
	return result;
}

static int
meeting_sheet(struct px_run *run, struct px_err *err)
{
	const char *lang = px_option_value(run, &px_opt_lang);
	struct sheet sheet = { .run = run, .lang = lang ? lang : "fr", .out = PX_BUF_INIT };
	int result = -1;

	if (check_options(run, err) == 0 &&
	    px_option_number(run, &opt_blank, 0, MOST_BLANK_LINES, BLANK_LINES, &sheet.blank,
			     err) == 0 &&
	    px_run_meeting(run, run->operands[0], &sheet.meeting, err) == 0 &&
	    px_record_read(run->store, &px_type_organization,
			   sheet.meeting.values[PX_F_ORGANIZATION].number, &run->arena,
			   &sheet.organization, err) == 1)
		result = print(&sheet, err);
	free(sheet.lines);
	px_buf_release(&sheet.out);
	return result;
}

static const struct px_option *const options[] = { &opt_blank, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting sheet 12 --html -o emargement.html",
	  N_("a page to print, a line per person invited") },
	{ "plexus-meeting sheet 12 --blank 10", N_("as text, with ten empty lines") },
	{ NULL, NULL },
};

const struct px_verb px_verb_sheet = {
	.name = "sheet",
	.operands = "MEETING",
	.summary = N_("print a sign-in sheet: who is expected, and room to sign"),
	.details = N_("People stand by name, with their profession and empty cells for arrival, "
		      "leaving, duration (what is known of it) and signature; who is excused or "
		      "absent is said where they would "
		      "sign.  In French unless --lang en."),
	.flags = PX_VERB_REPORT,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view_sheet,
	.examples = examples,
	.run = meeting_sheet,
};
