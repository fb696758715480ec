/* Documents as bytes: for the cache, and for telling whether what a page shows is what it showed. */
#include "web/site/part.h"

void
px_site_key_number(struct px_buf *key, uint64_t number)
{
	px_buf_add(key, &number, sizeof(number));
}

void
px_site_key_text(struct px_buf *key, const char *text)
{
	px_buf_add(key, text ? text : "\1", text ? strlen(text) + 1 : 2);
}

static void
pack_bytes(const char *bytes, size_t length, struct px_buf *out)
{
	uint32_t size = (uint32_t)length;

	px_buf_add(out, &size, sizeof(size));
	px_buf_add(out, bytes, length);
	px_buf_putc(out, '\0');
}

/* A kind, then what it holds; maps as keys and values by turns. */
void
px_site_pack(const struct px_doc *doc, struct px_buf *out)
{
	uint32_t count = (uint32_t)doc->count;

	px_buf_putc(out, (char)doc->kind);
	px_buf_add(out, &doc->line, sizeof(doc->line));
	switch (doc->kind) {
	case PX_DOC_TEXT:
	case PX_DOC_HTML:
	case PX_DOC_URL:
		pack_bytes(doc->text, doc->count, out);
		break;
	case PX_DOC_NUMBER:
		px_buf_add(out, &doc->number, sizeof(doc->number));
		break;
	case PX_DOC_BOOL:
		px_buf_putc(out, doc->truth);
		break;
	case PX_DOC_LIST:
		px_buf_add(out, &count, sizeof(count));
		for (size_t i = 0; i < doc->count; i++)
			px_site_pack(doc->items[i], out);
		break;
	case PX_DOC_MAP:
		px_buf_add(out, &count, sizeof(count));
		for (size_t i = 0; i < doc->count; i++) {
			pack_bytes(doc->entries[i].key, doc->entries[i].length, out);
			px_site_pack(doc->entries[i].value, out);
		}
		break;
	}
}

/* The next bytes, or NULL at the end: what was packed was whole, but a cache may be anything. */
static const char *
take(const char **at, const char *end, size_t length)
{
	const char *from = *at;

	if ((size_t)(end - from) < length)
		return NULL;
	*at += length;
	return from;
}

static const char *
take_text(const char **at, const char *end, size_t *length)
{
	uint32_t size;
	const char *bytes = take(at, end, sizeof(size));

	if (!bytes)
		return NULL;
	memcpy(&size, bytes, sizeof(size));
	*length = size;
	bytes = take(at, end, (size_t)size + 1);
	return bytes && bytes[size] == '\0' ? bytes : NULL;
}

static const struct px_doc *unpack_at(struct px_arena *arena, const char **at, const char *end,
				      int depth);

static const struct px_doc *
unpack_items(struct px_arena *arena, const char **at, const char *end, int depth, int line,
	     bool map)
{
	struct px_doc *doc = map ? px_doc_map(arena) : px_doc_list(arena);
	const char *bytes = take(at, end, sizeof(uint32_t));
	uint32_t count;

	if (!bytes)
		return NULL;
	memcpy(&count, bytes, sizeof(count));
	doc->line = line;
	for (uint32_t i = 0; i < count; i++) {
		size_t length;
		const char *key = map ? take_text(at, end, &length) : "";
		const struct px_doc *value = key ? unpack_at(arena, at, end, depth + 1) : NULL;

		if (!value)
			return NULL;
		if (map)
			px_doc_put(doc, key, value);
		else
			px_doc_push(doc, value);
	}
	return doc;
}

static struct px_doc *
new_doc(struct px_arena *arena, enum px_doc_kind kind, int line)
{
	struct px_doc *doc = px_arena_alloc(arena, sizeof(*doc));

	doc->kind = kind;
	doc->line = line;
	return doc;
}

static const struct px_doc *
unpack_text(struct px_arena *arena, const char **at, const char *end, enum px_doc_kind kind,
	    int line)
{
	size_t length;
	const char *text = take_text(at, end, &length);
	struct px_doc *doc = text ? new_doc(arena, kind, line) : NULL;

	if (doc) {
		doc->count = length;
		doc->text = text;
	}
	return doc;
}

/* A number, or true or false. */
static const struct px_doc *
unpack_number(struct px_arena *arena, const char **at, const char *end, enum px_doc_kind kind,
	      int line)
{
	struct px_doc *doc = new_doc(arena, kind, line);
	const char *bytes = take(at, end, kind == PX_DOC_BOOL ? 1 : sizeof(doc->number));

	if (!bytes)
		return NULL;
	if (kind == PX_DOC_BOOL)
		doc->truth = *bytes;
	else
		memcpy(&doc->number, bytes, sizeof(doc->number));
	return doc;
}

static const struct px_doc *
unpack_at(struct px_arena *arena, const char **at, const char *end, int depth)
{
	const char *head = take(at, end, 1 + sizeof(int));
	int line;

	if (!head || depth > 2 * PX_FRONT_DEPTH)
		return NULL;
	memcpy(&line, head + 1, sizeof(line));
	switch ((unsigned char)*head) {
	case PX_DOC_TEXT:
	case PX_DOC_HTML:
	case PX_DOC_URL:
		return unpack_text(arena, at, end, (enum px_doc_kind) * head, line);
	case PX_DOC_NUMBER:
	case PX_DOC_BOOL:
		return unpack_number(arena, at, end, (enum px_doc_kind) * head, line);
	case PX_DOC_LIST:
	case PX_DOC_MAP:
		return unpack_items(arena, at, end, depth, line, *head == PX_DOC_MAP);
	default:
		return NULL;
	}
}

const struct px_doc *
px_site_unpack(struct px_arena *arena, const char **at, const char *end)
{
	return unpack_at(arena, at, end, 0);
}
