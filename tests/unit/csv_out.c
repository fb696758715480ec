/* CSV out: exact bytes, and that io/rows.h reads back what was written, in both profiles. */
#include "io/csv_out.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/rows.h"
#include "tap.h"

static const struct {
	const char *text, *plain, *excel;
} cells[] = {
	{ "Dupont", "Dupont", "Dupont" },
	{ "a,b", "\"a,b\"", "\"a,b\"" },
	{ "a;b", "\"a;b\"", "\"a;b\"" },
	{ "a\tb", "\"a\tb\"", "\"a\tb\"" },
	{ "a|b", "\"a|b\"", "\"a|b\"" },
	{ "dit \"x\"", "\"dit \"\"x\"\"\"", "\"dit \"\"x\"\"\"" },
	{ "\"", "\"\"\"\"", "\"\"\"\"" },
	{ "un\ndeux", "\"un\ndeux\"", "\"un\ndeux\"" },
	{ "un\rdeux", "\"un\rdeux\"", "\"un\rdeux\"" },
	{ " x", "\" x\"", "\" x\"" },
	{ "x ", "\"x \"", "\"x \"" },
	{ "l'eau", "l'eau", "l'eau" },
	{ "'abc", "'abc", "'abc" },
	{ "=1+1", "=1+1", "'=1+1" },
	{ "=\"0123\"", "\"'=\"\"0123\"\"\"", "\"'=\"\"0123\"\"\"" },
	{ "@lyon", "@lyon", "'@lyon" },
	{ "-", "-", "'-" },
	{ "+", "+", "'+" },
	{ "- fait", "- fait", "'- fait" },
	{ "-12,5", "\"-12,5\"", "\"-12,5\"" },
	{ "-12.5", "-12.5", "-12.5" },
	{ "-3", "-3", "-3" },
	{ "-1+2", "-1+2", "'-1+2" },
	{ "-due", "-due", "'-due" },
	{ "+33612345678", "+33612345678", "+33612345678" },
	{ "+33 6 12 34 56 78", "+33 6 12 34 56 78", "+33 6 12 34 56 78" },
	{ "+cmd|' /C calc'!A0", "\"+cmd|' /C calc'!A0\"", "\"'+cmd|' /C calc'!A0\"" },
	{ "\tx", "\"\tx\"", "\"'\tx\"" },
	{ "\rx", "\"\rx\"", "\"'\rx\"" },
	{ "'=x", "''=x", "''=x" },
	{ "''-12", "'''-12", "'''-12" },
	{ "#N/A", "'#N/A", "'#N/A" },
	{ "'#N/A", "''#N/A", "''#N/A" },
	{ "#12", "#12", "#12" },
	{ "'007", "''007", "''007" },
	{ "'1/2", "''1/2", "''1/2" },
	{ "01/02/2025", "01/02/2025", "01/02/2025" },
	{ "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9" },
};

static void
test_cells(void)
{
	for (size_t i = 0; i < PX_COUNT(cells); i++) {
		struct px_buf buf = PX_BUF_INIT;
		struct px_csv_out plain = PX_CSV_OUT_INIT(&buf, PX_CSV_PLAIN);
		struct px_csv_out excel = PX_CSV_OUT_INIT(&buf, PX_CSV_EXCEL_FR);

		px_csv_out_cell(&plain, cells[i].text);
		tap_is(buf.data, cells[i].plain, "plain");
		px_buf_clear(&buf);
		px_csv_out_cell(&excel, cells[i].text);
		tap_is(buf.data, cells[i].excel, "excel-fr");
		px_buf_release(&buf);
	}
}

/* Of words alone, in a file for spreadsheets: what they would rewrite is guarded, and read back. */
static const struct {
	const char *text;
	bool guarded;
} words[] = {
	{ "007", true },
	{ "1/2", true },
	{ "10:30", true },
	{ "vrai", true },
	{ "FAUX", true },
	{ "1e5", true },
	{ "2025-03-04", true },
	{ "1 mars", true },
	{ "Mars 2025", true },
	{ "avril-2", true },
	{ "3 août", true },
	{ "lundi 3 mars 2025", true },
	{ "50 %", true },
	{ "5 \xe2\x82\xac", true },
	{ "12,50", true },
	{ "3.5", true },
	{ "1 200", true },
	{ "0612345678", true },
	{ "123456789012", true },
	{ "(12)", true },
	{ "-0", false },
	{ "12", false },
	{ "-12,5", false },
	{ "+33612345678", false },
	{ "0", false },
	{ "12345678901", false },
	{ "mars", false },
	{ "8h30", false },
	{ "T3 2025", false },
	{ "1er mars", false },
	{ "N\xc2\xb0"
	  "3",
	  false },
	{ "e", false },
	{ "", false },
	{ "une phrase de 2025 qui compte bien plus de mots", false },
};

