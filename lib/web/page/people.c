/* People, places and services of the database, as templates see them. */
#include <ctype.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/languages.h"
#include "model/professions.h"
#include "model/specialties.h"
#include "model/types.h"
#include "web/page/records.h"

const struct px_record *
px_site_person(const struct px_site *site, int64_t id)
{
	return px_public_find(&site->records->people, id);
}

const struct px_record *
px_site_place(const struct px_site *site, int64_t id)
{
	return px_public_find(&site->records->locations, id);
}

/* Do they charge fees that patients must be told: those who say them, and those of whom the rules ask
 * them (care/public.h)? */
static bool
charges(const struct px_site *site, const struct px_record *person)
{
	const struct px_public_rule *rule = px_public_rules;

	if (person->values[PX_PRACTITIONER_FEES].state == PX_SET ||
	    px_record_text(person, PX_PRACTITIONER_SECTOR))
		return true;
	while (rule->fact && !(rule->about == PX_PUBLIC_PERSON && strcmp(rule->field, "fees") == 0))
		rule++;
	return rule->fact && (!rule->lacks || rule->lacks(person, &site->records->organization));
}

/* Who is called so by patients: physicians and dentists. */
static bool
is_doctor(const struct px_record *person)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);

	return code && (strcmp(code, "10") == 0 || strcmp(code, "40") == 0);
}

/* Registers and spreadsheets shout names; a page does not. */
static const char *
calm(struct px_arena *arena, const struct px_record *person, size_t field)
{
	const char *name = px_record_text(person, field);

	return name ? px_text_calm(arena, name) : "";
}

const char *
px_site_person_name(struct px_arena *arena, const struct px_record *person)
{
	const char *given = calm(arena, person, PX_PRACTITIONER_GIVEN);

	return px_arena_printf(arena, "%s%s%s%s", is_doctor(person) ? "Dr\302\240" : "", given,
			       *given ? " " : "", calm(arena, person, PX_PRACTITIONER_FAMILY));
}

const char *
px_site_person_id(const struct px_record *person)
{
	return px_record_text(person, PX_PRACTITIONER_HANDLE);
}

const char *
px_site_place_id(struct px_arena *arena, const struct px_record *place)
{
	char *slug = px_text_slug(arena, px_record_text(place, PX_LOCATION_NAME), SITE_NAME_BYTES);

	return *slug ? slug
		     : px_arena_printf(arena, "lieu-%lld",
				       (long long)px_record_number(place, PX_F_ID, 0));
}

static const char *
term(const struct px_term *terms, const struct site_lang *lang, const char *code)
{
	const struct px_term *found = code ? px_term_by_code(terms, code) : NULL;

	if (!found)
		return code;
	return lang->words == 0 ? found->label : found->english;
}

const char *
px_site_profession(struct px_arena *arena, const struct site_lang *lang, const char *code)
{
	const char *word = term(px_professions, lang, code);
	char *plain = word ? px_arena_strdup(arena, word) : NULL;

	for (char *at = plain; at && (at = strchr(at, '-')); at++)
		at[1] = (char)tolower((unsigned char)at[1]);
	return plain;
}

/* Does a part of a French word take an s?  That of "podo-orthésiste" does not. */
static bool
takes_s(char last)
{
	return last != 's' && last != 'x' && last != 'o';
}

const char *
px_site_professions(struct px_arena *arena, const struct site_lang *lang, const char *code)
{
	const char *one = px_site_profession(arena, lang, code);
	bool french = lang->words == 0;
	struct px_buf many = PX_BUF_INIT;
	const char *text;

	if (!one || !*one || (french && strchr(one, ' ')))
		return one;
	for (const char *at = one; *at; at++) {
		px_buf_putc(&many, *at);
		if (at[1] == '\0' || (french && at[1] == '-'))
			px_buf_puts(&many, !french || takes_s(*at) ? "s" : "");
	}
	text = px_arena_strndup(arena, many.data, many.length);
	px_buf_release(&many);
	return text;
}

/* The first letters of its words: "Anne-Marie Le Goff" is AG. */
static const char *
initials(struct px_arena *arena, const struct px_record *person)
{
	const char *names[] = { px_record_text(person, PX_PRACTITIONER_GIVEN),
				px_record_text(person, PX_PRACTITIONER_FAMILY) };
	struct px_buf out = PX_BUF_INIT;
	const char *text;

	for (size_t i = 0; i < PX_COUNT(names); i++) {
		size_t length = 1;

		if (!names[i] || !*names[i])
			continue;
		while ((names[i][length] & 0xc0) == 0x80)
			length++;
		px_buf_add(&out, names[i], length);
	}
	text = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return text;
}

