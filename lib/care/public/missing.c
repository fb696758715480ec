/*
 * What a public site must say, and does not know.
 *
 * The texts, as they stand at the end of 2025: law 2004-575 (LCEN), article 1-1, which law 2024-449
 * made of the former article 6, III; its article 19 on who practises a regulated profession; GDPR
 * (EU) 2016/679, article 13; public health code, L. 1111-3 and R. 1111-21 on fees, and the articles on
 * what each profession may say of itself; law 2005-102, article 47, with decree 2019-768.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/public.h"
#include "store/record.h"

static bool
is_set(const struct px_record *record, const char *field)
{
	const struct px_field *found = px_field_find(record->type, field);

	return found && record->values[px_field_index(record->type, found)].state == PX_SET;
}

static bool
has_address(const struct px_record *record)
{
	return is_set(record, "address") && is_set(record, "city") && is_set(record, "postcode");
}

static bool
lacks_seat(const struct px_record *record, const struct px_record *organization)
{
	(void)organization;
	return !has_address(record);
}

/* Companies are in a register of commerce, with a capital; associations and public bodies are not. */
static bool
is_company(const struct px_record *organization)
{
	static const char *const forms[] = { "sisa",   "sas",   "sasu", "sarl", "eurl",
					     "sa",     "sci",   "scm",  "scp",  "sel",
					     "selarl", "selas", "sep",  "gie",  "societe" };
	const char *form = px_record_text(organization, PX_ORGANIZATION_LEGAL_FORM);
	struct px_buf folded = PX_BUF_INIT;
	bool is = false;

	if (!form)
		return false;
	px_text_fold(form, &folded);
	folded.data[strcspn(folded.data, " ,(")] = '\0';
	for (size_t i = 0; i < PX_COUNT(forms); i++)
		is = is || strcmp(folded.data, forms[i]) == 0;
	px_buf_release(&folded);
	return is;
}

static bool
lacks_registration(const struct px_record *record, const struct px_record *organization)
{
	(void)organization;
	return is_company(record) && !is_set(record, "registration");
}

static bool
lacks_capital(const struct px_record *record, const struct px_record *organization)
{
	(void)organization;
	return is_company(record) && !is_set(record, "capital");
}

static bool
is_listed(const struct px_record *person, const char *codes)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);

	return code && px_text_listed(codes, code);
}

/* Those whom the register gives a number. */
static bool
lacks_number(const struct px_record *person, const struct px_record *organization)
{
	const char *code = px_record_text(person, PX_PRACTITIONER_PROFESSION);

	(void)organization;
	return code && *code >= '0' && *code <= '9' && !is_set(person, "rpps") &&
	       !is_set(person, "adeli");
}

static bool
has_phone(const struct px_record *record)
{
	return is_set(record, "phone");
}

/* Who bills care: physicians, dentists, midwives, nurses and the other paramedical professions. */
static const char billing[] = "10|40|50|60|70|71|72|73|80|91|92|93|94|95|96";

static bool
lacks_fees(const struct px_record *person, const struct px_record *organization)
{
	(void)organization;
	return is_listed(person, billing) && !is_set(person, "fees");
}

static bool
lacks_sector(const struct px_record *person, const struct px_record *organization)
{
	(void)organization;
	return is_listed(person, billing) && !is_set(person, "sector");
}

static bool
lacks_place_phone(const struct px_record *place, const struct px_record *organization)
{
	return !has_phone(place) && !has_phone(organization);
}

#define LEGAL_NOTICE N_("legal notice: law 2004-575, article 1-1 (before 2024, article 6, III)")

/* The address and the telephone of a person are those of their place, else of the organization: asked
 * there, once. */
