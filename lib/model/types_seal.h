/*
 * The data keys of what is sealed (base/seal.h), wrapped under the organization's key: a table of the
 * program's own, which no journal follows, so that a key removed is gone.
 */
#ifndef PX_MODEL_TYPES_SEAL_H
#define PX_MODEL_TYPES_SEAL_H

#include "model/field.h"

enum {
	PX_SEAL_NAME = PX_F_OWN,
	PX_SEAL_WRAP,
	PX_SEAL_FIELDS,
};

extern const struct px_type px_type_seal;

#endif
