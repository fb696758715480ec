#include "base/json_out.h"

#include <string.h>

#include "base/text.h"

static void
indent(struct px_json *json)
{
	px_buf_putc(json->out, '\n');
	for (int i = 0; i < json->depth; i++)
		px_buf_add(json->out, "  ", 2);
}

/* What comes before a key, or before a value that has none: a comma, a new line. */
static void
separate(struct px_json *json)
{
	if (json->separated) {
		json->separated = false;
		return;
	}
	if (json->filled)
		px_buf_putc(json->out, ',');
	json->filled = true;
	if (json->pretty && json->depth > 0)
		indent(json);
}

void
px_json_break(struct px_json *json)
{
	px_buf_puts(json->out, json->filled ? ",\n" : "\n");
	json->separated = json->filled = true;
}

void
px_json_open(struct px_json *json, char bracket)
{
	separate(json);
	px_buf_putc(json->out, bracket);
	json->depth++;
	json->filled = false;
}

void
px_json_close(struct px_json *json, char bracket)
{
	json->depth--;
	if (json->filled && json->pretty)
		indent(json);
	px_buf_putc(json->out, bracket);
	json->filled = true; /* what holds it holds something */
}

/* What follows the backslash of each control character that has a short form. */
static const char short_forms[32] = {
	['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
};

static void
escape(struct px_buf *out, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";
	char text[6] = { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] };

	if (byte >= 0x20 || short_forms[byte] != 0) {
		text[1] = byte >= 0x20 ? (char)byte : short_forms[byte];
		px_buf_add(out, text, 2);
	} else {
		px_buf_add(out, text, 6);
	}
}

/* Valid UTF-8: only quotes, backslashes and control characters ask for anything. */
static void
put_valid(struct px_buf *out, const char *text, size_t length)
{
	size_t start = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte >= 0x20 && byte != '"' && byte != '\\')
			continue;
		px_buf_add(out, text + start, i - start);
		escape(out, byte);
		start = i + 1;
	}
	px_buf_add(out, text + start, length - start);
}

/* Up to the first byte that asks for a look: no ASCII, a quote, a backslash, a control character. */
static size_t
plain_length(const char *text)
{
	size_t length = 0;

	for (;; length++) {
		unsigned char byte = (unsigned char)text[length];

		if (byte < 0x20 || byte >= 0x7f || byte == '"' || byte == '\\')
			return length;
	}
}

static void
put_rest(struct px_buf *out, const char *text)
{
	size_t length = strlen(text);

	for (;;) {
		size_t good = px_utf8_valid(text, length);

		put_valid(out, text, good);
		if (good == length)
			break;
		px_buf_add(out, "\xEF\xBF\xBD", 3);
		text += good + 1;
		length -= good + 1;
	}
}

static void
put_string(struct px_buf *out, const char *text)
{
	size_t plain = plain_length(text);

	px_buf_putc(out, '"');
	px_buf_add(out, text, plain);
	if (text[plain])
		put_rest(out, text + plain);
	px_buf_putc(out, '"');
}

void
px_json_key(struct px_json *json, const char *key)
{
	separate(json);
	put_string(json->out, key);
	px_buf_putc(json->out, ':');
	if (json->pretty)
		px_buf_putc(json->out, ' ');
	json->separated = true;
}

void
px_json_key_raw(struct px_json *json, const char *text)
{
	px_buf_puts(json->out, text);
	json->separated = true;
}

void
px_json_raw(struct px_json *json, const char *text)
{
	separate(json);
	px_buf_puts(json->out, text);
}

void
px_json_string(struct px_json *json, const char *text)
{
	if (!text) {
		px_json_null(json);
		return;
	}
	separate(json);
	put_string(json->out, text);
}

void
px_json_number(struct px_json *json, int64_t number)
{
	separate(json);
	px_buf_number(json->out, number);
}

void
px_json_bool(struct px_json *json, bool truth)
{
	px_json_raw(json, truth ? "true" : "false");
}

void
px_json_null(struct px_json *json)
{
	px_json_raw(json, "null");
}
