#include "web/image.h"

#include <fcntl.h>
#include <gd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "io/file.h"
#include "base/plug.h"

enum { HEAD = 64 * 1024, QUALITY = 80, SAMPLE = 40000, FEW_COLOURS = 2000, COLOUR_BITS = 13 };

/* What is called of libgd, which brings half a desktop along: only who makes an image waits for it. */
static struct {
	__typeof__(gdSetErrorMethod) *gdSetErrorMethod;
	__typeof__(gdImageCreateFromJpegPtrEx) *gdImageCreateFromJpegPtrEx;
	__typeof__(gdImageCreateFromPngPtr) *gdImageCreateFromPngPtr;
	__typeof__(gdImageCreateFromWebpPtr) *gdImageCreateFromWebpPtr;
	__typeof__(gdImageCreateFromGifPtr) *gdImageCreateFromGifPtr;
	__typeof__(gdImageDestroy) *gdImageDestroy;
	__typeof__(gdImagePaletteToTrueColor) *gdImagePaletteToTrueColor;
	__typeof__(gdImageCreateTrueColor) *gdImageCreateTrueColor;
	__typeof__(gdImageAlphaBlending) *gdImageAlphaBlending;
	__typeof__(gdImageSaveAlpha) *gdImageSaveAlpha;
	__typeof__(gdImageCopyResampled) *gdImageCopyResampled;
	__typeof__(gdImageInterlace) *gdImageInterlace;
	__typeof__(gdImageJpegPtr) *gdImageJpegPtr;
	__typeof__(gdImagePngPtrEx) *gdImagePngPtrEx;
	__typeof__(gdImageWebpPtrEx) *gdImageWebpPtrEx;
	__typeof__(gdFree) *gdFree;
} lib;

static const struct px_plug functions[] = {
	{ "gdSetErrorMethod", &lib.gdSetErrorMethod },
	{ "gdImageCreateFromJpegPtrEx", &lib.gdImageCreateFromJpegPtrEx },
	{ "gdImageCreateFromPngPtr", &lib.gdImageCreateFromPngPtr },
	{ "gdImageCreateFromWebpPtr", &lib.gdImageCreateFromWebpPtr },
	{ "gdImageCreateFromGifPtr", &lib.gdImageCreateFromGifPtr },
	{ "gdImageDestroy", &lib.gdImageDestroy },
	{ "gdImagePaletteToTrueColor", &lib.gdImagePaletteToTrueColor },
	{ "gdImageCreateTrueColor", &lib.gdImageCreateTrueColor },
	{ "gdImageAlphaBlending", &lib.gdImageAlphaBlending },
	{ "gdImageSaveAlpha", &lib.gdImageSaveAlpha },
	{ "gdImageCopyResampled", &lib.gdImageCopyResampled },
	{ "gdImageInterlace", &lib.gdImageInterlace },
	{ "gdImageJpegPtr", &lib.gdImageJpegPtr },
	{ "gdImagePngPtrEx", &lib.gdImagePngPtrEx },
	{ "gdImageWebpPtrEx", &lib.gdImageWebpPtrEx },
	{ "gdFree", &lib.gdFree },
};

/* What gd said of the image that this thread decodes. */
static _Thread_local char complaint[200];

static void
take_complaint(int priority, const char *format, va_list args)
{
	(void)priority;
	vsnprintf(complaint, sizeof(complaint), format, args);
}

static void
begin(void)
{
	if (px_plug("libgd.so.3", functions, PX_COUNT(functions)) == PX_PLUGGED)
		lib.gdSetErrorMethod(take_complaint);
}

static int
load(const char *path, struct px_err *err)
{
	static pthread_once_t begun = PTHREAD_ONCE_INIT;

	pthread_once(&begun, begin);
	if (lib.gdSetErrorMethod)
		return 0;
	return px_err_set(err, PX_SYSTEM,
			  _("%s: images are made by libgd (package libgd3), which is not here: "
			    "install it"),
			  path);
}

/* --- names and sizes, which need no pixel ------------------------------------------------------ */
static int
height_for(const struct px_image_info *info, int width)
{
	int64_t height = ((int64_t)info->height * width + info->width / 2) / info->width;

	return height ? (int)height : 1;
}

