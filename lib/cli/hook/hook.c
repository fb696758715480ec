/* Hooks set up for a run, and one of them called. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/hook/part.h"
#include "model/types.h"

extern char **environ;

enum { REASON_MOST = 400 }; /* bytes of a hook's own words in a message */

const struct px_option px_opt_no_hooks = { "no-hooks", 0, NULL,
					   N_("run none of the user's hooks") };

/*
 * The environment of a hook.
 */
static const char *const said_to_hooks[] = { "PLEXUS_HOOK",   "PLEXUS_HOOK_DB", "PLEXUS_DB",
					     "PLEXUS_ORG",    "PLEXUS_USER",    "PLEXUS_TYPE",
					     "PLEXUS_CHANGE", "PLEXUS_VERB" };
enum { SAID = PX_COUNT(said_to_hooks) };

static bool
is_said(const char *variable)
{
	for (size_t i = 0; i < SAID; i++) {
		size_t length = strlen(said_to_hooks[i]);

		if (strncmp(variable, said_to_hooks[i], length) == 0 && variable[length] == '=')
			return true;
	}
	return false;
}

static char *const *
environment_of(struct px_hooks *hooks, const struct px_hook *hook, const char *change)
{
	const char *location = px_store_address(hooks->run->store);
	const char *const values[SAID] = { hook->name,  location,
					   location,    hooks->organization,
					   hooks->user, hook->type->name,
					   change,      hooks->run->verb->name };
	size_t count = 0, kept = 0;
	char **all;

	while (environ[count])
		count++;
	all = px_arena_alloc(&hooks->arena, (count + SAID + 1) * sizeof(*all));
	for (size_t i = 0; i < count; i++)
		if (!is_said(environ[i]))
			all[kept++] = environ[i];
	for (size_t i = 0; i < SAID; i++)
		if (values[i])
			all[kept++] = px_arena_printf(&hooks->arena, "%s=%s", said_to_hooks[i],
						      values[i]);
	return all;
}

/*
 * What came of it.
 */

/* The first line of what it said on standard error, which may be anything; NULL: none. */
static const char *
reason(struct px_hooks *hooks, const struct px_buf *words)
{
	const char *at = words->data + strspn(words->data, " \t\r\n");
	size_t length = strcspn(at, "\r\n");
	char *line =
		px_arena_strndup(&hooks->arena, at, length < REASON_MOST ? length : REASON_MOST);

	length = strlen(line);
	line[px_utf8_valid(line, length)] = '\0';
	px_text_trim(px_text_tame(line));
	return *line ? line : NULL;
}

/* What a hook that ended by itself, and badly, meant by that. */
static int
ended(struct px_hooks *hooks, const struct px_hook *hook, const struct px_hook_run *run,
      struct px_err *err)
{
	const char *why = reason(hooks, &run->words);

	if (WIFSIGNALED(run->status))
		return px_err_set(err, PX_SYSTEM, _("hook %s: was killed by signal %d"), hook->name,
				  WTERMSIG(run->status));
	if (why)
		return px_err_set(err, PX_REJECTED, _("hook %s: %s"), hook->name, why);
	return px_err_set(err, PX_REJECTED,
			  hook->pre ? _("hook %s: refuses it without a word (exit status %d)")
				    : _("hook %s: failed without a word (exit status %d)"),
			  hook->name, WEXITSTATUS(run->status));
}

static int
outcome(struct px_hooks *hooks, const struct px_hook *hook, const struct px_hook_run *run,
	struct px_err *err)
{
	switch (run->end) {
	case PX_HOOK_ENDED:
		if (WIFEXITED(run->status) && WEXITSTATUS(run->status) == 0)
			return 0;
		return ended(hooks, hook, run, err);
	case PX_HOOK_UNSTARTED:
		return px_err_set(err, PX_SYSTEM,
				  _("hook %s: %s: cannot be run: %s (its first line is to name a "
				    "program that is there: #!/bin/sh)"),
				  hook->name, hook->path, px_errno_text(run->status));
	case PX_HOOK_LATE:
		return px_err_set(err, PX_SYSTEM,
				  _("hook %s: took more than %d s and was ended (hook_timeout in "
				    "the configuration allows for more)"),
				  hook->name, hooks->seconds);
	case PX_HOOK_LONG:
		return px_err_set(err, PX_SYSTEM,
				  _("hook %s: printed more than %d bytes and was ended"),
				  hook->name, PX_HOOK_OUTPUT_MOST);
	case PX_HOOK_UNWATCHED:
		return px_err_set(err, PX_SYSTEM,
				  _("hook %s: killed the process that ran it, and was ended"),
				  hook->name);
	case PX_HOOK_INTERRUPTED:
		break;
	}
	return px_err_set(err, PX_INTERRUPTED, _("interrupted"));
}

