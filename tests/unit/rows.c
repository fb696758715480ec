/*
 * Rows in: the pairs tests/cases/csv/NAME and NAME.expected (a .txt is read as a register), the
 * csv-spectrum corpus, and what is too big for a file.  Run from the top of the tree; with
 * --print FILE, what a file is read as.
 */
#include "io/rows.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json_out.h"
#include "io/json_in.h"
#include "tap.h"

static void
print_row(const struct px_row *row, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_buf_printf(out, "%ld ", row->line);
	if (row->bad)
		px_buf_printf(out, "bad (%s) ", row->bad);
	px_json_open(&json, '[');
	for (size_t i = 0; i < row->count; i++)
		px_json_string(&json, row->cells[i].text);
	px_json_close(&json, ']');
	px_buf_putc(out, '\n');
}

/* All that can be said of a file, as text. */
static void
print_file(const char *path, bool unquoted, struct px_buf *out)
{
	struct px_source_options options = { .unquoted = unquoted };
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open(path, &options, &err);
	struct px_json json = PX_JSON_INIT(out);
	struct px_row row;
	struct px_buf rows = PX_BUF_INIT;
	int got = source ? 1 : -1;

	while (got > 0 && (got = px_source_next(source, &row, &err)) > 0)
		print_row(&row, &rows);
	if (source) {
		px_buf_printf(out, "%s %s ", px_source_format(source), px_source_encoding(source));
		px_json_open(&json, '[');
		for (size_t i = 0; i < px_source_columns(source); i++)
			px_json_string(&json, px_source_header(source, i));
		px_json_close(&json, ']');
		px_buf_printf(out, "\n%s", rows.data);
	}
	if (got < 0)
		px_buf_printf(out, "error: %s\n", err.message);
	px_source_close(source);
	px_buf_release(&rows);
}

static bool
ends(const char *name, const char *end)
{
	size_t length = strlen(name), size = strlen(end);

	return length > size && strcmp(name + length - size, end) == 0;
}

static void
test_pair(const char *name)
{
	struct px_buf got = PX_BUF_INIT, expected = PX_BUF_INIT;
	char *path = px_asprintf("%s.expected", name);
	struct px_err err = PX_ERR_INIT;

	if (px_buf_read_file(&expected, path, 1 << 20, &err) < 0) {
		tap_ok(false, "%s", err.message);
	} else {
		print_file(name, ends(name, ".txt"), &got);
		tap_is(got.data, expected.data, name);
	}
	free(path);
	px_buf_release(&got);
	px_buf_release(&expected);
}

static void
test_pairs(void)
{
	DIR *folder = opendir(".");
	struct dirent *entry;
	int pairs = 0;

	while (folder && (entry = readdir(folder))) {
		const char *name = entry->d_name;

		if (!ends(name, ".csv") && !ends(name, ".txt") && !ends(name, ".json"))
			continue;
		test_pair(name);
		pairs++;
	}
	tap_ok(pairs > 50, "%d pairs", pairs);
	if (folder)
		closedir(folder);
}

/* Write bytes to a file that its reader finds by the path returned. */
static const char *
scratch(const void *bytes, size_t length)
{
	static char path[] = "/tmp/plexus-rows-XXXXXX";
	static int fd = -1;

	if (fd < 0)
		fd = mkstemp(path);
	if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, bytes, length, 0) != (ssize_t)length)
		tap_ok(false, "scratch file");
	return path;
}

/* What csv-spectrum expects and we refuse or read in another way. */
static const struct {
	const char *file, *reason, *message;
} exceptions[] = {
	{ "location_coordinates",
	  "quotes inside cells that do not begin with one: strict refuses, "
	  "and the corpus' own JSON disagrees with its CSV",
	  "quote inside a cell" },
};

static bool
row_equals(struct px_source *source, const struct px_row *row, const struct px_json_node *object)
{
	if (row->count != object->count || row->bad)
		return false;
	for (size_t i = 0; i < row->count; i++) {
		const struct px_json_node *member =
			px_json_member(object, px_source_header(source, i));

		if (!member || !member->string || strcmp(member->string, row->cells[i].text) != 0)
			return false;
	}
	return true;
}

static bool
file_equals(const char *path, const struct px_json_node *expected, struct px_err *err)
{
	struct px_source *source = px_source_open(path, NULL, err);
	struct px_row row;
	size_t count = 0;
	bool equal = source != NULL;

	while (equal && px_source_next(source, &row, err) > 0) {
		equal = count < expected->count &&
			row_equals(source, &row, &expected->items[count]);
		count++;
	}
	px_source_close(source);
	return equal && err->code == PX_OK && count == expected->count;
}

