/* What the tests of the ACI share: the shipped rules, a year of facts from a JSON text. */
#ifndef TESTS_UNIT_ACI_H
#define TESTS_UNIT_ACI_H

#include "care/aci_report/render.h"
#include "tap.h"

#define RULES "share/rules/aci-msp-avenant-1.json"

/* A whole structure: every prerequisite holds. */
#define WHOLE                                                                                      \
	"\"patients\":9350,\"ald_under_75\":1210,\"over_75_without_ald\":402,"                     \
	"\"over_75_with_ald\":371,\"c2s_rate\":9.25,\"national_c2s_rate\":7.5,"                    \
	"\"national_ame_rate\":0.4,\"daily_hours\":12,\"saturday\":true,"                          \
	"\"unscheduled_care\":true,\"crisis_plan\":true,\"coordination\":true,\"protocols\":6,"    \
	"\"concertation_meetings\":10,\"concertation_files\":71,\"si_standard\":true,"             \
	"\"professionals\":27"

static struct px_arena arena;
static struct px_err fault;

__attribute__((unused)) static const struct px_aci_rules *
shipped(void)
{
	static const struct px_aci_rules *rules;

	if (!rules)
		rules = px_aci_rules_load(&arena, RULES, &fault);
	if (!rules)
		printf("Bail out! %s\n", fault.message);
	return rules;
}

__attribute__((unused)) static struct px_aci_facts *
facts_of(const struct px_aci_rules *rules, int year, const char *json)
{
	struct px_aci_facts *facts = px_aci_facts_new(&arena, rules, year);
	const struct px_json_node *tree;

	fault = (struct px_err)PX_ERR_INIT;
	tree = px_json_parse(&arena, json, strlen(json), "f.json", &fault);
	if (!tree || px_aci_facts_read(facts, tree, "f.json", PX_ACI_FACTS_FILE, &fault) < 0)
		return NULL;
	return facts;
}

__attribute__((unused)) static struct px_aci_report *
evaluate(const struct px_aci_facts *facts)
{
	struct px_aci_inputs inputs = { facts, NULL, 0, "en" };

	return px_aci_evaluate(&arena, &inputs, &fault);
}

__attribute__((unused)) static struct px_aci_report *
report_of(int year, const char *json)
{
	struct px_aci_facts *facts = facts_of(shipped(), year, json);

	if (!facts)
		printf("# %s\n", fault.message);
	return facts ? evaluate(facts) : NULL;
}

__attribute__((unused)) static const struct px_aci_line *
line_of(const struct px_aci_report *report, const char *code)
{
	for (size_t i = 0; i < report->line_count; i++)
		if (strcmp(report->lines[i].rule->code, code) == 0)
			return &report->lines[i];
	return NULL;
}

__attribute__((unused)) static const char *
points_text(struct px_ratio points)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_ratio_fixed(points, 2, &text);
	kept = px_arena_strdup(&arena, text.data);
	px_buf_release(&text);
	return kept;
}

__attribute__((unused)) static bool
warned(const struct px_aci_report *report, const char *part)
{
	for (size_t i = 0; i < report->warning_count; i++)
		if (strstr(report->warnings[i], part))
			return true;
	return false;
}

__attribute__((unused)) static const char *
say(const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = px_arena_vprintf(&arena, format, args);
	va_end(args);
	return text;
}

#endif
