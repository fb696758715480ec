#include <string.h>

#include "base/i18n.h"
#include "cli/move/reading.h"
#include "io/json_line.h"
#include "store/schema.h"

static int
refuse(const struct px_line_at *at, const char *field, const char *why, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s: %s", at->path, at->number, field, why);
}

static int
not_json(const struct px_line_at *at, const struct px_json_line *line, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, _("%s:%ld:%ld: is not JSON: %s"), at->path, at->number,
			  px_json_line_column(line), _(line->fault));
}

/*
 * Records.
 */

/* One value, in the arena; null is unset. */
static int
take_one(const struct px_line_at *at, const struct px_field *field, const struct px_json_span *span,
	 struct px_value *out, struct px_err *err)
{
	const char *type = field->kind->json_type;
	bool is_number = field->kind->storage == PX_NUMBER;
	bool is_boolean = is_number && strcmp(type, "boolean") == 0;

	*out = (struct px_value){ .state = PX_UNSET };
	if (span->type == PX_JSON_NULL)
		return 0;
	out->state = PX_SET;
	if (is_boolean && span->type == PX_JSON_BOOL)
		out->number = span->text[0] == 't';
	else if (is_number && !is_boolean && span->type == PX_JSON_INTEGER)
		out->number = px_json_span_number(span);
	else if (!is_number && strcmp(type, "object") == 0)
		out->text = px_arena_strndup(at->arena, span->text, span->length);
	else if (!is_number && strcmp(type, "number") == 0 &&
		 (span->type == PX_JSON_INTEGER || span->type == PX_JSON_REAL))
		out->text = px_arena_strndup(at->arena, span->text, span->length);
	else if (!is_number && strcmp(type, "number") != 0 && span->type == PX_JSON_STRING)
		out->text = px_json_span_text(span, at->arena);
	else
		return px_err_set(err, PX_REJECTED, _("%s:%ld: %s: is %s, not %s"), at->path,
				  at->number, field->name, px_json_type_name(span->type), type);
	return 0;
}

static int
take_list(const struct px_line_at *at, const struct px_field *field,
	  const struct px_json_span *span, struct px_value *out, struct px_err *err)
{
	struct px_value *items = NULL;
	struct px_json_line line;
	struct px_json_span item;
	size_t count = 0, capacity = 0;
	int got;

	*out = (struct px_value){ .state = PX_UNSET };
	if (span->type == PX_JSON_NULL)
		return 0;
	if (px_json_line_open(&line, span->text, span->length, '[') != 0)
		return refuse(at, field->name, _("is no list"), err);
	while ((got = px_json_line_next(&line, NULL, &item)) == 1) {
		if (count == capacity) {
			struct px_value *more;

			capacity = capacity ? 2 * capacity : 4;
			more = px_arena_alloc(at->arena, capacity * sizeof(*more));
			if (count)
				memcpy(more, items, count * sizeof(*more));
			items = more;
		}
		if (take_one(at, field, &item, &items[count], err) != 0)
			return -1;
		if (items[count++].state != PX_SET)
			return refuse(at, field->name, _("holds a null"), err);
	}
	if (count)
		*out = (struct px_value){ .state = PX_SET, .items = items, .count = count };
	return got < 0 ? not_json(at, &line, err) : 0;
}

static bool
is_named(const struct px_field *field, const struct px_json_span *key)
{
	return strncmp(field->name, key->text, key->length) == 0 && !field->name[key->length];
}

/* The field of this name, most often the next one. */
static const struct px_field *
field_of(const struct px_type *type, const struct px_json_span *key, size_t next)
{
	if (next < type->field_count && is_named(&type->fields[next], key))
		return &type->fields[next];
	for (size_t i = 0; i < type->field_count; i++)
		if (is_named(&type->fields[i], key))
			return (type->fields[i].flags & PX_DERIVED) ? NULL : &type->fields[i];
	return NULL;
}

