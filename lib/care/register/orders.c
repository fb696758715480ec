#include "care/register/orders.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "care/register/part.h"
#include "store/load.h"

/* ROWS rows of one table are one statement: what a statement costs by itself is a third of what a row
 * costs, and more rows gain nothing. */
enum { BATCH = 128 * 1024, BATCHES = 4, ROWS = 32, MOST_FOLDS = 2 };

#define DELETE(table) "DELETE FROM \"" table "\" WHERE \"id\" = $1"

/* Numbers are bound first, then texts, then folded forms. */
static const struct {
	const char *sql; /* of rows: up to VALUES; NULL: the indexes */
	bool row;        /* to insert */
	int numbers, texts;
	int folds, folded[MOST_FOLDS]; /* places of texts whose folded forms are bound last */
} kinds[PX_ORDER_COUNT] = {
	[PX_PUT_PERSON] = { "INSERT INTO \"rpps_person\" (\"id\", \"digest\", \"rpps\", \"adeli\", "
			    "\"title\", \"family\", \"given\", \"family_folded\", "
			    "\"given_folded\") VALUES ",
			    true,
			    2,
			    5,
			    2,
			    { 3, 4 } },
	[PX_PUT_STRUCTURE] = { "INSERT INTO \"rpps_structure\" (\"id\", \"lat\", \"lon\", "
			       "\"digest\", \"code\", \"finess\", \"finess_legal\", \"siret\", "
			       "\"name\", \"brand\", \"address\", \"postcode\", \"city\", "
			       "\"insee\", \"country\", \"phone\", \"phone2\", \"fax\", "
			       "\"email\", \"city_folded\") VALUES ",
			       true,
			       4,
			       15,
			       1,
			       { 8 } },
	[PX_PUT_TRADE] = { "INSERT INTO \"rpps_trade\" (\"id\", \"profession\", \"skill\") VALUES ",
			   true, 1, 2 },
	[PX_PUT_KIND] = { "INSERT INTO \"rpps_kind\" (\"id\", \"trade\", \"profession\", "
			  "\"category\", \"skill_type\", \"skill\", \"mode\", \"sector\", "
			  "\"section\", \"role\", \"activity_kind\") VALUES ",
			  true, 2, 9 },
	[PX_PUT_ACTIVITY] = { "INSERT INTO \"rpps_activity\" (\"id\", \"structure\", \"kind\", "
			      "\"line\") VALUES ",
			      true, 4, 0 },
	[PX_PUT_OFFER] = { "INSERT INTO \"rpps_offer\" (\"id\", \"trade\", \"cell\", \"lat\", "
			   "\"lon\", \"activities\") VALUES ",
			   true, 5, 1 },
	[PX_CHANGE_LINE] = { "UPDATE \"rpps_activity\" SET \"line\" = $2 WHERE \"id\" = $1", false,
			     2, 0 },
	[PX_DROP_INDEXES] = { NULL, false, 0, 0 },
	[PX_DELETE_PERSON] = { DELETE("rpps_person"), false, 1, 0 },
	[PX_DELETE_STRUCTURE] = { DELETE("rpps_structure"), false, 1, 0 },
	[PX_DELETE_TRADE] = { DELETE("rpps_trade"), false, 1, 0 },
	[PX_DELETE_KIND] = { DELETE("rpps_kind"), false, 1, 0 },
	[PX_DELETE_ACTIVITY] = { DELETE("rpps_activity"), false, 1, 0 },
	[PX_DELETE_OFFERS] = { "DELETE FROM \"rpps_offer\"", false, 0, 0 },
};

/* Orders of one kind: rows of the batch that wait to be ROWS, and the statements for so many and for
 * one. */
struct pile {
	const char *rows[ROWS];
	size_t count;
	struct px_stmt *full, *single;
};

/* Batches go round: `filling` is the reader's, those from `next` to it wait, `next` is being done. */
struct px_orders {
	struct px_store *store;
	struct pile piles[PX_ORDER_COUNT];
	struct px_buf batches[BATCHES];
	size_t filling, next; /* counted up, places are modulo BATCHES */
	pthread_t thread;
	bool fresh, threaded, ended, failed;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	struct px_buf folded[ROWS][MOST_FOLDS];
	struct px_err err;
};

struct px_orders *
px_orders_open(struct px_store *store, bool fresh)
{
	struct px_orders *orders = px_calloc(1, sizeof(*orders));

	orders->store = store;
	orders->fresh = fresh;
	for (size_t i = 0; i < BATCHES; i++)
		orders->batches[i] = (struct px_buf)PX_BUF_INIT;
	for (size_t i = 0; i < ROWS; i++)
		for (size_t j = 0; j < MOST_FOLDS; j++)
			orders->folded[i][j] = (struct px_buf)PX_BUF_INIT;
	pthread_mutex_init(&orders->lock, NULL);
	pthread_cond_init(&orders->moved, NULL);
	return orders;
}

