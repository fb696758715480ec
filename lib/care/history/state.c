/*
 * Is a record what an operation left?
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/history/part.h"
#include "model/types.h"
#include "io/record_in.h"
#include "store/record.h"

/* {"id":12,… as every line begins; 0 when it does not. */
static int64_t
id_of(const struct px_journal_line *line)
{
	static const char head[] = "{\"id\":";
	const char *text = line->after ? line->after : line->before;

	return strncmp(text, head, strlen(head)) == 0 ? strtoll(text + strlen(head), NULL, 10) : 0;
}

static const struct px_type *
type_of(const struct px_journal_line *line, struct px_err *err)
{
	const struct px_type *type = px_type_find(line->type);

	if (!type)
		px_err_set(err, PX_CONFLICT, _("journal: line %lld: %s: no such type of record"),
			   (long long)line->seq, line->type);
	return type;
}

int
px_history_stored(const struct px_slot_at *at, const struct px_journal_line *line,
		  struct px_arena *arena, struct px_record *out, struct px_err *err)
{
	const struct px_type *type = type_of(line, err);
	int got = type ? px_record_read(at->store, type, id_of(line), arena, out, err) : -1;

	return got == 1 ? strcmp(out->values[PX_F_UID].text, line->uid) == 0 : got;
}

int
px_history_parse(const struct px_slot_at *at, const struct px_journal_line *line, const char *text,
		 const struct px_record *base, struct px_arena *arena, struct px_record *out,
		 struct px_err *err)
{
	const struct px_type *type = type_of(line, err);
	const struct px_json_node *node;
	struct px_value *values;

	if (!type)
		return -1;
	*out = base ? px_record_copy(arena, base) : px_record_new(arena, type);
	if (!base)
		px_record_defaults(out, at->world, arena);
	node = px_json_parse(arena, text, strlen(text), _("journal"), err);
	if (!node || px_record_from_json(node, arena, out, err) != 0) {
		px_err_prefix(err, _("journal: line %lld"), (long long)line->seq);
		return -1;
	}
	values = out->values;
	values[PX_F_ORGANIZATION] =
		base ? base->values[PX_F_ORGANIZATION] : px_value_of_number(line->organization);
	if (!base && type == &px_type_organization)
		values[PX_F_ORGANIZATION] = px_value_of_number(values[PX_F_ID].number);
	return 0;
}

/*
 * Equality.
 */

/* Its row says whether a slot is closed; the rest of its status is what others made of it. */
static bool
same_status(const struct px_value *one, const struct px_value *other)
{
	bool closed = one->text && strcmp(one->text, "closed") == 0;

	return closed == (other->text && strcmp(other->text, "closed") == 0);
}

static bool
same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

/* References by their names, since a line has no numbers. */
static bool
same_reference(const struct px_value *one, const struct px_value *other)
{
	if (one->state != other->state || one->count != other->count ||
	    !same_text(one->text, other->text))
		return false;
	for (size_t i = 0; i < one->count; i++)
		if (!same_text(one->items[i].text, other->items[i].text))
			return false;
	return true;
}

/* Which fields differ: 0 none, 1 references alone, 2 others. */
static int
difference(const struct px_record *stored, const struct px_record *left)
{
	int worst = 0;

	for (size_t i = 0; i < stored->type->field_count; i++) {
		const struct px_field *field = &stored->type->fields[i];
		const struct px_value *one = &stored->values[i], *other = &left->values[i];
		bool same;

		if (field->flags & PX_DERIVED || i == PX_F_ORGANIZATION)
			continue;
		if (stored->type == &px_type_slot && i == PX_SLOT_STATUS)
			same = same_status(one, other);
		else if (field->target)
			same = same_reference(one, other);
		else
			same = px_value_equal(one, other);
		if (!same && !field->target)
			return 2;
		worst = worst || !same;
	}
	return worst;
}

static int
keep_last(const struct px_journal_line *line, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data = line->seq;
	return 0;
}

/* Names that it refers to may have been changed, which is no change of its own. */
static int
is_newest(const struct px_slot_at *at, const struct px_journal_line *line, struct px_err *err)
{
	int64_t last = 0;

	return px_journal_read(at->store, 0, line->uid, keep_last, &last, err) ? -1
									       : last == line->seq;
}

int
px_history_same(const struct px_slot_at *at, const struct px_journal_line *line,
		const struct px_record *record, struct px_arena *arena, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_record left;
	bool same;
	int differs;

	if (!record || !line->after)
		return !record == !line->after;
	px_record_json(record, false, &text);
	same = strcmp(text.data, line->after) == 0;
	px_buf_release(&text);
	if (same)
		return 1;
	if (px_history_parse(at, line, line->after, record, arena, &left, err))
		return -1;
	differs = difference(record, &left);
	return differs == 1 ? is_newest(at, line, err) : !differs;
}
