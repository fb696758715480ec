#include "cli/config.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/place.h"

enum { LIMIT = 64 * 1024 };

static const struct {
	const char *name;
	size_t offset;
} keys[] = {
	{ "db", offsetof(struct px_config, db) },
	{ "org", offsetof(struct px_config, org) },
	{ "as", offsetof(struct px_config, as) },
	{ "lang", offsetof(struct px_config, lang) },
	{ "color", offsetof(struct px_config, color) },
};

static const char *
key_name(const void *data, size_t i)
{
	(void)data;
	return i < PX_COUNT(keys) ? keys[i].name : NULL;
}

static int
set(struct px_config *config, const char *key, const char *value, struct px_err *err)
{
	const char *nearest;

	for (size_t i = 0; i < PX_COUNT(keys); i++)
		if (strcmp(keys[i].name, key) == 0) {
			memcpy((char *)config + keys[i].offset, &value, sizeof(value));
			return 0;
		}
	nearest = px_text_nearest(key, key_name, NULL);
	if (nearest)
		return px_err_set(err, PX_USAGE, _("unknown key: %s (did you mean %s?)"), key,
				  nearest);
	return px_err_set(err, PX_USAGE, _("unknown key: %s (known: db, org, as, lang, color)"),
			  key);
}

static int
read_line(struct px_arena *arena, struct px_config *config, char *line, struct px_err *err)
{
	char *equals = strchr(line, '='), *value;

	line = px_text_trim(line);
	if (!*line || *line == '#')
		return 0;
	if (!equals)
		return px_err_set(err, PX_USAGE, _("not `key = value`: %s"), line);
	*equals = '\0';
	value = px_text_trim(equals + 1);
	return set(config, px_text_trim(line), *value ? px_arena_strdup(arena, value) : NULL, err);
}

int
px_config_read(struct px_arena *arena, struct px_config *out, struct px_err *err)
{
	struct px_buf text = PX_BUF_INIT;
	char *line, *end;
	int number = 0, status = 0;

	*out = (struct px_config){ .path = px_place_config(arena) };
	if (!out->path || access(out->path, F_OK) != 0)
		return 0;
	if (px_buf_read_file(&text, out->path, LIMIT, err) < 0)
		return -1;
	for (line = text.data; status == 0 && *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		number++;
		if ((status = read_line(arena, out, line, err)) < 0)
			px_err_prefix(err, "%s:%d", out->path, number);
	}
	px_buf_release(&text);
	return status;
}
