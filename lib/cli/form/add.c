/* A form of the team's own. */
#include <string.h>

#include "base/i18n.h"
#include "cli/form/form.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "model/types_form.h"

/* A shipped form says something else under this name and version: whoever reads a result could not tell
 * which one it is of. */
static int
check_shipped(struct px_run *run, const struct px_form *form, struct px_err *err)
{
	const struct px_form *shipped;

	if (px_run_shipped(run, form->name, &shipped, err) != 0)
		return -1;
	if (!shipped || px_form_version_compare(shipped->version, form->version) != 0 ||
	    strcmp(shipped->digest, form->digest) == 0)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("%s: version %s is shipped, and says something else: raise the "
			    "\"version\" of the file, or give it another \"name\""),
			  form->name, form->version);
}

/* Every file is read and checked before any is added. */
static int
read_files(struct px_run *run, const struct px_form **forms, struct px_err *err)
{
	for (size_t i = 0; i < run->operand_count; i++) {
		forms[i] = px_form_read(&run->arena, run->operands[i], err);
		if (!forms[i] || check_shipped(run, forms[i], err) != 0)
			return -1;
	}
	return 0;
}

/* Read again, as it is said; NULL in the type when it was there already. */
static int
add_form(struct px_run *run, const struct px_form *form, struct px_record *out, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(run);
	struct px_form_versions kept;
	int64_t id;

	if (px_form_versions(&at, form->name, &kept, err) != 0 ||
	    px_form_keep(&at, form, &id, err) != 0)
		return -1;
	for (size_t i = 0; i < kept.count; i++)
		if (kept.ids[i] == id) {
			px_say(run, _("%s %s: it was there already"), form->name, form->version);
			return 0;
		}
	return px_record_read(run->store, &px_type_questionnaire, id, &run->arena, out, err);
}

static int
add_forms(struct px_run *run, const struct px_form *const *forms, struct px_err *err)
{
	struct px_record *records =
		px_arena_alloc(&run->arena, run->operand_count * sizeof(*records));
	size_t count = 0;

	for (size_t i = 0; i < run->operand_count; i++) {
		int added = add_form(run, forms[i], &records[count], err);

		if (added < 0)
			return -1;
		count += (size_t)added;
	}
	if (px_generic_finish(run, err) != 0)
		return -1;
	return px_run_said(run, &px_type_questionnaire, records, count,
			   run->operand_count == 1 ? PX_SINK_ONE : PX_SINK_MANY, N_("added"), err);
}

static int
form_add(struct px_run *run, struct px_err *err)
{
	const struct px_form **forms;

	if (run->operand_count == 0)
		return px_err_set(err, PX_USAGE, _("which file? `plexus-form help add`"));
	forms = px_arena_alloc(&run->arena, run->operand_count * sizeof(const struct px_form *));
	if (read_files(run, forms, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	return add_forms(run, forms, err);
}

static const struct px_example examples[] = {
	{ "plexus-form add questionnaire.json", N_("a form of the team's own") },
	{ "plexus-form add -n questionnaire.json", N_("see that it would be taken") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_add = {
	.name = "add",
	.operands = "FILE…",
	.summary = N_("add forms of the team's own, or newer versions of them"),
	.details = N_("A version never changes once it is added: a form is changed by raising its "
		      "\"version\" and adding the file again, and answers keep the version that "
		      "they answered.  Of a shipped form of the same name the greater version "
		      "counts."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_questionnaire,
	.examples = examples,
	.run = form_add,
};
