/* Answers, read once and counted, whatever version each answered. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/answers/part.h"
#include "store/sql.h"

enum { MONTH_LENGTH = 7, MORE_DECIMALS = 2 };
enum { COLUMN_VERSION, COLUMN_AUTHORED, COLUMN_SCORE, COLUMN_BAND, COLUMN_VARIANT, COLUMN_ANSWERS };

/* A version that was answered, and where its questions, options and scores are counted. */
struct version {
	const struct px_form *form;
	struct px_form_answers answers;
	size_t *questions; /* of the tally */
	size_t **options;  /* of the tally's question */
	size_t *scores;
	struct px_form_outcome *outcomes;
};

struct counting {
	const struct px_forms_at *at;
	struct px_tally *tally;
	struct version *versions;
	size_t count, last;
	struct px_arena arena; /* of a row */
};

/*
 * Groups.
 */
struct px_tally_group *
px_tally_group(struct px_tally_groups *groups, const char *key, size_t length,
	       struct px_arena *arena)
{
	for (size_t k = 0; k < groups->count; k++) {
		size_t i = (groups->last + k) % groups->count;

		if (strncmp(groups->items[i].key, key, length) == 0 &&
		    groups->items[i].key[length] == '\0') {
			groups->last = i;
			return &groups->items[i];
		}
	}
	PX_GROW(groups->items, groups->count, groups->capacity);
	groups->last = groups->count;
	groups->items[groups->count] =
		(struct px_tally_group){ .key = px_arena_strndup(arena, key, length) };
	return &groups->items[groups->count++];
}

static void
release_groups(struct px_tally_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		px_histogram_release(&groups->items[i].scores);
	free(groups->items);
}

void
px_tally_release(struct px_tally *tally)
{
	px_histogram_release(&tally->all.scores);
	release_groups(&tally->versions);
	release_groups(&tally->months);
	for (size_t i = 0; i < tally->question_count; i++) {
		px_histogram_release(&tally->questions[i].values);
		free(tally->questions[i].options);
		free(tally->questions[i].counts);
	}
	free(tally->questions);
	for (size_t i = 0; i < tally->score_count; i++) {
		px_histogram_release(&tally->scores[i].values);
		release_groups(&tally->scores[i].bands);
	}
	free(tally->scores);
}

/*
 * Versions: the newest first, so that its questions come first, in its order and words.
 */
static size_t
question_of(struct px_tally *tally, const struct px_form *form, size_t place)
{
	const struct px_form_question *question = &form->questions[place];

	for (size_t i = 0; i < tally->question_count; i++)
		if (strcmp(tally->questions[i].question->name, question->name) == 0 &&
		    tally->questions[i].question->kind == question->kind &&
		    tally->questions[i].question->decimals == question->decimals)
			return i;
	PX_GROW(tally->questions, tally->question_count, tally->question_capacity);
	tally->questions[tally->question_count] =
		(struct px_tally_question){ .question = question, .form = form, .place = place };
	return tally->question_count++;
}

static size_t
option_of(struct px_tally_question *question, const struct px_form_option *option)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (strcmp(question->options[i]->value, option->value) == 0)
			return i;
	if (question->option_count == question->option_capacity) {
		question->option_capacity = question->option_capacity * 2 + 4;
		question->options = px_realloc(question->options, question->option_capacity,
					       sizeof(*question->options));
		question->counts = px_realloc(question->counts, question->option_capacity,
					      sizeof(*question->counts));
	}
	question->options[question->option_count] = option;
	question->counts[question->option_count] = 0;
	return question->option_count++;
}

static void
map_questions(struct px_tally *tally, struct version *version)
{
	const struct px_form *form = version->form;

	for (size_t i = 0; i < form->question_count; i++) {
		const struct px_form_question *question = &form->questions[i];

		version->questions[i] = question_of(tally, form, i);
		version->options[i] = px_arena_alloc(
			tally->arena, (question->option_count + 1) * sizeof(*version->options[i]));
		for (size_t k = 0; k < question->option_count; k++)
			version->options[i][k] = option_of(&tally->questions[version->questions[i]],
							   &question->options[k]);
	}
}

/* Scores that the newest version has no more are not counted. */
static void
map_scores(struct px_tally *tally, struct version *version)
{
	const struct px_form *form = version->form;

	for (size_t i = 0; i < form->score_count; i++) {
		size_t at = 0;

		while (at < tally->score_count &&
		       strcmp(tally->scores[at].score->name, form->scores[i].name) != 0)
			at++;
		version->scores[i] = at;
	}
}

