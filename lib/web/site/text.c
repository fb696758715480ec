/* The Markdown of the content: which text is what, its front matter, and its HTML. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/site/part.h"

/* What the front matter of each section may say. */
#define OF_EVERY_TEXT                                                                              \
	{ "title", PX_FRONT_TEXT, false, NULL }, { "label", PX_FRONT_TEXT, false, NULL },          \
		{ "description", PX_FRONT_TEXT, false, NULL },                                     \
		{ "summary", PX_FRONT_TEXT, false, NULL },                                         \
		{ "image", PX_FRONT_PATH, false, NULL },                                           \
		{ "image_alt", PX_FRONT_TEXT, false, NULL },                                       \
	{                                                                                          \
		"draft", PX_FRONT_BOOL, false, NULL                                                \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, PX_FRONT_TEXT, false, NULL                                                   \
	}

static const struct px_front_key page_keys[] = {
	OF_EVERY_TEXT,
	{ "menu", PX_FRONT_BOOL, false, NULL },
	{ "order", PX_FRONT_NUMBER, false, NULL },
	END,
};
static const struct px_front_key news_keys[] = {
	OF_EVERY_TEXT,
	{ "date", PX_FRONT_DATE, false, NULL },
	{ "updated", PX_FRONT_DATE, false, NULL },
	{ "tags", PX_FRONT_TEXTS, false, NULL },
	{ "project", PX_FRONT_TEXT, false, NULL },
	END,
};
static const struct px_front_key project_keys[] = {
	OF_EVERY_TEXT,
	{ "theme", PX_FRONT_TEXT, false, NULL },
	{ "closed", PX_FRONT_BOOL, false, NULL },
	{ "start", PX_FRONT_DATE, false, NULL },
	{ "end", PX_FRONT_DATE, false, NULL },
	END,
};
static const struct px_front_key event_keys[] = {
	OF_EVERY_TEXT,
	{ "start", PX_FRONT_INSTANT, true, NULL },
	{ "end", PX_FRONT_INSTANT, false, NULL },
	{ "place", PX_FRONT_TEXT, false, NULL },
	{ "address", PX_FRONT_TEXT, false, NULL },
	{ "price", PX_FRONT_TEXT, false, NULL },
	{ "public", PX_FRONT_TEXT, false, NULL },
	{ "contact", PX_FRONT_TEXT, false, NULL },
	{ "book", PX_FRONT_URL, false, NULL },
	{ "cancelled", PX_FRONT_BOOL, false, NULL },
	{ "updated", PX_FRONT_DATE, false, NULL },
	{ "project", PX_FRONT_TEXT, false, NULL },
	END,
};
static const struct px_front_key team_keys[] = { OF_EVERY_TEXT, END };

static const struct px_front_key *const section_keys[SITE_SECTIONS] = {
	[SITE_PAGES] = page_keys,   [SITE_NEWS] = news_keys, [SITE_PROJECTS] = project_keys,
	[SITE_EVENTS] = event_keys, [SITE_TEAM] = team_keys,
};

/*
 * Which text is what.
 */

static int
section_of(const char *path)
{
	const char *slash = strchr(path, '/');

	for (int i = 0; i < SITE_SECTIONS; i++)
		if (strncmp(path, px_site_folders[i], (size_t)(slash - path)) == 0 &&
		    !px_site_folders[i][slash - path])
			return i;
	return -1;
}

/* The language that a name says (contact.en), which is taken off it; the first of the site when it says
 * none; -1: one that this site has not. */
static int
language_of(const struct px_site *site, char *name)
{
	char *dot = strrchr(name, '.');

	if (!dot)
		return 0;
	for (int i = 0; i < SITE_LANGS; i++) {
		if (strcmp(dot + 1, px_site_lang_codes[i]) != 0)
			continue;
		*dot = '\0';
		for (int k = 0; k < site->lang_count; k++)
			if (site->langs[k].words == i)
				return k;
		return -1;
	}
	return 0;
}

