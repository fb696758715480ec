/* A form as text, for paper and mail. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/form_render/words.h"

enum { SHEET_WIDTH = 76, ANSWER_INDENT = 4, TEXT_LINES = 3, BLANK = 12 };

struct sheet {
	const struct px_form *form;
	const char *lang;
	struct px_buf *out;
	struct px_buf text;
	size_t width; /* of the line so far */
	char of[512]; /* what the bands before are of */
};

static void
put_times(struct px_buf *out, char sign, size_t times)
{
	while (times-- > 0)
		px_buf_putc(out, sign);
}

/* Words go to the next line, where they begin at the indent, rather than over the edge. */
static void
put_word(struct sheet *sheet, const char *word, size_t length, size_t indent)
{
	char *copy = px_strndup(word, length);
	size_t width = px_text_width(copy);

	if (sheet->width + 1 + width > SHEET_WIDTH && sheet->width > indent) {
		px_buf_putc(sheet->out, '\n');
		put_times(sheet->out, ' ', indent);
		sheet->width = indent;
	} else if (sheet->width > indent) {
		px_buf_putc(sheet->out, ' ');
		sheet->width++;
	}
	px_buf_puts(sheet->out, copy);
	sheet->width += width;
	free(copy);
}

/* A paragraph: the first line after what is there, the others at the indent. */
static void
put_words(struct sheet *sheet, const char *text, size_t indent)
{
	while (*text) {
		size_t length = strcspn(text, " \n\t");

		if (length)
			put_word(sheet, text, length, indent);
		text += length + (text[length] != '\0');
	}
}

static void
put_line(struct sheet *sheet, const char *lead, const char *text)
{
	px_buf_puts(sheet->out, lead);
	sheet->width = px_text_width(lead);
	put_words(sheet, text, sheet->width);
	px_buf_putc(sheet->out, '\n');
}

/*
 * Questions.
 */
static void
put_boxes(struct sheet *sheet, const struct px_form_question *question)
{
	for (size_t i = 0; i < question->option_count; i++)
		put_line(sheet, "    [ ] ", px_form_in(question->options[i].label, sheet->lang));
}

static void
put_steps(struct sheet *sheet, const struct px_form_question *question)
{
	put_times(sheet->out, ' ', ANSWER_INDENT);
	for (int64_t value = question->least; value <= question->most; value++)
		px_buf_printf(sheet->out, "%s[ ] %lld", value == question->least ? "" : "  ",
			      (long long)value);
	px_buf_putc(sheet->out, '\n');
}

static void
put_blank(struct sheet *sheet, const struct px_form_question *question)
{
	const char *unit = px_form_in(question->unit, sheet->lang);

	if (question->kind == PX_FORM_TEXT) {
		for (int i = 0; i < TEXT_LINES; i++) {
			put_times(sheet->out, ' ', ANSWER_INDENT);
			put_times(sheet->out, '_', SHEET_WIDTH - ANSWER_INDENT);
			px_buf_putc(sheet->out, '\n');
		}
		return;
	}
	put_times(sheet->out, ' ', ANSWER_INDENT);
	if (question->kind == PX_FORM_DATE)
		px_buf_puts(sheet->out, "__ /__ /____");
	else
		put_times(sheet->out, '_', BLANK);
	if (unit)
		px_buf_printf(sheet->out, " %s", unit);
	px_buf_putc(sheet->out, '\n');
}

static void
put_question(struct sheet *sheet, size_t place)
{
	const struct px_form_question *question = &sheet->form->questions[place];
	const char *help = px_form_in(question->help, sheet->lang);
	char number[24];

	px_buf_putc(sheet->out, '\n');
	snprintf(number, sizeof(number), "%zu. ", place + 1);
	px_buf_clear(&sheet->text);
	px_buf_printf(&sheet->text, "%s%s%s%s", px_form_in(question->label, sheet->lang),
		      question->required ? " (" : "", question->required ? _("required") : "",
		      question->required ? ")" : "");
	put_line(sheet, number, sheet->text.data);
	if (question->when) {
		px_buf_clear(&sheet->text);
		px_buf_puts(&sheet->text, _("Only if: "));
		px_form_put_condition(sheet->form, question->when, sheet->lang, &sheet->text);
		px_buf_putc(&sheet->text, '.');
		put_line(sheet, "    ", sheet->text.data);
	}
	if (help)
		put_line(sheet, "    ", help);
	px_buf_clear(&sheet->text);
	px_form_put_hint(question, sheet->lang, &sheet->text);
	if (sheet->text.length)
		put_line(sheet, "    ", sheet->text.data);
	if (question->option_count)
		put_boxes(sheet, question);
	else if (px_form_is_steps(question))
		put_steps(sheet, question);
	else
		put_blank(sheet, question);
}

