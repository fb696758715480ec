/* The pages that are made of records: home, the team, places, services, appointments, hours, legal
 * facts, personal data, documents. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/types.h"
#include "model/types_slot.h"
#include "web/page/pages.h"
#include "web/page/records.h"

enum { HOME_NEWS = 3, HOME_EVENTS = 3, HOME_PROJECTS = 3, HOME_SERVICES = 6, HOME_PEOPLE = 12 };

static int
top(const struct site_lang *lang)
{
	return px_site_depth(lang->prefix);
}

static struct px_doc *
more_link(struct px_site *site, const struct site_lang *lang, int page, const char *label)
{
	return lang->has[page]
		       ? px_site_link_doc(&site->arena,
					  px_site_href(&site->arena, top(lang), lang->hrefs[page]),
					  px_site_tr(lang->words, label))
		       : NULL;
}

/*
 * The team.
 */

struct group {
	const char *code;
	const struct px_record **people;
	size_t count, capacity;
};
struct groups {
	struct group *items;
	size_t count, capacity;
};

static void
take_person(struct groups *groups, const struct px_record *person)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);
	struct group *group = NULL;

	code = code ? code : "";
	for (size_t i = 0; i < groups->count && !group; i++)
		if (strcmp(groups->items[i].code, code) == 0)
			group = &groups->items[i];
	if (!group) {
		PX_GROW(groups->items, groups->count, groups->capacity);
		group = &groups->items[groups->count++];
		*group = (struct group){ .code = code };
	}
	PX_GROW(group->people, group->count, group->capacity);
	group->people[group->count++] = person;
}

/* In the order of the team (care/public.h): physicians first. */
static void
group_people(const struct px_site *site, struct groups *groups)
{
	const struct px_public_list *people = &site->records->people;

	for (size_t i = 0; i < people->count; i++)
		take_person(groups, &people->records[i]);
}

static void
release(struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->items[i].people);
	free(groups->items);
}

static const char *
group_label(struct px_site *site, const struct site_lang *lang, const struct group *group)
{
	if (!*group->code)
		return px_site_tr(lang->words, N_("With them"));
	return group->count > 1 ? px_site_professions(&site->arena, lang, group->code)
				: px_site_profession(&site->arena, lang, group->code);
}

static const char *
group_id(struct px_site *site, const struct group *group)
{
	return px_arena_printf(&site->arena, "metier-%s", *group->code ? group->code : "autre");
}

static struct px_doc *
team_doc(struct px_site *site, const struct site_lang *lang)
{
	struct px_doc *doc = px_doc_map(&site->arena), *list = px_doc_put_list(doc, "groups");
	struct groups groups = { 0 };

	group_people(site, &groups);
	for (size_t i = 0; i < groups.count; i++) {
		const struct group *group = &groups.items[i];
		struct px_doc *map = px_doc_push_map(list), *people;

		px_doc_put_text(map, "label", group_label(site, lang, group));
		px_doc_put_text(map, "id", group_id(site, group));
		people = px_doc_put_list(map, "people");
		for (size_t k = 0; k < group->count; k++)
			px_doc_push(people,
				    px_site_person_doc(site, lang, group->people[k], top(lang)));
	}
	px_doc_put_number(doc, "team_count", (int64_t)site->records->people.count);
	release(&groups);
	return doc;
}

static void
put_professions(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	struct px_doc *list = px_doc_put_list(doc, "professions");
	struct groups groups = { 0 };

	group_people(site, &groups);
	for (size_t i = 0; i < groups.count; i++) {
		struct px_doc *map = px_doc_push_map(list);

		px_doc_put_text(map, "label", group_label(site, lang, &groups.items[i]));
		px_doc_put_number(map, "count", (int64_t)groups.items[i].count);
		if (lang->has[SITE_TEAM_PAGE])
			px_doc_put_url(map, "href",
				       px_arena_printf(&site->arena, "%s#%s",
						       px_site_href(&site->arena, top(lang),
								    lang->hrefs[SITE_TEAM_PAGE]),
						       group_id(site, &groups.items[i])),
				       NULL);
	}
	release(&groups);
}

static void
put_team(struct px_site *site, const struct site_lang *lang, bool with_hours, size_t most,
	 const char *key, struct px_doc *doc)
{
	const struct px_public_list *people = &site->records->people;
	struct px_doc *list = px_doc_put_list(doc, key);

	for (size_t i = 0; i < people->count && list->count < most; i++)
		if (!with_hours || px_record_text(&people->records[i], PX_PRACTITIONER_HOURS))
			px_doc_push(list,
				    px_site_person_doc(site, lang, &people->records[i], top(lang)));
}

