/*
 * The main of every program: reads the command line against the program's tables, answers help and
 * the like, sets the run up, runs the verb, and turns what came of it into an exit status.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/again.h"
#include "cli/config.h"
#include "cli/dispatch.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "cli/setup.h"
#include "cli/sink.h"

/* A stream that we were started without would be the number of the next file opened, and messages
 * would go there.  What takes its place fails when it is written to. */
static void
keep_streams(void)
{
	for (int i = 0; i <= STDERR_FILENO; i++)
		if (fcntl(i, F_GETFD) < 0 &&
		    open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) != i)
			_exit(px_codes[PX_SYSTEM].exit_status);
}

/* The language must be known before the options are read, to tell what is wrong with them. */
static const char *
asked_language(char **words, size_t count)
{
	for (size_t i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
		if (strncmp(words[i], "--lang=", 7) == 0)
			return words[i] + 7;
		if (strcmp(words[i], "--lang") == 0 && i + 1 < count)
			return words[i + 1];
	}
	return NULL;
}

/* Does the environment ask for a language?  "C" does not: cron and bare machines have it. */
static bool
environment_has_language(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < PX_COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value && strncmp(value, "C", 1) != 0 && strcmp(value, "POSIX") != 0)
			return true;
	}
	return false;
}

static int
report(const struct px_run *run, const struct px_err *err)
{
	const struct px_code_info *info = &px_codes[err->code];

	px_progress_end(run);
	fprintf(stderr, "%s: %s\n", run->program->name, err->message);
	if (getenv("PLEXUS_DEBUG"))
		fprintf(stderr, "%s: debug: code %s, status %d, verb %s, database %s\n",
			run->program->name, info->name, info->exit_status,
			run->verb ? run->verb->name : "-",
			run->store ? px_store_location(run->store) : "-");
	return info->exit_status;
}

static void
print(struct px_buf *text, FILE *to)
{
	fwrite(text->data, 1, text->length, to);
	px_buf_release(text);
}

static int
short_help(const struct px_run *run)
{
	struct px_buf text = PX_BUF_INIT;

	px_help_short(run->program, run->verb, &text);
	print(&text, stderr);
	return px_codes[PX_USAGE].exit_status;
}

static const char *
verb_name(const void *data, size_t i)
{
	const struct px_verb *verb;

	if (i == 0)
		return "help";
	verb = px_program_verb(data, i - 1);
	return verb ? verb->name : NULL;
}

/* Verbs as other tools and other languages call them, folded. */
static const struct {
	const char *word, *verb;
} other_names[] = {
	{ "ajouter", "add" },       { "creer", "add" },
	{ "create", "add" },        { "new", "add" },
	{ "nouveau", "add" },       { "lister", "list" },
	{ "liste", "list" },        { "ls", "list" },
	{ "afficher", "show" },     { "voir", "show" },
	{ "info", "show" },         { "view", "show" },
	{ "modifier", "edit" },     { "modify", "edit" },
	{ "mod", "edit" },          { "change", "edit" },
	{ "update", "edit" },       { "annotate", "edit" },
	{ "supprimer", "remove" },  { "delete", "remove" },
	{ "rm", "remove" },         { "del", "remove" },
	{ "importer", "import" },   { "exporter", "export" },
	{ "compter", "count" },     { "fait", "done" },
	{ "terminer", "done" },     { "finir", "done" },
	{ "complete", "done" },     { "finish", "done" },
	{ "commencer", "start" },   { "demarrer", "start" },
	{ "begin", "start" },       { "arreter", "stop" },
	{ "abandonner", "drop" },   { "annuler", "cancel" },
	{ "rouvrir", "reopen" },    { "undone", "reopen" },
	{ "uncomplete", "reopen" }, { "calendrier", "calendar" },
	{ "aide", "help" },         { "annuler", "undo" },
	{ "defaire", "undo" },      { "revert", "undo" },
	{ "refaire", "redo" },      { "retablir", "redo" },
	{ "verifier", "verify" },   { "check", "verify" },
	{ "ancrer", "anchor" },     { "ancre", "anchor" },
};

/* A verb of this program by another name; or NULL. */
static const char *
other_name(const struct px_program *program, const char *word)
{
	for (size_t i = 0; i < PX_COUNT(other_names); i++)
		if (px_text_same(word, other_names[i].word) &&
		    (px_program_find(program, other_names[i].verb) ||
		     strcmp(other_names[i].verb, "help") == 0))
			return other_names[i].verb;
	return NULL;
}

