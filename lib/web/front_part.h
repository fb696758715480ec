/*
 * Kinds of values in front matter, without YAML.
 */
#ifndef PX_WEB_FRONT_PART_H
#define PX_WEB_FRONT_PART_H

#include "web/front.h"

/* What a value is read with. */
struct px_front_source {
	const struct px_when *when;
	struct px_arena *arena;
};

/* The value that a text is, of this kind; plain: it had no quotes.  NULL and what is wrong with it. */
struct px_doc *px_front_take(enum px_front_kind kind, const struct px_front_source *source,
			     const char *text, bool plain, struct px_err *err);

/* "awaits a list of texts: …": -1. */
int px_front_misshapen(enum px_front_kind kind, struct px_err *err);

/* The key of this name, or NULL; and the name that it was perhaps meant to be, or NULL. */
const struct px_front_key *px_front_key(const struct px_front_key *keys, const char *name);
const char *px_front_key_near(const struct px_front_key *keys, const char *name);

#endif
