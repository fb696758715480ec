/*
 * Libraries that few runs need, and that would have every start wait for all that they link to in turn: the
 * first run that needs one opens it.
 */
#ifndef PX_BASE_PLUG_H
#define PX_BASE_PLUG_H

#include <stddef.h>

/* A function of the library, and the pointer that is to be its address. */
struct px_plug {
	const char *name;
	void *place;
};

enum px_plugged {
	PX_PLUGGED,
	PX_PLUG_ABSENT, /* no such library */
	PX_PLUG_OTHER,  /* it lacks one of the functions: another version */
};

/* "libgd.so.3".  It is never closed.  All places are NULL unless PX_PLUGGED. */
enum px_plugged px_plug(const char *library, const struct px_plug *functions, size_t count);

#endif
