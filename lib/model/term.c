#include "model/term.h"

#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

const struct px_term *
px_term_by_code(const struct px_term *terms, const char *code)
{
	for (; terms->code; terms++)
		if (strcmp(terms->code, code) == 0)
			return terms;
	return NULL;
}

bool
px_term_is_code(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(text + letters, "0123456789");

	return letters && digits && !text[letters + digits];
}

bool
px_term_is(const struct px_term *term, const char *slug)
{
	return strcmp(term->word, slug) == 0 || px_text_listed(term->others, slug);
}

const char *
px_term_name(const struct px_term *terms, const char *code)
{
	const struct px_term *found = px_term_by_code(terms, code);

	if (!found)
		return code;
	return strcmp(px_i18n_lang(), "fr") == 0 ? found->label : found->english;
}
