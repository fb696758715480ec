#include "care/exercise.h"

#include <stdlib.h>
#include <string.h>

#include "model/types.h"
#include "store/match.h"
#include "store/query.h"

/* What is gathered while records are read; arrays move to the arena at the end. */
struct gathered {
	struct px_aci_person *people;
	size_t person_count, person_capacity;
	struct px_aci_meeting *meetings;
	size_t meeting_count, meeting_capacity;
};

int64_t
px_exercise_find(const struct px_exercise_of *of, struct px_err *err)
{
	struct px_value values[PX_EXERCISE_FIELDS] = { 0 };
	struct px_record wanted = { &px_type_exercise, values };
	const struct px_field *key = &px_type_exercise.fields[PX_EXERCISE_YEAR];
	int64_t id = 0;
	int count;

	values[PX_EXERCISE_YEAR] = px_value_of_number(of->year);
	count = px_match_find(of->store, of->organization, &wanted, &key, 1, &id, 1, err);
	return count < 0 ? -1 : count == 0 ? 0 : id;
}

static int
read_all(const struct px_exercise_of *of, const struct px_type *type, const char *const *conditions,
	 int (*take)(const struct px_record *record, void *data, struct px_err *err), void *data,
	 struct px_err *err)
{
	struct px_query query = {
		.type = type, .organization = of->organization, .limit = -1, .world = of->world
	};

	return px_query_each(of->store, &query, conditions, take, data, err);
}

struct reading {
	const struct px_exercise_of *of;
	struct px_aci_facts *facts;
	struct px_arena *arena;
	struct gathered gathered;
	char last_day[PX_DATE_SIZE];
};

static const char *
copy(struct px_arena *arena, const char *text)
{
	return text ? px_arena_strdup(arena, text) : NULL;
}

/* In post on the last day of the year: come by then, and not left before. */
static bool
in_post(const struct px_record *who, const char *day)
{
	const char *joined = px_record_text(who, PX_PRACTITIONER_JOINED);
	const char *left = px_record_text(who, PX_PRACTITIONER_LEFT);

	return (!joined || strcmp(joined, day) <= 0) && (!left || strcmp(left, day) >= 0);
}

/* Skills as the register codes them may stand in either field. */
static void
copy_skills(struct px_arena *arena, const struct px_record *who, struct px_aci_person *person)
{
	const struct px_value *skills = &who->values[PX_PRACTITIONER_SKILLS];
	const char **list = px_arena_alloc(arena, (skills->count + 1) * sizeof(*list));

	for (size_t i = 0; i < skills->count; i++)
		list[person->skill_count++] = px_arena_strdup(arena, skills->items[i].text);
	if (person->specialty)
		list[person->skill_count++] = person->specialty;
	person->skills = list;
}

static int
take_person(const struct px_record *who, void *data, struct px_err *err)
{
	struct reading *reading = data;
	struct gathered *gathered = &reading->gathered;
	struct px_aci_person *person;
	const char *given = px_record_text(who, PX_PRACTITIONER_GIVEN);

	(void)err;
	if (!in_post(who, reading->last_day))
		return 0;
	PX_GROW(gathered->people, gathered->person_count, gathered->person_capacity);
	person = &gathered->people[gathered->person_count++];
	*person = (struct px_aci_person){
		.uid = copy(reading->arena, px_record_text(who, PX_F_UID)),
		.label = px_arena_printf(reading->arena, "%s %s",
					 px_record_text(who, PX_PRACTITIONER_FAMILY),
					 given ? given : ""),
		.profession = copy(reading->arena, px_record_text(who, PX_PRACTITIONER_PROFESSION)),
		.specialty = copy(reading->arena, px_record_text(who, PX_PRACTITIONER_SPECIALTY)),
	};
	copy_skills(reading->arena, who, person);
	return 0;
}

static int
take_meeting(const struct px_record *meeting, void *data, struct px_err *err)
{
	struct reading *reading = data;
	struct gathered *gathered = &reading->gathered;
	const char *start = px_record_text(meeting, PX_MEETING_START);
	int64_t instant = 0;
	char day[PX_DATE_SIZE];

	(void)err;
	px_instant_parse(start, &instant);
	px_date_format(px_zone_local(reading->of->world->zone, instant).date, day);
	PX_GROW(gathered->meetings, gathered->meeting_count, gathered->meeting_capacity);
	gathered->meetings[gathered->meeting_count++] = (struct px_aci_meeting){
		.uid = copy(reading->arena, px_record_text(meeting, PX_F_UID)),
		.label = px_arena_printf(reading->arena, "%s %s", day,
					 px_record_text(meeting, PX_MEETING_TITLE)),
		.files = px_record_number(meeting, PX_MEETING_FILES, 0),
	};
	return 0;
}

