#include "care/minutes/words.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

struct word {
	char *text;
	bool code; /* between backticks, wholly or not */
};

struct words {
	struct word *items;
	size_t first, end; /* those not taken yet */
	const struct px_when *when;
	struct px_arena *arena;
	struct px_minutes_item *item;
	bool led; /* an assignee stands before the title */
};

/* The length of a blank of Unicode (general category Zs, and the mark U+FEFF) or a control character
 * here; else 0. */
static size_t
blank_length(const char *text)
{
	static const char *const wide[] = { "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
					    "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
					    "\u2008", "\u2009", "\u200a", "\u202f", "\u205f",
					    "\u3000", "\ufeff" };

	if ((unsigned char)*text < 0x80)
		return (unsigned char)*text <= ' ';
	for (size_t i = 0; i < PX_COUNT(wide); i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* Blanks of every kind are blanks, and "@dupont,@martin" are two words. */
static void
loosen(char *text)
{
	bool mention = false;
	char before = ' ';

	for (; *text; before = *text++) {
		size_t blank = blank_length(text);

		if (blank)
			memset(text, ' ', blank);
		else if (mention && strchr(",/&+", *text) && text[1] == '@')
			*text = ' ';
		if (*text == ' ')
			mention = false;
		else if (before == ' ')
			mention = *text == '@';
	}
}

static void
split(struct words *words, char *text)
{
	bool code = false;

	loosen(text);
	words->items = px_arena_alloc(words->arena, (strlen(text) / 2 + 1) * sizeof(*words->items));
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		struct word *word = &words->items[words->end++];
		size_t length = strcspn(text, " ");

		*word = (struct word){ text, code };
		for (size_t i = 0; i < length; i++)
			if (text[i] == '`')
				code = !code, word->code = true;
		text += length;
		if (*text)
			*text++ = '\0';
	}
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
}

/* The length of the name behind a sign: letters, digits, - _ and dots inside.  What UTF-8 writes with
 * C2 and E2 is signs (quotes, dashes, arrows), not letters. */
static size_t
name_length(const char *text)
{
	size_t length = 0;

	while ((is_letter(text[length]) && !strchr("\xC2\xE2", text[length])) ||
	       (text[length] && strchr("0123456789-_.", text[length])))
		length++;
	while (length && strchr("-_.", text[length - 1]))
		length--;
	return length;
}

/* "@dupont", "#bpco": the length of the name, 0 when it is none.  #12 is a number. */
static size_t
signed_name(const struct word *word, char sign)
{
	if (word->code || word->text[0] != sign || (sign == '#' && !is_letter(word->text[1])))
		return 0;
	return name_length(word->text + 1);
}

/* Nothing but punctuation stands behind the name. */
static size_t
clean_name(const struct word *word, char sign)
{
	size_t length = signed_name(word, sign);
	const char *rest = word->text + 1 + length;

	return length && rest[strspn(rest, ",;:.")] == '\0' ? length : 0;
}

static int
add_who(struct words *words, const char *name, size_t length, struct px_err *err)
{
	struct px_minutes_item *item = words->item;
	const char *copy = px_arena_strndup(words->arena, name, length);

	for (size_t i = 0; i < item->who_count; i++)
		if (px_text_same(item->who[i], copy))
			return 0;
	if (item->who_count == PX_MINUTES_WHO_LIMIT)
		return px_err_set(err, PX_FAILED, _("more than %d people for one item"),
				  PX_MINUTES_WHO_LIMIT);
	if (!item->who)
		item->who = px_arena_alloc(words->arena, PX_MINUTES_WHO_LIMIT * sizeof(*item->who));
	item->who[item->who_count++] = copy;
	return 0;
}

static int
set_project(struct words *words, const char *name, size_t length, struct px_err *err)
{
	const char *copy = px_arena_strndup(words->arena, name, length);

	if (words->item->project && !px_text_same(words->item->project, copy))
		return px_err_set(
			err, PX_FAILED,
			_("two projects, #%s and #%s: a task serves one (write \\#%s for a "
			  "plain word)"),
			words->item->project, copy, copy);
	if (!words->item->project)
		words->item->project = copy;
	return 0;
}

/* Take a name with its sign: 1 when the word was one, 0 when not, -1. */
static int
take_name(struct words *words, const struct word *word, struct px_err *err)
{
	size_t who = clean_name(word, '@'), project = clean_name(word, '#');

	if (who)
		return add_who(words, word->text + 1, who, err) == 0 ? 1 : -1;
	if (project)
		return set_project(words, word->text + 1, project, err) == 0 ? 1 : -1;
	return 0;
}

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (px_text_same(word, *list))
			return true;
	return false;
}

