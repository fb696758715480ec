/* plexus-slot import: slots of other software, out of FHIR; and offers, out of any file. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/import.h"
#include "cli/progress.h"
#include "cli/slot/hearing.h"
#include "cli/slot/slot.h"
#include "model/types.h"
#include "store/match.h"

enum { MOST_SAID = 20, SECONDS_OF_MINUTE = 60, MOST_MINUTES = 24 * 60 };

const char *
px_told_cell(const struct px_told_row *row, const char *name)
{
	const struct px_source *source = row->hearing->source;

	for (size_t i = 0; i < row->row->count && i < px_source_columns(source); i++)
		if (strcmp(px_source_header(source, i), name) == 0)
			return row->row->cells[i].null ? NULL : row->row->cells[i].text;
	return NULL;
}

void
px_told_refuse(struct px_told_row *row, const char *field, const char *reason)
{
	if (row->reason)
		return;
	row->field = field;
	row->reason = reason;
}

/* Of a kind of actor, the numbers that tell who it is, the surest first. */
static const struct {
	const char *who;
	const struct px_type *type;
	const char *number;
} numbers[] = {
	{ "practitioner", &px_type_practitioner, "rpps" },
	{ "practitioner", &px_type_practitioner, "adeli" },
	{ "practitioner", &px_type_practitioner, "uid" },
	{ "service", &px_type_organization, "finess" },
	{ "service", &px_type_organization, "siret" },
	{ "service", &px_type_organization, "uid" },
};

/* 1 and who has this number, 0 when nobody, or more than one, has. */
int
px_told_one(struct px_run *run, const struct px_type *type, const char *name, const char *number,
	    struct px_arena *arena, struct px_record *who, struct px_err *err)
{
	const struct px_field *field = px_field_find(type, name);
	struct px_record known = px_record_new(arena, type);
	int64_t ids[2];
	int count;

	known.values[px_field_index(type, field)] = px_value_of_text(number);
	count = px_match_find(run->store, run->home, &known, &field, 1, ids, PX_COUNT(ids), err);
	if (count != 1)
		return count < 0 ? -1 : 0;
	return px_record_read(run->store, type, ids[0], arena, who, err);
}

int
px_told_who(struct px_told_row *row, struct px_record *who, struct px_err *err)
{
	struct px_hearing *hearing = row->hearing;
	const char *kind = px_told_cell(row, "who");
	size_t i = 0;
	int found;

	while (kind && i < PX_COUNT(numbers) &&
	       !(strcmp(kind, numbers[i].who) == 0 && px_told_cell(row, numbers[i].number)))
		i++;
	if (!kind || i == PX_COUNT(numbers)) {
		px_told_refuse(
			row, "schedule",
			_("nothing says whose slot it is: an actor of its schedule with an RPPS "
			  "number, or a service with a FINESS number, in this document"));
		return 0;
	}
	found = px_told_one(hearing->run, numbers[i].type, numbers[i].number,
			    px_told_cell(row, numbers[i].number), &hearing->arena, who, err);
	if (found == 0)
		px_told_refuse(row, numbers[i].number,
			       px_arena_printf(&hearing->arena,
					       _("%s: the directory knows nobody of this number"),
					       px_told_cell(row, numbers[i].number)));
	return found < 0 ? -1 : 0;
}

void
px_told_span(struct px_told_row *row, struct px_slot_told *told)
{
	const char *start = px_told_cell(row, "start"), *end = px_told_cell(row, "end");
	int64_t until, quantum = PX_QUANTUM_MINUTES * SECONDS_OF_MINUTE;

	if (!start || px_instant_parse(start, &told->start) != 0) {
		px_told_refuse(row, "start",
			       _("no instant with its offset (2026-03-02T09:00:00+01:00)"));
		return;
	}
	if (!end || px_instant_parse(end, &until) != 0) {
		px_told_refuse(row, "end",
			       _("no instant with its offset (2026-03-02T09:00:00+01:00)"));
		return;
	}
	told->minutes = (until - told->start) / SECONDS_OF_MINUTE;
	if (told->start % quantum || until % quantum)
		px_told_refuse(row, "start",
			       _("slots begin and end every 5 minutes: 14:00, 14:05, 14:10…"));
	else if (told->minutes < PX_QUANTUM_MINUTES || told->minutes > MOST_MINUTES)
		px_told_refuse(row, "end", _("a slot lasts from 5 minutes to a day"));
}

/* What FHIR R4 (slotstatus) knows; a slot that was entered in error was never there. */
static void
read_status(struct px_told_row *row, struct px_slot_told *told)
{
	static const char *const words[] = {
		"free", "busy", "busy-tentative", "busy-unavailable", "entered-in-error", NULL
	};
	const char *status = px_told_cell(row, "status");

	if (!status || px_slot_rank(words, status) < 0)
		px_told_refuse(row, "status",
			       _("none of free, busy, busy-tentative, busy-unavailable, "
				 "entered-in-error"));
	else
		told->free = strcmp(status, words[0]) == 0;
}

