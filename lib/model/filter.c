#include "model/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"

static const struct {
	const char *sign;
	enum px_compare compare;
} operators[] = {
	/* the longer ones first */
	{ "!=", PX_DIFFERENT }, { "<=", PX_LESS_EQUAL }, { ">=", PX_GREATER_EQUAL },
	{ "=", PX_EQUAL },      { "<", PX_LESS },        { ">", PX_GREATER },
	{ "~", PX_MATCHES },
};

/* Bytes of UTF-8 too: French names have their accents (échéance). */
static bool
is_of_name(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
	       (unsigned char)byte >= 0x80;
}

/* The length of the field's name that begins the operand, 0 when no operator follows it. */
static size_t
name_length(const char *operand, size_t *which)
{
	size_t length = 0;

	while (is_of_name(operand[length]) ||
	       (length && operand[length] >= '0' && operand[length] <= '9'))
		length++;
	for (size_t i = 0; length && i < PX_COUNT(operators); i++) {
		if (strncmp(operand + length, operators[i].sign, strlen(operators[i].sign)) == 0) {
			*which = i;
			return length;
		}
	}
	return 0;
}

bool
px_filter_is(const char *operand)
{
	size_t which;

	return name_length(operand, &which) > 0;
}

static const char *
field_name(const void *data, size_t i)
{
	const struct px_type *type = data;

	return i < type->field_count ? type->fields[i].name : NULL;
}

static const struct px_field *
find_field(const struct px_type *type, const char *operand, size_t length, struct px_arena *arena,
	   struct px_err *err)
{
	const char *name = px_arena_strndup(arena, operand, length);
	const struct px_field *field = px_field_find(type, name);
	const char *near;

	if (!field)
		field = px_field_by_header(type, name);
	if (field)
		return field;
	near = px_text_nearest(name, field_name, type);
	px_err_set(err, PX_USAGE,
		   near ? _("%s: no such field of a %s; did you mean \"%s\"?")
			: _("%s: no such field of a %s"),
		   name, _(type->label), near);
	return NULL;
}

static int
one_value(const struct px_filter *filter, const char *operand, struct px_err *err)
{
	if (filter->compare == PX_EQUAL || filter->compare == PX_DIFFERENT || filter->count == 1)
		return 0;
	return px_err_set(err, PX_USAGE, _("%s: a comparison takes one value"), operand);
}

/* Sorts after whatever begins with a digit. */
static const char later_than_any[] = ":";

static struct px_value
instant_value(const struct px_parse *parse, int64_t instant)
{
	return px_instant_valid(instant) || instant <= 0
		       ? px_value_of_instant(parse->arena, instant)
		       : px_value_of_text(later_than_any);
}

/* The first moment of a day, as the field's kind writes it. */
static struct px_value
day_value(const struct px_parse *parse, int64_t day)
{
	struct px_date date = px_date_from_days(day);

	if (parse->field->kind == &px_kind_instant)
		return instant_value(parse, px_zone_instant(parse->world->zone,
							    (struct px_local){ .date = date }));
	return px_date_valid(date) ? px_value_of_day(parse->arena, day)
				   : px_value_of_text(later_than_any);
}

/* From the first moment of a period (a day, S48, 2025-11) to the one that follows its last.  A time of
 * day is one second long; only instants have one. */
static int
range_of(const struct px_parse *parse, const char *text, struct px_value *start,
	 struct px_value *end, struct px_err *err)
{
	struct px_when when = { parse->world->now, parse->world->zone, true };
	bool day = parse->field->kind == &px_kind_date;
	struct px_date first, last;
	int64_t instant;

	if (px_when_period(&when, text, &first, &last, day ? err : NULL) == 0) {
		*start = day_value(parse, px_date_days(first));
		*end = day_value(parse, px_date_days(last) + 1);
		return 0;
	}
	if (day || px_when_instant(&when, text, &instant, err) != 0)
		return -1;
	*start = instant_value(parse, instant);
	*end = instant_value(parse, instant + 1);
	return 0;
}

