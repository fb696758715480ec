#include "web/front.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/front_part.h"

enum { MOST_UNKNOWN = 30 };

struct reader {
	const struct px_front_form *form;
	struct px_faults *faults;
	struct px_arena *arena;
	struct px_front_source source;
	yaml_parser_t parser;
	int above;              /* lines of the file before the YAML */
	int depth;              /* of lists and maps */
	size_t values, unknown; /* until now */
	bool broken;            /* said: nothing more can be read */
};

static const struct px_doc *read_value(struct reader *reader, const struct px_front_key *spec,
				       const yaml_event_t *event);

/* --- faults ------------------------------------------------------------------------------------ */
static void fault(struct reader *reader, enum px_grade grade, int line, const char *key,
		  const char *format, ...) PX_PRINTF(5, 6);

static void
fault(struct reader *reader, enum px_grade grade, int line, const char *key, const char *format,
      ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	px_faults_add(reader->faults, grade, NULL, "%s:%d: %s%s%s", reader->form->path, line, key,
		      *key ? ": " : "", text);
}

static int
line_of(const struct reader *reader, yaml_mark_t mark)
{
	return reader->above + (int)mark.line + 1;
}

/* What libyaml says, and what people mostly did. */
static const char *
syntax_hint(const char *problem)
{
	if (strstr(problem, "mapping values are not allowed"))
		return _("a text that holds a colon goes between quotes");
	if (strstr(problem, "cannot start any token"))
		return _("a text that begins with such a sign goes between quotes; lines are "
			 "indented by spaces, not by tabs");
	if (strstr(problem, "end of stream") || strstr(problem, "expected <document start>") ||
	    strstr(problem, "block end"))
		return _("close what is opened, and give lines of one map the same indentation");
	return _("write key: value, one a line");
}

static int
syntax_fault(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const char *problem = parser->problem ? parser->problem : "";

	fault(reader, PX_REJECTING, line_of(reader, parser->problem_mark), "",
	      _("not YAML (%s): %s"), problem, syntax_hint(problem));
	return -1;
}

/* --- events ------------------------------------------------------------------------------------ */
static bool
has_anchor_or_tag(const yaml_event_t *event)
{
	switch ((int)event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor || event->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor || event->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor || event->data.mapping_start.tag;
	default:
		return event->type == YAML_ALIAS_EVENT;
	}
}

static int
check_event(struct reader *reader, const yaml_event_t *event)
{
	int line = line_of(reader, event->start_mark);

	if (has_anchor_or_tag(event)) {
		fault(reader, PX_REJECTING, line, "",
		      _("anchors (&), aliases (*) and tags (!) are not taken: write the text "
			"itself, between quotes if it begins so"));
		return -1;
	}
	if (++reader->values > PX_FRONT_VALUES) {
		fault(reader, PX_REJECTING, line, "", _("more than %d values"), PX_FRONT_VALUES);
		return -1;
	}
	return 0;
}

/* The event, the caller's to yaml_event_delete(); or false: broken. */
static bool
next_event(struct reader *reader, yaml_event_t *event)
{
	if (!yaml_parser_parse(&reader->parser, event)) {
		syntax_fault(reader);
		reader->broken = true;
	} else if (check_event(reader, event) != 0) {
		yaml_event_delete(event);
		reader->broken = true;
	}
	return !reader->broken;
}

static bool
enter(struct reader *reader, const yaml_event_t *event)
{
	if (++reader->depth <= PX_FRONT_DEPTH)
		return true;
	fault(reader, PX_REJECTING, line_of(reader, event->start_mark), "",
	      _("more than %d lists and maps inside each other"), PX_FRONT_DEPTH);
	reader->broken = true;
	return false;
}

/* --- values ------------------------------------------------------------------------------------ */
static const struct px_doc *
wrong_shape(struct reader *reader, const struct px_front_key *spec, int line)
{
	struct px_err err = PX_ERR_INIT;

	px_front_misshapen(spec->kind, &err);
	fault(reader, PX_REJECTING, line, spec->name, "%s", err.message);
	return NULL;
}

