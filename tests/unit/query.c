/*
 * Queries: what SQL answers is what reading everything and matching in memory answers, for every
 * filter and every order of a list of cases.
 */
#include "base/zone.h"
#include "store_base.h"

enum { TASKS = 600, MOST = 8 };

static unsigned long state = 20251121;

static unsigned
dice(unsigned sides)
{
	state = state * 6364136223846793005UL + 1442695040888963407UL;
	return (unsigned)(state >> 33) % sides;
}

static const char *const titles[] = { "Relancer la CPAM",    "relancer le Dr Œuvrard",
				      "Écrire le protocole", "ecrire au maire",
				      "Zone d'attente",      "Élan, été 2025" };
static const char *const statuses[] = { "open", "started", "done", "dropped" };
static const char *const people[] = { "",       "dupont",        "dupont-2",
				      "martin", "dupont,martin", "martin,dupont-2,dupont" };

static void
add_tasks(struct px_store *store)
{
	char fields[512];

	for (int i = 0; i < TASKS; i++) {
		unsigned status = dice(4);

		snprintf(fields, sizeof(fields),
			 "title=%s|status=%s|priority=%s|due=%s|project=%s|assignees=%s|minutes=%s"
			 "|completed=%s|depends=%s",
			 titles[dice(6)], statuses[status],
			 (const char *[]){ "high", "normal", "low" }[dice(3)],
			 (const char *[]){ "", "2025-11-20", "2025-11-21", "2025-12-24" }[dice(4)],
			 (const char *[]){ "", "bpco", "diabete" }[dice(3)], people[dice(6)],
			 (const char *[]){ "", "15", "90" }[dice(3)],
			 status < 2
				 ? ""
				 : (const char *[]){ "2025-11-20T22:59:59Z", "2025-11-20T23:00:00Z",
						     "2025-11-21T22:59:59Z" }[dice(3)],
			 i > 300 && dice(9) == 0 ? "1,2" : "");
		if (base_add(store, &px_type_task, fields) < 0)
			printf("# %s\n", base_err.message);
	}
}

static void
add_team(struct px_store *store)
{
	base_add(store, &px_type_organization, "name=MSP du Val|kind=msp|lat=45.5|lon=-0.25");
	base_add(store, &px_type_organization,
		 "name=Hôpital|kind=hospital|lat=9.75|lon=100|organization=msp-du-val");
	base_add(store, &px_type_practitioner, "family=Dupont|given=Anne|profession=60");
	base_add(store, &px_type_practitioner, "family=Dupont|given=Zoé|profession=10");
	base_add(store, &px_type_practitioner,
		 "family=Martin|given=Léa|profession=60|skills=SI01,plaies");
	base_add(store, &px_type_project, "title=BPCO|lead=martin");
	base_add(store, &px_type_project, "title=Diabète|slug=diabete");
}

/* Filters separated by blanks-and-bar, then an order. */
static const struct {
	const char *filters, *orders;
} cases[] = {
	{ "", "" },
	{ "status=open", "" },
	{ "status=open,started", "-due" },
	{ "status!=done", "priority,title" },
	{ "status<done", "" },
	{ "status>=started", "-status" },
	{ "due=", "due" },
	{ "due!=", "due,-id" },
	{ "due<=2025-11-21", "project,due" },
	{ "due!=2025-11-21", "-project" },
	{ "due>2025-11-20|due<2025-12-24", "" },
	{ "project=bpco", "title" },
	{ "project=bpco,2", "-title" },
	{ "project!=bpco", "" },
	{ "project=", "" },
	{ "project>bpco", "" },
	{ "assignees=dupont", "" },
	{ "assignees=dupont,martin", "-minutes" },
	{ "assignees!=dupont", "minutes" },
	{ "assignees=", "" },
	{ "assignees!=", "assignees" },
	{ "depends=1", "" },
	{ "minutes>15", "" },
	{ "minutes<90|minutes!=", "" },
	{ "title=RELANCER LA CPAM", "" },
	{ "title!=écrire au maire", "title" },
	{ "title<ecrire le", "" },
	{ "title>=Écrire le protocole", "title" },
	{ "title~^[ÉE]", "" },
	{ "title~cpam|status=open", "-due,title" },
	{ "relanc", "" },
	{ "oeuv relan", "" },
	{ "ELAN|2025", "" },
	{ "zzz", "" },
	{ "urgency>800", "" },
	{ "urgency=", "-urgency" },
	{ "status=open", "-urgency,title" },
	{ "status=open", "urgency" },
	{ "completed=2025-11-21", "completed" },
	{ "completed!=2025-11-21", "" },
	{ "completed<=2025-11-20", "" },
	{ "completed>2025-11-20", "-completed" },
	{ "id=12,15", "-id" },
	{ "organization=msp-du-val", "organization,id" },
};

