/* What verbs of meetings read: a meeting by its name, a text from a file. */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/meeting/meeting.h"
#include "io/source/input.h"
#include "model/types.h"

enum { TEXT_LIMIT = 1 << 20 };

int
px_run_meeting(struct px_run *run, const char *name, struct px_record *out, struct px_err *err)
{
	int64_t id;

	if (px_record_name(run->store, &px_type_meeting, run->organization, name, &id, err) != 0)
		return -1;
	return px_record_read(run->store, &px_type_meeting, id, &run->arena, out, err) == 1 ? 0
											    : -1;
}

static int
read_all(struct px_input *input, struct px_buf *text, struct px_err *err)
{
	int more;

	do {
		size_t length;
		char *window = px_input_window(input, &length);

		px_buf_add(text, window, length);
		px_input_take(input, length);
		if (text->length > TEXT_LIMIT)
			return px_err_set(err, PX_REJECTED, _("too long: at most 1 MiB"));
		more = px_input_more(input, err);
	} while (more == 1);
	return more;
}

/* The line that a byte stands in, from 1. */
static long
line_of(const struct px_buf *text, size_t place)
{
	long line = 1;

	for (size_t i = 0; i < place; i++)
		line += text->data[i] == '\n';
	return line;
}

static int
check(const struct px_buf *text, struct px_err *err)
{
	size_t valid = px_utf8_valid(text->data, text->length);

	if (valid < text->length)
		return px_err_set(err, PX_REJECTED, _("line %ld: not valid UTF-8"),
				  line_of(text, valid));
	if (text->data[strspn(text->data, " \t\r\n")] == '\0')
		return px_err_set(err, PX_REJECTED, _("is empty"));
	return 0;
}

int
px_run_text(struct px_run *run, const char *path, const char **name, const char **text,
	    struct px_err *err)
{
	struct px_input *input = px_input_open(path, NULL, err);
	struct px_buf buf = PX_BUF_INIT;
	int result;

	if (!input)
		return -1;
	*name = px_arena_strdup(&run->arena, px_input_name(input));
	result = read_all(input, &buf, err);
	if (result == 0)
		result = check(&buf, err);
	if (result != 0)
		px_err_prefix(err, "%s", *name);
	*text = px_arena_strdup(&run->arena, buf.data);
	px_buf_release(&buf);
	px_input_close(input);
	return result;
}
