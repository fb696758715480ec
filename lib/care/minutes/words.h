/*
 * The words of one item: who, what, for which project, by when.  For lib/care/minutes alone.
 */
#ifndef PX_CARE_MINUTES_WORDS_H
#define PX_CARE_MINUTES_WORDS_H

#include "care/minutes.h"

/* Fill title, who, project, due and high from what stands behind the box.  text is cut in place.
 * PX_FAILED: two projects, too many people. */
int px_minutes_words(char *text, const struct px_when *when, struct px_arena *arena,
		     struct px_minutes_item *item, struct px_err *err);

/* Append the title so that its own @ and # are read as such. */
void px_minutes_put_title(const char *title, struct px_buf *out);

#endif
