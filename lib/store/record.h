/*
 * Records in the database: written whole (row, lists, tokens, journal line) or not at all, read
 * one by one.  Every function that writes must run between px_store_begin and px_store_commit.
 */
#ifndef PX_STORE_RECORD_H
#define PX_STORE_RECORD_H

#include "model/field.h"
#include "store/store.h"

/*
 * Make every reference of the record point: text (an id, a key, a uid or its ending) becomes number
 * (the id) and text (the key).  What is not found, or found twice, is a PX_REJECTING fault that names
 * the nearest key.  organization is where to look.
 */
int px_record_resolve(struct px_store *store, int64_t organization, struct px_record *record,
		      struct px_faults *faults, struct px_err *err);

/* The id that a name stands for: digits are an id (11 digits: an RPPS), then the exact key, then
 * the whole uid, then its ending of 6 characters or more; of practitioners, `me` (moi) is who acts,
 * PX_USAGE when nobody is said.  Then the key as people write it (`Le Goff` for le-goff), when no
 * other record has that name: two people may be called Martin.  Of practitioners also the mail, and
 * family and given name in either order; `Dr` and `Mme` are nobody's.  A name that only resembles
 * one is not one: PX_NOT_FOUND names the nearest key.  PX_CONFLICT when it fits several.
 * organization 0: any. */
int px_record_name(struct px_store *store, const struct px_type *type, int64_t organization,
		   const char *name, int64_t *id, struct px_err *err);

/* Read one; 1 found, 0 not, -1 error.  References hold id and key. */
int px_record_read(struct px_store *store, const struct px_type *type, int64_t id,
		   struct px_arena *arena, struct px_record *out, struct px_err *err);

/* px_store_begin, or px_store_begin_alone for records of this type, when they are of no organization
 * (registers) or are organizations. */
int px_record_begin(struct px_store *store, const struct px_type *type, struct px_err *err);

/* Write a new one: fills id, uid (unless set), created, updated, and the key when the type makes it
 * from another field (dupont, dupont-2).  values[PX_F_ORGANIZATION] is set by the caller. */
int px_record_insert(struct px_store *store, struct px_record *record, struct px_arena *arena,
		     struct px_err *err);

/*
 * Write many new ones of a type that their parent makes (PX_MADE, without lists or searched words),
 * which share all but a few fields, neither folded nor unset.  fill says these for the record of
 * this id, in the order of fields; texts live until it is called again.
 */
enum { PX_MADE_FIELDS = 4 };
struct px_made {
	struct px_record *shared; /* gains its times and the keys of its references */
	const size_t *fields;
	size_t field_count; /* at most PX_MADE_FIELDS */
	void (*fill)(int64_t id, struct px_value *values, void *data);
	void *data;
	int64_t first; /* the first id; the others follow it.  Known when fill is called */
};
int px_record_make(struct px_store *store, struct px_made *made, int64_t count,
		   struct px_arena *arena, struct px_err *err);

/* Write what differs; 1 when something did, 0 when nothing (no journal line, `updated` kept). */
int px_record_update(struct px_store *store, const struct px_record *before,
		     struct px_record *after, struct px_arena *arena, struct px_err *err);

/* Remove it and what belongs to it (journaled too).  PX_CONFLICT names what still refers to it. */
int px_record_remove(struct px_store *store, const struct px_record *record, struct px_arena *arena,
		     struct px_err *err);

/*
 * For who undoes what was done: a record is made what it was, `id`, `uid`, `created`, `updated` and
 * revisions included, with a line of the journal like any change.  What is sealed keeps its data key
 * when its record goes, so that it can come back; px_seals_sweep ends that.
 */

/* Put back one that was removed.  PX_CONFLICT: its key was taken meanwhile, what it refers to is not
 * there by that name any more, or what is sealed in it was forgotten. */
int px_record_put_back(struct px_store *store, struct px_record *record, struct px_arena *arena,
		       struct px_err *err);

/* Make the one that is stored (now) what it was (then).  PX_CONFLICT as above. */
int px_record_turn_back(struct px_store *store, const struct px_record *now, struct px_record *then,
			struct px_arena *arena, struct px_err *err);

/* Take away one that was added, with what was made with it (PX_MADE) and nobody changed since.
 * PX_CONFLICT: somebody did, or something refers to it. */
int px_record_take_back(struct px_store *store, const struct px_record *record,
			struct px_arena *arena, struct px_err *err);

/* Append the record as the canonical JSON object of the journal and of `export`: every stored field, in
 * the registry's order, references by key (uid when the type has none); derived ones too when asked. */
void px_record_json(const struct px_record *record, bool derived, struct px_buf *out);

#endif
