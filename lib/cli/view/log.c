#include "cli/view/log.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/sink.h"
#include "io/json_in.h"
#include "store/journal.h"

enum {
	LOG_SEQ,
	LOG_AT,
	LOG_ACTOR,
	LOG_COMMAND,
	LOG_CHANGE,
	LOG_TYPE,
	LOG_UID,
	LOG_WHAT,
	LOG_OPERATION,
	LOG_UNDOES,
	LOG_BEFORE,
	LOG_AFTER,
	LOG_DIGEST,
	LOG_CHAIN,
	LOG_FIELDS,
};

static const struct px_field log_fields[] = {
	[LOG_SEQ] = { "seq", &px_kind_integer, PX_COLUMN | PX_REQUIRED, N_("number of the line") },
	[LOG_AT] = { "at", &px_kind_instant, PX_COLUMN | PX_REQUIRED, N_("when") },
	[LOG_ACTOR] = { "actor", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("who") },
	[LOG_COMMAND] = { "command", &px_kind_text, PX_COLUMN,
			  N_("what did it: program and verb (task-add)") },
	[LOG_CHANGE] = { "change", &px_kind_word, PX_COLUMN | PX_REQUIRED,
			 N_("add, edit or remove"), NULL, px_changes },
	[LOG_TYPE] = { "type", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("type of the record") },
	[LOG_UID] = { "uid", &px_kind_text, PX_REQUIRED, N_("the record's uid") },
	[LOG_WHAT] = { "what", &px_kind_text, PX_COLUMN,
		       N_("its title, or what became of each field that changed") },
	[LOG_OPERATION] = { "operation", &px_kind_text, PX_REQUIRED,
			    N_("the uid of what the command did, the same on all its lines") },
	[LOG_UNDOES] = { "undoes", &px_kind_text, 0,
			 N_("of undo and redo: the operation undone, or done again") },
	[LOG_BEFORE] = { "before", &px_kind_json, 0, N_("the record before") },
	[LOG_AFTER] = { "after", &px_kind_json, 0, N_("the record after") },
	[LOG_DIGEST] = { "digest", &px_kind_text, PX_REQUIRED, N_("SHA-256 of the line") },
	[LOG_CHAIN] = { "chain", &px_kind_text, PX_REQUIRED,
			N_("SHA-256 of the chain before and the digest") },
};

const struct px_type px_view_log = {
	.name = "journal",
	.plural = "journal",
	.label = N_("line of the journal"),
	.help = N_("one change of one record"),
	.flags = PX_VIEW,
	.fields = log_fields,
	.field_count = PX_COUNT(log_fields),
};

static const struct px_option opt_from = { "from", 0, "SEQ", N_("from this line on") };

const struct px_option *const px_log_options[] = { &opt_from, NULL };

struct reading {
	struct px_run *run;
	struct px_sink *sink;
	const struct px_type *type; /* only of this type, or NULL */
	const char *ending;         /* of the uid, or NULL */
	int64_t found;              /* lines that are wanted, those that are skipped included */
	int64_t skip;               /* wanted lines that older ones are before the last N */
};

/*
 * What a line says in a few words.
 */
static void
put_value(const struct px_json_node *node, struct px_buf *out)
{
	if (!node || node->type == PX_JSON_NULL)
		px_buf_puts(out, "∅");
	else if (node->type == PX_JSON_BOOL)
		px_buf_puts(out, node->integer ? "true" : "false");
	else if (node->type == PX_JSON_ARRAY && node->count == 0)
		px_buf_puts(out, "∅");
	else if (node->type == PX_JSON_ARRAY)
		for (size_t i = 0; i < node->count; i++) {
			px_buf_puts(out, i ? "," : "");
			put_value(&node->items[i], out);
		}
	else
		px_buf_puts(out, node->string ? node->string : "");
}

