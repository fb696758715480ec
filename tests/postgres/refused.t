#!/usr/bin/env bash
# Locations that cannot be used: one clear message each, and nothing changed.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
asks() { cluster_sql "$cluster" "$1" -At -c "$2"; }
at() { echo "postgresql:///$1?host=$cluster&user=plexus"; }
refused() { # STATUS MESSAGE NAME COMMAND…
	run "${@:4}"
	status "$1" "$3"
	like "$err" "$2" "$3: is said"
	is "$(wc -l <"$tmp/err")" 1 "$3: in one line"
}

refused 3 'no database of this name: make one with "createdb"' 'a database that is not there' plexus-task --db "$(at nowhere)" list
refused 3 'createdb' 'for init too' plexus --db "$(at nowhere)" init --name N

empty=$(cluster_database "$cluster" empty)
refused 3 'make one with "plexus init"' 'an empty one, read' plexus-task --db "$empty" list
refused 3 'make one with "plexus init"' 'an empty one, written' plexus-task --db "$empty" add Un
is "$(asks empty "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" 0 'it is empty still'

other=$(cluster_database "$cluster" other)
asks other 'CREATE TABLE setting (clef text, valeur text); CREATE TABLE facture (id int)'
refused 6 'is not a plexus database' 'another program’s' plexus-task --db "$other" list
refused 6 'holds the tables of something else' 'and init leaves it alone' plexus --db "$other" init --name N
is "$(asks other "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")" 2 'as it was'

asks postgres "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0"
refused 6 'encoding is not UTF8: make it with createdb -E UTF8' 'an encoding that lacks letters' plexus --db "$(at latin)" init --name N

ours=$(cluster_database "$cluster" ours)
plexus --db "$ours" init --name 'MSP du Val' -q
refused 4 'exists already' 'init of one that is there' plexus --db "$ours" init --name Autre
asks ours "UPDATE setting SET value = '999' WHERE name = 'schema'"
refused 6 'written by a newer plexus \(schema 999' 'a newer schema' plexus-task --db "$ours" list
asks ours "DELETE FROM setting WHERE name = 'schema'"
refused 6 'is not a plexus database' 'no version at all' plexus-task --db "$ours" list

full=$(cluster_database "$cluster" full)
plexus --db "$full" init --name 'MSP du Val' -q
asks postgres 'ALTER DATABASE "full" CONNECTION LIMIT 1; CREATE ROLE slow LOGIN'
asks full 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO slow'
SECONDS=0
cluster_sql "$cluster" full -c 'SELECT pg_sleep(4)' >/dev/null &
sleep 0.7
run plexus-task --db "postgresql:///full?host=$cluster&user=slow" list
status 0 'too many connections: it waits'
ok 'for one that ends' test "$SECONDS" -ge 2
wait
"$(cluster_tools)/psql" -X -q -h "$cluster" -U slow -d full -c 'SELECT pg_sleep(13)' >/dev/null &
sleep 0.7
refused 75 'too many programs are connected to the server: try again later' 'ten seconds at most' \
	plexus-task --db "postgresql:///full?host=$cluster&user=slow" list
wait

refused 6 'postgresql://moi@h/x: .*no address|postgresql://moi@h/x: cannot be reached' 'a password in a location is not shown' \
	plexus-task --db 'postgresql://moi:secret@h/x?connect_timeout=1' list
unlike "$err" secret 'nowhere'
done_testing
