/* Print the schema as PostgreSQL takes it, for texts.t. */
#include <stdio.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"

int
main(void)
{
	struct px_buf out = PX_BUF_INIT;

	px_schema_ddl(&px_dialect_postgres, &out);
	px_postgres_own(&out);
	fwrite(out.data, 1, out.length, stdout);
	px_buf_release(&out);
	return fflush(stdout) != 0;
}
