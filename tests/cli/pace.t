#!/usr/bin/env bash
# The pace of concertation: meetings held and files examined of those asked for, and by 31 December.
. "$(dirname "$0")/../lib.sh"

new_team
at 2025-07-02T09:00:00Z # day 183 of 365
meet() { plexus-meeting add R --kind "${3:-concertation}" --start "$1" -q && plexus-meeting hold "$(plexus-meeting count --json | jq '.[0].count')" --files "$2" -q; }
pace() { plexus-meeting pace --json "$@" | jq -c 'map([.done, .planned, .needed, .projected, .missing])'; }

run plexus-meeting pace --json
is "$(json -c '.[0]')" '{"year":2025,"indicator":"A2-CONC","what":"meetings","done":0,"planned":0,"needed":6,"projected":0,"missing":6}' 'nothing yet: the six of the rules'
plexus-meeting pace --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as its schema says'
run plexus-meeting pace
like "$err" 'no file is needed as long as no patients are declared .*explain A2-CONC --year 2025' 'patients decide how many files'
plexus-report set 2025 patients=4000 ald_under_75=400 over_75_without_ald=150 over_75_with_ald=100 -q # 5 % of 650: 32.5
meet 2025-01-10T11:00:00Z 5
meet 2025-03-10T11:00:00Z 4
meet 2025-05-10T11:00:00Z 6
meet 2025-06-10T11:00:00Z 9 coordination
meet 2024-12-10T11:00:00Z 9
is "$(pace)" '[[3,0,6,5,1],[15,null,33,25,8]]' 'three in 183 days are five in 365; files as many a meeting'
run plexus-meeting pace
like "$out" 'A2-CONC +meetings +3 +0 +6 +5 +1' 'for people'
like "$err" 'day 183 of 365: at this pace, missing by 31 December: meetings 1, files 8 \(6 files at each meeting still to hold would do\)' 'and what would do'
for start in 2025-07-01T11:00:00Z 2025-09-10T11:00:00Z 2025-10-10T11:00:00Z 2025-11-10T11:00:00Z 2026-01-10T11:00:00Z; do
	plexus-meeting add Prévue --kind concertation --start "$start" -q
done
is "$(pace)" '[[3,3,6,6,0],[15,null,33,30,3]]' 'planned ones count when they lead further; one that is past does not'
plexus-meeting cancel 8 -q
is "$(pace)" '[[3,2,6,5,1],[15,null,33,25,8]]' 'a cancelled one does not'
is "$(pace --now 2025-01-20)" '[[3,3,6,6,0],[15,null,33,30,3]]' 'in January what is held and planned, not a pace'
is "$(pace --now 2025-12-31)" '[[3,0,6,3,3],[15,null,33,15,18]]' 'the last day is what it is'
is "$(pace --now 2026-03-01 --year 2025)" '[[3,0,6,3,3],[15,null,33,15,18]]' 'a year that is over'
run plexus-meeting pace --year 2025 --now 2026-03-01
is "$err" '' 'has nothing to do any more'
is "$(pace --year 2026)" '[[0,1,6,1,5],[0,null,0,0,0]]' 'a year to come'
is "$(pace --year 2024)" '[[1,0,6,1,5],[9,null,0,9,0]]' 'another year'
plexus-report set 2025 concertation_meetings=8 -q
is "$(pace | jq -c '.[0]')" '[8,2,6,15,0]' 'a declared figure is what the report counts'
plexus-report set 2025 concertation_meetings= contract_start=2025-04-01 -q
is "$(pace | jq -c '.[0]')" '[3,2,5,8,0]' 'days are those of the contract, and so is what is needed' # day 93 of 275

# The day says it in a line.
plexus-report set 2025 contract_start= -q
run plexus today
like "$out" 'Concertation: 3 of 6 meetings, 15 of 33 files; by 31 December at this pace 5 and 25$' 'today has a line of it'
run plexus today --json
is "$(json -c .aci.pace)" '{"meetings":{"done":3,"needed":6,"projected":5},"files":{"done":15,"needed":33,"projected":25}}' 'in JSON too'
plexus today --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as its schema says'
run plexus today --json --now 2026-01-15
is "$(json -c '.aci|[.exercise,.pace]')" '[2025,null]' 'a year that is over has no pace'

# A leap year: figures by hand.  Five per cent of 800 is 40; day 60 of 366 is 29 February.
new_team
plexus-report set 2024 patients=5000 ald_under_75=400 over_75_without_ald=100 over_75_with_ald=300 -q
is "$(pace --now 2024-01-01)" '[[0,0,6,0,6],[0,null,40,0,40]]' '1 January: nothing, and all of it missing'
run plexus-meeting pace --now 2024-01-01
like "$err" 'day 1 of 366: .*meetings 6, files 40 \(7 files at each meeting' 'forty in six are seven at each'
meet 2024-01-15T11:30:00Z 10
meet 2024-02-12T11:30:00Z 10
is "$(pace --now 2024-02-29)" '[[2,0,6,12,0],[20,null,40,120,0]]' '2 x 366 / 60 is 12, and ten files at each'
is "$(pace --now 2024-07-01)" '[[2,0,6,4,2],[20,null,40,40,0]]' 'day 183: 2 x 366 / 183 is 4'
is "$(pace --now 2024-12-31)" '[[2,0,6,2,4],[20,null,40,20,20]]' 'the last day'
for start in 2024-03-04 2024-03-11 2024-03-18 2024-03-25 2024-04-01; do meet "$start 12:30" 6; done
is "$(pace --now 2024-04-02)" '[[7,0,6,27,0],[50,null,40,192,0]]' 'more than is asked: day 93, 7 x 366 / 93 is 27, 50 x 27 / 7 is 192'
run plexus-meeting pace --now 2024-04-02
is "$err" '' 'and nothing is missing'
new_team
run plexus-meeting pace --now 2024-01-01
like "$err" 'missing by 31 December: meetings 6$' 'no patients known: no word of files at each meeting'

# Rules without concertation, a year before any rules.
plexus-directory add --type organization 'Hôpital' --kind hospital -q
run plexus-meeting pace --org hopital
is "$code" 3 'an organization without an agreement'
run plexus-meeting pace --year 1990
isnt "$code" 0 'a year before the agreement'
run plexus-meeting pace --org all
is "$code" 2 'a pace is of one organization'
done_testing