void
px_told_words(const struct px_told_row *row, struct px_slot_told *told)
{
	told->audience = px_told_cell(row, "audience");
	told->mode = px_told_cell(row, "mode");
	told->reason = px_told_cell(row, "reason");
	if (!told->audience)
		told->audience = px_audiences[0];
	if (!told->mode)
		told->mode = px_modes[0];
}

/* A free slot that nothing can be made of: nobody books what has begun, or what takes whoever comes. */
static bool
is_of_no_use(struct px_told_row *row, const struct px_slot_told *told)
{
	struct px_hearing *hearing = row->hearing;
	const char *visit = px_told_cell(row, "visit");

	if (!told->free)
		return false;
	if (visit && strcmp(visit, "WALKIN") == 0)
		hearing->walk_in++;
	else if (told->start < hearing->run->world.now)
		hearing->begun++;
	else
		return false;
	return true;
}

void
px_told_count(struct px_hearing *hearing, enum px_slot_heard heard)
{
	hearing->counts.new += heard == PX_SLOT_OPENED;
	hearing->counts.changed += heard == PX_SLOT_CHANGED;
	hearing->counts.unchanged += heard == PX_SLOT_LEFT;
}

static int
hear(struct px_told_row *row, struct px_slot_told *told, struct px_err *err)
{
	struct px_hearing *hearing = row->hearing;
	struct px_slot_at at = px_run_slots(hearing->run);
	struct px_err why = PX_ERR_INIT;
	enum px_slot_heard heard;

	at.arena = &hearing->arena;
	if (px_slot_hear(&at, told, &heard, &why) != 0) {
		if (why.code != PX_CONFLICT) {
			*err = why;
			return -1;
		}
		px_told_refuse(row, "start", px_arena_strdup(&hearing->arena, why.message));
		return 0;
	}
	px_told_count(hearing, heard);
	return 0;
}

static void
reject(const struct px_told_row *row)
{
	struct px_hearing *hearing = row->hearing;
	const char *text =
		row->field ? px_arena_printf(&hearing->arena, "%s: %s", row->field, row->reason)
			   : row->reason;

	hearing->counts.rejected++;
	if (hearing->said++ < MOST_SAID)
		px_warn(hearing->run, "%s:%ld: %s", px_source_name(hearing->source), row->row->line,
			text);
	if (hearing->rejects)
		px_rejects_add(hearing->rejects, hearing->source, row->row, text);
}

static int
take_slot(struct px_told_row *row, struct px_err *err)
{
	struct px_slot_told told = { .who = NULL };
	struct px_record who;

	read_status(row, &told);
	px_told_span(row, &told);
	px_told_words(row, &told);
	if (px_told_list(row, &told, true, err) != 0)
		return -1;
	if (!row->reason && is_of_no_use(row, &told)) {
		row->hearing->counts.unchanged++;
		return 0;
	}
	told.who = &who;
	return px_told_who(row, &who, err) != 0 || (!row->reason && hear(row, &told, err) != 0) ? -1
												: 0;
}

static int
take_row(struct px_hearing *hearing, const struct px_row *given, struct px_err *err)
{
	struct px_told_row row = { hearing, given, NULL, given->bad };
	const char *kind = px_told_cell(&row, "kind");

	if (kind && strcmp(kind, "schedule") == 0)
		return px_told_horizon(&row, err);
	hearing->counts.read++;
	if ((kind ? px_told_booking : take_slot)(&row, err) != 0)
		return -1;
	if (row.reason)
		reject(&row);
	return 0;
}

static int
take_rows(struct px_hearing *hearing, struct px_err *err)
{
	struct px_row row;
	int more;

	while ((more = px_source_next(hearing->source, &row, err)) == 1) {
		px_progress_of(hearing->run, hearing->source);
		px_arena_reset(&hearing->arena);
		if (px_run_check(hearing->run, err) != 0 || take_row(hearing, &row, err) != 0)
			return -1;
	}
	return more;
}

static void
say_note(const struct px_hearing *hearing)
{
	struct px_buf buf = PX_BUF_INIT;
	const char *note = px_source_note(hearing->source, &buf);

	if (note)
		px_warn(hearing->run, "%s: %s", px_source_name(hearing->source), note);
	px_buf_release(&buf);
}

/* Anything but FHIR says slots as we do, and those are made by their offer. */
static int
take_file(struct px_hearing *hearing, const char *path, struct px_err *err)
{
	struct px_run *run = hearing->run;
	struct px_source_options options = {
		.encoding = px_option_value(run, &px_opt_encoding),
		.delimiter = px_option_value(run, &px_opt_delimiter),
		.subject = px_type_slot.name,
		.zone = run->world.zone,
		.now = run->world.now,
	};
	int result = -1;

	px_progress_begin(run, NULL, 0);
	hearing->source = px_source_open(path, &options, err);
	if (!hearing->source)
		return -1;
	if (strcmp(px_source_format(hearing->source), "fhir") == 0) {
		px_rejects_source(hearing->rejects, hearing->source);
		result = take_rows(hearing, err);
	} else {
		px_run_importable(run, err);
	}
	px_progress_end(run);
	if (result == 0)
		say_note(hearing);
	px_source_close(hearing->source);
	hearing->source = NULL;
	return result;
}

