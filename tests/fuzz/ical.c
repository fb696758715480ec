/* Calendars: components, events and their occurrences, rows; a text that was read and is written
 * again is itself. */
#include "io/ical/event.h"
#include "io/ical/write.h"
#include "rows.h"

static void
summary_again(const struct px_ical_component *component, struct px_arena *arena)
{
	struct px_buf text = PX_BUF_INIT, line = PX_BUF_INIT, again = PX_BUF_INIT;
	const struct px_ical_component *root;

	px_ical_text_of(component, "SUMMARY", false, &text);
	for (char *p = text.data; *p; p++) /* what the format has no way to say */
		if (((unsigned char)*p < ' ' && !strchr("\t\n", *p)) || *p == 0x7F)
			*p = ' ';
	px_buf_puts(&line, "BEGIN:VEVENT\r\n");
	px_ical_text(&line, "SUMMARY", text.data);
	px_buf_puts(&line, "END:VEVENT\r\n");
	root = px_ical_parse(arena, line.data, line.length);
	px_ical_text_of(root->children, "SUMMARY", false, &again);
	if (strcmp(text.data, again.data) != 0)
		fprintf(stderr, "%s\n%s\n", text.data, again.data);
	FUZZ_CLAIM(strcmp(text.data, again.data) == 0);
	px_buf_release(&text);
	px_buf_release(&line);
	px_buf_release(&again);
}

static void
events_hold(struct px_ical_events *events)
{
	for (size_t i = 0; i < events->count; i++) {
		const struct px_ical_event *event = &events->items[i];

		FUZZ_CLAIM(event->occurrence_count <= PX_ICAL_OCCURRENCES);
		if (event->component && !event->bad)
			summary_again(event->component, events->arena);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_ical_events events = { .arena = &arena, .now = fuzz_world()->now };
	struct px_source_options options = { .zone = fuzz_world()->zone,
					     .now = fuzz_world()->now,
					     .subject = "meeting" };
	char *text = fuzz_text(data, size);
	struct px_ical_component *root = px_ical_parse(&arena, text, strlen(text));

	events.clocks.zone = fuzz_world()->zone;
	px_ical_events_read(&events, root);
	events_hold(&events);
	px_ical_events_release(&events);
	px_arena_release(&arena);
	free(text);
	fuzz_rows(data, size, &options, true);
	return 0;
}
