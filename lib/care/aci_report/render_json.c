#include "base/json_out.h"
#include "care/aci_report/render.h"

static void
put_ratio(struct px_json *json, const char *key, struct px_ratio number, int decimals, bool fixed)
{
	struct px_buf text = PX_BUF_INIT;

	(fixed ? px_ratio_fixed : px_ratio_short)(number, decimals, &text);
	px_json_key(json, key);
	px_json_raw(json, text.data);
	px_buf_release(&text);
}

static void
put_points(struct px_json *json, const char *key, struct px_ratio points)
{
	put_ratio(json, key, points, 2, true);
}

static void
put_string(struct px_json *json, const char *key, const char *text)
{
	px_json_key(json, key);
	px_json_string(json, text);
}

static void
put_number(struct px_json *json, const char *key, int64_t number)
{
	px_json_key(json, key);
	px_json_number(json, number);
}

static void
put_bool(struct px_json *json, const char *key, bool truth)
{
	px_json_key(json, key);
	px_json_bool(json, truth);
}

static void
put_value(struct px_json *json, const char *key, const struct px_aci_value *value)
{
	struct px_buf text = PX_BUF_INIT;

	px_aci_value_json(value, &text);
	px_json_key(json, key);
	px_json_raw(json, text.data);
	px_buf_release(&text);
}

/* An advance that nobody declared is unknown, which is not 0: the balance would differ. */
static void
put_fact(struct px_json *json, const char *key, const struct px_aci_report *report, size_t fact)
{
	if (fact == report->rules->advance_paid && !report->advance_paid)
		put_string(json, key, NULL);
	else
		put_value(json, key, &report->facts->items[fact].value);
}

static void
put_gate(struct px_json *json, const struct px_aci_report *report)
{
	px_json_key(json, "gate");
	px_json_open(json, '{');
	put_bool(json, "ok", report->gate_ok);
	px_json_key(json, "failed");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->gate_failed_count; i++)
		px_json_string(json, report->gate_failed[i]);
	px_json_close(json, ']');
	px_json_close(json, '}');
}

static void
put_source(struct px_json *json, const struct px_aci_report *report, const bool *uses)
{
	const struct px_aci_rules *rules = report->rules;

	px_json_key(json, "source");
	px_json_open(json, '{');
	for (size_t i = 0; i < rules->fact_count; i++)
		if (uses[i])
			put_string(json, rules->facts[i].name,
				   px_aci_origin_name(report->facts->items[i].origin));
	px_json_close(json, '}');
}

