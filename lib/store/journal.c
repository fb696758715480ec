#include "store/journal.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "model/field.h"
#include "store/inner.h"

#define COLUMNS                                                                                    \
	"\"seq\", \"at\", \"actor\", \"operation\", \"organization\", \"type\", \"uid\", "         \
	"\"before\", \"after\", \"digest\", \"chain\""

static const char first_chain[PX_HASH_SIZE] =
	"0000000000000000000000000000000000000000000000000000000000000000";

/* ["at","actor","operation",organization,"type","uid","before","after"]: the columns as they are
 * stored, so that `before` and `after`, JSON themselves, are strings (or null). */
static void
digest_of(const struct px_journal_line *line, struct px_buf *text, char out[PX_HASH_SIZE])
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

/* Of the 128 characters of the previous chain and the digest. */
static void
chain_of(const char *previous, const char *digest, char out[PX_HASH_SIZE])
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
static int
read_head(struct px_store *store, struct px_err *err)
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
				got ? px_stmt_text(stmt, 1) : first_chain, err);
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

int
px_journal_last(struct px_store *store, int64_t *seq, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store, "SELECT COALESCE(MAX(\"seq\"), 0) FROM \"journal\"", err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got > 0)
		*seq = px_stmt_number(stmt, 0);
	if (stmt)
		px_stmt_done(stmt);
	return got > 0 ? 0 : -1;
}

static int
write_line(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_stmt *stmt =
		px_store_prepare(store,
				 "INSERT INTO \"journal\" (" COLUMNS
				 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
				 err);
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
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

int
px_journal_add(struct px_store *store, const struct px_journal_line *line, struct px_err *err)
{
	struct px_journal_line whole = *line;
	char at[PX_INSTANT_SIZE], digest[PX_HASH_SIZE], chain[PX_HASH_SIZE];
	struct px_buf text = PX_BUF_INIT;

	if (read_head(store, err))
		return -1;
	px_instant_format(store->now, at);
	whole.seq = store->last_seq + 1;
	whole.at = at;
	whole.actor = store->actor;
	digest_of(&whole, &text, digest);
	chain_of(store->last_chain, digest, chain);
	px_buf_release(&text);
	whole.digest = digest;
	whole.chain = chain;
	if (write_line(store, &whole, err)) {
		store->last_seq = -1;
		return -1;
	}
	store->last_seq = whole.seq;
	memcpy(store->last_chain, chain, PX_HASH_SIZE);
	return 0;
}

static struct px_journal_line
line_of(struct px_stmt *stmt)
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
		.chain = px_stmt_text(stmt, 10),
	};
}

int
px_journal_read(struct px_store *store, int64_t from, const char *uid,
		int (*take)(const struct px_journal_line *line, void *data, struct px_err *err),
		void *data, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store,
		uid ? "SELECT " COLUMNS " FROM \"journal\" WHERE \"seq\" >= $1 AND \"uid\" = $2 "
		      "ORDER BY \"seq\""
		    : "SELECT " COLUMNS " FROM \"journal\" WHERE \"seq\" >= $1 ORDER BY \"seq\"",
		err);
	int got = 1;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, from);
	if (uid)
		px_bind_text(stmt, 2, uid);
	while (got == 1 && (got = px_stmt_step(stmt, err)) == 1) {
		struct px_journal_line line = line_of(stmt);

		if (take(&line, data, err))
			got = -1;
	}
	px_stmt_done(stmt);
	return got;
}

struct verify {
	struct px_buf text;
	char chain[PX_HASH_SIZE];
	int64_t lines;
};

static int
verify_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct verify *verify = data;
	char digest[PX_HASH_SIZE], chain[PX_HASH_SIZE];

	digest_of(line, &verify->text, digest);
	chain_of(verify->chain, digest, chain);
	if (line->seq != verify->lines + 1)
		return px_err_set(err, PX_REJECTED,
				  _("journal: line %lld is missing: lines were removed"),
				  (long long)verify->lines + 1);
	if (strcmp(digest, line->digest) != 0)
		return px_err_set(
			err, PX_REJECTED,
			_("journal: line %lld was altered: its content is not what was written"),
			(long long)line->seq);
	if (strcmp(chain, line->chain) != 0)
		return px_err_set(err, PX_REJECTED,
				  _("journal: line %lld does not follow from the line before"),
				  (long long)line->seq);
	memcpy(verify->chain, chain, sizeof(chain));
	verify->lines++;
	return 0;
}

/* A chain that was cut at its end still holds: what the records say of their last change tells.  What
 * its parent made, and nobody changed since, is in the parent's line. */
static int
verify_records(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got = -1;

	px_buf_printf(&sql,
		      "SELECT r.\"id\" FROM \"%s\" r WHERE %sNOT EXISTS (SELECT 1 FROM "
		      "\"journal\" j WHERE j.\"uid\" = r.\"uid\" AND j.\"at\" = r.\"updated\") "
		      "ORDER BY r.\"id\" LIMIT 1",
		      type->name,
		      type->flags & PX_MADE ? "r.\"updated\" <> r.\"created\" AND " : "");
	stmt = px_store_prepare(store, sql.data, err);
	if (stmt)
		got = px_stmt_step(stmt, err);
	if (got == 1)
		got = px_err_set(
			err, PX_REJECTED,
			_("journal: %s %lld: its last change has no line: lines were removed"),
			px_tr(type->label), (long long)px_stmt_number(stmt, 0));
	px_stmt_done(stmt);
	px_buf_release(&sql);
	return got;
}

int
px_journal_verify(struct px_store *store, int64_t *lines, struct px_err *err)
{
	struct verify verify = { .text = PX_BUF_INIT };
	int result;

	memcpy(verify.chain, first_chain, sizeof(first_chain));
	result = px_journal_read(store, 0, NULL, verify_line, &verify, err);
	for (size_t i = 0; i < px_type_count && result == 0; i++)
		if (!(px_types[i]->flags & (PX_REGISTER | PX_VIEW | PX_INNER)))
			result = verify_records(store, px_types[i], err);
	*lines = verify.lines;
	px_buf_release(&verify.text);
	return result;
}
