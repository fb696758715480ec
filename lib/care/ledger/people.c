/* Who is in the ledger, and what an hour of theirs is worth. */
#include <string.h>

#include "base/mem.h"
#include "care/ledger/sum.h"

static const char *
text_of(struct px_sums *sums, struct px_stmt *stmt, int column)
{
	const char *text = px_stmt_text(stmt, column);

	return text ? px_arena_strdup(&sums->arena, text) : NULL;
}

enum {
	PERSON_ID,
	PERSON_HANDLE,
	PERSON_FAMILY,
	PERSON_GIVEN,
	PERSON_PROFESSION,
	PERSON_ORGANIZATION
};

/* People come by handle: the place before when it is the same (of another organization). */
static uint64_t
place_of(struct px_sums *sums, struct px_stmt *stmt)
{
	struct px_names *names = &sums->people_names;
	const char *handle = px_stmt_text(stmt, PERSON_HANDLE);

	if (names->count && strcmp(names->items[names->count - 1].key, handle) == 0)
		return names->count - 1;
	PX_GROW(names->items, names->count, names->capacity);
	names->items[names->count] = (struct px_name){
		.key = text_of(sums, stmt, PERSON_HANDLE),
		.family = text_of(sums, stmt, PERSON_FAMILY),
		.given = text_of(sums, stmt, PERSON_GIVEN),
	};
	return names->count++;
}

/* Professions are few: one text for those in a row who have the same. */
static const char *
profession_of(struct px_sums *sums, struct px_stmt *stmt, const char *before)
{
	const char *text = px_stmt_text(stmt, PERSON_PROFESSION);

	if (text && before && strcmp(text, before) == 0)
		return before;
	return text_of(sums, stmt, PERSON_PROFESSION);
}

int
px_sum_read_people(struct px_sums *sums, struct px_store *store, struct px_err *err)
{
	struct px_stmt *stmt =
		px_sum_prepare(sums, store,
			       "\"id\", \"handle\", \"family\", \"given\", \"profession\", "
			       "\"organization\" FROM \"practitioner\"",
			       " ORDER BY \"handle\", \"id\"", err);
	const char *profession = NULL;
	int more = -1;

	while (stmt && (more = px_stmt_step(stmt, err)) == 1) {
		uint64_t id = (uint64_t)px_stmt_number(stmt, PERSON_ID);
		struct px_person *person = px_keyed_add(&sums->people, id);

		person->part = place_of(sums, stmt) * sums->weights[PX_LEDGER_BY_PRACTITIONER];
		person->profession = profession = profession_of(sums, stmt, profession);
		person->organization = px_stmt_number(stmt, PERSON_ORGANIZATION);
	}
	px_stmt_done(stmt);
	return more;
}

int
px_sum_read_rates(struct px_sums *sums, struct px_err *err)
{
	struct px_stmt *stmt = px_sum_prepare(sums, sums->stores[0],
					      "\"organization\", \"hourly_cents\", \"profession\", "
					      "\"nature\", \"from\" FROM \"rate\"",
					      " ORDER BY \"from\" DESC", err);
	int more = -1;

	while (stmt && (more = px_stmt_step(stmt, err)) == 1) {
		PX_GROW(sums->rates, sums->rate_count, sums->rate_capacity);
		sums->rates[sums->rate_count++] = (struct px_sum_rate){
			.organization = px_stmt_number(stmt, 0),
			.cents = px_stmt_number(stmt, 1),
			.profession = text_of(sums, stmt, 2),
			.nature = text_of(sums, stmt, 3),
			.from = text_of(sums, stmt, 4),
		};
	}
	px_stmt_done(stmt);
	return more;
}

int64_t
px_sum_rate(const struct px_sums *sums, const struct px_person *person, const char *nature,
	    const char *day)
{
	for (size_t i = 0; i < sums->rate_count && person->profession; i++) {
		const struct px_sum_rate *rate = &sums->rates[i];

		if (rate->organization == person->organization && strcmp(rate->from, day) <= 0 &&
		    strcmp(rate->nature, nature) == 0 &&
		    strcmp(rate->profession, person->profession) == 0)
			return rate->cents;
	}
	return PX_LEDGER_NO_RATE;
}
