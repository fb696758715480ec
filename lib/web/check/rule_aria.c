/* Rules about ARIA (WAI-ARIA 1.2): names that exist, and ids that do. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static const char attributes[] =
	"activedescendant|atomic|autocomplete|braillelabel|brailleroledescription|busy|checked|"
	"colcount|colindex|colindextext|colspan|controls|current|describedby|description|details|"
	"disabled|dropeffect|errormessage|expanded|flowto|grabbed|haspopup|hidden|invalid|"
	"keyshortcuts|label|labelledby|level|live|modal|multiline|multiselectable|orientation|owns|"
	"placeholder|posinset|pressed|readonly|relevant|required|roledescription|rowcount|rowindex|"
	"rowindextext|rowspan|selected|setsize|sort|valuemax|valuemin|valuenow|valuetext";

static const char roles[] =
	"alert|alertdialog|application|article|banner|blockquote|button|caption|cell|checkbox|code|"
	"columnheader|combobox|complementary|contentinfo|definition|deletion|dialog|directory|"
	"document|emphasis|feed|figure|form|generic|grid|gridcell|group|heading|img|image|"
	"insertion|"
	"link|list|listbox|listitem|log|main|marquee|math|menu|menubar|menuitem|menuitemcheckbox|"
	"menuitemradio|meter|navigation|none|note|option|paragraph|presentation|progressbar|radio|"
	"radiogroup|region|row|rowgroup|rowheader|scrollbar|search|searchbox|separator|slider|"
	"spinbutton|status|strong|subscript|superscript|switch|tab|table|tablist|tabpanel|term|"
	"textbox|time|timer|toolbar|tooltip|tree|treegrid|treeitem|suggestion|mark|comment|"
	"graphics-document|graphics-object|graphics-symbol|doc-noteref|doc-endnotes|doc-backlink|"
	"doc-footnote|doc-toc|doc-pagelist|doc-subtitle";

/* Those whose value is a word of a list. */
static const struct worded {
	const char *name, *words;
} worded[] = {
	{ "aria-hidden", "true|false|undefined" },
	{ "aria-expanded", "true|false|undefined" },
	{ "aria-current", "page|step|location|date|time|true|false" },
	{ "aria-live", "off|polite|assertive" },
	{ "aria-pressed", "true|false|mixed|undefined" },
	{ "aria-checked", "true|false|mixed|undefined" },
	{ "aria-selected", "true|false|undefined" },
	{ "aria-required", "true|false" },
	{ "aria-disabled", "true|false" },
	{ "aria-invalid", "true|false|grammar|spelling" },
	{ "aria-sort", "ascending|descending|none|other" },
};

static void
check_attribute(struct px_visit *visit, const struct px_node *node,
		const struct px_attribute *attribute)
{
	if (!px_text_listed(attributes, attribute->name + 5))
		px_check_found(visit, node->line, _("%s: there is no attribute %s"),
			       px_check_tag(visit, node), attribute->name);
	for (size_t i = 0; i < PX_COUNT(worded); i++)
		if (strcmp(worded[i].name, attribute->name) == 0 &&
		    !px_text_listed(worded[i].words, attribute->value))
			px_check_found(visit, node->line, _("%s: %s may not be \"%s\", but %s"),
				       px_check_tag(visit, node), attribute->name, attribute->value,
				       worded[i].words);
}

bool
px_rule_aria(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *role = px_dom_get(node, "role");

		for (size_t k = 0; k < node->attribute_count; k++) {
			if (strncmp(node->attributes[k].name, "aria-", 5) != 0)
				continue;
			tried = true;
			check_attribute(visit, node, &node->attributes[k]);
		}
		tried |= role != NULL;
		if (role && !px_text_listed(roles, role))
			px_check_found(visit, node->line, _("%s: there is no role \"%s\""),
				       px_check_tag(visit, node), role);
	}
	return tried;
}

static const char *const references[] = { "aria-labelledby", "aria-describedby",
					  "aria-controls",   "aria-owns",
					  "aria-details",    "aria-errormessage",
					  "aria-flowto",     "aria-activedescendant" };

static void
check_ids(struct px_visit *visit, const struct px_node *node, const char *name, const char *ids)
{
	while (*ids) {
		size_t size = strcspn(ids, " \t\n\f\r");
		const char *id = px_arena_strndup(visit->arena, ids, size);

		if (size && !px_check_by_id(visit, id))
			px_check_found(visit, node->line,
				       _("%s: %s names \"%s\", and nothing has "
					 "this id"),
				       px_check_tag(visit, node), name, id);
		ids += size;
		ids += strspn(ids, " \t\n\f\r");
	}
}

bool
px_rule_aria_reference(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];

		for (size_t k = 0; node->attribute_count && k < PX_COUNT(references); k++) {
			const char *ids = px_dom_get(node, references[k]);

			tried |= ids != NULL;
			if (ids)
				check_ids(visit, node, references[k], ids);
		}
	}
	return tried;
}

bool
px_check_focusable(const struct px_node *node)
{
	const char *index = px_dom_get(node, "tabindex"), *type = px_dom_get(node, "type");

	if (node->text || px_dom_get(node, "disabled") || (index && index[0] == '-'))
		return false;
	if (node->tag == PX_TAG_A || node->tag == PX_TAG_AREA)
		return px_dom_get(node, "href") != NULL;
	if (node->tag == PX_TAG_INPUT)
		return !type || strcasecmp(type, "hidden") != 0;
	return node->tag == PX_TAG_BUTTON || node->tag == PX_TAG_SELECT ||
	       node->tag == PX_TAG_TEXTAREA || node->tag == PX_TAG_SUMMARY ||
	       node->tag == PX_TAG_IFRAME || index;
}

bool
px_rule_aria_hidden_focus(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i], *at = node;
		const char *hidden = px_dom_get(node, "aria-hidden");

		if (!hidden || strcmp(hidden, "true") != 0)
			continue;
		tried = true;
		for (; at; at = px_dom_walk(at, node))
			if (px_check_focusable(at))
				px_check_found(visit, at->line,
					       _("%s can be reached by keyboard and is hidden from "
						 "who listens: take out aria-hidden"),
					       px_check_tag(visit, at));
	}
	return tried;
}
