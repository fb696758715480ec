/* What the verbs of plexus-slot share: names, and free slots as people see them. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "care/communes.h"
#include "care/waiting.h"
#include "cli/generic.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"
#include "model/professions.h"
#include "model/specialties.h"
#include "model/types.h"

enum { NAME_LETTERS = 3, PHONE_DIGITS = 9 };

struct px_slot_at
px_run_slots(struct px_run *run)
{
	return (struct px_slot_at){ .store = run->store,
				    .arena = &run->arena,
				    .world = &run->world,
				    .organization = run->home,
				    .actor = run->actor,
				    .communes = px_place_share(&run->arena, PX_COMMUNES_FILE) };
}

int
px_run_begin(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	int due = run->dry_run ? 0 : px_waiting_is_due(&at, err);

	if (due < 0 || (due && px_store_begin(run->store, err) != 0))
		return -1;
	if (due && (px_waiting_run_out(&at, err) != 0 || px_store_commit(run->store, err) != 0)) {
		px_store_rollback(run->store);
		return -1;
	}
	return px_store_begin(run->store, err);
}

int
px_run_read(struct px_run *run, const struct px_type *type, const char *name, struct px_record *out,
	    struct px_err *err)
{
	int64_t id;

	return px_record_name(run->store, type, run->organization, name, &id, err) != 0 ||
			       px_record_read(run->store, type, id, &run->arena, out, err) != 1
		       ? -1
		       : 0;
}

int
px_run_who(struct px_run *run, const char *name, struct px_record *record, size_t practitioner,
	   size_t service, struct px_err *err)
{
	struct px_err none = PX_ERR_INIT;
	size_t field = practitioner;
	int64_t id;

	if (px_record_name(run->store, &px_type_practitioner, run->organization, name, &id,
			   &none)) {
		if (px_record_name(run->store, &px_type_organization, 0, name, &id, err)) {
			/* A person is meant more often: the nearest of them is named. */
			*err = none;
			return -1;
		}
		field = service;
	}
	record->values[field] = (struct px_value){ .state = PX_SET, .number = id };
	return 0;
}

/*
 * Free slots.
 */
enum {
	FREE_ID,
	FREE_START,
	FREE_MINUTES,
	FREE_KM,
	FREE_WHO,
	FREE_PRACTITIONER,
	FREE_SERVICE,
	FREE_TRADE,
	FREE_MODE,
	FREE_PLACE,
	FREE_REASON,
	FREE_AUDIENCE,
	FREE_UID,
	FREE_FIELDS,
};

static const struct px_field free_fields[] = {
	[FREE_ID] = { "id", &px_kind_integer, PX_COLUMN, N_("the slot's number") },
	[FREE_START] = { "start", &px_kind_instant, PX_COLUMN, N_("when it begins") },
	[FREE_MINUTES] = { "minutes", &px_kind_minutes, PX_COLUMN, N_("how long, in minutes") },
	[FREE_KM] = { "km", &px_kind_decimal, PX_COLUMN, N_("how far, in kilometres") },
	[FREE_WHO] = { "who", &px_kind_text, PX_COLUMN, N_("with whom") },
	[FREE_PRACTITIONER] = { "practitioner", &px_kind_text, 0,
				N_("the practitioner's name in commands") },
	[FREE_SERVICE] = { "service", &px_kind_text, 0, N_("the service's name in commands") },
	[FREE_TRADE] = { "trade", &px_kind_text, PX_COLUMN,
			 N_("profession, or specialty when there is one, in words") },
	[FREE_MODE] = { "mode", &px_kind_word, PX_COLUMN,
			N_("at the office, at the patient's home, by video"), NULL, px_modes },
	[FREE_PLACE] = { "place", &px_kind_text, PX_COLUMN, N_("the site") },
	[FREE_REASON] = { "reason", &px_kind_text, PX_COLUMN, N_("what the slot is for") },
	[FREE_AUDIENCE] = { "audience", &px_kind_word, 0, N_("to whom it is shown"), NULL,
			    px_audiences },
	[FREE_UID] = { "uid", &px_kind_uid, 0, N_("universal identifier (UUIDv7)") },
};

