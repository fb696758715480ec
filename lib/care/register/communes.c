/* The communes out of La Poste's file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/communes.h"
#include "care/register/part.h"
#include "care/register/reader.h"
#include "care/register/replace.h"

enum { INSEE_LENGTH = 5, DEGREES_SIZE = 32 };

enum { NO_COLUMN = -1 };

static const char abroad[] = "99"; /* of a country, not of a department */

struct communes {
	struct px_replace *replace;
	int places[PX_COMMUNE_FIELDS]; /* column of each field, or NO_COLUMN */
	int gps;
	/* Positions by INSEE code, for a file without any. */
	struct px_register_map map;
	struct px_point *points;
	size_t count, capacity;
};

static const size_t keys[] = { PX_COMMUNE_INSEE, PX_COMMUNE_POSTCODE, PX_COMMUNE_NAME,
			       PX_COMMUNE_PLACE, PX_COMMUNE_LABEL,    0 };

/* What another file lacks is told by the names of the official one. */
static const struct {
	size_t field;
	const char *shown;
} needed[] = {
	{ PX_COMMUNE_INSEE, "Code_commune_INSEE" },
	{ PX_COMMUNE_NAME, "Nom_de_la_commune" },
	{ PX_COMMUNE_POSTCODE, "Code_postal" },
};

static int
find_columns(struct communes *communes, const struct px_source *source, struct px_err *err)
{
	struct px_buf missing = PX_BUF_INIT;
	int result = 0;

	communes->gps = NO_COLUMN;
	for (size_t i = 0; i < PX_COMMUNE_FIELDS; i++)
		communes->places[i] = NO_COLUMN;
	for (size_t i = 0; i < px_source_columns(source); i++) {
		const char *header = px_source_header(source, i);
		const struct px_field *field = px_field_by_header(&px_type_commune, header);

		if (field)
			communes->places[px_field_index(&px_type_commune, field)] = (int)i;
		else if (px_text_same(header, "coordonnees_gps"))
			communes->gps = (int)i;
	}
	for (size_t i = 0; i < PX_COUNT(needed); i++)
		if (communes->places[needed[i].field] == NO_COLUMN)
			px_buf_printf(&missing, "%s%s", missing.length ? ", " : "",
				      needed[i].shown);
	if (missing.length)
		result =
			px_err_set(err, PX_REJECTED,
				   _("%s: not a file of communes of La Poste: columns missing: %s"),
				   px_source_name(source), missing.data);
	px_buf_release(&missing);
	return result;
}

static uint64_t
digest_of(const char *insee)
{
	uint64_t digest = px_digest(insee, strlen(insee));

	return digest ? digest : 1;
}

static int
keep_point(const struct px_commune *commune, void *data)
{
	struct communes *communes = data;
	struct px_register_entry *entry;

	if (!commune->located)
		return 0;
	entry = px_register_map_at(&communes->map, digest_of(commune->insee));
	if (entry->number)
		return 0;
	PX_GROW(communes->points, communes->count, communes->capacity);
	communes->points[communes->count++] = commune->point;
	entry->number = (uint32_t)communes->count;
	return 0;
}

static const char *
degrees(struct px_arena *arena, double value)
{
	char text[DEGREES_SIZE];
	size_t length;

	snprintf(text, sizeof(text), "%.4f", value);
	length = strlen(text);
	while (text[length - 1] == '0' && text[length - 2] != '.')
		text[--length] = '\0';
	return px_arena_strdup(arena, text);
}

/* "48.9741132204,-1.54436628419": of the file, else what is known of this code. */
static void
locate(struct communes *communes, const char *gps, struct px_reader *reader, const char **texts)
{
	const struct px_register_entry *entry;
	struct px_point point;
	char *lat = px_arena_strdup(&reader->arena, gps), *comma = strchr(lat, ',');

	if (comma)
		*comma = '\0';
	if (*gps && (!comma || !px_geo_read(px_text_trim(lat), px_text_trim(comma + 1), &point)))
		px_faults_add(&reader->faults, PX_SUSPICIOUS, "lat",
			      _("%s: not a latitude and a longitude in degrees"), gps);
	else if (*gps)
		goto known;
	entry = px_register_map_at(&communes->map, digest_of(texts[PX_COMMUNE_INSEE]));
	if (!entry->number)
		return;
	point = communes->points[entry->number - 1];
known:
	texts[PX_COMMUNE_LAT] = degrees(&reader->arena, point.lat);
	texts[PX_COMMUNE_LON] = degrees(&reader->arena, point.lon);
}

