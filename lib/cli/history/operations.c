/* plexus log --operations: what each command did. */
#include "care/history.h"
#include "cli/history/rows.h"
#include "cli/sink.h"

struct listing {
	struct px_run *run;
	struct px_sink *sink; /* NULL: they are counted */
	const struct px_filters *filters;
	int64_t found, skip;
};

static void
fill(const struct px_operation_row *row, struct px_value values[PX_OPERATION_FIELDS])
{
	values[PX_OPERATION_AT] = px_value_of_text(row->at);
	values[PX_OPERATION_ACTOR] = px_value_of_text(row->actor);
	values[PX_OPERATION_COMMAND] = px_value_of_text(*row->command ? row->command : NULL);
	values[PX_OPERATION_RECORDS] = px_value_of_number(row->records);
	values[PX_OPERATION_UNDONE] = px_value_of_number(row->undone);
	values[PX_OPERATION_UID] = px_value_of_text(row->uid);
	values[PX_OPERATION_UNDOES] = px_value_of_text(*row->undoes ? row->undoes : NULL);
	values[PX_OPERATION_SEQ] = px_value_of_number(row->first);
}

static int
take(const struct px_operation_row *row, void *data, struct px_err *err)
{
	struct listing *listing = data;
	struct px_value values[PX_OPERATION_FIELDS];
	struct px_record record = { &px_view_operation, values };
	int got = 1;

	fill(row, values);
	for (size_t i = 0; got == 1 && i < listing->filters->count; i++)
		got = px_filter_match(&listing->filters->items[i], &record, err);
	if (got != 1)
		return got;
	if (listing->found++ < listing->skip || !listing->sink)
		return px_run_check(listing->run, err);
	return px_sink_put(listing->sink, &record, err);
}

static int
list(struct listing *listing, struct px_err *err)
{
	struct px_run *run = listing->run;
	struct px_slot_at at = { .store = run->store,
				 .arena = &run->arena,
				 .world = &run->world,
				 .organization = run->home };

	listing->found = 0;
	return px_history_each(&at, run->organization, take, listing, err);
}

/* --limit alone asks for the newest, as people do; with --sort it cuts the end. */
static int
skip_older(struct listing *listing, struct px_err *err)
{
	struct px_run *run = listing->run;
	int64_t limit;

	if (px_option_number(run, &px_opt_limit, 0, INT64_MAX, -1, &limit, err) != 0)
		return -1;
	if (limit < 0 || px_option_given(run, &px_opt_sort))
		return 0;
	if (list(listing, err) != 0)
		return -1;
	listing->skip = listing->found > limit ? listing->found - limit : 0;
	return 0;
}

int
px_run_operations(struct px_run *run, const struct px_filters *filters, struct px_err *err)
{
	struct listing listing = { .run = run, .filters = filters };

	if (skip_older(&listing, err) != 0)
		return -1;
	listing.sink = px_sink_open(run, &px_view_operation, PX_SINK_MANY, err);
	if (!listing.sink)
		return -1;
	if (list(&listing, err) == 0)
		return px_sink_close(listing.sink, err);
	px_sink_abandon(listing.sink);
	return -1;
}
