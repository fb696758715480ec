/*
 * Does the chain hold, and has every record's last change its line?
 */
#include <string.h>

#include "base/i18n.h"
#include "model/field.h"
#include "store/journal/part.h"

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

	px_line_digest(line, &verify->text, digest);
	px_line_chain(verify->chain, digest, chain);
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

/* Records stand on the machine of their lines where tables are spread; organizations are on all. */
static const char beside_sql[] =
	"SELECT r.\"id\" FROM \"%s\" r WHERE %sNOT EXISTS (SELECT 1 FROM \"journal\" j WHERE "
	"j.\"organization\" = r.\"organization\" AND j.\"uid\" = r.\"uid\" AND j.\"at\" = "
	"r.\"updated\") ORDER BY r.\"id\" LIMIT 1";
static const char everywhere_sql[] =
	"SELECT r.\"id\" FROM \"%s\" r WHERE %s(r.\"uid\", r.\"updated\") NOT IN (SELECT "
	"j.\"uid\", j.\"at\" FROM \"journal\" j WHERE j.\"uid\" IN (SELECT o.\"uid\" FROM "
	"\"organization\" o)) ORDER BY r.\"id\" LIMIT 1";

/* A chain that was cut at its end still holds: what the records say of their last change tells.  What
 * its parent made, and nobody changed since, is in the parent's line. */
static int
verify_records(struct px_store *store, const struct px_type *type, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got = -1;

	px_buf_printf(&sql, type->flags & PX_GLOBAL ? everywhere_sql : beside_sql, type->name,
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

	memcpy(verify.chain, px_chain_first, sizeof(px_chain_first));
	result = px_journal_read(store, 0, NULL, verify_line, &verify, err);
	for (size_t i = 0; i < px_type_count && result == 0; i++)
		if (!(px_types[i]->flags & (PX_REGISTER | PX_VIEW | PX_INNER)))
			result = verify_records(store, px_types[i], err);
	*lines = verify.lines;
	px_buf_release(&verify.text);
	return result;
}
