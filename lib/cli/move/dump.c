/* plexus dump: the whole database as a folder of JSON Lines. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/move/move.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "io/file.h"
#include "model/types.h"
#include "model/value_json.h"
#include "model/types_seal.h"
#include "store/journal.h"
#include "store/move.h"
#include "store/schema.h"
#include "store/seals.h"

static const char default_folder[] = "plexus-dump";

static const struct px_option opt_dir = {
	.name = "dir", .letter = 'd', .metavar = "FOLDER", .help = N_("where to (plexus-dump)")
};
static const struct px_option opt_registers = {
	.name = "registers", .help = N_("the national registers too, which can be imported again")
};

/*
 * What it says.
 */
enum { DUMP_FOLDER, DUMP_RECORDS, DUMP_JOURNAL, DUMP_FILES, DUMP_WRITTEN, DUMP_FIELDS };

static const struct px_field dump_fields[] = {
	[DUMP_FOLDER] = { "folder", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("where it is") },
	[DUMP_RECORDS] = { "records", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("how many records it holds") },
	[DUMP_JOURNAL] = { "journal", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("how many lines of the journal") },
	[DUMP_FILES] = { "files", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			 N_("how many files it is made of") },
	[DUMP_WRITTEN] = { "written", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("how many of them are new or changed") },
};

static const struct px_type view_dump = {
	.name = "dump",
	.plural = "dumps",
	.label = N_("dump"),
	.help = N_("the database as a folder"),
	.flags = PX_VIEW,
	.fields = dump_fields,
	.field_count = PX_COUNT(dump_fields),
};

struct dump {
	struct px_run *run;
	const char *folder;
	struct px_manifest manifest, before; /* before: of the dump that stands there */
	bool replaces;
	struct px_part *parts; /* of each type, the journal, the manifest */
	size_t part_count;
	struct px_part *part; /* under way */
	int64_t records, written;
	struct px_seals_held *held; /* while keys of seals are written */
};

/*
 * The folder.
 */

/* Anything but what begins with a dot: .git is whoever keeps the folder's. */
static bool
is_filled(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool filled = false;

	while (dir && !filled && (entry = readdir(dir)))
		filled = entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return filled;
}

static int
check_replaced(struct dump *dump, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	if (!is_filled(dump->folder))
		return 0;
	if (px_manifest_read(&dump->run->arena, dump->folder, &dump->before, &why) != 0)
		return px_err_set(err, PX_CONFLICT,
				  _("%s: holds something else than a dump (%s): choose an empty "
				    "folder"),
				  dump->folder, why.message);
	if (strcmp(dump->before.home, dump->manifest.home) != 0)
		return px_err_set(err, PX_CONFLICT,
				  _("%s: holds the dump of another database: choose another "
				    "folder"),
				  dump->folder);
	dump->replaces = true;
	return 0;
}

static int
prepare_folder(struct dump *dump, struct px_err *err)
{
	struct stat st;

	if (mkdir(dump->folder, S_IRWXU) == 0)
		return 0;
	if (errno == ENOENT)
		return px_err_set(err, PX_NOT_FOUND,
				  _("%s: cannot be made: the folder that would hold it is missing"),
				  dump->folder);
	if (errno != EEXIST)
		return px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), dump->folder,
				  px_errno_text(errno));
	if (stat(dump->folder, &st) != 0 || !S_ISDIR(st.st_mode))
		return px_err_set(err, PX_CONFLICT, _("%s: is not a folder"), dump->folder);
	return check_replaced(dump, err);
}

/*
 * Files.
 */
static int
begin_part(struct dump *dump, const char *name, struct px_err *err)
{
	dump->part = &dump->parts[dump->part_count++];
	return px_part_open(dump->part, dump->folder, name, err);
}

static int
end_part(struct dump *dump, struct px_err *err)
{
	struct px_manifest *manifest = &dump->manifest;

	if (px_part_end(dump->part, err) != 0)
		return -1;
	manifest->files[manifest->file_count++] = dump->part->sum;
	return 0;
}

