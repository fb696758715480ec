#include "model/identifiers.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/identifiers_part.h"

bool
px_luhn(const char *digits, size_t length)
{
	bool any = length > 0, doubled = false; /* every second digit from the right */
	int sum = 0;

	while (length--) {
		int digit = digits[length] - '0';

		if (doubled)
			digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
		sum += digit;
		doubled = !doubled;
	}
	return any && sum % 10 == 0;
}

bool
px_id_digits(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return text[length] == '\0';
}

static bool
all_zeros(const char *text)
{
	return text[strspn(text, "0")] == '\0';
}

void
px_id_store(const char *text, char out[PX_ID_SIZE])
{
	snprintf(out, PX_ID_SIZE, "%s", text);
}

enum px_verdict
px_id_say(enum px_verdict verdict, const char *words, const char **reason)
{
	*reason = words;
	return verdict;
}

/* Copy the text without its blanks; letters in upper case. */
static void
compact(const char *text, char out[PX_ID_SIZE])
{
	size_t length = 0;

	for (const char *p = text; *p && length + 1 < PX_ID_SIZE; p++) {
		size_t blank = px_text_blank(p);

		if (blank)
			p += blank - 1;
		else
			out[length++] = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
	}
	out[length] = '\0';
}

/* 2,60E+13: what a spreadsheet shows of a long number, and saves.  The rest is lost. */
static bool
is_scientific(const char *text)
{
	size_t digits = 0, exponent;
	bool cut = false;

	/* A loop, not strspn: registers ask this ten million times. */
	for (; (text[digits] >= '0' && text[digits] <= '9') || text[digits] == '.' ||
	       text[digits] == ',';
	     digits++)
		cut = cut || text[digits] == '.' || text[digits] == ',';
	if (!digits || text[digits] != 'E')
		return false;
	exponent = digits + 1;
	if (text[exponent] == '+' || text[exponent] == '-')
		exponent++;
	else if (!cut)
		return false;
	return text[exponent] && text[exponent + strspn(text + exponent, "0123456789")] == '\0';
}

static enum px_verdict
wrong_key(const char **reason)
{
	return px_id_say(PX_ID_WRONG, _("wrong check digit"), reason);
}

static enum px_verdict
check_rpps(char *id, const char **reason)
{
	if (px_id_digits(id, 12) && id[0] == '8' && px_luhn(id + 1, 11) && !all_zeros(id + 1)) {
		memmove(id, id + 1, 12);
		return px_id_say(PX_ID_REPAIRED, _("national identifier: its 8 is left out"),
				 reason);
	}
	if (!px_id_digits(id, 11))
		return px_id_say(PX_ID_WRONG, _("an RPPS is 11 digits"), reason);
	return px_luhn(id, 11) && !all_zeros(id) ? PX_ID_VALID : wrong_key(reason);
}

/* Nine characters, the second one A or B in Corsica. */
static bool
has_department_form(const char *id)
{
	return strlen(id) == 9 && id[0] >= '0' && id[0] <= '9' &&
	       (id[1] == 'A' || id[1] == 'B' || (id[1] >= '0' && id[1] <= '9')) &&
	       px_id_digits(id + 2, 7);
}

/* The key of a FINESS counts A as 1 and B as 2 (found on the register itself; the values that the
 * NIR gives to Corsica do not fit). */
static bool
department_key(const char *id)
{
	char digits[10];

	memcpy(digits, id, sizeof(digits));
	if (digits[1] == 'A' || digits[1] == 'B')
		digits[1] = digits[1] == 'A' ? '1' : '2';
	return px_luhn(digits, 9) && !all_zeros(id);
}

static enum px_verdict
check_adeli(char *id, const char **reason)
{
	if (strlen(id) == 10 && id[0] == '0' && has_department_form(id + 1) &&
	    department_key(id + 1)) {
		memmove(id, id + 1, 10);
		return px_id_say(PX_ID_REPAIRED, _("national identifier: its 0 is left out"),
				 reason);
	}
	if (!has_department_form(id))
		return px_id_say(PX_ID_WRONG, _("an ADELI number is 9 characters, zeros included"),
				 reason);
	if (department_key(id))
		return PX_ID_VALID;
	/* No public rule says what the key makes of Corsican letters: no ground to refuse. */
	if (id[1] == 'A' || id[1] == 'B')
		return px_id_say(PX_ID_ODD, _("its check digit cannot be verified"), reason);
	return wrong_key(reason);
}

static enum px_verdict
check_finess(char *id, const char **reason)
{
	if (px_id_digits(id, 8)) {
		char padded[10] = "0";

		memcpy(padded + 1, id, 9);
		if (department_key(padded)) {
			memcpy(id, padded, sizeof(padded));
			return px_id_say(PX_ID_REPAIRED, _("its leading zero is put back"), reason);
		}
	}
	if (!has_department_form(id))
		return px_id_say(PX_ID_WRONG, _("a FINESS number is 9 characters, zeros included"),
				 reason);
	return department_key(id) ? PX_ID_VALID : wrong_key(reason);
}

