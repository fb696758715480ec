#!/usr/bin/env bash
# The sign-in sheet: who is expected, and room to sign, in text and HTML; its lines as data.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory import - -q <<'CSV'
nom,prénom,profession
Martin,Luc,infirmier
Élan,Zoé,sage-femme
Dupont,Anne,médecin
Dupont,Abel,
CSV
plexus-meeting add 'RCP <diabète> & co' --kind concertation --start '2025-03-11 12:30' --minutes 75 --place 'Salle 2' --invite martin,dupont,dupont-2,elan -q
plexus-meeting attend 1 excused:martin -q
plexus-meeting add 'Bureau' --start '2025-10-26 02:30' --minutes 60 -q

run plexus-meeting sheet 1 --lang en
status 0 'a sheet in text'
is "$(head -4 <<<"$out")" 'RCP <diabète> & co
MSP du Val – attendance sheet
Tuesday 11 March 2025, 12:30 to 13:45
Salle 2' 'what, who, when in words, where'
is "$(grep -oE '^(Dupont|Élan|Martin) [A-Z]\S+' <<<"$out" | paste -sd,)" 'Dupont Abel,Dupont Anne,Élan Zoé,Martin Luc' 'by name, accents apart'
like "$out" 'Dupont Anne +physician +________  ________  ________  _{18}' 'profession, and cells to fill'
like "$out" 'Martin Luc +nurse +________  ________  ________  excused' 'who excused themselves is said'
is "$(grep -c '^____' <<<"$out")" 5 'five empty lines'
like "$out" 'Patient files examined: __' 'a concertation counts its files'
is "$(awk 'length > 90' <<<"$out")" '' 'it fits on a page'
is "$(plexus-meeting sheet 1 --lang en --blank 2 | grep -c '^____')" 2 'as many empty lines as asked'
run plexus-meeting sheet 2 --lang en --blank 0
unlike "$out" 'Patient files' 'another meeting does not'
is "$(grep -c ____ <<<"$out")" 0 'nobody, no line'
run plexus-meeting sheet 1 --blank 101
is "$code" 2 'too many empty lines'

run plexus-meeting sheet 1 --html --lang en -o sheet.html
is "$code$out" 0 'a page'
page=$(<sheet.html)
like "$page" '^<!DOCTYPE html>.*<html lang="en">.*<h1>RCP &lt;diabète&gt; &amp; co</h1>' 'escaped, in its language'
is "$(grep -c '<th scope="row">' sheet.html)" 4 'a row per person'
is "$(grep -c '<tr><td></td>' sheet.html)" 5 'and empty ones'
like "$page" '@page.size:A4' 'made for paper'
unlike "$page" 'https?://|<script' 'nothing from outside'
[[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]] && like "$(plexus-meeting sheet 1 --html)" '<html lang="fr">.*Médecin' 'in French unless asked'

run plexus-meeting sheet 1 --json
is "$(json -c '.[0]')" '{"family":"Dupont","given":"Abel","practitioner":"dupont-2","profession":null,"state":"invited","minutes":null}' 'as data'
plexus-meeting sheet --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as its schema says'
is "$(LANGUAGE=fr LC_ALL=fr_FR.UTF-8 plexus-meeting sheet 1 --json)" "$out" 'whatever the language of the reader'
is "$(plexus-meeting sheet 1 --csv --fields family,state | sed -n 2p)" Dupont,invited '--csv, --fields'
is "$(plexus-meeting sheet 2 --json)" '[]' 'nobody'
run plexus-meeting sheet 1 --fields family
is "$code" 2 '--fields is of rows'
run plexus-meeting sheet 1 --ids
is "$code" 2 'lines have no ids'
run plexus-meeting sheet 1 --csv --blank 3
is "$code" 2 'rows have no empty lines'
run plexus-meeting sheet 99
is "$code" 3 'a meeting that is not there'
run plexus-meeting sheet
is "$code" 2 'which meeting?'

# What is known of the time is on it, and agrees with the ledger.
plexus-directory add --family Zed --profession 60 -q
plexus-meeting add 'Tenue' --start '2025-03-13 12:30' --minutes 90 --invite zed -q
id=$(plexus-meeting list title=Tenue --ids)
plexus-meeting attend "$id" zed:45 -q
plexus-meeting hold "$id" -q
run plexus-meeting sheet "$id" --lang en
like "$out" 'Zed +nurse +_+ +_+ +45min +_+' 'the time of who was there'
is "$(plexus-meeting sheet "$id" --json | jq -c '[.[].minutes]')" "$(plexus-meeting time --year 2025 --json 2>/dev/null | jq -c "map(select(.meeting==$id)|.minutes)")" 'which is what the ledger counts'
run plexus-meeting show "$id"
like "$out" 'present  zed  45min' 'and what show says'
done_testing
