/*
 * JSON out, streamed: objects, arrays and values in the order written, straight into a px_buf.
 * Output is valid whatever the strings hold: bytes that are not UTF-8 come out as U+FFFD.
 *
 *	struct px_json json = PX_JSON_INIT(&buf);
 *	px_json_open(&json, '{');
 *	px_json_key(&json, "id");
 *	px_json_number(&json, 12);
 *	px_json_close(&json, '}');
 */
#ifndef PX_BASE_JSON_OUT_H
#define PX_BASE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct px_json {
	struct px_buf *out;
	int depth;      /* open brackets */
	bool filled;    /* something was written in the innermost */
	bool separated; /* what comes next needs no comma: a key or a break is before it */
	bool pretty;    /* two spaces a level; else compact */
};
#define PX_JSON_INIT(buf)                                                                          \
	{                                                                                          \
		(buf), 0, false, false, false                                                      \
	}

void px_json_open(struct px_json *json, char bracket);  /* '{' or '[' */
void px_json_close(struct px_json *json, char bracket); /* '}' or ']' */
void px_json_key(struct px_json *json, const char *key);
void px_json_string(struct px_json *json, const char *text); /* NULL: null */
void px_json_number(struct px_json *json, int64_t number);
void px_json_bool(struct px_json *json, bool truth);
void px_json_null(struct px_json *json);
void px_json_raw(struct px_json *json, const char *text); /* JSON already, e.g. a decimal */

/* A key made beforehand, with its quotes, its colon and the comma before it if any: rows have the same
 * ones every time. */
void px_json_key_raw(struct px_json *json, const char *text);

/* Whatever comes next in this bracket begins a line, in compact JSON too. */
void px_json_break(struct px_json *json);

#endif
