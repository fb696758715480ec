#!/usr/bin/env bash
# Charts: bars beside rows on a terminal or off it, and pages that need nothing from elsewhere.
. "$(dirname "$0")/../lib.sh"

new_team --name 'MSP <du> Val & Cie'
plexus-directory import - -q <<'CSV'
nom,prénom,profession
Dupont,Anne,médecin
Élan <b>,Zoé,infirmier
CSV
plexus-directory add Martin --given 'Luc & "Léo"' --profession 60 -q
plexus-project add 'Parcours BPCO' --slug bpco -q
for i in {1..5}; do plexus-task add "Tâche $i" --project bpco --minutes 90 -q; done
plexus-task add Seule -q
plexus-task done 1 2 -q
plexus-meeting import --type rate - -q <<'CSV'
Métier;Nature;À partir du;Taux horaire
Médecin;indemnité;01/01/2024;60,00
CSV
for month in 01 02 03; do
	plexus-meeting add "RCP $month" --kind concertation --start "2025-$month-10 12:30" --minutes 90 --invite dupont,martin -q
done
plexus-meeting attend 1 dupont martin -q && plexus-meeting attend 2 dupont -q && plexus-meeting attend 3 dupont:30 martin -q
plexus-meeting hold 1 2 3 --files 4 -q 2>/dev/null
for i in {1..3}; do plexus-task add "Autre $i" -q; done

# Beside the rows, whether a terminal or a file.
run plexus-task count --by status
is "$out" $'status  count  bar\nopen        7  ███████\ndone        2  ██' 'a bar a row'
is "$(LC_ALL=C plexus-task count --by status)" $'status  count  bar\nopen        7  #######\ndone        2  ##' 'ASCII without UTF-8'
is "$(LC_ALL=C LC_CTYPE=fr_FR.ISO-8859-1 plexus-task count --by status | grep -c '█')" 0 'LC_ALL decides'
is "$(plexus-task count --by status --fields status,count)" $'status  count\nopen        7\ndone        2' 'no bar among the fields that were asked'
is "$(plexus-task count)" $'count\n    9' 'nor of one number'
is "$(plexus-task count --by project --sum minutes | awk 'NR > 1 { print $NF }' | head -1)" "$(printf '█%.0s' {1..40})" 'of what is added up; forty columns at most'
is "$(plexus-task count --by status --sort count | sed -n 2p)" 'done        2  ██' 'sorted with its row'
is "$(plexus-task count --by status --sort -count --limit 1 | wc -l)" 2 'and cut'
is "$(plexus-task count --by status --json)" $'[\n{"status":"open","count":7},\n{"status":"done","count":2}\n]' 'machines have the numbers'
like "$(plexus-meeting time --year 2025 --by month 2>/dev/null)" '2025-01 .*████████████████████████████████████████.*2025-02 .*  ████████████████████'$'\n' 'time by month'
like "$(plexus-meeting pace --year 2025 2>/dev/null)" 'meetings +3 .* ████████████████████░{20}|meetings +3 .* █{20}░{20}' 'the pace, of what is asked'
like "$(plexus-report aci --year 2025 2>/dev/null)" 'Points .*Accès aux soins +[█░]{40}' 'axes of the report'
for program in directory project meeting report; do
	like "$(plexus-$program count --by "$([[ $program == report ]] && echo year || echo created)" 2>&1)" '^$|█' "plexus-$program counts with bars"
done
if command -v script >/dev/null; then
	on_terminal() { script -qec "stty cols $1; $2" /dev/null | tr -d '\r'; }
	is "$(on_terminal 29 'plexus-task count --by project --sum minutes' | wc -L)" 29 'no wider than the terminal'
	is "$(on_terminal 200 'plexus-task count --by project --sum minutes' | wc -L)" 65 'nor than forty columns'
	unlike "$(on_terminal 80 'NO_COLOR=1 TERM=xterm plexus-task burndown --weeks 2')" $'\033' 'no escape sequence unasked'
