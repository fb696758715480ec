#!/usr/bin/env bash
# Templates: many tasks at once, their days counted from a start day, waiting for each other.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 2
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-project add 'Repérage' --slug reperage -q
count() { plexus-task count --json | jq '.[0].count'; }

# A file of ours: a column of steps, phrases of dates, French headers.
cat >ours.csv <<'CSV'
Notre modèle;;;;;
Étape;Titre;Échéance;Après;Responsables;Projet
fin;Rendre compte;fin du mois;mesure, Appel;;
appel;Appeler;dans 3 jours;;martin;
mesure;Mesurer;+2w;appel;;reperage
libre;Ranger;;;;
CSV
run plexus-task template apply ours.csv --start 2025-04-01 --project bpco --assignees dupont --dry-run
status 0 'a dry run'
like "$out" 'Rendre compte.*2025-04-30.*bpco.*dupont' 'shows the tasks with their days'
is "$(count)" 0 'and adds none'
run plexus-task template apply ours.csv --start 2025-04-01 --project bpco --assignees dupont
is "$code $out" '0 task 4 added: Rendre compte
task 1 added: Appeler
task 2 added: Mesurer
task 3 added: Ranger' 'applied: said in the order of the file'
of() { plexus-task list title~"$1" --json | jq -r '.[0] | [.due // "-", .project, (.assignees | join("+")), (.depends | length)] | join(" ")'; }
is "$(of Rendre)" '2025-04-30 bpco dupont 2' 'the end of the start day’s month; waits for two, further down in the file'
is "$(of Appeler)" '2025-04-04 bpco martin 0' 'what a row says wins over the options'
is "$(of Mesurer)" '2025-04-15 reperage dupont 1' 'its project too'
is "$(of Ranger)" '- bpco dupont 0' 'a task without a day'
is "$(plexus-task next --json | jq -r 'map(.title) | sort | join(",")')" 'Appeler,Ranger' 'the rest waits'
plexus-task template apply ours.csv --start 2025-04-01 -q
is "$(count)" 8 'applied again, they are there again'
is "$(plexus-task list project= --json | jq length)" 3 'without --project, without a project'

# Other forms: rows known by their number, JSON Lines, standard input, today.
printf 'title,due,depends\nUn,+1d,\nDeux,+2d,1\n' >plain.csv
run plexus-task template apply plain.csv --json
is "$(json 'map(.due)|join(" ")')" '2025-03-15 2025-03-16' 'from today'
is "$(json '.[1].depends[0] == .[0].uid')" true 'rows are known by their number'
run bash -c 'plexus-task template apply - --start "lundi en huit" --json <<<'"'"'{"step":"a","title":"A","due":"+1d","minutes":30}
{"step":"b","title":"B","depends":["a"]}'"'"
is "$code $(json -c 'map([.due, .minutes, (.depends|length)])')" '0 [["2025-03-18",30,0],[null,null,1]]' 'JSON Lines from a pipe'
before=$(count)

# Refused, whole, with file and line.
refused() { # REGEX TEXT: what is wrong with this file
	printf '%b' "$2" >bad.csv
	run plexus-task template apply bad.csv
	is "$code $(count)" "5 $before" "refused, nothing is added: $1"
	like "$err" "bad.csv:$1" 'file, line and reason'
}
refused '3: due: ' 'title,due\nA,+1d\nB,un jour\n'
refused '3: title: ' 'title,due\nA,+1d\n,+2d\n'
refused '2: depends: no step z' 'step,title,depends\na,A,z\n'
refused '2: depends: step a waits in a circle' 'step,title,depends\na,A,b\nb,B,a\nc,C,\n'
refused '3: step A is there twice' 'step,title\na,A\nA,B\n'
refused '2: assignees: ' 'title,assignees\nA,personne\n'
refused ' status is no column' 'title,status\nA,done\n'
refused ' durée estimée is no column' 'title,durée estimée\nA,3\n'
printf 'title,due\n' >bad.csv
run plexus-task template apply bad.csv
isnt "$code" 0 'a file without tasks'
run plexus-task template apply ours.csv --start jamais
is "$code" 2 'a start that is no day'
like "$err" 'start' 'is named'
run plexus-task template apply ours.csv --project nulle
is "$code $(count)" "5 $before" 'a project that is not there'
run plexus-task template apply campagne-acii
is "$code" 3 'a template that is not there'
like "$err" 'did you mean campagne-aci' 'the nearest is named'
run plexus-task template ours.csv
is "$code" 2 'what is to be done with it?'

# Those that are shipped.
run plexus-task templates --json
status 0 'they are listed'
is "$(json 'map(select(.tasks > 5 and .days > 30 and (.title | length) > 10)) | length')" "$(find "$top/share/templates" -name '*.csv' | wc -l)" 'each with its title, its tasks, its days'
is "$(env -u PLEXUS_DB plexus-task templates --json | jq length)" "$(json length)" 'no database is needed for that'
for name in $(json '.[].name'); do
	run plexus-task template apply "$name" --start 2025-12-01 --project bpco --json
	is "$code $(json 'length > 5 and all(.due >= "2025-09-01" and .due < "2026-12-31")')" '0 true' "$name can be applied"
	# nothing is due before what it waits for
	json '(map({key: .uid, value: .}) | from_entries) as $by | [.[] | . as $task | .depends[] | select($by[.].due > $task.due)] | length' >late.txt
	is "$(<late.txt)" 0 "$name: nothing is due before what it waits for"
done
run plexus-task template apply campagne-aci --start 2025-12-01 --json
is "$(json 'map(.due) | max')" 2026-01-31 'the campaign ends on 31 January'
for words in $(grep -oh 'plexus-[a-z]* [a-z]*' "$top"/share/templates/*.csv | sort -u | tr ' ' /); do
	ok "$words is a verb" "${words%/*}" help "${words#*/}"
done
done_testing
