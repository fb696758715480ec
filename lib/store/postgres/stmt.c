/*
 * Statements of the PostgreSQL engine.  The first use of a text is one round trip; one that is used
 * again is prepared on the server.  Values go and come as text: the server knows the types.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/postgres/postgres.h"

enum { BOOLEAN = 16 }; /* OID of its type */

/* What a statement does to the transaction. */
enum effect { READS, WRITES, OPENS_ROW, ENDS_ROW, UNDOES_ROW };

struct param {
	struct px_buf text;
	bool set;
};

struct handle {
	struct px_postgres *base;
	char *sql;
	enum effect effect;
	struct param *params;
	const char **values;
	int places;
	unsigned uses, life; /* of the connection where it is prepared; 0: of none */
	char name[16];
	PGresult *result;
	int row;
};

static enum effect
effect_of(const char *sql)
{
	static const struct {
		const char *begins;
		enum effect effect;
	} effects[] = {
		{ "SELECT", READS },           { "WITH", READS },
		{ "SAVEPOINT", OPENS_ROW },    { "RELEASE", ENDS_ROW },
		{ "ROLLBACK TO", UNDOES_ROW },
	};

	for (size_t i = 0; i < PX_COUNT(effects); i++)
		if (strncasecmp(sql, effects[i].begins, strlen(effects[i].begins)) == 0)
			return effects[i].effect;
	return WRITES;
}

/* The highest place; texts in quotes hold none. */
static int
count_places(const char *sql)
{
	int most = 0;

	for (; *sql; sql++) {
		if (*sql == '\'' && strchr(sql + 1, '\''))
			sql = strchr(sql + 1, '\'');
		else if (*sql == '$' && strtol(sql + 1, NULL, 10) > most)
			most = (int)strtol(sql + 1, NULL, 10);
	}
	return most;
}

void *
px_postgres_prepare(void *db, const char *sql, struct px_err *err)
{
	struct handle *handle = px_calloc(1, sizeof(*handle));

	(void)err; /* what is wrong with the text is said when it is used */
	handle->base = db;
	handle->sql = px_strdup(sql);
	handle->effect = effect_of(sql);
	handle->places = count_places(sql);
	handle->params = px_calloc((size_t)handle->places + 1, sizeof(*handle->params));
	handle->values = px_calloc((size_t)handle->places + 1, sizeof(*handle->values));
	for (int i = 0; i < handle->places; i++)
		handle->params[i].text = (struct px_buf)PX_BUF_INIT;
	return handle;
}

/* NULL for a place that the text does not have: it is bound to nothing. */
static struct param *
param_of(struct handle *handle, int place)
{
	return place <= handle->places ? &handle->params[place - 1] : NULL;
}

void
px_postgres_bind_number(void *handle, int place, int64_t number)
{
	struct param *param = param_of(handle, place);

	if (!param)
		return;
	px_buf_clear(&param->text);
	px_buf_number(&param->text, number);
	param->set = true;
}

void
px_postgres_bind_borrowed(void *handle, int place, const char *text, size_t length)
{
	struct param *param = param_of(handle, place);

	if (!param)
		return;
	px_buf_clear(&param->text);
	px_buf_add(&param->text, text ? text : "", text ? length : 0);
	param->set = text != NULL;
}

void
px_postgres_bind_text(void *handle, int place, const char *text)
{
	px_postgres_bind_borrowed(handle, place, text, text ? strlen(text) : 0);
}

static void
fill_values(struct handle *h)
{
	for (int i = 0; i < h->places; i++)
		h->values[i] = h->params[i].set ? h->params[i].text.data : NULL;
}

static PGresult *
prepare_there(struct handle *h)
{
	struct px_postgres *base = h->base;

	snprintf(h->name, sizeof(h->name), "px%u", ++base->names);
	if (!px_pq.send_prepare(base->conn, h->name, h->sql, 0, NULL))
		return NULL;
	return px_postgres_answer(base);
}

/* One use; its result, or NULL when the connection is lost. */
static PGresult *
use(struct handle *h)
{
	struct px_postgres *base = h->base;
	PGresult *result;

	if (h->uses++ && h->life != base->life) {
		result = prepare_there(h);
		if (!result || !px_postgres_is_good(result))
			return result;
		px_pq.clear(result);
		h->life = base->life;
	}
	fill_values(h);
	if (h->life == base->life
		    ? !px_pq.send_prepared(base->conn, h->name, h->places, h->values, NULL, NULL, 0)
		    : !px_pq.send_params(base->conn, h->sql, h->places, NULL, h->values, NULL, NULL,
					 0))
		return NULL;
	return px_postgres_answer(base);
}

