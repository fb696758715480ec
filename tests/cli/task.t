#!/usr/bin/env bash
# Tasks: what is to be done, by whom, by when; what comes next.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
plexus-project add 'Parcours BPCO' --slug bpco -q
get() { plexus-task show "$1" --json | jq -r "$2"; }
next() { plexus-task next --json "$@" | jq -r 'map(.id)|join(",")'; }

# add: every field.
run plexus-task add 'Relancer l’ARS' --due vendredi --project bpco --assignees dupont,martin --priority high --minutes 1h30
is "$code $out" '0 task 1 added: Relancer l’ARS' 'add'
is "$(get 1 '[.status, .priority, .due, .project, (.assignees|join("+")), .minutes, .completed] | join(" ")')" \
	'open high 2025-03-14 bpco dupont+martin 90 ' 'a Friday said on a Friday is today; several assignees'
run plexus-task add Y --assignees personne
is "$code" 2 'an assignee who is nobody'
like "$err" 'assignees.*personne' 'is named'
run plexus-task add --due demain
is "$code" 2 'a task without a title'
run plexus-task add X --due 2025-02-30
is "$code" 2 'a day that does not exist'
is "$(plexus-task count --json | jq -c .)" '[{"count":1}]' 'nothing of what was refused is stored'

# start, stop, done, drop; said, and the times that follow.
at 2025-03-14T10:00:00Z
run plexus-task start 1
is "$code $out" '0 task 1 started: Relancer l’ARS' 'start'
run plexus-task start 1
is "$code $out" '0 task 1 unchanged: Relancer l’ARS' 'twice is no change'
run plexus-task stop 1
is "$code $out $(get 1 .status)" '0 task 1 stopped: Relancer l’ARS open' 'stop'
run plexus-task done 1 --now 2025-03-13T18:05:00Z
is "$code $(get 1 '.status + " " + .completed')" '0 done 2025-03-13T18:05:00Z' 'done, when --now says'
updated=$(get 1 .updated)
run plexus-task done 1 --now 2025-03-20
is "$code $out" '0 task 1 unchanged: Relancer l’ARS' 'done twice is no change'
is "$(get 1 '.completed + " " + .updated')" "2025-03-13T18:05:00Z $updated" 'and keeps its times'
run plexus-task start 1
is "$(get 1 '.status + " " + (.completed|tostring)')" 'started null' 'begun again, it is not completed'
plexus-task done 1 -q
plexus-task edit 1 --status open -q
is "$(get 1 .completed)" null 'nor opened again by edit'
run plexus-task drop 1 --json
is "$(json '.status + " " + .completed')" 'dropped 2025-03-14T10:00:00Z' 'drop; --json gives the task'
plexus-task edit 1 --status done --completed '2025-03-01 09:00' -q
is "$(get 1 .completed)" 2025-03-01T08:00:00Z 'a completion time may be said'
run plexus-task edit 1 --status open --completed 2025-03-01
is "$(get 1 '.status + " " + (.completed|tostring)')" 'open null' 'but not of an open task'
run plexus-task done
is "$code" 2 'done what?'
run plexus-task done 99
is "$code" 3 'a task that is not there'
run plexus-task done 1 99
is "$code $(get 1 .status)" '3 open' 'all or nothing'
run plexus-task done 1 -n
is "$code $(head -1 <<<"$out") $(get 1 .status)" '0 dry run: task 1 done: Relancer l’ARS open' 'a dry run'
run plexus-task edit 1 --assignees +durand,-dupont
is "$(get 1 '.assignees|join(",")')" martin,durand 'assignees are added and taken out'
run plexus-task edit 1 --assignees=
is "$(get 1 '.assignees')" '[]' 'or cleared'
plexus-task remove 1 -q

# A pipe of tasks.
for due in 2025-03-10 2025-03-14 2025-03-17; do plexus-task add "Pour $due" --due $due -q; done
run bash -c "plexus-task list status=open 'due<=vendredi' --jsonl | plexus-task done -"
is "$code $out" $'0 task 2 done: Pour 2025-03-10\ntask 3 done: Pour 2025-03-14' 'all that was due by Friday'
is "$(plexus-task list status=open --ids)" 4 'the rest is open'
run bash -c "plexus-task list status=nowhere --jsonl 2>/dev/null | plexus-task done -"
is "$code $err" '0 plexus-task: nothing to change' 'a pipe without tasks changes nothing'
plexus-task remove 2 3 4 -q

# Many at once, by a filter: what would change is shown first.
for title in A B C; do plexus-task add "$title" --due 2025-03-10 --assignees dupont -q; done
plexus-task edit 7 --due 2025-03-21 --notes $'une\nnote' -q
dump() { plexus-task export; plexus log --json; }
before=$(dump)
run plexus-task edit 'due<2025-04-01' --due 2025-03-21 --assignees +martin,-dupont --minutes 90 --depends 7 -n
is "$code" 4 'a dry run refuses what could not be stored'
run plexus-task edit 'due<2025-04-01' --due 2025-03-21 --assignees +martin,-dupont --notes= -n
is "$code $out" '0 dry run: task 5 changed: A
    due: 2025-03-10 → 2025-03-21
    assignees: dupont → martin
