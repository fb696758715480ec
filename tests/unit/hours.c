/*
 * Opening hours: runs tests/cases/hours.tsv, then what a table of lines does not say: unions, tables of
 * a week, the changes of a clock.
 */
#include "base/hours.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/text.h"
#include "tap.h"

enum { COLUMNS = 3, LINE_LIMIT = 1024 };

static struct px_arena arena = PX_ARENA_INIT;
static struct px_zone *paris;

/* The canonical form, or "! " and the reason. */
static const char *
canonical(const char *text)
{
	struct px_err err = PX_ERR_INIT;
	struct px_buf out = PX_BUF_INIT;
	struct px_hours hours;
	const char *kept;

	if (px_hours_parse(&arena, text, &hours, &err) == 0)
		px_hours_print(&hours, &out);
	else
		px_buf_printf(&out, "! %s", err.message);
	kept = px_arena_strdup(&arena, out.data);
	px_buf_release(&out);
	return kept;
}

static struct px_hours
hours_of(const char *text)
{
	struct px_hours hours = { 0 };

	if (px_hours_parse(&arena, text, &hours, NULL) != 0)
		tap_ok(false, "%s is understood", text);
	return hours;
}

static const char *
words(const struct px_hours *hours, const char *lang)
{
	struct px_buf out = PX_BUF_INIT;
	const char *before = px_i18n_lang(), *kept;

	px_i18n_switch(lang);
	px_hours_words(hours, &out);
	px_i18n_switch(before);
	kept = px_arena_strdup(&arena, out.data);
	px_buf_release(&out);
	return kept;
}

/* What is written is read again: the canonical form, and the words of both languages. */
static void
test_parse(const char *text, const char *expected)
{
	const char *got = canonical(text);
	struct px_hours hours;

	tap_is(got, expected, px_arena_printf(&arena, "read: %s", text));
	if (*got == '!')
		return;
	tap_is(canonical(got), got, "  and the same again");
	hours = hours_of(text);
	tap_is(canonical(words(&hours, "en")),
	       canonical(px_arena_strdup(&arena, words(&hours, "en"))), "  said twice the same");
	tap_ok(*canonical(words(&hours, "fr")) != '!', "  French is read: %s", words(&hours, "fr"));
	tap_ok(*canonical(words(&hours, "en")) != '!', "  English is read: %s",
	       words(&hours, "en"));
}

static void
test_refuse(const char *text, const char *reason)
{
	const char *got = canonical(text);

	tap_ok(*got == '!' && strstr(got, reason), "refused: %s (%s)", text, got);
}

/* "2026-01-05T09:00 lu-ve 8h-12h", "open 2026-01-05T12:00". */
static void
test_at(const char *text, const char *expected)
{
	enum { LOCAL = 16 };
	struct px_hours hours = hours_of(text + LOCAL + 1);
	struct px_local local = { .hour = 0 }, until;
	struct px_hours_state state;
	char *day = px_arena_strndup(&arena, text, 10), got[64];

	px_date_parse(day, &local.date);
	local.hour = atoi(text + 11);
	local.minute = atoi(text + 14);
	px_hours_at(&hours, paris, PX_METROPOLE, px_zone_instant(paris, local), &state);
	until = px_zone_local(paris, state.until);
	if (state.until)
		snprintf(got, sizeof(got), "%s %04d-%02d-%02dT%02d:%02d",
			 state.open ? "open" : "closed", until.date.year, until.date.month,
			 until.date.day, until.hour, until.minute);
	else
		snprintf(got, sizeof(got), "%s", state.open ? "open" : "closed");
	tap_is(got, expected, text);
}

static void
run_case(const char *kind, const char *text, const char *expected)
{
	struct px_hours hours;

	if (strcmp(kind, "parse") == 0) {
		test_parse(text, expected);
	} else if (strcmp(kind, "osm") == 0) {
		tap_is(canonical(text), expected, text);
		tap_is(canonical(expected), expected, "  and the same again");
	} else if (strcmp(kind, "refuse") == 0) {
		test_refuse(text, expected);
	} else if (strcmp(kind, "at") == 0) {
		test_at(text, expected);
	} else {
		hours = hours_of(text);
		tap_is(words(&hours, kind), expected,
		       px_arena_printf(&arena, "%s: %s", kind, text));
		tap_is(canonical(words(&hours, kind)), canonical(text), "  and read again");
	}
}

static void
run_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[LINE_LIMIT], *parts[COLUMNS];
	size_t count = 0;

	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '#' || !*line)
			continue;
		if (px_text_split(line, '\t', parts, COLUMNS) == COLUMNS) {
			run_case(parts[0], parts[1], parts[2]);
			count++;
		} else {
			tap_ok(false, "a line of three columns: %s", line);
		}
	}
	if (file)
		fclose(file);
	tap_ok(count > 150, "%zu cases were there", count);
}

/* What plexus-formats(7) shows is what happens: ".It lu-ve 8h-19h Ta Mo-Fr 08:00-19:00". */
static void
run_manual(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[LINE_LIMIT], *quote;
	int rows = 0;

	while (file && fgets(line, sizeof(line), file)) {
		char *canonical_form = strstr(line, " Ta Mo");

		if (!canonical_form)
			canonical_form = strstr(line, " Ta Sa");
		if (!canonical_form)
			canonical_form = strstr(line, " Ta 24");
		if (strncmp(line, ".It ", 4) != 0 || !canonical_form)
			continue;
		*canonical_form = '\0';
		canonical_form += strlen(" Ta ");
		canonical_form[strcspn(canonical_form, "\n")] = '\0';
		while ((quote = strstr(canonical_form, "\\(dq")))
			memmove(quote + 1, quote + 4, strlen(quote + 4) + 1), *quote = '"';
		tap_is(canonical(line + 4), canonical_form, line + 4);
		rows++;
	}
	if (file)
		fclose(file);
	tap_ok(rows > 10, "%d rows of %s", rows, path);
}

