/*
 * What an earlier build knew: of each text of the content, its front matter and what its links asked
 * for; of each file that was made, what it depended on.  A file is as it was while its size, its times
 * and its inode are; one that changed while it was being looked at is read again.
 *
 * A cache is never trusted with more than time: it is of this build of the program, whole by its digest,
 * and of one content folder and one folder that is made.  Without it the same bytes are made.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "web/site/out.h"

static const char magic[8] = "pxsite3";

/* Clocks of file systems tick: what changed so shortly before is looked at again. */
static const int64_t tick = 20 * 1000000LL, coarse_tick = 2000 * 1000000LL;

struct head {
	char magic[8];
	uint64_t maker, digest;
	int64_t begun;
	uint32_t files, outs;
};

struct site_cache {
	char *folder;
	struct px_buf bytes;
	int64_t begun; /* of the build that wrote it */
	struct site_cached_file *files;
	struct site_cached_out *outs;
	size_t file_count, out_count;
	const struct px_doc *statement;
	uint64_t statement_input;
};

/*
 * Reading.
 */

static const char *
take(const char **at, const char *end, size_t length)
{
	const char *from = *at;

	if ((size_t)(end - from) < length)
		return NULL;
	*at += length;
	return from;
}

static bool
take_number(const char **at, const char *end, void *number)
{
	const char *bytes = take(at, end, sizeof(uint64_t));

	if (bytes)
		memcpy(number, bytes, sizeof(uint64_t));
	return bytes != NULL;
}

static const char *
take_text(const char **at, const char *end)
{
	const char *nul = memchr(*at, '\0', (size_t)(end - *at)), *text = *at;

	if (!nul)
		return NULL;
	*at = nul + 1;
	return text;
}

static bool
take_stamp(const char **at, const char *end, struct site_stamp *stamp)
{
	return take_number(at, end, &stamp->size) && take_number(at, end, &stamp->modified) &&
	       take_number(at, end, &stamp->changed) && take_number(at, end, &stamp->inode);
}

/* Of a file, what follows its stamp is of a text when its length is not 0; it is unpacked when it is
 * wanted. */
static bool
take_files(struct site_cache *cache, const char **at, const char *end)
{
	for (size_t i = 0; i < cache->file_count; i++) {
		struct site_cached_file *file = &cache->files[i];
		uint64_t length;

		file->path = take_text(at, end);
		if (!file->path || !take_stamp(at, end, &file->stamp) ||
		    !take_number(at, end, &file->digest) || !take_number(at, end, &length))
			return false;
		file->length = length;
		file->bytes = take(at, end, length);
		if (!file->bytes)
			return false;
	}
	return true;
}

static bool
take_outs(struct site_cache *cache, const char **at, const char *end)
{
	for (size_t i = 0; i < cache->out_count; i++) {
		struct site_cached_out *out = &cache->outs[i];

		out->path = take_text(at, end);
		if (!out->path || !take_stamp(at, end, &out->stamp) ||
		    !take_number(at, end, &out->input))
			return false;
	}
	return true;
}

static bool
parse(struct px_site *site, struct site_cache *cache)
{
	struct head head;
	const char *at = cache->bytes.data + sizeof(head);
	const char *end = cache->bytes.data + cache->bytes.length;
	uint64_t statement;

	if (cache->bytes.length < sizeof(head))
		return false;
	memcpy(&head, cache->bytes.data, sizeof(head));
	if (memcmp(head.magic, magic, sizeof(magic)) != 0 || head.maker != site->options->maker ||
	    head.digest != px_digest(at, (size_t)(end - at)) || head.files > PX_SITE_FILES ||
	    head.outs > 4 * PX_SITE_FILES)
		return false;
	cache->begun = head.begun;
	cache->file_count = head.files;
	cache->out_count = head.outs;
	cache->files = px_calloc((size_t)head.files + 1, sizeof(*cache->files));
	cache->outs = px_calloc((size_t)head.outs + 1, sizeof(*cache->outs));
	if (!take_files(cache, &at, end) || !take_outs(cache, &at, end) ||
	    !take_number(&at, end, &cache->statement_input) || !take_number(&at, end, &statement))
		return false;
	if (statement)
		cache->statement = px_site_unpack(&site->arena, &at, end);
	return true;
}

static void
forget(struct site_cache *cache)
{
	cache->file_count = cache->out_count = 0;
	cache->statement = NULL;
}

