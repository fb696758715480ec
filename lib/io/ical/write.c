#include "io/ical/write.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "io/content_line.h"
#include "io/encoding.h"
#include "io/ical/value.h"

void
px_ical_line(struct px_buf *out, const char *name, const char *value)
{
	struct px_buf line = PX_BUF_INIT, raw = PX_BUF_INIT;

	px_buf_printf(&raw, "%s:%s", name, value);
	for (char *p = raw.data; *p; p++)
		if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7F)
			*p = ' ';
	px_encoding_mend(raw.data, raw.length, &line);
	px_content_line(out, line.data, 0);
	px_buf_release(&line);
	px_buf_release(&raw);
}

void
px_ical_text(struct px_buf *out, const char *name, const char *text)
{
	struct px_buf value = PX_BUF_INIT;

	if (!text)
		return;
	px_ical_text_write(text, &value);
	px_ical_line(out, name, value.data);
	px_buf_release(&value);
}

void
px_ical_instant(struct px_buf *out, const char *name, int64_t instant)
{
	struct px_buf value = PX_BUF_INIT;

	px_ical_instant_write(instant, &value);
	px_ical_line(out, name, value.data);
	px_buf_release(&value);
}

static bool
is_utc(const struct px_zone *zone)
{
	return !zone || strcmp(px_zone_name(zone), "UTC") == 0;
}

void
px_ical_local(struct px_buf *out, const char *name, int64_t instant, const struct px_zone *zone)
{
	struct px_buf value = PX_BUF_INIT, head = PX_BUF_INIT;

	if (is_utc(zone)) {
		px_ical_instant(out, name, instant);
		return;
	}
	px_buf_printf(&head, "%s;TZID=%s", name, px_zone_name(zone));
	px_ical_time_write(px_zone_local(zone, instant), &value);
	px_ical_line(out, head.data, value.data);
	px_buf_release(&head);
	px_buf_release(&value);
}

void
px_ical_param_write(struct px_buf *out, const char *name, const char *value)
{
	px_buf_printf(out, ";%s=\"", name);
	for (; *value; value++)
		switch (*value) {
		case '"':
			px_buf_puts(out, "^'");
			break;
		case '\n':
			px_buf_puts(out, "^n");
			break;
		case '^':
			px_buf_puts(out, "^^");
			break;
		default:
			px_buf_putc(out, *value);
		}
	px_buf_putc(out, '"');
}

/*
 * VTIMEZONE: where the offset changes, found by looking at the zone itself.
 */
enum { MOST_CHANGES = 400, YEARS_MORE = 10, STEP = 7 * PX_DAY_SECONDS };

struct change {
	struct px_local local; /* just before, on the clocks that are about to change */
	int from, to;
};

struct changes {
	struct change items[MOST_CHANGES];
	int count;
	int first_offset; /* before them all */
};

static int
offset_at(const struct px_zone *zone, int64_t instant)
{
	return px_zone_local(zone, instant).offset;
}

/* The first instant of the new offset, between one that has the old and one that has it not. */
static int64_t
find_change(const struct px_zone *zone, int64_t low, int64_t high)
{
	int old = offset_at(zone, low);

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (offset_at(zone, middle) == old)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static void
find_changes(const struct px_zone *zone, int64_t first, int64_t last, struct changes *changes)
{
	*changes = (struct changes){ .first_offset = offset_at(zone, first) };
	for (int64_t at = first; at < last && changes->count < MOST_CHANGES; at += STEP) {
		struct change *change = &changes->items[changes->count];
		int64_t turn;

		change->from = offset_at(zone, at);
		if (offset_at(zone, at + STEP) == change->from)
			continue;
		turn = find_change(zone, at, at + STEP);
		change->to = offset_at(zone, turn);
		change->local = px_local_at(turn + change->from);
		changes->count++;
	}
}

static int
week_of_month(struct px_date date)
{
	return date.day + 7 > px_date_month_length(date.year, date.month) ? -1
									  : (date.day - 1) / 7 + 1;
}

/* Are these the same change, a year or more apart? */
static bool
same_change(const struct change *a, const struct change *b)
{
	const struct px_local *one = &a->local, *other = &b->local;

	return a->from == b->from && a->to == b->to && one->date.month == other->date.month &&
	       one->hour == other->hour && one->minute == other->minute &&
	       one->second == other->second &&
	       px_date_weekday(px_date_days(one->date)) ==
		       px_date_weekday(px_date_days(other->date)) &&
	       week_of_month(one->date) == week_of_month(other->date);
}

/* Two changes a year, each year the same two? */
static bool
is_regular(const struct changes *changes)
{
	if (changes->count < 4)
		return false;
	for (int i = 2; i < changes->count; i++)
		if (!same_change(&changes->items[i], &changes->items[i - 2]) ||
		    changes->items[i].local.date.year != changes->items[i - 2].local.date.year + 1)
			return false;
	return true;
}

static void
put_offset(struct px_buf *out, const char *name, int offset)
{
	int size = offset < 0 ? -offset : offset;
	char value[16];

	snprintf(value, sizeof(value), "%c%02d%02d", offset < 0 ? '-' : '+', size / 3600,
		 size / 60 % 60);
	if (size % 60)
		snprintf(value + 5, sizeof(value) - 5, "%02d", size % 60);
	px_ical_line(out, name, value);
}

static void
put_observance(struct px_buf *out, const struct change *change, const char *rule)
{
	const char *kind = change->to > change->from ? "DAYLIGHT" : "STANDARD";
	struct px_buf value = PX_BUF_INIT;

	px_ical_line(out, "BEGIN", kind);
	px_ical_time_write(change->local, &value);
	px_ical_line(out, "DTSTART", value.data);
	put_offset(out, "TZOFFSETFROM", change->from);
	put_offset(out, "TZOFFSETTO", change->to);
	if (rule)
		px_ical_line(out, "RRULE", rule);
	px_ical_line(out, "END", kind);
	px_buf_release(&value);
}

static void
put_regular(struct px_buf *out, const struct change *change)
{
	static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
	char rule[64];

	snprintf(rule, sizeof(rule), "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", change->local.date.month,
		 week_of_month(change->local.date),
		 weekdays[px_date_weekday(px_date_days(change->local.date)) - 1]);
	put_observance(out, change, rule);
}

void
px_ical_zone(struct px_buf *out, const struct px_zone *zone, int64_t first, int64_t last)
{
	struct px_date from = px_zone_local(zone, first).date, to = px_zone_local(zone, last).date;
	struct changes changes;
	struct change begun = { .local = { .date = { from.year - 1, 1, 1 } } };

	if (is_utc(zone))
		return;
	find_changes(zone, px_date_days(begun.local.date) * PX_DAY_SECONDS,
		     px_date_days((struct px_date){ to.year + YEARS_MORE, 12, 31 }) *
			     PX_DAY_SECONDS,
		     &changes);
	begun.from = begun.to = changes.first_offset;
	px_ical_line(out, "BEGIN", "VTIMEZONE");
	px_ical_line(out, "TZID", px_zone_name(zone));
	if (is_regular(&changes)) {
		put_regular(out, &changes.items[0]);
		put_regular(out, &changes.items[1]);
	} else {
		put_observance(out, &begun, NULL);
		for (int i = 0; i < changes.count; i++)
			put_observance(out, &changes.items[i], NULL);
	}
	px_ical_line(out, "END", "VTIMEZONE");
}
