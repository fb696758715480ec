/* People found: those of the team first, then those of the register as they come, nearest first. */
#include <stdlib.h>
#include <string.h>

#include "care/find/part.h"
#include "care/register/part.h"

static const char person_sql[] =
	"SELECT p.\"rpps\", p.\"family\", p.\"given\", k.\"profession\", k.\"skill\", k.\"mode\", "
	"coalesce(s.\"brand\", s.\"name\"), s.\"address\", s.\"postcode\", s.\"city\", s.\"phone\" "
	"FROM \"rpps_activity\" a JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "
	"JOIN \"rpps_person\" p ON p.\"id\" = a.\"id\" / " PX_RPPS_SPAN_TEXT " "
	"LEFT JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\" WHERE a.\"id\" = $1";

static const char trades_sql[] = "SELECT \"id\", \"profession\", \"skill\" FROM \"rpps_trade\"";

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       (unsigned char)byte >= 0x80;
}

bool
px_find_begins(const char *text, const char *beginning)
{
	size_t length = strlen(beginning);

	for (const char *at = text; at && *at; at++)
		if ((at == text || !is_letter(at[-1])) && strncmp(at, beginning, length) == 0)
			return true;
	return false;
}

bool
px_find_named(const struct px_find *find, const char *family, const char *given)
{
	for (size_t i = 0; i < find->name_count; i++)
		if (!px_find_begins(family, find->names[i]) &&
		    !px_find_begins(given, find->names[i]))
			return false;
	return true;
}

bool
px_find_full(const struct px_finding *finding)
{
	return finding->find->limit >= 0 &&
	       finding->out->count - finding->team >= (size_t)finding->find->limit;
}

/* Somebody of the team who is in the register as well is shown once. */
static bool
is_of_team(const struct px_finding *finding, const char *rpps)
{
	for (size_t i = 0; rpps && i < finding->team; i++)
		if (finding->out->items[i].rpps && strcmp(finding->out->items[i].rpps, rpps) == 0)
			return true;
	return false;
}

static const char *
text_at(const struct px_finding *finding, struct px_stmt *stmt, int column)
{
	const char *text = px_stmt_text(stmt, column);

	return text ? px_arena_strdup(finding->arena, text) : NULL;
}

int
px_find_add(struct px_finding *finding, int64_t activity, double km, struct px_err *err)
{
	struct px_register_entry *entry =
		px_register_map_at(finding->persons, (uint64_t)activity / PX_RPPS_SPAN);
	struct px_find_people *out = finding->out;
	struct px_stmt *stmt;
	int got;

	if (entry->number)
		return 0;
	entry->number = 1;
	stmt = px_store_prepare(finding->store, person_sql, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, activity);
	got = px_stmt_step(stmt, err);
	if (got == 1 && is_of_team(finding, px_stmt_text(stmt, 0)))
		got = 0;
	if (got == 1) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = (struct px_find_person){
			.rpps = text_at(finding, stmt, 0),
			.family = text_at(finding, stmt, 1),
			.given = text_at(finding, stmt, 2),
			.profession = text_at(finding, stmt, 3),
			.skill = text_at(finding, stmt, 4),
			.mode = text_at(finding, stmt, 5),
			.site = text_at(finding, stmt, 6),
			.address = text_at(finding, stmt, 7),
			.postcode = text_at(finding, stmt, 8),
			.city = text_at(finding, stmt, 9),
			.phone = text_at(finding, stmt, 10),
			.km = km,
		};
	}
	px_stmt_done(stmt);
	return got;
}

static bool
is_meant(const struct px_find *find, const char *profession, const char *skill)
{
	for (size_t i = 0; i < find->trade_count; i++) {
		const struct px_find_trade *trade = &find->trades[i];

		if (!profession || strcmp(trade->profession, profession) != 0)
			continue;
		if (!trade->skill || strcmp(trade->skill, skill ? skill : "") == 0)
			return true;
	}
	return find->trade_count == 0;
}

static int
find_trades(struct px_finding *finding, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(finding->store, trades_sql, err);
	size_t capacity = 0;
	int got = stmt ? 1 : -1;

	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		size_t id = (size_t)px_stmt_number(stmt, 0);

		while (finding->trade_limit <= id) {
			PX_GROW(finding->meant, finding->trade_limit, capacity);
			finding->meant[finding->trade_limit++] = false;
		}
		finding->meant[id] =
			is_meant(finding->find, px_stmt_text(stmt, 1), px_stmt_text(stmt, 2));
	}
	px_stmt_done(stmt);
	return got;
}

static int
find_in_register(struct px_finding *finding, struct px_err *err)
{
	int named = 0;

	if (find_trades(finding, err))
		return -1;
	if (finding->find->name_count)
		named = px_find_by_name(finding, err);
	if (named)
		return named < 0 ? -1 : 0;
	return px_find_by_place(finding, err);
}

/* Unknown places last. */
static bool
is_before(const struct px_find_person *a, const struct px_find_person *b)
{
	if (a->km < 0 || b->km < 0)
		return a->km >= 0 && b->km < 0;
	return a->km < b->km;
}

/* A stable merge: the team, sorted, comes before the register at one distance. */
static void
merge(struct px_find_people *people, size_t team, int64_t limit)
{
	struct px_find_person *merged = px_calloc(people->count + 1, sizeof(*merged));
	size_t left = 0, right = team, to = 0;

	while (left < team || right < people->count) {
		bool second =
			left == team || (right < people->count &&
					 is_before(&people->items[right], &people->items[left]));

		merged[to++] = people->items[second ? right++ : left++];
	}
	free(people->items);
	people->items = merged;
	people->capacity = people->count + 1;
	if (limit >= 0 && people->count > (size_t)limit)
		people->count = (size_t)limit;
}

int
px_find_run(struct px_store *store, const struct px_find *find, struct px_arena *arena,
	    struct px_find_people *out, struct px_err *err)
{
	struct px_register_map persons = PX_REGISTER_MAP_INIT;
	struct px_finding finding = {
		.store = store, .find = find, .arena = arena, .out = out, .persons = &persons
	};
	int result = px_find_team(&finding, err);

	finding.team = out->count;
	if (!result && !find->team_only)
		result = find_in_register(&finding, err);
	merge(out, finding.team, find->limit);
	px_register_map_release(&persons);
	free(finding.meant);
	return result;
}
