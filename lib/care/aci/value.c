#include "care/aci/value.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json_out.h"
#include "base/money.h"

const char *
px_aci_in(struct px_aci_text text, const char *lang)
{
	return strcmp(lang, "fr") == 0 ? text.fr : text.en;
}

static void
add_day(int64_t day, struct px_buf *out)
{
	char text[PX_DATE_SIZE];

	px_date_format(px_date_from_days(day), text);
	px_buf_puts(out, text);
}

static void
add_words(const struct px_aci_value *value, const char *separator, struct px_buf *out)
{
	for (size_t i = 0; i < value->count; i++) {
		px_buf_puts(out, i ? separator : "");
		px_buf_puts(out, value->words[i]);
	}
}

static bool
is_true(const struct px_aci_value *value)
{
	return px_ratio_sign(value->number) != 0;
}

void
px_aci_value_text(const struct px_aci_value *value, struct px_buf *out)
{
	switch (value->type) {
	case PX_ACI_NUMBER:
		px_ratio_short(value->number, 4, out);
		break;
	case PX_ACI_DATE:
	case PX_ACI_ACQUIRED:
		if (value->dated)
			add_day(value->day, out);
		else if (value->type == PX_ACI_ACQUIRED)
			px_buf_puts(out, is_true(value) ? "true" : "false");
		break;
	case PX_ACI_BOOLEAN:
		px_buf_puts(out, is_true(value) ? "true" : "false");
		break;
	case PX_ACI_WORD:
	case PX_ACI_WORDS:
		add_words(value, ",", out);
		break;
	}
}

void
px_aci_value_json(const struct px_aci_value *value, struct px_buf *out)
{
	struct px_buf text = PX_BUF_INIT;
	struct px_json json = PX_JSON_INIT(out);

	px_aci_value_text(value, &text);
	if (value->type == PX_ACI_WORDS) {
		px_json_open(&json, '[');
		for (size_t i = 0; i < value->count; i++)
			px_json_string(&json, value->words[i]);
		px_json_close(&json, ']');
	} else if (text.length == 0) {
		px_json_null(&json);
	} else if (value->dated || value->type == PX_ACI_WORD) {
		px_json_string(&json, text.data);
	} else {
		px_json_raw(&json, text.data);
	}
	px_buf_release(&text);
}

void
px_aci_value_human(const struct px_aci_value *value, const char *lang, struct px_buf *out)
{
	bool french = strcmp(lang, "fr") == 0;

	if (value->dated && french) {
		struct px_date date = px_date_from_days(value->day);
		px_buf_printf(out, "%02d/%02d/%04d", date.day, date.month, date.year);
	} else if (value->type == PX_ACI_NUMBER) {
		px_number_human(value->number, 4, false, lang, out);
	} else if (value->type == PX_ACI_BOOLEAN ||
		   (value->type == PX_ACI_ACQUIRED && !value->dated)) {
		px_buf_puts(out,
			    is_true(value) ? (french ? "oui" : "yes") : (french ? "non" : "no"));
	} else if (value->type == PX_ACI_WORDS || value->type == PX_ACI_WORD) {
		add_words(value, ", ", out);
	} else {
		px_aci_value_text(value, out);
	}
	if ((value->type == PX_ACI_WORDS && value->count == 0) ||
	    (value->type == PX_ACI_DATE && !value->dated))
		px_buf_puts(out, "-");
}
