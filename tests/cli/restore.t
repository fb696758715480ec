#!/usr/bin/env bash
# plexus restore: a database out of a dump, or nothing.
. "$(dirname "$0")/../lib.sh"
new_team
new_people 3
plexus-project add 'Diabète' -q
plexus-task add 'Relancer le pharmacien' --project diabete --assignees dupont,martin -q
plexus-task add 'Écrire à l’ARS' --depends 1 --notes $'deux\nlignes "et"\ttabulation' -q
plexus-task add 'De trop' -q
plexus-meeting add 'RCP' --start 2025-03-20T12:00 -q
at 2025-03-15T09:00:00Z
plexus-task edit 1 --priority high -q
plexus-task remove 3 --yes -q
plexus-project edit diabete --slug diabete-2 -q
plexus-directory edit martin --handle lucmartin -q
plexus key init -q
plexus-slot open --who dupont --start 'jeudi 14:00' --every 15min --count 6 --audience team -q
plexus-slot book 1 --patient 'M. D., 1948' --by lucmartin --reason 'plaie' --contact '06 12 34 56 78' -q
plexus-slot book 2 --patient 'L. B., 1955' --by lucmartin -q
plexus-slot wait --who dupont --patient 'P. R., 1962' --by lucmartin --urgent --within 10d -q
plexus-slot cancel 2 --reason mieux -q
plexus-slot close 6 -q
plexus dump -q
new=$tmp/new.db

# There and back.
run plexus --db "$new" restore plexus-dump --json
status 0 'a dump becomes a database'
is "$(json -c '[.new==.read,.changed,.removed,.conflicts]')" '[true,0,0,0]' 'and its records are counted'
plexus --db "$new" dump --dir again -q
ok 'dumped again it is the same, byte by byte' diff -r plexus-dump again
ok 'doctor finds nothing broken' plexus --db "$new" doctor -q
is "$(plexus-task --db "$new" list pharmacien --ids)" 1 'words are found'
is "$(plexus-task --db "$new" list --ids --sort title | tr '\n' ' ')" "$(plexus-task list --ids --sort title | tr '\n' ' ')" 'and sorted by their folded form'
is "$(plexus-task --db "$new" add Suite --json | jq .id)" 4 'ids go on where they were'
is "$(plexus-task --db "$new" show 2 --json | jq -r .notes)" $'deux\nlignes "et"\ttabulation' 'texts are what they were'
like "$(stat -c %a "$new")" '^6[04]0$' 'nobody else reads it'
is "$(find "$tmp" -maxdepth 1 -name 'new.db-draft*' | wc -l)" 0 'no draft is left'
is "$(plexus-slot --db "$new" show 1 --type appointment --json | jq -r .contact)" "$(plexus-slot show 1 --type appointment --json | jq -r .contact)" 'what is sealed is opened by the same key'
like "$(plexus-slot --db "$new" show 1 --type appointment --json | jq -r .contact)" '6 ?12' 'and is what was said'
is "$(plexus-slot --db "$new" find --who dupont --for team --json 2>/dev/null | jq -c '[.[].id]')" "$(plexus-slot find --who dupont --for team --json 2>/dev/null | jq -c '[.[].id]')" 'free slots are found'
run plexus-slot --db "$new" book 1 --patient 'Autre, 1970' --by lucmartin
status 4 'those that are taken stay so'
rm -f "$new"*

# The same kind of database as this one, whichever that is.
there=$(database there)
ok 'another of the same kind' plexus --db "$there" restore plexus-dump -q
plexus --db "$there" dump --dir there -q
ok 'gives the same bytes too' diff -r plexus-dump there
ok 'and is whole' plexus --db "$there" doctor -q
rm -rf bad && cp -r plexus-dump bad && sed -i '$d' bad/journal.jsonl
bare=$(database bare)
run plexus --db "$bare" restore bad
status 5 'a bad dump is refused there'
run plexus --db "$bare" today
status 3 'and leaves nothing'
ok 'which does not keep from a good one' plexus --db "$bare" restore plexus-dump -q
run plexus --db "$bare" restore plexus-dump --json
is "$(json -c '[.new,.changed]')" '[0,0]' 'restored again it is merged: nothing changes'
run plexus --db "$new" restore plexus-dump --dry-run
status 0 'a dry run reads all of it'
not_ok 'and makes nothing' test -e "$new"
(cd plexus-dump && git init -q . 2>/dev/null && git add . 2>/dev/null) || mkdir -p plexus-dump/.git
ok 'a folder that git keeps is one' plexus --db "$new" restore plexus-dump -q
rm -rf "$new"* plexus-dump/.git

# What is no dump is said to be none.
run plexus dump new-dump
like "$code $err" "2 .*unexpected operand: new-dump .did you mean --dir 'new-dump'" 'dump is told where by an option'
mkdir empty && echo text >file
run plexus --db "$new" restore empty
is "$code $err" '3 plexus: empty/manifest.json: is missing: the folder is no dump' 'an empty folder'
run plexus --db "$new" restore file
like "$code $err" '3 plexus: file: is no folder that plexus dump wrote; .*plexus backup' 'a file, as a backup is one'
run plexus --db "$new" restore none
like "$code $err" '3 plexus: none/manifest.json: cannot be opened|3 plexus: none/manifest.json' 'none at all'
rm -r empty file

