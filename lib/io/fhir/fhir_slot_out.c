/*
 * Slots as a search of the SAS platform finds them.
 *
 * A bundle goes to other software, and from there to others still: what the directory knows of people
 * besides their name, number, trade and place of work is left out, and so is all that an
 * appointment says of its patient.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/uid.h"
#include "base/zone.h"
#include "io/fhir/fhir_sas.h"
#include "io/fhir/fhir_write.h"
#include "model/types.h"
#include "model/types_slot.h"

enum { LEAST_MET = 64, HALF_UID = 16, SECONDS_OF_MINUTE = 60 };

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

static void
service_uid(const struct px_record *organization, char out[PX_UID_SIZE])
{
	name_uid("HealthcareService", organization, NULL, out);
}

/* An instant as the clocks of this zone show it: 2026-03-29T09:00:00+02:00. */
static void
put_instant(struct px_json *json, const char *key, const struct px_zone *zone, int64_t instant)
{
	struct px_local local = px_zone_local(zone, instant);
	int minutes = local.offset / SECONDS_OF_MINUTE;
	char date[PX_DATE_SIZE];
	struct px_buf text = PX_BUF_INIT;

	px_date_format(local.date, date);
	px_buf_printf(&text, "%sT%02d:%02d:%02d%c%02d:%02d", date, local.hour, local.minute,
		      local.second, minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
	px_fhir_put_text(json, key, text.data);
	px_buf_release(&text);
}

static void
put_span(struct px_json *json, const struct px_fhir_slot *slot)
{
	int64_t start = 0;

	px_instant_parse(px_record_text(slot->slot, PX_SLOT_START), &start);
	put_instant(json, "start", slot->zone, start);
	put_instant(json, "end", slot->zone,
		    start + slot->slot->values[PX_SLOT_MINUTES].number * SECONDS_OF_MINUTE);
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

/* {"reference", "identifier", "display"} of somebody; the reference when they are in the bundle. */
static void
put_person(struct px_json *json, const char *key, const struct px_record *practitioner, bool inside)
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
static void
put_service(struct px_fhir *fhir, const struct px_record *organization,
	    const struct px_fhir_slot *slot)
{
	struct px_json *json = &fhir->json;
	char uid[PX_UID_SIZE];

	service_uid(organization, uid);
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

static void
put_actor(struct px_json *json, const char *uid)
{
	px_json_open(json, '{');
	px_fhir_put_urn(json, "reference", uid);
	px_json_close(json, '}');
}

static void
put_schedule(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	char uid[PX_UID_SIZE];

	if (!begin_new(fhir, "Schedule", px_record_text(slot->schedule, PX_F_UID)))
		return;
	px_fhir_open(&fhir->json, "actor", '[');
	if (slot->practitioner) {
		put_actor(&fhir->json, px_record_text(slot->practitioner, PX_F_UID));
		role_uid(slot, uid);
	} else {
		service_uid(slot->service, uid);
	}
	put_actor(&fhir->json, uid);
	px_json_close(&fhir->json, ']');
	px_fhir_end_entry(fhir, "include");
}

/*
 * The slot itself.
 */

/* Of a CPTS that has a number the guide wants to know that the slot is offered through it, when those
 * of its territory may see it. */
static bool
is_of_cpts(const struct px_fhir_slot *slot)
{
	const char *audience = px_record_text(slot->slot, PX_SLOT_AUDIENCE);

	return px_record_is(slot->home, PX_ORGANIZATION_KIND, "cpts") &&
	       px_record_text(slot->home, PX_ORGANIZATION_FINESS) &&
	       strcmp(px_sas_label_of(audience), px_sas_label_of("team")) != 0;
}

static void
put_coding(struct px_json *json, const char *system, const char *code)
{
	px_json_open(json, '{');
	px_fhir_put_text(json, "system", system);
	px_fhir_put_text(json, "code", code);
	px_json_close(json, '}');
}

static void
put_meta(struct px_json *json, const struct px_fhir_slot *slot)
{
	const char *label = px_sas_label_of(px_record_text(slot->slot, PX_SLOT_AUDIENCE));
	const char *cpts = px_sas_label_of("cpts");

	px_fhir_open(json, "meta", '{');
	px_fhir_put_text(json, "lastUpdated", px_record_text(slot->slot, PX_F_UPDATED));
	px_fhir_open(json, "security", '[');
	put_coding(json, px_sas_label_system, label);
	if (is_of_cpts(slot) && strcmp(label, cpts) != 0)
		put_coding(json, px_sas_label_system, cpts);
	px_json_close(json, ']');
	px_json_close(json, '}');
}

static void
put_link(struct px_json *json, const struct px_record *home)
{
	char uid[PX_UID_SIZE];

	service_uid(home, uid);
	px_json_open(json, '{');
	px_fhir_open(json, "extension", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "url", px_sas_service_url);
	px_fhir_open(json, "valueReference", '{');
	px_fhir_put_urn(json, "reference", uid);
	px_json_close(json, '}');
	px_json_close(json, '}');
	px_json_close(json, ']');
	px_fhir_open(json, "coding", '[');
	put_coding(json, px_fhir_category, px_fhir_category_of("cpts"));
	px_json_close(json, ']');
	px_json_close(json, '}');
}

static void
put_service_types(struct px_json *json, const struct px_fhir_slot *slot)
{
	const char *reason = px_record_text(slot->schedule, PX_SCHEDULE_REASON);

	px_fhir_open(json, "serviceType", '[');
	px_fhir_put_concept(json, px_sas_class_system,
			    px_sas_class_of(px_record_text(slot->slot, PX_SLOT_MODE)), NULL);
	if (is_of_cpts(slot))
		put_link(json, slot->home);
	if (reason)
		px_fhir_put_concept(json, NULL, NULL, reason);
	px_json_close(json, ']');
}

/* Of "10/SM54 10/SI01" the specialties of an order: TRE_R38 has no others. */
static void
put_specialties(struct px_json *json, const char *trades)
{
	bool any = false;

	for (const char *trade = trades; trade && *trade;) {
		size_t length = strcspn(trade, " "), kind = strcspn(trade, "/ ");
		const char *code = trade + kind + (trade[kind] == '/');

		if (strncmp(code, "SM", 2) == 0 || strncmp(code, "SCD", 3) == 0) {
			char *text =
				px_asprintf("%.*s", (int)(length - (size_t)(code - trade)), code);

			if (!any)
				px_fhir_open(json, "specialty", '[');
			any = true;
			px_fhir_put_concept(json, px_fhir_skill, text, NULL);
			free(text);
		}
		trade += length + (trade[length] == ' ');
	}
	if (any)
		px_json_close(json, ']');
}

static void
put_slot(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	struct px_json *json = &fhir->json;

	px_fhir_begin_entry(fhir, "Slot", px_record_text(slot->slot, PX_F_UID));
	put_meta(json, slot);
	put_service_types(json, slot);
	put_specialties(json, px_record_text(slot->slot, PX_SLOT_TRADES));
	px_json_key(json, "appointmentType");
	px_fhir_put_concept(json, px_sas_visit_system, px_sas_routine, NULL);
	px_fhir_open(json, "schedule", '{');
	px_fhir_put_urn(json, "reference", px_record_text(slot->schedule, PX_F_UID));
	px_json_close(json, '}');
	px_fhir_put_text(json, "status", px_record_text(slot->slot, PX_SLOT_STATUS));
	put_span(json, slot);
	px_fhir_end_entry(fhir, "match");
}

/*
 * Its appointment: that there is one.
 */
static void
put_operator(struct px_json *json, const struct px_record *by)
{
	px_fhir_open(json, "extension", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "url", px_sas_operator_url);
	put_person(json, "valueReference", by, false);
	px_json_close(json, '}');
	px_json_close(json, ']');
}

static void
put_participant(struct px_json *json, const struct px_fhir_slot *slot)
{
	char uid[PX_UID_SIZE];

	px_fhir_open(json, "participant", '[');
	px_json_open(json, '{');
	if (slot->practitioner) {
		put_person(json, "actor", slot->practitioner, true);
	} else {
		service_uid(slot->service, uid);
		px_fhir_put_reference(json, "actor", uid,
				      px_record_text(slot->service, PX_ORGANIZATION_NAME));
	}
	px_fhir_put_text(json, "status", "accepted");
	px_json_close(json, '}');
	px_json_close(json, ']');
}

static void
put_appointment(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	const struct px_record *appointment = slot->appointment;
	struct px_json *json = &fhir->json;

	px_fhir_begin_entry(fhir, "Appointment", px_record_text(appointment, PX_F_UID));
	if (slot->by)
		put_operator(json, slot->by);
	px_fhir_open(json, "identifier", '[');
	px_json_open(json, '{');
	px_fhir_put_text(json, "system", px_fhir_uri);
	px_fhir_put_urn(json, "value", px_record_text(appointment, PX_F_UID));
	px_json_close(json, '}');
	px_json_close(json, ']');
	px_fhir_put_text(json, "status", px_record_text(appointment, PX_APPOINTMENT_STATUS));
	put_span(json, slot);
	px_fhir_open(json, "slot", '[');
	put_actor(json, px_record_text(slot->slot, PX_F_UID));
	px_json_close(json, ']');
	px_fhir_put_text(json, "created", px_record_text(appointment, PX_F_CREATED));
	put_participant(json, slot);
	px_fhir_end_entry(fhir, "include");
}

void
px_fhir_put_slot(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	put_slot(fhir, slot);
	put_schedule(fhir, slot);
	if (slot->practitioner) {
		put_practitioner(fhir, slot->practitioner);
		put_role(fhir, slot);
	} else {
		put_service(fhir, slot->service, slot);
	}
	if (is_of_cpts(slot))
		put_service(fhir, slot->home, slot);
	if (slot->appointment)
		put_appointment(fhir, slot);
}
