/* Rule files: each fault is one clear error with file, line and path; the schema agrees with the
 * engine; the folder gives the rules of a year; another agreement is a file and no C. */
#include <stdlib.h>
#include <unistd.h>

#include "aci.h"

/* The shipped file with one text replaced (the first occurrence), loaded. */
static const struct px_aci_rules *
mutate(const char *from, const char *to)
{
	struct px_buf bytes = PX_BUF_INIT, changed = PX_BUF_INIT;
	const struct px_aci_rules *rules = NULL;
	char *at;

	fault = (struct px_err)PX_ERR_INIT;
	if (px_buf_read_file(&bytes, RULES, 1 << 20, &fault) == 0 &&
	    (at = strstr(bytes.data, from))) {
		px_buf_add(&changed, bytes.data, (size_t)(at - bytes.data));
		px_buf_puts(&changed, to);
		px_buf_puts(&changed, at + strlen(from));
		rules = px_aci_rules_parse(&arena, changed.data, changed.length, "rules.json",
					   &fault);
	} else {
		printf("# not in the file: %s\n", from);
	}
	px_buf_release(&bytes);
	px_buf_release(&changed);
	return rules;
}

static const struct {
	const char *from, *to, *message;
} faults[] = {
	{ "\"shape\": \"fixed\"", "\"shape\": \"lottery\"",
	  "indicators[0].steps[4].shape: no shape is called `lottery`: they are gate, level" },
	{ "\"shape\": \"fixed\", ", "", "indicators[0].steps[4].shape: is missing" },
	{ "\"gate\": [\"A1-HOR\", ", "\"gate\": [",
	  "gate: the prerequisite A1-HOR is missing from the gate" },
	{ "\"gate\": [\"A1-HOR\"", "\"gate\": [\"A9-HOR\"", "gate[0]: no indicator has the code" },
	{ "\"gate\": [\"A1-HOR\"", "\"gate\": [\"A1-SAS\"",
	  "gate[0]: A1-SAS is not a prerequisite" },
	{ "\"gate\": [\"A1-HOR\", \"A1-CRISE-P\", \"A2-COO\", \"A3-SI-STD\"],", "",
	  "gate: is missing" },
	{ "\"value\": 2,\n", "\"value\": \"missions_valued\",\n", "a cycle: `missions_most`" },
	{ "{\"met\": [\"A1-CRISE-P\"]}", "{\"met\": [\"A1-CRISE-A\"]}",
	  "indicators[2].steps[0].when: a cycle: `A1-CRISE-A`" },
	{ "\"when\": \"crisis_plan\"", "\"when\": {\"met\": \"A1-CRISE-A\"}", "a cycle: `" },
	{ "\"when\": \"crisis_plan\"", "\"when\": \"crisis_plam\"",
	  "no fact or quantity is called `crisis_plam`: `crisis_plan` perhaps" },
	{ "\"when\": \"crisis_plan\"", "\"when\": \"patients\"",
	  "indicators[1].steps[0].when: is a number: a yes or no expected" },
	{ "\"when\": \"crisis_plan\"", "\"when\": {\"at_least\": [\"saturday\", 1]}",
	  "when.at_least[0]: is a yes or no: a number expected" },
	{ "\"when\": \"crisis_plan\"", "\"when\": {\"at_least\": [1]}",
	  "takes 2 arguments, not 1" },
	{ "\"when\": \"crisis_plan\"", "\"when\": {\"atleast\": [1, 2]}",
	  "no operation is called `atleast`" },
	{ "\"when\": \"crisis_plan\"", "\"when\": {\"is\": [\"sas\", \"some\"]}",
	  "sas has no word `some`" },
	{ "\"when\": \"crisis_plan\"", "\"when\": null", "indicators[1].steps[0].when" },
	{ "\"over\": \"patients_unit\"", "\"over\": 0", "over: must be a number above 0" },
	{ "\"over\": \"patients_unit\"", "\"over\": \"patients\"",
	  "over: must be a number above 0" },
	{ "\"fewer\": \"few_meetings\"", "\"fewer\": \"few\"", "fewer: no choice is called `few`" },
	{ "\"take\": \"zero\"", "\"take\": \"half\"", "choices[0].take: half: a choice takes" },
	{ "\"class\": \"prerequisite\"", "\"class\": \"required\"",
	  "indicators[0].class: required" },
	{ "\"axis\": 1", "\"axis\": 4", "indicators[0].axis: 4 is out of bounds: 1 to 3" },
	{ "\"point_cents\": 700", "\"point_cents\": 7.5", "point_cents: is of type" },
	{ "\"point_cents\": 700,", "", "point_cents: is missing" },
	{ "\"point_cents\": 700", "\"point_cent\": 700", "point_cent: is not a key known here" },
	{ "\"kind\": \"integer\"", "\"kind\": \"whole\"", "facts[0].kind: no kind of fact" },
	{ "\"counter\": \"protocols\"", "\"counter\": \"papers\"",
	  "no counter is called `papers`" },
	{ "\"code\": \"A1-CRISE-A\"", "\"code\": \"A1-HOR\"", "A1-HOR is there twice" },
	{ "\"name\": \"ald_under_75\"", "\"name\": \"patients\"", "patients is there twice" },
	{ "{closure_weeks_school} sem", "{closure_weeks} sem", "no fact or quantity is called" },
	{ "{closure_weeks_school} sem", "{closure_weeks_school sem", "" },
	{ "\"value\": 0.05", "\"value\": 0.05001", "not a number of at most 4 decimals" },
	{ "{\"from\": 8000, \"points\": 1100}", "{\"from\": 0, \"points\": 1100}",
	  "bands go upwards" },
	{ "\"first\": 2022", "\"first\": 2030", "exercises.last" },
	{ "\"fact\": \"national_c2s_rate\"", "\"fact\": \"national\"", "no number is called" },
	{ "\"paid\": \"advance_paid_cents\"", "\"paid\": \"c2s_rate\"",
	  "no whole number is called" },
	{ "{\"crisis_plan\": true}", "{\"crisis_plan\": 3}", "opportunity.set.crisis_plan" },
	{ "{\"crisis_plan\": true}", "{\"plan\": true}", "no fact is called `plan`" },
	{ "{\"sas\": {\"word\": \"all\"}}", "{\"sas\": {\"word\": \"every\"}}", "sas has no word" },
	{ "\"fr\": \"Accès aux soins\", ", "", "axes[0].fr: is missing" },
	{ "{\n", "[\n", "rules.json:" },
};