/* The field that people call it by. */
static void
put_title(const char *type_name, const struct px_json_node *record, struct px_buf *out)
{
	const struct px_type *type = px_type_find(type_name);

	for (size_t i = PX_F_OWN; type && i < type->field_count; i++)
		if (type->fields[i].flags & PX_TITLE)
			put_value(px_json_member(record, type->fields[i].name), out);
}

static void
put_changes(const struct px_json_node *before, const struct px_json_node *after, struct px_buf *out)
{
	struct px_buf old = PX_BUF_INIT, new = PX_BUF_INIT;

	for (size_t i = 0; i < after->count; i++) {
		const char *name = after->items[i].key;

		px_buf_clear(&old);
		px_buf_clear(&new);
		put_value(px_json_member(before, name), &old);
		put_value(&after->items[i], &new);
		if (strcmp(name, "updated") != 0 && strcmp(old.data, new.data) != 0)
			px_buf_printf(out, "%s%s: %s → %s", out->length ? "; " : "", name, old.data,
				      new.data);
	}
	px_buf_release(&old);
	px_buf_release(&new);
}

static void
put_what(const struct px_journal_line *line, struct px_arena *arena, struct px_buf *out)
{
	struct px_err ignored = PX_ERR_INIT;
	const struct px_json_node *before = NULL, *after = NULL;

	if (line->before)
		before = px_json_parse(arena, line->before, strlen(line->before), "before",
				       &ignored);
	if (line->after)
		after = px_json_parse(arena, line->after, strlen(line->after), "after", &ignored);
	if (before && after)
		put_changes(before, after, out);
	else if (before || after)
		put_title(line->type, before ? before : after, out);
}

static bool
is_wanted(const struct reading *reading, const struct px_journal_line *line)
{
	size_t length = strlen(line->uid), ending = reading->ending ? strlen(reading->ending) : 0;

	return (!reading->run->organization || line->organization == reading->run->organization) &&
	       (!reading->type || strcmp(line->type, reading->type->name) == 0) &&
	       ending <= length &&
	       (!ending || strcmp(line->uid + length - ending, reading->ending) == 0);
}

static int
take_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct reading *reading = data;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_buf what = PX_BUF_INIT;
	struct px_value values[LOG_FIELDS];
	struct px_record record = { &px_view_log, values };
	struct px_operation operation;
	int result;

	if (!is_wanted(reading, line) || reading->found++ < reading->skip)
		return 0;
	px_journal_operation(line, &operation);
	put_what(line, &arena, &what);
	values[LOG_SEQ] = px_value_of_number(line->seq);
	values[LOG_AT] = px_value_of_text(line->at);
	values[LOG_ACTOR] = px_value_of_text(line->actor);
	values[LOG_COMMAND] = px_value_of_text(*operation.command ? operation.command : NULL);
	values[LOG_CHANGE] = px_value_of_text(px_journal_change(line));
	values[LOG_OPERATION] = px_value_of_text(operation.uid);
	values[LOG_UNDOES] = px_value_of_text(*operation.undoes ? operation.undoes : NULL);
	values[LOG_TYPE] = px_value_of_text(line->type);
	values[LOG_UID] = px_value_of_text(line->uid);
	values[LOG_WHAT] = px_value_of_text(what.length ? what.data : NULL);
	values[LOG_BEFORE] = px_value_of_text(line->before);
	values[LOG_AFTER] = px_value_of_text(line->after);
	values[LOG_DIGEST] = px_value_of_text(line->digest);
	values[LOG_CHAIN] = px_value_of_text(line->chain);
	result = px_sink_put(reading->sink, &record, err);
	px_buf_release(&what);
	px_arena_release(&arena);
	return result;
}

static const char *
type_name(const void *unused, size_t i)
{
	(void)unused;
	return i < px_type_count ? px_types[i]->name : NULL;
}

const char *
px_log_operand(struct px_run *run, size_t at, size_t i)
{
	(void)run;
	return at == 0 ? type_name(NULL, i) : NULL;
}