dry run: task 6 changed: B
    due: 2025-03-10 → 2025-03-21
    assignees: dupont → martin
dry run: task 7 changed: C
    assignees: dupont → martin
    notes: une note → –
dry run: 3 of 3 would change; nothing was stored' 'every field, before and after, and how many; no confirmation is asked for'
is "$(dump)" "$before" 'and nothing of it is stored'
run plexus-task edit 'due<2025-04-01' --due 2025-03-21 -n -q
is "$code $out" '0 ' '-q says nothing'
run plexus-task edit 'due<2025-04-01' --due 2025-03-21 -n --json
is "$(json 'map(.due) | unique | join(",")')" 2025-03-21 'for machines, the tasks as they would be'
run plexus-task edit 'due<2025-04-01' --due 2025-03-21
is "$code" 2 'done in earnest'
like "$err" 'edit 3 records .task.: add --yes' 'it wants a yes'
is "$(dump)" "$before" 'and waits for it'
run plexus-task edit 'due<2025-04-01' --due 2025-03-21 --yes
is "$code $out" $'0 task 5 changed: A\ntask 6 changed: B\ntask 7 unchanged: C' 'then it is done'
run plexus-task depend 5 on 6 7 -n
is "$out" $'dry run: task 5 changed: A\n    depends: – → 6,7' 'tasks are known by their numbers'
run plexus-task edit 'due>2025-04-01' --due 2025-03-21 --yes
is "$code $err" '0 plexus-task: nothing to change' 'no record is no change'
plexus-task remove 5 6 7 -q

# next: what can be done now, the most urgent first.
add() { plexus-task add "$@" --json | jq .id; }
far=$(add Loin --due 2025-06-01)
soon=$(add Bientôt --due 2025-03-16)
late=$(add Retard --due 2025-03-01)
none=$(add 'Sans date')
high=$(add Important --priority high)
low=$(add 'Un jour' --priority low)
wait=$(add Attend --due 2025-03-15 --wait 2025-03-15)
blocked=$(add Bloquée --due 2025-03-01 --depends "$far")
done_=$(add Faite --due 2025-03-01 --status done)
is "$(next)" "$late,$soon,$high,$far,$none,$low" 'by urgency; not what waits, is blocked or closed'
is "$(next --limit 2)" "$late,$soon" '--limit counts what is shown'
is "$(next --sort title)" "$soon,$high,$far,$late,$none,$low" 'another order'
is "$(next 'due<2025-04-01')" "$late,$soon" 'filters narrow it'
is "$(next --now 2025-03-15)" "$late,$wait,$soon,$high,$far,$none,$low" 'what waited comes on its day'
plexus-task done "$far" -q
is "$(next --limit 1)" "$late" 'a blocked task'
is "$(next | tr , '\n' | grep -cx "$blocked")" 1 'comes when what it waits for is done'
plexus-task start "$far" -q
is "$(next | tr , '\n' | grep -cx "$blocked")" 0 'and goes when that is open again'
plexus-task drop "$far" -q
is "$(next | tr , '\n' | grep -cx "$blocked")" 1 'dropped is as good as done'
is "$(next id="$done_")" '' 'nothing is an empty list'
run plexus-task next id="$done_" --exit-code
is "$code" 3 'or 3 when asked'
run plexus-task next --fields id,title --csv --limit 1
is "$out" $'id,title\n'"$late,Retard" 'in CSV as well'

# next, for one person.
plexus-task edit "$late" --assignees dupont -q
plexus-task edit "$soon" --assignees dupont,martin -q
is "$(next --as dupont)" "$late,$soon" '--as: that person’s tasks'
is "$(PLEXUS_USER=martin next)" "$soon" 'or the person of the environment'
is "$(next --as martin --all | tr , '\n' | wc -l)" "$(next | tr , '\n' | wc -l)" '--all: everyone’s'
is "$(next --as durand)" '' 'nobody’s'

# depends: an order, never a circle.
a=$(add A) b=$(add B --depends "$a") c=$(add C --depends "$b,$a")
run plexus-task edit "$a" --depends "$a"
is "$code" 4 'a task that waits for itself'
like "$err" "depends: $a → $a goes round" 'is refused, with the way'
run plexus-task edit "$a" --depends "$c"
is "$code" 4 'a circle of three'
like "$err" "depends: $a → $c → $a goes round|depends: $a → $c → $b → $a goes round" 'is refused, with the way'
is "$(get "$a" .depends)" '[]' 'and nothing is stored'
run plexus-task edit "$b" --depends "+$late"
is "$code $(get "$b" '.depends|length')" '0 2' 'two ways to the same end are no circle'
printf 'uid,depends\n%s,%s\n' "$(get "$a" .uid)" "$(get "$c" .uid)" >circle.csv
run plexus-task import circle.csv --rejects refused.csv
is "$code" 5 'an import may not make one either'
like "$(<refused.csv)" 'goes round' 'and says why'
run plexus-task remove "$a"
is "$code" 4 'a task that others wait for stays'
like "$err" 'depends|task' 'and is said'

