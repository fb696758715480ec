/* Markdown of records and of site.yaml. */
#include "base/i18n.h"
#include "web/page/records.h"

struct aside {
	struct px_site *site;
	struct site_text text; /* a text that is no file: links are from the top */
};

static const char *
aside_link(void *data, const char *href, struct px_arena *arena, struct px_err *err)
{
	struct aside *aside = data;

	return px_site_link(aside->site, &aside->text, href, arena, err);
}

static int
aside_image(void *data, const char *src, struct px_arena *arena, struct px_markdown_image *out,
	    struct px_err *err)
{
	struct aside *aside = data;

	return px_site_picture(aside->site, &aside->text, src, arena, out, err);
}

static void
render(struct px_site *site, const struct site_lang *lang, int depth, const char *where,
       const char *text, struct px_markdown *out)
{
	struct site_file file = { .path = "/" };
	struct aside aside = {
		site, { .file = &file, .lang = (int)(lang - site->langs), .depth = depth }
	};
	const char *before = px_i18n_lang();
	struct px_markdown_form form = {
		.path = where,
		.lang = lang->code,
		.link = aside_link,
		.image = aside_image,
		.data = &aside,
	};

	/* What is wrong is said to who builds, in their language and not in that of the page. */
	px_i18n_switch(site->spoken);
	px_markdown_render(&form, text, strlen(text), out, site->faults);
	px_i18n_switch(before);
}

const struct px_doc *
px_site_markdown(struct px_site *site, const struct site_lang *lang, int depth, const char *where,
		 const char *text)
{
	struct px_markdown made = { 0 };

	render(site, lang, depth, where, text, &made);
	return made.body;
}

const char *
px_site_summary(struct px_site *site, const struct site_lang *lang, const char *where,
		const char *text)
{
	struct px_markdown made = { 0 };
	struct px_faults faults = { .arena = &site->arena }, *kept = site->faults;

	/* Its faults are said where the whole of it is shown. */
	site->faults = &faults;
	render(site, lang, 0, where, text, &made);
	site->faults = kept;
	return made.summary && made.summary->kind == PX_DOC_TEXT ? made.summary->text : NULL;
}
