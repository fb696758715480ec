#include "cli/view/today.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/date_words.h"
#include "base/json_out.h"
#include "base/zone.h"
#include "cli/view/aci_run.h"
#include "cli/view/today_aci.h"
#include "cli/view/today_asked.h"
#include "cli/output.h"
#include "io/table_out.h"
#include "model/types.h"
#include "model/types_poll.h"
#include "model/types_request.h"
#include "model/types_slot.h"
#include "model/types_waiting.h"

enum { DAYS_AHEAD = 7, MOST_ROWS = 7 };

/* One list of the day: records of a type under conditions, and the columns that people see. */
struct section {
	const char *name;  /* of the member in JSON */
	const char *title; /* N_() */
	const struct px_type *type;
	const char *conditions[4]; /* with %s for today, %d for tomorrow, %t for the day after the
			        * last one; NULL ends */
	const char *mine;  /* the condition that a person adds, with %s for the id; or NULL */
	size_t columns[5]; /* places; 0 ends */
	size_t order;
	const char *next; /* the command for the first line, with %lld for its id */
	const char *all;  /* the command that lists them all, when there are more than are shown */
};

static const struct section sections[] = {
	{ "late",
	  N_("Late"),
	  &px_type_task,
	  { "status=open,started", "due<%s", NULL },
	  "assignees=%s",
	  { PX_TASK_DUE, PX_TASK_TITLE, PX_TASK_PROJECT, PX_TASK_ASSIGNEES, 0 },
	  PX_TASK_DUE,
	  "plexus task done %lld",
	  "plexus task list status=open,started 'due<today' --sort due" },
	{ "due",
	  N_("To do within a week"),
	  &px_type_task,
	  { "status=open,started", "due>=%s", "due<%t", NULL },
	  "assignees=%s",
	  { PX_TASK_DUE, PX_TASK_TITLE, PX_TASK_PROJECT, PX_TASK_ASSIGNEES, 0 },
	  PX_TASK_DUE,
	  "plexus task start %lld",
	  "plexus task list status=open,started 'due>=today' --sort due" },
	{ "meetings",
	  N_("Meetings within a week"),
	  &px_type_meeting,
	  { "status=planned", "start>=%s", "start<%t", NULL },
	  NULL,
	  { PX_MEETING_START, PX_MEETING_TITLE, PX_MEETING_KIND, PX_MEETING_PLACE, 0 },
	  PX_MEETING_START,
	  "plexus meeting sheet %lld",
	  "plexus meeting list status=planned 'start>=today' --sort start" },
	{ "unheld",
	  N_("Meetings past, to be held or cancelled"),
	  &px_type_meeting,
	  { "status=planned", "start<%s", NULL },
	  NULL,
	  { PX_MEETING_START, PX_MEETING_TITLE, PX_MEETING_KIND, PX_MEETING_PLACE, 0 },
	  PX_MEETING_START,
	  "plexus meeting hold %lld",
	  "plexus meeting list status=planned 'start<today' --sort start" },
	{ "appointments",
	  N_("Appointments of today"),
	  &px_type_appointment,
	  { "status=booked", "start>=%s", "start<%d", NULL },
	  "practitioner=%s",
	  { PX_APPOINTMENT_START, PX_APPOINTMENT_PATIENT, PX_APPOINTMENT_REASON,
	    PX_APPOINTMENT_PRACTITIONER, 0 },
	  PX_APPOINTMENT_START,
	  "plexus slot show --type appointment %lld",
	  "plexus slot list --type appointment status=booked start=today" },
	{ "requests",
	  N_("Requests for care that wait for a yes"),
	  &px_type_request,
	  { "status=asking", NULL },
	  NULL,
	  { PX_REQUEST_NEXT, PX_REQUEST_CARE, PX_REQUEST_PLACE, PX_REQUEST_REASON, 0 },
	  PX_REQUEST_NEXT,
	  "plexus slot show --type request %lld",
	  "plexus slot list --type request status=asking" },
	{ "held",
	  N_("Slots held for who waits: to accept or decline"),
	  &px_type_waiting,
	  { "status=offered", NULL },
	  "by=%s",
	  { PX_WAITING_HELD_UNTIL, PX_WAITING_PATIENT, PX_WAITING_CARE, PX_WAITING_SLOT, 0 },
	  PX_WAITING_HELD_UNTIL,
	  "plexus slot accept %lld",
	  "plexus slot list --type waiting status=offered" },
	{ "polls",
	  N_("Polls that wait for answers"),
	  &px_type_poll,
	  { "status=open", NULL },
	  "invited=%s",
	  { PX_POLL_CLOSES, PX_POLL_TITLE, PX_POLL_KIND, 0 },
	  PX_POLL_CLOSES,
	  "plexus meeting poll show %lld",
	  "plexus meeting list --type poll status=open" },
};

