/*
 * Whose slots they are, and where: what slots refer to, each once in a bundle.
 *
 * What the directory knows of people besides their name, number, trade and place of work is left out.
 */
#include <stdlib.h>
#include <string.h>

#include "base/uid.h"
#include "io/fhir/fhir_slot.h"
#include "model/types.h"
#include "model/types_slot.h"

enum { LEAST_MET = 64, HALF_UID = 16 };

/* Both halves of a uid; a place that holds none is 0 and 0. */
struct px_fhir_met {
	uint64_t high, low;
};

static struct px_fhir_met
met_of(const char *uid)
{
	struct px_fhir_met met = { 0, 0 };
	size_t digits = 0;

	for (; *uid; uid++) {
		uint64_t *half = digits < HALF_UID ? &met.high : &met.low;

		if (*uid == '-')
			continue;
		*half = *half << 4 | (uint64_t)(*uid <= '9' ? *uid - '0' : *uid - 'a' + 10);
		digits++;
	}
	return met;
}

/* Its place in the table, or the free one where it would stand. */
static struct px_fhir_met *
place_of(struct px_fhir_met *table, size_t capacity, struct px_fhir_met met)
{
	size_t at = (size_t)((met.high ^ met.low * UINT64_C(0x9E3779B97F4A7C15)) % capacity);

	while ((table[at].high || table[at].low) &&
	       (table[at].high != met.high || table[at].low != met.low))
		at = (at + 1) % capacity;
	return &table[at];
}

static void
grow_met(struct px_fhir *fhir)
{
	size_t capacity = fhir->met_capacity ? 2 * fhir->met_capacity : LEAST_MET;
	struct px_fhir_met *table = px_calloc(capacity, sizeof(*table));

	for (size_t i = 0; i < fhir->met_capacity; i++)
		if (fhir->met[i].high || fhir->met[i].low)
			*place_of(table, capacity, fhir->met[i]) = fhir->met[i];
	free(fhir->met);
	fhir->met = table;
	fhir->met_capacity = capacity;
}

/* Is it the first time that this resource is asked for?  Then it is begun. */
static bool
begin_new(struct px_fhir *fhir, const char *type, const char *uid)
{
	struct px_fhir_met met = met_of(uid), *place;

	if (2 * (fhir->met_count + 1) > fhir->met_capacity)
		grow_met(fhir);
	place = place_of(fhir->met, fhir->met_capacity, met);
	if (place->high || place->low)
		return false;
	*place = met;
	fhir->met_count++;
	px_fhir_begin_entry(fhir, type, uid);
	return true;
}

/* What has no record of its own bears a uid that its makers give it, the same each time. */
static void
name_uid(const char *type, const struct px_record *record, const struct px_record *other,
	 char out[PX_UID_SIZE])
{
	char *name = px_asprintf("fhir %s %s %s", type, px_record_text(record, PX_F_UID),
				 other ? px_record_text(other, PX_F_UID) : "");

	px_uid_named(name, out);
	free(name);
}

static void
role_uid(const struct px_fhir_slot *slot, char out[PX_UID_SIZE])
{
	name_uid("PractitionerRole", slot->practitioner, slot->place, out);
}

void
px_fhir_service_uid(const struct px_record *organization, char out[PX_UID_SIZE])
{
	name_uid("HealthcareService", organization, NULL, out);
}

/*
 * People and places.
 */
static const char *
national_person(const struct px_record *practitioner, struct px_buf *out)
{
	const char *rpps = px_record_text(practitioner, PX_PRACTITIONER_RPPS);

	px_buf_clear(out);
	if (rpps)
		px_buf_printf(out, "8%s", rpps);
	return rpps ? out->data : NULL;
}

static const char *
national_structure(const struct px_record *organization, struct px_buf *out)
{
	const char *finess = px_record_text(organization, PX_ORGANIZATION_FINESS),
		   *siret = px_record_text(organization, PX_ORGANIZATION_SIRET);

	px_buf_clear(out);
	if (finess)
		px_buf_printf(out, "1%s", finess);
	else if (siret)
		px_buf_printf(out, "3%s", siret);
	return out->length ? out->data : NULL;
}

