/*
 * Rows in: CSV, JSON array, JSON Lines, vCard, iCalendar, FHIR, register files, all told apart by their
 * content, all read through the same door.
 *
 * Nothing here knows of record types: a source gives headers and cells.  Texts are UTF-8 whatever
 * the file's encoding was.  In CSV, what spreadsheets leave is undone: title rows above the header,
 * empty rows and columns, a ' before = + - @, ="0123"; a cell such as #N/A makes its row bad.
 * Limits: 1024 columns, 1 MiB a cell, 16 MiB a row, 512 levels of JSON.
 */
#ifndef PX_IO_ROWS_H
#define PX_IO_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/zone.h"

/* One cell.  A JSON list is its items joined by ',' with `\,` for a comma inside, as in CSV; a JSON
 * number is its digits as written, a boolean is "true" or "false". */
struct px_cell {
	const char *text; /* UTF-8, NUL ended; NULL: the column is absent from this row (JSON) */
	bool null;        /* says nothing: JSON null, "" or [], or an empty CSV cell; text is "" */
	bool guarded;     /* the guard of a spreadsheet stood before the text */
	bool literal; /* came from JSON: dates are ISO, nothing is guessed, no guard is undone */
};

struct px_row {
	long line; /* of the row's first byte, from 1 */
	size_t count;
	const struct px_cell *cells; /* one per header; valid until the next call */
	/* Not NULL: this row alone is unreadable, and why (too many cells, bad UTF-8); the cells hold
	 * what could be read. */
	const char *bad;
};

struct px_source_options {
	const char *encoding;  /* "utf-8", "utf-16", "windows-1252", "latin-1"; NULL: detected */
	const char *delimiter; /* one character or "tab"; NULL: detected (`|` when unquoted) */
	bool unquoted;         /* a quote is data (RPPS), and nothing else is undone either */
	/* Which records are wanted from files that hold several kinds (cards of persons and of
	 * organizations): the name of a record type, as FHIR has it ("practitioner", "organization",
	 * "location").  NULL: practitioners. */
	const char *subject;
	/* Of calendars: the clock of times that name none (NULL: UTC), and the instant around which an
	 * event without end recurs. */
	const struct px_zone *zone;
	int64_t now;
	/* Of calendars: fill instants with the occurrences, no earlier than now, that are stored of the
	 * event that bears this UID, and return how many; those that it gives no more are rows, and
	 * cancelled.  NULL: none is known. */
	size_t (*stored)(const char *uid, int64_t *instants, size_t most, void *data);
	void *stored_data;
	/* In a zip or a gzip, the file whose name holds one of these words, between '|'.  NULL: archives
	 * are refused. */
	const char *member;
	/* A CSV whose first cell is one of these words, between '|', has no header: its columns are
	 * called `headers`, NULL ends. */
	const char *headless;
	const char *const *headers;
	/* Of unquoted files: asked for each line after the header, before it is cut; a line that is
	 * known is passed over.  NULL: none is. */
	bool (*known)(const char *line, size_t length, void *data);
	void *known_data;
};

struct px_source;

/* Open a file, or standard input when path is "-".  Reads as far as the headers.  Standard input
 * without a byte has no row; an empty file is refused.  options may be NULL.
 * Errors: PX_NOT_FOUND, PX_SYSTEM, PX_USAGE (an option), PX_REJECTED (binary, no header…). */
struct px_source *px_source_open(const char *path, const struct px_source_options *options,
				 struct px_err *err);

/* Its path, or "standard input"; "csv" "json" "jsonl" "vcard" "ical" "fhir"; and what its text is taken
 * for: "utf-8"…, "ascii" as long as nothing else came. */
const char *px_source_name(const struct px_source *source);
const char *px_source_format(const struct px_source *source);
const char *px_source_encoding(const struct px_source *source);

/* Of CSV: what parts its cells; NUL of any other format, and where a quote is data. */
char px_source_delimiter(const struct px_source *source);

/* Does the file begin with a byte order mark? */
bool px_source_marked(const struct px_source *source);

/* Headers known so far; JSON and vCard may grow them while rows are read, at the end only.  Blanks around a
 * CSV header are gone; a header may be empty, or there twice: the caller knows what to do. */
size_t px_source_columns(const struct px_source *source);
const char *px_source_header(const struct px_source *source, size_t column);

/* 1 and a row, 0 at the end, -1 and an error ("team.csv:12: …") after which nothing can be read.
 * Rows whose cells are all empty are skipped; missing cells at the end of a row are empty. */
int px_source_next(struct px_source *source, struct px_row *row, struct px_err *err);

/* At the end: what the file holds besides the rows given, as words for people ("3 cards of
 * organizations were left"), in out's memory; or NULL. */
const char *px_source_note(const struct px_source *source, struct px_buf *out);

/* Bytes read, and the file's size or 0 when unknown: for progress. */
void px_source_progress(const struct px_source *source, uint64_t *done, uint64_t *total);

void px_source_close(struct px_source *source);

#endif
