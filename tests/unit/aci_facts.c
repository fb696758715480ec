/* Facts: hard input is one clear error, the strongest origin wins, counters count what they say. */
#include "aci.h"
#include "base/text.h"

static const struct {
	const char *json, *message;
} refused[] = {
	{ "{\"patients\":\"8000\"}", "f.json:1: patients: string: a whole number expected" },
	{ "{\"patients\":true}", "patients: " },
	{ "{\"patients\":[8000]}", "patients: array" },
	{ "{\"patients\":{}}", "patients: object" },
	{ "{\"patients\":-1}", "patients: -1 is out of bounds: 0 to 500000" },
	{ "{\"patients\":8000.5}", "patients: 8000.5: a whole number expected" },
	{ "{\"patients\":9999999999}", "patients: 9999999999 is out of bounds" },
	{ "{\"patients\":99999999999999}", "patients: 99999999999999 is out of bounds: 0 to" },
	{ "{\"patients\":9223372036854775807}", "patients: 9223372036854775807 is out of bounds" },
	{ "{\"patients\":-9223372036854775808}",
	  "patients: -9223372036854775808 is out of bounds" },
	{ "{\"patients\":1e300}", "patients: 1e300 is out of bounds: 0 to 500000" },
	{ "{\"patients\":1e-1}", "patients: 1e-1: a whole number expected" },
	{ "{\"pateints\":8000}", "pateints: not a fact of aci-msp-avenant-1: `patients` perhaps" },
	{ "{\"zzzzzz\":8000}", "zzzzzz: not a fact of aci-msp-avenant-1" },
	{ "{\n\n\"saturday\":1}", "f.json:3: saturday: integer: true or false expected" },
	{ "{\"saturday\":\"oui\"}", "saturday: string: true or false expected" },
	{ "{\"c2s_rate\":100.01}", "c2s_rate: 100.01 is out of bounds: 0 to 100" },
	{ "{\"c2s_rate\":7.50001}", "c2s_rate: 7.50001: a number of at most 4 decimals expected" },
	{ "{\"c2s_rate\":7.500000000000000000001}", "a number of at most 4 decimals expected" },
	{ "{\"c2s_rate\":1e-400}", "c2s_rate: 1e-400: a number of at most 4 decimals expected" },
	{ "{\"c2s_rate\":1.2345e-1}", "c2s_rate: 1.2345e-1: a number of at most 4 decimals" },
	{ "{\"c2s_rate\":-0.1}", "c2s_rate: -0.1 is out of bounds" },
	{ "{\"daily_hours\":25}", "daily_hours: 25 is out of bounds: 0 to 24" },
	{ "{\"closure_weeks_school\":54}", "closure_weeks_school: 54 is out of bounds" },
	{ "{\"diversity_level\":3}", "diversity_level: 3 is out of bounds: 0 to 2" },
	{ "{\"users_level\":3}", "users_level" },
	{ "{\"quality_level\":4}", "quality_level" },
	{ "{\"sas\":\"some\"}", "sas: no word `some`" },
	{ "{\"sas\":true}", "sas: true or false: a word expected" },
	{ "{\"public_health_missions\":\"prs\"}", "public_health_missions: string: a list" },
	{ "{\"public_health_missions\":[1]}", "public_health_missions: integer: a list of words" },
	{ "{\"public_health_missions\":[\"vacination\"]}", "no word `vacination`: `vaccination`" },
	{ "{\"contract_start\":\"01/02/2025\"}", "contract_start: 01/02/2025: a date such as" },
	{ "{\"contract_start\":\"2025-02-30\"}", "contract_start: 2025-02-30" },
	{ "{\"contract_start\":\"1999-12-31\"}", "contract_start: 1999-12-31 is out of bounds" },
	{ "{\"contract_start\":2025}", "contract_start: integer: a date" },
	{ "{\"si_standard\":\"yes\"}", "si_standard: yes: true, false or a date" },
	{ "{\"si_standard\":1}", "si_standard: integer: true, false or a date" },
	{ "{\"advance_paid_cents\":1.5}", "advance_paid_cents: 1.5: a whole number" },
	{ "{\"advance_paid_cents\":-1}", "advance_paid_cents: -1" },
	{ "[]", "facts are an object" },
	{ "{\"patients\":1,\"patients\":2}", "f.json" },
	{ "{\"patients\":1", "f.json" },
};

static void
check_refused(void)
{
	for (size_t i = 0; i < PX_COUNT(refused); i++) {
		struct px_aci_facts *facts = facts_of(shipped(), 2025, refused[i].json);
		tap_ok(!facts && fault.code == PX_FAILED &&
			       strncmp(fault.message, "f.json:", 7) == 0 &&
			       strstr(fault.message, refused[i].message),
		       "refused: %s", fault.message);
	}
}

static const struct px_aci_fact *
fact(const struct px_aci_facts *facts, const char *name)
{
	return &facts->items[px_aci_fact_index(facts->rules, name)];
}

static const char *
fact_text(const struct px_aci_facts *facts, const char *name)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_aci_value_text(&fact(facts, name)->value, &text);
	kept = px_arena_strdup(&arena, text.data);
	px_buf_release(&text);
	return kept;
}

