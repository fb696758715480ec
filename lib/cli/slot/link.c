/* plexus-slot token, redeem, correct, forget: what reaches patients. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/seal.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "model/types.h"
#include "store/seals.h"

/*
 * token.
 */
enum { TOKEN_TOKEN, TOKEN_ACTION, TOKEN_APPOINTMENT, TOKEN_EXPIRES, TOKEN_FIELDS };

static const struct px_field token_fields[] = {
	[TOKEN_TOKEN] = { "token", &px_kind_text, PX_COLUMN, N_("what the link ends on") },
	[TOKEN_ACTION] = { "action", &px_kind_word, PX_COLUMN, N_("what it is for"), NULL,
			   px_link_actions },
	[TOKEN_APPOINTMENT] = { "appointment", &px_kind_uid, PX_COLUMN,
				N_("the appointment, by its uid") },
	[TOKEN_EXPIRES] = { "expires", &px_kind_instant, PX_COLUMN, N_("until when it is good") },
};

const struct px_type px_view_token = {
	.name = "link",
	.plural = "links",
	.label = N_("link"),
	.help = N_("a link that cancels or moves an appointment, once"),
	.flags = PX_VIEW,
	.fields = token_fields,
	.field_count = PX_COUNT(token_fields),
};

static int
print_token(struct px_run *run, const struct px_record *appointment, enum px_link_action action,
	    const char *token, struct px_err *err)
{
	struct px_value values[TOKEN_FIELDS] = {
		[TOKEN_TOKEN] = { .state = PX_SET, .text = token },
		[TOKEN_ACTION] = { .state = PX_SET, .text = px_link_actions[action] },
		[TOKEN_APPOINTMENT] = appointment->values[PX_F_UID],
		[TOKEN_EXPIRES] = appointment->values[PX_APPOINTMENT_START],
	};
	struct px_record row = { &px_view_token, values };
	struct px_sink *sink;

	if (!px_run_prints(run)) {
		fprintf(run->out, "%s\n", token);
		return 0;
	}
	sink = px_sink_open(run, &px_view_token, PX_SINK_ONE, err);
	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

int
px_run_token(struct px_run *run, const struct px_record *appointment, enum px_link_action action,
	     struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_buf token = PX_BUF_INIT;
	int result = px_link_make(&at, appointment, action, &token, err);

	if (result == 0)
		result = print_token(run, appointment, action, token.data, err);
	px_buf_release(&token);
	return result;
}

static const struct px_option opt_action = { "action", 0, "WORD",
					     N_("what it is for: any (else), cancel or move"),
					     px_link_actions };

static int
token(struct px_run *run, struct px_err *err)
{
	const char *action = px_option_value(run, &opt_action);
	struct px_record appointment;

	if (px_run_read(run, &px_type_appointment, run->operands[0], &appointment, err) != 0)
		return -1;
	return px_run_token(run, &appointment,
			    action ? (enum px_link_action)px_slot_rank(px_link_actions, action)
				   : PX_LINK_ANY,
			    err);
}

static const struct px_example token_examples[] = {
	{ "plexus-slot token 1 --action cancel", N_("for the mail that reminds the patient") },
	{ NULL, NULL },
};

const struct px_verb px_verb_token = {
	.name = "token",
	.operands = "APPOINTMENT",
	.summary = N_("print what the link of a patient ends on, who may cancel or move with it"),
	.details =
		N_("It is signed with the organization's key and stands nowhere in the database: "
		   "printed again, it is the same one, until it is used.  It is good until the "
		   "appointment begins.  Using one ends all of the appointment's."),
	.access = PX_ACCESS_READ,
	.options = (const struct px_option *const[]){ &opt_action, NULL },
	.output = &px_view_token,
	.examples = token_examples,
	.applies = "appointment:status=booked",
	.run = token,
};

/*
 * redeem.
 */
static const struct px_type *
slots(void)
{
	return &px_type_slot;
}

static const struct px_option opt_to = { "to",   0,
					 "SLOT", N_("move it there; else it is cancelled"),
					 NULL,   slots };
static const struct px_option opt_reason = { "reason", 0, "TEXT", N_("why it is cancelled") };

enum { TOKEN_SIZE = 256 };

/* From the command line, or a line of standard input: the web's programs need not show it to all who
 * list the processes. */
static int
read_token(struct px_run *run, char text[TOKEN_SIZE], const char **out, struct px_err *err)
{
	*out = run->operands[0];
	if (strcmp(*out, "-") != 0)
		return 0;
	if (!fgets(text, TOKEN_SIZE, stdin))
		return px_err_set(err, PX_USAGE, _("nothing on standard input"));
	*out = px_text_trim(text);
	return 0;
}

static int
redeem_in(struct px_run *run, const char *token, int64_t slot, struct px_record *before,
	  struct px_record *after, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	return px_link_use(&at, token, slot, px_option_value(run, &opt_reason), before, after, err);
}

static int
redeem(struct px_run *run, struct px_err *err)
{
	const char *to = px_option_value(run, &opt_to), *token;
	struct px_record before = { NULL, NULL }, after = { NULL, NULL };
	char text[TOKEN_SIZE];
	int64_t slot = 0;
	int result;

	if (read_token(run, text, &token, err) != 0 ||
	    (to && px_record_name(run->store, &px_type_slot, run->organization, to, &slot, err)) ||
	    px_run_begin(run, err) != 0)
		return -1;
	result = redeem_in(run, token, slot, &before, &after, err);
	if (px_run_ended(run, result, &after, to ? N_("moved") : N_("cancelled"), err) == 0)
		return 0;
	return slot && before.type ? px_run_offer_others(run, slot, &before, err) : -1;
}

static const struct px_example redeem_examples[] = {
	{ "plexus-slot redeem - --json <token.txt", N_("the page of the link, when it cancels") },
	{ NULL, NULL },
};

const struct px_verb px_verb_redeem = {
	.name = "redeem",
	.operands = "TOKEN|-",
	.summary = N_("cancel or move an appointment with the link of its patient, once"),
	.details = N_("`-` reads the token from standard input.  Used already, or over: exit 4; "
		      "altered, or of another organization: exit 2.  A link moves to a slot of the "
		      "same professional, or to one that everyone is shown."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.options = (const struct px_option *const[]){ &opt_to, &opt_reason, NULL },
	.output = &px_type_appointment,
	.examples = redeem_examples,
	.run = redeem,
};

/*
 * correct.
 */
static int
correct_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	bool *told = data;

	if (px_generic_amend(run, after, err) != 0)
		return -1;
	if (!*told)
		px_run_discreet(run, px_record_text(after, PX_APPOINTMENT_PATIENT),
				px_record_text(after, PX_APPOINTMENT_REASON));
	*told = true;
	return 0;
}

static int
correct(struct px_run *run, struct px_err *err)
{
	bool told = false;
	int64_t *ids;
	size_t count;

	return px_run_records(run, &px_type_appointment, 0, &ids, &count, err) != 0
		       ? -1
		       : px_run_change(run, &px_type_appointment, ids, count, correct_one, &told,
				       N_("corrected"), err);
}

static const struct px_example correct_examples[] = {
	{ "plexus-slot correct 1 --contact - <contact.txt",
	  N_("another telephone, sealed in place of the old one") },
	{ "plexus-slot correct 1 --contact=", N_("none any more") },
	{ NULL, NULL },
};

const struct px_verb px_verb_correct = {
	.name = "correct",
	.operands = "APPOINTMENT…",
	.summary = N_("correct what is written of appointments: patient, contact, reason, urgent"),
	.details = N_("The contact is sealed as by book, and the key of the one before is removed "
		      "for good; --contact= leaves none.  The journal tells that it was changed, "
		      "not what it is.  When, with whom, by whom and as one of whom it was booked "
		      "stay: move and cancel change them."),
	.flags = PX_VERB_FIELDS | PX_VERB_RECORDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_appointment,
	.examples = correct_examples,
	.applies = "status=booked",
	.run = correct,
};

/*
 * forget.
 */
static int
forget_one(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	(void)run;
	(void)data;
	(void)err;
	after->values[PX_APPOINTMENT_CONTACT] = (struct px_value){ .state = PX_UNSET };
	return 0;
}

/* Contacts of bookings that were undone: no record holds them, their keys stand for a redo. */
static int
sweep(struct px_run *run, struct px_err *err)
{
	int64_t count;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (px_seals_sweep(run->store, run->home, &count, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (count)
		px_say(run,
		       px_trn("%lld contact of what was undone forgotten",
			      "%lld contacts of what was undone forgotten", (unsigned long)count),
		       (long long)count);
	return px_generic_finish(run, err);
}

static int
forget(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record home;
	int64_t *ids = NULL;
	size_t count;
	int result;

	if (px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home, err) !=
	    1)
		return -1;
	result = px_contacts_overdue(&at, px_contact_days(&home), &ids, &count, err);
	if (result == 0)
		result = px_run_change(run, &px_type_appointment, ids, count, forget_one, NULL,
				       N_("contact forgotten"), err);
	free(ids);
	return result == 0 ? sweep(run, err) : -1;
}

static const struct px_example forget_examples[] = {
	{ "plexus-slot forget -q", N_("each night, by cron") },
	{ "plexus-directory edit --type organization 1 --contact-days 7",
	  N_("forget sooner than after 30 days") },
	{ NULL, NULL },
};

const struct px_verb px_verb_forget = {
	.name = "forget",
	.summary = N_("forget the contacts of patients whose appointment is long over"),
	.details = N_("So many days after it began or was cancelled as the organization says "
		      "(contact_days, else 30).  The key of each contact is removed with it: what "
		      "the journal still holds, sealed, nobody can open again.  Backups hold what "
		      "they held."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_appointment,
	.examples = forget_examples,
	.run = forget,
};
