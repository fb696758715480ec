#include "io/xml_in.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { DEEPEST = 32, NAME = 64 };

struct open_element {
	char name[NAME];
	long line;
	struct px_buf text;
};

struct reader {
	const char *at, *end;
	long line;
	struct open_element open[DEEPEST];
	size_t depth;
	bool begun; /* the root was seen */
	struct px_xml_fault *fault;
};

static int
fail(struct reader *reader, const char *message)
{
	reader->fault->line = reader->line;
	reader->fault->message = message;
	return -1;
}

static void
forward(struct reader *reader, size_t count)
{
	for (; count && reader->at < reader->end; count--)
		if (*reader->at++ == '\n')
			reader->line++;
}

static bool
begins(const struct reader *reader, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(reader->end - reader->at) >= length &&
	       memcmp(reader->at, text, length) == 0;
}

/* Past the mark, or -1 when it never comes. */
static int
pass(struct reader *reader, const char *mark)
{
	while (reader->at < reader->end && !begins(reader, mark))
		forward(reader, 1);
	if (reader->at == reader->end)
		return fail(reader, _("the file ends inside a tag or a comment"));
	forward(reader, strlen(mark));
	return 0;
}

static bool
in_name(char byte)
{
	return isalnum((unsigned char)byte) || (byte && strchr(":_-.", byte)) ||
	       (unsigned char)byte >= 0x80;
}

static int
take_name(struct reader *reader, char out[NAME])
{
	size_t length = 0;

	while (reader->at < reader->end && in_name(*reader->at) && length + 1 < NAME) {
		out[length++] = *reader->at;
		forward(reader, 1);
	}
	out[length] = '\0';
	return length ? 0 : fail(reader, _("a name is missing after <"));
}

static void
skip_blanks(struct reader *reader)
{
	while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
		forward(reader, 1);
}

/* &amp; &lt; &gt; &quot; &apos; &#10; */
static int
take_entity(struct reader *reader, struct px_buf *out)
{
	static const struct {
		const char *name;
		char byte;
	} entities[] = { { "&amp;", '&' },
			 { "&lt;", '<' },
			 { "&gt;", '>' },
			 { "&quot;", '"' },
			 { "&apos;", '\'' } };
	size_t length = 0;

	for (size_t i = 0; i < PX_COUNT(entities); i++)
		if (begins(reader, entities[i].name)) {
			px_buf_putc(out, entities[i].byte);
			forward(reader, strlen(entities[i].name));
			return 0;
		}
	if (begins(reader, "&#")) {
		while (length < 10 && reader->at + length < reader->end &&
		       reader->at[length] != ';')
			length++;
		if (length > 2 && reader->at + length < reader->end && reader->at[length] == ';') {
			px_buf_putc(out, '?'); /* nothing that is looked at is written so */
			forward(reader, length + 1);
			return 0;
		}
	}
	return fail(reader, _("a & by itself, or an entity that XML does not have: write &amp;"));
}

static int
take_attributes(struct reader *reader)
{
	struct px_buf value = PX_BUF_INIT;
	char name[NAME];
	int status = 0;

	for (skip_blanks(reader); status == 0 && reader->at < reader->end && in_name(*reader->at);
	     skip_blanks(reader)) {
		char quote;

		take_name(reader, name);
		skip_blanks(reader);
		if (!begins(reader, "="))
			status = fail(reader, _("an attribute without a value"));
		forward(reader, 1);
		skip_blanks(reader);
		quote = reader->at < reader->end ? *reader->at : '\0';
		if (status == 0 && quote != '"' && quote != '\'')
			status = fail(reader, _("the value of an attribute is not in quotes"));
		forward(reader, 1);
		while (status == 0 && reader->at < reader->end && *reader->at != quote) {
			if (*reader->at == '<')
				status = fail(reader, _("a < in the value of an attribute"));
			else if (*reader->at == '&')
				status = take_entity(reader, &value);
			else
				forward(reader, 1);
		}
		forward(reader, 1);
	}
	px_buf_release(&value);
	return status;
}

