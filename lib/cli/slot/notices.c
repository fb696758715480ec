/* plexus-slot notices: who is to be told what, for a mailer. */
#include <errno.h>

#include "base/i18n.h"
#include "care/notice.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "cli/slot/slot.h"

static int
put(const struct px_record *notice, void *sink, struct px_err *err)
{
	return px_sink_put(sink, notice, err);
}

/*
 * The lines are written out before the transaction ends: a mailer that gets nothing, because its pipe
 * is closed or the disk is full, gets them next time.
 */
static int
give(struct px_run *run, struct px_err *err)
{
	struct px_notice_at at = { run->store, &run->arena, &run->world, run->home };
	struct px_sink *sink;

	if (px_store_begin(run->store, err) != 0)
		return -1;
	sink = px_sink_open(run, &px_type_notice, PX_SINK_LINES, err);
	if (sink && px_notice_give(&at, put, sink, err) == 0 && px_sink_close(sink, err) == 0 &&
	    fflush(run->out) == 0)
		return px_generic_finish(run, err);
	px_store_rollback(run->store);
	return err->code != PX_OK
		       ? -1
		       : px_err_set(err, PX_SYSTEM, _("standard output: %s"), px_errno_text(errno));
}

static const struct px_example examples[] = {
	{ "plexus-slot notices", N_("for a mailer, from a crontab: each line once") },
	{ NULL, NULL },
};

const struct px_verb px_verb_notices = {
	.name = "notices",
	.summary = N_("hand over who is to be told what: each once, as JSON Lines"),
	.details = N_("A notice says what it is about by its number, and holds no personal data: "
		      "whoever is told looks the rest up.  --dry-run shows those that wait and "
		      "leaves them."),
	.flags = PX_VERB_FORMATS | PX_VERB_CHANGES,
	.access = PX_ACCESS_WRITE,
	.type = &px_type_notice,
	.output = &px_type_notice,
	.examples = examples,
	.run = give,
};
