/* Conditions: read from a file, and asked of answers. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/form/load.h"

enum { PARTS_LIMIT = 100 };

/* Being read: what one object says, each a part that must hold. */
struct parts {
	struct px_form_condition *items;
	size_t count;
};

static bool read_condition(struct px_form_at at, struct px_form_condition *out);

static const char *
next_question(const void *data, size_t i)
{
	const struct px_form_load *load = data;

	return i < load->seen ? load->questions[i].name : NULL;
}

/* The earlier question that the condition is about. */
static bool
find_question(struct px_form_at at, size_t *out)
{
	struct px_form_at member = px_form_member(at, "question");
	const char *name = px_form_get_line(at, "question");

	if (!name)
		return false;
	for (size_t i = 0; i < at.load->form->question_count; i++) {
		const char *other = at.load->questions[i].name;

		if (!other || strcmp(other, name) != 0)
			continue;
		if (i >= at.load->seen) {
			px_form_wrong(member,
				      _("%s comes later: a condition is about earlier questions"),
				      name);
			return false;
		}
		*out = i;
		return true;
	}
	px_form_wrong(member, _("no question is called %s%s"), name,
		      px_form_near(at.load, name, next_question, at.load));
	return false;
}

static const char *
next_option(const void *data, size_t i)
{
	const struct px_form_question *question = data;

	return i < question->option_count ? question->options[i].value : NULL;
}

static bool
read_option(struct px_form_at at, const struct px_form_question *question, int64_t *out)
{
	const char *value =
		at.node->type == PX_JSON_BOOL ? at.node->integer ? "yes" : "no" : at.node->string;

	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].value && strcmp(question->options[i].value, value) == 0) {
			*out = (int64_t)i;
			return true;
		}
	px_form_wrong(at, _("%s is no option of %s%s"), value, question->name,
		      px_form_near(at.load, value, next_option, question));
	return false;
}

static bool
read_day(struct px_form_at at, int64_t *out)
{
	struct px_date date;

	if (at.node->type != PX_JSON_STRING || px_date_parse(at.node->string, &date) != 0) {
		px_form_wrong(at, _("is not a day: write \"2025-12-24\""));
		return false;
	}
	*out = px_date_days(date);
	return true;
}

/* What an answer is compared with. */
static bool
read_value(struct px_form_at at, const struct px_form_question *question, int64_t *out)
{
	switch (question->kind) {
	case PX_FORM_SINGLE:
	case PX_FORM_MULTIPLE:
		return read_option(at, question, out);
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		if (at.node->type == PX_JSON_STRING || at.node->type == PX_JSON_BOOL) {
			px_form_wrong(at, _("%s is answered by a number"), question->name);
			return false;
		}
		return px_form_figure(at, question->decimals, PX_FORM_NUMBER_LIMIT, out);
	case PX_FORM_DATE:
		return read_day(at, out);
	case PX_FORM_TEXT:
		break;
	}
	px_form_wrong(at, _("%s is answered by words, of which only `answered` can be asked"),
		      question->name);
	return false;
}

/* Does this test go with this kind of question? */
static bool
suits(enum px_form_test test, enum px_form_kind kind)
{
	switch (test) {
	case PX_FORM_IS:
		return kind != PX_FORM_MULTIPLE;
	case PX_FORM_CONTAINS:
		return kind == PX_FORM_MULTIPLE;
	case PX_FORM_AT_LEAST:
	case PX_FORM_AT_MOST:
		return kind == PX_FORM_NUMBER || kind == PX_FORM_SCALE || kind == PX_FORM_DATE;
	case PX_FORM_ANSWERED:
	case PX_FORM_ANY:
	case PX_FORM_ALL:
	case PX_FORM_NOT:
		break;
	}
	return true;
}

/* One value, or any of a list of them. */
static bool
read_test(struct px_form_at at, enum px_form_test test, size_t place, struct px_form_condition *out)
{
	const struct px_form_question *question = &at.load->questions[place];
	size_t count = px_form_count(at);
	struct px_form_condition *parts;
	bool right = true;

	if (at.load->broken[place])
		return false;
	if (!suits(test, question->kind)) {
		px_form_wrong(at, _("goes with no question of kind %s, as %s is"),
			      px_form_kind_names[question->kind], question->name);
		return false;
	}
	*out = (struct px_form_condition){ .test = test, .question = place };
	if (at.node->type != PX_JSON_ARRAY)
		return read_value(at, question, &out->value);
	parts = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*parts));
	for (size_t i = 0; i < count; i++) {
		parts[i] = *out;
		right = read_value(px_form_nth(at, i), question, &parts[i].value) && right;
	}
	*out = (struct px_form_condition){ PX_FORM_ANY, 0, 0, parts, count };
	return right;
}

static const struct {
	const char *key;
	enum px_form_test test;
} tests[] = {
	{ "is", PX_FORM_IS },
	{ "contains", PX_FORM_CONTAINS },
	{ "at_least", PX_FORM_AT_LEAST },
	{ "at_most", PX_FORM_AT_MOST },
};

static bool
read_answered(struct px_form_at at, size_t place, struct parts *parts)
{
	struct px_form_condition *answered;

	if (!px_json_member(at.node, "answered"))
		return true;
	answered = px_arena_alloc(at.load->arena, sizeof(*answered));
	*answered = (struct px_form_condition){ .test = PX_FORM_ANSWERED, .question = place };
	parts->items[parts->count++] =
		px_form_get_truth(at, "answered", true)
			? *answered
			: (struct px_form_condition){ PX_FORM_NOT, 0, 0, answered, 1 };
	return true;
}