static int
page_of(const char *name)
{
	if (strcmp(name, "accueil") == 0 || strcmp(name, "home") == 0)
		return SITE_HOME;
	for (int i = 0; i < SITE_PAGE_COUNT; i++)
		for (int k = 0; k < SITE_LANGS; k++)
			if (strcmp(name, px_site_pages[i].names[k]) == 0)
				return i;
	return -1;
}

static void
add_text(struct px_site *site, struct site_file *file)
{
	size_t length = strlen(file->path);
	const char *slash = strrchr(file->path, '/');
	int section = section_of(file->path), lang;
	struct site_text *text;
	char *name;

	if (section < 0 || length < 4 || strcmp(file->path + length - 3, ".md") != 0)
		return;
	name = px_arena_strndup(&site->arena, slash + 1, strlen(slash + 1) - 3);
	lang = language_of(site, name);
	if (lang < 0)
		return; /* kept for the day when site.yaml names its language */
	PX_GROW(site->texts, site->text_count, site->text_capacity);
	text = &site->texts[site->text_count++];
	*text = (struct site_text){ .file = file,
				    .section = (enum site_section)section,
				    .lang = lang };
	text->name = px_text_slug(&site->arena, name, SITE_NAME_BYTES);
	if (!*text->name)
		text->name = px_arena_printf(&site->arena, "%016llx",
					     (unsigned long long)px_digest(name, strlen(name)));
	text->page = section == SITE_PAGES ? page_of(text->name) : -1;
	text->faults.arena = &site->arena;
}

/*
 * Reading.
 */

/* Dates are what the file says and not when it is read: what changes with the day (demain) is refused, and
 * nothing here depends on the time. */
static struct px_when
still(const struct px_site *site)
{
	return (struct px_when){ .now = 0, .zone = site->options->world->zone };
}

static void
need_title(struct site_worker *worker, struct site_text *text)
{
	if (px_doc_get_text(text->front, "title") || text->page >= 0 || text->section == SITE_TEAM)
		return;
	if (px_faults_count(&text->faults, PX_REJECTING) > 0)
		return; /* what is wrong before it may be why */
	if (text->front->count) {
		px_faults_add(&text->faults, PX_REJECTING, NULL,
			      _("%s:1: title: is missing: a line title: … between the two ---"),
			      px_site_called(worker->site, worker->arena, text->file->path));
		return;
	}
	px_faults_add(&text->faults, PX_REJECTING, NULL,
		      _("%s:1: title: is missing: begin the file with a line ---, a line "
			"title: …, a line ---"),
		      px_site_called(worker->site, worker->arena, text->file->path));
}

static void
split(struct site_worker *worker, struct site_text *text, const struct px_buf *bytes)
{
	struct px_when when = still(worker->site);
	struct px_front_form form = { px_site_called(worker->site, worker->arena, text->file->path),
				      section_keys[text->section], &when };
	struct px_front front = { 0 };

	px_front_split(&form, bytes->data, bytes->length, &front, &text->faults);
	text->front = front.map;
	text->body = px_arena_strndup(worker->arena, front.body, front.length);
	text->length = front.length;
	text->line = front.line;
}

static int
load(struct site_worker *worker, struct site_text *text)
{
	struct px_err err = PX_ERR_INIT;

	px_buf_clear(&worker->buf);
	if (px_site_read(worker->site, text->file->path, PX_MARKDOWN_BYTES, &worker->buf, &err) !=
	    0) {
		px_faults_add(&text->faults, PX_REJECTING, NULL, "%s", err.message);
		return -1;
	}
	text->file->digest = px_digest(worker->buf.data, worker->buf.length) | 1;
	split(worker, text, &worker->buf);
	return 0;
}

static void
read_one(struct site_worker *worker, size_t i, void *data)
{
	struct site_text *text = &worker->site->texts[i];

	(void)data;
	text->faults.arena = worker->arena;
	if (px_site_cache_text(worker, text))
		return;
	if (load(worker, text) != 0) {
		text->front = px_doc_map(worker->arena);
		text->bad = true;
		return;
	}
	need_title(worker, text);
}

