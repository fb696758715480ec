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

# What other tools and other languages call things.
said 2 'unknown verb: delete .did you mean remove\?' plexus-task delete 1
said 2 'unknown verb: ajouter .did you mean add\?' plexus-task ajouter X
said 2 'unknown verb: fait .did you mean done\?' plexus-task fait 1
said 2 'unknown verb: fait .plexus-project --help' plexus-project fait 1
said 2 'unknown verb: 1 .did you mean plexus-task done 1\?' plexus-task 1 done
said 2 "due:demain: no filter; did you mean 'due=demain'" plexus-task list due:demain
said 2 "due.before:demain: no filter; did you mean 'due<demain'" plexus-task list due.before:demain
said 2 "unexpected operand: due:demain .did you mean --due 'demain'" plexus-task add X due:demain
said 2 "due=demain chooses records: to change them, write --due 'demain'" plexus-task edit 1 due=demain
said 0 '^$' plexus-task list 'note: rien'
plexus-task add Deux -q
run plexus-task edit 1,2 --priority low
is "$out" $'task 1 changed: Relancer\ntask 2 changed: Deux' 'names joined by commas'
run plexus-task edit 1,999 --priority low
is "$code" 3 'each of them is looked for'
plexus-task remove 2 -q

# Words of a fixed list; professions.
said 2 'priority: hihg: unknown; did you mean high\? one of: high normal low' plexus-task add X --priority hihg
said 2 'did you mean high\?' plexus-task list priority=hihg
said 2 'did you mean planned\?' plexus-meeting edit 1 --status planed
said 2 'did you mean infirmier\?' plexus-directory add Y --profession infirmeir
said 2 'did you mean always\?' plexus-task list --color alway
printf 'title;assignees;priority\nA;dupond;normal\nB;durand;hihg\n' >bad.csv
run plexus-task import bad.csv --rejects refus.csv
like "$err$(<refus.csv)" 'did you mean ""?anne""? \(Dupont\).*did you mean high' 'rows of files are told so as well'

# What no program has, and what to do in its place.
said 2 'unknown verb: undo .plexus undo undoes what the last command did' plexus-directory undo
said 2 'unknown verb: Annuler .plexus undo undoes' plexus-task Annuler
said 2 'did you mean undo' plexus annuler
said 2 'unknown verb: rétablir .plexus redo does again' plexus-task rétablir
said 2 'did you mean cancel' plexus-meeting annuler
said 2 "unknown verb: backup .plexus backup copies the database" plexus-task backup
said 2 "unknown verb: sauvegarder .plexus backup copies the database" plexus sauvegarder

# Verbs, of one word or of two; programs; options and what they take.
said 2 'unknown verb: tody \(did you mean today\?\)' plexus tody
said 2 'unknown verb: taks \(did you mean task\?\)' plexus taks list
said 2 'did you mean list\?' plexus task lsit
said 2 'unknown verb: poll opne \(did you mean poll-open\?\)' plexus-meeting poll opne
said 2 'did you mean poll-close\?' plexus-meeting pol close
said 2 'did you mean series\?' plexus-meeting serie add
said 2 'did you mean today\?' plexus help tody
said 2 'did you mean --priority\?' plexus-task add X --priorty high
said 2 'did you mean excel-fr\?' plexus-task list --csv=excel-rf
said 2 'did you mean rpps\?' plexus-directory import --from rps x
said 2 'did you mean rate\?' plexus-meeting list --type rat
said 2 'did you mean practitioner\?' plexus-meeting time --by practicioner
said 2 'did you mean doctors\?' plexus-meeting poll close 1 --rule doctor
# Fields, in filters, orders, columns, groups and headers.
said 2 'did you mean "status"\?' plexus-task list stauts=open
said 2 'did you mean title\?' plexus-task list --fields titel
said 2 'did you mean priority\?' plexus-task list --sort priorty
said 2 'did you mean "status"\?' plexus-task count --by statsu
said 2 'did you mean "title"\?' plexus-task import bad.csv --map 'titre=titel'
is "$(plexus-task count --by statut --csv)" "$(plexus-task count --by status --csv)" 'a French name is that of the field'
# Codes, facts and their words, states, templates, types, places.
said 3 'did you mean A2-COO\?' plexus-report evidence 2025 A2-CO bad.csv
said 3 'A2-CONC' plexus-report explain A2-CONK --year 2025
said 1 '.patients. perhaps|did you mean' plexus-report set 2025 patinets=3
said 1 '.half. perhaps|did you mean' plexus-report set 2025 sas=hlaf
said 1 '.trainees. perhaps|did you mean' plexus-report aci --year 2025 --what-if traines=2
said 2 'did you mean absent:anne\?' plexus-meeting attend 1 abscent:anne
said 3 'did you mean campagne-aci\?' plexus-task template apply campagne-acis --start 2025-12-01
said 2 'taks: no such type of record; did you mean "task"\?' plexus log taks 1
said 2 'did you mean "task"\?' plexus log taks
said 3 'did you mean "angers"' plexus-directory find kiné --near Agners
# Words of dates, in both languages.
said 2 'did you mean "vendredi"\?' plexus-task add X --due vendrdi
said 2 'did you mean "demain"\?' plexus-task list 'due<=demian'
said 2 'did you mean "decembre"\?' plexus-task add X --due '3 decmbre'
said 2 'did you mean "tomorrow"\?' plexus-task add X --due tomorow
said 2 'understood: write' plexus-task add X --due xyzzy
said 2 'did you mean monthly\?' plexus-task add X --recur monthyl
# The configuration: keys, and what they take.
mkdir -p "$HOME/.config/plexus"
for line in 'colour = always|did you mean color' 'color = alway|did you mean always' 'lang = frr|did you mean fr'; do
	echo "${line%|*}" >"$HOME/.config/plexus/config"
	said 2 "config:1: .*${line#*|}" plexus-task list
done
rm "$HOME/.config/plexus/config"
# Nothing of this was run.
is "$(plexus-task count --json | jq '.[0].count') $(plexus-meeting count --json | jq '.[0].count') $(plexus-report count --type fact --json | jq '.[0].count')" '1 1 0' 'and nothing was done'

# In French.
if [[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]]; then
	export LANGUAGE=fr
	said 2 'verbe inconnu.*tody .*vouliez-vous dire today' plexus tody
	said 2 'vouliez-vous dire poll-open' plexus-meeting poll opne
	said 2 'vouliez-vous dire --priority' plexus-task add X --priorty high
	said 2 'vouliez-vous dire' plexus-task list stauts=open
	said 2 'vouliez-vous dire .*vendredi' plexus-task add X --due vendrdi
	said 2 'vouliez-vous dire practitioner' plexus-meeting time --by practicioner
	said 2 'vouliez-vous dire absent:anne' plexus-meeting attend 1 abscent:anne
	said 2 'vouliez-vous dire .*task' plexus log taks
	said 2 'vouliez-vous dire open' plexus-task list status=opne
	said 2 'vouliez-vous dire terminée' plexus-task list status=treminée
	unset LANGUAGE
fi
done_testing
