/* A form as a part of a page. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/form_render/words.h"
#include "io/html.h"

/* A form being written. */
struct writing {
	const struct px_form *form;
	const struct px_form_look *look;
	const char *lang, *prefix;
	struct px_buf *out;
	struct px_buf text; /* of what is said next */
};

static void
put(struct writing *w, const char *markup)
{
	px_buf_puts(w->out, markup);
}

static void
put_text(struct writing *w, const char *text)
{
	px_html_text(w->out, text);
}

/* id="PREFIX.NAME", and of a part of it ".VALUE" or ":notes": names have neither sign, values no ':'. */
static void
put_id(struct writing *w, const char *attribute, const struct px_form_question *question,
       const char *sign, const char *part)
{
	px_buf_printf(w->out, " %s=\"", attribute);
	put_text(w, w->prefix);
	px_buf_printf(w->out, ".%s%s", question->name, sign);
	put_text(w, part);
	put(w, "\"");
}

/*
 * What is said beside a question: for whom it is, help, limits.  The control is described by it.
 */
static bool
has_notes(struct writing *w, const struct px_form_question *question)
{
	bool any;

	px_buf_clear(&w->text);
	px_form_put_hint(question, w->lang, &w->text);
	any = w->text.length || question->when || px_form_in(question->help, w->lang);
	return any;
}

static void
put_notes(struct writing *w, const struct px_form_question *question)
{
	const char *help = px_form_in(question->help, w->lang);

	if (!has_notes(w, question))
		return;
	put(w, "<div class=\"notes\"");
	put_id(w, "id", question, ":", "notes");
	put(w, ">\n");
	if (question->when) {
		px_buf_clear(&w->text);
		px_buf_puts(&w->text, _("Only if: "));
		px_form_put_condition(w->form, question->when, w->lang, &w->text);
		px_buf_putc(&w->text, '.');
		px_html_element(w->out, "p", "class=\"when\"", w->text.data);
	}
	if (help)
		px_html_element(w->out, "p", "class=\"help\"", help);
	px_buf_clear(&w->text);
	px_form_put_hint(question, w->lang, &w->text);
	if (w->text.length)
		px_html_element(w->out, "p", "class=\"hint\"", w->text.data);
	put(w, "</div>\n");
}

static void
put_described(struct writing *w, const struct px_form_question *question)
{
	if (has_notes(w, question))
		put_id(w, "aria-describedby", question, ":", "notes");
}

/* "3. What is asked (required)" */
static void
put_asked(struct writing *w, const struct px_form_question *question)
{
	px_buf_printf(w->out, "<span class=\"number\">%zu.</span> ",
		      (size_t)(question - w->form->questions) + 1);
	put_text(w, px_form_in(question->label, w->lang));
	if (!question->required)
		return;
	put(w, " <span class=\"required\">(");
	put_text(w, _("required"));
	put(w, ")</span>");
}

/* Of a question asked only of some, a browser without scripts would demand it of all. */
static bool
is_demanded(const struct px_form_question *question)
{
	return question->required && !question->when;
}

/*
 * Choices.
 */
static void
put_choice(struct writing *w, const struct px_form_question *question, const char *value,
	   const char *label)
{
	bool several = question->kind == PX_FORM_MULTIPLE;

	px_buf_printf(w->out, "<div class=\"option\"><input type=\"%s\" name=\"%s\" value=\"",
		      several ? "checkbox" : "radio", question->name);
	put_text(w, value);
	put(w, "\"");
	put_id(w, "id", question, ".", value);
	put(w, is_demanded(question) && !several ? " required>" : ">");
	put(w, " <label");
	put_id(w, "for", question, ".", value);
	put(w, ">");
	put_text(w, label);
	put(w, "</label></div>\n");
}

static void
put_options(struct writing *w, const struct px_form_question *question)
{
	for (size_t i = 0; i < question->option_count; i++) {
		const struct px_form_option *option = &question->options[i];
		const char *label = px_form_in(option->label, w->lang);
		struct px_buf text = PX_BUF_INIT;

		px_buf_puts(&text, label);
		if (option->alone && question->kind == PX_FORM_MULTIPLE)
			px_buf_printf(&text, " (%s)", _("alone"));
		put_choice(w, question, option->value, text.data);
		px_buf_release(&text);
	}
}

static void
put_steps(struct writing *w, const struct px_form_question *question)
{
	put(w, "<div class=\"scale\">\n");
	for (int64_t value = question->least; value <= question->most; value++) {
		const char *end =
			value == question->least  ? px_form_in(question->least_label, w->lang)
			: value == question->most ? px_form_in(question->most_label, w->lang)
						  : NULL;
		struct px_buf label = PX_BUF_INIT;
		char number[24];

		px_buf_number(&label, value);
		memcpy(number, label.data, label.length + 1);
		if (end)
			px_buf_printf(&label, " (%s)", end);
		put_choice(w, question, number, label.data);
		px_buf_release(&label);
	}
	put(w, "</div>\n");
}

