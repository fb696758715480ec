/* What the tests of forms share: files, tables, the form of tests/cases/form. */
#ifndef TESTS_UNIT_FORM_BASE_H
#define TESTS_UNIT_FORM_BASE_H

#include <stdlib.h>

#include "base/buf.h"
#include "care/form.h"
#include "tap.h"

static struct px_arena arena = PX_ARENA_INIT;

__attribute__((unused)) static char *
read_text(const char *path)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;

	if (px_buf_read_file(&text, path, 1 << 20, &err) != 0)
		printf("Bail out! %s\n", err.message);
	return px_buf_detach(&text);
}

/* Call take for each line of a table that is no comment, its tabs cut. */
__attribute__((unused)) static void
each_line(const char *path, void (*take)(char **cells, size_t count))
{
	char *text = read_text(path), *next;

	for (char *line = text; *line; line = next) {
		char *cells[16], *end = strchr(line, '\n');
		size_t count = 0;

		next = end ? end + 1 : line + strlen(line);
		if (end)
			*end = '\0';
		if (*line == '#' || *line == '\0')
			continue;
		for (char *cell = line; cell && count < PX_COUNT(cells); count++) {
			cells[count] = cell;
			cell = strchr(cell, '\t');
			if (cell)
				*cell++ = '\0';
		}
		take(cells, count);
	}
	free(text);
}

__attribute__((unused)) static const struct px_form *
base_form(void)
{
	struct px_err err = PX_ERR_INIT;
	const struct px_form *form = px_form_read(&arena, "tests/cases/form/base.json", &err);

	if (!form)
		printf("Bail out! %s\n", err.message);
	return form;
}

#endif
