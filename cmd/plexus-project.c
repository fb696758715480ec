/* plexus-project: projects, their members, their budget.  The generic verbs are all it needs. */
#include "base/i18n.h"
#include "cli/generic.h"
#include "model/types.h"

static const struct px_type *const types[] = { &px_type_project, NULL };

static const struct px_example examples[] = {
	{ "plexus-project add 'Parcours BPCO' --theme respiratory --lead dupont",
	  N_("begin a project; its slug is made from the title") },
	{ "plexus-project list status=active --sort -budget_cents",
	  N_("those under way, the largest budget first") },
	{ "plexus-project edit parcours-bpco --members +martin,-durand",
	  N_("someone comes, someone goes") },
	{ "plexus-project count --by status --sum budget_cents --json",
	  N_("how many, and how much, by status") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-project",
	.summary = N_("projects, their members, their budget"),
	.details =
		N_("A project is what a team decided to do together: an objective, people, dates, "
		   "a budget.  Tasks and meetings refer to it by its slug."),
	.types = types,
	.generic = px_generic_verbs,
	.examples = examples,
};
