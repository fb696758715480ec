/* What the columns of a file of answers mean. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/form/import.h"
#include "model/types_form.h"

static const char answer_prefix[] = "answer.";

int
px_answer_rules(struct px_answer_import *import, struct px_err *err)
{
	struct px_run *run = import->run;
	const char *word;
	size_t count = 0;

	while (px_option_nth(run, &px_opt_map, count))
		count++;
	import->rules = px_arena_alloc(&run->arena, (count + 1) * sizeof(*import->rules));
	for (size_t i = 0; (word = px_option_nth(run, &px_opt_map, i)); i++) {
		const char *equals = strrchr(word, '=');

		if (!equals)
			return px_err_set(err, PX_USAGE,
					  _("--map %s: say the column and the question: --map "
					    "'Header=question'"),
					  word);
		import->rules[import->rule_count++] =
			(struct px_answer_rule){ px_arena_strndup(&run->arena, word,
								  (size_t)(equals - word)),
						 equals + 1, false };
	}
	return 0;
}

/* "NAME.VALUE" */
static bool
find_option(const struct px_form *form, const char *header, struct px_answer_column *column)
{
	const char *dot = strchr(header, '.');
	long question = dot ? px_form_question(form, header, (size_t)(dot - header)) : -1, option;

	if (question < 0 || form->questions[question].kind != PX_FORM_MULTIPLE)
		return false;
	option = px_form_option(&form->questions[question], dot + 1, strlen(dot + 1));
	if (option < 0)
		return false;
	*column =
		(struct px_answer_column){ PX_COLUMN_OPTION, 0, (size_t)question, (size_t)option };
	return true;
}

/* Its name, its label in either language; "3", "Q3", "question 3", "3. Label". */
static bool
is_question(const struct px_form *form, size_t place, const char *header)
{
	const struct px_form_question *question = &form->questions[place];
	static const char *const before[] = { "", "q", "question ", "question n° ", "n° " };
	const char *after = header + strspn(header, "0123456789");
	char number[48];

	if (strcmp(question->name, header) == 0 || px_text_same(question->label.fr, header) ||
	    (question->label.en && px_text_same(question->label.en, header)))
		return true;
	for (size_t i = 0; i < PX_COUNT(before); i++) {
		snprintf(number, sizeof(number), "%s%zu", before[i], place + 1);
		if (px_text_same(number, header))
			return true;
	}
	return after > header && strspn(after, ".) ") > 0 &&
	       (size_t)strtoul(header, NULL, 10) == place + 1 &&
	       is_question(form, place, after + strspn(after, ".) "));
}

static bool
find_question(const struct px_form *form, const char *header, struct px_answer_column *column)
{
	if (strncmp(header, answer_prefix, sizeof(answer_prefix) - 1) == 0)
		header += sizeof(answer_prefix) - 1;
	for (size_t i = 0; i < form->question_count; i++)
		if (is_question(form, i, header)) {
			*column = (struct px_answer_column){ PX_COLUMN_QUESTION, 0, i, 0 };
			return true;
		}
	return find_option(form, header, column);
}

/* Fields that a file may say; the others are found again by what it says. */
static bool
is_taken(size_t field)
{
	static const size_t taken[] = { PX_F_UID,
					PX_RESPONSE_VERSION,
					PX_RESPONSE_AUTHORED,
					PX_RESPONSE_SOURCE,
					PX_RESPONSE_IDENTIFIER,
					PX_RESPONSE_VARIANT,
					PX_RESPONSE_PRACTITIONER,
					PX_RESPONSE_RESPONDENT,
					PX_RESPONSE_FORM };

	for (size_t i = 0; i < PX_COUNT(taken); i++)
		if (taken[i] == field)
			return true;
	return false;
}

static bool
find_field(const char *header, bool exact, struct px_answer_column *column, bool *known)
{
	const struct px_type *type = &px_type_questionnaire_response;
	const struct px_field *field =
		exact ? px_field_find(type, header) : px_field_by_header(type, header);
	size_t place;

	if (!field)
		return false;
	*known = true;
	place = px_field_index(type, field);
	*column = (struct px_answer_column){ is_taken(place) ? PX_COLUMN_FIELD : PX_COLUMN_NOTHING,
					     place, 0, 0 };
	return true;
}

/* Ours, but said by the answers themselves: "bpco.score", "status" of FHIR. */
static bool
is_derived(const struct px_form *form, const char *header)
{
	const char *dot = strrchr(header, '.');

	if (px_rejects_own(header) || strcmp(header, "status") == 0)
		return true;
	for (size_t i = 0; dot && i < form->score_count; i++)
		if (strncmp(header, form->scores[i].name, (size_t)(dot - header)) == 0 &&
		    (strcmp(dot, ".score") == 0 || strcmp(dot, ".band") == 0))
			return true;
	return false;
}

static const char *
ruled(struct px_answer_import *import, const char *header)
{
	for (size_t i = 0; i < import->rule_count; i++) {
		struct px_answer_rule *rule = &import->rules[i];
		bool link = strncmp(header, answer_prefix, sizeof(answer_prefix) - 1) == 0 &&
			    strcmp(header + sizeof(answer_prefix) - 1, rule->header) == 0;

		if (!link && !px_text_same(rule->header, header))
			continue;
		rule->used = true;
		return rule->name;
	}
	return header;
}

static struct px_answer_column
find(struct px_answer_import *import, const struct px_form *form, const char *header, bool *known)
{
	struct px_answer_column column = { PX_COLUMN_NOTHING, 0, 0, 0 };
	const char *name = ruled(import, header);

	*known = !*name || is_derived(form, name);
	if (*known || find_field(name, true, &column, known))
		return column;
	*known = find_question(form, name, &column) || find_field(name, false, &column, known);
	return column;
}

void
px_answer_map(struct px_answer_import *import, struct px_answer_map *map)
{
	size_t count = px_source_columns(import->source);

	while (map->count < count) {
		const char *header = px_source_header(import->source, map->count);
		bool known;

		PX_GROW(map->columns, map->count, map->capacity);
		map->columns[map->count] = find(import, map->form, header, &known);
		map->count++;
		if (!known && map->form == import->form)
			px_warn(import->run,
				_("%s: %s: no question of %s; left out (--map "
				  "'%s=question')"),
				px_source_name(import->source), header, map->form->name, header);
	}
}
