/*
 * HTML as the compiler of templates reads it: enough of the HTML standard's tokenizer (13.2.5) to know
 * where in a page a value would stand.
 */
#include "web/template/part.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static const char raw_elements[] = "script|style|iframe|xmp|noembed|noframes|noscript|plaintext";
static const char rcdata_elements[] = "title|textarea";
static const char addresses[] =
	"href|src|action|formaction|poster|cite|data|ping|xlink:href|background";

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static char
lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/* A name longer than its room is none of those that are looked for. */
static void
add_byte(char *name, size_t size, char byte)
{
	size_t length = strlen(name);

	if (length + 1 < size) {
		name[length] = lower(byte);
		name[length + 1] = '\0';
	}
}

/* The last bytes slide by: enough of them for "</textarea" and "-->". */
static void
remember(struct px_place *place, char byte)
{
	size_t length = strlen(place->last);

	if (length + 1 == sizeof(place->last))
		memmove(place->last, place->last + 1, length--);
	place->last[length] = lower(byte);
	place->last[length + 1] = '\0';
}

static bool
ends_with(const struct px_place *place, const char *start, const char *rest)
{
	size_t have = strlen(place->last), first = strlen(start), second = strlen(rest);

	return have >= first + second &&
	       memcmp(place->last + have - first - second, start, first) == 0 &&
	       memcmp(place->last + have - second, rest, second) == 0;
}

static void
enter(struct px_place *place, enum px_place_state state)
{
	place->state = state;
	place->last[0] = '\0';
}

static enum px_place_state
inside(const char *element)
{
	if (px_text_listed(raw_elements, element))
		return PX_PLACE_RAW;
	return px_text_listed(rcdata_elements, element) ? PX_PLACE_RCDATA : PX_PLACE_TEXT;
}

static void
end_tag(struct px_place *place)
{
	bool pre = strcmp(place->tag, "pre") == 0;

	enter(place, PX_PLACE_TEXT);
	place->raw[0] = '\0';
	if (pre && !place->closing)
		place->pre++;
	if (pre && place->closing && place->pre > 0)
		place->pre--;
	if (place->closing)
		return;
	enter(place, inside(place->tag));
	if (place->state != PX_PLACE_TEXT)
		memcpy(place->raw, place->tag, sizeof(place->raw));
}

static void
begin_attribute(struct px_place *place, char byte)
{
	place->attribute[0] = '\0';
	place->past = false;
	if (is_blank(byte) || byte == '/')
		place->state = PX_PLACE_TAG;
	else if (byte == '>')
		end_tag(place);
	else {
		place->state = PX_PLACE_ATTRIBUTE;
		add_byte(place->attribute, sizeof(place->attribute), byte);
	}
}

static void
step_open(struct px_place *place, char byte)
{
	place->tag[0] = '\0';
	if (byte == '!' || byte == '?')
		enter(place, PX_PLACE_DECLARATION);
	else if (byte == '/' && !place->closing)
		place->closing = true;
	else if (lower(byte) >= 'a' && lower(byte) <= 'z') {
		place->state = PX_PLACE_TAG_NAME;
		add_byte(place->tag, sizeof(place->tag), byte);
	} else
		enter(place, PX_PLACE_TEXT);
}

static void
step_tag_name(struct px_place *place, char byte)
{
	if (is_blank(byte) || byte == '/' || byte == '>')
		begin_attribute(place, byte);
	else if (place->raw[0]) /* </scripts> does not end <script> */
		enter(place, inside(place->raw));
	else
		add_byte(place->tag, sizeof(place->tag), byte);
}

static void
step_attribute(struct px_place *place, char byte)
{
	if (byte == '=')
		place->state = PX_PLACE_EQUALS;
	else if (is_blank(byte))
		place->state = PX_PLACE_AFTER_ATTRIBUTE;
	else if (byte == '>' || byte == '/' || place->state == PX_PLACE_AFTER_ATTRIBUTE)
		begin_attribute(place, byte);
	else
		add_byte(place->attribute, sizeof(place->attribute), byte);
}

