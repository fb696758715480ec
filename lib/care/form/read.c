/* A form out of its file. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "care/form/load.h"

const char *
px_form_in(struct px_form_text text, const char *lang)
{
	bool french = strcmp(lang, "fr") == 0;
	const char *first = french ? text.fr : text.en;

	return first ? first : french ? text.en : text.fr;
}

static int
compare_faults(const void *a, const void *b)
{
	const struct px_form_fault *one = a, *other = b;

	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return strcmp(one->path, other->path);
}

static void
count_condition(struct px_form_load *load, const struct px_form_condition *condition)
{
	if (!condition)
		return;
	if (condition->part_count == 0)
		load->questions[condition->question].counted = true;
	for (size_t i = 0; i < condition->part_count; i++)
		count_condition(load, &condition->parts[i]);
}

/* The questions that a score adds, and those that choose what these bring. */
static void
find_counted(struct px_form_load *load)
{
	for (size_t i = 0; i < load->form->score_count; i++) {
		const struct px_form_score *score = &load->scores[i];

		for (size_t j = 0; j < score->item_count; j++)
			load->questions[score->items[j].question].counted = true;
	}
	for (size_t i = 0; i < load->form->question_count; i++)
		for (size_t j = 0; load->questions[i].counted && j < load->questions[i].range_count;
		     j++)
			count_condition(load, load->questions[i].ranges[j].when);
}

static bool
uses_variant(const struct px_form *form, int variant)
{
	bool used = false;

	for (size_t i = 0; i < form->question_count; i++)
		for (size_t j = 0; j < form->questions[i].range_count; j++)
			used = used || form->questions[i].ranges[j].variant == variant;
	for (size_t i = 0; i < form->score_count; i++)
		for (size_t j = 0; j < form->scores[i].cut_count; j++)
			used = used || form->scores[i].cuts[j].variant == variant;
	return used;
}

static bool
uses_choice(struct px_form_at root, const char *name)
{
	struct px_form_at sections = px_form_member(root, "sections");

	for (size_t i = 0; i < px_form_count(sections); i++) {
		struct px_form_at list = px_form_member(px_form_nth(sections, i), "questions");

		for (size_t j = 0; j < px_form_count(list); j++) {
			const char *options = px_form_get_line(px_form_nth(list, j), "options");

			if (options && strcmp(options, name) == 0)
				return true;
		}
	}
	return false;
}

/* What is declared and never used is nearly always a name typed otherwise elsewhere. */
static void
check_used(struct px_form_at root)
{
	struct px_form_at variants = px_form_member(root, "variants");
	struct px_form_at choices = px_form_member(root, "choices");

	for (size_t i = 0; i < px_form_count(variants); i++)
		if (!uses_variant(root.load->form, (int)i))
			px_form_warn(px_form_nth(variants, i), _("nothing depends on it"));
	for (size_t i = 0; i < px_form_count(choices); i++) {
		struct px_form_at choice = px_form_nth(choices, i);
		const char *name = px_form_get_line(choice, "name");

		if (name && !uses_choice(root, name))
			px_form_warn(choice, _("no question has these options"));
	}
}

static void
check_root(struct px_form_at root)
{
	struct px_form *form = root.load->form;

	if (!form->source.fr && !px_json_member(root.node, "source"))
		px_form_warn(root, _("has no \"source\": who made it, when, under what terms?"));
	if (form->section_count > 0 && form->question_count == 0)
		px_form_wrong(root, _("asks nothing: add questions"));
}

static void
read_form(struct px_form_at root, struct px_form *form)
{
	form->name = px_form_get_line(root, "name");
	form->version = px_form_get_line(root, "version");
	form->title = px_form_get_wording(root, "title");
	form->description = px_form_get_wording(root, "description");
	form->source = px_form_get_wording(root, "source");
	form->thanks = px_form_get_wording(root, "thanks");
	form->url = px_form_get_line(root, "url");
	form->anonymous = px_form_get_truth(root, "anonymous", true);
	form->decimals = (int)px_form_get_count(root, "decimals", 0);
	if (form->decimals < 0 || form->decimals > 4)
		form->decimals = 0;
	px_form_read_variants(root);
	px_form_read_questions(root);
	px_form_read_scores(root);
	check_root(root);
	check_used(root);
}

