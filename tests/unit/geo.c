/* Projections on points computed apart (PROJ 9.1), distances, and places out of what people type. */
#include "care/geo.h"

#include <math.h>
#include <string.h>

#include "care/communes.h"
#include "tap.h"

static const struct {
	enum px_projection projection;
	double x, y, lat, lon;
	const char *what;
} points[] = {
	{ PX_LAMBERT_93, 700000, 6600000, 46.5, 3, "the origin of Lambert-93" },
	{ PX_LAMBERT_93, 652469.02, 6862035.26, 48.85660001, 2.35219996, "Paris" },
	{ PX_LAMBERT_93, 870215.7, 6571590.5, 46.22274479, 5.20859613, "Viriat" },
	{ PX_LAMBERT_93, 155000, 6840000, 48.43095188, -4.37828196, "Brest" },
	{ PX_LAMBERT_93, 1230000, 6130000, 42.07703576, 9.39916217, "Corsica" },
	{ PX_UTM_40S, 338863, 7691213, -20.87226366, 55.45100043, "Saint-Denis" },
	{ PX_UTM_40S, 360000, 7640000, -21.33659080, 55.64996655, "Saint-Joseph" },
	{ PX_UTM_20N, 656000, 1790000, 16.18542430, -61.54072186, "Guadeloupe" },
	{ PX_UTM_20N, 710000, 1615000, 14.60012858, -61.05055406, "Martinique" },
	{ PX_UTM_22N, 354000, 545000, 4.92935957, -52.31678843, "Cayenne" },
	{ PX_UTM_21N, 563000, 5180000, 46.77057499, -56.17485520, "Saint-Pierre" },
	{ PX_UTM_38S, 523000, 8585000, -12.79974618, 45.21192712, "Mayotte" },
	{ PX_UTM_1S, 590000, 8530000, -13.29582174, -176.16908942, "Wallis" },
};

static void
test_projections(void)
{
	struct px_point p;

	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		bool inside = px_geo_unproject(points[i].projection, points[i].x, points[i].y, &p);

		if (!tap_ok(inside && fabs(p.lat - points[i].lat) < 2e-8 &&
				    fabs(p.lon - points[i].lon) < 2e-8,
			    "%s", points[i].what))
			printf("# got: %.8f %.8f\n", p.lat, p.lon);
	}
	tap_ok(!px_geo_unproject(PX_LAMBERT_93, 6571590.5, 870215.7, &p),
	       "x and y in each other's place are nowhere");
	tap_ok(!px_geo_unproject(PX_LAMBERT_93, 656000, 1790000, &p),
	       "nor is Guadeloupe in Lambert-93");
}

static void
test_departments(void)
{
	tap_ok(px_geo_projection("97411") == PX_UTM_40S && px_geo_projection("9D") == PX_UTM_40S,
	       "La Réunion, by its code and by the letters of FINESS");
	tap_ok(px_geo_projection("9A123") == PX_UTM_20N && px_geo_projection("97150") == PX_UTM_20N,
	       "Guadeloupe, and the islands under its postcodes");
	tap_ok(px_geo_projection("2A004") == PX_LAMBERT_93 &&
		       px_geo_projection("") == PX_LAMBERT_93,
	       "Corsica is in Lambert-93, and so is what is not known");
}

static void
test_distance(void)
{
	struct px_point paris = { 48.8566, 2.3522 }, lyon = { 45.7640, 4.8357 }, read;

	tap_ok(fabs(px_geo_km(paris, lyon) - 391.5) < 0.5, "from Paris to Lyon");
	tap_ok(px_geo_km(paris, paris) == 0, "from a place to itself");
	tap_ok(fabs(px_geo_km((struct px_point){ -13.3, 179.9 },
			      (struct px_point){ -13.3, -179.9 }) -
		    21.6) < 0.2,
	       "across the line where days change");
	tap_ok(px_geo_read("47.36", "-0.45", &read) && read.lat == 47.36 && read.lon == -0.45,
	       "degrees are read");
	tap_ok(!px_geo_read("47,36", "0", &read) && !px_geo_read("91", "0", &read) &&
		       !px_geo_read("", "0", &read) && !px_geo_read("nan", "0", &read) &&
		       !px_geo_read("1e3", "0", &read),
	       "what is no degrees is refused");
}

/* What is typed, then "name postcode" or the beginning of the message. */
static const char *const places[][2] = {
	{ "49000", "49000 -" },
	{ "44000", "NANTES 44000" },
	{ "angers", "ANGERS 49000" },
	{ "Saint-Denis", "several communes have this name, give the postcode: 11310 ST DENIS, " },
	{ "97400 Saint-Denis", "ST DENIS 97400" },
	{ "93200 saint denis", "ST DENIS 93200" },
	{ "Sainte-Gemmes-sur-Loire", "STE GEMMES SUR LOIRE 49130" },
	{ "L'Haÿ-les-Roses", "L HAY LES ROSES 94240" },
	{ "Les Alleuds 49", "no such commune" },
	{ "49320 Les Alleuds", "LES ALLEUDS 49320" },
	{ "Paris", "PARIS -" },
	{ "paris 13", "PARIS 13 75013" },
	{ "Brissac-Loire", "BRISSAC LOIRE AUBANCE 49250" },
	{ "Angerz", "no such commune; did you mean \"angers\"" },
	{ "99999", "no commune has this name or postcode" },
	{ "97150", "nobody knows where this is" },
	{ "47.5,-0.5", "47.5,-0.5 -" },
	{ "", "a place is empty" },
	{ "Ajaccio", "AJACCIO 20000" },
};

static void
test_places(void)
{
	struct px_arena arena = PX_ARENA_INIT;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct px_err err = PX_ERR_INIT;
		struct px_place place;
		char got[1200];
		int result = px_communes_locate(NULL, "share/geo/communes.txt", places[i][0],
						&arena, &place, &err);

		if (result)
			snprintf(got, sizeof(got), "%s", err.message);
		else
			snprintf(got, sizeof(got), "%s %s", place.name,
				 place.postcode ? place.postcode : "-");
		if (!tap_ok(strstr(got, places[i][1]) != NULL, "\"%s\": %s", places[i][0],
			    places[i][1]))
			printf("# got: %s\n", got);
	}
	px_arena_release(&arena);
}

int
main(void)
{
	test_projections();
	test_departments();
	test_distance();
	test_places();
	return tap_done();
}
