/*
 * The NIR (numéro de sécurité sociale), and the INS, which is a NIR that identifies a patient.
 * Sources: decree 82-103 of 22 January 1982; Insee, composition of the NIR; the national reference
 * document of the INS.
 *
 *	2 79 03 51 215 189 89    sex, year, month, department, commune, order, key
 *
 * Overseas the department has three digits and the commune two; abroad it is 99 and a country.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "model/identifiers_part.h"

enum { NUMBER = 13, WHOLE = 15, DEPARTMENT = 5, COMMUNE = 7, ORDER = 10 };

/* The letters of Corsica count as departments 19 and 18 of the digits, whatever the real ones are. */
static bool
with_digits(const char *id, char digits[WHOLE + 1])
{
	memcpy(digits, id, WHOLE + 1);
	if (digits[DEPARTMENT] == '2' && digits[DEPARTMENT + 1] == 'A')
		memcpy(digits + DEPARTMENT, "19", 2);
	else if (digits[DEPARTMENT] == '2' && digits[DEPARTMENT + 1] == 'B')
		memcpy(digits + DEPARTMENT, "18", 2);
	return px_id_digits(digits, WHOLE);
}

static int
number_at(const char *digits, int place, int length)
{
	int number = 0;

	while (length--)
		number = 10 * number + (digits[place++] - '0');
	return number;
}

static bool
right_key(const char *digits)
{
	int64_t number = 0;

	for (int i = 0; i < NUMBER; i++)
		number = 10 * number + (digits[i] - '0');
	return 97 - number % 97 == number_at(digits, NUMBER, 2);
}

/* 1 to 12; 20 and more when the month of birth is not known, or of registrations by series. */
static bool
is_month(int month)
{
	return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
}

static enum px_verdict
check_parts(const char *digits, const char **reason)
{
	char sex = digits[0];

	if (!strchr("123478", sex))
		return px_id_say(PX_ID_WRONG, _("a social security number begins with 1 or 2"),
				 reason);
	if (!is_month(number_at(digits, 3, 2)))
		return px_id_say(PX_ID_WRONG, _("no such month of birth"), reason);
	if (number_at(digits, DEPARTMENT, 2) == 0)
		return px_id_say(PX_ID_WRONG, _("no such department"), reason);
	if (sex > '2')
		return px_id_say(PX_ID_ODD, _("a provisional number: ask for the definitive one"),
				 reason);
	if (number_at(digits, COMMUNE, 3) == 0 || number_at(digits, ORDER, 3) == 0)
		return px_id_say(
			PX_ID_ODD,
			_("its key is right, but no commune and no birth has the number 000"),
			reason);
	return PX_ID_VALID;
}

enum px_verdict
px_check_nir(char *id, const char **reason)
{
	char digits[WHOLE + 1];

	if (strlen(id) == NUMBER)
		return px_id_say(PX_ID_WRONG, _("its key, the last two digits, is missing"),
				 reason);
	if (strlen(id) != WHOLE)
		return px_id_say(PX_ID_WRONG,
				 _("a social security number is 15 characters, key included"),
				 reason);
	if (!with_digits(id, digits))
		return px_id_say(PX_ID_WRONG,
				 _("digits only, but for 2A and 2B in place of the department"),
				 reason);
	if (!right_key(digits))
		return px_id_say(PX_ID_WRONG, _("wrong check digit"), reason);
	return check_parts(digits, reason);
}
