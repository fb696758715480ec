/* Answers as people type them from paper. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/answers.h"

enum { DIGITS_MOST = 3 };

static bool
is_digits(const char *text, size_t length)
{
	return length > 0 && strspn(text, "0123456789") >= length;
}

bool
px_answers_numbered(const struct px_form_question *question)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (is_digits(question->options[i].value, strlen(question->options[i].value)))
			return false;
	return question->option_count > 0;
}

/* The option of this place, 1 for the first; NULL: none, or no number. */
static const char *
by_place(const struct px_form_question *question, const char *text, size_t length)
{
	size_t place = 0;

	if (!px_answers_numbered(question) || !is_digits(text, length) || length > DIGITS_MOST)
		return NULL;
	for (size_t i = 0; i < length; i++)
		place = 10 * place + (size_t)(text[i] - '0');
	return place >= 1 && place <= question->option_count ? question->options[place - 1].value
							     : NULL;
}

/* What else is written for yes and for no, where these are the options. */
static const char *
by_tick(const struct px_form_question *question, const char *text)
{
	static const char yes[] = "x|o|oui|y|yes|vrai|true|v|t|ok";
	static const char no[] = "n|non|no|faux|false|f|0";
	bool asks =
		px_form_option(question, "yes", 3) >= 0 && px_form_option(question, "no", 2) >= 0;

	if (!asks)
		return NULL;
	if (px_text_listed(yes, text))
		return "yes";
	return px_text_listed(no, text) ? "no" : NULL;
}

/* One or several, each a place or as it is, between commas; NULL: that is what they are already. */
static char *
translated(const struct px_form_question *question, const char *text)
{
	struct px_buf out = PX_BUF_INIT;
	bool any = false;

	while (*text) {
		size_t length = strcspn(text, ",;"), blank = strspn(text, " ");
		size_t size = length - (blank < length ? blank : length);
		const char *value;

		while (size && text[blank + size - 1] == ' ')
			size--;
		value = by_place(question, text + blank, size);
		any = any || value;
		if (value)
			px_buf_puts(&out, value);
		else
			px_buf_add(&out, text, length);
		text += length;
		if (*text) {
			any = any || (*text == ';' && question->kind == PX_FORM_MULTIPLE);
			px_buf_putc(&out, ',');
			text++;
		}
	}
	if (any)
		return px_buf_detach(&out);
	px_buf_release(&out);
	return NULL;
}

int
px_answers_type(struct px_form_answers *answers, size_t place, const char *text, struct px_err *err)
{
	const struct px_form_question *question = &answers->form->questions[place];
	char *folded = px_text_folded(answers->arena, text), *values = NULL;
	const char *tick = by_tick(question, folded);
	int result;

	if (tick)
		text = tick;
	else if (px_answers_numbered(question) || question->kind == PX_FORM_MULTIPLE)
		values = translated(question, text);
	if (values)
		text = values;
	result = px_form_answer_put(answers, place, text, strlen(text), err);
	free(values);
	return result;
}
