/*
 * What the files of the PostgreSQL engine share of a statement.
 */
#ifndef PX_STORE_POSTGRES_STMT_H
#define PX_STORE_POSTGRES_STMT_H

#include "store/postgres/postgres.h"

/* What a statement does to the transaction. */
enum px_effect { PX_READS, PX_WRITES, PX_OPENS_ROW, PX_ENDS_ROW, PX_UNDOES_ROW };

/* A value bound: a number, or a text that is ours or borrowed until the next step ends. */
struct px_bound {
	enum { PX_BOUND_NULL, PX_BOUND_NUMBER, PX_BOUND_TEXT } is;
	int64_t number;
	const char *text;
	size_t length;
	struct px_buf own;
};

struct px_handle {
	struct px_postgres *base;
	char *sql;
	enum px_effect effect;
	struct px_bound *bounds;
	const char **values; /* the same as libpq takes them */
	int places;
	unsigned uses, life; /* of the connection where it is prepared; 0: of none */
	char name[16];
	PGresult *result;
	int row;
	/* Rows by pieces, through a cursor of this transaction. */
	bool by_pieces, open, put_off;
	unsigned cursor, serial;
	/* `INSERT INTO t (…) VALUES ($1, …), (…)` and no more: its head's length, columns, rows. */
	size_t head;
	int width, height;
};

/* use.c: one use of the statement; NULL when the connection is lost. */
PGresult *px_handle_use(struct px_handle *handle, struct px_err *err);
/* Send it and go on: what is waited for next brings the answer.  false: the failure, or NULL when the
 * connection is lost. */
bool px_handle_put_off(struct px_handle *handle, PGresult **failure);
/* The next piece of what a cursor finds. */
PGresult *px_handle_piece(struct px_handle *handle);
void px_handle_end(struct px_handle *handle);
bool px_handle_may_have_more(const struct px_handle *handle);

/* bulk.c: is it an INSERT of plain rows?  Remember where its parts are. */
void px_bulk_recognize(struct px_handle *handle);
/* Its rows join those that wait for a COPY. */
int px_bulk_take(struct px_handle *handle, struct px_broken *broken, struct px_err *err);

#endif
