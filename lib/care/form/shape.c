/* Is the file made of the keys of keys.c, each of its shape? */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/form/load.h"

enum { NAME_LIMIT = 80, LINE_LIMIT = 4000 };

static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char named[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
static const char valued[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+";

bool
px_form_is_name(const char *text, const char *allowed)
{
	size_t length = strlen(text);

	return length > 0 && length <= NAME_LIMIT && strspn(text, allowed) == length;
}

static bool
expect(struct px_form_at at, enum px_json_type type)
{
	if (at.node->type == type)
		return true;
	px_form_wrong(at, _("is of type %s: %s expected"), px_json_type_name(at.node->type),
		      px_json_type_name(type));
	return false;
}

static void
check_letters(struct px_form_at at, const char *allowed, const char *reason)
{
	if (expect(at, PX_JSON_STRING) && !px_form_is_name(at.node->string, allowed))
		px_form_wrong(at, "%s: %s", at.node->string, reason);
}

static void
check_version(struct px_form_at at)
{
	const char *text;

	if (!expect(at, PX_JSON_STRING))
		return;
	text = at.node->string;
	for (;;) {
		size_t digits = strspn(text, "0123456789");

		if (digits == 0 || digits > 9)
			break;
		text += digits;
		if (*text == '\0')
			return;
		if (*text++ != '.')
			break;
	}
	px_form_wrong(at, _("%s: not a version: write numbers between dots, like 1 or 2024.2"),
		      at.node->string);
}

static void
check_line(struct px_form_at at)
{
	if (!expect(at, PX_JSON_STRING))
		return;
	if (at.node->string[strspn(at.node->string, " \t\n")] == '\0')
		px_form_wrong(at, _("is empty: write it, or leave the key out"));
	else if (strlen(at.node->string) > LINE_LIMIT)
		px_form_wrong(at, _("is too long: at most %d bytes"), LINE_LIMIT);
	else if (strcmp(px_text_tame(px_arena_strdup(at.load->arena, at.node->string)),
			at.node->string) != 0)
		px_form_wrong(at, _("holds a control character"));
}

static void
check_url(struct px_form_at at)
{
	if (expect(at, PX_JSON_STRING) && strncmp(at.node->string, "https://", 8) != 0 &&
	    strncmp(at.node->string, "http://", 7) != 0)
		px_form_wrong(at, _("%s: an address begins with https://"), at.node->string);
}

static const char *
next_language(const void *data, size_t i)
{
	(void)data;
	return i == 0 ? "fr" : i == 1 ? "en" : NULL;
}

/* French is what patients read: there is always some. */
static void
check_wording(struct px_form_at at)
{
	struct px_form_at french = px_form_member(at, "fr"), english = px_form_member(at, "en");

	if (at.node->type == PX_JSON_STRING) {
		check_line(at);
		px_form_warn(at, _("has no English: write {\"fr\": …, \"en\": …}"));
		return;
	}
	if (!expect(at, PX_JSON_OBJECT))
		return;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *key = at.node->items[i].key;

		if (strcmp(key, "fr") != 0 && strcmp(key, "en") != 0)
			px_form_wrong(px_form_member(at, key),
				      _("is no language of forms, which are fr and en%s"),
				      px_form_near(at.load, key, next_language, NULL));
	}
	if (french.node)
		check_line(french);
	else
		px_form_wrong(at, _("has no French: add \"fr\""));
	if (english.node)
		check_line(english);
	else
		px_form_warn(at, _("has no English: add \"en\""));
}

static bool
is_number(const struct px_json_node *node)
{
	return node->type == PX_JSON_INTEGER || node->type == PX_JSON_REAL;
}

static void
check_number(struct px_form_at at)
{
	if (!is_number(at.node))
		px_form_wrong(at, _("is of type %s: a number expected"),
			      px_json_type_name(at.node->type));
}

static void
check_count(struct px_form_at at, const struct px_form_key *key)
{
	if (!expect(at, PX_JSON_INTEGER))
		return;
	if (at.node->integer < key->least || at.node->integer > key->most)
		px_form_wrong(at, _("%lld is out of bounds: %lld to %lld"),
			      (long long)at.node->integer, (long long)key->least,
			      (long long)key->most);
}

static const char *
next_word(const void *data, size_t i)
{
	const struct px_form_key *key = data;

	return i < key->word_count ? key->words[i] : NULL;
}

static void
check_word(struct px_form_at at, const struct px_form_key *key)
{
	struct px_buf words = PX_BUF_INIT;

	if (!expect(at, PX_JSON_STRING))
		return;
	for (size_t i = 0; i < key->word_count; i++) {
		if (strcmp(key->words[i], at.node->string) == 0) {
			px_buf_release(&words);
			return;
		}
		px_buf_printf(&words, i ? ", %s" : "%s", key->words[i]);
	}
	px_form_wrong(at, _("%s is none of %s%s"), at.node->string, words.data,
		      px_form_near(at.load, at.node->string, next_word, key));
	px_buf_release(&words);
}

static void
check_list(struct px_form_at at, const struct px_form_object *of)
{
	if (!expect(at, PX_JSON_ARRAY))
		return;
	if (at.node->count == 0)
		px_form_wrong(at, _("is empty: add one, or leave the key out"));
	for (size_t i = 0; i < at.node->count; i++)
		px_form_shape(px_form_nth(at, i), of);
}

static void
check_names(struct px_form_at at, const struct px_form_object *of)
{
	if (!expect(at, PX_JSON_ARRAY))
		return;
	if (at.node->count == 0)
		px_form_wrong(at, _("is empty: add one, or leave the key out"));
	for (size_t i = 0; i < at.node->count; i++)
		if (at.node->items[i].type != PX_JSON_STRING)
			px_form_shape(px_form_nth(at, i), of);
}

static void
check_value(struct px_form_at at)
{
	if (at.node->type != PX_JSON_STRING && at.node->type != PX_JSON_BOOL && !is_number(at.node))
		px_form_wrong(at, _("is of type %s: a string, a number, true or false expected"),
			      px_json_type_name(at.node->type));
}

static void
check_values(struct px_form_at at)
{
	if (at.node->type != PX_JSON_ARRAY) {
		check_value(at);
		return;
	}
	if (at.node->count == 0)
		px_form_wrong(at, _("is empty: add one, or leave the key out"));
	for (size_t i = 0; i < at.node->count; i++)
		check_value(px_form_nth(at, i));
}

static void
check_limit(struct px_form_at at)
{
	if (at.node->type != PX_JSON_STRING && !is_number(at.node))
		px_form_wrong(at, _("is of type %s: a number expected, or a day of a date"),
			      px_json_type_name(at.node->type));
}

static void
check_points(struct px_form_at at)
{
	if (!expect(at, PX_JSON_OBJECT))
		return;
	for (size_t i = 0; i < at.node->count; i++)
		check_number(px_form_member(at, at.node->items[i].key));
}

static void
check_shape(struct px_form_at at, const struct px_form_key *key)
{
	switch (key->shape) {
	case PX_FORM_A_SLUG:
		check_letters(at, small, _("small letters, digits and dashes only, at most 80"));
		break;
	case PX_FORM_A_NAME:
		check_letters(at, named, _("small letters, digits, - and _ only, at most 80"));
		break;
	case PX_FORM_A_VALUE:
		check_letters(at, valued,
			      _("letters without accents, digits and -_.+ only, at most 80"));
		break;
	case PX_FORM_A_VERSION:
		check_version(at);
		break;
	case PX_FORM_A_WORDING:
		check_wording(at);
		break;
	case PX_FORM_A_LINE:
		check_line(at);
		break;
	case PX_FORM_A_URL:
		check_url(at);
		break;
	case PX_FORM_A_TRUTH:
		expect(at, PX_JSON_BOOL);
		break;
	case PX_FORM_A_COUNT:
		check_count(at, key);
		break;
	case PX_FORM_A_FIGURE:
		check_number(at);
		break;
	case PX_FORM_A_LIMIT:
		check_limit(at);
		break;
	case PX_FORM_A_WORD:
		check_word(at, key);
		break;
	case PX_FORM_A_LIST:
		check_list(at, key->of);
		break;
	case PX_FORM_A_THING:
		px_form_shape(at, key->of);
		break;
	case PX_FORM_SOME_NAMES:
		check_names(at, key->of);
		break;
	case PX_FORM_SOME_VALUES:
		check_values(at);
		break;
	case PX_FORM_SOME_OPTIONS:
		if (at.node->type != PX_JSON_STRING)
			check_list(at, key->of);
		break;
	case PX_FORM_SOME_POINTS:
		check_points(at);
		break;
	}
}

static const char *
next_key(const void *data, size_t i)
{
	const struct px_form_object *object = data;

	return i < object->count ? object->keys[i].name : NULL;
}

static const struct px_form_key *
find_key(const struct px_form_object *object, const char *name)
{
	for (size_t i = 0; i < object->count; i++)
		if (strcmp(object->keys[i].name, name) == 0)
			return &object->keys[i];
	return NULL;
}

void
px_form_shape(struct px_form_at at, const struct px_form_object *object)
{
	if (!expect(at, PX_JSON_OBJECT))
		return;
	for (size_t i = 0; i < at.node->count; i++) {
		const char *name = at.node->items[i].key;
		const struct px_form_key *key = find_key(object, name);

		if (key)
			check_shape(px_form_member(at, name), key);
		else if (strcmp(name, px_form_comment) != 0 &&
			 (at.path->above || strcmp(name, "$schema") != 0))
			px_form_wrong(px_form_member(at, name), _("is no key of %s objects%s"),
				      object->name, px_form_near(at.load, name, next_key, object));
	}
	for (size_t i = 0; i < object->count; i++)
		if (object->keys[i].needed && !px_json_member(at.node, object->keys[i].name))
			px_form_wrong(at, _("has no \"%s\": %s"), object->keys[i].name,
				      px_tr(object->keys[i].help));
}
