/* The year's work: projects, tasks, meetings, who came, what an hour is worth. */
#include "model/types.h"

#include "base/i18n.h"
#include "model/derive.h"

enum { MINUTES_OF_A_DAY = 24 * 60 };

static const char *const project_statuses[] = { N_("idea"), N_("active"), N_("closed"), NULL };

static const struct px_field project_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_PROJECT_SLUG] = { "slug", &px_kind_slug, PX_REQUIRED | PX_COLUMN | PX_SEARCHED,
			      N_("short name, to type"), "code|nom court" },
	[PX_PROJECT_TITLE] = { "title", &px_kind_text,
			       PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			       N_("title"), "titre|nom|intitule|projet" },
	[PX_PROJECT_OBJECTIVE] = { "objective", &px_kind_markdown, PX_SEARCHED,
				   N_("what it wants to change"), "objectif|objectifs" },
	[PX_PROJECT_THEME] = { "theme", &px_kind_text, PX_SEARCHED, N_("theme"), "thematique" },
	[PX_PROJECT_INDICATOR] = { "indicator", &px_kind_text, PX_COLUMN,
				   N_("the ACI indicator that it serves (A1-SP)"),
				   "indicateur|indicateur aci|code aci" },
	[PX_PROJECT_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN, N_("status"),
				"statut|etat", project_statuses, .fallback = "active" },
	[PX_PROJECT_LEAD] = { "lead", &px_kind_reference, PX_COLUMN, N_("who leads it"),
			      "responsable|pilote|referent", .target = "practitioner" },
	[PX_PROJECT_START] = { "start", &px_kind_date, PX_COLUMN, N_("first day"),
			       "debut|date de debut" },
	[PX_PROJECT_END] = { "end", &px_kind_date, PX_COLUMN, N_("last day"), "fin|date de fin" },
	[PX_PROJECT_BUDGET_CENTS] = { "budget_cents", &px_kind_cents, 0,
				      N_("budget, in cents: 120000, or 1200 €"), "budget",
				      .least = 0, .most = 100000000000 },
	[PX_PROJECT_MEMBERS] = { "members", &px_kind_reference, PX_LIST, N_("who takes part"),
				 "membres|participants|equipe", .target = "practitioner" },
	[PX_PROJECT_PUBLIC] = { "public", &px_kind_boolean, PX_REQUIRED,
				N_("shown on the public site"),
				"publie|visible|visible sur le site|sur le site",
				.fallback = "no" },
	[PX_PROJECT_SUMMARY] = { "summary", &px_kind_markdown, PX_SEARCHED,
				 N_("what patients read of it"),
				 "resume|resume public|pour les patients|presentation" },
};

const struct px_type px_type_project = {
	.name = "project",
	.plural = "projects",
	.label = N_("project"),
	.help = N_("what the team has decided to do together"),
	.fields = project_fields,
	.field_count = PX_COUNT(project_fields),
	.key = "slug",
	.slug_from = "title",
	.matches = (const char *const[]){ "slug", "title", NULL },
	.indexes = (const char *const[]){ "title_folded", NULL },
	.checks =
		(const struct px_check[]){
			{ "project_end_after_start", "\"end\" >= \"start\"",
			  N_("the end is before the start: correct one of the two dates") },
			{ NULL, NULL, NULL } },
};

static const char *const task_statuses[] = { N_("open"), N_("started"), N_("done"), N_("dropped"),
					     NULL };
static const char *const task_priorities[] = { N_("high"), N_("normal"), N_("low"), NULL };