static void
put_fieldset(struct writing *w, const struct px_form_question *question)
{
	put(w, "<fieldset class=\"question\"");
	put_id(w, "id", question, "", "");
	put_described(w, question);
	put(w, ">\n<legend>");
	put_asked(w, question);
	put(w, "</legend>\n");
	put_notes(w, question);
	if (question->option_count)
		put_options(w, question);
	else
		put_steps(w, question);
	put(w, "</fieldset>\n");
}

/*
 * Fields.
 */

/* As controls want them: dots, no thousands. */
static void
put_bound(struct writing *w, const char *attribute, const struct px_form_question *question,
	  int64_t value)
{
	struct px_ratio unit = px_ratio_whole(1);
	char day[PX_DATE_SIZE];

	for (int i = 0; i < question->decimals; i++)
		unit = px_ratio_mul(unit, px_ratio_whole(10));
	px_buf_printf(w->out, " %s=\"", attribute);
	if (question->kind == PX_FORM_DATE) {
		px_date_format(px_date_from_days(value), day);
		put(w, day);
	} else {
		px_ratio_fixed(px_ratio_div(px_ratio_whole(value), unit), question->decimals,
			       w->out);
	}
	put(w, "\"");
}

static void
put_control(struct writing *w, const struct px_form_question *question)
{
	bool words = question->kind == PX_FORM_TEXT, day = question->kind == PX_FORM_DATE;

	if (words)
		px_buf_printf(w->out, "<textarea rows=\"4\" maxlength=\"%d\"", PX_FORM_TEXT_LIMIT);
	else if (day)
		put(w, "<input type=\"date\"");
	else
		px_buf_printf(w->out, "<input type=\"number\" inputmode=\"%s\"",
			      question->decimals ? "decimal" : "numeric");
	px_buf_printf(w->out, " name=\"%s\" autocomplete=\"off\"", question->name);
	put_id(w, "id", question, "", "");
	if (question->has_least)
		put_bound(w, "min", question, question->least);
	if (question->has_most)
		put_bound(w, "max", question, question->most);
	if (!words && !day)
		put_bound(w, "step", question, 1);
	put_described(w, question);
	put(w, is_demanded(question) ? " required>" : ">");
	put(w, words ? "</textarea>" : "");
}

static void
put_field(struct writing *w, const struct px_form_question *question)
{
	const char *unit = px_form_in(question->unit, w->lang);

	put(w, "<div class=\"question\">\n<label");
	put_id(w, "for", question, "", "");
	put(w, ">");
	put_asked(w, question);
	put(w, "</label>\n");
	put_notes(w, question);
	put(w, "<div class=\"control\">");
	put_control(w, question);
	if (unit) {
		put(w, " <span class=\"unit\">");
		put_text(w, unit);
		put(w, "</span>");
	}
	put(w, "</div>\n</div>\n");
}

/*
 * The whole.
 */
static void
put_heading(struct writing *w, int level, const char *text)
{
	char tag[3] = { 'h', (char)('0' + (level > 6 ? 6 : level)), '\0' };

	px_html_element(w->out, tag, NULL, text);
}

static void
put_section(struct writing *w, const struct px_form_section *section)
{
	const char *title = px_form_in(section->title, w->lang);
	const char *help = px_form_in(section->help, w->lang);

	/* Without a heading it is no section. */
	put(w, title ? "<section>\n" : "<div>\n");
	if (title)
		put_heading(w, w->look->heading ? w->look->heading + 1 : 2, title);
	if (help)
		px_html_element(w->out, "p", NULL, help);
	for (size_t i = section->first; i < section->first + section->count; i++) {
		const struct px_form_question *question = &w->form->questions[i];

		if (question->option_count || px_form_is_steps(question))
			put_fieldset(w, question);
		else
			put_field(w, question);
	}
	put(w, title ? "</section>\n" : "</div>\n");
}

static void
put_intro(struct writing *w)
{
	const char *description = px_form_in(w->form->description, w->lang);
	bool required = false;

	if (w->look->heading)
		put_heading(w, w->look->heading, px_form_in(w->form->title, w->lang));
	if (description)
		px_html_element(w->out, "p", NULL, description);
	if (w->form->anonymous)
		px_html_element(w->out, "p", NULL,
				_("This questionnaire is anonymous: write nothing that says who "
				  "you are."));
	for (size_t i = 0; i < w->form->question_count; i++)
		required = required || w->form->questions[i].required;
	if (required)
		px_html_element(w->out, "p", NULL,
				_("Questions that must be answered say “required”."));
}

