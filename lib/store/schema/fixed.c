#include "store/schema/part.h"

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
	px_buf_printf(
		out,
		"CREATE TABLE \"journal\" (\"seq\" %s CONSTRAINT \"journal_key\" PRIMARY KEY, "
		"\"at\" %s NOT NULL, \"actor\" %s NOT NULL, \"operation\" %s NOT NULL, "
		"\"organization\" %s NOT NULL, \"type\" %s NOT NULL, \"uid\" %s NOT NULL, "
		"\"before\" %s, \"after\" %s, \"digest\" %s NOT NULL, \"chain\" %s NOT NULL);\n",
		number, text, text, text, number, text, text, text, text, text, text);
	px_buf_puts(out, "CREATE INDEX \"journal_uid\" ON \"journal\" (\"uid\");\n");
}
