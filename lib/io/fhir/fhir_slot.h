/*
 * Inside FHIR: what slots refer to, written with them.
 */
#ifndef PX_IO_FHIR_FHIR_SLOT_H
#define PX_IO_FHIR_FHIR_SLOT_H

#include "base/uid.h"
#include "io/fhir/fhir_write.h"

/* The HealthcareService of an organization: it has no record, and a uid that is the same each time. */
void px_fhir_service_uid(const struct px_record *organization, char out[PX_UID_SIZE]);

/* {"reference": …} */
void px_fhir_put_actor(struct px_json *json, const char *uid);

/* {"reference", "identifier", "display"} of a practitioner; the reference when they are in the bundle. */
void px_fhir_put_person(struct px_json *json, const char *key, const struct px_record *practitioner,
			bool inside);

/* Entries, unless the bundle has them: the slot's schedule; whoever offers it, with where; the service
 * of an organization, with the organization. */
void px_fhir_put_schedule(struct px_fhir *fhir, const struct px_fhir_slot *slot);
void px_fhir_put_whose(struct px_fhir *fhir, const struct px_fhir_slot *slot);
void px_fhir_put_service(struct px_fhir *fhir, const struct px_record *organization,
			 const struct px_fhir_slot *slot);

#endif
