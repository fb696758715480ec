/* plexus-meeting show: every field, then for people who was there and what is to be done. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/generic.h"
#include "cli/meeting/meeting.h"
#include "cli/view/parts.h"
#include "model/types.h"

enum { STATE_WIDTH = 7 }; /* of the longest state, in both languages */

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
put_attendance(const struct px_parts *parts, struct px_record *attendance, struct px_buf *out)
{
	bool present = rank(attendance) == 0;

	if (present && attendance->values[PX_ATTENDANCE_MINUTES].state != PX_SET)
		attendance->values[PX_ATTENDANCE_MINUTES] =
			parts->owner->values[PX_MEETING_MINUTES];
	px_parts_value(parts, attendance, PX_ATTENDANCE_STATE, out);
	for (size_t width = px_text_width(out->data); width < STATE_WIDTH; width++)
		px_buf_putc(out, ' ');
	px_buf_puts(out, "  ");
	px_parts_value(parts, attendance, PX_ATTENDANCE_PRACTITIONER, out);
	if (present) {
		px_buf_puts(out, "  ");
		px_parts_value(parts, attendance, PX_ATTENDANCE_MINUTES, out);
	}
}

static void
put_task(const struct px_parts *parts, struct px_record *task, struct px_buf *out)
{
	px_buf_number(out, task->values[PX_F_ID].number);
	px_buf_puts(out, "  ");
	px_parts_value(parts, task, PX_TASK_STATUS, out);
	px_buf_printf(out, "  %s", px_record_text(task, PX_TASK_TITLE));
	if (task->values[PX_TASK_ASSIGNEES].count) {
		px_buf_puts(out, "  ");
		px_parts_value(parts, task, PX_TASK_ASSIGNEES, out);
	}
	if (task->values[PX_TASK_DUE].state == PX_SET) {
		px_buf_puts(out, "  ");
		px_parts_value(parts, task, PX_TASK_DUE, out);
	}
}

static int
print_more(struct px_run *run, const struct px_record *meeting, struct px_err *err)
{
	struct px_parts parts = { .run = run, .owner = meeting };
	int result = px_parts_read(&parts, &px_type_attendance, "meeting", err);

	if (result == 0) {
		if (parts.count)
			qsort(parts.items, parts.count, sizeof(*parts.items), compare);
		px_parts_print(&parts, _("Attendance"), put_attendance);
		result = px_parts_read(&parts, &px_type_task, "meeting", err);
	}
	if (result == 0)
		px_parts_print(&parts, _("Tasks"), put_task);
	free(parts.items);
	return result;
}

static int
meeting_show(struct px_run *run, struct px_err *err)
{
	struct px_record meeting;

	if (px_generic_show(run, err) != 0)
		return -1;
	if (!px_parts_shown(run, &px_type_meeting))
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
