/* Sections, questions, their options and ranges. */
#include <string.h>

#include "base/i18n.h"
#include "care/form/load.h"

/* A list of named things: this name stands before it already. */
static void
check_twice(struct px_form_at at, const char *name, const char *const *before, size_t count)
{
	for (size_t i = 0; name && i < count; i++)
		if (before[i] && strcmp(before[i], name) == 0) {
			px_form_wrong(at, _("%s is there twice"), name);
			return;
		}
}

static const char *
next_choice(const void *data, size_t i)
{
	const struct px_form_at *choices = data;

	return i < px_form_count(*choices) ? px_form_get_line(px_form_nth(*choices, i), "name")
					   : NULL;
}

/* The options' list itself, or that of the choice that is named. */
static struct px_form_at
find_options(struct px_form_at question, struct px_form_at root)
{
	struct px_form_at options = px_form_member(question, "options");
	struct px_form_at choices = px_form_member(root, "choices"), none = options;
	const char *name;

	if (!options.node || options.node->type != PX_JSON_STRING)
		return options;
	name = options.node->string;
	for (size_t i = 0; i < px_form_count(choices); i++) {
		struct px_form_at choice = px_form_nth(choices, i);
		const char *other = px_form_get_line(choice, "name");

		if (other && strcmp(other, name) == 0)
			return px_form_member(choice, "options");
	}
	px_form_wrong(options, _("no choice is called %s%s"), name,
		      px_form_near(root.load, name, next_choice, &choices));
	none.node = NULL;
	return none;
}

static const char *
next_value(const void *data, size_t i)
{
	const struct px_form_question *question = data;

	return i < question->option_count ? question->options[i].value : NULL;
}

/* What each option brings in this question, in place of what the options say themselves. */
static void
read_points(struct px_form_at at, struct px_form_question *question, struct px_form_option *options)
{
	struct px_form_at points = px_form_member(at, "points");

	if (!points.node || points.node->type != PX_JSON_OBJECT)
		return;
	for (size_t i = 0; i < points.node->count; i++) {
		const char *value = points.node->items[i].key;
		struct px_form_at figure = px_form_member(points, value);
		size_t j = 0;

		while (j < question->option_count &&
		       !(options[j].value && strcmp(options[j].value, value) == 0))
			j++;
		if (j < question->option_count)
			options[j].scored = true;
		else
			px_form_wrong(figure, _("%s is no option of %s%s"), value,
				      question->name ? question->name : "",
				      px_form_near(at.load, value, next_value, question));
		if (j < question->option_count)
			px_form_figure(figure, at.load->form->decimals, PX_FORM_POINTS_LIMIT,
				       &options[j].points);
	}
}

static void
check_points(struct px_form_at at, struct px_form_question *question)
{
	size_t scored = 0;

	for (size_t i = 0; i < question->option_count; i++)
		scored += question->options[i].scored;
	question->scored = scored > 0;
	if (scored == 0 || scored == question->option_count)
		return;
	for (size_t i = 0; i < question->option_count; i++)
		if (!question->options[i].scored)
			px_form_wrong(at, _("option %s has no points, the others have: say 0"),
				      question->options[i].value ? question->options[i].value
								 : "?");
}

static void
read_options(struct px_form_at at, struct px_form_at root, struct px_form_question *question)
{
	struct px_form_at list = find_options(at, root);
	size_t count = px_form_count(list);
	const char *values[PX_FORM_OPTIONS_LIMIT];
	struct px_form_option *options;

	if (count > PX_FORM_OPTIONS_LIMIT) {
		px_form_wrong(list, _("holds %zu options: at most %d"), count,
			      PX_FORM_OPTIONS_LIMIT);
		count = PX_FORM_OPTIONS_LIMIT;
	}
	if (count == 0 && !px_json_member(at.node, "options"))
		px_form_wrong(at, _("has no options: a question of kind %s needs them"),
			      px_form_kind_names[question->kind]);
	options = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*options));
	for (size_t i = 0; i < count; i++) {
		struct px_form_at option = px_form_nth(list, i);

		values[i] = options[i].value = px_form_get_line(option, "value");
		check_twice(option, values[i], values, i);
		options[i].label = px_form_get_wording(option, "label");
		options[i].alone = px_form_get_truth(option, "alone", false);
		if (options[i].alone && question->kind != PX_FORM_MULTIPLE)
			px_form_wrong(px_form_member(option, "alone"),
				      _("only options of a multiple question exclude others"));
		options[i].scored = option.node && px_json_member(option.node, "points");
		px_form_get_figure(option, "points", at.load->form->decimals, PX_FORM_POINTS_LIMIT,
				   &options[i].points);
	}
	question->options = options;
	question->option_count = count;
	read_points(at, question, options);
	check_points(at, question);
}