static int
unknown_type(const char *name, struct px_err *err)
{
	const char *nearest = px_text_nearest(name, type_name, NULL);

	return px_err_set(err, PX_USAGE,
			  nearest ? _("%s: no such type of record; did you mean \"%s\"?")
				  : _("%s: no such type of record"),
			  name, nearest);
}

/* What is asked: everything, a type, one record of a type, or a uid or its ending. */
static int
read_operands(struct reading *reading, const char **uid, struct px_err *err)
{
	struct px_run *run = reading->run;
	struct px_record record;
	int64_t id;

	*uid = NULL;
	if (!run->operand_count)
		return 0;
	reading->type = px_type_find(run->operands[0]);
	if (run->operand_count == 1) {
		reading->ending = reading->type ? NULL : run->operands[0];
		if (reading->ending &&
		    strspn(reading->ending, "0123456789abcdef-") < strlen(reading->ending))
			return unknown_type(reading->ending, err);
		if (reading->ending && strlen(reading->ending) < 6)
			return px_err_set(
				err, PX_USAGE,
				_("%s: neither a type of record nor 6 characters of a uid: say "
				  "the type first (task 12)"),
				run->operands[0]);
		return 0;
	}
	if (!reading->type)
		return unknown_type(run->operands[0], err);
	if (px_record_name(run->store, reading->type, run->organization, run->operands[1], &id,
			   err) != 0 ||
	    px_record_read(run->store, reading->type, id, &run->arena, &record, err) != 1)
		return -1;
	*uid = px_record_text(&record, PX_F_UID);
	return 0;
}

static int
count_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct reading *reading = data;

	reading->found += is_wanted(reading, line);
	return px_run_check(reading->run, err);
}

/* Where the last `limit` of the wanted lines begin: looked for from the end, further each time. */
static int
find_last(struct reading *reading, const char *uid, int64_t limit, int64_t *from,
	  struct px_err *err)
{
	enum { FIRST_LOOK = 256, FURTHER = 8 };
	int64_t last, look = FIRST_LOOK + limit;

	if (px_journal_last(reading->run->store, &last, err) != 0)
		return -1;
	for (;; look *= FURTHER) {
		*from = last > look ? last - look + 1 : 1;
		reading->found = 0;
		if (px_journal_read(reading->run->store, *from, uid, count_line, reading, err) != 0)
			return -1;
		if (reading->found >= limit || *from == 1)
			break;
	}
	reading->skip = reading->found > limit ? reading->found - limit : 0;
	reading->found = 0;
	return 0;
}

/* --limit alone asks for the newest lines, as people do; with --from or --sort it cuts the end. */
static int
choose_lines(struct reading *reading, const char *uid, int64_t *from, struct px_err *err)
{
	struct px_run *run = reading->run;
	int64_t limit;

	if (px_option_number(run, &opt_from, 1, INT64_MAX, 1, from, err) != 0 ||
	    px_option_number(run, &px_opt_limit, 0, INT64_MAX / 64, -1, &limit, err) != 0)
		return -1;
	if (limit < 0 || px_option_given(run, &opt_from) || px_option_given(run, &px_opt_sort))
		return 0;
	return find_last(reading, uid, limit, from, err);
}

int
px_run_log(struct px_run *run, struct px_err *err)
{
	struct reading reading = { .run = run };
	const char *uid;
	int64_t from;

	if (read_operands(&reading, &uid, err) != 0 || choose_lines(&reading, uid, &from, err) != 0)
		return -1;
	reading.sink = px_sink_open(run, &px_view_log, PX_SINK_MANY, err);
	if (!reading.sink)
		return -1;
	if (px_journal_read(run->store, from, uid, take_line, &reading, err) == 0 &&
	    (reading.found || !reading.ending))
		return px_sink_close(reading.sink, err);
	px_sink_abandon(reading.sink);
	if (reading.ending && !reading.found && err->code == PX_OK)
		px_err_set(err, PX_NOT_FOUND, _("%s: the journal knows no such uid"),
			   reading.ending);
	return -1;
}
