/*
 * Completion: the shells ask the program.  `plexus-task --complete -- WORD…` prints what may stand
 * in place of the last word, one candidate a line: verbs, options, their words, fields, keys of
 * records of the database.  With --titles, for shells that show them, what each is after a tab.  It never writes an error: a completion that fails offers nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/config.h"
#include "cli/dispatch.h"
#include "cli/help.h"
#include "cli/import.h"
#include "cli/help/complete_part.h"
#include "cli/setup.h"
#include "cli/sink.h"

enum { NAME_SIZE = 64, KEYS_LIMIT = 2000, TERMS_LIMIT = 8 };

bool
px_complete_offer(const struct px_asking *asking, const char *candidate, const char *title)
{
	const char *rest = asking->last + asking->before;

	if (strncmp(candidate, rest, strlen(rest)) != 0)
		return false;
	printf("%.*s%s", (int)asking->before, asking->last, candidate);
	if (asking->titles && title && *title)
		printf("\t%s", title);
	putchar('\n');
	return true;
}

static bool
offer(const struct px_asking *asking, const char *candidate)
{
	return px_complete_offer(asking, candidate, NULL);
}

/* Open the database that the words before name; false when it cannot be. */
static bool
open_store(const struct px_asking *asking)
{
	static const struct px_verb reader = { .name = "complete", .access = PX_ACCESS_READ };
	struct px_run *run = asking->run;
	struct px_config config;
	struct px_err ignored = PX_ERR_INIT;

	if (run->store)
		return true;
	if (px_config_read(&run->arena, &config, &ignored) < 0)
		return false;
	run->verb = asking->verb;
	if (px_options_parse(run, asking->words, asking->count, &ignored) < 0)
		run->given_count = 0;
	run->verb = &reader;
	run->verbose = false;
	unsetenv("PLEXUS_USER"); /* whether that person exists is not asked here */
	config.as = NULL;
	return px_run_setup(run, &config, &ignored) == 0;
}

static bool
offer_record(const struct px_asking *asking, const struct px_record *record,
	     const struct px_field *key)
{
	const struct px_world *world = &asking->run->world;
	struct px_buf text = PX_BUF_INIT, what = PX_BUF_INIT;
	bool offered;

	px_value_print(world, key, &record->values[px_field_index(record->type, key)],
		       PX_STYLE_MACHINE, &text);
	if (asking->titles)
		px_record_title(world, record, &what);
	offered = px_complete_offer(asking, text.data,
				    what.length && strcmp(what.data, text.data) != 0 ? what.data
										     : NULL);
	px_buf_release(&text);
	px_buf_release(&what);
	return offered;
}

static void
read_records(const struct px_asking *asking, const struct px_query *query,
	     const struct px_field *key)
{
	struct px_err ignored = PX_ERR_INIT;
	struct px_cursor *cursor = px_query_open(asking->run->store, query, &ignored);
	struct px_record record;
	size_t offered = 0;

	while (cursor && offered < KEYS_LIMIT && px_query_next(cursor, &record, &ignored) == 1)
		offered += offer_record(asking, &record, key);
	px_query_close(cursor);
}

/* The terms of `applies` that are of this type. */
static int
read_terms(const struct px_asking *asking, const struct px_type *type, const char *applies,
	   struct px_filters *filters)
{
	struct px_run *run = asking->run;
	struct px_err ignored = PX_ERR_INIT;
	char *terms[TERMS_LIMIT];
	size_t count = applies ? px_text_split(px_arena_strdup(&run->arena, applies), ' ', terms,
					       TERMS_LIMIT)
			       : 0;

	for (size_t i = 0; i < count; i++) {
		char *colon = strchr(terms[i], ':');
		const struct px_type *of = asking->type;

		if (colon) {
			*colon = '\0';
			of = px_type_find(terms[i]);
		}
		if (of == type && px_filters_add(filters, type, colon ? colon + 1 : terms[i],
						 &run->world, &run->arena, &ignored) != 0)
			return -1;
	}
	return 0;
}

void
px_complete_records(const struct px_asking *asking, const struct px_type *type, const char *applies)
{
	const struct px_field *key =
		type ? px_field_find(type, type->key ? type->key : "id") : NULL;
	struct px_query query = { .type = type, .limit = -1 };
	struct px_filters filters = { 0 };
	bool *wanted;

	if (!key || !open_store(asking))
		return;
	if (strcmp(key->name, "uid") == 0)
		key = &type->fields[PX_F_ID];
	wanted = px_arena_alloc(&asking->run->arena, type->field_count * sizeof(*wanted));
	for (size_t i = 0; i < type->field_count; i++)
		wanted[i] = &type->fields[i] == key || (asking->titles && i >= PX_F_OWN &&
							px_record_titles(type, &type->fields[i]));
	query.wanted = wanted;
	query.organization = asking->run->organization;
	query.world = &asking->run->world;
	if (read_terms(asking, type, applies, &filters) == 0) {
		query.filters = filters.items;
		query.filter_count = filters.count;
		read_records(asking, &query, key);
	}
	px_filters_release(&filters);
}

