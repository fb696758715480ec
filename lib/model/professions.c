#include "model/professions.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* The first word is the one that completion offers; the label's own slug is among the others. */
const struct px_profession px_professions[] = {
	{ "10", "Médecin", "physician",
	  "medecin|generaliste|medecin-generaliste|medecine-generale|mg|docteur|dr|physician|"
	  "doctor|gp|"
	  "general-practitioner",
	  true },
	{ "21", "Pharmacien", "pharmacist", "pharmacien|pharmacienne|pharmacist", false },
	{ "26", "Audioprothésiste", "hearing aid specialist", "audioprothesiste", false },
	{ "28", "Opticien-Lunetier", "optician", "opticien|opticienne|opticien-lunetier|optician",
	  false },
	{ "31", "Assistant dentaire", "dental assistant",
	  "assistant-dentaire|assistante-dentaire|dental-assistant", false },
	{ "32", "Physicien médical", "medical physicist", "physicien-medical|physicienne-medicale",
	  false },
	{ "40", "Chirurgien-Dentiste", "dentist",
	  "dentiste|chirurgien-dentiste|chirurgienne-dentiste|dentist", true },
	{ "41", "Assistant de service social", "social assistant",
	  "assistant-social|assistante-sociale|assistant-de-service-social|"
	  "assistante-de-service-social",
	  false },
	{ "50", "Sage-Femme", "midwife", "sage-femme|sages-femmes|maieuticien|sf|midwife", true },
	{ "60", "Infirmier", "nurse",
	  "infirmier|infirmiere|infirmier-liberal|infirmiere-liberale|ide|idel|ipa|asalee|"
	  "infirmier-asalee|infirmiere-asalee|infirmier-en-pratique-avancee|"
	  "infirmiere-en-pratique-avancee|infirmier-diplome-d-etat|infirmiere-diplomee-d-etat|"
	  "nurse",
	  false },
	{ "70", "Masseur-Kinésithérapeute", "physiotherapist",
	  "kinesitherapeute|kine|masseur-kinesitherapeute|masseuse-kinesitherapeute|mk|mkde|"
	  "physiotherapist",
	  false },
	{ "71", "Ostéopathe", "osteopath", "osteopathe|osteo|osteopath", false },
	{ "72", "Psychothérapeute", "psychotherapist", "psychotherapeute|psychotherapist", false },
	{ "73", "Chiropracteur", "chiropractor", "chiropracteur|chiropractrice|chiropractor",
	  false },
	{ "80", "Pédicure-Podologue", "podiatrist",
	  "podologue|pedicure|pedicure-podologue|podo|podiatrist", false },
	{ "81", "Orthoprothésiste", "orthoprosthetist", "orthoprothesiste", false },
	{ "82", "Podo-Orthésiste", "podo-orthotist", "podo-orthesiste", false },
	{ "83", "Orthopédiste-Orthésiste", "orthotist",
	  "orthopediste-orthesiste|orthesiste|orthotist", false },
	{ "84", "Oculariste", "ocularist", "oculariste|ocularist", false },
	{ "85", "Épithésiste", "epithesist", "epithesiste", false },
	{ "86", "Technicien de laboratoire médical", "medical laboratory technician",
	  "technicien-de-laboratoire|technicienne-de-laboratoire|technicien-de-laboratoire-medical|"
	  "technicienne-de-laboratoire-medical",
	  false },
	{ "91", "Orthophoniste", "speech therapist", "orthophoniste|ortho|speech-therapist",
	  false },
	{ "92", "Orthoptiste", "orthoptist", "orthoptiste|orthoptist", false },
	{ "93", "Psychologue", "psychologist", "psychologue|psycho|psychologist", false },
	{ "94", "Ergothérapeute", "occupational therapist",
	  "ergotherapeute|ergo|occupational-therapist", false },
	{ "95", "Diététicien", "dietitian",
	  "dieteticien|dieteticienne|dieteticien-nutritionniste|dieteticienne-nutritionniste|"
	  "dietitian",
	  false },
	{ "96", "Psychomotricien", "psychomotor therapist", "psychomotricien|psychomotricienne",
	  false },
	{ "98", "Manipulateur ERM", "radiographer",
	  "manipulateur|manipulatrice|manipulateur-erm|manipulatrice-erm|manipulateur-radio|"
	  "manipulatrice-radio|radiographer",
	  false },
	{ "99", "Personne exerçant un rôle", "person with a role", "role", false },
	{ "coordinator", "Coordinateur", "coordinator",
	  "coordinator|coordinateur|coordinatrice|coordonnateur|coordonnatrice|coordo", false },
	{ "secretary", "Secrétaire", "secretary",
	  "secretary|secretaire|secretaire-medical|secretaire-medicale|medical-secretary", false },
	{ "social-worker", "Travailleur social", "social worker",
	  "social-worker|travailleur-social|travailleuse-sociale|educateur-specialise|"
	  "educatrice-specialisee|mediateur-en-sante|mediatrice-en-sante",
	  false },
	{ "other", "Autre", "other",
	  "other|autre|autres|assistant-medical|assistante-medicale|medical-assistant|"
	  "enseignant-apa|enseignante-apa",
	  false },
	{ NULL, NULL, NULL, NULL, false },
};

