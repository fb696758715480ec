/* What a resource says, as cells named like our fields. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/uid.h"
#include "io/fhir/fhir_part.h"
#include "model/identifiers.h"
#include "model/professions.h"

const struct px_json_node *
px_fhir_item(const struct px_json_node *node, const char *key, size_t i)
{
	const struct px_json_node *list = px_json_member(node, key);

	if (list && list->type == PX_JSON_ARRAY)
		return i < list->count ? &list->items[i] : NULL;
	return list && list->type == PX_JSON_OBJECT && i == 0 ? list : NULL;
}

/* The string of a list's i-th item, or of a member that is no list. */
static const char *
string_at(const struct px_json_node *node, const char *key, size_t i)
{
	const struct px_json_node *member = px_json_member(node, key);

	if (member && member->type == PX_JSON_ARRAY)
		member = i < member->count ? &member->items[i] : NULL;
	else if (i > 0)
		member = NULL;
	return member && member->type == PX_JSON_STRING && *member->string ? member->string : NULL;
}

bool
px_fhir_take_own(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *extension;
	bool any = false;

	for (size_t i = 0; (extension = px_fhir_item(node, "extension", i)); i++) {
		const char *url = px_fhir_text(extension, "url");

		if (!url || strncmp(url, PX_FHIR_OWN, sizeof(PX_FHIR_OWN) - 1) != 0)
			continue;
		any = true;
		px_cells_put(cells, url + sizeof(PX_FHIR_OWN) - 1,
			     px_fhir_text(extension, "valueString"));
	}
	return any;
}

/* A UUIDv7 is one of ours; any other is its server's own. */
static void
take_uid(struct px_cells *cells, const char *text)
{
	enum { VERSION = 14 };

	if (!text)
		return;
	if (strncmp(text, PX_FHIR_URN, sizeof(PX_FHIR_URN) - 1) == 0)
		text += sizeof(PX_FHIR_URN) - 1;
	if (px_uid_valid(text) && text[VERSION] == '7')
		px_cells_put(cells, "uid", text);
}

/* National identifiers bear the kind of number before it: 8 RPPS, 0 ADELI, for persons; 1 FINESS,
 * 3 SIRET, for structures. */
void
px_fhir_take_national(struct px_cells *cells, const char *value)
{
	static const struct {
		char kind;
		size_t length;
		const char *header;
	} kinds[] = { { '8', 12, "rpps" },
		      { '0', 10, "adeli" },
		      { '1', 10, "finess" },
		      { '3', 15, "siret" } };

	for (size_t i = 0; i < PX_COUNT(kinds); i++)
		if (*value == kinds[i].kind && strlen(value) == kinds[i].length)
			px_cells_put(cells, kinds[i].header, value + 1);
}

void
px_fhir_one_identifier(const struct px_json_node *identifier, struct px_cells *cells)
{
	const struct px_json_node *type = px_json_member(identifier, "type");
	const struct px_json_node *coding = type ? px_fhir_item(type, "coding", 0) : NULL;
	const char *value = px_fhir_text(identifier, "value");
	enum px_fhir_term term = px_fhir_identifier(coding ? px_fhir_text(coding, "code") : NULL,
						    px_fhir_text(identifier, "system"));

	if (!value)
		return;
	if (term == PX_FHIR_URI)
		take_uid(cells, value);
	else if (term == PX_FHIR_IDNPS || term == PX_FHIR_IDNST)
		px_fhir_take_national(cells, value);
	else if (term == PX_FHIR_RPPS)
		px_cells_put(cells, "rpps", value);
	else if (term == PX_FHIR_ADELI)
		px_cells_put(cells, "adeli", value);
	else if (term == PX_FHIR_FINESS)
		px_cells_put(cells, "finess", value);
	else if (term == PX_FHIR_SIRET && strlen(value) == 14)
		px_cells_put(cells, "siret", value);
}

void
px_fhir_identifiers(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *identifier;

	take_uid(cells, px_fhir_text(node, "id"));
	for (size_t i = 0; (identifier = px_fhir_item(node, "identifier", i)); i++)
		px_fhir_one_identifier(identifier, cells);
}

static void
take_telecom(const struct px_json_node *telecom, bool person, struct px_cells *cells)
{
	const char *system = px_fhir_text(telecom, "system"),
		   *value = px_fhir_text(telecom, "value"), *reason;
	char stored[PX_ID_SIZE];

	if (!system || !value)
		return;
	if (strcmp(system, "phone") == 0)
		px_cells_put_more(cells, "phone", value);
	else if (strcmp(system, "email") == 0)
		px_cells_put_more(cells,
				  person && px_identifier_check(PX_ID_MSSANTE, value, stored,
								&reason) == PX_ID_VALID
					  ? "mssante"
					  : "email",
				  value);
	else if (strcmp(system, "url") == 0 && !person)
		px_cells_put(cells, "website", value);
}

