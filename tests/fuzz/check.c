/*
 * A site of two pages, a style sheet, a feed and a map, out of the bytes between NULs: what is found names
 * a file and a line that there are, and no rule passes on more pages than it was tried on.
 */
#include <sys/stat.h>

#include "fuzz.h"
#include "web/check.h"

static const char *const files[] = { "index.html", "style.css", "b.html", "feed.xml",
				     "sitemap.xml" };
static char folder[64];

static char *
path_of(size_t i)
{
	return px_asprintf("%s/%s", folder, files[i]);
}

static void
leave(void)
{
	for (size_t i = 0; i < PX_COUNT(files); i++) {
		char *path = path_of(i);

		unlink(path);
		free(path);
	}
	rmdir(folder);
}

static void
put_file(size_t i, const uint8_t *data, size_t size)
{
	char *path = path_of(i);
	FILE *file = fopen(path, "wb");

	FUZZ_CLAIM(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
	free(path);
}

static void
put_files(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < PX_COUNT(files); i++) {
		const uint8_t *end = size ? memchr(data, 0, size) : NULL;
		size_t length = end && i + 1 < PX_COUNT(files) ? (size_t)(end - data) : size;

		put_file(i, data, length);
		data += length;
		size -= length;
		if (size) {
			data++;
			size--;
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct px_check_options options = { .now = 1763719200 };
	struct px_check_report report;

	if (!*folder) {
		snprintf(folder, sizeof(folder), "/tmp/plexus-fuzz-%ld", (long)getpid());
		FUZZ_CLAIM(mkdir(folder, 0700) == 0 && atexit(leave) == 0);
	}
	put_files(data, size);
	FUZZ_CLAIM(px_site_check(folder, &options, &report, NULL) == 0);
	FUZZ_CLAIM(report.pages == 2 && report.faults + report.warnings == report.count);
	for (size_t i = 0; i < report.count; i++) {
		FUZZ_CLAIM(report.found[i].line >= 0 && report.found[i].line <= (long)size + 2);
		FUZZ_CLAIM(*report.found[i].file && *report.found[i].message);
	}
	for (size_t i = 0; i < px_check_rule_count; i++)
		FUZZ_CLAIM(report.tallies[i].passed <= report.tallies[i].tried);
	FUZZ_CLAIM(px_check_rate(&report) >= 0 && px_check_rate(&report) <= 100);
	px_check_report_release(&report);
	return 0;
}
