/*
 * What the files of FINESS share: its columns, and a row's cells as texts of its type.
 */
#ifndef PX_CARE_REGISTER_FINESS_H
#define PX_CARE_REGISTER_FINESS_H

#include "care/geo.h"
#include "care/register/reader.h"
#include "model/types_register.h"

/* Columns that are read, under the names of either layout. */
enum px_finess_column {
	PX_FC_KIND, /* structureet, geolocalisation; of the stock alone */
	PX_FC_FINESS,
	PX_FC_LEGAL,
	PX_FC_NAME,
	PX_FC_LONG_NAME,
	PX_FC_RECIPIENT,
	PX_FC_HOUSE,
	PX_FC_STREET_TYPE,
	PX_FC_STREET,
	PX_FC_STREET_MORE,
	PX_FC_PLACE,
	PX_FC_COMMUNE,    /* its 3 digits in the department */
	PX_FC_DEPARTMENT, /* 01, 2A, and letters overseas: 9A Guadeloupe … 9J Wallis */
	PX_FC_ROUTING,    /* 01440 VIRIAT */
	PX_FC_PHONE,
	PX_FC_FAX,
	PX_FC_CATEGORY,
	PX_FC_CATEGORY_LABEL,
	PX_FC_SIRET,
	PX_FC_APE,
	PX_FC_OPENED,
	PX_FC_AUTHORIZED,
	PX_FC_CHANGED,
	/* of the historique alone */
	PX_FC_INSEE,
	PX_FC_POSTCODE,
	PX_FC_CITY,
	PX_FC_X,
	PX_FC_Y,
	PX_FC_SOURCE,
};
enum { PX_FC_COUNT = PX_FC_SOURCE + 1 };

extern const struct px_source_options px_finess_source;

/* Where each column is, -1 when it is not there; PX_REJECTED for a file of another kind. */
int px_finess_columns(const struct px_source *source, int places[PX_FC_COUNT], struct px_err *err);

/* One establishment: cells (never NULL) to texts by the fields of the type, with what is to be said
 * of them.  A PX_REJECTING fault: it cannot be stored. */
void px_finess_texts(const char *const cells[PX_FC_COUNT], struct px_faults *faults,
		     const char *texts[PX_FINESS_FIELDS]);

/*
 * A position in metres.  The projection is the one that source names ("…,LAMBERT_93"), else the
 * department's.  False when there is none, or none that is in France: the latter is said.
 */
bool px_finess_point(const char *x, const char *y, const char *source, const char *insee,
		     struct px_faults *faults, struct px_point *out);

#endif
