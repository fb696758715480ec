/*
 * The kinds of identifiers: a verdict (identifiers.h) becomes a value and a fault.
 */
#include <string.h>

#include "model/identifiers.h"
#include "model/kind.h"

/* identifiers.h has the table; a filter takes what it is given, normalised when it is valid. */
static void
parse_identifier(const struct px_parse *parse, enum px_identifier identifier, const char *text,
		 struct px_value *out)
{
	char stored[PX_ID_SIZE];
	const char *reason;
	enum px_verdict verdict;
	bool refused;

	if (!px_kind_line(parse, text, PX_ID_SIZE - 1, out))
		return;
	verdict = px_identifier_check(identifier, text, stored, &reason);
	refused = verdict == PX_ID_DAMAGED ||
		  (verdict == PX_ID_WRONG && parse->origin != PX_FROM_REGISTER);
	if (parse->origin == PX_FROM_FILTER) {
		px_kind_text_is(parse, stored, out);
		return;
	}
	if (refused) {
		px_kind_refuse(parse, text, out, reason);
		return;
	}
	if (verdict != PX_ID_VALID)
		px_kind_say(parse, verdict == PX_ID_REPAIRED ? PX_REPAIRED : PX_SUSPICIOUS, text,
			    reason);
	px_kind_text_is(parse, stored, out);
}

/* One kind: the parse function that knows which identifier it is, and the object. */
#define IDENTIFIER_KIND(word, id, hint, format)                                                    \
	static void parse_##word(const struct px_parse *parse, const char *text,                   \
				 struct px_value *out)                                             \
	{                                                                                          \
		parse_identifier(parse, id, text, out);                                            \
	}                                                                                          \
	const struct px_kind px_kind_##word = {                                                    \
		.name = #word,                                                                     \
		.metavar = hint,                                                                   \
		.json_type = "string",                                                             \
		.json_format = format,                                                             \
		.storage = PX_TEXT,                                                                \
		.parse = parse_##word,                                                             \
	}

IDENTIFIER_KIND(rpps, PX_ID_RPPS, "RPPS", NULL);
IDENTIFIER_KIND(adeli, PX_ID_ADELI, "ADELI", NULL);
IDENTIFIER_KIND(finess, PX_ID_FINESS, "FINESS", NULL);
IDENTIFIER_KIND(siret, PX_ID_SIRET, "SIRET", NULL);
IDENTIFIER_KIND(phone, PX_ID_PHONE, "PHONE", NULL);
IDENTIFIER_KIND(email, PX_ID_EMAIL, "ADDRESS", "email");
IDENTIFIER_KIND(mssante, PX_ID_MSSANTE, "ADDRESS", "email");
IDENTIFIER_KIND(postcode, PX_ID_POSTCODE, "POSTCODE", NULL);
IDENTIFIER_KIND(insee, PX_ID_INSEE, "CODE", NULL);
IDENTIFIER_KIND(nir, PX_ID_NIR, "NIR", NULL);
