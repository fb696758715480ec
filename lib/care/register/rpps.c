#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/register/part.h"
#include "store/load.h"

enum {
	PROGRESS_ROWS = 10000,
	/* Indexes are dropped once this many rows are written or removed, and an eighth of those that
	 * were there: fewer are cheaper to index one by one than the whole is to index anew. */
	FEW_ROWS = 20000,
	FEW_SHARE = 8,
};

struct import {
	struct px_store *store;
	const struct px_register_options *options;
	struct px_register_counts *counts;
	struct px_source *source;
	int places[PX_RC_COUNT];
	struct px_register_map maps[PX_RT_COUNT];
	struct px_register_list fresh; /* identities of the rows that the old register has not */
	int64_t last[PX_RT_COUNT];     /* ids given */
	int64_t old, old_last;         /* activities of the old register, and the last one's id */
	int64_t written;
	bool bare; /* without indexes until the end */
	struct px_buf scratch;
	struct px_arena arena; /* a row's */
	struct px_faults faults;
};

/* What there is to say of a row, gravest first: one call a row. */
static void
say(struct import *import, const struct px_row *row)
{
	enum px_grade grade = PX_REPAIRED;

	import->counts->repaired += (int64_t)px_faults_count(&import->faults, PX_REPAIRED);
	import->counts->suspicious += (int64_t)px_faults_count(&import->faults, PX_SUSPICIOUS);
	if (!import->faults.count || !import->options->say)
		return;
	for (size_t i = 0; i < import->faults.count; i++)
		if (import->faults.items[i].grade > grade)
			grade = import->faults.items[i].grade;
	import->options->say(import->source, row, grade, px_faults_text(&import->faults, grade),
			     import->options->data);
}

/* So many rows to write or remove: from here on without indexes. */
static int
before_writing(struct import *import, int64_t rows, struct px_err *err)
{
	import->written += rows;
	if (import->bare || import->written <= FEW_ROWS + import->old / FEW_SHARE)
		return 0;
	import->bare = true;
	for (int i = 0; i < PX_RT_COUNT; i++)
		if (px_load_drop_indexes(import->store, px_register_types[i], err))
			return -1;
	return 0;
}

static bool
is_refused(const struct import *import)
{
	return px_faults_count(&import->faults, PX_REJECTING) > 0;
}

/*
 * A part of the row (person or structure) at its first appearance in the file: check it, once.  Its
 * values are for the writing that follows when it is not stored.
 */
static struct px_register_entry *
meet(struct import *import, enum px_register_table table, const struct px_register_row *row,
     uint64_t digest, struct px_register_values *values)
{
	struct px_register_entry *entry = px_register_map_at(&import->maps[table], digest);
	size_t before = px_faults_count(&import->faults, PX_REJECTING);

	if (entry->seen == PX_SEEN)
		return entry;
	if (table == PX_RT_PERSON)
		px_register_person(row, &import->faults, values);
	else
		px_register_structure(row, &import->faults, values);
	entry->seen =
		px_faults_count(&import->faults, PX_REJECTING) > before ? PX_SEEN_BAD : PX_SEEN;
	return entry;
}

/* Store the part unless it is stored; its id. */
static int
keep(struct import *import, enum px_register_table table, struct px_register_entry *entry,
     const struct px_register_values *values, int64_t *id, struct px_err *err)
{
	if (!entry->number) {
		if (before_writing(import, 1, err))
			return -1;
		entry->number = (uint32_t)++import->last[table];
		if ((table == PX_RT_PERSON ? px_register_put_person : px_register_put_structure)(
			    import->store, entry->number, values, entry->digest, &import->scratch,
			    err))
			return -1;
	}
	*id = entry->number;
	return 0;
}

/* Person and structure first, so that nothing is stored of a row that is refused. */
static int
take_parts(struct import *import, const struct px_register_row *row, int64_t *person,
	   int64_t *structure, struct px_err *err)
{
	struct px_register_values person_values = { { NULL } }, structure_values = { { NULL } };
	struct px_register_entry *one, *other = NULL;

	*structure = 0;
	one = meet(import, PX_RT_PERSON, row, row->person, &person_values);
	if (row->structure)
		other = meet(import, PX_RT_STRUCTURE, row, row->structure, &structure_values);
	if (is_refused(import))
		return 0;
	if (keep(import, PX_RT_PERSON, one, &person_values, person, err))
		return -1;
	return other ? keep(import, PX_RT_STRUCTURE, other, &structure_values, structure, err) : 0;
}

static int
take_activity(struct import *import, struct px_register_entry *entry,
	      const struct px_register_row *row, int64_t person, int64_t structure,
	      struct px_err *err)
{
	entry->seen = PX_SEEN;
	if (entry->number) {
		import->counts->unchanged++;
		return 0;
	}
	px_register_list_add(&import->fresh, row->identity);
	if (before_writing(import, 1, err))
		return -1;
	entry->number = (uint32_t)++import->last[PX_RT_ACTIVITY];
	return px_register_put_activity(import->store, entry->number, person, structure, row, err);
}

