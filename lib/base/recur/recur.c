#include "base/recur/recur.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/recur/phrase.h"

/* The rule that a text may begin with, made large; the text after it, or NULL when there is none. */
static const char *
take_rule(const char *text, struct px_recur *recur)
{
	size_t length;

	text += strspn(text, " \t");
	length = strcspn(text, " \t");
	if (!memchr(text, '=', length) || length > PX_RULE_LENGTH)
		return NULL;
	for (size_t i = 0; i < length; i++)
		recur->rule[i] = (char)toupper((unsigned char)text[i]);
	recur->rule[length] = '\0';
	if (strncmp(recur->rule, "RRULE:", 6) == 0)
		memmove(recur->rule, recur->rule + 6, length + 1 - 6);
	return text + length;
}

static struct px_rule *
open_rule(const struct px_recur *recur, int64_t day, struct px_err *err)
{
	struct px_rule_start start = { .local = { .date = px_date_from_days(day) },
				       .all_day = true };

	return px_rule_open(recur->rule, &start, err);
}

/* Is the rule one, and of days? */
static int
check_rule(const struct px_recur *recur, struct px_err *err)
{
	struct px_rule *rule = open_rule(recur, 0, err);

	px_rule_close(rule);
	if (!rule)
		return -1;
	if (recur->kind == PX_RECUR_AFTER && strstr(recur->rule, "COUNT="))
		return px_err_set(err, PX_USAGE,
				  _("COUNT counts from a first day, and \"after\" has none: end it "
				    "with UNTIL"));
	return 0;
}

static int
refuse(const struct px_phrase *phrase, struct px_err *err)
{
	return px_err_set(err, PX_USAGE,
			  _("%s; to say when it comes again, write every Monday, toutes les 2 "
			    "semaines, le 1er mardi du mois, monthly or FREQ=WEEKLY;BYDAY=MO, then "
			    "after or once, then skip or shift for public holidays"),
			  phrase->why);
}

/* What ends a rule may be said in words after it. */
static int
end_rule(struct px_phrase *phrase)
{
	struct px_date until = px_date_from_days(phrase->until);
	char *rule = phrase->recur->rule;
	size_t length = strlen(rule);

	if (!phrase->has_until)
		return 0;
	if (strstr(rule, "UNTIL=") || strstr(rule, "COUNT=") ||
	    length + sizeof(";UNTIL=20251224") > PX_RULE_LENGTH)
		return px_phrase_refuse(phrase, _("COUNT and UNTIL exclude each other"));
	snprintf(rule + length, PX_RULE_LENGTH + 1 - length, ";UNTIL=%04d%02d%02d", until.year,
		 until.month, until.day);
	return 0;
}

int
px_recur_read(const char *text, const struct px_when *when, struct px_recur *out,
	      struct px_err *err)
{
	struct px_recur recur = { .kind = PX_RECUR_FIXED };
	struct px_phrase phrase = { .p.when = when, .recur = &recur };
	const char *after = take_rule(text, &recur);
	int read;

	if (after)
		read = px_phrase_read(&phrase, after, true) == 0 ? end_rule(&phrase) : -1;
	else
		read = px_phrase_read(&phrase, text, false) == 0 ? px_phrase_rule(&phrase) : -1;
	if (read != 0)
		return refuse(&phrase, err);
	if (check_rule(&recur, err) != 0)
		return -1;
	*out = recur;
	return 0;
}

int
px_recur_parse(const char *text, struct px_recur *out, struct px_err *err)
{
	return px_recur_read(text, NULL, out, err);
}

void
px_recur_format(const struct px_recur *recur, struct px_buf *out)
{
	static const char *const of_kind[] = { "", " after", " once" };
	static const char *const of_holidays[] = { "", " skip", " shift" };
	char day[PX_DATE_SIZE];

	px_buf_printf(out, "%s%s%s", recur->rule, of_kind[recur->kind],
		      of_holidays[recur->holidays]);
	if (!recur->anchored)
		return;
	px_date_format(px_date_from_days(recur->from), day);
	px_buf_printf(out, " from %s", day);
}

static int64_t
day_due(const struct px_recur *recur, int64_t day, enum px_region region)
{
	while (recur->holidays == PX_RECUR_SHIFT &&
	       (px_date_weekday(day) > 5 || px_holiday_name(region, day)))
		day++;
	return day;
}

/* The rule's first day after the limit, counted from the start. */
static int
find(const struct px_recur *recur, int64_t start, int64_t limit, enum px_region region,
     struct px_recur_day *out, struct px_err *err)
{
	struct px_rule *rule = open_rule(recur, start, err);
	struct px_occurrence next;
	int more = -1;

	while (rule && (more = px_rule_next(rule, &next, err)) == 1) {
		int64_t day = px_date_days(next.local.date);

		if (day <= limit ||
		    (recur->holidays == PX_RECUR_SKIP && px_holiday_name(region, day)))
			continue;
		*out = (struct px_recur_day){ day, day_due(recur, day, region) };
		break;
	}
	px_rule_close(rule);
	return more;
}

int
px_recur_first(const struct px_recur *recur, int64_t day, enum px_region region,
	       struct px_recur_day *out, struct px_err *err)
{
	return find(recur, recur->anchored ? recur->from : day, day - 1, region, out, err);
}

int
px_recur_next(const struct px_recur *recur, int64_t occurrence, int64_t done, enum px_region region,
	      struct px_recur_day *out, struct px_err *err)
{
	int64_t start = recur->anchored ? recur->from : occurrence, limit = occurrence;

	if (recur->kind == PX_RECUR_AFTER)
		start = limit = done;
	else if (recur->kind == PX_RECUR_ONCE && done > limit)
		limit = done;
	return find(recur, start, limit, region, out, err);
}
