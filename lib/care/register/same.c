#include "care/register/same.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "care/communes.h"

#define MARK "register.rpps.mark"
#define COUNTS "register.rpps.counts"

enum { BLOCK = 1024 * 1024 };

/* Each block's digest with that of what came before. */
static bool
digest_file(const char *path, uint64_t *digest, int64_t *size)
{
	FILE *file = fopen(path, "rb");
	char *block;
	size_t length;
	bool whole;

	if (!file)
		return false;
	block = px_malloc(BLOCK + sizeof(*digest));
	*digest = 0;
	*size = 0;
	setvbuf(file, NULL, _IONBF, 0);
	while ((length = fread(block + sizeof(*digest), 1, BLOCK, file)) > 0) {
		memcpy(block, digest, sizeof(*digest));
		*digest = px_digest(block, length + sizeof(*digest));
		*size += (int64_t)length;
	}
	whole = !ferror(file);
	fclose(file);
	free(block);
	return whole;
}

static bool
is_file(const char *path)
{
	struct stat status;

	return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

const char *
px_register_mark(struct px_store *store, const struct px_register_options *options,
		 struct px_arena *arena)
{
	struct px_err ignored = PX_ERR_INIT;
	char *communes = NULL;
	const char *mark;
	uint64_t digest;
	int64_t size;

	if (!is_file(options->path) || !digest_file(options->path, &digest, &size) ||
	    px_store_setting(store, PX_COMMUNES_IMPORTED, &communes, &ignored))
		return NULL;
	mark = px_arena_printf(arena, "%" PRIx64 " %" PRId64 " %s %s %s %s", digest, size,
			       PX_VERSION, options->encoding ? options->encoding : "-",
			       options->delimiter ? options->delimiter : "-",
			       communes ? communes : "-");
	free(communes);
	return mark;
}

static int
read_counts(struct px_store *store, struct px_register_counts *counts, struct px_err *err)
{
	char *text, *at;

	if (px_store_setting(store, COUNTS, &text, err))
		return -1;
	*counts = (struct px_register_counts){ 0 };
	if (text) {
		counts->read = counts->unchanged = strtoll(text, &at, 10);
		counts->repaired = strtoll(at, &at, 10);
		counts->suspicious = strtoll(at, NULL, 10);
	}
	free(text);
	return 0;
}

/* Settings may outlive the tables (a copy of the database without its registers). */
static int
is_there(struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store, "SELECT \"id\" FROM \"rpps_activity\" LIMIT 1", err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	px_stmt_done(stmt);
	return got;
}

int
px_register_same(struct px_store *store, const char *mark, bool *same,
		 struct px_register_counts *counts, struct px_err *err)
{
	char *before = NULL;
	int there = mark ? is_there(store, err) : 0;

	if (there < 0 || (there && px_store_setting(store, MARK, &before, err)))
		return -1;
	*same = before && strcmp(before, mark) == 0;
	free(before);
	return *same ? read_counts(store, counts, err) : 0;
}

int
px_register_remember(struct px_store *store, const char *mark,
		     const struct px_register_counts *counts, struct px_err *err)
{
	char text[80];

	snprintf(text, sizeof(text), "%" PRId64 " %" PRId64 " %" PRId64, counts->read,
		 counts->repaired, counts->suspicious);
	return px_store_set(store, MARK, counts->rejected ? NULL : mark, err) ||
			       px_store_set(store, COUNTS, text, err)
		       ? -1
		       : 0;
}
