/* Images: told by their content, made upright and small, without what the camera knew, always the same;
 * those that lie, move, explode or are none are refused. */
#include "web/image.h"

#include <gd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "io/file.h"
#include "tap.h"

static char base[] = "/tmp/plexus-image-XXXXXX";
static struct px_arena arena = PX_ARENA_INIT;
static const int widths[] = { 480, 960, 1600 };

enum { RED = 0xe01010, BLUE = 0x1010e0 };

/* A photograph, or so it seems: colours everywhere, its upper left quarter red. */
static gdImagePtr
picture(int width, int height, bool drawing)
{
	gdImagePtr image = gdImageCreateTrueColor(width, height);

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			gdImageSetPixel(
				image, x, y,
				drawing ? BLUE
					: gdTrueColor(x * 7 % 256, y * 5 % 256, (x + y) % 256));
	gdImageFilledRectangle(image, 0, 0, width / 2, height / 2, RED);
	return image;
}

static const char *
in_base(const char *name)
{
	return px_arena_printf(&arena, "%s/%s", base, name);
}

static const char *
put(const char *name, const void *bytes, size_t length)
{
	const char *path = in_base(name);

	px_file_put(path, bytes, length, NULL);
	return path;
}

/* A JPEG whose EXIF says how it was held and where. */
static const char *
put_jpeg(const char *name, int width, int height, int orientation)
{
	unsigned char exif[] =
		"\xff\xd8\xff\xe1\x00\x32"
		"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0"
		"GPS 48.85 2.35 X";
	gdImagePtr image = picture(width, height, false);
	struct px_buf all = PX_BUF_INIT;
	const char *path;
	int size;
	char *jpeg = gdImageJpegPtr(image, &size, 90);

	exif[31] = (unsigned char)orientation;
	px_buf_add(&all, exif, 6 + 0x32 - 2);
	px_buf_add(&all, jpeg + 2, (size_t)size - 2);
	path = put(name, all.data, all.length);
	gdFree(jpeg);
	gdImageDestroy(image);
	px_buf_release(&all);
	return path;
}

static const char *
put_png(const char *name, int width, int height, bool drawing)
{
	gdImagePtr image = picture(width, height, drawing);
	const char *path;
	int size;
	char *png = gdImagePngPtr(image, &size);

	path = put(name, png, (size_t)size);
	gdFree(png);
	gdImageDestroy(image);
	return path;
}

static const char *
folder(const char *name)
{
	mkdir(in_base(name), 0700);
	return in_base(name);
}

static int
make(const char *path, const char *out, struct px_image_set *set, struct px_err *err)
{
	struct px_image_job job = {
		.path = path, .folder = out, .stem = "a", .widths = widths, .count = 3
	};

	return px_image_make(&job, &arena, set, err);
}

static void
read_variant(const char *out, const char *name, struct px_buf *buf)
{
	px_buf_clear(buf);
	px_buf_read_file(buf, px_arena_printf(&arena, "%s/%s", out, name), 1 << 24, NULL);
}

static bool
found(const struct px_buf *buf, const char *text)
{
	for (size_t i = 0; i + strlen(text) <= buf->length; i++)
		if (memcmp(buf->data + i, text, strlen(text)) == 0)
			return true;
	return false;
}

static bool
is_red(const struct px_buf *jpeg, int x, int y)
{
	gdImagePtr image = gdImageCreateFromJpegPtr((int)jpeg->length, jpeg->data);
	int colour = gdImageGetTrueColorPixel(image, x < 0 ? gdImageSX(image) + x : x,
					      y < 0 ? gdImageSY(image) + y : y);

	gdImageDestroy(image);
	return gdTrueColorGetRed(colour) > 180 && gdTrueColorGetGreen(colour) < 60 &&
	       gdTrueColorGetBlue(colour) < 60;
}

/* Lying on its side: where the red quarter is once it is upright (EXIF 2.3, 4.6.4 A). */
static void
try_orientation(int orientation, int x, int y)
{
	const char *path =
		put_jpeg(px_arena_printf(&arena, "o%d.jpg", orientation), 600, 400, orientation);
	const char *out = folder("o");
	struct px_buf buf = PX_BUF_INIT;
	struct px_image_set set = { .count = 0 };
	int width = orientation > 4 ? 400 : 600, height = orientation > 4 ? 600 : 400;

	tap_is_number(make(path, out, &set, NULL), 0, "an image that lies on its side is made");
	tap_ok(set.info.width == width && set.info.height == height, "%d: %d x %d upright",
	       orientation, set.info.width, set.info.height);
	read_variant(out, set.plain[0].name, &buf);
	tap_ok(is_red(&buf, x, y) && !is_red(&buf, -1 - x, -1 - y), "%d: its red quarter is there",
	       orientation);
	px_buf_release(&buf);
}

