#!/usr/bin/env bash
# The journal: every change, in the order made, chained; who, when, from what to what.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory add Dupont --given Anne --profession 10 -q
at 2025-03-14T10:00:00Z
plexus-task add 'Relancer l’ARS' --due 2025-03-20 --as dupont -q
at 2025-03-14T11:00:00Z
plexus-task edit 1 --priority high --assignees dupont -q
plexus-task done 1 --as dupont -q
plexus-task remove 1 -q
plexus-task add Autre -q
lines() { plexus log --json "$@" | jq -r "map(.seq)|join(\",\")"; }

run plexus log --json
is "$(json 'map(.change + " " + .type) | join(",")')" \
	'add organization,add practitioner,add task,edit task,edit task,remove task,add task' 'every change, in order'
is "$(json -c '.[0]|keys_unsorted')" '["seq","at","actor","command","change","type","uid","what","operation","undoes","before","after","digest","chain"]' 'every field'
is "$(json 'map(.seq)|join(",")')" 1,2,3,4,5,6,7 'numbered without a gap'
is "$(json '.[2].at + " " + .[2].actor')" '2025-03-14T10:00:00Z dupont' 'when, and who was said to act'
like "$(json '.[3].actor')" '^unix:' 'else the login'
is "$(json -c '.[3] | [.before.priority, .after.priority, .before.assignees, .after.assignees]')" '["normal","high",[],["dupont"]]' 'before and after are JSON'
is "$(json -c '.[2].before, .[5].after')" $'null\nnull' 'nothing before an add, nor after a removal'
is "$(json '.[3].what')" 'priority: normal → high; assignees: ∅ → dupont' 'what changed, for people'
is "$(json '.[2].what + "|" + .[5].what')" 'Relancer l’ARS|Relancer l’ARS' 'or the title'
is "$(jq -r '.[5].digest' "$tmp/out")" "$(jq -j '.[5] | "[\(.at|@json),\(.actor|@json),\(.command+"/"+.operation|@json),1,\(.type|@json),\(.uid|@json),\(.before|tojson|@json),null]"' "$tmp/out" | sha256sum | cut -d' ' -f1)" 'the digest is that of the columns'
is "$(jq -r '.[5].chain' "$tmp/out")" "$(jq -j '.[4].chain + .[5].digest' "$tmp/out" | sha256sum | cut -d' ' -f1)" 'the chain goes on from the line before'
uid=$(json '.[2].uid')

# What one command did is one operation.
is "$(json 'map(.command)|join(",")')" init,directory-add,task-add,task-edit,task-done,task-remove,task-add 'what did it'
is "$(json 'map(.operation)|unique|length')" 7 'each an operation of its own'
like "$(json '.[2].operation')" '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$' 'of a UUIDv7'
is "$(json -c 'map(.undoes)|unique')" '[null]' 'none undoes another'

# Of one record, of one type, from a line on.
is "$(lines task)" 3,4,5,6,7 'of a type'
is "$(lines task 2)" 7 'of a record'
is "$(lines practitioner dupont)" 2 'by its key'
is "$(lines "$uid")" 3,4,5,6 'a removed record, by its uid'
is "$(lines "${uid: -14}")" 3,4,5,6 'or its ending'
is "$(lines --from 6)" 6,7 '--from'
is "$(lines task --from 4 --limit 2)" 4,5 '--limit'
is "$(lines --sort -seq --limit 1)" 7 'the last one'
is "$(lines --limit 2)" 6,7 '--limit alone gives the newest, in their order'
is "$(lines task --limit 2)" 6,7 'of a type'
is "$(lines practitioner --limit 3)" 2 'as many as there are'
is "$(lines "$uid" --limit 2)" 5,6 'of a record'
is "$(lines --limit 0)" '' 'none'
is "$(lines --limit 7) $(lines --limit 700000000)" '1,2,3,4,5,6,7 1,2,3,4,5,6,7' 'all'
is "$(lines --sort seq --limit 2) $(lines --sort -seq --limit 2)" '1,2 7,6' '--sort rules'
is "$(lines --org all)" 1,2,3,4,5,6,7 'of every organization'
run plexus log task 1
is "$code" 3 'a record that is no more has no number'
run plexus log abcdef123456
is "$code $out" '3 ' 'a uid that never was'
like "$err" 'abcdef123456' 'is named'
run plexus log 12
is "$code" 2 'a number of what?'
like "$err" 'task 12' 'says how'
run plexus log tsak 1
is "$code" 2 'a type that is none'
run plexus log project
is "$code $out" '0 ' 'a type that nothing was written about'
is "$(plexus log project --json)" '[]' 'is an empty array'

