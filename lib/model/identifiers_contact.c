/*
 * Phones and addresses.
 *
 * Numbering plan: Arcep decision 2018-0881 as amended.  Secure mail: the domains of the MSSanté space.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/identifiers_part.h"

enum {
	PHONE_SIZE = 32,
	HOME_SIZE = PHONE_SIZE + 1,
	LONGEST_LOCAL = 64,
	LONGEST_ADDRESS = 254,
	LONGEST_LABEL = 63
};

/* Overseas numbers by their first digits at home: the first that fits. */
static const struct overseas {
	const char *prefix, *country;
	int kept; /* the digits that follow the country: all nine, or the last six */
} overseas[] = {
	{ "063998", "+33", 9 }, /* of the mainland, kept for fictions */
	{ "0262", "+262", 9 },  /* Réunion */
	{ "0263", "+262", 9 },  { "0692", "+262", 9 },
	{ "0693", "+262", 9 },  { "0269", "+262", 9 }, /* Mayotte */
	{ "0639", "+262", 9 },  { "0590", "+590", 9 }, /* Guadeloupe, Saint-Martin */
	{ "0690", "+590", 9 },  { "0691", "+590", 9 },
	{ "0594", "+594", 9 },                         /* Guyane */
	{ "0694", "+594", 9 },  { "0596", "+596", 9 }, /* Martinique */
	{ "0696", "+596", 9 },  { "0697", "+596", 9 },
	{ "0508", "+508", 6 }, /* Saint-Pierre-et-Miquelon */
};

/* What calls for nobody's health: the prefixes kept for canvassing. */
static const char *const canvassing[] = {
	"0162", "0163", "0270", "0271",  "0377",  "0378",  "0424",  "0425",  "0568",
	"0569", "0948", "0949", "09475", "09476", "09477", "09478", "09479",
};

static const char *const short_numbers[] = {
	"15",  "17",  "18",  "112",    "114",    "115",    "119",
	"191", "196", "197", "116000", "116006", "116111", "116117",
};

static bool
begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Keep a leading + and digits; drop blanks . - / ( ) and an optional "(0)".  False when anything
 * else stands there. */
static bool
strip_phone(const char *text, char out[PHONE_SIZE])
{
	size_t length = 0;

	for (const char *p = text; *p; p++) {
		size_t blank = px_text_blank(p);

		if (blank) {
			p += blank - 1;
		} else if (length && begins(p, "(0)")) {
			p += 2;
		} else if (isdigit((unsigned char)*p) || (*p == '+' && !length)) {
			if (length + 1 >= PHONE_SIZE)
				return false;
			out[length++] = *p;
		} else if (!strchr(".-/()", *p)) {
			return false;
		}
	}
	out[length] = '\0';
	return length > 0;
}

static bool
is_short(const char *digits)
{
	for (size_t i = 0; i < PX_COUNT(short_numbers); i++)
		if (strcmp(digits, short_numbers[i]) == 0)
			return true;
	return px_id_digits(digits, 4) && digits[0] == '3';
}

/* Ten digits, the first one 0, to the form that any country can call. */
static void
dial(const char *home, char out[PX_ID_SIZE])
{
	for (size_t i = 0; i < PX_COUNT(overseas); i++) {
		if (!begins(home, overseas[i].prefix))
			continue;
		snprintf(out, PX_ID_SIZE, "%s%s", overseas[i].country,
			 home + 10 - overseas[i].kept);
		return;
	}
	snprintf(out, PX_ID_SIZE, "+33%s", home + 1);
}

bool
px_phone_home(const char *phone, char out[PX_ID_SIZE])
{
	char dialled[PX_ID_SIZE];

	if (strncmp(phone, "+33", 3) == 0 && strlen(phone) == 12) {
		snprintf(out, PX_ID_SIZE, "0%s", phone + 3);
		return true;
	}
	for (size_t i = 0; i < PX_COUNT(overseas); i++) {
		size_t country = strlen(overseas[i].country);

		if (overseas[i].kept != 9 || strncmp(phone, overseas[i].country, country) != 0 ||
		    strlen(phone) != country + 9)
			continue;
		snprintf(out, PX_ID_SIZE, "0%s", phone + country);
		dial(out, dialled);
		if (strcmp(dialled, phone) == 0)
			return true;
	}
	return false;
}