static void
test_union(void)
{
	struct px_hours a = hours_of("Mo-Fr 08:00-12:00; PH off; Aug 03-15 off"),
			b = hours_of("Mo 10:00-14:00; Tu 16:00-18:00; Sa \"sur rendez-vous\""),
			c = hours_of("Mo-Fr 08:00-12:00; PH off; Su off"), out;
	const struct px_hours *both[] = { &a, &b }, *alike[] = { &a, &c };
	struct px_buf text = PX_BUF_INIT;

	px_hours_union(&arena, both, 2, &out);
	px_hours_print(&out, &text);
	tap_is(text.data,
	       "Mo 08:00-14:00; Tu 08:00-12:00,16:00-18:00; We-Fr 08:00-12:00; "
	       "Sa \"sur rendez-vous\"",
	       "open when one is; a holiday of one closes nothing");
	px_buf_clear(&text);
	px_hours_union(&arena, alike, 2, &out);
	px_hours_print(&out, &text);
	tap_is(text.data, "Mo-Fr 08:00-12:00; Su off; PH off", "what both say of holidays holds");
	px_buf_clear(&text);
	px_hours_union(&arena, NULL, 0, &out);
	px_hours_print(&out, &text);
	tap_is(text.data, "", "of nobody: nothing");
	px_buf_release(&text);
}

static const char *
table(const char *text, bool merged)
{
	struct px_hours hours = hours_of(text);
	struct px_hours_line *lines;
	size_t count = px_hours_table(&arena, &hours, merged, &lines);
	const char *out = "";

	for (size_t i = 0; i < count; i++)
		out = px_arena_printf(&arena, "%s%s%s=%s%s", out, i ? "|" : "", lines[i].days,
				      lines[i].hours, lines[i].closed ? "!" : "");
	return out;
}

static void
test_table(void)
{
	px_i18n_switch("fr");
	tap_is(table("lu-ve 8h-12h, 14h-18h30; sa 9h-12h; PH off; Aug 03-15 off", true),
	       "lundi à vendredi=8 h–12 h, 14 h–18 h 30|samedi=9 h–12 h|dimanche=fermé!|"
	       "jours fériés=fermé!|3–15 août=fermé!",
	       "a week in French");
	px_i18n_switch("en");
	tap_is(table("lu-ve 8h-12h, 14h-18h30; sa sur rendez-vous; PH off", true),
	       "Monday to Friday=8:00–12:00, 14:00–18:30|Saturday=by appointment|"
	       "Sunday=closed!|public holidays=closed!",
	       "and in English");
	tap_is(table("lu,me 8h-12h", false),
	       "Monday=8:00–12:00|Tuesday=closed!|Wednesday=8:00–12:00|Thursday=closed!|"
	       "Friday=closed!|Saturday=closed!|Sunday=closed!",
	       "seven lines");
	tap_is(table("sur rendez-vous", true), "", "a note alone is no table");
	tap_is_number(px_hours_weekly(&(struct px_hours){ 0 }), 0, "no hours, no minutes");
}

static void
test_days(void)
{
	struct px_hours hours = hours_of("Mo-Fr 08:00-19:00; PH off; 2026 Dec 24-2027 Jan 02 "
					 "09:00-12:00; Feb 29 10:00-11:00");
	int64_t day = px_date_days((struct px_date){ 2026, 5, 1 });

	tap_is_number((long long)px_hours_on(&hours, PX_METROPOLE, day)->count, 0,
		      "1 May is a holiday, though a Friday");
	day = px_date_days((struct px_date){ 2026, 12, 25 });
	tap_is_number((long long)px_hours_on(&hours, PX_METROPOLE, day)->count, 1,
		      "a date wins over a holiday");
	day = px_date_days((struct px_date){ 2025, 12, 26 });
	tap_is_number(px_hours_on(&hours, PX_METROPOLE, day)->ranges[0].to, 19 * 60,
		      "and not in another year");
	tap_is_number((long long)px_hours_on(&hours, PX_ALSACE_MOSELLE, day)->count, 0,
		      "26 December is a holiday in Strasbourg");
	tap_is_number(px_hours_weekly(&hours), 5 * 11 * 60, "55 hours a week");
}

int
main(int argc, char **argv)
{
	struct px_err err = PX_ERR_INIT;
	const char *share = getenv("PX_BUILD");

	(void)argc;
	(void)argv;
	px_i18n_start("en", px_arena_printf(&arena, "%s/share/locale", share ? share : "build"));
	paris = px_zone_open("Europe/Paris", &err);
	if (!paris) {
		printf("Bail out! %s\n", err.message);
		return 1;
	}
	run_file("tests/cases/hours.tsv");
	run_manual("share/man/plexus-formats.7");
	run_manual("share/man/fr/plexus-formats.7");
	test_union();
	test_table();
	test_days();
	px_zone_free(paris);
	px_arena_release(&arena);
	return tap_done();
}
