/* Questionnaires, and the answers to them. */
#include "model/types_form.h"

#include "base/i18n.h"
#include "model/types.h"

const char *const px_response_sources[] = { NC_("answers", "typed"), NC_("answers", "web"),
					    NC_("answers", "paper"), NC_("answers", "fhir"), NULL };

static const struct px_field questionnaire_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_QUESTIONNAIRE_NAME] = { "name", &px_kind_slug,
				    PX_REQUIRED | PX_COLUMN | PX_TITLE | PX_FIXED | PX_SETTLED,
				    N_("the form's name, the same in each of its versions"),
				    "formulaire|questionnaire" },
	[PX_QUESTIONNAIRE_VERSION] = { "version", &px_kind_text,
				       PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
				       N_("its version") },
	[PX_QUESTIONNAIRE_TITLE] = { "title", &px_kind_text,
				     PX_REQUIRED | PX_COLUMN | PX_SEARCHED | PX_FIXED | PX_SETTLED,
				     N_("its title"), "titre|intitule" },
	[PX_QUESTIONNAIRE_ANONYMOUS] = { "anonymous", &px_kind_boolean,
					 PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
					 N_("its answers name nobody"), "anonyme" },
	[PX_QUESTIONNAIRE_TEXT] = { "text", &px_kind_markdown, PX_REQUIRED | PX_FIXED | PX_SETTLED,
				    N_("the form's file, as it was added") },
	[PX_QUESTIONNAIRE_DIGEST] = { "digest", &px_kind_text, PX_REQUIRED | PX_FIXED | PX_SETTLED,
				      N_("SHA-256 of its text") },
};

const struct px_type px_type_questionnaire = {
	.name = "questionnaire",
	.plural = "questionnaires",
	.label = N_("questionnaire"),
	.help = N_("one version of a form, as it is answered"),
	.fields = questionnaire_fields,
	.field_count = PX_COUNT(questionnaire_fields),
	.matches = (const char *const[]){ "name+version", NULL },
	.uniques = (const char *const[]){ "name+version", NULL },
	.changed_by = "plexus-form add",
};

static const struct px_field response_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RESPONSE_QUESTIONNAIRE] = { "questionnaire", &px_kind_reference,
					PX_REQUIRED | PX_FIXED | PX_SETTLED,
					N_("the questionnaire that it answers"),
					.target = "questionnaire" },
	[PX_RESPONSE_FORM] = { "form", &px_kind_slug,
			       PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
			       N_("the questionnaire's name"), "formulaire" },
	[PX_RESPONSE_VERSION] = { "version", &px_kind_text,
				  PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
				  N_("the version that it answers") },
	[PX_RESPONSE_AUTHORED] = { "authored", &px_kind_date,
				   PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
				   N_("the day of the answers"), "date|rempli le" },
	[PX_RESPONSE_SOURCE] = { "source", &px_kind_word,
				 PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_SETTLED,
				 N_("how the answers came"), "origine", px_response_sources,
				 .context = "answers" },
	[PX_RESPONSE_IDENTIFIER] = { "identifier", &px_kind_text, PX_FIXED | PX_SETTLED,
				     N_("what the file that it came from calls it"),
				     "identifiant" },
	[PX_RESPONSE_VARIANT] = { "variant", &px_kind_text, PX_FIXED | PX_SETTLED,
				  N_("the variant of the thresholds, when not the usual ones"),
				  "variante" },
	[PX_RESPONSE_SCORE] = { "score", &px_kind_decimal, PX_COLUMN | PX_FIXED | PX_SETTLED,
				N_("the form's score, as it was computed then") },
	[PX_RESPONSE_BAND] = { "band", &px_kind_text, PX_COLUMN | PX_FIXED | PX_SETTLED,
			       N_("the band of the score"), "tranche" },
	[PX_RESPONSE_SCORES] = { "scores", &px_kind_json, PX_FIXED | PX_SETTLED,
				 N_("all that was computed: each score and its band, as JSON") },
	[PX_RESPONSE_ANSWERS] = { "answers", &px_kind_json, PX_REQUIRED | PX_FIXED | PX_SETTLED,
				  N_("the answers, as JSON: a member per question"), "reponses" },
	[PX_RESPONSE_PRACTITIONER] = { "practitioner", &px_kind_reference,
				       PX_COLUMN | PX_FIXED | PX_SETTLED,
				       N_("the member of the team who answers, unless the form is "
					  "anonymous"),
				       "professionnel|membre", .target = "practitioner" },
	[PX_RESPONSE_RESPONDENT] = { "respondent", &px_kind_sealed,
				     PX_SEALED | PX_FIXED | PX_SETTLED,
				     N_("the patient who answers, sealed, unless the form is "
					"anonymous"),
				     "patient|repondant" },
};

const struct px_type px_type_questionnaire_response = {
	.name = "questionnaire_response",
	.plural = "questionnaire_responses",
	.label = N_("answers to a questionnaire"),
	.help = N_("what somebody answered to one version of a form, and what it came to"),
	.fields = response_fields,
	.field_count = PX_COUNT(response_fields),
	.matches = (const char *const[]){ "form+identifier", NULL },
	.uniques = (const char *const[]){ "form+identifier", NULL },
	.indexes = (const char *const[]){ "form+authored", "questionnaire", NULL },
	.changed_by = "plexus-form answer",
};
