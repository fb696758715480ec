#include "cli/view/time.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/ledger.h"
#include "cli/sink.h"
#include "model/types.h"

static const char *const groupings[] = {
	"practitioner", "month", "project", "kind", "nature", NULL
};

static const struct px_option opt_by = { "by", 'b', "FIELD,…",
					 N_("sum by practitioner, month, project, kind, nature") };

const struct px_option *const px_time_options[] = { &px_opt_year, &opt_by, NULL };

enum {
	LEDGER_MEETING,
	LEDGER_START,
	LEDGER_MONTH,
	LEDGER_TITLE,
	LEDGER_KIND,
	LEDGER_PROJECT,
	LEDGER_PRACTITIONER,
	LEDGER_FAMILY,
	LEDGER_GIVEN,
	LEDGER_NATURE,
	LEDGER_MEETINGS,
	LEDGER_MINUTES,
	LEDGER_RATE_CENTS,
	LEDGER_AMOUNT_CENTS,
	LEDGER_UNRATED_MINUTES,
	LEDGER_FIELDS,
};

static const struct px_field ledger_fields[] = {
	[LEDGER_MEETING] = { "meeting", &px_kind_integer, PX_COLUMN, N_("the meeting's number") },
	[LEDGER_START] = { "start", &px_kind_instant, PX_COLUMN, N_("when it began") },
	[LEDGER_MONTH] = { "month", &px_kind_text, 0, N_("its local month, YYYY-MM") },
	[LEDGER_TITLE] = { "title", &px_kind_text, PX_COLUMN, N_("its title") },
	[LEDGER_KIND] = { "kind", &px_kind_word, PX_COLUMN, N_("what it was for"), NULL,
			  px_meeting_kinds },
	[LEDGER_PROJECT] = { "project", &px_kind_text, PX_COLUMN, N_("the project it served") },
	[LEDGER_PRACTITIONER] = { "practitioner", &px_kind_text, PX_COLUMN, N_("who") },
	[LEDGER_FAMILY] = { "family", &px_kind_text, 0, N_("family name") },
	[LEDGER_GIVEN] = { "given", &px_kind_text, 0, N_("given name") },
	[LEDGER_NATURE] = { "nature", &px_kind_word, PX_COLUMN, N_("how the time is paid"), NULL,
			    px_natures },
	[LEDGER_MEETINGS] = { "meetings", &px_kind_integer, PX_COLUMN,
			      N_("presences at meetings") },
	[LEDGER_MINUTES] = { "minutes", &px_kind_minutes, PX_COLUMN, N_("time spent, in minutes") },
	[LEDGER_RATE_CENTS] = { "rate_cents", &px_kind_cents, PX_COLUMN, N_("cents an hour") },
	[LEDGER_AMOUNT_CENTS] = { "amount_cents", &px_kind_cents, PX_COLUMN,
				  N_("what it is worth, in cents, where a rate is known") },
	[LEDGER_UNRATED_MINUTES] = { "unrated_minutes", &px_kind_minutes, PX_COLUMN,
				     N_("minutes that no rate is known for") },
};

const struct px_type px_view_ledger = {
	.name = "ledger",
	.plural = "ledger",
	.label = N_("line of the ledger"),
	.help = N_("time spent at meetings, and what it is worth"),
	.flags = PX_VIEW,
	.fields = ledger_fields,
	.field_count = PX_COUNT(ledger_fields),
};

/* A group is known by the texts that it is grouped by. */
struct group {
	struct px_value values[LEDGER_FIELDS];
	int64_t meetings, minutes, cents, unrated, rated_lines;
};

struct ledger {
	struct px_run *run;
	struct px_type view;          /* the fields shown, from px_view_ledger */
	size_t places[LEDGER_FIELDS]; /* of each field of the view in px_view_ledger */
	size_t by[PX_COUNT(groupings)];
	size_t by_count;
	struct group *groups; /* sorted only at the end */
	size_t group_count, group_capacity;
	size_t *buckets, bucket_count; /* index + 1 of a group, 0 when free */
	int64_t unrated_lines;
	struct px_sink *sink;
};

static struct px_value
text_value(struct px_arena *arena, const char *text)
{
	return (struct px_value){ .state = text ? PX_SET : PX_UNSET,
				  .text = text ? px_arena_strdup(arena, text) : NULL };
}

static struct px_value
number_value(int64_t number, bool set)
{
	return (struct px_value){ .state = set ? PX_SET : PX_UNSET, .number = number };
}

