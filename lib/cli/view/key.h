/*
 * plexus key init, rotate, export: the key that seals what reaches patients (base/seal.h).
 */
#ifndef PX_CLI_VIEW_KEY_H
#define PX_CLI_VIEW_KEY_H

#include "cli/program.h"

extern const struct px_verb px_verb_key_init, px_verb_key_rotate, px_verb_key_export;

#endif
