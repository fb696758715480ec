#include "web/css/colour_space.h"

#include <math.h>
#include <string.h>

double
px_srgb_linear(double channel)
{
	return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
srgb_bent(double channel)
{
	return channel <= 0.0031308 ? channel * 12.92 : 1.055 * pow(channel, 1 / 2.4) - 0.055;
}

/* Linear sRGB, which may lie outside what a screen shows. */
static void
linear_of(struct px_oklab lab, double out[3])
{
	double l = pow(lab.light + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
	double m = pow(lab.light - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
	double s = pow(lab.light - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

	out[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
	out[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
	out[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
}

static double
bent(double linear)
{
	return srgb_bent(linear < 0 ? 0 : linear > 1 ? 1 : linear);
}

struct px_colour
px_oklab_colour(struct px_oklab lab)
{
	double linear[3];

	linear_of(lab, linear);
	return (struct px_colour){ bent(linear[0]), bent(linear[1]), bent(linear[2]), 1 };
}

struct px_oklab
px_colour_oklab(struct px_colour colour)
{
	double red = px_srgb_linear(colour.red), green = px_srgb_linear(colour.green);
	double blue = px_srgb_linear(colour.blue);
	double l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
	double m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
	double s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);

	return (struct px_oklab){ 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
				  1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
				  0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

/* Each part counts by its alpha, as it does in sight. */
static double
mixed(double a, double b, double share, double alpha_a, double alpha_b)
{
	double alpha = alpha_a * share + alpha_b * (1 - share);

	if (alpha <= 0)
		return 0;
	return (a * alpha_a * share + b * alpha_b * (1 - share)) / alpha;
}

static struct px_oklab
mix_round(struct px_oklab a, struct px_oklab b, double share, double alpha_a, double alpha_b)
{
	double pi = acos(-1), chroma_a = hypot(a.a, a.b), chroma_b = hypot(b.a, b.b);
	double hue_a = atan2(a.b, a.a), hue_b = atan2(b.b, b.a), hue, chroma;

	if (chroma_a < 1e-4) /* grey has no hue of its own */
		hue_a = hue_b;
	if (chroma_b < 1e-4)
		hue_b = hue_a;
	if (hue_b - hue_a > pi)
		hue_a += 2 * pi;
	else if (hue_a - hue_b > pi)
		hue_b += 2 * pi;
	hue = hue_a * share + hue_b * (1 - share);
	chroma = mixed(chroma_a, chroma_b, share, alpha_a, alpha_b);
	return (struct px_oklab){ mixed(a.light, b.light, share, alpha_a, alpha_b),
				  chroma * cos(hue), chroma * sin(hue) };
}

static struct px_colour
mix_srgb(struct px_colour a, struct px_colour b, double share, bool linear)
{
	double from[3] = { a.red, a.green, a.blue }, to[3] = { b.red, b.green, b.blue };

	for (size_t i = 0; i < 3; i++) {
		double one = linear ? px_srgb_linear(from[i]) : from[i];
		double other = linear ? px_srgb_linear(to[i]) : to[i];
		double both = mixed(one, other, share, a.alpha, b.alpha);

		from[i] = linear ? srgb_bent(both) : both;
	}
	return (struct px_colour){ from[0], from[1], from[2], 1 };
}

int
px_colour_mix(const char *space, struct px_colour a, struct px_colour b, double share,
	      struct px_colour *out)
{
	struct px_oklab first = px_colour_oklab(a), second = px_colour_oklab(b);

	if (strcmp(space, "srgb") == 0 || strcmp(space, "srgb-linear") == 0)
		*out = mix_srgb(a, b, share, space[4] != '\0');
	else if (strcmp(space, "oklab") == 0)
		*out = px_oklab_colour((struct px_oklab){
			mixed(first.light, second.light, share, a.alpha, b.alpha),
			mixed(first.a, second.a, share, a.alpha, b.alpha),
			mixed(first.b, second.b, share, a.alpha, b.alpha) });
	else if (strcmp(space, "oklch") == 0)
		*out = px_oklab_colour(mix_round(first, second, share, a.alpha, b.alpha));
	else
		return -1;
	out->alpha = a.alpha * share + b.alpha * (1 - share);
	return 0;
}