static void
line_values(const struct px_ledger_line *line, struct px_arena *arena, struct px_value *values)
{
	char month[16];

	snprintf(month, sizeof(month), "%04d-%02d", line->day.year, line->day.month);
	values[LEDGER_MEETING] = number_value(line->meeting, true);
	values[LEDGER_START] = text_value(arena, line->start);
	values[LEDGER_MONTH] = text_value(arena, month);
	values[LEDGER_TITLE] = text_value(arena, line->title);
	values[LEDGER_KIND] = text_value(arena, line->kind);
	values[LEDGER_PROJECT] = text_value(arena, line->project);
	values[LEDGER_PRACTITIONER] = text_value(arena, line->practitioner);
	values[LEDGER_FAMILY] = text_value(arena, line->family);
	values[LEDGER_GIVEN] = text_value(arena, line->given);
	values[LEDGER_NATURE] = text_value(arena, line->nature);
	values[LEDGER_MEETINGS] = number_value(1, true);
	values[LEDGER_MINUTES] = number_value(line->minutes, true);
	values[LEDGER_RATE_CENTS] = number_value(line->rate_cents, line->rate_cents >= 0);
	values[LEDGER_AMOUNT_CENTS] = number_value(line->amount_cents, line->amount_cents >= 0);
	values[LEDGER_UNRATED_MINUTES] =
		number_value(line->rate_cents >= 0 ? 0 : line->minutes, true);
}

static int
put(struct ledger *ledger, const struct px_value *values, struct px_err *err)
{
	struct px_value shown[LEDGER_FIELDS];
	struct px_record record = { &ledger->view, shown };

	for (size_t i = 0; i < ledger->view.field_count; i++)
		shown[i] = values[ledger->places[i]];
	return px_sink_put(ledger->sink, &record, err);
}

/*
 * Groups: an open hash table over the texts grouped by.
 */
static uint64_t
hash_text(uint64_t hash, const char *text)
{
	for (text = text ? text : ""; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u; /* FNV-1a */
	return (hash ^ 0xff) * 1099511628211u;
}

static uint64_t
hash_of(const struct ledger *ledger, const struct px_value *values)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < ledger->by_count; i++)
		hash = hash_text(hash, values[ledger->by[i]].text);
	return hash;
}

static bool
same_group(const struct ledger *ledger, const struct group *group, const struct px_value *values)
{
	for (size_t i = 0; i < ledger->by_count; i++)
		if (!px_value_equal(&group->values[ledger->by[i]], &values[ledger->by[i]]))
			return false;
	return true;
}

static void
grow_buckets(struct ledger *ledger)
{
	if (3 * (ledger->group_count + 1) < 2 * ledger->bucket_count)
		return;
	ledger->bucket_count = ledger->bucket_count ? 2 * ledger->bucket_count : 256;
	free(ledger->buckets);
	ledger->buckets = px_calloc(ledger->bucket_count, sizeof(*ledger->buckets));
	for (size_t i = 0; i < ledger->group_count; i++) {
		size_t at = hash_of(ledger, ledger->groups[i].values) % ledger->bucket_count;

		while (ledger->buckets[at])
			at = (at + 1) % ledger->bucket_count;
		ledger->buckets[at] = i + 1;
	}
}

static struct group *
group_of(struct ledger *ledger, const struct px_value *values)
{
	size_t at;

	grow_buckets(ledger);
	at = hash_of(ledger, values) % ledger->bucket_count;
	while (ledger->buckets[at]) {
		struct group *group = &ledger->groups[ledger->buckets[at] - 1];

		if (same_group(ledger, group, values))
			return group;
		at = (at + 1) % ledger->bucket_count;
	}
	PX_GROW(ledger->groups, ledger->group_count, ledger->group_capacity);
	ledger->groups[ledger->group_count] = (struct group){ .meetings = 0 };
	for (size_t i = 0; i < LEDGER_FIELDS; i++)
		ledger->groups[ledger->group_count].values[i] =
			px_value_copy(&ledger->run->arena, &values[i]);
	ledger->buckets[at] = ledger->group_count + 1;
	return &ledger->groups[ledger->group_count++];
}

static int
take_line(const struct px_ledger_line *line, void *data, struct px_err *err)
{
	struct ledger *ledger = data;
	struct px_value values[LEDGER_FIELDS];
	struct px_arena arena = PX_ARENA_INIT;
	struct group *group;
	int result = 0;

	line_values(line, &arena, values);
	ledger->unrated_lines += line->rate_cents < 0;
	if (!ledger->by_count) {
		result = put(ledger, values, err);
	} else {
		group = group_of(ledger, values);
		group->meetings++;
		group->minutes += line->minutes;
		group->cents += line->amount_cents >= 0 ? line->amount_cents : 0;
		group->unrated += line->rate_cents < 0 ? line->minutes : 0;
		group->rated_lines += line->rate_cents >= 0;
	}
	px_arena_release(&arena);
	return result;
}

/* Groups come out in the order of what they are grouped by. */
static const struct ledger *sorting;

static int
compare_groups(const void *a, const void *b)
{
	const struct group *one = a, *other = b;

	for (size_t i = 0; i < sorting->by_count; i++) {
		size_t place = sorting->by[i];
		int order = px_value_compare(&ledger_fields[place], &one->values[place],
					     &other->values[place]);

		if (order)
			return order;
	}
	return 0;
}

