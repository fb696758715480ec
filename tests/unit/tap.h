/* What a unit test needs: numbered results in TAP, a summary, an exit status. */
#ifndef TESTS_UNIT_TAP_H
#define TESTS_UNIT_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

__attribute__((format(printf, 2, 3), unused)) static bool
tap_ok(bool ok, const char *format, ...)
{
	va_list args;

	printf("%sok %d - ", ok ? "" : "not ", ++tap_count);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	tap_failed += !ok;
	return ok;
}

__attribute__((unused)) static bool
tap_is(const char *got, const char *expected, const char *what)
{
	bool ok = got && expected ? strcmp(got, expected) == 0 : got == expected;

	tap_ok(ok, "%s", what);
	if (!ok)
		printf("#      got: %s\n# expected: %s\n", got ? got : "(null)",
		       expected ? expected : "(null)");
	return ok;
}

__attribute__((unused)) static bool
tap_is_number(long long got, long long expected, const char *what)
{
	bool ok = got == expected;

	tap_ok(ok, "%s", what);
	if (!ok)
		printf("#      got: %lld\n# expected: %lld\n", got, expected);
	return ok;
}

__attribute__((unused)) static int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif
