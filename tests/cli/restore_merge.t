#!/usr/bin/env bash
# plexus restore into a database that is there: what was edited in the folder is merged.
. "$(dirname "$0")/../lib.sh"
new_team
new_people 3
plexus-project add 'Diabète' -q
plexus-project add 'BPCO' -q
for title in Un Deux Trois Quatre; do plexus-task add "$title" --project diabete --assignees dupont -q; done
plexus-task edit 4 --depends 3 -q
plexus dump -q
at 2025-03-16T09:00:00Z
edit() { jq -c "$2" "plexus-dump/$1.jsonl" >t && mv t "plexus-dump/$1.jsonl"; } # TYPE FILTER
counts() { json -c '[.read,.new,.changed,.unchanged,.removed,.conflicts]'; }
task() { plexus-task show "$1" --json | jq -r "$2"; }

run plexus restore plexus-dump --json
status 0 'a folder that nobody edited'
is "$(counts)" '[10,0,0,10,0,0]' 'changes nothing'

# Changed in the folder only.
edit task 'if .id == 1 then .priority = "high" | .assignees += ["martin"] | .notes = "vu" else . end'
run plexus restore plexus-dump --dry-run --json
is "$(counts)" '[10,0,1,9,0,0]' 'a dry run tells what would change'
is "$(task 1 .priority)" normal 'and changes nothing'
run plexus restore plexus-dump --json
status 0 'an edit is merged'
is "$(counts)" '[10,0,1,9,0,0]' 'and counted'
is "$(task 1 '[.priority,.notes,(.assignees|join("+")),.updated]|join(" ")')" 'high vu dupont+martin 2025-03-16T09:00:00Z' 'every field of it'
is "$(plexus log --limit 1 --json | jq -r '.[0].before.priority, .[0].after.priority')" $'normal\nhigh' 'the journal tells of it'
run plexus restore plexus-dump --json
is "$(counts)" '[10,0,0,10,0,0]' 'a second time it is there already'
ok 'doctor finds nothing broken' plexus doctor -q
plexus undo -q 2>"$tmp/err" && is "$(task 1 .priority)" normal 'undo takes it back'
run plexus restore plexus-dump -q
status 0 'and it can be merged again'

# Changed in the database only: left.
plexus-task edit 2 --priority low -q
plexus-project edit bpco --slug bpco-2 -q
run plexus restore plexus-dump --json
is "$(counts) $(task 2 .priority)" '[10,0,0,10,0,0] low' 'what changed in the database only stays'

# Both, in other fields: both are kept.
edit task 'if .id == 2 then .minutes = 20 else . end'
run plexus restore plexus-dump --json
is "$(json .changed) $(task 2 '[.priority,.minutes]|@csv')" '1 "low",20' 'other fields of one record are merged'

# Both, the same field: a conflict, and nothing is changed.
edit task 'if .id == 2 then .priority = "high" elif .id == 3 then .title = "Trois bis" else . end'
run plexus restore plexus-dump
status 4 'the same field changed on both sides is a conflict'
like "$err" 'task 2 \(Deux\): priority: was changed in the database as well' 'which is named'
like "$err" '1 conflict: nothing was changed' 'and counted'
is "$(task 3 .title)" Trois 'nothing is changed then'
plexus-task edit 2 --priority high -q
run plexus restore plexus-dump --json
is "$(json .changed) $(task 3 .title)" '1 Trois bis' 'changed to the same on both sides it is none'

# New in the folder.
printf '%s\n' '{"title":"À la main","project":"diabete"}' '{"id":9,"uid":"01959999-0000-7000-8000-000000000009","title":"Neuf","organization":"msp-du-val","depends":["01959999-0000-7000-8000-00000000000a"]}' >>plexus-dump/task.jsonl
run plexus restore plexus-dump
status 5 'a reference to nothing is refused'
like "$err" 'task.jsonl:6: depends' 'with its line and field'
is "$(plexus-task count --json | jq '.[0].count')" 4 'and nothing is added'
sed -i 's/,"depends":\["0195[^]]*\]//' plexus-dump/task.jsonl
run plexus restore plexus-dump --json
is "$(counts)" '[12,2,0,10,0,0]' 'lines that are new are added'
is "$(task 9 '.title,.status' | tr '\n' ' ')" 'Neuf open ' 'under the id that they have'
is "$(plexus-task add Encore --json | jq .id)" 10 'ids go on after it'
sed -i '/À la main/d' plexus-dump/task.jsonl
echo '{"id":10,"uid":"01959999-0000-7000-8000-00000000000b","title":"Autre dix"}' >>plexus-dump/task.jsonl
run plexus restore plexus-dump
like "$err" 'task 10 of the folder is task 11 here' 'an id that is taken becomes another, and that is said'