static int
put_groups(struct ledger *ledger, struct px_err *err)
{
	sorting = ledger;
	if (ledger->group_count)
		qsort(ledger->groups, ledger->group_count, sizeof(*ledger->groups), compare_groups);
	for (size_t i = 0; i < ledger->group_count; i++) {
		struct group *group = &ledger->groups[i];

		group->values[LEDGER_MEETINGS].number = group->meetings;
		group->values[LEDGER_MINUTES].number = group->minutes;
		group->values[LEDGER_AMOUNT_CENTS] =
			number_value(group->cents, group->rated_lines > 0);
		group->values[LEDGER_UNRATED_MINUTES].number = group->unrated;
		if (put(ledger, group->values, err) != 0)
			return -1;
	}
	return 0;
}

static bool
is_grouped(const struct ledger *ledger, const char *name)
{
	for (size_t i = 0; i < ledger->by_count; i++)
		if (strcmp(ledger_fields[ledger->by[i]].name, name) == 0)
			return true;
	return false;
}

static int
read_groupings(struct ledger *ledger, const char *by, struct px_err *err)
{
	char *parts[PX_COUNT(groupings)];
	size_t count = px_text_split(px_arena_strdup(&ledger->run->arena, by), ',', parts,
				     PX_COUNT(groupings) - 1);

	for (size_t i = 0; i < count; i++) {
		const char *name = px_text_trim(parts[i]);
		size_t which = 0;

		while (groupings[which] && strcmp(groupings[which], name) != 0)
			which++;
		if (!groupings[which])
			return px_err_set(
				err, PX_USAGE,
				_("--by %s: say practitioner, month, project, kind or nature"),
				name);
		if (is_grouped(ledger, groupings[which]))
			return px_err_set(err, PX_USAGE, _("--by %s: is given twice"), name);
		ledger->by[ledger->by_count++] = px_field_index(
			&px_view_ledger, px_field_find(&px_view_ledger, groupings[which]));
	}
	return 0;
}

static void
show(struct ledger *ledger, struct px_field *fields, size_t place)
{
	size_t at = ledger->view.field_count++;

	fields[at] = ledger_fields[place];
	if (ledger->by_count)
		fields[at].flags |= PX_COLUMN;
	ledger->places[at] = place;
}

/* Lines show what a line has; groups what they are grouped by (a person's names too), and sums. */
static void
make_view(struct ledger *ledger)
{
	struct px_field *fields =
		px_arena_alloc(&ledger->run->arena, LEDGER_FIELDS * sizeof(*fields));

	ledger->view = px_view_ledger;
	ledger->view.fields = fields;
	ledger->view.field_count = 0;
	for (size_t i = 0; i < LEDGER_MEETINGS && !ledger->by_count; i++)
		show(ledger, fields, i);
	for (size_t i = 0; i < ledger->by_count; i++) {
		show(ledger, fields, ledger->by[i]);
		if (ledger->by[i] == LEDGER_PRACTITIONER) {
			show(ledger, fields, LEDGER_FAMILY);
			show(ledger, fields, LEDGER_GIVEN);
		}
	}
	if (ledger->by_count)
		show(ledger, fields, LEDGER_MEETINGS);
	show(ledger, fields, LEDGER_MINUTES);
	if (!ledger->by_count)
		show(ledger, fields, LEDGER_RATE_CENTS);
	show(ledger, fields, LEDGER_AMOUNT_CENTS);
	if (ledger->by_count)
		show(ledger, fields, LEDGER_UNRATED_MINUTES);
}

static int
print_ledger(struct ledger *ledger, int year, struct px_err *err)
{
	struct px_run *run = ledger->run;

	ledger->sink = px_sink_open(run, &ledger->view, PX_SINK_MANY, err);
	if (!ledger->sink)
		return -1;
	if (px_ledger_read(run->store, run->organization, run->world.zone, year, 0, take_line,
			   ledger, err) != 0 ||
	    put_groups(ledger, err) != 0) {
		px_sink_abandon(ledger->sink);
		return -1;
	}
	if (ledger->unrated_lines)
		px_warn(run,
			_("%lld presences have no amount: no rate holds for the profession on that "
			  "day "
			  "(add one: plexus-meeting add --type rate)"),
			(long long)ledger->unrated_lines);
	return px_sink_close(ledger->sink, err);
}

int
px_run_time(struct px_run *run, const char *by, struct px_err *err)
{
	struct ledger ledger = { .run = run };
	const char *given = px_option_value(run, &opt_by);
	int64_t year;
	int result = -1;

	if (px_option_number(run, &px_opt_year, 1, 9998,
			     px_zone_local(run->world.zone, run->world.now).date.year, &year,
			     err) != 0)
		return -1;
	by = given ? given : by;
	if (!by || read_groupings(&ledger, by, err) == 0) {
		make_view(&ledger);
		result = print_ledger(&ledger, (int)year, err);
	}
	free(ledger.groups);
	free(ledger.buckets);
	return result;
}
