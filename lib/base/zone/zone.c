/*
 * Time zones from the TZif files of the machine (RFC 9636): the list of changes, then the rule of
 * the footer (POSIX TZ) for what comes after the last one.  A zone never changes once open: calls
 * take no lock and touch no state of the process.
 */
#include "base/zone.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/zone_rule.h"

enum { FILE_LIMIT = 1 << 20, NAME_LIMIT = 64 };

struct px_zone {
	char *name;
	size_t count;     /* of changes */
	int64_t *changes; /* instants, rising */
	int32_t *offsets; /* offsets[i] holds from changes[i] on */
	int32_t first;    /* offset before any change */
	bool ruled;       /* rule holds after the last change */
	struct px_zone_rule rule;
};

/* The six counts of a TZif header, in the order of the file. */
struct header {
	char version;
	uint32_t ut, standard, leap, change, type, letters;
};

struct bytes {
	const unsigned char *at, *end;
};

static const char *const folders[] = {
	"/usr/share/zoneinfo",
	"/usr/lib/zoneinfo",
	"/usr/share/lib/zoneinfo",
	"/etc/zoneinfo",
};

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/*
 * Names are parts of [A-Za-z0-9_+-] between slashes, the first with a capital: this keeps out
 * absolute paths, '..', and the files of the database that are no zones (posixrules, tzdata.zi,
 * right/, whose seconds are not UTC's).
 */
static bool
name_valid(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_LIMIT || name[0] < 'A' || name[0] > 'Z' ||
	    name[length - 1] == '/')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_letter(name[i]) && !(name[i] >= '0' && name[i] <= '9') &&
		    !strchr("_+-", name[i]) && !(name[i] == '/' && name[i + 1] != '/'))
			return false;
	return true;
}

static const char *
find_folder(void)
{
	const char *chosen = getenv("TZDIR");
	struct stat status;

	if (chosen && chosen[0] == '/')
		return stat(chosen, &status) == 0 && S_ISDIR(status.st_mode) ? chosen : NULL;
	for (size_t i = 0; i < PX_COUNT(folders); i++)
		if (stat(folders[i], &status) == 0 && S_ISDIR(status.st_mode))
			return folders[i];
	return NULL;
}

/* The file of a zone, to be freed; NULL when there is none. */
static char *
find_file(const char *folder, const char *name)
{
	char *path = px_asprintf("%s/%s", folder, name);
	struct stat status;

	if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
		return path;
	free(path);
	return NULL;
}

static size_t
left(const struct bytes *in)
{
	return (size_t)(in->end - in->at);
}

static int64_t
take_big_endian(struct bytes *in, int size)
{
	uint64_t value = in->at[0] & 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < size; i++)
		value = value << 8 | in->at[i];
	in->at += size;
	return (int64_t)value;
}

static bool
take_header(struct bytes *in, struct header *header)
{
	uint32_t *const counts[] = { &header->ut,     &header->standard, &header->leap,
				     &header->change, &header->type,     &header->letters };

	if (left(in) < 44 || memcmp(in->at, "TZif", 4) != 0)
		return false;
	header->version = (char)in->at[4];
	in->at += 20;
	for (size_t i = 0; i < PX_COUNT(counts); i++)
		*counts[i] = (uint32_t)take_big_endian(in, 4);
	return header->type > 0 && header->type <= 256 && header->change <= FILE_LIMIT &&
	       header->letters <= FILE_LIMIT && header->leap <= FILE_LIMIT &&
	       header->ut <= header->type && header->standard <= header->type;
}

/* Bytes that follow a header whose times have this size. */
static size_t
body_size(const struct header *header, size_t time_size)
{
	return header->change * (time_size + 1) + header->type * 6 + header->letters +
	       header->leap * (time_size + 4) + header->standard + header->ut;
}

static bool
take_changes(struct px_zone *zone, struct bytes *in, const struct header *header, int time_size)
{
	const unsigned char *kinds = in->at + header->change * (size_t)time_size;
	const unsigned char *types = kinds + header->change;

	zone->count = header->change;
	zone->changes = px_calloc(zone->count + 1, sizeof(*zone->changes));
	zone->offsets = px_calloc(zone->count + 1, sizeof(*zone->offsets));
	for (size_t i = 0; i < zone->count; i++) {
		struct bytes type = { types + 6 * (size_t)kinds[i], in->end };

		if (kinds[i] >= header->type)
			return false;
		zone->changes[i] = take_big_endian(in, time_size);
		zone->offsets[i] = (int32_t)take_big_endian(&type, 4);
		if (i > 0 && zone->changes[i] <= zone->changes[i - 1])
			return false;
		if (abs(zone->offsets[i]) > 26 * 3600)
			return false;
	}
	zone->first = (int32_t)take_big_endian(&(struct bytes){ types, in->end }, 4);
	return abs(zone->first) <= 26 * 3600;
}

/* What stands between the two newlines at the end of the file; none is allowed. */
static bool
take_footer(struct px_zone *zone, struct bytes *in)
{
	const unsigned char *stop;
	char text[128];
	size_t length;

	if (left(in) < 2 || in->at[0] != '\n' || !(stop = memchr(in->at + 1, '\n', left(in) - 1)))
		return false;
	length = (size_t)(stop - in->at) - 1;
	if (length == 0)
		return true;
	if (length >= sizeof(text))
		return false;
	memcpy(text, in->at + 1, length);
	text[length] = '\0';
	zone->ruled = px_zone_rule_parse(text, &zone->rule) == 0;
	return zone->ruled;
}