static void
check_faults(void)
{
	for (size_t i = 0; i < PX_COUNT(faults); i++) {
		const struct px_aci_rules *rules = mutate(faults[i].from, faults[i].to);
		bool clear = !rules && fault.code == PX_FAILED &&
			     strncmp(fault.message, "rules.json:", 11) == 0 &&
			     strtol(fault.message + 11, NULL, 10) > 0 &&
			     strstr(fault.message, faults[i].message);
		tap_ok(clear, "%s", fault.message);
	}
	tap_ok(mutate("\"take\": \"zero\"", "\"take\": \"prorata\"") != NULL,
	       "a change that is right loads");
}

/* Figures that leave what can be computed exactly are refused, not rounded. */
static void
check_overflow(void)
{
	const struct px_aci_rules *rules =
		mutate("\"value\": 2,\n",
		       "\"value\": {\"product\": [99999999999, 99999999999, 99999999999, "
		       "99999999999]},\n");
	const struct px_aci_facts *facts = rules ? facts_of(rules, 2025, "{" WHOLE "}") : NULL;

	tap_ok(facts && !evaluate(facts) && fault.code == PX_FAILED &&
		       strstr(fault.message, "too large"),
	       "too large: %s", fault.message);
}

static void
check_depth(void)
{
	struct px_buf text = PX_BUF_INIT;

	for (int i = 0; i < 40; i++)
		px_buf_puts(&text, "{\"not\": ");
	px_buf_puts(&text, "true");
	for (int i = 0; i < 40; i++)
		px_buf_puts(&text, "}");
	tap_ok(!mutate("\"when\": \"crisis_plan\"", say("\"when\": %s", text.data)) &&
		       strstr(fault.message, "nested too deep"),
	       "endless nesting: %s", fault.message);
	px_buf_release(&text);
	tap_ok(!px_aci_rules_load(&arena, "/nowhere.json", &fault), "no such file: %s",
	       fault.message);
}

