/*
 * Does the chain hold, and has every record's last change its line?
 *
 * That a line's chain follows is a matter of the line and of the one before, as both are stored: when each
 * does, all do.  So a long journal is cut in two, and each half is read by a reader of its own.
 */
#include "store/verify.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "model/field.h"
#include "store/journal/part.h"

enum { LINES_A_READER = 20000 };

/* Lines from `from` on, before `end`. */
struct part {
	struct px_store *store;
	const struct px_verify_watch *watch; /* NULL: nobody waits */
	atomic_bool *stop;                   /* the other part was broken off */
	int64_t from, end, next;
	struct px_buf text;
	char chain[PX_HASH_SIZE], at[PX_INSTANT_SIZE]; /* of the line before `next` */
	bool chained;                                  /* is that chain known? */
	bool over;                                     /* all that is asked was read */
	struct px_verdict verdict;
	struct px_err err;
	int result;
};

static void
copy_text(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static void
find_broken(struct part *part, enum px_break what, int64_t seq, const struct px_journal_line *line)
{
	part->verdict.what = what;
	part->verdict.seq = seq;
	part->over = true;
	if (!line || what == PX_MISSING)
		return;
	copy_text(part->verdict.type, sizeof(part->verdict.type), line->type);
	copy_text(part->verdict.uid, sizeof(part->verdict.uid), line->uid);
}

static enum px_break
look_at(struct part *part, const struct px_journal_line *line)
{
	char digest[PX_HASH_SIZE], chain[PX_HASH_SIZE];

	if (line->seq != part->next)
		return PX_MISSING;
	px_line_digest(line, &part->text, digest);
	if (!line->digest || strcmp(digest, line->digest) != 0)
		return PX_ALTERED;
	px_line_chain(part->chain, digest, chain);
	if (!line->chain || (part->chained && strcmp(chain, line->chain) != 0) ||
	    strlen(line->chain) != PX_HASH_SIZE - 1)
		return PX_UNLINKED;
	return PX_WHOLE;
}

/* Returns -1 to read no further: what came of it is in the part. */
static int
take_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct part *part = data;
	enum px_break what;

	part->over = line->seq >= part->end;
	if (part->over || atomic_load_explicit(part->stop, memory_order_relaxed))
		return -1;
	what = look_at(part, line);
	if (what != PX_WHOLE) {
		find_broken(part, what, part->next, line);
		return -1;
	}
	memcpy(part->chain, line->chain, PX_HASH_SIZE);
	copy_text(part->at, sizeof(part->at), line->at);
	part->chained = true;
	part->next++;
	return part->watch ? part->watch->tick(part->watch->data, err) : 0;
}

static void *
read_part(void *data)
{
	struct part *part = data;

	part->result = px_journal_read(part->store, part->from, NULL, take_line, part, &part->err);
	if (part->over)
		part->result = 0;
	if (part->result == 0 && part->verdict.what == PX_WHOLE && part->next < part->end &&
	    part->end != INT64_MAX)
		find_broken(part, PX_MISSING, part->next, NULL);
	if (part->result != 0)
		atomic_store(part->stop, true);
	part->verdict.lines = part->next - 1;
	memcpy(part->verdict.chain, part->chain, PX_HASH_SIZE);
	copy_text(part->verdict.at, sizeof(part->verdict.at), part->at);
	px_buf_release(&part->text);
	return NULL;
}

int
px_journal_at(struct px_store *store, int64_t seq, char chain[PX_HASH_SIZE],
	      char at[PX_INSTANT_SIZE], struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(
		store, "SELECT \"chain\", \"at\" FROM \"journal\" WHERE \"seq\" = $1", err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, seq);
	got = px_stmt_step(stmt, err);
	if (got == 1) {
		copy_text(chain, PX_HASH_SIZE, px_stmt_text(stmt, 0));
		copy_text(at, PX_INSTANT_SIZE, px_stmt_text(stmt, 1));
	}
	px_stmt_done(stmt);
	return got;
}

static struct part
part_of(struct px_store *store, atomic_bool *stop, int64_t from, int64_t end)
{
	struct part part = { .store = store,
			     .stop = stop,
			     .from = from,
			     .end = end,
			     .next = from,
			     .chained = from == 1, /* by the zeros before it */
			     .text = PX_BUF_INIT,
			     .err = PX_ERR_INIT };

	memcpy(part.chain, px_chain_first, PX_HASH_SIZE);
	return part;
}

/* By two readers, from this line on by the second. */
static int
read_twice(struct part *first, struct px_store *twin, int64_t middle, struct px_err *err)
{
	struct part second = part_of(twin, first->stop, middle, INT64_MAX);
	pthread_t thread;
	int known = px_journal_at(twin, middle - 1, second.chain, second.at, err);

	if (known < 0)
		return -1;
	second.chained = known == 1;
	if (pthread_create(&thread, NULL, read_part, &second) != 0) {
		read_part(first);
		return 0;
	}
	first->end = middle;
	read_part(first);
	pthread_join(thread, NULL);
	if (first->result != 0 || first->verdict.what != PX_WHOLE)
		return 0;
	first->result = second.result;
	first->err = second.err;
	first->verdict = second.verdict;
	return 0;
}

