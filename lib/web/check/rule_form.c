/* Rules about fields: each has a name, groups have theirs, what asks for a person says so. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static const char *
type_of(const struct px_node *node)
{
	const char *type = px_dom_get(node, "type");

	return node->tag == PX_TAG_INPUT ? (type ? type : "text") : "";
}

static bool
is_button(const struct px_node *node)
{
	const char *type = type_of(node);

	return node->tag == PX_TAG_BUTTON ||
	       (node->tag == PX_TAG_INPUT && px_text_listed("submit|reset|button|image", type));
}

static bool
is_field(const struct px_node *node)
{
	return (node->tag == PX_TAG_INPUT && !is_button(node) &&
		strcasecmp(type_of(node), "hidden") != 0) ||
	       node->tag == PX_TAG_SELECT || node->tag == PX_TAG_TEXTAREA;
}

static const struct px_node *
label_of(const struct px_visit *visit, const struct px_node *field)
{
	const char *id = px_dom_filled(field, "id");
	const struct px_node *at = visit->dom->tags[PX_TAG_LABEL];

	for (; id && at; at = at->again) {
		const char *for_ = px_dom_get(at, "for");

		if (for_ && strcmp(for_, id) == 0)
			return at;
	}
	return px_dom_above(field, PX_TAG_LABEL);
}

bool
px_rule_field_label(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i], *label;

		if (!is_field(node))
			continue;
		tried = true;
		label = label_of(visit, node);
		if (px_dom_filled(node, "aria-label") || px_dom_filled(node, "aria-labelledby") ||
		    px_dom_filled(node, "title") || (label && *px_check_name(visit, label)))
			continue;
		px_check_found(visit, node->line,
			       _("%s has no label: write <label for=\"…\">, the id of the field"),
			       px_check_tag(visit, node));
	}
	return tried;
}

bool
px_rule_label_for(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_LABEL]; at; at = at->again) {
		const char *id = px_dom_get(at, "for");
		const struct px_node *field = id ? px_check_by_id(visit, id) : NULL;

		tried = true;
		if (id && !field)
			px_check_found(visit, at->line,
				       _("a label for \"%s\", and nothing has this id"), id);
		else if (id && !is_field(field) && !is_button(field) &&
			 !px_text_listed("meter|output|progress", field->name))
			px_check_found(visit, at->line,
				       _("a label for \"%s\", which is no field but %s"), id,
				       px_check_tag(visit, field));
	}
	return tried;
}

/* Fields of one name that are ticked are one question. */
static bool
is_choice(const struct px_node *node)
{
	return node->tag == PX_TAG_INPUT && (strcasecmp(type_of(node), "radio") == 0 ||
					     strcasecmp(type_of(node), "checkbox") == 0);
}

static bool
has_sibling(const struct px_visit *visit, const struct px_node *choice)
{
	const char *name = px_dom_filled(choice, "name");

	for (const struct px_node *at = visit->dom->tags[PX_TAG_INPUT]; name && at;
	     at = at->again) {
		const char *other = px_dom_get(at, "name");

		if (at != choice && is_choice(at) && other && strcmp(name, other) == 0)
			return true;
	}
	return false;
}

static bool
in_group(struct px_visit *visit, const struct px_node *choice)
{
	for (const struct px_node *at = choice->parent; at; at = at->parent) {
		const char *role = px_dom_get(at, "role");
		const struct px_node *legend = at->first;

		if (role && px_text_listed("group|radiogroup", role) &&
		    (px_dom_filled(at, "aria-label") || px_dom_filled(at, "aria-labelledby")))
			return true;
		if (at->tag != PX_TAG_FIELDSET)
			continue;
		while (legend && legend->tag != PX_TAG_LEGEND)
			legend = legend->next;
		if (legend && *px_check_name(visit, legend))
			return true;
	}
	return false;
}

bool
px_rule_field_group(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_INPUT]; at; at = at->again) {
		if (!is_choice(at) || !has_sibling(visit, at))
			continue;
		tried = true;
		if (!in_group(visit, at))
			px_check_found(visit, at->line,
				       _("%s is one answer of several, whose question is not said: "
					 "put them in <fieldset> with a <legend>"),
				       px_check_tag(visit, at));
	}
	return tried;
}

bool
px_rule_button(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *value = px_dom_get(node, "value");
		bool named;

		if (!is_button(node) && node->tag != PX_TAG_SUMMARY)
			continue;
		tried = true;
		if (node->tag == PX_TAG_INPUT)
			named = (value ? *value
				       : px_text_listed("submit|reset|image", type_of(node))) ||
				*px_check_name(visit, node);
		else
			named = *px_check_name(visit, node);
		if (!named)
			px_check_found(visit, node->line, _("%s says nothing: give it a text"),
				       px_check_tag(visit, node));
	}
	return tried;
}

/* HTML, section 4.10.18.7: what a field may say that it asks for. */
static const char details[] =
	"on|off|name|honorific-prefix|given-name|additional-name|family-name|honorific-suffix|"
	"nickname|username|new-password|current-password|one-time-code|organization-title|"
	"organization|street-address|address-line1|address-line2|address-line3|address-level4|"
	"address-level3|address-level2|address-level1|country|country-name|postal-code|language|"
	"bday|"
	"bday-day|bday-month|bday-year|sex|url|photo|tel|tel-country-code|tel-national|"
	"tel-area-code|tel-local|tel-extension|email|impp|shipping|billing|home|work|mobile|fax|"
	"pager";

static bool
autocomplete_valid(struct px_visit *visit, const char *value)
{
	char *copy = px_arena_strdup(visit->arena, value), *parts[8];
	size_t count = px_text_split(px_text_trim(copy), ' ', parts, PX_COUNT(parts));

	for (size_t i = 0; i < count; i++)
		if (*parts[i] && !px_text_listed(details, parts[i]) &&
		    strncmp(parts[i], "section-", 8) != 0)
			return false;
	return true;
}

/* What a field's type or name asks of a person, and the word that says so. */
static const char *
personal(const struct px_node *field)
{
	static const struct {
		const char *names, *word;
	} asked[] = {
		{ "email|mail|courriel|e-mail", "email" },
		{ "tel|telephone|phone|mobile|portable", "tel" },
		{ "nom|family|family-name|lastname|nom-de-famille", "family-name" },
		{ "prenom|given|given-name|firstname", "given-name" },
		{ "adresse|address", "street-address" },
		{ "code-postal|postcode|codepostal|cp", "postal-code" },
		{ "naissance|date-de-naissance|birthdate|bday", "bday" },
	};
	const char *name = px_dom_filled(field, "name"), *type = type_of(field);

	if (strcasecmp(type, "email") == 0)
		return "email";
	if (strcasecmp(type, "tel") == 0)
		return "tel";
	for (size_t i = 0; name && i < PX_COUNT(asked); i++)
		if (px_text_listed(asked[i].names, name))
			return asked[i].word;
	return NULL;
}

bool
px_rule_autocomplete(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *value, *word;

		if (!is_field(node) || is_choice(node))
			continue;
		value = px_dom_filled(node, "autocomplete");
		word = personal(node);
		tried |= value || word;
		if (value && !autocomplete_valid(visit, value))
			px_check_found(
				visit, node->line,
				_("%s: autocomplete=\"%s\" is none of the words that browsers "
				  "know"),
				px_check_tag(visit, node), value);
		else if (word && !value)
			px_check_found(visit, node->line,
				       _("%s asks for what a browser can fill in: write "
					 "autocomplete=\"%s\""),
				       px_check_tag(visit, node), word);
	}
	return tried;
}
