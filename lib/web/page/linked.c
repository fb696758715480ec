/*
 * What search engines read: schema.org as JSON-LD, in a script element that runs nothing.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "model/types.h"
#include "web/page/pages.h"
#include "web/page/records.h"

static void
member(struct px_json *json, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	px_json_key(json, key);
	px_json_string(json, text);
}

static void
open_node(struct px_json *json, const char *type)
{
	px_json_open(json, '{');
	member(json, "@type", type);
}

/*
 * The organization.
 */

static void
put_address(struct px_json *json, const struct px_record *record, size_t street, size_t postcode,
	    size_t city)
{
	if (!px_record_text(record, city))
		return;
	px_json_key(json, "address");
	open_node(json, "PostalAddress");
	member(json, "streetAddress", px_record_text(record, street));
	member(json, "postalCode", px_record_text(record, postcode));
	member(json, "addressLocality", px_record_text(record, city));
	member(json, "addressCountry", "FR");
	px_json_close(json, '}');
}

static void
put_geo(struct px_json *json, const char *lat, const char *lon)
{
	if (!lat || !lon)
		return;
	px_json_key(json, "geo");
	open_node(json, "GeoCoordinates");
	px_json_key(json, "latitude");
	px_json_raw(json, lat);
	px_json_key(json, "longitude");
	px_json_raw(json, lon);
	px_json_close(json, '}');
}

static void
put_range(struct px_json *json, int day, const struct px_hours_range *range)
{
	static const char *const days[] = { "PublicHolidays", "Monday", "Tuesday",  "Wednesday",
					    "Thursday",       "Friday", "Saturday", "Sunday" };
	struct px_buf time = PX_BUF_INIT;

	open_node(json, "OpeningHoursSpecification");
	px_json_key(json, "dayOfWeek");
	px_json_string(json, days[day]);
	px_hours_time_print(range->from, &time);
	member(json, "opens", time.data);
	px_buf_clear(&time);
	px_hours_time_print(range->to < 1440 ? range->to : 1439, &time);
	member(json, "closes", time.data);
	px_json_close(json, '}');
	px_buf_release(&time);
}

static void
put_hours(struct px_json *json, struct px_arena *arena, const char *text)
{
	struct px_hours hours;
	bool any = false;

	if (!text || px_hours_parse(arena, text, &hours, NULL) != 0)
		return;
	for (int day = 0; day < PX_HOURS_DAYS; day++)
		any = any || hours.days[day].count;
	if (!any)
		return;
	px_json_key(json, "openingHoursSpecification");
	px_json_open(json, '[');
	for (int day = 0; day < PX_HOURS_DAYS; day++)
		for (size_t i = 0; i < hours.days[day].count; i++)
			put_range(json, day, &hours.days[day].ranges[i]);
	px_json_close(json, ']');
}

static void
put_organization(struct px_site *site, const struct site_lang *lang, struct px_json *json)
{
	const struct px_record *record = &site->records->organization;
	bool clinic = px_record_is(record, PX_ORGANIZATION_KIND, "msp");
	const char *hours = px_record_text(record, PX_ORGANIZATION_HOURS);

	if (!hours && site->records->locations.count)
		hours = px_record_text(&site->records->locations.records[0], PX_LOCATION_HOURS);
	open_node(json, clinic ? "MedicalClinic" : "MedicalOrganization");
	if (site->base)
		member(json, "@id", px_arena_printf(&site->arena, "%s#organization", site->base));
	member(json, "name", site->name);
	member(json, "description", px_doc_get_text(lang->config, "description"));
	member(json, "url", site->base);
	member(json, "telephone", px_record_text(record, PX_ORGANIZATION_PHONE));
	member(json, "email", px_record_text(record, PX_ORGANIZATION_EMAIL));
	put_address(json, record, PX_ORGANIZATION_ADDRESS, PX_ORGANIZATION_POSTCODE,
		    PX_ORGANIZATION_CITY);
	if (clinic) {
		put_geo(json, px_record_text(record, PX_ORGANIZATION_LAT),
			px_record_text(record, PX_ORGANIZATION_LON));
		put_hours(json, &site->arena, hours);
	}
	px_json_close(json, '}');
}

/* A physician's office is a Physician there; anyone else is a Person with a trade. */
static void
put_person(struct px_site *site, const struct site_lang *lang, const struct px_record *person,
	   struct px_json *json)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);
	bool physician = code && strcmp(code, "10") == 0;
	const char *name = px_site_person_name(&site->arena, person);

	open_node(json, physician ? "Physician" : "Person");
	member(json, "name", name);
	if (!physician)
		member(json, "jobTitle", px_site_profession(&site->arena, lang, code));
	member(json, "telephone", px_public_phone(person));
	if (site->base && lang->has[SITE_TEAM_PAGE])
		member(json, "url",
		       px_arena_printf(
			       &site->arena, "%s#%s",
			       px_site_absolute(site, &site->arena, lang->hrefs[SITE_TEAM_PAGE]),
			       px_site_person_id(person)));
	if (physician) {
		put_address(json, &site->records->organization, PX_ORGANIZATION_ADDRESS,
			    PX_ORGANIZATION_POSTCODE, PX_ORGANIZATION_CITY);
		put_hours(json, &site->arena, px_record_text(person, PX_PRACTITIONER_HOURS));
	}
	px_json_close(json, '}');
}

static char *
kept(struct px_site *site, struct px_buf *buf)
{
	char *text = px_arena_strndup(&site->arena, buf->data, buf->length);

	px_buf_release(buf);
	return text;
}

