/* Files of communes, in both layouts. */
#include "care/communes.h"

#include "register.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_register(data, size, px_communes_import);
	return 0;
}
