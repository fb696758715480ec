/* A form as whoever uses it reads it: questions, points, scores, bands, source. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/form/form.h"

/* One form being shown. */
struct show {
	const struct px_form *form;
	const char *lang;
	struct px_buf out;
};

static void
add_decimal(struct show *show, int64_t value, int decimals)
{
	size_t before = show->out.length;
	int64_t unit = 1;

	for (int i = 0; i < decimals; i++)
		unit *= 10;
	px_ratio_short(px_ratio_make(value, unit), decimals, &show->out);
	for (size_t i = before; strcmp(show->lang, "fr") == 0 && i < show->out.length; i++)
		if (show->out.data[i] == '.')
			show->out.data[i] = ',';
}

static void
add_text(struct show *show, const char *before, struct px_form_text text)
{
	const char *words = px_form_in(text, show->lang);

	if (words)
		px_buf_printf(&show->out, "%s%s\n", before, words);
}

/* A value of an answer, as conditions and ranges have it. */
static void
add_value(struct show *show, const struct px_form_question *question, int64_t value)
{
	char day[PX_DATE_SIZE];

	if (question->option_count > 0) {
		px_buf_puts(&show->out, question->options[value].value);
	} else if (question->kind == PX_FORM_DATE) {
		px_date_format(px_date_from_days(value), day);
		px_buf_puts(&show->out, day);
	} else {
		add_decimal(show, value, question->decimals);
	}
}

static void
add_test(struct show *show, const struct px_form_condition *condition)
{
	static const char *const words[] = {
		[PX_FORM_IS] = " = ",
		[PX_FORM_CONTAINS] = " ∋ ",
		[PX_FORM_AT_LEAST] = " ≥ ",
		[PX_FORM_AT_MOST] = " ≤ ",
	};
	const struct px_form_question *question = &show->form->questions[condition->question];

	px_buf_puts(&show->out, question->name);
	if (condition->test == PX_FORM_ANSWERED) {
		px_buf_puts(&show->out, _(" is answered"));
		return;
	}
	px_buf_puts(&show->out, words[condition->test]);
	add_value(show, question, condition->value);
}

static void
add_condition(struct show *show, const struct px_form_condition *condition)
{
	const char *between = condition->test == PX_FORM_ANY ? _(" or ") : _(" and ");

	if (condition->part_count == 0) {
		add_test(show, condition);
		return;
	}
	if (condition->test == PX_FORM_NOT)
		px_buf_puts(&show->out, _("not "));
	px_buf_putc(&show->out, '(');
	for (size_t i = 0; i < condition->part_count; i++) {
		px_buf_puts(&show->out, i ? between : "");
		add_condition(show, &condition->parts[i]);
	}
	px_buf_putc(&show->out, ')');
}

static void
add_when(struct show *show, const struct px_form_condition *when)
{
	if (!when)
		return;
	px_buf_puts(&show->out, _(", when "));
	add_condition(show, when);
}

/* "3 points", after what brings them. */
static void
add_points(struct show *show, int64_t points)
{
	px_buf_puts(&show->out, " [");
	add_decimal(show, points, show->form->decimals);
	px_buf_putc(&show->out, ']');
}

static void
add_options(struct show *show, const struct px_form_question *question)
{
	for (size_t i = 0; i < question->option_count; i++) {
		const struct px_form_option *option = &question->options[i];

		px_buf_printf(&show->out, "      %s: %s", option->value,
			      px_form_in(option->label, show->lang));
		if (option->scored)
			add_points(show, option->points);
		px_buf_putc(&show->out, '\n');
	}
}

static void
add_ranges(struct show *show, const struct px_form_question *question)
{
	for (size_t i = 0; i < question->range_count; i++) {
		const struct px_form_range *range = &question->ranges[i];

		px_buf_puts(&show->out, "      ");
		add_value(show, question, range->from);
		px_buf_puts(&show->out, " – ");
		add_value(show, question, range->to);
		add_points(show, range->points);
		add_when(show, range->when);
		if (range->variant >= 0)
			px_buf_printf(&show->out, " (--variant %s)",
				      show->form->variants[range->variant].name);
		px_buf_putc(&show->out, '\n');
	}
}

static void
add_limits(struct show *show, const struct px_form_question *question)
{
	const char *unit = px_form_in(question->unit, show->lang);

	if (question->has_least || question->has_most) {
		px_buf_puts(&show->out, ", ");
		if (question->has_least)
			add_value(show, question, question->least);
		px_buf_puts(&show->out, " – ");
		if (question->has_most)
			add_value(show, question, question->most);
	}
	if (unit)
		px_buf_printf(&show->out, " %s", unit);
}