static const char *
joined(struct px_arena *arena, const struct px_value *list, const char *between,
       const char *(*word)(const struct site_lang *lang, const char *item),
       const struct site_lang *lang)
{
	struct px_buf out = PX_BUF_INIT;
	const char *text;

	for (size_t i = 0; list->state == PX_SET && i < list->count; i++)
		px_buf_printf(&out, "%s%s", i ? between : "",
			      word ? word(lang, list->items[i].text) : list->items[i].text);
	text = out.length ? px_arena_strndup(arena, out.data, out.length) : NULL;
	px_buf_release(&out);
	return text;
}

static const char *
language_word(const struct site_lang *lang, const char *code)
{
	const struct px_language *language = px_language_find(code);

	if (!language)
		return code;
	return lang->words == 0 ? language->french : language->english;
}

/* The sector in the words that patients know from Ameli. */
static const char *
sector(const struct site_lang *lang, const char *word)
{
	static const struct {
		const char *word, *text;
	} sectors[] = {
		{ "sector-1", N_("Sector 1: fees without extra charge") },
		{ "optam", N_("Sector 2 with OPTAM: moderate extra fees") },
		{ "sector-2", N_("Sector 2: free fees") },
		{ "conventioned", N_("Covered by the health insurance (conventioned)") },
		{ "non-conventioned", N_("Not conventioned with the health insurance") },
		{ "uncovered", N_("Not reimbursed by the health insurance") },
	};

	for (size_t i = 0; word && i < PX_COUNT(sectors); i++)
		if (strcmp(sectors[i].word, word) == 0)
			return px_site_tr(lang->words, sectors[i].text);
	return NULL;
}

/*
 * Records.
 */

/* Links of one page are told apart by their words: whose appointments these are. */
static struct px_doc *
book_doc(struct px_site *site, const struct site_lang *lang, const char *url, const char *with)
{
	const char *label = px_site_tr(lang->words, N_("Book on line"));

	return url ? px_site_link_doc(
			     &site->arena, url,
			     px_arena_printf(&site->arena, "%s%s: %s", label,
					     strcmp(lang->code, "fr") == 0 ? "\302\240" : "", with))
		   : NULL;
}

/* Where somebody works, and the telephone there when they have none to show. */
static void
put_places(struct px_site *site, const struct site_lang *lang, const struct px_record *person,
	   int depth, struct px_doc *map)
{
	const struct px_public_list *all = &site->records->locations;
	const struct px_record **places =
		px_arena_alloc(&site->arena, (all->count + 1) * sizeof(struct px_record *));
	size_t count = px_public_places_of(person, all, places);
	const char *phone = px_public_phone(person);
	struct px_doc *list = count ? px_doc_put_list(map, "places") : NULL;

	for (size_t i = 0; i < count; i++)
		px_doc_push(list, px_site_place_link(site, lang, places[i], depth));
	if (!phone && count)
		phone = px_record_text(places[0], PX_LOCATION_PHONE);
	px_doc_put(map, "phone", px_site_phone_doc(&site->arena, phone));
	px_doc_put(map, "email", px_site_email_doc(&site->arena, px_public_email(person)));
}

static void
put_skills(struct px_site *site, const struct site_lang *lang, const struct px_value *skills,
	   struct px_doc *map)
{
	struct px_doc *list = px_doc_list(&site->arena);

	for (size_t i = 0; skills->state == PX_SET && i < skills->count; i++)
		px_doc_push(list, px_doc_text(&site->arena,
					      term(px_specialties, lang, skills->items[i].text)));
	if (list->count)
		px_doc_put(map, "skills", list);
}

/* Portraits and words of equipe/HANDLE.md, else those of the record. */
static void
put_about(struct px_site *site, const struct site_lang *lang, const struct px_record *person,
	  int depth, struct px_doc *map)
{
	const char *handle = px_site_person_id(person);
	const struct site_text *text = px_site_team_text(lang, handle);
	const char *photo = text ? px_doc_get_text(text->front, "image") : NULL, *alt = NULL;
	const char *about = px_record_text(person, PX_PRACTITIONER_ABOUT);
	struct px_err err = PX_ERR_INIT;
	struct px_doc *image;

	if (photo)
		alt = px_doc_get_text(text->front, "image_alt");
	else
		photo = px_record_text(person, PX_PRACTITIONER_PHOTO);
	if (!alt)
		alt = px_site_person_name(&site->arena, person);
	px_i18n_switch(site->spoken);
	image = px_site_image_doc(site, &site->arena, photo, alt, depth, &err);
	px_i18n_switch(lang->code);
	if (photo && !image)
		px_faults_add(site->faults, PX_REJECTING, NULL, "%s: %s", handle, err.message);
	px_doc_put(map, "image", image);
	if (text && text->html)
		px_doc_put(map, "body", text->html);
	else if (about)
		px_doc_put(map, "body", px_site_markdown(site, lang, depth, handle, about));
}

