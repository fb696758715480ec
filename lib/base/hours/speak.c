/* Opening hours for people, in the language of the process. */
#include <string.h>

#include "base/date_words.h"
#include "base/hours/part.h"
#include "base/i18n.h"
#include "base/text.h"

enum { DASHED = 3 }; /* so many days that follow each other are a range */

static bool
is_french(void)
{
	return strcmp(px_i18n_lang(), "fr") == 0;
}

/* Days of the week and months begin small in French. */
static void
put_name(const char *name, struct px_buf *out)
{
	size_t start = out->length;

	px_buf_puts(out, name);
	if (is_french())
		px_text_lower(out->data + start);
}

/* The notes that everyone writes, in the language of whoever reads; others as they are, in brackets when
 * they stand for hours. */
static const char *
known_note(const char *note)
{
	static const struct {
		const char *french, *english;
	} notes[] = {
		{ "sur rendez-vous", "by appointment" },
		{ "sans rendez-vous", "without appointment" },
		{ "à domicile", "at home" },
		{ "matin", "morning" },
		{ "après-midi", "afternoon" },
		{ "soir", "evening" },
		{ "matin, sur rendez-vous", "morning, by appointment" },
		{ "après-midi, sur rendez-vous", "afternoon, by appointment" },
	};

	for (size_t i = 0; i < PX_COUNT(notes); i++)
		if (strcmp(note, notes[i].french) == 0 || strcmp(note, notes[i].english) == 0)
			return is_french() ? notes[i].french : notes[i].english;
	return NULL;
}

static const char *
note_words(const char *note)
{
	const char *known = known_note(note);

	return known ? known : note;
}

static void
put_note(const char *note, struct px_buf *out)
{
	const char *known = known_note(note);

	px_buf_printf(out, known ? "%s" : "(%s)", known ? known : note);
}

void
px_hours_time_words(int minute, struct px_buf *out)
{
	if (minute > PX_HOURS_MIDNIGHT)
		minute -= PX_HOURS_MIDNIGHT;
	if (!is_french())
		px_buf_printf(out, "%d:%02d", minute / 60, minute % 60);
	else if (minute % 60)
		px_buf_printf(out, "%d\u00a0h\u00a0%02d", minute / 60, minute % 60);
	else
		px_buf_printf(out, "%d\u00a0h", minute / 60);
}

static void
put_range(const struct px_hours_range *range, struct px_buf *out)
{
	if (range->from == 0 && range->to == PX_HOURS_MIDNIGHT) {
		px_buf_puts(out, _("24 hours"));
		return;
	}
	px_hours_time_words(range->from, out);
	px_buf_puts(out, "–");
	px_hours_time_words(range->to, out);
}

void
px_hours_day_words(const struct px_hours_day *day, struct px_buf *out)
{
	if (!day->count && !day->note)
		px_buf_puts(out, px_tr_in("hours", NC_("hours", "closed")));
	else if (!day->count)
		put_note(day->note, out);
	for (size_t i = 0; i < day->count; i++) {
		const struct px_hours_range *range = &day->ranges[i];
		const char *next = i + 1 < day->count ? range[1].note : NULL;
		bool ends = i + 1 == day->count || !range->note != !next ||
			    (range->note && strcmp(range->note, next) != 0);

		px_buf_puts(out, i ? ", " : "");
		put_range(range, out);
		if (range->note && ends)
			px_buf_printf(out, " (%s)", note_words(range->note));
	}
}

void
px_hours_days_words(unsigned days, struct px_buf *out)
{
	const char *comma = "";

	for (int first = 1, last; first < PX_HOURS_DAYS; first = last + 1) {
		last = first;
		if (!(days & 1u << first))
			continue;
		while (last < 7 && days & 1u << (last + 1))
			last++;
		if (last - first + 1 < DASHED)
			last = first;
		px_buf_puts(out, comma);
		put_name(px_weekday_name(first), out);
		if (last > first) {
			px_buf_puts(out, _(" to "));
			put_name(px_weekday_name(last), out);
		}
		comma = ", ";
	}
	if (days & 1u)
		px_buf_printf(out, "%s%s", comma, _("public holidays"));
}

static void
put_day(struct px_date date, bool month, struct px_buf *out)
{
	px_buf_printf(out, "%d%s", date.day, date.day == 1 && is_french() && month ? "er" : "");
	if (!month)
		return;
	px_buf_putc(out, ' ');
	put_name(px_month_name(date.month), out);
	if (date.year)
		px_buf_printf(out, " %d", date.year);
}

