/* One property of a card: group, name, parameters, value. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/encoding.h"
#include "io/vcard/vcard.h"

enum { MOST_PARAMS = 64 };

/* Where the value begins: after the first ':' that no quotes hold.  NULL when there is none. */
static const char *
find_colon(const char *line, size_t length)
{
	bool quoted = false;

	for (size_t i = 0; i < length; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		else if (line[i] == ':' && !quoted)
			return line + i;
	}
	/* A quote that nothing closes is a character like another. */
	return quoted ? memchr(line, ':', length) : NULL;
}

static bool
head_says(const char *line, size_t length, const char *word)
{
	const char *colon = find_colon(line, length);
	size_t head = colon ? (size_t)(colon - line) : 0, size = strlen(word);

	for (size_t i = 0; i + size <= head; i++)
		if (i > 0 && strchr(";=,", line[i - 1]) && strncasecmp(line + i, word, size) == 0 &&
		    (i + size == head || strchr(";,", line[i + size])))
			return true;
	return false;
}

bool
px_vcard_is_quoted(const char *line, size_t length)
{
	return head_says(line, length, "QUOTED-PRINTABLE");
}

bool
px_vcard_is_binary(const char *line, size_t length)
{
	return head_says(line, length, "BASE64") || head_says(line, length, "ENCODING=B");
}

static char *
upper(struct px_arena *arena, const char *text, size_t length)
{
	return px_text_trim(px_text_upper(px_arena_strndup(arena, text, length)));
}

/* Parameters being gathered. */
struct params {
	struct px_arena *arena;
	struct px_vcard_param items[MOST_PARAMS];
	size_t count;
};

static void
add_param(struct params *params, const char *name, const char *value, size_t length)
{
	if (params->count < MOST_PARAMS)
		params->items[params->count++] =
			(struct px_vcard_param){ name, upper(params->arena, value, length) };
}

/* In 2.1 a type or an encoding stands without the name of its parameter. */
static const char *
name_of_bare(const char *value, size_t length)
{
	static const char *const encodings[] = { "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT" };

	for (size_t i = 0; i < PX_COUNT(encodings); i++)
		if (length == strlen(encodings[i]) && strncasecmp(value, encodings[i], length) == 0)
			return "ENCODING";
	return "TYPE";
}

/* "home,voice" or home,"voice": each value is a parameter of its own. */
static void
add_values(struct params *params, const char *name, const char *text, const char *end)
{
	while (text < end) {
		size_t length = 0;

		text += *text == '"';
		while (text + length < end && text[length] != ',' && text[length] != '"')
			length++;
		if (length)
			add_param(params, name, text, length);
		text += length;
		while (text < end && (*text == ',' || *text == '"'))
			text++;
	}
}

static void
read_param(struct params *params, const char *text, const char *end)
{
	const char *equals = memchr(text, '=', (size_t)(end - text));

	if (equals)
		add_values(params, upper(params->arena, text, (size_t)(equals - text)), equals + 1,
			   end);
	else if (end > text)
		add_param(params, name_of_bare(text, (size_t)(end - text)), text,
			  (size_t)(end - text));
}

/* name;param=value;param… up to the colon. */
static void
read_head(struct params *params, const char *text, const char *colon, const char **name)
{
	const char *end = text, *dot;
	bool quoted = false, first = true;

	for (const char *p = text; p <= colon; p++) {
		if (p < colon && *p == '"')
			quoted = !quoted;
		if (p < colon && (*p != ';' || quoted))
			continue;
		end = p;
		if (first) {
			dot = memchr(text, '.', (size_t)(end - text));
			text = dot ? dot + 1 : text;
			*name = upper(params->arena, text, (size_t)(end - text));
		} else {
			read_param(params, text, end);
		}
		first = false;
		text = p + 1;
	}
}

static int
hex_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte = (char)tolower((unsigned char)byte);
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Quoted-printable (RFC 2045, 6.7) to bytes.  A separator that was written as a code is data: it
 * comes out escaped. */
static void
unquote(const char *text, size_t length, struct px_buf *out)
{
	for (size_t i = 0; i < length; i++) {
		int high = -1, low = -1;

		if (text[i] == '=' && i + 2 < length) {
			high = hex_digit(text[i + 1]);
			low = hex_digit(text[i + 2]);
		}
		if (high < 0 || low < 0) {
			px_buf_putc(out, text[i]);
			continue;
		}
		if (16 * high + low == ';' && (!out->length || out->data[out->length - 1] != '\\'))
			px_buf_putc(out, '\\');
		px_buf_putc(out, (char)(16 * high + low));
		i += 2;
	}
}

