/* Records as a bundle. */
#include <string.h>

#include "base/uid.h"
#include "io/fhir/fhir_part.h"
#include "model/identifiers.h"
#include "model/professions.h"
#include "model/types.h"

static const char type_system[] = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
static const char insee_url[] =
	"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code";

struct writing {
	struct px_fhir *fhir;
	struct px_json *json;
	const struct px_record *record;
	struct px_buf cell;
};

static const char *
text_of(struct writing *w, const struct px_field *field)
{
	const struct px_value *value = &w->record->values[px_field_index(w->record->type, field)];

	if (value->state != PX_SET)
		return NULL;
	px_buf_clear(&w->cell);
	px_value_print(w->fhir->world, field, value, PX_STYLE_MACHINE, &w->cell);
	return w->cell.data;
}

/* Until the next call. */
static const char *
text_named(struct writing *w, const char *name)
{
	const struct px_field *field = px_field_find(w->record->type, name);

	return field ? text_of(w, field) : NULL;
}

/* A member, unless there is nothing: FHIR has neither null nor "". */
static void
put(struct px_json *json, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	px_json_key(json, key);
	px_json_string(json, text);
}

static void
open_member(struct px_json *json, const char *key, char bracket)
{
	px_json_key(json, key);
	px_json_open(json, bracket);
}

static void
put_urn(struct px_json *json, const char *key, const char *uid)
{
	struct px_buf urn = PX_BUF_INIT;

	px_buf_printf(&urn, "%s%s", PX_FHIR_URN, uid);
	put(json, key, urn.data);
	px_buf_release(&urn);
}

/* {"reference": "urn:uuid:…", "display": "…"} */
static void
put_reference(struct px_json *json, const char *key, const char *uid, const char *display)
{
	open_member(json, key, '{');
	put_urn(json, "reference", uid);
	put(json, "display", display);
	px_json_close(json, '}');
}

/* [{"coding": [{system, code, display}]}] without the outer brackets; text alone when there is no
 * code. */
static void
put_concept(struct px_json *json, const char *system, const char *code, const char *text)
{
	px_json_open(json, '{');
	if (code) {
		open_member(json, "coding", '[');
		px_json_open(json, '{');
		put(json, "system", system);
		put(json, "code", code);
		put(json, "display", text);
		px_json_close(json, '}');
		px_json_close(json, ']');
	}
	put(json, "text", text);
	px_json_close(json, '}');
}

static void
put_identifier(struct writing *w, const char *type, const char *system, const char *field)
{
	const char *value = text_named(w, field);

	if (!value)
		return;
	px_json_open(w->json, '{');
	put(w->json, "use", "official");
	open_member(w->json, "type", '{');
	open_member(w->json, "coding", '[');
	px_json_open(w->json, '{');
	put(w->json, "system", type_system);
	put(w->json, "code", type);
	px_json_close(w->json, '}');
	px_json_close(w->json, ']');
	px_json_close(w->json, '}');
	put(w->json, "system", system);
	put(w->json, "value", value);
	px_json_close(w->json, '}');
}

/* The national identifier is the number behind its kind; our uid is an address. */
static void
put_identifiers(struct writing *w)
{
	struct px_json *json = w->json;

	open_member(json, "identifier", '[');
	px_json_open(json, '{');
	put(json, "system", px_fhir_uri);
	put_urn(json, "value", px_record_text(w->record, PX_F_UID));
	px_json_close(json, '}');
	put_identifier(w, "RPPS", px_fhir_rpps, "rpps");
	put_identifier(w, "ADELI", px_fhir_adeli, "adeli");
	put_identifier(w, "FINEG", px_fhir_finess, "finess");
	put_identifier(w, "SIRET", px_fhir_siret, "siret");
	px_json_close(json, ']');
}

/* An ordinary address whose domain is of the secure space would be read as a secure one. */
static bool
is_misread(const char *email)
{
	char stored[PX_ID_SIZE];
	const char *reason;

	return email && px_identifier_check(PX_ID_MSSANTE, email, stored, &reason) == PX_ID_VALID;
}

static const struct {
	const char *system, *field;
} telecoms[] = { { "phone", "phone" }, { "email", "email" }, { "email", "mssante" } };

