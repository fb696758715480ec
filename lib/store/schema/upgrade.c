/*
 * From an older schema to this one: a step a version, each the SQL that makes the next version out
 * of the one before.  A database of version 1 needs none.
 *
 * Types, fields and indexes that the registry has gained need no step: whatever is missing is added
 * at the end.  A step is for what must be moved, renamed, or made otherwise.
 *
 * Registers are not carried over: their tables are made anew and wait for the next file, which
 * brings more than a conversion could.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/schema.h"
#include "store/spread.h"

struct step {
	int version; /* what the database becomes */
	const char *sql;
	bool registers;   /* make the tables of the registers anew, as the registry has them now */
	const char *last; /* what needs all tables of now; or NULL */
};

/* Wider ones take their place, which begin with the same columns. */
static const char drop_narrow_indexes[] =
	"DROP INDEX IF EXISTS \"attendance_practitioner_index\"; "
	"DROP INDEX IF EXISTS \"meeting_start_index\"; "
	"DROP INDEX IF EXISTS \"meeting_title_folded_index\"; "
	"DROP INDEX IF EXISTS \"task_title_folded_index\"; "
	"DROP INDEX IF EXISTS \"practitioner_family_folded_index\";";

/* Empty at first: `plexus doctor` says so, and `plexus-slot rebuild` fills them. */
static const char remake_openings[] = "DROP TABLE IF EXISTS \"opening\"; "
				      "DROP INDEX IF EXISTS \"schedule_practitioner_index\"; "
				      "DROP INDEX IF EXISTS \"schedule_service_index\";";

/* One slot is held at a time for one who waits. */
static const char unique_holds[] = "CREATE UNIQUE INDEX IF NOT EXISTS \"claim_waiting_unique\" "
				   "ON \"claim\" (\"organization\", \"waiting\");";

static const struct step steps[] = {
	{ 1, "", false },                  /* the first version: px_schema_ddl makes it whole */
	{ 2, "", false },                  /* communes and FINESS */
	{ 3, "", false },                  /* the items of minutes */
	{ 4, "", false },                  /* what calendars follow of a meeting */
	{ 5, "", false },                  /* series of meetings */
	{ 6, drop_narrow_indexes, false }, /* what the ledger reads; what import matches by */
	{ 7, "", true },                   /* the RPPS in narrower rows, found by place */
	{ 8, "", false },                  /* polls */
	{ 9, "", false },                  /* tasks that come again */
	{ 10, "", false },                 /* since when a task is worked on */
	{ 11, "", false },                 /* series as one event that recurs */
	{ 12, "", false },                 /* slots and appointments */
	{ 13, "", false },                 /* notices */
	{ 14, "", false },                 /* requests */
	{ 15, remake_openings, false },    /* when free slots can be taken */
	{ 16, "", false },                 /* the commune of a slot */
	{ 17, "", false },                 /* contacts sealed, forgotten, and their links */
	{ 18, "", false },                 /* the waiting list */
	{ 19, "", false },                 /* the keys of tables that newer ones refer to */
	{ 20, "", false },                 /* questionnaires and their answers */
	{ 21, "", false },                 /* what the public site says, and services */
	{ 22, "", false },                 /* appointments of other programs */
	{ 23, "", false },                 /* how many a step of a ladder asks */
	{ 24, "", false, unique_holds },   /* what is held, and what is done, by when */
	{ 25, "", false },                 /* operations: the lines of before stay as they are */
};

/* The database that is upgraded, and in what words. */
struct upgrade {
	const struct px_engine *engine;
	void *db;
	struct px_dialect dialect;
};

static int
run(const struct upgrade *upgrade, const char *sql, struct px_err *err)
{
	return upgrade->engine->run(upgrade->db, sql, err);
}

static int
take(const struct upgrade *upgrade, const struct step *step, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result = 0;

	px_buf_puts(&sql, step->sql);
	if (step->registers)
		px_schema_registers(&upgrade->dialect, &sql);
	if (sql.length)
		result = run(upgrade, sql.data, err);
	px_buf_release(&sql);
	if (result)
		px_err_prefix(err, _("upgrade to version %d"), step->version);
	return result;
}

/* 1 when the table has that column, or whatever the dialect's question is, 0 when not, -1. */
static int
ask(const struct upgrade *upgrade, const char *question, const char *table, const char *column,
    struct px_err *err)
{
	const struct px_engine *engine = upgrade->engine;
	struct px_broken broken = { .breach = PX_BREACH_NONE };
	void *handle = engine->prepare(upgrade->db, question, err);
	int got;

