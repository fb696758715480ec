/* What every file that is read as rows promises, whatever it holds. */
#ifndef TESTS_FUZZ_ROWS_H
#define TESTS_FUZZ_ROWS_H

#include "fuzz.h"
#include "io/csv_out.h"
#include "io/encoding.h"
#include "io/rows.h"

enum { FUZZ_ROWS = 300 }; /* read of a file: what goes wrong after them went wrong before */

/* Cells are text; a header that was known stays. */
static void
fuzz_row_holds(const struct px_source *source, const struct px_row *row)
{
	FUZZ_CLAIM(row->count <= px_source_columns(source));
	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;

		FUZZ_CLAIM(px_source_header(source, i) != NULL);
		FUZZ_CLAIM(!row->cells[i].null || (text && *text == '\0'));
		if (!row->bad && text)
			FUZZ_CLAIM(px_encoding_valid(text, strlen(text)) == strlen(text));
	}
}

/* A file of a few bytes with control characters among them is taken for no text. */
static bool
has_controls(const char *text)
{
	for (; text && *text; text++)
		if ((unsigned char)*text < ' ' && !strchr("\t\r\n", *text))
			return true;
	return false;
}

/* Rows to write and read again: those of one width, as texts ended by NUL. */
struct fuzz_table {
	size_t columns, rows;
	struct px_buf texts;
};

static void
fuzz_table_add(struct fuzz_table *table, const struct px_row *row)
{
	size_t filled = 0;

	for (size_t i = 0; i < row->count; i++) {
		filled += row->cells[i].text && *row->cells[i].text;
		if (has_controls(row->cells[i].text))
			return;
	}
	if (!table->rows)
		table->columns = row->count;
	if (row->bad || !filled || row->count != table->columns)
		return;
	table->rows++;
	for (size_t i = 0; i < row->count; i++) {
		px_buf_puts(&table->texts, row->cells[i].text ? row->cells[i].text : "");
		px_buf_putc(&table->texts, '\0');
	}
}

static void
fuzz_table_write(const struct fuzz_table *table, struct px_csv_out *csv)
{
	const char *text = table->texts.data;

	px_csv_out_start(csv);
	for (size_t i = 0; i < table->columns; i++) {
		char name[24];

		snprintf(name, sizeof(name), "c%zu", i);
		px_csv_out_cell(csv, name);
	}
	px_csv_out_row(csv);
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t i = 0; i < table->columns; i++, text += strlen(text) + 1)
			px_csv_out_cell(csv, text);
		px_csv_out_row(csv);
	}
}

/* What io/csv_out.h promises: rows written in either profile are read back as they were. */
static void
fuzz_table_again(const struct fuzz_table *table, enum px_csv_profile profile)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_csv_out csv = PX_CSV_OUT_INIT(&out, profile);
	const char *text = table->texts.data;
	struct px_source *source;
	struct px_row row;

	fuzz_table_write(table, &csv);
	source = px_source_open(fuzz_file(1, out.data, out.length), NULL, NULL);
	if (!source || px_source_columns(source) != table->columns)
		fprintf(stderr, "written:\n%s\n", out.data);
	FUZZ_CLAIM(source && px_source_columns(source) == table->columns);
	for (size_t i = 0; i < table->rows; i++) {
		FUZZ_CLAIM(px_source_next(source, &row, NULL) == 1 && !row.bad);
		for (size_t j = 0; j < table->columns; j++, text += strlen(text) + 1)
			FUZZ_CLAIM(strcmp(row.cells[j].text, text) == 0);
	}
	FUZZ_CLAIM(px_source_next(source, &row, NULL) == 0);
	px_source_close(source);
	px_buf_release(&out);
}

/* Read a file to its end.  round: its rows are written and read again as well. */
__attribute__((unused)) static void
fuzz_rows(const uint8_t *data, size_t size, const struct px_source_options *options, bool round)
{
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open(fuzz_file(0, data, size), options, &err);
	struct fuzz_table table = { .texts = PX_BUF_INIT };
	struct px_buf note = PX_BUF_INIT;
	struct px_row row;
	int got = source != NULL;
	long line = 0;
	int turns = 0;

	for (int i = 0; got > 0 && i < FUZZ_ROWS; i++) {
		got = px_source_next(source, &row, &err);
		if (got <= 0)
			break;
		/* Of an agenda come its appointments, then its slots. */
		FUZZ_CLAIM(row.line >= line ||
			   (strcmp(px_source_format(source), "fhir") == 0 && turns++ == 0));
		line = row.line;
		fuzz_row_holds(source, &row);
		if (round)
			fuzz_table_add(&table, &row);
	}
	FUZZ_CLAIM((source && got >= 0) == (err.code == PX_OK));
	if (source && got == 0)
		px_source_note(source, &note);
	px_source_close(source);
	px_buf_release(&note);
	if (table.rows) {
		fuzz_table_again(&table, PX_CSV_PLAIN);
		fuzz_table_again(&table, PX_CSV_EXCEL_FR);
	}
	px_buf_release(&table.texts);
}

#endif