static void
take_end(struct px_filter *filter, struct px_value *start, struct px_value *end)
{
	switch (filter->compare) {
	case PX_LESS_EQUAL: /* to the end of the day */
		filter->compare = PX_LESS;
		*start = *end;
		break;
	case PX_GREATER: /* after the day */
		filter->compare = PX_GREATER_EQUAL;
		*start = *end;
		break;
	case PX_EQUAL:
	case PX_DIFFERENT:
	case PX_LESS:
	case PX_GREATER_EQUAL:
	case PX_MATCHES:
	case PX_WORDS:
		break;
	}
}

static size_t
count_parts(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == ',';
	return count;
}

/* Values of a day or an instant: each is a range. */
static int
parse_moments(struct px_filter *filter, const char *text, const struct px_parse *parse,
	      struct px_err *err)
{
	size_t count = count_parts(text);
	char **parts = px_arena_alloc(parse->arena, count * sizeof(*parts));
	struct px_value *starts = px_arena_alloc(parse->arena, count * sizeof(*starts));
	struct px_value *ends = px_arena_alloc(parse->arena, count * sizeof(*ends));

	px_text_split(px_arena_strdup(parse->arena, text), ',', parts, count);
	for (size_t i = 0; i < count; i++)
		if (range_of(parse, px_text_trim(parts[i]), &starts[i], &ends[i], err) != 0)
			return -1;
	if (count == 1)
		take_end(filter, &starts[0], &ends[0]);
	filter->values = starts;
	filter->count = count;
	if (filter->compare == PX_EQUAL || filter->compare == PX_DIFFERENT)
		filter->ends = ends;
	return 0;
}

/* Values of any other field, separated by commas. */
static int
parse_values(struct px_filter *filter, const char *text, const struct px_parse *parse,
	     struct px_err *err)
{
	struct px_field list = *filter->field;
	struct px_parse as_list = *parse;
	struct px_value value;

	list.flags |= PX_LIST;
	as_list.field = &list;
	px_value_parse(&as_list, text, &value);
	if (value.state == PX_BAD)
		return px_err_set(err, PX_USAGE, "%s", px_faults_text(parse->faults, PX_REJECTING));
	filter->values = value.items;
	filter->count = value.count;
	return 0;
}

/* What is wrong with the value of one field: the operands may be many. */
static int
parse_text(struct px_filter *filter, const char *text, const struct px_parse *parse,
	   struct px_err *err)
{
	const struct px_kind *kind = filter->field->kind;
	int result;

	if (filter->compare == PX_MATCHES) {
		filter->pattern = px_pattern_compile(text, err);
		result = filter->pattern ? 0 : -1;
	} else if (kind == &px_kind_instant || kind == &px_kind_date) {
		result = parse_moments(filter, text, parse, err);
	} else {
		return parse_values(filter, text, parse, err);
	}
	if (result != 0)
		px_err_prefix(err, "%s", filter->field->name);
	return result;
}

/* What is sealed is not known to who compares.  The value asked for is not repeated. */
static int
check_sealed(const struct px_filter *filter, const char *text, struct px_err *err)
{
	const char *name = filter->field->name;

	if (!(filter->field->flags & PX_SEALED) ||
	    (!*text && (filter->compare == PX_EQUAL || filter->compare == PX_DIFFERENT)))
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("%s: is sealed, and cannot be looked for: %s= finds who has none, %s!= "
			    "who has one"),
			  name, name, name);
}

static int
parse_operand(struct px_filter *filter, const char *text, const char *operand,
	      const struct px_world *world, struct px_arena *arena, struct px_err *err)
{
	struct px_faults faults = { .arena = arena };
	struct px_parse parse = { world, filter->field, PX_FROM_FILTER, arena, &faults };

	if (check_sealed(filter, text, err) != 0)
		return -1;
	if ((*text || filter->compare == PX_MATCHES) && parse_text(filter, text, &parse, err) != 0)
		return -1;
	return filter->compare == PX_MATCHES ? 0 : one_value(filter, operand, err);
}

