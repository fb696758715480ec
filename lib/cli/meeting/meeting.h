/*
 * Verbs of plexus-meeting that are long enough for a file of their own.  Each is listed by the
 * program beside the generic verbs.
 */
#ifndef PX_CLI_MEETING_MEETING_H
#define PX_CLI_MEETING_MEETING_H

#include "cli/program.h"

extern const struct px_verb px_verb_minutes, px_verb_series, px_verb_sheet, px_verb_poll_open,
	px_verb_poll_answer, px_verb_poll_import, px_verb_poll_show, px_verb_poll_close,
	px_verb_pace, px_verb_meeting_show;

/* The meeting that a name stands for, in the run's arena.  PX_NOT_FOUND. */
int px_run_meeting(struct px_run *run, const char *name, struct px_record *out, struct px_err *err);

/* The whole of a text file, or of standard input for "-", as UTF-8 whatever its encoding.  An empty
 * text, and one of more than 1 MiB, are refused.  Messages begin with *name, the file's for people. */
int px_run_text(struct px_run *run, const char *path, const char **name, const char **text,
		struct px_err *err);

/* What one operand of `attend` says. */
struct px_presence {
	const char *state;
	char *who;
	int64_t minutes; /* or PX_MEETING_MINUTES_WHOLE */
};

/* Read "dupont", "dupont:90" or "absent:durand", cutting it in place.  PX_USAGE. */
int px_presence_read(char *operand, struct px_presence *out, struct px_err *err);

#endif
