#include "cli/view/aci_run.h"

#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "care/exercise.h"
#include "cli/place.h"
#include "model/types.h"

/* The kind of the organization worked on decides which agreement governs it. */
static int
organization_kind(struct px_run *run, const char **kind, struct px_err *err)
{
	struct px_record organization;

	*kind = "msp";
	if (!run->store)
		return 0;
	if (!run->organization)
		return px_err_set(err, PX_USAGE,
				  _("a report is of one organization: name it with --org"));
	if (px_record_read(run->store, &px_type_organization, run->organization, &run->arena,
			   &organization, err) != 1)
		return -1;
	*kind = px_record_text(&organization, PX_ORGANIZATION_KIND);
	return 0;
}

static int
choose_rules(struct px_run *run, const struct px_aci_request *request, int year,
	     const struct px_aci_rules **rules, struct px_err *err)
{
	const char *kind;

	if (request->rules_path) {
		*rules = px_aci_rules_load(&run->arena, request->rules_path, err);
	} else {
		if (organization_kind(run, &kind, err) != 0)
			return -1;
		*rules = px_aci_rules_choose(&run->arena, px_place_share(&run->arena, "rules"),
					     kind, year, err);
	}
	return *rules ? 0 : -1;
}

int
px_run_aci_rules(struct px_run *run, const struct px_aci_request *request,
		 struct px_aci_answer *answer, struct px_err *err)
{
	struct px_date today = px_zone_local(run->world.zone, run->world.now).date;
	int year = request->year;

	/* When a year's declaration is due is the rules' to say: the current year's know. */
	if (!year) {
		if (choose_rules(run, request, today.year, &answer->rules, err) != 0)
			return -1;
		year = px_aci_default_year(answer->rules, today);
	}
	answer->year = year;
	/* Those that are read already had begun then, too. */
	if (!request->year && (request->rules_path || answer->rules->first_year <= year))
		return 0;
	return choose_rules(run, request, year, &answer->rules, err);
}

static int
read_records(struct px_run *run, struct px_aci_answer *answer, struct px_err *err)
{
	struct px_exercise_of of = { run->store, run->organization, &run->world, answer->year };

	if (px_exercise_facts(&of, answer->facts, &answer->counted, &answer->counted_count, err) !=
	    0)
		return -1;
	return px_exercise_evidence(&of, &run->arena, &answer->evidence, &answer->evidence_count,
				    err);
}

int
px_run_aci_evaluate(struct px_run *run, const char *lang, struct px_aci_answer *answer,
		    struct px_err *err)
{
	struct px_aci_inputs inputs = { answer->facts, answer->evidence, answer->evidence_count,
					lang };
	const char *reader = px_i18n_lang();

	/* What the report says is in its language; what is said of the run, in the reader's. */
	px_i18n_switch(lang);
	answer->report = px_aci_evaluate(&run->arena, &inputs, err);
	px_i18n_switch(reader);
	return answer->report ? 0 : -1;
}

int
px_run_aci(struct px_run *run, const struct px_aci_request *request, struct px_aci_answer *answer,
	   struct px_err *err)
{
	*answer = (struct px_aci_answer){ .year = 0 };
	if (px_run_aci_rules(run, request, answer, err) != 0)
		return -1;
	answer->facts = px_aci_facts_new(&run->arena, answer->rules, answer->year);
	if (run->store && read_records(run, answer, err) != 0)
		return -1;
	if (request->facts_path &&
	    px_aci_facts_read_file(answer->facts, request->facts_path, PX_ACI_FACTS_FILE, err) != 0)
		return -1;
	return px_run_aci_evaluate(run, request->lang, answer, err);
}
