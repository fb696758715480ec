/* Forms and answers as FHIR. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/uid.h"
#include "care/form_fhir.h"
#include "care/form_render/words.h"
#include "io/fhir/fhir_write.h"
#include "model/types_form.h"

static const char ordinal[] = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
static const char least[] = "http://hl7.org/fhir/StructureDefinition/minValue";
static const char most[] = "http://hl7.org/fhir/StructureDefinition/maxValue";
static const char unit[] = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
static const char canonical[] = "urn:plexus:questionnaire:";
static const char score_url[] = "urn:plexus:score";

void
px_form_fhir_begin(struct px_form_fhir *bundle, const struct px_world *world, struct px_buf *out)
{
	px_fhir_begin(&bundle->fhir, world, out);
}

void
px_form_fhir_end(struct px_form_fhir *bundle)
{
	px_fhir_end(&bundle->fhir);
}

/* A number of 10^-decimals, as JSON has it. */
static void
put_figure(struct px_json *json, const char *key, int64_t value, int decimals)
{
	struct px_ratio scale = px_ratio_whole(1);
	struct px_buf text = PX_BUF_INIT;

	for (int i = 0; i < decimals; i++)
		scale = px_ratio_mul(scale, px_ratio_whole(10));
	px_ratio_short(px_ratio_div(px_ratio_whole(value), scale), decimals, &text);
	px_json_key(json, key);
	px_json_raw(json, text.data);
	px_buf_release(&text);
}

static void
put_day(struct px_json *json, const char *key, int64_t day)
{
	char text[PX_DATE_SIZE];

	px_date_format(px_date_from_days(day), text);
	px_fhir_put_text(json, key, text);
}

/* value[x] of a number or a day of this question. */
static void
put_value(struct px_json *json, const struct px_form_question *question, const char *prefix,
	  int64_t value)
{
	char key[32];

	snprintf(key, sizeof(key), "%s%s", prefix,
		 question->kind == PX_FORM_DATE ? "Date"
		 : question->decimals           ? "Decimal"
						: "Integer");
	if (question->kind == PX_FORM_DATE)
		put_day(json, key, value);
	else
		put_figure(json, key, value, question->decimals);
}

static void
put_coding(struct px_json *json, const char *key, const struct px_form_option *option,
	   const char *lang)
{
	px_fhir_open(json, key, '{');
	px_fhir_put_text(json, "code", option->value);
	px_fhir_put_text(json, "display", px_form_in(option->label, lang));
	px_json_close(json, '}');
}

/*
 * A question.
 */

/* As far as FHIR goes: tests of earlier questions, all of one kind of junction. */
static bool
is_plain(const struct px_form_condition *condition)
{
	switch (condition->test) {
	case PX_FORM_IS:
	case PX_FORM_CONTAINS:
	case PX_FORM_AT_LEAST:
	case PX_FORM_AT_MOST:
	case PX_FORM_ANSWERED:
		return true;
	case PX_FORM_NOT:
		return condition->parts[0].test == PX_FORM_ANSWERED;
	case PX_FORM_ANY:
	case PX_FORM_ALL:
		break;
	}
	return false;
}

static bool
is_flat(const struct px_form_condition *condition)
{
	if (condition->test != PX_FORM_ANY && condition->test != PX_FORM_ALL)
		return is_plain(condition);
	for (size_t i = 0; i < condition->part_count; i++)
		if (!is_plain(&condition->parts[i]))
			return false;
	return true;
}

static void
put_test(struct px_json *json, const struct px_form *form,
	 const struct px_form_condition *condition)
{
	bool denied = condition->test == PX_FORM_NOT;
	const struct px_form_condition *test = denied ? &condition->parts[0] : condition;
	const struct px_form_question *question = &form->questions[test->question];

	px_json_open(json, '{');
	px_fhir_put_text(json, "question", question->name);
	px_fhir_put_text(json, "operator",
			 test->test == PX_FORM_ANSWERED   ? "exists"
			 : test->test == PX_FORM_AT_LEAST ? ">="
			 : test->test == PX_FORM_AT_MOST  ? "<="
							  : "=");
	if (test->test == PX_FORM_ANSWERED) {
		px_json_key(json, "answerBoolean");
		px_json_bool(json, !denied);
	} else if (question->option_count) {
		px_fhir_open(json, "answerCoding", '{');
		px_fhir_put_text(json, "code", question->options[test->value].value);
		px_json_close(json, '}');
	} else {
		put_value(json, question, "answer", test->value);
	}
	px_json_close(json, '}');
}

static void
put_when(struct px_json *json, const struct px_form *form,
	 const struct px_form_condition *condition)
{
	bool several = condition->test == PX_FORM_ANY || condition->test == PX_FORM_ALL;

	px_fhir_open(json, "enableWhen", '[');
	for (size_t i = 0; several && i < condition->part_count; i++)
		put_test(json, form, &condition->parts[i]);
	if (!several)
		put_test(json, form, condition);
	px_json_close(json, ']');
	if (several && condition->part_count > 1)
		px_fhir_put_text(json, "enableBehavior",
				 condition->test == PX_FORM_ANY ? "any" : "all");
}