/* What one section is printing, for people. */
struct shown {
	struct px_table *table;
	size_t rows;
	int64_t first; /* id */
};

struct day {
	struct px_run *run;
	char today[PX_DATE_SIZE], tomorrow[PX_DATE_SIZE], end[PX_DATE_SIZE];
	int64_t *invited; /* meetings where the person is expected, rising */
	size_t invited_count, invited_capacity;
	struct px_date date;
	bool anything; /* was said */
	struct px_buf out;
	struct px_json *json; /* NULL for people */
	struct px_aci_answer aci;
	struct px_pace pace; /* of the current year; code NULL: none is asked, or it is over */
	struct px_record organization, person; /* person: of --as; its type is NULL for the team */
};

static int
add_condition(const struct day *day, struct px_filters *filters, const struct px_type *type,
	      const char *condition, struct px_err *err)
{
	struct px_run *run = day->run;
	const char *percent = strchr(condition, '%');
	char *text = px_arena_strdup(&run->arena, condition);

	if (percent)
		text = px_arena_printf(&run->arena, "%.*s%s", (int)(percent - condition), condition,
				       percent[1] == 't'   ? day->end
				       : percent[1] == 'd' ? day->tomorrow
							   : day->today);
	return px_filters_add(filters, type, text, &run->world, &run->arena, err);
}

static int
add_conditions(const struct day *day, const struct section *section, struct px_filters *filters,
	       struct px_err *err)
{
	struct px_run *run = day->run;

	for (size_t i = 0; section->conditions[i]; i++)
		if (add_condition(day, filters, section->type, section->conditions[i], err) != 0)
			return -1;
	if (!run->actor || !section->mine)
		return 0;
	return px_filters_add(filters, section->type,
			      px_arena_printf(&run->arena, "%.*s%lld",
					      (int)(strchr(section->mine, '%') - section->mine),
					      section->mine, (long long)run->actor),
			      &run->world, &run->arena, err);
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

/* A person's meetings are those where an attendance expects them, a person's requests those that they
 * were asked for. */
static int
concerns(const struct day *day, const struct px_record *record, struct px_err *err)
{
	if (day->run->actor && record->type == &px_type_request)
		return px_today_asked(day->run, record, err);
	if (!day->run->actor || record->type != &px_type_meeting)
		return 1;
	return day->invited_count &&
	       bsearch(&record->values[PX_F_ID].number, day->invited, day->invited_count,
		       sizeof(*day->invited), compare_ids) != NULL;
}

static int
keep_invitation(const struct px_record *attendance, void *data, struct px_err *err)
{
	struct day *day = data;

	(void)err;
	PX_GROW(day->invited, day->invited_count, day->invited_capacity);
	day->invited[day->invited_count++] = attendance->values[PX_ATTENDANCE_MEETING].number;
	return 0;
}

static int
read_invitations(struct day *day, struct px_err *err)
{
	struct px_run *run = day->run;
	struct px_query query = { .type = &px_type_attendance,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world };
	const char *const conditions[] = { px_arena_printf(&run->arena, "practitioner=%lld",
							   (long long)run->actor),
					   "state=invited,present", NULL };
	int result = px_query_each(run->store, &query, conditions, keep_invitation, day, err);

	if (day->invited_count)
		qsort(day->invited, day->invited_count, sizeof(*day->invited), compare_ids);
	return result;
}

/*
 * Printing: every section is a list in JSON, and for people a title and lines when it has any.
 */
static struct px_table *
open_table(struct day *day, const struct section *section, struct px_table_column *columns)
{
	struct px_table_options options = { px_output_width(day->run), px_output_colors(day->run),
					    true, true };
	size_t count = 1;

	columns[0] = (struct px_table_column){ .header = "", .right = true, .whole = true };
	for (; section->columns[count - 1]; count++)
		columns[count] = (struct px_table_column){ .header = "", .whole = count == 1 };
	return px_table_open(&day->out, columns, count, &options);
}

/* Days are said in words; what happens at an hour is said with it. */
static void
print_cell(const struct day *day, const struct px_field *field, const struct px_value *value,
	   struct px_buf *out)
{
	const struct px_world *world = &day->run->world;
	struct px_local local = { .hour = 0 };
	int64_t instant;

