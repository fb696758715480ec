/* Facts of an exercise, in JSON or as fact=value a line, under the rules that are shipped. */
#include "aci.h"
#include "base/text.h"
#include "io/json_in.h"

static const struct px_aci_rules *
shipped(void)
{
	static struct px_arena arena = PX_ARENA_INIT;
	static const struct px_aci_rules *rules;
	struct px_err err = PX_ERR_INIT;

	if (!rules)
		rules = px_aci_rules_load(&arena, "share/rules/aci-msp-avenant-1.json", &err);
	FUZZ_CLAIM(rules);
	return rules;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	struct px_aci_facts *facts = px_aci_facts_new(&arena, shipped(), 2022 + (int)size % 5);
	const struct px_json_node *tree =
		px_json_parse(&arena, (const char *)data, size, "f.json", NULL);
	char *text = fuzz_text(data, size), *lines[16];
	size_t count = px_text_split(text, '\n', lines, PX_COUNT(lines));
	bool taken = false;

	if (tree)
		taken = px_aci_facts_read(facts, tree, "f.json", PX_ACI_FACTS_FILE, &err) == 0;
	for (size_t i = 0; !tree && i < count; i++)
		taken |= px_aci_facts_word(facts, lines[i], PX_ACI_WHAT_IF, NULL) == 0;
	FUZZ_CLAIM(!tree || taken == (err.code == PX_OK));
	if (taken)
		fuzz_report(&arena, facts);
	free(text);
	px_arena_release(&arena);
	return 0;
}