# Ids are never reused.
last=$(add Dernière)
plexus-task remove "$last" -q
is "$(add Suivante)" $((last + 1)) 'the number of a removed task stays free'

# Another organization: its own tasks, people and names.
plexus-directory add --type organization 'CPTS du Nord' --kind cpts -q
plexus-directory add Dupont --given Ève --profession 60 --org cpts-du-nord -q
run plexus-task add 'Du Nord' --org cpts-du-nord --assignees dupont --json
is "$code $(json '.organization + " " + (.assignees|join(","))')" '0 cpts-du-nord dupont' 'a task of another organization, its own dupont'
north=$(json .id)
is "$(next --org cpts-du-nord)" "$north" 'is next there'
is "$(next id="$north")" '' 'and not here'
run plexus-task done "$north"
is "$code" 3 'nor is its number known here'
run plexus-task edit "$north" --org cpts-du-nord --depends 1
is "$code" 2 'it cannot wait for a task of ours'
is "$(plexus-task list --org all --ids | grep -cx "$north")" 1 'all of them together'
plexus-directory add Nordin --given Eve --org cpts-du-nord -q
run plexus-task edit "$north" --assignees nordin --org cpts-du-nord --json
is "$(plexus-task list assignees=nordin --org all --ids) $(plexus-task list assignees= --org all --ids | grep -cx "$north")" \
	"$north 0" 'by the items of their lists'
is "$(plexus-task list "$(json '.title | split(" ")[1]')" "assignees=nordin" --org all --ids)" "$north" 'and by their words'
plexus-directory add Premier --handle pareil -q
second=$(plexus-directory add Second --handle pareil --org cpts-du-nord --ids)
run plexus-directory add Troisieme --handle pareil --org cpts-du-nord
like "$code $err" "^4 .*handle pareil: already taken by practitioner $second" 'a key that is taken is so in its organization'

# The same in and out, Excel included.
plexus-task add 'Deux ; points' --due 2025-12-24 --notes $'une\nautre "ligne"' --assignees dupont,martin --minutes 45 -q
plexus-task list --csv=excel-fr >tasks.csv
run plexus-task import tasks.csv --json
is "$(json '[.new, .changed, .rejected] | join(" ")')" '0 0 0' 'a French spreadsheet read again changes nothing'
plexus-task export >tasks.jsonl
run plexus-task import tasks.jsonl --json
is "$(json '[.new, .changed, .rejected] | join(" ")')" '0 0 0' 'nor does an export'
run plexus-task count --by status,assignees --json --sort status,assignees
is "$(json -c '.[0]')" '{"status":"open","assignees":["dupont"],"count":3}' 'counted by person'
# Me: whoever acts.
new_team
plexus-directory add Dupont --given Anne -q
plexus-directory add Martin --given Luc -q
plexus-task add A --assignees me -q --as dupont
PLEXUS_USER=martin plexus-task add B --assignees 'moi,dupont' -q
is "$(plexus-task list --json | jq -c '[.[].assignees]')" '[["dupont"],["martin","dupont"]]' 'me in an option is who acts'
is "$(plexus-task list assignees=me --as martin --ids)" 2 'in a filter'
is "$(plexus-task list assignees!=me --as martin --ids)" 1 'and its complement'
is "$(plexus-task list assignees=moi,martin --as dupont --ids | paste -sd' ')" '1 2' 'and a list'
plexus-task edit 1 --assignees +me -q --as martin
is "$(plexus-task show 1 --json | jq -c .assignees)" '["dupont","martin"]' 'added to a list'
is "$(PLEXUS_USER=dupont plexus-project add P --lead me --json | jq -r .lead)" dupont 'a lead too'
is "$(plexus-project list lead=me --as dupont --ids)" 1 'and its filter'
is "$(plexus-directory show me --as martin --json | jq -r .handle)" martin 'and a name'
run plexus-task list assignees=me
like "$code $err" '^2 .*me: who is that. say it with --as NAME, PLEXUS_USER' 'nobody is said'
run plexus-task add C --assignees me
like "$code $err" '^2 .*assignees: me: who is that' 'nor for an option'
PLEXUS_USER=personne run plexus-task list assignees=me
like "$code $err" '^2 .*who is that' 'nor when the variable names nobody'
plexus-directory add Mé --given Zoé --handle me -q
is "$(plexus-task list assignees=me --as dupont --ids)" '' 'whoever has the key is called by it'
done_testing
