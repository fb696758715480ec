/* edit --edit: the record out to the editor, and what was changed in it back. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/editor.h"
#include "cli/generic.h"
#include "cli/options.h"

enum { TEXT_LIMIT = 16 << 20 };

const struct px_option px_opt_edit = {
	"edit",
	0,
	"[FILE]",
	N_("change it in $EDITOR; begin from a text that was kept"),
};

static bool
gives_fields(const struct px_run *run)
{
	for (size_t i = 0; i < run->given_count; i++)
		if (run->given[i].field)
			return true;
	return false;
}

/* Nobody may have changed it since the text was printed: the text would undo that unseen. */
static int
take_text(struct px_run *run, struct px_record *after, void *data, struct px_err *err)
{
	const struct px_record *before = data;

	if (!gives_fields(run))
		return 0;
	for (size_t i = 0; i < after->type->field_count; i++)
		if (!(after->type->fields[i].flags & PX_DERIVED) &&
		    !px_value_equal(&before->values[i], &after->values[i]))
			return px_err_set(err, PX_CONFLICT,
					  _("%s %lld: changed by someone else meanwhile (%s)"),
					  _(after->type->label),
					  (long long)after->values[PX_F_ID].number,
					  after->type->fields[i].name);
	return px_generic_amend(run, after, err);
}

/* Fields whose text was changed become options, as if they had been typed. */
static int
give_changes(struct px_run *run, const char *shown, const char *edited, struct px_err *err)
{
	size_t fields = run->type->field_count, size = fields * sizeof(char *);
	const char **old = px_arena_alloc(&run->arena, size),
		   **new = px_arena_alloc(&run->arena, size);
	struct px_given *given =
		px_arena_alloc(&run->arena, (run->given_count + fields) * sizeof(*given));
	size_t count = run->given_count;

	memcpy(given, run->given, count * sizeof(*given));
	if (px_form_read(run, shown, old, err) != 0 || px_form_read(run, edited, new, err) != 0)
		return -1;
	for (size_t i = 0; i < fields; i++)
		if (new[i] && (!old[i] || strcmp(old[i], new[i]) != 0))
			given[count++] = (struct px_given){ .field = &run->type->fields[i],
							    .value = new[i] };
	run->given = given;
	run->given_count = count;
	return 0;
}

static int
check_asked(const struct px_run *run, size_t count, struct px_err *err)
{
	if (count != 1)
		return px_err_set(err, PX_USAGE, _("--edit takes one record, not %zu"), count);
	if (gives_fields(run))
		return px_err_set(err, PX_USAGE,
				  _("--edit and --field: give one, and change the other there"));
	if (run->no_input)
		return px_err_set(err, PX_USAGE, _("--edit asks: it does not go with --no-input"));
	return 0;
}

/* The text is all that people have of their work: it stays until it is stored. */
static int
keep(const struct px_run *run, int64_t id, const char *path, struct px_err *err)
{
	const char *type = px_option_value(run, &px_opt_type);
	struct px_err why = *err;

	return px_err_set(err, why.code, _("%s; the text is kept: %s edit %lld%s%s --edit=%s"),
			  why.message, run->program->name, (long long)id, type ? " --type " : "",
			  type ? type : "", path);
}

/* Begin from what is stored, or from a text that was kept. */
static int
begin_text(struct px_run *run, const struct px_buf *shown, struct px_buf *text, struct px_err *err)
{
	const char *kept = px_option_value(run, &px_opt_edit);

	if (kept)
		return px_buf_read_file(text, kept, TEXT_LIMIT, err);
	px_buf_add(text, shown->data, shown->length);
	return 0;
}

static int
edit_record(struct px_run *run, struct px_record *before, const int64_t *ids, struct px_err *err)
{
	struct px_buf shown = PX_BUF_INIT, text = PX_BUF_INIT;
	const char *path = NULL;
	int status = -1;

	px_form_print(run, before, &shown);
	if (begin_text(run, &shown, &text, err) != 0 || px_editor_run(run, &text, &path, err) != 0)
		goto out;
	status = give_changes(run, shown.data, text.data, err);
	if (status == 0)
		status = px_run_change(run, run->type, ids, 1, take_text, before, N_("changed"),
				       err);
out:
	if (path && status == 0)
		unlink(path);
	else if (path)
		keep(run, *ids, path, err);
	px_buf_release(&shown);
	px_buf_release(&text);
	return status;
}

int
px_editor_edit(struct px_run *run, const int64_t *ids, size_t count, struct px_err *err)
{
	struct px_record before;
	int found;

	if (check_asked(run, count, err) != 0)
		return -1;
	found = px_record_read(run->store, run->type, ids[0], &run->arena, &before, err);
	if (found == 0)
		return px_err_set(err, PX_NOT_FOUND, _("%s %lld: removed meanwhile"),
				  _(run->type->label), (long long)ids[0]);
	return found < 0 ? -1 : edit_record(run, &before, ids, err);
}
