#include "cli/options.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "base/text.h"
#include "cli/options/options_find.h"

/* One reading of the line.  take is called for each option and operand, in order; it returns 0 to
 * go on, 1 to stop, -1 for an error. */
struct reading {
	struct px_option_scope scope;
	char **words;
	size_t count, at; /* at: the word being read */
	int (*option)(struct reading *reading, const struct px_option_found *found,
		      const char *value, struct px_err *err);
	int (*operand)(struct reading *reading, char *word, struct px_err *err);
	struct px_run *run;
	const char *type; /* the --type seen */
};

/* `--urgent` alone says yes; `--urgent no`, as any field, says what follows. */
static bool
says_yes(const struct reading *reading, const struct px_option_found *found)
{
	return found->field && found->field->kind == &px_kind_boolean &&
	       (reading->at + 1 == reading->count ||
		!px_boolean_is(reading->words[reading->at + 1]));
}

static int
read_long(struct reading *reading, char *word, struct px_err *err)
{
	const char *name = word + 2, *equals = strchr(name, '='),
		   *value = equals ? equals + 1 : NULL;
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	struct px_option_found found = { NULL, NULL };
	struct px_err why = PX_ERR_INIT;

	if (px_options_long(&reading->scope, name, length, &found, &why) < 0) {
		struct px_buf bare = PX_BUF_INIT;

		if (reading->scope.loose)
			return 0;
		if (why.code != PX_OK) {
			*err = why;
			return -1;
		}
		px_buf_add(&bare, name, length);
		px_options_unknown(&reading->scope, bare.data, err);
		px_buf_release(&bare);
		return -1;
	}
	if (!value && says_yes(reading, &found)) {
		value = "yes";
	} else if (!value && px_options_wants(&found)) {
		if (reading->at + 1 == reading->count)
			return px_err_set(err, PX_USAGE, _("--%.*s needs a value"), (int)length,
					  name);
		value = reading->words[++reading->at];
	} else if (value && !found.field && !found.option->metavar) {
		return px_err_set(err, PX_USAGE, _("--%.*s takes no value"), (int)length, name);
	}
	return reading->option(reading, &found, value, err);
}

static int
read_letters(struct reading *reading, char *word, struct px_err *err)
{
	for (const char *letter = word + 1; *letter; letter++) {
		struct px_option_found found = { NULL, NULL };
		const char *value = NULL;
		int status;

		if (px_options_letter(&reading->scope, *letter, &found, err) < 0)
			return reading->scope.loose ? 0 : -1;
		if (px_options_wants(&found)) {
			if (letter[1])
				value = letter + 1;
			else if (reading->at + 1 < reading->count)
				value = reading->words[++reading->at];
			else
				return px_err_set(err, PX_USAGE, _("-%c needs a value"), *letter);
		}
		if ((status = reading->option(reading, &found, value, err)))
			return status;
		if (value)
			break;
	}
	return 0;
}

static int
read_line(struct reading *reading, struct px_err *err)
{
	bool ended = false;

	for (reading->at = 0; reading->at < reading->count; reading->at++) {
		char *word = reading->words[reading->at];
		int status;

		if (ended || word[0] != '-' || !word[1])
			status = reading->operand(reading, word, err);
		else if (strcmp(word, "--") == 0)
			ended = true, status = 0;
		else if (word[1] == '-')
			status = read_long(reading, word, err);
		else
			status = read_letters(reading, word, err);
		if (status)
			return status;
	}
	return 0;
}

/* First readings: look for the verb, then for the type, that decide what the rest may be. */
static int
skip_option(struct reading *reading, const struct px_option_found *found, const char *value,
	    struct px_err *err)
{
	(void)err;
	if (found->option == &px_opt_type)
		reading->type = value;
	return 0;
}

static int
stop_at_operand(struct reading *reading, char *word, struct px_err *err)
{
	(void)reading, (void)word, (void)err;
	return 1;
}

