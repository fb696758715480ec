/* Operands that name records: names, filters, and `-` for what standard input holds. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/program.h"
#include "io/json_in.h"
#include "store/query.h"

enum { INPUT_LIMIT = 256 * 1024 * 1024 };

struct ids {
	int64_t *items;
	size_t count, capacity;
};

/* Where names are looked up, and where their ids go. */
struct naming {
	struct px_run *run;
	const struct px_type *type;
	struct ids *ids;
};

static int
add_one(const struct naming *naming, const char *name, struct px_err *err)
{
	struct ids *ids = naming->ids;
	int64_t id;

	if (px_record_name(naming->run->store, naming->type, naming->run->organization, name, &id,
			   err) < 0)
		return -1;
	PX_GROW(ids->items, ids->count, ids->capacity);
	ids->items[ids->count++] = id;
	return 0;
}

/* "12" or "12,14": no key holds a comma. */
static int
add_name(const struct naming *naming, const char *name, struct px_err *err)
{
	char *copy = px_arena_strdup(&naming->run->arena, name), *next;

	for (char *part = copy; part; part = next) {
		next = strchr(part, ',');
		if (next)
			*next++ = '\0';
		if (add_one(naming, part, err) < 0)
			return -1;
	}
	return 0;
}

/* A JSON value names a record by itself, or by its uid, else its id. */
static int
add_node(const struct naming *naming, const struct px_json_node *node, struct px_err *err)
{
	const struct px_json_node *member = node;
	char digits[24];

	if (node->type == PX_JSON_OBJECT) {
		member = px_json_member(node, "uid");
		if (!member || member->type == PX_JSON_NULL)
			member = px_json_member(node, "id");
	}
	if (member && member->type == PX_JSON_STRING)
		return add_name(naming, member->string, err);
	if (member && member->type == PX_JSON_INTEGER) {
		snprintf(digits, sizeof(digits), "%lld", (long long)member->integer);
		return add_name(naming, digits, err);
	}
	return px_err_set(err, PX_USAGE, _("neither uid nor id there"));
}

static int
add_array(const struct naming *naming, const struct px_json_node *node, struct px_err *err)
{
	for (size_t i = 0; i < node->count; i++)
		if (add_node(naming, &node->items[i], err) < 0) {
			px_err_prefix(err, "%s:%ld", _("standard input"), node->items[i].line);
			return -1;
		}
	return 0;
}

static int
add_line(const struct naming *naming, char *line, size_t number, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	const struct px_json_node *node;
	struct px_err why = PX_ERR_INIT;
	int status;

	line = px_text_trim(line);
	if (!*line)
		return 0;
	if (*line == '{') {
		node = px_json_parse(&arena, line, strlen(line), _("standard input"), &why);
		status = node ? add_node(naming, node, err)
			      : px_err_set(err, PX_USAGE, _("not a JSON object: %s"), line);
	} else {
		status = add_name(naming, line, err);
	}
	if (status < 0)
		px_err_prefix(err, "%s:%zu", _("standard input"), number);
	px_arena_release(&arena);
	return status;
}

static int
add_lines(const struct naming *naming, struct px_buf *input, struct px_err *err)
{
	char separator = px_option_given(naming->run, &px_opt_null) ? '\0' : '\n', *end;
	char *stop = input->data + input->length;
	size_t number = 0;

	for (char *line = input->data; line < stop; line = end + 1) {
		end = memchr(line, separator, (size_t)(stop - line));
		if (!end)
			end = stop;
		*end = '\0';
		if (add_line(naming, line, ++number, err) < 0)
			return -1;
	}
	return 0;
}

static int
read_input(const struct px_run *run, struct px_buf *input, struct px_err *err)
{
	char block[65536];
	ssize_t length;

	if (isatty(STDIN_FILENO))
		return px_err_set(
			err, PX_USAGE,
			_("standard input is a terminal: pipe ids, uids or JSON into it"));
	while ((length = read(STDIN_FILENO, block, sizeof(block))) > 0) {
		px_buf_add(input, block, (size_t)length);
		if (input->length > INPUT_LIMIT)
			return px_err_set(err, PX_USAGE, _("standard input is too long"));
	}
	if (px_run_check(run, err) < 0)
		return -1;
	return length == 0
		       ? 0
		       : px_err_set(err, PX_SYSTEM, _("standard input: %s"), px_errno_text(errno));
}

