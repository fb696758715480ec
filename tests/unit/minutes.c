/* Minutes: items out of Markdown (tests/cases/minutes.tsv), their settled form, and recognizing them
 * when they come again. */
#include "care/minutes.h"

#include <stdlib.h>

#include "tap.h"

static struct px_zone *zone;
static struct px_arena arena = PX_ARENA_INIT;

static int
parse(const char *text, struct px_minutes_item **items, size_t *count, struct px_err *err)
{
	struct px_when when = { .zone = zone };

	px_instant_parse("2025-03-11T11:30:00Z", &when.now);
	return px_minutes_parse("notes.md", text, &when, &arena, items, count, err);
}

/* The items of a text as their lines, '|' between them; "!" when it is refused. */
static char *
settled(const char *text)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_minutes_item *items;
	size_t count;

	if (parse(text, &items, &count, &err) != 0)
		px_buf_puts(&out, "!");
	else
		for (size_t i = 0; i < count; i++) {
			px_buf_puts(&out, i ? "|" : "");
			px_minutes_line(&items[i], &out);
		}
	return px_buf_detach(&out);
}

/* Each line of the settled form, parsed again, is itself. */
static void
is_stable(const char *text, const char *lines)
{
	char *copy = px_strdup(lines), *again;

	for (char *p = copy; *p; p++)
		*p = *p == '|' ? '\n' : *p;
	again = settled(copy);
	if (strcmp(again, lines) != 0)
		tap_is(again, lines, text);
	free(copy);
	free(again);
}

/* \n, \r and \t as a reader of the table sees them; "\@" stays. */
static char *
unescape(const char *text)
{
	struct px_buf out = PX_BUF_INIT;

	for (; *text; text++) {
		if (*text == '\\' && text[1] && strchr("nrt", text[1]))
			px_buf_putc(&out, *++text == 'n' ? '\n' : *text == 'r' ? '\r' : '\t');
		else
			px_buf_putc(&out, *text);
	}
	return px_buf_detach(&out);
}

static void
run_case(char *line)
{
	char *expected = strchr(line, '\t'), *text, *got;

	if (!tap_ok(expected != NULL, "%s: has two columns", line))
		return;
	*expected++ = '\0';
	text = unescape(line);
	got = settled(text);
	tap_is(got, expected, line);
	if (strcmp(got, "!") != 0)
		is_stable(line, got);
	free(got);
	free(text);
}

static void
run_cases(void)
{
	struct px_buf table = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	char *line;

	if (px_buf_read_file(&table, "tests/cases/minutes.tsv", 1 << 20, &err) != 0) {
		printf("Bail out! %s\n", err.message);
		exit(1);
	}
	for (line = table.data; *line;) {
		char *end = strchr(line, '\n');

		*end = '\0';
		if (*line && (line[0] != '#' || strchr(line, '\t')))
			run_case(line);
		line = end + 1;
	}
	px_buf_release(&table);
}

/* What a mutilated text gives is stable too, and never a crash. */
static void
test_mutilated(void)
{
	static const char words[][12] = { "- [ ] ", "@a",  "#b",  "! ",     "(vendredi)", "(!)",
					  " et ",   "`",   "\\@", ",",      "\n",         "  ",
					  "(",      ")",   "é",   "```",    ":",          "[x] ",
					  "mot",    "\r",  "@",   "\u00a0", "(3) ",       "\t",
					  "&",      "1. ", ".",   "#" };
	uint32_t seed = 2025;
	int bad = 0;

	for (int i = 0; i < 20000; i++) {
		struct px_buf text = PX_BUF_INIT, again = PX_BUF_INIT;
		char *once, *twice;

		for (int k = 0; k < 12; k++) {
			seed = seed * 1664525u + 1013904223u;
			px_buf_puts(&text, words[(seed >> 16) % PX_COUNT(words)]);
		}
		once = settled(text.data);
		if (*once && strcmp(once, "!") != 0) {
			for (const char *p = once; *p; p++)
				px_buf_putc(&again, *p == '|' ? '\n' : *p);
			twice = settled(again.data);
			if (strcmp(once, twice) != 0 && bad++ < 5)
				printf("# %s\n#  then %s\n", once, twice);
			free(twice);
		}
		free(once);
		px_buf_release(&text);
		px_buf_release(&again);
		px_arena_reset(&arena);
	}
	tap_is_number(bad, 0, "the settled form of whatever was read is read as itself");
}

