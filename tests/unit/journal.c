/* The journal: what a line says, the chain, and every way to break it. */
#include "base/hash.h"
#include "base/uid.h"
#include "store_base.h"

static int lines_read;
static char last_after[2000], last_actor[64];

static int
take(const struct px_journal_line *line, void *data, struct px_err *err)
{
	(void)data;
	(void)err;
	lines_read++;
	snprintf(last_after, sizeof(last_after), "%s", line->after ? line->after : "null");
	snprintf(last_actor, sizeof(last_actor), "%s", line->actor);
	return 0;
}

static int
stop(const struct px_journal_line *line, void *data, struct px_err *err)
{
	(void)line;
	(void)data;
	lines_read++;
	return px_err_set(err, PX_FAILED, "enough");
}

/* Alter the journal, see what verify says, put it back. */
static void
tamper(struct px_store *store, const char *sql, const char *expected)
{
	int64_t lines;

	px_store_begin(store, &base_err);
	if (px_store_run(store, sql, &base_err))
		printf("# %s\n", base_err.message);
	tap_is_number(px_journal_verify(store, &lines, &base_err), -1, sql);
	tap_is(base_err.message, expected, "and says so");
	tap_is_number(base_err.code, PX_REJECTED, "as a failed check");
	px_store_rollback(store);
}

/* The digest and the chain by their definition, by hand. */
static void
test_definition(struct px_store *store)
{
	struct px_journal_line line = {
		.organization = 1, .type = "task", .uid = "u", .after = "{\"a\":\"é\\n\"}"
	};
	char uid[PX_UID_SIZE], array[300];
	char digest[PX_HASH_SIZE], chain[PX_HASH_SIZE], both[129];
	struct px_stmt *stmt;

	px_uid_seeded("seed", "operation", 1, base_world.now, uid);
	snprintf(array, sizeof(array),
		 "[\"2025-11-21T08:00:00Z\",\"unix:test\",\"task-add/%s\",1,\"task\",\"u\",null,"
		 "\"{\\\"a\\\":\\\"é\\\\n\\\"}\"]",
		 uid);
	px_store_set_command(store, "task-add", NULL);
	px_store_begin(store, &base_err);
	tap_is_number(px_journal_add(store, &line, &base_err), 0, "a line is written");
	px_hash(array, strlen(array), digest);
	snprintf(both, sizeof(both), "%064d%s", 0, digest);
	px_hash(both, 128, chain);
	stmt = px_store_prepare(store, "SELECT \"digest\", \"chain\" FROM \"journal\"", &base_err);
	px_stmt_step(stmt, &base_err);
	tap_is(px_stmt_text(stmt, 0), digest, "its digest is the hash of its columns");
	tap_is(px_stmt_text(stmt, 1), chain, "its chain the hash of zeros and of the digest");
	px_stmt_done(stmt);
	px_store_rollback(store);
}

/* What `operation` says, of now and of before. */
static void
test_operation(const char *text, const char *expected)
{
	struct px_journal_line line = { .seq = 12, .operation = text };
	struct px_operation operation;
	char got[300];

	px_journal_operation(&line, &operation);
	snprintf(got, sizeof(got), "%s|%s|%s", operation.command, operation.uid, operation.undoes);
	tap_is(got, expected, text);
}

static void
test_change(const char *before, const char *after, const char *expected)
{
	struct px_journal_line line = { .before = before, .after = after };

	tap_is(px_journal_change(&line), expected, "what stands on both sides says which");
}

static void
test_undone(struct px_store *store)
{
	int64_t lines;

	px_store_begin(store, &base_err);
	base_add(store, &px_type_project, "title=Un");
	px_store_savepoint(store, &base_err);
	base_add(store, &px_type_project, "title=Deux");
	px_store_savepoint_undo(store, &base_err);
	base_add(store, &px_type_project, "title=Trois");
	tap_is_number(px_store_commit(store, &base_err), 0, "what a savepoint undid left no line");
	tap_is_number(px_journal_verify(store, &lines, &base_err), 0, "and the chain holds");
	tap_is_number(lines, 5, "over five lines");
}

int
main(void)
{
	struct px_store *store = base_make();
	int64_t lines = -1;

	tap_is_number(px_journal_verify(store, &lines, &base_err), 0, "an empty journal is whole");
	tap_is_number(lines, 0, "with no line");
	test_definition(store);
	test_operation("task-add/01", "task-add|01|");
	test_operation("undo/02/01", "undo|02|01");
	test_operation("remove", "|line-12|");
	test_operation("a/b/c/d", "a|b|c");
	test_change(NULL, "{}", "add");
	test_change("{}", "{}", "edit");
	test_change("{}", NULL, "remove");
	px_store_begin(store, &base_err);
	base_add(store, &px_type_organization, "name=MSP|kind=msp");
	px_store_identify(store, "dupont", base_world.now + 5, "seed");
	base_add(store, &px_type_practitioner, "family=Dupont");
	base_add(store, &px_type_practitioner, "family=Martin");
	px_store_commit(store, &base_err);
	tap_is_number(px_journal_read(store, 2, NULL, take, NULL, &base_err), 0, "it is read");
	tap_is_number(lines_read, 2, "from a line on");
	tap_is(last_actor, "dupont", "with who acted");
	tap_ok(strstr(last_after, "\"handle\":\"martin\"") != NULL,
	       "and what became of the record");
	lines_read = 0;
	tap_is_number(px_journal_read(store, 1, NULL, stop, NULL, &base_err), -1,
		      "a reader may stop");
	tap_is_number(lines_read, 1, "at once");
	test_undone(store);
	tamper(store, "UPDATE \"journal\" SET \"actor\" = 'martin' WHERE \"seq\" = 2",
	       "journal: line 2 was altered: its content is not what was written");
	tamper(store, "UPDATE \"journal\" SET \"after\" = NULL WHERE \"seq\" = 3",
	       "journal: line 3 was altered: its content is not what was written");
	tamper(store, "DELETE FROM \"journal\" WHERE \"seq\" = 2",
	       "journal: line 2 is missing: lines were removed");
	tamper(store, "UPDATE \"journal\" SET \"chain\" = \"digest\" WHERE \"seq\" = 4",
	       "journal: line 4 does not follow from the line before");
	px_store_close(store);
	return tap_done();
}