void
px_complete_word(const struct px_asking *asking, const char *word)
{
	const char *rest = asking->last + asking->before, *sign = strchr(word, '=');
	const char *settled = strrchr(rest, ',');
	struct px_asking inside = *asking;
	size_t name = sign ? (size_t)(sign + 1 - word) : 0;

	/* "sas=", and only once that is written what it may be. */
	if (sign && (strchr(rest, '=') != NULL) == (sign[1] == '\0'))
		return;
	if (settled && strncmp(word, rest, name) == 0) {
		inside.before = (size_t)(settled + 1 - asking->last);
		word += name;
	}
	offer(&inside, word);
}

/* A list goes on after its last comma. */
static void
skip_settled(struct px_asking *asking)
{
	const char *comma = strrchr(asking->last + asking->before, ',');

	if (comma)
		asking->before = (size_t)(comma + 1 - asking->last);
}

static void
offer_field_values(struct px_asking *asking, const struct px_field *field)
{
	const char *word;

	skip_settled(asking);
	for (size_t i = 0; field->words && field->words[i]; i++)
		offer(asking, field->words[i]);
	for (size_t i = 0;
	     !field->words && field->kind->word && (word = field->kind->word(field, i)); i++)
		offer(asking, word);
	if (field->target)
		px_complete_records(asking, px_type_find(field->target), NULL);
}

static void
offer_field_names(struct px_asking *asking, const struct px_type *type)
{
	const char *rest;

	skip_settled(asking);
	rest = asking->last + asking->before;
	if (*rest == '-') /* --sort -due */
		asking->before++;
	for (size_t i = 0; type && i < type->field_count; i++)
		offer(asking, type->fields[i].name);
}

static const struct px_type *
shown_type(const struct px_asking *asking)
{
	return asking->verb && asking->verb->output ? asking->verb->output : asking->type;
}

static void
offer_option_values(struct px_asking *asking, const struct px_option *option)
{
	const struct px_type *const *types = asking->program->types;
	const char *word;

	for (size_t i = 0; option->words && option->words[i]; i++)
		offer(asking, option->words[i]);
	if (option == &px_opt_type)
		for (; types && *types; types++)
			offer(asking, (*types)->name);
	for (size_t i = 0; option->word && (word = option->word(asking->run, i)); i++)
		px_complete_word(asking, word);
	if (option == &px_opt_fields || option == &px_opt_sort || option->fields)
		offer_field_names(asking, shown_type(asking));
	if (option == &px_opt_map && strrchr(asking->last + asking->before, '=')) {
		asking->before = (size_t)(strrchr(asking->last, '=') + 1 - asking->last);
		offer_field_names(asking, asking->type);
	}
	if (option->records) {
		skip_settled(asking);
		px_complete_records(asking, option->records(), NULL);
	}
	if (option->also)
		px_complete_records(asking, option->also(), NULL);
}

static void
offer_options(const struct px_asking *asking)
{
	const struct px_option *option;
	const struct px_field *field;
	char name[NAME_SIZE], candidate[NAME_SIZE + 2];

	for (size_t i = 0; (option = px_verb_option(asking->program, asking->verb, i)); i++) {
		snprintf(candidate, sizeof(candidate), "--%s", option->name);
		if (!option->hidden)
			px_complete_offer(asking, candidate, _(option->help));
	}
	for (size_t i = 0; (field = px_verb_field(asking->verb, asking->type, i)); i++) {
		snprintf(candidate, sizeof(candidate), "--%s",
			 px_field_option_name(field, name, sizeof(name)));
		px_complete_offer(asking, candidate, _(field->help));
	}
}

/* `field=`, then values after the operator. */
static void
offer_filters(struct px_asking *asking)
{
	size_t name = strcspn(asking->last, "=<>!~");
	char *text;
	const struct px_field *field;
	char candidate[NAME_SIZE];

	if (!asking->last[name]) {
		for (size_t i = 0; i < asking->type->field_count; i++) {
			snprintf(candidate, sizeof(candidate), "%s=", asking->type->fields[i].name);
			px_complete_offer(asking, candidate, _(asking->type->fields[i].help));
		}
		return;
	}
	text = px_arena_strndup(&asking->run->arena, asking->last, name);
	field = px_field_find(asking->type, text);
	asking->before = name + strspn(asking->last + name, "=<>!~");
	if (field)
		offer_field_values(asking, field);
}

static void
offer_operands(struct px_asking *asking)
{
	unsigned flags = asking->verb->flags;

	if (asking->verb->operand || !strpbrk(asking->last, "=<>!~"))
		px_complete_operands(asking);
	/* Where records are named, filters are offered to who has begun one. */
	if ((flags & PX_VERB_FILTERS || (flags & PX_VERB_RECORDS && *asking->last)) && asking->type)
		offer_filters(asking);
}

