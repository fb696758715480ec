#include "base/i18n.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "plexus";
static char language[3] = "en";

const char *
px_tr(const char *text)
{
	return *text ? dgettext(domain, text) : text;
}

const char *
px_tr_in(const char *context, const char *text)
{
	char key[128]; /* as gettext joins them */
	const char *found;

	if (!context || snprintf(key, sizeof(key), "%s\004%s", context, text) >= (int)sizeof(key))
		return px_tr(text);
	found = dgettext(domain, key);
	return found == key ? px_tr(text) : found;
}

const char *
px_trn(const char *one, const char *many, unsigned long number)
{
	return dngettext(domain, one, many, number);
}

/* Of the languages asked for ("de:fr:en", or one locale), the first that texts come out in. */
static const char *
first_known(const char *asked)
{
	while (*asked && strncmp(asked, "fr", 2) != 0 && strncmp(asked, "en", 2) != 0) {
		asked += strcspn(asked, ":");
		asked += *asked == ':';
	}
	return asked;
}

/* What the environment asks for, by gettext's own order of precedence. */
static const char *
asked_language(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "en";
}

void
px_i18n_switch(const char *lang)
{
	memcpy(language, strncmp(lang, "fr", 2) == 0 ? "fr" : "en", 3);
	if (strcmp(language, "fr") == 0) /* in "C" gettext looks for no catalogue */
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", language, 1);
	textdomain(domain); /* tells gettext that the language may have changed */
}

void
px_i18n_start(const char *lang, const char *folder)
{
	/* English needs no catalogue and no locale but UTF-8: the fast way out.  Numbers are never
	 * formatted by the locale, so LC_NUMERIC stays "C". */
	setlocale(LC_CTYPE, "C.UTF-8");
	bindtextdomain(domain, folder);
	bind_textdomain_codeset(domain, "UTF-8");
	px_i18n_switch(first_known(lang ? lang : asked_language()));
}

const char *
px_i18n_lang(void)
{
	return strcmp(language, "fr") == 0 ? "fr" : "en"; /* stays what it was after a switch */
}