/* What the field gives to `telecom`, or NULL; until the next call. */
static const char *
telecom_of(struct writing *w, const char *field)
{
	const char *value = text_named(w, field);

	return value && strcmp(field, "email") == 0 && is_misread(value) ? NULL : value;
}

static void
put_telecoms(struct writing *w)
{
	bool any = false;

	for (size_t i = 0; i < PX_COUNT(telecoms); i++) {
		const char *value = telecom_of(w, telecoms[i].field);

		if (!value)
			continue;
		if (!any)
			open_member(w->json, "telecom", '[');
		any = true;
		px_json_open(w->json, '{');
		put(w->json, "system", telecoms[i].system);
		put(w->json, "value", value);
		put(w->json, "use", "work");
		px_json_close(w->json, '}');
	}
	if (any)
		px_json_close(w->json, ']');
}

/* Fields that their places in the resource say whole. */
static bool
has_place(const struct px_field *field, const char *text)
{
	static const char *const placed[] = { "id",      "uid",   "organization", "created",
					      "updated", "rpps",  "adeli",        "family",
					      "given",   "phone", "mssante",      "finess",
					      "siret",   "name",  "address",      "postcode",
					      "city",    "insee" };

	for (size_t i = 0; i < PX_COUNT(placed); i++)
		if (strcmp(field->name, placed[i]) == 0)
			return true;
	return field->flags & PX_DERIVED ||
	       (strcmp(field->name, "email") == 0 && !is_misread(text));
}

/* Everything else, as machines read it. */
static void
put_own(struct writing *w)
{
	const struct px_type *type = w->record->type;
	struct px_buf url = PX_BUF_INIT;
	bool any = false;

	for (size_t i = 0; i < type->field_count; i++) {
		const char *text = text_of(w, &type->fields[i]);

		if (!text || !*text || has_place(&type->fields[i], text))
			continue;
		if (!any)
			open_member(w->json, "extension", '[');
		any = true;
		px_buf_clear(&url);
		px_buf_printf(&url, "%s%s", PX_FHIR_OWN, type->fields[i].name);
		px_json_open(w->json, '{');
		put(w->json, "url", url.data);
		put(w->json, "valueString", text);
		px_json_close(w->json, '}');
	}
	if (any)
		px_json_close(w->json, ']');
	px_buf_release(&url);
}

/* {"fullUrl": …, "resource": {"resourceType", "id", "meta" … : the caller goes on and ends it. */
static void
begin_entry(struct px_fhir *fhir, const char *type, const char *uid, const char *updated)
{
	struct px_json *json = &fhir->json;

	px_buf_puts(json->out, fhir->entries++ ? ",\n" : "\n");
	json->filled &= ~(UINT64_C(1) << json->depth); /* the comma is written here */
	px_json_open(json, '{');
	put_urn(json, "fullUrl", uid);
	open_member(json, "resource", '{');
	put(json, "resourceType", type);
	put(json, "id", uid);
	if (updated) {
		open_member(json, "meta", '{');
		put(json, "lastUpdated", updated);
		px_json_close(json, '}');
	}
}

static void
end_entry(struct px_fhir *fhir)
{
	px_json_close(&fhir->json, '}');
	px_json_close(&fhir->json, '}');
}

/* Has someone left before today? */
static bool
is_active(const struct writing *w)
{
	const char *left = px_record_text(w->record, PX_PRACTITIONER_LEFT);
	char today[PX_INSTANT_SIZE];

	px_instant_format(w->fhir->world->now, today);
	return !left || strncmp(left, today, PX_DATE_SIZE - 1) >= 0;
}

static void
put_active(struct writing *w)
{
	px_json_key(w->json, "active");
	px_json_bool(w->json, is_active(w));
}

static const char *
full_name(struct writing *w, struct px_buf *out)
{
	const char *given = px_record_text(w->record, PX_PRACTITIONER_GIVEN);

	px_buf_printf(out, "%s%s%s", given ? given : "", given ? " " : "",
		      px_record_text(w->record, PX_PRACTITIONER_FAMILY));
	return out->data;
}

