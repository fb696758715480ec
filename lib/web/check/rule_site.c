/* Rules about what machines read: the site map, robots.txt, security.txt, feeds, JSON-LD. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "io/json_in.h"
#include "web/check/rules.h"
#include "io/xml_in.h"

enum { FILE_LIMIT = 64 << 20 };

static bool
is_absolute(const char *address)
{
	return strncmp(address, "https://", 8) == 0 || strncmp(address, "http://", 7) == 0;
}

struct place {
	const char *address;
	long line;
};

struct map {
	struct px_arena *arena;
	struct place *places;
	size_t count, capacity;
};

static void
take_place(const struct px_xml_element *element, void *data)
{
	struct map *map = data;

	if (strcmp(element->name, "loc") != 0 || strcmp(element->parent, "url") != 0)
		return;
	PX_GROW(map->places, map->count, map->capacity);
	map->places[map->count++] =
		(struct place){ px_arena_strdup(map->arena, element->text), element->line };
}

/* What all addresses of the map begin with, to its last slash: the top of the site. */
static const char *
base_of(struct px_arena *arena, const struct map *map)
{
	size_t length = map->count ? strlen(map->places[0].address) : 0;
	const char *first = map->count ? map->places[0].address : "";

	for (size_t i = 1; i < map->count; i++) {
		size_t same = 0;

		while (same < length && map->places[i].address[same] == first[same])
			same++;
		length = same;
	}
	while (length && first[length - 1] != '/')
		length--;
	return px_arena_strndup(arena, first, length);
}

/* The page of the folder that an address of the site is, or PX_NO_FILE. */
static size_t
page_at(struct px_visit *visit, const char *base, const char *address)
{
	const char *path = address + strlen(base);
	size_t length = strcspn(path, "#?");
	bool folder = !length || path[length - 1] == '/';

	return px_check_file_at(visit->site, px_arena_printf(visit->arena, "%.*s%s", (int)length,
							     path, folder ? "index.html" : ""));
}

static void
check_map(struct px_visit *visit, const struct map *map)
{
	struct px_check_site *site = visit->site;
	const char *base = base_of(visit->arena, map);
	bool *listed = px_calloc(site->file_count, sizeof(*listed));

	for (size_t i = 0; i < map->count; i++) {
		const struct place *place = &map->places[i];
		size_t page = PX_NO_FILE;

		if (is_absolute(place->address) && strncmp(place->address, base, strlen(base)) == 0)
			page = page_at(visit, base, place->address);
		if (page == PX_NO_FILE)
			px_check_found_in(visit, "sitemap.xml", place->line,
					  _("%s is no page of the site"), place->address);
		else if (site->files[page].unlisted)
			px_check_found_in(visit, "sitemap.xml", place->line,
					  _("%s asks not to be indexed: take it out of the map"),
					  site->files[page].path);
		else
			listed[page] = true;
	}
	for (size_t i = 0; i < site->file_count; i++) {
		const struct px_check_file *file = &site->files[i];

		if (file->page && !listed[i] && !file->unlisted &&
		    strcmp(file->path, "404.html") != 0 &&
		    !(file->kind && strcmp(file->kind, "404") == 0))
			px_check_found_in(visit, "sitemap.xml", 1, _("%s is not in the map"),
					  file->path);
	}
	free(listed);
}

bool
px_rule_sitemap(struct px_visit *visit)
{
	struct px_buf bytes = PX_BUF_INIT;
	struct map map = { .arena = visit->arena };
	struct px_xml_fault fault;

	if (px_check_read(visit->site, "sitemap.xml", FILE_LIMIT, &bytes) != 0)
		px_check_found_in(visit, "sitemap.xml", 0, _("there is no map of the site"));
	else if (px_xml_read(bytes.data, bytes.length, take_place, &map, &fault) != 0)
		px_check_found_in(visit, "sitemap.xml", fault.line, "%s", fault.message);
	else
		check_map(visit, &map);
	free(map.places);
	px_buf_release(&bytes);
	return true;
}

/* A line "Key: value" of a small file: the value, and its line.  NULL: there is none. */
static const char *
line_of(struct px_arena *arena, const char *text, const char *key, long *line)
{
	size_t length = strlen(key);

	for (*line = 1; *text; (*line)++) {
		size_t size = strcspn(text, "\n");

		if (size > length && strncasecmp(text, key, length) == 0 && text[length] == ':')
			return px_text_trim(
				px_arena_strndup(arena, text + length + 1, size - length - 1));
		text += size;
		text += *text == '\n';
	}
	return NULL;
}