const struct px_public_rule px_public_rules[] = {
	{ "seat", PX_PUBLIC_ORGANIZATION, N_("address of its seat"), LEGAL_NOTICE, "address",
	  "--address '1 rue de la Santé' --postcode 49000 --city 'Angers'", lacks_seat },
	{ "phone", PX_PUBLIC_ORGANIZATION, N_("telephone"), LEGAL_NOTICE, "phone",
	  "--phone '02 61 91 00 00'", NULL },
	{ "email", PX_PUBLIC_ORGANIZATION, N_("e-mail address"),
	  N_("law 2004-575, article 19; contact of the accessibility statement: decree 2019-768"),
	  "email", "--email 'contact@example.org'", NULL },
	{ "director", PX_PUBLIC_ORGANIZATION, N_("publication director"), LEGAL_NOTICE, "director",
	  "--director 'Prénom Nom'", NULL },
	{ "host-name", PX_PUBLIC_ORGANIZATION, N_("name of the host"), LEGAL_NOTICE, "host_name",
	  "--host-name 'Hébergeur'", NULL },
	{ "host-address", PX_PUBLIC_ORGANIZATION, N_("address of the host"), LEGAL_NOTICE,
	  "host_address", "--host-address '1 rue du Serveur, 75001 Paris'", NULL },
	{ "host-phone", PX_PUBLIC_ORGANIZATION, N_("telephone of the host"), LEGAL_NOTICE,
	  "host_phone", "--host-phone '01 99 00 00 00'", NULL },
	{ "registration", PX_PUBLIC_ORGANIZATION, N_("registration of the company"), LEGAL_NOTICE,
	  "registration", "--registration 'RCS Angers 123 456 789'", lacks_registration },
	{ "capital", PX_PUBLIC_ORGANIZATION, N_("capital of the company"), LEGAL_NOTICE, "capital",
	  "--capital '1 000 €, variable'", lacks_capital },
	{ "privacy-contact", PX_PUBLIC_ORGANIZATION, N_("whom to ask about one's personal data"),
	  N_("personal data: regulation (EU) 2016/679, article 13"), "privacy_contact",
	  "--privacy-contact 'rgpd@example.org'", NULL },
	{ "profession", PX_PUBLIC_PERSON, N_("profession"),
	  N_("professional title: law 2004-575, article 19"), "profession", "--profession 60",
	  NULL },
	{ "number", PX_PUBLIC_PERSON, N_("RPPS number"),
	  N_("registration of a regulated profession: law 2004-575, article 19"), "rpps",
	  "--rpps 10000000009", lacks_number },
	{ "fees", PX_PUBLIC_PERSON, N_("usual fees"),
	  N_("patients' information on fees: public health code, L. 1111-3 and R. 1111-21"), "fees",
	  "--fees 'ACTE : PRIX €'", lacks_fees },
	{ "sector", PX_PUBLIC_PERSON, N_("convention with the health insurance"),
	  N_("patients' information on fees: public health code, L. 1111-3 and R. 1111-21"),
	  "sector", "--sector SECTEUR", lacks_sector },
	{ "address", PX_PUBLIC_PLACE, N_("address of the site"),
	  N_("law 2004-575, article 19; public health code, what a profession says of itself"),
	  "address", "--address '1 rue de la Santé' --postcode 49000 --city 'Angers'", lacks_seat },
	{ "phone", PX_PUBLIC_PLACE, N_("telephone of the site"),
	  N_("law 2004-575, article 19; public health code, what a profession says of itself"),
	  "phone", "--phone '02 61 91 00 00'", lacks_place_phone },
	{ NULL, PX_PUBLIC_ORGANIZATION, NULL, NULL, NULL, NULL, NULL },
};

struct looking {
	const struct px_public_at *at;
	struct px_public_gaps *gaps;
};

/* How the record is named in a command: by its key, else by its number. */
static const char *
operand_of(struct px_arena *arena, const struct px_record *record)
{
	const char *key =
		record->type->key
			? px_record_text(record, px_field_index(record->type,
								px_field_find(record->type,
									      record->type->key)))
			: NULL;

	/* A key that is no slug would have to be quoted. */
	return key && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(key)
		       ? key
		       : px_arena_printf(arena, "%lld", (long long)record->values[PX_F_ID].number);
}

static const char *
command_for(struct px_arena *arena, const struct px_public_rule *rule,
	    const struct px_record *record)
{
	bool person = rule->about == PX_PUBLIC_PERSON;

	return px_arena_printf(arena, "plexus-directory edit %s%s%s %s", operand_of(arena, record),
			       person ? "" : " --type ", person ? "" : record->type->name,
			       rule->sets);
}

static const char *
name_of(struct px_arena *arena, const struct px_record *record)
{
	const char *given;

	if (record->type != &px_type_practitioner)
		return px_record_text(
			record, px_field_index(record->type, px_field_find(record->type, "name")));
	given = px_record_text(record, PX_PRACTITIONER_GIVEN);
	return px_arena_printf(arena, "%s%s%s", px_record_text(record, PX_PRACTITIONER_FAMILY),
			       given ? " " : "", given ? given : "");
}

static void
look(struct looking *looking, enum px_public_about about, const struct px_record *record)
{
	struct px_public_gaps *gaps = looking->gaps;
	struct px_arena *arena = looking->at->arena;

	for (const struct px_public_rule *rule = px_public_rules; rule->fact; rule++) {
		bool lacks = rule->about == about &&
			     (rule->lacks ? rule->lacks(record, &gaps->organization)
					  : !is_set(record, rule->field));

		if (!lacks)
			continue;
		PX_GROW(gaps->items, gaps->count, gaps->capacity);
		gaps->items[gaps->count++] =
			(struct px_public_gap){ rule, record, name_of(arena, record),
						command_for(arena, rule, record) };
	}
}

int
px_public_missing(const struct px_public_at *at, struct px_public_gaps *out, struct px_err *err)
{
	struct px_public_list team = { NULL, 0, 0 }, places = { NULL, 0, 0 };
	struct looking looking = { at, out };
	int result = -1;

	*out = (struct px_public_gaps){ .items = NULL };
	if (px_record_read(at->store, &px_type_organization, at->organization, at->arena,
			   &out->organization, err) != 1 ||
	    px_public_team(at, &team, err) != 0 || px_public_places(at, &places, err) != 0)
		goto out;
	look(&looking, PX_PUBLIC_ORGANIZATION, &out->organization);
	for (size_t i = 0; i < team.count; i++) {
		struct px_record *person = px_arena_alloc(at->arena, sizeof(*person));

		*person = team.records[i];
		look(&looking, PX_PUBLIC_PERSON, person);
	}
	for (size_t i = 0; i < places.count; i++) {
		struct px_record *place = px_arena_alloc(at->arena, sizeof(*place));

		*place = places.records[i];
		look(&looking, PX_PUBLIC_PLACE, place);
	}
	result = 0;
out:
	px_public_free(&team);
	px_public_free(&places);
	return result;
}