typedef void take_element(const struct px_xml_element *element, void *data);

static void
end_element(struct reader *reader, take_element *take, void *data)
{
	struct open_element *open = &reader->open[--reader->depth];
	const struct px_xml_element element = { open->name,
						reader->depth ? reader->open[reader->depth - 1].name
							      : "",
						px_text_trim(open->text.data), open->line };

	take(&element, data);
	px_buf_release(&open->text);
}

static int
take_start(struct reader *reader, take_element *take, void *data)
{
	struct open_element *open = &reader->open[reader->depth];

	if (reader->depth == DEEPEST)
		return fail(reader, _("elements inside each other too deep"));
	if (!reader->depth && reader->begun)
		return fail(reader, _("a second root"));
	forward(reader, 1);
	*open = (struct open_element){ .line = reader->line, .text = PX_BUF_INIT };
	if (take_name(reader, open->name) != 0)
		return -1;
	reader->depth++;
	reader->begun = true;
	if (take_attributes(reader) != 0)
		return -1;
	if (begins(reader, "/>")) {
		forward(reader, 2);
		end_element(reader, take, data);
	} else if (begins(reader, ">")) {
		forward(reader, 1);
	} else {
		return fail(reader, _("a tag that does not end"));
	}
	return 0;
}

static int
take_end(struct reader *reader, take_element *take, void *data)
{
	char name[NAME];

	forward(reader, 2);
	if (take_name(reader, name) != 0)
		return -1;
	skip_blanks(reader);
	if (!reader->depth || strcmp(reader->open[reader->depth - 1].name, name) != 0)
		return fail(reader, _("a tag ends what is not open"));
	if (!begins(reader, ">"))
		return fail(reader, _("a tag that does not end"));
	forward(reader, 1);
	end_element(reader, take, data);
	return 0;
}

static int
take_text(struct reader *reader)
{
	struct px_buf *out = reader->depth ? &reader->open[reader->depth - 1].text : NULL;

	if (!out) {
		if (!strchr(" \t\r\n", *reader->at) || !*reader->at)
			return fail(reader, _("a text outside the root"));
		forward(reader, 1);
		return 0;
	}
	if (*reader->at == '&')
		return take_entity(reader, out);
	if (!*reader->at)
		return fail(reader, _("a NUL"));
	px_buf_putc(out, *reader->at);
	forward(reader, 1);
	return 0;
}

static int
take_one(struct reader *reader, take_element *take, void *data)
{
	const char *from;

	if (begins(reader, "<?"))
		return pass(reader, "?>");
	if (begins(reader, "<!--"))
		return pass(reader, "-->");
	if (begins(reader, "<![CDATA[") && reader->depth) {
		forward(reader, 9);
		from = reader->at;
		if (pass(reader, "]]>") != 0)
			return -1;
		px_buf_add(&reader->open[reader->depth - 1].text, from,
			   (size_t)(reader->at - from) - 3);
		return 0;
	}
	if (begins(reader, "<!"))
		return fail(reader, _("a declaration that feeds do not have"));
	if (begins(reader, "</"))
		return take_end(reader, take, data);
	if (begins(reader, "<"))
		return take_start(reader, take, data);
	return take_text(reader);
}

int
px_xml_read(const char *bytes, size_t length, take_element *take, void *data,
	    struct px_xml_fault *fault)
{
	struct reader reader = { .at = bytes, .end = bytes + length, .line = 1, .fault = fault };
	int status = 0;

	if (px_utf8_valid(bytes, length) != length)
		status = fail(&reader, _("bytes that are not UTF-8"));
	if (begins(&reader, "\xEF\xBB\xBF"))
		forward(&reader, 3);
	while (status == 0 && reader.at < reader.end)
		status = take_one(&reader, take, data);
	if (status == 0 && (reader.depth || !reader.begun))
		status = fail(&reader, _("the file ends before its root does"));
	while (reader.depth)
		px_buf_release(&reader.open[--reader.depth].text);
	return status;
}
