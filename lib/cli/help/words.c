/*
 * The words in capitals that stand for what people give: FILE, WHO.  Tables all over the programs
 * write them in English; they meet their translation here.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "cli/help.h"

static const char *const words[] = {
	N_("ADDRESS"), N_("AMOUNT"),    N_("APPOINTMENT"), N_("AUDIENCE"),     N_("BY"),
	N_("CARE"),    N_("CHARACTER"), N_("CODE"),        N_("DATE"),         N_("DATES"),
	N_("DIALECT"), N_("DISTANCE"),  N_("DURATION"),    N_("FACT"),         N_("FIELD"),
	N_("FILE"),    N_("FILTER"),    N_("FOLDER"),      N_("HEADER"),       N_("KEY"),
	N_("LANG"),    N_("LOCATION"),  N_("MEETING"),     N_("MINUTES"),      N_("NAME"),
	N_("NO"),      N_("NUMBER"),    N_("OPERAND"),     N_("OPTION"),       N_("PHONE"),
	N_("PLACE"),   N_("POLL"),      N_("POSTCODE"),    N_("PRACTITIONER"), N_("PROFESSION"),
	N_("PROJECT"), N_("RECORD"),    N_("RECURRENCE"),  N_("REGISTER"),     N_("REQUEST"),
	N_("RULE"),    N_("SEQ"),       N_("SERIES"),      N_("SERVICE"),      N_("SLOT"),
	N_("SLUG"),    N_("STATE"),     N_("TASK"),        N_("TEMPLATE"),     N_("TEXT"),
	N_("TIME"),    N_("TITLE"),     N_("TYPE"),        N_("VALUE"),        N_("VERB"),
	N_("WHAT"),    N_("WHEN"),      N_("WHO"),         N_("WORD"),         N_("YEAR"),
	N_("YES"),     N_("ZONE"),
};

static const char *
translation(const char *word, size_t length)
{
	for (size_t i = 0; i < PX_COUNT(words); i++)
		if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
			return _(words[i]);
	return NULL;
}

void
px_help_choices(const struct px_field *field, struct px_buf *out)
{
	for (size_t i = 0; field->words[i]; i++) {
		const char *shown = px_tr_in(field->context, field->words[i]);

		px_buf_printf(out, "%s%s", i ? ", " : "", field->words[i]);
		if (!px_text_same(field->words[i], shown))
			px_buf_printf(out, " (%s)", shown);
	}
}

void
px_help_types(const struct px_type *const *types, struct px_buf *out)
{
	for (size_t i = 0; types[i]; i++) {
		const char *shown = _(types[i]->label);

		px_buf_printf(out, "%s%s", i ? ", " : "", types[i]->name);
		if (!px_text_same(types[i]->name, shown))
			px_buf_printf(out, " (%s)", shown);
	}
}

void
px_help_words(const char *usage, struct px_buf *out)
{
	while (*usage) {
		size_t length = strspn(usage, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		const char *word = translation(usage, length);

		if (word)
			px_buf_puts(out, word);
		else
			px_buf_add(out, usage, length ? length : 1);
		usage += length ? length : 1;
	}
}
