/*
 * Rows out, in the format that the run's options ask: a table for people, or JSON, JSON Lines, CSV
 * (--csv=excel-fr too), ids.  The rows are records of a type of the registry, or of a view: a type
 * that no table holds (the lines of a report, the journal), described in the same way.
 *
 *	struct px_sink *sink = px_sink_open(run, &px_view_ledger, PX_SINK_MANY, err);
 *	px_sink_put(sink, &record, err);      for each
 *	px_sink_close(sink, err);             writes the end, the total, the exit status
 */
#ifndef PX_CLI_SINK_H
#define PX_CLI_SINK_H

#include "cli/program.h"
#include "io/chart.h"

enum px_sink_shape {
	PX_SINK_MANY,  /* an array; a table with headers */
	PX_SINK_ONE,   /* an object; a list of fields for people */
	PX_SINK_CARDS, /* an array; a list of fields each for people */
	PX_SINK_LINES, /* as many, but JSON Lines when no format is asked (`export`) */
};

struct px_sink;

/* Checks --fields and --sort against the type; PX_USAGE names the nearest field. */
struct px_sink *px_sink_open(struct px_run *run, const struct px_type *type,
			     enum px_sink_shape shape, struct px_err *err);

/* The fields that will be shown: what a query must load. */
const bool *px_sink_wanted(const struct px_sink *sink);

int px_sink_put(struct px_sink *sink, const struct px_record *record, struct px_err *err);

/* Append a value as tables show it to people: a reference to a type without key is its number. */
void px_sink_human(const struct px_world *world, const struct px_field *field,
		   const struct px_value *value, struct px_buf *out);

/* What rows draw: fields of the sink's type by their places. */
struct px_sink_chart {
	enum px_chart_kind kind;
	const char *title;    /* translated; borrowed until close, as are the places */
	const size_t *labels; /* what names a row */
	size_t label_count;
	size_t series[PX_CHART_SERIES]; /* numbers */
	size_t series_count;
	size_t whole; /* of PX_CHART_PROGRESS */
};

/*
 * Draw the rows: all charts on an HTML page of this title (translated; a verb of PX_VERB_CHARTS), and
 * the first as bars beside the rows for people, unless they chose their fields.  Before the first
 * row is put.  The page is French unless --lang says otherwise, as what is handed to others is; so
 * is the process from px_sink_open on until the sink is closed: texts for it are made after.
 */
void px_sink_draw(struct px_sink *sink, const char *title, const struct px_sink_chart *charts,
		  size_t count);

/* What a column of this field is headed by on a page: its help, translated, up to the first comma or
 * bracket. */
const char *px_sink_heading(struct px_arena *arena, const struct px_field *field);

/* NULL is taken.  Sets run->status to 3 when nothing was put and --exit-code was given. */
int px_sink_close(struct px_sink *sink, struct px_err *err);
void px_sink_abandon(struct px_sink *sink); /* after an error: frees, writes nothing more */

/*
 * Say what was done to these records, after the commit: a line each for people ("task 12 added:
 * Relancer l'ARS"; nothing with -q), or the records themselves when a format for machines was asked.
 * said is a word marked with N_(): "added".  With --dry-run it says that nothing was stored.
 */
int px_run_said(struct px_run *run, const struct px_type *type, const struct px_record *records,
		size_t count, enum px_sink_shape shape, const char *said, struct px_err *err);

/* The filters of the run's operands from this one on, as a query without order or limit: for verbs
 * that make their rows themselves, which the sink then sorts and cuts as --sort and --limit say. */
int px_run_filters(struct px_run *run, const struct px_type *type, size_t first_operand,
		   struct px_query *query, struct px_filters *filters, struct px_err *err);

/* The same, with --sort and --limit as the query's (the sink then leaves the rows as they come). */
int px_run_query(struct px_run *run, const struct px_type *type, size_t first_operand,
		 struct px_query *query, struct px_filters *filters, struct px_err *err);

/* The schema of what the run's verb prints with --json: its own file, its view, or its type. */
int px_schema_of_verb(const struct px_run *run, struct px_buf *out, struct px_err *err);

#endif
