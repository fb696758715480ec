/*
 * Values, and the kinds of value.
 *
 * A value is unset, set or bad.  What it holds depends on its kind's storage: a number (integers,
 * booleans as 0 or 1, cents, minutes) or a text (everything else: dates and instants are ISO text,
 * so that they compare as text).  A reference holds the id of a record as number, 0 until the
 * store has resolved it, and its key as text.  A list holds its items.
 * Texts and items belong to the arena that the value was made in.
 *
 * A kind is one object of functions (parse, print) shared by every field of that kind.
 * To add a kind: one object in kinds*.c or identifiers_kinds.c, one line in px_kinds.
 */
#ifndef PX_MODEL_VALUE_H
#define PX_MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/holiday.h"
#include "base/mem.h"

enum px_state { PX_UNSET, PX_SET, PX_BAD };

struct px_value {
	enum px_state state;
	int64_t number;
	const char *text;
	const struct px_value *items; /* of a list */
	size_t count;
};

enum px_storage { PX_NUMBER, PX_TEXT };

/* Where a text to parse comes from, which decides what may be mended or must be refused
 * (identifiers: a wrong check digit is refused when typed, stored with a warning in a register). */
enum px_origin {
	PX_FROM_TYPED,    /* an option or an operand: dates may be phrases */
	PX_FROM_TEAM,     /* a file of the team's: repaired where no doubt is possible */
	PX_FROM_REGISTER, /* a national register: suspicious values are kept, and said */
	PX_FROM_FILTER,   /* a filter: as typed, and 24/12 is of the current year */
};

struct px_zone;
struct px_keyring;

/* What parsing and printing need to know of the world; one a process, borrowed. */
struct px_world {
	int64_t now;                /* seconds since 1970, UTC */
	const struct px_zone *zone; /* the organization's time zone */
	enum px_region region;      /* its public holidays */
	const int64_t *weights;     /* of urgency (model/urgency.h); NULL: those of its table */
	struct px_keyring *keyring; /* of the organization (base/seal.h); NULL: nothing is sealed */
};

/* The day that it is there (base/date.h). */
int64_t px_world_today(const struct px_world *world);

struct px_field;

/* One parse: where to put texts and faults, for which field. */
struct px_parse {
	const struct px_world *world;
	const struct px_field *field;
	enum px_origin origin;
	struct px_arena *arena;
	struct px_faults *faults; /* receives repairs, suspicions and refusals */
	bool euros;               /* a whole amount is euros: the column does not say cents */
	bool literal; /* a value of JSON, not a cell or an argument: nothing is guessed */
};

enum px_style {
	PX_STYLE_MACHINE,  /* JSON and CSV: never depends on the locale */
	PX_STYLE_EXCEL_FR, /* what a French spreadsheet reads: 24/12/2025, 12,50, vrai */
	PX_STYLE_HUMAN,    /* tables for people: local time, words of the language */
};

struct px_kind {
	const char *name;        /* "date" */
	const char *metavar;     /* "DATE", in help */
	const char *json_type;   /* of JSON Schema: "string", "integer", "boolean" */
	const char *json_format; /* of JSON Schema, or NULL */
	enum px_storage storage;
	/* Anything may be written there: a spreadsheet must not take "007" or "1/2" for a number. */
	bool words;
	/* Read text (never empty, blanks trimmed) into out.  A text that is refused adds its fault and
	 * makes out bad; the call itself cannot fail. */
	void (*parse)(const struct px_parse *parse, const char *text, struct px_value *out);
	/* Append a set value.  NULL: the number in decimal, or the text as it is. */
	void (*print)(const struct px_world *world, const struct px_field *field,
		      const struct px_value *value, enum px_style style, struct px_buf *out);
	/* The length of what parts two items of a list at this place of its text, 0 when nothing does;
	 * NULL: a comma. */
	size_t (*part)(const char *text, const char *at);
	/* What completion offers, or NULL: the i-th word, NULL at the end. */
	const char *(*word)(const struct px_field *field, size_t i);
};

