/* Do ranges and bands cover what is possible, once? */
#include <string.h>

#include "base/i18n.h"
#include "base/ratio.h"
#include "care/form/load.h"

/* A value of the unit, as the file writes it. */
static const char *
figure(const struct px_form_tiling *tiling, int64_t value)
{
	struct px_buf text = PX_BUF_INIT;
	int64_t unit = 1;
	const char *copy;

	for (int i = 0; i < tiling->decimals; i++)
		unit *= 10;
	px_ratio_short(px_ratio_make(value, unit), tiling->decimals, &text);
	copy = px_arena_strdup(tiling->at.load->arena, text.data);
	px_buf_release(&text);
	return copy;
}

static void
say_hole(const struct px_form_tiling *tiling, struct px_form_at at, int64_t from, int64_t to)
{
	if (from == to)
		px_form_wrong(at, _("%s falls in a hole: cover it"), figure(tiling, from));
	else
		px_form_wrong(at, _("%s to %s fall in a hole: cover them"), figure(tiling, from),
			      figure(tiling, to));
}

static bool
is_one_set(const struct px_form_tile *a, const struct px_form_tile *b)
{
	return a->variant == b->variant && px_form_condition_same(a->when, b->when);
}

/* The tiles of the first tile's set, by where they begin, taken out of the others. */
static size_t
take_set(struct px_form_tiling *tiling, struct px_form_tile *set)
{
	size_t count = 0, left = 0;
	struct px_form_tile first = tiling->items[0];

	for (size_t i = 0; i < tiling->count; i++) {
		size_t place = count;

		if (!is_one_set(&first, &tiling->items[i])) {
			tiling->items[left++] = tiling->items[i];
			continue;
		}
		for (; place > 0 && set[place - 1].from > tiling->items[i].from; place--)
			set[place] = set[place - 1];
		set[place] = tiling->items[i];
		count++;
	}
	tiling->count = left;
	return count;
}

/* One set: in order, no value twice, none left out (whole: of those of a variant some may be, the usual
 * ones hold there). */
static void
check_set(const struct px_form_tiling *tiling, const struct px_form_tile *set, size_t count,
	  bool whole)
{
	int64_t next = tiling->least;

	for (size_t i = 0; i < count; i++) {
		if (set[i].from > set[i].to) {
			px_form_wrong(set[i].at, _("begins at %s, after its end at %s"),
				      figure(tiling, set[i].from), figure(tiling, set[i].to));
			return;
		}
		if (set[i].from < tiling->least || set[i].to > tiling->most)
			px_form_warn(set[i].at, _("goes past what is possible: %s to %s"),
				     figure(tiling, tiling->least), figure(tiling, tiling->most));
		if (i > 0 && set[i].from < next)
			px_form_wrong(set[i].at,
				      _("begins at %s, inside the one before, which ends "
					"at %s"),
				      figure(tiling, set[i].from), figure(tiling, next - 1));
		else if (whole && set[i].from > next)
			say_hole(tiling, set[i].at, next, set[i].from - 1);
		if (set[i].to >= next)
			next = set[i].to + 1;
	}
	if (whole && next <= tiling->most)
		say_hole(tiling, set[count - 1].at, next, tiling->most);
}

/* Which options of a single question a set counts for. */
struct cover {
	size_t question;
	uint64_t options;
	bool always, elsewhere; /* without condition; by a condition that is no `is` */
};

static void
add_option(struct cover *cover, const struct px_form_condition *when)
{
	if (cover->options && cover->question != when->question)
		cover->elsewhere = true;
	cover->question = when->question;
	cover->options |= UINT64_C(1) << when->value;
}

static void
add_cover(const struct px_form *form, struct cover *cover, const struct px_form_condition *when)
{
	bool single = when && (when->test == PX_FORM_IS) &&
		      form->questions[when->question].kind == PX_FORM_SINGLE;

	if (!when) {
		cover->always = true;
	} else if (single) {
		add_option(cover, when);
	} else if (when->test == PX_FORM_ANY) {
		for (size_t i = 0; i < when->part_count; i++)
			add_cover(form, cover, &when->parts[i]);
	} else {
		cover->elsewhere = true;
	}
}

static void
check_cover(const struct px_form_tiling *tiling, const struct cover *cover)
{
	const struct px_form_question *question = &tiling->form->questions[cover->question];

	if (cover->always)
		return;
	for (size_t i = 0; cover->options && !cover->elsewhere && i < question->option_count; i++)
		if (!(cover->options >> i & 1)) {
			px_form_wrong(tiling->at,
				      _("none counts when %s is %s: add some, or some without "
					"\"when\""),
				      question->name, question->options[i].value);
			return;
		}
	if (!cover->options || cover->elsewhere)
		px_form_wrong(tiling->at, _("each has a condition: which one counts when none of "
					    "them holds? add some without \"when\""));
}

/* A condition that is wrong, or about a question that is, was said to be: where its tile belongs is not
 * known. */
static bool
is_sure(const struct px_form_tiling *tiling)
{
	for (size_t i = 0; i < tiling->count; i++) {
		const struct px_json_node *node = tiling->items[i].at.node;

		if (!tiling->items[i].when && px_json_member(node, "when"))
			return false;
	}
	return true;
}

void
px_form_tile(struct px_form_tiling *tiling)
{
	struct cover cover = { 0, 0, false, false };
	struct px_form_tile *set;
	bool usual = false;

	if (tiling->count == 0 || !is_sure(tiling))
		return;
	set = px_arena_alloc(tiling->at.load->arena, tiling->count * sizeof(*set));
	while (tiling->count > 0) {
		size_t count = take_set(tiling, set);

		if (!tiling->cases)
			check_set(tiling, set, count, set->variant < 0);
		else if (count > 1)
			px_form_wrong(set[1].at, _("has the condition of the one before it, and "
						   "never counts"));
		if (set->variant < 0) {
			add_cover(tiling->form, &cover, set->when);
			usual = true;
		}
	}
	if (usual)
		check_cover(tiling, &cover);
	else
		px_form_wrong(tiling->at, _("each is of a variant: what counts without one?"));
}
