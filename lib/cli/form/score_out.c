/* Results as lines of JSON and as CSV. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/form/score.h"

enum { BLOCK = 1 << 16 };

/*
 * Texts of the form are made once: a million rows have the same few.
 */

/* ,"band":"positive","label":…,"advice":… */
static char *
make_band(const struct px_score_out *out, const struct px_form_band *band)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&text);
	char *copy;

	px_json_open(&json, '{');
	px_json_key(&json, "band");
	px_json_string(&json, band ? band->name : NULL);
	if (!out->brief) {
		px_json_key(&json, "label");
		px_json_string(&json, band ? px_form_in(band->label, out->lang) : NULL);
		px_json_key(&json, "advice");
		px_json_string(&json, band ? px_form_in(band->advice, out->lang) : NULL);
	}
	copy = px_arena_printf(&out->run->arena, ",%s", text.data + 1);
	px_buf_release(&text);
	return copy;
}

static void
make_bands(struct px_score_out *out)
{
	const struct px_form *form = out->form;
	size_t count = 1;

	for (size_t i = 0; i < form->score_count; i++)
		for (size_t j = 0; j < form->scores[i].cut_count; j++)
			count += form->scores[i].cuts[j].count;
	out->bands = px_arena_alloc(&out->run->arena, count * sizeof(char *));
	out->bands[0] = make_band(out, NULL);
	count = 1;
	for (size_t i = 0; i < form->score_count; i++)
		for (size_t j = 0; j < form->scores[i].cut_count; j++)
			for (size_t k = 0; k < form->scores[i].cuts[j].count; k++)
				out->bands[count++] =
					make_band(out, &form->scores[i].cuts[j].bands[k]);
}

/* The text of the band of a score. */
static const char *
band_text(const struct px_score_out *out, size_t score, const struct px_form_band *band)
{
	size_t place = 1;

	if (!band)
		return out->bands[0];
	for (size_t i = 0; i < out->form->score_count; i++)
		for (size_t j = 0; j < out->form->scores[i].cut_count; j++) {
			const struct px_form_cut *cut = &out->form->scores[i].cuts[j];

			if (i == score && band >= cut->bands && band < cut->bands + cut->count)
				return out->bands[place + (size_t)(band - cut->bands)];
			place += cut->count;
		}
	return out->bands[0];
}

/* "form":…,"version":…, and what ends each object. */
static void
make_ends(struct px_score_out *out)
{
	struct px_json head = PX_JSON_INIT(&out->head), tail = PX_JSON_INIT(&out->tail);

	px_json_open(&head, '{');
	px_json_key(&head, "form");
	px_json_string(&head, out->form->name);
	px_json_key(&head, "version");
	px_json_string(&head, out->form->version);
	if (out->variant) {
		px_json_key(&head, "variant");
		px_json_string(&head, out->variant);
	}
	px_json_open(&tail, '{');
	px_json_key(&tail, "source");
	px_json_string(&tail, px_form_in(out->form->source, out->lang));
}

static void
begin_csv(struct px_score_out *out)
{
	static const char *const first[] = { "form", "version", "score", "band" };

	px_csv_out_start(&out->csv);
	if (out->carries)
		px_csv_out_cell(&out->csv, "id");
	for (size_t i = 0; i < PX_COUNT(first); i++)
		px_csv_out_cell(&out->csv, first[i]);
	for (size_t i = 1; i < out->form->score_count; i++) {
		const char *name = out->form->scores[i].name;

		px_csv_out_cell(&out->csv, name);
		px_csv_out_cell(&out->csv, px_arena_printf(&out->run->arena, "%s_band", name));
	}
	px_csv_out_cell(&out->csv, "missing");
	px_csv_out_row(&out->csv);
}

void
px_score_begin(struct px_score_out *out)
{
	const char *dialect = px_option_value(out->run, &px_opt_csv);

	out->out = out->head = out->tail = (struct px_buf)PX_BUF_INIT;
	out->missing = px_arena_alloc(&out->run->arena,
				      (out->form->question_count + 1) * sizeof(*out->missing));
	make_bands(out);
	make_ends(out);
	out->csv = (struct px_csv_out)PX_CSV_OUT_INIT(
		&out->out, dialect && *dialect ? PX_CSV_EXCEL_FR : PX_CSV_PLAIN);
	if (out->style == PX_SCORE_CSV)
		begin_csv(out);
}

static void
add_value(const struct px_score_out *out, const struct px_form_outcome *outcome, struct px_buf *to)
{
	if (outcome->known)
		px_form_value(out->form, outcome, to);
	else
		px_buf_puts(to, "null");
}

/* A fraction is said as one: 17/3 is not 5.67. */
static void
add_exact(struct px_score_out *out, const struct px_form_outcome *outcome)
{
	int64_t parts = outcome->parts;

	if (!outcome->known || parts == 1)
		return;
	for (int i = 0; i < out->form->decimals; i++)
		parts *= 10;
	px_buf_puts(&out->out, ",\"exact\":\"");
	px_buf_number(&out->out, outcome->units);
	px_buf_putc(&out->out, '/');
	px_buf_number(&out->out, parts);
	px_buf_putc(&out->out, '"');
}

static void
add_subscores(struct px_score_out *out, const struct px_form_outcome *outcomes)
{
	px_buf_puts(&out->out, ",\"subscores\":{");
	for (size_t i = 1; i < out->form->score_count; i++) {
		px_buf_printf(&out->out, i > 1 ? ",\"%s\":{\"score\":" : "\"%s\":{\"score\":",
			      out->form->scores[i].name);
		add_value(out, &outcomes[i], &out->out);
		add_exact(out, &outcomes[i]);
		px_buf_puts(&out->out, band_text(out, i, outcomes[i].band));
		px_buf_putc(&out->out, '}');
	}
	px_buf_putc(&out->out, '}');
}

