/*
 * Forms and answers as FHIR R4: Questionnaire and QuestionnaireResponse, in a bundle.
 *
 * linkId is the question's name, so that answers come back by it (io/fhir/fhir_response.c).  Points are
 * ordinal values of options; conditions are enableWhen where FHIR has the words for them, else an
 * extension that says them to people.  What answers came to are extensions urn:plexus:score.  Nothing
 * of a patient is written.
 */
#ifndef PX_CARE_FORM_FHIR_H
#define PX_CARE_FORM_FHIR_H

#include "care/form.h"
#include "io/fhir/fhir.h"

struct px_form_fhir {
	struct px_fhir fhir;
};

void px_form_fhir_begin(struct px_form_fhir *bundle, const struct px_world *world,
			struct px_buf *out);
void px_form_fhir_end(struct px_form_fhir *bundle);

void px_form_fhir_questionnaire(struct px_form_fhir *bundle, const struct px_form *form,
				const char *lang);

/* Of a stored record (px_type_questionnaire_response) and the answers that it holds. */
void px_form_fhir_response(struct px_form_fhir *bundle, const struct px_record *record,
			   const struct px_form_answers *answers);

#endif