static const struct px_field task_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_TASK_TITLE] = { "title", &px_kind_text,
			    PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			    N_("what is to be done"),
			    "titre|tache|intitule|libelle|action|nom de la tache|nom de la carte|"
			    "task name|card name|sujet|subject" },
	[PX_TASK_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_VERB,
			     N_("status"), "statut|etat|avancement|progression|progress",
			     task_statuses,
			     .spares = "liste|list|list name|nom de la liste|colonne|compartiment|"
				       "nom du compartiment|bucket|bucket name",
			     .fallback = "open" },
	[PX_TASK_PRIORITY] = { "priority", &px_kind_word, PX_REQUIRED | PX_COLUMN, N_("priority"),
			       "priorite", task_priorities, .fallback = "normal" },
	[PX_TASK_DUE] = { "due", &px_kind_date, PX_COLUMN, N_("the day it must be done by"),
			  "echeance|date limite|pour le|date d'echeance|due date|date butoir" },
	[PX_TASK_SCHEDULED] = { "scheduled", &px_kind_date, 0, N_("the day to begin it"),
				"prevu|prevue|planifie le|date de debut|start date" },
	[PX_TASK_WAIT] = { "wait", &px_kind_date, 0, N_("hidden from `next` before this day"),
			   "attendre|en attente jusqu'au" },
	[PX_TASK_PROJECT] = { "project", &px_kind_reference, PX_COLUMN, N_("the project it serves"),
			      "projet", .target = "project" },
	[PX_TASK_MEETING] = { "meeting", &px_kind_reference, 0, N_("the meeting that decided it"),
			      "reunion", .target = "meeting" },
	[PX_TASK_ASSIGNEES] = { "assignees", &px_kind_reference, PX_LIST | PX_COLUMN,
				N_("who does it"),
				"responsables|responsable|assigne|assignes|qui|assigne a|affecte a|"
				"attribue a|assigned to|membres|members|personnes|en charge",
				.target = "practitioner" },
	[PX_TASK_DEPENDS] = { "depends", &px_kind_reference, PX_LIST,
			      N_("tasks to be done before it"), "depend de|apres",
			      .target = "task" },
	[PX_TASK_RECUR] = { "recur", &px_kind_recur, 0,
			    N_("how it comes again: `monthly`, `tous les lundis`, `every 2 weeks "
			       "after`, `FREQ=WEEKLY;BYDAY=MO once skip`"),
			    "recurrence|periodicite|repetition" },
	[PX_TASK_OCCURRENCE] = { "occurrence", &px_kind_date, PX_VERB,
				 N_("the day that its recurrence gave it, before anyone moved "
				    "it") },
	[PX_TASK_MINUTES] = { "minutes", &px_kind_minutes, 0,
			      N_("time spent, in minutes; what `start` begins is added"),
			      "duree|temps|temps passe", .least = 0, .most = 1000000 },
	[PX_TASK_NOTES] = { "notes", &px_kind_markdown, PX_SEARCHED, N_("notes (Markdown)"),
			    "commentaire|commentaires|remarques|description|card description" },
	[PX_TASK_COMPLETED] = { "completed", &px_kind_instant, PX_VERB,
				N_("when it was done or dropped"), "fait le|terminee le" },
	[PX_TASK_STARTED_AT] = { "started_at", &px_kind_instant, PX_VERB,
				 N_("since when it is worked on"), "commencee le|en cours depuis" },
	[PX_TASK_ITEM] = { "item", &px_kind_markdown, 0,
			   N_("the line of the minutes that asks for it"),
			   "ligne du compte rendu" },
	[PX_TASK_URGENCY] = { "urgency", &px_kind_integer, PX_DERIVED | PX_COLUMN,
			      N_("how pressing, in hundredths: what `next` sorts by"),
			      .derive = px_derive_urgency },
};

const struct px_type px_type_task = {
	.name = "task",
	.plural = "tasks",
	.label = N_("task"),
	.help = N_("what is to be done, by whom, by when"),
	.fields = task_fields,
	.field_count = PX_COUNT(task_fields),
	.checks =
		(const struct px_check[]){
			{ "task_completed_when_closed",
			  "(\"completed\" IS NULL) = (\"status\" IN ('open', 'started'))",
			  N_("a task has a completion time when it is done or dropped, and only "
			     "then") },
			{ NULL, NULL, NULL } },
	.indexes = (const char *const[]){ "status+due", "completed", "project", "meeting",
					  "title_folded+due", NULL },
	.settle = px_settle_task,
};

const char *const px_meeting_kinds[] = { N_("concertation"), N_("coordination"), N_("project"),
					 N_("governance"),   N_("other"),        NULL };
static const char *const meeting_statuses[] = { N_("planned"), N_("held"), N_("cancelled"), NULL };

