/*
 * What is to be written to the tables of the RPPS, in order: the file is read by one thread, and what
 * follows from it is stored by a second one, which has the store to itself meanwhile.
 *
 * Few orders are carried out by the caller's own thread, when they are finished.
 */
#ifndef PX_CARE_REGISTER_ORDERS_H
#define PX_CARE_REGISTER_ORDERS_H

#include "store/store.h"

enum px_order {
	PX_PUT_PERSON, /* id, digest; rpps, adeli, title, family, given (both are folded too) */
	PX_PUT_STRUCTURE, /* id, lat, lon, digest; its texts in the order of the type (the city is folded too) */
	PX_PUT_TRADE,     /* id; profession, skill */
	PX_PUT_KIND,      /* id, trade; its texts in the order of the type */
	PX_PUT_ACTIVITY,  /* id, structure, kind, line */
	PX_PUT_OFFER,     /* id, trade, cell, lat, lon; activities */
	PX_CHANGE_LINE,   /* id, line: of an activity */
	PX_DROP_INDEXES,  /* those that are made last (part.h) */
	PX_DELETE_PERSON, /* id */
	PX_DELETE_STRUCTURE,
	PX_DELETE_TRADE,
	PX_DELETE_KIND,
	PX_DELETE_ACTIVITY,
	PX_DELETE_OFFERS, /* all of them */
};
enum { PX_ORDER_COUNT = PX_DELETE_OFFERS + 1, PX_ORDER_NUMBERS = 5, PX_ORDER_TEXTS = 15 };

/* A number that is unset. */
#define PX_ORDER_NULL INT64_MIN

struct px_orders;

/* The store is not to be used by anybody else until px_orders_finish.  fresh: no register is there yet. */
struct px_orders *px_orders_open(struct px_store *store, bool fresh);

/* Numbers and texts as the order needs them, copied; a NULL text is unset.  -1 when an earlier order
 * failed: px_orders_finish says why. */
int px_orders_put(struct px_orders *orders, enum px_order order, const int64_t *numbers,
		  const char *const *texts);

/* Wait until everything is carried out.  More may be put afterwards. */
int px_orders_finish(struct px_orders *orders, struct px_err *err);

void px_orders_close(struct px_orders *orders); /* after a failure too; NULL is taken */

#endif
