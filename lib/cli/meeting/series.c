/* plexus-meeting series: meetings that come again by a rule. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/recur/rule.h"
#include "base/zone.h"
#include "care/series.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/sink.h"
#include "model/types.h"

static const struct px_option opt_until = { "until", 0, "DATE", N_("the last day it may be") };
static const struct px_option opt_count = { "count", 0, "N", N_("so many meetings") };

static struct px_series_at
series_at(struct px_run *run)
{
	return (struct px_series_at){ run->store, &run->arena, &run->world };
}

/* The rule without this part: --until takes the place of what ends it. */
static void
take_out(char *rule, const char *name)
{
	char *part = strstr(rule, name), *end;

	if (!part || (part != rule && part[-1] != ';' && part[-1] != ':'))
		return;
	end = part + strcspn(part, ";");
	end += *end == ';';
	memmove(part, end, strlen(end) + 1);
}

/* --until and --count go into the rule. */
static int
end_rule(struct px_run *run, struct px_record *series, struct px_err *err)
{
	const char *until = px_option_value(run, &opt_until);
	const char *text = px_record_text(series, PX_SERIES_RULE);
	char *rule = text ? px_arena_strdup(&run->arena, text) : NULL;
	struct px_date day;
	int64_t count;

	if (px_option_number(run, &opt_count, 1, PX_SERIES_MOST, 0, &count, err) != 0)
		return -1;
	if (!rule || (!until && !count))
		return 0;
	if (until && count)
		return px_err_set(err, PX_USAGE, _("--until and --count exclude each other"));
	if (until && px_run_date(run, until, &day, err) != 0)
		return -1;
	take_out(rule, "UNTIL=");
	take_out(rule, "COUNT=");
	rule[strlen(rule) - (*rule && rule[strlen(rule) - 1] == ';')] = '\0';
	text = until ? px_arena_printf(&run->arena, "%s;UNTIL=%04d%02d%02d", rule, day.year,
				       day.month, day.day)
		     : px_arena_printf(&run->arena, "%s;COUNT=%lld", rule, (long long)count);
	series->values[PX_SERIES_RULE] = (struct px_value){ .state = PX_SET, .text = text };
	return 0;
}

/* Words keep to the last day of a short month, which other calendars are told in their own way. */
static int
make_whole(struct px_run *run, struct px_record *series, struct px_err *err)
{
	const char *rule = px_record_text(series, PX_SERIES_RULE);
	const char *start = px_record_text(series, PX_SERIES_START);
	struct px_buf plain = PX_BUF_INIT;
	int64_t instant;

	if (rule && start && strstr(rule, ";SKIP=BACKWARD") &&
	    px_instant_parse(start, &instant) == 0) {
		px_rule_without_skip(rule, px_zone_local(run->world.zone, instant).date, &plain);
		series->values[PX_SERIES_RULE].text = px_arena_strdup(&run->arena, plain.data);
	}
	px_buf_release(&plain);
	return end_rule(run, series, err);
}

static int
check_rule(struct px_run *run, const struct px_record *series, struct px_err *err)
{
	struct px_series_at at = series_at(run);

	return px_series_check(&at, series, err);
}

/* Before the record is checked, its rule is made whole. */
static int
fill(struct px_run *run, struct px_record *series, struct px_err *err)
{
	return make_whole(run, series, err);
}

static void
say_counts(struct px_run *run, const struct px_series_counts *counts)
{
	if (run->quiet || px_run_prints(run))
		return;
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out, _("meetings: %lld new, %lld changed, %lld cancelled\n"),
		(long long)counts->added, (long long)counts->changed, (long long)counts->cancelled);
	if (counts->kept)
		px_warn(run,
			px_trn("%lld meeting was changed by itself: it stays, though the rule "
			       "gives "
			       "it no more (plexus-meeting cancel strikes it out)",
			       "%lld meetings were changed by themselves: they stay, though the "
			       "rule gives them no more (plexus-meeting cancel strikes them out)",
			       (unsigned long)counts->kept),
			(long long)counts->kept);
}

static int
add(struct px_run *run, struct px_record *series, struct px_series_counts *counts,
    struct px_err *err)
{
	struct px_series_at at = series_at(run);

	return px_generic_build(run, &px_type_series, fill, series, err) != 0 ||
			       check_rule(run, series, err) != 0 ||
			       px_generic_store(run, series, err) != 0 ||
			       px_series_follow(&at, NULL, series, counts, err) != 0
		       ? -1
		       : 0;
}

/* edit: one series, and what is to be another in it. */
static int
edit(struct px_run *run, struct px_record *series, struct px_series_counts *counts,
     struct px_err *err)
{
	struct px_series_at at = series_at(run);
	struct px_record before;
	bool ends = px_option_given(run, &opt_until) || px_option_given(run, &opt_count);
	bool fields = false;
	int64_t id;

	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("name one series: %s series edit 1 --place …"),
				  run->program->name);
	if (px_record_name(run->store, &px_type_series, run->organization, run->operands[0], &id,
			   err) != 0 ||
	    px_record_read(run->store, &px_type_series, id, &run->arena, &before, err) != 1)
		return -1;
	*series = px_record_copy(&run->arena, &before);
	for (size_t i = PX_F_OWN; i < px_type_series.field_count; i++)
		fields |= px_field_option(run, &px_type_series.fields[i]) != NULL;
	if ((fields || !ends) && px_generic_amend(run, series, err) != 0)
		return -1;
	return make_whole(run, series, err) != 0 || check_rule(run, series, err) != 0 ||
			       px_record_update(run->store, &before, series, &run->arena, err) <
				       0 ||
			       px_series_follow(&at, &before, series, counts, err) != 0
		       ? -1
		       : 0;
}