/*
 * Places and services.
 */

static void
put_places(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	const struct px_public_list *places = &site->records->locations;
	struct px_doc *list = px_doc_put_list(doc, "places");

	for (size_t i = 0; i < places->count; i++)
		px_doc_push(list,
			    px_site_place_doc(site, lang, &places->records[i], i == 0, top(lang)));
}

static void
put_services(struct px_site *site, const struct site_lang *lang, size_t most, struct px_doc *doc)
{
	const struct px_public_list *services = &site->records->services;
	struct px_doc *list = px_doc_put_list(doc, "services");

	for (size_t i = 0; i < services->count && i < most; i++)
		px_doc_push(list,
			    px_site_service_doc(site, lang, &services->records[i], top(lang)));
}

/*
 * Appointments.
 */

static struct px_doc *
slot_doc(struct px_site *site, const struct site_lang *lang, const struct px_record *slot)
{
	const struct px_zone *zone = site->options->world->zone;
	struct px_doc *map = px_doc_map(&site->arena);
	int64_t start = px_record_instant(slot, PX_SLOT_START, 0);
	const struct px_record *person =
		px_site_person(site, px_record_number(slot, PX_SLOT_PRACTITIONER, 0));
	struct px_doc *date = px_site_instant_doc(&site->arena, lang->words, zone, start);

	px_doc_put(map, "start", date);
	px_doc_put_text(map, "label",
			px_arena_printf(&site->arena, "%s, %s", px_doc_get_text(date, "label"),
					px_doc_get_text(date, "time")));
	if (person) {
		struct px_doc *shown = px_site_person_doc(site, lang, person, top(lang));

		px_doc_put(map, "person", px_site_person_link(site, lang, person, top(lang)));
		px_doc_put(map, "profession", px_doc_get(shown, "profession"));
		px_doc_put(map, "book", px_doc_get(shown, "book"));
	}
	px_doc_put_number(map, "minutes", px_record_number(slot, PX_SLOT_MINUTES, 0));
	return map;
}

static struct px_doc *
day_of(struct px_site *site, const struct site_lang *lang, struct px_doc *days, const char *day)
{
	struct px_doc *map;

	if (days->count) {
		const struct px_doc *date = px_doc_get(days->items[days->count - 1], "date");

		if (strcmp(px_doc_get_text(date, "iso"), day) == 0)
			return site->last_day;
	}
	map = px_doc_push_map(days);
	px_doc_put(map, "date", px_site_date_doc(&site->arena, lang->words, day));
	site->last_day = px_doc_put_list(map, "slots");
	return site->last_day;
}

static void
put_slots(struct px_site *site, const struct site_lang *lang, bool days, struct px_doc *doc)
{
	const struct px_public_list *slots = &site->records->slots;
	const struct px_world *world = site->options->world;
	struct px_doc *map, *list;

	if (!slots->count)
		return;
	map = px_doc_put_map(doc, "slots");
	px_doc_put_number(map, "count", (int64_t)slots->count);
	px_doc_put(map, "as_of",
		   px_site_instant_doc(&site->arena, lang->words, world->zone, world->now));
	px_doc_put(map, "next", slot_doc(site, lang, &slots->records[0]));
	if (!days)
		return;
	list = px_doc_put_list(map, "days");
	for (size_t i = 0; i < slots->count; i++) {
		int64_t start = px_record_instant(&slots->records[i], PX_SLOT_START, 0);
		char day[PX_DATE_SIZE];

		px_date_format(px_zone_local(world->zone, start).date, day);
		px_doc_push(day_of(site, lang, list, day),
			    slot_doc(site, lang, &slots->records[i]));
	}
}

static struct px_doc *
appointments_doc(struct px_site *site, const struct site_lang *lang)
{
	struct px_doc *doc = px_doc_map(&site->arena);
	const struct px_public_list *people = &site->records->people;
	const struct px_doc *book = px_doc_get(lang->config, "book");
	const char *href = px_doc_get_text(book, "href"), *label = px_doc_get_text(book, "label");
	struct px_doc *list = px_doc_put_list(doc, "people");

	if (!href)
		href = px_record_text(&site->records->organization, PX_ORGANIZATION_BOOKING);
	put_slots(site, lang, true, doc);
	for (size_t i = 0; i < people->count; i++)
		if (px_public_phone(&people->records[i]) ||
		    px_record_text(&people->records[i], PX_PRACTITIONER_BOOKING))
			px_doc_push(list,
				    px_site_person_doc(site, lang, &people->records[i], top(lang)));
	if (href)
		px_doc_put(doc, "service",
			   px_site_link_doc(&site->arena, href,
					    label ? label
						  : px_site_tr(lang->words, N_("Book on line"))));
	return doc;
}

