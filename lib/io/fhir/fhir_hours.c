/*
 * Hours, languages and services.
 *
 * FHIR says when a place is open by days of the week, and one range an entry; notes, public holidays
 * and days of the year it has no place for: the whole stands in our extension, and these for others.
 */
#include <string.h>

#include "base/hours.h"
#include "io/fhir/fhir_write.h"
#include "model/languages.h"
#include "model/types.h"

static const char bcp47[] = "urn:ietf:bcp:47";

/* FHIR's days-of-week, and OpenStreetMap's. */
static const struct {
	const char *code, *osm;
} days[] = { { "", "" },      { "mon", "Mo" }, { "tue", "Tu" }, { "wed", "We" },
	     { "thu", "Th" }, { "fri", "Fr" }, { "sat", "Sa" }, { "sun", "Su" } };

const struct px_fhir_hours px_fhir_hours_of_place = { "hoursOfOperation", "openingTime",
						      "closingTime" };
const struct px_fhir_hours px_fhir_hours_of_person = { "availableTime", "availableStartTime",
						       "availableEndTime" };

static void
put_time(struct px_json *json, const char *key, int minute)
{
	struct px_buf text = PX_BUF_INIT;

	px_hours_time_print(minute, &text);
	/* FHIR's day ends on its last second. */
	px_fhir_put_text(json, key,
			 strcmp(text.data, "24:00") == 0 ? "23:59:59"
							 : (px_buf_puts(&text, ":00"), text.data));
	px_buf_release(&text);
}

/* The days from this one on whose hours hold this range. */
static bool
holds(const struct px_hours_day *day, const struct px_hours_range *range)
{
	for (size_t i = 0; i < day->count; i++)
		if (day->ranges[i].from == range->from && day->ranges[i].to == range->to)
			return true;
	return false;
}

static void
put_range(struct px_json *json, const struct px_fhir_hours *names, const struct px_hours *hours,
	  int first, const struct px_hours_range *range)
{
	px_json_open(json, '{');
	px_fhir_open(json, "daysOfWeek", '[');
	for (int i = first; i < PX_HOURS_DAYS; i++)
		if (holds(&hours->days[i], range))
			px_json_string(json, days[i].code);
	px_json_close(json, ']');
	if (range->from == 0 && range->to == 24 * 60) {
		px_json_key(json, "allDay");
		px_json_bool(json, true);
	} else {
		put_time(json, names->opens, range->from);
		put_time(json, names->closes, range->to);
	}
	px_json_close(json, '}');
}

/* Each range once, with every day that has it. */
static bool
was_put(const struct px_hours *hours, int weekday, const struct px_hours_range *range)
{
	for (int i = 1; i < weekday; i++)
		if (holds(&hours->days[i], range))
			return true;
	return false;
}

void
px_fhir_put_hours(struct px_json *json, const struct px_fhir_hours *names, const char *text)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_hours hours;
	bool any = false;

	if (text && px_hours_parse(&arena, text, &hours, NULL) == 0)
		for (int i = 1; i < PX_HOURS_DAYS; i++)
			for (size_t k = 0; k < hours.days[i].count; k++) {
				const struct px_hours_range *range = &hours.days[i].ranges[k];

				if (was_put(&hours, i, range))
					continue;
				if (!any)
					px_fhir_open(json, names->list, '[');
				any = true;
				put_range(json, names, &hours, i, range);
			}
	if (any)
		px_json_close(json, ']');
	px_arena_release(&arena);
}

/* "08:00:00", or less exact: hours and minutes; NULL when it is none. */
static const char *
time_of(const struct px_json_node *node, const char *key, char out[6])
{
	const char *text = px_fhir_text(node, key);

	if (!text || strlen(text) < 5 || text[2] != ':' || strspn(text, "0123456789:") < 5)
		return NULL;
	/* A day that ends on its last minute ends at midnight. */
	memcpy(out, strncmp(text, "23:59", 5) == 0 ? "24:00" : text, 5);
	out[5] = '\0';
	return out;
}

static void
take_days(const struct px_json_node *entry, struct px_buf *out)
{
	const struct px_json_node *list = px_json_member(entry, "daysOfWeek");
	size_t count = 0;

	for (size_t i = 0; list && list->type == PX_JSON_ARRAY && i < list->count; i++)
		for (size_t k = 1; k < PX_COUNT(days); k++)
			if (list->items[i].type == PX_JSON_STRING &&
			    strcmp(list->items[i].string, days[k].code) == 0)
				px_buf_printf(out, "%s%s", count++ ? "," : "", days[k].osm);
	if (!count)
		px_buf_puts(out, "Mo-Su");
}

