/*
 * The configuration file: `key = value`, one a line; `#` begins a comment.  Keys: db, key, org, as,
 * lang, color, hooks, hook_timeout, and the weights of urgency (model/urgency.h).  An option or a variable of the environment
 * always wins over it.
 */
#ifndef PX_CLI_CONFIG_H
#define PX_CLI_CONFIG_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

struct px_config {
	const char *path;                               /* NULL when there is no place for one */
	const char *db, *key, *org, *as, *lang, *color; /* NULL: not said; in the arena */
	const char *hooks, *hook_timeout;               /* "yes" or "no"; seconds, a whole number */
	int64_t *weights; /* one a term of urgency, in the arena; NULL: none is said */
};

/* A file that is not there says nothing.  A bad line is PX_USAGE: "file:line: what is wrong". */
int px_config_read(struct px_arena *arena, struct px_config *out, struct px_err *err);

#endif
