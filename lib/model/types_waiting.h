/*
 * The waiting list: who wants a slot and found none.  Slots that come free are held for them, for a
 * time, in order: urgent ones first, then who came first.
 */
#ifndef PX_MODEL_TYPES_WAITING_H
#define PX_MODEL_TYPES_WAITING_H

#include "model/field.h"

enum {
	PX_WAITING_CARE = PX_F_OWN,
	PX_WAITING_TRADES,
	PX_WAITING_PRACTITIONER,
	PX_WAITING_SERVICE,
	PX_WAITING_NEAR,
	PX_WAITING_RADIUS,
	PX_WAITING_LAT,
	PX_WAITING_LON,
	PX_WAITING_MODE,
	PX_WAITING_UNTIL,
	PX_WAITING_PATIENT,
	PX_WAITING_BY,
	PX_WAITING_AUDIENCE,
	PX_WAITING_REASON,
	PX_WAITING_URGENT,
	PX_WAITING_CONTACT,
	PX_WAITING_STATUS,
	PX_WAITING_SLOT,
	PX_WAITING_HELD_UNTIL,
	PX_WAITING_OFFERED,
	PX_WAITING_LET_GO,
	PX_WAITING_APPOINTMENT,
	PX_WAITING_ENDED,
	PX_WAITING_FIELDS,
};

/* waiting, offered (a slot is held), booked, expired (nothing came in time), withdrawn. */
extern const char *const px_waiting_statuses[];

extern const struct px_type px_type_waiting;

#endif
