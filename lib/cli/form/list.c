/* The forms that can be answered. */
#include <string.h>

#include "base/i18n.h"
#include "cli/form/form.h"
#include "cli/sink.h"

enum {
	FORM_NAME,
	FORM_VERSION,
	FORM_TITLE,
	FORM_ORIGIN,
	FORM_ANONYMOUS,
	FORM_QUESTIONS,
	FORM_SCORES,
	FORM_VARIANTS,
	FORM_SOURCE,
	FORM_DIGEST,
	FORM_FIELDS,
};

static const char *const origins[] = { N_("shipped"), N_("added"), NULL };

static const struct px_field form_fields[] = {
	[FORM_NAME] = { "name", &px_kind_slug, PX_COLUMN, N_("what other verbs call it") },
	[FORM_VERSION] = { "version", &px_kind_text, PX_COLUMN, N_("its version") },
	[FORM_TITLE] = { "title", &px_kind_text, PX_COLUMN, N_("its title") },
	[FORM_ORIGIN] = { "origin", &px_kind_word, PX_COLUMN,
			  N_("shipped with the program, or added by the team"), NULL, origins },
	[FORM_ANONYMOUS] = { "anonymous", &px_kind_boolean, 0, N_("its answers name nobody") },
	[FORM_QUESTIONS] = { "questions", &px_kind_integer, PX_COLUMN,
			     N_("how many questions it has") },
	[FORM_SCORES] = { "scores", &px_kind_text, PX_LIST, N_("the names of its scores") },
	[FORM_VARIANTS] = { "variants", &px_kind_text, PX_LIST, N_("the names of its variants") },
	[FORM_SOURCE] = { "source", &px_kind_text, 0, N_("where it comes from") },
	[FORM_DIGEST] = { "digest", &px_kind_text, 0, N_("SHA-256 of its file") },
};

static const struct px_type view_form = {
	.name = "form",
	.plural = "forms",
	.label = N_("form"),
	.help = N_("a form that can be answered"),
	.flags = PX_VIEW,
	.fields = form_fields,
	.field_count = PX_COUNT(form_fields),
};

static const struct px_option opt_all = { "all", 'a', NULL,
					  N_("every version, not the newest alone") };
static const struct px_option *const list_options[] = { &opt_all, NULL };

/* A list of count names, each given by name_of. */
static struct px_value
names_value(struct px_arena *arena, const struct px_form *form, size_t count,
	    const char *(*name_of)(const struct px_form *form, size_t i))
{
	struct px_value *items = px_arena_alloc(arena, (count + 1) * sizeof(*items));

	for (size_t i = 0; i < count; i++)
		items[i] = px_value_of_text(name_of(form, i));
	return (struct px_value){ .state = count ? PX_SET : PX_UNSET,
				  .items = items,
				  .count = count };
}

static const char *
score_name(const struct px_form *form, size_t i)
{
	return form->scores[i].name;
}

static const char *
variant_name(const struct px_form *form, size_t i)
{
	return form->variants[i].name;
}

/* One name: every version, or the newest alone. */
struct listing {
	struct px_run *run;
	struct px_sink *sink;
	const char *lang;
};

static int
put_form(const struct listing *listing, const struct px_form *form, bool shipped,
	 struct px_err *err)
{
	struct px_arena *arena = &listing->run->arena;
	struct px_value values[FORM_FIELDS];
	struct px_record row = { &view_form, values };

	values[FORM_NAME] = px_value_of_text(form->name);
	values[FORM_VERSION] = px_value_of_text(form->version);
	values[FORM_TITLE] = px_value_of_text(px_form_in(form->title, listing->lang));
	values[FORM_ORIGIN] = px_value_of_text(origins[!shipped]);
	values[FORM_ANONYMOUS] = px_value_of_number(form->anonymous);
	values[FORM_QUESTIONS] = px_value_of_number((int64_t)form->question_count);
	values[FORM_SCORES] = names_value(arena, form, form->score_count, score_name);
	values[FORM_VARIANTS] = names_value(arena, form, form->variant_count, variant_name);
	values[FORM_SOURCE] = px_value_of_text(px_form_in(form->source, listing->lang));
	values[FORM_DIGEST] = px_value_of_text(form->digest);
	return px_sink_put(listing->sink, &row, err);
}

static bool
is_same(const struct px_form *a, const struct px_form *b)
{
	return b && strcmp(a->digest, b->digest) == 0;
}

/* The versions that the database holds, the newest first, and the shipped one in its place. */
static int
put_versions(const struct listing *listing, const char *name, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(listing->run);
	bool all = px_option_given(listing->run, &opt_all);
	struct px_form_versions kept;
	const struct px_form *shipped;
	size_t count = 0;

	if (px_run_shipped(listing->run, name, &shipped, err) != 0 ||
	    px_form_versions(&at, name, &kept, err) != 0)
		return -1;
	for (size_t i = 0; i <= kept.count; i++) {
		const struct px_form *form = i < kept.count ? kept.forms[i] : NULL;
		int order = shipped && form
				    ? px_form_version_compare(shipped->version, form->version)
				    : 0;

		if (shipped && (!form || order > 0)) {
			if ((all || count == 0) && put_form(listing, shipped, true, err) != 0)
				return -1;
			count++;
			shipped = NULL;
		}
		if (form && (all || count == 0) &&
		    put_form(listing, form, is_same(form, shipped), err) != 0)
			return -1;
		count += form != NULL;
		if (form && order == 0)
			shipped = NULL;
	}
	return 0;
}

static int
form_list(struct px_run *run, struct px_err *err)
{
	struct px_forms_at at = px_run_forms(run);
	struct listing listing = { .run = run };
	struct px_form_names names;
	int result = 0;

	if (run->operand_count > 0)
		return px_err_set(err, PX_USAGE,
				  _("%s: list takes no operand: `show` takes a form"),
				  run->operands[0]);
	if (px_form_names(&at, &names, err) != 0)
		return -1;
	listing.lang = px_run_for_machines(run) ? px_run_form_lang(run) : px_i18n_lang();
	listing.sink = px_sink_open(run, &view_form, PX_SINK_MANY, err);
	if (!listing.sink)
		return -1;
	for (size_t i = 0; i < names.count && result == 0; i++)
		result = put_versions(&listing, names.items[i], err);
	if (result == 0)
		return px_sink_close(listing.sink, err);
	px_sink_abandon(listing.sink);
	return -1;
}

const struct px_verb px_verb_form_list = {
	.name = "list",
	.summary = N_("print the forms: those that are shipped, and those that the team added"),
	.flags = PX_VERB_FORMATS | PX_VERB_MAYBE,
	.access = PX_ACCESS_READ,
	.options = list_options,
	.output = &view_form,
	.run = form_list,
};
