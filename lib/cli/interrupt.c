#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/progress.h"

static volatile sig_atomic_t interrupted;

/* Loops see the flag and stop in order; what never looks is ended a second later, which the database
 * bears as it bears a kill. */
static void
on_interrupt(int number)
{
	if (number == SIGALRM || interrupted)
		_exit(130);
	interrupted = 1;
	alarm(1);
}

int
px_run_check(const struct px_run *run, struct px_err *err)
{
	px_progress_row(run);
	return px_interrupt_check(err);
}

int
px_interrupt_check(struct px_err *err)
{
	return interrupted ? px_err_set(err, PX_INTERRUPTED, _("interrupted")) : 0;
}

void
px_interrupt_catch(void)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_interrupt }, before;

	sigaction(SIGALRM, &action, NULL);
	/* Who started us in the background, or under nohup, had us ignore some. */
	for (size_t i = 0; i < PX_COUNT(ends); i++)
		if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(ends[i], &action, NULL);
	signal(SIGPIPE, SIG_DFL); /* `| head -1` ends us in silence, whoever started us */
}
