/* Front matter: the cases of tests/cases/front.txt, whole files of YAML, and what is too much. */
#include "web/front.h"

#include <stdlib.h>

#include "cases.h"
#include "tap.h"

static const struct px_front_key place_keys[] = {
	{ "name", PX_FRONT_TEXT, true },
	{ "town", PX_FRONT_TEXT },
	{ NULL },
};
static const struct px_front_key page_keys[] = {
	{ "title", PX_FRONT_TEXT, true },
	{ "date", PX_FRONT_DATE },
	{ "start", PX_FRONT_INSTANT },
	{ "tags", PX_FRONT_TEXTS },
	{ "draft", PX_FRONT_BOOL },
	{ "weight", PX_FRONT_NUMBER },
	{ "image", PX_FRONT_PATH },
	{ "link", PX_FRONT_URL },
	{ "place", PX_FRONT_MAP, false, place_keys },
	{ "team", PX_FRONT_MAPS, false, place_keys },
	{ NULL },
};
static struct px_when when = { .now = 1763719200, .filter = true }; /* 21 November 2025 */
static const struct px_front_form form = { "page.md", page_keys, &when };

static void
dump(struct px_buf *out, const struct px_doc *doc)
{
	if (doc->kind == PX_DOC_TEXT)
		px_buf_printf(out, "\"%s\"", doc->text);
	else if (doc->kind == PX_DOC_URL)
		px_buf_printf(out, "<%s>", doc->text);
	else if (doc->kind == PX_DOC_NUMBER)
		px_buf_number(out, doc->number);
	else if (doc->kind == PX_DOC_BOOL)
		px_buf_puts(out, doc->truth ? "true" : "false");
	for (size_t i = 0; doc->kind == PX_DOC_LIST && i < doc->count; i++) {
		px_buf_putc(out, i ? ' ' : '[');
		dump(out, doc->items[i]);
	}
	for (size_t i = 0; doc->kind == PX_DOC_MAP && i < doc->count; i++) {
		px_buf_printf(out, "%c%s=", i ? ' ' : '{', doc->entries[i].key);
		dump(out, doc->entries[i].value);
	}
	px_buf_puts(out, doc->kind == PX_DOC_LIST ? "]" : doc->kind == PX_DOC_MAP ? "}" : "");
	px_buf_printf(out, "@%d", doc->line);
}

/* The values of the map without the signs around them, and a line of faults each. */
static void
check_map(const struct px_doc *map, const char *awaited, const char *name)
{
	struct px_buf out = PX_BUF_INIT;
	char *text;

	dump(&out, map);
	*strrchr(out.data, '}') = '\n';
	text = px_strndup(out.data + 1, (size_t)(strrchr(out.data, '\n') - out.data));
	tap_is(text, awaited, name);
	free(text);
	px_buf_release(&out);
}

static void
faults_text(struct px_buf *out, const struct px_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		px_buf_printf(out, "%s\n", faults->items[i].message);
}

static void
check_faults(const struct case_texts *texts, const struct px_faults *faults, int result)
{
	const char *awaited = case_part(texts, "faults"), *begin = case_part(texts, "fault");
	struct px_buf text = PX_BUF_INIT;

	faults_text(&text, faults);
	tap_ok((result == 0) == (px_faults_count(faults, PX_REJECTING) == 0), "%s: the result",
	       texts->name);
	if (begin)
		tap_ok(strncmp(text.data, begin, strlen(begin) - 1) == 0, "%s: %s", texts->name,
		       text.data);
	else
		tap_is(text.data, awaited ? awaited : "", texts->name);
	px_buf_release(&text);
}

static void
try_case(struct px_arena *arena, const struct case_texts *texts)
{
	struct px_faults faults = { .arena = arena };
	const char *file = case_part(texts, "file"), *map = case_part(texts, "map");
	const char *body = case_part(texts, "body");
	struct px_front out;
	int result = px_front_split(&form, file, strlen(file), &out, &faults);

	if (map)
		check_map(out.map, map, texts->name);
	check_faults(texts, &faults, result);
	if (body)
		tap_is(px_arena_printf(arena, "%d:%s%s", out.line, out.body,
				       out.length ? "" : "\n"),
		       body, "  and the body");
}

static void
check_yaml(const char *text, int awaited, const char *map, const char *faults)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults found = { .arena = &arena };
	struct px_buf out = PX_BUF_INIT;
	struct px_doc *doc;
	int result = px_front_yaml(&form, text, strlen(text), &doc, &found);

	dump(&out, doc);
	tap_is_number(result, awaited, "YAML is taken or not");
	if (map)
		tap_is(out.data, map, "and read");
	px_buf_clear(&out);
	faults_text(&out, &found);
	tap_ok(strncmp(out.data, faults, strlen(faults)) == 0, "said: %.200s", out.data);
	px_buf_release(&out);
	px_arena_release(&arena);
}

static char *
repeated(const char *before, const char *text, size_t times)
{
	struct px_buf buf = PX_BUF_INIT;

	px_buf_puts(&buf, before);
	while (times--)
		px_buf_puts(&buf, text);
	return px_buf_detach(&buf);
}

static void
check_refused(char *text, const char *fault)
{
	check_yaml(text, -1, NULL, fault);
	free(text);
}

static void
try_too_much(void)
{
	check_refused(repeated("x: ", "[", 100000), "page.md:1: x: no such key");
	check_refused(repeated("", "- ", 100000), "page.md:1: ");
	check_refused(repeated("title: ", "a", PX_FRONT_BYTES), "page.md:1: larger than 262144");
	check_refused(repeated("title: ", "a", PX_FRONT_TEXT_BYTES + 1),
		      "page.md:1: title: a text of more than 65536");
	check_refused(repeated("title: a\ntags: [", "a,", 60000),
		      "page.md:2: more than 50000 values");
	check_refused(repeated("a: &a [b]\n", "", 0), "page.md:1: a: no such key");
}

int
main(void)
{
	struct px_zone *zone = px_zone_open("Europe/Paris", NULL);

	when.zone = zone;
	tap_ok(cases_run("tests/cases/front.txt", try_case) >= 20, "many cases were tried");
	check_yaml("- {title: a}\n- title: b\n", 0, "[{title=\"a\"@1}@1 {title=\"b\"@2}@2]@1", "");
	check_yaml("- {tags: a}\n- c\n", -1, NULL, "page.md:1: title: missing");
	check_yaml("# nothing\n", -1, "}@1", "page.md:1: title: missing");
	check_yaml("title: a\n---\ntitle: b\n", -1, NULL, "page.md:2: a second document");
	try_too_much();
	px_zone_free(zone);
	return tap_done();
}
