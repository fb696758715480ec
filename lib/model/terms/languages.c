#include "model/languages.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

const struct px_language px_languages[] = {
	{ "am", "amharique", "Amharic", NULL },
	{ "ar", "arabe", "Arabic", "arabe-dialectal|arabe-litteraire|darija|maghrebin" },
	{ "az", "azéri", "Azerbaijani", NULL },
	{ "bg", "bulgare", "Bulgarian", NULL },
	{ "bm", "bambara", "Bambara", "dioula|malinke" },
	{ "bn", "bengali", "Bengali", NULL },
	{ "br", "breton", "Breton", NULL },
	{ "bs", "bosnien", "Bosnian", "bosniaque" },
	{ "ca", "catalan", "Catalan", NULL },
	{ "co", "corse", "Corsican", NULL },
	{ "cs", "tchèque", "Czech", NULL },
	{ "da", "danois", "Danish", NULL },
	{ "de", "allemand", "German", "deutsch" },
	{ "el", "grec", "Greek", NULL },
	{ "en", "anglais", "English", NULL },
	{ "eo", "espéranto", "Esperanto", NULL },
	{ "es", "espagnol", "Spanish", "castillan" },
	{ "et", "estonien", "Estonian", NULL },
	{ "eu", "basque", "Basque", "euskara" },
	{ "fa", "persan", "Persian", "farsi|iranien|dari" },
	{ "ff", "peul", "Fula", "fulfulde|pular|poular" },
	{ "fi", "finnois", "Finnish", "finlandais" },
	{ "fr", "français", "French", NULL },
	{ "fsl", "langue des signes française", "French sign language",
	  "lsf|langue-des-signes|sign-language|signes" },
	{ "ga", "irlandais", "Irish", NULL },
	{ "gcf", "créole antillais", "Antillean Creole",
	  "creole-guadeloupeen|creole-martiniquais|creole" },
	{ "gcr", "créole guyanais", "Guianese Creole", NULL },
	{ "gl", "galicien", "Galician", NULL },
	{ "gsw", "alsacien", "Alsatian", "alemanique" },
	{ "he", "hébreu", "Hebrew", NULL },
	{ "hi", "hindi", "Hindi", NULL },
	{ "hr", "croate", "Croatian", NULL },
	{ "ht", "créole haïtien", "Haitian Creole", "haitien" },
	{ "hu", "hongrois", "Hungarian", NULL },
	{ "hy", "arménien", "Armenian", NULL },
	{ "id", "indonésien", "Indonesian", NULL },
	{ "is", "islandais", "Icelandic", NULL },
	{ "it", "italien", "Italian", NULL },
	{ "ja", "japonais", "Japanese", NULL },
	{ "ka", "géorgien", "Georgian", NULL },
	{ "kab", "kabyle", "Kabyle", "berbere|tamazight" },
	{ "km", "khmer", "Khmer", "cambodgien" },
	{ "ko", "coréen", "Korean", NULL },
	{ "ku", "kurde", "Kurdish", NULL },
	{ "lb", "luxembourgeois", "Luxembourgish", NULL },
	{ "ln", "lingala", "Lingala", NULL },
	{ "lo", "lao", "Lao", "laotien" },
	{ "lt", "lituanien", "Lithuanian", NULL },
	{ "lv", "letton", "Latvian", NULL },
	{ "mg", "malgache", "Malagasy", NULL },
	{ "mk", "macédonien", "Macedonian", NULL },
	{ "mn", "mongol", "Mongolian", NULL },
	{ "ms", "malais", "Malay", NULL },
	{ "mt", "maltais", "Maltese", NULL },
	{ "ne", "népalais", "Nepali", NULL },
	{ "nl", "néerlandais", "Dutch", "hollandais|flamand" },
	{ "no", "norvégien", "Norwegian", NULL },
	{ "oc", "occitan", "Occitan", "provencal|gascon" },
	{ "pa", "pendjabi", "Punjabi", NULL },
	{ "pl", "polonais", "Polish", NULL },
	{ "ps", "pachto", "Pashto", "pashto|pachtou" },
	{ "pt", "portugais", "Portuguese", "bresilien" },
	{ "rcf", "créole réunionnais", "Réunion Creole", NULL },
	{ "rn", "kirundi", "Kirundi", NULL },
	{ "ro", "roumain", "Romanian", "moldave" },
	{ "rom", "romani", "Romani", NULL },
	{ "ru", "russe", "Russian", NULL },
	{ "rw", "kinyarwanda", "Kinyarwanda", "rwandais" },
	{ "si", "cingalais", "Sinhala", NULL },
	{ "sk", "slovaque", "Slovak", NULL },
	{ "sl", "slovène", "Slovenian", NULL },
	{ "snk", "soninké", "Soninke", NULL },
	{ "so", "somali", "Somali", NULL },
	{ "sq", "albanais", "Albanian", NULL },
	{ "sr", "serbe", "Serbian", NULL },
	{ "sv", "suédois", "Swedish", NULL },
	{ "sw", "swahili", "Swahili", NULL },
	{ "swb", "shimaoré", "Maore Comorian", "mahorais|comorien" },
	{ "ta", "tamoul", "Tamil", NULL },
	{ "th", "thaï", "Thai", "thailandais" },
	{ "ti", "tigrinya", "Tigrinya", NULL },
	{ "tl", "tagalog", "Tagalog", "philippin" },
	{ "tr", "turc", "Turkish", NULL },
	{ "ty", "tahitien", "Tahitian", NULL },
	{ "uk", "ukrainien", "Ukrainian", NULL },
	{ "ur", "ourdou", "Urdu", NULL },
	{ "vi", "vietnamien", "Vietnamese", NULL },
	{ "wo", "wolof", "Wolof", NULL },
	{ "zh", "chinois", "Chinese", "mandarin|cantonais" },
	{ NULL, NULL, NULL, NULL },
};

