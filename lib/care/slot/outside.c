/* Slots between this program and others: who has one, and what others say of theirs. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/uid.h"
#include "care/slot/offer.h"
#include "model/types.h"
#include "store/record.h"

static const char holder_sql[] =
	"SELECT \"appointment\", \"waiting\" FROM \"claim\" WHERE \"organization\" = $1 "
	"AND \"slot\" = $2";

int
px_slot_holder(const struct px_slot_at *at, const struct px_record *slot,
	       struct px_slot_holder *out, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, holder_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, slot->values[PX_F_ORGANIZATION].number);
	px_bind_number(stmt, 2, slot->values[PX_F_ID].number);
	got = px_stmt_step(stmt, err);
	*out = (struct px_slot_holder){ 0, 0 };
	if (got > 0)
		*out = (struct px_slot_holder){ px_stmt_number(stmt, 0), px_stmt_number(stmt, 1) };
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/*
 * Slots of other software.  An offer that is made for one has a uid that whose it is and when it
 * begins give, so that it is known again: what this program was told by others they may take back
 * and give again, what its own people opened they may only take back.
 */
static const char found_sql[] =
	"SELECT \"id\" FROM \"slot\" WHERE \"organization\" = $1 AND \"practitioner\" = $2 "
	"AND \"start\" = $3";
static const char found_of_service_sql[] =
	"SELECT \"id\" FROM \"slot\" WHERE \"organization\" = $1 AND \"service\" = $2 "
	"AND \"start\" = $3";

static void
name_offer(const struct px_slot_told *told, char out[PX_UID_SIZE])
{
	char *name = px_asprintf("slot told %s %lld", px_record_text(told->who, PX_F_UID),
				 (long long)told->start);

	px_uid_named(name, out);
	free(name);
}

static bool
is_served(const struct px_slot_told *told)
{
	return told->who->type == &px_type_organization;
}

int
px_told_find(const struct px_slot_at *at, const struct px_slot_told *told, int64_t *slot,
	     struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		at->store, is_served(told) ? found_of_service_sql : found_sql, err);
	char start[PX_INSTANT_SIZE];
	int got;

	if (!stmt)
		return -1;
	px_instant_format(told->start, start);
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, told->who->values[PX_F_ID].number);
	px_bind_text(stmt, 3, start);
	got = px_stmt_step(stmt, err);
	if (got > 0)
		*slot = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got;
}

int
px_told_open(const struct px_slot_at *at, const struct px_slot_told *told, struct px_err *err)
{
	struct px_record schedule = px_record_new(at->arena, &px_type_schedule);
	struct px_value *values = schedule.values;
	bool served = is_served(told);
	struct px_slot_counts counts;
	char uid[PX_UID_SIZE], start[PX_INSTANT_SIZE];

	name_offer(told, uid);
	px_instant_format(told->start, start);
	values[PX_F_UID] = px_value_of_text(px_arena_strdup(at->arena, uid));
	values[PX_F_ORGANIZATION] =
		(struct px_value){ .state = PX_SET, .number = at->organization };
	values[served ? PX_SCHEDULE_SERVICE : PX_SCHEDULE_PRACTITIONER] = (struct px_value){
		.state = PX_SET,
		.number = told->who->values[PX_F_ID].number,
		.text = px_record_text(told->who, served ? (size_t)PX_ORGANIZATION_SLUG
							 : (size_t)PX_PRACTITIONER_HANDLE)
	};
	values[PX_SCHEDULE_START] = px_value_of_text(px_arena_strdup(at->arena, start));
	values[PX_SCHEDULE_EVERY] = (struct px_value){ .state = PX_SET, .number = told->minutes };
	values[PX_SCHEDULE_AUDIENCE] = px_value_of_text(told->audience);
	values[PX_SCHEDULE_MODE] = px_value_of_text(told->mode);
	values[PX_SCHEDULE_REASON] = px_value_of_text(told->reason);
	px_record_defaults(&schedule, at->world, at->arena);
	return told->free ? px_slot_open(at, &schedule, &counts, err)
			  : px_slot_open_taken(at, &schedule, &counts, err);
}

