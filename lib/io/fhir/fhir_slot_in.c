/*
 * What a Slot says, as cells, and what an Appointment does.  Whose it is stands elsewhere: the slot names
 * its schedule, that one its actors, and those who they are of.
 */
#include <string.h>

#include "base/uid.h"
#include "io/fhir/fhir_part.h"
#include "io/fhir/fhir_sas.h"
#include "model/types_slot.h"

/* Of an actor, what it is and what names whom or what stands behind it; the last of each way is a
 * person or a structure. */
static const struct {
	const char *type, *behind, *who;
} actors[] = {
	{ "Practitioner", NULL, "practitioner" },
	{ "PractitionerRole", "practitioner", "practitioner" },
	{ "HealthcareService", "providedBy", "service" },
	{ "Location", "managingOrganization", "service" },
	{ "Organization", NULL, "service" },
};

enum { NO_ACTOR = PX_COUNT(actors) };

static size_t
kind_of(const struct px_fhir_resource *resource)
{
	size_t i = 0;

	while (resource && i < PX_COUNT(actors) && strcmp(resource->type, actors[i].type) != 0)
		i++;
	return resource ? i : NO_ACTOR;
}

/* What the reference itself says, when what it is about stands elsewhere: the number tells which it
 * is. */
static void
take_reference(const struct px_json_node *reference, struct px_cells *cells)
{
	const struct px_json_node *identifier = px_json_member(reference, "identifier");

	if (identifier)
		px_fhir_one_identifier(identifier, cells);
	if (px_cells_at(cells, "rpps") || px_cells_at(cells, "adeli"))
		px_cells_put(cells, "who", "practitioner");
	else if (px_cells_at(cells, "finess") || px_cells_at(cells, "siret"))
		px_cells_put(cells, "who", "service");
}

static void
take_actor(const struct px_fhir_index *index, const struct px_json_node *reference,
	   struct px_cells *cells)
{
	const struct px_fhir_resource *actor = px_fhir_find(index, reference);
	size_t kind = kind_of(actor);

	if (kind != NO_ACTOR && actors[kind].behind) {
		reference = px_json_member(actor->node, actors[kind].behind);
		actor = px_fhir_find(index, reference);
		kind = kind_of(actor);
	}
	if (kind == NO_ACTOR || actors[kind].behind) {
		take_reference(reference, cells);
		return;
	}
	px_cells_put(cells, "who", actors[kind].who);
	px_fhir_identifiers(actor->node, cells);
}

/* A schedule's actors are references, an appointment's participants have one each. */
static void
take_one(const struct px_fhir_index *index, const struct px_json_node *item, bool persons,
	 struct px_cells *cells)
{
	const struct px_json_node *actor = px_json_member(item, "actor");
	const struct px_json_node *reference = actor ? actor : item;
	size_t kind = kind_of(px_fhir_find(index, reference));
	bool person = kind == NO_ACTOR || strcmp(actors[kind].who, "practitioner") == 0;

	if (person == persons)
		take_actor(index, reference, cells);
}

/* Persons before services: of two actors the one that can be found. */
static void
take_actors(const struct px_fhir_index *index, const struct px_json_node *node, const char *key,
	    struct px_cells *cells)
{
	const struct px_json_node *item;

	for (int persons = 1; persons >= 0; persons--)
		for (size_t i = 0;
		     !px_cells_at(cells, "who") && (item = px_fhir_item(node, key, i)); i++)
			take_one(index, item, persons, cells);
}

/* The label of the widest circle counts: a slot that everyone may see is the professionals' too. */
static void
take_labels(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *meta = px_json_member(node, "meta"), *label;
	const char *widest = NULL;

	for (int i = 0; px_audiences[i]; i++)
		for (size_t k = 0; meta && (label = px_fhir_item(meta, "security", k)); k++) {
			const char *audience = px_sas_audience(px_fhir_text(label, "code"));

			if (audience && strcmp(audience, px_audiences[i]) == 0)
				widest = audience;
		}
	px_cells_put(cells, "audience", widest);
}

