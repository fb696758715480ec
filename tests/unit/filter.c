/*
 * Filters: what an operand is taken for, and which records it lets through, in memory.
 */
#include "model/filter.h"

#include <stdlib.h>

#include "base/zone.h"
#include "model/types.h"
#include "tap.h"

static struct px_arena arena = PX_ARENA_INIT;
static struct px_world world;

/* Is the operand a filter, or a word? */
static const struct {
	const char *operand;
	bool is;
} operands[] = {
	{ "status=open", true },
	{ "status!=open", true },
	{ "due<=vendredi", true },
	{ "due<", true },
	{ "title~x", true },
	{ "title=", true },
	{ "a1=b", true },
	{ "échéance>=x", true },
	{ "budget_cents>5", true },
	{ "dupont", false },
	{ "12", false },
	{ "", false },
	{ "=x", false },
	{ "1a=x", false },
	{ "a b=c", false },
	{ "l'été=x", false },
	{ "-x", false },
	{ "title!~x", false },
	{ "019593ed-4db0", false },
	{ "x-y=z", false },
};

static void
test_operands(void)
{
	for (size_t i = 0; i < PX_COUNT(operands); i++)
		tap_ok(px_filter_is(operands[i].operand) == operands[i].is, "'%s' is %s",
		       operands[i].operand, operands[i].is ? "a filter" : "a word");
}

/* Read "field=text|field=text" into a task. */
static struct px_record
task_of(const char *text)
{
	struct px_record task = px_record_new(&arena, &px_type_task);
	struct px_faults faults = { .arena = &arena };
	char *copy = px_arena_strdup(&arena, text), *next;

	for (char *field = copy; field && *field; field = next) {
		char *equals = strchr(field, '=');
		const struct px_field *found;
		struct px_parse parse = { &world, NULL, PX_FROM_TEAM, &arena, &faults };

		next = strchr(field, '|');
		if (next)
			*next++ = '\0';
		*equals = '\0';
		found = px_field_find(&px_type_task, field);
		parse.field = found;
		px_value_parse(&parse, equals + 1,
			       &task.values[px_field_index(&px_type_task, found)]);
	}
	tap_ok(faults.count == 0, "read %s", text);
	return task;
}

static const char full[] = "title=Écrire l'Œuvre|status=started|priority=normal|due=2025-03-14|"
			   "assignees=dupont,martin|minutes=90|notes=voir le courrier|"
			   "completed=2025-03-14T17:30:20Z";

