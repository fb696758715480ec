/* News, events, projects: what lists and pages see of each. */
#include "base/hash.h"
#include "base/i18n.h"
#include "model/types.h"
#include "web/page/records.h"

const char *
px_site_title(const struct site_text *text)
{
	const char *title = px_doc_get_text(text->front, "title");

	return title ? title : text->name;
}

const char *
px_site_text_summary(const struct site_text *text)
{
	const char *summary = px_doc_get_text(text->front, "summary");

	return summary ? summary : text->summary;
}

/* What lists show of a text comes from its front matter, its summary and its image. */
void
px_site_text_key(const struct site_text *text, struct px_buf *key)
{
	px_site_key_text(key, text->href);
	px_site_key_number(key, text->meta);
}

void
px_site_meta(struct site_worker *worker, struct site_text *text)
{
	const char *image = px_doc_get_text(text->front, "image");
	struct px_err err = PX_ERR_INIT;
	struct px_doc *doc;

	text->faults.arena = worker->arena;
	px_buf_clear(&worker->buf);
	px_site_pack(text->front, &worker->buf);
	px_site_key_text(&worker->buf, text->summary);
	if (image) {
		doc = px_site_image_doc(worker->site, &worker->scratch, image, NULL, 0, &err);
		if (doc)
			px_site_pack(doc, &worker->buf);
		else
			px_faults_add(&text->faults, PX_REJECTING, NULL, "%s:%d: image: %s",
				      px_site_called(worker->site, worker->arena, text->file->path),
				      px_doc_get(text->front, "image")->line, err.message);
		px_arena_reset(&worker->scratch);
	}
	text->meta = px_digest(worker->buf.data, worker->buf.length);
}

static void
put_image(struct px_site *site, struct px_arena *arena, const struct site_text *text, int depth,
	  struct px_doc *map)
{
	px_doc_put(map, "image",
		   px_site_image_doc(site, arena, px_doc_get_text(text->front, "image"),
				     px_doc_get_text(text->front, "image_alt"), depth, NULL));
}

static struct px_doc *
project_link(struct px_arena *arena, const struct site_lang *lang, const struct site_text *text,
	     int depth)
{
	const struct site_project *project =
		px_site_project(lang, px_doc_get_text(text->front, "project"));

	return project ? px_site_link_doc(arena, px_site_href(arena, depth, project->href),
					  project->title)
		       : NULL;
}

static const struct site_tag *
tag_called(const struct site_lang *lang, const char *label)
{
	for (size_t i = 0; i < lang->tag_count; i++)
		if (strcmp(lang->tags[i].label, label) == 0)
			return &lang->tags[i];
	return NULL;
}

static void
put_tags(struct px_arena *arena, const struct site_lang *lang, const struct site_text *text,
	 int depth, struct px_doc *map)
{
	const struct px_doc *tags = px_doc_get(text->front, "tags");
	struct px_doc *list = px_doc_list(arena);

	for (size_t i = 0; tags && tags->kind == PX_DOC_LIST && i < tags->count; i++) {
		const struct site_tag *tag = tag_called(lang, tags->items[i]->text);

		if (tag)
			px_doc_push(list,
				    px_site_link_doc(arena, px_site_href(arena, depth, tag->href),
						     tag->label));
	}
	if (list->count)
		px_doc_put(map, "tags", list);
}

struct px_doc *
px_site_news_doc(struct px_site *site, struct px_arena *arena, const struct site_text *text,
		 int depth)
{
	const struct site_lang *lang = &site->langs[text->lang];
	struct px_doc *map = px_doc_map(arena);

	px_doc_put_text(map, "title", px_site_title(text));
	px_doc_put_url(map, "href", px_site_href(arena, depth, text->href), NULL);
	px_doc_put(map, "date", px_site_date_doc(arena, lang->words, text->date));
	px_doc_put(map, "updated",
		   px_site_date_doc(arena, lang->words, px_doc_get_text(text->front, "updated")));
	px_doc_put_text(map, "summary", px_site_text_summary(text));
	put_image(site, arena, text, depth, map);
	put_tags(arena, lang, text, depth, map);
	px_doc_put(map, "project", project_link(arena, lang, text, depth));
	return map;
}

const char *
px_site_ics_path(struct px_arena *arena, const struct site_text *event)
{
	return px_arena_printf(arena, "%.*s.ics", (int)strlen(event->href) - 5, event->href);
}

