#include "store/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char px_tokens_insert_text[] =
	"INSERT INTO \"token\" (\"organization\", \"type\", \"word\", \"id\") "
	"VALUES ($1, $2, $3, $4)";

struct words {
	struct px_arena *arena;
	char **words; /* sorted, each once */
	size_t count, capacity;
};

static void
take_word(const char *word, void *data)
{
	struct words *words = data;

	PX_GROW(words->words, words->count, words->capacity);
	words->words[words->count++] = px_arena_strdup(words->arena, word);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
take_value(const struct px_value *value, struct words *words)
{
	if (value->state != PX_SET)
		return;
	if (value->text)
		px_text_words(value->text, take_word, words);
	for (size_t i = 0; i < value->count; i++)
		take_value(&value->items[i], words);
}

/* The words of a record; none of NULL. */
static struct words
words_of(const struct px_record *record, struct px_arena *arena)
{
	struct words words = { arena, NULL, 0, 0 };
	size_t kept = 0;

	for (size_t i = 0; record && i < record->type->field_count; i++)
		if (record->type->fields[i].flags & PX_SEARCHED)
			take_value(&record->values[i], &words);
	if (words.count)
		qsort(words.words, words.count, sizeof(*words.words), by_bytes);
	for (size_t i = 0; i < words.count; i++)
		if (!kept || strcmp(words.words[kept - 1], words.words[i]) != 0)
			words.words[kept++] = words.words[i];
	words.count = kept;
	return words;
}

static int
change(struct px_store *store, const char *sql, const struct px_record *record, const char *word,
       struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, record->values[PX_F_ORGANIZATION].number);
	px_bind_text(stmt, 2, record->type->name);
	px_bind_text(stmt, 3, word);
	px_bind_number(stmt, 4, record->values[PX_F_ID].number);
	px_stmt_put_off(stmt);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
remove_word(struct px_store *store, const struct px_record *record, const char *word,
	    struct px_err *err)
{
	return change(store,
		      "DELETE FROM \"token\" WHERE \"organization\" = $1 AND \"type\" = $2 "
		      "AND \"word\" = $3 AND \"id\" = $4",
		      record, word, err);
}

static int
add_word(struct px_store *store, const struct px_record *record, const char *word,
	 struct px_err *err)
{
	return change(store, px_tokens_insert_text, record, word, err);
}

int
px_tokens_write(struct px_store *store, const struct px_record *before,
		const struct px_record *after, struct px_arena *arena, struct px_err *err)
{
	struct words old = words_of(before, arena), new = words_of(after, arena);
	size_t i = 0, j = 0;
	int result = 0;

	while (!result && (i < old.count || j < new.count)) {
		int order = i == old.count   ? 1
			    : j == new.count ? -1
					     : strcmp(old.words[i], new.words[j]);

		if (order < 0)
			result = remove_word(store, before, old.words[i], err);
		else if (order > 0)
			result = add_word(store, after, new.words[j], err);
		i += order <= 0;
		j += order >= 0;
	}
	free(old.words);
	free(new.words);
	return result;
}
