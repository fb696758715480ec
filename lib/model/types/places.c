/* Reference tables of places: the communes with their postcodes (La Poste), and the establishments of
 * health and social care (FINESS). */
#include "base/i18n.h"
#include "model/types.h"
#include "model/types_register.h"

static const struct px_field commune_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_COMMUNE_INSEE] = { "insee", &px_kind_insee, PX_REQUIRED | PX_COLUMN,
			       N_("INSEE code of the commune"),
			       "code_commune_insee|code_insee|code_commune" },
	[PX_COMMUNE_NAME] = { "name", &px_kind_text,
			      PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			      N_("name, as La Poste writes it"),
			      "nom_commune|nom_de_la_commune|commune" },
	[PX_COMMUNE_POSTCODE] = { "postcode", &px_kind_postcode, PX_REQUIRED | PX_COLUMN,
				  N_("a postcode of the commune"), "code_postal" },
	[PX_COMMUNE_PLACE] = { "place", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			       N_("part of the commune, often one that was a commune"), "ligne_5" },
	[PX_COMMUNE_LABEL] = { "label", &px_kind_text, 0, N_("last line of an address there"),
			       "libelle_d_acheminement|libelle_acheminement" },
	[PX_COMMUNE_LAT] = { "lat", &px_kind_decimal, PX_COLUMN, N_("latitude of its middle") },
	[PX_COMMUNE_LON] = { "lon", &px_kind_decimal, PX_COLUMN, N_("longitude of its middle") },
};

const struct px_type px_type_commune = {
	.name = "commune",
	.plural = "communes",
	.label = N_("commune"),
	.help = N_("a commune under one of its postcodes"),
	.flags = PX_REGISTER,
	.fields = commune_fields,
	.field_count = PX_COUNT(commune_fields),
	.indexes = (const char *const[]){ "postcode", "name_folded", "place_folded", NULL },
};

static const struct px_field finess_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_FINESS_FINESS] = { "finess", &px_kind_finess, PX_REQUIRED | PX_COLUMN,
			       N_("FINESS number of the establishment"), "nofinesset" },
	[PX_FINESS_LEGAL] = { "finess_legal", &px_kind_finess, 0,
			      N_("FINESS number of the legal entity"), "nofinessej" },
	[PX_FINESS_NAME] = { "name", &px_kind_text,
			     PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			     N_("registered name"), "rs" },
	[PX_FINESS_LONG_NAME] = { "long_name", &px_kind_text, PX_SEARCHED, N_("its long form"),
				  "rslongue" },
	[PX_FINESS_CATEGORY] = { "category", &px_kind_text, PX_COLUMN,
				 N_("category code: 603 is a maison de santé, 604 a CPTS"),
				 "categetab" },
	[PX_FINESS_CATEGORY_LABEL] = { "category_label", &px_kind_text, PX_SEARCHED,
				       N_("category, in French"), "libcategetab" },
	[PX_FINESS_ADDRESS] = { "address", &px_kind_text, 0, N_("street address") },
	[PX_FINESS_POSTCODE] = { "postcode", &px_kind_postcode, PX_COLUMN, N_("postcode") },
	[PX_FINESS_CITY] = { "city", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			     N_("town") },
	[PX_FINESS_INSEE] = { "insee", &px_kind_insee, 0, N_("INSEE code of the commune") },
	[PX_FINESS_PHONE] = { "phone", &px_kind_phone, PX_COLUMN, N_("telephone"), "telephone" },
	[PX_FINESS_FAX] = { "fax", &px_kind_phone, 0, N_("fax"), "telecopie" },
	[PX_FINESS_SIRET] = { "siret", &px_kind_siret, 0, N_("SIRET") },
	[PX_FINESS_APE] = { "ape", &px_kind_text, 0, N_("activity code (APE)"), "codeape" },
	[PX_FINESS_OPENED] = { "opened", &px_kind_date, 0, N_("when it opened"),
			       "dateouv|dateouvert" },
	[PX_FINESS_AUTHORIZED] = { "authorized", &px_kind_date, 0, N_("when it was authorized"),
				   "dateautor" },
	[PX_FINESS_CHANGED] = { "changed", &px_kind_date, 0,
				N_("when the register changed it last"), "datemaj" },
	[PX_FINESS_LAT] = { "lat", &px_kind_decimal, 0, N_("latitude") },
	[PX_FINESS_LON] = { "lon", &px_kind_decimal, 0, N_("longitude") },
};

const struct px_type px_type_finess = {
	.name = "finess",
	.plural = "finess",
	.label = N_("establishment of FINESS"),
	.help = N_("an establishment of the national register FINESS"),
	.flags = PX_REGISTER,
	.fields = finess_fields,
	.field_count = PX_COUNT(finess_fields),
	.indexes = (const char *const[]){ "finess", "name_folded", "postcode", "city_folded",
					  "category", NULL },
};
