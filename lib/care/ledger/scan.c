/*
 * The attendances of the year, added up.
 *
 * They are read person by person, in the order of the index that holds all that is asked, so that
 * what is added to stays in the processor's cache; nothing depends on that order but the speed.
 * A large year is read by several threads, each in a store of its own, which share people out.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "care/ledger/sum.h"
#include "model/types.h"

enum { TO_THE_END = -1, SHARES = 32, WAITING = 16 };

enum {
	LINE_PRACTITIONER,
	LINE_MEETING,
	LINE_MINUTES,
	LINE_RATE,
	LINE_NATURE,
	LINE_COLUMNS,
};

/* A line that was read, and where its meeting is. */
struct line {
	int64_t columns[LINE_COLUMNS];
	const struct px_sum_meeting *meeting; /* NULL: none is there */
};

/* One reader: the people from `first` to before `end`, or TO_THE_END, which no row need be asked of. */
struct scan {
	const struct px_sums *sums;
	struct shares *shares;
	struct px_store *store;
	int64_t first, end;
	const struct px_person *person; /* whose lines come */
	struct px_group *cells;         /* of the person: one a class, or a class and nature */
	uint32_t *touched;              /* the cells that are not empty */
	size_t touched_count;
	struct line waiting[WAITING]; /* while their meetings come from memory */
	size_t waiting_count;
	struct px_groups groups;
	struct px_err err;
	int result;
	pthread_t thread;
};

/* CASE "nature" WHEN 'indemnity' THEN 0… END: a number is read faster than a text. */
static void
put_nature(struct px_buf *sql, const char *sign)
{
	px_buf_puts(sql, "CASE \"nature\"");
	for (int i = 0; px_natures[i]; i++)
		px_buf_printf(sql, " WHEN '%s' THEN %s%d", px_natures[i], sign, i + 1);
	px_buf_puts(sql, " END");
}

static int64_t
rate_of(const struct scan *scan, const int64_t *line, const struct px_sum_meeting *meeting)
{
	const struct px_sums *sums = scan->sums;
	char day[PX_DATE_SIZE];
	int64_t first;

	if (line[LINE_RATE] >= 0)
		return line[LINE_RATE];
	first = px_date_days((struct px_date){ sums->year, 1, 1 });
	px_date_format(px_date_from_days(first + meeting->day), day);
	return px_sum_rate(sums, scan->person, px_natures[-1 - line[LINE_RATE]], day);
}

static struct px_group *
cell_of(struct scan *scan, const int64_t *line, const struct px_sum_meeting *meeting)
{
	const struct px_sums *sums = scan->sums;
	uint64_t at = meeting->class_plus_one - 1;

	if (sums->weights[PX_LEDGER_BY_NATURE])
		at = at * sums->bases[PX_LEDGER_BY_NATURE] + (uint64_t)line[LINE_NATURE] - 1;
	if (!scan->cells[at].presences)
		scan->touched[scan->touched_count++] = (uint32_t)at;
	return &scan->cells[at];
}

static void
add_line(struct scan *scan, const int64_t *line, const struct px_sum_meeting *meeting)
{
	struct px_group *cell = cell_of(scan, line, meeting);
	int64_t minutes = line[LINE_MINUTES] >= 0 ? line[LINE_MINUTES] : meeting->minutes;
	int64_t cents = rate_of(scan, line, meeting);

	cell->presences++;
	cell->minutes += minutes;
	if (cents >= 0) {
		cell->cents += px_ledger_amount(minutes, cents);
	} else {
		cell->unrated++;
		cell->unrated_minutes += minutes;
	}
}

/* The part that a cell's class, and nature, have in the number of its group. */
static uint64_t
part_of(const struct px_sums *sums, uint32_t at)
{
	uint64_t weight = sums->weights[PX_LEDGER_BY_NATURE];
	uint64_t natures = weight ? sums->bases[PX_LEDGER_BY_NATURE] : 1;

	return sums->class_parts[at / natures] + weight * (at % natures);
}

/* What was added up for people whose part is this, to the groups; the cells are empty again. */
static void
flush(struct scan *scan, uint64_t part)
{
	for (size_t i = 0; i < scan->touched_count; i++) {
		uint32_t at = scan->touched[i];
		struct px_group *group;

		PX_GROW(scan->groups.items, scan->groups.count, scan->groups.capacity);
		group = &scan->groups.items[scan->groups.count++];
		*group = scan->cells[at];
		group->number.key_plus_one = part + part_of(scan->sums, at) + 1;
		scan->cells[at] = (struct px_group){ .presences = 0 };
	}
	scan->touched_count = 0;
}

static void
sum_line(struct scan *scan, const int64_t *line, const struct px_sum_meeting *meeting)
{
	const struct px_person *before = scan->person;

	if (!before || px_keyed_key(before) != (uint64_t)line[LINE_PRACTITIONER])
		scan->person =
			px_keyed_find(&scan->sums->people, (uint64_t)line[LINE_PRACTITIONER]);
	if (before && (!scan->person || scan->person->part != before->part))
		flush(scan, before->part);
	if (scan->person && meeting && meeting->class_plus_one)
		add_line(scan, line, meeting);
}