bool
px_rule_robots(struct px_visit *visit)
{
	struct px_buf text = PX_BUF_INIT;
	const char *map;
	long line;

	if (px_check_read(visit->site, "robots.txt", 1 << 20, &text) != 0)
		px_check_found_in(visit, "robots.txt", 0,
				  _("there is no robots.txt: it tells search engines what they may "
				    "read"));
	else if (!line_of(visit->arena, text.data, "user-agent", &line))
		px_check_found_in(visit, "robots.txt", 1, _("no line User-agent: *"));
	else if ((map = line_of(visit->arena, text.data, "sitemap", &line)) && !is_absolute(map))
		px_check_found_in(visit, "robots.txt", line,
				  _("the address of the map must be a whole one: \"%s\""), map);
	px_buf_release(&text);
	return true;
}

bool
px_rule_security(struct px_visit *visit)
{
	static const char path[] = ".well-known/security.txt";
	struct px_buf text = PX_BUF_INIT;
	const char *expires;
	int64_t end;
	long line;

	if (px_check_read(visit->site, path, 1 << 20, &text) != 0) {
		px_check_found_in(visit, path, 0,
				  _("there is no security.txt: it tells whom to warn of a hole"));
		return true;
	}
	if (!line_of(visit->arena, text.data, "contact", &line))
		px_check_found_in(visit, path, 1, _("no line Contact: mailto:…"));
	expires = line_of(visit->arena, text.data, "expires", &line);
	if (!expires || px_instant_parse(expires, &end) != 0)
		px_check_found_in(visit, path, expires ? line : 1,
				  _("no line Expires: with an instant, as 2026-01-01T00:00:00Z"));
	else if (end <= visit->site->options->now)
		px_check_found_in(visit, path, line, _("it has expired: build the site again"));
	px_buf_release(&text);
	return true;
}

struct feed {
	struct px_visit *visit;
	const char *path;
	bool id, title, updated;                   /* of the feed */
	bool entry_id, entry_title, entry_updated; /* of the entry that is read */
	bool atom;
	struct px_set ids;
};

static void
check_id(struct feed *feed, const struct px_xml_element *element)
{
	uint64_t key = px_check_id_key(0, element->text);

	if (!px_check_outside(element->text) || strncmp(element->text, "//", 2) == 0)
		px_check_found_in(feed->visit, feed->path, element->line,
				  _("the id of an entry must be a whole address: \"%s\""),
				  element->text);
	else if (!px_set_put(&feed->ids, key, 0))
		px_check_found_in(feed->visit, feed->path, element->line,
				  _("two entries of one id: %s"), element->text);
}

static void
take_feed_element(const struct px_xml_element *element, void *data)
{
	struct feed *feed = data;
	bool in_feed = strcmp(element->parent, "feed") == 0;
	bool in_entry = strcmp(element->parent, "entry") == 0;
	bool said = *element->text != '\0';
	int64_t instant;

	if (strcmp(element->name, "id") == 0 && (in_feed || in_entry)) {
		*(in_feed ? &feed->id : &feed->entry_id) = said;
		check_id(feed, element);
	} else if (strcmp(element->name, "title") == 0 && (in_feed || in_entry)) {
		*(in_feed ? &feed->title : &feed->entry_title) = said;
	} else if (strcmp(element->name, "updated") == 0 && (in_feed || in_entry)) {
		*(in_feed ? &feed->updated : &feed->entry_updated) =
			px_instant_parse(element->text, &instant) == 0;
	} else if (strcmp(element->name, "entry") == 0) {
		if (!feed->entry_id || !feed->entry_title || !feed->entry_updated)
			px_check_found_in(feed->visit, feed->path, element->line,
					  _("an entry without an id, a title, or the instant when "
					    "it was updated"));
		feed->entry_id = feed->entry_title = feed->entry_updated = false;
	} else if (strcmp(element->name, "feed") == 0) {
		feed->atom = true;
		if (!feed->id || !feed->title || !feed->updated)
			px_check_found_in(feed->visit, feed->path, element->line,
					  _("a feed without an id, a title, or the instant when it "
					    "was updated"));
	}
}

