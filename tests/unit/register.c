/* The national register: files as they come, counts, what is stored, what is found again. */
#include "care/register.h"

#include "base/i18n.h"
#include "model/types.h"
#include "model/types_register.h"
#include "store_base.h"

static const char cases[] = "tests/cases/rpps/";
static const char sample[] = "../shared/data/rpps/PS_LibreAcces_Personne_activite_sample.txt";
static const char connect[] =
	"../shared/data/rpps/Extraction_ProSanteConnect_Personne_activite_202112090858.txt";

static struct px_store *store;
static char said[4096];

static void
hear(const struct px_source *source, const struct px_row *row, enum px_grade grade,
     const char *message, void *data)
{
	size_t length = strlen(said);

	(void)source;
	(void)data;
	snprintf(said + length, sizeof(said) - length, "%ld:%d:%s\n", row->line, (int)grade,
		 message);
}

static int
import_path(const char *path, bool commit, struct px_register_counts *counts, struct px_err *err)
{
	struct px_register_options options = { .path = path, .say = hear };
	int result;

	said[0] = '\0';
	if (px_store_begin(store, err))
		return -1;
	result = px_register_import(store, &options, counts, err);
	if (result || !commit)
		px_store_rollback(store);
	else
		result = px_store_commit(store, err);
	return result;
}

/* The counts in their order, as one text. */
static void
counts_are(const char *file, const char *expected)
{
	struct px_register_counts c;
	struct px_err err = PX_ERR_INIT;
	char path[256], got[256];
	int result;

	snprintf(path, sizeof(path), "%s%s", file[0] == '.' || file[0] == '/' ? "" : cases, file);
	result = import_path(path, true, &c, &err);
	snprintf(got, sizeof(got),
		 "read %lld new %lld changed %lld unchanged %lld rejected %lld "
		 "repaired %lld suspicious %lld removed %lld",
		 (long long)c.read, (long long)c.new, (long long)c.changed, (long long)c.unchanged,
		 (long long)c.rejected, (long long)c.repaired, (long long)c.suspicious,
		 (long long)c.removed);
	tap_is(result ? err.message : got, expected, file);
	tap_ok(c.read == c.new + c.changed + c.unchanged + c.rejected, "  and they add up");
}

static long long
number_of(const char *sql)
{
	struct px_err err = PX_ERR_INIT;
	struct px_stmt *stmt = px_store_prepare(store, sql, &err);
	long long number = -1;

	if (stmt && px_stmt_step(stmt, &err) == 1)
		number = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return number;
}

static void
text_is(const char *sql, const char *expected, const char *what)
{
	struct px_err err = PX_ERR_INIT;
	struct px_stmt *stmt = px_store_prepare(store, sql, &err);

	if (stmt && px_stmt_step(stmt, &err) == 1)
		tap_is(px_stmt_text(stmt, 0), expected, what);
	else
		tap_ok(false, "%s: %s", what, err.message);
	px_stmt_done(stmt);
}

static void
test_first(void)
{
	counts_are("2021.txt", "read 9 new 7 changed 0 unchanged 2 rejected 0 repaired 3 "
			       "suspicious 4 removed 0");
	tap_ok(strstr(said, "9:1:rpps: 10890000052: wrong check digit; siret: 11111111111112: "
			    "wrong check digit; phone: ") != NULL,
	       "a wrong key is said with its line and field");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps\""), 7, "a row is listed once");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps_person\""), 6, "a person stands once");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps_structure\""), 5,
		      "a structure stands once");
	text_is("SELECT \"site\" FROM \"rpps\" WHERE \"family\" = 'NGUYEN \"KIM\"'",
		"PHARMACIE \"AUX 4 VENTS\" & FILS", "a quote is data");
	text_is("SELECT \"city\" FROM \"rpps\" WHERE \"family\" = 'De la Tour'", "ANGERS",
		"the town of a cedex line, when the commune is empty");
	text_is("SELECT \"address\" FROM \"rpps\" WHERE \"family\" = 'De la Tour'",
		"BATIMENT B, 4 B Avenue DE L'HÔTEL DIEU, BP 36", "an address is one line");
	text_is("SELECT \"phone\" FROM \"rpps\" WHERE \"adeli\" = '019209998'", "+33472260321",
		"a phone without its zero is mended");
	text_is("SELECT \"postcode\" FROM \"rpps\" WHERE \"adeli\" = '019209998'", "01390",
		"a postcode too");
	text_is("SELECT \"rpps\" FROM \"rpps\" WHERE \"family\" = 'FAUXCHIFFRE'", "10890000052",
		"a wrong key is stored");
	text_is("SELECT \"postcode\" FROM \"rpps\" WHERE \"family\" = 'FAUXCHIFFRE'", "GL52",
		"a postcode of another country is none of ours");
	text_is("SELECT \"structure\" FROM \"rpps\" WHERE \"family\" = 'SANSPOSTE'", NULL,
		"a person without activity has a row without a place");
}

