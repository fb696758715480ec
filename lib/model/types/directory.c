/* Who is who: organizations, their sites, practitioners. */
#include "model/types.h"

#include "base/i18n.h"
#include "model/derive.h"

/* FHIR's Organization.type, in the words of the field. */
static const char *const organization_kinds[] = {
	N_("msp"),      N_("cpts"),  N_("esp"),        N_("ess"),     N_("ets"),      N_("dac"),
	N_("hospital"), N_("ehpad"), N_("laboratory"), N_("imaging"), N_("pharmacy"), N_("social"),
	N_("other"),    NULL
};

/* Columns of address books: Google Contacts numbers them, Outlook (English, French) has one a place,
 * teams write "Tél 1" and "Tél 2".  In the order of their columns, work stands before home. */
#define PHONE_SPARES                                                                               \
	"phone #|phone # value|telephone #|tel #|numero de telephone #|business phone|"            \
	"business phone #|mobile phone|home phone|home phone #|other phone|primary phone|"         \
	"telephone bureau|telephone # bureau|tel mobile|telephone domicile|"                       \
	"telephone # domicile|telephone autre|telephone principal|telephone professionnel|"        \
	"telephone personnel|telephone mobile|"                                                    \
	"tel bureau|tel cabinet|telephone cabinet|telephone du cabinet|tel fixe|telephone fixe|"   \
	"fixe|tel pro|telephone pro|tel professionnel|tel perso|telephone perso|tel domicile"
#define EMAIL_SPARES                                                                               \
	"email #|e-mail # value|mail #|courriel #|adresse mail #|adresse e-mail #|e-mail address|" \
	"e-mail # address|adresse de messagerie|adresse de messagerie #|adresse de courrier|"      \
	"adresse de courrier #"
#define ADDRESS_SPARES "address #|address # street|business street|rue bureau"
#define POSTCODE_SPARES "postcode #|address # postal code|business postal code|code postal bureau"
/* Both names in one column, in the order that the header says. */
#define PERSON_SPARES                                                                              \
	"nom prenom|nom et prenom|nom & prenom|nom prenoms|nom et prenoms|prenom nom|prenom et "   \
	"nom|"                                                                                     \
	"full name"
/* Job titles: taken for a profession where they name one, and left aside otherwise. */
#define TITLE_SPARES "job title|organization title|organization # title|titre|fonction|occupation"
#define CITY_SPARES "city #|address # city|business city|ville bureau"

#define HOURS_ALIASES                                                                              \
	"horaires|heures d'ouverture|horaires d'ouverture|ouverture|jours et horaires|"            \
	"horaires de consultation|opening hours"
#define BOOKING_ALIASES                                                                            \
	"rendez-vous|rendez-vous en ligne|prise de rendez-vous|prise de rdv|rdv|rdv en ligne|"     \
	"lien rdv|lien de rendez-vous|lien de prise de rendez-vous|prendre rendez-vous|doctolib"
#define WEBSITE_ALIASES "site web|site internet|url|page web|web page|adresse du site"
#define PUBLIC_ALIASES                                                                             \
	"publie|visible|visible sur le site|affiche sur le site|afficher sur le site|sur le site|" \
	"publie sur le site"
#define ACCESS_ALIASES "acces|comment venir|venir|plan d'acces|transports"

