/* Requests for care, the ladder that they go up, and who is asked. */
#include "model/types_request.h"

#include "base/i18n.h"
#include "model/types.h"

enum { MINUTES_OF_A_YEAR = 366 * 24 * 60 };

const char *const px_request_origins[] = {
	N_("practice"),  N_("sas"),          N_("pharmacy"),  N_("patient"), N_("hospital"),
	N_("emergency"), N_("nursing-home"), N_("home-care"), N_("other"),   NULL
};
static const char *const asks[] = { N_("usual"), N_("list"), N_("radius"), NULL };
static const char *const statuses[] = { N_("asking"), N_("accepted"), N_("unanswered"),
					N_("withdrawn"), NULL };
static const char *const answers[] = { N_("yes"), N_("no"), NULL };

static const struct px_field rung_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RUNG_LADDER] = { "ladder", &px_kind_slug, PX_REQUIRED | PX_COLUMN,
			     N_("the ladder that it is a step of"), "echelle",
			     .fallback = "default" },
	[PX_RUNG_STEP] = { "step", &px_kind_integer, PX_REQUIRED | PX_COLUMN,
			   N_("its place, from 1"), "etape|rang|ordre", .least = 1, .most = 100 },
	[PX_RUNG_ASK] = { "ask", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			  N_("whom: the usual professional, a list, or everyone near"),
			  "qui est demande|demander a", asks },
	[PX_RUNG_WHO] = { "who", &px_kind_reference, PX_LIST | PX_COLUMN,
			  N_("of a list: who is on it"), "qui|professionnels",
			  .target = "practitioner" },
	[PX_RUNG_KM] = { "km", &px_kind_integer, PX_COLUMN,
			 N_("of everyone near: how far, in kilometres"), "rayon|distance",
			 .least = 1, .most = 500 },
	[PX_RUNG_WAIT] = { "wait", &px_kind_delay, PX_REQUIRED | PX_COLUMN,
			   N_("how long they have to answer, before the next step"),
			   "delai|attente", .least = 1, .most = MINUTES_OF_A_YEAR },
	[PX_RUNG_MOST] = { "most", &px_kind_integer, PX_COLUMN,
			   N_("of everyone near: how many at most, the nearest first"),
			   "maximum|au plus", .least = 1, .most = 100000 },
};

const struct px_type px_type_rung = {
	.name = "rung",
	.plural = "rungs",
	.label = N_("step of a ladder"),
	.help = N_("whom a request is asked of, and for how long, before others are"),
	.fields = rung_fields,
	.field_count = PX_COUNT(rung_fields),
	.matches = (const char *const[]){ "ladder+step", NULL },
	.uniques = (const char *const[]){ "ladder+step", NULL },
	.checks = (const struct px_check[]){ { "rung_km_of_radius",
					       "(\"ask\" = 'radius') = (\"km\" IS NOT NULL)",
					       N_("everyone near needs km, and only they do") },
					     { NULL, NULL, NULL } },
};

