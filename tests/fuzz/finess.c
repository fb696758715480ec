/* Files of FINESS, in both layouts. */
#include "care/finess.h"

#include "register.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_register(data, size, px_finess_import);
	return 0;
}
