/*
 * A team's public site: a folder of pages made from its records and from Markdown, by a theme
 * (plexus-themes(7)).
 *
 * What is made depends on the content, the records, the theme and the time given, and on nothing else:
 * neither the locale nor the zone of the machine, nor what was built before.  A cache beside it says
 * what need not be made again; without it the bytes are the same.
 *
 * The folder that is written holds `.plexus-site`, the list of what is ours in it: a file that is in no
 * such list is never written over nor removed.  Each file is put in place whole, so that a build that is
 * stopped leaves a site that works.
 */
#ifndef PX_WEB_SITE_H
#define PX_WEB_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/value.h"
#include "store/store.h"

/* The list of what is ours, in a built folder. */
#define PX_SITE_LIST ".plexus-site"

enum {
	PX_SITE_FILES = 200000,                   /* of a content folder */
	PX_SITE_DOCUMENT_BYTES = 1 << 30,         /* of one that is copied */
	PX_SITE_SLOT_DAYS = 14,                   /* how far ahead free slots are shown */
	PX_SITE_SLOTS = 200,                      /* how many of them */
	PX_SITE_STYLE_BYTES = 1024 * 1024,        /* of a style sheet */
	PX_SITE_CACHE_BYTES = 1024 * 1024 * 1024, /* of a cache; a larger one is none of ours */
};

struct px_site_options {
	const char *content;  /* its folder */
	const char *out;      /* the folder to make */
	const char *theme;    /* a folder; NULL: the one that site.yaml names */
	const char *themes;   /* where themes are that are named */
	const char *forms;    /* share/forms */
	const char *communes; /* see struct px_slot_at */
	const char *words;    /* see struct px_check_options */
	const char *cache;    /* a folder for caches, made when it is missing; NULL: none */
	uint64_t maker;       /* what tells one build of this program from another, for the cache */
	struct px_store *store;
	int64_t organization;
	const struct px_world *world;
	bool draft;       /* make it though facts are missing, with what is marked as a draft */
	bool dry_run;     /* write nothing */
	unsigned threads; /* 0: one a processor */
};

enum px_site_act { PX_SITE_WRITTEN, PX_SITE_REMOVED };

struct px_site_change {
	const char *path; /* below the folder */
	enum px_site_act act;
	bool new;
};

struct px_site_done {
	struct px_arena arena;        /* of all below */
	struct px_faults faults;      /* PX_SUSPICIOUS: to be looked at; PX_REJECTING: why not */
	struct px_site_change *items; /* by path */
	size_t count, capacity;
	size_t pages;                       /* HTML */
	size_t files;                       /* all of them */
	size_t written, unchanged, removed; /* of files */
	uint64_t bytes;
};

/* Build.  done is the caller's to release, whatever is returned.  PX_REJECTED: faults say what; nothing
 * was written.  PX_NOT_FOUND: no content folder, theme…; PX_CONFLICT: the folder is not empty and not
 * ours, or something of others is in the way; PX_SYSTEM. */
int px_site_build(const struct px_site_options *options, struct px_site_done *done,
		  struct px_err *err);
void px_site_done_release(struct px_site_done *done);

/*
 * Make a content folder out of the skeleton: what is there already is left as it is.  The files of
 * skeleton are taken as they are; made is called with the path of each that was.
 */
int px_site_init(const char *skeleton, const char *content, bool dry_run,
		 void (*made)(const char *path, void *data), void *data, struct px_err *err);

/* Is it a folder that px_site_build made?  PX_NOT_FOUND, PX_REJECTED. */
int px_site_is_built(const char *folder, struct px_err *err);

/*
 * Put a built folder in place.
 *
 * To a folder: a copy beside it, then the name changes hands in one step; what stood there stays as
 * FOLDER.previous, to go back by `mv`.  PX_CONFLICT: there is something that is no built site.
 *
 * To HOST:PATH or rsync://…: by rsync, with its --delete-after and --delay-updates; PX_NOT_FOUND: no
 * rsync here, PX_SYSTEM: what it said.
 */
struct px_publish {
	const char *folder, *to;
	bool dry_run;
	/* A line of what is done: a path that changes; or NULL. */
	void (*said)(const char *path, enum px_site_act act, void *data);
	void *data;
	size_t files, sent, removed; /* filled */
};
int px_site_publish(struct px_publish *publish, struct px_err *err);

#endif
