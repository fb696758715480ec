/* Professions: codes, labels, and the words that people write. */
#include "model/professions.h"

#include "base/i18n.h"
#include "base/text.h"
#include "tap.h"

static void
finds(const char *text, const char *code)
{
	const struct px_term *found = px_profession_find(text);

	if (!tap_ok(code ? found && strcmp(found->code, code) == 0 : !found, "%s is %s", text,
		    code ? code : "unknown"))
		printf("#      got: %s\n", found ? found->code : "none");
}

static void
test_words(void)
{
	static const char *const table[][2] = {
		{ "60", "60" },
		{ "Infirmier", "60" },
		{ "infirmière", "60" },
		{ "INFIRMIERS", "60" },
		{ "Infirmier(e)", "60" },
		{ "Infirmier(ère)", "60" },
		{ "infirmier·e", "60" },
		{ "IDEL", "60" },
		{ "kiné", "70" },
		{ "Masseur-Kinésithérapeute", "70" },
		{ "masseur kinésithérapeute", "70" },
		{ "généraliste", "10" },
		{ "Médecin généraliste", "10" },
		{ "Médecins", "10" },
		{ "Cardiologue", "10" },
		{ "Sage-femme", "50" },
		{ "sage femme", "50" },
		{ "Pharmacienne", "21" },
		{ "pharmacien(ne)", "21" },
		{ "dentiste", "40" },
		{ "Chirurgien-Dentiste", "40" },
		{ "diététicienne", "95" },
		{ "Assistante sociale", "41" },
		{ "coordinatrice", "coordinator" },
		{ "Coordinateur(trice)", "coordinator" },
		{ "Secrétaire médicale", "secretary" },
		{ "travailleur social", "social-worker" },
		{ "autre", "other" },
		{ "plombier", NULL },
		{ "61", NULL },
		{ "s", NULL },
		{ "-", NULL },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		finds(table[i][0], table[i][1]);
}

/* Every code is found by its code, its label, its first word; no word means two professions. */
static void
test_table(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	size_t count = 0;

	for (const struct px_term *p = px_professions; p->code; p++, count++) {
		char *others = px_arena_strdup(&arena, p->others);
		char *parts[32] = { px_arena_strdup(&arena, p->word) };
		size_t words_count = 1 + px_text_split(others, '|', parts + 1, 31);

		finds(p->code, p->code);
		if (strcmp(p->code, "99") != 0)
			finds(p->label, p->code);
		tap_is(px_profession_word(NULL, count), parts[0],
		       "completion offers its first word");
		for (size_t i = 0; i < words_count && *parts[i]; i++) {
			finds(parts[i], p->code);
			tap_is(px_text_slug(&arena, parts[i], 100), parts[i], "written as a slug");
		}
	}
	tap_ok(px_profession_word(NULL, count) == NULL, "completion ends with the table");
	px_arena_release(&arena);
}

static void
test_facts(void)
{
	tap_is(px_profession_label("60"), "Infirmier", "60 has its official label");
	tap_is(px_profession_label("77"), "77", "an unknown code stands for itself");
	tap_is(px_profession_name("60"), "nurse", "people read English by default");
	tap_ok(px_profession_medical("10") && px_profession_medical("40") &&
		       px_profession_medical("50"),
	       "physicians, dentists and midwives are medical professions");
	tap_ok(!px_profession_medical("21") && !px_profession_medical("60") &&
		       !px_profession_medical("77"),
	       "pharmacists, nurses and the unknown are not");
	tap_ok(px_profession_is_specialist("Cardiologue") &&
		       !px_profession_is_specialist("généraliste"),
	       "a specialist is told from a general practitioner");
}

int
main(void)
{
	px_i18n_start("en", "build/share/locale");
	test_words();
	test_table();
	test_facts();
	return tap_done();
}
