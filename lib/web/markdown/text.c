/*
 * Runs of text: the spaces that French wants, ~~struck out~~, and bare addresses made links.
 */
#include <string.h>

#include "io/html.h"
#include "web/markdown/part.h"

enum { MOST_ADDRESS = 2000, MOST_HOST = 255 }; /* bytes of a bare address; of its host */
#define NARROW "\u202f"                        /* the narrow space where no line breaks */

/* Bytes at which French may want something. */
static const bool french_bytes[256] = {
	[';'] = true, [':'] = true,  ['!'] = true,  ['?'] = true,  ['%'] = true,
	['.'] = true, ['\''] = true, [0xc2] = true, [0xe2] = true,
};

static bool
starts(const char *at, const char *end, const char *with)
{
	size_t length = strlen(with);

	return (size_t)(end - at) >= length && memcmp(at, with, length) == 0;
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (unsigned char)byte >= 0x80;
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
ends_with(const struct px_buf *out, const char *with)
{
	size_t length = strlen(with);

	return out->length >= length && memcmp(out->data + out->length - length, with, length) == 0;
}

/* The space typed before a sign, which may be of a run before this one, becomes narrow. */
static void
narrow_before(struct px_buf *out)
{
	if (ends_with(out, " "))
		px_buf_truncate(out, out->length - 1);
	else if (ends_with(out, "\u00a0"))
		px_buf_truncate(out, out->length - 2);
	else
		return;
	px_buf_puts(out, NARROW);
}

static void
space_before(struct px_buf *out)
{
	narrow_before(out);
	if (!ends_with(out, NARROW))
		px_buf_puts(out, NARROW);
}

static const char *
after_open_quote(struct px_buf *out, const char *at, const char *end)
{
	px_buf_puts(out, "«" NARROW);
	at += strlen("«");
	if (at < end && *at == ' ')
		return at + 1;
	if (starts(at, end, "\u00a0"))
		return at + 2;
	return starts(at, end, NARROW) ? at + 3 : at;
}

/* What French makes of the bytes here; returns where it goes on, at itself when it wants nothing. */
static const char *
french_sign(struct px_buf *out, const char *begin, const char *at, const char *end)
{
	if (starts(at, end, "«"))
		return after_open_quote(out, at, end);
	if (starts(at, end, "»"))
		space_before(out);
	else if (starts(at, end, "...")) {
		px_buf_puts(out, "…");
		return at + 3;
	} else if (*at == '\'' && at > begin && is_letter(at[-1]) && at + 1 < end &&
		   is_letter(at[1])) {
		px_buf_puts(out, "’");
		return at + 1;
	} else if (strchr(";:!?%", *at) || starts(at, end, "€"))
		narrow_before(out);
	return at;
}

static void
put_french(struct px_buf *out, const char *at, const char *end)
{
	const char *begin = at, *from = at, *next;

	while (at < end) {
		if (!french_bytes[(unsigned char)*at]) {
			at++;
			continue;
		}
		px_html_bytes(out, from, (size_t)(at - from));
		next = french_sign(out, begin, at, end);
		from = next;
		at = next == at ? at + 1 : next;
	}
	px_html_bytes(out, from, (size_t)(end - from));
}

static void
put_plain(struct px_walk *walk, const char *from, const char *to)
{
	if (from == to)
		return;
	if (walk->french)
		put_french(&walk->out, from, to);
	else
		px_html_bytes(&walk->out, from, (size_t)(to - from));
}

/* --- ~~ ---------------------------------------------------------------------------------------- */
static const char *
find(const char *at, const char *end, const char *what)
{
	size_t length = strlen(what);

	while ((size_t)(end - at) >= length) {
		at = memchr(at, *what, (size_t)(end - at) - length + 1);
		if (!at || memcmp(at, what, length) == 0)
			return at;
		at++;
	}
	return NULL;
}

static bool
strike_follows(const struct px_walk *walk, const cmark_node *parent, const char *at,
	       const char *end, cmark_node *after)
{
	if (walk->unstruck == parent)
		return false;
	if (find(at, end, "~~"))
		return true;
	for (; after; after = cmark_node_next(after))
		if (cmark_node_get_type(after) == CMARK_NODE_TEXT &&
		    strstr(cmark_node_get_literal(after), "~~"))
			return true;
	return false;
}

static void
put_struck(struct px_walk *walk, cmark_node *parent, const char *at, const char *end,
	   cmark_node *after)
{
	const char *mark;

	while ((mark = find(at, end, "~~"))) {
		put_plain(walk, at, mark);
		at = mark + 2;
		if (walk->struck == parent) {
			px_buf_puts(&walk->out, "</del>");
			walk->struck = NULL;
		} else if (!walk->struck && strike_follows(walk, parent, at, end, after)) {
			px_buf_puts(&walk->out, "<del>");
			walk->struck = parent;
		} else {
			px_buf_puts(&walk->out, "~~");
			walk->unstruck = walk->struck ? walk->unstruck : parent;
		}
	}
	put_plain(walk, at, end);
}

/* --- addresses --------------------------------------------------------------------------------- */
static bool
is_address_byte(char byte)
{
	return (unsigned char)byte > ' ' && !strchr("<>\"`{}|\\^", byte) && byte != 0x7f;
}

/* Signs at the end belong to the sentence, and a bracket that was not opened inside. */
static const char *
address_end(const char *from, const char *end)
{
	const char *to = from;
	int open = 0;

	if (end - from > MOST_ADDRESS)
		end = from + MOST_ADDRESS;

	while (to < end && is_address_byte(*to) && !starts(to, end, "«") && !starts(to, end, "»") &&
	       !starts(to, end, "\u00a0") && !starts(to, end, NARROW)) {
		open += *to == '(' ? 1 : *to == ')' ? -1 : 0;
		if (open < 0)
			break;
		to++;
	}
	while (to > from && strchr("?!.,:;*_~'", to[-1]))
		to--;
	return to;
}

static bool
is_mail_byte(char byte)
{
	return (is_letter(byte) && (unsigned char)byte < 0x80) || is_digit(byte) ||
	       (byte && strchr("._+-", byte));
}

static void
put_link(struct px_walk *walk, const char *scheme, const char *from, const char *to)
{
	char *url = px_arena_printf(walk->arena, "%s%.*s", scheme, (int)(to - from), from);

	px_buf_puts(&walk->out, "<a ");
	px_walk_address(&walk->out, url);
	px_buf_puts(&walk->out, *scheme == 'm' ? ">" : " rel=\"noopener\">");
	px_html_bytes(&walk->out, from, (size_t)(to - from));
	px_buf_puts(&walk->out, "</a>");
}

/* Seen first, so that what only begins as an address costs nothing. */
static bool
has_dot(const char *host, const char *end)
{
	size_t length = (size_t)(end - host);

	return memchr(host, '.', length < MOST_HOST ? length : MOST_HOST) != NULL;
}

/* An address that begins here: its end, or NULL.  scheme is what its link begins with. */
static const char *
web_address(const char *begin, const char *at, const char *end, const char **scheme)
{
	size_t prefix = starts(at, end, "https://")  ? 8
			: starts(at, end, "http://") ? 7
			: starts(at, end, "www.")    ? 4
						     : 0;
	const char *to;

	if (!prefix || (at > begin && (is_letter(at[-1]) || is_digit(at[-1]))) ||
	    !has_dot(at + prefix, end))
		return NULL;
	to = address_end(at, end);
	*scheme = prefix == 4 ? "https://" : "";
	return to > at + prefix + 2 && memchr(at + prefix, '.', (size_t)(to - at) - prefix) ? to
											    : NULL;
}

/* The same around an @; *from is its beginning. */
static const char *
mail_address(const char *begin, const char *sign, const char *end, const char **from)
{
	const char *to = sign + 1;

	*from = sign;
	while (*from > begin && is_mail_byte((*from)[-1]) && sign - *from < 64)
		--*from;
	while (to < end && is_mail_byte(*to) && *to != '_' && *to != '+' && to - sign < 255)
		to++;
	while (to > sign && strchr(".-_+", to[-1]))
		to--;
	if (*from == sign || !memchr(sign, '.', (size_t)(to - sign)) || sign[1] == '.' ||
	    (*from > begin && (is_letter((*from)[-1]) || strchr("/:", (*from)[-1]))))
		return NULL;
	return to;
}

/* The first byte that an address may begin at or be around: h, w or @. */
static const char *
next_hint(const char *at, const char *end)
{
	for (; at < end; at++)
		if (*at == '@' || starts(at, end, "http") || starts(at, end, "www."))
			return at;
	return NULL;
}

static bool
may_link(const char *text, size_t length)
{
	const char *end = text + length;

	return memchr(text, '@', length) || find(text, end, "://") || find(text, end, "www.");
}

void
px_walk_text(struct px_walk *walk, cmark_node *parent, const char *text, size_t length,
	     cmark_node *after)
{
	const char *at = text, *end = text + length, *hint = text;

	if (walk->linked || !may_link(text, length)) {
		put_struck(walk, parent, text, end, after);
		return;
	}
	while ((hint = next_hint(hint, end))) {
		const char *from = hint, *scheme = "mailto:", *to;

		to = *hint == '@' ? mail_address(at, hint, end, &from)
				  : web_address(at, hint, end, &scheme);
		if (!to) {
			hint++;
			continue;
		}
		put_struck(walk, parent, at, from, after);
		put_link(walk, scheme, from, to);
		at = hint = to;
	}
	put_struck(walk, parent, at, end, after);
}