void
px_fhir_put_person(struct px_json *json, const char *key, const struct px_record *practitioner,
		   bool inside)
{
	struct px_buf number = PX_BUF_INIT, name = PX_BUF_INIT;

	px_fhir_open(json, key, '{');
	if (inside)
		px_fhir_put_urn(json, "reference", px_record_text(practitioner, PX_F_UID));
	if (national_person(practitioner, &number)) {
		px_json_key(json, "identifier");
		px_fhir_put_identifier(json, "IDNPS", px_fhir_idnps, number.data);
	}
	px_fhir_put_text(json, "display", px_fhir_full_name(practitioner, &name));
	px_json_close(json, '}');
	px_buf_release(&number);
	px_buf_release(&name);
}

static void
put_practitioner(struct px_fhir *fhir, const struct px_record *practitioner)
{
	struct px_fhir_writing w = { fhir, &fhir->json, practitioner, PX_BUF_INIT };
	struct px_buf number = PX_BUF_INIT;

	if (!begin_new(fhir, "Practitioner", px_record_text(practitioner, PX_F_UID)))
		return;
	if (national_person(practitioner, &number)) {
		px_fhir_open(w.json, "identifier", '[');
		px_fhir_put_identifier(w.json, "IDNPS", px_fhir_idnps, number.data);
		px_json_close(w.json, ']');
	}
	px_fhir_put_name(&w);
	px_fhir_end_entry(fhir, "include");
	px_buf_release(&number);
	px_buf_release(&w.cell);
}

static bool
same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Where it is: the site, else the organization's place when the slot is in its commune.  The
 * address of an office that only the register knows is its commune. */
static void
put_address(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	const char *commune = px_record_text(slot->slot, PX_SLOT_COMMUNE);
	const struct px_record *owner = slot->service ? slot->service : slot->home;
	bool at_home = same_text(commune, px_record_text(owner, PX_ORGANIZATION_CITY));
	struct px_fhir_writing w = { fhir, &fhir->json, slot->place ? slot->place : owner,
				     PX_BUF_INIT };

	if ((slot->place || at_home) && px_fhir_has_address(&w)) {
		px_json_key(w.json, "address");
		px_fhir_put_address(&w);
	} else if (commune) {
		px_fhir_open(w.json, "address", '{');
		px_fhir_put_text(w.json, "city", commune);
		px_json_close(w.json, '}');
	}
	px_buf_release(&w.cell);
}

/* "contained" and "location": the guide wants the place inside what refers to it. */
static void
put_place(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	struct px_json *json = &fhir->json;

	px_fhir_open(json, "contained", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "resourceType", "Location");
	px_fhir_put_text(json, "id", "place");
	if (slot->place)
		px_fhir_put_text(json, "name", px_record_text(slot->place, PX_LOCATION_NAME));
	put_address(fhir, slot);
	px_fhir_put_position(json, px_record_text(slot->slot, PX_SLOT_LAT),
			     px_record_text(slot->slot, PX_SLOT_LON));
	px_json_close(json, '}');
	px_json_close(json, ']');
	px_fhir_open(json, "location", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "reference", "#place");
	px_json_close(json, '}');
	px_json_close(json, ']');
}

