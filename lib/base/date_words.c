#include "base/date_words.h"

#include <string.h>

#include "base/i18n.h"

static const char *const weekdays[] = {
	"",           N_("Monday"),   N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
	N_("Friday"), N_("Saturday"), N_("Sunday"),
};

static const char *const months[] = {
	"",
	N_("January"),
	N_("February"),
	N_("March"),
	N_("April"),
	N_("May"),
	N_("June"),
	N_("July"),
	N_("August"),
	N_("September"),
	N_("October"),
	N_("November"),
	N_("December"),
};

const char *
px_weekday_name(int weekday)
{
	return px_tr(weekdays[weekday]);
}

const char *
px_month_name(int month)
{
	return px_tr(months[month]);
}

void
px_date_words(struct px_date date, int this_year, struct px_buf *out)
{
	/* French has an ordinal for the first day of a month, and for no other. */
	const char *first = date.day == 1 && strcmp(px_i18n_lang(), "fr") == 0 ? "er" : "";

	px_buf_printf(out, "%s %d%s %s", px_weekday_name(px_date_weekday(px_date_days(date))),
		      date.day, first, px_tr(months[date.month]));
	if (date.year != this_year)
		px_buf_printf(out, " %d", date.year);
}
