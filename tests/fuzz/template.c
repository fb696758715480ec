/* Templates: what compiles is rendered with hostile values, and none of them comes out as HTML. */
#include "fuzz.h"
#include "web/template.h"

#define MARK "Zq9"

static const struct px_doc *
values(struct px_arena *arena)
{
	struct px_doc *root = px_doc_map(arena), *list = px_doc_put_list(root, "list");

	px_doc_put_text(root, "a", "<" MARK " onload='x' \">&\xff\x01");
	px_doc_put_text(root, "b", "javascript:" MARK);
	px_doc_put_number(root, "n", -3);
	px_doc_put_bool(root, "yes", true);
	px_doc_put_text(px_doc_put_map(root, "map"), "a", "<" MARK);
	for (int i = 0; i < 3; i++)
		px_doc_put_text(px_doc_push_map(list), "a", "<" MARK);
	return root;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char partial[] = "<p>{{a}}{{#list}}{{a}}{{/list}}</p>\n";
	const struct px_template_source sources[] = {
		{ "page", "page.html", (const char *)data, size },
		{ "p", "p.html", partial, sizeof(partial) - 1 },
	};
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_buf out = PX_BUF_INIT;
	struct px_theme *theme = px_theme_compile(sources, 2, &err);
	char *text = fuzz_text(data, size);

	FUZZ_CLAIM(theme || (err.code == PX_REJECTED && strstr(err.message, ".html:")));
	if (theme &&
	    px_template_render(px_theme_find(theme, "page"), values(&arena), &out, NULL) == 0)
		FUZZ_CLAIM(!strstr(out.data, "<" MARK) || strstr(text, MARK) ||
			   strlen(text) < size);
	px_theme_free(theme);
	px_buf_release(&out);
	px_arena_release(&arena);
	free(text);
	return 0;
}
