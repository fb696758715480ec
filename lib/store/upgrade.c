/*
 * From an older schema to this one: a step a version, each the SQL that makes the next version out
 * of the one before.  A database of version 1 needs none.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "store/schema.h"

struct step {
	int version; /* what the database becomes */
	const char *sql;
};

static const struct step steps[] = {
	{ 1, "" }, /* the first version: px_schema_ddl makes it whole */
};

int
px_schema_upgrade(const struct px_engine *engine, void *db, int version, struct px_err *err)
{
	for (size_t i = 0; i < PX_COUNT(steps); i++) {
		if (steps[i].version <= version || !*steps[i].sql)
			continue;
		if (engine->run(db, steps[i].sql, err)) {
			px_err_prefix(err, _("upgrade to version %d"), steps[i].version);
			return -1;
		}
	}
	return 0;
}
