/* Command lines, a word a line: read or refused with words, as a whole. */
#include "cli/options.h"

#include "base/text.h"
#include "cli/generic.h"
#include "fuzz.h"

#include "../../cmd/plexus-task.c"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *words[32];
	size_t count = px_text_split(text, '\n', words, PX_COUNT(words));
	struct px_run run = { .program = &px_program, .arena = PX_ARENA_INIT, .out = stdout };
	struct px_err err = PX_ERR_INIT;
	int got;

	FUZZ_CLAIM(px_options_verb_at(&px_program, words, count) <= count);
	got = px_options_parse(&run, words, count, &err);
	FUZZ_CLAIM((got == 0) == (err.code == PX_OK));
	for (size_t i = 0; got == 0 && i < run.operand_count; i++)
		FUZZ_CLAIM(run.operands[i] != NULL);
	px_arena_release(&run.arena);
	free(text);
	return 0;
}
