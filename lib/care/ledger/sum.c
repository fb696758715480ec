#include "care/ledger/sum.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/types.h"

enum { MONTHS = 12, MEETINGS_A_READER = 10000 };

/* When all organizations are asked the condition is one that is looked at once, not for each row. */
const char *
px_sum_organization(const struct px_sums *sums)
{
	return sums->organization ? "\"organization\" = $1" : "CAST($1 AS bigint) = 0";
}

struct px_stmt *
px_sum_prepare(const struct px_sums *sums, struct px_store *store, const char *columns,
	       const char *conditions, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;

	px_buf_printf(&sql, "SELECT %s WHERE %s%s", columns, px_sum_organization(sums), conditions);
	stmt = px_store_prepare(store, sql.data, err);
	px_buf_release(&sql);
	if (stmt)
		px_bind_number(stmt, 1, sums->organization);
	return stmt;
}

static uint64_t
count_words(const char *const *words)
{
	uint64_t count = 0;

	while (words[count])
		count++;
	return count;
}

/* The largest id of a type: how many there are at most. */
static int
last_id(const struct px_sums *sums, const char *sql, uint64_t *last, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(sums->stores[0], sql, err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got == 1)
		*last = (uint64_t)px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

/* What a place of each is worth in the number of a group.  People are not read yet: there are no
 * more handles than people. */
static int
weigh(struct px_sums *sums, struct px_err *err)
{
	uint64_t weight = 1, people = 0;

	if (last_id(sums, "SELECT COALESCE(MAX(\"id\"), 0) FROM \"practitioner\"", &people, err))
		return -1;
	sums->bases[PX_LEDGER_BY_PRACTITIONER] = people + 1;
	sums->bases[PX_LEDGER_BY_MONTH] = MONTHS;
	sums->bases[PX_LEDGER_BY_PROJECT] = sums->project_names.count + 1;
	sums->bases[PX_LEDGER_BY_KIND] = count_words(px_meeting_kinds);
	sums->bases[PX_LEDGER_BY_NATURE] = count_words(px_natures);
	for (size_t i = sums->by_count; i-- > 0;) {
		sums->weights[sums->by[i]] = weight;
		weight *= sums->bases[sums->by[i]];
	}
	return 0;
}

static size_t
place_in(const struct px_sums *sums, uint64_t number, enum px_ledger_by by)
{
	return (size_t)(number / sums->weights[by] % sums->bases[by]);
}

static void
say_person(const struct px_sums *sums, size_t place, struct px_ledger_sum *sum)
{
	sum->practitioner = sums->people_names.items[place].key;
	sum->family = sums->people_names.items[place].family;
	sum->given = sums->people_names.items[place].given;
}

static void
say_place(const struct px_sums *sums, enum px_ledger_by by, size_t place, struct px_ledger_sum *sum)
{
	switch (by) {
	case PX_LEDGER_BY_PRACTITIONER:
		say_person(sums, place, sum);
		break;
	case PX_LEDGER_BY_MONTH:
		sum->month = (int)place + 1;
		break;
	case PX_LEDGER_BY_PROJECT:
		if (place < sums->project_names.count)
			sum->project = sums->project_names.items[place].key;
		break;
	case PX_LEDGER_BY_KIND:
		sum->kind = px_meeting_kinds[place];
		break;
	case PX_LEDGER_BY_NATURE:
		sum->nature = px_natures[place];
		break;
	}
}

static struct px_ledger_sum
sum_of(const struct px_sums *sums, const struct px_group *group)
{
	struct px_ledger_sum sum = {
		.presences = group->presences,
		.unrated = group->unrated,
		.minutes = group->minutes,
		.unrated_minutes = group->unrated_minutes,
		.amount_cents =
			group->unrated == group->presences ? PX_LEDGER_NO_RATE : group->cents,
	};

	for (size_t i = 0; i < sums->by_count; i++)
		say_place(sums, sums->by[i], place_in(sums, px_keyed_key(group), sums->by[i]),
			  &sum);
	return sum;
}

static void
add(struct px_group *to, const struct px_group *group)
{
	to->presences += group->presences;
	to->unrated += group->unrated;
	to->minutes += group->minutes;
	to->unrated_minutes += group->unrated_minutes;
	to->cents += group->cents;
}

/* The group of the smallest number that is left: what all scans have of it, added up.  False: none. */
static bool
next_group(struct px_groups *groups, size_t count, struct px_group *out)
{
	uint64_t least = UINT64_MAX;

	for (size_t i = 0; i < count; i++)
		if (groups[i].given < groups[i].count &&
		    px_keyed_key(&groups[i].items[groups[i].given]) < least)
			least = px_keyed_key(&groups[i].items[groups[i].given]);
	*out = (struct px_group){ .number.key_plus_one = least + 1 };
	for (size_t i = 0; i < count; i++)
		while (groups[i].given < groups[i].count &&
		       px_keyed_key(&groups[i].items[groups[i].given]) == least)
			add(out, &groups[i].items[groups[i].given++]);
	return least != UINT64_MAX;
}

static int
give(const struct px_sums *sums, struct px_groups *groups,
     int (*take)(const struct px_ledger_sum *sum, void *data, struct px_err *err), void *data,
     struct px_err *err)
{
	struct px_group group;
	int result = 0;

	while (!result && next_group(groups, sums->reader_count, &group)) {
		struct px_ledger_sum sum = sum_of(sums, &group);

		result = take(&sum, data, err);
	}
	return result;
}

/* How many readers are worth their start: none but ours when meetings are few.  Fewer when what they
 * would read is not what ours does. */
static int
open_readers(struct px_sums *sums, struct px_err *err)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t meetings = 0, wanted;

	if (last_id(sums, "SELECT COALESCE(MAX(\"id\"), 0) FROM \"meeting\"", &meetings, err))
		return -1;
	wanted = meetings / MEETINGS_A_READER;
	if (processors > 0 && wanted > (uint64_t)processors)
		wanted = (uint64_t)processors;
	while (sums->reader_count < wanted && sums->reader_count < PX_SUM_READERS) {
		struct px_store *twin = px_store_twin(sums->stores[0]);

		if (!twin)
			break;
		sums->stores[sums->reader_count++] = twin;
	}
	return 0;
}

