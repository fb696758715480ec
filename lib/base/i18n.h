/*
 * Languages.  People read French or English; machines read neither.
 *
 * _() translates here and now; N_() marks a text in a table, which whoever prints it translates
 * with px_tr().  The catalogue is gettext's (share/locale/<lang>/LC_MESSAGES/plexus.mo), read by
 * base/catalog.h so that both languages are at hand at any time.
 */
#ifndef PX_BASE_I18N_H
#define PX_BASE_I18N_H

#include <stdbool.h>

#define _(text) px_tr(text)
#define N_(text) text
#define NC_(context, text) text

/* The text in the language of the process; the text itself when there is no translation. */
const char *px_tr(const char *text) __attribute__((format_arg(1)));

/* The text where the context makes it another word ("open": a task is to do, a poll is open); NULL, or a
 * text that has none: px_tr().  NC_() marks one in a table. */
const char *px_tr_in(const char *context, const char *text);

/* The text in French whatever the language of the process; context as above. */
const char *px_tr_french(const char *context, const char *text);

/* The form for this number ("%zu task", "%zu tasks"). */
const char *px_trn(const char *one, const char *many, unsigned long number)
	__attribute__((format_arg(1), format_arg(2)));

/*
 * Choose the language, once, at start.  lang is "fr", "en" or NULL (then LANGUAGE, a list, LC_ALL,
 * LC_MESSAGES, LANG decide).  A locale that the machine lacks falls back to C.UTF-8 and keeps its
 * language.  folder holds the catalogues.
 */
void px_i18n_start(const char *lang, const char *folder);

/* "fr" or "en": the language that texts come out in.  What is returned may be switched back to. */
const char *px_i18n_lang(void);

/* Change the language of what follows (a report for the CPAM is French whatever the locale). */
void px_i18n_switch(const char *lang);

#endif