static void
test_again(void)
{
	counts_are("2021.txt", "read 9 new 0 changed 0 unchanged 9 rejected 0 repaired 3 "
			       "suspicious 4 removed 0");
	counts_are("2026.txt", "read 9 new 0 changed 0 unchanged 9 rejected 0 repaired 3 "
			       "suspicious 4 removed 0");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps\""), 7, "the same rows");
	counts_are("next.txt", "read 7 new 1 changed 1 unchanged 5 rejected 0 repaired 1 "
			       "suspicious 4 removed 2");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps_person\""), 6,
		      "who is not in the file any more is gone");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps_person\" WHERE "
				"\"adeli\" = '019209998'"),
		      0, "by name too");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps_structure\""), 5,
		      "and the places that nobody is at");
	text_is("SELECT \"phone\" FROM \"rpps\" WHERE \"family\" = 'NGUYEN \"KIM\"'",
		"+590590654321", "what changed is stored");
	text_is("SELECT \"value\" FROM \"setting\" WHERE \"name\" = 'register.rpps.source'",
		"next.txt", "the source is named");
	text_is("SELECT \"value\" FROM \"setting\" WHERE \"name\" = 'register.rpps.imported'",
		"2025-11-21T10:00:00Z", "and dated");
}

static void
test_layouts(void)
{
	counts_are("psc.txt", "read 5 new 1 changed 3 unchanged 1 rejected 0 repaired 1 "
			      "suspicious 0 removed 2");
	text_is("SELECT \"address\" FROM \"rpps\" WHERE \"family\" = 'L''HERMITE' AND "
		"\"mode\" = 'L'",
		"12 R DES LILAS", "without labels, the code of the street");
	text_is("SELECT \"city\" FROM \"rpps\" WHERE \"family\" = 'L''HERMITE' AND \"mode\" = 'L'",
		"BRISSAC LOIRE AUBANCE", "and the routing line's town");
	counts_are("latin1.txt", "read 3 new 0 changed 3 unchanged 0 rejected 0 repaired 1 "
				 "suspicious 0 removed 2");
	text_is("SELECT \"given\" FROM \"rpps\" WHERE \"rpps\" = '10890000010'", "Éric",
		"Latin-1 becomes UTF-8");
}

static void
test_bad(void)
{
	long long rows = number_of("SELECT count(*) FROM \"rpps\"");
	struct px_register_counts counts;
	struct px_err err = PX_ERR_INIT;

	counts_are("missing.txt",
		   "tests/cases/rpps/missing.txt: not a Personne_activite file of the Annuaire "
		   "Santé: columns missing: Code postal (coord. structure), Code profession");
	counts_are("empty.txt", "tests/cases/rpps/empty.txt: no row can be stored: the register is "
				"kept as it was");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps\""), rows, "and it is");
	tap_ok(import_path("tests/cases/rpps/nothing.txt", true, &counts, &err) == -1 &&
		       err.code == PX_NOT_FOUND,
	       "a file that is not there");
	counts_are("refused.txt", "read 5 new 0 changed 0 unchanged 1 rejected 4 repaired 0 "
				  "suspicious 1 removed 2");
	tap_ok(strstr(said, "3:2:siret: 2,60E+13: ") && strstr(said, "4:2:a row without") &&
		       strstr(said, "5:2:5: unknown type") && strstr(said, "6:2:rpps: trop court"),
	       "each refused row says why");
	counts_are("cut.txt", "read 4 new 2 changed 0 unchanged 1 rejected 1 repaired 0 "
			      "suspicious 0 removed 1");
	tap_ok(strstr(said, "5:2:") && strstr(said, "cut"), "a row cut by the end of the file");
}

