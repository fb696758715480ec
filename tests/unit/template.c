/* Templates: the cases of tests/cases/template.txt (files of a theme, data, then the page and the names
 * not met, or the error), limits, and themes that are folders. */
#include "web/template.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/file.h"
#include "cases.h"
#include "io/json_in.h"
#include "tap.h"

static const struct px_doc *
doc_of(struct px_arena *arena, const struct px_json_node *node)
{
	const struct px_json_node *html = px_json_member(node, "$html");
	struct px_doc *made;

	if (html)
		return px_doc_html(arena, html->string, strlen(html->string));
	if (node->type == PX_JSON_STRING)
		return px_doc_text(arena, node->string);
	if (node->type == PX_JSON_INTEGER)
		return px_doc_number(arena, node->integer);
	if (node->type == PX_JSON_BOOL)
		return px_doc_bool(node->integer);
	made = node->type == PX_JSON_ARRAY ? px_doc_list(arena) : px_doc_map(arena);
	for (size_t i = 0; i < node->count; i++) {
		const struct px_doc *value = doc_of(arena, &node->items[i]);

		if (node->type == PX_JSON_ARRAY)
			px_doc_push(made, value);
		else
			px_doc_put(made, node->items[i].key, value);
	}
	return made;
}

static void
take_unmet(const struct px_unmet *unmet, void *data)
{
	px_buf_printf(data, "%s:%d: %s\n", unmet->path, unmet->line, unmet->name);
}

static void
try_page(struct px_arena *arena, const struct case_texts *texts, const struct px_theme *theme)
{
	struct px_err err = PX_ERR_INIT;
	struct px_buf out = PX_BUF_INIT, unmet = PX_BUF_INIT;
	const char *data = case_part(texts, "data"), *awaited = case_part(texts, "unmet");
	const struct px_json_node *node = px_json_parse(arena, data, strlen(data), "data", &err);
	int result =
		px_template_render(px_theme_find(theme, "page"), doc_of(arena, node), &out, &err);

	px_theme_unmet(theme, take_unmet, &unmet);
	tap_is(result == 0 ? out.data : err.message, case_part(texts, "html"), texts->name);
	if (!tap_is(unmet.data, awaited ? awaited : "", "  and what is not met"))
		printf("# of: %s\n", texts->name);
	px_buf_release(&out);
	px_buf_release(&unmet);
}

static void
try_case(struct px_arena *arena, const struct case_texts *texts)
{
	struct px_template_source sources[CASE_PARTS];
	struct px_err err = PX_ERR_INIT;
	const char *awaited = case_part(texts, "error");
	struct px_theme *theme;
	size_t count = 0;

	for (size_t i = 0; i < texts->count; i++) {
		const char *name = texts->parts[i].name, *text = texts->parts[i].text;

		if (strcmp(name, "data") != 0 && strcmp(name, "html") != 0 &&
		    strcmp(name, "error") != 0 && strcmp(name, "unmet") != 0)
			sources[count++] = (struct px_template_source){
				name, px_arena_printf(arena, "%s.html", name), text, strlen(text)
			};
	}
	theme = px_theme_compile(sources, count, &err);
	if (theme && !awaited)
		try_page(arena, texts, theme);
	else
		tap_is(px_arena_printf(arena, "%s\n", err.message), awaited, texts->name);
	px_theme_free(theme);
}

static struct px_theme *
compile(const char *text, struct px_err *err)
{
	struct px_template_source source = { "page", "page.html", text, strlen(text) };

	return px_theme_compile(&source, 1, err);
}

static void
repeat(struct px_buf *buf, const char *text, size_t times)
{
	while (times--)
		px_buf_puts(buf, text);
}