/* "3–15 août", "24 décembre 2026–2 janvier 2027". */
static void
put_dates(const struct px_hours_dates *dates, struct px_buf *out)
{
	const struct px_date *first = &dates->first, *last = &dates->last;
	bool same = first->year == last->year && first->month == last->month;

	if (!same || first->day != last->day) {
		put_day(*first, !same, out);
		px_buf_puts(out, "–");
	}
	put_day(*last, true, out);
}

static void
put_rule(const struct px_hours_day *day, struct px_buf *out)
{
	px_buf_putc(out, ' ');
	px_hours_day_words(day, out);
	px_buf_puts(out, "; ");
}

void
px_hours_words(const struct px_hours *hours, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	for (int i = 1; i < PX_HOURS_DAYS; i++) {
		unsigned group = px_hours_group(hours, i);

		if (!group)
			continue;
		px_hours_days_words(group, &text);
		put_rule(&hours->days[i], &text);
	}
	if (hours->days[PX_HOURS_HOLIDAY].said) {
		px_hours_days_words(1u, &text);
		put_rule(&hours->days[PX_HOURS_HOLIDAY], &text);
	}
	for (size_t i = 0; i < hours->dates_count; i++) {
		put_dates(&hours->dates[i], &text);
		put_rule(&hours->dates[i].day, &text);
	}
	if (hours->note)
		put_note(hours->note, &text);
	else
		px_buf_truncate(&text, text.length - 2);
	px_buf_puts(out, text.data);
	px_buf_release(&text);
}

/*
 * The table.
 */
static const struct px_hours_day closed = { .said = true };

/* What is said of a day of the week; closed, when nothing is. */
static const struct px_hours_day *
day_of(const struct px_hours *hours, int weekday)
{
	return hours->days[weekday].said ? &hours->days[weekday] : &closed;
}

static void
add_line(struct px_arena *arena, const struct px_buf *days, const struct px_hours_day *day,
	 struct px_hours_line *line)
{
	struct px_buf words = PX_BUF_INIT;

	px_hours_day_words(day, &words);
	line->days = px_arena_strdup(arena, days->data);
	line->day = day;
	line->hours = px_arena_strdup(arena, words.data);
	line->closed = !day->count && !day->note;
	px_buf_release(&words);
}

static size_t
add_week(struct px_arena *arena, const struct px_hours *hours, bool merged,
	 struct px_hours_line *lines)
{
	struct px_buf days = PX_BUF_INIT;
	size_t count = 0;

	for (int first = 1, last; first < PX_HOURS_DAYS; first = last + 1) {
		unsigned bits = 1u << first;

		for (last = first;
		     merged && last < 7 &&
		     px_hours_day_same(day_of(hours, first), day_of(hours, last + 1));)
			bits |= 1u << ++last;
		px_buf_clear(&days);
		px_hours_days_words(bits, &days);
		lines[count] = (struct px_hours_line){ .first = first, .last = last };
		add_line(arena, &days, day_of(hours, first), &lines[count++]);
	}
	px_buf_release(&days);
	return count;
}

static bool
has_week(const struct px_hours *hours)
{
	for (int i = 1; i < PX_HOURS_DAYS; i++)
		if (hours->days[i].said)
			return true;
	return false;
}

size_t
px_hours_table(struct px_arena *arena, const struct px_hours *hours, bool merged,
	       struct px_hours_line **out)
{
	struct px_hours_line *lines =
		px_arena_alloc(arena, (PX_HOURS_DAYS + hours->dates_count) * sizeof(*lines));
	struct px_buf days = PX_BUF_INIT;
	size_t count = has_week(hours) ? add_week(arena, hours, merged, lines) : 0;

	if (hours->days[PX_HOURS_HOLIDAY].said) {
		px_hours_days_words(1u, &days);
		add_line(arena, &days, &hours->days[PX_HOURS_HOLIDAY], &lines[count++]);
	}
	for (size_t i = 0; i < hours->dates_count; i++) {
		px_buf_clear(&days);
		put_dates(&hours->dates[i], &days);
		add_line(arena, &days, &hours->dates[i].day, &lines[count++]);
	}
	px_buf_release(&days);
	*out = lines;
	return count;
}