const struct px_type px_view_free = {
	.name = "free",
	.plural = "free",
	.label = N_("free slot"),
	.help = N_("a slot that can be booked"),
	.flags = PX_VIEW,
	.fields = free_fields,
	.field_count = PX_COUNT(free_fields),
};

/* The specialty of "10/SM04 10/SI01", else the profession: the same words in every language for
 * machines. */
static const char *
trade_of(struct px_run *run, const char *trades)
{
	bool machine = px_run_prints(run);
	const struct px_term *specialty;
	const struct px_term *profession;
	size_t length = strcspn(trades, "/");
	const char *code = px_arena_strndup(&run->arena, trades, length), *skill;

	skill = px_arena_strndup(&run->arena, trades + length + 1,
				 strcspn(trades, " ") - length - 1);
	specialty = px_specialty_by_code(skill);
	profession = px_profession_by_code(code);
	if (specialty)
		return machine ? specialty->english : px_specialty_name(skill);
	if (profession)
		return machine ? profession->english : px_profession_name(code);
	return machine ? skill : px_tr(skill);
}

static int
who_of(struct px_run *run, const struct px_record *slot, struct px_value *values,
       struct px_err *err)
{
	bool served = slot->values[PX_SLOT_SERVICE].state == PX_SET;
	const struct px_type *type = served ? &px_type_organization : &px_type_practitioner;
	struct px_record who;
	const char *given;

	if (px_record_read(run->store, type,
			   slot->values[served ? PX_SLOT_SERVICE : PX_SLOT_PRACTITIONER].number,
			   &run->arena, &who, err) != 1)
		return -1;
	if (served) {
		values[FREE_WHO] = who.values[PX_ORGANIZATION_NAME];
		values[FREE_SERVICE] = who.values[PX_ORGANIZATION_SLUG];
		return 0;
	}
	given = px_record_text(&who, PX_PRACTITIONER_GIVEN);
	values[FREE_WHO] = px_value_of_text(
		px_arena_printf(&run->arena, "%s%s%s", given ? given : "", given ? " " : "",
				px_record_text(&who, PX_PRACTITIONER_FAMILY)));
	values[FREE_PRACTITIONER] = who.values[PX_PRACTITIONER_HANDLE];
	return 0;
}

static int
put_free(struct px_run *run, struct px_sink *sink, const struct px_slot_found *found,
	 struct px_err *err)
{
	struct px_value values[FREE_FIELDS] = { { .state = PX_UNSET } };
	struct px_record row = { &px_view_free, values }, slot, schedule;
	const char *trades;

	if (px_record_read(run->store, &px_type_slot, found->id, &run->arena, &slot, err) != 1 ||
	    px_record_read(run->store, &px_type_schedule, slot.values[PX_SLOT_SCHEDULE].number,
			   &run->arena, &schedule, err) != 1 ||
	    who_of(run, &slot, values, err) != 0)
		return -1;
	trades = px_record_text(&slot, PX_SLOT_TRADES);
	values[FREE_ID] = slot.values[PX_F_ID];
	values[FREE_START] = slot.values[PX_SLOT_START];
	values[FREE_MINUTES] = slot.values[PX_SLOT_MINUTES];
	values[FREE_KM] = px_value_of_text(
		found->km < 0 ? NULL : px_arena_printf(&run->arena, "%.1f", found->km));
	values[FREE_TRADE] = px_value_of_text(trades ? trade_of(run, trades) : NULL);
	values[FREE_MODE] = slot.values[PX_SLOT_MODE];
	values[FREE_PLACE] = px_value_of_text(px_record_text(&schedule, PX_SCHEDULE_PLACE));
	values[FREE_REASON] = schedule.values[PX_SCHEDULE_REASON];
	values[FREE_AUDIENCE] = slot.values[PX_SLOT_AUDIENCE];
	values[FREE_UID] = slot.values[PX_F_UID];
	return px_sink_put(sink, &row, err);
}