static int
read_chain(struct px_store *store, const struct px_verify_watch *watch, struct px_verdict *out,
	   struct px_err *err)
{
	atomic_bool stop = false;
	struct part part = part_of(store, &stop, 1, INT64_MAX);
	struct px_store *twin = NULL;
	int64_t last = 0;
	int result = 0;

	if (px_journal_last(store, &last, err) != 0)
		return -1;
	if (last >= 2 * (int64_t)LINES_A_READER && sysconf(_SC_NPROCESSORS_ONLN) > 1)
		twin = px_store_twin(store);
	part.watch = watch;
	if (watch)
		watch->begin(twin ? last / 2 : last, watch->data);
	if (twin)
		result = read_twice(&part, twin, last / 2 + 1, err);
	else
		read_part(&part);
	px_store_close(twin);
	*out = part.verdict;
	return result != 0 ? -1 : part.result != 0 ? px_err_copy(err, &part.err) : 0;
}

/* Records stand on the machine of their lines where tables are spread; organizations are on all. */
static const char beside_sql[] =
	"AND NOT EXISTS (SELECT 1 FROM \"%s\" j WHERE j.\"organization\" = "
	"r.\"organization\" AND j.\"uid\" = r.\"uid\" AND j.\"at\" = "
	"r.\"updated\") ";
static const char everywhere_sql[] =
	"AND (r.\"uid\", r.\"updated\") NOT IN (SELECT j.\"uid\", j.\"at\" FROM \"%s\" j WHERE "
	"j.\"uid\" IN (SELECT o.\"uid\" FROM \"organization\" o)) ";

static void
put_absent(const struct px_type *type, const char *table, struct px_buf *sql)
{
	px_buf_printf(sql, type->flags & PX_GLOBAL ? everywhere_sql : beside_sql, table);
}

/* A chain that was cut at its end still holds: what the records say of their last change tells, whose
 * line may wait for its place.  What its parent made, and nobody changed since, is in the parent's
 * line. */
static int
verify_records(struct px_store *store, const struct px_type *type, struct px_verdict *verdict,
	       struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got = -1;

	px_buf_printf(&sql, "SELECT r.\"id\", r.\"uid\" FROM \"%s\" r WHERE %s ", type->name,
		      type->flags & PX_MADE ? "r.\"updated\" <> r.\"created\"" : "1 = 1");
	put_absent(type, "journal", &sql);
	if (store->engine->take_chain)
		put_absent(type, "journal_waiting", &sql);
	px_buf_puts(&sql, "ORDER BY r.\"id\" LIMIT 1");
	stmt = px_store_prepare(store, sql.data, err);
	if (stmt)
		got = px_stmt_step(stmt, err);
	if (got == 1) {
		verdict->what = PX_CUT;
		verdict->seq = verdict->lines + 1;
		verdict->id = px_stmt_number(stmt, 0);
		copy_text(verdict->type, sizeof(verdict->type), type->name);
		copy_text(verdict->uid, sizeof(verdict->uid), px_stmt_text(stmt, 1));
	}
	px_stmt_done(stmt);
	px_buf_release(&sql);
	return got < 0 ? -1 : 0;
}

int
px_journal_examine(struct px_store *store, const struct px_verify_watch *watch,
		   struct px_verdict *out, struct px_err *err)
{
	int result = read_chain(store, watch, out, err);

	for (size_t i = 0; i < px_type_count && result == 0 && out->what == PX_WHOLE; i++)
		if (!(px_types[i]->flags & (PX_REGISTER | PX_VIEW | PX_INNER)))
			result = verify_records(store, px_types[i], out, err);
	return result;
}

void
px_verdict_say(const struct px_verdict *verdict, struct px_buf *out)
{
	long long seq = verdict->seq;

	switch (verdict->what) {
	case PX_WHOLE:
		break;
	case PX_ALTERED:
		px_buf_printf(
			out,
			_("journal: line %lld was altered: its content is not what was written"),
			seq);
		break;
	case PX_MISSING:
		px_buf_printf(out, _("journal: line %lld is missing: lines were removed"), seq);
		break;
	case PX_UNLINKED:
		px_buf_printf(out, _("journal: line %lld does not follow from the line before"),
			      seq);
		break;
	case PX_CUT:
		px_buf_printf(out,
			      _("journal: %s %lld: its last change has no line: lines were "
				"removed"),
			      px_tr(px_type_find(verdict->type)->label), (long long)verdict->id);
		break;
	}
}

int
px_journal_verify(struct px_store *store, int64_t *lines, struct px_err *err)
{
	struct px_verdict verdict;
	struct px_buf text = PX_BUF_INIT;
	int result = px_journal_examine(store, NULL, &verdict, err);

	if (result == 0 && verdict.what != PX_WHOLE) {
		px_verdict_say(&verdict, &text);
		result = px_err_set(err, PX_REJECTED, "%s", text.data);
	}
	*lines = verdict.lines;
	px_buf_release(&text);
	return result;
}
