/*
 * A calendar as a source: an event is a row, whose columns have the names of a meeting's fields; one
 * that recurs is a row an occurrence.  The file is read whole, since a zone or a moved occurrence may
 * stand anywhere in it.
 *
 * An event whose UID is a uid of ours has that uid.  Any other has one that is made from its UID (and
 * from the instant of the occurrence), so that the next copy of it is the same record; the UID itself
 * is kept for who gave it.  A kept meeting is never `planned` by silence: no STATUS is no word.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/uid.h"
#include "io/ical/event.h"
#include "io/source/source.h"

enum {
	COLUMN_UID,
	COLUMN_CALENDAR_UID,
	COLUMN_RECURRENCE,
	COLUMN_SEQUENCE,
	COLUMN_TITLE,
	COLUMN_START,
	COLUMN_MINUTES,
	COLUMN_PLACE,
	COLUMN_STATUS,
	COLUMN_DESCRIPTION, /* only when an event has one */
};
enum { COLUMN_COUNT = COLUMN_DESCRIPTION + 1, SHOWN_COLUMNS = 60 };

static const char *const headers[COLUMN_COUNT] = {
	[COLUMN_UID] = "uid",
	[COLUMN_CALENDAR_UID] = "calendar_uid",
	[COLUMN_RECURRENCE] = "recurrence",
	[COLUMN_SEQUENCE] = "sequence",
	[COLUMN_TITLE] = "title",
	[COLUMN_START] = "start",
	[COLUMN_MINUTES] = "minutes",
	[COLUMN_PLACE] = "place",
	[COLUMN_STATUS] = "status",
	[COLUMN_DESCRIPTION] = "description",
};

struct ical_source {
	struct px_source source;
	struct px_arena arena; /* of the file */
	struct px_arena row;   /* of the row */
	struct px_buf text;
	struct px_ical_events events;
	size_t at, occurrence; /* the next row */
	struct px_cell cells[COLUMN_COUNT];
};

static void
put(struct ical_source *in, int column, const char *text)
{
	in->cells[column] = (struct px_cell){ .text = text, .null = !*text, .literal = true };
}

static void
put_instant(struct ical_source *in, int column, int64_t instant)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(instant, text);
	put(in, column, px_arena_strdup(&in->row, text));
}

static void
put_text(struct ical_source *in, int column, const struct px_ical_component *component,
	 const char *name, bool one_line)
{
	struct px_buf text = PX_BUF_INIT;

	if (!px_ical_property(component, name))
		return;
	px_ical_text_of(component, name, one_line, &text);
	put(in, column, px_text_trim(px_arena_strdup(&in->row, text.data)));
	px_buf_release(&text);
}

/* The record that it is, here and in every later copy. */
static void
put_identity(struct ical_source *in, const struct px_ical_event *event, const int64_t *recurrence)
{
	char uid[PX_UID_SIZE], instant[PX_INSTANT_SIZE];

	if (!event->uid)
		return;
	if (!recurrence && px_uid_valid(event->uid)) {
		put(in, COLUMN_UID, event->uid);
		return;
	}
	if (recurrence) {
		px_instant_format(*recurrence, instant);
		px_uid_named(px_arena_printf(&in->row, "ical:%s/%s", event->uid, instant), uid);
		put(in, COLUMN_RECURRENCE, px_arena_strdup(&in->row, instant));
	} else {
		px_uid_named(px_arena_printf(&in->row, "ical:%s", event->uid), uid);
	}
	put(in, COLUMN_UID, px_arena_strdup(&in->row, uid));
	put(in, COLUMN_CALENDAR_UID, event->uid);
}

