/* Slots: what is offered, what is made of it, who takes it; and the tables that hold the rules. */
#include "model/types_slot.h"

#include "base/i18n.h"
#include "model/types.h"

enum { MINUTES_OF_A_DAY = 24 * 60, MINUTES_OF_A_YEAR = 366 * MINUTES_OF_A_DAY };

const char *const px_audiences[] = { N_("self"), N_("team"),   N_("cpts"),
				     N_("sas"),  N_("public"), NULL };
const char *const px_modes[] = { N_("office"), N_("home"), N_("video"), NULL };
const char *const px_slot_statuses[] = {
	N_("free"), N_("busy"), N_("busy-tentative"), N_("busy-unavailable"), NC_("slot", "closed"),
	NULL
};
const char *const px_appointment_statuses[] = { N_("booked"), N_("fulfilled"), N_("noshow"),
						NC_("appointment", "cancelled"), NULL };
static const char *const holidays[] = { N_("keep"), N_("skip"), NULL };
static const char *const sides[] = { N_("patient"), N_("professional"), NULL };

/* Either one of the team, or a service: in a schedule, a slot and an appointment. */
#define ONE_OF_BOTH "(\"practitioner\" IS NULL) <> (\"service\" IS NULL)"

static const struct px_field schedule_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_SCHEDULE_PRACTITIONER] = { "practitioner", &px_kind_reference, PX_COLUMN | PX_FIXED,
				       N_("who offers it"), "professionnel|praticien|qui",
				       .target = "practitioner" },
	[PX_SCHEDULE_SERVICE] = { "service", &px_kind_reference, PX_COLUMN | PX_FIXED,
				  N_("the service that offers it, in place of a practitioner"),
				  "etablissement", .target = "organization" },
	[PX_SCHEDULE_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN | PX_FIXED,
				N_("when the first slot begins"), "debut|date et heure|quand" },
	[PX_SCHEDULE_EVERY] = { "every", &px_kind_minutes, PX_REQUIRED | PX_COLUMN | PX_FIXED,
				N_("how long each slot is, in minutes"),
				"duree|duree en minutes|toutes les", .fallback = "15",
				.least = PX_QUANTUM_MINUTES, .most = MINUTES_OF_A_DAY },
	[PX_SCHEDULE_COUNT] = { "count", &px_kind_integer, PX_REQUIRED | PX_COLUMN | PX_FIXED,
				N_("how many slots follow each other"), "nombre|creneaux",
				.fallback = "1", .least = 1, .most = 288 },
	[PX_SCHEDULE_REPEAT] = { "repeat", &px_kind_rule, PX_FIXED,
				 N_("when it comes again: FREQ=WEEKLY;BYDAY=MO,WE (RFC 5545)"),
				 "regle|rrule|recurrence" },
	[PX_SCHEDULE_HOLIDAYS] = { "holidays", &px_kind_word, PX_REQUIRED | PX_FIXED,
				   N_("public holidays: kept, or left out"), "jours feries",
				   holidays, .fallback = "keep" },
	[PX_SCHEDULE_MODE] = { "mode", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_FIXED,
			       N_("at the office, at the patient's home, by video"),
			       "modalite|lieu de consultation", px_modes, .fallback = "office" },
	[PX_SCHEDULE_PLACE] = { "place", &px_kind_reference, PX_COLUMN | PX_FIXED,
				N_("the site, when it is not the usual one"), "lieu|site",
				.target = "location" },
	[PX_SCHEDULE_REASON] = { "reason", &px_kind_text, PX_COLUMN | PX_SEARCHED,
				 N_("what the slots are for"), "motif|objet" },
	[PX_SCHEDULE_AUDIENCE] = { "audience", &px_kind_word, PX_REQUIRED | PX_COLUMN,
				   N_("to whom it is shown: nobody else until it is published"),
				   "public|visibilite", px_audiences, .fallback = "self" },
	[PX_SCHEDULE_BEFORE] = { "before", &px_kind_minutes, PX_REQUIRED,
				 N_("minutes kept free before each appointment"), "avant",
				 .fallback = "0", .least = 0, .most = MINUTES_OF_A_DAY },
	[PX_SCHEDULE_AFTER] = { "after", &px_kind_minutes, PX_REQUIRED,
				N_("minutes kept free after each appointment"), "apres",
				.fallback = "0", .least = 0, .most = MINUTES_OF_A_DAY },
	[PX_SCHEDULE_NOTICE] = { "notice", &px_kind_delay, PX_REQUIRED,
				 N_("how long before it begins it can be booked last"), "preavis",
				 .fallback = "0", .least = 0, .most = MINUTES_OF_A_YEAR },
	[PX_SCHEDULE_HORIZON] = { "horizon", &px_kind_integer, 0,
				  N_("how many days before it can be booked first"),
				  "jours a l'avance", .least = 1, .most = 366 },
	[PX_SCHEDULE_DAILY] = { "daily", &px_kind_integer, 0,
				N_("how many appointments a day, at most"),
				"maximum par jour|par jour", .least = 1, .most = 288 },
	[PX_SCHEDULE_WINDOW] = { "window", &px_kind_delay, PX_REQUIRED,
				 N_("an appointment is cancelled late from so long before it"),
				 "delai d'annulation", .fallback = "1440", .least = 0,
				 .most = MINUTES_OF_A_YEAR },
	[PX_SCHEDULE_HOLD] = { "hold", &px_kind_delay, PX_REQUIRED,
			       N_("how long one that comes free is held for who waits; 0: not "
				  "held"),
			       "delai de reservation", .fallback = "120", .least = 0,
			       .most = MINUTES_OF_A_YEAR },
};

