/* The shapes that come again in what templates see (plexus-themes(7)). */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "model/identifiers.h"
#include "web/page/pages.h"

struct px_doc *
px_site_link_doc(struct px_arena *arena, const char *href, const char *label)
{
	struct px_doc *map = px_doc_map(arena);

	if (href)
		px_doc_put_url(map, "href", href, NULL);
	px_doc_put_text(map, "label", label);
	return map;
}

/* As people dial and write it here, in blanks that do not break: 02 41 00 00 00, overseas
 * 0262 00 00 00. */
static const char *
phone_label(struct px_arena *arena, const char *phone)
{
	bool mainland = strncmp(phone, "+33", 3) == 0;
	char home[PX_ID_SIZE];

	if (!px_phone_home(phone, home))
		return phone;
	return px_arena_printf(arena, "%.2s%s%.2s\302\240%.2s\302\240%.2s\302\240%.2s", home,
			       mainland ? "\302\240" : "", home + 2, home + 4, home + 6, home + 8);
}

struct px_doc *
px_site_phone_doc(struct px_arena *arena, const char *phone)
{
	struct px_buf digits = PX_BUF_INIT;
	struct px_doc *link;

	if (!phone || !*phone)
		return NULL;
	px_buf_puts(&digits, "tel:");
	for (const char *at = phone; *at; at++)
		if (strchr("+0123456789", *at))
			px_buf_putc(&digits, *at);
	link = px_site_link_doc(arena, digits.data, phone_label(arena, phone));
	px_buf_release(&digits);
	return link;
}

struct px_doc *
px_site_email_doc(struct px_arena *arena, const char *email)
{
	if (!email || !*email)
		return NULL;
	return px_site_link_doc(arena, px_arena_printf(arena, "mailto:%s", email), email);
}

/* A telephone, an e-mail address, or words that are neither. */
struct px_doc *
px_site_contact_doc(struct px_arena *arena, const char *contact)
{
	if (!contact || !*contact)
		return NULL;
	if (strchr(contact, '@') && !strchr(contact, ' '))
		return px_site_email_doc(arena, contact);
	if (strspn(contact, "+0123456789 .") == strlen(contact))
		return px_site_phone_doc(arena, contact);
	return px_site_link_doc(arena, NULL, contact);
}

struct px_doc *
px_site_address_doc(struct px_arena *arena, const char *street, const char *postcode,
		    const char *city)
{
	struct px_doc *map;
	struct px_buf line = PX_BUF_INIT;

	if (!street && !postcode && !city)
		return NULL;
	map = px_doc_map(arena);
	px_doc_put_text(map, "street", street);
	px_doc_put_text(map, "postcode", postcode);
	px_doc_put_text(map, "city", city);
	if (street)
		px_buf_printf(&line, "%s%s", street, postcode || city ? ", " : "");
	px_buf_printf(&line, "%s%s%s", postcode ? postcode : "", postcode && city ? " " : "",
		      city ? city : "");
	px_doc_put_text(map, "line", line.data);
	px_buf_release(&line);
	return map;
}

/*
 * Days and times.
 */

static void
put_words(struct px_doc *map, const char *key, struct px_buf *words)
{
	px_doc_put_text(map, key, words->data);
	px_buf_clear(words);
}

static struct px_doc *
date_doc(struct px_arena *arena, int words, struct px_date date, struct px_buf *buf)
{
	struct px_doc *map = px_doc_map(arena);

	px_site_day_words(words, date, true, true, buf);
	put_words(map, "label", buf);
	px_site_day_words(words, date, false, true, buf);
	put_words(map, "short", buf);
	px_buf_printf(buf, "%d", date.day);
	put_words(map, "day", buf);
	px_buf_printf(buf, "%d", date.year);
	put_words(map, "year", buf);
	px_doc_put_text(map, "month", px_site_month(words, date.month, true));
	px_doc_put_text(map, "weekday",
			px_site_weekday(words, px_date_weekday(px_date_days(date))));
	return map;
}

struct px_doc *
px_site_date_doc(struct px_arena *arena, int words, const char *day)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_date date;
	struct px_doc *map;

	if (!day || px_date_parse(day, &date) != 0)
		return NULL;
	map = date_doc(arena, words, date, &buf);
	px_doc_put_text(map, "iso", day);
	px_buf_release(&buf);
	return map;
}

/* As an instant with the offset of the place: 2026-03-03T18:30:00+01:00. */
void
px_site_iso(const struct px_zone *zone, int64_t instant, struct px_buf *out)
{
	struct px_local local = px_zone_local(zone, instant);
	int offset = abs(local.offset) / 60;

	px_buf_printf(out, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", local.date.year,
		      local.date.month, local.date.day, local.hour, local.minute, local.second,
		      local.offset < 0 ? '-' : '+', offset / 60, offset % 60);
}

struct px_doc *
px_site_instant_doc(struct px_arena *arena, int words, const struct px_zone *zone, int64_t instant)
{
	struct px_local local = px_zone_local(zone, instant);
	struct px_buf buf = PX_BUF_INIT;
	struct px_doc *map = date_doc(arena, words, local.date, &buf);

	px_site_iso(zone, instant, &buf);
	put_words(map, "iso", &buf);
	px_site_time_words(words, local.hour, local.minute, &buf);
	put_words(map, "time", &buf);
	px_buf_release(&buf);
	return map;
}

/* "mardi 3 mars 2026, 18 h 30 – 20 h". */
const char *
px_site_when(struct px_arena *arena, int words, const struct px_zone *zone, int64_t start,
	     int64_t end)
{
	struct px_local from = px_zone_local(zone, start), to = px_zone_local(zone, end);
	struct px_buf out = PX_BUF_INIT;
	const char *text;

	px_site_day_words(words, from.date, true, true, &out);
	px_buf_puts(&out, ", ");
	px_site_time_words(words, from.hour, from.minute, &out);
	if (end > start) {
		px_buf_puts(&out, " \342\200\223 ");
		if (px_date_days(from.date) != px_date_days(to.date)) {
			px_site_day_words(words, to.date, true, true, &out);
			px_buf_puts(&out, ", ");
		}
		px_site_time_words(words, to.hour, to.minute, &out);
	}
	text = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return text;
}
