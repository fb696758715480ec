/*
 * Reading the value of one fact, for facts.c.
 */
#ifndef PX_CARE_ACI_FACTS_READ_H
#define PX_CARE_ACI_FACTS_READ_H

#include "care/aci/facts.h"

/* Where a value is read, and what for. */
struct px_aci_reading {
	struct px_aci_facts *facts;
	const struct px_aci_fact_rule *rule;
	struct px_err *err;
};

/* False, 0, empty; of one word, the first of its list, which stands for none. */
struct px_aci_value px_aci_nothing(const struct px_aci_fact_rule *rule);

/* 0 and the value, or -1 and "patients: …" (PX_FAILED). */
int px_aci_read_node(const struct px_aci_reading *reading, const struct px_json_node *node,
		     struct px_aci_value *out);
int px_aci_read_text(const struct px_aci_reading *reading, const char *text,
		     struct px_aci_value *out);
int px_aci_read_count(const struct px_aci_reading *reading, int64_t number,
		      struct px_aci_value *out);

#endif
