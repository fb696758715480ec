#include "io/json_in.h"

#include <jansson.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* jansson checks and decodes, but keeps neither lines nor the digits of numbers: the text, known
 * to be valid by then, is walked a second time beside its tree. */
struct walk {
	const char *at, *end;
	long line;
	struct px_arena *arena;
	struct px_json_fault *fault;
};

static void
skip_blanks(struct walk *walk)
{
	for (; walk->at < walk->end; walk->at++) {
		if (*walk->at == '\n')
			walk->line++;
		else if (*walk->at != ' ' && *walk->at != '\t' && *walk->at != '\r')
			return;
	}
}

static void
skip_string(struct walk *walk)
{
	for (walk->at++; *walk->at != '"'; walk->at++)
		walk->at += *walk->at == '\\';
	walk->at++;
}

/* Past a bracket, a colon or a comma, and the blanks around it. */
static void
skip_mark(struct walk *walk)
{
	skip_blanks(walk);
	walk->at++;
	skip_blanks(walk);
}

static void
skip_any(struct walk *walk, const char *letters)
{
	while (walk->at < walk->end && strchr(letters, *walk->at))
		walk->at++;
}

static const char *
take_number(struct walk *walk)
{
	const char *start = walk->at;

	skip_any(walk, "+-.0123456789eE");
	return px_arena_strndup(walk->arena, start, (size_t)(walk->at - start));
}

static int build(struct walk *walk, const json_t *json, struct px_json_node *node, int depth);

static int
build_array(struct walk *walk, const json_t *json, struct px_json_node *node, int depth)
{
	struct px_json_node *items;

	node->type = PX_JSON_ARRAY;
	node->count = json_array_size(json);
	node->items = items = px_arena_alloc(walk->arena, (node->count + 1) * sizeof(*items));
	skip_mark(walk);
	for (size_t i = 0; i < node->count; i++) {
		if (i > 0)
			skip_mark(walk);
		if (build(walk, json_array_get(json, i), &items[i], depth + 1) < 0)
			return -1;
	}
	skip_mark(walk);
	return 0;
}

static int
build_object(struct walk *walk, json_t *json, struct px_json_node *node, int depth)
{
	struct px_json_node *items;
	void *iter = json_object_iter(json);

	node->type = PX_JSON_OBJECT;
	node->count = json_object_size(json);
	node->items = items = px_arena_alloc(walk->arena, (node->count + 1) * sizeof(*items));
	skip_mark(walk);
	for (size_t i = 0; iter; iter = json_object_iter_next(json, iter), i++) {
		if (i > 0)
			skip_mark(walk);
		skip_string(walk);
		skip_mark(walk);
		items[i].key = px_arena_strdup(walk->arena, json_object_iter_key(iter));
		if (build(walk, json_object_iter_value(iter), &items[i], depth + 1) < 0)
			return -1;
	}
	skip_mark(walk);
	return 0;
}

static void
build_scalar(struct walk *walk, const json_t *json, struct px_json_node *node)
{
	switch (json_typeof(json)) {
	case JSON_STRING:
		node->type = PX_JSON_STRING;
		node->string = px_arena_strdup(walk->arena, json_string_value(json));
		skip_string(walk);
		return;
	case JSON_INTEGER:
		node->type = PX_JSON_INTEGER;
		node->integer = json_integer_value(json);
		node->real = (double)node->integer;
		node->string = take_number(walk);
		return;
	case JSON_REAL:
		node->type = PX_JSON_REAL;
		node->real = json_real_value(json);
		node->string = take_number(walk);
		return;
	case JSON_TRUE:
	case JSON_FALSE:
		node->type = PX_JSON_BOOL;
		node->integer = json_is_true(json);
		break;
	case JSON_NULL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		node->type = PX_JSON_NULL;
		break;
	}
	skip_any(walk, "aeflnrstu"); /* the letters of true, false, null */
}

static int
refuse(struct px_json_fault *fault, bool syntax, long line, long column, const char *message)
{
	fault->syntax = syntax;
	fault->line = line;
	fault->column = column;
	memccpy(fault->message, message, 0, sizeof(fault->message) - 1);
	fault->message[sizeof(fault->message) - 1] = '\0';
	return -1;
}

static int
build(struct walk *walk, const json_t *json, struct px_json_node *node, int depth)
{
	skip_blanks(walk);
	node->line = walk->line;
	if (depth > PX_JSON_DEPTH_LIMIT)
		return refuse(walk->fault, false, walk->line, 1, _("more than 512 levels deep"));
	if (json_is_object(json))
		return build_object(walk, (json_t *)(uintptr_t)json, node, depth);
	if (json_is_array(json))
		return build_array(walk, json, node, depth);
	build_scalar(walk, json, node);
	return 0;
}

