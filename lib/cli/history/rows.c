/* Rows of the history: lines of the journal, and operations. */
#include "cli/history/rows.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "store/journal.h"

enum { ENDING = 6 };

const struct px_type *
px_log_type(const char *text)
{
	for (size_t i = 0; i < px_type_count; i++)
		if (strcmp(px_types[i]->name, text) == 0 ||
		    px_text_same(px_tr(px_types[i]->label), text))
			return px_types[i];
	return NULL;
}

static void
parse_record_type(const struct px_parse *parse, const char *text, struct px_value *out)
{
	const struct px_type *type = px_log_type(text);

	if (type) {
		*out = px_value_of_text(type->name);
		return;
	}
	px_faults_add(parse->faults, PX_REJECTING, parse->field->name,
		      _("%s: no such type of record"), text);
	*out = (struct px_value){ .state = PX_BAD };
}

static void
print_record_type(const struct px_world *world, const struct px_field *field,
		  const struct px_value *value, enum px_style style, struct px_buf *out)
{
	const struct px_type *type = style == PX_STYLE_HUMAN ? px_type_find(value->text) : NULL;

	(void)world;
	(void)field;
	px_buf_puts(out, type ? px_tr(type->label) : value->text);
}

const struct px_kind px_kind_record_type = {
	.name = "type",
	.metavar = "TYPE",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_record_type,
	.print = print_record_type,
};

static void
parse_operation(const struct px_parse *parse, const char *text, struct px_value *out)
{
	*out = px_value_of_text(px_arena_strdup(parse->arena, text));
}

static void
print_operation(const struct px_world *world, const struct px_field *field,
		const struct px_value *value, enum px_style style, struct px_buf *out)
{
	size_t length = strlen(value->text);
	bool short_ = style == PX_STYLE_HUMAN && length > 2 * ENDING &&
		      strncmp(value->text, "line-", 5) != 0;

	(void)world;
	(void)field;
	px_buf_puts(out, value->text + (short_ ? length - ENDING : 0));
}

const struct px_kind px_kind_operation = {
	.name = "operation",
	.metavar = "OPERATION",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_operation,
	.print = print_operation,
};

static const struct px_field log_fields[] = {
	[PX_LOG_SEQ] = { "seq", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			 N_("number of the line") },
	[PX_LOG_AT] = { "at", &px_kind_instant, PX_COLUMN | PX_REQUIRED, N_("when") },
	[PX_LOG_ACTOR] = { "actor", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("who") },
	[PX_LOG_COMMAND] = { "command", &px_kind_text, PX_COLUMN,
			     N_("what did it: program and verb (task-add)") },
	[PX_LOG_CHANGE] = { "change", &px_kind_word, PX_COLUMN | PX_REQUIRED,
			    N_("add, edit or remove"), NULL, px_changes },
	[PX_LOG_TYPE] = { "type", &px_kind_record_type, PX_COLUMN | PX_REQUIRED,
			  N_("type of the record") },
	[PX_LOG_UID] = { "uid", &px_kind_text, PX_REQUIRED, N_("the record's uid") },
	[PX_LOG_WHAT] = { "what", &px_kind_text, PX_COLUMN,
			  N_("its title, or what became of each field that changed") },
	[PX_LOG_OPERATION] = { "operation", &px_kind_operation, PX_REQUIRED,
			       N_("the uid of what the command did, the same on all its lines") },
	[PX_LOG_UNDOES] = { "undoes", &px_kind_operation, 0,
			    N_("of undo and redo: the operation undone, or done again") },
	[PX_LOG_BEFORE] = { "before", &px_kind_json, 0, N_("the record before") },
	[PX_LOG_AFTER] = { "after", &px_kind_json, 0, N_("the record after") },
	[PX_LOG_DIGEST] = { "digest", &px_kind_text, PX_REQUIRED, N_("SHA-256 of the line") },
	[PX_LOG_CHAIN] = { "chain", &px_kind_text, PX_REQUIRED,
			   N_("SHA-256 of the chain before and the digest") },
};

const struct px_type px_view_log = {
	.name = "journal",
	.plural = "journal",
	.label = N_("line of the journal"),
	.help = N_("one change of one record"),
	.flags = PX_VIEW,
	.fields = log_fields,
	.field_count = PX_COUNT(log_fields),
};

static const struct px_field operation_fields[] = {
	[PX_OPERATION_AT] = { "at", &px_kind_instant, PX_COLUMN | PX_REQUIRED, N_("when") },
	[PX_OPERATION_ACTOR] = { "actor", &px_kind_text, PX_COLUMN | PX_REQUIRED, N_("who") },
	[PX_OPERATION_COMMAND] = { "command", &px_kind_text, PX_COLUMN,
				   N_("what did it: program and verb (task-add)") },
	[PX_OPERATION_RECORDS] = { "records", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
				   N_("how many records it is about") },
	[PX_OPERATION_UNDONE] = { "undone", &px_kind_boolean, PX_COLUMN | PX_REQUIRED,
				  N_("was it undone, and not done again?") },
	[PX_OPERATION_UID] = { "operation", &px_kind_operation, PX_COLUMN | PX_REQUIRED,
			       N_("its uid: undo op: takes the last 6 characters of it") },
	[PX_OPERATION_UNDOES] = { "undoes", &px_kind_operation, PX_COLUMN,
				  N_("of undo and redo: the operation undone, or done again") },
	[PX_OPERATION_SEQ] = { "seq", &px_kind_integer, PX_REQUIRED,
			       N_("number of its first line") },
};

const struct px_type px_view_operation = {
	.name = "operation",
	.plural = "operations",
	.label = N_("operation"),
	.help = N_("what one command did"),
	.flags = PX_VIEW,
	.fields = operation_fields,
	.field_count = PX_COUNT(operation_fields),
};