struct ask {
	struct px_filters filters;
	struct px_order orders[MOST];
	size_t order_count;
	struct px_arena arena;
};

static int
parse(struct ask *ask, const struct px_type *type, const char *filters, const char *orders)
{
	char *parts[MOST];
	char *copy = px_arena_strdup(&ask->arena, filters);
	size_t count = px_text_split(copy, '|', parts, MOST);

	for (size_t i = 0; i < count; i++)
		if (*parts[i] && px_filters_add(&ask->filters, type, parts[i], &base_world,
						&ask->arena, &base_err))
			return -1;
	copy = px_arena_strdup(&ask->arena, orders);
	count = px_text_split(copy, ',', parts, MOST);
	for (size_t i = 0; i < count && *parts[i]; i++)
		ask->orders[ask->order_count++] =
			(struct px_order){ px_field_find(type, parts[i] + (*parts[i] == '-')),
					   *parts[i] == '-' };
	return 0;
}

static struct px_query
query_of(const struct px_type *type, const struct ask *ask)
{
	return (struct px_query){ .type = type,
				  .organization = 1,
				  .filters = ask->filters.items,
				  .filter_count = ask->filters.count,
				  .orders = ask->orders,
				  .order_count = ask->order_count,
				  .limit = -1,
				  .world = &base_world };
}

/* The ids that a query gives, as text; the whole of each record too when asked. */
static char *
answer(struct px_store *store, const struct px_query *query, bool whole)
{
	struct px_cursor *cursor = px_query_open(store, query, &base_err);
	struct px_buf out = PX_BUF_INIT;
	struct px_record record;
	int got = -1;

	while (cursor && (got = px_query_next(cursor, &record, &base_err)) == 1) {
		px_buf_number(&out, record.values[PX_F_ID].number);
		px_buf_putc(&out, ' ');
		if (whole)
			px_record_json(&record, true, &out);
	}
	px_query_close(cursor);
	if (got < 0)
		px_buf_printf(&out, "error %d: %s", base_err.code, base_err.message);
	return px_buf_detach(&out);
}

/* Every record, whole, in memory. */
static struct px_record *all;
static size_t all_count;
static struct px_arena all_arena;

static void
read_all(struct px_store *store, const struct px_type *type)
{
	struct ask none = { .order_count = 0 };
	struct px_query query = query_of(type, &none);
	struct px_cursor *cursor = px_query_open(store, &query, &base_err);
	struct px_record record;

	all = px_calloc(TASKS + 1, sizeof(*all));
	all_count = 0;
	while (cursor && px_query_next(cursor, &record, &base_err) == 1 && all_count <= TASKS)
		all[all_count++] = px_record_copy(&all_arena, &record);
	px_query_close(cursor);
}

static const struct ask *sorted_by;

static int
in_order(const void *first, const void *second)
{
	const struct px_record *a = first, *b = second;
	int64_t id_a = a->values[PX_F_ID].number, id_b = b->values[PX_F_ID].number;

	for (size_t i = 0; i < sorted_by->order_count; i++) {
		const struct px_order *order = &sorted_by->orders[i];
		size_t place = px_field_index(a->type, order->field);
		bool both = a->values[place].state == PX_SET && b->values[place].state == PX_SET;
		int result = px_value_compare(order->field, &a->values[place], &b->values[place]);

		if (result)
			return order->descending && both ? -result : result;
	}
	return (id_a > id_b) - (id_a < id_b);
}

/* The same by hand: match each, sort, print. */
static char *
by_hand(const struct ask *ask, int64_t limit)
{
	struct px_record *found = px_calloc(all_count + 1, sizeof(*found));
	struct px_buf out = PX_BUF_INIT;
	size_t count = 0;

	for (size_t i = 0; i < all_count; i++) {
		bool matches = true;

		for (size_t j = 0; j < ask->filters.count && matches; j++)
			matches = px_filter_match(&ask->filters.items[j], &all[i], &base_err) == 1;
		if (matches)
			found[count++] = all[i];
	}
	sorted_by = ask;
	qsort(found, count, sizeof(*found), in_order);
	for (size_t i = 0; i < count && (limit < 0 || (int64_t)i < limit); i++)
		px_buf_printf(&out, "%lld ", (long long)found[i].values[PX_F_ID].number);
	free(found);
	return px_buf_detach(&out);
}

