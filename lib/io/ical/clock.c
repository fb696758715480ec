#include "io/ical/clock.h"

#include <stdlib.h>
#include <string.h>

#include "base/recur/rule.h"
#include "io/ical/value.h"

enum {
	MOST_CLOCKS = 200,
	MOST_ONSETS = 2000, /* of one observance: Outlook counts its summers from 1601 */
	LAST_YEAR = 2200,
};

/* From this local second on, clocks are so far from UTC. */
struct onset {
	int64_t second;
	int offset;
};

struct px_ical_clock {
	char *name;
	const struct px_ical_component *calendar;
	struct px_zone *zone; /* or, when there is none, what follows */
	const struct px_zone *borrowed;
	struct onset *onsets; /* rising */
	size_t onset_count, onset_capacity;
	int64_t earliest;
	int before; /* the offset before the earliest */
	bool known;
};

/* Names that Windows gives to the zones of France, and of its neighbours (CLDR, windowsZones). */
static const struct {
	const char *windows, *name;
} windows_zones[] = {
	{ "Romance Standard Time", "Europe/Paris" },
	{ "W. Europe Standard Time", "Europe/Berlin" },
	{ "Central Europe Standard Time", "Europe/Budapest" },
	{ "Central European Standard Time", "Europe/Warsaw" },
	{ "GMT Standard Time", "Europe/London" },
	{ "SA Western Standard Time", "America/Martinique" },
	{ "SA Eastern Standard Time", "America/Cayenne" },
	{ "Mauritius Standard Time", "Indian/Reunion" },
	{ "E. Africa Standard Time", "Indian/Mayotte" },
	{ "Greenwich Standard Time", "UTC" },
	{ "GMT", "UTC" },
	{ "Etc/UTC", "UTC" },
	{ "Z", "UTC" },
};

/* The zone that the name is, or ends with. */
static struct px_zone *
named_zone(const char *name)
{
	struct px_zone *zone;

	for (size_t i = 0; i < PX_COUNT(windows_zones); i++)
		if (strcmp(windows_zones[i].windows, name) == 0)
			return px_zone_open(windows_zones[i].name, NULL);
	for (; name; name = strchr(name, '/')) {
		name += *name == '/';
		zone = px_zone_open(name, NULL);
		if (zone)
			return zone;
	}
	return NULL;
}

/* +0100, -013000: seconds. */
static bool
read_offset(const char *text, int *seconds)
{
	int numbers[3] = { 0, 0, 0 };
	size_t digits = text ? strspn(text + 1, "0123456789") : 0;

	if (!text || (*text != '+' && *text != '-') || (digits != 4 && digits != 6) ||
	    text[digits + 1])
		return false;
	for (size_t i = 0; i < digits; i++)
		numbers[i / 2] = 10 * numbers[i / 2] + (text[i + 1] - '0');
	if (numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59)
		return false;
	*seconds = numbers[0] * 3600 + numbers[1] * 60 + numbers[2];
	*seconds *= *text == '-' ? -1 : 1;
	return true;
}

static void
add_onset(struct px_ical_clock *clock, struct px_local local, int offset)
{
	PX_GROW(clock->onsets, clock->onset_count, clock->onset_capacity);
	clock->onsets[clock->onset_count++] = (struct onset){ px_local_second(local), offset };
}

/* STANDARD or DAYLIGHT: when it begins, each year. */
struct observance {
	const struct px_ical_component *component;
	struct px_stamp start;
	int from, to;
};

/* For UNTIL, which is of UTC, before the change. */
static int64_t
observance_instant(const void *data, struct px_local local)
{
	const struct observance *observance = data;

	return px_local_second(local) - observance->from;
}

static void
add_rule(struct px_ical_clock *clock, const struct observance *observance, const char *text)
{
	struct px_rule_start start = { observance->start.local, false, observance_instant,
				       observance };
	struct px_rule *rule = px_rule_open(text, &start, NULL);
	struct px_occurrence at;

	for (int i = 0; rule && i < MOST_ONSETS && px_rule_next(rule, &at, NULL) == 1; i++) {
		if (at.local.date.year > LAST_YEAR)
			break;
		add_onset(clock, at.local, observance->to);
	}
	px_rule_close(rule);
}

/* RDATE: dates between commas. */
static void
add_dates(struct px_ical_clock *clock, const struct observance *observance, const char *text)
{
	struct px_stamp time;
	char item[32];

	for (int i = 0; i < MOST_ONSETS && *text; i++) {
		size_t length = strcspn(text, ",");

		if (length < sizeof(item)) {
			memcpy(item, text, length);
			item[length] = '\0';
			if (px_stamp_parse(item, &time) == 0)
				add_onset(clock, time.local, observance->to);
		}
		text += length + (text[length] == ',');
	}
}

