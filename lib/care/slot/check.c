/*
 * Do the tables of the program's own say what the records say?
 *
 * Most disagreements are a row that a query finds; those of times and of what stands in the way of a
 * slot are computed, person by person.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/slot/part.h"
#include "model/types_waiting.h"

enum { SECONDS_OF_MINUTE = 60 };

const struct px_span px_span_all = { 0, (int64_t)8000 * 365 * 24 * 12 };

#define SLOT_OF(table)                                                                             \
	"LEFT JOIN \"slot\" s ON s.\"organization\" = " table ".\"organization\" AND s.\"id\" = "  \
	"" table ".\"slot\" "
#define CLAIM_OF(row, slot)                                                                        \
	"LEFT JOIN \"claim\" c ON c.\"organization\" = " row ".\"organization\" AND c.\"slot\" = " \
	"" row "." slot " "

/* Each gives the number of one that is wrong. */
static const struct {
	const struct px_type *type;
	const char *sql, *text;
} disagreements[] = {
	{ &px_type_slot,
	  "SELECT c.\"slot\" FROM \"claim\" c " SLOT_OF(
		  "c") "WHERE s.\"id\" IS NULL OR s.\"status\" <> CASE WHEN c.\"appointment\" IS "
		       "NULL THEN 'busy-tentative' ELSE 'busy' END ORDER BY 1 LIMIT 1",
	  N_("somebody has it, and its status says otherwise") },
	{ &px_type_slot,
	  "SELECT s.\"id\" FROM \"slot\" s " CLAIM_OF(
		  "s", "\"id\"") "WHERE s.\"status\" IN ('busy', 'busy-tentative') AND c.\"slot\" "
				 "IS NULL ORDER BY 1 LIMIT 1",
	  N_("its status says that somebody has it, and nobody does") },
	{ &px_type_appointment,
	  "SELECT a.\"id\" FROM \"appointment\" a " CLAIM_OF(
		  "a", "\"slot\"") "AND c.\"appointment\" = a.\"id\" WHERE a.\"status\" <> "
				   "'cancelled' AND c.\"slot\" IS NULL ORDER BY 1 LIMIT 1",
	  N_("does not have its slot") },
	{ &px_type_slot,
	  "SELECT c.\"slot\" FROM \"claim\" c LEFT JOIN \"appointment\" a "
	  "ON a.\"organization\" = c.\"organization\" AND a.\"id\" = c.\"appointment\" "
	  "AND a.\"slot\" = c.\"slot\" AND a.\"status\" <> 'cancelled' "
	  "WHERE c.\"appointment\" IS NOT NULL AND a.\"id\" IS NULL ORDER BY 1 LIMIT 1",
	  N_("kept for an appointment that has it no more") },
	{ &px_type_slot,
	  "SELECT MIN(\"slot\") FROM \"claim\" GROUP BY \"organization\", \"actor\", \"day\" "
	  "HAVING MAX(\"ordinal\") <> COUNT(*) ORDER BY 1 LIMIT 1",
	  N_("the appointments of its day are not counted as they are") },
	{ &px_type_slot,
	  "SELECT q.\"slot\" FROM \"quantum\" q " CLAIM_OF(
		  "q", "\"slot\"") "AND c.\"actor\" = q.\"actor\" WHERE c.\"slot\" IS NULL "
				   "ORDER BY 1 LIMIT 1",
	  N_("time is taken for it, and nobody has it") },
	{ &px_type_slot,
	  "SELECT o.\"slot\" FROM \"opening\" o " SLOT_OF(
		  "o") "WHERE s.\"id\" IS NULL OR s.\"status\" NOT IN ('free', 'busy-tentative') "
		       "ORDER BY 1 LIMIT 1",
	  N_("is found, and is not free") },
	{ &px_type_slot,
	  "SELECT o.\"slot\" FROM \"opening\" o " CLAIM_OF(
		  "o", "\"slot\"") "WHERE o.\"opens\" < c.\"until\" ORDER BY 1 LIMIT 1",
	  N_("is held for somebody who waits, and is found before that is over") },
	{ &px_type_waiting,
	  "SELECT w.\"id\" FROM \"waiting\" w " CLAIM_OF(
		  "w", "\"slot\"") "AND c.\"waiting\" = w.\"id\" WHERE w.\"status\" = 'offered' "
				   "AND c.\"slot\" IS NULL ORDER BY 1 LIMIT 1",
	  N_("does not have the slot that it is offered") },
	{ &px_type_slot,
	  "SELECT c.\"slot\" FROM \"claim\" c LEFT JOIN \"waiting\" w "
	  "ON w.\"organization\" = c.\"organization\" AND w.\"id\" = c.\"waiting\" "
	  "AND w.\"slot\" = c.\"slot\" AND w.\"status\" = 'offered' "
	  "WHERE c.\"waiting\" IS NOT NULL AND w.\"id\" IS NULL ORDER BY 1 LIMIT 1",
	  N_("held for somebody to whom it is not offered") },
};

static const char quanta_sql[] =
	"SELECT c.\"slot\", s.\"start\", s.\"minutes\", d.\"before\", d.\"after\", q.\"first\", "
	"q.\"last\", q.\"count\" FROM \"claim\" c "
	"JOIN \"slot\" s ON s.\"organization\" = c.\"organization\" AND s.\"id\" = c.\"slot\" "
	"JOIN \"schedule\" d ON d.\"organization\" = s.\"organization\" "
	"AND d.\"id\" = s.\"schedule\" LEFT JOIN (SELECT \"organization\", \"slot\", "
	"MIN(\"quantum\") AS \"first\", MAX(\"quantum\") AS \"last\", COUNT(*) AS \"count\" "
	"FROM \"quantum\" GROUP BY \"organization\", \"slot\") q "
	"ON q.\"organization\" = c.\"organization\" AND q.\"slot\" = c.\"slot\"";
