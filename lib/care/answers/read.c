/*
 * Stored answers, read again.  They were written by px_form_answers_write: one object, its members in
 * the form's order, nothing between the signs.  A million of them are read to be counted, hence a
 * reader of just that; whatever else comes is left to the reader of JSON.
 */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/answers.h"
#include "io/json_in.h"

struct reading {
	const struct px_form *form;
	struct px_form_answers *out;
	const char *at, *end;
	size_t next; /* the question that is expected */
};

static bool
takes(struct reading *reading, char sign)
{
	if (reading->at == reading->end || *reading->at != sign)
		return false;
	reading->at++;
	return true;
}

/* A string without escapes. */
static bool
read_plain(struct reading *reading, const char **text, size_t *length)
{
	const char *begin;

	if (!takes(reading, '"'))
		return false;
	begin = reading->at;
	while (reading->at < reading->end && *reading->at != '"' && *reading->at != '\\')
		reading->at++;
	*text = begin;
	*length = (size_t)(reading->at - begin);
	return takes(reading, '"');
}

static bool
is_named(const char *name, const char *text, size_t length)
{
	return strncmp(name, text, length) == 0 && name[length] == '\0';
}

static bool
read_option(struct reading *reading, const struct px_form_question *question, int64_t *place)
{
	const char *text;
	size_t length;

	if (!read_plain(reading, &text, &length))
		return false;
	for (size_t i = 0; i < question->option_count; i++)
		if (is_named(question->options[i].value, text, length)) {
			*place = (int64_t)i;
			return true;
		}
	return false;
}

static bool
read_options(struct reading *reading, const struct px_form_question *question, uint64_t *chosen)
{
	int64_t place;

	*chosen = 0;
	if (!takes(reading, '['))
		return false;
	do {
		if (!read_option(reading, question, &place))
			return false;
		*chosen |= (uint64_t)1 << place;
	} while (takes(reading, ','));
	return takes(reading, ']');
}

/* Digits, a dot, no more decimals than the question has. */
static bool
read_number(struct reading *reading, int decimals, int64_t *number)
{
	const char *begin;
	bool negative = takes(reading, '-'), dot = false;
	int64_t value = 0;

	for (begin = reading->at; reading->at < reading->end; reading->at++) {
		if (*reading->at == '.' && !dot)
			dot = true;
		else if (*reading->at >= '0' && *reading->at <= '9' && value < INT64_MAX / 100 &&
			 !(dot && decimals-- == 0))
			value = value * 10 + *reading->at - '0';
		else
			break;
	}
	while (decimals-- > 0 && value < INT64_MAX / 100)
		value *= 10;
	*number = negative ? -value : value;
	return reading->at > begin;
}

static bool
read_day(struct reading *reading, int64_t *day)
{
	char text[PX_DATE_SIZE];
	struct px_date date;
	const char *begin;
	size_t length;

	if (!read_plain(reading, &begin, &length) || length != sizeof(text) - 1)
		return false;
	memcpy(text, begin, length);
	text[length] = '\0';
	if (px_date_parse(text, &date) != 0)
		return false;
	*day = px_date_days(date);
	return true;
}

static bool
read_text(struct reading *reading, const char **text)
{
	const char *begin;
	size_t length;

	if (!read_plain(reading, &begin, &length))
		return false;
	*text = px_arena_strndup(reading->out->arena, begin, length);
	return true;
}

static bool
read_value(struct reading *reading, size_t place)
{
	const struct px_form_question *question = &reading->form->questions[place];
	struct px_form_answer *answer = &reading->out->items[place];

	answer->given = true;
	switch (question->kind) {
	case PX_FORM_SINGLE:
		return read_option(reading, question, &answer->number);
	case PX_FORM_MULTIPLE:
		return read_options(reading, question, &answer->chosen);
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		return read_number(reading, question->decimals, &answer->number);
	case PX_FORM_DATE:
		return read_day(reading, &answer->number);
	case PX_FORM_TEXT:
		return read_text(reading, &answer->text);
	}
	return false;
}

/* The member's question: the next one that has this name. */
static bool
read_name(struct reading *reading, size_t *place)
{
	const char *text;
	size_t length;

	if (!read_plain(reading, &text, &length) || !takes(reading, ':'))
		return false;
	while (reading->next < reading->form->question_count &&
	       !is_named(reading->form->questions[reading->next].name, text, length))
		reading->next++;
	*place = reading->next++;
	return *place < reading->form->question_count;
}

static bool
read_quickly(struct reading *reading)
{
	size_t place;

	if (!takes(reading, '{'))
		return false;
	if (takes(reading, '}'))
		return reading->at == reading->end;
	do {
		if (!read_name(reading, &place) || !read_value(reading, place))
			return false;
	} while (takes(reading, ','));
	return takes(reading, '}') && reading->at == reading->end;
}

static int
read_slowly(const char *text, size_t length, struct px_form_answers *out, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	const struct px_json_node *node =
		px_json_parse(&arena, text, length, _("the stored answers"), err);
	int result = node ? 0 : -1;

	px_form_answers_clear(out);
	if (node)
		px_form_answers_read(out, node, &faults);
	if (px_faults_count(&faults, PX_REJECTING))
		result = px_err_set(err, PX_FAILED, "%s", px_faults_text(&faults, PX_REJECTING));
	px_arena_release(&arena);
	return result;
}

int
px_answers_read(const struct px_form *form, const char *text, size_t length,
		struct px_form_answers *out, struct px_err *err)
{
	struct reading reading = { form, out, text, text + length, 0 };

	px_form_answers_clear(out);
	return read_quickly(&reading) ? 0 : read_slowly(text, length, out, err);
}
