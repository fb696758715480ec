/* What is shown, what follows what, and where each page is. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/site/part.h"

/*
 * Which texts are shown.
 */

static bool
front_is(const struct site_text *text, const char *key)
{
	return px_doc_true(px_doc_get(text->front, key));
}

static void
put(struct site_list *list, struct site_text *text)
{
	PX_GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = text;
}

/* The day that news are of: what they say, else what their file's name begins with. */
static void
find_date(struct px_site *site, struct site_text *text)
{
	struct px_date date;
	char day[PX_DATE_SIZE];

	text->date = px_doc_get_text(text->front, "date");
	if (text->date || strlen(text->name) < sizeof(day) - 1)
		return;
	memcpy(day, text->name, sizeof(day) - 1);
	day[sizeof(day) - 1] = '\0';
	if (px_date_parse(day, &date) == 0)
		text->date = px_arena_strdup(&site->arena, day);
	else if (!text->faults.count)
		px_faults_add(site->faults, PX_REJECTING, NULL,
			      _("%s:1: date: is missing: write date: 2026-03-24"),
			      px_site_called(site, &site->arena, text->file->path));
}

static void
find_times(struct site_text *text)
{
	const char *start = px_doc_get_text(text->front, "start"),
		   *end = px_doc_get_text(text->front, "end");

	text->start = text->end = 0;
	if (start)
		px_instant_parse(start, &text->start);
	if (!end || px_instant_parse(end, &text->end) != 0 || text->end < text->start)
		text->end = text->start;
}

static void
take_text(struct px_site *site, struct site_text *text)
{
	struct site_lang *lang = &site->langs[text->lang];

	if (text->bad || (front_is(text, "draft") && !site->options->draft))
		return;
	text->shown = true;
	if (text->page >= 0) {
		lang->pages[text->page] = text;
		return;
	}
	if (text->section == SITE_NEWS)
		find_date(site, text);
	if (text->section == SITE_EVENTS)
		find_times(text);
	text->href = text->section == SITE_TEAM
			     ? NULL
			     : px_site_item_path(site, lang, text->section, text->name);
	text->depth = text->href ? px_site_depth(text->href) : px_site_depth(lang->prefix);
	put(&lang->texts[text->section], text);
	if (text->section == SITE_PAGES && front_is(text, "menu"))
		put(&lang->menu_pages, text);
}

/*
 * Orders.
 */

static int64_t
order_of(const struct site_text *text)
{
	const struct px_doc *order = px_doc_get(text->front, "order");

	return order && order->kind == PX_DOC_NUMBER ? order->number : INT64_MAX;
}

static int
by_order(const void *a, const void *b)
{
	const struct site_text *x = *(struct site_text *const *)a,
			       *y = *(struct site_text *const *)b;
	int64_t one = order_of(x), other = order_of(y);

	return one != other ? (one > other) - (one < other) : strcmp(x->name, y->name);
}

static int
newest_first(const void *a, const void *b)
{
	const struct site_text *x = *(struct site_text *const *)a,
			       *y = *(struct site_text *const *)b;
	int order = strcmp(y->date ? y->date : "", x->date ? x->date : "");

	return order ? order : strcmp(x->name, y->name);
}

static int
soonest_first(const void *a, const void *b)
{
	const struct site_text *x = *(struct site_text *const *)a,
			       *y = *(struct site_text *const *)b;

	return x->start != y->start ? (x->start > y->start) - (x->start < y->start)
				    : strcmp(x->name, y->name);
}

static void
sort(struct site_list *list, int (*compare)(const void *a, const void *b))
{
	if (list->count)
		qsort(list->items, list->count, sizeof(struct site_text *), compare);
}

/*
 * Twins, and pages that would be one file.
 */

struct named {
	const char *key;
	struct site_text *text;
};

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->key, ((const struct named *)b)->key);
}

static void
meet(struct px_site *site, struct site_text *a, struct site_text *b)
{
	if (a->lang != b->lang) {
		a->twin = b;
		b->twin = a;
		return;
	}
	px_faults_add(site->faults, PX_REJECTING, NULL,
		      _("%s: would be the same page as %s: give one of them another name"),
		      px_site_called(site, &site->arena, b->file->path), a->file->path);
}

/* Texts of one section and name: of two languages they are one page said twice, of one they are a
 * mistake. */
