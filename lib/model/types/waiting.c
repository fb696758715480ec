/* Who waits for a slot. */
#include "model/types_waiting.h"

#include "base/i18n.h"
#include "model/types.h"
#include "model/types_slot.h"

const char *const px_waiting_statuses[] = { N_("waiting"), N_("offered"),   N_("booked"),
					    N_("expired"), N_("withdrawn"), NULL };

static const struct px_field waiting_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_WAITING_CARE] = { "care", &px_kind_text, PX_COLUMN | PX_SEARCHED | PX_TITLE,
			      N_("what care: a profession or a specialty, in everyday words"),
			      "soin|type de soin|profession|specialite" },
	[PX_WAITING_TRADES] = { "trades", &px_kind_text, PX_SETTLED,
				N_("what that means, as codes of the register (10/SM54)") },
	[PX_WAITING_PRACTITIONER] = { "practitioner", &px_kind_reference, PX_COLUMN | PX_SETTLED,
				      N_("with this one alone"), "professionnel|praticien",
				      .target = "practitioner" },
	[PX_WAITING_SERVICE] = { "service", &px_kind_reference, PX_COLUMN | PX_SETTLED,
				 N_("with this service alone"), "etablissement",
				 .target = "organization" },
	[PX_WAITING_NEAR] = { "near", &px_kind_text, PX_COLUMN,
			      N_("near what: a postcode, a commune or degrees"),
			      "lieu|commune|code postal" },
	[PX_WAITING_RADIUS] = { "radius", &px_kind_integer, PX_SETTLED,
				N_("no farther than so many metres") },
	[PX_WAITING_LAT] = { "lat", &px_kind_decimal, PX_SETTLED, N_("latitude of the place") },
	[PX_WAITING_LON] = { "lon", &px_kind_decimal, PX_SETTLED, N_("longitude of the place") },
	[PX_WAITING_MODE] = { "mode", &px_kind_word, 0,
			      N_("at the office, at the patient's home, by video"), "modalite",
			      px_modes },
	[PX_WAITING_UNTIL] = { "until", &px_kind_date, PX_COLUMN, N_("the last day that is of use"),
			       "jusqu'au|avant le|au plus tard" },
	[PX_WAITING_PATIENT] = { "patient", &px_kind_text, PX_REQUIRED | PX_COLUMN,
				 N_("for whom: initials and year of birth, or a reference"),
				 "pour" },
	[PX_WAITING_BY] = { "by", &px_kind_reference, PX_REQUIRED | PX_COLUMN,
			    N_("who enters it, and is told when a slot comes free"),
			    "demandeur|adresse par", .target = "practitioner" },
	[PX_WAITING_AUDIENCE] = { "audience", &px_kind_word, PX_REQUIRED,
				  N_("as one of whom: only slots that are shown to them count"),
				  NULL, px_audiences, .fallback = "team" },
	[PX_WAITING_REASON] = { "reason", &px_kind_text, 0, N_("what for"), "motif|objet" },
	[PX_WAITING_URGENT] = { "urgent", &px_kind_boolean, PX_REQUIRED | PX_COLUMN,
				N_("before those that are not"), "urgence", .fallback = "no" },
	[PX_WAITING_CONTACT] = { "contact", &px_kind_contact, PX_SEALED,
				 N_("telephone or e-mail of the patient, sealed"),
				 "telephone|mail|courriel" },
	[PX_WAITING_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
				N_("what became of it"), "statut", px_waiting_statuses,
				.fallback = "waiting" },
	[PX_WAITING_SLOT] = { "slot", &px_kind_reference, PX_COLUMN | PX_SETTLED,
			      N_("the slot that is held, or was booked"), "creneau",
			      .target = "slot" },
	[PX_WAITING_HELD_UNTIL] = { "held_until", &px_kind_instant, PX_COLUMN | PX_SETTLED,
				    N_("when it is held no more") },
	[PX_WAITING_OFFERED] = { "offered", &px_kind_integer, PX_REQUIRED | PX_SETTLED,
				 N_("how many slots were held so far"), .fallback = "0" },
	[PX_WAITING_LET_GO] = { "let_go", &px_kind_reference, PX_LIST | PX_SETTLED,
				N_("slots that were declined, or whose hold ran out: they are not "
				   "offered again"),
				.target = "slot" },
	[PX_WAITING_APPOINTMENT] = { "appointment", &px_kind_reference, PX_SETTLED,
				     N_("the appointment that it became"), "rendez-vous",
				     .target = "appointment" },
	[PX_WAITING_ENDED] = { "ended", &px_kind_instant, PX_SETTLED,
			       N_("when it was booked, withdrawn or given up") },
};

const struct px_type px_type_waiting = {
	.name = "waiting",
	.plural = "waiting",
	.label = N_("waiting entry"),
	.help = N_("somebody who waits for a slot, to whom those that come free are offered"),
	.fields = waiting_fields,
	.field_count = PX_COUNT(waiting_fields),
	.changed_by = "plexus-slot wait",
	.indexes = (const char *const[]){ "status+urgent+created", "status+held_until", NULL },
	.checks =
		(const struct px_check[]){
			{ "waiting_for_something",
			  "\"trades\" IS NOT NULL OR \"practitioner\" IS NOT NULL OR \"service\" "
			  "IS NOT NULL",
			  N_("for what? name a profession or a specialty, or say --who") },
			{ "waiting_as_self",
			  "\"audience\" <> 'self' OR \"service\" IS NOT NULL OR "
			  "(\"practitioner\" IS NOT NULL AND \"practitioner\" = \"by\")",
			  N_("only who offers slots books them as self: say --who, or another "
			     "audience") },
			{ "waiting_held_when_offered",
			  "(\"status\" = 'offered') = (\"held_until\" IS NOT NULL) AND "
			  "(\"status\" <> 'offered' OR \"slot\" IS NOT NULL)",
			  N_("a slot is held while it is offered, and only then") },
			{ "waiting_booked_as_something",
			  "(\"status\" = 'booked') = (\"appointment\" IS NOT NULL)",
			  N_("what is booked is an appointment") },
			{ "waiting_ended_when_over",
			  "(\"status\" IN ('waiting', 'offered')) = (\"ended\" IS NULL)",
			  N_("it has an end when nobody waits any more") },
			{ NULL, NULL, NULL } },
};
