// DuckDB as a command: duckdb.mjs DATABASE SQL.  Its own program is no package of npm or Debian.
import { DuckDBInstance } from '@duckdb/node-api';

const [database, sql] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(sql);
