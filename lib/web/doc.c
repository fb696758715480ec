#include "web/doc.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "io/html.h"

/* A list or a map, with what only its making needs. */
struct container {
	struct px_doc doc; /* first: the two are cast to each other */
	struct px_arena *arena;
	size_t capacity;
	const struct px_doc *parent; /* of a map */
	struct px_doc *length;       /* of a list: what a template calls its count */
	uint32_t *slots;             /* of a map past FEW: entry number + 1 by hash; 0 is free */
	size_t slot_count;           /* a power of two */
};

enum { FEW = 12 }; /* keys up to which a walk along them is quicker than a table */

static struct px_doc *
make(struct px_arena *arena, enum px_doc_kind kind)
{
	struct px_doc *doc = px_arena_alloc(arena, sizeof(*doc));

	doc->kind = kind;
	return doc;
}

static const struct px_doc *
make_text(struct px_arena *arena, enum px_doc_kind kind, const char *text, size_t length)
{
	struct px_doc *doc = make(arena, kind);

	doc->text = text;
	doc->count = length;
	return doc;
}

const struct px_doc *
px_doc_text(struct px_arena *arena, const char *text)
{
	size_t length = strlen(text);

	return make_text(arena, PX_DOC_TEXT, px_arena_strndup(arena, text, length), length);
}

const struct px_doc *
px_doc_text_borrowed(struct px_arena *arena, const char *text, size_t length)
{
	return make_text(arena, PX_DOC_TEXT, text, length);
}

const struct px_doc *
px_doc_html(struct px_arena *arena, const char *html, size_t length)
{
	char *copy = px_arena_alloc(arena, length + 1);

	memcpy(copy, html, length);
	return make_text(arena, PX_DOC_HTML, copy, length);
}

const struct px_doc *
px_doc_html_borrowed(struct px_arena *arena, const char *html, size_t length)
{
	return make_text(arena, PX_DOC_HTML, html, length);
}

const struct px_doc *
px_doc_number(struct px_arena *arena, int64_t number)
{
	struct px_doc *doc = make(arena, PX_DOC_NUMBER);

	doc->number = number;
	return doc;
}

const struct px_doc *
px_doc_bool(bool truth)
{
	static const struct px_doc values[] = { { .kind = PX_DOC_BOOL, .truth = false },
						{ .kind = PX_DOC_BOOL, .truth = true } };

	return &values[truth];
}

/*
 * Addresses.  A browser drops tabs and ends of line from one before it looks for the scheme, takes \
 * for /, and what is written later drops controls of direction: none of these may stand in it.
 */
enum { SCHEME_ENDS = 1, NO_PLACE = 2, MAY_TURN = 4 };
static const unsigned char address_bytes[256] = {
	['/'] = SCHEME_ENDS, ['?'] = SCHEME_ENDS, ['#'] = SCHEME_ENDS, [':'] = SCHEME_ENDS,
	['\\'] = NO_PLACE,   [0x7f] = NO_PLACE,   [0xe2] = MAY_TURN,
};

static size_t
scheme_length(const char *url, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (address_bytes[(unsigned char)url[i]] == SCHEME_ENDS)
			return url[i] == ':' ? i + 1 : 0;
	return 0;
}

static bool
plain_bytes(const char *url, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)url[i];

		if (byte <= ' ' || address_bytes[byte] == NO_PLACE ||
		    (address_bytes[byte] == MAY_TURN && px_html_direction(url + i, length - i)))
			return false;
	}
	return true;
}

bool
px_url_absolute(const char *url, size_t length)
{
	return scheme_length(url, length) > 0 || (length >= 2 && memcmp(url, "//", 2) == 0);
}

bool
px_url_safe(const char *url, size_t length)
{
	static const char *const schemes[] = { "https:", "http:", "mailto:", "tel:" };
	size_t scheme = scheme_length(url, length);

	if (!plain_bytes(url, length))
		return false;
	if (!scheme)
		return !px_url_absolute(url, length);
	for (size_t i = 0; i < PX_COUNT(schemes); i++)
		if (strlen(schemes[i]) == scheme && strncasecmp(url, schemes[i], scheme) == 0)
			return true;
	return false;
}

