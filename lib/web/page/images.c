/* Images of the content, in the widths that screens ask for: made when something shows them. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/text.h"
#include "web/page/pages.h"

static const int widths[] = { 480, 960, 1600 };

static int
by_file(const void *a, const void *b)
{
	return strcmp(a, ((const struct site_image *)b)->file->path);
}

/* Of every file that may be one: the list is made before threads look into it. */
void
px_site_images(struct px_site *site)
{
	site->images = px_calloc(site->file_count + 1, sizeof(*site->images));
	for (size_t i = 0; i < site->file_count; i++) {
		const char *dot = strrchr(site->files[i].path, '.');

		if (dot && strcmp(dot, ".md") != 0 &&
		    strncmp(site->files[i].path, "documents/", 10) != 0)
			site->images[site->image_count++].file = &site->files[i];
	}
}

static struct site_image *
find(const struct px_site *site, const char *path)
{
	return bsearch(path, site->images, site->image_count, sizeof(*site->images), by_file);
}

/* The variants' names are in the site's arena, which the lock guards as well. */
static void
make(struct px_site *site, struct site_image *image)
{
	const char *path = image->file->path, *slash = strrchr(path, '/');
	char *stem = px_arena_strndup(&site->arena, slash + 1, strcspn(slash + 1, "."));
	struct px_image_job job = {
		.path = px_site_called(site, &site->arena, path),
		.folder = site->image_folder,
		.stem = px_text_slug(&site->arena, stem, SITE_NAME_BYTES),
		.widths = widths,
		.count = PX_COUNT(widths),
		.digest = image->file->known ? image->file->digest : 0,
	};

	if (!*job.stem)
		job.stem = "image";
	image->made = true;
	image->bad = px_image_make(&job, &site->arena, &image->set, &image->err) != 0;
	site->images_new += image->bad ? 0 : image->set.made;
}

static struct site_image *
made(struct px_site *site, const char *path, struct px_err *err)
{
	struct site_image *image = find(site, path);

	if (!image) {
		px_err_set(err, PX_NOT_FOUND,
			   _("%s: there is no such image in the content folder: put it in images/"),
			   path);
		return NULL;
	}
	pthread_mutex_lock(&site->image_lock);
	if (!image->made)
		make(site, image);
	pthread_mutex_unlock(&site->image_lock);
	if (image->bad) {
		px_err_copy(err, &image->err);
		return NULL;
	}
	return image;
}

static const char *
srcset(struct px_arena *arena, const struct px_image_variant *variants, size_t count, int depth)
{
	struct px_buf out = PX_BUF_INIT;
	const char *text;

	for (size_t i = 0; i < count; i++)
		px_buf_printf(&out, "%s%s %dw", i ? ", " : "",
			      px_site_href(arena, depth,
					   px_arena_printf(arena, "images/%s", variants[i].name)),
			      variants[i].width);
	text = px_arena_strndup(arena, out.data, out.length);
	px_buf_release(&out);
	return text;
}

static void
describe(struct px_arena *arena, const struct site_image *image, int depth,
	 struct px_markdown_image *out)
{
	const struct px_image_set *set = &image->set;
	size_t middle = set->count > 1 ? 1 : 0; /* for who reads no srcset */

	out->src = px_site_href(arena, depth,
				px_arena_printf(arena, "images/%s", set->plain[middle].name));
	out->srcset = set->count > 1 ? srcset(arena, set->plain, set->count, depth) : NULL;
	out->webp = set->count ? srcset(arena, set->webp, set->count, depth) : NULL;
	out->sizes = NULL;
	out->width = set->plain[middle].width;
	out->height = set->plain[middle].height;
}

int
px_site_picture(struct px_site *site, const struct site_text *from, const char *src,
		struct px_arena *arena, struct px_markdown_image *out, struct px_err *err)
{
	const char *slash = strrchr(from->file->path, '/'), *path;
	struct site_image *image;

	path = px_site_follow(arena, from->file->path, (size_t)(slash - from->file->path), src,
			      strlen(src));
	if (!path || !find(site, path))
		path = px_site_follow(arena, "", 0, src, strlen(src));
	image = made(site, path ? path : src, err);
	if (!image)
		return -1;
	describe(arena, image, from->depth, out);
	return 0;
}

struct px_doc *
px_site_image_doc(struct px_site *site, struct px_arena *arena, const char *path, const char *alt,
		  int depth, struct px_err *err)
{
	struct px_markdown_image shown;
	struct site_image *image;
	struct px_doc *map;
	const char *from = path ? px_site_follow(arena, "", 0, path, strlen(path)) : NULL;

	if (!path)
		return NULL;
	image = made(site, from ? from : path, err);
	if (!image)
		return NULL;
	describe(arena, image, depth, &shown);
	map = px_doc_map(arena);
	px_doc_put_url(map, "src", shown.src, NULL);
	px_doc_put_text(map, "srcset", shown.srcset);
	px_doc_put_text(map, "webp", shown.webp);
	px_doc_put_text(map, "sizes", "(min-width: 48rem) 44rem, 100vw");
	px_doc_put_number(map, "width", shown.width);
	px_doc_put_number(map, "height", shown.height);
	px_doc_put(map, "alt", px_doc_text(arena, alt ? alt : ""));
	return map;
}

/*
 * Variants are made beside the cache and copied from there: their names say what they hold.
 */

static void
variant_job(struct px_site *site, const struct px_image_variant *variant)
{
	struct site_job *job =
		px_site_job(site, px_arena_printf(&site->arena, "images/%s", variant->name));

	job->copy = variant->name;
	job->from = site->image_fd;
	job->digest = px_digest(variant->name, strlen(variant->name)) | 1;
}

void
px_site_image_jobs(struct px_site *site)
{
	for (size_t i = 0; i < site->image_count; i++) {
		const struct px_image_set *set = &site->images[i].set;

		for (size_t k = 0; site->images[i].made && !site->images[i].bad && k < set->count;
		     k++) {
			variant_job(site, &set->plain[k]);
			variant_job(site, &set->webp[k]);
		}
	}
}

static bool
is_used(const struct px_site *site, const char *name)
{
	for (size_t i = 0; i < site->job_count; i++)
		if (site->jobs[i].from == site->image_fd && site->jobs[i].copy &&
		    strcmp(site->jobs[i].copy, name) == 0)
			return true;
	return false;
}

/* Those that nothing shows any more; all of them when the folder was for this build alone. */
void
px_site_images_prune(struct px_site *site)
{
	int copy = site->image_fd < 0
			   ? -1
			   : openat(site->image_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy < 0 ? NULL : fdopendir(copy);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' &&
		    (site->images_temporary || !is_used(site, entry->d_name)))
			unlinkat(site->image_fd, entry->d_name, 0);
	if (dir)
		closedir(dir);
	if (site->images_temporary)
		rmdir(site->image_folder);
}