static void
test_errors(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_minutes_item *items;
	struct px_buf many = PX_BUF_INIT;
	size_t count;

	tap_is_number(parse("# R\n\n- [ ] @dupont\n", &items, &count, &err), -1, "no title");
	tap_is(err.message,
	       "notes.md:3: says who or when, but not what is to be done: write it after the box",
	       "is said with its line");
	for (int i = 0; i < PX_MINUTES_ITEMS_LIMIT; i++)
		px_buf_printf(&many, "- [ ] tâche %d\n", i);
	tap_is_number(parse(many.data, &items, &count, &err), 0, "a thousand items are taken");
	tap_is_number((long long)count, PX_MINUTES_ITEMS_LIMIT, "all of them");
	px_buf_puts(&many, "- [ ] une de trop\n");
	tap_is_number(parse(many.data, &items, &count, &err), -1, "one more is not");
	px_buf_clear(&many);
	px_buf_puts(&many, "- [ ] x");
	for (int i = 0; i <= PX_MINUTES_WHO_LIMIT; i++)
		px_buf_printf(&many, " @p%d", i);
	tap_is_number(parse(many.data, &items, &count, &err), -1, "too many people");
	px_buf_release(&many);
}

/* old and items are lines between '|'; expected: per item the place of the old one, or - . */
static void
matches(const char *old_lines, const char *lines, const char *expected, const char *what)
{
	struct px_minutes_item *old, *items;
	struct px_err err = PX_ERR_INIT;
	struct px_buf got = PX_BUF_INIT;
	size_t old_count, count, was[16];
	char *texts[] = { px_strdup(old_lines), px_strdup(lines) };

	for (size_t i = 0; i < 2; i++)
		for (char *p = texts[i]; *p; p++)
			*p = *p == '|' ? '\n' : *p;
	parse(texts[0], &old, &old_count, &err);
	parse(texts[1], &items, &count, &err);
	px_minutes_match(old, old_count, items, count, was);
	for (size_t i = 0; i < count; i++)
		if (was[i] == PX_MINUTES_NEW)
			px_buf_putc(&got, '-');
		else
			px_buf_number(&got, (int64_t)was[i]);
	tap_is(got.data, expected, what);
	px_buf_release(&got);
	free(texts[0]);
	free(texts[1]);
}

static void
test_matches(void)
{
	matches("- [ ] a|- [ ] b|- [ ] c", "- [ ] c|- [ ] a|- [ ] b", "201", "moved");
	matches("- [ ] a|- [ ] b", "- [ ] a|- [ ] nouveau|- [ ] b", "0-1", "one between");
	matches("- [ ] relancer l'ARS", "- [x] relancer l'ARS", "0", "ticked");
	matches("- [ ] @a relancer", "- [ ] @b relancer", "0", "given to somebody else");
	matches("- [ ] relancer", "- [ ] ! relancer (vendredi)", "0", "another day, and urgent");
	matches("- [ ] relancer l'ARS", "- [ ] Relancer l'ars", "0", "another case");
	matches("- [ ] preparer la reunion", "- [ ] préparer la réunion", "0", "accents");
	matches("- [ ] relancer l'agence régionale", "- [ ] rappeler l'agence régionale", "0",
		"slightly reworded");
	matches("- [ ] relancer l'ARS", "- [ ] commander des gants", "-", "something else");
	matches("- [ ] @a relancer l'ARS", "- [ ] @a relancer l'ARS par courrier et par téléphone",
		"0", "said at more length");
	matches("- [ ] relancer l'ARS", "- [ ] relancer l'ARS par courrier et par téléphone", "-",
		"but when nobody is named, it is another");
	matches("- [ ] @a relire|- [ ] @b relire", "- [ ] @b relire|- [ ] @a relire", "10",
		"the same title of two people");
	matches("- [ ] @a relire|- [ ] @b relire", "- [ ] @a relire|- [ ] @c relire", "01",
		"one of them is given to somebody else");
	matches("- [ ] relire|- [ ] relire", "- [ ] relire|- [ ] relire|- [ ] relire", "01-",
		"twice the same, then thrice");
	matches("- [ ] appeler Mme A|- [ ] appeler Mme B",
		"- [ ] appeler Mme B|- [ ] appeler Mme C", "10",
		"what is the same goes before what is alike");
	matches("", "- [ ] a", "-", "nothing before");
	matches("- [ ] a", "", "", "nothing after");
}

int
main(void)
{
	struct px_err err = PX_ERR_INIT;

	zone = px_zone_open("Europe/Paris", &err);
	if (!zone) {
		printf("Bail out! %s\n", err.message);
		return 1;
	}
	run_cases();
	test_errors();
	test_matches();
	test_mutilated();
	px_arena_release(&arena);
	px_zone_free(zone);
	return tap_done();
}
