#include "care/form/keys.h"

#include "base/i18n.h"

const char px_form_comment[] = "comment";

const char *const px_form_kind_names[PX_FORM_KIND_COUNT] = {
	[PX_FORM_SINGLE] = "single", [PX_FORM_MULTIPLE] = "multiple", [PX_FORM_NUMBER] = "number",
	[PX_FORM_DATE] = "date",     [PX_FORM_TEXT] = "text",         [PX_FORM_SCALE] = "scale",
};

const char *const px_form_tone_names[PX_FORM_TONE_COUNT] = {
	[PX_FORM_PLAIN] = "plain",
	[PX_FORM_GOOD] = "good",
	[PX_FORM_WATCH] = "watch",
	[PX_FORM_ALERT] = "alert",
};

const char *const px_form_missing_names[PX_FORM_MISSING_COUNT] = {
	[PX_FORM_REFUSE] = "refuse",
	[PX_FORM_IGNORE] = "ignore",
	[PX_FORM_PRORATE] = "prorate",
};

enum {
	CHOSEN = 1 << PX_FORM_SINGLE | 1 << PX_FORM_MULTIPLE,
	MEASURED = 1 << PX_FORM_NUMBER | 1 << PX_FORM_SCALE,
	LIMITED = MEASURED | 1 << PX_FORM_DATE,
};

#define OBJECT(name, keys, help)                                                                   \
	{                                                                                          \
		name, help, keys, PX_COUNT(keys)                                                   \
	}

static const struct px_form_object condition;
static const struct px_form_key condition_keys[] = {
	{ "question", PX_FORM_A_NAME, false,
	  N_("an earlier question, about whose answer one or more of the next keys say "
	     "something") },
	{ "is", PX_FORM_SOME_VALUES, false,
	  N_("its answer is this option, number or day, or one of a list of them") },
	{ "contains", PX_FORM_SOME_VALUES, false,
	  N_("this option, or one of a list, is among those chosen") },
	{ "at_least", PX_FORM_A_LIMIT, false, N_("its number or day is this one, or more") },
	{ "at_most", PX_FORM_A_LIMIT, false, N_("its number or day is this one, or less") },
	{ "answered", PX_FORM_A_TRUTH, false, N_("it is answered, or (false) it is not") },
	{ "any", PX_FORM_A_LIST, false, N_("in place of question: one of these conditions holds"),
	  &condition },
	{ "all", PX_FORM_A_LIST, false, N_("in place of question: all of these conditions hold"),
	  &condition },
	{ "not", PX_FORM_A_THING, false, N_("in place of question: this condition does not hold"),
	  &condition },
};
static const struct px_form_object condition =
	OBJECT("condition", condition_keys,
	       N_("what must be so of earlier answers; of a question that nobody answered nothing "
		  "is so"));

static const struct px_form_key option_keys[] = {
	{ "value", PX_FORM_A_VALUE, true, N_("what answers hold: yes") },
	{ "label", PX_FORM_A_WORDING, true, N_("what people read") },
	{ "points", PX_FORM_A_FIGURE, false, N_("what it brings to the scores") },
	{ "alone", PX_FORM_A_TRUTH, false,
	  N_("of a multiple question: chosen with no other (none of these)") },
};
static const struct px_form_object option =
	OBJECT("option", option_keys, N_("one of the answers to choose from"));

static const struct px_form_key choice_keys[] = {
	{ "name", PX_FORM_A_SLUG, true, N_("what questions call it in their options") },
	{ "options", PX_FORM_A_LIST, true, N_("the options"), &option },
};
static const struct px_form_object choice =
	OBJECT("choice", choice_keys, N_("options that several questions share"));

static const struct px_form_key range_keys[] = {
	{ "from", PX_FORM_A_FIGURE, false, N_("the least value; the question's when absent") },
	{ "to", PX_FORM_A_FIGURE, false,
	  N_("the greatest value, itself in the range; the question's when absent") },
	{ "points", PX_FORM_A_FIGURE, true, N_("what a value of this range brings") },
	{ "when", PX_FORM_A_THING, false, N_("it counts only then: waist by sex"), &condition },
	{ "variant", PX_FORM_A_SLUG, false,
	  N_("it counts only in this variant, before the others") },
};
static const struct px_form_object range =
	OBJECT("range", range_keys, N_("what the values of a number or a scale bring"));

