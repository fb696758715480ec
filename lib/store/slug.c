/*
 * Keys made from another field: handles from family names, slugs from titles.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "store/inner.h"
#include "store/row.h"
#include "store/schema.h"

enum {
	SLUG_LIMIT = 40, /* bytes: people type it */
	BUCKETS = 1024,
	WORTH = 16, /* a number worth remembering: below, looking again costs nothing */
	DIGITS = 9, /* of a number of ours: longer ones are part of a name */
};

/*
 * Numbers given in this transaction: a file of ten thousand Martins must not look at all of them for
 * each.  A rolled back row leaves a gap, no more; a key that was chosen meanwhile is looked for.
 */
struct known {
	const char *key; /* type, organization, base */
	int64_t number;
	struct known *next;
};

struct px_slugs {
	struct px_arena arena;
	struct known *buckets[BUCKETS];
};

void
px_slugs_forget(struct px_store *store)
{
	if (!store->slugs)
		return;
	px_arena_release(&store->slugs->arena);
	free(store->slugs);
	store->slugs = NULL;
}

static struct known **
bucket_of(struct px_store *store, const char *key)
{
	if (!store->slugs)
		store->slugs = px_calloc(1, sizeof(*store->slugs));
	return &store->slugs->buckets[px_digest(key, strlen(key)) % BUCKETS];
}

static struct known *
find_known(struct px_store *store, const char *key)
{
	struct known *known = *bucket_of(store, key);

	while (known && strcmp(known->key, key) != 0)
		known = known->next;
	return known;
}

static void
remember(struct px_store *store, const char *key, int64_t number)
{
	struct known *known = find_known(store, key);

	if (number < WORTH)
		return;
	if (!known) {
		struct known **bucket = bucket_of(store, key);

		known = px_arena_alloc(&store->slugs->arena, sizeof(*known));
		known->key = px_arena_strdup(&store->slugs->arena, key);
		known->next = *bucket;
		*bucket = known;
	}
	known->number = number;
}

/* The folded words of the source; digits alone would be read as an id, nothing is no name. */
static const char *
base_of(const struct px_type *type, const char *text, struct px_arena *arena)
{
	const char *slug = px_text_slug(arena, text, SLUG_LIMIT);

	if (!*slug)
		return type->name;
	if (strspn(slug, "0123456789") == strlen(slug))
		return px_arena_printf(arena, "%s-%s", type->name, slug);
	return slug;
}

/* What stands behind the base of a key: N for `-N`, 1 for nothing, 0 when it is no number. */
static int64_t
number_of(const char *end)
{
	size_t digits = *end ? strspn(end + 1, "0123456789") : 0;

	if (!*end)
		return 1;
	return digits <= DIGITS && !end[1 + digits] ? strtoll(end + 1, NULL, 10) : 0;
}

/* Of keys `base` and `base-N`: the highest N, 1 for the bare one, 0 when there is none. */
static int
highest(struct px_store *store, const struct px_record *record, const char *base,
	struct px_arena *arena, int64_t *number, struct px_err *err)
{
	const struct px_type *type = record->type;
	bool global = type->flags & (PX_GLOBAL | PX_REGISTER);
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	size_t length = strlen(base);
	int got;

	*number = 0;
	/* One range of the key's index: what stands between `martin` and `martin-9` is numbered. */
	px_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE %s\"%s\" >= $1 AND \"%s\" < $2",
		      type->key, type->name, global ? "" : "\"organization\" = $3 AND ", type->key,
		      type->key);
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, base);
	px_bind_text(stmt, 2, px_arena_printf(arena, "%s-:", base)); /* what follows -9 */
	if (!global)
		px_bind_number(stmt, 3, record->values[PX_F_ORGANIZATION].number);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		int64_t found = number_of(px_stmt_text(stmt, 0) + length);

		if (found > *number)
			*number = found;
	}
	px_stmt_done(stmt);
	return got;
}

/* 1 when a record has this key already. */
static int
is_taken(struct px_store *store, const struct px_record *record, const char *text,
	 struct px_err *err)
{
	const struct px_type *type = record->type;
	bool global = type->flags & (PX_GLOBAL | PX_REGISTER);
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	px_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1%s", type->name, type->key,
		      global ? "" : " AND \"organization\" = $2");
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (!stmt)
		return -1;
	px_bind_text(stmt, 1, text);
	if (!global)
		px_bind_number(stmt, 2, record->values[PX_F_ORGANIZATION].number);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static const char *
numbered(struct px_arena *arena, const char *base, int64_t number)
{
	return px_arena_printf(arena, "%s-%lld", base, (long long)number);
}

/* The key after the highest of its kind. */
static int
next_key(struct px_store *store, const struct px_record *record, const char *base,
	 struct px_arena *arena, const char **key, struct px_err *err)
{
	const char *kind =
		px_arena_printf(arena, "%s %lld %s", record->type->name,
				(long long)record->values[PX_F_ORGANIZATION].number, base);
	const struct known *known = find_known(store, kind);
	int64_t number = known ? known->number + 1 : 0;
	int taken = 1;

	if (number) {
		*key = numbered(arena, base, number);
		taken = is_taken(store, record, *key, err);
	}
	if (taken > 0) {
		if (highest(store, record, base, arena, &number, err))
			return -1;
		number++;
		*key = number > 1 ? numbered(arena, base, number) : px_arena_strdup(arena, base);
	}
	remember(store, kind, number);
	return taken < 0 ? -1 : 0;
}

int
px_slug_fill(struct px_store *store, struct px_record *record, struct px_arena *arena,
	     struct px_err *err)
{
	const struct px_type *type = record->type;
	const struct px_field *from;
	struct px_value *key;

	if (!type->slug_from || !type->key)
		return 0;
	key = &record->values[px_field_index(type, px_field_find(type, type->key))];
	from = px_field_find(type, type->slug_from);
	if (key->state == PX_SET || record->values[px_field_index(type, from)].state != PX_SET)
		return 0;
	if (next_key(store, record,
		     base_of(type, record->values[px_field_index(type, from)].text, arena), arena,
		     &key->text, err))
		return -1;
	key->state = PX_SET;
	return 0;
}
