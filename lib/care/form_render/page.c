/* A form as a whole page. */
#include "base/i18n.h"
#include "care/form_render.h"
#include "io/html.h"

/* Boxes are drawn on paper, a question is not cut between two sheets. */
static const char page_style[] =
	"fieldset,.question{border:1px solid var(--edge);border-radius:.3rem;margin:0 0 1rem;"
	"padding:.75rem 1rem;min-width:0}\n"
	"legend,.question>label{font-weight:bold;padding:0}legend{float:left;width:100%}"
	"legend+*{clear:both}\n"
	".notes p{margin:.25rem 0}.when{font-style:italic}.hint{font-size:.9rem}\n"
	".option{margin:.35rem 0}.option input{width:1.2rem;height:1.2rem;vertical-align:middle}\n"
	".scale{display:flex;flex-wrap:wrap;gap:.25rem 1rem}\n"
	"input,textarea,button{font:inherit;color:inherit;background:var(--paper);"
	"border:1px solid var(--edge);padding:.3rem}textarea{width:100%}\n"
	"button{background:var(--strong);color:var(--paper);padding:.6rem 1.2rem}\n"
	".source{font-size:.9rem}\n"
	"@media print{.question{break-inside:avoid}textarea{height:6rem}button{display:none}"
	".scoring{break-before:page}}\n";

int
px_form_page(const struct px_form *form, const struct px_form_look *look, struct px_buf *out,
	     struct px_err *err)
{
	struct px_form_look whole = *look;
	struct px_html_page page = { .lang = look->lang,
				     .title = px_form_in(form->title, look->lang),
				     .style = page_style };
	const char *was = px_i18n_lang();
	int result;

	whole.heading = 1;
	px_i18n_switch(look->lang);
	px_html_begin(out, &page);
	result = px_form_html(form, &whole, out, err);
	px_html_end(out);
	px_i18n_switch(was);
	return result;
}
