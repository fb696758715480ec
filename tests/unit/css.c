/* Style sheets computed on a page: what browsers make of the same. */
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "web/css/css.h"

struct page {
	struct px_arena arena;
	struct px_dom *dom;
	struct px_css_view *view;
	struct px_css_context **contexts;
};

static void
open_page(struct page *page, const char *css, const char *html)
{
	*page = (struct page){ PX_ARENA_INIT, NULL, NULL, NULL };
	page->dom = px_dom_read(&page->arena, html, strlen(html));
	page->view = px_css_open();
	px_css_add(page->view, "style.css", css, strlen(css), 1);
	page->contexts = px_css_contexts(page->view, &page->arena, page->dom);
}

static void
close_page(struct page *page)
{
	px_css_close_view(page->view);
	px_arena_release(&page->arena);
}

/* The element of id "t". */
static size_t
target(const struct page *page)
{
	size_t i = 0;

	while (i < page->dom->count) {
		const char *id = px_dom_get(&page->dom->nodes[i], "id");

		if (id && strcmp(id, "t") == 0)
			return i;
		i++;
	}
	return 0;
}

static void
write_style(const struct px_css_style *style, char *out, size_t size)
{
	char ink[PX_COLOUR_SIZE], ground[PX_COLOUR_SIZE];

	px_colour_write(style->ink, ink);
	px_colour_write(style->grounds[0], ground);
	snprintf(out, size, "%s %s %.4g %d", ink, ground, style->size, style->weight);
}

#define PAGE                                                                                       \
	"<!DOCTYPE html><body class=b><div class=\"box note\" lang=fr><p id=t class=\"p q\" "      \
	"data-x=\"ab cd\">x</p><p>y</p></div>"

