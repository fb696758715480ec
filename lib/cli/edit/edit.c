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
	if (px_editor_read(run, shown, old, err) != 0 || px_editor_read(run, edited, new, err) != 0)
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

/* What people have before them: the record as it was printed, and the text of now. */
struct session {
	struct px_run *run;
	struct px_record *before;
	const int64_t *ids; /* of one record */
	struct px_buf shown, text;
	const char *path; /* of the text, or NULL */
};

/* What was typed, stored: as if it had been options. */
static int
store_text(struct session *session, struct px_err *err)
{
	struct px_run *run = session->run;
	struct px_given *given = run->given;
	size_t count = run->given_count;

	if (give_changes(run, session->shown.data, session->text.data, err) == 0 &&
	    px_run_change(run, run->type, session->ids, 1, take_text, session->before,
			  N_("changed"), err) == 0)
		return 0;
	run->given = given;
	run->given_count = count;
	return -1;
}

/* Could the text be mended?  Only somebody at a terminal is asked. */
static bool
wants_again(struct px_run *run, const struct px_err *err)
{
	struct px_err ignored = PX_ERR_INIT;

	if ((err->code != PX_USAGE && err->code != PX_REJECTED && err->code != PX_FAILED) ||
	    run->yes || run->dry_run || !isatty(STDIN_FILENO))
		return false;
	px_warn(run, "%s", err->message);
	return px_confirm(run, &ignored, _("open the text again to mend it")) == 1;
}

/* In the editor, until it can be stored or nobody wants to go on. */
static int
edit_text(struct session *session, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;

	while (px_editor_run(session->run, &session->text, &session->path, err) == 0) {
		if (store_text(session, &why) == 0)
			return 0;
		if (!wants_again(session->run, &why)) {
			*err = why;
			return -1;
		}
		px_editor_mark(session->run, why.message, &session->text);
		unlink(session->path);
		session->path = NULL;
		why = (struct px_err)PX_ERR_INIT;
	}
	return -1;
}

static int
edit_record(struct px_run *run, struct px_record *before, const int64_t *ids, struct px_err *err)
{
	struct session session = {
		.run = run, .before = before, .ids = ids, .shown = PX_BUF_INIT, .text = PX_BUF_INIT
	};
	int status = -1;

	px_editor_print(run, before, &session.shown);
	if (begin_text(run, &session.shown, &session.text, err) == 0)
		status = edit_text(&session, err);
	if (session.path && status == 0)
		unlink(session.path);
	else if (session.path)
		keep(run, *ids, session.path, err);
	px_buf_release(&session.shown);
	px_buf_release(&session.text);
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
