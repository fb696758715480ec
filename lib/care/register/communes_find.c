/* A place out of what people type. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/communes.h"

enum { POSTCODE_LENGTH = 5, MOST_LISTED = 12 };

/* Communes found so far, each once. */
struct found {
	struct px_arena *arena;
	const char *key;      /* of the names that are looked for, or NULL */
	const char *postcode; /* that they must have, or NULL */
	struct px_commune *items;
	size_t count, capacity;
};

static bool
is_known(struct found *found, const struct px_commune *commune)
{
	for (size_t i = 0; i < found->count; i++)
		if (strcmp(found->items[i].insee, commune->insee) == 0)
			return true;
	return false;
}

static int
add(struct found *found, const struct px_commune *commune)
{
	struct px_commune *item;

	if (is_known(found, commune))
		return 0;
	PX_GROW(found->items, found->count, found->capacity);
	item = &found->items[found->count++];
	*item = *commune;
	item->insee = px_arena_strdup(found->arena, commune->insee);
	item->name = px_arena_strdup(found->arena, commune->name);
	item->postcode = px_arena_strdup(found->arena, commune->postcode);
	item->place = commune->place ? px_arena_strdup(found->arena, commune->place) : NULL;
	return 0;
}

static int
take(const struct px_commune *commune, void *data)
{
	struct found *found = data;

	if (found->postcode && strcmp(found->postcode, commune->postcode) != 0)
		return 0;
	return add(found, commune);
}

/* Does the name begin with the words of the key?  *whole: it is they and an arrondissement. */
static bool
begins(const char *name, const char *key, bool *arrondissement)
{
	size_t length = strlen(key);

	for (size_t i = 0; i < length; i++)
		if (tolower((unsigned char)name[i]) != key[i])
			return false;
	name += length;
	*arrondissement = *name == ' ' && isdigit((unsigned char)name[1]) &&
			  isdigit((unsigned char)name[2]) && !name[3];
	return *name == ' ' || !*name;
}

/* Arrondissements drive out whatever else begins so (PARIS L HOPITAL). */
struct beginning {
	struct found *found;
	bool arrondissements;
};

static int
take_beginning(const struct px_commune *commune, void *data)
{
	struct beginning *beginning = data;
	bool arrondissement;

	if (!begins(commune->name, beginning->found->key, &arrondissement) ||
	    (beginning->arrondissements && !arrondissement))
		return 0;
	if (arrondissement && !beginning->arrondissements) {
		beginning->arrondissements = true;
		beginning->found->count = 0;
	}
	return take(commune, beginning->found);
}

/* The middle of those that have a position. */
static bool
middle(const struct found *found, struct px_point *out)
{
	size_t located = 0;

	*out = (struct px_point){ 0, 0 };
	for (size_t i = 0; i < found->count; i++) {
		if (!found->items[i].located)
			continue;
		out->lat += found->items[i].point.lat;
		out->lon += found->items[i].point.lon;
		located++;
	}
	if (located) {
		out->lat /= (double)located;
		out->lon /= (double)located;
	}
	return located > 0;
}

static int
take_name(const struct px_commune *commune, void *data)
{
	struct found *found = data;
	struct px_commune named = { .insee = commune->insee,
				    .name = commune->name,
				    .postcode = commune->postcode };

	/* Communes come in the order of their codes: the same one's postcodes follow each other. */
	if (found->count && strcmp(found->items[found->count - 1].insee, named.insee) == 0)
		return 0;
	PX_GROW(found->items, found->count, found->capacity);
	found->items[found->count++] =
		(struct px_commune){ .insee = px_arena_strdup(found->arena, named.insee),
				     .name = px_communes_key(found->arena, named.name),
				     .postcode = px_arena_strdup(found->arena, named.postcode) };
	return 0;
}

static const char *
nth_name(const void *data, size_t i)
{
	const struct found *found = data;

	return i < found->count ? found->items[i].name : NULL;
}

