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

enum { BATCH = 128 * 1024, BATCHES = 4, MOST_FOLDS = 2 };

#define DELETE(table) "DELETE FROM \"" table "\" WHERE \"id\" = $1"

/* Numbers are bound first, then texts. */
static const struct {
	const char *sql; /* NULL: the indexes */
	int numbers, texts;
	int folds, folded[MOST_FOLDS]; /* places of texts whose folded forms are bound last */
} kinds[PX_ORDER_COUNT] = {
	[PX_PUT_PERSON] = { "INSERT INTO \"rpps_person\" (\"id\", \"digest\", \"rpps\", \"adeli\", "
			    "\"title\", \"family\", \"given\", \"family_folded\", "
			    "\"given_folded\") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			    2,
			    5,
			    2,
			    { 3, 4 } },
	[PX_PUT_STRUCTURE] = { "INSERT INTO \"rpps_structure\" (\"id\", \"lat\", \"lon\", "
			       "\"digest\", \"code\", \"finess\", \"finess_legal\", \"siret\", "
			       "\"name\", \"brand\", \"address\", \"postcode\", \"city\", "
			       "\"insee\", \"country\", \"phone\", \"phone2\", \"fax\", "
			       "\"email\", \"city_folded\") VALUES ($1, $2, $3, $4, $5, $6, $7, "
			       "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
			       4,
			       15,
			       1,
			       { 8 } },
	[PX_PUT_TRADE] = { "INSERT INTO \"rpps_trade\" (\"id\", \"profession\", \"skill\") VALUES "
			   "($1, $2, $3)",
			   1, 2 },
	[PX_PUT_KIND] = { "INSERT INTO \"rpps_kind\" (\"id\", \"trade\", \"profession\", "
			  "\"category\", \"skill_type\", \"skill\", \"mode\", \"sector\", "
			  "\"section\", \"role\", \"activity_kind\") VALUES ($1, $2, $3, $4, $5, "
			  "$6, $7, $8, $9, $10, $11)",
			  2, 9 },
	[PX_PUT_ACTIVITY] = { "INSERT INTO \"rpps_activity\" (\"id\", \"structure\", \"kind\", "
			      "\"line\") VALUES ($1, $2, $3, $4)",
			      4, 0 },
	[PX_PUT_OFFER] = { "INSERT INTO \"rpps_offer\" (\"id\", \"trade\", \"cell\", \"lat\", "
			   "\"lon\", \"activities\") VALUES ($1, $2, $3, $4, $5, $6)",
			   5, 1 },
	[PX_CHANGE_LINE] = { "UPDATE \"rpps_activity\" SET \"line\" = $2 WHERE \"id\" = $1", 2, 0 },
	[PX_DROP_INDEXES] = { NULL, 0, 0 },
	[PX_DELETE_PERSON] = { DELETE("rpps_person"), 1, 0 },
	[PX_DELETE_STRUCTURE] = { DELETE("rpps_structure"), 1, 0 },
	[PX_DELETE_TRADE] = { DELETE("rpps_trade"), 1, 0 },
	[PX_DELETE_KIND] = { DELETE("rpps_kind"), 1, 0 },
	[PX_DELETE_ACTIVITY] = { DELETE("rpps_activity"), 1, 0 },
	[PX_DELETE_OFFERS] = { "DELETE FROM \"rpps_offer\"", 0, 0 },
};

/* Batches go round: `filling` is the reader's, those from `next` to it wait, `next` is being done. */
struct px_orders {
	struct px_store *store;
	struct px_stmt *stmts[PX_ORDER_COUNT];
	struct px_buf batches[BATCHES];
	size_t filling, next; /* counted up, places are modulo BATCHES */
	pthread_t thread;
	bool threaded, ended, failed;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	struct px_buf folded[MOST_FOLDS];
	struct px_err err;
};