static bool
is_home(const char *digits)
{
	return px_id_digits(digits, 10) && digits[0] == '0' && digits[1] != '0';
}

/* The number as it is dialled in France, when it is one of mainland France: "0474454647". */
static bool
to_home(const char *phone, char home[HOME_SIZE])
{
	const char *rest = phone;

	if (begins(phone, "+33"))
		rest = phone + 3;
	else if (begins(phone, "0033"))
		rest = phone + 4;
	if (rest == phone)
		snprintf(home, HOME_SIZE, "%s", phone);
	else
		snprintf(home, HOME_SIZE, "0%s", rest);
	return is_home(home);
}

/* Mended without doubt: the zero or the + that a spreadsheet ate, the zero kept after +33. */
static bool
mend_phone(const char *phone, char home[HOME_SIZE], const char **reason)
{
	if (px_id_digits(phone, 9) && phone[0] != '0') {
		snprintf(home, HOME_SIZE, "0%s", phone);
		*reason = _("its leading zero is put back");
	} else if (px_id_digits(phone, 11) && begins(phone, "33")) {
		snprintf(home, HOME_SIZE, "0%s", phone + 2);
		*reason = _("its + is put back");
	} else if (begins(phone, "+330") || begins(phone, "00330")) {
		snprintf(home, HOME_SIZE, "%s", strchr(phone, '3') + 2);
		*reason = _("the zero after 33 is left out");
	} else {
		return false;
	}
	return is_home(home);
}

/* Overseas numbers that have lost their +: "262692123456". */
static bool
lost_its_plus(const char *phone)
{
	if (!px_id_digits(phone, 12))
		return false;
	for (size_t i = 0; i < PX_COUNT(overseas); i++)
		if (begins(phone, overseas[i].country + 1) &&
		    begins(phone + 3, overseas[i].prefix + 1))
			return true;
	return false;
}

static bool
is_canvassing(const char *home)
{
	for (size_t i = 0; i < PX_COUNT(canvassing); i++)
		if (begins(home, canvassing[i]))
			return true;
	return false;
}

/* A number of another country, or of an overseas territory in its international form.  E.164 allows
 * 15 digits. */
static bool
is_abroad(const char *phone, char out[PX_ID_SIZE])
{
	const char *digits = begins(phone, "+")    ? phone + 1
			     : begins(phone, "00") ? phone + 2
						   : NULL;
	size_t length = digits ? strlen(digits) : 0;
	size_t expected = 0;

	/* 00 and ten digits in all is a slip of a home number, nothing that rings anywhere. */
	if (length < (*phone == '+' ? 8 : 9) || length > 15 || digits[0] == '0' ||
	    begins(digits, "33"))
		return false;
	if (begins(digits, "262") || begins(digits, "590") || begins(digits, "594") ||
	    begins(digits, "596"))
		expected = 12;
	if (expected && length != expected)
		return false;
	snprintf(out, PX_ID_SIZE, "+%s", digits);
	return true;
}

enum px_verdict
px_check_phone(const char *text, char out[PX_ID_SIZE], const char **reason)
{
	char phone[PHONE_SIZE], home[HOME_SIZE];
	bool mended = false;

	if (!strip_phone(text, phone))
		return px_id_say(PX_ID_WRONG, _("not a phone number"), reason);
	if (is_short(phone)) {
		px_id_store(phone, out);
		return PX_ID_VALID;
	}
	if (!to_home(phone, home)) {
		if (is_abroad(phone, out))
			return PX_ID_VALID;
		if (lost_its_plus(phone)) {
			snprintf(out, PX_ID_SIZE, "+%s", phone);
			return px_id_say(PX_ID_REPAIRED, _("its + is put back"), reason);
		}
		mended = mend_phone(phone, home, reason);
		if (!mended)
			return px_id_say(PX_ID_WRONG,
					 _("not a phone number: 10 digits, or + and the country"),
					 reason);
	}
	dial(home, out);
	if (is_canvassing(home))
		return px_id_say(PX_ID_ODD, _("a number of telephone canvassers"), reason);
	return mended ? PX_ID_REPAIRED : PX_ID_VALID;
}

