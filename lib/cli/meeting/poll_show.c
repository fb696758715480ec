/* plexus-meeting poll-show: a poll as a matrix for people, as JSON, as CSV that poll-import takes. */
#include "base/date_words.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "base/zone.h"
#include "cli/meeting/meeting.h"
#include "cli/meeting/poll.h"
#include "cli/output.h"
#include "io/csv_out.h"
#include "io/table_out.h"
#include "model/types_poll.h"

#include <string.h>

/* Words of answers are those of the registry, marked there. */
static const char *
answer_word(enum px_answer answer)
{
	return answer == PX_NO_ANSWER ? "" : _(px_answer_words[answer]);
}

struct px_poll_of
px_run_poll_of(struct px_run *run)
{
	return (struct px_poll_of){ run->store, &run->arena, &run->world, run->organization };
}

static const char *
status_word(const char *status)
{
	return px_tr_in(px_type_poll.fields[PX_POLL_STATUS].context, status);
}

int
px_poll_check_open(const struct px_poll *poll, struct px_err *err)
{
	const char *status = px_record_text(&poll->record, PX_POLL_STATUS);

	if (strcmp(status, "open") == 0)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("poll %lld is %s: it takes no answers any more (edit --type poll "
			    "--status open --meeting= opens it again)"),
			  (long long)poll->record.values[PX_F_ID].number, status_word(status));
}

void
px_poll_put_date(const struct px_run *run, int64_t start, struct px_buf *out)
{
	struct px_local local = px_zone_local(run->world.zone, start);

	px_date_words(local.date, 0, out);
	px_buf_printf(out, " %02d:%02d", local.hour, local.minute);
}

/*
 * For people: the dates with what is said of each, then a line per person.
 */
static void
put_dates(const struct px_run *run, const struct px_poll *poll, struct px_buf *out)
{
	static const struct px_table_column columns[] = {
		{ .header = "", .right = true }, { .header = "", .whole = true },
		{ .header = "", .right = true }, { .header = "", .right = true },
		{ .header = "", .right = true },
	};
	struct px_table_options options = { px_output_width(run), px_output_colors(run), true };
	struct px_table *table = px_table_open(out, columns, PX_COUNT(columns), &options);
	struct px_buf cell = PX_BUF_INIT;

	for (size_t i = 0; i < poll->date_count; i++) {
		px_buf_clear(&cell);
		px_buf_number(&cell, (int64_t)i + 1);
		px_table_cell(table, cell.data, PX_PAINT_STRONG);
		px_buf_clear(&cell);
		px_poll_put_date(run, poll->dates[i].start, &cell);
		px_table_cell(table, cell.data, PX_PAINT_PLAIN);
		for (int answer = PX_YES; answer < PX_ANSWERS; answer++) {
			px_buf_clear(&cell);
			px_buf_printf(&cell, "%zu %s", poll->dates[i].counts[answer],
				      answer_word((enum px_answer)answer));
			px_table_cell(table, cell.data, PX_PAINT_PLAIN);
		}
		px_table_row(table);
	}
	px_table_close(table);
	px_buf_release(&cell);
}

static enum px_paint
paint_of(enum px_answer answer)
{
	static const enum px_paint paints[] = { [PX_NO_ANSWER] = PX_PAINT_DIM,
						[PX_YES] = PX_PAINT_GOOD,
						[PX_MAYBE] = PX_PAINT_WARNING,
						[PX_NO] = PX_PAINT_DIM };

	return paints[answer];
}

static void
put_people(struct px_run *run, const struct px_poll *poll, struct px_buf *out)
{
	struct px_table_column *columns =
		px_arena_alloc(&run->arena, (poll->date_count + 1) * sizeof(*columns));
	struct px_table_options options = { px_output_width(run), px_output_colors(run), false };
	struct px_table *table;

	columns[0] = (struct px_table_column){ .header = _("who"), .whole = true };
	for (size_t i = 0; i < poll->date_count; i++)
		columns[i + 1] = (struct px_table_column){
			.header = px_arena_printf(&run->arena, "%zu", i + 1), .whole = true
		};
	table = px_table_open(out, columns, poll->date_count + 1, &options);
	for (size_t i = 0; i < poll->person_count; i++) {
		px_table_cell(table, poll->people[i].handle, PX_PAINT_PLAIN);
		for (size_t k = 0; k < poll->date_count; k++) {
			enum px_answer answer = poll->people[i].answers[k];

			px_table_cell(table, answer ? answer_word(answer) : "·", paint_of(answer));
		}
		px_table_row(table);
	}
	px_table_close(table);
}