static void
try_variants(void)
{
	const char *path = put_jpeg("photo.jpg", 1200, 800, 1), *out = folder("1"),
		   *again = folder("2");
	struct px_image_set set = { .count = 0 }, second = { .count = 0 };
	struct px_buf one = PX_BUF_INIT, two = PX_BUF_INIT;

	tap_is_number(make(path, out, &set, NULL), 0, "a photograph is made");
	tap_ok(set.count == 3 && set.made == 6 && set.plain[0].width == 480 &&
		       set.plain[0].height == 320 && set.plain[1].width == 960 &&
		       set.plain[2].width == 1200 && set.webp[2].height == 800,
	       "in the widths that it has");
	tap_ok(strstr(set.plain[0].name, "-480.jpg") && strstr(set.webp[0].name, "-480.webp"),
	       "with names that say so: %s", set.plain[0].name);
	make(path, again, &second, NULL);
	for (size_t i = 0; i < 2 * set.count; i++) {
		const char *name = i % 2 ? set.webp[i / 2].name : set.plain[i / 2].name;

		read_variant(out, name, &one);
		read_variant(again, name, &two);
		tap_ok(one.length > 1000 && one.length == two.length &&
			       memcmp(one.data, two.data, one.length) == 0,
		       "%s: the same bytes", name);
		tap_ok(!found(&one, "Exif") && !found(&one, "GPS") && !found(&one, "CREATOR"),
		       "and none of the camera, nor of who made it");
	}
	make(path, out, &second, NULL);
	tap_ok(second.made == 0 && second.count == 3 &&
		       strcmp(second.plain[1].name, set.plain[1].name) == 0,
	       "nothing is made twice");
	px_buf_release(&one);
	px_buf_release(&two);
}

static void
try_kinds(void)
{
	struct px_image_set set = { .count = 0 };
	const char *out = folder("k");
	gdImagePtr image = picture(300, 200, true);
	int size;
	char *bytes;

	tap_ok(make(put_png("d.png", 1000, 500, true), out, &set, NULL) == 0 &&
		       strstr(set.plain[0].name, ".png"),
	       "a drawing stays PNG: %s", set.plain[0].name);
	tap_ok(make(put_png("p.png", 1000, 500, false), out, &set, NULL) == 0 &&
		       strstr(set.plain[0].name, ".jpg"),
	       "a photograph in PNG becomes JPEG: %s", set.plain[0].name);
	tap_ok(make(put_png("p.png", 1000, 500, false), out, &set, NULL) == 0 && set.made == 0,
	       "and is known again");
	bytes = gdImageGifPtr(image, &size);
	tap_ok(make(put("g.gif", bytes, (size_t)size), out, &set, NULL) == 0 && set.count == 1 &&
		       set.plain[0].width == 300,
	       "a small GIF keeps its width");
	gdFree(bytes);
	bytes = gdImageWebpPtr(image, &size);
	tap_ok(make(put("w.webp", bytes, (size_t)size), out, &set, NULL) == 0 &&
		       set.info.type == PX_IMAGE_WEBP && set.info.height == 200,
	       "WebP is read");
	gdFree(bytes);
	gdImageDestroy(image);
}

static void
refused(const char *path, const char *why)
{
	struct px_image_set set;
	struct px_err err = PX_ERR_INIT;

	tap_ok(make(path, folder("r"), &set, &err) == -1 && strstr(err.message, why), "refused: %s",
	       err.message);
}

static void
try_refused(void)
{
	static const char svg[] = "<?xml version='1.0'?><svg onload='alert(1)'/>";
	static const char heic[] = "\0\0\0\x18"
				   "ftypheic\0\0\0\0";
	static const char bomb[] =
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0"
		"\0\0\0\0";
	struct px_buf buf = PX_BUF_INIT;

	px_buf_read_file(&buf, put_png("x.png", 100, 100, false), 1 << 20, NULL);
	refused(put("lies.jpg", buf.data, buf.length), "its content is PNG");
	refused(put("none", buf.data, buf.length), "its content is PNG");
	refused(put("cut.png", buf.data, buf.length / 2), "damaged");
	px_buf_clear(&buf);
	px_buf_read_file(&buf, put_jpeg("y.jpg", 400, 300, 1), 1 << 20, NULL);
	refused(put("cut.jpg", buf.data, buf.length / 2), "damaged");
	refused(put("short.jpg", buf.data, 30), "damaged");
	refused(put("a.svg", svg, sizeof(svg) - 1), "SVG");
	refused(put("a.png", svg, sizeof(svg) - 1), "SVG");
	refused(put("a.heic", heic, sizeof(heic) - 1), "HEIC");
	refused(put("bomb.png", bomb, sizeof(bomb) - 1), "65535 × 65535 pixels");
	refused(put("text.jpg", "bonjour", 7), "not an image");
	refused(put("empty.jpg", "", 0), "not an image");
	refused(in_base("absent.jpg"), "cannot be opened");
	px_buf_release(&buf);
}

static void
try_moving(void)
{
	gdImagePtr image = picture(20, 20, true);
	struct px_buf buf = PX_BUF_INIT;
	int size;
	char *bytes;

	gdImageTrueColorToPalette(image, 0, 16);
	bytes = gdImageGifAnimBeginPtr(image, &size, 1, 0);
	px_buf_add(&buf, bytes, (size_t)size);
	gdFree(bytes);
	for (int i = 0; i < 2; i++) {
		bytes = gdImageGifAnimAddPtr(image, &size, 1, 0, 0, 10, 1, NULL);
		px_buf_add(&buf, bytes, (size_t)size);
		gdFree(bytes);
	}
	px_buf_putc(&buf, ';');
	refused(put("moves.gif", buf.data, buf.length), "moving");
	gdImageDestroy(image);
	px_buf_release(&buf);
}

int
main(void)
{
	const char *clear;

	if (!mkdtemp(base))
		return 1;
	try_variants();
	try_orientation(1, 5, 5);
	try_orientation(2, -6, 5);
	try_orientation(3, -6, -6);
	try_orientation(4, 5, -6);
	try_orientation(5, 5, 5);
	try_orientation(6, -6, 5);
	try_orientation(7, -6, -6);
	try_orientation(8, 5, -6);
	try_kinds();
	try_refused();
	try_moving();
	clear = px_arena_printf(&arena, "rm -r '%s'", base);
	tap_is_number(system(clear), 0, "all is cleared away");
	px_arena_release(&arena);
	return tap_done();
}
