/* The national register of health professionals (Annuaire Santé, PS_LibreAcces). */
#include "model/types_register.h"

#include "base/i18n.h"
#include "model/professions.h"
#include "model/types.h"

static const struct px_field person_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_PERSON_RPPS] = { "rpps", &px_kind_rpps, PX_COLUMN, N_("RPPS number") },
	[PX_RPPS_PERSON_ADELI] = { "adeli", &px_kind_adeli, 0, N_("ADELI number (until 2024)") },
	[PX_RPPS_PERSON_TITLE] = { "title", &px_kind_text, 0, N_("form of address: DR, M, MME") },
	[PX_RPPS_PERSON_FAMILY] = { "family", &px_kind_text, PX_COLUMN | PX_FOLDED,
				    N_("family name in practice") },
	[PX_RPPS_PERSON_GIVEN] = { "given", &px_kind_text, PX_COLUMN | PX_FOLDED,
				   N_("given name in practice") },
	[PX_RPPS_PERSON_DIGEST] = { "digest", &px_kind_integer, PX_REQUIRED,
				    N_("hash of the row's part of the file") },
};

const struct px_type px_type_rpps_person = {
	.name = "rpps_person",
	.plural = "rpps_persons",
	.label = N_("person of the register"),
	.help = N_("a professional of the national register"),
	.flags = PX_REGISTER,
	.fields = person_fields,
	.field_count = PX_COUNT(person_fields),
	.indexes = (const char *const[]){ "rpps", "family_folded+given_folded", NULL },
};

static const struct px_field structure_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_STRUCTURE_CODE] = { "code", &px_kind_text, PX_COLUMN,
				     N_("technical identifier: F and a FINESS, C and a SIRET, R "
					"and an RPPS") },
	[PX_RPPS_STRUCTURE_FINESS] = { "finess", &px_kind_finess, 0, N_("FINESS of the site") },
	[PX_RPPS_STRUCTURE_FINESS_LEGAL] = { "finess_legal", &px_kind_finess, 0,
					     N_("FINESS of the legal entity") },
	[PX_RPPS_STRUCTURE_SIRET] = { "siret", &px_kind_siret, 0, N_("SIRET of the site") },
	[PX_RPPS_STRUCTURE_NAME] = { "name", &px_kind_text, PX_COLUMN, N_("registered name") },
	[PX_RPPS_STRUCTURE_BRAND] = { "brand", &px_kind_text, 0, N_("trade name") },
	[PX_RPPS_STRUCTURE_ADDRESS] = { "address", &px_kind_text, PX_COLUMN, N_("street address") },
	[PX_RPPS_STRUCTURE_POSTCODE] = { "postcode", &px_kind_postcode, PX_COLUMN, N_("postcode") },
	[PX_RPPS_STRUCTURE_CITY] = { "city", &px_kind_text, PX_COLUMN | PX_FOLDED, N_("town") },
	[PX_RPPS_STRUCTURE_INSEE] = { "insee", &px_kind_insee, 0, N_("INSEE code of the commune") },
	[PX_RPPS_STRUCTURE_COUNTRY] = { "country", &px_kind_text, 0,
					N_("country code, when it is given") },
	[PX_RPPS_STRUCTURE_PHONE] = { "phone", &px_kind_phone, PX_COLUMN, N_("telephone") },
	[PX_RPPS_STRUCTURE_PHONE2] = { "phone2", &px_kind_phone, 0, N_("second telephone") },
	[PX_RPPS_STRUCTURE_FAX] = { "fax", &px_kind_phone, 0, N_("fax") },
	[PX_RPPS_STRUCTURE_EMAIL] = { "email", &px_kind_email, 0, N_("e-mail address") },
	[PX_RPPS_STRUCTURE_LAT] = { "lat", &px_kind_integer, 0,
				    N_("latitude of its commune, in ten thousandths of a degree") },
	[PX_RPPS_STRUCTURE_LON] = { "lon", &px_kind_integer, 0,
				    N_("longitude of its commune, in ten thousandths of a "
				       "degree") },
	[PX_RPPS_STRUCTURE_DIGEST] = { "digest", &px_kind_integer, PX_REQUIRED,
				       N_("hash of the row's part of the file") },
};

const struct px_type px_type_rpps_structure = {
	.name = "rpps_structure",
	.plural = "rpps_structures",
	.label = N_("structure of the register"),
	.help = N_("a place of practice of the national register"),
	.flags = PX_REGISTER,
	.fields = structure_fields,
	.field_count = PX_COUNT(structure_fields),
	.indexes = (const char *const[]){ "postcode", "city_folded", NULL },
};

