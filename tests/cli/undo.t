#!/usr/bin/env bash
# undo and redo: what one command did is undone, whatever it did; what was changed since is refused.
. "$(dirname "$0")/../lib.sh"

# Every record, a file a type: neither the journal nor the counters, which go on.
state() { rm -rf "$1"; plexus dump --dir "$1" -q && rm -f "$1"/{manifest.json,journal.jsonl}; }
same() { local said; said=$(diff -r "$1" "$2" 2>&1); report $((!$?)) "$3" "${said:0:1500}"; }
# A command, undone and done again: before and after are as they were, and nothing is broken.
turns() { # NAME COMMAND…
	local name=$1
	shift
	state before
	run "$@"
	((code == 0)) || { report 0 "$name" "$* says: $err"; return; }
	state after
	not_ok "$name: something changed" diff -rq before after
	run plexus undo
	status 0 "$name: undone"
	state undone
	same before undone "$name: all is as before"
	run plexus redo
	status 0 "$name: done again"
	state again
	same after again "$name: all is as after"
	run plexus undo
	state undone
	same before undone "$name: undone again"
	run plexus redo
	state again
	same after again "$name: and done again"
	run plexus doctor --json
	is "$(json -c '[.[]|select(.level == "broken").message]')" '[]' "$name: nothing is broken"
}

new_team
run plexus undo
is "$code $out" '3 ' 'init is never undone'
like "$err" 'init' 'which is said'
run plexus redo
is "$code $out" '3 ' 'nothing was undone'
turns 'a person' plexus-directory add Dupont --given Anne --profession 10
new_people 3
turns 'a project' plexus-project add 'Repérage de la BPCO' --slug bpco --lead dupont --members martin,dupont
turns 'a task' plexus-task add 'Relancer l’ARS' --project bpco --assignees martin,dupont --due 2025-03-20 --minutes 30
at 2025-03-14T10:00:00Z
turns 'the order of a list' plexus-task edit 1 --assignees dupont,martin
turns 'a field that is cleared' plexus-task edit 1 --due= --title 'Rappeler la CPAM'
is "$(plexus-task list cpam --ids)" 1 'its words find it'
plexus undo -q
is "$(plexus-task list ars --ids)|$(plexus-task list cpam --ids)" '1|' 'those of now, and no others'
is "$(plexus-task list 'title~relancer' --sort title --ids)" 1 'folded columns follow'
plexus redo -q
turns 'many at once' plexus-task edit status=open --priority high --yes
turns 'a task that comes again' plexus-task add Stocks --recur 'le dernier jour ouvré du mois'
turns 'its next occurrence' plexus-task done 2
plexus-task add Bilan -q
turns 'a dependency' plexus-task depend 1 on 2
turns 'a removal' plexus-task remove "$(plexus-task list bilan --ids)"
turns 'a template' plexus-task template apply campagne-aci --start 2025-04-01 --assignees dupont
turns 'a meeting and who is invited' plexus-meeting add RCP --kind concertation --start '2025-03-13 12:30' --minutes 60 --invite dupont,martin
turns 'who came' plexus-meeting attend 1 dupont martin:45 excused:durand
turns 'a meeting held' plexus-meeting hold 1 --files 4
turns 'a meeting removed' plexus-meeting remove 1
plexus undo -q
printf '# RCP\n\n- [ ] @dupont Rappeler le laboratoire\n' >compte-rendu.md
turns 'minutes' plexus-meeting minutes 1 compte-rendu.md
turns 'a series' plexus-meeting series add Staff --rule 'le 1er mardi du mois' --start '2025-04-01 12:30' --invited dupont,martin
turns 'a poll' plexus-meeting poll open Concertation --dates '2025-04-08 12:30,2025-04-10 13:00' --invite dupont,martin
turns 'its answers' plexus-meeting poll answer 1 dupont:1,2 'martin:1?,2'
turns 'its end' plexus-meeting poll close 1 --rule doctors
turns 'facts' plexus-report set 2025 patients=9240 coordination=yes
turns 'answers of a form' plexus-form answer maturity --who dupont - < <(echo 'team_meetings: 2')

