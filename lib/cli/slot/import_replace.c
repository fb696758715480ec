/* Of `plexus-slot import --replace`: a file is all that other software has of somebody in its time. */
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/slot/hearing.h"
#include "cli/slot/slot.h"

enum { SECONDS_OF_MINUTE = 60 };

const struct px_option px_opt_replace = {
	"replace", 0, NULL,
	N_("the files are all there is in their time: close free slots that they told of once and "
	   "have no more")
};

/* What the files have of one person or service. */
struct px_listed {
	struct px_record who;
	int64_t first, end; /* instants; the same: no time is told of */
	int64_t *starts;
	size_t count, capacity;
};

static bool
is_of(const struct px_listed *listed, const struct px_record *who)
{
	return listed->who.type == who->type &&
	       listed->who.values[PX_F_ID].number == who->values[PX_F_ID].number;
}

static struct px_listed *
listed_of(struct px_hearing *hearing, const struct px_record *who)
{
	struct px_listed *listed;

	for (size_t i = 0; i < hearing->listed_count; i++)
		if (is_of(&hearing->listed[i], who))
			return &hearing->listed[i];
	PX_GROW(hearing->listed, hearing->listed_count, hearing->listed_capacity);
	listed = &hearing->listed[hearing->listed_count++];
	*listed = (struct px_listed){ .who = px_record_copy(&hearing->run->arena, who) };
	return listed;
}

static void
widen(struct px_listed *listed, int64_t first, int64_t end)
{
	bool none = listed->first == listed->end;

	listed->first = none || first < listed->first ? first : listed->first;
	listed->end = none || end > listed->end ? end : listed->end;
}

/* Faults of the row are for whoever takes it: here it only must be known whose time it is. */
static int
find_who(const struct px_told_row *row, struct px_record *who, bool *known, struct px_err *err)
{
	struct px_told_row copy = { row->hearing, row->row, NULL, NULL };
	int result = px_told_who(&copy, who, err);

	*known = !copy.reason;
	return result;
}

int
px_told_list(const struct px_told_row *row, const struct px_slot_told *told, bool spans,
	     struct px_err *err)
{
	struct px_hearing *hearing = row->hearing;
	struct px_listed *listed;
	struct px_record who;
	bool known;

	if (!px_option_given(hearing->run, &px_opt_replace))
		return 0;
	if (find_who(row, &who, &known, err) != 0)
		return -1;
	if (spans && (!told->start || !px_told_cell(row, "who")))
		hearing->unsure = true;
	if (!known || !told->start)
		return 0;
	listed = listed_of(hearing, &who);
	PX_GROW(listed->starts, listed->count, listed->capacity);
	listed->starts[listed->count++] = told->start;
	if (spans)
		widen(listed, told->start,
		      told->start + (told->minutes > 0 ? told->minutes : 1) * SECONDS_OF_MINUTE);
	return 0;
}

int
px_told_horizon(const struct px_told_row *row, struct px_err *err)
{
	struct px_hearing *hearing = row->hearing;
	const char *start = px_told_cell(row, "start"), *end = px_told_cell(row, "end");
	int64_t first, last;
	struct px_record who;
	bool known;

	if (!px_option_given(hearing->run, &px_opt_replace))
		return 0;
	if (find_who(row, &who, &known, err) != 0)
		return -1;
	if (known && start && end && px_instant_parse(start, &first) == 0 &&
	    px_instant_parse(end, &last) == 0 && first < last)
		widen(listed_of(hearing, &who), first, last);
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

static void
keep(int64_t slot, int64_t appointment, void *data)
{
	struct px_hearing *hearing = data;

	hearing->counts.kept++;
	px_warn(hearing->run,
		_("slot %lld is not listed any more, and appointment %lld has it: move or cancel "
		  "it"),
		(long long)slot, (long long)appointment);
}

static int
replace_one(struct px_hearing *hearing, struct px_listed *listed, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(hearing->run);
	struct px_slot_snapshot snapshot = { &listed->who, listed->first, listed->end,
					     listed->starts, listed->count };

	at.arena = &hearing->arena;
	px_arena_reset(&hearing->arena);
	if (listed->count)
		qsort(listed->starts, listed->count, sizeof(*listed->starts), compare);
	return px_slot_replace(&at, &snapshot, &hearing->counts.closed, keep, hearing, err);
}

int
px_told_replace(struct px_hearing *hearing, struct px_err *err)
{
	hearing->counts.replaces = px_option_given(hearing->run, &px_opt_replace);
	if (hearing->counts.replaces && hearing->unsure) {
		px_warn(hearing->run,
			_("nothing was closed: a slot of these files does not say whose it is, or "
			  "when"));
		return 0;
	}
	for (size_t i = 0; i < hearing->listed_count; i++)
		if (replace_one(hearing, &hearing->listed[i], err) != 0)
			return -1;
	return 0;
}

void
px_told_release(struct px_hearing *hearing)
{
	for (size_t i = 0; i < hearing->listed_count; i++)
		free(hearing->listed[i].starts);
	free(hearing->listed);
}