static int
skip_operand(struct reading *reading, char *word, struct px_err *err)
{
	(void)reading, (void)word, (void)err;
	return 0;
}

size_t
px_options_verb_at(const struct px_program *program, char **words, size_t count)
{
	struct reading reading = {
		.scope = { .program = program, .loose = true },
		.words = words,
		.count = count,
		.option = skip_option,
		.operand = stop_at_operand,
	};
	struct px_err ignored = PX_ERR_INIT;

	return read_line(&reading, &ignored) == 1 ? reading.at : count;
}

static const struct px_type *
find_type(const struct px_run *run, char **words, size_t count, struct px_err *err)
{
	struct reading reading = {
		.scope = { .program = run->program, .verb = run->verb, .loose = true },
		.words = words,
		.count = count,
		.option = skip_option,
		.operand = skip_operand,
	};
	struct px_err ignored = PX_ERR_INIT;

	if (!run->program->types)
		return NULL;
	if (run->verb && run->verb->type)
		return run->verb->type;
	if (run->verb && run->verb->flags & PX_VERB_ALL_TYPES) {
		read_line(&reading, &ignored);
		if (reading.type)
			return px_program_type(run->program, reading.type, err);
	}
	return run->program->types[0];
}

static const char *
word_of(const void *data, size_t i)
{
	return ((const char *const *)data)[i];
}

static int
refuse_word(const struct px_option *option, const char *value, struct px_err *err)
{
	struct px_buf words = PX_BUF_INIT;
	const char *nearest;

	for (size_t i = 0; option->words[i]; i++)
		px_buf_printf(&words, "%s%s", i ? ", " : "", option->words[i]);
	nearest = px_text_nearest(value, word_of, option->words);
	if (nearest)
		px_err_set(err, PX_USAGE, _("--%s: %s is none of %s (did you mean %s?)"),
			   option->name, value, words.data, nearest);
	else
		px_err_set(err, PX_USAGE, _("--%s: %s is none of %s"), option->name, value,
			   words.data);
	px_buf_release(&words);
	return -1;
}

/*
 * What is to be sealed: `-` is one line of standard input.  What stands on a command line is seen by all
 * who list the processes: it is overwritten there at once.  The copy is wiped with the run.
 */
static const char *
take_secret(struct px_run *run, const char *name, const char *value, struct px_err *err)
{
	char *copy = px_arena_alloc(&run->arena, PX_SEAL_MOST + 1);

	if (strlen(value) > PX_SEAL_MOST) {
		px_err_set(err, PX_USAGE, _("--%s: too long: at most %d bytes"), name,
			   PX_SEAL_MOST);
		return NULL;
	}
	if (strcmp(value, "-") != 0) {
		memcpy(copy, value, strlen(value));
		px_wipe((char *)(uintptr_t)value, strlen(value));
		return copy;
	}
	setvbuf(stdin, NULL, _IONBF, 0); /* no copy of it there */
	if (fgets(copy, PX_SEAL_MOST, stdin))
		return copy;
	px_err_set(err, PX_USAGE, _("--%s -: nothing on standard input"), name);
	return NULL;
}

int
px_option_word(const struct px_option *option, struct px_arena *arena, const char **value,
	       struct px_err *err)
{
	const struct px_field field = { .name = option->name, .words = option->words };
	const char *word;

	if (!option->words || !*value)
		return 0;
	word = px_word_find(&field, arena, *value);
	if (!word)
		return refuse_word(option, *value, err);
	*value = word;
	return 0;
}

static int
keep_option(struct reading *reading, const struct px_option_found *found, const char *value,
	    struct px_err *err)
{
	struct px_run *run = reading->run;

	if (found->option && px_option_word(found->option, &run->arena, &value, err) < 0)
		return -1;
	if (found->field && found->field->flags & PX_SEALED && value) {
		value = take_secret(run, found->field->name, value, err);
		if (!value)
			return -1;
	}
	run->given[run->given_count++] = (struct px_given){ found->option, found->field, value };
	return 0;
}

