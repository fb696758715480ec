/* Reading the value of a fact: from JSON, from what people type, from a count. */
#include "care/aci/facts_read.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/aci/load.h"

enum { MOST_WORDS = 64, MOST_SAID = 40 };

static int
refuse(const struct px_aci_reading *reading, const char *wanted, const char *got)
{
	return px_err_set(reading->err, PX_FAILED, _("%s: %s: %s expected"), reading->rule->name,
			  got, wanted);
}

struct px_aci_value
px_aci_nothing(const struct px_aci_fact_rule *rule)
{
	struct px_aci_value value = { .type = rule->type, .number = px_ratio_whole(0) };

	if (rule->type == PX_ACI_WORD) {
		/* The first word of the list stands for none. */
		value.words = rule->words;
		value.count = 1;
	}
	return value;
}

static int
check_number(const struct px_aci_reading *reading, struct px_ratio number, const char *got)
{
	const struct px_aci_fact_rule *rule = reading->rule;
	struct px_buf limits = PX_BUF_INIT;
	int rc = 0;

	if (rule->whole && number.den != 1)
		return refuse(reading, _("a whole number"), got);
	if (px_ratio_compare(number, rule->least) < 0 || px_ratio_compare(number, rule->most) > 0) {
		px_ratio_short(rule->least, 4, &limits);
		px_buf_puts(&limits, _(" to "));
		px_ratio_short(rule->most, 4, &limits);
		rc = px_err_set(reading->err, PX_FAILED, _("%s: %s is out of bounds: %s"),
				rule->name, got, limits.data);
	}
	px_buf_release(&limits);
	return rc;
}

static int
read_day(const struct px_aci_reading *reading, const char *text, struct px_aci_value *out)
{
	struct px_date date;

	if (px_date_parse(text, &date) < 0)
		return refuse(reading,
			      reading->rule->type == PX_ACI_DATE
				      ? _("a date such as 2025-01-31")
				      : _("true, false or a date such as 2025-01-31"),
			      text);
	out->dated = true;
	out->day = px_date_days(date);
	out->number = px_ratio_whole(1);
	if (px_ratio_compare(px_ratio_whole(out->day), reading->rule->least) < 0 ||
	    px_ratio_compare(px_ratio_whole(out->day), reading->rule->most) > 0)
		return px_err_set(reading->err, PX_FAILED, _("%s: %s is out of bounds"),
				  reading->rule->name, text);
	return 0;
}

static const char *
next_word(const void *data, size_t i)
{
	const struct px_aci_fact_rule *rule = data;

	return i < rule->word_count ? rule->words[i] : NULL;
}

static int
read_word(const struct px_aci_reading *reading, const char *text, const char **out)
{
	const struct px_aci_fact_rule *rule = reading->rule;
	struct px_buf known = PX_BUF_INIT;
	const char *nearest;

	for (size_t i = 0; i < rule->word_count; i++) {
		px_buf_printf(&known, "%s%s", i ? ", " : "", rule->words[i]);
		if (strcmp(rule->words[i], text) == 0) {
			*out = rule->words[i];
			px_buf_release(&known);
			return 0;
		}
	}
	nearest = px_text_nearest(text, next_word, rule);
	if (nearest)
		px_err_set(reading->err, PX_FAILED, _("%s: no word `%s`: `%s` perhaps"), rule->name,
			   text, nearest);
	else
		px_err_set(reading->err, PX_FAILED, _("%s: no word `%s`: one of %s"), rule->name,
			   text, known.data);
	px_buf_release(&known);
	return -1;
}

static const char *
wanted_type(const struct px_aci_fact_rule *rule)
{
	switch (rule->type) {
	case PX_ACI_NUMBER:
		return rule->whole ? _("a whole number") : _("a number of at most 4 decimals");
	case PX_ACI_BOOLEAN:
		return _("true or false");
	case PX_ACI_DATE:
		return _("a date such as 2025-01-31");
	case PX_ACI_WORD:
		return _("a word");
	case PX_ACI_WORDS:
		return _("a list of words");
	case PX_ACI_ACQUIRED:
		break;
	}
	return _("true, false or a date such as 2025-01-31");
}

static const char **
new_words(const struct px_aci_reading *reading, size_t count, struct px_aci_value *out)
{
	const char **words = px_arena_alloc(reading->facts->arena, (count + 1) * sizeof(*words));

	out->words = words;
	out->count = count;
	return words;
}