/* Numbers are read from their digits, and written again in their shortest form. */
static const struct {
	const char *json, *name, *text;
} numbers[] = {
	{ "{\"daily_hours\":12.000000000000000000000000}", "daily_hours", "12" },
	{ "{\"daily_hours\":0.0001}", "daily_hours", "0.0001" },
	{ "{\"daily_hours\":23.9999}", "daily_hours", "23.9999" },
	{ "{\"c2s_rate\":8.12e1}", "c2s_rate", "81.2" },
	{ "{\"c2s_rate\":-0.0}", "c2s_rate", "0" },
	{ "{\"c2s_rate\":0e99999}", "c2s_rate", "0" },
	{ "{\"c2s_rate\":1000E-4}", "c2s_rate", "0.1" },
	{ "{\"patients\":1e3}", "patients", "1000" },
	{ "{\"patients\":80000e-1}", "patients", "8000" },
	{ "{\"patients\":8000.0}", "patients", "8000" },
	{ "{\"advance_paid_cents\":10000000000}", "advance_paid_cents", "10000000000" },
};

static void
check_numbers(void)
{
	for (size_t i = 0; i < PX_COUNT(numbers); i++) {
		struct px_aci_facts *facts = facts_of(shipped(), 2025, numbers[i].json);
		tap_is(facts ? fact_text(facts, numbers[i].name) : fault.message, numbers[i].text,
		       numbers[i].json);
	}
}

static void
check_nothing_half_read(void)
{
	struct px_aci_facts *facts = px_aci_facts_new(&arena, shipped(), 2025);
	static const char json[] = "{\"patients\":8000,\"saturday\":3}";
	const struct px_json_node *tree =
		px_json_parse(&arena, json, strlen(json), "f.json", &fault);

	tap_ok(px_aci_facts_read(facts, tree, "f.json", PX_ACI_FACTS_FILE, &fault) < 0,
	       "the second fact is wrong");
	tap_is(fact_text(facts, "patients"), "0", "the first is not kept");
	tap_ok(px_aci_facts_read_file(facts, "/nowhere.json", PX_ACI_FACTS_FILE, &fault) < 0,
	       "no such file: %s", fault.message);
}

/* As typed, and as the text that writes it again. */
static const struct {
	const char *word, *name, *text;
} words[] = {
	{ "patients=8000", "patients", "8000" },
	{ "c2s_rate=9,25", "c2s_rate", "9.25" },
	{ "c2s_rate= 9.2500 ", "c2s_rate", "9.25" },
	{ "saturday=oui", "saturday", "true" },
	{ "saturday=Non", "saturday", "false" },
	{ "saturday=yes", "saturday", "true" },
	{ "saturday=VRAI", "saturday", "true" },
	{ "si_standard=oui", "si_standard", "true" },
	{ "si_standard=2024-07-01", "si_standard", "2024-07-01" },
	{ "contract_start=2024-07-01", "contract_start", "2024-07-01" },
	{ "sas=half", "sas", "half" },
	{ "public_health_missions=prs, elderly", "public_health_missions", "prs,elderly" },
	{ "patients=", "patients", "0" },
	{ "national_c2s_rate=", "national_c2s_rate", "7.5" },
};

static const char *const wrong_words[] = {
	"patients",
	"=8000",
	"patients=beaucoup",
	"patients=8 000",
	"saturday=peut-être",
	"si_standard=demain",
	"sas=oui",
	"public_health_missions=prs,",
	"pateints=3",
	"c2s_rate=1.23456",
	"patients=-1",
};

static void
check_words(void)
{
	struct px_aci_facts *facts = px_aci_facts_new(&arena, shipped(), 2025);

	for (size_t i = 0; i < PX_COUNT(words); i++) {
		tap_ok(px_aci_facts_word(facts, words[i].word, PX_ACI_EXERCISE_RECORD, &fault) == 0,
		       "takes %s", words[i].word);
		tap_is(fact_text(facts, words[i].name), words[i].text, words[i].word);
		tap_ok(px_aci_facts_set(facts, words[i].name, words[i].text, PX_ACI_EXERCISE_RECORD,
					&fault) == 0,
		       "its text is taken again: %s", words[i].text);
	}
	for (size_t i = 0; i < PX_COUNT(wrong_words); i++) {
		fault = (struct px_err)PX_ERR_INIT;
		tap_ok(px_aci_facts_word(facts, wrong_words[i], PX_ACI_WHAT_IF, &fault) < 0 &&
			       fault.message[0],
		       "refuses %s: %s", wrong_words[i], fault.message);
	}
}