static void
put_name(struct writing *w)
{
	struct px_buf name = PX_BUF_INIT;
	const char *given = px_record_text(w->record, PX_PRACTITIONER_GIVEN);

	open_member(w->json, "name", '[');
	px_json_open(w->json, '{');
	put(w->json, "use", "usual");
	put(w->json, "text", full_name(w, &name));
	put(w->json, "family", px_record_text(w->record, PX_PRACTITIONER_FAMILY));
	if (given) {
		open_member(w->json, "given", '[');
		px_json_string(w->json, given);
		px_json_close(w->json, ']');
	}
	px_json_close(w->json, '}');
	px_json_close(w->json, ']');
	px_buf_release(&name);
}

/* Codes of the register are two digits; ours, for people whom no register holds, are words. */
static void
put_profession(struct writing *w)
{
	const char *code = px_record_text(w->record, PX_PRACTITIONER_PROFESSION);

	if (code)
		put_concept(w->json, px_fhir_profession, *code <= '9' ? code : NULL,
			    px_profession_label(code));
}

/* A code of the nomenclature is letters then digits: SM54, SI01; anything else is words. */
static void
put_skill(struct writing *w, const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(text + letters, "0123456789");
	bool code = letters > 0 && digits > 0 && !text[letters + digits];

	put_concept(w->json, px_fhir_skill, code ? text : NULL, code ? NULL : text);
}

static void
put_skills(struct writing *w)
{
	const struct px_value *skills = &w->record->values[PX_PRACTITIONER_SKILLS];
	const char *specialty = px_record_text(w->record, PX_PRACTITIONER_SPECIALTY);

	if (!specialty && !skills->count)
		return;
	open_member(w->json, "specialty", '[');
	if (specialty)
		put_skill(w, specialty);
	for (size_t i = 0; i < skills->count; i++)
		put_skill(w, skills->items[i].text);
	px_json_close(w->json, ']');
}

static void
put_practitioner(struct writing *w)
{
	const struct px_record *record = w->record;

	begin_entry(w->fhir, "Practitioner", px_record_text(record, PX_F_UID),
		    px_record_text(record, PX_F_UPDATED));
	put_own(w);
	put_identifiers(w);
	put_active(w);
	put_name(w);
	put_telecoms(w);
	if (px_record_text(record, PX_PRACTITIONER_PROFESSION)) {
		open_member(w->json, "qualification", '[');
		px_json_open(w->json, '{');
		px_json_key(w->json, "code");
		put_profession(w);
		px_json_close(w->json, '}');
		px_json_close(w->json, ']');
	}
	end_entry(w->fhir);
}

/* The role has a uid of its own, the same each time. */
static void
role_uid(const struct px_record *record, char out[PX_UID_SIZE])
{
	int64_t created = 0;

	if (px_record_text(record, PX_F_CREATED))
		px_instant_parse(px_record_text(record, PX_F_CREATED), &created);
	px_uid_seeded(px_record_text(record, PX_F_UID), "practitioner_role", 0, created, out);
}

static void
put_period(struct writing *w)
{
	const char *start = px_record_text(w->record, PX_PRACTITIONER_JOINED),
		   *end = px_record_text(w->record, PX_PRACTITIONER_LEFT);

	if (!start && !end)
		return;
	open_member(w->json, "period", '{');
	put(w->json, "start", start);
	put(w->json, "end", end);
	px_json_close(w->json, '}');
}

static void
put_role(struct writing *w, const struct px_record *home)
{
	const struct px_record *record = w->record;
	struct px_buf name = PX_BUF_INIT;
	char uid[PX_UID_SIZE];

	role_uid(record, uid);
	begin_entry(w->fhir, "PractitionerRole", uid, px_record_text(record, PX_F_UPDATED));
	put_active(w);
	put_period(w);
	put_reference(w->json, "practitioner", px_record_text(record, PX_F_UID),
		      full_name(w, &name));
	put_reference(w->json, "organization", px_record_text(home, PX_F_UID),
		      px_record_text(home, PX_ORGANIZATION_NAME));
	if (px_record_text(record, PX_PRACTITIONER_PROFESSION)) {
		open_member(w->json, "code", '[');
		put_profession(w);
		px_json_close(w->json, ']');
	}
	put_skills(w);
	end_entry(w->fhir);
	px_buf_release(&name);
}

