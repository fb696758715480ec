/* The pages of a site: which there are, and what the template of each sees. */
#include "web/page/pages.h"

#include "base/hash.h"
#include "base/i18n.h"
#include "web/page/records.h"

struct site_job *
px_site_job(struct px_site *site, const char *path)
{
	struct site_job *job;

	PX_GROW(site->jobs, site->job_count, site->job_capacity);
	job = &site->jobs[site->job_count++];
	*job = (struct site_job){
		.path = path, .depth = px_site_depth(path), .page = -1, .nav = -1
	};
	return job;
}

/*
 * Pages whose document is made beforehand: those of records, and lists.
 */

static void
key_doc(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	(void)site;
	px_site_pack(job->item, key);
}

static int
fill_doc(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	 struct px_err *err)
{
	const struct px_doc *doc = job->item;

	(void)worker;
	(void)err;
	for (size_t i = 0; i < doc->count; i++)
		px_doc_put(root, doc->entries[i].key, doc->entries[i].value);
	return 0;
}

/* A page that every site may have: its title, and what the content says on it. */
static struct site_job *
fixed_page(struct px_site *site, struct site_lang *lang, int page)
{
	struct site_job *job = px_site_job(site, lang->hrefs[page]);
	const struct site_page_kind *kind = &px_site_pages[page];
	const struct site_text *text = lang->pages[page];
	const char *title = text ? px_doc_get_text(text->front, "title") : NULL;
	const char *said = text ? px_doc_get_text(text->front, "description") : NULL;
	struct px_buf made = PX_BUF_INIT;
	const char *format = px_site_tr(lang->words, kind->description);
	const char *place = strstr(format, "%s");

	px_buf_add(&made, format, (size_t)(place - format));
	px_buf_puts(&made, site->name);
	px_buf_puts(&made, place + 2);
	job->lang = (int)(lang - site->langs);
	job->page = page;
	job->template = kind->template;
	job->text = lang->pages[page];
	job->title = title ? title : px_site_tr(lang->words, kind->title);
	if (page == SITE_HOME && !title)
		job->title = site->name;
	job->description = said ? said : px_arena_strndup(&site->arena, made.data, made.length);
	if (page == SITE_HOME && !said && px_doc_get_text(lang->config, "description"))
		job->description = px_doc_get_text(lang->config, "description");
	job->nav = px_site_nav_place(lang, page, NULL);
	if (page != SITE_NOT_FOUND)
		for (int i = 0; i < site->lang_count; i++)
			if (i != job->lang && site->langs[i].has[page])
				job->twin = site->langs[i].hrefs[page];
	px_buf_release(&made);
	return job;
}

static struct site_job *
doc_page(struct px_site *site, struct site_lang *lang, int page, const struct px_doc *doc)
{
	struct site_job *job = fixed_page(site, lang, page);

	job->item = doc;
	job->key = key_doc;
	job->fill = fill_doc;
	return job;
}

/* A page of a text: its own title and description; under an entry of the menu. */
static struct site_job *
text_page(struct px_site *site, struct site_lang *lang, struct site_text *text,
	  const char *template, int parent)
{
	struct site_job *job = px_site_job(site, text->href);
	const char *said = px_doc_get_text(text->front, "description");

	job->lang = text->lang;
	job->template = template;
	job->text = text;
	job->title = px_site_title(text);
	job->description = said ? said : px_site_text_summary(text);
	job->parent = parent;
	job->under = parent >= 0;
	job->nav = px_site_nav_place(lang, parent, parent < 0 ? text : NULL);
	if (text->twin && text->twin->shown)
		job->twin = text->twin->href;
	job->item = text;
	return job;
}

/*
 * News.
 */

static void
key_news(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_list *news = &site->langs[job->lang].texts[SITE_NEWS];
	const struct site_lang *lang = &site->langs[job->lang];
	const struct site_project *project =
		px_site_project(lang, px_doc_get_text(job->text->front, "project"));

	px_site_text_key(job->text, key);
	for (int step = -1; step <= 1; step += 2) {
		size_t at = job->place + (size_t)step;

		px_site_key_text(key, at < news->count ? news->items[at]->href : NULL);
		px_site_key_text(key, at < news->count ? px_site_title(news->items[at]) : NULL);
	}
	px_site_key_text(key, project ? project->title : NULL);
}

static struct px_doc *
text_link(struct px_arena *arena, const struct site_text *text, int depth)
{
	return px_site_link_doc(arena, px_site_href(arena, depth, text->href), px_site_title(text));
}

static int
fill_news(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	  struct px_err *err)
{
	struct px_site *site = worker->site;
	const struct site_list *news = &site->langs[job->lang].texts[SITE_NEWS];

	(void)err;
	px_doc_put(root, "item", px_site_news_doc(site, &worker->scratch, job->text, job->depth));
	if (job->place > 0)
		px_doc_put(root, "newer",
			   text_link(&worker->scratch, news->items[job->place - 1], job->depth));
	if (job->place + 1 < news->count)
		px_doc_put(root, "older",
			   text_link(&worker->scratch, news->items[job->place + 1], job->depth));
	return 0;
}

