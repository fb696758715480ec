/*
 * A database as a folder: `dump` writes it, `restore` reads it.
 *
 *	manifest.json    what the folder holds: version, sums, settings, last ids, the journal's head
 *	journal.jsonl    every line of the journal as it is stored, by number
 *	TYPE.jsonl       every record of a type by id, as canonical JSON (px_record_json); the text is that
 *			 of the journal's `after` as long as no key that it refers to was changed
 *
 * The same records give the same bytes, whichever engine held them and whenever it was asked: git and
 * rsync see what changed, and nothing else.
 */
#ifndef PX_CLI_MOVE_MOVE_H
#define PX_CLI_MOVE_MOVE_H

#include "base/hash.h"
#include "cli/program.h"

extern const struct px_verb px_verb_dump, px_verb_restore, px_verb_backup;

#define PX_MOVE_MANIFEST "manifest.json"
#define PX_MOVE_JOURNAL "journal.jsonl"
#define PX_MOVE_ENDING ".jsonl"

enum { PX_MOVE_FORMAT = 1 };

struct px_move_pair {
	const char *name, *value;
};

struct px_move_last {
	const char *type;
	int64_t last;
};

/* A file, without its folder. */
struct px_move_sum {
	const char *name;
	int64_t lines;
	char sha256[PX_HASH_SIZE];
};

/* Texts and arrays are an arena's. */
struct px_manifest {
	int64_t format, schema;
	const char *home; /* uid of the organization that the database was made for */
	bool registers;
	int64_t seq; /* of the journal's last line, and its chain */
	char chain[PX_HASH_SIZE];
	struct px_move_pair *settings;
	struct px_move_last *lasts;
	struct px_move_sum *files;
	size_t setting_count, last_count, file_count;
};

/* Append it, the same text for the same content. */
void px_manifest_put(const struct px_manifest *manifest, struct px_buf *out);

/* What is in the file of the folder.  PX_NOT_FOUND: there is no such file; PX_REJECTED: it is no
 * manifest, or of a newer version, or lacks something. */
int px_manifest_read(struct px_arena *arena, const char *folder, struct px_manifest *out,
		     struct px_err *err);

/* The name of a type's file, in the arena. */
const char *px_move_file(struct px_arena *arena, const struct px_type *type);

/*
 * A file of a dump in the making: lines are appended to text, each ended by px_part_line.  It takes its
 * place when it is committed, unless what stands there is the same: then that is not touched.
 */
struct px_part {
	struct px_buf text; /* not written yet */
	struct px_move_sum sum;
	char *path;
	struct px_file *file;
	struct px_hasher *hasher;
	uint64_t bytes;
};

int px_part_open(struct px_part *part, const char *folder, const char *name, struct px_err *err);
int px_part_line(struct px_part *part, struct px_err *err);
int px_part_end(struct px_part *part, struct px_err *err); /* all is written, its sum is known */
/* 1: the file is new or another; 0: it was so. */
int px_part_commit(struct px_part *part, struct px_err *err);
void px_part_abandon(struct px_part *part); /* also after a commit */

#endif
