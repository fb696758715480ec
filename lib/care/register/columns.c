#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/register/part.h"

/*
 * Headers, folded and without "(coord. structure)" or "(structure)", spelled as the files of 2021 to
 * 2026 and those of Pro Santé Connect spell them; alternatives between '|'.
 */
static const struct column {
	const char *headers;
	const char *shown; /* of a column that is needed: what the message calls it */
} columns[PX_RC_COUNT] = {
	[PX_RC_TYPE] = { "type d'identifiant pp|type identifiant pp", "Type d'identifiant PP" },
	[PX_RC_NUMBER] = { "identifiant pp", "Identifiant PP" },
	[PX_RC_NATIONAL] = { "identification nationale pp", NULL },
	[PX_RC_TITLE_EXERCISE] = { "code civilite d'exercice|code civilite exercice", NULL },
	[PX_RC_TITLE] = { "code civilite", NULL },
	[PX_RC_FAMILY] = { "nom d'exercice|nom exercice", "Nom d'exercice" },
	[PX_RC_GIVEN] = { "prenom d'exercice|prenom exercice", "Prénom d'exercice" },
	[PX_RC_STRUCTURE] = { "identifiant technique de la structure",
			      "Identifiant technique de la structure" },
	[PX_RC_FINESS] = { "numero finess site", NULL },
	[PX_RC_FINESS_LEGAL] = { "numero finess etablissement juridique", NULL },
	[PX_RC_SIRET] = { "numero siret site", NULL },
	[PX_RC_NAME] = { "raison sociale site", NULL },
	[PX_RC_BRAND] = { "enseigne commerciale site", NULL },
	[PX_RC_RECIPIENT] = { "complement destinataire", NULL },
	[PX_RC_POINT] = { "complement point geographique", NULL },
	[PX_RC_HOUSE] = { "numero voie", NULL },
	[PX_RC_HOUSE_INDEX] = { "indice repetition voie", NULL },
	[PX_RC_STREET_CODE] = { "code type de voie", NULL },
	[PX_RC_STREET_TYPE] = { "libelle type de voie", NULL },
	[PX_RC_STREET] = { "libelle voie", NULL },
	[PX_RC_DISTRIBUTION] = { "mention distribution", NULL },
	[PX_RC_CEDEX] = { "bureau cedex", NULL },
	[PX_RC_POSTCODE] = { "code postal", "Code postal (coord. structure)" },
	[PX_RC_INSEE] = { "code commune", NULL },
	[PX_RC_CITY] = { "libelle commune", NULL },
	[PX_RC_COUNTRY] = { "code pays", NULL },
	[PX_RC_PHONE] = { "telephone", NULL },
	[PX_RC_PHONE2] = { "telephone 2", NULL },
	[PX_RC_FAX] = { "telecopie", NULL },
	[PX_RC_EMAIL] = { "adresse e-mail|adresse email", NULL },
	[PX_RC_PROFESSION] = { "code profession", "Code profession" },
	[PX_RC_CATEGORY] = { "code categorie professionnelle", NULL },
	[PX_RC_SKILL_TYPE] = { "code type savoir-faire", NULL },
	[PX_RC_SKILL] = { "code savoir-faire", NULL },
	[PX_RC_MODE] = { "code mode exercice", "Code mode exercice" },
	[PX_RC_SECTOR] = { "code secteur d'activite", NULL },
	[PX_RC_SECTION] = { "code section tableau pharmaciens", NULL },
	[PX_RC_ROLE] = { "code role|code fonction", NULL },
	[PX_RC_ACTIVITY_KIND] = { "code genre activite", NULL },
};

static void
drop_word(char *text, const char *word)
{
	char *found = strstr(text, word);

	if (found)
		memmove(found, found + strlen(word), strlen(found + strlen(word)) + 1);
}

/* "Code postal (coord. structure)" becomes "code postal". */
static char *
skeleton(struct px_arena *arena, const char *header)
{
	char *text = px_text_folded(arena, header);

	drop_word(text, "(coord. structure)");
	drop_word(text, "(structure)");
	return px_text_trim(text);
}

static void
place_header(const char *text, int place, int places[PX_RC_COUNT])
{
	for (int i = 0; i < PX_RC_COUNT; i++)
		if (places[i] < 0 && px_text_listed(columns[i].headers, text))
			places[i] = place;
}

int
px_register_columns(const struct px_source *source, int places[PX_RC_COUNT], struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf missing = PX_BUF_INIT;
	int result = 0;

	for (int i = 0; i < PX_RC_COUNT; i++)
		places[i] = -1;
	for (size_t i = 0; i < px_source_columns(source); i++)
		place_header(skeleton(&arena, px_source_header(source, i)), (int)i, places);
	for (int i = 0; i < PX_RC_COUNT; i++)
		if (places[i] < 0 && columns[i].shown)
			px_buf_printf(&missing, "%s%s", missing.length ? ", " : "",
				      columns[i].shown);
	if (missing.length)
		result = px_err_set(err, PX_REJECTED,
				    _("%s: not a Personne_activite file of the Annuaire Santé: "
				      "columns missing: %s"),
				    px_source_name(source), missing.data);
	px_buf_release(&missing);
	px_arena_release(&arena);
	return result;
}
