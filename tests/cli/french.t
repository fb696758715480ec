#!/usr/bin/env bash
# French for people, whatever locales the machine has; the same bytes for programs in every language.
. "$(dirname "$0")/../lib.sh"

[[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]] || skip_all 'no French catalogue: run make'
nb=$'\u00a0' # what stands before : ; ? and ! in French

# The language: LANGUAGE, a locale that the machine lacks, --lang; no locale at all.
french() { run env -u LC_ALL "$@" plexus-task list nowhere=1; }
new_team
french LANGUAGE=fr
like "$err" 'pas de champ de ce nom' 'LANGUAGE=fr'
french LANG=fr_FR.UTF-8
like "$err" 'pas de champ de ce nom' 'LANG=fr_FR.UTF-8'
french LC_ALL=fr_FR
like "$err" 'pas de champ de ce nom' 'LC_ALL=fr_FR'
french LC_MESSAGES=fr_CH.UTF-8 LANG=de_CH.UTF-8
like "$err" 'pas de champ de ce nom' 'LC_MESSAGES before LANG'
french LANGUAGE=en LANG=fr_FR.UTF-8
like "$err" 'no such field' 'LANGUAGE before LANG'
french LANGUAGE=de:fr:en LANG=de_DE.UTF-8
like "$err" 'pas de champ de ce nom' 'of several languages, the first that there is'
french LANGUAGE=de:en:fr
like "$err" 'no such field' 'be it English'
french LANG=de_DE.UTF-8
like "$err" 'no such field' 'English for the others'
french
like "$err" 'no such field' 'and for no locale'
run plexus-task list nowhere=1 --lang fr
like "$err" 'pas de champ de ce nom' '--lang fr'
run env LANGUAGE=fr plexus-task list nowhere=1 --lang en
like "$err" 'no such field' '--lang en wins'

# What is done is said so that nothing has to agree, and what is wrong with the way to mend it.
export LANGUAGE=fr
run plexus-directory add --family Dupont --given Anne --profession infirmier --associate oui
is "$out" 'ajout'"$nb"': professionnel 1 – Dupont' 'a professional is added'
run plexus-task add 'Appeler la CPAM' --assignees dupont --due 'lundi 17 mars' --status tarminé -n
like "$err" "status: tarminé: inconnu$nb; vouliez-vous dire terminée$nb\? choisir parmi$nb: à faire, en cours, terminée, abandonnée" 'a word that is none: those that may be, in French'
run plexus-task add 'Appeler la CPAM' --assignees dupont --due 'lundi 17 mars' -n
is "$out" "essai à blanc, ajout$nb: tâche 1 – Appeler la CPAM" 'a dry run'
plexus-task add 'Appeler la CPAM' --assignees dupont --due 'lundi 17 mars' -q
run plexus-task "done" 1
is "$out" "terminée$nb: tâche 1 – Appeler la CPAM" 'a task is done'
run plexus-task edit 1 --title 'Appeler la CPAM'
is "$out" "sans changement$nb: tâche 1 – Appeler la CPAM" 'nothing changes'
run plexus-task "done" 9
is "$err" "plexus-task: tâche 9$nb: introuvable" 'a task that is not there'
run plexus-task "done"
like "$err" 'done demande TÂCHE…$' 'what a verb needs'
run plexus-task dnoe 1
is "$err" "plexus-task: verbe inconnu$nb: dnoe (vouliez-vous dire done$nb?)" 'a verb that is none'
run plexus-task list --jsn
is "$err" "plexus-task: option inconnue$nb: --jsn (vouliez-vous dire --json$nb?)" 'an option that is none'
run plexus-task add Relire --assignees dupnt
is "$err" "plexus-task: assignees: professionnel dupnt$nb: introuvable$nb; vouliez-vous dire \"dupont\"$nb?" 'someone unknown'
run plexus-task list due=30m
like "$err" 'm veut dire minutes ou mois' 'a date that means two things'
run plexus-task add Relire --due 'lundi 18 mars'
like "$err" 'est un mardi, pas un lundi' 'a weekday that is another'
run plexus-directory add --family Martin --given Luc --profession 10 --rpps 10102727017
is "$err" 'plexus-directory: rpps: 10102727017: clé de contrôle fausse' 'a wrong identifier'
run plexus-directory remove dupont
is "$code" 4 'someone who has a task is kept'
like "$err" "suppression impossible, 1 enregistrement y renvoie \(tâche 1\)" 'in the singular'
plexus-task add 'Relire' --assignees dupont -q
run plexus-directory remove dupont
like "$err" "2 enregistrements y renvoient \(tâche 1, 2\)" 'and in the plural'
run plexus-directory import /nowhere.csv
like "$err" "^plexus-directory: /nowhere\.csv: ouverture impossible$nb: " 'a file that is not there'
run env PLEXUS_DB=/nowhere/plexus.db plexus-task list
like "$err" 'il n.y a pas de base de données ici.*plexus init' 'a database that is not there'

