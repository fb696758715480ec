#!/usr/bin/env bash
# plexus dump: the whole database as a folder, the same bytes for the same records.
. "$(dirname "$0")/../lib.sh"
new_team
new_people 3
plexus-project add 'Diabète' -q
plexus-task add 'Relancer le pharmacien' --project diabete --assignees dupont,martin -q
plexus-task add 'Écrire à l’ARS' --depends 1 -q
plexus-meeting add 'RCP' --start 2025-03-20T12:00 -q
plexus-task edit 1 --priority high -q
run plexus dump
status 0 'a dump is made'
like "$out" 'plexus-dump: 8 records' 'and says how much it holds'
is "$(stat -c %a plexus-dump plexus-dump/*.jsonl plexus-dump/manifest.json | sort -u | tr '\n' ' ')" '600 700 ' 'for its owner alone'

# What is in it.
is "$(wc -l <plexus-dump/practitioner.jsonl)" 3 'a line a record'
is "$(jq -r .id plexus-dump/practitioner.jsonl | tr '\n' ' ')" '1 2 3 ' 'by id'
is "$(jq -c '[.project,.assignees,.priority]' plexus-dump/task.jsonl | head -1)" '["diabete",["dupont","martin"],"high"]' 'references by key'
is "$(jq -r '.seq' plexus-dump/journal.jsonl | tr '\n' ' ')" "$(seq 1 9 | tr '\n' ' ')" 'the journal by number'
is "$(jq -c 'select(.type=="task" and .seq==9).after' plexus-dump/journal.jsonl)" "$(head -1 plexus-dump/task.jsonl)" 'a record is what its last line says'
is "$(jq -r .journal.chain plexus-dump/manifest.json)" "$(tail -1 plexus-dump/journal.jsonl | jq -r .chain)" 'the manifest holds the head of the chain'
is "$(jq -r '.files["task.jsonl"].sha256' plexus-dump/manifest.json)" "$(sha256sum <plexus-dump/task.jsonl | cut -d' ' -f1)" 'and the sum of each file'
is "$(jq -r '.files["task.jsonl"].lines, .last.task' plexus-dump/manifest.json | tr '\n' ' ')" '2 2 ' 'its lines, and the last id'
ok 'the manifest is JSON, as is every line' jq -e . plexus-dump/*.jsonl plexus-dump/manifest.json
not_ok 'nothing tells when or where it was made' grep -rE "$(hostname)|sqlite|2025-03-14T09:00:01" plexus-dump/manifest.json

# Nothing is written when nothing changed.
mkdir plexus-dump/.git && echo mine >plexus-dump/.git/HEAD && echo notes >plexus-dump/notes.txt
touch -d 2001-01-01 plexus-dump/*.json*
run plexus dump --json
is "$(json -c '[.records,.journal,.written]')" '[8,9,0]' 'a second one writes no file'
is "$(find plexus-dump -newermt 2002-01-01 -name '*.json*' | wc -l)" 0 'and touches none'
plexus-task edit 2 --priority low -q
run plexus dump --json
is "$(json .written)" 3 'a change writes the file of its type, the journal and the manifest'
is "$(cat plexus-dump/.git/HEAD plexus-dump/notes.txt | tr '\n' ' ')" 'mine notes ' 'files of others are left alone'
ok 'the same database gives the same bytes elsewhere' bash -c 'plexus dump --dir other -q && diff -r -x .git -x notes.txt plexus-dump other'
plexus-meeting remove 1 --yes -q
plexus dump -q
not_ok 'a type that has no record any more has no file' test -e plexus-dump/meeting.jsonl
is "$(jq .last.meeting plexus-dump/manifest.json)" 1 'but its ids are not given again'
is "$(find plexus-dump -maxdepth 1 -name '.*' -type f | wc -l)" 0 'no draft is left'

# Folders that are something else.
mkdir full && echo x >full/letter.txt
run plexus dump --dir full
status 4 'a folder that is no dump is refused'
like "$err" 'full: holds something else than a dump' 'and named'
is "$(ls full)" letter.txt 'nothing is written there'
mkdir empty && mkdir empty/.git
ok 'an empty one is taken, .git or not' plexus dump --dir empty -q
run plexus dump --dir none/deep
status 3 'the folder above must be there'
echo '{"format":1' >full/manifest.json && rm full/letter.txt
run plexus dump --dir full
status 4 'a manifest that is cut is none'
PLEXUS_DB=$tmp/else.db plexus init --name Ailleurs --kind esp -q
run plexus --db "$tmp/else.db" dump --dir plexus-dump
status 4 'the dump of another database is not overwritten'
like "$err" 'of another database' 'and that is said'
run plexus dump --dir -
status 2 'a dump is no stream'
run plexus dump --db missing.db
status 3 'a database that is missing is said'
run plexus dump --schema
ok 'its output has a schema' jq -e '.properties.records' "$tmp/out"

# Registers are public, and left out.
"$top/share/demo/make-register" 50 | plexus-directory import --from rpps - -q
plexus dump -q
is "$(find plexus-dump -name 'rpps*' | wc -l) $(grep -c '"register\.' plexus-dump/manifest.json)" '0 0' 'registers are left out'
plexus dump --registers --dir all -q
ok 'unless they are asked for' test -s all/rpps_person.jsonl
done_testing
