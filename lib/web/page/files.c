/* Files that are copied: documents of the content, and what a theme has besides its templates. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/page/pages.h"

static const char documents_list[] = "documents/documents.yaml";

static const struct px_front_key document_keys[] = {
	{ "file", PX_FRONT_PATH, false, NULL },    { "title", PX_FRONT_TEXT, false, NULL },
	{ "summary", PX_FRONT_TEXT, false, NULL }, { "group", PX_FRONT_TEXT, false, NULL },
	{ "lang", PX_FRONT_TEXT, false, NULL },    { NULL, PX_FRONT_TEXT, false, NULL },
};

static bool
is_document(const struct site_file *file)
{
	return strncmp(file->path, "documents/", 10) == 0 &&
	       strcmp(file->path, documents_list) != 0;
}

/* What a browser would run rather than show. */
static bool
may_run(const char *path)
{
	static const char *const endings[] = { ".html", ".htm", ".xhtml", ".svg", ".js",
					       ".mjs",  ".xml", ".xsl",   ".swf", ".shtml" };
	size_t length = strlen(path);

	for (size_t i = 0; i < PX_COUNT(endings); i++) {
		size_t size = strlen(endings[i]);

		if (length < size)
			continue;
		for (size_t k = 0;; k++) {
			char byte = path[length - size + k];

			if ((byte >= 'A' && byte <= 'Z' ? byte + 32 : byte) != endings[i][k])
				break;
			if (!byte)
				return true;
		}
	}
	return false;
}

static bool
is_plain(const char *path)
{
	for (; *path; path++)
		if ((unsigned char)*path < ' ' || *path == 127)
			return false;
	return true;
}

static int
document_digest(struct px_site *site, struct site_file *file, struct px_err *err)
{
	struct px_buf bytes = PX_BUF_INIT;
	int result = 0;

	if (file->known)
		return 0;
	result = px_site_read(site, file->path, PX_SITE_DOCUMENT_BYTES, &bytes, err);
	if (result == 0)
		file->digest = px_digest(bytes.data, bytes.length) | 1;
	px_buf_release(&bytes);
	return result;
}

static void
document_job(struct px_site *site, struct site_file *file)
{
	struct px_err err = PX_ERR_INIT;
	struct site_job *job;

	if (may_run(file->path) || !is_plain(file->path)) {
		px_faults_add(
			site->faults, PX_REJECTING, NULL,
			may_run(file->path)
				? _("%s: is a page or a program, which no check has read: put a "
				    "PDF there")
				: _("%s: its name has control characters: rename it"),
			px_site_called(site, &site->arena, file->path));
		return;
	}
	if (document_digest(site, file, &err) != 0) {
		px_faults_add(site->faults, PX_REJECTING, NULL, "%s", err.message);
		return;
	}
	job = px_site_job(site, file->path);
	job->copy = file->path;
	job->from = site->content;
	job->digest = file->digest;
}

void
px_site_documents(struct px_site *site)
{
	for (size_t i = 0; i < site->file_count; i++)
		if (is_document(&site->files[i]))
			document_job(site, &site->files[i]);
}

bool
px_site_has_documents(const struct px_site *site)
{
	for (size_t i = 0; i < site->file_count; i++)
		if (is_document(&site->files[i]))
			return true;
	return false;
}

/*
 * The list of documents.
 */

/* A list of documents; a file that says nothing is one of none. */
static const struct px_doc *
read_list(struct px_site *site)
{
	struct px_buf text = PX_BUF_INIT;
	const char *called = px_site_called(site, &site->arena, documents_list);
	struct px_front_form form = { called, document_keys, NULL };
	struct px_doc *list = NULL;

	if (px_site_read(site, documents_list, PX_FRONT_BYTES, &text, NULL) == 0)
		px_front_yaml(&form, text.data, text.length, &list, site->faults);
	px_buf_release(&text);
	if (list && list->kind == PX_DOC_MAP && list->count)
		px_faults_add(
			site->faults, PX_REJECTING, NULL,
			_("%s:1: is no list: begin each document with a dash: - file: plan.pdf"),
			called);
	return list && list->kind == PX_DOC_LIST ? list : px_doc_list(&site->arena);
}

/* Each of the list is there. */
static void
check_list(struct px_site *site)
{
	const struct px_doc *list = site->document_list;

	for (size_t i = 0; i < list->count; i++) {
		const char *name = px_doc_get_text(list->items[i], "file");

		if (!name ||
		    !px_site_file(site, px_arena_printf(&site->arena, "documents/%s", name)))
			px_faults_add(site->faults, PX_REJECTING, NULL,
				      _("%s:%d: file: %s: there is no such file in documents/"),
				      px_site_called(site, &site->arena, documents_list),
				      list->items[i]->line, name ? name : "?");
	}
}

void
px_site_read_documents(struct px_site *site)
{
	site->document_list = read_list(site);
	check_list(site);
}

static const struct px_doc *
said_of(const struct px_doc *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		const char *file = px_doc_get_text(list->items[i], "file");

		if (file && strcmp(file, name) == 0)
			return list->items[i];
	}
	return NULL;
}

static void
put_size(int words, int64_t size, struct px_doc *map)
{
	static const char *const units[SITE_LANGS][3] = { { "o", "Ko", "Mo" },
							  { "B", "KB", "MB" } };
	char text[64];

	if (size < 1000)
		snprintf(text, sizeof(text), "%lld\302\240%s", (long long)size, units[words][0]);
	else if (size < 1000000)
		snprintf(text, sizeof(text), "%lld\302\240%s", (long long)(size + 500) / 1000,
			 units[words][1]);
	else
		snprintf(text, sizeof(text), "%lld%c%lld\302\240%s", (long long)size / 1000000,
			 words == 0 ? ',' : '.', (long long)size % 1000000 / 100000,
			 units[words][2]);
	px_doc_put_text(map, "size", text);
}

