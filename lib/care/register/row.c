#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/register/part.h"
#include "care/register/reader.h"
#include "model/identifiers.h"

/* Between the cells that are hashed together: no text holds it. */
static const char separator = '\x1f';

uint64_t
px_register_digest(const void *bytes, size_t length)
{
	uint64_t digest = px_digest(bytes, length);

	return digest ? digest : 1; /* 0 is no digest */
}

/* Half of the cells are empty, and there are eighty million of them: no call for these. */
static inline void
add_cell(struct px_buf *out, const char *cell)
{
	if (*cell)
		px_buf_puts(out, cell);
	if (out->length + 1 < out->capacity) {
		out->data[out->length++] = separator;
		out->data[out->length] = '\0';
	} else {
		px_buf_putc(out, separator);
	}
}

/* Hash the cells from first to end; 0 when they are all empty. */
static uint64_t
digest_range(const struct px_register_row *row, int first, int end, struct px_buf *scratch)
{
	px_buf_clear(scratch);
	for (int i = first; i < end; i++)
		add_cell(scratch, row->cells[i]);
	return scratch->length == (size_t)(end - first)
		       ? 0
		       : px_register_digest(scratch->data, scratch->length);
}

uint64_t
px_register_identity(const char *type, const char *number, const char *profession,
		     const char *skill, const char *structure, const char *mode, const char *role,
		     struct px_buf *scratch)
{
	px_buf_clear(scratch);
	px_buf_printf(scratch, "%s%c%s%c%s%c%s%c%s%c%s%c%s", type, separator, number, separator,
		      profession, separator, skill, separator, structure, separator, mode,
		      separator, role);
	return px_register_digest(scratch->data, scratch->length);
}

void
px_register_row_read(const struct px_row *row, const int places[PX_RC_COUNT],
		     struct px_buf *scratch, struct px_register_row *out)
{
	for (int i = 0; i < PX_RC_COUNT; i++)
		out->cells[i] = places[i] < 0 || !row->cells[places[i]].text
					? ""
					: row->cells[places[i]].text;
	out->person = digest_range(out, 0, PX_RC_PERSON_END, scratch);
	if (!out->person)
		out->person = 1; /* nobody: to be refused, under a digest all the same */
	out->structure = digest_range(out, PX_RC_PERSON_END, PX_RC_STRUCTURE_END, scratch);
	digest_range(out, PX_RC_STRUCTURE_END, PX_RC_COUNT, scratch);
	out->kind = px_register_digest(scratch->data, scratch->length);
}

static const char *
text_or_null(const char *text)
{
	return *text ? text : NULL;
}

enum { RPPS_LENGTH = 11, ADELI_LENGTH = 9 };

/* A number that has a wrong key is somebody's; one of another length is nobody's. */
static const char *
checked_person(enum px_identifier identifier, const char *field, size_t length, const char *text,
	       struct px_faults *faults)
{
	const char *stored = px_reader_checked(identifier, field, text, faults);

	if (strlen(stored) != length)
		px_faults_add(faults, PX_REJECTING, field, _("%s: not %zu characters"), text,
			      length);
	return stored;
}

/* A title is of the practice (DR) when there is one, else of the person (M, MME). */
void
px_register_person(const struct px_register_row *row, struct px_faults *faults,
		   struct px_register_values *out)
{
	const char *type = row->cells[PX_RC_TYPE], *number = row->cells[PX_RC_NUMBER];
	const char **texts = out->texts;

	memset(out, 0, sizeof(*out));
	if (!*number)
		px_faults_add(faults, PX_REJECTING, NULL, _("a row without a person's identifier"));
	else if (strcmp(type, "8") == 0)
		texts[PX_RPPS_PERSON_RPPS] =
			checked_person(PX_ID_RPPS, "rpps", RPPS_LENGTH, number, faults);
	else if (strcmp(type, "0") == 0)
		texts[PX_RPPS_PERSON_ADELI] =
			checked_person(PX_ID_ADELI, "adeli", ADELI_LENGTH, number, faults);
	else
		px_faults_add(faults, PX_REJECTING, NULL,
			      _("%s: unknown type of identifier (8 is RPPS, 0 is ADELI)"), type);
	texts[PX_RPPS_PERSON_TITLE] =
		text_or_null(*row->cells[PX_RC_TITLE_EXERCISE] ? row->cells[PX_RC_TITLE_EXERCISE]
							       : row->cells[PX_RC_TITLE]);
	texts[PX_RPPS_PERSON_FAMILY] = text_or_null(row->cells[PX_RC_FAMILY]);
	texts[PX_RPPS_PERSON_GIVEN] = text_or_null(row->cells[PX_RC_GIVEN]);
}

static void
add_part(struct px_buf *out, const char *joint, const char *text)
{
	if (!*text)
		return;
	if (out->length)
		px_buf_puts(out, joint);
	px_buf_puts(out, text);
}

/* "Maison de santé, 90 bis Rue PRINCIPALE, BP 139": what stands above the postcode.  The recipient
 * is left out when it repeats the name. */
