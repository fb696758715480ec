/* plexus: finds and runs the others; makes, looks over and tells of the database. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "base/zone.h"
#include "care/register.h"
#include "care/slot.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/view/key.h"
#include "cli/view/log.h"
#include "cli/view/today.h"
#include "model/types.h"
#include "store/journal.h"
#include "store/seals.h"

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
		result = px_err_set(err, PX_CONFLICT, _("%s: exists already"), run->location);
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
			   run->location, name, (long long)count_of(run, &px_type_practitioner),
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

/*
 * doctor: what is broken (exit 5), and what to look at (a warning, exit 0).
 */
enum { FINDING_CHECK, FINDING_LEVEL, FINDING_MESSAGE, FINDING_FIELDS };

static const char *const levels[] = { "ok", "warning", "broken", NULL };
enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_BROKEN };

static const struct px_field finding_fields[] = {
	[FINDING_CHECK] = { "check", &px_kind_text, PX_COLUMN, N_("what was looked at") },
	[FINDING_LEVEL] = { "level", &px_kind_word, PX_COLUMN, N_("ok, warning or broken"), NULL,
			    levels },
	[FINDING_MESSAGE] = { "message", &px_kind_text, PX_COLUMN, N_("what was found") },
};

static const struct px_type view_finding = {
	.name = "finding",
	.plural = "findings",
	.label = N_("finding"),
	.help = N_("one thing that doctor looked at"),
	.flags = PX_VIEW,
	.fields = finding_fields,
	.field_count = PX_COUNT(finding_fields),
};

struct doctor {
	struct px_run *run;
	struct px_sink *sink;
	const char *check; /* under way */
	bool said;         /* it found something */
	int result;
	struct px_err *err;
};

static void
find(struct doctor *doctor, enum level level, const char *message)
{
	struct px_value values[FINDING_FIELDS] = {
		[FINDING_CHECK] = { .state = PX_SET, .text = doctor->check },
		[FINDING_LEVEL] = { .state = PX_SET, .text = levels[level] },
		[FINDING_MESSAGE] = { .state = PX_SET, .text = message },
	};
	struct px_record record = { &view_finding, values };

	doctor->said = true;
	if (level == LEVEL_BROKEN)
		doctor->run->status = px_codes[PX_REJECTED].exit_status;
	if (px_sink_put(doctor->sink, &record, doctor->err) != 0)
		doctor->result = -1;
}

static void
find_damage(const char *line, void *data)
{
	find(data, LEVEL_BROKEN, line);
}

static void
check_integrity(struct doctor *doctor)
{
	struct px_err err = PX_ERR_INIT;

	if (px_store_check(doctor->run->store, find_damage, doctor, &err) != 0)
		find(doctor, LEVEL_BROKEN, err.message);
	if (!doctor->said)
		find(doctor, LEVEL_OK, _("the file and every reference are whole"));
}

static void
check_journal(struct doctor *doctor)
{
	struct px_err err = PX_ERR_INIT;
	int64_t lines;
	char *message;

	if (px_journal_verify(doctor->run->store, &lines, &err) != 0) {
		find(doctor, LEVEL_BROKEN, err.message);
		return;
	}
	message = px_asprintf(_("%lld lines, the chain holds"), (long long)lines);
	find(doctor, LEVEL_OK, message);
	free(message);
}

/* What slots and appointments say, and what finds and keeps them. */
static void
check_slots(struct doctor *doctor)
{
	struct px_run *run = doctor->run;
	struct px_slot_at at = { run->store, &run->arena, &run->world, run->home, NULL };
	struct px_err err = PX_ERR_INIT;

	if (!run->world.zone)
		return; /* nobody knows where home is: that was said */
	if (px_slot_verify(&at, find_damage, doctor, &err) != 0) {
		find(doctor, LEVEL_BROKEN, err.message);
		return;
	}
	if (doctor->said)
		find(doctor, LEVEL_BROKEN, _("plexus-slot rebuild mends what is said of slots"));
	else
		find(doctor, LEVEL_OK, _("free slots are found, those that are taken are kept"));
}

/* National registers age: the agreement counts on who is in post. */
enum { REGISTER_OLD_DAYS = 92 };

static void
check_register(struct doctor *doctor)
{
	struct px_err err = PX_ERR_INIT;
	char *loaded = NULL, *message;
	int64_t at, days;

	if (px_store_setting(doctor->run->store, PX_RPPS_IMPORTED, &loaded, &err) < 0) {
		find(doctor, LEVEL_BROKEN, err.message);
		return;
	}
	if (!loaded || px_instant_parse(loaded, &at) != 0) {
		find(doctor, LEVEL_WARNING,
		     _("the national register (RPPS) was never imported: plexus-directory import "
		       "--from rpps FILE"));
		free(loaded);
		return;
	}
	days = (doctor->run->world.now - at) / 86400;
	message = px_asprintf(days > REGISTER_OLD_DAYS
				      ? _("the national register (RPPS) is %lld days old: import a "
					  "newer one")
				      : _("the national register (RPPS) is %lld days old"),
			      (long long)days);
	find(doctor, days > REGISTER_OLD_DAYS ? LEVEL_WARNING : LEVEL_OK, message);
	free(message);
	free(loaded);
}

