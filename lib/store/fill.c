#include "store/fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "store/inner.h"
#include "store/links.h"
#include "store/load.h"
#include "store/row.h"
#include "store/schema.h"
#include "store/tokens.h"

/* The statements of one type, stepped again and again. */
struct filler {
	const struct px_type *type;
	struct px_stmt *row;
	struct px_stmt **lists; /* per field, of lists alone */
	struct px_buf *folded;  /* per field: borrowed by the statement while it is stepped */
	bool has_lists, is_searched;
};

/* The records that hold a word, in the order in which they came. */
struct posting {
	int64_t organization;
	const struct px_type *type;
	const char *word;
	int64_t *ids;
	size_t count, capacity;
};

/* Sorted, words go into their table as into a book; past so many they would take too much memory. */
enum { MOST_WORDS = 16 * 1024 * 1024 };

struct px_fill {
	struct px_store *store;
	struct filler *fillers; /* per registered type */
	struct px_stmt *line, *word;
	struct px_arena arena; /* of the words */
	struct px_map map;     /* of organization, type and word, to places in postings, from 1 */
	struct posting *postings;
	size_t posting_count, posting_capacity, words;
	const struct px_record *record; /* whose words are taken */
	uint64_t part;                  /* its organization and type */
};

/*
 * Beginning.
 */
static size_t
place_of(const struct px_type *type)
{
	size_t i = 0;

	while (px_types[i] != type)
		i++;
	return i;
}

static int
drop_indexes(struct px_store *store, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result = 0;

	for (size_t i = 0; i < px_type_count; i++)
		if (!px_types[i]->view)
			px_schema_drop_indexes(px_types[i], &sql);
	if (sql.length)
		result = store->engine->run(store->db, sql.data, err);
	px_buf_release(&sql);
	return result;
}

struct px_fill *
px_fill_begin(struct px_store *store, struct px_err *err)
{
	struct px_fill *fill;

	if (px_store_must_write(store, err) || drop_indexes(store, err) ||
	    (store->engine->strip && store->engine->strip(store->db, NULL, true, err)) ||
	    px_load_begin(store, err))
		return NULL;
	fill = px_calloc(1, sizeof(*fill));
	fill->store = store;
	fill->fillers = px_calloc(px_type_count, sizeof(*fill->fillers));
	return fill;
}

static struct px_stmt *
prepare_list(struct px_fill *fill, const struct px_type *type, const struct px_field *field,
	     struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	struct px_stmt *stmt;

	px_links_insert_text(type, field, &sql);
	stmt = px_store_prepare(fill->store, sql.data, err);
	px_buf_release(&sql);
	return stmt;
}

static struct filler *
filler_of(struct px_fill *fill, const struct px_type *type, struct px_err *err)
{
	struct filler *filler = &fill->fillers[place_of(type)];

	if (filler->row)
		return filler;
	filler->type = type;
	filler->row = px_row_insert_stmt(fill->store, type, err);
	if (!filler->row)
		return NULL;
	filler->lists = px_calloc(type->field_count, sizeof(struct px_stmt *));
	filler->folded = px_calloc(type->field_count, sizeof(*filler->folded));
	for (size_t i = 0; i < type->field_count; i++) {
		filler->folded[i] = (struct px_buf)PX_BUF_INIT;
		filler->is_searched |= (type->fields[i].flags & PX_SEARCHED) != 0;
		if (i < PX_F_OWN || !px_field_is_list(&type->fields[i]))
			continue;
		filler->has_lists = true;
		filler->lists[i] = prepare_list(fill, type, &type->fields[i], err);
		if (!filler->lists[i])
			return NULL;
	}
	return filler;
}

/*
 * Rows.
 */
static void
bind_text(struct px_stmt *stmt, int place, const char *text)
{
	px_bind_borrowed(stmt, place, text, text ? strlen(text) : 0);
}

static int
bind_field(struct filler *filler, size_t i, int place, const struct px_value *value)
{
	const struct px_field *field = &filler->type->fields[i];
	struct px_buf *folded = &filler->folded[i];
	bool set = value->state == PX_SET;

	if (!set)
		px_bind_null(filler->row, place);
	else if (px_field_is_number(field))
		px_bind_number(filler->row, place, value->number);
	else
		bind_text(filler->row, place, value->text);
	if (!(field->flags & PX_FOLDED))
		return place + 1;
	px_buf_clear(folded);
	if (set)
		px_text_fold(value->text, folded);
	px_bind_borrowed(filler->row, place + 1, set ? folded->data : NULL, folded->length);
	return place + 2;
}

