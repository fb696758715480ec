/* Which page is where, and how one leads to another. */
#include <stdlib.h>

#include "base/i18n.h"
#include "web/site/part.h"

const struct site_page_kind px_site_pages[SITE_PAGE_COUNT] = {
	[SITE_HOME] = { "home", { "index", "index" }, N_("Home"), N_("Home"), "%s", true, false },
	[SITE_TEAM_PAGE] = { "team",
			     { "equipe", "team" },
			     N_("The team"),
			     N_("Team"),
			     N_("The professionals of %s: professions, hours, fees, languages."),
			     true,
			     false },
	[SITE_PLACES] = { "places",
			  { "lieux", "places" },
			  N_("Coming to us"),
			  N_("Coming to us"),
			  N_("Where %s is: address, telephone, hours, how to come."),
			  true,
			  false },
	[SITE_SERVICES] = { "services",
			    { "services", "services" },
			    N_("Care and services"),
			    N_("Services"),
			    N_("What %s offers: care, prevention, follow-up."),
			    true,
			    false },
	[SITE_APPOINTMENTS] = { "appointments",
				{ "rendez-vous", "appointments" },
				N_("Making an appointment"),
				N_("Appointments"),
				N_("How to see a professional of %s: telephone, free slots."),
				true,
				false },
	[SITE_NEWS_LIST] = { "news_list",
			     { "actualites", "news" },
			     N_("News"),
			     N_("News"),
			     N_("News of %s."),
			     true,
			     false },
	[SITE_EVENT_LIST] = { "events",
			      { "evenements", "events" },
			      N_("Events"),
			      N_("Events"),
			      N_("Workshops, talks and screenings of %s."),
			      true,
			      false },
	[SITE_PROJECT_LIST] = { "projects",
				{ "projets", "projects" },
				N_("Projects"),
				N_("Projects"),
				N_("What %s undertakes for the health of all."),
				true,
				false },
	[SITE_FORMS] = { "forms",
			 { "questionnaires", "forms" },
			 N_("Questionnaires"),
			 N_("Questionnaires"),
			 N_("Questionnaires of %s, to fill in and bring."),
			 true,
			 false },
	[SITE_DOCUMENTS] = { "documents",
			     { "documents", "documents" },
			     N_("Documents"),
			     N_("Documents"),
			     N_("Documents of %s to read and to print."),
			     true,
			     false },
	[SITE_HOURS] = { "hours",
			 { "horaires", "hours" },
			 N_("Hours and on-call"),
			 N_("Hours to print"),
			 N_("Hours of %s, and whom to call when it is closed, on one page to "
			    "print."),
			 false,
			 true },
	[SITE_LEGAL] = { "legal",
			 { "mentions-legales", "legal" },
			 N_("Legal notice"),
			 N_("Legal notice"),
			 N_("Who publishes and who hosts the site of %s."),
			 false,
			 true },
	[SITE_PRIVACY] = { "privacy",
			   { "donnees-personnelles", "privacy" },
			   N_("Personal data"),
			   N_("Personal data"),
			   N_("What %s does with personal data, and your rights."),
			   false,
			   true },
	[SITE_ACCESSIBILITY] = { "accessibility",
				 { "accessibilite", "accessibility" },
				 N_("Accessibility"),
				 N_("Accessibility"),
				 N_("How accessible the site of %s is, and whom to tell."),
				 false,
				 true },
	[SITE_NOT_FOUND] = { "404",
			     { "404", "404" },
			     N_("Page not found"),
			     N_("Page not found"),
			     N_("There is no such page on the site of %s."),
			     false,
			     false },
};

/* Folders of the pages of items; tags are under news. */
static const char *const section_names[SITE_SECTIONS][SITE_LANGS] = {
	[SITE_PAGES] = { "", "" },
	[SITE_NEWS] = { "actualites/", "news/" },
	[SITE_PROJECTS] = { "projets/", "projects/" },
	[SITE_EVENTS] = { "evenements/", "events/" },
	[SITE_TEAM] = { "equipe/", "team/" },
};

const char *
px_site_page_path(struct px_site *site, const struct site_lang *lang, int page)
{
	return px_arena_printf(&site->arena, "%s%s.html", lang->prefix,
			       px_site_pages[page].names[lang->words]);
}

const char *
px_site_item_path(struct px_site *site, const struct site_lang *lang, enum site_section section,
		  const char *name)
{
	return px_arena_printf(&site->arena, "%s%s%s.html", lang->prefix,
			       section_names[section][lang->words], name);
}

int
px_site_depth(const char *path)
{
	int depth = 0;

	for (; (path = strchr(path, '/')); path++)
		depth++;
	return depth;
}

/* What may stand in a path of an address as it is (RFC 3986, unreserved and a few more). */
static bool
plain(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || (byte && strchr("-._~/,=+", byte));
}

void
px_site_encode(const char *path, struct px_buf *out)
{
	for (; *path; path++)
		if (plain((unsigned char)*path))
			px_buf_putc(out, *path);
		else
			px_buf_printf(out, "%%%02X", (unsigned char)*path);
}

const char *
px_site_href(struct px_arena *arena, int depth, const char *path)
{
	struct px_buf out = PX_BUF_INIT;
	const char *href;

	while (depth-- > 0)
		px_buf_puts(&out, "../");
	px_site_encode(path, &out);
	href = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return href;
}