	if (value->state == PX_SET && field->kind == &px_kind_date &&
	    px_date_parse(value->text, &local.date) == 0) {
		px_date_words(local.date, day->date.year, out);
	} else if (value->state == PX_SET && field->kind == &px_kind_instant &&
		   px_instant_parse(value->text, &instant) == 0) {
		local = px_zone_local(world->zone, instant);
		px_date_words(local.date, day->date.year, out);
		px_buf_printf(out, " %02d:%02d", local.hour, local.minute);
	} else {
		px_value_print(world, field, value, PX_STYLE_HUMAN, out);
	}
}

static void
put_line(struct day *day, const struct section *section, const struct px_record *record,
	 struct px_table *table)
{
	struct px_buf cell = PX_BUF_INIT;

	px_buf_number(&cell, record->values[PX_F_ID].number);
	px_table_cell(table, cell.data, PX_PAINT_DIM);
	for (size_t i = 0; section->columns[i]; i++) {
		size_t place = section->columns[i];

		px_buf_clear(&cell);
		print_cell(day, &section->type->fields[place], &record->values[place], &cell);
		px_table_cell(table, cell.data, PX_PAINT_PLAIN);
	}
	px_table_row(table);
	px_buf_release(&cell);
}

static void
put_title(struct day *day, const char *title)
{
	px_buf_puts(&day->out, "\n");
	px_paint_put(&day->out, PX_PAINT_STRONG, px_output_colors(day->run), title);
	px_buf_puts(&day->out, "\n");
}

static void
put_record(struct day *day, const struct section *section, const struct px_record *record,
	   struct shown *shown, struct px_table_column *columns)
{
	struct px_buf text = PX_BUF_INIT;

