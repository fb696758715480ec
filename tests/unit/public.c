/* Who and what the public site shows, in which order, and what it never tells. */
#include "care/public.h"

#include "base/zone.h"
#include "store_base.h"

static struct px_arena arena = PX_ARENA_INIT;

static void
add(struct px_store *store, const struct px_type *type, const char *fields)
{
	if (base_add(store, type, fields) < 0)
		tap_ok(false, "%s: %s", fields, base_err.message);
}

static void
add_team(struct px_store *store)
{
	add(store, &px_type_organization, "name=MSP du Val|kind=msp|phone=0261910000");
	add(store, &px_type_location, "name=Zénith");
	add(store, &px_type_location, "name=Annexe");
	add(store, &px_type_location, "name=Réserve|public=no");
	add(store, &px_type_practitioner,
	    "family=Martin|given=Zoé|profession=60|associate=yes|"
	    "phone=0612345678|email=zoe@msp.example");
	add(store, &px_type_practitioner,
	    "family=Martin|given=Ève|profession=60|joined=2020-01-01|"
	    "locations=Annexe,Réserve");
	add(store, &px_type_practitioner,
	    "family=Aubry|profession=10|public=yes|phone=0261910001|"
	    "email=aubry@msp.example|locations=Zénith,Annexe");
	add(store, &px_type_practitioner,
	    "family=Zola|profession=10|associate=yes|public=yes|email=zola@gmail.com");
	add(store, &px_type_practitioner,
	    "family=Klein|profession=secretary|public=yes|"
	    "email=klein@klein.mssante.fr");
	add(store, &px_type_practitioner, "family=Joly|profession=coordinator|joined=2020-01-01");
	add(store, &px_type_practitioner, "family=Voisin|profession=10");
	add(store, &px_type_practitioner, "family=Parti|profession=10|public=yes|left=2025-11-20");
	add(store, &px_type_practitioner, "family=Part|profession=70|public=yes|left=2025-11-21");
	add(store, &px_type_practitioner,
	    "family=Futur|profession=10|public=yes|joined=2025-11-22");
	add(store, &px_type_practitioner, "family=Muet|profession=10|associate=yes|public=no");
	add(store, &px_type_healthcare_service, "name=Vaccins|practitioners=martin,voisin");
	add(store, &px_type_healthcare_service, "name=Éducation");
	add(store, &px_type_healthcare_service, "name=Caché|public=no");
	add(store, &px_type_project, "title=Zèbre|public=yes|status=active");
	add(store, &px_type_project, "title=Ancien|public=yes|status=closed");
	add(store, &px_type_project, "title=Idée|public=yes|status=idea");
	add(store, &px_type_project, "title=Fermé");
	add(store, &px_type_project, "title=Âne|public=yes|status=active");
}

/* "Aubry Zola …": the field of each. */
static const char *
names(const struct px_public_list *list, size_t field)
{
	const char *out = "";

	for (size_t i = 0; i < list->count; i++)
		out = px_arena_printf(&arena, "%s%s%s", out, i ? " " : "",
				      px_record_text(&list->records[i], field));
	return out;
}

static const char *
contacts(const struct px_public_list *team)
{
	const char *out = "";

	for (size_t i = 0; i < team->count; i++) {
		const char *phone = px_public_phone(&team->records[i]),
			   *email = px_public_email(&team->records[i]);

		out = px_arena_printf(&arena, "%s%s%s/%s", out, i ? " " : "", phone ? phone : "-",
				      email ? email : "-");
	}
	return out;
}

static void
test_places_of(const struct px_public_list *team, const struct px_public_list *places)
{
	const struct px_record *of[8];
	size_t count = px_public_places_of(&team->records[0], places, of);

	tap_ok(count == 2 && px_record_is(of[0], PX_LOCATION_NAME, "Zénith"),
	       "who works at both is at both");
	count = px_public_places_of(&team->records[2], places, of);
	tap_ok(count == 1 && px_record_is(of[0], PX_LOCATION_NAME, "Annexe"),
	       "a place that is not shown is nobody's");
	count = px_public_places_of(&team->records[1], places, of);
	tap_ok(count == 1 && px_record_is(of[0], PX_LOCATION_NAME, "Zénith"),
	       "who says none is at the main one");
	count = px_public_places_of(&team->records[1], &(struct px_public_list){ 0 }, of);
	tap_is_number((long long)count, 0, "or nowhere when there is none");
}

int
main(void)
{
	struct px_store *store = base_make();
	struct px_public_at at = { store, &arena, &base_world, 1 };
	struct px_public_list team, places, services, projects;

	base_world.zone = px_zone_open("Europe/Paris", NULL);
	px_store_begin(store, &base_err);
	add_team(store);
	px_store_commit(store, &base_err);
	if (px_public_team(&at, &team, &base_err) != 0 ||
	    px_public_places(&at, &places, &base_err) != 0 ||
	    px_public_services(&at, &services, &base_err) != 0 ||
	    px_public_projects(&at, &projects, &base_err) != 0) {
		printf("Bail out! %s\n", base_err.message);
		return 1;
	}
	tap_is(names(&team, PX_PRACTITIONER_HANDLE), "aubry zola martin-2 martin part klein",
	       "physicians first, then professions, then the others, by name");
	tap_is(contacts(&team), "+33261910001/aubry@msp.example -/- -/- -/- -/- -/-",
	       "the telephone and the address of who said yes, when they are professional");
	tap_is(names(&places, PX_LOCATION_NAME), "Zénith Annexe", "places in their order");
	tap_is(names(&services, PX_SERVICE_NAME), "Éducation Vaccins", "services by name");
	tap_is(names(&projects, PX_PROJECT_TITLE), "Âne Zèbre Ancien",
	       "projects that are open to the public, those at work first");
	tap_ok(px_public_find(&team,
			      services.records[1].values[PX_SERVICE_PRACTITIONERS].items[0].number),
	       "who offers a service is found when they are shown");
	tap_ok(!px_public_find(
		       &team, services.records[1].values[PX_SERVICE_PRACTITIONERS].items[1].number),
	       "and not named when they are not");
	test_places_of(&(struct px_public_list){ team.records, team.count, 0 }, &places);
	px_public_free(&team);
	px_public_free(&places);
	px_public_free(&services);
	px_public_free(&projects);
	px_zone_free((struct px_zone *)base_world.zone);
	px_store_close(store);
	px_arena_release(&arena);
	return tap_done();
}