void
px_site_texts(struct px_site *site)
{
	for (size_t i = 0; i < site->file_count; i++)
		add_text(site, &site->files[i]);
	px_site_each(site, site->text_count, read_one, NULL);
}

/*
 * Rendering.
 */

static const char *
answer_link(void *data, const char *href, struct px_arena *arena, struct px_err *err)
{
	struct site_worker *worker = data;
	const char *answer = px_site_link(worker->site, worker->text, href, arena, err);

	px_buf_putc(&worker->asked, 'L');
	px_buf_add(&worker->asked, href, strlen(href) + 1);
	px_site_key_text(&worker->answered, answer);
	return answer;
}

static int
answer_image(void *data, const char *src, struct px_arena *arena, struct px_markdown_image *out,
	     struct px_err *err)
{
	struct site_worker *worker = data;

	px_buf_putc(&worker->asked, 'I');
	px_buf_add(&worker->asked, src, strlen(src) + 1);
	if (px_site_picture(worker->site, worker->text, src, arena, out, err) != 0)
		return -1;
	px_site_key_text(&worker->answered, out->src);
	px_site_key_text(&worker->answered, out->srcset);
	px_site_key_text(&worker->answered, out->webp);
	return 0;
}

/* What its links and images get now. */
static uint64_t
answers(struct site_worker *worker, struct site_text *text)
{
	struct px_err err = PX_ERR_INIT;
	struct px_markdown_image image = { 0 };

	px_buf_clear(&worker->asked);
	px_buf_clear(&worker->answered);
	worker->text = text;
	for (size_t at = 0; at < text->asked_length; at += strlen(text->asked + at) + 1) {
		if (text->asked[at] == 'L')
			answer_link(worker, text->asked + at + 1, &worker->scratch, &err);
		else
			answer_image(worker, text->asked + at + 1, &worker->scratch, &image, &err);
	}
	px_arena_reset(&worker->scratch);
	return px_digest(worker->answered.data, worker->answered.length);
}

static const char *
keep_text(struct site_worker *worker, const struct px_doc *doc)
{
	(void)worker;
	return doc && doc->kind == PX_DOC_TEXT ? doc->text : NULL;
}

int
px_site_render_text(struct site_worker *worker, struct site_text *text)
{
	struct px_markdown_form form = {
		.path = px_site_called(worker->site, worker->arena, text->file->path),
		.lang = worker->site->langs[text->lang].code,
		.link = answer_link,
		.image = answer_image,
		.data = worker,
	};
	struct px_markdown made = { 0 };
	int result;

	text->faults.arena = worker->arena; /* another thread may have read it */
	if (!text->body && load(worker, text) != 0)
		return -1;
	form.line = text->line;
	px_buf_clear(&worker->asked);
	px_buf_clear(&worker->answered);
	worker->text = text;
	text->faults.arena = worker->arena; /* another hand may have read it */
	result = px_markdown_render(&form, text->body, text->length, &made, &text->faults);
	text->html = made.body;
	text->contents = made.contents;
	text->summary = keep_text(worker, made.summary);
	text->asked = px_arena_strndup(worker->arena, "", 0);
	if (worker->asked.length) {
		char *asked = px_arena_alloc(worker->arena, worker->asked.length);

		memcpy(asked, worker->asked.data, worker->asked.length);
		text->asked = asked;
	}
	text->asked_length = worker->asked.length;
	text->answered = px_digest(worker->answered.data, worker->answered.length);
	text->rendered = true;
	return result;
}

static void
render_one(struct site_worker *worker, size_t i, void *data)
{
	struct site_text *text = &worker->site->texts[i];

	(void)data;
	if (!text->shown || (text->file->known && answers(worker, text) == text->answered))
		return;
	px_site_render_text(worker, text);
}

void
px_site_render_texts(struct px_site *site)
{
	px_site_each(site, site->text_count, render_one, NULL);
	for (size_t i = 0; i < site->text_count; i++) {
		const struct px_faults *faults = &site->texts[i].faults;

		for (size_t k = 0; k < faults->count; k++)
			px_faults_add(site->faults, faults->items[k].grade, NULL, "%s",
				      faults->items[k].message);
	}
}
