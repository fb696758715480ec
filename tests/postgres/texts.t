#!/usr/bin/env bash
# Every SQL text that the tests made the toolkit prepare is prepared once more, on a private
# PostgreSQL: one text serves both engines, and none drifts.  `make check` records the texts in the
# file PX_SQL_LOG.
. "$(dirname "$0")/../lib.sh"

log=${PX_SQL_LOG:-$built/sql.log}
ok 'texts were recorded' test -s "$log"

# shellcheck source=cluster.sh
. "$top/tests/postgres/cluster.sh"
cluster=$(cluster_start)
ok 'a server runs' test "$cluster" || done_testing
stop() {
	cluster_stop "$cluster"
	rm -rf "$tmp"
}
trap stop EXIT
sql() { "$(cluster_tools)/psql" -X -q -h "$cluster" -U plexus -d postgres "$@"; }

"$built/tests/ddl" >"$tmp/ddl.sql"
run sql -v ON_ERROR_STOP=1 -f "$tmp/ddl.sql"
status 0 'the schema is made'
like "$(sql -Atc "select count(*) from pg_tables where schemaname = 'public'")" '^[1-9][0-9]+$' 'with its tables'

# One text a line.  What ends and begins transactions is the engine's own; what changes the schema
# cannot be prepared: it is run, in the order of its first use, and rolled back.
awk '!seen[$0]++' "$log" | grep -aviE '^(savepoint|release|rollback|begin|commit) ?' >"$tmp/texts"
awk -v changes="$tmp/changes.sql" 'BEGIN { print "BEGIN;" > changes }
	/^(CREATE|DROP|ALTER) / { print $0 ";" > changes; next }
	{ number++; print "PREPARE p" number " AS " $0 ";" }
	END { print "ROLLBACK;" > changes }' "$tmp/texts" >"$tmp/prepare.sql"
run sql -v ON_ERROR_STOP=1 -f "$tmp/changes.sql"
status 0 'what changes the schema is taken'
run sql -f "$tmp/prepare.sql"
while IFS= read -r line; do
	number=${line#*prepare.sql:} number=${number%%:*}
	note "$line" "  $(sed -n "${number}p" "$tmp/prepare.sql" | cut -c1-600)"
done < <(grep -a 'ERROR' "$tmp/err")
is "$(grep -ac 'ERROR' "$tmp/err")" 0 'every text is prepared'
is "$(sql -Atc 'select 1')" 1 'the server is well'
ok 'all programs took part' test "$(wc -l <"$tmp/texts")" -gt 50
done_testing