/* Those of rank 1 first; a rank is a number, but some write a string. */
void
px_fhir_take_telecoms(const struct px_json_node *node, bool person, struct px_cells *cells)
{
	for (int first = 1; first >= 0; first--) {
		const struct px_json_node *telecom;

		for (size_t i = 0; (telecom = px_fhir_item(node, "telecom", i)); i++) {
			const struct px_json_node *rank = px_json_member(telecom, "rank");
			bool is_first = rank && rank->string && strcmp(rank->string, "1") == 0;

			if (is_first == first)
				take_telecom(telecom, person, cells);
		}
	}
}

static void
take_name(const struct px_json_node *name, struct px_cells *cells)
{
	struct px_buf given = PX_BUF_INIT;
	const char *part;

	px_cells_put(cells, "family", px_fhir_text(name, "family"));
	for (size_t i = 0; (part = string_at(name, "given", i)); i++)
		px_buf_printf(&given, "%s%s", given.length ? " " : "", part);
	px_cells_put(cells, "given", given.data);
	px_buf_release(&given);
}

/* The name that is in use, then the official one, then any that has a family name. */
static void
take_names(const struct px_json_node *node, struct px_cells *cells)
{
	static const char *const uses[] = { "usual", "official", NULL };

	for (size_t k = 0; k < PX_COUNT(uses); k++) {
		const struct px_json_node *name;

		for (size_t i = 0; (name = px_fhir_item(node, "name", i)); i++) {
			const char *use = px_fhir_text(name, "use");

			if (px_cells_at(cells, "family") || !px_fhir_text(name, "family") ||
			    (uses[k] && !(use && strcmp(use, uses[k]) == 0)))
				continue;
			take_name(name, cells);
		}
	}
}

/* G15_60 of the nomenclature that joins professions and know-how is 60. */
static void
take_profession(const char *code, struct px_cells *cells)
{
	static const char prefix[] = "G15_";

	if (code && strncmp(code, prefix, sizeof(prefix) - 1) == 0)
		code += sizeof(prefix) - 1;
	if (code && px_profession_by_code(code))
		px_cells_put(cells, "profession", code);
}

/* The first specialty of an order, and the other skills as a list. */
static void
take_skill(const char *code, struct px_cells *cells)
{
	static const char physician[] = "SM", dentist[] = "SCD";
	const char *specialty = px_cells_at(cells, "specialty");

	if (!code)
		return;
	if (!specialty && (strncmp(code, physician, sizeof(physician) - 1) == 0 ||
			   strncmp(code, dentist, sizeof(dentist) - 1) == 0))
		px_cells_put(cells, "specialty", code);
	else if (!specialty || strcmp(code, specialty) != 0)
		px_cells_put_item(cells, "skills", code);
}

/* A concept: professions and know-how by their systems; words that name a profession. */
static void
take_concept(const struct px_json_node *concept, struct px_cells *cells)
{
	const struct px_json_node *coding;
	const char *text = px_fhir_text(concept, "text");

	for (size_t i = 0; (coding = px_fhir_item(concept, "coding", i)); i++) {
		enum px_fhir_term term = px_fhir_system(px_fhir_text(coding, "system"));

		if (term == PX_FHIR_PROFESSION)
			take_profession(px_fhir_text(coding, "code"), cells);
		else if (term == PX_FHIR_SKILL)
			take_skill(px_fhir_text(coding, "code"), cells);
	}
	if (text && px_profession_find(text))
		px_cells_put(cells, "profession", text);
}

static void
take_concepts(const struct px_json_node *node, const char *key, struct px_cells *cells)
{
	const struct px_json_node *concept;

	for (size_t i = 0; (concept = px_fhir_item(node, key, i)); i++)
		take_concept(concept, cells);
}

static void
take_qualifications(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *qualification, *code;

	for (size_t i = 0; (qualification = px_fhir_item(node, "qualification", i)); i++)
		if ((code = px_json_member(qualification, "code")))
			take_concept(code, cells);
}

void
px_fhir_person(const struct px_json_node *node, struct px_cells *cells)
{
	bool own = px_fhir_take_own(node, cells);

	px_fhir_identifiers(node, cells);
	take_names(node, cells);
	px_fhir_take_telecoms(node, true, cells);
	px_fhir_take_languages(node, cells);
	if (!own)
		take_qualifications(node, cells);
}