/* One JSON document (an array of records, or one spread over lines), else a name a line. */
static int
add_input(const struct naming *naming, struct px_err *err)
{
	struct px_buf input = PX_BUF_INIT;
	struct px_arena arena = PX_ARENA_INIT;
	const struct px_json_node *node = NULL;
	struct px_err why = PX_ERR_INIT;
	char first;
	int status = -1;

	if (read_input(naming->run, &input, err) < 0)
		goto out;
	first = input.data[strspn(input.data, " \t\r\n")];
	if (first == '[' || first == '{')
		node = px_json_parse(&arena, input.data, input.length, _("standard input"), &why);
	if (node && node->type == PX_JSON_ARRAY)
		status = add_array(naming, node, err);
	else if (node)
		status = add_node(naming, node, err);
	else if (first == '[')
		*err = why;
	else
		status = add_lines(naming, &input, err);
out:
	px_arena_release(&arena);
	px_buf_release(&input);
	return status;
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Each once, where it came first. */
static void
drop_repeats(struct ids *ids)
{
	size_t capacity = 16, kept = 0;
	int64_t *seen;

	while (capacity < 2 * ids->count)
		capacity *= 2;
	seen = px_calloc(capacity, sizeof(*seen)); /* ids begin at 1: 0 is a free place */
	for (size_t i = 0; i < ids->count; i++) {
		size_t place = (size_t)ids->items[i] * 2654435761u & (capacity - 1);

		while (seen[place] && seen[place] != ids->items[i])
			place = (place + 1) & (capacity - 1);
		if (!seen[place]) {
			seen[place] = ids->items[i];
			ids->items[kept++] = ids->items[i];
		}
	}
	ids->count = kept;
	free(seen);
}

/* The ids of the records that satisfy all the filters. */
static int
find_filtered(struct px_run *run, const struct px_type *type, const struct px_filters *filters,
	      struct ids *out, struct px_err *err)
{
	bool *wanted = px_arena_alloc(&run->arena, type->field_count * sizeof(*wanted));
	struct px_query query = {
		.type = type,
		.organization = run->organization,
		.filters = filters->items,
		.filter_count = filters->count,
		.limit = -1,
		.world = &run->world,
		.wanted = wanted,
	};
	struct px_cursor *cursor;
	struct px_record record;
	int status;

	wanted[PX_F_ID] = true;
	cursor = px_query_open(run->store, &query, err);
	if (!cursor)
		return -1;
	while ((status = px_query_next(cursor, &record, err)) == 1) {
		PX_GROW(out->items, out->count, out->capacity);
		out->items[out->count++] = record.values[PX_F_ID].number;
	}
	px_query_close(cursor);
	return status;
}

/* With names as well, filters keep those of the named records that satisfy them. */
static void
keep_common(struct ids *named, struct ids *filtered)
{
	size_t kept = 0;

	if (filtered->count)
		qsort(filtered->items, filtered->count, sizeof(*filtered->items), compare_ids);
	for (size_t i = 0; i < named->count; i++)
		if (filtered->count && bsearch(&named->items[i], filtered->items, filtered->count,
					       sizeof(*filtered->items), compare_ids))
			named->items[kept++] = named->items[i];
	named->count = kept;
}

static int
ask_for_many(struct px_run *run, const struct px_type *type, size_t count, struct px_err *err)
{
	int answer;

	if (count < 2 || !(run->verb->flags & PX_VERB_CHANGES))
		return 0;
	answer = px_confirm(run, err, _("%s %zu records (%s)"), run->verb->name, count,
			    _(type->label));
	if (answer == 0)
		px_err_set(err, PX_FAILED, _("nothing was changed"));
	return answer == 1 ? 0 : -1;
}

/* Sort the operands out: filters to one side, ids of what is named to the other. */
static int
gather(const struct naming *naming, char *const *words, size_t count, struct px_filters *filters,
       size_t *names, struct px_err *err)
{
	struct px_run *run = naming->run;
	bool stdin_read = false;

	for (size_t i = 0; i < count; i++) {
		int status;

		if (strcmp(words[i], "-") == 0) {
			status = stdin_read ? px_err_set(err, PX_USAGE, _("`-` is given twice"))
					    : add_input(naming, err);
			stdin_read = true;
			++*names;
		} else if (px_filter_is(words[i])) {
			status = px_filters_add(filters, naming->type, words[i], &run->world,
						&run->arena, err);
		} else {
			status = add_name(naming, words[i], err);
			++*names;
		}
		if (status < 0)
			return -1;
	}
	return 0;
}

/* The ids move to the run's arena. */
static void
hand_over(struct px_run *run, const struct ids *from, int64_t **ids, size_t *count)
{
	*count = from->count;
	*ids = px_arena_alloc(&run->arena, (from->count + 1) * sizeof(**ids));
	if (from->count)
		memcpy(*ids, from->items, from->count * sizeof(**ids));
}

static int
find_records(struct px_run *run, const struct px_type *type, char *const *words, size_t word_count,
	     int64_t **ids, size_t *count, struct px_err *err)
{
	struct ids named = { 0 }, filtered = { 0 };
	struct naming naming = { run, type, &named };
	struct px_filters filters = { 0 };
	size_t names = 0;
	int status = -1;

	if (gather(&naming, words, word_count, &filters, &names, err) < 0)
		goto out;
	if (filters.count && find_filtered(run, type, &filters, &filtered, err) < 0)
		goto out;
	if (filters.count && names)
		keep_common(&named, &filtered);
	drop_repeats(&named);
	hand_over(run, names ? &named : &filtered, ids, count);
	status = names ? 0 : ask_for_many(run, type, *count, err);
out:
	px_filters_release(&filters);
	free(named.items);
	free(filtered.items);
	return status;
}

int
px_run_records(struct px_run *run, const struct px_type *type, size_t first_operand, int64_t **ids,
	       size_t *count, struct px_err *err)
{
	if (first_operand >= run->operand_count)
		return px_err_set(err, PX_USAGE,
				  _("%s needs a %s: its id, key or uid, or a filter"),
				  run->verb->name, _(type->label));
	return find_records(run, type, run->operands + first_operand,
			    run->operand_count - first_operand, ids, count, err);
}

int
px_run_names(struct px_run *run, const struct px_type *type, char *const *names, size_t count,
	     int64_t **ids, size_t *id_count, struct px_err *err)
{
	return find_records(run, type, names, count, ids, id_count, err);
}
