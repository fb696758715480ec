/*
 * What each kind of value takes of a scalar.
 */
#include "web/front_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

static struct px_doc *
make(const struct px_front_source *source, enum px_doc_kind kind)
{
	struct px_doc *doc = px_arena_alloc(source->arena, sizeof(*doc));

	doc->kind = kind;
	return doc;
}

static struct px_doc *
make_text(const struct px_front_source *source, const char *text)
{
	return (struct px_doc *)px_doc_text(source->arena, text);
}

static struct px_doc *
take_any(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	struct px_doc *doc;

	(void)err;
	if (!plain || (strcmp(text, "true") != 0 && strcmp(text, "false") != 0))
		return make_text(source, text);
	doc = make(source, PX_DOC_BOOL);
	doc->truth = *text == 't';
	return doc;
}

static struct px_doc *
take_text(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	(void)plain;
	(void)err;
	return make_text(source, text);
}

static struct px_doc *
take_number(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	size_t digits = strspn(text + (*text == '-'), "0123456789");
	struct px_doc *doc;

	(void)plain;
	if (!digits || digits > 18 || text[digits + (*text == '-')]) {
		px_err_set(err, PX_REJECTED, _("%.80s: not a whole number: write it in digits"),
			   text);
		return NULL;
	}
	doc = make(source, PX_DOC_NUMBER);
	doc->number = strtoll(text, NULL, 10);
	return doc;
}

static struct px_doc *
take_bool(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	struct px_doc *doc = make(source, PX_DOC_BOOL);

	(void)plain;
	doc->truth = px_text_listed("true|yes|oui", text);
	if (doc->truth || px_text_listed("false|no|non", text))
		return doc;
	px_err_set(err, PX_REJECTED, _("%.80s: neither yes nor no: write true or false"), text);
	return NULL;
}

/* Would the phrase be another day in two years?  A file is read again and again. */
static struct px_when
later(const struct px_when *when)
{
	struct px_when moved = *when;

	moved.now += (int64_t)733 * PX_DAY_SECONDS;
	return moved;
}

static int
moves(const char *text, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED,
			  _("%.80s: says another day as time passes: write the year too"), text);
}

static int
read_date(const struct px_when *when, const char *text, struct px_date *out, struct px_err *err)
{
	struct px_date again = { 0 };
	struct px_when moved;

	if (px_date_parse(text, out) == 0)
		return 0;
	if (!when)
		return px_err_set(err, PX_REJECTED, _("%.80s: not a date: write 2025-11-24"), text);
	moved = later(when);
	if (px_when_date(when, text, out, err) != 0 || px_when_date(&moved, text, &again, err) != 0)
		return -1;
	return px_date_days(*out) == px_date_days(again) ? 0 : moves(text, err);
}

static struct px_doc *
take_date(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	char iso[PX_DATE_SIZE];
	struct px_date date;

	(void)plain;
	if (read_date(source->when, text, &date, err) != 0)
		return NULL;
	px_date_format(date, iso);
	return make_text(source, iso);
}

static int
read_instant(const struct px_when *when, const char *text, int64_t *out, struct px_err *err)
{
	struct px_when moved;
	int64_t again;

	if (px_instant_parse(text, out) == 0)
		return 0;
	if (!when)
		return px_err_set(err, PX_REJECTED,
				  _("%.80s: not an instant: write 2025-11-24T17:30:00Z"), text);
	moved = later(when);
	if (px_when_instant(when, text, out, err) != 0 ||
	    px_when_instant(&moved, text, &again, err) != 0)
		return -1;
	return *out == again ? 0 : moves(text, err);
}

static struct px_doc *
take_instant(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	char iso[PX_INSTANT_SIZE];
	int64_t instant;

	(void)plain;
	if (read_instant(source->when, text, &instant, err) != 0)
		return NULL;
	px_instant_format(instant, iso);
	return make_text(source, iso);
}

static struct px_doc *
take_url(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	(void)plain;
	return (struct px_doc *)px_doc_url(source->arena, text, err);
}

static bool
is_path(const char *text)
{
	if (*text == '/' || !px_url_safe(text, strlen(text)) || px_url_absolute(text, strlen(text)))
		return false;
	for (const char *part = text;; part += strcspn(part, "/") + 1) {
		size_t length = strcspn(part, "/");

		if (!length || (length == 1 && *part == '.') ||
		    (length == 2 && memcmp(part, "..", 2) == 0))
			return false;
		if (!part[length])
			return true;
	}
}

static struct px_doc *
take_path(const struct px_front_source *source, const char *text, bool plain, struct px_err *err)
{
	(void)plain;
	if (is_path(text))
		return make_text(source, text);
	px_err_set(err, PX_REJECTED,
		   _("%.80s: not a file of the site: write its path from the content folder, "
		     "without blanks, as in images/accueil.jpg"),
		   text);
	return NULL;
}

static const struct {
	/* of a scalar that is not empty; NULL: another shape is awaited */
	struct px_doc *(*take)(const struct px_front_source *source, const char *text, bool plain,
			       struct px_err *err);
	const char *awaited;
} kinds[PX_FRONT_KIND_COUNT] = {
	[PX_FRONT_TEXT] = { take_text, N_("a text") },
	[PX_FRONT_NUMBER] = { take_number, N_("a number") },
	[PX_FRONT_BOOL] = { take_bool, N_("true or false") },
	[PX_FRONT_DATE] = { take_date, N_("a date") },
	[PX_FRONT_INSTANT] = { take_instant, N_("a day and a time") },
	[PX_FRONT_URL] = { take_url, N_("an address") },
	[PX_FRONT_PATH] = { take_path, N_("a file") },
	[PX_FRONT_TEXTS] = { take_text, N_("a list of texts: [one, two]") },
	[PX_FRONT_MAP] = { NULL, N_("lines of key: value, indented under it") },
	[PX_FRONT_MAPS] = { NULL, N_("a list: lines that begin with -, indented under it") },
	[PX_FRONT_ANY] = { take_any, "" },
};

int
px_front_misshapen(enum px_front_kind kind, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED, _("awaits %s"), _(kinds[kind].awaited));
}

struct px_doc *
px_front_take(enum px_front_kind kind, const struct px_front_source *source, const char *text,
	      bool plain, struct px_err *err)
{
	if (kinds[kind].take)
		return kinds[kind].take(source, text, plain, err);
	px_front_misshapen(kind, err);
	return NULL;
}

static const char *
key_name(const void *data, size_t i)
{
	return ((const struct px_front_key *)data)[i].name;
}

const struct px_front_key *
px_front_key(const struct px_front_key *keys, const char *name)
{
	for (; keys->name; keys++)
		if (strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

const char *
px_front_key_near(const struct px_front_key *keys, const char *name)
{
	return px_text_nearest(name, key_name, keys);
}