/* The key of what was undone stands for a redo here: it is no record's. */
static bool
is_left(const struct dump *dump, const struct px_record *record)
{
	return dump->held && record->type == &px_type_seal &&
	       !px_seals_holds(dump->held, px_record_text(record, PX_SEAL_NAME));
}

/* Of the system fields, tables of the program's own and registers have but one. */
static void
put_row(const struct px_record *record, struct px_buf *out)
{
	const struct px_type *type = record->type;
	struct px_json json = PX_JSON_INIT(out);

	px_json_open(&json, '{');
	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];

		if ((field->flags & PX_DERIVED) ||
		    (i < PX_F_OWN && !px_field_has_column(type, field)))
			continue;
		px_json_key(&json, field->name);
		px_value_json(field, &record->values[i], &json);
	}
	px_json_close(&json, '}');
}

static int
put_record(const struct px_record *record, void *data, struct px_err *err)
{
	struct dump *dump = data;

	if (is_left(dump, record))
		return 0;
	if (record->type->flags & (PX_INNER | PX_REGISTER))
		put_row(record, &dump->part->text);
	else
		px_record_json(record, false, &dump->part->text);
	dump->records += !(record->type->flags & PX_INNER);
	return px_part_line(dump->part, err) != 0 || px_run_check(dump->run, err) != 0 ? -1 : 0;
}

/* A type that has no record has no file. */
static int
dump_type(struct dump *dump, const struct px_type *type, struct px_err *err)
{
	const char *name = px_move_file(&dump->run->arena, type);
	int result;

	if (begin_part(dump, name, err) != 0)
		return -1;
	if (type == &px_type_seal && !(dump->held = px_seals_held(dump->run->store, 0, err)))
		return -1;
	result = px_move_rows(dump->run->store, type, put_record, dump, err);
	px_seals_held_free(dump->held);
	dump->held = NULL;
	if (result != 0)
		return -1;
	if (dump->part->sum.lines)
		return end_part(dump, err);
	px_part_abandon(dump->part);
	dump->part_count--;
	return 0;
}

/* Stored as an object, it is one in the file too, byte by byte; whatever else stands there is a text. */
static void
put_state(struct px_json *json, const char *key, const char *text)
{
	size_t length = text ? strlen(text) : 0;

	px_json_key(json, key);
	if (length > 1 && text[0] == '{' && text[length - 1] == '}' && !strpbrk(text, "\n\r"))
		px_json_raw(json, text);
	else
		px_json_string(json, text);
}

static int
put_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct dump *dump = data;
	struct px_json json = PX_JSON_INIT(&dump->part->text);

	px_json_open(&json, '{');
	px_json_key(&json, "seq");
	px_json_number(&json, line->seq);
	px_json_key(&json, "at");
	px_json_string(&json, line->at);
	px_json_key(&json, "actor");
	px_json_string(&json, line->actor);
	px_json_key(&json, "operation");
	px_json_string(&json, line->operation);
	px_json_key(&json, "organization");
	px_json_number(&json, line->organization);
	px_json_key(&json, "type");
	px_json_string(&json, line->type);
	px_json_key(&json, "uid");
	px_json_string(&json, line->uid);
	put_state(&json, "before", line->before);
	put_state(&json, "after", line->after);
	px_json_key(&json, "digest");
	px_json_string(&json, line->digest);
	px_json_key(&json, "chain");
	px_json_string(&json, line->chain);
	px_json_close(&json, '}');
	dump->manifest.seq = line->seq;
	if (strlen(line->chain) == PX_HASH_SIZE - 1)
		memcpy(dump->manifest.chain, line->chain, PX_HASH_SIZE);
	return px_part_line(dump->part, err) != 0 || px_run_check(dump->run, err) != 0 ? -1 : 0;
}

