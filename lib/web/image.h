/*
 * Images of a site: told by their content, turned upright, without metadata, in the widths that screens
 * ask for.  The only door to libgd.
 *
 * What is made has a name that holds a digest of what it was made from: it is made once, and a page that
 * names it may be kept forever.  The same source gives the same bytes.
 */
#ifndef PX_WEB_IMAGE_H
#define PX_WEB_IMAGE_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum px_image_type {
	PX_IMAGE_JPEG,
	PX_IMAGE_PNG,
	PX_IMAGE_WEBP,
	PX_IMAGE_GIF,
};
enum { PX_IMAGE_TYPE_COUNT = PX_IMAGE_GIF + 1 };

enum {
	PX_IMAGE_BYTES = 40 * 1024 * 1024,  /* of a file */
	PX_IMAGE_PIXELS = 64 * 1000 * 1000, /* of an image: 256 MB while it is made */
	PX_IMAGE_SIDE = 20000,
	PX_IMAGE_WIDTHS = 6,
};

struct px_image_info {
	enum px_image_type type;
	int width, height; /* upright */
	int orientation;   /* of EXIF, 1 to 8; 1 is upright */
};

/* What the bytes are, from their head: nothing is decoded.  path is for errors and for the extension,
 * which must tell the truth.  PX_REJECTED: no image that we read (SVG among them: it may hold scripts), a
 * file that says to be another, too large. */
int px_image_probe(const char *path, const void *bytes, size_t length, struct px_image_info *out,
		   struct px_err *err);

struct px_image_job {
	const char *path;   /* the source */
	const char *folder; /* where the variants go; it exists */
	const char *stem;   /* of the variants' names: "salle-d-attente" */
	const int *widths;  /* growing; those past the source's own are left out */
	size_t count;       /* at most PX_IMAGE_WIDTHS */
	uint64_t digest;    /* of the source (px_digest), when the caller knows it; 0: it is read */
};

struct px_image_variant {
	const char *name; /* "salle-d-attente-8c2f91d0a3b4e5f6-960.jpg" */
	int width, height;
};

/* JPEG and photographs give JPEG, others PNG; both have a WebP twin of each width, and the source's own
 * width is one where no other is larger.  An animated GIF is refused. */
struct px_image_set {
	struct px_image_info info;
	struct px_image_variant plain[PX_IMAGE_WIDTHS + 1], webp[PX_IMAGE_WIDTHS + 1];
	size_t count; /* of each, narrowest first */
	size_t made;  /* files written by this call: 0 when all were there */
};

/* Names are in the arena.  PX_REJECTED as px_image_probe, or damaged; PX_NOT_FOUND, PX_SYSTEM. */
int px_image_make(const struct px_image_job *job, struct px_arena *arena, struct px_image_set *out,
		  struct px_err *err);

#endif
