/* A database of an older schema, opened, gains what the registry has and it lacks. */
#include "store_base.h"

static int64_t
count_indexes(struct px_store *store, const char *name)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		base_server()
			? "SELECT COUNT(*) FROM pg_indexes WHERE indexname = $1"
			: "SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name = $1",
		&base_err);
	int64_t count;

	px_bind_text(stmt, 1, name);
	px_stmt_step(stmt, &base_err);
	count = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return count;
}

/* What takes a part of the schema away, and says that it is an older one. */
static size_t
shrinking(const char *const **statements)
{
	static const char *const files[] = {
		"ALTER TABLE \"task\" DROP COLUMN \"item\"", "DROP TABLE \"task_assignees\"",
		"DROP TABLE \"attendance\"", "DROP INDEX \"task_status_due_index\"",
		/* Nothing referred to meetings: they had no key of (organization, id). */
		"PRAGMA foreign_keys = OFF", "CREATE TABLE \"copy\" AS SELECT * FROM \"meeting\"",
		"DROP TABLE \"meeting\"", "CREATE TABLE \"meeting\" AS SELECT * FROM \"copy\"",
		"DROP TABLE \"copy\"",
		"CREATE INDEX \"meeting_start_index\" ON \"meeting\" (\"start\")",
		"PRAGMA user_version = 2"
	};
	static const char *const server[] = {
		"ALTER TABLE \"task\" DROP COLUMN \"item\"",
		"DROP TABLE \"task_assignees\"",
		"DROP TABLE \"attendance\"",
		"DROP INDEX \"task_status_due_index\"",
		"CREATE INDEX \"meeting_start_index\" ON \"meeting\" (\"start\")",
		"UPDATE \"setting\" SET \"value\" = '2' WHERE \"name\" = 'schema'"
	};

	*statements = base_server() ? server : files;
	return base_server() ? PX_COUNT(server) : PX_COUNT(files);
}

/* An older schema gains what the registry has and it lacks, and keeps its rows. */
static void
test_growth(void)
{
	const char *const *shrink;
	size_t count = shrinking(&shrink);
	char *other = base_place("t.db.older");
	struct px_store *store = px_store_open(other, PX_ACCESS_CREATE, &base_err);
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record task;

	px_store_identify(store, "unix:test", base_world.now, "seed");
	px_store_begin(store, &base_err);
	base_add(store, &px_type_organization, "name=MSP|kind=msp");
	base_add(store, &px_type_practitioner, "family=Dupont");
	base_add(store, &px_type_meeting, "title=RCP|start=2025-03-20T11:30:00Z");
	base_add(store, &px_type_task, "title=Relancer");
	px_store_commit(store, &base_err);
	for (size_t i = 0; i < count; i++)
		tap_is_number(px_store_run(store, shrink[i], &base_err), 0,
			      "a database without some of it");
	px_store_close(store);
	store = px_store_open(other, PX_ACCESS_WRITE, &base_err);
	if (!tap_ok(store != NULL, "is brought up to date"))
		printf("# %s\n", base_err.message);
	tap_is_number(count_indexes(store, "task_status_due_index"), 1,
		      "with the indexes it lacked");
	tap_is_number(count_indexes(store, "meeting_start_index"), 0, "without those replaced");
	px_store_identify(store, "unix:test", base_world.now, "seed");
	px_store_begin(store, &base_err);
	tap_is_number(px_record_read(store, &px_type_task, 1, &arena, &task, &base_err), 1,
		      "its rows are there");
	tap_is(px_record_text(&task, PX_TASK_ITEM), NULL, "without the new field");
	tap_is_number(base_add(store, &px_type_task,
			       "title=Appeler|item=- [ ] Appeler|assignees=dupont|meeting=1"),
		      2, "new fields and lists are written");
	tap_is_number(base_add(store, &px_type_attendance, "meeting=1|practitioner=dupont"), 1,
		      "and new types");
	px_store_commit(store, &base_err);
	px_store_close(store);
	px_arena_release(&arena);
	unlink(other);
	free(other);
}

int
main(void)
{
	px_store_close(base_make());
	test_growth();
	return tap_done();
}
