/* Forms: answers to them, and scores.  Run from the top of the tree. */
#include "form_base.h"
#include "io/json_in.h"

static const struct px_form *
shipped(const char *name)
{
	struct px_err err = PX_ERR_INIT;
	const struct px_form *form =
		px_form_read(&arena, px_arena_printf(&arena, "share/forms/%s.json", name), &err);

	if (!form)
		printf("# %s\n", err.message);
	return form;
}

/*
 * Scores.
 */
static void
put_answers(struct px_form_answers *answers, const char *json)
{
	struct px_err err = PX_ERR_INIT;
	struct px_faults faults = { .arena = &arena };
	const struct px_json_node *node =
		px_json_parse(&arena, json, strlen(json), "answers", &err);

	if (node)
		px_form_answers_read(answers, node, &faults);
	if (!node || faults.count > 0)
		printf("# %s%s\n", err.message,
		       faults.count ? px_faults_text(&faults, PX_REPAIRED) : "");
}

/* "3:positive", "3", "null". */
static char *
outcome_text(const struct px_form *form, const struct px_form_outcome *outcome)
{
	struct px_buf text = PX_BUF_INIT;

	if (outcome->known)
		px_form_value(form, outcome, &text);
	else
		px_buf_puts(&text, "null");
	if (outcome->band)
		px_buf_printf(&text, ":%s", outcome->band->name);
	return px_buf_detach(&text);
}

static void
check_outcome(const struct px_form *form, const struct px_form_outcome *outcome,
	      const char *expected, const char *what)
{
	char *got = outcome_text(form, outcome);

	tap_is(got, expected, what);
	free(got);
}

static void
check_score(char **cells, size_t count)
{
	const struct px_form *form = shipped(cells[0]);
	struct px_form_outcome outcomes[PX_FORM_SCORES_LIMIT];
	struct px_form_answers answers;
	const char *what = px_arena_printf(&arena, "%s %s %s", cells[0], cells[1], cells[2]);

	if (!tap_ok(form && count >= 5, "%s is read", cells[0]))
		return;
	answers = px_form_answers_new(&arena, form);
	put_answers(&answers, cells[2]);
	px_form_compute(&answers, (int)px_form_variant(form, cells[1]), outcomes);
	check_outcome(form, &outcomes[0],
		      strcmp(cells[4], "null") == 0
			      ? cells[3]
			      : px_arena_printf(&arena, "%s:%s", cells[3], cells[4]),
		      what);
	for (size_t i = 5; i < count; i++) {
		char *expected = strchr(cells[i], '=') + 1;

		tap_ok(strncmp(form->scores[i - 4].name, cells[i],
			       (size_t)(expected - cells[i] - 1)) == 0,
		       "the subscore is %s", cells[i]);
		check_outcome(form, &outcomes[i - 4], expected, what);
	}
}

/* EPICES, all 2,048 sets of answers, against its weights in hundredths summed here. */
static void
test_epices(void)
{
	static const struct {
		const char *question;
		int weight;
	} weights[] = {
		{ "social_worker", 1006 }, { "insurance", -1183 }, { "couple", -828 },
		{ "owner", -828 },         { "hardship", 1480 },   { "sport", -651 },
		{ "show", -710 },          { "holidays", -710 },   { "family", -947 },
		{ "shelter", -947 },       { "help", -710 },
	};
	const struct px_form *form = shipped("epices");
	struct px_form_answers answers = px_form_answers_new(&arena, form);
	size_t wrong = 0, at_threshold = 0;

	for (unsigned set = 0; set < 1U << PX_COUNT(weights); set++) {
		struct px_form_outcome outcome;
		struct px_err err = PX_ERR_INIT;
		int expected = 7514;
		const char *band;

		px_form_answers_clear(&answers);
		for (size_t i = 0; i < PX_COUNT(weights); i++) {
			bool yes = set >> i & 1;
			long place = px_form_question(form, weights[i].question,
						      strlen(weights[i].question));

			expected += yes ? weights[i].weight : 0;
			wrong += px_form_answer_put(&answers, (size_t)place, yes ? "yes" : "no",
						    yes ? 3 : 2, &err) != 0;
		}
		px_form_compute(&answers, -1, &outcome);
		band = expected >= 3017 ? "precarious" : "not-precarious";
		at_threshold += expected == 3017;
		wrong += !outcome.known || outcome.units != expected || outcome.parts != 1 ||
			 !outcome.band || strcmp(outcome.band->name, band) != 0;
	}
	tap_is_number((long long)wrong, 0, "EPICES: 2,048 sets of answers");
	tap_ok(at_threshold > 2, "some are at the threshold exactly");
	tap_is_number(form->scores[0].least, 0, "EPICES begins at 0");
	tap_is_number(form->scores[0].most, 10000, "EPICES ends at 100.00");
}