static void
step_equals(struct px_place *place, char byte)
{
	if (byte == '"')
		place->state = PX_PLACE_DOUBLE;
	else if (byte == '\'')
		place->state = PX_PLACE_SINGLE;
	else if (byte == '>')
		end_tag(place);
	else if (!is_blank(byte))
		place->state = PX_PLACE_VALUE;
}

static void
step_value(struct px_place *place, char byte)
{
	char quote = place->state == PX_PLACE_DOUBLE ? '"' : '\'';

	if (byte == '/' || byte == '?' || byte == '#')
		place->past = true;
	if (place->state == PX_PLACE_VALUE ? is_blank(byte) : byte == quote)
		place->state = PX_PLACE_TAG;
	else if (place->state == PX_PLACE_VALUE && byte == '>')
		end_tag(place);
}

/* What only a given text ends: a comment, a declaration, the inside of <script> and <title>. */
static void
step_until(struct px_place *place, char byte)
{
	remember(place, byte);
	if (place->state == PX_PLACE_DECLARATION) {
		if (strcmp(place->last, "--") == 0)
			enter(place, PX_PLACE_COMMENT);
		else if (byte == '>')
			enter(place, PX_PLACE_TEXT);
	} else if (place->state == PX_PLACE_COMMENT) {
		if (ends_with(place, "--", ">") || strcmp(place->last, ">") == 0 ||
		    strcmp(place->last, "->") == 0)
			enter(place, PX_PLACE_TEXT);
	} else if (ends_with(place, "</", place->raw)) {
		place->closing = true;
		memcpy(place->tag, place->raw, sizeof(place->tag));
		enter(place, PX_PLACE_TAG_NAME);
	}
}

void
px_place_step(struct px_place *place, char byte)
{
	static void (*const steps[PX_PLACE_STATE_COUNT])(struct px_place *, char) = {
		[PX_PLACE_RAW] = step_until,
		[PX_PLACE_RCDATA] = step_until,
		[PX_PLACE_COMMENT] = step_until,
		[PX_PLACE_DECLARATION] = step_until,
		[PX_PLACE_OPEN] = step_open,
		[PX_PLACE_TAG_NAME] = step_tag_name,
		[PX_PLACE_TAG] = begin_attribute,
		[PX_PLACE_ATTRIBUTE] = step_attribute,
		[PX_PLACE_AFTER_ATTRIBUTE] = step_attribute,
		[PX_PLACE_EQUALS] = step_equals,
		[PX_PLACE_VALUE] = step_value,
		[PX_PLACE_DOUBLE] = step_value,
		[PX_PLACE_SINGLE] = step_value,
	};

	if (place->boundary && !is_blank(byte) && byte != '/' && byte != '>')
		place->glued = true;
	place->boundary = false;
	if (place->state != PX_PLACE_TEXT)
		steps[place->state](place, byte);
	else if (byte == '<') {
		place->state = PX_PLACE_OPEN;
		place->closing = false;
	}
}

bool
px_place_loose(const struct px_place *place)
{
	switch (place->state) {
	case PX_PLACE_TEXT:
		return place->pre == 0;
	case PX_PLACE_TAG_NAME:
	case PX_PLACE_TAG:
	case PX_PLACE_ATTRIBUTE:
	case PX_PLACE_AFTER_ATTRIBUTE:
	case PX_PLACE_EQUALS:
		return true;
	case PX_PLACE_RAW:
	case PX_PLACE_RCDATA:
	case PX_PLACE_COMMENT:
	case PX_PLACE_DECLARATION:
	case PX_PLACE_OPEN:
	case PX_PLACE_VALUE:
	case PX_PLACE_DOUBLE:
	case PX_PLACE_SINGLE:
		break;
	}
	return false;
}