/* Our words for jansson's errors; the syntax ones leave no doubt that the rest is lost too. */
static const struct {
	enum json_error_code code;
	bool syntax;
	const char *text;
} reasons[] = {
	{ json_error_premature_end_of_input, true,
	  N_("the text ends inside a value: it was cut, or a bracket is not closed") },
	{ json_error_end_of_input_expected, true, N_("there is more text after the value") },
	{ json_error_stack_overflow, false, N_("more than 512 levels deep") },
	{ json_error_invalid_utf8, false, N_("bytes that are not UTF-8") },
	{ json_error_null_character, false, N_("a NUL character in a string") },
	{ json_error_null_byte_in_key, false, N_("a NUL character in a key") },
	{ json_error_duplicate_key, false, N_("the same key twice in one object") },
	{ json_error_numeric_overflow, false, N_("a number that is too big") },
};

/* jansson quotes where it stumbled ("… near 'tru'"): worth keeping, when it is whole. */
static void
describe(const json_error_t *error, struct px_json_fault *fault, const char *text)
{
	const char *near = strstr(error->text, " near '");
	struct px_buf buf = PX_BUF_INIT;

	if (near && px_utf8_valid(near, strlen(near)) == strlen(near) && strlen(near) < 80)
		px_buf_printf(&buf, _("%s, near %s"), text, near + strlen(" near "));
	else
		px_buf_puts(&buf, text);
	refuse(fault, fault->syntax, fault->line, fault->column, buf.data);
	px_buf_release(&buf);
}

static void
explain(const json_error_t *error, long line, struct px_json_fault *fault)
{
	const char *text = N_("not valid JSON");

	fault->syntax = true;
	fault->line = error->line < 1 ? line : line + error->line - 1;
	fault->column = error->column < 1 ? 1 : error->column;
	for (size_t i = 0; i < PX_COUNT(reasons); i++) {
		if (reasons[i].code == json_error_code(error)) {
			text = reasons[i].text;
			fault->syntax = reasons[i].syntax;
		}
	}
	describe(error, fault, px_tr(text));
}

static const struct px_json_node *
parse(struct px_arena *arena, const char *bytes, size_t length, size_t flags, long line,
      struct px_json_fault *fault)
{
	json_error_t error;
	struct px_json_node *node;
	json_t *json;
	struct walk walk = {
		.at = bytes, .end = bytes + length, .line = line, .arena = arena, .fault = fault
	};
	int result;

	/* jansson takes a text that a NUL ends as ended there. */
	if (memchr(bytes, 0, length)) {
		refuse(fault, true, line, 1, _("a NUL byte: this is not JSON"));
		return NULL;
	}
	json = json_loadb(bytes, length, flags | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		explain(&error, line, fault);
		return NULL;
	}
	node = px_arena_alloc(arena, sizeof(*node));
	result = build(&walk, json, node, 1);
	json_decref(json);
	return result < 0 ? NULL : node;
}

const struct px_json_node *
px_json_parse_part(struct px_arena *arena, const char *bytes, size_t length, long line,
		   struct px_json_fault *fault)
{
	return parse(arena, bytes, length, JSON_DECODE_INT_AS_REAL, line, fault);
}

const struct px_json_node *
px_json_parse(struct px_arena *arena, const char *bytes, size_t length, const char *name,
	      struct px_err *err)
{
	struct px_json_fault fault;
	const struct px_json_node *node;
	size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	node = parse(arena, bytes + mark, length - mark, 0, 1, &fault);
	if (!node)
		px_err_set(err, PX_FAILED, "%s:%ld:%ld: %s", name, fault.line, fault.column,
			   fault.message);
	return node;
}

const struct px_json_node *
px_json_parse_file(struct px_arena *arena, const char *path, struct px_err *err)
{
	enum { LIMIT = 64 * 1024 * 1024 };
	struct px_buf buf = PX_BUF_INIT;
	const struct px_json_node *node = NULL;

	if (px_buf_read_file(&buf, path, LIMIT, err) == 0)
		node = px_json_parse(arena, buf.data, buf.length, path, err);
	px_buf_release(&buf);
	return node;
}

const struct px_json_node *
px_json_member(const struct px_json_node *node, const char *key)
{
	if (!node || node->type != PX_JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < node->count; i++) {
		if (strcmp(node->items[i].key, key) == 0)
			return &node->items[i];
	}
	return NULL;
}

const char *
px_json_type_name(enum px_json_type type)
{
	static const char *const names[] = {
		[PX_JSON_NULL] = N_("null"),       [PX_JSON_BOOL] = N_("true or false"),
		[PX_JSON_INTEGER] = N_("integer"), [PX_JSON_REAL] = N_("decimal number"),
		[PX_JSON_STRING] = N_("string"),   [PX_JSON_ARRAY] = N_("array"),
		[PX_JSON_OBJECT] = N_("object"),
	};

	return _(names[type]);
}

const char *
px_json_scalar(const struct px_json_node *node)
{
	switch (node->type) {
	case PX_JSON_STRING:
	case PX_JSON_INTEGER:
	case PX_JSON_REAL:
		return node->string;
	case PX_JSON_BOOL:
		return node->integer ? "true" : "false";
	case PX_JSON_NULL:
		return "";
	case PX_JSON_ARRAY:
	case PX_JSON_OBJECT:
		break;
	}
	return NULL;
}
