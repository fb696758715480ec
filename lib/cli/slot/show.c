/* plexus-slot show: every field, then for people what a slot's offer asks and who has it, and who was
 * asked for a request. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/slot/slot.h"
#include "cli/view/parts.h"
#include "model/types_request.h"

/*
 * Of a slot: the terms of its offer that are set, then its appointments, those given up too.
 */
static const size_t terms[] = {
	PX_SCHEDULE_REPEAT, PX_SCHEDULE_PLACE,   PX_SCHEDULE_REASON,
	PX_SCHEDULE_BEFORE, PX_SCHEDULE_AFTER,   PX_SCHEDULE_NOTICE,
	PX_SCHEDULE_DAILY,  PX_SCHEDULE_HORIZON, PX_SCHEDULE_WINDOW,
};

enum { TERM_WIDTH = 9 };

/* 0 minutes before or after are no term. */
static bool
is_term(const struct px_record *schedule, size_t field)
{
	const struct px_value *value = &schedule->values[field];
	bool number = schedule->type->fields[field].kind->storage == PX_NUMBER;

	return value->state == PX_SET && (!number || value->number);
}

static void
print_terms(const struct px_parts *parts, const struct px_record *schedule)
{
	struct px_buf value = PX_BUF_INIT;

	fprintf(parts->run->out, "\n%s\n", _("Terms of its offer"));
	for (size_t i = 0; i < PX_COUNT(terms); i++) {
		if (!is_term(schedule, terms[i]))
			continue;
		px_buf_clear(&value);
		px_parts_value(parts, schedule, terms[i], &value);
		fprintf(parts->run->out, "  %-*s%s\n", TERM_WIDTH,
			schedule->type->fields[terms[i]].name, value.data);
	}
	px_buf_release(&value);
}

/* "12  pris  M. D., 1948  dupont  plaie à revoir" */
static void
put_appointment(const struct px_parts *parts, struct px_record *appointment, struct px_buf *out)
{
	static const size_t shown[] = { PX_APPOINTMENT_STATUS, PX_APPOINTMENT_PATIENT,
					PX_APPOINTMENT_BY, PX_APPOINTMENT_REASON };

	px_buf_number(out, appointment->values[PX_F_ID].number);
	for (size_t i = 0; i < PX_COUNT(shown); i++) {
		if (appointment->values[shown[i]].state != PX_SET)
			continue;
		px_buf_puts(out, "  ");
		px_parts_value(parts, appointment, shown[i], out);
	}
}

static int
show_slot(struct px_run *run, struct px_err *err)
{
	struct px_record slot, schedule;
	struct px_parts parts = { .run = run, .owner = &slot };
	int result;

	if (px_run_read(run, &px_type_slot, run->operands[0], &slot, err) != 0 ||
	    px_record_read(run->store, &px_type_schedule, slot.values[PX_SLOT_SCHEDULE].number,
			   &run->arena, &schedule, err) != 1)
		return -1;
	print_terms(&parts, &schedule);
	result = px_parts_read(&parts, &px_type_appointment, "slot", err);
	if (result == 0)
		px_parts_print(&parts, _("Appointments"), put_appointment);
	free(parts.items);
	return result;
}

/*
 * Of a request: who was asked, in the order in which they were, and what they said.
 */
static void
put_ask(const struct px_parts *parts, struct px_record *ask, struct px_buf *out)
{
	px_parts_value(parts, ask, PX_ASK_STEP, out);
	px_buf_puts(out, "  ");
	px_parts_value(parts, ask, PX_ASK_PRACTITIONER, out);
	if (ask->values[PX_ASK_ANSWER].state != PX_SET)
		return;
	px_buf_puts(out, "  ");
	px_parts_value(parts, ask, PX_ASK_ANSWER, out);
	px_buf_puts(out, "  ");
	px_parts_value(parts, ask, PX_ASK_ANSWERED, out);
}

static int
show_request(struct px_run *run, struct px_err *err)
{
	struct px_record request;
	struct px_parts parts = { .run = run, .owner = &request };
	int result;

	if (px_run_read(run, &px_type_request, run->operands[0], &request, err) != 0)
		return -1;
	result = px_parts_read(&parts, &px_type_ask, "request", err);
	if (result == 0)
		px_parts_print(&parts, _("Who was asked: step, name, answer"), put_ask);
	free(parts.items);
	return result;
}

static int
slot_show(struct px_run *run, struct px_err *err)
{
	if (px_generic_show(run, err) != 0)
		return -1;
	if (px_parts_shown(run, &px_type_slot))
		return show_slot(run, err);
	return px_parts_shown(run, &px_type_request) ? show_request(run, err) : 0;
}

static const struct px_example examples[] = {
	{ "plexus-slot show 12", N_("a slot, on which terms it is offered, who has it") },
	{ "plexus-slot show 1 --type request", N_("a request, who was asked, what they said") },
	{ NULL, NULL },
};

const struct px_verb px_verb_slot_show = {
	.name = "show",
	.operands = "RECORD…",
	.summary = N_("print every field of records; of a slot, its terms and appointments; of a "
		      "request, who was asked"),
	.details =
		N_("Rows (--json, --csv) are the record alone: show --type schedule, list --type "
		   "appointment slot=12 and list --type ask request=4 give the rest."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_RECORDS | PX_VERB_FORMATS | PX_VERB_ONE,
	.access = PX_ACCESS_READ,
	.examples = examples,
	.run = slot_show,
};