static void
put_role(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	struct px_fhir_writing w = { fhir, &fhir->json, slot->practitioner, PX_BUF_INIT };
	struct px_buf number = PX_BUF_INIT;
	char uid[PX_UID_SIZE];

	role_uid(slot, uid);
	if (!begin_new(fhir, "PractitionerRole", uid))
		return;
	put_place(fhir, slot);
	px_fhir_open(w.json, "practitioner", '{');
	px_fhir_put_urn(w.json, "reference", px_record_text(slot->practitioner, PX_F_UID));
	px_json_close(w.json, '}');
	px_fhir_open(w.json, "organization", '{');
	if (national_structure(slot->home, &number)) {
		px_json_key(w.json, "identifier");
		px_fhir_put_identifier(w.json, "IDNST", px_fhir_idnst, number.data);
	}
	px_fhir_put_text(w.json, "display", px_record_text(slot->home, PX_ORGANIZATION_NAME));
	px_json_close(w.json, '}');
	if (px_record_text(slot->practitioner, PX_PRACTITIONER_PROFESSION)) {
		px_fhir_open(w.json, "code", '[');
		px_fhir_put_profession(&w);
		px_json_close(w.json, ']');
	}
	px_fhir_put_skills(&w);
	px_fhir_end_entry(fhir, "include");
	px_buf_release(&number);
	px_buf_release(&w.cell);
}

static void
put_structure(struct px_fhir *fhir, const struct px_record *organization)
{
	const char *category =
		px_fhir_category_of(px_record_text(organization, PX_ORGANIZATION_KIND));
	const char *phone = px_record_text(organization, PX_ORGANIZATION_PHONE);
	struct px_json *json = &fhir->json;
	struct px_buf number = PX_BUF_INIT;

	if (!begin_new(fhir, "Organization", px_record_text(organization, PX_F_UID)))
		return;
	if (national_structure(organization, &number)) {
		px_fhir_open(json, "identifier", '[');
		px_fhir_put_identifier(json, "IDNST", px_fhir_idnst, number.data);
		px_json_close(json, ']');
	}
	if (category) {
		px_fhir_open(json, "type", '[');
		px_fhir_put_concept(json, px_fhir_category, category, NULL);
		px_json_close(json, ']');
	}
	px_fhir_put_text(json, "name", px_record_text(organization, PX_ORGANIZATION_NAME));
	if (phone) {
		px_fhir_open(json, "telecom", '[');
		px_json_open(json, '{');
		px_fhir_put_text(json, "system", "phone");
		px_fhir_put_text(json, "value", phone);
		px_json_close(json, '}');
		px_json_close(json, ']');
	}
	px_fhir_end_entry(fhir, "include");
	px_buf_release(&number);
}

/* The service of an organization; its place when it is the one that offers the slot. */
void
px_fhir_put_service(struct px_fhir *fhir, const struct px_record *organization,
		    const struct px_fhir_slot *slot)
{
	struct px_json *json = &fhir->json;
	char uid[PX_UID_SIZE];

	px_fhir_service_uid(organization, uid);
	if (begin_new(fhir, "HealthcareService", uid)) {
		if (slot->service == organization)
			put_place(fhir, slot);
		px_fhir_put_reference(json, "providedBy", px_record_text(organization, PX_F_UID),
				      px_record_text(organization, PX_ORGANIZATION_NAME));
		px_fhir_put_text(json, "name", px_record_text(organization, PX_ORGANIZATION_NAME));
		px_fhir_end_entry(fhir, "include");
	}
	put_structure(fhir, organization);
}

void
px_fhir_put_actor(struct px_json *json, const char *uid)
{
	px_json_open(json, '{');
	px_fhir_put_urn(json, "reference", uid);
	px_json_close(json, '}');
}

void
px_fhir_put_schedule(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	char uid[PX_UID_SIZE];

	if (!begin_new(fhir, "Schedule", px_record_text(slot->schedule, PX_F_UID)))
		return;
	px_fhir_open(&fhir->json, "actor", '[');
	if (slot->practitioner) {
		px_fhir_put_actor(&fhir->json, px_record_text(slot->practitioner, PX_F_UID));
		role_uid(slot, uid);
	} else {
		px_fhir_service_uid(slot->service, uid);
	}
	px_fhir_put_actor(&fhir->json, uid);
	px_json_close(&fhir->json, ']');
	px_fhir_end_entry(fhir, "include");
}

void
px_fhir_put_whose(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	if (slot->service) {
		px_fhir_put_service(fhir, slot->service, slot);
		return;
	}
	put_practitioner(fhir, slot->practitioner);
	put_role(fhir, slot);
}
