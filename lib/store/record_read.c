/*
 * Reading one record.
 */
#include "store/inner.h"
#include "store/links.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/select.h"

/* Of every column; made once for each type. */
static const struct px_select *
select_of(struct px_store *store, const struct px_type *type)
{
	struct px_texts *texts = px_store_texts(store, type);

	if (!texts->whole) {
		texts->whole = px_calloc(1, sizeof(*texts->whole));
		px_select_init(texts->whole, type, NULL);
	}
	return texts->whole;
}

static char *
read_text(const struct px_select *select, bool at_home)
{
	struct px_buf sql = PX_BUF_INIT;

	px_buf_printf(&sql, "SELECT %s FROM \"%s\" t%s WHERE t.\"id\" = $1%s", select->list.data,
		      select->type->name, select->joins.data,
		      at_home ? " AND t.\"organization\" = $2" : "");
	return px_buf_detach(&sql);
}

/* home: the organization where it is looked for; 0: all of them. */
static int
read_from(struct px_store *store, const struct px_select *select, int64_t id, int64_t home,
	  struct px_arena *arena, struct px_record *out, struct px_err *err)
{
	struct px_texts *texts = px_store_texts(store, select->type);
	char **text = home ? &texts->read_home : &texts->read;
	struct px_stmt *stmt;
	int got;

	if (!*text)
		*text = read_text(select, home);
	stmt = px_store_prepare(store, *text, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	if (home)
		px_bind_number(stmt, 2, home);
	got = px_stmt_step(stmt, err);
	if (got == 1) {
		*out = px_record_new(arena, select->type);
		px_select_load(select, stmt, arena, out);
	}
	px_stmt_done(stmt);
	return got;
}

/* Nearly all that is read is of the organization at work: it is asked first, which is one machine where
 * tables are spread. */
static int
read_row(struct px_store *store, const struct px_select *select, int64_t id, struct px_arena *arena,
	 struct px_record *out, struct px_err *err)
{
	bool everywhere = select->type->flags & (PX_REGISTER | PX_GLOBAL);
	int got = 0;

	if (store->home && !everywhere)
		got = read_from(store, select, id, store->home, arena, out, err);
	return got ? got : read_from(store, select, id, 0, arena, out, err);
}

int
px_record_read(struct px_store *store, const struct px_type *type, int64_t id,
	       struct px_arena *arena, struct px_record *out, struct px_err *err)
{
	int got = read_row(store, select_of(store, type), id, arena, out, err);

	for (size_t i = PX_F_OWN; got == 1 && i < type->field_count; i++)
		if (px_field_is_list(&type->fields[i]) &&
		    px_links_load(store, &type->fields[i], out, 1, arena, err))
			got = -1;
	return got;
}
