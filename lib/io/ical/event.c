#include "io/ical/event.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/recur/rule.h"

enum {
	MOST_SEQUENCE = 1000000000,
	MOST_PASSED =
		1000000,    /* occurrences before the year around now: no rule of days has more */
	SHOWN_COLUMNS = 60, /* of a value that a message repeats */
};

static const int64_t year_around = (int64_t)366 * 86400;

static const char *
read_time(struct px_ical_events *events, const struct px_ical_event *event,
	  const struct px_ical_property *property, struct px_stamp *time,
	  const struct px_ical_clock **clock)
{
	const char *tzid = px_ical_param(property, "TZID");

	if (px_stamp_parse(property->value, time) != 0)
		return px_arena_printf(
			events->arena, _("line %ld: %s: %s: no date"), property->line,
			property->name,
			px_text_clipped(events->arena, property->value, SHOWN_COLUMNS));
	if (time->utc)
		tzid = "UTC";
	else if (time->date_only)
		tzid = NULL;
	*clock = px_ical_clock(&events->clocks, event->calendar, tzid);
	if (*clock)
		return NULL;
	return px_arena_printf(events->arena,
			       _("line %ld: TZID=%s: neither a time zone of this machine nor one "
				 "that the file describes"),
			       property->line, px_text_clipped(events->arena, tzid, SHOWN_COLUMNS));
}

const char *
px_ical_event_time(struct px_ical_events *events, const struct px_ical_event *event,
		   const struct px_ical_property *property, struct px_stamp *time, int64_t *instant)
{
	const struct px_ical_clock *clock;
	const char *bad = read_time(events, event, property, time, &clock);

	if (!bad)
		*instant = px_ical_clock_instant(clock, time->local);
	return bad;
}

static const char *
read_start(struct px_ical_events *events, struct px_ical_event *event)
{
	const struct px_ical_property *start = px_ical_property(event->component, "DTSTART");
	const char *bad =
		start ? read_time(events, event, start, &event->start, &event->clock) : NULL;

	if (!start || bad)
		return bad;
	event->has_start = true;
	event->instant = px_ical_clock_instant(event->clock, event->start.local);
	return NULL;
}

static const char *
read_recurrence(struct px_ical_events *events, struct px_ical_event *event)
{
	const struct px_ical_property *of = px_ical_property(event->component, "RECURRENCE-ID");
	struct px_stamp time;

	if (!of)
		return NULL;
	event->is_occurrence = true;
	return px_ical_event_time(events, event, of, &time, &event->recurrence);
}

static long
read_sequence(const struct px_ical_component *component)
{
	const char *text = px_ical_value(component, "SEQUENCE");
	long sequence = text ? strtol(text, NULL, 10) : 0;

	return sequence < 0 ? 0 : sequence > MOST_SEQUENCE ? MOST_SEQUENCE : sequence;
}

static bool
says(const struct px_ical_component *component, const char *name, const char *word)
{
	const char *value = px_ical_value(component, name);

	return value && strcasecmp(value, word) == 0;
}

static void
add_event(struct px_ical_events *events, const struct px_ical_component *calendar,
	  const struct px_ical_component *component)
{
	struct px_ical_event *event;
	const char *uid = px_ical_value(component, "UID");

	PX_GROW(events->items, events->count, events->capacity);
	event = &events->items[events->count];
	*event = (struct px_ical_event){
		.component = component,
		.calendar = calendar,
		.uid = uid && *uid ? uid : NULL,
		.bad = component->bad,
		.stamp = px_ical_value(component, "DTSTAMP"),
		.sequence = read_sequence(component),
		.place = events->count++,
		.cancelled = says(component, "STATUS", "CANCELLED") ||
			     says(calendar, "METHOD", "CANCEL"),
	};
	if (!event->bad)
		event->bad = read_start(events, event);
	if (!event->bad)
		event->bad = read_recurrence(events, event);
	event->recurs =
		!event->bad && !event->is_occurrence && event->has_start &&
		(px_ical_property(component, "RRULE") || px_ical_property(component, "RDATE"));
}

/* What somebody answers to an invitation (RFC 5546): it repeats the event, often with another title
 * ("Accepted: …"), and changes nothing of it. */
static bool
is_answer(const struct px_ical_component *calendar)
{
	static const char *const methods[] = { "REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH" };

	for (size_t i = 0; i < PX_COUNT(methods); i++)
		if (says(calendar, "METHOD", methods[i]))
			return true;
	return false;
}

