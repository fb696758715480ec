/* What a card says, as cells named like our fields. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/person.h"
#include "base/text.h"
#include "base/uid.h"
#include "io/vcard/vcard_part.h"
#include "model/identifiers.h"
#include "model/languages.h"
#include "model/professions.h"

const char *const px_vcard_versions[PX_VCARD_VERSION_COUNT + 1] = {
	[PX_VCARD_2_1] = "2.1", [PX_VCARD_3_0] = "3.0", [PX_VCARD_4_0] = "4.0"
};

/* Parts of N and of ADR. */
enum { N_FAMILY, N_GIVEN };
enum { ADR_BOX, ADR_EXTENDED, ADR_STREET, ADR_CITY, ADR_REGION, ADR_CODE };

/* What the functions below need to know of the card. */
struct reading {
	const struct px_vcard *card;
	struct px_cells *cells;
	struct px_arena *arena;
	bool organization;
};

static const struct px_vcard_property *
find(const struct px_vcard *card, const char *name)
{
	for (size_t i = 0; i < card->count; i++)
		if (strcmp(card->properties[i].name, name) == 0)
			return &card->properties[i];
	return NULL;
}

/* One line: what stands on several is joined. */
static const char *
on_one_line(struct px_arena *arena, const char *text, const char *joint)
{
	struct px_buf line = PX_BUF_INIT;
	const char *out;

	for (; *text; text++) {
		if (*text != '\n')
			px_buf_putc(&line, *text);
		else if (line.length && text[1] && text[1] != '\n')
			px_buf_puts(&line, joint);
	}
	out = px_arena_strndup(arena, line.data, line.length);
	px_buf_release(&line);
	return out;
}

static const char *
part(const struct reading *r, const struct px_vcard_property *property, size_t i)
{
	return on_one_line(
		r->arena,
		px_vcard_part(r->arena, property->value, i, r->card->version != PX_VCARD_2_1, " "),
		" ");
}

static const char *
text_of(const struct reading *r, const struct px_vcard_property *property)
{
	return on_one_line(r->arena, px_vcard_text(r->arena, property->value), " ");
}

/* A card's formatted name is written with the given name in front. */
static void
split_name(const struct reading *r, const char *name)
{
	const char *family, *given;

	px_person_split(r->arena, name, true, &family, &given);
	px_cells_put(r->cells, "family", family);
	px_cells_put(r->cells, "given", given);
}

static void
take_n(const struct reading *r, const struct px_vcard_property *property)
{
	if (r->organization)
		return;
	px_cells_put(r->cells, "family", part(r, property, N_FAMILY));
	px_cells_put(r->cells, "given", part(r, property, N_GIVEN));
}

static void
take_org(const struct reading *r, const struct px_vcard_property *property)
{
	px_cells_put(r->cells, r->organization ? "name" : "organization", part(r, property, 0));
}

/* A title that names a profession is one; a specialist is a physician with a specialty. */
static void
take_title(const struct reading *r, const struct px_vcard_property *property)
{
	const char *text = text_of(r, property);
	const char *header = strcmp(property->name, "ROLE") == 0 ? "role" : "title";

	if (r->organization || !px_profession_find(text)) {
		px_cells_put(r->cells, header, text);
		return;
	}
	px_cells_put(r->cells, "profession", text);
	if (px_profession_is_specialist(text))
		px_cells_put(r->cells, "specialty", text);
}

static void
take_note(const struct reading *r, const struct px_vcard_property *property)
{
	px_cells_put(r->cells, "note", px_vcard_text(r->arena, property->value));
}

/* "fr", "fr-FR" of 4.0; one that is not known is no reason to refuse whoever speaks it. */
static void
take_lang(const struct reading *r, const struct px_vcard_property *property)
{
	char *tag = px_arena_strdup(r->arena, text_of(r, property));
	const struct px_language *language;

	tag[strcspn(tag, "-_")] = '\0';
	language = px_language_find(tag);
	if (language && !r->organization)
		px_cells_put_item(r->cells, "languages", language->code);
}

