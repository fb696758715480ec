/*
 * The import of the RPPS in memory: what the old register holds, what the file says.
 */
#ifndef PX_CARE_REGISTER_RPPS_H
#define PX_CARE_REGISTER_RPPS_H

#include "care/register/orders.h"
#include "care/register/part.h"
#include "care/register/positions.h"
#include "care/register/reader.h"

/* Activities of one person. */
struct px_rpps_person {
	uint32_t latest; /* the place of the one met last, from 1; 0: none */
	uint16_t rank;   /* of the next one */
};

struct px_rpps {
	struct px_store *store;
	struct px_reader reader;
	struct px_orders *orders;
	struct px_positions *positions;
	int places[PX_RC_COUNT];
	struct px_register_map maps[PX_RT_COUNT]; /* digests to ids; none of activities */
	struct px_register_map lines;             /* of the old register, to places */
	uint32_t last[PX_RT_COUNT];               /* ids given */
	struct px_rpps_activity *activities;      /* the old ones, then the new ones */
	size_t count, capacity;
	size_t old;    /* of them are old */
	uint64_t line; /* digest of the line being read */
	struct px_rpps_person *persons;
	size_t person_count, person_capacity;
	struct px_register_spot *spots; /* by structure */
	size_t spot_count, spot_capacity;
	uint32_t *trades; /* by kind */
	size_t trade_count, trade_capacity;
	struct px_register_list
		fresh; /* identities of the activities that the old register has not */
	size_t written;
	bool bare; /* without indexes until the end */
	struct px_buf scratch;
};

/* Read what is stored. */
int px_rpps_load(struct px_rpps *rpps, struct px_err *err);

/* Count what changed, remove what the file does not hold, write offers and indexes. */
int px_rpps_settle(struct px_rpps *rpps, struct px_err *err);

void px_rpps_release(struct px_rpps *rpps);

/* Append an activity of a person who is known; its place, from 1. */
uint32_t px_rpps_add(struct px_rpps *rpps, const struct px_rpps_activity *activity);

/* The person's activity of the same kind in the same structure, or NULL. */
struct px_rpps_activity *px_rpps_find(struct px_rpps *rpps,
				      const struct px_rpps_activity *activity);

uint64_t px_rpps_trade_digest(const char *profession, const char *skill, struct px_buf *scratch);

#endif
