#!/usr/bin/env bash
# The indicators of a year: by hand beside what is printed; what is not known is never 0.
. "$(dirname "$0")/../lib.sh"

new_team
at() { export PLEXUS_NOW=$1; }
field() { jq -r "$1" "$tmp/out"; }
stats() { run plexus-slot stats --year 2026 --json "$@"; }
at 2026-03-02T08:00:00Z
stats
is "$(field '.[0] | [.offered, .requests, .median_minutes, .under_24h_percent] | all(. == null)')" true 'nothing stored: nothing known'
like "$(field '.[0].reason')" 'no slot' 'and why'
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-directory add -q Cardi --profession 10 --specialty cardiologue
plexus-directory add -q Martin --profession kiné
plexus-slot open --who cardi --start '3 mars 09:00' --every 30min --count 10 --audience team -q
plexus-slot open --who martin --start '2026-04-01 00:15' --every 15min --count 4 --audience cpts -q
plexus-slot open --who martin --start '2026-05-01 09:00' --count 3 -q
stats
is "$(field '.[0] | [.offered, .booked, .requests] | map(tostring) | join(" ")')" '14 0 null' 'what others see is offered; nothing booked is 0; no request is not'
like "$(field '.[0].reason')" 'no request.*no appointment' 'and why'

# Delays by hand: bookings at 25, 20, 2 and 1 hours before, and 60.
mapfile -t ids < <(plexus-slot list practitioner=cardi --ids)
book() { plexus-slot book "${ids[$1]}" --patient "p$1" --by dupont --now "$2" -q; }
book 0 2026-03-02T07:00:00Z # 09:00 Paris, 25 h before
book 2 2026-03-02T13:00:00Z # 10:00, 20 h
book 4 2026-03-03T08:00:00Z # 11:00, 2 h
book 6 2026-03-03T10:00:00Z # 12:00, 1 h
book 8 2026-02-28T00:00:00Z # 13:00, 84 h
book 9 2026-03-03T10:00:00Z # given up
at 2026-03-03T12:00:00Z
plexus-slot cancel 6 --reason x -q
at 2026-03-04T12:00:00Z
plexus-slot attended 1 2 3 -q
plexus-slot missed 4 -q
stats
is "$(field '.[0] | [.booked, .attended, .missed, .cancelled, .cancelled_late, .median_minutes, .p90_minutes, .under_24h_percent, .under_48h_percent] | join(" ")')" \
	'6 3 1 1 1 1200 5040 60 80' 'counts, ranks and shares, by hand'
stats --by month
is "$(field 'length')" 12 'every month has its line'
is "$(field 'map(select(.key == "2026-03" or .key == "2026-04")) | map(.offered) | join(" ")')" '10 4' 'by the month of Paris, not of Greenwich'
is "$(field '.[0] | [.offered, .median_minutes] | map(tostring) | join(" ")')" '0 null' 'a month without a slot has 0, and no delay'
stats --by specialty
is "$(field 'map([.key, .offered, .booked] | map(tostring) | join(":")) | join(" ")')" 'null:4:0 SM04:10:6' 'by specialty'
stats --by profession
is "$(field 'map([.key, .offered] | join(":")) | join(" ")')" '10:10 70:4' 'by profession'
stats --by audience
is "$(field 'map([.key, .offered] | join(":")) | join(" ")')" 'cpts:4 team:10' 'by audience'
like "$(field '.[0].reason')" 'no request' 'requests know of none'
stats --by commune
is "$(field 'map([.key, .offered] | join(":")) | join(" ")')" 'Brissac Loire Aubance:14' 'by commune'
plexus-slot request kiné --by dupont --origin sas -q
plexus-slot request kiné --by dupont --origin pharmacy -q
plexus-slot answer 1 yes --who martin -q
plexus-slot request sage-femme --by dupont --origin sas -q
stats --by origin
is "$(field 'map([.key, .requests, .accepted, .unanswered] | join(":")) | join(" ")')" 'pharmacy:1:0:0 sas:2:1:1' 'requests by origin'
is "$(field '.[0].offered')" null 'a slot has no origin'
run plexus-slot stats --year 2026 --by town
status 2 'a word that is none'
run plexus-slot stats --year 2026 --by month --html -o page.html
ok 'a page has charts' grep -q '<svg' page.html
run plexus-slot stats --year 2026 --csv=excel-fr
like "$out" 'key;label;offered' 'and a workbook its columns'

# For people: a card of the year, tables that fit 80 columns without their bars, reasons once.
run plexus-slot stats --year 2026
like "$out" $'\nmedian_minutes +20h\n' 'the year is a card'
run plexus-slot stats --year 2026 --by specialty
is "$(sed -E 's/ *(bar|[█▏▎▍▌▋▊▉]*)$//' "$tmp/out" | wc -L | awk '{ print $1 <= 80 }')" 1 'a table fits a terminal'
like "$out" 'offered  booked  missed  requests  unanswered  median  48h_%' 'with short headings'
run plexus-slot stats --year 2026 --by origin
like "$err" 'figures are missing: no slot' 'what is missing is said once'
unlike "$out" 'offered' 'and its columns left out'
run env LANGUAGE=fr plexus-slot stats --year 2026 --by spécialité
status 0 'by a word of the country'
like "$out" 'sans spécialité' 'in its words'

# Of every organization together, each by its own clock.
PLEXUS_DB=$(location two)
at 2026-03-02T08:00:00Z
new_team
plexus-directory add -q Martin --profession kiné
plexus-directory add -q Dupont --profession médecin
plexus-directory add 'CPTS des Hauts' --type organization --kind cpts --timezone Indian/Reunion -q
other=$(plexus-directory list --type organization kind=cpts --jsonl | jq -r .slug)
plexus-directory add -q Hoarau --profession kiné --org "$other"
plexus-slot open --who martin --start '2026-04-01 09:00' --count 3 --audience team -q
plexus-slot open --who hoarau --start '2026-04-01 01:00' --count 2 --audience cpts -q --org "$other"
plexus-slot book 1 --patient A --by martin --now 2026-04-01T05:00:00Z -q
plexus-slot book 4 --patient B --by hoarau --now 2026-03-31T20:00:00Z -q --org "$other"
plexus-slot request kiné --by dupont -q
stats
is "$(field '.[0] | [.offered, .booked, .requests, .median_minutes] | join(" ")')" '3 1 1 120' 'one organization'
stats --org "$other"
is "$(field '.[0] | [.offered, .booked, .requests, .median_minutes] | map(tostring) | join(" ")')" '2 1 null 60' 'the other'
stats --org all
is "$code $(field '.[0] | [.offered, .booked, .requests, .median_minutes, .p90_minutes] | join(" ")')" '0 5 2 1 60 120' 'both: sums, and ranks of all delays'
stats --org all --by audience
is "$(field 'map([.key, .offered] | join(":")) | join(" ")')" 'cpts:2 team:3' 'by audience'
stats --org all --by month
is "$(field 'map(select(.offered > 0) | [.key, .offered] | join(":")) | join(" ")')" '2026-04:5' 'by month, each by its own clock'
done_testing
