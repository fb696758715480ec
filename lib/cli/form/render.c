/* plexus-form render: a form to fill in, on a page or on paper. */
#include "base/i18n.h"
#include "care/form_render.h"
#include "cli/form/form.h"

static const struct px_option opt_text = { "text", 0, NULL,
					   N_("text, for mail and paper, instead of a page") };
static const struct px_option opt_part = { "part", 0, NULL,
					   N_("the form alone, to stand in another page") };
static const struct px_option opt_scoring = {
	"scoring", 0, NULL, N_("add what answers bring and the bands, to score by hand")
};
static const struct px_option opt_action = {
	"action", 0, "URL", N_("where the page sends the answers; nowhere unless said")
};
static const struct px_option opt_prefix = { "prefix", 0, "WORD",
					     N_("what its ids begin with; its name unless said") };
static const struct px_option opt_heading = { "heading", 0, "LEVEL",
					      N_("of --part: the level of its title, 1 to 5; 2") };

static int
render(struct px_run *run, const struct px_form *form, const struct px_form_look *look,
       struct px_buf *out, struct px_err *err)
{
	if (px_option_given(run, &opt_text)) {
		px_form_sheet(form, look, out);
		return 0;
	}
	return px_option_given(run, &opt_part) ? px_form_html(form, look, out, err)
					       : px_form_page(form, look, out, err);
}

static int
run_render(struct px_run *run, struct px_err *err)
{
	struct px_form_look look = { .lang = px_run_form_lang(run),
				     .action = px_option_value(run, &opt_action),
				     .prefix = px_option_value(run, &opt_prefix),
				     .scoring = px_option_given(run, &opt_scoring) };
	const struct px_form *form = px_run_form(run, run->operands[0], err);
	struct px_buf out = PX_BUF_INIT;
	int64_t heading;
	int result;

	if (!form || px_option_number(run, &opt_heading, 1, 5, 2, &heading, err) != 0)
		return -1;
	look.heading = (int)heading;
	result = render(run, form, &look, &out, err);
	if (result == 0)
		fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
	return result;
}

static const struct px_option *const options[] = { &opt_text,   &opt_part,   &opt_scoring,
						   &opt_action, &opt_prefix, &opt_heading,
						   NULL };

static const struct px_example examples[] = {
	{ "plexus-form render bpco -o bpco.html", N_("a page that works without a script, and "
						     "prints") },
	{ "plexus-form render findrisc --text --scoring", N_("a sheet for paper, with what answers "
							     "bring") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_render = {
	.name = "render",
	.operands = "FORM",
	.summary = N_("print a form to fill in: a page without scripts, or text for paper"),
	.details = N_("In French unless --lang en.  A question that is asked only of some says of "
		      "whom in words: nothing is hidden.  With --action the page sends its answers "
		      "there; `form.name` and `form.version` go with them."),
	.flags = PX_VERB_MAYBE | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.examples = examples,
	.operand = px_form_operand,
	.run = run_render,
};
