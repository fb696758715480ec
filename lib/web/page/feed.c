/* What is for programs: the Atom feed, the calendar, the map of the site, robots.txt, security.txt. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "io/html.h"
#include "io/ical/write.h"
#include "model/types.h"
#include "web/page/pages.h"
#include "web/page/records.h"

static void
element(struct px_buf *out, const char *name, const char *text)
{
	if (!text)
		return;
	px_buf_printf(out, "<%s>", name);
	px_html_text(out, text);
	px_buf_printf(out, "</%s>\n", name);
}

static void
link_element(struct px_buf *out, const char *attributes, const char *href)
{
	px_buf_printf(out, "<link %s href=\"", attributes);
	px_html_text(out, href);
	px_buf_puts(out, "\"/>\n");
}

/*
 * Atom (RFC 4287).  The id of an entry is its address, for good.
 */

static const char *
updated_of(const struct site_text *text)
{
	const char *updated = px_doc_get_text(text->front, "updated");

	return updated ? updated : text->date;
}

static void
put_entry(struct site_worker *worker, const struct site_text *text, struct px_buf *out)
{
	struct px_site *site = worker->site;
	const char *href = px_site_absolute(site, &worker->scratch, text->href);
	const struct px_doc *tags = px_doc_get(text->front, "tags");

	px_buf_puts(out, "<entry>\n");
	element(out, "title", px_site_title(text));
	element(out, "id", href);
	link_element(out, "rel=\"alternate\" type=\"text/html\"", href);
	px_buf_printf(out, "<published>%sT00:00:00Z</published>\n", text->date);
	px_buf_printf(out, "<updated>%sT00:00:00Z</updated>\n", updated_of(text));
	element(out, "summary", px_site_text_summary(text));
	for (size_t i = 0; tags && tags->kind == PX_DOC_LIST && i < tags->count; i++) {
		px_buf_puts(out, "<category term=\"");
		px_html_text(out, tags->items[i]->text);
		px_buf_puts(out, "\"/>\n");
	}
	px_buf_puts(out, "</entry>\n");
}

static size_t
feed_count(const struct site_lang *lang)
{
	size_t count = lang->texts[SITE_NEWS].count;

	return count < SITE_FEED_ENTRIES ? count : SITE_FEED_ENTRIES;
}

static int
make_feed(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	  struct px_err *err)
{
	struct px_site *site = worker->site;
	const struct site_lang *lang = &site->langs[job->lang];
	const struct site_list *news = &lang->texts[SITE_NEWS];
	const char *latest = "0001-01-01";

	(void)err;
	for (size_t i = 0; i < feed_count(lang); i++)
		if (strcmp(updated_of(news->items[i]), latest) > 0)
			latest = updated_of(news->items[i]);
	px_buf_printf(out,
		      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
		      lang->code);
	element(out, "title", site->name);
	element(out, "subtitle", px_doc_get_text(lang->config, "description"));
	element(out, "id", px_site_absolute(site, &worker->scratch, job->path));
	link_element(out, "rel=\"self\" type=\"application/atom+xml\"",
		     px_site_absolute(site, &worker->scratch, job->path));
	link_element(out, "rel=\"alternate\" type=\"text/html\"",
		     px_site_absolute(site, &worker->scratch, lang->hrefs[SITE_NEWS_LIST]));
	px_buf_printf(out, "<updated>%sT00:00:00Z</updated>\n", latest);
	px_buf_puts(out, "<author>\n");
	element(out, "name", site->name);
	px_buf_puts(out, "</author>\n");
	for (size_t i = 0; i < feed_count(lang); i++)
		put_entry(worker, news->items[i], out);
	px_buf_puts(out, "</feed>\n");
	return 0;
}

static void
key_feed(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_lang *lang = &site->langs[job->lang];

	px_site_key_text(key, site->base);
	px_site_key_number(key, lang->view_digest);
	for (size_t i = 0; i < feed_count(lang); i++)
		px_site_text_key(lang->texts[SITE_NEWS].items[i], key);
}

/*
 * Calendars (RFC 5545).  An event is known by where its page is; its stamp is what it says of itself,
 * so that two builds are alike.
 */

static int64_t
stamp_of(const struct px_site *site, const struct site_text *text)
{
	const char *updated = px_doc_get_text(text->front, "updated");
	struct px_local local = { 0 };

	if (!updated || px_date_parse(updated, &local.date) != 0)
		return text->start;
	return px_zone_instant(site->options->world->zone, local);
}

static void
put_event(struct site_worker *worker, const struct site_text *text, struct px_buf *out)
{
	struct px_site *site = worker->site;
	const struct px_zone *zone = site->options->world->zone;
	const char *place = px_doc_get_text(text->front, "place");
	const char *address = px_doc_get_text(text->front, "address");
	const char *where = px_arena_printf(&worker->scratch, "%s%s%s", place ? place : "",
					    place && address ? ", " : "", address ? address : "");
	const char *href = px_site_absolute(site, &worker->scratch, text->href);

	px_ical_line(out, "BEGIN", "VEVENT");
	px_ical_text(out, "UID",
		     px_arena_printf(&worker->scratch, "%s-%s@%s", site->langs[text->lang].code,
				     text->name, site->host));
	px_ical_instant(out, "DTSTAMP", stamp_of(site, text));
	px_ical_local(out, "DTSTART", text->start, zone);
	if (text->end > text->start)
		px_ical_local(out, "DTEND", text->end, zone);
	px_ical_text(out, "SUMMARY", px_site_title(text));
	px_ical_text(out, "DESCRIPTION", px_site_text_summary(text));
	px_ical_text(out, "LOCATION", *where ? where : NULL);
	if (href)
		px_ical_line(out, "URL", href);
	px_ical_line(out, "STATUS",
		     px_doc_true(px_doc_get(text->front, "cancelled")) ? "CANCELLED" : "CONFIRMED");
	px_ical_line(out, "END", "VEVENT");
}

