#include "cli/config.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/hook.h"
#include "cli/options.h"
#include "cli/place.h"
#include "model/urgency.h"

enum { LIMIT = 64 * 1024 };

static const char *const answers[] = { "yes", "no", NULL };
static const struct px_option yes_or_no = { .name = "hooks", .words = answers };

static const struct {
	const char *name;
	size_t offset;
	const struct px_option *option; /* whose words are its values; or NULL */
	long most;                      /* of a whole number from 1 on; 0: it is none */
} keys[] = {
	{ "db", offsetof(struct px_config, db) },
	{ "key", offsetof(struct px_config, key) },
	{ "org", offsetof(struct px_config, org) },
	{ "as", offsetof(struct px_config, as) },
	{ "lang", offsetof(struct px_config, lang), &px_opt_lang },
	{ "color", offsetof(struct px_config, color), &px_opt_color },
	{ "hooks", offsetof(struct px_config, hooks), &yes_or_no },
	{ "hook_timeout", offsetof(struct px_config, hook_timeout), NULL, PX_HOOK_SECONDS_MOST },
};

/* The name of the i-th key, NULL at the end. */
static const char *
nth_key(const void *unused, size_t i)
{
	(void)unused;
	if (i < PX_COUNT(keys))
		return keys[i].name;
	i -= PX_COUNT(keys);
	return i < px_urgency_count ? px_urgency_terms[i].key : NULL;
}

static void
set_defaults(struct px_arena *arena, struct px_config *config)
{
	config->weights = px_arena_alloc(arena, px_urgency_count * sizeof(*config->weights));
	for (size_t i = 0; i < px_urgency_count; i++)
		config->weights[i] = px_urgency_terms[i].weight;
}

/* 1 when the key is a weight's, 0 when not. */
static int
set_weight(struct px_arena *arena, struct px_config *config, const char *key, const char *value,
	   struct px_err *err)
{
	size_t i = 0;
	long weight;
	char *end;

	while (i < px_urgency_count && strcmp(px_urgency_terms[i].key, key) != 0)
		i++;
	if (i == px_urgency_count)
		return 0;
	errno = 0;
	weight = strtol(value, &end, 10);
	if (end == value || *end || errno || weight > PX_URGENCY_MOST || weight < -PX_URGENCY_MOST)
		return px_err_set(err, PX_USAGE,
				  _("%s: not a whole number from %d to %d (hundredths): %s"), key,
				  -PX_URGENCY_MOST, PX_URGENCY_MOST, value);
	if (!config->weights)
		set_defaults(arena, config);
	config->weights[i] = weight;
	return 1;
}

static int
unknown(struct px_arena *arena, const char *key, struct px_err *err)
{
	const char *nearest = px_text_nearest(key, nth_key, NULL), *known = "";

	if (nearest)
		return px_err_set(err, PX_USAGE, _("unknown key: %s (did you mean %s?)"), key,
				  nearest);
	for (size_t i = 0; i < PX_COUNT(keys); i++)
		known = px_arena_printf(arena, "%s%s, ", known, keys[i].name);
	return px_err_set(err, PX_USAGE, _("unknown key: %s (known: %surgency.…)"), key, known);
}

static int
check_number(const char *key, const char *value, long most, struct px_err *err)
{
	size_t digits = strspn(value, "0123456789");

	/* Six digits are no overflow, and more than any limit of ours. */
	if (digits && !value[digits] && digits <= 6 && strtol(value, NULL, 10) >= 1 &&
	    strtol(value, NULL, 10) <= most)
		return 0;
	return px_err_set(err, PX_USAGE, _("%s: not a whole number from 1 to %ld: %s"), key, most,
			  value);
}

static int
set(struct px_arena *arena, struct px_config *config, const char *key, const char *value,
    struct px_err *err)
{
	const char *text = *value ? px_arena_strdup(arena, value) : NULL;
	int status;

	for (size_t i = 0; i < PX_COUNT(keys); i++)
		if (strcmp(keys[i].name, key) == 0) {
			if (text && keys[i].option &&
			    px_option_word(keys[i].option, arena, &text, err) != 0)
				return -1;
			if (text && keys[i].most && check_number(key, text, keys[i].most, err) != 0)
				return -1;
			memcpy((char *)config + keys[i].offset, &text, sizeof(text));
			return 0;
		}
	status = set_weight(arena, config, key, value, err);
	return status == 0 ? unknown(arena, key, err) : status < 0 ? -1 : 0;
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
	return set(arena, config, px_text_trim(line), value, err);
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
