#include "care/form_store.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/text.h"
#include "model/types_form.h"
#include "store/record.h"
#include "store/sql.h"

static const char ending[] = ".json";

static bool
ends_well(const char *name)
{
	size_t length = strlen(name);

	return length >= sizeof(ending) && strcmp(name + length - sizeof(ending) + 1, ending) == 0;
}

/*
 * Names.
 */
struct names {
	struct px_arena *arena;
	const char **items;
	size_t count, capacity;
};

static void
add_name(struct names *names, const char *name, size_t length)
{
	PX_GROW(names->items, names->count, names->capacity);
	names->items[names->count++] = px_arena_strndup(names->arena, name, length);
}

static void
add_shipped(const char *folder, struct names *names)
{
	DIR *open = opendir(folder);
	const struct dirent *entry;

	while (open && (entry = readdir(open)))
		if (*entry->d_name != '.' && ends_well(entry->d_name))
			add_name(names, entry->d_name,
				 strlen(entry->d_name) - (sizeof(ending) - 1));
	if (open)
		closedir(open);
}

static void
put_owner(const struct px_forms_at *at, struct px_sql *sql)
{
	if (!at->organization)
		return;
	px_buf_puts(&sql->text, " AND \"organization\" = ");
	px_sql_number(sql, at->organization);
}