static void
check_origins(void)
{
	struct px_aci_counted counted[] = { { "protocols", 3, NULL, NULL, 0 },
					    { "ipa", 1, NULL, NULL, 0 },
					    { "professionals", 9, NULL, NULL, 0 } };
	struct px_aci_facts *facts =
		facts_of(shipped(), 2025, "{\"protocols\":7,\"trainees\":null}");

	px_aci_facts_word(facts, "protocols=5", PX_ACI_EXERCISE_RECORD, &fault);
	px_aci_facts_word(facts, "professionals=11", PX_ACI_EXERCISE_RECORD, &fault);
	tap_ok(px_aci_facts_count(facts, counted, 3, &fault) == 0, "counts are taken");
	tap_is(fact_text(facts, "protocols"), "7", "the file wins over exercise and count");
	tap_is(fact_text(facts, "professionals"), "11", "the exercise wins over the count");
	tap_is(fact_text(facts, "ipa"), "true", "the count wins over the default");
	tap_is(px_aci_origin_name(fact(facts, "protocols")->origin), "declared", "declared");
	tap_is(px_aci_origin_name(fact(facts, "professionals")->origin), "declared", "declared");
	tap_is(px_aci_origin_name(fact(facts, "ipa")->origin), "records", "records");
	tap_is(px_aci_origin_name(fact(facts, "trainees")->origin), "default", "null is absent");
	px_aci_facts_word(facts, "protocols=8", PX_ACI_WHAT_IF, &fault);
	tap_is(fact_text(facts, "protocols"), "8", "a what-if wins over all");
	counted[0] = (struct px_aci_counted){ "protocols", -4, NULL, NULL, 0 };
	tap_ok(px_aci_facts_count(facts, counted, 1, &fault) < 0, "an absurd count: %s",
	       fault.message);
	counted[0].fact = "prototypes";
	tap_ok(px_aci_facts_count(facts, counted, 1, &fault) < 0, "an unknown one: %s",
	       fault.message);
}

static int64_t
counted_number(const struct px_aci_sources *sources, const char *name, size_t *records)
{
	struct px_aci_counted *counted;
	size_t count;

	px_aci_counters_run(&arena, shipped(), sources, &counted, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(counted[i].fact, name) == 0) {
			*records = counted[i].record_count;
			return counted[i].number;
		}
	return -1;
}

/* Professions of a team, separated by blanks (a doctor's specialty after a slash), and its
 * level. */
static const struct {
	const char *team;
	int level, professionals;
} teams[] = {
	{ "", 0, 0 },
	{ "10 10/SM54 10/SM26 10/SM53", 0, 4 },
	{ "10 60 60 60 70", 0, 5 },
	{ "10 60 70 80", 1, 4 },
	{ "10 10/SM40", 1, 2 },
	{ "10 21", 1, 2 },
	{ "10 50", 1, 2 },
	{ "10 40", 1, 2 },
	{ "10 93 41 99", 0, 1 },
	{ "10 21 60 70", 1, 4 },
	{ "10 21 60 70 91", 2, 5 },
	{ "10/SM42 60 70 95", 2, 4 },
	{ "10 coordinator 60 93", 0, 2 },
};

static size_t
make_team(const char *text, struct px_aci_person *people)
{
	char *parts[16], *copy = px_arena_strdup(&arena, text);
	size_t count = *text ? px_text_split(copy, ' ', parts, 16) : 0;

	for (size_t i = 0; i < count; i++) {
		char *slash = strchr(parts[i], '/');
		if (slash)
			*slash++ = '\0';
		people[i] = (struct px_aci_person){
			.uid = "u", .label = "x", .profession = parts[i], .specialty = slash
		};
	}
	return count;
}

static void
check_counters(void)
{
	static const char *const skills[] = { "SI06", "SI03" }, *const others[] = { "SI06" };
	struct px_aci_person people[16];
	struct px_aci_meeting meetings[] = { { "m1", "a", 7 }, { "m2", "b", 0 }, { "m3", "c", 5 } };
	struct px_aci_document protocols[] = { { "p", "copd" }, { "q", "falls" } };
	struct px_aci_sources sources = { people, 0, meetings, 3, protocols, 2 };
	size_t records = 0;

	for (size_t i = 0; i < PX_COUNT(teams); i++) {
		sources.person_count = make_team(teams[i].team, people);
		tap_is_number(counted_number(&sources, "diversity_level", &records), teams[i].level,
			      say("diversity of `%s`", teams[i].team));
		tap_is_number(counted_number(&sources, "professionals", &records),
			      teams[i].professionals, "professionals");
	}
	tap_is_number(counted_number(&sources, "ipa", &records), 0, "no advanced nurse");
	people[1].skills = others;
	people[1].skill_count = 1;
	tap_is_number(counted_number(&sources, "ipa", &records), 0, "a theatre nurse is none");
	people[1].skills = skills;
	people[1].skill_count = 2;
	tap_is_number(counted_number(&sources, "ipa", &records), 1, "one with SI03");
	tap_is_number((long long)records, 1, "and who");
	tap_is_number(counted_number(&sources, "concertation_meetings", &records), 3, "meetings");
	tap_is_number(counted_number(&sources, "concertation_files", &records), 12, "files");
	tap_is_number((long long)records, 3, "and in which meetings");
	tap_is_number(counted_number(&sources, "protocols", &records), 2, "protocols");
}

int
main(void)
{
	if (!shipped())
		return 1;
	check_refused();
	check_numbers();
	check_nothing_half_read();
	check_words();
	check_origins();
	check_counters();
	px_arena_release(&arena);
	return tap_done();
}