static int
keep_operand(struct reading *reading, char *word, struct px_err *err)
{
	(void)err;
	reading->run->operands[reading->run->operand_count++] = word;
	return 0;
}

/* At most one of these says what comes out. */
static int
check_formats(const struct px_run *run, struct px_err *err)
{
	static const struct px_option *const formats[] = { &px_opt_json, &px_opt_jsonl, &px_opt_csv,
							   &px_opt_ids, &px_opt_html };
	const struct px_option *first = NULL;

	for (size_t i = 0; i < PX_COUNT(formats); i++) {
		if (!px_option_given(run, formats[i]))
			continue;
		if (first)
			return px_err_set(err, PX_USAGE, _("--%s and --%s exclude each other"),
					  first->name, formats[i]->name);
		first = formats[i];
	}
	return 0;
}

int
px_options_parse(struct px_run *run, char **words, size_t count, struct px_err *err)
{
	size_t verb_at = px_options_verb_at(run->program, words, count);
	size_t letters = 1;
	struct reading reading;

	if (verb_at < count)
		run->verb = px_program_find(run->program, words[verb_at]);
	if (run->program->types && !(run->type = find_type(run, words, count, err)))
		return -1;
	for (size_t i = 0; i < count; i++)
		letters += strlen(
			words[i]); /* no more options than bytes, no more operands than words */
	run->given = px_arena_alloc(&run->arena, letters * sizeof(*run->given));
	run->operands = px_arena_alloc(&run->arena, (count + 1) * sizeof(*run->operands));
	reading = (struct reading){
		.scope = { run->program, run->verb, run->type, false },
		.words = words,
		.count = count,
		.option = keep_option,
		.operand = keep_operand,
		.run = run,
	};
	if (read_line(&reading, err) < 0)
		return -1;
	if (run->verb) {
		run->operands++;
		run->operand_count--;
	}
	run->quiet = px_option_given(run, &px_opt_quiet);
	run->verbose = px_option_given(run, &px_opt_verbose);
	run->dry_run = px_option_given(run, &px_opt_dry_run);
	run->yes = px_option_given(run, &px_opt_yes);
	run->no_input = px_option_given(run, &px_opt_no_input);
	return check_formats(run, err);
}

bool
px_options_pending(const struct px_program *program, const struct px_verb *verb,
		   const struct px_type *type, const char *word, const struct px_option **option,
		   const struct px_field **field)
{
	struct px_option_scope scope = { program, verb, type, false };
	struct px_err ignored = PX_ERR_INIT;
	struct px_option_found found = { NULL, NULL };

	if (word[0] != '-' || !word[1])
		return false;
	if (word[1] != '-') {
		if (px_options_letter(&scope, word[strlen(word) - 1], &found, &ignored) < 0)
			return false;
	} else if (strchr(word, '=') ||
		   px_options_long(&scope, word + 2, strlen(word + 2), &found, &ignored) < 0) {
		return false;
	}
	*option = found.option;
	*field = found.field;
	return px_options_wants(&found);
}

void
px_options_join(const struct px_program *program, struct px_arena *arena, char **words,
		size_t *count)
{
	size_t at = px_options_verb_at(program, words, *count);
	char *joined;

	at += at < *count && strcmp(words[at], "help") == 0;
	if (at + 1 >= *count || words[at + 1][0] == '-' || px_program_find(program, words[at]))
		return;
	joined = px_arena_printf(arena, "%s-%s", words[at], words[at + 1]);
	if (!px_program_find(program, joined))
		return;
	words[at] = joined;
	--*count;
	memmove(&words[at + 1], &words[at + 2], (*count - at - 1) * sizeof(*words));
}

void
px_options_forget(struct px_run *run)
{
	for (size_t i = 0; i < run->given_count; i++) {
		struct px_given *given = &run->given[i];

		if (given->field && given->field->flags & PX_SEALED && given->value)
			px_wipe((char *)(uintptr_t)given->value, strlen(given->value));
	}
}
