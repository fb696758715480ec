#include "care/maturity.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/sql.h"

/* What is read of a year. */
struct year {
	const struct px_forms_at *at;
	struct px_form_versions versions;
	struct px_maturity *out;
	size_t capacity;
};

static bool
is_dimension(const struct px_form_question *question)
{
	return question->kind == PX_FORM_SINGLE && question->scored;
}

static int
make_dimensions(struct px_maturity *out, struct px_arena *arena, struct px_err *err)
{
	const struct px_form *form = out->form;

	out->dimensions =
		px_arena_alloc(arena, (form->question_count + 1) * sizeof(*out->dimensions));
	out->count = 0;
	for (size_t i = 0; i < form->question_count; i++) {
		const struct px_form_question *question = &form->questions[i];

		if (!is_dimension(question))
			continue;
		out->dimensions[out->count++] = (struct px_maturity_dimension){
			.question = question,
			.axis = &form->sections[question->section],
			.voices = px_arena_alloc(arena,
						 (question->option_count + 1) * sizeof(int64_t)),
			.most = question->points_most,
			.level = -1,
			.before = -1
		};
	}
	return out->count ? 0
			  : px_err_set(err, PX_FAILED,
				       _("%s: no question of this form has levels that bring "
					 "points"),
				       form->name);
}

/*
 * Members.
 */

/* Of one who answered again the last counts; rows come in that order. */
static struct px_maturity_member *
member_of(struct year *year, int64_t practitioner)
{
	struct px_maturity *out = year->out;

	for (size_t i = 0; practitioner && i < out->member_count; i++)
		if (out->members[i].practitioner == practitioner)
			return &out->members[i];
	PX_GROW(out->members, out->member_count, year->capacity);
	out->members[out->member_count] = (struct px_maturity_member){
		.practitioner = practitioner,
		.levels = px_arena_alloc(year->at->arena, (out->count + 1) * sizeof(long))
	};
	return &out->members[out->member_count++];
}

/* Levels by name: an older version may have other dimensions. */
static void
take_levels(const struct px_maturity *out, const struct px_form_answers *answers, long *levels)
{
	for (size_t i = 0; i < out->count; i++) {
		const struct px_form_question *wanted = out->dimensions[i].question;
		long place = px_form_question(answers->form, wanted->name, strlen(wanted->name));

		levels[i] = -1;
		if (place >= 0 && answers->items[place].given &&
		    answers->form->questions[place].kind == PX_FORM_SINGLE) {
			const char *value = answers->form->questions[place]
						    .options[answers->items[place].number]
						    .value;

			levels[i] = px_form_option(wanted, value, strlen(value));
		}
	}
}

enum { COLUMN_VERSION, COLUMN_WHO, COLUMN_HANDLE, COLUMN_NAME, COLUMN_DAY, COLUMN_ANSWERS };

static int
take_row(struct year *year, struct px_stmt *row, struct px_err *err)
{
	struct px_arena *arena = year->at->arena;
	const char *text = px_stmt_text(row, COLUMN_ANSWERS);
	const char *version = px_stmt_text(row, COLUMN_VERSION);
	const struct px_form *form = NULL;
	struct px_maturity_member *member;
	struct px_form_answers answers;

	for (size_t i = 0; i < year->versions.count; i++)
		if (strcmp(year->versions.forms[i]->version, version) == 0)
			form = year->versions.forms[i];
	if (!form)
		return px_err_set(err, PX_FAILED, _("%s: the database has not version %s of it"),
				  year->out->form->name, version);
	answers = px_form_answers_new(arena, form);
	if (px_answers_read(form, text, strlen(text), &answers, err) != 0)
		return -1;
	member = member_of(year, px_stmt_number(row, COLUMN_WHO));
	if (!px_stmt_null(row, COLUMN_HANDLE)) {
		member->handle = px_arena_strdup(arena, px_stmt_text(row, COLUMN_HANDLE));
		member->name = px_arena_strdup(arena, px_stmt_text(row, COLUMN_NAME));
	}
	member->authored = px_arena_strdup(arena, px_stmt_text(row, COLUMN_DAY));
	take_levels(year->out, &answers, member->levels);
	return 0;
}