static void
take_url(const struct reading *r, const struct px_vcard_property *property)
{
	if (r->organization)
		px_cells_put(r->cells, "website", text_of(r, property));
}

/* tel:+33-1-23-45-67-89;ext=12 of 4.0, or a text. */
static void
take_tel(const struct reading *r, const struct px_vcard_property *property)
{
	static const char *const machines[] = { "FAX", "PAGER", "BBS", "MODEM" };
	const char *text;

	for (size_t i = 0; i < PX_COUNT(machines); i++)
		if (px_vcard_has(property, "TYPE", machines[i]))
			return;
	text = text_of(r, property);
	if (strncasecmp(text, "tel:", 4) == 0)
		text = px_arena_strndup(r->arena, text + 4, strcspn(text + 4, ";"));
	px_cells_put_more(r->cells, "phone", text);
}

/* An address of the secure space is told by its domain. */
static void
take_email(const struct reading *r, const struct px_vcard_property *property)
{
	const char *text = text_of(r, property), *reason;
	char stored[PX_ID_SIZE];

	if (strncasecmp(text, "mailto:", 7) == 0)
		text += 7;
	if (*text && !r->organization &&
	    px_identifier_check(PX_ID_MSSANTE, text, stored, &reason) == PX_ID_VALID)
		px_cells_put_more(r->cells, "mssante", text);
	else
		px_cells_put_more(r->cells, "email", text);
}

static void
take_adr(const struct reading *r, const struct px_vcard_property *property)
{
	static const size_t parts[] = { ADR_EXTENDED, ADR_STREET, ADR_BOX };
	struct px_buf street = PX_BUF_INIT;
	bool first = !px_cells_at(r->cells, "address") && !px_cells_at(r->cells, "city") &&
		     !px_cells_at(r->cells, "postcode");

	for (size_t i = 0; i < PX_COUNT(parts); i++) {
		const char *text = on_one_line(
			r->arena, px_vcard_part(r->arena, property->value, parts[i], false, ""),
			", ");

		if (*text)
			px_buf_printf(&street, "%s%s", street.length ? ", " : "", text);
	}
	px_cells_put_more(r->cells, "address", street.data);
	if (first) {
		px_cells_put(r->cells, "postcode", part(r, property, ADR_CODE));
		px_cells_put(r->cells, "city", part(r, property, ADR_CITY));
	}
	px_buf_release(&street);
}

/* A UUIDv7 is one of ours.  Others are their programs' own: whoever has one is known by a number or
 * a name, as in any other file. */
static void
take_uid(const struct reading *r, const struct px_vcard_property *property)
{
	static const char urn[] = "urn:uuid:";
	enum { VERSION = 14 };
	char *uid = px_arena_strdup(r->arena, text_of(r, property));

	if (strncasecmp(uid, urn, sizeof(urn) - 1) == 0)
		uid += sizeof(urn) - 1;
	px_text_lower(uid);
	if (px_uid_valid(uid) && uid[VERSION] == '7')
		px_cells_put(r->cells, "uid", uid);
}

/* geo:47.3,-1.1 of 4.0; 47.3;-1.1 before. */
static void
take_geo(const struct reading *r, const struct px_vcard_property *property)
{
	char *text = px_arena_strdup(r->arena, text_of(r, property)), *end;

	if (!r->organization)
		return;
	if (strncasecmp(text, "geo:", 4) == 0)
		text += 4;
	end = text + strcspn(text, ",;");
	if (!*end)
		return;
	*end++ = '\0';
	end[strcspn(end, ",;")] = '\0';
	px_cells_put(r->cells, "lat", px_text_trim(text));
	px_cells_put(r->cells, "lon", px_text_trim(end));
}

