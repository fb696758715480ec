/*
 * What plexus-site says of files that it makes: a line each for people, rows for programs; and of a
 * build as a whole.
 */
#ifndef PX_CLI_SITE_ROWS_H
#define PX_CLI_SITE_ROWS_H

#include "cli/program.h"

extern const struct px_type px_view_site_build, px_view_site_file;

/* Of a build: the folder, then how many pages and files there are, are written, unchanged and removed,
 * and their bytes. */
enum { PX_SITE_PAGES, PX_SITE_FILES_ALL, PX_SITE_NEW, PX_SITE_SAME, PX_SITE_GONE, PX_SITE_BYTES };
enum { PX_SITE_NUMBERS = PX_SITE_BYTES + 1 };
int px_print_site_build(struct px_run *run, const char *folder,
			const int64_t numbers[PX_SITE_NUMBERS], struct px_err *err);

/* Files one by one.  shown: people read them, too. */
struct px_site_lines {
	struct px_run *run;
	struct px_sink *sink; /* NULL: for people */
	bool shown;
	size_t count;
	struct px_err err; /* the first that happened */
};
int px_site_lines_open(struct px_site_lines *lines, struct px_run *run, bool shown,
		       struct px_err *err);
/* change: '+' new, '~' changed, '-' removed. */
void px_site_lines_put(struct px_site_lines *lines, const char *path, char change);
int px_site_lines_close(struct px_site_lines *lines, struct px_err *err);
void px_site_lines_abandon(struct px_site_lines *lines);

#endif
