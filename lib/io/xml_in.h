/*
 * XML as far as feeds and site maps need it: is it well formed, and what texts do its elements hold?
 * No document type, so no entity but the five and characters by number.
 */
#ifndef PX_IO_XML_IN_H
#define PX_IO_XML_IN_H

#include "base/buf.h"
#include "base/err.h"

/* An element that ends: its name, the one it is in ("" for the root's), its text without blanks around,
 * entities undone; and the line of its start. */
struct px_xml_element {
	const char *name, *parent, *text;
	long line;
};

struct px_xml_fault {
	long line;
	const char *message; /* translated */
};

/* Call each element as it ends, inner ones first: 0; or -1 and the first fault. */
int px_xml_read(const char *bytes, size_t length,
		void (*take)(const struct px_xml_element *element, void *data), void *data,
		struct px_xml_fault *fault);

#endif