/* What people look for and no program has: what to do in its place. */
static const char *
instead_of(const char *word)
{
	static const struct {
		const char *words, *instead;
	} absent[] = {
		{ "undo|annuler|defaire|revert",
		  N_("plexus undo undoes what the last command did, whatever program it was of") },
		{ "redo|refaire|retablir", N_("plexus redo does again what was undone last") },
		{ "backup|sauvegarder|sauvegarde|dump|extraire|extraction|restore|restaurer",
		  N_("plexus backup copies the database, plexus dump writes it as a folder, plexus "
		     "restore reads that folder") },
	};
	struct px_buf folded = PX_BUF_INIT;
	const char *found = NULL;

	px_text_fold(word, &folded);
	for (size_t i = 0; i < PX_COUNT(absent) && !found; i++)
		if (px_text_listed(absent[i].words, folded.data))
			found = _(absent[i].instead);
	px_buf_release(&folded);
	return found;
}

static int
unknown_verb(const struct px_program *program, const char *word, struct px_err *err)
{
	const char *nearest = other_name(program, word), *instead = instead_of(word);

	if (!nearest && instead)
		return px_err_set(err, PX_USAGE, _("unknown verb: %s (%s)"), word, instead);
	if (!nearest)
		nearest = px_text_nearest(word, verb_name, program);
	if (!nearest && program->dispatcher)
		nearest = px_dispatch_nearest(word);
	if (nearest)
		return px_err_set(err, PX_USAGE, _("unknown verb: %s (did you mean %s?)"), word,
				  nearest);
	return px_err_set(err, PX_USAGE, _("unknown verb: %s (%s --help lists them)"), word,
			  program->name);
}

/* A verb of two words may be mistyped in either: `poll opne`; some say what first: `12 done`. */
static int
unknown_words(struct px_run *run, char *const *words, size_t count, struct px_err *err)
{
	const char *joined, *nearest;

	if (count < 2 || words[1][0] == '-')
		return unknown_verb(run->program, words[0], err);
	if (px_program_find(run->program, words[1]) && !words[0][strspn(words[0], "0123456789,")])
		return px_err_set(err, PX_USAGE, _("unknown verb: %s (did you mean %s %s %s?)"),
				  words[0], run->program->name, words[1], words[0]);
	joined = px_arena_printf(&run->arena, "%s-%s", words[0], words[1]);
	nearest = px_text_nearest(joined, verb_name, run->program);
	if (!nearest || !strchr(nearest, '-'))
		return unknown_verb(run->program, words[0], err);
	return px_err_set(err, PX_USAGE, _("unknown verb: %s %s (did you mean %s?)"), words[0],
			  words[1], nearest);
}

static int
print_help(const struct px_run *run)
{
	struct px_buf text = PX_BUF_INIT;

	px_help(run->program, run->verb, px_option_given(run, &px_opt_type) ? run->type : NULL,
		&text);
	print(&text, stdout);
	return 0;
}

/* `help`, `help VERB`: the same as --help. */
static int
help_verb(struct px_run *run, struct px_err *err)
{
	if (run->operand_count > 1) {
		run->verb = px_program_find(run->program, run->operands[1]);
		if (!run->verb && strcmp(run->operands[1], "help") != 0)
			return unknown_verb(run->program, run->operands[1], err);
	}
	return print_help(run);
}

/* How many operands the verb's usage asks for at least, and at most. */
static void
operand_limits(const char *usage, size_t *least, size_t *most)
{
	int depth = 0;
	bool inside = false;

	*least = *most = 0;
	for (; usage && *usage; usage++) {
		if (*usage == ' ') {
			inside = false;
			continue;
		}
		if (!inside && *usage != '[' && depth == 0)
			++*least;
		if (!inside)
			++*most;
		inside = true;
		depth += (*usage == '[') - (*usage == ']');
	}
}

/* The option of a verb that says where to, when there is one: elsewhere it is an operand. */
static const struct px_option *
option_of_place(const struct px_verb *verb)
{
	const struct px_option *place = NULL;

	for (size_t i = 0; verb->options && verb->options[i]; i++) {
		const char *metavar = verb->options[i]->metavar;

		if (!metavar || (strcmp(metavar, "FOLDER") != 0 && strcmp(metavar, "FILE") != 0))
			continue;
		if (place)
			return NULL;
		place = verb->options[i];
	}
	return place;
}

/* `due:friday` and `due=friday` are what other tools take for an option. */
static int
unexpected(const struct px_run *run, const char *operand, struct px_err *err)
{
	size_t length = strcspn(operand, ":=");
	const struct px_option *place = option_of_place(run->verb);
	const struct px_field *field;
	char name[64];

	if (place && run->operand_count == 1)
		return px_err_set(err, PX_USAGE,
				  _("unexpected operand: %s (did you mean --%s '%s'?)"), operand,
				  place->name, operand);
	for (size_t i = 0; operand[length] && (field = px_verb_field(run->verb, run->type, i)); i++)
		if (strlen(field->name) == length && strncmp(field->name, operand, length) == 0)
			return px_err_set(err, PX_USAGE,
					  _("unexpected operand: %s (did you mean --%s '%s'?)"),
					  operand, px_field_option_name(field, name, sizeof(name)),
					  operand + length + 1);
	return px_err_set(err, PX_USAGE,
			  _("unexpected operand: %s (quote a text that holds blanks)"), operand);
}

