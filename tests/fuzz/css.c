/* Style sheets on a page: whatever they say, each element has a style that makes sense. */
#include <math.h>

#include "fuzz.h"
#include "web/css/css.h"

static const char page[] =
	"<!DOCTYPE html><html lang=fr><meta name=color-scheme content='light dark'><body "
	"class=a><div id=b "
	"class='a b'><p>x<a href=# class=a>y</a><p hidden>z</div><ul><li>1<li class=b>2</ul><form>"
	"<input type=text required><button disabled>v</button></form><table><tr><th>h<td>c</table>";

static void
claim_style(const struct px_css_style *style)
{
	FUZZ_CLAIM(style->ground_count >= 1 && style->ground_count <= PX_CSS_GROUNDS);
	FUZZ_CLAIM(isfinite(style->size) && isfinite(style->line));
	FUZZ_CLAIM(style->fade >= 0 && style->fade <= 1);
	for (size_t i = 0; i < style->ground_count; i++) {
		double ratio = px_colour_contrast(style->ink, style->grounds[i]);

		FUZZ_CLAIM(style->grounds[i].alpha > 0.99);
		FUZZ_CLAIM(ratio >= 1 && ratio < 21.01);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_dom *dom = px_dom_read(&arena, page, sizeof(page) - 1);
	struct px_css_view *view = px_css_open();
	struct px_css_context **contexts;
	size_t notes;

	px_css_add(view, "f.css", (const char *)data, size, 1);
	contexts = px_css_contexts(view, &arena, dom);
	for (size_t i = 0; i < dom->count; i++) {
		const struct px_node *node = &dom->nodes[i];
		const struct px_css_state state = { node, PX_CSS_HOVER | PX_CSS_FOCUS };
		struct px_css_style style;

		FUZZ_CLAIM((contexts[i] == NULL) == (node->text != NULL));
		for (size_t env = 0; contexts[i] && env < PX_CSS_ENVS; env++)
			claim_style(&contexts[i]->styles[env]);
		if (!contexts[i])
			continue;
		px_css_style_in(view, node, &state, PX_CSS_DARK, &style);
		claim_style(&style);
	}
	for (const struct px_css_note *note = px_css_notes(view, &notes); notes; notes--, note++)
		FUZZ_CLAIM(note->line >= 0 && note->line <= (long)size + 1 && *note->message);
	px_css_close_view(view);
	px_arena_release(&arena);
	return 0;
}