/* What an activity is, without who and where: some thousand of them for two million activities. */
static const struct px_field kind_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_KIND_PROFESSION] = { "profession", &px_kind_profession, PX_COLUMN,
				      N_("profession, a code of the register") },
	[PX_RPPS_KIND_CATEGORY] = { "category", &px_kind_text, 0,
				    N_("C civilian, M military, E student") },
	[PX_RPPS_KIND_SKILL_TYPE] = { "skill_type", &px_kind_text, 0,
				      N_("kind of skill: S specialty, CEX exclusive…") },
	[PX_RPPS_KIND_SKILL] = { "skill", &px_kind_text, PX_COLUMN,
				 N_("skill, a code of the register (SM54)") },
	[PX_RPPS_KIND_MODE] = { "mode", &px_kind_text, PX_COLUMN,
				N_("L liberal, S salaried, B voluntary") },
	[PX_RPPS_KIND_SECTOR] = { "sector", &px_kind_text, 0, N_("sector code (SA07)") },
	[PX_RPPS_KIND_SECTION] = { "section", &px_kind_text, 0,
				   N_("section of the order of pharmacists") },
	[PX_RPPS_KIND_ROLE] = { "role", &px_kind_text, 0, N_("role code") },
	[PX_RPPS_KIND_ACTIVITY_KIND] = { "activity_kind", &px_kind_text, 0,
					 N_("kind of activity, a code of the register") },
	[PX_RPPS_KIND_TRADE] = { "trade", &px_kind_integer, PX_REQUIRED,
				 N_("number of the profession with the skill") },
};

const struct px_type px_type_rpps_kind = {
	.name = "rpps_kind",
	.plural = "rpps_kinds",
	.label = N_("kind of activity of the register"),
	.help = N_("what activities of the national register have in common"),
	.flags = PX_REGISTER,
	.fields = kind_fields,
	.field_count = PX_COUNT(kind_fields),
};

/* A row of the file.  Its id is its person's times PX_RPPS_SPAN and a rank, so that a person's
 * activities lie together and need no index.  structure and kind are ids of the tables above: no foreign
 * key holds them, because the register is written by one function and replaced as a whole, and two
 * million checks would double its time. */
static const struct px_field activity_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_ACTIVITY_STRUCTURE] = { "structure", &px_kind_integer, 0,
					 N_("number of the structure") },
	[PX_RPPS_ACTIVITY_KIND] = { "kind", &px_kind_integer, PX_REQUIRED,
				    N_("number of the kind of activity") },
	[PX_RPPS_ACTIVITY_LINE] = { "line", &px_kind_integer, 0,
				    N_("hash of the line of the file, unless something was to be "
				       "said "
				       "of it") },
};

const struct px_type px_type_rpps_activity = {
	.name = "rpps_activity",
	.plural = "rpps_activities",
	.label = N_("activity of the register"),
	.help = N_("a person at a place with a skill: a row of the national register"),
	.flags = PX_REGISTER,
	.fields = activity_fields,
	.field_count = PX_COUNT(activity_fields),
	.indexes = (const char *const[]){ "structure", NULL },
};

static const struct px_field trade_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_TRADE_PROFESSION] = { "profession", &px_kind_profession, 0,
				       N_("profession, a code of the register") },
	[PX_RPPS_TRADE_SKILL] = { "skill", &px_kind_text, 0,
				  N_("skill, a code of the register (SM54)") },
};

const struct px_type px_type_rpps_trade = {
	.name = "rpps_trade",
	.plural = "rpps_trades",
	.label = N_("trade of the register"),
	.help = N_("a profession with a skill"),
	.flags = PX_REGISTER,
	.fields = trade_fields,
	.field_count = PX_COUNT(trade_fields),
};

/* Who is near: the activities of one trade at one point, some hundred of them a row.  Read by trade
 * and by square of a quarter of a degree (care/register/offers.h). */
static const struct px_field offer_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_OFFER_TRADE] = { "trade", &px_kind_integer, PX_REQUIRED,
				  N_("number of the trade") },
	[PX_RPPS_OFFER_CELL] = { "cell", &px_kind_integer, PX_REQUIRED,
				 N_("square on the ground") },
	[PX_RPPS_OFFER_LAT] = { "lat", &px_kind_integer, PX_REQUIRED,
				N_("latitude, in ten thousandths of a degree") },
	[PX_RPPS_OFFER_LON] = { "lon", &px_kind_integer, PX_REQUIRED,
				N_("longitude, in ten thousandths of a degree") },
	[PX_RPPS_OFFER_ACTIVITIES] = { "activities", &px_kind_text, PX_REQUIRED,
				       N_("numbers of the activities, parted by blanks, each as "
					  "what "
					  "it adds to the one before") },
};

const struct px_type px_type_rpps_offer = {
	.name = "rpps_offer",
	.plural = "rpps_offers",
	.label = N_("offer of the register"),
	.help = N_("the activities of one trade at one place"),
	.flags = PX_REGISTER,
	.fields = offer_fields,
	.field_count = PX_COUNT(offer_fields),
	.indexes = (const char *const[]){ "trade+cell+lat+lon", NULL },
};