int
px_hook_call(struct px_hooks *hooks, const struct px_hook *hook, const char *change, int input,
	     struct px_buf *answer, struct px_err *err)
{
	struct px_hook_run run = {
		.path = hook->path,
		.environment = environment_of(hooks, hook, change),
		.input = input,
		.seconds = hooks->seconds,
		.answers = answer != NULL,
	};
	int result;

	if (lseek(input, 0, SEEK_SET) < 0)
		return px_err_set(err, PX_SYSTEM, _("hook %s: cannot be given the record"),
				  hook->name);
	px_hook_execute(&run);
	result = outcome(hooks, hook, &run, err);
	if (result == 0 && hooks->run->verbose && reason(hooks, &run.words))
		px_say(hooks->run, _("hook %s: %s"), hook->name, reason(hooks, &run.words));
	if (answer)
		px_buf_add(answer, run.out.data, run.out.length);
	px_buf_release(&run.out);
	px_buf_release(&run.words);
	return result;
}

/*
 * Hooks inside hooks.
 */
enum inside { INSIDE_NONE, INSIDE_PRE, INSIDE_POST };

static enum inside
inside(void)
{
	const char *outer = getenv("PLEXUS_HOOK");

	if (!outer || !*outer)
		return INSIDE_NONE;
	return strncmp(outer, "pre-", 4) == 0 ? INSIDE_PRE : INSIDE_POST;
}

static bool
same_place(const char *a, const char *b)
{
	struct stat one, other;

	return strcmp(a, b) == 0 || (stat(a, &one) == 0 && stat(b, &other) == 0 &&
				     one.st_dev == other.st_dev && one.st_ino == other.st_ino);
}

int
px_hooks_check_outer(const char *location, struct px_err *err)
{
	const char *held = getenv("PLEXUS_HOOK_DB");

	if (inside() != INSIDE_PRE || !held || !same_place(held, location))
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("written from within the hook %s: the command that runs it holds the "
			    "database until it ends; print the record changed, or write from a "
			    "post hook"),
			  getenv("PLEXUS_HOOK"));
}

/*
 * For a run.
 */

/* The texts that name the organization and who acts, for the commands of a hook. */
static int
name_all(struct px_hooks *hooks, struct px_err *err)
{
	struct px_run *run = hooks->run;
	struct px_record record;

	if (run->home) {
		if (px_record_read(run->store, &px_type_organization, run->home, &run->arena,
				   &record, err) != 1)
			return -1;
		hooks->organization = px_record_text(&record, PX_ORGANIZATION_SLUG);
	}
	if (run->actor) {
		if (px_record_read(run->store, &px_type_practitioner, run->actor, &run->arena,
				   &record, err) != 1)
			return -1;
		hooks->user = px_record_text(&record, PX_PRACTITIONER_HANDLE);
	}
	return 0;
}

/* Of those that there are, the ones of this verb: what none of them is about costs nothing. */
static void
keep_wanted(struct px_hooks *hooks, struct px_hook *found, size_t count)
{
	const char *verb = hooks->run->verb->name;

	hooks->items = found;
	for (size_t i = 0; i < count; i++)
		if (found[i].type && (!*found[i].verb || strcmp(found[i].verb, verb) == 0) &&
		    (found[i].pre || inside() == INSIDE_NONE))
			hooks->items[hooks->count++] = found[i];
}

int
px_hooks_begin(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	struct px_hooks *hooks;
	struct px_hook *found;
	size_t count;

	if (px_option_given(run, &px_opt_no_hooks) || inside() == INSIDE_PRE ||
	    (config->hooks && strcmp(config->hooks, "no") == 0))
		return 0;
	count = px_hooks_find(&run->arena, &found);
	if (!count)
		return 0;
	hooks = px_arena_alloc(&run->arena, sizeof(*hooks));
	hooks->run = run;
	hooks->guard = (struct px_guard){ px_hooks_ask, px_hooks_wrote, px_hooks_turn, hooks };
	hooks->seconds = config->hook_timeout ? (int)strtol(config->hook_timeout, NULL, 10)
					      : PX_HOOK_SECONDS;
	keep_wanted(hooks, found, count);
	if (!hooks->count)
		return 0;
	run->hooks = hooks;
	if (name_all(hooks, err) != 0)
		return -1;
	px_store_set_guard(run->store, &hooks->guard);
	return 0;
}

void
px_hooks_end(struct px_run *run)
{
	if (!run->hooks)
		return;
	if (run->store)
		px_store_set_guard(run->store, NULL);
	px_hooks_forget(run->hooks);
	px_arena_release(&run->hooks->arena);
	run->hooks = NULL;
}
