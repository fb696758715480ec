/* plexus-form export: answers as a table, with its codebook, or as FHIR. */
#include "cli/form/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/form_fhir.h"
#include "cli/sink.h"
#include "model/types.h"
#include "model/types_form.h"

enum { BLOCK = 64 * 1024 };

static const struct px_option opt_codebook = { .name = "codebook",
					       .help = N_("what each column means, instead of the "
							  "answers"),
					       .output = &px_view_codebook };
static const struct px_option opt_fhir = {
	"fhir", 0, NULL, N_("a FHIR bundle: Questionnaire, QuestionnaireResponse")
};
static const struct px_option opt_definition = { "definition", 0, NULL,
						 N_("of --fhir: the Questionnaire alone") };
static const struct px_option opt_since = { "since", 's', "DATE",
					    N_("answers of this day and after") };
static const struct px_option opt_until = { "until", 'u', "DATE",
					    N_("answers of this day and before") };

/*
 * Each stored answer.
 */
static const struct px_form *
version_of(const struct px_form_versions *versions, const char *version, int64_t *id)
{
	for (size_t i = 0; i < versions->count; i++)
		if (strcmp(versions->forms[i]->version, version) == 0) {
			*id = versions->ids[i];
			return versions->forms[i];
		}
	return NULL;
}

struct each {
	const struct px_form_versions *versions;
	int (*take)(const struct px_exported *exported, void *data, struct px_err *err);
	void *data;
};

static int
take_record(const struct px_record *record, void *data, struct px_err *err)
{
	const struct each *each = data;
	const char *version = px_record_text(record, PX_RESPONSE_VERSION);
	const char *text = px_record_text(record, PX_RESPONSE_ANSWERS);
	struct px_exported exported = { .record = record };
	const struct px_form *form = version_of(each->versions, version, &exported.questionnaire);
	struct px_arena arena = PX_ARENA_INIT;
	struct px_form_answers answers;
	int result;

	if (!form)
		return px_err_set(err, PX_FAILED, _("%s: the database has not version %s of it"),
				  px_record_text(record, PX_RESPONSE_FORM), version);
	answers = px_form_answers_new(&arena, form);
	exported.answers = &answers;
	result = px_answers_read(form, text, strlen(text), &answers, err);
	if (result == 0)
		result = each->take(&exported, each->data, err);
	px_arena_release(&arena);
	return result;
}

int
px_export_each(struct px_run *run, const struct px_form_versions *versions,
	       const struct px_export_asked *asked,
	       int (*take)(const struct px_exported *exported, void *data, struct px_err *err),
	       void *data, struct px_err *err)
{
	struct each each = { versions, take, data };
	struct px_query query = { .type = &px_type_questionnaire_response,
				  .organization = run->organization,
				  .limit = -1,
				  .world = &run->world };
	const char *conditions[5];
	size_t count = 0;

	conditions[count++] = px_arena_printf(&run->arena, "form=%s", asked->name);
	if (asked->version)
		conditions[count++] = px_arena_printf(&run->arena, "version=%s", asked->version);
	if (asked->since)
		conditions[count++] = px_arena_printf(&run->arena, "authored>=%s", asked->since);
	if (asked->until)
		conditions[count++] = px_arena_printf(&run->arena, "authored<=%s", asked->until);
	conditions[count] = NULL;
	return px_query_each(run->store, &query, conditions, take_record, &each, err);
}

/*
 * The table.
 */
static const size_t own[] = { PX_F_UID,           PX_RESPONSE_VERSION,    PX_RESPONSE_AUTHORED,
			      PX_RESPONSE_SOURCE, PX_RESPONSE_IDENTIFIER, PX_RESPONSE_PRACTITIONER,
			      PX_RESPONSE_VARIANT };

struct table {
	struct px_run *run;
	const struct px_form *form; /* the newest: its questions are the columns */
	struct px_export_column *columns;
	size_t count, own_count;
	struct px_type view;
	struct px_field *fields;
	struct px_form_outcome *outcomes;
	struct px_sink *sink;
};

static const struct px_kind *
kind_of(const struct px_form_question *question, int option)
{
	if (option >= 0)
		return &px_kind_integer;
	switch (question->kind) {
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		return &px_kind_decimal;
	case PX_FORM_DATE:
		return &px_kind_date;
	case PX_FORM_SINGLE:
	case PX_FORM_MULTIPLE:
	case PX_FORM_TEXT:
		break;
	}
	return &px_kind_markdown;
}

/* A column whose name is taken, by the record or by another, is said to be the answer's. */
static const char *
free_name(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->view.field_count; i++)
		if (strcmp(table->fields[i].name, name) == 0)
			return px_arena_printf(&table->run->arena, "answer.%s", name);
	return strcmp(name, "score") == 0 || strcmp(name, "band") == 0
		       ? px_arena_printf(&table->run->arena, "answer.%s", name)
		       : name;
}

static void
add_field(struct table *table, const char *name, const struct px_kind *kind, const char *help)
{
	table->fields[table->view.field_count++] = (struct px_field){ name, kind, PX_COLUMN, help };
}

