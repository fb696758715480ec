/* Variants; scores, their items, cuts and bands. */
#include <string.h>

#include "base/i18n.h"
#include "care/form/load.h"

static const char *
next_variant(const void *data, size_t i)
{
	const struct px_form *form = data;

	return i < form->variant_count ? form->variants[i].name : NULL;
}

int
px_form_read_variant(struct px_form_at at)
{
	const struct px_form *form = at.load->form;
	const char *name = px_form_get_line(at, "variant");

	if (!name)
		return -1;
	for (size_t i = 0; i < form->variant_count; i++)
		if (form->variants[i].name && strcmp(form->variants[i].name, name) == 0)
			return (int)i;
	px_form_wrong(px_form_member(at, "variant"), _("no variant is called %s%s"), name,
		      px_form_near(at.load, name, next_variant, form));
	return -1;
}

void
px_form_read_variants(struct px_form_at root)
{
	struct px_form *form = root.load->form;
	struct px_form_at list = px_form_member(root, "variants");
	size_t count = px_form_count(list);
	struct px_form_variant *variants =
		px_arena_alloc(root.load->arena, (count + 1) * sizeof(*variants));

	for (size_t i = 0; i < count; i++) {
		struct px_form_at at = px_form_nth(list, i);

		variants[i].name = px_form_get_line(at, "name");
		variants[i].label = px_form_get_wording(at, "label");
		variants[i].source = px_form_get_wording(at, "source");
		for (size_t j = 0; j < i; j++)
			if (variants[i].name && variants[j].name &&
			    strcmp(variants[i].name, variants[j].name) == 0)
				px_form_wrong(at, _("%s is there twice"), variants[i].name);
	}
	form->variants = variants;
	form->variant_count = count;
}

static const char *
next_question(const void *data, size_t i)
{
	const struct px_form *form = data;

	return i < form->question_count ? form->questions[i].name : NULL;
}

static bool
read_item(struct px_form_at at, struct px_form_item *item)
{
	const struct px_form *form = at.load->form;
	bool bare = at.node->type == PX_JSON_STRING;
	const char *name = bare ? at.node->string : px_form_get_line(at, "question");

	*item = (struct px_form_item){ 0, px_form_get_count(at, "weight", 1),
				       px_form_get_truth(at, "reverse", false) };
	if (!name)
		return false;
	for (; item->question < form->question_count; item->question++) {
		const struct px_form_question *question = &form->questions[item->question];

		if (!question->name || strcmp(question->name, name) != 0)
			continue;
		if (!question->scored && !at.load->broken[item->question])
			px_form_wrong(at,
				      _("%s brings no points: give its options points, or its "
					"values ranges, or leave it out"),
				      name);
		return question->scored || at.load->broken[item->question];
	}
	px_form_wrong(at, _("no question is called %s%s"), name,
		      px_form_near(at.load, name, next_question, form));
	return false;
}

/* Those that are named; or every question that options or ranges give points, and every scale. */
static void
read_items(struct px_form_at at, struct px_form_score *score)
{
	const struct px_form *form = at.load->form;
	struct px_form_at list = px_form_member(at, "items");
	size_t count = list.node ? px_form_count(list) : form->question_count;
	struct px_form_item *items = px_arena_alloc(at.load->arena, (count + 1) * sizeof(*items));

	if (count > PX_FORM_QUESTIONS_LIMIT) {
		px_form_wrong(list, _("holds %zu items: at most %d"), count,
			      PX_FORM_QUESTIONS_LIMIT);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const struct px_form_question *question;

		if (list.node) {
			score->item_count +=
				read_item(px_form_nth(list, i), &items[score->item_count]);
			continue;
		}
		question = &form->questions[i];
		if ((question->scored || at.load->broken[i]) &&
		    (question->kind != PX_FORM_NUMBER || question->range_count > 0))
			items[score->item_count++] = (struct px_form_item){ i, 1, false };
	}
	score->items = items;
	if (score->item_count == 0 && !list.node)
		px_form_wrong(at, _("adds nothing: no question brings points"));
	for (size_t i = 0; i < score->item_count; i++)
		for (size_t j = 0; j < i; j++)
			if (items[i].question == items[j].question)
				px_form_wrong(list, _("%s is there twice"),
					      form->questions[items[i].question].name);
}

