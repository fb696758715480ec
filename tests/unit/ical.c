/* iCalendar: components, values, clocks, what is written; and the pairs of ical.js when the corpora
 * are there (the same file as .ics and as jCal, RFC 7265). */
#include <ctype.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/text.h"
#include "io/ical/clock.h"
#include "io/ical/event.h"
#include "io/ical/read.h"
#include "io/ical/value.h"
#include "io/ical/write.h"
#include "io/json_in.h"
#include "tap.h"

static const char pairs[] = "../shared/data/corpora/ical.js/test/parser";

static struct px_ical_component *
parse(struct px_arena *arena, const char *text)
{
	return px_ical_parse(arena, px_arena_strdup(arena, text), strlen(text));
}

/*
 * Pairs.  Values of these types are compared; the others are not read by anything here.
 */
static const char *const read_types[] = { "text",   "date",    "date-time", "cal-address",
					  "binary", "unknown", "duration",  NULL };

static const char *const names[] = {
	"base64",
	"boolean",
	"component",
	"dates",
	"float",
	"integer",
	"multivalue",
	"newline_junk",
	"period",
	"property_params",
	"quoted_params",
	"recur",
	"rfc",
	"single_empty_vcalendar",
	"time",
	"tzid_with_gmt",
	"unfold_properties",
	"utc_offset",
	"values",
	"multiple_root_components",
	NULL,
};

static bool
same_but_case(const char *a, const char *b)
{
	while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b))
		a++, b++;
	return !*a && !*b;
}

static size_t
count_params(const struct px_ical_property *property)
{
	size_t count = 0;

	for (const struct px_ical_param *p = property->params; p; p = p->next)
		count += strcmp(p->name, "VALUE") != 0;
	return count;
}

/* jCal writes one value as a string, several as an array; VALUE is the type. */
static bool
same_params(const struct px_ical_property *property, const struct px_json_node *object)
{
	const struct px_ical_param *param = property->params;

	if (count_params(property) != object->count)
		return false;
	for (size_t i = 0; i < object->count; i++) {
		const struct px_json_node *node = &object->items[i];

		for (param = property->params; param; param = param->next)
			if (same_but_case(param->name, node->key))
				break;
		if (!param || param->count != (node->type == PX_JSON_ARRAY ? node->count : 1))
			return false;
		for (size_t k = 0; k < param->count; k++)
			if (strcmp(param->values[k], node->type == PX_JSON_ARRAY
							     ? node->items[k].string
							     : node->string) != 0)
				return false;
	}
	return true;
}

/* 2012-09-01T13:00:00Z out of 20120901T130000Z. */
static void
put_iso(const char *value, struct px_buf *out)
{
	struct px_stamp time;
	const struct px_local *l = &time.local;

	if (px_stamp_parse(value, &time) != 0)
		return;
	px_buf_printf(out, "%04d-%02d-%02d", l->date.year, l->date.month, l->date.day);
	if (!time.date_only)
		px_buf_printf(out, "T%02d:%02d:%02d%s", l->hour, l->minute, l->second,
			      time.utc ? "Z" : "");
}

static bool
is_read(const char *type)
{
	for (size_t i = 0; read_types[i]; i++)
		if (strcmp(read_types[i], type) == 0)
			return true;
	return false;
}

/* Values are compared joined by commas, as they were before they became an array. */
static bool
same_value(const struct px_ical_property *property, const struct px_json_node *node)
{
	const char *type = node->items[2].string;
	struct px_buf got = PX_BUF_INIT, expected = PX_BUF_INIT;
	char *value = px_strdup(property->value), *item = value, *rest;
	bool same;

	for (size_t i = 3; i < node->count; i++)
		px_buf_printf(&expected, "%s%s", i > 3 ? "," : "", node->items[i].string);
	if (strncmp(type, "date", 4) == 0) {
		for (; item; item = rest) {
			rest = strchr(item, ',');
			if (rest)
				*rest++ = '\0';
			put_iso(item, &got);
			px_buf_puts(&got, rest ? "," : "");
		}
	} else if (strcmp(type, "text") == 0) {
		px_ical_text_read(value, &got);
	} else {
		px_buf_puts(&got, value);
	}
	same = strcmp(got.data, expected.data) == 0;
	px_buf_release(&got);
	px_buf_release(&expected);
	free(value);
	return same;
}

