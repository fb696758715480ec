#include "web/template.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "web/template/part.h"

struct px_theme {
	struct px_arena arena;
	struct px_template *templates; /* by name */
	size_t count, capacity;
	uint64_t digest;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct px_template *)a)->name, ((const struct px_template *)b)->name);
}

const struct px_template *
px_theme_find(const struct px_theme *theme, const char *name)
{
	struct px_template wanted = { .name = name };

	return bsearch(&wanted, theme->templates, theme->count, sizeof(wanted), by_name);
}

uint64_t
px_theme_digest(const struct px_theme *theme)
{
	return theme->digest;
}

void
px_theme_free(struct px_theme *theme)
{
	if (!theme)
		return;
	for (size_t i = 0; i < theme->count; i++)
		free(theme->templates[i].nodes);
	free(theme->templates);
	px_arena_release(&theme->arena);
	free(theme);
}

/* --- partials: named by texts until all templates are there ------------------------------------ */
static int
resolve_node(struct px_theme *theme, const struct px_template *template, struct px_node *node,
	     struct px_err *err)
{
	if (node->kind != PX_NODE_PARTIAL)
		return 0;
	node->partial = px_theme_find(theme, node->text);
	if (node->partial)
		return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s:%d: {{>%s}}: no such partial: the theme needs a file %s.html"),
			  template->path, node->line, node->text, node->text);
}

static int
resolve(struct px_theme *theme, struct px_err *err)
{
	for (size_t t = 0; t < theme->count; t++)
		for (size_t n = 0; n < theme->templates[t].count; n++)
			if (resolve_node(theme, &theme->templates[t], &theme->templates[t].nodes[n],
					 err) != 0)
				return -1;
	return 0;
}

/* How many partials are under each other; the walk is as deep as the limit and no more. */
static int
measure(struct px_template *template, int above, struct px_err *err)
{
	int deepest = 0;

	template->depth = -1;
	for (size_t n = 0; n < template->count; n++) {
		struct px_node *node = &template->nodes[n];
		struct px_template *partial = (struct px_template *)node->partial;

		if (!partial)
			continue;
		if (partial->depth < 0)
			return px_err_set(err, PX_REJECTED,
					  _("%s:%d: {{>%s}} holds itself: take one of them away"),
					  template->path, node->line, node->text);
		if (above >= PX_TEMPLATE_DEPTH || above + partial->depth > PX_TEMPLATE_DEPTH)
			return px_err_set(
				err, PX_REJECTED,
				_("%s:%d: {{>%s}}: more than %d partials inside each other"),
				template->path, node->line, node->text, PX_TEMPLATE_DEPTH);
		if (!partial->depth && measure(partial, above + 1, err) != 0)
			return -1;
		deepest = partial->depth > deepest ? partial->depth : deepest;
	}
	template->depth = deepest + 1;
	return 0;
}

static int
measure_all(struct px_theme *theme, struct px_err *err)
{
	for (size_t t = 0; t < theme->count; t++)
		if (!theme->templates[t].depth && measure(&theme->templates[t], 1, err) != 0)
			return -1;
	return 0;
}

/* --- making ------------------------------------------------------------------------------------ */
static int
add_template(struct px_theme *theme, const struct px_template_source *source, struct px_err *err)
{
	struct px_template *template;
	uint64_t parts[3] = { theme->digest, px_digest(source->name, strlen(source->name)),
			      px_digest(source->text, source->length) };

	if (theme->count == PX_TEMPLATE_FILES)
		return px_err_set(err, PX_REJECTED, _("%s: more than %d templates in a theme"),
				  source->path, PX_TEMPLATE_FILES);
	PX_GROW(theme->templates, theme->count, theme->capacity);
	template = &theme->templates[theme->count++];
	*template = (struct px_template){ .name = px_arena_strdup(&theme->arena, source->name),
					  .path = px_arena_strdup(&theme->arena, source->path) };
	theme->digest = px_digest(parts, sizeof(parts));
	return px_template_compile(template, source->text, source->length, &theme->arena, err);
}

static struct px_theme *
finish(struct px_theme *theme, struct px_err *err)
{
	qsort(theme->templates, theme->count, sizeof(*theme->templates), by_name);
	if (resolve(theme, err) == 0 && measure_all(theme, err) == 0)
		return theme;
	px_theme_free(theme);
	return NULL;
}

struct px_theme *
px_theme_compile(const struct px_template_source *sources, size_t count, struct px_err *err)
{
	struct px_theme *theme = px_calloc(1, sizeof(*theme));

	for (size_t i = 0; i < count; i++)
		if (add_template(theme, &sources[i], err) != 0) {
			px_theme_free(theme);
			return NULL;
		}
	return finish(theme, err);
}

/* --- folders ----------------------------------------------------------------------------------- */
static bool
is_there(const struct px_theme *theme, const char *name)
{
	for (size_t i = 0; i < theme->count; i++)
		if (strcmp(theme->templates[i].name, name) == 0)
			return true;
	return false;
}

static int
add_file(struct px_theme *theme, const char *folder, const char *file, struct px_err *err)
{
	static const char suffix[] = ".html";
	size_t length = strlen(file);
	struct px_template_source source;
	struct px_buf text = PX_BUF_INIT;
	int result = 0;

	if (*file == '.' || length < sizeof(suffix) ||
	    strcmp(file + length - (sizeof(suffix) - 1), suffix) != 0)
		return 0;
	source.name = px_arena_strndup(&theme->arena, file, length - (sizeof(suffix) - 1));
	if (is_there(theme, source.name))
		return 0;
	source.path = px_arena_printf(&theme->arena, "%s/%s", folder, file);
	result = px_buf_read_file(&text, source.path, PX_TEMPLATE_BYTES, err);
	source.text = text.data;
	source.length = text.length;
	if (result == 0)
		result = add_template(theme, &source, err);
	px_buf_release(&text);
	return result;
}

/* In the order of names, so that the digest and the first error are the same everywhere. */
static int
add_folder(struct px_theme *theme, const char *folder, struct px_err *err)
{
	struct dirent **files;
	int count = scandir(folder, &files, NULL, alphasort), result = 0;

	if (count < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), folder, px_errno_text(errno));
	for (int i = 0; i < count; i++) {
		if (result == 0)
			result = add_file(theme, folder, files[i]->d_name, err);
		free(files[i]);
	}
	free(files);
	return result;
}

struct px_theme *
px_theme_open(const char *const *folders, size_t count, struct px_err *err)
{
	struct px_theme *theme = px_calloc(1, sizeof(*theme));

	for (size_t i = 0; i < count; i++)
		if (add_folder(theme, folders[i], err) != 0) {
			px_theme_free(theme);
			return NULL;
		}
	return finish(theme, err);
}

/* --- what was never found ---------------------------------------------------------------------- */
void
px_theme_unmet(const struct px_theme *theme, void (*take)(const struct px_unmet *unmet, void *data),
	       void *data)
{
	for (size_t t = 0; t < theme->count; t++) {
		const struct px_template *template = &theme->templates[t];

		for (size_t n = 0; n < template->count; n++) {
			struct px_node *node = &template->nodes[n];
			struct px_unmet unmet = { template->path, node->text, node->line };

			if (atomic_load(&node->seen) == PX_SEEN_ASKED)
				take(&unmet, data);
		}
	}
}