static void
add_question(struct show *show, const struct px_form_question *question)
{
	px_buf_printf(&show->out, "    %s (%s", question->name, px_form_kind_names[question->kind]);
	if (question->required)
		px_buf_puts(&show->out, _(", required"));
	add_limits(show, question);
	add_when(show, question->when);
	px_buf_puts(&show->out, "): ");
	px_buf_printf(&show->out, "%s\n", px_form_in(question->label, show->lang));
	add_text(show, "      ", question->help);
	add_options(show, question);
	add_ranges(show, question);
}

static void
add_cut(struct show *show, const struct px_form_cut *cut)
{
	for (size_t i = 0; i < cut->count; i++) {
		const struct px_form_band *band = &cut->bands[i];

		px_buf_puts(&show->out, "    ");
		add_decimal(show, band->from, show->form->decimals);
		px_buf_puts(&show->out, " – ");
		add_decimal(show, band->to, show->form->decimals);
		px_buf_printf(&show->out, " %s: %s", band->name,
			      px_form_in(band->label, show->lang));
		add_when(show, cut->when);
		if (cut->variant >= 0)
			px_buf_printf(&show->out, " (--variant %s)",
				      show->form->variants[cut->variant].name);
		px_buf_putc(&show->out, '\n');
	}
}

static void
add_score(struct show *show, const struct px_form_score *score)
{
	px_buf_printf(&show->out, "  %s", score->name);
	if (px_form_in(score->label, show->lang))
		px_buf_printf(&show->out, ": %s", px_form_in(score->label, show->lang));
	px_buf_puts(&show->out, " (");
	add_decimal(show, score->least, show->form->decimals);
	px_buf_puts(&show->out, " – ");
	add_decimal(show, score->most, show->form->decimals);
	px_buf_puts(&show->out, score->mean ? _(", mean") : "");
	px_buf_printf(&show->out, _(", unanswered: %s"), px_form_missing_names[score->missing]);
	px_buf_puts(&show->out, ")\n");
	for (size_t i = 0; i < score->cut_count; i++)
		add_cut(show, &score->cuts[i]);
}

static void
show_form(struct show *show)
{
	const struct px_form *form = show->form;

	px_buf_printf(&show->out, "%s (%s %s)\n", px_form_in(form->title, show->lang), form->name,
		      form->version);
	add_text(show, "", form->description);
	for (size_t i = 0; i < form->section_count; i++) {
		const struct px_form_section *section = &form->sections[i];
		const char *title = px_form_in(section->title, show->lang);

		px_buf_printf(&show->out, "\n  %s\n", title ? title : _("questions"));
		add_text(show, "    ", section->help);
		for (size_t j = 0; j < section->count; j++)
			add_question(show, &form->questions[section->first + j]);
	}
	px_buf_puts(&show->out, form->score_count ? "\n" : "");
	for (size_t i = 0; i < form->score_count; i++)
		add_score(show, &form->scores[i]);
	for (size_t i = 0; i < form->variant_count; i++)
		px_buf_printf(&show->out, _("  variant %s: %s\n"), form->variants[i].name,
			      px_form_in(form->variants[i].label, show->lang));
	add_text(show, _("\nsource: "), form->source);
	if (form->url)
		px_buf_printf(&show->out, "%s\n", form->url);
}

static int
form_show(struct px_run *run, struct px_err *err)
{
	struct show show = { .lang = px_i18n_lang(), .out = PX_BUF_INIT };

	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("one form: `plexus-form list` names them"));
	show.form = px_run_form(run, run->operands[0], err);
	if (!show.form)
		return -1;
	if (px_option_given(run, &px_opt_json))
		px_buf_add(&show.out, show.form->text, show.form->text_length);
	else
		show_form(&show);
	fwrite(show.out.data, 1, show.out.length, run->out);
	px_buf_release(&show.out);
	return 0;
}

static const struct px_example examples[] = {
	{ "plexus-form show findrisc", N_("questions, points, bands, where it comes from") },
	{ "plexus-form show findrisc --json >mon-findrisc.json",
	  N_("its file, to begin one of the team's own from") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_show = {
	.name = "show",
	.operands = "FORM",
	.summary = N_("print a form: its questions, what they bring, what scores mean"),
	.details = N_("FORM is a name (findrisc), a version of it (findrisc@1), or a file.  With "
		      "--json the form's file itself."),
	.flags = PX_VERB_MAYBE,
	.access = PX_ACCESS_READ,
	.examples = examples,
	.operand = px_form_operand,
	.schema = "form.json",
	.run = form_show,
};
