/*
 * The table of shapes: what the loader checks a step against, and what a run calls.
 */
#ifndef PX_CARE_ACI_SHAPES_H
#define PX_CARE_ACI_SHAPES_H

#include "care/aci/run.h"

struct px_aci_shape {
	const char *name;
	const char *keys; /* as px_aci_keys reads them */
	bool graded;      /* takes either points or bands */
	void (*run)(struct px_aci_tally *tally, const struct px_aci_step *step);
};

extern const struct px_aci_shape px_aci_shapes[];
extern const size_t px_aci_shape_count;

#endif
