/*
 * Hooks: executables of the user's, in $XDG_CONFIG_HOME/plexus/hooks, that commands run when they
 * write records.
 *
 *	pre-TYPE-VERB    asked before a record of this type is written by this verb: it may refuse it,
 *	                 or replace fields
 *	post-TYPE-VERB   told, after the commit, what was written
 *	pre-TYPE, post-TYPE: the same for every verb; it runs first
 *
 * What they are given and what they may answer: plexus-history(7).
 */
#ifndef PX_CLI_HOOK_H
#define PX_CLI_HOOK_H

#include "cli/config.h"
#include "cli/program.h"

enum { PX_HOOK_SECONDS = 5, PX_HOOK_SECONDS_MOST = 3600 };

/* Of a verb that writes: find its hooks, and have the store ask them.  Nothing when there are none, when
 * the configuration or --no-hooks says so, and inside a hook, but for pre hooks inside a post hook. */
int px_hooks_begin(struct px_run *run, const struct px_config *config, struct px_err *err);
void px_hooks_end(struct px_run *run);

/* PX_CONFLICT inside a pre hook of a command that writes to the same database: each would wait for the
 * other. */
int px_hooks_check_outer(const char *location, struct px_err *err);

/* What is wrong with each hook of the user's, in the order of their names: NULL when nothing is; a name
 * that no hook has is wrong too. */
void px_hooks_look(struct px_arena *arena,
		   void (*say)(const char *name, const char *fault, void *data), void *data);

extern const struct px_option px_opt_no_hooks;

#endif
