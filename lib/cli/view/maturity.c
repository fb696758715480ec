/* plexus-report maturity. */
#include "cli/view/maturity.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json_out.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "model/types.h"

const struct px_option px_opt_form = { "form", 0, "FORM",
				       N_("the form of the matrix; maturity unless said") };

enum {
	LINE_AXIS,
	LINE_DIMENSION,
	LINE_LABEL,
	LINE_ANSWERED,
	LINE_LEVEL,
	LINE_LEVEL_LABEL,
	LINE_TIED,
	LINE_VOICES,
	LINE_POINTS,
	LINE_MOST,
	LINE_BEFORE,
	LINE_CHANGE,
	LINE_TASKS,
	LINE_REASON,
	LINE_FIELDS,
};

static const struct px_field line_fields[] = {
	[LINE_AXIS] = { "axis", &px_kind_text, PX_COLUMN, N_("the axis of the matrix") },
	[LINE_DIMENSION] = { "dimension", &px_kind_text, 0, N_("the dimension, to type") },
	[LINE_LABEL] = { "label", &px_kind_text, PX_COLUMN, N_("the dimension in words") },
	[LINE_ANSWERED] = { "answered", &px_kind_integer, PX_COLUMN, N_("members who scored it") },
	[LINE_LEVEL] = { "level", &px_kind_text, PX_COLUMN,
			 N_("the level that most members chose; none when several were chosen as "
			    "often") },
	[LINE_LEVEL_LABEL] = { "level_label", &px_kind_text, 0, N_("the same in words") },
	[LINE_TIED] = { "tied", &px_kind_text, PX_COLUMN | PX_LIST,
			N_("levels that were chosen as often: to be talked over") },
	[LINE_VOICES] = { "voices", &px_kind_json, 0, N_("members of each level") },
	[LINE_POINTS] = { "points", &px_kind_decimal, 0,
			  N_("points of the level, the least of those tied") },
	[LINE_MOST] = { "most", &px_kind_decimal, 0, N_("points of the best level") },
	[LINE_BEFORE] = { "before", &px_kind_text, PX_COLUMN, N_("the level of the year before") },
	[LINE_CHANGE] = { "change", &px_kind_decimal, PX_COLUMN,
			  N_("points gained since the year before") },
	[LINE_TASKS] = { "tasks", &px_kind_integer, PX_COLUMN | PX_LIST,
			 N_("tasks that improve it (plexus-report improve)") },
	[LINE_REASON] = { "reason", &px_kind_text, 0, N_("why there is no level") },
};

static const struct px_type view = {
	.name = "maturity",
	.plural = "maturity",
	.label = N_("dimension"),
	.help = N_("a dimension of the matrix of maturity, and what the team agrees on"),
	.flags = PX_VIEW,
	.fields = line_fields,
	.field_count = PX_COUNT(line_fields),
};

enum {
	VOICE_WHO,
	VOICE_NAME,
	VOICE_AUTHORED,
	VOICE_DIMENSION,
	VOICE_LEVEL,
	VOICE_POINTS,
	VOICE_FIELDS
};

static const struct px_field voice_fields[] = {
	[VOICE_WHO] = { "practitioner", &px_kind_text, PX_COLUMN,
			N_("the member, none when the answers name nobody") },
	[VOICE_NAME] = { "name", &px_kind_text, 0, N_("their names") },
	[VOICE_AUTHORED] = { "authored", &px_kind_date, PX_COLUMN, N_("the day of their answers") },
	[VOICE_DIMENSION] = { "dimension", &px_kind_text, PX_COLUMN, N_("the dimension, to type") },
	[VOICE_LEVEL] = { "level", &px_kind_text, PX_COLUMN, N_("the level that they chose") },
	[VOICE_POINTS] = { "points", &px_kind_decimal, PX_COLUMN, N_("its points") },
};

static const struct px_type voice_view = {
	.name = "maturity_member",
	.plural = "maturity_members",
	.label = N_("member's level"),
	.help = N_("what a member chose for a dimension"),
	.flags = PX_VIEW,
	.fields = voice_fields,
	.field_count = PX_COUNT(voice_fields),
};

static const struct px_option opt_members = { .name = "members",
					      .help = N_("what each member chose, a line a "
							 "dimension"),
					      .output = &voice_view };