static const struct px_doc *
convert(struct reader *reader, const struct px_front_key *spec, const char *text, bool plain,
	int line)
{
	struct px_err err = PX_ERR_INIT;
	struct px_doc *list, *value = px_front_take(spec->kind, &reader->source, text, plain, &err);

	if (!value) {
		fault(reader, PX_REJECTING, line, spec->name, "%s", err.message);
		return NULL;
	}
	value->line = line;
	if (spec->kind != PX_FRONT_TEXTS)
		return value;
	list = px_doc_list(reader->arena);
	list->line = line;
	px_doc_push(list, value);
	return list;
}

/* An empty value is as one that is not there. */
static const struct px_doc *
read_scalar(struct reader *reader, const struct px_front_key *spec, const yaml_event_t *event)
{
	const char *bytes = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	int line = line_of(reader, event->start_mark);
	char *text;

	if (length > PX_FRONT_TEXT_BYTES || strnlen(bytes, length) < length) {
		fault(reader, PX_REJECTING, line, spec->name,
		      _("a text of more than %d bytes, or with a NUL in it"), PX_FRONT_TEXT_BYTES);
		return NULL;
	}
	text = px_text_trim(px_arena_strndup(reader->arena, bytes, length));
	if (!*text || (plain && px_text_listed("~|null|Null|NULL", text)))
		return NULL;
	return convert(reader, spec, text, plain, line);
}

static struct px_doc *
read_list(struct reader *reader, const struct px_front_key *spec, const yaml_event_t *start)
{
	struct px_doc *list = px_doc_list(reader->arena);
	struct px_front_key item = *spec;
	yaml_event_t event;
	bool ended = !enter(reader, start);

	list->line = line_of(reader, start->start_mark);
	item.kind = spec->kind == PX_FRONT_TEXTS ? PX_FRONT_TEXT : PX_FRONT_ANY;
	if (spec->kind == PX_FRONT_MAPS)
		item.kind = PX_FRONT_MAP;
	while (!ended && next_event(reader, &event)) {
		ended = event.type == YAML_SEQUENCE_END_EVENT;
		if (!ended)
			px_doc_push(list, read_value(reader, &item, &event));
		yaml_event_delete(&event);
		ended = ended || reader->broken;
	}
	reader->depth--;
	return list;
}

static void
unknown_key(struct reader *reader, const struct px_front_key *keys, const char *name, int line)
{
	const char *near = px_front_key_near(keys, name);

	if (++reader->unknown > MOST_UNKNOWN) {
		fault(reader, PX_REJECTING, line, name, _("more than %d keys that no page has"),
		      MOST_UNKNOWN);
		reader->broken = true;
	} else if (near)
		fault(reader, PX_SUSPICIOUS, line, name, _("no such key: did you mean %s?"), near);
	else
		fault(reader, PX_SUSPICIOUS, line, name,
		      _("no such key: only templates of your own would show it"));
}

/* The name of a key, in the arena; NULL: said, and its value is to be read and dropped. */
static const char *
read_key(struct reader *reader, const yaml_event_t *event, struct px_doc *seen)
{
	const char *bytes = (const char *)event->data.scalar.value, *name;
	size_t length = event->data.scalar.length;
	int line = line_of(reader, event->start_mark);

	if (length > 100 || strnlen(bytes, length) < length || !length) {
		fault(reader, PX_REJECTING, line, "", _("a key of no letter, or of too many"));
		return NULL;
	}
	name = px_arena_strndup(reader->arena, bytes, length);
	if (px_doc_get(seen, name)) {
		fault(reader, PX_REJECTING, line, name, _("said twice: keep one"));
		return NULL;
	}
	px_doc_put(seen, name, px_doc_bool(true));
	return name;
}

/* One key and its value. */
static void
read_pair(struct reader *reader, const struct px_front_key *keys, struct px_doc *map,
	  struct px_doc *seen, const yaml_event_t *event)
{
	struct px_front_key any = { .name = "", .kind = PX_FRONT_ANY };
	const struct px_front_key *spec = NULL;
	const struct px_doc *doc;
	const char *name;
	yaml_event_t value;

