#include "io/ical/read.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "io/ical/value.h"

enum { DEPTH = 16, MOST_PARAM_VALUES = 256 };

struct reading {
	struct px_arena *arena;
	struct px_ical_component *open; /* the innermost */
	int depth;
	char *at, *end; /* what is left of the text */
	long line;      /* of the logical line read last, and of what comes next */
	long next_line;
};

static void spoil(struct reading *in, long line, const char *what) __attribute__((nonnull));

/* The first thing that is wrong is what is said. */
static void
spoil(struct reading *in, long line, const char *what)
{
	if (in->open->bad)
		return;
	in->open->bad = line == in->open->line
				? px_arena_strdup(in->arena, what)
				: px_arena_printf(in->arena, _("line %ld: %s"), line, what);
}

/* The end of a physical line and what follows it. */
static char *
line_end(struct reading *in, char *from, char **after)
{
	char *end = from;

	while (end < in->end && *end != '\n' && *end != '\r')
		end++;
	*after = end;
	if (*after < in->end && **after == '\r')
		++*after;
	if (*after < in->end && **after == '\n')
		++*after;
	return end;
}

/* One logical line, joined in place: NULL at the end. */
static char *
next_line(struct reading *in, size_t *length)
{
	char *start = in->at, *after, *to;

	if (in->at >= in->end)
		return NULL;
	in->line = ++in->next_line;
	to = line_end(in, start, &after);
	while (after < in->end && (*after == ' ' || *after == '\t')) {
		char *from = after + 1, *stop = line_end(in, from, &after);

		in->next_line++;
		memmove(to, from, (size_t)(stop - from));
		to += stop - from;
	}
	in->at = after;
	*length = (size_t)(to - start);
	*to = '\0'; /* over the line's end, or the text's own NUL */
	return start;
}

static bool
is_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* A name at *text in capitals, NULL when there is none; what follows it is at *text. */
static char *
take_name(struct reading *in, char **text)
{
	char *start = *text, *end = start, *name;

	while (is_name(*end))
		end++;
	if (end == start)
		return NULL;
	name = px_text_upper(px_arena_strndup(in->arena, start, (size_t)(end - start)));
	*text = end;
	return name;
}

/* ^n ^' ^^ of RFC 6868, in place. */
static void
mend_carets(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '^' && (text[1] == 'n' || text[1] == '\'' || text[1] == '^')) {
			text++;
			*to++ = (char)(*text == 'n' ? '\n' : *text == '\'' ? '"' : '^');
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
}

/* One value of a parameter, quoted or not; NULL when its quote is not closed. */
static char *
take_param_value(struct reading *in, char **text)
{
	char *start = *text, *end, *value;
	bool quoted = *start == '"';

	end = quoted ? strchr(++start, '"') : start + strcspn(start, ",;:");
	if (!end)
		return NULL;
	value = px_arena_strndup(in->arena, start, (size_t)(end - start));
	mend_carets(value);
	*text = end + quoted;
	return value;
}

static struct px_ical_param *
take_param(struct reading *in, char **text)
{
	const char *values[MOST_PARAM_VALUES];
	struct px_ical_param *param = px_arena_alloc(in->arena, sizeof(*param));
	const char **kept;

	param->name = take_name(in, text);
	if (!param->name || *(*text)++ != '=')
		return NULL;
	do {
		values[param->count] = take_param_value(in, text);
		if (!values[param->count++])
			return NULL;
	} while (**text == ',' && param->count < MOST_PARAM_VALUES && ++*text);
	kept = px_arena_alloc(in->arena, param->count * sizeof(*kept));
	memcpy(kept, values, param->count * sizeof(*kept));
	param->values = kept;
	return param;
}

/* NAME;PARAMETER=VALUE…:VALUE; NULL when the line is nothing of the kind. */
static struct px_ical_property *
take_property(struct reading *in, char *text)
{
	struct px_ical_property *property = px_arena_alloc(in->arena, sizeof(*property));
	const struct px_ical_param **link = &property->params;

	property->line = in->line;
	property->name = take_name(in, &text);
	while (property->name && *text == ';') {
		struct px_ical_param *param;

		text++;
		param = take_param(in, &text);
		if (!param)
			return NULL;
		*link = param;
		link = &param->next;
	}
	if (!property->name || *text != ':')
		return NULL;
	property->value = text + 1;
	return property;
}

