/* Rules about a document as a whole: what it declares before it says anything. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static long
line_of(const struct px_visit *visit, enum px_tag tag)
{
	const struct px_node *node = visit->dom->tags[tag];

	return node && node->line ? node->line : 1;
}

/* The meta whose attribute has this value. */
static const struct px_node *
meta(const struct px_visit *visit, const char *attribute, const char *value)
{
	for (const struct px_node *at = visit->dom->tags[PX_TAG_META]; at; at = at->again) {
		const char *said = px_dom_get(at, attribute);

		if (said && strcasecmp(said, value) == 0)
			return at;
	}
	return NULL;
}

bool
px_rule_readable(struct px_visit *visit)
{
	(void)visit; /* a page that is not readable comes to no rule: check.c says so */
	return true;
}

bool
px_rule_doctype(struct px_visit *visit)
{
	if (!visit->dom->doctype || strcasecmp(visit->dom->doctype, "html") != 0 ||
	    visit->dom->quirks)
		px_check_found(visit, 1, _("begin the page with <!DOCTYPE html>"));
	return true;
}

bool
px_rule_charset(struct px_visit *visit)
{
	const struct px_node *head = visit->dom->tags[PX_TAG_HEAD];
	const struct px_node *first = head ? head->first : NULL;
	const char *charset;

	while (first && first->text)
		first = first->next;
	charset = first && first->tag == PX_TAG_META ? px_dom_get(first, "charset") : NULL;
	if (!charset || strcasecmp(charset, "utf-8") != 0)
		px_check_found(visit, first && first->line ? first->line : 1,
			       _("put <meta charset=\"utf-8\"> first in <head>"));
	else if (px_utf8_valid(visit->bytes, visit->length) != visit->length)
		px_check_found(visit, first->line, _("the page says UTF-8, and its bytes are not"));
	return true;
}

/* fr, fr-FR, gsw, zh-Hant: BCP 47, by its shape. */
static bool
is_language(const char *tag)
{
	size_t length = 0;

	while (isalpha((unsigned char)tag[length]))
		length++;
	if (length < 2 || length > 3)
		return false;
	while (tag[length] == '-') {
		size_t size = 0;

		while (isalnum((unsigned char)tag[length + 1 + size]))
			size++;
		if (!size || size > 8)
			return false;
		length += 1 + size;
	}
	return tag[length] == '\0';
}

bool
px_rule_lang(struct px_visit *visit)
{
	const char *lang = px_dom_filled(visit->dom->root, "lang");
	long line = line_of(visit, PX_TAG_HTML);

	if (!lang)
		px_check_found(visit, line, _("say the language of the page: <html lang=\"fr\">"));
	else if (!is_language(lang))
		px_check_found(visit, line, _("%s is no language: write fr, en…"), lang);
	return true;
}

bool
px_rule_lang_parts(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 1; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		const char *values[] = { px_dom_get(node, "lang"), px_dom_get(node, "hreflang") };

		for (size_t k = 0; k < PX_COUNT(values); k++) {
			tried |= values[k] != NULL;
			if (values[k] && !is_language(values[k]) &&
			    strcmp(values[k], "x-default") != 0)
				px_check_found(visit, node->line,
					       _("%s: \"%s\" is no language: write fr, en…"),
					       px_check_tag(visit, node), values[k]);
		}
	}
	return tried;
}

static const struct px_node *
title_of(const struct px_visit *visit)
{
	const struct px_node *at = visit->dom->tags[PX_TAG_TITLE];

	while (at && (at->svg || !px_dom_above(at, PX_TAG_HEAD)))
		at = at->again;
	return at;
}

bool
px_rule_title(struct px_visit *visit)
{
	const struct px_node *title = title_of(visit);

	if (!title)
		px_check_found(visit, line_of(visit, PX_TAG_HEAD),
			       _("give the page a <title> in its <head>"));
	else if (!*px_check_text(visit, title))
		px_check_found(visit, title->line, _("the <title> is empty"));
	return true;
}

bool
px_rule_title_unique(struct px_visit *visit)
{
	const struct px_node *title = title_of(visit);
	const char *text = title ? px_check_text(visit, title) : "", *key;
	uint32_t other;

	if (!*text)
		return false;
	key = px_arena_printf(visit->arena, "%s\n%s", visit->file->lang ? visit->file->lang : "",
			      text);
	if (!px_set_put(&visit->site->titles, px_digest(key, strlen(key)),
			(uint32_t)(visit->file - visit->site->files))) {
		px_set_get(&visit->site->titles, px_digest(key, strlen(key)), &other);
		px_check_found(visit, title->line, _("%s has the same title: \"%s\""),
			       visit->site->files[other].path, text);
	}
	return true;
}

bool
px_rule_description(struct px_visit *visit)
{
	const struct px_node *node = meta(visit, "name", "description");

	if (visit->file->unlisted)
		return false;
	if (!node || !px_dom_filled(node, "content"))
		px_check_found(visit, node ? node->line : line_of(visit, PX_TAG_HEAD),
			       _("say what the page is about, for who finds it by a search: "
				 "<meta name=\"description\" content=\"…\">"));
	return true;
}

bool
px_rule_viewport(struct px_visit *visit)
{
	const struct px_node *node = meta(visit, "name", "viewport");
	const char *content = node ? px_dom_get(node, "content") : NULL;
	const char *scale = content ? strstr(content, "maximum-scale") : NULL;
	char folded[256];

	if (!content) {
		px_check_found(visit, line_of(visit, PX_TAG_HEAD),
			       _("write <meta name=\"viewport\" content=\"width=device-width, "
				 "initial-scale=1\">, or telephones show the page tiny"));
		return true;
	}
	px_text_lower(memcpy(folded, px_arena_strndup(visit->arena, content, 255),
			     strnlen(content, 255) + 1));
	scale = scale ? strchr(scale, '=') : NULL;
	if (strstr(folded, "user-scalable=no") || strstr(folded, "user-scalable=0") ||
	    strstr(folded, "user-scalable = no") ||
	    (scale && scale[1 + strspn(scale + 1, " ")] < '2'))
		px_check_found(visit, node->line,
			       _("this viewport forbids to zoom: take out user-scalable and "
				 "maximum-scale"));
	return true;
}

