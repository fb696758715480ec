/* post hooks: told, once it is stored, what was written. */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/hook/part.h"

static const char gone[] = ",\"removed\":true}\n";

/* A line: the record, and of one that was removed that it was. */
static int
note(struct px_hooks *hooks, struct px_hook *hook, const struct px_record *record, bool removed,
     struct px_err *err)
{
	struct px_buf line = PX_BUF_INIT;
	int result = 0;

	px_hook_text(hooks, record, &line);
	if (removed)
		px_buf_truncate(&line, line.length - 1);
	px_buf_puts(&line, removed ? gone : "\n");
	if (hook->log < 0)
		result = hook->log = px_hook_file(err);
	if (result >= 0)
		result = px_hook_write(hook->log, line.data, line.length, err);
	hook->size += (off_t)line.length;
	px_buf_release(&line);
	px_arena_reset(&hooks->arena);
	return result < 0 ? -1 : 0;
}

int
px_hooks_wrote(const struct px_record *before, const struct px_record *after, void *data,
	       struct px_err *err)
{
	struct px_hooks *hooks = data;
	const struct px_record *record = after ? after : before;

	for (size_t i = 0; i < hooks->count; i++)
		if (!hooks->items[i].pre && hooks->items[i].type == record->type &&
		    note(hooks, &hooks->items[i], record, !after, err) != 0)
			return -1;
	return 0;
}

static void
forget(struct px_hook *hook)
{
	if (hook->log >= 0)
		close(hook->log);
	hook->log = -1;
	hook->size = hook->mark = 0;
}

void
px_hooks_forget(struct px_hooks *hooks)
{
	for (size_t i = 0; i < hooks->count; i++)
		forget(&hooks->items[i]);
}

/* What was written after the savepoint was not. */
static void
cut(struct px_hook *hook)
{
	hook->size = hook->mark;
	if (hook->log >= 0 &&
	    (ftruncate(hook->log, hook->size) != 0 || lseek(hook->log, hook->size, SEEK_SET) < 0))
		forget(hook);
}

/* It is stored: a hook that fails changes nothing to that, and is said. */
static void
tell(struct px_hooks *hooks, struct px_hook *hook)
{
	struct px_err why = PX_ERR_INIT;

	if (hook->log < 0 || !hook->size)
		return;
	if (hook->fault)
		px_warn(hooks->run, _("hook %s: was not run: %s: %s"), hook->name, hook->path,
			_(hook->fault));
	else if (px_hook_call(hooks, hook, NULL, hook->log, NULL, &why) != 0)
		px_warn(hooks->run, _("%s (what was written is stored)"), why.message);
	px_arena_reset(&hooks->arena);
}

void
px_hooks_turn(enum px_turn turn, void *data)
{
	struct px_hooks *hooks = data;

	for (size_t i = 0; i < hooks->count; i++) {
		struct px_hook *hook = &hooks->items[i];

		if (turn == PX_TURN_MARK)
			hook->mark = hook->size;
		else if (turn == PX_TURN_UNDONE)
			cut(hook);
		else if (turn == PX_TURN_COMMITTED)
			tell(hooks, hook);
		if (turn == PX_TURN_COMMITTED || turn == PX_TURN_ROLLED_BACK)
			forget(hook);
	}
}