static void
plan_width(const struct px_image_job *job, uint64_t digest, struct px_arena *arena, int width,
	   struct px_image_set *set)
{
	char *name = px_arena_printf(arena, "%s-%016llx-%d", job->stem, (unsigned long long)digest,
				     width);
	struct px_image_variant variant = { name, width, height_for(&set->info, width) };

	set->plain[set->count] = variant;
	variant.name = px_arena_printf(arena, "%s.webp", name);
	set->webp[set->count++] = variant;
}

/* The widths that the source has, and its own where a larger one was asked for. */
static void
plan(const struct px_image_job *job, uint64_t digest, struct px_arena *arena,
     struct px_image_set *set)
{
	bool larger = job->count == 0;

	set->count = 0;
	set->made = 0;
	for (size_t i = 0; i < job->count && i < PX_IMAGE_WIDTHS; i++)
		if (job->widths[i] < set->info.width)
			plan_width(job, digest, arena, job->widths[i], set);
		else
			larger = true;
	if (larger)
		plan_width(job, digest, arena, set->info.width, set);
}

static bool
is_file(const struct px_image_job *job, struct px_arena *arena, const char *name,
	const char *extension)
{
	struct stat status;

	return stat(px_arena_printf(arena, "%s/%s%s", job->folder, name, extension), &status) ==
		       0 &&
	       S_ISREG(status.st_mode) && status.st_size > 0;
}

static bool
all_there(const struct px_image_job *job, struct px_arena *arena, const struct px_image_set *set,
	  const char *extension)
{
	for (size_t i = 0; i < set->count; i++)
		if (!is_file(job, arena, set->plain[i].name, extension) ||
		    !is_file(job, arena, set->webp[i].name, ""))
			return false;
	return true;
}

static void
name_plain(struct px_arena *arena, struct px_image_set *set, const char *extension)
{
	for (size_t i = 0; i < set->count; i++)
		set->plain[i].name = px_arena_printf(arena, "%s%s", set->plain[i].name, extension);
}

/* Which of the two kinds was made of it is seen by what is there. */
static bool
found_all(const struct px_image_job *job, struct px_arena *arena, struct px_image_set *set)
{
	static const char *const extensions[] = { ".jpg", ".png" };

	for (size_t i = 0; i < PX_COUNT(extensions); i++)
		if (all_there(job, arena, set, extensions[i])) {
			name_plain(arena, set, extensions[i]);
			return true;
		}
	return false;
}

/* --- pixels ------------------------------------------------------------------------------------ */
static gdImagePtr
decode_as(enum px_image_type type, int size, void *bytes)
{
	switch (type) {
	case PX_IMAGE_JPEG: /* with its complaints: half a photograph is decoded too, the rest grey */
		return lib.gdImageCreateFromJpegPtrEx(size, bytes, 0);
	case PX_IMAGE_PNG:
		return lib.gdImageCreateFromPngPtr(size, bytes);
	case PX_IMAGE_WEBP:
		return lib.gdImageCreateFromWebpPtr(size, bytes);
	case PX_IMAGE_GIF:
		return lib.gdImageCreateFromGifPtr(size, bytes);
	}
	return NULL;
}

static gdImagePtr
decode(const struct px_image_job *job, const struct px_buf *source,
       const struct px_image_info *info, struct px_err *err)
{
	bool turned = info->orientation > 4;
	gdImagePtr image;

	complaint[0] = '\0';
	image = decode_as(info->type, (int)source->length, source->data);
	if (image && (gdImageSX(image) != (turned ? info->height : info->width) ||
		      gdImageSY(image) != (turned ? info->width : info->height) ||
		      strstr(complaint, "remature end"))) {
		lib.gdImageDestroy(image);
		image = NULL;
	}
	if (image && (gdImageTrueColor(image) || lib.gdImagePaletteToTrueColor(image)))
		return image;
	if (image)
		lib.gdImageDestroy(image);
	px_err_set(err, PX_REJECTED, _("%s: damaged: export the image again"), job->path);
	return NULL;
}

