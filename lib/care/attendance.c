#include "care/attendance.h"

#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "care/ledger.h"
#include "model/types.h"
#include "store/match.h"
#include "store/query.h"
#include "store/record.h"

static const struct px_value unset = { .state = PX_UNSET };

static int
local_day(const struct px_at_meeting *at, char *day)
{
	const char *start = px_record_text(at->meeting, PX_MEETING_START);
	int64_t instant;

	if (!start || px_instant_parse(start, &instant) != 0)
		return -1;
	px_date_format(px_zone_local(at->world->zone, instant).date, day);
	return 0;
}

static int
freeze_rate(const struct px_at_meeting *at, struct px_record *attendance, struct px_err *err)
{
	struct px_value *rate = &attendance->values[PX_ATTENDANCE_RATE_CENTS];
	int64_t who = attendance->values[PX_ATTENDANCE_PRACTITIONER].number, cents;
	struct px_record person;
	const char *profession;
	char day[PX_DATE_SIZE];
	int found;

	if (rate->state == PX_SET)
		return 0;
	if (px_record_read(at->store, &px_type_practitioner, who, at->arena, &person, err) != 1)
		return -1;
	profession = px_record_text(&person, PX_PRACTITIONER_PROFESSION);
	if (!profession || local_day(at, day) != 0)
		return 0;
	found = px_rate_find(at->store, at->meeting->values[PX_F_ORGANIZATION].number, profession,
			     px_record_text(attendance, PX_ATTENDANCE_NATURE), day, &cents, err);
	if (found == 1)
		*rate = px_value_of_number(cents);
	return found < 0 ? -1 : 0;
}

/* What a state says of minutes and rate. */
static int
settle(const struct px_at_meeting *at, struct px_record *attendance, struct px_err *err)
{
	struct px_value *minutes = &attendance->values[PX_ATTENDANCE_MINUTES];

	if (!px_record_is(attendance, PX_ATTENDANCE_STATE, "present")) {
		*minutes = attendance->values[PX_ATTENDANCE_RATE_CENTS] = unset;
		return 0;
	}
	if (minutes->state == PX_UNSET)
		*minutes = at->meeting->values[PX_MEETING_MINUTES];
	return px_record_is(at->meeting, PX_MEETING_STATUS, "held")
		       ? freeze_rate(at, attendance, err)
		       : 0;
}

int
px_attendance_find(const struct px_at_meeting *at, int64_t practitioner, struct px_record *out,
		   struct px_err *err)
{
	const struct px_field *key[] = { &px_type_attendance.fields[PX_ATTENDANCE_MEETING],
					 &px_type_attendance.fields[PX_ATTENDANCE_PRACTITIONER] };
	int64_t id, organization = at->meeting->values[PX_F_ORGANIZATION].number;
	int found;

	*out = px_record_new(at->arena, &px_type_attendance);
	out->values[PX_F_ORGANIZATION] = px_value_of_number(organization);
	out->values[PX_ATTENDANCE_MEETING] =
		px_value_of_number(at->meeting->values[PX_F_ID].number);
	out->values[PX_ATTENDANCE_PRACTITIONER] = px_value_of_number(practitioner);
	px_record_defaults(out, at->world, at->arena);
	found = px_match_find(at->store, organization, out, key, PX_COUNT(key), &id, 1, err);
	if (found != 1)
		return found;
	return px_record_read(at->store, &px_type_attendance, id, at->arena, out, err);
}

/* Written, and read again as it is said: 1, or 0 when it was so already. */
static int
store(const struct px_at_meeting *at, const struct px_record *before, struct px_record *after,
      struct px_err *err)
{
	int written = 1;

	if (before)
		written = px_record_update(at->store, before, after, at->arena, err);
	else if (px_record_insert(at->store, after, at->arena, err) != 0)
		return -1;
	if (written < 0)
		return -1;
	return px_record_read(at->store, &px_type_attendance, after->values[PX_F_ID].number,
			      at->arena, after, err) == 1
		       ? written
		       : -1;
}

int
px_attendance_set(const struct px_at_meeting *at, int64_t practitioner, const char *state,
		  int64_t minutes, struct px_record *out, struct px_err *err)
{
	struct px_record before;
	int stored = px_attendance_find(at, practitioner, &before, err);

	if (stored < 0)
		return -1;
	*out = px_record_copy(at->arena, &before);
	out->values[PX_ATTENDANCE_STATE] = px_value_of_text(state);
	out->values[PX_ATTENDANCE_MINUTES] =
		minutes == PX_MEETING_MINUTES_WHOLE ? unset : px_value_of_number(minutes);
	if (settle(at, out, err) != 0)
		return -1;
	return store(at, stored ? &before : NULL, out, err);
}

/* Ids first: a cursor must not be open while its table is written. */
struct ids {
	int64_t *items;
	size_t count, capacity;
};

static int
keep_id(const struct px_record *record, void *data, struct px_err *err)
{
	struct ids *ids = data;

	(void)err;
	PX_GROW(ids->items, ids->count, ids->capacity);
	ids->items[ids->count++] = record->values[PX_F_ID].number;
	return 0;
}

static int
find_present(const struct px_at_meeting *at, struct ids *ids, struct px_err *err)
{
	struct px_query query = { .type = &px_type_attendance,
				  .limit = -1,
				  .world = at->world,
				  .organization = at->meeting->values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = { px_arena_printf(
						   at->arena, "meeting=%lld",
						   (long long)at->meeting->values[PX_F_ID].number),
					   "state=present", NULL };

	return px_query_each(at->store, &query, conditions, keep_id, ids, err);
}

static int
freeze_one(const struct px_at_meeting *at, int64_t id, int64_t *unrated, struct px_err *err)
{
	struct px_record before, after;

	if (px_record_read(at->store, &px_type_attendance, id, at->arena, &before, err) != 1)
		return -1;
	after = px_record_copy(at->arena, &before);
	if (settle(at, &after, err) != 0 ||
	    px_record_update(at->store, &before, &after, at->arena, err) < 0)
		return -1;
	*unrated += after.values[PX_ATTENDANCE_RATE_CENTS].state == PX_UNSET;
	return 0;
}

int
px_attendance_freeze(const struct px_at_meeting *at, int64_t *present, int64_t *unrated,
		     struct px_err *err)
{
	struct ids ids = { NULL, 0, 0 };
	int result = find_present(at, &ids, err);

	for (size_t i = 0; i < ids.count && result == 0; i++)
		result = freeze_one(at, ids.items[i], unrated, err);
	*present = (int64_t)ids.count;
	free(ids.items);
	return result;
}
