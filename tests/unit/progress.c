/* The line of progress: what is known of it, in the room that there is. */
#include "cli/progress.h"

#include "base/text.h"
#include "tap.h"

static struct px_buf out = PX_BUF_INIT;

static const char *
line(struct px_progress_state state, size_t columns, enum px_chart_ink ink)
{
	px_buf_clear(&out);
	px_progress_line(&state, columns, ink, &out);
	return out.data;
}

static void
check_known(void)
{
	const struct px_progress_state file = { .name = "team.csv",
						.rows = 12000,
						.bytes = 25000000,
						.all_bytes = 100000000,
						.milliseconds = 10000 };
	struct px_progress_state state = file;

	tap_is(line(file, 79, PX_CHART_BLOCKS),
	       "team.csv  ████████░░░░░░░░░░░░░░░░░░░░░░  25%, 12,000 rows, 2.5 MB/s, 30 s left",
	       "bar, percent, rows, rate, time left");
	tap_is(line(file, 70, PX_CHART_ASCII),
	       "team.csv  #####................  25%, 12,000 rows, 2.5 MB/s, 30 s left",
	       "a shorter bar, in ASCII");
	tap_is(line(file, 52, PX_CHART_BLOCKS), "team.csv  25%, 12,000 rows, 2.5 MB/s, 30 s left",
	       "no room for one");
	tap_is(line(file, 20, PX_CHART_BLOCKS), "team.csv  25%, 12,0…", "cut at the end");
	for (size_t columns = 1; columns < 120; columns++)
		if (px_text_width(line(file, columns, PX_CHART_BLOCKS)) > columns)
			tap_ok(false, "wider than %zu", columns);
	state.bytes = 1000000;
	tap_ok(strstr(line(state, 79, PX_CHART_ASCII), "0.1 MB/s, 16 min 30 s left") != NULL,
	       "minutes");
	state.bytes = 100000;
	tap_ok(strstr(line(state, 79, PX_CHART_ASCII), ", 2 h 46 min left") != NULL, "hours");
	state.bytes = state.all_bytes;
	tap_ok(strstr(line(state, 79, PX_CHART_ASCII),
		      "100%, 12,000 rows, 10.0 MB/s, being stored"),
	       "all was read");
	state.bytes = state.all_bytes + 1;
	tap_ok(strstr(line(state, 79, PX_CHART_ASCII), "100%,") != NULL,
	       "a file that grows is never past its end");
}

static void
check_rows(void)
{
	const struct px_progress_state known = { .rows = 500,
						 .all_rows = 1000,
						 .milliseconds = 2000 };
	const struct px_progress_state input = {
		.name = "standard input", .rows = 1500, .bytes = 3000000, .milliseconds = 1500
	};
	const struct px_progress_state rows = { .rows = 1500, .milliseconds = 1500 };
	const struct px_progress_state nothing = { .milliseconds = 0 };

	tap_is(line(known, 79, PX_CHART_ASCII),
	       "###############...............  50%, 500 rows, 250 rows/s, 2 s left",
	       "rows that were announced");
	tap_is(line(input, 79, PX_CHART_ASCII), "standard input  1,500 rows, 3.0 MB, 2.0 MB/s",
	       "a size that nobody knows");
	tap_is(line(rows, 79, PX_CHART_ASCII), "1,500 rows, 1,000 rows/s", "rows alone");
	tap_is(line(nothing, 79, PX_CHART_ASCII), "0 rows/s", "nothing yet");
}

int
main(void)
{
	check_known();
	check_rows();
	px_buf_release(&out);
	return tap_done();
}