static void
derive_label(const struct px_record *record, const struct px_world *world, struct px_arena *arena,
	     struct px_value *out)
{
	const char *code = px_record_text(record, PX_RPPS_PROFESSION);

	(void)world;
	(void)arena;
	if (code)
		*out = (struct px_value){ .state = PX_SET, .text = px_profession_label(code) };
}

static const struct px_field rpps_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RPPS_RPPS] = { "rpps", &px_kind_rpps, PX_COLUMN, N_("RPPS number") },
	[PX_RPPS_ADELI] = { "adeli", &px_kind_adeli, 0, N_("ADELI number (until 2024)") },
	[PX_RPPS_TITLE] = { "title", &px_kind_text, 0, N_("form of address: DR, M, MME") },
	[PX_RPPS_FAMILY] = { "family", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			     N_("family name in practice") },
	[PX_RPPS_GIVEN] = { "given", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			    N_("given name in practice") },
	[PX_RPPS_PROFESSION] = { "profession", &px_kind_profession, PX_COLUMN,
				 N_("profession, a code of the register") },
	[PX_RPPS_PROFESSION_LABEL] = { "profession_label", &px_kind_text, PX_DERIVED,
				       N_("profession, in French"), .derive = derive_label },
	[PX_RPPS_CATEGORY] = { "category", &px_kind_text, 0,
			       N_("C civilian, M military, E student") },
	[PX_RPPS_SKILL] = { "skill", &px_kind_text, PX_COLUMN,
			    N_("skill, a code of the register (SM54)") },
	[PX_RPPS_MODE] = { "mode", &px_kind_text, PX_COLUMN,
			   N_("L liberal, S salaried, B voluntary") },
	[PX_RPPS_SECTOR] = { "sector", &px_kind_text, 0, N_("sector code (SA07)") },
	[PX_RPPS_ROLE] = { "role", &px_kind_text, 0, N_("role code") },
	[PX_RPPS_STRUCTURE] = { "structure", &px_kind_text, 0,
				N_("technical identifier of the place") },
	[PX_RPPS_SITE] = { "site", &px_kind_text, PX_COLUMN | PX_SEARCHED,
			   N_("name of the place") },
	[PX_RPPS_FINESS] = { "finess", &px_kind_finess, 0, N_("FINESS of the place") },
	[PX_RPPS_SIRET] = { "siret", &px_kind_siret, 0, N_("SIRET of the place") },
	[PX_RPPS_ADDRESS] = { "address", &px_kind_text, 0, N_("street address") },
	[PX_RPPS_POSTCODE] = { "postcode", &px_kind_postcode, PX_COLUMN, N_("postcode") },
	[PX_RPPS_CITY] = { "city", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED, N_("town") },
	[PX_RPPS_INSEE] = { "insee", &px_kind_insee, 0, N_("INSEE code of the commune") },
	[PX_RPPS_PHONE] = { "phone", &px_kind_phone, 0, N_("telephone") },
	[PX_RPPS_EMAIL] = { "email", &px_kind_email, 0, N_("e-mail address") },
};

const struct px_type px_type_rpps = {
	.name = "rpps",
	.plural = "rpps",
	.label = N_("row of the register"),
	.help = N_("the national register of professionals, a row per activity"),
	.flags = PX_REGISTER,
	.fields = rpps_fields,
	.field_count = PX_COUNT(rpps_fields),
	.view = "SELECT a.\"id\" AS \"id\", p.\"rpps\" AS \"rpps\", p.\"adeli\" AS \"adeli\", "
		"p.\"title\" AS \"title\", p.\"family\" AS \"family\", "
		"p.\"family_folded\" AS \"family_folded\", p.\"given\" AS \"given\", "
		"p.\"given_folded\" AS \"given_folded\", k.\"profession\" AS \"profession\", "
		"k.\"category\" AS \"category\", k.\"skill\" AS \"skill\", k.\"mode\" AS \"mode\", "
		"k.\"sector\" AS \"sector\", k.\"role\" AS \"role\", s.\"code\" AS \"structure\", "
		"coalesce(s.\"brand\", s.\"name\") AS \"site\", s.\"finess\" AS \"finess\", "
		"s.\"siret\" AS \"siret\", s.\"address\" AS \"address\", "
		"s.\"postcode\" AS \"postcode\", s.\"city\" AS \"city\", "
		"s.\"city_folded\" AS \"city_folded\", s.\"insee\" AS \"insee\", "
		"s.\"phone\" AS \"phone\", s.\"email\" AS \"email\" FROM \"rpps_activity\" a "
		"JOIN \"rpps_kind\" k ON k.\"id\" = a.\"kind\" "
		"JOIN \"rpps_person\" p ON p.\"id\" = a.\"id\" / " PX_RPPS_SPAN_TEXT " "
		/* The same said for who comes from the person. */
		"AND " PX_RPPS_OF_PERSON " "
		"LEFT JOIN \"rpps_structure\" s ON s.\"id\" = a.\"structure\"",
};