const struct px_doc *
px_doc_url(struct px_arena *arena, const char *url, struct px_err *err)
{
	size_t length = strlen(url);

	if (!px_url_safe(url, length)) {
		px_err_set(err, PX_REJECTED,
			   _("%.200s: not an address that a page may link to: write http:, https:, "
			     "mailto:, tel: or a path, without blanks"),
			   url);
		return NULL;
	}
	return make_text(arena, PX_DOC_URL, px_arena_strndup(arena, url, length), length);
}

/* --- lists and maps ---------------------------------------------------------------------------- */
static struct container *
container_of(const struct px_doc *doc)
{
	return (struct container *)doc;
}

static struct px_doc *
make_container(struct px_arena *arena, enum px_doc_kind kind)
{
	struct container *made = px_arena_alloc(arena, sizeof(*made));

	made->doc.kind = kind;
	made->arena = arena;
	return &made->doc;
}

/* Room for one more: what was there is left behind in the arena, which doubling keeps small. */
static void *
grown(struct container *container, void *items, size_t size)
{
	size_t count = container->doc.count;
	void *copy;

	if (count < container->capacity)
		return items;
	container->capacity = count ? 2 * count : 4;
	copy = px_arena_alloc(container->arena, container->capacity * size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

struct px_doc *
px_doc_list(struct px_arena *arena)
{
	struct px_doc *list = make_container(arena, PX_DOC_LIST);

	container_of(list)->length = make(arena, PX_DOC_NUMBER);
	return list;
}

void
px_doc_push(struct px_doc *list, const struct px_doc *value)
{
	if (!value)
		return;
	list->items = grown(container_of(list), list->items, sizeof(struct px_doc *));
	list->items[list->count++] = value;
	container_of(list)->length->number = (int64_t)list->count;
}

const struct px_doc *
px_doc_at(const struct px_doc *list, size_t i)
{
	return list && list->kind == PX_DOC_LIST && i < list->count ? list->items[i] : NULL;
}

struct px_doc *
px_doc_map(struct px_arena *arena)
{
	return make_container(arena, PX_DOC_MAP);
}

struct px_doc *
px_doc_map_under(struct px_arena *arena, const struct px_doc *parent)
{
	struct px_doc *map = px_doc_map(arena);

	container_of(map)->parent = parent;
	return map;
}

uint32_t
px_doc_hash(const char *key, size_t length)
{
	uint32_t hash = 2166136261u; /* FNV-1a: keys are short */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)key[i]) * 16777619u;
	return hash;
}

static bool
is_key(const struct px_doc_entry *entry, const char *key, size_t length, uint32_t hash)
{
	return entry->hash == hash && entry->length == length &&
	       memcmp(entry->key, key, length) == 0;
}

static struct px_doc_entry *
own_entry(const struct px_doc *map, const char *key, size_t length, uint32_t hash)
{
	const struct container *inner = container_of(map);

	if (!inner->slots) {
		for (size_t i = 0; i < map->count; i++)
			if (is_key(&map->entries[i], key, length, hash))
				return &map->entries[i];
		return NULL;
	}
	for (size_t at = hash;; at++) {
		uint32_t slot = inner->slots[at & (inner->slot_count - 1)];

		if (!slot)
			return NULL;
		if (is_key(&map->entries[slot - 1], key, length, hash))
			return &map->entries[slot - 1];
	}
}

static void
take_slot(struct container *map, uint32_t hash, size_t number)
{
	size_t at = hash;

	while (map->slots[at & (map->slot_count - 1)])
		at++;
	map->slots[at & (map->slot_count - 1)] = (uint32_t)number + 1;
}

