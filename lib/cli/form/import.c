/* plexus-form import: answers typed from paper, and those of other software, out of FHIR. */
#include "cli/form/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "cli/generic.h"
#include "cli/progress.h"
#include "model/types_form.h"

static const struct px_option opt_date = { "date", 'd', "DATE",
					   N_("the day of rows that say none; today unless said") };

static int
take_rows(struct px_answer_import *import, struct px_err *err)
{
	struct px_row row;
	int more;

	while ((more = px_source_next(import->source, &row, err)) == 1) {
		px_progress_of(import->run, import->source);
		px_arena_reset(&import->arena);
		if (px_run_check(import->run, err) != 0 || px_answer_row(import, &row, err) != 0)
			return -1;
	}
	return more;
}

/* Columns are of one file. */
static void
forget_columns(struct px_answer_import *import)
{
	for (size_t i = 0; i < import->map_count; i++)
		import->maps[i].count = 0;
}

static const char *
origin_of(const struct px_answer_import *import)
{
	const char *source = px_option_value(import->run, &px_opt_form_source);

	if (source)
		return source;
	return strcmp(px_source_format(import->source), "fhir") == 0 ? "fhir" : "paper";
}

static int
take_file(struct px_answer_import *import, const char *path, struct px_err *err)
{
	struct px_run *run = import->run;
	struct px_source_options options = {
		.encoding = px_option_value(run, &px_opt_encoding),
		.delimiter = px_option_value(run, &px_opt_delimiter),
		.subject = px_type_questionnaire_response.name,
		.zone = run->world.zone,
		.now = run->world.now,
	};
	int result;

	px_progress_begin(run, NULL, 0);
	import->source = px_source_open(path, &options, err);
	if (!import->source)
		return -1;
	import->origin = origin_of(import);
	px_rejects_source(import->rejects, import->source);
	result = take_rows(import, err);
	px_progress_end(run);
	px_source_close(import->source);
	import->source = NULL;
	forget_columns(import);
	return result;
}

static int
take_files(struct px_answer_import *import, struct px_err *err)
{
	struct px_run *run = import->run;

	if (run->operand_count < 2)
		return take_file(import, "-", err);
	for (size_t i = 1; i < run->operand_count; i++)
		if (take_file(import, run->operands[i], err) != 0)
			return -1;
	return 0;
}

static int
read_terms(struct px_answer_import *import, struct px_err *err)
{
	struct px_run *run = import->run;
	const char *date = px_option_value(run, &opt_date);
	struct px_date day = px_zone_local(run->world.zone, run->world.now).date;

	if (date && px_run_date(run, date, &day, err) != 0) {
		px_err_prefix(err, "--date");
		return -1;
	}
	import->authored = px_date_days(day);
	import->form = px_run_form(run, run->operands[0], err);
	return import->form && px_answer_rules(import, err) == 0
		       ? px_form_versions(&import->at, import->form->name, &import->versions, err)
		       : -1;
}

static int
import_files(struct px_answer_import *import, struct px_err *err)
{
	struct px_run *run = import->run;

	if (read_terms(import, err) != 0 || px_rejects_open(run, &import->rejects, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	if (take_files(import, err) == 0 &&
	    (px_import_all_or_none(run, &import->counts) || px_generic_finish(run, err) == 0))
		return 0;
	px_store_rollback(run->store);
	return -1;
}

static void
say_unused(const struct px_answer_import *import)
{
	for (size_t i = 0; i < import->rule_count; i++)
		if (!import->rules[i].used)
			px_warn(import->run, _("--map %s=%s: no file has this column"),
				import->rules[i].header, import->rules[i].name);
}

static void
release(struct px_answer_import *import)
{
	for (size_t i = 0; i < import->map_count; i++)
		free(import->maps[i].columns);
	free(import->maps);
	px_histogram_release(&import->digests);
	px_arena_release(&import->arena);
}

static int
run_import(struct px_run *run, struct px_err *err)
{
	struct px_answer_import import = { .run = run,
					   .at = px_run_forms(run),
					   .arena = PX_ARENA_INIT };
	int result = import_files(&import, err);

	if (result == 0)
		say_unused(&import);
	release(&import);
	if (result != 0) {
		px_rejects_abandon(import.rejects);
		return -1;
	}
	return px_rejects_close(import.rejects, err) == 0
		       ? px_import_summary(run, &import.counts, err)
		       : -1;
}

static const struct px_option *const options[] = { &opt_date,         &px_opt_form_source,
						   &px_opt_map,       &px_opt_rejects,
						   &px_opt_strict,    &px_opt_encoding,
						   &px_opt_delimiter, NULL };

static const struct px_example examples[] = {
	{ "plexus-form import satisfaction saisies.csv --rejects refus.csv",
	  N_("answers typed from paper in a spreadsheet") },
	{ "plexus-form import satisfaction reponses.json",
	  N_("a FHIR bundle of QuestionnaireResponse") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_import = {
	.name = "import",
	.operands = "FORM [FILE…]",
	.summary = N_("store answers out of spreadsheets, JSON or FHIR; again changes nothing"),
	.details = N_(
		"A row an answer.  Headers are names of questions, their labels, their numbers "
		"(Q3), or, of several choices, question.choice, ticked by 1, x or oui; `date`, "
		"`identifiant`, `version`, `membre` and `patient` are understood.  Cells are "
		"values, labels, places of choices, oui, non, x.  A row that cannot be stored is "
		"rejected with its reason.\n"
		"Answers are found again by their uid, else by their identifier; rows that have "
		"neither, by what they say: the same file again changes nothing.  Stored answers "
		"do not change: a row that says otherwise of the same ones is rejected."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.options = options,
	.examples = examples,
	.operand = px_form_operand,
	.run = run_import,
};
