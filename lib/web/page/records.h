/* What a site takes from the database, and the shapes that it gives to it. */
#ifndef PX_WEB_PAGE_RECORDS_H
#define PX_WEB_PAGE_RECORDS_H

#include "base/hours.h"
#include "care/public.h"
#include "web/page/pages.h"

struct site_records {
	struct px_record organization;
	struct px_public_list locations, people, services, projects, slots;
};

int px_site_records(struct px_site *site, struct px_err *err);
void px_site_records_release(struct px_site *site);

/* A project of the site: a record that is public, a file of projets/ of the same slug, or both. */
struct site_project {
	const char *slug, *title, *href;
	const struct px_record *record; /* or NULL */
	struct site_text *text;         /* or NULL */
};
struct site_projects {
	struct site_project *items;
	size_t count, capacity;
};
int px_site_projects(struct px_site *site);
const struct site_project *px_site_project(const struct site_lang *lang, const char *slug);

/* Shapes, in the language of lang; hrefs are of pages so deep. */
struct px_doc *px_site_person_doc(struct px_site *site, const struct site_lang *lang,
				  const struct px_record *person, int depth);
struct px_doc *px_site_place_doc(struct px_site *site, const struct site_lang *lang,
				 const struct px_record *place, bool first, int depth);
struct px_doc *px_site_service_doc(struct px_site *site, const struct site_lang *lang,
				   const struct px_record *service, int depth);
struct px_doc *px_site_person_link(struct px_site *site, const struct site_lang *lang,
				   const struct px_record *person, int depth);
struct px_doc *px_site_place_link(struct px_site *site, const struct site_lang *lang,
				  const struct px_record *place, int depth);
struct px_doc *px_site_hours_doc(struct px_arena *arena, const char *text);
const struct px_record *px_site_person(const struct px_site *site, int64_t id);
const struct px_record *px_site_place(const struct px_site *site, int64_t id);
const char *px_site_person_name(struct px_arena *arena, const struct px_record *person);
const char *px_site_person_id(const struct px_record *person);
const char *px_site_place_id(struct px_arena *arena, const struct px_record *place);

/* A profession's name in a sentence: "Masseur-kinésithérapeute"; and of several people:
 * "Masseurs-kinésithérapeutes".  NULL when there is no code. */
const char *px_site_profession(struct px_arena *arena, const struct site_lang *lang,
			       const char *code);
const char *px_site_professions(struct px_arena *arena, const struct site_lang *lang,
				const char *code);
#endif