# Words of fields: French in tables, English for programs, both understood, agreeing or not.
is "$(plexus-task count --by status | paste -sd'|' | tr -s ' ')" 'status count bar|à faire 1 █|terminée 1 █' 'words in a table'
is "$(plexus-task count --by status --csv)" $'status,count\nopen,1\ndone,1' 'words in CSV'
for word in done terminée terminé Terminés TERMINEE; do
	is "$(plexus-task list "status=$word" --ids)" 1 "status=$word"
done
is "$(plexus-task list 'status=à faire' --ids)" 2 'two words'
is "$(LANGUAGE=en plexus-task list status=terminé --ids)" 1 'in an English session too'
for word in fait finie Clos achevé; do
	is "$(plexus-task list "status=$word" --ids)" 1 "status=$word, as people say"
done
is "$(plexus-task list status=ouvert --csv --fields status | tail -n +2)" open 'and machines read the word itself'
run plexus-task add Vite --priority urgente -n --json
is "$(json .priority)" high 'priority urgente'
isnt "$(plexus-task list status=terminer --ids 2>&1)" 1 'but nothing more than an agreement'

# Help and manuals.
run plexus-meeting help attend
like "$out" 'RÉUNION \[ÉTAT:\]QUI\[:MINUTES\]…' 'operands'
run plexus-task help add
like "$out" "Champs du type tâche$nb:.*--priority MOT  *priorité$nb: high \(haute\), normal \(normale\), low \(basse\).*Options communes$nb:" 'fields and options'
for program in plexus plexus-directory plexus-project plexus-task plexus-meeting plexus-report; do
	$program --manual >"$program.1"
	is "$(grep '^\.Sh' "$program.1" | tr -d '"\\&' | grep -vE '^.Sh (NAME|SYNOPSIS|DESCRIPTION|VERBES|OPTIONS COMMUNES|CHAMPS|ENVIRONNEMENT|FICHIERS|STATUT DE SORTIE|EXEMPLES|VOIR AUSSI)$')" '' "$program: sections"
	if command -v mandoc >/dev/null; then
		is "$(mandoc -T lint -W warning "$program.1" 2>&1 | grep -v 'referenced manual not found')" '' "$program: a well-formed manual"
	else
		skip 'no mandoc'
	fi
	is "$($program --help | grep -v "^  plexus" | awk 'length > 100')" '' "$program: lines fit in 100 columns"
done

