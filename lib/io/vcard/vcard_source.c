/*
 * Cards one after the other, as a source: a row a card.
 *
 * Lines are joined here (folding of 3.0 and 4.0, folding and soft breaks of 2.1); pictures, sounds
 * and keys are passed over without being kept.  A card that cannot be read is a bad row, and the
 * reading goes on with the next one.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "io/csv_in.h"
#include "io/vcard/vcard_part.h"

struct vcard_source {
	struct px_source source;
	struct px_input *input;
	bool organizations; /* cards of organizations are wanted, not of persons */
	bool no_more;
	bool after_cr;
	long line;            /* of the window's first byte */
	struct px_buf joined; /* the line being put together */
	long joined_line;     /* where it began */
	struct px_arena arena;
	struct px_vcard card;
	int depth;  /* BEGINs not closed */
	bool agent; /* the line before was an AGENT without value: its card stands inside */
	bool begun; /* the BEGIN of the next card is read */
	struct px_cells cells;
	struct px_buf bad;
	struct px_row pending;
	bool is_pending;
	long passed; /* cards of the other kind */
};

static int
fail(const struct vcard_source *in, struct px_err *err, const char *message)
{
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", px_input_name(in->input), in->line,
			  message);
}

/* The line that begins the window: 1 and its length without its end, 0 at the end of the text. */
static int
find_line(struct vcard_source *in, const char **text, size_t *length, struct px_err *err)
{
	size_t from = 0;

	for (;;) {
		size_t size;
		const char *window = px_input_window(in->input, &size);
		int got;

		while (from < size && window[from] != '\n' && window[from] != '\r')
			from++;
		*text = window;
		*length = from;
		if (from < size)
			return 1;
		if (size > PX_ROW_LIMIT)
			return fail(in, err, _("a line of more than 16 MiB"));
		got = in->no_more ? 0 : px_input_more(in->input, err);
		if (got < 0)
			px_err_prefix(err, "%s:%ld", px_input_name(in->input), in->line);
		if (got < 0)
			return -1;
		in->no_more = got == 0;
		if (got == 0)
			return size > 0;
	}
}

/* Move past a line found: its end is LF, CR LF, or CR alone. */
static void
take_line(struct vcard_source *in, size_t length)
{
	size_t size;
	const char *window = px_input_window(in->input, &size);

	if (length < size && window[length] == '\r') {
		in->after_cr = true;
		length++;
	} else if (length < size) {
		length++;
	}
	px_input_take(in->input, length);
	in->line++;
}

/* The LF of a CR LF whose CR ended the line before. */
static int
skip_feed(struct vcard_source *in, struct px_err *err)
{
	const char *text;
	size_t length, size;
	int got;

	if (!in->after_cr)
		return 0;
	got = find_line(in, &text, &length, err);
	if (got < 0)
		return -1;
	in->after_cr = false;
	px_input_window(in->input, &size);
	if (got && length == 0 && size && *text == '\n')
		px_input_take(in->input, 1);
	return 0;
}

static int
physical_line(struct vcard_source *in, const char **text, size_t *length, struct px_err *err)
{
	if (skip_feed(in, err) < 0)
		return -1;
	return find_line(in, text, length, err);
}

static bool
is_blank(const char *text, size_t length)
{
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	return length == 0;
}

/* Does this line go on the one before?  A soft break of quoted-printable takes any line; base64 of
 * 2.1 goes on without indent, till a line that is blank or has the ':' that base64 lacks. */
static bool
continues(const struct vcard_source *in, const char *text, size_t length)
{
	const struct px_buf *joined = &in->joined;
	size_t end = joined->length;

	if (end && joined->data[end - 1] == '=' && px_vcard_is_quoted(joined->data, end))
		return true;
	if (px_vcard_is_binary(joined->data, end))
		return !is_blank(text, length) && !memchr(text, ':', length);
	return length && (*text == ' ' || *text == '\t');
}

