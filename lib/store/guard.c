#include "store/guard.h"

#include "store/inner.h"

void
px_store_set_guard(struct px_store *store, const struct px_guard *guard)
{
	store->guard = guard;
}

/* The guard of records of this type, or NULL. */
static const struct px_guard *
guard_of(const struct px_store *store, const struct px_record *before,
	 const struct px_record *after)
{
	const struct px_type *type = before ? before->type : after->type;

	return type->flags & (PX_REGISTER | PX_INNER) ? NULL : store->guard;
}

int
px_guard_ask(struct px_store *store, const struct px_record *before, struct px_record *after,
	     struct px_arena *arena, struct px_err *err)
{
	const struct px_guard *guard = guard_of(store, before, after);

	return guard ? guard->ask(before, after, arena, guard->data, err) : 0;
}

int
px_guard_wrote(struct px_store *store, const struct px_record *before,
	       const struct px_record *after, struct px_err *err)
{
	const struct px_guard *guard = guard_of(store, before, after);

	return guard ? guard->wrote(before, after, guard->data, err) : 0;
}

void
px_guard_turn(struct px_store *store, enum px_turn turn)
{
	if (store->guard)
		store->guard->turn(turn, store->guard->data);
}
