/*
 * Inside vCard: what the files that read cards share.
 */
#ifndef PX_IO_VCARD_VCARD_PART_H
#define PX_IO_VCARD_VCARD_PART_H

#include "io/source/cells.h"
#include "io/vcard/vcard.h"

/* A card as read, in the row's arena. */
struct px_vcard {
	struct px_vcard_property *properties;
	size_t count, capacity;
	enum px_vcard_version version;
};

/* Is it the card of an organization, not of a person? */
bool px_vcard_is_organization(const struct px_vcard *card, struct px_arena *arena);

/* Put what the card says into cells named as our fields. */
void px_vcard_cells(const struct px_vcard *card, bool organization, struct px_cells *cells);

#endif
