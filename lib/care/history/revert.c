/*
 * What one operation did, undone.
 *
 * Each record is compared with what the newest line of the operation says that it left, before that
 * line is reverted; when one differs nothing more is written, and the others are looked at only to name
 * them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/history/part.h"
#include "model/types.h"
#include "store/record.h"

enum { TOGETHER = 256, BUCKETS = 4096, NAMED = 5, ENDING = 6 };

/* A record that was met. */
struct met {
	uint64_t uid; /* the digest of it */
	struct met *next;
};

struct reverting {
	const struct px_slot_at *at;
	const struct px_done *done;
	const struct px_reverted *reverted;
	enum px_direction direction;
	struct met *met[BUCKETS];
	struct px_arena arena; /* of what was met */
	struct px_lifting lifting;
	struct px_journal_line *lines; /* read together, the newest first */
	size_t count;
	struct px_arena texts; /* of those */
	int64_t below;
	struct px_buf conflicts; /* records named so far */
	size_t conflict_count;
};

/* True once for each record. */
static bool
meet(struct reverting *reverting, const char *uid)
{
	uint64_t digest = px_digest(uid, strlen(uid));
	struct met **bucket = &reverting->met[digest % BUCKETS], *met = *bucket;

	while (met && met->uid != digest)
		met = met->next;
	if (met)
		return false;
	met = px_arena_alloc(&reverting->arena, sizeof(*met));
	*met = (struct met){ digest, *bucket };
	*bucket = met;
	return true;
}

/*
 * Conflicts.
 */
struct blame {
	struct px_arena *arena;
	struct px_operation operation;
	const char *at, *actor;
};

static int
take_blame(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct blame *blame = data;

	(void)err;
	px_journal_operation(line, &blame->operation);
	blame->at = px_arena_strdup(blame->arena, line->at);
	blame->actor = px_arena_strdup(blame->arena, line->actor);
	return 0;
}

static const char *
ending_of(const char *uid)
{
	size_t length = strlen(uid);

	return strncmp(uid, "line-", 5) == 0 || length <= ENDING ? uid : uid + length - ENDING;
}

/* "task-edit (a1b2c3, martin, 2025-03-14 11:00)". */
static void
put_blame(const struct px_slot_at *at, const struct blame *blame, struct px_buf *out)
{
	static const struct px_field when = { "at", &px_kind_instant, 0, "" };
	struct px_value value = px_value_of_text(blame->at);

	px_buf_printf(out, "%s (%s, %s, ",
		      *blame->operation.command ? blame->operation.command : _("a command"),
		      ending_of(blame->operation.uid), blame->actor);
	px_value_print(at->world, &when, &value, PX_STYLE_HUMAN, out);
	px_buf_putc(out, ')');
}

/* "task 12 Relancer: task-edit (a1b2c3, martin, 2025-03-14 11:00)". */
static int
add_conflict(struct reverting *reverting, const struct px_journal_line *line,
	     const struct px_record *record, struct px_arena *arena, struct px_err *err)
{
	struct blame blame = { .arena = arena };
	struct px_record left;
	struct px_buf *out = &reverting->conflicts;

	if (reverting->conflict_count++ >= NAMED)
		return 0;
	if (!record) {
		if (px_history_parse(reverting->at, line, line->after ? line->after : line->before,
				     NULL, arena, &left, err))
			return -1;
		record = &left;
	}
	px_buf_printf(out, "%s%s %lld ", out->length ? "; " : "", px_tr(record->type->label),
		      (long long)record->values[PX_F_ID].number);
	px_record_title(reverting->at->world, record, out);
	if (px_journal_read(reverting->at->store, 0, line->uid, take_blame, &blame, err))
		return -1;
	px_buf_puts(out, ": ");
	put_blame(reverting->at, &blame, out);
	return 0;
}

/* The operation as messages name it: "task-add (a1b2c3, dupont, 2025-03-14 10:00)". */
static void
put_done(const struct reverting *reverting, struct px_buf *out)
{
	const struct px_done *done = reverting->done;
	struct blame blame = { .at = done->at, .actor = done->actor };

	snprintf(blame.operation.command, sizeof(blame.operation.command), "%s", done->command);
	snprintf(blame.operation.uid, sizeof(blame.operation.uid), "%s", done->uid);
	put_blame(reverting->at, &blame, out);
}

static int
refuse(struct reverting *reverting, struct px_err *err)
{
	struct px_buf name = PX_BUF_INIT;
	size_t more = reverting->conflict_count > NAMED ? reverting->conflict_count - NAMED : 0;

	put_done(reverting, &name);
	if (more)
		px_buf_printf(&reverting->conflicts,
			      px_trn("; and %zu more", "; and %zu more", more), more);
	px_err_set(err, PX_CONFLICT,
		   reverting->direction == PX_UNDO
			   ? _("%s cannot be undone, its records were changed since: %s")
			   : _("%s cannot be done again, its records were changed since: %s"),
		   name.data, reverting->conflicts.data);
	px_buf_release(&name);
	return -1;
}

/* What the database, or a rule, refused. */
static int
explain(struct reverting *reverting, const struct px_err *why, struct px_err *err)
{
	struct px_buf name = PX_BUF_INIT;

	if (why->code != PX_CONFLICT)
		return px_err_copy(err, why);
	put_done(reverting, &name);
	px_err_set(err, PX_CONFLICT,
		   reverting->direction == PX_UNDO ? _("%s cannot be undone: %s")
						   : _("%s cannot be done again: %s"),
		   name.data, why->message);
	px_buf_release(&name);
	return -1;
}

/*
 * One line.
 */