/* Git keeps the corpus' CRLF files with LF alone: make them again what their names say. */
static const char *
with_crlf(const char *path)
{
	struct px_buf lf = PX_BUF_INIT, crlf = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	const char *made;

	if (px_buf_read_file(&lf, path, 1 << 20, &err) < 0)
		tap_ok(false, "%s", err.message);
	for (size_t i = 0; i < lf.length; i++) {
		if (lf.data[i] == '\n')
			px_buf_putc(&crlf, '\r');
		px_buf_putc(&crlf, lf.data[i]);
	}
	made = scratch(crlf.data, crlf.length);
	px_buf_release(&lf);
	px_buf_release(&crlf);
	return made;
}

static void
test_spectrum_file(const char *name)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	const char *csv = px_arena_printf(&arena, "spectrum/csvs/%s.csv", name);
	const char *json = px_arena_printf(&arena, "spectrum/json/%s.json", name);
	const struct px_json_node *expected = px_json_parse_file(&arena, json, &err);
	bool equal =
		expected && file_equals(ends(name, "_crlf") ? with_crlf(csv) : csv, expected, &err);

	for (size_t i = 0; i < PX_COUNT(exceptions); i++) {
		if (strcmp(exceptions[i].file, name) == 0) {
			tap_ok(!equal && strstr(err.message, exceptions[i].message),
			       "csv-spectrum %s: %s", name, exceptions[i].reason);
			px_arena_release(&arena);
			return;
		}
	}
	tap_ok(equal, "csv-spectrum %s %s", name, err.message);
	px_arena_release(&arena);
}

static void
test_spectrum(void)
{
	DIR *folder = opendir("spectrum/csvs");
	struct dirent *entry;
	int files = 0;

	while (folder && (entry = readdir(folder))) {
		char *name = px_strdup(entry->d_name), *dot = strstr(name, ".csv");

		if (dot) {
			*dot = '\0';
			test_spectrum_file(name);
			files++;
		}
		free(name);
	}
	tap_is_number(files, 12, "files of csv-spectrum");
	if (folder)
		closedir(folder);
}

/* Read to the end; the rows, and the first bad one's reason or the error. */
static long
read_all(const char *path, bool unquoted, char *message, size_t size)
{
	struct px_source_options options = { .unquoted = unquoted };
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open(path, &options, &err);
	struct px_row row;
	long rows = 0;

	message[0] = '\0';
	while (source && px_source_next(source, &row, &err) > 0) {
		rows++;
		if (row.bad && !message[0])
			snprintf(message, size, "%ld: %s", row.line, row.bad);
	}
	if (err.code != PX_OK && strchr(err.message, ':'))
		snprintf(message, size, "%s", strchr(err.message, ':') + 1);
	px_source_close(source);
	return rows;
}

static void
fill(struct px_buf *buf, char byte, size_t length)
{
	while (length-- > 0)
		px_buf_putc(buf, byte);
}

static const struct {
	const char *before;
	char byte;
	size_t length;
	const char *after;
	bool unquoted;
	long rows;
	const char *message; /* what it holds */
} bigs[] = {
	{ "a;b\n1;", 'x', 1 << 20, "\n2;3\n", false, 2, "" },
	{ "a;b\n1;2\n\"", 'x', 10 << 20, "\";2\n2;3\n", false, -1, "3: a cell of more than 1 MiB" },
	{ "a;b\n1;2\n", 'x', 10 << 20, ";2\n2;3\n", false, -1, "3: a cell of more than 1 MiB" },
	{ "a;b\n1;2\n\"", '\n', 3 << 20, "", false, -1, "3: a cell of more than 1 MiB" },
	{ "a;b\n1;2\n", ';', 5000, "\n2;3\n", false, 2, "" },
	{ "a;b\n1;2\n", ';', 5000, "x\n2;3\n", false, 3, "3: more than 1024 cells" },
	{ "a;b", ';', 1100, "x\n2;3\n", false, -1, "1: more than 1024 columns" },
	{ "a|b|\n1|", 'x', 17 << 20, "|\n", true, -1, "2: a row of more than 16 MiB" },
	{ "a|b|\n1|2|\n", '|', 5000, "\n2|3|\n", true, 2, "" },
	{ "a|b|\n1|2|\n", '|', 5000, "x|\n2|3|\n", true, 3, "3: more than 1024 cells" },
	{ "{\"a\":\"", 'x', 2 << 20, "\"}\n{\"a\":1}", false, 2,
	  "1: a: a text of more than 1 MiB" },
	{ "{\"a\":1}\n{\"a\":\"", 'x', 17 << 20, "\"}", false, -1, "2: an object of more than" },
	{ "{\"a\":1}\n{\"a\":", '[', 100000, "", false, -1, "2: the object that begins here" },
	{ "\n", '\n', 1 << 20, "a,b\n1,2", false, 1, "" },
	{ "", ' ', 1 << 20, "{\"a\":1}", false, 1, "" },
};

