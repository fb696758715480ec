/*
 * Kinds of what patients read: opening hours, addresses of the Web, files of the site, languages,
 * fees.
 */
#include <ctype.h>
#include <string.h>

#include "base/hours.h"
#include "base/i18n.h"
#include "base/text.h"
#include "model/kind.h"
#include "model/languages.h"

/* Bytes.  Fees and hours are lines; browsers cut addresses at about this length. */
enum { LINE_LIMIT = 1000, URL_LIMIT = 2000, PATH_LIMIT = 255 };

/* What is no hours stays as it was written: people read it. */
static void
keep_words(const struct px_parse *parse, const char *text, const struct px_err *why,
	   struct px_value *out)
{
	if (!px_kind_line(parse, text, LINE_LIMIT, out))
		return;
	if (parse->origin != PX_FROM_FILTER)
		px_kind_say(parse, PX_SUSPICIOUS, text,
			    px_arena_printf(parse->arena,
					    _("kept as plain words, not as hours: %s"),
					    why->message));
	px_kind_text_is(parse, text, out);
}

static void
parse_hours(const struct px_parse *parse, const char *text, struct px_value *out)
{
	struct px_buf canonical = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_hours hours;

	if (px_hours_parse(parse->arena, text, &hours, &err) == 0) {
		px_hours_print(&hours, &canonical);
		px_kind_text_is(parse, canonical.data, out);
	} else {
		keep_words(parse, text, &err, out);
	}
	px_buf_release(&canonical);
}

static void
print_hours(const struct px_world *world, const struct px_field *field,
	    const struct px_value *value, enum px_style style, struct px_buf *out)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_hours hours;

	(void)world;
	(void)field;
	if (style == PX_STYLE_HUMAN && px_hours_parse(&arena, value->text, &hours, NULL) == 0)
		px_hours_words(&hours, out);
	else
		px_buf_puts(out, value->text);
	px_arena_release(&arena);
}

const struct px_kind px_kind_hours = {
	.name = "hours",
	.metavar = "HOURS",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_hours,
	.print = print_hours,
};

/* What would end an address inside a page or a document, whoever writes it there. */
static bool
has_stranger(const char *text)
{
	return text[strcspn(text, " \t\"'<>\\^`{|}")] != '\0';
}

/* The length of "https://" or "http://" that the text begins with, 0 when it has neither. */
static size_t
scheme_of(const char *text)
{
	static const char *const schemes[] = { "https://", "http://" };

	for (size_t i = 0; i < PX_COUNT(schemes); i++) {
		size_t length = strlen(schemes[i]), at = 0;

		while (at < length && tolower((unsigned char)text[at]) == schemes[i][at])
			at++;
		if (at == length)
			return length;
	}
	return 0;
}

/* A host of two labels at least, perhaps a port; letters of other alphabets are the browser's to
 * write.  No user: `https://impots.gouv.fr@example.org` goes to the second. */
static bool
is_host(const char *text)
{
	size_t length = strcspn(text, "/?#"), dots = 0, label = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (byte == ':')
			return dots && label && i + 1 < length &&
			       strspn(text + i + 1, "0123456789") == length - i - 1;
		if (byte == '.' ? !label : !(isalnum(byte) || byte == '-' || byte >= 0x80))
			return false;
		dots += byte == '.';
		label = byte == '.' ? 0 : label + 1;
	}
	return dots && label;
}

static const char *
mend_url(const struct px_parse *parse, const char *text)
{
	char *url = px_arena_printf(parse->arena, "https://%s", text);

	px_kind_say(parse, PX_REPAIRED, text,
		    px_arena_printf(parse->arena, _("stored as %s"), url));
	return url;
}

