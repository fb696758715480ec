/* The old register into memory, and what is kept there meanwhile. */
#include <stdlib.h>
#include <string.h>

#include "care/register/rpps.h"

const struct px_register_late px_register_late[] = {
	{ &px_type_rpps_person, "family_folded+given_folded" },
	{ &px_type_rpps_activity, "structure" },
	{ &px_type_rpps_structure, "postcode" },
	{ &px_type_rpps_structure, "city_folded" },
	{ NULL, NULL },
};

const struct px_type *const px_register_large[] = { &px_type_rpps_person, &px_type_rpps_structure,
						    &px_type_rpps_activity, &px_type_rpps_offer,
						    NULL };

static const char *const load_sql[PX_RT_COUNT] = {
	[PX_RT_PERSON] = "SELECT \"id\", \"digest\" FROM \"rpps_person\"",
	[PX_RT_STRUCTURE] = "SELECT \"id\", \"digest\", \"lat\", \"lon\" FROM \"rpps_structure\"",
	[PX_RT_TRADE] = "SELECT \"id\", \"profession\", \"skill\" FROM \"rpps_trade\"",
	[PX_RT_KIND] = "SELECT \"id\", \"profession\", \"category\", \"skill_type\", \"skill\", "
		       "\"mode\", \"sector\", \"section\", \"role\", \"activity_kind\", \"trade\" "
		       "FROM \"rpps_kind\"",
	[PX_RT_ACTIVITY] =
		"SELECT \"id\", \"structure\", \"kind\", \"line\" FROM \"rpps_activity\"",
};

static const char separator = '\x1f';

static void
add_cell(struct px_buf *out, const char *text)
{
	px_buf_puts(out, text ? text : "");
	px_buf_putc(out, separator);
}

uint64_t
px_rpps_trade_digest(const char *profession, const char *skill, struct px_buf *scratch)
{
	px_buf_clear(scratch);
	add_cell(scratch, profession);
	add_cell(scratch, skill);
	return px_register_digest(scratch->data, scratch->length);
}

/* An array by number has a place for it, and zeros before. */
#define REACH(items, count, capacity, number)                                                      \
	while ((count) <= (size_t)(number)) {                                                      \
		PX_GROW(items, count, capacity);                                                   \
		memset(&(items)[(count)++], 0, sizeof(*(items)));                                  \
	}

static void
load_structure(struct px_rpps *rpps, struct px_stmt *stmt, uint32_t id)
{
	REACH(rpps->spots, rpps->spot_count, rpps->spot_capacity, id);
	rpps->spots[id] = px_stmt_null(stmt, 2)
				  ? (struct px_register_spot){ PX_NOWHERE, 0 }
				  : (struct px_register_spot){ (int32_t)px_stmt_number(stmt, 2),
							       (int32_t)px_stmt_number(stmt, 3) };
}

static uint64_t
load_kind(struct px_rpps *rpps, struct px_stmt *stmt, uint32_t id)
{
	px_buf_clear(&rpps->scratch);
	for (int i = 1; i <= PX_RC_KIND_TEXTS; i++)
		add_cell(&rpps->scratch, px_stmt_text(stmt, i));
	REACH(rpps->trades, rpps->trade_count, rpps->trade_capacity, id);
	rpps->trades[id] = (uint32_t)px_stmt_number(stmt, PX_RC_KIND_TEXTS + 1);
	return px_register_digest(rpps->scratch.data, rpps->scratch.length);
}

static void
load_activity(struct px_rpps *rpps, struct px_stmt *stmt)
{
	struct px_rpps_activity activity = { .id = px_stmt_number(stmt, 0),
					     .structure = (uint32_t)px_stmt_number(stmt, 1),
					     .kind = (uint16_t)px_stmt_number(stmt, 2) };
	uint64_t line = (uint64_t)px_stmt_number(stmt, 3);
	struct px_rpps_person *person = &rpps->persons[activity.id / PX_RPPS_SPAN];
	uint32_t place = px_rpps_add(rpps, &activity);

	if (activity.id % PX_RPPS_SPAN >= person->rank)
		person->rank = (uint16_t)(activity.id % PX_RPPS_SPAN + 1);
	if (line)
		px_register_map_at(&rpps->lines, line)->number = place;
}

