/*
 * `edit --edit`: one record as a small text, changed in the editor of whoever asks.
 *
 * The text is `field: value`, a field a line: lists joined by commas, values of several lines
 * indented below.  A line that begins with # is a comment; a field that is not there is left as it
 * is; an empty one is cleared.  It stands in a file that only its user can read.
 */
#ifndef PX_CLI_EDITOR_H
#define PX_CLI_EDITOR_H

#include "cli/program.h"

extern const struct px_option px_opt_edit;

/* Change the only record of ids so: PX_USAGE when there are more, or when --FIELD is given as well;
 * PX_CONFLICT when someone else changed it while the editor was open.  After a fault, somebody at a
 * terminal may go on with the text, marked; else it is kept and err names its file. */
int px_editor_edit(struct px_run *run, const int64_t *ids, size_t count, struct px_err *err);

/* The steps of it. */

/* Append the record's fields that the run's verb takes, each with what it is. */
void px_editor_print(const struct px_run *run, const struct px_record *record, struct px_buf *out);

/* The value of each field of the type that the text gives, trimmed, in the run's arena; NULL where it
 * gives none.  PX_USAGE names the line, and the nearest field. */
int px_editor_read(struct px_run *run, const char *text, const char **values, struct px_err *err);

/* Write what is wrong with the text into it, as comments that are taken out when it is marked again:
 * the message on top, and above each field, or at the line, that it names. */
void px_editor_mark(const struct px_run *run, const char *message, struct px_buf *text);

/* Let people change the text in $VISUAL, else $EDITOR, else vi.  path: the file that it stands in,
 * the run's arena's, to be unlinked by the caller once it is no longer wanted; NULL when there is
 * none.  PX_FAILED when the editor says that it failed: nothing is kept then. */
int px_editor_run(struct px_run *run, struct px_buf *text, const char **path, struct px_err *err);

#endif
