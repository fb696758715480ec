/* Forms: the faults of their files, and the one description of these.  Run from the top of the tree. */
#include "care/form/keys.h"
#include "form_base.h"
#include "io/json_in.h"

/* \n of a table is a new line. */
static char *
unescape(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		bool line = from[0] == '\\' && from[1] == 'n';

		*to++ = line ? '\n' : *from;
		from += line;
	}
	*to = '\0';
	return text;
}

static char *
faults_text(const struct px_form_faults *faults)
{
	struct px_buf text = PX_BUF_INIT;

	for (size_t i = 0; i < faults->count; i++)
		px_buf_printf(&text, "%s%ld: %s%s%s%s", i ? " // " : "", faults->items[i].line,
			      faults->items[i].path, *faults->items[i].path ? ": " : "",
			      faults->items[i].warning ? "warning: " : "",
			      faults->items[i].message);
	return px_buf_detach(&text);
}

static void
check_lint(char **cells, size_t count)
{
	char *base = read_text("tests/cases/form/base.json"), *got;
	const char *from = unescape(cells[0]), *to = unescape(cells[1]);
	char *place = strstr(base, from);
	struct px_form_faults faults = { .arena = &arena };
	struct px_buf text = PX_BUF_INIT;
	const struct px_form *form;

	if (tap_ok(place && count == 3, "a mutation: %s", cells[2])) {
		px_buf_add(&text, base, (size_t)(place - base));
		px_buf_puts(&text, to);
		px_buf_puts(&text, place + strlen(from));
		form = px_form_lint(text.data, text.length, &faults);
		got = faults_text(&faults);
		tap_is(got, cells[2], "it is said");
		tap_ok((form == NULL) == (faults.errors > 0), "no form where there is an error");
		free(got);
	}
	px_buf_release(&text);
	free(base);
}

static void
test_faults(void)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "", "1: 1: " },
		{ "[]", "1: is of type array: object expected" },
		{ "{\"name\":\"a\",\n\"name\":\"b\"}", "2: " },
		{ "{\"name\":\n", "2: " },
	};
	struct px_form_faults clean = { .arena = &arena };
	char *base = read_text("tests/cases/form/base.json");

	px_form_lint(base, strlen(base), &clean);
	tap_is_number((long long)clean.count, 0, "base.json has no fault at all");
	free(base);
	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		struct px_form_faults faults = { .arena = &arena };
		const struct px_form *form =
			px_form_lint(cases[i].text, strlen(cases[i].text), &faults);
		char *got = faults_text(&faults);

		tap_ok(!form && strncmp(got, cases[i].expected, strlen(cases[i].expected)) == 0,
		       "%s: %s", cases[i].text, got);
		free(got);
	}
}

static void
test_parse(void)
{
	struct px_err err = PX_ERR_INIT;

	tap_ok(!px_form_parse(&arena, "{}", 2, "f.json", &err), "a form without anything");
	tap_is(err.message,
	       "f.json:1: has no \"name\": the same in each of its versions (and 3 faults more: "
	       "plexus-form lint says them)",
	       "the first fault is said");
	err = (struct px_err)PX_ERR_INIT;
	tap_ok(!px_form_read(&arena, "no/such.json", &err) && err.code == PX_NOT_FOUND,
	       "a file that is not there");
}

static void
test_versions(void)
{
	static const struct {
		const char *a, *b;
		int order;
	} cases[] = {
		{ "1", "1", 0 },        { "1", "2", -1 },  { "1.9", "1.10", -1 },
		{ "2024.1", "9", 1 },   { "1.0", "1", 0 }, { "1.0.1", "1", 1 },
		{ "1.2.3", "1.3", -1 }, { "x", "", 0 },
	};

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		int order = px_form_version_compare(cases[i].a, cases[i].b);

		tap_ok(order == cases[i].order &&
			       px_form_version_compare(cases[i].b, cases[i].a) == -cases[i].order,
		       "%s and %s", cases[i].a, cases[i].b);
	}
}

/*
 * One description: the schema and both manuals know every key, and no other.
 */
static const struct px_json_node *
properties_of(const struct px_json_node *schema, const struct px_form_object *object)
{
	const struct px_json_node *defs = px_json_member(schema, "$defs");
	const struct px_json_node *def =
		object == px_form_objects[0] ? schema : px_json_member(defs, object->name);

	return def ? px_json_member(def, "properties") : NULL;
}

static void
check_keys(const struct px_json_node *schema, const struct px_form_object *object)
{
	const struct px_json_node *properties = properties_of(schema, object);
	size_t others = object == px_form_objects[0] ? 2 : 1; /* comment, $schema */

	if (!tap_ok(properties != NULL, "the schema has %s", object->name))
		return;
	tap_is_number((long long)properties->count, (long long)(object->count + others),
		      "with as many keys");
	for (size_t i = 0; i < object->count; i++) {
		const struct px_json_node *key = px_json_member(properties, object->keys[i].name);
		const struct px_json_node *help = key ? px_json_member(key, "description") : NULL;

		tap_is(help ? help->string : NULL, object->keys[i].help,
		       px_arena_printf(&arena, "%s.%s", object->name, object->keys[i].name));
	}
}

static void
check_manual(const char *path)
{
	char *text = read_text(path);

	for (size_t i = 0; px_form_objects[i]; i++) {
		const struct px_form_object *object = px_form_objects[i];
		char *part = strstr(text, px_arena_printf(&arena, "\n.Ss %s\n", object->name));

		for (size_t j = 0; part && j < object->count; j++)
			part = strstr(part, px_arena_printf(&arena, "\n.It Cm %s :\n",
							    object->keys[j].name));
		tap_ok(part != NULL, "%s has the keys of %s", path, object->name);
	}
	free(text);
}

static void
test_description(void)
{
	struct px_err err = PX_ERR_INIT;
	const struct px_json_node *schema =
		px_json_parse_file(&arena, "share/schemas/form.json", &err);

	if (tap_ok(schema != NULL, "the schema is read %s", err.message))
		for (size_t i = 0; px_form_objects[i]; i++)
			check_keys(schema, px_form_objects[i]);
	check_manual("share/man/plexus-forms.7");
	check_manual("share/man/fr/plexus-forms.7");
}

int
main(void)
{
	test_faults();
	each_line("tests/cases/form/lint.tsv", check_lint);
	test_parse();
	test_versions();
	test_description();
	px_arena_release(&arena);
	return tap_done();
}
