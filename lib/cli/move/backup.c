/* plexus backup: a copy of the database while it is in use, and what a copy is worth. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/move/move.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "model/types.h"
#include "store/move.h"
#include "store/verify.h"

static const struct px_option opt_check = { .name = "check",
					    .letter = 'c',
					    .help = N_("look a copy over: nothing is copied") };
static const struct px_option opt_force = { .name = "force",
					    .letter = 'f',
					    .help = N_("replace the file") };

/*
 * What it says.
 */
enum {
	BACKUP_FILE,
	BACKUP_ORGANIZATION,
	BACKUP_RECORDS,
	BACKUP_JOURNAL,
	BACKUP_CHANGED,
	BACKUP_CHAIN,
	BACKUP_FAULTS,
	BACKUP_FIELDS,
};

static const struct px_field backup_fields[] = {
	[BACKUP_FILE] = { "file", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("where the copy is") },
	[BACKUP_ORGANIZATION] = { "organization", &px_kind_text, PX_COLUMN, N_("whose it is") },
	[BACKUP_RECORDS] = { "records", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			     N_("how many records it holds") },
	[BACKUP_JOURNAL] = { "journal", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			     N_("how many lines of the journal") },
	[BACKUP_CHANGED] = { "changed", &px_kind_instant, PX_COLUMN, N_("its last change") },
	[BACKUP_CHAIN] = { "chain", &px_kind_text, 0, N_("the chain at its last line") },
	[BACKUP_FAULTS] = { "faults", &px_kind_text, PX_LIST, N_("what is wrong with it") },
};

static const struct px_type view_backup = {
	.name = "backup",
	.plural = "backups",
	.label = N_("backup"),
	.help = N_("a copy of the database"),
	.flags = PX_VIEW,
	.fields = backup_fields,
	.field_count = PX_COUNT(backup_fields),
};

struct backup {
	struct px_run *run;
	struct px_store *store; /* the copy's */
	const char *file, *organization;
	int64_t records;
	struct px_verdict verdict;
	struct px_value *faults;
	size_t fault_count, fault_capacity;
};

static void
add_fault(const char *line, void *data)
{
	struct backup *backup = data;

	PX_GROW(backup->faults, backup->fault_count, backup->fault_capacity);
	backup->faults[backup->fault_count++] =
		px_value_of_text(px_arena_strdup(&backup->run->arena, line));
}