static const struct px_form_key question_keys[] = {
	{ "name", PX_FORM_A_NAME, true, N_("what answers, conditions and scores call it") },
	{ "kind", PX_FORM_A_WORD, true, N_("what is answered"), .words = px_form_kind_names,
	  .word_count = PX_FORM_KIND_COUNT },
	{ "label", PX_FORM_A_WORDING, true, N_("the question, as people read it") },
	{ "help", PX_FORM_A_WORDING, false, N_("a word more, below it") },
	{ "required", PX_FORM_A_TRUTH, false, N_("it must be answered when it is shown") },
	{ "when", PX_FORM_A_THING, false, N_("it is shown, and counts, only then"), &condition },
	{ "options", PX_FORM_SOME_OPTIONS, false,
	  N_("of single and multiple: the answers to choose from, or the name of a choice"),
	  &option, .kinds = CHOSEN },
	{ "points", PX_FORM_SOME_POINTS, false,
	  N_("what each option brings here, by its value: for options that are shared"),
	  .kinds = CHOSEN },
	{ "least", PX_FORM_A_LIMIT, false, N_("the least number or day that is allowed"),
	  .kinds = LIMITED },
	{ "most", PX_FORM_A_LIMIT, false, N_("the greatest number or day that is allowed"),
	  .kinds = LIMITED },
	{ "decimals", PX_FORM_A_COUNT, false,
	  N_("how many decimals a number may have; 0 when absent"), .most = 4,
	  .kinds = 1 << PX_FORM_NUMBER },
	{ "unit", PX_FORM_A_WORDING, false, N_("what is counted, after the number: cm"),
	  .kinds = MEASURED },
	{ "least_label", PX_FORM_A_WORDING, false, N_("what the least value of a scale means"),
	  .kinds = 1 << PX_FORM_SCALE },
	{ "most_label", PX_FORM_A_WORDING, false, N_("what the greatest value of a scale means"),
	  .kinds = 1 << PX_FORM_SCALE },
	{ "ranges", PX_FORM_A_LIST, false,
	  N_("the points of its values; without them a number or a scale brings its value"), &range,
	  .kinds = MEASURED },
};
static const struct px_form_object question = OBJECT("question", question_keys, N_("one question"));

static const struct px_form_key section_keys[] = {
	{ "title", PX_FORM_A_WORDING, false, N_("its heading") },
	{ "help", PX_FORM_A_WORDING, false, N_("a word before its questions") },
	{ "questions", PX_FORM_A_LIST, true, N_("its questions, in order"), &question },
};
static const struct px_form_object section =
	OBJECT("section", section_keys, N_("questions that go together"));

static const struct px_form_key item_keys[] = {
	{ "question", PX_FORM_A_NAME, true, N_("the question") },
	{ "weight", PX_FORM_A_COUNT, false, N_("its points count so many times; 1 when absent"),
	  .least = -1000, .most = 1000 },
	{ "reverse", PX_FORM_A_TRUTH, false,
	  N_("the fewest and the most of its points change places") },
};
static const struct px_form_object item =
	OBJECT("item", item_keys, N_("a question that a score adds; alone, its name is enough"));

static const struct px_form_key band_keys[] = {
	{ "name", PX_FORM_A_SLUG, true, N_("what results call it: positive") },
	{ "from", PX_FORM_A_FIGURE, false, N_("its least score; the least possible when absent") },
	{ "to", PX_FORM_A_FIGURE, false,
	  N_("its greatest score, itself in the band; the greatest possible when absent") },
	{ "label", PX_FORM_A_WORDING, false,
	  N_("what it means; needed once, other bands of its name share it") },
	{ "advice", PX_FORM_A_WORDING, false, N_("what to do; shared as the label is") },
	{ "tone", PX_FORM_A_WORD, false, N_("how grave it is, for colours; plain when absent"),
	  .words = px_form_tone_names, .word_count = PX_FORM_TONE_COUNT },
};
static const struct px_form_object band =
	OBJECT("band", band_keys, N_("what a span of scores means"));

