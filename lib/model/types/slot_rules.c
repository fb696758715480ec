/* The tables of the program's own that hold the rules of slots. */
#include "base/i18n.h"
#include "model/types.h"
#include "model/types_slot.h"

static const struct px_field opening_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_OPENING_TRADE] = { "trade", &px_kind_text, PX_REQUIRED, N_("what is looked for") },
	[PX_OPENING_CELL] = { "cell", &px_kind_integer, PX_REQUIRED,
			      N_("the square of the map (base of care/geo.h), -1: not known") },
	[PX_OPENING_START] = { "start", &px_kind_integer, PX_REQUIRED, N_("when it begins") },
	[PX_OPENING_SLOT] = { "slot", &px_kind_integer, PX_REQUIRED, N_("the slot") },
	[PX_OPENING_LAT] = { "lat", &px_kind_integer, 0,
			     N_("latitude, in ten thousandths of a degree") },
	[PX_OPENING_LON] = { "lon", &px_kind_integer, 0,
			     N_("longitude, in ten thousandths of a degree") },
	[PX_OPENING_AUDIENCE] = { "audience", &px_kind_integer, PX_REQUIRED,
				  N_("rank of who sees it") },
	[PX_OPENING_MODE] = { "mode", &px_kind_integer, PX_REQUIRED, N_("place of its mode") },
	[PX_OPENING_OPENS] = { "opens", &px_kind_integer, PX_REQUIRED,
			       N_("when it can be taken first"), .fallback = "0" },
	[PX_OPENING_CLOSES] = { "closes", &px_kind_integer, PX_REQUIRED,
				N_("when it can be taken last"), .fallback = "0" },
};

const struct px_type px_type_opening = {
	.name = "opening",
	.plural = "openings",
	.label = N_("free slot, as it is found"),
	.help = N_("a free slot by what is looked for"),
	.flags = PX_INNER,
	.fields = opening_fields,
	.field_count = PX_COUNT(opening_fields),
	.clustered = "trade+cell+start+slot",
};

static const struct px_field claim_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_CLAIM_SLOT] = { "slot", &px_kind_integer, PX_REQUIRED, N_("the slot") },
	[PX_CLAIM_ACTOR] = { "actor", &px_kind_integer, PX_REQUIRED,
			     N_("whose time: a practitioner, or less the number of a service") },
	[PX_CLAIM_APPOINTMENT] = { "appointment", &px_kind_integer, 0,
				   N_("the appointment that took it") },
	[PX_CLAIM_WAITING] = { "waiting", &px_kind_integer, 0,
			       N_("who waits and for whom it is held") },
	[PX_CLAIM_UNTIL] = { "until", &px_kind_integer, 0, N_("when it is held no more") },
	[PX_CLAIM_MADE] = { "made", &px_kind_integer, PX_REQUIRED, N_("when it was taken") },
	[PX_CLAIM_OPENS] = { "opens", &px_kind_integer, PX_REQUIRED,
			     N_("when it could be taken first") },
	[PX_CLAIM_CLOSES] = { "closes", &px_kind_integer, PX_REQUIRED,
			      N_("when it could be taken last") },
	[PX_CLAIM_DAY] = { "day", &px_kind_integer, PX_REQUIRED, N_("its local day") },
	[PX_CLAIM_ORDINAL] = { "ordinal", &px_kind_integer, PX_REQUIRED,
			       N_("its number among those of the day, from 1") },
	[PX_CLAIM_DAILY] = { "daily", &px_kind_integer, 0, N_("how many there may be that day") },
	[PX_CLAIM_ASKED] = { "asked", &px_kind_integer, PX_REQUIRED, N_("rank of who took it") },
	[PX_CLAIM_AUDIENCE] = { "audience", &px_kind_integer, PX_REQUIRED,
				N_("rank of who sees it") },
};

const struct px_type px_type_claim = {
	.name = "claim",
	.plural = "claims",
	.label = N_("slot taken or held"),
	.help = N_("a slot taken or held, and the terms that it was taken on"),
	.flags = PX_INNER,
	.fields = claim_fields,
	.field_count = PX_COUNT(claim_fields),
	.clustered = "slot",
	.uniques = (const char *const[]){ "actor+day+ordinal", "appointment", "waiting", NULL },
	.checks =
		(const struct px_check[]){
			{ "claim_one_holder", "(\"appointment\" IS NULL) <> (\"waiting\" IS NULL)",
			  N_("a slot is taken for an appointment or held for who waits") },
			{ "claim_held_until", "(\"waiting\" IS NULL) = (\"until\" IS NULL)",
			  N_("a slot is held for a time") },
			{ "claim_notice", "\"made\" <= \"closes\"",
			  N_("it is too late to book it: its offer asks for more notice") },
			{ "claim_horizon", "\"made\" >= \"opens\"",
			  N_("it is too early to book it: its offer says how many days before") },
			{ "claim_daily", "\"ordinal\" <= \"daily\"",
			  N_("no more appointments that day: its offer sets the most there may "
			     "be") },
			{ "claim_audience", "\"asked\" <= \"audience\"",
			  N_("it is not shown to whoever books it: its offer says to whom") },
			{ NULL, NULL, NULL } },
};

static const struct px_field quantum_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_QUANTUM_ACTOR] = { "actor", &px_kind_integer, PX_REQUIRED,
			       N_("whose time: a practitioner, or less the number of a service") },
	[PX_QUANTUM_QUANTUM] = { "quantum", &px_kind_integer, PX_REQUIRED,
				 N_("which five minutes since 1970") },
	[PX_QUANTUM_SLOT] = { "slot", &px_kind_integer, PX_REQUIRED, N_("the slot that took it") },
};

const struct px_type px_type_quantum = {
	.name = "quantum",
	.plural = "quanta",
	.label = N_("five minutes of somebody's time"),
	.help = N_("five minutes that are taken, buffers included"),
	.flags = PX_INNER,
	.fields = quantum_fields,
	.field_count = PX_COUNT(quantum_fields),
	.clustered = "actor+quantum",
};

static const struct px_field redemption_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_REDEMPTION_APPOINTMENT] = { "appointment", &px_kind_integer, PX_REQUIRED,
					N_("the appointment") },
	[PX_REDEMPTION_ORDINAL] = { "ordinal", &px_kind_integer, PX_REQUIRED,
				    N_("its number among those of the appointment, from 0") },
	[PX_REDEMPTION_MADE] = { "made", &px_kind_integer, PX_REQUIRED, N_("when it was used") },
};

const struct px_type px_type_redemption = {
	.name = "redemption",
	.plural = "redemptions",
	.label = N_("link used"),
	.help = N_("a link of a patient that was used, and cannot be again"),
	.flags = PX_INNER,
	.fields = redemption_fields,
	.field_count = PX_COUNT(redemption_fields),
	.clustered = "appointment+ordinal",
};
