/* plexus-slot book, move, cancel, attended, missed. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "model/types.h"

/* One operand, two, or several: whichever the verb takes. */
static int
check_operands(struct px_run *run, size_t count, const char *usage, struct px_err *err)
{
	if (run->operand_count == count)
		return 0;
	return px_err_set(err, PX_USAGE, "%s: %s %s", usage, run->program->name, run->verb->name);
}

/* What could be taken in its place goes where data goes, and the refusal where refusals go. */
int
px_run_offer_others(struct px_run *run, int64_t slot, const struct px_record *appointment,
		    struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_slot_list list = { NULL, 0, 0 };
	struct px_err ignored = PX_ERR_INIT;

	if (err->code != PX_CONFLICT)
		return -1;
	if (px_slot_alternatives(&at, slot, appointment, &list, &ignored) == 0)
		px_run_show_free(run, &list, &ignored);
	free(list.items);
	return -1;
}

/*
 * book.  The operand is the slot, not the record's title: it is taken off before the record is built,
 * and what the record has of its slot is filled by its number, kept in the record itself.
 */
static int
fill(struct px_run *run, struct px_record *appointment, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	int64_t slot;

	if (px_run_by(run, &appointment->values[PX_APPOINTMENT_BY], err) != 0 ||
	    px_record_name(run->store, &px_type_slot, run->organization, run->operands[0], &slot,
			   err))
		return -1;
	return px_slot_fill(&at, slot, appointment, err);
}

/* Whoever comes too late learns it without waiting for a turn to write; and in that turn there is only
 * what must be done in it. */
static int
build(struct px_run *run, const struct px_slot_at *at, struct px_record *appointment,
      struct px_err *err)
{
	run->operand_count = 0;
	if (px_generic_build(run, &px_type_appointment, fill, appointment, err) != 0 ||
	    px_slot_check(at, appointment->values[PX_APPOINTMENT_SLOT].number, err) != 0)
		return -1;
	px_run_discreet(run, px_record_text(appointment, PX_APPOINTMENT_PATIENT),
			px_record_text(appointment, PX_APPOINTMENT_REASON));
	return 0;
}

static const struct px_option opt_token = {
	"token", 0,
	NULL,    N_("print the token of the patient's links, in place of the appointment"),
	NULL,    NULL,
	0,       &px_view_token
};

static int
book(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record appointment;
	int64_t slot;
	int result;

	if (check_operands(run, 1, _("name one slot"), err) != 0 ||
	    (px_option_given(run, &opt_token) && px_keyring_ready(run->world.keyring, err) != 0))
		return -1;
	result = build(run, &at, &appointment, err);
	slot = px_record_number(&appointment, PX_APPOINTMENT_SLOT, 0);
	if (result == 0 && px_run_begin(run, err) != 0)
		return -1;
	if (result == 0)
		result = px_slot_book(&at, slot, &appointment, err);
	if (px_run_settled(run, result, &appointment, err) == 0)
		return px_option_given(run, &opt_token) && !run->dry_run
			       ? px_run_token(run, &appointment, PX_LINK_ANY, err)
			       : px_run_said(run, &px_type_appointment, &appointment, 1,
					     PX_SINK_ONE, N_("booked"), err);
	return slot ? px_run_offer_others(run, slot, &appointment, err) : -1;
}

static const struct px_example book_examples[] = {
	{ "plexus-slot book 12 --patient 'M. D., 1948' --by dupont --reason 'plaie à revoir'",
	  N_("before the patient leaves") },
	{ "plexus-slot book 11 --patient 'M. D., 1948' --by dupont --contact - --token "
	  "<contact.txt",
	  N_("for a page of the web: the contact by standard input, the token of its links back") },
	{ NULL, NULL },
};

