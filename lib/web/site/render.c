/* One file at a time: is what it depends on what it was, else what it is now, and putting it in place. */
#include "web/site/out.h"
#include "web/page/pages.h"

#include "base/hash.h"
#include "base/i18n.h"
#include "web/page/records.h"

/* No script, nothing from elsewhere, nowhere to send a form to.  What has no script connects to nothing;
 * audits do, from within the page, to read robots.txt. */
static const char policy[] =
	"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
	"connect-src 'self'; form-action 'none'; base-uri 'none'";

static const struct site_lang *
lang_of(const struct px_site *site, const struct site_job *job)
{
	return &site->langs[job->lang];
}

/*
 * `page`.
 */

static void
put_alternates(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	       struct px_doc *page)
{
	struct px_doc *list, *map;

	if (!job->twin || !site->base)
		return;
	list = px_doc_put_list(page, "alternates");
	for (int i = 0; i < site->lang_count; i++) {
		map = px_doc_push_map(list);
		px_doc_put_text(map, "lang", site->langs[i].code);
		px_doc_put_url(
			map, "href",
			px_site_absolute(site, arena, i == job->lang ? job->path : job->twin),
			NULL);
	}
}

static void
put_path(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	 struct px_doc *page)
{
	const struct site_lang *lang = lang_of(site, job);
	struct px_doc *list;

	if (job->page == SITE_HOME || job->page == SITE_NOT_FOUND)
		return;
	list = px_doc_put_list(page, "path");
	px_doc_push(list,
		    px_site_link_doc(arena, px_site_href(arena, job->depth, lang->hrefs[SITE_HOME]),
				     px_site_tr(lang->words, px_site_pages[SITE_HOME].label)));
	if (job->under && job->parent >= 0)
		px_doc_push(list,
			    px_site_link_doc(
				    arena,
				    px_site_href(arena, job->depth, lang->hrefs[job->parent]),
				    px_site_tr(lang->words, px_site_pages[job->parent].label)));
	px_doc_push(list, px_site_link_doc(arena, NULL, job->title));
}

/* Headings of level 2, where there are enough of them. */
static void
put_contents(struct px_arena *arena, const struct px_doc *contents, struct px_doc *page)
{
	struct px_doc *list = px_doc_list(arena);

	for (size_t i = 0; contents && i < contents->count; i++) {
		const struct px_doc *level = px_doc_get(contents->items[i], "level");

		if (level && level->number == 2)
			px_doc_push(list,
				    px_site_link_doc(arena,
						     px_doc_get_text(contents->items[i], "href"),
						     px_doc_get_text(contents->items[i], "title")));
	}
	if (list->count >= SITE_CONTENTS_LEAST)
		px_doc_put(page, "toc", list);
}

static int
put_text(struct site_worker *worker, const struct site_job *job, struct px_doc *page,
	 struct px_err *err)
{
	struct site_text *text = job->text;

	if (!text) {
		px_doc_put(page, "body", job->body);
		return 0;
	}
	if (!text->rendered && px_site_render_text(worker, text) != 0)
		return px_err_set(err, PX_REJECTED, "%s", text->faults.items[0].message);
	if (text->html && text->html->count)
		px_doc_put(page, "body", text->html);
	put_contents(&worker->scratch, text->contents, page);
	px_doc_put_text(page, "summary", px_doc_get_text(text->front, "summary"));
	px_doc_put(page, "image",
		   px_site_image_doc(worker->site, &worker->scratch,
				     px_doc_get_text(text->front, "image"),
				     px_doc_get_text(text->front, "image_alt"), job->depth, NULL));
	return 0;
}

/* The picture that other sites show beside a link to the page: its own, else the site's. */
static void
put_graph_image(struct px_site *site, struct px_arena *arena, const struct site_job *job,
		struct px_doc *og)
{
	const struct site_lang *lang = lang_of(site, job);
	const char *path = job->text ? px_doc_get_text(job->text->front, "image") : NULL;
	const char *alt = path ? px_doc_get_text(job->text->front, "image_alt") : NULL;
	struct px_doc *image;

	if (!path) {
		path = px_doc_get_text(lang->config, "image");
		alt = px_doc_get_text(lang->config, "image_alt");
	}
	image = px_site_image_doc(site, arena, path, alt, 0, NULL);
	if (!image)
		return;
	px_doc_put_url(og, "image",
		       px_arena_printf(arena, "%s%s", site->base, px_doc_get_text(image, "src")),
		       NULL);
	px_doc_put_text(og, "image_alt", alt);
}

static void
put_graph(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	  struct px_doc *page)
{
	const struct site_lang *lang = lang_of(site, job);
	struct px_doc *og = px_doc_put_map(page, "og");

	px_doc_put_text(og, "title", job->title);
	px_doc_put_text(og, "description", job->description);
	px_doc_put_text(og, "type", strcmp(job->template, "news") == 0 ? "article" : "website");
	px_doc_put_text(og, "locale", lang->words == 0 ? "fr_FR" : "en_GB");
	px_doc_put_text(og, "site", site->name);
	if (!site->base)
		return;
	px_doc_put_url(og, "url", px_site_absolute(site, arena, job->path), NULL);
	put_graph_image(site, arena, job, og);
}

static const char *
full_title(struct px_site *site, struct px_arena *arena, const struct site_job *job)
{
	const struct px_doc *view = px_site_view(lang_of(site, job), job->depth, -1, false);
	const char *kind = px_doc_get_text(view, "kind_label");

	if (job->page != SITE_HOME)
		return px_arena_printf(arena, "%s \342\200\223 %s", job->title, site->name);
	return kind ? px_arena_printf(arena, "%s \342\200\223 %s", site->name, kind) : site->name;
}