static void
put_source(struct writing *w)
{
	const char *source = px_form_in(w->form->source, w->lang);

	put(w, "<p class=\"source\">");
	if (source) {
		put_text(w, _("Source: "));
		if (w->form->url) {
			put(w, "<a href=\"");
			put_text(w, w->form->url);
			put(w, "\">");
		}
		put_text(w, source);
		put(w, w->form->url ? "</a>" : "");
		put(w, px_form_full_stop(source));
	}
	px_buf_clear(&w->text);
	px_buf_printf(&w->text, _("Version %s."), w->form->version);
	put_text(w, w->text.data);
	put(w, "</p>\n");
}

/*
 * For who scores by hand.
 */
static void
put_points_row(const struct px_form_points *line, void *data)
{
	struct writing *w = data;

	put(w, "<tr>\n");
	px_html_element(w->out, "th", "scope=\"row\"", line->question);
	px_html_element(w->out, "td", NULL, line->answer);
	px_html_element(w->out, "td", "class=\"n\"", line->points);
	put(w, "</tr>\n");
}

static void
put_band_row(const struct px_form_band_line *line, void *data)
{
	struct writing *w = data;

	put(w, "<tr>\n");
	px_html_element(w->out, "th", "scope=\"row\"", line->of);
	px_html_element(w->out, "td", NULL, line->from_to);
	px_html_element(w->out, "td", NULL, line->label);
	px_html_element(w->out, "td", NULL, line->advice ? line->advice : "");
	put(w, "</tr>\n");
}

static void
put_headers(struct writing *w, const char *const *headers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		px_html_element(w->out, "th", "scope=\"col\"", headers[i]);
	px_html_table_body(w->out);
}

static void
put_scoring(struct writing *w)
{
	const char *const points[] = { _("Question"), _("Answer"), _("Points") };
	const char *const bands[] = { _("Score"), _("Value"), _("Meaning"), _("What to do") };

	if (!w->form->score_count)
		return;
	put(w, "<section class=\"scoring\">\n");
	put_heading(w, w->look->heading ? w->look->heading + 1 : 2, _("Scoring"));
	for (size_t i = 0; i < w->form->score_count; i++) {
		px_buf_clear(&w->text);
		px_form_put_sum(w->form, &w->form->scores[i], w->lang, &w->text);
		px_html_element(w->out, "p", NULL, w->text.data);
	}
	px_html_table_open(w->out, NULL, _("What answers bring"));
	put_headers(w, points, PX_COUNT(points));
	px_form_each_points(w->form, w->lang, put_points_row, w);
	px_html_table_close(w->out);
	px_html_table_open(w->out, NULL, _("What the score means"));
	put_headers(w, bands, PX_COUNT(bands));
	px_form_each_band(w->form, w->lang, put_band_row, w);
	px_html_table_close(w->out);
	put(w, "</section>\n");
}

/* Where answers go, and of which form they are. */
static void
put_hidden(struct writing *w, const char *name, const char *value)
{
	px_buf_printf(w->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	put_text(w, value);
	put(w, "\">\n");
}

static void
put_form(struct writing *w)
{
	const char *action = w->look->action;

	put_intro(w);
	if (action) {
		put(w, "<form class=\"form\" method=\"post\" accept-charset=\"utf-8\" action=\"");
		put_text(w, action);
		put(w, "\">\n");
		put_hidden(w, "form.name", w->form->name);
		put_hidden(w, "form.version", w->form->version);
	} else {
		put(w, "<div class=\"form\">\n");
	}
	for (size_t i = 0; i < w->form->section_count; i++)
		put_section(w, &w->form->sections[i]);
	if (action) {
		put(w, "<p><button type=\"submit\">");
		put_text(w, _("Send my answers"));
		put(w, "</button></p>\n</form>\n");
	} else {
		put(w, "</div>\n");
	}
	if (w->look->scoring)
		put_scoring(w);
	put_source(w);
}

/* A scheme ends at the first ':' before any '/', '?' or '#'. */
static bool
is_safe(const char *url)
{
	size_t length = strcspn(url, ":/?#");

	return url[length] != ':' || strncmp(url, "https:", 6) == 0 ||
	       strncmp(url, "http:", 5) == 0;
}

int
px_form_html(const struct px_form *form, const struct px_form_look *look, struct px_buf *out,
	     struct px_err *err)
{
	struct writing w = { form, look,       look->lang, look->prefix ? look->prefix : form->name,
			     out,  PX_BUF_INIT };
	const char *was = px_i18n_lang();

	if (look->action && !is_safe(look->action))
		return px_err_set(err, PX_USAGE,
				  _("%s: answers are sent to an http or https address, or to a "
				    "place of the site itself (/forms/answer)"),
				  look->action);
	px_i18n_switch(look->lang);
	put_form(&w);
	px_i18n_switch(was);
	px_buf_release(&w.text);
	return 0;
}
