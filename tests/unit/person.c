/* Names in one text, and names in capitals. */
#include "base/person.h"

#include "base/text.h"
#include "tap.h"

static const struct {
	const char *text;
	bool given_first;
	const char *family, *given;
	bool sure;
} names[] = {
	{ "DUPONT Jean", false, "DUPONT", "Jean", true },
	{ "Jean DUPONT", false, "DUPONT", "Jean", true },
	{ "LE ROUX Marie Ange", false, "LE ROUX", "Marie Ange", true },
	{ "Marie Ange LE ROUX", true, "LE ROUX", "Marie Ange", true },
	{ "Dupont Jean", false, "Dupont", "Jean", true },
	{ "Jean Dupont", true, "Dupont", "Jean", true },
	{ "Le Goff Yann", false, "Le Goff", "Yann", false },
	{ "Yann Le Goff", true, "Le Goff", "Yann", false },
	{ "DUPONT JEAN", false, "DUPONT", "JEAN", true },
	{ "DE LA TOUR ANNE", false, "DE LA TOUR", "ANNE", false },
	{ "Dr  VIDAL   \xC3\x88ve", false, "VIDAL", "\xC3\x88ve", true },
	{ "Mme Petit", false, "Petit", "", true },
	{ "Solo", true, "Solo", "", true },
	{ "Dr", false, "", "", true },
	{ "", false, "", "", true },
	{ "\xC3\x89TIENNE Luc", false, "\xC3\x89TIENNE", "Luc", true },
};

static const struct {
	const char *shouted, *text;
	bool is;
} capitals[] = {
	{ "DUPONT", "Dupont", true },         { "EVE", "\xC3\x88ve", true },
	{ "\xC3\x88VE", "\xC3\x88ve", true }, { "DURAND", "D\xC3\x9CRAND", true },
	{ "D\xC3\x9CRAND", "Durand", false }, /* an accent is news */
	{ "Dupont", "DUPONT", false },        { "DUPOND", "Dupont", false },
	{ "LE-GALL", "Le Gall", false },      { "", "", false },
};

static const struct {
	const char *text, *calm;
} shouts[] = {
	{ "LE GOFF-D'ARC", "Le Goff-D'Arc" },
	{ "\xC3\x89TIENNE", "\xC3\x89tienne" },
	{ "CH\xC3\x82TEAU\xE2\x80\x99NEUF", "Ch\xC3\xA2teau\xE2\x80\x99Neuf" },
	{ "McAdam", "McAdam" },
	{ "de la Tour", "de la Tour" },
	{ "", "" },
};

static const struct {
	const char *text, *bare;
} addressed[] = {
	{ "Dr Anne Dupont", "Anne Dupont" },
	{ "  M. le dr. Petit", "le dr. Petit" },
	{ "Mme Dr Petit", "Petit" },
	{ "DR. LE GOFF", "LE GOFF" },
	{ "Martin", "Martin" },
	{ "Dr", "Dr" }, /* a name, for want of another */
	{ "Drapeau Luc", "Drapeau Luc" },
	{ "", "" },
};

int
main(void)
{
	struct px_arena arena = PX_ARENA_INIT;

	for (size_t i = 0; i < PX_COUNT(names); i++) {
		const char *family, *given;
		bool sure = px_person_split(&arena, names[i].text, names[i].given_first, &family,
					    &given);

		tap_is(family, names[i].family, names[i].text);
		tap_is(given, names[i].given, names[i].text);
		tap_ok(sure == names[i].sure, "%s: a guess is known for one", names[i].text);
	}
	for (size_t i = 0; i < PX_COUNT(capitals); i++)
		tap_ok(px_text_shouted(capitals[i].shouted, capitals[i].text) == capitals[i].is,
		       "%s of %s", capitals[i].shouted, capitals[i].text);
	for (size_t i = 0; i < PX_COUNT(shouts); i++)
		tap_is(px_text_calm(&arena, shouts[i].text), shouts[i].calm, shouts[i].text);
	for (size_t i = 0; i < PX_COUNT(addressed); i++)
		tap_is(px_person_bare(addressed[i].text), addressed[i].bare, addressed[i].text);
	px_arena_release(&arena);
	return tap_done();
}
