/* Markdown: the cases of tests/cases/markdown.txt, and what is meant to take long or to harm. */
#include "web/markdown.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "cases.h"
#include "tap.h"

static const char *
find_link(void *data, const char *href, struct px_arena *arena, struct px_err *err)
{
	const char *dot = strstr(href, ".md");

	(void)data;
	if (strstr(href, "absent")) {
		px_err_set(err, PX_NOT_FOUND, "no such page");
		return NULL;
	}
	if (!dot)
		return px_arena_printf(arena, "../%s", href);
	return px_arena_printf(arena, "../%.*s.html%s", (int)(dot - href), href, dot + 3);
}

static int
find_image(void *data, const char *src, struct px_arena *arena, struct px_markdown_image *out,
	   struct px_err *err)
{
	(void)data;
	if (strstr(src, "absent"))
		return px_err_set(err, PX_NOT_FOUND, "no such image");
	out->src = px_arena_printf(arena, "../%s", src);
	if (strstr(src, "salle"))
		*out = (struct px_markdown_image){ .src = "salle.jpg",
						   .srcset = "salle-480.jpg 480w",
						   .webp = "salle-480.webp 480w",
						   .width = 480,
						   .height = 320 };
	return 0;
}

static void
check(struct px_arena *arena, const struct case_texts *texts, const char *part, const char *got)
{
	const char *awaited = case_part(texts, part);

	if (awaited && !tap_is(got, awaited, texts->name))
		printf("# %s: %s\n", texts->name, part);
	(void)arena;
}

static const char *
contents_text(struct px_arena *arena, const struct px_doc *contents)
{
	const char *text = "";

	for (size_t i = 0; i < contents->count; i++) {
		const struct px_doc *entry = px_doc_at(contents, i);
		const char *title = px_doc_get_text(entry, "title");

		text = px_arena_printf(arena, "%s%d %s %s\n", text,
				       (int)px_doc_get(entry, "level")->number, title ? title : "",
				       px_doc_get_text(entry, "href"));
	}
	return text;
}

static void
try_case(struct px_arena *arena, const struct case_texts *texts)
{
	const char *text = case_part(texts, "text"), *lang = case_part(texts, "lang");
	struct px_markdown_form form = { .path = "page.md",
					 .lang = lang ? lang : "fr",
					 .link = find_link,
					 .image = find_image };
	struct px_faults faults = { .arena = arena };
	struct px_markdown out;
	struct px_buf said = PX_BUF_INIT;
	int result = px_markdown_render(&form, text, strlen(text), &out, &faults);

	for (size_t i = 0; i < faults.count; i++)
		px_buf_printf(&said, "%s\n", faults.items[i].message);
	check(arena, texts, "html", out.body->text);
	check(arena, texts, "contents", contents_text(arena, out.contents));
	check(arena, texts, "summary",
	      px_arena_printf(arena, "%s\n", out.summary ? out.summary->text : ""));
	check(arena, texts, "faults", said.data);
	tap_ok((result == 0) == (case_part(texts, "faults") == NULL), "  %s: taken or not: %s",
	       texts->name, said.data);
	px_buf_release(&said);
}

/* --- what takes long --------------------------------------------------------------------------- */
static double
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

enum { SIZE = 500 * 1000 };

static void
repeat(struct px_buf *buf, const char *text, size_t size)
{
	while (*text && buf->length + strlen(text) <= size)
		px_buf_puts(buf, text);
}

/* Refused or read, it is soon done; the time is generous because other tests run too. */
static void
try_bomb(const char *first, const char *middle, const char *last)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	struct px_markdown_form form = { .path = "bomb.md", .lang = "fr" };
	struct px_buf text = PX_BUF_INIT;
	struct px_markdown out;
	double begun = milliseconds(), took;
	int result;

	repeat(&text, first, *last ? SIZE / 2 : SIZE);
	px_buf_puts(&text, middle);
	repeat(&text, last, SIZE);
	result = px_markdown_render(&form, text.data, text.length, &out, &faults);
	took = milliseconds() - begun;
	tap_ok(took < (getenv("PX_SANITIZED") ? 20000 : 3000),
	       "%.8s… %.8s… %.8s… is done in %.0f ms: %s", *first == '\n' ? "NL" : first, middle,
	       *last == '\n' ? "NL" : last, took, result == 0 ? "read" : faults.items[0].message);
	px_buf_release(&text);
	px_arena_release(&arena);
}