static int
drop_indexes(struct px_orders *orders)
{
	if (orders->fresh && px_load_strips(orders->store))
		return px_load_strip(orders->store, px_register_large, &orders->err);
	for (size_t i = 0; px_register_late[i].type; i++)
		if (px_load_drop_index(orders->store, px_register_late[i].type,
				       px_register_late[i].columns, &orders->err))
			return -1;
	return 0;
}

static const char *
bind_numbers(struct px_stmt *stmt, int place, int count, const char *at)
{
	for (int i = 0; i < count; i++, at += sizeof(int64_t)) {
		int64_t number;

		memcpy(&number, at, sizeof(number));
		if (number == PX_ORDER_NULL)
			px_bind_null(stmt, place + i);
		else
			px_bind_number(stmt, place + i, number);
	}
	return at;
}

/* One text: a length (UINT32_MAX: unset), the bytes, a NUL.  NULL when unset; at goes past it. */
static const char *
take_text(const char **at, uint32_t *length)
{
	const char *text;

	memcpy(length, *at, sizeof(*length));
	*at += sizeof(*length);
	if (*length == UINT32_MAX)
		return NULL;
	text = *at;
	*at += *length + 1;
	return text;
}

static void
bind_texts(struct px_stmt *stmt, int place, int count, const char *at,
	   const char *texts[PX_ORDER_TEXTS])
{
	for (int i = 0; i < count; i++) {
		uint32_t length;

		texts[i] = take_text(&at, &length);
		px_bind_borrowed(stmt, place + i, texts[i], length);
	}
}

static void
bind_folded(struct px_stmt *stmt, int place, enum px_order order,
	    const char *const texts[PX_ORDER_TEXTS], struct px_buf folded[MOST_FOLDS])
{
	for (int i = 0; i < kinds[order].folds; i++) {
		const char *text = texts[kinds[order].folded[i]];

		px_buf_clear(&folded[i]);
		if (text)
			px_text_fold(text, &folded[i]);
		px_bind_borrowed(stmt, place + i, text ? folded[i].data : NULL, folded[i].length);
	}
}

static int
width_of(enum px_order order)
{
	return kinds[order].numbers + kinds[order].texts + kinds[order].folds;
}

/* "INSERT … VALUES ($1, $2), ($3, $4)" for two rows. */
static struct px_stmt *
prepare(struct px_orders *orders, enum px_order order, size_t rows)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int place = 0;

	px_buf_puts(&sql, kinds[order].sql);
	for (size_t i = 0; kinds[order].row && i < rows; i++) {
		for (int j = 0; j < width_of(order); j++)
			px_buf_printf(&sql, "%s$%d", j ? ", " : i ? "), (" : "(", ++place);
	}
	if (kinds[order].row)
		px_buf_putc(&sql, ')');
	stmt = px_store_prepare(orders->store, sql.data, &orders->err);
	px_buf_release(&sql);
	return stmt;
}

/* Rows of one kind, as many as the statement takes. */
static int
carry_out(struct px_orders *orders, enum px_order order, size_t rows, struct px_stmt **prepared,
	  const char *const *at)
{
	struct px_stmt *stmt = *prepared;
	const char *texts[PX_ORDER_TEXTS];
	int place = 1;

	if (!stmt)
		stmt = *prepared = prepare(orders, order, rows);
	if (!stmt)
		return -1;
	for (size_t i = 0; i < rows; i++, place += width_of(order)) {
		int texts_at = place + kinds[order].numbers;

		bind_texts(stmt, texts_at, kinds[order].texts,
			   bind_numbers(stmt, place, kinds[order].numbers, at[i]), texts);
		bind_folded(stmt, texts_at + kinds[order].texts, order, texts, orders->folded[i]);
	}
	if (px_stmt_step(stmt, &orders->err) < 0)
		return -1;
	px_stmt_again(stmt);
	return 0;
}

/* What waits, one by one. */
static int
clear_piles(struct px_orders *orders)
{
	for (int i = 0; i < PX_ORDER_COUNT; i++) {
		struct pile *pile = &orders->piles[i];

		for (size_t j = 0; j < pile->count; j++)
			if (carry_out(orders, (enum px_order)i, 1, &pile->single, &pile->rows[j]))
				return -1;
		pile->count = 0;
	}
	return 0;
}

/* A row joins its pile; all else is done at once, after what waits. */
static int
take_order(struct px_orders *orders, enum px_order order, const char *at)
{
	struct pile *pile = &orders->piles[order];

	pile->rows[pile->count++] = at;
	if (pile->count == ROWS) {
		pile->count = 0;
		return carry_out(orders, order, ROWS, &pile->full, pile->rows);
	}
	if (kinds[order].row)
		return 0;
	if (kinds[order].sql)
		return clear_piles(orders);
	pile->count = 0;
	return clear_piles(orders) || drop_indexes(orders) ? -1 : 0;
}

