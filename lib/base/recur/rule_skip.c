/* Rules that other calendars read: what SKIP says, said with the parts of RFC 5545 alone. */
#include <string.h>

#include "base/recur/rule_parts.h"

enum { SHORTEST = 28, MONTH_DAYS = 31 };

/* The day that SKIP is about: the only one named, else the start's; 0 when there are several. */
static int
day_of(const struct px_rule_parts *parts, struct px_date start)
{
	if (!parts->month_days)
		return start.day;
	for (int day = 1; day <= MONTH_DAYS; day++)
		if (parts->month_days == (uint64_t)1 << day)
			return day;
	return 0;
}

static bool
is_replaced(const char *part, bool late)
{
	return strncmp(part, "SKIP=", 5) == 0 || strncmp(part, "RSCALE=", 7) == 0 ||
	       (late && strncmp(part, "BYMONTHDAY=", 11) == 0);
}

/* The last of the 28th and the days up to that one: each month has one. */
static void
put_late(const struct px_rule_parts *parts, struct px_date start, int day, struct px_buf *out)
{
	if (parts->freq == PX_RULE_YEARLY && !parts->months)
		px_buf_printf(out, ";BYMONTH=%d", start.month);
	for (int i = SHORTEST; i <= day; i++)
		px_buf_printf(out, "%s%d", i == SHORTEST ? ";BYMONTHDAY=" : ",", i);
	px_buf_puts(out, ";BYSETPOS=-1");
}

void
px_rule_without_skip(const char *rule, struct px_date start, struct px_buf *out)
{
	struct px_rule_parts parts;
	struct px_buf copy = PX_BUF_INIT;
	size_t begun = out->length;
	const char *why;
	bool late;
	int day;

	px_buf_puts(&copy, rule);
	day = px_rule_parse(copy.data, &parts, &why) == 0 && parts.skip == PX_RULE_BACKWARD &&
			      !parts.position_count
		      ? day_of(&parts, start)
		      : 0;
	late = day > SHORTEST;
	for (const char *part = rule; *part; part += strspn(part, ";")) {
		size_t length = strcspn(part, ";");

		if (!is_replaced(part, late))
			px_buf_printf(out, "%s%.*s", out->length > begun ? ";" : "", (int)length,
				      part);
		part += length;
	}
	if (late)
		put_late(&parts, start, day, out);
	px_buf_release(&copy);
}
