#!/usr/bin/env bash
# What waits for what: depend, and the list as a tree.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-project add 'Repérage' --slug reperage -q
for title in 'Former l’équipe' 'Acheter le spiromètre' 'Convoquer' 'Mesurer' 'Rendre compte'; do
	plexus-task add "$title" --project bpco -q
done
plexus-task add 'Appeler la mairie' -q
plexus-task add 'Choisir la salle' --project reperage -q
get() { plexus-task show "$1" --json | jq -r "$2"; }
depends() { plexus-task show "$1" | sed -n 's/^depends  *//p'; }

# depend and --remove
run plexus-task depend 4 on 1 2 3
is "$code $out" '0 task 4 changed: Mesurer' 'a task waits for three'
is "$(depends 4)" 1,2,3 'in the order said'
run plexus-task depend 4 on 2
is "$code $out" '0 task 4 unchanged: Mesurer' 'said again, nothing changes'
run plexus-task depend 4 --remove on 2
is "$(depends 4)" 1,3 '--remove takes one out'
run plexus-task depend 4 on 2 --remove
is "$out" 'task 4 unchanged: Mesurer' 'once'
run plexus-task depend 3 5 on 1 --json
is "$code $(json 'map(.id)|join(" ")')" '0 3 5' 'several may wait for one; --json gives them'
run plexus-task depend 5 sur 4 -n
is "$code" 0 'in French too'
run plexus-task depend 5 on 4 -n
is "$code $(depends 5)" '0 1' 'a dry run stores nothing'
plexus-task depend 5 on 4 -q
is "$(get 5 '.depends|length')" 2 'one more is added at the end'
run bash -c 'plexus-task list id=1,2 --ids | plexus-task depend 7 on -'
is "$code $(depends 7)" '0 1,2' 'they may come from a pipe'
plexus-task depend 7 on 1 2 --remove -q
is "$(get 7 .depends)" '[]' 'none is left'

# Refused, whole
run plexus-task depend 1 on 5
is "$code" 4 'a circle'
like "$err" 'task 1: depends: 1 → 5 → 1 goes round' 'is refused, the shortest way shown'
run plexus-task depend 2 1 on 4 -n
is "$code" 4 'in a dry run too'
is "$(get 2 .depends)" '[]' 'and nothing of it is stored'
run plexus-task depend 6 on 6
is "$code" 4 'a task does not wait for itself'
for words in '6 1' '6 on' 'on 6' '6 7 1'; do
	# shellcheck disable=SC2086
	run plexus-task depend $words
	is "$code" 2 "depend $words: the grammar is said"
	like "$err" 'on' "depend $words: with its word"
done
run plexus-task depend 6 on 99
is "$code" 3 'a task that is not there'

# list --tree
tree() { plexus-task list --tree --fields title,id "$@" | tail -n +2 | sed 's/ *$//'; }
is "$(tree | sed 's/  [0-9]$//; s/ *$//')" 'Parcours BPCO
  Acheter le spiromètre
  Rendre compte
    Former l’équipe
    Mesurer
      Former l’équipe (above)
      Convoquer
        Former l’équipe (above)
Repérage
  Choisir la salle
(without a project)
  Appeler la mairie' 'projects, tasks, and what they wait for'
is "$(tree id=4,3 | sed 's/  [0-9]$//; s/ *$//')" 'Parcours BPCO
  Mesurer
    Convoquer' 'of what the filters leave'
is "$(tree project= | sed 's/ *[0-9]$//')" 'Appeler la mairie' 'without projects nothing is indented for them'
plexus-task depend 6 on 7 -q
is "$(tree id=6,7 | sed 's/ *[0-9]$//; s/ *$//')" 'Repérage
  Choisir la salle
(without a project)
  Appeler la mairie
    Choisir la salle (above)' 'a task of another project stands under both'
is "$(tree status=done)" '' 'nothing is nothing'
run plexus-task list --tree status=done --exit-code
is "$code" 3 'or 3 when asked'
for format in --json --jsonl --csv --ids; do
	run plexus-task list --tree $format
	is "$code $out" '2 ' "--tree is not for $format"
done
is "$(plexus-task list --tree --sort -id --fields id | head -5 | tr -s '\n ' ' ')" 'id 7 5 ' '--sort orders what stands side by side'
done_testing