/* Whether a slot that comes back is free is for what comes after to say. */
static void
leave_status(struct px_record *record)
{
	if (record->type == &px_type_slot && !px_record_is(record, PX_SLOT_STATUS, "closed"))
		record->values[PX_SLOT_STATUS] = px_value_of_text("busy-unavailable");
}

static int
write_back(struct reverting *reverting, const struct px_record *now, struct px_record *then,
	   struct px_arena *arena, struct px_err *err)
{
	struct px_store *store = reverting->at->store;

	if (!now)
		return px_record_put_back(store, then, arena, err);
	if (!then)
		return px_record_take_back(store, now, arena, err);
	return px_record_turn_back(store, now, then, arena, err);
}

/* A record whose slot was lifted has another status than when it was read. */
static int
read_again(struct reverting *reverting, const struct px_journal_line *line, struct px_arena *arena,
	   struct px_record *now, struct px_err *err)
{
	return now->type == &px_type_slot &&
			       px_history_stored(reverting->at, line, arena, now, err) != 1
		       ? -1
		       : 0;
}

static int
revert(struct reverting *reverting, const struct px_journal_line *line, struct px_record *now,
       struct px_arena *arena, struct px_err *err)
{
	const struct px_slot_at there = { reverting->at->store,    arena,
					  reverting->at->world,    reverting->at->organization,
					  reverting->at->communes, reverting->at->actor };
	struct px_record then;

	if (line->before &&
	    px_history_parse(reverting->at, line, line->before, now, arena, &then, err))
		return -1;
	if (line->before)
		leave_status(&then);
	if (px_history_lift(&there, &reverting->lifting, now, line->before ? &then : NULL, err) ||
	    (now && read_again(reverting, line, arena, now, err)) ||
	    write_back(reverting, now, line->before ? &then : NULL, arena, err)) {
		struct px_buf what = PX_BUF_INIT;
		const struct px_record *about = now ? now : &then;

		px_record_title(reverting->at->world, about, &what);
		px_err_prefix(err, "%s %lld %s", px_tr(about->type->label),
			      (long long)about->values[PX_F_ID].number, what.data);
		px_buf_release(&what);
		return -1;
	}
	return reverting->reverted->take(reverting->done, now, line->before ? &then : NULL,
					 reverting->reverted->data, err);
}

static int
take_line(struct reverting *reverting, const struct px_journal_line *line, struct px_arena *arena,
	  struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	struct px_record stored, *now;
	bool newest = meet(reverting, line->uid);
	int got, same = 1;

	if (!newest && reverting->conflict_count)
		return 0;
	got = px_history_stored(reverting->at, line, arena, &stored, err);
	if (got < 0)
		return -1;
	now = got ? &stored : NULL;
	if (newest)
		same = px_history_same(reverting->at, line, now, arena, err);
	if (same < 0)
		return -1;
	if (!same)
		return add_conflict(reverting, line, now, arena, err);
	if (reverting->conflict_count)
		return 0;
	if (revert(reverting, line, now, arena, &why) != 0)
		return explain(reverting, &why, err);
	return newest && now ? px_history_relink(reverting->at, reverting->direction,
						 reverting->done, now, err)
			     : 0;
}

/*
 * All of them: read by pieces, since what reverts them writes lines of its own.
 */
static const char *
kept(struct px_arena *arena, const char *text)
{
	return text ? px_arena_strdup(arena, text) : NULL;
}

static int
keep_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct reverting *reverting = data;
	struct px_journal_line *copy = &reverting->lines[reverting->count];

	(void)err;
	reverting->below = line->seq;
	if (line->seq < reverting->done->oldest ||
	    strcmp(line->operation, reverting->done->lines_of) != 0)
		return 0;
	*copy = (struct px_journal_line){
		.seq = line->seq,
		.organization = line->organization,
		.type = kept(&reverting->texts, line->type),
		.uid = kept(&reverting->texts, line->uid),
		.before = kept(&reverting->texts, line->before),
		.after = kept(&reverting->texts, line->after),
	};
	reverting->count++;
	return 0;
}

static int
revert_lines(struct reverting *reverting, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	int result = 0;

	while (result == 0 && reverting->below > reverting->done->oldest) {
		reverting->count = 0;
		px_arena_reset(&reverting->texts);
		result = px_journal_back(reverting->at->store, reverting->below, TOGETHER, false,
					 keep_line, reverting, err);
		result = result < 0 ? -1 : 0;
		for (size_t i = 0; result == 0 && i < reverting->count; i++) {
			result = take_line(reverting, &reverting->lines[i], &arena, err);
			px_arena_reset(&arena);
		}
	}
	px_arena_release(&arena);
	return result;
}

int
px_history_revert(const struct px_slot_at *at, enum px_direction direction,
		  const struct px_done *done, const struct px_reverted *reverted,
		  struct px_err *err)
{
	struct reverting *reverting = px_calloc(1, sizeof(*reverting));
	struct px_err why = PX_ERR_INIT;
	int result;

	reverting->at = at;
	reverting->done = done;
	reverting->direction = direction;
	reverting->reverted = reverted;
	reverting->below = done->newest + 1;
	reverting->lines = px_calloc(TOGETHER, sizeof(*reverting->lines));
	px_store_set_command(at->store, direction == PX_UNDO ? "undo" : "redo", done->uid);
	result = revert_lines(reverting, err);
	if (result == 0 && reverting->conflict_count)
		result = refuse(reverting, err);
	if (result == 0 && px_history_lay(at, &reverting->lifting, &why))
		result = explain(reverting, &why, err);
	px_buf_release(&reverting->conflicts);
	px_arena_release(&reverting->texts);
	px_arena_release(&reverting->arena);
	free(reverting->lifting.items);
	free(reverting->lines);
	free(reverting);
	return result;
}
