/*
 * Replays the corpus of one target: the program is called as the target is, and prints TAP.
 * FILE… as operands: those instead.
 */
#include <dirent.h>

#include "base/buf.h"
#include "fuzz.h"

static int
replay(const char *path)
{
	struct px_buf bytes = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;

	if (px_buf_read_file(&bytes, path, 1 << 24, &err)) {
		printf("# %s\n", err.message);
		return -1;
	}
	/* A copy of its exact length, so that sanitizers see a byte read past its end. */
	{
		uint8_t *copy = px_malloc(bytes.length + !bytes.length);

		memcpy(copy, bytes.data, bytes.length);
		LLVMFuzzerTestOneInput(copy, bytes.length);
		free(copy);
	}
	px_buf_release(&bytes);
	return 0;
}

static int
replay_folder(const char *folder)
{
	DIR *files = opendir(folder);
	struct dirent *entry;
	int count = 0, failed = 0;

	while (files && (entry = readdir(files))) {
		char *path = px_asprintf("%s/%s", folder, entry->d_name);

		if (entry->d_name[0] != '.') {
			printf("# %s\n", path);
			fflush(stdout); /* the one that crashes is named */
			failed += replay(path) != 0;
			count++;
		}
		free(path);
	}
	if (files)
		closedir(files);
	printf("%sok 1 - %d files of %s\n1..1\n", count && !failed ? "" : "not ", count, folder);
	return !count || failed;
}

int
main(int count, char **words)
{
	const char *slash = strrchr(words[0], '/');
	char *folder = px_asprintf("tests/fuzz/corpus/%s", slash ? slash + 1 : words[0]);
	int failed = 0;

	if (count == 1)
		failed = replay_folder(folder);
	for (int i = 1; i < count; i++)
		failed |= replay(words[i]);
	free(folder);
	return failed;
}