/* The words of a node's array or members, in order, joined by spaces. */
static const char *
shape_keys(const struct px_json_node *step)
{
	const struct px_json_node *properties = px_json_member(step, "properties");
	const struct px_json_node *required = px_json_member(step, "required");
	struct px_buf out = PX_BUF_INIT;
	const char *kept;

	for (size_t i = 0; i < properties->count; i++) {
		const char *key = properties->items[i].key;
		bool needed = false;
		if (strcmp(key, "shape") == 0 || strcmp(key, "comment") == 0)
			continue;
		for (size_t r = 0; r < required->count; r++)
			needed = needed || strcmp(required->items[r].string, key) == 0;
		px_buf_printf(&out, "%s%s%s", out.length ? " " : "", key, needed ? "!" : "");
	}
	kept = px_arena_strdup(&arena, out.data);
	px_buf_release(&out);
	return kept;
}

static void
check_schema(void)
{
	const struct px_json_node *schema =
		px_json_parse_file(&arena, "share/rules/aci.schema.json", &fault);
	const struct px_json_node *defs = px_json_member(schema, "$defs");
	const struct px_json_node *steps = px_json_member(px_json_member(defs, "step"), "oneOf");
	const struct px_json_node *ops =
		px_json_member(px_json_member(defs, "operation"), "properties");
	size_t count = 0;

	for (; px_aci_shape_name(count); count++) {
		const struct px_json_node *step = &steps->items[count];
		const struct px_json_node *shape =
			px_json_member(px_json_member(step, "properties"), "shape");
		tap_is(px_json_member(shape, "const")->string, px_aci_shape_name(count),
		       "a shape of the schema");
		tap_is(shape_keys(step), px_aci_shape_keys(count), "takes the same keys");
		if (count + 1 == steps->count && px_aci_shape_name(count + 1))
			break;
	}
	tap_is_number((long long)steps->count, (long long)count, "as many shapes");
	for (count = 0; px_aci_op_name(count) && count < ops->count; count++)
		tap_is(ops->items[count].key, px_aci_op_name(count), "an operation of the schema");
	tap_ok(!px_aci_op_name(count) && count == ops->count, "as many operations");
}

static void
write_file(const char *path, const char *from, const char *to)
{
	struct px_buf bytes = PX_BUF_INIT;
	FILE *file = fopen(path, "w");
	char *at;

	px_buf_read_file(&bytes, RULES, 1 << 20, &fault);
	at = strstr(bytes.data, from);
	fprintf(file, "%.*s%s%s", (int)(at - bytes.data), bytes.data, to, at + strlen(from));
	fclose(file);
	px_buf_release(&bytes);
}

static void
check_folder(void)
{
	char folder[] = "/tmp/px-aci-XXXXXX";
	const struct px_aci_rules *rules =
		px_aci_rules_choose(&arena, "share/rules", "msp", 2025, &fault);

	tap_ok(rules && rules->last_year == 2025, "the shipped rules of 2025");
	rules = px_aci_rules_choose(&arena, "share/rules", "msp", 2031, &fault);
	tap_ok(rules && rules->last_year == 2025, "the latest for 2031");
	tap_ok(!px_aci_rules_choose(&arena, "share/rules", "msp", 2021, &fault) &&
		       fault.code == PX_FAILED && strstr(fault.message, "2021"),
	       "none for 2021: %s", fault.message);
	tap_ok(!px_aci_rules_choose(&arena, "share/rules", "ets", 2025, &fault) &&
		       fault.code == PX_NOT_FOUND,
	       "no rules of that kind: %s", fault.message);
	tap_ok(!px_aci_rules_choose(&arena, "/nowhere", "msp", 2025, &fault) &&
		       fault.code == PX_SYSTEM,
	       "no folder: %s", fault.message);
	if (!mkdtemp(folder))
		return;
	const char *old = say("%s/aci-msp-a.json", folder), *new = say("%s/aci-msp-b.json", folder);
	write_file(old, "\"take\": \"zero\"", "\"take\": \"zero\"");
	write_file(new, "\"first\": 2022, \"last\": 2025", "\"first\": 2026, \"last\": 2030");
	rules = px_aci_rules_choose(&arena, folder, "msp", 2025, &fault);
	tap_ok(rules && rules->first_year == 2022, "each exercise its version: 2025");
	rules = px_aci_rules_choose(&arena, folder, "msp", 2026, &fault);
	tap_ok(rules && rules->first_year == 2026, "and 2026");
	unlink(old);
	unlink(new);
	rmdir(folder);
}