struct people_reader {
	struct px_sums *sums;
	struct px_err err;
	int result;
};

static void *
read_people(void *data)
{
	struct people_reader *reader = data;

	reader->result = px_sum_read_people(reader->sums, reader->sums->stores[1], &reader->err);
	return NULL;
}

/* People and meetings, which know nothing of each other: by two readers when there are two. */
static int
read_both(struct px_sums *sums, struct px_err *err)
{
	struct people_reader people = { .sums = sums };
	pthread_t thread;
	int result;

	if (sums->reader_count < 2 || pthread_create(&thread, NULL, read_people, &people))
		return px_sum_read_people(sums, sums->stores[0], err) ||
				       px_sum_read_meetings(sums, sums->stores[0], err)
			       ? -1
			       : 0;
	result = px_sum_read_meetings(sums, sums->stores[0], err);
	pthread_join(thread, NULL);
	if (!result && people.result && err)
		*err = people.err;
	return result || people.result ? -1 : 0;
}

static int
read_year(struct px_sums *sums, struct px_err *err)
{
	if (open_readers(sums, err) || px_sum_read_projects(sums, err) ||
	    px_sum_read_rates(sums, err) || weigh(sums, err))
		return -1;
	return read_both(sums, err);
}

int
px_ledger_sum(struct px_store *store, int64_t organization, const struct px_zone *zone, int year,
	      const enum px_ledger_by *by, size_t by_count,
	      int (*take)(const struct px_ledger_sum *sum, void *data, struct px_err *err),
	      void *data, struct px_err *err)
{
	struct px_sums sums = {
		.stores = { store },
		.reader_count = 1,
		.organization = organization,
		.zone = zone,
		.year = year,
		.by = by,
		.by_count = by_count,
		.people = PX_KEYED_INIT(struct px_person),
		.classes = PX_KEYED_INIT(struct px_class),
	};
	struct px_groups groups[PX_SUM_READERS] = { { NULL, 0, 0, 0 } };
	int result = read_year(&sums, err);

	if (!result)
		result = px_sum_scan(&sums, groups, err);
	if (!result)
		result = give(&sums, groups, take, data, err);
	for (size_t i = 0; i < sums.reader_count; i++)
		free(groups[i].items);
	for (size_t i = 1; i < sums.reader_count; i++)
		px_store_close(sums.stores[i]);
	px_sum_release_meetings(&sums);
	px_keyed_release(&sums.people);
	free(sums.people_names.items);
	free(sums.rates);
	px_arena_release(&sums.arena);
	return result;
}
