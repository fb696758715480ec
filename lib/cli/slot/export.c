/*
 * plexus-slot export: slots for others.
 *
 * Slots are exported for somebody, always: what they may not see is not read.  What each audience sees
 * is said once, as filters that are added to those of the command, so that it holds whatever the
 * format.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "cli/view/exchange.h"
#include "io/fhir/fhir.h"
#include "model/types.h"

enum { BLOCK = 64 * 1024, MOST_FILTERS = 3 };

static const struct px_option opt_for = { "for", 0, "AUDIENCE",
					  N_("for whom: self team cpts sas public; slots need it"),
					  px_audiences };

/* Ranks of px_audiences. */
static int
rank_of(const char *word)
{
	return px_slot_rank(px_audiences, word);
}

static bool
is_inside(int rank)
{
	return rank <= rank_of("team");
}

/* "audience=sas,public" is for those whom all of it is shown to: the narrowest of the words. */
static int
rank_said(struct px_run *run, const char *operand)
{
	static const char name[] = "audience=";
	int rank = -1;
	char *word, *words;

	if (strncmp(operand, name, sizeof(name) - 1) != 0)
		return -1;
	words = px_arena_strdup(&run->arena, operand + sizeof(name) - 1);
	while ((word = words) != NULL) {
		char *comma = strchr(word, ',');
		int one;

		if (comma)
			*comma = '\0';
		words = comma ? comma + 1 : NULL;
		one = rank_of(px_text_trim(word));
		if (one < 0)
			return -1;
		rank = rank < 0 || one < rank ? one : rank;
	}
	return rank;
}

static int
find_rank(struct px_run *run, int *rank, struct px_err *err)
{
	const char *word = px_option_value(run, &opt_for);

	*rank = word ? rank_of(word) : -1;
	for (size_t i = 0; *rank < 0 && i < run->operand_count; i++)
		*rank = rank_said(run, run->operands[i]);
	if (*rank < 0)
		return px_err_set(
			err, PX_USAGE,
			_("for whom? say --for team, cpts, sas or public: an export holds "
			  "what they may see, and nothing else"));
	if (*rank == rank_of("self") && !run->actor)
		return px_err_set(err, PX_USAGE, _("--for self: of whom? say --as PRACTITIONER"));
	return 0;
}

/* Their own slots; what the team is shown; what is free and to come, and shown to those outside.  What
 * was taken back is nobody's. */
static size_t
filters_for(struct px_run *run, int rank, const char **filters)
{
	struct px_arena *arena = &run->arena;
	char now[PX_INSTANT_SIZE];
	size_t count = 0;
	const char *words;

	if (rank == rank_of("self")) {
		filters[count++] =
			px_arena_printf(arena, "practitioner=%lld", (long long)run->actor);
	} else {
		words = px_audiences[rank];
		for (int i = rank + 1; px_audiences[i]; i++)
			words = px_arena_printf(arena, "%s,%s", words, px_audiences[i]);
		filters[count++] = px_arena_printf(arena, "audience=%s", words);
	}
	filters[count++] = is_inside(rank) ? "status!=closed" : "status=free";
	if (!is_inside(rank)) {
		px_instant_format(run->world.now, now);
		filters[count++] = px_arena_printf(arena, "start>=%s", now);
	}
	return count;
}

static void
add_filters(struct px_run *run, int rank)
{
	const char *filters[MOST_FILTERS];
	size_t count = filters_for(run, rank, filters);
	char **operands =
		px_arena_alloc(&run->arena, (run->operand_count + count + 1) * sizeof(*operands));

	for (size_t i = 0; i < run->operand_count; i++)
		operands[i] = run->operands[i];
	for (size_t i = 0; i < count; i++)
		operands[run->operand_count + i] = px_arena_strdup(&run->arena, filters[i]);
	operands[run->operand_count + count] = NULL;
	run->operands = operands;
	run->operand_count += count;
}

/*
 * As a bundle.  Slots of an offer follow each other: what they share is read once for them.
 */
struct bundle {
	struct px_run *run;
	bool inside;
	struct px_fhir fhir;
	struct px_buf out;
	struct px_arena shared, own; /* of the offer, of the slot */
	struct px_fhir_slot slot;
	struct px_record schedule, home, practitioner, service, place;
	struct px_zone *zone; /* of an organization other than the run's own */
	size_t rows;
};

