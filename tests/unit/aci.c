/* Points and money of the ACI: pairs of files (facts, expected result) computed apart from the
 * engine with exact fractions, the table of opening hours cell by cell, statuses,
 * opportunities. */
#include <dirent.h>
#include <stdlib.h>

#include "aci.h"

#define CASES "tests/cases/aci"

static int64_t
number(const struct px_json_node *tree, const char *key)
{
	return px_json_member(tree, key)->integer;
}

/* The shipped rules, with the other reading of too few meetings when the case asks for it. */
static const struct px_aci_rules *
rules_for(const char *policy)
{
	struct px_buf bytes = PX_BUF_INIT;
	const struct px_aci_rules *rules;
	char *at;

	if (!policy)
		return shipped();
	if (px_buf_read_file(&bytes, RULES, 1 << 20, &fault) < 0)
		return NULL;
	at = strstr(bytes.data, "\"take\": \"zero\"");
	*at = '\0';
	struct px_buf changed = PX_BUF_INIT;
	px_buf_printf(&changed, "%s\"take\": \"%s\"%s", bytes.data, policy,
		      at + strlen("\"take\": \"zero\""));
	rules = px_aci_rules_parse(&arena, changed.data, changed.length, "changed.json", &fault);
	px_buf_release(&changed);
	px_buf_release(&bytes);
	return rules;
}

static bool
same_lines(const struct px_aci_report *report, const struct px_json_node *expected)
{
	const struct px_json_node *list = px_json_member(expected, "indicators");
	bool same = true;

	for (size_t i = 0; i < report->line_count; i++) {
		const struct px_aci_line *line = &report->lines[i];
		const struct px_json_node *pair = px_json_member(list, line->rule->code);
		const char *points = pair ? pair->items[0].string : "0.00";
		int64_t cents = pair ? pair->items[1].integer : 0;
		if (strcmp(points_text(line->points), points) == 0 && line->amount_cents == cents)
			continue;
		printf("# %s: %s points, %lld cents; expected %s, %lld\n", line->rule->code,
		       points_text(line->points), (long long)line->amount_cents, points,
		       (long long)cents);
		same = false;
	}
	return same;
}

static bool
same_gate(const struct px_aci_report *report, const struct px_json_node *expected)
{
	const struct px_json_node *failed = px_json_member(expected, "failed");
	bool same = failed->count == report->gate_failed_count &&
		    report->gate_ok == (failed->count == 0);

	for (size_t i = 0; same && i < failed->count; i++)
		same = strcmp(failed->items[i].string, report->gate_failed[i]) == 0;
	return same;
}

static void
check_sums(const struct px_aci_report *report, const struct px_json_node *expected,
	   const char *name)
{
	struct px_buf percent = PX_BUF_INIT;
	int64_t sum = report->uplift_cents + report->floor_cents;

	px_ratio_short(report->uplift_percent, 4, &percent);
	tap_is(percent.data, px_json_member(expected, "uplift_percent")->string,
	       say("%s: uplift", name));
	px_buf_release(&percent);
	tap_is(points_text(report->points), px_json_member(expected, "points")->string,
	       say("%s: points", name));
	tap_is_number(report->uplift_cents, number(expected, "uplift_cents"),
		      say("%s: uplift in cents", name));
	tap_is_number(report->floor_cents, number(expected, "floor_cents"), say("%s: floor", name));
	tap_is_number(report->total_cents, number(expected, "total_cents"), say("%s: total", name));
	tap_is_number(report->advance_cents, number(expected, "advance_cents"),
		      say("%s: advance", name));
	tap_is_number(report->balance_cents, number(expected, "balance_cents"),
		      say("%s: balance", name));
	tap_is_number(report->days, number(expected, "days"), say("%s: days", name));
	for (size_t i = 0; i < report->line_count; i++)
		sum += report->lines[i].amount_cents;
	if (report->gate_ok)
		tap_is_number(sum, report->total_cents, say("%s: lines end on the total", name));
}

