/*
 * Ids come from sequences, which no writer waits for.  Consecutive ones, for many records at once, are
 * taken under a lock that those who take a single one share.
 *
 * The table `counter` tells the last id of a type where ids must be the same whatever happened before
 * (PLEXUS_SEED), or are brought from elsewhere: when what wrote it is committed, the sequence is raised.
 */
#include "model/field.h"
#include "store/postgres/postgres.h"

static const char last_id[] =
	"CREATE OR REPLACE FUNCTION px_last_id(kind text) RETURNS bigint LANGUAGE plpgsql AS $$\n"
	"DECLARE last bigint;\n"
	"BEGIN\n"
	"	IF to_regclass(format('%I', kind || '_ids')) IS NULL THEN\n"
	"		RETURN 0;\n"
	"	END IF;\n"
	"	EXECUTE format('SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM %I',\n"
	"		kind || '_ids') INTO last;\n"
	"	RETURN last;\n"
	"END $$;\n";

static const char next_ids[] =
	"CREATE OR REPLACE FUNCTION px_next_ids(kind text, many bigint) RETURNS bigint\n"
	"LANGUAGE plpgsql AS $$\n"
	"DECLARE\n"
	"	ids regclass := CAST(format('%%I', kind || '_ids') AS regclass);\n"
	"	first bigint;\n"
	"BEGIN\n"
	"	IF many = 1 THEN\n"
	"		PERFORM pg_advisory_lock_shared(%d, hashtext(kind));\n"
	"		first := nextval(ids);\n"
	"		PERFORM pg_advisory_unlock_shared(%d, hashtext(kind));\n"
	"	ELSE\n"
	"		PERFORM pg_advisory_lock(%d, hashtext(kind));\n"
	"		first := nextval(ids);\n"
	"		PERFORM setval(ids, first + many - 1);\n"
	"		PERFORM pg_advisory_unlock(%d, hashtext(kind));\n"
	"	END IF;\n"
	"	RETURN first;\n"
	"END $$;\n";

/* What a transaction took and does not keep, unless somebody took more meanwhile: ids are consecutive
 * when writers come one after the other. */
static const char return_ids[] =
	"CREATE OR REPLACE FUNCTION px_return_ids(kind text, first bigint, last bigint)\n"
	"RETURNS void LANGUAGE plpgsql AS $$\n"
	"BEGIN\n"
	"	PERFORM pg_advisory_lock(%d, hashtext(kind));\n"
	"	IF px_last_id(kind) = last THEN\n"
	"		PERFORM setval(CAST(format('%%I', kind || '_ids') AS regclass),\n"
	"			GREATEST(first - 1, 1), first > 1);\n"
	"	END IF;\n"
	"	PERFORM pg_advisory_unlock(%d, hashtext(kind));\n"
	"END $$;\n";

static const char raise_ids[] =
	"CREATE OR REPLACE FUNCTION px_raise_ids() RETURNS trigger LANGUAGE plpgsql AS $$\n"
	"BEGIN\n"
	"	IF to_regclass(format('%%I', NEW.type || '_ids')) IS NULL THEN\n"
	"		RETURN NULL;\n"
	"	END IF;\n"
	"	PERFORM pg_advisory_lock(%d, hashtext(NEW.type));\n"
	"	IF NEW.last > px_last_id(NEW.type) THEN\n"
	"		PERFORM setval(CAST(format('%%I', NEW.type || '_ids') AS regclass), "
	"NEW.last);\n"
	"	END IF;\n"
	"	PERFORM pg_advisory_unlock(%d, hashtext(NEW.type));\n"
	"	RETURN NULL;\n"
	"END $$;\n"
	"DROP TRIGGER IF EXISTS counter_raised ON \"counter\";\n"
	"CREATE CONSTRAINT TRIGGER counter_raised AFTER INSERT OR UPDATE ON \"counter\"\n"
	"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION px_raise_ids();\n";

void
px_postgres_own(struct px_buf *out)
{
	int lock = PX_POSTGRES_IDS;

	px_buf_puts(out, last_id);
	px_buf_printf(out, next_ids, lock, lock, lock, lock);
	px_buf_printf(out, return_ids, lock, lock);
	px_buf_printf(out, raise_ids, lock, lock);
	for (size_t i = 0; i < px_type_count; i++)
		if (!(px_types[i]->flags & (PX_REGISTER | PX_VIEW | PX_INNER)))
			px_buf_printf(out, "CREATE SEQUENCE IF NOT EXISTS \"%s_ids\";\n",
				      px_types[i]->name);
}
