/*
 * What the guide of the SAS platform (ANS, IG-fhir-service-acces-aux-soins, CPTS and individual
 * practitioners) says of slots, and our words for it.
 */
#ifndef PX_IO_FHIR_FHIR_SAS_H
#define PX_IO_FHIR_FHIR_SAS_H

/* Systems of codes, and the extension that ties a slot to the service that it is offered through
 * (serviceType as FHIR R5 has it). */
extern const char px_sas_label_system[], px_sas_class_system[], px_sas_visit_system[],
	px_sas_service_url[], px_sas_operator_url[];

/* By whom its platform numbers appointments. */
extern const char px_sas_appointment_system[];

/* The label of TRE_R314 (PUBLIC SNP CPTS PRO) for an audience of ours, and back; NULL when there is
 * none. */
const char *px_sas_label_of(const char *audience);
const char *px_sas_audience(const char *label);

/* The class of v3-ActCode (AMB HH VR) for a mode of ours, and back; NULL when there is none. */
const char *px_sas_class_of(const char *mode);
const char *px_sas_mode(const char *code);

/* Whom the SAS sends a patient to: the word of its messages for a code of its value set (001 is PS); NULL
 * when there is none.  The extension that says it. */
extern const char px_sas_category_url[];
const char *px_sas_category(const char *code);

/* Of v2-0276: a slot that is booked, and one that takes whoever comes. */
extern const char px_sas_routine[], px_sas_walk_in[];

#endif
