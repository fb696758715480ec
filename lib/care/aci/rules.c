#include "care/aci/rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "care/aci/load.h"

enum { MOST_BYTES = 4 << 20 };

static int
load_axes(struct px_aci_at at, struct px_aci_rules *out)
{
	struct px_aci_text *axes;

	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	axes = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*axes));
	for (size_t i = 0; i < at.node->count; i++)
		if (px_aci_load_text(px_aci_item(at, i), &axes[i]) < 0)
			return -1;
	out->axes = axes;
	out->axis_count = at.node->count;
	return 0;
}

static int
load_exercises(struct px_aci_at at, struct px_aci_rules *out)
{
	int64_t first = 0, last = 0, month = 0, day = 0;

	if (px_aci_keys(at, "first! last! declare_month! declare_day!") < 0 ||
	    px_aci_load_int(px_aci_member(at, "first"), 2000, 2200, &first) < 0 ||
	    px_aci_load_int(px_aci_member(at, "last"), first, 2200, &last) < 0 ||
	    px_aci_load_int(px_aci_member(at, "declare_month"), 1, 12, &month) < 0 ||
	    px_aci_load_int(px_aci_member(at, "declare_day"), 1, 31, &day) < 0)
		return -1;
	out->first_year = (int)first;
	out->last_year = (int)last;
	out->declare_month = (int)month;
	out->declare_day = (int)day;
	return 0;
}

static int
load_head(struct px_aci_at root, struct px_aci_rules *out)
{
	static const char keys[] =
		"$schema name! kind! title! source! exercises! point_cents! axes! facts! "
		"quantities! "
		"parameters choices closing_steps indicators! gate! checks share! days! uplift "
		"floor advance";

	if (px_aci_keys(root, keys) < 0 ||
	    px_aci_load_string(px_aci_member(root, "name"), &out->name) < 0 ||
	    px_aci_load_string(px_aci_member(root, "kind"), &out->kind) < 0 ||
	    px_aci_load_text(px_aci_member(root, "title"), &out->title) < 0 ||
	    px_aci_load_text(px_aci_member(root, "source"), &out->source) < 0 ||
	    load_exercises(px_aci_member(root, "exercises"), out) < 0 ||
	    px_aci_load_int(px_aci_member(root, "point_cents"), 1, 1000000, &out->point_cents) < 0)
		return -1;
	return load_axes(px_aci_member(root, "axes"), out);
}

static bool
in_gate(const struct px_aci_rules *rules, size_t indicator)
{
	for (size_t i = 0; i < rules->gate_count; i++)
		if (rules->gate[i] == indicator)
			return true;
	return false;
}

/* The gate names every prerequisite and nothing else: a forgotten one would pay whoever lacks
 * it. */
static int
load_gate(struct px_aci_at at, struct px_aci_rules *out)
{
	size_t *gate;

	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	gate = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*gate));
	out->gate = gate;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *code;
		if (px_aci_load_string(px_aci_item(at, i), &code) < 0)
			return -1;
		long index = px_aci_indicator_index(out, code);
		if (index < 0)
			return px_aci_fail(px_aci_item(at, i), _("no indicator has the code `%s`"),
					   code);
		if (out->indicators[index].class != PX_ACI_PREREQUISITE)
			return px_aci_fail(px_aci_item(at, i), _("%s is not a prerequisite"), code);
		gate[out->gate_count++] = (size_t)index;
	}
	for (size_t i = 0; i < out->indicator_count; i++)
		if (out->indicators[i].class == PX_ACI_PREREQUISITE && !in_gate(out, i))
			return px_aci_fail(at, _("the prerequisite %s is missing from the gate"),
					   out->indicators[i].code);
	return 0;
}

static int
load_checks(struct px_aci_at at, struct px_aci_rules *out)
{
	struct px_aci_check *checks;

	if (!at.node)
		return 0;
	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	checks = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*checks));
	for (size_t i = 0; i < at.node->count; i++) {
		struct px_aci_at item = px_aci_item(at, i);
		if (px_aci_keys(item, "when! warning!") < 0 ||
		    px_aci_expr_new(px_aci_member(item, "when"), PX_ACI_BOOLEAN, &checks[i].when) <
			    0 ||
		    px_aci_load_text(px_aci_member(item, "warning"), &checks[i].text) < 0)
			return -1;
	}
	out->checks = checks;
	out->check_count = at.node->count;
	return 0;
}

static int
load_floor(struct px_aci_at at, struct px_aci_rules *out)
{
	static const int64_t most = 100000000000;

	if (!at.node)
		return 0;
	if (px_aci_keys(at, "when! cents! advance_cents!") < 0 ||
	    px_aci_expr_new(px_aci_member(at, "when"), PX_ACI_BOOLEAN, &out->floor_when) < 0 ||
	    px_aci_load_int(px_aci_member(at, "cents"), 0, most, &out->floor_cents) < 0)
		return -1;
	return px_aci_load_int(px_aci_member(at, "advance_cents"), 0, most,
			       &out->floor_advance_cents);
}

static int
load_advance_classes(struct px_aci_at at, struct px_aci_rules *out)
{
	const char *const *names;
	size_t count;

	if (px_aci_load_words(at, &names, &count) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int class = 0;
		while (class < PX_ACI_CLASS_COUNT &&
		       strcmp(px_aci_class_names[class], names[i]) != 0)
			class ++;
		if (class == PX_ACI_CLASS_COUNT)
			return px_aci_fail(px_aci_item(at, i), _("no class is called `%s`"),
					   names[i]);
		out->advance_classes[class] = true;
	}
	return 0;
}