static int
take_row(struct import *import, const struct px_row *source_row, struct px_err *err)
{
	struct px_register_row row;
	struct px_register_entry *entry;
	int64_t person = 0, structure = 0;

	px_register_row_read(source_row, import->places, &import->scratch, &row);
	entry = px_register_map_at(&import->maps[PX_RT_ACTIVITY], row.activity);
	if (entry->seen == PX_SEEN) {
		import->counts->unchanged++;
		return 0;
	}
	if (take_parts(import, &row, &person, &structure, err))
		return -1;
	if (is_refused(import)) {
		import->counts->rejected++;
		return 0;
	}
	return take_activity(import, entry, &row, person, structure, err);
}

static int
take_rows(struct import *import, struct px_err *err)
{
	struct px_row row;
	int got;

	while ((got = px_source_next(import->source, &row, err)) > 0) {
		px_arena_reset(&import->arena);
		import->faults = (struct px_faults){ .arena = &import->arena };
		if (row.bad) {
			px_faults_add(&import->faults, PX_REJECTING, NULL, "%s", row.bad);
			import->counts->rejected++;
		} else if (take_row(import, &row, err)) {
			return -1;
		}
		say(import, &row);
		if (++import->counts->read % PROGRESS_ROWS == 0 && import->options->progress)
			import->options->progress(import->source, import->options->data);
	}
	return got;
}

static bool
is_gone(const struct px_register_entry *entry)
{
	return entry->number && entry->seen != PX_SEEN;
}

static int64_t
count_gone(const struct px_register_map *map)
{
	int64_t gone = 0;

	for (size_t i = 0; i < map->capacity; i++)
		gone += is_gone(&map->entries[i]);
	return gone;
}

/* A row that is gone and one that is fresh under the same identity are one row that changed. */
static int
settle_counts(struct import *import, struct px_err *err)
{
	struct px_register_counts *counts = import->counts;
	struct px_register_list gone = PX_REGISTER_LIST_INIT;
	int result = 0;

	counts->removed = count_gone(&import->maps[PX_RT_ACTIVITY]);
	if (counts->removed && import->fresh.count) {
		result = px_register_load_gone(import->store, import->old_last,
					       &import->maps[PX_RT_ACTIVITY], &gone, err);
		counts->changed = px_register_list_common(&import->fresh, &gone);
	}
	counts->new = (int64_t)import->fresh.count - counts->changed;
	counts->removed -= counts->changed;
	px_register_list_release(&gone);
	return result;
}

/* What the old register holds and the file does not. */
static int
remove_gone(struct import *import, enum px_register_table table, struct px_err *err)
{
	const struct px_register_map *map = &import->maps[table];

	for (size_t i = 0; i < map->capacity; i++)
		if (is_gone(&map->entries[i]) &&
		    px_register_delete(import->store, table, map->entries[i].number, err))
			return -1;
	return 0;
}

static int
replace(struct import *import, struct px_err *err)
{
	if (settle_counts(import, err) ||
	    before_writing(import, count_gone(&import->maps[PX_RT_ACTIVITY]), err))
		return -1;
	for (int i = 0; i < PX_RT_COUNT; i++) {
		if (remove_gone(import, (enum px_register_table)i, err))
			return -1;
		if (import->bare && px_load_make_indexes(import->store, px_register_types[i], err))
			return -1;
	}
	return 0;
}

/* The file's own name: where it lay says nothing to who reads the database. */
static int
sign(struct import *import, struct px_err *err)
{
	const char *name = px_source_name(import->source), *slash = strrchr(name, '/');
	char now[PX_INSTANT_SIZE];

	px_instant_format(px_store_now(import->store), now);
	if (px_store_set(import->store, PX_RPPS_IMPORTED, now, err))
		return -1;
	return px_store_set(import->store, PX_RPPS_SOURCE, slash ? slash + 1 : name, err);
}

static int
load(struct import *import, struct px_err *err)
{
	for (int i = 0; i < PX_RT_COUNT; i++)
		if (px_register_load(import->store, (enum px_register_table)i, &import->maps[i],
				     &import->last[i], err))
			return -1;
	import->old = (int64_t)import->maps[PX_RT_ACTIVITY].count;
	import->old_last = import->last[PX_RT_ACTIVITY];
	return 0;
}

static int
run(struct import *import, struct px_err *err)
{
	if (px_register_columns(import->source, import->places, err) || load(import, err) ||
	    take_rows(import, err))
		return -1;
	/* An empty or ruined file must not empty the register. */
	if (import->counts->read == import->counts->rejected)
		return px_err_set(err, PX_REJECTED,
				  _("%s: no row can be stored: the register is kept as it was"),
				  px_source_name(import->source));
	return replace(import, err) || sign(import, err) ? -1 : 0;
}

int
px_register_import(struct px_store *store, const struct px_register_options *options,
		   struct px_register_counts *counts, struct px_err *err)
{
	struct px_source_options how = { .encoding = options->encoding,
					 .delimiter = options->delimiter,
					 .unquoted = true,
					 .member = "Personne_activite" };
	struct import import = { .store = store,
				 .options = options,
				 .counts = counts,
				 .scratch = PX_BUF_INIT,
				 .arena = PX_ARENA_INIT };
	int result = -1;

	*counts = (struct px_register_counts){ 0 };
	import.source = px_source_open(options->path, &how, err);
	if (import.source)
		result = run(&import, err);
	for (int i = 0; i < PX_RT_COUNT; i++)
		px_register_map_release(&import.maps[i]);
	px_register_list_release(&import.fresh);
	px_buf_release(&import.scratch);
	px_arena_release(&import.arena);
	px_source_close(import.source);
	return result;
}
