#!/usr/bin/env bash
# Tasks over time: what is left week after week, and a month at a glance.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 1
plexus-project add 'Parcours BPCO' --slug bpco -q
add() { plexus-task add "$@" -q; }

# Weeks of 2025: W08 begins on Monday 17 February, W11 on 10 March.
at 2025-02-10T09:00:00Z && add 'Avant' --project bpco
at 2025-02-17T09:00:00Z && add 'Lundi' --project bpco && add 'Laissée'
at 2025-02-23T23:30:00Z && add 'Dans la nuit du dimanche, donc lundi'
at 2025-02-25T09:00:00Z && plexus-task done 1 -q && plexus-task drop 3 -q
at 2025-03-09T22:30:00Z && plexus-task done 2 -q
at 2025-03-12T09:00:00Z && add 'Faite ailleurs' --status done --completed 2025-02-18 && add 'Bloquée' --project bpco
at 2025-03-14T09:00:00Z
burndown() { plexus-task burndown "$@" --csv | tail -n +2 | tr '\n' ' '; }
is "$(burndown --weeks 4)" \
	'2025-W08,2025-02-17,3,1,0,3 2025-W09,2025-02-24,1,1,1,2 2025-W10,2025-03-03,0,1,0,1 2025-W11,2025-03-10,1,0,0,2 ' \
	'added, done, dropped, open, by local weeks'
is "$(burndown --weeks 2 --now 2025-02-24T12:00)" '2025-W08,2025-02-17,3,1,0,3 2025-W09,2025-02-24,1,0,0,4 ' \
	'as it was three weeks before'
is "$(burndown --weeks 1 project=bpco)" '2025-W11,2025-03-10,1,0,0,1 ' 'of a project'
is "$(plexus-task burndown --json | jq 'length')" 12 'twelve weeks unless said'
is "$(plexus-task burndown --weeks 520 --json | jq 'map(.added - .done - .dropped) | add')" \
	"$(plexus-task burndown --json | jq '.[-1].open')" 'what came less what went is what is left'
is "$(plexus-task burndown --json | jq '.[-1].open')" "$(plexus-task count status=open,started --json | jq '.[0].count')" 'as many as are open'
run plexus-task burndown --weeks 2
is "$out" 'week      added  done  dropped  open  bar
2025-W10      0     1        0     1  █▒
2025-W11      1     0        0     2  ██
█ tasks left open at its end  ▒ tasks done in it  ░ tasks dropped in it' 'bars for people'
is "$(plexus-task burndown --schema | jq -c '.items.properties | keys_unsorted')" "$(plexus-task burndown --json | jq -c '.[0] | keys_unsorted')" 'as its schema says'
for weeks in 0 521 x; do
	run plexus-task burndown --weeks $weeks
	is "$code" 2 "$weeks weeks"
done
{
	echo title
	for i in {1..300}; do echo "Tâche $i"; done
} | plexus-task import -q -
run plexus-task burndown --weeks 1
like "$out" '302  █{40}$|302  █{40}'$'\n' 'bars are cut to a scale'
plexus-task remove title~'^Tâche' --yes -q

# calendar
add 'Pour le 3' --due 2025-03-03
add 'Pour le 20' --due 2025-03-20 --project bpco --assignees dupont
add 'Pour le 20 aussi' --due 2025-03-20 --status started
add 'Faite' --due 2025-03-20 --status done
add 'En avril' --due 2025-04-01
plexus-meeting add RCP --start '2025-03-20 12:30' --project bpco -q
plexus-meeting add 'Le soir' --start 2025-03-20T23:30:00Z -q
plexus-meeting add 'Annulée' --start '2025-03-20 14:00' --status cancelled -q
day() { plexus-task calendar --json "${@:2}" | jq -c --arg date "$1" '.[] | select(.date == $date) | [.week, .tasks, .late, .meetings, .holiday]'; }
is "$(plexus-task calendar --json | jq -c '[length, .[0].date, .[-1].date]')" '[31,"2025-03-01","2025-03-31"]' 'a day each'
is "$(day 2025-03-03)" '[10,1,true,0,null]' 'a task that is late'
is "$(day 2025-03-20)" '[12,2,false,1,null]' 'open tasks, meetings that hold'
is "$(day 2025-03-21)" '[12,0,false,1,null]' 'by local days'
is "$(day 2025-03-20 project=bpco)" '[12,1,false,1,null]' 'filters hold for both'
is "$(day 2025-03-21 project=bpco)" '[12,0,false,0,null]' 'where meetings know the field'
is "$(day 2025-03-20 assignees=dupont)" '[12,1,false,1,null]' 'and for tasks where they do not'
is "$(day 2025-05-01 --month 'mai 2025')" '[18,0,false,0,"Labour Day"]' 'another month; public holidays'
is "$(plexus-task calendar --month 2024-02-10 --json | jq length)" 29 'a leap year'
is "$(plexus-task calendar --json --lang fr --month 2025-05 | jq -r '.[0].holiday')" 'Labour Day' 'machines read the same in every language'
run plexus-task calendar
is "$out" 'March 2025
     Mon    Tue  Wed  Thu       Fri    Sat  Sun
W9                                     1    2
W10  3 1t!  4    5    6         7      8    9
W11  10     11   12   13        [14]   15   16
W12  17     18   19   20 2t 1m  21 1m  22   23
W13  24     25   26   27        28     29   30
W14  31
t: tasks due (! late), m: meetings' 'a grid for people'
if command -v script >/dev/null; then
	narrow() { script -qec "stty cols 40; NO_COLOR=1 TERM=xterm plexus-task calendar ${1-}" /dev/null | tr -d '\r'; }
	is "$(narrow)" 'March 2025
     Mon  Tue  Wed  Thu  Fri   Sat  Sun
W9                             1    2
W10  3!   4    5    6    7     8    9
W11  10   11   12   13   [14]  15   16
W12  17   18   19   20+  21+   22   23
W13  24   25   26   27   28    29   30
W14  31
3: 1t!
20: 2t 1m
21: 1m
t: tasks due (! late), m: meetings' 'where it is narrow, signs, and what they stand for'
	ok 'no wider than the terminal' test "$(narrow '--month 2025-05 --lang fr -q' | wc -L)" -le 40
fi
run plexus-task calendar --month 2025-05 --lang fr -q
like "$out" 'lun +mar +mer +jeu.*1\*.*\* 1: Fête du Travail' 'in French, with its holidays'
run plexus-task calendar --fields date,tasks --limit 1
is "$out" $'date        tasks\n2025-03-01      0' 'or lines, when fields are said'
run plexus-task calendar --month jamais
is "$code" 2 'a month that is none'
run plexus-task calendar nulle=3
is "$code" 2 'a filter that is none'
done_testing
