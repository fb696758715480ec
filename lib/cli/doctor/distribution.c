/* doctor --distribution: where the rows of each table go, by one rule over the registry, and why. */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/doctor/part.h"
#include "cli/sink.h"
#include "store/spread.h"

enum { SPREAD_TABLE, SPREAD_SPREAD, SPREAD_COLUMN, SPREAD_NOW, SPREAD_WHY, SPREAD_FIELDS };

static const struct px_field spread_fields[] = {
	[SPREAD_TABLE] = { "table", &px_kind_text, PX_COLUMN, N_("the table") },
	[SPREAD_SPREAD] = { "spread", &px_kind_word, PX_COLUMN,
			    N_("distributed over the machines, copied to each, or kept where "
			       "programs connect"),
			    NULL, px_spread_words },
	[SPREAD_COLUMN] = { "column", &px_kind_text, PX_COLUMN,
			    N_("the column that says on which machine a row is") },
	[SPREAD_NOW] = { "now", &px_kind_word, PX_COLUMN,
			 N_("how it is in this database; unset where there is no Citus"), NULL,
			 px_spread_words },
	[SPREAD_WHY] = { "why", &px_kind_text, PX_COLUMN, N_("why") },
};

const struct px_type px_view_spread = {
	.name = "spread",
	.plural = "spreads",
	.label = N_("table"),
	.help = N_("where Citus puts the rows of a table"),
	.flags = PX_VIEW,
	.fields = spread_fields,
	.field_count = PX_COUNT(spread_fields),
};

struct telling {
	struct px_run *run;
	struct px_sink *sink; /* NULL: they are only counted */
	size_t wrong, spread; /* not as they should be; spread by Citus */
	struct px_err *err;
};

static int
tell(const struct px_spread_table *table, void *data)
{
	struct telling *telling = data;
	bool distributed = table->spread == PX_SPREAD_DISTRIBUTED;
	enum px_spread now;
	int got = px_spread_now(telling->run->store, table->name, &now, telling->err);
	struct px_value values[SPREAD_FIELDS] = {
		[SPREAD_TABLE] = px_value_of_text(table->name),
		[SPREAD_SPREAD] = px_value_of_text(px_spread_words[table->spread]),
		[SPREAD_WHY] = px_value_of_text(px_tr(table->why)),
	};
	struct px_record record = { &px_view_spread, values };

	if (got < 0)
		return -1;
	if (distributed)
		values[SPREAD_COLUMN] = px_value_of_text(PX_SPREAD_COLUMN);
	if (got)
		values[SPREAD_NOW] = px_value_of_text(px_spread_words[now]);
	telling->wrong += got && now != table->spread;
	telling->spread += got && now != PX_SPREAD_LOCAL;
	return telling->sink ? px_sink_put(telling->sink, &record, telling->err) : 0;
}

static char *
say_wrong(size_t wrong)
{
	return px_asprintf(
		px_trn("%zu table is not so in this database: share/sql/citus.sql does it",
		       "%zu tables are not so in this database: share/sql/citus.sql does it",
		       wrong),
		wrong);
}

/* What programs read is the same in every language. */
static int
tell_all(struct telling *telling)
{
	const char *reader = px_i18n_lang();
	int result;

	if (px_run_prints(telling->run))
		px_i18n_switch("en");
	result = px_spread_tables(tell, telling);
	px_i18n_switch(reader);
	return result;
}

int
px_doctor_distribution(struct px_run *run, struct px_err *err)
{
	struct telling telling = { .run = run, .err = err };

	telling.sink = px_sink_open(run, &px_view_spread, PX_SINK_MANY, err);
	if (!telling.sink)
		return -1;
	if (tell_all(&telling) != 0) {
		px_sink_abandon(telling.sink);
		return -1;
	}
	if (telling.wrong) {
		char *message = say_wrong(telling.wrong);

		px_warn(run, "%s", message);
		free(message);
	}
	return px_sink_close(telling.sink, err);
}

int
px_doctor_misplaced(struct px_run *run, char **message, struct px_err *err)
{
	struct telling telling = { .run = run, .err = err };

	*message = NULL;
	if (px_spread_tables(tell, &telling) != 0)
		return -1;
	if (telling.spread && telling.wrong)
		*message = say_wrong(telling.wrong);
	return telling.spread > 0;
}

void
px_doctor_script(struct px_run *run)
{
	struct px_buf script = PX_BUF_INIT;

	px_spread_sql(&script);
	fwrite(script.data, 1, script.length, run->out);
	px_buf_release(&script);
}
