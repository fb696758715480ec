/*
 * Requests for care: asked of one, then of more, until somebody takes it.
 *
 *	rung     one step of a ladder: whom to ask, and how long to wait for them
 *	request  what care, where, how soon, and what became of it
 *	ask      one professional who was asked, and what they answered
 */
#ifndef PX_MODEL_TYPES_REQUEST_H
#define PX_MODEL_TYPES_REQUEST_H

#include "model/field.h"

enum {
	PX_RUNG_LADDER = PX_F_OWN,
	PX_RUNG_STEP,
	PX_RUNG_ASK,
	PX_RUNG_WHO,
	PX_RUNG_KM,
	PX_RUNG_WAIT,
	PX_RUNG_MOST,
	PX_RUNG_FIELDS,
};

enum {
	PX_REQUEST_CARE = PX_F_OWN,
	PX_REQUEST_TRADES,
	PX_REQUEST_PLACE,
	PX_REQUEST_LAT,
	PX_REQUEST_LON,
	PX_REQUEST_WITHIN,
	PX_REQUEST_REASON,
	PX_REQUEST_ORIGIN,
	PX_REQUEST_BY,
	PX_REQUEST_USUAL,
	PX_REQUEST_LADDER,
	PX_REQUEST_STATUS,
	PX_REQUEST_STEP,
	PX_REQUEST_NEXT,
	PX_REQUEST_ACCEPTED_BY,
	PX_REQUEST_ENDED,
	PX_REQUEST_FIELDS,
};

enum {
	PX_ASK_REQUEST = PX_F_OWN,
	PX_ASK_PRACTITIONER,
	PX_ASK_STEP,
	PX_ASK_ANSWER,
	PX_ASK_ANSWERED,
	PX_ASK_WON,
	PX_ASK_FIELDS,
};

/* Who asks: what the CPAM counts requests by.  NULL ends. */
extern const char *const px_request_origins[];

extern const struct px_type px_type_rung, px_type_request, px_type_ask;

#endif
