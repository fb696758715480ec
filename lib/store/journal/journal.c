#include "store/journal.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "store/journal/part.h"

#define COLUMNS                                                                                    \
	"\"seq\", \"at\", \"actor\", \"operation\", \"organization\", \"type\", \"uid\", "         \
	"\"before\", \"after\", \"digest\", \"chain\""

const char px_journal_insert_text[] = "INSERT INTO \"journal\" (" COLUMNS
				      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const char px_chain_first[PX_HASH_SIZE] =
	"0000000000000000000000000000000000000000000000000000000000000000";

/* ["at","actor","operation",organization,"type","uid","before","after"]: the columns as they are
 * stored, so that `before` and `after`, JSON themselves, are strings (or null). */
void
px_line_digest(const struct px_journal_line *line, struct px_buf *text, char out[PX_HASH_SIZE])
{
	struct px_json json = PX_JSON_INIT(text);

	px_buf_clear(text);
	px_json_open(&json, '[');
	px_json_string(&json, line->at);
	px_json_string(&json, line->actor);
	px_json_string(&json, line->operation);
	px_json_number(&json, line->organization);
	px_json_string(&json, line->type);
	px_json_string(&json, line->uid);
	px_json_string(&json, line->before);
	px_json_string(&json, line->after);
	px_json_close(&json, ']');
	px_hash(text->data, text->length, out);
}

void
px_line_chain(const char *previous, const char *digest, char out[PX_HASH_SIZE])
{
	char both[2 * (PX_HASH_SIZE - 1)];

	memcpy(both, previous, PX_HASH_SIZE - 1);
	memcpy(both + PX_HASH_SIZE - 1, digest, PX_HASH_SIZE - 1);
	px_hash(both, sizeof(both), out);
}

static int
take_head(struct px_store *store, int64_t seq, const char *chain, struct px_err *err)
{
	if (strlen(chain) != PX_HASH_SIZE - 1)
		return px_err_set(
			err, PX_SYSTEM,
			_("journal: line %lld was altered: `plexus doctor` says what holds"),
			(long long)seq);
	store->last_seq = seq;
	memcpy(store->last_chain, chain, PX_HASH_SIZE);
	return 0;
}

/* The head of the chain; known for the rest of the transaction once read. */
int
px_journal_head(struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt;
	int got;

	if (store->last_seq >= 0)
		return 0;
	stmt = px_store_prepare(
		store, "SELECT \"seq\", \"chain\" FROM \"journal\" ORDER BY \"seq\" DESC LIMIT 1",
		err);
	if (!stmt)
		return -1;
	got = px_stmt_step(stmt, err);
	if (got >= 0)
		got = take_head(store, got ? px_stmt_number(stmt, 0) : 0,
				got ? px_stmt_text(stmt, 1) : px_chain_first, err);
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_journal_settled(struct px_store *store, int64_t *seq, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store, "SELECT COALESCE(MAX(\"seq\"), 0) FROM \"journal\"", err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got > 0)
		*seq = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got > 0 ? 0 : -1;
}

int
px_journal_last(struct px_store *store, int64_t *seq, struct px_err *err)
{
	int64_t waiting;

	if (px_journal_settled(store, seq, err) || px_waiting_count(store, &waiting, err))
		return -1;
	*seq += waiting;
	return 0;
}

static int
write_line(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, px_journal_insert_text, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, line->seq);
	px_bind_text(stmt, 2, line->at);
	px_bind_text(stmt, 3, line->actor);
	px_bind_text(stmt, 4, line->operation);
	px_bind_number(stmt, 5, line->organization);
	px_bind_text(stmt, 6, line->type);
	px_bind_text(stmt, 7, line->uid);
	px_bind_text(stmt, 8, line->before);
	px_bind_text(stmt, 9, line->after);
	px_bind_text(stmt, 10, line->digest);
	px_bind_text(stmt, 11, line->chain);
	px_stmt_put_off(stmt);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_line_append(struct px_store *store, struct px_journal_line *line, struct px_err *err)
{
	char chain[PX_HASH_SIZE];

	line->seq = store->last_seq + 1;
	px_line_chain(store->last_chain, line->digest, chain);
	line->chain = chain;
	if (write_line(store, line, err)) {
		store->last_seq = -1;
		return -1;
	}
	store->last_seq = line->seq;
	memcpy(store->last_chain, chain, PX_HASH_SIZE);
	return 0;
}