# Slots: those of an offer are made with it, without a line each.
plexus key init -q
turns 'an offer and its slots' plexus-slot open --who martin --start '2025-03-17 14:00' --every 15min --count 6 --audience team --before 5 --after 5
turns 'slots shown to others' plexus-slot publish practitioner=martin --audience cpts --yes
found() { plexus-slot find infirmier --within 8d --as durand --json | jq -c 'map(.id)'; }
free=$(found)
turns 'an appointment, its contact and who is told' plexus-slot book 2 --patient 'M. D., 1948' --by dupont --contact '06 12 34 56 78'
is "$(plexus-slot list --type appointment --json | jq -r '.[].contact // "none"')" sealed 'the contact is there again'
is "$(plexus-slot show 1 --type appointment --json | jq -r .contact)" '+33612345678' 'and opens'
isnt "$(found)" "$free" 'what is near it cannot be taken'
turns 'moved' plexus-slot move 1 5
turns 'cancelled' plexus-slot cancel 1 --reason 'va mieux'
is "$(found)" "$free" 'all is free again'
plexus undo -q
plexus-slot book 1 --patient X --by dupont -q
token=$(plexus-slot token 2)
turns 'what a patient did by a link' plexus-slot redeem "$token"
plexus undo -q
turns 'with a link that is good again' plexus-slot redeem "$token"
run plexus-slot redeem "$token"
is "$code" 4 'once'
plexus undo -q
turns 'a slot taken back' plexus-slot close 6
plexus-slot wait --who martin --patient 'P. R.' --by dupont --within 10d -q
turns 'what comes free is held for who waits' plexus-slot cancel 2 --reason 'va mieux'
turns 'who waits takes it' plexus-slot accept 1
turns 'a request' plexus-slot request infirmier --usual martin --reason pansement --by dupont

# Five thousand rows are one operation.
{ echo title,assignees,due; for i in {1..5000}; do echo "Tâche $i,\"martin,dupont\",2025-04-01"; done; } >many.csv
turns 'an import' plexus-task import many.csv
run plexus undo -n
like "$code $(plexus-task count 'title~^tâche')" '^0 .*5000' 'a dry run changes nothing'
like "$out" '^dry run: undone: task-import .*5000 records' 'and says what it would do'
like "$out" 'and 4990 more' 'in short'
plexus undo -q

# Refused: what was changed since, by whom.
plexus-task add Une -q
plexus-task add Deux -q
one=$(plexus-task list title=Une --ids)
operation=$(plexus log --jsonl | jq -rs 'map(select(.what == "Une" and .change == "add"))[-1].operation')
at 2025-03-14T11:00:00Z
plexus-task edit "$one" --title 'Une autre' --as martin -q
changed=$(plexus log --jsonl --limit 1 | jq -r .operation)
state before
run plexus undo "op:$operation"
is "$code" 4 'what was changed since is not undone'
like "$err" "task-add \(${operation: -6}, .*task $one Une autre: task-edit \(${changed: -6}, martin, 2025-03-14 12:00\)" 'the record, and what changed it, are named'
state after
same before after 'nothing changed'
plexus undo "op:${changed: -6}" -q
run plexus undo "op:${operation: -6}"
status 0 'then it is, by the ending of its uid'
is "$(plexus-task list title=Une --ids)" '' 'it is gone'
run plexus undo "op:$operation"
is "$code" 4 'once'
like "$err" 'redo' 'and says what does it again'
run plexus redo "op:$operation" --json
is "$code $(json -r '.[] | .command + " " + .change + " " + .type + " " + .what')" '0 task-add add task Une' 'as JSON'
is "$(json -r '.[].operation')" "$operation" 'of which operation'
run plexus redo "op:$operation"
is "$code" 4 'what stands is not done again'
run plexus undo
turned=$(plexus log --jsonl --limit 1 | jq -r .operation)
run plexus undo "op:${turned: -6}"
like "$code $err" '^4 .*redo' 'an undo is not undone but done again'
run plexus redo "op:$turned"
like "$code $out" '^0 done again: task-add' 'by its own name too'
run plexus undo op:ffffffffffff
is "$code" 3 'no such operation'
run plexus undo op:abc
is "$code" 2 'an ending that is too short'
run plexus undo "op:$(plexus log --jsonl | head -1 | jq -r .operation)"
is "$code" 4 'nor is what made the database'
run plexus undo deux
is "$code" 2 'a number or op:'
run plexus undo 0
is "$code" 2 'of one at least'
run plexus undo 99999
is "$code" 3 'more than there are'
state after
same before before 'nothing was'

{ echo title; printf 'Lot %s\n' {1..8}; } | plexus-task import - -q
lot=$(plexus log --jsonl --limit 1 | jq -r .operation)
plexus-task edit title~^Lot --priority high --yes -q
run plexus undo "op:$lot"
like "$code $err" '^4 .*and 3 more$' 'five are named, and how many more'
is "$(grep -o 'task [0-9]* Lot' <<<"$err" | wc -l)" 5 'no less'
plexus undo 2 -q
at 2025-03-14T12:00:00Z
"$top/share/demo/make-register" 50 | plexus-directory import --from rpps - -q
run plexus undo -n
like "$err" 'register was imported after' 'a register is not undone, which is said'

