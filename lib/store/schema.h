/*
 * The schema of the database, made from the registry, in the words of an engine's dialect; and the
 * steps from an older version to this one.
 *
 * A record type is a table of its name; a list is a table `<type>_<field>`; a field flagged
 * PX_FOLDED has a companion column `<field>_folded`.  Every constraint is named after what it
 * holds, so that a broken one can be said in the registry's words.
 */
#ifndef PX_STORE_SCHEMA_H
#define PX_STORE_SCHEMA_H

#include "base/buf.h"
#include "model/field.h"
#include "store/engine.h"

enum { PX_SCHEMA_VERSION = 25 };

/* The whole DDL of this version, statements ended by ';' and a new line. */
void px_schema_ddl(const struct px_dialect *dialect, struct px_buf *out);

/* What makes the tables of the registers anew, empty, whichever stood there: the upgrade's. */
void px_schema_registers(const struct px_dialect *dialect, struct px_buf *out);

/* The table of a type with its indexes, and those of its lists; or a field alone, in a table that is
 * there: unset in its rows, or what the registry's fallback says when it is required. */
void px_schema_type(const struct px_dialect *dialect, const struct px_type *type,
		    struct px_buf *out);
void px_schema_lists(const struct px_dialect *dialect, const struct px_type *type,
		     struct px_buf *out);
void px_schema_field(const struct px_dialect *dialect, const struct px_type *type,
		     const struct px_field *field, struct px_buf *out);

/* Bring a database from an older version (1 or more) to this one, in the caller's transaction: the
 * steps of schema/upgrade.c, then every type and field of the registry that it still lacks. */
int px_schema_upgrade(const struct px_engine *engine, void *db, int version, struct px_err *err);

/* What makes those of a type's indexes that its table has not got. */
void px_schema_missing_indexes(const struct px_type *type, struct px_buf *out);

/* And what drops all of them. */
void px_schema_drop_indexes(const struct px_type *type, struct px_buf *out);

/* Must its table have a unique index of (organization, id), because others refer to it?  And what makes
 * that index in a table which nothing referred to when it was made. */
bool px_schema_is_keyed(const struct px_dialect *dialect, const struct px_type *type);
void px_schema_key(const struct px_type *type, struct px_buf *out);

/* Append the columns that a unique constraint or a primary key of this name holds, "table.column,
 * table.column"; nothing when the registry has none of this name. */
void px_schema_unique_columns(const char *constraint, struct px_buf *out);

/* The name of one declared index, quoted. */
void px_schema_index_name(const struct px_type *type, const char *columns, struct px_buf *out);

/* The statement that makes one declared index (columns as in model/field.h), ended by ';'. */
void px_schema_index(const struct px_type *type, const char *columns, struct px_buf *out);

/* Is there a column for this field in its type's table?  Lists and derived fields have none; of the
 * system fields, registers have the id alone, and the program's own tables the organization. */
bool px_field_has_column(const struct px_type *type, const struct px_field *field);

/* Is it a list, stored in a table of its own? */
bool px_field_is_list(const struct px_field *field);

/* Is its column a number?  References are: they hold ids. */
bool px_field_is_number(const struct px_field *field);

/* The name of the field that says a record of this type: its key, else `uid`. */
const char *px_type_key(const struct px_type *type);

/* The type that a reference points to. */
const struct px_type *px_field_target(const struct px_field *field);

#endif
