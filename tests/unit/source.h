/*
 * Sources whose columns show themselves row by row (vCard, FHIR): a file as text, and the pairs
 * NAME and NAME.expected of a folder.  A name that ends in .organization.EXT, .location.EXT or .slot.EXT says
 * which records are wanted.
 */
#ifndef TESTS_UNIT_SOURCE_H
#define TESTS_UNIT_SOURCE_H

#include <dirent.h>
#include <stdlib.h>

#include "base/json_out.h"
#include "io/rows.h"
#include "tap.h"

static bool
ends(const char *name, const char *end)
{
	size_t length = strlen(name), size = strlen(end);

	return length > size && strcmp(name + length - size, end) == 0;
}

static const char *
subject_of(const char *path)
{
	static const char *const subjects[] = { "organization", "location", "slot", "task" };

	for (size_t i = 0; i < PX_COUNT(subjects); i++) {
		char part[32];

		snprintf(part, sizeof(part), ".%s.", subjects[i]);
		if (strstr(path, part))
			return subjects[i];
	}
	return "practitioner";
}

/* A row: its line, why it is bad, and the cells that it has by name. */
static void
print_row(const struct px_source *source, const struct px_row *row, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_buf_printf(out, "%ld ", row->line);
	if (row->bad)
		px_buf_printf(out, "bad (%s) ", row->bad);
	px_json_open(&json, '{');
	for (size_t i = 0; i < row->count; i++) {
		if (!row->cells[i].text)
			continue;
		px_json_key(&json, px_source_header(source, i));
		px_json_string(&json, row->cells[i].text);
	}
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}

static void
print_file(const char *path, struct px_buf *out)
{
	struct px_source_options options = { .subject = subject_of(path) };
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open(path, &options, &err);
	struct px_buf note = PX_BUF_INIT;
	struct px_row row;
	int got = source ? 1 : -1;

	if (source)
		px_buf_printf(out, "%s %s\n", px_source_format(source), px_source_encoding(source));
	while (got > 0 && (got = px_source_next(source, &row, &err)) > 0)
		print_row(source, &row, out);
	if (got < 0)
		px_buf_printf(out, "error: %s\n", err.message);
	else if (px_source_note(source, &note))
		px_buf_printf(out, "note: %s\n", note.data);
	px_source_close(source);
	px_buf_release(&note);
}

/* Each pair of the folder is a test; at least so many are there. */
static void
test_pairs(const char *name, int least)
{
	DIR *folder = opendir(name);
	struct dirent *entry;
	int pairs = 0;

	while (folder && (entry = readdir(folder))) {
		struct px_buf got = PX_BUF_INIT, expected = PX_BUF_INIT;
		struct px_err err = PX_ERR_INIT;
		char path[512], other[600];

		if (entry->d_name[0] == '.' || ends(entry->d_name, ".expected"))
			continue;
		snprintf(path, sizeof(path), "%.200s/%.200s", name, entry->d_name);
		snprintf(other, sizeof(other), "%s.expected", path);
		px_buf_read_file(&expected, other, 1 << 20, &err);
		print_file(path, &got);
		tap_is(got.data, expected.data, entry->d_name);
		px_buf_release(&got);
		px_buf_release(&expected);
		pairs++;
	}
	if (folder)
		closedir(folder);
	tap_ok(pairs >= least, "%d pairs", pairs);
}

/* `--print FILE`: what a file is read as; true when that was asked. */
static bool
asked_to_print(int argc, char **argv)
{
	struct px_buf out = PX_BUF_INIT;

	if (argc != 3 || strcmp(argv[1], "--print") != 0)
		return false;
	print_file(argv[2], &out);
	fputs(out.data, stdout);
	px_buf_release(&out);
	return true;
}

#endif
