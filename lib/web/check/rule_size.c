/* Rules about weight: who has a poor network pays for each byte. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/gzip.h"
#include "web/check/rules.h"

static size_t
weigh(const void *bytes, size_t length, size_t most)
{
	/* What is small enough as it is needs no weighing. */
	return length <= most ? length : px_gzip_size(bytes, length);
}

bool
px_rule_page_size(struct px_visit *visit)
{
	size_t most = visit->site->options->page_bytes;
	size_t weight = weigh(visit->bytes, visit->length, most);

	if (weight > most)
		px_check_found(visit, 1, _("the page weighs %zu bytes under gzip, more than %zu"),
			       weight, most);
	return true;
}

bool
px_rule_style_size(struct px_visit *visit)
{
	const struct px_check_site *site = visit->site;
	size_t most = site->options->style_bytes;
	bool tried = false;

	for (size_t i = 0; i < site->file_count; i++) {
		struct px_buf bytes = PX_BUF_INIT;
		size_t weight;

		if (!px_check_ends(site->files[i].path, ".css"))
			continue;
		tried = true;
		px_check_read(site, site->files[i].path, 16 << 20, &bytes);
		weight = weigh(bytes.data, bytes.length, most);
		if (weight > most)
			px_check_found_in(
				visit, site->files[i].path, 1,
				_("the style sheet weighs %zu bytes under gzip, more than "
				  "%zu"),
				weight, most);
		px_buf_release(&bytes);
	}
	return tried;
}

static bool
is_image(const char *path)
{
	static const char *const endings[] = { ".jpg",  ".jpeg", ".png", ".gif",
					       ".webp", ".svg",  ".avif" };

	for (size_t i = 0; i < PX_COUNT(endings); i++)
		if (px_check_ends(path, endings[i]))
			return true;
	return false;
}

bool
px_rule_image_size(struct px_visit *visit)
{
	const struct px_check_site *site = visit->site;
	bool tried = false;

	for (size_t i = 0; i < site->file_count; i++) {
		const struct px_check_file *file = &site->files[i];

		if (!is_image(file->path))
			continue;
		tried = true;
		if (file->size > site->options->image_bytes)
			px_check_found_in(visit, file->path, 0,
					  _("the image weighs %llu bytes, more than %zu: make it "
					    "smaller"),
					  (unsigned long long)file->size,
					  site->options->image_bytes);
	}
	return tried;
}

/* The page and all that it shows; of an image in several sizes, the largest. */
bool
px_rule_page_weight(struct px_visit *visit)
{
	const struct px_check_site *site = visit->site;
	uint64_t total = visit->length, most = 0;
	const struct px_node *of = NULL;
	struct px_set seen = { NULL, NULL, 0, 0 };

	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];
		uint64_t size;

		if (link->kind != PX_LINK_LOAD || link->target == PX_NO_FILE ||
		    !px_set_put(&seen, link->target + 1, 0))
			continue;
		size = site->files[link->target].size;
		if (link->node != of) {
			total += most;
			most = 0;
		}
		of = link->node;
		most = size > most ? size : most;
	}
	px_set_release(&seen);
	total += most;
	if (total > site->options->total_bytes)
		px_check_found(
			visit, 1,
			_("the page weighs %llu bytes with all that it shows, more than %zu"),
			(unsigned long long)total, site->options->total_bytes);
	return true;
}

/* The addresses that a style sheet loads. */
static void
check_addresses(struct px_visit *visit, const char *path, struct px_css_tokens tokens)
{
	for (size_t i = 0; i < tokens.count; i++) {
		const struct px_css_token *token = &tokens.items[i];
		bool import = token->kind == PX_CSS_AT && strcasecmp(token->text, "import") == 0;
		const char *address = token->kind == PX_CSS_URL ? token->text : NULL;

		if (px_css_function(token, "url") || import)
			while (++i < tokens.count && !address) {
				token = &tokens.items[i];
				if (token->kind == PX_CSS_STRING || token->kind == PX_CSS_URL)
					address = token->text;
				else if (token->kind != PX_CSS_SPACE)
					break;
			}
		if (address && px_check_outside(address) && strncasecmp(address, "data:", 5) != 0)
			px_check_found_in(visit, path, token->line,
					  _("%s is loaded from elsewhere: hold it in the site"),
					  address);
	}
}

bool
px_rule_external_site(struct px_visit *visit)
{
	const struct px_check_site *site = visit->site;

	for (size_t i = 0; i < site->file_count; i++) {
		const char *path = site->files[i].path;
		struct px_buf bytes = PX_BUF_INIT;

		if (px_check_ends(path, ".css") && px_check_read(site, path, 2 << 20, &bytes) == 0)
			check_addresses(visit, path,
					px_css_cut(visit->arena, bytes.data, bytes.length, 1));
		px_buf_release(&bytes);
	}
	return false;
}

bool
px_rule_external(struct px_visit *visit)
{
	for (size_t i = 0; i < visit->link_count; i++) {
		const struct px_check_link *link = &visit->links[i];

		if (link->kind == PX_LINK_LOAD && link->outside &&
		    strncasecmp(link->value, "data:", 5) != 0)
			px_check_found(
				visit, link->node->line,
				_("%s is loaded from elsewhere, which tells there who reads: "
				  "hold it in the site"),
				link->value);
	}
	for (const struct px_node *at = visit->dom->tags[PX_TAG_STYLE]; at; at = at->again)
		if (at->first && at->first->text)
			check_addresses(visit, visit->file->path,
					px_css_cut(visit->arena, at->first->text,
						   strlen(at->first->text), at->first->line));
	return true;
}
