#!/usr/bin/env bash
# A PostgreSQL database of an older schema becomes one of this by the first command that opens it, with
# what it holds; two commands at once upgrade it once; a newer one is left alone.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
sql() { cluster_sql "$cluster" plexus -At "$@"; }
shape() { "$(cluster_tools)/pg_dump" -h "$cluster" -U plexus -s plexus | grep -v '^--' | sort; }
PLEXUS_DB=$(cluster_database "$cluster" plexus)
plexus init --name 'MSP du Val' --kind msp -q
plexus-task add 'Relancer' -q
shape >"$tmp/new"
version=$(sql -c "SELECT value FROM setting WHERE name = 'schema'")

# What later versions brought is taken away: a type with its lists, a field, an index, a sequence.
tables=$(sql -c "SELECT string_agg(tablename, ' ') FROM pg_tables WHERE tablename SIMILAR TO '(submission|answer|waiting)%'")
note "tables dropped: $tables"
older() {
	sql -c "DROP TABLE ${tables// /, } CASCADE" -c 'ALTER TABLE task DROP COLUMN notes' \
		-c 'DROP INDEX task_project_index' -c "UPDATE setting SET value = '19' WHERE name = 'schema'"
}
ok 'an older database' older
run plexus-task list --json
status 0 'is read, upgraded'
is "$(json '.[0].title')" Relancer 'with what it holds'
is "$(sql -c "SELECT value FROM setting WHERE name = 'schema'")" "$version" 'and is of this version'
shape >"$tmp/again"
is "$(diff "$tmp/new" "$tmp/again" | grep -c '^[<>] *CREATE')" 0 'with all that a new one has'
run plexus-task add 'Avec une note' --notes 'lue' --json
status 0 'what was missing can be written'
run plexus doctor
status 0 'doctor finds nothing'

older
for i in 1 2 3 4; do plexus-task add "Ensemble $i" -q 2>"$tmp/err.$i" & done
wait
is "$(cat "$tmp"/err.?)" '' 'four commands at once: no word'
is "$(plexus-task count --json | jq .[0].count)" 6 'and all is there'

sql -c "UPDATE setting SET value = '999' WHERE name = 'schema'"
run plexus-task list
status 6 'a newer schema'
like "$err" 'newer plexus \(schema 999' 'is said'
sql -c "UPDATE setting SET value = 'x' WHERE name = 'schema'"
run plexus-task list
status 6 'a schema that is no number is not ours'
done_testing
