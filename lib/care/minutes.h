/*
 * Minutes that become tasks.
 *
 * The notes of a meeting are Markdown.  An item is a line with a box:
 *
 *	- [ ] @dupont @martin relancer l'ARS #bpco (vendredi)
 *	- [x] ! @durand envoyer le protocole
 *
 * `-`, `*`, `+` and `1.` begin one, at any depth; a longer text goes on in the lines below that are
 * indented more.  Code between fences (``` or ~~~) holds none.  In an item:
 *
 *	@WHO      an assignee (handle, id, RPPS); taken out of the title at its ends, a name within
 *	#PROJECT  the project; else the meeting's
 *	! or (!)  first, or (!) last: high priority
 *	(WHEN)    last: the day it is due, said from the meeting's day; a period is its last day.  A
 *	          parenthesis that says no day, a bare number among them, stays in the title
 *
 * `\@` and `\#` are a plain @ and #; what stands between backticks is left alone.
 *
 * A task remembers its item (field `item`) in the form that px_minutes_line writes, days and people
 * settled.  When the notes come again, each item is recognized by that, wherever it stands now, and
 * only what differs between the two forms is changed in the task: what was edited elsewhere stays.
 * An item that is gone drops its task when nothing but the notes ever touched it.
 */
#ifndef PX_CARE_MINUTES_H
#define PX_CARE_MINUTES_H

#include "base/when.h"
#include "model/field.h"
#include "store/store.h"

enum { PX_MINUTES_ITEMS_LIMIT = 1000, PX_MINUTES_WHO_LIMIT = 32, PX_MINUTES_WRONG_LIMIT = 50 };

enum px_minutes_mark {
	PX_MINUTES_OPEN, /* [ ] */
	PX_MINUTES_DONE, /* [x] */
	PX_MINUTES_GONE, /* [-]: what a task remembers of an item that left the notes */
};

struct px_minutes_item {
	long line; /* from 1 */
	enum px_minutes_mark mark;
	const char *title;
	const char **who; /* as written, without @, each once */
	size_t who_count;
	const char *project; /* as written, without #; or NULL */
	const char *due;     /* YYYY-MM-DD, or NULL */
	const char *doubt;   /* a last parenthesis that looks like a day and is none, or NULL */
	bool high;
};

/*
 * The items of a text, in order, in the arena; a box with nothing behind it is none.  PX_FAILED
 * begins with "name:line: ": an item that says no more than who, two projects, too many items.
 */
int px_minutes_parse(const char *name, const char *text, const struct px_when *when,
		     struct px_arena *arena, struct px_minutes_item **items, size_t *count,
		     struct px_err *err);

/* Append "- [ ] ! @dupont #bpco relancer l'ARS (2025-03-21)": parsed again, it gives the item. */
void px_minutes_line(const struct px_minutes_item *item, struct px_buf *out);

/*
 * Which old item each new one was: was[i] is its place, or PX_MINUTES_NEW.  The same line first,
 * then the same title (the same people first), then a title slightly reworded.  Each old item is
 * taken once; marks and order do not matter.
 */
#define PX_MINUTES_NEW ((size_t)-1)
void px_minutes_match(const struct px_minutes_item *old, size_t old_count,
		      const struct px_minutes_item *items, size_t count, size_t *was);

enum px_minutes_fate {
	PX_MINUTES_MADE,      /* a new task */
	PX_MINUTES_CHANGED,   /* its task was changed */
	PX_MINUTES_CLOSED,    /* ticked since: its task is done */
	PX_MINUTES_UNCHANGED, /* nothing to change */
	PX_MINUTES_DROPPED,   /* gone from the notes: its task is dropped */
	PX_MINUTES_KEPT,      /* gone from the notes, but its task was worked on: it stays */
};
enum { PX_MINUTES_FATES = PX_MINUTES_KEPT + 1 };

/* "new", "changed", "done", "unchanged", "dropped", "kept": marked for translation. */
extern const char *const px_minutes_fates[PX_MINUTES_FATES];

struct px_minutes_task {
	enum px_minutes_fate fate;
	long line; /* in the notes; 0: gone */
	struct px_record task;
};

struct px_minutes_result {
	bool notes_changed;
	struct px_minutes_task *tasks; /* by line, then those gone */
	size_t count;
	size_t counts[PX_MINUTES_FATES];
	const char *wrong[PX_MINUTES_WRONG_LIMIT]; /* what is wrong before what the error says */
	size_t wrong_count;
	const struct px_minutes_item *items; /* of the notes, settled */
	size_t item_count;
};

struct px_minutes_of {
	struct px_store *store; /* in a write transaction */
	struct px_arena *arena;
	const struct px_world *world;
	const struct px_record *meeting;
	const char *name; /* of the notes, for messages */
};

/*
 * Store the notes in the meeting, and make its tasks what they say.  The caller commits, or rolls
 * back: on an error nothing must stay.  PX_FAILED or PX_NOT_FOUND begin with "name:line: ".  Everybody
 * unknown is found at once: out->wrong has them but the last, which the error is.
 */
int px_minutes_apply(const struct px_minutes_of *of, const char *notes,
		     struct px_minutes_result *out, struct px_err *err);

#endif
