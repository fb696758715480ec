/* `site`, which every page sees: made once for each language and depth; and the menu by where one is. */
#include "base/hash.h"
#include "base/i18n.h"
#include "model/types.h"
#include "web/page/records.h"

/*
 * The menu: pages of every site that this one has, then the texts that ask to be in it; or what
 * site.yaml lists.
 */

static struct site_menu_entry *
push_entry(struct site_lang *lang)
{
	PX_GROW(lang->menu, lang->menu_count, lang->menu_capacity);
	lang->menu[lang->menu_count] = (struct site_menu_entry){ .page = -1 };
	return &lang->menu[lang->menu_count++];
}

static const char *
text_label(const struct site_text *text)
{
	const char *label = px_doc_get_text(text->front, "label");

	if (!label)
		label = px_doc_get_text(text->front, "title");
	return label ? label : text->name;
}

static void
push_page(struct site_lang *lang, int page)
{
	struct site_menu_entry *entry = push_entry(lang);
	const struct site_text *text = lang->pages[page];
	const char *label = text ? px_doc_get_text(text->front, "label") : NULL;

	entry->page = page;
	entry->href = lang->hrefs[page];
	entry->label = label ? label : px_site_tr(lang->words, px_site_pages[page].label);
}

static void
push_text(struct site_lang *lang, const struct site_text *text)
{
	struct site_menu_entry *entry = push_entry(lang);

	entry->text = text;
	entry->href = text->href;
	entry->label = text_label(text);
}

static void
push_named(struct px_site *site, struct site_lang *lang, const struct px_doc *name)
{
	const struct site_list *pages = &lang->texts[SITE_PAGES];

	for (int i = 0; i < SITE_PAGE_COUNT; i++) {
		bool named = strcmp(name->text, px_site_pages[i].names[0]) == 0 ||
			     strcmp(name->text, px_site_pages[i].names[1]) == 0 ||
			     (i == SITE_HOME && (strcmp(name->text, "accueil") == 0 ||
						 strcmp(name->text, "home") == 0));

		if (named) {
			if (lang->has[i])
				push_page(lang, i);
			return; /* known, and empty now: it will come */
		}
	}
	for (size_t i = 0; i < pages->count; i++)
		if (strcmp(pages->items[i]->name, name->text) == 0) {
			push_text(lang, pages->items[i]);
			return;
		}
	if (lang == &site->langs[0])
		px_faults_add(site->faults, PX_SUSPICIOUS, NULL,
			      _("%s:%d: menu: %s: there is no such page, nor pages/%s.md"),
			      px_site_called(site, &site->arena, "site.yaml"), name->line,
			      name->text, name->text);
}

void
px_site_menu(struct px_site *site, struct site_lang *lang)
{
	const struct px_doc *menu = px_doc_get(lang->config, "menu");

	if (menu && menu->kind == PX_DOC_LIST) {
		for (size_t i = 0; i < menu->count; i++)
			push_named(site, lang, menu->items[i]);
		return;
	}
	for (int i = SITE_HOME + 1; i < SITE_PAGE_COUNT; i++)
		if (px_site_pages[i].menu && lang->has[i])
			push_page(lang, i);
	for (size_t i = 0; i < lang->menu_pages.count; i++)
		push_text(lang, lang->menu_pages.items[i]);
}

/*
 * What every page sees.
 */

static struct px_doc *
page_link(struct px_site *site, const struct site_lang *lang, int page, int depth)
{
	if (!lang->has[page])
		return NULL;
	return px_site_link_doc(&site->arena, px_site_href(&site->arena, depth, lang->hrefs[page]),
				px_site_tr(lang->words, px_site_pages[page].label));
}

static void
put_emergency(struct px_site *site, const struct site_lang *lang, struct px_doc *list)
{
	static const struct {
		const char *phone, *note;
	} numbers[] = {
		{ "15", N_("SAMU: a life in danger") },
		{ "112", N_("All emergencies, in Europe") },
		{ "114", N_("Emergencies by text message, for who cannot hear or speak") },
	};

	for (size_t i = 0; i < PX_COUNT(numbers); i++) {
		struct px_doc *phone = px_site_phone_doc(&site->arena, numbers[i].phone);

		px_doc_put_text(phone, "note", px_site_tr(lang->words, numbers[i].note));
		px_doc_push(list, phone);
	}
}