	if (event->type != YAML_SCALAR_EVENT) {
		fault(reader, PX_REJECTING, line_of(reader, event->start_mark), "",
		      _("a key is a word, not a list nor a map"));
		reader->broken = true;
		return;
	}
	name = read_key(reader, event, seen);
	if (name && keys) {
		spec = px_front_key(keys, name);
		if (!spec)
			unknown_key(reader, keys, name, line_of(reader, event->start_mark));
	}
	any.name = name ? name : "";
	if (!next_event(reader, &value))
		return;
	doc = read_value(reader, spec ? spec : &any, &value);
	yaml_event_delete(&value);
	if (name)
		px_doc_put(map, name, doc);
}

static void
check_required(struct reader *reader, const struct px_front_key *keys, const struct px_doc *map,
	       const struct px_doc *seen)
{
	for (; keys && keys->name; keys++)
		if (keys->required && !px_doc_get(map, keys->name) && !px_doc_get(seen, keys->name))
			fault(reader, PX_REJECTING, map->line, keys->name,
			      _("missing: write %s: …"), keys->name);
		else if (keys->required && !px_doc_get(map, keys->name))
			fault(reader, PX_REJECTING, map->line, keys->name,
			      _("is needed, and holds nothing that can be used"));
}

static struct px_doc *
read_map(struct reader *reader, const struct px_front_key *keys, const yaml_event_t *start)
{
	struct px_doc *map = px_doc_map(reader->arena), *seen = px_doc_map(reader->arena);
	yaml_event_t event;
	bool ended = !enter(reader, start);

	map->line = line_of(reader, start->start_mark);
	while (!ended && next_event(reader, &event)) {
		ended = event.type == YAML_MAPPING_END_EVENT;
		if (!ended)
			read_pair(reader, keys, map, seen, &event);
		yaml_event_delete(&event);
		ended = ended || reader->broken;
	}
	reader->depth--;
	if (!reader->broken)
		check_required(reader, keys, map, seen);
	return map;
}

/* The value, or NULL: empty, or wrong and said.  What has the wrong shape is read to its end. */
static const struct px_doc *
read_value(struct reader *reader, const struct px_front_key *spec, const yaml_event_t *event)
{
	static const struct px_front_key anything = { .name = "", .kind = PX_FRONT_ANY };
	bool any = spec->kind == PX_FRONT_ANY, map = any || spec->kind == PX_FRONT_MAP;
	bool list = any || spec->kind == PX_FRONT_MAPS || spec->kind == PX_FRONT_TEXTS;

	if (event->type == YAML_SCALAR_EVENT)
		return read_scalar(reader, spec, event);
	if (event->type == YAML_SEQUENCE_START_EVENT && list)
		return read_list(reader, spec, event);
	if (event->type == YAML_MAPPING_START_EVENT && map)
		return read_map(reader, any ? NULL : spec->keys, event);
	if (event->type == YAML_SEQUENCE_START_EVENT)
		read_list(reader, &anything, event);
	else
		read_map(reader, NULL, event);
	return wrong_shape(reader, spec, line_of(reader, event->start_mark));
}

/* --- files ------------------------------------------------------------------------------------- */
/* What comes at the top: a map, or a list of maps. */
static struct px_doc *
read_root(struct reader *reader, bool list_too, const yaml_event_t *event)
{
	struct px_front_key spec = { "", PX_FRONT_MAPS, false, reader->form->keys };

	if (event->type == YAML_MAPPING_START_EVENT)
		return read_map(reader, reader->form->keys, event);
	if (event->type == YAML_SEQUENCE_START_EVENT && list_too)
		return read_list(reader, &spec, event);
	fault(reader, PX_REJECTING, line_of(reader, event->start_mark), "",
	      _("no lines of key: value"));
	reader->broken = true;
	return NULL;
}

