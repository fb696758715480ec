/*
 * What a Slot says, as cells.  Whose it is stands elsewhere: the slot names its schedule, that one its
 * actors, and those who they are of.
 */
#include <string.h>

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

/* Persons before services: of two actors the one that can be found. */
static void
take_actors(const struct px_fhir_index *index, const struct px_json_node *schedule,
	    struct px_cells *cells)
{
	const struct px_json_node *reference;

	for (int persons = 1; persons >= 0; persons--)
		for (size_t i = 0;
		     !px_cells_at(cells, "who") && (reference = px_fhir_item(schedule, "actor", i));
		     i++) {
			size_t kind = kind_of(px_fhir_find(index, reference));
			bool person =
				kind == NO_ACTOR || strcmp(actors[kind].who, "practitioner") == 0;

			if (person == persons)
				take_actor(index, reference, cells);
		}
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
		take_actors(index, schedule->node, cells);
	for (size_t i = 0; i < PX_COUNT(same); i++)
		px_cells_put(cells, same[i], px_fhir_text(node, same[i]));
	take_labels(node, cells);
	take_concepts(node, "serviceType", cells);
	take_concepts(node, "appointmentType", cells);
}