static void
join(struct vcard_source *in, const char *text, size_t length)
{
	struct px_buf *joined = &in->joined;
	size_t end = joined->length;

	if (end && joined->data[end - 1] == '=' && px_vcard_is_quoted(joined->data, end)) {
		px_buf_truncate(joined, end - 1);
		px_buf_add(joined, text, length);
	} else if (!px_vcard_is_binary(joined->data, end)) {
		/* 2.1 folds between words and keeps the blank; later versions fold anywhere. */
		size_t skip = in->card.version == PX_VCARD_2_1 ? 0 : 1;

		px_buf_add(joined, text + skip, length - skip);
	}
}

/* A whole line in in->joined: 1, 0 at the end, -1. */
static int
logical_line(struct vcard_source *in, struct px_err *err)
{
	const char *text;
	size_t length;
	int got = physical_line(in, &text, &length, err);

	px_buf_clear(&in->joined);
	in->joined_line = in->line;
	if (got <= 0)
		return got;
	px_buf_add(&in->joined, text, length);
	take_line(in, length);
	while ((got = physical_line(in, &text, &length, err)) > 0 && continues(in, text, length)) {
		join(in, text, length);
		take_line(in, length);
		if (in->joined.length > PX_ROW_LIMIT)
			return fail(in, err, _("a line of more than 16 MiB"));
	}
	return got < 0 ? -1 : 1;
}

/* The first reason is enough: what follows in the card is mostly its consequence. */
static void
complain(struct vcard_source *in, long line, const char *message)
{
	if (!in->bad.length)
		px_buf_printf(&in->bad, _("line %ld: %s"), line, message);
}

static bool
line_is(const struct vcard_source *in, const char *text)
{
	size_t length = strlen(text), size = in->joined.length;

	while (size && strchr(" \t", in->joined.data[size - 1]))
		size--;
	return size == length && strncasecmp(in->joined.data, text, length) == 0;
}

static void
set_version(struct px_vcard *card, const struct px_vcard_property *property)
{
	if (strcmp(property->name, "VERSION") != 0)
		return;
	for (size_t i = 0; i < PX_VCARD_VERSION_COUNT; i++)
		if (strcmp(property->value, px_vcard_versions[i]) == 0)
			card->version = (enum px_vcard_version)i;
}

static void
take_property(struct vcard_source *in)
{
	struct px_vcard *card = &in->card;
	struct px_vcard_property property = { .name = "" };
	const char *wrong;

	if (is_blank(in->joined.data, in->joined.length) || in->depth > 1)
		return;
	wrong = px_vcard_parse(&in->arena, in->joined.data, in->joined.length, &property);
	if (wrong) {
		complain(in, in->joined_line, wrong);
		return;
	}
	set_version(card, &property);
	if (property.binary || !*property.value)
		return;
	PX_GROW(card->properties, card->count, card->capacity);
	card->properties[card->count++] = property;
}

enum { NO_CARD, CARD, STRAY };

/* Lines up to the BEGIN of the next card.  What stands between cards is no card: a bad row. */
static int
find_card(struct vcard_source *in, long *line, struct px_err *err)
{
	int got = 1;

	for (; in->begun || (got = logical_line(in, err)) > 0; in->begun = false) {
		if (in->begun || line_is(in, "BEGIN:VCARD")) {
			in->begun = in->bad.length > 0;
			if (!in->begun)
				*line = in->joined_line;
			return in->begun ? STRAY : CARD;
		}
		if (is_blank(in->joined.data, in->joined.length))
			continue;
		if (!in->bad.length)
			*line = in->joined_line;
		complain(in, in->joined_line,
			 _("this stands in no card (BEGIN:VCARD … END:VCARD)"));
	}
	if (got < 0)
		return -1;
	return in->bad.length ? STRAY : NO_CARD;
}

static void
take_line_of_card(struct vcard_source *in)
{
	if (line_is(in, "END:VCARD"))
		in->depth--;
	else if (!line_is(in, "BEGIN:VCARD"))
		take_property(in);
	else if (in->agent || in->depth > 1)
		in->depth++;
	else
		in->begun = true;
	in->agent = line_is(in, "AGENT:");
}

