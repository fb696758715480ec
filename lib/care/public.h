/*
 * What the public site shows of the records, and what it lacks.
 *
 * Who is shown: never who has left, never who has not come yet, never what says public=no.
 *
 *	practitioners  public=yes; unsaid, who cares (a profession of the register) and is of the team:
 *	               an associate, or somebody with a day of arrival.  Secretaries and coordinators,
 *	               whom no register makes public, when they say yes.
 *	places         unless public=no, in the order that they were added: the first is the main one
 *	services       unless public=no, by name
 *	projects       public=yes alone, and begun: active ones first, then by title
 *
 * Nothing private leaves with them.  The telephone and the e-mail address of somebody are shown when
 * they said public=yes, which is to say that these are their professional ones; an address at a mail
 * provider for everyone never is, nor a secure one (MSSanté).  The telephone of who said nothing is
 * that of their place.  px_public_phone and px_public_email are the only way to either.
 *
 * Records live in the arena given.
 */
#ifndef PX_CARE_PUBLIC_H
#define PX_CARE_PUBLIC_H

#include "model/types.h"
#include "store/store.h"

struct px_public_at {
	struct px_store *store;
	struct px_arena *arena;
	const struct px_world *world;
	int64_t organization;
};

struct px_public_list {
	struct px_record *records;
	size_t count, capacity; /* px_public_free frees the array, not what its records hold */
};

/* Physicians first, then the other professions by their name in French, then who has none in the
 * register; by family and given name. */
int px_public_team(const struct px_public_at *at, struct px_public_list *out, struct px_err *err);
int px_public_places(const struct px_public_at *at, struct px_public_list *out, struct px_err *err);
int px_public_services(const struct px_public_at *at, struct px_public_list *out,
		       struct px_err *err);
int px_public_projects(const struct px_public_at *at, struct px_public_list *out,
		       struct px_err *err);
void px_public_free(struct px_public_list *list);

/* The record of this number, when it is shown: of a service's practitioners, a project's lead, who is not
 * shown stays unnamed.  NULL. */
const struct px_record *px_public_find(const struct px_public_list *list, int64_t id);

/* Is this practitioner shown today? */
bool px_public_shows(const struct px_record *practitioner, const struct px_world *world);

/* Theirs when it may be shown, else NULL. */
const char *px_public_phone(const struct px_record *practitioner);
const char *px_public_email(const struct px_record *practitioner);

/* The places where somebody works, among those shown: theirs, else the first.  0: there is none, and the
 * address of the organization is theirs.  out has room for list->count. */
size_t px_public_places_of(const struct px_record *practitioner,
			   const struct px_public_list *places, const struct px_record **out);

/*
 * The facts that law, codes of ethics and agreements ask of a public site: what is known of them, what
 * is not.  Each with its source.
 */
enum px_public_about { PX_PUBLIC_ORGANIZATION, PX_PUBLIC_PERSON, PX_PUBLIC_PLACE };

struct px_public_rule {
	const char *fact; /* "publication-director": what templates and scripts call it */
	enum px_public_about about;
	const char *what;  /* N_(): the fact, for people */
	const char *why;   /* N_(): the text that asks for it */
	const char *field; /* that must be set, unless lacks says otherwise */
	const char *sets;  /* the options of `edit` that supply it, with an example */
	/* NULL: the field is set.  Else whether the record lacks it. */
	bool (*lacks)(const struct px_record *record, const struct px_record *organization);
};

/* Ended by a NULL fact. */
extern const struct px_public_rule px_public_rules[];

struct px_public_gap {
	const struct px_public_rule *rule;
	const struct px_record *record;
	const char *name;    /* "MSP du Val", "Aubry Hélène" */
	const char *command; /* which supplies it: one line to copy */
};

struct px_public_gaps {
	struct px_public_gap *items;
	size_t count, capacity;
	struct px_record organization; /* read for the caller, too */
};

/* What is missing, the organization's first, then each person's, then each place's.  Free items. */
int px_public_missing(const struct px_public_at *at, struct px_public_gaps *out,
		      struct px_err *err);

#endif
