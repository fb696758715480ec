/* The editor of whoever asks: run on a file, as git and crontab do. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/editor.h"

enum { TEXT_LIMIT = 16 << 20, NOT_FOUND = 127 }; /* 127: the shell's word for no such command */

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static const char *
find_editor(struct px_err *err)
{
	const char *editor = variable("VISUAL");

	if (!editor)
		editor = variable("EDITOR");
	if (!editor && isatty(STDIN_FILENO))
		editor = "vi";
	if (!editor)
		px_err_set(err, PX_USAGE, _("which editor? set EDITOR, as in EDITOR=nano"));
	return editor;
}

static int
write_all(int fd, const struct px_buf *text)
{
	for (size_t done = 0; done < text->length;) {
		ssize_t wrote = write(fd, text->data + done, text->length - done);

		if (wrote < 0 && errno != EINTR)
			return -1;
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	return 0;
}

/* mkstemp's mode keeps others out. */
static int
write_text(struct px_run *run, const struct px_buf *text, const char **path, struct px_err *err)
{
	const char *folder = variable("TMPDIR");
	char *name = px_arena_printf(&run->arena, "%s/%s-XXXXXX", folder ? folder : "/tmp",
				     run->program->name);
	int fd = mkstemp(name), failed;

	if (fd < 0)
		return px_err_set(err, PX_SYSTEM, "%s: %s", name, px_errno_text(errno));
	failed = write_all(fd, text);
	if (close(fd) == 0 && !failed) {
		*path = name;
		return 0;
	}
	px_err_set(err, PX_SYSTEM, "%s: %s", name, px_errno_text(errno));
	unlink(name);
	return -1;
}

/* In the child.  The variable may hold options ("code --wait"): the shell reads it. */
static void
become(const char *editor, const char *path)
{
	char script[] = "eval \"$1\" '\"$2\"'", shell[] = "sh", flag[] = "-c", name[] = "plexus";
	char *words[] = { shell, flag, script, name, (char *)editor, (char *)path, NULL };

	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	if (!isatty(STDOUT_FILENO)) /* what we print goes elsewhere: the screen is still there */
		dup2(STDERR_FILENO, STDOUT_FILENO);
	execv("/bin/sh", words);
	_exit(NOT_FOUND);
}

static int
wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Ctrl-C belongs to the editor while it is open.  Its exit status; -1 when it has none. */
static int
run_editor(const struct px_run *run, const char *editor, const char *path)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	int status = -1;
	pid_t child;

	fflush(run->out);
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	child = fork();
	if (child == 0)
		become(editor, path);
	if (child > 0)
		status = wait_for(child);
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	return status;
}

int
px_editor_run(struct px_run *run, struct px_buf *text, const char **path, struct px_err *err)
{
	const char *editor = find_editor(err);
	int status;

	*path = NULL;
	if (!editor || write_text(run, text, path, err) != 0)
		return -1;
	status = run_editor(run, editor, *path);
	if (status != 0) {
		unlink(*path);
		*path = NULL;
		return px_err_set(err, PX_FAILED,
				  status == NOT_FOUND
					  ? _("%s: no such editor (set EDITOR, as in EDITOR=nano)")
					  : _("%s: the editor failed: nothing was changed"),
				  editor);
	}
	px_buf_clear(text);
	return px_buf_read_file(text, *path, TEXT_LIMIT, err);
}
