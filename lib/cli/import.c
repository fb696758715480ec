#include "cli/import.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/generic.h"
#include "cli/import/import_part.h"

static const char *const conflict_words[] = { "update", "skip", "fail", NULL };
static const char *const match_words[] = { "key", "id", NULL };
static const char *const encodings[] = { "utf-8", "utf-16", "windows-1252", "latin-1", NULL };

const struct px_option px_opt_map = { "map", 'm', "HEADER=FIELD",
				      N_("the field that a column means (as often as needed)") };
const struct px_option px_opt_match = { "match", 0, "BY",
					N_("`id`: rows carry ids of this very database"),
					match_words };
const struct px_option px_opt_on_conflict = {
	"on-conflict", 0, "WHAT", N_("when a stored record differs: update, skip or fail"),
	conflict_words
};
const struct px_option px_opt_rejects = { "rejects", 0, "FILE",
					  N_("write rejected rows there, with line and reason") };
const struct px_option px_opt_strict = { "strict", 0, NULL,
					 N_("store nothing when any row is rejected") };
const struct px_option px_opt_encoding = { "encoding", 0, "NAME",
					   N_("the file's encoding, when detection is wrong"),
					   encodings };
const struct px_option px_opt_delimiter = {
	"delimiter", 0, "CHARACTER",
	N_("what separates columns (or `tab`), when detection is wrong")
};

/* What the file holds of other types. */
static void
say_note(const struct px_import *import)
{
	struct px_buf buf = PX_BUF_INIT;
	const char *note = px_source_note(import->source, &buf);

	if (note)
		px_warn(import->run, "%s: %s", px_source_name(import->source), note);
	px_buf_release(&buf);
}

static int
take_file(struct px_import *import, const char *path, struct px_err *err)
{
	struct px_source_options options = {
		.encoding = px_option_value(import->run, &px_opt_encoding),
		.delimiter = px_option_value(import->run, &px_opt_delimiter),
		.subject = import->type->name,
		.zone = import->run->world.zone,
		.now = import->run->world.now,
		.stored = import->type->known_as ? px_import_stored : NULL,
		.stored_data = import,
	};
	int result;

	px_progress_begin(import->run, NULL, 0); /* its clock: what is slow to begin counts */
	import->source = px_source_open(path, &options, err);
	if (!import->source)
		return -1;
	import->columns = NULL;
	import->column_count = 0;
	import->told = false;
	px_rejects_source(import->rejects, import->source);
	result = px_import_map(import, err);
	if (result == 0)
		result = px_import_rows(import, err);
	px_progress_end(import->run);
	if (result == 0) {
		say_note(import);
		px_import_say_untold(import);
	}
	px_source_close(import->source);
	import->source = NULL;
	return result;
}

static int
take_files(struct px_import *import, struct px_err *err)
{
	char standard_input[] = "-", *none[] = { standard_input };
	struct px_run *run = import->run;
	char **paths = run->operand_count ? run->operands : none;
	size_t count = run->operand_count ? run->operand_count : 1;

	for (size_t i = 0; i < count; i++)
		if (take_file(import, paths[i], err) != 0)
			return -1;
	return 0;
}

static enum px_on_conflict
chosen_conflict(const struct px_run *run)
{
	const char *word = px_option_value(run, &px_opt_on_conflict);

	for (int i = 0; word && conflict_words[i]; i++)
		if (strcmp(word, conflict_words[i]) == 0)
			return (enum px_on_conflict)i;
	return PX_CONFLICT_UPDATE;
}

/* What the rows ask for, once all are there: the tasks that come next. */
static int
follow_rows(struct px_import *import, struct px_err *err)
{
	struct px_followed followed = { .count = 0 };

	if (px_follow_all(import->run, &import->later, &followed, err) != 0)
		return -1;
	if (!import->run->quiet)
		px_followed_say(import->run, &followed, stderr);
	return 0;
}

bool
px_import_all_or_none(struct px_run *run, struct px_import_counts *counts)
{
	if (!counts->rejected || !px_option_given(run, &px_opt_strict))
		return false;
	px_store_rollback(run->store);
	counts->new = counts->changed = counts->removed = counts->closed = 0;
	counts->unchanged = counts->read - counts->rejected;
	px_warn(run,
		px_trn("nothing was stored: --strict, and %lld row rejected",
		       "nothing was stored: --strict, and %lld rows rejected",
		       (unsigned long)counts->rejected),
		(long long)counts->rejected);
	return true;
}

