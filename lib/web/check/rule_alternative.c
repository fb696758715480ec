/* Rules about what is not text: images, drawings, frames, films. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/check/rules.h"

static bool
is_decoration(const struct px_node *node)
{
	const char *role = px_dom_get(node, "role");

	return role && (strcasecmp(role, "presentation") == 0 || strcasecmp(role, "none") == 0);
}

/* An image that a link or button is made of alone: without words, nobody knows where it leads. */
static bool
carries(struct px_visit *visit, const struct px_node *image)
{
	const struct px_node *above = image->parent;

	while (above && above->tag != PX_TAG_A && above->tag != PX_TAG_BUTTON)
		above = above->parent;
	return above && !*px_check_name(visit, above);
}

bool
px_rule_img_alt(struct px_visit *visit)
{
	bool tried = false;

	for (size_t i = 0; i < visit->dom->count; i++) {
		const struct px_node *node = &visit->dom->nodes[i];
		bool button = node->tag == PX_TAG_INPUT && px_dom_get(node, "type") &&
			      strcasecmp(px_dom_get(node, "type"), "image") == 0;

		if ((node->tag != PX_TAG_IMG && !button &&
		     !(node->tag == PX_TAG_AREA && px_dom_get(node, "href"))) ||
		    px_check_silent(node))
			continue;
		tried = true;
		if (px_dom_get(node, "alt")
			    ? (node->tag == PX_TAG_IMG ? !carries(visit, node)
						       : px_dom_filled(node, "alt") != NULL)
			    : (is_decoration(node) || px_dom_filled(node, "aria-label") ||
			       px_dom_filled(node, "aria-labelledby")))
			continue;
		px_check_found(visit, node->line,
			       _("%s: say what it shows by alt; alt=\"\" if it only adorns, and no "
				 "link is made of it"),
			       px_check_tag(visit, node));
	}
	return tried;
}

/* "IMG_2043.jpg", "photo.png", "image": what nobody wrote for a reader. */
static bool
is_file_name(const char *alt)
{
	static const char *const endings[] = { ".jpg",  ".jpeg", ".png", ".gif",
					       ".webp", ".svg",  ".avif" };
	static const char empty_words[] =
		"image|photo|img|picture|logo.|image.|photographie|icon|icône";

	for (size_t i = 0; i < PX_COUNT(endings); i++)
		if (px_check_ends(alt, endings[i]))
			return true;
	return px_text_listed(empty_words, alt) ||
	       ((strncmp(alt, "IMG", 3) == 0 || strncmp(alt, "DSC", 3) == 0) &&
		strcspn(alt, "0123456789") < 5 && strcspn(alt, "0123456789") < strlen(alt));
}

bool
px_rule_img_alt_words(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_IMG]; at; at = at->again) {
		const char *alt = px_dom_filled(at, "alt");

		if (!alt)
			continue;
		tried = true;
		if (is_file_name(alt))
			px_check_found(visit, at->line,
				       _("alt=\"%s\" says nothing to who cannot see the image: say "
					 "what it shows"),
				       alt);
	}
	return tried;
}

bool
px_rule_svg(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_SVG]; at; at = at->again) {
		const struct px_node *title = at->first;
		const char *role = px_dom_get(at, "role");

		if (at->parent && at->parent->svg)
			continue;
		tried = true;
		if (px_check_silent(at) || is_decoration(at) || px_dom_above(at, PX_TAG_TEMPLATE))
			continue;
		while (title && title->tag != PX_TAG_TITLE)
			title = title->next;
		if (px_dom_filled(at, "aria-label") || px_dom_filled(at, "aria-labelledby") ||
		    (title && *px_check_text(visit, title))) {
			if (!role || strcasecmp(role, "img") != 0)
				px_check_found(visit, at->line,
					       _("a drawing with a title needs role=\"img\" to be "
						 "read as one"));
			continue;
		}
		px_check_found(visit, at->line,
			       _("a drawing without alternative: write <title> in it, or "
				 "aria-hidden=\"true\" if it only adorns"));
	}
	return tried;
}

bool
px_rule_iframe(struct px_visit *visit)
{
	static const enum px_tag frames[] = { PX_TAG_IFRAME, PX_TAG_FRAME };
	bool tried = false;

	for (size_t i = 0; i < PX_COUNT(frames); i++)
		for (const struct px_node *at = visit->dom->tags[frames[i]]; at; at = at->again) {
			tried = true;
			if (!px_dom_filled(at, "title"))
				px_check_found(visit, at->line,
					       _("a frame without title: say what it shows"));
		}
	return tried;
}

bool
px_rule_media(struct px_visit *visit)
{
	bool tried = false;

	for (const struct px_node *at = visit->dom->tags[PX_TAG_VIDEO]; at; at = at->again) {
		const struct px_node *track = at;
		bool captioned = false;

		tried = true;
		for (; track && !captioned; track = px_dom_walk(track, at)) {
			const char *kind =
				track->tag == PX_TAG_TRACK ? px_dom_get(track, "kind") : NULL;

			captioned = track->tag == PX_TAG_TRACK &&
				    (!kind || strcasecmp(kind, "captions") == 0 ||
				     strcasecmp(kind, "subtitles") == 0);
		}
		if (!captioned)
			px_check_found(visit, at->line,
				       _("a film without captions: add <track "
					 "kind=\"captions\">"));
	}
	return tried;
}

static const struct image_type {
	const char *endings; /* between '|' */
	const char *name, *bytes;
	size_t offset, length;
} image_types[] = {
	{ "png", "PNG", "\x89PNG\r\n\x1a\n", 0, 8 },
	{ "jpg|jpeg", "JPEG", "\xFF\xD8\xFF", 0, 3 },
	{ "gif", "GIF", "GIF8", 0, 4 },
	{ "webp", "WebP", "WEBP", 8, 4 },
	{ "avif", "AVIF", "ftypavif", 4, 8 },
	{ "ico", "ICO", "\0\0\1\0", 0, 4 },
};

static bool
is_drawing(const struct px_buf *bytes)
{
	return strstr(bytes->data, "<svg") != NULL;
}

/* What the bytes are, NULL when nothing known. */
static const char *
type_of(const struct px_buf *bytes)
{
	for (size_t i = 0; i < PX_COUNT(image_types); i++) {
		const struct image_type *type = &image_types[i];

		if (bytes->length >= type->offset + type->length &&
		    memcmp(bytes->data + type->offset, type->bytes, type->length) == 0)
			return type->name;
	}
	return is_drawing(bytes) ? "SVG" : NULL;
}

bool
px_rule_image_type(struct px_visit *visit)
{
	struct px_check_site *site = visit->site;
	struct px_buf bytes = PX_BUF_INIT;
	bool tried = false;

	for (size_t i = 0; i < site->file_count; i++) {
		const char *path = site->files[i].path, *dot = strrchr(path, '.'), *said = NULL;
		const char *is;

		for (size_t k = 0; dot && k < PX_COUNT(image_types); k++)
			if (px_text_listed(image_types[k].endings, dot + 1))
				said = image_types[k].name;
		if (dot && strcasecmp(dot, ".svg") == 0)
			said = "SVG";
		px_buf_clear(&bytes);
		if (!said)
			continue;
		px_check_read(site, path, 1 << 16, &bytes); /* its beginning is enough */
		tried = true;
		is = type_of(&bytes);
		if (!is || strcmp(is, said) != 0)
			px_check_found_in(visit, path, 0,
					  is ? _("its name says %s and it is %s")
					     : _("its name says %s and it is none%s"),
					  said, is ? is : "");
	}
	px_buf_release(&bytes);
	return tried;
}