static const char *
type_of(struct px_arena *arena, const char *path)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');

	return dot && dot > slash ? px_text_upper(px_arena_strdup(arena, dot + 1)) : NULL;
}

/* "plan-d-acces.pdf" that nobody gave a title: its name, without its ending. */
static const char *
name_of(struct px_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/') + 1, *dot = strrchr(slash, '.');

	return px_arena_strndup(arena, slash, dot && dot > slash ? (size_t)(dot - slash) : 200);
}

static struct px_doc *
document_doc(struct px_site *site, const struct site_lang *lang, const struct site_file *file,
	     const struct px_doc *said)
{
	struct px_doc *map = px_doc_map(&site->arena);
	const char *title = px_doc_get_text(said, "title"), *in = px_doc_get_text(said, "lang");

	px_doc_put_text(map, "title", title ? title : name_of(&site->arena, file->path));
	px_doc_put_url(map, "href",
		       px_site_href(&site->arena, px_site_depth(lang->prefix), file->path), NULL);
	px_doc_put_text(map, "type", type_of(&site->arena, file->path));
	put_size(lang->words, file->stamp.size, map);
	if (in && strcmp(in, lang->code) != 0)
		px_doc_put_text(map, "lang", in);
	px_doc_put_text(map, "summary", px_doc_get_text(said, "summary"));
	return map;
}

static struct px_doc *
group_of(struct px_doc *groups, const char *label)
{
	struct px_doc *map;

	for (size_t i = 0; i < groups->count; i++) {
		const char *other = px_doc_get_text(groups->items[i], "label");

		if (label ? other && strcmp(other, label) == 0 : !other)
			return (struct px_doc *)px_doc_get(groups->items[i], "documents");
	}
	map = px_doc_push_map(groups);
	px_doc_put_text(map, "label", label);
	return px_doc_put_list(map, "documents");
}

/* In the order of the list; then those that it does not name. */
void
px_site_put_documents(struct px_site *site, const struct site_lang *lang, struct px_doc *doc)
{
	const struct px_doc *list = site->document_list;
	struct px_doc *groups = px_doc_put_list(doc, "groups");

	for (size_t i = 0; i < list->count; i++) {
		const struct px_doc *said = list->items[i];
		const char *name = px_doc_get_text(said, "file");
		const struct site_file *file =
			name ? px_site_file(site,
					    px_arena_printf(&site->arena, "documents/%s", name))
			     : NULL;

		if (file)
			px_doc_push(group_of(groups, px_doc_get_text(said, "group")),
				    document_doc(site, lang, file, said));
	}
	for (size_t i = 0; i < site->file_count; i++)
		if (is_document(&site->files[i]) && !said_of(list, site->files[i].path + 10))
			px_doc_push(group_of(groups, NULL),
				    document_doc(site, lang, &site->files[i], NULL));
}

/*
 * The theme's own files.
 */

static int
copy_job(struct px_site *site, int folder, const char *name, const char *path, struct px_err *err)
{
	struct px_buf bytes = PX_BUF_INIT;
	struct site_job *job;

	if (px_site_read_at(folder, name, name, PX_SITE_STYLE_BYTES * 4, &bytes, err) != 0) {
		px_buf_release(&bytes);
		return -1;
	}
	job = px_site_job(site, px_arena_strdup(&site->arena, path));
	job->copy = px_arena_strdup(&site->arena, name);
	job->from = folder;
	job->digest = px_digest(bytes.data, bytes.length) | 1;
	px_buf_release(&bytes);
	return 0;
}

static bool
ends(const char *name, const char *ending)
{
	size_t length = strlen(name), size = strlen(ending);

	return length >= size && strcmp(name + length - size, ending) == 0;
}

static bool
is_theme_file(const char *name)
{
	return name[0] != '.' && !ends(name, ".html") && !ends(name, ".yaml") &&
	       !ends(name, ".md") && strcmp(name, "style.css") != 0;
}

static int
copy_folder(struct px_site *site, int folder, const char *path, int depth, struct px_err *err)
{
	int fd = openat(folder, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int result = 0;

	while (dir && result == 0 && (entry = readdir(dir))) {
		char *name = px_asprintf("%s%s%s", path, *path ? "/" : "", entry->d_name);
		char *to = px_asprintf("theme/%s", name);
		struct stat st;

		if (is_theme_file(entry->d_name) &&
		    fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
			if (S_ISREG(st.st_mode))
				result = copy_job(site, folder, name, to, err);
			else if (S_ISDIR(st.st_mode) && depth < 3)
				result = copy_folder(site, folder, name, depth + 1, err);
		}
		free(name);
		free(to);
	}
	if (dir)
		closedir(dir);
	return result;
}

bool
px_site_file_in_theme(const struct px_site *site, const char *name)
{
	return faccessat(site->theme_fd, name, R_OK, 0) == 0;
}

int
px_site_theme_files(struct px_site *site, struct px_err *err)
{
	int from = px_site_file_in_theme(site, "style.css") ? site->theme_fd : site->default_fd;

	if (copy_job(site, from, "style.css", "style.css", err) != 0)
		return -1;
	return copy_folder(site, site->theme_fd, "", 0, err);
}
