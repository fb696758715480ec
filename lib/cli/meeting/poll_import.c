/* plexus-meeting poll-import: answers from a table of another tool. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/person.h"
#include "base/text.h"
#include "care/poll_matrix.h"
#include "cli/generic.h"
#include "cli/import.h"
#include "cli/meeting/meeting.h"
#include "cli/meeting/poll.h"
#include "model/types.h"
#include "model/types_poll.h"

/* People of the organization, by the family name that a table may call them by. */
struct person {
	int64_t id;
	const char *family; /* folded */
};

struct importing {
	struct px_run *run;
	struct px_poll poll;
	struct px_poll_matrix matrix;
	struct px_import_counts counts;
	struct px_rejects *rejects; /* NULL without --rejects */
	struct person *people;
	size_t count, capacity;
};

static void
take_person(struct importing *importing, const struct px_record *record)
{
	PX_GROW(importing->people, importing->count, importing->capacity);
	importing->people[importing->count++] = (struct person){
		record->values[PX_F_ID].number,
		px_text_folded(&importing->run->arena,
			       px_record_text(record, PX_PRACTITIONER_FAMILY)),
	};
}

static int
read_people(struct importing *importing, struct px_err *err)
{
	struct px_run *run = importing->run;
	struct px_query query = { .type = &px_type_practitioner,
				  .limit = -1,
				  .world = &run->world,
				  .organization =
					  importing->poll.record.values[PX_F_ORGANIZATION].number };
	struct px_cursor *cursor = px_query_open(run->store, &query, err);
	struct px_record record;
	int more = -1;

	while (cursor && (more = px_query_next(cursor, &record, err)) == 1)
		take_person(importing, &record);
	px_query_close(cursor);
	return more;
}

/* How many people have this family name, and the last of them. */
static size_t
count_named(const struct importing *importing, const char *family, int64_t *id)
{
	size_t found = 0;

	for (size_t i = 0; i < importing->count; i++) {
		if (strcmp(importing->people[i].family, family) != 0)
			continue;
		*id = importing->people[i].id;
		found++;
	}
	return found;
}

/* By any name that the store knows; by family name alone when one person has it. */
static int
find_person(const struct importing *importing, const char *who, int64_t *id, struct px_err *why)
{
	struct px_run *run = importing->run;
	const char *family = px_text_folded(&run->arena, px_person_bare(who));
	size_t found;

	if (px_record_name(run->store, &px_type_practitioner,
			   importing->poll.record.values[PX_F_ORGANIZATION].number, who, id,
			   why) == 0)
		return 0;
	found = count_named(importing, family, id);
	if (found > 1)
		return px_err_set(why, PX_REJECTED,
				  _("%s: %zu people are called so: write the handle"), who, found);
	return found == 1 ? 0 : -1;
}

static bool
answered_before(const struct importing *importing, const struct px_poll_person *person)
{
	for (size_t i = 0; i < importing->poll.date_count; i++)
		if (person->answers[i] != PX_NO_ANSWER)
			return true;
	return false;
}

static void
keep_rejected(struct importing *importing, const struct px_poll_line *line, const char *reason)
{
	struct px_cell *cells =
		px_arena_alloc(&importing->run->arena, (line->count + 1) * sizeof(*cells));
	struct px_row row = { .line = line->line, .count = line->count, .cells = cells };

	for (size_t i = 0; i < line->count; i++)
		cells[i] = (struct px_cell){ .text = line->cells[i] };
	px_rejects_add(importing->rejects, NULL, &row, reason);
}

static void
reject(struct importing *importing, const struct px_poll_line *line, const char *reason)
{
	px_warn(importing->run, "%s:%ld: %s", importing->matrix.name, line->line, reason);
	importing->counts.rejected++;
	if (importing->rejects)
		keep_rejected(importing, line, reason);
}