static void
add_version(struct counting *counting, const struct px_form *form)
{
	struct px_arena *arena = counting->tally->arena;
	struct version *version = &counting->versions[counting->count++];

	version->form = form;
	/* The items are used for every row: they do not belong to one; texts do. */
	version->answers = px_form_answers_new(arena, form);
	version->answers.arena = &counting->arena;
	version->questions =
		px_arena_alloc(arena, (form->question_count + 1) * sizeof(*version->questions));
	version->options =
		px_arena_alloc(arena, (form->question_count + 1) * sizeof(*version->options));
	version->scores = px_arena_alloc(arena, (form->score_count + 1) * sizeof(*version->scores));
	version->outcomes =
		px_arena_alloc(arena, (form->score_count + 1) * sizeof(*version->outcomes));
	map_questions(counting->tally, version);
	map_scores(counting->tally, version);
}

static int
add_versions(struct counting *counting, const char *name, struct px_err *err)
{
	struct px_tally *tally = counting->tally;
	struct px_form_versions versions;

	if (px_form_versions(counting->at, name, &versions, err) != 0)
		return -1;
	counting->versions =
		px_arena_alloc(tally->arena, (versions.count + 1) * sizeof(*counting->versions));
	tally->form = versions.count ? versions.forms[0] : px_form_find(counting->at, name, err);
	if (!tally->form)
		return -1;
	tally->scores = px_calloc(tally->form->score_count + 1, sizeof(*tally->scores));
	for (size_t i = 0; i < tally->form->score_count; i++)
		tally->scores[tally->score_count++] =
			(struct px_tally_score){ .score = &tally->form->scores[i],
						 .form = tally->form };
	if (!versions.count)
		map_questions(tally,
			      &(struct version){
				      .form = tally->form,
				      .questions = px_arena_alloc(
					      tally->arena,
					      (tally->form->question_count + 1) * sizeof(size_t)),
				      .options = px_arena_alloc(tally->arena,
								(tally->form->question_count + 1) *
									sizeof(size_t *)) });
	for (size_t i = 0; i < versions.count; i++)
		add_version(counting, versions.forms[i]);
	return 0;
}

/*
 * A row.
 */
static void
count_answer(struct px_tally_question *into, const struct px_form_question *question,
	     const size_t *options, const struct px_form_answer *answer)
{
	into->given++;
	switch (question->kind) {
	case PX_FORM_SINGLE:
		into->counts[options[answer->number]]++;
		return;
	case PX_FORM_MULTIPLE:
		for (size_t i = 0; i < question->option_count; i++)
			into->counts[options[i]] += answer->chosen >> i & 1;
		return;
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		px_histogram_add(&into->values, answer->number);
		return;
	case PX_FORM_DATE:
	case PX_FORM_TEXT:
		return;
	}
}

/* Were all that had to be answered? */
static bool
count_questions(struct px_tally *tally, const struct version *version)
{
	bool complete = true;

	for (size_t i = 0; i < version->form->question_count; i++) {
		const struct px_form_question *question = &version->form->questions[i];
		struct px_tally_question *into = &tally->questions[version->questions[i]];
		const struct px_form_answer *answer = &version->answers.items[i];
		bool asked = !question->when || px_form_shown(&version->answers, i);

		if (!asked) {
			into->unasked++;
		} else if (answer->given) {
			count_answer(into, question, version->options[i], answer);
		} else {
			into->unanswered++;
			complete = complete && !question->required;
		}
	}
	return complete;
}

/* "30.17" in units of the form with two decimals more. */
static int64_t
units_of(const char *text, int decimals)
{
	bool negative = *text == '-', dot = false;
	int64_t units = 0;

	decimals += MORE_DECIMALS;
	for (text += negative; *text && !(dot && decimals == 0); text++) {
		if (*text == '.') {
			dot = true;
			continue;
		}
		units = units * 10 + *text - '0';
		decimals -= dot;
	}
	while (decimals-- > 0)
		units *= 10;
	return negative ? -units : units;
}

static void
count_score(struct px_tally_score *into, bool known, int64_t units, const char *band,
	    struct px_arena *arena)
{
	struct px_tally_group *group;

	into->unknown += !known;
	if (!known)
		return;
	px_histogram_add(&into->values, units);
	band = band ? band : "";
	group = px_tally_group(&into->bands, band, strlen(band), arena);
	group->count++;
	px_histogram_add(&group->scores, units);
}

/* The other scores of the form, which have no column. */
static void
count_more_scores(struct px_tally *tally, const struct version *version, const char *variant)
{
	int place = variant ? (int)px_form_variant(version->form, variant) : -1;

	px_form_compute(&version->answers, place, version->outcomes);
	for (size_t i = 1; i < version->form->score_count; i++) {
		const struct px_form_outcome *outcome = &version->outcomes[i];
		int64_t units = 0;

		if (version->scores[i] == tally->score_count)
			continue;
		if (outcome->known)
			px_ratio_integer(px_ratio_mul(px_ratio_make(outcome->units, outcome->parts),
						      px_ratio_whole(100)),
					 &units);
		count_score(&tally->scores[version->scores[i]], outcome->known, units,
			    outcome->band ? outcome->band->name : NULL, tally->arena);
	}
}

