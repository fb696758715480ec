#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/register/offers.h"
#include "care/register/positions.h"
#include "care/register/reader.h"
#include "care/register/rpps.h"
#include "care/register/same.h"
#include "store/load.h"

enum {
	/* Indexes are dropped once this many rows are written or removed, and an eighth of those that
	 * were there: fewer are cheaper to index one by one than the whole is to index anew. */
	FEW_ROWS = 20000,
	FEW_SHARE = 8,
	MOST_KINDS = UINT16_MAX,
};

/* So many rows to write or remove: from here on without indexes. */
static int
before_writing(struct px_rpps *rpps, size_t rows)
{
	rpps->written += rows;
	if (rpps->bare || rpps->written <= FEW_ROWS + rpps->old / FEW_SHARE)
		return 0;
	rpps->bare = true;
	return px_orders_put(rpps->orders, PX_DROP_INDEXES, NULL, NULL);
}

static int
put_person(struct px_rpps *rpps, struct px_register_entry *entry,
	   const struct px_register_values *values)
{
	const char *const *texts = values->texts;

	entry->number = ++rpps->last[PX_RT_PERSON];
	PX_GROW(rpps->persons, rpps->person_count, rpps->person_capacity);
	rpps->persons[rpps->person_count++] = (struct px_rpps_person){ 0, 0 };
	return px_orders_put(
		rpps->orders, PX_PUT_PERSON,
		(const int64_t[]){ entry->number, (int64_t)entry->digest },
		(const char *const[]){ texts[PX_RPPS_PERSON_RPPS], texts[PX_RPPS_PERSON_ADELI],
				       texts[PX_RPPS_PERSON_TITLE], texts[PX_RPPS_PERSON_FAMILY],
				       texts[PX_RPPS_PERSON_GIVEN] });
}

static int
put_structure(struct px_rpps *rpps, struct px_register_entry *entry,
	      const struct px_register_values *values)
{
	const char *texts[PX_ORDER_TEXTS];
	struct px_register_spot spot = px_positions_find(
		rpps->positions, values->texts[PX_RPPS_STRUCTURE_INSEE],
		values->texts[PX_RPPS_STRUCTURE_POSTCODE], values->texts[PX_RPPS_STRUCTURE_CITY]);
	bool known = spot.lat != PX_NOWHERE;
	int count = 0;

	for (int i = PX_F_OWN; i < PX_RPPS_STRUCTURE_LAT; i++)
		texts[count++] = values->texts[i];
	entry->number = ++rpps->last[PX_RT_STRUCTURE];
	PX_GROW(rpps->spots, rpps->spot_count, rpps->spot_capacity);
	rpps->spots[rpps->spot_count++] = spot;
	return px_orders_put(rpps->orders, PX_PUT_STRUCTURE,
			     (const int64_t[]){ entry->number, known ? spot.lat : PX_ORDER_NULL,
						known ? spot.lon : PX_ORDER_NULL,
						(int64_t)entry->digest },
			     texts);
}

/*
 * A part of the row (person or structure) at its first appearance in the file: check it, once.  Its
 * values are for the writing that follows when it is not stored.
 */
static struct px_register_entry *
meet(struct px_rpps *rpps, enum px_register_table table, const struct px_register_row *row,
     uint64_t digest, struct px_register_values *values)
{
	struct px_register_entry *entry = px_register_map_at(&rpps->maps[table], digest);
	struct px_faults *faults = &rpps->reader.faults;
	size_t before = px_faults_count(faults, PX_REJECTING);

	if (entry->seen == PX_SEEN)
		return entry;
	if (table == PX_RT_PERSON)
		px_register_person(row, faults, values);
	else
		px_register_structure(row, faults, values);
	entry->seen = px_faults_count(faults, PX_REJECTING) > before ? PX_SEEN_BAD : PX_SEEN;
	return entry;
}