static void
note_word(const char *word, void *data)
{
	(void)word;
	*(bool *)data = true;
}

/* `title!~x` is no search for words: there is no such operator, and nothing would be found.  Without a
 * word (`!!!`) every record would be; an empty operand ("$WORDS" in a script) says nothing. */
static int
check_words(const struct px_type *type, const char *operand, struct px_arena *arena,
	    struct px_err *err)
{
	size_t length = strcspn(operand, "!");
	bool any = false;

	if (operand[length] && px_field_by_header(type, px_arena_strndup(arena, operand, length)))
		return px_err_set(err, PX_USAGE, _("%s: the operators are = != < <= > >= ~"),
				  operand);
	px_text_words(operand, note_word, &any);
	return any || !*operand
		       ? 0
		       : px_err_set(err, PX_USAGE, _("'%s': no letter and no digit to search for"),
				    operand);
}

/* What other tools write for a filter would be searched as a word, and nothing found: due:today,
 * due.before:friday. */
static int
check_slip(const struct px_type *type, const char *operand, struct px_arena *arena,
	   struct px_err *err)
{
	static const struct {
		const char *word, *sign;
	} modifiers[] = {
		{ ".before", "<" }, { ".after", ">" }, { ".not", "!=" }, { ".has", "~" }
	};
	size_t length = 0, sign;
	const char *name, *meant = "=";

	while (is_of_name(operand[length]))
		length++;
	name = px_arena_strndup(arena, operand, length);
	if ((operand[length] != ':' && operand[length] != '.') || !px_field_find(type, name))
		return 0;
	sign = length + strcspn(operand + length, ":=");
	if (!operand[sign])
		return 0;
	for (size_t i = 0; i < PX_COUNT(modifiers); i++)
		if (strncmp(operand + length, modifiers[i].word, strlen(modifiers[i].word)) == 0)
			meant = modifiers[i].sign;
	return px_err_set(err, PX_USAGE, _("%s: no filter; did you mean '%s%s%s'?"), operand, name,
			  meant, operand + sign + 1);
}

int
px_filters_add(struct px_filters *filters, const struct px_type *type, const char *operand,
	       const struct px_world *world, struct px_arena *arena, struct px_err *err)
{
	struct px_filter filter = { .compare = PX_WORDS };
	size_t which = 0, length = name_length(operand, &which);

	if (length) {
		const char *text = operand + length + strlen(operators[which].sign);

		filter.compare = operators[which].compare;
		filter.field = find_field(type, operand, length, arena, err);
		if (!filter.field || parse_operand(&filter, text, operand, world, arena, err) != 0)
			return -1;
	} else {
		if (check_words(type, operand, arena, err) != 0 ||
		    check_slip(type, operand, arena, err) != 0)
			return -1;
		filter.words = px_text_folded(arena, operand);
	}
	PX_GROW(filters->items, filters->count, filters->capacity);
	filters->items[filters->count++] = filter;
	return 0;
}

/*
 * Matching in memory.
 */

static bool
in_range(const struct px_filter *filter, size_t i, const struct px_value *value)
{
	return strcmp(value->text, filter->values[i].text) >= 0 &&
	       strcmp(value->text, filter->ends[i].text) < 0;
}

/* Texts are equal when they fold to the same; all else as px_value_equal says. */
static bool
same(const struct px_filter *filter, size_t i, const struct px_value *value)
{
	const struct px_value *wanted = &filter->values[i];

	if (filter->ends)
		return in_range(filter, i, value);
	if (filter->field->flags & PX_FOLDED)
		return px_text_same(value->text, wanted->text);
	return px_value_equal(value, wanted);
}

