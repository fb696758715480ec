/*
 * FINESS: the establishments of health and social care, as data.gouv.fr publishes them.
 *
 * Two layouts, told by the content: the "stock" (cs1100502, cs1100507), without headers, of lines
 * `structureet;…` of 32 cells after one of metadata, with `geolocalisation;…` lines after them; and the
 * yearly "historique", of 42 columns with headers.  Positions are given in metres, and stored in
 * degrees.
 */
#ifndef PX_CARE_FINESS_H
#define PX_CARE_FINESS_H

#include "care/register.h"

/* Setting of the database: when FINESS was imported (an instant). */
#define PX_FINESS_IMPORTED "register.finess.imported"

/*
 * Replace the register by a file, in the caller's transaction.  As px_register_import; lines of
 * metadata and of positions are not counted as rows.
 */
int px_finess_import(struct px_store *store, const struct px_register_options *options,
		     struct px_register_counts *counts, struct px_err *err);

#endif
