/*
 * Places on the ground: positions, distances, and the projections of French public files.
 *
 * A position is WGS84, in degrees.  RGF93 and the overseas systems named below differ from it by
 * less than a metre: they are taken for the same.
 */
#ifndef PX_CARE_GEO_H
#define PX_CARE_GEO_H

#include <stdbool.h>

struct px_point {
	double lat, lon; /* degrees, north and east */
};

/* The way between two points along the sphere of the Earth's mean radius, in kilometres: within
 * half a percent of the ellipsoid's. */
double px_geo_km(struct px_point a, struct px_point b);

/* "47.4735" and "-0.5542"; false when either is no number of degrees. */
bool px_geo_read(const char *lat, const char *lon, struct px_point *out);

/*
 * Projected coordinates in metres.  Lambert-93 is for the mainland and Corsica (decree 2006-272);
 * overseas it is UTM, the zone depending on the territory.
 */
enum px_projection {
	PX_LAMBERT_93, /* EPSG 2154 */
	PX_UTM_20N,    /* Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy: EPSG 5490 */
	PX_UTM_21N,    /* Saint-Pierre-et-Miquelon: EPSG 4467 */
	PX_UTM_22N,    /* Guyane: EPSG 2972 */
	PX_UTM_38S,    /* Mayotte: EPSG 4471 */
	PX_UTM_40S,    /* La Réunion: EPSG 2975 */
	PX_UTM_1S,     /* Wallis et Futuna: EPSG 8903 */
};
enum { PX_PROJECTION_COUNT = PX_UTM_1S + 1 };

/* The projection of a department, by the beginning of a postcode or of an INSEE code (97411, 2A004)
 * or by the letters that FINESS uses (9A to 9J).  Lambert-93 for every other text. */
enum px_projection px_geo_projection(const char *department);

/*
 * From x (east) and y (north) to degrees.  False when the point is nowhere in the territory of the
 * projection, as is the case of coordinates of another one or in another order.
 * Sources: IGN, NT/G 71 (Lambert conformal conic, algorithms 1, 2 and 4); for UTM the series of
 * Krüger (1912) as Karney gives them (Transverse Mercator with an accuracy of a few nanometers,
 * 2011), cut after the third term: less than a millimetre here.
 */
bool px_geo_unproject(enum px_projection projection, double x, double y, struct px_point *out);

#endif
