/* The report of an exercise, from rules and facts that were both taken. */
#ifndef TESTS_FUZZ_ACI_H
#define TESTS_FUZZ_ACI_H

#include "care/aci_report/render.h"
#include "fuzz.h"

/* It is made or refused with words; lines sum to the total. */
static void
fuzz_report(struct px_arena *arena, const struct px_aci_facts *facts)
{
	struct px_aci_inputs inputs = { facts, NULL, 0, "fr" };
	struct px_err err = PX_ERR_INIT;
	struct px_aci_report *report = px_aci_evaluate(arena, &inputs, &err);
	int64_t sum = 0;

	FUZZ_CLAIM(report ? err.code == PX_OK : err.message[0]);
	if (!report || !report->gate_ok)
		return;
	for (size_t i = 0; i < report->line_count; i++)
		sum += report->lines[i].amount_cents;
	FUZZ_CLAIM(sum + report->uplift_cents + report->floor_cents == report->total_cents);
}

#endif
