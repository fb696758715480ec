/* Questionnaires: those that site.yaml names, as pages to fill in and print. */
#include "base/i18n.h"
#include "care/form_render.h"
#include "care/form_store.h"
#include "web/page/pages.h"

static const struct px_form *
find(struct px_site *site, const struct px_doc *name, struct px_err *err)
{
	struct px_forms_at at = {
		.store = site->options->store,
		.organization = site->options->organization,
		.world = site->options->world,
		.folder = site->options->forms,
		.arena = &site->arena,
	};

	return px_form_find(&at, name->text, err);
}

/* Found once, for all languages. */
void
px_site_forms(struct px_site *site)
{
	const struct px_doc *names = px_doc_get(site->langs[0].config, "forms");

	if (!names || names->kind != PX_DOC_LIST)
		return;
	site->forms = px_arena_alloc(&site->arena, (names->count + 1) * sizeof(*site->forms));
	for (size_t i = 0; i < names->count; i++) {
		struct px_err err = PX_ERR_INIT;
		const struct px_form *form = NULL;

		/* A path would be a file of this machine: a site names forms. */
		if (strchr(names->items[i]->text, '/') || strchr(names->items[i]->text, '.'))
			px_err_set(&err, PX_USAGE, _("a form is named: bpco"));
		else
			form = find(site, names->items[i], &err);
		if (form)
			site->forms[site->form_count++] = form;
		else
			px_faults_add(site->faults, PX_REJECTING, NULL, "%s:%d: forms: %s: %s",
				      px_site_called(site, &site->arena, "site.yaml"), names->line,
				      names->items[i]->text, err.message);
	}
}

static const char *
form_path(struct px_site *site, const struct site_lang *lang, const struct px_form *form)
{
	return px_arena_printf(&site->arena, "%s%s/%s.html", lang->prefix,
			       px_site_pages[SITE_FORMS].names[lang->words], form->name);
}

static struct px_doc *
form_doc(struct px_site *site, const struct site_lang *lang, const struct px_form *form, int depth)
{
	struct px_doc *map = px_doc_map(&site->arena);

	px_doc_put_text(map, "title", px_form_in(form->title, lang->code));
	px_doc_put_url(map, "href", px_site_href(&site->arena, depth, form_path(site, lang, form)),
		       NULL);
	px_doc_put_text(map, "summary", px_form_in(form->description, lang->code));
	px_doc_put_text(map, "source", px_form_in(form->source, lang->code));
	px_doc_put_number(map, "questions", (int64_t)form->question_count);
	px_doc_put_bool(map, "anonymous", form->anonymous);
	return map;
}

void
px_site_put_forms(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	struct px_doc *list;

	if (!site->form_count)
		return;
	list = px_doc_put_list(doc, "forms");
	for (size_t i = 0; i < site->form_count; i++)
		px_doc_push(list,
			    form_doc(site, lang, site->forms[i], px_site_depth(lang->prefix)));
}

static void
key_form(const struct px_site *site, const struct site_job *job, struct px_buf *key)
{
	(void)site;
	px_site_pack(job->item, key);
}

static int
fill_form(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
	  struct px_err *err)
{
	const struct px_doc *doc = job->item;

	(void)worker;
	(void)err;
	for (size_t i = 0; i < doc->count; i++)
		px_doc_put(root, doc->entries[i].key, doc->entries[i].value);
	return 0;
}

static int
form_page(struct px_site *site, struct site_lang *lang, const struct px_form *form,
	  struct px_err *err)
{
	struct px_form_look look = { .lang = lang->code };
	struct px_buf html = PX_BUF_INIT;
	struct px_doc *doc = px_doc_map(&site->arena);
	struct site_job *job = px_site_job(site, form_path(site, lang, form));

	if (px_form_html(form, &look, &html, err) != 0) {
		px_buf_release(&html);
		return -1;
	}
	job->lang = (int)(lang - site->langs);
	job->template = "form";
	job->title = px_form_in(form->title, lang->code);
	job->description = px_form_in(form->description, lang->code);
	job->parent = SITE_FORMS;
	job->under = true;
	job->nav = px_site_nav_place(lang, SITE_FORMS, NULL);
	for (int i = 0; i < site->lang_count; i++)
		if (i != job->lang && site->langs[i].has[SITE_FORMS])
			job->twin = form_path(site, &site->langs[i], form);
	px_doc_put(doc, "item", form_doc(site, lang, form, job->depth));
	px_doc_put_html(doc, "form", html.data, html.length);
	job->item = doc;
	job->key = key_form;
	job->fill = fill_form;
	px_buf_release(&html);
	return 0;
}

int
px_site_form_pages(struct px_site *site, struct site_lang *lang, struct px_err *err)
{
	for (size_t i = 0; lang->has[SITE_FORMS] && i < site->form_count; i++)
		if (form_page(site, lang, site->forms[i], err) != 0)
			return -1;
	return 0;
}
