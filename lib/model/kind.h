/*
 * What the kinds of value are written with: setting a value, refusing a text, saying what was
 * mended.  Only kinds*.c and identifiers*.c include this.
 *
 * A fault's message is "the text as it came: the reason", of a sealed field the reason alone; the
 * field's name stands before it when faults are printed.  Reasons are translated by the caller.
 */
#ifndef PX_MODEL_KIND_H
#define PX_MODEL_KIND_H

#include "model/field.h"

/* out becomes set; the text is copied into the parse's arena. */
void px_kind_text_is(const struct px_parse *parse, const char *text, struct px_value *out);
void px_kind_number_is(int64_t number, struct px_value *out);

/* Add a PX_REJECTING fault and make out bad. */
void px_kind_refuse(const struct px_parse *parse, const char *text, struct px_value *out,
		    const char *reason);

/* The same, in the words of a call that refused it and that repeats the text by itself. */
void px_kind_refuse_as(const struct px_parse *parse, const struct px_err *err,
		       struct px_value *out);

/* Add a fault of another grade; the value is the caller's to set. */
void px_kind_say(const struct px_parse *parse, enum px_grade grade, const char *text,
		 const char *reason);

/* False, and a refusal, when the text holds control characters or is longer than limit bytes. */
bool px_kind_line(const struct px_parse *parse, const char *text, size_t limit,
		  struct px_value *out);

/* Kinds kept apart by subject (kinds_number.c): the order of two decimals as numbers. */
int px_decimal_compare(const char *a, const char *b);

#endif
