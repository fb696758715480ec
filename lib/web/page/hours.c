/* Opening hours as tables and lines, in the language of the process: that of the page meanwhile. */
#include "base/hours.h"
#include "base/i18n.h"
#include "web/page/records.h"

static void
put_capital(struct px_doc *map, const char *key, const char *text)
{
	struct px_buf out = PX_BUF_INIT;

	px_buf_puts(&out, text);
	if (out.length && out.data[0] >= 'a' && out.data[0] <= 'z')
		out.data[0] = (char)(out.data[0] - 'a' + 'A');
	px_doc_put_text(map, key, out.data);
	px_buf_release(&out);
}

/* Days of the week by their first letters: "Lun.–Ven."; what is no day of the week as it is. */
static void
put_short(struct px_doc *map, const struct px_hours_line *line)
{
	int words = strcmp(px_i18n_lang(), "fr") == 0 ? 0 : 1;
	struct px_buf out = PX_BUF_INIT;

	if (!line->first) {
		put_capital(map, "short", line->days);
		return;
	}
	px_buf_printf(&out, "%.3s%s", px_site_weekday(words, line->first), words ? "" : ".");
	if (line->last != line->first)
		px_buf_printf(&out, "\342\200\223%.3s%s", px_site_weekday(words, line->last),
			      words ? "" : ".");
	put_capital(map, "short", out.data);
	px_buf_release(&out);
}

/* A line does not end between the two hours of a span: a word joiner behind each dash. */
static void
put_spans(struct px_doc *map, const char *key, const char *spans)
{
	static const char dash[] = "\342\200\223", joined[] = "\342\200\223\342\201\240";
	struct px_buf out = PX_BUF_INIT;

	for (const char *at; (at = strstr(spans, dash)); spans = at + strlen(dash)) {
		px_buf_add(&out, spans, (size_t)(at - spans));
		px_buf_puts(&out, joined);
	}
	px_buf_puts(&out, spans);
	px_doc_put_text(map, key, out.data);
	px_buf_release(&out);
}

struct px_doc *
px_site_hours_doc(struct px_arena *arena, const char *text)
{
	struct px_hours hours;
	struct px_hours_line *lines;
	struct px_doc *map, *days;
	struct px_buf line = PX_BUF_INIT;
	size_t count;

	if (!text)
		return NULL;
	map = px_doc_map(arena);
	if (px_hours_parse(arena, text, &hours, NULL) != 0) {
		px_doc_put_text(map, "line", text); /* plain words */
		return map;
	}
	count = px_hours_table(arena, &hours, true, &lines);
	days = count ? px_doc_put_list(map, "days") : NULL;
	for (size_t i = 0; i < count; i++) {
		struct px_doc *day = px_doc_push_map(days);

		put_capital(day, "label", lines[i].days);
		put_short(day, &lines[i]);
		px_doc_put_bool(day, "closed", lines[i].closed);
		if (!lines[i].closed)
			put_spans(day, "hours", lines[i].hours);
	}
	px_hours_words(&hours, &line);
	px_doc_put_text(map, "line", line.data);
	px_doc_put_text(map, "note", hours.note);
	px_buf_release(&line);
	return map;
}
