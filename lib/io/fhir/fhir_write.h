/*
 * Inside FHIR: the members that resources are written with.  What there is nothing to say of is not
 * written: FHIR has neither null nor "" nor [].
 */
#ifndef PX_IO_FHIR_FHIR_WRITE_H
#define PX_IO_FHIR_FHIR_WRITE_H

#include "io/fhir/fhir_part.h"

/* A record being written. */
struct px_fhir_writing {
	struct px_fhir *fhir;
	struct px_json *json;
	const struct px_record *record;
	struct px_buf cell; /* the field written last */
};

void px_fhir_put_text(struct px_json *json, const char *key, const char *text);
void px_fhir_open(struct px_json *json, const char *key, char bracket);
void px_fhir_put_urn(struct px_json *json, const char *key, const char *uid);

/* {"reference": "urn:uuid:…", "display": "…"} */
void px_fhir_put_reference(struct px_json *json, const char *key, const char *uid,
			   const char *display);

/* {"coding": [{system, code, display}], "text": …}; without a code, the text alone. */
void px_fhir_put_concept(struct px_json *json, const char *system, const char *code,
			 const char *text);

/* {"fullUrl": …, "resource": {"resourceType", "id" … : the caller goes on and ends it; of a search it is
 * a "match", or an "include". */
void px_fhir_begin_entry(struct px_fhir *fhir, const char *type, const char *uid);
void px_fhir_end_entry(struct px_fhir *fhir, const char *mode);

/* One identifier, an object: "RPPS", its system, its value. */
void px_fhir_put_identifier(struct px_json *json, const char *type, const char *system,
			    const char *value);

/* Of a practitioner: "name"; the name in one text, in out; the concept of their profession;
 * "specialty". */
void px_fhir_put_name(struct px_fhir_writing *w);
const char *px_fhir_full_name(const struct px_record *record, struct px_buf *out);
void px_fhir_put_profession(struct px_fhir_writing *w);
void px_fhir_put_skills(struct px_fhir_writing *w);

/* "position" of a place, when both are known. */
void px_fhir_put_position(struct px_json *json, const char *lat, const char *lon);

/* "identifier", "telecom", and "extension" with the fields that have no place elsewhere. */
void px_fhir_put_identifiers(struct px_fhir_writing *w);
void px_fhir_put_telecoms(struct px_fhir_writing *w);
void px_fhir_put_own(struct px_fhir_writing *w);

/* Of hours as text, a list; nothing when it is in plain words.  Of languages, "communication". */
void px_fhir_put_hours(struct px_json *json, const struct px_fhir_hours *names, const char *text);
void px_fhir_put_languages(struct px_json *json, const struct px_value *languages);

/* The whole entry of a HealthcareService. */
void px_fhir_put_care(struct px_fhir_writing *w, const struct px_record *home);

/* One address, an object; to be written when there is one. */
bool px_fhir_has_address(struct px_fhir_writing *w);
void px_fhir_put_address(struct px_fhir_writing *w);

#endif