/* One more row; the statement is ready for the next one. */
static int
step(struct px_stmt *stmt, struct px_err *err)
{
	if (px_stmt_step(stmt, err) < 0)
		return -1;
	px_stmt_again(stmt);
	return 0;
}

static int
put_list(struct filler *filler, const struct px_record *record, size_t i, struct px_err *err)
{
	const struct px_field *field = &filler->type->fields[i];
	const struct px_value *list = &record->values[i];
	struct px_stmt *stmt = filler->lists[i];

	for (size_t j = 0; list->state == PX_SET && j < list->count; j++) {
		px_bind_number(stmt, 1, record->values[PX_F_ORGANIZATION].number);
		px_bind_number(stmt, 2, record->values[PX_F_ID].number);
		px_bind_number(stmt, 3, (int64_t)j);
		if (px_field_is_number(field))
			px_bind_number(stmt, 4, list->items[j].number);
		else
			bind_text(stmt, 4, list->items[j].text);
		if (step(stmt, err) != 0)
			return -1;
	}
	return 0;
}

/*
 * Words.
 */
static void
take_word(const char *word, void *data)
{
	struct px_fill *fill = data;
	const struct px_value *values = fill->record->values;
	int64_t id = values[PX_F_ID].number, *place;
	struct posting *posting;

	place = px_map_at(&fill->map, px_map_digest(fill->part, word, strlen(word)));
	if (!*place) {
		PX_GROW(fill->postings, fill->posting_count, fill->posting_capacity);
		fill->postings[fill->posting_count] =
			(struct posting){ .organization = values[PX_F_ORGANIZATION].number,
					  .type = fill->record->type,
					  .word = px_arena_strdup(&fill->arena, word) };
		*place = (int64_t)++fill->posting_count;
	}
	posting = &fill->postings[*place - 1];
	if (posting->count && posting->ids[posting->count - 1] == id)
		return;
	PX_GROW(posting->ids, posting->count, posting->capacity);
	posting->ids[posting->count++] = id;
	fill->words++;
}

static void
take_words(struct px_fill *fill, const struct px_value *value)
{
	if (value->state != PX_SET)
		return;
	if (value->text)
		px_text_words(value->text, take_word, fill);
	for (size_t i = 0; i < value->count; i++)
		take_words(fill, &value->items[i]);
}

static int
by_key(const void *a, const void *b)
{
	const struct posting *one = a, *other = b;
	int order = (one->organization > other->organization) -
		    (one->organization < other->organization);

	if (!order)
		order = strcmp(one->type->name, other->type->name);
	return order ? order : strcmp(one->word, other->word);
}

static int
write_words(struct px_fill *fill, const struct posting *posting, struct px_err *err)
{
	struct px_stmt *stmt = fill->word;

	for (size_t i = 0; i < posting->count; i++) {
		px_bind_number(stmt, 1, posting->organization);
		bind_text(stmt, 2, posting->type->name);
		bind_text(stmt, 3, posting->word);
		px_bind_number(stmt, 4, posting->ids[i]);
		if (step(stmt, err) != 0)
			return -1;
	}
	return 0;
}

static void
forget_words(struct px_fill *fill)
{
	for (size_t i = 0; i < fill->posting_count; i++)
		free(fill->postings[i].ids);
	free(fill->postings);
	fill->postings = NULL;
	fill->posting_count = fill->posting_capacity = fill->words = 0;
	px_map_release(&fill->map);
	px_arena_release(&fill->arena);
}

static int
flush_words(struct px_fill *fill, struct px_err *err)
{
	int result = 0;

	if (!fill->word)
		fill->word = px_store_prepare(fill->store, px_tokens_insert_text, err);
	if (!fill->word)
		return -1;
	if (fill->posting_count)
		qsort(fill->postings, fill->posting_count, sizeof(*fill->postings), by_key);
	for (size_t i = 0; i < fill->posting_count && result == 0; i++)
		result = write_words(fill, &fill->postings[i], err);
	forget_words(fill);
	return result;
}

