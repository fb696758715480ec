/*
 * A new database out of a folder: records, the journal, and what stands beside them; then each record is
 * held against the journal, and what finds slots is made again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/zone.h"
#include "care/communes.h"
#include "care/slot.h"
#include "cli/move/reading.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "model/types.h"
#include "model/types_slot.h"
#include "store/move.h"

/* What the record is from this line on. */
static void
note_state(struct px_reading *reading, const struct px_journal_line *line)
{
	const struct px_type *type = px_type_find(line->type);
	uint64_t part;
	int64_t *place;
	struct px_seen *seen;

	if (!type)
		return;
	part = px_move_part(type, 0) ^ (uint64_t)line->organization;
	place = px_map_at(&reading->uids, px_map_digest(part, line->uid, strlen(line->uid)));
	if (!*place) {
		PX_GROW(reading->seen, reading->seen_count, reading->seen_capacity);
		reading->seen[reading->seen_count++] = (struct px_seen){ .type = type };
		*place = (int64_t)reading->seen_count;
	}
	seen = &reading->seen[*place - 1];
	seen->seq = line->seq;
	seen->last = line->after ? px_digest_own(line->after, strlen(line->after)) : 0;
}

static int
keep_line(const struct px_journal_line *line, void *data, struct px_err *err)
{
	struct px_reading *reading = data;

	note_state(reading, line);
	return px_fill_line(reading->fill, line, err);
}

/*
 * What stands beside records.
 */
static int
put_lasts(struct px_reading *reading, struct px_err *err)
{
	for (size_t i = 0; i < px_type_count; i++) {
		int64_t last = 0, most = reading->most[i];

		if (px_types[i]->flags & PX_REGISTER)
			continue; /* their imports number them */
		for (size_t j = 0; j < reading->manifest.last_count; j++)
			if (strcmp(reading->manifest.lasts[j].type, px_types[i]->name) == 0)
				last = reading->manifest.lasts[j].last;
		if (most > last && !reading->edited)
			return px_err_set(err, PX_REJECTED,
					  _("%s/%s: last: %s: is %lld, and id "
					    "%lld was given: take it as it was dumped"),
					  reading->folder, PX_MOVE_MANIFEST, px_types[i]->name,
					  (long long)last, (long long)most);
		last = most > last ? most : last;
		if (last && px_fill_last_id(reading->fill, px_types[i]->name, last, err) != 0)
			return -1;
	}
	return 0;
}

static int
put_settings(struct px_reading *reading, struct px_err *err)
{
	const struct px_manifest *manifest = &reading->manifest;

	for (size_t i = 0; i < manifest->setting_count; i++)
		if (px_move_keeps(manifest->settings[i].name, manifest->registers) &&
		    px_store_set(reading->store, manifest->settings[i].name,
				 manifest->settings[i].value, err) != 0)
			return -1;
	return 0;
}

/* The organization that the manifest says is there, and the database's own. */
static int
find_home(struct px_reading *reading, struct px_record *home, struct px_err *err)
{
	struct px_run *run = reading->run;
	char *id = NULL;
	int found = px_store_setting(reading->store, "organization", &id, err);

	run->home = id ? strtoll(id, NULL, 10) : 0;
	free(id);
	if (found == 0)
		found = px_record_read(reading->store, &px_type_organization, run->home,
				       &run->arena, home, err);
	if (found < 0)
		return -1;
	if (found == 0 || !px_record_is(home, PX_F_UID, reading->manifest.home))
		return px_err_set(err, PX_REJECTED,
				  _("%s/%s: home: %s: is not the organization "
				    "that its settings name: take it as it was dumped"),
				  reading->folder, PX_MOVE_MANIFEST, reading->manifest.home);
	return 0;
}

int
px_restore_slots(struct px_reading *reading, struct px_store *store, const struct px_record *home,
		 struct px_err *err)
{
	struct px_run *run = reading->run;
	const char *name = px_record_text(home, PX_ORGANIZATION_TIMEZONE);
	struct px_world world = run->world;
	struct px_slot_at at = { .store = store,
				 .arena = &run->arena,
				 .world = &world,
				 .organization = run->home,
				 .communes = px_place_share(&run->arena, PX_COMMUNES_FILE) };
	struct px_zone *zone = NULL;
	int result;

	if (name)
		zone = px_zone_open(name, err);
	if (name && !zone)
		return -1;
	if (zone)
		world.zone = zone;
	result = px_slot_rebuild(&at, err);
	px_zone_free(zone);
	return result;
}

static int
fill(struct px_reading *reading, struct px_err *err)
{
	struct px_record home;
	int result;

	reading->fill = px_fill_begin(reading->store, err);
	if (!reading->fill)
		return -1;
	result = px_restore_types(reading, err) != 0 ||
				 px_restore_journal(reading, keep_line, reading, err) != 0 ||
				 put_lasts(reading, err) != 0 || put_settings(reading, err) != 0 ||
				 px_fill_end(reading->fill, err) != 0 ||
				 find_home(reading, &home, err) != 0 ||
				 px_restore_compare(reading, err) != 0
			 ? -1
			 : 0;
	px_fill_free(reading->fill);
	if (result == 0 && reading->doubt.code != PX_OK)
		result = px_err_copy(err, &reading->doubt);
	if (result == 0 && reading->most[px_move_place(&px_type_slot)])
		result = px_restore_slots(reading, reading->store, &home, err);
	return result;
}

static void
release(struct px_reading *reading)
{
	px_arena_release(&reading->row);
	px_map_release(&reading->keys);
	px_map_release(&reading->uids);
	free(reading->seen);
}

int
px_restore_fresh(struct px_reading *reading, struct px_err *err)
{
	struct px_run *run = reading->run;
	int result;

	if (px_run_draft(run, err) != 0)
		return -1;
	reading->store = run->store;
	px_progress_begin(run, reading->folder, 0);
	result = fill(reading, err);
	px_progress_end(run);
	release(reading);
	if (result == 0 && !run->dry_run)
		result = px_store_publish(run->store, err);
	reading->counts.new = reading->counts.read;
	px_store_close(run->store);
	run->store = NULL;
	return result;
}
