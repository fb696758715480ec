/* Records in JSON: arrays, JSON Lines, FHIR bundles of each kind. */
#include "rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const subjects[] = { "practitioner", "organization", "location",
						"slot" };

	for (size_t i = 0; i < PX_COUNT(subjects); i++) {
		struct px_source_options options = { .subject = subjects[i] };

		fuzz_rows(data, size, &options, i == 0);
	}
	return 0;
}