static const struct px_field organization_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_ORGANIZATION_SLUG] = { "slug", &px_kind_slug, PX_REQUIRED | PX_COLUMN | PX_SEARCHED,
				   N_("short name, to type"), "code|nom court" },
	[PX_ORGANIZATION_NAME] = { "name", &px_kind_text,
				   PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
				   N_("name"), "nom|raison sociale|denomination|libelle",
				   .spares = "company|societe|organization name|organization # "
					     "name" },
	[PX_ORGANIZATION_KIND] = { "kind", &px_kind_word, PX_REQUIRED | PX_COLUMN, N_("what it is"),
				   "type|nature|categorie", organization_kinds,
				   .fallback = "other" },
	[PX_ORGANIZATION_FINESS] = { "finess", &px_kind_finess, PX_UNIQUE,
				     N_("FINESS number of the site"),
				     "numero finess|finess geographique|no finess" },
	[PX_ORGANIZATION_SIRET] = { "siret", &px_kind_siret, 0, N_("SIRET number"),
				    "numero siret" },
	[PX_ORGANIZATION_ADDRESS] = { "address", &px_kind_text, 0, N_("street address"),
				      "adresse|rue|voie", .spares = ADDRESS_SPARES },
	[PX_ORGANIZATION_POSTCODE] = { "postcode", &px_kind_postcode, PX_COLUMN, N_("postcode"),
				       "code postal|cp", .spares = POSTCODE_SPARES },
	[PX_ORGANIZATION_CITY] = { "city", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
				   N_("town"), "ville|commune|localite", .spares = CITY_SPARES },
	[PX_ORGANIZATION_INSEE] = { "insee", &px_kind_insee, 0, N_("INSEE code of the commune"),
				    "code insee|code commune|cog" },
	[PX_ORGANIZATION_LAT] = { "lat", &px_kind_decimal, 0, N_("latitude, degrees (WGS 84)"),
				  "latitude", .least = -90, .most = 90 },
	[PX_ORGANIZATION_LON] = { "lon", &px_kind_decimal, 0, N_("longitude, degrees (WGS 84)"),
				  "longitude|lng", .least = -180, .most = 180 },
	[PX_ORGANIZATION_PHONE] = { "phone", &px_kind_phone, 0, N_("telephone"),
				    "telephone|tel|numero de telephone", .spares = PHONE_SPARES },
	[PX_ORGANIZATION_EMAIL] = { "email", &px_kind_email, 0, N_("e-mail address"),
				    "mail|courriel|e-mail|adresse mail|adresse e-mail|e-mail "
				    "pro|mail pro|"
				    "e-mail professionnel|mail professionnel",
				    .spares = EMAIL_SPARES },
	[PX_ORGANIZATION_TIMEZONE] = { "timezone", &px_kind_timezone, PX_REQUIRED,
				       N_("time zone of its local times"), "fuseau horaire",
				       .fallback = "Europe/Paris" },
	[PX_ORGANIZATION_CONTACT_DAYS] = { "contact_days", &px_kind_integer, 0,
					   N_("days after an appointment until the contact of its "
					      "patient is forgotten (else 30)"),
					   "jours de conservation des contacts", .least = 0,
					   .most = 3650 },
	[PX_ORGANIZATION_LEGAL_FORM] = { "legal_form", &px_kind_text, 0,
					 N_("legal form: SISA, association"),
					 "forme juridique|statut juridique" },
	[PX_ORGANIZATION_REGISTRATION] = { "registration", &px_kind_text, 0,
					   N_("where it is registered: RCS of a town, RNA"),
					   "immatriculation|rcs|numero rcs|rna|numero rna" },
	[PX_ORGANIZATION_CAPITAL] = { "capital", &px_kind_text, 0, N_("capital of the company"),
				      "capital social" },
	[PX_ORGANIZATION_DIRECTOR] = { "director", &px_kind_name, 0,
				       N_("publication director of its site"),
				       "directeur de publication|directrice de publication|"
				       "directeur de la publication|directrice de la publication|"
				       "responsable de publication|responsable de la publication" },
	[PX_ORGANIZATION_HOST_NAME] = { "host_name", &px_kind_text, 0, N_("who hosts its site"),
					"hebergeur|nom de l'hebergeur|hebergeur du site" },
	[PX_ORGANIZATION_HOST_ADDRESS] = { "host_address", &px_kind_text, 0,
					   N_("address of who hosts its site"),
					   "adresse de l'hebergeur|adresse hebergeur" },
	[PX_ORGANIZATION_HOST_PHONE] = { "host_phone", &px_kind_phone, 0,
					 N_("telephone of who hosts its site"),
					 "telephone de l'hebergeur|telephone hebergeur|"
					 "tel hebergeur|tel de l'hebergeur" },
	[PX_ORGANIZATION_PRIVACY_CONTACT] = { "privacy_contact", &px_kind_text, 0,
					      N_("whom to ask about one's personal data"),
					      "contact rgpd|referent rgpd|dpo|delegue a la "
					      "protection des donnees|"
					      "protection des donnees|contact donnees "
					      "personnelles" },
	[PX_ORGANIZATION_WEBSITE] = { "website", &px_kind_url, 0, N_("address of its site"),
				      WEBSITE_ALIASES, .spares = "website # value" },
	[PX_ORGANIZATION_BOOKING] = { "booking", &px_kind_url, 0,
				      N_("where an appointment is taken, an address of the Web"),
				      BOOKING_ALIASES },
	[PX_ORGANIZATION_HOURS] = { "hours", &px_kind_hours, 0, N_("opening hours"),
				    HOURS_ALIASES },
	[PX_ORGANIZATION_ACCESS] = { "access", &px_kind_markdown, 0, N_("how to come"),
				     ACCESS_ALIASES },
	[PX_ORGANIZATION_EMERGENCY] = { "emergency", &px_kind_markdown, 0,
					N_("whom to call when it is closed"),
					"urgences|urgence|en cas d'urgence|consignes d'urgence|"
					"en dehors des horaires" },
	[PX_ORGANIZATION_DESCRIPTION] = { "description", &px_kind_markdown, 0,
					  N_("what it is, for patients"), "presentation" },
};

