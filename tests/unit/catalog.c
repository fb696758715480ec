/* Catalogues of translations: two languages at once, plurals, contexts, damaged files. */
#include <stdlib.h>
#include <unistd.h>

#include "base/catalog.h"
#include "base/i18n.h"
#include "tap.h"

static const char *
folder(void)
{
	const char *build = getenv("PX_BUILD");
	static char path[4096];

	snprintf(path, sizeof(path), "%s/share/locale", build ? build : "build");
	return path;
}

static void
test_languages(void)
{
	px_i18n_start("en", folder());
	tap_is(px_tr("open"), "open", "English is the texts themselves");
	tap_is(px_tr_french(NULL, "open"), "à faire", "French is at hand");
	tap_is(px_i18n_lang(), "en", "and the process stays English");
	tap_is(getenv("LANGUAGE"), "en", "for the programs that it starts too");
	tap_is(px_tr_french("poll", "open"), "ouvert", "a context makes it another word");
	tap_is(px_tr_french("no such context", "open"), px_tr_french(NULL, "open"),
	       "a context that the text has not is none");
	tap_is(px_tr_french(NULL, "no such text"), "no such text", "what has no translation");
	tap_is(px_tr_french(NULL, ""), "", "the empty text is not the header");
}

static void
test_plurals(void)
{
	const char *const one = "every day", *const many = "every %lu days";

	tap_is(px_trn(one, many, 0), many, "English: none are many");
	tap_is(px_trn(one, many, 1), one, "one is one");
	px_i18n_switch("fr");
	tap_is(px_trn(one, many, 0), "tous les jours", "French: none is one");
	tap_is(px_trn(one, many, 2), "tous les %lu jours", "two are many");
	tap_is(px_trn("no such text", "no such texts", 2), "no such texts", "without translation");
	tap_is(px_tr("open"), "à faire", "switched");
	px_i18n_switch("en");
}

/* Whatever byte is wrong, no text is read out of the file. */
static void
test_damage(const char *path)
{
	struct px_catalog catalog;
	char bytes[512], damaged[] = "/tmp/px-catalog-XXXXXX";
	int fd = mkstemp(damaged);
	FILE *file = fopen(path, "rb");
	size_t length = file ? fread(bytes, 1, sizeof(bytes), file) : 0;
	bool silent = fd >= 0 && length == sizeof(bytes);

	tap_ok(!px_catalog_read("/nonexistent", &catalog) &&
		       !px_catalog_find(&catalog, NULL, "open", 0),
	       "no file: nothing is found");
	/* The tables and the texts lie past the end. */
	if (silent)
		silent = write(fd, bytes, length) == (ssize_t)length;
	tap_ok(silent && !px_catalog_read(damaged, &catalog) &&
		       !px_catalog_find(&catalog, NULL, "open", 0),
	       "a file that was cut is refused");
	memcpy(bytes + 8, "\1\0\0\0\x14\0\0\0\x14\0\0\0\377\377\377\377\377\377\377\377", 20);
	tap_ok(silent && pwrite(fd, bytes, length, 0) == (ssize_t)length &&
		       px_catalog_read(damaged, &catalog) &&
		       !px_catalog_find(&catalog, NULL, "open", 0),
	       "a text out of the file is not read");
	if (file)
		fclose(file);
	close(fd);
	unlink(damaged);
}

int
main(void)
{
	char path[4200];

	snprintf(path, sizeof(path), "%s/fr/LC_MESSAGES/plexus.mo", folder());
	test_languages();
	test_plurals();
	test_damage(path);
	return tap_done();
}
