/*
 * Export in the formats that other programs of the trade read: vCard, for telephones and mail;
 * FHIR, for health software.
 */
#ifndef PX_CLI_VIEW_EXCHANGE_H
#define PX_CLI_VIEW_EXCHANGE_H

#include "cli/program.h"

/* --format NAME is --NAME; px_opt_format_fhir is that of verbs that write no cards. */
extern const struct px_option px_opt_vcard, px_opt_fhir, px_opt_format, px_opt_format_fhir;

/* For the options of a verb. */
#define PX_EXCHANGE_OPTIONS &px_opt_vcard, &px_opt_fhir, &px_opt_format

/* Is this format asked, by its option or by --format? */
bool px_exchange_asked(const struct px_run *run, const struct px_option *option);

/* PX_USAGE when a format of rows is asked besides. */
int px_exchange_alone(const struct px_run *run, const struct px_option *option, struct px_err *err);

/* Print the practitioners, organizations or sites that the filters leave, in the format asked;
 * without one, as `export` does. */
int px_exchange_export(struct px_run *run, struct px_err *err);

#endif
