#include "base/catalog.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file: this number in the order of bytes of the machine, the format's version, how many entries,
 * where the table of texts is, where that of translations is; each row of a table is a length and a
 * place.  Texts are in the order of their bytes, and a zero ends each. */
static const uint32_t magic = 0x950412de;
enum { HEADER_SIZE = 20, ROW_SIZE = 8, CONTEXT_END = 4 };

static uint32_t
number_at(const struct px_catalog *catalog, size_t place)
{
	uint32_t number;

	memcpy(&number, catalog->bytes + place, sizeof(number));
	return number;
}

static bool
has_table(const struct px_catalog *catalog, uint32_t table)
{
	return table <= catalog->size && (catalog->size - table) / ROW_SIZE >= catalog->count;
}

static bool
is_catalog(struct px_catalog *catalog)
{
	if (catalog->size < HEADER_SIZE || number_at(catalog, 0) != magic)
		return false;
	catalog->count = number_at(catalog, 8);
	catalog->texts = number_at(catalog, 12);
	catalog->translations = number_at(catalog, 16);
	return has_table(catalog, catalog->texts) && has_table(catalog, catalog->translations);
}

bool
px_catalog_read(const char *path, struct px_catalog *out)
{
	struct stat status;
	void *bytes = MAP_FAILED;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	*out = (struct px_catalog){ .bytes = NULL };
	if (fd < 0)
		return false;
	if (fstat(fd, &status) == 0 && status.st_size > 0)
		bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	*out = (struct px_catalog){ .bytes = bytes, .size = (size_t)status.st_size };
	if (is_catalog(out))
		return true;
	munmap(bytes, out->size);
	*out = (struct px_catalog){ .bytes = NULL };
	return false;
}

/* A text of a table and where it ends; empty when the row points out of the file. */
static const char *
entry(const struct px_catalog *catalog, uint32_t table, uint32_t i, const char **end)
{
	size_t row = table + (size_t)i * ROW_SIZE;
	uint64_t begins = number_at(catalog, row + 4), ends = begins + number_at(catalog, row);
	bool whole = ends < catalog->size && !catalog->bytes[ends];

	*end = whole ? catalog->bytes + ends : "";
	return whole ? catalog->bytes + begins : *end;
}

/* The order of "context\004text" and of an entry. */
static int
compare(const char *context, const char *text, const char *other)
{
	size_t length = context ? strlen(context) : 0;
	int order;

	if (!context)
		return strcmp(text, other);
	order = strncmp(context, other, length);
	if (order == 0)
		order = CONTEXT_END - (unsigned char)other[length];
	return order ? order : strcmp(text, other + length + 1);
}

/* Forms follow each other, each ended by a zero; the length is of them all. */
static const char *
form_of(const struct px_catalog *catalog, uint32_t i, unsigned form)
{
	const char *end, *found = entry(catalog, catalog->translations, i, &end);

	for (; form > 0 && found + strlen(found) < end; form--)
		found += strlen(found) + 1;
	return found;
}

const char *
px_catalog_find(const struct px_catalog *catalog, const char *context, const char *text,
		unsigned form)
{
	uint32_t first = 0, last = catalog->count;

	while (first < last) {
		uint32_t middle = first + (last - first) / 2;
		const char *end, *found = entry(catalog, catalog->texts, middle, &end);
		int order = compare(context, text, found);

		if (order == 0)
			return form_of(catalog, middle, form);
		if (order < 0)
			last = middle;
		else
			first = middle + 1;
	}
	return NULL;
}