static void
take_coding(const struct px_json_node *coding, struct px_cells *cells)
{
	const char *system = px_fhir_text(coding, "system"), *code = px_fhir_text(coding, "code");

	if (!system || !code)
		return;
	if (strcmp(system, px_sas_class_system) == 0)
		px_cells_put(cells, "mode", px_sas_mode(code));
	else if (strcmp(system, px_sas_visit_system) == 0)
		px_cells_put(cells, "visit", code);
}

/* The words beside a link to a service are the service's. */
static void
take_concepts(const struct px_json_node *node, const char *key, struct px_cells *cells)
{
	const struct px_json_node *concept, *coding;

	for (size_t i = 0; (concept = px_fhir_item(node, key, i)); i++) {
		for (size_t k = 0; (coding = px_fhir_item(concept, "coding", k)); k++)
			take_coding(coding, cells);
		if (strcmp(key, "serviceType") == 0 && !px_fhir_item(concept, "extension", 0))
			px_cells_put(cells, "reason", px_fhir_text(concept, "text"));
	}
}

void
px_fhir_slot_cells(const struct px_fhir_index *index, const struct px_json_node *node,
		   struct px_cells *cells)
{
	static const char *const same[] = { "start", "end", "status" };
	const struct px_fhir_resource *schedule =
		px_fhir_find(index, px_json_member(node, "schedule"));

	if (schedule && strcmp(schedule->type, "Schedule") == 0)
		take_actors(index, schedule->node, "actor", cells);
	for (size_t i = 0; i < PX_COUNT(same); i++)
		px_cells_put(cells, same[i], px_fhir_text(node, same[i]));
	take_labels(node, cells);
	take_concepts(node, "serviceType", cells);
	take_concepts(node, "appointmentType", cells);
}

void
px_fhir_schedule_cells(const struct px_fhir_index *index, const struct px_json_node *node,
		       struct px_cells *cells)
{
	const struct px_json_node *horizon = px_json_member(node, "planningHorizon");

	px_cells_put(cells, "kind", "schedule");
	take_actors(index, node, "actor", cells);
	px_cells_put(cells, "start", px_fhir_text(horizon, "start"));
	px_cells_put(cells, "end", px_fhir_text(horizon, "end"));
}

/*
 * Appointments.
 */

/* The first identifier that has a value: one of ours is our appointment's own uid. */
static void
take_identifier(const struct px_json_node *node, struct px_cells *cells)
{
	enum { VERSION = 14 };
	const struct px_json_node *identifier;
	const char *value;

	for (size_t i = 0; (identifier = px_fhir_item(node, "identifier", i)); i++) {
		value = px_fhir_text(identifier, "value");
		if (!value)
			continue;
		px_cells_put(cells, "identifier", value);
		px_cells_put(cells, "system", px_fhir_text(identifier, "system"));
		if (strncmp(value, PX_FHIR_URN, sizeof(PX_FHIR_URN) - 1) == 0 &&
		    px_uid_valid(value + sizeof(PX_FHIR_URN) - 1))
			px_cells_put(cells, "appointment", value + sizeof(PX_FHIR_URN) - 1);
		return;
	}
}

/* Who books for the patient: the address of the extension has changed with FR Core. */
static bool
is_operator(const char *url)
{
	return url &&
	       (strcmp(url, px_sas_operator_url) == 0 || strstr(url, "/FrAppointmentOperator"));
}

/* A regulator may have a number that is no RPPS: they are one of the SAS all the same. */
static void
take_operator(const struct px_fhir_index *index, const struct px_json_node *node,
	      struct px_cells *cells)
{
	const struct px_json_node *extension, *reference;

