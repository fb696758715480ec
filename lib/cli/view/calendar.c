#include "cli/view/calendar.h"

#include "base/i18n.h"
#include "care/calendar.h"
#include "model/types.h"

static const struct px_option opt_attendees = {
	"attendees", 0, NULL, N_("say who is invited, who came, and their addresses")
};

static const struct px_option opt_each = {
	"each", 0, NULL,
	N_("make each meeting of a series an event of its own, for calendars that cannot move one "
	   "occurrence")
};

const struct px_option *const px_calendar_options[] = { &opt_attendees, &opt_each, &px_opt_output,
							NULL };

/* Are meetings named, to be sent?  Filters, or nothing, ask for a calendar to look at. */
static bool
names_meetings(const struct px_run *run)
{
	for (size_t i = 0; i < run->operand_count; i++)
		if (!px_filter_is(run->operands[i]))
			return true;
	return false;
}

static int
find_meetings(struct px_run *run, int64_t **ids, size_t *count, struct px_err *err)
{
	char every[] = "id>0", *all[] = { every };

	if (run->operand_count)
		return px_run_records(run, &px_type_meeting, 0, ids, count, err);
	return px_run_names(run, &px_type_meeting, all, 1, ids, count, err);
}

static int
read_meetings(struct px_run *run, const int64_t *ids, size_t count, struct px_record *meetings,
	      size_t *read, struct px_err *err)
{
	for (size_t i = 0; i < count; i++) {
		int found = px_record_read(run->store, &px_type_meeting, ids[i], &run->arena,
					   &meetings[*read], err);

		if (found < 0 || px_run_check(run, err) != 0)
			return -1;
		*read += (size_t)found;
	}
	return 0;
}

int
px_run_calendar(struct px_run *run, struct px_err *err)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_record home, *meetings;
	struct px_calendar calendar = {
		.store = run->store,
		.world = &run->world,
		.organization = &home,
		.invited = names_meetings(run),
		.each = px_option_given(run, &opt_each),
		.attendees = px_option_given(run, &opt_attendees),
	};
	int64_t *ids;
	size_t count;
	int result = -1;

	if (find_meetings(run, &ids, &count, err) != 0)
		return -1;
	meetings = px_arena_alloc(&run->arena, (count + 1) * sizeof(*meetings));
	calendar.meetings = meetings;
	if (read_meetings(run, ids, count, meetings, &calendar.count, err) == 0 &&
	    px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home, err) ==
		    1)
		result = px_calendar_write(&calendar, &out, err);
	if (result == 0)
		fwrite(out.data, 1, out.length, run->out);
	px_buf_release(&out);
	return result;
}