static void
pair(struct px_site *site)
{
	struct named *named = px_malloc((site->text_count + 1) * sizeof(*named));
	size_t count = 0;

	for (size_t i = 0; i < site->text_count; i++) {
		struct site_text *text = &site->texts[i];

		if (text->shown)
			named[count++] = (struct named){ px_arena_printf(&site->arena, "%d %s",
									 text->section, text->name),
							 text };
	}
	if (count)
		qsort(named, count, sizeof(*named), by_key);
	for (size_t i = 1; i < count; i++)
		if (strcmp(named[i - 1].key, named[i].key) == 0)
			meet(site, named[i - 1].text, named[i].text);
	free(named);
}

/*
 * Tags and years of news.
 */

static void
tag_put(struct site_tag *tag, struct site_text *text)
{
	PX_GROW(tag->items, tag->count, tag->capacity);
	tag->items[tag->count++] = text;
}

static struct site_tag *
tag_of(struct px_site *site, struct site_lang *lang, const char *label)
{
	char *slug;

	for (size_t i = 0; i < lang->tag_count; i++)
		if (strcmp(lang->tags[i].label, label) == 0)
			return &lang->tags[i];
	slug = px_text_slug(&site->arena, label, SITE_NAME_BYTES);
	if (!*slug)
		return NULL;
	for (size_t i = 0; i < lang->tag_count; i++)
		if (strcmp(lang->tags[i].slug, slug) == 0)
			return &lang->tags[i];
	PX_GROW(lang->tags, lang->tag_count, lang->tag_capacity);
	lang->tags[lang->tag_count] = (struct site_tag){
		.label = label,
		.slug = slug,
		.href = px_site_item_path(site, lang, SITE_NEWS,
					  px_arena_printf(&site->arena, "tag/%s", slug)),
	};
	return &lang->tags[lang->tag_count++];
}

static void
take_tags(struct px_site *site, struct site_lang *lang, struct site_text *text)
{
	const struct px_doc *tags = px_doc_get(text->front, "tags");

	for (size_t i = 0; tags && tags->kind == PX_DOC_LIST && i < tags->count; i++) {
		struct site_tag *tag = tag_of(site, lang, tags->items[i]->text);

		if (tag && (!tag->count || tag->items[tag->count - 1] != text))
			tag_put(tag, text);
	}
}

static void
take_year(struct px_site *site, struct site_lang *lang, struct site_text *text)
{
	struct site_tag *last = lang->year_count ? &lang->years[lang->year_count - 1] : NULL;
	const char *year;

	if (!text->date)
		return;
	if (!last || strncmp(last->slug, text->date, 4) != 0) {
		PX_GROW(lang->years, lang->year_count, lang->year_capacity);
		year = px_arena_strndup(&site->arena, text->date, 4);
		last = &lang->years[lang->year_count++];
		*last = (struct site_tag){ .label = year,
					   .slug = year,
					   .href = px_site_item_path(site, lang, SITE_NEWS, year) };
	}
	tag_put(last, text);
}

static int
by_label(const void *a, const void *b)
{
	return px_text_compare(((const struct site_tag *)a)->label,
			       ((const struct site_tag *)b)->label);
}

static void
arrange_news(struct px_site *site, struct site_lang *lang)
{
	struct site_list *news = &lang->texts[SITE_NEWS];

	sort(news, newest_first);
	for (size_t i = 0; i < news->count; i++) {
		take_tags(site, lang, news->items[i]);
		take_year(site, lang, news->items[i]);
	}
	/* What one page holds needs no others. */
	lang->years_shown = news->count > SITE_NEWS_SHOWN ? lang->year_count : 0;
	if (lang->tag_count)
		qsort(lang->tags, lang->tag_count, sizeof(*lang->tags), by_label);
}

void
px_site_arrange(struct px_site *site)
{
	for (size_t i = 0; i < site->text_count; i++)
		take_text(site, &site->texts[i]);
	pair(site);
	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];

		sort(&lang->texts[SITE_PAGES], by_order);
		sort(&lang->menu_pages, by_order);
		sort(&lang->texts[SITE_EVENTS], soonest_first);
		arrange_news(site, lang);
	}
}

const struct site_text *
px_site_team_text(const struct site_lang *lang, const char *handle)
{
	const struct site_list *list = &lang->texts[SITE_TEAM];

	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i]->name, handle) == 0)
			return list->items[i];
	return NULL;
}

void
px_site_arrange_release(struct px_site *site)
{
	for (int i = 0; i < SITE_LANGS; i++) {
		struct site_lang *lang = &site->langs[i];

		for (size_t k = 0; k < SITE_SECTIONS; k++)
			free(lang->texts[k].items);
		for (size_t k = 0; k < lang->tag_count; k++)
			free(lang->tags[k].items);
		for (size_t k = 0; k < lang->year_count; k++)
			free(lang->years[k].items);
		free(lang->menu_pages.items);
		free(lang->tags);
		free(lang->years);
	}
}
