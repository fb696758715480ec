/*
 * find: people of the team and of the register, by what they do, by name, and by distance.
 */
#ifndef PX_CLI_VIEW_FIND_H
#define PX_CLI_VIEW_FIND_H

#include "care/geo.h"
#include "cli/program.h"

/* --near, --within; NULL ends. */
extern const struct px_option *const px_find_options[];

extern const struct px_type px_view_find;

/* "20km", "20 km", "2,5", "500m" as the value of this option: kilometres.  PX_USAGE. */
int px_read_distance(const struct px_option *option, const char *text, double *km,
		     struct px_err *err);

/* Where the organization of new records is.  PX_USAGE tells how to say it. */
int px_run_home(struct px_run *run, const char *communes, struct px_point *out, struct px_err *err);

/* Words that may be said, for completion. */
const char *px_find_operand(struct px_run *run, size_t at, size_t i);

int px_find_verb(struct px_run *run, struct px_err *err);

#endif
