#include "base/recur/stamp.h"

/* So many digits, and nothing else, as a number. */
static bool
take_digits(const char **text, int count, int *number)
{
	*number = 0;
	for (int i = 0; i < count; i++) {
		char digit = (*text)[i];

		if (digit < '0' || digit > '9')
			return false;
		*number = 10 * *number + (digit - '0');
	}
	*text += count;
	return true;
}

int
px_stamp_parse(const char *text, struct px_stamp *out)
{
	struct px_stamp time = { .date_only = true };
	struct px_local *local = &time.local;

	if (!take_digits(&text, 4, &local->date.year) ||
	    !take_digits(&text, 2, &local->date.month) ||
	    !take_digits(&text, 2, &local->date.day) || !px_date_valid(local->date))
		return -1;
	if (*text == 'T' || *text == 't') {
		text++;
		time.date_only = false;
		if (!take_digits(&text, 2, &local->hour) ||
		    !take_digits(&text, 2, &local->minute) ||
		    !take_digits(&text, 2, &local->second) || local->hour > 23 ||
		    local->minute > 59 || local->second > 60)
			return -1;
		local->second -= local->second == 60;
		time.utc = *text == 'Z' || *text == 'z';
		text += time.utc;
	}
	if (*text)
		return -1;
	*out = time;
	return 0;
}
