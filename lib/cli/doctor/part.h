/*
 * What the files of lib/cli/doctor share.
 *
 *	doctor.c        what is broken, and what to look at
 *	distribution.c  where the rows of each table go when the database is spread over machines
 */
#ifndef PX_CLI_DOCTOR_PART_H
#define PX_CLI_DOCTOR_PART_H

#include "cli/doctor.h"

extern const struct px_type px_view_spread;

int px_doctor_distribution(struct px_run *run, struct px_err *err);

/* 1 when tables are spread, 0, -1; *message says how many are not where they belong, the caller's, or is
 * NULL: of a database that is spread in part. */
int px_doctor_misplaced(struct px_run *run, char **message, struct px_err *err);

/* What does it: share/sql/citus.sql. */
void px_doctor_script(struct px_run *run);

#endif