static void
offer_verbs(const struct px_asking *asking)
{
	const struct px_verb *verb;
	const char *name;

	for (size_t i = 0; (verb = px_program_verb(asking->program, i)); i++)
		px_complete_offer(asking, verb->name, _(verb->summary));
	offer(asking, "help");
	for (size_t i = 0; asking->program->dispatcher && (name = px_dispatch_name(i)); i++)
		offer(asking, name);
}

/* "poll": the second words of verbs of two. */
static void
offer_second_words(const struct px_asking *asking, const char *first)
{
	const struct px_verb *verb;
	size_t length = strlen(first);

	for (size_t i = 0; (verb = px_program_verb(asking->program, i)); i++)
		if (strncmp(verb->name, first, length) == 0 && verb->name[length] == '-')
			px_complete_offer(asking, verb->name + length + 1, _(verb->summary));
}

/* "--option=val": the option's name is settled. */
static bool
offer_after_equals(struct px_asking *asking)
{
	const char *equals = strchr(asking->last, '=');
	const struct px_option *option = NULL;
	const struct px_field *field = NULL;
	char *name;

	if (strncmp(asking->last, "--", 2) != 0 || !equals)
		return false;
	name = px_arena_strndup(&asking->run->arena, asking->last, (size_t)(equals - asking->last));
	px_options_pending(asking->program, asking->verb, asking->type, name, &option, &field);
	asking->before = (size_t)(equals + 1 - asking->last);
	if (field)
		offer_field_values(asking, field);
	else if (option)
		offer_option_values(asking, option);
	return true;
}

static void
offer_all(struct px_asking *asking)
{
	const struct px_option *option = NULL;
	const struct px_field *field = NULL;
	bool help = asking->count == 1 && strcmp(asking->words[0], "help") == 0;

	if (asking->count &&
	    px_options_pending(asking->program, asking->verb, asking->type,
			       asking->words[asking->count - 1], &option, &field)) {
		if (field)
			offer_field_values(asking, field);
		else
			offer_option_values(asking, option);
	} else if (offer_after_equals(asking)) {
		return;
	} else if (asking->last[0] == '-') {
		offer_options(asking);
	} else if (!asking->verb) {
		size_t at = px_options_verb_at(asking->program, asking->words, asking->count);

		if (help || at == asking->count)
			offer_verbs(asking);
		else if (at + 1 == asking->count ||
			 (at + 2 == asking->count && strcmp(asking->words[at], "help") == 0))
			offer_second_words(asking, asking->words[asking->count - 1]);
	} else {
		offer_operands(asking);
	}
}

/* `plexus task li`: the other program answers, told the words without its own name. */
static void
pass_on(const struct px_program *program, char **words, size_t count, bool titles,
	struct px_arena *arena)
{
	size_t at = px_options_verb_at(program, words, count - 1), filled = 0;
	char **all = px_arena_alloc(arena, (count + 4) * sizeof(*all));
	struct px_err ignored = PX_ERR_INIT;

	if (at + 1 >= count)
		return;
	all[filled++] = words[at];
	all[filled++] = px_arena_strdup(arena, "--complete");
	if (titles)
		all[filled++] = px_arena_strdup(arena, "--titles");
	all[filled++] = px_arena_strdup(arena, "--");
	for (size_t i = 0; i < count; i++)
		if (i != at)
			all[filled++] = words[i];
	px_dispatch(program, all, filled, &ignored);
}

/* The verb and the type that the words before settle. */
static void
settle(struct px_asking *asking)
{
	const struct px_program *program = asking->program;
	size_t at;
	struct px_err ignored = PX_ERR_INIT;
	const struct px_type *type = NULL;

	px_options_join(program, &asking->run->arena, asking->words, &asking->count);
	at = px_options_verb_at(program, asking->words, asking->count);

	if (at < asking->count)
		asking->verb = px_program_find(program, asking->words[at]);
	for (size_t i = 0; i + 1 < asking->count; i++)
		if (strcmp(asking->words[i], "--type") == 0)
			type = px_program_type(program, asking->words[i + 1], &ignored);
	if (!type && program->types)
		type = program->types[0];
	asking->type = asking->verb && asking->verb->type ? asking->verb->type : type;
}

void
px_complete(const struct px_program *program, char **words, size_t count, bool titles)
{
	static char nothing[] = "";
	struct px_run run = {
		.program = program, .arena = PX_ARENA_INIT, .out = stdout, .quiet = true
	};
	struct px_asking asking = {
		.program = program,
		.words = words,
		.count = count ? count - 1 : 0,
		.last = count ? words[count - 1] : nothing,
		.titles = titles,
		.run = &run,
	};

	/* `--phone -` among the words would read a line of the terminal. */
	if (!freopen("/dev/null", "r", stdin))
		return;
	if (program->dispatcher && count > 1)
		pass_on(program, words, count, titles, &run.arena);
	settle(&asking);
	run.type = asking.type;
	offer_all(&asking);
	px_run_teardown(&run);
}