static int
put_trade(struct px_rpps *rpps, const struct px_register_row *row, uint32_t *trade)
{
	const char *profession = row->cells[PX_RC_PROFESSION], *skill = row->cells[PX_RC_SKILL];
	struct px_register_entry *entry = px_register_map_at(
		&rpps->maps[PX_RT_TRADE], px_rpps_trade_digest(profession, skill, &rpps->scratch));
	int result = 0;

	if (!entry->number) {
		entry->number = ++rpps->last[PX_RT_TRADE];
		result = px_orders_put(rpps->orders, PX_PUT_TRADE,
				       (const int64_t[]){ entry->number },
				       (const char *const[]){ *profession ? profession : NULL,
							      *skill ? skill : NULL });
	}
	*trade = entry->number;
	return result;
}

static int
put_kind(struct px_rpps *rpps, struct px_register_entry *entry, const struct px_register_row *row)
{
	const char *texts[PX_RC_KIND_TEXTS];
	uint32_t trade;

	for (int i = 0; i < PX_RC_KIND_TEXTS; i++) {
		const char *cell = row->cells[PX_RC_STRUCTURE_END + i];

		texts[i] = *cell ? cell : NULL;
	}
	if (put_trade(rpps, row, &trade))
		return -1;
	entry->number = ++rpps->last[PX_RT_KIND];
	PX_GROW(rpps->trades, rpps->trade_count, rpps->trade_capacity);
	rpps->trades[rpps->trade_count++] = trade;
	return px_orders_put(rpps->orders, PX_PUT_KIND, (const int64_t[]){ entry->number, trade },
			     texts);
}

/* What the row needs before it can be stored, and its numbers. */
static int
keep_parts(struct px_rpps *rpps, const struct px_register_row *row,
	   struct px_register_entry *person, const struct px_register_values *person_values,
	   struct px_register_entry *structure, const struct px_register_values *structure_values,
	   struct px_rpps_activity *out)
{
	struct px_register_entry *kind = px_register_map_at(&rpps->maps[PX_RT_KIND], row->kind);

	if ((!person->number || (structure && !structure->number)) && before_writing(rpps, 1))
		return -1;
	if ((!person->number && put_person(rpps, person, person_values)) ||
	    (structure && !structure->number && put_structure(rpps, structure, structure_values)) ||
	    (!kind->number && put_kind(rpps, kind, row)))
		return -1;
	*out = (struct px_rpps_activity){ .id = (int64_t)person->number * PX_RPPS_SPAN,
					  .structure = structure ? structure->number : 0,
					  .kind = (uint16_t)kind->number,
					  .seen = true };
	return 0;
}

/* Person and structure first, so that nothing is stored of a row that is refused. */
static int
take_parts(struct px_rpps *rpps, const struct px_register_row *row, struct px_rpps_activity *out)
{
	struct px_register_values person_values = { { NULL } }, structure_values = { { NULL } };
	struct px_register_entry *person, *structure = NULL;

	person = meet(rpps, PX_RT_PERSON, row, row->person, &person_values);
	if (row->structure)
		structure = meet(rpps, PX_RT_STRUCTURE, row, row->structure, &structure_values);
	if (rpps->last[PX_RT_KIND] >= MOST_KINDS)
		px_faults_add(&rpps->reader.faults, PX_REJECTING, NULL,
			      _("more than 65535 kinds of activity: this is no such register"));
	if (px_reader_refused(&rpps->reader))
		return 0;
	return keep_parts(rpps, row, person, &person_values, structure, &structure_values, out);
}

static void
count_fresh(struct px_rpps *rpps, const struct px_register_row *row)
{
	rpps->reader.counts->new ++;
	if (rpps->old)
		px_register_list_add(
			&rpps->fresh,
			px_register_identity(row->cells[PX_RC_TYPE], row->cells[PX_RC_NUMBER],
					     row->cells[PX_RC_PROFESSION], row->cells[PX_RC_SKILL],
					     row->cells[PX_RC_STRUCTURE], row->cells[PX_RC_MODE],
					     row->cells[PX_RC_ROLE], &rpps->scratch));
}

static int
put_activity(struct px_rpps *rpps, const struct px_register_row *row, int64_t line,
	     struct px_rpps_activity *activity)
{
	struct px_rpps_person *person = &rpps->persons[activity->id / PX_RPPS_SPAN];

