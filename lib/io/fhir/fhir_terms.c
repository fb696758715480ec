/*
 * Names of systems: identifiers and nomenclatures.
 *
 * Identifiers: 1.2.250.1.71.4.2.1 (national identifier of persons), 1.2.250.1.71.4.2.2 (of
 * structures) and the addresses of FR Core.  Nomenclatures of the ANS: TRE_G15 professions, TRE_R38
 * and its siblings know-how, TRE_R66 categories of structures.
 */
#include <string.h>
#include <strings.h>

#include "io/fhir/fhir_part.h"

const char px_fhir_idnps[] = "urn:oid:1.2.250.1.71.4.2.1";
const char px_fhir_idnst[] = "urn:oid:1.2.250.1.71.4.2.2";
const char px_fhir_rpps[] = "https://rpps.esante.gouv.fr";
const char px_fhir_adeli[] = "https://adeli.esante.gouv.fr";
const char px_fhir_finess[] = "https://finess.esante.gouv.fr";
const char px_fhir_siret[] = "https://sirene.fr";
const char px_fhir_uri[] = "urn:ietf:rfc:3986";
const char px_fhir_profession[] =
	"https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante";
const char px_fhir_skill[] =
	"https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale";
const char px_fhir_category[] =
	"https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement/FHIR/"
	"TRE-R66-CategorieEtablissement";

/* A part that names the system wherever it stands in the address: they have moved several times. */
static const struct {
	const char *part;
	enum px_fhir_term term;
} systems[] = {
	{ "1.2.250.1.71.1.2.7", PX_FHIR_PROFESSION },
	{ "TRE_G15", PX_FHIR_PROFESSION },
	{ "TRE-G15", PX_FHIR_PROFESSION },
	{ "TRE_A02", PX_FHIR_PROFESSION },
	{ "JDV_J106", PX_FHIR_PROFESSION },
	{ "1.2.250.1.71.4.2.5", PX_FHIR_SKILL },
	{ "TRE_R38", PX_FHIR_SKILL },
	{ "TRE-R38", PX_FHIR_SKILL },
	{ "TRE_R39", PX_FHIR_SKILL },
	{ "TRE_R40", PX_FHIR_SKILL },
	{ "TRE_R42", PX_FHIR_SKILL },
	{ "TRE_R43", PX_FHIR_SKILL },
	{ "TRE_R44", PX_FHIR_SKILL },
	{ "TRE_R66", PX_FHIR_CATEGORY },
	{ "TRE-R66", PX_FHIR_CATEGORY },
	{ "rpps", PX_FHIR_RPPS },
	{ "adeli", PX_FHIR_ADELI },
	{ "finess", PX_FHIR_FINESS },
	{ "siret", PX_FHIR_SIRET },
	{ "sirene", PX_FHIR_SIRET },
};

static const struct {
	const char *whole;
	enum px_fhir_term term;
} exact[] = {
	{ px_fhir_idnps, PX_FHIR_IDNPS },
	{ px_fhir_idnst, PX_FHIR_IDNST },
	{ px_fhir_uri, PX_FHIR_URI },
};

/* Codes of the types of identifiers.  A FINESS number of a legal entity and a SIREN are not those of
 * a site. */
static const struct {
	const char *code;
	enum px_fhir_term term;
} types[] = {
	{ "IDNPS", PX_FHIR_IDNPS },   { "RPPS", PX_FHIR_RPPS },     { "ADELI", PX_FHIR_ADELI },
	{ "IDNST", PX_FHIR_IDNST },   { "FINEG", PX_FHIR_FINESS },  { "SIRET", PX_FHIR_SIRET },
	{ "FINEJ", PX_FHIR_NOTHING }, { "SIREN", PX_FHIR_NOTHING }, { "INTRN", PX_FHIR_NOTHING },
};

static const struct {
	const char *kind, *category;
} kinds[] = {
	{ "msp", "603" },      { "cpts", "604" },       { "hospital", "355" },
	{ "pharmacy", "620" }, { "laboratory", "611" }, { "ehpad", "500" },
};

enum px_fhir_term
px_fhir_system(const char *system)
{
	for (size_t i = 0; system && i < PX_COUNT(exact); i++)
		if (strcmp(system, exact[i].whole) == 0)
			return exact[i].term;
	for (size_t i = 0; system && i < PX_COUNT(systems); i++)
		if (strstr(system, systems[i].part))
			return systems[i].term;
	return PX_FHIR_NOTHING;
}

enum px_fhir_term
px_fhir_identifier(const char *code, const char *system)
{
	for (size_t i = 0; code && i < PX_COUNT(types); i++)
		if (strcmp(code, types[i].code) == 0)
			return types[i].term;
	return px_fhir_system(system);
}

const char *
px_fhir_kind(const char *category)
{
	for (size_t i = 0; category && i < PX_COUNT(kinds); i++)
		if (strcmp(category, kinds[i].category) == 0)
			return kinds[i].kind;
	return NULL;
}

const char *
px_fhir_category_of(const char *kind)
{
	for (size_t i = 0; kind && i < PX_COUNT(kinds); i++)
		if (strcmp(kind, kinds[i].kind) == 0)
			return kinds[i].category;
	return NULL;
}