/* A zero that a spreadsheet ate is put back, in both codes. */
static const char *
checked_insee(const char *text, struct px_reader *reader)
{
	if (strlen(text) == INSEE_LENGTH - 1 && strspn(text, "0123456789") == INSEE_LENGTH - 1) {
		text = px_arena_printf(&reader->arena, "0%s", text);
		px_faults_add(&reader->faults, PX_REPAIRED, "insee",
			      _("%s: its leading zero is put back"), text + 1);
	}
	/* La Poste serves Monaco too, under a code of other countries. */
	if (strncmp(text, abroad, strlen(abroad)) == 0)
		return text;
	return px_reader_checked(PX_ID_INSEE, "insee", text, &reader->faults);
}

static int
take_row(struct px_reader *reader, const struct px_row *row, struct px_err *err)
{
	struct communes *communes = reader->data;
	const char *texts[PX_COMMUNE_FIELDS] = { NULL };

	for (size_t i = PX_F_OWN; i < PX_COMMUNE_FIELDS; i++) {
		int place = communes->places[i];

		if (place != NO_COLUMN && row->cells[place].text && *row->cells[place].text)
			texts[i] = row->cells[place].text;
	}
	for (size_t i = 0; i < PX_COUNT(needed); i++)
		if (!texts[needed[i].field])
			px_faults_add(&reader->faults, PX_REJECTING,
				      px_type_commune.fields[needed[i].field].name, _("is empty"));
	if (px_reader_refused(reader))
		return 0;
	texts[PX_COMMUNE_INSEE] = checked_insee(texts[PX_COMMUNE_INSEE], reader);
	texts[PX_COMMUNE_POSTCODE] = px_reader_checked(PX_ID_POSTCODE, "postcode",
						       texts[PX_COMMUNE_POSTCODE], &reader->faults);
	if (px_reader_refused(reader))
		return 0;
	texts[PX_COMMUNE_LAT] = texts[PX_COMMUNE_LON] = NULL;
	locate(communes, communes->gps == NO_COLUMN ? "" : row->cells[communes->gps].text, reader,
	       texts);
	return px_replace_row(communes->replace, texts, reader, err);
}

static int
run(struct communes *communes, struct px_reader *reader, struct px_store *store, struct px_err *err)
{
	if (find_columns(communes, reader->source, err))
		return -1;
	/* From the file that comes with the toolkit, whatever is in the database: the same file gives
	 * the same rows. */
	if (reader->options->communes &&
	    px_communes_each(NULL, reader->options->communes, PX_COMMUNE_ALL, NULL, keep_point,
			     communes, err))
		return -1;
	communes->replace = px_replace_open(store, &px_type_commune, keys, err);
	if (!communes->replace || px_reader_rows(reader, take_row, err) ||
	    px_replace_end(communes->replace, reader->counts, err))
		return -1;
	return px_register_sign(store, "communes", px_source_name(reader->source), err);
}

int
px_communes_import(struct px_store *store, const struct px_register_options *options,
		   struct px_register_counts *counts, struct px_err *err)
{
	static const struct px_source_options how = { .member = "hexasmal|postal|commune" };
	struct communes communes = { .map = PX_REGISTER_MAP_INIT };
	struct px_reader reader;
	int result = px_reader_open(&reader, options, &how, counts, err);

	reader.data = &communes;
	if (!result)
		result = run(&communes, &reader, store, err);
	px_replace_close(communes.replace);
	px_register_map_release(&communes.map);
	free(communes.points);
	px_reader_close(&reader);
	return result;
}
