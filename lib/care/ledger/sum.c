#include "care/ledger/sum.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/types.h"

enum { MONTHS = 12 };

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

/* The places are known: what each is worth in the number of a group. */
static void
weigh(struct px_sums *sums)
{
	struct px_person *people = (struct px_person *)sums->people.slots;
	uint64_t weight = 1;

	sums->bases[PX_LEDGER_BY_PRACTITIONER] = sums->people_names.count + 1;
	sums->bases[PX_LEDGER_BY_MONTH] = MONTHS;
	sums->bases[PX_LEDGER_BY_PROJECT] = sums->project_names.count + 1;
	sums->bases[PX_LEDGER_BY_KIND] = count_words(px_meeting_kinds);
	sums->bases[PX_LEDGER_BY_NATURE] = count_words(px_natures);
	for (size_t i = sums->by_count; i-- > 0;) {
		sums->weights[sums->by[i]] = weight;
		weight *= sums->bases[sums->by[i]];
	}
	for (size_t i = 0; i < sums->people.capacity; i++)
		people[i].part *= sums->weights[PX_LEDGER_BY_PRACTITIONER];
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

static int
give(const struct px_sums *sums, struct px_groups *groups,
     int (*take)(const struct px_ledger_sum *sum, void *data, struct px_err *err), void *data,
     struct px_err *err)
{
	int result = 0;

	groups->items = px_keyed_sort(groups->items, groups->count, sizeof(*groups->items));
	for (size_t i = 0; i < groups->count && result == 0;) {
		struct px_group group = groups->items[i];
		struct px_ledger_sum sum;

		while (++i < groups->count &&
		       px_keyed_key(&groups->items[i]) == px_keyed_key(&group))
			add(&group, &groups->items[i]);
		sum = sum_of(sums, &group);
		result = take(&sum, data, err);
	}
	return result;
}

static int
read_year(struct px_sums *sums, struct px_err *err)
{
	if (px_sum_read_people(sums, err) || px_sum_read_projects(sums, err) ||
	    px_sum_read_rates(sums, err))
		return -1;
	weigh(sums);
	return px_sum_read_meetings(sums, err);
}

int
px_ledger_sum(struct px_store *store, int64_t organization, const struct px_zone *zone, int year,
	      const enum px_ledger_by *by, size_t by_count,
	      int (*take)(const struct px_ledger_sum *sum, void *data, struct px_err *err),
	      void *data, struct px_err *err)
{
	struct px_sums sums = {
		.store = store,
		.organization = organization,
		.zone = zone,
		.year = year,
		.by = by,
		.by_count = by_count,
		.people = PX_KEYED_INIT(struct px_person),
		.pages = PX_KEYED_INIT(struct px_sum_page),
		.classes = PX_KEYED_INIT(struct px_class),
	};
	struct px_groups groups = { NULL, 0, 0 };
	int result = read_year(&sums, err);

	if (!result)
		result = px_sum_scan(&sums, &groups, err);
	if (!result)
		result = give(&sums, &groups, take, data, err);
	free(groups.items);
	px_sum_release_meetings(&sums);
	px_keyed_release(&sums.people);
	free(sums.people_names.items);
	free(sums.rates);
	px_arena_release(&sums.arena);
	return result;
}
