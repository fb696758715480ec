#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "base/uid.h"
#include "cli/move/move.h"
#include "io/json_in.h"
#include "store/schema.h"

/*
 * Out.
 */
static void
put_files(const struct px_manifest *manifest, struct px_json *json)
{
	px_json_key(json, "files");
	px_json_open(json, '{');
	for (size_t i = 0; i < manifest->file_count; i++) {
		px_json_key(json, manifest->files[i].name);
		px_json_open(json, '{');
		px_json_key(json, "lines");
		px_json_number(json, manifest->files[i].lines);
		px_json_key(json, "sha256");
		px_json_string(json, manifest->files[i].sha256);
		px_json_close(json, '}');
	}
	px_json_close(json, '}');
}

static void
put_facts(const struct px_manifest *manifest, struct px_json *json)
{
	px_json_key(json, "format");
	px_json_number(json, manifest->format);
	px_json_key(json, "schema");
	px_json_number(json, manifest->schema);
	px_json_key(json, "home");
	px_json_string(json, manifest->home);
	px_json_key(json, "registers");
	px_json_bool(json, manifest->registers);
	px_json_key(json, "journal");
	px_json_open(json, '{');
	px_json_key(json, "seq");
	px_json_number(json, manifest->seq);
	px_json_key(json, "chain");
	px_json_string(json, manifest->chain);
	px_json_close(json, '}');
}

void
px_manifest_put(const struct px_manifest *manifest, struct px_buf *out)
{
	struct px_json json = PX_JSON_INIT(out);

	json.pretty = true;
	px_json_open(&json, '{');
	put_facts(manifest, &json);
	px_json_key(&json, "settings");
	px_json_open(&json, '{');
	for (size_t i = 0; i < manifest->setting_count; i++) {
		px_json_key(&json, manifest->settings[i].name);
		px_json_string(&json, manifest->settings[i].value);
	}
	px_json_close(&json, '}');
	px_json_key(&json, "last");
	px_json_open(&json, '{');
	for (size_t i = 0; i < manifest->last_count; i++) {
		px_json_key(&json, manifest->lasts[i].type);
		px_json_number(&json, manifest->lasts[i].last);
	}
	px_json_close(&json, '}');
	put_files(manifest, &json);
	px_json_close(&json, '}');
	px_buf_putc(out, '\n');
}

/*
 * In.
 */
struct reading {
	const char *path;
	struct px_arena *arena;
	struct px_err *err;
};

static const struct px_json_node *
member(const struct reading *reading, const struct px_json_node *from, const char *name,
       enum px_json_type type)
{
	const struct px_json_node *node = px_json_member(from, name);

	if (node && node->type == type)
		return node;
	px_err_set(reading->err, PX_REJECTED,
		   _("%s:%ld: %s: is missing or wrong: take the file as the dump wrote it"),
		   reading->path, from->line, name);
	return NULL;
}

static int
take_number(const struct reading *reading, const struct px_json_node *from, const char *name,
	    int64_t *out)
{
	const struct px_json_node *node = member(reading, from, name, PX_JSON_INTEGER);

	if (!node || node->integer < 0)
		return node ? px_err_set(reading->err, PX_REJECTED, _("%s:%ld: %s: is negative"),
					 reading->path, node->line, name)
			    : -1;
	*out = node->integer;
	return 0;
}

static int
take_hash(const struct reading *reading, const struct px_json_node *from, const char *name,
	  char out[PX_HASH_SIZE])
{
	const struct px_json_node *node = member(reading, from, name, PX_JSON_STRING);

	if (!node)
		return -1;
	if (strlen(node->string) != PX_HASH_SIZE - 1 ||
	    strspn(node->string, "0123456789abcdef") != PX_HASH_SIZE - 1)
		return px_err_set(reading->err, PX_REJECTED,
				  _("%s:%ld: %s: is no SHA-256 in hexadecimal"), reading->path,
				  node->line, name);
	memcpy(out, node->string, PX_HASH_SIZE);
	return 0;
}