/* Of two names as near, the shorter one was meant: NANTES before NANTEUIL LA FOSSE. */
static int
compare_length(const void *a, const void *b)
{
	const struct px_commune *one = a, *other = b;
	size_t length = strlen(one->name), other_length = strlen(other->name);

	return (length > other_length) - (length < other_length);
}

/* What five characters that are no postcode may be: the INSEE code of a commune, or a slip. */
struct slip {
	struct px_arena *arena;
	const char *text;
	struct px_commune near; /* insee: NULL, nothing is near */
	long distance;
	bool is_insee;
};

static void
keep_near(struct slip *slip, const struct px_commune *commune)
{
	slip->near.insee = px_arena_strdup(slip->arena, commune->insee);
	slip->near.name = px_arena_strdup(slip->arena, commune->name);
	slip->near.postcode = px_arena_strdup(slip->arena, commune->postcode);
}

static int
take_slip(const struct px_commune *commune, void *data)
{
	enum { DEPARTMENT = 2 };
	struct slip *slip = data;
	long distance;

	if (strcasecmp(commune->insee, slip->text) == 0) {
		slip->is_insee = true;
		keep_near(slip, commune);
		return 1;
	}
	if (strncmp(commune->postcode, slip->text, DEPARTMENT) != 0)
		return 0;
	distance = labs(strtol(commune->postcode, NULL, 10) - strtol(slip->text, NULL, 10));
	if (!slip->near.insee || distance < slip->distance) {
		slip->distance = distance;
		keep_near(slip, commune);
	}
	return 0;
}

/* 1 and the message when something is near, 0 when nothing is, -1. */
static int
say_slip(struct px_store *store, const char *file, const char *text, const struct found *found,
	 struct px_err *err)
{
	struct slip slip = { .arena = found->arena, .text = text };
	bool insee, postcode = found->postcode && !found->key;

	if (px_communes_each(store, file, PX_COMMUNE_ALL, NULL, take_slip, &slip, err) < 0)
		return -1;
	insee = slip.is_insee;
	if (!slip.near.insee || (!insee && !postcode))
		return 0;
	px_err_set(err, PX_NOT_FOUND,
		   insee ? _("%s: no postcode but the INSEE code of %s: give %s")
			 : _("%s: no such postcode; the nearest is that of %s: %s"),
		   text, slip.near.name, slip.near.postcode);
	return 1;
}

static int
not_found(struct px_store *store, const char *file, const char *text, struct found *found,
	  struct px_err *err)
{
	const char *near = NULL;
	size_t i = 0;
	int said = strlen(text) == POSTCODE_LENGTH ? say_slip(store, file, text, found, err) : 0;

	if (said)
		return -1;
	found->count = 0;
	if (found->key &&
	    px_communes_each(store, file, PX_COMMUNE_ALL, NULL, take_name, found, err))
		return -1;
	if (found->count)
		qsort(found->items, found->count, sizeof(*found->items), compare_length);
	/* What goes on where the typing stopped, else what is spelled much the same. */
	for (size_t j = 0; found->key && !near && j < found->count; j++)
		if (strncmp(found->items[j].name, found->key, strlen(found->key)) == 0)
			near = found->items[j].name;
	if (found->key && !near)
		near = px_text_nearest(found->key, nth_name, found);
	if (!near)
		return px_err_set(err, PX_NOT_FOUND, _("%s: no commune has this name or postcode"),
				  text);
	while (found->items[i].name != near)
		i++;
	return px_err_set(err, PX_NOT_FOUND, _("%s: no such commune; did you mean \"%s\" (%s)?"),
			  text, near, found->items[i].postcode);
}

static int
ambiguous(const struct found *found, const char *text, struct px_err *err)
{
	struct px_buf list = PX_BUF_INIT;

	for (size_t i = 0; i < found->count && i < MOST_LISTED; i++)
		px_buf_printf(&list, "%s%s %s", i ? ", " : "", found->items[i].postcode,
			      found->items[i].place ? found->items[i].place : found->items[i].name);
	if (found->count > MOST_LISTED)
		px_buf_puts(&list, "…");
	px_err_set(err, PX_CONFLICT,
		   _("%s: several communes have this name, give the postcode: %s"), text,
		   list.data);
	px_buf_release(&list);
	return -1;
}

