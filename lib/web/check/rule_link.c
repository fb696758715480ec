/* Rules about links: what they say, and where they lead. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static bool
is_link(const struct px_node *node)
{
	return !node->svg && px_dom_get(node, "href");
}

bool
px_rule_link_name(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_A]; at; at = at->again) {
		if (!is_link(at) || px_check_silent(at))
			continue;
		tried = true;
		if (!*px_check_name(visit, at))
			px_check_found(visit, at->line, _("%s: a link without a text"),
				       px_check_tag(visit, at));
	}
	return tried;
}

/* Words that say nothing when links are read one after the other, as slugs. */
static const char vague[] =
	"cliquez-ici|cliquer-ici|clic|clique-ici|ici|lien|ce-lien|en-savoir-plus|savoir-plus|plus|"
	"lire-la-suite|la-suite|suite|voir|voir-plus|detail|details|plus-d-infos|plus-d-"
	"informations|"
	"click-here|here|link|this-link|more|read-more|learn-more|see-more|go|page|lire-plus";

bool
px_rule_link_vague(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_A]; at; at = at->again) {
		const char *name;

		if (!is_link(at) || px_check_silent(at))
			continue;
		tried = true;
		name = px_check_name(visit, at);
		if (px_text_listed(vague, px_text_slug(visit->arena, name, 80)))
			px_check_found(visit, at->line,
				       _("\"%s\" does not say where the link leads: say it in the "
					 "link, or by aria-label"),
				       name);
	}
	return tried;
}

/* What is around a link, which tells it from another of the same text: the item, row, paragraph or
 * article that says more than the link does. */
static const char *
context_of(struct px_visit *visit, const struct px_node *link)
{
	size_t length = strlen(px_check_text(visit, link));

	for (const struct px_node *at = link->parent; at; at = at->parent) {
		const char *text;

		if (at->tag == PX_TAG_NAV || at->tag == PX_TAG_MAIN || at->tag == PX_TAG_BODY)
			break;
		if (at->tag != PX_TAG_LI && at->tag != PX_TAG_TR && at->tag != PX_TAG_P &&
		    at->tag != PX_TAG_DD && at->tag != PX_TAG_ARTICLE)
			continue;
		text = px_check_text(visit, at);
		if (strlen(text) > length)
			return text;
	}
	return "";
}

static bool
same_place(const struct px_check_link *a, const struct px_check_link *b)
{
	return strcmp(a->value, b->value) == 0 ||
	       (a->target != PX_NO_FILE && a->target == b->target &&
		strcmp(a->fragment ? a->fragment : "", b->fragment ? b->fragment : "") == 0);
}

bool
px_rule_link_same(struct px_visit *visit)
{
	struct px_set seen = { NULL, NULL, 0, 0 };
	bool tried = false;

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];
		const char *name, *title, *key;
		uint32_t first;

		if (link->node->tag != PX_TAG_A || !is_link(link->node) ||
		    px_check_silent(link->node))
			continue;
		name = px_check_name(visit, link->node);
		title = px_dom_filled(link->node, "title");
		if (!*name)
			continue;
		tried = true;
		key = px_arena_printf(visit->arena, "%s\n%s\n%s",
				      px_text_folded(visit->arena, name), title ? title : "",
				      context_of(visit, link->node));
		if (px_set_put(&seen, px_digest(key, strlen(key)), (uint32_t)i))
			continue;
		px_set_get(&seen, px_digest(key, strlen(key)), &first);
		if (!same_place(link, &visit->links[first]))
			px_check_found(
				visit, link->node->line,
				_("\"%s\" leads to %s, and elsewhere from line %ld: say what "
				  "differs, in the links or by aria-label"),
				name, link->value, visit->links[first].node->line);
	}
	px_set_release(&seen);
	return tried;
}

bool
px_rule_link_window(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_A]; at; at = at->again) {
		const char *target = px_dom_get(at, "target");
		char *folded;

		if (!is_link(at))
			continue;
		tried = true;
		if (!target || strcasecmp(target, "_blank") != 0)
			continue;
		folded = px_text_folded(visit->arena, px_check_name(visit, at));
		if (!strstr(folded, "nouvel") && !strstr(folded, "new window") &&
		    !strstr(folded, "new tab"))
			px_check_found(visit, at->line,
				       _("%s opens a window without a word: take out target"),
				       px_check_tag(visit, at));
	}
	return tried;
}

/* Does a file stand there whose name differs by capitals only? */
static const char *
other_case(const struct px_check_site *site, const char *path)
{
	for (size_t i = 0; i < site->file_count; i++)
		if (strcasecmp(site->files[i].path, path) == 0)
			return site->files[i].path;
	return NULL;
}

bool
px_rule_link_target(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];
		const char *near;

		if (link->outside || (link->path && link->path[0] == '\0' && !*link->value))
			continue;
		tried = true;
		if (link->target != PX_NO_FILE)
			continue;
		near = link->path ? other_case(visit->site, link->path) : NULL;
		if (!link->path)
			px_check_found(visit, link->node->line, _("\"%s\" leads out of the folder"),
				       link->value);
		else if (near)
			px_check_found(visit, link->node->line,
				       _("\"%s\" leads to no file; %s differs by its capitals"),
				       link->value, near);
		else
			px_check_found(visit, link->node->line,
				       _("\"%s\" leads to no file: there is no %s"), link->value,
				       link->path);
	}
	return tried;
}

