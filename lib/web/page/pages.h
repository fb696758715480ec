/* What the files of a build that make pages share (see part.h). */
#ifndef PX_WEB_PAGE_PAGES_H
#define PX_WEB_PAGE_PAGES_H

#include "base/zone.h"
#include "web/site/part.h"

struct site_project;

/* A new file to be made, which the caller fills until the next one. */
struct site_job *px_site_job(struct px_site *site, const char *path);
/* The pages of a language, its documents and feeds. */
void px_site_pages_of(struct px_site *site, struct site_lang *lang);
void px_site_fixed(struct px_site *site, struct site_lang *lang);
struct px_doc *px_site_home_doc(struct px_site *site, const struct site_lang *lang);
struct px_doc *px_site_legal_doc(struct px_site *site, const struct site_lang *lang);
struct px_doc *px_site_privacy_doc(struct px_site *site, const struct site_lang *lang);
void px_site_feeds(struct px_site *site);
void px_site_documents(struct px_site *site);
void px_site_read_documents(struct px_site *site);
bool px_site_has_documents(const struct px_site *site);
void px_site_put_documents(struct px_site *site, const struct site_lang *lang, struct px_doc *doc);
int px_site_theme_files(struct px_site *site, struct px_err *err);
void px_site_forms(struct px_site *site);
void px_site_put_forms(struct px_site *site, const struct site_lang *lang, struct px_doc *doc);
int px_site_form_pages(struct px_site *site, struct site_lang *lang, struct px_err *err);

/* linked.c: JSON-LD. */
void px_site_linked(struct px_site *site, struct site_lang *lang);
void px_site_put_json_ld(struct site_worker *worker, const struct site_job *job,
			 struct px_doc *page);

/* statement.c: check a sample, say its result on the page and at the foot of all. */
int px_site_state(struct px_site *site, struct px_err *err);

/* render.c: what a file depends on, in one number; its bytes, into worker->page; all of them. */
uint64_t px_site_input(struct site_worker *worker, const struct site_job *job);
int px_site_make(struct site_worker *worker, struct site_job *job, struct px_err *err);
int px_site_render(struct px_site *site, struct px_err *err);

/* view.c: the menu; `site` by depth; where a page stands in the menu. */
void px_site_menu(struct px_site *site, struct site_lang *lang);
void px_site_views(struct px_site *site);
void px_site_view_status(struct px_site *site, struct site_lang *lang, const char *status);
const struct px_doc *px_site_view(const struct site_lang *lang, int depth, int nav, bool under);
int px_site_nav_place(const struct site_lang *lang, int page, const struct site_text *text);

/* shape.c */
struct px_doc *px_site_link_doc(struct px_arena *arena, const char *href, const char *label);
struct px_doc *px_site_phone_doc(struct px_arena *arena, const char *phone);
struct px_doc *px_site_email_doc(struct px_arena *arena, const char *email);
struct px_doc *px_site_contact_doc(struct px_arena *arena, const char *contact);
struct px_doc *px_site_address_doc(struct px_arena *arena, const char *street, const char *postcode,
				   const char *city);
struct px_doc *px_site_date_doc(struct px_arena *arena, int words, const char *day);
struct px_doc *px_site_instant_doc(struct px_arena *arena, int words, const struct px_zone *zone,
				   int64_t instant);
const char *px_site_when(struct px_arena *arena, int words, const struct px_zone *zone,
			 int64_t start, int64_t end);
void px_site_iso(const struct px_zone *zone, int64_t instant, struct px_buf *out);

/* items.c */
const char *px_site_title(const struct site_text *text);
const char *px_site_text_summary(const struct site_text *text);
void px_site_text_key(const struct site_text *text, struct px_buf *key);
void px_site_meta(struct site_worker *worker, struct site_text *text);
const char *px_site_ics_path(struct px_arena *arena, const struct site_text *event);
struct px_doc *px_site_news_doc(struct px_site *site, struct px_arena *arena,
				const struct site_text *text, int depth);
struct px_doc *px_site_event_doc(struct px_site *site, struct px_arena *arena,
				 const struct site_text *text, int depth);
bool px_site_project_closed(const struct site_project *project);
const char *px_site_project_summary(struct px_site *site, const struct site_lang *lang,
				    const struct site_project *project);
const struct px_doc *px_site_project_body(struct px_site *site, const struct site_lang *lang,
					  const struct site_project *project, int depth);
struct px_doc *px_site_project_doc(struct px_site *site, const struct site_lang *lang,
				   const struct site_project *project, int depth);

#endif
