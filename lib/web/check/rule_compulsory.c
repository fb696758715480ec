/* Rules about what a site must hold: pages, facts, and links to them. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static bool
is_kind(const struct px_check_file *file, const char *kind)
{
	return file->kind && strcmp(file->kind, kind) == 0;
}

static bool
has_kind(const struct px_check_site *site, const char *kind)
{
	for (size_t i = 0; i < site->file_count; i++)
		if (is_kind(&site->files[i], kind))
			return true;
	return false;
}

bool
px_rule_page_home(struct px_visit *visit)
{
	if (px_check_file_at(visit->site, "index.html") == PX_NO_FILE)
		px_check_found_in(visit, "index.html", 0,
				  _("there is no home page: it is index.html, at the top"));
	return true;
}

bool
px_rule_page_404(struct px_visit *visit)
{
	if (px_check_file_at(visit->site, "404.html") == PX_NO_FILE &&
	    !has_kind(visit->site, "404"))
		px_check_found_in(visit, "404.html", 0,
				  _("there is no page for who follows an old link: it is "
				    "404.html, at the top"));
	return true;
}

static bool
check_kind(struct px_visit *visit, const char *kind, const char *what)
{
	if (!has_kind(visit->site, kind))
		px_check_found_in(visit, "index.html", 0,
				  _("no page is the %s: mark the one that is by <html "
				    "data-plexus-page=\"%s\">"),
				  what, kind);
	return true;
}

bool
px_rule_page_legal(struct px_visit *visit)
{
	return check_kind(visit, "legal", _("legal notice"));
}

bool
px_rule_page_privacy(struct px_visit *visit)
{
	return check_kind(visit, "privacy", _("page on personal data"));
}

bool
px_rule_page_accessibility(struct px_visit *visit)
{
	return check_kind(visit, "accessibility", _("accessibility statement"));
}

/* From every page to one of this kind in one click. */
static bool
check_linked(struct px_visit *visit, const char *kind, const char *what)
{
	const struct px_check_site *site = visit->site;

	if (!has_kind(site, kind))
		return false;
	for (size_t i = 0; i < site->file_count; i++) {
		const struct px_check_file *file = &site->files[i];
		bool linked = !file->page || file->unread || is_kind(file, kind);

		for (size_t k = 0; k < file->edge_count && !linked; k++)
			linked = is_kind(&site->files[site->edge_list[file->edge + k]], kind);
		if (!linked)
			px_check_found_in(visit, file->path, file->line,
					  _("no link to the %s, which must be one click from "
					    "every page"),
					  what);
	}
	return true;
}

bool
px_rule_legal_linked(struct px_visit *visit)
{
	return check_linked(visit, "legal", _("legal notice"));
}

bool
px_rule_privacy_linked(struct px_visit *visit)
{
	return check_linked(visit, "privacy", _("page on personal data"));
}

bool
px_rule_accessibility_linked(struct px_visit *visit)
{
	return check_linked(visit, "accessibility", _("accessibility statement"));
}

struct item {
	const char *name, *what; /* N_() */
};

static const struct px_node *
item_of(const struct px_node *top, const char *name, const struct px_node *after)
{
	for (const struct px_node *at = after ? px_dom_walk(after, top) : top; at;
	     at = px_dom_walk(at, top)) {
		const char *items = px_dom_get(at, "data-plexus-item");

		if (items && px_dom_listed(items, name))
			return at;
	}
	return NULL;
}

/* Each item stands below `top` and says something. */
static void
check_items(struct px_visit *visit, const struct px_node *top, long line, const struct item *items,
	    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct px_node *node = item_of(top, items[i].name, NULL);
		bool said = false;

		for (const struct px_node *at = node; at && !said;
		     at = item_of(top, items[i].name, at))
			said = *px_check_name(visit, at) != '\0';
		if (!node)
			px_check_found(visit, line,
				       _("%s is missing: mark it by data-plexus-item=\"%s\""),
				       px_tr(items[i].what), items[i].name);
		else if (!said)
			px_check_found(visit, node->line, _("%s is empty"), px_tr(items[i].what));
	}
}

static bool
check_page(struct px_visit *visit, const char *kind, const struct item *items, size_t count)
{
	if (!is_kind(visit->file, kind))
		return false;
	check_items(visit, visit->dom->root, visit->file->line, items, count);
	return true;
}

bool
px_rule_legal_items(struct px_visit *visit)
{
	static const struct item items[] = {
		{ "name", N_("the name of who publishes") },
		{ "seat", N_("the seat of who publishes") },
		{ "phone", N_("the telephone of who publishes") },
		{ "email", N_("the e-mail of who publishes") },
		{ "director", N_("the director of publication") },
		{ "host", N_("the host of the site, its address and telephone") },
	};

	return check_page(visit, "legal", items, PX_COUNT(items));
}

bool
px_rule_privacy_items(struct px_visit *visit)
{
	static const struct item items[] = {
		{ "controller", N_("the controller of personal data") },
		{ "purpose", N_("what personal data are for") },
		{ "recipients", N_("who receives personal data") },
		{ "retention", N_("how long personal data are kept") },
		{ "rights", N_("the rights over personal data, and whom to ask") },
	};

	return check_page(visit, "privacy", items, PX_COUNT(items));
}

bool
px_rule_accessibility_items(struct px_visit *visit)
{
	static const struct item items[] = {
		{ "state", N_("the state of conformity") },
		{ "date", N_("the date of the statement") },
		{ "rate", N_("the rate of criteria that hold") },
		{ "contact", N_("whom to tell what is not accessible") },
		{ "recourse", N_("the way of recourse") },
	};

	return check_page(visit, "accessibility", items, PX_COUNT(items));
}

bool
px_rule_accessibility_mention(struct px_visit *visit)
{
	static const struct item items[] = {
		{ "conformity", N_("the mention \"Accessibilité : …\"") },
	};

	if (strcmp(visit->file->path, "index.html") != 0)
		return check_page(visit, "home", items, PX_COUNT(items));
	check_items(visit, visit->dom->root, visit->file->line, items, PX_COUNT(items));
	return true;
}

bool
px_rule_person_items(struct px_visit *visit)
{
	static const struct item items[] = {
		{ "name", N_("the name of the professional") },
		{ "profession", N_("the profession") },
		{ "rpps", N_("the RPPS number") },
		{ "sector", N_("the convention sector") },
		{ "fees", N_("the fees") },
	};
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *card = &visit->dom->nodes[i];
		const char *item = px_dom_get(card, "data-plexus-item");
		const char *fees = px_dom_get(card, "data-plexus-fees");

		if (!item || !px_dom_listed(item, "person"))
			continue;
		tried = true;
		check_items(visit, card, card->line, items,
			    fees && strcmp(fees, "none") == 0 ? 2 : PX_COUNT(items));
	}
	return tried;
}
