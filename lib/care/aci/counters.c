#include "care/aci/counters.h"

#include <string.h>

#include "base/i18n.h"

struct tally {
	struct px_arena *arena;
	const struct px_aci_fact_rule *fact;
	const struct px_aci_sources *sources;
	struct px_aci_counted *out;
	struct px_aci_record *records; /* room for all rows of a source */
};

static const struct px_aci_setting *
setting(const struct px_aci_fact_rule *fact, const char *name)
{
	for (size_t i = 0; i < fact->setting_count; i++)
		if (strcmp(fact->settings[i].name, name) == 0)
			return &fact->settings[i];
	return NULL;
}

static bool
listed(const struct px_aci_fact_rule *fact, const char *name, const char *word)
{
	const struct px_aci_setting *list = setting(fact, name);

	for (size_t i = 0; list && word && i < list->count; i++)
		if (strcmp(list->words[i], word) == 0)
			return true;
	return false;
}

static void
take(struct tally *tally, const char *type, const char *uid, const char *label, int64_t number)
{
	tally->records[tally->out->record_count++] =
		(struct px_aci_record){ type, uid, label, number };
	tally->out->number += number;
}

static void
count_professionals(struct tally *tally)
{
	for (size_t i = 0; i < tally->sources->person_count; i++) {
		const struct px_aci_person *person = &tally->sources->people[i];
		if (listed(tally->fact, "professions", person->profession))
			take(tally, "practitioner", person->uid, person->label, 1);
	}
}

/* The first of a kind is the one that shows it. */
static bool
seen(const struct px_aci_sources *sources, size_t before, const char *profession)
{
	for (size_t i = 0; i < before; i++)
		if (sources->people[i].profession &&
		    strcmp(sources->people[i].profession, profession) == 0)
			return true;
	return false;
}

/* A medical profession other than doctors, a doctor of another specialty than general
 * practice, or a pharmacist: any of them is enough for the first level. */
static bool
stands_out(const struct px_aci_fact_rule *fact, const struct px_aci_person *person)
{
	bool specialist = listed(fact, "doctors", person->profession) && person->specialty &&
			  *person->specialty &&
			  !listed(fact, "general_practice", person->specialty);

	return specialist || listed(fact, "medical", person->profession) ||
	       listed(fact, "pharmacists", person->profession);
}

static void
count_diversity(struct tally *tally)
{
	const struct px_aci_setting *least = setting(tally->fact, "paramedical_kinds");
	int64_t others = 0, kinds = 0;

	for (size_t i = 0; i < tally->sources->person_count; i++) {
		const struct px_aci_person *person = &tally->sources->people[i];
		bool other = stands_out(tally->fact, person);
		bool kind = listed(tally->fact, "paramedical", person->profession) &&
			    !seen(tally->sources, i, person->profession);
		others += other;
		kinds += kind;
		if (other || kind)
			take(tally, "practitioner", person->uid, person->label, 1);
	}
	bool enough = least && kinds >= least->number;
	tally->out->number = (others > 0 || enough) + (others > 0 && enough);
	tally->out->reason = px_arena_printf(
		tally->arena,
		_("%lld other medical professionals, specialists or pharmacists, %lld paramedical "
		  "professions"),
		(long long)others, (long long)kinds);
}

static void
count_skilled(struct tally *tally)
{
	for (size_t i = 0; i < tally->sources->person_count; i++) {
		const struct px_aci_person *person = &tally->sources->people[i];
		bool skilled = false;
		for (size_t s = 0; s < person->skill_count; s++)
			skilled = skilled || listed(tally->fact, "skills", person->skills[s]);
		if (skilled)
			take(tally, "practitioner", person->uid, person->label, 1);
	}
	tally->out->number = tally->out->number > 0;
}

static void
count_meetings(struct tally *tally)
{
	for (size_t i = 0; i < tally->sources->meeting_count; i++) {
		const struct px_aci_meeting *meeting = &tally->sources->meetings[i];
		take(tally, "meeting", meeting->uid, meeting->label, 1);
	}
}

static void
count_files(struct tally *tally)
{
	for (size_t i = 0; i < tally->sources->meeting_count; i++) {
		const struct px_aci_meeting *meeting = &tally->sources->meetings[i];
		take(tally, "meeting", meeting->uid, meeting->label, meeting->files);
	}
}

static void
count_protocols(struct tally *tally)
{
	for (size_t i = 0; i < tally->sources->protocol_count; i++) {
		const struct px_aci_document *protocol = &tally->sources->protocols[i];
		take(tally, "protocol", protocol->uid, protocol->label, 1);
	}
}

static const struct counter {
	const char *name;
	void (*count)(struct tally *tally);
} counters[] = {
	{ "professionals", count_professionals },
	{ "diversity", count_diversity },
	{ "skilled", count_skilled },
	{ "concertation_meetings", count_meetings },
	{ "concertation_files", count_files },
	{ "protocols", count_protocols },
};

static const struct counter *
find(const char *name)
{
	for (size_t i = 0; i < PX_COUNT(counters); i++)
		if (strcmp(counters[i].name, name) == 0)
			return &counters[i];
	return NULL;
}

bool
px_aci_counter_known(const char *name)
{
	return find(name) != NULL;
}

void
px_aci_counters_run(struct px_arena *arena, const struct px_aci_rules *rules,
		    const struct px_aci_sources *sources, struct px_aci_counted **counted,
		    size_t *count)
{
	size_t rows = sources->person_count + sources->meeting_count + sources->protocol_count;

	*counted = px_arena_alloc(arena, (rules->fact_count + 1) * sizeof(**counted));
	*count = 0;
	for (size_t i = 0; i < rules->fact_count; i++) {
		const struct px_aci_fact_rule *fact = &rules->facts[i];
		if (!fact->counter)
			continue;
		struct px_aci_counted *out = &(*counted)[(*count)++];
		struct tally tally = { arena, fact, sources, out,
				       px_arena_alloc(arena,
						      (rows + 1) * sizeof(struct px_aci_record)) };
		out->fact = fact->name;
		find(fact->counter)->count(&tally);
		out->records = tally.records;
	}
}
