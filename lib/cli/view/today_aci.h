/*
 * What a day says of the exercise: what its report still waits for, and the pace of concertation.
 * For today.c alone.
 */
#ifndef PX_CLI_VIEW_TODAY_ACI_H
#define PX_CLI_VIEW_TODAY_ACI_H

#include "base/json_out.h"
#include "care/aci/evaluate.h"
#include "care/pace.h"
#include "cli/program.h"

/* report NULL: no agreement is known; pace->code NULL: no concertation is asked. */
void px_today_aci_json(struct px_json *json, const struct px_aci_report *report,
		       const struct px_pace *pace);
void px_today_aci_text(const struct px_run *run, const struct px_aci_report *report,
		       const struct px_pace *pace, struct px_buf *out);

#endif
