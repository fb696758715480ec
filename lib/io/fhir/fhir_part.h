/*
 * Inside FHIR: what the files that read and write resources share.
 */
#ifndef PX_IO_FHIR_FHIR_PART_H
#define PX_IO_FHIR_FHIR_PART_H

#include "io/fhir/fhir.h"
#include "io/json_in.h"
#include "io/source/cells.h"

/* The extension of a field of ours: this, then its name. */
#define PX_FHIR_OWN "urn:plexus:field:"

#define PX_FHIR_URN "urn:uuid:"

/* Systems that we write; several names of each are read. */
extern const char px_fhir_idnps[], px_fhir_idnst[], px_fhir_rpps[], px_fhir_adeli[],
	px_fhir_finess[], px_fhir_siret[], px_fhir_uri[], px_fhir_profession[], px_fhir_skill[],
	px_fhir_category[];

/* What a coding or an identifier is. */
enum px_fhir_term {
	PX_FHIR_NOTHING, /* none of ours */
	PX_FHIR_IDNPS,
	PX_FHIR_RPPS,
	PX_FHIR_ADELI,
	PX_FHIR_IDNST,
	PX_FHIR_FINESS,
	PX_FHIR_SIRET,
	PX_FHIR_URI,
	PX_FHIR_PROFESSION,
	PX_FHIR_SKILL,
	PX_FHIR_CATEGORY, /* of a structure: 603 is an MSP */
};
enum px_fhir_term px_fhir_system(const char *system); /* NULL is nothing */
/* Of an identifier: the code of its type decides, else its system. */
enum px_fhir_term px_fhir_identifier(const char *code, const char *system);

/* The kind of an organization for a category of structures, and back; NULL when there is none. */
const char *px_fhir_kind(const char *category);
const char *px_fhir_category_of(const char *kind);

/* The string of a member, NULL when it is absent, null, or no string. */
const char *px_fhir_text(const struct px_json_node *node, const char *key);

/* A resource and the address that its bundle gives it. */
struct px_fhir_resource {
	const struct px_json_node *node;
	const char *type, *id;          /* id may be NULL */
	const char *url;                /* fullUrl, or NULL */
	struct px_fhir_resource *roles; /* of a person: the first of them, then `next` */
	struct px_fhir_resource *next;
	bool owned; /* a role whose person is in the document */
};

struct px_fhir_document {
	struct px_fhir_resource *resources;
	size_t count, capacity;
	bool bundle; /* there is a bundle, which may be empty */
};

/* Gather the resources of a text: a bundle, a resource, an array of either, or one a line.  -1 and
 * PX_REJECTED when it is not JSON or holds none.  Nodes live in the arena; the list is the caller's
 * to free. */
int px_fhir_read(struct px_arena *arena, const char *text, size_t length, const char *name,
		 struct px_fhir_document *out, struct px_err *err);

/*
 * Find what references are about, among the resources of a type (NULL: all).  The list of resources
 * must not grow while there is an index of it.  find: NULL when it is not in the document.
 */
struct px_fhir_index {
	struct px_fhir_document *document;
	struct px_fhir_key *keys;
	size_t count, capacity;
};

void px_fhir_index(struct px_fhir_document *document, const char *type, struct px_fhir_index *out);
struct px_fhir_resource *px_fhir_find(const struct px_fhir_index *index,
				      const struct px_json_node *reference);
void px_fhir_index_release(struct px_fhir_index *index);

/* Tie each role to the person that it refers to.  The list of resources must not grow after it. */
void px_fhir_link(struct px_fhir_document *document, const char *person, const char *role);

/* Put what a resource says into cells; what is there already stays. */
void px_fhir_person(const struct px_json_node *node, struct px_cells *cells);
void px_fhir_role(const struct px_json_node *node, struct px_cells *cells);
void px_fhir_place(const struct px_json_node *node, struct px_cells *cells);

/* Fields of ours, which are exact: true when there are any.  Telephones and addresses of the Web. */
bool px_fhir_take_own(const struct px_json_node *node, struct px_cells *cells);
void px_fhir_take_telecoms(const struct px_json_node *node, bool person, struct px_cells *cells);

/* Hours as a list of days and ranges: of a Location, of a role or a service. */
struct px_fhir_hours {
	const char *list, *opens, *closes; /* names of members */
};
extern const struct px_fhir_hours px_fhir_hours_of_place, px_fhir_hours_of_person;

/* Into "hours", "languages" and what a HealthcareService says; what is there already stays. */
void px_fhir_take_hours(const struct px_json_node *node, const struct px_fhir_hours *names,
			struct px_cells *cells);
void px_fhir_take_languages(const struct px_json_node *node, struct px_cells *cells);
void px_fhir_service(const struct px_json_node *node, struct px_cells *cells);

/* The numbers of a person or a structure, and its uid when it is one of ours; one number. */
void px_fhir_identifiers(const struct px_json_node *node, struct px_cells *cells);
void px_fhir_one_identifier(const struct px_json_node *identifier, struct px_cells *cells);

/* A Slot, and whose it is by what it refers to: who rpps adeli uid finess siret start end status
 * audience mode visit reason. */
void px_fhir_slot_cells(const struct px_fhir_index *index, const struct px_json_node *node,
			struct px_cells *cells);

/* An Appointment, with the cells of its Slot: kind appointment system identifier created operator
 * asked side cancel_reason as well.  Of its patient nothing is read. */
void px_fhir_appointment_cells(const struct px_fhir_index *index, const struct px_json_node *node,
			       struct px_cells *cells);

/* The same of a message that the SAS platform sends to the software of regulators; method as well. */
void px_fhir_message_cells(const struct px_json_node *node, struct px_cells *cells);

/* What a message is called among resources: it has no resourceType. */
extern const char px_fhir_message[];

/* A Schedule that says of which time it tells (planningHorizon): kind who rpps… start end. */
void px_fhir_schedule_cells(const struct px_fhir_index *index, const struct px_json_node *node,
			    struct px_cells *cells);

/* The number of a person or a structure, put under the name that its first digit says: 8 is an RPPS. */
void px_fhir_take_national(struct px_cells *cells, const char *value);

/* A QuestionnaireResponse: uid identifier form version status authored, and answer.LINKID of each item. */
void px_fhir_response_cells(const struct px_json_node *node, struct px_cells *cells);

/* A member that is a list, or one object alone where a writer forgot the list; NULL at the end. */
const struct px_json_node *px_fhir_item(const struct px_json_node *node, const char *key, size_t i);

#endif
