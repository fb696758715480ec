/* Polls of dates: the meeting to be, the dates proposed, the answers. */
#include "model/types_poll.h"

#include "base/i18n.h"
#include "model/types.h"

enum { MINUTES_OF_A_DAY = 24 * 60 };

const char *const px_poll_rules[] = { N_("most"), N_("all"), N_("half"), N_("doctors"), NULL };
static const char *const poll_statuses[] = { NC_("poll", "open"), N_("closed"), N_("cancelled"),
					     NULL };

static const struct px_field poll_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_POLL_TITLE] = { "title", &px_kind_text,
			    PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			    N_("title of the meeting to be"), "titre|sondage|objet|intitule" },
	[PX_POLL_KIND] = { "kind", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			   N_("what the meeting is for"), "type|nature", px_meeting_kinds,
			   .fallback = "other" },
	[PX_POLL_PROJECT] = { "project", &px_kind_reference, 0, N_("the project it serves"),
			      "projet", .target = "project" },
	[PX_POLL_MINUTES] = { "minutes", &px_kind_minutes, PX_REQUIRED, N_("how long, in minutes"),
			      "duree|duree en minutes", .fallback = "60", .least = 1,
			      .most = MINUTES_OF_A_DAY },
	[PX_POLL_PLACE] = { "place", &px_kind_text, PX_SEARCHED, N_("where"),
			    "lieu|salle|endroit" },
	[PX_POLL_RULE] = { "rule", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			   N_("how the date is chosen"), "regle", px_poll_rules,
			   .fallback = "most" },
	[PX_POLL_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_VERB,
			     N_("status"), "statut|etat", poll_statuses, .fallback = "open",
			     .context = "poll" },
	[PX_POLL_CLOSES] = { "closes", &px_kind_date, PX_COLUMN, N_("the last day to answer"),
			     "cloture|date limite|jusqu'au" },
	[PX_POLL_INVITED] = { "invited", &px_kind_reference, PX_LIST, N_("who is asked"),
			      "invites|participants", .target = "practitioner" },
	[PX_POLL_MEETING] = { "meeting", &px_kind_reference, PX_VERB,
			      N_("the meeting that came of it"), "reunion", .target = "meeting" },
};

const struct px_type px_type_poll = {
	.name = "poll",
	.plural = "polls",
	.label = N_("poll"),
	.help = N_("dates proposed for a meeting, and who can come"),
	.fields = poll_fields,
	.field_count = PX_COUNT(poll_fields),
	.checks =
		(const struct px_check[]){
			{ "poll_meeting_when_closed",
			  "\"meeting\" IS NULL OR \"status\" = 'closed'",
			  N_("a poll has a meeting when it is closed, and only then") },
			{ NULL, NULL, NULL } },
	.indexes = (const char *const[]){ "status+closes", "title_folded", NULL },
};

static const struct px_field option_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_POLL_OPTION_POLL] = { "poll", &px_kind_reference,
				  PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_FIXED, N_("the poll"),
				  "sondage", .target = "poll" },
	[PX_POLL_OPTION_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN | PX_TITLE,
				   N_("the date proposed"), "debut|date|date et heure|quand" },
};

const struct px_type px_type_poll_option = {
	.name = "poll_option",
	.plural = "poll_options",
	.label = N_("date proposed"),
	.help = N_("a date that a poll proposes"),
	.fields = option_fields,
	.field_count = PX_COUNT(option_fields),
	.parent = "poll",
	.matches = (const char *const[]){ "poll+start", NULL },
	.uniques = (const char *const[]){ "poll+start", NULL },
};

static const char *const answers[] = { N_("yes"), N_("maybe"), N_("no"), NULL };

static const struct px_field answer_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_ANSWER_OPTION] = { "option", &px_kind_reference,
			       PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_FIXED,
			       N_("the date proposed"), "date proposee", .target = "poll_option" },
	[PX_ANSWER_PRACTITIONER] = { "practitioner", &px_kind_reference,
				     PX_REQUIRED | PX_COLUMN | PX_FIXED, N_("who"),
				     "professionnel|participant|qui|nom",
				     .target = "practitioner" },
	[PX_ANSWER_ANSWER] = { "answer", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			       N_("yes, maybe or no"), "reponse", answers },
};

const struct px_type px_type_answer = {
	.name = "answer",
	.plural = "answers",
	.label = N_("answer"),
	.help = N_("what a person answers to a date proposed"),
	.fields = answer_fields,
	.field_count = PX_COUNT(answer_fields),
	.parent = "option",
	.matches = (const char *const[]){ "option+practitioner", NULL },
	.uniques = (const char *const[]){ "option+practitioner", NULL },
	.indexes = (const char *const[]){ "practitioner", NULL },
};
