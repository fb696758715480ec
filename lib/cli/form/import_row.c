/* A row of a file of answers. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/uid.h"
#include "cli/form/import.h"
#include "model/types.h"
#include "model/types_form.h"
#include "store/sql.h"

enum { MOST_SAID = 20, DIGEST_DIGITS = 24 };

/* What a row says. */
struct said {
	struct px_answer_import *import;
	const struct px_row *row;
	struct px_answer_map *map;
	struct px_faults faults;
	struct px_answered answered;
	const char *who; /* as the row has it */
	bool dated;
	const char *answers; /* as they will be stored */
};

/* The cell under a field's column, or NULL. */
static const char *
cell_of(const struct said *said, size_t field)
{
	for (size_t i = 0; i < said->row->count && i < said->map->count; i++)
		if (said->map->columns[i].kind == PX_COLUMN_FIELD &&
		    said->map->columns[i].field == field && said->row->cells[i].text &&
		    !said->row->cells[i].null && *said->row->cells[i].text)
			return said->row->cells[i].text;
	return NULL;
}

/*
 * Answers.
 */
static bool
is_ticked(const char *text, struct px_arena *arena)
{
	return px_text_listed("1|x|o|oui|y|yes|vrai|true|v", px_text_folded(arena, text));
}

static void
take_ticks(struct said *said, size_t question)
{
	const struct px_form_question *of = &said->map->form->questions[question];
	struct px_buf chosen = PX_BUF_INIT;
	struct px_err why = PX_ERR_INIT;

	for (size_t i = 0; i < said->row->count && i < said->map->count; i++) {
		const struct px_answer_column *column = &said->map->columns[i];
		const struct px_cell *cell = &said->row->cells[i];

		if (column->kind != PX_COLUMN_OPTION || column->question != question ||
		    !cell->text || !is_ticked(cell->text, &said->import->arena))
			continue;
		px_buf_puts(&chosen, chosen.length ? "," : "");
		px_buf_puts(&chosen, of->options[column->option].value);
	}
	if (chosen.length && px_form_answer_put(&said->map->answers, question, chosen.data,
						chosen.length, &why) != 0)
		px_faults_add(&said->faults, PX_REJECTING, NULL, "%s", why.message);
	px_buf_release(&chosen);
}

static void
take_answer(struct said *said, size_t question, const struct px_cell *cell)
{
	struct px_form_answers *answers = &said->map->answers;
	struct px_err why = PX_ERR_INIT;
	int result;

	if (!cell->text || cell->null || answers->items[question].given)
		return;
	result = cell->literal ? px_form_answer_put(answers, question, cell->text,
						    strlen(cell->text), &why)
			       : px_answers_type(answers, question, cell->text, &why);
	if (result != 0)
		px_faults_add(&said->faults, PX_REJECTING, NULL, "%s", why.message);
}

static void
take_answers(struct said *said)
{
	px_form_answers_clear(&said->map->answers);
	for (size_t i = 0; i < said->row->count && i < said->map->count; i++) {
		const struct px_answer_column *column = &said->map->columns[i];

		if (column->kind == PX_COLUMN_QUESTION)
			take_answer(said, column->question, &said->row->cells[i]);
		else if (column->kind == PX_COLUMN_OPTION &&
			 !said->map->answers.items[column->question].given)
			take_ticks(said, column->question);
	}
	px_answers_check(&said->map->answers, &said->faults);
}

/*
 * What else it says.
 */
static struct px_value
parse(struct said *said, size_t field, const char *text)
{
	struct px_parse parsing = { .world = &said->import->run->world,
				    .field = &px_type_questionnaire_response.fields[field],
				    .origin = PX_FROM_TEAM,
				    .arena = &said->import->arena,
				    .faults = &said->faults };
	struct px_value value;

	px_value_parse(&parsing, text, &value);
	return value;
}

static void
take_day(struct said *said)
{
	const char *text = cell_of(said, PX_RESPONSE_AUTHORED);
	struct px_value value;
	struct px_date date;

	said->answered.authored = said->import->authored;
	if (!text)
		return;
	value = parse(said, PX_RESPONSE_AUTHORED, text);
	said->dated = value.state == PX_SET && px_date_parse(value.text, &date) == 0;
	if (said->dated)
		said->answered.authored = px_date_days(date);
}

