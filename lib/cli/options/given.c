/* What was given on the command line, asked by verbs. */
#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/when.h"
#include "base/zone.h"

static const struct px_given *
find(const struct px_run *run, const struct px_option *option)
{
	for (size_t i = run->given_count; i-- > 0;)
		if (run->given[i].option == option)
			return &run->given[i];
	return NULL;
}

bool
px_option_given(const struct px_run *run, const struct px_option *option)
{
	return find(run, option) != NULL;
}

const char *
px_option_value(const struct px_run *run, const struct px_option *option)
{
	const struct px_given *given = find(run, option);

	return given ? given->value : NULL;
}

const char *
px_option_nth(const struct px_run *run, const struct px_option *option, size_t i)
{
	for (size_t k = 0; k < run->given_count; k++)
		if (run->given[k].option == option && i-- == 0)
			return run->given[k].value;
	return NULL;
}

int
px_option_number(const struct px_run *run, const struct px_option *option, int64_t least,
		 int64_t most, int64_t fallback, int64_t *out, struct px_err *err)
{
	const char *text = px_option_value(run, option);
	long long number;
	char *end;

	*out = fallback;
	if (!text)
		return 0;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || *end || errno || strchr(" \t\n+", text[0]))
		return px_err_set(err, PX_USAGE, _("--%s: %s is not a whole number"), option->name,
				  text);
	if (number < least || number > most)
		return px_err_set(err, PX_USAGE, _("--%s: %s is not between %lld and %lld"),
				  option->name, text, (long long)least, (long long)most);
	*out = number;
	return 0;
}

const char *
px_field_option(const struct px_run *run, const struct px_field *field)
{
	for (size_t i = run->given_count; i-- > 0;)
		if (run->given[i].field == field)
			return run->given[i].value;
	return NULL;
}

bool
px_run_for_machines(const struct px_run *run)
{
	return px_option_given(run, &px_opt_json) || px_option_given(run, &px_opt_jsonl) ||
	       px_option_given(run, &px_opt_csv);
}

bool
px_run_prints(const struct px_run *run)
{
	return px_run_for_machines(run) || px_option_given(run, &px_opt_ids) ||
	       px_option_given(run, &px_opt_html) || px_option_given(run, &px_opt_fields) ||
	       px_option_given(run, &px_opt_output);
}

int
px_run_date(struct px_run *run, const char *text, struct px_date *out, struct px_err *err)
{
	struct px_when when = { run->world.now, run->world.zone, false };

	return px_when_date(&when, text, out, err);
}

int
px_run_year(const struct px_run *run, int64_t *year, struct px_err *err)
{
	struct px_local today = px_zone_local(run->world.zone, run->world.now);

	return px_option_number(run, &px_opt_year, 1, 9998, today.date.year, year, err);
}
