/*
 * Opening hours cut into tokens.  The text is folded first; what stands in quotes, or in brackets
 * without hours or days, is a note.
 */
#include <ctype.h>
#include <string.h>

#include "base/hours/part.h"
#include "base/i18n.h"
#include "base/text.h"

enum { NOTES = 16 };

/* A note in the folded text: this byte, then its number from 'A'. */
static const char note_mark = 1;

/* A text being cut into tokens. */
struct lexing {
	struct px_hours_text *out;
	const char *notes[NOTES];
	size_t notes_count;
	struct px_buf folded;
	const char *at;
	bool between; /* entre 8h et 12h: the next "et" means "to" */
};

static int
add(struct lexing *lex, enum px_hours_kind kind, int value, const char *text, struct px_err *err)
{
	struct px_hours_text *out = lex->out;

	if (kind == PX_HOURS_T_END)
		return 0;
	if (kind == PX_HOURS_T_AND && lex->between && out->count &&
	    out->tokens[out->count - 1].kind == PX_HOURS_T_TIME) {
		kind = PX_HOURS_T_TO;
		lex->between = false;
	}
	if (out->count == PX_HOURS_TOKENS)
		return px_err_set(err, PX_FAILED, _("too long for opening hours"));
	out->tokens[out->count++] = (struct px_hours_token){ kind, value, text };
	return 0;
}

/* Of a folded text: dashes and the like stand alone, other alphabets are not understood. */
static bool
is_letter(char byte)
{
	return isalnum((unsigned char)byte);
}

static int
read_phrase(struct lexing *lex, bool *read, struct px_err *err)
{
	size_t longest;
	const struct px_hours_phrase *best = px_hours_phrase(lex->at, &longest);

	*read = best != NULL;
	if (!best)
		return 0;
	lex->at += longest;
	return add(lex, best->kind, best->value, best->note, err);
}

static int
number_here(const char **at, int most)
{
	int value = 0;

	for (; most-- && isdigit((unsigned char)**at); (*at)++)
		value = 10 * value + **at - '0';
	return value;
}