static int
take_files(struct px_hearing *hearing, struct px_err *err)
{
	struct px_run *run = hearing->run;

	if (!run->operand_count)
		return take_file(hearing, "-", err);
	for (size_t i = 0; i < run->operand_count; i++)
		if (take_file(hearing, run->operands[i], err) != 0)
			return -1;
	return 0;
}

static int
hear_files(struct px_hearing *hearing, struct px_err *err)
{
	struct px_run *run = hearing->run;

	if (px_rejects_open(run, &hearing->rejects, err) != 0 || px_run_begin(run, err) != 0)
		return -1;
	if (take_files(hearing, err) == 0 && px_told_replace(hearing, err) == 0 &&
	    (px_import_all_or_none(run, &hearing->counts) || px_generic_finish(run, err) == 0))
		return 0;
	px_store_rollback(run->store);
	return -1;
}

static void
say_rest(const struct px_hearing *hearing)
{
	if (hearing->said > MOST_SAID)
		px_warn(hearing->run,
			_("… and %lld more like these (--rejects FILE keeps every one)"),
			(long long)(hearing->said - MOST_SAID));
	if (hearing->begun)
		px_say(hearing->run,
		       px_trn("%lld slot has begun already: left out",
			      "%lld slots have begun already: left out",
			      (unsigned long)hearing->begun),
		       (long long)hearing->begun);
	if (hearing->proposed)
		px_say(hearing->run,
		       px_trn("%lld appointment is proposed, or waits: left out, it takes nothing",
			      "%lld appointments are proposed, or wait: left out, they take "
			      "nothing",
			      (unsigned long)hearing->proposed),
		       (long long)hearing->proposed);
	if (hearing->walk_in)
		px_say(hearing->run,
		       px_trn("%lld slot takes whoever comes (WALKIN): left out, nobody books it",
			      "%lld slots take whoever comes (WALKIN): left out, nobody books them",
			      (unsigned long)hearing->walk_in),
		       (long long)hearing->walk_in);
}

static int
check_options(const struct px_run *run, struct px_err *err)
{
	static const struct px_option *const others[] = { &px_opt_map, &px_opt_match,
							  &px_opt_on_conflict };

	for (size_t i = 0; i < PX_COUNT(others); i++)
		if (px_option_given(run, others[i]))
			return px_err_set(err, PX_USAGE,
					  _("--%s: has no meaning for slots, which are FHIR's; "
					    "offers take it (--type schedule)"),
					  others[i]->name);
	return 0;
}

static int
import_slots(struct px_run *run, struct px_err *err)
{
	struct px_hearing hearing = { .run = run, .arena = PX_ARENA_INIT };
	int result;

	if (run->type != &px_type_slot)
		return px_option_given(run, &px_opt_replace)
			       ? px_err_set(err, PX_USAGE, _("--replace: only slots are replaced"))
			       : px_generic_import(run, err);
	if (check_options(run, err) != 0)
		return -1;
	result = hear_files(&hearing, err);
	say_rest(&hearing);
	px_told_release(&hearing);
	px_arena_release(&hearing.arena);
	if (result != 0) {
		px_rejects_abandon(hearing.rejects);
		return -1;
	}
	return px_rejects_close(hearing.rejects, err) == 0
		       ? px_import_summary(run, &hearing.counts, err)
		       : -1;
}

static const struct px_option *const options[] = { PX_IMPORT_OPTIONS, &px_opt_replace, NULL };

static const struct px_example examples[] = {
	{ "plexus-slot import creneaux.json --rejects refus.csv",
	  N_("what another program has free, a FHIR bundle") },
	{ "plexus-slot import --replace creneaux.json",
	  N_("all that the agenda has of its time: what it has no more is closed") },
	{ "plexus-slot import --type schedule offres.csv", N_("offers, out of a spreadsheet") },
	{ NULL, NULL },
};

const struct px_verb px_verb_slot_import = {
	.name = "import",
	.operands = "[FILE…]",
	.summary = N_("take slots and appointments out of FHIR, and offers out of any file; again "
		      "changes nothing"),
	.details =
		N_("Slots of other software are found again by whose they are (RPPS; FINESS of "
		   "a service) and when they begin.  Free ones are opened, with the audience of "
		   "their label; those that are not free any more are taken back, and opened "
		   "again when the program that told of them has them free again.  What somebody "
		   "has here is left alone, and so is what this team took back itself.  "
		   "Appointments, FHIR's and the messages of the SAS platform to its regulators' "
		   "software (CreateAppointment, UpdateAppointment), take their slot by the same "
		   "rules as of when they were booked, and are moved, ended and cancelled as they "
		   "are there; what stands in the way of one is named.  They say nothing of the "
		   "patient: their identifier is kept in its place.\n"
		   "With --replace a file is all that its program has of somebody from its first "
		   "slot to its last, or in the planningHorizon of their Schedule: free slots that "
		   "came by import and are not in it any more are closed; those that somebody has "
		   "are named and kept, exit 5.\n"
		   "--type schedule takes offers as files of any other kind say them."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.options = options,
	.examples = examples,
	.run = import_slots,
};