static int
take_fact(const struct px_record *fact, void *data, struct px_err *err)
{
	struct reading *reading = data;

	if (px_aci_facts_set(reading->facts, px_record_text(fact, PX_FACT_NAME),
			     px_record_text(fact, PX_FACT_VALUE), PX_ACI_EXERCISE_RECORD, err) == 0)
		return 0;
	px_err_prefix(err, "exercise %d", reading->of->year);
	return -1;
}

static int
read_people_and_meetings(struct reading *reading, struct px_err *err)
{
	const struct px_exercise_of *of = reading->of;
	const char *const people[] = { "associate=yes", NULL };
	const char *const meetings[] = {
		"kind=concertation", "status=held",
		px_arena_printf(reading->arena, "start>=%04d-01-01", of->year),
		px_arena_printf(reading->arena, "start<%04d-01-01", of->year + 1), NULL
	};

	px_date_format((struct px_date){ of->year, 12, 31 }, reading->last_day);
	if (read_all(of, &px_type_practitioner, people, take_person, reading, err) != 0)
		return -1;
	return read_all(of, &px_type_meeting, meetings, take_meeting, reading, err);
}

static int
count_facts(struct reading *reading, const struct px_aci_counted **counted, size_t *count,
	    struct px_err *err)
{
	struct px_aci_sources sources = {
		.people = reading->gathered.people,
		.person_count = reading->gathered.person_count,
		.meetings = reading->gathered.meetings,
		.meeting_count = reading->gathered.meeting_count,
	};
	struct px_aci_counted *lines;
	size_t line_count;

	px_aci_counters_run(reading->arena, reading->facts->rules, &sources, &lines, &line_count);
	if (counted) {
		*counted = lines;
		*count = line_count;
	}
	return px_aci_facts_count(reading->facts, lines, line_count, err);
}

static int
read_declared(struct reading *reading, struct px_err *err)
{
	int64_t id = px_exercise_find(reading->of, err);
	const char *of_exercise[] = { NULL, NULL };

	if (id <= 0)
		return (int)id;
	of_exercise[0] = px_arena_printf(reading->arena, "exercise=%lld", (long long)id);
	return read_all(reading->of, &px_type_fact, of_exercise, take_fact, reading, err);
}

int
px_exercise_facts(const struct px_exercise_of *of, struct px_aci_facts *facts,
		  const struct px_aci_counted **counted, size_t *counted_count, struct px_err *err)
{
	struct reading reading = { .of = of, .facts = facts, .arena = facts->arena };
	int result = read_people_and_meetings(&reading, err);

	if (result == 0)
		result = count_facts(&reading, counted, counted_count, err);
	if (result == 0)
		result = read_declared(&reading, err);
	free(reading.gathered.people);
	free(reading.gathered.meetings);
	return result;
}

/*
 * Evidence.
 */
struct files {
	struct px_arena *arena;
	struct px_aci_evidence *items;
	size_t count, capacity;
};

static int
take_evidence(const struct px_record *record, void *data, struct px_err *err)
{
	struct files *files = data;

	(void)err;
	PX_GROW(files->items, files->count, files->capacity);
	files->items[files->count++] = (struct px_aci_evidence){
		.code = copy(files->arena, px_record_text(record, PX_EVIDENCE_CODE)),
		.name = copy(files->arena, px_record_text(record, PX_EVIDENCE_FILE)),
		.size = px_record_number(record, PX_EVIDENCE_SIZE, 0),
		.sha256 = copy(files->arena, px_record_text(record, PX_EVIDENCE_SHA256)),
	};
	return 0;
}

int
px_exercise_evidence(const struct px_exercise_of *of, struct px_arena *arena,
		     struct px_aci_evidence **evidence, size_t *count, struct px_err *err)
{
	struct files files = { .arena = arena };
	int64_t id = px_exercise_find(of, err);
	const char *of_exercise[] = { NULL, NULL };
	int result = id < 0 ? -1 : 0;

	if (id > 0) {
		of_exercise[0] = px_arena_printf(arena, "exercise=%lld", (long long)id);
		result = read_all(of, &px_type_evidence, of_exercise, take_evidence, &files, err);
	}
	*evidence = px_arena_alloc(arena, (files.count + 1) * sizeof(**evidence));
	if (files.count)
		memcpy(*evidence, files.items, files.count * sizeof(**evidence));
	*count = files.count;
	free(files.items);
	return result;
}
