/*
 * Connecting.  The libpq of the machine reads the location as it is (several hosts, TLS, services) and
 * what PGHOST and its like say; only the encoding is ours.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/postgres/postgres.h"

/* What keeps one from connecting, by the server's code; how to mend it. */
static const struct {
	const char *state;
	enum px_code code;
	const char *text;
} refusals[] = {
	{ "28P01", PX_SYSTEM, N_("the password was refused: correct it in ~/.pgpass") },
	{ "28000", PX_SYSTEM,
	  N_("the server does not let you in: ask its administrator (pg_hba.conf)") },
	{ "42501", PX_SYSTEM, N_("you have no right to connect to it: ask its owner") },
	{ "3D000", PX_NOT_FOUND,
	  N_("there is no database of this name: make one with \"createdb\", then \"plexus "
	     "init\"") },
	{ "53300", PX_BUSY, N_("too many programs are connected to the server: try again later") },
	{ "57P03", PX_BUSY, N_("the server is starting or stopping: try again later") },
	{ "57P01", PX_BUSY, N_("the server is stopping: try again later") },
};

/* "FATAL:  28P01: password…": libpq gives codes in no other way before a connection stands. */
static const char *
find_state(const char *message, char state[6])
{
	const char *colon = message;

	*state = '\0';
	while ((colon = strstr(colon, ":  ")) != NULL) {
		colon += 3;
		if (strspn(colon, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 5 || colon[5] != ':')
			continue;
		memcpy(state, colon, 5);
		state[5] = '\0';
		return colon + 6 + strspn(colon + 6, " ");
	}
	return message;
}

static const char *
plain_refusal(PGconn *conn, const char *message)
{
	if (px_pq.needs_password(conn))
		return N_("the server asks for a password: put it in ~/.pgpass");
	if (strstr(message, "SSL") || strstr(message, "ertifica"))
		return N_("no safe connection: look at its certificates (sslmode, sslrootcert)");
	if (strstr(message, "URI") || strncmp(message, "invalid ", 8) == 0)
		return N_("this is no address of a database: "
			  "postgresql://[user@]host[:port]/database");
	return N_("cannot be reached: is the server running, is the address right?");
}

/* What is wrong with the location itself is said at the first try alone.  patient: the server was there
 * a moment ago. */
static int
say_refusal(PGconn *conn, const char *shown, const char *first, bool patient, struct px_err *err)
{
	const char *message = *px_pq.error_message(conn) ? px_pq.error_message(conn) : first;
	const char *text = NULL;
	enum px_code code = PX_SYSTEM;
	char state[6], said[512];
	const char *rest = find_state(message, state);

	px_postgres_said(rest, said, sizeof(said));
	for (size_t i = 0; i < PX_COUNT(refusals) && !text; i++)
		if (strcmp(refusals[i].state, state) == 0) {
			text = refusals[i].text;
			code = refusals[i].code;
		}
	if (!text && patient) {
		text = N_("the server went away and did not come back within 10 seconds: try "
			  "again later");
		code = PX_BUSY;
	}
	if (!text)
		text = plain_refusal(conn, message);
	return px_err_set(err, code, "%s: %s (%s)", shown, px_tr(text), said);
}

static bool
is_passing(PGconn *conn)
{
	char state[6];

	find_state(px_pq.error_message(conn), state);
	for (size_t i = 0; i < PX_COUNT(refusals); i++)
		if (strcmp(refusals[i].state, state) == 0)
			return refusals[i].code == PX_BUSY;
	return false;
}

/* Notices (an index exists already, a table is truncated…) are for people who type SQL. */
static void
ignore_notice(void *data, const char *message)
{
	(void)data;
	(void)message;
}

static PGconn *
dial(const char *location)
{
	/* The location stands between what it may change and what it may not. */
	const char *const names[] = { getenv("PGCONNECT_TIMEOUT") ? "dbname" : "connect_timeout",
				      "dbname", "client_encoding", "fallback_application_name",
				      NULL };
	const char *const values[] = { getenv("PGCONNECT_TIMEOUT") ? location : "10", location,
				       "UTF8", "plexus", NULL };

	return px_pq.connect(names, values, 1);
}

PGconn *
px_postgres_connect(const char *location, const char *shown, bool patient, struct px_err *err)
{
	struct timespec wait = { 0, 25 * 1000 * 1000 };
	time_t end = time(NULL) + PX_POSTGRES_WAIT;
	char first[512] = "";
	PGconn *conn;

	if (px_libpq_load(err))
		return NULL;
	conn = dial(location);
	/* Once more, for the code of the refusal; and again while it may pass. */
	if (conn && px_pq.status(conn) != CONNECTION_OK) {
		px_postgres_said(px_pq.error_message(conn), first, sizeof(first));
		px_pq.set_verbosity(conn, PQERRORS_VERBOSE);
		px_pq.reset(conn);
	}
	while (conn && px_pq.status(conn) != CONNECTION_OK && (patient || is_passing(conn)) &&
	       time(NULL) < end) {
		nanosleep(&wait, NULL);
		if (wait.tv_nsec < 400 * 1000 * 1000)
			wait.tv_nsec *= 2;
		px_pq.reset(conn);
	}
	if (conn && px_pq.status(conn) == CONNECTION_OK) {
		px_pq.set_verbosity(conn, PQERRORS_DEFAULT);
		px_pq.set_notices(conn, ignore_notice, NULL);
		return conn;
	}
	say_refusal(conn, shown, first, patient, err);
	px_pq.finish(conn);
	return NULL;
}
