/* A database to import registers into; nothing stays in it. */
#ifndef TESTS_FUZZ_REGISTER_H
#define TESTS_FUZZ_REGISTER_H

#include "care/register.h"
#include "fuzz.h"

static char fuzz_folder[] = "/dev/shm/plexus-fuzz-XXXXXX"; /* in memory */

static void
fuzz_folder_remove(void)
{
	static const char *const names[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-lock" };

	for (size_t i = 0; i < PX_COUNT(names); i++) {
		char *path = px_asprintf("%s/%s", fuzz_folder, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(fuzz_folder);
}

static struct px_store *
fuzz_store(void)
{
	static struct px_store *store;
	struct px_err err = PX_ERR_INIT;

	if (!store) {
		char path[64];

		FUZZ_CLAIM(mkdtemp(fuzz_folder));
		atexit(fuzz_folder_remove);
		snprintf(path, sizeof(path), "%s/t.db", fuzz_folder);
		store = px_store_open(path, PX_ACCESS_CREATE, &err);
		FUZZ_CLAIM(store);
		px_store_identify(store, "unix:fuzz", fuzz_world()->now, "seed");
	}
	return store;
}

static void
fuzz_say(const struct px_source *source, const struct px_row *row, enum px_grade grade,
	 const char *message, void *data)
{
	(void)source;
	(void)data;
	FUZZ_CLAIM(row->line > 0 && (int)grade < PX_GRADE_COUNT && *message);
}

/* Counts add up; a file that was taken is unchanged when it comes again. */
__attribute__((unused)) static void
fuzz_register(const uint8_t *data, size_t size,
	      int (*import)(struct px_store *, const struct px_register_options *,
			    struct px_register_counts *, struct px_err *))
{
	struct px_register_options options = { .path = fuzz_file(0, data, size),
					       .communes = "tests/fuzz/communes.txt",
					       .say = fuzz_say };
	struct px_register_counts first, again;
	struct px_err err = PX_ERR_INIT;

	FUZZ_CLAIM(px_store_begin(fuzz_store(), &err) == 0);
	if (import(fuzz_store(), &options, &first, &err) == 0) {
		FUZZ_CLAIM(first.read ==
			   first.new + first.changed + first.unchanged + first.rejected);
		FUZZ_CLAIM(import(fuzz_store(), &options, &again, &err) == 0);
		FUZZ_CLAIM(again.read == first.read && again.rejected == first.rejected);
		FUZZ_CLAIM(again.new == 0 && again.changed == 0 && again.removed == 0);
	} else {
		FUZZ_CLAIM(err.code != PX_OK && err.code != PX_SYSTEM);
	}
	px_store_rollback(fuzz_store());
}

#endif
