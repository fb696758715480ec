#include "cli/view/aci_words.h"

#include <string.h>

#include "care/aci/rules.h"
#include "cli/place.h"

enum { NEWEST = 9998 }; /* past the last year of any rules: those are then taken */

/* Completion asks word after word: the rules are read for the first. */
static const struct px_aci_rules *
newest_rules(struct px_run *run)
{
	static const struct px_aci_rules *rules;
	static bool asked;
	struct px_err ignored = PX_ERR_INIT;

	if (!asked)
		rules = px_aci_rules_choose(&run->arena, px_place_share(&run->arena, "rules"),
					    "msp", NEWEST, &ignored);
	asked = true;
	return rules;
}

static const char *
code_word(struct px_run *run, size_t i)
{
	const struct px_aci_rules *rules = newest_rules(run);

	return rules && i < rules->indicator_count ? rules->indicators[i].code : NULL;
}

/* What a fact may be, beyond its own words. */
static const char *
value_of(const struct px_aci_fact_rule *rule, size_t i)
{
	static const char *const answers[] = { "yes", "no" };

	if (strcmp(rule->kind, "boolean") == 0)
		return i < PX_COUNT(answers) ? answers[i] : NULL;
	return i < rule->word_count ? rule->words[i] : NULL;
}

const char *
px_aci_fact_word(struct px_run *run, size_t i)
{
	const struct px_aci_rules *rules = newest_rules(run);

	for (size_t fact = 0; rules && fact < rules->fact_count; fact++) {
		const struct px_aci_fact_rule *rule = &rules->facts[fact];
		const char *value;

		if (i-- == 0)
			return px_arena_printf(&run->arena, "%s=", rule->name);
		for (size_t k = 0; (value = value_of(rule, k)); k++)
			if (i-- == 0)
				return px_arena_printf(&run->arena, "%s=%s", rule->name, value);
	}
	return NULL;
}

const char *
px_aci_fact_operand(struct px_run *run, size_t at, size_t i)
{
	(void)at;
	return px_aci_fact_word(run, i);
}

const char *
px_aci_set_operand(struct px_run *run, size_t at, size_t i)
{
	return at ? px_aci_fact_word(run, i) : NULL;
}

const char *
px_aci_code_operand(struct px_run *run, size_t at, size_t i)
{
	return at == 0 ? code_word(run, i) : NULL;
}

const char *
px_aci_evidence_operand(struct px_run *run, size_t at, size_t i)
{
	return at == 1 ? code_word(run, i) : NULL;
}