/* Where a folder that may not be there yet will be: where the one above it is, and its name. */
static bool
put_place(struct px_buf *key, const char *path)
{
	size_t length = strlen(path);
	char above[PATH_MAX], *copy, *slash;
	bool there;

	while (length > 1 && path[length - 1] == '/')
		length--;
	copy = px_strndup(path, length);
	slash = strrchr(copy, '/');
	if (slash)
		*slash = '\0';
	there = realpath(!slash ? "." : *copy ? copy : "/", above) != NULL;
	px_site_key_text(key, there ? above : NULL);
	px_site_key_text(key, slash ? slash + 1 : copy);
	free(copy);
	return there;
}

/* The folder for this content and this folder to make. */
static char *
folder_of(struct px_site *site)
{
	const struct px_site_options *options = site->options;
	struct px_buf key = PX_BUF_INIT;
	char *folder = NULL;

	if (options->cache && put_place(&key, options->content) && put_place(&key, options->out))
		folder = px_arena_printf(&site->arena, "%s/%016llx", options->cache,
					 (unsigned long long)px_digest(key.data, key.length));
	px_buf_release(&key);
	return folder;
}

/* Folders above it too; whoever cannot make them has no cache. */
static bool
make_folders(const char *path)
{
	char *copy = px_strdup(path);
	bool there;

	for (char *slash = copy + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(copy, S_IRWXU);
		*slash = '/';
	}
	there = mkdir(copy, S_IRWXU) == 0 || errno == EEXIST;
	free(copy);
	return there;
}

static void
open_images(struct px_site *site, const char *folder)
{
	const char *temporary = getenv("TMPDIR");

	if (folder) {
		site->image_folder = px_arena_printf(&site->arena, "%s/images", folder);
		if (make_folders(site->image_folder))
			return;
	}
	site->image_folder = px_arena_printf(&site->arena, "%s/plexus-site.XXXXXX",
					     temporary && *temporary ? temporary : "/tmp");
	site->images_temporary = mkdtemp(site->image_folder) != NULL;
}

void
px_site_cache_open(struct px_site *site)
{
	struct site_cache *cache = px_arena_alloc(&site->arena, sizeof(*cache));
	char *folder = folder_of(site);
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	site->begun = now.tv_sec * 1000000000LL + now.tv_nsec;
	site->cache = cache;
	cache->bytes = (struct px_buf)PX_BUF_INIT;
	open_images(site, folder);
	if (site->images_temporary || !folder)
		return;
	cache->folder = folder;
	if (px_buf_read_file(&cache->bytes, px_arena_printf(&site->arena, "%s/index", folder),
			     PX_SITE_CACHE_BYTES, NULL) != 0 ||
	    !parse(site, cache))
		forget(cache);
}

/*
 * What it knows of the files of the content.  Both lists are by path.
 */

/* Could it have changed after it was looked at, within one tick of its clock? */
static bool
racy(const struct site_cache *cache, const struct site_stamp *stamp)
{
	int64_t margin = stamp->modified % 1000000000LL ? tick : coarse_tick;

	return stamp->modified >= cache->begun - margin || stamp->changed >= cache->begun - margin;
}

void
px_site_cache_files(struct px_site *site)
{
	struct site_cache *cache = site->cache;

	for (size_t i = 0, k = 0; i < site->file_count; i++) {
		struct site_file *file = &site->files[i];

		while (k < cache->file_count && strcmp(cache->files[k].path, file->path) < 0)
			k++;
		if (k == cache->file_count || strcmp(cache->files[k].path, file->path) != 0)
			continue;
		file->cached = &cache->files[k];
		if (px_site_stamp_same(&file->stamp, &file->cached->stamp) &&
		    !racy(cache, &file->stamp)) {
			file->known = true;
			file->digest = file->cached->digest;
		}
	}
}

void
px_site_cache_jobs(struct px_site *site)
{
	struct site_cache *cache = site->cache;

	for (size_t i = 0, k = 0; i < site->job_count; i++) {
		while (k < cache->out_count && strcmp(cache->outs[k].path, site->jobs[i].path) < 0)
			k++;
		if (k < cache->out_count && strcmp(cache->outs[k].path, site->jobs[i].path) == 0)
			site->jobs[i].cached = &cache->outs[k];
	}
}