static void
read_missing(struct px_form_at at, struct px_form_score *score)
{
	const struct px_form *form = at.load->form;
	int missing = px_form_get_word(at, "missing", px_form_missing_names, PX_FORM_MISSING_COUNT);

	score->missing = missing < 0 ? PX_FORM_REFUSE : (enum px_form_missing)missing;
	score->missing_most = (size_t)px_form_get_count(at, "missing_most", 0);
	if (score->missing == PX_FORM_PRORATE && score->missing_most == 0)
		px_form_wrong(at, _("prorates: add \"missing_most\", how many answers may be "
				    "missing"));
	if (score->missing == PX_FORM_REFUSE && score->missing_most > 0)
		px_form_wrong(px_form_member(at, "missing_most"),
			      _("goes with \"missing\": \"prorate\" or \"ignore\""));
	for (size_t i = 0; score->missing == PX_FORM_REFUSE && i < score->item_count; i++) {
		const struct px_form_question *question =
			&form->questions[score->items[i].question];

		if (!question->required && !at.load->broken[score->items[i].question])
			px_form_warn(at,
				     _("refuses missing answers, and %s is not required: say "
				       "\"required\": true, or another \"missing\""),
				     question->name);
	}
}

/* What an item may bring, least and most; nothing too, where it may be hidden or left out. */
static void
item_span(const struct px_form_score *score, const struct px_form_question *question,
	  const struct px_form_item *item, int64_t *least, int64_t *most)
{
	int64_t a = question->points_least * item->weight;
	int64_t b = question->points_most * item->weight;

	*least = a < b ? a : b;
	*most = a < b ? b : a;
	if (!score->mean && (question->when || score->missing == PX_FORM_IGNORE)) {
		*least = *least < 0 ? *least : 0;
		*most = *most > 0 ? *most : 0;
	}
}

/* The possible scores: of a mean, those of one item. */
static void
find_span(const struct px_form *form, struct px_form_score *score)
{
	int64_t least = 0, most = 0;

	for (size_t i = 0; i < score->item_count; i++) {
		int64_t low, high;

		item_span(score, &form->questions[score->items[i].question], &score->items[i], &low,
			  &high);
		if (!score->mean) {
			least += low;
			most += high;
			continue;
		}
		low /= score->items[i].weight ? score->items[i].weight : 1;
		high /= score->items[i].weight ? score->items[i].weight : 1;
		least = i == 0 || low < least ? low : least;
		most = i == 0 || high > most ? high : most;
	}
	score->least = score->start + least;
	score->most = score->start + most;
}

/* Another band of this name, in what was read of the score so far, that says what it means. */
static const struct px_form_band *
find_labelled(const struct px_form_score *score, const struct px_form_band *own, size_t count,
	      const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (own[i].name && own[i].label.fr && strcmp(own[i].name, name) == 0)
			return &own[i];
	for (size_t i = 0; i < score->cut_count; i++)
		for (size_t j = 0; j < score->cuts[i].count; j++) {
			const struct px_form_band *band = &score->cuts[i].bands[j];

			if (band->name && band->label.fr && strcmp(band->name, name) == 0)
				return band;
		}
	return NULL;
}

static void
share_words(struct px_form_at at, const struct px_form_band *other, struct px_form_band *band)
{
	bool toned = px_json_member(at.node, "tone") != NULL;

	if (!other) {
		px_form_wrong(at, _("has no \"label\": what does %s mean?"), band->name);
		return;
	}
	band->label = other->label;
	if (!band->advice.fr)
		band->advice = other->advice;
	if (!toned)
		band->tone = other->tone;
}

static void
read_band(struct px_form_at at, const struct px_form_score *score, struct px_form_band *own,
	  size_t count)
{
	struct px_form_band *band = &own[count];
	int decimals = at.load->form->decimals;
	int tone = px_form_get_word(at, "tone", px_form_tone_names, PX_FORM_TONE_COUNT);

	*band = (struct px_form_band){
		.name = px_form_get_line(at, "name"),
		.label = px_form_get_wording(at, "label"),
		.advice = px_form_get_wording(at, "advice"),
		.tone = tone < 0 ? PX_FORM_PLAIN : (enum px_form_tone)tone,
		.from = score->least,
		.to = score->most,
	};
	band->open_from =
		!px_form_get_figure(at, "from", decimals, PX_FORM_NUMBER_LIMIT, &band->from);
	band->open_to = !px_form_get_figure(at, "to", decimals, PX_FORM_NUMBER_LIMIT, &band->to);
	if (band->name && !band->label.fr && !px_json_member(at.node, "label"))
		share_words(at, find_labelled(score, own, count, band->name), band);
}

/* sure: the possible scores are known. */
static void
read_bands(struct px_form_at list, const struct px_form_score *score, bool sure,
	   struct px_form_cut *cut)
{
	size_t count = px_form_count(list);
	struct px_form_band *bands = px_arena_alloc(list.load->arena, (count + 1) * sizeof(*bands));
	struct px_form_tile *tiles = px_arena_alloc(list.load->arena, (count + 1) * sizeof(*tiles));

