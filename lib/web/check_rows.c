#include "web/check_rows.h"

#include "base/i18n.h"

static const char *const gravities[] = { N_("fault"), N_("warning"), NULL };

enum { FOUND_FILE, FOUND_LINE, FOUND_GRAVITY, FOUND_RULE, FOUND_MESSAGE, FOUND_SOURCE };

static const struct px_field found_fields[] = {
	[FOUND_FILE] = { "file", &px_kind_text, PX_COLUMN, N_("the file, below the folder") },
	[FOUND_LINE] = { "line", &px_kind_integer, PX_COLUMN,
			 N_("its line; null of the file as a whole") },
	[FOUND_GRAVITY] = { "gravity", &px_kind_word, 0, N_("fault or warning"),
			    .words = gravities },
	[FOUND_RULE] = { "rule", &px_kind_text, PX_COLUMN, N_("the rule that does not hold") },
	[FOUND_MESSAGE] = { "message", &px_kind_text, PX_COLUMN, N_("what is wrong") },
	[FOUND_SOURCE] = { "source", &px_kind_text, 0, N_("where the rule comes from") },
};

const struct px_type px_view_check_found = {
	.name = "finding",
	.plural = "findings",
	.label = N_("findings"),
	.help = N_("what is wrong with a site"),
	.flags = PX_VIEW,
	.fields = found_fields,
	.field_count = PX_COUNT(found_fields),
};

enum { RULE_ID, RULE_TITLE, RULE_GRAVITY, RULE_SOURCE, RULE_TRIED, RULE_PASSED };

static const struct px_field rule_fields[] = {
	[RULE_ID] = { "rule", &px_kind_text, PX_COLUMN, N_("its name") },
	[RULE_TITLE] = { "title", &px_kind_text, PX_COLUMN, N_("what must hold") },
	[RULE_GRAVITY] = { "gravity", &px_kind_word, 0, N_("fault or warning"),
			   .words = gravities },
	[RULE_SOURCE] = { "source", &px_kind_text, PX_COLUMN, N_("where the rule comes from") },
	[RULE_TRIED] = { "tried", &px_kind_integer, 0, N_("pages that it was tried on") },
	[RULE_PASSED] = { "passed", &px_kind_integer, 0, N_("pages where it holds") },
};

const struct px_type px_view_check_rule = {
	.name = "check_rule",
	.plural = "check_rules",
	.label = N_("rules of a check"),
	.help = N_("what a site is checked for"),
	.flags = PX_VIEW,
	.fields = rule_fields,
	.field_count = PX_COUNT(rule_fields),
};

static struct px_value
source_of(const struct px_check_rule *rule, struct px_arena *arena)
{
	struct px_buf text = PX_BUF_INIT;
	const char *kept;

	px_check_source(rule, &text);
	kept = px_arena_strdup(arena, text.data);
	px_buf_release(&text);
	return px_value_of_text(kept);
}

struct px_record
px_check_found_row(const struct px_check_report *report, size_t i, struct px_arena *arena)
{
	const struct px_check_found *found = &report->found[i];
	struct px_record row = px_record_new(arena, &px_view_check_found);

	row.values[FOUND_FILE] = px_value_of_text(found->file);
	if (found->line)
		row.values[FOUND_LINE] = px_value_of_number(found->line);
	row.values[FOUND_GRAVITY] = px_value_of_text(gravities[found->rule->gravity]);
	row.values[FOUND_RULE] = px_value_of_text(found->rule->id);
	row.values[FOUND_MESSAGE] = px_value_of_text(found->message);
	row.values[FOUND_SOURCE] = source_of(found->rule, arena);
	return row;
}

struct px_record
px_check_rule_row(const struct px_check_report *report, size_t i, struct px_arena *arena)
{
	const struct px_check_rule *rule = &px_check_rules[i];
	struct px_record row = px_record_new(arena, &px_view_check_rule);

	row.values[RULE_ID] = px_value_of_text(rule->id);
	row.values[RULE_TITLE] = px_value_of_text(px_tr(rule->title));
	row.values[RULE_GRAVITY] = px_value_of_text(gravities[rule->gravity]);
	row.values[RULE_SOURCE] = source_of(rule, arena);
	if (report) {
		row.values[RULE_TRIED] = px_value_of_number((int64_t)report->tallies[i].tried);
		row.values[RULE_PASSED] = px_value_of_number((int64_t)report->tallies[i].passed);
	}
	return row;
}

void
px_check_lines(const struct px_check_report *report, const char *folder, struct px_buf *out)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct px_check_found *found = &report->found[i];
		bool warning = found->rule->gravity == PX_CHECK_WARNING;

		px_buf_printf(out, "%s/%s:", folder, found->file);
		if (found->line)
			px_buf_printf(out, "%ld:", found->line);
		px_buf_printf(out, " %s%s: %s\n", warning ? _("warning: ") : "", found->rule->id,
			      found->message);
	}
}
