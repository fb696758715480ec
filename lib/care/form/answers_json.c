/* Answers as JSON, in and out; and for people. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "base/text.h"
#include "care/form.h"
#include "io/json_in.h"

/* A list: its items, as one text whose commas part them. */
static int
put_list(struct px_form_answers *answers, size_t question, const struct px_json_node *node,
	 struct px_err *err)
{
	const char *name = answers->form->questions[question].name;
	bool several = answers->form->questions[question].kind == PX_FORM_MULTIPLE;
	struct px_buf text = PX_BUF_INIT;
	int result = 0;

	for (size_t i = 0; i < node->count && result == 0; i++) {
		const char *item = node->items[i].string;

		if (i)
			px_buf_putc(&text, ',');
		if (!item)
			result = px_err_set(err, PX_REJECTED, _("%s: a list of %s"), name,
					    px_json_type_name(node->items[i].type));
		for (; item && *item; item++) {
			if (several && *item == ',')
				px_buf_putc(&text, '\\');
			px_buf_putc(&text, *item);
		}
	}
	if (result == 0 && node->count > 1 && !several)
		result =
			px_err_set(err, PX_REJECTED, _("%s: %s: one answer only"), name, text.data);
	if (result == 0)
		result = px_form_answer_put(answers, question, text.data, text.length, err);
	px_buf_release(&text);
	return result;
}

int
px_form_answer_json(struct px_form_answers *answers, size_t question,
		    const struct px_json_node *node, struct px_err *err)
{
	switch (node->type) {
	case PX_JSON_NULL:
		return px_form_answer_put(answers, question, "", 0, err);
	case PX_JSON_BOOL:
		return px_form_answer_put(answers, question, node->integer ? "yes" : "no",
					  node->integer ? 3 : 2, err);
	case PX_JSON_INTEGER:
	case PX_JSON_REAL:
	case PX_JSON_STRING:
		return px_form_answer_put(answers, question, node->string, strlen(node->string),
					  err);
	case PX_JSON_ARRAY:
		return put_list(answers, question, node, err);
	case PX_JSON_OBJECT:
		break;
	}
	return px_err_set(err, PX_REJECTED, _("%s: an object: a value or a list expected"),
			  answers->form->questions[question].name);
}

static const char *
next_question(const void *data, size_t i)
{
	const struct px_form *form = data;

	return i < form->question_count ? form->questions[i].name : NULL;
}

void
px_form_answers_unknown(const struct px_form *form, const char *name, struct px_faults *faults)
{
	const char *near = px_text_nearest(name, next_question, form);

	px_faults_add(faults, PX_REJECTING, NULL,
		      near ? _("%s: %s has no such question; did you mean %s?")
			   : _("%s: %s has no such question"),
		      name, form->name, near);
}

void
px_form_answers_read(struct px_form_answers *answers, const struct px_json_node *object,
		     struct px_faults *faults)
{
	struct px_err err = PX_ERR_INIT;

	if (object->type != PX_JSON_OBJECT)
		px_faults_add(faults, PX_REJECTING, NULL,
			      _("is of type %s: an object of answers expected, like "
				"{\"question\": \"yes\"}"),
			      px_json_type_name(object->type));
	for (size_t i = 0; object->type == PX_JSON_OBJECT && i < object->count; i++) {
		const struct px_json_node *node = &object->items[i];
		long place = px_form_question(answers->form, node->key, strlen(node->key));

		if (place < 0)
			px_form_answers_unknown(answers->form, node->key, faults);
		else if (px_form_answer_json(answers, (size_t)place, node, &err) != 0)
			px_faults_add(faults, PX_REJECTING, NULL, "%s", err.message);
	}
}

/* A number in its question's unit, with all of its decimals. */
static void
add_number(const struct px_form_question *question, int64_t value, struct px_buf *out)
{
	int64_t scale = 1;

	for (int i = 0; i < question->decimals; i++)
		scale *= 10;
	px_ratio_short(px_ratio_make(value, scale), question->decimals, out);
}

static void
write_chosen(const struct px_form_question *question, uint64_t chosen, struct px_json *json)
{
	px_json_open(json, '[');
	for (size_t i = 0; i < question->option_count; i++)
		if (chosen >> i & 1)
			px_json_string(json, question->options[i].value);
	px_json_close(json, ']');
}

static void
write_answer(const struct px_form_question *question, const struct px_form_answer *answer,
	     struct px_json *json)
{
	struct px_buf number = PX_BUF_INIT;
	char day[PX_DATE_SIZE];

	switch (question->kind) {
	case PX_FORM_SINGLE:
		px_json_string(json, question->options[answer->number].value);
		break;
	case PX_FORM_MULTIPLE:
		write_chosen(question, answer->chosen, json);
		break;
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		add_number(question, answer->number, &number);
		px_json_raw(json, number.data);
		break;
	case PX_FORM_DATE:
		px_date_format(px_date_from_days(answer->number), day);
		px_json_string(json, day);
		break;
	case PX_FORM_TEXT:
		px_json_string(json, answer->text);
		break;
	}
	px_buf_release(&number);
}

void
px_form_answers_write(const struct px_form_answers *answers, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	for (size_t i = 0; i < answers->form->question_count; i++) {
		if (!answers->items[i].given)
			continue;
		px_json_key(&json, answers->form->questions[i].name);
		write_answer(&answers->form->questions[i], &answers->items[i], &json);
	}
	px_json_close(&json, '}');
}

static void
human_number(const struct px_form_question *question, int64_t value, const char *lang,
	     struct px_buf *out)
{
	const char *unit = px_form_in(question->unit, lang);
	size_t before = out->length;

	add_number(question, value, out);
	for (size_t i = before; strcmp(lang, "fr") == 0 && i < out->length; i++)
		if (out->data[i] == '.')
			out->data[i] = ',';
	if (unit)
		px_buf_printf(out, " %s", unit);
}

static void
human_day(int64_t day, const char *lang, struct px_buf *out)
{
	struct px_date date = px_date_from_days(day);
	char text[PX_DATE_SIZE];

	px_date_format(date, text);
	if (strcmp(lang, "fr") == 0)
		px_buf_printf(out, "%02d/%02d/%04d", date.day, date.month, date.year);
	else
		px_buf_puts(out, text);
}

void
px_form_answer_human(const struct px_form_answers *answers, size_t place, const char *lang,
		     struct px_buf *out)
{
	const struct px_form_question *question = &answers->form->questions[place];
	const struct px_form_answer *answer = &answers->items[place];
	const char *part = "";

	if (!answer->given)
		return;
	switch (question->kind) {
	case PX_FORM_SINGLE:
		px_buf_puts(out, px_form_in(question->options[answer->number].label, lang));
		break;
	case PX_FORM_MULTIPLE:
		for (size_t i = 0; i < question->option_count; i++) {
			if (!(answer->chosen >> i & 1))
				continue;
			px_buf_printf(out, "%s%s", part,
				      px_form_in(question->options[i].label, lang));
			part = ", ";
		}
		break;
	case PX_FORM_NUMBER:
	case PX_FORM_SCALE:
		human_number(question, answer->number, lang, out);
		break;
	case PX_FORM_DATE:
		human_day(answer->number, lang, out);
		break;
	case PX_FORM_TEXT:
		px_buf_puts(out, answer->text);
		break;
	}
}
