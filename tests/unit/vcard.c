/*
 * vCards: the pairs of tests/cases/vcard, the lines that are written, and that every version reads back what it wrote.
 * With --print FILE, what a file is read as.
 */
#include "io/vcard/vcard.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "model/types.h"
#include "source.h"

/* Texts that a format of lines, separators and escapes may break. */
static const char *const nasty[] = {
	"Dupont",
	"a;b,c:d\\e\"f",
	"\\n n'est pas une fin de ligne \\; \\, \\\\",
	"=3D =E9 = égal=",
	"é",
	"un très très long nom qui dépasse de loin soixante-quinze octets, avec des é, des è, des "
	"ê, "
	"des \xF0\x9F\x98\x80 et des mots, beaucoup de mots; jusqu'au bout de la ligne et au-delà",
	"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaa",
	"BEGIN:VCARD",
	"END:VCARD",
	"une  double  espace",
};

static void
set(struct px_record *record, size_t field, const char *text)
{
	record->values[field] = (struct px_value){ .state = PX_SET, .text = text };
}

/* Every line ends in CR LF, has 75 octets at most and is valid UTF-8 by itself. */
static bool
lines_are_right(const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\r\n");

		if (length > 75 || strncmp(text + length, "\r\n", 2) != 0 ||
		    px_utf8_valid(text, length) != length)
			return false;
		text += length + 2;
	}
	return true;
}

/* Write bytes to a file that its reader finds by the path returned. */
static const char *
scratch(const struct px_buf *bytes)
{
	static char path[] = "/tmp/plexus-vcard-XXXXXX";
	static int fd = -1;

	if (fd < 0)
		fd = mkstemp(path);
	if (fd < 0 || ftruncate(fd, 0) != 0 ||
	    pwrite(fd, bytes->data, bytes->length, 0) != (ssize_t)bytes->length)
		tap_ok(false, "scratch file");
	return path;
}

static const char *
cell(const struct px_source *source, const struct px_row *row, const char *header)
{
	for (size_t i = 0; i < row->count; i++)
		if (strcmp(px_source_header(source, i), header) == 0)
			return row->cells[i].text;
	return NULL;
}

static void
reads_back(const struct px_buf *card, const char *text)
{
	static const char *const headers[] = { "family", "given", "specialty" };
	struct px_err err = PX_ERR_INIT;
	struct px_source *source = px_source_open(scratch(card), NULL, &err);
	struct px_row row = { 0 };

	if (!tap_ok(source && px_source_next(source, &row, &err) == 1 && !row.bad, "it is read"))
		printf("# %s\n%s\n", row.bad ? row.bad : err.message, card->data);
	for (size_t i = 0; source && i < PX_COUNT(headers); i++)
		tap_is(cell(source, &row, headers[i]), text, headers[i]);
	if (source) {
		tap_is(cell(source, &row, "uid"), "019593e1-c1f1-7001-856b-7663a03b3618", "uid");
		tap_is(cell(source, &row, "skills"), "a\\,b,c", "a list with a comma");
		tap_is(cell(source, &row, "email"), "odd@medecin.mssante.fr", "an odd address");
		tap_ok(px_source_next(source, &row, &err) == 0, "and there is nothing else");
	}
	px_source_close(source);
}

static void
test_written(enum px_vcard_version version, const char *text)
{
	static const struct px_world world;
	static const struct px_value skills[] = { { .state = PX_SET, .text = "a,b" },
						  { .state = PX_SET, .text = "c" } };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record record = px_record_new(&arena, &px_type_practitioner);
	struct px_buf out = PX_BUF_INIT;

	set(&record, PX_F_UID, "019593e1-c1f1-7001-856b-7663a03b3618");
	set(&record, PX_PRACTITIONER_FAMILY, text);
	set(&record, PX_PRACTITIONER_GIVEN, text);
	set(&record, PX_PRACTITIONER_SPECIALTY, text);
	set(&record, PX_PRACTITIONER_EMAIL, "odd@medecin.mssante.fr");
	record.values[PX_PRACTITIONER_SKILLS] =
		(struct px_value){ .state = PX_SET, .items = skills, .count = 2 };
	px_vcard_write(&record, &world, version, text, &out);
	if (!tap_ok(lines_are_right(out.data), "%s: lines of %s", px_vcard_versions[version], text))
		printf("# %s\n", out.data);
	reads_back(&out, text);
	px_buf_release(&out);
	px_arena_release(&arena);
}

int
main(int argc, char **argv)
{
	if (asked_to_print(argc, argv))
		return 0;
	test_pairs("tests/cases/vcard", 5);
	for (int version = 0; version < PX_VCARD_VERSION_COUNT; version++)
		for (size_t i = 0; i < PX_COUNT(nasty); i++)
			test_written((enum px_vcard_version)version, nasty[i]);
	{
		struct px_buf none = PX_BUF_INIT;

		unlink(scratch(&none));
	}
	return tap_done();
}
