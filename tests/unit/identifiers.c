/* Identifiers: the table of cases, Luhn, and what each origin makes of a verdict. */
#include "model/identifiers.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "model/field.h"
#include "tap.h"

static const char cases[] = "tests/cases/identifiers.tsv";

static const char *const names[PX_ID_COUNT] = {
	[PX_ID_RPPS] = "RPPS",   [PX_ID_ADELI] = "ADELI",     [PX_ID_FINESS] = "FINESS",
	[PX_ID_SIREN] = "SIREN", [PX_ID_SIRET] = "SIRET",     [PX_ID_PHONE] = "PHONE",
	[PX_ID_EMAIL] = "EMAIL", [PX_ID_MSSANTE] = "MSSANTE", [PX_ID_POSTCODE] = "POSTCODE",
	[PX_ID_INSEE] = "INSEE", [PX_ID_NIR] = "NIR",
};

static const char *const verdicts[] = { "valid", "repaired", "odd", "wrong", "damaged" };

static int
name_index(const char *name)
{
	for (int i = 0; i < PX_ID_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* Cut at tabs, empty columns kept. */
static size_t
cut(char *line, char **parts, size_t limit)
{
	size_t count = 0;

	line[strcspn(line, "\n")] = '\0';
	while (line && count < limit) {
		parts[count++] = line;
		line = strchr(line, '\t');
		if (line)
			*line++ = '\0';
	}
	return count;
}

static void
run_case(char **parts)
{
	char stored[PX_ID_SIZE], again[PX_ID_SIZE];
	const char *reason = NULL;
	int which = name_index(parts[0]);
	enum px_verdict verdict;

	if (!tap_ok(which >= 0, "%s is an identifier", parts[0]))
		return;
	verdict = px_identifier_check((enum px_identifier)which, parts[1], stored, &reason);
	if (!tap_ok(strcmp(verdicts[verdict], parts[2]) == 0, "%s %s is %s (%s)", parts[0],
		    parts[1], parts[2], parts[4]))
		printf("#      got: %s, %s\n", verdicts[verdict], reason ? reason : "");
	tap_is(stored, *parts[3] ? parts[3] : parts[1], "  stored as it should be");
	tap_ok((reason == NULL) == (verdict == PX_ID_VALID), "  a reason unless valid");
	if (verdict >= PX_ID_WRONG)
		return;
	verdict = px_identifier_check((enum px_identifier)which, stored, again, &reason);
	tap_ok((verdict == PX_ID_VALID || verdict == PX_ID_ODD) && strcmp(stored, again) == 0,
	       "  what is stored is stored the same again");
}

static void
test_cases(void)
{
	FILE *file = fopen(cases, "r");
	char line[1024];
	char *parts[5];
	int read = 0;

	if (!tap_ok(file != NULL, "%s opens", cases))
		return;
	while (fgets(line, sizeof(line), file))
		if (read++)
			if (tap_ok(cut(line, parts, 5) == 5, "line %d has its columns", read))
				run_case(parts);
	fclose(file);
	tap_ok(read > 100, "the table was read to its end");
}

static void
test_luhn(void)
{
	char digits[] = "7992739871?";
	int right = 0;

	digits[10] = '3';
	tap_ok(px_luhn(digits, 11), "the key of 7992739871 is 3");
	for (char key = '0'; key <= '9'; key++) {
		digits[10] = key;
		right += px_luhn(digits, 11);
	}
	tap_is_number(right, 1, "one key in ten is right");
	tap_ok(!px_luhn("", 0), "no digit has no right key");
}

static struct px_value
parse(const struct px_kind *kind, enum px_origin origin, const char *text, struct px_faults *faults)
{
	static struct px_field field;
	struct px_parse how = {
		.field = &field, .origin = origin, .arena = faults->arena, .faults = faults
	};
	struct px_value value;

	field = (struct px_field){ .name = "number", .kind = kind };
	faults->count = 0;
	px_value_parse(&how, text, &value);
	return value;
}

/* One text under every origin: the state, the grade of the fault or -1, and what is stored. */
static void
test_origins(struct px_faults *faults)
{
	static const struct origin_case {
		const struct px_kind *kind;
		const char *text;
		enum px_origin origin;
		enum px_state state;
		int grade;
		const char *stored;
	} table[] = {
		{ &px_kind_rpps, "10102727017", PX_FROM_TYPED, PX_BAD, PX_REJECTING, NULL },
		{ &px_kind_rpps, "10102727017", PX_FROM_TEAM, PX_BAD, PX_REJECTING, NULL },
		{ &px_kind_rpps, "10102727017", PX_FROM_REGISTER, PX_SET, PX_SUSPICIOUS,
		  "10102727017" },
		{ &px_kind_rpps, "10102727017", PX_FROM_FILTER, PX_SET, -1, "10102727017" },
		{ &px_kind_rpps, "810005681340", PX_FROM_TYPED, PX_SET, PX_REPAIRED,
		  "10005681340" },
		{ &px_kind_rpps, "810005681340", PX_FROM_FILTER, PX_SET, -1, "10005681340" },
		{ &px_kind_siret, "2,60E+13", PX_FROM_REGISTER, PX_BAD, PX_REJECTING, NULL },
		{ &px_kind_siret, "2,60E+13", PX_FROM_TEAM, PX_BAD, PX_REJECTING, NULL },
		{ &px_kind_phone, "474454647", PX_FROM_TEAM, PX_SET, PX_REPAIRED, "+33474454647" },
		{ &px_kind_phone, "0162123456", PX_FROM_TYPED, PX_SET, PX_SUSPICIOUS,
		  "+33162123456" },
		{ &px_kind_phone, "06 12", PX_FROM_FILTER, PX_SET, -1, "06 12" },
		{ &px_kind_postcode, "51003 REIMS CEDEX", PX_FROM_TEAM, PX_BAD, PX_REJECTING,
		  NULL },
		{ &px_kind_postcode, "51003 REIMS CEDEX", PX_FROM_REGISTER, PX_SET, PX_SUSPICIOUS,
		  "51003 REIMS CEDEX" },
		{ &px_kind_email, "a\nb@example.org", PX_FROM_TEAM, PX_BAD, PX_REJECTING, NULL },
		{ &px_kind_finess, " 010000024 ", PX_FROM_TEAM, PX_SET, -1, "010000024" },
		{ &px_kind_finess, "  ", PX_FROM_TEAM, PX_UNSET, -1, NULL },
	};

	for (size_t i = 0; i < PX_COUNT(table); i++) {
		const struct origin_case *c = &table[i];
		struct px_value value = parse(c->kind, c->origin, c->text, faults);
		int grade = faults->count ? (int)faults->items[0].grade : -1;

		tap_ok(value.state == c->state && grade == c->grade && faults->count <= 1,
		       "%s %s from origin %d: state and fault", c->kind->name, c->text,
		       (int)c->origin);
		tap_is(value.text, c->stored, "  and what is stored");
	}
}

static void
test_message(struct px_faults *faults)
{
	parse(&px_kind_rpps, PX_FROM_TEAM, "10102727017", faults);
	tap_is(px_faults_text(faults, PX_REPAIRED), "number: 10102727017: wrong check digit",
	       "a message names field, text and reason");
}

int
main(void)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena };

	px_i18n_start("en", "build/share/locale");
	test_cases();
	test_luhn();
	test_origins(&faults);
	test_message(&faults);
	px_arena_release(&arena);
	return tap_done();
}