/* An anonymous form keeps nobody's name, whatever the columns of the file. */
static int
take_who(struct said *said, struct px_err *err)
{
	struct px_answer_import *import = said->import;
	const char *patient = cell_of(said, PX_RESPONSE_RESPONDENT);
	struct px_err why = PX_ERR_INIT;

	said->who = cell_of(said, PX_RESPONSE_PRACTITIONER);
	if (said->map->form->anonymous) {
		if ((said->who || patient) && !import->named)
			px_warn(import->run, _("%s: who answers is left out: %s is anonymous"),
				px_source_name(import->source), said->map->form->name);
		import->named = import->named || said->who || patient;
		said->who = NULL;
		return 0;
	}
	if (patient) {
		struct px_value value = parse(said, PX_RESPONSE_RESPONDENT, patient);

		said->answered.respondent = value.state == PX_SET ? value.text : NULL;
	}
	if (!said->who ||
	    px_record_name(import->run->store, &px_type_practitioner, import->run->home, said->who,
			   &said->answered.practitioner, &why) == 0)
		return 0;
	if (why.code != PX_NOT_FOUND && why.code != PX_CONFLICT)
		return px_err_copy(err, &why);
	px_faults_add(&said->faults, PX_REJECTING, "practitioner", "%s", why.message);
	return 0;
}

static void
take_rest(struct said *said)
{
	const char *uid = cell_of(said, PX_F_UID), *form = cell_of(said, PX_RESPONSE_FORM);
	const char *source = cell_of(said, PX_RESPONSE_SOURCE);

	said->answered.form = said->map->form;
	said->answered.answers = &said->map->answers;
	said->answered.identifier = cell_of(said, PX_RESPONSE_IDENTIFIER);
	said->answered.variant = cell_of(said, PX_RESPONSE_VARIANT);
	said->answered.source = said->import->origin;
	if (source && !px_option_given(said->import->run, &px_opt_form_source)) {
		struct px_value value = parse(said, PX_RESPONSE_SOURCE, source);

		said->answered.source = value.state == PX_SET ? value.text : said->import->origin;
	}
	if (uid && px_uid_valid(uid))
		said->answered.uid = uid;
	else if (uid)
		px_faults_add(&said->faults, PX_REJECTING, "uid", _("%s: no UUID"), uid);
	if (form && strcmp(form, said->map->form->name) != 0)
		px_faults_add(&said->faults, PX_REJECTING, "form", _("%s: answers to another form"),
			      form);
	if (said->answered.variant && px_form_variant(said->map->form, said->answered.variant) < 0)
		px_faults_add(&said->faults, PX_REJECTING, "variant", _("%s: no such variant"),
			      said->answered.variant);
}

/*
 * Which stored answers are these?
 */

/* How many rows before said the same. */
static int64_t
rank_of(struct px_answer_import *import, const char *digest)
{
	int64_t quick = (int64_t)px_digest(digest, strlen(digest));
	int64_t rank = px_histogram_count(&import->digests, quick);

	px_histogram_add(&import->digests, quick);
	return rank + 1;
}

/* A row that has no name is named by what it says, and by how many rows say the same before it: the
 * same file again names the same answers. */
static void
name_row(struct said *said)
{
	struct px_arena *arena = &said->import->arena;
	char day[PX_DATE_SIZE] = "", digest[PX_HASH_SIZE];
	const char *text;

	if (said->dated)
		px_date_format(px_date_from_days(said->answered.authored), day);
	text = px_arena_printf(arena, "%s|%s|%s|%s", said->map->form->name, day,
			       said->who ? said->who : "", said->answers);
	px_hash(text, strlen(text), digest);
	digest[DIGEST_DIGITS] = '\0';
	said->answered.identifier = px_arena_printf(arena, "row-%s-%lld", digest,
						    (long long)rank_of(said->import, digest));
}

/* 1: they are there, and say the same; 0: they are new; -1. */
static int
find_stored(struct said *said, struct px_err *err)
{
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int found = -1;

	px_buf_puts(&sql.text, "SELECT \"answers\" FROM \"questionnaire_response\" WHERE "
			       "\"organization\" = ");
	px_sql_number(&sql, said->import->run->home);
	px_buf_puts(&sql.text, said->answered.uid ? " AND \"uid\" = " : " AND \"form\" = ");
	px_sql_text(&sql, said->answered.uid ? said->answered.uid : said->map->form->name);
	if (!said->answered.uid) {
		px_buf_puts(&sql.text, " AND \"identifier\" = ");
		px_sql_text(&sql, said->answered.identifier);
	}
	stmt = px_sql_prepare(&sql, said->import->run->store, err);
	if (stmt)
		found = px_stmt_step(stmt, err);
	if (found == 1 && strcmp(px_stmt_text(stmt, 0), said->answers) != 0)
		px_faults_add(&said->faults, PX_REJECTING, NULL,
			      _("%s is stored already, with other answers: answers do not change; "
				"remove them first (plexus-form remove --type "
				"questionnaire_response)"),
			      said->answered.uid ? said->answered.uid : said->answered.identifier);
	px_stmt_done(stmt);
	px_sql_release(&sql);
	return found;
}

