/* Answers out of a table that another tool wrote. */
#include "care/poll_matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/when.h"
#include "io/csv_in.h"
#include "io/encoding.h"
#include "io/source/detect.h"

enum { ROWS_LIMIT = PX_POLL_PEOPLE_LIMIT + 50, COLUMNS_LIMIT = 200 };

struct row {
	long line;
	size_t count;
	const char **cells;
};

struct matrix {
	const struct px_poll *poll;
	const struct px_world *world;
	struct px_arena *arena;
	struct px_poll_matrix *out;
	struct row *rows;
	size_t count, capacity;
	size_t width;
	size_t header;              /* rows of it, titles included */
	int date_of[COLUMNS_LIMIT]; /* per column: the place of its date, or NONE */
	bool two_names;             /* the second column is the given name */
	bool says_no;               /* somewhere in the file */
};
#define NONE (-1)

static const char *
cell(const struct row *row, size_t column)
{
	return column < row->count ? row->cells[column] : "";
}

/*
 * Rows as they stand.
 */
static const char *
text_of(struct px_arena *arena, const char *bytes)
{
	struct px_buf text = PX_BUF_INIT;
	char *copy;

	px_encoding_mend(bytes, strlen(bytes), &text);
	copy = px_arena_strdup(arena, text.data);
	px_buf_release(&text);
	return px_text_trim(copy);
}

static void
keep_row(struct matrix *matrix, const struct px_raw_row *raw)
{
	struct row *row;
	bool filled = false;

	PX_GROW(matrix->rows, matrix->count, matrix->capacity);
	row = &matrix->rows[matrix->count];
	row->line = raw->line;
	row->count = raw->count < COLUMNS_LIMIT ? raw->count : COLUMNS_LIMIT;
	row->cells = px_arena_alloc(matrix->arena, (row->count + 1) * sizeof(*row->cells));
	for (size_t i = 0; i < row->count; i++) {
		row->cells[i] = text_of(matrix->arena, raw->cells[i].text);
		filled |= *row->cells[i] != '\0';
	}
	if (row->count > matrix->width)
		matrix->width = row->count;
	matrix->count += filled;
}

static int
read_rows(struct matrix *matrix, struct px_input *input, struct px_err *err)
{
	size_t length, declared;
	char *window = px_input_window(input, &length), delimiter;
	struct px_csv_in *in;
	struct px_raw_row raw;
	int got;

	declared = px_detect_declared(window, length, &delimiter);
	if (declared)
		px_input_take(input, declared);
	else
		delimiter = px_detect_delimiter(window, length);
	matrix->out->delimiter = delimiter;
	in = px_csv_in_open(input, delimiter, declared ? 2 : 1);
	while ((got = px_csv_in_next(in, &raw, err)) == 1) {
		if (matrix->count == ROWS_LIMIT) {
			got = px_err_set(err, PX_REJECTED, _("%s:%ld: more than %d lines"),
					 px_input_name(input), raw.line, ROWS_LIMIT);
			break;
		}
		keep_row(matrix, &raw);
	}
	px_csv_in_close(in);
	return got;
}

/*
 * Words of answers.
 */
