/* What was found, in order, and counted: by rule, and by criterion of RGAA. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/check/visit.h"

/* What is said of a file is said once a line and rule, however many elements of the line have it. */
static void
add(struct px_visit *visit, const char *file, long line, const char *format, va_list args)
{
	struct px_check_report *report = visit->site->report;
	char *message = px_arena_vprintf(&report->arena, format, args);

	PX_GROW(report->found, report->count, report->capacity);
	report->found[report->count++] =
		(struct px_check_found){ file, line, visit->rule, message };
}

void
px_check_found(struct px_visit *visit, long line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(visit, visit->file->path, line, format, args);
	va_end(args);
}

void
px_check_found_in(struct px_visit *visit, const char *file, long line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(visit, px_arena_strdup(&visit->site->report->arena, file), line, format, args);
	va_end(args);
}

static int
by_rule(const void *a, const void *b)
{
	const struct px_check_found *first = a, *second = b;

	if (first->rule != second->rule)
		return first->rule < second->rule ? -1 : 1;
	return strcmp(first->file, second->file);
}

static int
by_place(const void *a, const void *b)
{
	const struct px_check_found *first = a, *second = b;
	int order = strcmp(first->file, second->file);

	if (order)
		return order;
	if (first->line != second->line)
		return first->line < second->line ? -1 : 1;
	if (first->rule != second->rule)
		return first->rule < second->rule ? -1 : 1;
	return strcmp(first->message, second->message);
}

/* Pages that a rule was tried on, less those where it found something. */
static void
count_passed(struct px_check_report *report)
{
	qsort(report->found, report->count, sizeof(*report->found), by_rule);
	for (size_t i = 0; i < px_check_rule_count; i++)
		report->tallies[i].passed = report->tallies[i].tried;
	for (size_t i = 0; i < report->count; i++) {
		const struct px_check_found *found = &report->found[i];
		struct px_check_tally *tally = &report->tallies[found->rule - px_check_rules];

		if (i && by_rule(found, found - 1) == 0)
			continue;
		if (tally->passed)
			tally->passed--;
	}
}

static void
drop_repeats(struct px_check_report *report)
{
	size_t kept = 0;

	qsort(report->found, report->count, sizeof(*report->found), by_place);
	for (size_t i = 0; i < report->count; i++)
		if (!kept || by_place(&report->found[i], &report->found[kept - 1]) != 0)
			report->found[kept++] = report->found[i];
	report->count = kept;
	for (size_t i = 0; i < kept; i++)
		if (report->found[i].rule->gravity == PX_CHECK_FAULT)
			report->faults++;
		else
			report->warnings++;
}

/* "10.7" after "9.1": by theme, then by number. */
static int
by_number(const void *a, const void *b)
{
	const char *first = ((const struct px_check_criterion *)a)->number;
	const char *second = ((const struct px_check_criterion *)b)->number;
	char *rest, *other;
	long theme = strtol(first, &rest, 10), against = strtol(second, &other, 10);

	if (theme != against)
		return theme < against ? -1 : 1;
	return (int)(strtol(rest + 1, NULL, 10) - strtol(other + 1, NULL, 10));
}

static struct px_check_criterion *
criterion_of(struct px_check_report *report, const char *number)
{
	for (size_t i = 0; i < report->criterion_count; i++)
		if (strcmp(report->criteria[i].number, number) == 0)
			return &report->criteria[i];
	report->criteria[report->criterion_count].number = number;
	return &report->criteria[report->criterion_count++];
}

/* A criterion that several rules try: as many pages as the one tried most, and failing where one of
 * them fails most. */
static void
take_criteria(struct px_check_report *report, const struct px_check_tally *tally)
{
	char *list, *parts[8];
	size_t count;

	if (!tally->rule->rgaa || tally->rule->gravity != PX_CHECK_FAULT)
		return;
	list = px_arena_strdup(&report->arena, tally->rule->rgaa);
	count = px_text_split(list, ' ', parts, PX_COUNT(parts));
	for (size_t i = 0; i < count; i++) {
		struct px_check_criterion *criterion = criterion_of(report, parts[i]);
		size_t failed = criterion->tried - criterion->passed;
		size_t more = tally->tried - tally->passed;

		if (tally->tried > criterion->tried)
			criterion->tried = tally->tried;
		failed = more > failed ? more : failed;
		criterion->passed = criterion->tried - failed;
	}
}

void
px_check_count(struct px_check_report *report)
{
	if (report->count)
		count_passed(report);
	else
		for (size_t i = 0; i < px_check_rule_count; i++)
			report->tallies[i].passed = report->tallies[i].tried;
	if (report->count)
		drop_repeats(report);
	report->criteria =
		px_arena_alloc(&report->arena, 8 * px_check_rule_count * sizeof(*report->criteria));
	for (size_t i = 0; i < px_check_rule_count; i++)
		take_criteria(report, &report->tallies[i]);
	qsort(report->criteria, report->criterion_count, sizeof(*report->criteria), by_number);
}

int
px_check_rate(const struct px_check_report *report)
{
	size_t tried = 0, held = 0;

	for (size_t i = 0; i < report->criterion_count; i++) {
		const struct px_check_criterion *criterion = &report->criteria[i];

		tried += criterion->tried > 0;
		held += criterion->tried > 0 && criterion->passed == criterion->tried;
	}
	return tried ? (int)(100 * held / tried) : 0;
}

void
px_check_report_release(struct px_check_report *report)
{
	free(report->found);
	px_arena_release(&report->arena);
	*report = (struct px_check_report){ .found = NULL };
}