fi

# Pages.
pages=(); page() { pages+=("$1"); run "${@:2}" --html -o "$1"; is "$code$out" 0 "a page: ${*:2}"; }
page count.html plexus-task count --by project,status --sum minutes
page people.html plexus-directory count --by family
page none.html plexus-task count --by status title~nulle
page burndown.html plexus-task burndown --weeks 60
page pace.html plexus-meeting pace --year 2025
page lines.html plexus-meeting time --year 2025
for by in practitioner month project kind nature kind,month; do page "time-$by.html" plexus-meeting time --year 2025 --by "$by"; done
page aci.html plexus-report aci --year 2025
page register.html plexus-report time --year 2025
for name in "${pages[@]}"; do
	text=$(<"$name")
	like "$text" '^<!DOCTYPE html>.<html lang="fr">' "$name: in French unless asked"
	unlike "$text" 'https?:|<script|@import|src=|[^-]style="| on[a-z]+="' "$name: one file, nothing from elsewhere, nothing that runs"
	like "$text" '@media print' "$name: made for paper too"
	like "$text" '<table' "$name: figures as a table"
	# Each drawing is XML by itself.
	if command -v xmllint >/dev/null; then
		ok "$name: drawings are well-formed" bash -c "{ echo '<all>'; sed -n '/<svg/,/<\/svg>/p' '$name' | perl -0pe 's/.*?(<svg.*?<\/svg>)|.*/\$1 \/\/ \"\"/gse'; echo '</all>'; } | xmllint --noout -"
	fi
	is "$(grep -o '<svg[^>]*>' "$name" | grep -cvE 'role="img"[^>]*aria-label|aria-hidden')" 0 "$name: each is named"
done
like "$(<none.html)" "Il n&#39;y a rien à montrer" 'no rows are said'
unlike "$(<none.html)" '<svg' 'and not drawn'
like "$(<time-month.html)" '<h1>Temps de réunion 2025, par mois</h1>.*MSP &lt;du&gt; Val &amp; Cie, vendredi 14 mars 2025' 'what, who, when'
like "$(<time-practitioner.html)" 'Martin, Luc &amp; &quot;Léo&quot;.?: 3h' 'each figure is said'
like "$(<people.html)" 'Élan &lt;b&gt;' 'names are text'
like "$(<time-kind.html)" 'concertation.?: 210,00.€' 'money as the French write it'
is "$(grep -c '<figure' burndown.html)" 2 'bars and lines'
is "$(grep -o 'fill="url(#[a-z]*-[0-9])"' burndown.html | tr -d '"' | sed 's/.*#//;s/)//' | sort -u | while read -r id; do grep -c "id=\"$id\"" burndown.html; done | sort -u)" 1 'patterns are there once'
like "$(<burndown.html)" 'Les 40 premières lignes sur 60' 'many rows are cut, and it is said'
is "$(grep -c '<tr>' burndown.html)" 61 'the table has them all'
like "$(plexus-task count --by status --html --lang en)" '<html lang="en">.*Task: how many, by status|<html lang="en">.*task: how many, by status' 'in English when asked'
like "$(plexus-task count --by status --html --fields count)" '<figure.*<th scope="col" class="n">Le nombre d|<figure.*<th scope="col" class="n">le nombre d' 'a page of the fields asked keeps its chart'
run plexus-task count --by status --html --json
is "$code" 2 'one format at a time'
run plexus-task list --html
is "$code" 2 'not of verbs that draw nothing'
jar=$(npm root -g 2>/dev/null)/vnu-jar/build/dist/vnu.jar
if [[ -e $jar ]] && command -v java >/dev/null; then
	is "$(java -jar "$jar" --errors-only "${pages[@]}" 2>&1)" '' 'vnu finds no error'
else
	skip 'the checker of pages is not installed (npm install -g vnu-jar, and java)'
fi
done_testing
