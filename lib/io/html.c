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
	".wide{overflow-x:auto}\n"
	".banner{border:3px solid var(--alert);padding:.5rem 1rem;font-weight:bold}\n"
	".skip{position:absolute;left:-999rem}.skip:focus{position:static}\n"
	"a{color:var(--strong)}\n"
	"svg.bar{width:100%;min-width:6rem;height:1rem;display:block}\n"
	"svg.bar .track{fill:var(--soft);stroke:var(--edge)}svg.bar .fill{fill:var(--strong)}\n"
	"@media print{:root{--ink:#000;--paper:#fff;--soft:#fff;--edge:#555;--strong:#000;"
	"--alert:#000}body{max-width:none;padding:0;font-size:10pt}tr,li{break-inside:avoid}"
	"h2{break-after:avoid}.skip{display:none}svg.bar{print-color-adjust:exact;"
	"-webkit-print-color-adjust:exact}}\n";

static const char *
entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
put_byte(struct px_buf *out, char byte)
{
	const char *name = entity(byte);
	unsigned char code = (unsigned char)byte;

	if (name)
		px_buf_puts(out, name);
	else if ((code < 0x20 && !strchr("\t\n\r", byte)) || code == 0x7f)
		px_buf_puts(out, "\ufffd");
	else
		px_buf_putc(out, byte);
}

void
px_html_text(struct px_buf *out, const char *text)
{
	size_t length = strlen(text);

	while (length > 0) {
		size_t valid = px_utf8_valid(text, length);
		for (size_t i = 0; i < valid; i++)
			put_byte(out, text[i]);
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
px_html_bar(struct px_buf *out, int64_t done, int64_t full, const char *alternative)
{
	int64_t width = 0;

	/* Thousandths; what would overflow is divided first, and loses nothing that shows. */
	if (full > 0 && done > 0 && done < full)
		width = done > INT64_MAX / 1000 ? done / (full / 1000) : done * 1000 / full;
	else if (full > 0 && done >= full)
		width = 1000;
	px_buf_puts(out, "<svg class=\"bar\" role=\"img\" viewBox=\"0 0 1000 40\" "
			 "preserveAspectRatio=\"none\" aria-label=\"");
	px_html_text(out, alternative);
	px_buf_puts(out, "\"><rect class=\"track\" x=\"1\" y=\"1\" width=\"998\" height=\"38\"/>");
	px_buf_printf(out,
		      "<rect class=\"fill\" x=\"1\" y=\"6\" width=\"%lld\" height=\"28\"/></svg>\n",
		      (long long)(width * 998 / 1000));
}