/* By its name, or by what it begins with. */
static bool
is_feed(const struct px_visit *visit, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct px_buf bytes = PX_BUF_INIT;
	const char *root;
	bool feed;

	if (px_check_ends(path, ".atom"))
		return true;
	if (!px_check_ends(path, ".xml"))
		return false;
	px_check_read(visit->site, path, 1 << 16, &bytes);
	root = strstr(bytes.data, "<feed");
	feed = strncmp(name, "feed", 4) == 0 || strncmp(name, "atom", 4) == 0 ||
	       (root && root - bytes.data < 1024);
	px_buf_release(&bytes);
	return feed;
}

static void
check_feed(struct px_visit *visit, const char *path)
{
	struct feed feed = { .visit = visit, .path = path };
	struct px_buf bytes = PX_BUF_INIT;
	struct px_xml_fault fault;

	if (px_check_read(visit->site, path, FILE_LIMIT, &bytes) != 0)
		px_check_found_in(visit, path, 0, _("this feed cannot be read"));
	else if (px_xml_read(bytes.data, bytes.length, take_feed_element, &feed, &fault) != 0)
		px_check_found_in(visit, path, fault.line, "%s", fault.message);
	else if (!feed.atom)
		px_check_found_in(visit, path, 1, _("this is no Atom feed"));
	px_set_release(&feed.ids);
	px_buf_release(&bytes);
}

bool
px_rule_feed(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->site->file_count; i++)
		if (is_feed(visit, visit->site->files[i].path)) {
			tried = true;
			check_feed(visit, visit->site->files[i].path);
		}
	return tried;
}

/* The address of the site's top, by the page's canonical address; or NULL. */
static const char *
site_base(struct px_visit *visit)
{
	for (const struct px_node *at = visit->dom->tags[PX_TAG_LINK]; at; at = at->again) {
		const char *rel = px_dom_get(at, "rel"), *href = px_dom_get(at, "href");
		const char *path = visit->file->path;
		size_t length, size = strlen(path);

		if (!rel || !href || !px_dom_listed(rel, "canonical") || !is_absolute(href))
			continue;
		length = strlen(href);
		if (px_check_ends(path, "index.html") && href[length - 1] == '/')
			size -= strlen("index.html");
		if (size == strlen("index.html") && strcmp(path, "index.html") == 0 &&
		    href[length - 1] == '/')
			size = 0;
		if (length > size && strncmp(href + length - size, path, size) == 0)
			return px_arena_strndup(visit->arena, href, length - size);
	}
	return NULL;
}

struct json_check {
	struct px_visit *visit;
	const struct px_node *script;
	const char *base;
	bool typed;
};

static void
check_value(struct json_check *check, const struct px_json_node *node)
{
	size_t length = check->base ? strlen(check->base) : 0;

	check->typed |= node->key && strcmp(node->key, "@type") == 0;
	for (size_t i = 0; i < node->count; i++)
		check_value(check, &node->items[i]);
	if (node->type == PX_JSON_STRING && length &&
	    strncmp(node->string, check->base, length) == 0 &&
	    page_at(check->visit, check->base, node->string) == PX_NO_FILE)
		px_check_found(check->visit, check->script->line + node->line - 1,
			       _("%s: the site has no such page"), node->string);
}

bool
px_rule_json_ld(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_SCRIPT]; at; at = at->again) {
		const char *type = px_dom_get(at, "type");
		struct json_check check = { visit, at, NULL, false };
		const char *text = at->first && at->first->text ? at->first->text : "";
		const struct px_json_node *tree;
		struct px_err err = PX_ERR_INIT;

		if (!type || strcasecmp(type, "application/ld+json") != 0)
			continue;
		tried = true;
		tree = px_json_parse(visit->arena, text, strlen(text), "JSON-LD", &err);
		if (!tree) {
			px_check_found(visit, at->line, "%s", err.message);
			continue;
		}
		check.base = site_base(visit);
		check_value(&check, tree);
		if (!check.typed ||
		    (tree->type == PX_JSON_OBJECT && !px_json_member(tree, "@context")))
			px_check_found(visit, at->line,
				       _("JSON-LD without @context or @type says nothing"));
	}
	return tried;
}