/* What an older version did not have: unset, or what the table says for those who lack it. */
static int
fill_missing(const struct px_line_at *at, const struct px_type *type, const bool *given,
	     struct px_record *record, struct px_err *err)
{
	struct px_faults faults = { .arena = at->arena };

	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		struct px_parse parse = { NULL, field, PX_FROM_TYPED, at->arena, &faults };

		if (given[i] || (field->flags & PX_DERIVED) ||
		    (i < PX_F_OWN && !px_field_has_column(type, field)))
			continue;
		if (at->complete || (i < PX_F_OWN && !at->loose))
			return refuse(at, field->name, _("is missing"), err);
		if ((field->flags & PX_REQUIRED) && field->fallback)
			px_value_parse(&parse, field->fallback, &record->values[i]);
	}
	return 0;
}

/* Are the fields there that say which record it is? */
static int
check_system(const struct px_line_at *at, const struct px_record *record, struct px_err *err)
{
	unsigned flags = record->type->flags;
	size_t first = flags & PX_INNER ? PX_F_ORGANIZATION : PX_F_ID;
	size_t last = flags & PX_REGISTER ? PX_F_ID
		      : flags & PX_INNER  ? PX_F_ORGANIZATION
					  : PX_F_UPDATED;

	for (size_t i = first; i <= last; i++)
		if (record->values[i].state != PX_SET && !at->loose)
			return refuse(at, record->type->fields[i].name, _("is missing"), err);
	if (!(flags & PX_INNER) && record->values[PX_F_ID].state == PX_SET &&
	    record->values[PX_F_ID].number <= 0)
		return refuse(at, "id", _("must be 1 or more"), err);
	return 0;
}

int
px_line_record(const struct px_line_at *at, const struct px_type *type, const char *text,
	       size_t length, struct px_record *out, struct px_err *err)
{
	bool *given = at->given ? at->given
				: px_arena_alloc(at->arena, type->field_count * sizeof(*given));
	struct px_json_span key, value;
	struct px_json_line line;
	size_t next = 0;
	int got;

	*out = px_record_new(at->arena, type);
	memset(given, 0, type->field_count * sizeof(*given));
	if (px_json_line_open(&line, text, length, '{') != 0)
		return not_json(at, &line, err);
	while ((got = px_json_line_next(&line, &key, &value)) == 1) {
		const struct px_field *field = field_of(type, &key, next);

		if (!field)
			return px_err_set(err, PX_REJECTED,
					  _("%s:%ld: %.*s: no such field of a %s"), at->path,
					  at->number, (int)key.length, key.text, _(type->label));
		next = px_field_index(type, field);
		if (given[next])
			return refuse(at, field->name, _("is there twice"), err);
		given[next] = true;
		if ((field->flags & PX_LIST ? take_list : take_one)(at, field, &value,
								    &out->values[next], err) != 0)
			return -1;
		next++;
	}
	return got < 0 || fill_missing(at, type, given, out, err) != 0
		       ? got < 0 ? not_json(at, &line, err) : -1
		       : check_system(at, out, err);
}

int
px_line_key(const struct px_line_at *at, const struct px_type *type, const char *text,
	    size_t length, struct px_record *out, struct px_err *err)
{
	const struct px_field *wanted[] = { &type->fields[PX_F_ID],
					    &type->fields[PX_F_ORGANIZATION],
					    px_field_find(type, px_type_key(type)) };
	struct px_json_span key, value;
	struct px_json_line line;
	size_t found = 0;
	int got = px_json_line_open(&line, text, length, '{') == 0 ? 1 : -1;

	*out = px_record_new(at->arena, type);
	while (got == 1 && found < PX_COUNT(wanted) &&
	       (got = px_json_line_next(&line, &key, &value)) == 1)
		for (size_t i = 0; i < PX_COUNT(wanted); i++) {
			if (!is_named(wanted[i], &key))
				continue;
			if (take_one(at, wanted[i], &value,
				     &out->values[px_field_index(type, wanted[i])], err) != 0)
				return -1;
			found++;
		}
	return got < 0 ? not_json(at, &line, err) : 0;
}