/* The way to the top: ../../ ; of the page that stands for missing ones, the whole address. */
static const char *
root_of(const struct px_site *site, struct px_arena *arena, const struct site_job *job)
{
	if (job->page == SITE_NOT_FOUND && site->base)
		return site->base;
	return px_site_href(arena, job->depth, "");
}

static int
put_page(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	 struct px_err *err)
{
	struct px_site *site = worker->site;
	struct px_arena *arena = &worker->scratch;
	struct px_doc *page = px_doc_put_map(root, "page");

	px_doc_put_text(page, "kind", job->template);
	px_doc_put_text(page, "lang", lang_of(site, job)->code);
	px_doc_put_text(page, "title", job->title);
	px_doc_put_text(page, "full_title", full_title(site, arena, job));
	px_doc_put_text(page, "description", job->description ? job->description : job->title);
	px_doc_put_text(page, "csp", policy);
	px_doc_put_url(page, "root", root_of(site, arena, job), NULL);
	if (job->page == SITE_NOT_FOUND)
		px_doc_put_text(page, "robots", "noindex");
	else if (site->base)
		px_doc_put_url(page, "canonical", px_site_absolute(site, arena, job->path), NULL);
	put_alternates(site, arena, job, page);
	put_path(site, arena, job, page);
	put_graph(site, arena, job, page);
	if (put_text(worker, job, page, err) != 0)
		return -1;
	if (job->page != SITE_NOT_FOUND)
		px_site_put_json_ld(worker, job, page);
	return 0;
}

/*
 * The whole of what a template sees.
 */

static void
put_languages(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	      struct px_doc *view)
{
	struct px_doc *list;

	if (site->lang_count < 2)
		return;
	list = px_doc_put_list(view, "languages");
	for (int i = 0; i < site->lang_count; i++) {
		const struct site_lang *lang = &site->langs[i];
		bool current = i == job->lang;
		const char *to = current     ? job->path
				 : job->twin ? job->twin
					     : lang->hrefs[SITE_HOME];
		struct px_doc *link = px_site_link_doc(arena, px_site_href(arena, job->depth, to),
						       lang->words == 0 ? "Français" : "English");

		px_doc_put_text(link, "lang", lang->code);
		px_doc_put_bool(link, "current", current);
		px_doc_push(list, link);
	}
}

static int
render_page(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	    struct px_err *err)
{
	struct px_site *site = worker->site;
	const struct site_lang *lang = lang_of(site, job);
	struct px_doc *root = px_doc_map(&worker->scratch);
	struct px_doc *view = px_doc_map_under(
		&worker->scratch, px_site_view(lang, job->depth, job->nav, job->under));
	const struct px_template *template = px_theme_find(site->theme, job->template);

	put_languages(site, &worker->scratch, job, view);
	px_doc_put(root, "site", view);
	px_doc_put(root, "t", lang->words_doc);
	if (put_page(worker, job, root, err) != 0)
		return -1;
	if (job->fill && job->fill(worker, job, root, err) != 0)
		return -1;
	return px_template_render(template, root, out, err);
}

/* The bytes of a file that is to be, into the page of the worker. */
int
px_site_make(struct site_worker *worker, struct site_job *job, struct px_err *err)
{
	int result;

	px_buf_clear(&worker->page);
	if (job->template)
		result = render_page(worker, job, &worker->page, err);
	else if (job->bytes)
		result = job->bytes(worker, job, &worker->page, err);
	else
		result = px_site_read_at(job->from, job->copy, job->copy, PX_SITE_DOCUMENT_BYTES,
					 &worker->page, err);
	px_arena_reset(&worker->scratch);
	return result;
}

/* All that a page depends on, in one number; 0: it is made each time. */
static void
key_page(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_lang *lang = lang_of(site, job);

	px_site_key_number(key, site->theme_digest);
	px_site_key_number(key, lang->view_digest);
	px_site_key_number(key, (uint64_t)(2 * job->nav + job->under));
	px_site_key_text(key, job->template);
	px_site_key_text(key, site->base);
	px_site_key_text(key, job->title);
	px_site_key_text(key, job->description);
	px_site_key_text(key, job->twin);
	if (job->text) {
		px_site_key_number(key, job->text->file->digest);
		px_site_key_number(key, job->text->answered);
		px_site_key_number(key, job->text->meta);
	}
	if (job->body)
		px_site_pack(job->body, key);
}

uint64_t
px_site_input(struct site_worker *worker, const struct site_job *job)
{
	struct px_buf *key = &worker->buf;

	px_buf_clear(key);
	px_site_key_text(key, job->path);
	if (job->template)
		key_page(worker->site, job, key);
	if (job->key)
		job->key(worker->site, job, key);
	if (job->copy)
		px_site_key_number(key, job->digest);
	return job->template || job->key || job->copy ? px_digest(key->data, key->length) | 1 : 0;
}

static void
one(struct site_worker *worker, size_t i, void *data)
{
	struct site_job *job = &worker->site->jobs[i];

	(void)data;
	job->input = px_site_input(worker, job);
	if (px_site_out_same(worker->site, job))
		return;
	if (px_site_make(worker, job, &job->err) != 0)
		return;
	job->rendered = true;
	px_site_out_put(worker, job, &worker->page, &job->err);
}

int
px_site_render(struct px_site *site, struct px_err *err)
{
	px_site_each(site, site->job_count, one, NULL);
	site->all_rendered = true;
	for (size_t i = 0; i < site->job_count; i++) {
		if (site->jobs[i].err.code)
			return px_err_copy(err, &site->jobs[i].err);
		if (site->jobs[i].template && !site->jobs[i].rendered)
			site->all_rendered = false;
	}
	return 0;
}