/* A reference in a filter may be an id: by hand, it is compared with keys. */
static void
name_ids(struct ask *ask)
{
	for (size_t i = 0; i < ask->filters.count; i++)
		for (size_t j = 0; j < ask->filters.items[i].count; j++) {
			struct px_value *value =
				(struct px_value *)(void *)&ask->filters.items[i].values[j];

			if (ask->filters.items[i].field->target &&
			    strspn(value->text, "0123456789"))
				value->number = strtoll(value->text, NULL, 10);
		}
}

static void
test_case(struct px_store *store, const struct px_type *type, const char *filters,
	  const char *orders)
{
	static const int64_t limits[] = { -1, 7, INT64_MAX };
	struct ask ask = { .order_count = 0 };
	struct px_query query;

	if (parse(&ask, type, filters, orders)) {
		tap_ok(false, "%s: %s", filters, base_err.message);
		return;
	}
	query = query_of(type, &ask);
	for (size_t i = 0; i < PX_COUNT(limits); i++) {
		char *got, *expected;
		bool same;

		query.limit = limits[i];
		got = answer(store, &query, false);
		name_ids(&ask);
		expected = by_hand(&ask, limits[i]);
		same = strcmp(got, expected) == 0;
		tap_ok(same, "%s \"%s\" by \"%s\" limit %lld", type->name, filters, orders,
		       (long long)limits[i]);
		if (!same)
			printf("#      got: %.300s\n# expected: %.300s\n", got, expected);
		free(got);
		free(expected);
	}
	px_filters_release(&ask.filters);
	px_arena_release(&ask.arena);
}

static void
answers(struct px_store *store, const struct px_type *type, const char *filters, const char *orders,
	const char *expected, const char *what)
{
	struct ask ask = { .order_count = 0 };
	struct px_query query;
	char *got;

	parse(&ask, type, filters, orders);
	query = query_of(type, &ask);
	got = answer(store, &query, false);
	tap_is(got, expected, what);
	free(got);
	px_filters_release(&ask.filters);
	px_arena_release(&ask.arena);
}

static void
test_some_find(struct px_store *store)
{
	answers(store, &px_type_organization, "lat>9.9", "lat", "1 ",
		"decimals compare as numbers");
	answers(store, &px_type_organization, "", "lat", "2 1 ", "and sort as numbers");
	answers(store, &px_type_practitioner, "skills=plaies", "", "3 ",
		"a list of words is searched");
	answers(store, &px_type_practitioner, "profession=60", "-handle", "3 1 ", "a code is");
	answers(store, &px_type_practitioner, "doctor=yes", "", "2 ", "a derived field is");
	answers(store, &px_type_practitioner, "dup zo", "", "2 ", "words are");
	answers(store, &px_type_task, "project=bpcoo", "",
		"error 3: project bpcoo: not found; did you mean \"bpco\"?",
		"an unknown reference in a filter is an error");
}

/* More values than SQL's expressions may be deep, more than a byte counts. */
static void
test_many_values(struct px_store *store)
{
	struct px_buf filter = PX_BUF_INIT, expected = PX_BUF_INIT;

	px_buf_puts(&filter, "id=9999");
	for (int i = 3000; i > 590; i--)
		px_buf_printf(&filter, ",%d", i);
	for (int i = 591; i <= TASKS; i++)
		px_buf_printf(&expected, "%d ", i);
	answers(store, &px_type_task, filter.data, "", expected.data,
		"2411 values are any of them");
	px_buf_release(&filter);
	px_buf_release(&expected);
}

/* Two organizations may have the same slug: over all of them, it names both. */
static void
test_all_organizations(struct px_store *store)
{
	struct ask ask = { .order_count = 0 };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record project = px_record_new(&arena, &px_type_project);
	struct px_query query;
	char *one, *both;

	px_store_begin(store, &base_err);
	px_record_defaults(&project, &base_world, &arena);
	base_fill(store, &project, "title=BPCO|slug=bpco", &arena);
	project.values[PX_F_ORGANIZATION] = (struct px_value){ .state = PX_SET, .number = 2 };
	tap_is_number(px_record_insert(store, &project, &arena, &base_err), 0,
		      "another organization has a project of the same name");
	parse(&ask, &px_type_task, "project=bpco", "");
	query = query_of(&px_type_task, &ask);
	one = answer(store, &query, false);
	query.organization = 0;
	both = answer(store, &query, false);
	tap_is(both, one, "over all organizations the name is of both");
	tap_ok(strncmp(both, "error", 5) != 0 && strlen(both) > 100, "and finds records");
	px_store_rollback(store);
	free(one);
	free(both);
	px_filters_release(&ask.filters);
	px_arena_release(&ask.arena);
	px_arena_release(&arena);
}

