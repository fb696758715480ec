#include "io/table_out.h"

#include "base/mem.h"
#include "tap.h"

static const struct px_table_column columns[] = {
	{ .header = "ID", .right = true },
	{ .header = "Titre" },
	{ .header = "Min", .right = true },
	{ .header = "Lieu" },
};

static void
put(struct px_table *table, const char *a, const char *b, const char *c, const char *d)
{
	px_table_cell(table, a, PX_PAINT_PLAIN);
	px_table_cell(table, b, PX_PAINT_STRONG);
	px_table_cell(table, c, PX_PAINT_PLAIN);
	px_table_cell(table, d, PX_PAINT_PLAIN);
	px_table_row(table);
}

static void
check(struct px_table_options options, const char *expected, const char *what)
{
	struct px_buf buf = PX_BUF_INIT;
	struct px_table *table = px_table_open(&buf, columns, PX_COUNT(columns), &options);

	put(table, "9", "R\xC3\xA9union pluriprofessionnelle", "90", "Maison");
	put(table, "10", "\xE6\x97\xA5\xE6\x9C\xAC", NULL, "");
	put(table, "11", "a\nb\033[31mc\xC2\x9B", "5", "x");
	px_table_cell(table, "12", PX_PAINT_PLAIN);
	px_table_row(table);
	px_table_close(table);
	tap_is(buf.data, expected, what);
	px_buf_release(&buf);
}

static void
test_tables(void)
{
	check((struct px_table_options){ 0 },
	      "ID  Titre                         Min  Lieu\n"
	      " 9  R\xC3\xA9union pluriprofessionnelle   90  Maison\n"
	      "10  \xE6\x97\xA5\xE6\x9C\xAC\n"
	      "11  a b [31mc                       5  x\n"
	      "12\n",
	      "aligned, no blanks at the end, no control character");
	check((struct px_table_options){ .width = 30, .no_headers = true },
	      " 9  R\xC3\xA9union pluri\xE2\x80\xA6  90  Maison\n"
	      "10  \xE6\x97\xA5\xE6\x9C\xAC\n"
	      "11  a b [31mc        5  x\n"
	      "12\n",
	      "clipped to 30 columns, without headers");
	check((struct px_table_options){ .width = 5 },
	      "ID  Titre     Min  Lieu\n"
	      " 9  R\xC3\xA9union\xE2\x80\xA6   90  Maison\n"
	      "10  \xE6\x97\xA5\xE6\x9C\xAC\n"
	      "11  a b [31\xE2\x80\xA6    5  x\n"
	      "12\n",
	      "a column is never clipped below 8");
}

static void
test_colour(void)
{
	static const struct px_table_column one[] = { { .header = "N" }, { .header = "V" } };
	struct px_table_options options = { .colour = true };
	struct px_buf buf = PX_BUF_INIT;
	struct px_table *table = px_table_open(&buf, one, 2, &options);

	px_table_cell(table, "abc", PX_PAINT_BAD);
	px_table_cell(table, "d", PX_PAINT_PLAIN);
	px_table_row(table);
	px_table_close(table);
	tap_is(buf.data, "\033[1mN\033[0m    \033[1mV\033[0m\n\033[31mabc\033[0m  d\n",
	       "colours take no room");
	px_buf_release(&buf);
}

static void
test_empty(void)
{
	struct px_table_options options = { 0 };
	struct px_buf buf = PX_BUF_INIT;

	px_table_close(px_table_open(&buf, columns, PX_COUNT(columns), &options));
	tap_is(buf.data, "", "no row: nothing");
	px_card_close(px_card_open(&buf, &options));
	tap_is(buf.data, "", "no field: nothing");
	px_buf_release(&buf);
}

static void
test_filled(void)
{
	static const struct px_table_column three[] = { { .header = "A" },
							{ .header = "Nothing" },
							{ .header = "C" } };
	struct px_table_options options = { .width = 10, .filled = true };
	struct px_buf buf = PX_BUF_INIT;
	struct px_table *table = px_table_open(&buf, three, 3, &options);

	for (int row = 0; row < 2; row++) {
		px_table_cell(table, row ? "a" : "", PX_PAINT_PLAIN);
		px_table_cell(table, NULL, PX_PAINT_PLAIN);
		px_table_cell(table, "sevenal", PX_PAINT_PLAIN);
		px_table_row(table);
	}
	px_table_close(table);
	tap_is(buf.data, "A  C\n   sevenal\na  sevenal\n",
	       "a column that no row fills is left out, and takes no room");
	px_buf_release(&buf);
}

/* What a list of many rows keeps in memory is a batch, and what it writes is one table. */
static void
test_batches(void)
{
	static const struct px_table_column one[] = { { .header = "N", .right = true } };
	struct px_table_options options = { 0 };
	struct px_buf buf = PX_BUF_INIT;
	struct px_table *table = px_table_open(&buf, one, 1, &options);
	size_t early, lines = 0;

	for (int i = 0; i < 2500; i++) {
		char text[16];

		snprintf(text, sizeof(text), "%d", i);
		px_table_cell(table, text, PX_PAINT_PLAIN);
		px_table_row(table);
	}
	early = buf.length;
	px_table_close(table);
	for (size_t i = 0; i < buf.length; i++)
		lines += buf.data[i] == '\n';
	tap_ok(early > 0 && early < buf.length, "rows are written before the end");
	tap_is_number((long long)lines, 2501, "headers once, and every row");
	tap_ok(strstr(buf.data, "\n 999\n1000\n") == NULL && strstr(buf.data, "\n999\n1000\n"),
	       "a later batch widens its column");
	px_buf_release(&buf);
}

static void
test_card(void)
{
	struct px_table_options options = { 0 };
	struct px_buf buf = PX_BUF_INIT;
	struct px_card *card = px_card_open(&buf, &options);

	px_card_field(card, "id", "12", PX_PAINT_PLAIN);
	px_card_field(card, "pr\xC3\xA9nom", "Zo\xC3\xA9", PX_PAINT_PLAIN);
	px_card_field(card, "notes", "un\ndeux\n\nquatre", PX_PAINT_PLAIN);
	px_card_field(card, "vide", NULL, PX_PAINT_PLAIN);
	px_card_close(card);
	tap_is(buf.data,
	       "id      12\npr\xC3\xA9nom  Zo\xC3\xA9\nnotes   un\n        deux\n\n"
	       "        quatre\nvide\n",
	       "a card");
	px_buf_clear(&buf);
	options.colour = true;
	card = px_card_open(&buf, &options);
	px_card_field(card, "id", "12", PX_PAINT_GOOD);
	px_card_close(card);
	tap_is(buf.data, "\033[1mid\033[0m  \033[32m12\033[0m\n", "a painted card");
	px_buf_release(&buf);
}

int
main(void)
{
	test_tables();
	test_colour();
	test_empty();
	test_filled();
	test_batches();
	test_card();
	return tap_done();
}