static void
put_insee(struct writing *w, const char *code)
{
	open_member(w->json, "extension", '[');
	px_json_open(w->json, '{');
	put(w->json, "url", insee_url);
	open_member(w->json, "valueCoding", '{');
	put(w->json, "code", code);
	px_json_close(w->json, '}');
	px_json_close(w->json, '}');
	px_json_close(w->json, ']');
}

static void
put_address(struct writing *w)
{
	struct px_json *json = w->json;

	px_json_open(json, '{');
	if (text_named(w, "insee"))
		put_insee(w, text_named(w, "insee"));
	if (text_named(w, "address")) {
		open_member(json, "line", '[');
		px_json_string(json, text_named(w, "address"));
		px_json_close(json, ']');
	}
	put(json, "city", text_named(w, "city"));
	put(json, "postalCode", text_named(w, "postcode"));
	px_json_close(json, '}');
}

static bool
has_address(struct writing *w)
{
	return text_named(w, "address") || text_named(w, "city") || text_named(w, "postcode") ||
	       text_named(w, "insee");
}

static void
put_organization(struct writing *w)
{
	const char *kind = px_record_text(w->record, PX_ORGANIZATION_KIND);

	begin_entry(w->fhir, "Organization", px_record_text(w->record, PX_F_UID),
		    px_record_text(w->record, PX_F_UPDATED));
	put_own(w);
	put_identifiers(w);
	if (kind) {
		open_member(w->json, "type", '[');
		put_concept(w->json, px_fhir_category, px_fhir_category_of(kind), kind);
		px_json_close(w->json, ']');
	}
	put(w->json, "name", px_record_text(w->record, PX_ORGANIZATION_NAME));
	put_telecoms(w);
	if (has_address(w)) {
		open_member(w->json, "address", '[');
		put_address(w);
		px_json_close(w->json, ']');
	}
	end_entry(w->fhir);
}

static void
put_location(struct writing *w, const struct px_record *home)
{
	const char *lat, *lon;

	begin_entry(w->fhir, "Location", px_record_text(w->record, PX_F_UID),
		    px_record_text(w->record, PX_F_UPDATED));
	put_own(w);
	put_identifiers(w);
	put(w->json, "name", px_record_text(w->record, PX_LOCATION_NAME));
	put_telecoms(w);
	if (has_address(w)) {
		px_json_key(w->json, "address");
		put_address(w);
	}
	lat = px_record_text(w->record, PX_LOCATION_LAT);
	lon = px_record_text(w->record, PX_LOCATION_LON);
	if (lat && lon) {
		open_member(w->json, "position", '{');
		px_json_key(w->json, "longitude");
		px_json_raw(w->json, lon);
		px_json_key(w->json, "latitude");
		px_json_raw(w->json, lat);
		px_json_close(w->json, '}');
	}
	put_reference(w->json, "managingOrganization", px_record_text(home, PX_F_UID),
		      px_record_text(home, PX_ORGANIZATION_NAME));
	end_entry(w->fhir);
}

void
px_fhir_begin(struct px_fhir *fhir, const struct px_world *world, struct px_buf *out)
{
	char now[PX_INSTANT_SIZE];

	*fhir = (struct px_fhir){ .json = PX_JSON_INIT(out), .world = world };
	px_instant_format(world->now, now);
	px_json_open(&fhir->json, '{');
	put(&fhir->json, "resourceType", "Bundle");
	put(&fhir->json, "type", "collection");
	put(&fhir->json, "timestamp", now);
	open_member(&fhir->json, "entry", '[');
}

void
px_fhir_put(struct px_fhir *fhir, const struct px_record *record, const struct px_record *home)
{
	struct writing w = {
		.fhir = fhir, .json = &fhir->json, .record = record, .cell = PX_BUF_INIT
	};

	if (record->type == &px_type_practitioner) {
		put_practitioner(&w);
		put_role(&w, home);
	} else if (record->type == &px_type_location) {
		put_location(&w, home);
	} else {
		put_organization(&w);
	}
	px_buf_release(&w.cell);
}

void
px_fhir_end(struct px_fhir *fhir)
{
	px_buf_puts(fhir->json.out, fhir->entries ? "\n" : "");
	px_json_close(&fhir->json, ']');
	px_json_close(&fhir->json, '}');
	px_buf_putc(fhir->json.out, '\n');
}
