#include "cli/progress.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/text.h"
#include "cli/output.h"

enum {
	FIRST = 1000, /* milliseconds */
	BETWEEN = 250,
	LONGEST_BAR = 30,
	SHORTEST_BAR = 5,
	LONGEST_NAME = 30,
	MEGABYTE = 1000000,
};

/*
 * The line.
 */
/* A number as people read it, in room. */
static const char *
human(struct px_ratio number, int decimals, struct px_buf *room)
{
	px_buf_clear(room);
	px_number_human(number, decimals, true, px_i18n_lang(), room);
	return room->data;
}

static struct px_ratio
megabytes(uint64_t bytes)
{
	return px_ratio_make((int64_t)bytes, MEGABYTE);
}

/* A thing a second, of so many in so long. */
static struct px_ratio
rate(int64_t number, int64_t milliseconds, int64_t unit)
{
	struct px_ratio times = px_ratio_mul(px_ratio_whole(number), px_ratio_whole(1000));

	return px_ratio_div(times,
			    px_ratio_mul(px_ratio_whole(milliseconds), px_ratio_whole(unit)));
}

static void
put_left(int64_t seconds, struct px_buf *out)
{
	enum { MINUTE = 60, HOUR = 3600 };

	px_buf_puts(out, ", ");
	if (seconds >= HOUR)
		px_buf_printf(out, _("%lld h %02lld min left"), (long long)(seconds / HOUR),
			      (long long)(seconds % HOUR / MINUTE));
	else if (seconds >= MINUTE)
		px_buf_printf(out, _("%lld min %02lld s left"), (long long)(seconds / MINUTE),
			      (long long)(seconds % MINUTE));
	else
		px_buf_printf(out, _("%lld s left"), (long long)seconds);
}

/* How much of the whole, by bytes when a size is known, else by rows. */
static bool
part_of(const struct px_progress_state *state, struct px_ratio *done, struct px_ratio *all)
{
	bool bytes = state->all_bytes > 0;

	*done = px_ratio_whole(bytes ? (int64_t)state->bytes : state->rows);
	*all = px_ratio_whole(bytes ? (int64_t)state->all_bytes : state->all_rows);
	*done = px_ratio_min(*done, *all);
	return px_ratio_sign(*all) > 0;
}

static void
put_time(const struct px_progress_state *state, struct px_ratio done, struct px_ratio all,
	 struct px_buf *out)
{
	struct px_ratio spent = px_ratio_make(state->milliseconds, 1000);
	int64_t left = 0;

	if (px_ratio_compare(done, all) >= 0)
		px_buf_printf(out, ", %s", _("being stored"));
	else if (px_ratio_sign(done) > 0 &&
		 px_ratio_integer(px_ratio_mul(spent, px_ratio_div(px_ratio_sub(all, done), done)),
				  &left) == 0)
		put_left(left, out);
}

static void
put_figures(const struct px_progress_state *state, struct px_buf *out)
{
	struct px_buf room = PX_BUF_INIT;
	struct px_ratio done, all;
	bool known = part_of(state, &done, &all);
	struct px_ratio percent = px_ratio_mul(px_ratio_div(done, all), px_ratio_whole(100));
	int64_t milliseconds = state->milliseconds > 0 ? state->milliseconds : 1;

	if (known)
		px_buf_printf(out, _("%s%%, "), human(px_ratio_floor(percent), 0, &room));
	if (state->rows > 0)
		px_buf_printf(out, _("%s rows, "), human(px_ratio_whole(state->rows), 0, &room));
	if (state->bytes > 0 && !state->all_bytes)
		px_buf_printf(out, _("%s MB, "), human(megabytes(state->bytes), 1, &room));
	if (state->bytes > 0)
		px_buf_printf(out, _("%s MB/s"),
			      human(rate((int64_t)state->bytes, milliseconds, MEGABYTE), 1, &room));
	else
		px_buf_printf(out, _("%s rows/s"),
			      human(rate(state->rows, milliseconds, 1), 0, &room));
	if (known)
		put_time(state, done, all, out);
	px_buf_release(&room);
}

