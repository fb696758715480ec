/*
 * What compiling and rendering share: a template is a flat list of nodes, in the order of the file.
 */
#ifndef PX_WEB_TEMPLATE_PART_H
#define PX_WEB_TEMPLATE_PART_H

#include <stdatomic.h>
#include <stdbool.h>

#include "web/template.h"

enum { PX_KEY_PARTS = 8 };

/* Where in HTML a value stands: how it is written. */
enum px_spot {
	PX_SPOT_TEXT,
	PX_SPOT_QUOTED,  /* an attribute, <title>: HTML is escaped like any text */
	PX_SPOT_ADDRESS, /* the beginning of href and its like: a text is checked too */
};

enum px_node_kind {
	PX_NODE_LITERAL,
	PX_NODE_VALUE,
	PX_NODE_SECTION,
	PX_NODE_INVERTED,
	PX_NODE_PARTIAL,
};

struct px_key_part {
	const char *text;
	uint32_t length, hash;
};

struct px_node {
	enum px_node_kind kind;
	enum px_spot spot; /* of a value */
	int line;
	bool loose; /* a literal that begins with a blank, which another before it makes useless */
	const char *text;  /* a literal; the name in a tag */
	size_t length;     /* of a literal */
	size_t end;        /* of a section: the node after its last one */
	size_t part_count; /* of a value or section; 0 is {{.}} */
	struct px_key_part *parts;
	const struct px_template *partial;
	atomic_uchar seen; /* PX_SEEN_… of a value or section */
};
enum { PX_SEEN_ASKED = 1, PX_SEEN_MET = 2 };

struct px_template {
	const char *name, *path;
	struct px_node *nodes;
	size_t count, capacity;
	int depth; /* of partials under it, while they are resolved; 0: not yet, -1: now */
};

/* Where the compiler is in the HTML. */
enum px_place_state {
	PX_PLACE_TEXT,
	PX_PLACE_RAW,     /* <script>, <style> and others that hold no HTML */
	PX_PLACE_RCDATA,  /* <title>, <textarea> */
	PX_PLACE_COMMENT, /* <!-- … --> */
	PX_PLACE_DECLARATION,
	PX_PLACE_OPEN, /* after < */
	PX_PLACE_TAG_NAME,
	PX_PLACE_TAG, /* between attributes */
	PX_PLACE_ATTRIBUTE,
	PX_PLACE_AFTER_ATTRIBUTE,
	PX_PLACE_EQUALS, /* after = */
	PX_PLACE_VALUE,  /* without quotes */
	PX_PLACE_DOUBLE,
	PX_PLACE_SINGLE,
};
enum { PX_PLACE_STATE_COUNT = PX_PLACE_SINGLE + 1 };

struct px_place {
	enum px_place_state state;
	bool closing;  /* the tag begins with </ */
	bool past;     /* the value of the attribute has a / ? or # already: no scheme can follow */
	bool boundary; /* a section of attributes ended: no name may go on from here */
	bool glued;    /* one did */
	int pre;       /* <pre> around */
	char tag[16];  /* of the tag that is read, lower case; cut when longer */
	char attribute[16]; /* as well */
	char raw[16];       /* the element that only its own end tag ends */
	char last[12];      /* the last bytes, to see --> and </script */
};

void px_place_step(struct px_place *place, char byte);

/* Does a run of blanks here mean no more than one? */
bool px_place_loose(const struct px_place *place);

/* May a value stand here, and how?  0, or -1: why not, and how to mend it. */
int px_place_spot(const struct px_place *place, enum px_spot *spot, struct px_err *err);

/* May a section begin at a and end at b, and what follows be read as after either?  Then, the place after
 * it, which may have shown nothing.  And where a place is, for people. */
bool px_place_same(const struct px_place *a, const struct px_place *b);
void px_place_rejoin(struct px_place *place, const struct px_place *open);
const char *px_place_text(const struct px_place *place);

/* Fill the template's nodes; all in the arena. */
int px_template_compile(struct px_template *template, const char *text, size_t length,
			struct px_arena *arena, struct px_err *err);

#endif