/* A list of news: all of it, a year of it, a tag. */
struct news_list {
	struct site_text **items;
	size_t count;
	const struct site_tag *tag, *year;
};

static void
key_news_list(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_lang *lang = &site->langs[job->lang];
	const struct news_list *list = job->item;

	for (size_t i = 0; i < list->count; i++)
		px_site_text_key(list->items[i], key);
	for (size_t i = 0; i < lang->tag_count; i++) {
		px_site_key_text(key, lang->tags[i].label);
		px_site_key_number(key, lang->tags[i].count);
	}
	for (size_t i = 0; i < lang->years_shown; i++)
		px_site_key_text(key, lang->years[i].label);
}

static void
put_tags(struct px_arena *arena, const struct site_tag *tags, size_t count,
	 const struct site_tag *current, int depth, struct px_doc *list)
{
	for (size_t i = 0; i < count; i++) {
		struct px_doc *link = px_site_link_doc(
			arena, px_site_href(arena, depth, tags[i].href), tags[i].label);

		px_doc_put_number(link, "count", (int64_t)tags[i].count);
		px_doc_put_bool(link, "current", &tags[i] == current);
		px_doc_push(list, link);
	}
}

static int
fill_news_list(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	       struct px_err *err)
{
	struct px_site *site = worker->site;
	const struct site_lang *lang = &site->langs[job->lang];
	const struct news_list *list = job->item;
	struct px_doc *news = px_doc_put_list(root, "news");

	(void)err;
	for (size_t i = 0; i < list->count; i++)
		px_doc_push(news,
			    px_site_news_doc(site, &worker->scratch, list->items[i], job->depth));
	if (lang->tag_count)
		put_tags(&worker->scratch, lang->tags, lang->tag_count, list->tag, job->depth,
			 px_doc_put_list(root, "all_tags"));
	if (lang->years_shown)
		put_tags(&worker->scratch, lang->years, lang->years_shown, list->year, job->depth,
			 px_doc_put_list(root, "years"));
	if (list->tag)
		px_doc_put_text(root, "tag", list->tag->label);
	if (list->year)
		px_doc_put_text(root, "year", list->year->label);
	return 0;
}

static void
list_job(struct px_site *site, struct site_lang *lang, const struct site_tag *tag,
	 const struct site_tag *year)
{
	const struct site_list *news = &lang->texts[SITE_NEWS];
	struct news_list *list = px_arena_alloc(&site->arena, sizeof(*list));
	const struct site_tag *of = tag ? tag : year;
	struct site_job *job = fixed_page(site, lang, SITE_NEWS_LIST);

	*list = (struct news_list){ of ? of->items : news->items, of ? of->count : news->count, tag,
				    year };
	job->item = list;
	job->key = key_news_list;
	job->fill = fill_news_list;
	if (!of) {
		if (list->count > SITE_NEWS_SHOWN)
			list->count = SITE_NEWS_SHOWN;
		return;
	}
	job->path = of->href;
	job->depth = px_site_depth(of->href);
	job->page = -1;
	job->parent = SITE_NEWS_LIST;
	job->under = true;
	job->twin = NULL;
	job->text = NULL;
	job->title = px_arena_printf(&site->arena, "%s\302\240: %s",
				     px_site_tr(lang->words, px_site_pages[SITE_NEWS_LIST].title),
				     of->label);
	job->description = job->title;
}

static void
news_pages(struct px_site *site, struct site_lang *lang)
{
	const struct site_list *news = &lang->texts[SITE_NEWS];

	if (!lang->has[SITE_NEWS_LIST])
		return;
	list_job(site, lang, NULL, NULL);
	for (size_t i = 0; i < lang->tag_count; i++)
		list_job(site, lang, &lang->tags[i], NULL);
	for (size_t i = 0; i < lang->years_shown; i++)
		list_job(site, lang, NULL, &lang->years[i]);
	for (size_t i = 0; i < news->count; i++) {
		struct site_job *job =
			text_page(site, lang, news->items[i], "news", SITE_NEWS_LIST);

		job->place = i;
		job->key = key_news;
		job->fill = fill_news;
	}
}

/*
 * Events.
 */

static void
key_event(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_project *project = px_site_project(
		&site->langs[job->lang], px_doc_get_text(job->text->front, "project"));

	px_site_text_key(job->text, key);
	px_site_key_number(key, job->text->end < site->options->world->now);
	px_site_key_text(key, project ? project->title : NULL);
}

static int
fill_event(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	   struct px_err *err)
{
	(void)err;
	px_doc_put(root, "item",
		   px_site_event_doc(worker->site, &worker->scratch, job->text, job->depth));
	return 0;
}

