/* Rules about how a page is built: headings, landmarks, lists, tables. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static bool
is_heading(const struct px_node *node)
{
	return node->tag >= PX_TAG_H1 && node->tag <= PX_TAG_H6;
}

bool
px_rule_heading_one(struct px_visit *visit)
{
	const struct px_node *first = visit->dom->tags[PX_TAG_H1];

	if (!first)
		px_check_found(visit, visit->file->line,
			       _("no <h1>: it says what the page is about"));
	for (const struct px_node *at = first ? first->again : NULL; at; at = at->again)
		px_check_found(visit, at->line, _("a second <h1>: write <h2>"));
	return true;
}

bool
px_rule_heading_level(struct px_visit *visit)
{
	int last = 0;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		int level = (int)node->tag - PX_TAG_H1 + 1;

		if (!is_heading(node))
			continue;
		if (last && level > last + 1)
			px_check_found(visit, node->line,
				       _("<h%d> after <h%d>: a level is skipped, write <h%d>"),
				       level, last, last + 1);
		last = level;
	}
	return last > 0;
}

bool
px_rule_heading_empty(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];

		if (!is_heading(node))
			continue;
		tried = true;
		if (!*px_check_name(visit, node))
			px_check_found(visit, node->line, _("an empty <%s>"), node->name);
	}
	return tried;
}

bool
px_rule_main(struct px_visit *visit)
{
	const struct px_node *first = visit->dom->tags[PX_TAG_MAIN];

	if (!first)
		px_check_found(visit, visit->file->line,
			       _("no <main>: it holds what the page is for"));
	for (const struct px_node *at = first ? first->again : NULL; at; at = at->again)
		if (!px_dom_get(at, "hidden"))
			px_check_found(visit, at->line, _("a second <main>: only one may show"));
	return true;
}

bool
px_rule_landmarks(struct px_visit *visit)
{
	static const struct {
		enum px_tag tag;
		const char *name;
	} wanted[] = { { PX_TAG_HEADER, "header" },
		       { PX_TAG_NAV, "nav" },
		       { PX_TAG_FOOTER, "footer" } };

	for (size_t i = 0; i < PX_COUNT(wanted); i++)
		if (!visit->dom->tags[wanted[i].tag])
			px_check_found(
				visit, visit->file->line,
				_("no <%s>: screen readers go from one landmark to the next"),
				wanted[i].name);
	return true;
}

bool
px_rule_nav_name(struct px_visit *visit)
{
	const struct px_node *first = visit->dom->tags[PX_TAG_NAV];

	if (!first || !first->again)
		return false;
	for (const struct px_node *at = first; at; at = at->again)
		if (!px_dom_filled(at, "aria-label") && !px_dom_filled(at, "aria-labelledby"))
			px_check_found(visit, at->line,
				       _("there are several <nav>: say which this is by "
					 "aria-label"));
	return true;
}

bool
px_rule_skip_link(struct px_visit *visit)
{
	const struct px_node *first = visit->dom->tags[PX_TAG_A], *target;
	const char *href;

	while (first && !px_dom_get(first, "href"))
		first = first->again;
	if (!first)
		return false;
	href = px_dom_get(first, "href");
	if (href[0] != '#' || !href[1]) {
		px_check_found(visit, first->line,
			       _("the first link of the page must skip to its content: <a "
				 "href=\"#…\">, to the id of <main>"));
		return true;
	}
	target = px_check_by_id(visit, href + 1);
	if (!target)
		px_check_found(visit, first->line,
			       _("the link that skips leads nowhere: nothing "
				 "has the id \"%s\""),
			       href + 1);
	else if (!px_dom_above(target, PX_TAG_MAIN) && target->tag != PX_TAG_H1)
		px_check_found(visit, first->line,
			       _("the link that skips must lead to <main>, or into it"));
	else if (px_check_silent(first))
		px_check_found(visit, first->line, _("the link that skips is hidden from all"));
	return true;
}

static void
check_children(struct px_visit *visit, const struct px_node *list, const char *may)
{
	for (const struct px_node *at = list->first; at; at = at->next) {
		if (at->text && !px_dom_blank(at->text))
			px_check_found(visit, at->line, _("a text in <%s> outside its items"),
				       list->name);
		else if (!at->text && !px_text_listed(may, at->name))
			px_check_found(visit, at->line, _("<%s> may not stand right in <%s>"),
				       at->name, list->name);
	}
}

bool
px_rule_list(struct px_visit *visit)
{
	static const enum px_tag lists[] = { PX_TAG_UL, PX_TAG_OL };
	bool tried = false;

	for (size_t i = 0; i < PX_COUNT(lists); i++)
		for (const struct px_node *at = visit->dom->tags[lists[i]]; at; at = at->again) {
			tried = true;
			check_children(visit, at, "li|script|template");
		}
	for (const struct px_node *at = visit->dom->tags[PX_TAG_DL]; at; at = at->again) {
		tried = true;
		check_children(visit, at, "dt|dd|div|script|template");
	}
	for (const struct px_node *at = visit->dom->tags[PX_TAG_LI]; at; at = at->again)
		if (at->parent->tag != PX_TAG_UL && at->parent->tag != PX_TAG_OL &&
		    strcmp(at->parent->name, "menu") != 0)
			px_check_found(visit, at->line, _("<li> outside a list"));
	return tried;
}

static bool
is_layout(const struct px_node *table)
{
	const char *role = px_dom_get(table, "role");

	return role && (strcasecmp(role, "presentation") == 0 || strcasecmp(role, "none") == 0);
}

bool
px_rule_table_name(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_TABLE]; at; at = at->again) {
		const struct px_node *caption = at->first;

		if (is_layout(at))
			continue;
		tried = true;
		while (caption && caption->tag != PX_TAG_CAPTION)
			caption = caption->next;
		if (!px_dom_filled(at, "aria-label") && !px_dom_filled(at, "aria-labelledby") &&
		    !px_dom_filled(at, "title") && (!caption || !*px_check_name(visit, caption)))
			px_check_found(visit, at->line,
				       _("the table has no title: write <caption>, or aria-label"));
	}
	return tried;
}

bool
px_rule_table_header(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_TABLE]; at; at = at->again) {
		const struct px_node *cell = at;
		size_t headers = 0;

		if (is_layout(at))
			continue;
		tried = true;
		for (; cell; cell = px_dom_walk(cell, at)) {
			const char *scope = px_dom_get(cell, "scope");

			if (cell->tag != PX_TAG_TH || px_dom_above(cell, PX_TAG_TABLE) != at)
				continue;
			headers++;
			if (!px_dom_get(cell, "id") &&
			    (!scope || !px_text_listed("col|row|colgroup|rowgroup", scope)))
				px_check_found(visit, cell->line,
					       _("a header without its direction: write "
						 "<th scope=\"col\">, or \"row\""));
		}
		if (!headers)
			px_check_found(visit, at->line,
				       _("the table has no header: write <th scope=\"col\">"));
	}
	return tried;
}

bool
px_rule_tabindex(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *value = px_dom_get(node, "tabindex");

		tried |= value != NULL;
		if (value && strtol(value, NULL, 10) > 0)
			px_check_found(visit, node->line,
				       _("%s: a tabindex above 0 takes the page out of its order: "
					 "take it out"),
				       px_check_tag(visit, node));
	}
	return tried;
}

bool
px_rule_autoplay(struct px_visit *visit)
{
	static const enum px_tag media[] = { PX_TAG_AUDIO, PX_TAG_VIDEO };
	bool tried = false;

	for (size_t i = 0; i < PX_COUNT(media); i++)
		for (const struct px_node *at = visit->dom->tags[media[i]]; at; at = at->again) {
			tried = true;
			if (px_dom_get(at, "autoplay"))
				px_check_found(visit, at->line,
					       _("<%s> plays by itself: take out autoplay"),
					       at->name);
		}
	return tried;
}