/* Another agreement: sizes by inhabitants, euros instead of points, attainment of a target. */
static const char territory[] =
	"{\"name\":\"aci-cpts-test\",\"kind\":\"cpts\",\"title\":{\"fr\":\"t\",\"en\":\"t\"},"
	"\"source\":{\"fr\":\"s\",\"en\":\"s\"},\"exercises\":{\"first\":2024,\"last\":2030,"
	"\"declare_month\":3,\"declare_day\":31},\"point_cents\":100,"
	"\"axes\":[{\"fr\":\"a\",\"en\":\"a\"}],\"facts\":["
	"{\"name\":\"inhabitants\",\"kind\":\"integer\",\"most\":1000000,\"label\":{\"fr\":\"h\","
	"\"en\":\"h\"}},"
	"{\"name\":\"plan\",\"kind\":\"boolean\",\"label\":{\"fr\":\"p\",\"en\":\"p\"}},"
	"{\"name\":\"attained\",\"kind\":\"number\",\"most\":100,\"label\":{\"fr\":\"r\","
	"\"en\":\"r\"}}],\"quantities\":[{\"name\":\"year\",\"value\":1}],\"indicators\":["
	"{\"code\":\"RUN\",\"axis\":1,\"class\":\"prerequisite\",\"label\":{\"fr\":\"f\",\"en\":"
	"\"f\"},"
	"\"steps\":[{\"shape\":\"gate\",\"when\":\"plan\",\"reason\":{\"fr\":\"n\",\"en\":\"no "
	"plan\"}},"
	"{\"shape\":\"decision_table\",\"rows\":["
	"{\"when\":{\"less_than\":[\"inhabitants\",40000]},\"points\":50000},"
	"{\"when\":{\"at_most\":[\"inhabitants\",80000]},\"points\":60000},"
	"{\"when\":{\"at_most\":[\"inhabitants\",175000]},\"points\":75000}],\"otherwise\":90000}]}"
	","
	"{\"code\":\"ACCESS\",\"axis\":1,\"class\":\"option\",\"label\":{\"fr\":\"f\",\"en\":\"f\"}"
	","
	"\"steps\":[{\"shape\":\"fixed\",\"points\":20000},{\"shape\":\"capped_rate\",\"of\":"
	"\"attained\","
	"\"target\":80}]}],\"gate\":[\"RUN\"],\"share\":\"year\",\"days\":365}";

static void
check_territory(void)
{
	static const struct {
		const char *facts;
		long long cents;
	} cases[] = {
		{ "{\"inhabitants\":39999,\"plan\":true}", 5000000 },
		{ "{\"inhabitants\":40000,\"plan\":true,\"attained\":20}", 6500000 },
		{ "{\"inhabitants\":80001,\"plan\":true,\"attained\":100}", 9500000 },
		{ "{\"inhabitants\":175001,\"plan\":true,\"attained\":80}", 11000000 },
		{ "{\"inhabitants\":175001,\"attained\":80}", 0 },
	};
	const struct px_aci_rules *rules =
		px_aci_rules_parse(&arena, territory, strlen(territory), "cpts.json", &fault);

	if (!tap_ok(rules != NULL, "another agreement loads")) {
		printf("# %s\n", fault.message);
		return;
	}
	for (size_t i = 0; i < PX_COUNT(cases); i++)
		tap_is_number(evaluate(facts_of(rules, 2025, cases[i].facts))->total_cents,
			      cases[i].cents, cases[i].facts);
	tap_is_number(evaluate(facts_of(rules, 2025, cases[0].facts))->advance_cents, 0,
		      "no advance when the file says none");
}

int
main(void)
{
	if (!shipped())
		return 1;
	check_faults();
	check_depth();
	check_overflow();
	check_schema();
	check_folder();
	check_territory();
	px_arena_release(&arena);
	return tap_done();
}