/* Version 1 has times of 32 bits; later ones repeat everything in 64 bits and add a footer. */
static bool
decode(struct px_zone *zone, struct bytes in)
{
	struct header header;
	int time_size = 4;
	const unsigned char *body;

	if (!take_header(&in, &header))
		return false;
	if (header.version >= '2') {
		if (left(&in) < body_size(&header, 4))
			return false;
		in.at += body_size(&header, 4);
		if (!take_header(&in, &header))
			return false;
		time_size = 8;
	}
	/* Leap seconds would make every instant differ from UTC as the rest of the world counts. */
	if (header.leap > 0 || left(&in) < body_size(&header, (size_t)time_size))
		return false;
	body = in.at;
	if (!take_changes(zone, &in, &header, time_size))
		return false;
	in.at = body + body_size(&header, (size_t)time_size);
	return time_size == 4 || take_footer(zone, &in);
}

static int
load(struct px_zone *zone, const char *path, struct px_err *err)
{
	struct px_buf buf = PX_BUF_INIT;
	int status = -1;

	if (px_buf_read_file(&buf, path, FILE_LIMIT, err) == 0) {
		const unsigned char *at = (const unsigned char *)buf.data;

		if (decode(zone, (struct bytes){ at, at + buf.length }))
			status = 0;
		else
			px_err_set(err, PX_SYSTEM,
				   _("%s: damaged time zone file: install tzdata again"), path);
	}
	px_buf_release(&buf);
	return status;
}

static int
unknown(const char *name, struct px_err *err)
{
	return px_err_set(err, PX_USAGE,
			  _("unknown time zone '%s': write it as Europe/Paris or Indian/Reunion"),
			  name);
}

struct px_zone *
px_zone_open(const char *name, struct px_err *err)
{
	const char *folder = find_folder();
	struct px_zone *zone = NULL;
	char *path = NULL;

	if (!name_valid(name)) {
		unknown(name, err);
		return NULL;
	}
	/* UTC needs no file: a bare machine can still be told the time. */
	if (!folder && strcmp(name, "UTC") != 0) {
		px_err_set(err, PX_SYSTEM,
			   _("time zone '%s': this machine has no time zone database: "
			     "install the package tzdata"),
			   name);
		return NULL;
	}
	if (folder && !(path = find_file(folder, name)) && strcmp(name, "UTC") != 0) {
		unknown(name, err);
		return NULL;
	}
	zone = px_calloc(1, sizeof(*zone));
	zone->name = px_strdup(name);
	if (path && load(zone, path, err) < 0) {
		px_zone_free(zone);
		zone = NULL;
	}
	free(path);
	return zone;
}

void
px_zone_free(struct px_zone *zone)
{
	if (!zone)
		return;
	free(zone->name);
	free(zone->changes);
	free(zone->offsets);
	free(zone);
}

const char *
px_zone_name(const struct px_zone *zone)
{
	return zone->name;
}

bool
px_zone_exists(const char *name)
{
	struct px_zone *zone = px_zone_open(name, NULL);

	px_zone_free(zone);
	return zone != NULL;
}

/* Seconds east of UTC at an instant. */
static int
offset_at(const struct px_zone *zone, int64_t instant)
{
	size_t low = 0, high = zone->count; /* changes[low - 1] <= instant < changes[high] */

	if (zone->ruled && (high == 0 || instant >= zone->changes[high - 1]))
		return px_zone_rule_offset(&zone->rule, instant);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes[middle] <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? zone->first : zone->offsets[low - 1];
}

int64_t
px_local_second(struct px_local local)
{
	return px_date_days(local.date) * PX_DAY_SECONDS + 3600 * local.hour + 60 * local.minute +
	       local.second;
}

struct px_local
px_local_at(int64_t second)
{
	int64_t days = px_instant_day(second);
	int clock = (int)(second - days * PX_DAY_SECONDS);

	return (struct px_local){ .date = px_date_from_days(days),
				  .hour = clock / 3600,
				  .minute = clock / 60 % 60,
				  .second = clock % 60 };
}

struct px_local
px_zone_local(const struct px_zone *zone, int64_t instant)
{
	int offset = offset_at(zone, instant);
	struct px_local local = px_local_at(instant + offset);

	local.offset = offset;
	return local;
}

/*
 * The offsets of the day before and of the day after are the only two that can hold: no zone
 * changes twice in two days.  The larger one gives the earlier instant.
 */
int64_t
px_zone_instant(const struct px_zone *zone, struct px_local local)
{
	int64_t wall = px_local_second(local);
	int before = offset_at(zone, wall - PX_DAY_SECONDS);
	int after = offset_at(zone, wall + PX_DAY_SECONDS);

	if (offset_at(zone, wall - before) == before)
		return wall - before;
	if (offset_at(zone, wall - after) == after)
		return wall - after;
	/* Skipped by the change: the old offset shows it later by as much on the new clock. */
	return wall - before;
}
