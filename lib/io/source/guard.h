/*
 * What spreadsheets do to text, and how it is undone.
 *
 * A cell that begins with = + - @ TAB or CR would be taken for a formula (CSV injection): exports
 * for spreadsheets put a ' before it, imports take it away.  A cell that has the ' of its own
 * gets another one, so that what is written is what is read back.  Texts that a spreadsheet would take
 * for a number or a date, and rewrite as one, get it too where the field holds words.
 */
#ifndef PX_IO_SOURCE_GUARD_H
#define PX_IO_SOURCE_GUARD_H

#include <stdbool.h>

/* "#N/A", "#REF!", "#VALEUR!", "####"…: what a cell shows that could not be computed. */
bool px_guard_error(const char *text);

/* Undo the guard, or a ="0123"; the text may be changed, the result lies in it. */
char *px_guard_undo(char *text);

/* Must this cell be guarded in a file for spreadsheets?  Numbers (-12,5) and phones (+33…) not. */
bool px_guard_needed(const char *text);

/* Would a French spreadsheet take this text for a number, a date, an hour or a truth value, and write
 * it otherwise ("007", "1/2", "mars 2025", "vrai", "1e5")?  A plain number (12, -12,5) stays as it
 * is, and so does +33…. */
bool px_guard_retyped(const char *text);

/* Would reading this cell back, unguarded, give something else? */
bool px_guard_ambiguous(const char *text);

#endif