bool
px_site_cache_text(struct site_worker *worker, struct site_text *text)
{
	const struct site_cached_file *cached = text->file->cached;
	const char *at, *end;
	const struct px_doc *front;
	uint64_t length;

	if (!text->file->known || !cached->length)
		return false;
	at = cached->bytes;
	end = at + cached->length;
	front = px_site_unpack(worker->arena, &at, end);
	if (!front || !take_number(&at, end, &text->answered) || !take_number(&at, end, &length))
		return false;
	text->summary = length ? take_text(&at, end) : NULL;
	text->asked = at;
	text->asked_length = (size_t)(end - at);
	text->front = front;
	return true;
}

const struct px_doc *
px_site_cache_statement(struct px_site *site, uint64_t input)
{
	return site->cache->statement_input == input ? site->cache->statement : NULL;
}

/*
 * Writing.
 */

static void
put_stamp(struct px_buf *out, const struct site_stamp *stamp)
{
	px_site_key_number(out, (uint64_t)stamp->size);
	px_site_key_number(out, (uint64_t)stamp->modified);
	px_site_key_number(out, (uint64_t)stamp->changed);
	px_site_key_number(out, stamp->inode);
}

/* A text with faults is read again, to say them again. */
static void
put_text(struct px_buf *out, const struct site_text *text, struct px_buf *bytes)
{
	px_buf_clear(bytes);
	if (text && !text->faults.count && !text->bad && (text->rendered || text->file->known)) {
		px_site_pack(text->front, bytes);
		px_site_key_number(bytes, text->answered);
		px_site_key_number(bytes, text->summary != NULL);
		if (text->summary)
			px_site_key_text(bytes, text->summary);
		px_buf_add(bytes, text->asked ? text->asked : "", text->asked_length);
	}
	px_site_key_number(out, bytes->length);
	px_buf_add(out, bytes->data, bytes->length);
}

static void
put_all(struct px_site *site, struct px_buf *out, struct head *head)
{
	struct px_buf bytes = PX_BUF_INIT;
	size_t text = 0;

	for (size_t i = 0; i < site->file_count; i++) {
		const struct site_file *file = &site->files[i];
		bool is_text = text < site->text_count && site->texts[text].file == file;

		px_site_key_text(out, file->path);
		put_stamp(out, &file->stamp);
		px_site_key_number(out, file->digest);
		put_text(out, is_text ? &site->texts[text] : NULL, &bytes);
		text += is_text;
	}
	for (size_t i = 0; i < site->job_count; i++) {
		px_site_key_text(out, site->jobs[i].path);
		put_stamp(out, &site->jobs[i].stamp);
		px_site_key_number(out, site->jobs[i].input);
	}
	px_site_key_number(out, site->statement_input);
	px_site_key_number(out, site->statement != NULL);
	if (site->statement)
		px_site_pack(site->statement, out);
	head->files = (uint32_t)site->file_count;
	head->outs = (uint32_t)site->job_count;
	px_buf_release(&bytes);
}

static void
put_file(const char *folder, const struct px_buf *bytes)
{
	char *path = px_asprintf("%s/index", folder);
	char *temporary = px_asprintf("%s/.index.%ld", folder, (long)getpid());
	FILE *file = fopen(temporary, "we");
	bool whole = file && fwrite(bytes->data, 1, bytes->length, file) == bytes->length;

	if (file && fclose(file) == 0 && whole)
		rename(temporary, path);
	else
		unlink(temporary);
	free(temporary);
	free(path);
}

void
px_site_cache_save(struct px_site *site)
{
	struct px_buf bytes = PX_BUF_INIT;
	struct head head = { .maker = site->options->maker, .begun = site->begun };

	if (!site->cache->folder || site->options->dry_run)
		return;
	memcpy(head.magic, magic, sizeof(magic));
	px_buf_add(&bytes, &head, sizeof(head));
	put_all(site, &bytes, &head);
	head.digest = px_digest(bytes.data + sizeof(head), bytes.length - sizeof(head));
	memcpy(bytes.data, &head, sizeof(head));
	put_file(site->cache->folder, &bytes);
	px_buf_release(&bytes);
}

void
px_site_cache_close(struct px_site *site)
{
	struct site_cache *cache = site->cache;

	if (!cache)
		return;
	px_site_images_prune(site);
	free(cache->files);
	free(cache->outs);
	px_buf_release(&cache->bytes);
}
