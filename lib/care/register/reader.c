#include "care/register/reader.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

enum { PROGRESS_ROWS = 10000 };

int
px_reader_open(struct px_reader *reader, const struct px_register_options *options,
	       const struct px_source_options *how, struct px_register_counts *counts,
	       struct px_err *err)
{
	struct px_source_options full = *how;

	full.encoding = options->encoding;
	full.delimiter = options->delimiter;
	*counts = (struct px_register_counts){ 0 };
	*reader =
		(struct px_reader){ .options = options, .counts = counts, .arena = PX_ARENA_INIT };
	reader->source = px_source_open(options->path, &full, err);
	return reader->source ? 0 : -1;
}

void
px_reader_close(struct px_reader *reader)
{
	px_arena_release(&reader->arena);
	px_source_close(reader->source);
}

bool
px_reader_refused(const struct px_reader *reader)
{
	return px_faults_count(&reader->faults, PX_REJECTING) > 0;
}

/* What there is to say of a row, gravest first: one call a row. */
static void
say(struct px_reader *reader, const struct px_row *row)
{
	const struct px_faults *faults = &reader->faults;
	enum px_grade grade = PX_REPAIRED;

	if (!faults->count)
		return;
	reader->counts->repaired += (int64_t)px_faults_count(faults, PX_REPAIRED);
	reader->counts->suspicious += (int64_t)px_faults_count(faults, PX_SUSPICIOUS);
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].grade > grade)
			grade = faults->items[i].grade;
	if (reader->options->say)
		reader->options->say(reader->source, row, grade, px_faults_text(faults, grade),
				     reader->options->data);
}

static void
count_row(struct px_reader *reader)
{
	reader->counts->read += !reader->passed;
	if (++reader->rows % PROGRESS_ROWS == 0 && reader->options->progress)
		reader->options->progress(reader->source, reader->options->data);
}

void
px_reader_pass(struct px_reader *reader)
{
	reader->passed = false;
	count_row(reader);
}

static int
take_one(struct px_reader *reader, const struct px_row *row,
	 int (*take)(struct px_reader *reader, const struct px_row *row, struct px_err *err),
	 struct px_err *err)
{
	px_arena_reset(&reader->arena);
	reader->faults = (struct px_faults){ .arena = &reader->arena };
	reader->passed = false;
	if (row->bad)
		px_faults_add(&reader->faults, PX_REJECTING, NULL, "%s", row->bad);
	else if (take(reader, row, err))
		return -1;
	reader->counts->rejected += px_reader_refused(reader);
	say(reader, row);
	count_row(reader);
	return 0;
}

int
px_reader_rows(struct px_reader *reader,
	       int (*take)(struct px_reader *reader, const struct px_row *row, struct px_err *err),
	       struct px_err *err)
{
	struct px_row row;
	int got;

	while ((got = px_source_next(reader->source, &row, err)) > 0)
		if (take_one(reader, &row, take, err))
			return -1;
	if (!got && reader->counts->read == reader->counts->rejected)
		return px_err_set(err, PX_REJECTED,
				  _("%s: no row can be stored: the register is kept as it was"),
				  px_source_name(reader->source));
	return got;
}

/* The file's own name: where it lay says nothing to who reads the database. */
int
px_register_sign(struct px_store *store, const char *name, const char *file, struct px_err *err)
{
	const char *slash = strrchr(file, '/');
	struct px_buf setting = PX_BUF_INIT;
	char now[PX_INSTANT_SIZE];
	int result;

	px_instant_format(px_store_now(store), now);
	px_buf_printf(&setting, "register.%s.imported", name);
	result = px_store_set(store, setting.data, now, err);
	px_buf_clear(&setting);
	px_buf_printf(&setting, "register.%s.source", name);
	if (!result)
		result = px_store_set(store, setting.data, slash ? slash + 1 : file, err);
	px_buf_release(&setting);
	return result;
}

static enum px_grade
grade_of(enum px_verdict verdict)
{
	switch (verdict) {
	case PX_ID_VALID:
	case PX_ID_REPAIRED:
		return PX_REPAIRED;
	case PX_ID_ODD:
	case PX_ID_WRONG:
		return PX_SUSPICIOUS;
	case PX_ID_DAMAGED:
		break;
	}
	return PX_REJECTING;
}

const char *
px_reader_checked(enum px_identifier identifier, const char *field, const char *text,
		  struct px_faults *faults)
{
	char stored[PX_ID_SIZE];
	const char *reason;
	enum px_verdict verdict;

	if (!*text)
		return NULL;
	verdict = px_identifier_check(identifier, text, stored, &reason);
	if (verdict != PX_ID_VALID)
		px_faults_add(faults, grade_of(verdict), field, "%s: %s", text, reason);
	return strcmp(stored, text) == 0 ? text : px_arena_strdup(faults->arena, stored);
}
