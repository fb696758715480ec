/* Answers: put from texts, and asked. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/form.h"

enum { SAID_LIMIT = 60, PLACES = 12 }; /* bytes of a value in a message; digits before the dot */

struct px_form_answers
px_form_answers_new(struct px_arena *arena, const struct px_form *form)
{
	size_t count = form->question_count;

	return (struct px_form_answers){
		form, arena, px_arena_alloc(arena, (count + 1) * sizeof(struct px_form_answer)),
		px_arena_alloc(arena, count + 1)
	};
}

void
px_form_answers_clear(struct px_form_answers *answers)
{
	size_t count = answers->form->question_count;

	memset(answers->items, 0, count * sizeof(*answers->items));
	memset(answers->shown, 0, count);
}

/* One text being put. */
struct put {
	const struct px_form_question *question;
	struct px_form_answer *answer;
	struct px_form_answers *answers;
	const char *text;
	size_t length;
	struct px_err *err;
};

static int
refuse(const struct put *put, const char *reason)
{
	size_t length =
		px_utf8_valid(put->text, put->length < SAID_LIMIT ? put->length : SAID_LIMIT);

	return px_err_set(put->err, PX_REJECTED, "%s: %.*s%s: %s", put->question->name, (int)length,
			  put->text, length < put->length ? "…" : "", reason);
}

static const char *
next_option(const void *data, size_t i)
{
	const struct px_form_question *question = data;

	return i < question->option_count ? question->options[i].value : NULL;
}

static int
refuse_option(const struct put *put, const char *word)
{
	const char *near = px_text_nearest(word, next_option, put->question);
	struct px_buf reason = PX_BUF_INIT;
	int result;

	px_buf_puts(&reason, _("one of "));
	for (size_t i = 0; i < put->question->option_count; i++)
		px_buf_printf(&reason, i ? ", %s" : "%s", put->question->options[i].value);
	if (near)
		px_buf_printf(&reason, _("; did you mean %s?"), near);
	result = refuse(put, reason.data);
	px_buf_release(&reason);
	return result;
}

static bool
is_label(const struct px_form_option *option, const char *word)
{
	return px_text_same(option->label.fr, word) ||
	       (option->label.en && px_text_same(option->label.en, word));
}

/* What spreadsheets and JSON write for yes and no. */
static long
find_truth(const struct px_form_question *question, const char *word)
{
	if (px_text_same(word, "true"))
		return px_form_option(question, "yes", 3);
	return px_text_same(word, "false") ? px_form_option(question, "no", 2) : -1;
}

/* The option that some bytes mean: its value, else its label, however it is written. */
static long
find_option(const struct put *put, const char *bytes, size_t length)
{
	long place = px_form_option(put->question, bytes, length);
	char *word;

	if (place >= 0 || length > PX_FORM_TEXT_LIMIT)
		return place;
	word = px_strndup(bytes, length);
	for (size_t i = 0; place < 0 && i < put->question->option_count; i++)
		if (px_text_same(put->question->options[i].value, word) ||
		    is_label(&put->question->options[i], word))
			place = (long)i;
	if (place < 0)
		place = find_truth(put->question, word);
	if (place < 0)
		refuse_option(put, word);
	free(word);
	return place;
}

static int
put_single(const struct put *put)
{
	long place = find_option(put, put->text, put->length);

	if (place < 0)
		return put->length > PX_FORM_TEXT_LIMIT ? refuse(put, _("too long")) : -1;
	put->answer->number = place;
	return 0;
}

/* What is chosen alone is chosen with nothing else. */
static int
check_alone(const struct put *put, uint64_t chosen)
{
	for (size_t i = 0; i < put->question->option_count; i++)
		if (put->question->options[i].alone && chosen >> i & 1 &&
		    chosen != UINT64_C(1) << i)
			return refuse(put, px_arena_printf(put->answers->arena,
							   _("%s is chosen with no other"),
							   put->question->options[i].value));
	put->answer->chosen = chosen;
	return 0;
}

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void
trim(const char **text, size_t *length)
{
	while (*length > 0 && is_blank(**text)) {
		(*text)++;
		(*length)--;
	}
	while (*length > 0 && is_blank((*text)[*length - 1]))
		(*length)--;
}

/* The bytes up to a comma that no backslash precedes, made plain in word. */
static const char *
take_word(const char *from, const char *end, struct px_buf *word)
{
	px_buf_clear(word);
	for (; from < end && *from != ','; from++) {
		from += *from == '\\' && from + 1 < end && from[1] == ',';
		px_buf_putc(word, *from);
	}
	return from < end ? from + 1 : end;
}

static int
put_multiple(const struct put *put)
{
	const char *end = put->text + put->length;
	struct px_buf word = PX_BUF_INIT;
	uint64_t chosen = 0;
	int result = 0;

	for (const char *from = put->text; from < end && result == 0;) {
		const char *bytes;
		size_t length;
		long place;

		from = take_word(from, end, &word);
		bytes = word.data;
		length = word.length;
		trim(&bytes, &length);
		place = length > 0 ? find_option(put, bytes, length) : -1;
		if (place >= 0)
			chosen |= UINT64_C(1) << place;
		else if (length > PX_FORM_TEXT_LIMIT)
			result = refuse(put, _("too long"));
		else if (length > 0)
			result = -1;
	}
	px_buf_release(&word);
	return result == 0 ? check_alone(put, chosen) : -1;
}