static void
try_limits(void)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;

	repeat(&text, "{{#a}}", 10000);
	tap_ok(!compile(text.data, &err) && strstr(err.message, "more than 24 sections"),
	       "deep sections are refused: %s", err.message);
	px_buf_clear(&text);
	repeat(&text, "x", PX_TEMPLATE_BYTES + 1);
	tap_ok(!compile(text.data, &err) && strstr(err.message, "larger than"),
	       "a large file is refused: %s", err.message);
	px_buf_clear(&text);
	px_buf_puts(&text, "{{");
	repeat(&text, "n", PX_TEMPLATE_NAME + 1);
	px_buf_puts(&text, "}}");
	tap_ok(!compile(text.data, &err) && strstr(err.message, "not a name"),
	       "a long name is refused: %s", err.message);
	px_buf_release(&text);
}

/* Ten partials that hold the next one ten times: ten thousand million steps, if nothing stopped it. */
static void
try_bomb(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_template_source sources[11];
	struct px_err err = PX_ERR_INIT;
	struct px_buf out = PX_BUF_INIT;
	struct px_theme *theme;

	for (size_t i = 0; i < PX_COUNT(sources); i++) {
		struct px_buf text = PX_BUF_INIT;

		for (int n = 0; n < 10 && i > 0; n++)
			px_buf_printf(&text, "{{>p%zu}}", i - 1);
		sources[i] = (struct px_template_source){ px_arena_printf(&arena, "p%zu", i),
							  px_arena_printf(&arena, "p%zu.html", i),
							  px_arena_strdup(&arena, text.data),
							  text.length };
		px_buf_release(&text);
	}
	theme = px_theme_compile(sources, PX_COUNT(sources), &err);
	px_buf_puts(&out, "before");
	tap_ok(theme && px_template_render(px_theme_find(theme, "p10"), px_doc_map(&arena), &out,
					   &err) != 0,
	       "a bomb of partials ends: %s", err.message);
	tap_is(out.data, "before", "and leaves what was there");
	px_theme_free(theme);
	px_buf_release(&out);
	px_arena_release(&arena);
}

static void
put(const char *folder, const char *name, const char *text)
{
	char *path = px_asprintf("%s/%s", folder, name);

	mkdir(folder, 0700);
	px_file_put(path, text, strlen(text), NULL);
	free(path);
}

static void
try_folders(void)
{
	char base[] = "/tmp/plexus-theme-XXXXXX";
	char *mine = px_asprintf("%s/mine", mkdtemp(base)), *shipped = px_asprintf("%s/s", base);
	const char *const folders[] = { mine, shipped };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf out = PX_BUF_INIT;
	struct px_theme *theme, *alone;
	static const char *const left[] = { "mine/foot.html",
					    "mine/.hidden.html",
					    "mine/style.css",
					    "s/foot.html",
					    "s/page.html",
					    "mine",
					    "s",
					    "" };

	put(mine, "foot.html", "mine");
	put(mine, ".hidden.html", "{{{");
	put(mine, "style.css", "{{{");
	put(shipped, "foot.html", "{{{");
	put(shipped, "page.html", "a {{>foot}}");
	theme = px_theme_open(folders, 2, NULL);
	tap_ok(theme && px_template_render(px_theme_find(theme, "page"), px_doc_map(&arena), &out,
					   NULL) == 0,
	       "a file of the first folder stands in place of the second's");
	tap_is(out.data, "a mine", "the page of both");
	put(shipped, "foot.html", "other");
	alone = px_theme_open(folders + 1, 1, NULL);
	tap_ok(alone && px_theme_digest(alone) != px_theme_digest(theme), "another digest");
	px_theme_free(alone);
	alone = px_theme_open(folders, 2, NULL);
	tap_ok(alone && px_theme_digest(alone) == px_theme_digest(theme), "the same digest");
	px_theme_free(alone);
	px_theme_free(theme);
	px_buf_release(&out);
	px_arena_release(&arena);
	for (size_t i = 0; i < PX_COUNT(left); i++) {
		char *path = px_asprintf("%s/%s", base, left[i]);

		tap_ok(remove(path) == 0, "%s is cleared away", left[i]);
		free(path);
	}
	free(mine);
	free(shipped);
}

int
main(void)
{
	tap_ok(cases_run("tests/cases/template.txt", try_case) >= 40, "many cases were tried");
	try_limits();
	try_bomb();
	try_folders();
	return tap_done();
}