/* The fewest and the most that options, or ranges, bring. */
static void
find_points(struct px_form_question *question)
{
	int64_t least = 0, most = 0;

	if (question->kind == PX_FORM_MULTIPLE) {
		for (size_t i = 0; i < question->option_count; i++) {
			int64_t points = question->options[i].points;

			least += points < 0 ? points : 0;
			most += points > 0 ? points : 0;
		}
	}
	for (size_t i = 0; question->kind == PX_FORM_SINGLE && i < question->option_count; i++) {
		int64_t points = question->options[i].points;

		least = i == 0 || points < least ? points : least;
		most = i == 0 || points > most ? points : most;
	}
	for (size_t i = 0; i < question->range_count; i++) {
		int64_t points = question->ranges[i].points;

		least = i == 0 || points < least ? points : least;
		most = i == 0 || points > most ? points : most;
	}
	question->points_least = least;
	question->points_most = most;
}

/* A number or a scale that has no ranges brings its value, as long as that is a figure of points. */
static void
take_value(struct px_form_at at, struct px_form_question *question)
{
	int64_t scale = 1;

	for (int i = question->decimals; i < at.load->form->decimals; i++)
		scale *= 10;
	question->scored = question->has_least && question->has_most &&
			   question->decimals <= at.load->form->decimals &&
			   question->least >= -PX_FORM_POINTS_LIMIT / scale &&
			   question->most <= PX_FORM_POINTS_LIMIT / scale;
	if (question->scored) {
		question->points_least = question->least * scale;
		question->points_most = question->most * scale;
	}
}

static void
read_range(struct px_form_at at, const struct px_form_question *question,
	   struct px_form_range *range, struct px_form_tile *tile)
{
	range->from = question->least;
	range->to = question->most;
	px_form_get_figure(at, "from", question->decimals, PX_FORM_NUMBER_LIMIT, &range->from);
	px_form_get_figure(at, "to", question->decimals, PX_FORM_NUMBER_LIMIT, &range->to);
	px_form_get_figure(at, "points", at.load->form->decimals, PX_FORM_POINTS_LIMIT,
			   &range->points);
	range->when = px_form_read_when(at);
	range->variant = px_form_read_variant(at);
	*tile = (struct px_form_tile){ range->from, range->to, range->when, range->variant, at };
}

/* Is it unknown what answers it, or what they bring? */
static bool
is_broken(struct px_form_at at)
{
	static const char *const keys[] = { "kind", "options",  "points", "least",
					    "most", "decimals", "ranges" };

	for (size_t i = 0; i < PX_COUNT(keys); i++)
		if (px_form_is_wrong(px_form_member(at, keys[i])))
			return true;
	return px_form_is_wrong_itself(at);
}

static void
read_ranges(struct px_form_at at, struct px_form_question *question)
{
	struct px_form_at list = px_form_member(at, "ranges");
	size_t count = px_form_count(list);
	struct px_form_range *ranges;
	struct px_form_tile *tiles;

	if (!list.node) {
		take_value(at, question);
		return;
	}
	if (!question->has_least || !question->has_most) {
		px_form_wrong(list,
			      _("the question has ranges: it needs \"least\" and \"most\", so "
				"that what they cover can be checked"));
		return;
	}
	ranges = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*ranges));
	tiles = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*tiles));
	for (size_t i = 0; i < count; i++)
		read_range(px_form_nth(list, i), question, &ranges[i], &tiles[i]);
	question->ranges = ranges;
	question->range_count = count;
	question->scored = count > 0;
	if (is_broken(at))
		return;
	px_form_tile(&(struct px_form_tiling){ at.load->form, tiles, count, question->least,
					       question->most, question->decimals, list, false });
}

static void
read_limits(struct px_form_at at, struct px_form_question *question)
{
	question->decimals = (int)px_form_get_count(at, "decimals", 0);
	question->has_least = px_form_get_limit(at, "least", question, &question->least);
	question->has_most = px_form_get_limit(at, "most", question, &question->most);
	if (question->has_least && question->has_most && question->least > question->most)
		px_form_wrong(px_form_member(at, "most"), _("is below \"least\""));
	if (question->kind == PX_FORM_SCALE && !(question->has_least && question->has_most))
		px_form_wrong(at, _("a scale needs \"least\" and \"most\""));
	question->unit = px_form_get_wording(at, "unit");
	question->least_label = px_form_get_wording(at, "least_label");
	question->most_label = px_form_get_wording(at, "most_label");
}

