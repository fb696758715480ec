/* A row of FINESS: from the cells of either layout to what is stored. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/register/finess.h"

enum { INSEE_SIZE = 6, COMMUNE_DIGITS = 3, POSTCODE_LENGTH = 5 };

/* The stock's columns in their order (DREES, description of cs1100502). */
static const char *const stock_headers[] = {
	"structureet",
	"nofinesset",
	"nofinessej",
	"rs",
	"rslongue",
	"complrs",
	"compldistrib",
	"numvoie",
	"typvoie",
	"voie",
	"compvoie",
	"lieuditbp",
	"commune",
	"departement",
	"libdepartement",
	"ligneacheminement",
	"telephone",
	"telecopie",
	"categetab",
	"libcategetab",
	"categagretab",
	"libcategagretab",
	"siret",
	"codeape",
	"codemft",
	"libmft",
	"codesph",
	"libsph",
	"dateouv",
	"dateautor",
	"datemaj",
	"numuai",
	NULL,
};

const struct px_source_options px_finess_source = {
	.member = "cs1100507|cs1100502|finess|etalab",
	.headless = "finess|structureet",
	.headers = stock_headers,
};

static const char *const names[PX_FC_COUNT][2] = {
	[PX_FC_KIND] = { "structureet" },
	[PX_FC_FINESS] = { "nofinesset" },
	[PX_FC_LEGAL] = { "nofinessej" },
	[PX_FC_NAME] = { "rs" },
	[PX_FC_LONG_NAME] = { "rslongue" },
	[PX_FC_RECIPIENT] = { "compldistrib" },
	[PX_FC_HOUSE] = { "numvoie" },
	[PX_FC_STREET_TYPE] = { "typvoie" },
	[PX_FC_STREET] = { "voie" },
	[PX_FC_STREET_MORE] = { "compvoie" },
	[PX_FC_PLACE] = { "lieuditbp" },
	[PX_FC_COMMUNE] = { "commune" },
	[PX_FC_DEPARTMENT] = { "departement" },
	[PX_FC_ROUTING] = { "ligneacheminement" },
	[PX_FC_PHONE] = { "telephone" },
	[PX_FC_FAX] = { "telecopie" },
	[PX_FC_CATEGORY] = { "categetab" },
	[PX_FC_CATEGORY_LABEL] = { "liblongcategetab", "libcategetab" },
	[PX_FC_SIRET] = { "siret" },
	[PX_FC_APE] = { "codeape" },
	[PX_FC_OPENED] = { "dateouv", "dateouvert" },
	[PX_FC_AUTHORIZED] = { "dateautor" },
	[PX_FC_CHANGED] = { "datemaj" },
	[PX_FC_INSEE] = { "cog" },
	[PX_FC_POSTCODE] = { "codepostal" },
	[PX_FC_CITY] = { "libelle_routage" },
	[PX_FC_X] = { "coordx", "coordxet" },
	[PX_FC_Y] = { "coordy", "coordyet" },
	[PX_FC_SOURCE] = { "sourcegeocod", "sourcecoordet" },
};

static int
place_of(const struct px_source *source, const char *name)
{
	for (size_t i = 0; name && i < px_source_columns(source); i++)
		if (px_text_same(px_source_header(source, i), name))
			return (int)i;
	return -1;
}

int
px_finess_columns(const struct px_source *source, int places[PX_FC_COUNT], struct px_err *err)
{
	static const int needed[] = { PX_FC_FINESS, PX_FC_NAME, PX_FC_CATEGORY };
	struct px_buf missing = PX_BUF_INIT;
	int result = 0;

	for (int i = 0; i < PX_FC_COUNT; i++) {
		places[i] = place_of(source, names[i][0]);
		if (places[i] < 0)
			places[i] = place_of(source, names[i][1]);
	}
	for (size_t i = 0; i < PX_COUNT(needed); i++)
		if (places[needed[i]] < 0)
			px_buf_printf(&missing, "%s%s", missing.length ? ", " : "",
				      names[needed[i]][0]);
	if (missing.length)
		result = px_err_set(
			err, PX_REJECTED,
			_("%s: not a file of FINESS establishments: columns missing: %s"),
			px_source_name(source), missing.data);
	px_buf_release(&missing);
	return result;
}

static const char *
text_or_null(const char *text)
{
	return *text ? text : NULL;
}

/* Digits that a spreadsheet left without their zeros: "1" is department 01, "53" commune 053. */
static const char *
padded(const char *text, size_t width, const char *field, struct px_faults *faults)
{
	size_t digits = strspn(text, "0123456789");
	char full[INSEE_SIZE];

	if (!digits || text[digits] || digits >= width || width >= sizeof(full))
		return text;
	memset(full, '0', width);
	memcpy(full + width - digits, text, digits + 1);
	px_faults_add(faults, PX_REPAIRED, field, _("%s: its leading zero is put back"), text);
	return px_arena_strdup(faults->arena, full);
}