static void
put_urgent(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	const struct px_doc *said = px_doc_get(lang->config, "urgent");
	const struct px_doc *phones = px_doc_get(said, "phones");
	struct px_doc *urgent = px_doc_put_map(map, "urgent");
	struct px_doc *list = px_doc_put_list(urgent, "phones");
	const char *text = px_doc_get_text(said, "text");
	const struct site_list *pages = &lang->texts[SITE_PAGES];

	px_doc_put_text(urgent, "title", px_site_tr(lang->words, N_("In an emergency")));
	if (text)
		px_doc_put(urgent, "body",
			   px_site_markdown(site, lang, depth, "site.yaml: urgent: text", text));
	put_emergency(site, lang, list);
	for (size_t i = 0; phones && i < phones->count; i++) {
		struct px_doc *phone =
			px_site_phone_doc(&site->arena, px_doc_get_text(phones->items[i], "phone"));

		if (!phone)
			continue;
		px_doc_put_text(phone, "note", px_doc_get_text(phones->items[i], "note"));
		px_doc_push(list, phone);
	}
	for (size_t i = 0; i < pages->count; i++)
		if (strcmp(pages->items[i]->name, "urgences") == 0)
			px_doc_put(urgent, "link",
				   px_site_link_doc(
					   &site->arena,
					   px_site_href(&site->arena, depth, pages->items[i]->href),
					   text_label(pages->items[i])));
}

static void
put_on_call(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	const struct px_doc *said = px_doc_get(lang->config, "on_call");
	const char *text = px_doc_get_text(said, "text"), *where = "site.yaml: on_call: text";
	const char *phone = px_doc_get_text(said, "phone");
	struct px_doc *on_call;

	if (!text) {
		text = px_record_text(&site->records->organization, PX_ORGANIZATION_EMERGENCY);
		where = "emergency";
	}
	if (!text)
		return;
	on_call = px_doc_put_map(map, "on_call");
	px_doc_put_text(on_call, "title", px_site_tr(lang->words, N_("When it is closed")));
	px_doc_put(on_call, "body", px_site_markdown(site, lang, depth, where, text));
	px_doc_put(on_call, "phone", px_site_phone_doc(&site->arena, phone));
}

/* An address of site.yaml: elsewhere, or a page of the site from its top. */
static const char *
from_top(struct px_site *site, const char *href, int depth)
{
	if (!href || px_url_absolute(href, strlen(href)))
		return href;
	return px_site_href(&site->arena, depth, *href == '/' ? href + 1 : href);
}

static void
put_notice(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	const struct px_doc *said = px_doc_get(lang->config, "notice");
	const char *text = px_doc_get_text(said, "text"), *href = px_doc_get_text(said, "link");
	const char *label = px_doc_get_text(said, "label");
	const char *title = px_doc_get_text(said, "title");
	struct px_doc *notice;

	if (!title)
		return;
	notice = px_doc_put_map(map, "notice");
	px_doc_put_text(notice, "title", title);
	if (text)
		px_doc_put(notice, "body",
			   px_site_markdown(site, lang, depth, "site.yaml: notice: text", text));
	if (href)
		px_doc_put(notice, "link",
			   px_site_link_doc(&site->arena, from_top(site, href, depth),
					    label ? label : title));
}

static void
put_book(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	const struct px_doc *said = px_doc_get(lang->config, "book");
	const char *href = px_doc_get_text(said, "href"), *label = px_doc_get_text(said, "label");

	if (!href)
		href = px_record_text(&site->records->organization, PX_ORGANIZATION_BOOKING);
	if (!label)
		label = px_site_tr(lang->words, N_("Make an appointment"));
	if (href)
		px_doc_put(map, "book", px_site_link_doc(&site->arena, href, label));
	else if (lang->has[SITE_APPOINTMENTS])
		px_doc_put(map, "book",
			   px_site_link_doc(&site->arena,
					    px_site_href(&site->arena, depth,
							 lang->hrefs[SITE_APPOINTMENTS]),
					    label));
}