/* Which date the rule would take now, or why none. */
static void
put_best(const struct px_poll *poll, struct px_buf *out)
{
	const char *rule = px_record_text(&poll->record, PX_POLL_RULE);
	struct px_poll_choice choice;
	struct px_err why = PX_ERR_INIT;

	if (px_poll_choose(poll, rule, &choice, &why) != 0)
		px_buf_printf(out, "%s\n", why.message);
	else
		px_buf_printf(out,
			      choice.equal
				      ? _("best so far: date %zu (rule %s; others are as good, "
					  "it is the earliest)\n")
				      : _("best so far: date %zu (rule %s)\n"),
			      choice.date + 1, _(rule));
}

static void
print_text(struct px_run *run, const struct px_poll *poll)
{
	const char *closes = px_record_text(&poll->record, PX_POLL_CLOSES);
	struct px_buf out = PX_BUF_INIT;

	px_buf_printf(&out, _("poll %lld: %s (%s"), (long long)poll->record.values[PX_F_ID].number,
		      px_record_text(&poll->record, PX_POLL_TITLE),
		      status_word(px_record_text(&poll->record, PX_POLL_STATUS)));
	if (closes)
		px_buf_printf(&out, _(", to be answered by %s"), closes);
	px_buf_puts(&out, ")\n");
	put_dates(run, poll, &out);
	if (poll->person_count)
		px_buf_putc(&out, '\n');
	put_people(run, poll, &out);
	if (strcmp(px_record_text(&poll->record, PX_POLL_STATUS), "open") == 0)
		put_best(poll, &out);
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
}

/*
 * JSON.
 */
static void
put_field(struct px_json *json, const char *name, const char *text)
{
	px_json_key(json, name);
	px_json_string(json, text);
}

static void
put_number(struct px_json *json, const char *name, size_t number)
{
	px_json_key(json, name);
	px_json_number(json, (int64_t)number);
}

static void
json_date(struct px_json *json, const struct px_poll *poll, size_t i)
{
	const struct px_poll_date *date = &poll->dates[i];
	char start[PX_INSTANT_SIZE];

	px_instant_format(date->start, start);
	px_json_open(json, '{');
	put_number(json, "number", i + 1);
	put_field(json, "start", start);
	for (int answer = PX_YES; answer < PX_ANSWERS; answer++)
		put_number(json, px_answer_words[answer], date->counts[answer]);
	put_number(json, "unanswered", date->counts[PX_NO_ANSWER]);
	put_number(json, "doctors", date->doctors);
	px_json_close(json, '}');
}

static void
json_person(struct px_json *json, const struct px_poll *poll, const struct px_poll_person *person)
{
	px_json_open(json, '{');
	put_field(json, "practitioner", person->handle);
	put_field(json, "family", person->family);
	put_field(json, "given", person->given);
	px_json_key(json, "doctor");
	px_json_bool(json, person->doctor);
	px_json_key(json, "invited");
	px_json_bool(json, person->invited);
	px_json_key(json, "answers");
	px_json_open(json, '[');
	for (size_t i = 0; i < poll->date_count; i++)
		px_json_string(json,
			       person->answers[i] ? px_answer_words[person->answers[i]] : NULL);
	px_json_close(json, ']');
	px_json_close(json, '}');
}

/* The date that the rule takes, or would take now; null when it takes none. */
static void
json_choice(struct px_json *json, const struct px_poll *poll, const struct px_poll_choice *chosen)
{
	struct px_poll_choice choice;
	struct px_err why = PX_ERR_INIT;

	px_json_key(json, "choice");
	if (!chosen &&
	    px_poll_choose(poll, px_record_text(&poll->record, PX_POLL_RULE), &choice, &why) != 0) {
		px_json_null(json);
		return;
	}
	choice = chosen ? *chosen : choice;
	px_json_open(json, '{');
	put_number(json, "number", choice.date + 1);
	px_json_key(json, "equal");
	px_json_open(json, '[');
	for (size_t i = 0; i < poll->date_count && i < 64; i++)
		if (choice.equal >> i & 1)
			px_json_number(json, (int64_t)i + 1);
	px_json_close(json, ']');
	px_json_close(json, '}');
}

