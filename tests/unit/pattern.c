#include "base/pattern.h"

#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "tap.h"

static int
match(const char *expression, const char *text)
{
	struct px_err err = PX_ERR_INIT;
	struct px_pattern *pattern = px_pattern_compile(expression, &err);
	int found;

	if (!pattern) {
		printf("# %s\n", err.message);
		return -2;
	}
	found = px_pattern_match(pattern, text, &err);
	px_pattern_free(pattern);
	return found;
}

static void
test_matches(void)
{
	static const struct {
		const char *expression, *text;
		int found; /* -2: does not compile */
	} cases[] = {
		{ "dup", "M. DUPONT", 1 },
		{ "^dup", "M. DUPONT", 0 },
		{ "été", "L'ÉTÉ", 1 },
		{ "ete", "L'ÉTÉ", 0 },    /* accents count; search is what ignores them */
		{ "^.{5}$", "ÉTÉ É", 1 }, /* characters, not bytes */
		{ "^\\w+$", "Éloïse", 1 },
		{ "\\bœuvre\\b", "une ŒUVRE d'art", 1 },
		{ "^\\d+$", "2025", 1 },
		{ "", "anything", 1 },
		{ "x*", "", 1 },
		{ "σ", "ΟΔΟΣ", 1 },
		{ "a|b", "c", 0 },
		{ "(?=.*diab).*bpco", "diabète et BPCO", 1 },
		{ "abc", "abc \xff", 1 }, /* bytes that are not text never match, the rest does */
		{ "^.$", "\xff", 0 },
		{ "(", "", -2 },
		{ "[a", "", -2 },
		{ "*a", "", -2 },
		{ "a\\Cb", "", -2 },
		{ "\xff", "", -2 },
		{ "(?<n>a)(?<n>b)", "", -2 },
	};

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		char what[80];

		snprintf(what, sizeof(what), "/%s/ on '%s'", cases[i].expression, cases[i].text);
		tap_is_number(match(cases[i].expression, cases[i].text), cases[i].found, what);
	}
}

static void
test_faults(void)
{
	struct px_err err = PX_ERR_INIT;
	char *expression = px_calloc(1, 5001);

	tap_ok(!px_pattern_compile("é(b", &err) && err.code == PX_USAGE,
	       "a wrong expression is usage");
	tap_ok(strstr(err.message, "'é(b'") && strstr(err.message, "after character 3"),
	       "it names the place, in characters: %s", err.message);
	memset(expression, 'a', 5000);
	tap_ok(!px_pattern_compile(expression, &err) && strstr(err.message, "longer than"),
	       "an expression of 5000 bytes is refused");
	memset(expression, '(', 4000);
	expression[4000] = '\0';
	tap_ok(!px_pattern_compile(expression, &err), "4000 parentheses are refused");
	free(expression);
	tap_ok(!px_pattern_compile("(", NULL), "the error may be left out");
	px_pattern_free(NULL);
}

/* Expressions that would run for years stop, and say so. */
static void
test_limits(void)
{
	static const char *const greedy[] = { "^(a+)+$", "^(a|aa)+$", "(.*)*(.*)*x\\1y",
					      "^(\\w+\\s?)*$" };
	struct timespec begin, end;
	char text[61];

	memset(text, 'a', 59);
	text[59] = '!';
	text[60] = '\0';
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (size_t i = 0; i < PX_COUNT(greedy); i++) {
		struct px_err err = PX_ERR_INIT;
		struct px_pattern *pattern = px_pattern_compile(greedy[i], &err);
		int found = pattern ? px_pattern_match(pattern, text, &err) : -2;

		tap_ok(found == 0 || (found == -1 && err.code == PX_FAILED && err.message[0]),
		       "%s ends: %d %s", greedy[i], found, err.message);
		if (i == 0)
			tap_is_number(found, -1, "the first one gave up");
		px_pattern_free(pattern);
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	tap_ok(end.tv_sec - begin.tv_sec < 5, "all of them within seconds");
}

/* A long text needs more of the JIT's stack than it starts with. */
static void
test_long_text(void)
{
	char *text = px_calloc(1, 100001);

	for (int i = 0; i < 100000; i++)
		text[i] = (char)('a' + i % 26);
	tap_is_number(match("^(?:[a-m]|[n-z])*$", text), 1, "an alternative repeated 100000 times");
	tap_is_number(match("zab.*xyz$", text), 0, "a text that ends otherwise");
	free(text);
}

/* What is wrong is said in words of our own, which translators know. */
static void
test_reasons(void)
{
	static const struct {
		const char *expression, *reason;
	} cases[] = {
		{ "(a", "a ( is not closed by )" },
		{ "a)", "a ) closes nothing" },
		{ "[a", "a [ is not closed by ]" },
		{ "*a", "nothing before it to repeat" },
		{ "a\\", "nothing follows the last \\" },
		{ "\\y", "a letter that means nothing so" },
		{ "[z-a]", "a range in [] runs backwards" },
		{ "a{2,1}", "the second number in {} is the smaller" },
		{ "a{99999}", "a number in {} is too large" },
		{ "\\2", "a group that is not there" },
		{ "(?<=a+)b", "no fixed length" },
		{ "\\p{Foo}", "\\p{} of a name that is not known" },
		{ "(?P<a", "subpattern name" }, /* PCRE2's own, for the rest */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct px_err err = PX_ERR_INIT;

		tap_ok(!px_pattern_compile(cases[i].expression, &err) &&
			       strstr(err.message, cases[i].reason),
		       "%s: %s", cases[i].expression, err.message);
	}
}

int
main(void)
{
	test_matches();
	test_faults();
	test_limits();
	test_long_text();
	test_reasons();
	return tap_done();
}
