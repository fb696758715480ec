/* Markdown: elements are closed in the order in which they opened, none is a script, no address is one. */
#include <time.h>

#include "fuzz.h"
#include "web/markdown.h"

enum { NAME = 16, DEPTH = 1000 };

static bool
is_void(const char *name)
{
	static const char *const names[] = { "br", "hr", "img", "source" };

	for (size_t i = 0; i < PX_COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Nothing but ours writes < and >: each < is a tag. */
static void
elements_close(const char *html)
{
	static char open[DEPTH][NAME];
	int depth = 0;

	while ((html = strchr(html, '<'))) {
		bool closing = *++html == '/';
		char name[NAME];

		html += closing;
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(html, " >\n"), html);
		FUZZ_CLAIM(*name && strchr(html, '>') && strcmp(name, "script") != 0);
		if (closing) {
			FUZZ_CLAIM(depth > 0 && strcmp(open[--depth], name) == 0);
		} else if (!is_void(name)) {
			FUZZ_CLAIM(depth < DEPTH);
			memcpy(open[depth++], name, NAME);
		}
		html = strchr(html, '>');
	}
	FUZZ_CLAIM(depth == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	struct px_markdown_form form = { .path = "a.md", .lang = size % 2 ? "fr" : "en" };
	struct px_markdown out;
	clock_t begun = clock();
	int result = px_markdown_render(&form, (const char *)data, size, &out, &faults);

	FUZZ_CLAIM((result == 0) == (px_faults_count(&faults, PX_REJECTING) == 0));
	FUZZ_CLAIM(clock() - begun < 2 * CLOCKS_PER_SEC);
	FUZZ_CLAIM(strlen(out.body->text) == out.body->count);
	elements_close(out.body->text);
	FUZZ_CLAIM(!strstr(out.body->text, "href=\"javascript:") &&
		   !strstr(out.body->text, "href=\"data:") &&
		   !strstr(out.body->text, "src=\"http:") &&
		   !strstr(out.body->text, "src=\"https:"));
	px_arena_release(&arena);
	return 0;
}