# What would be removed is referred to; a key was taken meanwhile; a contact was forgotten.
plexus-project add Un --slug un -q
made=$(plexus log --jsonl --limit 1 | jq -r .operation)
plexus-task add Dans --project un -q
run plexus undo "op:$made"
is "$code" 4 'something refers to it'
like "$err" 'project-add.*project.*un.*task' 'which is named'
plexus undo -q
plexus undo -q
plexus-project add Autre --slug un -q
run plexus redo "op:$made"
is "$code" 4 'its key was taken meanwhile'
like "$err" 'slug un.*project 3' 'by whom'
plexus-slot open --who dupont --start '2025-03-18 14:00' --count 3 -q
plexus-slot book "$(plexus-slot list practitioner=dupont --ids | head -1)" --patient Y --by dupont --contact 0611111111 -q
booked=$(plexus log --jsonl --limit 1 | jq -r .operation)
plexus undo -q
run plexus-slot forget
like "$err" '[12] contacts? of what was undone' 'a contact that was undone is forgotten at night'
run plexus redo "op:$booked"
is "$code" 4 'what is forgotten does not come back'
like "$err" 'contact' 'and says so'

# The time is somebody else's by now.
slot=$(plexus-slot list practitioner=dupont --ids | head -1)
plexus-slot book "$slot" --patient Z --by dupont -q
taken=$(plexus log --jsonl --limit 1 | jq -r .operation)
plexus undo -q
plexus-slot book "$slot" --patient W --by dupont -q
run plexus redo "op:$taken"
is "$code" 4 'a slot is taken once'
like "$err" "slot $slot is taken" 'and says by its number'

# Several at once, all or none; each organization its own.
plexus-task add A -q
plexus-task add B -q
state before
plexus-task add C -q
plexus-task edit "$(plexus-task list a --ids | tail -1)" --priority high -q
plexus-task remove "$(plexus-task list b --ids | tail -1)" -q
state after
run plexus undo 3
is "$code $(grep -c '^undone' <<<"$out")" '0 3' 'three'
state undone
same before undone 'are undone'
run plexus redo 3
state again
same after again 'and done again, in their order'
plexus undo 2 -q
run plexus redo
like "$out" 'task-edit' 'what was undone last is done again first'
run plexus redo
like "$out" 'task-remove' 'then what was undone before it'
plexus-directory add --type organization Nord --kind cpts -q
plexus-project add P --org nord -q
run plexus undo
is "$code" 4 'another organization’s are left alone'
like "$err" 'directory-add.*nord.*project' 'the organization was added by this one'
run plexus undo --org nord
like "$out" 'project-add' 'it undoes its own'
run plexus undo
like "$code $out" '0 undone: directory-add' 'and then the organization goes'
run plexus redo
status 0 'and comes back'
run plexus undo --org all
is "$code" 2 'one organization at a time'
run plexus doctor --json
is "$(json -c '[.[]|select(.level == "broken").message]')" '[]' 'nothing is broken'

# Lines of before operations are one each, and undone so.
plexus-task add Ancienne -q
plexus-task edit "$(plexus-task list title=Ancienne --ids)" --priority high -q
sql "UPDATE journal SET operation = CASE WHEN before IS NULL THEN 'add' ELSE 'edit' END WHERE seq > (SELECT MAX(seq) - 2 FROM journal)"
last=$(plexus log --limit 1 --json | jq -r '.[0] | "\(.operation) \(.command) \(.change)"')
like "$last" '^line-[0-9]+ null edit$' 'a line of before'
run plexus undo "op:${last%% *}" -n
status 0 'has a name'
run plexus undo 2
status 0 'and is undone'
is "$(plexus-task list title=Ancienne --ids)" '' 'as any other'
run plexus redo 2
is "$code $(plexus-task list title=Ancienne priority=high | wc -l)" '0 2' 'and done again'
plexus undo 2 -q

# A line that somebody forged.
plexus-task add Forge -q
plexus-task edit "$(plexus-task list title=Forge --ids)" --priority high -q
for forged in '{\"id\":12' '{\"id\":1,\"title\":{}}' '{\"colour\":1}' '[]' 'x'; do
	state before
	sql "UPDATE journal SET before = '${forged//\\/}' WHERE seq = (SELECT MAX(seq) FROM journal)"
	run plexus undo
	like "$code $err" '^[145] plexus: .*journal' "forged: $forged"
	state after
	same before after 'nothing changed'
done
sql "UPDATE journal SET operation = 'undo//' WHERE seq = (SELECT MAX(seq) FROM journal)"
run plexus undo
isnt "$code" 139 'an operation without a name'

run plexus defaire
like "$err" 'undo' 'in other words'
run plexus-task annuler 1
like "$err" 'plexus undo|cancel' 'from other programs'

# What was put back is told whole: a dump is verified by it.
PLEXUS_DB=$(database whole)
new_team
plexus-task add 'Remise' -q
plexus undo -q && plexus redo -q
is "$(plexus log command=redo --json | jq -r '.[].after.organization')" msp-du-val 'a line says whose record was put back'
run plexus dump --dir "$tmp/dumped" -q
run plexus restore "$tmp/dumped" --db "$(database restored)"
status 0 'what was undone and done again is restored'
done_testing