const struct px_type px_type_organization = {
	.name = "organization",
	.plural = "organizations",
	.label = N_("organization"),
	.help = N_("a health centre, a community, a hospital, a partner"),
	.flags = PX_GLOBAL,
	.fields = organization_fields,
	.field_count = PX_COUNT(organization_fields),
	.key = "slug",
	.slug_from = "name",
	.matches = (const char *const[]){ "finess", "siret", "slug", "name", NULL },
	.indexes = (const char *const[]){ "finess", "siret", "name_folded", NULL },
};

static const char *const wheelchair_words[] = { N_("yes"), N_("limited"), N_("no"), NULL };

static const struct px_field location_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_LOCATION_NAME] = { "name", &px_kind_text,
			       PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			       N_("name of the site"), "nom|site|libelle" },
	[PX_LOCATION_FINESS] = { "finess", &px_kind_finess, PX_UNIQUE,
				 N_("FINESS number of the site"), "numero finess" },
	[PX_LOCATION_ADDRESS] = { "address", &px_kind_text, PX_COLUMN, N_("street address"),
				  "adresse|rue|voie", .spares = ADDRESS_SPARES },
	[PX_LOCATION_POSTCODE] = { "postcode", &px_kind_postcode, PX_COLUMN, N_("postcode"),
				   "code postal|cp", .spares = POSTCODE_SPARES },
	[PX_LOCATION_CITY] = { "city", &px_kind_text, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
			       N_("town"), "ville|commune|localite", .spares = CITY_SPARES },
	[PX_LOCATION_INSEE] = { "insee", &px_kind_insee, 0, N_("INSEE code of the commune"),
				"code insee|code commune" },
	[PX_LOCATION_LAT] = { "lat", &px_kind_decimal, 0, N_("latitude, degrees (WGS 84)"),
			      "latitude", .least = -90, .most = 90 },
	[PX_LOCATION_LON] = { "lon", &px_kind_decimal, 0, N_("longitude, degrees (WGS 84)"),
			      "longitude|lng", .least = -180, .most = 180 },
	[PX_LOCATION_PHONE] = { "phone", &px_kind_phone, PX_COLUMN, N_("telephone"),
				"telephone|tel", .spares = PHONE_SPARES },
	[PX_LOCATION_HOURS] = { "hours", &px_kind_hours, 0, N_("opening hours"), HOURS_ALIASES },
	[PX_LOCATION_ACCESS] = { "access", &px_kind_markdown, 0, N_("car park, bus, how to come"),
				 ACCESS_ALIASES "|parking|stationnement" },
	[PX_LOCATION_WHEELCHAIR] = { "wheelchair", &px_kind_word, 0,
				     N_("can one come in with a wheelchair"),
				     "fauteuil|fauteuil roulant|acces fauteuil|pmr|acces pmr|"
				     "accessible pmr|accessibilite pmr|accessibilite|"
				     "acces handicapes",
				     wheelchair_words },
	[PX_LOCATION_EMAIL] = { "email", &px_kind_email, 0, N_("e-mail address"),
				"mail|courriel|e-mail|adresse mail|adresse e-mail",
				.spares = EMAIL_SPARES },
	[PX_LOCATION_WEBSITE] = { "website", &px_kind_url, 0, N_("address of its site"),
				  WEBSITE_ALIASES, .spares = "website # value" },
	[PX_LOCATION_BOOKING] = { "booking", &px_kind_url, 0,
				  N_("where an appointment is taken, an address of the Web"),
				  BOOKING_ALIASES },
	[PX_LOCATION_PUBLIC] = { "public", &px_kind_boolean, 0,
				 N_("shown on the public site (unset: yes)"), PUBLIC_ALIASES },
};

