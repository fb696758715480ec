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

/* True when the declaration is near and something is missing: what waits is then a list, else a
 * line.  The pace is told until it is reached. */
bool px_today_aci_text(const struct px_run *run, const struct px_aci_report *report,
		       const struct px_pace *pace, struct px_buf *out);

/* The command to type next, on a line of its own; nothing with -q. */
void px_today_hint(const struct px_run *run, const char *command, struct px_buf *out);

#endif
