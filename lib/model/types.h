/*
 * The record types, by name: the place of each field in its type's table, for the code that knows
 * what it handles (`record->values[PX_MEETING_START]`).  The tables are in types/; a unit test
 * checks that enum and table have the same length and that no place is empty.
 */
#ifndef PX_MODEL_TYPES_H
#define PX_MODEL_TYPES_H

#include "model/field.h"

/* What every record has, for the head of every table. */
#define PX_SYSTEM_FIELDS                                                                           \
	[PX_F_ID] = { "id", &px_kind_integer, PX_STORED_BY_US | PX_COLUMN,                         \
		      N_("number in this database") },                                             \
	[PX_F_UID] = { "uid", &px_kind_uid, PX_STORED_BY_US,                                       \
		       N_("universal identifier (UUIDv7)") },                                      \
	[PX_F_ORGANIZATION] = { "organization",                                                    \
				&px_kind_reference,                                                \
				PX_STORED_BY_US | PX_REQUIRED,                                     \
				N_("the organization that it belongs to"),                         \
				"structure|organisation",                                          \
				NULL,                                                              \
				"organization" },                                                  \
	[PX_F_CREATED] = { "created", &px_kind_instant, PX_STORED_BY_US,                           \
			   N_("when it was stored first") },                                       \
	[PX_F_UPDATED] = { "updated", &px_kind_instant, PX_STORED_BY_US,                           \
			   N_("when it was changed last") }

enum {
	PX_ORGANIZATION_SLUG = PX_F_OWN,
	PX_ORGANIZATION_NAME,
	PX_ORGANIZATION_KIND,
	PX_ORGANIZATION_FINESS,
	PX_ORGANIZATION_SIRET,
	PX_ORGANIZATION_ADDRESS,
	PX_ORGANIZATION_POSTCODE,
	PX_ORGANIZATION_CITY,
	PX_ORGANIZATION_INSEE,
	PX_ORGANIZATION_LAT,
	PX_ORGANIZATION_LON,
	PX_ORGANIZATION_PHONE,
	PX_ORGANIZATION_EMAIL,
	PX_ORGANIZATION_TIMEZONE,
	PX_ORGANIZATION_CONTACT_DAYS,
	PX_ORGANIZATION_FIELDS,
};

enum {
	PX_LOCATION_NAME = PX_F_OWN,
	PX_LOCATION_FINESS,
	PX_LOCATION_ADDRESS,
	PX_LOCATION_POSTCODE,
	PX_LOCATION_CITY,
	PX_LOCATION_INSEE,
	PX_LOCATION_LAT,
	PX_LOCATION_LON,
	PX_LOCATION_PHONE,
	PX_LOCATION_HOURS,
	PX_LOCATION_FIELDS,
};

enum {
	PX_PRACTITIONER_HANDLE = PX_F_OWN,
	PX_PRACTITIONER_RPPS,
	PX_PRACTITIONER_ADELI,
	PX_PRACTITIONER_FAMILY,
	PX_PRACTITIONER_GIVEN,
	PX_PRACTITIONER_PROFESSION,
	PX_PRACTITIONER_PROFESSION_LABEL,
	PX_PRACTITIONER_SPECIALTY,
	PX_PRACTITIONER_EMAIL,
	PX_PRACTITIONER_MSSANTE,
	PX_PRACTITIONER_PHONE,
	PX_PRACTITIONER_SKILLS,
	PX_PRACTITIONER_ASSOCIATE,
	PX_PRACTITIONER_DOCTOR,
	PX_PRACTITIONER_JOINED,
	PX_PRACTITIONER_LEFT,
	PX_PRACTITIONER_FIELDS,
};

enum {
	PX_PROJECT_SLUG = PX_F_OWN,
	PX_PROJECT_TITLE,
	PX_PROJECT_OBJECTIVE,
	PX_PROJECT_THEME,
	PX_PROJECT_INDICATOR,
	PX_PROJECT_STATUS,
	PX_PROJECT_LEAD,
	PX_PROJECT_START,
	PX_PROJECT_END,
	PX_PROJECT_BUDGET_CENTS,
	PX_PROJECT_MEMBERS,
	PX_PROJECT_FIELDS,
};

enum {
	PX_TASK_TITLE = PX_F_OWN,
	PX_TASK_STATUS,
	PX_TASK_PRIORITY,
	PX_TASK_DUE,
	PX_TASK_SCHEDULED,
	PX_TASK_WAIT,
	PX_TASK_PROJECT,
	PX_TASK_MEETING,
	PX_TASK_ASSIGNEES,
	PX_TASK_DEPENDS,
	PX_TASK_RECUR,
	PX_TASK_OCCURRENCE,
	PX_TASK_MINUTES,
	PX_TASK_NOTES,
	PX_TASK_COMPLETED,
	PX_TASK_STARTED_AT,
	PX_TASK_ITEM,
	PX_TASK_URGENCY,
	PX_TASK_FIELDS,
};

enum {
	PX_SERIES_TITLE = PX_F_OWN,
	PX_SERIES_RULE,
	PX_SERIES_START,
	PX_SERIES_MINUTES,
	PX_SERIES_KIND,
	PX_SERIES_PROJECT,
	PX_SERIES_PLACE,
	PX_SERIES_INVITED,
	PX_SERIES_SEQUENCE,
	PX_SERIES_FIELDS,
};

enum {
	PX_MEETING_TITLE = PX_F_OWN,
	PX_MEETING_KIND,
	PX_MEETING_PROJECT,
	PX_MEETING_START,
	PX_MEETING_MINUTES,
	PX_MEETING_PLACE,
	PX_MEETING_STATUS,
	PX_MEETING_FILES,
	PX_MEETING_NOTES,
	PX_MEETING_SEQUENCE,
	PX_MEETING_CALENDAR_UID,
	PX_MEETING_SERIES,
	PX_MEETING_RECURRENCE,
	PX_MEETING_FIELDS,
};

enum {
	PX_ATTENDANCE_MEETING = PX_F_OWN,
	PX_ATTENDANCE_PRACTITIONER,
	PX_ATTENDANCE_STATE,
	PX_ATTENDANCE_MINUTES,
	PX_ATTENDANCE_NATURE,
	PX_ATTENDANCE_RATE_CENTS,
	PX_ATTENDANCE_FIELDS,
};

enum {
	PX_RATE_PROFESSION = PX_F_OWN,
	PX_RATE_NATURE,
	PX_RATE_FROM,
	PX_RATE_HOURLY_CENTS,
	PX_RATE_FIELDS,
};

enum {
	PX_EXERCISE_YEAR = PX_F_OWN,
	PX_EXERCISE_NOTES,
	PX_EXERCISE_FIELDS,
};

enum {
	PX_FACT_EXERCISE = PX_F_OWN,
	PX_FACT_NAME,
	PX_FACT_VALUE,
	PX_FACT_FIELDS,
};

enum {
	PX_EVIDENCE_EXERCISE = PX_F_OWN,
	PX_EVIDENCE_CODE,
	PX_EVIDENCE_FILE,
	PX_EVIDENCE_SIZE,
	PX_EVIDENCE_SHA256,
	PX_EVIDENCE_FIELDS,
};

/* Words that views share with the types, NULL ends. */
extern const char *const px_meeting_kinds[], *const px_natures[];

extern const struct px_type px_type_organization, px_type_location, px_type_practitioner,
	px_type_project, px_type_task, px_type_series, px_type_meeting, px_type_attendance,
	px_type_rate, px_type_exercise, px_type_fact, px_type_evidence;

#endif
