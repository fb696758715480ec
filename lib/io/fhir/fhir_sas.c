/*
 * Words of the SAS guide: value sets TypeCreneauSASCPTS, TypeConsultationSAS, AppointmentReasonSAS.
 *
 * A label says who may see a slot.  Ours are nested and the guide's are not: each audience has the
 * label of the widest circle that it names.  The guide knows no narrower one than the
 * professionals: what is shown to the team alone, or to nobody yet, bears theirs, and is never
 * among what others are given.
 */
#include "io/fhir/fhir_sas.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

const char px_sas_label_system[] =
	"https://mos.esante.gouv.fr/NOS/TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau";
const char px_sas_class_system[] = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const char px_sas_visit_system[] = "http://terminology.hl7.org/CodeSystem/v2-0276";
const char px_sas_service_url[] =
	"http://hl7.org/fhir/5.0/StructureDefinition/extension-Slot.serviceType";
const char px_sas_operator_url[] =
	"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-appointment-operator";
const char px_sas_appointment_system[] = "urn:oid:1.2.250.1.213.3.6.2";
const char px_sas_category_url[] =
	"https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-categorie-orientation";
const char px_sas_routine[] = "ROUTINE";
const char px_sas_walk_in[] = "WALKIN";

struct pair {
	const char *word, *code;
};

/* Of two words of one code the first is what it is read as. */
static const struct pair labels[] = {
	{ "public", "PUBLIC" }, /* everyone */
	{ "sas", "SNP" },       /* regulators, and those who organize unscheduled care */
	{ "cpts", "CPTS" },     /* the professionals of the territory */
	{ "team", "PRO" },      /* professionals */
	{ "self", "PRO" },
};
/* CategorieOrientationSASValueSet: codes of its own, and of TRE_R66. */
static const struct pair categories[] = {
	{ "PS", "001" },   { "PDM", "002" }, { "SOS", "003" },
	{ "CPTS", "604" }, { "MSP", "603" }, { "CDS", "124" },
};
static const struct pair classes[] = {
	{ "office", "AMB" },
	{ "home", "HH" },
	{ "video", "VR" },
};

static const char *
code_of(const struct pair *pairs, size_t count, const char *word)
{
	for (size_t i = 0; word && i < count; i++)
		if (strcmp(pairs[i].word, word) == 0)
			return pairs[i].code;
	return NULL;
}

static const char *
word_of(const struct pair *pairs, size_t count, const char *code)
{
	for (size_t i = 0; code && i < count; i++)
		if (strcmp(pairs[i].code, code) == 0)
			return pairs[i].word;
	return NULL;
}

const char *
px_sas_label_of(const char *audience)
{
	return code_of(labels, PX_COUNT(labels), audience);
}

const char *
px_sas_audience(const char *label)
{
	return word_of(labels, PX_COUNT(labels), label);
}

const char *
px_sas_class_of(const char *mode)
{
	return code_of(classes, PX_COUNT(classes), mode);
}

const char *
px_sas_mode(const char *code)
{
	return word_of(classes, PX_COUNT(classes), code);
}

const char *
px_sas_category(const char *code)
{
	return word_of(categories, PX_COUNT(categories), code);
}
