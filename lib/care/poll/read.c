/* A poll out of the database, whole; and answers into it. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "care/poll.h"
#include "model/types.h"
#include "model/types_poll.h"
#include "store/match.h"
#include "store/query.h"
#include "store/record.h"

const char *const px_answer_words[PX_ANSWERS] = {
	[PX_NO_ANSWER] = "", [PX_YES] = "yes", [PX_MAYBE] = "maybe", [PX_NO] = "no"
};

static enum px_answer
answer_of(const char *word)
{
	enum px_answer answer = PX_YES;

	while (strcmp(px_answer_words[answer], word) != 0)
		answer++;
	return answer;
}

/* Every record of a type that satisfies one condition, by id, in the organization where names are looked
 * for. */
static int
each(const struct px_poll_of *of, const struct px_type *type, const char *condition,
     int (*take)(const struct px_record *record, void *data, struct px_err *err), void *data,
     struct px_err *err)
{
	struct px_query query = {
		.type = type, .organization = of->organization, .limit = -1, .world = of->world
	};
	const char *const conditions[] = { condition, NULL };

	return px_query_each(of->store, &query, conditions, take, data, err);
}

struct reading {
	const struct px_poll_of *of;
	struct px_poll *poll;
	size_t date; /* whose answers are read */
};

static int
take_date(const struct px_record *record, void *data, struct px_err *err)
{
	struct px_poll *poll = ((struct reading *)data)->poll;
	struct px_poll_date *date = &poll->dates[poll->date_count];

	if (poll->date_count == PX_POLL_DATES_LIMIT)
		return px_err_set(err, PX_FAILED, _("poll %lld: more than %d dates"),
				  (long long)poll->record.values[PX_F_ID].number,
				  PX_POLL_DATES_LIMIT);
	*date = (struct px_poll_date){ .id = record->values[PX_F_ID].number };
	px_instant_parse(px_record_text(record, PX_POLL_OPTION_START), &date->start);
	poll->date_count++;
	return 0;
}

static int
take_answer(const struct px_record *record, void *data, struct px_err *err)
{
	struct reading *reading = data;
	struct px_poll_person *person = px_poll_person(
		reading->of, reading->poll, record->values[PX_ANSWER_PRACTITIONER].number, err);

	if (!person)
		return -1;
	person->answers[reading->date] = answer_of(px_record_text(record, PX_ANSWER_ANSWER));
	return 0;
}

static void
count_answers(struct px_poll *poll)
{
	for (size_t i = 0; i < poll->date_count; i++) {
		struct px_poll_date *date = &poll->dates[i];

		memset(date->counts, 0, sizeof(date->counts));
		date->doctors = 0;
		for (size_t k = 0; k < poll->person_count; k++) {
			enum px_answer answer = poll->people[k].answers[i];

			date->counts[answer]++;
			date->doctors += answer == PX_YES && poll->people[k].doctor;
		}
	}
}

struct px_poll_person *
px_poll_person(const struct px_poll_of *of, struct px_poll *poll, int64_t practitioner,
	       struct px_err *err)
{
	struct px_poll_person *person;
	struct px_record who;

	for (size_t i = 0; i < poll->person_count; i++)
		if (poll->people[i].id == practitioner)
			return &poll->people[i];
	if (poll->person_count == PX_POLL_PEOPLE_LIMIT) {
		px_err_set(err, PX_FAILED, _("poll %lld: more than %d people"),
			   (long long)poll->record.values[PX_F_ID].number, PX_POLL_PEOPLE_LIMIT);
		return NULL;
	}
	if (px_record_read(of->store, &px_type_practitioner, practitioner, of->arena, &who, err) !=
	    1)
		return NULL;
	px_record_derive(&who, of->world, of->arena);
	person = &poll->people[poll->person_count++];
	*person = (struct px_poll_person){
		.id = practitioner,
		.handle = px_record_text(&who, PX_PRACTITIONER_HANDLE),
		.family = px_record_text(&who, PX_PRACTITIONER_FAMILY),
		.given = px_record_text(&who, PX_PRACTITIONER_GIVEN),
		.doctor = px_record_number(&who, PX_PRACTITIONER_DOCTOR, 0),
		.answers = px_arena_alloc(of->arena, PX_POLL_DATES_LIMIT * sizeof(enum px_answer)),
	};
	return person;
}