static void
test_bigs(void)
{
	for (size_t i = 0; i < PX_COUNT(bigs); i++) {
		struct px_buf buf = PX_BUF_INIT;
		char message[1200];
		long rows;

		px_buf_puts(&buf, bigs[i].before);
		fill(&buf, bigs[i].byte, bigs[i].length);
		px_buf_puts(&buf, bigs[i].after);
		rows = read_all(scratch(buf.data, buf.length), bigs[i].unquoted, message,
				sizeof(message));
		tap_ok((bigs[i].rows < 0 || rows == bigs[i].rows) &&
			       strncmp(message, bigs[i].message, strlen(bigs[i].message)) == 0 &&
			       (*bigs[i].message || !*message),
		       "big %zu: %ld rows, %.60s", i, rows, message);
		px_buf_release(&buf);
	}
}

/* The same rows wherever the blocks are cut, and whatever the encoding's first sign is. */
static void
test_blocks(void)
{
	struct px_buf buf = PX_BUF_INIT;
	char message[1200];

	px_buf_puts(&buf, "id;note;code\n");
	for (int i = 0; i < 60000; i++)
		px_buf_printf(&buf, "%d;\"Zo\xC3\xA9\ndit \"\"%d\"\"\";=\"0%d\"\r\n", i, i, i);
	tap_is_number(read_all(scratch(buf.data, buf.length), false, message, sizeof(message)),
		      60000, "quotes, lines and ~\"…\" across blocks");
	tap_is(message, "", "and no fault");
	px_buf_clear(&buf);
	px_buf_puts(&buf, "a|b|\n");
	fill(&buf, 'x', 256 * 1024 - 6);
	px_buf_puts(&buf, "\xC3\xA9|\xE9|\n");
	tap_is_number(read_all(scratch(buf.data, buf.length), true, message, sizeof(message)), 1,
		      "an accent cut by the first block");
	tap_ok(strncmp(message, "2: b: bytes", 11) == 0, "UTF-8 it was, with a fault: %s", message);
	px_buf_release(&buf);
}

static void
test_options(void)
{
	struct px_source_options options = { .encoding = "klingon" };
	struct px_err err = PX_ERR_INIT;
	struct px_source *source;
	struct px_row row;

	tap_ok(!px_source_open("comma.csv", &options, &err) && err.code == PX_USAGE, "encoding: %s",
	       err.message);
	options = (struct px_source_options){ .delimiter = ";;" };
	tap_ok(!px_source_open("comma.csv", &options, &err) && err.code == PX_USAGE,
	       "delimiter: %s", err.message);
	tap_ok(!px_source_open("absent.csv", NULL, &err) && err.code == PX_NOT_FOUND, "absent: %s",
	       err.message);
	tap_ok(!px_source_open(".", NULL, &err) && err.code == PX_SYSTEM, "a folder: %s",
	       err.message);
	options = (struct px_source_options){ .delimiter = "^", .encoding = "latin-1" };
	source = px_source_open(scratch("n^v\nL\xE9^1\n", 9), &options, &err);
	tap_ok(source && px_source_next(source, &row, &err) == 1, "both said");
	if (source)
		tap_is(row.cells[0].text, "L\xC3\xA9", "and obeyed");
	px_source_close(source);
}