static int
quoted_spot(const struct px_place *place, enum px_spot *spot, struct px_err *err)
{
	if (strncmp(place->attribute, "on", 2) == 0 ||
	    px_text_listed("style|srcdoc", place->attribute))
		return px_err_set(
			err, PX_REJECTED,
			_("a value may not stand in the attribute %s: give it a class, or a "
			  "data- attribute"),
			place->attribute);
	*spot = !place->past && px_text_listed(addresses, place->attribute) ? PX_SPOT_ADDRESS
									    : PX_SPOT_QUOTED;
	return 0;
}

int
px_place_spot(const struct px_place *place, enum px_spot *spot, struct px_err *err)
{
	if (place->state == PX_PLACE_DOUBLE || place->state == PX_PLACE_SINGLE)
		return quoted_spot(place, spot, err);
	*spot = place->state == PX_PLACE_RCDATA ? PX_SPOT_QUOTED : PX_SPOT_TEXT;
	if (place->state == PX_PLACE_TEXT || place->state == PX_PLACE_RCDATA)
		return 0;
	if (place->state == PX_PLACE_EQUALS || place->state == PX_PLACE_VALUE)
		return px_err_set(err, PX_REJECTED,
				  _("a value needs quotes around the attribute: write %s=\"…\""),
				  place->attribute);
	return px_err_set(err, PX_REJECTED,
			  _("a value may not stand in %s: only in text and in quoted attributes"),
			  px_place_text(place));
}

/* Attributes may begin here, after a blank at most. */
static bool
is_between(const struct px_place *place)
{
	return place->state == PX_PLACE_TAG_NAME || place->state == PX_PLACE_TAG ||
	       place->state == PX_PLACE_AFTER_ATTRIBUTE;
}

bool
px_place_same(const struct px_place *a, const struct px_place *b)
{
	bool quoted = a->state == PX_PLACE_DOUBLE || a->state == PX_PLACE_SINGLE;
	bool raw = a->state == PX_PLACE_RAW || a->state == PX_PLACE_RCDATA;
	bool whole = is_between(a) && (is_between(b) || b->state == PX_PLACE_ATTRIBUTE);

	if ((a->state != b->state && !whole) || a->pre != b->pre)
		return false;
	if (a->state != PX_PLACE_TEXT && !raw &&
	    (strcmp(a->tag, b->tag) != 0 || a->closing != b->closing))
		return false;
	if (raw)
		return strcmp(a->raw, b->raw) == 0;
	return !quoted || strcmp(a->attribute, b->attribute) == 0;
}

void
px_place_rejoin(struct px_place *place, const struct px_place *open)
{
	bool past = open->past && place->past;

	*place = *open;
	place->past = past;
	place->boundary = is_between(open);
}

const char *
px_place_text(const struct px_place *place)
{
	static const char *const texts[PX_PLACE_STATE_COUNT] = {
		[PX_PLACE_TEXT] = N_("the text"),
		[PX_PLACE_RAW] = N_("<script>, <style> or their like"),
		[PX_PLACE_RCDATA] = N_("<title> or <textarea>"),
		[PX_PLACE_COMMENT] = N_("a comment of HTML"),
		[PX_PLACE_DECLARATION] = N_("a declaration"),
		[PX_PLACE_OPEN] = N_("the name of a tag"),
		[PX_PLACE_TAG_NAME] = N_("the name of a tag"),
		[PX_PLACE_TAG] = N_("a tag, outside its attributes"),
		[PX_PLACE_ATTRIBUTE] = N_("the name of an attribute"),
		[PX_PLACE_AFTER_ATTRIBUTE] = N_("a tag, outside its attributes"),
		[PX_PLACE_EQUALS] = N_("an attribute without quotes"),
		[PX_PLACE_VALUE] = N_("an attribute without quotes"),
		[PX_PLACE_DOUBLE] = N_("an attribute"),
		[PX_PLACE_SINGLE] = N_("an attribute"),
	};

	if (place->state == PX_PLACE_TEXT && place->pre)
		return "<pre>";
	return _(texts[place->state]);
}
