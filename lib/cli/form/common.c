/* What the verbs of forms share: where forms are, which one is meant. */
#include "base/i18n.h"
#include "cli/form/form.h"
#include "cli/place.h"
#include "model/types_form.h"

const struct px_option px_opt_form_source = { "source", 0, "WORD",
					      N_("how the answers came: typed, web, paper, fhir"),
					      px_response_sources };
const struct px_option px_opt_form_variant = {
	"variant", 0, "NAME", N_("a variant of the thresholds that the form declares")
};

struct px_forms_at
px_run_forms(struct px_run *run)
{
	return (struct px_forms_at){ .store = run->store,
				     .organization = run->home,
				     .world = &run->world,
				     .folder = px_place_share(&run->arena, "forms"),
				     .arena = &run->arena };
}

const struct px_form *
px_run_form(struct px_run *run, const char *name, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(run);

	return px_form_find(&at, name, err);
}

const char *
px_form_operand(struct px_run *run, size_t at, size_t i)
{
	struct px_forms_at forms = px_run_forms(run);
	struct px_form_names names;

	return at == 0 && px_form_names(&forms, &names, NULL) == 0 && i < names.count
		       ? names.items[i]
		       : NULL;
}

const char *
px_run_form_lang(const struct px_run *run)
{
	const char *lang = px_option_value(run, &px_opt_lang);

	return lang ? lang : "fr";
}