/* What joins two people: "@dupont et @martin". */
static bool
joins(const struct words *words, size_t place)
{
	static const char *const list[] = { "et", "and", "&", "+", ",", NULL };

	return place > 0 && place + 1 < words->end && is_one_of(words->items[place].text, list) &&
	       clean_name(&words->items[place - 1], '@') &&
	       clean_name(&words->items[place + 1], '@');
}

static bool
is_punctuation(const char *word)
{
	static const char *const list[] = { ":", ",", ";", "-", "–", "—", NULL };

	return is_one_of(word, list);
}

static int
take_head(struct words *words, struct px_err *err)
{
	int taken = 1;

	while (taken == 1 && words->first < words->end) {
		const struct word *word = &words->items[words->first];

		taken = 1;
		if (strcmp(word->text, "!") == 0 || strcmp(word->text, "(!)") == 0)
			words->item->high = true;
		else if (!is_punctuation(word->text) && !joins(words, words->first))
			taken = take_name(words, word, err);
		words->first += taken == 1;
	}
	words->led = words->item->who_count > 0;
	return taken < 0 ? -1 : 0;
}

/* Where the parenthesis that the last word ends begins; end when there is none. */
static size_t
parenthesis(const struct words *words)
{
	int depth = 0;

	for (size_t i = words->end; i-- > words->first;) {
		const struct word *word = &words->items[i];
		size_t length = strlen(word->text);

		if (word->code)
			break;
		if (i + 1 == words->end && length && word->text[length - 1] == '.')
			length--;
		if (i + 1 == words->end && (!length || word->text[length - 1] != ')'))
			break;
		for (size_t k = length; k-- > 0;) {
			depth += (word->text[k] == ')') - (word->text[k] == '(');
			if (depth == 0)
				return k == 0 ? i : words->end;
		}
	}
	return words->end;
}

/* The phrase without what introduces a limit: "pour vendredi", "d'ici le 15", "by Friday". */
static const char *
limit_phrase(const char *phrase)
{
	static const char *const list[] = { "pour ", "d'ici ", "d’ici ", "by ", "due ", NULL };

	for (size_t i = 0; list[i]; i++) {
		size_t length = strlen(list[i]);

		if (strncmp(phrase, list[i], length) == 0)
			return phrase + length + strspn(phrase + length, " ");
	}
	return phrase;
}

/* Names of days and of months, in both languages. */
static const char *
next_name(const void *data, size_t i)
{
	static const char *const names[] = {
		"lundi",    "mardi",     "mercredi", "jeudi",    "vendredi",  "samedi",
		"dimanche", "demain",    "janvier",  "février",  "avril",     "juillet",
		"août",     "septembre", "octobre",  "novembre", "décembre",  "monday",
		"tuesday",  "wednesday", "thursday", "friday",   "saturday",  "sunday",
		"tomorrow", "january",   "february", "april",    "september", "october",
		"november", "december",  NULL
	};

	(void)data;
	return names[i];
}

/* "31/02", "le 35 avril", "vendrdi": meant for a day, most likely; but Marie is no mardi. */
static bool
looks_like_day(const char *phrase)
{
	const char *slash = strchr(phrase, '/');
	char word[16];

	if (slash > phrase && strchr("0123456789", slash[-1]) && slash[1] &&
	    strchr("0123456789", slash[1]))
		return true;
	while (*phrase) {
		size_t length = strcspn(phrase, " ");

		if (length >= 4 && length < sizeof(word) && !(*phrase >= 'A' && *phrase <= 'Z')) {
			memcpy(word, phrase, length);
			word[length] = '\0';
			if (px_text_nearest(word, next_name, NULL))
				return true;
		}
		phrase += length + strspn(phrase + length, " ");
	}
	return false;
}

