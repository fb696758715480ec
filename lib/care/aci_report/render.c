#include "care/aci_report/render.h"

#include <string.h>

#include "base/i18n.h"
#include "base/money.h"

const char *px_aci_class_label(enum px_aci_class class)
{
	static const char *const labels[PX_ACI_CLASS_COUNT] = {
		[PX_ACI_PREREQUISITE] = N_("prerequisite"),
		[PX_ACI_CORE] = N_("core"),
		[PX_ACI_OPTION] = N_("option"),
		[PX_ACI_BONUS] = N_("bonus"),
	};

	return _(labels[class]);
}

const char *
px_aci_status_label(enum px_aci_status status)
{
	static const char *const labels[PX_ACI_STATUS_COUNT] = {
		[PX_ACI_MET] = N_("met"),
		[PX_ACI_PARTIAL] = N_("partial"),
		[PX_ACI_UNMET] = N_("not met"),
		[PX_ACI_EVIDENCE_MISSING] = N_("evidence missing"),
	};

	return _(labels[status]);
}

const char *
px_aci_origin_label(enum px_aci_origin origin)
{
	switch (origin) {
	case PX_ACI_BY_DEFAULT:
		return _("by default");
	case PX_ACI_COUNTED:
		return _("counted over the records");
	case PX_ACI_EXERCISE_RECORD:
		return _("declared");
	case PX_ACI_FACTS_FILE:
		return _("declared in the file of facts");
	case PX_ACI_WHAT_IF:
		break;
	}
	return _("what if");
}

static const char *
keep(const struct px_aci_report *report, struct px_buf *text)
{
	const char *kept = px_arena_strdup(report->facts->arena, text->data);

	px_buf_release(text);
	return kept;
}

const char *
px_aci_points_text(const struct px_aci_report *report, struct px_ratio points)
{
	struct px_buf text = PX_BUF_INIT;

	px_number_human(points, 2, true, report->lang, &text);
	return keep(report, &text);
}

const char *
px_aci_money_text(const struct px_aci_report *report, int64_t cents)
{
	struct px_buf text = PX_BUF_INIT;

	px_money_human(cents, report->lang, &text);
	return keep(report, &text);
}

static const char *
percent_text(const struct px_aci_report *report, struct px_ratio percent)
{
	struct px_buf text = PX_BUF_INIT;

	px_number_human(percent, 4, false, report->lang, &text);
	px_buf_puts(&text, *report->lang == 'f' ? "\u00a0%" : "%");
	return keep(report, &text);
}

const char *
px_aci_fact_text(const struct px_aci_report *report, size_t fact)
{
	struct px_buf text = PX_BUF_INIT;

	px_aci_value_human(&report->facts->items[fact].value, report->lang, &text);
	return keep(report, &text);
}

/* The words of a fact are keys that people type; a page for people says them in full. */
static const char *
word_label(const struct px_aci_report *report, const struct px_aci_fact_rule *rule,
	   const char *word)
{
	for (size_t i = 0; i < rule->word_count; i++)
		if (strcmp(rule->words[i], word) == 0)
			return px_aci_in(rule->word_labels[i], report->lang);
	return word;
}

const char *
px_aci_fact_label(const struct px_aci_report *report, size_t fact)
{
	const struct px_aci_fact_rule *rule = &report->rules->facts[fact];
	const struct px_aci_value *value = &report->facts->items[fact].value;
	struct px_buf text = PX_BUF_INIT;

	if (!rule->word_labels || value->count == 0)
		return px_aci_fact_text(report, fact);
	for (size_t i = 0; i < value->count; i++)
		px_buf_printf(&text, "%s%s", i ? _("; ") : "",
			      word_label(report, rule, value->words[i]));
	return keep(report, &text);
}

static const char *
uplift_label(const struct px_aci_report *report)
{
	struct px_buf text = PX_BUF_INIT;

	px_buf_printf(&text, _("uplift of %s"), percent_text(report, report->uplift_percent));
	return keep(report, &text);
}

const char *
px_aci_rates_text(const struct px_aci_report *report)
{
	const struct px_aci_rules *rules = report->rules;
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < rules->fact_count; i++) {
		if (!rules->uplift_uses[i])
			continue;
		px_buf_puts(&text, text.length ? _("; ") : _("rates used: "));
		px_buf_printf(&text, "%s %s", px_aci_in(rules->facts[i].label, report->lang),
			      px_aci_fact_text(report, i));
	}
	return keep(report, &text);
}

static const char *
balance_label(const struct px_aci_report *report)
{
	if (report->balance_cents < 0)
		return report->advance_paid
			       ? _("balance, due back after the advance paid")
			       : _("balance, due back if the computed advance was paid");
	return report->advance_paid ? _("balance after the advance paid")
				    : _("balance if the computed advance was paid");
}

bool
px_aci_sum_line(const struct px_aci_report *report, size_t i, struct px_aci_sum_line *out)
{
	const struct px_aci_sum_line lines[] = {
		{ "uplift", uplift_label(report), NULL,
		  px_aci_money_text(report, report->uplift_cents) },
		{ "floor", _("complement up to the floor of a new structure"), NULL,
		  px_aci_money_text(report, report->floor_cents) },
		{ "total", _("total"), px_aci_points_text(report, report->points),
		  px_aci_money_text(report, report->total_cents) },
		{ "advance", _("computed advance"), NULL,
		  px_aci_money_text(report, report->advance_cents) },
		{ "balance", balance_label(report), NULL,
		  px_aci_money_text(report, report->balance_cents) },
	};

	if (i >= PX_COUNT(lines))
		return false;
	*out = lines[i];
	return true;
}
