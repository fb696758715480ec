/*
 * What the files of the RPPS share.
 *
 *	rpps.c          the import: rows, counts, what is gone
 *	columns.c       headers to columns
 *	row.c           a row's parts, their digests, their values
 *	map.c           digests in memory
 *	orders.c        what is written, by a second thread
 *	positions.c     where structures are
 *	offers.c        who is near, in the order in which it is read
 *	practitioner.c  a practitioner out of the register
 */
#ifndef PX_CARE_REGISTER_PART_H
#define PX_CARE_REGISTER_PART_H

#include "care/register.h"
#include "model/types_register.h"

/* Columns that are read; the first part is the person's, then the structure's, then the
 * activity's, so that a part is a range. */
enum {
	PX_RC_TYPE,
	PX_RC_NUMBER,
	PX_RC_NATIONAL,
	PX_RC_TITLE_EXERCISE,
	PX_RC_TITLE,
	PX_RC_FAMILY,
	PX_RC_GIVEN,
	PX_RC_STRUCTURE,
	PX_RC_FINESS,
	PX_RC_FINESS_LEGAL,
	PX_RC_SIRET,
	PX_RC_NAME,
	PX_RC_BRAND,
	PX_RC_RECIPIENT,
	PX_RC_POINT,
	PX_RC_HOUSE,
	PX_RC_HOUSE_INDEX,
	PX_RC_STREET_CODE,
	PX_RC_STREET_TYPE,
	PX_RC_STREET,
	PX_RC_DISTRIBUTION,
	PX_RC_CEDEX,
	PX_RC_POSTCODE,
	PX_RC_INSEE,
	PX_RC_CITY,
	PX_RC_COUNTRY,
	PX_RC_PHONE,
	PX_RC_PHONE2,
	PX_RC_FAX,
	PX_RC_EMAIL,
	PX_RC_PROFESSION,
	PX_RC_CATEGORY,
	PX_RC_SKILL_TYPE,
	PX_RC_SKILL,
	PX_RC_MODE,
	PX_RC_SECTOR,
	PX_RC_SECTION,
	PX_RC_ROLE,
	PX_RC_ACTIVITY_KIND,
	PX_RC_COUNT,
	PX_RC_PERSON_END = PX_RC_STRUCTURE,
	PX_RC_STRUCTURE_END = PX_RC_PROFESSION,
	PX_RC_KIND_TEXTS = PX_RC_COUNT - PX_RC_STRUCTURE_END,
};

/* Where each column is in the source, -1 when it is not there.  PX_REJECTED names those that are
 * needed and missing. */
int px_register_columns(const struct px_source *source, int places[PX_RC_COUNT],
			struct px_err *err);

/* One row: its cells, and what its parts hash to.  structure is 0 when the row has none. */
struct px_register_row {
	const char *cells[PX_RC_COUNT]; /* never NULL */
	uint64_t person, structure, kind;
};

/* scratch is emptied and filled; it may be used again for the next row. */
void px_register_row_read(const struct px_row *row, const int places[PX_RC_COUNT],
			  struct px_buf *scratch, struct px_register_row *out);

/* A digest, never 0. */
uint64_t px_register_digest(const void *bytes, size_t length);

/* What names an activity: an activity of the next file with the same is this one changed. */
uint64_t px_register_identity(const char *type, const char *number, const char *profession,
			      const char *skill, const char *structure, const char *mode,
			      const char *role, struct px_buf *scratch);

/* What is stored of the person and of the structure: indexed by the fields of
 * model/types_register.h; NULL when there is nothing.  Texts are the cells' or the faults' arena's.
 * A PX_REJECTING fault: the row cannot be stored. */
struct px_register_values {
	const char *texts[PX_RPPS_STRUCTURE_FIELDS];
};
void px_register_person(const struct px_register_row *row, struct px_faults *faults,
			struct px_register_values *out);
void px_register_structure(const struct px_register_row *row, struct px_faults *faults,
			   struct px_register_values *out);

/* Digests, each with a number.  0 is no digest. */
enum px_register_seen { PX_UNSEEN, PX_SEEN, PX_SEEN_BAD };
struct px_register_entry {
	uint64_t digest;
	uint32_t number;            /* 0 when not stored */
	enum px_register_seen seen; /* in this file */
};
struct px_register_map {
	struct px_register_entry *entries; /* capacity of them, a power of two; digest 0: free */
	size_t count, capacity;
};
#define PX_REGISTER_MAP_INIT                                                                       \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* The entry of this digest, added when it is new.  Valid until the next call. */
struct px_register_entry *px_register_map_at(struct px_register_map *map, uint64_t digest);
/* The same, or NULL when it is not there. */
struct px_register_entry *px_register_map_find(const struct px_register_map *map, uint64_t digest);
void px_register_map_release(struct px_register_map *map);

/* Digests in a row. */
struct px_register_list {
	uint64_t *items;
	size_t count, capacity;
};
#define PX_REGISTER_LIST_INIT                                                                      \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

void px_register_list_add(struct px_register_list *list, uint64_t digest);
/* How many digests are in both, those that are several times counted so; sorts both. */
int64_t px_register_list_common(struct px_register_list *a, struct px_register_list *b);
void px_register_list_release(struct px_register_list *list);

/* The tables. */
enum px_register_table {
	PX_RT_PERSON,
	PX_RT_STRUCTURE,
	PX_RT_TRADE,
	PX_RT_KIND,
	PX_RT_ACTIVITY,
	PX_RT_OFFER,
};
enum { PX_RT_COUNT = PX_RT_OFFER + 1 };

/*
 * Indexes that are made last: their keys come in no order, so that sorting them once is cheaper.  The
 * others are kept up to date by the second thread, in the time that reading the file takes: RPPS
 * numbers come nearly in order.  Ended by a NULL type.
 */
struct px_register_late {
	const struct px_type *type;
	const char *columns;
};
extern const struct px_register_late px_register_late[];

/* The types of many rows; the last one is NULL. */
extern const struct px_type *const px_register_large[];

/* A place on the ground in ten thousandths of a degree; lat is PX_NOWHERE when it is not known. */
#define PX_NOWHERE INT32_MIN
struct px_register_spot {
	int32_t lat, lon;
};

/* One activity in memory. */
struct px_rpps_activity {
	int64_t id;
	uint32_t structure; /* 0: none */
	uint32_t before;    /* the place of another one of this person, from 1; 0: none */
	uint16_t kind;
	bool seen; /* in this file */
};

#endif