int
px_journal_add(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_journal_line whole = *line;
	char at[PX_INSTANT_SIZE], digest[PX_HASH_SIZE];
	struct px_buf text = PX_BUF_INIT;
	int linked = px_chain_enter(store, err);

	if (linked < 0 || px_journal_head(store, err))
		return -1;
	px_instant_format(store->now, at);
	whole.at = at;
	whole.actor = store->actor;
	whole.operation = px_operation_name(store, store->last_seq + 1);
	px_line_digest(&whole, &text, digest);
	px_buf_release(&text);
	whole.digest = digest;
	return linked ? px_line_append(store, &whole, err) : px_line_wait(store, &whole, err);
}

struct px_journal_line
px_line_read(struct px_stmt *stmt)
{
	return (struct px_journal_line){
		.seq = px_stmt_number(stmt, 0),
		.at = px_stmt_text(stmt, 1),
		.actor = px_stmt_text(stmt, 2),
		.operation = px_stmt_text(stmt, 3),
		.organization = px_stmt_number(stmt, 4),
		.type = px_stmt_text(stmt, 5),
		.uid = px_stmt_text(stmt, 6),
		.before = px_stmt_text(stmt, 7),
		.after = px_stmt_text(stmt, 8),
		.digest = px_stmt_text(stmt, 9),
	};
}

static struct px_journal_line
line_of(struct px_stmt *stmt)
{
	struct px_journal_line line = px_line_read(stmt);

	line.chain = px_stmt_text(stmt, 10);
	return line;
}

/* Steps through the lines that the statement finds. */
static int
take_lines(struct px_stmt *stmt, px_journal_take *take, void *data, struct px_err *err)
{
	int got = 1;

	while (got == 1 && (got = px_stmt_step(stmt, err)) == 1) {
		struct px_journal_line line = line_of(stmt);

		if (take(&line, data, err))
			got = -1;
	}
	px_stmt_done(stmt);
	return got;
}

int
px_journal_part(struct px_store *store, int64_t from, int64_t to, px_journal_take *take, void *data,
		struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		"SELECT " COLUMNS
		" FROM \"journal\" WHERE \"seq\" >= $1 AND \"seq\" <= $2 ORDER BY \"seq\"",
		err);

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, from);
	px_bind_number(stmt, 2, to);
	return take_lines(stmt, take, data, err);
}

int
px_journal_read(struct px_store *store, int64_t from, const char *uid, px_journal_take *take,
		void *data, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		uid ? "SELECT " COLUMNS " FROM \"journal\" WHERE \"seq\" >= $1 AND \"uid\" = $2 "
		      "ORDER BY \"seq\""
		    : "SELECT " COLUMNS " FROM \"journal\" WHERE \"seq\" >= $1 ORDER BY \"seq\"",
		err);

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, from);
	if (uid)
		px_bind_text(stmt, 2, uid);
	else
		px_stmt_by_pieces(stmt);
	if (take_lines(stmt, take, data, err))
		return -1;
	return px_waiting_read(store, from, uid, take, data, err);
}

#define HEADS                                                                                      \
	"\"seq\", \"at\", \"actor\", \"operation\", \"organization\", \"type\", \"uid\", "         \
	"CASE WHEN \"before\" IS NULL THEN NULL ELSE '' END, "                                     \
	"CASE WHEN \"after\" IS NULL THEN NULL ELSE '' END, \"digest\", \"chain\""
#define BACK " FROM \"journal\" WHERE \"seq\" < $1 ORDER BY \"seq\" DESC LIMIT $2"

/* Counts what it hands on. */
struct counting {
	px_journal_take *take;
	void *data;
	int count;
};

static int
take_counted(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct counting *counting = data;

	counting->count++;
	return counting->take(line, counting->data, err);
}

int
px_journal_back(struct px_store *store, int64_t below, int most, bool heads, px_journal_take *take,
		void *data, struct px_err *err)
{
	struct counting counting = { take, data, 0 };
	struct px_stmt *stmt =
		px_store_prepare(store, heads ? "SELECT " HEADS BACK : "SELECT " COLUMNS BACK, err);

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, below);
	px_bind_number(stmt, 2, most);
	return take_lines(stmt, take_counted, &counting, err) ? -1 : counting.count;
}