static enum px_answer
read_answer(const char *text, bool *known)
{
	static const struct {
		const char *word;
		enum px_answer answer;
	} words[] = {
		{ "yes", PX_YES },
		{ "oui", PX_YES },
		{ "ok", PX_YES },
		{ "o", PX_YES },
		{ "y", PX_YES },
		{ "x", PX_YES },
		{ "1", PX_YES },
		{ "✓", PX_YES },
		{ "✔", PX_YES },
		{ "true", PX_YES },
		{ "vrai", PX_YES },
		{ "maybe", PX_MAYBE },
		{ "peut-être", PX_MAYBE },
		{ "si besoin", PX_MAYBE },
		{ "si nécessaire", PX_MAYBE },
		{ "under reserve", PX_MAYBE },
		{ "sous réserve", PX_MAYBE },
		{ "if need be", PX_MAYBE },
		{ "ifneedbe", PX_MAYBE },
		{ "(ok)", PX_MAYBE },
		{ "(oui)", PX_MAYBE },
		{ "(yes)", PX_MAYBE },
		{ "(x)", PX_MAYBE },
		{ "?", PX_MAYBE },
		{ "no", PX_NO },
		{ "non", PX_NO },
		{ "n", PX_NO },
		{ "0", PX_NO },
		{ "-", PX_NO },
		{ "✗", PX_NO },
		{ "✘", PX_NO },
		{ "false", PX_NO },
		{ "faux", PX_NO },
		{ "", PX_NO_ANSWER },
	};

	*known = true;
	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (px_text_same(text, words[i].word))
			return words[i].answer;
	*known = false;
	return PX_NO_ANSWER;
}

/*
 * Headers: the rows above the first one that answers.
 */
static bool
answers(const struct row *row)
{
	bool known, any = false;

	for (size_t i = 1; i < row->count; i++)
		any |= *row->cells[i] && read_answer(row->cells[i], &known) != PX_NO_ANSWER;
	return any && *cell(row, 0);
}

static bool
has_more_than_a_name(const struct row *row)
{
	for (size_t i = 1; i < row->count; i++)
		if (*row->cells[i])
			return true;
	return false;
}

/* The last row above the first answer that has something in its columns ends the header; a line of
 * somebody who ticked nothing may stand between. */
static void
find_header(struct matrix *matrix)
{
	size_t first = 0;

	while (first < matrix->count && !answers(&matrix->rows[first]))
		first++;
	while (first > 0 && !has_more_than_a_name(&matrix->rows[first - 1]))
		first--;
	matrix->header = first;
}

/* The cell of a header row over a column; a merged one stands at its left end. */
static const char *
header_cell(const struct matrix *matrix, size_t row, size_t column)
{
	const struct row *at = &matrix->rows[row];

	while (row + 1 < matrix->header && column > 1 && !*cell(at, column))
		column--;
	return column ? cell(at, column) : "";
}

/* "12:30 – 14:00", "12h30 - 14h": the end is the meeting's length to say. */
static char *
without_end(struct px_arena *arena, const char *text)
{
	static const char *const dashes[] = { " – ", " — ", " - ", "–", "—", " à " };
	char *copy = px_arena_strdup(arena, text);

	for (size_t i = 0; i < PX_COUNT(dashes); i++) {
		char *dash = strstr(copy, dashes[i]);

		if (dash && strpbrk(dash, "0123456789"))
			*dash = '\0';
	}
	return px_text_trim(copy);
}

/* The date of the poll that a phrase says; NONE. */
static int
find_date(const struct matrix *matrix, const char *phrase)
{
	const struct px_poll *poll = matrix->poll;
	struct px_when when = { .zone = matrix->world->zone };
	struct px_err ignored = PX_ERR_INIT;
	struct px_date day;
	int64_t start, first = INT64_MAX;
	int found = NONE;

	if (phrase[strspn(phrase, "0123456789hH:. ")] == '\0')
		return NONE; /* an hour of which day? */
	/* Phrases without a year are of the first date proposed, or after it. */
	for (size_t i = 0; i < poll->date_count; i++)
		first = poll->dates[i].start < first ? poll->dates[i].start : first;
	when.now = first;
	if (px_when_date(&when, phrase, &day, &ignored) == 0) {
		for (size_t i = 0; i < poll->date_count; i++)
			if (px_date_days(px_zone_local(when.zone, poll->dates[i].start).date) ==
			    px_date_days(day)) {
				if (found != NONE)
					return NONE;
				found = (int)i;
			}
		return found;
	}
	if (px_when_instant(&when, phrase, &start, &ignored) != 0)
		return NONE;
	for (size_t i = 0; i < poll->date_count; i++)
		if (poll->dates[i].start == start)
			return (int)i;
	return NONE;
}