static bool
same_component(const struct px_ical_component *component, const struct px_json_node *node)
{
	const struct px_ical_property *property = component->properties;
	const struct px_ical_component *child = component->children;
	const struct px_json_node *properties = &node->items[1], *children = &node->items[2];
	bool same = same_but_case(component->name, node->items[0].string) && !component->bad;

	for (size_t i = 0; same && i < properties->count; i++, property = property->next) {
		const struct px_json_node *one = &properties->items[i];

		same = property && same_but_case(property->name, one->items[0].string) &&
		       same_params(property, &one->items[1]) &&
		       (!is_read(one->items[2].string) || one->items[3].type != PX_JSON_STRING ||
			same_value(property, one));
	}
	for (size_t i = 0; same && i < children->count; i++, child = child->next)
		same = child && same_component(child, &children->items[i]);
	return same && !property && !child;
}

static void
try_pair(const char *name)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	char path[256];
	const struct px_json_node *expected;
	const struct px_ical_component *got;
	bool several, same;

	snprintf(path, sizeof(path), "%s/%s.json", pairs, name);
	expected = px_json_parse_file(&arena, path, &err);
	snprintf(path, sizeof(path), "%s/%s.ics", pairs, name);
	if (!expected || px_buf_read_file(&text, path, 1 << 20, &err) != 0) {
		tap_ok(true, "# SKIP %s is not there", path);
	} else {
		got = px_ical_parse(&arena, text.data, text.length)->children;
		several = expected->items[0].type == PX_JSON_ARRAY;
		same = got && same_component(got, several ? &expected->items[0] : expected);
		if (several)
			same = same && got->next && same_component(got->next, &expected->items[1]);
		tap_ok(same, "ical.js: %s", name);
	}
	px_buf_release(&text);
	px_arena_release(&arena);
}

/*
 * Hostile and careless files: what is wrong stays in its component.
 */
static const char *
bad_of(struct px_arena *arena, const char *event)
{
	char *text = px_arena_printf(arena, "BEGIN:VCALENDAR\n%sEND:VCALENDAR\n", event);
	struct px_ical_component *calendar = parse(arena, text)->children;

	return calendar->bad             ? calendar->bad
	       : !calendar->children     ? "no child"
	       : calendar->children->bad ? calendar->children->bad
					 : "";
}

