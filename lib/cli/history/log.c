#include "cli/history/log.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/history/rows.h"
#include "cli/sink.h"
#include "io/json_in.h"
#include "store/journal.h"

static const struct px_option opt_from = { "from", 0, "SEQ", N_("from this line on") };
static const struct px_option opt_since = { "since", 's', "DATE", N_("not before") };
static const struct px_option opt_until = { "until", 'u', "DATE",
					    N_("not after: the whole of a day that it says") };
static const struct px_option opt_operations = {
	.name = "operations",
	.help = N_("a line for what each command did: what can be undone"),
	.output = &px_view_operation
};

const struct px_option *const px_log_options[] = { &opt_from, &opt_since, &opt_until,
						   &opt_operations, NULL };

struct reading {
	struct px_run *run;
	struct px_sink *sink;
	const struct px_type *type; /* only of this type, or NULL */
	const char *ending;         /* of the uid, or NULL */
	struct px_filters filters;  /* over the fields of the lines */
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

/* Filters that ask what a line says in a few words cost a look at both records. */
static bool
asks_what(const struct reading *reading)
{
	for (size_t i = 0; i < reading->filters.count; i++)
		if (!reading->filters.items[i].field ||
		    reading->filters.items[i].field == &px_view_log.fields[PX_LOG_WHAT])
			return true;
	return false;
}

static void
fill(const struct px_journal_line *line, const struct px_operation *operation,
     struct px_value values[PX_LOG_FIELDS])
{
	values[PX_LOG_SEQ] = px_value_of_number(line->seq);
	values[PX_LOG_AT] = px_value_of_text(line->at);
	values[PX_LOG_ACTOR] = px_value_of_text(line->actor);
	values[PX_LOG_COMMAND] = px_value_of_text(*operation->command ? operation->command : NULL);
	values[PX_LOG_CHANGE] = px_value_of_text(px_journal_change(line));
	values[PX_LOG_TYPE] = px_value_of_text(line->type);
	values[PX_LOG_UID] = px_value_of_text(line->uid);
	values[PX_LOG_WHAT] = (struct px_value){ .state = PX_UNSET };
	values[PX_LOG_OPERATION] = px_value_of_text(operation->uid);
	values[PX_LOG_UNDOES] = px_value_of_text(*operation->undoes ? operation->undoes : NULL);
	values[PX_LOG_BEFORE] = px_value_of_text(line->before);
	values[PX_LOG_AFTER] = px_value_of_text(line->after);
	values[PX_LOG_DIGEST] = px_value_of_text(line->digest);
	values[PX_LOG_CHAIN] = px_value_of_text(line->chain);
}

static bool
is_asked(const struct reading *reading, const struct px_journal_line *line)
{
	size_t length = strlen(line->uid), ending = reading->ending ? strlen(reading->ending) : 0;

	return (!reading->run->organization || line->organization == reading->run->organization) &&
	       (!reading->type || strcmp(line->type, reading->type->name) == 0) &&
	       ending <= length &&
	       (!ending || strcmp(line->uid + length - ending, reading->ending) == 0);
}

static int
passes(const struct reading *reading, const struct px_record *record, struct px_err *err)
{
	int got = 1;

	for (size_t i = 0; got == 1 && i < reading->filters.count; i++)
		got = px_filter_match(&reading->filters.items[i], record, err);
	return got;
}

/* 1 when the line is wanted, its values filled (but `what`, unless it is asked); 0; -1. */
static int
take_values(const struct reading *reading, const struct px_journal_line *line,
	    struct px_operation *operation, struct px_arena *arena, struct px_record *record,
	    struct px_err *err)
{
	struct px_buf what = PX_BUF_INIT;

	if (!is_asked(reading, line))
		return 0;
	px_journal_operation(line, operation);
	fill(line, operation, record->values);
	if (!reading->filters.count)
		return 1;
	if (asks_what(reading)) {
		put_what(line, arena, &what);
		if (what.length)
			record->values[PX_LOG_WHAT] =
				px_value_of_text(px_arena_strdup(arena, what.data));
		px_buf_release(&what);
	}
	return passes(reading, record, err);
}

static int
put_line(struct reading *reading, const struct px_journal_line *line, struct px_arena *arena,
	 struct px_record *record, struct px_err *err)
{
	struct px_buf what = PX_BUF_INIT;
	int result;

	put_what(line, arena, &what);
	record->values[PX_LOG_WHAT] = px_value_of_text(what.length ? what.data : NULL);
	result = px_sink_put(reading->sink, record, err);
	px_buf_release(&what);
	return result;
}

/* Before there is a sink, they are counted alone. */
static int
take_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct reading *reading = data;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_value values[PX_LOG_FIELDS];
	struct px_record record = { &px_view_log, values };
	struct px_operation operation;
	int got = take_values(reading, line, &operation, &arena, &record, err);

	if (got == 1 && reading->found++ >= reading->skip && reading->sink)
		got = put_line(reading, line, &arena, &record, err);
	px_arena_release(&arena);
	return got < 0 ? -1 : px_run_check(reading->run, err);
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

	struct px_buf all = PX_BUF_INIT;

