/*
 * The events of a calendar, as one is to follow them: of two versions of one event the higher
 * SEQUENCE counts, then the later DTSTAMP, then the last in the file.  An event that recurs has its
 * occurrences listed; one that a RECURRENCE-ID moves is an event of its own and stands for it.
 */
#ifndef PX_IO_ICAL_EVENT_H
#define PX_IO_ICAL_EVENT_H

#include "io/ical/clock.h"
#include "io/ical/value.h"

enum { PX_ICAL_OCCURRENCES = 1000 }; /* of one event, at most */

struct px_ical_occurrence {
	int64_t instant;
	bool excluded; /* by EXDATE, or given no more: it is cancelled */
	bool moved;    /* an event of its own stands for it */
};

struct px_ical_event {
	const struct px_ical_component *component, *calendar;
	const char *uid; /* as written; NULL: none */
	const char *bad; /* what is wrong, translated; or NULL */
	const char *stamp;
	long sequence;
	size_t place; /* in the file */
	bool cancelled, superseded;
	bool has_start;
	struct px_stamp start;
	const struct px_ical_clock *clock; /* of start */
	int64_t instant;                   /* of start */
	bool is_occurrence;                /* it has a RECURRENCE-ID, which is */
	int64_t recurrence;
	bool recurs; /* it has a rule or dates, and these occurrences: */
	struct px_ical_occurrence *occurrences;
	size_t occurrence_count, occurrence_capacity;
};

struct px_ical_events {
	struct px_arena *arena;
	struct px_ical_clocks clocks;
	int64_t now; /* an event without end recurs from a year before it to a year after */
	struct px_ical_event *items;
	size_t count, capacity;
	long others;  /* to-dos, journals… that were passed over */
	long answers; /* events of replies to invitations, passed over as well */
	/* See px_source_options. */
	size_t (*stored)(const char *uid, int64_t *instants, size_t most, void *data);
	void *stored_data;
};

/* Fill items from what px_ical_parse gave, in the order of the file; arena, now, clocks.zone and stored
 * are set. */
void px_ical_events_read(struct px_ical_events *events, const struct px_ical_component *root);
void px_ical_events_release(struct px_ical_events *events);

/* A date or a time of this event with its clock: NULL, or what is wrong. */
const char *px_ical_event_time(struct px_ical_events *events, const struct px_ical_event *event,
			       const struct px_ical_property *property, struct px_stamp *time,
			       int64_t *instant);

#endif
