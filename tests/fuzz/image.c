/* Heads of images: what is taken is within limits, whatever the name says. */
#include "fuzz.h"
#include "web/image.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.jpg", "a.png", "a.webp", "a.gif", "a.svg" };
	uint8_t *copy = px_malloc(size); /* so that reading past the end is seen */
	int taken = 0;

	memcpy(copy, data, size);
	for (size_t i = 0; i < PX_COUNT(names); i++) {
		struct px_image_info info = { 0 };
		struct px_err err = PX_ERR_INIT;

		if (px_image_probe(names[i], copy, size, &info, &err) != 0) {
			FUZZ_CLAIM(err.code == PX_REJECTED);
			continue;
		}
		taken++;
		FUZZ_CLAIM(info.width >= 1 && info.width <= PX_IMAGE_SIDE);
		FUZZ_CLAIM(info.height >= 1 && info.height <= PX_IMAGE_SIDE);
		FUZZ_CLAIM((int64_t)info.width * info.height <= PX_IMAGE_PIXELS);
		FUZZ_CLAIM(info.orientation >= 1 && info.orientation <= 8);
		FUZZ_CLAIM((size_t)info.type == i);
	}
	FUZZ_CLAIM(taken <= 1);
	free(copy);
	return 0;
}
