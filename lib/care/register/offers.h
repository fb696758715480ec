/*
 * Who is near: activities by trade and by point, written when the register has changed, read by
 * care/find.h.
 *
 * A row is one trade at one point, with at most PX_OFFER_LIMIT activities; it carries the square of a
 * quarter of a degree in which the point is, so that those around a place are a few ranges of one
 * index.  Activities without a position are in no offer.
 */
#ifndef PX_CARE_REGISTER_OFFERS_H
#define PX_CARE_REGISTER_OFFERS_H

#include "care/register/orders.h"
#include "care/register/part.h"

enum {
	PX_OFFER_LIMIT = 256,
	PX_CELL_SIDE = 2500, /* ten thousandths of a degree */
	PX_CELL_ROW = 10000, /* from a square to the one north of it */
};

/* The square of a point: rows count from the south pole, columns from the date line. */
int64_t px_offer_cell(int32_t lat, int32_t lon);

/*
 * Write every offer anew.  kinds: the trade of each kind, by its number; spots: the place of each
 * structure, by its number.  Activities that are not seen are left out.
 */
int px_offers_write(struct px_orders *orders, const struct px_rpps_activity *activities,
		    size_t count, const uint32_t *trades, const struct px_register_spot *spots);

#endif
