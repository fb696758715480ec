/* plexus-slot find: what is free, soonest first. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/when.h"
#include "care/communes.h"
#include "care/find.h"
#include "cli/slot/slot.h"
#include "cli/view/find.h"
#include "model/types.h"

enum { SECONDS_OF_MINUTE = 60, USUAL_LIMIT = 10, USUAL_MINUTES = 48 * 60, MOST_LIMIT = 1000 };

static const struct px_option opt_within = {
	"within", 0, "TIME", N_("begins no later than so long from now (else 48h)")
};
static const struct px_option opt_near = {
	"near", 0, "PLACE",
	N_("near what: a postcode, a commune or degrees (else the organization's place)")
};
static const struct px_option opt_radius = { "radius", 0, "DISTANCE",
					     N_("no farther than this: 30km, 500m") };
static const struct px_option opt_mode = { "mode", 0, "WORD",
					   N_("only this: office, home or video"), px_modes };
static const struct px_option opt_for = {
	"for", 0, "AUDIENCE", N_("as one of whom: self team cpts sas public (else team)"),
	px_audiences
};

static const struct px_option *const options[] = { &opt_within, &opt_near, &opt_radius,
						   &opt_mode,   &opt_for,  NULL };

/* What the words mean, as trades of openings. */
static int
read_words(struct px_run *run, const struct px_slot_at *at, struct px_slot_search *search,
	   struct px_err *err)
{
	struct px_buf said = PX_BUF_INIT;
	int result = px_slot_words(at, run->operands, run->operand_count, &search->trades,
				   &search->trade_count, &said, err);

	if (said.length)
		px_say(run, "%s", said.data);
	px_buf_release(&said);
	return result;
}

static int
read_limits(struct px_run *run, struct px_slot_search *search, struct px_err *err)
{
	const char *within = px_option_value(run, &opt_within);
	const char *mode = px_option_value(run, &opt_mode);
	const char *audience = px_option_value(run, &opt_for);
	int64_t minutes = USUAL_MINUTES;

	if (within && within[strspn(within, "0123456789")] == '\0')
		return px_err_set(err, PX_USAGE, _("--within: %s: of what? write %sh or %s days"),
				  within, within, within);
	if (within && px_when_delay(within, &minutes, err) != 0) {
		px_err_prefix(err, "--within");
		return -1;
	}
	search->from = run->world.now;
	search->until = run->world.now + minutes * SECONDS_OF_MINUTE;
	search->mode = mode ? px_slot_rank(px_modes, mode) : -1;
	search->audience = px_slot_rank(px_audiences, audience ? audience : "team");
	return px_option_number(run, &px_opt_limit, 1, MOST_LIMIT, USUAL_LIMIT, &search->limit,
				err);
}

static int
read_place(struct px_run *run, const struct px_slot_at *at, struct px_slot_search *search,
	   struct px_err *err)
{
	const char *radius = px_option_value(run, &opt_radius);
	const char *near = px_option_value(run, &opt_near);
	struct px_err unknown = PX_ERR_INIT;
	struct px_place place;

	search->radius = -1;
	if (radius && px_read_distance(&opt_radius, radius, &search->radius, err) != 0)
		return -1;
	search->placed = true;
	if (!near && radius)
		return px_run_home(run, at->communes, &search->point, err);
	/* Without a place of its own, nobody is told how far. */
	if (!near) {
		search->placed = px_run_home(run, at->communes, &search->point, &unknown) == 0;
		return 0;
	}
	if (px_communes_locate(run->store, at->communes, px_find_place(near, &run->arena),
			       &run->arena, &place, err)) {
		px_err_prefix(err, "--near");
		return -1;
	}
	search->point = place.point;
	px_say(run, place.postcode ? _("near %s (%s)") : _("near %s"), place.name, place.postcode);
	return 0;
}

static int
find(struct px_run *run, struct px_err *err)
{
	struct px_slot_at at = px_run_slots(run);
	struct px_slot_list list = { NULL, 0, 0 };
	struct px_slot_search search = { .limit = 0 };
	int result = -1;

	if (read_words(run, &at, &search, err) == 0 && read_limits(run, &search, err) == 0 &&
	    read_place(run, &at, &search, err) == 0 && px_slot_find(&at, &search, &list, err) == 0)
		result = px_run_show_free(run, &list, err);
	if (result == 0 && !list.count && !px_run_prints(run))
		px_say(run, _("nothing is free there and then: look later (--within 7d), farther "
			      "(--radius), or ask (plexus-slot request)"));
	free(list.items);
	return result;
}

static const struct px_example examples[] = {
	{ "plexus-slot find kiné --near 49320 --radius 30km", N_("physiotherapy within 48 hours") },
	{ "plexus-slot find dermato --within 7j --mode video --json", N_("for a script") },
	{ NULL, NULL },
};

const struct px_verb px_verb_slot_find = {
	.name = "find",
	.operands = "[WORD…]",
	.summary = N_("find free slots: soonest first, with their distance"),
	.details = N_("Words are professions, specialties and skills, as plexus-directory find "
		      "takes them.  What is shown is what the team may book, unless --for says "
		      "otherwise."),
	.flags = PX_VERB_FORMATS,
	.access = PX_ACCESS_READ,
	.options = options,
	.output = &px_view_free,
	.examples = examples,
	.operand = px_find_operand,
	.run = find,
};