# bad NAME MESSAGE COMMAND…: a dump that was altered so is refused, says why, and leaves nothing.
bad() {
	local name=$1 message=$2
	rm -rf bad && cp -r plexus-dump bad
	(cd bad && eval "$3") || echo 'Bail out! cannot alter the dump'
	run plexus --db "$new" restore bad
	status 5 "$name"
	like "$err" "$message" "$name: and that is said"
	is "$(wc -l <"$tmp/err") $(find "$tmp" -maxdepth 1 -name 'new.db*' | wc -l)" '1 0' "$name: in one line, and nothing is left"
}
resum() { # FILE: what a forger would do to the manifest
	sum=$(sha256sum <"$1" | cut -d' ' -f1) jq --arg f "$1" --argjson n "$(wc -l <"$1")" '.files[$f] = {lines: $n, sha256: env.sum}' manifest.json >m && mv m manifest.json
}
export -f resum
bad 'a value altered' 'bad/task.jsonl:1: title: is not what line [0-9]+ of the journal says' "sed -i '1s/Relancer/Oublier/' task.jsonl"
bad 'a value altered, the sum as well' 'bad/task.jsonl:1: title' "sed -i '1s/Relancer/Oublier/' task.jsonl; resum task.jsonl"
bad 'a line missing' 'bad/task.jsonl: task 2 .*is missing, and line [0-9]+' "sed -i 2d task.jsonl; resum task.jsonl"
bad 'a line added' 'bad/rate.jsonl: is not in the manifest' "echo '{}' >rate.jsonl"
bad 'a line doubled' 'bad/task.jsonl:2: (id|uid)' "sed -i 1p task.jsonl"
bad 'a record that no line tells of' 'bad/task.jsonl:3: task 9: no line of the journal tells of it' "sed -n '2s/\"id\":2/\"id\":9/;2s/\"uid\":\"[0-9a-f]*/\"uid\":\"01959fff/p' task.jsonl >>task.jsonl; sed -i 's/\"task\": 3/\"task\": 9/' manifest.json"
bad 'a file cut in the middle' 'bad/task.jsonl:2: the file is cut' "truncate -s -20 task.jsonl"
bad 'a line cut' 'bad/task.jsonl:1:[0-9]+: is not JSON' "sed -i '1s/.....\$//' task.jsonl"
bad 'bytes that are no UTF-8' 'bad/task.jsonl:1: is no UTF-8' "sed -i '1s/Relancer/\xff/' task.jsonl"
bad 'a file missing' 'bad/task.jsonl: is missing' "rm task.jsonl"
bad 'the journal missing' 'bad/journal.jsonl: is missing' "rm journal.jsonl"
bad 'a file left out of the manifest' 'bad/task.jsonl: is not in the manifest' "jq 'del(.files[\"task.jsonl\"])' manifest.json >m; mv m manifest.json"
bad 'a field that is unknown' 'bad/task.jsonl:1: colour: no such field of a task' "sed -i '1s/^{/{\"colour\":1,/' task.jsonl"
bad 'a field twice' 'bad/task.jsonl:1: id: is there twice' "sed -i '1s/^{/{\"id\":1,/' task.jsonl"
bad 'a field missing' 'bad/task.jsonl:1: title: is missing' "jq -c 'del(.title)' task.jsonl >t; mv t task.jsonl"
bad 'another type of value' 'bad/task.jsonl:1: id: is (string|text), not integer' "sed -i '1s/\"id\":1/\"id\":\"1\"/' task.jsonl"
bad 'a reference to nothing' 'bad/task.jsonl:1: project: nulle-part: there is no such project' "sed -i '1s/diabete-2/nulle-part/' task.jsonl"
bad 'lines that were moved' 'bad/task.jsonl:2: id: 1 comes after 2' "tac task.jsonl >t; mv t task.jsonl"
bad 'a journal line forged' 'bad/journal.jsonl:3: digest: the line was altered' "sed -i '3s/\"actor\":\"[^\"]*/\"actor\":\"personne/' journal.jsonl"
bad 'a journal line forged, its digest as well' 'bad/journal.jsonl:3: (digest|chain)' "sed -i '3s/\"digest\":\"..../\"digest\":\"0000/' journal.jsonl"
bad 'a journal line missing' 'bad/journal.jsonl:4: seq: 5 does not follow 3' "sed -i 4d journal.jsonl"
bad 'the end of the journal missing' 'bad/journal.jsonl: ends on line' "sed -i '\$d' journal.jsonl"
bad 'another head' 'its chain does not end as the manifest says' "jq '.journal.chain = (\"0\" * 64)' manifest.json >m; mv m manifest.json"
bad 'ids given that nobody had' 'manifest.json: last: task' "sed -i 's/\"task\": 3/\"task\": 1/' manifest.json"
bad 'another home' 'manifest.json: home' "sed -i 's/\"home\": \"..../\"home\": \"0000/' manifest.json"
bad 'a newer schema' 'was written by a newer plexus .*: upgrade plexus' "sed -i 's/\"schema\": [0-9]*/\"schema\": 9999/' manifest.json"
bad 'a newer format' 'was written by a newer plexus' "sed -i 's/\"format\": 1/\"format\": 2/' manifest.json"
bad 'a manifest that is cut' 'is not the manifest of a dump' "truncate -s 40 manifest.json"
bad 'a sum that is wrong' 'organization.jsonl: was altered since it was dumped' "sed -i '/organization.jsonl/,/}/s/\"sha256\": \"..../\"sha256\": \"0000/' manifest.json"
bad 'a type that is unknown' 'manifest.json: ufo.jsonl: no type of record' "jq '.files[\"ufo.jsonl\"] = .files[\"task.jsonl\"]' manifest.json >m; mv m manifest.json; cp task.jsonl ufo.jsonl"
run plexus --db "$new" restore nowhere
status 3 'a folder that is not there'
mkdir nothing && run plexus --db "$new" restore nothing
status 3 'one without a manifest'
like "$err" 'nothing/manifest.json' 'and it is named'