static void
count_into(struct px_tally_group *group, bool complete, bool known, int64_t units)
{
	group->count++;
	group->complete += complete;
	if (known)
		px_histogram_add(&group->scores, units);
}

static struct version *
version_of(struct counting *counting, const char *name)
{
	for (size_t k = 0; k < counting->count; k++) {
		size_t i = (counting->last + k) % counting->count;

		if (strcmp(counting->versions[i].form->version, name) == 0) {
			counting->last = i;
			return &counting->versions[i];
		}
	}
	return NULL;
}

static int
count_row(struct counting *counting, struct px_stmt *row, struct px_err *err)
{
	struct px_tally *tally = counting->tally;
	const char *answers = px_stmt_text(row, COLUMN_ANSWERS);
	const char *name = px_stmt_text(row, COLUMN_VERSION), *score, *authored;
	struct version *version = version_of(counting, name);
	int64_t units = 0;
	bool complete;

	if (!version)
		return px_err_set(err, PX_FAILED, _("%s: the database has not version %s of it"),
				  tally->form->name, name);
	if (px_answers_read(version->form, answers, strlen(answers), &version->answers, err) != 0)
		return -1;
	complete = count_questions(tally, version);
	score = px_stmt_text(row, COLUMN_SCORE);
	if (score)
		units = units_of(score, version->form->decimals);
	if (version->form->score_count && version->scores[0] < tally->score_count)
		count_score(&tally->scores[version->scores[0]], score != NULL, units,
			    px_stmt_text(row, COLUMN_BAND), tally->arena);
	if (version->form->score_count > 1)
		count_more_scores(tally, version, px_stmt_text(row, COLUMN_VARIANT));
	count_into(&tally->all, complete, score != NULL, units);
	count_into(px_tally_group(&tally->versions, name, strlen(name), tally->arena), complete,
		   score != NULL, units);
	authored = px_stmt_text(row, COLUMN_AUTHORED);
	count_into(px_tally_group(&tally->months, authored, MONTH_LENGTH, tally->arena), complete,
		   score != NULL, units);
	return 0;
}

static void
put_query(const struct px_forms_at *at, const struct px_results_asked *asked, struct px_sql *sql)
{
	const struct {
		const char *condition, *value;
	} conditions[] = {
		{ " AND \"version\" = ", asked->version },
		{ " AND \"authored\" >= ", asked->since },
		{ " AND \"authored\" <= ", asked->until },
	};

	px_buf_puts(&sql->text,
		    "SELECT \"version\", \"authored\", \"score\", \"band\", \"variant\", "
		    "\"answers\" FROM \"questionnaire_response\" WHERE \"form\" = ");
	px_sql_text(sql, asked->name);
	for (size_t i = 0; i < PX_COUNT(conditions); i++) {
		if (!conditions[i].value)
			continue;
		px_buf_puts(&sql->text, conditions[i].condition);
		px_sql_text(sql, conditions[i].value);
	}
	if (at->organization) {
		px_buf_puts(&sql->text, " AND \"organization\" = ");
		px_sql_number(sql, at->organization);
	}
}

static int
count_rows(struct counting *counting, const struct px_results_asked *asked, struct px_err *err)
{
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int more = -1;

	put_query(counting->at, asked, &sql);
	stmt = px_sql_prepare(&sql, counting->at->store, err);
	while (stmt && (more = px_stmt_step(stmt, err)) == 1) {
		px_arena_reset(&counting->arena);
		if (count_row(counting, stmt, err) != 0) {
			more = -1;
			break;
		}
	}
	px_stmt_done(stmt);
	px_sql_release(&sql);
	return more;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct px_tally_group *one = a, *other = b;

	return strcmp(one->key, other->key);
}

static int
compare_versions(const void *a, const void *b)
{
	const struct px_tally_group *one = a, *other = b;

	return px_form_version_compare(one->key, other->key);
}

int
px_tally_count(const struct px_forms_at *at, const struct px_results_asked *asked,
	       struct px_tally *tally, struct px_err *err)
{
	struct counting counting = { .at = at, .tally = tally, .arena = PX_ARENA_INIT };
	int result;

	*tally = (struct px_tally){ .arena = at->arena };
	result = add_versions(&counting, asked->name, err);
	if (result == 0)
		result = count_rows(&counting, asked, err);
	if (tally->months.count)
		qsort(tally->months.items, tally->months.count, sizeof(*tally->months.items),
		      compare_keys);
	if (tally->versions.count)
		qsort(tally->versions.items, tally->versions.count, sizeof(*tally->versions.items),
		      compare_versions);
	px_arena_release(&counting.arena);
	return result;
}
