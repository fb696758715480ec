/*
 * Export in the formats that other programs of the trade read: vCard, for telephones and mail;
 * FHIR, for health software.
 */
#ifndef PX_CLI_VIEW_EXCHANGE_H
#define PX_CLI_VIEW_EXCHANGE_H

#include "cli/program.h"

extern const struct px_option px_opt_vcard, px_opt_fhir;

/* For the options of a verb. */
#define PX_EXCHANGE_OPTIONS &px_opt_vcard, &px_opt_fhir

/* Print the practitioners, organizations or sites that the filters leave, in the format asked;
 * without one, as `export` does. */
int px_exchange_export(struct px_run *run, struct px_err *err);

#endif