const struct px_type px_type_schedule = {
	.name = "schedule",
	.plural = "schedules",
	.label = N_("offer of slots"),
	.help = N_("slots that somebody offers by one command, and on which terms"),
	.fields = schedule_fields,
	.field_count = PX_COUNT(schedule_fields),
	.changed_by = "plexus-slot open",
	/* How wide what somebody offers is, at most: care/slot/settle.c. */
	.indexes = (const char *const[]){ "practitioner+before+every+after+daily",
					  "service+before+every+after+daily", NULL },
	.checks =
		(const struct px_check[]){
			{ "schedule_one_of_both", ONE_OF_BOTH,
			  N_("it is offered by a practitioner or by a service, and by one of "
			     "them") },
			{ "schedule_whole_quanta",
			  "\"every\" % 5 = 0 AND \"before\" % 5 = 0 AND \"after\" % 5 = 0",
			  N_("every, before and after are counted by 5 minutes: 15, 20, 45…") },
			{ NULL, NULL, NULL } },
};

static const struct px_field slot_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_SLOT_SCHEDULE] = { "schedule", &px_kind_reference,
			       PX_REQUIRED | PX_CASCADE | PX_SETTLED, N_("the offer it is part of"),
			       "offre", .target = "schedule" },
	[PX_SLOT_PRACTITIONER] = { "practitioner", &px_kind_reference, PX_COLUMN | PX_SETTLED,
				   N_("who offers it"), "professionnel|praticien|qui",
				   .target = "practitioner" },
	[PX_SLOT_SERVICE] = { "service", &px_kind_reference, PX_COLUMN | PX_SETTLED,
			      N_("the service that offers it, in place of a practitioner"),
			      "etablissement", .target = "organization" },
	[PX_SLOT_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			    N_("when it begins"), "debut|date et heure|quand" },
	[PX_SLOT_MINUTES] = { "minutes", &px_kind_minutes, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			      N_("how long, in minutes"), "duree|duree en minutes",
			      .least = PX_QUANTUM_MINUTES, .most = MINUTES_OF_A_DAY },
	[PX_SLOT_STATUS] = { "status", &px_kind_word,
			     PX_REQUIRED | PX_COLUMN | PX_SETTLED | PX_FOLLOWS,
			     N_("free or not, and why"), "statut|etat", px_slot_statuses,
			     .fallback = "free", .context = "slot" },
	[PX_SLOT_AUDIENCE] = { "audience", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			       N_("to whom it is shown"), "public|visibilite", px_audiences,
			       .fallback = "self" },
	[PX_SLOT_MODE] = { "mode", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			   N_("at the office, at the patient's home, by video"), "modalite",
			   px_modes, .fallback = "office" },
	[PX_SLOT_TRADES] = { "trades", &px_kind_text, PX_SETTLED,
			     N_("what it is found by: profession and skill, codes of the register "
				"(10/SM54) or words of a skill (60/~asalee)"),
			     "specialites" },
	[PX_SLOT_LAT] = { "lat", &px_kind_decimal, PX_SETTLED, N_("latitude of the place") },
	[PX_SLOT_LON] = { "lon", &px_kind_decimal, PX_SETTLED, N_("longitude of the place") },
	[PX_SLOT_COMMUNE] = { "commune", &px_kind_text, PX_SETTLED,
			      N_("the commune of the place") },
};

const struct px_type px_type_slot = {
	.name = "slot",
	.plural = "slots",
	.label = N_("slot"),
	.help = N_("time that is offered, and can be taken once"),
	.flags = PX_MADE,
	.fields = slot_fields,
	.field_count = PX_COUNT(slot_fields),
	.parent = "schedule",
	.changed_by = "plexus-slot open",
	.uniques = (const char *const[]){ "practitioner+start", "service+start", NULL },
	.indexes = (const char *const[]){ "start+status", NULL },
	.checks = (const struct px_check[]){ { "slot_one_of_both", ONE_OF_BOTH,
					       N_("it is offered by a practitioner or by a "
						  "service, and by one of them") },
					     { "slot_whole_quanta", "\"minutes\" % 5 = 0",
					       N_("minutes are counted by 5: 15, 20, 45…") },
					     { "slot_begins_whole",
					       "substr(\"start\", 16) IN ('0:00Z', '5:00Z')",
					       N_("slots begin every 5 minutes: 14:00, 14:05, "
						  "14:10…") },
					     { NULL, NULL, NULL } },
};