static int
take_line(struct importing *importing, const struct px_poll_line *line, struct px_err *err)
{
	struct px_poll_of of = px_run_poll_of(importing->run);
	struct px_poll_person *person;
	struct px_err why = PX_ERR_INIT;
	int64_t id;
	bool before;
	int changed;

	importing->counts.read++;
	if (line->bad || find_person(importing, line->who, &id, &why) != 0) {
		if (!line->bad && why.code != PX_NOT_FOUND && why.code != PX_CONFLICT &&
		    why.code != PX_REJECTED)
			return px_err_set(err, why.code, "%s", why.message);
		reject(importing, line, line->bad ? line->bad : why.message);
		return 0;
	}
	person = px_poll_person(&of, &importing->poll, id, err);
	if (!person)
		return -1;
	before = answered_before(importing, person);
	changed = px_poll_answer(&of, &importing->poll, person, line->answers, err);
	importing->counts.unchanged += changed == 0;
	importing->counts.changed += changed == 1 && before;
	importing->counts.new += changed == 1 && !before;
	return changed < 0 ? -1 : 0;
}

/* A file of rejects that comes back has columns of ours. */
static void
say_ignored(const struct importing *importing)
{
	struct px_buf names = PX_BUF_INIT;

	for (size_t i = 0; i < importing->matrix.ignored_count; i++)
		if (!px_rejects_own(importing->matrix.ignored[i]))
			px_buf_printf(&names, "%s%s", names.length ? ", " : "",
				      importing->matrix.ignored[i]);
	if (names.length)
		px_warn(importing->run, _("%s: columns that are no date of the poll: %s"),
			importing->matrix.name, names.data);
	px_buf_release(&names);
}

/* With --strict one line that cannot be taken is enough for nothing to be stored. */
static int
finish(struct importing *importing, struct px_err *err)
{
	struct px_run *run = importing->run;

	return px_import_all_or_none(run, &importing->counts) ? 0 : px_generic_finish(run, err);
}

static int
import_answers(struct importing *importing, const char *path, struct px_err *err)
{
	struct px_run *run = importing->run;
	struct px_poll_of of = px_run_poll_of(run);

	if (px_poll_read(&of, run->operands[0], &importing->poll, err) != 0 ||
	    px_poll_check_open(&importing->poll, err) != 0 ||
	    px_poll_matrix_read(path, &importing->poll, &run->world, &run->arena,
				&importing->matrix, err) != 0 ||
	    read_people(importing, err) != 0)
		return -1;
	say_ignored(importing);
	px_rejects_columns(importing->rejects, importing->matrix.headers, importing->matrix.width,
			   importing->matrix.delimiter);
	for (size_t i = 0; i < importing->matrix.count; i++)
		if (px_run_check(run, err) != 0 ||
		    take_line(importing, &importing->matrix.lines[i], err) != 0)
			return -1;
	return finish(importing, err);
}

static int
poll_import(struct px_run *run, struct px_err *err)
{
	struct importing importing = { .run = run };
	const char *path = run->operand_count > 1 ? run->operands[1] : "-";
	int result = px_rejects_open(run, &importing.rejects, err);

	if (result == 0)
		result = px_store_begin(run->store, err);
	if (result == 0) {
		result = import_answers(&importing, path, err);
		if (result != 0)
			px_store_rollback(run->store);
	}
	free(importing.people);
	if (result == 0)
		return px_rejects_close(importing.rejects, err) == 0
			       ? px_import_summary(run, &importing.counts, err)
			       : -1;
	px_rejects_abandon(importing.rejects);
	return -1;
}

static const struct px_option *const options[] = { &px_opt_rejects, &px_opt_strict, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting poll-import 1 reponses.csv",
	  N_("answers as Doodle, Framadate or a spreadsheet give them") },
	{ NULL, NULL },
};

const struct px_verb px_verb_poll_import = {
	.name = "poll-import",
	.operands = "POLL [FILE]",
	.summary = N_("take answers from a table: a line per person, a column per date"),
	.details = N_(
		"The first column names people: Anne Dupont, DUPONT Anne, a handle, a mail.  "
		"Headers are dates of the poll, in one line or several (month, day, hour); "
		"other columns are named once and left.  yes, oui, ok, x, 1 are a yes; maybe, "
		"(ok), si besoin, ? a maybe; no, non, 0 a no.  An empty cell is a no, unless the "
		"file has a word for no: then it is no answer.  Lines that cannot be taken are "
		"said, the others are stored (exit status 5)."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.options = options,
	.type = &px_type_poll,
	.schema = "poll-import.json",
	.examples = examples,
	.run = poll_import,
};
