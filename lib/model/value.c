#include "model/value.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/zone.h"
#include "model/field.h"
#include "model/kind.h"

const struct px_kind *const px_kinds[] = {
	&px_kind_text,     &px_kind_markdown,   &px_kind_name,
	&px_kind_slug,     &px_kind_integer,    &px_kind_minutes,
	&px_kind_delay,    &px_kind_cents,      &px_kind_decimal,
	&px_kind_boolean,  &px_kind_date,       &px_kind_instant,
	&px_kind_word,     &px_kind_reference,  &px_kind_uid,
	&px_kind_timezone, &px_kind_rule,       &px_kind_recur,
	&px_kind_fact,     &px_kind_profession, &px_kind_rpps,
	&px_kind_adeli,    &px_kind_finess,     &px_kind_siret,
	&px_kind_phone,    &px_kind_email,      &px_kind_mssante,
	&px_kind_postcode, &px_kind_insee,      &px_kind_nir,
	&px_kind_contact,  &px_kind_sealed,     &px_kind_json,
	&px_kind_hours,    &px_kind_url,        &px_kind_path,
	&px_kind_language, &px_kind_fee,        NULL,
};

/* The longest text that a message repeats. */
enum { SHOWN_COLUMNS = 60 };

int64_t
px_world_today(const struct px_world *world)
{
	return px_date_days(px_zone_local(world->zone, world->now).date);
}

void
px_kind_text_is(const struct px_parse *parse, const char *text, struct px_value *out)
{
	*out = (struct px_value){ .state = PX_SET, .text = px_arena_strdup(parse->arena, text) };
}

void
px_kind_number_is(int64_t number, struct px_value *out)
{
	*out = (struct px_value){ .state = PX_SET, .number = number };
}

void
px_kind_say(const struct px_parse *parse, enum px_grade grade, const char *text, const char *reason)
{
	struct px_buf shown = PX_BUF_INIT;

	if (parse->field && parse->field->flags & PX_SEALED) {
		px_faults_add(parse->faults, grade, parse->field->name, "%s", reason);
		return;
	}
	px_text_clip(text, SHOWN_COLUMNS, &shown);
	for (size_t i = 0; i < shown.length; i++)
		if ((unsigned char)shown.data[i] < ' ' || shown.data[i] == 127)
			shown.data[i] = ' ';
	px_faults_add(parse->faults, grade, parse->field ? parse->field->name : NULL, "%s: %s",
		      shown.data, reason);
	px_buf_release(&shown);
}

void
px_kind_refuse(const struct px_parse *parse, const char *text, struct px_value *out,
	       const char *reason)
{
	px_kind_say(parse, PX_REJECTING, text, reason);
	*out = (struct px_value){ .state = PX_BAD };
}

void
px_kind_refuse_as(const struct px_parse *parse, const struct px_err *err, struct px_value *out)
{
	px_faults_add(parse->faults, PX_REJECTING, parse->field->name, "%s", err->message);
	*out = (struct px_value){ .state = PX_BAD };
}

bool
px_kind_line(const struct px_parse *parse, const char *text, size_t limit, struct px_value *out)
{
	size_t length = strlen(text);

	if (length > limit) {
		px_kind_refuse(
			parse, text, out,
			px_arena_printf(parse->arena, _("too long: at most %zu bytes"), limit));
		return false;
	}
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)text[i] >= ' ' && text[i] != 127)
			continue;
		px_kind_refuse(parse, text, out,
			       text[i] == '\n' || text[i] == '\r' ? _("must be one line")
								  : _("holds a control character"));
		return false;
	}
	return true;
}

/* The registry gives limits to numbers; a filter may ask for what no record can hold. */
static void
check_limits(const struct px_parse *parse, const char *text, struct px_value *value)
{
	const struct px_field *field = parse->field;
	const char *reason = NULL;

	if (value->state != PX_SET || parse->origin == PX_FROM_FILTER ||
	    field->kind->storage != PX_NUMBER || (!field->least && !field->most))
		return;
	if (value->number < field->least)
		reason = px_arena_printf(parse->arena, _("must be at least %lld"),
					 (long long)field->least);
	else if (field->most >= field->least && value->number > field->most)
		reason = px_arena_printf(parse->arena, _("must be at most %lld"),
					 (long long)field->most);
	if (reason)
		px_kind_refuse(parse, text, value, reason);
}