static int
add_kept(const struct px_forms_at *at, struct names *names, struct px_err *err)
{
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int more = -1;

	px_buf_puts(&sql.text, "SELECT DISTINCT \"name\" FROM \"questionnaire\" WHERE 1 = 1");
	put_owner(at, &sql);
	stmt = px_sql_prepare(&sql, at->store, err);
	while (stmt && (more = px_stmt_step(stmt, err)) == 1)
		add_name(names, px_stmt_text(stmt, 0), strlen(px_stmt_text(stmt, 0)));
	px_stmt_done(stmt);
	px_sql_release(&sql);
	return more;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
px_form_names(const struct px_forms_at *at, struct px_form_names *out, struct px_err *err)
{
	struct names names = { .arena = at->arena };
	int result = 0;

	add_shipped(at->folder, &names);
	if (at->store)
		result = add_kept(at, &names, err);
	if (names.count)
		qsort(names.items, names.count, sizeof(*names.items), compare_names);
	out->items = px_arena_alloc(at->arena, (names.count + 1) * sizeof(*out->items));
	out->count = 0;
	for (size_t i = 0; i < names.count; i++)
		if (!i || strcmp(names.items[i], names.items[i - 1]) != 0)
			out->items[out->count++] = names.items[i];
	free(names.items);
	return result;
}

static const char *
name_at(const void *data, size_t i)
{
	const struct px_form_names *names = data;

	return i < names->count ? names->items[i] : NULL;
}

static int
not_found(const struct px_forms_at *at, const char *name, struct px_err *err)
{
	struct px_form_names names;
	const char *near;

	if (px_form_names(at, &names, err) != 0)
		return -1;
	near = px_text_nearest(name, name_at, &names);
	return px_err_set(err, PX_NOT_FOUND,
			  near ? _("%s: no such form; did you mean %s?")
			       : _("%s: no such form (plexus-form list shows them)"),
			  name, near);
}

/*
 * Versions.
 */
static int
compare_versions(const void *a, const void *b)
{
	const struct px_form *const *one = a, *const *other = b;

	return px_form_version_compare((*other)->version, (*one)->version);
}

/* Ids follow their forms. */
static void
sort_versions(struct px_form_versions *versions, struct px_arena *arena)
{
	const struct px_form **sorted =
		px_arena_alloc(arena, (versions->count + 1) * sizeof(*sorted));
	int64_t *ids = px_arena_alloc(arena, (versions->count + 1) * sizeof(*ids));

	if (versions->count) {
		memcpy(sorted, versions->forms, versions->count * sizeof(*sorted));
		qsort(sorted, versions->count, sizeof(*sorted), compare_versions);
	}
	for (size_t i = 0; i < versions->count; i++)
		for (size_t k = 0; k < versions->count; k++)
			if (versions->forms[k] == sorted[i])
				ids[i] = versions->ids[k];
	versions->forms = sorted;
	versions->ids = ids;
}

static int
read_versions(const struct px_forms_at *at, struct px_stmt *stmt, struct px_form_versions *out,
	      struct px_err *err)
{
	size_t capacity = 0, id_capacity = 0;
	const struct px_form **forms = NULL;
	int64_t *ids = NULL;
	int more;

	while ((more = px_stmt_step(stmt, err)) == 1) {
		const char *text = px_stmt_text(stmt, 1);
		const struct px_form *form = px_form_parse(at->arena, text, strlen(text),
							   _("the form in the database"), err);

		if (!form) {
			more = -1;
			break;
		}
		PX_GROW(forms, out->count, capacity);
		forms[out->count] = form;
		PX_GROW(ids, out->count, id_capacity);
		ids[out->count++] = px_stmt_number(stmt, 0);
	}
	out->forms = forms;
	out->ids = ids;
	sort_versions(out, at->arena);
	free(forms);
	free(ids);
	return more;
}

int
px_form_versions(const struct px_forms_at *at, const char *name, struct px_form_versions *out,
		 struct px_err *err)
{
	struct px_sql sql = PX_SQL_INIT;
	struct px_stmt *stmt;
	int result = -1;

	*out = (struct px_form_versions){ .count = 0 };
	if (!at->store)
		return 0;
	px_buf_puts(&sql.text, "SELECT \"id\", \"text\" FROM \"questionnaire\" WHERE \"name\" = ");
	px_sql_text(&sql, name);
	put_owner(at, &sql);
	px_buf_puts(&sql.text, " ORDER BY \"id\"");
	stmt = px_sql_prepare(&sql, at->store, err);
	if (stmt)
		result = read_versions(at, stmt, out, err);
	px_stmt_done(stmt);
	px_sql_release(&sql);
	return result;
}

/*
 * One form.
 */

/* The shipped file of this name; NULL without an error when there is none. */
static int
read_shipped(const struct px_forms_at *at, const char *name, const struct px_form **out,
	     struct px_err *err)
{
	const char *path = px_arena_printf(at->arena, "%s/%s%s", at->folder, name, ending);

	*out = NULL;
	if (access(path, F_OK) != 0)
		return 0;
	*out = px_form_read(at->arena, path, err);
	return *out ? 0 : -1;
}

static bool
is_path(const char *name)
{
	return strchr(name, '/') || ends_well(name);
}

/* The database's versions are sorted: the first that fits is the one, unless what is shipped is newer. */
static const struct px_form *
choose(const struct px_form_versions *versions, const struct px_form *shipped, const char *version)
{
	const struct px_form *found = NULL;

	for (size_t i = 0; !found && i < versions->count; i++)
		if (!version || px_form_version_compare(versions->forms[i]->version, version) == 0)
			found = versions->forms[i];
	if (!shipped || (version && px_form_version_compare(shipped->version, version) != 0))
		return found;
	return found && px_form_version_compare(found->version, shipped->version) >= 0 ? found
										       : shipped;
}

const struct px_form *
px_form_find(const struct px_forms_at *at, const char *name, struct px_err *err)
{
	const char *mark = strrchr(name, '@'), *version = mark ? mark + 1 : NULL;
	const char *plain =
		px_arena_strndup(at->arena, name, mark ? (size_t)(mark - name) : strlen(name));
	const struct px_form *shipped, *found;
	struct px_form_versions versions;

	if (is_path(name))
		return px_form_read(at->arena, name, err);
	if (read_shipped(at, plain, &shipped, err) != 0 ||
	    px_form_versions(at, plain, &versions, err) != 0)
		return NULL;
	found = choose(&versions, shipped, version);
	if (found)
		return found;
	if (!shipped && !versions.count)
		not_found(at, plain, err);
	else
		px_err_set(err, PX_NOT_FOUND, _("%s: no version %s of this form here"), plain,
			   version);
	return NULL;
}

/*
 * Keeping one.
 */
static int
insert(const struct px_forms_at *at, const struct px_form *form, int64_t *id, struct px_err *err)
{
	struct px_record record = px_record_new(at->arena, &px_type_questionnaire);

	record.values[PX_F_ORGANIZATION] = px_value_of_number(at->organization);
	record.values[PX_QUESTIONNAIRE_NAME] = px_value_of_text(form->name);
	record.values[PX_QUESTIONNAIRE_VERSION] = px_value_of_text(form->version);
	record.values[PX_QUESTIONNAIRE_TITLE] = px_value_of_text(form->title.fr);
	record.values[PX_QUESTIONNAIRE_ANONYMOUS] = px_value_of_number(form->anonymous);
	record.values[PX_QUESTIONNAIRE_TEXT] = px_value_of_text(form->text);
	record.values[PX_QUESTIONNAIRE_DIGEST] = px_value_of_text(form->digest);
	if (px_record_insert(at->store, &record, at->arena, err) != 0)
		return -1;
	*id = record.values[PX_F_ID].number;
	return 0;
}

int
px_form_keep(const struct px_forms_at *at, const struct px_form *form, int64_t *questionnaire,
	     struct px_err *err)
{
	struct px_form_versions versions;

	if (px_form_versions(at, form->name, &versions, err) != 0)
		return -1;
	for (size_t i = 0; i < versions.count; i++) {
		if (px_form_version_compare(versions.forms[i]->version, form->version) != 0)
			continue;
		if (strcmp(versions.forms[i]->digest, form->digest) != 0)
			return px_err_set(err, PX_CONFLICT,
					  _("%s: the database holds another text of version %s, "
					    "which answers may refer to: raise the version"),
					  form->name, form->version);
		*questionnaire = versions.ids[i];
		return 0;
	}
	return insert(at, form, questionnaire, err);
}