/* "ink ground size weight" of the element by day. */
static const struct {
	const char *css, *style;
} cases[] = {
	{ "", "#000000 #ffffff 16 400" },
	{ "p{color:red}", "#ff0000 #ffffff 16 400" },
	{ "P { COLOR : Red ; }", "#ff0000 #ffffff 16 400" },
	{ "/* c */ p{color:red/* d */}", "#ff0000 #ffffff 16 400" },
	{ "p{color:red", "#ff0000 #ffffff 16 400" },
	{ "p{color:red;color:nosuch}", "#ff0000 #ffffff 16 400" },
	{ "p{;;color:red;:;}", "#ff0000 #ffffff 16 400" },
	{ "} p{color:red}", "#000000 #ffffff 16 400" },
	{ "p{color:red}p{color:blue}", "#0000ff #ffffff 16 400" },
	{ ".p{color:red}p{color:blue}", "#ff0000 #ffffff 16 400" },
	{ "#t{color:red}.p.q{color:blue}", "#ff0000 #ffffff 16 400" },
	{ "p{color:red!important}#t{color:blue}", "#ff0000 #ffffff 16 400" },
	{ ":where(#t){color:red}p{color:blue}", "#0000ff #ffffff 16 400" },
	{ ":is(#t,b){color:red}.p.q{color:blue}", "#ff0000 #ffffff 16 400" },
	{ "p:not(.z){color:red}", "#ff0000 #ffffff 16 400" },
	{ "p:not(.p, .z){color:red}", "#000000 #ffffff 16 400" },
	{ "body p{color:red}", "#ff0000 #ffffff 16 400" },
	{ "body > p{color:red}", "#000000 #ffffff 16 400" },
	{ ".box>p{color:red}", "#ff0000 #ffffff 16 400" },
	{ "p + p{color:red}", "#000000 #ffffff 16 400" },
	{ "p:first-child{color:red}", "#ff0000 #ffffff 16 400" },
	{ "p:last-child{color:red}", "#000000 #ffffff 16 400" },
	{ "p:nth-child(2n+1){color:red}", "#ff0000 #ffffff 16 400" },
	{ "p:nth-child(even){color:red}", "#000000 #ffffff 16 400" },
	{ "p:nth-last-child(2){color:red}", "#ff0000 #ffffff 16 400" },
	{ "[data-x]{color:red}", "#ff0000 #ffffff 16 400" },
	{ "[data-x=ab]{color:red}", "#000000 #ffffff 16 400" },
	{ "[data-x~=cd]{color:red}", "#ff0000 #ffffff 16 400" },
	{ "[data-x^='ab']{color:red}", "#ff0000 #ffffff 16 400" },
	{ "[data-x$=\"CD\" i]{color:red}", "#ff0000 #ffffff 16 400" },
	{ "[data-x*='b c']{color:red}", "#ff0000 #ffffff 16 400" },
	{ "p:lang(fr){color:red}", "#ff0000 #ffffff 16 400" },
	{ "p:hover{color:red}", "#000000 #ffffff 16 400" },
	{ "p::before{color:red}", "#000000 #ffffff 16 400" },
	{ "p, b::after{color:red}", "#ff0000 #ffffff 16 400" },
	{ "p, :nosuch{color:red}", "#000000 #ffffff 16 400" },
	{ ".\\70{color:red}", "#ff0000 #ffffff 16 400" },
	{ "body{color:#123;background:#eee}", "#112233 #eeeeee 16 400" },
	{ "div{background:rgb(0 0 0/50%)}", "#000000 #808080 16 400" },
	{ "div{background:#fff url(a.png) no-repeat;color:inherit}", "#000000 #ffffff 16 400" },
	{ "body{font:bold 2rem/1.5 x,sans-serif}p{font-size:.5em}", "#000000 #ffffff 16 700" },
	{ "html{font-size:62.5%}p{font-size:1.6rem}", "#000000 #ffffff 16 400" },
	{ "p{font-size:calc(1rem + 4px)}", "#000000 #ffffff 20 400" },
	{ "p{font-size:clamp(1rem,10vw,2rem)}", "#000000 #ffffff 32 400" },
	{ "p{font-size:min(10vw,18px)}", "#000000 #ffffff 18 400" },
	{ "div{font-weight:bold}p{font-weight:lighter}", "#000000 #ffffff 16 400" },
	{ ":root{--a:red}p{color:var(--a)}", "#ff0000 #ffffff 16 400" },
	{ ":root{--a:var(--b);--b:red}p{color:var(--a)}", "#ff0000 #ffffff 16 400" },
	{ ":root{--a:red}div{--a:blue}p{color:var(--a)}", "#0000ff #ffffff 16 400" },
	{ ":root{--a:var(--b)}div{--b:blue}p{color:var(--a,lime)}", "#00ff00 #ffffff 16 400" },
	{ "p{color:var(--none,var(--too,red))}", "#ff0000 #ffffff 16 400" },
	{ ":root{--a:var(--b);--b:var(--a)}p{color:var(--a,red)}", "#ff0000 #ffffff 16 400" },
	{ "p{color:rgb(var(--c,255 0 0))}", "#ff0000 #ffffff 16 400" },
	{ "@media screen{p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@media print{p{color:red}}", "#000000 #ffffff 16 400" },
	{ "@media (min-width:40em) and (max-width:100em){p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@media (max-width:600px){p{color:red}}", "#000000 #ffffff 16 400" },
	{ "@media (600px<=width<1400px){p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@media not (width < 600px){p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@media print, screen and (hover:hover){p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@media (nosuch:thing){p{color:red}}", "#000000 #ffffff 16 400" },
	{ "@supports (display:grid){p{color:red}}", "#ff0000 #ffffff 16 400" },
	{ "@layer a,b;@layer b{p{color:red}}@layer a{p{color:blue}}", "#ff0000 #ffffff 16 400" },
	{ "p{color:red}@layer a{#t{color:blue}}", "#ff0000 #ffffff 16 400" },
	{ "@layer a{p{color:red!important}}#t{color:blue!important}", "#ff0000 #ffffff 16 400" },
	{ "@font-face{font-family:x}@charset \"utf-8\";p{color:red}", "#ff0000 #ffffff 16 400" },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct page page;
		char got[64];

		open_page(&page, cases[i].css, PAGE);
		write_style(&page.contexts[target(&page)]->styles[PX_CSS_LIGHT], got, sizeof(got));
		tap_is(got, cases[i].style, *cases[i].css ? cases[i].css : "no sheet");
		close_page(&page);
	}
}