const struct px_type px_type_location = {
	.name = "location",
	.plural = "locations",
	.label = N_("site"),
	.help = N_("a place where the organization receives patients"),
	.fields = location_fields,
	.field_count = PX_COUNT(location_fields),
	.key = "name",
	.matches = (const char *const[]){ "finess", "name", NULL },
	.uniques = (const char *const[]){ "name", NULL },
};

/* The convention between health insurance and professions: doctors and dentists have sectors, nurses
 * and others are conventioned or not, some professions have no convention at all. */
static const char *const sectors[] = {
	N_("sector-1"),  N_("optam"), N_("sector-2"), N_("conventioned"), N_("non-conventioned"),
	N_("uncovered"), NULL
};

static const struct px_field practitioner_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_PRACTITIONER_HANDLE] = { "handle", &px_kind_slug, PX_REQUIRED | PX_COLUMN,
				     N_("short name, to type"), "identifiant court|alias" },
	[PX_PRACTITIONER_RPPS] = { "rpps", &px_kind_rpps, PX_UNIQUE | PX_COLUMN, N_("RPPS number"),
				   "numero rpps|n rpps|no rpps|identifiant rpps|idnps|identifiant "
				   "pp" },
	[PX_PRACTITIONER_ADELI] = { "adeli", &px_kind_adeli, PX_UNIQUE, N_("ADELI number"),
				    "numero adeli|n adeli|no adeli" },
	[PX_PRACTITIONER_FAMILY] = { "family", &px_kind_name,
				     PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
				     N_("family name"),
				     "nom|nom de famille|nom d'exercice|nom usuel|last name|family "
				     "name|surname",
				     .spares = PERSON_SPARES },
	[PX_PRACTITIONER_GIVEN] = { "given", &px_kind_name, PX_COLUMN | PX_FOLDED | PX_SEARCHED,
				    N_("given name"),
				    "prenom|prenoms|prenom d'exercice|first name|given name" },
	[PX_PRACTITIONER_PROFESSION] = { "profession", &px_kind_profession, PX_COLUMN,
					 N_("profession, a code of the register or a word"),
					 "code profession|metier|libelle profession",
					 .spares = TITLE_SPARES },
	[PX_PRACTITIONER_PROFESSION_LABEL] = { "profession_label", &px_kind_text, PX_DERIVED,
					       N_("profession, in French"),
					       .derive = px_derive_profession_label },
	[PX_PRACTITIONER_SPECIALTY] = { "specialty", &px_kind_text, PX_SEARCHED,
					N_("specialty, a code of the register (SM54) or words"),
					"specialite|code savoir-faire|savoir-faire" },
	[PX_PRACTITIONER_EMAIL] = { "email", &px_kind_email, 0, N_("e-mail address"),
				    "mail|courriel|e-mail|adresse mail|adresse e-mail|e-mail "
				    "pro|mail pro|"
				    "e-mail professionnel|mail professionnel",
				    .spares = EMAIL_SPARES },
	[PX_PRACTITIONER_MSSANTE] = { "mssante", &px_kind_mssante, 0,
				      N_("secure address (MSSanté)"),
				      "messagerie securisee|adresse mssante|mail securise" },
	[PX_PRACTITIONER_PHONE] = { "phone", &px_kind_phone, 0, N_("telephone"),
				    "telephone|tel|portable|mobile|numero de telephone|tel "
				    "portable|"
				    "telephone portable",
				    .spares = PHONE_SPARES },
	[PX_PRACTITIONER_SKILLS] = { "skills", &px_kind_text, PX_LIST | PX_SEARCHED,
				     N_("skills, words or codes of the register (SI01)"),
				     "competences|competence|expertises" },
	[PX_PRACTITIONER_ASSOCIATE] = { "associate", &px_kind_boolean, PX_REQUIRED | PX_COLUMN,
					N_("associate of the SISA"),
					"associe|associe sisa|sisa|adherent sisa|membre "
					"sisa|associe de la sisa|adherent de la sisa",
					.fallback = "no" },
	[PX_PRACTITIONER_DOCTOR] = { "doctor", &px_kind_boolean, PX_DERIVED, N_("a physician"),
				     .derive = px_derive_doctor },
	[PX_PRACTITIONER_JOINED] = { "joined", &px_kind_date, 0, N_("first day in the team"),
				     "date d'entree|date d'arrivee|arrivee|entree|depuis" },
	[PX_PRACTITIONER_LEFT] = { "left", &px_kind_date, 0, N_("last day in the team"),
				   "date de sortie|date de depart|depart|sortie" },
	[PX_PRACTITIONER_LOCATIONS] = { "locations", &px_kind_reference, PX_LIST,
					N_("the sites where they work"),
					"lieux|lieu|sites|site|lieux d'exercice|lieu d'exercice|"
					"cabinet|cabinets|lieu de consultation|"
					"lieux de consultation",
					.target = "location" },
	[PX_PRACTITIONER_SECTOR] = { "sector", &px_kind_word, 0,
				     N_("convention with the health insurance"),
				     "secteur|conventionnement|secteur conventionnel|"
				     "secteur de conventionnement|convention|secteur tarifaire",
				     sectors },
	[PX_PRACTITIONER_FEES] = { "fees", &px_kind_fee, PX_LIST,
				   N_("usual fees: Consultation : 30 €; Visite : 40 €"),
				   "tarifs|tarif|honoraires|tarifs usuels|tarifs pratiques|"
				   "tarifs et honoraires" },
	[PX_PRACTITIONER_LANGUAGES] = { "languages", &px_kind_language, PX_LIST,
					N_("languages spoken, codes (fr, en) or words"),
					"langues|langues parlees|langue parlee|langue|"
					"langues de consultation|spoken languages" },
	[PX_PRACTITIONER_HOURS] = { "hours", &px_kind_hours, 0, N_("hours of consultation"),
				    HOURS_ALIASES "|consultations|heures de consultation" },
	[PX_PRACTITIONER_BOOKING] = { "booking", &px_kind_url, 0,
				      N_("where an appointment is taken, an address of the Web"),
				      BOOKING_ALIASES },
	[PX_PRACTITIONER_NEW_PATIENTS] = { "new_patients", &px_kind_boolean, 0,
					   N_("takes new patients"),
					   "nouveaux patients|accepte de nouveaux patients|"
					   "accepte les nouveaux patients|"
					   "prend de nouveaux patients" },
	[PX_PRACTITIONER_PHOTO] = { "photo", &px_kind_path, 0,
				    N_("portrait, a file of the site's content folder"),
				    "portrait|photographie" },
	[PX_PRACTITIONER_ABOUT] = { "about", &px_kind_markdown, 0,
				    N_("a few words to patients, Markdown"),
				    "a propos|presentation|biographie" },
	[PX_PRACTITIONER_PUBLIC] = { "public", &px_kind_boolean, 0,
				     N_("shown on the public site (unset: whoever is of the "
					"team and cares)"),
				     PUBLIC_ALIASES },
};

