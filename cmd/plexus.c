/* plexus: finds and runs the others; makes, looks over and tells of the database. */
#include <stdlib.h>

#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/history/anchor.h"
#include "cli/history/history.h"
#include "cli/history/log.h"
#include "cli/move/move.h"
#include "cli/sink.h"
#include "cli/doctor.h"
#include "cli/view/key.h"
#include "cli/view/today.h"
#include "model/types.h"

/*
 * init: a database with its first organization, the default one.  Nothing is made before that
 * organization is known to be right.
 */
static int
fill_kind(struct px_run *run, struct px_record *record, struct px_err *err)
{
	struct px_value *kind = &record->values[PX_ORGANIZATION_KIND];

	(void)run;
	(void)err;
	if (kind->state == PX_UNSET)
		*kind = px_value_of_text("msp");
	return 0;
}

/* Two may do it at once: the second one finds the organization of the first. */
static int
check_empty(struct px_run *run, struct px_err *err)
{
	char *organization = NULL;
	int result = px_store_setting(run->store, "organization", &organization, err);

	if (result == 0 && organization)
		result = px_err_set(err, PX_CONFLICT, _("%s: exists already"),
				    px_store_location(run->store));
	free(organization);
	return result;
}

static int
store_home(struct px_run *run, struct px_record *record, struct px_err *err)
{
	char id[24];

	if (check_empty(run, err) != 0 || px_generic_store(run, record, err) != 0)
		return -1;
	snprintf(id, sizeof(id), "%lld", (long long)record->values[PX_F_ID].number);
	if (px_store_set(run->store, "organization", id, err) != 0)
		return -1;
	return px_store_commit(run->store, err);
}

static int
keep_count(const struct px_group *group, void *data, struct px_err *err)
{
	(void)err;
	*(int64_t *)data = group->count;
	return 0;
}

static int64_t
count_of(struct px_run *run, const struct px_type *type)
{
	struct px_query query = { .type = type, .limit = -1, .world = &run->world };
	struct px_err ignored = PX_ERR_INIT;
	int64_t count = 0;

	px_query_groups(run->store, &query, NULL, 0, NULL, keep_count, &count, &ignored);
	return count;
}

/* The name of the organization that the database was made for; NULL when it cannot be read. */
static const char *
home_name(struct px_run *run)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_record home = { NULL, NULL };
	char *id = NULL;
	int found = px_store_setting(run->store, "organization", &id, &ignored);

	if (found == 0 && id)
		found = px_record_read(run->store, &px_type_organization, strtoll(id, NULL, 10),
				       &run->arena, &home, &ignored);
	free(id);
	return home.type ? px_record_text(&home, PX_ORGANIZATION_NAME) : NULL;
}

/* Of a database that is there already: what it holds, and what can be done. */
static int
check_absent(struct px_run *run, struct px_err *err)
{
	struct px_err ignored = PX_ERR_INIT;
	const char *name;

	run->store = run->location ? px_store_open(run->location, PX_ACCESS_READ, &ignored) : NULL;
	name = run->store ? home_name(run) : NULL;
	if (name)
		px_err_set(err, PX_CONFLICT,
			   _("%s: exists already, for %s (people: %lld, tasks: %lld, meetings: "
			     "%lld): `plexus today` tells its day, `plexus doctor` looks it over, "
			     "`plexus-directory edit --type organization` changes its "
			     "organization; --db makes another elsewhere"),
			   px_store_location(run->store), name,
			   (long long)count_of(run, &px_type_practitioner),
			   (long long)count_of(run, &px_type_task),
			   (long long)count_of(run, &px_type_meeting));
	px_store_close(run->store);
	run->store = NULL;
	return name ? -1 : 0;
}