/* "mar. 25 mars 2025": a weekday that is cut short adds nothing to a date, and may mean a month. */
static int
find_date_after_weekday(const struct matrix *matrix, const char *phrase)
{
	const char *rest = strchr(phrase, ' ');
	int found = find_date(matrix, phrase);

	if (found == NONE && rest && strcspn(phrase, "0123456789") > (size_t)(rest - phrase))
		found = find_date(matrix, rest + 1);
	return found;
}

/* Parts as they stand, then with the month after the day: "20" below "mars 2025". */
static int
date_of_parts(const struct matrix *matrix, const char *const *parts, size_t count)
{
	static const size_t orders[][3] = { { 0, 1, 2 }, { 1, 0, 2 }, { 2, 1, 0 } };

	for (size_t i = 0; i < PX_COUNT(orders); i++) {
		struct px_buf phrase = PX_BUF_INIT;
		int found;

		for (size_t k = 0; k < 3; k++)
			if (orders[i][k] < count)
				px_buf_printf(&phrase, "%s%s", phrase.length ? " " : "",
					      parts[orders[i][k]]);
		found = find_date_after_weekday(matrix, phrase.data);
		px_buf_release(&phrase);
		if (found != NONE)
			return found;
	}
	return NONE;
}

/* Framadate ends each line with a comma: such a column has nothing of its own. */
static bool
has_header(const struct matrix *matrix, size_t column)
{
	for (size_t i = 0; i < matrix->header; i++)
		if (*cell(&matrix->rows[i], column))
			return true;
	return false;
}

/* The last lines of the header, three at most, say the date of a column. */
static int
date_of_column(const struct matrix *matrix, size_t column)
{
	for (size_t lines = matrix->header < 3 ? matrix->header : 3; lines > 0; lines--) {
		const char *parts[3];
		size_t count = 0;
		int found;

		for (size_t i = matrix->header - lines; i < matrix->header; i++) {
			const char *part =
				without_end(matrix->arena, header_cell(matrix, i, column));

			if (*part && (!count || strcmp(parts[count - 1], part) != 0))
				parts[count++] = part;
		}
		found = count ? date_of_parts(matrix, parts, count) : NONE;
		if (found != NONE)
			return found;
	}
	return NONE;
}

static bool
is_given_name(const char *header)
{
	return px_text_same(header, "prénom") || px_text_same(header, "given") ||
	       px_text_same(header, "first name");
}

static void
ignore_column(struct matrix *matrix, size_t column)
{
	const char *header = matrix->header ? cell(&matrix->rows[matrix->header - 1], column) : "";

	if (*header)
		matrix->out->ignored[matrix->out->ignored_count++] = header;
}

/* What the columns are called in a table of one header line: dates as the poll has them. */
static void
name_columns(struct matrix *matrix)
{
	const char **headers =
		px_arena_alloc(matrix->arena, (matrix->width + 1) * sizeof(*headers));

	for (size_t i = 0; i < matrix->width; i++) {
		struct px_local at;

		headers[i] = matrix->header ? cell(&matrix->rows[matrix->header - 1], i) : "";
		if (i == 0 || matrix->date_of[i] == NONE)
			continue;
		at = px_zone_local(matrix->world->zone,
				   matrix->poll->dates[matrix->date_of[i]].start);
		headers[i] =
			px_arena_printf(matrix->arena, "%04d-%02d-%02d %02d:%02d", at.date.year,
					at.date.month, at.date.day, at.hour, at.minute);
	}
	matrix->out->headers = headers;
	matrix->out->width = matrix->width;
}