	for (size_t i = 0; (extension = px_fhir_item(node, "extension", i)); i++) {
		const struct px_fhir_resource *found;

		if (!is_operator(px_fhir_text(extension, "url")))
			continue;
		reference = px_json_member(extension, "valueReference");
		found = px_fhir_find(index, reference);
		px_cells_put(cells, "asked", "sas");
		px_cells_put(cells, "operator",
			     px_fhir_text(px_json_member(reference, "identifier"), "value"));
		if (found)
			px_cells_put(
				cells, "operator",
				px_fhir_text(px_fhir_item(found->node, "identifier", 0), "value"));
		return;
	}
}

/* What the platform of the SAS sends to regulators bears whom it sends the patient to. */
static void
take_category(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *extension, *concept, *coding;

	for (size_t i = 0; (extension = px_fhir_item(node, "extension", i)); i++) {
		const char *url = px_fhir_text(extension, "url");

		if (!url || strcmp(url, px_sas_category_url) != 0)
			continue;
		concept = px_json_member(extension, "valueCodeableConcept");
		coding = concept ? px_fhir_item(concept, "coding", 0) : NULL;
		px_cells_put(cells, "category", px_sas_category(px_fhir_text(coding, "code")));
		px_cells_put(cells, "asked", "sas");
		px_cells_put(cells, "system", px_sas_appointment_system);
		return;
	}
}

/* Codes of FHIR R4 (appointment-cancellation-reason): those of the patient begin so. */
static void
take_cancelling(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *reason = px_json_member(node, "cancelationReason");
	const struct px_json_node *coding = reason ? px_fhir_item(reason, "coding", 0) : NULL;
	const char *code = px_fhir_text(coding, "code");

	if (code)
		px_cells_put(cells, "side",
			     strncmp(code, "pat", 3) == 0 ? "patient" : "professional");
	px_cells_put(cells, "cancel_reason", px_fhir_text(coding, "display"));
}

void
px_fhir_appointment_cells(const struct px_fhir_index *index, const struct px_json_node *node,
			  struct px_cells *cells)
{
	static const char *const same[] = { "start", "end", "status", "created" };
	const struct px_json_node *reference = px_fhir_item(node, "slot", 0);
	const struct px_fhir_resource *slot = px_fhir_find(index, reference);

	px_cells_put(cells, "kind", "appointment");
	take_identifier(node, cells);
	for (size_t i = 0; i < PX_COUNT(same); i++)
		px_cells_put(cells, same[i], px_fhir_text(node, same[i]));
	take_actors(index, node, "participant", cells);
	take_operator(index, node, cells);
	take_category(node, cells);
	take_cancelling(node, cells);
	if (slot && strcmp(slot->type, "Slot") == 0)
		px_fhir_slot_cells(index, slot->node, cells);
}

/*
 * Messages of the SAS platform (ANS, "Transmission des informations de rendez-vous aux LRM"): JSON of
 * its own.  The same appointment has the same identifier in FHIR.
 */
const char px_fhir_message[] = "CreateAppointment, UpdateAppointment";

void
px_fhir_message_cells(const struct px_json_node *node, struct px_cells *cells)
{
	static const char *const same[] = { "method", "status", "start", "end", "created" };
	const struct px_json_node *person = px_json_member(node, "practitioner");
	const struct px_json_node *service = px_json_member(node, "organization");
	const char *number = px_fhir_text(person, "rppsId");

	px_cells_put(cells, "kind", "appointment");
	px_cells_put(cells, "identifier", px_fhir_text(node, "appointmentId"));
	px_cells_put(cells, "system", px_sas_appointment_system);
	for (size_t i = 0; i < PX_COUNT(same); i++)
		px_cells_put(cells, same[i], px_fhir_text(node, same[i]));
	if (number)
		px_cells_put(cells, "who", "practitioner");
	else if ((number = px_fhir_text(service, "organizationId")))
		px_cells_put(cells, "who", "service");
	if (number)
		px_fhir_take_national(cells, number);
	px_cells_put(cells, "category", px_fhir_text(node, "orientationCategory"));
	px_cells_put(cells, "asked", "sas");
	px_cells_put(cells, "operator",
		     px_fhir_text(px_json_member(node, "regulator"), "regulatorId"));
}
