/* Identifiers: what is stored of a valid or a mended one is valid as it stands. */
#include "base/text.h"
#include "fuzz.h"
#include "model/identifiers.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *trimmed = px_text_trim(text);

	for (int id = 0; *trimmed && id < PX_ID_COUNT; id++) {
		char out[PX_ID_SIZE], again[PX_ID_SIZE];
		const char *reason = NULL, *other = NULL;
		enum px_verdict verdict =
			px_identifier_check((enum px_identifier)id, trimmed, out, &reason);

		FUZZ_CLAIM((verdict == PX_ID_VALID) == (reason == NULL));
		FUZZ_CLAIM(memchr(out, '\0', sizeof(out)));
		if (verdict == PX_ID_VALID || verdict == PX_ID_REPAIRED) {
			FUZZ_CLAIM(px_identifier_check((enum px_identifier)id, out, again,
						       &other) == PX_ID_VALID);
			FUZZ_CLAIM(strcmp(out, again) == 0);
		}
	}
	free(text);
	return 0;
}