static int
read_header(struct matrix *matrix, struct px_err *err)
{
	size_t found = 0;

	find_header(matrix);
	matrix->out->ignored =
		px_arena_alloc(matrix->arena, COLUMNS_LIMIT * sizeof(*matrix->out->ignored));
	for (size_t i = 1; i < matrix->width; i++) {
		matrix->date_of[i] = has_header(matrix, i) ? date_of_column(matrix, i) : NONE;
		for (size_t k = 1; k < i && matrix->date_of[i] != NONE; k++)
			if (matrix->date_of[k] == matrix->date_of[i])
				return px_err_set(err, PX_REJECTED,
						  _("%s: two columns are date %d of the poll"),
						  matrix->out->name, matrix->date_of[i] + 1);
		found += matrix->date_of[i] != NONE;
		if (i == 1 && matrix->header &&
		    is_given_name(cell(&matrix->rows[matrix->header - 1], 1)))
			matrix->two_names = true;
		else if (matrix->date_of[i] == NONE)
			ignore_column(matrix, i);
	}
	name_columns(matrix);
	if (!found)
		return px_err_set(err, PX_REJECTED,
				  _("%s: no column is a date of poll %lld (poll-show --csv gives "
				    "a file to fill in)"),
				  matrix->out->name,
				  (long long)matrix->poll->record.values[PX_F_ID].number);
	return 0;
}

/*
 * People.
 */
static bool
is_total(const char *name)
{
	static const char *const words[] = { "count",  "total", "nombre",        "somme",
					     "totaux", "best",  "meilleur choix" };

	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (px_text_same(name, words[i]))
			return true;
	return false;
}

static void
read_line(struct matrix *matrix, const struct row *row)
{
	struct px_poll_line *line = &matrix->out->lines[matrix->out->count];
	bool known, any = false;

	*line = (struct px_poll_line){
		.line = row->line, .who = cell(row, 0), .cells = row->cells, .count = row->count
	};
	if (!*line->who || is_total(line->who))
		return;
	if (matrix->two_names)
		line->who = px_arena_printf(matrix->arena, "%s %s", cell(row, 0), cell(row, 1));
	for (size_t i = 1; i < matrix->width; i++) {
		enum px_answer answer;

		if (matrix->date_of[i] == NONE)
			continue;
		answer = read_answer(cell(row, i), &known);
		if (!known && !line->bad)
			line->bad = px_arena_printf(
				matrix->arena, _("%s: neither yes, maybe nor no"), cell(row, i));
		any |= answer != PX_NO_ANSWER;
		if (answer == PX_NO_ANSWER && !matrix->says_no)
			answer = PX_NO;
		line->answers[matrix->date_of[i]] = answer;
	}
	if (!any)
		memset(line->answers, 0, sizeof(line->answers));
	matrix->out->count++;
}

static void
read_people(struct matrix *matrix)
{
	bool known;

	for (size_t i = matrix->header; i < matrix->count; i++)
		for (size_t k = 1;
		     k < matrix->rows[i].count && !is_total(cell(&matrix->rows[i], 0)); k++)
			matrix->says_no |= matrix->date_of[k] != NONE &&
					   read_answer(matrix->rows[i].cells[k], &known) == PX_NO;
	matrix->out->lines =
		px_arena_alloc(matrix->arena, (matrix->count + 1) * sizeof(*matrix->out->lines));
	for (size_t i = matrix->header; i < matrix->count; i++)
		read_line(matrix, &matrix->rows[i]);
}

int
px_poll_matrix_read(const char *path, const struct px_poll *poll, const struct px_world *world,
		    struct px_arena *arena, struct px_poll_matrix *out, struct px_err *err)
{
	struct px_input *input = px_input_open(path, NULL, err);
	struct matrix matrix = { .poll = poll, .world = world, .arena = arena, .out = out };
	int result;

	if (!input)
		return -1;
	*out = (struct px_poll_matrix){ .name = px_arena_strdup(arena, px_input_name(input)) };
	result = read_rows(&matrix, input, err);
	if (result == 0)
		result = read_header(&matrix, err);
	if (result == 0)
		read_people(&matrix);
	free(matrix.rows);
	px_input_close(input);
	return result;
}
