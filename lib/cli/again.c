#include "cli/again.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/place.h"
#include "cli/progress.h"
#include "cli/setup.h"

enum { MOST = 5, FIRST_WAIT = 20 }; /* times; milliseconds */

static const char variable[] = "PLEXUS_TRIES";

/* `-`, or nothing where an operand is expected, is standard input; what was read of it is gone. */
static bool
reads_input(const struct px_run *run, char **argv)
{
	for (; *argv; argv++)
		if (strcmp(*argv, "-") == 0)
			return true;
	return run->verb->operands && run->operand_count == 0;
}

/* Twice as long each time, and not the same for two that met. */
static void
wait_a_little(int tries)
{
	long milliseconds = (long)FIRST_WAIT << tries;
	struct timespec span;

	milliseconds += (long)getpid() % milliseconds;
	span.tv_sec = milliseconds / 1000;
	span.tv_nsec = milliseconds % 1000 * 1000 * 1000;
	nanosleep(&span, NULL);
}

void
px_again(struct px_run *run, const struct px_err *err, char **argv)
{
	const char *before = getenv(variable);
	int tries = before ? (int)strtol(before, NULL, 10) : 0;
	char *path, *now;

	if (err->code != PX_BUSY || !run->store || !px_store_conflicted(run->store) ||
	    tries >= MOST || px_said_anything() || reads_input(run, argv))
		return;
	path = px_asprintf("%s/%s", px_place_bin(), run->program->name);
	now = px_asprintf("%d", tries + 1);
	px_store_rollback(run->store);
	px_store_close(run->store);
	run->store = NULL;
	wait_a_little(tries);
	setenv(variable, now, 1);
	execv(path, argv);
	free(path);
	free(now);
}
