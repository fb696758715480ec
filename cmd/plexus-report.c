/* plexus-report: what the CPAM pays on, and why. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/aci/explain.h"
#include "care/aci/render.h"
#include "care/exercise.h"
#include "cli/view/aci_run.h"
#include "cli/generic.h"
#include "cli/output.h"
#include "cli/sink.h"
#include "cli/view/time.h"
#include "model/types.h"
#include "store/match.h"

static const struct px_option opt_rules = { "rules", 0, "FILE",
					    N_("the rule file, instead of the shipped one") };
static const struct px_option opt_facts = { "facts", 0, "FILE",
					    N_("a JSON object of facts, which wins over what is stored") };
static const struct px_option opt_what_if = { "what-if", 0, "FACT=VALUE",
					      N_("what would change (as often as needed); nothing is "
						 "stored") };

static int
read_year(const struct px_run *run, int *year, struct px_err *err)
{
	int64_t number;

	if (px_option_number(run, &px_opt_year, 1, 9998, 0, &number, err) != 0)
		return -1;
	*year = (int)number;
	return 0;
}

/* What goes to the CPAM is French whatever the locale. */
static const char *
report_lang(const struct px_run *run)
{
	const char *lang = px_option_value(run, &px_opt_lang);

	px_i18n_switch(lang ? lang : "fr");
	return px_i18n_lang();
}

static int
make_request(struct px_run *run, struct px_aci_request *request, struct px_err *err)
{
	*request = (struct px_aci_request){
		.rules_path = px_option_value(run, &opt_rules),
		.facts_path = px_option_value(run, &opt_facts),
		.lang = report_lang(run),
	};
	if (!run->store && !request->facts_path)
		return px_err_set(err, PX_NOT_FOUND,
				  _("there is no database to report on: make one with `plexus init`, or "
				    "give the facts in a file with --facts"));
	return read_year(run, &request->year, err);
}

static struct px_table_options
table_options(const struct px_run *run)
{
	return (struct px_table_options){ px_output_width(run), px_output_colors(run), false };
}

static void
print(struct px_run *run, struct px_buf *out)
{
	fwrite(out->data, 1, out->length, run->out);
	px_buf_release(out);
}

/* Facts that disagree, rules that do not cover the year: said, and in the report as well. */
static void
say_warnings(const struct px_run *run, const struct px_aci_report *report)
{
	if (report->provisional)
		px_warn(run, _("no rules are known for %d: the report is made with those of %s, and is "
			       "provisional"),
			report->year, report->rules->name);
	for (size_t i = 0; i < report->warning_count; i++)
		px_warn(run, "%s", report->warnings[i]);
}

/*
 * aci: the report.
 */
static const char *
organization_name(struct px_run *run)
{
	struct px_record record;
	struct px_err ignored = PX_ERR_INIT;

	if (!run->store || px_record_read(run->store, &px_type_organization, run->organization,
					  &run->arena, &record, &ignored) != 1)
		return NULL;
	return px_record_text(&record, PX_ORGANIZATION_NAME);
}

static void
print_report(struct px_run *run, const struct px_aci_report *report)
{
	const char *dialect = px_option_value(run, &px_opt_csv);
	struct px_table_options options = table_options(run);
	struct px_buf out = PX_BUF_INIT;

	if (px_option_given(run, &px_opt_json))
		px_aci_render_json(report, &out);
	else if (px_option_given(run, &px_opt_csv))
		px_aci_render_csv(report, dialect && strcmp(dialect, "excel-fr") == 0, &out);
	else if (px_option_given(run, &px_opt_html))
		px_aci_render_html(report, organization_name(run), &out);
	else
		px_aci_render_text(report, &options, &out);
	print(run, &out);
}

/* The same report with other facts, beside the one made. */
static int
what_if(struct px_run *run, const struct px_aci_answer *answer, struct px_err *err)
{
	struct px_aci_facts *facts = px_aci_facts_copy(&run->arena, answer->facts);
	struct px_aci_inputs inputs = { facts, answer->evidence, answer->evidence_count,
					answer->report->lang };
	struct px_table_options options = table_options(run);
	struct px_aci_report *after;
	struct px_buf out = PX_BUF_INIT;
	const char *word;

	if (px_option_given(run, &px_opt_csv) || px_option_given(run, &px_opt_html))
		return px_err_set(err, PX_USAGE, _("--what-if prints text or --json"));
	for (size_t i = 0; (word = px_option_nth(run, &opt_what_if, i)); i++) {
		if (px_aci_facts_word(facts, word, PX_ACI_WHAT_IF, err) != 0) {
			px_err_prefix(err, "--what-if");
			return -1;
		}
	}
	after = px_aci_evaluate(&run->arena, &inputs, err);
	if (!after)
		return -1;
	say_warnings(run, after);
	if (px_option_given(run, &px_opt_json))
		px_aci_render_changes_json(px_aci_compare(&run->arena, answer->report, after), &out);
	else
		px_aci_render_changes_text(px_aci_compare(&run->arena, answer->report, after),
					   &options, &out);
	print(run, &out);
	return 0;
}

