#include "cli/view/missing.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "care/public.h"
#include "cli/sink.h"

enum {
	MISSING_TYPE,
	MISSING_ID,
	MISSING_NAME,
	MISSING_FACT,
	MISSING_WHAT,
	MISSING_COMMAND,
	MISSING_WHY,
	MISSING_FIELDS,
};

static const struct px_field missing_fields[] = {
	[MISSING_TYPE] = { "type", &px_kind_text, 0, N_("type of the record") },
	[MISSING_ID] = { "id", &px_kind_integer, 0, N_("number of the record") },
	[MISSING_NAME] = { "name", &px_kind_text, PX_COLUMN, N_("of whom it is missing") },
	[MISSING_FACT] = { "fact", &px_kind_text, 0, N_("the fact, a word for scripts") },
	[MISSING_WHAT] = { "what", &px_kind_text, PX_COLUMN, N_("what is missing") },
	[MISSING_COMMAND] = { "command", &px_kind_text, PX_COLUMN, N_("what supplies it") },
	[MISSING_WHY] = { "why", &px_kind_text, PX_COLUMN, N_("the text that asks for it") },
};

const struct px_type px_view_missing = {
	.name = "missing",
	.plural = "missing",
	.label = N_("missing fact"),
	.help = N_("a fact that a public site must say, and that no record holds"),
	.flags = PX_VIEW,
	.fields = missing_fields,
	.field_count = PX_COUNT(missing_fields),
};

static int
put(struct px_run *run, struct px_sink *sink, const struct px_public_gap *gap, struct px_err *err)
{
	bool raw = px_run_for_machines(run); /* whose words are the same in every language */
	struct px_value values[MISSING_FIELDS] = {
		[MISSING_TYPE] = px_value_of_text(gap->record->type->name),
		[MISSING_ID] = gap->record->values[PX_F_ID],
		[MISSING_NAME] = px_value_of_text(gap->name),
		[MISSING_FACT] = px_value_of_text(gap->rule->fact),
		[MISSING_WHAT] = px_value_of_text(raw ? gap->rule->what : _(gap->rule->what)),
		[MISSING_COMMAND] = px_value_of_text(gap->command),
		[MISSING_WHY] = px_value_of_text(raw ? gap->rule->why : _(gap->rule->why)),
	};
	struct px_record row = { &px_view_missing, values };

	return px_sink_put(sink, &row, err);
}

int
px_missing_verb(struct px_run *run, struct px_err *err)
{
	struct px_public_at at = { run->store, &run->arena, &run->world, run->home };
	struct px_public_gaps gaps = { .items = NULL };
	struct px_sink *sink = NULL;
	int result = px_public_missing(&at, &gaps, err);

	if (result == 0)
		result = (sink = px_sink_open(run, &px_view_missing, PX_SINK_MANY, err)) ? 0 : -1;
	for (size_t i = 0; i < gaps.count && result == 0; i++)
		result = put(run, sink, &gaps.items[i], err);
	if (result == 0) {
		result = px_sink_close(sink, err);
		sink = NULL;
	}
	if (result == 0 && gaps.count)
		run->status = px_codes[PX_REJECTED].exit_status;
	px_sink_abandon(sink);
	free(gaps.items);
	return result;
}
