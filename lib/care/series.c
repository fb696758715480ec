#include "care/series.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "care/attendance.h"
#include "base/recur/rule.h"
#include "model/types.h"
#include "store/query.h"
#include "store/record.h"

enum { DAY = 86400 };

/* What a meeting has of its series, field by field. */
static const struct {
	size_t of_meeting, of_series;
} shared[] = {
	{ PX_MEETING_TITLE, PX_SERIES_TITLE },     { PX_MEETING_KIND, PX_SERIES_KIND },
	{ PX_MEETING_PROJECT, PX_SERIES_PROJECT }, { PX_MEETING_MINUTES, PX_SERIES_MINUTES },
	{ PX_MEETING_PLACE, PX_SERIES_PLACE },
};

struct instants {
	int64_t *items; /* rising */
	size_t count, capacity;
};

/* A meeting of the series, before and after. */
struct member {
	struct px_record before, after;
	int64_t recurrence;
	bool settled; /* its occurrence is known, or it is past */
};

struct follow {
	const struct px_series_at *at;
	const struct px_record *before, *after;
	struct px_series_counts *counts;
	struct instants old, new;
	struct member *members;
	bool *taken;  /* per new instant: a meeting stands for it */
	int64_t last; /* occurrence that has a meeting */
	size_t count, capacity;
};

struct px_rule *
px_series_rule(const struct px_world *world, const struct px_record *series, struct px_err *err)
{
	struct px_rule_start start = { .clock = world->zone };

	start.local = px_zone_local(world->zone, px_record_instant(series, PX_SERIES_START, 0));
	return px_rule_open(px_record_text(series, PX_SERIES_RULE), &start, err);
}

static int
too_many(struct px_err *err)
{
	return px_err_set(err, PX_USAGE,
			  _("the rule gives more than %d meetings until a year from now: give "
			    "--until or --count, or begin later"),
			  PX_SERIES_MOST);
}

/* Every instant of the rule until a year from now. */
static int
expand(const struct px_series_at *at, const struct px_record *series, struct instants *out,
       struct px_err *err)
{
	int64_t horizon = at->world->now + (int64_t)PX_SERIES_AHEAD * DAY;
	struct px_rule *rule = px_series_rule(at->world, series, err);
	struct px_occurrence next;
	int more = -1;

	while (rule && (more = px_rule_next(rule, &next, err)) == 1 && next.instant <= horizon) {
		if (out->count == PX_SERIES_MOST) {
			more = too_many(err);
			break;
		}
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = next.instant;
	}
	px_rule_close(rule);
	return more < 0 ? -1 : 0;
}

int
px_series_check(const struct px_series_at *at, const struct px_record *series, struct px_err *err)
{
	struct instants instants = { NULL, 0, 0 };
	int result = expand(at, series, &instants, err);

	if (result == 0 && !instants.count)
		result = px_err_set(err, PX_USAGE,
				    _("the rule gives no meeting until a year from now"));
	free(instants.items);
	return result;
}

static bool
has(const struct instants *instants, int64_t instant, size_t *place)
{
	for (*place = 0; *place < instants->count; ++*place)
		if (instants->items[*place] == instant)
			return true;
	return false;
}

/*
 * The meetings that there are.
 */
static int
add_member(const struct px_record *meeting, void *data, struct px_err *err)
{
	struct follow *follow = data;
	struct member *member;

	(void)err;
	PX_GROW(follow->members, follow->count, follow->capacity);
	member = &follow->members[follow->count++];
	member->before = px_record_copy(follow->at->arena, meeting);
	member->after = px_record_copy(follow->at->arena, meeting);
	member->recurrence = px_record_instant(meeting, PX_MEETING_RECURRENCE,
					       px_record_instant(meeting, PX_MEETING_START, 0));
	member->settled = false;
	if (member->recurrence > follow->last)
		follow->last = member->recurrence;
	return 0;
}

int
px_series_members(const struct px_series_at *at, const struct px_record *series,
		  int (*each)(const struct px_record *, void *, struct px_err *), void *data,
		  struct px_err *err)
{
	struct px_query query = { .type = &px_type_meeting,
				  .limit = -1,
				  .world = at->world,
				  .organization = series->values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = { px_arena_printf(
						   at->arena, "series=%lld",
						   (long long)series->values[PX_F_ID].number),
					   NULL };

