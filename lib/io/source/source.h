/*
 * What every kind of source shares; io/rows.h is the door that the rest of the house uses.
 */
#ifndef PX_IO_SOURCE_SOURCE_H
#define PX_IO_SOURCE_SOURCE_H

#include "io/rows.h"
#include "io/source/input.h"

struct px_source_kind {
	int (*next)(struct px_source *source, struct px_row *row, struct px_err *err);
	void (*close)(struct px_source *source); /* all but what px_source_free frees */
	/* What the file holds besides, translated, in out's memory; NULL when there is nothing to say.
	 * A NULL function says nothing. */
	const char *(*note)(const struct px_source *source, struct px_buf *out);
};

/* The first member of each kind's own struct. */
struct px_source {
	const struct px_source_kind *kind;
	const char *format;
	char delimiter;         /* of quoted CSV, else NUL */
	struct px_input *input; /* owned from the moment that open succeeds */
	char **headers;
	size_t width, capacity;
};

/* Read as far as the headers.  On failure the input stays the caller's. */
struct px_source *px_csv_source_open(struct px_input *input,
				     const struct px_source_options *options, struct px_err *err);
struct px_source *px_json_source_open(struct px_input *input, struct px_err *err);
struct px_source *px_vcard_source_open(struct px_input *input,
				       const struct px_source_options *options, struct px_err *err);

struct px_source *px_ical_source_open(struct px_input *input,
				      const struct px_source_options *options, struct px_err *err);

struct px_source *px_fhir_source_open(struct px_input *input,
				      const struct px_source_options *options, struct px_err *err);

/* Is this, past its first blanks, a file of cards, or JSON that is FHIR? */
bool px_vcard_begins(const char *text, size_t length);
bool px_fhir_begins(const char *text, size_t length);

void px_source_add_header(struct px_source *source, const char *name);

#endif