extern const struct px_kind px_kind_text;     /* one line */
extern const struct px_kind px_kind_markdown; /* several lines */
extern const struct px_kind px_kind_name;     /* a person's: blanks and case kept, digits refused */
extern const struct px_kind px_kind_slug;
extern const struct px_kind px_kind_integer;
extern const struct px_kind px_kind_minutes;
extern const struct px_kind px_kind_delay; /* minutes before or after: 48h, 2 days */
extern const struct px_kind px_kind_cents;
extern const struct px_kind px_kind_decimal; /* latitude, longitude: text of at most 7 decimals */
extern const struct px_kind px_kind_boolean;
bool px_boolean_is(const char *text); /* a word that says yes or no */
extern const struct px_kind px_kind_date;
extern const struct px_kind px_kind_instant;
extern const struct px_kind px_kind_word; /* one of the field's words */
extern const struct px_kind px_kind_profession;
extern const struct px_kind px_kind_reference;
extern const struct px_kind px_kind_uid;
extern const struct px_kind px_kind_timezone;
extern const struct px_kind px_kind_rule;  /* of recurrence, of iCalendar: base/recur/rule.h */
extern const struct px_kind px_kind_recur; /* how a task comes again: base/recur/recur.h */
extern const struct px_kind px_kind_json;  /* a JSON value, already written; for views */
extern const struct px_kind px_kind_fact;  /* a fact of the ACI: checked by the rule file */
/* identifiers_kinds.c; policies of each in identifiers.h */
extern const struct px_kind px_kind_rpps;
extern const struct px_kind px_kind_adeli;
extern const struct px_kind px_kind_finess;
extern const struct px_kind px_kind_siret;
extern const struct px_kind px_kind_phone;
extern const struct px_kind px_kind_email;
extern const struct px_kind px_kind_mssante;
extern const struct px_kind px_kind_postcode;
extern const struct px_kind px_kind_insee; /* code of a commune */
extern const struct px_kind px_kind_nir;   /* social security number, INS */
/* kinds_public.c: what patients read */
extern const struct px_kind px_kind_hours; /* opening hours, or plain words */
extern const struct px_kind px_kind_url;   /* http or https alone; a bare domain is given https */
extern const struct px_kind px_kind_path;  /* a file in the content folder of the site */
extern const struct px_kind px_kind_language; /* ISO 639 code (model/languages.h) */
extern const struct px_kind px_kind_fee;      /* what an act costs: "Visite : 36,50 €" */
/* kinds_sealed.c: fields flagged PX_SEALED.  A value is sealed as it is parsed (base/seal.h) and fresh
 * until the store has it; clear only where somebody asked to read it (store/seals.h). */
extern const struct px_kind px_kind_contact; /* a telephone or an e-mail address */
extern const struct px_kind px_kind_sealed;  /* any line: who somebody is */

/* What stands for a sealed value wherever it is printed; read again, it means the same one. */
extern const char px_sealed_word[];

/* All of them; NULL ends. */
extern const struct px_kind *const px_kinds[];

/* Set values.  The text is borrowed; NULL is unset. */
static inline struct px_value
px_value_of_number(int64_t number)
{
	return (struct px_value){ .state = PX_SET, .number = number };
}

static inline struct px_value
px_value_of_text(const char *text)
{
	return (struct px_value){ .state = text ? PX_SET : PX_UNSET, .text = text };
}

/* A day of base/date.h as a date, an instant, in the arena. */
struct px_value px_value_of_day(struct px_arena *arena, int64_t day);
struct px_value px_value_of_instant(struct px_arena *arena, int64_t instant);

/* Negative, 0, positive; unset is greater than anything (NULLS LAST). */
int px_value_compare(const struct px_field *field, const struct px_value *a,
		     const struct px_value *b);
bool px_value_equal(const struct px_value *a, const struct px_value *b);

/* Read one cell: trims it, splits a list at commas (`\,` is a comma), checks the field's limits.
 * An empty cell is unset. */
void px_value_parse(const struct px_parse *parse, const char *text, struct px_value *out);

/* A list in a cell: items between commas, `\,` for a comma of theirs.  Appends the item; place is 0 for
 * the first one. */
void px_list_put(struct px_buf *list, size_t place, const char *item);

/* Can it be an item?  Not when it ends in a backslash: joined, that could not be told from `\,`. */
bool px_list_takes(const char *item);

/* Append the value, a list joined by commas; nothing when it is unset. */
void px_value_print(const struct px_world *world, const struct px_field *field,
		    const struct px_value *value, enum px_style style, struct px_buf *out);

/* Deep copy into the arena. */
struct px_value px_value_copy(struct px_arena *arena, const struct px_value *value);

#endif
