/* Records: written, read, named, changed, removed; what the database refuses, in words. */
#include "store/inner.h"
#include "store_base.h"

static void
test_insert(struct px_store *store)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record;
	struct px_buf json = PX_BUF_INIT;

	tap_is_number(base_add(store, &px_type_organization, "name=MSP du Val|kind=msp"), 1,
		      "an organization is added");
	tap_is_number(
		base_add(store, &px_type_practitioner, "family=Dupont|given=Anne|skills=SI01,vélo"),
		1, "a practitioner is added");
	tap_is_number(base_add(store, &px_type_practitioner, "family=Dupont|given=Zoé"), 2,
		      "ids follow each other");
	tap_is_number(
		base_add(store, &px_type_project, "title=BPCO|lead=dupont-2|members=dupont,2"), 1,
		"a project refers to them");
	tap_is_number(px_record_read(store, &px_type_project, 1, &arena, &record, &base_err), 1,
		      "it is read");
	px_record_json(&record, false, &json);
	tap_is(strstr(json.data, "\"slug\""),
	       "\"slug\":\"bpco\",\"title\":\"BPCO\",\"objective\":null,\"theme\":null,"
	       "\"indicator\":null,"
	       "\"status\":\"active\",\"lead\":\"dupont-2\",\"start\":null,\"end\":null,"
	       "\"budget_cents\":null,\"members\":[\"dupont\",\"dupont-2\"],"
	       "\"public\":false,\"summary\":null}",
	       "its JSON has keys for references");
	tap_is_number(record.values[PX_PROJECT_LEAD].number, 2, "its references have ids");
	tap_is_number(px_record_read(store, &px_type_project, 9, &arena, &record, &base_err), 0,
		      "one that is not there is not read");
	px_buf_release(&json);
	px_arena_release(&arena);
}

static void
test_slugs(struct px_store *store)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record;

	tap_is_number(base_add(store, &px_type_project, "title=2025"), 2, "a title of digits");
	px_record_read(store, &px_type_project, 2, &arena, &record, &base_err);
	tap_is(record.values[PX_PROJECT_SLUG].text, "project-2025", "is not mistaken for an id");
	base_add(store, &px_type_practitioner, "family=Dupont-Durand");
	tap_is_number(base_add(store, &px_type_practitioner, "family=Dupont"), 4, "a third Dupont");
	px_record_read(store, &px_type_practitioner, 4, &arena, &record, &base_err);
	tap_is(record.values[PX_PRACTITIONER_HANDLE].text, "dupont-3", "is dupont-3");
	px_arena_release(&arena);
}

/* What fails takes back what it did, and no more: PostgreSQL asks for a savepoint. */
static int64_t
add_apart(struct px_store *store, const struct px_type *type, const char *fields)
{
	int64_t id;

	px_store_savepoint(store, &base_err);
	id = base_add(store, type, fields);
	if (id < 0)
		px_store_savepoint_undo(store, NULL);
	else
		px_store_savepoint_release(store, NULL);
	return id;
}

/* A rule that names none of our columns says nothing of who holds what. */
static void
test_nameless(struct px_store *store)
{
	int done = px_store_run(store, "CREATE UNIQUE INDEX \"odd\" ON \"task\" (lower(\"title\"))",
				&base_err);

	tap_ok(done == 0 && base_add(store, &px_type_task, "title=Once") > 0, "a rule of another");
	tap_ok(add_apart(store, &px_type_task, "title=once") < 0, "is broken");
	tap_is(base_err.message, "index 'odd': already taken", "and nobody is named as the holder");
	px_store_run(store, "DROP INDEX \"odd\"", &base_err);
}

static void
broken_is(const char *columns, const char *expected)
{
	struct px_broken broken = { .breach = PX_BREACH_UNIQUE };
	struct px_err err = PX_ERR_INIT;

	snprintf(broken.name, sizeof(broken.name), "%s", columns);
	px_broken_say(&broken, &err);
	tap_is(err.message, expected, columns);
}

static void
test_broken(void)
{
	broken_is("task.organization, task.slug", "task: slug: already taken");
	broken_is("task.organ, task.organizations", "task: organ, organizations: already taken");
}

static void
is_named(struct px_store *store, const struct px_type *type, const char *name, int64_t expected)
{
	int64_t id = 0;

	if (px_record_name(store, type, 1, name, &id, &base_err))
		id = -(int64_t)base_err.code;
	tap_ok(id == expected, "%s %s is %lld", type->name, name, (long long)expected);
	if (id != expected)
		printf("# got %lld: %s\n", (long long)id, base_err.message);
}

static void
test_names(struct px_store *store)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record;
	const char *uid;

	px_record_read(store, &px_type_practitioner, 2, &arena, &record, &base_err);
	uid = record.values[PX_F_UID].text;
	is_named(store, &px_type_practitioner, "2", 2);
	is_named(store, &px_type_practitioner, "dupont-2", 2);
	is_named(store, &px_type_practitioner, uid, 2);
	is_named(store, &px_type_practitioner, uid + 26, 2);
	is_named(store, &px_type_practitioner, uid + 33, -PX_NOT_FOUND);
	is_named(store, &px_type_practitioner, "99", -PX_NOT_FOUND);
	is_named(store, &px_type_practitioner, "duponr", -PX_NOT_FOUND);
	tap_is(base_err.message, "practitioner duponr: not found; did you mean \"dupont\"?",
	       "the nearest key is suggested");
	is_named(store, &px_type_practitioner, "10101234567", -PX_NOT_FOUND);
	is_named(store, &px_type_practitioner, "999999999999999999999999", -PX_NOT_FOUND);
	px_arena_release(&arena);
}

