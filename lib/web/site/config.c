/* site.yaml: what people say of the site as a whole.  The one list of its keys. */
#include <errno.h>
#include <fcntl.h>

#include "base/i18n.h"
#include "web/site/part.h"

static const struct px_front_key link_keys[] = {
	{ "href", PX_FRONT_URL, true, NULL },
	{ "label", PX_FRONT_TEXT, false, NULL },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};
static const struct px_front_key notice_keys[] = {
	{ "title", PX_FRONT_TEXT, true, NULL }, { "text", PX_FRONT_TEXT, false, NULL },
	{ "link", PX_FRONT_URL, false, NULL },  { "label", PX_FRONT_TEXT, false, NULL },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};
static const struct px_front_key phone_keys[] = {
	{ "phone", PX_FRONT_TEXT, true, NULL },
	{ "note", PX_FRONT_TEXT, true, NULL },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};
static const struct px_front_key urgent_keys[] = {
	{ "text", PX_FRONT_TEXT, false, NULL },
	{ "phones", PX_FRONT_MAPS, false, phone_keys },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};
static const struct px_front_key on_call_keys[] = {
	{ "text", PX_FRONT_TEXT, true, NULL },
	{ "phone", PX_FRONT_TEXT, false, NULL },
	{ "label", PX_FRONT_TEXT, false, NULL },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};
static const struct px_front_key purpose_keys[] = {
	{ "title", PX_FRONT_TEXT, true, NULL },     { "basis", PX_FRONT_TEXT, true, NULL },
	{ "data", PX_FRONT_TEXT, true, NULL },      { "recipients", PX_FRONT_TEXT, true, NULL },
	{ "retention", PX_FRONT_TEXT, true, NULL }, { NULL, PX_FRONT_TEXT, false, NULL },
};

static const struct px_front_key site_keys[] = {
	{ "address", PX_FRONT_URL, false, NULL },
	{ "languages", PX_FRONT_TEXTS, false, NULL },
	{ "theme", PX_FRONT_TEXT, false, NULL },
	{ "name", PX_FRONT_TEXT, false, NULL },
	{ "description", PX_FRONT_TEXT, false, NULL },
	{ "logo", PX_FRONT_PATH, false, NULL },
	{ "logo_alt", PX_FRONT_TEXT, false, NULL },
	{ "image", PX_FRONT_PATH, false, NULL },
	{ "image_alt", PX_FRONT_TEXT, false, NULL },
	{ "book", PX_FRONT_MAP, false, link_keys },
	{ "menu", PX_FRONT_TEXTS, false, NULL },
	{ "without", PX_FRONT_TEXTS, false, NULL },
	{ "notice", PX_FRONT_MAP, false, notice_keys },
	{ "urgent", PX_FRONT_MAP, false, urgent_keys },
	{ "on_call", PX_FRONT_MAP, false, on_call_keys },
	{ "purposes", PX_FRONT_MAPS, false, purpose_keys },
	{ "forms", PX_FRONT_TEXTS, false, NULL },
	{ "security", PX_FRONT_URL, false, NULL },
	{ NULL, PX_FRONT_TEXT, false, NULL },
};

/* Read a file of settings; a missing one is an empty map, unless it must be there. */
static struct px_doc *
read_settings(struct px_site *site, const char *name, bool needed, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err why = PX_ERR_INIT;
	const char *called = px_site_called(site, &site->arena, name);
	struct px_front_form form = { called, site_keys, NULL };
	struct px_doc *map = px_doc_map(&site->arena);

	if (px_site_read_at(site->content, name, called, PX_FRONT_BYTES, &text, &why) != 0) {
		px_buf_release(&text);
		if (why.code != PX_NOT_FOUND)
			return px_err_copy(err, &why), NULL;
		if (!needed)
			return map;
		px_err_set(err, PX_NOT_FOUND,
			   _("%s: there is none: plexus-site init makes the folder of a site"),
			   called);
		return NULL;
	}
	px_front_yaml(&form, text.data, text.length, &map, site->faults);
	px_buf_release(&text);
	return map && map->kind == PX_DOC_MAP ? map : px_doc_map(&site->arena);
}

static void
add_language(struct px_site *site, const char *code, int line)
{
	for (int i = 0; i < SITE_LANGS; i++) {
		struct site_lang *lang = &site->langs[site->lang_count];

		if (strcmp(code, px_site_lang_codes[i]) != 0)
			continue;
		if (site->lang_count && site->langs[0].words == i)
			return;
		lang->code = px_site_lang_codes[i];
		lang->words = i;
		lang->prefix =
			site->lang_count ? px_arena_printf(&site->arena, "%s/", lang->code) : "";
		site->lang_count++;
		return;
	}
	px_faults_add(site->faults, PX_REJECTING, NULL,
		      _("%s:%d: languages: %s: a site is in fr, in en, or in both"),
		      px_site_called(site, &site->arena, "site.yaml"), line, code);
}

static void
read_languages(struct px_site *site, const struct px_doc *map)
{
	const struct px_doc *list = px_doc_get(map, "languages");

	for (size_t i = 0; list && i < list->count; i++)
		add_language(site, list->items[i]->text, list->line);
	if (!site->lang_count)
		add_language(site, "fr", 0);
}

/* The others say what differs: site.en.yaml. */
static int
read_others(struct px_site *site, struct px_doc *first, struct px_err *err)
{
	site->langs[0].config = first;
	for (int i = 1; i < site->lang_count; i++) {
		const char *name =
			px_arena_printf(&site->arena, "site.%s.yaml", site->langs[i].code);
		struct px_doc *own = read_settings(site, name, false, err);
		struct px_doc *map;

		if (!own)
			return -1;
		map = px_doc_map_under(&site->arena, first);
		for (size_t k = 0; k < own->count; k++)
			px_doc_put(map, own->entries[k].key, own->entries[k].value);
		site->langs[i].config = map;
	}
	return 0;
}

void
px_site_set_base(struct px_site *site, const char *address)
{
	size_t length = strlen(address);

	while (length && address[length - 1] == '/')
		length--;
	site->base = px_arena_printf(&site->arena, "%.*s/", (int)length, address);
}

/* Its address, ended by one slash. */
static void
read_base(struct px_site *site, const struct px_doc *map)
{
	const char *address = px_doc_get_text(map, "address");

	if (!address)
		return;
	if (strncmp(address, "http://", 7) == 0 || strncmp(address, "https://", 8) == 0)
		px_site_set_base(site, address);
	else
		px_faults_add(
			site->faults, PX_REJECTING, NULL,
			_("%s:%d: address: %s: write the whole of it: https://www.msp.example/"),
			px_site_called(site, &site->arena, "site.yaml"),
			px_doc_get(map, "address")->line, address);
}

int
px_site_config(struct px_site *site, struct px_err *err)
{
	struct px_doc *map = read_settings(site, "site.yaml", true, err);

	if (!map)
		return -1;
	read_languages(site, map);
	if (!site->lang_count)
		add_language(site, "fr", 0);
	read_base(site, map);
	return read_others(site, map, err);
}

bool
px_site_without(const struct site_lang *lang, int page)
{
	const struct px_doc *list = px_doc_get(lang->config, "without");

	if (page == SITE_HOME || page >= SITE_LEGAL)
		return false; /* compulsory */
	for (size_t i = 0; list && list->kind == PX_DOC_LIST && i < list->count; i++)
		for (int k = 0; k < SITE_LANGS; k++)
			if (strcmp(list->items[i]->text, px_site_pages[page].names[k]) == 0)
				return true;
	return false;
}