static const char *
kind_label(const struct site_lang *lang, const char *kind)
{
	static const struct {
		const char *kind, *label;
	} kinds[] = {
		{ "msp", N_("multi-professional health centre") },
		{ "cpts", N_("territorial health community (CPTS)") },
		{ "esp", N_("primary-care team") },
		{ "ess", N_("specialised-care team") },
	};

	for (size_t i = 0; kind && i < PX_COUNT(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return px_site_tr(lang->words, kinds[i].label);
	return NULL;
}

/* The first place says what the organization does not. */
static const char *
fact(const struct px_site *site, size_t of_organization, size_t of_place)
{
	const char *text = px_record_text(&site->records->organization, of_organization);

	if (!text && site->records->locations.count)
		text = px_record_text(&site->records->locations.records[0], of_place);
	return text;
}

static void
put_who(struct px_site *site, const struct site_lang *lang, struct px_doc *map)
{
	const struct px_record *organization = &site->records->organization;
	const char *kind = px_record_text(organization, PX_ORGANIZATION_KIND);
	struct px_doc *address;
	bool own = px_record_text(organization, PX_ORGANIZATION_ADDRESS);

	px_doc_put_text(map, "name", site->name);
	px_doc_put_text(map, "kind", kind);
	px_doc_put_text(map, "kind_label", kind_label(lang, kind));
	px_doc_put_text(map, "description", px_doc_get_text(lang->config, "description"));
	px_doc_put(map, "phone",
		   px_site_phone_doc(&site->arena,
				     fact(site, PX_ORGANIZATION_PHONE, PX_LOCATION_PHONE)));
	px_doc_put(map, "email",
		   px_site_email_doc(&site->arena,
				     fact(site, PX_ORGANIZATION_EMAIL, PX_LOCATION_EMAIL)));
	address = own || !site->records->locations.count
			  ? px_site_address_doc(
				    &site->arena,
				    px_record_text(organization, PX_ORGANIZATION_ADDRESS),
				    px_record_text(organization, PX_ORGANIZATION_POSTCODE),
				    px_record_text(organization, PX_ORGANIZATION_CITY))
			  : px_site_address_doc(&site->arena,
						px_record_text(&site->records->locations.records[0],
							       PX_LOCATION_ADDRESS),
						px_record_text(&site->records->locations.records[0],
							       PX_LOCATION_POSTCODE),
						px_record_text(&site->records->locations.records[0],
							       PX_LOCATION_CITY));
	px_doc_put(map, "address", address);
	px_doc_put(map, "hours",
		   px_site_hours_doc(&site->arena,
				     fact(site, PX_ORGANIZATION_HOURS, PX_LOCATION_HOURS)));
}

static void
put_logo(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	struct px_err err = PX_ERR_INIT;
	const char *path = px_doc_get_text(lang->config, "logo");
	const char *alt = px_doc_get_text(lang->config, "logo_alt");
	struct px_doc *logo =
		px_site_image_doc(site, &site->arena, path, alt ? alt : site->name, depth, &err);

	if (path && !logo && depth == 0)
		px_faults_add(site->faults, PX_REJECTING, NULL, "%s: logo: %s",
			      px_site_called(site, &site->arena, "site.yaml"), err.message);
	px_doc_put(map, "logo", logo);
}

static void
put_foot(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	struct px_doc *list = px_doc_put_list(map, "foot");

	for (int i = 0; i < SITE_PAGE_COUNT; i++)
		if (px_site_pages[i].foot && lang->has[i])
			px_doc_push(list, page_link(site, lang, i, depth));
}

static void
put_pages(struct px_site *site, const struct site_lang *lang, int depth, struct px_doc *map)
{
	static const struct {
		const char *key;
		int page;
	} links[] = {
		{ "hours_page", SITE_HOURS },
		{ "contact", SITE_PLACES },
		{ "legal", SITE_LEGAL },
		{ "privacy", SITE_PRIVACY },
		{ "accessibility", SITE_ACCESSIBILITY },
	};
	struct px_arena *arena = &site->arena;

	for (size_t i = 0; i < PX_COUNT(links); i++)
		px_doc_put(map, links[i].key, page_link(site, lang, links[i].page, depth));
	px_doc_put_url(map, "home", px_site_href(arena, depth, lang->hrefs[SITE_HOME]), NULL);
	px_doc_put_url(map, "style", px_site_href(arena, depth, "style.css"), NULL);
	px_doc_put_url(map, "theme", px_site_href(arena, depth, "theme/"), NULL);
	if (px_site_file_in_theme(site, "icon.svg"))
		px_doc_put_url(map, "icon", px_site_href(arena, depth, "theme/icon.svg"), NULL);
	else if (px_site_file_in_theme(site, "icon.png"))
		px_doc_put_url(map, "icon", px_site_href(arena, depth, "theme/icon.png"), NULL);
	if (lang->feed)
		px_doc_put(map, "feed",
			   px_site_link_doc(arena, px_site_href(arena, depth, lang->feed),
					    px_site_tr(lang->words, N_("News feed (Atom)"))));
	if (lang->calendar)
		px_doc_put(map, "calendar",
			   px_site_link_doc(arena, px_site_href(arena, depth, lang->calendar),
					    px_site_tr(lang->words, N_("Calendar of events"))));
}

static struct px_doc *
make_view(struct px_site *site, struct site_lang *lang, int depth)
{
	struct px_doc *map = px_doc_map(&site->arena);

	put_who(site, lang, map);
	put_logo(site, lang, depth, map);
	put_pages(site, lang, depth, map);
	put_book(site, lang, depth, map);
	put_urgent(site, lang, depth, map);
	put_on_call(site, lang, depth, map);
	put_notice(site, lang, depth, map);
	put_foot(site, lang, depth, map);
	px_doc_put_text(map, "year", px_arena_printf(&site->arena, "%d", site->today.year));
	return map;
}

/* The menu as who is at (or under) this entry sees it; -1: at none of them. */
static struct px_doc *
make_nav(struct px_site *site, const struct site_lang *lang, int depth, int at, bool under)
{
	struct px_doc *list = px_doc_list(&site->arena);

	for (size_t i = 0; i < lang->menu_count; i++) {
		struct px_doc *link = px_site_link_doc(
			&site->arena, px_site_href(&site->arena, depth, lang->menu[i].href),
			lang->menu[i].label);

		px_doc_put_bool(link, "current", (int)i == at && !under);
		px_doc_put_bool(link, "within", (int)i == at && under);
		px_doc_push(list, link);
	}
	return list;
}

/* Where a page stands in the menu. */
int
px_site_nav_place(const struct site_lang *lang, int page, const struct site_text *text)
{
	for (size_t i = 0; i < lang->menu_count; i++)
		if ((page >= 0 && lang->menu[i].page == page) ||
		    (text && lang->menu[i].text == text))
			return (int)i;
	return -1;
}

/* Views of one depth: by entry of the menu, at it or under it; the first is at none. */
static void
make_views(struct px_site *site, struct site_lang *lang, int depth)
{
	size_t count = 2 * lang->menu_count + 1;

	lang->plain[depth] = make_view(site, lang, depth);
	lang->views[depth] = px_arena_alloc(&site->arena, count * sizeof(struct px_doc *));
	for (size_t i = 0; i < count; i++) {
		struct px_doc *view = px_doc_map_under(&site->arena, lang->plain[depth]);

		px_doc_put(view, "nav",
			   make_nav(site, lang, depth, i ? (int)(i - 1) / 2 : -1,
				    i ? (i - 1) % 2 : false));
		lang->views[depth][i] = view;
	}
}

/* What all pages of the language depend on: of other depths, hrefs alone differ. */
static void
digest_view(struct site_lang *lang)
{
	int depth = px_site_depth(lang->prefix);
	struct px_buf key = PX_BUF_INIT;

	px_site_pack(lang->plain[depth], &key);
	px_site_pack(px_doc_get(lang->views[depth][0], "nav"), &key);
	px_site_pack(lang->words_doc, &key);
	px_site_key_text(&key, lang->ld_organization);
	px_site_key_text(&key, lang->ld_people);
	lang->view_digest = px_digest(key.data, key.length);
	px_buf_release(&key);
}

const struct px_doc *
px_site_view(const struct site_lang *lang, int depth, int nav, bool under)
{
	return lang->views[depth][nav < 0 ? 0 : 1 + 2 * nav + (under ? 1 : 0)];
}

/* From the shallowest page of the language to the deepest. */
void
px_site_views(struct px_site *site)
{
	const char *before = px_i18n_lang();

	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];

		px_i18n_switch(lang->code);
		px_site_linked(site, lang);
		for (int depth = px_site_depth(lang->prefix); depth < SITE_DEPTHS; depth++)
			make_views(site, lang, depth);
		digest_view(lang);
	}
	px_i18n_switch(before);
}

void
px_site_view_status(struct px_site *site, struct site_lang *lang, const char *status)
{
	(void)site;
	for (int depth = px_site_depth(lang->prefix); depth < SITE_DEPTHS; depth++)
		px_doc_put_text(lang->plain[depth], "accessibility_status", status);
	digest_view(lang);
}
