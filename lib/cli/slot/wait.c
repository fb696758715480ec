/* plexus-slot wait, accept, decline, leave: the waiting list. */
#include <math.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/when.h"
#include "base/zone.h"
#include "care/waiting.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "cli/view/find.h"
#include "model/types.h"

enum { SECONDS_OF_MINUTE = 60, METRES_OF_KM = 1000 };

static const struct px_type *
practitioners(void)
{
	return &px_type_practitioner;
}

static const struct px_type *
services(void)
{
	return &px_type_organization;
}

static const struct px_option opt_who = {
	"who",
	'w',
	"WHO",
	N_("with whom: a practitioner or a service (an organization), and nobody else"),
	NULL,
	practitioners,
	.also = services
};
static const struct px_option opt_radius = {
	"radius", 0, "DISTANCE", N_("no farther than this: 30km, 500m (else 30km around --near)")
};
static const struct px_option opt_within = { "within", 0, "TIME",
					     N_("no use later than so long from now: 7d") };

static int
fill_limits(struct px_run *run, struct px_record *waiting, struct px_err *err)
{
	const char *radius = px_option_value(run, &opt_radius);
	const char *within = px_option_value(run, &opt_within);
	int64_t minutes;
	double km;

	if (radius) {
		if (px_read_distance(&opt_radius, radius, &km, err) != 0)
			return -1;
		waiting->values[PX_WAITING_RADIUS] = px_value_of_number(lround(km * METRES_OF_KM));
	}
	if (!within)
		return 0;
	if (waiting->values[PX_WAITING_UNTIL].state == PX_SET)
		return px_err_set(err, PX_USAGE, _("say --until or --within, not both"));
	if (px_when_delay(within, &minutes, err) != 0) {
		px_err_prefix(err, "--within");
		return -1;
	}
	waiting->values[PX_WAITING_UNTIL] = px_value_of_day(
		&run->arena,
		px_date_days(
			px_zone_local(run->world.zone, run->world.now + minutes * SECONDS_OF_MINUTE)
				.date));
	return 0;
}

/* As one of whom, when that is not said: whoever offers it, for their own patients. */
static int
fill(struct px_run *run, struct px_record *waiting, struct px_err *err)
{
	const char *who = px_option_value(run, &opt_who);
	struct px_value *by = &waiting->values[PX_WAITING_BY];
	const struct px_value *with = &waiting->values[PX_WAITING_PRACTITIONER];

	if (px_run_by(run, by, err) != 0)
		return -1;
	if (who && px_run_who(run, who, waiting, PX_WAITING_PRACTITIONER, PX_WAITING_SERVICE, err))
		return -1;
	if (!who && !px_record_text(waiting, PX_WAITING_CARE))
		return px_err_set(err, PX_USAGE,
				  _("for what? name a profession or a specialty, or say --who"));
	if (waiting->values[PX_WAITING_AUDIENCE].state != PX_SET && with->state == PX_SET &&
	    with->number == by->number)
		waiting->values[PX_WAITING_AUDIENCE] = px_value_of_text("self");
	return fill_limits(run, waiting, err);
}

/* Whoever enters somebody has them there: a slot that is free already is theirs to accept. */
static int
say_offered(struct px_run *run, const struct px_record *waiting, struct px_err *err)
{
	struct px_buf until = PX_BUF_INIT;
	const struct px_value *held = &waiting->values[PX_WAITING_HELD_UNTIL];
	const struct px_field *field = &px_type_waiting.fields[PX_WAITING_HELD_UNTIL];

	(void)err;
	if (held->state != PX_SET)
		return 0;
	px_value_print(&run->world, field, held, PX_STYLE_HUMAN, &until);
	px_say(run, _("slot %lld is held until %s: %s accept %lld, or decline %lld"),
	       (long long)waiting->values[PX_WAITING_SLOT].number, until.data, run->program->name,
	       (long long)waiting->values[PX_F_ID].number,
	       (long long)waiting->values[PX_F_ID].number);
	px_buf_release(&until);
	return 0;
}