static bool
is_all_day(const struct px_json_node *entry)
{
	const struct px_json_node *all = px_json_member(entry, "allDay");

	return all && all->type == PX_JSON_BOOL && all->integer;
}

void
px_fhir_take_hours(const struct px_json_node *node, const struct px_fhir_hours *names,
		   struct px_cells *cells)
{
	struct px_buf text = PX_BUF_INIT;
	const struct px_json_node *entry;

	for (size_t i = 0; (entry = px_fhir_item(node, names->list, i)); i++) {
		char opens[6] = "00:00", closes[6] = "24:00";

		if (!is_all_day(entry) && (!time_of(entry, names->opens, opens) ||
					   !time_of(entry, names->closes, closes)))
			continue;
		px_buf_puts(&text, text.length ? ", " : "");
		take_days(entry, &text);
		px_buf_printf(&text, " %s-%s", opens, closes);
	}
	px_cells_put(cells, "hours", text.data);
	px_buf_release(&text);
}

/*
 * Languages: a list of concepts, of BCP 47; "fr-FR" is French.
 */
void
px_fhir_put_languages(struct px_json *json, const struct px_value *languages)
{
	if (!languages->count)
		return;
	px_fhir_open(json, "communication", '[');
	for (size_t i = 0; i < languages->count; i++) {
		const struct px_language *language = px_language_find(languages->items[i].text);

		px_fhir_put_concept(json, bcp47, languages->items[i].text,
				    language ? language->french : NULL);
	}
	px_json_close(json, ']');
}

static const struct px_language *
language_of(const char *text)
{
	char tag[16];
	size_t length = text ? strcspn(text, "-_") : sizeof(tag);

	if (length >= sizeof(tag))
		return text ? px_language_find(text) : NULL;
	memcpy(tag, text, length);
	tag[length] = '\0';
	return px_language_find(tag);
}

void
px_fhir_take_languages(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *concept, *coding;

	for (size_t i = 0; (concept = px_fhir_item(node, "communication", i)); i++) {
		const struct px_language *language = NULL;

		for (size_t k = 0; !language && (coding = px_fhir_item(concept, "coding", k)); k++)
			language = language_of(px_fhir_text(coding, "code"));
		if (!language)
			language = language_of(px_fhir_text(concept, "text"));
		if (language)
			px_cells_put_item(cells, "languages", language->code);
	}
}

/*
 * HealthcareService.
 */
void
px_fhir_put_care(struct px_fhir_writing *w, const struct px_record *home)
{
	const struct px_record *record = w->record;
	const struct px_value *appointment = &record->values[PX_SERVICE_APPOINTMENT];

	px_fhir_begin_entry(w->fhir, "HealthcareService", px_record_text(record, PX_F_UID));
	px_fhir_put_own(w);
	px_fhir_put_identifiers(w);
	px_json_key(w->json, "active");
	px_json_bool(w->json, true);
	px_fhir_put_reference(w->json, "providedBy", px_record_text(home, PX_F_UID),
			      px_record_text(home, PX_ORGANIZATION_NAME));
	px_fhir_put_text(w->json, "name", px_record_text(record, PX_SERVICE_NAME));
	px_fhir_put_text(w->json, "extraDetails", px_record_text(record, PX_SERVICE_DESCRIPTION));
	px_fhir_put_telecoms(w);
	if (appointment->state == PX_SET) {
		px_json_key(w->json, "appointmentRequired");
		px_json_bool(w->json, appointment->number != 0);
	}
	px_fhir_put_hours(w->json, &px_fhir_hours_of_person,
			  px_record_text(record, PX_SERVICE_HOURS));
	px_fhir_end_entry(w->fhir, "include");
}

void
px_fhir_service(const struct px_json_node *node, struct px_cells *cells)
{
	const struct px_json_node *appointment = px_json_member(node, "appointmentRequired");

	px_fhir_take_own(node, cells);
	px_fhir_identifiers(node, cells);
	px_fhir_take_telecoms(node, false, cells);
	px_cells_put(cells, "name", px_fhir_text(node, "name"));
	px_cells_put(cells, "description", px_fhir_text(node, "extraDetails"));
	px_cells_put(cells, "description", px_fhir_text(node, "comment"));
	if (appointment && appointment->type == PX_JSON_BOOL)
		px_cells_put(cells, "appointment", appointment->integer ? "yes" : "no");
	px_fhir_take_hours(node, &px_fhir_hours_of_person, cells);
}