static int
read_card(struct vcard_source *in, struct px_err *err)
{
	int got = 1;

	in->depth = 1;
	in->agent = false;
	while (in->depth && !in->begun && (got = logical_line(in, err)) > 0)
		take_line_of_card(in);
	if (got < 0)
		return -1;
	if (in->depth)
		complain(in, in->joined_line,
			 _("the card is not closed by END:VCARD: the file was cut"));
	return CARD;
}

/* Fill the row; false when the card is of the other kind. */
static bool
make_row(struct vcard_source *in, long line, struct px_row *row)
{
	bool organization = px_vcard_is_organization(&in->card, &in->arena);

	px_cells_clear(&in->cells);
	if (!in->bad.length && organization != in->organizations) {
		in->passed++;
		return false;
	}
	px_vcard_cells(&in->card, organization, &in->cells);
	if (in->cells.full)
		complain(in, line, _("more than 1024 different properties in the file"));
	if (in->cells.long_)
		complain(in, line, _("a text of more than 1 MiB"));
	*row = (struct px_row){ .line = line,
				.count = in->source.width,
				.cells = in->cells.items,
				.bad = in->bad.length ? in->bad.data : NULL };
	return true;
}

static int
read_row(struct vcard_source *in, struct px_row *row, struct px_err *err)
{
	long line = 0;
	int got;

	do {
		px_arena_reset(&in->arena);
		px_buf_clear(&in->bad);
		in->card.count = 0;
		in->card.version = PX_VCARD_3_0;
		got = find_card(in, &line, err);
		if (got == CARD)
			got = read_card(in, err);
	} while (got > 0 && !make_row(in, line, row));
	return got > 0 ? 1 : got;
}

static int
next(struct px_source *source, struct px_row *row, struct px_err *err)
{
	struct vcard_source *in = (struct vcard_source *)source;

	if (!in->is_pending)
		return read_row(in, row, err);
	in->is_pending = false;
	*row = in->pending;
	return 1;
}

static const char *
note(const struct px_source *source, struct px_buf *out)
{
	const struct vcard_source *in = (const struct vcard_source *)source;

	if (!in->passed)
		return NULL;
	px_buf_printf(
		out,
		in->organizations
			? px_trn("%ld card of a person was left (--type practitioner takes it)",
				 "%ld cards of persons were left (--type practitioner takes "
				 "them)",
				 (unsigned long)in->passed)
			: px_trn("%ld card of an organization was left (--type organization "
				 "takes it)",
				 "%ld cards of organizations were left (--type organization "
				 "takes them)",
				 (unsigned long)in->passed),
		in->passed);
	return out->data;
}

static void
close_source(struct px_source *source)
{
	struct vcard_source *in = (struct vcard_source *)source;

	px_cells_release(&in->cells);
	px_buf_release(&in->joined);
	px_buf_release(&in->bad);
	px_arena_release(&in->arena);
	free(in->card.properties);
}

static const struct px_source_kind kind = { next, close_source, note };

bool
px_vcard_begins(const char *text, size_t length)
{
	static const char begin[] = "BEGIN:VCARD";

	return length >= sizeof(begin) - 1 && strncasecmp(text, begin, sizeof(begin) - 1) == 0;
}

struct px_source *
px_vcard_source_open(struct px_input *input, const struct px_source_options *options,
		     struct px_err *err)
{
	struct vcard_source *in = px_calloc(1, sizeof(*in));
	bool person = !options->subject || strcmp(options->subject, "practitioner") == 0;
	int got = -1;

	*in = (struct vcard_source){ .source = { .kind = &kind, .format = "vcard" },
				     .input = input,
				     .joined = PX_BUF_INIT,
				     .bad = PX_BUF_INIT,
				     .line = 1 };
	in->cells = (struct px_cells){ .source = &in->source, .arena = &in->arena };
	in->organizations = !person;
	if (person || strcmp(options->subject, "organization") == 0 ||
	    strcmp(options->subject, "location") == 0)
		got = read_row(in, &in->pending, err);
	else
		px_err_set(err, PX_REJECTED,
			   _("%s: these are vCards: they hold persons and places"),
			   px_input_name(input));
	in->is_pending = got > 0;
	if (got >= 0)
		return &in->source;
	px_source_close(&in->source);
	return NULL;
}
