#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/history/part.h"
#include "care/slot/part.h"
#include "model/types_waiting.h"
#include "store/record.h"

static const char slots_of_sql[] =
	"SELECT \"id\" FROM \"slot\" WHERE \"organization\" = $1 AND \"schedule\" = $2 "
	"ORDER BY \"id\"";
static const char takers_sql[] =
	"SELECT \"id\" FROM \"appointment\" WHERE \"organization\" = $1 AND \"slot\" = $2 "
	"AND \"status\" <> 'cancelled' ORDER BY \"id\"";
static const char holders_sql[] =
	"SELECT \"id\" FROM \"waiting\" WHERE \"organization\" = $1 AND \"slot\" = $2 "
	"AND \"status\" = 'offered' ORDER BY \"id\"";

enum { DAY_OF_QUANTA = 25 * 60 / PX_QUANTUM_MINUTES };

static void
note(struct px_lifting *lifting, const struct px_record *slot, const struct px_record *schedule)
{
	struct px_whose whose = px_slot_whose(slot);
	struct px_span span = px_slot_span(slot, schedule);

	PX_GROW(lifting->items, lifting->count, lifting->capacity);
	lifting->items[lifting->count++] =
		(struct px_lifted){ .slot = slot->values[PX_F_ID].number,
				    .organization = whose.organization,
				    .actor = whose.actor,
				    .first = span.first,
				    .end = span.end,
				    .start = px_record_instant(slot, PX_SLOT_START, 0) };
}

/* One that is stored; one that is not will be put back, and is noted when it was. */
static int
lift(const struct px_slot_at *at, struct px_lifting *lifting, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;
	int got = px_record_read(at->store, &px_type_slot, id, at->arena, &slot, err);

	if (got <= 0) {
		PX_GROW(lifting->items, lifting->count, lifting->capacity);
		lifting->items[lifting->count++] = (struct px_lifted){ .slot = id };
		return got;
	}
	if (px_slot_read(at, id, &slot, &schedule, err) || px_claim_lift(at, &slot, &schedule, err))
		return -1;
	note(lifting, &slot, &schedule);
	return 0;
}

