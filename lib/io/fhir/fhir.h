/*
 * FHIR R4 (HL7): Practitioner, PractitionerRole, Organization and Location, in bundles or alone.
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

/* A bundle being written (type collection). */
struct px_fhir {
	struct px_json json; /* compact, but a line an entry */
	const struct px_world *world;
	size_t entries;
};

void px_fhir_begin(struct px_fhir *fhir, const struct px_world *world, struct px_buf *out);

/* Add a practitioner (a Practitioner and the PractitionerRole that ties it to home), an organization,
 * or a site.  home is the organization that the record belongs to; its own entry is for the caller
 * to add, once: references say urn:uuid and its uid. */
void px_fhir_put(struct px_fhir *fhir, const struct px_record *record,
		 const struct px_record *home);

void px_fhir_end(struct px_fhir *fhir);

#endif
