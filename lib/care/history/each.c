/*
 * Every operation, the oldest first.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "care/history/part.h"

/* Lines of before operations are one each. */
#define NAME "CASE WHEN \"operation\" LIKE '%/%' THEN \"operation\" ELSE 'line-' || \"seq\" END"

static const char all_sql[] =
	"SELECT " NAME ", MIN(\"seq\"), MIN(\"at\"), MIN(\"actor\"), "
	"COUNT(DISTINCT \"uid\") FROM \"journal\" GROUP BY " NAME " ORDER BY MIN(\"seq\")";
static const char some_sql[] =
	"SELECT " NAME ", MIN(\"seq\"), MIN(\"at\"), MIN(\"actor\"), "
	"COUNT(DISTINCT \"uid\") FROM \"journal\" WHERE \"organization\" = $1 GROUP BY " NAME
	" ORDER BY MIN(\"seq\")";
static const char turns_sql[] =
	"SELECT \"operation\" FROM \"journal\" WHERE \"operation\" LIKE 'undo/%' "
	"OR \"operation\" LIKE 'redo/%' GROUP BY \"operation\" ORDER BY MAX(\"seq\")";

enum { BUCKETS = 1024 };

/* What was undone, and does not stand again. */
struct turned {
	const char *uid;
	bool undone;
	struct turned *next;
};

struct rows {
	const struct px_slot_at *at;
	int64_t organization;
	struct turned *buckets[BUCKETS];
	int (*take)(const struct px_operation_row *row, void *data, struct px_err *err);
	void *data;
	/* Of lines that wait for the chain: the operation of those before this one. */
	struct px_arena texts;
	struct px_operation operation;
	struct px_operation_row waiting;
};

static struct turned **
place_of(struct rows *rows, const char *uid)
{
	struct turned **place = &rows->buckets[px_digest(uid, strlen(uid)) % BUCKETS];

	while (*place && strcmp((*place)->uid, uid) != 0)
		place = &(*place)->next;
	return place;
}

static void
turn(struct rows *rows, const struct px_operation *operation)
{
	struct turned **place = place_of(rows, operation->undoes);

	if (!*operation->undoes)
		return;
	if (!*place) {
		*place = px_arena_alloc(rows->at->arena, sizeof(**place));
		(*place)->uid = px_arena_strdup(rows->at->arena, operation->undoes);
	}
	(*place)->undone = strcmp(operation->command, "undo") == 0;
}

static int
read_turns(struct rows *rows, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(rows->at->store, turns_sql, err);
	struct px_operation operation;
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		struct px_journal_line line = { .operation = px_stmt_text(stmt, 0) };

		px_journal_operation(&line, &operation);
		turn(rows, &operation);
	}
	px_stmt_done(stmt);
	return got;
}

static int
take_waiting_turn(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct px_operation operation;

	(void)err;
	px_journal_operation(line, &operation);
	turn(data, &operation);
	return 0;
}

static int
hand_on(struct rows *rows, const struct px_operation *operation, struct px_operation_row *row,
	struct px_err *err)
{
	struct turned *turned = *place_of(rows, operation->uid);

	row->uid = operation->uid;
	row->command = operation->command;
	row->undoes = operation->undoes;
	row->undone = turned && turned->undone;
	return rows->take(row, rows->data, err);
}

static int
read_rows(struct rows *rows, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(rows->at->store, rows->organization ? some_sql : all_sql, err);
	int got = stmt ? 1 : -1;

	if (stmt && rows->organization)
		px_bind_number(stmt, 1, rows->organization);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		struct px_journal_line line = { .operation = px_stmt_text(stmt, 0),
						.seq = px_stmt_number(stmt, 1) };
		struct px_operation_row row = { .at = px_stmt_text(stmt, 2),
						.actor = px_stmt_text(stmt, 3),
						.first = line.seq,
						.records = px_stmt_number(stmt, 4) };
		struct px_operation operation;

		px_journal_operation(&line, &operation);
		if (hand_on(rows, &operation, &row, err) != 0)
			got = -1;
	}
	px_stmt_done(stmt);
	return got;
}

static int
end_waiting(struct rows *rows, struct px_err *err)
{
	int result = 0;

	if (rows->waiting.records)
		result = hand_on(rows, &rows->operation, &rows->waiting, err);
	rows->waiting.records = 0;
	px_arena_reset(&rows->texts);
	return result;
}

static int
take_waiting(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct rows *rows = data;
	struct px_operation operation;

	if (rows->organization && line->organization != rows->organization)
		return 0;
	px_journal_operation(line, &operation);
	if (rows->waiting.records && strcmp(operation.uid, rows->operation.uid) == 0) {
		rows->waiting.records++;
		return 0;
	}
	if (end_waiting(rows, err) != 0)
		return -1;
	rows->operation = operation;
	rows->waiting =
		(struct px_operation_row){ .at = px_arena_strdup(&rows->texts, line->at),
					   .actor = px_arena_strdup(&rows->texts, line->actor),
					   .first = line->seq,
					   .records = 1 };
	return 0;
}

int
px_history_each(const struct px_slot_at *at, int64_t organization,
		int (*take)(const struct px_operation_row *row, void *data, struct px_err *err),
		void *data, struct px_err *err)
{
	struct rows rows = { .at = at, .organization = organization, .take = take, .data = data };
	int64_t settled;
	int result;

	/* Those that wait follow the last one that does not. */
	if (px_journal_settled(at->store, &settled, err) != 0)
		return -1;
	result = read_turns(&rows, err) != 0 ||
				 px_journal_read(at->store, settled + 1, NULL, take_waiting_turn,
						 &rows, err) != 0 ||
				 read_rows(&rows, err) != 0 ||
				 px_journal_read(at->store, settled + 1, NULL, take_waiting, &rows,
						 err) != 0 ||
				 end_waiting(&rows, err) != 0
			 ? -1
			 : 0;
	px_arena_release(&rows.texts);
	return result;
}
