/*
 * A folder merged into a database that is there: both must come from the same one, which their journals
 * tell.  Files whose sums are what they were hold nothing new; of the others each line is looked at.  One
 * transaction, and one operation: all of it, or nothing when there is a conflict.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/move/merging.h"
#include "cli/progress.h"
#include "model/types.h"
#include "store/move.h"
#include "store/schema.h"
#include "store/verify.h"

/*
 * What both journals share.
 */
static uint64_t
short_chain(const char *chain)
{
	char digits[17];

	memcpy(digits, chain, 16);
	digits[16] = '\0';
	return strtoull(digits, NULL, 16);
}

static int
keep_chain(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct px_merging *merging = data;

	(void)err;
	PX_GROW(merging->chains, merging->chain_count, merging->chain_capacity);
	merging->chains[merging->chain_count++] = short_chain(line->chain);
	return 0;
}

/* Has the database this line, with this chain? */
static int
is_shared(struct px_merging *merging, int64_t seq, struct px_err *err)
{
	char chain[PX_HASH_SIZE], at[PX_INSTANT_SIZE];
	int found = px_journal_at(merging->run->store, seq, chain, at, err);

	return found == 1 ? short_chain(chain) == merging->chains[seq - 1] : found;
}

/* Chains that are the same once were so before. */
static int
find_common(struct px_merging *merging, struct px_err *err)
{
	int64_t low = 0, high = (int64_t)merging->chain_count;

	while (low < high) {
		int64_t middle = low + (high - low + 1) / 2;
		int shared = is_shared(merging, middle, err);

		if (shared < 0)
			return -1;
		if (shared)
			low = middle;
		else
			high = middle - 1;
	}
	merging->common = low;
	if (low)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("%s: is the dump of another database than %s, with which it shares no "
			    "line of the journal: restore it into a new one (--db)"),
			  merging->reading->folder, px_store_location(merging->run->store));
}

/* What the folder's own lines removed, or put back. */
static int
keep_removed(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct px_merging *merging = data;
	uint64_t digest = px_map_digest(0, line->uid, strlen(line->uid));

	(void)err;
	if (line->seq > merging->common)
		*px_map_at(&merging->removed, digest) = !line->after;
	return 0;
}

static int
read_journals(struct px_merging *merging, struct px_err *err)
{
	struct px_reading *reading = merging->reading;

	if (px_restore_journal(reading, keep_chain, merging, err) != 0 ||
	    find_common(merging, err) != 0)
		return -1;
	return merging->common < reading->manifest.seq
		       ? px_restore_journal(reading, keep_removed, merging, err)
		       : 0;
}

/*
 * Types.
 */
static int
keep_there(const struct px_record *record, void *data, struct px_err *err)
{
	struct px_merging *merging = data;
	const char *uid = px_record_text(record, PX_F_UID);
	struct px_buf *text = &merging->states.text;

	px_buf_clear(text);
	px_record_json(record, false, text);
	PX_GROW(merging->there, merging->there_count, merging->there_capacity);
	merging->there[merging->there_count++] =
		(struct px_there){ .digest = px_digest_own(text->data, text->length),
				   .id = record->values[PX_F_ID].number,
				   .uid = px_arena_strdup(&merging->texts, uid) };
	*px_map_at(&merging->uids, px_map_digest(0, uid, strlen(uid))) =
		(int64_t)merging->there_count;
	return px_run_check(merging->run, err);
}

static void
forget_there(struct px_merging *merging)
{
	px_map_release(&merging->uids);
	free(merging->there);
	merging->there = NULL;
	merging->there_count = merging->there_capacity = 0;
	px_arena_reset(&merging->texts);
}

static int
merge_lines(struct px_merging *merging, const char *path, struct px_err *err)
{
	struct px_line_at at = {
		.path = path,
		.arena = &merging->arena,
		.loose = true,
		.given = px_arena_alloc(&merging->texts, merging->type->field_count * sizeof(bool))
	};
	struct px_lines *lines = px_lines_open(path, false, err);
	const char *text;
	size_t length;
	int got = -1;

	while (lines && (got = px_lines_next(lines, &text, &length, err)) == 1) {
		at.number = px_lines_number(lines);
		got = px_merge_line(merging, &at, text, length, err);
		px_arena_reset(&merging->arena);
		px_arena_reset(&merging->states.arena);
		if (got != 0 || (got = px_run_check(merging->run, err)) != 0)
			break;
	}
	px_lines_close(lines);
	return got;
}

static int64_t
last_of(const struct px_manifest *manifest, const struct px_type *type)
{
	for (size_t i = 0; i < manifest->last_count; i++)
		if (strcmp(manifest->lasts[i].type, type->name) == 0)
			return manifest->lasts[i].last;
	return 0;
}

/* What the file has not, and was there when it was written, as far as ids tell. */
static void
keep_missing(struct px_merging *merging, const char *path)
{
	int64_t last = last_of(&merging->reading->manifest, merging->type);

	for (size_t i = 0; i < merging->there_count; i++) {
		const struct px_there *there = &merging->there[i];

		if (there->seen || there->id > last)
			continue;
		PX_GROW(merging->missing, merging->missing_count, merging->missing_capacity);
		merging->missing[merging->missing_count++] =
			(struct px_missing){ merging->type, path, *there };
		merging->missing[merging->missing_count - 1].there.uid =
			px_arena_strdup(&merging->run->arena, there->uid);
	}
}

