/*
 * FHIR R4 (HL7): Practitioner, PractitionerRole, Organization, Location and HealthcareService, Slot and
 * Appointment, in bundles or alone.
 *
 * They are read through io/rows.h like any other file: a row a person or a place, whose columns have
 * the names of our fields; a person's roles are part of their row.  Systems of identifiers and of
 * codes are those of FR Core and of the Annuaire Santé, old and new; fhir_terms.c lists them.
 * What FHIR has no place for stands in extensions urn:plexus:field:NAME, so that a bundle that we
 * wrote loses nothing.
 */
#ifndef PX_IO_FHIR_FHIR_H
#define PX_IO_FHIR_FHIR_H

#include "base/json_out.h"
#include "model/field.h"

struct px_fhir_met; /* a resource that is in the bundle */

/* A bundle being written. */
struct px_fhir {
	struct px_json json; /* compact, but a line an entry */
	const struct px_world *world;
	size_t entries;
	bool search; /* it is what a search finds: entries are matches, or included with them */
	int64_t matches;
	struct px_fhir_met *met; /* of slots: what they share is there once */
	size_t met_count, met_capacity;
};

/* Of type collection. */
void px_fhir_begin(struct px_fhir *fhir, const struct px_world *world, struct px_buf *out);

/* Of type searchset, which answers this search ("Slot?status=free"). */
void px_fhir_begin_search(struct px_fhir *fhir, const struct px_world *world, const char *search,
			  struct px_buf *out);

/* Add a practitioner (a Practitioner and the PractitionerRole that ties it to home), an organization,
 * a site, or a service.  home is the organization that the record belongs to; its own entry is for the caller
 * to add, once: references say urn:uuid and its uid. */
void px_fhir_put(struct px_fhir *fhir, const struct px_record *record,
		 const struct px_record *home);

/*
 * Slots, as the SAS guide wants them: Slot, Schedule, Practitioner, PractitionerRole with its
 * Location, HealthcareService, Organization.  Of people nothing is written but name, number, trade
 * and place of work.
 */
struct px_fhir_slot {
	const struct px_record *slot, *schedule, *home;
	const struct px_record *practitioner,
		*service;                         /* whose it is: one of them, the other NULL */
	const struct px_record *place;            /* the site, or NULL */
	const struct px_zone *zone;               /* whose offset its times bear */
	const struct px_record *appointment, *by; /* for who may see them, else NULL */
};

/* Add a slot, and of what it refers to what the bundle has not yet.  An appointment says when, with
 * whom, by whom and what became of it: nothing of the patient. */
void px_fhir_put_slot(struct px_fhir *fhir, const struct px_fhir_slot *slot);

void px_fhir_end(struct px_fhir *fhir);

#endif