static void
parse_item(const struct px_parse *parse, char *text, struct px_value *out)
{
	const char *trimmed = px_text_trim(text);

	*out = (struct px_value){ .state = PX_UNSET };
	if (!*trimmed)
		return;
	if (px_utf8_valid(trimmed, strlen(trimmed)) != strlen(trimmed)) {
		px_kind_refuse(parse, _("text"), out, _("is not valid UTF-8"));
		return;
	}
	parse->field->kind->parse(parse, trimmed, out);
	check_limits(parse, trimmed, out);
}

/* The length of what parts the items of a list here: a comma, or what the kind says; in a cell of
 * names, also what other tools put there and the line breaks of a spreadsheet. */
static size_t
part_at(const struct px_parse *parse, const char *text, const char *at)
{
	bool cell = parse->origin == PX_FROM_TEAM && !parse->literal;

	/* In a list that a program wrote every comma of an item is escaped. */
	if (parse->field->kind->part)
		return parse->literal && *at == ',' ? 1 : parse->field->kind->part(text, at);
	if (cell && parse->field->kind == &px_kind_reference && (*at == ';' || *at == '\n'))
		return 1;
	return *at == ',';
}

/* Cut the text at its first separator that no backslash precedes, taking the backslashes of the others
 * away; returns what follows, NULL at the end. */
static char *
cut_item(const struct px_parse *parse, char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		size_t length = part_at(parse, text, from);

		if (length) {
			*to = '\0';
			return from + length;
		}
		if (from[0] == '\\' && from[1] &&
		    (from[1] == ',' || part_at(parse, text, from + 1)))
			from++;
		*to++ = *from;
	}
	*to = '\0';
	return NULL;
}

static bool
holds(const struct px_value *items, size_t count, const struct px_value *item)
{
	for (size_t i = 0; i < count; i++)
		if (px_value_equal(&items[i], item))
			return true;
	return false;
}

bool
px_list_takes(const char *item)
{
	size_t length = strlen(item);

	return !length || item[length - 1] != '\\';
}

void
px_list_put(struct px_buf *list, size_t place, const char *item)
{
	if (place)
		px_buf_putc(list, ',');
	for (; *item; item++) {
		if (*item == ',')
			px_buf_putc(list, '\\');
		px_buf_putc(list, *item);
	}
}

static void
parse_list(const struct px_parse *parse, char *text, struct px_value *out)
{
	size_t most = 1, count = 0;
	bool bad = false;
	struct px_value *items;

	for (const char *at = text; *at; at++)
		most += part_at(parse, text, at) > 0;
	items = px_arena_alloc(parse->arena, most * sizeof(*items));
	while (text) {
		char *rest = cut_item(parse, text);

		text = px_text_trim(text);
		if (!px_list_takes(text))
			px_kind_refuse(parse, text, &items[count],
				       _("an item cannot end in a backslash"));
		else
			parse_item(parse, text, &items[count]);
		bad |= items[count].state == PX_BAD;
		if (items[count].state == PX_SET && !holds(items, count, &items[count]))
			count++;
		text = rest;
	}
	*out = (struct px_value){ .state = bad ? PX_BAD : count ? PX_SET : PX_UNSET };
	if (out->state == PX_SET) {
		out->items = items;
		out->count = count;
	}
}

void
px_value_parse(const struct px_parse *parse, const char *text, struct px_value *out)
{
	char *copy = px_arena_strdup(parse->arena, text);

	if (parse->field->flags & PX_LIST)
		parse_list(parse, copy, out);
	else
		parse_item(parse, copy, out);
	if (parse->field->flags & PX_SEALED)
		px_wipe(copy, strlen(text));
}