static void
components(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_ical_component *root;
	struct px_buf text = PX_BUF_INIT;

	root = parse(&arena, "begin:vcalendar\r\nbegin:vevent\r\nsummary:a\r\n b\r\n\tc\r\n"
			     "end:vevent\r\nend:vcalendar");
	tap_is(px_ical_value(root->children->children, "SUMMARY"), "abc",
	       "folded lines, small letters, no end of line at the end");
	root = parse(&arena, "BEGIN:VCALENDAR\rBEGIN:VEVENT\rUID:1\rEND:VEVENT\rEND:VCALENDAR\r");
	tap_is(px_ical_value(root->children->children, "UID"), "1", "lines ended by CR");
	tap_is_number(root->children->children->line, 2, "lines are counted");
	tap_is(bad_of(&arena, "BEGIN:VEVENT\nUID:1\nEND:VEVENT\n"), "", "a good event");
	tap_ok(strstr(bad_of(&arena, "BEGIN:VEVENT\nUID:1\n"), "no END") != NULL, "END missing");
	tap_ok(strstr(bad_of(&arena, "BEGIN:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\n"), "no END") != NULL,
	       "an event inside an event: the first is not closed");
	tap_ok(strstr(bad_of(&arena, "BEGIN:VEVENT\nnonsense\nEND:VEVENT\n"), "line 3") != NULL,
	       "nonsense, and its line");
	tap_ok(strstr(bad_of(&arena, "BEGIN:VEVENT\nX;A=\"b:c\nEND:VEVENT\n"), "NAME:VALUE") !=
		       NULL,
	       "a quote that is not closed");
	tap_ok(strstr(bad_of(&arena, "BEGIN:VEVENT\nSUMMARY:\xE9t\xE9\nEND:VEVENT\n"), "UTF-8") !=
		       NULL,
	       "bytes that are not UTF-8");
	tap_ok(strstr(bad_of(&arena, "END:VEVENT\n"), "without its BEGIN") != NULL, "END alone");
	for (int i = 0; i < 100000; i++)
		px_buf_puts(&text, "BEGIN:X\n");
	root = parse(&arena, text.data);
	tap_ok(root->children->bad != NULL, "a hundred thousand levels");
	px_buf_clear(&text);
	px_buf_puts(&text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:");
	for (int i = 0; i < 2000000; i++)
		px_buf_putc(&text, 'x');
	px_buf_puts(&text, "\nEND:VEVENT\nEND:VCALENDAR\n");
	root = parse(&arena, text.data);
	tap_ok(strstr(root->children->children->bad, "1 MiB") != NULL, "a line of 2 MB");
	px_buf_release(&text);
	px_arena_release(&arena);
}

static void
values(void)
{
	static const struct {
		const char *text;
		long long seconds; /* -1: refused */
	} durations[] = {
		{ "PT1H30M", 5400 }, { "P1D", 86400 }, { "P2W", 1209600 },     { "P1DT2H", 93600 },
		{ "PT0S", 0 },       { "P", -1 },      { "PT", -1 },           { "1H", -1 },
		{ "PT5", -1 },       { "PT1M1H", -1 }, { "P9999999999D", -1 }, { "", -1 },
	};
	static const char *const dates[] = { "20250230",         "2025-03-01",
					     "20250301T",        "20250301T250000",
					     "20250301T101010X", "",
					     "00000000",         NULL };
	struct px_stamp time;
	struct px_buf out = PX_BUF_INIT;

	for (size_t i = 0; i < sizeof(durations) / sizeof(*durations); i++) {
		int64_t seconds = -1;

		px_ical_duration_parse(durations[i].text, &seconds);
		tap_is_number(seconds, durations[i].seconds, durations[i].text);
	}
	for (size_t i = 0; dates[i]; i++)
		tap_ok(px_stamp_parse(dates[i], &time) != 0, "no date: '%s'", dates[i]);
	tap_ok(px_stamp_parse("20250301T101060Z", &time) == 0 && time.utc &&
		       time.local.second == 59,
	       "a leap second");
	px_ical_text_write("a,b;c\\d\r\ne", &out);
	tap_is(out.data, "a\\,b\\;c\\\\d\\ne", "escapes");
	px_buf_clear(&out);
	px_ical_text_read("a\\,b\\;c\\\\d\\ne\\N", &out);
	tap_is(out.data, "a,b;c\\d\ne\n", "and back");
	px_buf_release(&out);
}

/*
 * Writing.
 */
static void
lines(void)
{
	struct px_buf out = PX_BUF_INIT, text = PX_BUF_INIT;
	struct px_arena arena = PX_ARENA_INIT;
	size_t longest = 0, start = 0;
	bool whole = true;

	for (int i = 0; i < 200; i++)
		px_buf_puts(&text, i % 3 ? "é" : i % 2 ? "€" : "𝄞");
	px_ical_text(&out, "SUMMARY", text.data);
	for (size_t i = 0; i + 1 < out.length; i++)
		if (out.data[i] == '\r' && out.data[i + 1] == '\n') {
			longest = i - start > longest ? i - start : longest;
			start = i + 2;
			whole &= start >= out.length ||
				 (out.data[start] == ' ' && (out.data[start + 1] & 0xC0) != 0x80);
		}
	tap_ok(longest <= 75 && longest > 70, "lines of 75 octets at most (%zu)", longest);
	tap_ok(whole, "no character is cut");
	tap_is(px_ical_value(parse(&arena, out.data), "SUMMARY"), text.data,
	       "and they are read back");
	px_buf_clear(&out);
	px_ical_line(&out, "UID", "a\nEND:VEVENT\x01");
	tap_is(out.data, "UID:a END:VEVENT \r\n", "no value makes a line of its own");
	px_buf_clear(&out);
	px_ical_param_write(&out, "CN", "d\"un^\n");
	tap_is(out.data, ";CN=\"d^'un^^^n\"", "quotes in parameters");
	px_buf_release(&out);
	px_buf_release(&text);
	px_arena_release(&arena);
}

/* Write VTIMEZONE, read it as a stranger would (under a name that nothing knows), and compare every
 * hour of these years with the zone itself. */
static void
try_zone(const char *name, int first, int last)
{
	struct px_zone *zone = px_zone_open(name, NULL);
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf out = PX_BUF_INIT;
	struct px_ical_clocks clocks = { .count = 0 };
	int64_t from = px_date_days((struct px_date){ first, 1, 1 }) * 86400;
	int64_t to = px_date_days((struct px_date){ last, 12, 31 }) * 86400;
	const struct px_ical_clock *clock;
	struct px_ical_component *calendar;
	long wrong = 0;
	char *id;

	px_ical_line(&out, "BEGIN", "VCALENDAR");
	px_ical_zone(&out, zone, from, to);
	px_ical_line(&out, "END", "VCALENDAR");
	id = strstr(out.data, "TZID:");
	if (id)
		memcpy(id + 5, "??", 2);
	calendar = parse(&arena, out.data)->children;
	id = id ? px_arena_strndup(&arena, id + 5, strcspn(id + 5, "\r")) : NULL;
	clock = id ? px_ical_clock(&clocks, calendar, id) : NULL;
	for (int64_t at = from; clock && at < to; at += 3600) {
		struct px_local local = px_zone_local(zone, at);

		wrong += px_ical_clock_instant(clock, local) != px_zone_instant(zone, local) &&
			 px_zone_instant(zone, local) == at;
	}
	tap_ok(clock && !wrong, "VTIMEZONE of %s, %d to %d: %ld hours differ", name, first, last,
	       wrong);
	px_ical_clocks_release(&clocks);
	px_buf_release(&out);
	px_arena_release(&arena);
	px_zone_free(zone);
}

static void
clocks(void)
{
	static const struct {
		const char *id, *name;
	} same[] = {
		{ "Europe/Paris", "Europe/Paris" },
		{ "/mozilla.org/20050126_1/Europe/Paris", "Europe/Paris" },
		{ "Romance Standard Time", "Europe/Paris" },
		{ "Mauritius Standard Time", "Indian/Reunion" },
		{ "UTC", "UTC" },
	};
	struct px_arena arena = PX_ARENA_INIT;
	struct px_ical_component *calendar =
		parse(&arena, "BEGIN:VCALENDAR\nEND:VCALENDAR")->children;
	struct px_ical_clocks known = { .count = 0 };
	struct px_local noon = { .date = { 2025, 7, 1 }, .hour = 12 };

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		struct px_zone *zone = px_zone_open(same[i].name, NULL);
		const struct px_ical_clock *clock = px_ical_clock(&known, calendar, same[i].id);

		tap_ok(clock && px_ical_clock_instant(clock, noon) == px_zone_instant(zone, noon),
		       "%s is %s", same[i].id, same[i].name);
		px_zone_free(zone);
	}
	tap_ok(!px_ical_clock(&known, calendar, "Mars/Phobos"), "a zone that nothing describes");
	px_ical_clocks_release(&known);
	px_arena_release(&arena);
	try_zone("Europe/Paris", 2025, 2026);
	try_zone("Europe/Paris", 1990, 2030);
	try_zone("Indian/Reunion", 2025, 2025);
	try_zone("America/Martinique", 2020, 2030);
	try_zone("America/New_York", 2005, 2030);
	try_zone("Australia/Lord_Howe", 2024, 2026);
	try_zone("America/Miquelon", 2025, 2025);
}