static void
test_cells(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open("array.json", NULL, &err);
	struct px_row row = { 0 };

	if (!tap_ok(source && px_source_next(source, &row, &err) == 1, "a row of JSON"))
		return;
	tap_ok(row.cells[0].literal && !row.cells[0].null, "its cells are literal");
	tap_ok(row.cells[3].null && row.cells[3].text, "null says nothing");
	px_source_next(source, &row, &err);
	tap_ok(!row.cells[3].text && !row.cells[3].null, "absent is not null");
	px_source_close(source);
	source = px_source_open("few-cells.csv", NULL, &err);
	if (!tap_ok(source && px_source_next(source, &row, &err) == 1, "a row of CSV"))
		return;
	tap_ok(!row.cells[0].literal && !row.cells[0].null, "its cells are not literal");
	tap_ok(row.cells[2].null && row.cells[2].text, "a missing one is empty");
	px_source_close(source);
}

static void
test_progress(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open("comma.csv", NULL, &err);
	uint64_t done = 0, total = 0;

	if (!tap_ok(source != NULL, "opened"))
		return;
	px_source_progress(source, &done, &total);
	tap_ok(done == total && total == 41, "bytes done and of the file: %d", (int)total);
	px_source_close(source);
}

/* Official files, where they lie beside the tree. */
static const struct {
	const char *path;
	bool unquoted;
	size_t columns;
	long rows;
} official[] = {
	{ "rpps/PS_LibreAcces_Personne_activite_sample.txt", true, 52, 21 },
	{ "rpps/Extraction_ProSanteConnect_Personne_activite_202112090858.txt", true, 49, 1 },
	{ "finess/etalab_small_20201231.csv", false, 42, 100 },
	{ "communes/laposte_hexasmal_2020_with_gps.csv", false, 6, 39192 },
};

static void
test_official(void)
{
	for (size_t i = 0; i < PX_COUNT(official); i++) {
		struct px_source_options options = { .unquoted = official[i].unquoted };
		char *path = px_asprintf("../../../../shared/data/%s", official[i].path);
		struct px_err err = PX_ERR_INIT;
		struct px_source *source;
		struct px_row row;
		long rows = 0;

		if (access(path, R_OK) != 0) {
			tap_ok(true, "%s # SKIP not here", official[i].path);
			free(path);
			continue;
		}
		source = px_source_open(path, &options, &err);
		while (source && px_source_next(source, &row, &err) > 0)
			rows += row.bad == NULL;
		tap_ok(source && px_source_columns(source) == official[i].columns &&
			       rows == official[i].rows && err.code == PX_OK,
		       "%s: %ld rows", official[i].path, rows);
		px_source_close(source);
		free(path);
	}
}

/* A pipe gives its text in small pieces and has no size. */
static void
test_pipe(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_row row;
	int ends_of_pipe[2], saved = dup(STDIN_FILENO);
	struct px_source *source;
	static const char text[] = "nom;ville\nDupont;Lyon\nDurand;Nice\n";

	if (pipe(ends_of_pipe) != 0 || dup2(ends_of_pipe[0], STDIN_FILENO) < 0 ||
	    write(ends_of_pipe[1], text, sizeof(text) - 1) < 0)
		tap_ok(false, "pipe");
	close(ends_of_pipe[0]);
	close(ends_of_pipe[1]);
	source = px_source_open("-", NULL, &err);
	tap_ok(source && px_source_next(source, &row, &err) == 1 && row.line == 2, "a pipe's row");
	tap_is(source ? px_source_name(source) : NULL, "standard input", "its name");
	px_source_close(source);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

/* A file that loses its end while it is read is not taken for a whole one. */
static void
test_changed(void)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_source *source;
	struct px_row row;
	int got = 1;

	for (int i = 0; i < 100000; i++)
		px_buf_puts(&text, "Dupont;Luc\n");
	source = px_source_open(scratch(text.data, text.length), NULL, &err);
	scratch(text.data, text.length - 500000);
	while (source && got > 0)
		got = px_source_next(source, &row, &err);
	tap_ok(got < 0 && strstr(err.message, "was changed by another program"), "%s", err.message);
	px_source_close(source);
	px_buf_release(&text);
}

int
main(int count, char **words)
{
	struct px_buf out = PX_BUF_INIT;

	if (count == 3 && strcmp(words[1], "--print") == 0) {
		print_file(words[2], ends(words[2], ".txt"), &out);
		fputs(out.data, stdout);
		px_buf_release(&out);
		return 0;
	}
	if (chdir("tests/cases/csv") != 0) {
		tap_ok(false, "run me from the top of the tree");
		return tap_done();
	}
	test_pairs();
	test_spectrum();
	test_bigs();
	test_blocks();
	test_options();
	test_cells();
	test_progress();
	test_pipe();
	test_changed();
	test_official();
	unlink(scratch("", 0));
	return tap_done();
}