static void
load_row(struct px_rpps *rpps, enum px_register_table table, struct px_stmt *stmt)
{
	uint32_t id = (uint32_t)px_stmt_number(stmt, 0);
	uint64_t digest = 0;

	switch (table) {
	case PX_RT_PERSON:
		REACH(rpps->persons, rpps->person_count, rpps->person_capacity, id);
		digest = (uint64_t)px_stmt_number(stmt, 1);
		break;
	case PX_RT_STRUCTURE:
		load_structure(rpps, stmt, id);
		digest = (uint64_t)px_stmt_number(stmt, 1);
		break;
	case PX_RT_TRADE:
		digest = px_rpps_trade_digest(px_stmt_text(stmt, 1), px_stmt_text(stmt, 2),
					      &rpps->scratch);
		break;
	case PX_RT_KIND:
		digest = load_kind(rpps, stmt, id);
		break;
	case PX_RT_ACTIVITY:
		load_activity(rpps, stmt);
		return;
	case PX_RT_OFFER:
		return;
	}
	px_register_map_at(&rpps->maps[table], digest)->number = id;
	if (id > rpps->last[table])
		rpps->last[table] = id;
}

static int
load_table(struct px_rpps *rpps, enum px_register_table table, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(rpps->store, load_sql[table], err);
	int got = stmt ? 1 : -1;

	if (stmt)
		px_stmt_by_pieces(stmt);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0)
		load_row(rpps, table, stmt);
	px_stmt_done(stmt);
	return got;
}

int
px_rpps_load(struct px_rpps *rpps, struct px_err *err)
{
	for (int i = 0; i < PX_RT_OFFER; i++)
		if (load_table(rpps, (enum px_register_table)i, err))
			return -1;
	/* Numbers begin at 1. */
	REACH(rpps->persons, rpps->person_count, rpps->person_capacity, rpps->last[PX_RT_PERSON]);
	REACH(rpps->spots, rpps->spot_count, rpps->spot_capacity, rpps->last[PX_RT_STRUCTURE]);
	REACH(rpps->trades, rpps->trade_count, rpps->trade_capacity, rpps->last[PX_RT_KIND]);
	rpps->old = rpps->count;
	return 0;
}

uint32_t
px_rpps_add(struct px_rpps *rpps, const struct px_rpps_activity *activity)
{
	struct px_rpps_person *person = &rpps->persons[activity->id / PX_RPPS_SPAN];

	PX_GROW(rpps->activities, rpps->count, rpps->capacity);
	rpps->activities[rpps->count] = *activity;
	rpps->activities[rpps->count].before = person->latest;
	person->latest = (uint32_t)++rpps->count;
	return person->latest;
}

/* One by one: a person has few, and those of people who follow each other lie together. */
struct px_rpps_activity *
px_rpps_find(struct px_rpps *rpps, const struct px_rpps_activity *activity)
{
	uint32_t place = rpps->persons[activity->id / PX_RPPS_SPAN].latest;

	while (place) {
		struct px_rpps_activity *other = &rpps->activities[place - 1];

		if (other->structure == activity->structure && other->kind == activity->kind)
			return other;
		place = other->before;
	}
	return NULL;
}

void
px_rpps_release(struct px_rpps *rpps)
{
	px_orders_close(rpps->orders);
	px_positions_close(rpps->positions);
	for (int i = 0; i < PX_RT_COUNT; i++)
		px_register_map_release(&rpps->maps[i]);
	px_register_map_release(&rpps->lines);
	px_register_list_release(&rpps->fresh);
	free(rpps->activities);
	free(rpps->persons);
	free(rpps->spots);
	free(rpps->trades);
	px_buf_release(&rpps->scratch);
	px_reader_close(&rpps->reader);
}
