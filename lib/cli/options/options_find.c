/* What an option's name stands for: of the verb, of a field, or of another verb. */
#include "cli/options/options_find.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

enum { NAME_SIZE = 64 };

static const char *
found_name(const struct px_option_found *found, char *room)
{
	if (found->field)
		return px_field_option_name(found->field, room, NAME_SIZE);
	return found->option ? found->option->name : NULL;
}

/* The i-th of what the verb takes; both NULL at the end. */
static struct px_option_found
strict_candidate(const struct px_option_scope *scope, size_t i)
{
	struct px_option_found found = { px_verb_option(scope->program, scope->verb, i), NULL };
	size_t options = 0;

	if (found.option)
		return found;
	while (px_verb_option(scope->program, scope->verb, options))
		options++;
	found.field = px_verb_field(scope->verb, scope->type, i - options);
	return found;
}

static struct px_option_found
loose_candidate(const struct px_option_scope *scope, size_t i)
{
	struct px_option_found found = { px_common_option(i), NULL };
	const struct px_verb *verb;
	const struct px_type *const *types = scope->program->types;
	size_t seen = 0;

	if (found.option)
		return found;
	while (px_common_option(seen))
		seen++;
	for (size_t v = 0; (verb = px_program_verb(scope->program, v)); v++) {
		size_t own = px_verb_own_options(verb);

		if (i - seen < own)
			return (struct px_option_found){ verb->options[i - seen], NULL };
		seen += own;
	}
	for (; types && *types; types++) {
		if (i - seen < (*types)->field_count)
			return (struct px_option_found){ NULL, &(*types)->fields[i - seen] };
		seen += (*types)->field_count;
	}
	return found;
}

static struct px_option_found
candidate(const struct px_option_scope *scope, size_t i)
{
	return scope->loose ? loose_candidate(scope, i) : strict_candidate(scope, i);
}

/* Names compare with '_' as '-'. */
static bool
begins(const char *name, const char *given, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (name[i] != (given[i] == '_' ? '-' : given[i]))
			return false;
	return true;
}

static const char *
nearest_name(const void *data, size_t i)
{
	struct px_option_found found = candidate(data, i);

	return found.field ? found.field->name : found.option ? found.option->name : NULL;
}

static const char *
who(const struct px_option_scope *scope)
{
	return scope->verb ? scope->verb->name : scope->program->name;
}

int
px_options_unknown(const struct px_option_scope *scope, const char *name, struct px_err *err)
{
	const char *nearest;
	struct px_option_scope loose = *scope;
	struct px_option_found found;
	char room[NAME_SIZE];

	loose.loose = true;
	for (size_t i = 0; (found = candidate(&loose, i)).option || found.field; i++) {
		const char *known = found_name(&found, room);

		if (begins(known, name, strlen(name)) && !known[strlen(name)])
			return px_err_set(err, PX_USAGE, _("%s takes no --%s"), who(scope), name);
	}
	nearest = px_text_nearest(name, nearest_name, scope);
	if (nearest)
		return px_err_set(err, PX_USAGE, _("unknown option: --%s (did you mean --%s?)"),
				  name, nearest);
	return px_err_set(err, PX_USAGE, _("unknown option: --%s (--help lists them)"), name);
}

static void
names_add(struct px_buf *names, const char *known, const char *name, size_t length)
{
	if (begins(known, name, length))
		px_buf_printf(names, "%s--%s", names->length ? ", " : "", known);
}

static int
ambiguous_option(const struct px_option_scope *scope, const char *name, size_t length,
		 struct px_err *err)
{
	struct px_buf names = PX_BUF_INIT;
	struct px_option_found found;
	char room[NAME_SIZE];

	for (size_t i = 0; (found = candidate(scope, i)).option || found.field; i++)
		names_add(&names, found_name(&found, room), name, length);
	px_err_set(err, PX_USAGE, _("--%.*s may be %s"), (int)length, name, names.data);
	px_buf_release(&names);
	return -1;
}

/* An exact name, else the only one that begins so.  0 found, -1 not; in a loose scope any will do. */
int
px_options_long(const struct px_option_scope *scope, const char *name, size_t length,
		struct px_option_found *out, struct px_err *err)
{
	struct px_option_found found;
	size_t fits = 0;
	char room[NAME_SIZE];

	for (size_t i = 0; (found = candidate(scope, i)).option || found.field; i++) {
		const char *known = found_name(&found, room);

		if (!begins(known, name, length) ||
		    (found.option && found.option->hidden && known[length]))
			continue;
		if (!known[length]) {
			*out = found;
			return 0;
		}
		if (fits++ == 0)
			*out = found;
	}
	if (fits == 1 || (fits && scope->loose))
		return 0;
	if (fits > 1)
		return ambiguous_option(scope, name, length, err);
	return -1;
}

static bool
has_letter(const struct px_option_scope *scope, char letter, struct px_option_found *out)
{
	struct px_option_found found;

	for (size_t i = 0; (found = candidate(scope, i)).option || found.field; i++)
		if (found.option && found.option->letter == letter) {
			*out = found;
			return true;
		}
	return false;
}

int
px_options_letter(const struct px_option_scope *scope, char letter, struct px_option_found *out,
		  struct px_err *err)
{
	struct px_option_scope loose = *scope;
	struct px_option_found other;

	if (has_letter(scope, letter, out))
		return 0;
	loose.loose = true;
	if (has_letter(&loose, letter, &other))
		return px_err_set(err, PX_USAGE, _("%s takes no -%c"), who(scope), letter);
	return px_err_set(err, PX_USAGE, _("unknown option: -%c (--help lists them)"), letter);
}

bool
px_options_wants(const struct px_option_found *found)
{
	return found->field || (found->option->metavar && found->option->metavar[0] != '[');
}
