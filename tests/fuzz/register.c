/* Files of the Annuaire Santé: rows into persons, structures and activities. */
#include "register.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_register(data, size, px_register_import);
	return 0;
}
