#include "cli/progress.h"

#include <unistd.h>

#include "base/i18n.h"

enum { CALLS_BETWEEN_LOOKS = 256, MEGABYTE = 1000000 };

static double
seconds_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void
show(const struct px_source *source, double elapsed)
{
	uint64_t done, total;
	double rate;

	px_source_progress(source, &done, &total);
	rate = (double)done / elapsed;
	fputc('\r', stderr);
	fprintf(stderr, _("%s: %.1f MB read, %.1f MB/s"), px_source_name(source),
		(double)done / MEGABYTE, rate / MEGABYTE);
	if (total > done && rate > 0)
		fprintf(stderr, _(", %.0f s left"), (double)(total - done) / rate);
	fputs("\033[K", stderr);
	fflush(stderr);
}

void
px_progress_of(struct px_progress *progress, const struct px_source *source)
{
	double elapsed;

	if (progress->calls++ % CALLS_BETWEEN_LOOKS || progress->run->quiet ||
	    !isatty(STDERR_FILENO))
		return;
	if (!progress->start.tv_sec) {
		clock_gettime(CLOCK_MONOTONIC, &progress->start);
		return;
	}
	elapsed = seconds_since(&progress->start);
	if (elapsed < 1 || (time_t)elapsed == progress->shown)
		return;
	progress->shown = (time_t)elapsed;
	show(source, elapsed);
}

void
px_progress_end(struct px_progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	*progress = (struct px_progress)PX_PROGRESS_INIT(progress->run);
}