bool
px_rule_csp(struct px_visit *visit)
{
	const struct px_node *node = meta(visit, "http-equiv", "content-security-policy");
	const char *content = node ? px_dom_get(node, "content") : NULL;

	if (!content || !strstr(content, "default-src"))
		px_check_found(visit, node ? node->line : line_of(visit, PX_TAG_HEAD),
			       _("write a content security policy that begins with default-src "
				 "'none'"));
	else if (strstr(content, "unsafe-eval") || strchr(content, '*') ||
		 (!strstr(content, "default-src 'none'") && !strstr(content, "default-src 'self'")))
		px_check_found(visit, node->line,
			       _("this content security policy lets in what the site does not "
				 "hold: begin with default-src 'none'"));
	return true;
}

bool
px_rule_refresh(struct px_visit *visit)
{
	const struct px_node *node = meta(visit, "http-equiv", "refresh");

	if (node)
		px_check_found(visit, node->line,
			       _("the page goes elsewhere by itself: write a link"));
	return true;
}

bool
px_rule_cookie(struct px_visit *visit)
{
	const struct px_node *node = meta(visit, "http-equiv", "set-cookie");

	if (node)
		px_check_found(visit, node->line, _("the page sets a cookie: take it out"));
	return true;
}

static bool
is_data(const struct px_node *script)
{
	const char *type = px_dom_get(script, "type");

	return type && (strcasecmp(type, "application/ld+json") == 0 ||
			strcasecmp(type, "application/json") == 0);
}

bool
px_rule_script(struct px_visit *visit)
{
	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];

		if (node->tag == PX_TAG_SCRIPT && !is_data(node))
			px_check_found(visit, node->line, _("a script: the page must do without"));
		for (size_t k = 0; k < node->attribute_count; k++) {
			const struct px_attribute *attribute = &node->attributes[k];

			if (strncmp(attribute->name, "on", 2) == 0)
				px_check_found(visit, node->line,
					       _("%s: a script in %s: the page must do without"),
					       px_check_tag(visit, node), attribute->name);
		}
	}
	for (size_t i = 0; i < visit->link_count; i++)
		if (strncasecmp(visit->links[i].value, "javascript:", 11) == 0)
			px_check_found(visit, visit->links[i].node->line,
				       _("a link that is a script: give it an address"));
	return true;
}

/* Elements whose end may be left out (HTML, section 13.1.2.4), and those that have none. */
static const char optional_end[] =
	"html|head|body|p|li|dt|dd|option|optgroup|tr|td|th|thead|tbody|tfoot|colgroup|caption|rp|"
	"rt|"
	"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|param";

bool
px_rule_nesting(struct px_visit *visit)
{
	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];

		if (node->text || (node->made && !node->moved))
			continue;
		if (node->moved)
			px_check_found(visit, node->line,
				       _("%s stands where it may not: browsers move it"),
				       px_check_tag(visit, node));
		else if (node->unclosed && !node->svg && !px_text_listed(optional_end, node->name))
			px_check_found(visit, node->line, _("%s is not closed: write </%s>"),
				       px_check_tag(visit, node), node->name);
	}
	return true;
}

bool
px_rule_presentation(struct px_visit *visit)
{
	static const char elements[] = "font|center|big|blink|marquee|strike|tt|basefont";
	static const char *const attributes[] = { "align", "bgcolor", "valign", "vlink", "alink" };

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];

		if (node->text || node->svg)
			continue;
		if (px_text_listed(elements, node->name))
			px_check_found(visit, node->line,
				       _("<%s> is for looks alone: the style sheet says those"),
				       node->name);
		for (size_t k = 0; node->attribute_count && k < PX_COUNT(attributes); k++)
			if (px_dom_get(node, attributes[k]))
				px_check_found(visit, node->line,
					       _("%s: %s is for looks alone: the style sheet "
						 "says those"),
					       px_check_tag(visit, node), attributes[k]);
	}
	return true;
}

bool
px_rule_id_unique(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i], *first;
		const char *id = px_dom_get(node, "id");

		if (!id)
			continue;
		tried = true;
		first = px_check_by_id(visit, id);
		if (!*id || strpbrk(id, " \t\n"))
			px_check_found(visit, node->line,
				       _("an id may be neither empty nor hold "
					 "blanks: \"%s\""),
				       id);
		else if (first != node)
			px_check_found(visit, node->line,
				       _("the id \"%s\" is that of line %ld already"), id,
				       first->line);
	}
	return tried;
}

bool
px_rule_open_graph(struct px_visit *visit)
{
	static const char *const wanted[] = { "og:title", "og:type" };
	const struct px_node *address = meta(visit, "property", "og:url");
	const char *url = address ? px_dom_get(address, "content") : NULL;

	if (visit->file->unlisted)
		return false;
	for (size_t i = 0; i < PX_COUNT(wanted); i++) {
		const struct px_node *node = meta(visit, "property", wanted[i]);

		if (!node || !px_dom_filled(node, "content"))
			px_check_found(visit, node ? node->line : line_of(visit, PX_TAG_HEAD),
				       _("no %s: a page that is shared shows without its title"),
				       wanted[i]);
	}
	if (url && strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		px_check_found(visit, address->line, _("og:url must be a whole address: \"%s\""),
			       url);
	return true;
}