enum { LIMIT = 64 };

/* The feminine is a word of tables too: "langue anglaise", "anglaise". */
static bool
same_name(struct px_arena *arena, const char *slug, const char *name)
{
	const char *other = px_text_slug(arena, name, LIMIT);
	size_t length = strlen(other);

	return strncmp(slug, other, length) == 0 &&
	       (!slug[length] || strcmp(slug + length, "e") == 0);
}

static bool
is_called(struct px_arena *arena, const struct px_language *language, const char *slug)
{
	return strcmp(slug, language->code) == 0 || same_name(arena, slug, language->french) ||
	       same_name(arena, slug, language->english) ||
	       (language->others && px_text_listed(language->others, slug));
}

const struct px_language *
px_language_find(const char *text)
{
	struct px_arena arena = PX_ARENA_INIT;
	const char *slug = px_text_slug(&arena, text, LIMIT);
	const struct px_language *found = NULL;

	for (size_t i = 0; *slug && px_languages[i].code && !found; i++)
		if (is_called(&arena, &px_languages[i], slug))
			found = &px_languages[i];
	px_arena_release(&arena);
	return found;
}

static const char *
name_of(const struct px_language *language)
{
	return strcmp(px_i18n_lang(), "fr") == 0 ? language->french : language->english;
}

const char *
px_language_name(const char *code)
{
	for (size_t i = 0; px_languages[i].code; i++)
		if (strcmp(px_languages[i].code, code) == 0)
			return name_of(&px_languages[i]);
	return code;
}

const char *
px_language_word(size_t i)
{
	return i + 1 < PX_COUNT(px_languages) ? name_of(&px_languages[i]) : NULL;
}

const char *
px_language_any(const void *unused, size_t i)
{
	const struct px_language *language = &px_languages[i / 2];

	(void)unused;
	if (i / 2 + 1 >= PX_COUNT(px_languages))
		return NULL;
	return i % 2 ? language->english : language->french;
}