/* Filters on that task, with what they say of it: 1 or 0; -1: refused. */
static const struct {
	const char *operand;
	int says;
} cases[] = {
	/* texts */
	{ "title=ECRIRE L'OEUVRE", 1 },
	{ "title=ecrire", 0 },
	{ "title!=ecrire", 1 },
	{ "title!=écrire l'œuvre", 0 },
	{ "title=x,Écrire l'Œuvre", 1 },
	{ "title<=ecrire l'oeuvre", 1 },
	{ "title<ecrire l'oeuvre", 0 },
	{ "title>=Ecrire L'Oeuvre", 1 },
	{ "title>d", 1 },
	{ "title<f", 1 },
	{ "title=", 0 },
	{ "title!=", 1 },
	{ "titre=écrire l'œuvre", 1 },
	{ "intitulé=écrire l'œuvre", 1 },
	{ "title=a\\,b", 0 },
	/* words, in their order */
	{ "status=started", 1 },
	{ "status=open,done", 0 },
	{ "status!=open,done", 1 },
	{ "status>open", 1 },
	{ "status>started", 0 },
	{ "status>=started", 1 },
	{ "priority<low", 1 },
	{ "priority<=high", 0 },
	{ "status=strated", -1 },
	{ "status<open,done", -1 },
	/* numbers */
	{ "minutes=90", 1 },
	{ "minutes=1h30", 1 },
	{ "minutes<90", 0 },
	{ "minutes<=90", 1 },
	{ "minutes!=60,120", 1 },
	{ "minutes>x", -1 },
	{ "minutes>", -1 },
	{ "urgency=", 1 },
	{ "urgency!=5", 1 },
	{ "urgency=5", 0 },
	{ "urgency<5", 0 },
	/* days: now is 14 March 2025, a Friday */
	{ "due=2025-03-14", 1 },
	{ "due=today", 1 },
	{ "due=vendredi", 1 },
	{ "due=demain", 0 },
	{ "due=2025-03", 1 },
	{ "due=S11", 1 },
	{ "due=S12", 0 },
	{ "due=S12,S11", 1 },
	{ "due!=S12,S11", 0 },
	{ "due<2025-03", 0 },
	{ "due<=2025-03", 1 },
	{ "due>2025-03", 0 },
	{ "due>=2025-03", 1 },
	{ "due>2025-03-13", 1 },
	{ "due<2025-03-14", 0 },
	/* the end of time, which other programs write for `never` */
	{ "due<=9999-12-31", 1 },
	{ "due>9999-12-31", 0 },
	{ "due!=9999-12-31", 1 },
	{ "completed<=9999-12-31", 1 },
	{ "completed>9999-12-31", 0 },
	{ "due=", 0 },
	{ "due=31/02", -1 },
	{ "due=2025-03-14 10:00", -1 },
	{ "scheduled=", 1 },
	{ "scheduled!=2025-03-14", 1 },
	{ "scheduled<2025-03-14", 0 },
	{ "scheduled>=2025-03-14", 0 },
	/* instants, in local time */
	{ "completed=2025-03-14", 1 },
	{ "completed=2025-03-13", 0 },
	{ "completed=2025-03-14T17:30:20Z", 1 },
	{ "completed=2025-03-14T17:30:21Z", 0 },
	{ "completed<=2025-03-14", 1 },
	{ "completed>2025-03-14", 0 },
	{ "completed>14/03/2025 18:30", 1 },
	{ "completed<14/03/2025 18:30", 0 },
	{ "completed=S11", 1 },
	/* lists */
	{ "assignees=martin", 1 },
	{ "assignees=nobody,dupont", 1 },
	{ "assignees=nobody", 0 },
	{ "assignees!=nobody", 1 },
	{ "assignees!=dupont", 0 },
	{ "assignees=", 0 },
	{ "assignees!=", 1 },
	{ "depends=", 1 },
	{ "depends!=1", 1 },
	/* expressions */
	{ "title~^éCRIRE", 1 },
	{ "title~^ecrire", 0 },
	{ "title~œUV", 1 },
	{ "assignees~^mar", 1 },
	{ "assignees~^art", 0 },
	{ "due~-03-", 1 },
	{ "minutes~^9", 1 },
	{ "depends~.", 0 },
	{ "title~(", -1 },
	/* bare words */
	{ "ecri", 1 },
	{ "crire", 0 },
	{ "OEUV écr", 1 },
	{ "courrier", 1 },
	{ "courrier absent", 0 },
	{ "dupont", 0 },
	{ "", 1 },
	/* what is no filter */
	{ "nothing=1", -1 },
	{ "title!~x", -1 },
};

static void
test_cases(void)
{
	struct px_record task = task_of(full);

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct px_filters filters = { 0 };
		struct px_err err = PX_ERR_INIT;
		int says = px_filters_add(&filters, &px_type_task, cases[i].operand, &world, &arena,
					  &err);

		if (says == 0)
			says = px_filter_match(&filters.items[0], &task, &err);
		tap_is_number(says, cases[i].says, cases[i].operand);
		if (cases[i].says < 0)
			tap_ok(err.code == PX_USAGE && *err.message, "  and says why: %s",
			       err.message);
		px_filters_release(&filters);
	}
}

/* Each filter and its negation part all records between them. */
static void
test_complements(void)
{
	static const char *const tasks[] = { full, "title=x", "title=y|minutes=90|due=2025-03-14" };
	static const char *const values[] = {
		"title=x",    "status=started", "minutes=90",
		"minutes=",   "due=2025-03",    "assignees=dupont",
		"assignees=", "completed=S11",  "notes=voir le courrier"
	};

	for (size_t i = 0; i < PX_COUNT(values); i++) {
		const char *equals = strchr(values[i], '=');
		struct px_filters filters = { 0 };
		bool parted = true;

		px_filters_add(&filters, &px_type_task, values[i], &world, &arena, NULL);
		px_filters_add(&filters, &px_type_task,
			       px_arena_printf(&arena, "%.*s!%s", (int)(equals - values[i]),
					       values[i], equals),
			       &world, &arena, NULL);
		for (size_t j = 0; j < PX_COUNT(tasks); j++) {
			struct px_record task = task_of(tasks[j]);

			parted = parted &&
				 px_filter_match(&filters.items[0], &task, NULL) +
						 px_filter_match(&filters.items[1], &task, NULL) ==
					 1;
		}
		tap_ok(filters.count == 2 && parted, "%s or its complement", values[i]);
		px_filters_release(&filters);
	}
}

int
main(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_zone *zone = px_zone_open("Europe/Paris", &err);

	world.zone = zone;
	world.now = 1741942800; /* 2025-03-14T09:00:00Z */
	test_operands();
	test_cases();
	test_complements();
	px_zone_free(zone);
	px_arena_release(&arena);
	return tap_done();
}
