/*
 * Broken constraints in the registry's words.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "model/field.h"
#include "store/inner.h"

static int
say_check(const char *name, struct px_err *err)
{
	char made[256];

	for (size_t i = 0; i < px_type_count; i++) {
		const struct px_type *type = px_types[i];

		for (size_t j = 0; type->checks && type->checks[j].name; j++)
			if (strcmp(type->checks[j].name, name) == 0)
				return px_err_set(err, PX_CONFLICT, "%s: %s", px_tr(type->label),
						  px_tr(type->checks[j].text));
		for (size_t j = 0; j < type->field_count; j++) {
			snprintf(made, sizeof(made), "%s_%s_check", type->name,
				 type->fields[j].name);
			if (strcmp(made, name) == 0)
				return px_err_set(err, PX_CONFLICT,
						  _("%s: %s: this value is not allowed"),
						  px_tr(type->label), type->fields[j].name);
		}
	}
	return px_err_set(err, PX_CONFLICT, _("a rule of the database is broken: %s"), name);
}

static bool
is_organization(const char *column, size_t length)
{
	static const char name[] = "organization";

	return length == sizeof(name) - 1 && memcmp(column, name, length) == 0;
}

/* "task.organization, task.slug" as "task: slug". */
static void
shorten(const char *columns, char *out, size_t size)
{
	size_t table = strcspn(columns, "."), length;
	const char *separator = ": ";

	snprintf(out, size, "%.*s", (int)table, columns);
	while (*columns) {
		columns += strcspn(columns, ".");
		columns += *columns == '.';
		length = strcspn(columns, ",");
		if (length && !is_organization(columns, length)) {
			size_t used = strlen(out);

			snprintf(out + used, size - used, "%s%.*s", separator, (int)length,
				 columns);
			separator = ", ";
		}
		columns += length;
	}
}

int
px_broken_say(const struct px_broken *broken, struct px_err *err)
{
	char what[256];

	shorten(broken->name, what, sizeof(what));
	switch (broken->breach) {
	case PX_BREACH_UNIQUE:
		return px_err_set(err, PX_CONFLICT, _("%s: already taken"), what);
	case PX_BREACH_REQUIRED:
		return px_err_set(err, PX_CONFLICT, _("%s: is required"), what);
	case PX_BREACH_REFERENCE:
		return px_err_set(
			err, PX_CONFLICT,
			_("a record that this one refers to, or that refers to it, is missing"));
	case PX_BREACH_CHECK:
	case PX_BREACH_NONE:
		break;
	}
	return say_check(broken->name, err);
}