int
px_run_maturity(struct px_run *run, int year, struct px_maturity *out, struct px_err *err)
{
	const char *form = px_option_value(run, &px_opt_form);
	struct px_forms_at at = { .store = run->store,
				  .organization = run->home,
				  .world = &run->world,
				  .folder = px_place_share(&run->arena, "forms"),
				  .arena = &run->arena };

	return px_maturity_year(&at, form ? form : "maturity", year, out, err);
}

/*
 * Rows.
 */
static struct px_value
points_value(struct px_run *run, const struct px_form *form, int64_t points)
{
	struct px_form_outcome outcome = { .known = true, .units = points, .parts = 1 };
	struct px_buf text = PX_BUF_INIT;
	struct px_value value;

	px_form_value(form, &outcome, &text);
	value = px_value_of_text(px_arena_strdup(&run->arena, text.data));
	px_buf_release(&text);
	return value;
}

static struct px_value
tied_value(struct px_run *run, const struct px_maturity_dimension *dimension)
{
	size_t most = dimension->question->option_count;
	struct px_value *items = px_arena_alloc(&run->arena, (most + 1) * sizeof(*items));
	struct px_value value = { .state = PX_UNSET, .items = items };

	for (size_t i = 0; i < most; i++)
		if (dimension->tied >> i & 1)
			items[value.count++] =
				px_value_of_text(dimension->question->options[i].value);
	value.state = value.count ? PX_SET : PX_UNSET;
	return value;
}

static struct px_value
voices_value(struct px_run *run, const struct px_maturity_dimension *dimension)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(&text);
	struct px_value value;

	px_json_open(&json, '{');
	for (size_t i = 0; i < dimension->question->option_count; i++) {
		px_json_key(&json, dimension->question->options[i].value);
		px_json_number(&json, dimension->voices[i]);
	}
	px_json_close(&json, '}');
	value = px_value_of_text(px_arena_strdup(&run->arena, text.data));
	px_buf_release(&text);
	return value;
}

static struct px_value
tasks_value(struct px_run *run, const struct px_maturity_tasks *tasks)
{
	struct px_value *items = px_arena_alloc(&run->arena, (tasks->count + 1) * sizeof(*items));

	for (size_t i = 0; i < tasks->count; i++)
		items[i] = tasks->items[i].values[PX_F_ID];
	return (struct px_value){ .state = tasks->count ? PX_SET : PX_UNSET,
				  .items = items,
				  .count = tasks->count };
}

static const char *
option_value(const struct px_maturity_dimension *dimension, long level)
{
	return level < 0 ? NULL : dimension->question->options[level].value;
}

static int
put_line(struct px_run *run, struct px_sink *sink, const struct px_maturity *maturity, size_t i,
	 const struct px_maturity_tasks *tasks, struct px_err *err)
{
	const struct px_maturity_dimension *of = &maturity->dimensions[i];
	const char *lang = px_i18n_lang();
	bool agreed = of->level >= 0;
	struct px_value values[LINE_FIELDS] = {
		[LINE_AXIS] = px_value_of_text(px_form_in(of->axis->title, lang)),
		[LINE_DIMENSION] = px_value_of_text(of->question->name),
		[LINE_LABEL] = px_value_of_text(px_form_in(of->question->label, lang)),
		[LINE_ANSWERED] = px_value_of_number(of->answered),
		[LINE_LEVEL] = px_value_of_text(option_value(of, of->level)),
		[LINE_TIED] = tied_value(run, of),
		[LINE_VOICES] = voices_value(run, of),
		[LINE_MOST] = points_value(run, maturity->form, of->most),
		[LINE_BEFORE] = px_value_of_text(option_value(of, of->before)),
		[LINE_TASKS] = tasks_value(run, tasks),
	};
	struct px_record row = { &view, values };

	if (agreed)
		values[LINE_LEVEL_LABEL] =
			px_value_of_text(px_form_in(of->question->options[of->level].label, lang));
	if (of->answered)
		values[LINE_POINTS] = points_value(run, maturity->form, of->points);
	if (agreed && of->before >= 0)
		values[LINE_CHANGE] =
			points_value(run, maturity->form, of->points - of->points_before);
	if (!agreed)
		values[LINE_REASON] =
			px_value_of_text(of->answered ? _("several levels were chosen as often")
						      : _("nobody answered"));
	return px_sink_put(sink, &row, err);
}

