/* The links of a page: found once, each resolved to a file of the folder. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "web/check/visit.h"

bool
px_check_outside(const char *address)
{
	size_t length = 0;

	if (address[0] == '/' && address[1] == '/')
		return true;
	while (isalnum((unsigned char)address[length]) ||
	       (length && address[length] && strchr("+-.", address[length])))
		length++;
	return length > 1 && address[length] == ':' && isalpha((unsigned char)address[0]);
}

static int
digit(char byte)
{
	if (isdigit((unsigned char)byte))
		return byte - '0';
	byte = (char)(byte | 0x20);
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Percent signs undone; what is none stays. */
static char *
decode(char *text)
{
	char *out = text;

	for (const char *at = text; *at; at++) {
		int high = *at == '%' ? digit(at[1]) : -1;
		int low = high >= 0 ? digit(at[2]) : -1;

		if (low >= 0 && (high || low)) {
			*out++ = (char)(high * 16 + low);
			at += 2;
		} else {
			*out++ = *at;
		}
	}
	*out = '\0';
	return text;
}

const char *
px_check_join(struct px_arena *arena, const char *page, const char *address)
{
	const char *slash = strrchr(page, '/');
	size_t folder = slash ? (size_t)(slash - page + 1) : 0, length = 0;
	char *whole, *path;

	if (address[0] == '/') {
		folder = 0;
		address++;
	}
	whole = px_arena_printf(arena, "%.*s%s", (int)folder, page, address);
	path = px_arena_alloc(arena, strlen(whole) + 2);
	while (*whole) {
		size_t size = strcspn(whole, "/");
		bool more = whole[size] == '/';

		if (size == 2 && whole[0] == '.' && whole[1] == '.') {
			if (!length)
				return NULL;
			for (length--; length && path[length - 1] != '/'; length--)
				;
			path[length] = '\0';
		} else if (size && !(size == 1 && whole[0] == '.')) {
			memcpy(path + length, whole, size);
			length += size;
			if (more)
				path[length++] = '/';
			path[length] = '\0';
		}
		whole += size + more;
	}
	return path;
}

static void
resolve(struct px_visit *visit, struct px_check_link *link)
{
	struct px_check_site *site = visit->site;
	char *copy, *mark;
	const char *path;

	link->target = PX_NO_FILE;
	link->outside = px_check_outside(link->value);
	if (link->outside)
		return;
	copy = px_arena_strdup(visit->arena, link->value);
	mark = strchr(copy, '#');
	if (mark) {
		*mark = '\0';
		link->fragment = decode(mark + 1);
	}
	mark = strchr(copy, '?');
	if (mark)
		*mark = '\0';
	if (!*copy) {
		link->path = visit->file->path;
		link->target = (size_t)(visit->file - site->files);
		return;
	}
	path = px_check_join(visit->arena, visit->file->path, decode(copy));
	link->path = path;
	if (!path)
		return;
	link->target = px_check_file_at(site, path);
	if (link->target == PX_NO_FILE) {
		size_t length = strlen(path);
		const char *slash = length && path[length - 1] != '/' ? "/" : "";

		link->target = px_check_file_at(
			site, px_arena_printf(visit->arena, "%s%sindex.html", path, slash));
	}
}

static void
put(struct px_visit *visit, const struct px_node *node, enum px_link_kind kind, const char *value)
{
	while (*value == ' ' || *value == '\n' || *value == '\t')
		value++;
	if (visit->link_count == visit->link_capacity) {
		size_t wider = visit->link_capacity ? 2 * visit->link_capacity : 64;
		struct px_check_link *more = px_arena_alloc(visit->arena, wider * sizeof(*more));

		if (visit->link_count)
			memcpy(more, visit->links, visit->link_count * sizeof(*more));
		visit->links = more;
		visit->link_capacity = wider;
	}
	visit->links[visit->link_count] =
		(struct px_check_link){ .node = node, .kind = kind, .value = value };
	resolve(visit, &visit->links[visit->link_count++]);
}

/* "a.jpg 1x, b.jpg 2x" */
static void
put_set(struct px_visit *visit, const struct px_node *node, const char *list)
{
	while (*list) {
		size_t size;

		list += strspn(list, " \t\n\f\r,");
		size = strcspn(list, " \t\n\f\r");
		if (size)
			put(visit, node, PX_LINK_LOAD, px_arena_strndup(visit->arena, list, size));
		list += size;
		list += strcspn(list, ",");
	}
}

static enum px_link_kind
kind_of_link(const struct px_node *node)
{
	static const char *const loading[] = { "stylesheet",    "icon",     "preload",
					       "modulepreload", "prefetch", "preconnect",
					       "dns-prefetch",  "manifest", "apple-touch-icon",
					       "mask-icon",     "shortcut" };
	const char *rel = px_dom_get(node, "rel");

	for (size_t i = 0; rel && i < PX_COUNT(loading); i++)
		if (px_dom_listed(rel, loading[i]))
			return PX_LINK_LOAD;
	return PX_LINK_ABOUT;
}

static const struct address {
	const char *name;
	enum px_link_kind kind;
	const char *tags; /* NULL: of any */
} addresses[] = {
	{ "href", PX_LINK_GO, "a area" },
	{ "action", PX_LINK_GO, "form" },
	{ "formaction", PX_LINK_GO, "button input" },
	{ "href", PX_LINK_LOAD, "use image" },
	{ "xlink:href", PX_LINK_LOAD, "use image" },
	{ "src", PX_LINK_LOAD, NULL },
	{ "poster", PX_LINK_LOAD, NULL },
	{ "data", PX_LINK_LOAD, "object" },
	{ "background", PX_LINK_LOAD, NULL },
};

static void
take_node(struct px_visit *visit, const struct px_node *node)
{
	for (size_t i = 0; i < node->attribute_count; i++) {
		const struct px_attribute *attribute = &node->attributes[i];

		if (node->tag == PX_TAG_LINK && strcmp(attribute->name, "href") == 0)
			put(visit, node, kind_of_link(node), attribute->value);
		else if (strcmp(attribute->name, "srcset") == 0)
			put_set(visit, node, attribute->value);
		for (size_t k = 0; k < PX_COUNT(addresses); k++)
			if (strcmp(attribute->name, addresses[k].name) == 0 &&
			    (!addresses[k].tags || px_dom_listed(addresses[k].tags, node->name)))
				put(visit, node, addresses[k].kind, attribute->value);
	}
}

void
px_check_links(struct px_visit *visit)
{
	for (size_t i = 0; i < visit->dom->count; i++)
		if (visit->dom->nodes[i].attribute_count)
			take_node(visit, &visit->dom->nodes[i]);
}

uint64_t
px_check_id_key(size_t file, const char *id)
{
	return px_digest(id, strlen(id)) ^ (file + 1) * 0x9E3779B97F4A7C15u;
}

uint64_t
px_check_edge_key(size_t from, size_t to)
{
	const size_t edge[2] = { from, to };

	return px_digest(edge, sizeof(edge));
}

const struct px_node *
px_check_by_id(const struct px_visit *visit, const char *id)
{
	uint32_t at;

	return px_set_get(&visit->by_id, px_digest(id, strlen(id)), &at) ? &visit->dom->nodes[at]
									 : NULL;
}
