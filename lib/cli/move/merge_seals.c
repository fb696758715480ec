/*
 * What is sealed in a record that a folder adds: its data key comes along, from the folder's own.  Keys of
 * what is there already stay as they are: one that was removed here is forgotten for good.
 */
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "cli/move/merging.h"
#include "model/types_seal.h"
#include "store/seals.h"

static int
take_seal(struct px_merging *merging, const struct px_line_at *at, const char *text, size_t length,
	  struct px_err *err)
{
	struct px_record seal;
	const char *name, *wrap;

	if (px_line_record(at, &px_type_seal, text, length, &seal, err) != 0)
		return -1;
	name = px_record_text(&seal, PX_SEAL_NAME);
	wrap = px_record_text(&seal, PX_SEAL_WRAP);
	if (!name || !wrap)
		return px_err_set(err, PX_REJECTED,
				  _("%s:%ld: name and wrap are both needed: take the file as it "
				    "was dumped"),
				  at->path, at->number);
	PX_GROW(merging->wraps, merging->wrap_count, merging->wrap_capacity);
	merging->wraps[merging->wrap_count++] = px_arena_strdup(&merging->run->arena, wrap);
	*px_map_at(&merging->wrapped, px_map_digest(0, name, strlen(name))) =
		(int64_t)merging->wrap_count;
	return 0;
}

static int
read_seals(struct px_merging *merging, struct px_err *err)
{
	struct px_run *run = merging->run;
	struct px_arena arena = PX_ARENA_INIT;
	struct px_line_at at = { .arena = &arena, .loose = true };
	struct px_lines *lines;
	const char *text;
	size_t length;
	int got = -1;

	merging->seals_read = true;
	at.path = px_arena_printf(&run->arena, "%s/%s", merging->reading->folder,
				  px_move_file(&run->arena, &px_type_seal));
	if (access(at.path, F_OK) != 0)
		return 0;
	lines = px_lines_open(at.path, false, err);
	while (lines && (got = px_lines_next(lines, &text, &length, err)) == 1) {
		at.number = px_lines_number(lines);
		got = take_seal(merging, &at, text, length, err);
		px_arena_reset(&arena);
		if (got != 0)
			break;
	}
	px_lines_close(lines);
	px_arena_release(&arena);
	return got;
}

int
px_merge_seals(struct px_merging *merging, struct px_record *record, struct px_err *err)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++) {
		struct px_value *value = &record->values[i];
		char name[PX_SEAL_NAME_SIZE];
		const int64_t *place;

		if (!(record->type->fields[i].flags & PX_SEALED) || value->state != PX_SET ||
		    !px_seal_name(value->text, name))
			continue;
		if (!merging->seals_read && read_seals(merging, err) != 0)
			return -1;
		place = px_map_find(&merging->wrapped, px_map_digest(0, name, strlen(name)));
		if (!place)
			continue;
		value->text = px_arena_printf(&merging->arena, "%s:%s", value->text,
					      merging->wraps[*place - 1]);
	}
	return px_seals_any(record->type)
		       ? px_seals_keep(merging->run->store, NULL, record, &merging->arena, err)
		       : 0;
}