/* From the end: owners come before what they own. */
static int
merge_missing(struct px_merging *merging, struct px_err *err)
{
	int result = 0;

	for (size_t i = merging->missing_count; i-- > 0 && result == 0;) {
		merging->type = merging->missing[i].type;
		result = px_merge_missing(merging, merging->missing[i].path,
					  &merging->missing[i].there, err);
		px_arena_reset(&merging->arena);
		px_arena_reset(&merging->states.arena);
	}
	return result;
}

static const struct px_move_sum *
sum_of(const struct px_manifest *manifest, const char *name)
{
	for (size_t i = 0; i < manifest->file_count; i++)
		if (strcmp(manifest->files[i].name, name) == 0)
			return &manifest->files[i];
	return NULL;
}

/* 1 when the file may hold something new, 0 when it is what was dumped from here, -1. */
static int
is_edited(struct px_merging *merging, const char *path, const struct px_move_sum *sum,
	  struct px_err *err)
{
	const struct px_manifest *manifest = &merging->reading->manifest;
	char sha256[PX_HASH_SIZE];
	int64_t size;

	if (access(path, F_OK) != 0)
		return sum != NULL;
	if (!sum)
		return 1;
	if (px_hash_file(path, sha256, &size, err) != 0)
		return -1;
	if (merging->common < manifest->seq || strcmp(sha256, sum->sha256) != 0)
		return 1;
	merging->reading->counts.read += sum->lines;
	merging->reading->counts.unchanged += sum->lines;
	return 0;
}

static int
merge_type(struct px_merging *merging, const struct px_type *type, struct px_err *err)
{
	struct px_run *run = merging->run;
	const char *name = px_move_file(&run->arena, type);
	const char *path = px_arena_printf(&run->arena, "%s/%s", merging->reading->folder, name);
	bool there = access(path, F_OK) == 0;
	int result = is_edited(merging, path, sum_of(&merging->reading->manifest, name), err);

	if (result != 1)
		return result;
	if (!there && !merging->reading->removes)
		return px_restore_missing(merging->reading, name, err);
	merging->type = type;
	result = px_move_rows(run->store, type, keep_there, merging, err);
	if (result == 0 && there)
		result = merge_lines(merging, path, err);
	if (result == 0)
		keep_missing(merging, path);
	forget_there(merging);
	return result;
}

/* Registers are imported again, seals go with their records, links that were used stay so. */
static int
merge_types(struct px_merging *merging, struct px_err *err)
{
	for (size_t i = 0; i < px_type_count; i++)
		if (px_move_holds(px_types[i], false) && !(px_types[i]->flags & PX_INNER) &&
		    merge_type(merging, px_types[i], err) != 0)
			return -1;
	return merge_missing(merging, err);
}

static int
settle(struct px_merging *merging, struct px_err *err)
{
	struct px_run *run = merging->run;
	struct px_record home;

	if (!merging->slots)
		return 0;
	return px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home,
			      err) == 1
		       ? px_restore_slots(merging->reading, run->store, &home, err)
		       : -1;
}

static int
merge_all(struct px_merging *merging, struct px_err *err)
{
	const struct px_restored *counts = &merging->reading->counts;

	if (merge_types(merging, err) != 0)
		return -1;
	if (counts->conflicts)
		return px_err_set(
			err, PX_CONFLICT,
			px_trn("%s: %lld conflict: nothing was changed; make its field "
			       "what it is to be in both, or dump anew and edit again",
			       "%s: %lld conflicts: nothing was changed; make their "
			       "fields what they are to be in both, or dump anew and edit "
			       "again",
			       (unsigned long)counts->conflicts),
			merging->reading->folder, (long long)counts->conflicts);
	return settle(merging, err) != 0 || px_generic_finish(merging->run, err) != 0 ? -1 : 0;
}

static void
release(struct px_merging *merging)
{
	forget_there(merging);
	px_states_release(&merging->states);
	px_arena_release(&merging->arena);
	px_arena_release(&merging->texts);
	px_arena_release(&merging->reading->row);
	px_map_release(&merging->removed);
	px_map_release(&merging->wrapped);
	free(merging->wraps);
	free(merging->chains);
	free(merging->missing);
}

int
px_restore_merge(struct px_reading *reading, struct px_err *err)
{
	struct px_run *run = reading->run;
	struct px_merging merging = { .reading = reading,
				      .run = run,
				      .states = PX_STATES_INIT(run->store) };
	int result = -1;

	px_progress_begin(run, reading->folder, 0);
	if (px_journal_settle(run->store, err) == 0 && read_journals(&merging, err) == 0 &&
	    px_store_begin_alone(run->store, err) == 0) {
		result = merge_all(&merging, err);
		if (result != 0)
			px_store_rollback(run->store);
	}
	px_progress_end(run);
	release(&merging);
	return result;
}