/* Half of the table stays free, so that a search ends soon. */
static void
index_last(struct container *map)
{
	size_t count = map->doc.count;

	if (count <= FEW)
		return;
	if (map->slots && 2 * count <= map->slot_count) {
		take_slot(map, map->doc.entries[count - 1].hash, count - 1);
		return;
	}
	map->slot_count = map->slot_count ? 4 * map->slot_count : 64;
	map->slots = px_arena_alloc(map->arena, map->slot_count * sizeof(*map->slots));
	for (size_t i = 0; i < count; i++)
		take_slot(map, map->doc.entries[i].hash, i);
}

void
px_doc_put(struct px_doc *map, const char *key, const struct px_doc *value)
{
	struct container *inner = container_of(map);
	size_t length = strlen(key);
	uint32_t hash = px_doc_hash(key, length);
	struct px_doc_entry *entry;

	if (!value)
		return;
	entry = own_entry(map, key, length, hash);
	if (entry) {
		entry->value = value;
		return;
	}
	map->entries = grown(inner, map->entries, sizeof(*map->entries));
	map->entries[map->count++] = (struct px_doc_entry){ key, (uint32_t)length, hash, value };
	index_last(inner);
}

void
px_doc_put_text(struct px_doc *map, const char *key, const char *text)
{
	if (text && *text)
		px_doc_put(map, key, px_doc_text(container_of(map)->arena, text));
}

void
px_doc_put_html(struct px_doc *map, const char *key, const char *html, size_t length)
{
	if (html && length)
		px_doc_put(map, key, px_doc_html(container_of(map)->arena, html, length));
}

void
px_doc_put_number(struct px_doc *map, const char *key, int64_t number)
{
	px_doc_put(map, key, px_doc_number(container_of(map)->arena, number));
}

void
px_doc_put_bool(struct px_doc *map, const char *key, bool truth)
{
	px_doc_put(map, key, px_doc_bool(truth));
}

int
px_doc_put_url(struct px_doc *map, const char *key, const char *url, struct px_err *err)
{
	const struct px_doc *value;

	if (!url || !*url)
		return 0;
	value = px_doc_url(container_of(map)->arena, url, err);
	px_doc_put(map, key, value);
	return value ? 0 : -1;
}

struct px_doc *
px_doc_put_map(struct px_doc *map, const char *key)
{
	struct px_doc *made = px_doc_map(container_of(map)->arena);

	px_doc_put(map, key, made);
	return made;
}

struct px_doc *
px_doc_put_list(struct px_doc *map, const char *key)
{
	struct px_doc *made = px_doc_list(container_of(map)->arena);

	px_doc_put(map, key, made);
	return made;
}

struct px_doc *
px_doc_push_map(struct px_doc *list)
{
	struct px_doc *made = px_doc_map(container_of(list)->arena);

	px_doc_push(list, made);
	return made;
}

const struct px_doc *
px_doc_find(const struct px_doc *map, const char *key, size_t length, uint32_t hash)
{
	if (map && map->kind == PX_DOC_LIST && length == strlen("count") &&
	    memcmp(key, "count", length) == 0)
		return container_of(map)->length;
	while (map && map->kind == PX_DOC_MAP) {
		const struct px_doc_entry *entry = own_entry(map, key, length, hash);

		if (entry)
			return entry->value;
		map = container_of(map)->parent;
	}
	return NULL;
}

const struct px_doc *
px_doc_get(const struct px_doc *map, const char *key)
{
	size_t length = strlen(key);

	return px_doc_find(map, key, length, px_doc_hash(key, length));
}

const char *
px_doc_get_text(const struct px_doc *map, const char *key)
{
	const struct px_doc *value = px_doc_get(map, key);

	return value && value->kind <= PX_DOC_URL ? value->text : NULL;
}

bool
px_doc_true(const struct px_doc *value)
{
	if (!value)
		return false;
	if (value->kind == PX_DOC_NUMBER)
		return value->number != 0;
	return value->kind == PX_DOC_BOOL ? value->truth : value->count > 0;
}
