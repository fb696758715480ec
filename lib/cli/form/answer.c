/* plexus-form answer: one answer, or several, kept with what they come to. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/form/form.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "io/json_in.h"
#include "model/types.h"
#include "model/types_form.h"

enum { INPUT_LIMIT = 64 << 20 };

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_option opt_ask = { "ask", 0, NULL, N_("ask in the terminal") };
static const struct px_option opt_date = { "date", 'd', "DATE",
					   N_("the day of the answers; today unless said") };
static const struct px_option opt_who = { "who", 'w',
					  "WHO", N_("the member of the team who answers"),
					  NULL,  practitioners };
static const struct px_option opt_patient = { "patient", 0, "TEXT",
					      N_("the patient who answers; sealed") };

/* What is to be kept, and what is known of all of it. */
struct keeping {
	struct px_run *run;
	struct px_forms_at at;
	const struct px_form *form;
	struct px_answered answered;
	struct px_form_answers *sets;
	size_t count, capacity;
	struct px_record *records;
};

static struct px_form_answers *
add_set(struct keeping *keeping)
{
	PX_GROW(keeping->sets, keeping->count, keeping->capacity);
	keeping->sets[keeping->count] = px_form_answers_new(&keeping->run->arena, keeping->form);
	return &keeping->sets[keeping->count++];
}

/*
 * Answers out of a file.
 */
static int
check_set(struct keeping *keeping, struct px_form_answers *set, const char *where, long line,
	  struct px_faults *faults, struct px_err *err)
{
	px_answers_check(set, faults);
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].grade == PX_REPAIRED)
			px_warn(keeping->run, "%s:%ld: %s: %s", where, line, faults->items[i].field,
				faults->items[i].message);
	if (!px_faults_count(faults, PX_REJECTING))
		return 0;
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", where, line,
			  px_faults_text(faults, PX_REJECTING));
}

static int
take_object(struct keeping *keeping, const struct px_json_node *node, const char *where,
	    struct px_err *err)
{
	struct px_faults faults = { .arena = &keeping->run->arena };
	struct px_form_answers *set;

	if (node->type == PX_JSON_ARRAY) {
		for (size_t i = 0; i < node->count; i++)
			if (take_object(keeping, &node->items[i], where, err) != 0)
				return -1;
		return 0;
	}
	set = add_set(keeping);
	px_form_answers_read(set, node, &faults);
	return check_set(keeping, set, where, node->line, &faults, err);
}

/* Several objects, one a line. */
static int
take_objects(struct keeping *keeping, const char *text, const char *where, struct px_err *err)
{
	for (long line = 1; *text; line++) {
		size_t length = strcspn(text, "\n");
		struct px_json_fault fault;
		const struct px_json_node *node;

		if (strspn(text, " \t\r") < length) {
			node = px_json_parse_part(&keeping->run->arena, text, length, line, &fault);
			if (!node)
				return px_err_set(err, PX_REJECTED, "%s:%ld: %s", where, fault.line,
						  fault.message);
			if (take_object(keeping, node, where, err) != 0)
				return -1;
		}
		text += length + (text[length] == '\n');
	}
	return 0;
}

/* "question: answer" or "question=answer", a line each: one set. */
static int
take_line(struct keeping *keeping, struct px_form_answers *set, char *line,
	  struct px_faults *faults, struct px_err *err)
{
	size_t length = strcspn(line, "=:");
	char *value = line[length] ? line + length + 1 : line + length;
	const char *name;
	long place;

	line[length] = '\0';
	name = px_text_trim(line);
	if (!*name || *name == '#')
		return 0;
	place = px_form_question(keeping->form, name, strlen(name));
	if (place < 0)
		px_form_answers_unknown(keeping->form, name, faults);
	return place < 0 ? 0 : px_answers_type(set, (size_t)place, px_text_trim(value), err);
}

static int
take_lines(struct keeping *keeping, char *text, const char *where, struct px_err *err)
{
	struct px_faults faults = { .arena = &keeping->run->arena };
	struct px_form_answers *set = add_set(keeping);

	for (long line = 1; *text; line++) {
		size_t length = strcspn(text, "\n");
		char *next = text + length + (text[length] == '\n');

		text[length] = '\0';
		if (take_line(keeping, set, text, &faults, err) != 0) {
			px_err_prefix(err, "%s:%ld", where, line);
			return -1;
		}
		text = next;
	}
	return check_set(keeping, set, where, 1, &faults, err);
}

static int
take_text(struct keeping *keeping, char *text, size_t length, const char *where, struct px_err *err)
{
	const char *begin = text + strspn(text, " \t\r\n");
	struct px_json_fault fault;
	const struct px_json_node *node;

	if (!*begin)
		return px_err_set(err, PX_REJECTED, _("%s: no answers there"), where);
	if (*begin != '{' && *begin != '[')
		return take_lines(keeping, text, where, err);
	node = px_json_parse_part(&keeping->run->arena, text, length, 1, &fault);
	return node ? take_object(keeping, node, where, err)
		    : take_objects(keeping, text, where, err);
}

static int
take_file(struct keeping *keeping, struct px_err *err)
{
	struct px_run *run = keeping->run;
	const char *path = run->operand_count > 1 ? run->operands[1] : "-";
	const char *where = strcmp(path, "-") == 0 ? _("standard input") : path;
	struct px_buf text = PX_BUF_INIT;
	int result = px_buf_read_file(&text, path, INPUT_LIMIT, err);

	if (result == 0)
		result = take_text(keeping, text.data, text.length, where, err);
	px_buf_release(&text);
	return result;
}

