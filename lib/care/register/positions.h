/*
 * Where structures of a register are: the middle of their commune, by its code, else by the postcode
 * and the town, else by the town and the department (cedex postcodes), else by the postcode.
 */
#ifndef PX_CARE_REGISTER_POSITIONS_H
#define PX_CARE_REGISTER_POSITIONS_H

#include "care/register/part.h"

struct px_positions;

/* file: the compact file of communes, or NULL: nothing is known then, unless communes were imported. */
struct px_positions *px_positions_open(struct px_store *store, const char *file,
				       struct px_err *err);
void px_positions_close(struct px_positions *positions); /* NULL is taken */

/* Any of the texts may be NULL. */
struct px_register_spot px_positions_find(struct px_positions *positions, const char *insee,
					  const char *postcode, const char *city);

#endif
