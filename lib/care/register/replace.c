#include "care/register/replace.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "care/register/part.h"

/* A row of the table: what it says, and whether the file says it too. */
struct kept {
	int64_t id;
	uint64_t digest;
	bool seen;
};

struct px_replace {
	struct px_store *store;
	const struct px_type *type;
	const size_t *keys;
	struct px_buf insert, delete, scratch;
	struct px_register_map map; /* of keys; numbers are places in `kept`, from 1 */
	struct kept *kept;
	size_t count, capacity;
	int64_t last; /* id given */
};

static const char separator = '\x1f'; /* no text holds it */

static void
add_text(struct px_buf *out, const char *text)
{
	px_buf_puts(out, text ? text : "");
	px_buf_putc(out, separator);
}

static uint64_t
digest_of(const struct px_buf *buf)
{
	uint64_t digest = px_digest(buf->data, buf->length);

	return digest ? digest : 1; /* 0 is no digest */
}

static uint64_t
digest_row(struct px_replace *replace, const char *const *texts)
{
	px_buf_clear(&replace->scratch);
	for (size_t i = PX_F_OWN; i < replace->type->field_count; i++)
		add_text(&replace->scratch, texts[i]);
	return digest_of(&replace->scratch);
}

static uint64_t
digest_key(struct px_replace *replace, const char *const *texts)
{
	px_buf_clear(&replace->scratch);
	for (const size_t *key = replace->keys; *key; key++)
		add_text(&replace->scratch, texts[*key]);
	return digest_of(&replace->scratch);
}

static struct kept *
keep(struct px_replace *replace, struct px_register_entry *entry, int64_t id)
{
	PX_GROW(replace->kept, replace->count, replace->capacity);
	replace->kept[replace->count] = (struct kept){ .id = id };
	entry->number = (uint32_t)++replace->count;
	if (id > replace->last)
		replace->last = id;
	return &replace->kept[replace->count - 1];
}

/* The statements: every column of the type's own, then the folded ones. */
static void
make_texts(struct px_replace *replace)
{
	const struct px_type *type = replace->type;
	struct px_buf places = PX_BUF_INIT;
	int place = 1;

	px_buf_printf(&replace->insert, "INSERT INTO \"%s\" (\"id\"", type->name);
	px_buf_puts(&places, "$1");
	for (int folded = 0; folded < 2; folded++)
		for (size_t i = PX_F_OWN; i < type->field_count; i++) {
			if (folded && !(type->fields[i].flags & PX_FOLDED))
				continue;
			px_buf_printf(&replace->insert, ", \"%s%s\"", type->fields[i].name,
				      folded ? "_folded" : "");
			px_buf_printf(&places, ", $%d", ++place);
		}
	px_buf_printf(&replace->insert, ") VALUES (%s)", places.data);
	px_buf_printf(&replace->delete, "DELETE FROM \"%s\" WHERE \"id\" = $1", type->name);
	px_buf_release(&places);
}

static int
load(struct px_replace *replace, struct px_err *err)
{
	const struct px_type *type = replace->type;
	const char **texts = px_calloc(type->field_count, sizeof(*texts));
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;
	int got;

	px_buf_puts(&sql, "SELECT \"id\"");
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		px_buf_printf(&sql, ", \"%s\"", type->fields[i].name);
	px_buf_printf(&sql, " FROM \"%s\"", type->name);
	stmt = px_store_prepare(replace->store, sql.data, err);
	got = stmt ? 1 : -1;
	if (stmt)
		px_stmt_by_pieces(stmt);
	while (got > 0 && (got = px_stmt_step(stmt, err)) > 0) {
		for (size_t i = PX_F_OWN; i < type->field_count; i++)
			texts[i] = px_stmt_text(stmt, (int)(i - PX_F_OWN) + 1);
		keep(replace, px_register_map_at(&replace->map, digest_key(replace, texts)),
		     px_stmt_number(stmt, 0))
			->digest = digest_row(replace, texts);
	}
	px_stmt_done(stmt);
	px_buf_release(&sql);
	free(texts);
	return got;
}

struct px_replace *
px_replace_open(struct px_store *store, const struct px_type *type, const size_t *keys,
		struct px_err *err)
{
	struct px_replace *replace = px_calloc(1, sizeof(*replace));

	*replace = (struct px_replace){ .store = store,
					.type = type,
					.keys = keys,
					.insert = PX_BUF_INIT,
					.delete = PX_BUF_INIT,
					.scratch = PX_BUF_INIT };
	make_texts(replace);
	if (load(replace, err) == 0)
		return replace;
	px_replace_close(replace);
	return NULL;
}

void
px_replace_close(struct px_replace *replace)
{
	if (!replace)
		return;
	px_buf_release(&replace->insert);
	px_buf_release(&replace->delete);
	px_buf_release(&replace->scratch);
	px_register_map_release(&replace->map);
	free(replace->kept);
	free(replace);
}

static int
delete_row(struct px_replace *replace, int64_t id, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(replace->store, replace->delete.data, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, id);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

static void
bind_folded(struct px_replace *replace, struct px_stmt *stmt, int place, const char *text)
{
	px_buf_clear(&replace->scratch);
	if (text)
		px_text_fold(text, &replace->scratch);
	px_bind_text(stmt, place, text ? replace->scratch.data : NULL);
}

static int
insert_row(struct px_replace *replace, int64_t id, const char *const *texts, struct px_err *err)
{
	const struct px_type *type = replace->type;
	struct px_stmt *stmt = px_store_prepare(replace->store, replace->insert.data, err);
	int place = 1, got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, place++, id);
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		px_bind_text(stmt, place++, texts[i]);
	for (size_t i = PX_F_OWN; i < type->field_count; i++)
		if (type->fields[i].flags & PX_FOLDED)
			bind_folded(replace, stmt, place++, texts[i]);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/* The file has this key for the second time. */
static int
meet_again(const struct px_replace *replace, const struct kept *kept, uint64_t digest,
	   const char *const *texts, struct px_reader *reader)
{
	if (kept->digest == digest)
		reader->counts->unchanged++;
	else
		px_faults_add(&reader->faults, PX_REJECTING,
			      replace->type->fields[replace->keys[0]].name,
			      _("%s: twice in the file, not the same: the first one is kept"),
			      texts[replace->keys[0]]);
	return 0;
}

int
px_replace_row(struct px_replace *replace, const char *const *texts, struct px_reader *reader,
	       struct px_err *err)
{
	uint64_t digest = digest_row(replace, texts);
	struct px_register_entry *entry =
		px_register_map_at(&replace->map, digest_key(replace, texts));
	struct kept *kept = entry->number ? &replace->kept[entry->number - 1] : NULL;

	if (kept && kept->seen)
		return meet_again(replace, kept, digest, texts, reader);
	if (!kept) {
		kept = keep(replace, entry, replace->last + 1);
		reader->counts->new ++;
	} else if (kept->digest == digest) {
		reader->counts->unchanged++;
		kept->seen = true;
		return 0;
	} else {
		reader->counts->changed++;
		if (delete_row(replace, kept->id, err))
			return -1;
	}
	kept->seen = true;
	kept->digest = digest;
	return insert_row(replace, kept->id, texts, err);
}

int
px_replace_end(struct px_replace *replace, struct px_register_counts *counts, struct px_err *err)
{
	for (size_t i = 0; i < replace->count; i++) {
		if (replace->kept[i].seen)
			continue;
		counts->removed++;
		if (delete_row(replace, replace->kept[i].id, err))
			return -1;
	}
	return 0;
}