static void
print_one(const struct px_world *world, const struct px_field *field, const struct px_value *value,
	  enum px_style style, struct px_buf *out)
{
	if (field->kind->print)
		field->kind->print(world, field, value, style, out);
	else if (field->kind->storage == PX_NUMBER)
		px_buf_number(out, value->number);
	else
		px_buf_puts(out, value->text ? value->text : "");
}

/* Where a comma between two digits is an item's own, the one between two items has a blank behind it. */
static bool
is_own(const struct px_kind *kind)
{
	static const char amount[] = "0,0";

	return kind->part && !kind->part(amount, amount + 1);
}

void
px_value_print(const struct px_world *world, const struct px_field *field,
	       const struct px_value *value, enum px_style style, struct px_buf *out)
{
	struct px_buf item = PX_BUF_INIT;

	if (value->state != PX_SET)
		return;
	if (!(field->flags & PX_LIST)) {
		print_one(world, field, value, style, out);
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		px_buf_clear(&item);
		if (i && is_own(field->kind))
			px_buf_putc(&item, ' ');
		print_one(world, field, &value->items[i], style, &item);
		px_list_put(out, i, item.data);
	}
	px_buf_release(&item);
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int
px_word_place(const struct px_field *field, const char *word)
{
	int place = 0;

	while (field->words && field->words[place] && strcmp(field->words[place], word) != 0)
		place++;
	return place;
}

static int
compare_ones(const struct px_field *field, const struct px_value *a, const struct px_value *b)
{
	int order;

	if (field->kind->storage == PX_NUMBER || !a->text || !b->text)
		return compare_numbers(a->number, b->number);
	if (field->kind == &px_kind_decimal)
		return px_decimal_compare(a->text, b->text);
	if (field->kind == &px_kind_word) {
		order = px_word_place(field, a->text) - px_word_place(field, b->text);
		return order ? order : strcmp(a->text, b->text);
	}
	order = field->flags & PX_FOLDED ? px_text_compare(a->text, b->text) : 0;
	return order ? order : strcmp(a->text, b->text);
}

int
px_value_compare(const struct px_field *field, const struct px_value *a, const struct px_value *b)
{
	if (a->state != PX_SET || b->state != PX_SET)
		return (a->state != PX_SET) - (b->state != PX_SET);
	if (!(field->flags & PX_LIST))
		return compare_ones(field, a, b);
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int order = compare_ones(field, &a->items[i], &b->items[i]);

		if (order)
			return order;
	}
	return compare_numbers((int64_t)a->count, (int64_t)b->count);
}

/* Two resolved references are the same when their ids are, whatever their keys have become. */
static bool
equal_ones(const struct px_value *a, const struct px_value *b)
{
	if (a->number && b->number)
		return a->number == b->number;
	if (a->text && b->text)
		return strcmp(a->text, b->text) == 0;
	return a->number == b->number && !a->text == !b->text;
}

bool
px_value_equal(const struct px_value *a, const struct px_value *b)
{
	if (a->state != b->state || a->count != b->count)
		return false;
	if (a->state != PX_SET)
		return true;
	if (!a->count)
		return equal_ones(a, b);
	for (size_t i = 0; i < a->count; i++)
		if (!equal_ones(&a->items[i], &b->items[i]))
			return false;
	return true;
}

struct px_value
px_value_of_day(struct px_arena *arena, int64_t day)
{
	char text[PX_DATE_SIZE];

	px_date_format(px_date_from_days(day), text);
	return px_value_of_text(px_arena_strdup(arena, text));
}

struct px_value
px_value_of_instant(struct px_arena *arena, int64_t instant)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(instant, text);
	return px_value_of_text(px_arena_strdup(arena, text));
}

struct px_value
px_value_copy(struct px_arena *arena, const struct px_value *value)
{
	struct px_value copy = *value;
	struct px_value *items;

	if (value->text)
		copy.text = px_arena_strdup(arena, value->text);
	if (!value->count)
		return copy;
	items = px_arena_alloc(arena, value->count * sizeof(*items));
	for (size_t i = 0; i < value->count; i++)
		items[i] = px_value_copy(arena, &value->items[i]);
	copy.items = items;
	return copy;
}