static void
make_view(struct table *table)
{
	const struct px_form *form = table->form;
	const struct px_field *all = px_type_questionnaire_response.fields;
	struct px_run *run = table->run;

	table->columns = px_export_columns(run, form, &table->count);
	table->fields = px_arena_alloc(&run->arena,
				       (PX_COUNT(own) + table->count + 2 * form->score_count + 1) *
					       sizeof(*table->fields));
	table->view = (struct px_type){ .name = "answers",
					.plural = "answers",
					.label = px_type_questionnaire_response.label,
					.help = px_type_questionnaire_response.help,
					.flags = PX_VIEW,
					.fields = table->fields };
	for (size_t i = 0; i < PX_COUNT(own); i++) {
		bool who = own[i] == PX_RESPONSE_PRACTITIONER;

		add_field(table, all[own[i]].name, who ? &px_kind_text : all[own[i]].kind,
			  all[own[i]].help);
		table->fields[i].words = all[own[i]].words;
		table->fields[i].context = all[own[i]].context;
	}
	for (size_t i = 0; i < table->count; i++) {
		const struct px_form_question *question =
			&form->questions[table->columns[i].question];

		add_field(table, free_name(table, table->columns[i].name),
			  kind_of(question, table->columns[i].option), question->label.fr);
	}
	for (size_t i = 0; i < form->score_count; i++) {
		const char *name = form->scores[i].name;

		add_field(table, i ? px_arena_printf(&run->arena, "%s.score", name) : "score",
			  &px_kind_decimal, form->scores[i].label.fr);
		add_field(table, i ? px_arena_printf(&run->arena, "%s.band", name) : "band",
			  &px_kind_text, form->scores[i].label.fr);
	}
}

static struct px_value
number_value(const struct px_form_question *question, int64_t number, struct px_arena *arena)
{
	struct px_ratio unit = px_ratio_whole(1);
	struct px_buf text = PX_BUF_INIT;
	struct px_value value;

	for (int i = 0; i < question->decimals; i++)
		unit = px_ratio_mul(unit, px_ratio_whole(10));
	px_ratio_short(px_ratio_div(px_ratio_whole(number), unit), question->decimals, &text);
	value = px_value_of_text(px_arena_strdup(arena, text.data));
	px_buf_release(&text);
	return value;
}

static struct px_value
answer_value(const struct px_form_question *question, const struct px_form_answer *answer,
	     int option, struct px_arena *arena)
{
	switch (question->kind) {
	case PX_FORM_SINGLE:
		return px_value_of_text(question->options[answer->number].value);
	case PX_FORM_MULTIPLE:
		return px_value_of_number((int64_t)(answer->chosen >> option & 1));
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		return number_value(question, answer->number, arena);
	case PX_FORM_DATE:
		return px_value_of_day(arena, answer->number);
	case PX_FORM_TEXT:
		return px_value_of_text(answer->text);
	}
	return (struct px_value){ .state = PX_UNSET };
}

/* An older version may not have the question, or the choice. */
static struct px_value
column_value(const struct table *table, const struct px_export_column *column,
	     const struct px_form_answers *answers)
{
	const struct px_form_question *wanted = &table->form->questions[column->question];
	long place = px_form_question(answers->form, wanted->name, strlen(wanted->name)),
	     option = -1;
	const struct px_form_question *question;

	if (place < 0 || !answers->items[place].given)
		return (struct px_value){ .state = PX_UNSET };
	question = &answers->form->questions[place];
	if (question->kind != wanted->kind)
		return (struct px_value){ .state = PX_UNSET };
	if (column->option >= 0) {
		const char *value = wanted->options[column->option].value;

		option = px_form_option(question, value, strlen(value));
		if (option < 0)
			return (struct px_value){ .state = PX_UNSET };
	}
	return answer_value(question, &answers->items[place], (int)option, answers->arena);
}

static void
put_scores(struct table *table, const struct px_form_answers *answers, const char *variant,
	   struct px_value *values)
{
	const struct px_form *form = answers->form;
	int place = variant ? (int)px_form_variant(form, variant) : -1;
	struct px_buf text = PX_BUF_INIT;

	table->outcomes =
		px_arena_alloc(answers->arena, (form->score_count + 1) * sizeof(*table->outcomes));
	px_form_compute(answers, place, table->outcomes);
	for (size_t i = 0; i < table->form->score_count; i++)
		for (size_t k = 0; k < form->score_count; k++) {
			const struct px_form_outcome *outcome = &table->outcomes[k];

			if (strcmp(form->scores[k].name, table->form->scores[i].name) != 0)
				continue;
			px_buf_clear(&text);
			if (outcome->known)
				px_form_value(form, outcome, &text);
			values[2 * i] = px_value_of_text(
				outcome->known ? px_arena_strdup(answers->arena, text.data) : NULL);
			values[2 * i + 1] =
				px_value_of_text(outcome->band ? outcome->band->name : NULL);
		}
	px_buf_release(&text);
}

