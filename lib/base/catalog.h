/*
 * One catalogue of translations, as msgfmt writes it.
 *
 * gettext answers in the language of the process alone, which only the environment can change: a French
 * report from an English session, or a French word in a cell, would switch it for every thread.  Here a
 * catalogue is a value: read once, asked from anywhere.
 */
#ifndef PX_BASE_CATALOG_H
#define PX_BASE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct px_catalog {
	const char *bytes; /* the file, for as long as the process lives */
	size_t size;
	uint32_t count, texts, translations; /* entries; where the two tables of places begin */
};

/* Read the catalogue of this path; false, and an empty catalogue, when there is none or it is damaged. */
bool px_catalog_read(const char *path, struct px_catalog *out);

/*
 * The translation of text, NULL when there is none.  context and text are joined as gettext joins them
 * (context may be NULL).  form is which of the forms of a plural: 0 for texts that have none.
 */
const char *px_catalog_find(const struct px_catalog *catalog, const char *context, const char *text,
			    unsigned form);

#endif