static struct px_doc *
hours_doc(struct px_site *site, const struct site_lang *lang)
{
	struct px_doc *doc = px_doc_map(&site->arena);
	char day[PX_DATE_SIZE];

	px_date_format(site->today, day);
	put_places(site, lang, doc);
	put_team(site, lang, true, SIZE_MAX, "people", doc);
	px_doc_put(doc, "as_of", px_site_date_doc(&site->arena, lang->words, day));
	return doc;
}

/*
 * Home.
 */

static void
put_first(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	const struct site_list *news = &lang->texts[SITE_NEWS], *events = &lang->texts[SITE_EVENTS];
	struct px_doc *list = px_doc_put_list(doc, "news");
	size_t shown = 0;

	for (size_t i = 0; i < news->count && i < HOME_NEWS; i++)
		px_doc_push(list, px_site_news_doc(site, &site->arena, news->items[i], top(lang)));
	list = px_doc_put_list(doc, "events");
	for (size_t i = 0; i < events->count && shown < HOME_EVENTS; i++)
		if (events->items[i]->end >= site->options->world->now && ++shown)
			px_doc_push(list, px_site_event_doc(site, &site->arena, events->items[i],
							    top(lang)));
	list = px_doc_put_list(doc, "projects");
	for (size_t i = shown = 0; i < lang->projects->count && shown < HOME_PROJECTS; i++)
		if (!px_site_project_closed(&lang->projects->items[i]) && ++shown)
			px_doc_push(list, px_site_project_doc(site, lang, &lang->projects->items[i],
							      top(lang)));
}

struct px_doc *
px_site_home_doc(struct px_site *site, const struct site_lang *lang)
{
	static const struct {
		const char *key, *label;
		int page;
	} more[] = {
		{ "all_news", N_("All the news"), SITE_NEWS_LIST },
		{ "all_events", N_("All the events"), SITE_EVENT_LIST },
		{ "all_projects", N_("All the projects"), SITE_PROJECT_LIST },
		{ "all_services", N_("All the services"), SITE_SERVICES },
		{ "all_team", N_("The whole team"), SITE_TEAM_PAGE },
		{ "all_forms", N_("All the questionnaires"), SITE_FORMS },
	};
	struct px_doc *doc = px_doc_map(&site->arena);

	put_team(site, lang, false, HOME_PEOPLE, "team", doc);
	px_doc_put_number(doc, "team_count", (int64_t)site->records->people.count);
	put_professions(site, lang, doc);
	put_places(site, lang, doc);
	put_services(site, lang, HOME_SERVICES, doc);
	put_slots(site, lang, false, doc);
	put_first(site, lang, doc);
	px_site_put_forms(site, lang, doc);
	for (size_t i = 0; i < PX_COUNT(more); i++)
		px_doc_put(doc, more[i].key, more_link(site, lang, more[i].page, more[i].label));
	return doc;
}

static struct px_doc *
one_list(struct px_site *site, const struct site_lang *lang,
	 void (*put)(struct px_site *site, const struct site_lang *lang, struct px_doc *doc))
{
	struct px_doc *doc = px_doc_map(&site->arena);

	put(site, lang, doc);
	return doc;
}

static void
put_all_services(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	put_services(site, lang, SIZE_MAX, doc);
}

/* What each page of the language is made of; the rest is made in pages.c. */
void
px_site_fixed(struct px_site *site, struct site_lang *lang)
{
	lang->docs[SITE_TEAM_PAGE] = team_doc(site, lang);
	lang->docs[SITE_PLACES] = one_list(site, lang, put_places);
	lang->docs[SITE_SERVICES] = one_list(site, lang, put_all_services);
	lang->docs[SITE_APPOINTMENTS] = appointments_doc(site, lang);
	lang->docs[SITE_HOURS] = hours_doc(site, lang);
	lang->docs[SITE_LEGAL] = px_site_legal_doc(site, lang);
	lang->docs[SITE_PRIVACY] = px_site_privacy_doc(site, lang);
	lang->docs[SITE_DOCUMENTS] = one_list(site, lang, px_site_put_documents);
	lang->docs[SITE_FORMS] = one_list(site, lang, px_site_put_forms);
	lang->docs[SITE_NOT_FOUND] = px_doc_map(&site->arena);
}