/* A parenthesis that says a day, last: the item is due then.  A year or a number says none here. */
static bool
take_due(struct words *words)
{
	size_t start = parenthesis(words), last;
	struct px_date first, day;
	struct px_buf text = PX_BUF_INIT;
	struct px_err why = PX_ERR_INIT;
	const char *phrase;
	char out[PX_DATE_SIZE];
	bool taken;

	if (start == words->end || words->item->due)
		return false;
	for (size_t i = start; i < words->end; i++) /* names lose their sign in the title too */
		px_buf_printf(&text, "%s%s", i > start ? " " : "",
			      words->items[i].text + (signed_name(&words->items[i], '@') > 0));
	last = strlen(text.data) - 1;
	last -= text.data[last] == '.';
	px_buf_truncate(&text, last);
	phrase = limit_phrase(px_text_trim(text.data + 1));
	taken = phrase[strspn(phrase, "0123456789 ")] &&
		px_when_period(words->when, phrase, &first, &day, &why) == 0;
	if (taken) {
		px_date_format(day, out);
		words->item->due = px_arena_strdup(words->arena, out);
		words->end = start;
	} else if (looks_like_day(phrase)) {
		words->item->doubt = px_arena_strdup(words->arena, phrase);
	}
	px_buf_release(&text);
	return taken;
}

/* Punctuation that ends the text says nothing: "relancer l'ARS, @dupont". */
static bool
drop_punctuation(struct words *words)
{
	struct word *word = &words->items[words->end - 1];
	size_t length = strlen(word->text);

	if (word->code)
		return false;
	if (words->end - words->first == 1 && is_punctuation(word->text)) {
		words->end--; /* a dash is no title */
		return true;
	}
	if (!strchr(",;:", word->text[length - 1]))
		return false;
	word->text[length - 1] = '\0';
	words->end -= length == 1;
	return true;
}

/* People named at the end are taken out of the title only when none stand before it: "@martin
 * appeler @durand" is about two people, and keeps both names. */
static int
take_last_name(struct words *words, struct px_err *err)
{
	const struct word *word = &words->items[words->end - 1];
	bool joined = words->end - words->first >= 2 && joins(words, words->end - 2);
	int taken = words->led && word->text[0] == '@' ? 0 : take_name(words, word, err);

	if (taken == 1)
		words->end -= joined ? 2 : 1; /* with what joins it */
	return taken;
}

/* Those taken from the end came last first. */
static void
reverse(const char **who, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		const char *other = who[count - 1 - i];

		who[count - 1 - i] = who[i];
		who[i] = other;
	}
}

static int
take_tail(struct words *words, struct px_err *err)
{
	struct px_minutes_item *item = words->item;
	size_t led = item->who_count;
	const char *last;
	int taken = 1;

	while (taken == 1 && words->end > words->first) {
		if (drop_punctuation(words) || take_due(words))
			continue;
		last = words->items[words->end - 1].text;
		if (strcmp(last, "(!)") == 0 ||
		    (words->end - words->first == 1 && strcmp(last, "!") == 0)) {
			item->high = true;
			words->end--;
			continue;
		}
		taken = take_last_name(words, err);
	}
	if (item->who_count > led)
		reverse(item->who + led, item->who_count - led);
	return taken < 0 ? -1 : 0;
}

/* A name within the title keeps its place there without the sign. */
static int
put_word(struct words *words, const struct word *word, struct px_buf *title, struct px_err *err)
{
	size_t who = signed_name(word, '@'), project = signed_name(word, '#');
	const char *text = word->text;

	if ((who && add_who(words, text + 1, who, err) != 0) ||
	    (project && set_project(words, text + 1, project, err) != 0))
		return -1;
	if (who || project)
		text++;
	else if (!word->code && *text == '\\' && (text[1] == '@' || text[1] == '#'))
		text++;
	px_buf_printf(title, "%s%s", title->length ? " " : "", text);
	return 0;
}

static int
take_title(struct words *words, struct px_err *err)
{
	struct px_buf title = PX_BUF_INIT;
	int result = 0;

	for (size_t i = words->first; i < words->end && result == 0; i++)
		result = put_word(words, &words->items[i], &title, err);
	words->item->title = px_arena_strdup(words->arena, px_text_trim(title.data));
	px_buf_release(&title);
	return result;
}

int
px_minutes_words(char *text, const struct px_when *when, struct px_arena *arena,
		 struct px_minutes_item *item, struct px_err *err)
{
	struct words words = { .when = when, .arena = arena, .item = item };

	split(&words, text);
	return take_head(&words, err) == 0 && take_tail(&words, err) == 0 ? take_title(&words, err)
									  : -1;
}

void
px_minutes_put_title(const char *title, struct px_buf *out)
{
	bool code = false;

	for (char before = ' '; *title; before = *title++) {
		if (*title == '`')
			code = !code;
		if (before == ' ' && !code && (*title == '@' || *title == '#'))
			px_buf_putc(out, '\\');
		px_buf_putc(out, *title);
	}
}
