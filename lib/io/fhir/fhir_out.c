/* Records as a bundle. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/uid.h"
#include "io/fhir/fhir_write.h"
#include "model/professions.h"
#include "model/types.h"

void
px_fhir_begin_entry(struct px_fhir *fhir, const char *type, const char *uid)
{
	struct px_json *json = &fhir->json;

	fhir->entries++;
	px_json_break(json);
	px_json_open(json, '{');
	px_fhir_put_urn(json, "fullUrl", uid);
	px_fhir_open(json, "resource", '{');
	px_fhir_put_text(json, "resourceType", type);
	px_fhir_put_text(json, "id", uid);
}

/* The same, and when it was written last. */
static void
begin_entry(struct px_fhir *fhir, const char *type, const char *uid, const char *updated)
{
	px_fhir_begin_entry(fhir, type, uid);
	if (updated) {
		px_fhir_open(&fhir->json, "meta", '{');
		px_fhir_put_text(&fhir->json, "lastUpdated", updated);
		px_json_close(&fhir->json, '}');
	}
}

void
px_fhir_end_entry(struct px_fhir *fhir, const char *mode)
{
	struct px_json *json = &fhir->json;

	px_json_close(json, '}');
	if (fhir->search) {
		px_fhir_open(json, "search", '{');
		px_fhir_put_text(json, "mode", mode);
		px_json_close(json, '}');
		fhir->matches += strcmp(mode, "match") == 0;
	}
	px_json_close(json, '}');
}

static void
end_entry(struct px_fhir *fhir)
{
	px_fhir_end_entry(fhir, "include");
}

/* Has someone left before today? */
static bool
is_active(const struct px_fhir_writing *w)
{
	const char *left = px_record_text(w->record, PX_PRACTITIONER_LEFT);
	char today[PX_DATE_SIZE];

	px_date_format(px_date_from_days(px_world_today(w->fhir->world)), today);
	return !left || strcmp(left, today) >= 0;
}

static void
put_active(struct px_fhir_writing *w)
{
	px_json_key(w->json, "active");
	px_json_bool(w->json, is_active(w));
}

const char *
px_fhir_full_name(const struct px_record *record, struct px_buf *out)
{
	const char *given = px_record_text(record, PX_PRACTITIONER_GIVEN);

	px_buf_printf(out, "%s%s%s", given ? given : "", given ? " " : "",
		      px_record_text(record, PX_PRACTITIONER_FAMILY));
	return out->data;
}

void
px_fhir_put_name(struct px_fhir_writing *w)
{
	struct px_buf name = PX_BUF_INIT;
	const char *given = px_record_text(w->record, PX_PRACTITIONER_GIVEN);

	px_fhir_open(w->json, "name", '[');
	px_json_open(w->json, '{');
	px_fhir_put_text(w->json, "use", "usual");
	px_fhir_put_text(w->json, "text", px_fhir_full_name(w->record, &name));
	px_fhir_put_text(w->json, "family", px_record_text(w->record, PX_PRACTITIONER_FAMILY));
	if (given) {
		px_fhir_open(w->json, "given", '[');
		px_json_string(w->json, given);
		px_json_close(w->json, ']');
	}
	px_json_close(w->json, '}');
	px_json_close(w->json, ']');
	px_buf_release(&name);
}

/* Codes of the register are two digits; ours, for people whom no register holds, are words. */
void
px_fhir_put_profession(struct px_fhir_writing *w)
{
	const char *code = px_record_text(w->record, PX_PRACTITIONER_PROFESSION);

	if (code)
		px_fhir_put_concept(w->json, px_fhir_profession, *code <= '9' ? code : NULL,
				    px_profession_label(code));
}

static void
put_skill(struct px_fhir_writing *w, const char *text)
{
	bool code = px_term_is_code(text);

	px_fhir_put_concept(w->json, px_fhir_skill, code ? text : NULL, code ? NULL : text);
}

void
px_fhir_put_skills(struct px_fhir_writing *w)
{
	const struct px_value *skills = &w->record->values[PX_PRACTITIONER_SKILLS];
	const char *specialty = px_record_text(w->record, PX_PRACTITIONER_SPECIALTY);

	if (!specialty && !skills->count)
		return;
	px_fhir_open(w->json, "specialty", '[');
	if (specialty)
		put_skill(w, specialty);
	for (size_t i = 0; i < skills->count; i++)
		put_skill(w, skills->items[i].text);
	px_json_close(w->json, ']');
}