static void
put_calendar(struct site_worker *worker, struct site_text *const *events, size_t count,
	     struct px_buf *out)
{
	struct px_site *site = worker->site;
	int64_t first = INT64_MAX, last = INT64_MIN;

	px_ical_line(out, "BEGIN", "VCALENDAR");
	px_ical_line(out, "VERSION", "2.0");
	px_ical_line(out, "PRODID", "-//plexus//site//FR");
	px_ical_line(out, "METHOD", "PUBLISH");
	px_ical_text(out, "X-WR-CALNAME", site->name);
	for (size_t i = 0; i < count; i++) {
		first = events[i]->start < first ? events[i]->start : first;
		last = events[i]->end > last ? events[i]->end : last;
	}
	if (count)
		px_ical_zone(out, site->options->world->zone, first, last);
	for (size_t i = 0; i < count; i++)
		put_event(worker, events[i], out);
	px_ical_line(out, "END", "VCALENDAR");
}

static int
make_calendar(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	      struct px_err *err)
{
	const struct site_list *events = &worker->site->langs[job->lang].texts[SITE_EVENTS];

	(void)err;
	put_calendar(worker, events->items, events->count, out);
	return 0;
}

static int
make_event(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	   struct px_err *err)
{
	struct site_text *event = job->text;

	(void)err;
	put_calendar(worker, &event, 1, out);
	return 0;
}

static void
key_calendar(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	const struct site_list *events = &site->langs[job->lang].texts[SITE_EVENTS];

	px_site_key_text(key, site->base);
	px_site_key_text(key, site->name);
	px_site_key_text(key, px_zone_name(site->options->world->zone));
	if (job->text)
		px_site_text_key(job->text, key);
	for (size_t i = 0; !job->text && i < events->count; i++)
		px_site_text_key(events->items[i], key);
}

/*
 * The map of the site.
 */

static int
make_sitemap(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	     struct px_err *err)
{
	struct px_site *site = worker->site;

	(void)job;
	(void)err;
	px_buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < site->job_count; i++) {
		const struct site_job *page = &site->jobs[i];
		const char *day;

		if (!page->template || page->page == SITE_NOT_FOUND)
			continue;
		day = page->text && page->text->date && page->text->section == SITE_NEWS
			      ? updated_of(page->text)
			      : NULL;
		px_buf_puts(out, "<url><loc>");
		px_html_text(out, px_site_absolute(site, &worker->scratch, page->path));
		px_buf_puts(out, "</loc>");
		if (day)
			px_buf_printf(out, "<lastmod>%s</lastmod>", day);
		px_buf_puts(out, "</url>\n");
		px_arena_reset(&worker->scratch);
	}
	px_buf_puts(out, "</urlset>\n");
	return 0;
}

static void
key_sitemap(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	(void)job;
	px_site_key_text(key, site->base);
	for (size_t i = 0; i < site->job_count; i++) {
		const struct site_job *page = &site->jobs[i];

		if (!page->template)
			continue;
		px_site_key_text(key, page->path);
		if (page->text && page->text->date && page->text->section == SITE_NEWS)
			px_site_key_text(key, updated_of(page->text));
	}
}

static int
make_robots(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	    struct px_err *err)
{
	(void)job;
	(void)err;
	px_buf_puts(out, "User-agent: *\nDisallow:\n");
	if (worker->site->base)
		px_buf_printf(out, "Sitemap: %ssitemap.xml\n", worker->site->base);
	return 0;
}

/* RFC 9116.  It expires a year on, at the beginning of a month, so that it is not new each day. */
static int
make_security(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
	      struct px_err *err)
{
	struct px_site *site = worker->site;

	(void)job;
	(void)err;
	px_buf_printf(out, "Contact: %s\n", site->security);
	px_buf_printf(out, "Expires: %04d-%02d-01T00:00:00Z\n", site->today.year + 1,
		      site->today.month);
	px_buf_printf(out, "Preferred-Languages: fr, en\n");
	if (site->base)
		px_buf_printf(out, "Canonical: %s.well-known/security.txt\n", site->base);
	return 0;
}

static struct site_job *
bytes_job(struct px_site *site, const char *path, int lang,
	  int (*bytes)(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
		       struct px_err *err),
	  void (*key)(const struct px_site *site, const struct site_job *job, struct px_buf *key))
{
	struct site_job *job = px_site_job(site, path);

	job->lang = lang;
	job->bytes = bytes;
	job->key = key;
	return job;
}

void
px_site_feeds(struct px_site *site)
{
	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];
		const struct site_list *events = &lang->texts[SITE_EVENTS];

		if (lang->feed)
			bytes_job(site, lang->feed, i, make_feed, key_feed);
		if (lang->calendar)
			bytes_job(site, lang->calendar, i, make_calendar, key_calendar);
		for (size_t k = 0; k < events->count; k++)
			bytes_job(site, px_site_ics_path(&site->arena, events->items[k]), i,
				  make_event, key_calendar)
				->text = events->items[k];
	}
	if (site->base)
		bytes_job(site, "sitemap.xml", 0, make_sitemap, key_sitemap);
	bytes_job(site, "robots.txt", 0, make_robots, NULL);
	if (site->security)
		bytes_job(site, ".well-known/security.txt", 0, make_security, NULL);
}