/* RFC 5322 atoms between dots, as every mail service accepts them; quoted ones are not in use. */
static bool
is_local_part(const char *text, size_t length)
{
	static const char others[] = "!#$%&'*+/=?^_`{|}~-.";

	if (!length || length > LONGEST_LOCAL || text[0] == '.' || text[length - 1] == '.')
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!isalnum((unsigned char)text[i]) && !strchr(others, text[i]))
			return false;
		if (text[i] == '.' && text[i + 1] == '.')
			return false;
	}
	return true;
}

/* One label of a domain: letters, digits, inner dashes. */
static bool
is_label(const char *text, size_t length)
{
	if (!length || length > LONGEST_LABEL || text[0] == '-' || text[length - 1] == '-')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '-')
			return false;
	return true;
}

/* At least two labels, the last one not a number. */
static bool
is_domain(const char *text)
{
	size_t labels = 0, length;

	for (;; text += length + 1) {
		length = strcspn(text, ".");
		if (!is_label(text, length))
			return false;
		labels++;
		if (!text[length])
			break;
	}
	return labels > 1 && length > 1 && !isdigit((unsigned char)text[0]);
}

/* "Dr X <x@y>": what stands between the last angle brackets; NULL when there are none. */
static const char *
shown_address(const char *text, char out[PX_ID_SIZE])
{
	const char *open = strrchr(text, '<');
	size_t length;

	if (!open)
		return NULL;
	length = strcspn(open + 1, ">");
	if (open[1 + length] != '>' || open[2 + length] || length >= PX_ID_SIZE)
		return NULL;
	memcpy(out, open + 1, length);
	out[length] = '\0';
	return out;
}

enum px_verdict
px_check_email(const char *text, char out[PX_ID_SIZE], const char **reason)
{
	char bare[PX_ID_SIZE];
	const char *address = shown_address(text, bare), *at;
	bool shown = address != NULL;

	address = shown ? address : text;
	at = strchr(address, '@');
	if (!at || strlen(address) > LONGEST_ADDRESS ||
	    !is_local_part(address, (size_t)(at - address)) || !is_domain(at + 1))
		return px_id_say(PX_ID_WRONG, _("not a mail address: one name@domain"), reason);
	px_id_store(address, out);
	px_text_lower(out + (at - address));
	if (!shown)
		return PX_ID_VALID;
	return px_id_say(PX_ID_REPAIRED, _("its display name is left out"), reason);
}

static bool
is_under(const char *domain, const char *parent)
{
	size_t length = strlen(domain), size = strlen(parent);

	if (length < size || strcmp(domain + length - size, parent) != 0)
		return false;
	return length == size || domain[length - size - 1] == '.';
}

enum px_verdict
px_check_mssante(const char *text, char out[PX_ID_SIZE], const char **reason)
{
	enum px_verdict verdict = px_check_email(text, out, reason);
	const char *domain;

	if (verdict == PX_ID_WRONG)
		return verdict;
	domain = strchr(out, '@') + 1;
	if (!is_under(domain, "mssante.fr"))
		return px_id_say(PX_ID_WRONG,
				 _("not an address of the MSSanté space (…mssante.fr)"), reason);
	if (is_under(domain, "patient.mssante.fr"))
		return px_id_say(PX_ID_WRONG, _("the address of a patient, not of a professional"),
				 reason);
	if (is_under(domain, "test-ci-sis.mssante.fr"))
		return px_id_say(PX_ID_ODD, _("an address for tests"), reason);
	return verdict;
}