static gdImagePtr
blank(int width, int height)
{
	gdImagePtr image = lib.gdImageCreateTrueColor(width, height);

	if (image) {
		lib.gdImageAlphaBlending(image, 0);
		lib.gdImageSaveAlpha(image, 1);
	}
	return image;
}

/* Where the pixel x, y of the upright image is in the one that the camera wrote (EXIF 2.3, 4.6.4 A):
 * 2, 4, 5 and 7 are mirrored, 5 to 8 lie on a side. */
static int
pixel_of(const gdImagePtr image, int orientation, int x, int y)
{
	int right = gdImageSX(image) - 1, bottom = gdImageSY(image) - 1;

	switch (orientation) {
	case 2:
		return gdImageTrueColorPixel(image, right - x, y);
	case 3:
		return gdImageTrueColorPixel(image, right - x, bottom - y);
	case 4:
		return gdImageTrueColorPixel(image, x, bottom - y);
	case 5:
		return gdImageTrueColorPixel(image, y, x);
	case 6:
		return gdImageTrueColorPixel(image, y, bottom - x);
	case 7:
		return gdImageTrueColorPixel(image, right - y, bottom - x);
	case 8:
		return gdImageTrueColorPixel(image, right - y, x);
	default:
		return gdImageTrueColorPixel(image, x, y);
	}
}

static gdImagePtr
upright(gdImagePtr image, int orientation)
{
	bool turned = orientation > 4;
	gdImagePtr made = blank(turned ? gdImageSY(image) : gdImageSX(image),
				turned ? gdImageSX(image) : gdImageSY(image));

	for (int y = 0; made && y < gdImageSY(made); y++)
		for (int x = 0; x < gdImageSX(made); x++)
			gdImageTrueColorPixel(made, x, y) = pixel_of(image, orientation, x, y);
	lib.gdImageDestroy(image);
	return made;
}

static gdImagePtr
resized(gdImagePtr image, int width, int height)
{
	gdImagePtr made = blank(width, height);

	if (made)
		lib.gdImageCopyResampled(made, image, 0, 0, 0, 0, width, height, gdImageSX(image),
					 gdImageSY(image));
	return made;
}

/* --- photograph or drawing --------------------------------------------------------------------- */
static bool
is_opaque(gdImagePtr image)
{
	for (int y = 0; y < gdImageSY(image); y++)
		for (int x = 0; x < gdImageSX(image); x++)
			if (gdTrueColorGetAlpha(gdImageTrueColorPixel(image, x, y)) !=
			    gdAlphaOpaque)
				return false;
	return true;
}

/* A photograph has thousands of colours among a few ten thousand points. */
static bool
has_many_colours(gdImagePtr image)
{
	static const uint32_t spread = 2654435769u;
	unsigned char seen[(1 << COLOUR_BITS) / 8] = { 0 };
	int64_t area = (int64_t)gdImageSX(image) * gdImageSY(image);
	int64_t step = area / SAMPLE + 1;
	int count = 0;

	for (int64_t i = 0; i < area; i += step) {
		int x = (int)(i % gdImageSX(image)), y = (int)(i / gdImageSX(image));
		uint32_t colour = (uint32_t)gdImageTrueColorPixel(image, x, y);
		uint32_t slot = colour * spread >> (32 - COLOUR_BITS);
		bool new = !(seen[slot / 8] >> slot % 8 & 1);

		count += new;
		seen[slot / 8] |= (unsigned char)(1 << slot % 8);
	}
	return count >= FEW_COLOURS;
}

/* --- files ------------------------------------------------------------------------------------- */
static int
write_out(const struct px_image_job *job, const char *name, void *bytes, int size,
	  struct px_err *err)
{
	char *path = px_asprintf("%s/%s", job->folder, name);
	int result;

	result = bytes ? px_file_put(path, bytes, (size_t)size, err)
		       : px_err_set(err, PX_FAILED, _("%s: cannot be encoded: %s"), job->path,
				    complaint);
	lib.gdFree(bytes);
	free(path);
	return result;
}

