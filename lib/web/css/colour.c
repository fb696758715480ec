#include "web/css/colour.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/css/colour_space.h"

static double
clamp(double value, double least, double most)
{
	return value < least ? least : value > most ? most : value;
}

static int
byte_of(double share)
{
	return (int)lround(clamp(share, 0, 1) * 255);
}

void
px_colour_write(struct px_colour colour, char out[PX_COLOUR_SIZE])
{
	snprintf(out, PX_COLOUR_SIZE, "#%02x%02x%02x", byte_of(colour.red), byte_of(colour.green),
		 byte_of(colour.blue));
	if (colour.alpha < 1)
		snprintf(out + 7, 3, "%02x", byte_of(colour.alpha));
}

struct px_colour
px_colour_over(struct px_colour above, struct px_colour below)
{
	double alpha = above.alpha + below.alpha * (1 - above.alpha);
	double upper = alpha > 0 ? above.alpha / alpha : 0;

	return (struct px_colour){ above.red * upper + below.red * (1 - upper),
				   above.green * upper + below.green * (1 - upper),
				   above.blue * upper + below.blue * (1 - upper), alpha };
}

/* Of the colour as a screen shows it, and as messages write it: eight bits each. */
static double
luminance(struct px_colour colour)
{
	return 0.2126 * px_srgb_linear(byte_of(colour.red) / 255.0) +
	       0.7152 * px_srgb_linear(byte_of(colour.green) / 255.0) +
	       0.0722 * px_srgb_linear(byte_of(colour.blue) / 255.0);
}

double
px_colour_contrast(struct px_colour a, struct px_colour b)
{
	double first = luminance(a), second = luminance(b);

	return first > second ? (first + 0.05) / (second + 0.05) : (second + 0.05) / (first + 0.05);
}

static int
digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte = (char)(byte | 0x20);
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static int
read_hex(const char *text, struct px_colour *out)
{
	size_t length = strlen(text), wide = length > 4 ? 2 : 1, count = length / wide;
	double parts[4] = { 0, 0, 0, 1 };

	if (length != 3 && length != 4 && length != 6 && length != 8)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int high = digit(text[i * wide]), low = digit(text[i * wide + wide - 1]);

		if (high < 0 || low < 0)
			return -1;
		parts[i] = (high * 16 + low) / 255.0;
	}
	*out = (struct px_colour){ parts[0], parts[1], parts[2], parts[3] };
	return 0;
}

/* The numbers of a function, up to four, with commas or without, the fourth after a slash. */
struct channels {
	struct px_css_token items[4];
	size_t count;
};

static int
read_channels(struct px_css_tokens tokens, struct channels *out)
{
	out->count = 0;
	for (size_t i = 0; i < tokens.count; i++) {
		const struct px_css_token *token = &tokens.items[i];

		if (token->kind == PX_CSS_SPACE || px_css_is(token, ',') || px_css_is(token, '/'))
			continue;
		if (out->count == 4 ||
		    (token->kind != PX_CSS_NUMBER && token->kind != PX_CSS_PERCENT &&
		     token->kind != PX_CSS_DIMENSION && !px_css_ident(token, "none")))
			return -1;
		out->items[out->count++] = *token;
	}
	return out->count >= 3 ? 0 : -1;
}

/* A number as it is, a percentage of the whole; "none" is 0. */
static double
number(const struct px_css_token *token, double whole)
{
	return token->kind == PX_CSS_PERCENT ? token->number * whole / 100 : token->number;
}

static double
alpha_of(const struct channels *channels)
{
	return channels->count == 4 ? clamp(number(&channels->items[3], 1), 0, 1) : 1;
}

static double
hue(const struct px_css_token *token)
{
	double turns = token->number / 360;

	if (strcmp(token->text, "turn") == 0)
		turns = token->number;
	else if (strcmp(token->text, "rad") == 0)
		turns = token->number / (2 * acos(-1));
	else if (strcmp(token->text, "grad") == 0)
		turns = token->number / 400;
	return turns - floor(turns);
}

