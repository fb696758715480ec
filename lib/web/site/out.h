/* The folder that is made: what is ours in it, what is there, putting files in place. */
#ifndef PX_WEB_SITE_OUT_H
#define PX_WEB_SITE_OUT_H

#include "web/site/part.h"

struct site_out {
	int fd;             /* of the folder; -1: it is not there (a dry run) */
	bool fresh;         /* there was nothing in it */
	struct px_buf list; /* what the list in it said, cut at its lines */
	const char **ours;  /* by path */
	size_t count, capacity;
};

/* Look at the folder: PX_CONFLICT when it is not ours. */
int px_site_out_open(struct px_site *site, struct px_err *err);
/* Jobs are known: what stands in their way?  Then folders are made, and the list says both what was and
 * what will be. */
int px_site_out_begin(struct px_site *site, struct px_err *err);
bool px_site_out_same(struct px_site *site, struct site_job *job);
int px_site_out_put(struct site_worker *worker, struct site_job *job, const struct px_buf *bytes,
		    struct px_err *err);
/* What is made no more goes; the list says what is ours. */
int px_site_out_end(struct px_site *site, struct px_err *err);
void px_site_out_close(struct px_site *site);

/* Read a list: paths that stay inside the folder, by path.  -1 when it is none of ours. */
int px_site_list_read(int folder, struct px_buf *text, const char ***paths, size_t *count);

#endif
