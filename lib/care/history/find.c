/*
 * Operations, from the newest back.
 *
 * What undid an operation, or did it again, is newer than it: the first that is met of those decides
 * whether it stands.  Lines of one operation are together, but for those of other transactions that
 * ran meanwhile: the search goes on for an hour of the journal past the last one that is wanted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/uid.h"
#include "care/history/part.h"

enum { TOGETHER = 512, BUCKETS = 1024, ENDING = 6, LONGEST_RUN = 3600 };

/* One operation, and what was made of it last. */
struct known {
	const char *uid;
	struct px_done done;
	bool told;                 /* its own lines were met: command, at and actor are known */
	bool stands, here, called; /* called: what undid it, or did it again, has the name */
	int64_t doing_at;          /* when the lines to revert were written */
	struct known *next;
};

struct finding {
	const struct px_slot_at *at;
	enum px_direction direction;
	size_t most;      /* how many are looked for; 0: one of a name */
	const char *name; /* or NULL */
	struct known *buckets[BUCKETS];
	struct known **order; /* as they are met */
	size_t count, capacity, wanted;
	struct known *current;  /* of the line before */
	const char *current_of; /* its column */
	int64_t below, reached; /* lines and time that were reached */
};

static struct known *
know(struct finding *finding, const char *uid)
{
	struct known **bucket = &finding->buckets[px_digest(uid, strlen(uid)) % BUCKETS], *known;

	for (known = *bucket; known; known = known->next)
		if (strcmp(known->uid, uid) == 0)
			return known;
	known = px_arena_alloc(finding->at->arena, sizeof(*known));
	known->uid = px_arena_strdup(finding->at->arena, uid);
	known->next = *bucket;
	*bucket = known;
	PX_GROW(finding->order, finding->count, finding->capacity);
	finding->order[finding->count++] = known;
	return known;
}

static bool
turns(const struct px_operation *operation)
{
	return *operation->undoes != '\0';
}

/* Was it made with the database? */
static bool
begins(const struct px_operation *operation, const struct px_journal_line *line)
{
	return strcmp(operation->command, "init") == 0 || (!*operation->command && line->seq == 1);
}

/* The first line of the lines to revert, since it is met from the end. */
static void
decide(struct finding *finding, struct known *known, const struct px_operation *operation,
       const struct px_journal_line *line)
{
	struct px_arena *arena = finding->at->arena;

	known->done.uid = known->uid;
	known->done.lines_of = px_arena_strdup(arena, line->operation);
	known->done.newest = line->seq;
	known->stands = !turns(operation) || strcmp(operation->command, "redo") == 0;
	px_instant_parse(line->at, &known->doing_at);
}

/* Its own line, be it of what stands or of what was undone since. */
static void
tell(struct finding *finding, struct known *known, const struct px_operation *operation,
     const struct px_journal_line *line)
{
	struct px_arena *arena = finding->at->arena;

	known->told = true;
	known->done.command =
		px_arena_strdup(arena, begins(operation, line) ? "init" : operation->command);
	known->done.at = px_arena_strdup(arena, line->at);
	known->done.actor = px_arena_strdup(arena, line->actor);
}

static bool
is_wanted(const struct finding *finding, const struct known *known)
{
	return known->here && known->stands == (finding->direction == PX_UNDO) &&
	       !(known->told && strcmp(known->done.command, "init") == 0);
}

static bool
is_called(const char *uid, const char *name)
{
	size_t length = strlen(uid), ending = strlen(name);

	if (strcmp(uid, name) == 0)
		return true;
	return strncmp(uid, "line-", 5) != 0 && ending <= length &&
	       strcmp(uid + length - ending, name) == 0;
}

static int
meet(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct finding *finding = data;
	struct px_operation operation;
	struct known *known = finding->current;

	(void)err;
	finding->below = line->seq;
	px_instant_parse(line->at, &finding->reached);
	if (!known || !strchr(line->operation, '/') ||
	    strcmp(finding->current_of, line->operation) != 0) {
		px_journal_operation(line, &operation);
		known = know(finding, turns(&operation) ? operation.undoes : operation.uid);
		if (!known->done.lines_of)
			decide(finding, known, &operation, line);
		if (!turns(&operation) && !known->told)
			tell(finding, known, &operation, line);
		if (finding->name && is_called(operation.uid, finding->name))
			known->called = true;
		finding->current = known;
		finding->current_of = px_arena_strdup(finding->at->arena, line->operation);
	}
	if (strcmp(known->done.lines_of, line->operation) != 0)
		return 0;
	known->done.oldest = line->seq;
	known->done.count++;
	known->here = known->here || line->organization == finding->at->organization;
	return 0;
}

