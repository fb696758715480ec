#include "store/sqlite/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Whoever may write the database must be able to lock it. */
static int
make(const char *path, const char *location)
{
	struct stat like;
	int queue = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (queue < 0)
		return open(path, O_RDWR | O_CLOEXEC);
	/* As SQLite does for its own files; where it cannot be done, the opening by others says so. */
	if (stat(location, &like) || fchmod(queue, like.st_mode & 0666) ||
	    (geteuid() == 0 && fchown(queue, like.st_uid, like.st_gid)))
		return queue;
	return queue;
}

int
px_queue_open(const char *location, struct px_err *err)
{
	char *path = px_asprintf("%s-lock", location);
	int queue = open(path, O_RDWR | O_CLOEXEC);

	if (queue < 0 && errno == ENOENT)
		queue = make(path, location);
	if (queue < 0)
		px_err_set(err, PX_SYSTEM,
			   _("%s: %s: to write, one needs the right to write this file and its "
			     "folder"),
			   path, px_errno_text(errno));
	free(path);
	return queue;
}

static int
lock(int queue, int flags)
{
	return flock(queue, LOCK_EX | flags);
}

/* Its only use is to end a system call that waits: the handler has nothing to do. */
static void
wake(int signal)
{
	(void)signal;
}

/* A clock that interrupts flock() when the time is up, and again in case the first signal came
 * just before the call began to wait. */
static int
start_clock(timer_t *clock, int seconds, struct sigaction *old)
{
	struct sigaction action = { .sa_handler = wake };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMAX };
	struct itimerspec span = { .it_value = { seconds, 0 },
				   .it_interval = { 0, 50 * 1000 * 1000 } };

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGRTMAX, &action, old))
		return -1;
	if (timer_create(CLOCK_MONOTONIC, &event, clock)) {
		sigaction(SIGRTMAX, old, NULL);
		return -1;
	}
	return timer_settime(*clock, 0, &span, NULL);
}

static void
stop_clock(timer_t clock, const struct sigaction *old)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	timer_delete(clock);
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGRTMAX, &ignore, NULL); /* drops a signal still on its way */
	sigaction(SIGRTMAX, old, NULL);
}

static bool
time_is_up(const struct timespec *start, int seconds)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - start->tv_sec > seconds ||
	       (now.tv_sec - start->tv_sec == seconds && now.tv_nsec >= start->tv_nsec);
}

static int
wait_turn(int queue, const char *location, int seconds, struct px_err *err)
{
	struct timespec start;
	struct sigaction old;
	timer_t clock;
	int got, why;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (start_clock(&clock, seconds, &old))
		return px_err_set(err, PX_SYSTEM, _("%s: cannot set a timer: %s"), location,
				  px_errno_text(errno));
	got = lock(queue, 0);
	why = errno;
	stop_clock(clock, &old);
	if (!got)
		return 0;
	if (why == EINTR && time_is_up(&start, seconds))
		return px_err_set(
			err, PX_BUSY,
			_("%s: another program has been writing for %d seconds: try again later"),
			location, seconds);
	if (why == EINTR)
		return px_err_set(err, PX_INTERRUPTED, _("interrupted while waiting to write"));
	return px_err_set(err, PX_SYSTEM, _("%s: cannot be locked: %s"), location,
			  px_errno_text(why));
}

int
px_queue_enter(int queue, const char *location, int seconds, struct px_err *err)
{
	if (!lock(queue, LOCK_NB))
		return 0;
	if (errno != EWOULDBLOCK)
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be locked: %s"), location,
				  px_errno_text(errno));
	return wait_turn(queue, location, seconds, err);
}

void
px_queue_leave(int queue)
{
	flock(queue, LOCK_UN);
}