struct px_orders *
px_orders_open(struct px_store *store)
{
	struct px_orders *orders = px_calloc(1, sizeof(*orders));

	orders->store = store;
	for (size_t i = 0; i < BATCHES; i++)
		orders->batches[i] = (struct px_buf)PX_BUF_INIT;
	for (size_t i = 0; i < MOST_FOLDS; i++)
		orders->folded[i] = (struct px_buf)PX_BUF_INIT;
	pthread_mutex_init(&orders->lock, NULL);
	pthread_cond_init(&orders->moved, NULL);
	return orders;
}

static int
drop_indexes(struct px_orders *orders)
{
	for (size_t i = 0; px_register_late[i].type; i++)
		if (px_load_drop_index(orders->store, px_register_late[i].type,
				       px_register_late[i].columns, &orders->err))
			return -1;
	return 0;
}

static const char *
bind_numbers(struct px_stmt *stmt, int count, const char *at)
{
	for (int place = 1; place <= count; place++, at += sizeof(int64_t)) {
		int64_t number;

		memcpy(&number, at, sizeof(number));
		if (number == PX_ORDER_NULL)
			px_bind_null(stmt, place);
		else
			px_bind_number(stmt, place, number);
	}
	return at;
}

/* Each is a length (UINT32_MAX: unset), the bytes, a NUL; texts receives where they are. */
static const char *
bind_texts(struct px_stmt *stmt, int place, int count, const char *at,
	   const char *texts[PX_ORDER_TEXTS])
{
	for (int i = 0; i < count; i++) {
		uint32_t length;

		memcpy(&length, at, sizeof(length));
		at += sizeof(length);
		texts[i] = length == UINT32_MAX ? NULL : at;
		px_bind_borrowed(stmt, place + i, texts[i], length);
		at += texts[i] ? length + 1 : 0;
	}
	return at;
}

static void
bind_folded(struct px_orders *orders, enum px_order order, struct px_stmt *stmt,
	    const char *const texts[PX_ORDER_TEXTS])
{
	int place = kinds[order].numbers + kinds[order].texts + 1;

	for (int i = 0; i < kinds[order].folds; i++) {
		const char *text = texts[kinds[order].folded[i]];
		struct px_buf *folded = &orders->folded[i];

		px_buf_clear(folded);
		if (text)
			px_text_fold(text, folded);
		px_bind_borrowed(stmt, place + i, text ? folded->data : NULL, folded->length);
	}
}

/* One order off the batch: a byte, its numbers, its texts; where the next one begins. */
static const char *
carry_out(struct px_orders *orders, const char *at)
{
	enum px_order order = (enum px_order) * at++;
	struct px_stmt *stmt = orders->stmts[order];
	const char *texts[PX_ORDER_TEXTS];

	if (!kinds[order].sql)
		return drop_indexes(orders) ? NULL : at;
	if (!stmt)
		stmt = orders->stmts[order] =
			px_store_prepare(orders->store, kinds[order].sql, &orders->err);
	if (!stmt)
		return NULL;
	at = bind_numbers(stmt, kinds[order].numbers, at);
	at = bind_texts(stmt, kinds[order].numbers + 1, kinds[order].texts, at, texts);
	bind_folded(orders, order, stmt, texts);
	if (px_stmt_step(stmt, &orders->err) < 0)
		return NULL;
	px_stmt_again(stmt);
	return at;
}

static int
carry_out_batch(struct px_orders *orders, struct px_buf *batch)
{
	const char *at = batch->data, *end = at + batch->length;

	while (at && at < end)
		at = carry_out(orders, at);
	px_buf_clear(batch);
	return at ? 0 : -1;
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
		px_stmt_done(orders->stmts[i]);
		orders->stmts[i] = NULL;
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
	for (size_t i = 0; i < MOST_FOLDS; i++)
		px_buf_release(&orders->folded[i]);
	pthread_mutex_destroy(&orders->lock);
	pthread_cond_destroy(&orders->moved);
	free(orders);
}