static void
put_practitioner(struct px_fhir_writing *w)
{
	const struct px_record *record = w->record;

	begin_entry(w->fhir, "Practitioner", px_record_text(record, PX_F_UID),
		    px_record_text(record, PX_F_UPDATED));
	px_fhir_put_own(w);
	px_fhir_put_identifiers(w);
	put_active(w);
	px_fhir_put_name(w);
	px_fhir_put_telecoms(w);
	if (px_record_text(record, PX_PRACTITIONER_PROFESSION)) {
		px_fhir_open(w->json, "qualification", '[');
		px_json_open(w->json, '{');
		px_json_key(w->json, "code");
		px_fhir_put_profession(w);
		px_json_close(w->json, '}');
		px_json_close(w->json, ']');
	}
	px_fhir_put_languages(w->json, &record->values[PX_PRACTITIONER_LANGUAGES]);
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
put_period(struct px_fhir_writing *w)
{
	const char *start = px_record_text(w->record, PX_PRACTITIONER_JOINED),
		   *end = px_record_text(w->record, PX_PRACTITIONER_LEFT);

	if (!start && !end)
		return;
	px_fhir_open(w->json, "period", '{');
	px_fhir_put_text(w->json, "start", start);
	px_fhir_put_text(w->json, "end", end);
	px_json_close(w->json, '}');
}

static void
put_role(struct px_fhir_writing *w, const struct px_record *home)
{
	const struct px_record *record = w->record;
	struct px_buf name = PX_BUF_INIT;
	char uid[PX_UID_SIZE];

	role_uid(record, uid);
	begin_entry(w->fhir, "PractitionerRole", uid, px_record_text(record, PX_F_UPDATED));
	put_active(w);
	put_period(w);
	px_fhir_put_reference(w->json, "practitioner", px_record_text(record, PX_F_UID),
			      px_fhir_full_name(w->record, &name));
	px_fhir_put_reference(w->json, "organization", px_record_text(home, PX_F_UID),
			      px_record_text(home, PX_ORGANIZATION_NAME));
	if (px_record_text(record, PX_PRACTITIONER_PROFESSION)) {
		px_fhir_open(w->json, "code", '[');
		px_fhir_put_profession(w);
		px_json_close(w->json, ']');
	}
	px_fhir_put_skills(w);
	px_fhir_put_hours(w->json, &px_fhir_hours_of_person,
			  px_record_text(record, PX_PRACTITIONER_HOURS));
	end_entry(w->fhir);
	px_buf_release(&name);
}

static void
put_organization(struct px_fhir_writing *w)
{
	const char *kind = px_record_text(w->record, PX_ORGANIZATION_KIND);

	begin_entry(w->fhir, "Organization", px_record_text(w->record, PX_F_UID),
		    px_record_text(w->record, PX_F_UPDATED));
	px_fhir_put_own(w);
	px_fhir_put_identifiers(w);
	if (kind) {
		px_fhir_open(w->json, "type", '[');
		px_fhir_put_concept(w->json, px_fhir_category, px_fhir_category_of(kind), kind);
		px_json_close(w->json, ']');
	}
	px_fhir_put_text(w->json, "name", px_record_text(w->record, PX_ORGANIZATION_NAME));
	px_fhir_put_telecoms(w);
	if (px_fhir_has_address(w)) {
		px_fhir_open(w->json, "address", '[');
		px_fhir_put_address(w);
		px_json_close(w->json, ']');
	}
	end_entry(w->fhir);
}

void
px_fhir_put_position(struct px_json *json, const char *lat, const char *lon)
{
	if (!lat || !lon)
		return;
	px_fhir_open(json, "position", '{');
	px_json_key(json, "longitude");
	px_json_raw(json, lon);
	px_json_key(json, "latitude");
	px_json_raw(json, lat);
	px_json_close(json, '}');
}

static void
put_location(struct px_fhir_writing *w, const struct px_record *home)
{
	begin_entry(w->fhir, "Location", px_record_text(w->record, PX_F_UID),
		    px_record_text(w->record, PX_F_UPDATED));
	px_fhir_put_own(w);
	px_fhir_put_identifiers(w);
	px_fhir_put_text(w->json, "name", px_record_text(w->record, PX_LOCATION_NAME));
	px_fhir_put_telecoms(w);
	if (px_fhir_has_address(w)) {
		px_json_key(w->json, "address");
		px_fhir_put_address(w);
	}
	px_fhir_put_position(w->json, px_record_text(w->record, PX_LOCATION_LAT),
			     px_record_text(w->record, PX_LOCATION_LON));
	px_fhir_put_reference(w->json, "managingOrganization", px_record_text(home, PX_F_UID),
			      px_record_text(home, PX_ORGANIZATION_NAME));
	px_fhir_put_hours(w->json, &px_fhir_hours_of_place,
			  px_record_text(w->record, PX_LOCATION_HOURS));
	end_entry(w->fhir);
}

static void
begin(struct px_fhir *fhir, const char *search)
{
	struct px_json *json = &fhir->json;
	char now[PX_INSTANT_SIZE];

	px_instant_format(fhir->world->now, now);
	px_json_open(json, '{');
	px_fhir_put_text(json, "resourceType", "Bundle");
	px_fhir_put_text(json, "type", search ? "searchset" : "collection");
	px_fhir_put_text(json, "timestamp", now);
	if (search) {
		px_fhir_open(json, "link", '[');
		px_json_open(json, '{');
		px_fhir_put_text(json, "relation", "self");
		px_fhir_put_text(json, "url", search);
		px_json_close(json, '}');
		px_json_close(json, ']');
	}
	px_fhir_open(json, "entry", '[');
}

void
px_fhir_begin(struct px_fhir *fhir, const struct px_world *world, struct px_buf *out)
{
	*fhir = (struct px_fhir){ .json = PX_JSON_INIT(out), .world = world };
	begin(fhir, NULL);
}

void
px_fhir_begin_search(struct px_fhir *fhir, const struct px_world *world, const char *search,
		     struct px_buf *out)
{
	*fhir = (struct px_fhir){ .json = PX_JSON_INIT(out), .world = world, .search = true };
	begin(fhir, search);
}

void
px_fhir_put(struct px_fhir *fhir, const struct px_record *record, const struct px_record *home)
{
	struct px_fhir_writing w = {
		.fhir = fhir, .json = &fhir->json, .record = record, .cell = PX_BUF_INIT
	};

	if (record->type == &px_type_practitioner) {
		put_practitioner(&w);
		put_role(&w, home);
	} else if (record->type == &px_type_location) {
		put_location(&w, home);
	} else if (record->type == &px_type_healthcare_service) {
		px_fhir_put_care(&w, home);
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
	if (fhir->search) {
		px_json_key(&fhir->json, "total");
		px_json_number(&fhir->json, fhir->matches);
	}
	px_json_close(&fhir->json, '}');
	px_buf_putc(fhir->json.out, '\n');
	free(fhir->met);
	fhir->met = NULL;
}
