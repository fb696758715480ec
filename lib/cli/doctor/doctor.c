/* doctor: what is broken (exit 5), and what to look at (a warning, exit 0). */
#include "cli/doctor/part.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "care/register.h"
#include "care/slot.h"
#include "cli/hook.h"
#include "cli/sink.h"
#include "model/types.h"
#include "store/journal.h"
#include "store/seals.h"

enum { FINDING_CHECK, FINDING_LEVEL, FINDING_MESSAGE, FINDING_FIELDS };

static const char *const levels[] = { "ok", N_("warning"), N_("broken"), NULL };
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
	int result = px_record_read(run->store, &px_type_organization, run->home, &run->arena,
				    &home, err);

	if (result != 1)
		return result; /* that it is missing was said */
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

static void
find_hook(const char *name, const char *fault, void *data)
{
	struct doctor *doctor = data;
	char *message = px_asprintf("%s: %s", name, fault ? fault : _("is run"));

	find(doctor, fault ? LEVEL_WARNING : LEVEL_OK, message);
	free(message);
}

/* Those of the user's, if any. */
static void
check_hooks(struct doctor *doctor)
{
	px_hooks_look(&doctor->run->arena, find_hook, doctor);
}

/* Of a database that Citus spreads over machines: is every table in its place? */
static void
check_distribution(struct doctor *doctor)
{
	struct px_err err = PX_ERR_INIT;
	char *message;
	int spread = px_doctor_misplaced(doctor->run, &message, &err);

	if (spread < 0)
		find(doctor, LEVEL_BROKEN, err.message);
	else if (message)
		find(doctor, LEVEL_WARNING, message);
	else if (spread)
		find(doctor, LEVEL_OK, _("every table is where it belongs"));
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
	{ "distribution", check_distribution },
	{ "hooks", check_hooks },
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

static const struct px_option opt_distribution = {
	.name = "distribution",
	.help = N_("say which tables Citus would distribute, copy or keep, and why"),
	.output = &px_view_spread,
};
static const struct px_option opt_sql = {
	.name = "sql",
	.help = N_("with --distribution: print the SQL that does it"),
};
static const struct px_option *const options[] = { &opt_distribution, &opt_sql, NULL };

static int
run_doctor(struct px_run *run, struct px_err *err)
{
	struct doctor doctor = { .run = run, .err = err };

	if (px_option_given(run, &opt_sql)) {
		if (!px_option_given(run, &opt_distribution))
			return px_err_set(err, PX_USAGE, _("--sql goes with --distribution"));
		px_doctor_script(run);
		return 0;
	}
	if (px_option_given(run, &opt_distribution))
		return px_doctor_distribution(run, err);
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

const struct px_verb px_verb_doctor = {
	.name = "doctor",
	.summary = N_("look the database over; exit 5 when something is broken"),
	.details = N_("plexus backup FILE makes a copy while others write, plexus backup --check "
		      "FILE looks a copy over without touching it."),
	.flags = PX_VERB_FORMATS | PX_VERB_EXAMINES,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view_finding,
	.run = run_doctor,
};