static int
print_row(struct backup *backup, struct px_err *err)
{
	struct px_value values[BACKUP_FIELDS] = {
		[BACKUP_FILE] = px_value_of_text(backup->file),
		[BACKUP_ORGANIZATION] = px_value_of_text(backup->organization),
		[BACKUP_RECORDS] = px_value_of_number(backup->records),
		[BACKUP_JOURNAL] = px_value_of_number(backup->verdict.lines),
		[BACKUP_CHANGED] =
			px_value_of_text(*backup->verdict.at ? backup->verdict.at : NULL),
		[BACKUP_CHAIN] =
			px_value_of_text(*backup->verdict.chain ? backup->verdict.chain : NULL),
		[BACKUP_FAULTS] = { .state = backup->fault_count ? PX_SET : PX_UNSET,
				    .items = backup->faults,
				    .count = backup->fault_count },
	};
	struct px_record row = { &view_backup, values };
	struct px_sink *sink = px_sink_open(backup->run, &view_backup, PX_SINK_ONE, err);

	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

static void
print_text(const struct backup *backup)
{
	struct px_run *run = backup->run;

	for (size_t i = 0; i < backup->fault_count; i++)
		fprintf(run->out, "%s: %s\n", backup->file, backup->faults[i].text);
	if (!run->quiet && !backup->fault_count)
		fprintf(run->out,
			_("%s: %s, %lld records, %lld lines of the journal; last change: %s\n"),
			backup->file, backup->organization ? backup->organization : "?",
			(long long)backup->records, (long long)backup->verdict.lines,
			*backup->verdict.at ? backup->verdict.at : "-");
}

/*
 * Looking a copy over.
 */
static int
count_type(struct backup *backup, const struct px_type *type, struct px_err *err)
{
	char *sql = px_asprintf("SELECT COUNT(*) FROM \"%s\"", type->name);
	struct px_stmt *stmt = px_store_prepare(backup->store, sql, err);
	int got = stmt ? px_stmt_step(stmt, err) : -1;

	if (got == 1)
		backup->records += px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	free(sql);
	return got == 1 ? 0 : -1;
}

static int
count_records(struct backup *backup, struct px_err *err)
{
	int result = 0;

	for (size_t i = 0; i < px_type_count && result == 0; i++)
		if (px_move_holds(px_types[i], false) && !(px_types[i]->flags & PX_INNER))
			result = count_type(backup, px_types[i], err);
	return result;
}

static int
find_organization(struct backup *backup, struct px_err *err)
{
	struct px_record home;
	char *id = NULL;
	int found = px_store_setting(backup->store, "organization", &id, err);

	if (found == 0)
		found = px_record_read(backup->store, &px_type_organization,
				       id ? strtoll(id, NULL, 10) : 0, &backup->run->arena, &home,
				       err);
	free(id);
	if (found == 0)
		add_fault(_("the default organization is missing"), backup);
	if (found == 1)
		backup->organization = px_record_text(&home, PX_ORGANIZATION_NAME);
	return found < 0 ? -1 : 0;
}

static int
examine(struct backup *backup, struct px_err *err)
{
	struct px_buf said = PX_BUF_INIT;
	int result;

	if (px_store_check(backup->store, add_fault, backup, err) != 0 || backup->fault_count)
		return backup->fault_count ? 0 : -1;
	result = px_journal_examine(backup->store, NULL, &backup->verdict, err);
	if (result == 0 && backup->verdict.what != PX_WHOLE) {
		px_verdict_say(&backup->verdict, &said);
		add_fault(said.data, backup);
	}
	px_buf_release(&said);
	return result != 0 || find_organization(backup, err) != 0 || count_records(backup, err) != 0
		       ? -1
		       : 0;
}

/* What cannot be read is as bad a copy as one that is wrong. */
static int
look_over(struct backup *backup, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	int result = -1;

	backup->store = px_store_open(backup->file, PX_ACCESS_LOOK, &why);
	if (backup->store)
		result = examine(backup, &why);
	px_store_close(backup->store);
	if (result != 0 && (why.code == PX_NOT_FOUND || why.code == PX_INTERRUPTED))
		return px_err_copy(err, &why);
	if (result != 0)
		return px_err_set(err, PX_REJECTED, "%s", why.message);
	if (backup->fault_count)
		backup->run->status = px_codes[PX_REJECTED].exit_status;
	if (px_run_prints(backup->run))
		return print_row(backup, err);
	print_text(backup);
	return 0;
}

/*
 * Copying.
 */
static int
keep_going(void *data, struct px_err *err)
{
	return px_run_check(data, err);
}

static int
copy(struct backup *backup, struct px_err *err)
{
	struct px_run *run = backup->run;
	struct px_store *read = run->store;
	int result;

	if (!read)
		read = px_store_open(run->location, PX_ACCESS_READ, err);
	if (!read)
		return -1;
	px_progress_begin(run, backup->file, 0);
	result = px_store_backup(read, backup->file, px_option_given(run, &opt_force), keep_going,
				 run, err);
	px_progress_end(run);
	px_store_close(read);
	if (result != 0)
		return -1;
	if (!run->quiet && !px_run_prints(run))
		fprintf(run->out, _("%s: copied; plexus backup --check %s looks it over\n"),
			backup->file, backup->file);
	return px_run_prints(run) ? look_over(backup, err) : 0;
}

static int
run_backup(struct px_run *run, struct px_err *err)
{
	struct backup backup = { .run = run, .file = run->operands[0] };
	int result =
		px_option_given(run, &opt_check) ? look_over(&backup, err) : copy(&backup, err);

	free(backup.faults);
	return result;
}

static const struct px_example backup_examples[] = {
	{ "plexus backup copie.db", N_("the database as it is now, in a file") },
	{ "plexus backup --check copie.db", N_("is that copy whole, and of when?") },
	{ NULL, NULL },
};

const struct px_verb px_verb_backup = {
	.name = "backup",
	.operands = "FILE",
	.summary = N_("copy the database into a file, while others write; look a copy over"),
	.details =
		N_("The copy is of one moment, and appears whole or not at all; a file that is "
		   "there is replaced with --force alone.  It is a database like any other: "
		   "named with --db it is used as it is.  To put it back in the database's place, "
		   "move that one away first, with all files of its name and -wal, -shm, -lock: "
		   "what is left of them would be read into the copy.\n"
		   "--check looks at a copy without touching it: damage, the journal's chain, "
		   "every record's last change; exit 5 when something is wrong.  Keep the key of "
		   "sealed contacts elsewhere (plexus key export).\n"
		   "PostgreSQL has its own tools for this: pg_basebackup and pg_dump."),
	.flags = PX_VERB_FORMATS | PX_VERB_ONE,
	.access = PX_ACCESS_CREATE,
	.options = (const struct px_option *const[]){ &opt_check, &opt_force, NULL },
	.output = &view_backup,
	.examples = backup_examples,
	.run = run_backup,
};