/* How long: to DTEND, or DURATION; a day without either lasts a day, a time does not say. */
static const char *
read_length(struct ical_source *in, const struct px_ical_event *event, int64_t *seconds)
{
	const struct px_ical_property *end = px_ical_property(event->component, "DTEND");
	const char *duration = px_ical_value(event->component, "DURATION"), *bad = NULL;
	struct px_stamp time;
	int64_t instant;

	*seconds = event->start.date_only ? 86400 : 0;
	if (end) {
		bad = px_ical_event_time(&in->events, event, end, &time, &instant);
		if (bad)
			return bad;
		*seconds = instant - event->instant;
		if (event->start.date_only && time.date_only) /* days, whatever clocks do */
			*seconds = 86400 * (px_date_days(time.local.date) -
					    px_date_days(event->start.local.date));
	} else if (duration && px_ical_duration_parse(duration, seconds) != 0) {
		return px_arena_printf(&in->row, _("DURATION:%s: no duration"),
				       px_text_clipped(&in->row, duration, SHOWN_COLUMNS));
	}
	return *seconds < 0 ? _("ends before it begins") : NULL;
}

static const char *
put_time(struct ical_source *in, const struct px_ical_event *event, const int64_t *recurrence)
{
	int64_t seconds;
	const char *bad;

	if (!event->has_start)
		return NULL;
	bad = read_length(in, event, &seconds);
	if (bad)
		return bad;
	put_instant(in, COLUMN_START, recurrence ? *recurrence : event->instant);
	if (seconds)
		put(in, COLUMN_MINUTES,
		    px_arena_printf(&in->row, "%lld", (long long)(seconds + 59) / 60));
	return NULL;
}

static void
put_status(struct ical_source *in, const struct px_ical_event *event, bool excluded)
{
	if (event->cancelled || excluded)
		put(in, COLUMN_STATUS, "cancelled");
	else if (px_ical_property(event->component, "STATUS"))
		put(in, COLUMN_STATUS, "planned");
}

/* What an event says, or one of its occurrences. */
static const char *
put_event(struct ical_source *in, const struct px_ical_event *event,
	  const struct px_ical_occurrence *occurrence)
{
	const int64_t *start = occurrence ? &occurrence->instant : NULL;

	if (event->bad)
		return event->bad;
	put_identity(in, event, event->is_occurrence ? &event->recurrence : start);
	put(in, COLUMN_SEQUENCE, px_arena_printf(&in->row, "%ld", event->sequence));
	put_text(in, COLUMN_TITLE, event->component, "SUMMARY", true);
	put_text(in, COLUMN_PLACE, event->component, "LOCATION", true);
	put_text(in, COLUMN_DESCRIPTION, event->component, "DESCRIPTION", false);
	put_status(in, event, occurrence && occurrence->excluded);
	return put_time(in, event, start);
}

/* The event and, when it recurs, the occurrence that come next: false at the end. */
static bool
next_event(struct ical_source *in, const struct px_ical_event **event,
	   const struct px_ical_occurrence **occurrence)
{
	for (; in->at < in->events.count; in->at++, in->occurrence = 0) {
		*event = &in->events.items[in->at];
		*occurrence = NULL;
		if ((*event)->superseded)
			continue;
		if ((*event)->bad || !(*event)->recurs) {
			in->at++;
			return true;
		}
		while (in->occurrence < (*event)->occurrence_count) {
			*occurrence = &(*event)->occurrences[in->occurrence++];
			if (!(*occurrence)->moved)
				return true;
		}
	}
	return false;
}

static int
next(struct px_source *source, struct px_row *row, struct px_err *err)
{
	struct ical_source *in = (struct ical_source *)source;
	const struct px_ical_event *event;
	const struct px_ical_occurrence *occurrence;
	const char *bad;

	(void)err;
	if (!next_event(in, &event, &occurrence))
		return 0;
	px_arena_reset(&in->row);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		in->cells[i] = (struct px_cell){ .text = NULL, .literal = true };
	bad = put_event(in, event, occurrence);
	*row = (struct px_row){ .line = event->component->line,
				.count = source->width,
				.cells = in->cells,
				.bad = bad };
	return 1;
}

