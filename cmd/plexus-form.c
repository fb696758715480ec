/* plexus-form: questionnaires, answered and scored. */
#include "base/i18n.h"
#include "cli/form/form.h"
#include "cli/generic.h"
#include "model/types_form.h"

static const struct px_verb verbs[] = { { 0 } };

static const struct px_verb *const more_verbs[] = {
	&px_verb_form_list,
	&px_verb_form_show,
	&px_verb_form_score,
	&px_verb_form_lint,
	&px_verb_form_add,
	&px_verb_form_render,
	&px_verb_form_answer,
	&px_verb_form_results,
	&px_verb_form_import,
	&px_verb_form_export,
	&px_verb_remove,
	&px_verb_count,
	NULL,
};

static const struct px_type *const types[] = { &px_type_questionnaire,
					       &px_type_questionnaire_response, NULL };

static const struct px_example examples[] = {
	{ "plexus-form list", N_("the forms that can be answered") },
	{ "plexus-form show bpco", N_("what one asks, and what its answers come to") },
	{ "echo '{\"interest\":1,\"mood\":2}' | plexus-form score phq-2",
	  N_("what one answer comes to") },
	{ "plexus-form lint questionnaire.json && plexus-form add questionnaire.json",
	  N_("a form of the team's own") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-form",
	.summary = N_("questionnaires: forms, answers, scores"),
	.details = N_("A form is a file of data: questions, conditions, points, bands, where it "
		      "comes from.  Shipped ones are there without being added, and the team adds "
		      "its own.  Scores are exact, and each is printed with the form's version and "
		      "source."),
	.types = types,
	.verbs = verbs,
	.generic = more_verbs,
	.examples = examples,
	.page = "plexus-forms",
};
