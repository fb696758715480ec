/* plexus-slot rebuild: what finds and keeps slots, made anew. */
#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/slot/slot.h"

static int
rebuild(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);

	if (run->operand_count != 0)
		return px_err_set(err, PX_USAGE, _("rebuild takes no operand"));
	if (px_store_begin_alone(run->store, err) != 0)
		return -1;
	if (px_slot_rebuild(&at, err) != 0 || px_generic_finish(run, err) != 0) {
		px_store_rollback(run->store);
		return -1;
	}
	px_say(run, _("free slots are found, and appointments have theirs"));
	return 0;
}

const struct px_verb px_verb_rebuild = {
	.name = "rebuild",
	.summary = N_("make anew what finds free slots and keeps those that are taken"),
	.details = N_("For when plexus doctor says that slots and appointments are told otherwise "
		      "than they are.  No record is changed: appointments keep their slots."),
	.flags = PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.run = rebuild,
};
