#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/options.h"
#include "io/file.h"

int
px_output_open(struct px_run *run, struct px_err *err)
{
	const char *path = px_option_value(run, &px_opt_output);
	int copy;

	if (!path || strcmp(path, "-") == 0)
		return 0;
	run->file = px_file_open(path, err);
	if (!run->file)
		return -1;
	copy = dup(px_file_descriptor(run->file));
	run->out = copy < 0 ? NULL : fdopen(copy, "w");
	if (run->out)
		return 0;
	px_err_set(err, PX_SYSTEM, "%s: %s", path, px_errno_text(errno));
	px_output_abandon(run);
	return -1;
}

int
px_output_close(struct px_run *run, struct px_err *err)
{
	struct px_file *file = run->file;
	bool bad;

	if (!file)
		return 0;
	bad = fflush(run->out) != 0 || ferror(run->out);
	if (bad) {
		px_err_set(err, PX_SYSTEM, _("%s: cannot be written: %s"),
			   px_option_value(run, &px_opt_output), px_errno_text(errno));
		px_output_abandon(run);
		return -1;
	}
	fclose(run->out);
	run->out = stdout;
	run->file = NULL;
	return px_file_commit(file, err);
}

void
px_output_abandon(struct px_run *run)
{
	if (!run->file)
		return;
	if (run->out)
		fclose(run->out);
	px_file_abandon(run->file);
	run->file = NULL;
	run->out = stdout;
}

size_t
px_terminal_width(int descriptor)
{
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	struct winsize size;

	if (width > 0)
		return (size_t)width;
	if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

size_t
px_output_width(const struct px_run *run)
{
	int descriptor = fileno(run->out);

	return isatty(descriptor) ? px_terminal_width(descriptor) : 0;
}

bool
px_output_colors(const struct px_run *run)
{
	const char *when = px_option_value(run, &px_opt_color), *term = getenv("TERM");
	const char *refused = getenv("NO_COLOR");

	if (!when && refused && *refused)
		return false;
	if (!when && term && strcmp(term, "dumb") == 0)
		return false;
	if (!when)
		when = run->color;
	if (when && strcmp(when, "always") == 0)
		return true;
	if ((when && strcmp(when, "never") == 0) || (refused && *refused) || !term ||
	    strcmp(term, "dumb") == 0)
		return false;
	return isatty(fileno(run->out));
}
