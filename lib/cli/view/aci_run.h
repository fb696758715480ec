/*
 * The ACI report of a run: rules chosen for the year and the kind of organization, facts from the
 * file, the exercise and the records, evidence, evaluation.  For plexus-report and `plexus today`.
 */
#ifndef PX_CLI_VIEW_ACI_RUN_H
#define PX_CLI_VIEW_ACI_RUN_H

#include "care/aci/evaluate.h"
#include "cli/program.h"

struct px_aci_request {
	int year;               /* 0: the exercise that is being closed, else the current one */
	const char *rules_path; /* NULL: the shipped file that covers the year */
	const char *facts_path; /* a JSON object of facts, or NULL; "-" is standard input */
	const char *lang;       /* "fr" or "en" */
};

struct px_aci_answer {
	const struct px_aci_rules *rules;
	int year;
	struct px_aci_facts *facts;
	const struct px_aci_counted *counted; /* counts over the records, for `explain` */
	size_t counted_count;
	struct px_aci_evidence *evidence;
	size_t evidence_count;
	struct px_aci_report *report;
};

/* The rules of the request, and its year; what `set` and `evidence` check against. */
int px_run_aci_rules(struct px_run *run, const struct px_aci_request *request,
		     struct px_aci_answer *answer, struct px_err *err);

/* All of it.  Without a database (run->store NULL) only the file's facts count.  Everything lives
 * in the run's arena. */
int px_run_aci(struct px_run *run, const struct px_aci_request *request,
	       struct px_aci_answer *answer, struct px_err *err);

/* The report of the answer's facts and evidence, its texts in this language. */
int px_run_aci_evaluate(struct px_run *run, const char *lang, struct px_aci_answer *answer,
			struct px_err *err);

#endif
