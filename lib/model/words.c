#include "model/words.h"

#include <stdio.h>
#include <string.h>

/* Slugs between '|', in the masculine singular. */
static const struct {
	const char *word, *others;
} synonyms[] = {
	{ "open", "ouvert|a-realiser|to-do|non-commence|pas-commence|non-fait|en-attente|prevu|"
		  "bloque|backlog|a-planifier|not-started|non-demarre" },
	{ "started", "commence|demarre|debute|in-progress|doing|entame" },
	{ "done", "fait|fini|acheve|clos|ferme|ok|realise|effectue|termine|completed|complete" },
	{ "dropped", "annule|sans-suite|abandon|cancelled|canceled" },
	{ "high", "urgent|haut|eleve|forte|fort|prioritaire|important|tres-urgent" },
	{ "normal", "moyen|moyenne|medium|standard|normale" },
	{ "low", "faible|bas|basse|secondaire|non-urgent|pas-urgent" },
	{ "idea", "projet|en-projet|envisage|a-l-etude" },
	{ "active", "actif|ouvert|demarre|lance|en-place" },
	{ "closed", "ferme|termine|fini|cloture|archive|abandonne" },
	{ "planned", "planifie|programme|a-venir|confirme" },
	{ "held", "faite|fait|realise|passe|eu-lieu|a-eu-lieu" },
	{ "cancelled", "canceled|reporte|supprime" },
	{ "concertation", "rcp|reunion-de-concertation|concertation-pluriprofessionnelle" },
	{ "invited", "convie|convoque|attendu" },
	{ "present", "p|la|venu|oui|x" },
	{ "excused", "e|exc" },
	{ "absent", "a|abs|non" },
	{ "indemnity", "indemnisation|indemnise|liberal" },
	{ "remuneration", "salaire|salarie|wage|salary" },
	{ "hospital", "ch|chu|centre-hospitalier|clinique|hopital-de-proximite" },
	{ "msp", "maison-de-sante|maison-de-sante-pluriprofessionnelle" },
	{ "cpts", "communaute-professionnelle-territoriale-de-sante" },
	{ "esp", "equipe-de-soins-primaires" },
	{ "ess", "equipe-de-soins-specialises" },
	{ "ets", "equipe-de-soins-traitants" },
	{ "dac", "dispositif-d-appui-a-la-coordination|dispositif-d-appui" },
	{ "ehpad", "maison-de-retraite" },
	{ "laboratory", "labo|lab|laboratoire-de-biologie|laboratoire-d-analyses" },
	{ "imaging", "radio|radiologie|cabinet-de-radiologie|imagerie-medicale" },
	{ "pharmacy", "officine" },
	{ "social", "ccas|service-social|medico-social" },
	{ "other", "divers" },
	{ "self", "moi|moi-meme|personne" },
	{ "office", "au-cabinet|sur-place|presentiel|en-presentiel" },
	{ "home", "a-domicile|visite|visite-a-domicile" },
	{ "video", "visioconference|teleconsultation|a-distance" },
	{ "keep", "garder|conserver|oui" },
	{ "skip", "sauter|exclure|sauf|non" },
	{ "free", "disponible|dispo|ouvert" },
	{ "busy", "reserve|occupe" },
	{ "busy-tentative", "tenu|en-option" },
	{ "busy-unavailable", "bloque" },
	{ "booked", "reserve|prevu|a-venir|confirme" },
	{ "fulfilled", "venu|fait|realise|tenu|attended" },
	{ "noshow", "absent|non-venu|pas-venu|non-honore|lapin|missed" },
	{ "practice", "ville|medecin-traitant|cabinet-medical" },
	{ "sas", "samu|regulation|centre-15" },
	{ "emergency", "service-d-urgence|sau" },
	{ "nursing-home", "maison-de-retraite|residence" },
	{ "home-care", "had|ssiad|hospitalisation-a-domicile" },
	{ "asking", "ouvert|en-attente" },
	{ "accepted", "pris" },
	{ "unanswered", "sans-suite|expire" },
	{ "withdrawn", "annule" },
	{ "sector-1", "secteur-i|s1|1|secteur-un|conventionne-secteur-1|conventionne-s1" },
	{ "optam", "secteur-2-optam|s2-optam|optam-co|secteur-2-avec-optam|dptam|sector-2-optam|"
		   "secteur-2-optam-co|conventionne-secteur-2-optam|"
		   "option-de-pratique-tarifaire-maitrisee" },
	{ "sector-2", "secteur-ii|s2|2|secteur-deux|conventionne-secteur-2|honoraires-libres|"
		      "secteur-2-sans-optam|secteur-2-hors-optam|secteur-2-non-optam" },
	{ "conventioned", "convention|oui" },
	{ "non-conventioned", "secteur-3|s3|3|secteur-iii|deconventionne|non" },
	{ "uncovered", "sans-convention|non-rembourse|sans-objet|non-concerne" },
	{ "yes", "oui|accessible|totale|total|complet|vrai|x|o|true|1" },
	{ "limited", "partiel|partielle|limite|avec-aide|en-partie" },
	{ "no", "non|inaccessible|non-accessible|aucun|faux|n|false|0" },
};

enum { LONGEST = 64 };

bool
px_word_is(const char *word, const char *slug, bool (*same)(const char *a, const char *b))
{
	const char *list = "";

	for (size_t i = 0; i < sizeof(synonyms) / sizeof(*synonyms); i++)
		if (strcmp(synonyms[i].word, word) == 0)
			list = synonyms[i].others;
	while (*list) {
		size_t length = strcspn(list, "|");
		char other[LONGEST];

		snprintf(other, sizeof(other), "%.*s", (int)length, list);
		if (same(slug, other))
			return true;
		list += length + (list[length] == '|');
	}
	return false;
}
