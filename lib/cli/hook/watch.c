/*
 * The process between a command and its hook: a hook that kills its parent kills this one, and the
 * command sees that.  It shares its process group with the hook and what that starts, so that all can
 * be ended at once, and goes with them when the command is gone.  It runs after a fork alone: nothing
 * here may allocate.
 */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/hook/part.h"

static const struct timespec glance = { .tv_nsec = 100 * 1000 * 1000 };

static void
wake(int number)
{
	(void)number;
}

static void
report(const struct px_hook_watch *watch, enum px_hook_end end, int status)
{
	struct px_hook_report said = { end, status };

	/* Shorter than a pipe's least room: it is written at once, or nobody reads it any more. */
	if (write(watch->report, &said, sizeof(said)) < 0)
		_exit(1);
}

static _Noreturn void
become(const struct px_hook_watch *watch)
{
	char *const words[] = { (char *)(uintptr_t)watch->path, NULL };
	sigset_t none;

	if (dup2(watch->input, STDIN_FILENO) < 0 || dup2(watch->out, STDOUT_FILENO) < 0 ||
	    dup2(watch->words, STDERR_FILENO) < 0)
		_exit(127);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execve(watch->path, words, watch->environment);
	report(watch, PX_HOOK_UNSTARTED, errno);
	_exit(127);
}

_Noreturn void
px_hook_watch(const struct px_hook_watch *watch)
{
	struct sigaction action = { .sa_handler = wake };
	int status = 0;
	sigset_t child;
	pid_t hook, done;

	setpgid(0, 0);
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	hook = fork();
	if (hook == 0)
		become(watch);
	if (hook < 0) {
		report(watch, PX_HOOK_UNSTARTED, errno);
		_exit(1);
	}
	while ((done = waitpid(hook, &status, WNOHANG)) == 0) {
		if (getppid() != watch->command)
			kill(0, SIGKILL);
		sigtimedwait(&child, NULL, &glance);
	}
	if (done == hook)
		report(watch, PX_HOOK_ENDED, status);
	_exit(0);
}