static void
put_query(const struct year *year, int number, struct px_sql *sql)
{
	struct px_arena *arena = year->at->arena;

	px_buf_puts(&sql->text,
		    "SELECT r.\"version\", r.\"practitioner\", p.\"handle\", "
		    "COALESCE(p.\"given\" || ' ', '') || p.\"family\", r.\"authored\", "
		    "r.\"answers\" FROM \"questionnaire_response\" r LEFT JOIN \"practitioner\" p "
		    "ON p.\"organization\" = r.\"organization\" AND p.\"id\" = r.\"practitioner\" "
		    "WHERE r.\"form\" = ");
	px_sql_text(sql, year->out->form->name);
	px_buf_puts(&sql->text, " AND r.\"organization\" = ");
	px_sql_number(sql, year->at->organization);
	px_buf_puts(&sql->text, " AND r.\"authored\" >= ");
	px_sql_text(sql, px_arena_printf(arena, "%04d-01-01", number));
	px_buf_puts(&sql->text, " AND r.\"authored\" <= ");
	px_sql_text(sql, px_arena_printf(arena, "%04d-12-31", number));
	px_buf_puts(&sql->text, " ORDER BY r.\"authored\", r.\"id\"");
}

static int
read_members(struct year *year, int number, struct px_err *err)
{
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int more = -1;

	put_query(year, number, &sql);
	stmt = px_sql_prepare(&sql, year->at->store, err);
	while (stmt && (more = px_stmt_step(stmt, err)) == 1)
		if (take_row(year, stmt, err) != 0) {
			more = -1;
			break;
		}
	px_stmt_done(stmt);
	px_sql_release(&sql);
	return more;
}

/*
 * What the team agrees on.
 */
static void
agree(struct px_maturity_dimension *dimension)
{
	const struct px_form_question *question = dimension->question;
	uint64_t first = 0;
	int64_t most = 0;

	for (size_t i = 0; i < question->option_count; i++) {
		if (!dimension->voices[i] || dimension->voices[i] < most)
			continue;
		first = dimension->voices[i] > most ? 0 : first;
		most = dimension->voices[i];
		first |= UINT64_C(1) << i;
	}
	if (first && !(first & (first - 1)))
		while (!(first >> ++dimension->level & 1))
			;
	else
		dimension->tied = first;
	dimension->points = first ? dimension->most : 0;
	for (size_t i = 0; first && i < question->option_count; i++)
		if (first >> i & 1 && question->options[i].points < dimension->points)
			dimension->points = question->options[i].points;
}

static void
count_voices(struct px_maturity *out)
{
	for (size_t i = 0; i < out->count; i++) {
		struct px_maturity_dimension *dimension = &out->dimensions[i];

		for (size_t k = 0; k < out->member_count; k++) {
			long level = out->members[k].levels[i];

			if (level < 0)
				continue;
			dimension->voices[level]++;
			dimension->answered++;
		}
		agree(dimension);
	}
}

static int
compare_members(const void *a, const void *b)
{
	const struct px_maturity_member *one = a, *other = b;

	if (!one->handle || !other->handle)
		return (one->handle == NULL) - (other->handle == NULL);
	return strcmp(one->handle, other->handle);
}

static int
read_year(const struct px_forms_at *at, const struct px_form_versions *versions, int number,
	  struct px_maturity *out, struct px_err *err)
{
	struct year year = { .at = at, .versions = *versions, .out = out };
	struct px_maturity_member *kept;
	int result = -1;

	out->year = number;
	if (make_dimensions(out, at->arena, err) == 0)
		result = read_members(&year, number, err);
	kept = px_arena_alloc(at->arena, (out->member_count + 1) * sizeof(*kept));
	if (out->member_count)
		memcpy(kept, out->members, out->member_count * sizeof(*kept));
	free(out->members);
	out->members = kept;
	if (out->member_count)
		qsort(kept, out->member_count, sizeof(*kept), compare_members);
	count_voices(out);
	return result;
}

int
px_maturity_year(const struct px_forms_at *at, const char *form, int year, struct px_maturity *out,
		 struct px_err *err)
{
	struct px_form_versions versions;
	struct px_maturity before = { .form = px_form_find(at, form, err) };

	*out = before;
	if (!out->form || px_form_versions(at, out->form->name, &versions, err) != 0 ||
	    read_year(at, &versions, year, out, err) != 0 ||
	    read_year(at, &versions, year - 1, &before, err) != 0)
		return -1;
	out->members_before = before.member_count;
	for (size_t i = 0; i < out->count; i++) {
		out->dimensions[i].before = before.dimensions[i].level;
		out->dimensions[i].points_before = before.dimensions[i].points;
		out->dimensions[i].answered_before = before.dimensions[i].answered;
	}
	return 0;
}

const char *
px_maturity_item(struct px_arena *arena, int year, const struct px_maturity_dimension *dimension)
{
	return px_arena_printf(arena, "maturity %d %s", year, dimension->question->name);
}
