/* Values of templates: maps large and small, their parents, and which addresses are taken. */
#include "web/doc.h"

#include "tap.h"

static struct px_arena arena = PX_ARENA_INIT;

/* Every key is found, in its place, whatever the size of the map. */
static void
try_map(size_t count)
{
	struct px_doc *map = px_doc_map(&arena);
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++)
		px_doc_put_number(map, px_arena_printf(&arena, "key-%zu", i), (int64_t)i);
	for (size_t i = 0; i < count; i++) {
		const struct px_doc *value = px_doc_get(map, px_arena_printf(&arena, "key-%zu", i));

		wrong += !value || value->number != (int64_t)i ||
			 map->entries[i].value->number != (int64_t)i;
	}
	tap_is_number((long long)wrong, 0, "every key is found");
	tap_ok(map->count == count && !px_doc_get(map, "key") && !px_doc_get(map, ""),
	       "and no other, of %zu", count);
	px_doc_put_text(map, "key-0", "again");
	tap_ok(map->count == (count ? count : 1) && !strcmp(map->entries[0].value->text, "again"),
	       "what is put again is there once, in its old place");
}

static void
try_parents(void)
{
	struct px_doc *site = px_doc_map(&arena), *page = px_doc_map_under(&arena, site);

	px_doc_put_text(site, "a", "site");
	px_doc_put_text(site, "b", "site");
	px_doc_put_text(page, "a", "page");
	tap_is(px_doc_get_text(page, "a"), "page", "the map's own comes first");
	tap_is(px_doc_get_text(page, "b"), "site", "then the parent's");
	tap_is(px_doc_get_text(site, "a"), "site", "which stays as it was");
	tap_ok(!px_doc_get(page, "c") && !px_doc_get(NULL, "a"), "nothing is nowhere");
	px_doc_put_text(page, "d", NULL);
	px_doc_put_text(page, "d", "");
	tap_ok(!px_doc_get(page, "d"), "an empty text is not put");
}

static void
try_truth(void)
{
	struct px_doc *list = px_doc_list(&arena);

	tap_ok(!px_doc_true(NULL) && !px_doc_true(list) && !px_doc_true(px_doc_bool(false)) &&
		       !px_doc_true(px_doc_number(&arena, 0)) && !px_doc_true(px_doc_map(&arena)),
	       "what is empty, false or 0 does not show");
	px_doc_push(list, NULL);
	tap_ok(list->count == 0, "nothing is not pushed");
	tap_is_number((long long)px_doc_get(list, "count")->number, 0, "an empty list counts none");
	px_doc_push(list, px_doc_bool(false));
	tap_is_number((long long)px_doc_get(list, "count")->number, 1, "then what is pushed");
	tap_ok(px_doc_true(list) && px_doc_true(px_doc_text(&arena, "0")) &&
		       px_doc_true(px_doc_number(&arena, -1)),
	       "other values do");
	tap_ok(px_doc_at(list, 0) && !px_doc_at(list, 1) && !px_doc_at(NULL, 0), "items by number");
}

static void
try_addresses(void)
{
	static const char *const safe[] = { "https://a.fr/b?c=d#e",
					    "HTTP://a.fr",
					    "mailto:a@b.fr",
					    "tel:+33102030405",
					    "a.html",
					    "../a/b.html#c",
					    "#a",
					    "?a=b:c",
					    "/a:b",
					    "",
					    "a/b:c",
					    "été.html" };
	static const char *const harmful[] = { "javascript:alert(1)",
					       "JavaScript:alert(1)",
					       " javascript:alert(1)",
					       "java\tscript:alert(1)",
					       "java\nscript:alert(1)",
					       "\x01javascript:alert(1)",
					       "data:text/html,x",
					       "vbscript:x",
					       "file:///etc/passwd",
					       "//evil.fr",
					       "\\\\evil.fr",
					       "/\\evil.fr",
					       "a b",
					       "java\u202escript:x",
					       "\u202e//evil.fr",
					       "ftp://a.fr",
					       ":a",
					       "a:b" };

	for (size_t i = 0; i < PX_COUNT(safe); i++)
		tap_ok(px_url_safe(safe[i], strlen(safe[i])), "taken: %s", safe[i]);
	for (size_t i = 0; i < PX_COUNT(harmful); i++) {
		struct px_err err = PX_ERR_INIT;

		tap_ok(!px_doc_url(&arena, harmful[i], &err) && err.code == PX_REJECTED,
		       "refused: number %zu", i);
	}
	tap_ok(!px_url_safe("a\0b", 3), "a NUL is refused");
}

int
main(void)
{
	try_map(0);
	try_map(12);
	try_map(13);
	try_map(10000);
	try_parents();
	try_truth();
	try_addresses();
	px_arena_release(&arena);
	return tap_done();
}