# Missing in the folder.
plexus dump -q
sed -i 3d plexus-dump/task.jsonl
run plexus restore plexus-dump
status 5 'a line that is missing is refused'
like "$err" 'task.jsonl: task 3 \(Trois bis\): is missing.*--remove' 'file and record are named'
run plexus restore plexus-dump --remove
status 4 'one that others refer to is not removed'
edit task 'if .id == 4 then .depends = [] else . end'
run plexus restore plexus-dump --remove --json
is "$(json -c '[.changed,.removed]')" '[1,1]' 'unless the folder lets go of it'
run plexus-task show 3
status 3 'then it is removed'
run plexus restore plexus-dump --remove --json
is "$(counts)" '[12,0,0,12,0,0]' 'and a second time it is gone already'
plexus dump -q
plexus-task add 'Plus jeune' -q
rm plexus-dump/rate.jsonl 2>/dev/null
sed -i 1d plexus-dump/project.jsonl
plexus dump --dir now -q
run plexus restore plexus-dump --remove
status 4 'what still has children of another kind'
ok 'leaves all as it was' bash -c 'plexus dump --dir then -q && diff -r now then'
plexus dump -q
rm plexus-dump/practitioner.jsonl
run plexus restore plexus-dump
status 5 'a file that is missing is refused'
like "$err" 'practitioner.jsonl: is missing' 'and named'
rm -rf plexus-dump && plexus dump -q

# Removed in the database: left when the file did not change it, else a conflict.
plexus-task remove 9 --yes -q
edit task '.'
sed -i '1s/"minutes":null/"minutes":5/' plexus-dump/task.jsonl
run plexus restore plexus-dump --json
is "$(json -c '[.changed,.new]')" '[1,0]' 'what was removed here stays removed'
edit task 'if .id == 9 then .title = "Neuf bis" else . end'
run plexus restore plexus-dump
status 4 'unless it was changed there'
like "$err" 'task 9 \(Neuf bis\): title' 'which is a conflict'
rm -rf plexus-dump && plexus dump -q

# Values are held to the rules.
edit task 'if .id == 1 then .priority = "enormous" | .due = "hier" else . end'
run plexus restore plexus-dump
status 5 'values that are none are refused'
like "$err" 'task.jsonl:1: priority: .*; due: ' 'all of them, with their line'
edit task 'if .id == 1 then .priority = "high" | .due = null | .id = 77 else . end'
run plexus restore plexus-dump
status 5 'ids are not edited'
rm -rf plexus-dump && plexus dump -q
sed -i '2s/"actor":"[^"]*/"actor":"x/' plexus-dump/journal.jsonl
run plexus restore plexus-dump
status 5 'nor is the journal'

# Of another database; and of a copy that went its own way.
rm -rf plexus-dump && plexus dump -q
plexus --db "$tmp/else.db" init --name Ailleurs --kind esp -q
run plexus --db "$tmp/else.db" restore plexus-dump
status 4 'the dump of another database is refused'
like "$err" 'another database' 'and that is said'
plexus --db "$tmp/copy.db" restore plexus-dump -q
plexus-task --db "$tmp/copy.db" edit 1 --notes 'de la copie' -q
plexus-task --db "$tmp/copy.db" add 'De la copie' -q
plexus-task --db "$tmp/copy.db" remove 2 --yes -q
plexus-task edit 1 --minutes 55 -q
plexus --db "$tmp/copy.db" dump --dir copied -q
run plexus restore copied --json
status 0 'a copy that went its own way comes back'
is "$(json -c '[.new,.changed,.removed]') $(task 1 '[.notes,.minutes]|@csv')" '[1,1,1] "de la copie",55' 'with all that it did'

# With a contact that was sealed there.
plexus key init -q
plexus-slot open --who dupont --start 'jeudi 14:00' --every 15min --count 3 --audience team -q
plexus --db "$(database third)" restore "$(rm -rf third && plexus dump --dir third -q && echo third)" -q
plexus-slot --db "$(location third)" book 2 --patient 'M. D., 1948' --by martin --reason 'plaie' --contact '06 12 34 56 78' -q
plexus --db "$(location third)" dump --dir third -q
run plexus restore third --json
is "$(json .conflicts)" 0 'an appointment booked in a copy comes back'
is "$(plexus-slot show 1 --type appointment --json | jq -r '.slot != null, .contact' | tr -d ' ' | paste -sd' ')" "$(plexus-slot --db "$(location third)" show 1 --type appointment --json | jq -r '.slot != null, .contact' | tr -d ' ' | paste -sd' ')" 'and its contact is opened here too'
like "$(plexus-slot show 1 --type appointment --json | jq -r .contact)" '6 ?12' 'which is what was said'
run plexus-slot book 2 --patient 'Autre, 1970' --by martin
status 4 'its slot is taken'
ok 'doctor finds nothing broken at the end' plexus doctor -q
done_testing
