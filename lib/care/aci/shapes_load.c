/* Reading a step of a rule file, as its shape says. */
#include <string.h>

#include "base/i18n.h"
#include "care/aci/load.h"
#include "care/aci/shapes.h"

static int
load_bands(struct px_aci_at at, struct px_aci_step *out)
{
	struct px_aci_band *bands;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	if (at.node->count == 0)
		return px_aci_fail(at, _("is empty"));
	bands = px_arena_alloc(at.load->arena, at.node->count * sizeof(*bands));
	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at band = px_aci_item(at, i);
		if (px_aci_keys(band, "from! points!") < 0 ||
		    px_aci_load_number(px_aci_member(band, "from"), &bands[i].from) < 0 ||
		    px_aci_load_number(px_aci_member(band, "points"), &bands[i].points) < 0)
			return -1;
		if (i > 0 && px_ratio_compare(bands[i].from, bands[i - 1].from) <= 0)
			return px_aci_fail(band, _("bands go upwards: this one begins too low"));
	}
	out->bands = bands;
	out->band_count = at.node->count;
	return 0;
}

static int
load_rows(struct px_aci_at at, struct px_aci_at otherwise, struct px_aci_step *out)
{
	struct px_aci_row *rows;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	rows = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*rows));
	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at row = px_aci_item(at, i);
		if (px_aci_keys(row, "when! points! reason") < 0 ||
		    px_aci_expr_new(px_aci_member(row, "when"), PX_ACI_BOOLEAN, &rows[i].when) <
			    0 ||
		    px_aci_load_number(px_aci_member(row, "points"), &rows[i].points) < 0 ||
		    px_aci_load_optional(px_aci_member(row, "reason"), &rows[i].reason) < 0)
			return -1;
	}
	out->rows = rows;
	out->row_count = at.node->count + 1;
	return px_aci_load_number(otherwise, &rows[at.node->count].points);
}

static int
load_from(struct px_aci_at at, struct px_aci_step *out)
{
	struct px_aci_expr *dates;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	dates = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*dates));
	for (size_t i = 0; i < at.node->count; i++) {
		const struct px_aci_expr *date;
		if (px_aci_expr_new(px_aci_item(at, i), PX_ACI_DATE, &date) < 0)
			return -1;
		dates[i] = *date;
	}
	out->from = dates;
	out->from_count = at.node->count;
	return 0;
}

static int
load_fewer(struct px_aci_at at, struct px_aci_step *out)
{
	const struct px_aci_rules *rules = at.load->rules;
	const char *name;

	if (!at.node)
		return 0;
	if (px_aci_load_string(at, &name) < 0)
		return -1;
	for (size_t i = 0; i < rules->choice_count; i++)
		if (strcmp(rules->choices[i].name, name) == 0)
			out->fewer = &rules->choices[i];
	return out->fewer ? 0 : px_aci_fail(at, _("no choice is called `%s`"), name);
}

static int
load_expressions(struct px_aci_at at, struct px_aci_step *out)
{
	const struct {
		const char *key;
		enum px_aci_type type;
		const struct px_aci_expr **place;
	} parts[] = {
		{ "when", PX_ACI_BOOLEAN, &out->when },
		{ "of", PX_ACI_NUMBER, &out->of },
		{ "over", PX_ACI_NUMBER, &out->over },
		{ "points", PX_ACI_NUMBER, &out->points },
		{ "most", PX_ACI_NUMBER, &out->most },
		{ "target", PX_ACI_NUMBER, &out->target },
		{ "required", PX_ACI_NUMBER, &out->required },
	};

	for (size_t i = 0; i < PX_COUNT(parts); i++) {
		struct px_aci_at part = px_aci_member(at, parts[i].key);
		if (part.node && px_aci_expr_new(part, parts[i].type, parts[i].place) < 0)
			return -1;
	}
	return 0;
}

/* What is divided by must not be 0, and can only be known not to be when it is written there. */
static int
check_divisor(struct px_aci_at at, const char *key, const struct px_aci_expr *expr)
{
	const struct px_aci_expr *value = expr;

	while (value && value->leaf == PX_ACI_QUANTITY)
		value = &at.load->quantities[value->index].expr;
	if (value && (value->leaf != PX_ACI_LITERAL || px_ratio_sign(value->number) <= 0))
		return px_aci_fail(px_aci_member(at, key), _("must be a number above 0"));
	return 0;
}

static const struct px_aci_shape *
find_shape(struct px_aci_at at)
{
	struct px_buf known = PX_BUF_INIT;
	const char *name;

	if (px_aci_load_string(px_aci_member(at, "shape"), &name) < 0)
		return NULL;
	for (size_t i = 0; i < px_aci_shape_count; i++) {
		if (strcmp(px_aci_shapes[i].name, name) == 0) {
			px_buf_release(&known);
			return &px_aci_shapes[i];
		}
		px_buf_printf(&known, "%s%s", i ? ", " : "", px_aci_shapes[i].name);
	}
	px_aci_fail(px_aci_member(at, "shape"), _("no shape is called `%s`: they are %s"), name,
		    known.data);
	px_buf_release(&known);
	return NULL;
}

int
px_aci_step_load(struct px_aci_at at, struct px_aci_step *out)
{
	if (px_aci_expect(at, PX_JSON_OBJECT) < 0 || !(out->shape = find_shape(at)))
		return -1;
	if (px_aci_keys(at, px_arena_printf(at.load->arena, "shape! %s", out->shape->keys)) < 0 ||
	    load_expressions(at, out) < 0 || load_bands(px_aci_member(at, "bands"), out) < 0 ||
	    load_rows(px_aci_member(at, "rows"), px_aci_member(at, "otherwise"), out) < 0 ||
	    load_from(px_aci_member(at, "from"), out) < 0 ||
	    load_fewer(px_aci_member(at, "fewer"), out) < 0 ||
	    px_aci_load_optional(px_aci_member(at, "reason"), &out->reason) < 0)
		return -1;
	if (out->shape->graded && !out->points == !out->bands)
		return px_aci_fail(at, _("needs either points or bands"));
	return check_divisor(at, "over", out->over) < 0 ||
			       check_divisor(at, "target", out->target) < 0
		       ? -1
		       : 0;
}
