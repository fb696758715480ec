/*
 * The store's inside, for the files of lib/store alone.
 */
#ifndef PX_STORE_INNER_H
#define PX_STORE_INNER_H

#include "base/hash.h"
#include "store/engine.h"
#include "store/select.h"
#include "store/store.h"

struct px_guard;

enum { PX_STMT_BUCKETS = 64 };

struct px_stmt {
	struct px_store *store;
	void *handle;
	char *sql;
	uint64_t hash;
	bool busy;
	struct px_stmt *next; /* of the same bucket */
};

/* SQL texts, and what they are made of, that depend on the type alone; made at first use. */
struct px_texts {
	char *insert;
	char *read, *read_home;
	struct px_select *whole; /* of every column */
};

struct px_store {
	const struct px_engine *engine;
	void *db;
	char *location, *shown; /* as it was given, and without what is secret in it */
	char *actor, *seed;
	char *command, *undoes; /* of the run; undoes: or NULL */
	char *operation;        /* what its lines share; NULL before the first */
	int64_t now, me;        /* me: the practitioner who acts, or 0 */
	int64_t home;           /* the organization whose records are written, or 0 */
	bool writing, reads;    /* reads: opened to */
	struct px_stmt *stmts[PX_STMT_BUCKETS];
	size_t stmt_count;
	struct px_broken broken; /* by the last step that failed */
	struct px_texts *texts;  /* one per registered type */
	/* The journal's last line, known while a transaction holds the lock; -1: not known. */
	int64_t last_seq;
	char last_chain[PX_HASH_SIZE];
	enum { PX_CHAIN_UNKNOWN, PX_CHAIN_OURS, PX_CHAIN_OTHERS } chained; /* in this transaction */
	int suggestions;              /* of nearest keys, made so far */
	struct px_slugs *slugs;       /* numbers given to keys in this transaction, or NULL */
	int log;                      /* PLEXUS_SQL_LOG, or -1 */
	const struct px_guard *guard; /* or NULL */
};

struct px_type;

/* The texts of a type; made of NULLs at first. */
struct px_texts *px_store_texts(struct px_store *store, const struct px_type *type);

/* PX_FAILED outside a write transaction, where a record would be written by halves. */
int px_store_must_write(const struct px_store *store, struct px_err *err);

/* Numbers of keys are known within one transaction only. */
void px_slugs_forget(struct px_store *store);

/* The operation of the run, and what makes it. */
void px_operation_forget(struct px_store *store);

/* Say a broken constraint in the registry's words: PX_CONFLICT. */
int px_broken_say(const struct px_broken *broken, struct px_err *err);

#endif
