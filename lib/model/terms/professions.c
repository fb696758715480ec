#include "model/professions.h"

#include <string.h>

#include "base/text.h"

/* The label's own slug is among the words. */
const struct px_term px_professions[] = {
	{ "10", "10", "Médecin", "physician", "medecin",
	  "generaliste|medecin-generaliste|medecine-generale|mg|docteur|dr|physician|doctor|gp|"
	  "general-practitioner",
	  true },
	{ "21", "21", "Pharmacien", "pharmacist", "pharmacien", "pharmacienne|pharmacist", false },
	{ "26", "26", "Audioprothésiste", "hearing aid specialist", "audioprothesiste", "", false },
	{ "28", "28", "Opticien-Lunetier", "optician", "opticien",
	  "opticienne|opticien-lunetier|optician", false },
	{ "31", "31", "Assistant dentaire", "dental assistant", "assistant-dentaire",
	  "assistante-dentaire|dental-assistant", false },
	{ "32", "32", "Physicien médical", "medical physicist", "physicien-medical",
	  "physicienne-medicale", false },
	{ "40", "40", "Chirurgien-Dentiste", "dentist", "dentiste",
	  "chirurgien-dentiste|chirurgienne-dentiste|dentist", true },
	{ "41", "41", "Assistant de service social", "social assistant", "assistant-social",
	  "assistante-sociale|assistant-de-service-social|assistante-de-service-social", false },
	{ "50", "50", "Sage-Femme", "midwife", "sage-femme", "sages-femmes|maieuticien|sf|midwife",
	  true },
	{ "60", "60", "Infirmier", "nurse", "infirmier",
	  "infirmiere|infirmier-liberal|infirmiere-liberale|ide|idel|ipa|asalee|infirmier-asalee|"
	  "infirmiere-asalee|infirmier-en-pratique-avancee|infirmiere-en-pratique-avancee|"
	  "infirmier-diplome-d-etat|infirmiere-diplomee-d-etat|nurse",
	  false },
	{ "70", "70", "Masseur-Kinésithérapeute", "physiotherapist", "kinesitherapeute",
	  "kine|masseur-kinesitherapeute|masseuse-kinesitherapeute|mk|mkde|physiotherapist",
	  false },
	{ "71", "71", "Ostéopathe", "osteopath", "osteopathe", "osteo|osteopath", false },
	{ "72", "72", "Psychothérapeute", "psychotherapist", "psychotherapeute", "psychotherapist",
	  false },
	{ "73", "73", "Chiropracteur", "chiropractor", "chiropracteur",
	  "chiropractrice|chiropractor", false },
	{ "80", "80", "Pédicure-Podologue", "podiatrist", "podologue",
	  "pedicure|pedicure-podologue|podo|podiatrist", false },
	{ "81", "81", "Orthoprothésiste", "orthoprosthetist", "orthoprothesiste", "", false },
	{ "82", "82", "Podo-Orthésiste", "podo-orthotist", "podo-orthesiste", "", false },
	{ "83", "83", "Orthopédiste-Orthésiste", "orthotist", "orthopediste-orthesiste",
	  "orthesiste|orthotist", false },
	{ "84", "84", "Oculariste", "ocularist", "oculariste", "ocularist", false },
	{ "85", "85", "Épithésiste", "epithesist", "epithesiste", "", false },
	{ "86", "86", "Technicien de laboratoire médical", "medical laboratory technician",
	  "technicien-de-laboratoire",
	  "technicienne-de-laboratoire|technicien-de-laboratoire-medical|technicienne-de-"
	  "laboratoire-medical",
	  false },
	{ "91", "91", "Orthophoniste", "speech therapist", "orthophoniste",
	  "ortho|speech-therapist", false },
	{ "92", "92", "Orthoptiste", "orthoptist", "orthoptiste", "orthoptist", false },
	{ "93", "93", "Psychologue", "psychologist", "psychologue", "psycho|psychologist", false },
	{ "94", "94", "Ergothérapeute", "occupational therapist", "ergotherapeute",
	  "ergo|occupational-therapist", false },
	{ "95", "95", "Diététicien", "dietitian", "dieteticien",
	  "dieteticienne|dieteticien-nutritionniste|dieteticienne-nutritionniste|dietitian",
	  false },
	{ "96", "96", "Psychomotricien", "psychomotor therapist", "psychomotricien",
	  "psychomotricienne", false },
	{ "98", "98", "Manipulateur ERM", "radiographer", "manipulateur",
	  "manipulatrice|manipulateur-erm|manipulatrice-erm|manipulateur-radio|manipulatrice-radio|"
	  "radiographer",
	  false },
	{ "99", "99", "Personne exerçant un rôle", "person with a role", "role", "", false },
	{ "coordinator", "coordinator", "Coordinateur", "coordinator", "coordinator",
	  "coordinateur|coordinatrice|coordonnateur|coordonnatrice|coordo", false },
	{ "secretary", "secretary", "Secrétaire", "secretary", "secretary",
	  "secretaire|secretaire-medical|secretaire-medicale|medical-secretary", false },
	{ "social-worker", "social-worker", "Travailleur social", "social worker", "social-worker",
	  "travailleur-social|travailleuse-sociale|educateur-specialise|educatrice-specialisee|"
	  "mediateur-en-sante|mediatrice-en-sante",
	  false },
	{ "other", "other", "Autre", "other", "other",
	  "autre|autres|assistant-medical|assistante-medicale|medical-assistant|enseignant-apa|"
	  "enseignante-apa",
	  false },
	{ NULL, NULL, NULL, NULL, NULL, false },
};

