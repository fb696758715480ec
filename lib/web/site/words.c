#include "web/site/words.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "model/types.h"
#include "web/page/records.h"

static struct px_doc *
read_words(struct px_site *site, int folder, const char *name, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err why = PX_ERR_INIT;
	struct px_front_form form = { name, NULL, NULL };
	struct px_doc *map = NULL;
	int result = px_site_read_at(folder, name, name, PX_FRONT_BYTES, &text, &why);

	if (result == 0)
		px_front_yaml(&form, text.data, text.length, &map, site->faults);
	else if (why.code != PX_NOT_FOUND)
		px_err_copy(err, &why);
	px_buf_release(&text);
	if (result != 0 && why.code != PX_NOT_FOUND)
		return NULL;
	return map && map->kind == PX_DOC_MAP ? map : px_doc_map(&site->arena);
}

int
px_site_words(struct px_site *site, struct px_err *err)
{
	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];
		const char *name = px_arena_printf(&site->arena, "words.%s.yaml", lang->code);
		struct px_doc *all = read_words(site, site->default_fd, name, err);
		struct px_doc *own = all ? read_words(site, site->theme_fd, name, err) : NULL;

		if (!own)
			return -1;
		for (size_t k = 0; k < own->count; k++)
			px_doc_put(all, own->entries[k].key, own->entries[k].value);
		lang->words_doc = all;
	}
	return 0;
}

enum { NAMED = 2 }; /* records that lack a fact, each in a line of its own; more are one line */

static size_t
count_of(const struct px_public_gaps *gaps, const struct px_public_rule *rule, size_t end)
{
	size_t count = 0;

	for (size_t i = 0; i < end; i++)
		count += gaps->items[i].rule == rule;
	return count;
}

static void
say_gap(struct px_site *site, const struct px_public_gaps *gaps, size_t i)
{
	const struct px_public_gap *gap = &gaps->items[i];
	size_t count = count_of(gaps, gap->rule, gaps->count);

	if (count <= NAMED)
		px_faults_add(site->faults, PX_REJECTING, NULL, _("%s: %s: is missing (%s): %s"),
			      gap->name, px_tr(gap->rule->what), px_tr(gap->rule->why),
			      gap->command);
	else if (count_of(gaps, gap->rule, i) == 0)
		px_faults_add(site->faults, PX_REJECTING, NULL,
			      _("%s and %zu more: %s: is missing (%s): %s, and so for each; "
				"one command may name several (plexus-directory missing lists "
				"them)"),
			      gap->name, count - 1, px_tr(gap->rule->what), px_tr(gap->rule->why),
			      gap->command);
}

int
px_site_facts(struct px_site *site, struct px_err *err)
{
	const struct px_site_options *options = site->options;
	struct px_public_at at = { options->store, &site->arena, options->world,
				   options->organization };
	struct px_public_gaps gaps = { 0 };
	int result = px_public_missing(&at, &gaps, err);

	for (size_t i = 0; result == 0 && i < gaps.count; i++)
		say_gap(site, &gaps, i);
	free(gaps.items);
	return result;
}

void
px_site_faults_once(struct px_site *site)
{
	struct px_faults *faults = site->faults;
	size_t kept = 0;

	for (size_t i = 0; i < faults->count; i++) {
		bool again = false;

		for (size_t k = 0; k < kept && !again; k++)
			again = strcmp(faults->items[k].message, faults->items[i].message) == 0;
		if (!again)
			faults->items[kept++] = faults->items[i];
	}
	faults->count = kept;
}

/*
 * Names of templates: one that is made of other words than the keys of plexus-themes(7) was mistyped;
 * one that is made of these may well be missing, on a site that has no such thing.
 */
static bool
is_key(const char *name, size_t length)
{
	for (size_t i = 0; px_site_keys[i]; i++)
		if (strlen(px_site_keys[i]) == length && memcmp(px_site_keys[i], name, length) == 0)
			return true;
	return length == 0;
}

static bool
is_known(const char *name)
{
	if (strncmp(name, "t.", 2) == 0)
		return false; /* a word that the theme has not */
	for (;;) {
		size_t length = strcspn(name, ".");

		if (!is_key(name, length))
			return false;
		if (!name[length])
			return true;
		name += length + 1;
	}
}

static void
take_unmet(const struct px_unmet *unmet, void *data)
{
	struct px_site *site = data;

	if (!is_known(unmet->name))
		px_faults_add(site->faults, PX_SUSPICIOUS, NULL,
			      _("%s:%d: {{%s}}: no page has it: plexus-themes(7) lists what there "
				"is"),
			      unmet->path, unmet->line, unmet->name);
}

/* What some pages did not look for this time is not known to be missing. */
void
px_site_unmet(struct px_site *site)
{
	if (site->all_rendered)
		px_theme_unmet(site->theme, take_unmet, site);
}
