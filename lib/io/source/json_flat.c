#include "io/source/json_flat.h"

#include <string.h>

#include "base/text.h"

struct flat {
	char *at, *end;
};

static void
skip_blanks(struct flat *flat)
{
	while (flat->at < flat->end &&
	       (*flat->at == ' ' || *flat->at == '\n' || *flat->at == '\r' || *flat->at == '\t'))
		flat->at++;
}

static bool
take_byte(struct flat *flat, char byte)
{
	skip_blanks(flat);
	if (flat->at == flat->end || *flat->at != byte)
		return false;
	flat->at++;
	return true;
}

/* Between quotes: no escape, no control character, UTF-8. */
static bool
take_string(struct flat *flat, char **text, size_t *length)
{
	bool ascii = true;

	if (!take_byte(flat, '"'))
		return false;
	*text = flat->at;
	for (; flat->at < flat->end && *flat->at != '"'; flat->at++) {
		unsigned char byte = (unsigned char)*flat->at;

		if (byte < ' ' || byte == '\\')
			return false;
		ascii = ascii && byte < 0x80;
	}
	if (flat->at == flat->end)
		return false;
	*length = (size_t)(flat->at++ - *text);
	return ascii || px_utf8_valid(*text, *length) == *length;
}

static size_t
take_digits(struct flat *flat)
{
	char *from = flat->at;

	while (flat->at < flat->end && *flat->at >= '0' && *flat->at <= '9')
		flat->at++;
	return (size_t)(flat->at - from);
}

/* As JSON has them, but for exponents. */
static bool
take_number(struct flat *flat)
{
	char *from;

	if (flat->at < flat->end && *flat->at == '-')
		flat->at++;
	from = flat->at;
	if (take_digits(flat) == 0 || (*from == '0' && flat->at > from + 1))
		return false;
	if (flat->at < flat->end && *flat->at == '.') {
		flat->at++;
		if (take_digits(flat) == 0)
			return false;
	}
	return flat->at < flat->end && strchr(",]} \n\r\t", *flat->at);
}

static bool
take_word(struct flat *flat, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(flat->end - flat->at) < length || memcmp(flat->at, word, length) != 0)
		return false;
	flat->at += length;
	return true;
}

/* Past the bracket that opens it. */
static bool
take_list(struct flat *flat)
{
	if (take_byte(flat, ']'))
		return true;
	do {
		size_t length;
		char *item;

		skip_blanks(flat);
		if (flat->at == flat->end)
			return false;
		if (*flat->at != '"') {
			if (!take_number(flat))
				return false;
		} else if (!take_string(flat, &item, &length) || length == 0 ||
			   memchr(item, ',', length)) {
			return false;
		}
	} while (take_byte(flat, ','));
	return take_byte(flat, ']');
}

static bool
take_value(struct flat *flat, struct px_flat_member *member)
{
	skip_blanks(flat);
	if (flat->at == flat->end)
		return false;
	member->list = *flat->at == '[';
	if (*flat->at == '"')
		return take_string(flat, &member->text, &member->length);
	member->text = flat->at + member->list;
	member->length = 0;
	if (member->list) {
		flat->at++;
		if (!take_list(flat))
			return false;
		member->length = (size_t)(flat->at - 1 - member->text);
		return true;
	}
	if (take_word(flat, "null"))
		return true;
	if (!take_word(flat, "true") && !take_word(flat, "false") && !take_number(flat))
		return false;
	member->length = (size_t)(flat->at - member->text);
	return true;
}

void
px_json_flat_join(struct px_flat_member *list)
{
	char *to = list->text;
	bool string = false;

	for (char *from = list->text; from < list->text + list->length; from++) {
		if (*from == '"')
			string = !string;
		else if (string || !strchr(" \t\r\n", *from))
			*to++ = *from;
	}
	list->length = (size_t)(to - list->text);
}

int
px_json_flat(char *text, size_t length, struct px_flat_member members[PX_FLAT_LIMIT])
{
	struct flat flat = { text, text + length };
	int count = 0;

	if (!take_byte(&flat, '{'))
		return -1;
	if (take_byte(&flat, '}'))
		return flat.at == flat.end ? 0 : -1;
	do {
		struct px_flat_member *member = &members[count++];

		if (!take_string(&flat, &member->key, &member->key_length) ||
		    !take_byte(&flat, ':') || !take_value(&flat, member))
			return -1;
	} while (count < PX_FLAT_LIMIT && take_byte(&flat, ','));
	return take_byte(&flat, '}') && flat.at == flat.end ? count : -1;
}
