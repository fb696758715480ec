/*
 * plexus doctor: looks the database over.
 */
#ifndef PX_CLI_DOCTOR_H
#define PX_CLI_DOCTOR_H

#include "cli/program.h"

extern const struct px_verb px_verb_doctor;

#endif
