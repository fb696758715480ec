/*
 * Where things are: what is installed with the program, and what is the user's.
 */
#ifndef PX_CLI_PLACE_H
#define PX_CLI_PLACE_H

#include "base/err.h"
#include "base/mem.h"

/* The folder of the running executable ("/usr/bin"); "" when the system does not say. */
const char *px_place_bin(void);

/* A file of the share folder ("rules/aci-msp-avenant-1.json"), in the arena.  The folder is
 * PLEXUS_SHARE, else found from the executable (installed, or in a build tree), else the prefix
 * that was compiled in.  The file may not exist. */
char *px_place_share(struct px_arena *arena, const char *file);

/* The folder of message catalogues. */
char *px_place_locale(struct px_arena *arena);

/* The default database: $XDG_DATA_HOME/plexus/plexus.db, else ~/.local/share/plexus/plexus.db.
 * NULL and PX_USAGE when there is neither. */
char *px_place_database(struct px_arena *arena, struct px_err *err);

/* The configuration file: $XDG_CONFIG_HOME/plexus/config, else ~/.config/plexus/config; NULL when
 * there is neither.  It may not exist. */
char *px_place_config(struct px_arena *arena);

/* A folder for what can be made again: $XDG_CACHE_HOME/plexus/NAME, else ~/.cache/plexus/NAME; NULL when
 * there is neither.  It may not exist. */
char *px_place_cache(struct px_arena *arena, const char *name);

/* The key of an organization: $XDG_CONFIG_HOME/plexus/keys/UID.key, else under ~/.config; NULL when
 * there is neither. */
char *px_place_key(struct px_arena *arena, const char *uid);

/* The folder of hooks: $XDG_CONFIG_HOME/plexus/hooks, else under ~/.config; NULL when there is
 * neither.  It may not exist. */
char *px_place_hooks(struct px_arena *arena);

#endif