static int
dump_journal(struct dump *dump, struct px_err *err)
{
	memset(dump->manifest.chain, '0', PX_HASH_SIZE - 1);
	return begin_part(dump, PX_MOVE_JOURNAL, err) != 0 ||
			       px_journal_read(dump->run->store, 0, NULL, put_line, dump, err) !=
				       0 ||
			       end_part(dump, err) != 0
		       ? -1
		       : 0;
}

static int
dump_manifest(struct dump *dump, struct px_err *err)
{
	if (begin_part(dump, PX_MOVE_MANIFEST, err) != 0)
		return -1;
	px_manifest_put(&dump->manifest, &dump->part->text);
	return px_part_end(dump->part, err);
}

/*
 * What stands beside records.
 */
static int
put_setting(const char *name, const char *value, void *data, struct px_err *err)
{
	enum { MOST = 1000 };
	struct dump *dump = data;
	struct px_manifest *manifest = &dump->manifest;
	struct px_arena *arena = &dump->run->arena;

	if (!px_move_keeps(name, manifest->registers))
		return 0;
	if (manifest->setting_count == MOST)
		return px_err_set(err, PX_SYSTEM, _("more than %d settings"), MOST);
	if (!manifest->settings)
		manifest->settings = px_arena_alloc(arena, MOST * sizeof(*manifest->settings));
	manifest->settings[manifest->setting_count++] =
		(struct px_move_pair){ px_arena_strdup(arena, name),
				       px_arena_strdup(arena, value) };
	return 0;
}

static int
fill_lasts(struct dump *dump, struct px_err *err)
{
	struct px_manifest *manifest = &dump->manifest;

	for (size_t i = 0; i < px_type_count; i++) {
		struct px_move_last *last = &manifest->lasts[manifest->last_count];

		if (!px_move_holds(px_types[i], manifest->registers) ||
		    (px_types[i]->flags & (PX_INNER | PX_REGISTER)))
			continue;
		last->type = px_types[i]->name;
		if (px_store_last_id(dump->run->store, px_types[i], &last->last, err) != 0)
			return -1;
		manifest->last_count += last->last > 0;
	}
	return 0;
}

static int
find_home(struct dump *dump, struct px_err *err)
{
	struct px_run *run = dump->run;
	struct px_record home;
	char *id = NULL;
	int found = px_store_setting(run->store, "organization", &id, err);

	if (found == 0)
		found = px_record_read(run->store, &px_type_organization,
				       id ? strtoll(id, NULL, 10) : 0, &run->arena, &home, err);
	free(id);
	if (found == 1)
		dump->manifest.home = px_record_text(&home, PX_F_UID);
	return found == 0 ? px_err_set(err, PX_NOT_FOUND, _("the default organization is missing"))
	       : found == 1 ? 0
			    : -1;
}

static int
begin(struct dump *dump, struct px_err *err)
{
	struct px_run *run = dump->run;
	struct px_manifest *manifest = &dump->manifest;
	const char *folder = px_option_value(run, &opt_dir);

	dump->folder = folder ? folder : default_folder;
	if (strcmp(dump->folder, "-") == 0 || !*dump->folder)
		return px_err_set(err, PX_USAGE,
				  _("--dir: a dump is a folder: give the name of one"));
	manifest->format = PX_MOVE_FORMAT;
	manifest->schema = PX_SCHEMA_VERSION;
	manifest->registers = px_option_given(run, &opt_registers);
	manifest->lasts = px_arena_alloc(&run->arena, px_type_count * sizeof(*manifest->lasts));
	manifest->files =
		px_arena_alloc(&run->arena, (px_type_count + 2) * sizeof(*manifest->files));
	dump->parts = px_arena_alloc(&run->arena, (px_type_count + 2) * sizeof(*dump->parts));
	return find_home(dump, err) != 0 || prepare_folder(dump, err) != 0 ||
			       px_move_settings(run->store, put_setting, dump, err) != 0 ||
			       fill_lasts(dump, err) != 0
		       ? -1
		       : 0;
}

/*
 * The end: every file takes its place, the manifest last; those that the dump before had and this one
 * has not are removed.
 */