static int
load_advance(struct px_aci_at at, struct px_aci_rules *out)
{
	struct px_aci_at paid = px_aci_member(at, "paid");
	const char *name;
	long fact;

	out->advance_share = px_ratio_whole(0);
	out->advance_paid = out->fact_count;
	if (!at.node)
		return 0;
	if (px_aci_keys(at, "share! classes! paid") < 0 ||
	    px_aci_load_number(px_aci_member(at, "share"), &out->advance_share) < 0 ||
	    load_advance_classes(px_aci_member(at, "classes"), out) < 0)
		return -1;
	if (!paid.node)
		return 0;
	if (px_aci_load_string(paid, &name) < 0)
		return -1;
	fact = px_aci_fact_index(out, name);
	if (fact < 0 || out->facts[fact].type != PX_ACI_NUMBER || !out->facts[fact].whole)
		return px_aci_fail(paid, _("no whole number is called `%s`"), name);
	out->advance_paid = (size_t)fact;
	return 0;
}

static int
load_money(struct px_aci_at root, struct px_aci_rules *out)
{
	struct px_aci_at uplift = px_aci_member(root, "uplift");

	if (px_aci_expr_new(px_aci_member(root, "share"), PX_ACI_NUMBER, &out->share) < 0 ||
	    px_aci_expr_new(px_aci_member(root, "days"), PX_ACI_NUMBER, &out->days) < 0 ||
	    (uplift.node && px_aci_expr_new(uplift, PX_ACI_NUMBER, &out->uplift) < 0) ||
	    load_floor(px_aci_member(root, "floor"), out) < 0)
		return -1;
	return load_advance(px_aci_member(root, "advance"), out);
}

static const struct px_aci_rules *
load_tree(struct px_arena *arena, const struct px_json_node *tree, const char *name,
	  struct px_err *err)
{
	struct px_aci_rules *rules = px_arena_alloc(arena, sizeof(*rules));
	struct px_aci_load load = {
		.arena = arena, .name = name, .rules = rules, .root = tree, .err = err
	};
	struct px_aci_at root = px_aci_root(&load);

	rules->path = px_arena_strdup(arena, name);
	if (px_aci_expect(root, PX_JSON_OBJECT) < 0)
		return NULL;
	/* Facts and quantities are named by the texts of all that follows. */
	if (px_aci_member(root, "facts").node && px_aci_member(root, "quantities").node &&
	    px_aci_declare(root) < 0)
		return NULL;
	if (load_head(root, rules) < 0 || px_aci_indicators_load(root) < 0 ||
	    load_gate(px_aci_member(root, "gate"), rules) < 0 ||
	    load_checks(px_aci_member(root, "checks"), rules) < 0 || load_money(root, rules) < 0 ||
	    px_aci_uses(root) < 0)
		return NULL;
	return rules;
}

const struct px_aci_rules *
px_aci_rules_parse(struct px_arena *arena, const char *bytes, size_t length, const char *name,
		   struct px_err *err)
{
	const struct px_json_node *tree = px_json_parse(arena, bytes, length, name, err);

	return tree ? load_tree(arena, tree, name, err) : NULL;
}

const struct px_aci_rules *
px_aci_rules_load(struct px_arena *arena, const char *path, struct px_err *err)
{
	struct px_buf bytes = PX_BUF_INIT;
	const struct px_aci_rules *rules = NULL;

	if (px_buf_read_file(&bytes, path, MOST_BYTES, err) == 0)
		rules = px_aci_rules_parse(arena, bytes.data, bytes.length, path, err);
	px_buf_release(&bytes);
	return rules;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the rule files of a kind, sorted. */
static int
list_files(struct px_arena *arena, const char *folder, const char *kind, char ***names,
	   size_t *count, struct px_err *err)
{
	const char *prefix = px_arena_printf(arena, "aci-%s-", kind);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	if (!dir)
		return px_err_set(err, PX_SYSTEM, "%s: %s", folder, px_errno_text(errno));
	while ((entry = readdir(dir))) {
		size_t length = strlen(entry->d_name);
		if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0 || length < 5 ||
		    strcmp(entry->d_name + length - 5, ".json") != 0)
			continue;
		PX_GROW(*names, *count, capacity);
		(*names)[(*count)++] = px_arena_printf(arena, "%s/%s", folder, entry->d_name);
	}
	closedir(dir);
	if (*count > 0)
		qsort(*names, *count, sizeof(**names), compare_names);
	return 0;
}

const struct px_aci_rules *
px_aci_rules_choose(struct px_arena *arena, const char *folder, const char *kind, int year,
		    struct px_err *err)
{
	const struct px_aci_rules *best = NULL;
	char **names;
	size_t count;
	int first = 0;

	if (list_files(arena, folder, kind, &names, &count, err) < 0)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const struct px_aci_rules *rules = px_aci_rules_load(arena, names[i], err);
		if (!rules) {
			free(names);
			return NULL;
		}
		first = i == 0 || rules->first_year < first ? rules->first_year : first;
		/* The latest of those that had begun. */
		if (rules->first_year <= year && (!best || rules->first_year >= best->first_year))
			best = rules;
	}
	free(names);
	if (count == 0)
		px_err_set(err, PX_NOT_FOUND, _("%s: no file aci-%s-*.json there"), folder, kind);
	else if (!best)
		px_err_set(
			err, PX_FAILED,
			_("exercise %d: the rules known begin with %d: give others with --rules"),
			year, first);
	return best;
}