static void
test_words(void)
{
	for (size_t i = 0; i < PX_COUNT(words); i++) {
		struct px_buf buf = PX_BUF_INIT;
		struct px_csv_out plain = PX_CSV_OUT_INIT(&buf, PX_CSV_PLAIN);
		struct px_csv_out excel = PX_CSV_OUT_INIT(&buf, PX_CSV_EXCEL_FR);

		px_csv_out_words(&plain, words[i].text);
		tap_ok(!strchr(buf.data, '\''), "no guard in plain CSV");
		px_buf_clear(&buf);
		px_csv_out_words(&excel, words[i].text);
		tap_ok((buf.data[buf.data[0] == '"'] == '\'') == words[i].guarded, "%s",
		       words[i].text);
		px_buf_release(&buf);
	}
}

static void
write_row(struct px_csv_out *csv, const char *a, const char *b)
{
	px_csv_out_cell(csv, a);
	px_csv_out_cell(csv, b);
	px_csv_out_row(csv);
}

static void
test_rows(void)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_csv_out plain = PX_CSV_OUT_INIT(&buf, PX_CSV_PLAIN);
	struct px_csv_out excel = PX_CSV_OUT_INIT(&buf, PX_CSV_EXCEL_FR);

	px_csv_out_start(&plain);
	write_row(&plain, "id", "nom");
	write_row(&plain, NULL, "caf\xE9");
	px_csv_out_cell(&plain, "");
	px_csv_out_row(&plain);
	tap_is(buf.data, "id,nom\n,caf\xEF\xBF\xBD\n\"\"\n", "plain rows");
	px_buf_clear(&buf);
	px_csv_out_start(&excel);
	write_row(&excel, "id", "nom");
	write_row(&excel, "1", "");
	tap_is(buf.data, "\xEF\xBB\xBFid;nom\r\n1;\r\n", "rows for Excel");
	px_buf_release(&buf);
}

/* A file of one column and one of two with every hard cell, as its reader sees them. */
static void
test_back(enum px_csv_profile profile, size_t columns, const char *what)
{
	char path[] = "/tmp/plexus-csv-XXXXXX";
	int fd = mkstemp(path);
	struct px_buf buf = PX_BUF_INIT;
	struct px_csv_out csv = PX_CSV_OUT_INIT(&buf, profile);
	struct px_source *source;
	struct px_err err = PX_ERR_INIT;
	struct px_row row;
	size_t same = 0, at = 0;

	px_csv_out_start(&csv);
	for (size_t j = 0; j < columns; j++)
		px_csv_out_cell(&csv, j == 0 ? "note" : "other");
	px_csv_out_row(&csv);
	for (size_t i = 0; i < PX_COUNT(cells); i++) {
		for (size_t j = 0; j < columns; j++)
			px_csv_out_cell(&csv, cells[(i + j) % PX_COUNT(cells)].text);
		px_csv_out_row(&csv);
	}
	if (fd < 0 || write(fd, buf.data, buf.length) != (ssize_t)buf.length)
		tap_ok(false, "scratch file");
	close(fd);
	source = px_source_open(path, NULL, &err);
	for (; source && px_source_next(source, &row, &err) > 0; at++) {
		bool ok = !row.bad && row.count == columns;

		for (size_t j = 0; ok && j < columns; j++)
			ok = strcmp(row.cells[j].text, cells[(at + j) % PX_COUNT(cells)].text) == 0;
		same += ok;
		if (!ok)
			printf("# line %ld: %s %s\n", row.line, row.bad ? row.bad : "",
			       row.cells[0].text);
	}
	tap_ok(same == PX_COUNT(cells) && at == same, "%s, %zu columns, read back %s", what,
	       columns, err.message);
	px_source_close(source);
	unlink(path);
	px_buf_release(&buf);
}

int
main(void)
{
	test_cells();
	test_words();
	test_rows();
	for (size_t columns = 1; columns <= 3; columns++) {
		test_back(PX_CSV_PLAIN, columns, "plain");
		test_back(PX_CSV_EXCEL_FR, columns, "excel-fr");
	}
	return tap_done();
}
