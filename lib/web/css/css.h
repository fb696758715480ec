/*
 * What style sheets make of a page, as far as contrast, targets and motion ask: a small part of CSS,
 * read as browsers read it, and computed on the tree of the page.
 *
 * Read: style rules, @media, @supports (taken to hold), @layer; selectors of level 4 but :has(); var()
 * with fallbacks; colours in hex, by name, rgb() hsl() hwb() oklab() oklch() color-mix() light-dark();
 * lengths with calc() min() max() clamp().  Not read, and said so in notes: @import, nested rules,
 * :has(), other colour functions.
 *
 * Elements whose chain of ancestors is the same for the style sheets (their names, and those classes,
 * ids and attributes that a selector asks for) have one context, over all pages that share the
 * sheets: it is computed once, so ten thousand pages of one template cost little more than one.
 */
#ifndef PX_WEB_CSS_CSS_H
#define PX_WEB_CSS_CSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/dom.h"
#include "web/css/colour.h"

/* Who reads: a wide or a narrow screen (1280 and 320 CSS pixels), by day or by night, on paper, or with
 * less motion. */
enum px_css_env {
	PX_CSS_LIGHT,
	PX_CSS_DARK,
	PX_CSS_NARROW,
	PX_CSS_NARROW_DARK,
	PX_CSS_PRINT,
	PX_CSS_STILL,
};
enum { PX_CSS_ENVS = PX_CSS_STILL + 1 };

/* "in dark mode", translated; "" for the first. */
const char *px_css_env_name(enum px_css_env env);

enum px_css_display { PX_CSS_NONE, PX_CSS_INLINE, PX_CSS_BOX, PX_CSS_FLEX };

struct px_css_edge {
	bool drawn;  /* its style is not none */
	bool native; /* as browsers draw it, which they see to */
	double width;
	bool coloured; /* else it is the ink's colour */
	struct px_colour colour;
};

enum { PX_CSS_GROUNDS = 8 };
struct px_css_var;

/* Sizes are CSS pixels; a size of -1 is not said (auto, or a share of another). */
struct px_css_style {
	struct px_colour ink, fill;
	/* What is behind its text, opaque: more than one where a gradient is. */
	struct px_colour grounds[PX_CSS_GROUNDS];
	size_t ground_count;
	struct px_colour own;     /* its own background, transparent unless said */
	struct px_colour beneath; /* what shows through where fade is below 1 */
	double fade;              /* product of opacities */
	bool picture;             /* an image is behind it */
	double size, rem, line;   /* of letters; of the root's; a line's height */
	int weight;
	enum px_css_display display;
	bool hidden;  /* visibility */
	bool clipped; /* out of sight, for ears only */
	bool underlined;
	bool bare; /* appearance: none */
	bool native; /* a field or button as browsers draw it: nobody gave it a background or border */
	bool bordered; /* box-sizing */
	bool shadowed;
	bool lifted; /* position: absolute or fixed */
	bool dark;   /* color-scheme takes dark */
	bool exact;  /* its grounds are printed */
	double width, height, min_width, min_height, padding[4];
	struct px_css_edge borders[4], outline;
	unsigned moves;    /* animations, transitions, scrolling that take time: bits */
	const char *mover; /* the sheet and line of what makes it move */
	long mover_line;
	const struct px_css_var *vars;
};

struct px_css_context {
	const struct px_css_context *parent, *previous;
	uint64_t key;
	struct px_css_style styles[PX_CSS_ENVS];
	unsigned judged; /* a bit a rule that has looked already */
	const char
		*verdict; /* of the text in it, in the view's arena: what is wrong; NULL: nothing */
	const char *verdicts[4]; /* as many, for other rules */
};

struct px_css_note {
	const char *file;
	long line;
	const char *message;
};

/* The style sheets of a page. */
struct px_css_view;

struct px_css_view *px_css_open(void);
void px_css_close_view(struct px_css_view *view); /* NULL is taken */

/* Add the next sheet, named as messages call it; its bytes are copied as far as they are kept. */
void px_css_add(struct px_css_view *view, const char *file, const char *bytes, size_t length,
		long line);

/* What could not be read of the sheets. */
const struct px_css_note *px_css_notes(const struct px_css_view *view, size_t *count);

/* The memory that lives as long as the view. */
struct px_arena *px_css_arena(struct px_css_view *view);

/* The context of every element, by its place in dom->nodes; NULL of texts.  In the arena given. */
struct px_css_context **px_css_contexts(struct px_css_view *view, struct px_arena *arena,
					const struct px_dom *dom);

/* What somebody does to an element. */
enum {
	PX_CSS_HOVER = 1 << 0,
	PX_CSS_FOCUS = 1 << 1,
	PX_CSS_ACTIVE = 1 << 2,
	PX_CSS_VISITED = 1 << 3,
};
struct px_css_state {
	const struct px_node *node;
	unsigned bits;
};

/* The style of a node while that is done; all its ancestors are computed anew. */
void px_css_style_in(struct px_css_view *view, const struct px_node *node,
		     const struct px_css_state *state, enum px_css_env env,
		     struct px_css_style *out);

/* Does a selector that asks for these fit the node, or one above it, while that is done? */
bool px_css_affects(const struct px_css_view *view, const struct px_node *node,
		    const struct px_css_state *state);

#endif
