/* Rule files: what loads can be evaluated. */
#include "aci.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	const struct px_aci_rules *rules =
		px_aci_rules_parse(&arena, (const char *)data, size, "r.json", &err);

	FUZZ_CLAIM(rules ? err.code == PX_OK : strncmp(err.message, "r.json", 6) == 0);
	if (rules) {
		fuzz_report(&arena, px_aci_facts_new(&arena, rules, rules->first_year));
		fuzz_report(&arena, px_aci_facts_new(&arena, rules, 2024));
	}
	px_arena_release(&arena);
	return 0;
}
