/*
 * What a spreadsheet makes of cells that it only opened and saved, so that they do not look like
 * changes: 12,50 becomes 12,5, 01/09/2031 becomes 01/09/31, a long number 3,56E+13, a telephone
 * loses its +.  Words are guarded when they are written (px_csv_out_words) and not looked at here.
 */
#include "base/i18n.h"
#include "cli/import/import_part.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_SIZE = 64, DAY_LENGTH = 10 };

/* A number by its digits: 0.d1d2d3… times ten to the power exponent. */
struct number {
	char digits[NUMBER_SIZE];
	int count, exponent;
	bool negative, rounded; /* written with an exponent: the last digits are gone */
};

static void
drop_zeros(struct number *number)
{
	while (number->count && number->digits[number->count - 1] == '0')
		number->count--;
}

/* "+33612345678", "-12,50", "3,56E+13"; false when it is none. */
static bool
read_number(const char *text, struct number *out)
{
	bool decimals = false;

	*out = (struct number){ .negative = *text == '-' };
	text += *text == '-' || *text == '+';
	if (!*text || strlen(text) >= NUMBER_SIZE)
		return false;
	for (; (*text >= '0' && *text <= '9') || (*text == ',' && !decimals); text++) {
		if (*text == ',') {
			decimals = true;
			continue;
		}
		if (out->count || *text != '0')
			out->digits[out->count++] = *text;
		out->exponent += decimals ? (out->count ? 0 : -1) : out->count > 0;
	}
	if ((*text == 'E' || *text == 'e') && (text[1] == '+' || text[1] == '-')) {
		out->rounded = true;
		out->exponent += (int)strtol(text + 1, (char **)&text, 10);
	}
	if (!out->rounded)
		drop_zeros(out);
	return !*text;
}

/* Keep this many digits, the last one rounded as spreadsheets do; false when that adds a digit. */
static bool
round_to(struct number *number, int count)
{
	bool up = count < number->count && number->digits[count] >= '5';

	while (number->count < count)
		number->digits[number->count++] = '0';
	number->count = count;
	for (int i = count - 1; up && i >= 0; i--) {
		up = number->digits[i] == '9';
		number->digits[i] = up ? '0' : (char)(number->digits[i] + 1);
	}
	return !up;
}

static bool
same_number(const char *exported, const char *cell)
{
	struct number one, other;

	if (!read_number(exported, &one) || !read_number(cell, &other))
		return false;
	if (other.rounded && !round_to(&one, other.count))
		return false;
	return one.negative == other.negative && one.exponent == other.exponent &&
	       one.count == other.count && memcmp(one.digits, other.digits, (size_t)one.count) == 0;
}

/* 24/12/2031 08:30 and 24/12/31 08:30. */
static bool
same_day(const char *exported, const char *cell)
{
	enum { BEFORE_YEAR = 6, CENTURY = 2 };

	return strlen(exported) >= DAY_LENGTH && exported[2] == '/' && exported[5] == '/' &&
	       strncmp(exported, cell, BEFORE_YEAR) == 0 &&
	       strcmp(exported + BEFORE_YEAR + CENTURY, cell + BEFORE_YEAR) == 0;
}

/* Words are guarded where a spreadsheet would rewrite them, but for a telephone, which it leaves legible:
 * it takes its + alone. */
static bool
is_saved(const struct px_field *field, const char *exported, const char *cell)
{
	if (strcmp(exported, cell) == 0)
		return true;
	if (field->kind->words)
		return *exported == '+' && strcmp(exported + 1, cell) == 0;
	return *exported && *cell && (same_day(exported, cell) || same_number(exported, cell));
}

bool
px_import_as_exported(const struct px_encounter *met, size_t place, const struct px_record *stored)
{
	const struct px_import *import = met->import;
	const struct px_field *field = &import->type->fields[place];
	struct px_buf text = PX_BUF_INIT;
	bool same = false;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		if (import->columns[i].field != field || !met->row->cells[i].text)
			continue;
		px_buf_clear(&text);
		px_value_print(&import->run->world, field, &stored->values[place],
			       PX_STYLE_EXCEL_FR, &text);
		same = same || is_saved(field, text.data, met->row->cells[i].text);
	}
	px_buf_release(&text);
	return same;
}

static bool
ends_with(const char *text, const char *ending)
{
	size_t length = strlen(text), size = strlen(ending);

	return length > size && strcmp(text + length - size, ending) == 0;
}

void
px_import_check_clock(struct px_encounter *met)
{
	const struct px_import *import = met->import;

	for (size_t i = 0; i < met->row->count && i < import->column_count; i++) {
		const char *text = met->row->cells[i].text;

		if (import->columns[i].stamp && text &&
		    (ends_with(text, " AM") || ends_with(text, " PM")))
			px_faults_add(
				met->faults, PX_REJECTING, px_source_header(import->source, i),
				_("%s: an American spreadsheet saved this, and every day of it "
				  "has its month first: save it in French"),
				text);
	}
}

static void
forget_faults(struct px_faults *faults, const char *field)
{
	size_t kept = 0;

	for (size_t i = 0; i < faults->count; i++)
		if (!faults->items[i].field || strcmp(faults->items[i].field, field) != 0)
			faults->items[kept++] = faults->items[i];
	faults->count = kept;
}

int
px_import_forgive(struct px_encounter *met, struct px_err *err)
{
	struct px_import *import = met->import;

	if (px_import_match_uid(met, err) < 0)
		return -1;
	if (!met->id)
		return 0;
	if (px_record_read(import->run->store, import->type, met->id, &import->arena, &met->stored,
			   err) != 1)
		return -1;
	for (size_t i = PX_F_OWN; i < import->type->field_count; i++) {
		if (met->given.values[i].state != PX_BAD ||
		    !px_import_as_exported(met, i, &met->stored))
			continue;
		met->given.values[i] = met->stored.values[i];
		forget_faults(met->faults, import->type->fields[i].name);
	}
	return 0;
}
