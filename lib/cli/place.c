#include "cli/place.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

const char *
px_place_bin(void)
{
	static char folder[PATH_MAX];
	ssize_t length;
	char *slash;

	if (folder[0])
		return folder;
	length = readlink("/proc/self/exe", folder, sizeof(folder) - 1);
	folder[length > 0 ? length : 0] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	return folder;
}

static bool
exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The first of these, from the executable's folder, that holds what it should; else the prefix. */
static char *
find_folder(struct px_arena *arena, const char *const *tries, const char *holds, const char *prefix)
{
	for (; px_place_bin()[0] && *tries; tries++) {
		char *path = px_arena_printf(arena, "%s/%s", px_place_bin(), *tries);

		if (exists(px_arena_printf(arena, "%s/%s", path, holds)))
			return path;
	}
	return px_arena_printf(arena, "%s/%s", PX_PREFIX, prefix);
}

char *
px_place_share(struct px_arena *arena, const char *file)
{
	/* Installed: PREFIX/bin beside PREFIX/share/plexus; built: build/bin in the source tree, or
	 * build/asan/bin. */
	static const char *const tries[] = { "../share/plexus", "../../share", "../../../share",
					     NULL };
	const char *folder = variable("PLEXUS_SHARE");

	if (!folder)
		folder = find_folder(arena, tries, "rules", "share/plexus");
	return px_arena_printf(arena, "%s/%s", folder, file);
}

char *
px_place_locale(struct px_arena *arena)
{
	static const char *const tries[] = { "../share/locale", NULL };

	return find_folder(arena, tries, ".", "share/locale");
}

/* XDG asks that a relative path in its variables be ignored. */
static char *
user_file(struct px_arena *arena, const char *xdg, const char *under_home, const char *file)
{
	const char *folder = variable(xdg), *home = variable("HOME");

	if (folder && folder[0] == '/')
		return px_arena_printf(arena, "%s/plexus/%s", folder, file);
	if (home)
		return px_arena_printf(arena, "%s/%s/plexus/%s", home, under_home, file);
	return NULL;
}

char *
px_place_database(struct px_arena *arena, struct px_err *err)
{
	char *path = user_file(arena, "XDG_DATA_HOME", ".local/share", "plexus.db");

	if (!path)
		px_err_set(err, PX_USAGE,
			   _("which database? give --db or PLEXUS_DB: there is neither HOME nor "
			     "XDG_DATA_HOME to look under"));
	return path;
}

char *
px_place_config(struct px_arena *arena)
{
	return user_file(arena, "XDG_CONFIG_HOME", ".config", "config");
}

char *
px_place_cache(struct px_arena *arena, const char *name)
{
	return user_file(arena, "XDG_CACHE_HOME", ".cache", name);
}

char *
px_place_key(struct px_arena *arena, const char *uid)
{
	return user_file(arena, "XDG_CONFIG_HOME", ".config",
			 px_arena_printf(arena, "keys/%s.key", uid));
}

char *
px_place_hooks(struct px_arena *arena)
{
	return user_file(arena, "XDG_CONFIG_HOME", ".config", "hooks");
}