static int
check_operands(const struct px_run *run, struct px_err *err)
{
	const char *usage = run->verb->operands;
	size_t least, most;

	operand_limits(usage, &least, &most);
	if (run->operand_count < least) {
		struct px_buf words = PX_BUF_INIT;

		short_help(run);
		px_help_words(usage, &words);
		px_err_set(err, PX_USAGE, _("%s needs %s"), run->verb->name, words.data);
		px_buf_release(&words);
		return -1;
	}
	if (run->operand_count > most && !(usage && strstr(usage, "…")))
		return unexpected(run, run->operands[most], err);
	return 0;
}

static int
print_schema(struct px_run *run, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;

	if (px_schema_of_verb(run, &text, err) < 0)
		return -1;
	print(&text, stdout);
	return 0;
}

static int
execute(struct px_run *run, const struct px_config *config, struct px_err *err)
{
	if (check_operands(run, err) < 0)
		return -1;
	if (px_output_open(run, err) < 0)
		return -1;
	if (px_run_setup(run, config, err) < 0 || run->verb->run(run, err) < 0) {
		px_output_abandon(run);
		return -1;
	}
	return px_output_close(run, err);
}

/* What needs no verb, then the verb.  The exit status, or -1 and an error. */
static int
answer(struct px_run *run, const struct px_config *config, char **words, size_t count,
       struct px_err *err)
{
	size_t verb_at;
	const char *word;
	bool help;

	px_options_join(run->program, &run->arena, words, &count);
	verb_at = px_options_verb_at(run->program, words, count);
	word = verb_at < count ? words[verb_at] : NULL;
	help = word && strcmp(word, "help") == 0 && !px_program_find(run->program, word);
	if (word && !help && !px_program_find(run->program, word))
		return unknown_words(run, words + verb_at, count - verb_at, err);
	if (px_options_parse(run, words, count, err) < 0)
		return -1;
	if (px_option_given(run, &px_opt_version)) {
		printf("%s %s\n", run->program->name, PX_VERSION);
		return 0;
	}
	if (help)
		return help_verb(run, err);
	if (px_option_given(run, &px_opt_help))
		return print_help(run);
	if (!run->verb)
		return short_help(run);
	if (px_option_given(run, &px_opt_schema))
		return print_schema(run, err);
	return execute(run, config, err) < 0 ? -1 : run->status;
}

/* Standard output was buffered till now: only its flush tells that all of it was written. */
static int
finish(const struct px_run *run, int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (errno != EPIPE)
		fprintf(stderr, _("%s: standard output: %s: what was asked is not all there\n"),
			run->program->name, px_errno_text(errno));
	return px_codes[PX_SYSTEM].exit_status;
}

/* For the shells, the manuals, and the dispatcher: `--complete [--titles] -- WORD…`, `--manual`, `--summary`. */
static bool
internal(const struct px_program *program, char **words, size_t count)
{
	struct px_buf text = PX_BUF_INIT;

	if (count > 0 && strcmp(words[0], "--complete") == 0) {
		bool titles = count > 1 && strcmp(words[1], "--titles") == 0;
		size_t skip = titles ? 2 : 1;

		skip += count > skip && strcmp(words[skip], "--") == 0;
		px_complete(program, words + skip, count - skip, titles);
		return true;
	}
	if (count > 0 && strcmp(words[0], "--manual") == 0) {
		px_manual(program, &text);
		print(&text, stdout);
		return true;
	}
	if (count > 0 && strcmp(words[0], "--summary") == 0) {
		puts(_(program->summary));
		return true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	struct px_progress progress = { .drawn = 0 };
	struct px_run run = {
		.program = &px_program, .arena = PX_ARENA_INIT, .out = stdout, .progress = &progress
	};
	struct px_config config = { 0 };
	struct px_err err = PX_ERR_INIT, config_err = PX_ERR_INIT;
	char **words = argv + (argc > 0);
	size_t count = argc > 0 ? (size_t)argc - 1 : 0;
	const char *lang = asked_language(words, count);
	int status;

	keep_streams();
	px_interrupt_catch();
	if (px_config_read(&run.arena, &config, &config_err) == 0 && !lang &&
	    !environment_has_language())
		lang = config.lang;
	px_i18n_start(lang, px_place_locale(&run.arena));
	run.color = config.color;
	if (internal(run.program, words, count)) {
		status = 0;
	} else if (run.program->dispatcher && px_dispatch(run.program, words, count, &err) < 0) {
		status = report(&run, &err);
	} else if (config_err.code != PX_OK) {
		status = report(&run, &config_err);
	} else {
		status = answer(&run, &config, words, count, &err);
		if (status < 0)
			px_again(&run, &err, argv);
		if (status < 0 || px_interrupt_check(&err) < 0) {
			status = report(&run, &err);
		}
	}
	px_progress_end(&run);
	status = finish(&run, status);
	px_run_teardown(&run);
	return status;
}
