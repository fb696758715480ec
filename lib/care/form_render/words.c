/* What forms say in words, in pages and in sheets alike. */
#include "care/form_render/words.h"

#include <string.h>

#include "base/date_words.h"
#include "base/i18n.h"
#include "base/money.h"

static int64_t
power_of_ten(int decimals)
{
	int64_t power = 1;

	while (decimals-- > 0)
		power *= 10;
	return power;
}

void
px_form_put_number(int64_t value, int decimals, const char *lang, struct px_buf *out)
{
	px_number_human(px_ratio_make(value, power_of_ten(decimals)), decimals, false, lang, out);
}

void
px_form_put_value(const struct px_form_question *question, int64_t value, const char *lang,
		  struct px_buf *out)
{
	const char *unit = px_form_in(question->unit, lang);

	switch (question->kind) {
	case PX_FORM_SINGLE:
	case PX_FORM_MULTIPLE:
		px_buf_puts(out, px_form_in(question->options[value].label, lang));
		return;
	case PX_FORM_DATE:
		px_date_words(px_date_from_days(value), 0, out);
		return;
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		px_form_put_number(value, question->decimals, lang, out);
		if (unit)
			px_buf_printf(out, " %s", unit);
		return;
	case PX_FORM_TEXT:
		return;
	}
}

const char *
px_form_full_stop(const char *text)
{
	size_t length = strlen(text);

	return length && strchr(".!?", text[length - 1]) ? " " : ". ";
}

bool
px_form_is_steps(const struct px_form_question *question)
{
	return question->kind == PX_FORM_SCALE &&
	       question->most - question->least < PX_FORM_SCALE_MOST;
}

/*
 * Conditions.
 */
static void
put_test(const struct px_form *form, const struct px_form_condition *condition, const char *lang,
	 struct px_buf *out)
{
	const struct px_form_question *question = &form->questions[condition->question];
	size_t number = condition->question + 1;
	struct px_buf value = PX_BUF_INIT;

	if (condition->test != PX_FORM_ANSWERED)
		px_form_put_value(question, condition->value, lang, &value);
	if (condition->test == PX_FORM_ANSWERED)
		px_buf_printf(out, _("question %zu has an answer"), number);
	else if (condition->test == PX_FORM_CONTAINS)
		px_buf_printf(out, _("“%s” is ticked at question %zu"), value.data, number);
	else if (condition->test == PX_FORM_AT_LEAST)
		px_buf_printf(out, _("%s or more at question %zu"), value.data, number);
	else if (condition->test == PX_FORM_AT_MOST)
		px_buf_printf(out, _("%s or less at question %zu"), value.data, number);
	else
		px_buf_printf(out, _("“%s” at question %zu"), value.data, number);
	px_buf_release(&value);
}

/* Parts of parts stand in brackets. */
static void
put_part(const struct px_form *form, const struct px_form_condition *condition, bool inner,
	 const char *lang, struct px_buf *out)
{
	bool several = condition->part_count > 1;

	if (condition->test == PX_FORM_NOT) {
		px_buf_puts(out, _("except "));
		put_part(form, &condition->parts[0], true, lang, out);
		return;
	}
	if (condition->test != PX_FORM_ANY && condition->test != PX_FORM_ALL) {
		put_test(form, condition, lang, out);
		return;
	}
	px_buf_puts(out, inner && several ? "(" : "");
	for (size_t i = 0; i < condition->part_count; i++) {
		if (i)
			px_buf_puts(out, condition->test == PX_FORM_ANY ? _(", or ") : _(", and "));
		put_part(form, &condition->parts[i], true, lang, out);
	}
	px_buf_puts(out, inner && several ? ")" : "");
}

void
px_form_put_condition(const struct px_form *form, const struct px_form_condition *condition,
		      const char *lang, struct px_buf *out)
{
	put_part(form, condition, false, lang, out);
}

/*
 * Hints.
 */
static void
put_limits(const struct px_form_question *question, const char *lang, struct px_buf *out)
{
	struct px_buf least = PX_BUF_INIT, most = PX_BUF_INIT;

	if (question->kind == PX_FORM_DATE) {
		px_form_put_value(question, question->least, lang, &least);
	} else {
		px_form_put_number(question->least, question->decimals, lang, &least);
	}
	px_form_put_value(question, question->most, lang, &most);
	if (question->has_least && question->has_most)
		px_buf_printf(out, _("from %s to %s"), least.data, most.data);
	else if (question->has_most)
		px_buf_printf(out, _("at most %s"), most.data);
	else if (question->has_least)
		px_buf_printf(out, _("at least %s"), least.data);
	px_buf_release(&least);
	px_buf_release(&most);
}

static void
put_ends(const struct px_form_question *question, const char *lang, struct px_buf *out)
{
	const char *least = px_form_in(question->least_label, lang);
	const char *most = px_form_in(question->most_label, lang);

	if (least)
		px_buf_printf(out, "%lld: %s", (long long)question->least, least);
	if (most)
		px_buf_printf(out, "%s%lld: %s", least ? "; " : "", (long long)question->most,
			      most);
}

void
px_form_put_hint(const struct px_form_question *question, const char *lang, struct px_buf *out)
{
	const char *unit = px_form_in(question->unit, lang);

	switch (question->kind) {
	case PX_FORM_MULTIPLE:
		px_buf_puts(out, _("several answers are possible"));
		return;
	case PX_FORM_NUMBER:
	case PX_FORM_DATE:
		put_limits(question, lang, out);
		if (unit && !out->length)
			px_buf_printf(out, _("in %s"), unit);
		return;
	case PX_FORM_SCALE:
		if (!px_form_is_steps(question))
			put_limits(question, lang, out);
		px_buf_puts(out, out->length ? ". " : "");
		put_ends(question, lang, out);
		return;
	case PX_FORM_SINGLE:
	case PX_FORM_TEXT:
		return;
	}
}
