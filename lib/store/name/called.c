/* Records by what they are called: the key in capitals and accents, full names, mails. */
#include <stdio.h>
#include <string.h>

#include "base/person.h"
#include "base/text.h"
#include "store/inner.h"
#include "store/name/part.h"

enum { NAME_WORDS = 8, SLUG_LIMIT = 80 };

int64_t
px_name_scope(const struct px_type *type, int64_t organization)
{
	return type->flags & (PX_GLOBAL | PX_REGISTER) ? 0 : organization;
}

bool
px_name_of_people(const struct px_type *type)
{
	return strcmp(type->name, "practitioner") == 0;
}

int
px_name_find(struct px_store *store, const struct px_type *type, int64_t organization,
	     const char *condition, const char *text, const char *second, int64_t *id,
	     struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int last = second ? 3 : 2, got = 1, found = 0;

	organization = px_name_scope(type, organization);
	px_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE ", type->name);
	px_buf_puts(&sql, condition);
	if (organization)
		px_buf_printf(&sql, " AND \"organization\" = $%d", last);
	px_buf_puts(&sql, " LIMIT 2");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, text);
	if (second)
		px_bind_text(stmt, 2, second);
	if (organization)
		px_bind_number(stmt, last, organization);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		if (!found++)
			*id = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	return got < 0 ? -1 : found;
}

int
px_name_find_field(struct px_store *store, const struct px_type *type, int64_t organization,
		   const char *field, const char *text, int64_t *id, struct px_err *err)
{
	char condition[128];

	snprintf(condition, sizeof(condition), "\"%s\" = $1", field);
	return px_name_find(store, type, organization, condition, text, NULL, id, err);
}

/* How many have this in the field that keys are made from: two people may be called Martin. */
static int
count_named(struct px_store *store, const struct px_type *type, int64_t organization,
	    const char *folded, struct px_err *err)
{
	char column[64];
	int64_t ignored;

	snprintf(column, sizeof(column), "%s_folded", type->slug_from);
	return px_name_find_field(store, type, organization, column, folded, &ignored, err);
}

/* "Le Goff" for le-goff: the key in capitals, accents and blanks. */
static int
find_by_written_key(struct px_store *store, const struct px_type *type, int64_t organization,
		    const char *folded, struct px_arena *arena, int64_t *id, struct px_err *err)
{
	int found = px_name_find_field(store, type, organization, type->key,
				       px_text_slug(arena, folded, SLUG_LIMIT), id, err);
	int named = found == 1 ? count_named(store, type, organization, folded, err) : 0;

	return named < 0 || named > 1 ? named : found;
}

/* The words of a name from first to before the end, with blanks between. */
static const char *
joined(struct px_arena *arena, char *const *words, size_t first, size_t end)
{
	const char *text = words[first];

	for (size_t i = first + 1; i < end; i++)
		text = px_arena_printf(arena, "%s %s", text, words[i]);
	return text;
}

/* "Anne Le Goff", "LE GOFF Anne": wherever the one name ends and the other begins. */
static int
find_by_full_name(struct px_store *store, const struct px_type *type, int64_t organization,
		  const char *folded, struct px_arena *arena, int64_t *id, struct px_err *err)
{
	char *words[NAME_WORDS];
	size_t count = px_text_split(px_arena_strdup(arena, folded), ' ', words, NAME_WORDS);
	int found = 0;

	for (size_t cut = 1; cut < count && found >= 0 && found < 2; cut++) {
		const char *first = joined(arena, words, 0, cut);
		const char *last = joined(arena, words, cut, count);

		for (int order = 0; order < 2 && found >= 0 && found < 2; order++) {
			int64_t other = 0;
			int more = px_name_find(store, type, organization,
						"\"family_folded\" = $1 AND \"given_folded\" = $2",
						order ? last : first, order ? first : last, &other,
						err);

			if (more < 0)
				found = more;
			else if (more > 1 || (more && found && other != *id))
				found = 2;
			else if (more)
				found = 1, *id = other;
		}
	}
	return found;
}

/* "maison du val" for Maison du Val, of a type whose key is what it is called. */
static int
find_by_title(struct px_store *store, const struct px_type *type, int64_t organization,
	      const char *name, int64_t *id, struct px_err *err)
{
	const struct px_field *key = px_field_find(type, type->key);
	struct px_buf folded = PX_BUF_INIT;
	char column[64];
	int found;

	if (!(key->flags & PX_FOLDED))
		return 0;
	snprintf(column, sizeof(column), "%s_folded", key->name);
	px_text_fold(name, &folded);
	found = px_name_find_field(store, type, organization, column, folded.data, id, err);
	px_buf_release(&folded);
	return found;
}

int
px_name_called(struct px_store *store, const struct px_type *type, int64_t organization,
	       const char *name, int64_t *id, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	bool person = px_name_of_people(type);
	const char *folded;
	int found;

	if (!type->key || !*name || (type->flags & PX_REGISTER))
		return 0;
	if (!type->slug_from)
		return find_by_title(store, type, organization, name, id, err);
	if (person && strchr(name, '@'))
		return px_name_find(store, type, organization,
				    "lower(\"email\") = lower(CAST($1 AS TEXT))", name, NULL, id,
				    err);
	folded = px_text_folded(&arena, person ? px_person_bare(name) : name);
	found = find_by_written_key(store, type, organization, folded, &arena, id, err);
	if (!found && person)
		found = find_by_full_name(store, type, organization, folded, &arena, id, err);
	px_arena_release(&arena);
	return found;
}