static bool
equals_any(const struct px_filter *filter, const struct px_value *value)
{
	if (filter->count == 0 || value->state != PX_SET)
		return filter->count == 0 && value->state != PX_SET;
	for (size_t i = 0; i < filter->count; i++) {
		if (!(filter->field->flags & PX_LIST) && same(filter, i, value))
			return true;
		for (size_t j = 0; j < value->count; j++)
			if (same(filter, i, &value->items[j]))
				return true;
	}
	return false;
}

/* Names are compared folded, and no further: what is equal is neither less nor greater. */
static int
order_of(const struct px_field *field, const struct px_value *a, const struct px_value *b)
{
	return field->flags & PX_FOLDED ? px_text_compare(a->text, b->text)
					: px_value_compare(field, a, b);
}

static bool
compares(const struct px_filter *filter, const struct px_value *value)
{
	int order;

	if (value->state != PX_SET || (filter->field->flags & PX_LIST))
		return false;
	order = order_of(filter->field, value, &filter->values[0]);
	switch (filter->compare) {
	case PX_LESS:
		return order < 0;
	case PX_LESS_EQUAL:
		return order <= 0;
	case PX_GREATER:
		return order > 0;
	case PX_GREATER_EQUAL:
		return order >= 0;
	case PX_EQUAL:
	case PX_DIFFERENT:
	case PX_MATCHES:
	case PX_WORDS:
		break;
	}
	return false;
}

static int
matches_pattern(const struct px_filter *filter, const struct px_value *value, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	int found = 0;

	for (size_t i = 0; i < value->count && !found; i++) {
		struct px_field item = *filter->field;

		item.flags &= ~(unsigned)PX_LIST;
		px_buf_clear(&text);
		px_value_print(NULL, &item, &value->items[i], PX_STYLE_MACHINE, &text);
		found = px_pattern_match(filter->pattern, text.data, err);
	}
	if (!value->count && value->state == PX_SET) {
		px_value_print(NULL, filter->field, value, PX_STYLE_MACHINE, &text);
		found = px_pattern_match(filter->pattern, text.data, err);
	}
	px_buf_release(&text);
	return found;
}

/* Does one of the record's words begin with this one? */
struct search {
	const char *word;
	size_t length;
	bool found;
	const struct px_record *record;
	bool all;
};

static void
compare_word(const char *word, void *data)
{
	struct search *search = data;

	search->found = search->found || strncmp(word, search->word, search->length) == 0;
}

static void
look_for(const char *word, void *data)
{
	struct search *search = data;
	const struct px_type *type = search->record->type;

	search->word = word;
	search->length = strlen(word);
	search->found = false;
	for (size_t i = 0; i < type->field_count && !search->found; i++) {
		const struct px_value *value = &search->record->values[i];

		if (!(type->fields[i].flags & PX_SEARCHED) || value->state != PX_SET)
			continue;
		if (value->text)
			px_text_words(value->text, compare_word, search);
		for (size_t j = 0; j < value->count; j++)
			px_text_words(value->items[j].text, compare_word, search);
	}
	search->all = search->all && search->found;
}

int
px_filter_match(const struct px_filter *filter, const struct px_record *record, struct px_err *err)
{
	struct search search = { .record = record, .all = true };
	const struct px_value *value;

	if (filter->compare == PX_WORDS) {
		px_text_words(filter->words, look_for, &search);
		return search.all;
	}
	value = &record->values[px_field_index(record->type, filter->field)];
	if (filter->compare == PX_MATCHES)
		return matches_pattern(filter, value, err);
	if (filter->compare == PX_EQUAL || filter->compare == PX_DIFFERENT)
		return equals_any(filter, value) == (filter->compare == PX_EQUAL);
	return compares(filter, value);
}

void
px_filters_release(struct px_filters *filters)
{
	for (size_t i = 0; i < filters->count; i++)
		px_pattern_free(filters->items[i].pattern);
	free(filters->items);
	*filters = (struct px_filters){ 0 };
}
