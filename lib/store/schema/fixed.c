#include "store/schema/part.h"

/* What a line of the journal says, where it stands in the chain or waits for it. */
static void
add_said(const struct px_dialect *dialect, struct px_buf *out)
{
	const char *number = dialect->number, *text = dialect->text;

	px_buf_printf(out,
		      "\"at\" %s NOT NULL, \"actor\" %s NOT NULL, \"operation\" %s NOT NULL, "
		      "\"organization\" %s NOT NULL, \"type\" %s NOT NULL, \"uid\" %s NOT NULL, "
		      "\"before\" %s, \"after\" %s, \"digest\" %s NOT NULL",
		      text, text, text, number, text, text, text, text, text);
}

/* Read by number, and by record. */
static void
add_journal(const struct px_dialect *dialect, struct px_buf *out)
{
	const char *number = dialect->number, *text = dialect->text;

	px_buf_printf(out, "CREATE TABLE \"journal\" (\"seq\" %s%s, ", number,
		      dialect->keyed_by_id ? " CONSTRAINT \"journal_key\" PRIMARY KEY"
					   : " NOT NULL");
	add_said(dialect, out);
	px_buf_printf(out, ", \"chain\" %s NOT NULL%s);\n", text,
		      dialect->keyed_by_id ? ""
					   : ", CONSTRAINT \"journal_key\" PRIMARY KEY "
					     "(\"organization\", \"seq\")");
	px_buf_puts(out, "CREATE INDEX \"journal_uid\" ON \"journal\" (\"uid\");\n");
	if (!dialect->keyed_by_id)
		px_buf_puts(out, "CREATE INDEX \"journal_seq\" ON \"journal\" (\"seq\");\n");
}

/* Where several write at once: lines that wait for their place in the chain, in the order written. */
static void
add_waiting(const struct px_dialect *dialect, struct px_buf *out)
{
	if (dialect->keyed_by_id)
		return;
	px_buf_puts(out, "CREATE SEQUENCE \"journal_line\";\n");
	px_buf_printf(out,
		      "CREATE TABLE \"journal_waiting\" (\"line\" %s NOT NULL DEFAULT "
		      "nextval('journal_line'), ",
		      dialect->number);
	add_said(dialect, out);
	px_buf_puts(out, ", CONSTRAINT \"journal_waiting_key\" PRIMARY KEY (\"organization\", "
			 "\"line\"));\n");
}

/*
 * Tables that no record type describes.  `word` is a folded word of a searched field; its key is
 * the whole row, so that a search by the beginning of a word reads one range of it.
 */
void
px_schema_fixed(const struct px_dialect *dialect, struct px_buf *out)
{
	const char *number = dialect->number, *text = dialect->text,
		   *clustered = dialect->clustered;

	px_buf_printf(out,
		      "CREATE TABLE \"setting\" (\"name\" %s NOT NULL, \"value\" %s NOT NULL, "
		      "CONSTRAINT \"setting_key\" PRIMARY KEY (\"name\"))%s;\n",
		      text, text, clustered);
	px_buf_printf(out,
		      "CREATE TABLE \"counter\" (\"type\" %s NOT NULL, \"last\" %s NOT NULL, "
		      "CONSTRAINT \"counter_key\" PRIMARY KEY (\"type\"))%s;\n",
		      text, number, clustered);
	px_buf_printf(
		out,
		"CREATE TABLE \"token\" (\"organization\" %s NOT NULL, \"type\" %s NOT NULL, "
		"\"word\" %s NOT NULL, \"id\" %s NOT NULL, CONSTRAINT \"token_key\" PRIMARY KEY "
		"(\"organization\", \"type\", \"word\", \"id\"))%s;\n",
		number, text, text, number, clustered);
	add_journal(dialect, out);
	add_waiting(dialect, out);
}
