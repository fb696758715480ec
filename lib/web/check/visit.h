/*
 * What the files of lib/web/check share: the folder, the page that is looked at, and how a rule says
 * what it found.
 */
#ifndef PX_WEB_CHECK_VISIT_H
#define PX_WEB_CHECK_VISIT_H

#include "web/check.h"
#include "web/dom.h"
#include "web/check/set.h"
#include "web/css/css.h"

struct px_check_file {
	const char *path; /* below the folder */
	uint64_t size;
	bool page;               /* its name ends in .html or .htm */
	const char *kind;        /* its data-plexus-page, once it was read; or NULL */
	const char *lang;        /* of its html element; or NULL */
	bool unlisted;           /* it asks not to be indexed */
	bool unread;             /* it could not be: nothing more is said of it */
	size_t edge, edge_count; /* the pages that it links to, in edge_list */
	long line;               /* of its <body>: where what is missing from it is said */
};

/* What a page goes to or loads. */
enum px_link_kind {
	PX_LINK_GO,    /* a reader follows it */
	PX_LINK_LOAD,  /* the page shows it: images, style sheets, frames */
	PX_LINK_ABOUT, /* a machine reads it: canonical address, feeds, other languages */
};

struct px_check_link {
	const struct px_node *node;
	enum px_link_kind kind;
	const char *value; /* of srcset, one of its addresses */
	/* What it is, once resolved: */
	bool outside;         /* it has a scheme, or a host */
	size_t target;        /* the place of the file that it reaches in `files`; PX_NO_FILE */
	const char *path;     /* below the folder, NULL when it leaves it or is outside */
	const char *fragment; /* without #, decoded; NULL: none */
};
#define PX_NO_FILE ((size_t)-1)

/* A link into another page, until all were read. */
struct px_check_pending {
	size_t from, target;
	long line;
	const char *fragment;
};

/* The sheets that a page names, and what they make. */
struct px_check_view {
	uint64_t key;
	struct px_css_view *css;
	size_t noted; /* notes that were said */
	struct px_check_view *next;
};

struct px_check_words;

struct px_check_site {
	const char *folder;
	const struct px_check_options *options;
	struct px_check_report *report;
	struct px_check_file *files; /* in the order of strcmp */
	size_t file_count, file_capacity;
	struct px_set ids;    /* digests of (page, id) */
	struct px_set titles; /* of titles, to the first page that bears it */
	uint32_t *edge_list;  /* pages that pages link to, those of each together */
	size_t edge_count, edge_capacity;
	struct px_set edges; /* digests of (page, page that it links to) */
	struct px_check_pending *pending;
	size_t pending_count, pending_capacity;
	struct px_check_view *views;
	struct px_check_words *words; /* of options->words; or NULL */
	bool *left_out;               /* one a rule */
};

struct px_visit {
	struct px_check_site *site;
	const struct px_check_rule *rule;
	size_t tried; /* how often this rule had something to judge, of site rules that look at each */
	/* The page, while a rule looks at one; else NULL and 0. */
	struct px_arena *arena; /* of the page, or of the site's turn */
	struct px_check_file *file;
	const char *bytes;
	size_t length;
	const struct px_dom *dom;
	struct px_set by_id; /* digest of an id to the place of its first node */
	struct px_check_link *links;
	size_t link_count, link_capacity;
	struct px_css_view *css;
	struct px_check_view *view;
	struct px_css_context **contexts;
	const char **names; /* of px_check_name, by the node's place, once made */
};

/* The rule found something here. */
void px_check_found(struct px_visit *visit, long line, const char *format, ...) PX_PRINTF(3, 4);
void px_check_found_in(struct px_visit *visit, const char *file, long line, const char *format, ...)
	PX_PRINTF(4, 5);

/* The list of words (rule_words.c): NULL and an error when it cannot be read. */
struct px_check_words *px_check_words_read(const char *path, struct px_err *err);
void px_check_words_free(struct px_check_words *words); /* NULL is taken */

/* Can it be reached by keyboard? */
bool px_check_focusable(const struct px_node *node);

/* Read the report's rows into order and count them (report.c). */
void px_check_count(struct px_check_report *report);

/* The folder's files (files.c). */
int px_check_list(struct px_check_site *site, struct px_err *err);
size_t px_check_file_at(const struct px_check_site *site, const char *path); /* or PX_NO_FILE */
/* Append one of them, at most `most` bytes: 0, or -1 and nothing. */
int px_check_read(const struct px_check_site *site, const char *path, size_t most,
		  struct px_buf *out);
bool px_check_ends(const char *path, const char *ending); /* whatever the case */

/* The links of a page, resolved (links.c). */
void px_check_links(struct px_visit *visit);
/* Join an address to the folder of a page: its path below the top, "" for the top, NULL out of it. */
const char *px_check_join(struct px_arena *arena, const char *page, const char *address);
bool px_check_outside(const char *address);

/* The first node with this id, or NULL. */
const struct px_node *px_check_by_id(const struct px_visit *visit, const char *id);
uint64_t px_check_id_key(size_t file, const char *id);
uint64_t px_check_edge_key(size_t from, size_t to);

/* The style sheets of the page and its contexts (sheets.c). */
void px_check_style(struct px_visit *visit);

/* The name that a screen reader says of an element, in the page's arena: aria-labelledby, aria-label,
 * its text and the alternatives in it, title.  "" when it has none. */
const char *px_check_name(struct px_visit *visit, const struct px_node *node);

/* The text of an element, in the page's arena. */
const char *px_check_text(struct px_visit *visit, const struct px_node *node);

/* Out of what is read aloud: aria-hidden or hidden, itself or above. */
bool px_check_silent(const struct px_node *node);

/* "<a href=…>" or "<p>", short, for messages. */
const char *px_check_tag(struct px_visit *visit, const struct px_node *node);

#endif