static void
try_bombs(void)
{
	static const char *const units[] = {
		"[",     "![",   "[a](",      "[]",      "[a][",      "![[]()",       "]",
		"*a ",   "a**b", "*a_ ",      "_a",      "*",         "~~a ",         "> ",
		"- a\n", "1. ",  "+ - ",      "`a",      "<",         "<!--",         "<a x=",
		"</",    "[^1]", "[^a]: b\n", "|-|\n",   "a\n|-|-\n", "a|b\n-|-|-\n", "|x",
		"&",     "\\",   "\t",        "  - a\n", "```\n",     "a@",           "http://-",
		"www.",  "a@b.", "~~",        "«",       "... ",      "# a\n",        "# é\n",
		"!",     "' ",   "[x](#y) ",  "<b>",     "![](a)\n",  "1)\n",         "\r",
		"~~*a*",
	};

	for (size_t i = 0; i < PX_COUNT(units); i++)
		try_bomb(units[i], "", "");
	try_bomb("- ", "a", "\n");
	try_bomb("> ", "a\n", "b\n");
	try_bomb("[", "a", "](b)");
	try_bomb("![", "a", "](b)");
	try_bomb("_", "a", "_");
	try_bomb("*a ", "", "a* ");
	try_bomb("|a", "|\n", "|-");
	try_bomb("[a]: b\n\n", "", "[a]");
	try_bomb("b", "]: c\n\n", "[a]");
	try_bomb("[^1]: a\n\n", "", "[^1]");
	try_bomb("[a]: b", "bbbbbbbbbbb\n\n", "[a]");
}

/* A definition that is long, named many times: what is written out does not grow as the product. */
static void
try_long_definition(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	struct px_markdown_form form = { .path = "bomb.md" };
	struct px_buf text = PX_BUF_INIT;
	struct px_markdown out;
	double begun = milliseconds();

	px_buf_puts(&text, "[a]: ");
	repeat(&text, "b", SIZE / 4);
	px_buf_puts(&text, "\n\n");
	repeat(&text, "[a] ", SIZE);
	px_markdown_render(&form, text.data, text.length, &out, &faults);
	tap_ok(out.body->count < 20 * SIZE && milliseconds() - begun < 20000,
	       "%zu bytes out of a long definition, in %.0f ms", out.body->count,
	       milliseconds() - begun);
	px_buf_release(&text);
	px_arena_release(&arena);
}

static void
try_too_large(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };
	struct px_markdown_form form = { .path = "a.md", .line = 7 };
	char *text = px_malloc(PX_MARKDOWN_BYTES + 1);
	struct px_markdown out;

	memset(text, 'x', PX_MARKDOWN_BYTES + 1);
	tap_ok(px_markdown_render(&form, text, PX_MARKDOWN_BYTES + 1, &out, &faults) == -1 &&
		       faults.count == 1 && out.body->count == 0,
	       "a text too large is refused");
	tap_is(faults.items[0].message,
	       "a.md:7: a text of more than 524288 bytes: make two pages of it", "and said");
	tap_ok(px_markdown_render(&form, "a\n\n<i>b</i>", 11, &out, &faults) == -1 &&
		       strncmp(faults.items[1].message, "a.md:9: ", 8) == 0,
	       "lines are counted from the file's first: %s", faults.items[1].message);
	free(text);
	px_arena_release(&arena);
}

/* --- threads ----------------------------------------------------------------------------------- */
enum { HANDS = 4, ROUNDS = 300 };
static const char threaded[] = "# Titre\n\n|a|b|\n|-|-|\n|~~c~~|d|\n\n- [x] fait : *bien* ! "
			       "https://x.fr [^1]\n\n[^1]: note\n";

static void
render_threaded(struct px_arena *arena, struct px_markdown *out)
{
	struct px_faults faults = { .arena = arena };
	struct px_markdown_form form = { .path = "a.md", .lang = "fr" };

	px_markdown_render(&form, threaded, sizeof(threaded) - 1, out, &faults);
}

/* How many pages came out other than when nobody else was at work. */
static void *
work(void *awaited)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_markdown out;
	intptr_t other = 0;

	for (int i = 0; i < ROUNDS; i++) {
		render_threaded(&arena, &out);
		other += strcmp(out.body->text, awaited) != 0;
		px_arena_reset(&arena);
	}
	px_arena_release(&arena);
	return (void *)other;
}

static void
try_threads(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_markdown out;
	pthread_t hands[HANDS];
	intptr_t other = 0;

	render_threaded(&arena, &out);
	for (int i = 0; i < HANDS; i++)
		pthread_create(&hands[i], NULL, work, (void *)out.body->text);
	for (int i = 0; i < HANDS; i++) {
		void *count;

		pthread_join(hands[i], &count);
		other += (intptr_t)count;
	}
	tap_is_number(other, 0, "pages come out the same from threads that work together");
	px_arena_release(&arena);
}

int
main(void)
{
	try_threads();
	tap_ok(cases_run("tests/cases/markdown.txt", try_case) >= 20, "many cases were tried");
	try_bombs();
	try_long_definition();
	try_too_large();
	return tap_done();
}
