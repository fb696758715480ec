/*
 * Slots: time that is offered, what is made of it, and who takes it.
 *
 *	schedule     an offer: who, from when, how many slots, how it comes again, to whom, on which
 *	             terms (FHIR Schedule; one a command `open`)
 *	slot         one piece of it, that can be taken (FHIR Slot); made with its schedule
 *	appointment  a slot taken for a patient (FHIR Appointment); moved, it stays the same one
 *
 * Tables of the program's own hold the rules, so that every way in obeys them:
 *
 *	opening      free slots by what is looked for: trade, square of the map, time
 *	claim        a slot taken or held: each of its terms is a condition on one row
 *	quantum      five minutes of somebody's time, which can be taken once
 *	redemption   a link of a patient that was used, and cannot be again
 *
 * Instants of these are minutes since 1970, quanta are five of them.
 */
#ifndef PX_MODEL_TYPES_SLOT_H
#define PX_MODEL_TYPES_SLOT_H

#include "model/field.h"

enum {
	PX_SCHEDULE_PRACTITIONER = PX_F_OWN,
	PX_SCHEDULE_SERVICE,
	PX_SCHEDULE_START,
	PX_SCHEDULE_EVERY,
	PX_SCHEDULE_COUNT,
	PX_SCHEDULE_REPEAT,
	PX_SCHEDULE_HOLIDAYS,
	PX_SCHEDULE_MODE,
	PX_SCHEDULE_PLACE,
	PX_SCHEDULE_REASON,
	PX_SCHEDULE_AUDIENCE,
	PX_SCHEDULE_BEFORE,
	PX_SCHEDULE_AFTER,
	PX_SCHEDULE_NOTICE,
	PX_SCHEDULE_HORIZON,
	PX_SCHEDULE_DAILY,
	PX_SCHEDULE_WINDOW,
	PX_SCHEDULE_HOLD,
	PX_SCHEDULE_FIELDS,
};

enum {
	PX_SLOT_SCHEDULE = PX_F_OWN,
	PX_SLOT_PRACTITIONER,
	PX_SLOT_SERVICE,
	PX_SLOT_START,
	PX_SLOT_MINUTES,
	PX_SLOT_STATUS,
	PX_SLOT_AUDIENCE,
	PX_SLOT_MODE,
	PX_SLOT_TRADES,
	PX_SLOT_LAT,
	PX_SLOT_LON,
	PX_SLOT_COMMUNE,
	PX_SLOT_FIELDS,
};

enum {
	PX_APPOINTMENT_SLOT = PX_F_OWN,
	PX_APPOINTMENT_PRACTITIONER,
	PX_APPOINTMENT_SERVICE,
	PX_APPOINTMENT_START,
	PX_APPOINTMENT_MINUTES,
	PX_APPOINTMENT_STATUS,
	PX_APPOINTMENT_PATIENT,
	PX_APPOINTMENT_BY,
	PX_APPOINTMENT_AUDIENCE,
	PX_APPOINTMENT_REASON,
	PX_APPOINTMENT_URGENT,
	PX_APPOINTMENT_CONTACT,
	PX_APPOINTMENT_ENDED,
	PX_APPOINTMENT_CANCELLED_BY,
	PX_APPOINTMENT_CANCEL_REASON,
	PX_APPOINTMENT_LATE,
	PX_APPOINTMENT_SEQUENCE,
	PX_APPOINTMENT_IDENTIFIER,
	PX_APPOINTMENT_TAKEN,
	PX_APPOINTMENT_FIELDS,
};

enum {
	PX_OPENING_TRADE = PX_F_OWN,
	PX_OPENING_CELL,
	PX_OPENING_START,
	PX_OPENING_SLOT,
	PX_OPENING_LAT,
	PX_OPENING_LON,
	PX_OPENING_AUDIENCE,
	PX_OPENING_MODE,
	PX_OPENING_OPENS,
	PX_OPENING_CLOSES,
	PX_OPENING_FIELDS,
};

enum {
	PX_CLAIM_SLOT = PX_F_OWN,
	PX_CLAIM_ACTOR,
	PX_CLAIM_APPOINTMENT,
	PX_CLAIM_WAITING,
	PX_CLAIM_UNTIL,
	PX_CLAIM_MADE,
	PX_CLAIM_OPENS,
	PX_CLAIM_CLOSES,
	PX_CLAIM_DAY,
	PX_CLAIM_ORDINAL,
	PX_CLAIM_DAILY,
	PX_CLAIM_ASKED,
	PX_CLAIM_AUDIENCE,
	PX_CLAIM_FIELDS,
};

enum {
	PX_QUANTUM_ACTOR = PX_F_OWN,
	PX_QUANTUM_QUANTUM,
	PX_QUANTUM_SLOT,
	PX_QUANTUM_FIELDS,
};

enum { PX_QUANTUM_MINUTES = 5 };

enum {
	PX_REDEMPTION_APPOINTMENT = PX_F_OWN,
	PX_REDEMPTION_ORDINAL,
	PX_REDEMPTION_MADE,
	PX_REDEMPTION_FIELDS,
};

/*
 * To whom a slot is shown, each word to those before it too: its practitioner alone, the team, the
 * professionals of the territory, the regulators of the SAS, everyone.  Their places are ranks.
 */
extern const char *const px_audiences[];

/* office, home, video (v3-ActCode AMB, HH, VR), as places too. */
extern const char *const px_modes[];

/* free, busy, busy-tentative (held), busy-unavailable (their time is taken otherwise): FHIR's; and
 * closed, taken back by who offered it. */
extern const char *const px_slot_statuses[];

/* booked, fulfilled, noshow, cancelled: FHIR's. */
extern const char *const px_appointment_statuses[];

extern const struct px_type px_type_schedule, px_type_slot, px_type_appointment, px_type_opening,
	px_type_claim, px_type_quantum, px_type_redemption;

#endif