# The report is French whatever the locale, and English when that is asked.
plexus-report set 2025 patients=4000 daily_hours=12 saturday=oui sas=half public_health_missions=vaccination -q
run env LANGUAGE=en plexus-report aci --year 2025
like "$out" "Ce qui manque.*A1-CRISE-P$nb: " 'an English session reads a French report'
run plexus-report aci --year 2025 --lang en
like "$out" 'What is missing.*A1-CRISE-P: ' 'and an English one with --lang en'
plexus-report aci --year 2025 --html -o page.html
is "$(grep -ciE '\b(the|none|half|not|met|unmet|evidence|missing|points earned|amount|what|by default|declared|records)\b' <(sed '/<style>/,/<\/style>/d; s/<[^>]*>/ /g' page.html))" 0 'no English word is left on the page'
like "$(<page.html)" 'la moitié au moins' 'words of facts are said in full'

# Programs read the same bytes in every language.
plexus-meeting add RCP --kind concertation --start '2025-03-12 12:30' --minutes 60 --invite dupont -q
plexus-meeting attend 1 dupont -q
plexus-meeting hold 1 -q 2>/dev/null
printf 'Nom;Prénom;Profession\nDurand;Zoé;sage-femme\n' >team.csv
same() { # COMMAND…: its output, in four ways
	local first other name
	first=$(env -u LANGUAGE -u LC_ALL LC_ALL=C "$@" 2>/dev/null | sha256sum)
	[[ -n $(env "$@" 2>/dev/null) ]]
	report $((!$?)) "$* says something"
	for name in LANGUAGE=en LANGUAGE=fr LANG=fr_FR.UTF-8; do
		other=$(env -u LANGUAGE -u LC_ALL "$name" "$@" 2>/dev/null | sha256sum)
		is "$other" "$first" "$* ($name)"
	done
}
same plexus doctor --json
same plexus doctor --csv
same plexus log --jsonl
same plexus today --json
same plexus-task list --json
same plexus-task list --csv
same plexus-task list --csv=excel-fr
same plexus-task list --ids
same plexus-task next --jsonl
same plexus-task count --by status --json
same plexus-task show 1 --json
same plexus-task list --schema
same plexus-task export
same plexus-directory list --json
same plexus-directory import team.csv -n --json
same plexus-meeting time --year 2025 --json
same plexus-meeting time --year 2025 --by kind --csv
same plexus-report time --year 2025 --csv
same plexus-report aci --year 2025 --json
same plexus-report aci --year 2025 --csv
same plexus-report explain A2-CONC --year 2025 --json
same plexus-report aci --schema
same plexus-task next --explain --json
same plexus-task next --explain --csv
same plexus-task templates --csv
same plexus-directory find infirmier --near 48.1,-1.7 --json
same plexus-directory find infirmier --near 48.1,-1.7 --csv
same plexus-meeting pace --year 2025 --csv
same plexus-meeting sheet 1 --csv
plexus-meeting poll-open Staff --dates '2035-03-12 12:30' --invite dupont -q
same plexus-meeting poll-show 1 --csv
same plexus-meeting poll-show 1 --json
plexus-task add Relever --due 2025-05-01 --recur weekly -q
same plexus-task recur 3 --json
same plexus-task recur 3 --csv
same plexus-task calendar --month 2025-05-01 --csv
same plexus-task burndown --json
same plexus-report facts --year 2025 --json
head -1 "$top/tests/cases/rpps/2026.txt" >register.txt
echo '8|10890000010|810890000010|||M|Monsieur|DUPONT|Anne|10||C|Civil|||||L|Libéral|||||R01|LOIN||||1||R|Rue|PASTEUR||35000 RENNES|35000|35238|RENNES|||0261910001|||||||||||||||' >>register.txt
plexus-directory import --from rpps register.txt -q
plexus-directory add --family Partie --given Eva --rpps 10999000051 --profession 10 -q
same plexus-directory reconcile --csv

# The catalogue is whole: nothing untranslated, nothing doubtful.
if command -v msgfmt >/dev/null; then
	is "$(LANGUAGE=en msgfmt --check --statistics -o /dev/null "$top/share/locale/fr.po" 2>&1 | grep -c 'untranslated\|fuzzy')" 0 'every message of the catalogue is translated'
else
	skip 'no msgfmt'
fi
done_testing