const struct px_verb px_verb_book = {
	.name = "book",
	.operands = "SLOT",
	.summary = N_("take a slot for a patient"),
	.details =
		N_("Whoever comes first has it; the others exit with 4 and are shown the next "
		   "three that are free.  A patient is initials and a year of birth, or a "
		   "reference of yours: no name is needed.\n"
		   "A contact is a telephone or an e-mail address (`-`: a line of standard "
		   "input).  It is sealed at once with the organization's key (plexus key init): "
		   "only `show` opens it, where the key is; everywhere else it is the word "
		   "sealed.  plexus-slot forget ends it."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_appointment,
	.options = (const struct px_option *const[]){ &opt_token, NULL },
	.examples = book_examples,
	.applies = "slot:status=free slot:start>=today",
	.run = book,
};

/*
 * move.
 */
static const char *const sides[] = { "patient", "professional", NULL };
static const struct px_option opt_side = { "side", 0, "WORD",
					   N_("whose doing it is: patient (else) or professional"),
					   sides };

static int
move_in(struct px_run *run, const struct px_record *appointment, int64_t slot,
	struct px_record *after, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	return px_slot_move(&at, appointment, slot, px_option_value(run, &opt_side), after, err);
}

static int
move(struct px_run *run, struct px_err *err)
{
	struct px_record appointment, after = { NULL, NULL };
	int64_t slot;
	int result;

	if (check_operands(run, 2, _("name an appointment and its new slot"), err) != 0 ||
	    px_run_read(run, &px_type_appointment, run->operands[0], &appointment, err) != 0 ||
	    px_record_name(run->store, &px_type_slot, run->organization, run->operands[1], &slot,
			   err) != 0 ||
	    px_run_begin(run, err) != 0)
		return -1;
	result = move_in(run, &appointment, slot, &after, err);
	if (px_run_ended(run, result, result ? &appointment : &after, NC_("appointment", "moved"),
			 err) == 0)
		return 0;
	/* What is over has no need of another slot. */
	return strcmp(px_record_text(&appointment, PX_APPOINTMENT_STATUS), "booked") == 0
		       ? px_run_offer_others(run, slot, &appointment, err)
		       : -1;
}

static const struct px_example move_examples[] = {
	{ "plexus-slot move 1 5", N_("the patient asks for another hour") },
	{ NULL, NULL },
};

const struct px_verb px_verb_move = {
	.name = "move",
	.operands = "APPOINTMENT SLOT",
	.summary = N_("move an appointment to another slot: it stays the same one"),
	.details = N_("Whose slot it is and was is told; who booked it too, when the "
		      "professional's side moves it: --side professional, or --as them."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.options = (const struct px_option *const[]){ &opt_side, NULL },
	.output = &px_type_appointment,
	.examples = move_examples,
	.applies = "slot:status=free slot:start>=today appointment:status=booked",
	.run = move,
};

/*
 * cancel, attended, missed: one appointment or several, all or none.
 */
static int
each_appointment(struct px_run *run,
		 int (*change)(struct px_run *run, const struct px_record *before,
			       struct px_record *after, struct px_err *err),
		 const char *said, struct px_err *err)
{
	struct px_record *after, before;
	int64_t *ids;
	size_t count;
	int result = 0;

	if (px_run_records(run, &px_type_appointment, 0, &ids, &count, err) != 0 ||
	    px_run_begin(run, err) != 0)
		return -1;
	after = px_arena_alloc(&run->arena, (count + 1) * sizeof(*after));
	for (size_t i = 0; result == 0 && i < count; i++)
		result = px_run_check(run, err) != 0 ||
					 px_record_read(run->store, &px_type_appointment, ids[i],
							&run->arena, &before, err) != 1 ||
					 change(run, &before, &after[i], err) != 0
				 ? -1
				 : 0;
	if (result != 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_run_said(run, &px_type_appointment, after, count,
			   count == 1 ? PX_SINK_ONE : PX_SINK_MANY, said, err);
}

static const struct px_option opt_reason = { "reason", 0, "TEXT", N_("why") };
static int
cancel_one(struct px_run *run, const struct px_record *before, struct px_record *after,
	   struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	const char *side = px_option_value(run, &opt_side);

	return px_slot_cancel(&at, before, side ? side : sides[0],
			      px_option_value(run, &opt_reason), after, err);
}

static int
cancel(struct px_run *run, struct px_err *err)
{
	if (!px_option_value(run, &opt_reason))
		return px_err_set(err, PX_USAGE, _("why? say --reason TEXT"));
	return each_appointment(run, cancel_one, NC_("appointment", "cancelled"), err);
}

static const struct px_option *const cancel_options[] = { &opt_reason, &opt_side, NULL };

static const struct px_example cancel_examples[] = {
	{ "plexus-slot cancel 2 --reason 'va mieux'", N_("the patient gives it up") },
	{ "plexus-slot cancel 2 --reason 'visite urgente' --side professional",
	  N_("whoever offers it does") },
	{ NULL, NULL },
};

const struct px_verb px_verb_cancel = {
	.name = "cancel",
	.operands = "APPOINTMENT…",
	.summary = N_("give appointments up; their slots are free again"),
	.details = N_("An appointment is cancelled late when less time is left than its offer "
		      "asks (window).  Whose slot it is is told; who booked it too, when it is the "
		      "professional's doing."),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_appointment,
	.options = cancel_options,
	.examples = cancel_examples,
	.applies = "status=booked",
	.run = cancel,
};

static int
attended_one(struct px_run *run, const struct px_record *before, struct px_record *after,
	     struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	return px_slot_end(&at, before, "fulfilled", after, err);
}

static int
attended(struct px_run *run, struct px_err *err)
{
	return each_appointment(run, attended_one, N_("attended"), err);
}

const struct px_verb px_verb_attended = {
	.name = "attended",
	.operands = "APPOINTMENT…",
	.summary = N_("say that patients came"),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_appointment,
	.applies = "status=booked start<tomorrow",
	.run = attended,
};

static int
missed_one(struct px_run *run, const struct px_record *before, struct px_record *after,
	   struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	return px_slot_end(&at, before, "noshow", after, err);
}

static int
missed(struct px_run *run, struct px_err *err)
{
	return each_appointment(run, missed_one, N_("missed"), err);
}

const struct px_verb px_verb_missed = {
	.name = "missed",
	.operands = "APPOINTMENT…",
	.summary = N_("say that patients did not come"),
	.flags = PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_appointment,
	.applies = "status=booked start<tomorrow",
	.run = missed,
};
