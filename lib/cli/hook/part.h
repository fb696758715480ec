/*
 * What the files of lib/cli/hook share.
 *
 *	folder.c   which hooks there are, and may they be run?
 *	run.c      one executable run, held to time and to an amount of output
 *	watch.c    the process between the command and its hook
 *	text.c     a record as hooks are given it, and files for their standard input
 *	reply.c    what a pre hook prints, put into the record
 *	pre.c      asked before a record is written
 *	post.c     told what was
 *	hook.c     set up for a run
 */
#ifndef PX_CLI_HOOK_PART_H
#define PX_CLI_HOOK_PART_H

#include <sys/types.h>

#include "cli/hook.h"
#include "store/guard.h"

struct px_hook {
	const char *name; /* "pre-task-add" */
	const char *path;
	const struct px_type *type; /* NULL: of no type that we know */
	const char *verb;           /* "" for every verb */
	bool pre;
	const char *fault; /* why it is not run; or NULL */
	/* Of a post hook: lines written in this transaction, in a file of no name; -1: none yet. */
	int log;
	off_t size, mark;
};

struct px_hooks {
	struct px_run *run;
	struct px_guard guard;
	struct px_hook *items; /* those of this verb */
	size_t count;
	int seconds;
	const char *organization; /* its key; or NULL */
	const char *user;         /* who acts; or NULL */
	struct px_arena arena;    /* what lives while one hook is run */
};

/* Every file of the folder that is called like a hook, by name; in the arena.  None without a folder. */
size_t px_hooks_find(struct px_arena *arena, struct px_hook **out);

/*
 * One executable.
 */
enum px_hook_end {
	PX_HOOK_ENDED,       /* status is waitpid's */
	PX_HOOK_UNSTARTED,   /* status is an errno */
	PX_HOOK_LATE,        /* it took too long, and was killed with what it started */
	PX_HOOK_LONG,        /* it printed too much, and was killed */
	PX_HOOK_UNWATCHED,   /* the process that watches over it was killed */
	PX_HOOK_INTERRUPTED, /* we were */
};
enum { PX_HOOK_OUTPUT_MOST = 1 << 20 };

struct px_hook_run {
	const char *path;
	char *const *environment;
	int input; /* its standard input */
	int seconds;
	bool answers; /* else what it prints is thrown away */
	/* What came of it; the caller releases the buffers. */
	enum px_hook_end end;
	int status;
	struct px_buf out, words; /* its standard output; the beginning of its standard error */
};
void px_hook_execute(struct px_hook_run *run);

/* What the watcher says to the command, once. */
struct px_hook_report {
	enum px_hook_end end; /* ENDED or UNSTARTED */
	int status;
};
struct px_hook_watch {
	const char *path;
	char *const *environment;
	int input, out, words, report;
	pid_t command;
};
/* In a new process, all of whose signals are blocked: start the hook, wait for it, report. */
_Noreturn void px_hook_watch(const struct px_hook_watch *watch);

/* Run this one with what the file holds; change is "add"…, or NULL.  0 when it ended well; else -1 and
 * "hook NAME: what is wrong": PX_REJECTED when it said no, PX_SYSTEM when it failed otherwise. */
int px_hook_call(struct px_hooks *hooks, const struct px_hook *hook, const char *change, int input,
		 struct px_buf *answer, struct px_err *err);

/* The record's JSON object, derived fields too, for a line: what is sealed is a word. */
void px_hook_text(struct px_hooks *hooks, const struct px_record *record, struct px_buf *out);

/* A file of no name for standard input; -1: PX_SYSTEM. */
int px_hook_file(struct px_err *err);
int px_hook_write(int file, const void *bytes, size_t length, struct px_err *err);

/* The answer over the record: 1 when it says something else than what was offered, 0, or -1 and
 * PX_REJECTED. */
int px_hook_reply(struct px_hooks *hooks, const struct px_hook *hook, const char *offered,
		  const struct px_buf *answer, const struct px_record *before,
		  struct px_record *after, struct px_arena *arena, struct px_err *err);

int px_hooks_ask(const struct px_record *before, struct px_record *after, struct px_arena *arena,
		 void *data, struct px_err *err);
int px_hooks_wrote(const struct px_record *before, const struct px_record *after, void *data,
		   struct px_err *err);
void px_hooks_turn(enum px_turn turn, void *data);
void px_hooks_forget(struct px_hooks *hooks); /* what was written so far */

#endif
