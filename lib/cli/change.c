/* Changes to records that are named: all or nothing, said once they are stored. */
#include "base/i18n.h"
#include "base/text.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "cli/task/follow.h"

enum { WIDEST = 60 }; /* columns of one value, before or after */

/* What a verb of changes is doing. */
struct change {
	struct px_run *run;
	const struct px_type *type;
	int (*change)(struct px_run *run, struct px_record *after, void *data, struct px_err *err);
	void *data;
	struct px_record *before, *after; /* of each id */
	bool *wrote;                      /* false: it was so already */
	struct px_followed *followed;
};

static int
not_found(const struct px_type *type, int64_t id, struct px_err *err)
{
	return px_err_set(err, PX_NOT_FOUND, _("%s %lld: removed meanwhile"), _(type->label),
			  (long long)id);
}

static int
check(struct px_run *run, struct px_record *record, struct px_err *err)
{
	struct px_faults faults = { .arena = &run->arena };

	px_record_settle(record, &run->world, &run->arena);
	if (px_record_resolve(run->store, run->home, record, &faults, err) < 0)
		return -1;
	px_record_check(record, &faults);
	if (!px_faults_count(&faults, PX_REJECTING))
		return 0;
	return px_err_set(err, PX_REJECTED, "%s %lld: %s", _(record->type->label),
			  (long long)record->values[PX_F_ID].number,
			  px_faults_text(&faults, PX_REJECTING));
}

/* 1 when something was written, 0 when the record was so already. */
static int
change_one(const struct change *change, int64_t id, struct px_record *before,
	   struct px_record *after, struct px_err *err)
{
	struct px_run *run = change->run;
	int found = px_record_read(run->store, change->type, id, &run->arena, before, err), wrote;

	if (found != 1)
		return found < 0 ? -1 : not_found(change->type, id, err);
	*after = px_record_copy(&run->arena, before);
	if (change->change(run, after, change->data, err) < 0 || check(run, after, err) < 0)
		return -1;
	wrote = px_record_update(run->store, before, after, &run->arena, err);
	if (wrote == 1 && px_follow(run, before, after, change->followed, err) != 0)
		return -1;
	px_record_derive(after, &run->world, &run->arena);
	return wrote;
}

static int
change_all(const struct change *change, const int64_t *ids, size_t count, struct px_err *err)
{
	px_progress_begin(change->run, NULL, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		int status;

		if (px_run_check(change->run, err) < 0)
			return -1;
		status = change_one(change, ids[i], &change->before[i], &change->after[i], err);
		if (status < 0)
			return -1;
		change->wrote[i] = status;
	}
	px_progress_end(change->run);
	if (!change->run->dry_run)
		return px_store_commit(change->run->store, err);
	px_store_rollback(change->run->store);
	return 0;
}

/* One value on one line, not too wide; a dash for nothing. */
static void
put_value(const struct px_run *run, const struct px_field *field, const struct px_value *value,
	  struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;

	px_sink_human(&run->world, field, value, &text);
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == '\n')
			text.data[i] = ' ';
	px_text_clip(text.length ? text.data : "–", WIDEST, out);
	px_buf_release(&text);
}

/* What a dry run would change, a line a field: "    due: 2025-03-14 → 2025-03-21". */
static void
say_fields(const struct px_run *run, const struct px_record *before, const struct px_record *after)
{
	const unsigned untold = PX_DERIVED | PX_STORED_BY_US | PX_REVISION;
	struct px_buf line = PX_BUF_INIT;

	for (size_t i = PX_F_OWN; i < after->type->field_count; i++) {
		const struct px_field *field = &after->type->fields[i];

		if (field->flags & untold || px_value_equal(&before->values[i], &after->values[i]))
			continue;
		px_buf_printf(&line, "    %s: ", field->name);
		put_value(run, field, &before->values[i], &line);
		px_buf_puts(&line, " → ");
		put_value(run, field, &after->values[i], &line);
		px_buf_putc(&line, '\n');
	}
	fputs(line.data, run->out);
	px_buf_release(&line);
}

/* After many lines, how many there were. */
static void
say_count(const struct change *change, size_t count)
{
	size_t wrote = 0;

	for (size_t i = 0; i < count; i++)
		wrote += change->wrote[i];
	fputs(_("dry run: "), change->run->out);
	fprintf(change->run->out, _("%zu of %zu would change; nothing was stored\n"), wrote, count);
}

/* For people, those that were so already are told apart; for machines all come, in order. */
static int
say(const struct change *change, size_t count, const char *said, struct px_err *err)
{
	struct px_run *run = change->run;
	enum px_sink_shape shape =
		run->verb->flags & PX_VERB_ONE && run->operand_count == 1 && count == 1
			? PX_SINK_ONE
			: PX_SINK_MANY;

	if (px_run_prints(run))
		return px_run_said(run, change->type, change->after, count, shape, said, err);
	for (size_t i = 0; i < count; i++) {
		if (px_run_said(run, change->type, &change->after[i], 1, PX_SINK_ONE,
				change->wrote[i] ? said : N_("unchanged"), err) < 0)
			return -1;
		if (run->dry_run && !run->quiet && change->wrote[i])
			say_fields(run, &change->before[i], &change->after[i]);
		px_follow_say_recur(run, &change->before[i], &change->after[i]);
	}
	if (!run->quiet)
		px_followed_say(run, change->followed, run->out);
	if (run->dry_run && !run->quiet && count > 1)
		say_count(change, count);
	return 0;
}

int
px_run_change(struct px_run *run, const struct px_type *type, const int64_t *ids, size_t count,
	      int (*change)(struct px_run *run, struct px_record *after, void *data,
			    struct px_err *err),
	      void *data, const char *said, struct px_err *err)
{
	size_t room = (count + 1) * sizeof(struct px_record);
	struct px_followed followed = { .count = 0 };
	struct change what = { run,
			       type,
			       change,
			       data,
			       px_arena_alloc(&run->arena, room),
			       px_arena_alloc(&run->arena, room),
			       px_arena_alloc(&run->arena, (count + 1) * sizeof(bool)),
			       &followed };

	if (count == 0) {
		px_say(run, _("nothing to change"));
		return px_run_prints(run)
			       ? px_run_said(run, type, what.after, 0, PX_SINK_MANY, said, err)
			       : 0;
	}
	if (px_record_begin(run->store, type, err) < 0)
		return -1;
	if (change_all(&what, ids, count, err) < 0) {
		px_store_rollback(run->store);
		return -1;
	}
	return say(&what, count, said, err);
}
