/*
 * Forms by name: those that are shipped, and those of the database (model/types_form.h).
 *
 * A form has one name and several versions.  Whoever names it means the newest version, of the shipped
 * file and of what the database holds; of one version that both have, the database's is meant, which is
 * what answers refer to.
 */
#ifndef PX_CARE_FORM_STORE_H
#define PX_CARE_FORM_STORE_H

#include "care/form.h"
#include "model/field.h"
#include "store/store.h"

struct px_forms_at {
	struct px_store *store; /* NULL: only what is shipped */
	int64_t organization;   /* 0: any */
	const struct px_world *world;
	const char *folder;     /* of the shipped files, "share/forms" */
	struct px_arena *arena; /* forms and records live in it */
};

/* A form by its name, "findrisc", with a version or not, "findrisc@1.2"; or by the path of a file,
 * which has a '/' or ends in .json.  NULL: PX_NOT_FOUND names the nearest; PX_FAILED: the file is
 * wrong. */
const struct px_form *px_form_find(const struct px_forms_at *at, const char *name,
				   struct px_err *err);

/* The name of the i-th form, sorted; NULL at the end. */
struct px_form_names {
	const char **items; /* the arena's */
	size_t count;
};
int px_form_names(const struct px_forms_at *at, struct px_form_names *out, struct px_err *err);

/* The versions of a form that the database holds, the newest first. */
struct px_form_versions {
	const struct px_form **forms;
	int64_t *ids; /* of the questionnaires */
	size_t count;
};
int px_form_versions(const struct px_forms_at *at, const char *name, struct px_form_versions *out,
		     struct px_err *err);

/* The questionnaire that holds this version of the form, added when there is none: its id.  In a write
 * transaction.  PX_CONFLICT: the database holds another text of this version; it says to raise it. */
int px_form_keep(const struct px_forms_at *at, const struct px_form *form, int64_t *questionnaire,
		 struct px_err *err);

#endif