static const struct px_field series_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_SERIES_TITLE] = { "title", &px_kind_text,
			      PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			      N_("title of its meetings"), "titre|reunion|objet|intitule" },
	[PX_SERIES_RULE] = { "rule", &px_kind_rule, PX_REQUIRED | PX_COLUMN,
			     N_("when they are: `le 1er mardi du mois`, or FREQ=MONTHLY;BYDAY=1TU "
				"(RFC 5545)"),
			     "regle|rrule|recurrence" },
	[PX_SERIES_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN,
			      N_("when the first begins"),
			      "debut|date|date et heure|quand|start date",
			      .hours = "heure|heure de debut|heure debut|horaire|start time" },
	[PX_SERIES_MINUTES] = { "minutes", &px_kind_minutes, PX_REQUIRED | PX_COLUMN,
				N_("how long, in minutes"), "duree|duree en minutes",
				.fallback = "60", .least = 1, .most = MINUTES_OF_A_DAY },
	[PX_SERIES_KIND] = { "kind", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			     N_("what they are for; concertations count for the ACI"),
			     "type|nature", px_meeting_kinds, .fallback = "other" },
	[PX_SERIES_PROJECT] = { "project", &px_kind_reference, PX_COLUMN,
				N_("the project they serve"), "projet", .target = "project" },
	[PX_SERIES_PLACE] = { "place", &px_kind_text, PX_COLUMN | PX_SEARCHED, N_("where"),
			      "lieu|salle|endroit" },
	[PX_SERIES_INVITED] = { "invited", &px_kind_reference, PX_LIST,
				N_("who is invited to each"), "invites|participants",
				.target = "practitioner" },
	[PX_SERIES_SEQUENCE] = { "sequence", &px_kind_integer, PX_REVISION,
				 N_("how often it was changed, for calendars that follow it"),
				 .fallback = "0", .least = 0, .most = 2000000000 },
};

const struct px_type px_type_series = {
	.name = "series",
	.plural = "series",
	.label = N_("series"),
	.help = N_("meetings that come again by a rule"),
	.fields = series_fields,
	.field_count = PX_COUNT(series_fields),
	.changed_by = "plexus-meeting series",
};

static const struct px_field meeting_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_MEETING_TITLE] = { "title", &px_kind_text,
			       PX_REQUIRED | PX_COLUMN | PX_FOLDED | PX_SEARCHED | PX_TITLE,
			       N_("title"), "titre|reunion|objet|intitule" },
	[PX_MEETING_KIND] = { "kind", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			      N_("what it is for; concertations count for the ACI"), "type|nature",
			      px_meeting_kinds, .fallback = "other" },
	[PX_MEETING_PROJECT] = { "project", &px_kind_reference, PX_COLUMN,
				 N_("the project it serves"), "projet", .target = "project" },
	[PX_MEETING_START] = { "start", &px_kind_instant, PX_REQUIRED | PX_COLUMN,
			       N_("when it begins"), "debut|date|date et heure|quand|start date",
			       .hours = "heure|heure de debut|heure debut|horaire|start time" },
	[PX_MEETING_MINUTES] = { "minutes", &px_kind_minutes, PX_REQUIRED | PX_COLUMN,
				 N_("how long, in minutes"), "duree|duree en minutes",
				 .fallback = "60", .least = 1, .most = MINUTES_OF_A_DAY },
	[PX_MEETING_PLACE] = { "place", &px_kind_text, PX_COLUMN | PX_SEARCHED, N_("where"),
			       "lieu|salle|endroit" },
	[PX_MEETING_STATUS] = { "status", &px_kind_word, PX_REQUIRED | PX_COLUMN | PX_VERB,
				N_("status"), "statut|etat", meeting_statuses,
				.fallback = "planned" },
	[PX_MEETING_FILES] = { "files", &px_kind_integer, PX_COLUMN,
			       N_("patient files examined (concertations)"),
			       "dossiers|nombre de dossiers|dossiers patients|nb dossiers|nb de "
			       "dossiers|"
			       "dossiers examines|nombre de dossiers examines",
			       .least = 0, .most = 10000 },
	[PX_MEETING_NOTES] = { "notes", &px_kind_markdown, PX_SEARCHED, N_("minutes (Markdown)"),
			       "compte rendu|compte-rendu|ordre du jour" },
	[PX_MEETING_SEQUENCE] = { "sequence", &px_kind_integer, PX_REVISION,
				  N_("how often it was changed, for calendars that follow it"),
				  .fallback = "0", .least = 0, .most = 2000000000 },
	[PX_MEETING_CALENDAR_UID] = { "calendar_uid", &px_kind_text, 0,
				      N_("what the calendar that it comes from calls it") },
	[PX_MEETING_SERIES] = { "series", &px_kind_reference, 0, N_("the series that it is one of"),
				"serie", .target = "series" },
	[PX_MEETING_RECURRENCE] = { "recurrence", &px_kind_instant, 0,
				    N_("when its series had it begin, before anyone moved it") },
};