static void
check_night(void)
{
	struct page page;
	char got[64];
	const struct px_css_context *context;

	open_page(&page,
		  ":root{color-scheme:light dark}p{border:1px solid}"
		  "@media(prefers-color-scheme:dark){p{background:#333}}",
		  PAGE);
	context = page.contexts[target(&page)];
	write_style(&context->styles[PX_CSS_LIGHT], got, sizeof(got));
	tap_is(got, "#000000 #ffffff 16 400", "by day");
	write_style(&context->styles[PX_CSS_DARK], got, sizeof(got));
	tap_is(got, "#ffffff #333333 16 400", "by night the ink is the browser's, the ground ours");
	tap_ok(context->styles[PX_CSS_DARK].borders[0].drawn &&
		       !context->styles[PX_CSS_DARK].borders[0].coloured,
	       "a border without a colour has the ink's");
	close_page(&page);
	open_page(&page, "p{color:#222}", PAGE);
	write_style(&page.contexts[target(&page)]->styles[PX_CSS_DARK], got, sizeof(got));
	tap_is(got, "#222222 #ffffff 16 400", "a page that says nothing of schemes stays light");
	close_page(&page);
}

static void
check_states(void)
{
	struct page page;
	struct px_css_style style;
	char got[64];

	open_page(&page,
		  "a{color:#111}a:hover{color:#222}p:hover a{background:#eee}a:focus-visible{"
		  "outline:2px solid red}a:visited{color:#333}",
		  "<!DOCTYPE html><p><a id=t href=#>x</a></p>");
	struct px_css_state state = { &page.dom->nodes[target(&page)], PX_CSS_HOVER };

	tap_ok(px_css_affects(page.view, state.node, &state),
	       "a rule asks whether it is pointed at");
	px_css_style_in(page.view, state.node, &state, PX_CSS_LIGHT, &style);
	write_style(&style, got, sizeof(got));
	tap_is(got, "#222222 #eeeeee 16 400", "pointed at, it and what it is in");
	state.bits = PX_CSS_FOCUS;
	px_css_style_in(page.view, state.node, &state, PX_CSS_LIGHT, &style);
	tap_ok(style.outline.drawn && !style.outline.native && style.outline.width == 2,
	       "reached by keyboard: the sheet's outline");
	state.bits = PX_CSS_VISITED;
	px_css_style_in(page.view, state.node, &state, PX_CSS_LIGHT, &style);
	write_style(&style, got, sizeof(got));
	tap_is(got, "#333333 #ffffff 16 400", "visited");
	state.bits = PX_CSS_ACTIVE;
	tap_ok(!px_css_affects(page.view, state.node, &state),
	       "no rule asks whether it is pressed");
	close_page(&page);
}

static void
check_sharing(void)
{
	struct page page;
	const struct px_css_context *first, *last;
	size_t count;

	open_page(&page, "li{color:red}li li{color:blue}",
		  "<!DOCTYPE html><ul><li>a<li>b<li class=z>c</ul><ol><li id=t>d</ol>");
	first = page.contexts[target(&page)];
	last = NULL;
	for (const struct px_node *at = page.dom->tags[PX_TAG_LI]; at; at = at->again)
		if (at->parent->tag == PX_TAG_UL) {
			const struct px_css_context *context = page.contexts[at - page.dom->nodes];

			tap_ok(!last || last == context,
			       "items that no selector tells apart share a context");
			last = context;
		}
	tap_ok(first != last, "one of another list does not");
	px_css_notes(page.view, &count);
	tap_is_number((long long)count, 0, "all was read");
	close_page(&page);
	open_page(&page,
		  "p{color:lab(1 2 3)}\na:has(b){color:red}\n@import 'x.css';\np{a:b;c{d:e}}",
		  PAGE);
	px_css_notes(page.view, &count);
	tap_is_number((long long)count, 4, "what was not is noted");
	tap_is_number(px_css_notes(page.view, &count)[0].line, 2, "with its line");
	close_page(&page);
}

int
main(void)
{
	check_cases();
	check_night();
	check_states();
	check_sharing();
	return tap_done();
}