static const struct px_form_key cut_keys[] = {
	{ "when", PX_FORM_A_THING, false, N_("its bands count only then: by sex, by age"),
	  &condition },
	{ "variant", PX_FORM_A_SLUG, false, N_("its bands count only in this variant") },
	{ "bands", PX_FORM_A_LIST, true, N_("the bands"), &band },
};
static const struct px_form_object cut =
	OBJECT("cut", cut_keys, N_("bands that count in some cases only; the first that hold do"));

static const struct px_form_key score_keys[] = {
	{ "name", PX_FORM_A_SLUG, true, N_("what results call it") },
	{ "label", PX_FORM_A_WORDING, false, N_("what people call it") },
	{ "start", PX_FORM_A_FIGURE, false, N_("what the sum begins with; 0 when absent") },
	{ "mean", PX_FORM_A_TRUTH, false, N_("the mean of its items in place of their sum") },
	{ "items", PX_FORM_SOME_NAMES, false,
	  N_("the questions that it adds; all that have points when absent"), &item },
	{ "missing", PX_FORM_A_WORD, false,
	  N_("when one of them is unanswered: no score (refuse, when absent), it brings nothing "
	     "(ignore), or the others count in proportion (prorate)"),
	  .words = px_form_missing_names, .word_count = PX_FORM_MISSING_COUNT },
	{ "missing_most", PX_FORM_A_COUNT, false,
	  N_("of prorate and ignore: no score when more of them than this are unanswered"),
	  .least = 1, .most = PX_FORM_QUESTIONS_LIMIT },
	{ "bands", PX_FORM_A_LIST, false, N_("what it means, when no cut holds"), &band },
	{ "cuts", PX_FORM_A_LIST, false, N_("what it means by sex, by age, in a variant"), &cut },
};
static const struct px_form_object score =
	OBJECT("score", score_keys, N_("a figure computed from the answers"));

static const struct px_form_key variant_keys[] = {
	{ "name", PX_FORM_A_SLUG, true, N_("what cuts, ranges and --variant call it") },
	{ "label", PX_FORM_A_WORDING, true, N_("what it is") },
	{ "source", PX_FORM_A_WORDING, false, N_("who uses it") },
};
static const struct px_form_object variant =
	OBJECT("variant", variant_keys, N_("other thresholds than the usual ones"));

static const struct px_form_key form_keys[] = {
	{ "name", PX_FORM_A_SLUG, true, N_("the same in each of its versions") },
	{ "version", PX_FORM_A_VERSION, true, N_("numbers between dots; a newer one is greater") },
	{ "title", PX_FORM_A_WORDING, true, N_("what people call it") },
	{ "description", PX_FORM_A_WORDING, false, N_("what it is for, and for whom") },
	{ "source", PX_FORM_A_WORDING, false, N_("who made it, when, under what terms") },
	{ "url", PX_FORM_A_URL, false, N_("where its source can be read") },
	{ "anonymous", PX_FORM_A_TRUTH, false, N_("its answers name nobody; true when absent") },
	{ "thanks", PX_FORM_A_WORDING, false, N_("what people read when they have answered") },
	{ "decimals", PX_FORM_A_COUNT, false,
	  N_("how many decimals points and thresholds have; 0 when absent"), .most = 4 },
	{ "choices", PX_FORM_A_LIST, false, N_("options that several questions share"), &choice },
	{ "variants", PX_FORM_A_LIST, false, N_("names for other thresholds than the usual ones"),
	  &variant },
	{ "sections", PX_FORM_A_LIST, true, N_("the questions, in sections"), &section },
	{ "scores", PX_FORM_A_LIST, false,
	  N_("what the answers come to; the first is the form's own score"), &score },
};
static const struct px_form_object form = OBJECT("form", form_keys, N_("the file as a whole"));

const struct px_form_object *const px_form_objects[] = {
	&form,  &section, &question, &option, &choice,  &range, &condition,
	&score, &item,    &band,     &cut,    &variant, NULL,
};