static void
sum_waiting(struct scan *scan)
{
	for (size_t i = 0; i < scan->waiting_count; i++)
		sum_line(scan, scan->waiting[i].columns, scan->waiting[i].meeting);
	scan->waiting_count = 0;
}

/* Meetings come in no order, each a miss of the processor's caches: it is asked for some at once. */
static void
take_line(const int64_t *columns, void *data)
{
	struct scan *scan = data;
	struct line *line = &scan->waiting[scan->waiting_count++];

	memcpy(line->columns, columns, sizeof(line->columns));
	line->meeting = px_sum_meeting(scan->sums, (uint64_t)columns[LINE_MEETING]);
	if (line->meeting)
		__builtin_prefetch(line->meeting);
	if (scan->waiting_count == WAITING)
		sum_waiting(scan);
}

/* Of millions of rows each column counts: the nature is read where it is summed by, and in the place
 * of the rate (-1, -2…) where there is none and the nature decides which holds. */
static int
read_lines(struct scan *scan)
{
	const struct px_sums *sums = scan->sums;
	int64_t bound[] = { sums->organization, scan->first, scan->end };
	struct px_buf columns = PX_BUF_INIT, rest = PX_BUF_INIT;
	int result;

	px_buf_puts(&columns, "\"practitioner\", \"meeting\", COALESCE(\"minutes\", -1), "
			      "COALESCE(\"rate_cents\", ");
	put_nature(&columns, "-");
	px_buf_putc(&columns, ')');
	if (sums->weights[PX_LEDGER_BY_NATURE]) {
		px_buf_puts(&columns, ", ");
		put_nature(&columns, "");
	}
	px_buf_printf(&rest,
		      "FROM \"attendance\" WHERE %s AND \"practitioner\" >= $2 "
		      "AND \"state\" = 'present'%s",
		      px_sum_organization(sums),
		      scan->end == TO_THE_END ? "" : " AND \"practitioner\" < $3");
	result = px_store_each(scan->store, columns.data, rest.data, bound,
			       scan->end == TO_THE_END ? 2 : 3, take_line, scan, &scan->err);
	px_buf_release(&columns);
	px_buf_release(&rest);
	sum_waiting(scan);
	if (scan->person)
		flush(scan, scan->person->part);
	scan->person = NULL;
	return result;
}

/* Shares of people, which readers take one after the other: who has those that meet less takes more. */
struct shares {
	const struct px_sums *sums;
	int64_t last, count, taken;
	pthread_mutex_t lock;
};

/* The next one, whose people have ids from first to before end.  False: none is left. */
static bool
take_share(struct shares *shares, struct scan *scan)
{
	int64_t width = shares->last / shares->count, share;

	pthread_mutex_lock(&shares->lock);
	share = shares->taken++;
	pthread_mutex_unlock(&shares->lock);
	scan->first = width * share;
	scan->end = share + 1 < shares->count ? width * (share + 1) : TO_THE_END;
	return share < shares->count;
}

static void
open_shares(const struct px_sums *sums, struct shares *shares)
{
	*shares = (struct shares){ .sums = sums, .count = sums->reader_count > 1 ? SHARES : 1 };
	for (size_t i = 0; i < sums->people.capacity; i++) {
		const struct px_person *person = (const struct px_person *)sums->people.slots + i;

		if (person->id.key_plus_one && (int64_t)px_keyed_key(person) > shares->last)
			shares->last = (int64_t)px_keyed_key(person);
	}
	pthread_mutex_init(&shares->lock, NULL);
}

static void *
run(void *data)
{
	struct scan *scan = data;
	const struct px_sums *sums = scan->sums;
	struct px_groups *groups = &scan->groups;
	size_t cells = (sums->classes.count + 1) * sums->bases[PX_LEDGER_BY_NATURE];

	scan->cells = px_calloc(cells, sizeof(*scan->cells));
	scan->touched = px_calloc(cells, sizeof(*scan->touched));
	while (!scan->result && take_share(scan->shares, scan))
		scan->result = read_lines(scan);
	groups->items = px_keyed_sort(groups->items, groups->count, sizeof(*groups->items));
	free(scan->cells);
	free(scan->touched);
	return NULL;
}

int
px_sum_scan(const struct px_sums *sums, struct px_groups groups[PX_SUM_READERS], struct px_err *err)
{
	struct scan scans[PX_SUM_READERS] = { { .sums = NULL } };
	bool started[PX_SUM_READERS] = { false };
	struct shares shares;
	int result = 0;

	open_shares(sums, &shares);
	for (size_t i = 0; i < sums->reader_count; i++)
		scans[i] =
			(struct scan){ .sums = sums, .shares = &shares, .store = sums->stores[i] };
	for (size_t i = 1; i < sums->reader_count; i++)
		started[i] = pthread_create(&scans[i].thread, NULL, run, &scans[i]) == 0;
	run(&scans[0]);
	for (size_t i = 0; i < sums->reader_count; i++) {
		if (started[i])
			pthread_join(scans[i].thread, NULL);
		groups[i] = scans[i].groups;
		if (scans[i].result && !result && err)
			*err = scans[i].err;
		result = scans[i].result ? -1 : result;
	}
	pthread_mutex_destroy(&shares.lock);
	return result;
}
