/*
 * Kinds of text: lines, Markdown, names, slugs, words, references, uids, time zones, facts.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/uid.h"
#include "base/zone.h"
#include "model/kind.h"
#include "model/professions.h"
#include "model/words.h"

/* Bytes.  A line is a title or an address; Markdown is the minutes of a meeting. */
enum { LINE_LIMIT = 4000, MARKDOWN_LIMIT = 1 << 20, NAME_LIMIT = 200, SLUG_LIMIT = 80 };

static void
parse_text(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (px_kind_line(parse, text, LINE_LIMIT, out))
		px_kind_text_is(parse, text, out);
}

const struct px_kind px_kind_text = {
	.name = "text",
	.metavar = "TEXT",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_text,
};

const struct px_kind px_kind_reference = {
	.name = "reference",
	.metavar = "RECORD",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_text,
};

const struct px_kind px_kind_json = {
	.name = "json",
	.metavar = "JSON",
	.json_type = "object",
	.storage = PX_TEXT,
	.parse = parse_text,
};

const struct px_kind px_kind_fact = {
	.name = "fact",
	.metavar = "VALUE",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_text,
};

/* Lines end in \n whatever the file's; tabs stay, other control characters are refused. */
static void
parse_markdown(const struct px_parse *parse, const char *text, struct px_value *out)
{
	size_t length = strlen(text);
	char *copy, *to;

	if (length > MARKDOWN_LIMIT) {
		px_kind_refuse(parse, text, out, _("too long: at most 1 MiB"));
		return;
	}
	copy = to = px_arena_alloc(parse->arena, length + 1);
	for (const char *from = text; *from; from++) {
		if (*from == '\r' && from[1] == '\n')
			continue;
		*to = *from == '\r' ? '\n' : *from;
		if ((unsigned char)*to < ' ' && *to != '\n' && *to != '\t') {
			px_kind_refuse(parse, text, out, _("holds a control character"));
			return;
		}
		to++;
	}
	*out = (struct px_value){ .state = PX_SET, .text = copy };
}

const struct px_kind px_kind_markdown = {
	.name = "markdown",
	.metavar = "MARKDOWN",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_markdown,
};

/* A digit in a name is nearly always a column out of place; registers do hold a few. */
static void
parse_name(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (!px_kind_line(parse, text, NAME_LIMIT, out))
		return;
	if (strpbrk(text, "0123456789")) {
		if (parse->origin == PX_FROM_REGISTER) {
			px_kind_say(parse, PX_SUSPICIOUS, text, _("a name with a digit"));
		} else if (parse->origin != PX_FROM_FILTER) {
			px_kind_refuse(parse, text, out, _("a name has no digit"));
			return;
		}
	}
	px_kind_text_is(parse, text, out);
}

const struct px_kind px_kind_name = {
	.name = "name",
	.metavar = "NAME",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_name,
};

static bool
all_digits(const char *text)
{
	return text[strspn(text, "0123456789")] == '\0';
}

/* `Suivi BPCO` becomes `suivi-bpco`, and that is said.  Digits alone would be taken for an id. */
static void
parse_slug(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const char *slug;

	if (!px_kind_line(parse, text, SLUG_LIMIT, out))
		return;
	if (parse->origin == PX_FROM_FILTER) {
		px_kind_text_is(parse, text, out);
		return;
	}
	slug = px_text_slug(parse->arena, text, SLUG_LIMIT);
	if (!*slug || all_digits(slug)) {
		px_kind_refuse(parse, text, out, _("a short name needs a letter"));
		return;
	}
	if (strcmp(slug, text) != 0)
		px_kind_say(parse, PX_REPAIRED, text,
			    px_arena_printf(parse->arena, _("stored as %s"), slug));
	px_kind_text_is(parse, slug, out);
}

const struct px_kind px_kind_slug = {
	.name = "slug",
	.metavar = "SLUG",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_slug,
};