	if (day->json) {
		px_record_json(record, true, &text);
		px_json_raw(day->json, text.data);
		px_buf_release(&text);
		return;
	}
	day->anything = true;
	if (!shown->rows) {
		put_title(day, _(section->title));
		shown->table = open_table(day, section, columns);
		shown->first = record->values[PX_F_ID].number;
	}
	if (shown->rows++ < MOST_ROWS)
		put_line(day, section, record, shown->table);
}

/* What to type next; a screen holds no more than the first lines. */
static void
end_section(struct day *day, const struct section *section, const struct shown *shown)
{
	char *next;

	if (!shown->rows)
		return;
	px_table_close(shown->table);
	if (shown->rows > MOST_ROWS)
		px_buf_printf(&day->out, _("… and %zu more: %s\n"), shown->rows - MOST_ROWS,
			      section->all);
	next = px_arena_strdup(&day->run->arena, section->next);
	next[strcspn(next, "%")] = '\0';
	px_today_hint(day->run,
		      px_arena_printf(&day->run->arena, "%s%lld", next, (long long)shown->first),
		      &day->out);
}

static int
print_section(struct day *day, const struct section *section, struct px_err *err)
{
	struct px_run *run = day->run;
	struct px_order order = { &section->type->fields[section->order], false };
	struct px_query query = { .type = section->type,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world,
				  .orders = &order,
				  .order_count = 1 };
	struct px_table_column columns[PX_COUNT(section->columns) + 1];
	struct px_filters filters = { 0 };
	struct shown shown = { NULL, 0, 0 };
	struct px_cursor *cursor = NULL;
	struct px_record record;
	int more = add_conditions(day, section, &filters, err);

	if (day->json) {
		px_json_key(day->json, section->name);
		px_json_open(day->json, '[');
	}
	if (more == 0) {
		query.filters = filters.items;
		query.filter_count = filters.count;
		cursor = px_query_open(run->store, &query, err);
		more = cursor ? 0 : -1;
	}
	while (cursor && (more = px_query_next(cursor, &record, err)) == 1 &&
	       (more = concerns(day, &record, err)) >= 0)
		if (more)
			put_record(day, section, &record, &shown, columns);
	px_query_close(cursor);
	px_filters_release(&filters);
	end_section(day, section, &shown);
	if (day->json)
		px_json_close(day->json, ']');
	return more;
}

static void
print_head_json(struct day *day)
{
	px_json_open(day->json, '{');
	px_json_key(day->json, "date");
	px_json_string(day->json, day->today);
	px_json_key(day->json, "organization");
	px_json_string(day->json, px_record_text(&day->organization, PX_ORGANIZATION_SLUG));
	px_json_key(day->json, "practitioner");
	px_json_string(day->json, day->person.type
					  ? px_record_text(&day->person, PX_PRACTITIONER_HANDLE)
					  : NULL);
}

/* "MSP du Val · Anne Dupont, Monday 5 January 2026" */
static void
print_head(struct day *day)
{
	bool colour = px_output_colors(day->run);
	const char *given;

	px_paint_put(&day->out, PX_PAINT_STRONG, colour,
		     px_record_text(&day->organization, PX_ORGANIZATION_NAME));
	if (day->person.type) {
		given = px_record_text(&day->person, PX_PRACTITIONER_GIVEN);
		px_buf_printf(&day->out, " · %s%s%s", given ? given : "", given ? " " : "",
			      px_record_text(&day->person, PX_PRACTITIONER_FAMILY));
	}
	px_buf_puts(&day->out, ", ");
	px_date_words(day->date, 0, &day->out);
	px_buf_puts(&day->out, "\n");
}

static int
print_day(struct day *day, struct px_err *err)
{
	bool presses;

	if (day->json)
		print_head_json(day);
	else
		print_head(day);
	for (size_t i = 0; i < PX_COUNT(sections); i++)
		if (print_section(day, &sections[i], err) != 0)
			return -1;
	if (day->json) {
		px_today_aci_json(day->json, day->aci.report, &day->pace);
		px_json_close(day->json, '}');
		px_buf_putc(&day->out, '\n');
	} else {
		if (!day->anything)
			px_buf_printf(&day->out, "\n%s\n",
				      _("Nothing is late, nothing is to be done within a week."));
		presses = px_today_aci_text(day->run, day->aci.report, &day->pace, &day->out);
		if (day->run->quiet && !day->anything && !presses)
			px_buf_clear(&day->out);
	}
	fwrite(day->out.data, 1, day->out.length, day->run->out);
	return 0;
}

/* The agreement of a kind of organization may not be known: then the day has no such list.  What is
 * said in JSON is French, as in the report, whatever the locale. */
static void
read_aci(struct day *day)
{
	struct px_aci_request request = { .lang = day->json ? "fr" : px_i18n_lang() };
	struct px_err why = PX_ERR_INIT;

	if (px_run_aci(day->run, &request, &day->aci, &why) == 0)
		return;
	day->aci.report = NULL;
	if (why.code != PX_NOT_FOUND && day->run->organization)
		px_warn(day->run, "%s", why.message);
}

/* The pace of a year that is over is its report's to tell. */
static int
read_pace(struct day *day, struct px_err *err)
{
	struct px_run *run = day->run;
	struct px_pace_of of = { .store = run->store,
				 .arena = &run->arena,
				 .world = &run->world,
				 .organization = run->organization,
				 .facts = day->aci.facts };

	if (!day->aci.report || day->aci.year != day->date.year)
		return 0;
	return px_pace_read(&of, &day->pace, err) < 0 ? -1 : 0;
}

static int
read_who(struct day *day, struct px_err *err)
{
	struct px_run *run = day->run;

	if (px_record_read(run->store, &px_type_organization, run->home, &run->arena,
			   &day->organization, err) != 1)
		return -1;
	if (!run->actor)
		return 0;
	if (px_record_read(run->store, &px_type_practitioner, run->actor, &run->arena, &day->person,
			   err) != 1)
		return -1;
	return read_invitations(day, err);
}

int
px_run_today(struct px_run *run, struct px_err *err)
{
	struct day day = { .run = run, .out = PX_BUF_INIT };
	struct px_json json = PX_JSON_INIT(&day.out);
	int result = -1;

	day.date = px_zone_local(run->world.zone, run->world.now).date;
	px_date_format(day.date, day.today);
	px_date_format(px_date_from_days(px_date_days(day.date) + 1), day.tomorrow);
	px_date_format(px_date_from_days(px_date_days(day.date) + DAYS_AHEAD), day.end);
	day.json = px_option_given(run, &px_opt_json) ? &json : NULL;
	if (read_who(&day, err) == 0) {
		read_aci(&day);
		result = read_pace(&day, err) == 0 ? print_day(&day, err) : -1;
	}
	px_buf_release(&day.out);
	free(day.invited);
	return result;
}
