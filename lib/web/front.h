/*
 * Front matter, and the other YAML of a site (site.yaml, documents.yaml): settings that people type,
 * read into a map for templates (web/doc.h).
 *
 * What is taken is what people mean by it: `key: value`, lists, maps inside.  Anchors, aliases, tags and
 * several documents in one are refused, and so is a key said twice.  Each value remembers its line.
 * The only door to libyaml.
 */
#ifndef PX_WEB_FRONT_H
#define PX_WEB_FRONT_H

#include "base/when.h"
#include "web/doc.h"

enum px_front_kind {
	PX_FRONT_TEXT,
	PX_FRONT_NUMBER,  /* whole */
	PX_FRONT_BOOL,    /* true false yes no oui non */
	PX_FRONT_DATE,    /* as people say it (base/when.h); becomes a text, 2025-11-24 */
	PX_FRONT_INSTANT, /* a day and a time; becomes a text, 2025-11-24T17:30:00Z */
	PX_FRONT_URL,     /* what px_doc_url takes */
	PX_FRONT_PATH,    /* of a file of the site: relative, no .. */
	PX_FRONT_TEXTS,   /* a list; one text alone is a list of one */
	PX_FRONT_MAP,
	PX_FRONT_MAPS, /* a list of maps */
	PX_FRONT_ANY,  /* as it comes: text, list, map */
};
enum { PX_FRONT_KIND_COUNT = PX_FRONT_ANY + 1 };

/* What a file may say; an array ends with a NULL name. */
struct px_front_key {
	const char *name;
	enum px_front_kind kind;
	bool required;
	const struct px_front_key *keys; /* of a map and of maps; NULL: any */
};

enum {
	PX_FRONT_BYTES = 256 * 1024, /* of front matter; of site.yaml and its like */
	PX_FRONT_DEPTH = 8,
	PX_FRONT_VALUES = 50000,
	PX_FRONT_TEXT_BYTES = 64 * 1024, /* of one value */
};

struct px_front_form {
	const char *path;                /* what faults say */
	const struct px_front_key *keys; /* NULL: any, and all are PX_FRONT_ANY */
	const struct px_when *when; /* for dates; NULL: only ISO ones, and instants with a zone */
};

/* The front matter of a text: between a first line `---` and the next one.  Without it, the map is
 * empty and the body is everything. */
struct px_front {
	struct px_doc *map;
	const char *body; /* borrowed from the text */
	size_t length;    /* of the body */
	int line;         /* of the body's first line */
};

/*
 * 0, or -1 when the file cannot be used; what is wrong goes to faults, all of it, as
 * "PATH:LINE: KEY: what: how to mend".  A key that the form does not know is PX_SUSPICIOUS, with the
 * nearest known one, and its value is kept; the rest is PX_REJECTING.  The map, with the values that are
 * good, is there in both cases, in the faults' arena.
 */
int px_front_split(const struct px_front_form *form, const char *text, size_t length,
		   struct px_front *out, struct px_faults *faults);

/* The same for a text that is YAML all of it: *out is a map, or a list of maps (each read by the
 * form's keys) when the file is a list; an empty file is an empty map. */
int px_front_yaml(const struct px_front_form *form, const char *text, size_t length,
		  struct px_doc **out, struct px_faults *faults);

#endif
