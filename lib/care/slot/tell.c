/* Whoever offers a slot is told what becomes of it, and who booked it when it is not their doing. */
#include "base/date.h"
#include "care/notice.h"
#include "care/slot/part.h"

struct px_value
px_slot_instant_value(const struct px_slot_at *at, int64_t instant)
{
	char text[PX_INSTANT_SIZE];

	px_instant_format(instant, text);
	return (struct px_value){ .state = PX_SET, .text = px_arena_strdup(at->arena, text) };
}

int
px_slot_tell(const struct px_slot_at *at, const struct px_record *appointment, int64_t actor,
	     const char *kind, struct px_err *err)
{
	const struct px_value *who = &appointment->values[PX_APPOINTMENT_PRACTITIONER];
	struct px_notice_at notices = { at->store, at->arena, at->world,
					appointment->values[PX_F_ORGANIZATION].number };
	struct px_notice notice = { .kind = kind,
				    .to = who->number,
				    .about = "appointment",
				    .record = appointment->values[PX_F_ID].number };

	/* A service has nobody to be told; who acts knows. */
	if (who->state != PX_SET || who->number == actor)
		return 0;
	return px_notice_add(&notices, &notice, err);
}

int
px_slot_tell_by(const struct px_slot_at *at, const struct px_record *appointment, const char *kind,
		struct px_err *err)
{
	const struct px_value *by = &appointment->values[PX_APPOINTMENT_BY];
	struct px_notice_at notices = { at->store, at->arena, at->world,
					appointment->values[PX_F_ORGANIZATION].number };
	struct px_notice notice = { .kind = kind,
				    .to = by->number,
				    .about = "appointment",
				    .record = appointment->values[PX_F_ID].number };

	/* Whose slot it is has a notice of their own. */
	if (by->number == at->actor ||
	    by->number == px_record_number(appointment, PX_APPOINTMENT_PRACTITIONER, 0))
		return 0;
	return px_notice_add(&notices, &notice, err);
}
