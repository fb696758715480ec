#include "base/i18n.h"
#include "base/text.h"
#include "cli/import/import_part.h"
#include "store/seals.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SAID = 20 };

/* Repairs and rejections, on standard error, the first of them only.  What was mended in a row that
 * changes nothing was said when it was stored: the same file every night is silent. */
static void
say_faults(struct px_import *import, long line, const struct px_faults *faults,
	   enum px_import_outcome outcome)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct px_fault *fault = &faults->items[i];

		if (fault->grade == PX_REPAIRED && outcome == PX_IMPORT_UNCHANGED)
			continue;
		if (import->said++ >= MOST_SAID)
			continue;
		px_warn(import->run, "%s:%ld: %s%s%s", px_source_name(import->source), line,
			fault->field ? fault->field : "", fault->field ? ": " : "", fault->message);
	}
}

void
px_import_say_rest(const struct px_import *import)
{
	if (import->said > MOST_SAID)
		px_warn(import->run,
			_("… and %lld more like these (--rejects FILE keeps every one)"),
			(long long)(import->said - MOST_SAID));
}

static void
count_outcome(struct px_import_counts *counts, enum px_import_outcome outcome,
	      const struct px_faults *faults)
{
	counts->read++;
	counts->new += outcome == PX_IMPORT_NEW;
	counts->changed += outcome == PX_IMPORT_CHANGED;
	counts->unchanged += outcome == PX_IMPORT_UNCHANGED;
	counts->rejected += outcome == PX_IMPORT_REJECTED;
	counts->repaired += (int64_t)px_faults_count(faults, PX_REPAIRED);
	counts->suspicious += (int64_t)px_faults_count(faults, PX_SUSPICIOUS);
}

/* The row as it may be written to a file of rejects: what would have been sealed is left out. */
static const struct px_row *
veiled(struct px_import *import, const struct px_row *row)
{
	struct px_cell *cells = px_arena_alloc(&import->arena, (row->count + 1) * sizeof(*cells));
	struct px_row *copy = px_arena_alloc(&import->arena, sizeof(*copy));

	if (!px_seals_any(import->type))
		return row;
	*copy = *row;
	copy->cells = cells;
	for (size_t i = 0; i < row->count; i++) {
		const struct px_field *field =
			i < import->column_count ? import->columns[i].field : NULL;

		cells[i] = row->cells[i];
		if (field && field->flags & PX_SEALED)
			cells[i].text = NULL;
	}
	return copy;
}

/* The header of the column that a fault is about: of two that fill the field, one that says something. */
static const char *
header_of(const struct px_import *import, const struct px_row *row, const char *field)
{
	const char *header = NULL;

	for (size_t i = 0; i < import->column_count && i < row->count; i++) {
		const struct px_field *filled = import->columns[i].field;

		if (!filled || strcmp(filled->name, field) != 0)
			continue;
		if (row->cells[i].text && *row->cells[i].text)
			return px_source_header(import->source, i);
		if (!header)
			header = px_source_header(import->source, i);
	}
	return header;
}

/* Who reads a message knows the headers of the file: "Tél. (phone)". */
static void
name_columns(struct px_import *import, const struct px_row *row, struct px_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		const char *field = faults->items[i].field;
		const char *header = field ? header_of(import, row, field) : NULL;

		if (header && !px_text_same(header, field))
			faults->items[i].field =
				px_arena_printf(&import->arena, "%s (%s)", header, field);
	}
}

/* 1 when the row was dealt with, 0 when it waits. */
static int
take_row(struct px_import *import, const struct px_row *row, struct px_err *err)
{
	struct px_faults faults = { .arena = &import->arena };
	enum px_import_outcome outcome;

	if (px_import_row(import, row, &faults, &outcome, err) != 0)
		return -1;
	if (outcome == PX_IMPORT_WAITS)
		return 0;
	name_columns(import, row, &faults);
	say_faults(import, row->line, &faults, outcome);
	if (outcome == PX_IMPORT_REJECTED && import->rejects)
		px_rejects_add(import->rejects, import->source, veiled(import, row),
			       px_faults_text(&faults, PX_REJECTING));
	count_outcome(&import->counts, outcome, &faults);
	px_arena_reset(&import->arena);
	return 1;
}

/* Rows that wait, copied: the source's live until the next one. */
struct waiting {
	struct px_row *rows;
	size_t count, capacity;
	struct px_arena arena;
};

static void
keep_row(struct waiting *waiting, const struct px_row *row)
{
	struct px_cell *cells = px_arena_alloc(&waiting->arena, (row->count + 1) * sizeof(*cells));

	for (size_t i = 0; i < row->count; i++) {
		cells[i] = row->cells[i];
		if (cells[i].text)
			cells[i].text = px_arena_strdup(&waiting->arena, cells[i].text);
	}
	PX_GROW(waiting->rows, waiting->count, waiting->capacity);
	waiting->rows[waiting->count] = *row;
	waiting->rows[waiting->count++].cells = cells;
}

/* From the last to the first: what a row waits for stands after it, most often. */
static int
retry_all(struct px_import *import, struct waiting *waiting, struct px_err *err)
{
	size_t kept = waiting->count;

	for (size_t i = waiting->count; i-- > 0;) {
		int taken = px_run_check(import->run, err) == 0
				    ? take_row(import, &waiting->rows[i], err)
				    : -1;

		if (taken < 0)
			return -1;
		if (taken == 0)
			waiting->rows[--kept] = waiting->rows[i];
	}
	waiting->count -= kept;
	for (size_t i = 0; i < waiting->count; i++)
		waiting->rows[i] = waiting->rows[kept + i];
	return 0;
}

/* Again and again while that helps one of them; those that are left name nobody. */
static int
take_waiting(struct px_import *import, struct waiting *waiting, struct px_err *err)
{
	while (waiting->count) {
		size_t before = waiting->count;

		if (retry_all(import, waiting, err) != 0)
			return -1;
		if (waiting->count == before)
			import->waits = false;
	}
	return 0;
}

static int
take_all(struct px_import *import, struct waiting *waiting, struct px_err *err)
{
	struct px_row row;
	int more, taken;

	while ((more = px_source_next(import->source, &row, err)) == 1) {
		px_progress_of(import->run, import->source);
		if (px_run_check(import->run, err) != 0)
			return -1;
		if (row.count > import->column_count && px_import_map(import, err) != 0)
			return -1;
		taken = take_row(import, &row, err);
		if (taken < 0)
			return -1;
		if (taken == 0)
			keep_row(waiting, &row);
	}
	return more;
}

int
px_import_rows(struct px_import *import, struct px_err *err)
{
	struct waiting waiting = { .arena = PX_ARENA_INIT };
	int result;

	import->waits = true;
	result = take_all(import, &waiting, err);
	if (result == 0)
		result = take_waiting(import, &waiting, err);
	free(waiting.rows);
	px_arena_release(&waiting.arena);
	return result;
}