static struct px_doc *
read_stream(struct reader *reader, bool list_too)
{
	struct px_doc *root = NULL;
	int documents = 0;
	bool ended = false;
	yaml_event_t event;

	while (!ended && next_event(reader, &event)) {
		bool begins = event.type == YAML_DOCUMENT_START_EVENT;

		if (begins && ++documents > 1) {
			fault(reader, PX_REJECTING, line_of(reader, event.start_mark), "",
			      _("a second document after ---: keep one"));
			reader->broken = true;
		} else if (event.type != YAML_STREAM_START_EVENT && !begins &&
			   event.type != YAML_DOCUMENT_END_EVENT &&
			   event.type != YAML_STREAM_END_EVENT) {
			root = read_root(reader, list_too, &event);
		}
		ended = event.type == YAML_STREAM_END_EVENT || reader->broken;
		yaml_event_delete(&event);
	}
	return root;
}

static bool
is_blank_yaml(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '#')
			while (i < length && text[i] != '\n')
				i++;
		else if (!strchr(" \t\r\n", text[i]) || !text[i])
			return false;
	}
	return true;
}

/* An empty text has no value for libyaml; for us it is an empty map, whose required keys are missing. */
static struct px_doc *
read_nothing(struct reader *reader)
{
	struct px_doc *map = px_doc_map(reader->arena);

	map->line = reader->above + 1;
	check_required(reader, reader->form->keys, map, map);
	return map;
}

static int
read_yaml(const struct px_front_form *form, const char *text, size_t length, int above,
	  bool list_too, struct px_doc **out, struct px_faults *faults)
{
	struct reader reader = { .form = form,
				 .faults = faults,
				 .arena = faults->arena,
				 .source = { form->when, faults->arena },
				 .above = above };
	size_t before = px_faults_count(faults, PX_REJECTING);

	*out = NULL;
	if (length > PX_FRONT_BYTES)
		fault(&reader, PX_REJECTING, above + 1, "", _("larger than %d bytes"),
		      PX_FRONT_BYTES);
	else if (is_blank_yaml(text, length))
		*out = read_nothing(&reader);
	else if (yaml_parser_initialize(&reader.parser)) {
		yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, length);
		*out = read_stream(&reader, list_too);
		yaml_parser_delete(&reader.parser);
	}
	if (!*out)
		*out = px_doc_map(faults->arena);
	return px_faults_count(faults, PX_REJECTING) > before ? -1 : 0;
}

static size_t
mark_length(const char *text, size_t length)
{
	return length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

int
px_front_yaml(const struct px_front_form *form, const char *text, size_t length,
	      struct px_doc **out, struct px_faults *faults)
{
	size_t mark = mark_length(text, length);

	return read_yaml(form, text + mark, length - mark, 0, true, out, faults);
}

/* The length of a line, its end included; is it --- and no more? */
static size_t
line_length(const char *text, size_t length, bool *fence)
{
	const char *newline = memchr(text, '\n', length);
	size_t size = newline ? (size_t)(newline - text) + 1 : length, used = size;

	while (used && strchr(" \t\r\n", text[used - 1]))
		used--;
	*fence = used == 3 && memcmp(text, "---", 3) == 0;
	return size;
}

int
px_front_split(const struct px_front_form *form, const char *text, size_t length,
	       struct px_front *out, struct px_faults *faults)
{
	size_t at = mark_length(text, length), begin;
	bool fence = false;
	int lines = 1;

	begin = line_length(text + at, length - at, &fence) + at;
	out->body = text + at;
	out->length = length - at;
	out->line = 1;
	if (!fence)
		return read_yaml(form, "", 0, 0, false, &out->map, faults);
	at = begin;
	for (fence = false; !fence && at < length; lines++) {
		size_t size = line_length(text + at, length - at, &fence);

		if (fence) {
			out->body = text + at + size;
			out->length = length - at - size;
			out->line = lines + 2;
		}
		at += fence ? 0 : size;
	}
	if (fence)
		return read_yaml(form, text + begin, at - begin, 1, false, &out->map, faults);
	out->map = px_doc_map(faults->arena);
	px_faults_add(faults, PX_REJECTING, NULL, _("%s:%d: no line --- ends what line 1 begins"),
		      form->path, lines);
	return -1;
}
