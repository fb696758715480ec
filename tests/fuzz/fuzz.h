/*
 * What the fuzz targets share.  A target is a file that defines LLVMFuzzerTestOneInput: it hands the
 * bytes to a part of the library and claims what that part promises of its results, so that a wrong
 * answer stops the fuzzer as a crash does.  `make fuzz` runs them under libFuzzer; `make check`
 * replays tests/fuzz/corpus/TARGET through the same functions (replay.c).
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/zone.h"
#include "model/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever the bytes were. */
#define FUZZ_CLAIM(claim)                                                                          \
	do {                                                                                       \
		if (!(claim)) {                                                                    \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #claim); \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* The bytes as a C string, to its first NUL; the caller's to free. */
__attribute__((unused)) static char *
fuzz_text(const uint8_t *data, size_t size)
{
	return px_strndup((const char *)data, size);
}

/* A file in memory that holds the bytes, until the next call of this slot (0 or 1): it has no name,
 * so none is left behind by a crash. */
__attribute__((unused)) static const char *
fuzz_file(int slot, const void *data, size_t size)
{
	static int fds[2] = { -1, -1 };
	static char paths[2][32];

	if (fds[slot] < 0) {
		char name[64];

		snprintf(name, sizeof(name), "/plexus-fuzz-%ld-%d", (long)getpid(), slot);
		fds[slot] = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
		FUZZ_CLAIM(fds[slot] >= 0 && shm_unlink(name) == 0);
		snprintf(paths[slot], sizeof(paths[slot]), "/proc/self/fd/%d", fds[slot]);
	}
	FUZZ_CLAIM(ftruncate(fds[slot], 0) == 0 &&
		   pwrite(fds[slot], data, size, 0) == (ssize_t)size);
	return paths[slot];
}

/* Friday 21 November 2025, 11:00 in Paris. */
__attribute__((unused)) static const struct px_world *
fuzz_world(void)
{
	static struct px_world world = { .now = 1763719200 };

	if (!world.zone)
		world.zone = px_zone_open("Europe/Paris", NULL);
	return &world;
}

#endif