static enum px_verdict
check_siren(char *id, const char **reason)
{
	if (!px_id_digits(id, 9))
		return px_id_say(PX_ID_WRONG, _("a SIREN is 9 digits, zeros included"), reason);
	return px_luhn(id, 9) && !all_zeros(id) ? PX_ID_VALID : wrong_key(reason);
}

/* La Poste ran out of numbers that Luhn accepts: its sites also pass by their plain sum (Insee). */
static bool
is_post_office(const char *id)
{
	int sum = 0;

	if (strncmp(id, "356000000", 9) != 0)
		return false;
	for (; *id; id++)
		sum += *id - '0';
	return sum % 5 == 0;
}

static enum px_verdict
check_siret(char *id, const char **reason)
{
	if (!px_id_digits(id, 14))
		return px_id_say(PX_ID_WRONG, _("a SIRET is 14 digits, zeros included"), reason);
	if (is_post_office(id))
		return PX_ID_VALID;
	return px_luhn(id, 14) && !all_zeros(id) ? PX_ID_VALID : wrong_key(reason);
}

/* Departments of postcodes: 00 (armies) to 95, 97 and 98 overseas. */
static bool
is_postcode(const char *id)
{
	int department;

	if (!px_id_digits(id, 5))
		return false;
	department = 10 * (id[0] - '0') + (id[1] - '0');
	return strcmp(id, "00000") != 0 && department != 96 && department != 99;
}

static enum px_verdict
check_postcode(char *id, const char **reason)
{
	char padded[6] = "0";

	if (px_id_digits(id, 4)) {
		memcpy(padded + 1, id, 5);
		if (is_postcode(padded) && id[0] != '0') {
			memcpy(id, padded, sizeof(padded));
			return px_id_say(PX_ID_REPAIRED, _("its leading zero is put back"), reason);
		}
	}
	if (is_postcode(id))
		return PX_ID_VALID;
	if (strstr(id, "CEDEX"))
		return px_id_say(PX_ID_WRONG,
				 _("a postcode is its 5 digits alone, without the town"), reason);
	return px_id_say(PX_ID_WRONG, _("a French postcode is 5 digits, zeros included"), reason);
}

static enum px_verdict
check_insee(char *id, const char **reason)
{
	bool corsica = id[0] == '2' && (id[1] == 'A' || id[1] == 'B') && px_id_digits(id + 2, 3);
	int department;

	if (corsica)
		return PX_ID_VALID;
	if (px_id_digits(id, 4) && id[0] != '0') {
		memmove(id + 1, id, 5);
		id[0] = '0';
		return px_id_say(PX_ID_REPAIRED, _("its leading zero is put back"), reason);
	}
	if (!px_id_digits(id, 5))
		return px_id_say(PX_ID_WRONG,
				 _("the code of a commune is 5 characters, zeros included"),
				 reason);
	/* 20 has been 2A and 2B since 1976; 99 is for other countries. */
	department = 10 * (id[0] - '0') + (id[1] - '0');
	if (department == 0 || department == 20 || department == 96 || department == 99)
		return px_id_say(PX_ID_WRONG, _("no such department"), reason);
	return PX_ID_VALID;
}

/* Those whose blanks do not matter; contacts read their own text. */
static enum px_verdict (*const checks[PX_ID_COUNT])(char *id, const char **reason) = {
	[PX_ID_RPPS] = check_rpps,   [PX_ID_ADELI] = check_adeli, [PX_ID_FINESS] = check_finess,
	[PX_ID_SIREN] = check_siren, [PX_ID_SIRET] = check_siret, [PX_ID_POSTCODE] = check_postcode,
	[PX_ID_INSEE] = check_insee, [PX_ID_NIR] = px_check_nir,
};

static enum px_verdict (*const contacts[PX_ID_COUNT])(const char *text, char out[PX_ID_SIZE],
						      const char **reason) = {
	[PX_ID_PHONE] = px_check_phone,
	[PX_ID_EMAIL] = px_check_email,
	[PX_ID_MSSANTE] = px_check_mssante,
};

enum px_verdict
px_identifier_check(enum px_identifier identifier, const char *text, char out[PX_ID_SIZE],
		    const char **reason)
{
	enum px_verdict verdict;

	*reason = NULL;
	compact(text, out);
	if (is_scientific(out)) {
		px_id_store(text, out);
		return px_id_say(
			PX_ID_DAMAGED,
			_("cut by a spreadsheet: format the column as text there, and enter "
			  "the number again"),
			reason);
	}
	if (contacts[identifier])
		verdict = contacts[identifier](text, out, reason);
	else
		verdict = checks[identifier](out, reason);
	if (verdict == PX_ID_WRONG)
		px_id_store(text, out);
	return verdict;
}