/*
 * The form of tests/cases/form.
 */
static void
test_base(void)
{
	static const struct {
		const char *answers;
		int variant;
		const char *total, *symptoms, *mean;
	} cases[] = {
		{ "{\"sex\":\"male\",\"age\":50,\"waist\":94.1,\"smokes\":\"yes\",\"daily\":"
		  "\"yes\","
		  "\"signs\":[\"cough\",\"pain\"]}",
		  -1, "11.5:high", "3.0", "1.667" },
		{ "{\"sex\":\"female\",\"age\":50,\"waist\":80.0,\"smokes\":\"no\"}", -1, "2.5:low",
		  "2.0", "0.0" },
		{ "{\"sex\":\"male\",\"age\":49,\"waist\":95,\"smokes\":\"yes\",\"daily\":\"no\"}",
		  -1, "5.0:low", "0.0", "1.0" },
		{ "{\"sex\":\"female\",\"age\":49,\"waist\":95,\"smokes\":\"yes\",\"daily\":"
		  "\"no\"}",
		  -1, "5.0:high", "0.0", "1.0" },
		{ "{\"sex\":\"female\",\"age\":45,\"waist\":95,\"smokes\":\"no\",\"daily\":"
		  "\"yes\"}",
		  0, "5.0:high", "2.0", "0.0" },
		{ "{\"sex\":\"female\",\"age\":39,\"waist\":40,\"smokes\":\"no\"}", 0, "1.0:high",
		  "2.0", "0.0" },
		{ "{\"signs\":\"cough\"}", -1, "null", "2.0", "1.0" },
		{ "{\"age\":50,\"waist\":80,\"smokes\":\"no\"}", -1, "null", "2.0", "0.0" },
		{ "{}", -1, "null", "null", "null" },
	};
	const struct px_form *form = base_form();
	struct px_form_answers answers = px_form_answers_new(&arena, form);

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct px_form_outcome outcomes[3];

		px_form_answers_clear(&answers);
		put_answers(&answers, cases[i].answers);
		px_form_compute(&answers, cases[i].variant, outcomes);
		check_outcome(form, &outcomes[0], cases[i].total, cases[i].answers);
		check_outcome(form, &outcomes[1], cases[i].symptoms, "symptoms, prorated");
		check_outcome(form, &outcomes[2], cases[i].mean, "mean");
	}
}

/* A prorated score is a fraction, and its band is chosen by that: 16/3 is below 5.4, above 5.3. */
static void
test_fractions(void)
{
	static const char text[] =
		"{\"name\":\"f\",\"version\":\"1\",\"title\":\"F\",\"source\":\"S\",\"sections\":[{"
		"\"questions\":[{\"name\":\"a\",\"kind\":\"scale\",\"label\":\"A\",\"least\":0,"
		"\"most\":4},{\"name\":\"b\",\"kind\":\"scale\",\"label\":\"B\",\"least\":0,"
		"\"most\":4},"
		"{\"name\":\"c\",\"kind\":\"scale\",\"label\":\"C\",\"least\":0,\"most\":4},{"
		"\"name\":"
		"\"d\",\"kind\":\"scale\",\"label\":\"D\",\"least\":0,\"most\":4}]}],\"scores\":[{"
		"\"name\":\"s\",\"missing\":\"prorate\",\"missing_most\":2,\"bands\":[{\"name\":"
		"\"low\","
		"\"label\":\"L\",\"to\":5},{\"name\":\"high\",\"label\":\"H\",\"from\":6}]}]}";
	static const struct {
		const char *answers, *expected;
		long long units, parts;
	} cases[] = {
		{ "{\"a\":1,\"b\":1,\"c\":2}", "5.33:low", 16, 3 },
		{ "{\"a\":1,\"b\":2,\"c\":2}", "6.67:high", 20, 3 },
		{ "{\"a\":1,\"b\":2}", "6:high", 6, 1 },
		{ "{\"a\":4,\"b\":4,\"c\":4}", "16:high", 16, 1 },
		{ "{\"a\":1}", "null", 0, 1 },
		{ "{\"a\":1,\"b\":1,\"c\":1,\"d\":2}", "5:low", 5, 1 },
	};
	struct px_err err = PX_ERR_INIT;
	const struct px_form *form = px_form_parse(&arena, text, strlen(text), "f.json", &err);
	struct px_form_answers answers;

	if (!tap_ok(form != NULL, "a form of scales is read %s", err.message))
		return;
	answers = px_form_answers_new(&arena, form);
	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct px_form_outcome outcome;

		px_form_answers_clear(&answers);
		put_answers(&answers, cases[i].answers);
		px_form_compute(&answers, -1, &outcome);
		check_outcome(form, &outcome, cases[i].expected, cases[i].answers);
		tap_is_number(outcome.units, cases[i].units, "its numerator");
		tap_is_number(outcome.parts, cases[i].parts, "its denominator");
	}
}

