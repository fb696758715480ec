/*
 * Inside the sums over the ledger.
 *
 * Groups are known by one number: the place of each thing that is summed by (a person among the
 * handles, a month, a project among the slugs…), in a system of mixed bases whose first digit is
 * the first thing.  Numbers then sort as the groups do; a person and a meeting each bring their
 * part of it, found once, and an attendance only adds the two.
 */
#ifndef PX_CARE_LEDGER_SUM_H
#define PX_CARE_LEDGER_SUM_H

#include "base/mem.h"
#include "care/ledger.h"
#include "care/ledger/keyed.h"

/* Keys in their order; a place past the last is that of none. */
struct px_name {
	const char *key, *family, *given;
};

struct px_names {
	struct px_name *items;
	size_t count, capacity;
};

struct px_person {
	struct px_keyed_head id;
	uint64_t part;
	const char *profession;
	int64_t organization;
};

/* A held meeting of the year.  Its part of the number is that of its class: meetings are many,
 * months and kinds are few, and what is read five million times must be small. */
struct px_sum_meeting {
	uint32_t class_plus_one; /* 0: no such meeting */
	uint16_t minutes;
	uint16_t day; /* of the year, from 0 */
};

struct px_class {
	struct px_keyed_head part;
	uint32_t place; /* in class_parts */
};

struct px_sum_rate {
	int64_t organization, cents;
	const char *profession, *nature, *from;
};

/* What was added up for a number; there may be several for one, of different scans. */
struct px_group {
	struct px_keyed_head number;
	uint32_t presences, unrated;
	int64_t minutes, unrated_minutes, cents;
};

struct px_groups {
	struct px_group *items;
	size_t count, capacity;
	size_t given; /* of them are given to the caller */
};

/* Readers of the year, each with a store of its own: the caller's, then twins of it. */
enum { PX_SUM_READERS = 4 };

struct px_sums {
	struct px_store *stores[PX_SUM_READERS];
	size_t reader_count;
	int64_t organization;
	const struct px_zone *zone;
	int year;
	const enum px_ledger_by *by;
	size_t by_count;
	uint64_t weights[PX_LEDGER_BYS]; /* what a place of each adds to the number; 0: not asked */
	uint64_t bases[PX_LEDGER_BYS];
	struct px_names people_names, project_names;
	struct px_keyed people, projects; /* of struct px_person, struct px_project */
	struct px_sum_meeting **pages;    /* of meetings: PX_SUM_PAGE ids each; NULL: none */
	size_t page_count, page_capacity;
	struct px_keyed classes;
	uint64_t *class_parts;
	size_t class_capacity;
	struct px_sum_rate *rates; /* the latest first */
	size_t rate_count, rate_capacity;
	struct px_arena arena;
};

/* The condition on the organization, with $1. */
const char *px_sum_organization(const struct px_sums *sums);

/* The statement of `columns WHERE` the organization, if any, `conditions`; $1 is bound. */
struct px_stmt *px_sum_prepare(const struct px_sums *sums, struct px_store *store,
			       const char *columns, const char *conditions, struct px_err *err);

/* people.c; people once the weights are known */
int px_sum_read_people(struct px_sums *sums, struct px_store *store, struct px_err *err);
int px_sum_read_rates(struct px_sums *sums, struct px_err *err);
/* Cents an hour that no attendance has frozen, as px_rate_find says, or PX_LEDGER_NO_RATE. */
int64_t px_sum_rate(const struct px_sums *sums, const struct px_person *person, const char *nature,
		    const char *day);

/* meetings.c; meetings once the weights are known */
int px_sum_read_projects(struct px_sums *sums, struct px_err *err);
int px_sum_read_meetings(struct px_sums *sums, struct px_store *store, struct px_err *err);
void px_sum_release_meetings(struct px_sums *sums);

/* Ids are nearly consecutive: those of a page lie together. */
enum { PX_SUM_PAGE_BITS = 12, PX_SUM_PAGE = 1 << PX_SUM_PAGE_BITS };

/* The place of a meeting, which may be of no class; NULL: there is none near. */
static inline const struct px_sum_meeting *
px_sum_meeting(const struct px_sums *sums, uint64_t id)
{
	size_t page = (size_t)(id >> PX_SUM_PAGE_BITS);
	const struct px_sum_meeting *meetings = page < sums->page_count ? sums->pages[page] : NULL;

	return meetings ? &meetings[id & (PX_SUM_PAGE - 1)] : NULL;
}

/* scan.c: read the attendances, add them up: sorted groups for each reader.  The caller frees their
 * items. */
int px_sum_scan(const struct px_sums *sums, struct px_groups groups[PX_SUM_READERS],
		struct px_err *err);

#endif
