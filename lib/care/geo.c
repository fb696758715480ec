#include "care/geo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846
#define RADIAN (180 / PI)
#define EARTH_KM 6371.0088 /* mean radius (IUGG) */

/* GRS 80: half the great axis, flattening. */
#define GREAT_AXIS 6378137.0
#define FLATTENING (1 / 298.257222101)

/* Lambert-93: parallels 44 and 49 degrees, origin 46.5 north and 3 east. */
#define LAMBERT_SOUTH (44 / RADIAN)
#define LAMBERT_NORTH (49 / RADIAN)
#define LAMBERT_ORIGIN (46.5 / RADIAN)
#define LAMBERT_MERIDIAN (3 / RADIAN)
#define LAMBERT_X 700000.0
#define LAMBERT_Y 6600000.0

#define UTM_SCALE 0.9996
#define UTM_X 500000.0
#define UTM_SOUTH_Y 10000000.0

/* Where the territories of a projection lie, and the meridian of its zone. */
static const struct {
	double south, north, west, east;
	double meridian;
	bool southern;
} zones[PX_PROJECTION_COUNT] = {
	[PX_LAMBERT_93] = { 41, 51.5, -5.5, 10, 3, false },
	[PX_UTM_20N] = { 14, 18.5, -63.5, -60.5, -63, false },
	[PX_UTM_21N] = { 46.5, 47.5, -56.8, -56, -57, false },
	[PX_UTM_22N] = { 2, 6, -55, -51.5, -51, false },
	[PX_UTM_38S] = { -13.2, -12.4, 44.8, 45.5, 45, true },
	[PX_UTM_40S] = { -21.6, -20.7, 55, 56, 57, true },
	[PX_UTM_1S] = { -14.5, -13, -178.5, -176, -177, true },
};

static const struct {
	const char *department;
	enum px_projection projection;
} departments[] = {
	{ "971", PX_UTM_20N }, { "972", PX_UTM_20N }, { "977", PX_UTM_20N }, { "978", PX_UTM_20N },
	{ "9A", PX_UTM_20N },  { "9B", PX_UTM_20N },  { "973", PX_UTM_22N }, { "9C", PX_UTM_22N },
	{ "974", PX_UTM_40S }, { "9D", PX_UTM_40S },  { "975", PX_UTM_21N }, { "9E", PX_UTM_21N },
	{ "976", PX_UTM_38S }, { "9F", PX_UTM_38S },  { "986", PX_UTM_1S },  { "9J", PX_UTM_1S },
};

double
px_geo_km(struct px_point a, struct px_point b)
{
	double north = sin((b.lat - a.lat) / RADIAN / 2), east = sin((b.lon - a.lon) / RADIAN / 2);
	double chord = north * north + cos(a.lat / RADIAN) * cos(b.lat / RADIAN) * east * east;

	return 2 * EARTH_KM * asin(sqrt(chord < 1 ? chord : 1));
}

static bool
read_degrees(const char *text, double most, double *out)
{
	char *end;

	/* strtod would take more than numbers, and a comma in some languages. */
	if (!*text || text[strspn(text, "+-.0123456789")])
		return false;
	*out = strtod(text, &end);
	return !*end && fabs(*out) <= most;
}

bool
px_geo_read(const char *lat, const char *lon, struct px_point *out)
{
	return read_degrees(lat, 90, &out->lat) && read_degrees(lon, 180, &out->lon);
}

enum px_projection
px_geo_projection(const char *department)
{
	for (size_t i = 0; i < sizeof(departments) / sizeof(departments[0]); i++)
		if (strncmp(department, departments[i].department,
			    strlen(departments[i].department)) == 0)
			return departments[i].projection;
	return PX_LAMBERT_93;
}

static double
eccentricity(void)
{
	return sqrt(FLATTENING * (2 - FLATTENING));
}

/* Isometric latitude (NT/G 71, algorithm 1). */
static double
isometric(double latitude)
{
	double e = eccentricity();

	return atanh(sin(latitude)) - e * atanh(e * sin(latitude));
}

/* Its inverse (algorithm 2), to a millionth of a second of arc. */
static double
latitude_of(double isometric_latitude)
{
	double e = eccentricity(), latitude = 0, before;
	int turns = 0;

	do {
		before = latitude;
		latitude = asin(tanh(isometric_latitude + e * atanh(e * sin(before))));
	} while (fabs(latitude - before) > 1e-12 && ++turns < 30);
	return latitude;
}

/* The great normal at a latitude. */
static double
normal(double latitude)
{
	double e = eccentricity() * sin(latitude);

	return GREAT_AXIS / sqrt(1 - e * e);
}

/* Algorithm 4, with the constants of the projection made from its parallels (algorithm 54). */
static void
from_lambert(double x, double y, struct px_point *out)
{
	double south = normal(LAMBERT_SOUTH) * cos(LAMBERT_SOUTH);
	double north = normal(LAMBERT_NORTH) * cos(LAMBERT_NORTH);
	double n = log(north / south) / (isometric(LAMBERT_SOUTH) - isometric(LAMBERT_NORTH));
	double c = south * exp(n * isometric(LAMBERT_SOUTH)) / n;
	double pole = LAMBERT_Y + c * exp(-n * isometric(LAMBERT_ORIGIN));
	double east = x - LAMBERT_X, down = pole - y;

	out->lon = (LAMBERT_MERIDIAN + atan2(east, down) / n) * RADIAN;
	out->lat = latitude_of(-log(hypot(east, down) / c) / n) * RADIAN;
}

static void
from_utm(enum px_projection projection, double x, double y, struct px_point *out)
{
	double n = FLATTENING / (2 - FLATTENING), n2 = n * n, n3 = n2 * n;
	double radius = GREAT_AXIS / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64) * UTM_SCALE;
	const double beta[] = { n / 2 - 2 * n2 / 3 + 37 * n3 / 96, n2 / 48 + n3 / 15,
				17 * n3 / 480 };
	double xi = (y - (zones[projection].southern ? UTM_SOUTH_Y : 0)) / radius;
	double eta = (x - UTM_X) / radius, xi0 = xi, eta0 = eta, conformal;

	for (int i = 0; i < 3; i++) {
		xi0 -= beta[i] * sin(2 * (i + 1) * xi) * cosh(2 * (i + 1) * eta);
		eta0 -= beta[i] * cos(2 * (i + 1) * xi) * sinh(2 * (i + 1) * eta);
	}
	conformal = asin(sin(xi0) / cosh(eta0));
	out->lat = latitude_of(atanh(sin(conformal))) * RADIAN;
	out->lon = zones[projection].meridian + atan2(sinh(eta0), cos(xi0)) * RADIAN;
}

bool
px_geo_unproject(enum px_projection projection, double x, double y, struct px_point *out)
{
	if (projection == PX_LAMBERT_93)
		from_lambert(x, y, out);
	else
		from_utm(projection, x, y, out);
	return out->lat >= zones[projection].south && out->lat <= zones[projection].north &&
	       out->lon >= zones[projection].west && out->lon <= zones[projection].east;
}