static struct px_ical_events
events_of(struct px_arena *arena, const char *properties)
{
	struct px_ical_events events = { .arena = arena, .now = INT64_C(1763712000) };
	const char *text = px_arena_printf(arena,
					   "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n%s\nEND:VEVENT\n"
					   "END:VCALENDAR\n",
					   properties);

	px_ical_events_read(&events, parse(arena, text));
	return events;
}

/* What a file may hold to make a reader work for ever, or say what is no text. */
static void
hostile(void)
{
	static const char *const long_ones[] = {
		"DTSTART;TZID=xéééééééééééééééééééééééééééééééééééééééé:20250101T100000",
		"DTSTART:xéééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
	};
	struct px_arena arena = PX_ARENA_INIT;
	struct px_ical_events events;
	clock_t begun = clock();

	for (size_t i = 0; i < PX_COUNT(long_ones); i++) {
		const char *bad;

		events = events_of(&arena, long_ones[i]);
		bad = events.items[0].bad;
		tap_ok(bad && strlen(bad) < 250 && px_utf8_valid(bad, strlen(bad)) == strlen(bad),
		       "a long value is repeated in part, between two characters: %s", bad);
		px_ical_events_release(&events);
	}
	events = events_of(&arena, "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY");
	tap_is(events.items[0].bad, "recurs more than a thousand times",
	       "every second for half a century");
	px_ical_events_release(&events);
	tap_ok((clock() - begun) / CLOCKS_PER_SEC < 5, "is refused in no time");
	px_arena_release(&arena);
}

int
main(void)
{
	for (size_t i = 0; names[i]; i++)
		try_pair(names[i]);
	components();
	values();
	lines();
	clocks();
	hostile();
	return tap_done();
}