/* Numbers first: what they are of is written after. */
static int
read_ids(const struct px_slot_at *at, const char *sql, int64_t organization, int64_t id,
	 struct px_slot_ids *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	int got = stmt ? 1 : -1;

	if (stmt) {
		px_bind_number(stmt, 1, organization);
		px_bind_number(stmt, 2, id);
	}
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

static int
lift_offer(const struct px_slot_at *at, struct px_lifting *lifting, const struct px_record *offer,
	   struct px_err *err)
{
	struct px_slot_ids ids = { NULL, 0, 0 };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_slot_at there = *at;
	int result = read_ids(at, slots_of_sql, offer->values[PX_F_ORGANIZATION].number,
			      offer->values[PX_F_ID].number, &ids, err);

	there.arena = &arena;
	for (size_t i = 0; result == 0 && i < ids.count; i++) {
		result = lift(&there, lifting, ids.items[i], err);
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	free(ids.items);
	return result;
}

/* The slot that an appointment has or wants, or that is held: by its number, else by its uid. */
static int
lift_referred(const struct px_slot_at *at, struct px_lifting *lifting,
	      const struct px_record *record, size_t field, struct px_err *err)
{
	const struct px_value *value = &record->values[field];
	struct px_err why = PX_ERR_INIT;
	int64_t id = value->number;

	if (value->state != PX_SET)
		return 0;
	if (!id &&
	    px_record_name(at->store, &px_type_slot, at->organization, value->text, &id, &why))
		return why.code == PX_SYSTEM ? px_err_copy(err, &why) : 0;
	return lift(at, lifting, id, err);
}

static int
lift_one(const struct px_slot_at *at, struct px_lifting *lifting, const struct px_record *record,
	 struct px_err *err)
{
	if (record->type == &px_type_slot)
		return lift(at, lifting, record->values[PX_F_ID].number, err);
	if (record->type == &px_type_schedule)
		return lift_offer(at, lifting, record, err);
	if (record->type == &px_type_appointment)
		return lift_referred(at, lifting, record, PX_APPOINTMENT_SLOT, err);
	if (record->type == &px_type_waiting)
		return lift_referred(at, lifting, record, PX_WAITING_SLOT, err);
	return 0;
}

int
px_history_lift(const struct px_slot_at *at, struct px_lifting *lifting,
		const struct px_record *now, const struct px_record *then, struct px_err *err)
{
	return (now && lift_one(at, lifting, now, err)) ||
			       (then && lift_one(at, lifting, then, err))
		       ? -1
		       : 0;
}

/*
 * Made again.
 */
static int
by_slot(const void *a, const void *b)
{
	int64_t one = ((const struct px_lifted *)a)->slot,
		other = ((const struct px_lifted *)b)->slot;

	return (one > other) - (one < other);
}

static int
by_whose(const void *a, const void *b)
{
	const struct px_lifted *one = a, *other = b;

	if (one->organization != other->organization)
		return one->organization < other->organization ? -1 : 1;
	return (one->actor > other->actor) - (one->actor < other->actor);
}

static int
take_again(const struct px_slot_at *at, const struct px_claim *claim, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	if (px_claim_put(at, claim, &why) == 0 &&
	    px_quanta_put(at, claim->slot, claim->schedule, &why) == 0)
		return 0;
	if (why.code == PX_CONFLICT)
		px_err_set(&why, PX_CONFLICT, _("slot %lld is taken"),
			   (long long)claim->slot->values[PX_F_ID].number);
	return px_err_copy(err, &why);
}

static int
give_taken(const struct px_slot_at *at, struct px_claim *claim, const struct px_slot_ids *takers,
	   struct px_err *err)
{
	for (size_t i = 0; i < takers->count; i++) {
		claim->appointment = takers->items[i];
		if (take_again(at, claim, err))
			return -1;
	}
	return takers->count ? px_slot_mark(at, claim->slot, "busy", err) : 0;
}

/* What is held is found when that is over. */
static int
give_held(const struct px_slot_at *at, struct px_claim *claim, const struct px_slot_ids *holders,
	  struct px_err *err)
{
	struct px_record waiting;

	claim->appointment = 0;
	for (size_t i = 0; i < holders->count; i++) {
		claim->waiting = holders->items[i];
		if (px_record_read(at->store, &px_type_waiting, claim->waiting, at->arena, &waiting,
				   err) != 1)
			return -1;
		claim->until = px_record_instant(&waiting, PX_WAITING_HELD_UNTIL, 0);
		if (take_again(at, claim, err) ||
		    px_slot_mark(at, claim->slot, "busy-tentative", err) ||
		    px_opening_put(at, claim->slot, claim->schedule, err) ||
		    px_opening_hold(at, claim->slot, claim->until / 60, err))
			return -1;
	}
	return 0;
}

static int
lay(const struct px_slot_at *at, struct px_lifting *lifting, int64_t id, struct px_err *err)
{
	struct px_record slot, schedule;
	struct px_claim claim = { &slot, &schedule, .known = true };
	struct px_slot_ids takers = { NULL, 0, 0 }, holders = { NULL, 0, 0 };
	int64_t organization;
	int got = px_record_read(at->store, &px_type_slot, id, at->arena, &slot, err);

	if (got <= 0 || px_record_is(&slot, PX_SLOT_STATUS, "closed"))
		return got < 0 ? -1 : 0;
	organization = slot.values[PX_F_ORGANIZATION].number;
	if (px_slot_read(at, id, &slot, &schedule, err) ||
	    read_ids(at, takers_sql, organization, id, &takers, err) ||
	    read_ids(at, holders_sql, organization, id, &holders, err) ||
	    give_taken(at, &claim, &takers, err) || give_held(at, &claim, &holders, err))
		got = -1;
	else
		note(lifting, &slot, &schedule);
	free(takers.items);
	free(holders.items);
	return got < 0 ? -1 : 0;
}

/* All of one person at once: their neighbours too. */
static int
settle(const struct px_slot_at *at, const struct px_lifting *lifting, struct px_err *err)
{
	for (size_t i = 0; i < lifting->count;) {
		const struct px_lifted *first = &lifting->items[i];
		struct px_whose whose = { first->organization, first->actor };
		struct px_span span = { first->first, first->end };
		size_t next = i;

		while (next < lifting->count && by_whose(first, &lifting->items[next]) == 0) {
			const struct px_lifted *item = &lifting->items[next++];

			span.first = item->first < span.first ? item->first : span.first;
			span.end = item->end > span.end ? item->end : span.end;
		}
		span.first -= DAY_OF_QUANTA;
		span.end += DAY_OF_QUANTA;
		if (whose.actor && px_slot_settle(at, whose, span, first->start, err))
			return -1;
		i = next;
	}
	return 0;
}

int
px_history_lay(const struct px_slot_at *at, struct px_lifting *lifting, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_slot_at there = *at;
	size_t count = lifting->count;
	int result = 0;
	int64_t last = 0;

	there.arena = &arena;
	if (count)
		qsort(lifting->items, count, sizeof(*lifting->items), by_slot);
	for (size_t i = 0; result == 0 && i < count; i++) {
		if (lifting->items[i].slot != last)
			result = lay(&there, lifting, lifting->items[i].slot, err);
		last = lifting->items[i].slot;
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	if (lifting->count)
		qsort(lifting->items, lifting->count, sizeof(*lifting->items), by_whose);
	if (result == 0)
		result = settle(at, lifting, err);
	free(lifting->items);
	*lifting = (struct px_lifting){ NULL, 0, 0 };
	return result;
}

int
px_history_relink(const struct px_slot_at *at, enum px_direction direction,
		  const struct px_done *done, const struct px_record *record, struct px_err *err)
{
	int64_t made = 0;

	if (record->type != &px_type_appointment || strcmp(done->command, "slot-redeem") != 0)
		return 0;
	px_instant_parse(done->at, &made);
	return px_link_turn(at, record->values[PX_F_ID].number, made, direction == PX_REDO, err);
}