static int
ask(struct keeping *keeping, struct px_err *err)
{
	struct px_form_answers *set = add_set(keeping);
	struct px_faults ignored = { .arena = &keeping->run->arena };
	int got = px_form_ask(keeping->run, set, err);

	if (got == 0)
		return px_err_set(err, PX_INTERRUPTED, _("nothing was stored"));
	if (got > 0)
		px_answers_check(set, &ignored);
	return got > 0 ? 0 : -1;
}

/*
 * Who, when, how.
 */
static int
read_who(struct keeping *keeping, struct px_err *err)
{
	struct px_run *run = keeping->run;
	const char *who = px_option_value(run, &opt_who);
	const char *patient = px_option_value(run, &opt_patient);

	if (who && px_record_name(run->store, &px_type_practitioner, run->organization, who,
				  &keeping->answered.practitioner, err) != 0)
		return -1;
	if (patient) {
		struct px_faults faults = { .arena = &run->arena };
		const struct px_field *field =
			&px_type_questionnaire_response.fields[PX_RESPONSE_RESPONDENT];
		struct px_parse parse = { &run->world, field, PX_FROM_TYPED, &run->arena, &faults };
		struct px_value value;

		px_value_parse(&parse, patient, &value);
		if (value.state != PX_SET)
			return px_err_set(err, PX_USAGE, "--patient: %s",
					  px_faults_text(&faults, PX_REJECTING));
		keeping->answered.respondent = value.text;
	}
	if (!who && !patient && !keeping->form->anonymous)
		keeping->answered.practitioner = run->actor;
	if (!keeping->form->anonymous && !keeping->answered.practitioner && !patient)
		return px_err_set(err, PX_USAGE,
				  _("%s is not anonymous: say who answers, --who or --patient"),
				  keeping->form->name);
	return 0;
}

static int
read_terms(struct keeping *keeping, struct px_err *err)
{
	struct px_run *run = keeping->run;
	const char *date = px_option_value(run, &opt_date);
	const char *source = px_option_value(run, &px_opt_form_source);
	struct px_date day = px_zone_local(run->world.zone, run->world.now).date;
	int variant;

	if (date && px_run_date(run, date, &day, err) != 0) {
		px_err_prefix(err, "--date");
		return -1;
	}
	keeping->answered.form = keeping->form;
	keeping->answered.authored = px_date_days(day);
	keeping->answered.source = source ? source : px_response_sources[0];
	keeping->answered.variant = px_option_value(run, &px_opt_form_variant);
	return px_run_variant(run, keeping->form, &variant, err) == 0 ? read_who(keeping, err) : -1;
}

/*
 * Kept.
 */
static int
keep_all(struct keeping *keeping, struct px_err *err)
{
	struct px_run *run = keeping->run;

	if (px_form_keep(&keeping->at, keeping->form, &keeping->answered.questionnaire, err) != 0)
		return -1;
	keeping->records =
		px_arena_alloc(&run->arena, (keeping->count + 1) * sizeof(*keeping->records));
	for (size_t i = 0; i < keeping->count; i++) {
		keeping->answered.answers = &keeping->sets[i];
		if (px_answers_record(&keeping->at, &keeping->answered, &keeping->records[i],
				      err) != 0 ||
		    px_generic_store(run, &keeping->records[i], err) != 0)
			return -1;
	}
	return px_generic_finish(run, err);
}

static void
say_outcomes(struct keeping *keeping)
{
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < keeping->count && !keeping->run->quiet; i++) {
		px_buf_clear(&text);
		px_answers_outcome(keeping->form, &keeping->records[i], px_i18n_lang(), &text);
		if (text.length)
			fprintf(keeping->run->out, "%s\n", text.data);
	}
	px_buf_release(&text);
}

static int
keep(struct keeping *keeping, struct px_err *err)
{
	struct px_run *run = keeping->run;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (keep_all(keeping, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, &px_type_questionnaire_response, keeping->records, keeping->count,
			keeping->count == 1 ? PX_SINK_ONE : PX_SINK_MANY, N_("added"), err) != 0)
		return -1;
	if (!px_run_prints(run))
		say_outcomes(keeping);
	return 0;
}

static int
run_answer(struct px_run *run, struct px_err *err)
{
	struct keeping keeping = { .run = run, .at = px_run_forms(run) };
	bool asks = px_option_given(run, &opt_ask);
	int result = -1;

	if (asks && run->operand_count > 1)
		return px_err_set(err, PX_USAGE, _("--ask asks: it goes without a file"));
	keeping.form = px_run_form(run, run->operands[0], err);
	if (keeping.form && read_terms(&keeping, err) == 0 &&
	    (asks ? ask(&keeping, err) : take_file(&keeping, err)) == 0)
		result = keep(&keeping, err);
	free(keeping.sets);
	return result;
}

static const struct px_option *const options[] = {
	&opt_ask, &opt_date, &px_opt_form_source, &px_opt_form_variant, &opt_who, &opt_patient, NULL
};

static const struct px_example examples[] = {
	{ "echo '{\"interest\":1,\"mood\":2}' | plexus-form answer phq-2 - --source paper",
	  N_("one answer, as JSON") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_answer = {
	.name = "answer",
	.operands = "FORM [FILE]",
	.summary = N_("keep answers to a form, and say what they come to"),
	.details =
		N_("--ask asks in the terminal, question by question.  Else answers are a JSON "
		   "object, a member a question, several of them one a line; or "
		   "lines `question: answer`.  Choices may be said by their value, their label, or "
		   "their place.  All are stored, or none: what is wrong is said.  An anonymous "
		   "form keeps nothing of who answers; any other needs --who, --as or --patient, "
		   "which is sealed (plexus key init)."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_questionnaire_response,
	.options = options,
	.examples = examples,
	.operand = px_form_operand,
	.run = run_answer,
};
