/* What is said about a build, and the words of a theme (words.c). */
#ifndef PX_WEB_SITE_WORDS_H
#define PX_WEB_SITE_WORDS_H

#include "web/site/part.h"

/* `t` of each language: words.fr.yaml of the theme, over those of the default one. */
int px_site_words(struct px_site *site, struct px_err *err);

/* Facts that a site must state and that no record holds: faults that say which command supplies each. */
int px_site_facts(struct px_site *site, struct px_err *err);

/* Each fault once: what several pages show is wrong on each. */
void px_site_faults_once(struct px_site *site);

/* Names in templates that no page has and no manual either: typing errors. */
void px_site_unmet(struct px_site *site);

/* The words that keys of templates are made of; NULL ends. */
extern const char *const px_site_keys[];

#endif
