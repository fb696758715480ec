/*
 * vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350): one property in, one record out.
 *
 * Cards are read through io/rows.h like any other file: each card is a row whose columns have the
 * names of our fields (vcard_map.c says which property is which).  What vCard has no property for
 * stands in X-PLEXUS-FIELD, so that a card that we wrote loses nothing.
 */
#ifndef PX_IO_VCARD_VCARD_H
#define PX_IO_VCARD_VCARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/field.h"

enum px_vcard_version { PX_VCARD_2_1, PX_VCARD_3_0, PX_VCARD_4_0 };
enum { PX_VCARD_VERSION_COUNT = PX_VCARD_4_0 + 1 };
extern const char *const px_vcard_versions[PX_VCARD_VERSION_COUNT + 1]; /* "2.1"…; NULL ends */

/* The field of the registry that a property X-PLEXUS-FIELD is about. */
#define PX_VCARD_OWN "X-PLEXUS-"

struct px_vcard_param {
	const char *name;  /* upper case; a parameter without name (2.1) is a TYPE or an ENCODING */
	const char *value; /* upper case; a list is several parameters */
};

struct px_vcard_property {
	const char *name; /* upper case, without its group */
	const struct px_vcard_param *params;
	size_t param_count;
	const char *value; /* UTF-8, without QUOTED-PRINTABLE, escapes still in place */
	bool binary;       /* base64: value is "" */
};

/* Read one line, unfolded.  The texts are the arena's.  NULL, or what is wrong with the line
 * (translated); *out is then not to be used. */
const char *px_vcard_parse(struct px_arena *arena, const char *line, size_t length,
			   struct px_vcard_property *out);

/* Does the part of the line before its value say that it is quoted-printable, or base64? */
bool px_vcard_is_quoted(const char *line, size_t length);
bool px_vcard_is_binary(const char *line, size_t length);

/* Has it this parameter with this value (both upper case)?  value NULL: with any. */
bool px_vcard_has(const struct px_vcard_property *property, const char *name, const char *value);

/* The value without its escapes.  px_vcard_part: the i-th part of a structured value (parts are
 * separated by ';'), its several values joined by `joint`; "" when there is none.  In 2.1 a comma
 * separates nothing. */
const char *px_vcard_text(struct px_arena *arena, const char *value);
const char *px_vcard_part(struct px_arena *arena, const char *value, size_t part, bool commas,
			  const char *joint);

/* Append the record (a practitioner, an organization, a site) as one card.  organization is the name
 * of the organization that it belongs to, or NULL.  Lines end in CR LF and have 75 octets at most,
 * never cut inside a character. */
void px_vcard_write(const struct px_record *record, const struct px_world *world,
		    enum px_vcard_version version, const char *organization, struct px_buf *out);

#endif
