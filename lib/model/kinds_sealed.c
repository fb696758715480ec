/*
 * Kinds of values that are sealed as they are parsed: what reaches a patient.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "model/identifiers.h"
#include "model/kind.h"

const char px_sealed_word[] = "sealed";

/* The value becomes the text, sealed.  A keyring that cannot be read says how to mend that. */
static void
seal(const struct px_parse *parse, const char *clear, struct px_value *out)
{
	struct px_buf sealed = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;

	if (px_seal(parse->world ? parse->world->keyring : NULL, clear, &sealed, &err) == 0)
		px_kind_text_is(parse, sealed.data, out);
	else
		px_kind_refuse(parse, clear, out, err.message);
	px_buf_release(&sealed);
}

static bool
is_mail(const char *text)
{
	return strchr(text, '@') != NULL;
}

/* What the checks of telephones and of mail addresses make of it.  What is odd or was mended is said
 * without repeating it. */
static void
parse_contact(const struct px_parse *parse, const char *text, struct px_value *out)
{
	char stored[PX_ID_SIZE];
	const char *reason;
	enum px_verdict verdict;

	if (strcmp(text, px_sealed_word) == 0) {
		px_kind_text_is(parse, text, out);
		return;
	}
	if (!px_kind_line(parse, text, sizeof(stored) - 1, out))
		return;
	verdict = px_identifier_check(is_mail(text) ? PX_ID_EMAIL : PX_ID_PHONE, text, stored,
				      &reason);
	if (verdict == PX_ID_WRONG || verdict == PX_ID_DAMAGED) {
		px_kind_refuse(parse, text, out, reason);
	} else {
		if (verdict != PX_ID_VALID)
			px_kind_say(parse, verdict == PX_ID_REPAIRED ? PX_REPAIRED : PX_SUSPICIOUS,
				    text, reason);
		seal(parse, stored, out);
	}
	px_wipe(stored, sizeof(stored));
}

static void
print_sealed(const struct px_world *world, const struct px_field *field,
	     const struct px_value *value, enum px_style style, struct px_buf *out)
{
	(void)world;
	(void)field;
	if (!px_seal_is(value->text) && strcmp(value->text, px_sealed_word) != 0)
		px_buf_puts(out, value->text);
	else
		px_buf_puts(out, style == PX_STYLE_HUMAN ? _("sealed") : px_sealed_word);
}

const struct px_kind px_kind_contact = {
	.name = "contact",
	.metavar = "PHONE|MAIL",
	.json_type = "string",
	.storage = PX_TEXT,
	.parse = parse_contact,
	.print = print_sealed,
};

enum { SEALED_LIMIT = 500 };

static void
parse_sealed(const struct px_parse *parse, const char *text, struct px_value *out)
{
	if (strcmp(text, px_sealed_word) == 0)
		px_kind_text_is(parse, text, out);
	else if (px_kind_line(parse, text, SEALED_LIMIT, out))
		seal(parse, text, out);
}

const struct px_kind px_kind_sealed = {
	.name = "sealed",
	.metavar = "TEXT",
	.json_type = "string",
	.storage = PX_TEXT,
	.words = true,
	.parse = parse_sealed,
	.print = print_sealed,
};
