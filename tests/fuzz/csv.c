/* CSV in every encoding, as spreadsheets leave it and as registers are written. */
#include "rows.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct px_source_options register_file = { .unquoted = true,
								.delimiter = "|" };

	fuzz_rows(data, size, NULL, true);
	fuzz_rows(data, size, &register_file, false);
	return 0;
}
