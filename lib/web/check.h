/*
 * What is wrong with a folder of built pages, ours or any other static site: compulsory pages and
 * facts, links, structure, alternatives, labels, contrast computed from the style sheets, sizes.
 * Nothing is run and nothing is fetched.
 *
 * Rules are one table, px_check_rules; each says where it comes from.  What no program can tell (is
 * the alternative of an image a good one?) is no rule: what passes is not thereby accessible, and the
 * rate that the accessibility statement gives is one of criteria that a program can try.
 *
 * A page says what it is, and an element what fact it holds, by attributes that a theme writes and
 * that any other site may:
 *
 *	<html data-plexus-page="legal">            of the page: home legal privacy accessibility 404
 *	<dd data-plexus-item="host">…</dd>         of a fact: its text is the fact, and may not be empty
 *	<article data-plexus-item="person">…       a professional's card, which holds items itself
 *
 * Items of `legal`: name seat phone email director host.  Of `privacy`: controller purpose
 * recipients retention rights.  Of `accessibility`: state date rate contact recourse.  Of a card
 * `person`: name profession, and, unless the card says data-plexus-fees="none" (who charges nobody),
 * rpps sector fees.  Of the home page: conformity (the words "Accessibilité : …").
 * data-plexus-page may stand on html, body or main.
 */
#ifndef PX_WEB_CHECK_H
#define PX_WEB_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

enum px_check_gravity {
	PX_CHECK_FAULT,   /* the site is not as it must be */
	PX_CHECK_WARNING, /* somebody should look */
};

struct px_visit;

struct px_check_rule {
	const char *id;    /* "img-alt" */
	const char *title; /* N_(): what must hold, a sentence without its full stop */
	enum px_check_gravity gravity;
	const char *wcag; /* success criteria of WCAG 2.2, parted by blanks; or NULL */
	const char *rgaa; /* criteria of RGAA 4.1, parted by blanks; or NULL */
	const char *law;  /* a law, a standard, or what else asks for it; or NULL */
	/* Look at one page, or, with no page, at the whole once all were read; true when there was
	 * something to judge. */
	bool (*page)(struct px_visit *visit);
	bool (*site)(struct px_visit *visit);
};

extern const struct px_check_rule px_check_rules[]; /* a NULL id ends */
extern const size_t px_check_rule_count;

const struct px_check_rule *px_check_rule(const char *id); /* or NULL */

/* Append where a rule comes from: "WCAG 2.2 1.1.1, RGAA 4.1 1.1". */
void px_check_source(const struct px_check_rule *rule, struct px_buf *out);

struct px_check_options {
	int64_t now; /* an instant: has security.txt expired? */
	const char *
		words; /* a file of words that a team may not write (share/rules/site-words.csv); NULL: none */
	const char *const *without; /* ids of rules to leave out, NULL ends; or NULL */
	size_t page_bytes;          /* a page's most, by gzip; 0: 30,000 */
	size_t style_bytes;         /* a style sheet's, by gzip; 0: 20,000 */
	size_t image_bytes;         /* an image's; 0: 300,000 */
	size_t total_bytes;         /* what one page and all that it shows weigh; 0: 1,500,000 */
};

struct px_check_found {
	const char *file; /* below the folder: "equipe/index.html" */
	long line;        /* from 1; 0: the file as a whole, or one that is not there */
	const struct px_check_rule *rule;
	const char *message; /* in the language of the process: what is wrong and how to mend it */
};

struct px_check_tally {
	const struct px_check_rule *rule;
	size_t tried, passed; /* pages; of a rule of the whole site, 0 or 1 */
};

/* A criterion of RGAA 4.1 that a rule tries, and how many pages it could be tried on and held on: it
 * holds for the site when these are the same. */
struct px_check_criterion {
	const char *number; /* "1.1" */
	size_t tried, passed;
};

struct px_check_report {
	struct px_arena arena;        /* of all below */
	struct px_check_found *found; /* by file, then line, then the order of rules */
	size_t count, capacity;
	size_t faults, warnings;             /* how many of them */
	struct px_check_tally *tallies;      /* one a rule of the table, in its order */
	struct px_check_criterion *criteria; /* in the order of their numbers */
	size_t criterion_count;
	size_t pages, files; /* read; and all in the folder */
	uint64_t bytes;      /* of all of them */
};

/*
 * Check the folder.  What is found is no error: 0, and a report that is the caller's to release.
 * PX_NOT_FOUND (no such folder), PX_SYSTEM, PX_USAGE (a rule to leave out that there is not),
 * PX_REJECTED (no page in it, or more files than can be meant).
 */
int px_site_check(const char *folder, const struct px_check_options *options,
		  struct px_check_report *report, struct px_err *err);
void px_check_report_release(struct px_check_report *report);

/* Of the criteria that could be tried, how many hold: the rate of the statement, from 0 to 100, down. */
int px_check_rate(const struct px_check_report *report);

#endif
