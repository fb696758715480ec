/* What the yearly report is made of: the exercise, its declared facts, its evidence. */
#include "model/types.h"

#include "base/i18n.h"

static const struct px_field exercise_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_EXERCISE_YEAR] = { "year", &px_kind_integer,
			       PX_REQUIRED | PX_COLUMN | PX_TITLE | PX_FIXED, N_("the civil year"),
			       "annee|exercice", .least = 2017, .most = 9999 },
	[PX_EXERCISE_NOTES] = { "notes", &px_kind_markdown, PX_SEARCHED, N_("notes (Markdown)"),
				"commentaire|commentaires" },
};

const struct px_type px_type_exercise = {
	.name = "exercise",
	.plural = "exercises",
	.label = N_("exercise"),
	.help = N_("a civil year of the organization's agreement (ACI)"),
	.fields = exercise_fields,
	.field_count = PX_COUNT(exercise_fields),
	.matches = (const char *const[]){ "year", NULL },
	.uniques = (const char *const[]){ "year", NULL },
};

static const struct px_field fact_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_FACT_EXERCISE] = { "exercise", &px_kind_reference,
			       PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_FIXED, N_("the exercise"),
			       .target = "exercise" },
	[PX_FACT_NAME] = { "name", &px_kind_text, PX_REQUIRED | PX_COLUMN | PX_FIXED | PX_TITLE,
			   N_("the fact's name, as the rule file declares it"), "fait|nom" },
	[PX_FACT_VALUE] = { "value", &px_kind_fact, PX_REQUIRED | PX_COLUMN,
			    N_("its value: 2.5, true, 2024-07-01, a,b"), "valeur" },
};

const struct px_type px_type_fact = {
	.name = "fact",
	.plural = "facts",
	.label = N_("fact"),
	.help = N_("a declared fact of an exercise"),
	.fields = fact_fields,
	.field_count = PX_COUNT(fact_fields),
	.parent = "exercise",
	.matches = (const char *const[]){ "exercise+name", NULL },
	.uniques = (const char *const[]){ "exercise+name", NULL },
};

static const struct px_field evidence_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_EVIDENCE_EXERCISE] = { "exercise", &px_kind_reference,
				   PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_FIXED,
				   N_("the exercise"), .target = "exercise" },
	[PX_EVIDENCE_CODE] = { "code", &px_kind_text, PX_REQUIRED | PX_COLUMN,
			       N_("the indicator that it proves"), "indicateur" },
	[PX_EVIDENCE_FILE] = { "file", &px_kind_text, PX_REQUIRED | PX_COLUMN | PX_TITLE,
			       N_("the file's name"), "fichier|nom du fichier" },
	[PX_EVIDENCE_SIZE] = { "size", &px_kind_integer, PX_REQUIRED | PX_COLUMN,
			       N_("its size, in bytes"), "taille" },
	[PX_EVIDENCE_SHA256] = { "sha256", &px_kind_text, PX_REQUIRED, N_("SHA-256 of its content"),
				 "empreinte" },
};

const struct px_type px_type_evidence = {
	.name = "evidence",
	.plural = "evidences",
	.label = N_("evidence"),
	.help = N_("a file that proves an indicator"),
	.fields = evidence_fields,
	.field_count = PX_COUNT(evidence_fields),
	.parent = "exercise",
	.matches = (const char *const[]){ "exercise+code+sha256", NULL },
	.uniques = (const char *const[]){ "exercise+code+sha256", NULL },
};