const char *
px_site_absolute(const struct px_site *site, struct px_arena *arena, const char *path)
{
	size_t length = strlen(path), index = strlen("index.html");
	struct px_buf out = PX_BUF_INIT;
	const char *address;

	if (!site->base)
		return NULL;
	px_buf_puts(&out, site->base);
	px_site_encode(path, &out);
	/* A folder is its first page. */
	if (length >= index && strcmp(path + length - index, "index.html") == 0 &&
	    (length == index || path[length - index - 1] == '/'))
		px_buf_truncate(&out, out.length - index);
	address = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return address;
}

/*
 * Links in Markdown: to a file of the content (contact.md, ../documents/plan.pdf), to a page as it will
 * be called (rendez-vous.html), from the folder of the text or from the top.
 */

static int
hex(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit |= 0x20;
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

static void
decode(const char *from, size_t length, struct px_buf *out)
{
	for (size_t i = 0; i < length; i++) {
		if (from[i] == '%' && i + 2 < length && hex(from[i + 1]) >= 0 &&
		    hex(from[i + 2]) >= 0 && hex(from[i + 1]) + hex(from[i + 2]) > 0) {
			px_buf_putc(out, (char)(16 * hex(from[i + 1]) + hex(from[i + 2])));
			i += 2;
		} else {
			px_buf_putc(out, from[i]);
		}
	}
}

/* Where this leads from a folder ("actualites"), without . and ..; NULL: outside. */
char *
px_site_follow(struct px_arena *arena, const char *folder, size_t folder_length, const char *path,
	       size_t length)
{
	struct px_buf out = PX_BUF_INIT;
	char *found = NULL, *to, *copy, *part;

	px_buf_add(&out, folder, folder_length);
	px_buf_putc(&out, '/');
	decode(path, length, &out);
	copy = px_arena_strndup(arena, out.data, out.length);
	px_buf_clear(&out);
	for (part = copy; part; part = to) {
		to = strchr(part, '/');
		if (to)
			*to++ = '\0';
		if (strcmp(part, "..") == 0) {
			char *slash = out.length ? strrchr(out.data, '/') : NULL;

			if (!out.length)
				goto out;
			px_buf_truncate(&out, slash ? (size_t)(slash - out.data) : 0);
		} else if (*part && strcmp(part, ".") != 0) {
			px_buf_printf(&out, out.length ? "/%s" : "%s", part);
		}
	}
	found = px_arena_strndup(arena, out.data, out.length);
out:
	px_buf_release(&out);
	return found;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(a, ((const struct site_text *)b)->file->path);
}

static const struct site_text *
text_at(const struct px_site *site, const char *path)
{
	if (!site->text_count)
		return NULL;
	return bsearch(path, site->texts, site->text_count, sizeof(*site->texts), by_path);
}

/* A page by what it will be called in this language, or in the first ("equipe.html"). */
static const char *
page_called(const struct px_site *site, int lang, const char *path)
{
	size_t length = strlen(path);

	for (int i = 0; i < SITE_PAGE_COUNT; i++)
		for (int k = 0; k < SITE_LANGS; k++) {
			const char *name = px_site_pages[i].names[k];
			size_t size = strlen(name);

			if (strncmp(path, name, size) != 0 || !site->langs[lang].has[i])
				continue;
			if (strcmp(path + size, ".html") == 0 || strcmp(path + size, ".md") == 0 ||
			    length == size)
				return site->langs[lang].hrefs[i];
		}
	return NULL;
}

static const char *
target(const struct px_site *site, const struct site_text *from, const char *path)
{
	const struct site_text *text = text_at(site, path);
	const char *page;

	if (text && text->page >= 0)
		return site->langs[from->lang].hrefs[text->page];
	if (text && text->lang != from->lang && text->twin && text->twin->href)
		text = text->twin;
	if (text)
		return text->href;
	if (strncmp(path, "documents/", 10) == 0 && px_site_file(site, path))
		return path;
	if (strncmp(path, "pages/", 6) == 0 && (page = page_called(site, from->lang, path + 6)))
		return page;
	if ((page = page_called(site, from->lang, path)))
		return page;
	return px_site_project_href(site, from->lang, path);
}

const char *
px_site_link(struct px_site *site, const struct site_text *from, const char *href,
	     struct px_arena *arena, struct px_err *err)
{
	size_t length = strcspn(href, "#?");
	const char *slash = strrchr(from->file->path, '/'), *found = NULL, *path;
	const char *to;

	path = *href == '/' ? NULL
			    : px_site_follow(arena, from->file->path,
					     (size_t)(slash - from->file->path), href, length);
	if (path)
		found = target(site, from, path);
	if (!found && (path = px_site_follow(arena, "", 0, href, length)))
		found = target(site, from, path);
	if (!found) {
		px_err_set(err, PX_REJECTED,
			   _("there is no such page or document: name a file of the content "
			     "(contact.md, documents/plan.pdf), or a page (rendez-vous.html)"));
		return NULL;
	}
	to = px_site_href(arena, from->depth, found);
	return px_arena_printf(arena, "%s%s", to, href[length] == '#' ? href + length : "");
}
