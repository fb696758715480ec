/*
 * Finding people by what they do, by name, and by how far they are: in the team and in the whole
 * national register, nearest first.
 *
 * How far is from the point asked to the middle of the commune (to the organization, for the team).
 * The register is read through its offers (care/register/offers.h): around the point, in widening
 * squares, so that the nearest ten cost the same in a village and in a register of two million rows.
 */
#ifndef PX_CARE_FIND_H
#define PX_CARE_FIND_H

#include "base/buf.h"
#include "care/geo.h"
#include "store/store.h"

/* A profession, all of it or with one skill. */
struct px_find_trade {
	const char *profession;
	const char *skill; /* NULL: whatever it is; "": without any */
};

struct px_find {
	struct px_find_trade *trades; /* any of them; count 0: every one */
	size_t trade_count, trade_capacity;
	char **names; /* beginnings of words of the names, folded: all of them */
	size_t name_count;
	struct px_point point;
	double within;        /* kilometres, or a negative number: no limit */
	int64_t limit;        /* of people, or -1 */
	int64_t organization; /* the team's; 0: all */
	const char *today;    /* who left before is no member */
	bool team_only;
	const char *communes; /* the compact file (care/communes.h) */
};

/*
 * Take what is typed for what it means: everyday words of professions ("kiné"), specialties
 * ("cardiologue", "médecine générale") and abbreviations, blind to case, accents, gender and number;
 * the others are names.  Fills trades and names, in the arena.  A word that means several things
 * ("ortho") means each of them, and a line that says so is added to said.
 */
void px_find_words(struct px_find *find, char *const *words, size_t count, struct px_arena *arena,
		   struct px_buf *said);

/* The i-th of the everyday words, one of each trade, for completion; NULL past the last. */
const char *px_find_word(size_t i);

/* The everyday word nearest to this one, or NULL. */
const char *px_find_nearest(const char *word);

/* Does one of the words of a skill, or of what its code stands for, begin so (folded)? */
bool px_find_says(const char *skill, const char *beginning, struct px_arena *arena);

/* A place in the words that px_communes_locate knows: "lyon 3e", "St-Pierre 97410", "Angers (49)" and
 * "44000 Nantes Cedex 1" are "lyon 03", "97410 st pierre", "angers" and "44000 nantes".  Any other text
 * as it is; else the arena's. */
const char *px_find_place(const char *text, struct px_arena *arena);

/* Where an organization is: by its degrees, else its postcode and town, else its postcode.  Texts may
 * be NULL.  1 found, 0 it says neither, -1: nobody knows where that is (px_communes_locate). */
int px_find_home(struct px_store *store, const char *communes, const char *lat, const char *lon,
		 const char *postcode, const char *city, struct px_arena *arena,
		 struct px_point *out, struct px_err *err);

struct px_find_person {
	int64_t id; /* of the practitioner, 0 for one of the register */
	const char *handle, *rpps, *family, *given, *profession, *skill, *mode;
	const char *site, *address, *postcode, *city, *phone;
	double km; /* negative: not known */
};

/* Everyone found, each once, nearest first, then those whose place is not known; at one distance the
 * team comes first.  Texts are the arena's. */
struct px_find_people {
	struct px_find_person *items;
	size_t count, capacity;
};
int px_find_run(struct px_store *store, const struct px_find *find, struct px_arena *arena,
		struct px_find_people *out, struct px_err *err);

#endif