static void
wait_for(struct px_visit *visit, const struct px_check_link *link)
{
	struct px_check_site *site = visit->site;

	PX_GROW(site->pending, site->pending_count, site->pending_capacity);
	site->pending[site->pending_count++] =
		(struct px_check_pending){ (size_t)(visit->file - site->files), link->target,
					   link->node->line,
					   px_arena_strdup(&site->report->arena, link->fragment) };
}

bool
px_rule_link_anchor(struct px_visit *visit)
{
	size_t place = (size_t)(visit->file - visit->site->files);
	bool tried = false;

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];

		if (!link->fragment || !*link->fragment || link->target == PX_NO_FILE ||
		    strcmp(link->fragment, "top") == 0 || !visit->site->files[link->target].page)
			continue;
		tried = true;
		if (link->target != place)
			wait_for(visit, link);
		else if (!px_check_by_id(visit, link->fragment))
			px_check_found(visit, link->node->line,
				       _("nothing on this page has the id \"%s\""), link->fragment);
	}
	return tried;
}

/* Once the ids of all pages are known. */
bool
px_rule_link_anchor_site(struct px_visit *visit)
{
	struct px_check_site *site = visit->site;

	for (size_t i = 0; i < site->pending_count; i++) {
		const struct px_check_pending *at = &site->pending[i];

		if (!px_set_get(&site->ids, px_check_id_key(at->target, at->fragment), NULL))
			px_check_found_in(visit, site->files[at->from].path, at->line,
					  _("nothing on %s has the id \"%s\""),
					  site->files[at->target].path, at->fragment);
	}
	return false;
}

bool
px_rule_link_relative(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];
		size_t length;

		if (link->outside || !*link->value)
			continue;
		tried = true;
		length = link->path ? strlen(link->path) : 0;
		if (link->value[0] == '/')
			px_check_found(
				visit, link->node->line,
				_("\"%s\" leads nowhere from a USB stick: write it from this "
				  "page on, as ../"),
				link->value);
		else if (link->kind == PX_LINK_GO && link->path && link->target != PX_NO_FILE &&
			 (!length || link->path[length - 1] == '/' ||
			  strcmp(link->path, visit->site->files[link->target].path) != 0))
			px_check_found(
				visit, link->node->line,
				_("\"%s\" is a folder, which shows no page from a USB stick: "
				  "write index.html"),
				link->value);
	}
	return tried;
}

static bool
is_mail(const char *address)
{
	size_t length = strcspn(address, "?"), at = strcspn(address, "@");

	return at > 0 && at + 1 < length && strcspn(address, " \t,;") >= length &&
	       memchr(address + at, '.', length - at) && address[length - 1] != '.';
}

static bool
is_phone(const char *number)
{
	size_t digits = 0;

	if (*number == '+')
		number++;
	for (; *number; number++) {
		digits += isdigit((unsigned char)*number) != 0;
		if (!isdigit((unsigned char)*number) && !strchr("-.()", *number))
			return false;
	}
	return digits >= 2 && digits <= 15;
}

bool
px_rule_link_contact(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];
		bool mail = strncasecmp(link->value, "mailto:", 7) == 0;
		bool phone = strncasecmp(link->value, "tel:", 4) == 0;

		if (!mail && !phone)
			continue;
		tried = true;
		if (mail && !is_mail(link->value + 7))
			px_check_found(visit, link->node->line,
				       _("\"%s\" is no address to write to"), link->value);
		else if (phone && !is_phone(link->value + 4))
			px_check_found(visit, link->node->line,
				       _("\"%s\" is no number to call: write tel:+33…, without "
					 "blanks"),
				       link->value);
	}
	return tried;
}

/* A page that none leads to, from the home page on, is found by nobody. */
bool
px_rule_page_reached(struct px_visit *visit)
{
	struct px_check_site *site = visit->site;
	size_t home = px_check_file_at(site, "index.html"), count = 0;
	size_t *queue;
	bool *seen;

	if (home == PX_NO_FILE)
		return false;
	queue = px_calloc(site->file_count, sizeof(*queue));
	seen = px_calloc(site->file_count, sizeof(*seen));
	seen[home] = true;
	queue[count++] = home;
	for (size_t next = 0; next < count; next++)
		for (size_t i = 0; i < site->files[queue[next]].edge_count; i++) {
			size_t to = site->edge_list[site->files[queue[next]].edge + i];

			if (!seen[to])
				queue[count++] = to;
			seen[to] = true;
		}
	for (size_t i = 0; i < site->file_count; i++) {
		const struct px_check_file *file = &site->files[i];
		bool lost = file->kind && strcmp(file->kind, "404") == 0;

		if (file->page && !seen[i] && !lost && strcmp(file->path, "404.html") != 0)
			px_check_found_in(visit, file->path, 0,
					  _("no link leads to this page from the home page"));
	}
	free(queue);
	free(seen);
	return true;
}