/*
 * Answers.
 */
static void
test_answers(void)
{
	/* What is put, and what is then written and said, or refused. */
	static const struct {
		const char *question, *text, *json, *human;
	} cases[] = {
		{ "sex", "male", "\"male\"", "Homme" },
		{ "sex", " HOMME ", "\"male\"", "Homme" },
		{ "sex", "woman", "\"female\"", "Femme" },
		{ "age", "58", "58", "58 ans" },
		{ "age", "058.0", "58", "58 ans" },
		{ "waist", "80,5", "80.5", "80,5" },
		{ "signs", "cough, Douleur", "[\"cough\",\"pain\"]", "Toux, Douleur" },
		{ "signs", "none", "[\"none\"]", "Aucun" },
		{ "since", "2020-02-29", "\"2020-02-29\"", "29/02/2020" },
		{ "since", "1/3/2020", "\"2020-03-01\"", "01/03/2020" },
		{ "more", "  a \"b\"\n", "\"a \\\"b\\\"\"", "a \"b\"" },
		{ "sex", "malle", NULL, "sex: malle: one of female, male; did you mean male?" },
		{ "age", "121", NULL, "age: 121: at least 0 years and at most 120 years" },
		{ "age", "-1", NULL, "age: -1: at least 0 years and at most 120 years" },
		{ "age", "5.5", NULL, "age: 5.5: a whole number" },
		{ "age", "1e1", NULL, "age: 1e1: a whole number" },
		{ "age", "9999999999999999999", NULL, "age: 9999999999999999999: a whole number" },
		{ "waist", "80.55", NULL, "waist: 80.55: a number of at most 1 decimal" },
		{ "waist", "80.", NULL, "waist: 80.: a number of at most 1 decimal" },
		{ "signs", "cough,none", NULL, "signs: cough,none: none is chosen with no other" },
		{ "since", "2019-02-29", NULL, "since: 2019-02-29: a day, like 2025-12-24" },
		{ "since", "1999-12-31", NULL, "since: 1999-12-31: at least 2000-01-01" },
		{ "since", "32/1/2020", NULL, "since: 32/1/2020: a day, like 2025-12-24" },
	};
	const struct px_form *form = base_form();
	struct px_form_answers answers = px_form_answers_new(&arena, form);

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		size_t place = (size_t)px_form_question(form, cases[i].question,
							strlen(cases[i].question));
		struct px_buf json = PX_BUF_INIT, human = PX_BUF_INIT;
		struct px_err err = PX_ERR_INIT;
		int put;

		px_form_answers_clear(&answers);
		put = px_form_answer_put(&answers, place, cases[i].text, strlen(cases[i].text),
					 &err);
		px_form_answers_write(&answers, &json);
		px_form_answer_human(&answers, place, "fr", &human);
		tap_is(put == 0 ? human.data : err.message, cases[i].human, cases[i].text);
		tap_is(json.data,
		       cases[i].json ? px_arena_printf(&arena, "{\"%s\":%s}", cases[i].question,
						       cases[i].json)
				     : "{}",
		       "and is written");
		px_buf_release(&json);
		px_buf_release(&human);
	}
}

