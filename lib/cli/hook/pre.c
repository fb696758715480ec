/* pre hooks: asked before a record is written. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/hook/part.h"
#include "cli/sink.h"

/* A hook that is not to be run may have been a rule: nothing passes it unseen. */
static int
check_fit(const struct px_hook *hook, struct px_err *err)
{
	return hook->fault ? px_err_set(err, PX_SYSTEM, _("hook %s: %s: %s"), hook->name,
					hook->path, _(hook->fault))
			   : 0;
}

/* "task 12 (Call the lung specialist)"; what is new has no number to be known by yet. */
static const char *
name_of(struct px_hooks *hooks, const struct px_record *before, const struct px_record *record)
{
	struct px_arena *arena = &hooks->arena;
	const char *name = px_tr(record->type->label);
	struct px_buf title = PX_BUF_INIT;

	if (before)
		name = px_arena_printf(arena, "%s %lld", name,
				       (long long)before->values[PX_F_ID].number);
	px_record_title(&hooks->run->world, record, &title);
	if (title.length)
		name = px_arena_printf(arena, "%s (%s)", name, title.data);
	px_buf_release(&title);
	return name;
}

static int
call(struct px_hooks *hooks, const struct px_hook *hook, const struct px_record *before,
     const struct px_record *after, struct px_buf *offered, struct px_buf *answer,
     struct px_err *err)
{
	const struct px_record *record = after ? after : before;
	const char *change = !before ? "add" : after ? "edit" : "remove";
	int input = px_hook_file(err), result = -1;

	if (input < 0)
		return -1;
	px_hook_text(hooks, record, offered);
	if (px_hook_write(input, offered->data, offered->length, err) == 0 &&
	    px_hook_write(input, "\n", 1, err) == 0)
		result = px_hook_call(hooks, hook, change, input, answer, err);
	close(input);
	return result;
}

/* A record that goes has nothing left to replace. */
static int
ask_one(struct px_hooks *hooks, const struct px_hook *hook, const struct px_record *before,
	struct px_record *after, struct px_arena *arena, struct px_err *err)
{
	struct px_buf offered = PX_BUF_INIT, answer = PX_BUF_INIT;
	int result = check_fit(hook, err);

	if (result == 0)
		result = call(hooks, hook, before, after, &offered, &answer, err);
	if (result == 0 && after)
		result = px_hook_reply(hooks, hook, offered.data, &answer, before, after, arena,
				       err);
	if (result < 0)
		px_err_prefix(err, "%s", name_of(hooks, before, after ? after : before));
	px_buf_release(&offered);
	px_buf_release(&answer);
	px_arena_reset(&hooks->arena);
	return result;
}

int
px_hooks_ask(const struct px_record *before, struct px_record *after, struct px_arena *arena,
	     void *data, struct px_err *err)
{
	struct px_hooks *hooks = data;
	const struct px_type *type = before ? before->type : after->type;
	int changed = 0;

	for (size_t i = 0; i < hooks->count; i++) {
		int got = 0;

		if (hooks->items[i].pre && hooks->items[i].type == type)
			got = ask_one(hooks, &hooks->items[i], before, after, arena, err);
		if (got < 0)
			return -1;
		changed |= got;
	}
	return changed;
}
