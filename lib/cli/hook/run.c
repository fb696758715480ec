/*
 * One executable run: its output is read while it runs, it is held to a time, and what it leaves behind
 * does not hold us up.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/hook/part.h"
#include "cli/interrupt.h"

enum {
	GLANCE = 200,        /* ms between two looks at Ctrl-C */
	GRACE = 1000,        /* ms to end in order, once asked to */
	WORDS_MOST = 1 << 16 /* bytes of standard error that are kept */
};
enum { OUT, WORDS, REPORT, STREAMS };

struct child {
	pid_t watcher; /* its process group is the hook's too */
	int read[STREAMS], write[STREAMS];
	size_t taken[STREAMS]; /* bytes */
	bool reported;
};

static int64_t
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
close_all(int fds[STREAMS])
{
	for (size_t i = 0; i < STREAMS; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
		fds[i] = -1;
	}
}

/* Pipes that no other program inherits, whose reading never waits. */
static int
open_pipes(struct child *child)
{
	for (size_t i = 0; i < STREAMS; i++)
		child->read[i] = child->write[i] = -1;
	for (size_t i = 0; i < STREAMS; i++) {
		int both[2];

		if (pipe(both) != 0)
			return -1;
		child->read[i] = both[0];
		child->write[i] = both[1];
		if (fcntl(both[0], F_SETFD, FD_CLOEXEC) != 0 ||
		    fcntl(both[1], F_SETFD, FD_CLOEXEC) != 0 ||
		    fcntl(both[0], F_SETFL, O_NONBLOCK) != 0)
			return -1;
	}
	return 0;
}

/* Signals wait while there are two of us that think they are the command. */
static int
start(const struct px_hook_run *run, struct child *child)
{
	struct px_hook_watch watch = {
		.path = run->path,
		.environment = run->environment,
		.input = run->input,
		.out = child->write[OUT],
		.words = child->write[WORDS],
		.report = child->write[REPORT],
		.command = getpid(),
	};
	sigset_t all, before;
	int why;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	child->watcher = fork();
	why = errno;
	if (child->watcher == 0)
		px_hook_watch(&watch);
	if (child->watcher > 0)
		setpgid(child->watcher, child->watcher);
	sigprocmask(SIG_SETMASK, &before, NULL);
	close_all(child->write);
	errno = why;
	return child->watcher < 0 ? -1 : 0;
}

/* What stands in one of its streams, up to what is kept of it. */
static void
take(struct child *child, size_t stream, struct px_buf *into, size_t most)
{
	char bytes[4096];
	ssize_t got;

	while ((got = read(child->read[stream], bytes, sizeof(bytes))) > 0) {
		size_t room = into && into->length < most ? most - into->length : 0;

		child->taken[stream] += (size_t)got;
		if (room)
			px_buf_add(into, bytes, (size_t)got < room ? (size_t)got : room);
	}
	if (got == 0) {
		close(child->read[stream]);
		child->read[stream] = -1;
	}
}

static void
take_output(struct px_hook_run *run, struct child *child)
{
	if (child->read[OUT] >= 0)
		take(child, OUT, run->answers ? &run->out : NULL, PX_HOOK_OUTPUT_MOST);
	if (child->read[WORDS] >= 0)
		take(child, WORDS, &run->words, WORDS_MOST);
}

static bool
is_long(const struct child *child)
{
	return child->taken[OUT] > PX_HOOK_OUTPUT_MOST || child->taken[WORDS] > PX_HOOK_OUTPUT_MOST;
}

/* The watcher's word; false when it went without one. */
static bool
take_report(struct px_hook_run *run, struct child *child)
{
	struct px_hook_report said;
	ssize_t got = read(child->read[REPORT], &said, sizeof(said));

	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	if (got != sizeof(said))
		return false;
	child->reported = true;
	run->end = said.end;
	run->status = said.status;
	return true;
}

/* Wait for something to be read, this long at most.  False when the watcher is gone. */
static bool
attend(struct px_hook_run *run, struct child *child, int64_t wait)
{
	struct pollfd fds[STREAMS];

	for (size_t i = 0; i < STREAMS; i++)
		fds[i] = (struct pollfd){ .fd = child->read[i], .events = POLLIN };
	if (poll(fds, STREAMS, wait > GLANCE ? GLANCE : (int)wait) <= 0)
		return true;
	take_output(run, child);
	return take_report(run, child);
}

/* To the end of the hook, or to what ends our patience. */
static enum px_hook_end
follow(struct px_hook_run *run, struct child *child)
{
	int64_t until = milliseconds() + (int64_t)run->seconds * 1000;

	while (!child->reported) {
		int64_t left = until - milliseconds();

		if (px_interrupt_check(NULL) != 0)
			return PX_HOOK_INTERRUPTED;
		if (left <= 0)
			return PX_HOOK_LATE;
		if (!attend(run, child, left))
			return PX_HOOK_UNWATCHED;
		if (is_long(child))
			return PX_HOOK_LONG;
	}
	take_output(run,
		    child); /* what it said last; who holds the pipe after it is not waited for */
	return is_long(child) ? PX_HOOK_LONG : run->end;
}

/* The hook and all that it started. */
static void
put_an_end(struct px_hook_run *run, struct child *child)
{
	int64_t until = milliseconds() + GRACE;
	bool watched = true;

	kill(-child->watcher, SIGTERM);
	while (watched && !child->reported && milliseconds() < until) {
		watched = attend(run, child, until - milliseconds());
		px_buf_clear(&run->out);
	}
	kill(-child->watcher, SIGKILL);
}

void
px_hook_execute(struct px_hook_run *run)
{
	struct child child = { .reported = false };
	enum px_hook_end end;

	run->out = run->words = (struct px_buf)PX_BUF_INIT;
	if (open_pipes(&child) != 0 || start(run, &child) != 0) {
		run->status = errno;
		run->end = PX_HOOK_UNSTARTED;
		close_all(child.read);
		close_all(child.write);
		return;
	}
	end = follow(run, &child);
	if (end != PX_HOOK_ENDED && end != PX_HOOK_UNSTARTED)
		put_an_end(run, &child);
	run->end = end;
	while (waitpid(child.watcher, NULL, 0) < 0 && errno == EINTR)
		;
	close_all(child.read);
}
