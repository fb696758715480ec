/* Members of resources that several kinds share: identifiers, telecom, addresses, our extensions. */
#include <string.h>

#include "io/fhir/fhir_write.h"
#include "model/identifiers.h"

static const char type_system[] = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
static const char insee_url[] =
	"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code";

static const char *
text_of(struct px_fhir_writing *w, const struct px_field *field)
{
	const struct px_value *value = &w->record->values[px_field_index(w->record->type, field)];

	if (value->state != PX_SET)
		return NULL;
	px_buf_clear(&w->cell);
	px_value_print(w->fhir->world, field, value, PX_STYLE_MACHINE, &w->cell);
	return w->cell.data;
}

/* The field of this name as machines read it, NULL when it is unset or the type has none; until the
 * next call. */
static const char *
field_named(struct px_fhir_writing *w, const char *name)
{
	const struct px_field *field = px_field_find(w->record->type, name);

	return field ? text_of(w, field) : NULL;
}

/* A member, unless there is nothing: FHIR has neither null nor "". */
void
px_fhir_put_text(struct px_json *json, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	px_json_key(json, key);
	px_json_string(json, text);
}

void
px_fhir_open(struct px_json *json, const char *key, char bracket)
{
	px_json_key(json, key);
	px_json_open(json, bracket);
}

void
px_fhir_put_urn(struct px_json *json, const char *key, const char *uid)
{
	struct px_buf urn = PX_BUF_INIT;

	px_buf_printf(&urn, "%s%s", PX_FHIR_URN, uid);
	px_fhir_put_text(json, key, urn.data);
	px_buf_release(&urn);
}

void
px_fhir_put_reference(struct px_json *json, const char *key, const char *uid, const char *display)
{
	px_fhir_open(json, key, '{');
	px_fhir_put_urn(json, "reference", uid);
	px_fhir_put_text(json, "display", display);
	px_json_close(json, '}');
}

void
px_fhir_put_concept(struct px_json *json, const char *system, const char *code, const char *text)
{
	px_json_open(json, '{');
	if (code) {
		px_fhir_open(json, "coding", '[');
		px_json_open(json, '{');
		px_fhir_put_text(json, "system", system);
		px_fhir_put_text(json, "code", code);
		px_fhir_put_text(json, "display", text);
		px_json_close(json, '}');
		px_json_close(json, ']');
	}
	px_fhir_put_text(json, "text", text);
	px_json_close(json, '}');
}

void
px_fhir_put_identifier(struct px_json *json, const char *type, const char *system,
		       const char *value)
{
	px_json_open(json, '{');
	px_fhir_put_text(json, "use", "official");
	px_fhir_open(json, "type", '{');
	px_fhir_open(json, "coding", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "system", type_system);
	px_fhir_put_text(json, "code", type);
	px_json_close(json, '}');
	px_json_close(json, ']');
	px_json_close(json, '}');
	px_fhir_put_text(json, "system", system);
	px_fhir_put_text(json, "value", value);
	px_json_close(json, '}');
}

static void
put_identifier(struct px_fhir_writing *w, const char *type, const char *system, const char *field)
{
	const char *value = field_named(w, field);

	if (value)
		px_fhir_put_identifier(w->json, type, system, value);
}

/* The national identifier is the number behind its kind; our uid is an address. */
void
px_fhir_put_identifiers(struct px_fhir_writing *w)
{
	struct px_json *json = w->json;

	px_fhir_open(json, "identifier", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "system", px_fhir_uri);
	px_fhir_put_urn(json, "value", px_record_text(w->record, PX_F_UID));
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
} telecoms[] = {
	{ "phone", "phone" }, { "email", "email" }, { "email", "mssante" }, { "url", "website" }
};

/* What the field gives to `telecom`, or NULL; until the next call. */
static const char *
telecom_of(struct px_fhir_writing *w, const char *field)
{
	const char *value = field_named(w, field);

	return value && strcmp(field, "email") == 0 && is_misread(value) ? NULL : value;
}

void
px_fhir_put_telecoms(struct px_fhir_writing *w)
{
	bool any = false;

	for (size_t i = 0; i < PX_COUNT(telecoms); i++) {
		const char *value = telecom_of(w, telecoms[i].field);

		if (!value)
			continue;
		if (!any)
			px_fhir_open(w->json, "telecom", '[');
		any = true;
		px_json_open(w->json, '{');
		px_fhir_put_text(w->json, "system", telecoms[i].system);
		px_fhir_put_text(w->json, "value", value);
		px_fhir_put_text(w->json, "use", "work");
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
					      "city",    "insee", "website",      "languages" };

	for (size_t i = 0; i < PX_COUNT(placed); i++)
		if (strcmp(field->name, placed[i]) == 0)
			return true;
	return field->flags & PX_DERIVED ||
	       (strcmp(field->name, "email") == 0 && !is_misread(text));
}

/* Everything else, as machines read it. */
void
px_fhir_put_own(struct px_fhir_writing *w)
{
	const struct px_type *type = w->record->type;
	struct px_buf url = PX_BUF_INIT;
	bool any = false;

	for (size_t i = 0; i < type->field_count; i++) {
		const char *text = text_of(w, &type->fields[i]);

		if (!text || !*text || has_place(&type->fields[i], text))
			continue;
		if (!any)
			px_fhir_open(w->json, "extension", '[');
		any = true;
		px_buf_clear(&url);
		px_buf_printf(&url, "%s%s", PX_FHIR_OWN, type->fields[i].name);
		px_json_open(w->json, '{');
		px_fhir_put_text(w->json, "url", url.data);
		px_fhir_put_text(w->json, "valueString", text);
		px_json_close(w->json, '}');
	}
	if (any)
		px_json_close(w->json, ']');
	px_buf_release(&url);
}

static void
put_insee(struct px_fhir_writing *w, const char *code)
{
	px_fhir_open(w->json, "extension", '[');
	px_json_open(w->json, '{');
	px_fhir_put_text(w->json, "url", insee_url);
	px_fhir_open(w->json, "valueCoding", '{');
	px_fhir_put_text(w->json, "code", code);
	px_json_close(w->json, '}');
	px_json_close(w->json, '}');
	px_json_close(w->json, ']');
}

void
px_fhir_put_address(struct px_fhir_writing *w)
{
	struct px_json *json = w->json;

	px_json_open(json, '{');
	if (field_named(w, "insee"))
		put_insee(w, field_named(w, "insee"));
	if (field_named(w, "address")) {
		px_fhir_open(json, "line", '[');
		px_json_string(json, field_named(w, "address"));
		px_json_close(json, ']');
	}
	px_fhir_put_text(json, "city", field_named(w, "city"));
	px_fhir_put_text(json, "postalCode", field_named(w, "postcode"));
	px_json_close(json, '}');
}

bool
px_fhir_has_address(struct px_fhir_writing *w)
{
	return field_named(w, "address") || field_named(w, "city") || field_named(w, "postcode") ||
	       field_named(w, "insee");
}