static const char *
address_of(const struct px_register_row *row, struct px_arena *arena)
{
	const char *const *cells = row->cells;
	const char *recipient = cells[PX_RC_RECIPIENT];
	struct px_buf street = PX_BUF_INIT, address = PX_BUF_INIT;
	const char *text = NULL;

	add_part(&street, " ", cells[PX_RC_HOUSE]);
	add_part(&street, " ", cells[PX_RC_HOUSE_INDEX]);
	add_part(&street, " ",
		 *cells[PX_RC_STREET_TYPE] ? cells[PX_RC_STREET_TYPE] : cells[PX_RC_STREET_CODE]);
	add_part(&street, " ", cells[PX_RC_STREET]);
	if (strcmp(recipient, cells[PX_RC_NAME]) != 0 && strcmp(recipient, cells[PX_RC_BRAND]) != 0)
		add_part(&address, ", ", recipient);
	add_part(&address, ", ", cells[PX_RC_POINT]);
	add_part(&address, ", ", street.data);
	add_part(&address, ", ", cells[PX_RC_DISTRIBUTION]);
	if (address.length)
		text = px_arena_strdup(arena, address.data);
	px_buf_release(&street);
	px_buf_release(&address);
	return text;
}

/* The town of a routing line: "51003 REIMS CEDEX 2" is REIMS.  The column is called after the cedex
 * office, and holds the whole line. */
static const char *
routed_town(const char *line, struct px_arena *arena)
{
	char *text = px_arena_strdup(arena, line), *cedex;
	size_t digits = strspn(text, "0123456789");

	if (digits == 5 && text[digits] == ' ')
		text += digits + 1;
	cedex = strstr(text, " CEDEX");
	if (cedex && (!cedex[6] || cedex[6] == ' '))
		*cedex = '\0';
	text = px_text_trim(text);
	return text_or_null(text);
}

/* A postcode of another country is no fault. */
static const char *
postcode_of(const struct px_register_row *row, struct px_faults *faults)
{
	static const char abroad[] =
		"99"; /* country codes of the COG; 99100 and 99000 are France */
	const char *country = row->cells[PX_RC_COUNTRY], *postcode = row->cells[PX_RC_POSTCODE];

	if (strncmp(country, abroad, 2) == 0 && strcmp(country, "99000") != 0 &&
	    strcmp(country, "99100") != 0)
		return text_or_null(postcode);
	return px_reader_checked(PX_ID_POSTCODE, "postcode", postcode, faults);
}

void
px_register_structure(const struct px_register_row *row, struct px_faults *faults,
		      struct px_register_values *out)
{
	const char *const *cells = row->cells;
	const char **texts = out->texts;

	memset(out, 0, sizeof(*out));
	texts[PX_RPPS_STRUCTURE_CODE] = text_or_null(cells[PX_RC_STRUCTURE]);
	texts[PX_RPPS_STRUCTURE_FINESS] =
		px_reader_checked(PX_ID_FINESS, "finess", cells[PX_RC_FINESS], faults);
	texts[PX_RPPS_STRUCTURE_FINESS_LEGAL] =
		px_reader_checked(PX_ID_FINESS, "finess_legal", cells[PX_RC_FINESS_LEGAL], faults);
	texts[PX_RPPS_STRUCTURE_SIRET] =
		px_reader_checked(PX_ID_SIRET, "siret", cells[PX_RC_SIRET], faults);
	texts[PX_RPPS_STRUCTURE_NAME] = text_or_null(cells[PX_RC_NAME]);
	texts[PX_RPPS_STRUCTURE_BRAND] = text_or_null(cells[PX_RC_BRAND]);
	texts[PX_RPPS_STRUCTURE_ADDRESS] = address_of(row, faults->arena);
	texts[PX_RPPS_STRUCTURE_POSTCODE] = postcode_of(row, faults);
	texts[PX_RPPS_STRUCTURE_CITY] = *cells[PX_RC_CITY]
						? cells[PX_RC_CITY]
						: routed_town(cells[PX_RC_CEDEX], faults->arena);
	texts[PX_RPPS_STRUCTURE_INSEE] = text_or_null(cells[PX_RC_INSEE]);
	texts[PX_RPPS_STRUCTURE_COUNTRY] = text_or_null(cells[PX_RC_COUNTRY]);
	texts[PX_RPPS_STRUCTURE_PHONE] =
		px_reader_checked(PX_ID_PHONE, "phone", cells[PX_RC_PHONE], faults);
	texts[PX_RPPS_STRUCTURE_PHONE2] =
		px_reader_checked(PX_ID_PHONE, "phone2", cells[PX_RC_PHONE2], faults);
	texts[PX_RPPS_STRUCTURE_FAX] =
		px_reader_checked(PX_ID_PHONE, "fax", cells[PX_RC_FAX], faults);
	texts[PX_RPPS_STRUCTURE_EMAIL] =
		px_reader_checked(PX_ID_EMAIL, "email", cells[PX_RC_EMAIL], faults);
}