/* The Annuaire Santé gives the name of exercise as an extension of the role. */
static void
take_name_of_role(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *extension, *name;

	for (size_t i = 0; (extension = px_fhir_item(node, "extension", i)); i++)
		if ((name = px_json_member(extension, "valueHumanName")) &&
		    !px_cells_at(cells, "family"))
			take_name(name, cells);
}

void
px_fhir_role(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *person = px_json_member(node, "practitioner");
	const struct px_json_node *identifier = px_json_member(person, "identifier");

	/* What we wrote of the person says it all. */
	if (px_cells_at(cells, "handle"))
		return;
	if (identifier)
		px_fhir_one_identifier(identifier, cells);
	take_name_of_role(node, cells);
	px_fhir_take_telecoms(node, true, cells);
	take_concepts(node, "code", cells);
	take_concepts(node, "specialty", cells);
	px_fhir_take_hours(node, &px_fhir_hours_of_person, cells);
}

/* The Annuaire Santé cuts the line of an address into parts that are extensions. */
static void
take_parts(const struct px_json_node *address, struct px_buf *line)
{
	static const char *const parts[] = { "houseNumber", "buildingNumberSuffix",
					     "streetNameType", "streetNameBase" };
	const struct px_json_node *element = px_fhir_item(address, "_line", 0), *extension;

	for (size_t k = 0; element && k < PX_COUNT(parts); k++)
		for (size_t i = 0; (extension = px_fhir_item(element, "extension", i)); i++) {
			const char *url = px_fhir_text(extension, "url");
			const char *text = string_at(extension, "valueString", 0);

			if (url && text && strstr(url, parts[k]))
				px_buf_printf(line, "%s%s", line->length ? " " : "", text);
		}
}

static void
take_lines(const struct px_json_node *address, struct px_cells *cells)
{
	struct px_buf line = PX_BUF_INIT;
	const char *text;

	for (size_t i = 0; (text = string_at(address, "line", i)); i++)
		px_buf_printf(&line, "%s%s", line.length ? ", " : "", text);
	if (!line.length)
		take_parts(address, &line);
	px_cells_put(cells, "address", line.data);
	px_buf_release(&line);
}

static void
take_insee(const struct px_json_node *address, struct px_cells *cells)
{
	const struct px_json_node *extension;

	for (size_t i = 0; (extension = px_fhir_item(address, "extension", i)); i++) {
		const char *url = px_fhir_text(extension, "url");
		const struct px_json_node *coding = px_json_member(extension, "valueCoding");

		if (!url || !strstr(url, "insee-code"))
			continue;
		px_cells_put(cells, "insee", px_fhir_text(extension, "valueCode"));
		px_cells_put(cells, "insee", px_fhir_text(coding, "code"));
	}
}

/* "75014 PARIS": the routing line where the town should be. */
static const char *
town_of(const char *city, const char *postcode)
{
	size_t length = postcode ? strlen(postcode) : 0;

	if (city && length && strncmp(city, postcode, length) == 0 && city[length] == ' ')
		return city + length + 1;
	return city;
}

static void
take_address(const struct px_json_node *address, bool own, struct px_cells *cells)
{
	const char *postcode = px_fhir_text(address, "postalCode"),
		   *city = px_fhir_text(address, "city");

	take_lines(address, cells);
	px_cells_put(cells, "postcode", postcode);
	px_cells_put(cells, "city", own ? city : town_of(city, postcode));
	take_insee(address, cells);
}

static void
take_kind(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *type, *coding;

	for (size_t i = 0; (type = px_fhir_item(node, "type", i)); i++)
		for (size_t k = 0; (coding = px_fhir_item(type, "coding", k)); k++)
			if (px_fhir_system(px_fhir_text(coding, "system")) == PX_FHIR_CATEGORY)
				px_cells_put(cells, "kind",
					     px_fhir_kind(px_fhir_text(coding, "code")));
}

/* A decimal as the document writes it. */
static void
take_number(const struct px_json_node *node, const char *key, const char *header,
	    struct px_cells *cells)
{
	const struct px_json_node *number = px_json_member(node, key);

	if (number && (number->type == PX_JSON_REAL || number->type == PX_JSON_INTEGER))
		px_cells_put(cells, header, number->string);
}

void
px_fhir_place(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *address = px_fhir_item(node, "address", 0);
	const struct px_json_node *position = px_json_member(node, "position");
	bool own = px_fhir_take_own(node, cells);

	px_fhir_identifiers(node, cells);
	px_cells_put(cells, "name", px_fhir_text(node, "name"));
	px_fhir_take_telecoms(node, false, cells);
	if (address)
		take_address(address, own, cells);
	take_kind(node, cells);
	take_number(position, "latitude", "lat", cells);
	take_number(position, "longitude", "lon", cells);
	px_fhir_take_hours(node, &px_fhir_hours_of_place, cells);
}