	return px_query_each(at->store, &query, conditions, each, data, err);
}

/*
 * Which occurrence each meeting stands for.
 */
static bool
is_past(const struct follow *follow, const struct member *member)
{
	return px_record_instant(&member->before, PX_MEETING_START, 0) < follow->at->world->now ||
	       px_record_is(&member->before, PX_MEETING_STATUS, "held");
}

/* Has it all that its series gave it, and nothing else? */
static bool
is_untouched(const struct follow *follow, const struct member *member)
{
	for (size_t i = 0; i < PX_COUNT(shared); i++)
		if (!px_value_equal(&member->before.values[shared[i].of_meeting],
				    &follow->before->values[shared[i].of_series]))
			return false;
	return px_record_is(&member->before, PX_MEETING_STATUS, "planned") &&
	       px_record_instant(&member->before, PX_MEETING_START, 0) == member->recurrence;
}

/* Cancelled by its series, which did not give it any more, and not by somebody. */
static bool
was_struck(const struct follow *follow, const struct member *member)
{
	size_t place;

	return px_record_is(&member->before, PX_MEETING_STATUS, "cancelled") &&
	       !has(&follow->old, member->recurrence, &place);
}

/* Which series, as our records and as calendars name it. */
static void
name_series(const struct follow *follow, struct px_record *meeting)
{
	const struct px_record *series = follow->after;

	meeting->values[PX_MEETING_SERIES] = px_value_of_number(series->values[PX_F_ID].number);
	meeting->values[PX_MEETING_CALENDAR_UID] =
		px_value_of_text(px_record_text(series, PX_F_UID));
}

/* What it has of the old series becomes the new one's; what it has of its own stays. */
static void
follow_to(struct follow *follow, struct member *member, size_t place)
{
	struct px_arena *arena = follow->at->arena;
	int64_t instant = follow->new.items[place];

	for (size_t i = 0; i < PX_COUNT(shared); i++) {
		struct px_value *value = &member->after.values[shared[i].of_meeting];

		if (px_value_equal(value, &follow->before->values[shared[i].of_series]))
			*value = px_value_copy(arena, &follow->after->values[shared[i].of_series]);
	}
	if (px_record_instant(&member->before, PX_MEETING_START, 0) == member->recurrence)
		member->after.values[PX_MEETING_START] = px_value_of_instant(arena, instant);
	member->after.values[PX_MEETING_RECURRENCE] = px_value_of_instant(arena, instant);
	name_series(follow, &member->after);
	if (was_struck(follow, member))
		member->after.values[PX_MEETING_STATUS] = px_value_of_text("planned");
	follow->taken[place] = true;
	member->settled = true;
}

/* First those that the rule gives still, then those of which only the hour has changed. */
static void
settle_exact(struct follow *follow)
{
	for (size_t i = 0; i < follow->count; i++) {
		struct member *member = &follow->members[i];
		bool past = is_past(follow, member);
		size_t place;

		member->settled = past;
		if (!has(&follow->new, member->recurrence, &place))
			continue;
		follow->taken[place] = true;
		if (!past)
			follow_to(follow, member, place);
	}
}

static bool
same_day(const struct follow *follow, int64_t a, int64_t b)
{
	const struct px_zone *zone = follow->at->world->zone;

	return px_date_days(px_zone_local(zone, a).date) ==
	       px_date_days(px_zone_local(zone, b).date);
}

static void
settle_by_day(struct follow *follow)
{
	for (size_t i = 0; i < follow->count; i++) {
		struct member *member = &follow->members[i];

		for (size_t k = 0; k < follow->new.count && !member->settled; k++)
			if (!follow->taken[k] &&
			    same_day(follow, follow->new.items[k], member->recurrence))
				follow_to(follow, member, k);
	}
}

/* What the rule gives no more is cancelled, unless it was changed by itself. */
static void
settle_rest(struct follow *follow)
{
	for (size_t i = 0; i < follow->count; i++) {
		struct member *member = &follow->members[i];

		if (member->settled ||
		    px_record_is(&member->before, PX_MEETING_STATUS, "cancelled"))
			continue;
		if (is_untouched(follow, member)) {
			member->after.values[PX_MEETING_STATUS] = px_value_of_text("cancelled");
			follow->counts->cancelled++;
		} else {
			follow->counts->kept++;
		}
	}
}

/*
 * Writing.
 */
static int
invite(const struct follow *follow, const struct px_record *meeting, int64_t who,
       struct px_err *err)
{
	const struct px_series_at *at = follow->at;
	struct px_at_meeting there = { at->store, at->arena, at->world, meeting };
	struct px_record attendance;
	int found = px_attendance_find(&there, who, &attendance, err);