# An older schema is taken: what it had not is as an upgrade leaves it.
rm -rf old && cp -r plexus-dump old
(cd old && jq -c 'del(.item)' task.jsonl >t && mv t task.jsonl && resum task.jsonl && sed -i 's/"schema": [0-9]*/"schema": 24/' manifest.json)
ok 'a dump of an older schema is taken' plexus --db "$new" restore old -q
is "$(plexus-task --db "$new" show 1 --json | jq .item)" null 'what it had not is unset'
rm -f "$new"*

# Several organizations, whose keys are their own; and registers, when they were asked for.
many=$(database many)
plexus --db "$many" init --name 'MSP du Val' --kind msp -q
plexus-directory --db "$many" add 'CPTS Nord' --type organization --kind cpts -q
for org in msp-du-val cpts-nord; do
	plexus-directory --db "$many" --org $org add Dupont --given Anne --profession médecin -q
	plexus-project --db "$many" --org $org add 'Diabète' -q
	plexus-task --db "$many" --org $org add "Un de $org" --project diabete --assignees dupont -q
done
"$top/share/demo/make-register" 60 | plexus-directory --db "$many" import --from rpps - -q
plexus --db "$many" dump --registers --dir many -q
run plexus --db "$new" restore many -q
status 0 'several organizations and registers are restored'
is "$err" '' 'without a word about registers'
plexus --db "$new" dump --registers --dir more -q
ok 'and dumped again the same' diff -r many more
is "$(plexus-task --db "$new" --org cpts-nord list project=diabete --csv --fields title,assignees)" $'title,assignees\nUn de cpts-nord,dupont' 'each reference is in its organization'
is "$(plexus-directory --db "$new" list --type rpps --ids | wc -l)" "$(plexus-directory --db "$many" list --type rpps --ids | wc -l)" 'the register is there'
ok 'doctor finds nothing broken there' plexus --db "$new" doctor -q
rm -f "$new"*

# Killed on the way, it leaves no database; what it left is removed by the next one.
for n in 1 3 6; do
	plexus --db "$new" restore many -q & victim=$!
	sleep "0.00$n"
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
	[[ ! -e $new ]] || { ok 'it was whole before it was killed' plexus --db "$new" doctor -q; rm -f "$new"*; }
done
ok 'killed, it is begun again' plexus --db "$new" restore many -q
is "$(find "$tmp" -maxdepth 1 -name 'new.db-draft*' | wc -l)" 0 'and nothing of before is left'
rm -f "$new"*

# Edited on purpose.
rm -rf edited && cp -r plexus-dump edited
sed -i '1s/Relancer/Rappeler/' edited/task.jsonl
run plexus --db "$new" restore edited --edited --json
status 0 'an edited dump is taken when it is said so'
is "$(json -c '[.changed,.removed]')" '[1,0]' 'the edit is counted'
is "$(plexus-task --db "$new" show 1 --json | jq -r '.title,.updated')" $'Rappeler le pharmacien\n2025-03-15T09:00:00Z' 'and stored'
is "$(plexus --db "$new" log --limit 1 --json | jq -r '.[0] | .before.title, .after.title')" $'Relancer le pharmacien\nRappeler le pharmacien' 'the journal tells of it'
ok 'doctor finds nothing broken then' plexus --db "$new" doctor -q
rm -f "$new"*
sed -i 2d edited/task.jsonl
run plexus --db "$new" restore edited --edited
status 5 'a line that is missing is no edit'
like "$err" '--remove' 'unless it is said'
run plexus --db "$new" restore edited --edited --remove --json
is "$(json -c '[.changed,.removed]')" '[1,1]' 'then it is removed, in the journal too'
ok 'and doctor finds nothing broken' plexus --db "$new" doctor -q
rm -f "$new"*
sed -i '1s/"priority":"high"/"priority":"enormous"/' edited/task.jsonl
run plexus --db "$new" restore edited --edited --remove
status 4 'a word that is none is refused'
not_ok 'and nothing is left' test -e "$new"
done_testing
