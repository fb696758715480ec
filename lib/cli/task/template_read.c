#include "cli/task/template_read.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "io/rows.h"
#include "model/types.h"

enum { MOST_STEPS = 10000, MOST_AFTER = 64, TITLE_SIZE = 200 };

/* What a column of the file is. */
enum role { ROLE_NONE, ROLE_FIELD, ROLE_STEP, ROLE_AFTER };

struct column {
	enum role role;
	size_t field;
};

struct reading {
	struct px_run *run;
	struct px_source *source;
	struct px_world world; /* on the start day */
	struct column *columns;
	size_t column_count;
	struct px_template *template;
};

/* Columns that name the rows; people number theirs. */
static bool
names_steps(const char *header)
{
	static const char *const words[] = { "step", "etape", "id", "n°", "no", "numero", "cle" };

	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (px_text_same(header, words[i]))
			return true;
	return false;
}

/* Status and times are what becomes of a task, not what it is made of. */
static bool
is_for_templates(const struct px_field *field)
{
	return !(field->flags & (PX_STORED_BY_US | PX_DERIVED | PX_VERB)) &&
	       field != &px_type_task.fields[PX_TASK_MEETING] &&
	       field != &px_type_task.fields[PX_TASK_ITEM];
}

static int
read_header(const struct reading *reading, const char *header, struct column *column,
	    struct px_err *err)
{
	const struct px_field *field;

	if (!*header)
		return 0;
	if (names_steps(header)) {
		column->role = ROLE_STEP;
		return 0;
	}
	field = px_field_by_header(&px_type_task, header);
	if (!field || !is_for_templates(field))
		return px_err_set(
			err, PX_REJECTED,
			_("%s: %s is no column of a template: take it out or call it after "
			  "a field of tasks (or step)"),
			reading->template->path, header);
	column->field = px_field_index(&px_type_task, field);
	column->role = column->field == PX_TASK_DEPENDS ? ROLE_AFTER : ROLE_FIELD;
	return 0;
}

/* JSON may bring columns as it goes. */
static int
read_headers(struct reading *reading, struct px_err *err)
{
	size_t count = px_source_columns(reading->source);
	struct column *columns;

	if (count == reading->column_count)
		return 0;
	columns = px_arena_alloc(&reading->run->arena, count * sizeof(*columns));
	for (size_t i = 0; i < count; i++)
		if (read_header(reading, px_source_header(reading->source, i), &columns[i], err) !=
		    0)
			return -1;
	reading->columns = columns;
	reading->column_count = count;
	return 0;
}

static void
read_after(struct reading *reading, struct px_step *step, const char *text)
{
	struct px_arena *arena = &reading->run->arena;
	char *names[MOST_AFTER];

	step->after_count = px_text_split(px_arena_strdup(arena, text), ',', names, MOST_AFTER);
	step->after = px_arena_alloc(arena, step->after_count * sizeof(*step->after));
	for (size_t i = 0; i < step->after_count; i++)
		step->after[i] = px_text_trim(names[i]);
}

static void
read_cell(struct reading *reading, struct px_step *step, const struct column *column,
	  const char *text, struct px_faults *faults)
{
	struct px_parse parse = { &reading->world, &px_type_task.fields[column->field],
				  PX_FROM_TYPED, &reading->run->arena, faults };

	switch (column->role) {
	case ROLE_FIELD:
		px_value_parse(&parse, text, &step->task.values[column->field]);
		break;
	case ROLE_STEP:
		step->name = px_arena_strdup(&reading->run->arena, text);
		break;
	case ROLE_AFTER:
		read_after(reading, step, text);
		break;
	case ROLE_NONE:
		break;
	}
}

static const struct px_step *
find_step(const struct px_template *template, const char *name)
{
	for (size_t i = 0; i < template->count; i++)
		if (px_text_same(template->steps[i].name, name))
			return &template->steps[i];
	return NULL;
}

static int
refuse(const struct reading *reading, long line, const char *why, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, "%s:%ld: %s", reading->template->path, line, why);
}

static struct px_step *
new_step(struct reading *reading)
{
	struct px_template *template = reading->template;

	if (template->count == template->capacity) {
		size_t capacity = template->capacity ? 2 * template->capacity : 32;
		struct px_step *bigger =
			px_arena_alloc(&reading->run->arena, capacity * sizeof(*bigger));

		if (template->count)
			memcpy(bigger, template->steps, template->count * sizeof(*bigger));
		template->steps = bigger;
		template->capacity = capacity;
	}
	return &template->steps[template->count];
}

static int
read_row(struct reading *reading, const struct px_row *row, struct px_err *err)
{
	struct px_arena *arena = &reading->run->arena;
	struct px_faults faults = { .arena = arena };
	struct px_step *step = new_step(reading);

	if (row->bad)
		return refuse(reading, row->line, row->bad, err);
	if (reading->template->count == MOST_STEPS)
		return refuse(reading, row->line, _("too many tasks for one template"), err);
	*step = (struct px_step){ .line = row->line, .task = px_record_new(arena, &px_type_task) };
	for (size_t i = 0; i < row->count && i < reading->column_count; i++)
		if (row->cells[i].text && !row->cells[i].null)
			read_cell(reading, step, &reading->columns[i], row->cells[i].text, &faults);
	if (!step->name)
		step->name = px_arena_printf(arena, "%zu", reading->template->count + 1);
	if (px_faults_count(&faults, PX_REJECTING))
		return refuse(reading, row->line, px_faults_text(&faults, PX_REJECTING), err);
	if (find_step(reading->template, step->name))
		return px_err_set(err, PX_REJECTED, _("%s:%ld: step %s is there twice"),
				  reading->template->path, row->line, step->name);
	reading->template->count++;
	return 0;
}

/* A first line that no separator cuts is what people write above a table. */
static const char *
read_title(struct px_run *run, const char *path)
{
	static const char mark[] = "\xEF\xBB\xBF";
	char line[TITLE_SIZE] = "", *text = line;
	FILE *file = fopen(path, "r");
	bool read = file && fgets(line, sizeof(line), file);

	if (file)
		fclose(file);
	if (!read)
		return NULL;
	if (strncmp(text, mark, sizeof(mark) - 1) == 0)
		text += sizeof(mark) - 1;
	text = px_text_trim(text);
	while (*text && text[strlen(text) - 1] == ';')
		text[strlen(text) - 1] = '\0';
	return *text && !strpbrk(text, ";,\t{[") ? px_arena_strdup(&run->arena, text) : NULL;
}

int
px_template_read(struct px_run *run, const char *path, struct px_date start,
		 struct px_template *out, struct px_err *err)
{
	struct reading reading = { .run = run, .world = run->world, .template = out };
	struct px_row row;
	int more = -1;

	*out = (struct px_template){ .path = path, .title = read_title(run, path) };
	reading.world.now = px_zone_instant(run->world.zone, (struct px_local){ .date = start });
	reading.source = px_source_open(path, NULL, err);
	while (reading.source && (more = px_source_next(reading.source, &row, err)) == 1) {
		more = -1;
		if (px_run_check(run, err) != 0 || read_headers(&reading, err) != 0 ||
		    read_row(&reading, &row, err) != 0)
			break;
	}
	px_source_close(reading.source);
	if (more == 0 && !out->count)
		return px_err_set(err, PX_REJECTED, _("%s: holds no task"), path);
	return more;
}
