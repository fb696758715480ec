/*
 * FHIR: the pairs of tests/cases/fhir, and that a bundle is read back as it was written, with every
 * reference leading to an entry.  With --print FILE, what a file is read as.
 */
#include "io/fhir/fhir.h"

#include <unistd.h>

#include "base/zone.h"
#include "io/json_in.h"
#include "model/types.h"
#include "source.h"

static struct px_value
text(const char *value)
{
	return (struct px_value){ .state = PX_SET, .text = value };
}

static const char home_uid[] = "019593e1-c1e5-7000-893c-ea8d972216f9";
static const char uid[] = "019593e1-c1f1-7001-856b-7663a03b3618";

static void
write_bundle(struct px_buf *out)
{
	struct px_zone *zone = px_zone_open("Europe/Paris", NULL);
	const struct px_world world = { .now = 1741942800, .zone = zone };
	static const struct px_value skills[] = { { .state = PX_SET, .text = "a,b" },
						  { .state = PX_SET, .text = "SI01" } };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_record home = px_record_new(&arena, &px_type_organization);
	struct px_record person = px_record_new(&arena, &px_type_practitioner);
	struct px_record site = px_record_new(&arena, &px_type_location);
	struct px_fhir fhir;

	home.values[PX_F_UID] = text(home_uid);
	home.values[PX_ORGANIZATION_NAME] = text("MSP \"du\" Val");
	person.values[PX_F_UID] = text(uid);
	person.values[PX_PRACTITIONER_FAMILY] = text("L'Été");
	person.values[PX_PRACTITIONER_EMAIL] = text("odd@medecin.mssante.fr");
	person.values[PX_PRACTITIONER_SKILLS] =
		(struct px_value){ .state = PX_SET, .items = skills, .count = 2 };
	site.values[PX_F_UID] = text("019593e1-c1f1-7002-856b-7663a03b3618");
	site.values[PX_LOCATION_NAME] = text("Site");
	px_fhir_begin(&fhir, &world, out);
	px_fhir_put(&fhir, &person, &home);
	px_fhir_put(&fhir, &site, &home);
	px_fhir_put(&fhir, &home, NULL);
	px_fhir_end(&fhir);
	px_zone_free(zone);
	px_arena_release(&arena);
}

static const char *
member(const struct px_json_node *node, const char *key)
{
	const struct px_json_node *found = px_json_member(node, key);

	return found ? found->string : NULL;
}

static bool
leads_to_entry(const struct px_json_node *bundle, const char *reference)
{
	const struct px_json_node *entries = px_json_member(bundle, "entry");

	for (size_t i = 0; i < entries->count; i++)
		if (strcmp(member(&entries->items[i], "fullUrl"), reference) == 0)
			return true;
	return false;
}

/* Every reference of the tree, and no empty list, object or text: FHIR has none. */
static void
check_tree(const struct px_json_node *bundle, const struct px_json_node *node, int *references)
{
	const char *reference = member(node, "reference");
	bool empty =
		(node->type == PX_JSON_STRING && !*node->string) || node->type == PX_JSON_NULL ||
		((node->type == PX_JSON_ARRAY || node->type == PX_JSON_OBJECT) && node->count == 0);

	if (empty)
		tap_ok(false, "nothing is empty (%s)", node->key ? node->key : "");
	if (reference) {
		++*references;
		tap_ok(leads_to_entry(bundle, reference), "%s leads to an entry", reference);
	}
	for (size_t i = 0; i < node->count; i++)
		check_tree(bundle, &node->items[i], references);
}

static void
test_written(void)
{
	char path[] = "/tmp/plexus-fhir-XXXXXX";
	int fd = mkstemp(path), references = 0;
	struct px_buf out = PX_BUF_INIT, got = PX_BUF_INIT;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_err err = PX_ERR_INIT;
	const struct px_json_node *bundle;

	write_bundle(&out);
	bundle = px_json_parse(&arena, out.data, out.length, "bundle", &err);
	tap_ok(bundle, "a bundle is JSON %s", err.message);
	if (bundle)
		check_tree(bundle, bundle, &references);
	tap_is_number(references, 3, "references");
	tap_ok(fd >= 0 && write(fd, out.data, out.length) == (ssize_t)out.length, "written");
	print_file(path, &got);
	tap_is(got.data,
	       "fhir utf-8\n"
	       "2 {\"email\":\"odd@medecin.mssante.fr\",\"skills\":\"a\\\\,b,SI01\","
	       "\"uid\":\"019593e1-c1f1-7001-856b-7663a03b3618\",\"family\":\"L'Été\"}\n"
	       "note: 1 Organization was left (--type organization takes it); "
	       "1 Location was left (--type location takes it)\n",
	       "and read back");
	close(fd);
	unlink(path);
	px_arena_release(&arena);
	px_buf_release(&out);
	px_buf_release(&got);
}

int
main(int argc, char **argv)
{
	if (asked_to_print(argc, argv))
		return 0;
	test_pairs("tests/cases/fhir", 12);
	test_written();
	return tap_done();
}