/* Numbers of the country: X-RPPS, or IDENTIFIER;TYPE=RPPS and the like. */
static void
take_identifier(const struct reading *r, const struct px_vcard_property *property)
{
	static const struct {
		const char *word, *header;
	} numbers[] = { { "RPPS", "rpps" },
			{ "IDNPS", "rpps" },
			{ "ADELI", "adeli" },
			{ "FINESS", "finess" },
			{ "SIRET", "siret" } };

	for (size_t i = 0; i < PX_COUNT(numbers); i++)
		if (strstr(property->name, numbers[i].word) ||
		    px_vcard_has(property, "TYPE", numbers[i].word))
			px_cells_put(r->cells, numbers[i].header, text_of(r, property));
}

/* X-PLEXUS-PROFESSION-LABEL is profession_label. */
static void
take_own(const struct reading *r, const struct px_vcard_property *property)
{
	char *header = px_arena_strdup(r->arena, property->name + sizeof(PX_VCARD_OWN) - 1);

	for (char *p = px_text_lower(header); *p; p++)
		if (*p == '-')
			*p = '_';
	if (*header)
		px_cells_put(r->cells, header, px_vcard_text(r->arena, property->value));
}

static const struct {
	const char *name;
	void (*take)(const struct reading *r, const struct px_vcard_property *property);
} properties[] = {
	{ "UID", take_uid },     { "N", take_n },        { "ORG", take_org },
	{ "TITLE", take_title }, { "ROLE", take_title }, { "TEL", take_tel },
	{ "EMAIL", take_email }, { "ADR", take_adr },    { "GEO", take_geo },
	{ "NOTE", take_note },   { "LANG", take_lang },  { "URL", take_url },
};

static void
take(const struct reading *r, const struct px_vcard_property *property)
{
	for (size_t i = 0; i < PX_COUNT(properties); i++)
		if (strcmp(properties[i].name, property->name) == 0) {
			properties[i].take(r, property);
			return;
		}
	take_identifier(r, property);
}

static bool
is_own(const struct px_vcard_property *property)
{
	return strncmp(property->name, PX_VCARD_OWN, sizeof(PX_VCARD_OWN) - 1) == 0;
}

static bool
is_preferred(const struct px_vcard_property *property)
{
	return px_vcard_has(property, "TYPE", "PREF") || px_vcard_has(property, "PREF", "1");
}

bool
px_vcard_is_organization(const struct px_vcard *card, struct px_arena *arena)
{
	const struct px_vcard_property *kind = find(card, "KIND"),
				       *shown = find(card, "X-ABSHOWAS"), *name = find(card, "N"),
				       *org = find(card, "ORG"), *formatted = find(card, "FN");

	if (kind)
		return strcasecmp(kind->value, "individual") != 0;
	if (shown)
		return strcasecmp(shown->value, "company") == 0;
	if (!org || (name && (*px_vcard_part(arena, name->value, N_FAMILY, false, "") ||
			      *px_vcard_part(arena, name->value, N_GIVEN, false, ""))))
		return false;
	return !formatted || px_text_same(px_vcard_text(arena, formatted->value),
					  px_vcard_part(arena, org->value, 0, false, ""));
}

/* Ours first, which are exact; then those that their owner prefers, then the others in their order. */
void
px_vcard_cells(const struct px_vcard *card, bool organization, struct px_cells *cells)
{
	struct reading r = { card, cells, cells->arena, organization };
	const struct px_vcard_property *name = find(card, "FN");

	for (size_t i = 0; i < card->count; i++)
		if (is_own(&card->properties[i]))
			take_own(&r, &card->properties[i]);
	if (name && organization)
		px_cells_put(cells, "name", text_of(&r, name));
	for (int preferred = 1; preferred >= 0; preferred--)
		for (size_t i = 0; i < card->count; i++)
			if (!is_own(&card->properties[i]) &&
			    is_preferred(&card->properties[i]) == preferred)
				take(&r, &card->properties[i]);
	if (name && !organization && !px_cells_at(cells, "family") && !px_cells_at(cells, "given"))
		split_name(&r, text_of(&r, name));
}
