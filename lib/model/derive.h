/*
 * Fields that are computed from the others, and what follows from a change.  Called through the
 * tables of types/; the record's stored values are set, texts go to the arena.
 */
#ifndef PX_MODEL_DERIVE_H
#define PX_MODEL_DERIVE_H

#include "model/field.h"

void px_derive_profession_label(const struct px_record *record, const struct px_world *world,
				struct px_arena *arena, struct px_value *out);
void px_derive_doctor(const struct px_record *record, const struct px_world *world,
		      struct px_arena *arena, struct px_value *out);

/* model/urgency.h; unset for a closed task. */
void px_derive_urgency(const struct px_record *record, const struct px_world *world,
		       struct px_arena *arena, struct px_value *out);

/*
 * A closed task has a completion time (now, unless it says one), an open one has none.  A started one
 * has a time that it is worked on since; when it is stopped or closed, the minutes from then on are
 * added to those spent.  One that comes again has a day, and its recurrence the day that it counts
 * from.
 */
void px_settle_task(struct px_record *record, const struct px_world *world, struct px_arena *arena);

/* An older SEQUENCE says nothing (RFC 5546, 2.1.5); a meeting that was held is not planned again. */
bool px_follow_meeting(const struct px_record *stored, struct px_record *given);

#endif