static int
print_group(const struct px_group *group, void *data, struct px_err *err)
{
	struct px_buf *out = data;

	(void)err;
	for (size_t i = 0; i < 2; i++) {
		const struct px_value *value = &group->values[i];

		px_buf_printf(out, "%s,",
			      value->state != PX_SET ? "-"
			      : value->count         ? value->items[0].text
						     : value->text);
	}
	px_buf_printf(out, "%lld,%lld;", (long long)group->count, (long long)group->sum);
	return 0;
}

static char *
groups(struct px_store *store, const char *filters, const char *first, const char *second)
{
	struct ask ask = { .order_count = 0 };
	const struct px_field *by[2] = { px_field_find(&px_type_task, first),
					 px_field_find(&px_type_task, second) };
	struct px_buf out = PX_BUF_INIT;
	struct px_query query;

	parse(&ask, &px_type_task, filters, "");
	query = query_of(&px_type_task, &ask);
	if (px_query_groups(store, &query, by, 2, px_field_find(&px_type_task, "minutes"),
			    print_group, &out, &base_err))
		px_buf_puts(&out, base_err.message);
	px_filters_release(&ask.filters);
	px_arena_release(&ask.arena);
	return px_buf_detach(&out);
}

static int
take_number(const struct px_group *group, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data += group->count;
	return 0;
}

static int
take_empty(const struct px_group *group, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data += group->count == 0 && group->sum == 0;
	return 0;
}

/* Counts the groups that are of nothing: one is expected. */
static void
groups_of_none(struct px_store *store, const char *filters, int64_t *number)
{
	struct ask ask = { .order_count = 0 };
	struct px_query query;

	parse(&ask, &px_type_task, filters, "");
	query = query_of(&px_type_task, &ask);
	px_query_groups(store, &query, NULL, 0, NULL, take_empty, number, &base_err);
	px_filters_release(&ask.filters);
	px_arena_release(&ask.arena);
}

static void
test_groups(struct px_store *store)
{
	struct ask none = { .order_count = 0 };
	struct px_query query = query_of(&px_type_task, &none);
	const struct px_field *by = px_field_find(&px_type_task, "assignees");
	static const char *const pairs[][2] = { { "status", "project" },
						{ "title", "due" },
						{ "priority", "status" } };
	int64_t number = 0, items = 0;

	for (size_t i = 0; i < PX_COUNT(pairs); i++) {
		/* an expression that all satisfy takes the work away from SQL */
		char *sql = groups(store, "status!=done", pairs[i][0], pairs[i][1]);
		char *memory = groups(store, "status!=done|title~.", pairs[i][0], pairs[i][1]);

		tap_is(memory, sql, "groups are the same in memory and by SQL");
		tap_ok(strlen(sql) > 40, "and there are some");
		free(sql);
		free(memory);
	}
	px_query_groups(store, &query, NULL, 0, NULL, take_number, &number, &base_err);
	tap_is_number(number, TASKS, "no field: one group");
	number = 0;
	groups_of_none(store, "title~zzz", &number);
	tap_is_number(number, 1, "which counts none as 0");
	number = 0;
	groups_of_none(store, "status=done|status=open", &number);
	tap_is_number(number, 1, "by SQL too");
	for (size_t i = 0; i < all_count; i++)
		items += all[i].values[PX_TASK_ASSIGNEES].count
				 ? (int64_t)all[i].values[PX_TASK_ASSIGNEES].count
				 : 1;
	number = 0;
	px_query_groups(store, &query, &by, 1, NULL, take_number, &number, &base_err);
	tap_is_number(number, items, "a record counts for each item of its list");
}

int
main(void)
{
	struct px_store *store = base_make();
	struct px_zone *zone = px_zone_open("Europe/Paris", &base_err);

	base_world.zone = zone;
	px_store_begin(store, &base_err);
	add_team(store);
	add_tasks(store);
	tap_is_number(px_store_commit(store, &base_err), 0, "records are there");
	read_all(store, &px_type_task);
	tap_is_number((long long)all_count, TASKS, "all are read");
	for (size_t i = 0; i < PX_COUNT(cases); i++)
		test_case(store, &px_type_task, cases[i].filters, cases[i].orders);
	test_some_find(store);
	test_many_values(store);
	test_all_organizations(store);
	test_groups(store);
	px_arena_release(&all_arena);
	free(all);
	px_zone_free(zone);
	px_store_close(store);
	return tap_done();
}
