/*
 * Moving a whole database elsewhere: every row of what a dump holds, in an order that both engines
 * give, and what stands beside records (settings, last ids).
 *
 * A dump holds what people wrote.  What the program makes from it (folded columns, words, openings,
 * claims) is made again where it arrives.
 */
#ifndef PX_STORE_MOVE_H
#define PX_STORE_MOVE_H

#include "model/field.h"
#include "store/store.h"

/* Does a dump hold the rows of this type?  Those of registers only when they are asked for. */
bool px_move_holds(const struct px_type *type, bool registers);

/* And the setting of this name?  That of the engine's schema stays where it is. */
bool px_move_keeps(const char *setting, bool registers);

/* Every row of the type, of all organizations, by id; those of a table without ids (PX_INNER) by
 * organization and key.  Values live until take returns, which is 0 to go on. */
int px_move_rows(struct px_store *store, const struct px_type *type,
		 int (*take)(const struct px_record *record, void *data, struct px_err *err),
		 void *data, struct px_err *err);

/* Every setting, by name. */
int px_move_settings(struct px_store *store,
		     int (*take)(const char *name, const char *value, void *data,
				 struct px_err *err),
		     void *data, struct px_err *err);

/* The last id that was given to a record of the type; 0: none was. */
int px_store_last_id(struct px_store *store, const struct px_type *type, int64_t *last,
		     struct px_err *err);

#endif