static bool
is_written(const struct dump *dump, const char *name)
{
	for (size_t i = 0; i < dump->manifest.file_count; i++)
		if (strcmp(dump->manifest.files[i].name, name) == 0)
			return true;
	return false;
}

static void
remove_others(struct dump *dump)
{
	for (size_t i = 0; dump->replaces && i < px_type_count; i++) {
		const char *name = px_move_file(&dump->run->arena, px_types[i]);

		if (!is_written(dump, name))
			unlink(px_arena_printf(&dump->run->arena, "%s/%s", dump->folder, name));
	}
}

static int
commit(struct dump *dump, struct px_err *err)
{
	for (size_t i = 0; i < dump->part_count; i++) {
		int changed = px_part_commit(&dump->parts[i], err);

		if (changed < 0)
			return -1;
		dump->written += changed;
	}
	remove_others(dump);
	return 0;
}

static int
write_all(struct dump *dump, struct px_err *err)
{
	px_progress_begin(dump->run, dump->folder, 0);
	for (size_t i = 0; i < px_type_count; i++)
		if (px_move_holds(px_types[i], dump->manifest.registers) &&
		    dump_type(dump, px_types[i], err) != 0)
			return -1;
	return dump_journal(dump, err) != 0 || dump_manifest(dump, err) != 0 ||
			       commit(dump, err) != 0
		       ? -1
		       : 0;
}

static int
say(struct dump *dump, struct px_err *err)
{
	struct px_value values[DUMP_FIELDS] = {
		[DUMP_FOLDER] = px_value_of_text(dump->folder),
		[DUMP_RECORDS] = px_value_of_number(dump->records),
		[DUMP_JOURNAL] = px_value_of_number(dump->manifest.seq),
		[DUMP_FILES] = px_value_of_number((int64_t)dump->part_count),
		[DUMP_WRITTEN] = px_value_of_number(dump->written),
	};
	struct px_record row = { &view_dump, values };
	struct px_sink *sink;

	if (!px_run_prints(dump->run)) {
		if (!dump->run->quiet)
			fprintf(dump->run->out,
				_("%s: %lld records, %lld lines of the journal; files written: "
				  "%lld of %zu\n"),
				dump->folder, (long long)dump->records,
				(long long)dump->manifest.seq, (long long)dump->written,
				dump->part_count);
		return 0;
	}
	sink = px_sink_open(dump->run, &view_dump, PX_SINK_ONE, err);
	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

static int
run_dump(struct px_run *run, struct px_err *err)
{
	struct dump dump = { .run = run };
	int result = -1;

	if (begin(&dump, err) == 0)
		result = write_all(&dump, err);
	for (size_t i = 0; i < dump.part_count; i++)
		px_part_abandon(&dump.parts[i]);
	px_progress_end(run);
	return result == 0 ? say(&dump, err) : -1;
}

static const struct px_example dump_examples[] = {
	{ "plexus dump --dir sauvegarde", N_("every record and the journal, in a folder") },
	{ NULL, NULL },
};

const struct px_verb px_verb_dump = {
	.name = "dump",
	.summary = N_("write the whole database as a folder of JSON Lines"),
	.details = N_("A file a type, sorted, and the journal as it is: the same records give the "
		      "same bytes, on every machine and from either engine, so that git and rsync "
		      "see what changed and nothing else.  Files that are the same are not written "
		      "again; .git and other files of the folder are left alone, and a folder that "
		      "is no dump is refused.  It is of one moment, whatever is written "
		      "meanwhile.\n"
		      "Contacts of patients stay sealed: keep the key (plexus key export) "
		      "elsewhere.  The national registers are left out, unless --registers: they "
		      "are public, and imported again.  plexus restore reads the folder."),
	.flags = PX_VERB_ONE | PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.options = (const struct px_option *const[]){ &opt_dir, &opt_registers, NULL },
	.output = &view_dump,
	.examples = dump_examples,
	.run = run_dump,
};
