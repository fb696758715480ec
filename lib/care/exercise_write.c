/* What is declared of an exercise, and what proves it. */
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "care/exercise.h"
#include "model/types.h"
#include "store/match.h"
#include "store/record.h"

static struct px_record
new_record(const struct px_exercise_of *of, struct px_arena *arena, const struct px_type *type)
{
	struct px_record record = px_record_new(arena, type);

	record.values[PX_F_ORGANIZATION] = px_value_of_number(of->organization);
	return record;
}

static int
find_or_make(const struct px_exercise_of *of, struct px_arena *arena, int64_t *id,
	     struct px_err *err)
{
	struct px_record record;

	*id = px_exercise_find(of, err);
	if (*id)
		return *id < 0 ? -1 : 0;
	record = new_record(of, arena, &px_type_exercise);
	record.values[PX_EXERCISE_YEAR] = px_value_of_number(of->year);
	if (px_record_insert(of->store, &record, arena, err) != 0)
		return -1;
	*id = record.values[PX_F_ID].number;
	return 0;
}

/* The stored record that has the same key as this one: 1 and it, 0, or -1. */
static int
find_same(const struct px_exercise_of *of, struct px_arena *arena, const struct px_record *record,
	  const size_t *key, size_t key_count, struct px_record *stored, struct px_err *err)
{
	const struct px_field *fields[4];
	int64_t id;
	int count;

	for (size_t i = 0; i < key_count; i++)
		fields[i] = &record->type->fields[key[i]];
	count = px_match_find(of->store, of->organization, record, fields, key_count, &id, 1, err);
	if (count <= 0)
		return count;
	return px_record_read(of->store, record->type, id, arena, stored, err);
}

/* Read again: what is said is what is stored. */
static int
read_again(const struct px_exercise_of *of, struct px_arena *arena, struct px_record *record,
	   struct px_err *err)
{
	return px_record_read(of->store, record->type, record->values[PX_F_ID].number, arena,
			      record, err) == 1
		       ? 1
		       : -1;
}

static int
take_back(const struct px_exercise_of *of, struct px_arena *arena, const struct px_record *stored,
	  struct px_record *out, struct px_err *err)
{
	*out = (struct px_record){ NULL, NULL };
	if (!stored)
		return 0;
	*out = *stored;
	return px_record_remove(of->store, stored, arena, err) == 0 ? 1 : -1;
}

static int
write_fact(const struct px_exercise_of *of, struct px_arena *arena, const struct px_record *stored,
	   struct px_record *out, struct px_err *err)
{
	int written;

	if (!stored)
		return px_record_insert(of->store, out, arena, err) == 0
			       ? read_again(of, arena, out, err)
			       : -1;
	written = px_record_update(of->store, stored, out, arena, err);
	return written < 0 || read_again(of, arena, out, err) < 0 ? -1 : written;
}

int
px_exercise_set(const struct px_exercise_of *of, struct px_aci_facts *facts, const char *word,
		struct px_record *out, struct px_err *err)
{
	static const size_t key[] = { PX_FACT_EXERCISE, PX_FACT_NAME };
	struct px_arena *arena = facts->arena;
	char *name = px_arena_strdup(arena, word), *equals;
	struct px_buf value = PX_BUF_INIT;
	struct px_record stored;
	int64_t exercise;
	int found;

	if (px_aci_facts_word(facts, word, PX_ACI_EXERCISE_RECORD, err) != 0 ||
	    find_or_make(of, arena, &exercise, err) != 0)
		return -1;
	equals = strchr(name, '=');
	*equals = '\0';
	name = px_text_trim(name);
	*out = new_record(of, arena, &px_type_fact);
	out->values[PX_FACT_EXERCISE] = px_value_of_number(exercise);
	out->values[PX_FACT_NAME] = px_value_of_text(name);
	found = find_same(of, arena, out, key, PX_COUNT(key), &stored, err);
	if (found < 0)
		return -1;
	if (!*px_text_trim(equals + 1))
		return take_back(of, arena, found ? &stored : NULL, out, err);
	if (found)
		*out = px_record_copy(arena, &stored);
	px_aci_value_text(&facts->items[px_aci_fact_index(facts->rules, name)].value, &value);
	out->values[PX_FACT_VALUE] = px_value_of_text(px_arena_strdup(arena, value.data));
	px_buf_release(&value);
	return write_fact(of, arena, found ? &stored : NULL, out, err);
}

int
px_exercise_keep(const struct px_exercise_of *of, struct px_arena *arena, const char *code,
		 const char *path, struct px_record *out, struct px_err *err)
{
	static const size_t key[] = { PX_EVIDENCE_EXERCISE, PX_EVIDENCE_CODE, PX_EVIDENCE_SHA256 };
	const char *slash = strrchr(path, '/');
	char hash[PX_HASH_SIZE];
	struct px_record stored;
	int64_t exercise, size;
	int found;

	if (px_hash_file(path, hash, &size, err) != 0 ||
	    find_or_make(of, arena, &exercise, err) != 0)
		return -1;
	*out = new_record(of, arena, &px_type_evidence);
	out->values[PX_EVIDENCE_EXERCISE] = px_value_of_number(exercise);
	out->values[PX_EVIDENCE_CODE] = px_value_of_text(code);
	out->values[PX_EVIDENCE_FILE] = px_value_of_text(slash ? slash + 1 : path);
	out->values[PX_EVIDENCE_SIZE] = px_value_of_number(size);
	out->values[PX_EVIDENCE_SHA256] = px_value_of_text(px_arena_strdup(arena, hash));
	found = find_same(of, arena, out, key, PX_COUNT(key), &stored, err);
	if (found == 1)
		*out = stored;
	if (found)
		return found < 0 ? -1 : 0;
	return px_record_insert(of->store, out, arena, err) == 0 ? read_again(of, arena, out, err)
								 : -1;
}