const struct px_type px_type_meeting = {
	.name = "meeting",
	.plural = "meetings",
	.label = N_("meeting"),
	.help = N_("a meeting: when, where, what for, who came, what was said"),
	.fields = meeting_fields,
	.field_count = PX_COUNT(meeting_fields),
	/* the first holds all that the sums of a year ask of a meeting, without its row */
	.indexes = (const char *const[]){ "start+status+minutes+kind+project", "project",
					  "title_folded+start", "calendar_uid", NULL },
	.known_as = "calendar_uid+recurrence",
	.known_of = "series",
	.follow = px_follow_meeting,
};

static const char *const attendance_states[] = { N_("invited"), N_("present"), N_("excused"),
						 N_("absent"), NULL };

/* How an hour is paid: an indemnity for the liberal professional's lost time, or a wage. */
const char *const px_natures[] = { N_("indemnity"), N_("remuneration"), NULL };

static const struct px_field attendance_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_ATTENDANCE_MEETING] = { "meeting", &px_kind_reference,
				    PX_REQUIRED | PX_COLUMN | PX_CASCADE | PX_FIXED,
				    N_("the meeting"), "reunion", .target = "meeting" },
	[PX_ATTENDANCE_PRACTITIONER] = { "practitioner", &px_kind_reference,
					 PX_REQUIRED | PX_COLUMN | PX_FIXED, N_("who"),
					 "professionnel|participant|qui|nom",
					 .target = "practitioner" },
	[PX_ATTENDANCE_STATE] = { "state", &px_kind_word, PX_REQUIRED | PX_COLUMN,
				  N_("invited, present, excused or absent"), "etat|statut|presence",
				  attendance_states, .fallback = "invited" },
	[PX_ATTENDANCE_MINUTES] = { "minutes", &px_kind_minutes, PX_COLUMN,
				    N_("time spent; the meeting's when not said"),
				    "duree|temps|duree en minutes", .least = 0,
				    .most = MINUTES_OF_A_DAY },
	[PX_ATTENDANCE_NATURE] = { "nature", &px_kind_word, PX_REQUIRED | PX_COLUMN,
				   N_("how the time is paid"), "type de paiement", px_natures,
				   .fallback = "indemnity" },
	[PX_ATTENDANCE_RATE_CENTS] = { "rate_cents", &px_kind_cents, PX_COLUMN,
				       N_("cents an hour, frozen when the meeting is held"),
				       "taux|taux horaire", .least = 0, .most = 100000 },
};

const struct px_type px_type_attendance = {
	.name = "attendance",
	.plural = "attendances",
	.label = N_("attendance"),
	.help = N_("one person at one meeting"),
	.fields = attendance_fields,
	.field_count = PX_COUNT(attendance_fields),
	.parent = "meeting",
	.matches = (const char *const[]){ "meeting+practitioner", NULL },
	.uniques = (const char *const[]){ "meeting+practitioner", NULL },
	/* all that the sums of a year's ledger ask of an attendance, without its row */
	.indexes = (const char *const[]){ "practitioner+meeting+state+minutes+rate_cents+nature",
					  NULL },
};

static const struct px_field rate_fields[] = {
	PX_SYSTEM_FIELDS,
	[PX_RATE_PROFESSION] = { "profession", &px_kind_profession,
				 PX_REQUIRED | PX_COLUMN | PX_TITLE,
				 N_("profession, a code of the register or a word"),
				 "code profession|metier" },
	[PX_RATE_NATURE] = { "nature", &px_kind_word, PX_REQUIRED | PX_COLUMN,
			     N_("how the time is paid"), "type de paiement", px_natures,
			     .fallback = "indemnity" },
	[PX_RATE_FROM] = { "from", &px_kind_date, PX_REQUIRED | PX_COLUMN,
			   N_("the first day it holds"), "a partir du|depuis|date d'effet" },
	[PX_RATE_HOURLY_CENTS] = { "hourly_cents", &px_kind_cents, PX_REQUIRED | PX_COLUMN,
				   N_("cents an hour: 4500, or 45 €"), "taux|taux horaire|montant",
				   .least = 0, .most = 100000 },
};

const struct px_type px_type_rate = {
	.name = "rate",
	.plural = "rates",
	.label = N_("rate"),
	.help = N_("what an hour of meeting is worth, by profession and nature, from a day on"),
	.fields = rate_fields,
	.field_count = PX_COUNT(rate_fields),
	.matches = (const char *const[]){ "profession+nature+from", NULL },
	.uniques = (const char *const[]){ "profession+nature+from", NULL },
};
