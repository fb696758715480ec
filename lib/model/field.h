/*
 * The registry: fields of record types, and record types.  The only description of a record.
 *
 * It drives the SQL schema, CSV headers and their aliases, JSON and its schema, filters, sorting,
 * options, help, completion, validation and the reference manual.  To add a field: one line in the
 * table of its type (lib/model/types/) and one word in the type's enum (lib/model/types.h).
 */
#ifndef PX_MODEL_FIELD_H
#define PX_MODEL_FIELD_H

#include <string.h>

#include "model/value.h"

enum px_field_flags {
	PX_REQUIRED = 1 << 0,
	PX_LIST = 1 << 1,         /* stored in a link table, with positions */
	PX_DERIVED = 1 << 2,      /* computed, never stored, ignored by import */
	PX_STORED_BY_US = 1 << 3, /* a system field: written by the store alone */
	PX_UNIQUE = 1 << 4,       /* in its organization */
	PX_FOLDED = 1 << 5,    /* a folded column beside it serves sorting and matching of names */
	PX_SEARCHED = 1 << 6,  /* its words are in the token table */
	PX_COLUMN = 1 << 7,    /* shown by `list` to people, unless --fields */
	PX_TITLE = 1 << 8,     /* the first operand of `add` */
	PX_SEALED = 1 << 9,    /* encrypted before it reaches the engine */
	PX_FIXED = 1 << 10,    /* set by `add`, never changed by `edit` */
	PX_CASCADE = 1 << 11,  /* reference to the owner: removed with it */
	PX_VERB = 1 << 12,     /* changed by a verb of its own (`task done`) as well */
	PX_REVISION = 1 << 13, /* a number that the store raises at each change, and never lowers */
	PX_SETTLED =
		1 << 14, /* written by the type's own verbs alone: no option, left out by import */
	PX_FOLLOWS =
		1 << 16, /* follows from other records: it changes without a line of the journal */
	PX_PAGE = 1 << 15, /* a column of pages, which have room for more than tables of text */
};

struct px_record;

struct px_field {
	const char *name;
	const struct px_kind *kind;
	unsigned flags;
	const char *help;         /* N_(): one line, no full stop */
	const char *aliases;      /* headers that mean it too, separated by '|' */
	const char *const *words; /* of a px_kind_word field, in their own order; NULL ends */
	const char *target;       /* of a reference: the type's name */
	const char *fallback;     /* what `add` writes when it is not given */
	int64_t least, most;      /* of numbers; both 0: no limit */
	/* Of a derived field: compute it.  The record's other values are set; texts go to the arena. */
	void (*derive)(const struct px_record *record, const struct px_world *world,
		       struct px_arena *arena, struct px_value *out);
	/* Headers of which a file may have several for this one field, separated by '|', '#' being any
	 * number ("phone # value"): of their cells the first that is filled counts. */
	const char *spares;
	const char *heading; /* of its column in a table of text, where the name is too wide */
	/* Of an instant: headers of a column that has its time of day, beside one that has its day. */
	const char *hours;
	const char *context; /* of its words, where one is translated otherwise elsewhere (NC_) */
};

enum px_type_flags {
	PX_REGISTER = 1 << 0, /* a reference table: replaced as a whole, not journaled */
	PX_GLOBAL = 1 << 1,   /* its key is unique in the database, not in the organization */
	PX_VIEW = 1 << 2,     /* rows that no table holds (lines of a report): no system fields */
	PX_MADE = 1 << 3,     /* made whole by its parent, whose journal line tells of it: only what
			       * changes later has lines of its own */
	PX_INNER = 1 << 4, /* a table of the program's own, made from records: of the system fields
			       * the organization alone, no journal, no verb */
};

/* A named rule between columns; the database holds it and says its name when it is broken. */
struct px_check {
	const char *name;
	const char *sql;  /* over columns of the table; one text for both engines */
	const char *text; /* N_(): what is wrong and how to mend it */
};

