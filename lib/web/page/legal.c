/* The pages that law asks for: who publishes and hosts, and what becomes of personal data. */
#include "base/i18n.h"
#include "model/types.h"
#include "web/page/records.h"

static const char *
organization(const struct px_site *site, size_t field)
{
	return px_record_text(&site->records->organization, field);
}

static void
put_organization(struct px_site *site, struct px_doc *map)
{
	px_doc_put(map, "address",
		   px_site_address_doc(&site->arena, organization(site, PX_ORGANIZATION_ADDRESS),
				       organization(site, PX_ORGANIZATION_POSTCODE),
				       organization(site, PX_ORGANIZATION_CITY)));
}

struct px_doc *
px_site_legal_doc(struct px_site *site, const struct site_lang *lang)
{
	static const struct {
		const char *key;
		size_t field;
	} texts[] = {
		{ "name", PX_ORGANIZATION_NAME },
		{ "form", PX_ORGANIZATION_LEGAL_FORM },
		{ "registration", PX_ORGANIZATION_REGISTRATION },
		{ "capital", PX_ORGANIZATION_CAPITAL },
		{ "siret", PX_ORGANIZATION_SIRET },
		{ "finess", PX_ORGANIZATION_FINESS },
		{ "director", PX_ORGANIZATION_DIRECTOR },
	};
	struct px_doc *doc = px_doc_map(&site->arena), *map = px_doc_put_map(doc, "legal"), *host,
		      *people;

	for (size_t i = 0; i < PX_COUNT(texts); i++)
		px_doc_put_text(map, texts[i].key, organization(site, texts[i].field));
	put_organization(site, map);
	px_doc_put(map, "phone",
		   px_site_phone_doc(&site->arena, organization(site, PX_ORGANIZATION_PHONE)));
	px_doc_put(map, "email",
		   px_site_email_doc(&site->arena, organization(site, PX_ORGANIZATION_EMAIL)));
	host = px_doc_put_map(map, "host");
	px_doc_put_text(host, "name", organization(site, PX_ORGANIZATION_HOST_NAME));
	px_doc_put_text(host, "address", organization(site, PX_ORGANIZATION_HOST_ADDRESS));
	px_doc_put(host, "phone",
		   px_site_phone_doc(&site->arena, organization(site, PX_ORGANIZATION_HOST_PHONE)));
	people = px_doc_put_list(map, "people");
	for (size_t i = 0; i < site->records->people.count; i++)
		px_doc_push(people,
			    px_site_person_doc(site, lang, &site->records->people.records[i],
					       px_site_depth(lang->prefix)));
	return doc;
}

/* What any site of this kind does with personal data, which is little. */
static const struct {
	const char *title, *basis, *data, *recipients, *retention;
} purposes[] = {
	{ N_("Making the team and its hours known"), N_("legitimate interest of the team"),
	  N_("names, professions, RPPS numbers, professional telephones, hours and fees of the "
	     "professionals"),
	  N_("whoever visits the site"), N_("as long as the person works in the team") },
	{ N_("Answering who writes or telephones"), N_("legitimate interest of the team"),
	  N_("what the person says of themselves"),
	  N_("the secretariat and the professional "
	     "concerned"),
	  N_("the time that the answer takes, one year at most") },
	{ N_("Keeping the server safe"), N_("legitimate interest of the host"),
	  N_("address of the connection, page asked for, time"), N_("the host alone"),
	  N_("one year at most") },
};

static void
put_purpose(struct px_doc *list, int words, size_t i)
{
	struct px_doc *map = px_doc_push_map(list);

	px_doc_put_text(map, "title", px_site_tr(words, purposes[i].title));
	px_doc_put_text(map, "basis", px_site_tr(words, purposes[i].basis));
	px_doc_put_text(map, "data", px_site_tr(words, purposes[i].data));
	px_doc_put_text(map, "recipients", px_site_tr(words, purposes[i].recipients));
	px_doc_put_text(map, "retention", px_site_tr(words, purposes[i].retention));
}

struct px_doc *
px_site_privacy_doc(struct px_site *site, const struct site_lang *lang)
{
	struct px_doc *doc = px_doc_map(&site->arena), *map = px_doc_put_map(doc, "privacy");
	struct px_doc *list = px_doc_put_list(map, "purposes");
	const struct px_doc *more = px_doc_get(lang->config, "purposes");
	const char *contact = organization(site, PX_ORGANIZATION_PRIVACY_CONTACT);

	px_doc_put_text(map, "controller", organization(site, PX_ORGANIZATION_NAME));
	put_organization(site, map);
	px_doc_put(
		map, "contact",
		px_site_contact_doc(&site->arena,
				    contact ? contact : organization(site, PX_ORGANIZATION_EMAIL)));
	for (size_t i = 0; i < PX_COUNT(purposes); i++)
		put_purpose(list, lang->words, i);
	for (size_t i = 0; more && more->kind == PX_DOC_LIST && i < more->count; i++)
		px_doc_push(list, more->items[i]);
	px_doc_put(
		map, "rights",
		px_site_markdown(
			site, lang, px_site_depth(lang->prefix), "rights",
			px_site_tr(
				lang->words,
				N_("You may see the data that is about you, have it corrected or "
				   "erased, restrict or object to its use, and say what is to "
				   "become of it after your death. Write to us: we answer within "
				   "one month. The site sets no cookie, measures no audience and "
				   "sends nothing to anyone else."))));
	px_doc_put(map, "authority",
		   px_site_link_doc(&site->arena, "https://www.cnil.fr/fr/plaintes", "CNIL"));
	return doc;
}
