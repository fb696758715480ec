/*
 * The establishments out of a file of FINESS.  Positions follow all the establishments in the same
 * file, so that these are kept until its end, and stored then.
 */
#include "care/finess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "care/register/finess.h"
#include "care/register/part.h"
#include "care/register/replace.h"

enum { DEGREES_SIZE = 32, SOURCE_CELLS = 8 };

/* Cells of a line of positions, by their places: 2 and 3 are x and y, the next ones its source. */
enum { GEO_FINESS = 1, GEO_X, GEO_Y, GEO_SOURCE };

struct establishment {
	const char *texts[PX_FINESS_FIELDS];
};

struct finess {
	struct px_replace *replace;
	int places[PX_FC_COUNT];
	struct px_arena arena;      /* of the establishments kept */
	struct px_register_map map; /* of their numbers; places from 1 */
	struct establishment *items;
	size_t count, capacity;
};

static const size_t keys[] = { PX_FINESS_FINESS, 0 };

static uint64_t
digest_of(const char *number)
{
	uint64_t digest = px_digest(number, strlen(number));

	return digest ? digest : 1;
}

static const char *
degrees(struct px_arena *arena, double value)
{
	char text[DEGREES_SIZE];

	snprintf(text, sizeof(text), "%.5f", value);
	for (size_t length = strlen(text); text[length - 1] == '0' && text[length - 2] != '.';)
		text[--length] = '\0';
	return px_arena_strdup(arena, text);
}

static void
put_point(struct finess *finess, struct establishment *item, struct px_point point)
{
	item->texts[PX_FINESS_LAT] = degrees(&finess->arena, point.lat);
	item->texts[PX_FINESS_LON] = degrees(&finess->arena, point.lon);
}

static bool
is_same(const struct establishment *a, const struct establishment *b)
{
	for (size_t i = PX_F_OWN; i < PX_FINESS_LAT; i++)
		if (strcmp(a->texts[i] ? a->texts[i] : "", b->texts[i] ? b->texts[i] : "") != 0)
			return false;
	return true;
}

/* The establishment's place; NULL when the row is refused, or is there already. */
static struct establishment *
keep(struct finess *finess, const struct establishment *item, struct px_reader *reader)
{
	const char *number = item->texts[PX_FINESS_FINESS];
	struct px_register_entry *entry = px_register_map_at(&finess->map, digest_of(number));
	struct establishment *kept;

	if (entry->number) {
		if (is_same(&finess->items[entry->number - 1], item))
			reader->counts->unchanged++;
		else
			px_faults_add(
				&reader->faults, PX_REJECTING, "finess",
				_("%s: twice in the file, not the same: the first one is kept"),
				number);
		return NULL;
	}
	PX_GROW(finess->items, finess->count, finess->capacity);
	kept = &finess->items[finess->count++];
	entry->number = (uint32_t)finess->count;
	for (size_t i = 0; i < PX_FINESS_FIELDS; i++)
		kept->texts[i] =
			item->texts[i] ? px_arena_strdup(&finess->arena, item->texts[i]) : NULL;
	return kept;
}

static void
take_establishment(struct finess *finess, const char *const cells[PX_FC_COUNT],
		   struct px_reader *reader)
{
	struct establishment item = { { NULL } }, *kept;
	struct px_point point;

	px_finess_texts(cells, &reader->faults, item.texts);
	if (px_reader_refused(reader))
		return;
	kept = keep(finess, &item, reader);
	if (kept && px_finess_point(cells[PX_FC_X], cells[PX_FC_Y], cells[PX_FC_SOURCE],
				    item.texts[PX_FINESS_INSEE] ? item.texts[PX_FINESS_INSEE] : "",
				    &reader->faults, &point))
		put_point(finess, kept, point);
}

/* The source is one cell, or eight of them in the files until 2016: the projection is among them. */
static const char *
source_of(const struct px_row *row, struct px_arena *arena)
{
	struct px_buf source = PX_BUF_INIT;
	const char *text;

	for (size_t i = GEO_SOURCE; i < row->count && i < GEO_SOURCE + SOURCE_CELLS; i++)
		px_buf_puts(&source, row->cells[i].text);
	text = px_arena_strdup(arena, source.data);
	px_buf_release(&source);
	return text;
}

static void
take_position(struct finess *finess, const struct px_row *row, struct px_reader *reader)
{
	const char *number = row->cells[GEO_FINESS].text, *insee;
	struct px_register_entry *entry;
	struct px_point point;

	reader->passed = true;
	number = *number ? px_reader_checked(PX_ID_FINESS, "finess", number, &reader->faults) : "";
	entry = px_register_map_at(&finess->map, digest_of(number));
	if (!entry->number) {
		px_faults_add(&reader->faults, PX_SUSPICIOUS, "finess",
			      _("%s: a position of no establishment of the file"), number);
		return;
	}
	insee = finess->items[entry->number - 1].texts[PX_FINESS_INSEE];
	if (px_finess_point(row->cells[GEO_X].text, row->cells[GEO_Y].text,
			    source_of(row, &reader->arena), insee ? insee : "", &reader->faults,
			    &point))
		put_point(finess, &finess->items[entry->number - 1], point);
}

static int
take_row(struct px_reader *reader, const struct px_row *row, struct px_err *err)
{
	struct finess *finess = reader->data;
	const char *cells[PX_FC_COUNT];

	(void)err;
	for (int i = 0; i < PX_FC_COUNT; i++)
		cells[i] = finess->places[i] < 0 ? "" : row->cells[finess->places[i]].text;
	if (finess->places[PX_FC_KIND] < 0 || strcmp(cells[PX_FC_KIND], "structureet") == 0)
		take_establishment(finess, cells, reader);
	else if (strcmp(cells[PX_FC_KIND], "geolocalisation") == 0)
		take_position(finess, row, reader);
	else if (strcmp(cells[PX_FC_KIND], "finess") == 0)
		reader->passed = true; /* whose file it is, and of which day */
	else
		px_faults_add(&reader->faults, PX_REJECTING, NULL,
			      _("%s: not a kind of line of FINESS (structureet, geolocalisation)"),
			      cells[PX_FC_KIND]);
	return 0;
}

static int
run(struct finess *finess, struct px_reader *reader, struct px_store *store, struct px_err *err)
{
	if (px_finess_columns(reader->source, finess->places, err) ||
	    px_reader_rows(reader, take_row, err))
		return -1;
	finess->replace = px_replace_open(store, &px_type_finess, keys, err);
	if (!finess->replace)
		return -1;
	for (size_t i = 0; i < finess->count; i++)
		if (px_replace_row(finess->replace, finess->items[i].texts, reader, err))
			return -1;
	if (px_replace_end(finess->replace, reader->counts, err))
		return -1;
	return px_register_sign(store, "finess", px_source_name(reader->source), err);
}

int
px_finess_import(struct px_store *store, const struct px_register_options *options,
		 struct px_register_counts *counts, struct px_err *err)
{
	struct finess finess = { .arena = PX_ARENA_INIT, .map = PX_REGISTER_MAP_INIT };
	struct px_reader reader;
	int result = px_reader_open(&reader, options, &px_finess_source, counts, err);

	reader.data = &finess;
	if (!result)
		result = run(&finess, &reader, store, err);
	px_replace_close(finess.replace);
	px_register_map_release(&finess.map);
	px_arena_release(&finess.arena);
	free(finess.items);
	px_reader_close(&reader);
	return result;
}