static int
read_shared(struct bundle *bundle, const struct px_type *type, int64_t id, struct px_record *out,
	    struct px_err *err)
{
	return px_record_read(bundle->run->store, type, id, &bundle->shared, out, err) == 1 ? 0
											    : -1;
}

/* What a field of the offer refers to, or NULL. */
static int
read_named(struct bundle *bundle, const struct px_type *type, size_t field,
	   struct px_record *record, const struct px_record **out, struct px_err *err)
{
	const struct px_value *value = &bundle->schedule.values[field];

	*out = NULL;
	if (value->state != PX_SET)
		return 0;
	if (read_shared(bundle, type, value->number, record, err) != 0)
		return -1;
	*out = record;
	return 0;
}

static int
set_zone(struct bundle *bundle, struct px_err *err)
{
	const char *name = px_record_text(&bundle->home, PX_ORGANIZATION_TIMEZONE);

	bundle->slot.zone = bundle->run->world.zone;
	if (!name || bundle->home.values[PX_F_ID].number == bundle->run->home)
		return 0;
	if (!bundle->zone || strcmp(px_zone_name(bundle->zone), name) != 0) {
		px_zone_free(bundle->zone);
		bundle->zone = px_zone_open(name, err);
		if (!bundle->zone)
			return -1;
	}
	bundle->slot.zone = bundle->zone;
	return 0;
}

static int
meet_schedule(struct bundle *bundle, int64_t id, struct px_err *err)
{
	struct px_fhir_slot *slot = &bundle->slot;

	if (slot->schedule && bundle->schedule.values[PX_F_ID].number == id)
		return 0;
	px_arena_reset(&bundle->shared);
	*slot = (struct px_fhir_slot){ .home = &bundle->home };
	if (read_shared(bundle, &px_type_schedule, id, &bundle->schedule, err) != 0 ||
	    read_shared(bundle, &px_type_organization,
			bundle->schedule.values[PX_F_ORGANIZATION].number, &bundle->home,
			err) != 0 ||
	    read_named(bundle, &px_type_practitioner, PX_SCHEDULE_PRACTITIONER,
		       &bundle->practitioner, &slot->practitioner, err) != 0 ||
	    read_named(bundle, &px_type_organization, PX_SCHEDULE_SERVICE, &bundle->service,
		       &slot->service, err) != 0 ||
	    read_named(bundle, &px_type_location, PX_SCHEDULE_PLACE, &bundle->place, &slot->place,
		       err) != 0)
		return -1;
	slot->schedule = &bundle->schedule;
	return set_zone(bundle, err);
}

/* Who has it, for those inside. */
static int
meet_appointment(struct bundle *bundle, const struct px_record *record,
		 struct px_record *appointment, struct px_record *by, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(bundle->run);
	struct px_fhir_slot *slot = &bundle->slot;
	struct px_slot_holder holder;

	slot->appointment = slot->by = NULL;
	at.arena = &bundle->own;
	if (!bundle->inside)
		return 0;
	if (px_slot_holder(&at, record, &holder, err))
		return -1;
	if (!holder.appointment)
		return 0;
	if (px_record_read(bundle->run->store, &px_type_appointment, holder.appointment,
			   &bundle->own, appointment, err) != 1 ||
	    px_record_read(bundle->run->store, &px_type_practitioner,
			   appointment->values[PX_APPOINTMENT_BY].number, &bundle->own, by,
			   err) != 1)
		return -1;
	slot->appointment = appointment;
	slot->by = by;
	return 0;
}

static void
flush(struct bundle *bundle)
{
	fwrite(bundle->out.data, 1, bundle->out.length, bundle->run->out);
	px_buf_clear(&bundle->out);
}

static int
put(struct bundle *bundle, const struct px_record *record, struct px_err *err)
{
	struct px_record appointment, by;

	px_arena_reset(&bundle->own);
	if (px_run_check(bundle->run, err) != 0 ||
	    meet_schedule(bundle, record->values[PX_SLOT_SCHEDULE].number, err) != 0 ||
	    meet_appointment(bundle, record, &appointment, &by, err) != 0)
		return -1;
	bundle->slot.slot = record;
	px_fhir_put_slot(&bundle->fhir, &bundle->slot);
	bundle->rows++;
	if (bundle->out.length >= BLOCK)
		flush(bundle);
	return ferror(bundle->run->out)
		       ? px_err_set(err, PX_SYSTEM, _("the output cannot be written"))
		       : 0;
}