static void
parse_url(const struct px_parse *parse, const char *text, struct px_value *out)
{
	size_t scheme = scheme_of(text);

	if (!px_kind_line(parse, text, URL_LIMIT, out))
		return;
	if (parse->origin == PX_FROM_FILTER)
		px_kind_text_is(parse, text, out);
	else if (has_stranger(text))
		px_kind_refuse(parse, text, out,
			       _("an address of the Web has no blank, quote or bracket"));
	else if (!is_host(text + scheme))
		px_kind_refuse(parse, text, out,
			       _("not an address of the Web: https:// and the name of a site"));
	else if (scheme)
		px_kind_text_is(parse, text, out);
	else
		px_kind_text_is(parse, mend_url(parse, text), out);
}

const struct px_kind px_kind_url = {
	.name = "url",
	.metavar = "URL",
	.json_type = "string",
	.json_format = "uri",
	.storage = PX_TEXT,
	.parse = parse_url,
};

/* No way out of the folder, and no name that another system reads otherwise. */
static bool
stays_inside(const char *path)
{
	if (*path == '/' || strpbrk(path, "\\:*?\"<>|"))
		return false;
	for (;;) {
		size_t length = strcspn(path, "/");

		if (length == 0 || (length <= 2 && strncmp(path, "..", length) == 0))
			return false;
		if (!path[length])
			return true;
		path += length + 1;
	}
}

/* Address books hold pictures that are elsewhere: that is no reason to lose who they are of. */
static void
parse_path(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (!px_kind_line(parse, text, scheme_of(text) ? URL_LIMIT : PATH_LIMIT, out))
		return;
	if (scheme_of(text))
		px_kind_say(parse, PX_SUSPICIOUS, text,
			    _("a picture elsewhere is not shown: put its file in the content "
			      "folder of the site"));
	else if (parse->origin != PX_FROM_FILTER && !stays_inside(text)) {
		px_kind_refuse(parse, text, out,
			       _("not a file of the content folder: images/portrait.jpg"));
		return;
	}
	px_kind_text_is(parse, text, out);
}

const struct px_kind px_kind_path = {
	.name = "path",
	.metavar = "FILE",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_path,
};

static void
parse_language(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const struct px_language *language;
	const char *nearest;

	if (!px_kind_line(parse, text, LINE_LIMIT, out))
		return;
	language = px_language_find(text);
	if (language) {
		*out = (struct px_value){ .state = PX_SET, .text = language->code };
		return;
	}
	nearest = px_text_nearest(text, px_language_any, NULL);
	px_kind_refuse(parse, text, out,
		       nearest ? px_arena_printf(parse->arena,
						 _("unknown language; did you mean %s?"), nearest)
			       : _("unknown language: give its name (anglais) or its code (en)"));
}

static void
print_language(const struct px_world *world, const struct px_field *field,
	       const struct px_value *value, enum px_style style, struct px_buf *out)
{
	(void)world;
	(void)field;
	px_buf_puts(out, style == PX_STYLE_HUMAN ? px_language_name(value->text) : value->text);
}

static const char *
word_of_language(const struct px_field *field, size_t i)
{
	(void)field;
	return px_language_word(i);
}

/* "français, anglais et arabe", "français/anglais". */
static size_t
part_of_languages(const char *text, const char *at)
{
	static const char *const words[] = { " et ", " and ", " & ", " + " };

	(void)text;
	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return *at && strchr(",;/|\n", *at) ? 1 : 0;
}

const struct px_kind px_kind_language = {
	.name = "language",
	.metavar = "LANGUAGE",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_language,
	.print = print_language,
	.part = part_of_languages,
	.word = word_of_language,
};

static void
parse_fee(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (px_kind_line(parse, text, LINE_LIMIT, out))
		px_kind_text_is(parse, text, out);
}

/* A comma between two digits is the amount's own: "Visite : 36,50 €, Consultation : 26,50 €". */
static size_t
part_of_fees(const char *text, const char *at)
{
	if (*at != ',')
		return *at == ';' || *at == '\n';
	return !(at > text && isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[1]));
}

const struct px_kind px_kind_fee = {
	.name = "fee",
	.metavar = "FEE",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_fee,
	.part = part_of_fees,
};
