/* What the files of lib/web/css share. */
#ifndef PX_WEB_CSS_PART_H
#define PX_WEB_CSS_PART_H

#include "web/css/css.h"
#include "web/css/token.h"

struct px_css_selectors;

enum px_css_simple_kind {
	PX_CSS_SIMPLE_ANY,
	PX_CSS_SIMPLE_TAG,
	PX_CSS_SIMPLE_CLASS,
	PX_CSS_SIMPLE_ID,
	PX_CSS_SIMPLE_ATTRIBUTE,
	PX_CSS_SIMPLE_PSEUDO,
	PX_CSS_SIMPLE_LIST,
	PX_CSS_SIMPLE_NTH,
};

struct px_css_simple {
	enum px_css_simple_kind kind;
	const char *name;  /* of the tag, class, id, attribute; the argument of :lang() */
	const char *value; /* of an attribute */
	char operator_;    /* 0: there; = ~ | ^ $ * */
	bool blind;        /* to case */
	bool negated;      /* :not() */
	bool last, of_type;
	int step, offset; /* of :nth-child(step n + offset) */
	bool (*holds)(const struct px_node *node, const struct px_css_simple *simple,
		      const struct px_css_state *state);
	struct px_css_selectors *list;
	struct px_css_simple *next;
};

/* What stands at one place, and how it relates to what is on its left. */
struct px_css_compound {
	struct px_css_simple *simples;
	char relation; /* ' ' '>' '+' '~' */
	struct px_css_compound *left;
};

struct px_css_selector {
	struct px_css_compound *subject; /* the rightmost */
	uint64_t traits;                 /* of the subject: px_css_asked_traits() */
	unsigned specificity;
	struct px_css_selector *next;
};

struct px_css_selectors {
	struct px_css_selector *first;
};

struct px_css_declaration {
	const char *name; /* small letters; of a custom property as it is */
	int property;     /* px_css_numbered() of it */
	struct px_css_tokens value;
	bool important;
	const char *file;
	long line;
	bool noted; /* that it is not understood */
	struct px_css_declaration *next;
};

struct px_css_rule {
	const struct px_css_selector *selectors;
	struct px_css_declaration *declarations;
	unsigned envs;   /* a bit an environment where it holds */
	unsigned states; /* that its selectors ask for */
	int layer;       /* PX_CSS_NO_LAYER: of none, which wins */
	struct px_css_rule *next;
};
enum { PX_CSS_NO_LAYER = 1 << 20 };

struct px_css_names {
	const char **items;
	size_t count, capacity;
};

/* What selectors ask of an element: all else makes no difference. */
struct px_css_asked {
	struct px_css_names classes, ids, attributes;
	const struct px_css_simple **tests; /* of attributes: what counts is how each ends */
	size_t test_count, test_capacity;
	size_t siblings; /* + and ~: how many the selector with most of them has */
	bool ends;       /* :first-child, :last-child and their like */
	/* :nth-…: from which ends (bit 2 x of-type + last), up to which place they tell one from the next,
	 * and after how many they come again. */
	unsigned places;
	int most, cycle;
	bool emptiness; /* :empty */
	unsigned states;
};

struct px_css_var {
	const char *name;
	struct px_css_tokens value;
	const struct px_css_var *scope; /* what var() in it sees */
	const struct px_css_var *next;
};

struct px_css_view {
	struct px_arena arena, scratch;
	struct px_css_rule *rules, *last;
	struct px_css_asked asked;
	struct px_css_names layers;
	struct px_css_note *notes;
	size_t note_count, note_capacity;
	struct px_css_context **table; /* contexts by their keys; a power of two */
	size_t context_count, table_size;
};

void px_css_note(struct px_css_view *view, const char *file, long line, const char *format, ...)
	PX_PRINTF(4, 5);

bool px_css_named(const struct px_css_names *names, const char *name);
void px_css_name(struct px_css_names *names, const char *name);

/* In which environments the media query list holds, a bit each. */
unsigned px_css_media(struct px_css_tokens query);

/* Read a list of selectors: NULL, and why, when one is not understood.  Selectors of pseudo-elements are
 * left out, so an empty list is none too, with why NULL. */
const struct px_css_selector *px_css_selectors_read(struct px_css_view *view,
						    struct px_css_tokens tokens, const char **why);
bool px_css_has(const struct px_node *node, const struct px_css_simple *attribute);
bool px_css_matches(const struct px_css_selector *selector, const struct px_node *node,
		    const struct px_css_state *state);

/* A few bits for the tag, the classes and the id: what is asked of an element and what it has.  Where it
 * lacks one that is asked, no selector fits; where it has them all, one may. */
uint64_t px_css_asked_traits(const struct px_css_compound *compound);
uint64_t px_css_traits(const struct px_node *node);

/* Declarations of a block, or of a style attribute. */
struct px_css_declaration *px_css_declarations(struct px_css_view *view, struct px_arena *arena,
					       struct px_css_tokens block, const char *file);

/* The value with each var() put in; false: one is not known and has no fallback, or they go round. */
bool px_css_resolve(struct px_arena *arena, struct px_css_tokens value,
		    const struct px_css_var *scope, struct px_css_tokens *out);

struct px_css_measure {
	double em, rem, whole; /* what 100 % is; -1: not known */
	double view;           /* width of the window */
};

/* A length in CSS pixels: 0, or -1. */
int px_css_length(struct px_css_tokens tokens, const struct px_css_measure *measure, double *out);

/* What a declaration makes of a style, its value being resolved: false, it is not understood.  parent is
 * the style of the element above. */
struct px_css_apply {
	const struct px_css_style *parent;
	struct px_css_style *style;
	struct px_css_measure measure;
	enum px_css_env env;
	const struct px_css_declaration *declaration;
};
bool px_css_apply(struct px_css_apply *apply, struct px_css_tokens value);

/* Must it be applied before others, which measure by it or paint with it? */
bool px_css_early(int property);

/* The number of a property that says anything here; 0: it says nothing. */
int px_css_numbered(const char *name);

/* The style of an element before any sheet: what it inherits and what browsers give it.  After its
 * color-scheme is known, px_css_tint() gives it the colours that browsers do. */
void px_css_begin(const struct px_node *node, const struct px_css_style *parent,
		  struct px_css_style *out);
void px_css_tint(const struct px_node *node, enum px_css_env env, struct px_css_style *style);

/* Once all is applied: what is behind it, what it shows through, whether it is seen at all. */
void px_css_finish(const struct px_css_style *parent, enum px_css_env env,
		   struct px_css_style *style);

/* The declarations that fit a node, in the order in which they are applied. */
struct px_css_fitting {
	struct px_css_declaration *declaration;
	unsigned envs;
	uint64_t weight;
	size_t order;
};
struct px_css_fit {
	struct px_css_fitting *items;
	size_t count, capacity;
};

void px_css_fit(struct px_css_view *view, struct px_arena *arena, const struct px_node *node,
		const struct px_css_state *state, struct px_css_fit *out);

/* The style of a node by them, under a parent's (NULL: the root); variables live in the arena. */
void px_css_compute(struct px_css_view *view, struct px_arena *arena, const struct px_css_fit *fit,
		    const struct px_node *node, const struct px_css_style *parent,
		    const struct px_css_state *state, enum px_css_env env,
		    struct px_css_style *out);

#endif