static int
read_list(const struct px_aci_reading *reading, const struct px_json_node *node,
	  struct px_aci_value *out)
{
	if (node->count > MOST_WORDS)
		return refuse(reading, _("a shorter list"), px_json_type_name(node->type));
	const char **words = new_words(reading, node->count, out);
	for (size_t i = 0; i < node->count; i++) {
		const struct px_json_node *item = &node->items[i];
		if (item->type != PX_JSON_STRING)
			return refuse(reading, _("a list of words"), px_json_type_name(item->type));
		if (read_word(reading, item->string, &words[i]) < 0)
			return -1;
	}
	return 0;
}

static int
read_number(const struct px_aci_reading *reading, const struct px_json_node *node,
	    struct px_aci_value *out)
{
	const char *got = px_arena_strndup(reading->facts->arena, node->string, MOST_SAID);

	if (px_aci_number(node, &out->number) == 0)
		return check_number(reading, out->number, got);
	/* Too fine, or past what a limit can be. */
	if (node->real < PX_ACI_PAST && node->real > -PX_ACI_PAST)
		return refuse(reading, wanted_type(reading->rule), got);
	return check_number(reading, px_ratio_whole(node->real > 0 ? PX_ACI_PAST : -PX_ACI_PAST),
			    got);
}

int
px_aci_read_node(const struct px_aci_reading *reading, const struct px_json_node *node,
		 struct px_aci_value *out)
{
	enum px_aci_type type = reading->rule->type;
	bool text = node->type == PX_JSON_STRING;

	*out = px_aci_nothing(reading->rule);
	if (type == PX_ACI_NUMBER && (node->type == PX_JSON_INTEGER || node->type == PX_JSON_REAL))
		return read_number(reading, node, out);
	if ((type == PX_ACI_BOOLEAN || type == PX_ACI_ACQUIRED) && node->type == PX_JSON_BOOL) {
		out->number = px_ratio_whole(node->integer);
		return 0;
	}
	if ((type == PX_ACI_DATE || type == PX_ACI_ACQUIRED) && text)
		return read_day(reading, node->string, out);
	if (type == PX_ACI_WORD && text)
		return read_word(reading, node->string, new_words(reading, 1, out));
	if (type == PX_ACI_WORDS && node->type == PX_JSON_ARRAY)
		return read_list(reading, node, out);
	return refuse(reading, wanted_type(reading->rule), px_json_type_name(node->type));
}

static bool
said(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (px_text_same(text, words[i]))
			return true;
	return false;
}

/* Yes and no as people type them in either language. */
static int
read_yes(const char *text, struct px_ratio *out)
{
	static const char *const yes[] = { "true", "yes", "oui", "vrai", "1" };
	static const char *const no[] = { "false", "no", "non", "faux", "0" };

	if (!said(text, yes, PX_COUNT(yes)) && !said(text, no, PX_COUNT(no)))
		return -1;
	*out = px_ratio_whole(said(text, yes, PX_COUNT(yes)));
	return 0;
}

static int
read_text_words(const struct px_aci_reading *reading, const char *text, struct px_aci_value *out)
{
	char *parts[MOST_WORDS];
	char *copy = px_arena_strdup(reading->facts->arena, text);
	size_t count = px_text_split(copy, ',', parts, MOST_WORDS);
	const char **words = new_words(reading, count, out);

	for (size_t i = 0; i < count; i++)
		if (read_word(reading, px_text_trim(parts[i]), &words[i]) < 0)
			return -1;
	return 0;
}

int
px_aci_read_text(const struct px_aci_reading *reading, const char *text, struct px_aci_value *out)
{
	*out = px_aci_nothing(reading->rule);
	switch (reading->rule->type) {
	case PX_ACI_NUMBER:
		if (px_ratio_parse(text, 4, &out->number) < 0)
			return refuse(reading, wanted_type(reading->rule), text);
		return check_number(reading, out->number, text);
	case PX_ACI_BOOLEAN:
		return read_yes(text, &out->number) == 0 ? 0
							 : refuse(reading, _("yes or no"), text);
	case PX_ACI_ACQUIRED:
		return read_yes(text, &out->number) == 0 ? 0 : read_day(reading, text, out);
	case PX_ACI_DATE:
		return read_day(reading, text, out);
	case PX_ACI_WORD:
		return read_word(reading, text, new_words(reading, 1, out));
	case PX_ACI_WORDS:
		break;
	}
	return read_text_words(reading, text, out);
}

int
px_aci_read_count(const struct px_aci_reading *reading, int64_t number, struct px_aci_value *out)
{
	struct px_buf got = PX_BUF_INIT;
	int rc = 0;

	*out = px_aci_nothing(reading->rule);
	out->number = px_ratio_whole(number);
	px_buf_number(&got, number);
	if (reading->rule->type == PX_ACI_NUMBER)
		rc = check_number(reading, out->number, got.data);
	px_buf_release(&got);
	return rc;
}