	if (nearest)
		return px_err_set(err, PX_USAGE,
				  _("%s: no such type of record; did you mean \"%s\"?"), name,
				  nearest);
	for (size_t i = 0; i < px_type_count; i++)
		if (!(px_types[i]->flags & (PX_REGISTER | PX_INNER)))
			px_buf_printf(&all, "%s%s", i ? ", " : "", px_types[i]->name);
	px_err_set(err, PX_USAGE, _("%s: no such type of record, which are %s"), name, all.data);
	px_buf_release(&all);
	return -1;
}

static int
read_uid(struct reading *reading, const char *text, struct px_err *err)
{
	reading->ending = text;
	if (strspn(text, "0123456789abcdef-") < strlen(text))
		return unknown_type(text, err);
	if (strlen(text) < 6)
		return px_err_set(err, PX_USAGE,
				  _("%s: neither a type of record nor 6 characters of a uid: say "
				    "the type first (task 12)"),
				  text);
	return 0;
}

static int
read_record(struct reading *reading, const char *name, const char **uid, struct px_err *err)
{
	struct px_run *run = reading->run;
	struct px_record record;
	int64_t id;

	if (px_record_name(run->store, reading->type, run->organization, name, &id, err) != 0 ||
	    px_record_read(run->store, reading->type, id, &run->arena, &record, err) != 1)
		return -1;
	*uid = px_record_text(&record, PX_F_UID);
	return 0;
}

/* "task", "task:12", or a uid. */
static int
read_first(struct reading *reading, const char *text, const char **uid, struct px_err *err)
{
	const char *colon = strchr(text, ':');
	const char *type =
		colon ? px_arena_strndup(&reading->run->arena, text, (size_t)(colon - text)) : text;

	reading->type = px_log_type(type);
	if (!reading->type)
		return colon ? unknown_type(type, err) : read_uid(reading, text, err);
	return colon ? read_record(reading, colon + 1, uid, err) : 0;
}

/* What is asked: everything, a type, one record of a type, or a uid or its ending; and filters. */
static int
read_operands(struct reading *reading, const char **uid, struct px_err *err)
{
	struct px_run *run = reading->run;
	size_t plain = 0;

	*uid = NULL;
	for (size_t i = 0; i < run->operand_count; i++) {
		const char *operand = run->operands[i];
		int result;

		if (px_filter_is(operand))
			result = px_filters_add(&reading->filters, &px_view_log, operand,
						&run->world, &run->arena, err);
		else if (plain++ == 0)
			result = read_first(reading, operand, uid, err);
		else if (plain == 2 && reading->type && !*uid)
			result = read_record(reading, operand, uid, err);
		else
			result = px_err_set(err, PX_USAGE,
					    _("%s: one type of record, and one record of it, is "
					      "all that can be asked at once"),
					    operand);
		if (result != 0)
			return -1;
	}
	return 0;
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
		if (px_journal_read(reading->run->store, *from, uid, take_line, reading, err) != 0)
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

static int
print_lines(struct reading *reading, const char *uid, int64_t from, struct px_err *err)
{
	struct px_run *run = reading->run;

	reading->sink = px_sink_open(run, &px_view_log, PX_SINK_MANY, err);
	if (!reading->sink)
		return -1;
	if (px_journal_read(run->store, from, uid, take_line, reading, err) == 0 &&
	    (reading->found || !reading->ending))
		return px_sink_close(reading->sink, err);
	px_sink_abandon(reading->sink);
	if (reading->ending && !reading->found && err->code == PX_OK)
		px_err_set(err, PX_NOT_FOUND, _("%s: the journal knows no such uid"),
			   reading->ending);
	return -1;
}

/* --since and --until are filters, of any date that filters take. */
static int
read_times(struct px_run *run, const struct px_type *view, struct px_filters *filters,
	   struct px_err *err)
{
	const struct {
		const struct px_option *option;
		const char *compare;
	} times[] = { { &opt_since, ">=" }, { &opt_until, "<=" } };

	for (size_t i = 0; i < PX_COUNT(times); i++) {
		const char *value = px_option_value(run, times[i].option);

		if (value &&
		    px_filters_add(filters, view,
				   px_arena_printf(&run->arena, "at%s%s", times[i].compare, value),
				   &run->world, &run->arena, err) != 0) {
			px_err_prefix(err, "--%s", times[i].option->name);
			return -1;
		}
	}
	return 0;
}

static int
run_operations(struct px_run *run, struct px_err *err)
{
	struct px_filters filters = { NULL, 0, 0 };
	struct px_query query;
	int result;

	if (px_option_given(run, &opt_from))
		return px_err_set(err, PX_USAGE, _("--operations and --from: say one of them"));
	result = px_run_filters(run, &px_view_operation, 0, &query, &filters, err) != 0 ||
				 read_times(run, &px_view_operation, &filters, err) != 0 ||
				 px_run_operations(run, &filters, err) != 0
			 ? -1
			 : 0;
	px_filters_release(&filters);
	return result;
}

int
px_run_log(struct px_run *run, struct px_err *err)
{
	struct reading reading = { .run = run };
	const char *uid;
	int64_t from;
	int result;

	if (px_journal_settle(run->store, err) != 0)
		return -1;
	if (px_option_given(run, &opt_operations))
		return run_operations(run, err);
	result = read_operands(&reading, &uid, err) != 0 ||
				 read_times(run, &px_view_log, &reading.filters, err) != 0 ||
				 choose_lines(&reading, uid, &from, err) != 0 ||
				 print_lines(&reading, uid, from, err) != 0
			 ? -1
			 : 0;
	px_filters_release(&reading.filters);
	return result;
}