/* `social worker`, `Social_Worker` and `social-worker` are the same word. */
static bool
same_word(struct px_arena *arena, const char *slug, const char *word)
{
	return strcmp(slug, px_text_slug(arena, word, LINE_LIMIT)) == 0;
}

static const char *
find_word(struct px_arena *arena, const char *const *words, const char *text)
{
	const char *slug;

	for (size_t i = 0; words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return words[i];
	slug = px_text_slug(arena, text, LINE_LIMIT);
	if (!*slug)
		return NULL;
	for (size_t i = 0; words[i]; i++)
		if (same_word(arena, slug, words[i]))
			return words[i];
	return NULL;
}

static bool
is_ending(const char *text)
{
	return strcmp(text, "") == 0 || strcmp(text, "e") == 0 || strcmp(text, "s") == 0 ||
	       strcmp(text, "es") == 0;
}

/* French agrees: `terminé`, `terminés` and `terminée` are the same word. */
static bool
agree(const char *slug, const char *other)
{
	while (*slug && *slug == *other) {
		slug++;
		other++;
	}
	return is_ending(slug) && is_ending(other);
}

/* A word that French has too may agree; cut short, "alway", it is a mistake. */
static bool
means(const char *slug, const char *other, bool same)
{
	return agree(slug, other) && (!same || strlen(slug) >= strlen(other));
}

static const char *
translated(const struct px_field *field, const char *word)
{
	return px_tr_in(field->context, word);
}

/* A French spreadsheet says `terminé` whatever the language of the machine that imports it. */
static const char *
find_translation(struct px_arena *arena, const struct px_field *field, const char *text)
{
	const char *const *words = field->words;
	const char *found = NULL;
	const char *slug = px_text_slug(arena, text, LINE_LIMIT);

	if (!*slug)
		return NULL;
	for (size_t i = 0; words[i] && !found; i++) {
		const char *french = px_tr_french(field->context, words[i]);

		if (means(slug, px_text_slug(arena, french, LINE_LIMIT),
			  strcmp(french, words[i]) == 0))
			found = words[i];
	}
	for (size_t i = 0; words[i] && !found; i++)
		if (px_word_is(words[i], slug, agree))
			found = words[i];
	return found;
}

const char *
px_word_find(const struct px_field *field, struct px_arena *arena, const char *text)
{
	const char *word = find_word(arena, field->words, text);

	return word ? word : find_translation(arena, field, text);
}

/* The words, then what they are in the language of whoever reads. */
static const char *
next_word(const void *data, size_t i)
{
	const struct px_field *field = data;
	const char *const *words = field->words;
	size_t count = 0;

	while (words[count])
		count++;
	return i < count ? words[i] : i < 2 * count ? translated(field, words[i - count]) : NULL;
}

static const char *
list_of_words(struct px_arena *arena, const struct px_field *field)
{
	const char *const *words = field->words;
	const char *list = words[0] ? translated(field, words[0]) : "";
	const char *separator = strcmp(px_i18n_lang(), "en") == 0 ? " " : ", "; /* some are two */

	for (size_t i = 1; words[0] && words[i]; i++)
		list = px_arena_printf(arena, "%s%s%s", list, separator,
				       translated(field, words[i]));
	return list;
}

/* The nearest is said in the language that it was typed in: "open" for "opne". */
static void
refuse_word(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const char *nearest = px_text_nearest(text, next_word, parse->field);
	const char *list = list_of_words(parse->arena, parse->field);

	px_kind_refuse(parse, text, out,
		       nearest ? px_arena_printf(parse->arena,
						 _("unknown; did you mean %s? one of: %s"), nearest,
						 list)
			       : px_arena_printf(parse->arena, _("unknown; one of: %s"), list));
}

static void
parse_word(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const char *word;

	if (!px_kind_line(parse, text, NAME_LIMIT, out))
		return;
	word = px_word_find(parse->field, parse->arena, text);
	if (word)
		*out = (struct px_value){ .state = PX_SET, .text = word };
	else
		refuse_word(parse, text, out);
}

static void
print_word(const struct px_world *world, const struct px_field *field, const struct px_value *value,
	   enum px_style style, struct px_buf *out)
{
	(void)world;
	px_buf_puts(out, style == PX_STYLE_HUMAN ? translated(field, value->text) : value->text);
}

static const char *
word_of_field(const struct px_field *field, size_t i)
{
	return field->words[i];
}

const struct px_kind px_kind_word = {
	.name = "word",
	.metavar = "WORD",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_word,
	.print = print_word,
	.word = word_of_field,
};

static void
parse_profession(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const struct px_term *profession;
	const char *nearest;

	if (!px_kind_line(parse, text, NAME_LIMIT, out))
		return;
	profession = px_profession_find(text);
	if (profession) {
		bool specialist = profession->medical && px_profession_is_specialist(text);

		/* To list cardiologists by their profession would list every physician. */
		if (specialist && parse->origin == PX_FROM_FILTER) {
			px_kind_refuse(parse, text, out, _("a specialty: filter on its own field"));
			return;
		}
		if (specialist)
			px_kind_say(parse, PX_REPAIRED, text,
				    _("stored as physician; the specialty has its own field"));
		if (parse->origin == PX_FROM_TEAM && px_profession_is_advanced(text))
			px_kind_say(
				parse, PX_REPAIRED, text,
				_("stored as nurse; advanced practice is a skill, SI01 to SI05, "
				  "without which the ACI counts none (edit --skills SI01)"));
		*out = (struct px_value){ .state = PX_SET, .text = profession->code };
		return;
	}
	if (parse->origin == PX_FROM_REGISTER) {
		/* The nomenclature grows by a code a year: a new one must not stop a register. */
		px_kind_say(parse, PX_SUSPICIOUS, text, _("unknown profession"));
		px_kind_text_is(parse, text, out);
		return;
	}
	nearest = px_text_nearest(text, px_profession_word, NULL);
	px_kind_refuse(
		parse, text, out,
		nearest ? px_arena_printf(parse->arena, _("unknown profession; did you mean %s?"),
					  nearest)
			: _("unknown profession: give its code (60) or its name (infirmier)"));
}

static void
print_profession(const struct px_world *world, const struct px_field *field,
		 const struct px_value *value, enum px_style style, struct px_buf *out)
{
	(void)world;
	(void)field;
	px_buf_puts(out, style == PX_STYLE_HUMAN ? px_profession_name(value->text) : value->text);
}

static const char *
word_of_profession(const struct px_field *field, size_t i)
{
	(void)field;
	return px_profession_word(NULL, i);
}

const struct px_kind px_kind_profession = {
	.name = "profession",
	.metavar = "PROFESSION",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_profession,
	.print = print_profession,
	.word = word_of_profession,
};

static void
parse_uid(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const char *lower;

	if (!px_kind_line(parse, text, NAME_LIMIT, out))
		return;
	lower = px_text_lower(px_arena_strdup(parse->arena, text));
	if (parse->origin != PX_FROM_FILTER && !px_uid_valid(lower))
		px_kind_refuse(parse, text, out,
			       _("not a uid: 36 characters, as `export` writes them"));
	else
		*out = (struct px_value){ .state = PX_SET, .text = lower };
}

const struct px_kind px_kind_uid = {
	.name = "uid",
	.metavar = "UID",
	.json_type = "string",
	.json_format = "uuid",
	.storage = PX_TEXT,
	.parse = parse_uid,
};

static void
parse_timezone(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (!px_kind_line(parse, text, NAME_LIMIT, out))
		return;
	if (parse->origin != PX_FROM_FILTER && !px_zone_exists(text))
		px_kind_refuse(parse, text, out,
			       _("unknown time zone: write it as Europe/Paris or Indian/Reunion"));
	else
		px_kind_text_is(parse, text, out);
}

const struct px_kind px_kind_timezone = {
	.name = "timezone",
	.metavar = "ZONE",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_timezone,
};
