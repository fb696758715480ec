/* plexus restore: a folder becomes a database, or is merged into one. */
#include <string.h>

#include "base/i18n.h"
#include "cli/move/reading.h"
#include "cli/sink.h"

static const struct px_option opt_edited = {
	.name = "edited",
	.help = N_("into a new database: what differs from the journal was edited")
};
static const struct px_option opt_remove = {
	.name = "remove", .help = N_("lines that are missing were removed on purpose")
};

/*
 * What it says.
 */
enum {
	RESTORED_READ,
	RESTORED_NEW,
	RESTORED_CHANGED,
	RESTORED_UNCHANGED,
	RESTORED_REMOVED,
	RESTORED_CONFLICTS,
	RESTORED_FIELDS,
};

static const struct px_field restored_fields[] = {
	[RESTORED_READ] = { "read", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			    N_("how many records were read") },
	[RESTORED_NEW] = { "new", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("how many of them the database had not") },
	[RESTORED_CHANGED] = { "changed", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			       N_("how many were changed") },
	[RESTORED_UNCHANGED] = { "unchanged", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
				 N_("how many were left as they are") },
	[RESTORED_REMOVED] = { "removed", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			       N_("how many were removed") },
	[RESTORED_CONFLICTS] = { "conflicts", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
				 N_("how many were changed here and there") },
};

static const struct px_type view_restored = {
	.name = "restored",
	.plural = "restored",
	.label = N_("restored"),
	.help = N_("what became of the records of a dump"),
	.flags = PX_VIEW,
	.fields = restored_fields,
	.field_count = PX_COUNT(restored_fields),
};

static int
print_counts(struct px_run *run, const struct px_restored *counts, struct px_err *err)
{
	struct px_value values[RESTORED_FIELDS] = {
		[RESTORED_READ] = px_value_of_number(counts->read),
		[RESTORED_NEW] = px_value_of_number(counts->new),
		[RESTORED_CHANGED] = px_value_of_number(counts->changed),
		[RESTORED_UNCHANGED] = px_value_of_number(counts->unchanged),
		[RESTORED_REMOVED] = px_value_of_number(counts->removed),
		[RESTORED_CONFLICTS] = px_value_of_number(counts->conflicts),
	};
	struct px_record row = { &view_restored, values };
	struct px_sink *sink = px_sink_open(run, &view_restored, PX_SINK_ONE, err);

	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

static int
say(struct px_run *run, const struct px_reading *reading, struct px_err *err)
{
	const struct px_restored *counts = &reading->counts;

	if (px_run_prints(run))
		return print_counts(run, counts, err);
	if (!run->quiet)
		fprintf(run->out,
			_("%s%s: records read: %lld, new: %lld, changed: %lld, removed: %lld\n"),
			run->dry_run ? _("dry run: ") : "", reading->folder,
			(long long)counts->read, (long long)counts->new, (long long)counts->changed,
			(long long)counts->removed);
	if (!run->store && !reading->manifest.registers)
		px_say(run, _("national registers are not in the dump: import them again"));
	return 0;
}

static int
run_restore(struct px_run *run, struct px_err *err)
{
	struct px_reading reading = { .run = run,
				      .folder = run->operands[0],
				      .edited = px_option_given(run, &opt_edited),
				      .removes = px_option_given(run, &opt_remove) };

	if (px_manifest_read(&run->arena, reading.folder, &reading.manifest, err) != 0)
		return -1;
	if (run->store && reading.edited)
		return px_err_set(err, PX_USAGE,
				  _("--edited: is for a new database; into one that is there, what "
				    "was edited is merged by itself"));
	return (run->store ? px_restore_merge : px_restore_fresh)(&reading, err) == 0
		       ? say(run, &reading, err)
		       : -1;
}

static const struct px_example restore_examples[] = {
	{ "plexus --db copie.db restore sauvegarde", N_("a database out of a dump") },
	{ "plexus restore sauvegarde --dry-run", N_("what its edits would change here") },
	{ NULL, NULL },
};

const struct px_verb px_verb_restore = {
	.name = "restore",
	.operands = "FOLDER",
	.summary = N_("make a database out of a dump, or merge what was edited in one"),
	.details =
		N_("Where there is no database, one is made: everything is verified on the way "
		   "(sums, the chain of the journal, each record against its last line, every "
		   "reference), and when anything is wrong nothing is left.  Ids, uids and times "
		   "are what they were.  --edited takes what differs from the journal for edits, "
		   "and journals them.\n"
		   "Where there is one, and the dump is its own, what was changed in the files is "
		   "merged, field by field, as one operation that plexus undo takes back: lines "
		   "changed, lines added (their fields may be few), and with --remove lines "
		   "removed.  What was changed in the database only stays.  A field that was "
		   "changed on both sides is a conflict: all of them are named, and nothing is "
		   "changed."),
	.flags = PX_VERB_CHANGES | PX_VERB_FORMATS | PX_VERB_ONE | PX_VERB_MAKES,
	.access = PX_ACCESS_WRITE,
	.options = (const struct px_option *const[]){ &opt_edited, &opt_remove, NULL },
	.output = &view_restored,
	.examples = restore_examples,
	.run = run_restore,
};