static void
put_evidence(struct px_json *json, const struct px_aci_line *line)
{
	px_json_key(json, "evidence");
	px_json_open(json, '[');
	for (size_t i = 0; i < line->evidence_count; i++) {
		px_json_open(json, '{');
		put_string(json, "name", line->evidence[i]->name);
		put_number(json, "size", line->evidence[i]->size);
		put_string(json, "sha256", line->evidence[i]->sha256);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

/* What the year still asks, for those who count on it before 31 December. */
static void
put_progress(struct px_json *json, const struct px_aci_line *line)
{
	px_json_key(json, "progress");
	if (line->needed == 0) {
		px_json_null(json);
		return;
	}
	px_json_open(json, '{');
	put_number(json, "done", line->done);
	put_number(json, "needed", line->needed);
	put_number(json, "left", line->done < line->needed ? line->needed - line->done : 0);
	px_json_close(json, '}');
}

static void
put_line(struct px_json *json, const struct px_aci_report *report, const struct px_aci_line *line)
{
	px_json_open(json, '{');
	put_string(json, "code", line->rule->code);
	put_string(json, "label", px_aci_in(line->rule->label, report->lang));
	put_number(json, "axis", line->rule->axis);
	put_string(json, "class", px_aci_class_names[line->class]);
	put_string(json, "status", px_aci_status_names[line->status]);
	put_points(json, "points", line->points);
	put_number(json, "amount_cents", line->amount_cents);
	put_source(json, report, line->rule->uses);
	put_evidence(json, line);
	put_string(json, "reason", line->reason);
	put_progress(json, line);
	px_json_close(json, '}');
}

static void
put_missing(struct px_json *json, const struct px_aci_report *report)
{
	px_json_key(json, "missing");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->missing_count; i++) {
		px_json_open(json, '{');
		put_string(json, "code", report->missing[i].code);
		put_string(json, "what", report->missing[i].what);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
	px_json_key(json, "warnings");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->warning_count; i++)
		px_json_string(json, report->warnings[i]);
	px_json_close(json, ']');
}

static void
put_opportunities(struct px_json *json, const struct px_aci_report *report)
{
	px_json_key(json, "opportunities");
	px_json_open(json, '[');
	for (size_t i = 0; i < report->opportunity_count; i++) {
		const struct px_aci_opportunity *opportunity = &report->opportunities[i];
		px_json_open(json, '{');
		put_string(json, "code", opportunity->code);
		put_points(json, "points", opportunity->points);
		put_number(json, "amount_cents", opportunity->amount_cents);
		put_string(json, "how", opportunity->how);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

/* Every fact with its value and origin: what the report can be made again from. */
static void
put_facts(struct px_json *json, const struct px_aci_report *report)
{
	px_json_key(json, "facts");
	px_json_open(json, '{');
	for (size_t i = 0; i < report->rules->fact_count; i++) {
		const struct px_aci_fact *fact = &report->facts->items[i];
		px_json_key(json, report->rules->facts[i].name);
		px_json_open(json, '{');
		put_fact(json, "value", report, i);
		put_string(json, "source", px_aci_origin_name(fact->origin));
		px_json_close(json, '}');
	}
	px_json_close(json, '}');
}

static void
put_totals(struct px_json *json, const struct px_aci_report *report)
{
	put_points(json, "points", report->points);
	put_ratio(json, "uplift_percent", report->uplift_percent, 4, false);
	put_number(json, "uplift_cents", report->uplift_cents);
	put_number(json, "floor_cents", report->floor_cents);
	put_number(json, "total_cents", report->total_cents);
	put_number(json, "advance_cents", report->advance_cents);
	put_number(json, "balance_cents", report->balance_cents);
	put_number(json, "days", report->days);
}

void
px_aci_render_json(const struct px_aci_report *report, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	put_number(&json, "exercise", report->year);
	put_string(&json, "rules", report->rules->name);
	put_bool(&json, "provisional", report->provisional);
	put_gate(&json, report);
	px_json_key(&json, "indicators");
	px_json_open(&json, '[');
	for (size_t i = 0; i < report->line_count; i++)
		put_line(&json, report, &report->lines[i]);
	px_json_close(&json, ']');
	put_totals(&json, report);
	put_missing(&json, report);
	put_opportunities(&json, report);
	put_facts(&json, report);
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}

static void
put_change(struct px_json *json, const struct px_aci_line *line)
{
	px_json_open(json, '{');
	put_points(json, "points", line->points);
	put_number(json, "amount_cents", line->amount_cents);
	put_string(json, "status", px_aci_status_names[line->status]);
	px_json_close(json, '}');
}

static void
put_whole(struct px_json *json, const char *key, const struct px_aci_report *report)
{
	px_json_key(json, key);
	px_json_open(json, '{');
	put_gate(json, report);
	put_totals(json, report);
	px_json_close(json, '}');
}

void
px_aci_render_changes_json(const struct px_aci_changes *changes, struct px_buf *out)
{
	const struct px_aci_report *before = changes->before, *after = changes->after;
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	put_number(&json, "exercise", after->year);
	put_string(&json, "rules", after->rules->name);
	put_bool(&json, "provisional", after->provisional);
	px_json_key(&json, "facts");
	px_json_open(&json, '[');
	for (size_t i = 0; i < changes->fact_count; i++) {
		size_t fact = changes->facts[i];
		px_json_open(&json, '{');
		put_string(&json, "name", after->rules->facts[fact].name);
		put_fact(&json, "before", before, fact);
		put_fact(&json, "after", after, fact);
		px_json_close(&json, '}');
	}
	px_json_close(&json, ']');
	px_json_key(&json, "indicators");
	px_json_open(&json, '[');
	for (size_t i = 0; i < changes->line_count; i++) {
		const struct px_aci_line *line = &after->lines[changes->lines[i]];
		px_json_open(&json, '{');
		put_string(&json, "code", line->rule->code);
		px_json_key(&json, "before");
		put_change(&json, &before->lines[changes->lines[i]]);
		px_json_key(&json, "after");
		put_change(&json, line);
		px_json_close(&json, '}');
	}
	px_json_close(&json, ']');
	put_whole(&json, "before", before);
	put_whole(&json, "after", after);
	put_number(&json, "difference_cents", after->total_cents - before->total_cents);
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}

static void
put_records(struct px_json *json, const struct px_aci_counted *counted)
{
	px_json_key(json, "records");
	px_json_open(json, '[');
	for (size_t i = 0; counted && i < counted->record_count; i++) {
		px_json_open(json, '{');
		put_string(json, "type", counted->records[i].type);
		put_string(json, "uid", counted->records[i].uid);
		put_string(json, "label", counted->records[i].label);
		put_number(json, "number", counted->records[i].number);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static void
put_used_facts(struct px_json *json, const struct px_aci_explanation *explanation)
{
	px_json_key(json, "facts");
	px_json_open(json, '[');
	for (size_t i = 0; i < explanation->fact_count; i++) {
		const struct px_aci_fact_rule *rule = explanation->facts[i];
		const struct px_aci_report *report = explanation->report;
		const struct px_aci_fact *fact = &report->facts->items[rule - report->rules->facts];
		px_json_open(json, '{');
		put_string(json, "name", rule->name);
		put_string(json, "label", px_aci_in(rule->label, report->lang));
		put_value(json, "value", &fact->value);
		put_string(json, "source", px_aci_origin_name(fact->origin));
		put_string(json, "reason", fact->counted ? fact->counted->reason : NULL);
		put_records(json, fact->counted);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

static void
put_trace(struct px_json *json, const struct px_aci_line *line)
{
	px_json_key(json, "steps");
	px_json_open(json, '[');
	for (size_t i = 0; i < line->trace_count; i++) {
		px_json_open(json, '{');
		put_string(json, "shape", line->trace[i].shape);
		put_string(json, "text", line->trace[i].text);
		put_points(json, "points", line->trace[i].points);
		px_json_close(json, '}');
	}
	px_json_close(json, ']');
}

void
px_aci_render_explain_json(const struct px_aci_explanation *explanation, struct px_buf *out)
{
	const struct px_aci_line *line = explanation->line;
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	put_number(&json, "exercise", explanation->report->year);
	put_string(&json, "rules", explanation->report->rules->name);
	put_bool(&json, "provisional", explanation->report->provisional);
	put_string(&json, "code", line->rule->code);
	put_string(&json, "label", px_aci_in(line->rule->label, explanation->report->lang));
	put_string(&json, "status", px_aci_status_names[line->status]);
	put_points(&json, "points", line->points);
	put_points(&json, "best", line->best);
	put_number(&json, "amount_cents", line->amount_cents);
	put_string(&json, "reason", line->reason);
	put_used_facts(&json, explanation);
	px_json_key(&json, "quantities");
	px_json_open(&json, '{');
	for (size_t i = 0; i < explanation->quantity_count; i++) {
		px_json_key(&json, explanation->quantities[i].name);
		px_json_raw(&json, explanation->quantities[i].json);
	}
	px_json_close(&json, '}');
	put_trace(&json, line);
	put_evidence(&json, line);
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}
