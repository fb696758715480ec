/*
 * Questionnaires and what was answered to them, after FHIR's Questionnaire and QuestionnaireResponse.
 *
 * A questionnaire is one version of a form (care/form.h) in this database: one that the team added, or
 * a shipped one that somebody answered.  Its text never changes: an answer keeps what it answered.
 */
#ifndef PX_MODEL_TYPES_FORM_H
#define PX_MODEL_TYPES_FORM_H

#include "model/field.h"

enum {
	PX_QUESTIONNAIRE_NAME = PX_F_OWN,
	PX_QUESTIONNAIRE_VERSION,
	PX_QUESTIONNAIRE_TITLE,
	PX_QUESTIONNAIRE_ANONYMOUS,
	PX_QUESTIONNAIRE_TEXT,
	PX_QUESTIONNAIRE_DIGEST,
	PX_QUESTIONNAIRE_FIELDS,
};

enum {
	PX_RESPONSE_QUESTIONNAIRE = PX_F_OWN,
	PX_RESPONSE_FORM,
	PX_RESPONSE_VERSION,
	PX_RESPONSE_AUTHORED,
	PX_RESPONSE_SOURCE,
	PX_RESPONSE_IDENTIFIER,
	PX_RESPONSE_VARIANT,
	PX_RESPONSE_SCORE,
	PX_RESPONSE_BAND,
	PX_RESPONSE_SCORES,
	PX_RESPONSE_ANSWERS,
	PX_RESPONSE_PRACTITIONER,
	PX_RESPONSE_RESPONDENT,
	PX_RESPONSE_FIELDS,
};

/* typed (asked in the terminal, or read from a file), web, paper, fhir. */
extern const char *const px_response_sources[];

extern const struct px_type px_type_questionnaire, px_type_questionnaire_response;

#endif