static int
finish(struct px_import *import, struct px_err *err)
{
	struct px_run *run = import->run;

	if (px_import_all_or_none(run, &import->counts))
		return 0;
	return follow_rows(import, err) == 0 ? px_generic_finish(run, err) : -1;
}

static int
run_import(struct px_import *import, struct px_err *err)
{
	struct px_run *run = import->run;

	if (px_import_rules(import, err) != 0 || px_rejects_open(run, &import->rejects, err) != 0 ||
	    px_record_begin(run->store, run->type, err) != 0)
		return -1;
	if (take_files(import, err) == 0 && finish(import, err) == 0)
		return 0;
	px_store_rollback(run->store);
	return -1;
}

int
px_generic_import(struct px_run *run, struct px_err *err)
{
	const char *match = px_option_value(run, &px_opt_match);
	struct px_import import = {
		.run = run,
		.type = run->type,
		.arena = PX_ARENA_INIT,
		.match_id = match && strcmp(match, "id") == 0,
		.on_conflict = chosen_conflict(run),
	};
	int result;

	if (px_run_importable(run, err) != 0)
		return -1;
	result = run_import(&import, err);
	px_import_unused(&import);
	px_import_say_rest(&import);
	px_arena_release(&import.arena);
	if (result == 0)
		return px_rejects_close(import.rejects, err) == 0
			       ? px_import_summary(run, &import.counts, err)
			       : -1;
	px_rejects_abandon(import.rejects);
	return -1;
}

static void
summary_json(struct px_run *run, const struct px_import_counts *counts)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&out);
	const struct {
		const char *name;
		int64_t number;
	} members[] = {
		{ "read", counts->read },
		{ "new", counts->new },
		{ "changed", counts->changed },
		{ "unchanged", counts->unchanged },
		{ "rejected", counts->rejected },
		{ "repaired", counts->repaired },
		{ "suspicious", counts->suspicious },
		{ "removed", counts->removed },
		{ "closed", counts->closed },
		{ "kept", counts->kept },
	};
	const size_t count = PX_COUNT(members) - (counts->replaces ? 0 : 2);

	px_json_open(&json, '{');
	for (size_t i = 0; i < count; i++) {
		px_json_key(&json, members[i].name);
		px_json_number(&json, members[i].number);
	}
	px_json_close(&json, '}');
	fprintf(run->out, "%s\n", out.data);
	px_buf_release(&out);
}

int
px_import_summary(struct px_run *run, const struct px_import_counts *counts, struct px_err *err)
{
	(void)err;
	if (px_option_given(run, &px_opt_json))
		summary_json(run, counts);
	else if (!run->quiet)
		fprintf(run->out,
			_("%s%lld rows read: %lld new, %lld changed, %lld unchanged, %lld "
			  "rejected\n"),
			run->dry_run ? _("dry run: ") : "", (long long)counts->read,
			(long long)counts->new, (long long)counts->changed,
			(long long)counts->unchanged, (long long)counts->rejected);
	if (counts->removed && !run->quiet && !px_option_given(run, &px_opt_json))
		fprintf(run->out, _("%lld rows of the old register are gone\n"),
			(long long)counts->removed);
	if (counts->replaces && !run->quiet && !px_option_given(run, &px_opt_json))
		fprintf(run->out, _("not listed any more: %lld closed, %lld kept\n"),
			(long long)counts->closed, (long long)counts->kept);
	if (counts->rejected || counts->kept)
		run->status = px_codes[PX_REJECTED].exit_status;
	return 0;
}

static const struct px_option *const import_options[] = { PX_IMPORT_OPTIONS, NULL };

const struct px_verb px_verb_import = {
	.name = "import",
	.operands = "[FILE…]",
	.summary = N_("store records from CSV, JSON or JSON Lines; again changes nothing"),
	.details = N_("The format, the encoding and the separator are told by the content.  "
		      "Headers may be "
		      "French.  A row is matched on its uid, else on the type's key; a row that "
		      "cannot be "
		      "stored is rejected with its reason and the others are stored."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.options = import_options,
	.run = px_generic_import,
};
