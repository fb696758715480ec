/* plexus-report: what the CPAM pays on, and why. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/aci_report/explain.h"
#include "care/aci_report/render.h"
#include "care/exercise.h"
#include "cli/view/aci_run.h"
#include "cli/view/activity.h"
#include "cli/view/aci_words.h"
#include "cli/view/facts.h"
#include "cli/view/maturity.h"
#include "cli/generic.h"
#include "cli/output.h"
#include "cli/sink.h"
#include "cli/view/time.h"
#include "model/types.h"

static const struct px_option opt_rules = { "rules", 0, "FILE",
					    N_("the rule file, instead of the shipped one") };
static const struct px_option opt_facts = {
	"facts", 0, "FILE", N_("a JSON object of facts, which wins over what is stored")
};
static const struct px_option opt_what_if = {
	.name = "what-if",
	.metavar = "FACT=VALUE",
	.help = N_("what would change (as often as needed); nothing is "
		   "stored"),
	.word = px_aci_fact_word,
};

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

	return lang ? lang : "fr";
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
		return px_err_set(
			err, PX_NOT_FOUND,
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
	const char *dialect = px_option_value(run, &px_opt_csv), *lang = px_i18n_lang();
	struct px_table_options options = table_options(run);
	struct px_buf out = PX_BUF_INIT;

	px_i18n_switch(report->lang);
	if (px_option_given(run, &px_opt_json))
		px_aci_render_json(report, &out);
	else if (px_option_given(run, &px_opt_csv))
		px_aci_render_csv(report, dialect && strcmp(dialect, "excel-fr") == 0, &out);
	else if (px_option_given(run, &px_opt_html))
		px_aci_render_html(report, organization_name(run), &out);
	else
		px_aci_render_text(report, &options, &out);
	px_i18n_switch(lang);
	print(run, &out);
}

static void
print_changes(struct px_run *run, const struct px_aci_changes *changes)
{
	struct px_table_options options = table_options(run);
	const char *lang = px_i18n_lang();
	struct px_buf out = PX_BUF_INIT;

	px_i18n_switch(changes->after->lang);
	if (px_option_given(run, &px_opt_json))
		px_aci_render_changes_json(changes, &out);
	else
		px_aci_render_changes_text(changes, &options, &out);
	px_i18n_switch(lang);
	print(run, &out);
}

static int
suppose(struct px_aci_facts *facts, const char *word, struct px_err *err)
{
	if (px_aci_facts_word(facts, word, PX_ACI_WHAT_IF, err) == 0)
		return 0;
	px_err_prefix(err, "--what-if");
	return -1;
}

/* The same report with other facts, beside the one made.  `--what-if a=1 b=2` and `--what-if a=1
 * --what-if b=2` say the same. */
static int
what_if(struct px_run *run, const struct px_aci_answer *answer, struct px_err *err)
{
	struct px_aci_answer supposed = *answer;
	const char *word;

	if (px_option_given(run, &px_opt_csv) || px_option_given(run, &px_opt_html))
		return px_err_set(err, PX_USAGE, _("--what-if prints text or --json"));
	supposed.facts = px_aci_facts_copy(&run->arena, answer->facts);
	for (size_t i = 0; (word = px_option_nth(run, &opt_what_if, i)); i++)
		if (suppose(supposed.facts, word, err) != 0)
			return -1;
	for (size_t i = 0; i < run->operand_count; i++)
		if (suppose(supposed.facts, run->operands[i], err) != 0)
			return -1;
	if (px_run_aci_evaluate(run, answer->report->lang, &supposed, err) != 0)
		return -1;
	say_warnings(run, supposed.report);
	print_changes(run, px_aci_compare(&run->arena, answer->report, supposed.report));
	return 0;
}

