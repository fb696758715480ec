/*
 * Notices: who is to be told what, written with the change that they tell of, handed to a mailer once.
 * They hold no personal data: who reads one looks the rest up.
 */
#ifndef PX_MODEL_TYPES_NOTICE_H
#define PX_MODEL_TYPES_NOTICE_H

#include "model/field.h"

enum {
	PX_NOTICE_KIND = PX_F_OWN,
	PX_NOTICE_TO,
	PX_NOTICE_ABOUT,
	PX_NOTICE_RECORD,
	PX_NOTICE_AT,
	PX_NOTICE_UNTIL,
	PX_NOTICE_GIVEN,
	PX_NOTICE_FIELDS,
};

/*
 * What is told: asked (can you take this request?), taken (somebody else did), accepted (to who asked),
 * unanswered, withdrawn; offered (a slot is held for who waits), expired (it is no more); booked,
 * moved, cancelled (to whose slot it is).
 */
extern const char *const px_notice_kinds[];

extern const struct px_type px_type_notice;

#endif