static int
take_facts(const struct reading *reading, const struct px_json_node *root, struct px_manifest *out)
{
	const struct px_json_node *home, *journal, *registers;

	if (take_number(reading, root, "format", &out->format) != 0 ||
	    take_number(reading, root, "schema", &out->schema) != 0)
		return -1;
	if (out->format > PX_MOVE_FORMAT || out->schema > PX_SCHEMA_VERSION)
		return px_err_set(reading->err, PX_REJECTED,
				  _("%s: was written by a newer plexus (format %lld, schema %lld; "
				    "this one knows %d and %d): upgrade plexus"),
				  reading->path, (long long)out->format, (long long)out->schema,
				  PX_MOVE_FORMAT, PX_SCHEMA_VERSION);
	home = member(reading, root, "home", PX_JSON_STRING);
	journal = member(reading, root, "journal", PX_JSON_OBJECT);
	registers = member(reading, root, "registers", PX_JSON_BOOL);
	if (!home || !journal || !registers)
		return -1;
	out->home = home->string;
	out->registers = registers->integer != 0;
	if (!px_uid_valid(out->home))
		return px_err_set(reading->err, PX_REJECTED, _("%s:%ld: home: %s: is no uid"),
				  reading->path, home->line, out->home);
	return take_number(reading, journal, "seq", &out->seq) != 0 ||
			       take_hash(reading, journal, "chain", out->chain) != 0
		       ? -1
		       : 0;
}

static int
take_settings(const struct reading *reading, const struct px_json_node *root,
	      struct px_manifest *out)
{
	const struct px_json_node *node = member(reading, root, "settings", PX_JSON_OBJECT);

	if (!node)
		return -1;
	out->settings = px_arena_alloc(reading->arena, (node->count + 1) * sizeof(*out->settings));
	for (size_t i = 0; i < node->count; i++) {
		const struct px_json_node *item =
			member(reading, node, node->items[i].key, PX_JSON_STRING);

		if (!item)
			return -1;
		out->settings[out->setting_count++] =
			(struct px_move_pair){ item->key, item->string };
	}
	return 0;
}

static int
take_lasts(const struct reading *reading, const struct px_json_node *root, struct px_manifest *out)
{
	const struct px_json_node *node = member(reading, root, "last", PX_JSON_OBJECT);

	if (!node)
		return -1;
	out->lasts = px_arena_alloc(reading->arena, (node->count + 1) * sizeof(*out->lasts));
	for (size_t i = 0; i < node->count; i++) {
		struct px_move_last *last = &out->lasts[out->last_count++];

		last->type = node->items[i].key;
		if (take_number(reading, node, last->type, &last->last) != 0)
			return -1;
	}
	return 0;
}

static int
take_files(const struct reading *reading, const struct px_json_node *root, struct px_manifest *out)
{
	const struct px_json_node *node = member(reading, root, "files", PX_JSON_OBJECT);

	if (!node)
		return -1;
	out->files = px_arena_alloc(reading->arena, (node->count + 1) * sizeof(*out->files));
	for (size_t i = 0; i < node->count; i++) {
		struct px_move_sum *sum = &out->files[out->file_count++];
		const struct px_json_node *item =
			member(reading, node, node->items[i].key, PX_JSON_OBJECT);

		if (!item)
			return -1;
		sum->name = item->key;
		if (take_number(reading, item, "lines", &sum->lines) != 0 ||
		    take_hash(reading, item, "sha256", sum->sha256) != 0)
			return -1;
	}
	return 0;
}

int
px_manifest_read(struct px_arena *arena, const char *folder, struct px_manifest *out,
		 struct px_err *err)
{
	struct reading reading = { px_arena_printf(arena, "%s/" PX_MOVE_MANIFEST, folder), arena,
				   err };
	struct px_err why = PX_ERR_INIT;
	const struct px_json_node *root = px_json_parse_file(arena, reading.path, &why);

	*out = (struct px_manifest){ 0 };
	if (!root && access(folder, F_OK) == 0 && access(reading.path, F_OK) != 0) {
		if (errno == ENOENT)
			return px_err_set(err, PX_NOT_FOUND,
					  _("%s: is missing: the folder is no dump"), reading.path);
		if (errno == ENOTDIR)
			return px_err_set(err, PX_NOT_FOUND,
					  _("%s: is no folder that plexus dump wrote; a copy that "
					    "plexus backup made is named with --db, or put in the "
					    "database's place"),
					  folder);
	}
	if (!root && why.code != PX_FAILED)
		return px_err_copy(err, &why);
	if (!root || root->type != PX_JSON_OBJECT)
		return px_err_set(err, PX_REJECTED, _("%s: is not the manifest of a dump%s%s"),
				  reading.path, root ? "" : ": ", why.message);
	return take_facts(&reading, root, out) != 0 || take_settings(&reading, root, out) != 0 ||
			       take_lasts(&reading, root, out) != 0 ||
			       take_files(&reading, root, out) != 0
		       ? -1
		       : 0;
}

const char *
px_move_file(struct px_arena *arena, const struct px_type *type)
{
	return px_arena_printf(arena, "%s" PX_MOVE_ENDING, type->name);
}
