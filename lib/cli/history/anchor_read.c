/* What an anchor is made of; and anchors read back: lines of `name value`, or JSON, as many as a file
 * holds. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/history/anchor.h"
#include "io/json_in.h"

static const struct px_field anchor_fields[] = {
	[PX_ANCHOR_VERSION] = { "plexus_anchor", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
				N_("1: what follows is as described here") },
	[PX_ANCHOR_ORGANIZATION] = { "organization", &px_kind_text, PX_COLUMN | PX_REQUIRED,
				     N_("uid of the organization whose key signs") },
	[PX_ANCHOR_NAME] = { "name", &px_kind_text, PX_COLUMN, N_("its name") },
	[PX_ANCHOR_SEQ] = { "seq", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			    N_("number of the journal's last line") },
	[PX_ANCHOR_CHAIN] = { "chain", &px_kind_text, PX_COLUMN | PX_REQUIRED,
			      N_("SHA-256 of that line and of all before it") },
	[PX_ANCHOR_AT] = { "at", &px_kind_instant, PX_COLUMN | PX_REQUIRED,
			   N_("when that line was written") },
	[PX_ANCHOR_TAKEN] = { "taken", &px_kind_instant, PX_COLUMN | PX_REQUIRED,
			      N_("when this was made") },
	[PX_ANCHOR_SCHEMA] = { "schema", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			       N_("version of the database") },
	[PX_ANCHOR_KEY] = { "key", &px_kind_text, PX_COLUMN | PX_REQUIRED,
			    N_("name of the key that signs") },
	[PX_ANCHOR_PUBLIC] = { "public", &px_kind_text, PX_COLUMN | PX_REQUIRED,
			       N_("its public half: Ed25519, base64") },
	[PX_ANCHOR_SIGNATURE] = { "signature", &px_kind_text, PX_COLUMN | PX_REQUIRED,
				  N_("of the lines above as text: Ed25519, base64") },
};

const struct px_type px_view_anchor = {
	.name = "anchor",
	.plural = "anchors",
	.label = N_("anchor"),
	.help = N_("the head of the journal's chain, signed"),
	.flags = PX_VIEW,
	.fields = anchor_fields,
	.field_count = PX_COUNT(anchor_fields),
};

void
px_anchor_lines(const struct px_anchor *anchor, size_t count, struct px_buf *out)
{
	for (size_t i = 0; i < count; i++)
		px_buf_printf(out, "%s %s\n", anchor_fields[i].name, anchor->values[i]);
}

enum { FILE_MOST = 16 << 20, MOST = 10000 };

struct reading {
	struct px_arena *arena;
	const char *file;
	struct px_anchor *anchors;
	size_t count;
	long line;
};

static int
fail(const struct reading *reading, const char *what, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", reading->file, reading->line, what);
}

/* Each name once; of which nothing is left out: see check_whole. */
static int
put(struct reading *reading, const char *name, const char *value, struct px_err *err)
{
	struct px_anchor *anchor = &reading->anchors[reading->count - 1];

	for (size_t i = 0; i < PX_ANCHOR_FIELDS; i++)
		if (strcmp(anchor_fields[i].name, name) == 0 && !anchor->values[i]) {
			anchor->values[i] = px_arena_strdup(reading->arena, value);
			return 0;
		}
	return fail(reading, _("is no line of an anchor"), err);
}

static int
check_whole(struct reading *reading, struct px_err *err)
{
	const struct px_anchor *anchor = &reading->anchors[reading->count - 1];

	for (size_t i = 0; i < PX_ANCHOR_FIELDS; i++)
		if (!anchor->values[i]) {
			reading->line = anchor->line;
			return fail(reading,
				    px_arena_printf(reading->arena,
						    _("the anchor that begins here was cut: no %s"),
						    anchor_fields[i].name),
				    err);
		}
	return strcmp(anchor->values[PX_ANCHOR_VERSION], "1") == 0
		       ? 0
		       : fail(reading, _("an anchor of a later version of plexus"), err);
}