/* About one question: each key that says something of its answer is a part. */
static bool
read_about(struct px_form_at at, struct parts *parts)
{
	size_t place, before = parts->count;
	bool right = true;

	if (!find_question(at, &place))
		return false;
	for (size_t i = 0; i < PX_COUNT(tests); i++) {
		struct px_form_at member = px_form_member(at, tests[i].key);

		if (member.node)
			right = read_test(member, tests[i].test, place,
					  &parts->items[parts->count++]) &&
				right;
	}
	read_answered(at, place, parts);
	if (parts->count == before) {
		px_form_wrong(at, _("says nothing of the answer: add \"is\", \"contains\", "
				    "\"at_least\", \"at_most\" or \"answered\""));
		return false;
	}
	return right;
}

/* any, all: of their parts. */
static bool
read_parts(struct px_form_at at, enum px_form_test test, struct px_form_condition *out)
{
	size_t count = px_form_count(at);
	struct px_form_condition *items;
	bool right = true;

	if (count > PARTS_LIMIT) {
		px_form_wrong(at, _("holds %zu conditions: at most %d"), count, PARTS_LIMIT);
		return false;
	}
	items = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*items));
	for (size_t i = 0; i < count; i++)
		right = read_condition(px_form_nth(at, i), &items[i]) && right;
	*out = (struct px_form_condition){ test, 0, 0, items, count };
	return right && count > 0;
}

static bool
read_not(struct px_form_at at, struct px_form_condition *out)
{
	struct px_form_condition *part = px_arena_alloc(at.load->arena, sizeof(*part));

	*out = (struct px_form_condition){ PX_FORM_NOT, 0, 0, part, 1 };
	return read_condition(at, part);
}

static bool
read_condition(struct px_form_at at, struct px_form_condition *out)
{
	struct px_form_at any, all, not ;
	struct parts parts = { px_arena_alloc(at.load->arena, 8 * sizeof(*parts.items)), 0 };
	bool right = true;

	if (!at.node || at.node->type != PX_JSON_OBJECT)
		return false;
	any = px_form_member(at, "any");
	all = px_form_member(at, "all");
	not = px_form_member(at, "not");
	if (px_json_member(at.node, "question"))
		right = read_about(at, &parts);
	if (any.node)
		right = read_parts(any, PX_FORM_ANY, &parts.items[parts.count++]) && right;
	if (all.node)
		right = read_parts(all, PX_FORM_ALL, &parts.items[parts.count++]) && right;
	if (not .node)
		right = read_not(not, &parts.items[parts.count++]) && right;
	if (right && parts.count == 0) {
		px_form_wrong(at, _("is about nothing: add \"question\", \"any\", \"all\" or "
				    "\"not\""));
		return false;
	}
	*out = parts.count == 1
		       ? parts.items[0]
		       : (struct px_form_condition){ PX_FORM_ALL, 0, 0, parts.items, parts.count };
	return right;
}

const struct px_form_condition *
px_form_read_when(struct px_form_at at)
{
	struct px_form_at when = px_form_member(at, "when");
	struct px_form_condition *condition;

	if (!when.node)
		return NULL;
	condition = px_arena_alloc(at.load->arena, sizeof(*condition));
	return read_condition(when, condition) ? condition : NULL;
}

bool
px_form_condition_same(const struct px_form_condition *a, const struct px_form_condition *b)
{
	if (!a || !b)
		return a == b;
	if (a->test != b->test || a->question != b->question || a->value != b->value ||
	    a->part_count != b->part_count)
		return false;
	for (size_t i = 0; i < a->part_count; i++)
		if (!px_form_condition_same(&a->parts[i], &b->parts[i]))
			return false;
	return true;
}

static bool
holds_of(const struct px_form_condition *condition, const struct px_form_answer *answer)
{
	switch (condition->test) {
	case PX_FORM_IS:
		return answer->number == condition->value;
	case PX_FORM_CONTAINS:
		return answer->chosen >> condition->value & 1;
	case PX_FORM_AT_LEAST:
		return answer->number >= condition->value;
	case PX_FORM_AT_MOST:
		return answer->number <= condition->value;
	case PX_FORM_ANSWERED:
	case PX_FORM_ANY:
	case PX_FORM_ALL:
	case PX_FORM_NOT:
		break;
	}
	return true;
}

bool
px_form_holds(const struct px_form_condition *condition, const struct px_form_answers *answers)
{
	size_t held = 0;

	if (condition->test != PX_FORM_ANY && condition->test != PX_FORM_ALL &&
	    condition->test != PX_FORM_NOT) {
		const struct px_form_answer *answer = &answers->items[condition->question];

		return answer->given && px_form_shown(answers, condition->question) &&
		       holds_of(condition, answer);
	}
	for (size_t i = 0; i < condition->part_count; i++)
		held += px_form_holds(&condition->parts[i], answers);
	if (condition->test == PX_FORM_ANY)
		return held > 0;
	return condition->test == PX_FORM_ALL ? held == condition->part_count : held == 0;
}

bool
px_form_shown(const struct px_form_answers *answers, size_t question)
{
	const struct px_form_condition *when = answers->form->questions[question].when;

	if (!when)
		return true;
	/* Kept, since a condition asks it of the questions that it is about, and so on down. */
	if (answers->shown[question] == 0)
		answers->shown[question] = px_form_holds(when, answers) ? 1 : -1;
	return answers->shown[question] > 0;
}