const struct px_type px_type_practitioner = {
	.name = "practitioner",
	.plural = "practitioners",
	.label = N_("practitioner"),
	.help = N_("a professional of the team, or one that it works with"),
	.fields = practitioner_fields,
	.field_count = PX_COUNT(practitioner_fields),
	.key = "handle",
	.slug_from = "family",
	.matches = (const char *const[]){ "rpps", "adeli", "handle", "family+given", NULL },
	.indexes = (const char *const[]){ "family_folded+given_folded", NULL },
	.checks =
		(const struct px_check[]){
			{ "practitioner_left_after_joined", "\"left\" >= \"joined\"",
			  N_("left is before joined: correct one of the two dates") },
			{ NULL, NULL, NULL } },
};

static const struct px_field service_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_SERVICE_NAME] = { "name", &px_kind_text,
			      PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			      N_("what is offered: vaccination, help to stop smoking"),
			      "nom|service|libelle|intitule|prestation" },
	[PX_SERVICE_LOCATION] = { "location", &px_kind_reference, PX_COLUMN,
				  N_("the site where it is"), "lieu|site|cabinet|adresse",
				  .target = "location" },
	[PX_SERVICE_PRACTITIONERS] = { "practitioners", &px_kind_reference, PX_LIST | PX_COLUMN,
				       N_("who offers it"),
				       "professionnels|praticiens|intervenants|qui|avec|equipe",
				       .target = "practitioner" },
	[PX_SERVICE_DESCRIPTION] = { "description", &px_kind_markdown, PX_SEARCHED,
				     N_("what patients read of it, Markdown"),
				     "presentation|pour qui|resume" },
	[PX_SERVICE_HOURS] = { "hours", &px_kind_hours, PX_COLUMN, N_("opening hours"),
			       HOURS_ALIASES "|quand" },
	[PX_SERVICE_APPOINTMENT] = { "appointment", &px_kind_boolean, 0,
				     N_("is an appointment needed"),
				     "sur rendez-vous|rendez-vous necessaire|"
				     "rendez-vous obligatoire" },
	[PX_SERVICE_PHONE] = { "phone", &px_kind_phone, PX_COLUMN, N_("telephone"), "telephone|tel",
			       .spares = PHONE_SPARES },
	[PX_SERVICE_BOOKING] = { "booking", &px_kind_url, 0,
				 N_("where an appointment is taken, an address of the Web"),
				 BOOKING_ALIASES },
	[PX_SERVICE_PUBLIC] = { "public", &px_kind_boolean, 0,
				N_("shown on the public site (unset: yes)"), PUBLIC_ALIASES },
};

/* FHIR HealthcareService. */
const struct px_type px_type_healthcare_service = {
	.name = "healthcare_service",
	.plural = "services",
	.label = N_("service"),
	.help = N_("what the team offers to patients, and when"),
	.fields = service_fields,
	.field_count = PX_COUNT(service_fields),
	.key = "name",
	.matches = (const char *const[]){ "name", NULL },
	.uniques = (const char *const[]){ "name", NULL },
};