/* A limit of the question, as people write it, its unit after it. */
static void
add_value(const struct px_form_question *question, int64_t value, struct px_buf *out)
{
	const char *unit = px_form_in(question->unit, px_i18n_lang());
	char day[PX_DATE_SIZE];
	int64_t scale = 1;

	if (question->kind == PX_FORM_DATE) {
		px_date_format(px_date_from_days(value), day);
		px_buf_puts(out, day);
		return;
	}
	for (int i = 0; i < question->decimals; i++)
		scale *= 10;
	px_ratio_short(px_ratio_make(value, scale), question->decimals, out);
	if (unit)
		px_buf_printf(out, " %s", unit);
}

static int
check_limits(const struct put *put, int64_t value)
{
	const struct px_form_question *question = put->question;
	struct px_buf reason = PX_BUF_INIT;
	int result = 0;

	if ((!question->has_least || value >= question->least) &&
	    (!question->has_most || value <= question->most)) {
		put->answer->number = value;
		return 0;
	}
	if (question->has_least) {
		px_buf_puts(&reason, _("at least "));
		add_value(question, question->least, &reason);
	}
	if (question->has_most) {
		px_buf_puts(&reason, question->has_least ? _(" and at most ") : _("at most "));
		add_value(question, question->most, &reason);
	}
	result = refuse(put, reason.data);
	px_buf_release(&reason);
	return result;
}

static int
refuse_number(const struct put *put)
{
	struct px_buf reason = PX_BUF_INIT;
	int result;

	if (put->question->decimals > 0)
		px_buf_printf(&reason,
			      px_trn("a number of at most %d decimal",
				     "a number of at most %d decimals",
				     (unsigned long)put->question->decimals),
			      put->question->decimals);
	else
		px_buf_puts(&reason, _("a whole number"));
	result = refuse(put, reason.data);
	px_buf_release(&reason);
	return result;
}

/* Digits with a dot or a comma, as a whole number of the question's unit. */
static int
put_number(const struct put *put)
{
	bool negative = put->length > 0 && *put->text == '-', point = false;
	int after = 0, digits = 0;
	int64_t value = 0;

	for (size_t i = negative; i < put->length; i++) {
		char byte = put->text[i];

		if ((byte == '.' || byte == ',') && !point && digits > 0) {
			point = true;
			continue;
		}
		if (byte < '0' || byte > '9' || (!point && ++digits > PLACES))
			return refuse_number(put);
		/* Zeros past the last decimal say nothing more. */
		if (point && ++after > put->question->decimals && byte != '0')
			return refuse_number(put);
		if (after <= put->question->decimals)
			value = value * 10 + (byte - '0');
	}
	if (digits == 0 || (point && after == 0))
		return refuse_number(put);
	for (; after < put->question->decimals; after++)
		value *= 10;
	return check_limits(put, negative ? -value : value);
}

/* 24/12/2025, as the French write it. */
static int
parse_french_day(const char *text, struct px_date *out)
{
	char *end;
	long parts[3] = { 0, 0, 0 };

	for (int i = 0; i < 3; i++) {
		if (*text < '0' || *text > '9')
			return -1;
		parts[i] = strtol(text, &end, 10);
		if (i < 2 && *end != '/')
			return -1;
		text = end + (i < 2);
	}
	if (*text != '\0' || parts[0] > 31 || parts[1] > 12 || parts[2] > 9999)
		return -1;
	*out = (struct px_date){ (int)parts[2], (int)parts[1], (int)parts[0] };
	return px_date_valid(*out) ? 0 : -1;
}

static int
put_day(const struct put *put)
{
	char text[PX_DATE_SIZE];
	struct px_date date;

	if (put->length >= sizeof(text))
		return refuse(put, _("a day, like 2025-12-24"));
	memcpy(text, put->text, put->length);
	text[put->length] = '\0';
	if (px_date_parse(text, &date) != 0 && parse_french_day(text, &date) != 0)
		return refuse(put, _("a day, like 2025-12-24"));
	return check_limits(put, px_date_days(date));
}

static int
put_words(const struct put *put)
{
	if (px_utf8_valid(put->text, put->length) < put->length)
		return refuse(put, _("not UTF-8"));
	if (put->length > PX_FORM_TEXT_LIMIT)
		return refuse(put, _("too long: at most 10000 bytes"));
	put->answer->text = px_text_trim(
		px_text_tame(px_arena_strndup(put->answers->arena, put->text, put->length)));
	return 0;
}

static int (*const puts_of[PX_FORM_KIND_COUNT])(const struct put *put) = {
	[PX_FORM_SINGLE] = put_single, [PX_FORM_MULTIPLE] = put_multiple,
	[PX_FORM_NUMBER] = put_number, [PX_FORM_DATE] = put_day,
	[PX_FORM_TEXT] = put_words,    [PX_FORM_SCALE] = put_number,
};

int
px_form_answer_put(struct px_form_answers *answers, size_t question, const char *text,
		   size_t length, struct px_err *err)
{
	const struct px_form *form = answers->form;
	struct px_form_answer answer = { .given = false };
	struct put put = { &form->questions[question], &answer, answers, NULL, 0, err };

	trim(&text, &length);
	put.text = text;
	put.length = length;
	if (length > 0 && puts_of[put.question->kind](&put) != 0)
		return -1;
	answer.given = length > 0 && (put.question->kind != PX_FORM_MULTIPLE || answer.chosen) &&
		       (!answer.text || *answer.text); /* of control characters, nothing is left */
	answers->items[question] = answer;
	if (form->conditional)
		memset(answers->shown, 0, form->question_count);
	return 0;
}

size_t
px_form_unanswered(const struct px_form_answers *answers, size_t *out)
{
	const struct px_form *form = answers->form;
	size_t count = 0;

	for (size_t i = 0; i < form->question_count; i++)
		if (!answers->items[i].given &&
		    (form->questions[i].required || form->questions[i].counted) &&
		    px_form_shown(answers, i))
			out[count++] = i;
	return count;
}