static void
open_extension(struct px_json *json, const char *url)
{
	px_json_open(json, '{');
	px_fhir_put_text(json, "url", url);
}

/* Limits, unit, and a condition that FHIR cannot say. */
static void
put_extensions(struct px_json *json, const struct px_form *form,
	       const struct px_form_question *question, const char *lang)
{
	bool worded = question->when && !is_flat(question->when);
	const char *of = px_form_in(question->unit, lang);
	struct px_buf text = PX_BUF_INIT;

	if (!question->has_least && !question->has_most && !of && !worded)
		return;
	px_fhir_open(json, "extension", '[');
	for (int i = 0; i < 2; i++) {
		if (i ? !question->has_most : !question->has_least)
			continue;
		open_extension(json, i ? most : least);
		put_value(json, question, "value", i ? question->most : question->least);
		px_json_close(json, '}');
	}
	if (of) {
		open_extension(json, unit);
		px_fhir_open(json, "valueCoding", '{');
		px_fhir_put_text(json, "display", of);
		px_json_close(json, '}');
		px_json_close(json, '}');
	}
	if (worded) {
		px_form_put_condition(form, question->when, lang, &text);
		open_extension(json, PX_FHIR_OWN "when");
		px_fhir_put_text(json, "valueString", text.data);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
	px_buf_release(&text);
}

static const char *
type_of(const struct px_form_question *question)
{
	switch (question->kind) {
	case PX_FORM_SINGLE:
	case PX_FORM_MULTIPLE:
		return "choice";
	case PX_FORM_DATE:
		return "date";
	case PX_FORM_TEXT:
		return "text";
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		break;
	}
	return question->decimals ? "decimal" : "integer";
}

static void
put_options(struct px_json *json, const struct px_form *form,
	    const struct px_form_question *question, const char *lang)
{
	px_fhir_open(json, "answerOption", '[');
	for (size_t i = 0; i < question->option_count; i++) {
		const struct px_form_option *option = &question->options[i];

		px_json_open(json, '{');
		px_fhir_open(json, "valueCoding", '{');
		if (option->scored) {
			px_fhir_open(json, "extension", '[');
			open_extension(json, ordinal);
			put_figure(json, "valueDecimal", option->points, form->decimals);
			px_json_close(json, '}');
			px_json_close(json, ']');
		}
		px_fhir_put_text(json, "code", option->value);
		px_fhir_put_text(json, "display", px_form_in(option->label, lang));
		px_json_close(json, '}');
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static void
put_question(struct px_json *json, const struct px_form *form,
	     const struct px_form_question *question, const char *lang)
{
	px_json_open(json, '{');
	put_extensions(json, form, question, lang);
	px_fhir_put_text(json, "linkId", question->name);
	px_fhir_put_text(json, "text", px_form_in(question->label, lang));
	px_fhir_put_text(json, "type", type_of(question));
	if (question->when && is_flat(question->when))
		put_when(json, form, question->when);
	if (question->required) {
		px_json_key(json, "required");
		px_json_bool(json, true);
	}
	if (question->kind == PX_FORM_MULTIPLE) {
		px_json_key(json, "repeats");
		px_json_bool(json, true);
	}
	if (question->option_count)
		put_options(json, form, question, lang);
	px_json_close(json, '}');
}

/* linkId of a section: no question has such a name. */
static void
put_section_link(struct px_json *json, size_t place)
{
	char link[32];

	snprintf(link, sizeof(link), "section.%zu", place + 1);
	px_fhir_put_text(json, "linkId", link);
}

static void
put_sections(struct px_json *json, const struct px_form *form, const char *lang)
{
	px_fhir_open(json, "item", '[');
	for (size_t i = 0; i < form->section_count; i++) {
		const struct px_form_section *section = &form->sections[i];

		px_json_open(json, '{');
		put_section_link(json, i);
		if (px_form_in(section->title, lang))
			px_fhir_put_text(json, "text", px_form_in(section->title, lang));
		px_fhir_put_text(json, "type", "group");
		px_fhir_open(json, "item", '[');
		for (size_t k = section->first; k < section->first + section->count; k++)
			put_question(json, form, &form->questions[k], lang);
		px_json_close(json, ']');
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static void
put_canonical(struct px_json *json, const char *key, const struct px_form *form, bool version)
{
	struct px_buf text = PX_BUF_INIT;

	px_buf_printf(&text, "%s%s", canonical, form->name);
	if (version)
		px_buf_printf(&text, "|%s", form->version);
	px_fhir_put_text(json, key, text.data);
	px_buf_release(&text);
}

void
px_form_fhir_questionnaire(struct px_form_fhir *bundle, const struct px_form *form,
			   const char *lang)
{
	struct px_json *json = &bundle->fhir.json;
	struct px_buf name = PX_BUF_INIT;
	char uid[PX_UID_SIZE];

	px_buf_printf(&name, "%s%s|%s", canonical, form->name, form->version);
	px_uid_named(name.data, uid);
	px_fhir_begin_entry(&bundle->fhir, "Questionnaire", uid);
	px_fhir_put_text(json, "language", lang);
	put_canonical(json, "url", form, false);
	px_fhir_put_text(json, "version", form->version);
	px_fhir_put_text(json, "title", px_form_in(form->title, lang));
	px_fhir_put_text(json, "status", "active");
	px_fhir_open(json, "subjectType", '[');
	px_json_string(json, "Patient");
	px_json_close(json, ']');
	px_fhir_put_text(json, "description", px_form_in(form->description, lang));
	px_fhir_put_text(json, "copyright", px_form_in(form->source, lang));
	put_sections(json, form, lang);
	px_fhir_end_entry(&bundle->fhir, "match");
	px_buf_release(&name);
}

/*
 * Answers.
 */
static void
put_answer(struct px_json *json, const struct px_form_question *question,
	   const struct px_form_answer *answer)
{
	px_fhir_open(json, "answer", '[');
	for (size_t i = 0; i < question->option_count; i++) {
		bool chosen = question->kind == PX_FORM_MULTIPLE ? answer->chosen >> i & 1
								 : answer->number == (int64_t)i;

		if (!chosen)
			continue;
		px_json_open(json, '{');
		put_coding(json, "valueCoding", &question->options[i], "fr");
		px_json_close(json, '}');
	}
	if (!question->option_count) {
		px_json_open(json, '{');
		if (question->kind == PX_FORM_TEXT)
			px_fhir_put_text(json, "valueString", answer->text);
		else
			put_value(json, question, "value", answer->number);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static bool
has_answers(const struct px_form_section *section, const struct px_form_answers *answers)
{
	for (size_t i = section->first; i < section->first + section->count; i++)
		if (answers->items[i].given)
			return true;
	return false;
}

static void
put_answers(struct px_json *json, const struct px_form_answers *answers)
{
	const struct px_form *form = answers->form;

	px_fhir_open(json, "item", '[');
	for (size_t i = 0; i < form->section_count; i++) {
		const struct px_form_section *section = &form->sections[i];

		if (!has_answers(section, answers))
			continue;
		px_json_open(json, '{');
		put_section_link(json, i);
		px_fhir_open(json, "item", '[');
		for (size_t k = section->first; k < section->first + section->count; k++) {
			if (!answers->items[k].given)
				continue;
			px_json_open(json, '{');
			px_fhir_put_text(json, "linkId", form->questions[k].name);
			put_answer(json, &form->questions[k], &answers->items[k]);
			px_json_close(json, '}');
		}
		px_json_close(json, ']');
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static void
put_part(struct px_json *json, const char *url, const char *key, const char *value, bool raw)
{
	open_extension(json, url);
	px_json_key(json, key);
	if (raw)
		px_json_raw(json, value);
	else
		px_json_string(json, value);
	px_json_close(json, '}');
}

static void
put_score(struct px_json *json, const struct px_form *form, const struct px_form_score *score,
	  const struct px_form_outcome *outcome)
{
	struct px_buf value = PX_BUF_INIT;

	px_form_value(form, outcome, &value);
	open_extension(json, score_url);
	px_fhir_open(json, "extension", '[');
	put_part(json, "name", "valueCode", score->name, false);
	put_part(json, "value", "valueDecimal", value.data, true);
	if (outcome->band)
		put_part(json, "band", "valueCode", outcome->band->name, false);
	px_json_close(json, ']');
	px_json_close(json, '}');
	px_buf_release(&value);
}

static void
put_scores(struct px_json *json, const struct px_form_answers *answers, const char *variant)
{
	const struct px_form *form = answers->form;
	struct px_form_outcome *outcomes = px_calloc(form->score_count + 1, sizeof(*outcomes));
	bool any = false;

	px_form_compute(answers, variant ? (int)px_form_variant(form, variant) : -1, outcomes);
	for (size_t i = 0; i < form->score_count; i++) {
		if (!outcomes[i].known)
			continue;
		if (!any)
			px_fhir_open(json, "extension", '[');
		any = true;
		put_score(json, form, &form->scores[i], &outcomes[i]);
	}
	if (any)
		px_json_close(json, ']');
	free(outcomes);
}

void
px_form_fhir_response(struct px_form_fhir *bundle, const struct px_record *record,
		      const struct px_form_answers *answers)
{
	struct px_json *json = &bundle->fhir.json;
	const char *identifier = px_record_text(record, PX_RESPONSE_IDENTIFIER);

	px_fhir_begin_entry(&bundle->fhir, "QuestionnaireResponse",
			    px_record_text(record, PX_F_UID));
	put_scores(json, answers, px_record_text(record, PX_RESPONSE_VARIANT));
	if (identifier) {
		px_fhir_open(json, "identifier", '{');
		px_fhir_put_text(json, "value", identifier);
		px_json_close(json, '}');
	}
	put_canonical(json, "questionnaire", answers->form, true);
	px_fhir_put_text(json, "status", "completed");
	px_fhir_put_text(json, "authored", px_record_text(record, PX_RESPONSE_AUTHORED));
	put_answers(json, answers);
	px_fhir_end_entry(&bundle->fhir, "match");
}