static int
read_people(const struct px_poll_of *of, struct px_poll *poll, struct px_err *err)
{
	const struct px_value *invited = &poll->record.values[PX_POLL_INVITED];

	for (size_t i = 0; i < invited->count; i++) {
		struct px_poll_person *person =
			px_poll_person(of, poll, invited->items[i].number, err);

		if (!person)
			return -1;
		person->invited = true;
	}
	return 0;
}

static int
read_answers(struct reading *reading, struct px_err *err)
{
	struct px_poll *poll = reading->poll;

	for (reading->date = 0; reading->date < poll->date_count; reading->date++) {
		char *of_date = px_arena_printf(reading->of->arena, "option=%lld",
						(long long)poll->dates[reading->date].id);

		if (each(reading->of, &px_type_answer, of_date, take_answer, reading, err) != 0)
			return -1;
	}
	return 0;
}

int
px_poll_read(const struct px_poll_of *of, const char *name, struct px_poll *out, struct px_err *err)
{
	struct px_poll_of there = *of;
	struct reading reading = { .of = &there, .poll = out };
	char *of_poll;
	int64_t id;

	*out = (struct px_poll){ .date_count = 0 };
	if (px_record_name(of->store, &px_type_poll, of->organization, name, &id, err) != 0 ||
	    px_record_read(of->store, &px_type_poll, id, of->arena, &out->record, err) != 1)
		return -1;
	there.organization = out->record.values[PX_F_ORGANIZATION].number;
	out->dates = px_arena_alloc(of->arena, PX_POLL_DATES_LIMIT * sizeof(*out->dates));
	out->people = px_arena_alloc(of->arena, PX_POLL_PEOPLE_LIMIT * sizeof(*out->people));
	of_poll = px_arena_printf(of->arena, "poll=%lld", (long long)id);
	if (each(&there, &px_type_poll_option, of_poll, take_date, &reading, err) != 0 ||
	    read_people(&there, out, err) != 0 || read_answers(&reading, err) != 0)
		return -1;
	count_answers(out);
	return 0;
}

/* 1 written, 0 it was so already. */
static int
store_answer(const struct px_poll_of *of, const struct px_poll *poll, size_t date,
	     int64_t practitioner, enum px_answer answer, struct px_err *err)
{
	const struct px_field *key[] = { &px_type_answer.fields[PX_ANSWER_OPTION],
					 &px_type_answer.fields[PX_ANSWER_PRACTITIONER] };
	struct px_record record = px_record_new(of->arena, &px_type_answer), before;
	int64_t id, organization = poll->record.values[PX_F_ORGANIZATION].number;
	int found;

	record.values[PX_F_ORGANIZATION] = px_value_of_number(organization);
	record.values[PX_ANSWER_OPTION] = px_value_of_number(poll->dates[date].id);
	record.values[PX_ANSWER_PRACTITIONER] = px_value_of_number(practitioner);
	found = px_match_find(of->store, organization, &record, key, PX_COUNT(key), &id, 1, err);
	if (found < 0)
		return -1;
	if (found == 1) {
		if (px_record_read(of->store, &px_type_answer, id, of->arena, &before, err) != 1)
			return -1;
		record = px_record_copy(of->arena, &before);
	}
	record.values[PX_ANSWER_ANSWER] = px_value_of_text(px_answer_words[answer]);
	if (found == 1)
		return px_record_update(of->store, &before, &record, of->arena, err);
	return px_record_insert(of->store, &record, of->arena, err) == 0 ? 1 : -1;
}

int
px_poll_answer(const struct px_poll_of *of, struct px_poll *poll, struct px_poll_person *person,
	       const enum px_answer *answers, struct px_err *err)
{
	int changed = 0;

	for (size_t i = 0; i < poll->date_count; i++) {
		int wrote;

		if (answers[i] == PX_NO_ANSWER)
			continue;
		wrote = store_answer(of, poll, i, person->id, answers[i], err);
		if (wrote < 0)
			return -1;
		person->answers[i] = answers[i];
		changed |= wrote;
	}
	count_answers(poll);
	return changed;
}