/* A file may hold several calendars. */
static void
gather(struct px_ical_events *events, const struct px_ical_component *root)
{
	const struct px_ical_component *calendar, *child;

	for (calendar = root->children; calendar; calendar = calendar->next)
		for (child = calendar->children; child; child = child->next) {
			if (strcmp(child->name, "VEVENT") == 0 && is_answer(calendar))
				events->answers++;
			else if (strcmp(child->name, "VEVENT") == 0)
				add_event(events, calendar, child);
			else
				events->others += strcmp(child->name, "VTIMEZONE") != 0;
		}
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Events of one uid stand together: first what recurs, then its occurrences by time. */
static int
compare_events(const struct px_ical_event *a, const struct px_ical_event *b)
{
	int order = strcmp(a->uid, b->uid);

	if (!order)
		order = a->is_occurrence - b->is_occurrence;
	return order ? order : compare_numbers(a->recurrence, b->recurrence);
}

/* The version that counts comes last. */
static int
compare_versions(const void *one, const void *other)
{
	const struct px_ical_event *a = *(struct px_ical_event *const *)one;
	const struct px_ical_event *b = *(struct px_ical_event *const *)other;
	int order = compare_events(a, b);

	if (!order)
		order = compare_numbers(a->sequence, b->sequence);
	if (!order && a->stamp && b->stamp)
		order = strcmp(a->stamp, b->stamp);
	return order ? order : compare_numbers((int64_t)a->place, (int64_t)b->place);
}

static struct px_ical_occurrence *
find_occurrence(struct px_ical_event *event, int64_t instant)
{
	for (size_t i = 0; i < event->occurrence_count; i++)
		if (event->occurrences[i].instant == instant)
			return &event->occurrences[i];
	return NULL;
}

static const char *
too_many(void)
{
	return _("recurs more than a thousand times");
}

static const char *
add_occurrence(struct px_ical_event *event, int64_t instant)
{
	size_t count = event->occurrence_count;

	/* A rule's rise: only dates beside it need be looked for. */
	if (count && instant <= event->occurrences[count - 1].instant &&
	    find_occurrence(event, instant))
		return NULL;
	if (event->occurrence_count == PX_ICAL_OCCURRENCES)
		return too_many();
	PX_GROW(event->occurrences, event->occurrence_count, event->occurrence_capacity);
	event->occurrences[event->occurrence_count++] =
		(struct px_ical_occurrence){ .instant = instant };
	return NULL;
}

/* Of a rule without end, a year around now; of one that ends, all. */
static const char *
expand_rule(struct px_ical_events *events, struct px_ical_event *event, const char *text)
{
	struct px_rule_start start = { event->start.local, event->start.date_only,
				       px_ical_clock_instant, event->clock };
	struct px_err err = PX_ERR_INIT;
	struct px_rule *rule = px_rule_open(text, &start, &err);
	struct px_occurrence at;
	const char *bad = NULL;
	int more = rule ? 0 : -1;
	bool endless = rule && px_rule_endless(rule);
	long passed = 0;

	while (rule && !bad && (more = px_rule_next(rule, &at, &err)) == 1) {
		if (endless && at.instant > events->now + year_around)
			break;
		if (!endless || at.instant >= events->now - year_around)
			bad = add_occurrence(event, at.instant);
		else if (++passed > MOST_PASSED)
			bad = too_many();
	}
	px_rule_close(rule);
	return more < 0 ? px_arena_strdup(events->arena, err.message) : bad;
}

/* RDATE and EXDATE: dates between commas, periods by their start. */
static const char *
take_dates(struct px_ical_events *events, struct px_ical_event *event,
	   const struct px_ical_property *property, bool excluded)
{
	struct px_ical_property one = *property;
	char *rest = px_arena_strdup(events->arena, property->value), *item;
	const char *bad = NULL;

	while (!bad && rest) {
		struct px_ical_occurrence *found;
		struct px_stamp time;
		int64_t instant = 0;

		item = rest;
		rest = strchr(rest, ',');
		if (rest)
			*rest++ = '\0';
		item[strcspn(item, "/")] = '\0';
		one.value = px_text_trim(item);
		bad = px_ical_event_time(events, event, &one, &time, &instant);
		found = find_occurrence(event, instant);
		if (!bad && !excluded)
			bad = add_occurrence(event, instant);
		else if (!bad && found)
			found->excluded = true;
	}
	return bad;
}

static const char *
take_all_dates(struct px_ical_events *events, struct px_ical_event *event, const char *name,
	       bool excluded)
{
	const struct px_ical_property *property;
	const char *bad = NULL;

	for (property = event->component->properties; property && !bad; property = property->next)
		if (strcmp(property->name, name) == 0)
			bad = take_dates(events, event, property, excluded);
	return bad;
}

/* RRULE and RDATE, less EXDATE; without a rule, the start is the first of the dates. */
static const char *
expand(struct px_ical_events *events, struct px_ical_event *event)
{
	const struct px_ical_property *property;
	const char *bad = NULL;

	if (!px_ical_property(event->component, "RRULE"))
		bad = add_occurrence(event, event->instant);
	for (property = event->component->properties; property && !bad; property = property->next)
		if (strcmp(property->name, "RRULE") == 0)
			bad = expand_rule(events, event, property->value);
	if (!bad)
		bad = take_all_dates(events, event, "RDATE", false);
	return bad ? bad : take_all_dates(events, event, "EXDATE", true);
}

/* Which versions count, and which occurrences an event of its own stands for. */
static void
settle_versions(struct px_ical_events *events)
{
	struct px_ical_event **order = px_calloc(events->count + 1, sizeof(struct px_ical_event *));
	struct px_ical_event *master = NULL;
	size_t count = 0;

	for (size_t i = 0; i < events->count; i++)
		if (events->items[i].uid && !events->items[i].bad)
			order[count++] = &events->items[i];
	if (count)
		qsort(order, count, sizeof(*order), compare_versions);
	for (size_t i = 0; i < count; i++) {
		struct px_ical_event *event = order[i];
		struct px_ical_occurrence *moved = NULL;

		event->superseded = i + 1 < count && compare_events(event, order[i + 1]) == 0;
		if (!event->is_occurrence)
			master = event;
		else if (master && strcmp(master->uid, event->uid) == 0)
			moved = find_occurrence(master, event->recurrence);
		if (moved)
			moved->moved = true;
	}
	free(order);
}

static bool
same_day(const struct px_ical_events *events, int64_t a, int64_t b)
{
	return px_date_days(px_zone_local(events->clocks.zone, a).date) ==
	       px_date_days(px_zone_local(events->clocks.zone, b).date);
}

static bool
gives_day(const struct px_ical_events *events, const struct px_ical_event *event, int64_t instant)
{
	for (size_t i = 0; i < event->occurrence_count; i++)
		if (same_day(events, event->occurrences[i].instant, instant))
			return true;
	return false;
}

/* Occurrences that were stored from an earlier copy, and that this one gives no more; on a day that
 * it gives still, another hour is meant.  A cancellation may name the event without its rule. */
static void
strike(struct px_ical_events *events, struct px_ical_event *event)
{
	int64_t *stored = px_calloc(PX_ICAL_OCCURRENCES, sizeof(*stored));
	size_t count = events->stored(event->uid, stored, PX_ICAL_OCCURRENCES, events->stored_data);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!gives_day(events, event, stored[i]))
			stored[kept++] = stored[i];
	event->recurs |= kept > 0;
	for (size_t i = 0; i < kept; i++)
		if (!add_occurrence(event, stored[i]))
			event->occurrences[event->occurrence_count - 1].excluded = true;
	free(stored);
}

static bool
may_strike(const struct px_ical_event *event)
{
	return event->uid && !event->bad && !event->superseded && !event->is_occurrence &&
	       (event->recurs || event->cancelled);
}

void
px_ical_events_read(struct px_ical_events *events, const struct px_ical_component *root)
{
	gather(events, root);
	for (size_t i = 0; i < events->count; i++)
		if (events->items[i].recurs)
			events->items[i].bad = expand(events, &events->items[i]);
	settle_versions(events);
	for (size_t i = 0; events->stored && i < events->count; i++)
		if (may_strike(&events->items[i]))
			strike(events, &events->items[i]);
}

void
px_ical_events_release(struct px_ical_events *events)
{
	for (size_t i = 0; i < events->count; i++)
		free(events->items[i].occurrences);
	free(events->items);
	px_ical_clocks_release(&events->clocks);
	events->items = NULL;
	events->count = events->capacity = 0;
}