/* gd signs its JPEGs with a comment; returns the size without it. */
static int
drop_comment(unsigned char *bytes, int size)
{
	int at = 2;

	while (bytes && at + 4 <= size && bytes[at] == 0xff && bytes[at + 1] != 0xda) {
		int length = 2 + (bytes[at + 2] << 8 | bytes[at + 3]);

		if (bytes[at + 1] == 0xfe && at + length <= size) {
			memmove(bytes + at, bytes + at + length, (size_t)(size - at - length));
			return size - length;
		}
		at += length;
	}
	return size;
}

static int
write_variant(const struct px_image_job *job, gdImagePtr image, bool photograph, size_t i,
	      struct px_image_set *set, struct px_err *err)
{
	void *bytes;
	int size = 0;

	lib.gdImageInterlace(image, photograph);
	bytes = photograph ? lib.gdImageJpegPtr(image, &size, QUALITY)
			   : lib.gdImagePngPtrEx(image, &size, 9);
	if (photograph)
		size = drop_comment(bytes, size);
	if (write_out(job, set->plain[i].name, bytes, size, err) != 0)
		return -1;
	bytes = lib.gdImageWebpPtrEx(image, &size, photograph ? QUALITY : gdWebpLossless);
	if (write_out(job, set->webp[i].name, bytes, size, err) != 0)
		return -1;
	set->made += 2;
	return 0;
}

/* One width of what is left of the image, which it takes the place of; the widest, made first, is turned
 * upright too. */
static int
narrow(const struct px_image_job *job, gdImagePtr *image, struct px_image_variant wanted,
       int orientation, struct px_err *err)
{
	bool turned = orientation > 4;
	gdImagePtr made = resized(*image, turned ? wanted.height : wanted.width,
				  turned ? wanted.width : wanted.height);

	if (made && orientation > 1)
		made = upright(made, orientation);
	if (!made)
		return px_err_set(err, PX_FAILED, _("%s: cannot be resized: %s"), job->path,
				  complaint);
	lib.gdImageDestroy(*image);
	*image = made;
	return 0;
}

static int
make_all(const struct px_image_job *job, const struct px_buf *source, struct px_arena *arena,
	 struct px_image_set *set, struct px_err *err)
{
	gdImagePtr image = decode(job, source, &set->info, err);
	int orientation = set->info.orientation, result = 0;
	bool photograph;

	if (!image)
		return -1;
	photograph =
		set->info.type == PX_IMAGE_JPEG || (is_opaque(image) && has_many_colours(image));
	name_plain(arena, set, photograph ? ".jpg" : ".png");
	for (size_t i = set->count; result == 0 && i-- > 0; orientation = 1) {
		result = narrow(job, &image, set->plain[i], orientation, err);
		if (result == 0)
			result = write_variant(job, image, photograph, i, set, err);
	}
	lib.gdImageDestroy(image);
	return result;
}

/* The first bytes say all that is asked when nothing is to be made; -1 is no error yet. */
static int
probe_head(const char *path, struct px_image_info *info)
{
	unsigned char head[HEAD];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, head, sizeof(head));

	if (fd >= 0)
		close(fd);
	return length > 0 ? px_image_probe(path, head, (size_t)length, info, NULL) : -1;
}

int
px_image_make(const struct px_image_job *job, struct px_arena *arena, struct px_image_set *out,
	      struct px_err *err)
{
	struct px_buf source = PX_BUF_INIT;
	int result = -1;

	if (job->digest && probe_head(job->path, &out->info) == 0) {
		plan(job, job->digest, arena, out);
		if (found_all(job, arena, out))
			return 0;
	}
	if (px_buf_read_file(&source, job->path, PX_IMAGE_BYTES, err) != 0 ||
	    px_image_probe(job->path, source.data, source.length, &out->info, err) != 0)
		goto out;
	plan(job, job->digest ? job->digest : px_digest(source.data, source.length), arena, out);
	if (found_all(job, arena, out))
		result = 0;
	else if (load(job->path, err) == 0)
		result = make_all(job, &source, arena, out, err);
out:
	px_buf_release(&source);
	return result;
}
