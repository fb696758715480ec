/* JSON Schema 2020-12 of what --json prints, from the registry. */
#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/sink.h"

enum { LIMIT = 1024 * 1024 };

/* "type": "string", or ["string", "null"] where the value may be unset. */
static void
put_type(struct px_json *json, const char *type, bool nullable)
{
	px_json_key(json, "type");
	if (!nullable) {
		px_json_string(json, type);
		return;
	}
	px_json_open(json, '[');
	px_json_string(json, type);
	px_json_string(json, "null");
	px_json_close(json, ']');
}

static void
put_words(struct px_json *json, const struct px_field *field, bool nullable)
{
	if (!field->words)
		return;
	px_json_key(json, "enum");
	px_json_open(json, '[');
	for (size_t i = 0; field->words[i]; i++)
		px_json_string(json, field->words[i]);
	if (nullable)
		px_json_null(json);
	px_json_close(json, ']');
}

static void
put_limits(struct px_json *json, const struct px_field *field)
{
	if (strcmp(field->kind->json_type, "integer") != 0 || (!field->least && !field->most))
		return;
	px_json_key(json, "minimum");
	px_json_number(json, field->least);
	if (field->most < field->least)
		return;
	px_json_key(json, "maximum");
	px_json_number(json, field->most);
}

static void
put_scalar(struct px_json *json, const struct px_field *field, bool nullable)
{
	put_type(json, field->kind->json_type, nullable);
	if (field->kind->json_format) {
		px_json_key(json, "format");
		px_json_string(json, field->kind->json_format);
	}
	put_words(json, field, nullable);
	put_limits(json, field);
}

static void
put_field(struct px_json *json, const struct px_field *field)
{
	px_json_key(json, field->name);
	px_json_open(json, '{');
	if (field->help) {
		px_json_key(json, "description");
		px_json_string(json, field->help); /* the same in every language */
	}
	if (field->flags & PX_LIST) {
		put_type(json, "array", false);
		px_json_key(json, "items");
		px_json_open(json, '{');
		put_scalar(json, field, false);
		px_json_close(json, '}');
	} else {
		put_scalar(json, field, !(field->flags & (PX_REQUIRED | PX_STORED_BY_US)));
	}
	px_json_close(json, '}');
}

static void
put_object(struct px_json *json, const struct px_type *type)
{
	put_type(json, "object", false);
	px_json_key(json, "properties");
	px_json_open(json, '{');
	for (size_t i = 0; i < type->field_count; i++)
		put_field(json, &type->fields[i]);
	px_json_close(json, '}');
	px_json_key(json, "additionalProperties");
	px_json_bool(json, false);
}

/* JSON Schema of the rows. */
static void
put_schema(const struct px_type *type, enum px_sink_shape shape, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	json.pretty = true;
	px_json_open(&json, '{');
	px_json_key(&json, "$schema");
	px_json_string(&json, "https://json-schema.org/draft/2020-12/schema");
	px_json_key(&json, "title");
	px_json_string(&json, shape == PX_SINK_MANY ? type->plural : type->name);
	if (shape == PX_SINK_MANY) {
		put_type(&json, "array", false);
		px_json_key(&json, "items");
		px_json_open(&json, '{');
		put_object(&json, type);
		px_json_close(&json, '}');
	} else {
		put_object(&json, type);
	}
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}

/* What the verb prints with the options given. */
static const struct px_type *
type_of_rows(const struct px_run *run)
{
	const struct px_option *const *options = run->verb->options;

	for (size_t i = 0; options && options[i]; i++)
		if (options[i]->output && px_option_given(run, options[i]))
			return options[i]->output;
	return run->verb->output ? run->verb->output : run->type;
}

int
px_schema_of_verb(const struct px_run *run, struct px_buf *out, struct px_err *err)
{
	const struct px_verb *verb = run->verb;
	const struct px_type *type = type_of_rows(run);
	struct px_arena arena = PX_ARENA_INIT;
	int status;

	if (verb->schema) {
		char *file = px_arena_printf(&arena, "schemas/%s", verb->schema);

		status = px_buf_read_file(out, px_place_share(&arena, file), LIMIT, err);
		px_arena_release(&arena);
		return status;
	}
	if (!type)
		return px_err_set(err, PX_USAGE, _("%s prints no record"), verb->name);
	put_schema(type, verb->flags & PX_VERB_ONE ? PX_SINK_ONE : PX_SINK_MANY, out);
	return 0;
}
