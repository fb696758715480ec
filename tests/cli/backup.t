#!/usr/bin/env bash
# plexus backup: a copy of the database while it is in use, and what a copy is worth.
. "$(dirname "$0")/../lib.sh"
new_team
if [[ $PLEXUS_DB == postgres* ]]; then
	run plexus backup copy.db
	status 2 'PostgreSQL has its own tools'
	like "$err" 'pg_basebackup.*pg_dump.*plexus dump' 'which are named'
	done_testing
fi
new_people 2
plexus-task add 'Relancer' -q
run plexus backup copy.db
status 0 'a copy is made'
is "$(stat -c %a copy.db)" 600 'for its owner alone'
is "$(ls)" copy.db 'and nothing beside it'
run plexus backup --check copy.db
status 0 'it is whole'
like "$out" 'MSP du Val, 4 records, 4 lines of the journal; last change: 2025-03-14T09:00:00Z' 'and says whose it is, and of when'
is "$(ls)" copy.db 'looking makes nothing'
run plexus backup --check copy.db --json
is "$(json -c '[.records,.journal,.faults]')" '[4,4,[]]' 'in JSON too'
plexus dump -q && plexus --db copy.db dump --dir two -q
ok 'it is used as it is' diff -r plexus-dump two
rm -rf copy.db-* plexus-dump two

# Put back as the manual says it is what it was: what the database held since is in a file beside it.
cp copy.db back.db && plexus-task --db back.db add 'Après' -q
mkdir old && mv back.db* old/ && cp copy.db back.db
is "$(plexus-task --db back.db count --json | jq '.[0].count // .count'), $(plexus-task --db old/back.db count --json | jq '.[0].count // .count')" '1, 2' 'put back, it is what it was'
rm -rf old back.db*

# What stands there is not lost.
plexus-task add 'Suite' -q
run plexus backup copy.db
status 4 'a file that is there is left'
like "$err" 'copy.db: exists already.*--force' 'and that is said'
is "$(plexus backup --check copy.db --json | jq .journal)" 4 'it is what it was'
run plexus backup copy.db --force
status 0 'unless it is to be replaced'
is "$(plexus backup --check copy.db --json | jq .journal)" 5 'by all that is there now'
run plexus backup "$PLEXUS_DB" --force
status 4 'never by itself'
cp copy.db live.db && plexus-task --db live.db add x -q && test -s live.db-wal
run plexus backup live.db --force
status 4 'nor a database in use'
run plexus backup none/copy.db
status 3 'a folder that is missing'
run plexus --db none.db backup other.db
status 3 'a database that is missing'
not_ok 'leaves no file' test -e other.db
run plexus backup
status 2 'a file is needed'
run plexus backup --schema
ok 'its output has a schema' jq -e '.properties.faults' "$tmp/out"

# A copy that is bad is told from a good one.
run plexus backup --check none.db
status 3 'a copy that is not there'
head -c 20000 copy.db >cut.db
run plexus backup --check cut.db
status 5 'one that is cut'
echo hello >text.db
run plexus backup --check text.db
status 5 'one that is none'
cp copy.db forged.db && sqlite3 forged.db "UPDATE journal SET actor = 'personne' WHERE seq = 2" && sqlite3 forged.db 'PRAGMA journal_mode = DELETE' >/dev/null
run plexus backup --check forged.db
status 5 'one whose journal was forged'
like "$out" 'line 2 was altered' 'and the line is named'
cp copy.db lost.db && sqlite3 lost.db "PRAGMA foreign_keys = OFF; DELETE FROM journal WHERE seq = 5" && sqlite3 lost.db 'PRAGMA journal_mode = DELETE' >/dev/null
run plexus backup --check lost.db --json
status 5 'one whose last line is gone'
is "$(json '.faults | length')" 1 'in JSON too'
cp copy.db hole.db && dd if=/dev/urandom of=hole.db bs=4096 seek=3 count=8 conv=notrunc 2>/dev/null
run plexus backup --check hole.db
status 5 'one with a hole in it'

# Eight writers go on; each copy is of one moment, and whole.
for i in 1 2 3 4 5 6 7 8; do
	(for ((n = 0; n < 12; n++)); do plexus-task add "Écrit par $i" -q || echo "$i" >>failed; done) &
done
whole=0 grew=0 before=0
for ((n = 0; n < 6; n++)); do
	plexus backup busy.db --force -q || break
	lines=$(plexus backup --check busy.db --json | jq 'select(.faults == []) | .journal') || break
	whole=$((whole + (lines >= before))) grew=$((grew + (lines > before))) before=$lines
done
wait
is "$whole" 6 'copies made while eight write are whole'
ok 'and later ones hold more' test "$grew" -gt 1
not_ok 'no writer failed' test -e failed
is "$(plexus-task count --json | jq '.[0].count')" 98 'all of what they wrote is there'

# Killed on the way, it leaves no copy; what it left is removed by the next one.
sqlite3 "$PLEXUS_DB" "CREATE TABLE filler (x); INSERT INTO filler SELECT randomblob(100000) FROM generate_series(1, 1500)" 2>/dev/null ||
	sqlite3 "$PLEXUS_DB" "CREATE TABLE filler (x); WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1500) INSERT INTO filler SELECT randomblob(100000) FROM c"
left=0
for ((n = 1; n <= 8; n++)); do
	plexus backup killed.db -q & victim=$!
	sleep "0.0$n"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
	[[ ! -e killed.db ]] || { plexus backup --check killed.db -q || left=$((left + 1)); rm -f killed.db; }
done
is "$left" 0 'killed, it leaves no half of a copy'
run plexus backup killed.db
status 0 'the next one is made'
is "$(find . -name 'killed.db?*' | wc -l)" 0 'and removes what was left'
done_testing
