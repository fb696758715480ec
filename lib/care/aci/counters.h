/*
 * Counts over the records that feed facts.
 *
 * The rule file says which counter feeds which fact, and with which settings (professions, skills,
 * thresholds).  Whoever holds the records reads them, gives them here as plain rows, and hands the
 * counts to px_aci_facts_count.  Nothing here knows of a database.
 */
#ifndef PX_CARE_ACI_COUNTERS_H
#define PX_CARE_ACI_COUNTERS_H

#include "care/aci/rules.h"

/* A record behind a figure, as `explain` shows it. */
struct px_aci_record {
	const char *type; /* "practitioner" */
	const char *uid;
	const char *label;
	int64_t number; /* what it adds to the count: 1, or the files of a meeting */
};

struct px_aci_counted {
	const char *fact;
	int64_t number;
	const char *reason; /* how it was counted, for people; or NULL */
	const struct px_aci_record *records;
	size_t record_count;
};

/* Rows.  People are the associates in post at 31 December; meetings are the year's held
 * concertation meetings; protocols are those in force. */
struct px_aci_person {
	const char *uid, *label;
	const char *profession; /* code of JDV_J106 */
	const char *specialty;  /* code of TRE_R38, or NULL */
	const char *const *skills;
	size_t skill_count;
};
struct px_aci_meeting {
	const char *uid, *label;
	int64_t files;
};
struct px_aci_document {
	const char *uid, *label;
};
struct px_aci_sources {
	const struct px_aci_person *people;
	size_t person_count;
	const struct px_aci_meeting *meetings;
	size_t meeting_count;
	const struct px_aci_document *protocols;
	size_t protocol_count;
};

/*
 * Run every counter that the rules name.  *counted (arena) has a line for each, in the rules'
 * order:
 *   professionals           people of one of the settings' professions (a coordinator is none)
 *   diversity               the level, from the settings medical, doctors, general_practice,
 *                           pharmacists, paramedical (lists of codes) and paramedical_kinds (a
 *                           number): 1 with another medical profession, a doctor of a specialty,
 *                           a pharmacist, or that many kinds of paramedical profession; 2 with one
 *                           of the first three and the last
 *   skilled                 1 when someone has one of the settings' skills, else 0
 *   concertation_meetings   meetings
 *   concertation_files      the sum of their files
 *   protocols               protocols
 */
void px_aci_counters_run(struct px_arena *arena, const struct px_aci_rules *rules,
			 const struct px_aci_sources *sources, struct px_aci_counted **counted,
			 size_t *count);

/* Whether a counter has this name. */
bool px_aci_counter_known(const char *name);

#endif
