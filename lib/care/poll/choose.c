/* Which date a rule takes. */
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "care/poll.h"

enum { SHOWN = 5 }; /* people that a refusal names */

/* What a rule looks at, the weightiest first; and whether a date may be taken at all. */
struct merit {
	bool possible;
	size_t terms[3];
};

static struct merit
merit_most(const struct px_poll *poll, const struct px_poll_date *date)
{
	(void)poll;
	return (struct merit){ date->counts[PX_YES] + date->counts[PX_MAYBE] > 0,
			       { date->counts[PX_YES], date->counts[PX_MAYBE], 0 } };
}

static struct merit
merit_all(const struct px_poll *poll, const struct px_poll_date *date)
{
	size_t can = date->counts[PX_YES] + date->counts[PX_MAYBE];

	return (struct merit){ can > 0 && can == poll->person_count,
			       { can, date->counts[PX_YES], 0 } };
}

static struct merit
merit_half(const struct px_poll *poll, const struct px_poll_date *date)
{
	struct merit merit = merit_most(poll, date);

	merit.possible = date->counts[PX_YES] > 0 && 2 * date->counts[PX_YES] >= poll->person_count;
	return merit;
}

static struct merit
merit_doctors(const struct px_poll *poll, const struct px_poll_date *date)
{
	(void)poll;
	return (struct merit){ date->doctors > 0,
			       { date->doctors, date->counts[PX_YES], date->counts[PX_MAYBE] } };
}

static const struct rule {
	const char *name;
	struct merit (*merit)(const struct px_poll *poll, const struct px_poll_date *date);
	const char *refusal;
	bool names; /* who is in the way of the best date */
} rules[] = {
	{ "most", merit_most, N_("nobody can come on any of its dates"), false },
	{ "all", merit_all, N_("no date suits everyone; the best one lacks"), true },
	{ "half", merit_half, N_("no date suits half of those asked; the best one lacks"), true },
	{ "doctors", merit_doctors, N_("no doctor says yes to any of its dates"), false },
};

static int
compare(const struct merit *a, const struct merit *b)
{
	for (size_t i = 0; i < PX_COUNT(a->terms); i++)
		if (a->terms[i] != b->terms[i])
			return a->terms[i] < b->terms[i] ? -1 : 1;
	return 0;
}

/* The best date by the rule, possible or not; of equal ones the earliest. */
static size_t
best_date(const struct px_poll *poll, const struct rule *rule)
{
	size_t best = 0;

	for (size_t i = 1; i < poll->date_count; i++) {
		struct merit one = rule->merit(poll, &poll->dates[i]);
		struct merit other = rule->merit(poll, &poll->dates[best]);
		int order = compare(&one, &other);

		if (order > 0 || (order == 0 && poll->dates[i].start < poll->dates[best].start))
			best = i;
	}
	return best;
}

/* "dupont, martin…": who does not say that they can. */
static void
put_missing(const struct px_poll *poll, size_t date, bool maybe, struct px_buf *out)
{
	size_t count = 0;

	for (size_t i = 0; i < poll->person_count; i++) {
		enum px_answer answer = poll->people[i].answers[date];

		if (answer == PX_YES || (maybe && answer == PX_MAYBE))
			continue;
		if (count < SHOWN)
			px_buf_printf(out, "%s%s", count ? ", " : " ", poll->people[i].handle);
		count++;
	}
	if (count > SHOWN)
		px_buf_puts(out, "…");
}

static int
refuse(const struct px_poll *poll, const struct rule *rule, size_t best, struct px_err *err)
{
	struct px_buf missing = PX_BUF_INIT;

	if (rule->names)
		put_missing(poll, best, rule->merit == merit_all, &missing);
	px_err_set(err, PX_CONFLICT,
		   _("poll %lld: rule %s: %s%s (wait for answers, take another "
		     "--rule, or say --date)"),
		   (long long)poll->record.values[PX_F_ID].number, _(rule->name), _(rule->refusal),
		   missing.data);
	px_buf_release(&missing);
	return -1;
}

int
px_poll_choose(const struct px_poll *poll, const char *name, struct px_poll_choice *out,
	       struct px_err *err)
{
	const struct rule *rule = rules;
	struct merit best;

	while (strcmp(rule->name, name) != 0)
		rule++;
	*out = (struct px_poll_choice){ .date = 0 };
	if (!poll->date_count)
		return px_err_set(err, PX_CONFLICT, _("poll %lld: proposes no date"),
				  (long long)poll->record.values[PX_F_ID].number);
	out->date = best_date(poll, rule);
	best = rule->merit(poll, &poll->dates[out->date]);
	if (!best.possible)
		return refuse(poll, rule, out->date, err);
	for (size_t i = 0; i < poll->date_count && i < 64; i++) {
		struct merit other = rule->merit(poll, &poll->dates[i]);

		if (i != out->date && compare(&best, &other) == 0)
			out->equal |= (uint64_t)1 << i;
	}
	return 0;
}