int
px_slot_free_again(const struct px_slot_at *at, const struct px_record *slot,
		   const struct px_record *schedule, struct px_err *err)
{
	struct px_record after = px_record_copy(at->arena, slot);

	after.values[PX_SLOT_STATUS] = px_value_of_text("free");
	return px_record_update(at->store, slot, &after, at->arena, err) < 0 ||
			       px_opening_put(at, &after, schedule, err) ||
			       px_slot_settle(at, px_slot_whose(slot), px_slot_span(slot, schedule),
					      px_record_instant(slot, PX_SLOT_START, 0), err)
		       ? -1
		       : 0;
}

static int
reopen(const struct px_slot_at *at, const struct px_record *slot, const struct px_record *schedule,
       struct px_err *err)
{
	return px_slot_free_again(at, slot, schedule, err) || px_offer_around(at, slot, err) ? -1
											     : 0;
}

bool
px_told_made(const struct px_record *schedule, const struct px_slot_told *told)
{
	char uid[PX_UID_SIZE];

	name_offer(told, uid);
	return px_record_is(schedule, PX_F_UID, uid);
}

int
px_told_check_length(const struct px_slot_told *told, const struct px_record *slot,
		     struct px_err *err)
{
	if (slot->values[PX_SLOT_MINUTES].number == told->minutes)
		return 0;
	return px_err_set(
		err, PX_CONFLICT, _("slot %lld begins then and lasts %lld minutes, not %lld"),
		(long long)slot->values[PX_F_ID].number,
		(long long)slot->values[PX_SLOT_MINUTES].number, (long long)told->minutes);
}

/* Is free there: is it free here too? */
static int
hear_free(const struct px_slot_at *at, const struct px_slot_told *told,
	  const struct px_record *slot, const struct px_record *schedule, enum px_slot_heard *heard,
	  struct px_err *err)
{
	int64_t id = slot->values[PX_F_ID].number;
	bool closed = px_record_is(slot, PX_SLOT_STATUS, "closed");
	int shown;

	if (px_told_check_length(told, slot, err))
		return -1;
	if (!px_told_made(schedule, told))
		return 0;
	if (closed && reopen(at, slot, schedule, err))
		return -1;
	shown = px_slot_publish(at, id, told->audience, err);
	if (shown < 0)
		return -1;
	if (closed || shown)
		*heard = PX_SLOT_CHANGED;
	return 0;
}

int
px_slot_hear(const struct px_slot_at *at, const struct px_slot_told *told,
	     enum px_slot_heard *heard, struct px_err *err)
{
	struct px_record slot, schedule;
	const char *status;
	int64_t id;
	int got = px_told_find(at, told, &id, err);

	*heard = PX_SLOT_LEFT;
	if (got < 0)
		return -1;
	if (got == 0) {
		if (told->free)
			*heard = PX_SLOT_OPENED;
		return told->free ? px_told_open(at, told, err) : 0;
	}
	if (px_slot_read(at, id, &slot, &schedule, err))
		return -1;
	status = px_record_text(&slot, PX_SLOT_STATUS);
	if (strcmp(status, "busy") == 0)
		return 0;
	if (told->free)
		return hear_free(at, told, &slot, &schedule, heard, err);
	/* What is held for who waits is no one's yet: it is lost, and they are told. */
	if (strcmp(status, "free") != 0 && strcmp(status, "busy-tentative") != 0)
		return 0;
	*heard = PX_SLOT_CHANGED;
	return px_slot_close(at, id, err) < 0 ? -1 : 0;
}

/*
 * Opened again by its own people.
 */
static int
check_reopened(const struct px_slot_at *at, const struct px_record *slot,
	       const struct px_record *schedule, struct px_err *err)
{
	bool served = slot->values[PX_SLOT_SERVICE].state == PX_SET;
	size_t field = served ? (size_t)PX_SLOT_SERVICE : (size_t)PX_SLOT_PRACTITIONER;
	long long id = (long long)slot->values[PX_F_ID].number;
	struct px_record who;
	struct px_slot_told told = { .who = &who,
				     .start = px_record_instant(slot, PX_SLOT_START, 0) };
	int64_t day;
	int left = 0;

	if (px_record_read(at->store, served ? &px_type_organization : &px_type_practitioner,
			   slot->values[field].number, at->arena, &who, err) != 1 ||
	    px_slot_day(at, at->organization, told.start, &day, err))
		return -1;
	if (told.start < at->world->now)
		return px_err_set(err, PX_CONFLICT, _("slot %lld has begun"), id);
	if (px_told_made(schedule, &told))
		return px_err_set(err, PX_CONFLICT,
				  _("slot %lld came from another program, which opens it again: "
				    "plexus-slot import"),
				  id);
	if (!served)
		left = px_slot_has_left(at, who.values[PX_F_ID].number, day, err);
	return left > 0 ? px_err_set(err, PX_CONFLICT, _("%s: left, %s was the last day"),
				     px_record_text(&who, PX_PRACTITIONER_HANDLE),
				     px_record_text(&who, PX_PRACTITIONER_LEFT))
			: left;
}

