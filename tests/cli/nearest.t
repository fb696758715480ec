#!/usr/bin/env bash
# Who mistypes a person, a record or a word is told the nearest, wherever it is read.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory add Dupont --given Anne --handle anne -q
plexus-directory add Durand --given Luc -q
plexus-directory add 'Le Goff' --given Yann -q
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-task add Relancer -q
plexus-meeting add Concertation --start 2025-03-20T12:30 -q

said() { # STATUS MESSAGE COMMAND…
	run "${@:3}"
	is "$code" "$1" "refused: ${*:3}"
	like "$err" "$2" "said: $2"
}
# By the name of the family when the handle is another: the handle is what to type.
said 2 'assignees: practitioner dupond: not found; did you mean "anne" \(Dupont\)\?' plexus-task add X --assignees dupond
said 2 'did you mean "anne" \(Dupont\)\?' plexus-task add X --assignees Dupont
said 2 'did you mean "durand"\?' plexus-task edit 1 --assignees +Durnad
said 2 'did you mean "le-goff" \(Le Goff\)\?' plexus-project add Y --members 'Legoff'
said 3 'did you mean "anne" \(Dupont\)\?' plexus-task list --as dupnt
said 3 'did you mean "durand"\?' plexus-task list assignees=durant
said 3 'did you mean "durand"\?' plexus-directory show durend
said 2 'project: project Parcours BCPO: not found; did you mean "bpco" \(Parcours BPCO\)\?' plexus-task add X --project 'Parcours BCPO'
said 2 'assignees: practitioner zzzzzz: not found$' plexus-task add X --assignees zzzzzz

# Words of a fixed list; professions.
said 2 'priority: hihg: unknown; did you mean high\? one of: high normal low' plexus-task add X --priority hihg
said 2 'did you mean high\?' plexus-task list priority=hihg
said 2 'did you mean planned\?' plexus-meeting edit 1 --status planed
said 2 'did you mean infirmier\?' plexus-directory add Y --profession infirmeir
said 2 'did you mean always\?' plexus-task list --color alway
printf 'title;assignees;priority\nA;dupond;normal\nB;durand;hihg\n' >bad.csv
run plexus-task import bad.csv --rejects refus.csv
like "$err$(<refus.csv)" 'did you mean ""?anne""? \(Dupont\).*did you mean high' 'rows of files are told so as well'
done_testing