	if (found == 0)
		found = px_attendance_set(&there, who, "invited", PX_MEETING_MINUTES_WHOLE,
					  &attendance, err);
	return found < 0 ? -1 : 0;
}

static bool
was_invited(const struct follow *follow, int64_t who)
{
	const struct px_value *invited =
		follow->before ? &follow->before->values[PX_SERIES_INVITED] : NULL;

	for (size_t i = 0; invited && i < invited->count; i++)
		if (invited->items[i].number == who)
			return true;
	return false;
}

/* A new meeting has all who are invited, one that is there those who are so newly. */
static int
invite_all(const struct follow *follow, const struct px_record *meeting, bool is_new,
	   struct px_err *err)
{
	const struct px_value *invited = &follow->after->values[PX_SERIES_INVITED];

	for (size_t i = 0; i < invited->count; i++)
		if ((is_new || !was_invited(follow, invited->items[i].number)) &&
		    invite(follow, meeting, invited->items[i].number, err) != 0)
			return -1;
	return 0;
}

static int
write_members(struct follow *follow, struct px_err *err)
{
	for (size_t i = 0; i < follow->count; i++) {
		struct member *member = &follow->members[i];
		bool cancelled = px_record_is(&member->after, PX_MEETING_STATUS, "cancelled");
		int wrote;

		if (is_past(follow, member))
			continue;
		wrote = px_record_update(follow->at->store, &member->before, &member->after,
					 follow->at->arena, err);
		if (wrote < 0)
			return -1;
		follow->counts->changed +=
			wrote && (!cancelled ||
				  px_record_is(&member->before, PX_MEETING_STATUS, "cancelled"));
		if (member->settled && !cancelled &&
		    invite_all(follow, &member->after, false, err) != 0)
			return -1;
	}
	return 0;
}

static int
make_meeting(struct follow *follow, int64_t instant, struct px_err *err)
{
	const struct px_series_at *at = follow->at;
	struct px_record meeting = px_record_new(at->arena, &px_type_meeting);

	for (size_t i = 0; i < PX_COUNT(shared); i++)
		meeting.values[shared[i].of_meeting] =
			px_value_copy(at->arena, &follow->after->values[shared[i].of_series]);
	meeting.values[PX_F_ORGANIZATION] = follow->after->values[PX_F_ORGANIZATION];
	name_series(follow, &meeting);
	meeting.values[PX_MEETING_START] = px_value_of_instant(at->arena, instant);
	meeting.values[PX_MEETING_RECURRENCE] = px_value_of_instant(at->arena, instant);
	px_record_defaults(&meeting, at->world, at->arena);
	if (px_record_insert(at->store, &meeting, at->arena, err) != 0)
		return -1;
	follow->counts->added++;
	return invite_all(follow, &meeting, true, err);
}

/* An occurrence that the rule gave that day before, no later than the last that there is, and that
 * has no meeting: it was removed, and stays away. */
static bool
was_removed(const struct follow *follow, int64_t instant)
{
	for (size_t i = 0; i < follow->old.count; i++)
		if (follow->old.items[i] <= follow->last &&
		    same_day(follow, follow->old.items[i], instant))
			return true;
	return false;
}

static int
make_meetings(struct follow *follow, struct px_err *err)
{
	for (size_t i = 0; i < follow->new.count; i++) {
		int64_t instant = follow->new.items[i];

		if (follow->taken[i] || was_removed(follow, instant) ||
		    (follow->before && instant < follow->at->world->now))
			continue;
		if (make_meeting(follow, instant, err) != 0)
			return -1;
	}
	return 0;
}

int
px_series_follow(const struct px_series_at *at, const struct px_record *before,
		 const struct px_record *after, struct px_series_counts *counts, struct px_err *err)
{
	struct follow follow = {
		.at = at, .before = before, .after = after, .counts = counts, .last = INT64_MIN
	};
	int result = -1;

	if (expand(at, after, &follow.new, err) != 0 ||
	    (before && expand(at, before, &follow.old, err) != 0) ||
	    (before && px_series_members(at, after, add_member, &follow, err) != 0))
		goto out;
	follow.taken = px_arena_alloc(at->arena, follow.new.count + 1);
	settle_exact(&follow);
	settle_by_day(&follow);
	settle_rest(&follow);
	result = write_members(&follow, err);
	if (result == 0)
		result = make_meetings(&follow, err);
out:
	free(follow.old.items);
	free(follow.new.items);
	free(follow.members);
	return result;
}