static const char *
note(const struct px_source *source, struct px_buf *out)
{
	const struct ical_source *in = (const struct ical_source *)source;

	if (in->events.answers)
		px_buf_printf(out,
			      px_trn("%ld answer to an invitation was left out (plexus-meeting "
				     "attend says who comes)",
				     "%ld answers to invitations were left out (plexus-meeting "
				     "attend says who comes)",
				     (unsigned long)in->events.answers),
			      in->events.answers);
	if (!in->events.others)
		return out->length ? out->data : NULL;
	px_buf_puts(out, out->length ? "; " : "");
	px_buf_printf(out,
		      px_trn("%ld entry that is no event (a to-do, a note…) was left out",
			     "%ld entries that are no events (to-dos, notes…) were left out",
			     (unsigned long)in->events.others),
		      in->events.others);
	return out->data;
}

static void
close_source(struct px_source *source)
{
	struct ical_source *in = (struct ical_source *)source;

	px_ical_events_release(&in->events);
	px_arena_release(&in->row);
	px_arena_release(&in->arena);
	px_buf_release(&in->text);
}

static const struct px_source_kind kind = { next, close_source, note };

/* All of the input: -1 when it is too long, or cannot be read. */
static int
read_all(struct ical_source *in, struct px_input *input, struct px_err *err)
{
	int more = 1;

	while (more > 0) {
		size_t length;
		const char *text = px_input_window(input, &length);

		px_buf_add(&in->text, text, length);
		px_input_take(input, length);
		if (in->text.length > PX_ICAL_FILE_LIMIT)
			return px_err_set(err, PX_REJECTED, _("%s: a calendar of more than 64 MiB"),
					  px_input_name(input));
		more = px_input_more(input, err);
	}
	if (more < 0)
		px_err_prefix(err, "%s", px_input_name(input));
	return more;
}

/* A calendar that no event is in, and that was not closed, is cut. */
static int
check_root(const struct px_ical_component *root, const struct ical_source *in, struct px_err *err)
{
	const struct px_ical_component *calendar = root->children;

	if (in->events.count || !calendar || !calendar->bad)
		return 0;
	return px_err_set(err, PX_REJECTED, "%s: %s", px_input_name(in->source.input),
			  calendar->bad);
}

static bool
any_description(const struct ical_source *in)
{
	for (size_t i = 0; i < in->events.count; i++)
		if (px_ical_property(in->events.items[i].component, "DESCRIPTION"))
			return true;
	return false;
}

static struct ical_source *
begin(struct px_input *input, const struct px_source_options *options)
{
	struct ical_source *in = px_calloc(1, sizeof(*in));

	in->source = (struct px_source){ .kind = &kind, .format = "ical", .input = input };
	in->text = (struct px_buf)PX_BUF_INIT;
	in->events.arena = &in->arena;
	in->events.clocks.zone = options->zone;
	in->events.now = options->now;
	in->events.stored = options->stored;
	in->events.stored_data = options->stored_data;
	return in;
}

struct px_source *
px_ical_source_open(struct px_input *input, const struct px_source_options *options,
		    struct px_err *err)
{
	struct ical_source *in;
	const struct px_ical_component *root = NULL;
	int columns = COLUMN_DESCRIPTION;

	if (options->subject && strcmp(options->subject, "meeting") != 0) {
		px_err_set(err, PX_USAGE,
			   _("%s: a calendar holds meetings: plexus-meeting import reads it"),
			   px_input_name(input));
		return NULL;
	}
	in = begin(input, options);
	if (read_all(in, input, err) == 0) {
		root = px_ical_parse(&in->arena, in->text.data, in->text.length);
		px_ical_events_read(&in->events, root);
	}
	if (!root || check_root(root, in, err) != 0) {
		in->source.input = NULL; /* stays the caller's */
		px_source_close(&in->source);
		return NULL;
	}
	columns += any_description(in);
	for (int i = 0; i < columns; i++)
		px_source_add_header(&in->source, headers[i]);
	return &in->source;
}
