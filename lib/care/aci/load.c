#include "care/aci/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum { MOST_DECIMALS = 4, MOST_POWER = 10000000 };
static const int64_t most_digits = 100000000000000000; /* one more fits 64 bits */

int
px_aci_fail(struct px_aci_at at, const char *format, ...)
{
	va_list args;
	char *message;

	va_start(args, format);
	message = px_arena_vprintf(at.load->arena, format, args);
	va_end(args);
	return px_err_set(at.load->err, PX_FAILED, "%s: %s", px_aci_where(at.load, at.path),
			  message);
}

const char *
px_aci_where(const struct px_aci_load *load, const struct px_json_path *path)
{
	struct px_buf text = PX_BUF_INIT;
	const char *where;

	px_buf_printf(&text, path->above ? "%s:%ld: " : "%s:%ld", load->name, path->line);
	px_json_path_add(path, &text);
	where = px_arena_strdup(load->arena, text.data);
	px_buf_release(&text);
	return where;
}

struct px_aci_at
px_aci_root(struct px_aci_load *load)
{
	struct px_json_path *path = px_arena_alloc(load->arena, sizeof(*path));

	path->line = load->root->line;
	return (struct px_aci_at){ load, load->root, path };
}

static struct px_aci_at
below(struct px_aci_at at, const struct px_json_node *node, const char *key, size_t item)
{
	struct px_json_path *path = px_arena_alloc(at.load->arena, sizeof(*path));

	*path = px_json_below(at.path, node, key, item);
	return (struct px_aci_at){ at.load, node, path };
}

struct px_aci_at
px_aci_member(struct px_aci_at at, const char *key)
{
	return below(at, at.node ? px_json_member(at.node, key) : NULL, key, 0);
}

struct px_aci_at
px_aci_item(struct px_aci_at at, size_t i)
{
	return below(at, &at.node->items[i], NULL, i);
}

size_t
px_aci_items(struct px_aci_at at)
{
	return at.node ? at.node->count : 0;
}

int
px_aci_expect(struct px_aci_at at, enum px_json_type type)
{
	if (!at.node)
		return px_aci_fail(at, _("is missing"));
	if (at.node->type != type)
		return px_aci_fail(at, _("is of type %s: %s expected"),
				   px_json_type_name(at.node->type), px_json_type_name(type));
	return 0;
}

/* Call take for each word of a text separated by spaces; `!` at its end is cut. */
static bool
is_listed(const char *words, const char *word, size_t length)
{
	while (*words) {
		size_t span = strcspn(words, " "), bare = span;
		if (bare > 0 && words[bare - 1] == '!')
			bare--;
		if (bare == length && memcmp(words, word, length) == 0)
			return true;
		words += span;
		words += strspn(words, " ");
	}
	return false;
}

static int
check_needed(struct px_aci_at at, const char *keys)
{
	while (*keys) {
		size_t span = strcspn(keys, " ");
		if (span > 0 && keys[span - 1] == '!') {
			char *key = px_arena_strndup(at.load->arena, keys, span - 1);
			if (!px_json_member(at.node, key))
				return px_aci_fail(px_aci_member(at, key), _("is missing"));
		}
		keys += span;
		keys += strspn(keys, " ");
	}
	return 0;
}

int
px_aci_keys(struct px_aci_at at, const char *keys)
{
	if (px_aci_expect(at, PX_JSON_OBJECT) < 0)
		return -1;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *key = at.node->items[i].key;
		if (!is_listed(keys, key, strlen(key)) && !is_listed("comment", key, strlen(key)))
			return px_aci_fail(px_aci_member(at, key), _("is not a key known here"));
	}
	return check_needed(at, keys);
}

int
px_aci_load_string(struct px_aci_at at, const char **out)
{
	if (px_aci_expect(at, PX_JSON_STRING) < 0)
		return -1;
	if (*at.node->string == '\0')
		return px_aci_fail(at, _("is empty"));
	*out = at.node->string;
	return 0;
}

int
px_aci_load_int(struct px_aci_at at, int64_t least, int64_t most, int64_t *out)
{
	if (px_aci_expect(at, PX_JSON_INTEGER) < 0)
		return -1;
	if (at.node->integer < least || at.node->integer > most)
		return px_aci_fail(at, _("%lld is out of bounds: %lld to %lld"),
				   (long long)at.node->integer, (long long)least, (long long)most);
	*out = at.node->integer;
	return 0;
}

/* The digits and the power of ten that a number of a document stands for, zeros at the end left out
 * of the digits.  -1: more digits than any figure here has. */
static int
take_digits(const char *text, int64_t *digits, long *power)
{
	bool point = false;
	long zeros = 0;

	*digits = *power = 0;
	for (; *text && *text != 'e' && *text != 'E'; text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		*power -= point;
		zeros++;
		if (*text == '0')
			continue;
		for (; zeros > 0; zeros--) {
			if (*digits > most_digits)
				return -1;
			*digits *= 10;
		}
		*digits += *text - '0';
	}
	*power += zeros;
	if (*text) {
		long said = strtol(text + 1, NULL, 10);
		*power += said > MOST_POWER ? MOST_POWER : said < -MOST_POWER ? -MOST_POWER : said;
	}
	return 0;
}

int
px_aci_number(const struct px_json_node *node, struct px_ratio *out)
{
	int64_t digits, scale = 1;
	long power;
	bool negative;

	if (node->type != PX_JSON_INTEGER && node->type != PX_JSON_REAL)
		return -1;
	negative = *node->string == '-';
	if (take_digits(node->string + negative, &digits, &power) < 0)
		return -1;
	if (digits == 0)
		power = 0;
	for (; power > 0; power--) {
		if (digits > most_digits)
			return -1;
		digits *= 10;
	}
	if (power < -MOST_DECIMALS)
		return -1;
	for (; power < 0; power++)
		scale *= 10;
	*out = px_ratio_make(negative ? -digits : digits, scale);
	return digits / scale >= PX_ACI_PAST ? -1 : 0;
}

int
px_aci_load_number(struct px_aci_at at, struct px_ratio *out)
{
	if (!at.node)
		return px_aci_fail(at, _("is missing"));
	if (px_aci_number(at.node, out) < 0)
		return px_aci_fail(at, _("is not a number of at most 4 decimals"));
	return 0;
}

int
px_aci_load_text(struct px_aci_at at, struct px_aci_text *out)
{
	if (px_aci_keys(at, "fr! en!") < 0 ||
	    px_aci_load_string(px_aci_member(at, "fr"), &out->fr) < 0 ||
	    px_aci_load_string(px_aci_member(at, "en"), &out->en) < 0)
		return -1;
	return px_aci_check_text(at, *out);
}

int
px_aci_load_optional(struct px_aci_at at, struct px_aci_text *out)
{
	*out = (struct px_aci_text){ NULL, NULL };
	return at.node ? px_aci_load_text(at, out) : 0;
}

int
px_aci_load_words(struct px_aci_at at, const char *const **out, size_t *count)
{
	const char **words;

	if (px_aci_expect(at, PX_JSON_ARRAY) < 0)
		return -1;
	words = px_arena_alloc(at.load->arena, (at.node->count + 1) * sizeof(*words));
	for (size_t i = 0; i < at.node->count; i++) {
		if (px_aci_load_string(px_aci_item(at, i), &words[i]) < 0)
			return -1;
		for (size_t j = 0; j < i; j++)
			if (strcmp(words[i], words[j]) == 0)
				return px_aci_fail(px_aci_item(at, i), _("%s is there twice"),
						   words[i]);
	}
	*out = words;
	*count = at.node->count;
	return 0;
}