int
px_run_show_free(struct px_run *run, const struct px_slot_list *list, struct px_err *err)
{
	struct px_sink *sink = px_sink_open(run, &px_view_free, PX_SINK_MANY, err);

	for (size_t i = 0; sink && i < list->count; i++) {
		if (put_free(run, sink, &list->items[i], err) == 0)
			continue;
		px_sink_abandon(sink);
		return -1;
	}
	return sink ? px_sink_close(sink, err) : -1;
}

static int
read_again(struct px_run *run, struct px_record *record, struct px_err *err)
{
	return px_record_read(run->store, record->type, record->values[PX_F_ID].number, &run->arena,
			      record, err) == 1
		       ? 0
		       : -1;
}

/* It is read once others may write again, and not at all when nobody is told. */
int
px_run_settled(struct px_run *run, int result, struct px_record *record, struct px_err *err)
{
	bool told = !run->quiet || px_run_prints(run);

	if (result == 0 && run->dry_run)
		result = read_again(run, record, err);
	if (result == 0)
		result = px_generic_finish(run, err);
	if (result != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return told && !run->dry_run ? read_again(run, record, err) : 0;
}

int
px_run_ended(struct px_run *run, int result, struct px_record *record, const char *said,
	     struct px_err *err)
{
	if (px_run_settled(run, result, record, err) != 0)
		return -1;
	return px_run_said(run, record->type, record, 1, PX_SINK_ONE, said, err);
}

int
px_run_by(struct px_run *run, struct px_value *by, struct px_err *err)
{
	int64_t today = px_date_days(px_zone_local(run->world.zone, run->world.now).date);
	struct px_slot_at at = px_run_slots(run);
	struct px_record who;
	int left;

	if (by->state != PX_SET && run->actor)
		*by = px_value_of_number(run->actor);
	if (by->state != PX_SET)
		return 0;
	if (!by->number && px_record_name(run->store, &px_type_practitioner, run->organization,
					  by->text, &by->number, err))
		return -1;
	left = px_slot_has_left(&at, by->number, today, err);
	if (left <= 0)
		return left;
	if (px_record_read(run->store, &px_type_practitioner, by->number, &run->arena, &who, err) !=
	    1)
		return -1;
	return px_err_set(err, PX_CONFLICT, _("%s: left, %s was the last day"),
			  px_record_text(&who, PX_PRACTITIONER_HANDLE),
			  px_record_text(&who, PX_PRACTITIONER_LEFT));
}

/*
 * What is written in clear.
 */
struct wordy {
	int names, digits; /* words of three letters or more; digits of all words */
};

static void
take_word(const char *word, void *data)
{
	struct wordy *wordy = data;
	size_t digits = strspn(word, "0123456789");

	wordy->names += !digits && strlen(word) >= NAME_LETTERS;
	while (*word)
		wordy->digits += *word >= '0' && *word <= '9', word++;
}

static struct wordy
words_of(const char *text)
{
	struct wordy wordy = { 0, 0 };

	px_text_words(text ? text : "", take_word, &wordy);
	return wordy;
}

void
px_run_discreet(const struct px_run *run, const char *patient, const char *reason)
{
	struct wordy who = words_of(patient), why = words_of(reason);

	if (who.digits >= PHONE_DIGITS || why.digits >= PHONE_DIGITS ||
	    (patient && strchr(patient, '@')) || (reason && strchr(reason, '@')))
		px_say(run,
		       _("patient and reason are kept in clear: no telephone or e-mail address "
			 "belongs there (book --contact seals one)"));
	else if (who.names > 1)
		px_say(run, _("no name is needed: initials and a year of birth tell a patient "
			      "('M. D., 1948')"));
}
