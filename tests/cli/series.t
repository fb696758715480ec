#!/usr/bin/env bash
# Series: a rule, its meetings, and what happens to them one by one and together.
. "$(dirname "$0")/../lib.sh"
new_team
plexus-directory add --family Dupont --profession 60 -q
plexus-directory add --family Durand --profession 60 -q
plexus-project add BPCO -q

# Local starts of the series' meetings, with status and place.
meetings() { plexus-meeting list "series=${1:-1}" --sort start --csv=excel-fr --fields start,status,place | tr -d '\r' | tail -n +2; }
first() { meetings | head -"$1"; }

run plexus-meeting series add RCP --rule 'FREQ=MONTHLY;BYDAY=1TU' --start '2025-09-02 12:30' --minutes 90 \
	--kind concertation --project bpco --place 'Salle A' --invited dupont --json
status 0 'a series is added'
is "$(json -c '[.id,.title,.rule,.start,.minutes,.invited]')" \
	'[1,"RCP","FREQ=MONTHLY;BYDAY=1TU","2025-09-02T10:30:00Z",90,["dupont"]]' 'and shown'
is "$(first 3)" '02/09/2025 12:30;planned;Salle A
07/10/2025 12:30;planned;Salle A
04/11/2025 12:30;planned;Salle A' 'its meetings keep their hour when clocks change'
is "$(meetings | wc -l)" 7 'until a year from now'
is "$(plexus-meeting show 1 --json | jq -c '[.kind,.project,.minutes,.recurrence,(.series|length)]')" \
	'["concertation","bpco",90,"2025-09-02T10:30:00Z",36]' 'each has what the series says, and knows it'
is "$(plexus-meeting list --type attendance --json | jq -r '[.[]|.practitioner+" "+.state]|unique|.[]')" 'dupont invited' \
	'who is invited is invited to each'
is "$(plexus-meeting count --type attendance --json | jq '.[0].count')" 7 'once'

# One moved, one cancelled, one renamed, one removed: they stay so.
plexus-meeting edit 2 --start '2025-10-09 09:00' -q
plexus-meeting cancel 3 -q
plexus-meeting edit 4 --title 'RCP de Noël' -q
plexus-meeting remove 5 -q
run plexus-meeting series edit 1 --start '2025-09-02 13:00' --place 'Salle B' --invited dupont,durand
status 0 'the series is edited'
like "$out" 'meetings: 0 new, 6 changed, 0 cancelled' 'and says what followed'
is "$(meetings)" '02/09/2025 13:00;planned;Salle B
09/10/2025 09:00;planned;Salle B
04/11/2025 13:00;cancelled;Salle B
02/12/2025 13:00;planned;Salle B
03/02/2026 13:00;planned;Salle B
03/03/2026 13:00;planned;Salle B' 'the others follow; moved, cancelled and removed ones stay so'
is "$(plexus-meeting show 4 --json | jq -r .title)" 'RCP de Noël' 'and so does a name of its own'
is "$(plexus-meeting list --type attendance meeting=1 --json | jq -c '[.[].practitioner]')" '["dupont","durand"]' 'who is invited newly is'
is "$(plexus-meeting show 1 --json | jq .sequence)" 1 'calendars are told'
run plexus-meeting series edit 1 --place 'Salle B'
like "$out" '0 new, 0 changed, 0 cancelled' 'again, nothing changes'

# Shorter, longer, another day.
run plexus-meeting series edit 1 --until 2026-02-28
like "$out" '0 new, 0 changed, 1 cancelled' 'shorter: what comes after is cancelled'
is "$(plexus-meeting list --type series --json | jq -r '.[0].rule')" 'FREQ=MONTHLY;BYDAY=1TU;UNTIL=20260228' 'the rule says when it ends'
run plexus-meeting series edit 1 --until 2026-03-31
like "$out" '0 new, 1 changed, 0 cancelled' 'longer: it is planned again'
like "$(meetings | tail -1)" '03/03/2026 13:00;planned' 'the same meeting'
like "$(meetings | sed -n 3p)" cancelled 'what somebody cancelled is not'
run plexus-meeting series edit 1 --rule 'FREQ=MONTHLY;BYDAY=1TH' --count 3
like "$out" '3 new, 0 changed, 3 cancelled' 'another rule: its days are made, the old ones cancelled'
like "$err" '2 meetings were changed by themselves' 'what was changed by itself stays, and is said'
is "$(plexus-meeting list series=1 status=planned --sort start --csv=excel-fr --fields start | tr -d '\r' | tail -n +2)" \
	'04/09/2025 13:00
02/10/2025 13:00
09/10/2025 09:00
06/11/2025 13:00
02/12/2025 13:00' 'so that these are planned'

# Time passes.
plexus-meeting series add Coordination --rule 'FREQ=WEEKLY;BYDAY=FR' --start '2025-03-14 14:00' -q
is "$(meetings 2 | wc -l)" 53 'a year of Fridays'
plexus-meeting hold "$(plexus-meeting list series=2 --sort start --ids --limit 1)" -q
at 2025-06-20T18:00:00Z
run plexus-meeting series extend
like "$out" 'meetings: 14 new, 0 changed, 0 cancelled' 'extended, the year ahead is whole again'
run plexus-meeting series extend 2
like "$out" '0 new' 'once'
plexus-meeting series edit 2 --start '2025-03-14 15:00' -q
is "$(meetings 2 | sed -n '1p;15p;16p')" '14/03/2025 14:00;held;
20/06/2025 14:00;planned;
27/06/2025 15:00;planned;' 'what is past does not change'

# What is refused, and stores nothing.
before=$(plexus-meeting count --json)
while IFS='|' read -r words said; do
	eval "run plexus-meeting series $words"
	status 2 "refused: series $words"
	like "$err" "$said" '  with the reason'
done <<-'END'
	add X --rule FREQ=FORTNIGHTLY --start demain|FREQ is
	add X --rule FREQ=HOURLY --start demain|more than 400
	add X --rule 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' --start demain|no meeting
	add X --rule FREQ=WEEKLY --start demain --count 2 --until 2025-12-31|exclude
	add X --start demain|rule
	add X --rule FREQ=WEEKLY|start
	edit 1|nothing to change
	edit 1 2 --place X|one series
	stop 1|add, edit or extend
END
run plexus-meeting edit --type series 1 --place X
status 2 'edit leaves series to series'
is "$(plexus-meeting count --json)" "$before" 'nothing was stored'
run plexus-meeting series add X --rule FREQ=WEEKLY --start demain --count 2 -n
like "$out" 'meetings: 2 new' 'a dry run says what it would do'
is "$(plexus-meeting count --json)" "$before" 'and stores nothing'

# Elsewhere.
plexus-meeting export --type series >series.jsonl
plexus-meeting export >meetings.jsonl
PLEXUS_DB=$(database other)
export PLEXUS_DB
plexus init --name Autre --kind msp -q
plexus-directory add --family Dupont --profession 60 -q
plexus-directory add --family Durand --profession 60 -q
plexus-project add BPCO -q
plexus-meeting import --type series series.jsonl -q
run plexus-meeting import meetings.jsonl --json
is "$(json .rejected)" 0 'series and their meetings go to another database'
run plexus-meeting series extend
like "$out" '0 new, 0 changed, 0 cancelled' 'and know each other there'
done_testing
