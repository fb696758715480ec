/*
 * Anchors: the head of the journal's chain, signed by the organization's key, to be kept where whoever
 * writes the database cannot reach.  A journal that was written anew since has another chain there.
 *
 * An anchor is lines `name value`, as below, in this order; each ends in a new line.  The signature
 * is of all the lines before it, as they stand (Ed25519; base/seal.h), so that openssl checks it as
 * well.  As JSON it is one object of the same names and values.
 *
 *	plexus_anchor 1
 *	organization  its uid
 *	name          its name, for people
 *	seq           number of the last line of the journal
 *	chain         SHA-256 of that line and of all before it
 *	at            when it was written
 *	taken         when the anchor was made
 *	schema        version of the database
 *	key           name of the key that signed
 *	public        its public half, in base64
 *	signature     in base64
 */
#ifndef PX_CLI_HISTORY_ANCHOR_H
#define PX_CLI_HISTORY_ANCHOR_H

#include "base/buf.h"
#include "cli/program.h"

enum {
	PX_ANCHOR_VERSION,
	PX_ANCHOR_ORGANIZATION,
	PX_ANCHOR_NAME,
	PX_ANCHOR_SEQ,
	PX_ANCHOR_CHAIN,
	PX_ANCHOR_AT,
	PX_ANCHOR_TAKEN,
	PX_ANCHOR_SCHEMA,
	PX_ANCHOR_KEY,
	PX_ANCHOR_PUBLIC,
	PX_ANCHOR_SIGNATURE,
	PX_ANCHOR_FIELDS,
};

/* Its shape, and its values as texts. */
extern const struct px_type px_view_anchor;
struct px_anchor {
	const char *values[PX_ANCHOR_FIELDS];
	const char *file; /* that it was read from */
	long line;
};

/* Append its first so many lines; those before PX_ANCHOR_SIGNATURE are what is signed. */
void px_anchor_lines(const struct px_anchor *anchor, size_t count, struct px_buf *out);

/* Every anchor of a file (`-`: standard input), lines or JSON, one or several of them; in the arena.
 * PX_REJECTED: "file:line: what is no anchor". */
int px_anchors_read(struct px_arena *arena, const char *path, struct px_anchor **out, size_t *count,
		    struct px_err *err);

/* The same of a text, which is cut up. */
int px_anchors_parse(struct px_arena *arena, const char *name, struct px_buf *text,
		     struct px_anchor **out, size_t *count, struct px_err *err);

extern const struct px_verb px_verb_anchor, px_verb_verify;

#endif