/*
 * Lines of the journal.
 */
enum {
	LINE_SEQ,
	LINE_AT,
	LINE_ACTOR,
	LINE_OPERATION,
	LINE_ORGANIZATION,
	LINE_TYPE,
	LINE_UID,
	LINE_BEFORE,
	LINE_AFTER,
	LINE_DIGEST,
	LINE_CHAIN,
	LINE_MEMBERS,
};

static const char *const members[LINE_MEMBERS] = {
	[LINE_SEQ] = "seq",
	[LINE_AT] = "at",
	[LINE_ACTOR] = "actor",
	[LINE_OPERATION] = "operation",
	[LINE_ORGANIZATION] = "organization",
	[LINE_TYPE] = "type",
	[LINE_UID] = "uid",
	[LINE_BEFORE] = "before",
	[LINE_AFTER] = "after",
	[LINE_DIGEST] = "digest",
	[LINE_CHAIN] = "chain",
};

static int
member_of(const struct px_json_span *key, int next)
{
	for (int i = 0; i < LINE_MEMBERS; i++) {
		int at = (next + i) % LINE_MEMBERS;

		if (strlen(members[at]) == key->length &&
		    memcmp(members[at], key->text, key->length) == 0)
			return at;
	}
	return -1;
}

static bool
is_number(int member)
{
	return member == LINE_SEQ || member == LINE_ORGANIZATION;
}

/* Of before and after, an object is its text, and there may be none. */
static int
take_member(const struct px_line_at *at, int member, const struct px_json_span *span,
	    const char **text, int64_t *number, struct px_err *err)
{
	bool is_state = member == LINE_BEFORE || member == LINE_AFTER;

	if (is_number(member) && span->type == PX_JSON_INTEGER)
		*number = px_json_span_number(span);
	else if (!is_number(member) && span->type == PX_JSON_STRING)
		*text = px_json_span_text(span, at->arena);
	else if (is_state && span->type == PX_JSON_OBJECT)
		*text = px_arena_strndup(at->arena, span->text, span->length);
	else if (!is_state || span->type != PX_JSON_NULL)
		return refuse(at, members[member], _("is not what a dump writes there"), err);
	return 0;
}

int
px_line_journal(const struct px_line_at *at, const char *text, size_t length,
		struct px_journal_line *out, struct px_err *err)
{
	const char *texts[LINE_MEMBERS] = { NULL };
	int64_t numbers[LINE_MEMBERS] = { 0 };
	bool given[LINE_MEMBERS] = { false };
	struct px_json_span key, value;
	struct px_json_line line;
	int got, member = 0;

	if (px_json_line_open(&line, text, length, '{') != 0)
		return not_json(at, &line, err);
	while ((got = px_json_line_next(&line, &key, &value)) == 1) {
		member = member_of(&key, member);
		if (member < 0 || given[member])
			return px_err_set(err, PX_REJECTED,
					  _("%s:%ld: %.*s: is not what a dump writes there"),
					  at->path, at->number, (int)key.length, key.text);
		given[member] = true;
		if (take_member(at, member, &value, &texts[member], &numbers[member], err) != 0)
			return -1;
		member = (member + 1) % LINE_MEMBERS;
	}
	if (got < 0)
		return not_json(at, &line, err);
	for (int i = 0; i < LINE_MEMBERS; i++)
		if (!given[i])
			return refuse(at, members[i], _("is missing"), err);
	*out = (struct px_journal_line){
		.seq = numbers[LINE_SEQ],
		.at = texts[LINE_AT],
		.actor = texts[LINE_ACTOR],
		.operation = texts[LINE_OPERATION],
		.organization = numbers[LINE_ORGANIZATION],
		.type = texts[LINE_TYPE],
		.uid = texts[LINE_UID],
		.before = texts[LINE_BEFORE],
		.after = texts[LINE_AFTER],
		.digest = texts[LINE_DIGEST],
		.chain = texts[LINE_CHAIN],
	};
	return 0;
}