static const struct px_form *
lint(struct px_form_faults *faults, const struct px_json_node *node, const char *bytes,
     size_t length)
{
	struct px_json_path path = { NULL, NULL, 0, node->line };
	struct px_form *form = px_arena_alloc(faults->arena, sizeof(*form));
	struct px_form_load load = { .arena = faults->arena, .faults = faults, .form = form };
	struct px_form_at root = { &load, node, &path };
	char digest[PX_HASH_SIZE];

	px_form_shape(root, px_form_objects[0]);
	if (node->type == PX_JSON_OBJECT)
		read_form(root, form);
	if (faults->count > 0)
		qsort(faults->items, faults->count, sizeof(*faults->items), compare_faults);
	if (faults->errors > 0)
		return NULL;
	px_hash(bytes, length, digest);
	form->digest = px_arena_strdup(faults->arena, digest);
	form->text = px_arena_strndup(faults->arena, bytes, length);
	form->text_length = length;
	find_counted(&load);
	form->index = px_form_index_new(faults->arena, form);
	return form;
}

static void
add_syntax(struct px_form_faults *faults, long line, const char *message)
{
	faults->items = px_arena_alloc(faults->arena, sizeof(*faults->items));
	faults->items[0] = (struct px_form_fault){
		.line = line, .path = "", .message = px_arena_strdup(faults->arena, message)
	};
	faults->count = faults->errors = faults->capacity = 1;
}

const struct px_form *
px_form_lint(const char *bytes, size_t length, struct px_form_faults *faults)
{
	struct px_err err = PX_ERR_INIT;
	const struct px_json_node *node;
	char *message;
	long line;

	if (length > PX_FORM_FILE_LIMIT) {
		add_syntax(faults, 1, _("too long: at most 1 MiB"));
		return NULL;
	}
	/* Named "", its message begins with ":LINE:COLUMN:". */
	node = px_json_parse(faults->arena, bytes, length, "", &err);
	if (node)
		return lint(faults, node, bytes, length);
	message = err.message + (*err.message == ':');
	line = strtol(message, &message, 10);
	add_syntax(faults, line, message + (*message == ':'));
	return NULL;
}

static int
say_first(const char *name, const struct px_form_faults *faults, struct px_err *err)
{
	const struct px_form_fault *fault = faults->items;
	const char *first;

	while (fault->warning)
		fault++;
	first = px_arena_printf(faults->arena, *fault->path ? "%s:%ld: %s: %s" : "%s:%ld: %s%s",
				name, fault->line, fault->path, fault->message);
	if (faults->errors == 1)
		return px_err_set(err, PX_FAILED, "%s", first);
	return px_err_set(err, PX_FAILED,
			  px_trn("%s (and %zu fault more: plexus-form lint says it)",
				 "%s (and %zu faults more: plexus-form lint says them)",
				 faults->errors - 1),
			  first, faults->errors - 1);
}

const struct px_form *
px_form_parse(struct px_arena *arena, const char *bytes, size_t length, const char *name,
	      struct px_err *err)
{
	struct px_form_faults faults = { .arena = arena };
	const struct px_form *form = px_form_lint(bytes, length, &faults);

	if (!form)
		say_first(name, &faults, err);
	return form;
}

const struct px_form *
px_form_read(struct px_arena *arena, const char *path, struct px_err *err)
{
	struct px_buf bytes = PX_BUF_INIT;
	const struct px_form *form = NULL;

	if (px_buf_read_file(&bytes, path, PX_FORM_FILE_LIMIT, err) == 0)
		form = px_form_parse(arena, bytes.data, bytes.length, path, err);
	px_buf_release(&bytes);
	return form;
}

/* One number between dots, and what is after it. */
static long
take_number(const char **text)
{
	char *end;
	long number = strtol(*text, &end, 10);

	if (end == *text)
		end += strlen(end);
	*text = end + (*end == '.');
	return number;
}

int
px_form_version_compare(const char *a, const char *b)
{
	while (*a || *b) {
		long one = *a ? take_number(&a) : 0, other = *b ? take_number(&b) : 0;

		if (one != other)
			return one < other ? -1 : 1;
	}
	return 0;
}
