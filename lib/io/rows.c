#include "io/rows.h"

#include <stdlib.h>
#include <string.h>

#include "io/ical/read.h"
#include "io/source/source.h"

void
px_source_add_header(struct px_source *source, const char *name)
{
	PX_GROW(source->headers, source->width, source->capacity);
	source->headers[source->width++] = px_strdup(name);
}

/* What begins the file, past its blanks. */
static int
peek(struct px_input *input, const char **text, size_t *length, struct px_err *err)
{
	size_t blanks = 0;
	int more = 1;

	*text = px_input_window(input, length);
	for (;;) {
		while (blanks < *length && strchr(" \t\r\n", (*text)[blanks]))
			blanks++;
		if (blanks < *length || more == 0)
			break;
		more = px_input_more(input, err);
		if (more < 0) {
			px_err_prefix(err, "%s", px_input_name(input));
			return -1;
		}
		*text = px_input_window(input, length);
	}
	*text += blanks;
	*length -= blanks;
	return 0;
}

/* Not even a blank came. */
static bool
is_void(const struct px_input *input)
{
	uint64_t done, total;

	px_input_progress(input, &done, &total);
	return done == 0;
}

/* JSON begins with a bracket, a vCard or a calendar with its name; a CSV that does is no header row.
 * A pipe that gives nothing is JSON Lines of no record: what another program exported. */
static struct px_source *
open_by_content(struct px_input *input, bool piped, const struct px_source_options *options,
		struct px_err *err)
{
	const char *text;
	size_t length;

	if (peek(input, &text, &length, err) < 0)
		return NULL;
	if (piped && is_void(input))
		return px_json_source_open(input, err);
	if (length && (*text == '{' || *text == '['))
		return px_fhir_begins(text, length) ? px_fhir_source_open(input, options, err)
						    : px_json_source_open(input, err);
	if (px_vcard_begins(text, length))
		return px_vcard_source_open(input, options, err);
	if (px_ical_begins(text, length))
		return px_ical_source_open(input, options, err);
	return px_csv_source_open(input, options, err);
}

struct px_source *
px_source_open(const char *path, const struct px_source_options *options, struct px_err *err)
{
	static const struct px_source_options none;
	struct px_source *source;
	struct px_input *input;

	if (!options)
		options = &none;
	input = px_input_open_member(path, options->encoding, options->member, err);
	if (!input)
		return NULL;
	source = options->unquoted || options->delimiter
			 ? px_csv_source_open(input, options, err)
			 : open_by_content(input, strcmp(path, "-") == 0, options, err);
	if (source)
		source->input = input;
	else
		px_input_close(input);
	return source;
}

const char *
px_source_name(const struct px_source *source)
{
	return px_input_name(source->input);
}

const char *
px_source_format(const struct px_source *source)
{
	return source->format;
}

char
px_source_delimiter(const struct px_source *source)
{
	return source->delimiter;
}

bool
px_source_marked(const struct px_source *source)
{
	return px_input_marked(source->input);
}

const char *
px_source_encoding(const struct px_source *source)
{
	return px_input_encoding(source->input);
}

size_t
px_source_columns(const struct px_source *source)
{
	return source->width;
}

const char *
px_source_header(const struct px_source *source, size_t column)
{
	return source->headers[column];
}

int
px_source_next(struct px_source *source, struct px_row *row, struct px_err *err)
{
	return source->kind->next(source, row, err);
}

const char *
px_source_note(const struct px_source *source, struct px_buf *out)
{
	return source->kind->note ? source->kind->note(source, out) : NULL;
}

void
px_source_progress(const struct px_source *source, uint64_t *done, uint64_t *total)
{
	px_input_progress(source->input, done, total);
}

void
px_source_close(struct px_source *source)
{
	if (!source)
		return;
	source->kind->close(source);
	px_input_close(source->input);
	for (size_t i = 0; i < source->width; i++)
		free(source->headers[i]);
	free(source->headers);
	free(source);
}
