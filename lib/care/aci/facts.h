/*
 * The facts of one exercise: for each fact of the rules its value, and where it comes from.
 *
 * A stronger origin wins whatever the order of the calls: what-if, then the file, then the
 * exercise's record, then what is counted over the records, then the default (false, 0, empty, or
 * the rule file's dated parameter).
 */
#ifndef PX_CARE_ACI_FACTS_H
#define PX_CARE_ACI_FACTS_H

#include "care/aci/counters.h"
#include "care/aci/rules.h"
#include "io/json_in.h"

enum px_aci_origin {
	PX_ACI_BY_DEFAULT,
	PX_ACI_COUNTED,
	PX_ACI_EXERCISE_RECORD,
	PX_ACI_FACTS_FILE,
	PX_ACI_WHAT_IF,
};

struct px_aci_fact {
	struct px_aci_value value;
	enum px_aci_origin origin;
	const struct px_aci_counted *counted; /* the count, when that is the origin; borrowed */
	const struct px_aci_dated *dated;     /* the parameter that stood in, or NULL */
};

struct px_aci_facts {
	const struct px_aci_rules *rules;
	struct px_arena *arena;
	int year;
	struct px_aci_fact *items; /* one a fact of the rules, in their order */
};

/* All at their defaults for this year. */
struct px_aci_facts *px_aci_facts_new(struct px_arena *arena, const struct px_aci_rules *rules,
				      int year);
struct px_aci_facts *px_aci_facts_copy(struct px_arena *arena, const struct px_aci_facts *facts);

/* A JSON object of facts.  name is what messages call it: "f.json:3: patients: …" (PX_FAILED):
 * an unknown name (the nearest is suggested), a wrong type, a negative or absurd value.  null
 * is absent. On an error nothing of the object is taken. */
int px_aci_facts_read(struct px_aci_facts *facts, const struct px_json_node *object,
		      const char *name, enum px_aci_origin origin, struct px_err *err);
int px_aci_facts_read_file(struct px_aci_facts *facts, const char *path, enum px_aci_origin origin,
			   struct px_err *err);

/* One fact from the text that px_aci_value_text writes, or that people type: oui, non, 7,5.
 * An empty text sets it back to its default.  PX_FAILED: "patients: …". */
int px_aci_facts_set(struct px_aci_facts *facts, const char *name, const char *text,
		     enum px_aci_origin origin, struct px_err *err);

/* The same from "fact=value". */
int px_aci_facts_word(struct px_aci_facts *facts, const char *word, enum px_aci_origin origin,
		      struct px_err *err);

/* What was counted over the records; counts outside the limits are PX_FAILED. */
int px_aci_facts_count(struct px_aci_facts *facts, const struct px_aci_counted *counted,
		       size_t count, struct px_err *err);

/* "declared", "records", "default". */
const char *px_aci_origin_name(enum px_aci_origin origin);

#endif