/* Again when the connection was lost and nothing is half done. */
static PGresult *
use_surely(struct handle *h, struct px_err *err)
{
	PGresult *result = use(h);

	for (int i = 0; i < 5 && result && px_postgres_may_retry(result) && !h->base->writing &&
			h->base->writes;
	     i++) {
		px_pq.clear(result);
		result = use(h);
	}
	if (!result && !h->base->writing && px_postgres_regain(h->base, err) == 0)
		result = use(h);
	return result;
}

static int
fail(struct handle *h, PGresult *result, struct px_broken *broken, struct px_err *err)
{
	struct px_postgres *base = h->base;

	if (!result || !px_postgres_is_breach(result, broken))
		px_postgres_fail(base, result, err);
	px_pq.clear(result);
	if (result)
		px_postgres_recover(base);
	return -1;
}

/* After a failure what would follow would be written without what was undone. */
static int
check_whole(const struct handle *h, struct px_err *err)
{
	const struct px_postgres *base = h->base;

	if (h->effect == READS || h->effect == UNDOES_ROW ||
	    !(base->spoilt || (base->row_spoilt && h->effect != UNDOES_ROW)))
		return 0;
	return px_err_set(
		err, PX_SYSTEM,
		_("%s: nothing was stored, because of an earlier error: mend it and begin "
		  "again"),
		base->shown);
}

static void
return_row_ids(struct px_postgres *base)
{
	struct px_buf sql = PX_BUF_INIT;

	px_postgres_return_ids(base, base->taken_row, &sql);
	if (sql.length)
		px_pq.clear(px_postgres_ask(base, sql.data));
	px_buf_release(&sql);
}

static void
note_effect(struct handle *h)
{
	struct px_postgres *base = h->base;

	if (h->effect == OPENS_ROW) {
		base->row = true;
		base->taken_row = base->taken_count;
	} else if (h->effect == ENDS_ROW) {
		base->row = false;
	} else if (h->effect == UNDOES_ROW) {
		base->row_spoilt = false;
		return_row_ids(base);
	}
}

static int
next_row(struct handle *h)
{
	if (++h->row < px_pq.rows(h->result))
		return 1;
	px_pq.clear(h->result);
	h->result = NULL;
	return 0;
}

int
px_postgres_step(void *handle, struct px_broken *broken, struct px_err *err)
{
	struct handle *h = handle;
	PGresult *result;

	if (h->result)
		return next_row(h);
	if (check_whole(h, err))
		return -1;
	/* The whole transaction is gone, savepoints too. */
	if (h->base->spoilt && h->effect == UNDOES_ROW)
		return 0;
	result = use_surely(h, err);
	if (!result || !px_postgres_is_good(result))
		return fail(h, result, broken, err);
	note_effect(h);
	if (px_pq.result_status(result) != PGRES_TUPLES_OK || px_pq.rows(result) == 0) {
		px_pq.clear(result);
		return 0;
	}
	h->base->read = true;
	h->result = result;
	h->row = 0;
	return 1;
}

bool
px_postgres_null(void *handle, int column)
{
	struct handle *h = handle;

	return px_pq.is_null(h->result, h->row, column);
}

/* Booleans are 0 and 1, as in the other engine. */
const char *
px_postgres_text(void *handle, int column)
{
	struct handle *h = handle;
	const char *value;

	if (!h->result || px_pq.is_null(h->result, h->row, column))
		return NULL;
	value = px_pq.value(h->result, h->row, column);
	if (px_pq.column_type(h->result, column) == BOOLEAN)
		return *value == 't' ? "1" : "0";
	return value;
}

int64_t
px_postgres_number(void *handle, int column)
{
	const char *text = px_postgres_text(handle, column);

	return text ? strtoll(text, NULL, 10) : 0;
}

void
px_postgres_again(void *handle)
{
	struct handle *h = handle;

	px_pq.clear(h->result);
	h->result = NULL;
}

void
px_postgres_reset(void *handle)
{
	struct handle *h = handle;

	px_postgres_again(handle);
	for (int i = 0; i < h->places; i++)
		h->params[i].set = false;
}

/* The server forgets them at the next transaction: a round trip each would cost more than they. */
static void
drop(struct handle *h)
{
	struct px_postgres *base = h->base;

	if (!h->life || h->life != base->life)
		return;
	px_buf_printf(&base->dropped, "DEALLOCATE %s; ", h->name);
	base->dropped_count++;
}

void
px_postgres_finalize(void *handle)
{
	struct handle *h = handle;

	px_postgres_again(handle);
	drop(h);
	for (int i = 0; i < h->places; i++)
		px_buf_release(&h->params[i].text);
	free(h->params);
	free(h->values);
	free(h->sql);
	free(h);
}
