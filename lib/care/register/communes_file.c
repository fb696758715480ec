/*
 * Reading communes: out of the database, or out of the compact file, a line per commune:
 *
 *	49050;BRISSAC LOIRE AUBANCE;49320;473547;-4501;ALLEUZ,…
 *
 * INSEE code, name, postcodes, latitude and longitude in ten thousandths of a degree (empty when they
 * are not known), parts.  What is looked for is searched in the bytes, and only its lines are read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/communes.h"

enum { FILE_LIMIT = 16 * 1024 * 1024, LINE_LIMIT = 1024, POSTCODES_LIMIT = 64 };

enum column { INSEE, NAME, POSTCODES, LAT, LON, PARTS, COLUMNS };

#define SCALE 10000.0

struct search {
	enum px_commune_by by;
	const char *text;
	int (*take)(const struct px_commune *commune, void *data);
	void *data;
};

static void
add_word(const char *word, void *data)
{
	struct px_buf *out = data;

	if (strcmp(word, "saint") == 0)
		word = "st";
	else if (strcmp(word, "sainte") == 0)
		word = "ste";
	if (out->length)
		px_buf_putc(out, ' ');
	px_buf_puts(out, word);
}

char *
px_communes_key(struct px_arena *arena, const char *name)
{
	struct px_buf key = PX_BUF_INIT;
	char *copy;

	px_text_words(name, add_word, &key);
	copy = px_arena_strdup(arena, key.data);
	px_buf_release(&key);
	return copy;
}

/* Names in the file are ASCII capitals: the key in that form. */
static void
capitals(const char *key, char out[LINE_LIMIT])
{
	size_t length = 0;

	for (; *key && length + 1 < LINE_LIMIT; key++)
		out[length++] = (char)(*key >= 'a' && *key <= 'z' ? *key - 32 : *key);
	out[length] = '\0';
}

/* Is the text one of these, which commas part? */
static bool
is_part(const char *parts, const char *text)
{
	size_t length = strlen(text);

	for (; *parts; parts += *parts == ',') {
		size_t size = strcspn(parts, ",");

		if (size == length && memcmp(parts, text, length) == 0)
			return true;
		parts += size;
	}
	return false;
}

/* One line, which is written to: a call for each postcode. */
static int
take_line(const struct search *search, char *line)
{
	char *cells[COLUMNS], *postcodes[POSTCODES_LIMIT];
	struct px_commune commune = { NULL };
	size_t count;
	int result = 0;

	if (*line == '#' || px_text_split(line, ';', cells, COLUMNS) != COLUMNS)
		return 0;
	if (search->by == PX_COMMUNE_BY_NAME && strcmp(cells[NAME], search->text) != 0) {
		if (!is_part(cells[PARTS], search->text))
			return 0;
		commune.place = search->text;
	}
	commune.insee = cells[INSEE];
	commune.name = cells[NAME];
	commune.located = *cells[LAT] && *cells[LON];
	commune.point.lat = (double)strtol(cells[LAT], NULL, 10) / SCALE;
	commune.point.lon = (double)strtol(cells[LON], NULL, 10) / SCALE;
	count = px_text_split(cells[POSTCODES], ',', postcodes, POSTCODES_LIMIT);
	for (size_t i = 0; !result && i < count; i++) {
		commune.postcode = postcodes[i];
		if (search->by != PX_COMMUNE_BY_POSTCODE ||
		    strcmp(commune.postcode, search->text) == 0)
			result = search->take(&commune, search->data);
	}
	return result;
}

/* Each line that holds the text somewhere, or each line when there is none. */
static int
search_lines(const struct search *search, const struct px_buf *file)
{
	const char *at = file->data, *end = file->data + file->length;
	char line[LINE_LIMIT];
	int result = 0;

	while (!result && at < end) {
		const char *found = search->text ? strstr(at, search->text) : at, *next;
		size_t length;

		if (!found)
			break;
		while (found > at && found[-1] != '\n')
			found--;
		next = memchr(found, '\n', (size_t)(end - found));
		next = next ? next : end;
		length = (size_t)(next - found);
		if (length < LINE_LIMIT) {
			memcpy(line, found, length);
			line[length] = '\0';
			result = take_line(search, line);
		}
		at = next + 1;
	}
	return result;
}

static int
search_file(struct search *search, const char *path, struct px_err *err)
{
	struct px_buf file = PX_BUF_INIT;
	char text[LINE_LIMIT];
	int result;

	if (search->by == PX_COMMUNE_BY_NAME) {
		capitals(search->text, text);
		search->text = text;
	}
	result = px_buf_read_file(&file, path, FILE_LIMIT, err);
	if (!result)
		search_lines(search, &file);
	px_buf_release(&file);
	return result;
}

#define SELECT                                                                                     \
	"SELECT \"insee\", \"name\", \"postcode\", \"place\", \"lat\", \"lon\" FROM \"commune\""

static const char *const selects[] = {
	[PX_COMMUNE_ALL] = SELECT " ORDER BY \"insee\", \"postcode\", \"id\"",
	[PX_COMMUNE_BY_POSTCODE] = SELECT " WHERE \"postcode\" = $1 ORDER BY \"insee\", \"id\"",
	[PX_COMMUNE_BY_NAME] = SELECT " WHERE \"name_folded\" = $1 OR \"place_folded\" = $1 "
				      "ORDER BY \"insee\", \"postcode\", \"id\"",
};

static int
search_database(const struct search *search, struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, selects[search->by], err);
	int got = stmt ? 1 : -1, stop = 0;

	if (stmt && search->text)
		px_bind_text(stmt, 1, search->text);
	while (!stop && got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		const char *lat = px_stmt_text(stmt, 4), *lon = px_stmt_text(stmt, 5);
		struct px_commune commune = { .insee = px_stmt_text(stmt, 0),
					      .name = px_stmt_text(stmt, 1),
					      .postcode = px_stmt_text(stmt, 2),
					      .place = px_stmt_text(stmt, 3) };

		commune.located = lat && lon && px_geo_read(lat, lon, &commune.point);
		stop = search->take(&commune, search->data);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_communes_each(struct px_store *store, const char *file, enum px_commune_by by, const char *text,
		 int (*take)(const struct px_commune *commune, void *data), void *data,
		 struct px_err *err)
{
	struct search search = { by, text, take, data };
	char *imported = NULL;

	if (store && px_store_setting(store, PX_COMMUNES_IMPORTED, &imported, err))
		return -1;
	free(imported);
	return imported ? search_database(&search, store, err) : search_file(&search, file, err);
}