/* All of what is looked for was met, and nothing more of it can follow. */
static bool
is_found(struct finding *finding)
{
	size_t found = 0;

	for (size_t i = 0; i < finding->count && found < finding->most; i++) {
		const struct known *known = finding->order[i];

		if (!is_wanted(finding, known))
			continue;
		if (!known->told || known->doing_at - LONGEST_RUN <= finding->reached)
			return false;
		found++;
	}
	return finding->most && found == finding->most;
}

/* A whole uid is nobody else's; what an ending fits may be anywhere. */
static bool
is_met(const struct finding *finding)
{
	const struct known *known = finding->buckets[0];

	if (!finding->name || strlen(finding->name) < PX_UID_SIZE - 1)
		return false;
	known = finding->buckets[px_digest(finding->name, strlen(finding->name)) % BUCKETS];
	while (known && strcmp(known->uid, finding->name) != 0)
		known = known->next;
	return known && known->told && known->doing_at - LONGEST_RUN > finding->reached;
}

static int
look(struct finding *finding, struct px_err *err)
{
	int got = TOGETHER;

	finding->below = INT64_MAX;
	while (got == TOGETHER && !is_found(finding) && !is_met(finding))
		got = px_journal_back(finding->at->store, finding->below, TOGETHER, true, meet,
				      finding, err);
	return got < 0 ? -1 : 0;
}

int
px_history_newest(const struct px_slot_at *at, enum px_direction direction, size_t most,
		  struct px_done *out, size_t *count, struct px_err *err)
{
	struct finding finding = { .at = at, .direction = direction, .most = most };
	int result = look(&finding, err);

	*count = 0;
	for (size_t i = 0; result == 0 && i < finding.count && *count < most; i++)
		if (is_wanted(&finding, finding.order[i]))
			out[(*count)++] = finding.order[i]->done;
	free(finding.order);
	return result;
}

/*
 * By name.
 */
static const struct known *
find_called(const struct finding *finding, size_t *fits)
{
	const struct known *found = NULL;

	*fits = 0;
	for (size_t i = 0; i < finding->count; i++) {
		if (!finding->order[i]->here || !finding->order[i]->called)
			continue;
		found = finding->order[i];
		++*fits;
	}
	return found;
}

static int
check_called(const struct finding *finding, const struct known *known, struct px_err *err)
{
	const char *name = finding->name;

	if (known->told && strcmp(known->done.command, "init") == 0)
		return px_err_set(err, PX_CONFLICT,
				  _("%s: made the database (init), which is never undone"), name);
	if (is_wanted(finding, known))
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  finding->direction == PX_UNDO ? _("%s: is undone already: redo it first")
							: _("%s: stands: there is nothing to redo"),
			  name);
}

int
px_history_named(const struct px_slot_at *at, enum px_direction direction, const char *name,
		 struct px_done *out, struct px_err *err)
{
	struct finding finding = { .at = at, .direction = direction, .name = name };
	const struct known *known;
	size_t fits;
	int result;

	if (strncmp(name, "line-", 5) != 0 && strlen(name) < ENDING)
		return px_err_set(err, PX_USAGE,
				  _("%s: give %d characters of the operation's uid, or more"), name,
				  ENDING);
	result = look(&finding, err);
	known = result == 0 ? find_called(&finding, &fits) : NULL;
	if (result == 0 && !known)
		result = px_err_set(err, PX_NOT_FOUND,
				    _("%s: no such operation here: plexus log --operations lists "
				      "them"),
				    name);
	else if (result == 0 && fits > 1)
		result = px_err_set(err, PX_CONFLICT,
				    _("%s: fits several operations: give more of it"), name);
	else if (result == 0)
		result = check_called(&finding, known, err);
	if (result == 0)
		*out = known->done;
	free(finding.order);
	return result;
}