static int
put_voice(struct px_run *run, struct px_sink *sink, const struct px_maturity *maturity,
	  const struct px_maturity_member *member, size_t i, struct px_err *err)
{
	const struct px_form_question *question = maturity->dimensions[i].question;
	long level = member->levels[i];
	struct px_value values[VOICE_FIELDS] = {
		[VOICE_WHO] = px_value_of_text(member->handle),
		[VOICE_NAME] = px_value_of_text(member->name),
		[VOICE_AUTHORED] = px_value_of_text(member->authored),
		[VOICE_DIMENSION] = px_value_of_text(question->name),
		[VOICE_LEVEL] = px_value_of_text(level < 0 ? NULL : question->options[level].value),
	};
	struct px_record row = { &voice_view, values };

	if (level >= 0)
		values[VOICE_POINTS] =
			points_value(run, maturity->form, question->options[level].points);
	return px_sink_put(sink, &row, err);
}

static int
put_rows(struct px_run *run, const struct px_maturity *maturity,
	 const struct px_maturity_tasks *tasks, struct px_err *err)
{
	bool members = px_option_given(run, &opt_members);
	struct px_sink *sink = px_sink_open(run, members ? &voice_view : &view, PX_SINK_MANY, err);
	int result = sink ? 0 : -1;

	for (size_t i = 0; result == 0 && !members && i < maturity->count; i++)
		result = put_line(run, sink, maturity, i, &tasks[i], err);
	for (size_t k = 0; result == 0 && members && k < maturity->member_count; k++)
		for (size_t i = 0; result == 0 && i < maturity->count; i++)
			result = put_voice(run, sink, maturity, &maturity->members[k], i, err);
	if (result == 0)
		return px_sink_close(sink, err);
	px_sink_abandon(sink);
	return -1;
}

/*
 * The verb.
 */
static bool
wants_rows(const struct px_run *run)
{
	static const struct px_option *const asks[] = { &px_opt_json,  &px_opt_jsonl,  &px_opt_csv,
							&px_opt_ids,   &px_opt_fields, &px_opt_sort,
							&px_opt_limit, &opt_members };

	for (size_t i = 0; i < PX_COUNT(asks); i++)
		if (px_option_given(run, asks[i]))
			return true;
	return false;
}

static int
show(struct px_run *run, const struct px_maturity *maturity, const struct px_maturity_tasks *tasks,
     struct px_err *err)
{
	const char *lang = px_option_value(run, &px_opt_lang), *was = px_i18n_lang();
	struct px_buf out = PX_BUF_INIT;

	if (wants_rows(run))
		return put_rows(run, maturity, tasks, err);
	if (px_option_given(run, &px_opt_html)) {
		px_i18n_switch(lang ? lang : "fr");
		px_maturity_page(run, maturity, tasks, &out);
		px_i18n_switch(was);
	} else {
		px_maturity_text(run, maturity, tasks, &out);
	}
	fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
	return 0;
}

static int
run_maturity(struct px_run *run, struct px_err *err)
{
	struct px_maturity_tasks *tasks;
	struct px_maturity maturity;
	int64_t year;

	if (px_run_year(run, &year, err) != 0 ||
	    px_run_maturity(run, (int)year, &maturity, err) != 0)
		return -1;
	tasks = px_arena_alloc(&run->arena, (maturity.count + 1) * sizeof(*tasks));
	for (size_t i = 0; i < maturity.count; i++)
		if (px_run_maturity_tasks(run, &maturity, &maturity.dimensions[i], &tasks[i],
					  err) != 0)
			return -1;
	return show(run, &maturity, tasks, err);
}

static const struct px_option *const options[] = { &px_opt_year, &opt_members, &px_opt_form, NULL };

static const struct px_example examples[] = {
	{ "plexus-report maturity --year 2025", N_("what the team agrees on, and its actions") },
	{ "plexus-report maturity --year 2025 --html -o maturite.html",
	  N_("the same as a page, with its radar") },
	{ "plexus-report maturity --year 2025 --members --csv", N_("what each member chose") },
	{ NULL, NULL },
};

const struct px_verb px_verb_maturity = {
	.name = "maturity",
	.summary = N_("print the matrix of maturity: members, consensus, actions, radar"),
	.details = N_(
		"Each member answers the matrix alone (plexus-form answer maturity --who WHO); of "
		"a year their last answers count.  The team's level of a dimension is the one that "
		"most chose; when several were chosen as often there is none, and it says between "
		"which to talk it over.  Actions are tasks (plexus-report improve): what an action "
		"lacks, a day, somebody in charge or means, is said."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHARTS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &view,
	.examples = examples,
	.run = run_maturity,
};