static int
report_aci(struct px_run *run, struct px_err *err)
{
	struct px_aci_request request;
	struct px_aci_answer answer;

	if (make_request(run, &request, err) != 0 || px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	if (px_option_given(run, &opt_what_if))
		return what_if(run, &answer, err);
	say_warnings(run, answer.report);
	print_report(run, answer.report);
	return 0;
}

static int
report_explain(struct px_run *run, struct px_err *err)
{
	struct px_table_options options = table_options(run);
	struct px_aci_explanation *explanation;
	struct px_aci_request request;
	struct px_aci_answer answer;
	struct px_buf out = PX_BUF_INIT;

	if (make_request(run, &request, err) != 0 || px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	explanation = px_aci_explain(&run->arena, answer.report, run->operands[0], err);
	if (!explanation)
		return -1;
	if (px_option_given(run, &px_opt_json))
		px_aci_render_explain_json(explanation, &out);
	else
		px_aci_render_explain_text(explanation, &options, &out);
	print(run, &out);
	return 0;
}

/*
 * set and evidence: what the exercise's record holds.
 */
static int
operand_year(const struct px_run *run, struct px_aci_request *request, struct px_err *err)
{
	char *end;
	long year = strtol(run->operands[0], &end, 10);

	if (*end || year < 1 || year > 9998)
		return px_err_set(err, PX_USAGE, _("%s: not a year; say which exercise first: %s %s 2025 …"),
				  run->operands[0], run->program->name, run->verb->name);
	*request = (struct px_aci_request){ .year = (int)year, .lang = px_i18n_lang(),
					    .rules_path = px_option_value(run, &opt_rules) };
	return 0;
}

static struct px_value
number(int64_t value)
{
	return (struct px_value){ .state = PX_SET, .number = value };
}

static struct px_value
text(const char *value)
{
	return (struct px_value){ .state = PX_SET, .text = value };
}

static struct px_record
new_record(struct px_run *run, const struct px_type *type)
{
	struct px_record record = px_record_new(&run->arena, type);

	record.values[PX_F_ORGANIZATION] = number(run->home);
	return record;
}

/* The year's exercise, made when it is not there. */
static int
exercise_of(struct px_run *run, int year, int64_t *id, struct px_err *err)
{
	struct px_exercise_of of = { run->store, run->home, &run->world, year };
	struct px_record record;

	*id = px_exercise_find(&of, err);
	if (*id)
		return *id < 0 ? -1 : 0;
	record = new_record(run, &px_type_exercise);
	record.values[PX_EXERCISE_YEAR] = number(year);
	if (px_record_insert(run->store, &record, &run->arena, err) != 0)
		return -1;
	*id = record.values[PX_F_ID].number;
	return 0;
}

/* The stored record that has the same key as this one: 1 and it, 0, or -1. */
static int
find_same(struct px_run *run, const struct px_record *record, const size_t *key, size_t key_count,
	  struct px_record *stored, struct px_err *err)
{
	const struct px_field *fields[4];
	int64_t id;
	int count;

	for (size_t i = 0; i < key_count; i++)
		fields[i] = &record->type->fields[key[i]];
	count = px_match_find(run->store, run->home, record, fields, key_count, &id, 1, err);
	if (count <= 0)
		return count;
	return px_record_read(run->store, record->type, id, &run->arena, stored, err);
}

static int
set_fact(struct px_run *run, int64_t exercise, const struct px_aci_facts *facts, const char *name,
	 bool cleared, struct px_record *out, struct px_err *err)
{
	static const size_t key[] = { PX_FACT_EXERCISE, PX_FACT_NAME };
	struct px_record before;
	struct px_buf value = PX_BUF_INIT;
	int stored, written;

	*out = new_record(run, &px_type_fact);
	out->values[PX_FACT_EXERCISE] = number(exercise);
	out->values[PX_FACT_NAME] = text(name);
	stored = find_same(run, out, key, PX_COUNT(key), &before, err);
	if (stored < 0)
		return -1;
	if (cleared) {
		*out = stored ? before : *out;
		return stored ? px_record_remove(run->store, &before, &run->arena, err) : 0;
	}
	px_aci_value_text(&facts->items[px_aci_fact_index(facts->rules, name)].value, &value);
	if (stored)
		*out = px_record_copy(&run->arena, &before);
	out->values[PX_FACT_VALUE] = text(px_arena_strdup(&run->arena, value.data));
	px_buf_release(&value);
	written = stored ? px_record_update(run->store, &before, out, &run->arena, err)
			 : px_record_insert(run->store, out, &run->arena, err);
	if (written < 0)
		return -1;
	return px_record_read(run->store, out->type, out->values[PX_F_ID].number, &run->arena, out,
			      err) == 1
		       ? 0
		       : -1;
}

static int
set_facts(struct px_run *run, const struct px_aci_answer *answer, struct px_aci_facts *facts,
	  struct px_record *records, struct px_err *err)
{
	int64_t exercise;

	if (exercise_of(run, answer->year, &exercise, err) != 0)
		return -1;
	for (size_t i = 1; i < run->operand_count; i++) {
		char *name = px_arena_strdup(&run->arena, run->operands[i]);
		char *equals = strchr(name, '=');

		if (px_aci_facts_word(facts, name, PX_ACI_EXERCISE_RECORD, err) != 0)
			return -1;
		*equals = '\0';
		if (set_fact(run, exercise, facts, px_text_trim(name), !equals[1], &records[i - 1],
			     err) != 0)
			return -1;
	}
	return px_generic_finish(run, err);
}

static int
report_set(struct px_run *run, struct px_err *err)
{
	struct px_record *records =
		px_arena_alloc(&run->arena, run->operand_count * sizeof(*records));
	struct px_aci_answer answer = { .year = 0 };
	struct px_aci_request request;
	struct px_aci_facts *facts;

	if (operand_year(run, &request, err) != 0 ||
	    px_run_aci_rules(run, &request, &answer, err) != 0)
		return -1;
	facts = px_aci_facts_new(&run->arena, answer.rules, answer.year);
	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (set_facts(run, &answer, facts, records, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, &px_type_fact, records, run->operand_count - 1, PX_SINK_MANY,
			   N_("written"), err);
}

static const char *
code_name(const void *data, size_t i)
{
	const struct px_aci_rules *rules = data;

	return i < rules->indicator_count ? rules->indicators[i].code : NULL;
}

static int
check_code(const struct px_aci_rules *rules, const char *code, const char **canonical,
	   struct px_err *err)
{
	const char *near;

	for (size_t i = 0; i < rules->indicator_count; i++) {
		if (!px_text_same(rules->indicators[i].code, code))
			continue;
		*canonical = rules->indicators[i].code;
		return 0;
	}
	near = px_text_nearest(code, code_name, rules);
	return px_err_set(err, PX_NOT_FOUND,
			  near ? _("%s: no such indicator in %s; did you mean %s?")
			       : _("%s: no such indicator in %s"),
			  code, rules->name, near);
}

static int
keep_file(struct px_run *run, int64_t exercise, const char *code, const char *path,
	  struct px_record *out, struct px_err *err)
{
	static const size_t key[] = { PX_EVIDENCE_EXERCISE, PX_EVIDENCE_CODE, PX_EVIDENCE_SHA256 };
	const char *slash = strrchr(path, '/');
	struct px_record stored;
	char hash[PX_HASH_SIZE];
	int64_t size;
	int found;

	if (px_hash_file(path, hash, &size, err) != 0)
		return -1;
	*out = new_record(run, &px_type_evidence);
	out->values[PX_EVIDENCE_EXERCISE] = number(exercise);
	out->values[PX_EVIDENCE_CODE] = text(code);
	out->values[PX_EVIDENCE_FILE] = text(slash ? slash + 1 : path);
	out->values[PX_EVIDENCE_SIZE] = number(size);
	out->values[PX_EVIDENCE_SHA256] = text(px_arena_strdup(&run->arena, hash));
	found = find_same(run, out, key, PX_COUNT(key), &stored, err);
	if (found == 1)
		*out = stored;
	return found ? (found < 0 ? -1 : 0) : px_record_insert(run->store, out, &run->arena, err);
}

static int
keep_files(struct px_run *run, const struct px_aci_answer *answer, const char *code,
	   struct px_record *records, struct px_err *err)
{
	int64_t exercise;

	if (exercise_of(run, answer->year, &exercise, err) != 0)
		return -1;
	for (size_t i = 2; i < run->operand_count; i++)
		if (keep_file(run, exercise, code, run->operands[i], &records[i - 2], err) != 0)
			return -1;
	return px_generic_finish(run, err);
}

static int
report_evidence(struct px_run *run, struct px_err *err)
{
	struct px_record *records =
		px_arena_alloc(&run->arena, run->operand_count * sizeof(*records));
	struct px_aci_answer answer = { .year = 0 };
	struct px_aci_request request;
	const char *code = NULL;

	if (operand_year(run, &request, err) != 0 ||
	    px_run_aci_rules(run, &request, &answer, err) != 0 ||
	    check_code(answer.rules, run->operands[1], &code, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	if (keep_files(run, &answer, code, records, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, &px_type_evidence, records, run->operand_count - 2, PX_SINK_MANY,
			   N_("kept"), err);
}

static int
report_time(struct px_run *run, struct px_err *err)
{
	return px_run_time(run, "practitioner", err);
}

static const struct px_option *const aci_options[] = { &px_opt_year, &opt_facts, &opt_what_if,
						       &opt_rules, NULL };
static const struct px_option *const explain_options[] = { &px_opt_year, &opt_facts, &opt_rules,
							   NULL };
static const struct px_option *const set_options[] = { &opt_rules, NULL };

static const struct px_verb verbs[] = {
	{ .name = "aci",
	  .summary = N_("print the ACI report of a year: points, money, what is missing"),
	  .details = N_("Facts come from --facts, else from what was declared (`set`), else from the "
			"records.  In French unless --lang en.  Without a year: the one being closed until "
			"its declaration is due, then the current one."),
	  .flags = PX_VERB_REPORT | PX_VERB_MAYBE | PX_VERB_ONE,
	  .access = PX_ACCESS_READ,
	  .options = aci_options,
	  .schema = "aci-report.json",
	  .run = report_aci },
	{ .name = "explain",
	  .operands = "CODE",
	  .summary = N_("print how an indicator was computed, and the records behind it"),
	  .flags = PX_VERB_MAYBE,
	  .access = PX_ACCESS_READ,
	  .options = explain_options,
	  .schema = "aci-explain.json",
	  .run = report_explain },
	{ .name = "set",
	  .operands = "YEAR FACT=VALUE…",
	  .summary = N_("declare facts of a year; FACT= takes one back"),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = set_options,
	  .output = &px_type_fact,
	  .run = report_set },
	{ .name = "evidence",
	  .operands = "YEAR CODE FILE…",
	  .summary = N_("say which files prove an indicator; name, size and SHA-256 are kept"),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = set_options,
	  .output = &px_type_evidence,
	  .run = report_evidence },
	{ .name = "time",
	  .summary = N_("print the register of meeting time, a line a person"),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_time_options,
	  .output = &px_view_ledger,
	  .run = report_time },
	{ 0 },
};

static const struct px_type *const types[] = { &px_type_exercise, &px_type_fact, &px_type_evidence,
					       NULL };

static const struct px_example examples[] = {
	{ "plexus-report aci --year 2025", N_("the report of 2025, for people") },
	{ "plexus-report aci --year 2025 --html -o aci-2025.html", N_("a page for the assembly") },
	{ "plexus-report set 2025 patients=8000 coordination=yes", N_("declare what no record counts") },
	{ "plexus-report evidence 2025 A2-PROT protocole-avk.pdf", N_("keep a proof") },
	{ "plexus-report aci --year 2025 --what-if trainees=2", N_("what two trainees would bring") },
	{ "plexus-report explain A2-CONC --year 2025", N_("where the figure comes from") },
	{ "plexus-report time --year 2025 --csv=excel-fr", N_("who spent how long, for a spreadsheet") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-report",
	.summary = N_("the yearly report that the CPAM pays on, and the register of time"),
	.details = N_("The agreement's rules are data (share/rules): facts become points, points become "
		      "money, exactly.  Every figure can be explained."),
	.types = types,
	.verbs = verbs,
	.generic = px_generic_verbs,
	.examples = examples,
};
