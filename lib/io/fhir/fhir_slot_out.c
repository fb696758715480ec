/*
 * Slots as a search of the SAS platform finds them.
 *
 * A bundle goes to other software, and from there to others still: nothing that an appointment says of
 * its patient is in it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/uid.h"
#include "base/zone.h"
#include "io/fhir/fhir_sas.h"
#include "io/fhir/fhir_slot.h"
#include "model/types.h"
#include "model/types_slot.h"

enum { SECONDS_OF_MINUTE = 60 };

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

	px_fhir_service_uid(home, uid);
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
	px_fhir_put_person(json, "valueReference", by, false);
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
		px_fhir_put_person(json, "actor", slot->practitioner, true);
	} else {
		px_fhir_service_uid(slot->service, uid);
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
	px_fhir_put_actor(json, px_record_text(slot->slot, PX_F_UID));
	px_json_close(json, ']');
	px_fhir_put_text(json, "created", px_record_text(appointment, PX_F_CREATED));
	put_participant(json, slot);
	px_fhir_end_entry(fhir, "include");
}

void
px_fhir_put_slot(struct px_fhir *fhir, const struct px_fhir_slot *slot)
{
	put_slot(fhir, slot);
	px_fhir_put_schedule(fhir, slot);
	px_fhir_put_whose(fhir, slot);
	if (is_of_cpts(slot))
		px_fhir_put_service(fhir, slot->home, slot);
	if (slot->appointment)
		put_appointment(fhir, slot);
}