static int
plexus_init(struct px_run *run, struct px_err *err)
{
	struct px_record record;

	if (check_absent(run, err) != 0)
		return -1;
	if (run->given_count == 0)
		return px_err_set(err, PX_USAGE,
				  _("name your organization: plexus init --name 'MSP du Val' "
				    "--kind msp"));
	if (px_generic_build(run, &px_type_organization, fill_kind, &record, err) != 0 ||
	    px_run_create(run, err) != 0 || px_store_begin(run->store, err) != 0)
		return -1;
	if (store_home(run, &record, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_prints(run))
		return px_run_said(run, &px_type_organization, &record, 1, PX_SINK_ONE, N_("added"),
				   err);
	if (!run->quiet)
		fprintf(run->out, _("%s: made for %s\n"), px_store_location(run->store),
			px_record_text(&record, PX_ORGANIZATION_NAME));
	return 0;
}

static const struct px_verb verbs[] = {
	{ .name = "init",
	  .summary = N_("make the database, with your organization in it"),
	  .flags = PX_VERB_FIELDS | PX_VERB_ONE,
	  .access = PX_ACCESS_CREATE,
	  .output = &px_type_organization,
	  .run = plexus_init },
	{ .name = "today",
	  .summary = N_("print what is late, what comes, and what the ACI still waits for"),
	  .details = N_(
		  "The team's day; with --as, one person's tasks, meetings and polls.  Each list "
		  "ends on a command to go on with.  -q leaves these out, and says nothing at "
		  "all on a day without anything: `plexus today -q` is for a login shell."),
	  .access = PX_ACCESS_READ,
	  .schema = "today.json",
	  .run = px_run_today },
	{ .name = "undo",
	  .operands = "[N|op:OPERATION]",
	  .summary = N_("undo what the last commands did, whatever program they were of"),
	  .details =
		  N_("An operation is all that one command did: an import of 5,000 rows is one. "
		     "A number is how many of the newest that stand (1 when not said), op: and "
		     "its uid, or the last 6 characters of it, is one (`plexus log "
		     "--operations`); all are undone or none.  What was changed since is refused "
		     "(exit 4), and named.  init, registers, settings and keys are not undone; "
		     "plexus-history(7) says more."),
	  .flags = PX_VERB_FORMATS | PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .output = &px_view_reverted,
	  .run = px_run_undo },
	{ .name = "redo",
	  .operands = "[N|op:OPERATION]",
	  .summary = N_("do again what was undone last"),
	  .details =
		  N_("A number is how many operations (1 when not said), the one that was undone "
		     "last first; op: and its uid, or the last 6 characters of it, is one."),
	  .flags = PX_VERB_FORMATS | PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .output = &px_view_reverted,
	  .run = px_run_redo },
	{ .name = "log",
	  .operands = "[TYPE [RECORD]|UID|FILTER…]",
	  .summary = N_("print the journal: who changed what, and when"),
	  .details =
		  N_("In the order of the changes, the newest last.  --limit N alone gives the "
		     "newest N; with --from or --sort it cuts what these give.  Filters are "
		     "over the fields of the lines: actor=dupont command=task-done change=remove."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_log_options,
	  .operand = px_log_operand,
	  .output = &px_view_log,
	  .run = px_run_log },
	{ 0 },
};

static const struct px_verb *const more_verbs[] = {
	&px_verb_doctor,     &px_verb_key_init,
	&px_verb_key_rotate, &px_verb_key_export,
	&px_verb_dump,       &px_verb_restore,
	&px_verb_backup,     &px_verb_verify,
	&px_verb_anchor,     NULL,
};

static const struct px_type *const types[] = { &px_type_organization, NULL };

static const struct px_example examples[] = {
	{ "plexus init --name 'MSP du Val' --kind msp", N_("begin") },
	{ "plexus today", N_("the team's day") },
	{ "plexus task next --limit 5", N_("the same as plexus-task next --limit 5") },
	{ "plexus log task 12", N_("the history of a task") },
	{ "plexus log --limit 5", N_("the last five changes") },
	{ "plexus log change=remove --since lundi", N_("what was removed this week") },
	{ "plexus log --operations --limit 5", N_("what the last five commands did") },
	{ "plexus undo -n", N_("what would be undone of the last one") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus",
	.summary = N_("the coordination of a primary-care team, from the command line"),
	.details = N_("Finds and runs the other programs (`plexus task list` is `plexus-task "
		      "list`), makes "
		      "the database, looks it over, and tells the day."),
	.types = types,
	.verbs = verbs,
	.generic = more_verbs,
	.examples = examples,
	.dispatcher = true,
	.page = "plexus-history|plexus-postgresql",
};
