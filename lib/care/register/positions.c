#include "care/register/positions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "care/communes.h"

#define SCALE 10000.0

/* One map for every way to name a place: the digest of "insee|49050", "town|49320|angers"… */
struct px_positions {
	struct px_register_map map;
	struct px_register_spot *spots;
	size_t count, capacity;
	struct px_arena arena; /* of one key */
	struct px_buf key;
};

static uint64_t
digest_of(struct px_positions *positions, const char *kind, const char *code, size_t length,
	  const char *town)
{
	struct px_buf *key = &positions->key;

	px_buf_clear(key);
	px_buf_puts(key, kind);
	px_buf_add(key, code, length);
	px_buf_putc(key, '|');
	px_buf_puts(key, town);
	return px_register_digest(key->data, key->length);
}

/* The first one that is called so stays. */
static void
put(struct px_positions *positions, uint64_t digest, struct px_register_spot spot)
{
	struct px_register_entry *entry = px_register_map_at(&positions->map, digest);

	if (entry->number)
		return;
	PX_GROW(positions->spots, positions->count, positions->capacity);
	positions->spots[positions->count++] = spot;
	entry->number = (uint32_t)positions->count;
}

/* Departments overseas have three digits. */
static size_t
department_length(const char *postcode)
{
	return strncmp(postcode, "97", 2) == 0 || strncmp(postcode, "98", 2) == 0 ? 3 : 2;
}

static void
put_town(struct px_positions *positions, const char *postcode, const char *town,
	 struct px_register_spot spot)
{
	size_t department = department_length(postcode);

	px_arena_reset(&positions->arena);
	town = px_communes_key(&positions->arena, town);
	put(positions, digest_of(positions, "town|", postcode, strlen(postcode), town), spot);
	put(positions, digest_of(positions, "near|", postcode, department, town), spot);
}

static int
take(const struct px_commune *commune, void *data)
{
	struct px_positions *positions = data;
	struct px_register_spot spot;

	if (!commune->located)
		return 0;
	spot = (struct px_register_spot){ (int32_t)lround(commune->point.lat * SCALE),
					  (int32_t)lround(commune->point.lon * SCALE) };
	put(positions, digest_of(positions, "insee|", commune->insee, strlen(commune->insee), ""),
	    spot);
	put_town(positions, commune->postcode, commune->name, spot);
	put(positions,
	    digest_of(positions, "code|", commune->postcode, strlen(commune->postcode), ""), spot);
	return 0;
}

struct px_positions *
px_positions_open(struct px_store *store, const char *file, struct px_err *err)
{
	struct px_positions *positions = px_calloc(1, sizeof(*positions));

	positions->key = (struct px_buf)PX_BUF_INIT;
	if (!file || px_communes_each(store, file, PX_COMMUNE_ALL, NULL, take, positions, err) == 0)
		return positions;
	px_positions_close(positions);
	return NULL;
}

void
px_positions_close(struct px_positions *positions)
{
	if (!positions)
		return;
	px_register_map_release(&positions->map);
	free(positions->spots);
	px_arena_release(&positions->arena);
	px_buf_release(&positions->key);
	free(positions);
}

static bool
is_known(const struct px_positions *positions, uint64_t digest, struct px_register_spot *out)
{
	const struct px_register_entry *entry = px_register_map_find(&positions->map, digest);

	if (entry)
		*out = positions->spots[entry->number - 1];
	return entry != NULL;
}

static bool
find_town(struct px_positions *positions, const char *postcode, const char *city,
	  struct px_register_spot *out)
{
	const char *town;

	px_arena_reset(&positions->arena);
	town = px_communes_key(&positions->arena, city);
	return is_known(positions, digest_of(positions, "town|", postcode, strlen(postcode), town),
			out) ||
	       is_known(positions,
			digest_of(positions, "near|", postcode, department_length(postcode), town),
			out);
}

struct px_register_spot
px_positions_find(struct px_positions *positions, const char *insee, const char *postcode,
		  const char *city)
{
	struct px_register_spot spot = { PX_NOWHERE, 0 };

	if (insee &&
	    is_known(positions, digest_of(positions, "insee|", insee, strlen(insee), ""), &spot))
		return spot;
	if (postcode && city && find_town(positions, postcode, city, &spot))
		return spot;
	if (postcode)
		is_known(positions, digest_of(positions, "code|", postcode, strlen(postcode), ""),
			 &spot);
	return spot;
}
