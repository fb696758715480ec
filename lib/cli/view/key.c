#include "cli/view/key.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "io/file.h"
#include "store/seals.h"

/*
 * What init and rotate say.
 */
enum { KEY_FILE, KEY_KEY, KEY_SEALED, KEY_FIELDS };

static const struct px_field key_fields[] = {
	[KEY_FILE] = { "file", &px_kind_text, PX_COLUMN, N_("where the keys are") },
	[KEY_KEY] = { "key", &px_kind_text, PX_COLUMN, N_("the name of the current key") },
	[KEY_SEALED] = { "sealed", &px_kind_integer, PX_COLUMN,
			 N_("how many values it seals from now on") },
};

static const struct px_type view_key = {
	.name = "key",
	.plural = "keys",
	.label = N_("key"),
	.help = N_("the key that seals what reaches patients"),
	.flags = PX_VIEW,
	.fields = key_fields,
	.field_count = PX_COUNT(key_fields),
};

static int
print_key(struct px_run *run, int64_t sealed, struct px_err *err)
{
	struct px_value values[KEY_FIELDS] = {
		[KEY_FILE] = { .state = PX_SET, .text = px_keyring_path(run->world.keyring) },
		[KEY_KEY] = { .state = PX_SET, .text = px_keyring_current(run->world.keyring) },
		[KEY_SEALED] = { .state = PX_SET, .number = sealed },
	};
	struct px_record row = { &view_key, values };
	struct px_sink *sink = px_sink_open(run, &view_key, PX_SINK_ONE, err);

	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

/*
 * init.
 */

static const struct px_option opt_force = {
	"force", 'f', NULL, N_("make one though contacts are sealed by a key that is lost")
};

/* The folders of the path that are not there, for their owner alone. */
static int
make_folders(struct px_run *run, const char *path, struct px_err *err)
{
	char *copy = px_arena_strdup(&run->arena, path);

	for (char *slash = copy; (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		if (mkdir(copy, S_IRWXU) != 0 && errno != EEXIST)
			return px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), copy,
					  px_errno_text(errno));
		*slash = '/';
	}
	return 0;
}

/* What was sealed by a key that is lost stays closed under another: that is said before it happens. */
static int
check_none_sealed(struct px_run *run, struct px_err *err)
{
	int64_t sealed;

	if (px_seals_count(run->store, run->home, &sealed, err) != 0)
		return -1;
	if (sealed && !px_option_given(run, &opt_force))
		return px_err_set(
			err, PX_CONFLICT,
			_("%lld values are sealed by a key that is not here: put a copy of it back "
			  "at %s, or give them up with --force"),
			(long long)sealed, px_keyring_path(run->world.keyring));
	return 0;
}

static bool
exists(const char *path)
{
	return path && access(path, F_OK) == 0;
}

static int
run_init(struct px_run *run, struct px_err *err)
{
	const char *path = px_keyring_path(run->world.keyring);

	if (!exists(path) && check_none_sealed(run, err) != 0)
		return -1;
	if (path && make_folders(run, path, err) != 0)
		return -1;
	if (px_keyring_make(run->world.keyring, err) != 0)
		return -1;
	if (px_run_prints(run))
		return print_key(run, 0, err);
	if (!run->quiet)
		fprintf(run->out, _("%s: made, for you alone to read\n"), path);
	px_say(run, _("keep a copy elsewhere (plexus key export): without it, contacts are lost"));
	return 0;
}

static const struct px_example init_examples[] = {
	{ "plexus key init", N_("once, where contacts are to be booked with") },
	{ NULL, NULL },
};

const struct px_verb px_verb_key_init = {
	.name = "key-init",
	.summary = N_("make the key that seals the contacts of patients"),
	.details =
		N_("The key is a file of its own, apart from the database: PLEXUS_KEY, else key "
		   "of the configuration, else keys/ORGANIZATION.key beside the configuration.  "
		   "Its mode is 0600, and one that others may read is refused.  One that is "
		   "there is never replaced.\n"
		   "Who has the database without the key reads no contact.  When the key is "
		   "lost, contacts are lost, and the links of patients; nothing else is sealed."),
	.flags = PX_VERB_ONE,
	.access = PX_ACCESS_READ,
	.output = &view_key,
	.options = (const struct px_option *const[]){ &opt_force, NULL },
	.examples = init_examples,
	.run = run_init,
};

/*
 * rotate.  The file first: a key that nothing uses yet is harmless, one that is used and was not kept
 * is not.
 */
static int
run_rotate(struct px_run *run, struct px_err *err)
{
	int64_t sealed = 0;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	if ((run->dry_run ? px_keyring_ready(run->world.keyring, err)
			  : px_keyring_rotate(run->world.keyring, err)) != 0 ||
	    px_seals_wrap_again(run->store, run->world.keyring, run->home, &sealed, err) != 0 ||
	    px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	if (px_run_prints(run))
		return print_key(run, sealed, err);
	if (run->quiet)
		return 0;
	if (run->dry_run)
		fputs(_("dry run: "), run->out);
	fprintf(run->out,
		px_trn("%lld contact is sealed by a new key\n",
		       "%lld contacts are sealed by a new key\n", (unsigned long)sealed),
		(long long)sealed);
	return 0;
}

static const struct px_example rotate_examples[] = {
	{ "plexus key rotate", N_("each year, or when somebody who had it leaves") },
	{ NULL, NULL },
};

const struct px_verb px_verb_key_rotate = {
	.name = "key-rotate",
	.summary = N_("add a key: what is sealed is sealed by it from now on"),
	.details =
		N_("Each contact has a key of its own, which the organization's key covers: those "
		   "alone are covered anew, in one transaction.  The older keys stay in the "
		   "file, for backups of the database and for the links that were sent.  Keep a "
		   "copy of the file again."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.output = &view_key,
	.examples = rotate_examples,
	.run = run_rotate,
};

/*
 * export.
 */
static int
run_export(struct px_run *run, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	int result = 0;

	/* Whatever the umask: the copy is no less secret. */
	if (run->file && fchmod(px_file_descriptor(run->file), S_IRUSR | S_IWUSR) != 0)
		return px_err_set(err, PX_SYSTEM, _("%s: its mode cannot be set: %s"),
				  px_option_value(run, &px_opt_output), px_errno_text(errno));
	setvbuf(run->out, NULL, _IONBF, 0); /* no copy of it there */
	if (px_keyring_text(run->world.keyring, &text, err) != 0)
		result = -1;
	else
		fwrite(text.data, 1, text.length, run->out);
	if (text.capacity)
		px_wipe(text.data, text.capacity);
	px_buf_release(&text);
	if (result == 0)
		px_say(run, _("whoever has this and the database reads the contacts: keep it in "
			      "another place than the database"));
	return result;
}

static const struct px_example export_examples[] = {
	{ "plexus key export -o plexus.key", N_("a copy, for a safe elsewhere") },
	{ NULL, NULL },
};

const struct px_verb px_verb_key_export = {
	.name = "key-export",
	.summary = N_("copy the key, for a safe elsewhere"),
	.details =
		N_("The copy has the mode 0600; put back where the key was, it takes its place."),
	.access = PX_ACCESS_READ,
	.options = (const struct px_option *const[]){ &px_opt_output, NULL },
	.examples = export_examples,
	.run = run_export,
};