static void
check_configuration(struct doctor *doctor)
{
	struct px_record home;
	struct px_err err = PX_ERR_INIT;

	if (px_record_read(doctor->run->store, &px_type_organization, doctor->run->home,
			   &doctor->run->arena, &home, &err) != 1) {
		find(doctor, LEVEL_BROKEN, _("the default organization is missing"));
		return;
	}
	if (!doctor->run->actor)
		find(doctor, LEVEL_WARNING,
		     _("nobody is named by --as, PLEXUS_USER or the configuration: the journal "
		       "says "
		       "unix:login"));
	if (!px_record_text(&home, PX_ORGANIZATION_FINESS))
		find(doctor, LEVEL_WARNING,
		     _("the organization has no FINESS number: plexus-directory edit --type "
		       "organization 1 --finess N"));
	if (!doctor->said)
		find(doctor, LEVEL_OK, _("organization and user are known"));
}

static int
count_overdue(struct px_run *run, size_t *count, struct px_err *err)
{
	struct px_slot_at at = { .store = run->store,
				 .arena = &run->arena,
				 .world = &run->world,
				 .organization = run->home };
	struct px_record home;
	int64_t *ids = NULL;
	int result;

	if (px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home, err) !=
	    1)
		return -1;
	result = px_contacts_overdue(&at, px_contact_days(&home), &ids, count, err);
	free(ids);
	return result;
}

/* Can what is sealed be opened here, and is it kept no longer than it was said? */
static void
check_contacts(struct doctor *doctor)
{
	struct px_run *run = doctor->run;
	struct px_err err = PX_ERR_INIT;
	int64_t sealed = 0;
	size_t overdue = 0;
	char *message;

	if (px_seals_count(run->store, run->home, &sealed, &err) != 0 ||
	    count_overdue(run, &overdue, &err) != 0) {
		find(doctor, LEVEL_BROKEN, err.message);
		return;
	}
	if (sealed && px_keyring_ready(run->world.keyring, &err) != 0)
		find(doctor, LEVEL_WARNING, err.message);
	message = px_asprintf(
		px_trn("%zu contact is kept longer than the organization says: plexus-slot forget",
		       "%zu contacts are kept longer than the organization says: plexus-slot "
		       "forget",
		       (unsigned long)overdue),
		overdue);
	if (overdue)
		find(doctor, LEVEL_WARNING, message);
	free(message);
	message = px_asprintf(px_trn("%lld is sealed", "%lld are sealed", (unsigned long)sealed),
			      (long long)sealed);
	if (!doctor->said)
		find(doctor, LEVEL_OK, message);
	free(message);
}

static const struct {
	const char *name;
	void (*check)(struct doctor *doctor);
} checks[] = {
	{ "integrity", check_integrity },
	{ "journal", check_journal },
	{ "slots", check_slots },
	{ "registers", check_register },
	{ "configuration", check_configuration },
	{ "contacts", check_contacts },
};

/* What programs read is the same in every language: findings are then in English. */
static void
run_checks(struct doctor *doctor)
{
	const char *reader = px_i18n_lang();

	if (px_run_prints(doctor->run))
		px_i18n_switch("en");
	for (size_t i = 0; i < PX_COUNT(checks) && doctor->result == 0; i++) {
		doctor->check = checks[i].name;
		doctor->said = false;
		checks[i].check(doctor);
	}
	px_i18n_switch(reader);
}

static int
plexus_doctor(struct px_run *run, struct px_err *err)
{
	struct doctor doctor = { .run = run, .err = err };

	doctor.sink = px_sink_open(run, &view_finding, PX_SINK_MANY, err);
	if (!doctor.sink)
		return -1;
	run_checks(&doctor);
	if (doctor.result != 0) {
		px_sink_abandon(doctor.sink);
		return -1;
	}
	return px_sink_close(doctor.sink, err);
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
	{ .name = "doctor",
	  .summary = N_("look the database over; exit 5 when something is broken"),
	  .details = N_("A backup is a copy of the whole folder of the database (the file "
			"alone, without the -wal beside it, is an old one) while nobody writes: "
			"flock plexus.db-lock cp -r . /elsewhere.  doctor --db "
			"/elsewhere/plexus.db looks at the copy; to restore is to copy it back."),
	  .flags = PX_VERB_FORMATS | PX_VERB_EXAMINES,
	  .access = PX_ACCESS_READ,
	  .output = &view_finding,
	  .run = plexus_doctor },
	{ .name = "log",
	  .operands = "[TYPE [RECORD]|UID]",
	  .summary = N_("print the journal: who changed what, and when"),
	  .details = N_("In the order of the changes, the newest last.  --limit N alone gives the "
			"newest N; with --from or --sort it cuts what these give."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_log_options,
	  .operand = px_log_operand,
	  .output = &px_view_log,
	  .run = px_run_log },
	{ 0 },
};

static const struct px_verb *const more_verbs[] = { &px_verb_key_init, &px_verb_key_rotate,
						    &px_verb_key_export, NULL };

static const struct px_type *const types[] = { &px_type_organization, NULL };

static const struct px_example examples[] = {
	{ "plexus init --name 'MSP du Val' --kind msp", N_("begin") },
	{ "plexus today", N_("the team's day") },
	{ "plexus task next --limit 5", N_("the same as plexus-task next --limit 5") },
	{ "plexus log task 12", N_("the history of a task") },
	{ "plexus log --limit 5", N_("the last five changes") },
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
};
