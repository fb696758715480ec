/* plexus-slot request, answer, withdraw, climb: care that is asked for, up a ladder. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/request.h"
#include "care/waiting.h"
#include "cli/generic.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "cli/view/find.h"
#include "io/rows.h"
#include "model/types.h"

/*
 * Ladders are records.  One that the database has not got, and that the share folder holds, is laid
 * down there once.
 */
static const char there_sql[] =
	"SELECT 1 FROM \"rung\" WHERE \"organization\" = $1 AND \"ladder\" = $2 LIMIT 1";

static int
is_there(struct px_run *run, const char *ladder, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(run->store, there_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, run->home);
	px_bind_text(stmt, 2, ladder);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static int
put_rung(struct px_run *run, const char *ladder, struct px_source *source, const struct px_row *row,
	 struct px_err *err)
{
	struct px_record rung = px_record_new(&run->arena, &px_type_rung);
	struct px_faults faults = { .arena = &run->arena };

	rung.values[PX_F_ORGANIZATION] = (struct px_value){ .state = PX_SET, .number = run->home };
	rung.values[PX_RUNG_LADDER] = (struct px_value){ .state = PX_SET, .text = ladder };
	for (size_t i = 0; i < row->count; i++) {
		const struct px_field *field =
			px_field_by_header(&px_type_rung, px_source_header(source, i));
		struct px_parse parse = { &run->world, field, PX_FROM_TEAM, &run->arena, &faults };

		if (field)
			px_value_parse(&parse, row->cells[i].text,
				       &rung.values[px_field_index(&px_type_rung, field)]);
	}
	px_record_check(&rung, &faults);
	if (px_faults_count(&faults, PX_REJECTING))
		return px_err_set(err, PX_REJECTED, "%s:%ld: %s", px_source_name(source), row->line,
				  px_faults_text(&faults, PX_REJECTING));
	return px_record_insert(run->store, &rung, &run->arena, err);
}

static int
lay_ladder(struct px_run *run, const char *ladder, struct px_err *err)
{
	char *path =
		px_place_share(&run->arena, px_arena_printf(&run->arena, "ladders/%s.csv", ladder));
	struct px_source *source;
	struct px_row row;
	int more;

	if (access(path, R_OK) != 0)
		return 0;
	source = px_source_open(path, NULL, err);
	more = source ? 1 : -1;
	while (more == 1 && (more = px_source_next(source, &row, err)) == 1)
		if (put_rung(run, ladder, source, &row, err) != 0)
			more = -1;
	px_source_close(source);
	if (more == 0)
		px_say(run,
		       _("ladder %s: its steps are yours to change now (plexus-slot list --type "
			 "rung)"),
		       ladder);
	return more;
}

static int
find_ladder(struct px_run *run, const struct px_record *request, struct px_err *err)
{
	const char *ladder = px_record_text(request, PX_REQUEST_LADDER);
	int there = is_there(run, ladder, err);

	return there == 0 ? lay_ladder(run, ladder, err) : there < 0 ? -1 : 0;
}

/* Who asks, when that is not said: whoever acts. */
static int
fill(struct px_run *run, struct px_record *request, struct px_err *err)
{
	return px_run_by(run, &request->values[PX_REQUEST_BY], err);
}

static int
request_in(struct px_run *run, struct px_record *request, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	if (px_generic_build(run, &px_type_request, fill, request, err) != 0 ||
	    find_ladder(run, request, err) != 0 || px_request_open(&at, request, err) != 0)
		return -1;
	px_run_discreet(run, NULL, px_record_text(request, PX_REQUEST_REASON));
	return 0;
}

static int
run_request(struct px_run *run, struct px_err *err)
{
	struct px_record request;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	return px_run_ended(run, request_in(run, &request, err), &request, N_("asked for"), err);
}

static const struct px_example request_examples[] = {
	{ "plexus-slot request infirmière --place 49320 --within 24h --reason 'pansement' "
	  "--by dupont --usual martin",
	  N_("asked of Martin first, then of every nurse near there") },
	{ NULL, NULL },
};

const struct px_verb px_verb_request = {
	.name = "request",
	.operands = "CARE",
	.summary = N_("ask for care: of one professional, then of more, until one takes it"),
	.details = N_("A request goes up a ladder, each of whose steps asks somebody for a time: "
		      "the usual professional, a list, everyone of the trade within so many "
		      "kilometres.  Steps are records, to change as you like: plexus-slot list "
		      "--type rung.  The first yes wins.  Say nothing of the patient in reason but "
		      "what for."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_request,
	.examples = request_examples,
	.operand = px_find_operand,
	.run = run_request,
};

/*
 * answer.
 */
static const struct px_option opt_who = { "who", 'w', "WHO",
					  N_("who answers (else --as, or PLEXUS_USER)") };

static int
read_yes(const char *word, bool *yes, struct px_err *err)
{
	*yes = px_text_same(word, "yes") || px_text_same(word, "oui");
	if (*yes || px_text_same(word, "no") || px_text_same(word, "non"))
		return 0;
	return px_err_set(err, PX_USAGE, _("%s: neither yes nor no"), word);
}

static int
read_who(struct px_run *run, int64_t *who, struct px_err *err)
{
	const char *name = px_option_value(run, &opt_who);

	*who = run->actor;
	if (name)
		return px_record_name(run->store, &px_type_practitioner, run->organization, name,
				      who, err);
	if (!run->actor)
		return px_err_set(err, PX_USAGE, _("who answers? say --who, or --as"));
	return 0;
}

static int
answer_in(struct px_run *run, int64_t who, bool yes, struct px_record *request, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record before;

	if (px_run_read(run, &px_type_request, run->operands[0], &before, err) != 0)
		return -1;
	return px_request_answer(&at, &before, who, yes, request, err);
}

static int
run_answer(struct px_run *run, struct px_err *err)
{
	struct px_record request;
	int64_t who;
	bool yes;

	if (run->operand_count != 2)
		return px_err_set(err, PX_USAGE,
				  _("name a request, and say yes or no: %s answer 4 yes"),
				  run->program->name);
	if (read_yes(run->operands[1], &yes, err) != 0 || read_who(run, &who, err) != 0 ||
	    px_store_begin(run->store, err) != 0)
		return -1;
	return px_run_ended(run, answer_in(run, who, yes, &request, err), &request,
			    yes ? N_("taken") : N_("declined"), err);
}

static const struct px_option *const answer_options[] = { &opt_who, NULL };

static const struct px_example answer_examples[] = {
	{ "plexus-slot answer 1 yes --who martin", N_("Martin takes it") },
	{ NULL, NULL },
};

const struct px_verb px_verb_answer = {
	.name = "answer",
	.operands = "REQUEST yes|no",
	.summary = N_("say whether you take a request: the first yes has it"),
	.details = N_("Whoever says yes too late exits with 4 and reads that it is taken; the "
		      "others that were asked are told by a notice.  After the last no, the next "
		      "step is asked at once."),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_request,
	.options = answer_options,
	.examples = answer_examples,
	.applies = "request:status=asking",
	.run = run_answer,
};

/*
 * withdraw and climb.
 */
static int
withdraw_in(struct px_run *run, struct px_record *request, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_record before;

	if (px_run_read(run, &px_type_request, run->operands[0], &before, err) != 0)
		return -1;
	return px_request_withdraw(&at, &before, request, err);
}

static int
run_withdraw(struct px_run *run, struct px_err *err)
{
	struct px_record request;

	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("name one request"));
	if (px_store_begin(run->store, err) != 0)
		return -1;
	return px_run_ended(run, withdraw_in(run, &request, err), &request, N_("withdrawn"), err);
}

static const struct px_example withdraw_examples[] = {
	{ "plexus-slot withdraw 1", N_("the patient was seen elsewhere") },
	{ NULL, NULL },
};

const struct px_verb px_verb_withdraw = {
	.name = "withdraw",
	.operands = "REQUEST",
	.summary = N_("say that a request is not needed any more; who was asked is told"),
	.flags = PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_request,
	.examples = withdraw_examples,
	.applies = "request:status=asking",
	.run = run_withdraw,
};

static int
run_climb(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_request_counts counts = { 0 };
	struct px_waiting_counts waiting = { 0 };

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (px_request_climb(&at, &counts, err) != 0 || px_waiting_climb(&at, &waiting, err) != 0 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (!run->quiet && counts.climbed)
		fprintf(run->out,
			_("requests: %lld went up, %lld professionals asked, %lld given up\n"),
			(long long)(counts.climbed - counts.unanswered), (long long)counts.asked,
			(long long)counts.unanswered);
	if (!run->quiet && (waiting.expired || waiting.offered || waiting.ended))
		fprintf(run->out,
			_("waiting list: %lld holds ran out, %lld slots offered, %lld given up\n"),
			(long long)waiting.expired, (long long)waiting.offered,
			(long long)waiting.ended);
	return 0;
}

static const struct px_example climb_examples[] = {
	{ "plexus-slot climb -q && plexus-slot notices", N_("every five minutes, from a crontab") },
	{ NULL, NULL },
};

const struct px_verb px_verb_climb = {
	.name = "climb",
	.summary =
		N_("ask the next step of every request whose time has come, and offer what waits"),
	.details =
		N_("Slots that are held too long go to the next of the waiting list, and patients "
		   "whose last day is over leave it.  Time is that of --now: ladders and lists "
		   "can be replayed."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.output = &px_type_request,
	.examples = climb_examples,
	.run = run_climb,
};