static int
extend_one(struct px_run *run, int64_t id, struct px_series_counts *counts, struct px_err *err)
{
	struct px_series_at at = series_at(run);
	struct px_record series;

	if (px_record_read(run->store, &px_type_series, id, &run->arena, &series, err) != 1)
		return -1;
	return px_series_follow(&at, &series, &series, counts, err);
}

/* Ids first: a cursor must not be open while meetings are written. */
static int
find_all(struct px_run *run, int64_t **ids, size_t *count, struct px_err *err)
{
	struct px_query query = { .type = &px_type_series,
				  .limit = -1,
				  .world = &run->world,
				  .organization = run->organization };
	struct px_cursor *cursor = px_query_open(run->store, &query, err);
	struct px_record series;
	size_t capacity = 0;
	int more = -1;

	*ids = NULL;
	*count = 0;
	while (cursor && (more = px_query_next(cursor, &series, err)) == 1) {
		PX_GROW(*ids, *count, capacity);
		(*ids)[(*count)++] = series.values[PX_F_ID].number;
	}
	px_query_close(cursor);
	return more;
}

/* extend: those named, or all. */
static int
extend(struct px_run *run, struct px_series_counts *counts, struct px_err *err)
{
	int64_t *all = NULL, *ids;
	size_t count;
	int result;

	if (run->operand_count) {
		result = px_run_records(run, &px_type_series, 0, &ids, &count, err);
	} else {
		result = find_all(run, &all, &count, err);
		ids = all;
	}
	for (size_t i = 0; result == 0 && i < count; i++)
		result = px_run_check(run, err) != 0 ? -1 : extend_one(run, ids[i], counts, err);
	free(all);
	return result;
}

static int
run_action(struct px_run *run, const char *action, struct px_record *series,
	   struct px_series_counts *counts, const char **said, struct px_err *err)
{
	if (strcmp(action, "add") == 0) {
		*said = N_("added");
		return add(run, series, counts, err);
	}
	if (strcmp(action, "edit") == 0) {
		*said = N_("changed");
		return edit(run, series, counts, err);
	}
	if (strcmp(action, "extend") == 0)
		return extend(run, counts, err);
	return px_err_set(err, PX_USAGE, _("%s: a series takes add, edit or extend"), action);
}

static int
run_series(struct px_run *run, struct px_err *err)
{
	struct px_series_counts counts = { 0 };
	struct px_record series;
	const char *action, *said = NULL;

	if (!run->operand_count)
		return px_err_set(err, PX_USAGE, _("say what to do: %s series add, edit or extend"),
				  run->program->name);
	action = run->operands[0];
	run->operands++;
	run->operand_count--;
	if (px_store_begin(run->store, err) != 0)
		return -1;
	if (run_action(run, action, &series, &counts, &said, err) != 0 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_said(run, &px_type_series, &series, said ? 1 : 0,
			said ? PX_SINK_ONE : PX_SINK_MANY, said, err) != 0)
		return -1;
	say_counts(run, &counts);
	return 0;
}

static const struct px_option *const options[] = { &opt_until, &opt_count, NULL };

static const struct px_example examples[] = {
	{ "plexus-meeting series add 'RCP diabète' --rule 'FREQ=MONTHLY;BYDAY=1TU' --start "
	  "'2025-04-01 "
	  "12:30' --minutes 90 --kind concertation --invited dupont,martin",
	  N_("every first Tuesday, for a year, and who comes") },
	{ "plexus-meeting series edit 1 --start '2025-04-01 13:00' --until '30/06/2026'",
	  N_("half an hour later, until the end of June; what was moved by itself stays") },
	{ "plexus-meeting series extend", N_("for a crontab: the meetings of the year ahead") },
	{ NULL, NULL },
};

const struct px_verb px_verb_series = {
	.name = "series",
	.operands = "add|edit|extend [TITLE|SERIES…]",
	.summary = N_("make meetings that come again by a rule, and change them together"),
	.details = N_(
		"A rule is said in words (tous les mardis, every 2 weeks on Tuesday, le 1er mardi "
		"du mois sauf en août; plexus-task help recur) or is one of iCalendar (RFC 5545): "
		"FREQ=WEEKLY;BYDAY=TU is every Tuesday, "
		"FREQ=WEEKLY;INTERVAL=2 every other week, FREQ=MONTHLY;BYDAY=1TU every first "
		"Tuesday, FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 the last working day of "
		"the month, with BYMONTH=9,10,11,12 only in those months.  Hours are local, "
		"whatever clocks do.\n"
		"Meetings are made a year ahead; extend makes those that have come within it.  "
		"Each is a meeting like any other: move one, cancel one, and it stays so when the "
		"series changes.  What the rule gives no more is cancelled; what is past or held "
		"never changes.  list --type series prints them."),
	.flags = PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	.access = PX_ACCESS_WRITE,
	.options = options,
	.type = &px_type_series,
	.output = &px_type_series,
	.examples = examples,
	.run = run_series,
};
