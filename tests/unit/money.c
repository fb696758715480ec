/* Cents to text and back, for machines and for people of both languages. */
#include <stdint.h>

#include "base/money.h"
#include "tap.h"

#define N "\u202f"
#define H "\u00a0"

static const struct {
	int64_t cents;
	const char *machine, *french, *english;
} prints[] = {
	{ 0, "0.00", "0,00" H "€", "€0.00" },
	{ 5, "0.05", "0,05" H "€", "€0.05" },
	{ 123456, "1234.56", "1" N "234,56" H "€", "€1,234.56" },
	{ 99999, "999.99", "999,99" H "€", "€999.99" },
	{ 100000000, "1000000.00", "1" N "000" N "000,00" H "€", "€1,000,000.00" },
	{ -123456, "-1234.56", "-1" N "234,56" H "€", "-€1,234.56" },
	{ -5, "-0.05", "-0,05" H "€", "-€0.05" },
};

static const struct {
	const char *text;
	int64_t cents;
} reads[] = {
	{ "1234.56", 123456 },
	{ "1234,56", 123456 },
	{ "1 234,56 €", 123456 },
	{ "€1,234.56", 123456 },
	{ "1.234,56", 123456 },
	{ "12,5 EUR", 1250 },
	{ "-3", -300 },
	{ "0", 0 },
	{ "1 000 000", 100000000 },
	{ "1,234,567.89", 123456789 },
	{ "12.50", 1250 },
};

static const char *const refused[] = { "",
				       "€",
				       "abc",
				       "1.234",
				       "1,234",
				       "12.345",
				       "1,23.45",
				       "1.2.3",
				       "--1",
				       "1e3",
				       "99999999999999999999",
				       "12,5,6" };

int
main(void)
{
	struct px_buf out = PX_BUF_INIT;
	struct px_err err = PX_ERR_INIT;
	int64_t cents;

	for (size_t i = 0; i < sizeof(prints) / sizeof(prints[0]); i++) {
		px_buf_clear(&out);
		px_money_machine(prints[i].cents, &out);
		tap_is(out.data, prints[i].machine, "for machines");
		tap_ok(px_money_parse(out.data, &cents, &err) == 0 && cents == prints[i].cents,
		       "%s comes back", out.data);
		px_buf_clear(&out);
		px_money_human(prints[i].cents, "fr", &out);
		tap_is(out.data, prints[i].french, "in French");
		tap_ok(px_money_parse(out.data, &cents, &err) == 0 && cents == prints[i].cents,
		       "%s comes back", out.data);
		px_buf_clear(&out);
		px_money_human(prints[i].cents, "en", &out);
		tap_is(out.data, prints[i].english, "in English");
	}
	for (size_t i = 0; i < sizeof(reads) / sizeof(reads[0]); i++) {
		cents = 1;
		tap_ok(px_money_parse(reads[i].text, &cents, &err) == 0, "reads %s", reads[i].text);
		tap_is_number(cents, reads[i].cents, reads[i].text);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		err = (struct px_err)PX_ERR_INIT;
		tap_ok(px_money_parse(refused[i], &cents, &err) < 0 && err.code == PX_FAILED,
		       "refuses `%s`", refused[i]);
	}
	px_buf_clear(&out);
	px_number_human(px_ratio_make(18332875, 1000), 2, true, "fr", &out);
	tap_is(out.data, "18" N "332,88", "points in French");
	px_buf_clear(&out);
	px_number_human(px_ratio_make(15, 2), 4, false, "en", &out);
	tap_is(out.data, "7.5", "a rate in English");
	px_buf_release(&out);
	return tap_done();
}