static void
event_pages(struct px_site *site, struct site_lang *lang)
{
	const struct site_list *events = &lang->texts[SITE_EVENTS];
	int64_t now = site->options->world->now;
	struct px_doc *doc, *coming, *past;
	int depth = px_site_depth(lang->prefix);
	size_t shown = 0;

	if (!lang->has[SITE_EVENT_LIST])
		return;
	doc = px_doc_map(&site->arena);
	coming = px_doc_put_list(doc, "events");
	past = px_doc_put_list(doc, "past");
	for (size_t i = 0; i < events->count; i++)
		if (events->items[i]->end >= now)
			px_doc_push(coming,
				    px_site_event_doc(site, &site->arena, events->items[i], depth));
	for (size_t i = events->count; i-- > 0 && shown < SITE_PAST_EVENTS;)
		if (events->items[i]->end < now && ++shown)
			px_doc_push(past,
				    px_site_event_doc(site, &site->arena, events->items[i], depth));
	doc_page(site, lang, SITE_EVENT_LIST, doc);
	for (size_t i = 0; i < events->count; i++) {
		struct site_job *job =
			text_page(site, lang, events->items[i], "event", SITE_EVENT_LIST);

		job->key = key_event;
		job->fill = fill_event;
	}
}

/*
 * Projects.
 */

static void
put_related(struct px_site *site, const struct site_lang *lang, const struct site_project *project,
	    int depth, struct px_doc *doc)
{
	const struct site_list *news = &lang->texts[SITE_NEWS], *events = &lang->texts[SITE_EVENTS];
	struct px_doc *list = px_doc_put_list(doc, "news");

	for (size_t i = 0; i < news->count; i++)
		if (px_site_project(lang, px_doc_get_text(news->items[i]->front, "project")) ==
		    project)
			px_doc_push(list,
				    px_site_news_doc(site, &site->arena, news->items[i], depth));
	list = px_doc_put_list(doc, "events");
	for (size_t i = 0; i < events->count; i++)
		if (px_site_project(lang, px_doc_get_text(events->items[i]->front, "project")) ==
		    project)
			px_doc_push(list,
				    px_site_event_doc(site, &site->arena, events->items[i], depth));
}

static void
project_page(struct px_site *site, struct site_lang *lang, const struct site_project *project)
{
	struct px_doc *doc = px_doc_map(&site->arena);
	int depth = px_site_depth(project->href);
	struct site_job *job = px_site_job(site, project->href);

	job->lang = (int)(lang - site->langs);
	job->template = "project";
	job->title = project->title;
	job->description = px_site_project_summary(site, lang, project);
	job->text = project->text;
	job->parent = SITE_PROJECT_LIST;
	job->under = true;
	job->nav = px_site_nav_place(lang, SITE_PROJECT_LIST, NULL);
	for (int i = 0; i < site->lang_count; i++) {
		const struct site_project *twin =
			i == job->lang ? NULL : px_site_project(&site->langs[i], project->slug);

		if (twin)
			job->twin = twin->href;
	}
	px_doc_put(doc, "item", px_site_project_doc(site, lang, project, depth));
	put_related(site, lang, project, depth, doc);
	if (!project->text && project->record)
		job->body = px_site_project_body(site, lang, project, depth);
	job->item = doc;
	job->key = key_doc;
	job->fill = fill_doc;
}

static void
project_pages(struct px_site *site, struct site_lang *lang)
{
	struct px_doc *doc, *open, *closed;

	if (!lang->has[SITE_PROJECT_LIST])
		return;
	doc = px_doc_map(&site->arena);
	open = px_doc_put_list(doc, "projects");
	closed = px_doc_put_list(doc, "closed");
	for (size_t i = 0; i < lang->projects->count; i++) {
		const struct site_project *project = &lang->projects->items[i];

		px_doc_push(px_site_project_closed(project) ? closed : open,
			    px_site_project_doc(site, lang, project, px_site_depth(lang->prefix)));
		project_page(site, lang, project);
	}
	doc_page(site, lang, SITE_PROJECT_LIST, doc);
}

static void
own_pages(struct px_site *site, struct site_lang *lang)
{
	const struct site_list *pages = &lang->texts[SITE_PAGES];

	for (size_t i = 0; i < pages->count; i++)
		text_page(site, lang, pages->items[i], "page", -1);
}

void
px_site_pages_of(struct px_site *site, struct site_lang *lang)
{
	doc_page(site, lang, SITE_HOME, px_site_home_doc(site, lang));
	for (int page = 0; page < SITE_PAGE_COUNT; page++)
		if (lang->has[page] && lang->docs[page])
			doc_page(site, lang, page, lang->docs[page]);
	news_pages(site, lang);
	event_pages(site, lang);
	project_pages(site, lang);
	own_pages(site, lang);
}
