/*
 * Reading a rule file: a place in the document that knows its path, so that every error says file,
 * line and path.  Used by the files that load rules only.
 */
#ifndef PX_CARE_ACI_LOAD_H
#define PX_CARE_ACI_LOAD_H

#include "care/aci/rules.h"
#include "io/json_path.h"

struct px_aci_load {
	struct px_arena *arena;
	const char *name; /* of the file */
	struct px_aci_rules *rules;
	/* Being filled; the rules' const pointers are these. */
	struct px_aci_fact_rule *facts;
	struct px_aci_quantity *quantities;
	struct px_aci_indicator *indicators;
	const struct px_json_node *root;
	char *states; /* one a quantity: not loaded, being loaded, loaded */
	struct px_err *err;
};

/* node NULL: the member is absent; the line is then its parent's. */
struct px_aci_at {
	struct px_aci_load *load;
	const struct px_json_node *node;
	const struct px_json_path *path;
};

/* All of them return 0, or -1 with "file:line: path: …" (PX_FAILED). */
int px_aci_fail(struct px_aci_at at, const char *format, ...) PX_PRINTF(2, 3);
/* "file:line: path" */
const char *px_aci_where(const struct px_aci_load *load, const struct px_json_path *path);

struct px_aci_at px_aci_root(struct px_aci_load *load);
struct px_aci_at px_aci_member(struct px_aci_at at, const char *key);
struct px_aci_at px_aci_item(struct px_aci_at at, size_t i);
size_t px_aci_items(struct px_aci_at at); /* 0 when absent */

int px_aci_expect(struct px_aci_at at, enum px_json_type type); /* absent is an error */
/* An object that holds only these keys (separated by spaces), those ending in ! always.
 * `comment` may stand anywhere. */
int px_aci_keys(struct px_aci_at at, const char *keys);
int px_aci_load_string(struct px_aci_at at, const char **out);
int px_aci_load_int(struct px_aci_at at, int64_t least, int64_t most, int64_t *out);
int px_aci_load_number(struct px_aci_at at, struct px_ratio *out);
int px_aci_load_text(struct px_aci_at at, struct px_aci_text *out);     /* {"fr": …, "en": …} */
int px_aci_load_optional(struct px_aci_at at, struct px_aci_text *out); /* absent: fr NULL */
int px_aci_load_words(struct px_aci_at at, const char *const **out, size_t *count);

/* A JSON number as an exact ratio, from its digits: at most 4 decimals that are not 0, and nearer to
 * 0 than PX_ACI_PAST.  Else -1. */
#define PX_ACI_PAST INT64_C(1000000000000)
int px_aci_number(const struct px_json_node *node, struct px_ratio *out);

/* expr.c.  depth guards against endless nesting: start with 0. */
int px_aci_expr_load(struct px_aci_at at, int depth, struct px_aci_expr *out);
int px_aci_expr_new(struct px_aci_at at, enum px_aci_type type, const struct px_aci_expr **out);
/* A quantity is loaded when first named, so that their order in the file is free. */
int px_aci_quantity_load(struct px_aci_load *load, size_t i);
/* Every {name} of the text is a fact or a quantity. */
int px_aci_check_text(struct px_aci_at at, struct px_aci_text text);

/* shapes_load.c */
int px_aci_step_load(struct px_aci_at at, struct px_aci_step *out);

/* declare.c: facts, quantities (their names), parameters, choices. */
int px_aci_declare(struct px_aci_at root);

/* indicators.c and uses.c */
int px_aci_indicators_load(struct px_aci_at root);
/* No indicator depends on itself; fills what each uses. */
int px_aci_uses(struct px_aci_at root);

#endif