static bool
add_observance(struct px_ical_clock *clock, const struct px_ical_component *component)
{
	const struct px_ical_property *property;
	struct observance observance = { .component = component };
	const char *start = px_ical_value(component, "DTSTART");
	int64_t second;

	if (!start || px_stamp_parse(start, &observance.start) != 0 ||
	    !read_offset(px_ical_value(component, "TZOFFSETFROM"), &observance.from) ||
	    !read_offset(px_ical_value(component, "TZOFFSETTO"), &observance.to))
		return false;
	second = px_local_second(observance.start.local);
	if (!clock->onset_count || second < clock->earliest) {
		clock->earliest = second;
		clock->before = observance.from;
	}
	add_onset(clock, observance.start.local, observance.to);
	for (property = component->properties; property; property = property->next) {
		if (strcmp(property->name, "RRULE") == 0)
			add_rule(clock, &observance, property->value);
		else if (strcmp(property->name, "RDATE") == 0)
			add_dates(clock, &observance, property->value);
	}
	return true;
}

static int
compare_onsets(const void *a, const void *b)
{
	const struct onset *one = a, *other = b;

	return (one->second > other->second) - (one->second < other->second);
}

static bool
describe(struct px_ical_clock *clock, const struct px_ical_component *zone)
{
	const struct px_ical_component *child;

	for (child = zone->children; child; child = child->next)
		if ((strcmp(child->name, "STANDARD") == 0 ||
		     strcmp(child->name, "DAYLIGHT") == 0) &&
		    !add_observance(clock, child))
			return false;
	if (clock->onset_count)
		qsort(clock->onsets, clock->onset_count, sizeof(*clock->onsets), compare_onsets);
	return clock->onset_count > 0;
}

static const struct px_ical_component *
find_description(const struct px_ical_component *calendar, const char *tzid)
{
	const struct px_ical_component *child;

	for (child = calendar->children; child; child = child->next) {
		const char *name = px_ical_value(child, "TZID");

		if (strcmp(child->name, "VTIMEZONE") == 0 && !child->bad && name &&
		    strcmp(name, tzid) == 0)
			return child;
	}
	return NULL;
}

static void
settle(struct px_ical_clock *clock, const struct px_ical_component *calendar, const char *tzid)
{
	const struct px_ical_component *described;
	const char *location;

	clock->zone = named_zone(tzid);
	described = clock->zone ? NULL : find_description(calendar, tzid);
	location = described ? px_ical_value(described, "X-LIC-LOCATION") : NULL;
	if (location)
		clock->zone = named_zone(location);
	clock->known = clock->zone || (described && describe(clock, described));
}

static struct px_ical_clock *
add_clock(struct px_ical_clocks *clocks, const struct px_ical_component *calendar, const char *tzid)
{
	struct px_ical_clock *clock = px_calloc(1, sizeof(*clock));

	clock->name = tzid ? px_strdup(tzid) : NULL;
	clock->calendar = calendar;
	if (tzid) {
		settle(clock, calendar, tzid);
	} else {
		clock->borrowed = clocks->zone;
		clock->known = true;
	}
	PX_GROW(clocks->items, clocks->count, clocks->capacity);
	clocks->items[clocks->count++] = clock;
	return clock;
}

const struct px_ical_clock *
px_ical_clock(struct px_ical_clocks *clocks, const struct px_ical_component *calendar,
	      const char *tzid)
{
	const struct px_ical_clock *clock = NULL;

	for (size_t i = 0; i < clocks->count && !clock; i++) {
		const struct px_ical_clock *item = clocks->items[i];

		if (tzid ? item->name && item->calendar == calendar && strcmp(item->name, tzid) == 0
			 : !item->name)
			clock = item;
	}
	if (!clock && clocks->count < MOST_CLOCKS)
		clock = add_clock(clocks, calendar, tzid);
	return clock && clock->known ? clock : NULL;
}

int64_t
px_ical_clock_instant(const void *data, struct px_local local)
{
	const struct px_ical_clock *clock = data;
	const struct px_zone *zone = clock->zone ? clock->zone : clock->borrowed;
	int64_t second = px_local_second(local);
	int offset = clock->before;

	if (zone)
		return px_zone_instant(zone, local);
	for (size_t i = 0; i < clock->onset_count && clock->onsets[i].second <= second; i++)
		offset = clock->onsets[i].offset;
	return second - offset;
}

void
px_ical_clocks_release(struct px_ical_clocks *clocks)
{
	for (size_t i = 0; i < clocks->count; i++) {
		px_zone_free(clocks->items[i]->zone);
		free(clocks->items[i]->onsets);
		free(clocks->items[i]->name);
		free(clocks->items[i]);
	}
	free(clocks->items);
	*clocks = (struct px_ical_clocks){ NULL, 0, 0, NULL };
}
