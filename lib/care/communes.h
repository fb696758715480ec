/*
 * Communes: their names, codes, postcodes, and where they are.
 *
 * They are known without any import from a compact file that comes with the toolkit (share/geo);
 * La Poste's own file (base officielle des codes postaux, "hexasmal"), once imported, takes its place.
 * Names are looked for without case, accents, hyphens and apostrophes, and "saint" is "st", as La
 * Poste writes them: "ST DENIS", "L HAY LES ROSES".
 */
#ifndef PX_CARE_COMMUNES_H
#define PX_CARE_COMMUNES_H

#include "care/geo.h"
#include "care/register.h"

/* Setting of the database: when communes were imported (an instant). */
#define PX_COMMUNES_IMPORTED "register.communes.imported"

/* The compact file, in the share folder. */
#define PX_COMMUNES_FILE "geo/communes.txt"

struct px_commune {
	const char *insee, *name, *postcode;
	const char *place; /* the part of the commune that was asked for, or NULL */
	bool located;
	struct px_point point;
};

enum px_commune_by { PX_COMMUNE_ALL, PX_COMMUNE_BY_POSTCODE, PX_COMMUNE_BY_NAME };

/*
 * Every commune, under each of its postcodes; or those of one postcode; or those of this name, or
 * with a part of this name (px_communes_key makes what is looked for).  From the database when
 * communes were imported there, else from the compact file.  take may stop it by returning other
 * than 0; texts live until it returns.  -1: PX_SYSTEM, the file cannot be read.
 */
int px_communes_each(struct px_store *store, const char *file, enum px_commune_by by,
		     const char *text, int (*take)(const struct px_commune *commune, void *data),
		     void *data, struct px_err *err);

/* "Saint-Denis" to "st denis", in the arena. */
char *px_communes_key(struct px_arena *arena, const char *name);

/*
 * Where this is: a postcode (49320), the name of a commune or of a part of one, both ("49320
 * Brissac"), or degrees ("47.36,-0.45").  Several communes under one postcode are one place, in
 * their middle; so are the arrondissements of a city.  name and postcode, in the arena, are what the
 * place is called; postcode is NULL when there are several.
 * PX_NOT_FOUND suggests the nearest name; PX_CONFLICT lists the communes of the same name.
 */
struct px_place {
	const char *name, *postcode;
	struct px_point point;
};
int px_communes_locate(struct px_store *store, const char *file, const char *text,
		       struct px_arena *arena, struct px_place *out, struct px_err *err);

/*
 * Replace the communes by a file of La Poste's, in the caller's transaction: 6 columns with
 * coordinates (until 2023) or 5 without (2026), Latin-1 or UTF-8.  Where the file gives no position,
 * options->communes does.  As px_register_import.
 */
int px_communes_import(struct px_store *store, const struct px_register_options *options,
		       struct px_register_counts *counts, struct px_err *err);

#endif
