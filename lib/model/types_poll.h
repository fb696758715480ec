/*
 * Polls: dates proposed for a meeting to be, and what each person answers to each.
 */
#ifndef PX_MODEL_TYPES_POLL_H
#define PX_MODEL_TYPES_POLL_H

#include "model/field.h"

enum {
	PX_POLL_TITLE = PX_F_OWN,
	PX_POLL_KIND,
	PX_POLL_PROJECT,
	PX_POLL_MINUTES,
	PX_POLL_PLACE,
	PX_POLL_RULE,
	PX_POLL_STATUS,
	PX_POLL_CLOSES,
	PX_POLL_INVITED,
	PX_POLL_MEETING,
	PX_POLL_FIELDS,
};

enum {
	PX_POLL_OPTION_POLL = PX_F_OWN,
	PX_POLL_OPTION_START,
	PX_POLL_OPTION_FIELDS,
};

enum {
	PX_ANSWER_OPTION = PX_F_OWN,
	PX_ANSWER_PRACTITIONER,
	PX_ANSWER_ANSWER,
	PX_ANSWER_FIELDS,
};

/* Words; NULL ends.  care/poll.h says what each rule does. */
extern const char *const px_poll_rules[];

extern const struct px_type px_type_poll, px_type_poll_option, px_type_answer;

#endif
