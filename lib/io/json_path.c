#include "io/json_path.h"

struct px_json_path
px_json_below(const struct px_json_path *above, const struct px_json_node *node, const char *key,
	      size_t item)
{
	return (struct px_json_path){ above, key, item, node ? node->line : above->line };
}

void
px_json_path_add(const struct px_json_path *path, struct px_buf *out)
{
	if (!path->above)
		return;
	px_json_path_add(path->above, out);
	if (path->key)
		px_buf_printf(out, path->above->above ? ".%s" : "%s", path->key);
	else
		px_buf_printf(out, "[%zu]", path->item);
}