static const struct px_field request_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_REQUEST_CARE] = { "care", &px_kind_text,
			      PX_REQUIRED | PX_COLUMN | PX_SEARCHED | PX_TITLE,
			      N_("what care: a profession or a specialty, in everyday words"),
			      "soin|type de soin|profession|specialite" },
	[PX_REQUEST_TRADES] = { "trades", &px_kind_text, PX_SETTLED,
				N_("what that means, as codes of the register (10/SM54)") },
	[PX_REQUEST_PLACE] = { "place", &px_kind_text, PX_COLUMN,
			       N_("where: a postcode or a commune"), "lieu|commune|code postal" },
	[PX_REQUEST_LAT] = { "lat", &px_kind_decimal, PX_SETTLED, N_("latitude of the place") },
	[PX_REQUEST_LON] = { "lon", &px_kind_decimal, PX_SETTLED, N_("longitude of the place") },
	[PX_REQUEST_WITHIN] = { "within", &px_kind_delay, PX_REQUIRED | PX_COLUMN,
				N_("how soon: it is unanswered after that"), "delai",
				.fallback = "2880", .least = 1, .most = MINUTES_OF_A_YEAR },
	[PX_REQUEST_REASON] = { "reason", &px_kind_text, PX_COLUMN, N_("what for, without a name"),
				"motif" },
	[PX_REQUEST_ORIGIN] = { "origin", &px_kind_word, PX_REQUIRED | PX_COLUMN,
				N_("from where it comes"), "origine|source", px_request_origins,
				.fallback = "practice" },
	[PX_REQUEST_BY] = { "by", &px_kind_reference, PX_REQUIRED | PX_COLUMN, N_("who asks"),
			    "demandeur", .target = "practitioner" },
	[PX_REQUEST_USUAL] = { "usual", &px_kind_reference, 0,
			       N_("the patient's usual professional, who is asked first"),
			       "habituel|professionnel habituel|medecin traitant",
			       .target = "practitioner" },
	[PX_REQUEST_LADDER] = { "ladder", &px_kind_slug, PX_REQUIRED,
				N_("the ladder that it goes up"), "echelle",
				.fallback = "default" },
	[PX_REQUEST_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
				N_("what became of it"), "statut", statuses, .fallback = "asking" },
	[PX_REQUEST_STEP] = { "step", &px_kind_integer, PX_SETTLED,
			      N_("how far up the ladder it is") },
	[PX_REQUEST_NEXT] = { "next", &px_kind_instant, PX_COLUMN | PX_SETTLED,
			      N_("when it goes up") },
	[PX_REQUEST_ACCEPTED_BY] = { "accepted_by", &px_kind_reference, PX_COLUMN | PX_SETTLED,
				     N_("who took it"), "accepte par", .target = "practitioner" },
	[PX_REQUEST_ENDED] = { "ended", &px_kind_instant, PX_SETTLED,
			       N_("when it was taken, withdrawn or given up") },
};

const struct px_type px_type_request = {
	.name = "request",
	.plural = "requests",
	.label = N_("request"),
	.help = N_("care that somebody looks for, asked of one then of more"),
	.fields = request_fields,
	.field_count = PX_COUNT(request_fields),
	.changed_by = "plexus-slot request",
	.indexes = (const char *const[]){ "status+next", "created", "ended", NULL },
	.checks =
		(const struct px_check[]){
			{ "request_accepted_by_somebody",
			  "(\"status\" = 'accepted') = (\"accepted_by\" IS NOT NULL)",
			  N_("what is accepted is so by somebody") },
			{ "request_ended_when_over",
			  "(\"status\" = 'asking') = (\"ended\" IS NULL)",
			  N_("a request has an end when it is asked no more") },
			{ NULL, NULL, NULL } },
};

static const struct px_field ask_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_ASK_REQUEST] = { "request", &px_kind_reference,
			     PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_SETTLED, N_("the request"),
			     "demande", .target = "request" },
	[PX_ASK_PRACTITIONER] = { "practitioner", &px_kind_reference,
				  PX_REQUIRED | PX_COLUMN | PX_SETTLED, N_("who is asked"),
				  "professionnel", .target = "practitioner" },
	[PX_ASK_STEP] = { "step", &px_kind_integer, PX_REQUIRED | PX_COLUMN | PX_SETTLED,
			  N_("at which step of the ladder") },
	[PX_ASK_ANSWER] = { "answer", &px_kind_word, PX_COLUMN | PX_SETTLED, N_("yes or no"),
			    "reponse", answers },
	[PX_ASK_ANSWERED] = { "answered", &px_kind_instant, PX_COLUMN | PX_SETTLED,
			      N_("when they answered") },
	[PX_ASK_WON] = { "won", &px_kind_boolean, PX_SETTLED, N_("theirs was the first yes") },
};

const struct px_type px_type_ask = {
	.name = "ask",
	.plural = "asks",
	.label = N_("professional asked"),
	.help = N_("somebody who was asked to take a request"),
	.fields = ask_fields,
	.field_count = PX_COUNT(ask_fields),
	.parent = "request",
	.changed_by = "plexus-slot request",
	/* the first yes: unset for everybody else */
	.uniques = (const char *const[]){ "request+practitioner", "request+won", NULL },
	.indexes = (const char *const[]){ "practitioner+answer", NULL },
	.checks =
		(const struct px_check[]){
			{ "ask_won_by_yes",
			  "\"won\" IS NULL OR (\"won\" = 1 AND \"answer\" = 'yes')",
			  N_("a request is won by a yes") },
			{ NULL, NULL, NULL } },
};