static void
test_refusals(struct px_store *store)
{
	tap_is_number(add_apart(store, &px_type_project, "title=Autre|slug=bpco"), -1,
		      "a slug twice");
	tap_is(base_err.message, "slug bpco: already taken by project 1",
	       "is said with its holder");
	tap_is_number(add_apart(store, &px_type_project, "title=T|start=2025-02-01|end=2025-01-01"),
		      -1, "an end before its start");
	tap_is(base_err.message,
	       "project: the end is before the start: correct one of the two dates",
	       "is said in the registry's words");
	tap_is_number(base_err.code, PX_CONFLICT, "as a conflict");
	tap_is_number(add_apart(store, &px_type_project, "slug=nu"), -1,
		      "a required field that is unset");
	tap_is(base_err.message, "project: title: is required", "is said");
	tap_is_number(add_apart(store, &px_type_task, "title=T|project=bpxo"), -1,
		      "an unknown project");
	tap_is(base_err.message, "project: project bpxo: not found; did you mean \"bpco\"?",
	       "is said");
	tap_is_number(add_apart(store, &px_type_task, "title=T"), 1,
		      "failures take no id for good");
}

static void
test_update(struct px_store *store)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record before, after;

	px_record_read(store, &px_type_practitioner, 1, &arena, &before, &base_err);
	after = px_record_copy(&arena, &before);
	tap_is_number(px_record_update(store, &before, &after, &arena, &base_err), 0,
		      "no change is no change");
	base_fill(store, &after, "given=Élise|skills=vélo,SI02|phone=0601020304", &arena);
	px_store_identify(store, "unix:test", base_world.now + 60, "seed");
	tap_is_number(px_record_update(store, &before, &after, &arena, &base_err), 1,
		      "a change is one");
	px_store_identify(store, "unix:test", base_world.now, "seed");
	px_record_read(store, &px_type_practitioner, 1, &arena, &after, &base_err);
	tap_is(after.values[PX_PRACTITIONER_GIVEN].text, "Élise", "the field is changed");
	tap_is_number((long long)after.values[PX_PRACTITIONER_SKILLS].count, 2, "the list too");
	tap_is(after.values[PX_PRACTITIONER_SKILLS].items[1].text, "SI02", "in its order");
	tap_is(after.values[PX_F_UPDATED].text, "2025-11-21T08:01:00Z", "and when, noted");
	tap_is(after.values[PX_F_CREATED].text, "2025-11-21T08:00:00Z", "creation stays");
	px_arena_release(&arena);
}

static int
remove_one(struct px_store *store, const struct px_type *type, int64_t id)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record;
	int result = -2;

	px_store_savepoint(store, &base_err);
	if (px_record_read(store, type, id, &arena, &record, &base_err) == 1)
		result = px_record_remove(store, &record, &arena, &base_err);
	if (result < 0)
		px_store_savepoint_undo(store, NULL);
	else
		px_store_savepoint_release(store, NULL);
	px_arena_release(&arena);
	return result;
}

static int64_t
count(struct px_store *store, const char *sql)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, &base_err);
	int64_t number = stmt && px_stmt_step(stmt, &base_err) == 1 ? px_stmt_number(stmt, 0) : -1;

	px_stmt_done(stmt);
	return number;
}

static void
test_remove(struct px_store *store)
{
	tap_is_number(base_add(store, &px_type_meeting,
			       "title=RCP|kind=concertation|start=2025-11-24T12:00:00Z"),
		      1, "a meeting");
	tap_is_number(base_add(store, &px_type_attendance, "meeting=1|practitioner=dupont"), 1,
		      "who comes");
	tap_is_number(base_add(store, &px_type_attendance, "meeting=1|practitioner=dupont-2"), 2,
		      "and who");
	tap_is_number(remove_one(store, &px_type_practitioner, 2), -1, "who is referred to stays");
	tap_is(base_err.message,
	       "practitioner dupont-2 cannot be removed: 1 record refers to it (project 1): change "
	       "or "
	       "remove it first",
	       "and it is said by what");
	tap_is_number(remove_one(store, &px_type_meeting, 1), 0, "a meeting is removed");
	tap_is_number(count(store, "SELECT COUNT(*) FROM \"attendance\""), 0,
		      "with its attendances");
	tap_is_number(count(store, "SELECT COUNT(*) FROM \"journal\" WHERE \"after\" IS NULL"), 3,
		      "which the journal says");
	tap_is_number(remove_one(store, &px_type_practitioner, 4), 0, "who is free goes");
	tap_is_number(count(store, "SELECT COUNT(*) FROM \"token\" WHERE \"id\" = 4"), 0,
		      "words too");
	tap_is_number(base_add(store, &px_type_practitioner, "family=Dupond"), 5,
		      "an id is not reused");
}

int
main(void)
{
	struct px_store *store = base_make();
	int64_t lines = 0;

	tap_is_number(base_add(store, &px_type_organization, "name=MSP|kind=msp"), -1,
		      "nothing is written outside a transaction");
	tap_is_number(px_store_begin(store, &base_err), 0, "a transaction begins");
	test_insert(store);
	test_slugs(store);
	test_names(store);
	test_refusals(store);
	test_update(store);
	test_remove(store);
	test_nameless(store);
	test_broken();
	tap_is_number(px_store_commit(store, &base_err), 0, "and is committed");
	tap_is_number(px_journal_verify(store, &lines, &base_err), 0, "the chain holds");
	tap_ok(lines > 10, "over %lld lines", (long long)lines);
	px_store_close(store);
	return tap_done();
}