int
px_slot_reopen(const struct px_slot_at *at, int64_t slot, struct px_err *err)
{
	struct px_record record, schedule;

	if (px_slot_read(at, slot, &record, &schedule, err))
		return -1;
	if (!px_record_is(&record, PX_SLOT_STATUS, "closed"))
		return 0;
	return check_reopened(at, &record, &schedule, err) || reopen(at, &record, &schedule, err)
		       ? -1
		       : 1;
}

/*
 * What it has no more.
 */
#define TOLD(who)                                                                                  \
	"SELECT s.\"id\", s.\"start\", d.\"uid\" FROM \"slot\" s JOIN \"schedule\" d "             \
	"ON d.\"organization\" = s.\"organization\" AND d.\"id\" = s.\"schedule\" "                \
	"WHERE s.\"organization\" = $1 AND s.\"" who "\" = $2 AND s.\"start\" >= $3 "              \
	"AND s.\"start\" < $4 AND s.\"status\" <> 'closed' ORDER BY s.\"start\""
static const char told_sql[] = TOLD("practitioner");
static const char told_of_service_sql[] = TOLD("service");

static struct px_stmt *
prepare_told(const struct px_slot_at *at, const struct px_slot_snapshot *snapshot,
	     struct px_err *err)
{
	bool served = snapshot->who->type == &px_type_organization;
	struct px_stmt *stmt =
		px_store_prepare(at->store, served ? told_of_service_sql : told_sql, err);
	int64_t now = at->world->now;
	char first[PX_INSTANT_SIZE], end[PX_INSTANT_SIZE];

	if (!stmt)
		return NULL;
	px_instant_format(snapshot->first > now ? snapshot->first : now, first);
	px_instant_format(snapshot->end, end);
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, snapshot->who->values[PX_F_ID].number);
	px_bind_text(stmt, 3, first);
	px_bind_text(stmt, 4, end);
	return stmt;
}

/* Both rise: place goes on through what is listed. */
static bool
is_listed(const struct px_slot_snapshot *snapshot, size_t *place, int64_t start)
{
	while (*place < snapshot->count && snapshot->starts[*place] < start)
		++*place;
	return *place < snapshot->count && snapshot->starts[*place] == start;
}

/* All are read before one is closed. */
static int
read_unlisted(const struct px_slot_at *at, const struct px_slot_snapshot *snapshot,
	      struct px_slot_ids *out, struct px_err *err)
{
	struct px_stmt *stmt = prepare_told(at, snapshot, err);
	struct px_slot_told told = { .who = snapshot->who };
	char uid[PX_UID_SIZE];
	size_t place = 0;
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		px_instant_parse(px_stmt_text(stmt, 1), &told.start);
		name_offer(&told, uid);
		if (strcmp(px_stmt_text(stmt, 2), uid) != 0 ||
		    is_listed(snapshot, &place, told.start))
			continue;
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got;
}

int
px_slot_replace(const struct px_slot_at *at, const struct px_slot_snapshot *snapshot,
		int64_t *closed, void (*kept)(int64_t slot, int64_t appointment, void *data),
		void *data, struct px_err *err)
{
	struct px_slot_ids ids = { NULL, 0, 0 };
	int result = read_unlisted(at, snapshot, &ids, err);
	struct px_slot_holder holder;
	struct px_record slot;
	int changed = 0;

	for (size_t i = 0; result == 0 && changed >= 0 && i < ids.count; i++) {
		if (px_record_read(at->store, &px_type_slot, ids.items[i], at->arena, &slot, err) !=
			    1 ||
		    px_slot_holder(at, &slot, &holder, err))
			changed = -1;
		else if (holder.appointment)
			kept(ids.items[i], holder.appointment, data);
		else if ((changed = px_slot_close(at, ids.items[i], err)) > 0)
			++*closed;
	}
	free(ids.items);
	return result || changed < 0 ? -1 : 0;
}