static const struct px_field appointment_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_APPOINTMENT_SLOT] = { "slot", &px_kind_reference, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
				  N_("the slot that is taken"), "creneau", .target = "slot" },
	[PX_APPOINTMENT_PRACTITIONER] = { "practitioner", &px_kind_reference,
					  PX_COLUMN | PX_SETTLED, N_("with whom"),
					  "professionnel|praticien", .target = "practitioner" },
	[PX_APPOINTMENT_SERVICE] = { "service", &px_kind_reference, PX_COLUMN | PX_SETTLED,
				     N_("with which service, in place of a practitioner"),
				     "etablissement", .target = "organization" },
	[PX_APPOINTMENT_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
				   N_("when it begins"), "debut|date et heure|quand" },
	[PX_APPOINTMENT_MINUTES] = { "minutes", &px_kind_minutes, PX_REQUIRED | PX_SETTLED,
				     N_("how long, in minutes"), "duree|duree en minutes",
				     .least = PX_QUANTUM_MINUTES, .most = MINUTES_OF_A_DAY },
	[PX_APPOINTMENT_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
				    N_("status"), "statut|etat", px_appointment_statuses,
				    .fallback = "booked", .context = "appointment" },
	[PX_APPOINTMENT_PATIENT] = { "patient", &px_kind_text, PX_REQUIRED | PX_COLUMN,
				     N_("for whom: initials and year of birth, or a reference"),
				     "pour" },
	[PX_APPOINTMENT_BY] = { "by", &px_kind_reference, PX_REQUIRED | PX_COLUMN | PX_FIXED,
				N_("who books it"), "demandeur|adresse par",
				.target = "practitioner" },
	[PX_APPOINTMENT_AUDIENCE] = { "audience", &px_kind_word, PX_REQUIRED | PX_FIXED,
				      N_("as one of whom it was booked"), NULL, px_audiences,
				      .fallback = "team" },
	[PX_APPOINTMENT_REASON] = { "reason", &px_kind_text, PX_COLUMN, N_("what for"),
				    "motif|objet" },
	[PX_APPOINTMENT_URGENT] = { "urgent", &px_kind_boolean, PX_REQUIRED, N_("urgent"),
				    "urgence", .fallback = "no" },
	[PX_APPOINTMENT_CONTACT] = { "contact", &px_kind_contact, PX_SEALED,
				     N_("telephone or e-mail of the patient, sealed"),
				     "telephone|mail|courriel" },
	[PX_APPOINTMENT_ENDED] = { "ended", &px_kind_instant, PX_SETTLED,
				   N_("when it was attended, missed or cancelled"), "fin" },
	[PX_APPOINTMENT_CANCELLED_BY] = { "cancelled_by", &px_kind_word, PX_SETTLED,
					  N_("which side cancelled it"), "annule par", sides },
	[PX_APPOINTMENT_CANCEL_REASON] = { "cancel_reason", &px_kind_text, PX_SETTLED,
					   N_("why it was cancelled"), "motif d'annulation" },
	[PX_APPOINTMENT_LATE] = { "late", &px_kind_boolean, PX_SETTLED,
				  N_("cancelled later than its offer allows"), "tardive" },
	[PX_APPOINTMENT_SEQUENCE] = { "sequence", &px_kind_integer, PX_REVISION,
				      N_("how often it was changed, for calendars that follow it"),
				      .fallback = "0", .least = 0, .most = 2000000000 },
	[PX_APPOINTMENT_IDENTIFIER] = { "identifier", &px_kind_text, PX_SETTLED,
					N_("what the program that it was imported from calls it"),
					"identifiant" },
	[PX_APPOINTMENT_TAKEN] = { "taken", &px_kind_instant, PX_SETTLED,
				   N_("when it was booked, in the program that it was imported "
				      "from"),
				   "pris le" },
};

const struct px_type px_type_appointment = {
	.name = "appointment",
	.plural = "appointments",
	.label = N_("appointment"),
	.help = N_("a slot that is taken for a patient"),
	.fields = appointment_fields,
	.field_count = PX_COUNT(appointment_fields),
	.changed_by = "plexus-slot book",
	.indexes = (const char *const[]){ "start+status", "practitioner+start", "start?contact",
					  NULL },
	.checks =
		(const struct px_check[]){
			{ "appointment_one_of_both", ONE_OF_BOTH,
			  N_("it is with a practitioner or with a service, and with one of them") },
			{ "appointment_late_when_cancelled",
			  "\"late\" IS NULL OR \"status\" = 'cancelled'",
			  N_("only what is cancelled is cancelled late") },
			{ "appointment_ended_when_over",
			  "(\"status\" = 'booked') = (\"ended\" IS NULL)",
			  N_("an appointment has an end when it is attended, missed or "
			     "cancelled") },
			{ NULL, NULL, NULL } },
};