static int
put_words(struct px_fill *fill, const struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;

	fill->record = record;
	fill->part =
		(uint64_t)place_of(type) << 40 ^ (uint64_t)record->values[PX_F_ORGANIZATION].number;
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].flags & PX_SEARCHED)
			take_words(fill, &record->values[i]);
	return fill->words < MOST_WORDS ? 0 : flush_words(fill, err);
}

int
px_fill_record(struct px_fill *fill, const struct px_record *record, struct px_err *err)
{
	const struct px_type *type = record->type;
	struct filler *filler = filler_of(fill, type, err);
	int place = 1;

	if (!filler)
		return -1;
	for (size_t i = 0; i < type->field_count; i++)
		if (px_field_has_column(type, &type->fields[i]))
			place = bind_field(filler, i, place, &record->values[i]);
	if (step(filler->row, err) != 0)
		return -1;
	for (size_t i = PX_F_OWN; filler->has_lists && i < type->field_count; i++)
		if (filler->lists[i] && put_list(filler, record, i, err) != 0)
			return -1;
	return filler->is_searched && !(type->flags & PX_REGISTER) ? put_words(fill, record, err)
								   : 0;
}

/*
 * The rest.
 */
int
px_fill_line(struct px_fill *fill, const struct px_journal_line *line, struct px_err *err)
{
	struct px_stmt *stmt = fill->line;

	if (!stmt)
		stmt = fill->line = px_store_prepare(fill->store, px_journal_insert_text, err);
	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, line->seq);
	bind_text(stmt, 2, line->at);
	bind_text(stmt, 3, line->actor);
	bind_text(stmt, 4, line->operation);
	px_bind_number(stmt, 5, line->organization);
	bind_text(stmt, 6, line->type);
	bind_text(stmt, 7, line->uid);
	bind_text(stmt, 8, line->before);
	bind_text(stmt, 9, line->after);
	bind_text(stmt, 10, line->digest);
	bind_text(stmt, 11, line->chain);
	return step(stmt, err);
}

int
px_fill_last_id(struct px_fill *fill, const char *type, int64_t last, struct px_err *err)
{
	struct px_store *store = fill->store;
	struct px_stmt *stmt;
	int got = -1;

	stmt = px_store_prepare(
		store, "INSERT INTO \"counter\" (\"type\", \"last\") VALUES ($1, $2)", err);
	if (stmt) {
		px_bind_text(stmt, 1, type);
		px_bind_number(stmt, 2, last);
		got = px_stmt_step(stmt, err);
	}
	px_stmt_done(stmt);
	return got;
}

static void
let_go(struct px_fill *fill)
{
	for (size_t i = 0; i < px_type_count; i++) {
		struct filler *filler = &fill->fillers[i];

		px_stmt_done(filler->row);
		for (size_t j = 0; filler->lists && j < filler->type->field_count; j++) {
			px_stmt_done(filler->lists[j]);
			px_buf_release(&filler->folded[j]);
		}
		free(filler->lists);
		free(filler->folded);
		*filler = (struct filler){ NULL };
	}
	px_stmt_done(fill->line);
	px_stmt_done(fill->word);
	fill->line = fill->word = NULL;
}

static int
make_indexes(struct px_store *store, struct px_err *err)
{
	struct px_buf sql = PX_BUF_INIT;
	int result;

	for (size_t i = 0; i < px_type_count; i++)
		if (!px_types[i]->view)
			px_schema_missing_indexes(px_types[i], &sql);
	result = store->engine->run(store->db, sql.data, err);
	px_buf_release(&sql);
	return result;
}

int
px_fill_end(struct px_fill *fill, struct px_err *err)
{
	struct px_store *store = fill->store;

	if (flush_words(fill, err) != 0)
		return -1;
	let_go(fill);
	store->last_seq = -1;
	if (px_load_sort(store, err) != 0 ||
	    (store->engine->strip && store->engine->strip(store->db, NULL, false, err) != 0))
		return -1;
	return make_indexes(store, err);
}

void
px_fill_free(struct px_fill *fill)
{
	if (!fill)
		return;
	let_go(fill);
	forget_words(fill);
	px_load_end(fill->store);
	free(fill->fillers);
	free(fill);
}