static const char specialists[] =
	"allergologue|anesthesiste|angiologue|cardiologue|chirurgien|dermatologue|endocrinologue|"
	"gastro-enterologue|gastroenterologue|geriatre|gynecologue|hematologue|nephrologue|"
	"neurologue|"
	"oncologue|ophtalmologiste|ophtalmologue|orl|pediatre|phlebologue|pneumologue|psychiatre|"
	"radiologue|rhumatologue|stomatologue|urgentiste|urologue";

/* Is the word, length bytes of it, one of a list between '|'? */
static bool
is_listed(const char *list, const char *word, size_t length)
{
	while (list) {
		size_t size = strcspn(list, "|");

		if (size == length && memcmp(list, word, length) == 0)
			return true;
		list = list[size] ? list + size + 1 : NULL;
	}
	return false;
}

/* "Infirmier(ère)s" and "infirmier·e" to "infirmier": gender marks add nothing to the profession.
 * The middle dot becomes a word's edge in a slug. */
static size_t
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
			return length - size;
		}
	}
	return length;
}

static const struct px_profession *
find_slug(const char *slug, size_t length)
{
	for (const struct px_profession *p = px_professions; p->code; p++)
		if (is_listed(p->words, slug, length))
			return p;
	return is_listed(specialists, slug, length) ? px_professions : NULL;
}

const struct px_profession *
px_profession_by_code(const char *code)
{
	for (const struct px_profession *p = px_professions; p->code; p++)
		if (strcmp(p->code, code) == 0)
			return p;
	return NULL;
}

static char *
slug_of(struct px_arena *arena, const char *text)
{
	enum { LONGEST = 60 };

	return px_text_slug(arena, text, LONGEST);
}

const struct px_profession *
px_profession_find(const char *text)
{
	const struct px_profession *found = px_profession_by_code(text);
	struct px_arena arena = PX_ARENA_INIT;
	size_t length;
	char *slug;

	if (found)
		return found;
	slug = slug_of(&arena, text);
	length = strlen(slug);
	found = find_slug(slug, length);
	if (!found && length > 3 && slug[length - 1] == 's')
		found = find_slug(slug, length - 1);
	if (!found && (length = without_marks(slug)))
		found = find_slug(slug, length);
	px_arena_release(&arena);
	return found;
}

bool
px_profession_is_specialist(const char *text)
{
	struct px_arena arena = PX_ARENA_INIT;
	char *slug = slug_of(&arena, text);
	bool specialist = is_listed(specialists, slug, strlen(slug));

	px_arena_release(&arena);
	return specialist;
}

const char *
px_profession_label(const char *code)
{
	const struct px_profession *found = px_profession_by_code(code);

	return found ? found->label : code;
}

const char *
px_profession_name(const char *code)
{
	const struct px_profession *found = px_profession_by_code(code);

	if (!found)
		return code;
	return strcmp(px_i18n_lang(), "fr") == 0 ? found->label : found->english;
}

bool
px_profession_medical(const char *code)
{
	const struct px_profession *found = px_profession_by_code(code);

	return found && found->medical;
}

const char *
px_profession_word(const void *unused, size_t i)
{
	/* One word a profession, copied once: the tables hold them joined. */
	static char words[PX_COUNT(px_professions)][40];

	(void)unused;
	if (i + 1 >= PX_COUNT(px_professions))
		return NULL;
	if (!words[i][0])
		memcpy(words[i], px_professions[i].words, strcspn(px_professions[i].words, "|"));
	return words[i];
}
