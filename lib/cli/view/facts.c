#include "cli/view/facts.h"

#include <string.h>

#include "base/i18n.h"
#include "care/aci_report/render.h"
#include "cli/sink.h"
#include "cli/view/aci_run.h"

enum { FACT_NAME, FACT_KIND, FACT_VALUE, FACT_SOURCE, FACT_LABEL, FACT_FIELDS };

static const struct px_field fact_fields[] = {
	[FACT_NAME] = { "fact", &px_kind_text, PX_COLUMN, N_("its name, as `set` takes it") },
	[FACT_KIND] = { "kind", &px_kind_text, PX_COLUMN,
			N_("what it holds: a number, yes or no, a date, words") },
	[FACT_VALUE] = { "value", &px_kind_text, PX_COLUMN, N_("its value") },
	[FACT_SOURCE] = { "source", &px_kind_text, PX_COLUMN, N_("declared, records or default") },
	[FACT_LABEL] = { "label", &px_kind_text, PX_COLUMN, N_("what it means") },
};

const struct px_type px_view_aci_fact = {
	.name = "aci_fact",
	.plural = "aci_facts",
	.label = N_("fact"),
	.help = N_("a fact of the year that the agreement counts"),
	.flags = PX_VIEW,
	.fields = fact_fields,
	.field_count = PX_COUNT(fact_fields),
};

/* What people are told of a kind of fact: what `set` takes for it. */
static const char *
kind_label(const char *kind)
{
	static const struct {
		const char *kind, *label;
	} labels[] = {
		{ "integer", N_("whole number") },
		{ "number", N_("number") },
		{ "percent", N_("percentage") },
		{ "cents", N_("cents") },
		{ "boolean", N_("yes or no") },
		{ "date", N_("date") },
		{ "word", N_("word") },
		{ "words", N_("words") },
		{ "acquired", N_("yes, no or since when") },
	};

	for (size_t i = 0; i < PX_COUNT(labels); i++)
		if (strcmp(labels[i].kind, kind) == 0)
			return _(labels[i].label);
	return kind;
}

static int
put_fact(const struct px_aci_answer *answer, size_t i, const char *lang, bool people,
	 struct px_sink *sink, struct px_err *err)
{
	const struct px_aci_fact_rule *rule = &answer->rules->facts[i];
	const struct px_aci_fact *fact = &answer->facts->items[i];
	struct px_value values[FACT_FIELDS];
	struct px_record record = { &px_view_aci_fact, values };
	struct px_buf value = PX_BUF_INIT;
	int result;

	if (people)
		px_aci_value_human(&fact->value, lang, &value);
	else
		px_aci_value_text(&fact->value, &value);
	values[FACT_NAME] = px_value_of_text(rule->name);
	values[FACT_KIND] = px_value_of_text(people ? kind_label(rule->kind) : rule->kind);
	values[FACT_VALUE] = px_value_of_text(value.data);
	values[FACT_SOURCE] = px_value_of_text(people ? px_aci_origin_label(fact->origin)
						      : px_aci_origin_name(fact->origin));
	values[FACT_LABEL] = px_value_of_text(px_aci_in(rule->label, lang));
	result = px_sink_put(sink, &record, err);
	px_buf_release(&value);
	return result;
}

int
px_run_facts(struct px_run *run, int year, const char *rules_path, struct px_err *err)
{
	/* Machines read the same whatever the language of who asks. */
	bool people = !px_run_prints(run);
	const char *lang = people ? px_i18n_lang() : "en";
	struct px_aci_request request = { .year = year, .rules_path = rules_path, .lang = lang };
	struct px_aci_answer answer;
	struct px_sink *sink;

	if (px_run_aci(run, &request, &answer, err) != 0)
		return -1;
	sink = px_sink_open(run, &px_view_aci_fact, PX_SINK_MANY, err);
	for (size_t i = 0; sink && i < answer.rules->fact_count; i++) {
		if (put_fact(&answer, i, lang, people, sink, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return sink ? px_sink_close(sink, err) : -1;
}