static const char openings_sql[] =
	"SELECT s.\"id\", s.\"start\", s.\"trades\", s.\"audience\", o.\"count\", o.\"first\", "
	"o.\"last\", o.\"least\", o.\"most\" FROM \"slot\" s LEFT JOIN (SELECT \"organization\", "
	"\"slot\", COUNT(*) AS \"count\", MIN(\"start\") AS \"first\", MAX(\"start\") AS \"last\", "
	"MIN(\"audience\") AS \"least\", MAX(\"audience\") AS \"most\" FROM \"opening\" "
	"GROUP BY \"organization\", \"slot\") o ON o.\"organization\" = s.\"organization\" "
	"AND o.\"slot\" = s.\"id\" WHERE s.\"status\" IN ('free', 'busy-tentative')";

struct checking {
	const struct px_slot_at *at;
	void (*say)(const char *line, void *data);
	void *data;
};

static void
say(const struct checking *checking, const struct px_type *type, int64_t id, const char *text)
{
	char *line = px_asprintf("%s %lld: %s", px_tr(type->label), (long long)id, px_tr(text));

	checking->say(line, checking->data);
	free(line);
}

static int
look_for_rows(const struct checking *checking, struct px_err *err)
{
	int got = 0;

	for (size_t i = 0; got >= 0 && i < PX_COUNT(disagreements); i++) {
		struct px_stmt *stmt =
			px_store_prepare(checking->at->store, disagreements[i].sql, err);

		got = stmt ? px_stmt_step(stmt, err) : -1;
		if (got > 0)
			say(checking, disagreements[i].type, px_stmt_number(stmt, 0),
			    disagreements[i].text);
		px_stmt_done(stmt);
	}
	return got < 0 ? -1 : 0;
}

/* Steps through all rows until one is wrong, which is said. */
static int
look_through(const struct checking *checking, const char *sql, bool (*right)(struct px_stmt *row),
	     const char *text, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(checking->at->store, sql, err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		if (right(stmt))
			continue;
		say(checking, &px_type_slot, px_stmt_number(stmt, 0), text);
		got = 0;
	}
	px_stmt_done(stmt);
	return got;
}

static bool
has_its_quanta(struct px_stmt *row)
{
	struct px_span span;
	int64_t start = 0;

	px_instant_parse(px_stmt_text(row, 1), &start);
	span = px_span_of(start, px_stmt_number(row, 2), px_stmt_number(row, 3),
			  px_stmt_number(row, 4));
	return px_stmt_number(row, 5) == span.first && px_stmt_number(row, 6) == span.end - 1 &&
	       px_stmt_number(row, 7) == span.end - span.first;
}

static int64_t
count_words(const char *text)
{
	int64_t count = text && *text;

	for (; text && *text; text++)
		count += *text == ' ';
	return count;
}

static bool
has_its_openings(struct px_stmt *row)
{
	int64_t start = 0, rank = px_slot_rank(px_audiences, px_stmt_text(row, 3));
	int64_t count = count_words(px_stmt_text(row, 2));

	px_instant_parse(px_stmt_text(row, 1), &start);
	start /= SECONDS_OF_MINUTE;
	return px_stmt_number(row, 4) == count &&
	       (!count || (px_stmt_number(row, 5) == start && px_stmt_number(row, 6) == start &&
			   px_stmt_number(row, 7) == rank && px_stmt_number(row, 8) == rank));
}

static int
read_everyone(const struct px_slot_at *at, const char *sql, int sign, struct px_everyone *out,
	      struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = (struct px_whose){ px_stmt_number(stmt, 0),
							      sign * px_stmt_number(stmt, 1) };
	}
	px_stmt_done(stmt);
	return got;
}

int
px_slot_everyone(const struct px_slot_at *at, struct px_everyone *out, struct px_err *err)
{
	return read_everyone(at,
			     "SELECT DISTINCT \"organization\", \"practitioner\" FROM "
			     "\"schedule\" WHERE \"practitioner\" IS NOT NULL",
			     1, out, err) ||
			       read_everyone(at,
					     "SELECT DISTINCT \"organization\", \"service\" FROM "
					     "\"schedule\" WHERE \"service\" IS NOT NULL",
					     -1, out, err)
		       ? -1
		       : 0;
}

static int
look_at_everyone(const struct checking *checking, struct px_err *err)
{
	struct px_everyone everyone = { NULL, 0, 0 };
	struct px_slot_ids ids = { NULL, 0, 0 };
	int result = px_slot_everyone(checking->at, &everyone, err);

	for (size_t i = 0; result == 0 && !ids.count && i < everyone.count; i++)
		result = px_slot_unsettled(checking->at, everyone.items[i], px_span_all, 0, &ids,
					   err);
	if (result == 0 && ids.count)
		say(checking, &px_type_slot, ids.items[0],
		    N_("free or not, against what stands in its way"));
	free(everyone.items);
	free(ids.items);
	return result;
}

int
px_slot_verify(const struct px_slot_at *at, void (*said)(const char *line, void *data), void *data,
	       struct px_err *err)
{
	struct checking checking = { at, said, data };

	return look_for_rows(&checking, err) ||
			       look_through(&checking, quanta_sql, has_its_quanta,
					    N_("somebody has it, and its time is not "
					       "taken as it should be"),
					    err) ||
			       look_through(&checking, openings_sql, has_its_openings,
					    N_("is free, and is not found as it is"), err) ||
			       look_at_everyone(&checking, err)
		       ? -1
		       : 0;
}
