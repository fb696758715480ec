/*
 * Many rows: what an engine sends together is there for whoever asks, whatever it is made of; what it says
 * late, it says; what is put off and what is read by pieces come out whole.
 */
#include "store/load.h"
#include "store_base.h"

static const char insert[] = "INSERT INTO \"token\" (\"organization\", \"type\", \"word\", \"id\") "
			     "VALUES ($1, $2, $3, $4)";

enum { MANY = 7001 };

static int
put(struct px_store *store, const char *type, const char *word, int64_t id)
{
	struct px_stmt *stmt = px_store_prepare(store, insert, &base_err);
	int got;

	px_bind_number(stmt, 1, 1);
	px_bind_text(stmt, 2, type);
	px_bind_text(stmt, 3, word);
	px_bind_number(stmt, 4, id);
	got = px_stmt_step(stmt, &base_err);
	px_stmt_done(stmt);
	return got;
}

static int64_t
count(struct px_store *store, const char *type)
{
	struct px_stmt *stmt = px_store_prepare(
		store, "SELECT COUNT(*) FROM \"token\" WHERE \"type\" = $1", &base_err);
	int64_t number = -1;

	px_bind_text(stmt, 1, type);
	if (px_stmt_step(stmt, &base_err) == 1)
		number = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return number;
}

/* What would end a value or a row of COPY. */
static void
strange_texts(struct px_store *store)
{
	static const char *const texts[] = { "a\tb", "a\nb", "a\\b",    "\\.", "\\N", "a\r\nb",
					     "",     "é’𝄞",  "\"a\",b", "$1",  "\\n" };
	struct px_stmt *stmt;
	size_t i = 0;

	tap_ok(px_store_begin(store, &base_err) == 0, "begin");
	tap_ok(px_bulk_begin(store, &base_err) == 0, "many rows begin");
	for (i = 0; i < PX_COUNT(texts); i++)
		tap_ok(put(store, "strange", texts[i], (int64_t)i) == 0, "a text is taken");
	tap_is_number(count(store, "strange"), PX_COUNT(texts), "who asks meanwhile finds them");
	tap_ok(px_bulk_end(store, &base_err) == 0, "many rows end");
	stmt = px_store_prepare(store,
				"SELECT \"word\", \"id\" FROM \"token\" WHERE \"type\" = 'strange' "
				"ORDER BY \"id\"",
				&base_err);
	for (i = 0; px_stmt_step(stmt, &base_err) == 1; i++)
		tap_is(px_stmt_text(stmt, 0), texts[px_stmt_number(stmt, 1)], "as it was");
	px_stmt_done(stmt);
	tap_is_number((int64_t)i, PX_COUNT(texts), "all of them");
	tap_ok(px_store_commit(store, &base_err) == 0, "commit");
}

static void
late_refusal(struct px_store *store)
{
	int refused;

	tap_ok(px_store_begin(store, &base_err) == 0 && px_bulk_begin(store, &base_err) == 0,
	       "begin");
	refused = put(store, "late", "mot", 1) || put(store, "late", "mot", 1) ||
		  px_bulk_end(store, &base_err);
	tap_ok(refused && base_err.code == PX_CONFLICT,
	       "the same row twice is refused, at the latest at the end");
	tap_ok(strstr(base_err.message, "already taken") != NULL, "in words of ours");
	px_store_rollback(store);
	tap_is_number(count(store, "late"), 0, "nothing is there");
	tap_ok(px_store_begin(store, &base_err) == 0, "and another begins");
	tap_ok(put(store, "late", "mot", 1) == 0 && px_store_commit(store, &base_err) == 0,
	       "and ends");
	tap_is_number(count(store, "late"), 1, "well");
}

static void
undone(struct px_store *store)
{
	tap_ok(px_store_begin(store, &base_err) == 0 && px_bulk_begin(store, &base_err) == 0 &&
		       put(store, "undone", "mot", 1) == 0,
	       "a row that waits");
	px_store_rollback(store);
	tap_is_number(count(store, "undone"), 0, "is gone with its transaction");
}

static void
by_pieces(struct px_store *store)
{
	struct px_stmt *stmt;
	char word[16];
	int64_t last = 0, nested = 0;
	bool ordered = true;

	tap_ok(px_store_begin(store, &base_err) == 0 && px_bulk_begin(store, &base_err) == 0,
	       "begin");
	for (int i = 1; i <= MANY; i++) {
		snprintf(word, sizeof(word), "mot%d", i);
		put(store, "many", word, i);
	}
	tap_ok(px_bulk_end(store, &base_err) == 0, "many rows");
	stmt = px_store_prepare(store,
				"SELECT \"id\" FROM \"token\" WHERE \"type\" = $1 ORDER BY \"id\"",
				&base_err);
	px_bind_text(stmt, 1, "many");
	px_stmt_by_pieces(stmt);
	while (px_stmt_step(stmt, &base_err) == 1) {
		ordered = ordered && px_stmt_number(stmt, 0) == last + 1;
		last = px_stmt_number(stmt, 0);
		if (last % 1000 == 0)
			nested += count(store, "strange");
	}
	px_stmt_done(stmt);
	tap_ok(ordered && last == MANY, "each is read once, in order");
	tap_is_number(nested, 7 * 11, "and others are asked meanwhile");
	tap_ok(px_store_commit(store, &base_err) == 0, "commit");
}

static void
put_off(struct px_store *store)
{
	int refused = 0;

	tap_ok(px_store_begin(store, &base_err) == 0, "begin");
	for (int i = 0; i < 1200 && !refused; i++) {
		struct px_stmt *stmt = px_store_prepare(store, insert, &base_err);

		px_bind_number(stmt, 1, 1);
		px_bind_text(stmt, 2, "off");
		px_bind_text(stmt, 3, "mot");
		px_bind_number(stmt, 4, i);
		px_stmt_put_off(stmt);
		refused = px_stmt_step(stmt, &base_err) != 0;
		px_stmt_done(stmt);
	}
	tap_ok(!refused, "nobody waits for them");
	tap_is_number(count(store, "off"), 1200, "and they are there");
	tap_ok(px_store_commit(store, &base_err) == 0, "commit");
}

static void
put_off_and_refused(struct px_store *store)
{
	int refused = 0;

	tap_ok(px_store_begin(store, &base_err) == 0, "begin");
	for (int i = 0; i < 2 && !refused; i++) {
		struct px_stmt *stmt = px_store_prepare(store, insert, &base_err);

		px_bind_number(stmt, 1, 1);
		px_bind_text(stmt, 2, "twice");
		px_bind_text(stmt, 3, "mot");
		px_bind_number(stmt, 4, 1);
		px_stmt_put_off(stmt);
		refused = px_stmt_step(stmt, &base_err);
		px_stmt_done(stmt);
	}
	refused = refused || px_store_commit(store, &base_err);
	tap_ok(refused, "what is refused after all is said, at the latest by the commit");
	px_store_rollback(store);
	tap_is_number(count(store, "twice"), 0, "and nothing was stored");
	tap_ok(px_store_begin(store, &base_err) == 0 && put(store, "twice", "mot", 1) == 0 &&
		       px_store_commit(store, &base_err) == 0,
	       "the next transaction is well");
}

int
main(void)
{
	struct px_store *store = base_make();

	strange_texts(store);
	late_refusal(store);
	undone(store);
	by_pieces(store);
	put_off(store);
	put_off_and_refused(store);
	px_store_close(store);
	return tap_done();
}