static const char *
skip_blanks(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

/* "h", "heures", "hrs" behind a number. */
static bool
skip_hour_sign(const char **at)
{
	static const char *const signs[] = { "heures", "heure", "hrs", "hr", "h" };
	const char *p = skip_blanks(*at);

	for (size_t i = 0; i < PX_COUNT(signs); i++) {
		size_t length = strlen(signs[i]);

		if (strncmp(p, signs[i], length) != 0 || isalpha((unsigned char)p[length]))
			continue;
		*at = p + length;
		return true;
	}
	return false;
}

static bool
skip_meridiem(const char **at, int *hour)
{
	const char *p = skip_blanks(*at);
	bool dotted = (p[0] == 'a' || p[0] == 'p') && p[1] == '.' && p[2] == 'm';

	if (!dotted && (!(p[0] == 'a' || p[0] == 'p') || p[1] != 'm' || is_letter(p[2])))
		return false;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (p[0] == 'p' ? 12 : 0);
	p += dotted ? 3 : 2;
	*at = p + (dotted && *p == '.');
	return true;
}

/* Two digits that are minutes, and not the hour or the day of what follows. */
static bool
skip_minutes(const char **at, int *minutes)
{
	const char *p = skip_blanks(*at), *after;

	if (!isdigit((unsigned char)p[0]) || !isdigit((unsigned char)p[1]) || is_letter(p[2]))
		return false;
	after = skip_blanks(p + 2);
	if (p > *at && (*after == 'h' || *after == ':'))
		return false;
	*minutes = number_here(&p, 2);
	*at = p;
	return true;
}

/* 8h, 8h30, 8:30, 8.30, 8 pm: minutes of the day; -1 when it is no time. */
static int
read_time(const char **at, int hour)
{
	const char *p = *at;
	int minutes = 0;
	bool timed = false;

	if ((*p == ':' || *p == '.') && isdigit((unsigned char)p[1]) &&
	    isdigit((unsigned char)p[2]) && !isdigit((unsigned char)p[3])) {
		p++;
		minutes = number_here(&p, 2);
		timed = true;
		skip_hour_sign(&p);
	} else if (skip_hour_sign(&p)) {
		skip_minutes(&p, &minutes);
		timed = true;
	}
	timed = skip_meridiem(&p, &hour) || timed;
	if (!timed)
		return -1;
	*at = p;
	return minutes < 60 ? 60 * hour + minutes : 48 * 60;
}

static int
refuse_here(const char *at, struct px_err *err)
{
	size_t length = 0;

	while (is_letter(at[length]) || at[length] & 0x80)
		length++;
	if (!length)
		length = strcspn(at, " ");
	return px_err_set(err, PX_FAILED, _("not understood: %.*s"),
			  (int)(length > 60 ? 60 : length), at);
}

static bool
is_year(int year)
{
	return year >= 1900 && year <= 2200;
}

/* 15/08, of every year. */
static int
read_date(struct lexing *lex, int day, struct px_err *err)
{
	const char *p = lex->at + 1;
	int month = number_here(&p, 2), year = 0;

	if (*p == '/') {
		p++;
		year = number_here(&p, 4);
	}
	if (is_letter(*p) || month < 1 || month > 12 || (year && !is_year(year)))
		return refuse_here(lex->at, err);
	lex->at = p;
	if (add(lex, PX_HOURS_T_DATE, 100 * month + day, NULL, err) != 0)
		return -1;
	return year ? add(lex, PX_HOURS_T_YEAR, year, NULL, err) : 0;
}

static int
read_number(struct lexing *lex, struct px_err *err)
{
	const char *start = lex->at;
	int value = number_here(&lex->at, 4), time;
	size_t digits = (size_t)(lex->at - start);

	if (isdigit((unsigned char)*lex->at) || digits == 3)
		return refuse_here(start, err);
	if (digits == 4)
		return !is_year(value) ? refuse_here(start, err)
				       : add(lex, PX_HOURS_T_YEAR, value, NULL, err);
	time = read_time(&lex->at, value);
	if (time >= 48 * 60)
		return px_err_set(err, PX_FAILED, _("not a time of the day: %.*s"),
				  (int)(lex->at - start), start);
	if (time >= 0)
		return add(lex, PX_HOURS_T_TIME, time, NULL, err);
	if (strncmp(lex->at, "er", 2) == 0 && !is_letter(lex->at[2]) && value == 1)
		lex->at += 2;
	else if (lex->at[0] == '/' && isdigit((unsigned char)lex->at[1]))
		return read_date(lex, value, err);
	else if (is_letter(*lex->at))
		return refuse_here(start, err);
	return add(lex, PX_HOURS_T_NUMBER, value, NULL, err);
}

/* "mar" is Tuesday in French; before the number of a day, March in English. */
static bool
is_march(const char *word, size_t length)
{
	const char *p = word + length;

	if (length != 3 || strncmp(word, "mar", 3) != 0)
		return false;
	p = skip_blanks(p + (*p == '.'));
	if (!isdigit((unsigned char)*p))
		return false;
	number_here(&p, 2);
	return !isdigit((unsigned char)*p) && *p != ':' && *p != '.' && *skip_blanks(p) != 'h';
}

static int
read_word(struct lexing *lex, struct px_err *err)
{
	const char *word = lex->at;
	size_t length = 0;
	int day, month;

	while (isalpha((unsigned char)word[length]))
		length++;
	if (!length || is_letter(word[length]))
		return refuse_here(word, err);
	if (length == 2 && strncmp(word, "we", 2) == 0 && !lex->out->osm)
		return px_err_set(err, PX_FAILED,
				  _("we: Wednesday or week-end?  Write it in full"));
	day = is_march(word, length) ? 0 : px_hours_weekday(word, length);
	month = day ? 0 : px_hours_month(word, length);
	if (!day && !month)
		return refuse_here(word, err);
	lex->at += length;
	lex->at += *lex->at == '.' && lex->at[1] != '\0';
	return add(lex, day ? PX_HOURS_T_DAY : PX_HOURS_T_MONTH, day ? day : month, NULL, err);
}

static int
read_token(struct lexing *lex, struct px_err *err)
{
	static const char *const betweens[] = { "entre", "between" };
	bool read;

	for (size_t i = 0; i < PX_COUNT(betweens); i++)
		if (px_hours_stands(lex->at, betweens[i])) {
			lex->at += strlen(betweens[i]);
			lex->between = true;
			return 0;
		}
	if (*lex->at == note_mark) {
		const char *note = lex->notes[lex->at[1] - 'A'];

		lex->at += 2;
		return add(lex, PX_HOURS_T_NOTE, 1, note, err);
	}
	if (read_phrase(lex, &read, err) != 0)
		return -1;
	if (read)
		return 0;
	return isdigit((unsigned char)*lex->at) ? read_number(lex, err) : read_word(lex, err);
}

/* In brackets are notes, but for hours, days and exceptions: "(sauf jours fériés)". */
static bool
is_grammar(struct px_arena *arena, const char *inside)
{
	static const char *const words[] = {
		"sauf", "hors", "ferm", "except", "closed", "y compris"
	};
	const char *folded = px_text_folded(arena, inside);

	if (strpbrk(folded, "0123456789"))
		return true;
	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (strncmp(folded, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

static int
add_note(struct lexing *lex, const char *text, size_t length, struct px_err *err)
{
	struct px_arena *arena = lex->out->arena;
	char *note = px_text_trim(px_arena_strndup(arena, text, length));
	char mark[] = { ' ', note_mark, (char)('A' + lex->notes_count), ' ', '\0' };

	if (!*note)
		return 0;
	if (lex->notes_count == NOTES || strlen(note) > PX_HOURS_NOTE_LIMIT)
		return px_err_set(err, PX_FAILED, _("too long for opening hours"));
	for (char *p = note; *p; p++)
		if (*p == '"' || *p == '\n' || *p == '\t')
			*p = *p == '"' ? '\'' : ' ';
	lex->notes[lex->notes_count++] = note;
	px_buf_puts(&lex->folded, mark);
	return 0;
}

/* What begins and ends a note. */
static const struct {
	const char *open, *close;
} quotes[] = { { "\"", "\"" },
	       { "\u00ab", "\u00bb" },
	       { "\u201c", "\u201d" },
	       { "\u201e", "\u201d" },
	       { "(", ")" } };

static int
fold_run(struct lexing *lex, const char *text, size_t length)
{
	struct px_buf run = PX_BUF_INIT;

	for (size_t i = 0; i < length; i++)
		px_buf_puts(&run, text[i] == '\n' ? " ; " : (char[]){ text[i], '\0' });
	px_buf_putc(&lex->folded, ' ');
	px_text_fold(run.data, &lex->folded);
	px_buf_release(&run);
	return 0;
}

/* The quote that opens here, or the end of the list. */
static size_t
quote_at(const char *text)
{
	size_t i = 0;

	while (i < PX_COUNT(quotes) && strncmp(text, quotes[i].open, strlen(quotes[i].open)) != 0)
		i++;
	return i;
}

static int
fold_all(struct lexing *lex, const char *text, struct px_err *err)
{
	while (*text) {
		size_t length = 0, quote;

		while (text[length] && quote_at(text + length) == PX_COUNT(quotes))
			length++;
		fold_run(lex, text, length);
		text += length;
		if (!*text)
			break;
		quote = quote_at(text);
		text += strlen(quotes[quote].open);
		if (!strstr(text, quotes[quote].close))
			return px_err_set(err, PX_FAILED, _("a quote or a bracket is not closed"));
		length = (size_t)(strstr(text, quotes[quote].close) - text);
		if (*quotes[quote].open == '(' &&
		    is_grammar(lex->out->arena, px_arena_strndup(lex->out->arena, text, length)))
			fold_run(lex, text, length);
		else if (add_note(lex, text, length, err) != 0)
			return -1;
		text += length + strlen(quotes[quote].close);
	}
	return 0;
}

/* Nothing but its own words, with its own capitals. */
static bool
is_osm(const char *text)
{
	static const char words[] =
		"|Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|Jan|Feb|Mar|Apr|May|Jun|Jul|"
		"Aug|Sep|Oct|Nov|Dec|";
	bool quoted = false;

	while (*text) {
		char word[16] = "|";
		size_t length = 0;

		if (*text == '"' || quoted || !isalpha((unsigned char)*text)) {
			quoted ^= *text == '"';
			if (!quoted && *text != '"' && !isdigit((unsigned char)*text) &&
			    !strchr(" ,:;-|", *text))
				return false;
			text++;
			continue;
		}
		while (length < 10 && isalpha((unsigned char)text[length]))
			length++;
		memcpy(word + 1, text, length);
		memcpy(word + 1 + length, "|", 2);
		if (!strstr(words, word))
			return false;
		text += length;
	}
	return true;
}

static int
check(const char *text, struct px_err *err)
{
	size_t length = strlen(text);

	if (length > PX_HOURS_TEXT_LIMIT)
		return px_err_set(err, PX_FAILED, _("too long for opening hours"));
	if (px_utf8_valid(text, length) != length)
		return px_err_set(err, PX_FAILED, _("is not valid UTF-8"));
	for (; *text; text++)
		if ((unsigned char)*text < ' ' && *text != '\n' && *text != '\t')
			return px_err_set(err, PX_FAILED, _("holds a control character"));
	return 0;
}

int
px_hours_lex(struct px_arena *arena, const char *text, struct px_hours_text *out,
	     struct px_err *err)
{
	struct lexing lex = { .out = out, .folded = PX_BUF_INIT };
	int status = check(text, err);

	out->arena = arena;
	out->count = 0;
	out->osm = is_osm(text);
	if (status == 0)
		status = fold_all(&lex, text, err);
	lex.at = lex.folded.data;
	while (status == 0 && *(lex.at = skip_blanks(lex.at)))
		status = read_token(&lex, err);
	out->tokens[out->count] = (struct px_hours_token){ PX_HOURS_T_END, 0, NULL };
	px_buf_release(&lex.folded);
	return status;
}
