/* Colours of CSS, and the contrast of two: values of the specifications, and of WCAG's own examples. */
#include <math.h>
#include <string.h>

#include "tap.h"
#include "web/css/colour.h"

static const struct px_colour_base day = { { 0, 0, 0, 1 }, false };
static const struct px_colour_base night = { { 1, 1, 1, 1 }, true };

static const char *
read_as(const char *text, const struct px_colour_base *base)
{
	static char name[PX_COLOUR_SIZE];
	struct px_arena arena = PX_ARENA_INIT;
	struct px_colour colour;
	struct px_css_tokens tokens = px_css_cut(&arena, text, strlen(text), 1);

	if (px_colour_read(tokens, base, &colour) == 0)
		px_colour_write(colour, name);
	else
		memcpy(name, "none", 5);
	px_arena_release(&arena);
	return name;
}

/* What Chromium paints of the same texts. */
static const struct {
	const char *text, *colour;
} cases[] = {
	{ "#abc", "#aabbcc" },
	{ "#ABCD", "#aabbccdd" },
	{ "#12345678", "#12345678" },
	{ "#12345", "none" },
	{ "#xyz", "none" },
	{ "red", "#ff0000" },
	{ "RebeccaPurple", "#663399" },
	{ "lightgoldenrodyellow", "#fafad2" },
	{ "nosuchcolour", "none" },
	{ "transparent", "#00000000" },
	{ "currentcolor", "#000000" },
	{ "rgb(255, 0, 0)", "#ff0000" },
	{ "rgb(255 0 0 / 50%)", "#ff000080" },
	{ "rgba(0, 128, 255, 0.5)", "#0080ff80" },
	{ "rgb(100% 50% 0%)", "#ff8000" },
	{ "rgb(300 -5 0)", "#ff0000" },
	{ "rgb(1 2)", "none" },
	{ "hsl(120, 100%, 25%)", "#008000" },
	{ "hsl(-240deg 100% 25%)", "#008000" },
	{ "hsl(0.5turn 50% 50%)", "#40bfbf" },
	{ "hsl(210 20% 60% / .2)", "#8599ad33" },
	{ "hwb(0 20% 40%)", "#993333" },
	{ "hwb(0 80% 80%)", "#808080" },
	{ "oklch(0.627966 0.257704 29.2346)", "#ff0000" },
	{ "oklch(86.6% 0.294 142.5)", "#04ff04" },
	{ "oklch(0.42 0.13 255)", "#0b4c92" },
	{ "color-mix(in oklch, red, blue)", "#ba00c2" },
	{ "color-mix(in oklab, #1f4e79 60%, white)", "#7692ae" },
	{ "oklab(0.5 0 0)", "#636363" },
	{ "oklch(100% 0 none)", "#ffffff" },
	{ "color-mix(in srgb, red, blue)", "#800080" },
	{ "color-mix(in srgb, red 25%, blue)", "#4000bf" },
	{ "color-mix(in srgb, white 30%, transparent 20%)", "#ffffff4d" },
	{ "color-mix(in oklab, white, black)", "#636363" },
	{ "color-mix(in lch, red, blue)", "none" },
	{ "lab(50% 20 30)", "none" },
	{ "light-dark(#111, #eee)", "#111111" },
	{ "rgb(1 2 3", "none" },
	{ "", "none" },
};

static void
contrasts(void)
{
	static const struct {
		const char *a, *b;
		double ratio;
	} pairs[] = {
		{ "#000", "#fff", 21 },       { "#fff", "#fff", 1 },
		{ "#777", "#fff", 4.478 },    { "#767676", "#fff", 4.542 },
		{ "#949494", "#fff", 3.033 }, { "#f00", "#fff", 3.998 },
		{ "#00f", "#fff", 8.592 },    { "#1f4e79", "#f2f2f0", 7.728 },
	};

	for (size_t i = 0; i < PX_COUNT(pairs); i++) {
		struct px_arena arena = PX_ARENA_INIT;
		struct px_colour a, b;

		px_colour_read(px_css_cut(&arena, pairs[i].a, strlen(pairs[i].a), 1), &day, &a);
		px_colour_read(px_css_cut(&arena, pairs[i].b, strlen(pairs[i].b), 1), &day, &b);
		tap_ok(fabs(px_colour_contrast(a, b) - pairs[i].ratio) < 0.002 &&
			       px_colour_contrast(a, b) == px_colour_contrast(b, a),
		       "%s on %s is %.3f", pairs[i].a, pairs[i].b, px_colour_contrast(a, b));
		px_arena_release(&arena);
	}
}

int
main(void)
{
	struct px_colour over;
	char name[PX_COLOUR_SIZE];

	for (size_t i = 0; i < PX_COUNT(cases); i++) {
		const char *got = read_as(cases[i].text, &day);

		tap_ok(strcmp(got, cases[i].colour) == 0, "%s is %s, wanted %s", cases[i].text, got,
		       cases[i].colour);
	}
	tap_ok(strcmp(read_as("light-dark(#111, #eee)", &night), "#eeeeee") == 0,
	       "the other by night");
	tap_ok(strcmp(read_as("currentColor", &night), "#ffffff") == 0, "the ink of the element");
	contrasts();
	over = px_colour_over((struct px_colour){ 0, 0, 0, 0.5F },
			      (struct px_colour){ 1, 1, 1, 1 });
	px_colour_write(over, name);
	tap_ok(strcmp(name, "#808080") == 0, "half black over white is %s", name);
	return tap_done();
}