static int
put_row(const struct px_exported *exported, void *data, struct px_err *err)
{
	struct table *table = data;
	size_t count = table->view.field_count;
	struct px_value *values =
		px_arena_alloc(exported->answers->arena, (count + 1) * sizeof(*values));
	struct px_record row = { &table->view, values };

	for (size_t i = 0; i < PX_COUNT(own); i++)
		values[i] = exported->record->values[own[i]];
	for (size_t i = 0; i < table->count; i++)
		values[PX_COUNT(own) + i] =
			column_value(table, &table->columns[i], exported->answers);
	put_scores(table, exported->answers, px_record_text(exported->record, PX_RESPONSE_VARIANT),
		   values + PX_COUNT(own) + table->count);
	return px_sink_put(table->sink, &row, err);
}

static int
export_table(struct px_run *run, const struct px_form *form,
	     const struct px_form_versions *versions, const struct px_export_asked *asked,
	     struct px_err *err)
{
	struct table table = { .run = run, .form = form };

	make_view(&table);
	table.sink = px_sink_open(run, &table.view, PX_SINK_LINES, err);
	if (!table.sink)
		return -1;
	if (px_export_each(run, versions, asked, put_row, &table, err) == 0)
		return px_sink_close(table.sink, err);
	px_sink_abandon(table.sink);
	return -1;
}

/*
 * FHIR.
 */
struct bundle {
	struct px_run *run;
	struct px_form_fhir fhir;
	struct px_buf out;
};

static void
flush(struct bundle *bundle, size_t least)
{
	if (bundle->out.length < least)
		return;
	fwrite(bundle->out.data, 1, bundle->out.length, bundle->run->out);
	px_buf_clear(&bundle->out);
}

static int
put_response(const struct px_exported *exported, void *data, struct px_err *err)
{
	struct bundle *bundle = data;

	px_form_fhir_response(&bundle->fhir, exported->record, exported->answers);
	flush(bundle, BLOCK);
	return px_run_check(bundle->run, err);
}

static int
export_fhir(struct px_run *run, const struct px_form *form, const struct px_form_versions *versions,
	    const struct px_export_asked *asked, struct px_err *err)
{
	struct bundle bundle = { .run = run, .out = PX_BUF_INIT };
	int result = 0;

	px_form_fhir_begin(&bundle.fhir, &run->world, &bundle.out);
	for (size_t i = 0; i < versions->count; i++)
		if (!asked->version || strcmp(versions->forms[i]->version, asked->version) == 0)
			px_form_fhir_questionnaire(&bundle.fhir, versions->forms[i],
						   px_i18n_lang());
	if (!versions->count)
		px_form_fhir_questionnaire(&bundle.fhir, form, px_i18n_lang());
	if (!px_option_given(run, &opt_definition))
		result = px_export_each(run, versions, asked, put_response, &bundle, err);
	px_form_fhir_end(&bundle.fhir);
	if (result == 0)
		flush(&bundle, 1);
	px_buf_release(&bundle.out);
	return result;
}

/*
 * What is asked.
 */
static int
run_export(struct px_run *run, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(run);
	const struct px_form *form = px_run_form(run, run->operands[0], err);
	struct px_export_asked asked = { .version = NULL };
	struct px_form_versions versions;

	at.organization = run->organization;
	if (!form || px_run_form_day(run, &opt_since, &asked.since, err) != 0 ||
	    px_run_form_day(run, &opt_until, &asked.until, err) != 0 ||
	    px_form_versions(&at, form->name, &versions, err) != 0)
		return -1;
	asked.name = form->name;
	asked.version = strchr(run->operands[0], '@') ? form->version : NULL;
	if (px_option_given(run, &opt_codebook))
		return px_export_codebook(run, form, err);
	if (px_option_given(run, &opt_fhir) || px_option_given(run, &opt_definition))
		return export_fhir(run, form, &versions, &asked, err);
	return export_table(run, form, &versions, &asked, err);
}

static const struct px_option *const options[] = { &opt_codebook, &opt_fhir,  &opt_definition,
						   &opt_since,    &opt_until, NULL };

static const struct px_example examples[] = {
	{ "plexus-form export satisfaction --csv=excel-fr -o satisfaction.csv",
	  N_("a table for a spreadsheet, a column a question") },
	{ "plexus-form export satisfaction --codebook --csv -o codes.csv",
	  N_("what its columns mean") },
	{ "plexus-form export findrisc --fhir -o findrisc.json", N_("for other software") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_export = {
	.name = "export",
	.operands = "FORM",
	.summary = N_("print the answers to a form: a table, its codebook, or FHIR"),
	.details = N_(
		"A row an answer, a column a question: of several choices a column each, "
		"question.choice, 1 where it is ticked and 0 where it is not.  Columns are those "
		"of the newest version.  JSON Lines unless --csv or --json is given; import reads "
		"all of them back.  Who is a patient is never exported."),
	.flags = PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.type = &px_type_questionnaire_response,
	.options = options,
	.examples = examples,
	.operand = px_form_operand,
	.run = run_export,
};