/*
 * The commune's code.  Overseas the department is 97 and the commune carries its third digit (9A 105
 * is 97105), but in Wallis (98 613).  Two islands of Guadeloupe have had codes of their own since
 * 2007, which FINESS does not use.
 */
static const char *
insee_of(const char *const cells[PX_FC_COUNT], struct px_faults *faults)
{
	const char *department, *commune, *insee;

	if (*cells[PX_FC_INSEE])
		return padded(cells[PX_FC_INSEE], INSEE_SIZE - 1, "insee", faults);
	department = padded(cells[PX_FC_DEPARTMENT], 2, "insee", faults);
	commune = padded(cells[PX_FC_COMMUNE], COMMUNE_DIGITS, "insee", faults);
	if (!*department || !*commune)
		return "";
	if (department[0] == '9' && department[1] >= 'A')
		department = strcmp(department, "9J") == 0 ? "98" : "97";
	insee = px_arena_printf(faults->arena, "%s%s", department, commune);
	if (strcmp(insee, "97123") == 0)
		return "97701";
	return strcmp(insee, "97127") == 0 ? "97801" : insee;
}

/* "01606 TREVOUX CEDEX" in two. */
static void
split_routing(const char *line, struct px_arena *arena, const char **postcode, const char **city)
{
	char *text = px_text_trim(px_arena_strdup(arena, line)), *cedex;
	size_t digits = strspn(text, "0123456789");

	*postcode = *city = "";
	if (digits == POSTCODE_LENGTH || digits == POSTCODE_LENGTH - 1) {
		*postcode = px_arena_strndup(arena, text, digits);
		text = px_text_trim(text + digits);
	}
	cedex = strstr(text, " CEDEX");
	if (cedex && (!cedex[6] || cedex[6] == ' '))
		*cedex = '\0';
	*city = text;
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

static const char *
address_of(const char *const cells[PX_FC_COUNT], struct px_arena *arena)
{
	struct px_buf street = PX_BUF_INIT, address = PX_BUF_INIT;
	const char *text;

	add_part(&street, " ", cells[PX_FC_HOUSE]);
	add_part(&street, " ", cells[PX_FC_STREET_TYPE]);
	add_part(&street, " ", cells[PX_FC_STREET]);
	add_part(&street, " ", cells[PX_FC_STREET_MORE]);
	add_part(&address, ", ", cells[PX_FC_RECIPIENT]);
	add_part(&address, ", ", street.data);
	add_part(&address, ", ", cells[PX_FC_PLACE]);
	text = address.length ? px_arena_strdup(arena, address.data) : NULL;
	px_buf_release(&street);
	px_buf_release(&address);
	return text;
}

/* As published, or as a French spreadsheet turned it. */
static const char *
date_of(const char *text, const char *field, struct px_faults *faults)
{
	struct px_date date;
	char iso[PX_DATE_SIZE];
	int end = 0;

	if (!*text)
		return NULL;
	if (px_date_parse(text, &date) == 0)
		return text;
	if (sscanf(text, "%2d/%2d/%4d%n", &date.day, &date.month, &date.year, &end) != 3 ||
	    text[end] || !px_date_valid(date)) {
		px_faults_add(faults, PX_REJECTING, field, _("%s: not a date"), text);
		return NULL;
	}
	px_date_format(date, iso);
	px_faults_add(faults, PX_REPAIRED, field, _("%s: read as %s"), text, iso);
	return px_arena_strdup(faults->arena, iso);
}

/* U+FFFD stands where somebody's conversion lost a letter: it cannot be found again. */
static void
check_letters(const char *text, const char *field, struct px_faults *faults)
{
	if (text && strstr(text, "\xef\xbf\xbd"))
		px_faults_add(faults, PX_SUSPICIOUS, field,
			      _("%s: letters were lost before this file was made"), text);
}

static void
put_names(const char *const cells[PX_FC_COUNT], struct px_faults *faults, const char **texts)
{
	texts[PX_FINESS_NAME] = text_or_null(cells[PX_FC_NAME]);
	texts[PX_FINESS_LONG_NAME] = text_or_null(cells[PX_FC_LONG_NAME]);
	texts[PX_FINESS_CATEGORY] = text_or_null(cells[PX_FC_CATEGORY]);
	texts[PX_FINESS_CATEGORY_LABEL] = text_or_null(cells[PX_FC_CATEGORY_LABEL]);
	check_letters(texts[PX_FINESS_NAME], "name", faults);
	check_letters(texts[PX_FINESS_LONG_NAME], "long_name", faults);
	if (!texts[PX_FINESS_NAME])
		texts[PX_FINESS_NAME] = texts[PX_FINESS_LONG_NAME];
	if (!texts[PX_FINESS_NAME])
		px_faults_add(faults, PX_REJECTING, "name", _("is empty"));
}

static void
put_place(const char *const cells[PX_FC_COUNT], struct px_faults *faults, const char **texts)
{
	const char *postcode, *city;

	split_routing(cells[PX_FC_ROUTING], faults->arena, &postcode, &city);
	if (*cells[PX_FC_POSTCODE])
		postcode = cells[PX_FC_POSTCODE];
	texts[PX_FINESS_ADDRESS] = address_of(cells, faults->arena);
	texts[PX_FINESS_POSTCODE] = px_reader_checked(PX_ID_POSTCODE, "postcode", postcode, faults);
	texts[PX_FINESS_CITY] = text_or_null(city);
	texts[PX_FINESS_INSEE] =
		px_reader_checked(PX_ID_INSEE, "insee", insee_of(cells, faults), faults);
	check_letters(texts[PX_FINESS_CITY], "city", faults);
}

void
px_finess_texts(const char *const cells[PX_FC_COUNT], struct px_faults *faults,
		const char *texts[PX_FINESS_FIELDS])
{
	memset(texts, 0, PX_FINESS_FIELDS * sizeof(*texts));
	texts[PX_FINESS_FINESS] =
		px_reader_checked(PX_ID_FINESS, "finess", cells[PX_FC_FINESS], faults);
	if (!texts[PX_FINESS_FINESS])
		px_faults_add(faults, PX_REJECTING, "finess", _("is empty"));
	texts[PX_FINESS_LEGAL] =
		px_reader_checked(PX_ID_FINESS, "finess_legal", cells[PX_FC_LEGAL], faults);
	put_names(cells, faults, texts);
	put_place(cells, faults, texts);
	texts[PX_FINESS_PHONE] =
		px_reader_checked(PX_ID_PHONE, "phone", cells[PX_FC_PHONE], faults);
	texts[PX_FINESS_FAX] = px_reader_checked(PX_ID_PHONE, "fax", cells[PX_FC_FAX], faults);
	texts[PX_FINESS_SIRET] =
		px_reader_checked(PX_ID_SIRET, "siret", cells[PX_FC_SIRET], faults);
	texts[PX_FINESS_APE] = text_or_null(cells[PX_FC_APE]);
	texts[PX_FINESS_OPENED] = date_of(cells[PX_FC_OPENED], "opened", faults);
	texts[PX_FINESS_AUTHORIZED] = date_of(cells[PX_FC_AUTHORIZED], "authorized", faults);
	texts[PX_FINESS_CHANGED] = date_of(cells[PX_FC_CHANGED], "changed", faults);
}

/* Metres, with a point or a comma before decimals. */
static bool
read_metres(const char *text, double *out)
{
	char copy[32], *comma, *end;

	if (!*text || strlen(text) >= sizeof(copy) || text[strspn(text, "-.,0123456789")])
		return false;
	memcpy(copy, text, strlen(text) + 1);
	comma = strchr(copy, ',');
	if (comma)
		*comma = '.';
	*out = strtod(copy, &end);
	return !*end;
}

static enum px_projection
projection_of(const char *source, const char *insee)
{
	static const struct {
		const char *word;
		enum px_projection projection;
	} words[] = {
		{ "LAMBERT_93", PX_LAMBERT_93 }, { "UTM_N20", PX_UTM_20N },
		{ "UTM_N21", PX_UTM_21N },       { "UTM_N22", PX_UTM_22N },
		{ "UTM_S38", PX_UTM_38S },       { "UTM_S40", PX_UTM_40S },
		{ "UTM_S01", PX_UTM_1S },
	};

	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (strstr(source, words[i].word))
			return words[i].projection;
	return px_geo_projection(insee);
}

bool
px_finess_point(const char *x, const char *y, const char *source, const char *insee,
		struct px_faults *faults, struct px_point *out)
{
	enum px_projection projection = projection_of(source, insee);
	double east, north;

	if (!*x && !*y)
		return false;
	if (read_metres(x, &east) && read_metres(y, &north)) {
		if (px_geo_unproject(projection, east, north, out))
			return true;
		if (px_geo_unproject(projection, north, east, out)) {
			px_faults_add(faults, PX_REPAIRED, "lat",
				      _("%s, %s: x and y were in each other's place"), x, y);
			return true;
		}
	}
	px_faults_add(faults, PX_SUSPICIOUS, "lat",
		      _("%s, %s: no place of the territory: the position is left out"), x, y);
	return false;
}
