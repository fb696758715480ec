/* plexus-meeting show: every field, then for people who was there and what is to be done. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "model/types.h"
#include "store/query.h"

enum { STATE_WIDTH = 7 }; /* of the longest state, in both languages */

struct showing {
	struct px_run *run;
	const struct px_record *meeting;
	struct px_record *items;
	size_t count, capacity;
};

static int
keep(const struct px_record *record, void *data, struct px_err *err)
{
	struct showing *showing = data;

	(void)err;
	PX_GROW(showing->items, showing->count, showing->capacity);
	showing->items[showing->count] = px_record_copy(&showing->run->arena, record);
	px_record_derive(&showing->items[showing->count++], &showing->run->world,
			 &showing->run->arena);
	return 0;
}

/* The records of a type that belong to the meeting, by id. */
static int
read_all(struct showing *showing, const struct px_type *type, struct px_err *err)
{
	struct px_run *run = showing->run;
	struct px_query query = { .type = type,
				  .limit = -1,
				  .world = &run->world,
				  .organization =
					  showing->meeting->values[PX_F_ORGANIZATION].number };
	const char *const conditions[] = {
		px_arena_printf(&run->arena, "meeting=%lld",
				(long long)showing->meeting->values[PX_F_ID].number),
		NULL
	};

	showing->count = 0;
	return px_query_each(run->store, &query, conditions, keep, showing, err);
}

static void
put_value(const struct showing *showing, const struct px_record *record, size_t field,
	  struct px_buf *out)
{
	px_value_print(&showing->run->world, &record->type->fields[field], &record->values[field],
		       PX_STYLE_HUMAN, out);
}

/*
 * Who was there: present first, then who is excused, absent, invited; by name within.
 */
static int
rank(const struct px_record *attendance)
{
	static const char *const order[] = { "present", "excused", "absent", "invited" };
	size_t i = 0;

	while (i < PX_COUNT(order) &&
	       strcmp(order[i], px_record_text(attendance, PX_ATTENDANCE_STATE)) != 0)
		i++;
	return (int)i;
}

static int
compare(const void *a, const void *b)
{
	const struct px_record *one = a, *other = b;
	int order = rank(one) - rank(other);

	return order ? order
		     : strcmp(one->values[PX_ATTENDANCE_PRACTITIONER].text,
			      other->values[PX_ATTENDANCE_PRACTITIONER].text);
}

/* "present  dupont  1h30": who came without a time of their own was there for all of it. */
static void
put_attendance(const struct showing *showing, struct px_record *attendance, struct px_buf *out)
{
	bool present = rank(attendance) == 0;

	if (present && attendance->values[PX_ATTENDANCE_MINUTES].state != PX_SET)
		attendance->values[PX_ATTENDANCE_MINUTES] =
			showing->meeting->values[PX_MEETING_MINUTES];
	put_value(showing, attendance, PX_ATTENDANCE_STATE, out);
	for (size_t width = px_text_width(out->data); width < STATE_WIDTH; width++)
		px_buf_putc(out, ' ');
	px_buf_puts(out, "  ");
	put_value(showing, attendance, PX_ATTENDANCE_PRACTITIONER, out);
	if (present) {
		px_buf_puts(out, "  ");
		put_value(showing, attendance, PX_ATTENDANCE_MINUTES, out);
	}
}

static void
put_task(const struct showing *showing, struct px_record *task, struct px_buf *out)
{
	px_buf_number(out, task->values[PX_F_ID].number);
	px_buf_puts(out, "  ");
	put_value(showing, task, PX_TASK_STATUS, out);
	px_buf_printf(out, "  %s", px_record_text(task, PX_TASK_TITLE));
	if (task->values[PX_TASK_ASSIGNEES].count) {
		px_buf_puts(out, "  ");
		put_value(showing, task, PX_TASK_ASSIGNEES, out);
	}
	if (task->values[PX_TASK_DUE].state == PX_SET) {
		px_buf_puts(out, "  ");
		put_value(showing, task, PX_TASK_DUE, out);
	}
}

static void
print_all(const struct showing *showing, const char *title,
	  void (*put)(const struct showing *, struct px_record *, struct px_buf *))
{
	struct px_buf line = PX_BUF_INIT;

	if (showing->count)
		fprintf(showing->run->out, "\n%s\n", title);
	for (size_t i = 0; i < showing->count; i++) {
		px_buf_clear(&line);
		put(showing, &showing->items[i], &line);
		fprintf(showing->run->out, "  %s\n", line.data);
	}
	px_buf_release(&line);
}

static int
print_more(struct px_run *run, const struct px_record *meeting, struct px_err *err)
{
	struct showing showing = { .run = run, .meeting = meeting };
	int result = read_all(&showing, &px_type_attendance, err);

	if (result == 0) {
		if (showing.count)
			qsort(showing.items, showing.count, sizeof(*showing.items), compare);
		print_all(&showing, _("Attendance"), put_attendance);
		result = read_all(&showing, &px_type_task, err);
	}
	if (result == 0)
		print_all(&showing, _("Tasks"), put_task);
	free(showing.items);
	return result;
}

static int
meeting_show(struct px_run *run, struct px_err *err)
{
	struct px_record meeting;

	if (px_generic_show(run, err) != 0)
		return -1;
	if (run->type != &px_type_meeting || run->operand_count != 1 || px_run_prints(run) ||
	    px_option_given(run, &px_opt_fields) || strcmp(run->operands[0], "-") == 0 ||
	    px_filter_is(run->operands[0]))
		return 0;
	return px_run_meeting(run, run->operands[0], &meeting, err) == 0
		       ? print_more(run, &meeting, err)
		       : -1;
}

const struct px_verb px_verb_meeting_show = {
	.name = "show",
	.operands = "RECORD…",
	.summary =
		N_("print every field of records; of a meeting, who was there and its tasks too"),
	.details =
		N_("Rows (--json, --csv) are the record alone: list --type attendance meeting=12 "
		   "gives who was there, plexus-task list meeting=12 what is to be done."),
	.flags = PX_VERB_ALL_TYPES | PX_VERB_RECORDS | PX_VERB_FORMATS | PX_VERB_ONE,
	.access = PX_ACCESS_READ,
	.run = meeting_show,
};
