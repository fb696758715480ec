/* The report in each format: JSON that parses and holds what the contract names, one CSV line an
 * indicator, a page that needs nothing else; explain and what-if. */
#include <stdlib.h>

#include "aci.h"
#include "io/html.h"

static struct px_buf out = PX_BUF_INIT;
static const struct px_table_options plain = { 0, false, false };

static const struct px_json_node *
parsed(void)
{
	const struct px_json_node *tree =
		px_json_parse(&arena, out.data, out.length, "out.json", &fault);

	tap_ok(tree != NULL, "JSON that parses%s", tree ? "" : fault.message);
	return tree;
}

static int64_t
integer(const struct px_json_node *tree, const char *key)
{
	const struct px_json_node *node = px_json_member(tree, key);

	return node && node->type == PX_JSON_INTEGER ? node->integer : -1;
}

static const char *const keys[] = {
	"exercise",      "rules",          "provisional",  "gate",        "indicators",
	"points",        "uplift_percent", "uplift_cents", "floor_cents", "total_cents",
	"advance_cents", "balance_cents",  "missing",      "warnings",    "opportunities",
};
static const char *const line_keys[] = {
	"code", "axis", "class", "status", "points", "amount_cents", "source", "evidence", "reason",
};

static void
check_json(void)
{
	struct px_aci_evidence file = { "A2-COO", "contract \"1\".pdf", 12, "ab" };
	struct px_aci_inputs inputs = { facts_of(shipped(), 2025, "{" WHOLE "}"), &file, 1, "fr" };
	struct px_aci_report *report = px_aci_evaluate(&arena, &inputs, &fault);
	const struct px_json_node *tree, *coo;

	px_buf_clear(&out);
	px_aci_render_json(report, &out);
	tree = parsed();
	for (size_t i = 0; i < PX_COUNT(keys); i++)
		tap_ok(px_json_member(tree, keys[i]) != NULL, "key %s", keys[i]);
	coo = &px_json_member(tree, "indicators")->items[13];
	for (size_t i = 0; i < PX_COUNT(line_keys); i++)
		tap_ok(px_json_member(coo, line_keys[i]) != NULL, "key %s of a line", line_keys[i]);
	tap_is(px_json_member(coo, "code")->string, "A2-COO", "lines in the grid's order");
	tap_is(px_json_member(coo, "class")->string, "prerequisite", "its class");
	tap_is(px_json_member(coo, "status")->string, "met", "its status");
	tap_is(px_json_member(px_json_member(coo, "source"), "patients")->string, "declared",
	       "the source of a fact");
	tap_is(px_json_member(&px_json_member(coo, "evidence")->items[0], "name")->string,
	       "contract \"1\".pdf", "its evidence");
	tap_ok(strstr(out.data, "\"points\":4771.25,\"amount_cents\":3339875") != NULL,
	       "points with two decimals, whole cents");
	tap_ok(strstr(out.data, "\"progress\":{\"done\":71,\"needed\":100,\"left\":29}") != NULL,
	       "29 files still to examine");
	tap_is_number(integer(tree, "total_cents"), report->total_cents, "the total");
	tap_ok(px_json_member(tree, "provisional")->integer == 0, "not provisional");
}

static void
check_provisional(void)
{
	struct px_aci_report *report = report_of(2026, "{" WHOLE "}");

	px_buf_clear(&out);
	px_aci_render_json(report, &out);
	tap_ok(strstr(out.data, "\"provisional\":true") != NULL, "JSON says provisional");
	px_buf_clear(&out);
	px_aci_render_text(report, &plain, &out);
	tap_ok(strstr(out.data, "PROVISIONAL") != NULL, "text too");
	px_buf_clear(&out);
	px_aci_render_csv(report, false, &out);
	tap_ok(strstr(out.data, "\n2026,aci-msp-avenant-1,true,A1-HOR,") != NULL, "CSV too");
	px_buf_clear(&out);
	px_aci_render_html(report, NULL, &out);
	tap_ok(strstr(out.data, "class=\"banner\">Provisional") != NULL, "HTML too");
	px_buf_clear(&out);
	px_aci_render_explain_text(px_aci_explain(&arena, report, "A2-COO", &fault), &plain, &out);
	tap_ok(strstr(out.data, "provisional") != NULL, "explain too");
}