	if (person->rank >= PX_RPPS_SPAN) {
		px_faults_add(&rpps->reader.faults, PX_REJECTING, NULL,
			      _("more than %d activities of one person"), PX_RPPS_SPAN);
		return 0;
	}
	count_fresh(rpps, row);
	activity->id += person->rank++;
	px_rpps_add(rpps, activity);
	if (before_writing(rpps, 1))
		return -1;
	return px_orders_put(
		rpps->orders, PX_PUT_ACTIVITY,
		(const int64_t[]){ activity->id,
				   activity->structure ? activity->structure : PX_ORDER_NULL,
				   activity->kind, line },
		NULL);
}

/* The activity is stored, under another line: columns that are not read have changed. */
static int
meet_activity(struct px_rpps *rpps, int64_t line, struct px_rpps_activity *stored)
{
	rpps->reader.counts->unchanged++;
	if (stored->seen)
		return 0;
	stored->seen = true;
	return px_orders_put(rpps->orders, PX_CHANGE_LINE, (const int64_t[]){ stored->id, line },
			     NULL);
}

static int
take_row(struct px_reader *reader, const struct px_row *source_row, struct px_err *err)
{
	struct px_rpps *rpps = reader->data;
	struct px_register_row row;
	struct px_rpps_activity activity, *stored;
	int64_t line;
	int result;

	px_register_row_read(source_row, rpps->places, &rpps->scratch, &row);
	if (take_parts(rpps, &row, &activity))
		return px_orders_finish(rpps->orders, err);
	if (px_reader_refused(reader))
		return 0;
	/* What is said of a row is said of it again: its line is not to be passed over. */
	line = reader->faults.count ? PX_ORDER_NULL : (int64_t)rpps->line;
	stored = px_rpps_find(rpps, &activity);
	result = stored ? meet_activity(rpps, line, stored)
			: put_activity(rpps, &row, line, &activity);
	return result ? px_orders_finish(rpps->orders, err) : 0;
}

/* A line that the old register has needs no more than this. */
static bool
is_known(const char *line, size_t length, void *data)
{
	struct px_rpps *rpps = data;
	struct px_rpps_activity *activity;
	struct px_register_entry *entry;

	rpps->line = px_register_digest(line, length);
	entry = px_register_map_find(&rpps->lines, rpps->line);
	if (!entry)
		return false;
	activity = &rpps->activities[entry->number - 1];
	activity->seen = true;
	rpps->reader.counts->unchanged++;
	px_reader_pass(&rpps->reader);
	return true;
}

static int
run(struct px_rpps *rpps, struct px_err *err)
{
	struct px_reader *reader = &rpps->reader;

	if (px_register_columns(reader->source, rpps->places, err) || px_rpps_load(rpps, err))
		return -1;
	rpps->positions = px_positions_open(rpps->store, reader->options->communes, err);
	if (!rpps->positions || px_load_begin(rpps->store, err))
		return -1;
	rpps->orders = px_orders_open(rpps->store, !rpps->old);
	if (px_reader_rows(reader, take_row, err) || px_orders_finish(rpps->orders, err) ||
	    px_rpps_settle(rpps, err))
		return -1;
	return px_register_sign(rpps->store, "rpps", px_source_name(reader->source), err);
}

static int
import_file(struct px_store *store, const struct px_register_options *options,
	    struct px_register_counts *counts, struct px_err *err)
{
	struct px_rpps rpps = { .store = store, .scratch = PX_BUF_INIT };
	struct px_source_options how = { .unquoted = true,
					 .member = "Personne_activite",
					 .known = is_known,
					 .known_data = &rpps };
	int result;

	result = px_reader_open(&rpps.reader, options, &how, counts, err);
	rpps.reader.data = &rpps;
	if (!result)
		result = run(&rpps, err);
	px_rpps_release(&rpps);
	px_load_end(store);
	return result;
}

int
px_register_import(struct px_store *store, const struct px_register_options *options,
		   struct px_register_counts *counts, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	const char *mark = px_register_mark(store, options, &arena);
	bool same = false;
	int result = px_register_same(store, mark, &same, counts, err);

	if (!result && same)
		result = px_register_sign(store, "rpps", options->path, err);
	else if (!result)
		result = import_file(store, options, counts, err) ||
			 px_register_remember(store, mark, counts, err);
	px_arena_release(&arena);
	return result ? -1 : 0;
}