static int
run_wait(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record waiting;
	int result;

	if (px_run_begin(run, err) != 0)
		return -1;
	result = px_generic_build(run, &px_type_waiting, fill, &waiting, err) != 0 ||
				 px_waiting_enter(&at, &waiting, err) != 0
			 ? -1
			 : 0;
	if (px_run_ended(run, result, &waiting, N_("on the list"), err) != 0)
		return -1;
	px_run_discreet(run, px_record_text(&waiting, PX_WAITING_PATIENT),
			px_record_text(&waiting, PX_WAITING_REASON));
	return say_offered(run, &waiting, err);
}

static const struct px_option *const wait_options[] = { &opt_who, &opt_radius, &opt_within, NULL };

static const struct px_example wait_examples[] = {
	{ "plexus-slot wait kiné --patient 'M. D., 1948' --by dupont --near 49320 --within 7d",
	  N_("the first that comes free within 30 km, in the week") },
	{ "plexus-slot wait --who martin --patient 'M. D., 1948' --by dupont --urgent",
	  N_("with Martin alone, before those that are not urgent") },
	{ NULL, NULL },
};

const struct px_verb px_verb_wait = {
	.name = "wait",
	.operands = "[CARE]",
	.summary = N_("put a patient on the waiting list: slots that come free are held for them"),
	.details = N_("A slot that is given up, newly opened or shown is held for the first whom "
		      "it suits: urgent ones first, then who came first.  Whom it does not suit "
		      "keeps their place.  Whoever entered the patient is told by a notice, and "
		      "accepts or declines; for so long (hold of the offer, else two hours) nobody "
		      "else finds or books the slot.  What is not answered goes to the next.\n"
		      "A slot that is free already is held at once.  plexus-slot list --type "
		      "waiting is the list."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_waiting,
	.options = wait_options,
	.examples = wait_examples,
	.operand = px_find_operand,
	.run = run_wait,
};

/*
 * accept, decline, leave: one entry each.
 */
static int
read_one(struct px_run *run, struct px_record *waiting, struct px_err *err)
{
	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("name one entry of the waiting list: %s %s 4"),
				  run->program->name, run->verb->name);
	return px_run_read(run, &px_type_waiting, run->operands[0], waiting, err);
}

static int
run_accept(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record waiting, appointment = { NULL, NULL }, after;
	int result;

	if (read_one(run, &waiting, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	result = px_waiting_accept(&at, &waiting, &appointment, &after, err);
	return px_run_ended(run, result, &appointment, N_("booked"), err);
}

static const struct px_example accept_examples[] = {
	{ "plexus-slot accept 1", N_("the slot that is held becomes an appointment") },
	{ NULL, NULL },
};

const struct px_verb px_verb_accept = {
	.name = "accept",
	.operands = "WAITING",
	.summary = N_("take the slot that is held for somebody who waits: it is booked"),
	.details = N_("When its time is over, or nothing is held: exit 4."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_appointment,
	.examples = accept_examples,
	.applies = "waiting:status=offered",
	.run = run_accept,
};

static int
run_change(struct px_run *run,
	   int (*change)(const struct px_slot_at *at, const struct px_record *waiting,
			 struct px_record *after, struct px_err *err),
	   const char *said, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record waiting, after = { NULL, NULL };
	int result;

	if (read_one(run, &waiting, err) != 0 || px_run_begin(run, err) != 0)
		return -1;
	result = change(&at, &waiting, &after, err);
	return px_run_ended(run, result, &after, said, err);
}

static int
run_decline(struct px_run *run, struct px_err *err)
{
	return run_change(run, px_waiting_decline, N_("declined"), err);
}

const struct px_verb px_verb_decline = {
	.name = "decline",
	.operands = "WAITING",
	.summary = N_("let the slot that is held go to the next; the place on the list is kept"),
	.details = N_("The same slot is not offered to the same patient again."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_waiting,
	.applies = "waiting:status=offered",
	.run = run_decline,
};

static int
run_leave(struct px_run *run, struct px_err *err)
{
	return run_change(run, px_waiting_leave, N_("left the list"), err);
}

const struct px_verb px_verb_leave = {
	.name = "leave",
	.operands = "WAITING",
	.summary = N_("take somebody off the waiting list; what is held goes to the next"),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_waiting,
	.applies = "waiting:status=waiting,offered",
	.run = run_leave,
};