static void
test_rollback(void)
{
	struct px_register_counts counts;
	struct px_err err = PX_ERR_INIT;
	long long rows = number_of("SELECT count(*) FROM \"rpps\"");

	tap_ok(import_path("tests/cases/rpps/2021.txt", false, &counts, &err) == 0 &&
		       counts.new > 0,
	       "a dry run counts");
	tap_is_number(number_of("SELECT count(*) FROM \"rpps\""), rows, "and stores nothing");
}

static struct px_record
found(const char *rpps, const char *postcode, struct px_arena *arena, enum px_code expected)
{
	struct px_record record = px_record_new(arena, &px_type_practitioner);
	struct px_err err = PX_ERR_INIT;

	px_register_practitioner(store, rpps, postcode, arena, &record, &err);
	tap_is_number((long long)err.code, (long long)expected, rpps);
	return record;
}

static void
test_find(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record who;

	counts_are("2021.txt", "read 9 new 5 changed 0 unchanged 4 rejected 0 repaired 3 "
			       "suspicious 4 removed 0");
	who = found("10890000010", "49320", &arena, PX_OK);
	tap_is(px_record_text(&who, PX_PRACTITIONER_FAMILY), "L'HERMITE", "family");
	tap_is(px_record_text(&who, PX_PRACTITIONER_GIVEN), "Éric", "given");
	tap_is(px_record_text(&who, PX_PRACTITIONER_PROFESSION), "10", "profession");
	tap_is(px_record_text(&who, PX_PRACTITIONER_SPECIALTY), "SM54", "specialty");
	tap_is(px_record_text(&who, PX_PRACTITIONER_PHONE), "+33261910001",
	       "the liberal activity at the postcode");
	tap_is(px_record_text(&who, PX_PRACTITIONER_MSSANTE), "eric.lhermite@medecin.mssante.fr",
	       "a secure address in its field");
	tap_is(px_record_text(&who, PX_PRACTITIONER_EMAIL), NULL, "and not in the other");
	who = found("10890000010", NULL, &arena, PX_OK);
	tap_is(px_record_text(&who, PX_PRACTITIONER_PHONE), "+33261910002",
	       "else the lowest structure");
	who = found("10890000028", "49320", &arena, PX_OK);
	tap_ok(who.values[PX_PRACTITIONER_SKILLS].count == 1 &&
		       strcmp(who.values[PX_PRACTITIONER_SKILLS].items[0].text, "SI01") == 0,
	       "advanced practice of a nurse is a skill");
	found("10890000093", NULL, &arena, PX_NOT_FOUND);
	px_arena_release(&arena);
}

static void
test_none(void)
{
	struct px_arena arena = PX_ARENA_INIT;

	found("10890000010", NULL, &arena, PX_NOT_FOUND);
	px_arena_release(&arena);
}

/* Real rows, when they are there. */
static void
test_samples(void)
{
	if (access(sample, R_OK) || access(connect, R_OK)) {
		printf("ok %d # SKIP no sample of the real register\n", ++tap_count);
		return;
	}
	counts_are(sample,
		   "read 21 new 21 changed 0 unchanged 0 rejected 0 repaired 0 suspicious 0 "
		   "removed 7");
	counts_are(sample,
		   "read 21 new 0 changed 0 unchanged 21 rejected 0 repaired 0 suspicious 0 "
		   "removed 0");
	counts_are(connect, "read 1 new 1 changed 0 unchanged 0 rejected 0 repaired 0 suspicious 3 "
			    "removed 21");
}

int
main(void)
{
	px_i18n_start("en", "build/share/locale");
	store = base_make();
	px_store_identify(store, "test", 1763719200, NULL);
	test_none();
	test_first();
	test_again();
	test_layouts();
	test_bad();
	test_rollback();
	test_find();
	test_samples();
	px_store_close(store);
	return tap_done();
}
