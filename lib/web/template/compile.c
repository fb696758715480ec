/*
 * From the text of a template to its nodes.
 */
#include "web/template/part.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"

struct open_section {
	size_t node;
	struct px_place place; /* at its beginning */
};

struct compiler {
	struct px_template *template;
	struct px_arena *arena;
	const char *at, *end;
	int line;
	struct px_place place;
	struct open_section open[PX_TEMPLATE_DEPTH];
	size_t depth;
	struct px_buf literal; /* the one that is read */
	char blank;            /* of the run of blanks that is read, ' ' or '\n'; 0: none */
	bool loose;            /* the literal began with such a run */
};

static int refuse(const struct compiler *compiler, struct px_err *err, const char *format, ...)
	PX_PRINTF(3, 4);

static int
refuse(const struct compiler *compiler, struct px_err *err, const char *format, ...)
{
	char text[sizeof(err->message)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return px_err_set(err, PX_REJECTED, "%s:%d: %s", compiler->template->path, compiler->line,
			  text);
}

static struct px_node *
add_node(struct compiler *compiler, enum px_node_kind kind)
{
	struct px_template *template = compiler->template;
	struct px_node *node;

	PX_GROW(template->nodes, template->count, template->capacity);
	node = &template->nodes[template->count++];
	memset(node, 0, sizeof(*node));
	node->kind = kind;
	node->line = compiler->line;
	return node;
}

/* --- literals ---------------------------------------------------------------------------------- */
static void
flush_blank(struct compiler *compiler)
{
	if (compiler->blank)
		px_buf_putc(&compiler->literal, compiler->blank);
	compiler->blank = 0;
}

static void
literal_byte(struct compiler *compiler, char byte)
{
	bool loose = strchr(" \t\n\r\f", byte) && byte && px_place_loose(&compiler->place);
	bool line = byte == '\n' && compiler->place.state == PX_PLACE_TEXT;

	compiler->line += byte == '\n';
	px_place_step(&compiler->place, byte);
	if (!loose) {
		flush_blank(compiler);
		px_buf_putc(&compiler->literal, byte);
		return;
	}
	if (!compiler->blank && !compiler->literal.length)
		compiler->loose = true;
	if (compiler->blank != '\n')
		compiler->blank = line ? '\n' : ' ';
}

static void
end_literal(struct compiler *compiler)
{
	struct px_buf *literal = &compiler->literal;
	struct px_node *node;

	flush_blank(compiler);
	if (literal->length) {
		node = add_node(compiler, PX_NODE_LITERAL);
		node->text = memcpy(px_arena_alloc(compiler->arena, literal->length + 1),
				    literal->data, literal->length);
		node->length = literal->length;
		node->loose = compiler->loose;
	}
	px_buf_clear(literal);
	compiler->loose = false;
}

/* --- names ------------------------------------------------------------------------------------- */
static bool
is_name(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		char byte = text[i];

		if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		      (byte >= '0' && byte <= '9') || byte == '_' || byte == '-'))
			return false;
	}
	return length > 0 && length <= PX_TEMPLATE_NAME;
}

static int
bad_name(const struct compiler *compiler, const char *name, struct px_err *err)
{
	return refuse(compiler, err,
		      _("{{%.80s}}: not a name: write letters, digits, _ and -, with dots between, "
			"{{a.b}}"),
		      name);
}

static int
set_key(struct compiler *compiler, struct px_node *node, struct px_err *err)
{
	const char *part = node->text;

	if (strcmp(part, ".") == 0)
		return 0;
	node->parts = px_arena_alloc(compiler->arena, PX_KEY_PARTS * sizeof(*node->parts));
	for (;;) {
		size_t length = strcspn(part, ".");

		if (!is_name(part, length) || node->part_count == PX_KEY_PARTS)
			return bad_name(compiler, node->text, err);
		node->parts[node->part_count++] =
			(struct px_key_part){ part, (uint32_t)length, px_doc_hash(part, length) };
		if (!part[length])
			return 0;
		part += length + 1;
	}
}

/* --- tags -------------------------------------------------------------------------------------- */
static int
add_value(struct compiler *compiler, const char *name, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	enum px_spot spot;
	struct px_node *node;

	if (px_place_spot(&compiler->place, &spot, &why) != 0)
		return refuse(compiler, err, "{{%.80s}}: %s", name, why.message);
	node = add_node(compiler, PX_NODE_VALUE);
	node->spot = spot;
	node->text = name;
	return set_key(compiler, node, err);
}

static int
open_section(struct compiler *compiler, enum px_node_kind kind, const char *name,
	     struct px_err *err)
{
	struct px_node *node;

	if (compiler->depth == PX_TEMPLATE_DEPTH)
		return refuse(
			compiler, err,
			_("{{#%.80s}}: more than %d sections inside each other: move some to a "
			  "partial"),
			name, PX_TEMPLATE_DEPTH);
	compiler->open[compiler->depth].node = compiler->template->count;
	compiler->open[compiler->depth++].place = compiler->place;
	node = add_node(compiler, kind);
	node->text = name;
	return set_key(compiler, node, err);
}

