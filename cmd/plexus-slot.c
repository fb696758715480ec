/* plexus-slot: time that is offered to patients, found, taken, and counted. */
#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/slot/slot.h"
#include "model/types_notice.h"
#include "model/types_request.h"
#include "model/types_waiting.h"

static const struct px_verb verbs[] = { { 0 } };

/* Only the steps of ladders have no verb of their own: the generic ones refuse the other types. */
static const struct px_verb *const more_verbs[] = {
	&px_verb_open,        &px_verb_close,
	&px_verb_reopen,      &px_verb_publish,
	&px_verb_slot_find,   &px_verb_book,
	&px_verb_move,        &px_verb_cancel,
	&px_verb_attended,    &px_verb_missed,
	&px_verb_correct,     &px_verb_token,
	&px_verb_redeem,      &px_verb_forget,
	&px_verb_notices,     &px_verb_request,
	&px_verb_answer,      &px_verb_climb,
	&px_verb_withdraw,    &px_verb_wait,
	&px_verb_accept,      &px_verb_decline,
	&px_verb_leave,       &px_verb_stats,
	&px_verb_rebuild,     &px_verb_list,
	&px_verb_slot_show,   &px_verb_add,
	&px_verb_edit,        &px_verb_remove,
	&px_verb_slot_import, &px_verb_slot_export,
	&px_verb_count,       NULL,
};

static const struct px_type *const types[] = {
	&px_type_slot,   &px_type_schedule, &px_type_appointment,
	&px_type_notice, &px_type_request,  &px_type_ask,
	&px_type_rung,   &px_type_waiting,  NULL
};

/* A file of offers makes their slots; all else is made by verbs alone. */
static const struct px_keeper keepers[] = {
	{ &px_type_slot, NULL, "plexus-slot close" },
	{ &px_type_schedule, px_run_open_imported, "plexus-slot close" },
	{ &px_type_appointment, NULL, "plexus-slot cancel", "plexus-slot correct" },
	{ &px_type_notice, NULL, "plexus-slot notices" },
	{ &px_type_request, NULL, "plexus-slot withdraw" },
	{ &px_type_ask, NULL, "plexus-slot answer" },
	{ &px_type_waiting, NULL, "plexus-slot leave" },
	{ NULL },
};

static const struct px_example examples[] = {
	{ "plexus-slot open --who martin --start 'lundi 14:00' --every 15min --count 8 --audience "
	  "team",
	  N_("two hours of consultations, for the team") },
	{ "plexus-slot find généraliste --near 49320 --radius 30km",
	  N_("what is free near there") },
	{ "plexus-slot book 3 --patient 'M. D., 1948' --by dupont --reason 'plaie à revoir'",
	  N_("one of them is taken") },
	{ "plexus-slot list --type appointment status=booked 'start<demain'",
	  N_("the appointments of today") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-slot",
	.summary = N_("free slots, urgent or not: offered, found, booked, counted"),
	.details = N_("Professionals and services offer the slots that they choose, to whom they "
		      "choose; whoever has the patient in front of them finds one and books it "
		      "before the patient leaves."),
	.types = types,
	.verbs = verbs,
	.generic = more_verbs,
	.keepers = keepers,
	.examples = examples,
	.page = "plexus-slots",
};