/* The bytes behind quoted-printable are in the charset that the property names; those that name none
 * are what they look like. */
static void
decode(struct px_arena *arena, const struct px_buf *bytes, const char *charset, const char **out)
{
	enum px_encoding encoding = PX_ENCODING_UNKNOWN;
	size_t used;
	char *text;

	if (charset)
		px_encoding_named(charset, &encoding, NULL);
	if (encoding == PX_ENCODING_UNKNOWN)
		encoding = px_encoding_valid(bytes->data, bytes->length) == bytes->length
				   ? PX_ENCODING_UTF8
				   : PX_ENCODING_WINDOWS_1252;
	if (encoding == PX_ENCODING_UTF8) {
		*out = px_arena_strndup(arena, bytes->data, bytes->length);
		return;
	}
	text = px_arena_alloc(arena, 3 * bytes->length + 1);
	text[px_encoding_convert(encoding, bytes->data, bytes->length, text, &used)] = '\0';
	*out = text;
}

static const char *
param_value(const struct px_vcard_property *property, const char *name)
{
	for (size_t i = 0; i < property->param_count; i++)
		if (strcmp(property->params[i].name, name) == 0)
			return property->params[i].value;
	return NULL;
}

bool
px_vcard_has(const struct px_vcard_property *property, const char *name, const char *value)
{
	for (size_t i = 0; i < property->param_count; i++)
		if (strcmp(property->params[i].name, name) == 0 &&
		    (!value || strcmp(property->params[i].value, value) == 0))
			return true;
	return false;
}

static const char *
read_value(struct px_arena *arena, const char *text, size_t length, struct px_vcard_property *out)
{
	struct px_buf bytes = PX_BUF_INIT;

	out->binary = px_vcard_has(out, "ENCODING", "B") || px_vcard_has(out, "ENCODING", "BASE64");
	if (out->binary) {
		out->value = "";
	} else if (px_vcard_has(out, "ENCODING", "QUOTED-PRINTABLE")) {
		unquote(text, length, &bytes);
		decode(arena, &bytes, param_value(out, "CHARSET"), &out->value);
		px_buf_release(&bytes);
	} else {
		out->value = px_arena_strndup(arena, text, length);
	}
	length = strlen(out->value);
	return px_utf8_valid(out->value, length) == length
		       ? NULL
		       : _("bytes that are no text in the file's encoding");
}

const char *
px_vcard_parse(struct px_arena *arena, const char *line, size_t length,
	       struct px_vcard_property *out)
{
	const char *colon = find_colon(line, length);
	struct params params = { .arena = arena };
	struct px_vcard_param *kept;

	if (!colon)
		return _("no ':' between a property and its value");
	out->name = "";
	read_head(&params, line, colon, &out->name);
	kept = px_arena_alloc(arena, (params.count + 1) * sizeof(*kept));
	memcpy(kept, params.items, params.count * sizeof(*kept));
	out->params = kept;
	out->param_count = params.count;
	return read_value(arena, colon + 1, length - (size_t)(colon + 1 - line), out);
}

/* One character of a value, past its escape: *at moves on. */
static void
take_character(const char **at, struct px_buf *out)
{
	if (**at == '\\' && (*at)[1]) {
		char next = *++*at;

		if (next == 'n' || next == 'N')
			px_buf_putc(out, '\n');
		else if (strchr(";,\\:", next))
			px_buf_putc(out, next);
		else
			px_buf_printf(out, "\\%c", next);
	} else if (**at == '\r') {
		px_buf_puts(out, (*at)[1] == '\n' ? "" : "\n");
	} else {
		px_buf_putc(out, **at);
	}
	++*at;
}

static const char *
settle(struct px_arena *arena, struct px_buf *buf)
{
	char *text = px_arena_strndup(arena, buf->data, buf->length);

	px_buf_release(buf);
	return px_text_trim(text);
}

const char *
px_vcard_text(struct px_arena *arena, const char *value)
{
	struct px_buf text = PX_BUF_INIT;

	while (*value)
		take_character(&value, &text);
	return settle(arena, &text);
}

const char *
px_vcard_part(struct px_arena *arena, const char *value, size_t part, bool commas,
	      const char *joint)
{
	struct px_buf text = PX_BUF_INIT;

	for (; *value && part; value++) {
		if (*value == '\\' && value[1])
			value++;
		else if (*value == ';')
			part--;
	}
	while (!part && *value && *value != ';') {
		if (*value != ',' || !commas) {
			take_character(&value, &text);
			continue;
		}
		px_buf_puts(&text, joint);
		value++;
	}
	return settle(arena, &text);
}
