/* Reading what a site shows of the database: the organization, its places, its people, its services,
 * its public projects, and the slots that everyone may see. */
#include "web/page/records.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "care/slot.h"
#include "model/types.h"
#include "store/record.h"

/* What the rules of care/public.h show of each type. */
static int
load(struct px_site *site, struct px_err *err)
{
	struct site_records *records = site->records;
	const struct px_site_options *options = site->options;
	struct px_public_at at = { options->store, &site->arena, options->world,
				   options->organization };

	if (px_public_team(&at, &records->people, err) != 0 ||
	    px_public_places(&at, &records->locations, err) != 0 ||
	    px_public_services(&at, &records->services, err) != 0 ||
	    px_public_projects(&at, &records->projects, err) != 0)
		return -1;
	return 0;
}

/* What its terms let everyone take now, and nothing more. */
static int
load_slots(struct px_site *site, struct px_err *err)
{
	const struct px_site_options *options = site->options;
	struct px_slot_at at = { options->store,        &site->arena,      options->world,
				 options->organization, options->communes, 0 };
	struct px_slot_search search = {
		.radius = -1,
		.from = options->world->now,
		.until = options->world->now + (int64_t)PX_SITE_SLOT_DAYS * PX_DAY_SECONDS,
		.audience = px_slot_rank(px_audiences, "public"),
		.mode = -1,
		.limit = PX_SITE_SLOTS,
	};
	struct px_slot_list found = { 0 };
	struct px_public_list *rows = &site->records->slots;
	int result = px_slot_find(&at, &search, &found, err);

	for (size_t i = 0; result == 0 && i < found.count; i++) {
		PX_GROW(rows->records, rows->count, rows->capacity);
		if (px_record_read(options->store, &px_type_slot, found.items[i].id, &site->arena,
				   &rows->records[rows->count], err) < 0)
			result = -1;
		else
			rows->count++;
	}
	free(found.items);
	return result;
}

int
px_site_records(struct px_site *site, struct px_err *err)
{
	struct site_records *records = px_arena_alloc(&site->arena, sizeof(*records));

	site->records = records;
	if (px_record_read(site->options->store, &px_type_organization, site->options->organization,
			   &site->arena, &records->organization, err) != 1)
		return -1;
	if (load(site, err) != 0 || load_slots(site, err) != 0)
		return -1;
	site->name = px_doc_get_text(site->langs[0].config, "name");
	if (!site->name)
		site->name = px_record_text(&records->organization, PX_ORGANIZATION_NAME);
	if (!site->base && px_record_text(&records->organization, PX_ORGANIZATION_WEBSITE))
		px_site_set_base(site,
				 px_record_text(&records->organization, PX_ORGANIZATION_WEBSITE));
	return 0;
}

void
px_site_records_release(struct px_site *site)
{
	struct site_records *records = site->records;

	if (!records)
		return;
	px_public_free(&records->locations);
	px_public_free(&records->people);
	px_public_free(&records->services);
	px_public_free(&records->projects);
	px_public_free(&records->slots);
	for (int i = 0; i < SITE_LANGS; i++)
		if (site->langs[i].projects)
			free(site->langs[i].projects->items);
}

/*
 * Projects.
 */

static const struct px_record *
project_record(const struct px_site *site, const char *slug)
{
	const struct px_public_list *rows = &site->records->projects;

	for (size_t i = 0; i < rows->count; i++)
		if (px_record_is(&rows->records[i], PX_PROJECT_SLUG, slug))
			return &rows->records[i];
	return NULL;
}

static void
add_project(struct px_site *site, struct site_lang *lang, const char *slug,
	    const struct px_record *record, struct site_text *text)
{
	struct site_projects *list = lang->projects;
	struct site_project *project;

	PX_GROW(list->items, list->count, list->capacity);
	project = &list->items[list->count++];
	*project = (struct site_project){
		.slug = slug,
		.title = text ? px_doc_get_text(text->front, "title") : NULL,
		.href = px_site_item_path(site, lang, SITE_PROJECTS, slug),
		.record = record,
		.text = text,
	};
	if (!project->title && record)
		project->title = px_record_text(record, PX_PROJECT_TITLE);
}

static struct site_text *
project_text(const struct site_lang *lang, const char *slug)
{
	const struct site_list *list = &lang->texts[SITE_PROJECTS];

	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i]->name, slug) == 0)
			return list->items[i];
	return NULL;
}

/* Those of the database first, in its order; then those that only the content knows. */
static void
projects_of(struct px_site *site, struct site_lang *lang)
{
	const struct px_public_list *rows = &site->records->projects;
	const struct site_list *texts = &lang->texts[SITE_PROJECTS];

	lang->projects = px_arena_alloc(&site->arena, sizeof(*lang->projects));
	for (size_t i = 0; i < rows->count; i++) {
		const char *slug = px_record_text(&rows->records[i], PX_PROJECT_SLUG);

		add_project(site, lang, slug, &rows->records[i], project_text(lang, slug));
	}
	for (size_t i = 0; i < texts->count; i++)
		if (!project_record(site, texts->items[i]->name))
			add_project(site, lang, texts->items[i]->name, NULL, texts->items[i]);
}

int
px_site_projects(struct px_site *site)
{
	for (int i = 0; i < site->lang_count; i++)
		projects_of(site, &site->langs[i]);
	return 0;
}

const struct site_project *
px_site_project(const struct site_lang *lang, const char *slug)
{
	const struct site_projects *list = lang->projects;

	for (size_t i = 0; slug && list && i < list->count; i++)
		if (strcmp(list->items[i].slug, slug) == 0)
			return &list->items[i];
	return NULL;
}

/* "projets/bpco.md" and "projets/bpco.html", of a project that only the database knows as well. */
const char *
px_site_project_href(const struct px_site *site, int lang, const char *path)
{
	const struct site_projects *list = site->langs[lang].projects;
	const char *name = strrchr(path, '/');
	size_t length;

	if (strncmp(path, "projets/", 8) != 0 || !name)
		return NULL;
	length = strcspn(++name, ".");
	for (size_t i = 0; list && i < list->count; i++)
		if (strlen(list->items[i].slug) == length &&
		    strncmp(list->items[i].slug, name, length) == 0)
			return list->items[i].href;
	return NULL;
}
