#include "care/ledger.h"

#include <stdlib.h>

#include "base/mem.h"

static const char sql_lines[] =
	"SELECT m.\"id\", m.\"title\", m.\"kind\", m.\"start\", p.\"handle\", p.\"family\", "
	"p.\"given\", p.\"profession\", j.\"slug\", COALESCE(a.\"minutes\", m.\"minutes\"), "
	"a.\"nature\", a.\"rate_cents\", m.\"organization\" "
	"FROM \"meeting\" m "
	"JOIN \"attendance\" a ON a.\"organization\" = m.\"organization\" AND a.\"meeting\" = "
	"m.\"id\" "
	"JOIN \"practitioner\" p ON p.\"organization\" = a.\"organization\" "
	"AND p.\"id\" = a.\"practitioner\" "
	"LEFT JOIN \"project\" j ON j.\"organization\" = m.\"organization\" AND j.\"id\" = "
	"m.\"project\" "
	"WHERE %s AND m.\"status\" = 'held' "
	"AND a.\"state\" = 'present' AND m.\"start\" >= $2 AND m.\"start\" < $3 "
	"AND (CAST($4 AS bigint) = 0 OR a.\"practitioner\" = $4) "
	"ORDER BY m.\"start\", m.\"id\", a.\"id\"";

enum {
	LINE_MEETING,
	LINE_TITLE,
	LINE_KIND,
	LINE_START,
	LINE_HANDLE,
	LINE_FAMILY,
	LINE_GIVEN,
	LINE_PROFESSION,
	LINE_PROJECT,
	LINE_MINUTES,
	LINE_NATURE,
	LINE_RATE,
	LINE_ORGANIZATION,
};

static const char sql_rate[] =
	"SELECT \"hourly_cents\" FROM \"rate\" WHERE \"organization\" = $1 AND \"profession\" = $2 "
	"AND \"nature\" = $3 AND \"from\" <= $4 ORDER BY \"from\" DESC LIMIT 1";

int64_t
px_ledger_amount(int64_t minutes, int64_t rate_cents)
{
	return (minutes * rate_cents + 30) / 60;
}

int
px_rate_find(struct px_store *store, int64_t organization, const char *profession,
	     const char *nature, const char *day, int64_t *cents, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, sql_rate, err);
	int found;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, organization);
	px_bind_text(stmt, 2, profession);
	px_bind_text(stmt, 3, nature);
	px_bind_text(stmt, 4, day);
	found = px_stmt_step(stmt, err);
	if (found == 1)
		*cents = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return found;
}

static void
bind_new_year(struct px_stmt *stmt, int place, const struct px_zone *zone, int year)
{
	struct px_local midnight = { .date = { year, 1, 1 } };
	char text[PX_INSTANT_SIZE];

	px_instant_format(px_zone_instant(zone, midnight), text);
	px_bind_text(stmt, place, text);
}

static int
price(struct px_store *store, struct px_stmt *stmt, struct px_ledger_line *line, struct px_err *err)
{
	const char *profession = px_stmt_text(stmt, LINE_PROFESSION);
	char day[PX_DATE_SIZE];
	int found = 0;

	line->rate_cents = line->amount_cents = PX_LEDGER_NO_RATE;
	if (!px_stmt_null(stmt, LINE_RATE)) {
		line->rate_cents = px_stmt_number(stmt, LINE_RATE);
		found = 1;
	} else if (profession) {
		px_date_format(line->day, day);
		found = px_rate_find(store, px_stmt_number(stmt, LINE_ORGANIZATION), profession,
				     line->nature, day, &line->rate_cents, err);
	}
	if (found == 1)
		line->amount_cents = px_ledger_amount(line->minutes, line->rate_cents);
	return found < 0 ? -1 : 0;
}

static struct px_stmt *
prepare_lines(struct px_store *store, int64_t organization, struct px_err *err)
{
	char *sql = px_asprintf(sql_lines, organization ? "m.\"organization\" = $1"
							: "CAST($1 AS bigint) = 0");
	struct px_stmt *stmt = px_store_prepare(store, sql, err);

	free(sql);
	return stmt;
}

static int
read_line(struct px_store *store, struct px_stmt *stmt, const struct px_zone *zone,
	  struct px_ledger_line *line, struct px_err *err)
{
	int64_t start;

	*line = (struct px_ledger_line){
		.meeting = px_stmt_number(stmt, LINE_MEETING),
		.title = px_stmt_text(stmt, LINE_TITLE),
		.kind = px_stmt_text(stmt, LINE_KIND),
		.start = px_stmt_text(stmt, LINE_START),
		.practitioner = px_stmt_text(stmt, LINE_HANDLE),
		.family = px_stmt_text(stmt, LINE_FAMILY),
		.given = px_stmt_text(stmt, LINE_GIVEN),
		.project = px_stmt_text(stmt, LINE_PROJECT),
		.nature = px_stmt_text(stmt, LINE_NATURE),
		.minutes = px_stmt_number(stmt, LINE_MINUTES),
	};
	if (px_instant_parse(line->start, &start) == 0)
		line->day = px_zone_local(zone, start).date;
	return price(store, stmt, line, err);
}

int
px_ledger_read(struct px_store *store, int64_t organization, const struct px_zone *zone, int year,
	       int64_t practitioner,
	       int (*take)(const struct px_ledger_line *line, void *data, struct px_err *err),
	       void *data, struct px_err *err)
{
	struct px_stmt *stmt = prepare_lines(store, organization, err);
	struct px_ledger_line line;
	int more = -1;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, organization);
	bind_new_year(stmt, 2, zone, year);
	bind_new_year(stmt, 3, zone, year + 1);
	px_bind_number(stmt, 4, practitioner);
	while ((more = px_stmt_step(stmt, err)) == 1) {
		more = read_line(store, stmt, zone, &line, err);
		if (more == 0)
			more = take(&line, data, err);
		if (more != 0)
			break;
	}
	px_stmt_done(stmt);
	return more;
}