struct px_type {
	const char *name;   /* "task": also the table's */
	const char *plural; /* "tasks" */
	const char *label;  /* N_("task") */
	const char *help;   /* N_(): what a record of this type is */
	unsigned flags;
	const struct px_field *fields; /* the system fields first, then its own */
	size_t field_count;
	const char *key; /* the field that names it in JSON and CSV; "uid" when none */
	/* How import finds it: fields joined by '+', best first; NULL ends. */
	const char *const *matches;
	/* "FIELD+FIELD" by which another program knows it, whatever uid the copy brings (what a
	 * calendar calls the series, and the instant of the occurrence); or NULL.  The first may be
	 * the uid of a record of the type known_of, which makes and changes its own by itself. */
	const char *known_as, *known_of;
	/* The command that makes and changes its records in place of `add` and `edit`, since others
	 * follow them; or NULL. */
	const char *changed_by;
	const char *slug_from;         /* the field that its key is made from, or NULL */
	const char *parent;            /* the reference field to its owner, or NULL */
	const char *const *uniques;    /* columns joined by '+', with the organization implied */
	const char *clustered;         /* of PX_INNER: the columns of its key, joined by '+', after
					* the organization */
	const struct px_check *checks; /* ended by a NULL name */
	/* Columns joined by '+'; organization first implied, but for registers and PX_GLOBAL types,
	 * which are found everywhere.  "start?contact" is of those rows alone that have a contact. */
	const char *const *indexes;
	/* Of a register that shows others joined: the SELECT of its columns, each named as its field.
	 * NULL: a table of its own. */
	const char *view;
	/* Fill what follows from the rest (a task that is closed has a completion time), before the
	 * record is checked and written; or NULL. */
	void (*settle)(struct px_record *record, const struct px_world *world,
		       struct px_arena *arena);
	/* What a copy of the record that travelled (a calendar's) may not change: given holds what
	 * the copy says put over what is stored, and is mended.  False when the copy is older than
	 * what is stored and says nothing at all.  NULL: it may change all. */
	bool (*follow)(const struct px_record *stored, struct px_record *given);
};

/* Every type, organizations first (others refer to it); px_type_count of them. */
extern const struct px_type *const px_types[];
extern const size_t px_type_count;

const struct px_type *px_type_find(const char *name);
const struct px_field *px_field_find(const struct px_type *type, const char *name);

/* Append what its column is called: its name; in files for spreadsheets, where money is in euros,
 * budget_euros for budget_cents. */
void px_field_column(const struct px_field *field, enum px_style style, struct px_buf *out);

/* Are whole numbers under this header euros?  Of a field of money, unless the header says cents. */
bool px_field_in_euros(const struct px_field *field, const char *header);

/* By header: name, alias or spare, blind to case, accents and punctuation; NULL when none. */
const struct px_field *px_field_by_header(const struct px_type *type, const char *header);

/* The instant whose time of day stands under this header, in a column of its own; NULL when none. */
const struct px_field *px_field_by_hours(const struct px_type *type, const char *header);

/* Is it by a spare header alone that the field goes by this one? */
bool px_field_is_spare(const struct px_field *field, const char *header);

/* A word's place among the field's words; unknown ones (of an older database) come after the last. */
int px_word_place(const struct px_field *field, const char *word);

/* The word of the field that a text means: itself, its translation, or what else people write for it
 * (model/words.h); NULL when none. */
const char *px_word_find(const struct px_field *field, struct px_arena *arena, const char *text);

/* Its place in type->fields. */
size_t px_field_index(const struct px_type *type, const struct px_field *field);

/* System fields stand first in every type, in this order. */
enum {
	PX_F_ID,
	PX_F_UID,
	PX_F_ORGANIZATION,
	PX_F_CREATED,
	PX_F_UPDATED,
	PX_F_OWN, /* the first field of the type's own */
};

/* A record in memory: one value per field of its type.  Values belong to the arena it was made in. */
struct px_record {
	const struct px_type *type;
	struct px_value *values;
};

struct px_record px_record_new(struct px_arena *arena, const struct px_type *type);
struct px_record px_record_copy(struct px_arena *arena, const struct px_record *record);

/* Fill every derived field. */
void px_record_derive(struct px_record *record, const struct px_world *world,
		      struct px_arena *arena);

/* Give unset fields of a new record what the table says for them (fallbacks). */
void px_record_defaults(struct px_record *record, const struct px_world *world,
			struct px_arena *arena);

/* What the type says to do before a record is written. */
void px_record_settle(struct px_record *record, const struct px_world *world,
		      struct px_arena *arena);

/* Check what the table declares between fields that no single cell can show (required fields). */
void px_record_check(const struct px_record *record, struct px_faults *faults);

/* Append what people call a record: its title or names; of a type that has none whose it is, and when:
 * "martin, 2026-03-02 14:00".  And does a field take part in that? */
void px_record_title(const struct px_world *world, const struct px_record *record,
		     struct px_buf *out);
bool px_record_titles(const struct px_type *type, const struct px_field *field);

static inline const char *
px_record_text(const struct px_record *record, size_t field)
{
	return record->values[field].state == PX_SET ? record->values[field].text : NULL;
}

/* Is the field set to this text? */
static inline bool
px_record_is(const struct px_record *record, size_t field, const char *text)
{
	const char *value = px_record_text(record, field);

	return value && strcmp(value, text) == 0;
}

/* The instant that a field of px_kind_instant holds, in seconds since 1970. */
int64_t px_record_instant(const struct px_record *record, size_t field, int64_t unset);

static inline int64_t
px_record_number(const struct px_record *record, size_t field, int64_t unset)
{
	return record->values[field].state == PX_SET ? record->values[field].number : unset;
}

#endif