struct px_doc *
px_site_person_doc(struct px_site *site, const struct site_lang *lang,
		   const struct px_record *person, int depth)
{
	struct px_arena *arena = &site->arena;
	struct px_doc *map = px_doc_map(arena);
	const char *handle = px_site_person_id(person);
	const char *sector_word = px_record_text(person, PX_PRACTITIONER_SECTOR);

	px_doc_put_text(map, "name", px_site_person_name(arena, person));
	px_doc_put_text(map, "family", calm(arena, person, PX_PRACTITIONER_FAMILY));
	px_doc_put_text(map, "given", calm(arena, person, PX_PRACTITIONER_GIVEN));
	px_doc_put_text(map, "initials", initials(arena, person));
	px_doc_put_text(map, "id", handle);
	px_doc_put(map, "href", px_doc_get(px_site_person_link(site, lang, person, depth), "href"));
	px_doc_put_text(map, "profession",
			px_site_profession(arena, lang,
					   px_record_text(person, PX_PRACTITIONER_PROFESSION)));
	px_doc_put_text(
		map, "specialty",
		term(px_specialties, lang, px_record_text(person, PX_PRACTITIONER_SPECIALTY)));
	put_skills(site, lang, &person->values[PX_PRACTITIONER_SKILLS], map);
	px_doc_put_text(map, "rpps", px_record_text(person, PX_PRACTITIONER_RPPS));
	px_doc_put_bool(map, "charges", charges(site, person));
	px_doc_put_text(map, "sector", sector(lang, sector_word));
	px_doc_put_text(map, "fees",
			joined(arena, &person->values[PX_PRACTITIONER_FEES], " ; ", NULL, lang));
	px_doc_put_text(map, "languages",
			joined(arena, &person->values[PX_PRACTITIONER_LANGUAGES], ", ",
			       language_word, lang));
	px_doc_put(map, "hours",
		   px_site_hours_doc(arena, px_record_text(person, PX_PRACTITIONER_HOURS)));
	put_places(site, lang, person, depth, map);
	px_doc_put(map, "book",
		   book_doc(site, lang, px_record_text(person, PX_PRACTITIONER_BOOKING),
			    px_site_person_name(arena, person)));
	if (px_record_number(person, PX_PRACTITIONER_NEW_PATIENTS, -1) >= 0)
		px_doc_put_bool(map,
				px_record_number(person, PX_PRACTITIONER_NEW_PATIENTS, 0)
					? "new_patients"
					: "no_new_patients",
				true);
	put_about(site, lang, person, depth, map);
	return map;
}

struct px_doc *
px_site_person_link(struct px_site *site, const struct site_lang *lang,
		    const struct px_record *person, int depth)
{
	const char *href = NULL;

	if (lang->has[SITE_TEAM_PAGE])
		href = px_arena_printf(
			&site->arena, "%s#%s",
			px_site_href(&site->arena, depth, lang->hrefs[SITE_TEAM_PAGE]),
			px_site_person_id(person));
	return px_site_link_doc(&site->arena, href, px_site_person_name(&site->arena, person));
}

struct px_doc *
px_site_place_link(struct px_site *site, const struct site_lang *lang,
		   const struct px_record *place, int depth)
{
	const char *href = NULL;

	if (lang->has[SITE_PLACES])
		href = px_arena_printf(&site->arena, "%s#%s",
				       px_site_href(&site->arena, depth, lang->hrefs[SITE_PLACES]),
				       px_site_place_id(&site->arena, place));
	return px_site_link_doc(&site->arena, href, px_record_text(place, PX_LOCATION_NAME));
}

/* A link that is followed by who wants to: nothing of it is loaded. */
static void
put_map(struct px_doc *map, struct px_arena *arena, const char *lat, const char *lon)
{
	if (lat && lon)
		px_doc_put_url(
			map, "map",
			px_arena_printf(
				arena,
				"https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=18/%s/%s", lat,
				lon, lat, lon),
			NULL);
}

static const char *
wheelchair(const struct site_lang *lang, const char *word)
{
	if (!word)
		return NULL;
	if (strcmp(word, "yes") == 0)
		return px_site_tr(lang->words, N_("Accessible by wheelchair"));
	if (strcmp(word, "limited") == 0)
		return px_site_tr(lang->words, N_("Accessible by wheelchair with help"));
	return px_site_tr(lang->words, N_("Not accessible by wheelchair"));
}