static int
begin(struct reading *reading, struct px_err *err)
{
	long line = reading->line;

	if (reading->count && check_whole(reading, err) != 0)
		return -1; /* the one before ends here */
	if (reading->count == MOST)
		return fail(reading, _("too many anchors in one file"), err);
	reading->anchors[reading->count++] =
		(struct px_anchor){ .file = reading->file, .line = line };
	return 0;
}

static int
take_object(struct reading *reading, const struct px_json_node *node, struct px_err *err)
{
	if (node->type != PX_JSON_OBJECT)
		return fail(reading, _("is no anchor"), err);
	if (begin(reading, err) != 0)
		return -1;
	for (size_t i = 0; i < node->count; i++) {
		const char *value = px_json_scalar(&node->items[i]);

		if (put(reading, node->items[i].key, value ? value : "", err) != 0)
			return -1;
	}
	return check_whole(reading, err);
}

static int
read_object(struct reading *reading, const char *text, struct px_err *err)
{
	const struct px_json_node *node =
		px_json_parse(reading->arena, text, strlen(text), reading->file, NULL);

	return node ? take_object(reading, node, err)
		    : fail(reading, _("is neither JSON nor a line of an anchor"), err);
}

/* A name begins the next anchor; a blank line says nothing. */
static int
read_line(struct reading *reading, char *line, struct px_err *err)
{
	char *blank = strchr(line, ' ');

	if (!*line)
		return 0;
	if (*line == '{')
		return read_object(reading, line, err);
	if (!blank)
		return fail(reading, _("is no line of an anchor"), err);
	*blank = '\0';
	if (strcmp(line, anchor_fields[0].name) == 0 && begin(reading, err) != 0)
		return -1;
	if (!reading->count)
		return fail(reading, _("is no line of an anchor"), err);
	if (put(reading, line, blank + 1, err) != 0)
		return -1;
	return strcmp(line, anchor_fields[PX_ANCHOR_SIGNATURE].name) == 0
		       ? check_whole(reading, err)
		       : 0;
}

static int
read_lines(struct reading *reading, char *text, struct px_err *err)
{
	for (char *line = text, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		reading->line++;
		if (read_line(reading, line, err) != 0)
			return -1;
	}
	reading->line = 1;
	return reading->count ? check_whole(reading, err)
			      : fail(reading, _("holds no anchor"), err);
}

/* One JSON text, on as many lines as it likes; NULL: it is something else. */
static const struct px_json_node *
whole_json(struct reading *reading, const struct px_buf *text)
{
	const char *first = text->data + strspn(text->data, " \t\r\n");

	return *first == '{' || *first == '[' ? px_json_parse(reading->arena, text->data,
							      text->length, reading->file, NULL)
					      : NULL;
}

static int
read_json(struct reading *reading, const struct px_json_node *node, struct px_err *err)
{
	reading->line = node->line;
	if (node->type == PX_JSON_OBJECT)
		return take_object(reading, node, err);
	for (size_t i = 0; i < node->count; i++) {
		reading->line = node->items[i].line;
		if (take_object(reading, &node->items[i], err) != 0)
			return -1;
	}
	return node->count ? 0 : fail(reading, _("holds no anchor"), err);
}

int
px_anchors_parse(struct px_arena *arena, const char *name, struct px_buf *text,
		 struct px_anchor **out, size_t *count, struct px_err *err)
{
	struct reading reading = { .arena = arena, .file = name, .line = 1 };
	const struct px_json_node *node;
	int result;

	reading.anchors = px_arena_alloc(arena, MOST * sizeof(*reading.anchors));
	if (px_utf8_valid(text->data, text->length) != text->length)
		return fail(&reading, _("holds no anchor"), err);
	node = whole_json(&reading, text);
	reading.line = 0;
	result = node ? read_json(&reading, node, err) : read_lines(&reading, text->data, err);
	*out = reading.anchors;
	*count = reading.count;
	return result;
}

int
px_anchors_read(struct px_arena *arena, const char *path, struct px_anchor **out, size_t *count,
		struct px_err *err)
{
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
	struct px_buf text = PX_BUF_INIT;
	int result = px_buf_read_file(&text, path, FILE_MOST, err);

	if (result == 0)
		result = px_anchors_parse(arena, name, &text, out, count, err);
	px_buf_release(&text);
	return result;
}