/* Keys of other kinds of question. */
static void
check_kind(struct px_form_at at, enum px_form_kind kind)
{
	const struct px_form_object *object = NULL;

	for (size_t i = 0; px_form_objects[i]; i++)
		if (strcmp(px_form_objects[i]->name, "question") == 0)
			object = px_form_objects[i];
	for (size_t i = 0; object && i < object->count; i++)
		if (object->keys[i].kinds && !(object->keys[i].kinds & 1U << kind) &&
		    px_json_member(at.node, object->keys[i].name))
			px_form_wrong(px_form_member(at, object->keys[i].name),
				      _("goes with no question of kind %s"),
				      px_form_kind_names[kind]);
}

/* In place of one that is: the question may be hidden, which is all that is known. */
static const struct px_form_condition wrong_condition = { .test = PX_FORM_ALL };

static void
read_question(struct px_form_at at, struct px_form_at root, struct px_form_question *question)
{
	int kind = px_form_get_word(at, "kind", px_form_kind_names, PX_FORM_KIND_COUNT);

	question->label = px_form_get_wording(at, "label");
	question->help = px_form_get_wording(at, "help");
	question->required = px_form_get_truth(at, "required", false);
	question->when = px_form_read_when(at);
	if (!question->when && px_json_member(at.node, "when"))
		question->when = &wrong_condition;
	at.load->form->conditional |= question->when != NULL;
	if (kind < 0)
		return;
	question->kind = (enum px_form_kind)kind;
	check_kind(at, question->kind);
	read_limits(at, question);
	if (question->kind == PX_FORM_SINGLE || question->kind == PX_FORM_MULTIPLE)
		read_options(at, root, question);
	else if (question->kind == PX_FORM_NUMBER || question->kind == PX_FORM_SCALE)
		read_ranges(at, question);
	if (question->option_count > 0 || question->range_count > 0)
		find_points(question);
}

/* Names first: conditions tell a question that comes later from one that does not exist. */
static size_t
count_questions(struct px_form_at sections)
{
	struct px_form_load *load = sections.load;
	size_t total = 0, place = 0;

	for (size_t i = 0; i < px_form_count(sections); i++)
		total += px_form_count(px_form_member(px_form_nth(sections, i), "questions"));
	if (total > PX_FORM_QUESTIONS_LIMIT) {
		px_form_wrong(sections, _("hold %zu questions: at most %d"), total,
			      PX_FORM_QUESTIONS_LIMIT);
		return 0;
	}
	load->questions = px_arena_alloc(load->arena, (total + 1) * sizeof(*load->questions));
	load->broken = px_arena_alloc(load->arena, total + 1);
	for (size_t i = 0; i < px_form_count(sections); i++) {
		struct px_form_at list = px_form_member(px_form_nth(sections, i), "questions");

		for (size_t j = 0; j < px_form_count(list); j++, place++) {
			load->questions[place].name =
				px_form_get_line(px_form_nth(list, j), "name");
			load->questions[place].section = i;
		}
	}
	return total;
}

static void
read_section(struct px_form_at at, struct px_form_at root, struct px_form_section *section)
{
	struct px_form_load *load = at.load;
	struct px_form_at list = px_form_member(at, "questions");
	const char *before[PX_FORM_QUESTIONS_LIMIT];

	section->title = px_form_get_wording(at, "title");
	section->help = px_form_get_wording(at, "help");
	section->first = load->seen;
	section->count = px_form_count(list);
	for (size_t i = 0; i < section->count; i++) {
		struct px_form_question *question = &load->questions[load->seen];

		for (size_t j = 0; j < load->seen; j++)
			before[j] = load->questions[j].name;
		check_twice(px_form_nth(list, i), question->name, before, load->seen);
		read_question(px_form_nth(list, i), root, question);
		load->broken[load->seen++] = is_broken(px_form_nth(list, i));
	}
}

void
px_form_read_questions(struct px_form_at root)
{
	struct px_form_load *load = root.load;
	struct px_form_at sections = px_form_member(root, "sections");
	size_t count = px_form_count(sections);

	if (count > PX_FORM_SECTIONS_LIMIT) {
		px_form_wrong(sections, _("holds %zu sections: at most %d"), count,
			      PX_FORM_SECTIONS_LIMIT);
		return;
	}
	load->form->question_count = count_questions(sections);
	load->form->questions = load->questions;
	load->sections = px_arena_alloc(load->arena, (count + 1) * sizeof(*load->sections));
	load->form->sections = load->sections;
	if (load->form->question_count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		read_section(px_form_nth(sections, i), root, &load->sections[i]);
	load->form->section_count = count;
}