static int
report_aci(struct px_run *run, struct px_err *err)
{
	bool supposes = px_option_given(run, &opt_what_if);
	struct px_aci_request request;
	struct px_aci_answer answer;

	if (run->operand_count && !supposes)
		return px_err_set(err, PX_USAGE,
				  _("%s: facts are declared by `set`, or supposed by --what-if"),
				  run->operands[0]);
	if (make_request(run, &request, err) != 0 || px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	if (supposes)
		return what_if(run, &answer, err);
	say_warnings(run, answer.report);
	print_report(run, answer.report);
	return 0;
}

static int
report_explain(struct px_run *run, struct px_err *err)
{
	struct px_table_options options = table_options(run);
	const char *lang = px_i18n_lang();
	struct px_aci_explanation *explanation;
	struct px_aci_request request;
	struct px_aci_answer answer;
	struct px_buf out = PX_BUF_INIT;

	if (make_request(run, &request, err) != 0 || px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	explanation = px_aci_explain(&run->arena, answer.report, run->operands[0], err);
	if (!explanation)
		return -1;
	px_i18n_switch(answer.report->lang);
	if (px_option_given(run, &px_opt_json))
		px_aci_render_explain_json(explanation, &out);
	else
		px_aci_render_explain_text(explanation, &options, &out);
	px_i18n_switch(lang);
	print(run, &out);
	return 0;
}

/*
 * set and evidence: what the exercise's record holds.
 */
static int
operand_year(struct px_run *run, struct px_aci_answer *answer, struct px_err *err)
{
	struct px_aci_request request = { .lang = px_i18n_lang(),
					  .rules_path = px_option_value(run, &opt_rules) };
	char *end;
	long year = strtol(run->operands[0], &end, 10);

	if (*end || year < 1 || year > 9998)
		return px_err_set(err, PX_USAGE,
				  _("%s: not a year; say which exercise first: %s %s 2025 …"),
				  run->operands[0], run->program->name, run->verb->name);
	request.year = (int)year;
	return px_run_aci_rules(run, &request, answer, err);
}

/* What was written, operand by operand from the first one on. */
struct written {
	struct px_record *records;
	bool *changed;
	size_t count;
};

static void
note(struct written *written, const struct px_record *record, bool changed)
{
	if (!record->type)
		return; /* a fact taken back that nobody had declared */
	written->records[written->count] = *record;
	written->changed[written->count++] = changed;
}

/* Write every operand from the first one on, all or none, and say it. */
static int
write_operands(struct px_run *run, size_t first,
	       int (*write)(struct px_run *run, const char *operand, void *data,
			    struct px_record *out, struct px_err *err),
	       void *data, struct written *written, struct px_err *err)
{
	written->records =
		px_arena_alloc(&run->arena, run->operand_count * sizeof(*written->records));
	written->changed =
		px_arena_alloc(&run->arena, run->operand_count * sizeof(*written->changed));
	for (size_t i = first; i < run->operand_count; i++) {
		struct px_record record;
		int changed = write(run, run->operands[i], data, &record, err);

		if (changed < 0)
			return -1;
		note(written, &record, changed);
	}
	return px_generic_finish(run, err);
}

static int
write_and_say(struct px_run *run, size_t first,
	      int (*write)(struct px_run *run, const char *operand, void *data,
			   struct px_record *out, struct px_err *err),
	      void *data, const char *said, struct px_err *err)
{
	struct written written = { NULL, NULL, 0 };

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (write_operands(run, first, write, data, &written, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_prints(run))
		return px_run_said(run, run->verb->output, written.records, written.count,
				   PX_SINK_MANY, said, err);
	for (size_t i = 0; i < written.count; i++)
		if (px_run_said(run, run->verb->output, &written.records[i], 1, PX_SINK_ONE,
				written.changed[i] ? said : N_("unchanged"), err) != 0)
			return -1;
	return 0;
}

static struct px_exercise_of
exercise_of(const struct px_run *run, int year)
{
	return (struct px_exercise_of){ run->store, run->home, &run->world, year };
}

static int
set_one(struct px_run *run, const char *operand, void *data, struct px_record *out,
	struct px_err *err)
{
	const struct px_aci_answer *answer = data;
	struct px_exercise_of of = exercise_of(run, answer->year);

	return px_exercise_set(&of, answer->facts, operand, out, err);
}

static int
report_set(struct px_run *run, struct px_err *err)
{
	struct px_aci_answer answer = { .year = 0 };

	if (operand_year(run, &answer, err) != 0)
		return -1;
	answer.facts = px_aci_facts_new(&run->arena, answer.rules, answer.year);
	return write_and_say(run, 1, set_one, &answer, N_("written"), err);
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

/* The proof of an indicator. */
struct proof {
	int year;
	const char *code;
};

static int
keep_one(struct px_run *run, const char *operand, void *data, struct px_record *out,
	 struct px_err *err)
{
	const struct proof *proof = data;
	struct px_exercise_of of = exercise_of(run, proof->year);

	return px_exercise_keep(&of, &run->arena, proof->code, operand, out, err);
}

static int
report_evidence(struct px_run *run, struct px_err *err)
{
	struct px_aci_answer answer = { .year = 0 };
	struct proof proof;

	if (operand_year(run, &answer, err) != 0 ||
	    check_code(answer.rules, run->operands[1], &proof.code, err) != 0)
		return -1;
	proof.year = answer.year;
	return write_and_say(run, 2, keep_one, &proof, N_("kept"), err);
}

static int
report_facts(struct px_run *run, struct px_err *err)
{
	int year;

	if (read_year(run, &year, err) != 0)
		return -1;
	return px_run_facts(run, year, px_option_value(run, &opt_rules), err);
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
static const struct px_option *const facts_options[] = { &px_opt_year, &opt_rules, NULL };
static const struct px_option *const set_options[] = { &opt_rules, NULL };

/* Kept in a file of its own, and the generic ones. */
static const struct px_verb *const more_verbs[] = {
	&px_verb_activity, &px_verb_maturity, &px_verb_improve, &px_verb_add,
	&px_verb_list,     &px_verb_show,     &px_verb_edit,    &px_verb_remove,
	&px_verb_import,   &px_verb_export,   &px_verb_count,   NULL,
};

static const struct px_verb verbs[] = {
	{ .name = "aci",
	  .operands = "[--what-if FACT=VALUE…]",
	  .summary = N_("print the ACI report of a year: points, money, what is missing"),
	  .details =
		  N_("Facts come from --facts, else from what was declared (`set`), else from the "
		     "records.  In French unless --lang en.  Without a year: the one being closed "
		     "until "
		     "its declaration is due, then the current one."),
	  .flags = PX_VERB_REPORT | PX_VERB_MAYBE | PX_VERB_ONE,
	  .access = PX_ACCESS_READ,
	  .options = aci_options,
	  .operand = px_aci_fact_operand,
	  .schema = "aci-report.json",
	  .run = report_aci },
	{ .name = "explain",
	  .operands = "CODE",
	  .summary = N_("print how an indicator was computed, and the records behind it"),
	  .flags = PX_VERB_MAYBE,
	  .access = PX_ACCESS_READ,
	  .options = explain_options,
	  .operand = px_aci_code_operand,
	  .schema = "aci-explain.json",
	  .run = report_explain },
	{ .name = "facts",
	  .summary = N_("print the facts that the report asks for, and what each is now"),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = facts_options,
	  .output = &px_view_aci_fact,
	  .run = report_facts },
	{ .name = "set",
	  .operands = "YEAR FACT=VALUE…",
	  .summary = N_("declare facts of a year; FACT= takes one back (`facts` lists them)"),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = set_options,
	  .output = &px_type_fact,
	  .operand = px_aci_set_operand,
	  .run = report_set },
	{ .name = "evidence",
	  .operands = "YEAR CODE FILE…",
	  .summary = N_("say which files prove an indicator; name, size and SHA-256 are kept"),
	  .flags = PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = set_options,
	  .output = &px_type_evidence,
	  .operand = px_aci_evidence_operand,
	  .run = report_evidence },
	{ .name = "time",
	  .summary = N_("print the register of meeting time, a line a person"),
	  .flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
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
	{ "plexus-report set 2025 patients=8000 coordination=yes",
	  N_("declare what no record counts") },
	{ "plexus-report evidence 2025 A2-PROT protocole-avk.pdf", N_("keep a proof") },
	{ "plexus-report aci --year 2025 --what-if trainees=2",
	  N_("what two trainees would bring") },
	{ "plexus-report explain A2-CONC --year 2025", N_("where the figure comes from") },
	{ "plexus-report time --year 2025 --csv=excel-fr",
	  N_("who spent how long, for a spreadsheet") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-report",
	.summary = N_("the yearly report that the CPAM pays on, and the register of time"),
	.details = N_(
		"The agreement's rules are data (share/rules): facts become points, points become "
		"money, exactly.  Every figure can be explained."),
	.types = types,
	.verbs = verbs,
	.generic = more_verbs,
	.examples = examples,
};
