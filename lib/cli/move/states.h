/*
 * Records beside what lines of the journal say of them.
 */
#ifndef PX_CLI_MOVE_STATES_H
#define PX_CLI_MOVE_STATES_H

#include "base/buf.h"
#include "base/map.h"
#include "model/field.h"
#include "store/store.h"

struct px_states {
	struct px_store *store;
	struct px_arena arena;
	struct px_buf text; /* room to work in */
	struct px_map
		called; /* keys that records had once, or never: of the references looked at */
};
#define PX_STATES_INIT(store)                                                                      \
	{                                                                                          \
		(store), PX_ARENA_INIT, PX_BUF_INIT, PX_MAP_INIT                                   \
	}

/* 1: the record is what the state (the `after` of a line) says; 0: it is not, and in which field; -1.
 * Fields that the state does not have, or that follow from other records, are as they may be; a
 * reference is the same when what it refers to was once called so. */
int px_states_same(struct px_states *states, const struct px_record *record, const char *state,
		   const struct px_field **differs, struct px_err *err);

/* The same for every field, of which there are as many as the type has: 1; 0: the state is no JSON. */
int px_states_fields(struct px_states *states, const struct px_record *record, const char *state,
		     bool *same, struct px_err *err);

void px_states_release(struct px_states *states);

#endif
