#include "io/ical/value.h"

#include <string.h>

/* One number and its unit; a duration has each unit once, the larger first. */
static bool
take_unit(const char **text, const char *units, const int *worth, int *rank, int64_t *sum)
{
	int64_t number = 0;
	const char *at = *text, *unit;
	size_t digits = strspn(at, "0123456789");

	if (digits == 0 || digits > 9)
		return false;
	for (size_t i = 0; i < digits; i++)
		number = 10 * number + (at[i] - '0');
	at += digits;
	unit = *at ? strchr(units, *at) : NULL;
	if (!unit || unit - units < *rank)
		return false;
	*rank = (int)(unit - units) + 1;
	*sum += number * worth[unit - units];
	*text = at + 1;
	return true;
}

int
px_ical_duration_parse(const char *text, int64_t *seconds)
{
	static const int of_days[] = { 7 * PX_DAY_SECONDS, PX_DAY_SECONDS },
			 of_time[] = { 3600, 60, 1 };
	int64_t sum = 0;
	bool negative = *text == '-', any = false;
	int rank = 0;

	text += *text == '-' || *text == '+';
	if (*text++ != 'P')
		return -1;
	while (*text && *text != 'T') {
		if (!take_unit(&text, "WD", of_days, &rank, &sum))
			return -1;
		any = true;
	}
	rank = 0;
	if (*text == 'T' && !*++text)
		return -1;
	for (; *text; any = true)
		if (!take_unit(&text, "HMS", of_time, &rank, &sum))
			return -1;
	if (!any)
		return -1;
	*seconds = negative ? -sum : sum;
	return 0;
}

void
px_ical_text_read(const char *text, struct px_buf *out)
{
	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
			px_buf_putc(out, (char)(*text == 'n' || *text == 'N' ? '\n' : *text));
		} else {
			px_buf_putc(out, *text);
		}
	}
}

void
px_ical_text_write(const char *text, struct px_buf *out)
{
	for (; *text; text++) {
		if (*text == '\r') /* a line's end is its \n */
			continue;
		if (*text == '\n') {
			px_buf_puts(out, "\\n");
			continue;
		}
		if (strchr("\\;,", *text))
			px_buf_putc(out, '\\');
		px_buf_putc(out, *text);
	}
}

void
px_ical_time_write(struct px_local local, struct px_buf *out)
{
	px_buf_printf(out, "%04d%02d%02dT%02d%02d%02d", local.date.year, local.date.month,
		      local.date.day, local.hour, local.minute, local.second);
}

void
px_ical_instant_write(int64_t instant, struct px_buf *out)
{
	px_ical_time_write(px_local_at(instant), out);
	px_buf_putc(out, 'Z');
}
