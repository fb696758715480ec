#include "io/html.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* Colours keep 4.5:1 on both grounds. */
static const char shared_style[] =
	":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f2f2f0;--edge:#767676;"
	"--strong:#1f4e79;--alert:#8a1c1c}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#16181b;--soft:#23262a;"
	"--edge:#9a9a9a;--strong:#9cc8f2;--alert:#ffb4a9}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:64rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;"
	"color:var(--ink);background:var(--paper)}\n"
	"h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2rem}\n"
	"h1,h2,th{color:var(--strong)}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"caption{text-align:left;padding:.25rem 0}\n"
	"th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;"
	"border-bottom:1px solid var(--edge)}\n"
	".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	"th.n{white-space:normal}.figures td:first-child{white-space:nowrap}"
	".figures th[scope=row]{white-space:normal;font-weight:normal;color:inherit}\n"
	"h1::first-letter,figcaption::first-letter,.figures "
	"th[scope=col]::first-letter{text-transform:uppercase}\n"
	".wide{overflow-x:auto}\n"
	".banner{border:3px solid var(--alert);padding:.5rem 1rem;font-weight:bold}\n"
	".skip{position:absolute;left:-999rem}.skip:focus{position:static}\n"
	"a{color:var(--strong)}\n"
	"svg.bar{width:100%;min-width:6rem;height:1rem;display:block}\n"
	".track{fill:var(--soft);stroke:var(--edge)}.fill,.ink{fill:var(--strong)}"
	".paper{fill:var(--paper)}.edge{stroke:var(--strong)}\n"
	".chart{margin:1rem 0;max-width:48rem}.chart "
	"figcaption{font-weight:bold;margin-bottom:.5rem}"
	".chart svg{display:block;overflow:visible}.chart text{font-size:.9rem;fill:var(--ink);"
	"font-variant-numeric:tabular-nums}\n"
	".chart .line{stroke:var(--strong);stroke-width:2}.chart .rule{stroke:var(--edge)}"
	".chart .d1{stroke-dasharray:6 4}.chart .d2{stroke-dasharray:2 3}"
	".chart .d3{stroke-dasharray:10 3 2 3}\n"
	".chart svg.radar{max-width:30rem}.spokes{columns:18rem;column-gap:3rem}\n"
	".legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:0 "
	"0 "
	".5rem}.legend li{display:flex;align-items:center;gap:.4rem}\n"
	"@media print{:root{--ink:#000;--paper:#fff;--soft:#fff;--edge:#555;--strong:#000;"
	"--alert:#000}body{max-width:none;padding:0;font-size:10pt}tr,li{break-inside:avoid}"
	"h2,figcaption{break-after:avoid}.skip{display:none}.wide{overflow:visible}}\n";

/* What a byte becomes; NULL: it stays. */
static const char *const entities[256] = {
	[0x00] = "\ufffd", [0x01] = "\ufffd", [0x02] = "\ufffd", [0x03] = "\ufffd",
	[0x04] = "\ufffd", [0x05] = "\ufffd", [0x06] = "\ufffd", [0x07] = "\ufffd",
	[0x08] = "\ufffd", [0x0b] = "\ufffd", [0x0c] = "\ufffd", [0x0e] = "\ufffd",
	[0x0f] = "\ufffd", [0x10] = "\ufffd", [0x11] = "\ufffd", [0x12] = "\ufffd",
	[0x13] = "\ufffd", [0x14] = "\ufffd", [0x15] = "\ufffd", [0x16] = "\ufffd",
	[0x17] = "\ufffd", [0x18] = "\ufffd", [0x19] = "\ufffd", [0x1a] = "\ufffd",
	[0x1b] = "\ufffd", [0x1c] = "\ufffd", [0x1d] = "\ufffd", [0x1e] = "\ufffd",
	[0x1f] = "\ufffd", [0x7f] = "\ufffd", ['&'] = "&amp;",   ['<'] = "&lt;",
	['>'] = "&gt;",    ['"'] = "&quot;",  [0x27] = "&#39;",
};
enum { DIRECTION = 0xe2 }; /* the first byte of controls of direction, and of much else */

size_t
px_html_direction(const char *text, size_t length)
{
	const unsigned char *byte = (const unsigned char *)text;

	if (length < 3 || byte[0] != DIRECTION)
		return 0;
	if (byte[1] == 0x80 && byte[2] >= 0xaa && byte[2] <= 0xae)
		return 3;
	return byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9 ? 3 : 0;
}

static void
put_valid(struct px_buf *out, const char *text, size_t length)
{
	size_t at = 0, from = 0;

	while (at < length) {
		unsigned char byte = (unsigned char)text[at];
		const char *entity = entities[byte];
		size_t left = byte == DIRECTION ? px_html_direction(text + at, length - at) : 0;

		if (!entity && !left) {
			at++;
			continue;
		}
		px_buf_add(out, text + from, at - from);
		if (entity)
			px_buf_puts(out, entity);
		at += entity ? 1 : left;
		from = at;
	}
	px_buf_add(out, text + from, at - from);
}

void
px_html_bytes(struct px_buf *out, const char *text, size_t length)
{
	while (length > 0) {
		size_t valid = px_utf8_valid(text, length);

		put_valid(out, text, valid);
		text += valid;
		length -= valid;
		if (length > 0) {
			px_buf_puts(out, "\ufffd");
			text++;
			length--;
		}
	}
}

void
px_html_text(struct px_buf *out, const char *text)
{
	px_html_bytes(out, text, strlen(text));
}

void
px_html_element(struct px_buf *out, const char *tag, const char *attributes, const char *text)
{
	px_buf_printf(out, "<%s%s%s>", tag, attributes ? " " : "", attributes ? attributes : "");
	px_html_text(out, text);
	px_buf_printf(out, "</%s>\n", tag);
}

void
px_html_begin(struct px_buf *out, const struct px_html_page *page)
{
	px_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"");
	px_html_text(out, page->lang);
	px_buf_puts(out,
		    "\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	px_html_element(out, "title", NULL, page->title);
	px_buf_printf(out, "<style>\n%s%s</style>\n</head>\n<body>\n", shared_style,
		      page->style ? page->style : "");
	px_html_element(out, "a", "class=\"skip\" href=\"#content\"",
			page->skip ? page->skip : _("Skip to content"));
	px_buf_puts(out, "<main id=\"content\">\n");
}

void
px_html_end(struct px_buf *out)
{
	px_buf_puts(out, "</main>\n</body>\n</html>\n");
}

void
px_html_table_open(struct px_buf *out, const char *class, const char *caption)
{
	px_buf_puts(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
	px_html_text(out, caption);
	px_buf_puts(out, class ? "\"><table class=\"" : "\"><table>\n");
	if (class)
		px_buf_printf(out, "%s\">\n", class);
	px_html_element(out, "caption", NULL, caption);
	px_buf_puts(out, "<thead><tr>\n");
}

void
px_html_table_body(struct px_buf *out)
{
	px_buf_puts(out, "</tr></thead>\n<tbody>\n");
}

void
px_html_table_close(struct px_buf *out)
{
	px_buf_puts(out, "</tbody></table></div>\n");
}