static void
begin_component(struct reading *in, const char *name)
{
	struct px_ical_component *parent = in->open;
	struct px_ical_component *component = px_arena_alloc(in->arena, sizeof(*component));

	component->name = name;
	component->line = in->line;
	component->parent = parent;
	if (parent->last_child)
		parent->last_child->next = component;
	else
		parent->children = component;
	parent->last_child = component;
	in->open = component;
	in->depth++;
}

static void
end_component(struct reading *in)
{
	in->open = in->open->parent;
	in->depth--;
}

/* Components of a calendar that stand beside each other, never inside. */
static bool
is_entry(const char *name)
{
	static const char *const names[] = { "VEVENT",    "VTODO",     "VJOURNAL",
					     "VFREEBUSY", "VTIMEZONE", "VCALENDAR" };

	for (size_t i = 0; i < PX_COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
close_unended(struct reading *in)
{
	spoil(in, in->open->line, _("has no END: the file was cut, or a line is missing"));
	end_component(in);
}

/* An entry that begins inside another shows that the END of that one is missing. */
static void
begin_line(struct reading *in, const char *value)
{
	char *text = px_arena_strdup(in->arena, value), *name = take_name(in, &text);
	bool calendar = name && strcmp(name, "VCALENDAR") == 0;

	if (!name || in->depth >= DEPTH) {
		spoil(in, in->line, _("a BEGIN that is not understood"));
		return;
	}
	while (is_entry(name) && in->open->parent &&
	       (calendar || strcmp(in->open->name, "VCALENDAR") != 0))
		close_unended(in);
	begin_component(in, name);
}

static void
end_line(struct reading *in, const char *value)
{
	struct px_ical_component *found = in->open;

	while (found->parent && strcasecmp(found->name, value) != 0)
		found = found->parent;
	if (!found->parent) {
		spoil(in, in->line, _("an END without its BEGIN"));
		return;
	}
	while (in->open != found)
		close_unended(in);
	end_component(in);
}

static void
take_line(struct reading *in, char *text, size_t length)
{
	struct px_ical_property *property;

	if (length == strspn(text, " \t"))
		return;
	if (length > PX_ICAL_LINE_LIMIT) {
		spoil(in, in->line, _("longer than 1 MiB"));
		return;
	}
	if (strlen(text) != length || px_utf8_valid(text, length) != length) {
		spoil(in, in->line, _("is not UTF-8"));
		return;
	}
	property = take_property(in, text);
	if (!property) {
		spoil(in, in->line, _("neither NAME:VALUE nor the rest of the line before"));
	} else if (strcmp(property->name, "BEGIN") == 0) {
		begin_line(in, property->value);
	} else if (strcmp(property->name, "END") == 0) {
		end_line(in, px_text_trim((char *)property->value));
	} else {
		if (in->open->last_property)
			in->open->last_property->next = property;
		else
			in->open->properties = property;
		in->open->last_property = property;
	}
}

struct px_ical_component *
px_ical_parse(struct px_arena *arena, char *text, size_t length)
{
	struct px_ical_component *root = px_arena_alloc(arena, sizeof(*root));
	struct reading in = { .arena = arena, .open = root, .at = text, .end = text + length };
	char *line;
	size_t line_length;

	root->name = "";
	while ((line = next_line(&in, &line_length)))
		take_line(&in, line, line_length);
	while (in.open->parent)
		close_unended(&in);
	return root;
}

const struct px_ical_property *
px_ical_property(const struct px_ical_component *component, const char *name)
{
	const struct px_ical_property *property = component->properties;

	while (property && strcmp(property->name, name) != 0)
		property = property->next;
	return property;
}

const char *
px_ical_value(const struct px_ical_component *component, const char *name)
{
	const struct px_ical_property *property = px_ical_property(component, name);

	return property ? property->value : NULL;
}

const char *
px_ical_param(const struct px_ical_property *property, const char *name)
{
	const struct px_ical_param *param = property->params;

	while (param && strcmp(param->name, name) != 0)
		param = param->next;
	return param ? param->values[0] : NULL;
}

void
px_ical_text_of(const struct px_ical_component *component, const char *name, bool one_line,
		struct px_buf *out)
{
	const char *value = px_ical_value(component, name);
	size_t start = out->length;

	if (!value)
		return;
	px_ical_text_read(value, out);
	for (char *p = out->data + start; one_line && *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
}

bool
px_ical_begins(const char *text, size_t length)
{
	static const char first[] = "BEGIN:VCALENDAR";

	return length >= sizeof(first) - 1 && strncasecmp(text, first, sizeof(first) - 1) == 0;
}