	if (!handle)
		return -1;
	if (table) {
		engine->bind_text(handle, 1, table);
		engine->bind_text(handle, 2, column);
	}
	got = engine->step(handle, &broken, err);
	engine->finalize(handle);
	return got;
}

static int
has_column(const struct upgrade *upgrade, const char *table, const char *column, struct px_err *err)
{
	return ask(upgrade, upgrade->dialect.has_column, table, column, err);
}

/* The key that a table lacks because nothing referred to it so far. */
static int
grow_key(const struct upgrade *upgrade, const struct px_type *type, struct px_buf *sql,
	 struct px_err *err)
{
	int got = 1;

	if (px_schema_is_keyed(&upgrade->dialect, type))
		got = ask(upgrade, upgrade->dialect.has_key, type->name, "id", err);
	if (got == 0)
		px_schema_key(type, sql);
	return got < 0 ? -1 : 0;
}

/* The fields that the table of a type lacks; lists have tables of their own. */
static int
grow_fields(const struct upgrade *upgrade, const struct px_type *type, struct px_buf *sql,
	    struct px_err *err)
{
	struct px_buf list = PX_BUF_INIT;
	int got = 0;

	for (size_t i = PX_F_OWN; i < type->field_count && got >= 0; i++) {
		const struct px_field *field = &type->fields[i];
		bool is_list = px_field_is_list(field);

		if (!is_list && !px_field_has_column(type, field))
			continue;
		px_buf_clear(&list);
		px_buf_printf(&list, "%s_%s", type->name, field->name);
		got = has_column(upgrade, is_list ? list.data : type->name,
				 is_list ? "owner" : field->name, err);
		if (got == 0)
			px_schema_field(&upgrade->dialect, type, field, sql);
	}
	px_buf_release(&list);
	return got < 0 ? -1 : 0;
}

/* Tables first: fields and lists may refer to them. */
static int
grow(const struct upgrade *upgrade, struct px_err *err)
{
	struct px_buf tables = PX_BUF_INIT, fields = PX_BUF_INIT;
	int got = 0;

	for (size_t i = 0; i < px_type_count && got >= 0; i++) {
		got = has_column(upgrade, px_types[i]->name,
				 px_types[i]->flags & PX_INNER ? "organization" : "id", err);
		if (got == 0) {
			px_schema_type(&upgrade->dialect, px_types[i], &tables);
			px_schema_lists(&upgrade->dialect, px_types[i], &fields);
		} else if (got == 1 && !(px_types[i]->flags & PX_REGISTER)) {
			got = grow_fields(upgrade, px_types[i], &fields, err);
			px_schema_missing_indexes(px_types[i], &fields);
			if (got >= 0)
				got = grow_key(upgrade, px_types[i], &fields, err);
		}
	}
	px_buf_puts(&tables, fields.data);
	if (got >= 0 && tables.length)
		got = run(upgrade, tables.data, err);
	px_buf_release(&tables);
	px_buf_release(&fields);
	return got < 0 ? -1 : 0;
}

/* Where Citus spreads the tables, new ones are made without their foreign keys and put in their places,
 * from where the keys lead to those of others: what spreads a whole database does what is left to do. */
static int
grow_spread(struct upgrade *upgrade, struct px_err *err)
{
	struct px_buf script = PX_BUF_INIT;
	int result;

	upgrade->dialect.keys_apart = true;
	px_spread_sql(&script);
	result = grow(upgrade, err) || run(upgrade, script.data, err) ? -1 : 0;
	px_buf_release(&script);
	return result;
}

/* 1 where some table is spread already, 0, -1. */
static int
is_spread(const struct upgrade *upgrade, struct px_err *err)
{
	int got = 0;

	if (upgrade->dialect.spreads)
		got = ask(upgrade, upgrade->dialect.spreads, NULL, NULL, err);
	return got == 1 ? ask(upgrade, upgrade->dialect.spread_any, NULL, NULL, err) : got;
}

int
px_schema_upgrade(const struct px_engine *engine, void *db, int version, struct px_err *err)
{
	struct upgrade upgrade = { engine, db, *engine->dialect };
	int spread = is_spread(&upgrade, err);

	if (spread < 0)
		return -1;
	for (size_t i = 0; i < PX_COUNT(steps); i++)
		if (steps[i].version > version && take(&upgrade, &steps[i], err))
			return -1;
	if (spread ? grow_spread(&upgrade, err) : grow(&upgrade, err))
		return -1;
	for (size_t i = 0; i < PX_COUNT(steps); i++)
		if (steps[i].version > version && steps[i].last &&
		    run(&upgrade, steps[i].last, err))
			return -1;
	return 0;
}
