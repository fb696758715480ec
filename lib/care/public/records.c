/* The records that the public site shows, in its order. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "care/public.h"
#include "model/professions.h"
#include "store/query.h"

enum { UNSAID = -1 };

/* Can whoever is there be shown: 1 said yes, 0 said no, UNSAID. */
static int64_t
said(const struct px_record *record, size_t field)
{
	return px_record_number(record, field, UNSAID);
}

static bool
is_here(const struct px_record *person, const struct px_world *world)
{
	const char *joined = px_record_text(person, PX_PRACTITIONER_JOINED),
		   *left = px_record_text(person, PX_PRACTITIONER_LEFT);
	char today[PX_DATE_SIZE];

	px_date_format(px_date_from_days(px_world_today(world)), today);
	return (!joined || strcmp(joined, today) <= 0) && (!left || strcmp(left, today) >= 0);
}

/* Of a profession that the register makes public; our own words are no codes. */
static bool
is_registered(const struct px_record *person)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);

	return code && *code >= '0' && *code <= '9';
}

bool
px_public_shows(const struct px_record *person, const struct px_world *world)
{
	int64_t public = said(person, PX_PRACTITIONER_PUBLIC);
	bool of_team = px_record_number(person, PX_PRACTITIONER_ASSOCIATE, 0) ||
		       px_record_text(person, PX_PRACTITIONER_JOINED);

	if (!is_here(person, world))
		return false;
	return public == UNSAID ? of_team && is_registered(person) : public != 0;
}

static bool
shows_place(const struct px_record *record, const struct px_world *world)
{
	(void)world;
	return said(record, PX_LOCATION_PUBLIC) != 0;
}

static bool
shows_service(const struct px_record *record, const struct px_world *world)
{
	(void)world;
	return said(record, PX_SERVICE_PUBLIC) != 0;
}

static bool
shows_project(const struct px_record *record, const struct px_world *world)
{
	(void)world;
	return said(record, PX_PROJECT_PUBLIC) == 1 &&
	       !px_record_is(record, PX_PROJECT_STATUS, "idea");
}

struct gathering {
	const struct px_public_at *at;
	struct px_public_list *list;
	bool (*shows)(const struct px_record *record, const struct px_world *world);
};

static int
take(const struct px_record *record, void *data, struct px_err *err)
{
	struct gathering *gathering = data;
	struct px_public_list *list = gathering->list;

	(void)err;
	if (!gathering->shows(record, gathering->at->world))
		return 0;
	PX_GROW(list->records, list->count, list->capacity);
	list->records[list->count++] = px_record_copy(gathering->at->arena, record);
	return 0;
}

static int
gather(const struct px_public_at *at, const struct px_type *type,
       bool (*shows)(const struct px_record *record, const struct px_world *world),
       int (*compare)(const void *a, const void *b), struct px_public_list *out, struct px_err *err)
{
	static const char *const every[] = { NULL };
	struct gathering gathering = { at, out, shows };
	struct px_query query = {
		.type = type, .organization = at->organization, .limit = -1, .world = at->world
	};

	*out = (struct px_public_list){ NULL, 0, 0 };
	if (px_query_each(at->store, &query, every, take, &gathering, err) != 0) {
		px_public_free(out);
		return -1;
	}
	if (compare && out->count)
		qsort(out->records, out->count, sizeof(*out->records), compare);
	return 0;
}

void
px_public_free(struct px_public_list *list)
{
	free(list->records);
	*list = (struct px_public_list){ NULL, 0, 0 };
}

static int
compare_text(const struct px_record *a, const struct px_record *b, size_t field)
{
	const char *one = px_record_text(a, field), *other = px_record_text(b, field);

	return px_text_compare(one ? one : "", other ? other : "");
}

static int
compare_ids(const struct px_record *a, const struct px_record *b)
{
	int64_t one = a->values[PX_F_ID].number, other = b->values[PX_F_ID].number;

	return (one > other) - (one < other);
}