static void
add_missing(struct px_score_out *out, const struct px_form_answers *answers)
{
	size_t count = px_form_unanswered(answers, out->missing);

	px_buf_puts(&out->out, ",\"missing\":[");
	for (size_t i = 0; i < count; i++) {
		if (i)
			px_buf_putc(&out->out, ',');
		px_buf_putc(&out->out, '"');
		px_buf_puts(&out->out, out->form->questions[out->missing[i]].name);
		px_buf_putc(&out->out, '"');
	}
	px_buf_putc(&out->out, ']');
}

static void
put_object(struct px_score_out *out, const char *id, const struct px_form_answers *answers,
	   const struct px_form_outcome *outcomes)
{
	bool scored = out->form->score_count > 0;
	struct px_json json = PX_JSON_INIT(&out->out);

	px_buf_putc(&out->out, '{');
	if (out->carries) {
		px_buf_puts(&out->out, "\"id\":");
		px_json_string(&json, id);
		px_buf_putc(&out->out, ',');
	}
	if (!out->brief) {
		px_buf_add(&out->out, out->head.data + 1, out->head.length - 1);
		px_buf_putc(&out->out, ',');
	}
	px_buf_puts(&out->out, "\"score\":");
	if (scored) {
		add_value(out, &outcomes[0], &out->out);
		add_exact(out, &outcomes[0]);
	} else {
		px_buf_puts(&out->out, "null");
	}
	px_buf_puts(&out->out, scored ? band_text(out, 0, outcomes[0].band) : out->bands[0]);
	if (out->form->score_count > 1 || !out->brief)
		add_subscores(out, outcomes);
	add_missing(out, answers);
	if (!out->brief) {
		px_buf_putc(&out->out, ',');
		px_buf_add(&out->out, out->tail.data + 1, out->tail.length - 1);
	}
	px_buf_putc(&out->out, '}');
}

static void
put_csv_score(struct px_score_out *out, const struct px_form_outcome *outcome)
{
	struct px_buf text = PX_BUF_INIT;

	if (outcome && outcome->known)
		px_form_value(out->form, outcome, &text);
	for (size_t i = 0; out->csv.profile == PX_CSV_EXCEL_FR && i < text.length; i++)
		if (text.data[i] == '.')
			text.data[i] = ',';
	px_csv_out_cell(&out->csv, text.data);
	px_csv_out_cell(&out->csv, outcome && outcome->band ? outcome->band->name : "");
	px_buf_release(&text);
}

static void
put_csv(struct px_score_out *out, const char *id, const struct px_form_answers *answers,
	const struct px_form_outcome *outcomes)
{
	size_t count = px_form_unanswered(answers, out->missing);
	struct px_buf missing = PX_BUF_INIT;

	if (out->carries)
		px_csv_out_words(&out->csv, id);
	px_csv_out_cell(&out->csv, out->form->name);
	px_csv_out_words(&out->csv, out->form->version);
	put_csv_score(out, out->form->score_count ? &outcomes[0] : NULL);
	for (size_t i = 1; i < out->form->score_count; i++)
		put_csv_score(out, &outcomes[i]);
	for (size_t i = 0; i < count; i++)
		px_buf_printf(&missing, i ? ",%s" : "%s",
			      out->form->questions[out->missing[i]].name);
	px_csv_out_cell(&out->csv, missing.data);
	px_csv_out_row(&out->csv);
	px_buf_release(&missing);
}

static int
flush(struct px_score_out *out, struct px_err *err)
{
	size_t written = fwrite(out->out.data, 1, out->out.length, out->run->out);

	if (written < out->out.length)
		return px_err_set(err, PX_SYSTEM, _("cannot write the results"));
	px_buf_clear(&out->out);
	return 0;
}

/* Of --json: an object alone, until a second one makes it an array. */
static void
begin_item(struct px_score_out *out)
{
	struct px_buf array = PX_BUF_INIT;

	if (out->rows == 1 && !out->array) {
		px_buf_puts(&array, "[\n");
		px_buf_add(&array, out->out.data, out->out.length);
		px_buf_release(&out->out);
		out->out = array;
		out->array = true;
	}
	if (out->rows > 0)
		px_buf_puts(&out->out, ",\n");
	else if (out->array)
		px_buf_puts(&out->out, "[\n");
}

int
px_score_put(struct px_score_out *out, const char *id, const struct px_form_answers *answers,
	     const struct px_form_outcome *outcomes, struct px_err *err)
{
	switch (out->style) {
	case PX_SCORE_CSV:
		put_csv(out, id, answers, outcomes);
		break;
	case PX_SCORE_TEXT:
		if (out->rows)
			px_buf_putc(&out->out, '\n');
		px_score_text(out, id, answers, outcomes, &out->out);
		break;
	case PX_SCORE_JSON:
		begin_item(out);
		put_object(out, id, answers, outcomes);
		break;
	case PX_SCORE_LINES:
		put_object(out, id, answers, outcomes);
		px_buf_putc(&out->out, '\n');
		break;
	}
	out->rows++;
	/* One row is not written before it is known whether it is alone. */
	if (out->out.length < BLOCK || (out->style == PX_SCORE_JSON && !out->array))
		return 0;
	return flush(out, err);
}

int
px_score_end(struct px_score_out *out, struct px_err *err)
{
	if (out->style == PX_SCORE_JSON)
		px_buf_puts(&out->out, !out->array ? "\n" : out->rows ? "\n]\n" : "[]\n");
	return flush(out, err);
}

void
px_score_release(struct px_score_out *out)
{
	px_buf_release(&out->out);
	px_buf_release(&out->head);
	px_buf_release(&out->tail);
}