static void
print_json(struct px_run *run, const struct px_poll *poll, const struct px_poll_choice *chosen)
{
	const struct px_value *meeting = &poll->record.values[PX_POLL_MEETING];
	struct px_buf out = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&out);

	px_json_open(&json, '{');
	put_number(&json, "id", (size_t)poll->record.values[PX_F_ID].number);
	put_field(&json, "uid", px_record_text(&poll->record, PX_F_UID));
	put_field(&json, "title", px_record_text(&poll->record, PX_POLL_TITLE));
	put_field(&json, "rule", px_record_text(&poll->record, PX_POLL_RULE));
	put_field(&json, "status", px_record_text(&poll->record, PX_POLL_STATUS));
	put_field(&json, "closes", px_record_text(&poll->record, PX_POLL_CLOSES));
	px_json_key(&json, "meeting");
	if (meeting->state == PX_SET)
		px_json_number(&json, meeting->number);
	else
		px_json_null(&json);
	px_json_key(&json, "dates");
	px_json_open(&json, '[');
	for (size_t i = 0; i < poll->date_count; i++)
		json_date(&json, poll, i);
	px_json_close(&json, ']');
	px_json_key(&json, "people");
	px_json_open(&json, '[');
	for (size_t i = 0; i < poll->person_count; i++)
		json_person(&json, poll, &poll->people[i]);
	px_json_close(&json, ']');
	json_choice(&json, poll, chosen);
	px_json_close(&json, '}');
	fprintf(run->out, "%s\n", out.data);
	px_buf_release(&out);
}

void
px_poll_print(struct px_run *run, const struct px_poll *poll, const struct px_poll_choice *chosen)
{
	if (px_option_given(run, &px_opt_json))
		print_json(run, poll, chosen);
	else
		print_text(run, poll);
}

/* A column per date, a row per person: what poll-import reads, and what a spreadsheet shows. */
static void
print_csv(struct px_run *run, const struct px_poll *poll)
{
	const char *dialect = px_option_value(run, &px_opt_csv);
	struct px_buf out = PX_BUF_INIT, date = PX_BUF_INIT;
	struct px_csv_out csv = PX_CSV_OUT_INIT(&out, dialect ? PX_CSV_EXCEL_FR : PX_CSV_PLAIN);

	px_csv_out_start(&csv);
	px_csv_out_cell(&csv, "practitioner");
	for (size_t i = 0; i < poll->date_count; i++) {
		struct px_local local = px_zone_local(run->world.zone, poll->dates[i].start);

		px_buf_clear(&date);
		px_buf_printf(&date,
			      dialect ? "%3$02d/%2$02d/%1$04d %4$02d:%5$02d"
				      : "%1$04d-%2$02d-%3$02d %4$02d:%5$02d",
			      local.date.year, local.date.month, local.date.day, local.hour,
			      local.minute);
		px_csv_out_cell(&csv, date.data);
	}
	px_csv_out_row(&csv);
	for (size_t i = 0; i < poll->person_count; i++) {
		px_csv_out_cell(&csv, poll->people[i].handle);
		for (size_t k = 0; k < poll->date_count; k++)
			px_csv_out_cell(&csv, px_answer_words[poll->people[i].answers[k]]);
		px_csv_out_row(&csv);
	}
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
	px_buf_release(&date);
}

static int
show(struct px_run *run, struct px_err *err)
{
	struct px_poll_of of = px_run_poll_of(run);
	struct px_poll poll;

	if (px_poll_read(&of, run->operands[0], &poll, err) != 0)
		return -1;
	if (px_option_given(run, &px_opt_csv) && !px_option_given(run, &px_opt_json))
		print_csv(run, &poll);
	else
		px_poll_print(run, &poll, NULL);
	return 0;
}

static const struct px_option *const options[] = { &px_opt_csv, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting poll-show 1", N_("who can come, and which date is the best so far") },
	{ "plexus-meeting poll-show 1 --csv=excel-fr -o sondage.csv",
	  N_("a sheet to fill in, that poll-import reads") },
	{ NULL, NULL },
};

const struct px_verb px_verb_poll_show = {
	.name = "poll-show",
	.operands = "POLL",
	.summary = N_("print a poll: its dates, who can come, the best date so far"),
	.access = PX_ACCESS_READ,
	.type = &px_type_poll,
	.options = options,
	.schema = "poll.json",
	.examples = examples,
	.run = show,
};
