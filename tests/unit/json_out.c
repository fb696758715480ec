#include "base/json_out.h"

#include <stdlib.h>

#include "tap.h"

static const struct {
	const char *text, *json;
} strings[] = {
	{ "", "\"\"" },
	{ "plain", "\"plain\"" },
	{ "a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\"" },
	{ "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
	{ "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
	{ "h\xC3\xA9t\xC3\xA9rog\xC3\xA8ne", "\"h\xC3\xA9t\xC3\xA9rog\xC3\xA8ne\"" },
	{ "\xE2\x80\xA8", "\"\xE2\x80\xA8\"" }, /* U+2028 is JSON as it is */
	{ "caf\xE9", "\"caf\xEF\xBF\xBD\"" },
	{ "\xE9t\xE9", "\"\xEF\xBF\xBDt\xEF\xBF\xBD\"" },
	{ "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" }, /* a surrogate */
	{ "\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\"" },
	{ "\xC3", "\"\xEF\xBF\xBD\"" }, /* cut */
};

static void
test_strings(void)
{
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		struct px_buf buf = PX_BUF_INIT;
		struct px_json json = PX_JSON_INIT(&buf);

		px_json_string(&json, strings[i].text);
		tap_is(buf.data, strings[i].json, strings[i].json);
		px_buf_release(&buf);
	}
}

static void
write_all(struct px_json *json)
{
	px_json_open(json, '[');
	px_json_open(json, '{');
	px_json_key(json, "id");
	px_json_number(json, INT64_MIN);
	px_json_key(json, "points");
	px_json_raw(json, "3550.00");
	px_json_key(json, "none");
	px_json_open(json, '[');
	px_json_close(json, ']');
	px_json_key(json, "list");
	px_json_open(json, '[');
	px_json_bool(json, true);
	px_json_bool(json, false);
	px_json_null(json);
	px_json_string(json, NULL);
	px_json_close(json, ']');
	px_json_close(json, '}');
	px_json_open(json, '{');
	px_json_close(json, '}');
	px_json_close(json, ']');
}

static void
test_shapes(void)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_json compact = PX_JSON_INIT(&buf), pretty = PX_JSON_INIT(&buf);

	write_all(&compact);
	tap_is(buf.data,
	       "[{\"id\":-9223372036854775808,\"points\":3550.00,\"none\":[],"
	       "\"list\":[true,false,null,null]},{}]",
	       "compact");
	px_buf_clear(&buf);
	pretty.pretty = true;
	write_all(&pretty);
	tap_is(buf.data,
	       "[\n  {\n    \"id\": -9223372036854775808,\n    \"points\": 3550.00,\n"
	       "    \"none\": [],\n    \"list\": [\n      true,\n      false,\n      null,\n"
	       "      null\n    ]\n  },\n  {}\n]",
	       "pretty");
	px_buf_release(&buf);
}

/* However deep; and lines of its own in compact text. */
static void
test_depth(void)
{
	enum { DEPTH = 200 };
	struct px_buf buf = PX_BUF_INIT, expected = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&buf);

	for (int i = 0; i < DEPTH; i++) {
		px_json_open(&json, '[');
		px_json_number(&json, i);
		px_buf_printf(&expected, "[%d,", i);
	}
	px_json_break(&json);
	px_json_null(&json);
	px_json_break(&json);
	px_json_null(&json);
	px_buf_puts(&expected, "\nnull,\nnull");
	for (int i = 0; i < DEPTH; i++) {
		px_json_close(&json, ']');
		px_json_bool(&json, true);
		px_buf_puts(&expected, i + 1 < DEPTH ? "],true" : "],true");
	}
	tap_is(buf.data, expected.data, "200 levels");
	px_buf_release(&buf);
	px_buf_release(&expected);
}

int
main(void)
{
	test_depth();
	test_strings();
	test_shapes();
	return tap_done();
}