static void
check_case(const char *name)
{
	const struct px_json_node *expected =
		px_json_parse_file(&arena, say("%s/%s.expected.json", CASES, name), &fault);
	const struct px_json_node *policy =
		expected ? px_json_member(expected, "few_meetings") : NULL;
	const struct px_aci_rules *rules = rules_for(policy ? policy->string : NULL);
	struct px_aci_facts *facts;
	struct px_aci_report *report = NULL;

	if (expected && rules) {
		facts = px_aci_facts_new(&arena, rules, (int)number(expected, "exercise"));
		if (px_aci_facts_read_file(facts, say("%s/%s.json", CASES, name), PX_ACI_FACTS_FILE,
					   &fault) == 0)
			report = evaluate(facts);
	}
	if (!tap_ok(report != NULL, "%s: a report", name)) {
		printf("# %s\n", fault.message);
		return;
	}
	tap_ok(same_lines(report, expected), "%s: indicators", name);
	tap_ok(same_gate(report, expected), "%s: gate", name);
	check_sums(report, expected, name);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
check_cases(void)
{
	static const char end[] = ".expected.json";
	DIR *dir = opendir(CASES);
	struct dirent *entry;
	char *names[500];
	size_t count = 0;

	while (dir && (entry = readdir(dir)) && count < PX_COUNT(names)) {
		size_t length = strlen(entry->d_name);
		if (length > strlen(end) && strcmp(entry->d_name + length - strlen(end), end) == 0)
			names[count++] =
				px_arena_strndup(&arena, entry->d_name, length - strlen(end));
	}
	if (dir)
		closedir(dir);
	tap_ok(count >= 60, "%zu cases found", count);
	qsort(names, count, sizeof(*names), by_name);
	for (size_t i = 0; i < count; i++)
		check_case(names[i]);
}

/* Section 4 of the guide: Saturday and closures down, amplitude across. */
static const char *const hours[] = { "12", "10", "11.99", "8", "9.99", "7.99" };
static const struct {
	const char *saturday, *weeks;
	int points[6], derogation;
} opening[] = {
	{ "true", "0", { 800, 740, 740, 650, 650, 0 }, 800 },
	{ "true", "3", { 780, 720, 720, 630, 630, 0 }, 780 },
	{ "true", "0.5", { 780, 720, 720, 630, 630, 0 }, 780 },
	{ "false", "0", { 680, 620, 620, 530, 530, 0 }, 680 },
	{ "false", "3", { 660, 600, 600, 510, 510, 0 }, 660 },
	{ "true", "3.5", { 0, 0, 0, 0, 0, 0 }, 0 },
	{ "false", "4", { 0, 0, 0, 0, 0, 0 }, 0 },
};

static void
check_cell(size_t row, size_t column, bool derogation)
{
	int expected = derogation ? opening[row].derogation : opening[row].points[column];
	struct px_aci_report *report = report_of(
		2025, say("{\"unscheduled_care\":true,\"saturday\":%s,\"closure_weeks_school\":%s,"
			  "\"daily_hours\":%s,\"pdsa_derogation\":%s}",
			  opening[row].saturday, opening[row].weeks, hours[column],
			  derogation ? "true" : "false"));

	tap_is(points_text(line_of(report, "A1-HOR")->points), say("%d.00", expected),
	       say("hours: %s h, saturday %s, %s weeks%s", hours[column], opening[row].saturday,
		   opening[row].weeks, derogation ? ", derogation" : ""));
}

static void
check_hours(void)
{
	static const struct {
		const char *facts, *points;
	} others[] = {
		{ "\"closure_weeks_other\":1", "800.00" },
		{ "\"closure_weeks_other\":1.1", "0.00" },
		{ "\"closure_weeks_other\":2,\"pdsa_derogation\":true", "0.00" },
		{ "\"unscheduled_care\":false,\"pdsa_derogation\":true", "0.00" },
	};

	for (size_t row = 0; row < PX_COUNT(opening); row++)
		for (size_t column = 0; column < PX_COUNT(hours); column++) {
			check_cell(row, column, false);
			check_cell(row, column, true);
		}
	for (size_t i = 0; i < PX_COUNT(others); i++) {
		const char *care = strstr(others[i].facts, "unscheduled_care")
					   ? ""
					   : "\"unscheduled_care\":true,";
		struct px_aci_report *report =
			report_of(2025, say("{\"daily_hours\":12,\"saturday\":true,%s%s}", care,
					    others[i].facts));
		tap_is(points_text(line_of(report, "A1-HOR")->points), others[i].points,
		       others[i].facts);
	}
}

/* One indicator at a time: facts, code, points. */
static const struct {
	const char *facts, *code, *points;
} singles[] = {
	{ "\"crisis_plan\":true", "A1-CRISE-P", "100.00" },
	{ "\"patients\":5000,\"crisis_plan\":true,\"crisis_actions\":true", "A1-CRISE-A",
	  "437.50" },
	{ "\"patients\":5000,\"crisis_actions\":true", "A1-CRISE-A", "0.00" },
	{ "\"diversity_level\":0", "A1-DIV1", "0.00" },
	{ "\"diversity_level\":1", "A1-DIV1", "300.00" },
	{ "\"diversity_level\":1", "A1-DIV2", "0.00" },
	{ "\"diversity_level\":2", "A1-DIV1", "300.00" },
	{ "\"diversity_level\":2", "A1-DIV2", "300.00" },
	{ "\"visiting_days_per_week\":0.4999", "A1-2R1", "0.00" },
	{ "\"visiting_days_per_week\":0.5", "A1-2R1", "300.00" },
	{ "\"visiting_days_per_week\":2.4999", "A1-2R2", "0.00" },
	{ "\"visiting_days_per_week\":2.5", "A1-2R2", "300.00" },
	{ "\"visiting_days_per_week\":2.5", "A1-2R1", "300.00" },
	{ "\"cstm\":true", "A1-CSTM", "200.00" },
	{ "\"patients\":4000,\"public_health_missions\":[\"prs\"]", "A1-SP", "350.00" },
	{ "\"patients\":4000,\"public_health_missions\":[\"prs\",\"prs\"]", "A1-SP", "350.00" },
	{ "\"patients\":4000,\"public_health_missions\":[\"prs\",\"elderly\"]", "A1-SP", "700.00" },
	{ "\"patients\":4000,\"public_health_missions\":[\"prs\",\"elderly\",\"suicide\"]", "A1-SP",
	  "700.00" },
	{ "\"ipa\":true,\"public_health_missions\":[\"prs\",\"elderly\"]", "A1-SP-IPA", "200.00" },
	{ "\"ipa\":true,\"public_health_missions\":[\"prs\",\"prs\"]", "A1-SP-IPA", "0.00" },
	{ "\"public_health_missions\":[\"prs\",\"elderly\"]", "A1-SP-IPA", "0.00" },
	{ "\"patients\":3000,\"users_level\":1", "A1-USA1", "200.00" },
	{ "\"patients\":3000,\"users_level\":1", "A1-USA2", "0.00" },
	{ "\"patients\":3000,\"users_level\":2", "A1-USA2", "225.00" },
	{ "\"sas\":\"none\"", "A1-SAS", "0.00" },
	{ "\"sas\":\"half\"", "A1-SAS", "100.00" },
	{ "\"sas\":\"all\"", "A1-SAS", "200.00" },
	{ "\"patients\":0,\"coordination\":true", "A2-COO", "1000.00" },
	{ "\"patients\":4000,\"coordination\":true", "A2-COO", "2700.00" },
	{ "\"patients\":8001,\"coordination\":true", "A2-COO", "4400.28" },
	{ "\"patients\":8001", "A2-COO", "0.00" },
	{ "\"protocols\":9,\"ipa\":true", "A2-PROT-IPA", "320.00" },
	{ "\"protocols\":3,\"ipa\":true", "A2-PROT-IPA", "120.00" },
	{ "\"protocols\":3", "A2-PROT-IPA", "0.00" },
	{ "\"trainees\":0", "A2-FORM", "0.00" },
	{ "\"patients\":5000,\"external_coordination\":true", "A2-EXT", "250.00" },
	{ "\"patients\":5000,\"quality_level\":1", "A2-QUA1", "100.00" },
	{ "\"patients\":5000,\"quality_level\":1", "A2-QUA2", "0.00" },
	{ "\"patients\":5000,\"quality_level\":2", "A2-QUA2", "250.00" },
	{ "\"patients\":5000,\"quality_level\":3", "A2-QUA3", "375.00" },
	{ "\"cooperation_protocols\":5", "A2-PNC", "500.00" },
	{ "\"cooperation_protocols\":7", "A2-PNC", "600.00" },
	{ "\"patients\":5000,\"heart_failure\":true", "A2-IC", "125.00" },
	{ "\"child_obesity\":true", "A2-OBE", "0.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"prs\"]", "A2-OBE", "0.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"child-obesity\"]", "A2-OBE",
	  "100.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"child-obesity\",\"child-obesity\"]",
	  "A2-OBE", "100.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"prs\",\"prs\"]", "A2-OBE", "0.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"prs\",\"elderly\"]", "A2-OBE",
	  "100.00" },
	{ "\"child_obesity\":true,\"public_health_missions\":[\"prs\",\"elderly\",\"suicide\"]",
	  "A2-OBE", "100.00" },
	{ "\"public_health_missions\":[\"child-obesity\"]", "A2-OBE", "0.00" },
	{ "\"si_standard\":true", "A3-SI-STD", "500.00" },
	{ "\"si_standard\":true,\"professionals\":1", "A3-SI-STD", "700.00" },
	{ "\"si_standard\":true,\"professionals\":16", "A3-SI-STD", "3700.00" },
	{ "\"si_standard\":true,\"professionals\":17", "A3-SI-STD", "3850.00" },
	{ "\"si_standard\":true,\"professionals\":30", "A3-SI-STD", "5800.00" },
	{ "\"professionals\":30", "A3-SI-STD", "0.00" },
	{ "\"si_advanced\":true", "A3-SI-AVA", "100.00" },
	{ "\"si_advanced\":\"2025-12-31\"", "A3-SI-AVA", "0.27" },
};

static void
check_singles(void)
{
	for (size_t i = 0; i < PX_COUNT(singles); i++) {
		struct px_aci_report *report = report_of(2025, say("{%s}", singles[i].facts));
		tap_is(points_text(line_of(report, singles[i].code)->points), singles[i].points,
		       say("%s of %s", singles[i].code, singles[i].facts));
		tap_is_number(report->total_cents, 0, "without the prerequisites, nothing");
	}
}

static void
check_status(void)
{
	struct px_aci_evidence files[] = {
		{ "A2-COO", "contract.pdf", 10, "00" }, { "A2-PROT", "1.pdf", 10, "01" },
		{ "A2-PROT", "2.pdf", 10, "02" },       { "A1-HOR", "charter.pdf", 10, "03" },
		{ "A1-USA1", "survey.pdf", 10, "04" },
	};
	struct px_aci_facts *facts = facts_of(
		shipped(), 2025,
		"{\"patients\":8000,\"coordination\":true,\"protocols\":2,\"crisis_plan\":true,"
		"\"daily_hours\":11,\"unscheduled_care\":true,\"sas\":\"half\",\"child_obesity\":"
		"true,"
		"\"public_health_missions\":[\"child-obesity\"]}");
	struct px_aci_inputs inputs = { facts, files, PX_COUNT(files), "en" };
	struct px_aci_report *report = px_aci_evaluate(&arena, &inputs, &fault);
	static const struct {
		const char *code;
		enum px_aci_status status;
	} expected[] = {
		{ "A2-COO", PX_ACI_MET },
		{ "A2-PROT", PX_ACI_PARTIAL },
		{ "A1-HOR", PX_ACI_PARTIAL },
		{ "A1-CRISE-P", PX_ACI_EVIDENCE_MISSING },
		{ "A1-SAS", PX_ACI_PARTIAL },
		{ "A2-OBE", PX_ACI_MET },
		{ "A1-USA1", PX_ACI_UNMET },
		{ "A3-SI-STD", PX_ACI_UNMET },
		{ "A1-SP", PX_ACI_EVIDENCE_MISSING },
	};

	for (size_t i = 0; i < PX_COUNT(expected); i++)
		tap_ok(line_of(report, expected[i].code)->status == expected[i].status, "%s is %s",
		       expected[i].code, px_aci_status_names[expected[i].status]);
	inputs.evidence_count = 2;
	report = px_aci_evaluate(&arena, &inputs, &fault);
	tap_ok(line_of(report, "A2-PROT")->status == PX_ACI_EVIDENCE_MISSING,
	       "one file for two protocols is not enough");
	tap_is(points_text(line_of(report, "A2-PROT")->points), "200.00",
	       "evidence does not change points");
}

static const struct px_aci_opportunity *
opportunity(const struct px_aci_report *report, const char *code)
{
	for (size_t i = 0; i < report->opportunity_count; i++)
		if (strcmp(report->opportunities[i].code, code) == 0)
			return &report->opportunities[i];
	return NULL;
}

static void
check_opportunities(void)
{
	struct px_aci_report *report = report_of(2025, "{" WHOLE "}");
	const struct px_aci_opportunity *found = opportunity(report, "A2-CONC");

	/* 2337.5 x (1 - (71 / 1983) / 0.05) points, x 7 x 1.0175 */
	tap_is(points_text(found->points), "663.65", "what the files still to examine bring");
	tap_is_number(found->amount_cents, 472683, "in cents, the uplift included");
	tap_ok(strstr(found->how, "examine 29 more files") != NULL, "29 files: %s", found->how);
	found = opportunity(report, "A2-PROT");
	tap_is_number(found->amount_cents, 142450, "two protocols more");
	found = opportunity(report, "A2-CONC-IPA");
	tap_is_number(found->amount_cents, 332977, "with an advanced nurse, that line alone");
	tap_ok(!opportunity(report, "A2-COO"), "what is at its most is not listed");
	for (size_t i = 1; i < report->opportunity_count; i++)
		tap_ok(report->opportunities[i - 1].amount_cents >=
			       report->opportunities[i].amount_cents,
		       "largest first, %zu", i);
	report = report_of(2025, "{" WHOLE ",\"crisis_actions\":false,\"pdsa_derogation\":true}");
	tap_ok(report != NULL, "a derogation");
}

static void
check_barred(void)
{
	struct px_aci_report *report =
		report_of(2025, "{\"patients\":8000,\"coordination\":true,\"crisis_plan\":true,"
				"\"unscheduled_care\":true,\"daily_hours\":12,\"saturday\":true}");
	const struct px_aci_opportunity *found = opportunity(report, "A3-SI-STD");

	/* 800 + 100 + 4400 + 500 */
	tap_is(points_text(found->points), "5800.00", "the last prerequisite brings the whole");
	tap_is_number(found->amount_cents, 4060000, "in cents");
	report = report_of(2025, "{\"patients\":8000}");
	found = opportunity(report, "A2-COO");
	tap_ok(found && found->amount_cents == 0, "one prerequisite of several is still listed");
}

/* A system bought after the year: unmet, and what it would have brought is said; bought in the year:
 * at its most. */
static void
check_bought(void)
{
	static const char facts[] =
		"{\"patients\":8000,\"coordination\":true,\"crisis_plan\":true,"
		"\"unscheduled_care\":true,\"daily_hours\":12,\"saturday\":true,"
		"\"si_standard\":\"%s\",\"si_advanced\":\"%s\"}";
	struct px_aci_report *report = report_of(2025, say(facts, "2025-03-01", "2026-01-01"));
	const struct px_aci_opportunity *found = opportunity(report, "A3-SI-AVA");

	tap_ok(found && found->amount_cents == 70000, "bought after the year: what it would bring");
	tap_ok(!opportunity(report, "A3-SI-STD"), "bought in the year: nothing more to bring");
	report = report_of(2025, say(facts, "2026-01-01", "2025-12-31"));
	found = opportunity(report, "A3-SI-STD");
	/* 800 + 100 + 4400 + 500, and one day of the advanced level */
	tap_ok(found && strcmp(points_text(found->points), "5800.27") == 0,
	       "a prerequisite bought after the year: the whole");
}

static void
check_warnings(void)
{
	static const struct {
		const char *facts, *warning;
	} cases[] = {
		{ "\"patients\":1", "national_c2s_rate: not given: 7.5" },
		{ "\"patients\":1", "national_ame_rate: not given: 0.4" },
		{ "\"saturday\":true", "patients: none" },
		{ "\"crisis_actions\":true", "crisis_actions" },
		{ "\"ald_under_75\":10,\"concertation_files\":11", "more files (11)" },
		{ "\"concertation_files\":11", "no patient in ALD" },
		{ "\"concertation_files\":11", "no meeting" },
		{ "\"patients\":10,\"ald_under_75\":11", "more patients in ALD" },
		{ "\"public_health_missions\":[\"prs\",\"prs\"]", "twice counts once" },
		{ "\"public_health_missions\":[\"prs\",\"elderly\",\"suicide\"]", "3 missions, 2" },
		{ "\"contract_start\":\"2026-01-01\"", "begins after exercise 2025" },
		{ "\"si_standard\":\"2026-01-01\"", "bought after exercise 2025" },
		{ "\"new_structure\":true", "without the start of the contract" },
		{ "\"new_structure\":true,\"contract_start\":\"2023-01-01\"",
		  "first two civil years" },
		{ "\"si_standard\":true", "no associated professional" },
	};

	for (size_t i = 0; i < PX_COUNT(cases); i++)
		tap_ok(warned(report_of(2025, say("{%s}", cases[i].facts)), cases[i].warning),
		       "%s: %s", cases[i].facts, cases[i].warning);
	tap_ok(!warned(report_of(2025, "{" WHOLE "}"), "national"), "rates given: no warning");
	tap_is_number((long long)report_of(2025, "{" WHOLE "}")->warning_count, 0,
		      "a sound year has no warning");
	tap_ok(warned(report_of(2025, "{\"patients\":4000,\"ald_under_75\":100,"
				      "\"concertation_meetings\":5,\"concertation_files\":9}"),
		      "disputed"),
	       "too few meetings: disputed");
	tap_ok(!warned(report_of(2025, "{\"patients\":4000,\"ald_under_75\":100}"), "disputed"),
	       "no meeting at all: both readings agree");
}

static void
check_years(void)
{
	struct px_date day = { 2026, 1, 31 };

	tap_ok(report_of(2026, "{}")->provisional, "2026 is provisional");
	tap_ok(warned(report_of(2026, "{}"), "provisional"), "and says so");
	tap_ok(!report_of(2025, "{}")->provisional, "2025 is not");
	tap_ok(!report_of(2022, "{}")->provisional, "2022 is not");
	tap_ok(!report_of(2021, "{}"), "2021 has no rules");
	tap_ok(strstr(fault.message, "exercise 2021") && fault.code == PX_FAILED, "and says so: %s",
	       fault.message);
	tap_is_number(px_aci_default_year(shipped(), day), 2025, "31 January: the closed year");
	day = (struct px_date){ 2026, 2, 1 };
	tap_is_number(px_aci_default_year(shipped(), day), 2026, "1 February: the current one");
	tap_ok(line_of(report_of(2022, "{}"), "A1-CRISE-P")->class == PX_ACI_OPTION,
	       "the plan is optional for 2022");
	tap_ok(line_of(report_of(2023, "{}"), "A1-CRISE-P")->class == PX_ACI_PREREQUISITE,
	       "and a prerequisite from 2023");
	tap_is_number((long long)report_of(2025, "{}")->line_count, 28, "every code of the grid");
}

int
main(void)
{
	if (!shipped())
		return 1;
	check_cases();
	check_hours();
	check_singles();
	check_status();
	check_opportunities();
	check_barred();
	check_bought();
	check_warnings();
	check_years();
	px_arena_release(&arena);
	return tap_done();
}
