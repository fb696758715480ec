#include "io/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tap.h"

static bool
holds(const char *path, const char *text)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	bool same = px_buf_read_file(&buf, path, 1000, &err) == 0 && strcmp(buf.data, text) == 0;

	px_buf_release(&buf);
	return same;
}

static int
entries(void)
{
	DIR *folder = opendir(".");
	int count = -2; /* . and .. */

	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count;
}

static void
test_whole(void)
{
	struct px_err err = PX_ERR_INIT;
	struct px_file *file;
	struct stat st;

	umask(027);
	tap_ok(px_file_put("a.txt", "one", 3, &err) == 0 && holds("a.txt", "one"), "made");
	tap_ok(stat("a.txt", &st) == 0 && (st.st_mode & 0777) == 0640, "with the umask's mode");
	chmod("a.txt", 0604);
	file = px_file_open("a.txt", &err);
	tap_ok(file && px_file_write(file, "two", 3, &err) == 0, "written again");
	tap_ok(holds("a.txt", "one"), "unseen until it is whole");
	tap_ok(file && px_file_commit(file, &err) == 0 && holds("a.txt", "two"), "then seen");
	tap_ok(stat("a.txt", &st) == 0 && (st.st_mode & 0777) == 0604, "the mode is kept");
	file = px_file_open("a.txt", &err);
	tap_ok(file && px_file_write(file, "three", 5, &err) == 0, "written, then abandoned");
	px_file_abandon(file);
	tap_ok(holds("a.txt", "two"), "what was there stays");
	tap_is_number(entries(), 1, "and nothing lies beside it");
	px_file_abandon(NULL);
}

static void
test_link(void)
{
	struct px_err err = PX_ERR_INIT;
	struct stat st;

	tap_ok(symlink("a.txt", "link") == 0 && px_file_put("link", "four", 4, &err) == 0,
	       "through a link");
	tap_ok(lstat("link", &st) == 0 && S_ISLNK(st.st_mode) && holds("a.txt", "four"),
	       "the link stays, its file is replaced");
	unlink("a.txt");
	tap_ok(mkdir("deep", 0777) == 0 && symlink("deep/again", "two") == 0 &&
		       symlink("../a.txt", "deep/again") == 0 &&
		       px_file_put("two", "new", 3, &err) == 0,
	       "through links to a file that is not there yet");
	tap_ok(lstat("two", &st) == 0 && S_ISLNK(st.st_mode) && holds("a.txt", "new"),
	       "they stay, and it is made");
	tap_ok(symlink("round", "round") == 0 && px_file_put("round", "x", 1, &err) < 0 &&
		       lstat("round", &st) == 0 && S_ISLNK(st.st_mode),
	       "a link to itself is an error: %s", err.message);
	unlink("round");
	unlink("two");
	unlink("deep/again");
	rmdir("deep");
	unlink("link");
}

static void
test_refusals(void)
{
	struct px_err err = PX_ERR_INIT;

	tap_ok(px_file_put("absent/a.txt", "x", 1, &err) < 0 && err.code == PX_NOT_FOUND,
	       "no folder");
	tap_is(err.message,
	       "absent/a.txt: cannot be written: there is no folder absent: make it "
	       "first",
	       "and what to do");
	tap_ok(px_file_put(".", "x", 1, &err) < 0 && err.code == PX_SYSTEM, "a folder: %s",
	       err.message);
	tap_ok(px_file_put("a.txt/b", "x", 1, &err) < 0, "a file as folder: %s", err.message);
	tap_ok(px_file_put("/dev/full", "x", 1, &err) < 0 && err.code == PX_SYSTEM, "full: %s",
	       err.message);
	tap_ok(px_file_put("/dev/null", "x", 1, &err) == 0, "a device is written to");
	tap_is_number(entries(), 1, "nothing was left");
}

static void
test_stdout(void)
{
	struct px_err err = PX_ERR_INIT;
	int saved, fd = open("out.txt", O_WRONLY | O_CREAT, 0600);

	fflush(stdout);
	saved = dup(STDOUT_FILENO);
	dup2(fd, STDOUT_FILENO);
	px_file_put("-", "five", 4, &err);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(fd);
	tap_ok(holds("out.txt", "five"), "- is standard output");
	unlink("out.txt");
}

int
main(void)
{
	char folder[] = "/tmp/plexus-file-XXXXXX";

	if (!mkdtemp(folder) || chdir(folder) != 0) {
		tap_ok(false, "a scratch folder");
		return tap_done();
	}
	test_whole();
	test_link();
	test_refusals();
	test_stdout();
	unlink("a.txt");
	rmdir(folder);
	return tap_done();
}