static int
insert(struct said *said, struct px_err *err)
{
	struct px_answer_import *import = said->import;
	struct px_forms_at at = import->at;
	struct px_record record;

	at.arena = &import->arena;
	if (!said->map->questionnaire &&
	    px_form_keep(&import->at, said->map->form, &said->map->questionnaire, err) != 0)
		return -1;
	said->answered.questionnaire = said->map->questionnaire;
	if (px_answers_record(&at, &said->answered, &record, err) != 0 ||
	    px_record_insert(import->run->store, &record, &import->arena, err) != 0)
		return -1;
	import->counts.new ++;
	return 0;
}

static int
store(struct said *said, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	int found;

	px_form_answers_write(&said->map->answers, &text);
	said->answers = px_arena_strdup(&said->import->arena, text.data);
	px_buf_release(&text);
	if (strcmp(said->answers, "{}") == 0) {
		px_faults_add(&said->faults, PX_REJECTING, NULL, _("no answer in this row"));
		return 0;
	}
	if (!said->answered.uid && !said->answered.identifier)
		name_row(said);
	found = find_stored(said, err);
	if (found < 0)
		return -1;
	if (px_faults_count(&said->faults, PX_REJECTING))
		return 0;
	said->import->counts.unchanged += found;
	return found ? 0 : insert(said, err);
}

static void
reject(struct said *said)
{
	struct px_answer_import *import = said->import;
	const char *text = px_faults_text(&said->faults, PX_REJECTING);

	import->counts.rejected++;
	if (import->said++ < MOST_SAID)
		px_warn(import->run, "%s:%ld: %s", px_source_name(import->source), said->row->line,
			text);
	if (import->rejects)
		px_rejects_add(import->rejects, import->source, said->row, text);
}

/* The version that the row says it answers, else the one that the command names. */
static struct px_answer_map *
map_of(struct px_answer_import *import, const char *version)
{
	const struct px_form *form = import->form;
	struct px_answer_map *map;

	for (size_t i = 0; version && i < import->versions.count; i++)
		if (px_form_version_compare(import->versions.forms[i]->version, version) == 0)
			form = import->versions.forms[i];
	if (version && px_form_version_compare(form->version, version) != 0)
		return NULL;
	for (size_t i = 0; i < import->map_count; i++)
		if (import->maps[i].form == form)
			return &import->maps[i];
	PX_GROW(import->maps, import->map_count, import->map_capacity);
	map = &import->maps[import->map_count++];
	*map = (struct px_answer_map){ .form = form };
	map->answers = px_form_answers_new(&import->run->arena, form);
	map->answers.arena = &import->arena;
	return map;
}

int
px_answer_row(struct px_answer_import *import, const struct px_row *row, struct px_err *err)
{
	struct said said = { .import = import, .row = row, .faults = { .arena = &import->arena } };
	const char *version;

	import->counts.read++;
	said.map = map_of(import, NULL);
	px_answer_map(import, said.map);
	version = cell_of(&said, PX_RESPONSE_VERSION);
	if (version && strcmp(version, import->form->version) != 0) {
		struct px_answer_map *map = map_of(import, version);

		if (map)
			px_answer_map(import, said.map = map);
		else
			px_faults_add(&said.faults, PX_REJECTING, "version",
				      _("%s: no such version here"), version);
	}
	if (row->bad)
		px_faults_add(&said.faults, PX_REJECTING, NULL, "%s", row->bad);
	take_answers(&said);
	take_day(&said);
	take_rest(&said);
	if (take_who(&said, err) != 0)
		return -1;
	if (!px_faults_count(&said.faults, PX_REJECTING) && store(&said, err) != 0)
		return -1;
	if (px_faults_count(&said.faults, PX_REJECTING))
		reject(&said);
	return 0;
}
