/* Every fault of form files. */
#include <string.h>

#include "base/i18n.h"
#include "care/form/keys.h"
#include "cli/form/form.h"
#include "cli/sink.h"

enum { FAULT_FILE, FAULT_LINE, FAULT_PATH, FAULT_GRADE, FAULT_MESSAGE, FAULT_FIELDS };

static const char *const grades[] = { N_("error"), N_("warning"), NULL };

static const struct px_field fault_fields[] = {
	[FAULT_FILE] = { "file", &px_kind_text, PX_COLUMN, N_("the file") },
	[FAULT_LINE] = { "line", &px_kind_integer, PX_COLUMN, N_("its line") },
	[FAULT_PATH] = { "path", &px_kind_text, PX_COLUMN, N_("the way to the place in the file") },
	[FAULT_GRADE] = { "grade", &px_kind_word, PX_COLUMN,
			  N_("an error, or a warning that leaves the form usable"), NULL, grades },
	[FAULT_MESSAGE] = { "message", &px_kind_text, PX_COLUMN,
			    N_("what is wrong, and how to mend it") },
};

static const struct px_type view_fault = {
	.name = "form_fault",
	.plural = "form_faults",
	.label = N_("fault"),
	.help = N_("a fault of a form's file"),
	.flags = PX_VIEW,
	.fields = fault_fields,
	.field_count = PX_COUNT(fault_fields),
};

/* One line a fault, as compilers write them: editors go there. */
static void
print_fault(struct px_run *run, const char *file, const struct px_form_fault *fault)
{
	fprintf(run->out, "%s:%ld: %s%s%s%s\n", file, fault->line, fault->path,
		*fault->path ? ": " : "", fault->warning ? _("warning: ") : "", fault->message);
}

static int
put_fault(struct px_sink *sink, const char *file, const struct px_form_fault *fault,
	  struct px_err *err)
{
	struct px_value values[FAULT_FIELDS] = {
		[FAULT_FILE] = px_value_of_text(file),
		[FAULT_LINE] = px_value_of_number(fault->line),
		[FAULT_PATH] = px_value_of_text(fault->path),
		[FAULT_GRADE] = px_value_of_text(grades[fault->warning]),
		[FAULT_MESSAGE] = px_value_of_text(fault->message),
	};
	struct px_record row = { &view_fault, values };

	return px_sink_put(sink, &row, err);
}

static void
say_right(struct px_run *run, const char *file, const struct px_form *form)
{
	px_say(run, _("%s: %s %s: %zu questions, %zu scores, nothing is wrong"), file, form->name,
	       form->version, form->question_count, form->score_count);
}

static int
lint_file(struct px_run *run, const char *file, struct px_sink *sink, struct px_err *err)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_form_faults faults = { .arena = &arena };
	struct px_buf bytes = PX_BUF_INIT;
	const struct px_form *form = NULL;
	int result = px_buf_read_file(&bytes, file, PX_FORM_FILE_LIMIT, err);

	if (result == 0)
		form = px_form_lint(bytes.data, bytes.length, &faults);
	for (size_t i = 0; i < faults.count && result == 0; i++) {
		if (sink)
			result = put_fault(sink, file, &faults.items[i], err);
		else
			print_fault(run, file, &faults.items[i]);
	}
	if (faults.errors > 0)
		run->status = px_codes[PX_REJECTED].exit_status;
	if (form && result == 0)
		say_right(run, file, form);
	px_buf_release(&bytes);
	px_arena_release(&arena);
	return result;
}

static int
form_lint(struct px_run *run, struct px_err *err)
{
	struct px_sink *sink = NULL;

	if (run->operand_count == 0)
		return px_err_set(err, PX_USAGE, _("which files? `plexus-form help lint`"));
	if (px_run_prints(run)) {
		sink = px_sink_open(run, &view_fault, PX_SINK_MANY, err);
		if (!sink)
			return -1;
	}
	for (size_t i = 0; i < run->operand_count; i++)
		if (lint_file(run, run->operands[i], sink, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	return sink ? px_sink_close(sink, err) : 0;
}

/* The keys of a form's file, each with its object: "question.kind". */
static const char *
key_term(size_t i, struct px_buf *text)
{
	static char name[80];

	for (size_t j = 0; px_form_objects[j]; j++) {
		const struct px_form_object *object = px_form_objects[j];

		if (i >= object->count) {
			i -= object->count;
			continue;
		}
		snprintf(name, sizeof(name), "%s.%s", object->name, object->keys[i].name);
		px_buf_puts(text, _(object->keys[i].help));
		return name;
	}
	return NULL;
}

static const struct px_example examples[] = {
	{ "plexus-form lint questionnaire.json", N_("every fault, a line each") },
	{ "plexus-form lint --json questionnaire.json", N_("for another program") },
	{ NULL, NULL },
};

const struct px_verb px_verb_form_lint = {
	.name = "lint",
	.operands = "FILE…",
	.summary = N_("say every fault of form files, where it is and how to mend it"),
	.details = N_("`-` is standard input.  Exits with 5 when there are errors; a warning (a "
		      "translation that is missing) is none.  What a file holds, key by key:"),
	.flags = PX_VERB_FORMATS,
	.access = PX_ACCESS_NONE,
	.output = &view_fault,
	.examples = examples,
	.term = key_term,
	.run = form_lint,
};
