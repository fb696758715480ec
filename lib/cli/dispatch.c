#include "cli/dispatch.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/place.h"

static const char prefix[] = "plexus-";

/* Read once a process; nothing else asks for it but help, completion and mistakes. */
static struct dirent **
programs(int *count)
{
	static struct dirent **found;
	static int number = -1;

	if (number < 0) {
		number = scandir(px_place_bin(), &found, NULL, alphasort);
		if (number < 0)
			number = 0;
	}
	*count = number;
	return found;
}

const char *
px_dispatch_name(size_t i)
{
	int count;
	struct dirent **entries = programs(&count);

	for (int k = 0; k < count; k++)
		if (strncmp(entries[k]->d_name, prefix, strlen(prefix)) == 0 && i-- == 0)
			return entries[k]->d_name + strlen(prefix);
	return NULL;
}

static const char *
next_name(const void *data, size_t i)
{
	(void)data;
	return px_dispatch_name(i);
}

const char *
px_dispatch_nearest(const char *word)
{
	return px_text_nearest(word, next_name, NULL);
}

static void
become_summary(const char *name, int to)
{
	struct px_arena arena = PX_ARENA_INIT;
	char *program = px_arena_printf(&arena, "%s%s", prefix, name);
	char *path = px_arena_printf(&arena, "%s/%s", px_place_bin(), program);
	char *words[] = { program, px_arena_strdup(&arena, "--summary"), NULL };

	dup2(to, STDOUT_FILENO);
	execv(path, words);
	_exit(1);
}

void
px_dispatch_summary(const char *name, struct px_buf *out)
{
	char block[256];
	ssize_t length;
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return;
	child = fork();
	if (child == 0)
		become_summary(name, ends[1]);
	close(ends[1]);
	while (child > 0 && (length = read(ends[0], block, sizeof(block))) > 0)
		px_buf_add(out, block, (size_t)length);
	close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	px_buf_truncate(out, strcspn(out->data, "\n"));
}

/* The words without the program's, and with --help in place of `help`. */
static char **
words_for(struct px_arena *arena, char *name, char **words, size_t count, size_t skip, bool help)
{
	char **out = px_arena_alloc(arena, (count + 3) * sizeof(*out));
	size_t filled = 0;

	out[filled++] = name;
	for (size_t i = 0; i < count; i++)
		if (i != skip && !(help && i + 1 == skip))
			out[filled++] = words[i];
	if (help)
		out[filled++] = px_arena_strdup(arena, "--help");
	return out;
}

int
px_dispatch(const struct px_program *program, char **words, size_t count, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	size_t at = px_options_verb_at(program, words, count);
	bool help = at + 1 < count && strcmp(words[at], "help") == 0;
	char *name, *path;

	at += help;
	if (at >= count || strchr(words[at], '/') || px_program_find(program, words[at]))
		return 0;
	name = px_arena_printf(&arena, "%s%s", prefix, words[at]);
	path = px_arena_printf(&arena, "%s/%s", px_place_bin(), name);
	if (access(path, X_OK) == 0) {
		execv(path, words_for(&arena, name, words, count, at, help));
		px_err_set(err, PX_SYSTEM, _("%s: cannot be run: %s"), path, px_errno_text(errno));
		px_arena_release(&arena);
		return -1;
	}
	px_arena_release(&arena);
	return 0;
}