static int
close_section(struct compiler *compiler, const char *name, struct px_err *err)
{
	struct open_section *open;
	struct px_node *node;

	if (!compiler->depth)
		return refuse(
			compiler, err,
			_("{{/%.80s}} closes nothing: take it away, or open {{#%.80s}} before it"),
			name, name);
	open = &compiler->open[compiler->depth - 1];
	node = &compiler->template->nodes[open->node];
	if (strcmp(name, node->text) != 0)
		return refuse(
			compiler, err,
			_("{{/%.80s}} comes where {{/%.80s}} is awaited, for the section of line "
			  "%d"),
			name, node->text, node->line);
	if (!px_place_same(&open->place, &compiler->place))
		return refuse(compiler, err,
			      _("the section %.80s of line %d begins in %s and ends in %s: have it "
				"hold whole elements or whole attributes"),
			      name, node->line, px_place_text(&open->place),
			      px_place_text(&compiler->place));
	node->end = compiler->template->count;
	px_place_rejoin(&compiler->place, &open->place);
	compiler->depth--;
	return 0;
}

static int
add_partial(struct compiler *compiler, const char *name, struct px_err *err)
{
	if (!is_name(name, strlen(name)))
		return bad_name(compiler, name, err);
	if (compiler->place.state != PX_PLACE_TEXT || compiler->place.pre)
		return refuse(compiler, err,
			      _("{{>%s}}: a partial may not stand in %s: put it between elements"),
			      name, px_place_text(&compiler->place));
	add_node(compiler, PX_NODE_PARTIAL)->text = name;
	return 0;
}

static int
take_tag(struct compiler *compiler, char sign, const char *name, struct px_err *err)
{
	switch (sign) {
	case '#':
		return open_section(compiler, PX_NODE_SECTION, name, err);
	case '^':
		return open_section(compiler, PX_NODE_INVERTED, name, err);
	case '/':
		return close_section(compiler, name, err);
	case '>':
		return add_partial(compiler, name, err);
	case '{':
	case '&':
		return refuse(
			compiler, err,
			_("{{%c: nothing unescapes here: write {{name}}; what is HTML already "
			  "is known to be"),
			sign);
	case '=':
	case '<':
	case '$':
		return refuse(compiler, err,
			      _("{{%c: no such tag: write {{name}}, {{#name}}, "
				"{{^name}}, {{/name}}, {{>name}} or {{! comment}}"),
			      sign);
	default:
		return add_value(compiler, name, err);
	}
}

/* The inside of a tag, without the blanks at its ends, in the arena. */
static const char *
tag_name(struct compiler *compiler, const char *from, const char *to)
{
	while (from < to && (*from == ' ' || *from == '\t'))
		from++;
	while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
		to--;
	return px_arena_strndup(compiler->arena, from, (size_t)(to - from));
}

static const char *
find_close(const char *from, const char *end)
{
	for (; end - from >= 2; from++)
		if (from[0] == '}' && from[1] == '}')
			return from;
	return NULL;
}

static int
read_tag(struct compiler *compiler, struct px_err *err)
{
	const char *from = compiler->at + 2, *close = find_close(from, compiler->end);
	char sign = from < compiler->end && *from && strchr("#^/>!{&=<$", *from) ? *from : 0;

	if (!close || (sign != '!' && memchr(from, '\n', (size_t)(close - from))))
		return refuse(compiler, err, _("{{ has no }} on its line: close the tag"));
	end_literal(compiler);
	compiler->at = close + 2;
	if (sign == '!') {
		for (; from < close; from++)
			compiler->line += *from == '\n';
		return 0;
	}
	return take_tag(compiler, sign, tag_name(compiler, from + (sign != 0), close), err);
}

static int
read_all(struct compiler *compiler, struct px_err *err)
{
	while (compiler->at < compiler->end) {
		if (compiler->end - compiler->at >= 2 && memcmp(compiler->at, "{{", 2) == 0) {
			if (read_tag(compiler, err) != 0)
				return -1;
		} else {
			literal_byte(compiler, *compiler->at++);
			if (compiler->place.glued)
				return refuse(
					compiler, err,
					_("a section of attributes and what follows it need a "
					  "blank between them"));
		}
	}
	end_literal(compiler);
	if (compiler->depth) {
		struct px_node *node =
			&compiler->template->nodes[compiler->open[compiler->depth - 1].node];

		compiler->line = node->line;
		return refuse(compiler, err, _("{{#%.80s}} is never closed: write {{/%.80s}}"),
			      node->text, node->text);
	}
	if (compiler->place.state != PX_PLACE_TEXT || compiler->place.pre)
		return refuse(compiler, err, _("the file ends in %s: close it"),
			      px_place_text(&compiler->place));
	return 0;
}

int
px_template_compile(struct px_template *template, const char *text, size_t length,
		    struct px_arena *arena, struct px_err *err)
{
	struct compiler compiler = { .template = template,
				     .arena = arena,
				     .at = text,
				     .end = text + length,
				     .line = 1,
				     .literal = PX_BUF_INIT };
	int result;

	if (length > PX_TEMPLATE_BYTES)
		return px_err_set(err, PX_REJECTED,
				  _("%s: larger than %d bytes: cut it into partials"),
				  template->path, PX_TEMPLATE_BYTES);
	result = read_all(&compiler, err);
	px_buf_release(&compiler.literal);
	return result;
}