static const char specialists[] =
	"allergologue|anesthesiste|angiologue|cardiologue|chirurgien|dermatologue|endocrinologue|"
	"gastro-enterologue|gastroenterologue|geriatre|gynecologue|hematologue|nephrologue|"
	"neurologue|"
	"oncologue|ophtalmologiste|ophtalmologue|orl|pediatre|phlebologue|pneumologue|psychiatre|"
	"radiologue|rhumatologue|stomatologue|urgentiste|urologue";

/* "Infirmier(ère)s" and "infirmier·e" to "infirmier": gender marks add nothing to the profession.
 * The middle dot becomes a word's edge in a slug. */
static char *
without_marks(char *slug)
{
	static const char *const marks[] = {
		"-e-s", "-es", "-ere", "-ne", "-e", "-trice", "-rice"
	};
	size_t length = strlen(slug);

	for (size_t i = 0; i < PX_COUNT(marks); i++) {
		size_t size = strlen(marks[i]);

		if (length > size && strcmp(slug + length - size, marks[i]) == 0) {
			slug[length - size] = '\0';
			break;
		}
	}
	return slug;
}

static const struct px_term *
find_slug(const char *slug)
{
	for (const struct px_term *p = px_professions; p->code; p++)
		if (px_term_is(p, slug))
			return p;
	return px_text_listed(specialists, slug) ? px_professions : NULL;
}

static char *
slug_of(struct px_arena *arena, const char *text)
{
	enum { LONGEST = 60 };

	return px_text_slug(arena, text, LONGEST);
}

/* "infirmiers" to "infirmier"; NULL of a word that has no such end. */
static const char *
in_singular(struct px_arena *arena, const char *slug)
{
	size_t length = strlen(slug);

	return length > 3 && slug[length - 1] == 's' ? px_arena_strndup(arena, slug, length - 1)
						     : NULL;
}

const struct px_term *
px_profession_find(const char *text)
{
	const struct px_term *found = px_profession_by_code(text);
	struct px_arena arena = PX_ARENA_INIT;
	const char *singular;
	char *slug;

	if (found)
		return found;
	slug = slug_of(&arena, text);
	singular = in_singular(&arena, slug);
	found = find_slug(slug);
	if (!found && singular)
		found = find_slug(singular);
	if (!found)
		found = find_slug(without_marks(slug));
	px_arena_release(&arena);
	return found;
}

static bool
is_listed(const char *list, const char *text)
{
	struct px_arena arena = PX_ARENA_INIT;
	bool listed = px_text_listed(list, slug_of(&arena, text));

	px_arena_release(&arena);
	return listed;
}

bool
px_profession_is_specialist(const char *text)
{
	return is_listed(specialists, text);
}

bool
px_profession_is_advanced(const char *text)
{
	return is_listed("ipa|infirmier-en-pratique-avancee|infirmiere-en-pratique-avancee", text);
}

const struct px_term *
px_profession_by_code(const char *code)
{
	return px_term_by_code(px_professions, code);
}

const char *
px_profession_label(const char *code)
{
	const struct px_term *found = px_profession_by_code(code);

	return found ? found->label : code;
}

const char *
px_profession_name(const char *code)
{
	return px_term_name(px_professions, code);
}

bool
px_profession_medical(const char *code)
{
	const struct px_term *found = px_profession_by_code(code);

	return found && found->medical;
}

const char *
px_profession_word(const void *unused, size_t i)
{
	(void)unused;
	return i < PX_COUNT(px_professions) ? px_professions[i].word : NULL;
}