/* Made once for each language, before the pages. */
void
px_site_linked(struct px_site *site, struct site_lang *lang)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&buf);
	const struct px_public_list *people = &site->records->people;

	put_organization(site, lang, &json);
	lang->ld_organization = kept(site, &buf);
	json = (struct px_json)PX_JSON_INIT(&buf);
	px_json_open(&json, '[');
	for (size_t i = 0; i < people->count; i++)
		put_person(site, lang, &people->records[i], &json);
	px_json_close(&json, ']');
	lang->ld_people = kept(site, &buf);
}

/*
 * Pages.
 */

static void
put_crumb(struct px_json *json, int place, const char *name, const char *href)
{
	open_node(json, "ListItem");
	px_json_key(json, "position");
	px_json_number(json, place);
	member(json, "name", name);
	member(json, "item", href);
	px_json_close(json, '}');
}

static void
put_crumbs(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	   struct px_json *json)
{
	const struct site_lang *lang = &site->langs[job->lang];
	int place = 1;

	open_node(json, "BreadcrumbList");
	px_json_key(json, "itemListElement");
	px_json_open(json, '[');
	put_crumb(json, place++, px_site_tr(lang->words, px_site_pages[SITE_HOME].label),
		  px_site_absolute(site, arena, lang->hrefs[SITE_HOME]));
	if (job->under && job->parent >= 0)
		put_crumb(json, place++, px_site_tr(lang->words, px_site_pages[job->parent].label),
			  px_site_absolute(site, arena, lang->hrefs[job->parent]));
	put_crumb(json, place, job->title, px_site_absolute(site, arena, job->path));
	px_json_close(json, ']');
	px_json_close(json, '}');
}

static void
put_publisher(const struct px_site *site, const char *key, struct px_json *json)
{
	px_json_key(json, key);
	open_node(json, "Organization");
	member(json, "name", site->name);
	member(json, "url", site->base);
	px_json_close(json, '}');
}

static void
put_article(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	    const struct px_doc *page, struct px_json *json)
{
	const char *updated = px_doc_get_text(job->text->front, "updated");

	open_node(json, "NewsArticle");
	member(json, "headline", job->title);
	member(json, "description", job->description);
	member(json, "datePublished", job->text->date);
	member(json, "dateModified", updated ? updated : job->text->date);
	member(json, "inLanguage", site->langs[job->lang].code);
	member(json, "mainEntityOfPage", px_site_absolute(site, arena, job->path));
	member(json, "image", px_doc_get_text(px_doc_get(page, "og"), "image"));
	put_publisher(site, "author", json);
	put_publisher(site, "publisher", json);
	px_json_close(json, '}');
}

static void
put_time(const struct px_site *site, const char *key, int64_t instant, struct px_json *json)
{
	struct px_buf out = PX_BUF_INIT;

	px_site_iso(site->options->world->zone, instant, &out);
	member(json, key, out.data);
	px_buf_release(&out);
}

static void
put_event(struct px_site *site, struct px_arena *arena, const struct site_job *job,
	  struct px_json *json)
{
	const struct px_doc *front = job->text->front;
	const char *place = px_doc_get_text(front, "place");
	bool cancelled = px_doc_true(px_doc_get(front, "cancelled"));

	open_node(json, "Event");
	member(json, "name", job->title);
	member(json, "description", job->description);
	put_time(site, "startDate", job->text->start, json);
	if (job->text->end > job->text->start)
		put_time(site, "endDate", job->text->end, json);
	member(json, "eventStatus",
	       cancelled ? "https://schema.org/EventCancelled"
			 : "https://schema.org/EventScheduled");
	member(json, "eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode");
	if (place) {
		px_json_key(json, "location");
		open_node(json, "Place");
		member(json, "name", place);
		member(json, "address", px_doc_get_text(front, "address"));
		px_json_close(json, '}');
	}
	member(json, "url", px_site_absolute(site, arena, job->path));
	put_publisher(site, "organizer", json);
	px_json_close(json, '}');
}

/* Inside a script element the text must not look like a tag. */
static void
put_element(struct px_doc *page, const struct px_buf *json)
{
	struct px_buf out = PX_BUF_INIT;

	px_buf_puts(&out, "<script type=\"application/ld+json\">");
	for (size_t i = 0; i < json->length; i++) {
		if (strchr("<>&", json->data[i]))
			px_buf_printf(&out, "\\u%04x", json->data[i]);
		else
			px_buf_putc(&out, json->data[i]);
	}
	px_buf_puts(&out, "</script>");
	px_doc_put_html(page, "json_ld", out.data, out.length);
	px_buf_release(&out);
}

void
px_site_put_json_ld(struct site_worker *worker, const struct site_job *job, struct px_doc *page)
{
	struct px_site *site = worker->site;
	const struct site_lang *lang = &site->langs[job->lang];
	struct px_buf buf = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&buf);

	px_json_open(&json, '{');
	member(&json, "@context", "https://schema.org");
	px_json_key(&json, "@graph");
	px_json_open(&json, '[');
	if (job->page == SITE_HOME || job->page == SITE_PLACES || job->page == SITE_LEGAL)
		px_json_raw(&json, lang->ld_organization);
	if (job->page != SITE_HOME && site->base)
		put_crumbs(site, &worker->scratch, job, &json);
	if (strcmp(job->template, "news") == 0)
		put_article(site, &worker->scratch, job, page, &json);
	if (strcmp(job->template, "event") == 0)
		put_event(site, &worker->scratch, job, &json);
	if (job->page == SITE_TEAM_PAGE) {
		open_node(&json, "ItemList");
		px_json_key(&json, "itemListElement");
		px_json_raw(&json, lang->ld_people);
		px_json_close(&json, '}');
	}
	px_json_close(&json, ']');
	px_json_close(&json, '}');
	if (buf.length > sizeof("{\"@context\":\"https://schema.org\",\"@graph\":[]}"))
		put_element(page, &buf);
	px_buf_release(&buf);
}