/* Those of the exact name as communes, else as parts of one, else those that begin with it. */
static int
search_name(struct px_store *store, const char *file, struct found *found, bool *one,
	    struct px_err *err)
{
	struct beginning beginning = { found, false };
	size_t kept = 0;

	*one = false;
	if (px_communes_each(store, file, PX_COMMUNE_BY_NAME, found->key, take, found, err))
		return -1;
	for (size_t i = 0; i < found->count; i++)
		if (!found->items[i].place ||
		    strcmp(px_communes_key(found->arena, found->items[i].name), found->key) == 0) {
			found->items[kept] = found->items[i];
			found->items[kept++].place = NULL;
		}
	found->count = kept ? kept : found->count;
	if (found->count)
		return 0;
	if (px_communes_each(store, file, PX_COMMUNE_ALL, NULL, take_beginning, &beginning, err))
		return -1;
	*one = beginning.arrondissements;
	return 0;
}

/* "47.36,-0.45": a comma parts two numbers. */
static bool
read_point(const char *text, struct px_arena *arena, struct px_place *out)
{
	char *lat = px_arena_strdup(arena, text), *comma = strchr(lat, ',');

	if (!comma)
		return false;
	*comma = '\0';
	if (!px_geo_read(px_text_trim(lat), px_text_trim(comma + 1), &out->point))
		return false;
	out->name = px_arena_strdup(arena, text);
	out->postcode = NULL;
	return true;
}

/* "49320 Brissac" in two; either may be missing. */
static void
split(const char *text, struct found *found)
{
	char *copy = px_text_trim(px_arena_strdup(found->arena, text));
	size_t digits = strspn(copy, "0123456789");

	if (digits == POSTCODE_LENGTH && (!copy[digits] || copy[digits] == ' ')) {
		found->postcode = px_arena_strndup(found->arena, copy, digits);
		copy += digits;
	}
	copy = px_communes_key(found->arena, copy);
	found->key = *copy ? copy : NULL;
}

static int
search(struct px_store *store, const char *file, const char *text, struct found *found,
       struct px_place *out, struct px_err *err)
{
	bool one = true;
	int result;

	if (found->key)
		result = search_name(store, file, found, &one, err);
	else
		result = px_communes_each(store, file, PX_COMMUNE_BY_POSTCODE, found->postcode,
					  take, found, err);
	if (result)
		return -1;
	if (!found->count)
		return not_found(store, file, text, found, err);
	if (found->count > 1 && !one)
		return ambiguous(found, text, err);
	if (!middle(found, &out->point))
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: nobody knows where this is: give degrees, as 47.36,-0.45"),
				  text);
	/* Several communes of one postcode are called by it. */
	if (!found->key && found->count > 1) {
		out->name = found->postcode;
		out->postcode = NULL;
		return 0;
	}
	out->name = found->items[0].place ? found->items[0].place : found->items[0].name;
	if (found->count > 1) /* a city: "PARIS 01" and all the others */
		out->name = px_arena_strndup(found->arena, out->name,
					     (size_t)(strrchr(out->name, ' ') - out->name));
	out->postcode = found->postcode     ? found->postcode
			: found->count == 1 ? found->items[0].postcode
					    : NULL;
	return 0;
}

int
px_communes_locate(struct px_store *store, const char *file, const char *text,
		   struct px_arena *arena, struct px_place *out, struct px_err *err)
{
	struct found found = { .arena = arena };
	int result;

	if (read_point(text, arena, out))
		return 0;
	split(text, &found);
	if (!found.key && !found.postcode)
		return px_err_set(err, PX_USAGE,
				  _("a place is empty: give a postcode or a commune"));
	result = search(store, file, text, &found, out, err);
	free(found.items);
	return result;
}