static void
put_title(struct sheet *sheet, const char *title, char under)
{
	put_line(sheet, "", title);
	put_times(sheet->out, under,
		  px_text_width(title) > SHEET_WIDTH ? SHEET_WIDTH : px_text_width(title));
	px_buf_putc(sheet->out, '\n');
}

static void
put_section(struct sheet *sheet, const struct px_form_section *section)
{
	const char *title = px_form_in(section->title, sheet->lang);
	const char *help = px_form_in(section->help, sheet->lang);

	if (title) {
		px_buf_putc(sheet->out, '\n');
		put_title(sheet, title, '-');
	}
	if (help)
		put_line(sheet, "", help);
	for (size_t i = section->first; i < section->first + section->count; i++)
		put_question(sheet, i);
}

/*
 * For who scores by hand.
 */
static void
put_points(const struct px_form_points *line, void *data)
{
	struct sheet *sheet = data;

	if (strcmp(sheet->of, line->question) != 0) {
		snprintf(sheet->of, sizeof(sheet->of), "%s", line->question);
		put_line(sheet, "", line->question);
	}
	px_buf_clear(&sheet->text);
	px_buf_printf(&sheet->text, "%s%s%s", line->answer, _(": "), line->points);
	put_line(sheet, "    ", sheet->text.data);
}

static void
put_band(const struct px_form_band_line *line, void *data)
{
	struct sheet *sheet = data;

	if (strcmp(sheet->of, line->of) != 0) {
		snprintf(sheet->of, sizeof(sheet->of), "%s", line->of);
		put_line(sheet, "", line->of);
	}
	px_buf_clear(&sheet->text);
	px_buf_printf(&sheet->text, "%s%s%s", line->from_to, _(": "), line->label);
	if (line->advice)
		px_buf_printf(&sheet->text, ". %s", line->advice);
	put_line(sheet, "    ", sheet->text.data);
}

static void
put_scoring(struct sheet *sheet)
{
	const struct px_form *form = sheet->form;

	if (!form->score_count)
		return;
	px_buf_putc(sheet->out, '\n');
	put_title(sheet, _("Scoring"), '-');
	for (size_t i = 0; i < form->score_count; i++) {
		px_buf_clear(&sheet->text);
		px_form_put_sum(form, &form->scores[i], sheet->lang, &sheet->text);
		put_line(sheet, "", sheet->text.data);
	}
	px_buf_putc(sheet->out, '\n');
	px_form_each_points(form, sheet->lang, put_points, sheet);
	px_buf_putc(sheet->out, '\n');
	px_form_each_band(form, sheet->lang, put_band, sheet);
}

static void
put_source(struct sheet *sheet)
{
	const char *source = px_form_in(sheet->form->source, sheet->lang);

	px_buf_clear(&sheet->text);
	if (source)
		px_buf_printf(&sheet->text, "%s%s%s", _("Source: "), source,
			      px_form_full_stop(source));
	px_buf_printf(&sheet->text, _("Version %s."), sheet->form->version);
	px_buf_putc(sheet->out, '\n');
	put_line(sheet, "", sheet->text.data);
}

static void
put_sheet(struct sheet *sheet, bool scoring)
{
	const struct px_form *form = sheet->form;
	const char *description = px_form_in(form->description, sheet->lang);

	put_title(sheet, px_form_in(form->title, sheet->lang), '=');
	if (description)
		put_line(sheet, "", description);
	px_buf_putc(sheet->out, '\n');
	if (form->anonymous)
		put_line(sheet, "",
			 _("This questionnaire is anonymous: write nothing that says who you "
			   "are."));
	else
		px_buf_printf(sheet->out, "%s ______________________________  ", _("Name:"));
	px_buf_printf(sheet->out, "%s __ /__ /____\n", _("Date:"));
	for (size_t i = 0; i < form->section_count; i++)
		put_section(sheet, &form->sections[i]);
	if (scoring)
		put_scoring(sheet);
	put_source(sheet);
}

void
px_form_sheet(const struct px_form *form, const struct px_form_look *look, struct px_buf *out)
{
	struct sheet sheet = { .form = form, .lang = look->lang, .out = out, .text = PX_BUF_INIT };
	const char *was = px_i18n_lang();

	px_i18n_switch(look->lang);
	put_sheet(&sheet, look->scoring);
	px_i18n_switch(was);
	px_buf_release(&sheet.text);
}
