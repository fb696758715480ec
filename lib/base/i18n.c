#include "base/i18n.h"

#include <limits.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/catalog.h"

/* English is the texts themselves.  The catalogue is read when a French text is asked for first, by
 * whichever thread: most commands in English never do. */
static char french_path[PATH_MAX];
static struct px_catalog french_catalog;
static pthread_once_t french_once = PTHREAD_ONCE_INIT;
static bool is_french;

static void
read_french(void)
{
	px_catalog_read(french_path, &french_catalog);
}

static const char *
find_french(const char *context, const char *text, unsigned form)
{
	pthread_once(&french_once, read_french);
	return px_catalog_find(&french_catalog, context, text, form);
}

const char *
px_tr_french(const char *context, const char *text)
{
	const char *found = NULL;

	if (!*text)
		return text; /* in a catalogue the empty text is its header */
	if (context)
		found = find_french(context, text, 0);
	if (!found)
		found = find_french(NULL, text, 0);
	return found ? found : text;
}

const char *
px_tr(const char *text)
{
	return is_french ? px_tr_french(NULL, text) : text;
}

const char *
px_tr_in(const char *context, const char *text)
{
	return is_french ? px_tr_french(context, text) : text;
}

/* French says one of what English says many: "0 tâche". */
const char *
px_trn(const char *one, const char *many, unsigned long number)
{
	const char *found = is_french ? find_french(NULL, one, number > 1) : NULL;

	return found ? found : number == 1 ? one : many;
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
	is_french = strncmp(lang, "fr", 2) == 0;
}

void
px_i18n_start(const char *lang, const char *folder)
{
	px_i18n_switch(first_known(lang ? lang : asked_language()));
	if (snprintf(french_path, sizeof(french_path), "%s/fr/LC_MESSAGES/plexus.mo", folder) >=
	    (int)sizeof(french_path))
		french_path[0] = '\0'; /* no file is called so */
	/* What the system says, and programs that we start, follow; its accents need an encoding.  Nothing
	 * else of ours asks the locale, and numbers never: LC_NUMERIC stays "C". */
	if (is_french) {
		setlocale(LC_CTYPE, "C.UTF-8");
		setlocale(LC_MESSAGES, "C.UTF-8");
	}
	setenv("LANGUAGE", px_i18n_lang(), 1);
}

const char *
px_i18n_lang(void)
{
	return is_french ? "fr" : "en";
}