static size_t
lines_of(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

/* The balance of a report made again from the facts of another is the same. */
static void
check_unknown_advance(void)
{
	px_buf_clear(&out);
	px_aci_render_json(report_of(2025, "{" WHOLE "}"), &out);
	tap_ok(strstr(out.data, "\"advance_paid_cents\":{\"value\":null,\"source\":\"default\"}"),
	       "an advance that nobody declared is null");
	px_buf_clear(&out);
	px_aci_render_json(report_of(2025, "{" WHOLE ",\"advance_paid_cents\":0}"), &out);
	tap_ok(strstr(out.data, "\"advance_paid_cents\":{\"value\":0,\"source\":\"declared\"}"),
	       "0 is 0");
}

static void
check_csv(void)
{
	struct px_aci_report *report = report_of(2025, "{" WHOLE "}");

	px_buf_clear(&out);
	px_aci_render_csv(report, false, &out);
	tap_is_number((long long)lines_of(out.data), 29, "a header and one line an indicator");
	tap_ok(strstr(out.data, ",4771.25,3339875,") != NULL, "dots and cents for machines");
	px_buf_clear(&out);
	px_aci_render_csv(report, true, &out);
	tap_ok(strncmp(out.data, "\xef\xbb\xbf", 3) == 0, "a mark for Excel");
	tap_ok(strstr(out.data, "4771,25") && strstr(out.data, "33398,75") &&
		       !strstr(out.data, "4771.25"),
	       "commas and euros for Excel");
}

static void
check_html(void)
{
	struct px_aci_evidence file = { "A2-COO", "<b>&.pdf", 12, "abcdef" };
	struct px_aci_inputs inputs = {
		facts_of(shipped(), 2025, "{" WHOLE ",\"coordination\":true}"), &file, 1, "fr"
	};
	struct px_aci_report *report;

	inputs.facts = facts_of(shipped(), 2025, "{" WHOLE "}");
	report = px_aci_evaluate(&arena, &inputs, &fault);
	px_buf_clear(&out);
	px_aci_render_html(report, "MSP <du> Val & Cie", &out);
	tap_ok(strncmp(out.data, "<!DOCTYPE html>\n<html lang=\"fr\">", 31) == 0,
	       "a page in French");
	tap_ok(strstr(out.data, "MSP &lt;du&gt; Val &amp; Cie") && !strstr(out.data, "<du>"),
	       "names are escaped");
	tap_ok(strstr(out.data, "&lt;b&gt;&amp;.pdf") && !strstr(out.data, "<b>"), "files too");
	tap_ok(!strstr(out.data, "http") && !strstr(out.data, "src=") &&
		       !strstr(out.data, "@import") && !strstr(out.data, "<script"),
	       "nothing from elsewhere");
	tap_ok(strstr(out.data, "Concertation pluriprofessionnelle") != NULL, "labels in French");
	tap_ok(strstr(out.data, "33\u202f398,75\u00a0€") != NULL, "money as the French write it");
	tap_ok(strstr(out.data, "71 of 100") != NULL, "progress towards the 5 %%");
	tap_ok(strstr(out.data, "abcdef") != NULL, "index of the evidence");
	size_t bars = 0, names = 0;
	for (const char *at = out.data; (at = strstr(at, "<svg")); at++)
		bars++;
	for (const char *at = out.data; (at = strstr(at, "role=\"img\"")); at++)
		names += strstr(at, "aria-label") < strstr(at, ">");
	tap_ok(bars == 2 + 28 && names == bars, "every drawing has its words: %zu", bars);
}

static void
check_escapes(void)
{
	px_buf_clear(&out);
	px_html_text(&out, "a<b>&\"'\x01\xff\xc3\xa9\n");
	tap_is(out.data, "a&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffdé\n", "escapes");
}

static void
check_explain(void)
{
	static const struct px_aci_record record = { "meeting", "0190", "12 March", 71 };
	static const struct px_aci_counted counted = { "concertation_files", 71, "in 1 meeting",
						       &record, 1 };
	struct px_aci_facts *facts =
		facts_of(shipped(), 2025,
			 "{\"patients\":9350,\"ald_under_75\":1983,\"concertation_meetings\":10}");
	struct px_aci_explanation *found;
	const struct px_json_node *tree;

	px_aci_facts_count(facts, &counted, 1, &fault);
	struct px_aci_report *report = evaluate(facts);
	found = px_aci_explain(&arena, report, "a2-conc", &fault);
	px_buf_clear(&out);
	px_aci_render_explain_text(found, &plain, &out);
	tap_ok(strstr(out.data, "+ 1,000 × 9,350 / 4,000 -> 2,337.50") != NULL, "the first step");
	tap_ok(strstr(out.data, "-> 1,673.85") != NULL, "the points");
	tap_ok(strstr(out.data, "concertation_rate = 3.58%") != NULL, "the rate");
	tap_ok(strstr(out.data, "meeting 0190: 12 March (71)") != NULL, "the records behind it");
	px_buf_clear(&out);
	px_aci_render_explain_json(found, &out);
	tree = parsed();
	tap_ok(px_json_member(tree, "steps")->count == 4, "four steps");
	tap_ok(strstr(out.data, "\"uid\":\"0190\"") != NULL, "the records in JSON");
	tap_ok(!px_aci_explain(&arena, report, "A2-CONK", &fault) && fault.code == PX_NOT_FOUND &&
		       strstr(fault.message, "A2-CONC"),
	       "an unknown code: %s", fault.message);
}

static void
check_what_if(void)
{
	struct px_aci_facts *facts = facts_of(shipped(), 2025, "{" WHOLE "}");
	struct px_aci_facts *changed = px_aci_facts_copy(&arena, facts);
	struct px_aci_report *before = evaluate(facts), *after;
	struct px_aci_changes *changes;

	px_aci_facts_word(changed, "concertation_files=100", PX_ACI_WHAT_IF, &fault);
	after = evaluate(changed);
	changes = px_aci_compare(&arena, before, after);
	tap_is_number((long long)changes->fact_count, 1, "one fact differs");
	tap_is_number(after->total_cents - before->total_cents, 472683, "what it brings");
	px_buf_clear(&out);
	px_aci_render_changes_json(changes, &out);
	tap_is_number(integer(parsed(), "difference_cents"), 472683, "in JSON");
	px_buf_clear(&out);
	px_aci_render_changes_text(changes, &plain, &out);
	tap_ok(strstr(out.data, "concertation_files: 71 -> 100") != NULL, "the fact in text");
	tap_ok(strstr(out.data, "difference: €4,726.83") != NULL, "the difference in text");
	changes = px_aci_compare(&arena, before, before);
	tap_ok(changes->line_count == 0 && changes->fact_count == 0, "nothing differs from itself");
}

static void
check_text(void)
{
	struct px_aci_evidence file = { "A2-COO", "contract.pdf", 12, "abcdef" };
	struct px_aci_inputs inputs = { facts_of(shipped(), 2025, "{" WHOLE "}"), &file, 1, "en" };

	px_buf_clear(&out);
	px_aci_render_text(report_of(2025, "{\"patients\":8000,\"coordination\":true}"), &plain,
			   &out);
	tap_ok(strstr(out.data, "nothing is paid: A1-HOR A1-CRISE-P A3-SI-STD\n") != NULL,
	       "the gate in text");
	tap_ok(strstr(out.data, "4,400.00") && strstr(out.data, "€30,800.00"), "a line in text");
	px_aci_render_text(px_aci_evaluate(&arena, &inputs, &fault), &plain, &out);
	tap_ok(strstr(out.data, "A2-COO  abcdef   contract.pdf") != NULL, "the index in text");
	tap_ok(strstr(out.data, "\033") == NULL, "no escape sequence unless asked");
	tap_ok(strstr(out.data, "national share of patients with C2S (%) 7.5") != NULL,
	       "the national rates used");
}

int
main(void)
{
	if (!shipped())
		return 1;
	check_json();
	check_provisional();
	check_unknown_advance();
	check_csv();
	check_html();
	check_escapes();
	check_explain();
	check_what_if();
	check_text();
	px_buf_release(&out);
	px_arena_release(&arena);
	return tap_done();
}
