#include "cli/setup.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "base/when.h"
#include "base/zone.h"
#include "cli/hook.h"
#include "cli/options.h"
#include "cli/place.h"

static const char default_zone[] = "Europe/Paris";

/* What is committed or was only read stands whatever happens next: the system takes the rest back at once
 * when the process ends; piece by piece it would cost a short command a tenth of its time.  Who looks for
 * leaks wants it all the same. */
#ifdef __SANITIZE_ADDRESS__
enum { LEAVE_OPEN = false };
#else
enum { LEAVE_OPEN = true };
#endif

/* Option, else variable (an empty one says nothing), else configuration.  from says which. */
static const char *
choose(const struct px_run *run, const struct px_option *option, const char *variable,
       const char *configured, const char **from)
{
	const char *value = px_option_value(run, option);

	*from = option->name;
	if (value)
		return value;
	*from = variable;
	value = variable ? getenv(variable) : NULL;
	if (value && *value)
		return value;
	*from = "configuration";
	return configured;
}

static int
open_store(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	const char *from, *location = choose(run, &px_opt_db, "PLEXUS_DB", config->db, &from);
	bool maybe = (run->verb->flags & PX_VERB_MAYBE && !px_option_given(run, &px_opt_db)) ||
		     run->verb->flags & PX_VERB_MAKES;
	struct px_err why = PX_ERR_INIT;

	if (!location)
		location = px_place_database(&run->arena, &why);
	run->location = location;
	if (location && run->verb->access == PX_ACCESS_CREATE)
		return 0; /* made by px_run_create, once the verb knows what will stand in it */
	if (location && run->verb->access == PX_ACCESS_WRITE &&
	    px_hooks_check_outer(location, err) != 0)
		return -1;
	if (location)
		run->store = px_store_open(location, run->verb->access, &why);
	if (run->store || (maybe && (!location || why.code == PX_NOT_FOUND)))
		return 0;
	*err = why;
	return -1;
}

/* The organization that the database was made for. */
static int
find_home(struct px_run *run, struct px_err *err)
{
	char *value = NULL;

	if (px_store_setting(run->store, "organization", &value, err) < 0)
		return -1;
	run->home = value ? strtoll(value, NULL, 10) : 0;
	free(value);
	return 0;
}

static int
choose_organization(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	const char *from, *key = choose(run, &px_opt_org, "PLEXUS_ORG", config->org, &from);
	bool all = key && strcmp(key, "all") == 0, writes = run->verb->access == PX_ACCESS_WRITE;

	if (!key || all) {
		if (find_home(run, err) < 0)
			return -1;
		run->organization = all ? 0 : run->home;
	} else {
		if (px_record_name(run->store, px_type_find("organization"), 0, key, &run->home,
				   err) < 0) {
			px_err_prefix(err, "%s", from);
			return -1;
		}
		run->organization = run->home;
	}
	if (writes && all)
		return px_err_set(err, PX_USAGE,
				  _("--org all is for reading: say one organization to change"));
	if (!run->home)
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: has no organization yet: plexus init --name NAME ends the "
				    "making of it"),
				  px_store_location(run->store));
	return 0;
}

/* What is asked of the home organization before anything else; texts are the run's arena's, NULL when it
 * says none. */
struct home {
	const char *zone, *uid;
};

/* Its postcode tells whose public holidays it has. */
static int
read_home(struct px_run *run, struct home *out, struct px_err *err)
{
	struct px_stmt *stmt;
	int status;

	*out = (struct home){ NULL, NULL };
	if (!run->store || !run->home)
		return 0;
	stmt = px_store_prepare(run->store,
				"SELECT \"timezone\", \"postcode\", \"uid\" FROM \"organization\" "
				"WHERE \"id\" = $1",
				err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, run->home);
	status = px_stmt_step(stmt, err);
	if (status == 1) {
		if (!px_stmt_null(stmt, 0))
			out->zone = px_arena_strdup(&run->arena, px_stmt_text(stmt, 0));
		run->world.region = px_region_of_postcode(px_stmt_text(stmt, 1));
		out->uid = px_arena_strdup(&run->arena, px_stmt_text(stmt, 2));
	}
	px_stmt_done(stmt);
	return status < 0 ? -1 : 0;
}

/* Where the organization's key is; it is read when something is sealed or opened. */
static void
find_keyring(struct px_run *run, const struct px_config *config, const char *uid)
{
	const char *path = getenv("PLEXUS_KEY");

	if (!path || !*path)
		path = config->key;
	if (!path && uid)
		path = px_place_key(&run->arena, uid);
	run->world.keyring = px_keyring_new(path);
}

static int
set_clock(struct px_run *run, const char *name, struct px_err *err)
{
	const char *from, *now = choose(run, &px_opt_now, "PLEXUS_NOW", NULL, &from);
	struct px_when when = { .now = (int64_t)time(NULL) };
	struct px_err why = PX_ERR_INIT;

	/* A zone that this machine does not know must not keep people from correcting it. */
	if (name && !(when.zone = px_zone_open(name, &why)))
		px_warn(run, _("%s; times are those of %s"), why.message, default_zone);
	if (!when.zone)
		when.zone = px_zone_open(default_zone, err);
	run->world.zone = when.zone;
	if (!when.zone)
		return -1;
	run->world.now = when.now;
	if (now && px_when_instant(&when, now, &run->world.now, err) < 0) {
		px_err_prefix(err, "%s", from);
		return -1;
	}
	return 0;
}