/* Physicians, those of the register, the others. */
static int
rank(const struct px_record *person)
{
	if (px_record_is(person, PX_PRACTITIONER_PROFESSION, "10"))
		return 0;
	return is_registered(person) ? 1 : 2;
}

static const char *
trade(const struct px_record *person)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);

	return code ? px_profession_label(code) : "";
}

static int
compare_people(const void *a, const void *b)
{
	const struct px_record *one = a, *other = b;
	int order = rank(one) - rank(other);

	if (!order)
		order = px_text_compare(trade(one), trade(other));
	if (!order)
		order = compare_text(one, other, PX_PRACTITIONER_FAMILY);
	if (!order)
		order = compare_text(one, other, PX_PRACTITIONER_GIVEN);
	return order ? order : compare_ids(one, other);
}

static int
compare_services(const void *a, const void *b)
{
	int order = compare_text(a, b, PX_SERVICE_NAME);

	return order ? order : compare_ids(a, b);
}

static int
compare_projects(const void *a, const void *b)
{
	int order = px_record_is(b, PX_PROJECT_STATUS, "active") -
		    px_record_is(a, PX_PROJECT_STATUS, "active");

	if (!order)
		order = compare_text(a, b, PX_PROJECT_TITLE);
	return order ? order : compare_ids(a, b);
}

int
px_public_team(const struct px_public_at *at, struct px_public_list *out, struct px_err *err)
{
	return gather(at, &px_type_practitioner, px_public_shows, compare_people, out, err);
}

int
px_public_places(const struct px_public_at *at, struct px_public_list *out, struct px_err *err)
{
	return gather(at, &px_type_location, shows_place, NULL, out, err);
}

int
px_public_services(const struct px_public_at *at, struct px_public_list *out, struct px_err *err)
{
	return gather(at, &px_type_healthcare_service, shows_service, compare_services, out, err);
}

int
px_public_projects(const struct px_public_at *at, struct px_public_list *out, struct px_err *err)
{
	return gather(at, &px_type_project, shows_project, compare_projects, out, err);
}

const struct px_record *
px_public_find(const struct px_public_list *list, int64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->records[i].values[PX_F_ID].number == id)
			return &list->records[i];
	return NULL;
}

static bool
said_yes(const struct px_record *person)
{
	return said(person, PX_PRACTITIONER_PUBLIC) == 1;
}

const char *
px_public_phone(const struct px_record *person)
{
	return said_yes(person) ? px_record_text(person, PX_PRACTITIONER_PHONE) : NULL;
}

/* Whose addresses say nothing of a profession. */
static bool
is_of_everyone(const char *email)
{
	static const char domains[] =
		"gmail.com|googlemail.com|orange.fr|wanadoo.fr|free.fr|sfr.fr|neuf.fr|bbox.fr|"
		"hotmail.com|hotmail.fr|live.fr|live.com|outlook.com|outlook.fr|msn.com|yahoo.fr|"
		"yahoo.com|laposte.net|icloud.com|me.com|aol.com|proton.me|protonmail.com|gmx.fr|"
		"gmx.com|numericable.fr|club-internet.fr|aliceadsl.fr|libertysurf.fr|voila.fr";
	const char *at = strrchr(email, '@');

	return !at || px_text_listed(domains, at + 1);
}

const char *
px_public_email(const struct px_record *person)
{
	const char *email = px_record_text(person, PX_PRACTITIONER_EMAIL);
	const char *at = email ? strrchr(email, '@') : NULL;

	if (!said_yes(person) || !at || is_of_everyone(email) || strstr(at, "mssante.fr"))
		return NULL;
	return email;
}

size_t
px_public_places_of(const struct px_record *person, const struct px_public_list *places,
		    const struct px_record **out)
{
	const struct px_value *sites = &person->values[PX_PRACTITIONER_LOCATIONS];
	size_t count = 0;

	for (size_t i = 0; i < sites->count && count < places->count; i++) {
		const struct px_record *place = px_public_find(places, sites->items[i].number);

		if (place)
			out[count++] = place;
	}
	if (!count && places->count)
		out[count++] = &places->records[0];
	return count;
}
