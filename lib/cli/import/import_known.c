/* What is stored of a record that another program knows by a name of its own. */
#include "base/text.h"
#include "cli/import/import_part.h"
#include "store/query.h"

/* A failure here is one of the store, which the first row to be matched meets again. */
size_t
px_import_stored(const char *name, int64_t *instants, size_t most, void *data)
{
	struct px_import *import = data;
	const struct px_type *type = import->type;
	char now[PX_INSTANT_SIZE], *parts[2];
	struct px_value values[2] = { { .state = PX_SET, .text = name },
				      { .state = PX_SET, .text = now } };
	struct px_filter filters[2] = {
		{ .compare = PX_EQUAL, .values = &values[0], .count = 1 },
		{ .compare = PX_GREATER_EQUAL, .values = &values[1], .count = 1 },
	};
	struct px_query query = { .type = type,
				  .organization = import->run->home,
				  .filters = filters,
				  .filter_count = 2,
				  .limit = (int64_t)most,
				  .world = &import->run->world };
	struct px_err why = PX_ERR_INIT;
	struct px_cursor *cursor;
	struct px_record stored;
	size_t count = 0;

	px_instant_format(import->run->world.now, now);
	px_text_split(px_arena_strdup(&import->arena, type->known_as), '+', parts, 2);
	for (size_t i = 0; i < 2; i++)
		filters[i].field = px_field_find(type, parts[i]);
	cursor = px_query_open(import->run->store, &query, &why);
	while (cursor && px_query_next(cursor, &stored, &why) == 1)
		if (px_instant_parse(
			    px_record_text(&stored, px_field_index(type, filters[1].field)),
			    &instants[count]) == 0)
			count++;
	px_query_close(cursor);
	return count;
}
