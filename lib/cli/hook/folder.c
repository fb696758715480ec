/* Which hooks there are, and may they be run? */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/hook/part.h"
#include "cli/place.h"

static const char pre[] = "pre-", post[] = "post-";

enum { MOST = 1000 };

/* What follows "pre-" or "post-"; NULL: no hook is called so. */
static const char *
after_when(const char *name)
{
	if (strncmp(name, pre, strlen(pre)) == 0)
		return name + strlen(pre);
	return strncmp(name, post, strlen(post)) == 0 ? name + strlen(post) : NULL;
}

/* "pre-task.sample" and "post-task-done~" are what editors and people leave beside hooks. */
static int
is_named_so(const struct dirent *entry)
{
	const char *rest = after_when(entry->d_name);

	return rest && *rest && !rest[strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789_-")];
}

/* The type that the words begin with, and what is after it: "task-add". */
static const struct px_type *
type_of(const char *words, const char **verb)
{
	size_t length = strcspn(words, "-");

	*verb = words[length] ? words + length + 1 : "";
	for (size_t i = 0; i < px_type_count; i++)
		if (strlen(px_types[i]->name) == length &&
		    strncmp(px_types[i]->name, words, length) == 0 &&
		    !(px_types[i]->flags & (PX_REGISTER | PX_VIEW | PX_INNER)))
			return px_types[i];
	return NULL;
}

/* Whoever can write a hook, or put another in its place, acts as us. */
static bool
others_write(const struct stat *st)
{
	return st->st_mode & S_IWOTH || (st->st_uid != geteuid() && st->st_uid != 0);
}

/* Why this file is not to be run; NULL: it may. */
static const char *
fault_of(const char *folder, const char *path)
{
	struct stat file, place;

	if (stat(path, &file) != 0 || stat(folder, &place) != 0)
		return N_("cannot be looked at: a link that leads nowhere?");
	if (!S_ISREG(file.st_mode))
		return N_("is no file");
	if (others_write(&place))
		return N_("others may write in its folder: chmod o-w, and chown it to yourself");
	if (others_write(&file))
		return N_("others may write it: chmod o-w, and chown it to yourself");
	if (access(path, X_OK) != 0)
		return N_("is not executable: chmod +x makes it one, another name puts it aside");
	return NULL;
}

static struct px_hook
hook_of(struct px_arena *arena, const char *folder, const char *file)
{
	struct px_hook hook = {
		.name = px_arena_strdup(arena, file),
		.path = px_arena_printf(arena, "%s/%s", folder, file),
		.pre = strncmp(file, pre, strlen(pre)) == 0,
		.log = -1,
	};

	hook.type = type_of(after_when(hook.name), &hook.verb);
	hook.fault = fault_of(folder, hook.path);
	return hook;
}

size_t
px_hooks_find(struct px_arena *arena, struct px_hook **out)
{
	const char *folder = px_place_hooks(arena);
	struct dirent **entries = NULL;
	size_t count = 0;
	int found;

	/* Nearly nobody has any: this is all that it costs them. */
	if (!folder || access(folder, F_OK) != 0)
		return 0;
	found = scandir(folder, &entries, is_named_so, alphasort);
	*out = px_arena_alloc(arena, (size_t)(found > 0 ? found : 1) * sizeof(**out));
	for (int i = 0; i < found; i++) {
		if (count < MOST)
			(*out)[count++] = hook_of(arena, folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return count;
}

void
px_hooks_look(struct px_arena *arena, void (*say)(const char *name, const char *fault, void *data),
	      void *data)
{
	struct px_hook *hooks;
	size_t count = px_hooks_find(arena, &hooks);

	for (size_t i = 0; i < count; i++)
		say(hooks[i].name,
		    !hooks[i].type   ? _("there is no such type of record: it is never run")
		    : hooks[i].fault ? _(hooks[i].fault)
				     : NULL,
		    data);
}
