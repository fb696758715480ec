/*
 * What the server's errors mean to who reads the message, and how to mend them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

/* A whole SQLSTATE, or its class of two characters. */
static const struct {
	const char *state;
	enum px_code code;
	const char *text;
} meanings[] = {
	{ "55P03", PX_BUSY,
	  N_("another program has been writing for 10 seconds: try again later") },
	{ "40P01", PX_BUSY, N_("another program was in the way: try again") },
	{ "40001", PX_BUSY, N_("another program was in the way: try again") },
	{ "57014", PX_INTERRUPTED, N_("interrupted") },
	{ "53100", PX_SYSTEM,
	  N_("the server's disk is full, nothing was stored: free some space") },
	{ "53", PX_BUSY, N_("the server lacks memory or connections: try again later") },
	{ "25006", PX_SYSTEM,
	  N_("can be read but not written: it is a replica, or set to be read only "
	     "(target_session_attrs=read-write finds the other)") },
	{ "42501", PX_SYSTEM, N_("you have no right to do this: ask its owner for it (GRANT)") },
	{ "54", PX_FAILED, N_("a value is too long to be stored") },
	{ "XX001", PX_SYSTEM, N_("is damaged: restore it from a backup") },
	{ "XX002", PX_SYSTEM, N_("is damaged: restore it from a backup") },
	{ "58", PX_SYSTEM, N_("the server's disk cannot be read or written") },
	{ "26000", PX_SYSTEM,
	  N_("a pooler on the way takes this connection for several: let it pool sessions "
	     "(pool_mode = session)") },
	{ "42P05", PX_SYSTEM,
	  N_("a pooler on the way takes this connection for several: let it pool sessions "
	     "(pool_mode = session)") },
	{ "57P", PX_BUSY, N_("the server is stopping, nothing was stored: try again later") },
};

static const struct {
	const char *state;
	enum px_breach breach;
} breaches[] = {
	{ "23505", PX_BREACH_UNIQUE },
	{ "23503", PX_BREACH_REFERENCE },
	{ "23502", PX_BREACH_REQUIRED },
	{ "23514", PX_BREACH_CHECK },
};

const char *
px_postgres_state(const PGresult *result)
{
	const char *state = result ? px_pq.error_field(result, PG_DIAG_SQLSTATE) : NULL;

	return state ? state : "";
}

bool
px_postgres_may_retry(const PGresult *result)
{
	const char *state = px_postgres_state(result);

	return strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0;
}

void
px_postgres_said(const char *message, char *out, size_t size)
{
	snprintf(out, size, "%.*s", (int)strcspn(message, "\n"), message);
}

bool
px_postgres_is_breach(const PGresult *result, struct px_broken *broken)
{
	const char *state = px_postgres_state(result);

	broken->breach = PX_BREACH_NONE;
	for (size_t i = 0; i < PX_COUNT(breaches); i++)
		if (strcmp(breaches[i].state, state) == 0)
			broken->breach = breaches[i].breach;
	if (broken->breach == PX_BREACH_NONE)
		return false;
	px_postgres_name_broken(result, broken);
	return true;
}

int
px_postgres_fail(struct px_postgres *base, const PGresult *result, struct px_err *err)
{
	const char *state = px_postgres_state(result);
	const char *text = N_("the database refused a statement: set PLEXUS_DEBUG=1 to see why");
	enum px_code code = PX_SYSTEM;
	char raw[600] = "";

	base->conflicted = px_postgres_may_retry(result);
	if (getenv("PLEXUS_DEBUG"))
		px_postgres_said(result ? px_pq.result_error(result)
					: px_pq.error_message(base->conn),
				 raw, sizeof(raw));
	if (!*state) {
		code = PX_BUSY;
		text = N_("the connection to the server was lost, nothing was stored: try again");
	}
	for (size_t i = 0; i < PX_COUNT(meanings) && *state; i++)
		if (strncmp(meanings[i].state, state, strlen(meanings[i].state)) == 0) {
			code = meanings[i].code;
			text = meanings[i].text;
			break;
		}
	return px_err_set(err, code, "%s: %s%s%s", base->shown, px_tr(text), *raw ? ": " : "", raw);
}

int
px_postgres_refuse(struct px_postgres *base, const PGresult *result, struct px_broken *broken,
		   struct px_err *err)
{
	if (!result || !px_postgres_is_breach(result, broken))
		px_postgres_fail(base, result, err);
	if (result)
		px_postgres_recover(base);
	return -1;
}

int
px_postgres_say_spoilt(const struct px_postgres *base, struct px_err *err)
{
	return px_err_set(
		err, PX_SYSTEM,
		_("%s: nothing was stored, because of an earlier error: mend it and begin "
		  "again"),
		base->shown);
}
