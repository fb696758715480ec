#include "base/when.h"

#include <string.h>

#include "base/i18n.h"
#include "base/when/when_parse.h"

static int
refuse(struct px_err *err, const char *phrase, const char *reason)
{
	return px_err_set(err, PX_USAGE, "'%s': %s", phrase, reason);
}

int
px_when_period(const struct px_when *when, const char *phrase, struct px_date *first,
	       struct px_date *last, struct px_err *err)
{
	struct px_when_parse p;

	if (px_when_read(&p, when, phrase, err) < 0)
		return -1;
	if (p.has_clock || p.has_instant)
		return refuse(err, phrase,
			      _("a time of day where a day is asked: write 2025-12-24 or demain"));
	*first = px_date_from_days(p.first);
	*last = px_date_from_days(p.last);
	return 0;
}

int
px_when_date(const struct px_when *when, const char *phrase, struct px_date *out,
	     struct px_err *err)
{
	struct px_date last;

	return px_when_period(when, phrase, out, &last, err);
}

/* The instant of what was read. */
static int64_t
instant_of(const struct px_when_parse *p)
{
	struct px_local local = { .hour = 0 };

	if (p->has_instant)
		return p->instant;
	local.date = px_date_from_days(p->first);
	if (p->has_clock) {
		local.hour = p->clock / 3600;
		local.minute = p->clock / 60 % 60;
		local.second = p->clock % 60;
	}
	return px_zone_instant(p->when->zone, local);
}

int
px_when_instant(const struct px_when *when, const char *phrase, int64_t *out, struct px_err *err)
{
	struct px_when_parse p;
	int64_t instant;

	if (px_when_read(&p, when, phrase, err) < 0)
		return -1;
	instant = instant_of(&p);
	/* A count of hours, or the way to UTC, may lead past the years that can be written. */
	if (!px_instant_valid(instant))
		return refuse(err, phrase,
			      _("outside of the years 1 to 9999: write a nearer day, such as "
				"2025-12-24"));
	*out = instant;
	return 0;
}
