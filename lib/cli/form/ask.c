/* Questions asked in a terminal, one after the other. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/form_render/words.h"
#include "cli/form/form.h"
#include "cli/interrupt.h"

enum { LINE_MOST = 4 * PX_FORM_TEXT_LIMIT };
enum said { SAID_BACK, SAID_NEXT, SAID_AGAIN, SAID_END, SAID_FAILED };

struct asking {
	struct px_run *run;
	struct px_form_answers *answers;
	const char *lang;
	int in, out; /* the terminal, whatever the standard streams are */
	char *line;
	size_t *trail; /* the questions asked so far */
	size_t depth;
};

PX_PRINTF(2, 3)
static void
say(const struct asking *asking, const char *format, ...)
{
	struct px_arena arena = PX_ARENA_INIT;
	const char *text;
	va_list args;

	va_start(args, format);
	text = px_arena_vprintf(&arena, format, args);
	va_end(args);
	for (size_t length = strlen(text); length;) {
		ssize_t wrote = write(asking->out, text, length);

		if (wrote <= 0)
			break;
		text += wrote;
		length -= (size_t)wrote;
	}
	px_arena_release(&arena);
}

/* 1 and the line, 0 at the end, -1 when interrupted. */
static int
read_line(struct asking *asking, struct px_err *err)
{
	size_t length = 0;

	for (;;) {
		ssize_t got = read(asking->in, asking->line + length, 1);

		if (px_interrupt_check(err) != 0)
			return -1;
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 && length == 0)
			return 0;
		if (got <= 0 || asking->line[length] == '\n')
			break;
		length += length < LINE_MOST - 1;
	}
	asking->line[length] = '\0';
	px_text_trim(asking->line);
	return 1;
}

/*
 * What is shown.
 */
static void
show_options(const struct asking *asking, const struct px_form_question *question)
{
	bool numbered = px_answers_numbered(question);

	for (size_t i = 0; i < question->option_count; i++) {
		const char *label = px_form_in(question->options[i].label, asking->lang);

		if (numbered)
			say(asking, "  %zu. %s\n", i + 1, label);
		else
			say(asking, "  %s. %s\n", question->options[i].value, label);
	}
}

static void
show_question(const struct asking *asking, size_t place)
{
	const struct px_form *form = asking->answers->form;
	const struct px_form_question *question = &form->questions[place];
	const struct px_form_section *section = &form->sections[question->section];
	struct px_buf hint = PX_BUF_INIT;

	if (place == section->first && px_form_in(section->title, asking->lang))
		say(asking, "\n%s\n", px_form_in(section->title, asking->lang));
	px_form_put_hint(question, asking->lang, &hint);
	say(asking, "\n%zu/%zu %s%s%s\n", place + 1, form->question_count,
	    px_form_in(question->label, asking->lang), question->required ? " " : "",
	    question->required ? _("(required)") : "");
	if (hint.length)
		say(asking, "  (%s)\n", hint.data);
	show_options(asking, question);
	px_buf_release(&hint);
}

static void
show_prompt(const struct asking *asking, size_t place)
{
	struct px_buf given = PX_BUF_INIT;

	px_form_answer_human(asking->answers, place, asking->lang, &given);
	if (given.length)
		say(asking, "[%s] > ", given.data);
	else
		say(asking, "> ");
	px_buf_release(&given);
}

static void
show_help(const struct asking *asking, const struct px_form_question *question)
{
	const char *help = px_form_in(question->help, asking->lang);

	if (help)
		say(asking, "  %s\n", help);
	say(asking, "  %s\n",
	    _("< goes back; an empty line keeps what is there, or leaves the question; - takes the "
	      "answer back; Ctrl-C stops, and nothing is stored"));
}

/*
 * What is answered.
 */
static enum said
take_empty(const struct asking *asking, const struct px_form_question *question, size_t place)
{
	if (asking->answers->items[place].given || !question->required)
		return SAID_NEXT;
	say(asking, "  %s\n", _("an answer is required"));
	return SAID_AGAIN;
}

static enum said
take_line(struct asking *asking, size_t place)
{
	const struct px_form_question *question = &asking->answers->form->questions[place];
	struct px_err why = PX_ERR_INIT;
	const char *line = asking->line;

	if (!*line)
		return take_empty(asking, question, place);
	if (strcmp(line, "<") == 0)
		return SAID_BACK;
	if (strcmp(line, "?") == 0) {
		show_help(asking, question);
		return SAID_AGAIN;
	}
	if (strcmp(line, "-") == 0)
		line = "";
	if (px_answers_type(asking->answers, place, line, &why) == 0)
		return *line || !question->required ? SAID_NEXT : SAID_AGAIN;
	say(asking, "  %s\n", why.message);
	return SAID_AGAIN;
}

static enum said
ask_one(struct asking *asking, size_t place, struct px_err *err)
{
	enum said said = SAID_AGAIN;

	show_question(asking, place);
	while (said == SAID_AGAIN) {
		int got;

		show_prompt(asking, place);
		got = read_line(asking, err);
		if (got <= 0) {
			say(asking, "\n");
			return got < 0 ? SAID_FAILED : SAID_END;
		}
		said = take_line(asking, place);
	}
	return said;
}

/* Forward over what is not asked, back along what was. */
static int
ask_all(struct asking *asking, struct px_err *err)
{
	size_t count = asking->answers->form->question_count, place = 0;

	while (place < count) {
		enum said said;

		if (!px_form_shown(asking->answers, place)) {
			place++;
			continue;
		}
		said = ask_one(asking, place, err);
		if (said == SAID_END || said == SAID_FAILED)
			return said == SAID_END ? 0 : -1;
		if (said == SAID_NEXT)
			asking->trail[asking->depth++] = place++;
		else if (asking->depth)
			place = asking->trail[--asking->depth];
	}
	return 1;
}

int
px_form_ask(struct px_run *run, struct px_form_answers *answers, struct px_err *err)
{
	struct asking asking = { .run = run, .answers = answers, .lang = px_i18n_lang() };
	size_t count = answers->form->question_count;
	int terminal, result;

	if (run->no_input)
		return px_err_set(err, PX_USAGE, _("--ask asks: it goes without --no-input"));
	terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (terminal < 0)
		return px_err_set(err, PX_USAGE,
				  _("--ask: there is no terminal to ask in; give the answers as "
				    "JSON"));
	asking.in = asking.out = terminal;
	asking.line = px_arena_alloc(&run->arena, LINE_MOST);
	asking.trail = px_arena_alloc(&run->arena, (count + 1) * sizeof(*asking.trail));
	say(&asking, "%s\n%s\n", px_form_in(answers->form->title, asking.lang),
	    _("(? helps, < goes back)"));
	result = ask_all(&asking, err);
	close(terminal);
	return result;
}
