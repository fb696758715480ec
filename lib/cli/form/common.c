/* What the verbs of forms share: where forms are, which one is meant. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
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

static const char *
next_variant(const void *data, size_t i)
{
	const struct px_form *form = data;

	return i < form->variant_count ? form->variants[i].name : NULL;
}

int
px_run_variant(const struct px_run *run, const struct px_form *form, int *out, struct px_err *err)
{
	const char *name = px_option_value(run, &px_opt_form_variant), *near;

	*out = name ? (int)px_form_variant(form, name) : -1;
	if (!name || *out >= 0)
		return 0;
	if (form->variant_count == 0)
		return px_err_set(err, PX_USAGE, _("--variant: %s: %s has no variants"), name,
				  form->name);
	near = px_text_nearest(name, next_variant, form);
	return px_err_set(err, PX_USAGE,
			  near ? _("--variant: %s: no variant of %s; did you mean %s?")
			       : _("--variant: %s: no variant of %s: `show` names them"),
			  name, form->name, near);
}

int
px_run_shipped(struct px_run *run, const char *name, const struct px_form **out, struct px_err *err)
{
	const char *path = px_arena_printf(&run->arena, "%s/%s.json",
					   px_place_share(&run->arena, "forms"), name);
	struct px_err why = PX_ERR_INIT;

	*out = px_form_read(&run->arena, path, &why);
	return *out || why.code == PX_NOT_FOUND ? 0 : px_err_copy(err, &why);
}

int
px_run_form_day(struct px_run *run, const struct px_option *option, const char **day,
		struct px_err *err)
{
	const char *text = px_option_value(run, option);
	char iso[PX_DATE_SIZE];
	struct px_date date;

	if (!text)
		return 0;
	if (px_run_date(run, text, &date, err) != 0) {
		px_err_prefix(err, "--%s", option->name);
		return -1;
	}
	px_date_format(date, iso);
	*day = px_arena_strdup(&run->arena, iso);
	return 0;
}
