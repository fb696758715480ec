/*
 * From an older schema to this one: a step a version, each the SQL that makes the next version out
 * of the one before.  A database of version 1 needs none.
 *
 * Registers are not carried over: their tables are made anew and wait for the next file, which
 * brings more than a conversion could.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/schema.h"

struct step {
	int version; /* what the database becomes */
	const char *sql;
	bool registers; /* make the tables of the registers anew, as the registry has them now */
};

static const struct step steps[] = {
	{ 1, "", false }, /* the first version: px_schema_ddl makes it whole */
	{ 2, "", true },  /* communes and FINESS; the RPPS in narrower rows, found by place */
};

static int
take(const struct px_engine *engine, void *db, const struct step *step, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result = 0;

	px_buf_puts(&sql, step->sql);
	if (step->registers)
		px_schema_registers(engine->dialect, &sql);
	if (sql.length)
		result = engine->run(db, sql.data, err);
	px_buf_release(&sql);
	if (result)
		px_err_prefix(err, _("upgrade to version %d"), step->version);
	return result;
}

int
px_schema_upgrade(const struct px_engine *engine, void *db, int version, struct px_err *err)
{
	for (size_t i = 0; i < PX_COUNT(steps); i++)
		if (steps[i].version > version && take(engine, db, &steps[i], err))
			return -1;
	return 0;
}
