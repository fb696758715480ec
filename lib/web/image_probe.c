/*
 * What an image is, from its first bytes, without decoding it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "web/image.h"

struct bytes {
	const unsigned char *at;
	size_t length;
};

static const struct {
	const char *name, *extensions;
} types[PX_IMAGE_TYPE_COUNT] = {
	[PX_IMAGE_JPEG] = { "JPEG", "jpg|jpeg|jpe|jfif" },
	[PX_IMAGE_PNG] = { "PNG", "png" },
	[PX_IMAGE_WEBP] = { "WebP", "webp" },
	[PX_IMAGE_GIF] = { "GIF", "gif" },
};

/* --- numbers; past the end they are 0 ---------------------------------------------------------- */
static unsigned
byte_at(struct bytes bytes, size_t at)
{
	return at < bytes.length ? bytes.at[at] : 0;
}

static unsigned
big16(struct bytes bytes, size_t at)
{
	return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

static unsigned
little16(struct bytes bytes, size_t at)
{
	return byte_at(bytes, at + 1) << 8 | byte_at(bytes, at);
}

static uint32_t
big32(struct bytes bytes, size_t at)
{
	return (uint32_t)big16(bytes, at) << 16 | big16(bytes, at + 2);
}

static uint32_t
little32(struct bytes bytes, size_t at)
{
	return (uint32_t)little16(bytes, at + 2) << 16 | little16(bytes, at);
}

static bool
holds(struct bytes bytes, size_t at, const char *text, size_t length)
{
	return at <= bytes.length && bytes.length - at >= length &&
	       memcmp(bytes.at + at, text, length) == 0;
}

static struct bytes
part(struct bytes bytes, size_t at, size_t length)
{
	if (at > bytes.length)
		at = bytes.length;
	if (length > bytes.length - at)
		length = bytes.length - at;
	return (struct bytes){ bytes.at + at, length };
}

/* --- EXIF: a TIFF whose entry 0x0112 says how the camera was held ------------------------------ */
static int
orientation_of(struct bytes tiff)
{
	bool big = holds(tiff, 0, "MM\0*", 4);
	uint32_t at = big ? big32(tiff, 4) : little32(tiff, 4);
	unsigned count = big ? big16(tiff, at) : little16(tiff, at);

	if (!big && !holds(tiff, 0, "II*\0", 4))
		return 1;
	for (unsigned i = 0; i < count && (size_t)at + 2 + 12 * (i + 1) <= tiff.length; i++) {
		size_t entry = (size_t)at + 2 + 12 * i;
		unsigned tag = big ? big16(tiff, entry) : little16(tiff, entry);
		unsigned value = big ? big16(tiff, entry + 8) : little16(tiff, entry + 8);

		if (tag == 0x0112)
			return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

/* --- one function a type: 0 and the width and height as stored; -1, damaged; 1, it moves ------- */
static bool
is_frame(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

static int
probe_jpeg(struct bytes bytes, struct px_image_info *out)
{
	size_t at = 2;

	while (at + 4 <= bytes.length && byte_at(bytes, at) == 0xff) {
		unsigned marker = byte_at(bytes, at + 1);
		unsigned length = big16(bytes, at + 2);

		if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
			at += marker == 0xff ? 1 : 2;
			continue;
		}
		if (marker == 0xe1 && holds(bytes, at + 4, "Exif\0\0", 6) && length > 8)
			out->orientation = orientation_of(part(bytes, at + 10, length - 8));
		if (is_frame(marker)) {
			out->height = (int)big16(bytes, at + 5);
			out->width = (int)big16(bytes, at + 7);
			return at + 9 <= bytes.length ? 0 : -1;
		}
		if (marker == 0xd9 || marker == 0xda || length < 2)
			return -1;
		at += 2 + (size_t)length;
	}
	return -1;
}

static int
probe_png(struct bytes bytes, struct px_image_info *out)
{
	if (!holds(bytes, 12, "IHDR", 4) || bytes.length < 33)
		return -1;
	out->width = (int)(big32(bytes, 16) & INT32_MAX);
	out->height = (int)(big32(bytes, 20) & INT32_MAX);
	for (size_t at = 8; at + 12 <= bytes.length && !holds(bytes, at + 4, "IDAT", 4);
	     at += 12 + (size_t)big32(bytes, at))
		if (holds(bytes, at + 4, "acTL", 4))
			return 1;
		else if (holds(bytes, at + 4, "eXIf", 4))
			out->orientation = orientation_of(part(bytes, at + 8, big32(bytes, at)));
	return 0;
}

static int
probe_webp(struct bytes bytes, struct px_image_info *out)
{
	uint32_t bits = little32(bytes, 21);

	if (bytes.length < 30)
		return -1;
	if (holds(bytes, 12, "VP8 ", 4)) {
		out->width = (int)(little16(bytes, 26) & 0x3fff);
		out->height = (int)(little16(bytes, 28) & 0x3fff);
	} else if (holds(bytes, 12, "VP8L", 4)) {
		out->width = (int)(bits & 0x3fff) + 1;
		out->height = (int)(bits >> 14 & 0x3fff) + 1;
	} else if (holds(bytes, 12, "VP8X", 4)) {
		out->width = (int)(little32(bytes, 24) & 0xffffff) + 1;
		out->height = (int)(little32(bytes, 26) >> 8 & 0xffffff) + 1;
		if (byte_at(bytes, 27) >> 8)
			return -1;
		for (size_t at = 12; at + 8 <= bytes.length;
		     at += 8 + (size_t)little32(bytes, at + 4) + (little32(bytes, at + 4) & 1))
			if (holds(bytes, at, "EXIF", 4))
				out->orientation = orientation_of(
					part(bytes, at + 8, little32(bytes, at + 4)));
		return byte_at(bytes, 20) & 0x02 ? 1 : 0;
	} else {
		return -1;
	}
	return 0;
}

/* The blocks of a GIF, to count its pictures: gd decodes the first, with the size that it says. */
static size_t
skip_blocks(struct bytes bytes, size_t at)
{
	while (byte_at(bytes, at))
		at += 1 + (size_t)byte_at(bytes, at);
	return at + 1;
}

static size_t
colours(unsigned flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static int
probe_gif(struct bytes bytes, struct px_image_info *out)
{
	size_t at = 13 + colours(byte_at(bytes, 10));
	int pictures = 0;

	while (at < bytes.length && byte_at(bytes, at) != 0x3b) {
		if (byte_at(bytes, at) == 0x21) {
			at = skip_blocks(bytes, at + 2);
			continue;
		}
		if (byte_at(bytes, at) != 0x2c || ++pictures > 1)
			return pictures > 1 ? 1 : -1;
		out->width = (int)little16(bytes, at + 5);
		out->height = (int)little16(bytes, at + 7);
		at = skip_blocks(bytes, at + 11 + colours(byte_at(bytes, at + 9)));
	}
	return pictures && at < bytes.length ? 0 : -1;
}

/* --- which type -------------------------------------------------------------------------------- */
/* What people have that is no image for a page, and what to do with it. */
static int
no_image(const char *path, struct bytes bytes, struct px_err *err)
{
	size_t at = 0;

	while (at < bytes.length && strchr(" \t\r\n\xef\xbb\xbf", (int)bytes.at[at]))
		at++;
	if (holds(bytes, at, "<svg", 4) || holds(bytes, at, "<?xml", 5) ||
	    holds(bytes, at, "<!DOCTYPE svg", 13))
		return px_err_set(
			err, PX_REJECTED,
			_("%s: an SVG drawing, which may hold programs: export it as PNG"), path);
	if (holds(bytes, 4, "ftyp", 4))
		return px_err_set(err, PX_REJECTED,
				  _("%s: a photograph (HEIC, AVIF) or film that not every browser "
				    "shows: export it as JPEG"),
				  path);
	return px_err_set(err, PX_REJECTED,
			  _("%s: not an image that pages take: JPEG, PNG, WebP or GIF"), path);
}

static bool
find_type(struct bytes bytes, enum px_image_type *out)
{
	if (holds(bytes, 0, "\xff\xd8\xff", 3))
		*out = PX_IMAGE_JPEG;
	else if (holds(bytes, 0, "\x89PNG\r\n\x1a\n", 8))
		*out = PX_IMAGE_PNG;
	else if (holds(bytes, 0, "RIFF", 4) && holds(bytes, 8, "WEBP", 4))
		*out = PX_IMAGE_WEBP;
	else if (holds(bytes, 0, "GIF87a", 6) || holds(bytes, 0, "GIF89a", 6))
		*out = PX_IMAGE_GIF;
	else
		return false;
	return true;
}

static int
check_name(const char *path, enum px_image_type type, struct px_err *err)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	char extension[8] = "";

	for (size_t i = 0; dot && dot[1] && i + 1 < sizeof(extension) && dot[1 + i]; i++)
		extension[i] = dot[1 + i];
	if (px_text_listed(types[type].extensions, px_text_lower(extension)))
		return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s: its content is %s, which its name does not say: end the name in "
			    ".%.*s, or export the image again"),
			  path, types[type].name, (int)strcspn(types[type].extensions, "|"),
			  types[type].extensions);
}

static int
check_size(const char *path, const struct px_image_info *info, struct px_err *err)
{
	if (info->width < 1 || info->height < 1)
		return px_err_set(err, PX_REJECTED, _("%s: damaged: export the image again"), path);
	if (info->width <= PX_IMAGE_SIDE && info->height <= PX_IMAGE_SIDE &&
	    (int64_t)info->width * info->height <= PX_IMAGE_PIXELS)
		return 0;
	return px_err_set(err, PX_REJECTED,
			  _("%s: %d × %d pixels: make it smaller, %d a side and %d million in all "
			    "at most"),
			  path, info->width, info->height, PX_IMAGE_SIDE,
			  PX_IMAGE_PIXELS / 1000000);
}

int
px_image_probe(const char *path, const void *bytes, size_t length, struct px_image_info *out,
	       struct px_err *err)
{
	static int (*const probes[PX_IMAGE_TYPE_COUNT])(struct bytes, struct px_image_info *) = {
		[PX_IMAGE_JPEG] = probe_jpeg,
		[PX_IMAGE_PNG] = probe_png,
		[PX_IMAGE_WEBP] = probe_webp,
		[PX_IMAGE_GIF] = probe_gif,
	};
	struct bytes all = { bytes, length };
	struct px_image_info info = { .orientation = 1 };
	int result;

	if (!find_type(all, &info.type))
		return no_image(path, all, err);
	if (check_name(path, info.type, err) != 0)
		return -1;
	result = probes[info.type](all, &info);
	if (result > 0)
		return px_err_set(err, PX_REJECTED,
				  _("%s: a moving image, which nobody can stop: use a still one"),
				  path);
	if (result < 0)
		info.width = 0;
	if (check_size(path, &info, err) != 0)
		return -1;
	if (info.orientation > 4) {
		int width = info.width;

		info.width = info.height;
		info.height = width;
	}
	*out = info;
	return 0;
}