/* What is shown follows from the answers before it, as they change. */
static void
test_shown(void)
{
	static const struct {
		const char *answers, *shown, *unanswered;
	} cases[] = {
		{ "{}", "sex age waist smokes signs", "sex age waist smokes signs" },
		{ "{\"smokes\":true}", "sex age waist smokes daily signs",
		  "sex age waist daily signs" },
		{ "{\"age\":30,\"signs\":[\"pain\"]}", "sex age waist smokes signs pain since",
		  "sex waist smokes" },
		{ "{\"age\":17,\"signs\":[\"pain\"],\"pain\":6}",
		  "sex age waist smokes signs since", "sex waist smokes" },
		{ "{\"age\":30,\"signs\":[\"pain\"],\"pain\":5}",
		  "sex age waist smokes signs pain since more", "sex waist smokes" },
		{ "{\"signs\":[\"cough\"],\"since\":\"2010-12-31\"}",
		  "sex age waist smokes signs since more", "sex age waist smokes" },
		{ "{\"signs\":[\"cough\"],\"since\":\"2011-01-01\"}",
		  "sex age waist smokes signs since", "sex age waist smokes" },
	};
	const struct px_form *form = base_form();
	struct px_form_answers answers = px_form_answers_new(&arena, form);

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct px_buf shown = PX_BUF_INIT, unanswered = PX_BUF_INIT;
		size_t places[PX_FORM_QUESTIONS_LIMIT], count;

		px_form_answers_clear(&answers);
		put_answers(&answers, cases[i].answers);
		for (size_t j = 0; j < form->question_count; j++)
			if (px_form_shown(&answers, j))
				px_buf_printf(&shown, shown.length ? " %s" : "%s",
					      form->questions[j].name);
		count = px_form_unanswered(&answers, places);
		for (size_t j = 0; j < count; j++)
			px_buf_printf(&unanswered, j ? " %s" : "%s",
				      form->questions[places[j]].name);
		tap_is(shown.data, cases[i].shown, cases[i].answers);
		tap_is(unanswered.data, cases[i].unanswered, "what is unanswered");
		px_buf_release(&shown);
		px_buf_release(&unanswered);
	}
}

/* Five hundred questions, each shown by the two before it: asked in no time. */
static void
test_chain(void)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	const struct px_form *form;
	struct px_form_answers answers;

	px_buf_puts(&text, "{\"name\":\"c\",\"version\":\"1\",\"title\":\"C\",\"sections\":[{"
			   "\"questions\":[");
	for (int i = 0; i < PX_FORM_QUESTIONS_LIMIT; i++) {
		px_buf_printf(&text,
			      "%s{\"name\":\"q%d\",\"kind\":\"scale\",\"least\":0,\"most\":1,"
			      "\"label\":\"Q\"",
			      i ? "," : "", i);
		if (i >= 2)
			px_buf_printf(&text,
				      ",\"when\":{\"any\":[{\"question\":\"q%d\",\"is\":1},"
				      "{\"question\":\"q%d\",\"is\":1}]}",
				      i - 1, i - 2);
		px_buf_putc(&text, '}');
	}
	px_buf_puts(&text, "]}]}");
	form = px_form_parse(&arena, text.data, text.length, "c.json", &err);
	if (tap_ok(form != NULL, "a long chain of conditions is read %s", err.message)) {
		answers = px_form_answers_new(&arena, form);
		for (size_t i = 0; i < form->question_count; i++)
			px_form_answer_put(&answers, i, "1", 1, &err);
		tap_ok(px_form_shown(&answers, form->question_count - 1), "its end is shown");
		px_form_answer_put(&answers, 0, "0", 1, &err);
		px_form_answer_put(&answers, 1, "0", 1, &err);
		tap_ok(!px_form_shown(&answers, form->question_count - 1), "and is no more");
	}
	px_buf_release(&text);
}

int
main(void)
{
	each_line("tests/cases/scoring.tsv", check_score);
	test_epices();
	test_base();
	test_fractions();
	test_answers();
	test_shown();
	test_chain();
	px_arena_release(&arena);
	return tap_done();
}