# A record by TYPE:NAME; filters over the fields of the lines; times.
is "$(lines task:2) $(lines practitioner:dupont)" '7 2' 'TYPE:NAME'
is "$(lines change=remove) $(lines change=add type=task)" '6 3,7' 'by change, by type'
is "$(lines command=task-edit,task-done) $(lines command~^directory)" '4,5 2' 'by command'
is "$(lines actor=dupont) $(lines actor=dupont change=add)" '3,5 3' 'by who, and'
is "$(lines what~haute 'what~normal → high')|$(lines 'what~normal → high')" '|4' 'by what changed'
is "$(lines 'at<2025-03-14T11:00') $(lines 'at>=2025-03-14T12:00')" '1,2 4,5,6,7' 'by time, of here'
is "$(lines --since 2025-03-14T12:00 --until 14/03 task) $(lines --until hier)$(lines --since demain)" '4,5,6,7 ' '--since and --until, any date'
is "$(lines --since vendredi --limit 2)" 6,7 'the newest of them'
is "$(lines change=add --limit 1) $(lines task change=add --from 1 --limit 1)" '7 3' '--limit counts what is wanted'
is "$(lines task 2 change=edit)" '' 'with a record'
run plexus log colour=red
is "$code" 2 'no such field'
run plexus log task 2 3
is "$code" 2 'one record at a time'
run plexus log tsak:1
like "$code $err" '2 .*task' 'no such type, before a colon'
run plexus log nimporte
like "$code $err" '2 .*nimporte: no such type of record, which are organization, .*task, ' 'one like no other: all are named'
is "$(LANGUAGE=fr plexus log tâche 2 --fields seq,uid --csv)" "$(plexus log task 2 --fields seq,uid --csv)" 'a type in the language of who asks'
run plexus log type=tsak
is "$code" 2 'nor in a filter'
run plexus log --since never
like "$code $err" '2 .*--since' 'no such time'
like "$(LANGUAGE=fr plexus log task --from 3 --limit 1)" 'task-add +ajout +tâche' 'types are said as people say them'
is "$(LANGUAGE=fr plexus log type=tâche --json --from 3 --limit 1 | jq -r '.[].type')" task 'and asked so; never in JSON'

# What each command did.
plexus undo -q
run plexus log --operations --json
is "$(json -c '.[0]|keys_unsorted')" '["at","actor","command","records","undone","operation","undoes","seq"]' 'operations: every field'
is "$(json 'map(.command)|join(",")')" init,directory-add,task-add,task-edit,task-done,task-remove,task-add,undo 'in their order'
is "$(json -c 'map(.undone)')" '[false,false,false,false,false,false,true,false]' 'which was undone'
is "$(json '.[7].undoes == .[6].operation')" true 'by which'
like "$(plexus log --operations --limit 1)" "undo +1 +no +[0-9a-f]{6} +$(json '.[6].operation[-6:]')" 'for people, as undo takes it'
is "$(plexus log --operations --jsonl command=task-add --since 11:30 | jq -c .seq)" 7 'filters and times'
run plexus log --operations --from 2
is "$code" 2 'not from a line'
plexus redo -q
is "$(plexus log --operations --json | jq -c 'map(.undone)|any')" false 'it stands again'

# Formats.
is "$(plexus log task --jsonl --fields seq,after | head -1 | jq -c '[.seq, .after.title]')" '[3,"Relancer l’ARS"]' 'JSON Lines'
is "$(plexus log task --csv --fields seq,change --from 3 --limit 1)" $'seq,change\n3,add' 'CSV'
like "$(plexus log task --from 3 --limit 1)" '3 +2025-03-14 11:00 +dupont +task-add +add +task +Relancer' 'for people, in local time'
ok 'no journal line for what changes nothing' test "$(plexus-task edit 2 --title Autre -q; lines task)" = 3,4,5,6,7,8,9
plexus-task edit 2 --title X -n -q
is "$(lines task)" 3,4,5,6,7,8,9 'nor for a dry run'

# Each organization its own.
plexus-directory add --type organization Nord --kind cpts -q
plexus-project add P --org nord -q
is "$(lines project)" '' 'another organization’s changes are not shown'
is "$(lines project --org nord)" 11 'but there'
is "$(lines project --org all)" 11 'or for all'
# The newest are found however far they are from the end.
{ echo title; printf 'Tâche %s\n' {1..3000}; } | plexus-task import -q -
is "$(plexus log task --json | jq '[.[]|select(.command == "task-import").operation]|unique|length')" 1 'of one operation'
is "$(lines project --org nord --limit 1) $(lines practitioner --limit 5) $(lines task --limit 2)" '11 2 3010,3011' 'among thousands'
done_testing
