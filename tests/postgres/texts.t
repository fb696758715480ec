#!/usr/bin/env bash
# Every SQL text that the tests made the toolkit prepare is prepared once more, on a private
# PostgreSQL: one text serves both engines, and none drifts.  `make check` records the texts in the
# file PX_SQL_LOG.
. "$(dirname "$0")/../lib.sh"

log=${PX_SQL_LOG:-$built/sql.log}
ok 'texts were recorded' test -s "$log"

# PostgreSQL's own programs are not on the path of a Debian; its server refuses to be root.
tools=$(dirname "$(command -v initdb || find /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
tools=$(dirname "$(realpath "$tools/initdb")")
cluster=$(mktemp -d "${TMPDIR:-/tmp}/plexus-pg.XXXXXX")
as_server() {
	if [[ $(id -u) -eq 0 ]]; then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"); else "$@"; fi
}
[[ $(id -u) -ne 0 ]] || chown postgres "$cluster"
stop() {
	as_server "$tools/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1
	rm -rf "$cluster" "$tmp"
}
trap stop EXIT
run as_server "$tools/initdb" -D "$cluster/data" -U plexus -A trust -E UTF8 --locale=C.UTF-8 --no-sync
status 0 'a cluster is made'
run as_server "$tools/pg_ctl" -D "$cluster/data" -w -l "$cluster/log" \
	-o "-k $cluster -c listen_addresses= -c fsync=off" start
status 0 'a server runs' || { note "$(tail -3 "$cluster/log")"; done_testing; }
sql() { "$tools/psql" -X -q -h "$cluster" -U plexus -d postgres "$@"; }

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
