/* The round: each page is read once, each rule looks at it, and then at the whole. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/check/visit.h"

enum { PAGE_LIMIT = 8 << 20 };

static const struct px_check_options defaults = {
	.page_bytes = 30000, .style_bytes = 20000, .image_bytes = 300000, .total_bytes = 1500000
};

const struct px_check_rule *
px_check_rule(const char *id)
{
	for (size_t i = 0; i < px_check_rule_count; i++)
		if (strcmp(px_check_rules[i].id, id) == 0)
			return &px_check_rules[i];
	return NULL;
}

void
px_check_source(const struct px_check_rule *rule, struct px_buf *out)
{
	const char *before = "";

	if (rule->wcag) {
		px_buf_printf(out, "WCAG 2.2 %s", rule->wcag);
		before = ", ";
	}
	if (rule->rgaa) {
		px_buf_printf(out, "%sRGAA 4.1 %s", before, rule->rgaa);
		before = ", ";
	}
	if (rule->law)
		px_buf_printf(out, "%s%s", before, rule->law);
}

static const char *
rule_id(const void *rules, size_t i)
{
	return i < px_check_rule_count ? ((const struct px_check_rule *)rules)[i].id : NULL;
}

static int
leave_out(struct px_check_site *site, struct px_err *err)
{
	const char *const *without = site->options->without;

	site->left_out = px_calloc(px_check_rule_count, sizeof(*site->left_out));
	for (size_t i = 0; without && without[i]; i++) {
		const struct px_check_rule *rule = px_check_rule(without[i]);
		const char *near;

		if (rule) {
			site->left_out[rule - px_check_rules] = true;
			continue;
		}
		near = px_text_nearest(without[i], rule_id, px_check_rules);
		return near ? px_err_set(err, PX_USAGE, _("%s: no such rule; did you mean %s?"),
					 without[i], near)
			    : px_err_set(err, PX_USAGE, _("%s: no such rule"), without[i]);
	}
	return 0;
}

/* What others ask of a page later: its ids, what it says it is. */
static void
learn(struct px_visit *visit)
{
	size_t place = (size_t)(visit->file - visit->site->files);
	struct px_arena *kept = &visit->site->report->arena;
	const struct px_node *marked[] = { visit->dom->root, visit->dom->tags[PX_TAG_BODY],
					   visit->dom->tags[PX_TAG_MAIN] };
	const char *lang = px_dom_filled(visit->dom->root, "lang");

	px_set_clear(&visit->by_id);
	for (size_t i = 0; i < visit->dom->count; i++) {
		const char *id = px_dom_get(&visit->dom->nodes[i], "id");

		if (id && px_set_put(&visit->by_id, px_digest(id, strlen(id)), (uint32_t)i))
			px_set_put(&visit->site->ids, px_check_id_key(place, id), 0);
	}
	for (size_t i = 0; i < PX_COUNT(marked) && !visit->file->kind; i++) {
		const char *kind = marked[i] ? px_dom_filled(marked[i], "data-plexus-page") : NULL;

		visit->file->kind = kind ? px_arena_strdup(kept, kind) : NULL;
	}
	visit->file->line = 1;
	if (visit->dom->tags[PX_TAG_BODY] && visit->dom->tags[PX_TAG_BODY]->line)
		visit->file->line = visit->dom->tags[PX_TAG_BODY]->line;
	visit->file->lang = lang ? px_arena_strdup(kept, lang) : NULL;
	for (const struct px_node *at = visit->dom->tags[PX_TAG_META]; at; at = at->again) {
		const char *name = px_dom_get(at, "name"), *content = px_dom_get(at, "content");

		if (name && content && strcmp(name, "robots") == 0 && strstr(content, "noindex"))
			visit->file->unlisted = true;
	}
}

static void
take_edges(struct px_visit *visit)
{
	struct px_check_site *site = visit->site;
	size_t place = (size_t)(visit->file - site->files);

	visit->file->edge = site->edge_count;
	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];

		if (link->kind != PX_LINK_GO || link->target == PX_NO_FILE ||
		    !px_set_put(&site->edges, px_check_edge_key(place, link->target), 0))
			continue;
		PX_GROW(site->edge_list, site->edge_count, site->edge_capacity);
		site->edge_list[site->edge_count++] = (uint32_t)link->target;
		visit->file->edge_count++;
	}
}

