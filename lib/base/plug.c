#include "base/plug.h"

#include <dlfcn.h>
#include <string.h>

/* POSIX says that the address of a function fits what dlsym gives; C does not let it be said. */
static void
put(const struct px_plug *function, void *address)
{
	memcpy(function->place, &address, sizeof(address));
}

enum px_plugged
px_plug(const char *library, const struct px_plug *functions, size_t count)
{
	void *opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	size_t found = 0;

	while (opened && found < count) {
		void *address = dlsym(opened, functions[found].name);

		if (!address)
			break;
		put(&functions[found++], address);
	}
	if (opened && found == count)
		return PX_PLUGGED;
	while (found > 0)
		put(&functions[--found], NULL);
	return opened ? PX_PLUG_OTHER : PX_PLUG_ABSENT;
}