	for (size_t i = 0; i < count; i++) {
		struct px_form_at at = px_form_nth(list, i);

		read_band(at, score, bands, i);
		for (size_t j = 0; j < i; j++)
			if (bands[i].name && bands[j].name &&
			    strcmp(bands[i].name, bands[j].name) == 0)
				px_form_wrong(at, _("%s is there twice"), bands[i].name);
		tiles[i] = (struct px_form_tile){ bands[i].from, bands[i].to, NULL, -1, at };
	}
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j > 0 && bands[j - 1].from > bands[j].from; j--) {
			struct px_form_band other = bands[j];

			bands[j] = bands[j - 1];
			bands[j - 1] = other;
		}
	cut->bands = bands;
	cut->count = count;
	if (!sure || px_form_is_wrong(list))
		return;
	px_form_tile(&(struct px_form_tiling){ list.load->form, tiles, count, score->least,
					       score->most, list.load->form->decimals, list,
					       false });
}

/* The score's own bands come last: whatever the answers, they hold. */
static void
read_cuts(struct px_form_at at, struct px_form_score *score, bool sure)
{
	struct px_form_at list = px_form_member(at, "cuts"), bands = px_form_member(at, "bands");
	size_t count = px_form_count(list);
	struct px_form_cut *cuts = px_arena_alloc(at.load->arena, (count + 2) * sizeof(*cuts));
	struct px_form_tile *tiles = px_arena_alloc(at.load->arena, (count + 2) * sizeof(*tiles));
	struct px_form_cut own = { .variant = -1 };

	score->cuts = cuts;
	if (bands.node) {
		/* Read first, since cuts share the words of its bands. */
		read_bands(bands, score, sure, &own);
		cuts[score->cut_count++] = own;
	}
	for (size_t i = 0; i < count; i++) {
		struct px_form_at cut = px_form_nth(list, i);
		struct px_form_cut *out = &cuts[score->cut_count];

		read_bands(px_form_member(cut, "bands"), score, sure, out);
		out->when = px_form_read_when(cut);
		out->variant = px_form_read_variant(cut);
		tiles[i] = (struct px_form_tile){ 0, 0, out->when, out->variant, cut };
		score->cut_count++;
	}
	if (bands.node) {
		memmove(cuts, cuts + 1, count * sizeof(*cuts));
		cuts[count] = own;
		tiles[count] = (struct px_form_tile){ 0, 0, NULL, -1, bands };
	}
	if (px_form_is_wrong(list))
		return;
	px_form_tile(&(struct px_form_tiling){ at.load->form, tiles, score->cut_count, 0, 0, 0,
					       bands.node ? bands : list, true });
}

/* Is nothing wrong of what the possible scores are computed from? */
static bool
is_sure(struct px_form_at at, const struct px_form_score *score)
{
	for (size_t i = 0; i < score->item_count; i++)
		if (at.load->broken[score->items[i].question])
			return false;
	return !px_form_is_wrong(px_form_member(at, "items")) &&
	       !px_form_is_wrong(px_form_member(at, "start"));
}

static void
read_score(struct px_form_at at, struct px_form_score *score)
{
	const struct px_form *form = at.load->form;

	if (at.node->type != PX_JSON_OBJECT)
		return;
	score->name = px_form_get_line(at, "name");
	score->label = px_form_get_wording(at, "label");
	score->mean = px_form_get_truth(at, "mean", false);
	px_form_get_figure(at, "start", form->decimals, PX_FORM_POINTS_LIMIT, &score->start);
	read_items(at, score);
	read_missing(at, score);
	if (score->mean && score->start != 0)
		px_form_wrong(px_form_member(at, "start"), _("a mean begins with nothing"));
	for (size_t i = 0; score->mean && i < score->item_count; i++)
		if (score->items[i].weight <= 0)
			px_form_wrong(at, _("a mean needs weights of 1 at least"));
	find_span(form, score);
	read_cuts(at, score, is_sure(at, score));
}

void
px_form_read_scores(struct px_form_at root)
{
	struct px_form_load *load = root.load;
	struct px_form_at list = px_form_member(root, "scores");
	size_t count = px_form_count(list);

	if (count > PX_FORM_SCORES_LIMIT) {
		px_form_wrong(list, _("holds %zu scores: at most %d"), count, PX_FORM_SCORES_LIMIT);
		return;
	}
	load->scores = px_arena_alloc(load->arena, (count + 1) * sizeof(*load->scores));
	for (size_t i = 0; i < count; i++) {
		struct px_form_at at = px_form_nth(list, i);

		read_score(at, &load->scores[i]);
		for (size_t j = 0; j < i; j++)
			if (load->scores[i].name && load->scores[j].name &&
			    strcmp(load->scores[i].name, load->scores[j].name) == 0)
				px_form_wrong(at, _("%s is there twice"), load->scores[i].name);
	}
	load->form->scores = load->scores;
	load->form->score_count = count;
}