/* Where the order ends whose numbers begin here. */
static const char *
end_of(enum px_order order, const char *at)
{
	uint32_t length;

	at += (size_t)kinds[order].numbers * sizeof(int64_t);
	for (int i = 0; i < kinds[order].texts; i++)
		take_text(&at, &length);
	return at;
}

/* Each order is a byte, its numbers, its texts. */
static int
carry_out_batch(struct px_orders *orders, struct px_buf *batch)
{
	const char *at = batch->data, *end = at + batch->length;
	int result = 0;

	while (!result && at < end) {
		enum px_order order = (enum px_order) * at++;

		result = take_order(orders, order, at);
		at = end_of(order, at);
	}
	if (!result)
		result = clear_piles(orders);
	px_buf_clear(batch);
	return result;
}

static void *
write_batches(void *data)
{
	struct px_orders *orders = data;

	pthread_mutex_lock(&orders->lock);
	for (;;) {
		struct px_buf *batch = &orders->batches[orders->next % BATCHES];
		bool failed = orders->failed;

		if (orders->next == orders->filling && orders->ended)
			break;
		if (orders->next == orders->filling) {
			pthread_cond_wait(&orders->moved, &orders->lock);
			continue;
		}
		pthread_mutex_unlock(&orders->lock);
		if (failed)
			px_buf_clear(batch);
		else
			failed = carry_out_batch(orders, batch) != 0;
		pthread_mutex_lock(&orders->lock);
		orders->failed = failed;
		orders->next++;
		pthread_cond_signal(&orders->moved);
	}
	pthread_mutex_unlock(&orders->lock);
	return NULL;
}

/* Signals are the first thread's affair. */
static bool
start(struct px_orders *orders)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	orders->ended = false;
	orders->threaded = pthread_create(&orders->thread, NULL, write_batches, orders) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return orders->threaded;
}

/* The batch is full: on to the next one, once it is free. */
static int
hand_over(struct px_orders *orders)
{
	bool failed;

	if (!orders->threaded && !start(orders)) {
		orders->failed =
			carry_out_batch(orders, &orders->batches[orders->filling % BATCHES]);
		return orders->failed ? -1 : 0;
	}
	pthread_mutex_lock(&orders->lock);
	orders->filling++;
	pthread_cond_signal(&orders->moved);
	while (orders->filling - orders->next >= BATCHES)
		pthread_cond_wait(&orders->moved, &orders->lock);
	failed = orders->failed;
	pthread_mutex_unlock(&orders->lock);
	return failed ? -1 : 0;
}

int
px_orders_put(struct px_orders *orders, enum px_order order, const int64_t *numbers,
	      const char *const *texts)
{
	struct px_buf *batch = &orders->batches[orders->filling % BATCHES];

	px_buf_putc(batch, (char)order);
	if (kinds[order].numbers)
		px_buf_add(batch, numbers, (size_t)kinds[order].numbers * sizeof(*numbers));
	for (int i = 0; i < kinds[order].texts; i++) {
		uint32_t length = texts[i] ? (uint32_t)strlen(texts[i]) : UINT32_MAX;

		px_buf_add(batch, &length, sizeof(length));
		if (texts[i])
			px_buf_add(batch, texts[i], length + 1);
	}
	return batch->length < BATCH ? 0 : hand_over(orders);
}

static void
join(struct px_orders *orders)
{
	if (!orders->threaded)
		return;
	pthread_mutex_lock(&orders->lock);
	orders->ended = true;
	pthread_cond_signal(&orders->moved);
	pthread_mutex_unlock(&orders->lock);
	pthread_join(orders->thread, NULL);
	orders->threaded = false;
}

static void
give_back(struct px_orders *orders)
{
	for (int i = 0; i < PX_ORDER_COUNT; i++) {
		px_stmt_done(orders->piles[i].full);
		px_stmt_done(orders->piles[i].single);
		orders->piles[i] = (struct pile){ .count = 0 };
	}
}

int
px_orders_finish(struct px_orders *orders, struct px_err *err)
{
	join(orders);
	if (!orders->failed)
		orders->failed =
			carry_out_batch(orders, &orders->batches[orders->filling % BATCHES]) != 0;
	give_back(orders);
	if (orders->failed && err)
		*err = orders->err;
	return orders->failed ? -1 : 0;
}

void
px_orders_close(struct px_orders *orders)
{
	if (!orders)
		return;
	/* What still waits is not wanted any more. */
	pthread_mutex_lock(&orders->lock);
	orders->failed = orders->failed || orders->threaded;
	pthread_mutex_unlock(&orders->lock);
	join(orders);
	give_back(orders);
	for (size_t i = 0; i < BATCHES; i++)
		px_buf_release(&orders->batches[i]);
	for (size_t i = 0; i < ROWS; i++)
		for (size_t j = 0; j < MOST_FOLDS; j++)
			px_buf_release(&orders->folded[i][j]);
	pthread_mutex_destroy(&orders->lock);
	pthread_cond_destroy(&orders->moved);
	free(orders);
}
