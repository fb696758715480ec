/*
 * Operations of expressions: the table that the loader checks against and the run calls.
 *
 * A signature is a letter an argument: n number, b boolean, d date, w words, e one word, L a word
 * of the fact before it, f the name of a fact, i the code of an indicator; + repeats the last
 * one.
 */
#ifndef PX_CARE_ACI_EXPR_H
#define PX_CARE_ACI_EXPR_H

#include "care/aci/run.h"

enum { PX_ACI_MAX_ARGS = 16 };

struct px_aci_op {
	const char *name, *signature;
	enum px_aci_type type; /* of the result */
	void (*run)(struct px_aci_run *run, const struct px_aci_expr *expr,
		    const struct px_aci_value *args, struct px_aci_value *out);
};

const struct px_aci_op *px_aci_op_find(const char *name);

#endif