static void
try_rules(struct px_visit *visit, bool whole)
{
	for (size_t i = 0; i < px_check_rule_count; i++) {
		const struct px_check_rule *rule = &px_check_rules[i];
		bool (*look)(struct px_visit *) = whole ? rule->site : rule->page;

		visit->rule = rule;
		if (look && !visit->site->left_out[i] && look(visit))
			visit->site->report->tallies[i].tried++;
	}
}

static void
unreadable(struct px_visit *visit, const char *why)
{
	visit->file->unread = true;
	visit->rule = px_check_rule("readable");
	px_check_found(visit, 0, "%s", why);
	visit->site->report->tallies[visit->rule - px_check_rules].tried++;
}

static void
visit_page(struct px_visit *visit)
{
	struct px_buf text = PX_BUF_INIT;

	visit->site->report->pages++;
	visit->links = NULL;
	visit->link_count = visit->link_capacity = 0;
	if (px_check_read(visit->site, visit->file->path, PAGE_LIMIT, &text) != 0) {
		unreadable(visit, _("this page cannot be read, or is larger than 8 MB"));
	} else if (!(visit->dom = px_dom_read(visit->arena, text.data, text.length))) {
		unreadable(visit, _("this page nests deeper, or holds more, than any page does"));
	} else {
		visit->bytes = text.data;
		visit->length = text.length;
		visit->names =
			px_arena_alloc(visit->arena, visit->dom->count * sizeof(*visit->names));
		learn(visit);
		px_check_links(visit);
		take_edges(visit);
		px_check_style(visit);
		try_rules(visit, false);
	}
	px_buf_release(&text);
}

static void
visit_all(struct px_check_site *site)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_visit visit = { .site = site, .arena = &arena };

	for (size_t i = 0; i < site->file_count; i++) {
		if (!site->files[i].page)
			continue;
		visit.file = &site->files[i];
		visit_page(&visit);
		px_arena_reset(&arena);
	}
	visit.file = NULL;
	visit.dom = NULL;
	try_rules(&visit, true);
	px_set_release(&visit.by_id);
	px_arena_release(&arena);
}

static void
release(struct px_check_site *site)
{
	while (site->views) {
		struct px_check_view *view = site->views;

		site->views = view->next;
		px_css_close_view(view->css);
		free(view);
	}
	px_set_release(&site->ids);
	px_set_release(&site->titles);
	px_set_release(&site->edges);
	px_check_words_free(site->words);
	free(site->edge_list);
	free(site->pending);
	free(site->files);
	free(site->left_out);
}

/* Limits that are not said are the usual ones. */
static void
complete(struct px_check_options *options)
{
	size_t *said[] = { &options->page_bytes, &options->style_bytes, &options->image_bytes,
			   &options->total_bytes };
	const size_t usual[] = { defaults.page_bytes, defaults.style_bytes, defaults.image_bytes,
				 defaults.total_bytes };

	for (size_t i = 0; i < PX_COUNT(said); i++)
		if (!*said[i])
			*said[i] = usual[i];
}

int
px_site_check(const char *folder, const struct px_check_options *options,
	      struct px_check_report *report, struct px_err *err)
{
	struct px_check_options asked = options ? *options : defaults;
	struct px_check_site site = { .folder = folder, .options = &asked, .report = report };
	int status;

	complete(&asked);
	*report = (struct px_check_report){ .found = NULL };
	report->tallies =
		px_arena_alloc(&report->arena, px_check_rule_count * sizeof(*report->tallies));
	for (size_t i = 0; i < px_check_rule_count; i++)
		report->tallies[i].rule = &px_check_rules[i];
	status = leave_out(&site, err);
	if (status == 0)
		status = px_check_list(&site, err);
	if (status == 0 && asked.words)
		status = (site.words = px_check_words_read(asked.words, err)) ? 0 : -1;
	if (status == 0) {
		visit_all(&site);
		px_check_count(report);
	}
	release(&site);
	if (status != 0)
		px_check_report_release(report);
	return status;
}
