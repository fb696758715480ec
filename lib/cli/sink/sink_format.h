/*
 * Inside the sink: what its formats share.  A format is one object of functions.
 */
#ifndef PX_CLI_SINK_SINK_FORMAT_H
#define PX_CLI_SINK_SINK_FORMAT_H

#include "base/json_out.h"
#include "cli/sink.h"
#include "io/csv_out.h"
#include "io/table_out.h"

/* One column: a field and its place in the type. */
struct px_sink_column {
	const struct px_field *field;
	size_t place;
	const char *key; /* in JSON: ,"name": */
};

struct px_sink_format {
	bool people; /* the columns for people; else every field */
	bool draws;  /* all rows are kept first, for their charts */
	void (*begin)(struct px_sink *sink);
	void (*row)(struct px_sink *sink, const struct px_record *record);
	void (*end)(struct px_sink *sink);
};

struct px_sink {
	struct px_run *run;
	const struct px_type *type;
	enum px_sink_shape shape;
	const struct px_sink_format *format;
	struct px_sink_column *columns;
	size_t column_count;
	bool *wanted;
	struct px_value *values; /* of a row whose sealed values are veiled; NULL: it has none */
	size_t rows;             /* written */
	int64_t limit;           /* rows still to be written at most; -1: no limit */
	const struct px_order *orders; /* rows are kept and sorted when there are some */
	size_t order_count;
	struct px_record *kept;
	size_t kept_count, kept_capacity;
	struct px_buf out;  /* written to run->out block by block */
	struct px_buf cell; /* scratch */
	struct px_json json;
	struct px_arena arena; /* kept rows, and columns */
	struct px_csv_out csv;
	struct px_table *table;
	struct px_table_column *headers;
	bool begun;
	const char *title; /* of px_sink_draw */
	const struct px_sink_chart *charts;
	size_t chart_count;
	struct px_chart chart; /* the first, beside the rows of a table */
	const char *reader;    /* the language to go back to, after a page */
};

extern const struct px_sink_format px_sink_json, px_sink_object, px_sink_jsonl, px_sink_csv,
	px_sink_ids, px_sink_table, px_sink_cards, px_sink_html;

/* The i-th chart over the rows that were kept. */
struct px_chart px_sink_chart(struct px_sink *sink, size_t i);

/* The cell's text in sink->cell, until the next call.  References to a type without key are uids
 * for machines and ids for people. */
const char *px_sink_cell(struct px_sink *sink, const struct px_sink_column *column,
			 const struct px_record *record, enum px_style style);

#endif
