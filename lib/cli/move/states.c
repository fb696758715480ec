/*
 * Is each record what the last line of the journal says of it?  Most are, byte by byte.  Of the others
 * each field is looked at: a reference shows the key of today where the line shows that of its day, a
 * field may be younger than the line, or follow from other records.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/move/reading.h"
#include "cli/move/states.h"
#include "io/json_line.h"
#include "model/value_json.h"
#include "store/schema.h"

/*
 * Keys of before.
 */
struct called {
	const struct px_type *type;
	const char *key;
	bool was;
};

static bool
says(const struct called *called, const char *state)
{
	const char *name = px_type_key(called->type);
	struct px_json_span key, value;
	struct px_json_line line;
	bool found = false;

	if (!state || px_json_line_open(&line, state, strlen(state), '{') != 0)
		return false;
	while (!found && px_json_line_next(&line, &key, &value) == 1)
		found = key.length == strlen(name) && memcmp(key.text, name, key.length) == 0 &&
			!value.escaped && value.length == strlen(called->key) &&
			memcmp(value.text, called->key, value.length) == 0;
	return found;
}

static int
look_for_key(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct called *called = data;

	(void)err;
	called->was = called->was || says(called, line->before) || says(called, line->after);
	return 0;
}

/* Did the record that the value refers to ever have this key? */
static int
was_called(struct px_states *states, const struct px_field *field, const struct px_value *value,
	   const char *key, struct px_err *err)
{
	enum { WAS = 1, WAS_NOT };
	const struct px_type *target = px_field_target(field);
	int64_t *known = px_map_at(
		&states->called,
		px_map_digest(px_move_part(target, 0) ^ (uint64_t)value->number, key, strlen(key)));
	struct called called = { target, key, false };
	struct px_record record;
	int found;

	if (*known)
		return *known == WAS;
	found = px_record_read(states->store, target, value->number, &states->arena, &record, err);
	if (found < 0 ||
	    (found && px_journal_read(states->store, 0, px_record_text(&record, PX_F_UID),
				      look_for_key, &called, err) != 0))
		return -1;
	*known = called.was ? WAS : WAS_NOT;
	return called.was;
}

/*
 * Fields.
 */
static int
same_reference(struct px_states *states, const struct px_field *field, const struct px_value *value,
	       const struct px_json_span *said, struct px_err *err)
{
	const char *key;

	if (said->type != PX_JSON_STRING || value->state != PX_SET || !value->text)
		return said->type == PX_JSON_NULL && value->state != PX_SET;
	key = px_json_span_text(said, &states->arena);
	if (strcmp(key, value->text) == 0)
		return 1;
	return px_field_target(field)->key ? was_called(states, field, value, key, err) : 0;
}

static int
same_references(struct px_states *states, const struct px_field *field, const struct px_value *list,
		const struct px_json_span *said, struct px_err *err)
{
	struct px_json_line line;
	struct px_json_span item;
	size_t count = 0;
	int got = 1;

	if (said->type != PX_JSON_ARRAY ||
	    px_json_line_open(&line, said->text, said->length, '[') != 0)
		return 0;
	while (got == 1 && px_json_line_next(&line, NULL, &item) == 1) {
		if (list->state != PX_SET || count >= list->count)
			return 0;
		got = same_reference(states, field, &list->items[count++], &item, err);
	}
	return got == 1 ? count == (list->state == PX_SET ? list->count : 0) : got;
}

static int
same_field(struct px_states *states, const struct px_record *record, size_t i,
	   const struct px_json_span *said, struct px_err *err)
{
	const struct px_field *field = &record->type->fields[i];
	struct px_json json = PX_JSON_INIT(&states->text);
	size_t quotes = said->type == PX_JSON_STRING;

	px_buf_clear(&states->text);
	px_value_json(field, &record->values[i], &json);
	if (states->text.length == said->length + 2 * quotes &&
	    memcmp(states->text.data, said->text - quotes, states->text.length) == 0)
		return 1;
	if (!field->target)
		return 0;
	return field->flags & PX_LIST
		       ? same_references(states, field, &record->values[i], said, err)
		       : same_reference(states, field, &record->values[i], said, err);
}

static size_t
field_named(const struct px_type *type, const struct px_json_span *key)
{
	size_t i = 0;

	while (i < type->field_count &&
	       (strncmp(type->fields[i].name, key->text, key->length) != 0 ||
		type->fields[i].name[key->length]))
		i++;
	return i;
}

int
px_states_fields(struct px_states *states, const struct px_record *record, const char *state,
		 bool *same, struct px_err *err)
{
	struct px_json_line line;
	struct px_json_span key, value;
	int got = 1;

	for (size_t i = 0; i < record->type->field_count; i++)
		same[i] = true;
	if (px_json_line_open(&line, state, strlen(state), '{') != 0)
		return 0;
	while (got == 1 && (got = px_json_line_next(&line, &key, &value)) == 1) {
		size_t i = field_named(record->type, &key);
		int is_same;

		if (i == record->type->field_count ||
		    (record->type->fields[i].flags & (PX_DERIVED | PX_FOLLOWS)))
			continue;
		is_same = same_field(states, record, i, &value, err);
		if (is_same < 0)
			return -1;
		same[i] = is_same == 1;
	}
	return got == 0;
}

int
px_states_same(struct px_states *states, const struct px_record *record, const char *state,
	       const struct px_field **differs, struct px_err *err)
{
	const struct px_type *type = record->type;
	bool *same = px_arena_alloc(&states->arena, type->field_count * sizeof(*same));
	int got = px_states_fields(states, record, state, same, err);

	*differs = &type->fields[PX_F_UPDATED];
	for (size_t i = 0; got == 1 && i < type->field_count; i++) {
		if (same[i])
			continue;
		*differs = &type->fields[i];
		got = 0;
	}
	return got;
}

void
px_states_release(struct px_states *states)
{
	px_map_release(&states->called);
	px_buf_release(&states->text);
	px_arena_release(&states->arena);
}