struct px_doc *
px_site_place_doc(struct px_site *site, const struct site_lang *lang, const struct px_record *place,
		  bool first, int depth)
{
	struct px_arena *arena = &site->arena;
	struct px_doc *map = px_doc_map(arena);
	const char *access = px_record_text(place, PX_LOCATION_ACCESS);

	px_doc_put_text(map, "name", px_record_text(place, PX_LOCATION_NAME));
	px_doc_put_text(map, "id", px_site_place_id(arena, place));
	px_doc_put(map, "href", px_doc_get(px_site_place_link(site, lang, place, depth), "href"));
	px_doc_put_bool(map, "main", first);
	px_doc_put(map, "address",
		   px_site_address_doc(arena, px_record_text(place, PX_LOCATION_ADDRESS),
				       px_record_text(place, PX_LOCATION_POSTCODE),
				       px_record_text(place, PX_LOCATION_CITY)));
	px_doc_put(map, "phone",
		   px_site_phone_doc(arena, px_record_text(place, PX_LOCATION_PHONE)));
	px_doc_put(map, "email",
		   px_site_email_doc(arena, px_record_text(place, PX_LOCATION_EMAIL)));
	px_doc_put(map, "hours",
		   px_site_hours_doc(arena, px_record_text(place, PX_LOCATION_HOURS)));
	if (access)
		px_doc_put(map, "access",
			   px_site_markdown(site, lang, depth,
					    px_record_text(place, PX_LOCATION_NAME), access));
	px_doc_put_text(map, "accessible",
			wheelchair(lang, px_record_text(place, PX_LOCATION_WHEELCHAIR)));
	px_doc_put_text(map, "finess", px_record_text(place, PX_LOCATION_FINESS));
	px_doc_put(map, "book",
		   book_doc(site, lang, px_record_text(place, PX_LOCATION_BOOKING),
			    px_record_text(place, PX_LOCATION_NAME)));
	put_map(map, arena, px_record_text(place, PX_LOCATION_LAT),
		px_record_text(place, PX_LOCATION_LON));
	return map;
}

static void
put_who(struct px_site *site, const struct site_lang *lang, const struct px_value *people,
	int depth, struct px_doc *map)
{
	struct px_doc *list = px_doc_list(&site->arena);

	for (size_t i = 0; people->state == PX_SET && i < people->count; i++) {
		const struct px_record *person = px_site_person(site, people->items[i].number);

		if (person)
			px_doc_push(list, px_site_person_link(site, lang, person, depth));
	}
	if (list->count)
		px_doc_put(map, "who", list);
}

struct px_doc *
px_site_service_doc(struct px_site *site, const struct site_lang *lang,
		    const struct px_record *service, int depth)
{
	struct px_arena *arena = &site->arena;
	struct px_doc *map = px_doc_map(arena);
	const char *name = px_record_text(service, PX_SERVICE_NAME);
	const char *text = px_record_text(service, PX_SERVICE_DESCRIPTION);
	const char *id = px_text_slug(arena, name, SITE_NAME_BYTES);
	const struct px_record *place =
		px_site_place(site, px_record_number(service, PX_SERVICE_LOCATION, 0));

	px_doc_put_text(map, "name", name);
	px_doc_put_text(map, "id", id);
	px_doc_put_url(map, "href",
		       px_arena_printf(arena, "%s#%s",
				       px_site_href(arena, depth, lang->hrefs[SITE_SERVICES]), id),
		       NULL);
	if (text) {
		px_doc_put_text(map, "summary", px_site_summary(site, lang, name, text));
		px_doc_put(map, "body", px_site_markdown(site, lang, depth, name, text));
	}
	px_doc_put(map, "phone",
		   px_site_phone_doc(arena, px_record_text(service, PX_SERVICE_PHONE)));
	px_doc_put(map, "hours",
		   px_site_hours_doc(arena, px_record_text(service, PX_SERVICE_HOURS)));
	if (px_record_number(service, PX_SERVICE_APPOINTMENT, -1) >= 0)
		px_doc_put_text(
			map, "appointment",
			px_site_tr(lang->words, px_record_number(service, PX_SERVICE_APPOINTMENT, 0)
							? N_("By appointment")
							: N_("Without appointment")));
	px_doc_put(map, "book",
		   book_doc(site, lang, px_record_text(service, PX_SERVICE_BOOKING), name));
	put_who(site, lang, &service->values[PX_SERVICE_PRACTITIONERS], depth, map);
	if (place)
		px_doc_put(map, "place", px_site_place_link(site, lang, place, depth));
	return map;
}