/* Who acts when nobody is named: "unix:login", or the number where there is no login. */
static const char *
login(struct px_run *run)
{
	const struct passwd *entry = getpwuid(geteuid());

	if (entry && entry->pw_name && *entry->pw_name)
		return px_arena_printf(&run->arena, "unix:%s", entry->pw_name);
	return px_arena_printf(&run->arena, "unix:%ld", (long)geteuid());
}

/* An option that names nobody is an error; a variable or a configuration that does (they are often
 * set before the directory is filled) is said, and the login acts. */
static int
find_actor(struct px_run *run, const char *name, const char *from, const char **actor,
	   struct px_err *err)
{
	const struct px_type *type = px_type_find("practitioner");
	struct px_record record;
	struct px_err why = PX_ERR_INIT;

	if (px_record_name(run->store, type, run->organization, name, &run->actor, &why) < 0) {
		px_err_prefix(&why, "%s", from);
		if (px_option_given(run, &px_opt_as) || why.code == PX_SYSTEM) {
			*err = why;
			return -1;
		}
		px_warn(run, "%s", why.message);
		return 0;
	}
	px_store_set_me(run->store, run->actor);
	if (px_record_read(run->store, type, run->actor, &run->arena, &record, err) < 0)
		return -1;
	*actor = px_record_text(&record, px_field_index(type, px_field_find(type, type->key)));
	return 0;
}

/* "task-add": the program without the name that all share, and the verb. */
static const char *
command_of(struct px_run *run)
{
	const char *rest = strchr(run->program->name, '-');

	return rest ? px_arena_printf(&run->arena, "%s-%s", rest + 1, run->verb->name)
		    : run->verb->name;
}

static int
identify(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	const char *from, *name = choose(run, &px_opt_as, "PLEXUS_USER", config->as, &from);
	const char *actor = NULL;
	bool writes = run->verb->access != PX_ACCESS_READ;

	if (name && find_actor(run, name, from, &actor, err) < 0)
		return -1;
	if (!actor)
		actor = writes ? login(run) : "unix";
	px_store_identify(run->store, actor, run->world.now, getenv("PLEXUS_SEED"));
	px_store_set_command(run->store, command_of(run), NULL);
	if (run->verbose)
		px_say(run, _("database %s, organization %lld, acting as %s"),
		       px_store_location(run->store), (long long)run->organization, actor);
	return 0;
}

static void
say_clock(const struct px_run *run)
{
	char now[PX_INSTANT_SIZE];

	px_instant_format(run->world.now, now);
	px_say(run, _("now is %s, local time of %s"), now, px_zone_name(run->world.zone));
}

int
px_run_setup(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	bool examines = run->verb->flags & PX_VERB_EXAMINES;
	struct px_err ignored = PX_ERR_INIT;
	struct home home;

	if (run->verb->access != PX_ACCESS_NONE && open_store(run, config, err) < 0)
		return -1;
	run->world.weights = config->weights;
	if (run->store && choose_organization(run, config, examines ? &ignored : err) < 0 &&
	    !examines)
		return -1;
	if (run->store)
		px_store_set_home(run->store, run->home);
	if (read_home(run, &home, err) < 0 || set_clock(run, home.zone, err) < 0)
		return -1;
	find_keyring(run, config, home.uid);
	if (run->verbose)
		say_clock(run);
	if (run->store && identify(run, config, err) < 0)
		return -1;
	return run->store && run->verb->access == PX_ACCESS_WRITE ? px_hooks_begin(run, config, err)
								  : 0;
}

/* Of a database where nobody is known yet. */
static void
sign(struct px_run *run)
{
	px_store_identify(run->store, login(run), run->world.now, getenv("PLEXUS_SEED"));
	px_store_set_command(run->store, command_of(run), NULL);
}

int
px_run_create(struct px_run *run, struct px_err *err)
{
	run->store = px_store_open(run->location, PX_ACCESS_CREATE, err);
	if (!run->store)
		return -1;
	sign(run);
	return 0;
}

int
px_run_draft(struct px_run *run, struct px_err *err)
{
	run->store = px_store_draft(run->location, err);
	if (!run->store)
		return -1;
	sign(run);
	return 0;
}

void
px_run_teardown(struct px_run *run)
{
	struct px_zone *zone =
		(struct px_zone *)(uintptr_t)run->world.zone; /* ours, lent as const */

	px_store_rollback(run->store);
	px_hooks_end(run);
	if (run->store && (!LEAVE_OPEN || run->verb->access == PX_ACCESS_CREATE))
		px_store_close(run->store);
	px_zone_free(zone);
	px_keyring_free(run->world.keyring);
	px_options_forget(run);
	px_arena_release(&run->arena);
}