void
px_progress_line(const struct px_progress_state *state, size_t columns, enum px_chart_ink ink,
		 struct px_buf *out)
{
	struct px_buf figures = PX_BUF_INIT, line = PX_BUF_INIT;
	struct px_ratio done, all;
	size_t room;

	put_figures(state, &figures);
	if (state->name) {
		px_text_clip(state->name, LONGEST_NAME, &line);
		px_buf_puts(&line, "  ");
	}
	room = px_text_width(line.data) + px_text_width(figures.data) + 2;
	room = room < columns ? columns - room : 0;
	if (part_of(state, &done, &all) && room >= SHORTEST_BAR) {
		px_chart_gauge(done, all, room < LONGEST_BAR ? room : LONGEST_BAR, ink, &line);
		px_buf_puts(&line, "  ");
	}
	px_buf_puts(&line, figures.data);
	px_text_clip(line.data, columns, out);
	px_buf_release(&line);
	px_buf_release(&figures);
}

/*
 * The terminal.
 */
static bool
wanted(const struct px_run *run)
{
	struct px_progress *progress = run->progress;

	if (!progress)
		return false;
	if (!progress->known) {
		progress->off = run->quiet || !isatty(STDERR_FILENO);
		progress->apart = !isatty(fileno(run->out));
		progress->known = true;
	}
	return !progress->off && (progress->announced || progress->apart);
}

/* The terminal has no more columns than that, and the last is left: some wrap there. */
static size_t
room(void)
{
	size_t columns = px_terminal_width(STDERR_FILENO);

	return columns > 1 ? columns - 1 : 1;
}

static void
draw(struct px_progress *progress)
{
	struct px_buf line = PX_BUF_INIT;
	size_t width, before = progress->drawn;

	px_progress_line(&progress->state, room(), px_chart_ink(), &line);
	width = px_text_width(line.data);
	progress->drawn = width;
	fprintf(stderr, "\r%s", line.data);
	for (; width < before; width++)
		fputc(' ', stderr);
	fflush(stderr);
	px_buf_release(&line);
}

static void
look(struct px_progress *progress)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!progress->start.tv_sec && !progress->start.tv_nsec) {
		progress->start = now;
		progress->next = FIRST;
	}
	progress->state.milliseconds = (now.tv_sec - progress->start.tv_sec) * 1000 +
				       (now.tv_nsec - progress->start.tv_nsec) / 1000000;
	if (progress->state.milliseconds < progress->next)
		return;
	progress->next = progress->state.milliseconds + BETWEEN;
	draw(progress);
}

void
px_progress_begin(const struct px_run *run, const char *name, int64_t rows)
{
	if (!run->progress)
		return;
	px_progress_end(run);
	run->progress->announced = true;
	run->progress->state.name = name;
	run->progress->state.all_rows = rows;
	if (wanted(run))
		look(run->progress);
}

void
px_progress_of(const struct px_run *run, const struct px_source *source)
{
	struct px_progress *progress = run->progress;

	if (!progress)
		return;
	progress->announced = true;
	if (!wanted(run))
		return;
	px_source_progress(source, &progress->state.bytes, &progress->state.all_bytes);
	progress->state.name = px_source_name(source);
	look(progress);
}

void
px_progress_row(const struct px_run *run)
{
	if (!run->progress)
		return;
	run->progress->state.rows++;
	if (wanted(run))
		look(run->progress);
}

void
px_progress_printed(const struct px_run *run)
{
	if (run->progress && !run->progress->announced)
		px_progress_row(run);
}

void
px_progress_wipe(const struct px_run *run)
{
	struct px_progress *progress = run->progress;

	if (!progress || !progress->drawn)
		return;
	fprintf(stderr, "\r%*s\r", (int)progress->drawn, "");
	fflush(stderr);
	progress->drawn = 0;
}

void
px_progress_end(const struct px_run *run)
{
	px_progress_wipe(run);
	if (run->progress)
		*run->progress = (struct px_progress){ .known = run->progress->known,
						       .off = run->progress->off,
						       .apart = run->progress->apart };
}
