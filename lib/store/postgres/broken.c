/*
 * Which constraint was broken.
 *
 * The server names it apart from the message.  Of a table that Citus spreads over machines it is one
 * shard's, whose number it bears ("task_slug_unique_102008"); and of another machine's there is the
 * message alone, in which it is looked for, whatever language that is in.
 */
#include <stdio.h>
#include <string.h>

#include "model/field.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

enum { NAME_SIZE = 128, SHARD_DIGITS = 5 };

#define DIGITS "0123456789"
#define WORD "abcdefghijklmnopqrstuvwxyz_" DIGITS

/* "task_102008" as "task"; true when it was so. */
static bool
drop_shard(char *name)
{
	char *last = strrchr(name, '_');

	if (!last || strlen(last + 1) < SHARD_DIGITS ||
	    strspn(last + 1, DIGITS) != strlen(last + 1))
		return false;
	*last = '\0';
	return true;
}

static void
copy_field(const PGresult *result, int which, char out[NAME_SIZE])
{
	const char *text = px_pq.error_field(result, which);

	snprintf(out, NAME_SIZE, "%s", text ? text : "");
	drop_shard(out);
}

/* Names stand between quotes, "so" or « so ». */
static bool
is_quoted(const char *message, const char *word)
{
	if (word > message && word[-1] == '"')
		return true;
	while (word > message && (word[-1] == ' ' || word[-1] == '\xA0' || word[-1] == '\xC2'))
		word--;
	return word > message && word[-1] == '\xAB';
}

/* The next name in the message, without its shard; false at the end. */
static bool
next_name(const char *message, const char **at, char out[NAME_SIZE], bool *of_shard)
{
	size_t length = 0;
	const char *word;

	for (word = *at; *word; word += length) {
		word += strcspn(word, WORD);
		length = strspn(word, WORD);
		if (length && is_quoted(message, word))
			break;
	}
	*at = word + length;
	snprintf(out, NAME_SIZE, "%.*s", (int)length, word);
	*of_shard = drop_shard(out);
	return *word;
}

/* The columns of a unique constraint: of the name given, else of the first name in the message. */
static void
name_unique(const char *constraint, const char *message, struct px_buf *out)
{
	const char *at = message;
	char name[NAME_SIZE];
	bool of_shard;

	px_schema_unique_columns(constraint, out);
	while (!out->length && next_name(message, &at, name, &of_shard))
		px_schema_unique_columns(name, out);
	if (!out->length) /* of another's making: as SQLite says it */
		px_buf_printf(out, "index '%s'", constraint);
}

static bool
is_check(const char *name)
{
	for (size_t i = 0; i < px_type_count; i++)
		for (const struct px_check *check = px_types[i]->checks; check && check->name;
		     check++)
			if (strcmp(check->name, name) == 0)
				return true;
	return strlen(name) > 6 && strcmp(name + strlen(name) - 6, "_check") == 0;
}

static void
name_check(const char *constraint, const char *message, struct px_buf *out)
{
	const char *at = message;
	char name[NAME_SIZE];
	bool of_shard, found = *constraint;

	px_buf_puts(out, constraint);
	while (!found && next_name(message, &at, name, &of_shard)) {
		found = is_check(name);
		if (found)
			px_buf_puts(out, name);
	}
}

/* The table of the shard that the message names, and the first name that is a column of it. */
static void
find_column(const char *message, struct px_buf *out)
{
	const struct px_type *type = NULL;
	const char *at = message;
	char name[NAME_SIZE];
	bool of_shard;

	while (!type && next_name(message, &at, name, &of_shard))
		type = of_shard ? px_type_find(name) : NULL;
	at = message;
	while (type && !out->length && next_name(message, &at, name, &of_shard))
		if (!of_shard && px_field_find(type, name))
			px_buf_printf(out, "%s.%s", type->name, name);
}

static void
name_required(const PGresult *result, const char *message, struct px_buf *out)
{
	char table[NAME_SIZE], column[NAME_SIZE];

	copy_field(result, PG_DIAG_TABLE_NAME, table);
	copy_field(result, PG_DIAG_COLUMN_NAME, column);
	if (*table && *column)
		px_buf_printf(out, "%s.%s", table, column);
	else
		find_column(message, out);
}

void
px_postgres_name_broken(const PGresult *result, struct px_broken *broken)
{
	const char *message = px_pq.error_field(result, PG_DIAG_MESSAGE_PRIMARY);
	struct px_buf name = PX_BUF_INIT;
	char constraint[NAME_SIZE];

	message = message ? message : "";
	copy_field(result, PG_DIAG_CONSTRAINT_NAME, constraint);
	if (broken->breach == PX_BREACH_CHECK)
		name_check(constraint, message, &name);
	else if (broken->breach == PX_BREACH_REQUIRED)
		name_required(result, message, &name);
	else if (broken->breach == PX_BREACH_UNIQUE)
		name_unique(constraint, message, &name);
	snprintf(broken->name, sizeof(broken->name), "%s", name.data);
	px_buf_release(&name);
}
