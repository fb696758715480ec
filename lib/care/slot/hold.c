/* Slots held for who waits, and let go. */
#include <stdlib.h>

#include "base/date.h"
#include "care/notice.h"
#include "care/slot/offer.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60 };

static const char run_out_sql[] =
	"SELECT \"id\" FROM \"waiting\" WHERE \"organization\" = $1 AND \"status\" = 'offered' "
	"AND \"held_until\" <= $2 ORDER BY \"held_until\", \"id\"";

int
px_waiting_tell(const struct px_slot_at *at, const struct px_record *waiting, const char *kind,
		struct px_err *err)
{
	struct px_notice_at notices = { at->store, at->arena, at->world,
					waiting->values[PX_F_ORGANIZATION].number };
	struct px_notice notice = { .kind = kind,
				    .to = waiting->values[PX_WAITING_BY].number,
				    .about = "waiting",
				    .record = waiting->values[PX_F_ID].number };

	if (px_record_text(waiting, PX_WAITING_HELD_UNTIL))
		notice.until = px_record_instant(waiting, PX_WAITING_HELD_UNTIL, 0);
	return px_notice_add(&notices, &notice, err);
}

/*
 * Held.
 */
static int
put_offered(const struct px_slot_at *at, const struct px_record *waiting,
	    const struct px_record *slot, int64_t until, struct px_err *err)
{
	struct px_record after = px_record_copy(at->arena, waiting);

	after.values[PX_WAITING_STATUS] = px_value_of_text("offered");
	after.values[PX_WAITING_SLOT] = (struct px_value){ .state = PX_SET,
							   .number = slot->values[PX_F_ID].number,
							   .text = px_record_text(slot, PX_F_UID) };
	after.values[PX_WAITING_HELD_UNTIL] = px_slot_instant_value(at, until * SECONDS_OF_MINUTE);
	after.values[PX_WAITING_OFFERED].number++;
	return px_record_update(at->store, waiting, &after, at->arena, err) < 0 ||
			       px_waiting_tell(at, &after, "offered", err)
		       ? -1
		       : 0;
}

int
px_hold_put(const struct px_slot_at *at, int64_t slot, const struct px_record *waiting,
	    int64_t until, struct px_err *err)
{
	struct px_record held, schedule;
	struct px_claim claim = {
		.slot = &held,
		.schedule = &schedule,
		.waiting = waiting->values[PX_F_ID].number,
		.until = until * SECONDS_OF_MINUTE,
		.asked = px_slot_rank(px_audiences, px_record_text(waiting, PX_WAITING_AUDIENCE)),
	};

	return px_slot_read(at, slot, &held, &schedule, err) || px_claim_make(at, &claim, err) ||
			       put_offered(at, waiting, &held, until, err)
		       ? -1
		       : 0;
}

/*
 * Let go.
 */
static void
add_let_go(const struct px_slot_at *at, struct px_record *waiting, const struct px_value *slot)
{
	struct px_value *list = &waiting->values[PX_WAITING_LET_GO];
	struct px_value *items = px_arena_alloc(at->arena, (list->count + 1) * sizeof(*items));

	for (size_t i = 0; i < list->count; i++) {
		/* Held anew since, by another way: once is enough. */
		if (list->items[i].number == slot->number)
			return;
		items[i] = list->items[i];
	}
	items[list->count] = *slot;
	*list = (struct px_value){ .state = PX_SET, .items = items, .count = list->count + 1 };
}

int
px_hold_let_go(const struct px_slot_at *at, const struct px_record *waiting,
	       struct px_record *after, struct px_record *slot, struct px_err *err)
{
	const struct px_value *held = &waiting->values[PX_WAITING_SLOT];
	struct px_record schedule;

	if (px_slot_read(at, held->number, slot, &schedule, err) ||
	    px_claim_release(at, slot, &schedule, err))
		return -1;
	*after = px_record_copy(at->arena, waiting);
	add_let_go(at, after, held);
	after->values[PX_WAITING_STATUS] = px_value_of_text("waiting");
	after->values[PX_WAITING_SLOT] = (struct px_value){ .state = PX_UNSET };
	after->values[PX_WAITING_HELD_UNTIL] = (struct px_value){ .state = PX_UNSET };
	return px_record_update(at->store, waiting, after, at->arena, err) < 0 ? -1 : 0;
}

/*
 * Run out.
 */
struct numbers {
	int64_t *items;
	size_t count, capacity;
};

static struct px_stmt *
prepare_run_out(const struct px_slot_at *at, int64_t organization, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, run_out_sql, err);
	char now[PX_INSTANT_SIZE];

	if (!stmt)
		return NULL;
	px_instant_format(at->world->now, now);
	px_bind_number(stmt, 1, organization);
	px_bind_text(stmt, 2, now);
	return stmt;
}

int
px_waiting_is_due(const struct px_slot_at *at, struct px_err *err)
{
	struct px_stmt *stmt = prepare_run_out(at, at->organization, err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	px_stmt_done(stmt);
	return got;
}

static int
read_run_out(const struct px_slot_at *at, int64_t organization, struct numbers *out,
	     struct px_err *err)
{
	struct px_stmt *stmt = prepare_run_out(at, organization, err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

struct lapse {
	struct px_record waiting, slot;
};

static int
expire(const struct px_slot_at *at, int64_t id, struct lapse *lapse, struct px_err *err)
{
	struct px_record waiting;

	return px_record_read(at->store, &px_type_waiting, id, at->arena, &waiting, err) != 1 ||
			       px_hold_let_go(at, &waiting, &lapse->waiting, &lapse->slot, err) ||
			       px_waiting_tell(at, &lapse->waiting, "expired", err)
		       ? -1
		       : 0;
}

int
px_offer_let_go(const struct px_slot_at *at, const struct px_record *waiting,
		const struct px_record *slot, struct px_err *err)
{
	return px_offer_around(at, slot, err) || px_offer_to(at, waiting, err) ? -1 : 0;
}

/* All of them first: who lost one slot may be the first whom another suits. */
int
px_hold_run_out(const struct px_slot_at *at, int64_t organization, struct px_err *err)
{
	struct numbers due = { NULL, 0, 0 };
	int result = read_run_out(at, organization, &due, err);
	struct lapse *lapses = px_arena_alloc(at->arena, (due.count + 1) * sizeof(*lapses));

	for (size_t i = 0; result == 0 && i < due.count; i++)
		result = expire(at, due.items[i], &lapses[i], err);
	for (size_t i = 0; result == 0 && i < due.count; i++)
		result = px_offer_let_go(at, &lapses[i].waiting, &lapses[i].slot, err);
	free(due.items);
	return result < 0 ? -1 : (int)due.count;
}

int
px_hold_break(const struct px_slot_at *at, const struct px_record *slot, struct px_record *waiting,
	      struct px_err *err)
{
	struct px_slot_holder holder;
	struct lapse lapse;

	if (px_slot_holder(at, slot, &holder, err) || expire(at, holder.waiting, &lapse, err))
		return -1;
	*waiting = lapse.waiting;
	return 0;
}

int
px_waiting_run_out(const struct px_slot_at *at, struct px_err *err)
{
	return px_hold_run_out(at, at->organization, err) < 0 ? -1 : 0;
}