struct px_doc *
px_site_event_doc(struct px_site *site, struct px_arena *arena, const struct site_text *text,
		  int depth)
{
	static const char *const texts[] = { "place", "address", "price", "public", "contact" };
	const struct site_lang *lang = &site->langs[text->lang];
	const struct px_zone *zone = site->options->world->zone;
	struct px_doc *map = px_doc_map(arena);
	const char *book = px_doc_get_text(text->front, "book");

	px_doc_put_text(map, "title", px_site_title(text));
	px_doc_put_url(map, "href", px_site_href(arena, depth, text->href), NULL);
	px_doc_put_url(map, "ics", px_site_href(arena, depth, px_site_ics_path(arena, text)), NULL);
	px_doc_put(map, "start", px_site_instant_doc(arena, lang->words, zone, text->start));
	if (text->end > text->start)
		px_doc_put(map, "end", px_site_instant_doc(arena, lang->words, zone, text->end));
	px_doc_put_bool(map, "same_day",
			px_date_days(px_zone_local(zone, text->start).date) ==
				px_date_days(px_zone_local(zone, text->end).date));
	px_doc_put_text(map, "when",
			px_site_when(arena, lang->words, zone, text->start, text->end));
	for (size_t i = 0; i < PX_COUNT(texts); i++)
		px_doc_put_text(map, texts[i], px_doc_get_text(text->front, texts[i]));
	if (book)
		px_doc_put(map, "book",
			   px_site_link_doc(arena, book, px_site_tr(lang->words, N_("Register"))));
	px_doc_put_bool(map, "cancelled", px_doc_true(px_doc_get(text->front, "cancelled")));
	px_doc_put_bool(map, "past", text->end < site->options->world->now);
	px_doc_put_text(map, "summary", px_site_text_summary(text));
	put_image(site, arena, text, depth, map);
	px_doc_put(map, "project", project_link(arena, lang, text, depth));
	return map;
}

/*
 * Projects.
 */

bool
px_site_project_closed(const struct site_project *project)
{
	if (project->text && px_doc_true(px_doc_get(project->text->front, "closed")))
		return true;
	return project->record && px_record_is(project->record, PX_PROJECT_STATUS, "closed");
}

const char *
px_site_project_summary(struct px_site *site, const struct site_lang *lang,
			const struct site_project *project)
{
	const char *text = project->text ? px_site_text_summary(project->text) : NULL;

	if (!text && project->record) {
		text = px_record_text(project->record, PX_PROJECT_SUMMARY);
		text = text ? px_site_summary(site, lang, project->slug, text) : NULL;
	}
	return text;
}

static const char *
project_word(const struct site_project *project, const char *key, size_t field)
{
	const char *text = project->text ? px_doc_get_text(project->text->front, key) : NULL;

	return text || !project->record ? text : px_record_text(project->record, field);
}

static void
put_people(struct px_site *site, const struct site_lang *lang, const struct site_project *project,
	   int depth, struct px_doc *map)
{
	const struct px_record *lead =
		px_site_person(site, px_record_number(project->record, PX_PROJECT_LEAD, 0));
	const struct px_value *members = &project->record->values[PX_PROJECT_MEMBERS];
	struct px_doc *list = px_doc_list(&site->arena);

	if (lead)
		px_doc_put(map, "lead", px_site_person_link(site, lang, lead, depth));
	for (size_t i = 0; members->state == PX_SET && i < members->count; i++) {
		const struct px_record *person = px_site_person(site, members->items[i].number);

		if (person)
			px_doc_push(list, px_site_person_link(site, lang, person, depth));
	}
	if (list->count)
		px_doc_put(map, "members", list);
}

const struct px_doc *
px_site_project_body(struct px_site *site, const struct site_lang *lang,
		     const struct site_project *project, int depth)
{
	const char *text = px_record_text(project->record, PX_PROJECT_SUMMARY);

	return text ? px_site_markdown(site, lang, depth, project->slug, text) : NULL;
}

/* Projects are few: their documents are the build's, made by one thread before the pages. */
struct px_doc *
px_site_project_doc(struct px_site *site, const struct site_lang *lang,
		    const struct site_project *project, int depth)
{
	struct px_arena *arena = &site->arena;
	struct px_doc *map = px_doc_map(arena);
	bool closed = px_site_project_closed(project);

	px_doc_put_text(map, "title", project->title);
	px_doc_put_url(map, "href", px_site_href(arena, depth, project->href), NULL);
	px_doc_put_text(map, "summary", px_site_project_summary(site, lang, project));
	px_doc_put_text(map, "theme", project_word(project, "theme", PX_PROJECT_THEME));
	px_doc_put_text(map, "status",
			px_site_tr(lang->words, closed ? N_("Completed") : N_("Under way")));
	px_doc_put_bool(map, "active", !closed);
	px_doc_put_bool(map, "closed", closed);
	px_doc_put(map, "start",
		   px_site_date_doc(arena, lang->words,
				    project_word(project, "start", PX_PROJECT_START)));
	px_doc_put(
		map, "end",
		px_site_date_doc(arena, lang->words, project_word(project, "end", PX_PROJECT_END)));
	if (project->record)
		put_people(site, lang, project, depth, map);
	if (project->text)
		put_image(site, arena, project->text, depth, map);
	return map;
}
