/* Faults and their places; values out of nodes. */
#include "care/form/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"

enum { FAULTS_LIMIT = 1000 };

/* Options that are shared are read once a question. */
static bool
is_said(const struct px_form_faults *faults, const struct px_form_fault *fault)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].line == fault->line &&
		    strcmp(faults->items[i].path, fault->path) == 0 &&
		    strcmp(faults->items[i].message, fault->message) == 0)
			return true;
	return false;
}

static void
add(struct px_form_at at, bool warning, const char *format, va_list args)
{
	struct px_form_faults *faults = at.load->faults;
	struct px_buf path = PX_BUF_INIT;
	struct px_form_fault fault = { .warning = warning, .line = at.path->line };

	if (faults->count >= FAULTS_LIMIT)
		return;
	px_json_path_add(at.path, &path);
	fault.path = px_text_tame(px_arena_strdup(faults->arena, path.data));
	fault.message = px_text_tame(px_arena_vprintf(faults->arena, format, args));
	px_buf_release(&path);
	if (is_said(faults, &fault))
		return;
	if (faults->count == faults->capacity) {
		size_t capacity = faults->capacity ? 2 * faults->capacity : 8;
		struct px_form_fault *items =
			px_arena_alloc(faults->arena, capacity * sizeof(*items));

		if (faults->count > 0)
			memcpy(items, faults->items, faults->count * sizeof(*items));
		faults->items = items;
		faults->capacity = capacity;
	}
	faults->items[faults->count++] = fault;
	faults->errors += !warning;
}

void
px_form_wrong(struct px_form_at at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(at, false, format, args);
	va_end(args);
}

void
px_form_warn(struct px_form_at at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(at, true, format, args);
	va_end(args);
}

/* after: the bytes that may follow the place's path in that of the error. */
static bool
find_error(struct px_form_at at, const char *after)
{
	const struct px_form_faults *faults = at.load->faults;
	struct px_buf path = PX_BUF_INIT;
	bool found = false;

	if (faults->errors == 0)
		return false;
	px_json_path_add(at.path, &path);
	for (size_t i = 0; i < faults->count && !found; i++) {
		const struct px_form_fault *fault = &faults->items[i];

		/* strchr finds the NUL that ends the very path, too. */
		found = !fault->warning && strncmp(fault->path, path.data, path.length) == 0 &&
			strchr(after, fault->path[path.length]);
	}
	px_buf_release(&path);
	return found;
}

bool
px_form_is_wrong_itself(struct px_form_at at)
{
	return find_error(at, "");
}

bool
px_form_is_wrong(struct px_form_at at)
{
	return find_error(at, ".[");
}

static struct px_form_at
below(struct px_form_at at, const struct px_json_node *node, const char *key, size_t i)
{
	struct px_json_path *path = px_arena_alloc(at.load->arena, sizeof(*path));

	*path = px_json_below(at.path, node, key, i);
	return (struct px_form_at){ at.load, node, path };
}

struct px_form_at
px_form_member(struct px_form_at at, const char *key)
{
	return below(at, at.node ? px_json_member(at.node, key) : NULL, key, 0);
}

struct px_form_at
px_form_nth(struct px_form_at at, size_t i)
{
	return below(at, &at.node->items[i], NULL, i);
}

size_t
px_form_count(struct px_form_at at)
{
	return at.node && at.node->type == PX_JSON_ARRAY ? at.node->count : 0;
}

static const struct px_json_node *
member_of(struct px_form_at at, const char *key, enum px_json_type type)
{
	const struct px_json_node *node = at.node ? px_json_member(at.node, key) : NULL;

	return node && node->type == type ? node : NULL;
}

const char *
px_form_get_line(struct px_form_at at, const char *key)
{
	const struct px_json_node *node = member_of(at, key, PX_JSON_STRING);

	return node ? node->string : NULL;
}

struct px_form_text
px_form_get_wording(struct px_form_at at, const char *key)
{
	const struct px_json_node *node = at.node ? px_json_member(at.node, key) : NULL;
	struct px_form_at wording = { at.load, node, at.path };

	if (node && node->type == PX_JSON_STRING)
		return (struct px_form_text){ node->string, NULL };
	return (struct px_form_text){ px_form_get_line(wording, "fr"),
				      px_form_get_line(wording, "en") };
}

bool
px_form_get_truth(struct px_form_at at, const char *key, bool fallback)
{
	const struct px_json_node *node = member_of(at, key, PX_JSON_BOOL);

	return node ? node->integer != 0 : fallback;
}

int64_t
px_form_get_count(struct px_form_at at, const char *key, int64_t fallback)
{
	const struct px_json_node *node = member_of(at, key, PX_JSON_INTEGER);

	return node ? node->integer : fallback;
}

int
px_form_get_word(struct px_form_at at, const char *key, const char *const *words, size_t count)
{
	const char *word = px_form_get_line(at, key);

	for (size_t i = 0; word && i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

static int64_t
power_of_ten(int decimals)
{
	int64_t power = 1;

	/* More than a form may have is said where it is read. */
	while (decimals-- > 0 && power <= PX_FORM_POINTS_LIMIT)
		power *= 10;
	return power;
}

bool
px_form_figure(struct px_form_at at, int decimals, int64_t limit, int64_t *out)
{
	int64_t unit = power_of_ten(decimals);
	struct px_ratio ratio;

	if (!at.node || (at.node->type != PX_JSON_INTEGER && at.node->type != PX_JSON_REAL))
		return false;
	if (px_ratio_parse(at.node->string, decimals, &ratio) != 0) {
		px_form_wrong(at,
			      decimals ? _("%s is not a number of at most %d decimals, written out")
				       : _("%s is not a whole number (the key \"decimals\" says "
					   "otherwise)"),
			      at.node->string, decimals);
		return false;
	}
	if (px_ratio_integer(px_ratio_mul(ratio, px_ratio_whole(unit)), out) != 0 || *out > limit ||
	    *out < -limit) {
		px_form_wrong(at, _("%s is too large: at most %lld"), at.node->string,
			      (long long)(limit / unit));
		return false;
	}
	return true;
}

bool
px_form_get_figure(struct px_form_at at, const char *key, int decimals, int64_t limit, int64_t *out)
{
	return px_form_figure(px_form_member(at, key), decimals, limit, out);
}

bool
px_form_get_limit(struct px_form_at at, const char *key, const struct px_form_question *question,
		  int64_t *out)
{
	struct px_form_at limit = px_form_member(at, key);
	struct px_date date;

	if (!limit.node)
		return false;
	if (question->kind != PX_FORM_DATE) {
		if (limit.node->type == PX_JSON_STRING)
			px_form_wrong(limit, _("is of type %s: a number expected"),
				      px_json_type_name(limit.node->type));
		return px_form_figure(limit, question->decimals, PX_FORM_NUMBER_LIMIT, out);
	}
	if (limit.node->type != PX_JSON_STRING || px_date_parse(limit.node->string, &date) != 0) {
		px_form_wrong(limit, _("%s is not a day: write \"2025-12-24\""),
			      limit.node->string ? limit.node->string : "");
		return false;
	}
	*out = px_date_days(date);
	return true;
}

const char *
px_form_near(struct px_form_load *load, const char *word,
	     const char *(*next)(const void *data, size_t i), const void *data)
{
	const char *near = px_text_nearest(word, next, data);

	return near ? px_arena_printf(load->arena, _(": did you mean %s?"), near) : "";
}