static struct px_colour
make_rgb(const struct channels *channels)
{
	return (struct px_colour){ clamp(number(&channels->items[0], 255) / 255, 0, 1),
				   clamp(number(&channels->items[1], 255) / 255, 0, 1),
				   clamp(number(&channels->items[2], 255) / 255, 0, 1), 1 };
}

/* CSS Color 4, 7.1. */
static double
hsl_channel(double at, double turns, double saturation, double light)
{
	double k = fmod(at + turns * 12, 12);
	double amount = saturation * fmin(light, 1 - light);

	return light - amount * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static struct px_colour
hsl(double turns, double saturation, double light)
{
	return (struct px_colour){ hsl_channel(0, turns, saturation, light),
				   hsl_channel(8, turns, saturation, light),
				   hsl_channel(4, turns, saturation, light), 1 };
}

static struct px_colour
make_hsl(const struct channels *channels)
{
	return hsl(hue(&channels->items[0]), clamp(channels->items[1].number / 100, 0, 1),
		   clamp(channels->items[2].number / 100, 0, 1));
}

static struct px_colour
make_hwb(const struct channels *channels)
{
	double white = clamp(channels->items[1].number / 100, 0, 1);
	double black = clamp(channels->items[2].number / 100, 0, 1), rest = 1 - white - black;
	struct px_colour pure = hsl(hue(&channels->items[0]), 1, 0.5);

	if (rest < 0) {
		double grey = white / (white + black);

		return (struct px_colour){ grey, grey, grey, 1 };
	}
	return (struct px_colour){ pure.red * rest + white, pure.green * rest + white,
				   pure.blue * rest + white, 1 };
}

static struct px_colour
make_oklab(const struct channels *channels)
{
	return px_oklab_colour((struct px_oklab){ clamp(number(&channels->items[0], 1), 0, 1),
						  number(&channels->items[1], 0.4),
						  number(&channels->items[2], 0.4) });
}

static struct px_colour
make_oklch(const struct channels *channels)
{
	double turns = hue(&channels->items[2]), chroma = number(&channels->items[1], 0.4);
	double angle = turns * 2 * acos(-1);

	return px_oklab_colour((struct px_oklab){ clamp(number(&channels->items[0], 1), 0, 1),
						  chroma * cos(angle), chroma * sin(angle) });
}

static const struct maker {
	const char *name;
	struct px_colour (*make)(const struct channels *channels);
} makers[] = {
	{ "rgb", make_rgb }, { "rgba", make_rgb },    { "hsl", make_hsl },     { "hsla", make_hsl },
	{ "hwb", make_hwb }, { "oklab", make_oklab }, { "oklch", make_oklch },
};

/* light-dark(#fff, #000) */
static int
read_either(struct px_css_tokens inside, const struct px_colour_base *base, struct px_colour *out)
{
	size_t comma = px_css_find(inside, 0, ',');

	if (comma == inside.count)
		return -1;
	return px_colour_read(base->dark ? px_css_part(inside, comma + 1, inside.count)
					 : px_css_part(inside, 0, comma),
			      base, out);
}

/* "red 30%": the percentage may stand before or after; -1: not said. */
static int
read_share(struct px_css_tokens part, const struct px_colour_base *base, struct px_colour *colour,
	   double *share)
{
	*share = -1;
	if (part.count > 1 && part.items[part.count - 1].kind == PX_CSS_PERCENT) {
		*share = part.items[part.count - 1].number / 100;
		part = px_css_part(part, 0, part.count - 1);
	} else if (part.count > 1 && part.items[0].kind == PX_CSS_PERCENT) {
		*share = part.items[0].number / 100;
		part = px_css_part(part, 1, part.count);
	}
	return px_colour_read(part, base, colour);
}

/* color-mix(in SPACE, a 30%, b): shares that miss 100 % lose alpha, those above are scaled. */
static int
read_mix(struct px_css_tokens inside, const struct px_colour_base *base, struct px_colour *out)
{
	size_t first = px_css_find(inside, 0, ',');
	size_t second = px_css_find(inside, first + 1, ',');
	struct px_css_tokens space = px_css_part(inside, 0, first);
	struct px_colour a, b;
	double share, other, sum;

	if (second >= inside.count || space.count != 3 || !px_css_ident(space.items, "in") ||
	    read_share(px_css_part(inside, first + 1, second), base, &a, &share) != 0 ||
	    read_share(px_css_part(inside, second + 1, inside.count), base, &b, &other) != 0)
		return -1;
	if (share < 0)
		share = other < 0 ? 0.5 : 1 - other;
	if (other < 0)
		other = 1 - share;
	sum = share + other;
	if (share < 0 || other < 0 || sum <= 0 ||
	    px_colour_mix(space.items[2].text, a, b, share / sum, out) != 0)
		return -1;
	if (sum < 1)
		out->alpha *= sum;
	return 0;
}

static int
read_function(struct px_css_tokens tokens, const struct px_colour_base *base, struct px_colour *out)
{
	struct px_css_tokens inside = px_css_part(tokens, 1, px_css_close(tokens, 0));
	struct channels channels;

	if (px_css_close(tokens, 0) != tokens.count - 1)
		return -1;
	if (px_css_function(tokens.items, "light-dark"))
		return read_either(inside, base, out);
	if (px_css_function(tokens.items, "color-mix"))
		return read_mix(inside, base, out);
	for (size_t i = 0; i < PX_COUNT(makers); i++) {
		if (!px_css_function(tokens.items, makers[i].name))
			continue;
		if (read_channels(inside, &channels) != 0)
			return -1;
		*out = makers[i].make(&channels);
		out->alpha = alpha_of(&channels);
		return 0;
	}
	return -1;
}

/* Colours of the system, as Chromium has them by day and by night. */
static const struct system_colour {
	const char *name, *light, *dark;
} system_colours[] = {
	{ "canvas", "ffffff", "121212" },       { "canvastext", "000000", "ffffff" },
	{ "linktext", "0000ee", "9e9eff" },     { "visitedtext", "551a8b", "d0adf0" },
	{ "buttonface", "efefef", "6b6b6b" },   { "buttontext", "000000", "ffffff" },
	{ "buttonborder", "000000", "ffffff" }, { "field", "ffffff", "3b3b3b" },
	{ "fieldtext", "000000", "ffffff" },    { "graytext", "808080", "808080" },
	{ "mark", "ffff00", "ffff00" },         { "marktext", "000000", "000000" },
	{ "highlight", "b5d5ff", "3367d1" },    { "highlighttext", "000000", "ffffff" },
	{ "accentcolor", "0075ff", "0075ff" },  { "accentcolortext", "ffffff", "ffffff" },
};

static int
read_word(const char *text, const struct px_colour_base *base, struct px_colour *out)
{
	char name[32];

	if (strlen(text) >= sizeof(name))
		return -1;
	memcpy(name, text, strlen(text) + 1);
	px_text_lower(name);
	if (strcmp(name, "currentcolor") == 0) {
		*out = base->ink;
		return 0;
	}
	if (strcmp(name, "transparent") == 0) {
		*out = (struct px_colour){ 0, 0, 0, 0 };
		return 0;
	}
	for (size_t i = 0; i < PX_COUNT(system_colours); i++)
		if (strcmp(name, system_colours[i].name) == 0)
			return read_hex(
				base->dark ? system_colours[i].dark : system_colours[i].light, out);
	return px_colour_named(name, out);
}

int
px_colour_read(struct px_css_tokens tokens, const struct px_colour_base *base,
	       struct px_colour *out)
{
	if (!tokens.count)
		return -1;
	if (tokens.items->kind == PX_CSS_FUNCTION)
		return read_function(tokens, base, out);
	if (tokens.count != 1)
		return -1;
	if (tokens.items->kind == PX_CSS_HASH)
		return read_hex(tokens.items->text, out);
	return tokens.items->kind == PX_CSS_IDENT ? read_word(tokens.items->text, base, out) : -1;
}
