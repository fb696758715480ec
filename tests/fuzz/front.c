/* Front matter: what is taken is of the kinds that were asked for; the body is what follows. */
#include "fuzz.h"
#include "web/front.h"

static const struct px_front_key place_keys[] = { { "name", PX_FRONT_TEXT, true }, { NULL } };
static const struct px_front_key keys[] = {
	{ "title", PX_FRONT_TEXT, true },
	{ "date", PX_FRONT_DATE },
	{ "start", PX_FRONT_INSTANT },
	{ "tags", PX_FRONT_TEXTS },
	{ "draft", PX_FRONT_BOOL },
	{ "weight", PX_FRONT_NUMBER },
	{ "image", PX_FRONT_PATH },
	{ "link", PX_FRONT_URL },
	{ "place", PX_FRONT_MAP, false, place_keys },
	{ "team", PX_FRONT_MAPS, false, place_keys },
	{ NULL },
};

static bool
leads_out(const char *path)
{
	size_t length = strlen(path);

	return *path == '/' || strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0 ||
	       strstr(path, "/../") || (length > 3 && strcmp(path + length - 3, "/..") == 0);
}

static void
kinds_hold(const struct px_doc *map)
{
	const struct px_doc *link = px_doc_get(map, "link"), *tags = px_doc_get(map, "tags");
	const char *date = px_doc_get_text(map, "date"), *image = px_doc_get_text(map, "image");
	struct px_date day;

	FUZZ_CLAIM(map->kind == PX_DOC_MAP);
	FUZZ_CLAIM(!link || (link->kind == PX_DOC_URL && px_url_safe(link->text, link->count)));
	FUZZ_CLAIM(!date || px_date_parse(date, &day) == 0);
	FUZZ_CLAIM(!image || !leads_out(image));
	for (size_t i = 0; tags && i < tags->count; i++)
		FUZZ_CLAIM(px_doc_at(tags, i)->kind == PX_DOC_TEXT);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct px_world *world = fuzz_world();
	struct px_when when = { .now = world->now, .zone = world->zone, .filter = true };
	struct px_front_form form = { "a.md", keys, &when };
	struct px_arena arena = PX_ARENA_INIT;
	struct px_faults faults = { .arena = &arena }, others = { .arena = &arena };
	const char *text = (const char *)data;
	struct px_front front;
	struct px_doc *root;
	int result = px_front_split(&form, text, size, &front, &faults);

	FUZZ_CLAIM((result == 0) == (px_faults_count(&faults, PX_REJECTING) == 0));
	FUZZ_CLAIM(front.body >= text && front.body + front.length == text + size);
	FUZZ_CLAIM(result != 0 || px_doc_get_text(front.map, "title"));
	kinds_hold(front.map);
	px_front_yaml(&form, text, size, &root, &others);
	FUZZ_CLAIM(root->kind == PX_DOC_MAP || root->kind == PX_DOC_LIST);
	px_arena_release(&arena);
	return 0;
}