static int
put_all(struct bundle *bundle, const struct px_query *query, struct px_err *err)
{
	struct px_cursor *cursor = px_query_open(bundle->run->store, query, err);
	struct px_record record;
	int more = cursor ? 1 : -1;

	px_fhir_begin_search(&bundle->fhir, &bundle->run->world,
			     bundle->inside
				     ? "Slot?_include=Slot:schedule&_include:iterate=Schedule:actor"
				     : "Slot?_include=Slot:schedule&_include:iterate=Schedule:actor"
				       "&status=free",
			     &bundle->out);
	while (more == 1 && (more = px_query_next(cursor, &record, err)) == 1)
		if (put(bundle, &record, err) != 0)
			more = -1;
	px_query_close(cursor);
	px_fhir_end(&bundle->fhir);
	if (more == 0)
		flush(bundle);
	return more;
}

static int
export_bundle(struct px_run *run, bool inside, struct px_err *err)
{
	struct bundle bundle = { .run = run,
				 .inside = inside,
				 .out = PX_BUF_INIT,
				 .shared = PX_ARENA_INIT,
				 .own = PX_ARENA_INIT };
	struct px_filters filters = { 0 };
	struct px_query query;
	int result = -1;

	if (px_run_query(run, &px_type_slot, 0, &query, &filters, err) == 0)
		result = put_all(&bundle, &query, err);
	if (result == 0 && bundle.rows == 0 && px_option_given(run, &px_opt_exit_code))
		run->status = px_codes[PX_NOT_FOUND].exit_status;
	px_filters_release(&filters);
	px_zone_free(bundle.zone);
	px_buf_release(&bundle.out);
	px_arena_release(&bundle.shared);
	px_arena_release(&bundle.own);
	return result;
}

/* Offers, appointments and requests are the team's own. */
static int
check_type(const struct px_run *run, bool fhir, struct px_err *err)
{
	const struct px_option *option = px_option_given(run, &opt_for) ? &opt_for
					 : fhir                         ? &px_opt_fhir
									: NULL;

	return option ? px_err_set(err, PX_USAGE, _("--%s: slots only, not %s"), option->name,
				   run->type->plural)
		      : 0;
}

static int
export_slots(struct px_run *run, struct px_err *err)
{
	bool fhir = px_exchange_asked(run, &px_opt_fhir);
	int rank;

	if (fhir && px_exchange_alone(run, &px_opt_fhir, err) != 0)
		return -1;
	if (run->type != &px_type_slot)
		return check_type(run, fhir, err) == 0 ? px_generic_export(run, err) : -1;
	if (find_rank(run, &rank, err) != 0)
		return -1;
	add_filters(run, rank);
	return fhir ? export_bundle(run, is_inside(rank), err) : px_generic_export(run, err);
}

static const struct px_option *const options[] = { &opt_for, &px_opt_fhir, &px_opt_format_fhir,
						   NULL };

static const struct px_example examples[] = {
	{ "plexus-slot export --format fhir --for sas -o creneaux.json",
	  N_("what the SAS may see, for its platform") },
	{ "plexus-slot export --for cpts --csv=excel-fr -o creneaux.csv",
	  N_("what is free, for the whole territory") },
	{ NULL, NULL },
};

const struct px_verb px_verb_slot_export = {
	.name = "export",
	.operands = "[FILTER…]",
	.summary = N_("print slots for others: what they may see, in JSON Lines or in FHIR"),
	.details =
		N_("--for says for whom, and nothing else is in it: cpts, sas and public see "
		   "what is free, to come and shown to them; team what is shown to it, taken or "
		   "not; self, with --as, their own.  What was taken back is in none.  A filter "
		   "such as audience=public says it as well.\n"
		   "A bundle is as the guide of the SAS wants it: each slot with its label "
		   "(PUBLIC, SNP, CPTS, PRO), its offset from UTC, whose it is and where.  "
		   "Appointments are in those for self and team, without a word of the patient."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_FILTERS | PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.options = options,
	.examples = examples,
	.run = export_slots,
};
