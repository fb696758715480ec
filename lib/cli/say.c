/* Words to people: standard error, and questions on a terminal. */
#include "cli/progress.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"

static bool anything;

bool
px_said_anything(void)
{
	return anything;
}

PX_PRINTF(2, 0)
static void
say(const struct px_run *run, const char *format, va_list args)
{
	struct px_arena arena = PX_ARENA_INIT;

	anything = true;
	px_progress_wipe(run);
	fflush(run->out ? run->out : stdout); /* in the order of events when both go to one place */
	fprintf(stderr, "%s: %s\n", run->program->name,
		px_text_tame(px_arena_vprintf(&arena, format, args)));
	px_arena_release(&arena);
}

void
px_say(const struct px_run *run, const char *format, ...)
{
	va_list args;

	if (run->quiet)
		return;
	va_start(args, format);
	say(run, format, args);
	va_end(args);
}

void
px_warn(const struct px_run *run, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(run, format, args);
	va_end(args);
}

/* Yes in either language; anything else, an empty answer and the end of input are no. */
static int
read_answer(void)
{
	static const char *const words[] = { "y", "yes", "o", "oui" };
	char line[64];

	if (!fgets(line, sizeof(line), stdin))
		return 0;
	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (px_text_same(px_text_trim(line), words[i]))
			return 1;
	return 0;
}

int
px_confirm(struct px_run *run, struct px_err *err, const char *format, ...)
{
	char text[512];
	va_list args;
	int answer;

	if (run->yes || run->dry_run)
		return 1;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (run->no_input || !isatty(STDIN_FILENO))
		return px_err_set(err, PX_USAGE, _("%s: add --yes to say so"), text);
	px_progress_wipe(run);
	fprintf(stderr, "%s: ", run->program->name);
	fprintf(stderr, _("%s? [y/N]"), text);
	fputc(' ', stderr);
	fflush(stderr);
	answer = read_answer();
	return answer;
}
