/* Words of the builder, in the language of a page and not of the process. */
#include "base/i18n.h"
#include "web/site/part.h"

const char *const px_site_lang_codes[SITE_LANGS] = { "fr", "en" };

const char *
px_site_tr(int words, const char *text)
{
	return words == 0 ? px_tr_french(NULL, text) : text;
}

static const char *const months[SITE_LANGS][12] = {
	{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
	  "octobre", "novembre", "décembre" },
	{ "January", "February", "March", "April", "May", "June", "July", "August", "September",
	  "October", "November", "December" },
};
static const char *const brief_months[SITE_LANGS][12] = {
	{ "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
	  "déc." },
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
};
static const char *const weekdays[SITE_LANGS][7] = {
	{ "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
};

const char *
px_site_month(int words, int month, bool brief)
{
	return brief ? brief_months[words][month - 1] : months[words][month - 1];
}

const char *
px_site_weekday(int words, int weekday)
{
	return weekdays[words][weekday - 1];
}

void
px_site_day_words(int words, struct px_date date, bool weekday, bool year, struct px_buf *out)
{
	if (weekday)
		px_buf_printf(out, "%s ",
			      px_site_weekday(words, px_date_weekday(px_date_days(date))));
	px_buf_printf(out, words == 0 && date.day == 1 ? "%der %s" : "%d %s", date.day,
		      months[words][date.month - 1]);
	if (year)
		px_buf_printf(out, " %d", date.year);
}

/* No line ends between the figures and their h (no-break spaces). */
void
px_site_time_words(int words, int hour, int minute, struct px_buf *out)
{
	if (words == 0) {
		px_buf_printf(out, "%d\302\240h", hour);
		if (minute)
			px_buf_printf(out, "\302\240%02d", minute);
	} else {
		px_buf_printf(out, "%d", hour % 12 ? hour % 12 : 12);
		if (minute)
			px_buf_printf(out, ":%02d", minute);
		px_buf_puts(out, hour < 12 ? "\302\240am" : "\302\240pm");
	}
}
